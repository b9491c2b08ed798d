/*
 * partials.c - what a partialmethod has made when it was asked for: held = report.html.
 *
 * That is a partial around the bound method, which knows nothing of the partialmethod but
 * has its arguments.  Where these are others now, it takes them.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

#define METHOD_FUNC 16 /* PyMethodObject.im_func, 3.8 to 3.15 */

static bool
same_items(PyObject *a, PyObject *b)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	bool same = type_of(a) == type_of(b) && PyObject_Size(a) == PyObject_Size(b);

	while (same && is_dict(a) && PyDict_Next(a, &at, &key, &value))
		same = PyDict_GetItemWithError(b, key) == value;
	for (i = 0; same && !is_dict(a) && i < PyTuple_Size(a); i++)
		same = PyTuple_GetItem(a, i) == PyTuple_GetItem(b, i);
	PyErr_Clear();
	return same;
}

/* Borrowed: the partial keeps it. */
static PyObject *
part(PyObject *partial, const char *name)
{
	PyObject *value = get_attr(partial, name);

	unref(value);
	return value;
}

/* Of a partial there is no name for these. */
static int
replace_word(struct transaction *t, PyObject *partial, PyObject *old, PyObject *new)
{
	Py_ssize_t size = *(Py_ssize_t *)((char *)type_of(partial) + TYPE_BASICSIZE), at;

	for (at = (Py_ssize_t)sizeof(PyObject); at + 8 <= size; at += 8)
		if (WORD(partial, at) == old)
			return ops_word(&t->ops, partial, &WORD(partial, at), new);
	return 0;
}

/* It is of the partialmethod that has given way. */
static int
take_arguments(struct transaction *t, PyObject *partial, PyObject *old, PyObject *new)
{
	PyObject *f = part(partial, "func"), *args = part(partial, "args"), *keywords = part(partial, "keywords");
	PyObject *function = part(old, "func"), *old_args = part(old, "args"), *old_keywords = part(old, "keywords"), *copy;

	if (!f || !args || !keywords || !is_dict(keywords) || !is_exact(f, TYPE_AT(PyMethod_Type)) ||
	    WORD(f, METHOD_FUNC) != function || !same_items(args, old_args) || !same_items(keywords, old_keywords))
		return 0;
	copy = hold(t, PyDict_Copy(part(new, "keywords")));
	if (!copy || !hold(t, ref(partial)))
		return -1;
	return replace_word(t, partial, args, part(new, "args")) < 0 ? -1 : replace_word(t, partial, keywords, copy);
}

static bool
has_parts(PyObject *method)
{
	PyObject *args = part(method, "args"), *keywords = part(method, "keywords");

	return part(method, "func") && args && is_exact(args, TYPE_AT(PyTuple_Type)) && keywords && is_dict(keywords);
}

int
partials_note(struct transaction *t, PyObject *old, PyObject *new)
{
	if (!has_parts(old) || !has_parts(new) ||
	    (same_items(part(old, "args"), part(new, "args")) && same_items(part(old, "keywords"), part(new, "keywords"))))
		return 0;
	return PyList_Append(t->partialmethods, old) < 0 ? -1 : PyList_Append(t->partialmethods, new);
}

int
partials_find(struct transaction *t)
{
	PyObject *type = library_object("functools", "partial");
	struct objects found = {0};
	int result = type && PyList_Size(t->partialmethods) ? heap_find(heap_is_of, type, &found) : 0;
	Py_ssize_t k;
	size_t i;

	for (i = 0; i < found.count; i++)
		ref(found.list[i]);
	for (i = 0; result == 0 && i < found.count; i++)
		for (k = 0; result == 0 && k + 1 < PyList_Size(t->partialmethods); k += 2)
			result = take_arguments(t, found.list[i], PyList_GetItem(t->partialmethods, k),
						PyList_GetItem(t->partialmethods, k + 1));
	for (i = 0; i < found.count; i++)
		unref(found.list[i]);
	objects_fini(&found);
	return result < 0 ? PyErr_Occurred() ? -1 : (PyErr_NoMemory(), -1) : 0;
}
