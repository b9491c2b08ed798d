/*
 * reaches.h - which containers the code of a decorator reaches.
 */
#ifndef PYRELOAD_REACHES_H
#define PYRELOAD_REACHES_H

#include "heap.h"
#include "statement.h"

/* The attribute of an object that is Python's alone, or of a module; borrowed.  NULL: none, no exception. */
PyObject *reaches_attribute(PyObject *o, PyObject *name);
/* Its method of that name, a function; borrowed.  NULL: none. */
PyObject *reaches_method(PyObject *o, PyObject *name);
/* By its code the method, or one that it calls or is around, reaches the container as an attribute of its object. */
bool reaches_by_method(PyObject *o, PyObject *method, PyObject *container);
/* A list, set or dict, or of a class below: something may be put into it.  o may be NULL. */
bool reaches_into(PyObject *o);

/* Lists, sets and dicts that what registers may put something into.  The caller makes the list, and ends all of it. */
struct reached {
	PyObject *containers; /* list */
	bool makes;           /* it makes what is below a key: setdefault() */
	struct addresses named; /* what the tokens name: functions, objects */
	struct addresses seen;
};

void reached_fini(struct reached *r);

/* Those of the decorators that these tokens say; of what the making of a class does: cls.known[name] = cls.  -1: exception. */
int reaches_add(struct reached *r, const struct module *m, const struct token *x, const struct token *end);
int reaches_add_of_class(struct reached *r, PyObject *class);

#endif
