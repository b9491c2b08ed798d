/*
 * reaches.h - which containers the code of a decorator reaches.
 */
#ifndef PYRELOAD_REACHES_H
#define PYRELOAD_REACHES_H

#include "statement.h"

/* The attribute of an object that is Python's alone, or of a module; borrowed.  NULL: none, no exception. */
PyObject *reaches_attribute(PyObject *o, PyObject *name);
/* Its method of that name, a function; borrowed.  NULL: none. */
PyObject *reaches_method(PyObject *o, PyObject *name);
/* By its code the method, or one that it calls or is around, reaches the container as an attribute of its object. */
bool reaches_by_method(PyObject *o, PyObject *method, PyObject *container);
/* Into the list: which lists, sets and dicts the decorators that these tokens say may put something into; which the making of a class
   may.  -1: exception. */
int reaches_add(const struct module *m, const struct token *x, const struct token *end, PyObject *list);
int reaches_add_of_class(PyObject *class, PyObject *list);

#endif
