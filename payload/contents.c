/*
 * contents.c - what a list, dict or set that the source changed is to hold.
 *
 * It stays the same object: others have it.  What the old source put into it
 * gives way to what the new source puts into it; what came in at run time, a
 * registration of another module say, stays.
 */
#include "transaction.h"
#include "version.h"

struct contents {
	struct transaction *t;
	PyObject *before, *live, *new; /* as the old source made it; as it is; as the new source makes it */
	PyObject *merged;
	int kept; /* entries that are neither in the old source nor in the new */
};

bool
is_container(PyObject *o)
{
	return is_exact(o, TYPE_AT(PyList_Type)) || is_dict(o) || is_exact(o, TYPE_AT(PySet_Type));
}

static bool
same_item(struct transaction *t, PyObject *old, PyObject *new)
{
	return old == map_resolve(&t->map, new) || const_equal(old, new, code_same_behaviour);
}

bool
contents_same(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *key, *value, *other;
	Py_ssize_t i, at = 0;

	if (PyObject_Size(old) != PyObject_Size(new))
		return PyErr_Clear(), false;
	if (is_exact(old, TYPE_AT(PyList_Type))) {
		for (i = 0; i < PyList_Size(old); i++)
			if (!same_item(t, PyList_GetItem(old, i), PyList_GetItem(new, i)))
				return false;
		return true;
	}
	if (!is_dict(old))
		return PyObject_RichCompareBool(old, new, Py_EQ) == 1;
	while (PyDict_Next(new, &at, &key, &value)) {
		other = PyDict_GetItemWithError(old, key);
		if (!other || !same_item(t, other, value))
			return PyErr_Clear(), false;
	}
	return true;
}

/* An item as the old source made it, where names of functions and classes give a tuple of the object. */
static bool
is_as_before(const struct contents *c, PyObject *item, PyObject *before)
{
	item = map_resolve(&c->t->map, item);
	if (is_exact(before, TYPE_AT(PyTuple_Type)) && PyTuple_Size(before) == 1 && PyTuple_GetItem(before, 0) == item)
		return true;
	if (is_function(item) && is_function(before))
		return code_same_behaviour(WORD(item, python->function.code), WORD(before, python->function.code));
	return const_equal(item, before, code_same_behaviour);
}

static int
merge_dict(struct contents *c)
{
	PyObject *key, *value, *before, *new;
	Py_ssize_t at = 0;
	int result = 0;

	c->merged = PyDict_Copy(c->new);
	while (c->merged && result == 0 && PyDict_Next(c->live, &at, &key, &value)) {
		before = PyDict_GetItemWithError(c->before, key);
		new = PyDict_GetItemWithError(c->new, key);
		if (before && new && is_as_before(c, new, before) && !is_as_before(c, value, before))
			result = PyDict_SetItem(c->merged, key, value);
		if (before || new)
			continue;
		result = PyDict_SetItem(c->merged, key, value);
		c->kept++;
	}
	/* What was taken out at run time is not put in again. */
	for (at = 0; c->merged && result == 0 && PyDict_Next(c->new, &at, &key, &value);) {
		before = PyDict_GetItemWithError(c->before, key);
		if (before && is_as_before(c, value, before) && PyDict_Contains(c->live, key) == 0)
			result = PyDict_DelItem(c->merged, key);
	}
	return c->merged ? result : -1;
}

static bool
list_has(struct transaction *t, PyObject *list, PyObject *item)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++)
		if (same_item(t, item, PyList_GetItem(list, i)))
			return true;
	return false;
}

/* Where it begins as the old source made it, the rest is of run time. */
static int
merge_list(struct contents *c)
{
	Py_ssize_t i, size = PyList_Size(c->before);
	int result = 0;

	c->merged = PyList_GetSlice(c->new, 0, PyList_Size(c->new));
	for (i = 0; i < size; i++)
		if (i >= PyList_Size(c->live) ||
		    !is_as_before(c, PyList_GetItem(c->live, i), PyList_GetItem(c->before, i)))
			return c->merged ? 0 : -1;
	for (; c->merged && result == 0 && i < PyList_Size(c->live); i++) {
		if (list_has(c->t, c->new, PyList_GetItem(c->live, i)))
			continue;
		result = PyList_Append(c->merged, PyList_GetItem(c->live, i));
		c->kept++;
	}
	return c->merged ? result : -1;
}

