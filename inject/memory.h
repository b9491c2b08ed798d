/* memory.h - reading and writing the target's memory. */
#ifndef PYRELOAD_MEMORY_H
#define PYRELOAD_MEMORY_H

#include <stddef.h>

#include "inject.h"

/* 0, or -1 with errno unless every byte was transferred. */
int memory_read(pid_t pid, struct remote at, void *to, size_t size)
	__attribute__((warn_unused_result));
int memory_write(pid_t pid, struct remote at, const void *from, size_t size)
	__attribute__((warn_unused_result));

/* As memory_write, into pages that the target itself cannot write (needs a stopped tracee). */
int memory_write_forced(pid_t pid, struct remote at, const void *from, size_t size)
	__attribute__((warn_unused_result));

#endif
