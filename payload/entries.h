/*
 * entries.h - entries of the old form of a statement, in the containers that its new form may have reached.
 */
#ifndef PYRELOAD_ENTRIES_H
#define PYRELOAD_ENTRIES_H

#include "forms.h"

/* What the container had before the statement, since entries_index() (-1: memory); NULL: it is none of those that are
   watched.  Borrowed. */
PyObject *entries_before(const struct transaction *t, PyObject *container);
int entries_index(struct transaction *t);

/* The names of a module and the attributes of an object lead to it, too, but register nothing. */
bool dict_is_names(PyObject *dict, PyObject *owner);

/* The entry holds one of the list: itself, or in a closure where only those count. */
bool entry_has(const struct forms *f, PyObject *entry, PyObject *list);
/* It holds the old definition, and not the new one. */
bool entry_is_old(const struct forms *f, PyObject *entry);
/* Another line of the new source says the constant, too: in a set there is one entry for both. */
bool entry_is_said_elsewhere(const struct forms *f, PyObject *constant);

/* What the new form has put into it, which had the items of the copy, takes the place of what the old form had.  -1: exception.
 */
int list_replace(const struct forms *f, PyObject *list, PyObject *copy);
int deque_replace(const struct forms *f, PyObject *deque, PyObject *copy);
int set_replace(const struct forms *f, PyObject *set, PyObject *copy);
int dict_replace(const struct forms *f, PyObject *dict, PyObject *copy);

/* What the old form had there goes, where it can be told; before: the dict as it was, or itself.  -1: exception. */
int list_leave(const struct forms *f, PyObject *list);
int set_leave(const struct forms *f, PyObject *set);
int dict_leave(const struct forms *f, PyObject *dict, PyObject *before);
/* What it has put below a key that it alone says, where the new form has put something into the dict.  -1: exception. */
int dict_leave_below(const struct forms *f, PyObject *dict, PyObject *copy);
/* The new form has something below one key, and the old one below another. */
bool dict_has_both(const struct forms *f, PyObject *dict);
/* word_entries.c: the same of items without the definition; c: the old form of the line that defines it.  -1: exception. */
int words_leave(const struct forms *f, const struct chunk *c, PyObject *dict, PyObject *copy);
/* registrars.c: what a decorator that the old form (c) of the definition had, and the new one has not, has put somewhere.  -1:
   exception. */
int registrars_leave(const struct forms *f, const struct chunk *c);
/* Flask knows a view by its endpoint, and has lists of rules below the same name in another dict: these go. */
int dict_leave_siblings(const struct forms *f, PyObject *dict);

#endif
