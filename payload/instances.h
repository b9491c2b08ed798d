/*
 * instances.h - attributes that instances made before are to have, for methods that use them now.
 */
#ifndef PYRELOAD_INSTANCES_H
#define PYRELOAD_INSTANCES_H

#include "transaction.h"

struct growth {
	const char *module, *path; /* of the class, for the report */
	PyObject *class, *name;
	PyObject *init;     /* what makes its instances: of the class, or inherited; NULL: nothing of Python */
	PyObject *leaving;  /* borrowed: what the class has under the name for all of them, and will not have any more; or NULL */
	PyObject *evidence; /* an attribute that this has set before, too; NULL: none is known */
	PyObject *maker;    /* code of an expression, or something to call; NULL: the value cannot be told */
	PyObject *globals, *locals; /* for code: where it is evaluated */
	bool is_local;      /* threading.local: attributes are elsewhere for each thread */
	PyObject *pool;     /* list: values for instances, one each; NULL: `value` is for all */
	PyObject *value;
	Py_ssize_t given, lacking; /* instances */
};

/* Take it over; what it refers to is held by the transaction.  -1: exception. */
int instances_add(struct transaction *t, const struct growth *growth);

/* initializer.c: add what the new __init__ of a class sets, and the old one did not.  -1: exception. */
int initializers_look(struct transaction *t);

/* Make values, as many as there are instances.  Runs code.  -1: exception. */
int instances_prepare(struct transaction *t);

/* Plan the stores, and report.  Runs no code.  -1: no memory, exception set. */
int instances_grow(struct transaction *t);

void instances_fini(struct transaction *t);

#endif
