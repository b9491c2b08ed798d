/*
 * plan_filled.c - a container that the body of a class begins with, and that making the class fills.
 *
 * columns = [], and __set_name__ of each column appends to it: the line is as it was,
 * so the live list stays; but a class with another column has another list.
 */
#include "transaction.h"
#include "version.h"

int
filled_note(struct transaction *t, PyObject *live, PyObject *made, PyObject *began, PyObject *old, PyObject *new,
	    PyObject *attributes)
{
	PyObject *record;
	int result;

	if (!is_container(live) || !began || type_of(made) != type_of(live) || type_of(began) != type_of(made) ||
	    PyObject_Size(made) <= PyObject_Size(began))
		return 0;
	record = PyTuple_Pack(5, live, made, old, new, attributes);
	result = record ? PyList_Append(t->filled, record) : -1;
	unref(record);
	return result;
}

/* The attribute that this is, or the name of; borrowed, NULL: none. */
static PyObject *
attribute_of(PyObject *attributes, PyObject *o)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	if (is_str(o))
		return PyDict_Contains(attributes, o) == 1 ? o : NULL;
	while (!is_atom(o) && PyDict_Next(attributes, &at, &name, &value))
		if (value == o)
			return name;
	return NULL;
}

/* The classes, and the attributes of the new one when it was made. */
struct filling {
	struct transaction *t;
	PyObject *old, *new, *attributes;
};

/* What the live class has of it, or is to have. */
static PyObject *
counterpart(const struct filling *f, PyObject *item)
{
	PyObject *name = is_str(item) ? NULL : attribute_of(f->attributes, item); /* of the staged class, as it was made */
	PyObject *live = name ? PyDict_GetItemWithError(CLASS_DICT(f->old), name) : NULL;

	return live && type_of(live) == type_of(item) ? live : map_resolve(&f->t->map, item);
}

/* It is of an attribute that the class does not have any more. */
static bool
is_dropped(const struct filling *f, PyObject *item)
{
	PyObject *name = attribute_of(CLASS_DICT(f->old), item);

	return name && PyDict_Contains(f->attributes, name) == 0;
}

/* The name of an attribute that another line makes now: of what it has put in the new one counts. */
static bool
is_remade(const struct filling *f, PyObject *item)
{
	PyObject *then = is_str(item) ? PyDict_GetItemWithError(CLASS_DICT(f->old), item) : NULL,
		 *now = then ? PyDict_GetItemWithError(CLASS_DICT(f->new), item) : NULL;

	return now && now != then && map_resolve(&f->t->map, now) != then && !is_atom(now) && !is_function(now);
}

static bool
has(PyObject *list, PyObject *item)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++)
		if (PyList_GetItem(list, i) == item || const_equal(PyList_GetItem(list, i), item, code_same_behaviour))
			return true;
	return false;
}

/* What making the class has put in, in its order, then what came in since. */
static PyObject *
merged_list(const struct filling *f, PyObject *live, PyObject *made)
{
	PyObject *merged = PyList_New(0), *item;
	int result = merged ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(made); i++)
		result = PyList_Append(merged, counterpart(f, PyList_GetItem(made, i)));
	for (i = 0; result == 0 && i < PyList_Size(live); i++) {
		item = PyList_GetItem(live, i);
		if (!has(merged, item) && !is_dropped(f, item) && !is_remade(f, item))
			result = PyList_Append(merged, item);
	}
	if (result == 0)
		return merged;
	unref(merged);
	return NULL;
}

static PyObject *
merged_set(const struct filling *f, PyObject *live, PyObject *made)
{
	PyObject *merged = PyNumber_Or(live, made), *items = merged ? PySequence_List(live) : NULL, *item;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		item = PyList_GetItem(items, i);
		if (is_str(item) && PySet_Contains(made, item) == 0 && (is_dropped(f, item) || is_remade(f, item)))
			result = PySet_Discard(merged, item) < 0 ? -1 : 0;
	}
	unref(items);
	if (result == 0)
		return merged;
	unref(merged);
	return NULL;
}

static int fill(const struct filling *f, PyObject *live, PyObject *made, int depth);

/* What is below a key that both have: {"str": {"name", "status"}}. */
static PyObject *
value_below(const struct filling *f, PyObject *key, PyObject *live, PyObject *made, int depth)
{
	if (is_container(live) && type_of(live) == type_of(made) && !map_get(&f->t->map, made))
		return fill(f, live, made, depth - 1) < 0 ? NULL : live;
	return is_atom(live) && is_atom(made) && is_remade(f, key) ? made : live;
}

static PyObject *
merged_dict(const struct filling *f, PyObject *live, PyObject *made, int depth)
{
	PyObject *merged = PyDict_New(), *key, *value, *its;
	int result = merged && (live = contents_keyed_anew(f->t, live)) ? 0 : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(made, &at, &key, &value)) {
		its = PyDict_GetItemWithError(live, key);
		its = its ? value_below(f, key, its, value, depth) : counterpart(f, value);
		result = its ? PyDict_SetItem(merged, key, its) : -1;
	}
	for (at = 0; result == 0 && PyDict_Next(live, &at, &key, &value);)
		if (PyDict_Contains(merged, key) == 0 && !is_dropped(f, key) && !is_remade(f, key))
			result = PyDict_SetItem(merged, key, value);
	if (result == 0)
		return merged;
	unref(merged);
	return NULL;
}

#define DEPTH 3

static int
fill(const struct filling *f, PyObject *live, PyObject *made, int depth)
{
	PyObject *merged;

	if (!depth || !has_simple_keys(f->t, live) || !has_simple_keys(f->t, made))
		return 0;
	merged = is_dict(live)	 ? merged_dict(f, live, made, depth)
		 : is_list(live) ? merged_list(f, live, made)
				 : merged_set(f, live, made);
	if (!hold(f->t, merged))
		return -1;
	return contents_same(f->t, live, merged) ? 0 : ops_add(&f->t->last, OP_CONTENT, live, NULL, merged);
}

int
plan_filled(struct transaction *t)
{
	struct filling f = {.t = t};
	PyObject *record;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(t->filled); i++) {
		record = PyList_GetItem(t->filled, i);
		f.old = PyTuple_GetItem(record, 2);
		f.new = PyTuple_GetItem(record, 3);
		f.attributes = PyTuple_GetItem(record, 4);
		if (map_get(&t->map, f.new) == f.old)
			result = fill(&f, PyTuple_GetItem(record, 0), PyTuple_GetItem(record, 1), DEPTH);
	}
	return result;
}
