/*
 * given.c - lines that have given a call an object which has other entries now: app.include_router(router).
 *
 * What the call has copied of it is as it was, and nobody can know whether it copies.  The lines
 * are named, in the modules of the transaction and in those that know them; nothing is refused
 * for that.
 */
#include "statement.h"
#include "version.h"

#define ITEMS_MOST 10000

/* It has a record that has been made once more: the live one has taken what that says. */
static bool
has_record(const struct addresses *touched, PyObject *o)
{
	PyObject *items = touched->used && (is_list(o) || is_dict(o)) ? is_dict(o) ? PyDict_Values(o) : items_of(o) : NULL;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; items && !has && i < PyList_Size(items) && i < ITEMS_MOST; i++)
		has = addresses_has(touched, PyList_GetItem(items, i));
	unref(items);
	PyErr_Clear();
	return has;
}

/* A container that the object has as an attribute has been changed by statements. */
static bool
has_changed(const struct addresses *touched, PyObject *o)
{
	bool object = is_heap_type((PyObject *)type_of(o)) && !is_class(o) && !is_module(o);
	PyObject *dict = object ? PyObject_GenericGetDict(o, NULL) : NULL, *key, *value;
	bool changed = false;
	Py_ssize_t at = 0;

	while (dict && is_dict(dict) && !changed && PyDict_Next(dict, &at, &key, &value))
		changed = addresses_has(touched, value) || has_record(touched, value);
	unref(dict);
	PyErr_Clear();
	return changed;
}

static int
collect(const struct transaction *t, struct addresses *objects)
{
	struct addresses touched = {0};
	PyObject *name, *o;
	Py_ssize_t i, at;
	int result = 0;
	size_t k;

	for (i = 0; result >= 0 && i + 3 < PyList_Size(t->touched); i += 4)
		result = addresses_add(&touched, PyList_GetItem(t->touched, i));
	for (i = 0; result >= 0 && i + 3 < PyList_Size(t->records); i += 4)
		result = addresses_add(&touched, PyList_GetItem(t->records, i));
	for (k = 0; touched.used && k < t->module_count; k++)
		for (at = 0; result >= 0 && PyDict_Next(t->modules[k].before, &at, &name, &o);)
			if (has_changed(&touched, o))
				result = addresses_add(objects, o);
	addresses_fini(&touched);
	return result;
}

static void
say(struct transaction *t, const char *module, PyObject *call, PyObject *node, const struct addresses *objects, PyObject *names)
{
	PyObject *o = node_object_in(names, node), *name;

	if (!o || !addresses_has(objects, o))
		return;
	name = get_attr(node, node_is(node, "Name") ? "id" : "attr");
	if (name)
		report_addf(
		    t->report, PYR_REC_NOTE, module, utf8(name),
		    "line %ld was not run again: `%s` has other entries now, and what line %ld has copied of it, if it has, is "
		    "as it was",
		    tree_line(call, "lineno"), utf8(name), tree_line(call, "lineno"));
	unref(name);
}

/* A call whose value nobody takes. */
static void
look_at(struct transaction *t, const char *module, PyObject *statement, const struct addresses *objects, PyObject *names)
{
	PyObject *call = node_is(statement, "Expr") ? get_attr(statement, "value") : NULL, *args, *keywords, *value;
	Py_ssize_t i;

	args = call && node_is(call, "Call") ? get_attr(call, "args") : NULL;
	keywords = args ? get_attr(call, "keywords") : NULL;
	for (i = 0; args && i < PyList_Size(args); i++)
		say(t, module, call, PyList_GetItem(args, i), objects, names);
	for (i = 0; keywords && i < PyList_Size(keywords); i++) {
		value = get_attr(PyList_GetItem(keywords, i), "value");
		if (value)
			say(t, module, call, value, objects, names);
		unref(value);
	}
	unref(keywords);
	unref(args);
	unref(call);
	PyErr_Clear();
}

struct giving {
	struct transaction *t;
	struct addresses objects;
};

static bool
is_given(PyObject *value, void *arg)
{
	const struct giving *g = arg;

	return addresses_has(&g->objects, value);
}

struct place {
	const struct giving *g;
	const char *module;
	PyObject *names;
};

static bool
look_at_node(PyObject *node, void *arg)
{
	const struct place *p = arg;

	look_at(p->g->t, p->module, node, &p->g->objects, p->names);
	return false;
}

/* Of functions, too: def create_app(): app.include_router(router). */
static void
look_elsewhere(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct place p = {arg, utf8(name), names};

	tree_any(tree, look_at_node, &p);
}

void
given_report(struct transaction *t)
{
	struct giving giving = {.t = t};
	const struct staging *g;
	struct place here;
	bool any = collect(t, &giving.objects) >= 0 && giving.objects.used;
	size_t k;
	int s;

	for (k = 0; any && k < t->module_count; k++) {
		g = t->modules[k].staging;
		for (s = 0; g && t->modules[k].old_code && s < g->count; s++)
			if (g->statements[s].same) {
				here = (struct place){&giving, t->modules[k].name, t->modules[k].before};
				tree_any(g->statements[s].node, look_at_node, &here);
			}
	}
	if (any)
		importers_each(t, is_given, look_elsewhere, &giving);
	addresses_fini(&giving.objects);
	PyErr_Clear();
}
