/*
 * patched.c - the original of what the module has put its own function in the place of: original = lib.send ...
 * lib.send = send.
 *
 * Executed once more the first line would take the module's own function, which would call
 * itself for ever.  So the name has what it had; where it is new, what a name has that
 * the source has dropped: it was another name for the same.
 */
#include "statement.h"
#include "version.h"

static bool
is_own(const struct staging *g, PyObject *o)
{
	PyObject *f = callable_of(o);

	return f && is_function(f) && pair_is_ours(g->t, WORD(f, python->function.code));
}

/* The only name of `original = lib.send`; borrowed.  NULL: it is none. */
static PyObject *
name_of(const struct statement *s)
{
	PyObject *targets = s->kind == KIND_ASSIGN ? get_attr(s->node, "targets") : NULL, *name = NULL;

	if (targets && PyList_Size(targets) == 1 && node_is(PyList_GetItem(targets, 0), "Name"))
		name = get_attr(PyList_GetItem(targets, 0), "id");
	unref(name); /* the node keeps it */
	unref(targets);
	return name;
}

/* lib.send = send: some line behind the statement stores there. */
static bool
is_stored_to(const struct staging *g, const struct statement *s, PyObject *place)
{
	const struct statement *x;
	PyObject *targets;
	bool stored = false;
	Py_ssize_t k;

	for (x = s + 1; x < g->statements + g->count && !stored; x++) {
		targets = x->kind == KIND_ASSIGN ? get_attr(x->node, "targets") : NULL;
		for (k = 0; targets && !stored && k < PyList_Size(targets); k++)
			stored = node_is(PyList_GetItem(targets, k), "Attribute") &&
				 node_reads_place(place, PyList_GetItem(targets, k));
		unref(targets);
	}
	return stored;
}

/* A name that the new source does not bind leads to something of this name, which is not the module's.  Borrowed; NULL:
   none, or several. */
static PyObject *
dropped(const struct staging *g, PyObject *attribute)
{
	PyObject *name, *value, *its, *found = NULL;
	Py_ssize_t at = 0;
	int count = 0;

	while (PyDict_Next(g->m->before, &at, &name, &value)) {
		if (!is_str(name) || is_atom(value) || is_own(g, value) || statement_shares_name(g, NULL, name))
			continue;
		its = get_attr(value, "__name__");
		if (its && is_str(its) && PyUnicode_Compare(its, attribute) == 0 && count++ == 0)
			found = value;
		unref(its);
	}
	PyErr_Clear();
	return count == 1 ? found : NULL;
}

int
patched_take(const struct staging *g, const struct statement *s)
{
	PyObject *name = name_of(s), *place = name ? get_attr(s->node, "value") : NULL, *attribute = NULL, *live,
		 *original = NULL;
	int result = 0;

	if (place && node_is(place, "Attribute"))
		attribute = get_attr(place, "attr");
	live = attribute ? node_object_in(g->m->before, place) : NULL;
	if (live && is_own(g, live) && is_stored_to(g, s, place)) {
		original = PyDict_GetItemWithError(g->m->before, name);
		original = original ? original : dropped(g, attribute);
	}
	if (original && original != live)
		result = PyDict_SetItem(g->m->scratch, name, original) < 0 || PySet_Add(g->m->bound, name) < 0 ? -1 : 1;
	unref(attribute);
	unref(place);
	return result;
}
