/*
 * traceback.h - an exception as Python prints it.
 *
 * By our own hand: the traceback module may not be loaded in the target, and
 * importing it would leave it (and what it imports) behind.
 */
#ifndef PYRELOAD_TRACEBACK_H
#define PYRELOAD_TRACEBACK_H

#include "api.h"

/* Write the traceback of value, with the chain of its causes, into text (NUL-terminated, cut at
   size).  Leaves no exception set. */
void traceback_format(PyObject *value, PyObject *traceback, char *text, size_t size);

#endif
