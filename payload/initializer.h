/*
 * initializer.h - what the new __init__ of a class sets on self, and the old one did not.
 */
#ifndef PYRELOAD_INITIALIZER_H
#define PYRELOAD_INITIALIZER_H

#include "instances.h"
#include "statement.h"

enum given { GIVEN_NOTHING, GIVEN_POSITIONS, GIVEN_KEYWORDS };

struct initializer {
	struct transaction *t;
	struct module *m;
	PyObject *class;
	const char *path;
	PyObject *old, *new; /* code; old NULL: the class had none */
	PyObject *self;      /* name */
	PyObject *body;      /* list of nodes */
	PyObject *arguments; /* node: what the method takes */
	PyObject *source;    /* node: the value that is looked at; NULL: it comes from elsewhere */
	PyObject *locals;    /* dict: arguments that have defaults */
	PyObject *rebound;   /* dict: new ones, that the body binds otherwise */
	PyObject *stored;    /* dict: argument -> the attribute that each instance has it in, by the old one, too */
	PyObject *evidence;
	const char *method;
	PyObject *class_body; /* code of the new one; NULL: it is not known */
	PyObject *staged;    /* what the new source has made of the class; NULL: nothing */
	Py_ssize_t targets;  /* of the statement that is looked at */
	enum given given;    /* what a call gives it: of such arguments the defaults say nothing */
	bool is_constant;    /* its value is a constant: what else may become of it when the object is given away, that is what anybody
				would set it to */
	bool is_said;        /* the statement says the name as a text: setattr(self, "name", value) */
	PyObject *helper;    /* name of the method that is looked at, which `method` calls by this node; NULL: it is that itself */
	PyObject *call;
	bool is_of_class;    /* fields.c: instances without it have that of the class */
	PyObject *was;       /* fields.c: what the field was called; NULL: it is new, or none */
};

/* growth.c: what is to be of the instances with this attribute; made by what --code-only would not call: NULL. */
struct growth growth_of(const struct initializer *n, PyObject *name, PyObject *maker);
/* Instances of the class are to have this attribute, made by this code or callable, or the value itself; both NULL: it
   cannot be told.  -1: exception. */
int initializer_add(const struct initializer *n, PyObject *name, PyObject *maker, PyObject *value);

/* What instances have had under the one name goes on under the other. */
bool growth_is_renamed(const struct initializer *n, PyObject *was, PyObject *name);
/* What the class has for all its instances and will not have any more: items = [] has become self.items = [].  Borrowed, or NULL. */
PyObject *growth_leaving(const struct initializer *n, PyObject *name);

/* own_values.c: note what the code of the growth, which is that of n->source, reads of the instance.  -1: exception. */
int own_values_note(const struct initializer *n, struct growth *g);

/* def __init__(self, name, unit=""): the constant that the argument, which is this node, begins with; new reference, or NULL. */
PyObject *argument_default(const struct module *m, PyObject *arguments, PyObject *node);

/* retyped.c: the chunk that stores the attribute; NULL: none, or several. */
const struct chunk *chunk_storing(const struct body *body, PyObject *name);

/* tables.c: both initializers make a dict or list for the attribute, and the new one says something else.  -1: exception. */
int tables_look(const struct initializer *n, PyObject *name, PyObject *value, PyObject *maker);
/* Instances that have this value still may have begun with it. */
int tables_add_began(const struct initializer *n, PyObject *name, PyObject *old);
/* Both set it to a constant, and to another one. */
int tables_look_at_constant(const struct initializer *n, PyObject *name, PyObject *value);

/* retyped.c: a method of the class, of other code than these two, sets the attribute. */
bool methods_store(PyObject *class, PyObject *name, PyObject *init, PyObject *other);

/* fields.c: a dataclass, or what is like one, has the field. */
bool fields_have(PyObject *class, PyObject *name);

/* stored.c: the old one sets it, too; and no other method does, so instances made before have had it from their first day. */
bool initializer_did_set(const struct initializer *n, PyObject *name);
bool stored_by_each(const struct initializer *n, PyObject *name);
/* Take note in n->stored of what arguments each instance has in which attribute.  -1: exception. */
int stored_look(struct initializer *n);

/* final.c: the statement stores the value, and that is all that becomes of the attribute. */
bool initializer_is_final(const struct initializer *n, PyObject *name);
/* The same, but that several of its statements may have to do with it. */
bool initializer_is_settled(const struct initializer *n, PyObject *name);
bool initializer_is_self(const struct initializer *n, PyObject *node);
/* Nodes of the kind, this one and those below it; of names and attributes those that are so called: stores only, or all. */
int initializer_count_nodes(PyObject *node, const char *kind, PyObject *name, bool stores_only);

/* self_stores.c: self.NAME as a target; the name as the instance has it, new reference, or NULL. */
PyObject *self_attribute(const struct initializer *n, PyObject *node);
/* Each name that a statement of the body itself sets on self, and the node of the value.  -1: exception. */
typedef int visit_fn(struct initializer *n, PyObject *name, PyObject *value);
int self_stores_each(struct initializer *n, PyObject *body, visit_fn *visit);

/* initializer.c: what this function sets, a node of a tree (-1: exception); a class of the library that makes a new object
   of its own, and does nothing else. */
int initializer_look_at_body(struct initializer *n, PyObject *node);
bool initializer_is_maker(PyObject *o);
/* Making an object of the class does nothing but to set its attributes to new values. */
bool initializer_makes_plainly(PyObject *class);
/* The function with this code has such an argument. */
bool initializer_takes(PyObject *code, PyObject *name);
/* That instances do not have it is for want of the new initializer alone: no method has known it, nothing else has a say. */
bool initializer_is_new(const struct initializer *n, PyObject *name);
/* The name of the first of an `arguments` node; new reference, or NULL. */
PyObject *initializer_self(PyObject *arguments);

/* replay.c: those from this growth on that cannot be told one by one are made by the statements that lead to them, where that
   only computes.  -1: exception. */
int replays_look(const struct initializer *n, size_t first);

/* helpers.c: what methods set that the initializer (its node) calls of self, or that an inherited one calls and the class has
   its own form of.  -1: exception. */
int helpers_look(struct initializer *n, PyObject *node);
int helpers_look_inherited(struct initializer *n);
/* What the call says of the arguments of the method comes into n->locals.  -1: exception. */
int helpers_take_arguments(struct initializer *n, PyObject *arguments);

/* retyped.c: the old one sets it, too: to a container of another kind?  maker: code for the value, or NULL.  -1: exception. */
int retyped_look(const struct initializer *n, PyObject *name, PyObject *value, PyObject *maker);
int retyped_field(const struct initializer *n, PyObject *name, PyObject *old, PyObject *new);

/* fields.c and new_bases.c: add what these bring.  -1: exception. */
int fields_look(struct initializer *n, PyObject *staged);
int new_bases_look(const struct initializer *n);

#endif
