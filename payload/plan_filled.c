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

/* What the live class has of it, or is to have. */
static PyObject *
counterpart(struct transaction *t, PyObject *old, PyObject *new, PyObject *item)
{
	PyObject *name = is_str(item) ? NULL : attribute_of(new, item); /* of the staged class, as it was made */
	PyObject *live = name ? PyDict_GetItemWithError(CLASS_DICT(old), name) : NULL;

	return live && type_of(live) == type_of(item) ? live : map_resolve(&t->map, item);
}

/* It is of an attribute that the class does not have any more. */
static bool
is_dropped(PyObject *old, PyObject *new, PyObject *item)
{
	PyObject *name = attribute_of(CLASS_DICT(old), item);

	return name && PyDict_Contains(new, name) == 0;
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
merged_list(struct transaction *t, PyObject *live, PyObject *made, PyObject *old, PyObject *new)
{
	PyObject *merged = PyList_New(0), *item;
	int result = merged ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(made); i++)
		result = PyList_Append(merged, counterpart(t, old, new, PyList_GetItem(made, i)));
	for (i = 0; result == 0 && i < PyList_Size(live); i++) {
		item = PyList_GetItem(live, i);
		if (!has(merged, item) && !is_dropped(old, new, item))
			result = PyList_Append(merged, item);
	}
	if (result == 0)
		return merged;
	unref(merged);
	return NULL;
}

static PyObject *
merged_dict(struct transaction *t, PyObject *live, PyObject *made, PyObject *old, PyObject *new)
{
	PyObject *merged = PyDict_New(), *key, *value, *its;
	int result = merged && (live = contents_keyed_anew(t, live)) ? 0 : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(made, &at, &key, &value)) {
		its = PyDict_GetItemWithError(live, key);
		result = PyDict_SetItem(merged, key, its ? its : counterpart(t, old, new, value));
	}
	for (at = 0; result == 0 && PyDict_Next(live, &at, &key, &value);)
		if (PyDict_Contains(merged, key) == 0 && !is_dropped(old, new, key))
			result = PyDict_SetItem(merged, key, value);
	if (result == 0)
		return merged;
	unref(merged);
	return NULL;
}

int
plan_filled(struct transaction *t)
{
	PyObject *record, *live, *made, *old, *attributes, *merged;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(t->filled); i++) {
		record = PyList_GetItem(t->filled, i);
		live = PyTuple_GetItem(record, 0);
		made = PyTuple_GetItem(record, 1);
		old = PyTuple_GetItem(record, 2);
		attributes = PyTuple_GetItem(record, 4);
		if (map_get(&t->map, PyTuple_GetItem(record, 3)) != old || !has_simple_keys(t, live) || !has_simple_keys(t, made))
			continue;
		merged = is_dict(live)				   ? merged_dict(t, live, made, old, attributes)
			 : is_exact(live, TYPE_AT(PyList_Type)) ? merged_list(t, live, made, old, attributes)
								   : PyNumber_Or(live, made);
		if (!hold(t, merged) ||
		    (!contents_same(t, live, merged) && ops_add(&t->last, OP_CONTENT, live, NULL, merged) < 0))
			return -1;
	}
	return 0;
}
