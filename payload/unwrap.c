/*
 * unwrap.c - a statement that wraps what it stores to: lib.get = traced(lib.get, "a").
 *
 * Its old form has done that before, and the new one would put a second wrapper
 * around the first: so the place has what is inside the first one again, before the
 * statement runs.
 */
#include "statement.h"
#include "version.h"

/* a.b.c: the same names. */
static bool
same_place(PyObject *a, PyObject *b)
{
	bool name = node_is(a, "Name") && node_is(b, "Name"), attribute = node_is(a, "Attribute") && node_is(b, "Attribute");
	PyObject *x = name ? get_attr(a, "id") : attribute ? get_attr(a, "attr") : NULL;
	PyObject *y = name ? get_attr(b, "id") : attribute ? get_attr(b, "attr") : NULL, *u, *v;
	bool same = x && y && PyUnicode_Compare(x, y) == 0;

	unref(x);
	unref(y);
	if (!same || name)
		return same;
	u = get_attr(a, "value");
	v = get_attr(b, "value");
	same = u && v && same_place(u, v);
	unref(u);
	unref(v);
	return same;
}

bool
node_reads_place(PyObject *node, PyObject *place)
{
	PyObject *children = tree_children(node);
	bool reads = children && !is_exact(node, TYPE_AT(PyList_Type)) && same_place(node, place);
	Py_ssize_t i;

	for (i = 0; children && !reads && i < PyList_Size(children); i++)
		reads = node_reads_place(PyList_GetItem(children, i), place);
	unref(children);
	return reads;
}

/* What a wrapper is around: by functools.wraps, as a partial, or as the one function that it has captured.  New reference,
   or NULL. */
static PyObject *
inside(PyObject *o)
{
	PyObject *closure, *cell, *found = NULL;
	Py_ssize_t i;

	if ((PyObject *)type_of(o) == library_object("functools", "partial"))
		return get_attr(o, "func");
	if (!is_function(o))
		return NULL;
	found = WORD(o, python->function.dict) ? dict_get(WORD(o, python->function.dict), "__wrapped__") : NULL;
	closure = found ? NULL : WORD(o, python->function.closure);
	for (i = 0; closure && i < PyTuple_Size(closure); i++) {
		cell = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		if (!cell || !is_function(cell))
			continue;
		if (found)
			return NULL;
		found = cell;
	}
	return ref(found);
}

/* What the statement calls makes such wrappers, so this one may well be of its old form: not a guard of somebody else. */
static bool
is_made_by_call(const struct staging *g, PyObject *value, PyObject *live)
{
	PyObject *function = node_is(value, "Call") ? get_attr(value, "func") : NULL, *id, *maker;
	bool made;

	/* limit(5)(A.m) */
	while (function && node_is(function, "Call")) {
		maker = get_attr(function, "func");
		unref(function);
		function = maker;
	}
	id = function && node_is(function, "Name") ? get_attr(function, "id") : NULL;

	/* The live function, not its twin: the wrapper has its code. */
	maker = id ? PyDict_GetItemWithError(g->m->before, id) : function ? node_object(g, function) : NULL;
	if (maker && is_function(maker) && is_function(live))
		made = code_is_within(WORD(live, python->function.code), WORD(maker, python->function.code));
	else
		made = maker && maker == library_object("functools", "partial") && (PyObject *)type_of(live) == maker;
	unref(id);
	unref(function);
	return made;
}

int
unwrap_place(const struct staging *g, const struct statement *s)
{
	PyObject *targets = g->m->old_code && !s->same ? get_attr(s->node, "targets") : NULL, *target, *value, *base, *name;
	PyObject *live, *inner;
	int result = 0;

	target = targets && PyList_Size(targets) == 1 ? PyList_GetItem(targets, 0) : NULL;
	if (!target || !node_is(target, "Attribute") || !statement_old_call(g, s)) {
		unref(targets);
		return 0;
	}
	value = get_attr(s->node, "value");
	base = get_attr(target, "value");
	name = get_attr(target, "attr");
	live = value && base && name && node_reads_place(value, target) ? node_object(g, target) : NULL;
	inner = live && is_made_by_call(g, value, live) ? inside(live) : NULL;
	if (inner)
		result = PyObject_SetAttr(node_object(g, base), name, inner);
	unref(inner);
	unref(name);
	unref(base);
	unref(value);
	unref(targets);
	return result;
}
