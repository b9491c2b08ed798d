/*
 * strays.c - classes that a statement has made before it failed: a base or a decorator has refused them.
 *
 * Nobody has them, but they lead to themselves: until the collector comes round their bases
 * count them among the classes below.
 */
#include "commit.h"
#include "statement.h"
#include "version.h"

PyObject *
strays_before(const struct staging *g, const struct statement *s)
{
	PyObject *nodes = s->kind == KIND_CLASS ? get_attr(s->node, "bases") : NULL, *list = nodes ? PyList_New(0) : NULL, *base, *below;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(nodes); i++) {
		base = node_object(g, PyList_GetItem(nodes, i));
		below = base && is_class(base) ? class_subclasses(base) : NULL;
		if (below)
			LIST_APPEND(list, base, below);
		unref(below);
	}
	unref(nodes);
	PyErr_Clear();
	return list;
}

static void
leave_bases(PyObject *class)
{
	PyObject *base = static_base(class), *bases = base ? PyTuple_Pack(1, base) : NULL;

	if (bases)
		store_bases(class, base, bases);
	unref(bases);
}

/* Another thread may have made one as well. */
static bool
is_of_statement(const struct staging *g, PyObject *name, PyObject *class)
{
	return attr_is(class, "__module__", g->m->name) && attr_is(class, "__qualname__", utf8(name));
}

void
strays_unlink(const struct staging *g, const struct statement *s, PyObject *before)
{
	PyObject *error[3], *below, *name;
	Py_ssize_t i, k;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	name = before ? get_attr(s->node, "name") : NULL;
	for (i = 0; name && i + 1 < PyList_Size(before); i += 2) {
		below = class_subclasses(PyList_GetItem(before, i));
		for (k = 0; below && k < PyList_Size(below); k++)
			if (!list_has(PyList_GetItem(before, i + 1), PyList_GetItem(below, k)) &&
			    is_of_statement(g, name, PyList_GetItem(below, k)))
				leave_bases(PyList_GetItem(below, k));
		unref(below);
		PyErr_Clear();
	}
	unref(name);
	PyErr_Restore(error[0], error[1], error[2]);
}
