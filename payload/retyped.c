/*
 * retyped.c - self.errors = [] has become self.errors = deque(maxlen=5), or that deque(maxlen=9): instances have the other kind of
 * container still.
 *
 * New methods use it as what it is now.  What an instance has in it goes over; where others hold
 * the old one, too, or it is something else, it stays, and is counted.
 */
#include "collection.h"
#include "initializer.h"
#include "version.h"

/* The type that the expression makes, as far as that is a container; NULL: it is not known. */
static PyObject *
made_type(const struct initializer *n, PyObject *node)
{
	static const char *const library[][2] = {{"collections", "deque"}, {"collections", "defaultdict"}, {"collections", "OrderedDict"},
						 {"collections", "Counter"}, {"queue", "Queue"}, {"queue", "LifoQueue"},
						 {"queue", "PriorityQueue"}};
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *o = f ? node_object(n->m->staging, f) : NULL;
	PyObject *id = f && !o && node_is(f, "Name") ? get_attr(f, "id") : NULL;
	const char *builtin = id && PyDict_Contains(n->m->scratch, id) == 0 ? utf8(id) : "";
	PyTypeObject *type = node_is(node, "List") || !strcmp(builtin, "list")	? TYPE_AT(PyList_Type)
			     : node_is(node, "Dict") || !strcmp(builtin, "dict") ? TYPE_AT(PyDict_Type)
			     : node_is(node, "Set") || !strcmp(builtin, "set")	 ? TYPE_AT(PySet_Type)
			     : o && IS_LIBRARY(o, library)			 ? (PyTypeObject *)o
										 : NULL;

	unref(id);
	unref(f);
	return (PyObject *)type;
}

const struct chunk *
chunk_storing(const struct body *body, PyObject *name)
{
	const struct chunk *c, *found = NULL;
	int count = 0;

	for (c = body->chunks; c < body->chunks + body->chunk_count; c++)
		if (tokens_have(&body->tokens[c->first], c->count, python->op.store_attr, name)) {
			found = c;
			count++;
		}
	return count == 1 ? found : NULL;
}

static bool
is_stored_otherwise(const struct initializer *n, PyObject *name)
{
	struct body before, after = {0};
	const struct chunk *a, *b;
	bool otherwise = body_init(&before, n->old) == 0;

	if (otherwise) {
		otherwise = body_init(&after, n->new) == 0;
		a = otherwise ? chunk_storing(&before, name) : NULL;
		b = otherwise ? chunk_storing(&after, name) : NULL;
		otherwise = a && b && !chunk_same_tokens(&before, a, &after, b);
		body_fini(&after);
		body_fini(&before);
	}
	return otherwise;
}

static int
add(const struct initializer *n, PyObject *name, PyObject *type, PyObject *maker)
{
	struct growth growth = growth_of(n, name, maker);

	growth.becomes = type;
	return hold(n->t, ref(name)) && (!maker || hold(n->t, ref(maker))) ? instances_add(n->t, &growth) : -1;
}

bool
methods_store(PyObject *class, PyObject *name, PyObject *init, PyObject *other)
{
	PyObject *key, *f;
	bool store = false;
	Py_ssize_t at = 0;

	while (!store && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &key, &f)) {
		f = callable_of(f);
		store = f && is_function(f) && WORD(f, python->function.code) != init && WORD(f, python->function.code) != other &&
			code_stores_attribute(WORD(f, python->function.code), name);
	}
	return store;
}

/* A method beside the initializer will set it. */
static bool
others_store(const struct initializer *n, PyObject *name)
{
	PyObject *consts = n->class_body ? code_attr(n->class_body, "co_consts") : NULL, *item, *method;
	bool store = !consts && methods_store(n->class, name, n->old, NULL);
	Py_ssize_t i;

	for (i = 0; consts && !store && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		method = is_code(item) ? code_attr(item, "co_name") : NULL;
		store = method && strcmp(utf8(method), n->method) && code_stores_attribute(item, name);
		unref(method);
	}
	unref(consts);
	return store;
}

static bool
stored_below(PyObject *class, PyObject *name, int depth)
{
	PyObject *list = depth && type_of(class) == TYPE_AT(PyType_Type) ? class_subclasses(class) : NULL;
	bool stored = false;
	Py_ssize_t i;

	for (i = 0; list && !stored && i < PyList_Size(list); i++)
		stored = methods_store(PyList_GetItem(list, i), name, NULL, NULL) || stored_below(PyList_GetItem(list, i), name, depth - 1);
	unref(list);
	PyErr_Clear();
	return stored;
}

