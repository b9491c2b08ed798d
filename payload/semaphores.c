/*
 * semaphores.c - a Semaphore that begins with another number now, while it is held.
 *
 * Who holds it releases the one that it has acquired, and who waits waits at that one: it stays, and its
 * value changes by as much as what it begins with.  How many hold it is known only when nobody else runs.
 */
#include "transaction.h"
#include "version.h"

static const struct {
	const char *module, *name, *initial; /* where it keeps what it began with, or NULL */
} kinds[] = {{"threading", "Semaphore", NULL},
	     {"threading", "BoundedSemaphore", "_initial_value"},
	     {"asyncio", "Semaphore", NULL},
	     {"asyncio", "BoundedSemaphore", "_bound_value"}};

/* SIZE kinds: it is none. */
static size_t
kind_of(PyObject *o)
{
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if ((PyObject *)type_of(o) == library_object(kinds[i].module, kinds[i].name))
			break;
	return i;
}

static PyObject *
number(PyObject *dict, const char *name)
{
	PyObject *value = dict && is_dict(dict) ? dict_get(dict, name) : NULL;

	return value && is_exact(value, TYPE_AT(PyLong_Type)) ? value : NULL;
}

/* As old_value() says of a call: Semaphore(2), Semaphore(value=2), Semaphore().  New reference; NULL: it does not say. */
static PyObject *
number_given(PyObject *call)
{
	PyObject *args = PyTuple_GetItem(call, 1), *named = PyTuple_GetItem(call, 2);
	PyObject *value = PyTuple_Size(args) ? PyTuple_GetItem(args, 0) : dict_get(named, "value");

	return !value ? PyLong_FromLong(1) : is_exact(value, TYPE_AT(PyLong_Type)) ? ref(value) : NULL;
}

int
semaphore_plan(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *live, PyObject *new)
{
	size_t kind = kind_of(live);
	PyObject *to, *from, *old, *text;
	int result;

	if (kind == sizeof(kinds) / sizeof(kinds[0]) || type_of(live) != type_of(new) || map_get(&t->map, new))
		return 0;
	to = hold(t, PyObject_GenericGetDict(live, NULL));
	from = hold(t, PyObject_GenericGetDict(new, NULL));
	old = kinds[kind].initial ? ref(number(to, kinds[kind].initial))
	      : before && old_value_is_unknown(t, before) && PyTuple_Size(before) == 3 ? number_given(before)
										 : NULL;
	PyErr_Clear();
	if (map_set(&t->map, new, live) < 0)
		return unref(old), -1;
	if (!old || !number(from, "_value") || !number(to, "_value")) {
		report_add(t->report, PYR_REC_KEPT, m->name, name, "a semaphore: how many hold it is not known");
		return unref(old), 1;
	}
	text = PyUnicode_FromString(name);
	result = LIST_APPEND(t->semaphores, live, new, old, m->name_object, text);
	unref(text);
	unref(old);
	return result < 0 ? -1 : 1;
}

static int
settle(struct transaction *t, PyObject *live, PyObject *new, long old, const char *module, const char *name)
{
	size_t kind = kind_of(live), i; /* none any more: somebody has put another class into threading since */
	const char *initial = kind < sizeof(kinds) / sizeof(kinds[0]) ? kinds[kind].initial : NULL;
	PyObject *names[2] = {hold(t, PyUnicode_InternFromString("_value")), initial ? hold(t, PyUnicode_InternFromString(initial)) : NULL},
		 *to = hold(t, PyObject_GenericGetDict(live, NULL)), *from = hold(t, PyObject_GenericGetDict(new, NULL)), *value;
	long begins = PyLong_AsLong(number(from, "_value")), now = PyLong_AsLong(number(to, "_value"));
	int result = names[0] ? 0 : -1;

	if (begins == old)
		return 0;
	if (now + begins - old < 0) {
		report_add(t->report, PYR_REC_KEPT, module, name, "a semaphore that more hold than the new source lets");
		return 0;
	}
	for (i = 0; result == 0 && i < 2 && names[i]; i++) {
		value = hold(t, PyLong_FromLong(i ? begins : now + begins - old));
		result = value ? ops_add(&t->ops, OP_DICT, to, names[i], value) : -1;
	}
	if (result == 0)
		report_add(t->report, PYR_REC_UPDATED, module, name, "value");
	return result;
}

int
semaphores_settle(struct transaction *t)
{
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 4 < PyList_Size(t->semaphores); i += 5)
		result = settle(t, PyList_GetItem(t->semaphores, i), PyList_GetItem(t->semaphores, i + 1),
				PyLong_AsLong(PyList_GetItem(t->semaphores, i + 2)), utf8(PyList_GetItem(t->semaphores, i + 3)),
				utf8(PyList_GetItem(t->semaphores, i + 4)));
	return result;
}
