/*
 * watchdog.h - nobody is held because this command is held up.
 *
 * SIGKILL frees a tracee, the kernel sees to that; SIGSTOP, or a machine that
 * does not get round to us, would leave it stopped for as long.  So a child
 * watches the clock, and ends this command when it holds a thread too long.
 */
#ifndef PYRELOAD_WATCHDOG_H
#define PYRELOAD_WATCHDOG_H

#include <sys/types.h>

#include "error.h"

/* A hold takes 0.3 ms; under strace, valgrind or heavy load it may take a hundred times that. */
#define WATCHDOG_MS 500

/* Start the child, before anything is attached.  0: end it with watchdog_end(); -1: *e says why not. */
int watchdog_begin(pid_t target, struct error *e) __attribute__((warn_unused_result));
void watchdog_end(void);

/* A thread may be stopped from now on, and was not until now; it is let go.  Without a child they do nothing. */
void watchdog_hold(void);
void watchdog_release(void);

#endif
