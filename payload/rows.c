/*
 * rows.c - tables of objects, without a copy of the old source: CHANNELS = [Channel("mail"), Channel("pager", 3)].
 *
 * Where to make the objects does nothing else the line is executed.  Those that the process has go on, whatever became of
 * them: below their key, or told by what the line gives them - a name, a number -, and what they have otherwise
 * is named.  A row that the process does not have comes in.
 */
#include <stdlib.h>

#include "records.h"
#include "statement.h"
#include "version.h"

#define ROWS_MOST 100 /* each is compared with all */

static bool is_made_of_rows(const struct staging *g, PyObject *node, int *objects);

static bool
all_made_of_rows(const struct staging *g, PyObject *node, const char *attribute, int *objects)
{
	PyObject *list = get_attr(node, attribute);
	bool all = list;
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(list); i++)
		all = is_made_of_rows(g, PyList_GetItem(list, i), objects);
	unref(list);
	return all;
}

/* Limit(5), of a frozen dataclass or a NamedTuple; at_least(5), which makes a function; MappingProxyType({...}), tuple([...]). */
static bool
is_value_of_rows(const struct staging *g, PyObject *node, int *objects)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *class = f ? node_object(g, f) : NULL,
		 *keywords = class ? get_attr(node, "keywords") : NULL;
	PyObject *const around[] = {library_object("types", "MappingProxyType"), (PyObject *)TYPE_AT(PyTuple_Type),
				    (PyObject *)TYPE_AT(PyList_Type), (PyObject *)TYPE_AT(PyDict_Type)};
	PyObject *live = keywords ? node_object_in(g->m->before, f) : NULL;
	bool is = keywords && node_is_pure(g, keywords) && (is_class(class) ? is_heap_type(class) && class_makes_records(class)
									     : live && is_function(live) && computes_live(g->t, live));
	size_t i;

	*objects += is;
	for (i = 0; keywords && !is && i < sizeof(around) / sizeof(around[0]); i++)
		is = class == around[i] && PyList_Size(keywords) == 0;
	is = is && all_made_of_rows(g, node, "args", objects);
	unref(keywords);
	unref(f);
	PyErr_Clear();
	return is;
}

static bool
is_made_of_rows(const struct staging *g, PyObject *node, int *objects)
{
	PyObject *keys, *generators;
	bool object = node_makes_plain_object(g, node), are;

	*objects += object;
	if (object || node_is_pure(g, node) || is_value_of_rows(g, node, objects))
		return true;
	if (node_is(node, "List") || node_is(node, "Tuple"))
		return all_made_of_rows(g, node, "elts", objects);
	if (node_is(node, "Dict")) {
		keys = get_attr(node, "keys");
		are = keys && !list_has(keys, NONE) && node_is_pure(g, keys) && all_made_of_rows(g, node, "values", objects);
		unref(keys);
		return are;
	}
	/* {c.name: c for c in [Channel("mail"), ...]} */
	generators = node_is(node, "DictComp") || node_is(node, "ListComp") ? get_attr(node, "generators") : NULL;
	keys = generators && PyList_Size(generators) == 1 ? get_attr(PyList_GetItem(generators, 0), "iter") : NULL;
	are = keys && (node_is(keys, "List") || node_is(keys, "Tuple")) && is_made_of_rows(g, keys, objects);
	unref(keys);
	unref(generators);
	return are;
}

/* RULE = at_least(5): no table. */
static bool
calls_function(const struct staging *g, PyObject *node)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *o = f ? node_object(g, f) : NULL;

	unref(f);
	PyErr_Clear();
	return o && is_function(o);
}

static bool
binds_several(const struct statement *s)
{
	PyObject *targets = get_attr(s->node, "targets");
	bool several = targets && is_list(targets) && PyList_Size(targets) > 0 &&
		       (node_is(PyList_GetItem(targets, 0), "Tuple") || node_is(PyList_GetItem(targets, 0), "List"));

	unref(targets);
	PyErr_Clear();
	return several;
}

