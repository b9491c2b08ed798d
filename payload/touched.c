/*
 * touched.c - containers and attributes that staged statements change in place.
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

/* Where the attributes of an object stand that has no say in them; borrowed, or NULL. */
static PyObject *
attributes_of(PyObject *o)
{
	PyObject *dict;

	if (is_class(o))
		return CLASS_DICT(o);
	if (*(void **)((char *)type_of(o) + TYPE_SETATTRO) !=
	    *(void **)((char *)TYPE_AT(PyBaseObject_Type) + TYPE_SETATTRO))
		return NULL;
	dict = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	unref(dict); /* the object keeps it */
	return dict && is_dict(dict) ? dict : NULL;
}

/* name.attribute = ...: the object may be live. */
static int
note_attributes(struct transaction *t, struct module *m, const struct token *tokens, int count)
{
	PyObject *o, *dict, *old, *entry;
	int i, result = 0;

	for (i = 1; result == 0 && i < count; i++) {
		if (tokens[i].op != python->op.store_attr || tokens[i - 1].op != python->op.load_name ||
		    !tokens[i].value || !tokens[i - 1].value)
			continue;
		o = PyDict_GetItemWithError(m->scratch, tokens[i - 1].value);
		dict = o ? attributes_of(o) : NULL;
		if (!dict)
			continue;
		old = PyDict_GetItemWithError(dict, tokens[i].value);
		/* Two items: there was none. */
		entry = old ? PyTuple_New(3) : PyTuple_New(2);
		if (!entry)
			return -1;
		PyTuple_SetItem(entry, 0, ref(o));
		PyTuple_SetItem(entry, 1, ref(tokens[i].value));
		if (old)
			PyTuple_SetItem(entry, 2, ref(old));
		result = PyList_Append(t->attributes, entry);
		unref(entry);
	}
	return result;
}

static void
revert_attributes(struct transaction *t)
{
	PyObject *entry, *o, *name;
	Py_ssize_t i;

	for (i = t->attributes ? PyList_Size(t->attributes) : 0; i-- > 0;) {
		entry = PyList_GetItem(t->attributes, i);
		o = PyTuple_GetItem(entry, 0);
		name = PyTuple_GetItem(entry, 1);
		if (PyTuple_Size(entry) == 3)
			PyObject_SetAttr(o, name, PyTuple_GetItem(entry, 2));
		else if (PyDict_Contains(attributes_of(o), name) == 1)
			PyObject_SetAttr(o, name, NULL);
		PyErr_Clear();
	}
}

int
touched_before(struct transaction *t, struct module *m, const struct token *tokens, int count, PyObject **seen)
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
	return *seen && result == 0 ? note_attributes(t, m, tokens, count) : -1;
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
	revert_attributes(t);
	for (i = t->touched ? PyList_Size(t->touched) - 3 : -1; i >= 0; i -= 3) {
		o = PyList_GetItem(t->touched, i);
		if (same_items(o, PyList_GetItem(t->touched, i + 2)))
			content_store(o, PyList_GetItem(t->touched, i + 1));
	}
	PyErr_Clear();
	PyErr_Restore(type, value, traceback);
}
