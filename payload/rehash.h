/*
 * rehash.h - dicts and sets that are keyed by objects which have another hash now.
 */
#ifndef PYRELOAD_REHASH_H
#define PYRELOAD_REHASH_H

#include "transaction.h"

/* Objects of the class have another hash after the commit: that of a dataclass, of its fields; that of the members of an Enum,
   of their names.  1; 0: it is computed by other code, and what is keyed by them is not found any more.  -1: exception. */
int rehash_note(struct transaction *t, PyObject *module, PyObject *class, PyObject *staged);

/* Plan that they are found in what they are keys of, and report what cannot be done.  No code runs.  -1: exception. */
int rehash_plan(struct transaction *t);

/* The keys of the dict or set by the hash that they have now.  -1: exception; it is as it was. */
int rehash_content(PyObject *owner);

#endif
