/*
 * records.h - objects that registries have of definitions stay, with what came of them.
 */
#ifndef PYRELOAD_RECORDS_H
#define PYRELOAD_RECORDS_H

#include "statement.h"

/* The attributes of an object that is Python's alone, or a plain dict.  New reference; NULL: it is something else; no
   exception is left. */
PyObject *record_fields(PyObject *o);

/* A definition has run once more: where it has put another object of the same kind in the place of a live one, that has
   its place back; both are noted.  -1: exception. */
int records_put_back(const struct staging *g, const struct statement *s);

/* The same in containers that room was made in for it: from one mark to the other. */
int records_put_back_taken(const struct staging *g, const struct statement *s, struct touched_mark from, struct touched_mark to);

/* included_routes.c: what FastAPI has made of routes that are among them is made anew, too.  -1: no memory. */
int included_routes_add(struct transaction *t);

/* Both are of one class, or of what that has become, have attributes, and are no keys by what they are. */
bool records_are_alike(PyObject *live, PyObject *made);

/* What was made stands for the live ones from now on.  -1: no memory. */
int records_map(struct transaction *t);

/* When definitions are planned: the live ones take what the others say.  -1: exception. */
int records_plan(struct transaction *t);

/* The live object takes a value for this attribute from the one that was made. */
bool records_give(struct transaction *t, PyObject *live, PyObject *name);

#endif
