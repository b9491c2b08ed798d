/* threads.h - which thread of the target to try, by what /proc shows without stopping any. */
#ifndef PYRELOAD_THREADS_H
#define PYRELOAD_THREADS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Fill tids with up to `room` threads of the process, most promising first:
 * asleep in futex or nanosleep, asleep in other calls, in calls that a stop
 * makes return EINTR, running.  Threads in uninterruptible sleep are left out.
 * Returns how many; 0 when the process is gone.
 */
size_t threads_candidates(pid_t pid, pid_t *tids, size_t room);

/* The thread of the process that has this name; 0: none. */
pid_t threads_named(pid_t pid, const char *name);

/* Some process traces the thread; false also when that cannot be read. */
bool threads_is_traced(pid_t pid, pid_t tid);

/* The thread is no more, or is a zombie; also when its state cannot be read. */
bool threads_has_ended(pid_t pid, pid_t tid);

/* The CPU that a running thread, not `except`, was on last; -1: none runs. */
int threads_running_on(pid_t pid, pid_t except);

#endif
