/* class_pair.h - a class of the process, and what the new source says of it: shared by those that plan what it takes. */
#ifndef PYRELOAD_CLASS_PAIR_H
#define PYRELOAD_CLASS_PAIR_H

#include "transaction.h"

struct class_pair {
	struct transaction *t;
	struct module *m;
	PyObject *old, *new;
	struct body before, after; /* the class bodies; before.code NULL: unknown */
	PyObject *moved;           /* set: names whose line in the body has changed, or reads such a name */
	const char *name;
	bool beside; /* the new class replaces the old one */
	bool relic;  /* the old one was replaced by an earlier reload: it follows the live one */
	bool bare;   /* the new one is a body without bases and metaclass */
};

/* plan_class.c: an object of a class that is what it is, not what it says: a price in a bill is the one that it was. */
bool class_pair_goes_by_identity(PyObject *o);
/* The line of the body calls the class that the object is of, and so did the old one, where that is known. */
bool class_pair_made_by_lines(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new);

/* read_when_made.c: name the objects whose __init__, of a class above in another module, has read the value, which is another
 * now. */
void read_when_made_note(struct class_pair *p, PyObject *name, const char *path);
/* creation_order.c: fields that are put in order by a number that each got when it was made stand as in the body.  -1: exception.
 */
int creation_order_keep(struct class_pair *p);

/*
 * collected.c: no line of the body binds the attribute; a metaclass, __init_subclass__ or a decorator has made it of the lines. A
 * list or dict stays the object that it is, here and in the classes below whose own was made of it; objects of lines that are as
 * they were stay in it, and who has another one, or an object that was made for the class, has the new one.
 * 1: planned; 0: it is none of that; -1: exception.
 */
int collected_follow(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new, const char *path);

#endif
