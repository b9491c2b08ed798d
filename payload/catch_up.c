/*
 * catch_up.c - what other threads put into a container between the plan and the commit.
 *
 * A changed line gives TABLE other contents; what had come in at run time was merged into these when they were
 * planned.  Until nobody else can run any more the process has gone on: new entries come in, others go.
 */
#include "collection.h"
#include "transaction.h"
#include "version.h"

/* Looking it up runs no code. */
static bool
is_plain_key(PyObject *key)
{
	return is_str(key) || is_exact(key, TYPE_AT(PyLong_Type)) || is_exact(key, TYPE_AT(PyFloat_Type)) ||
	       is_exact(key, TYPE_AT(PyBytes_Type)) || is_exact(key, TYPE_AT(PyBool_Type));
}

int
catch_up_note(struct transaction *t, PyObject *live, PyObject *seen, PyObject *planned)
{
	return LIST_APPEND(t->caught, live, seen, planned);
}

static int
follow_dict(PyObject *live, PyObject *seen, PyObject *planned)
{
	PyObject *key, *value, *was;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(live, &at, &key, &value)) {
		was = is_plain_key(key) ? PyDict_GetItemWithError(seen, key) : value;
		if (was == value || (was ? PyDict_GetItemWithError(planned, key) != was : PyDict_Contains(planned, key) != 0))
			continue;
		result = PyDict_SetItem(planned, key, value);
	}
	for (at = 0; result == 0 && PyDict_Next(seen, &at, &key, &value);)
		if (is_plain_key(key) && PyDict_Contains(live, key) == 0 && PyDict_GetItemWithError(planned, key) == value)
			result = PyDict_DelItem(planned, key);
	return result;
}

/* At its end alone: of anything else the places are not known. */
static int
follow_list(PyObject *live, PyObject *seen, PyObject *planned)
{
	PyObject *now = PySequence_List(live);
	Py_ssize_t i = now && list_begins_with(now, seen) ? PyList_Size(seen) : 0, size = now ? PyList_Size(now) : 0;
	int result = now ? 0 : -1;

	for (; i && result == 0 && i < size; i++)
		result = PyList_Append(planned, PyList_GetItem(now, i));
	unref(now);
	return result;
}

static int
follow_set(PyObject *live, PyObject *seen, PyObject *planned)
{
	PyObject *now = PySequence_List(live), *item;
	Py_ssize_t i;
	int result = now ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(now); i++) {
		item = PyList_GetItem(now, i);
		if (is_plain_key(item) && PySet_Contains(seen, item) == 0)
			result = PySet_Add(planned, item);
	}
	unref(now);
	return result;
}

int
catch_up(struct transaction *t)
{
	PyObject *live, *seen, *planned;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->caught); i += 3) {
		live = PyList_GetItem(t->caught, i);
		seen = PyList_GetItem(t->caught, i + 1);
		planned = PyList_GetItem(t->caught, i + 2);
		if (is_dict(seen) && is_dict(planned) && PyType_IsSubtype(type_of(live), TYPE_AT(PyDict_Type)))
			result = follow_dict(live, seen, planned);
		else if (is_list(seen) && is_list(planned) && (is_list(live) || is_deque(live)))
			result = follow_list(live, seen, planned);
		else if (is_set(seen) && is_set(planned) && is_set(live))
			result = follow_set(live, seen, planned);
	}
	return result;
}
