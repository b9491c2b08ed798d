/*
 * records.c - an object that a statement makes once more for a registry: the live one goes on.
 *
 * BINDINGS[cls] = Binding(cls), by a decorator of a class that has got an attribute: the
 * live record may have been used meanwhile, it holds the only instance, it counts.  So it
 * has its place back, and takes from the one that was made what says something else; what
 * that one only begins with - None, a constant of __init__, an empty list, a lock - is no
 * reason to lose what came of it.
 */
#include "records.h"

#include "statement.h"
#include "version.h"

#define DEPTH 3 /* records in records */

PyObject *
record_fields(PyObject *o)
{
	PyObject *type = (PyObject *)type_of(o), *fields;

	if (is_dict(o))
		return dict_get(o, "__name__") ? NULL : ref(o);
	if (!is_heap_type(type) || is_class(o) || is_module(o) || static_base(type) != (PyObject *)TYPE_AT(PyBaseObject_Type) || has_slots(o))
		return NULL;
	fields = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	if (fields && is_dict(fields))
		return fields;
	unref(fields);
	return NULL;
}

static bool
same_place(PyObject *a, PyObject *b)
{
	return ((is_function(a) && is_function(b)) || (is_class(a) && is_class(b))) && same_text(a, b, "__qualname__") &&
	       same_text(a, b, "__module__");
}

/* Of one class, or of what that has become. */
static bool
same_kind(PyObject *live, PyObject *made)
{
	PyObject *a = (PyObject *)type_of(live), *b = (PyObject *)type_of(made);

	return a == b || (is_heap_type(a) && is_heap_type(b) && same_place(a, b) && class_same_layout(a, b));
}

/* Both have the same definition as an attribute: the live one, and the one that is staged. */
static bool
same_definition(PyObject *a, PyObject *b)
{
	PyObject *name, *value, *its;
	Py_ssize_t at = 0;
	bool same = false;

	while (!same && PyDict_Next(b, &at, &name, &value)) {
		its = PyDict_GetItemWithError(a, name);
		same = its && same_place(its, value);
	}
	PyErr_Clear();
	return same;
}

/* keyed: they have the same key. */
static bool
is_again(PyObject *live, PyObject *made, bool keyed)
{
	PyObject *a = live != made && same_kind(live, made) ? record_fields(live) : NULL, *b = a ? record_fields(made) : NULL;
	bool again = a && b && ((keyed && !is_dict(live)) || same_definition(a, b));

	unref(b);
	unref(a);
	return again;
}

static int
note(struct transaction *t, PyObject *live, PyObject *made)
{
	return PyList_Append(t->records, live) < 0 ? -1 : PyList_Append(t->records, made);
}

/* The key that led to it before: the same, or the live one of a staged definition.  Borrowed; NULL: none. */
static PyObject *
key_before(PyObject *copy, PyObject *key)
{
	PyObject *its, *value, *found = NULL;
	Py_ssize_t at = 0;

	if (is_atom(key))
		return PyDict_Contains(copy, key) == 1 ? key : NULL;
	while (!found && (is_class(key) || is_function(key)) && PyDict_Next(copy, &at, &its, &value))
		if (its == key || same_place(its, key))
			found = its;
	return found;
}

static int
put_back_in_dict(struct transaction *t, PyObject *dict, PyObject *copy)
{
	PyObject *items = PyDict_Items(dict), *key, *made, *old, *live;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		made = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		old = key_before(copy, key);
		live = old ? PyDict_GetItemWithError(copy, old) : NULL;
		if (!live || live == made || !is_again(live, made, true))
			continue;
		result = note(t, live, made);
		if (result == 0)
			result = store_dict(dict, old, live);
		if (result == 0 && old != key && !is_atom(key))
			result = store_dict(dict, key, NULL);
	}
	unref(items);
	PyErr_Clear();
	return result;
}

/* In the list the one that was made has taken the place of the live one. */
static int
put_back_in_list(struct transaction *t, PyObject *list, PyObject *copy)
{
	PyObject *made, *live = NULL;
	int result = 0;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		made = PyList_GetItem(list, i);
		if (is_atom(made) || list_has(copy, made))
			continue;
		for (k = 0; k < PyList_Size(copy); k++) {
			live = PyList_GetItem(copy, k);
			if (is_again(live, made, false) && !list_has(list, live))
				break;
		}
		if (k == PyList_Size(copy))
			continue;
		result = note(t, live, made);
		if (result == 0)
			result = PyList_SetItem(list, i, ref(live));
	}
	return result;
}

