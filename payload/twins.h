/*
 * twins.h - functions of the modules, for new code that calls them while it is staged.
 *
 * A function whose body alone changed is not made anew: its live object takes
 * the new code in the commit.  Until then a staged statement that calls it
 * would run the old body, and read old data.  So where that can happen the
 * scratch dict has a twin: the new code, over the staged names, with what else
 * the live function has.  After staging the twin leads to the live function.
 */
#ifndef PYRELOAD_TWINS_H
#define PYRELOAD_TWINS_H

#include "statement.h"

/* Find out what the statements that will run may call, and make twins of it.  All modules have their
   statements.  -1: exception set. */
int twins_make(struct transaction *t);

/* A function like the live one but for its code, globals and closure (may be NULL).  New reference, or NULL: exception. */
PyObject *function_like(PyObject *live, PyObject *code, PyObject *globals, PyObject *closure);

/* The definition is not executed: its twin, if it has one, is what later code sees.  -1: exception. */
int twins_place(const struct staging *g, const struct statement *s);

/* What the live value, a wrapper, is around the function `made`; borrowed.  NULL: it cannot be made
   (no exception set, or MemoryError). */
PyObject *twins_wrap(struct transaction *t, PyObject *live, PyObject *made);

/* Making this class once more calls nothing: only then it can be done for others' sake. */
bool class_is_quiet(const struct staging *g, const struct statement *s, PyObject *live);

/* The class has not changed by itself, but new code uses it and must see its new methods. */
bool twins_need_class(const struct staging *g, const struct statement *s);

/* timed = _timed, which new code calls by the new name: it has to lead to the twin. */
bool twins_need_alias(const struct staging *g, const struct statement *s);

/* It names a definition of its module whose code is another than before. */
bool twins_calls_changed(const struct staging *g, const struct statement *s);

/* All is staged: the live functions stand in the scratch dicts again.  -1: exception set. */
int twins_drop(struct transaction *t);
/* What statements have set on twins - docstring, defaults, annotations - the live functions get, behind all else that is
   planned for them.  -1: exception set. */
int twins_plan_words(struct transaction *t);

#endif
