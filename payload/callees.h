/*
 * callees.h - has what a call leads to changed?  Of unchanged statements, which have made the call before.
 */
#ifndef PYRELOAD_CALLEES_H
#define PYRELOAD_CALLEES_H

#include "statement.h"

/* The same code but for functions within, of which names and captured variables count: their bodies are exchanged where they
   are. */
bool code_same_frame(PyObject *a, PyObject *b);
/* To call it does something else, with all that it calls itself. */
bool function_changed(struct transaction *t, PyObject *f, int depth);
/* One of these methods, as the class has or inherits it; the list ends with NULL. */
bool method_changed(struct transaction *t, PyObject *class, const char *const *names);
/* The name leads to another value now; before the module is staged: it may. */
bool name_is_moved(const struct module *m, PyObject *name);
/* decorators.c: one of these names of the module leads to another value: conf.PREFIX. */
bool module_moved(struct transaction *t, PyObject *module, PyObject *names);
/* Data that is imported from a module of the transaction. */
bool name_comes_from_staged(const struct staging *g, PyObject *name);
/* What the new source has made of the function has other defaults. */
bool has_other_defaults(PyObject *live, PyObject *staged);
bool function_has_other_defaults(struct transaction *t, PyObject *f);
/* What calling the object calls: as function_within(), a static or class method, or an object with __call__.  Borrowed; NULL:
   no Python function. */
PyObject *function_called(PyObject *o);

/* decorators.c: those of the definition (a node) would make another thing of it than the live one; scope: dict of the class
   whose body it stands in, or NULL. */
bool decorators_make_otherwise(const struct staging *g, PyObject *scope, PyObject *definition, PyObject *live);
/* So would those of a definition within the block: if, try, for. */
bool decorators_within_make_otherwise(const struct staging *g, const struct statement *s);
/* A decorator was a class and is a function now, or the other way round: its wrappers cannot become what it makes now. */
bool decorators_change_kind(const struct staging *g, const struct statement *s);

#endif