bool
rows_are_made(const struct staging *g, const struct statement *s)
{
	/* sessions, pool = Sessions(), Pool(4) */
	if (binds_several(s))
		return false;
	PyObject *value = !g->m->old_code && s->kind == KIND_ASSIGN && !statement_stores_inside(s) ? get_attr(s->node, "value") : NULL;
	int objects = 0;
	bool made = value && value != NONE && is_made_of_rows(g, value, &objects) && objects > 0 && !node_makes_plain_object(g, value) && !calls_function(g, value);

	unref(value);
	PyErr_Clear();
	return made;
}

/* What the line gives to one that was made: how much there is, and how much of it the live one has, too. */
struct likeness {
	int given, same, texts, same_texts;
};

static struct likeness
likeness(struct transaction *t, PyObject *live, PyObject *made)
{
	PyObject *a = record_fields(live), *b = record_fields(made), *name, *value, *its;
	struct likeness l = {0};
	Py_ssize_t at = 0;
	bool same;

	while (a && b && PyDict_Next(b, &at, &name, &value)) {
		if (!is_atom(value) || value == NONE || makers_object_begins_with(t, (PyObject *)type_of(made), name, value))
			continue;
		its = PyDict_GetItemWithError(a, name);
		same = its && is_atom(its) && const_equal(its, value, code_same_behaviour);
		l.given++;
		l.same += same;
		l.texts += is_str(value);
		l.same_texts += same && is_str(value);
	}
	unref(b);
	unref(a);
	PyErr_Clear();
	return l;
}

int
rows_go_on(struct transaction *t, const struct module *m, const char *name, PyObject *live, PyObject *made)
{
	const struct likeness l = likeness(t, live, made);

	if (l.same < l.given)
		report_addf(t->report, PYR_REC_NOTE, m->name, name,
			    "an object in it has other values than its line says: there is no copy of the old source to tell whether "
			    "they were changed at run time");
	return !hold(t, ref(made)) || map_set(&t->map, made, live) < 0 ? -1 : 1;
}

/* The live one that a new one is, of those that are not taken: with all that it is given, or else with some of its texts.
   -1: none. */
static Py_ssize_t
place_of(struct transaction *t, PyObject *live, const bool *taken, PyObject *made, Py_ssize_t i, bool all)
{
	Py_ssize_t k, found = -1;
	struct likeness l;
	int most = 0, same;

	for (k = 0; k < PyList_Size(live); k++) {
		if (taken[k] || !records_are_alike(PyList_GetItem(live, k), made))
			continue;
		l = likeness(t, PyList_GetItem(live, k), made);
		same = all ? l.same == l.given && (l.given || k == i) : l.texts ? l.same_texts : l.same;
		if (same > most || (same == most && same && k == i)) {
			found = k;
			most = same;
		}
	}
	return found;
}

PyObject *
rows_live(struct transaction *t, PyObject *live, PyObject *new, int (*go_on)(void *arg, PyObject *live, PyObject *made),
	  void *arg)
{
	PyObject *had = PySequence_List(live), *list = PySequence_List(new), *made;
	bool *taken = had ? calloc((size_t)PyList_Size(had) + 1, sizeof(*taken)) : NULL;
	Py_ssize_t i, k;
	int pass, result = taken && list ? 0 : -1;

	for (pass = 0; result >= 0 && pass < 2 && PyList_Size(had) <= ROWS_MOST && PyList_Size(list) <= ROWS_MOST; pass++)
		for (i = 0; result >= 0 && i < PyList_Size(list); i++) {
			made = PyList_GetItem(list, i);
			k = list_has(had, made) || map_get(&t->map, made) ? -1 : place_of(t, had, taken, made, i, pass == 0);
			if (k < 0)
				continue;
			taken[k] = true;
			result = go_on(arg, PyList_GetItem(had, k), made);
			if (result > 0)
				result = PyList_SetItem(list, i, ref(PyList_GetItem(had, k)));
		}
	free(taken);
	unref(had);
	return result < 0 ? (unref(list), NULL) : hold(t, list);
}
