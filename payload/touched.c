/*
 * touched.c - containers of the module that staged statements change in place.
 *
 * LIMITS.append(3) reaches the live list: the scratch dict has the same object.
 * When the reload is refused after all, or was a dry run, it gets its contents
 * back - unless somebody else has changed it since.
 */
#include "transaction.h"
#include "version.h"

static bool
is_plain_container(PyObject *o)
{
	return o && (is_exact(o, TYPE_AT(PyList_Type)) || is_dict(o) || is_exact(o, TYPE_AT(PySet_Type)));
}

static bool
same_items(PyObject *a, PyObject *b)
{
	PyObject *x, *y, *v, *w;
	Py_ssize_t i = 0, k = 0;

	if (PyObject_Size(a) != PyObject_Size(b))
		return false;
	if (is_exact(a, TYPE_AT(PyList_Type))) {
		for (i = 0; i < PyList_Size(a); i++)
			if (PyList_GetItem(a, i) != PyList_GetItem(b, i))
				return false;
		return true;
	}
	if (!is_dict(a))
		return PyObject_RichCompareBool(a, b, Py_EQ) == 1;
	while (PyDict_Next(a, &i, &x, &v))
		if (!PyDict_Next(b, &k, &y, &w) || x != y || v != w)
			return false;
	return true;
}

int
touched_before(struct module *m, const struct token *tokens, int count,
	       PyObject **seen)
{
	const struct token *x;
	PyObject *value, *copy;
	int result = 0;

	*seen = PyList_New(0);
	for (x = tokens; *seen && result == 0 && x < tokens + count; x++) {
		value = x->op == python->op.load_name && x->value
				? PyDict_GetItemWithError(m->scratch, x->value)
				: NULL;
		if (!is_plain_container(value))
			continue;
		copy = content_copy(value);
		result = copy && PyList_Append(*seen, value) == 0 ? PyList_Append(*seen, copy) : -1;
		unref(copy);
	}
	return *seen ? result : -1;
}

int
touched_after(struct transaction *t, PyObject *seen)
{
	PyObject *value, *before, *after;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 1 < PyList_Size(seen); i += 2) {
		value = PyList_GetItem(seen, i);
		before = PyList_GetItem(seen, i + 1);
		if (same_items(value, before))
			continue;
		after = content_copy(value);
		result = after && PyList_Append(t->touched, value) == 0 &&
					 PyList_Append(t->touched, before) == 0
				 ? PyList_Append(t->touched, after)
				 : -1;
		unref(after);
	}
	return result;
}

void
touched_revert(struct transaction *t)
{
	PyObject *type, *value, *traceback, *o;
	Py_ssize_t i;

	PyErr_Fetch(&type, &value, &traceback);
	for (i = t->touched ? PyList_Size(t->touched) - 3 : -1; i >= 0; i -= 3) {
		o = PyList_GetItem(t->touched, i);
		if (same_items(o, PyList_GetItem(t->touched, i + 2)))
			content_store(o, PyList_GetItem(t->touched, i + 1));
	}
	PyErr_Clear();
	PyErr_Restore(type, value, traceback);
}
