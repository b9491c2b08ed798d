/*
 * instances.h - attributes that instances made before are to have, for methods that use them now.
 */
#ifndef PYRELOAD_INSTANCES_H
#define PYRELOAD_INSTANCES_H

#include "map.h"
#include "transaction.h"

struct growth {
	const char *module, *path; /* of the class, for the report; path NULL: as the class says */
	PyObject *class, *name;
	const char *method; /* that sets it: __init__ or __post_init__ */
	PyObject *helper;   /* name of the method of the class that does so for it; or NULL */
	PyObject *leaving;  /* borrowed: what the class has under the name for all of them, and will not have any more; or NULL */
	PyObject *becomes;  /* the container that it is now, where instances may have another; NULL: it is new */
	PyObject *was;      /* what the old source has called it; NULL: it is new */
	PyObject *evidence; /* an attribute that this has set before, too; NULL: none is known */
	PyObject *maker;    /* code of an expression, or something to call; NULL: the value cannot be told */
	PyObject *globals, *locals; /* for code: where it is evaluated */
	PyObject *self;     /* name of the object in `locals`, of which the code reads: own_values.c */
	PyObject *reads;    /* list: attribute as the code says it, name that instances have it by, and so on; NULL: it is no code */
	PyObject *stored;   /* list: argument that the code reads, attribute that the instance has it in, and so on */
	PyObject *arguments; /* node: of the method; NULL: classes below do not call it with any */
	PyObject *taken;    /* list: names of those that the code reads */
	PyObject *by_type;  /* dict: class below -> what given_by() says */
	PyObject *runs;     /* dict: what has been made by statements of the initializer: replay.c; NULL: `maker` is an expression */
	uint64_t statements; /* these: bits */
	struct map made;    /* instance -> value of its own */
	bool data; /* with leaves: a list, a dict or something plain, unless a class below sets it, too; others are counted */
	PyObject *said;     /* list: what the old line says of a table that instances have: tables.c; NULL: it is none */
	bool is_list;       /* with said: a list of methods */
	PyObject *began;    /* the constant that the old one set: who still has that is counted; NULL: it is something else */
	PyObject *cached;   /* with leaves: the cached_property, or the wrapper of a method, that has kept it; NULL: none */
	bool answers;       /* a method keeps in it what others would answer otherwise now: who has some is counted */
	PyObject *asked;    /* with answers: the attribute that has the function which gives them: self.fn(x); or NULL */
	PyObject *otherwise; /* with asked: set of names that behave otherwise now */
	bool is_table;      /* with answers: below keys of a dict */
	bool is_filled;     /* with leaves: some function puts something into it */
	bool hides;      /* the class has a method or value of this name now, which an attribute of the instance hides */
	bool covers;     /* the class has a property or descriptor of this name now, which does not look at what instances have there */
	bool leaves;        /* it goes from the instances that have it, instead: what a cached_property has kept */
	bool is_of_class;   /* instances without it have that of the class: nothing is to be said of them */
	bool is_local;      /* threading.local: attributes are elsewhere for each thread */
	PyObject *pool;     /* list: values for instances, one each; NULL: `value` is for all */
	PyObject *value;
	Py_ssize_t given, lacking, forgotten; /* instances */
	Py_ssize_t unplaced; /* of a class that others have another layout of now: they have no room for it */
	Py_ssize_t pooled;  /* values of the pool that are given */
};

/* Take it over; what it refers to is held by the transaction.  -1: exception. */
int instances_add(struct transaction *t, const struct growth *growth);

/* What the instance itself has, in its dict or a slot, not from its class; new reference, or NULL.  Runs no code. */
PyObject *instance_own(PyObject *o, PyObject *name);

/* tables.c: the instance has such a table; it becomes what `made` says.  -1: exception. */
bool tables_is_there(const struct growth *g, PyObject *o);
bool tables_is_as_begun(const struct growth *g, PyObject *o);
int tables_give(struct transaction *t, struct growth *g, PyObject *o, PyObject *made);

/* own_values.c: the object has a value of its own, or its class a say in that.  May be told NULL, then: nobody knows.
   Runs code of the new source; new reference. */
bool own_values_needed(struct transaction *t, struct growth *g, PyObject *o);
PyObject *own_value_make(struct transaction *t, struct growth *g, PyObject *o);

/* replay.c: what the statements that are g->maker make of the object, over these arguments; new reference, NULL: it cannot be told.
   Then: all that has stood in for something goes. */
PyObject *replay_make(struct transaction *t, const struct growth *g, PyObject *o, PyObject *locals);
void replays_end(struct transaction *t);

/* retyped.c: the object has another container there, or None; it gets one of the new kind.  -1: exception. */
bool retyped_is_other(const struct growth *g, PyObject *o);
int retyped_give(struct transaction *t, struct growth *g, PyObject *o);

/* The code of f mentions a method of this name: super().__init__(), Base.__init__(self). */
bool calls_method(PyObject *f, const char *method);

/* initializer.c: add what the new __init__ of a class sets, and the old one did not.  -1: exception. */
int initializers_look(struct transaction *t);
/* The same for a class that has moved to a module which the new sources have brought into the process. */
int initializer_look_at_brought(struct transaction *t, struct module *m, PyObject *class, PyObject *staged);

/* The same for the class of one object that is stood for in staging: it has them from now on.  -1: exception. */
int initializer_complete(struct transaction *t, PyObject *o, PyObject *staged, PyObject *fields);
/* From this growth on: what the object lacks comes into its dict; then they are forgotten. */
void instances_complete(struct transaction *t, size_t first, PyObject *o, PyObject *fields);

/* Make values, as many as there are instances.  Runs code.  -1: exception. */
int instances_prepare(struct transaction *t);

/* Plan the stores, and report.  Runs no code.  -1: no memory, exception set. */
int instances_grow(struct transaction *t);

void instances_fini(struct transaction *t);

#endif
