/*
 * watch.h - the new code may loop for ever: a second thread that interrupts it.
 *
 * The watcher sleeps until the run is over, the injector has given up, or the
 * time that the run was given has passed; in the last two cases it raises
 * KeyboardInterrupt in the thread that runs the new code, again and again
 * until that leaves.  A call into C that never returns cannot be interrupted.
 */
#ifndef PYRELOAD_WATCH_H
#define PYRELOAD_WATCH_H

#include "api.h"

struct watch;

/* Start watching the calling thread; also gives it the signal mask of an ordinary thread, for the
   threads and processes that the new code starts.  NULL: without memory there is no watcher. */
struct watch *watch_begin(struct pyr_mailbox *mailbox);

/* CPU time of the watcher so far, in nanoseconds; w may be NULL. */
int64_t watch_cpu_ns(const struct watch *w);

/* What is taken back is taken back to its end: between the two no interruption arrives, nor is one under way.  The GIL is held;
   w may be NULL; an exception that is set stays. */
void watch_hush(struct watch *w);
void watch_resume(struct watch *w);

/* The watcher has ended and is freed when this returns; signals are blocked again.  The GIL is held on
   entry and return, but not in between. */
void watch_end(struct watch *w);

#endif
