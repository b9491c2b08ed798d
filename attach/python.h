/* python.h - is this image a CPython that we support, and where is its API. */
#ifndef PYRELOAD_PYTHON_H
#define PYRELOAD_PYTHON_H

#include <stdbool.h>

#include "../inject/inject.h"
#include "elf.h"

/* True when the image holds an interpreter, of whatever kind or version. */
bool python_is_interpreter(const struct elf_image *image);

/*
 * Check the interpreter in `image` and fill target->api.  The exact version is
 * checked once more by the payload, with Py_GetVersion().
 */
int python_resolve(const struct elf_image *image, struct target *target, struct error *e)
	__attribute__((warn_unused_result));

#endif
