/*
 * row_pairs.c - which row of a changed list of rows an old one has become: [{"host": "a", "up": True}, ...], [["a", 0], ...].
 *
 * The process has stored in them since, so it matters: a row that comes in front moves the others.  Those that say the same are the
 * same; else it is what names a row - the first item whose values are all different - that tells, and the place at last.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"

#define PAIRS_MOST 250000 /* more rows than that are told by their places */

/* Not what stands for a call. */
static bool
is_row(const struct transaction *t, PyObject *o)
{
	return is_dict(o) || is_list(o) || (is_exact(o, TYPE_AT(PyTuple_Type)) && !old_value_is_unknown(t, o));
}

/* What the row has there, if it is a plain value; borrowed, or NULL. */
static PyObject *
value_at(PyObject *row, PyObject *key)
{
	Py_ssize_t i = is_dict(row) ? 0 : PyLong_AsLong(key);
	PyObject *value = is_dict(row) ? PyDict_GetItemWithError(row, key) : i < PyObject_Size(row) ? item_of(row, i) : NULL;

	return value && is_atom(value) && value != NONE && !is_exact(value, TYPE_AT(PyTuple_Type)) ? value : NULL;
}

/* Every row has it, and each another. */
static bool
names_rows(PyObject *list, PyObject *kind, PyObject *key)
{
	PyObject *seen = PySet_New(NULL), *row, *value;
	bool names = seen;
	Py_ssize_t i;

	for (i = 0; names && i < PyList_Size(list); i++) {
		row = PyList_GetItem(list, i);
		value = type_of(row) == type_of(kind) ? value_at(row, key) : NULL;
		names = value && PySet_Contains(seen, value) == 0 && PySet_Add(seen, value) == 0;
	}
	unref(seen);
	PyErr_Clear();
	return names;
}

/* By what rows of both are named; new reference, NULL: by nothing. */
static PyObject *
naming_key(const struct transaction *t, PyObject *before, PyObject *new)
{
	PyObject *first = PyList_Size(before) ? PyList_GetItem(before, 0) : NULL, *keys = NULL, *key = NULL;
	Py_ssize_t i, count = first && is_row(t, first) ? PyObject_Size(first) : 0;

	if (first && is_dict(first))
		keys = PyDict_Keys(first);
	for (i = 0; i < count; i++) {
		key = keys ? ref(PyList_GetItem(keys, i)) : PyLong_FromLong(i);
		if (key && (is_str(key) || !keys) && names_rows(before, first, key) && names_rows(new, first, key))
			break;
		unref(key);
		key = NULL;
	}
	unref(keys);
	PyErr_Clear();
	return key;
}

static bool
say_the_same(struct transaction *t, PyObject *before, PyObject *new, PyObject *key)
{
	PyObject *a, *b;

	if (type_of(before) != type_of(new))
		return false;
	if (!key)
		return contents_item_is(t, new, before);
	a = value_at(before, key);
	b = value_at(new, key);
	return a && b && const_equal(a, b, code_same_behaviour);
}

/* key: NULL: all that they say. */
static void
pair(struct transaction *t, PyObject *before, PyObject *new, PyObject *key, Py_ssize_t *to, bool *taken)
{
	Py_ssize_t i, k, at;

	for (i = 0; i < PyList_Size(before); i++)
		for (k = 0; is_row(t, PyList_GetItem(before, i)) && to[i] < 0 && k < PyList_Size(new); k++) {
			at = (i + k) % PyList_Size(new);
			if (taken[at] || !say_the_same(t, PyList_GetItem(before, i), PyList_GetItem(new, at), key))
				continue;
			to[i] = at;
			taken[at] = true;
		}
	PyErr_Clear();
}

int
rows_pair(struct transaction *t, PyObject *before, PyObject *new, Py_ssize_t *to)
{
	Py_ssize_t i, size = PyList_Size(before);
	bool *taken = calloc((size_t)PyList_Size(new) + 1, sizeof(*taken));
	PyObject *key = taken ? naming_key(t, before, new) : NULL;

	for (i = 0; i < size; i++)
		to[i] = -1;
	if (size * PyList_Size(new) > PAIRS_MOST)
		unref(key), key = NULL;
	else if (taken)
		pair(t, before, new, NULL, to, taken);
	if (key)
		pair(t, before, new, key, to, taken);
	/* One that is named otherwise, or all else: by its place. */
	for (i = 0; taken && i < size; i++)
		if (to[i] < 0 && i < PyList_Size(new) && !taken[i] && (!is_row(t, PyList_GetItem(before, i)) || !key || size == PyList_Size(new))) {
			to[i] = i;
			taken[i] = true;
		}
	unref(key);
	if (!taken)
		return PyErr_NoMemory(), -1;
	free(taken);
	return 0;
}
