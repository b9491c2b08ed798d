#include "tracee.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include "clock.h"

int
tracee_seize(pid_t tid)
{
	return ptrace(PTRACE_SEIZE, tid, NULL, (void *)PTRACE_O_TRACESYSGOOD) < 0 ? -1 : 0;
}

static enum tracee_stop
stop_of(int status, int *signal)
{
	*signal = 0;
	if (WIFEXITED(status) || WIFSIGNALED(status))
		return TRACEE_GONE;
	if (status >> 16 == PTRACE_EVENT_STOP)
		return WSTOPSIG(status) == SIGTRAP ? TRACEE_TRAPPED : TRACEE_GROUP;
	if (WSTOPSIG(status) == (SIGTRAP | 0x80))
		return TRACEE_SYSCALL;
	*signal = WSTOPSIG(status);
	return TRACEE_SIGNALLED;
}

enum tracee_stop
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
		if (got < 0 && errno != EINTR)
			return TRACEE_GONE;
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
		return TRACEE_GONE;
	return tracee_wait(tid, deadline_ns, signal);
}

enum tracee_stop
tracee_to_syscall(pid_t tid, uint64_t deadline_ns, int deliver, int *signal)
{
	if (ptrace(PTRACE_SYSCALL, tid, NULL, (void *)(intptr_t)deliver) < 0)
		return TRACEE_GONE;
	return tracee_wait(tid, deadline_ns, signal);
}

void
tracee_release(pid_t tid, int deliver)
{
	ptrace(PTRACE_DETACH, tid, NULL, (void *)(intptr_t)deliver);
}
