/*
 * attributes.c - name.attribute = ...: attributes of what statements name themselves, which may be live.
 */
#include "touched.h"
#include "version.h"

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
int
attributes_note(struct transaction *t, struct module *m, const struct token *tokens, int count)
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

/* What the statement has left there; what another one has noted within it is known by now. */
int
attributes_note_after(struct transaction *t, Py_ssize_t mark)
{
	PyObject *entry, *dict, *value, *after;
	Py_ssize_t i;
	int result = 0;

	while (result == 0 && PyList_Size(t->attributes_after) < PyList_Size(t->attributes))
		result = PyList_Append(t->attributes_after, NONE);
	for (i = mark; result == 0 && i < PyList_Size(t->attributes); i++) {
		if (PyList_GetItem(t->attributes_after, i) != NONE)
			continue;
		entry = PyList_GetItem(t->attributes, i);
		dict = attributes_of(PyTuple_GetItem(entry, 0));
		value = dict ? PyDict_GetItemWithError(dict, PyTuple_GetItem(entry, 1)) : NULL;
		after = PyList_New(0);
		result = after && value ? PyList_Append(after, value) : after ? 0 : -1;
		if (result == 0)
			result = PyList_SetItem(t->attributes_after, i, ref(after));
		unref(after);
	}
	return result;
}

/* The statement has set it, and nobody else since. */
static bool
is_as_left(struct transaction *t, Py_ssize_t i, PyObject *o, PyObject *name)
{
	PyObject *after = i < PyList_Size(t->attributes_after) ? PyList_GetItem(t->attributes_after, i) : NONE;
	PyObject *dict = attributes_of(o), *now = dict ? PyDict_GetItemWithError(dict, name) : NULL;

	return after == NONE || now == (PyList_Size(after) ? PyList_GetItem(after, 0) : NULL);
}

/* A list of it; empty: it has none.  New reference. */
static PyObject *
value_now(PyObject *entry)
{
	PyObject *list = PyList_New(0), *dict = attributes_of(PyTuple_GetItem(entry, 0));
	PyObject *value = dict ? PyDict_GetItemWithError(dict, PyTuple_GetItem(entry, 1)) : NULL;

	if (list && value && PyList_Append(list, value) < 0) {
		unref(list);
		return NULL;
	}
	return list;
}

static void
set(PyObject *entry, PyObject *value)
{
	PyObject *dict = attributes_of(PyTuple_GetItem(entry, 0));

	if (value || (dict && PyDict_Contains(dict, PyTuple_GetItem(entry, 1)) == 1))
		PyObject_SetAttr(PyTuple_GetItem(entry, 0), PyTuple_GetItem(entry, 1), value);
	PyErr_Clear();
}

int
attributes_hide(struct transaction *t, PyObject *hidden)
{
	PyObject *entry, *now, *then;
	Py_ssize_t i;
	int result = 0;

	for (i = PyList_Size(t->attributes); result == 0 && i-- > 0;) {
		entry = PyList_GetItem(t->attributes, i);
		if (!is_as_left(t, i, PyTuple_GetItem(entry, 0), PyTuple_GetItem(entry, 1)))
			continue;
		now = value_now(entry);
		if (now)
			set(entry, PyTuple_Size(entry) == 3 ? PyTuple_GetItem(entry, 2) : NULL);
		then = now ? value_now(entry) : NULL;
		result = then && PyList_Append(hidden, entry) == 0 && PyList_Append(hidden, now) == 0 && PyList_Append(hidden, then) == 0
			     ? PyList_Append(hidden, NONE)
			     : -1;
		unref(then);
		unref(now);
	}
	return result;
}

void
attribute_show(PyObject *entry, PyObject *now, PyObject *then)
{
	PyObject *its = value_now(entry);

	if (its && touched_same(its, then))
		set(entry, PyList_Size(now) ? PyList_GetItem(now, 0) : NULL);
	unref(its);
}

void
attributes_put_back(struct transaction *t, Py_ssize_t mark)
{
	PyObject *entry, *o, *name;
	Py_ssize_t i;

	for (i = t->attributes ? PyList_Size(t->attributes) : 0; i-- > mark;) {
		entry = PyList_GetItem(t->attributes, i);
		o = PyTuple_GetItem(entry, 0);
		name = PyTuple_GetItem(entry, 1);
		if (!is_as_left(t, i, o, name))
			continue;
		set(entry, PyTuple_Size(entry) == 3 ? PyTuple_GetItem(entry, 2) : NULL);
	}
	if (t->attributes)
		PyList_SetSlice(t->attributes, mark, PyList_Size(t->attributes), NULL);
	if (t->attributes_after && PyList_Size(t->attributes_after) > mark)
		PyList_SetSlice(t->attributes_after, mark, PyList_Size(t->attributes_after), NULL);
	PyErr_Clear();
}
