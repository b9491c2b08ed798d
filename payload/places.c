/*
 * places.c - where what a new statement has registered stands among the others.
 *
 * A route that is new in the middle of the source is looked at before those behind
 * it after a restart, so it goes there: what came at the end of a list or dict is
 * moved in front of the first entry of a later statement, as far as entries of this
 * module stand in the order of their statements.  In a list that grows at its front
 * it is the other way round.
 */
#include "statement.h"
#include "version.h"

#define ENTRIES_MOST 5000
#define PARTS_MOST 20 /* of one entry */
#define NEAR 20       /* objects around a definition: what its decorators have made of it */

struct places {
	const struct staging *g;
	struct addresses earlier, later; /* what the statements define, or register */
	bool failed;
};

static bool leads(const struct addresses *set, PyObject *o, int depth);

struct visit {
	const struct addresses *set;
	bool found;
};

static int
look(PyObject *o, void *arg)
{
	struct visit *v = arg;

	v->found = v->found || (o && addresses_has(v->set, o));
	return 0;
}

static bool
any_leads(const struct addresses *set, PyObject *items, int depth)
{
	bool found = false;
	Py_ssize_t i;

	for (i = 0; items && !found && i < PyList_Size(items) && i < PARTS_MOST; i++)
		found = leads(set, PyList_GetItem(items, i), depth);
	unref(items);
	PyErr_Clear();
	return found;
}

/* It is one of them, or holds one: a tuple, a record, an object. */
static bool
leads(const struct addresses *set, PyObject *o, int depth)
{
	struct visit v = {.set = set};
	PyObject *dict;

	if (addresses_has(set, o))
		return true;
	if (is_weakref(o))
		return addresses_has(set, WORD(o, REF_OBJECT));
	if (!depth || is_function(o) || is_class(o) || PyType_IsSubtype(type_of(o), TYPE_AT(PyModule_Type)))
		return false;
	if (is_exact(o, TYPE_AT(PyTuple_Type)))
		return any_leads(set, PySequence_List(o), depth - 1);
	if (is_list(o) || is_dict(o))
		return any_leads(set, is_dict(o) ? PyDict_Values(o) : items_of(o), depth - 1);
	if (is_atom(o))
		return false;
	heap_refers(o, look, &v);
	dict = v.found || !is_heap_type((PyObject *)type_of(o)) ? NULL : PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	if (dict && is_dict(dict))
		v.found = any_leads(set, PyDict_Values(dict), 1);
	unref(dict);
	return v.found;
}

static void
add(struct places *p, struct addresses *set, PyObject *o)
{
	struct objects near = {0};
	size_t i;

	if (!o || is_atom(o) || is_container(o) || PyType_IsSubtype(type_of(o), TYPE_AT(PyModule_Type)))
		return;
	p->failed = addresses_add(set, o) < 0 || p->failed;
	if (functions_near(p->g->t, o, NEAR, &near) == 0)
		for (i = 0; i < near.count; i++)
			p->failed = addresses_add(set, near.list[i]) < 0 || p->failed;
	objects_fini(&near);
	PyErr_Clear();
}

/* A decorated definition or a class; or what a call is given, but for what it is a call of. */
static void
add_statement(struct places *p, const struct statement *s, struct addresses *set)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL;
	const struct token *x;
	bool called = false;

	if (name && (s->kind == KIND_CLASS || s->first_line < s->def_line))
		add(p, set, PyDict_GetItemWithError(p->g->m->before, name));
	for (x = s->tokens; s->kind == KIND_EXPRESSION && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name)
			continue;
		if (called)
			add(p, set, PyDict_GetItemWithError(p->g->m->before, x->value));
		called = true;
	}
	unref(name);
}

/* The other entries stand in the order of their statements, and this is the first of a later one; the number of all: none is. */
static Py_ssize_t
place_in(const struct places *p, PyObject *entries, bool from_end)
{
	Py_ssize_t i, k, size = PyList_Size(entries), found = size;
	bool earlier, later;

	for (i = 0; i < size; i++) {
		k = from_end ? size - 1 - i : i;
		earlier = leads(&p->earlier, PyList_GetItem(entries, k), 2);
		later = leads(&p->later, PyList_GetItem(entries, k), 2);
		if (later && !earlier && found == size)
			found = i;
		if (earlier && found < size)
			return size;
	}
	return found;
}

static int
place_in_list(const struct places *p, PyObject *list, PyObject *copy)
{
	Py_ssize_t size = PyList_Size(copy), more = PyList_Size(list) - size, at;
	bool end = list_begins_with(list, copy);
	PyObject *fresh = end ? PyList_GetSlice(list, size, size + more) : PyList_GetSlice(list, 0, more);
	PyObject *rest = end ? PyList_GetSlice(list, 0, size) : PyList_GetSlice(list, more, size + more);
	int result = fresh && rest ? 0 : -1;

	if (result == 0 && (end || list_begins_with(rest, copy))) {
		at = place_in(p, copy, !end);
		at = at == size ? -1 : end ? at : size - at;
		if (at >= 0)
			result = PyList_SetSlice(rest, at, at, fresh) < 0 ? -1 : PyList_SetSlice(list, 0, size + more, rest);
	}
	unref(rest);
	unref(fresh);
	return result;
}

/* Those behind the place are put in again, behind what is new. */
static int
place_in_dict(const struct places *p, PyObject *dict, PyObject *copy)
{
	PyObject *keys = PyDict_Keys(copy), *values = PyDict_Values(copy), *key;
	Py_ssize_t at = keys && values ? place_in(p, values, false) : -1;
	int result = keys && values ? 0 : -1;

	for (; result == 0 && at < PyList_Size(keys); at++) {
		key = PyList_GetItem(keys, at);
		result = PyDict_GetItemWithError(dict, key) != PyList_GetItem(values, at) || PyDict_DelItem(dict, key) < 0
				 ? -1
				 : PyDict_SetItem(dict, key, PyList_GetItem(values, at));
	}
	unref(values);
	unref(keys);
	return result;
}

int
places_take(const struct staging *g, const struct statement *s)
{
	struct places p = {.g = g};
	PyObject *o, *copy, *owner;
	const struct statement *x;
	Py_ssize_t i;
	int result = 0;

	for (x = g->statements; x < g->statements + g->count; x++)
		if (x != s)
			add_statement(&p, x, x < s ? &p.earlier : &p.later);
	for (i = 0; p.later.used > 0 && !p.failed && result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		owner = PyList_GetItem(g->t->watched, i + 2);
		if (touched_size(copy) > ENTRIES_MOST)
			continue;
		if (is_list(o) && PyList_Size(o) > PyList_Size(copy))
			result = place_in_list(&p, o, copy);
		else if (is_dict(o) && owner == o && !dict_get(o, "__name__") && PyDict_Size(o) > PyDict_Size(copy))
			result = place_in_dict(&p, o, copy);
	}
	addresses_fini(&p.earlier);
	addresses_fini(&p.later);
	return result;
}
