/*
 * snapshot.c - dicts that a staged statement may reach, as they were before it.
 *
 * Only what purge.c must put back is taken from them: other threads use these
 * dicts all the time.  Through modules, functions and objects that the
 * statement names, a few levels deep; nothing of the target runs.
 */
#include "transaction.h"
#include "version.h"

#define LEVELS 4
#define ASKED_MOST 500
#define VISITS_MOST 5000   /* objects per transaction */
#define ENTRIES_MOST 10000 /* of one dict */

static int look(struct transaction *t, PyObject *o, int levels);

static int
look_at_dict(struct transaction *t, PyObject *dict, int levels)
{
	PyObject *id, *copy, *key, *value;
	Py_ssize_t at = 0;
	int result;

	if (PyDict_Size(dict) > ENTRIES_MOST)
		return 0;
	id = PyLong_FromVoidPtr(dict);
	copy = PyDict_Copy(dict);
	result = id && copy ? PyDict_SetItem(t->snapshots, id, copy) : -1;
	/* The copy: looking allocates, and so may collect. */
	while (result == 0 && levels > 0 && PyDict_Next(copy, &at, &key, &value))
		result = look(t, value, levels - 1);
	unref(copy);
	unref(id);
	return result;
}

/* Since 3.11 most objects get one when somebody asks for it, which costs them speed: so not for many. */
static PyObject *
dict_of(struct transaction *t, PyObject *o)
{
	Py_ssize_t offset = *(Py_ssize_t *)((char *)type_of(o) + TYPE_DICTOFFSET);
	PyObject *dict;

	if (offset >= 0 || !is_heap_type((PyObject *)type_of(o)))
		return offset > 0 ? WORD(o, offset) : NULL;
	if (t->visited.used > ASKED_MOST)
		return NULL;
	dict = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	unref(dict); /* the object keeps it */
	return dict;
}

static int
look_at_list(struct transaction *t, PyObject *list)
{
	PyObject *copy;
	int result, added = PyList_Size(list) > ENTRIES_MOST ? 0 : addresses_add(&t->visited, list);

	if (added <= 0)
		return added < 0 ? (PyErr_NoMemory(), -1) : 0;
	copy = PyList_GetSlice(list, 0, PyList_Size(list));
	result = copy && PyList_Append(t->lists, list) == 0 ? PyList_Append(t->lists, copy) : -1;
	unref(copy);
	return result;
}

static int
look(struct transaction *t, PyObject *o, int levels)
{
	PyObject *dict;
	int added;

	if (t->visited.used > VISITS_MOST)
		return 0;
	if (is_exact(o, TYPE_AT(PyList_Type)))
		return look_at_list(t, o);
	if (PyType_IsSubtype(type_of(o), TYPE_AT(PyModule_Type)))
		dict = PyModule_GetDict(o);
	else if (is_function(o))
		dict = WORD(o, python->function.globals);
	else if (is_class(o))
		dict = CLASS_DICT(o);
	else
		dict = is_dict(o) ? o : dict_of(t, o);
	if (!dict || !is_dict(dict) || dict == t->builtins || dict == t->staging_builtins)
		return 0;
	added = addresses_add(&t->visited, dict);
	if (added < 0)
		return PyErr_NoMemory(), -1;
	return added ? look_at_dict(t, dict, levels) : 0;
}

static int
look_at_name(struct transaction *t, struct module *m, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(m->scratch, name);

	return value ? look(t, value, LEVELS) : 0;
}

int
snapshot_before(struct module *m, struct transaction *t, const struct token *tokens, int count)
{
	const struct token *x;
	PyObject *names;
	int result = 0;
	Py_ssize_t i;

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		if (x->op == python->op.load_name && x->value)
			result = look_at_name(t, m, x->value);
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value))
			continue;
		names = code_attr(x->value, "co_names");
		for (i = 0; names && result == 0 && i < PyTuple_Size(names); i++)
			result = look_at_name(t, m, PyTuple_GetItem(names, i));
		unref(names);
	}
	return result;
}

/* By what a registry would be asked for: no code of the target runs. */
static bool
was_there(PyObject *copy, PyObject *item)
{
	PyObject *its;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(copy); i++) {
		its = PyList_GetItem(copy, i);
		if (its == item || (is_str(its) && is_str(item) && PyUnicode_Compare(its, item) == 0))
			return true;
	}
	return false;
}

static bool
begins_with(PyObject *list, PyObject *copy)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(copy); i++)
		if (PyList_GetItem(list, i) != PyList_GetItem(copy, i))
			return false;
	return true;
}

int
snapshot_undouble(struct transaction *t)
{
	PyObject *list, *copy;
	Py_ssize_t i, k;

	for (i = 0; i + 1 < PyList_Size(t->lists); i += 2) {
		list = PyList_GetItem(t->lists, i);
		copy = PyList_GetItem(t->lists, i + 1);
		if (PyList_Size(list) <= PyList_Size(copy) || !begins_with(list, copy))
			continue;
		for (k = PyList_Size(list); k-- > PyList_Size(copy);)
			if (was_there(copy, PyList_GetItem(list, k)) && PyList_SetSlice(list, k, k + 1, NULL) < 0)
				return -1;
	}
	return 0;
}

PyObject *
snapshot_of(struct transaction *t, PyObject *dict)
{
	PyObject *id = PyLong_FromVoidPtr(dict);
	PyObject *copy = id ? PyDict_GetItemWithError(t->snapshots, id) : NULL;

	unref(id);
	PyErr_Clear();
	return copy;
}
