/*
 * new_keys.c - HANDLERS = {t: [] for t in TOPICS}, TOPICS has one more, and a line that is new wants its place.
 *
 * The functions that register look at the live dict, which gets its new keys with the commit.  A
 * statement that fails is given them before, and tried once more: they are what the statements have
 * changed, hidden and taken back like all of that.
 */
#include "statement.h"
#include "version.h"

/* 1: it has got some; -1: exception. */
static int
take_keys(struct transaction *t, PyObject *live, PyObject *new)
{
	PyObject *before = PyDict_Copy(live), *items = before ? PyDict_Items(new) : NULL, *key;
	int result = items ? 0 : -1, has;
	Py_ssize_t i;

	for (i = 0; result >= 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		has = PyDict_Contains(live, key);
		if (has <= 0)
			result = has < 0 || PyDict_SetItem(live, key, PyTuple_GetItem(PyList_GetItem(items, i), 1)) < 0 ? -1 : 1;
	}
	if (items && result && touched_by_us(t, live, before, result < 0 ? -1 : 0) < 0)
		result = -1;
	unref(items);
	unref(before);
	return result;
}

int
new_keys_take(struct transaction *t)
{
	PyObject *name, *new, *live;
	struct module *m;
	int result = 0, one;
	Py_ssize_t at;

	for (m = t->modules; result >= 0 && m < t->modules + t->module_count; m++)
		for (at = 0; m->scratch && m->bound && result >= 0 && PyDict_Next(m->scratch, &at, &name, &new);) {
			live = is_dict(new) && PySet_Contains(m->bound, name) == 1 ? PyDict_GetItemWithError(m->before, name) : NULL;
			one = live && live != new && is_dict(live) ? take_keys(t, live, new) : 0;
			result = one < 0 ? -1 : result | one;
		}
	return result;
}
