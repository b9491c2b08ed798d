/*
 * compile.h - the target's own compile(), for whole sources and for single statements.
 */
#ifndef PYRELOAD_COMPILE_H
#define PYRELOAD_COMPILE_H

#include "transaction.h"

/* The module's new source.  New reference; NULL: exception set. */
PyObject *compile_source(struct transaction *t, struct module *m);

/* The statements of a source (bytes or str), a list of ast nodes.  file is for messages.
   New reference; NULL: exception set. */
PyObject *compile_tree(struct transaction *t, PyObject *source, PyObject *file);

/* A module that consists of these statements (list of ast nodes), with the future features of m's
   whole source.  New reference; NULL: exception set. */
PyObject *compile_statements(struct transaction *t, struct module *m, PyObject *nodes);

/* The same for what is run once, and is no part of what the module runs. */
PyObject *compile_block(struct transaction *t, struct module *m, PyObject *nodes);

/* The node of an expression, to be evaluated.  New reference; NULL: exception set. */
PyObject *compile_expression(struct transaction *t, struct module *m, PyObject *node);

/* The function of this name that a source of our own defines.  New reference; NULL: exception set. */
PyObject *compile_function(struct transaction *t, const char *source, const char *name);

#endif
