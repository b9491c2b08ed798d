#include "watchdog.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"

#define ROUND_MS 20

static struct {
	_Atomic uint64_t since; /* 0: nobody is held */
} *held; /* shared with the child */
static pid_t child;

static void
watch(pid_t parent, pid_t target)
{
	struct timespec round = clock_timespec(ROUND_MS * NS_PER_MS);
	char text[160];
	uint64_t since;

	/* Ctrl-Z stops the whole group; and nobody is to wait for us. */
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(text, sizeof(text),
		 "pyreload-attach: process %d was held for more than %d ms: this command was ended, so that it goes on\n",
		 (int)target, WATCHDOG_MS);
	while (getppid() == parent) {
		nanosleep(&round, NULL);
		since = atomic_load(&held->since);
		if (!since || clock_now() < since + WATCHDOG_MS * NS_PER_MS)
			continue;
		/* The message is to be read: the death of the parent must not be ours. */
		prctl(PR_SET_PDEATHSIG, 0);
		kill(parent, SIGKILL);
		(void)!write(STDERR_FILENO, text, strlen(text));
		break;
	}
	_exit(0);
}

int
watchdog_begin(pid_t target, struct error *e)
{
	pid_t parent = getpid();

	held = mmap(NULL, sizeof(*held), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (held == MAP_FAILED) {
		held = NULL;
		return error_set_errno(e, ERR_ENVIRONMENT, errno, "mmap of a shared page");
	}
	/* Without an exit signal: SIGCHLD is for tracees. */
	child = (pid_t)syscall(SYS_clone, 0, NULL, NULL, NULL, NULL);
	if (child == 0)
		watch(parent, target);
	if (child < 0) {
		error_set_errno(e, ERR_ENVIRONMENT, errno, "starting a process that watches over this one");
		munmap(held, sizeof(*held));
		held = NULL;
		return -1;
	}
	return 0;
}

void
watchdog_end(void)
{
	if (!held)
		return;
	kill(child, SIGKILL);
	waitpid(child, NULL, __WALL);
	munmap(held, sizeof(*held));
	held = NULL;
}

void
watchdog_hold(void)
{
	if (held)
		atomic_store(&held->since, clock_now());
}

void
watchdog_release(void)
{
	if (held)
		atomic_store(&held->since, 0);
}
