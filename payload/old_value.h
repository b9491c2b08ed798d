/*
 * old_value.h - old code that is evaluated again: what unknown.c, old_chunk.c, old_value.c and old_lines.c have of each other.
 */
#ifndef PYRELOAD_OLD_VALUE_H
#define PYRELOAD_OLD_VALUE_H

#include "transaction.h"

/* unknown.c: a builtin of this name does nothing but compute, of what it is given. */
bool only_computes(PyObject *name);
/* A dict of the wanted names, as far as they are in the scope, the globals or the builtins: values, copies of containers, and what
   stands for all else.  lifted: what fails for something unknown gives something unknown.  New reference; NULL: exception. */
PyObject *harmless_names(struct transaction *t, PyObject *wanted, PyObject *globals, PyObject *scope, bool lifted);

/* old_chunk.c: code that does what the chunk does, and returns None; new reference, NULL: there is none, or exception. */
PyObject *chunk_as_code(const struct body *body, const struct chunk *chunk);
/* List of the names that the chunk, and what is executed within, may load.  New reference; NULL: exception. */
PyObject *wanted_names(const struct body *body, const struct chunk *c);
/* It ends: what is jumped to is within, as in a comprehension since 3.12.  Until 3.10 a jump says where to, not how far.
   Nor is it jumped into: X = A if C else B begins with the condition, which is another chunk. */
bool is_straight(const struct body *body, const struct chunk *c);
/* What is executed with the chunk or not: an `if` around it, or beside; a loop.  False: it does not end within the body. */
bool region_around(const struct body *body, const struct chunk *c, struct chunk *region);
/* There is a loop around the chunk in this region: it may not end, where it goes by what is unknown. */
bool is_gone_round(const struct body *body, const struct chunk *c, const struct chunk *region);

/* old_value.c: the chunk binds the name, also as one of several: a, b = 0, 0. */
bool binds(const struct body *body, const struct chunk *c, PyObject *name);
/* Names that the body binds -> number of the chunk, None for several.  Made once: the body of a module is asked for each of its
   names.  Borrowed; NULL: no memory. */
PyObject *binders_of(struct transaction *t, const struct body *body);
/* The one chunk that binds the name, if there is no way around it; or NULL. */
const struct chunk *only_binding(struct transaction *t, const struct body *body, PyObject *name);
/* As old_value(), with keys that are not yet themselves; and these as they are, of a dict or set, which is taken over.  New
   reference; NULL: it cannot be told. */
PyObject *old_value_raw(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name);
PyObject *with_members(struct transaction *t, PyObject *value);
/* What executing the code in these names binds this one to.  New reference; NULL: nothing. */
PyObject *value_in(PyObject *names, PyObject *code, PyObject *name);
/* unset.c: what the line, which sets it, had made of the attribute of the owner; begins: what it goes on from, or NULL.  New
   reference; NULL: it cannot be told. */
PyObject *old_attribute(struct transaction *t, const struct module *m, const struct chunk *c, PyObject *owner, PyObject *attribute,
			PyObject *begins);
/* old_lines.c: what the lines of this body make of the name of its module together.  Held; NULL: it cannot be told. */
PyObject *old_value_of_lines(struct transaction *t, const struct body *body, PyObject *dict, PyObject *name);

#endif
