/* libc.h - what the injected code calls in the target's libc, and which frames are safe. */
#ifndef PYRELOAD_LIBC_H
#define PYRELOAD_LIBC_H

#include <stdbool.h>

#include "../inject/inject.h"
#include "elf.h"

/* libc.so.6, and what glibc before 2.34 kept in libraries of their own. */
bool libc_is_part(const char *image_name);

/* Take the entry points and the known functions that this image defines. */
int libc_collect(const struct elf_image *image, struct target *target, struct error *e)
	__attribute__((warn_unused_result));

/* Check that all entry points were found and sort the functions. */
int libc_finish(struct target *target, struct error *e) __attribute__((warn_unused_result));

#endif
