/*
 * moved.c - what one module of the transaction defines no more, and another one does now.
 */
#include "transaction.h"
#include "version.h"

static bool
same_arguments(PyObject *old, PyObject *new)
{
	PyObject *a = code_attr(WORD(old, python->function.code), "co_varnames");
	PyObject *b = code_attr(WORD(new, python->function.code), "co_varnames");
	int count = code_int(WORD(old, python->function.code), "co_argcount");
	bool same = a && b && count == code_int(WORD(new, python->function.code), "co_argcount");
	int i;

	for (i = 0; same && i < count; i++)
		same = PyUnicode_Compare(PyTuple_GetItem(a, i), PyTuple_GetItem(b, i)) == 0;
	unref(a);
	unref(b);
	return same;
}

/* All that it had of its own is still there, but for one in two. */
static bool
same_attributes(PyObject *old, PyObject *new)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int same = 0, gone = 0;

	while (PyDict_Next(CLASS_DICT(old), &at, &name, &value)) {
		if (!is_str(name) || !strncmp(utf8(name), "__", 2))
			continue;
		if (PyDict_Contains(CLASS_DICT(new), name) == 1)
			same++;
		else
			gone++;
	}
	return gone <= same;
}

/* Some module had it by a name that leads to the new one now. */
static bool
is_led_to(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *name, *value;
	Py_ssize_t at;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		for (at = 0; PyDict_Next(t->modules[i].before, &at, &name, &value);)
			if (value == old && PyDict_GetItemWithError(t->modules[i].scratch, name) == new)
				return true;
	return false;
}

static bool
is_the_same(struct transaction *t, PyObject *old, PyObject *new)
{
	if (is_led_to(t, old, new))
		return true;
	if (is_function(old) && is_function(new))
		return same_arguments(old, new);
	return is_class(old) && is_class(new) && same_attributes(old, new);
}

PyObject *
moved_to(struct transaction *t, const struct module *from, PyObject *name, PyObject *old, const struct module **to)
{
	PyObject *found = NULL, *before, *new;
	struct module *m;
	size_t i;

	for (i = 0; i < t->module_count; i++) {
		m = &t->modules[i];
		if (m == from || PySet_Contains(m->defined, name) != 1)
			continue;
		before = PyDict_GetItemWithError(m->before, name);
		new = PyDict_GetItemWithError(m->scratch, name);
		if ((before && before != old) || !new || !is_the_same(t, old, new))
			continue;
		if (found)
			return NULL;
		found = new;
		*to = m;
	}
	return found;
}
