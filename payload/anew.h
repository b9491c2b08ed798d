/*
 * anew.h - two objects that a line makes, told the same but for what the line says otherwise now.
 */
#ifndef PYRELOAD_ANEW_H
#define PYRELOAD_ANEW_H

#include "transaction.h"

/* Constants that only the old form of a line says, and only the new one: lists. */
struct said {
	PyObject *gone, *fresh;
	bool less; /* the old form said nothing that the new one does not say */
};

/* The list has a constant that is equal to this. */
bool said_has(PyObject *list, PyObject *constant);
/* Of one kind: each object has its own, which says nothing. */
bool are_locks(PyObject *a, PyObject *b);
/* Both are text, and differ in what the old form alone says and what the new one says instead: "user.created" and "user.made". */
bool said_within(PyObject *gone, PyObject *fresh, PyObject *old, PyObject *new);

/* They are built alike, of the same functions and objects, and differ in values that the line says: in one of them at
   least.  Runs no code of the target. */
bool said_anew(const struct said *said, PyObject *old, PyObject *new);
/* The same, or they do not differ at all; of objects and tuples. */
bool said_again(const struct said *said, PyObject *old, PyObject *new);

#endif