static bool
is_simple_set(PyObject *set)
{
	PyObject *list = PySequence_List(set);
	bool simple = list;
	Py_ssize_t i;

	for (i = 0; simple && i < PyList_Size(list); i++)
		simple = is_atom(PyList_GetItem(list, i));
	unref(list);
	return simple;
}

static int
merge_set(struct contents *c)
{
	PyObject *added = PyNumber_Subtract(c->live, c->before), *out = PyNumber_Subtract(c->before, c->live);
	PyObject *all = added ? PyNumber_Or(c->new, added) : NULL;

	c->merged = all && out ? PyNumber_Subtract(all, out) : NULL;
	c->kept = added ? (int)PyObject_Size(added) : 0;
	unref(all);
	unref(out);
	unref(added);
	return c->merged ? 0 : -1;
}

static int
merge(struct contents *c)
{
	if (is_dict(c->live))
		return merge_dict(c);
	if (is_exact(c->live, TYPE_AT(PyList_Type)))
		return merge_list(c);
	if (is_simple_set(c->live) && is_simple_set(c->before) && is_simple_set(c->new))
		return merge_set(c);
	return 0;
}

/* Without the old source: everything that the new source puts in is there, and more. */
static bool
has_all_of(struct transaction *t, PyObject *live, PyObject *new)
{
	PyObject *key, *value, *its;
	Py_ssize_t at = 0;

	if (!is_dict(live) || PyDict_Size(live) <= PyDict_Size(new))
		return false;
	while (PyDict_Next(new, &at, &key, &value)) {
		its = PyDict_GetItemWithError(live, key);
		if (!its || !same_item(t, its, value))
			return PyErr_Clear(), false;
	}
	return true;
}

/* Without the old source: an entry that the new source does not have either was made at run time, or
   has been taken out of the source. */
static void
note_dropped(struct transaction *t, struct module *m, const char *name, PyObject *live, PyObject *new)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int count = 0;

	while (is_dict(live) && PyDict_Next(live, &at, &key, &value))
		count += PyDict_Contains(new, key) == 0;
	if (is_exact(live, TYPE_AT(PyList_Type)) && PyList_Size(live) > PyList_Size(new))
		count = (int)(PyList_Size(live) - PyList_Size(new));
	if (count)
		report_addf(t->report, PYR_REC_NOTE, m->name, name,
			    "%d entries that the new source does not have are gone: there is no copy of the old "
			    "source to tell whether they were made at run time", count);
}

static int map_items(struct transaction *t, PyObject *old, PyObject *new);

static int
map_item(struct transaction *t, PyObject *old, PyObject *new)
{
	if (!old || old == new || !is_container(new) || type_of(old) != type_of(new) || map_get(&t->map, new))
		return 0;
	return map_set(&t->map, new, old) < 0 ? -1 : map_items(t, old, new);
}

/* Nothing is to change, so what is within stays, too: who was given an item of the new one gets the old one's. */
static int
map_items(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	int result = 0;

	while (result == 0 && is_dict(old) && PyDict_Next(new, &at, &key, &value))
		result = map_item(t, PyDict_GetItemWithError(old, key), value);
	for (i = 0; result == 0 && is_exact(old, TYPE_AT(PyList_Type)) && i < PyList_Size(new); i++)
		result = map_item(t, PyList_GetItem(old, i), PyList_GetItem(new, i));
	return result;
}

int
contents_replace(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *old,
		 PyObject *new)
{
	struct contents c = {.t = t, .live = old, .new = new, .before = before};

	if (map_set(&t->map, new, old) < 0)
		return -1;
	if (contents_same(t, old, new))
		return map_items(t, old, new);
	if (c.before && !(t->flags & PYR_RESET) && type_of(c.before) == type_of(old) && merge(&c) < 0)
		return -1;
	if (c.merged && !hold(t, c.merged))
		return -1;
	if (c.merged && contents_same(t, old, c.merged))
		return 0;
	if (!m->old_code && !(t->flags & PYR_RESET)) {
		if (has_all_of(t, old, new)) {
			report_add(t->report, PYR_REC_KEPT, m->name, name,
				   "no copy of the old source: it has all of the new entries, and more");
			return 0;
		}
		note_dropped(t, m, name, old, new);
	}
	if (c.kept)
		report_addf(t->report, PYR_REC_UPDATED, m->name, name, "contents, but for %d entries of run time",
			    c.kept);
	else
		report_add(t->report, PYR_REC_UPDATED, m->name, name, "contents");
	return ops_add(&t->last, OP_CONTENT, old, NULL, c.merged ? c.merged : new);
}
