/*
 * creation_order.c - fields that are put in order by a number: creation_counter of WTForms and Django, _creation_index of marshmallow.
 *
 * Those of changed lines are made anew, and would come behind those that stay.  So the numbers that the fields had, and those of
 * new ones, are dealt out again in the order of the body.  Those of new ones lie between: a class below, which stays as it is, has its
 * own behind all of them.
 */
#include <stdlib.h>

#include "class_pair.h"
#include "version.h"

#define FIELDS_MOST 500

/* creation_time is none. */
static bool
is_order(const char *name)
{
	return strstr(name, "creation") && (strstr(name, "counter") || strstr(name, "index") || strstr(name, "order"));
}

/* The dict of the field, and the name that the number has there; both borrowed: held by the transaction. */
static PyObject *
numbered(struct class_pair *p, PyObject *o, PyObject **name)
{
	/* Django's have a hash of it. */
	PyObject *dict = o && class_pair_goes_by_identity(o) ? hold(p->t, PyObject_GenericGetDict(o, NULL)) : NULL, *key, *value;
	Py_ssize_t at = 0;

	PyErr_Clear();
	while (dict && is_dict(dict) && PyDict_Next(dict, &at, &key, &value))
		if (is_str(key) && is_order(utf8(key)) && (is_exact(value, TYPE_AT(PyLong_Type)) || is_exact(value, TYPE_AT(PyFloat_Type)))) {
			*name = key;
			return dict;
		}
	return NULL;
}

static int
by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

/* New fields have numbers behind those of all classes: they get some right behind the last one of this class. */
static void
squeeze(double *numbers, Py_ssize_t count, double last)
{
	Py_ssize_t i, more = 0;
	double room = (double)((long)last + 1) - last; /* up to the next one that may be another class's */

	for (i = 0; i < count; i++)
		more += numbers[i] > last;
	for (i = count - more; i < count; i++)
		numbers[i] = last + room * (double)(i - (count - more) + 1) / (double)(more + 1);
}

static bool
has_below(PyObject *class)
{
	PyObject *list = class_subclasses(class);
	bool has = list && PyList_Size(list) > 0;

	unref(list);
	PyErr_Clear();
	return has;
}

static int
deal_out(struct class_pair *p, PyObject *items, double *numbers)
{
	PyObject *dict, *key, *old, *number, *its;
	Py_ssize_t i, count = 0, at = 0;
	double last = -1;
	int result = 0;

	for (i = 0; i < PyList_Size(items); i++) {
		old = PyDict_GetItemWithError(CLASS_DICT(p->old), PyTuple_GetItem(PyList_GetItem(items, i), 0));
		dict = numbered(p, PyTuple_GetItem(PyList_GetItem(items, i), 1), &key);
		if (!dict)
			continue;
		its = numbered(p, old, &key);
		numbers[count] = PyFloat_AsDouble(PyDict_GetItemWithError(its ? its : dict, key));
		last = its && numbers[count] > last ? numbers[count] : last;
		count++;
	}
	qsort(numbers, (size_t)count, sizeof(*numbers), by_number);
	if (last >= 0 && has_below(p->old))
		squeeze(numbers, count, last);
	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		if (!numbered(p, PyTuple_GetItem(PyList_GetItem(items, i), 1), &key))
			continue;
		/* What goes on for it, if something does. */
		dict = numbered(p, map_resolve(&p->t->map, PyTuple_GetItem(PyList_GetItem(items, i), 1)), &key);
		number = dict ? hold(p->t, numbers[at] == (double)(long)numbers[at] ? PyLong_FromLong((long)numbers[at]) : PyFloat_FromDouble(numbers[at]))
			      : NULL;
		at += dict != NULL;
		if (number && PyObject_RichCompareBool(number, PyDict_GetItemWithError(dict, key), Py_EQ) == 0)
			result = ops_add(&p->t->ops, OP_DICT, dict, key, number);
	}
	return PyErr_Occurred() ? -1 : result;
}

int
creation_order_keep(struct class_pair *p)
{
	PyObject *items = !p->beside && !p->relic && !p->bare ? hold(p->t, PyDict_Items(CLASS_DICT(p->new))) : NULL;
	double *numbers =
	    items && PyList_Size(items) <= FIELDS_MOST ? calloc((size_t)PyList_Size(items) + 1, sizeof(*numbers)) : NULL;
	int result = numbers ? deal_out(p, items, numbers) : 0;

	free(numbers);
	return result;
}
