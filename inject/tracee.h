/*
 * tracee.h - one traced thread.
 *
 * SIGCHLD must be blocked in the calling thread: the waits use sigtimedwait(2).
 */
#ifndef PYRELOAD_TRACEE_H
#define PYRELOAD_TRACEE_H

#include <stdint.h>
#include <sys/types.h>

#include "error.h"

enum tracee_stop {
	TRACEE_TRAPPED,   /* stopped by our PTRACE_INTERRUPT */
	TRACEE_SYSCALL,   /* at the entry or exit of a system call */
	TRACEE_GROUP,     /* job control: it is being stopped by a signal */
	TRACEE_SIGNALLED, /* about to receive *signal */
	TRACEE_GONE,      /* the thread has ended */
	TRACEE_LATE       /* did not stop before the deadline */
};

/* PTRACE_SEIZE: the thread runs on.  0, or -1 with errno. */
int tracee_seize(pid_t tid) __attribute__((warn_unused_result));

/* PTRACE_INTERRUPT and wait for the stop. */
enum tracee_stop tracee_interrupt(pid_t tid, uint64_t deadline_ns, int *signal)
	__attribute__((warn_unused_result));

/* Continue to the next system call entry or exit, delivering `signal` if not 0. */
enum tracee_stop tracee_to_syscall(pid_t tid, uint64_t deadline_ns, int deliver, int *signal)
	__attribute__((warn_unused_result));

/* PTRACE_DETACH a stopped tracee, delivering `signal` if not 0.  Never fails. */
void tracee_release(pid_t tid, int deliver);

#endif
