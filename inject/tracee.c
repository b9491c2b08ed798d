#include "tracee.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "clock.h"
#include "watchdog.h"

int
tracee_seize(pid_t tid)
{
	watchdog_hold();
	if (ptrace(PTRACE_SEIZE, tid, NULL, (void *)PTRACE_O_TRACESYSGOOD) == 0)
		return 0;
	watchdog_release();
	return -1;
}

/* The call failed: ESRCH says that the thread has ended, or is about to.  Anything else should not happen;
   then it is still ours, and goes on when this command ends. */
static enum tracee_stop
failed(void)
{
	if (errno != ESRCH)
		return TRACEE_LATE;
	watchdog_release();
	return TRACEE_GONE;
}

static enum tracee_stop
stop_of(int status, int *signal)
{
	*signal = 0;
	if (WIFEXITED(status) || WIFSIGNALED(status)) {
		watchdog_release();
		return TRACEE_GONE;
	}
	if (status >> 16 == PTRACE_EVENT_STOP)
		return WSTOPSIG(status) == SIGTRAP ? TRACEE_TRAPPED : TRACEE_GROUP;
	if (WSTOPSIG(status) == (SIGTRAP | 0x80))
		return TRACEE_SYSCALL;
	*signal = WSTOPSIG(status);
	return TRACEE_SIGNALLED;
}

/* Wait for the next stop without continuing. */
static enum tracee_stop
tracee_wait(pid_t tid, uint64_t deadline_ns, int *signal)
{
	struct timespec left;
	sigset_t child;
	uint64_t ns;
	pid_t got;
	int status;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	for (;;) {
		got = waitpid(tid, &status, __WALL | WNOHANG);
		if (got == tid)
			return stop_of(status, signal);
		if (got < 0 && errno != EINTR) {
			errno = errno == ECHILD ? ESRCH : errno;
			return failed();
		}
		/* It runs still: what takes long is not our doing. */
		watchdog_hold();
		ns = clock_left(deadline_ns, 10 * NS_PER_MS);
		if (!ns)
			return TRACEE_LATE;
		left = clock_timespec(ns);
		sigtimedwait(&child, NULL, &left);
	}
}

enum tracee_stop
tracee_interrupt(pid_t tid, uint64_t deadline_ns, int *signal)
{
	if (ptrace(PTRACE_INTERRUPT, tid, NULL, NULL) < 0)
		return failed();
	return tracee_wait(tid, deadline_ns, signal);
}

enum tracee_stop
tracee_to_syscall(pid_t tid, uint64_t deadline_ns, int deliver, int *signal)
{
	if (ptrace(PTRACE_SYSCALL, tid, NULL, (void *)(intptr_t)deliver) < 0)
		return failed();
	return tracee_wait(tid, deadline_ns, signal);
}

void
tracee_release(pid_t tid, int deliver)
{
	int tries = 3, result;

	/* ESRCH: it has ended.  Any other failure should not happen; in the end the watchdog sees to it. */
	do
		result = ptrace(PTRACE_DETACH, tid, NULL, (void *)(intptr_t)deliver) < 0 ? errno : 0;
	while (result && result != ESRCH && --tries);
	if (!result || result == ESRCH)
		watchdog_release();
}
