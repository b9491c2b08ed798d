/*
 * bound.c - bound methods that somebody holds: handlers.append(service.dispatch).
 *
 * They are made of the function that the class had, or inherited, by that name.  Where the
 * class overrides it now, or does not any more, or a mixin has come in between, the same
 * expression would find another one, and so do those that have been made already.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* PyMethodObject, 3.8 to 3.15. */
#define METHOD_FUNC 16
#define METHOD_SELF 24

struct search {
	struct addresses classes;
	struct objects *found;
	bool failed;
};

static PyObject *
class_of(PyObject *method)
{
	PyObject *self = WORD(method, METHOD_SELF);

	return is_class(self) ? self : (PyObject *)type_of(self);
}

/* What the class binds to the same kind of object by its name, a function of instances or a classmethod; borrowed, NULL:
   nothing. */
static PyObject *
named_function(PyObject *method)
{
	PyObject *name = WORD(WORD(method, METHOD_FUNC), python->function.name);
	PyObject *o = is_str(name) ? class_lookup(class_of(method), utf8(name)) : NULL, *f = callable_of(o);

	return o && is_function(f) && is_exact(o, is_class(WORD(method, METHOD_SELF)) ? TYPE_AT(PyClassMethod_Type) : type_of(f)) ? f : NULL;
}

static bool
is_below(const struct addresses *classes, PyObject *class)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	bool is = false;
	Py_ssize_t i;

	for (i = 0; mro && !is && i < PyTuple_Size(mro); i++)
		is = addresses_has(classes, PyTuple_GetItem(mro, i));
	return is;
}

static void
take(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (is_exact(o, TYPE_AT(PyMethod_Type)) && is_function(WORD(o, METHOD_FUNC)) && is_below(&s->classes, class_of(o)) &&
	    named_function(o) == WORD(o, METHOD_FUNC))
		s->failed = objects_add(s->found, o) < 0 || s->failed;
}

/* A name leads to another function of it, or may do so. */
static bool
is_overridden(const struct op *op)
{
	PyObject *live = op->kind == OP_TYPE && is_str(op->key) ? class_lookup(op->owner, utf8(op->key)) : NULL;

	return op->kind == OP_BASES || (live && is_function(callable_of(live)) && callable_of(live) != callable_of(op->value));
}

int
bound_find(struct transaction *t)
{
	struct search s = {.found = &t->bound};
	const struct op *op;
	int result = 0;
	size_t i;

	for (op = t->ops.list; result >= 0 && op < t->ops.list + t->ops.count; op++)
		if (is_overridden(op))
			result = addresses_add(&s.classes, op->owner);
	if (result >= 0 && s.classes.used)
		result = heap_each(take, &s);
	for (i = 0; i < t->bound.count; i++)
		ref(t->bound.list[i]);
	addresses_fini(&s.classes);
	return result >= 0 && !s.failed ? 0 : PyErr_Occurred() ? -1 : (PyErr_NoMemory(), -1);
}

void
bound_follow(struct transaction *t)
{
	PyObject *method, *f, *old;
	size_t i;

	for (i = 0; i < t->bound.count; i++) {
		method = t->bound.list[i];
		f = named_function(method);
		old = WORD(method, METHOD_FUNC);
		if (!f || f == old)
			continue;
		WORD(method, METHOD_FUNC) = ref(f);
		/* Not the last reference: what a class has had is kept until the report. */
		unref(old);
	}
}

void
bound_fini(struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->bound.count; i++)
		unref(t->bound.list[i]);
	objects_fini(&t->bound);
}
