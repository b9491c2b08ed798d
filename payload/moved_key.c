/*
 * moved_key.c - a store that is as it was, below a key that is another now:
 * HANDLERS[KEY] = f.  What it had put below the old key goes.
 */
#include "compile.h"
#include "entries.h"
#include "version.h"

/* The key is what a name of the line led to, or has been made of that: f"{KEY}.a" */
static bool
says_moved(const struct staging *g, const struct statement *s, PyObject *key)
{
	const struct token *x, *end = s->tokens + s->token_count;
	PyObject *old;
	bool says = false, computed = true;
	Py_ssize_t i;

	/* HANDLERS[KEY]: the name itself. */
	for (x = s->tokens + 1; x < end; x++)
		if (IS_IN(python->op.mutations, x->op) && x[-1].op == python->op.load_name)
			computed = false;
	for (x = s->tokens; !says && x < end; x++) {
		old = x->op == python->op.load_name && PySet_Contains(g->m->moved, x->value) == 1
			  ? PyDict_GetItemWithError(g->m->before, x->value)
			  : NULL;
		if (!old || !is_atom(old))
			continue;
		says = const_equal(old, key, code_same_behaviour) ||
		       (computed && is_str(old) && is_str(key) && strlen(utf8(old)) > 1 && strstr(utf8(key), utf8(old)));
		for (i = 0; is_exact(key, TYPE_AT(PyTuple_Type)) && !says && i < PyTuple_Size(key); i++)
			says = const_equal(old, PyTuple_GetItem(key, i), code_same_behaviour);
	}
	return says;
}

/* What the line puts below the new key stood below this one; a number stands below many. */
static bool
is_same_value(const struct staging *g, const struct statement *s, PyObject *key, PyObject *live, PyObject *put)
{
	return live == put || same_definition(live, put) ||
	       (is_atom(live) && is_atom(put) && const_equal(live, put, code_same_behaviour) && says_moved(g, s, key));
}

static PyObject *
value_of(const struct staging *g, PyObject *node, PyObject *names)
{
	PyObject *code = compile_expression(g->t, g->m, node), *value = code ? PyEval_EvalCode(code, names, names) : NULL;

	unref(code);
	PyErr_Clear();
	return value;
}

/* Nothing that has run since has put something else below it. */
static bool
is_as_it_was(const struct staging *g, PyObject *dict, PyObject *key)
{
	PyObject *touched = g->t->touched;
	Py_ssize_t i;

	for (i = 0; i + 3 < PyList_Size(touched); i += 4)
		if (PyList_GetItem(touched, i) == dict)
			return PyDict_GetItemWithError(PyList_GetItem(touched, i + 1), key) == PyDict_GetItemWithError(dict, key);
	return true;
}

/* HANDLERS[f"{PREFIX}.a"] = f: what the key was can be evaluated. */
static int
move_computed(const struct staging *g, const struct statement *s)
{
	PyObject *targets = get_attr(s->node, "targets"), *names = PyDict_Copy(g->m->before), *target, *node, *slice, *dict, *old,
		 *new;
	int result = names ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; targets && result == 0 && i < PyList_Size(targets); i++) {
		target = PyList_GetItem(targets, i);
		node = node_is(target, "Subscript") ? get_attr(target, "value") : NULL;
		slice = node ? tree_key(target) : NULL;
		dict = node ? node_object(g, node) : NULL;
		old = new = NULL;
		if (dict && is_dict(dict) && slice && !node_is(slice, "Constant") && node_is_pure(g, slice)) {
			old = value_of(g, slice, names);
			new = value_of(g, slice, g->m->scratch);
		}
		if (old && new &&is_atom(old) && is_atom(new) && PyObject_RichCompareBool(old, new, Py_EQ) == 0 &&
		    PyDict_Contains(dict, old) == 1 && PyDict_Contains(dict, new) == 1 && is_as_it_was(g, dict, old))
			result = store_dict(dict, old, NULL);
		unref(new);
		unref(old);
		unref(slice);
		unref(node);
	}
	unref(names);
	unref(targets);
	PyErr_Clear();
	return result;
}

/* HANDLERS[KEY] = f, and KEY is another: what the line had put below the old key. */
int
moved_key_leave(const struct staging *g, const struct statement *s)
{
	PyObject *o, *copy, *key, *value, *its, *old, *fresh, *found;
	int result = 0, fresh_count, found_count;
	Py_ssize_t i, at;

	if (s->kind != KIND_ASSIGN || !s->same || !statement_stores_inside(s))
		return 0;
	if (move_computed(g, s) < 0)
		return -1;
	for (i = 0; result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		if (!is_dict(o) || dict_is_names(o, PyList_GetItem(g->t->watched, i + 2)) ||
		    PyDict_Size(o) != PyDict_Size(copy) + 1)
			continue;
		fresh = found = value = NULL;
		fresh_count = found_count = 0;
		for (at = 0; PyDict_Next(o, &at, &key, &its);)
			if (PyDict_Contains(copy, key) == 0 && fresh_count++ == 0) {
				fresh = key;
				value = its;
			}
		for (at = 0; fresh && PyDict_Next(copy, &at, &old, &its);)
			if (type_of(old) == type_of(fresh) && is_same_value(g, s, old, its, value) && found_count++ == 0)
				found = old;
		if (fresh_count == 1 && found_count == 1 && says_moved(g, s, found))
			result = store_dict(o, found, NULL);
	}
	return result;
}
