/*
 * creation_order.c - fields that are put in order by a number: creation_counter, of WTForms and others.
 *
 * Those of changed lines are made anew, and would come behind those that stay.  So the numbers that the fields had, and those of
 * new ones, are dealt out again in the order of the body.
 */
#include <stdlib.h>

#include "class_pair.h"
#include "version.h"

#define FIELDS_MOST 500

/* The dict of the field, and the name that the number has there; both borrowed: held by the transaction. */
static PyObject *
numbered(struct class_pair *p, PyObject *o, PyObject **name)
{
	/* Django's have a hash of it. */
	PyObject *dict = o && class_pair_goes_by_identity(o) ? hold(p->t, PyObject_GenericGetDict(o, NULL)) : NULL, *key, *value;
	Py_ssize_t at = 0;

	PyErr_Clear();
	while (dict && is_dict(dict) && PyDict_Next(dict, &at, &key, &value))
		if (is_str(key) && strstr(utf8(key), "creation") && is_exact(value, TYPE_AT(PyLong_Type))) {
			*name = key;
			return dict;
		}
	return NULL;
}

static int
by_number(const void *a, const void *b)
{
	long x = *(const long *)a, y = *(const long *)b;

	return x < y ? -1 : x > y;
}

static int
deal_out(struct class_pair *p, PyObject *items, long *numbers)
{
	PyObject *dict, *key, *old, *number;
	Py_ssize_t i, count = 0, at = 0;
	int result = 0;

	for (i = 0; i < PyList_Size(items); i++) {
		old = PyDict_GetItemWithError(CLASS_DICT(p->old), PyTuple_GetItem(PyList_GetItem(items, i), 0));
		dict = numbered(p, PyTuple_GetItem(PyList_GetItem(items, i), 1), &key);
		if (dict)
			numbers[count++] =
			    PyLong_AsLong(PyDict_GetItemWithError(numbered(p, old, &key) ? numbered(p, old, &key) : dict, key));
	}
	qsort(numbers, (size_t)count, sizeof(*numbers), by_number);
	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		if (!numbered(p, PyTuple_GetItem(PyList_GetItem(items, i), 1), &key))
			continue;
		/* What goes on for it, if something does. */
		dict = numbered(p, map_resolve(&p->t->map, PyTuple_GetItem(PyList_GetItem(items, i), 1)), &key);
		number = dict ? hold(p->t, PyLong_FromLong(numbers[at++])) : NULL;
		if (number && PyObject_RichCompareBool(number, PyDict_GetItemWithError(dict, key), Py_EQ) == 0)
			result = ops_add(&p->t->ops, OP_DICT, dict, key, number);
	}
	return PyErr_Occurred() ? -1 : result;
}

int
creation_order_keep(struct class_pair *p)
{
	PyObject *items = !p->beside && !p->relic && !p->bare ? hold(p->t, PyDict_Items(CLASS_DICT(p->new))) : NULL;
	long *numbers =
	    items && PyList_Size(items) <= FIELDS_MOST ? calloc((size_t)PyList_Size(items) + 1, sizeof(*numbers)) : NULL;
	int result = numbers ? deal_out(p, items, numbers) : 0;

	free(numbers);
	return result;
}
