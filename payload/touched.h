/*
 * touched.h - what staged statements change in place: its parts.
 */
#ifndef PYRELOAD_TOUCHED_H
#define PYRELOAD_TOUCHED_H

#include "transaction.h"

/* touched.c: what is watched, and no container: it is for its slots. */
bool touched_is_slotted(PyObject *o);

/* reverted.c: the container had the one contents before a statement and the other ones afterwards: back to the former, item by item
   where somebody else has changed it since. */
void touched_put_back(PyObject *o, PyObject *before, PyObject *after, PyObject *owner);

/* slots.c: each slot that holds what it had afterwards gets what it had before. */
void slots_put_back(PyObject *o, PyObject *before, PyObject *after);

/* attributes.c: what the statement with these tokens will set, as it is; what it is behind those that were noted since the mark
   (-1: exception); and back to what it was, where nobody else has set it since. */
int attributes_note(struct transaction *t, struct module *m, const struct token *tokens, int count);
int attributes_note_after(struct transaction *t, Py_ssize_t mark);
void attributes_put_back(struct transaction *t, Py_ssize_t mark);
/* For hidden.c: all of them get what they had before, and the list their entries and what they had, in lists, then and now; -1:
   exception.  Back, where nobody else has set it since. */
int attributes_hide(struct transaction *t, PyObject *hidden);
void attribute_show(PyObject *entry, PyObject *now, PyObject *then);

#endif
