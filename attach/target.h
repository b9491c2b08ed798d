/* target.h - everything that inject/ needs to know of a process, gathered by looking. */
#ifndef PYRELOAD_TARGET_H
#define PYRELOAD_TARGET_H

#include "../inject/inject.h"

/*
 * Look at process PID: is it a CPython we support, where is its libc, what can
 * be called.  Nothing is stopped or written.  0: end *target with
 * target_close().  -1: *e says why it cannot be attached.
 */
int target_open(pid_t pid, struct target *target, struct error *e)
	__attribute__((warn_unused_result));

void target_close(struct target *target);

#endif
