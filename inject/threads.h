/* threads.h - which thread of the target to try, by what /proc shows without stopping any. */
#ifndef PYRELOAD_THREADS_H
#define PYRELOAD_THREADS_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Fill tids with up to `room` threads of the process, most promising first:
 * asleep in futex or nanosleep, asleep in other calls, in calls that a stop
 * makes return EINTR, running.  Threads in uninterruptible sleep are left out.
 * Returns how many; 0 when the process is gone.
 */
size_t threads_candidates(pid_t pid, pid_t *tids, size_t room);

#endif
