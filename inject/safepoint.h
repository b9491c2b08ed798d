/*
 * safepoint.h - may this stopped thread be borrowed?
 *
 * Looking (unwind_*) and judging (safepoint_judge) are apart, so that the
 * judgement can be tested on recorded stacks.
 */
#ifndef PYRELOAD_SAFEPOINT_H
#define PYRELOAD_SAFEPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arch.h"
#include "inject.h"

/* Deeper stacks count as incomplete: 3.10 and older need a C frame or three per Python call. */
#define STACK_FRAMES_MAX 8192

/* One frame, innermost first. */
struct frame {
	uint64_t function;          /* where its function starts, 0 when unknown */
	const struct image *image;  /* NULL: code outside every known image */
	enum function_role role;    /* valid when known */
	bool known;                 /* function is one of target->functions */
	bool signal;                /* a signal trampoline */
};

struct stack {
	struct frame frames[STACK_FRAMES_MAX];
	size_t count;
	bool complete;   /* the unwinder reached the start of the thread */
	bool blocked;    /* in a system call that is about to be restarted or gave EINTR */
	bool nptl_wait;  /* that call is futex(FUTEX_WAIT_BITSET): what sem_wait, pthread_cond_wait and
			    pthread_join use; locks inside libc use FUTEX_WAIT (glibc 2.31 to 2.43) */
};

/* NULL: it holds no lock that pthread_create needs.  Else why it may hold one. */
const char *safepoint_judge(const struct stack *stack);

struct unwinder;

/* An unwinder for one target; NULL when there is no memory.  End it with unwinder_free(). */
struct unwinder *unwinder_new(const struct target *target);
void unwinder_free(struct unwinder *unwinder);

/*
 * Walk the stack of a thread that runs on, as /proc/PID/task/TID/syscall shows
 * it, and throw the result away: the walk while it is stopped then finds the
 * unwind information read and parsed already (1 ms becomes 0.05 ms).
 */
void unwinder_warm_up(struct unwinder *unwinder, pid_t tid, struct stack *stack);

/* Walk the stack of a stopped tracee with the given state. */
void unwinder_walk(struct unwinder *unwinder, const struct arch_state *state, struct stack *stack);

#endif
