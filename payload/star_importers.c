/*
 * star_importers.c - from conf import *, in modules that are not reloaded: what is new in conf is theirs, too.
 *
 * api/__init__.py has nothing else in it: `api.v1` is named, and api.put is what users ask for.  What is gone stays with
 * them, as with any importer.
 */
#include "statement.h"
#include "version.h"

#define CHAIN 4 /* from .v1 import * in api, from api import * in app */

/* Of the modules below, this is the one whose names are imported. */
struct source {
	struct transaction *t;
	const char *name;
	PyObject *names, *had; /* its dict as it will be, and as it was */
};

static bool
is_public(const struct source *s, PyObject *name)
{
	return star_brings(s->names, name) && (dict_get(s->names, "__all__") || !is_module(PyDict_GetItemWithError(s->names, name)));
}

/* Most of what there was to be imported is there: so it is worth to look at its source. */
static bool
may_star(const struct source *s, PyObject *names)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int there = 0, missing = 0;

	while (PyDict_Next(s->had, &at, &name, &value)) {
		if (!is_public(s, name))
			continue;
		if (PyDict_GetItemWithError(names, name) == value)
			there++;
		else
			missing++;
	}
	return there > 0 && there >= missing;
}

static bool
stars(PyObject *tree, PyObject *names, const char *module)
{
	PyObject *node, *aliases;
	bool found = false;
	Py_ssize_t i;

	for (i = 0; !found && i < PyList_Size(tree); i++) {
		node = PyList_GetItem(tree, i);
		aliases = node_is(node, "ImportFrom") ? get_attr(node, "names") : NULL;
		found = aliases && PyList_Size(aliases) == 1 && attr_is(PyList_GetItem(aliases, 0), "name", "*") && importers_names_module(node, names, module);
		unref(aliases);
	}
	PyErr_Clear();
	return found;
}

static bool
deletes(PyObject *node, void *name)
{
	PyObject *targets = node_is(node, "Delete") ? get_attr(node, "targets") : NULL;
	bool does = false;
	Py_ssize_t i;

	for (i = 0; targets && !does && i < PyList_Size(targets); i++)
		does = node_is_name(PyList_GetItem(targets, i), name);
	unref(targets);
	PyErr_Clear();
	return does;
}

static int follow(const struct source *s, PyObject *come, int depth);

static int
give(const struct source *s, PyObject *importer, PyObject *names, PyObject *tree, PyObject *come, int depth)
{
	PyObject *name, *value, *copy = hold(s->t, PyDict_Copy(names)), *had = hold(s->t, PyDict_Copy(names)), *theirs = hold(s->t, PyList_New(0));
	int result = copy && had && theirs && hold(s->t, ref(names)) ? 0 : -1;
	struct source next = {.t = s->t, .name = utf8(importer), .names = copy, .had = had};
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(come); i++) {
		name = PyList_GetItem(come, i);
		value = PyDict_GetItemWithError(s->names, name);
		if (!value || PyDict_Contains(names, name) != 0 || tree_any(tree, deletes, name))
			continue;
		report_addf(s->t->report, PYR_REC_UPDATED, utf8(importer), utf8(name), "imported from %s", s->name);
		result = ops_add(&s->t->ops, OP_DICT, names, name, map_resolve(&s->t->map, value)) < 0 || PyDict_SetItem(copy, name, value) < 0
			     ? -1 : PyList_Append(theirs, name);
	}
	return result < 0 || !depth || !PyList_Size(theirs) ? result : follow(&next, theirs, depth - 1);
}

static int
follow(const struct source *s, PyObject *come, int depth)
{
	PyObject *items = hold(s->t, PyDict_Items(PyImport_GetModuleDict())), *name, *module, *tree, *names;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name) || !is_module(module) || transaction_module(s->t, name) || !strcmp(utf8(name), s->name))
			continue;
		names = PyModule_GetDict(module);
		tree = may_star(s, names) ? importers_tree(s->t, name, names) : NULL;
		if (tree && stars(tree, names, s->name))
			result = give(s, name, names, tree, come, depth);
	}
	return result;
}

int
star_importers_follow(struct transaction *t, const struct module *m)
{
	struct source s = {.t = t, .name = m->name, .names = m->scratch, .had = m->before};
	PyObject *come = hold(t, PyList_New(0)), *name, *value;
	int result = come ? 0 : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(m->scratch, &at, &name, &value))
		if (is_public(&s, name) && PyDict_Contains(m->before, name) == 0)
			result = PyList_Append(come, name);
	return result < 0 || !PyList_Size(come) ? result : follow(&s, come, CHAIN);
}
