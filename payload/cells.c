/*
 * cells.c - variables of a decorator that has been applied again.
 *
 * The live wrapper takes the new one's cells, for the decorator may have captured
 * other values.  What it has counted and gathered since is in the old ones: that
 * goes on in the new.
 */
#include "statement.h"
#include "version.h"

/* Some function below the node declares the name nonlocal. */
static bool
is_rebound(PyObject *node, PyObject *name)
{
	static const char *const blocks[] = {"body", "orelse", "finalbody", "handlers", "cases"};
	PyObject *list = node_is(node, "Nonlocal") ? get_attr(node, "names") : NULL, *item;
	bool found = list && PySequence_Contains(list, name) == 1;
	Py_ssize_t i;
	size_t k;

	unref(list);
	for (k = 0; !found && k < sizeof(blocks) / sizeof(blocks[0]); k++) {
		list = get_attr(node, blocks[k]);
		for (i = 0; list && is_exact(list, TYPE_AT(PyList_Type)) && !found && i < PyList_Size(list); i++) {
			item = PyList_GetItem(list, i);
			found = is_rebound(item, name);
		}
		unref(list);
	}
	return found;
}

static PyObject *
cell_named(PyObject *f, PyObject *name)
{
	PyObject *names = code_attr(WORD(f, python->function.code), "co_freevars"), *cell = NULL;
	Py_ssize_t i;

	for (i = 0; names && WORD(f, python->function.closure) && !cell && i < PyTuple_Size(names); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(names, i), name) == 0)
			cell = PyTuple_GetItem(WORD(f, python->function.closure), i);
	unref(names);
	return cell;
}

int
cells_keep(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *names, *name, *from, *to, *live, *made, *node = NULL;
	struct module *m = pair_module(t, WORD(new, python->function.code));
	bool on;
	Py_ssize_t i;
	int result = 0;

	names = t->flags & PYR_RESET ? NULL : code_attr(WORD(new, python->function.code), "co_freevars");
	for (i = 0; names && result == 0 && i < PyTuple_Size(names); i++) {
		name = PyTuple_GetItem(names, i);
		from = cell_named(old, name);
		to = cell_named(new, name);
		live = from && from != to ? WORD(from, CELL_REF) : NULL;
		made = live && to ? WORD(to, CELL_REF) : NULL;
		if (!made || made == live)
			continue;
		on = state_goes_on(t, live, made) ||
		     (t->same_decorators && type_of(live) == type_of(made) && !is_function(live) && !is_class(live));
		if (!on && type_of(live) == type_of(made) && m) {
			node = node ? node : tree_definition(m, WORD(new, python->function.code));
			on = node && is_rebound(node, name);
		}
		/* wrapper.stats = stats: who else has the new one has the live one, too. */
		if (on && !is_atom(made) && !is_function(made) && !is_class(made) && !map_get(&t->map, made) &&
		    !map_get(&t->map, live))
			result = hold(t, ref(made)) ? map_set(&t->map, made, live) : -1;
		if (on && result == 0)
			result = ops_word(&t->ops, to, &WORD(to, CELL_REF), live);
	}
	unref(node);
	unref(names);
	return result;
}