#define BELOW_MOST 8 /* classes below each other */

int
retyped_look(const struct initializer *n, PyObject *name, PyObject *value, PyObject *maker)
{
	PyObject *type = made_type(n, value);

	/* What they have there may be of that one; of one that sets it no more it is what the initializer would have made. */
	if (type && (others_store(n, name) || stored_below(n->class, name, BELOW_MOST)))
		return 0;
	return type && !class_lookup(n->class, utf8(name)) && is_stored_otherwise(n, name) ? add(n, name, type, maker) : 0;
}

/* tags: list = field(default_factory=list), and a set now. */
int
retyped_field(const struct initializer *n, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *was = get_attr(old, "default_factory"), *is = get_attr(new, "default_factory");
	bool both = was && is && is_class(was) && is_class(is) && was != is &&
		    (is == (PyObject *)TYPE_AT(PyList_Type) || is == (PyObject *)TYPE_AT(PyDict_Type) ||
		     is == (PyObject *)TYPE_AT(PySet_Type));
	int result = both ? add(n, name, is, is) : 0;

	unref(is);
	unref(was);
	PyErr_Clear();
	return result;
}

static PyObject *
own_value(const struct growth *g, PyObject *o, PyObject **fields)
{
	PyObject *dict = PyObject_GenericGetDict(o, NULL), *value = dict && is_dict(dict) ? PyDict_GetItemWithError(dict, g->name) : NULL;

	*fields = dict;
	unref(dict); /* the object keeps it, and the value */
	PyErr_Clear();
	return value;
}

bool
retyped_is_other(const struct growth *g, PyObject *o)
{
	PyObject *fields, *value = own_value(g, o, &fields);

	if (value && (PyObject *)type_of(value) == g->becomes)
		return !is_container(value);
	return value && (value == NONE || is_container(value) || is_collection(value));
}

static bool
are_atoms(PyObject *list)
{
	bool atoms = true;
	Py_ssize_t i;

	for (i = 0; atoms && i < PyList_Size(list); i++)
		atoms = is_atom(PyList_GetItem(list, i));
	return atoms;
}

/* What the one has is in the other now, in order.  Runs no code. */
static bool
takes_over(struct transaction *t, PyObject *new, PyObject *old)
{
	bool sequence = is_exact(new, TYPE_AT(PyList_Type)) || is_deque(new);
	PyObject *list = !is_dict(old) && PyObject_Size(new) == 0 ? PySequence_List(old) : NULL, *result = NULL;
	bool takes = false;

	if (PyType_IsSubtype(type_of(old), TYPE_AT(PyDict_Type))) {
		result = PyType_IsSubtype(type_of(new), TYPE_AT(PyDict_Type)) && PyDict_Size(new) == 0 && has_simple_keys(t, old)
			     ? content_copy(old)
			     : NULL;
		takes = result && content_store(new, result) == 0;
	} else if (list && sequence) {
		result = PyObject_CallMethod(new, "extend", "O", list);
		takes = result != NULL;
	} else if (list && is_exact(new, TYPE_AT(PySet_Type)) && are_atoms(list)) {
		result = PyObject_CallMethod(new, "update", "O", list);
		takes = result != NULL;
	}
	unref(result);
	unref(list);
	PyErr_Clear();
	return takes;
}

int
retyped_give(struct transaction *t, struct growth *g, PyObject *o)
{
	PyObject *fields, *old = own_value(g, o, &fields), *new = NULL;
	bool same = (PyObject *)type_of(old) == g->becomes, known = g->maker && (same || old == NONE || refs_of(old) == 1);
	int result;

	if (known && t->flags & PYR_DRY_RUN) {
		g->given++;
		return 0;
	}
	if (known && g->pool && g->given < PyList_Size(g->pool))
		new = PyList_GetItem(g->pool, g->given);
	if (new && same) {
		result = collection_become(t, old, new);
		g->given += result > 0;
		return result < 0 ? -1 : 0;
	}
	if (!new || (old != NONE && !takes_over(t, new, old))) {
		g->lacking++;
		return 0;
	}
	g->given++;
	return hold(t, ref(fields)) ? ops_add(&t->ops, OP_DICT, fields, g->name, map_resolve(&t->map, new)) : -1;
}
