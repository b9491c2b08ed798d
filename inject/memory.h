/* memory.h - reading and writing the target's memory. */
#ifndef PYRELOAD_MEMORY_H
#define PYRELOAD_MEMORY_H

#include <stddef.h>

#include "inject.h"

/*
 * /proc/PID/mem: the memory of the program that PID runs at this moment.  Once it
 * has ended, or called exec, there is nothing to be read or written there,
 * whoever has the pid then.  -1: errno.
 */
int memory_open(pid_t pid) __attribute__((warn_unused_result));

/* 0, or -1 with errno unless every byte was transferred.  memory_write() also writes to pages that the target
   itself cannot write. */
int memory_read(int mem, struct remote at, void *to, size_t size) __attribute__((warn_unused_result));
int memory_write(int mem, struct remote at, const void *from, size_t size)
	__attribute__((warn_unused_result));

#endif