int
records_put_back(struct transaction *t)
{
	PyObject *o, *copy;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		copy = PyList_GetItem(t->watched, i + 1);
		if (is_list(o))
			result = put_back_in_list(t, o, copy);
		else if (is_dict(o) && PyList_GetItem(t->watched, i + 2) == o && !dict_get(o, "__name__"))
			result = put_back_in_dict(t, o, copy);
	}
	return result;
}

int
records_map(struct transaction *t)
{
	Py_ssize_t i;

	for (i = 0; i + 1 < PyList_Size(t->records); i += 2)
		if (!map_get(&t->map, PyList_GetItem(t->records, i + 1)) &&
		    map_set(&t->map, PyList_GetItem(t->records, i + 1), PyList_GetItem(t->records, i)) < 0)
			return -1;
	return 0;
}

/* What the object that was made begins with, and the live one does not any more. */
static bool
is_beginning(struct transaction *t, PyObject *live, PyObject *made, PyObject *name, PyObject *its, PyObject *value)
{
	if (state_goes_on(t, its, value))
		return true;
	if (is_container(value) && type_of(its) == type_of(value))
		return PyObject_Size(value) == 0;
	/* _missing = object() */
	if (value == NONE || is_exact(value, TYPE_AT(PyBaseObject_Type)) || !is_atom(value))
		return value == NONE || is_exact(value, TYPE_AT(PyBaseObject_Type));
	if (is_dict(made))
		return type_of(its) == type_of(value) && !is_str(value) && PyObject_IsTrue(value) == 0;
	return type_of(its) == type_of(value) && makers_object_begins_with(t, (PyObject *)type_of(made), name, value) &&
	       !makers_object_begins_with(t, (PyObject *)type_of(live), name, its);
}

/* What a library has made of the definition has captured what it was given: not so what the modules make. */
static bool
goes_in_place(struct transaction *t, PyObject *f)
{
	return !WORD(f, python->function.closure) || pair_is_ours(t, WORD(f, python->function.code));
}

static int
merge(struct transaction *t, PyObject *live, PyObject *made, int depth)
{
	PyObject *fields = hold(t, record_fields(live)), *items, *others = record_fields(made), *name, *value, *its;
	int result = fields && others ? 0 : -1;
	Py_ssize_t i;

	items = result == 0 ? PyDict_Items(others) : NULL;
	for (i = 0; items && result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = is_str(name) ? PyDict_GetItemWithError(fields, name) : value;
		if (its && (its == value || map_resolve(&t->map, value) == its || (is_function(its) && same_place(its, value) && goes_in_place(t, its)) ||
			    (is_atom(its) && is_atom(value) && const_equal(its, value, code_same_behaviour)) ||
			    is_beginning(t, live, made, name, its, value)))
			continue;
		if (its && depth > 0 && is_again(its, value, true)) {
			if (map_get(&t->map, value) || map_set(&t->map, value, its) == 0)
				result = merge(t, its, value, depth - 1);
			continue;
		}
		if (!hold(t, ref(name)) || !hold(t, ref(value)))
			result = -1;
		else
			result = ops_add(&t->ops, OP_DICT, fields, name, map_resolve(&t->map, value));
	}
	unref(items);
	unref(others);
	return result;
}

int
records_plan(struct transaction *t)
{
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 1 < PyList_Size(t->records); i += 2)
		if (map_get(&t->map, PyList_GetItem(t->records, i + 1)) == PyList_GetItem(t->records, i))
			result = merge(t, PyList_GetItem(t->records, i), PyList_GetItem(t->records, i + 1), DEPTH);
	return result;
}

bool
records_give(struct transaction *t, PyObject *live, PyObject *name)
{
	PyObject *fields;
	bool give = false;
	Py_ssize_t i;

	for (i = 0; !give && i + 1 < PyList_Size(t->records); i += 2) {
		if (PyList_GetItem(t->records, i) != live)
			continue;
		fields = record_fields(PyList_GetItem(t->records, i + 1));
		give = fields && PyDict_Contains(fields, name) == 1;
		unref(fields);
	}
	PyErr_Clear();
	return give;
}
