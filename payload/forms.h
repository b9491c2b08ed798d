/*
 * forms.h - what the old form of a statement says that the new one does not, and what its entries in registries hold.
 */
#ifndef PYRELOAD_FORMS_H
#define PYRELOAD_FORMS_H

#include "statement.h"

struct forms {
	const struct staging *g;
	const struct statement *s;
	const struct body *old; /* what has the old form */
	PyObject *name; /* that this bound */
	PyObject *olds, *news; /* lists: what an entry of the old form holds, and of the new one */
	PyObject *lambdas;     /* list: functions that the old form has made for this, and the new one makes anew */
	PyObject *gone, *fresh; /* lists: constants that only the old form has, and only the new one */
	PyObject *given_way;   /* list: entries that new ones have taken the place of */
	PyObject *named;       /* list: what the names of the old form lead to; those of the new one do not */
	bool puts;             /* some function among them, or the ones that both have, may put something into a container */
	bool wraps;            /* f = register(f): of the same definition */
	bool definition, made; /* it defines something; it binds an object that it makes */
	bool configures;       /* it has made, but the object is the same */
	bool closures;         /* of entries only those count that have captured what they hold */
	bool handed;           /* an unchanged call: the olds are what it hands over, and that takes others now */
	bool less;             /* the old form says nothing that the new one does not say */
};

/* The new form has run; c is the chunk of the old one; the caller has set g and s.  -1: exception.  In any case: end it with
   forms_fini(). */
int forms_init(struct forms *f, const struct chunk *c);
void forms_fini(struct forms *f);

/* The object that a definition of this name has become, and the functions of that name within it, into a list.  -1: exception. */
int forms_add_definition(struct transaction *t, PyObject *list, PyObject *o, PyObject *name);

/* What these decorators do may put something somewhere: @public, which sets an attribute, registers nothing.  What the
   method of an object does is not looked at. */
bool names_may_put(PyObject *named);

/* A function that has one of the list in a cell of its closure, or a function there has. */
bool captures_one(PyObject *o, PyObject *list);
/* The entry is one of the list, or holds one: a tuple, a partial, an object with it as an attribute, an instance of a class.
   No code runs. */
bool entry_holds(PyObject *entry, PyObject *list);
/* It does not, but a closure in it does: (priority, lambda: f). */
bool entry_captures(PyObject *entry, PyObject *list);
/* {"name": "a", "run": f}, [1, f]: it says something of a definition in the list, and is no registry of several. */
bool entry_is_record_of(PyObject *entry, PyObject *list);

#endif
