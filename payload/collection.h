/*
 * collection.h - deque, OrderedDict, defaultdict, Counter and SimpleNamespace: they stay the objects that they are, as
 * lists and dicts do.
 */
#ifndef PYRELOAD_COLLECTION_H
#define PYRELOAD_COLLECTION_H

#include "transaction.h"

/* Of one of these types itself, laid out as expected. */
bool is_collection(PyObject *o);
/* A dict, Counter or defaultdict: functions of C for dicts do all that there is to do.  An OrderedDict is more. */
bool is_dict_to_c(PyObject *o);
/* What it holds, as a list or dict, in order.  New reference; NULL: exception. */
PyObject *collection_plain(PyObject *o);
/* What old_value() says of a call that makes one, made.  New reference; NULL: it is none; no exception set. */
PyObject *collection_made(struct transaction *t, PyObject *unknown);
/* Both have the same maxlen or default_factory; the live one will have that of the other (-1: exception). */
bool collection_same_kind(struct transaction *t, PyObject *live, PyObject *new);
int collection_take_kind(struct transaction *t, PyObject *live, PyObject *new);
/* What OP_CONTENT is given for it: new reference; NULL: exception. */
PyObject *collection_contents(PyObject *new, PyObject *plain);
/* A queue of the standard library takes the size of the other: who waits for it goes on to do so.  1: planned, 0: it is
   none, -1: exception. */
int collection_resize(struct transaction *t, PyObject *live, PyObject *new);
/* The live one, with what it holds, has the length, size or default_factory of the other.  Nobody else runs.  1: planned, 0: it
   has that already, or has none, -1: exception. */
int collection_become(struct transaction *t, PyObject *live, PyObject *new);

#endif
