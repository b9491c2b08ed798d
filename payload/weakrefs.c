/*
 * weakrefs.c - weak references to what another object takes the place of, and its id().
 *
 * For each another one is made, to the new object; where the first is held - as
 * a key of a WeakKeyDictionary, in a WeakSet - repoint.c puts the second.  So it is with
 * the numbers by which a registry (Django's signals, blinker) knows what it has been given.
 */
#include "transaction.h"
#include "version.h"

bool
is_weakref(PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(_PyWeakref_RefType));
}

/* What a subclass has besides: the key of an entry, the function of a method. */
static int
copy_members(PyObject *from, PyObject *to)
{
	PyObject *mro = WORD(type_of(from), TYPE_MRO), *name, *member, *value, *class;
	int result = 0;
	Py_ssize_t i, at;

	for (i = 0; i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		for (at = 0; result == 0 && is_heap_type(class) && PyDict_Next(CLASS_DICT(class), &at, &name, &member);) {
			value = is_exact(member, TYPE_AT(PyMemberDescr_Type)) ? PyObject_GenericGetAttr(from, name) : NULL;
			PyErr_Clear();
			if (value)
				result = PyObject_GenericSetAttr(to, name, value);
			unref(value);
		}
	}
	value = PyObject_GenericGetDict(from, NULL);
	PyErr_Clear();
	class = value ? PyObject_GenericGetDict(to, NULL) : NULL;
	if (class && result == 0)
		result = PyDict_Update(class, value);
	unref(class);
	unref(value);
	return result;
}

static PyObject *
another(PyObject *weakref, PyObject *object)
{
	PyObject *callback = WORD(weakref, REF_CALLBACK) ? WORD(weakref, REF_CALLBACK) : NONE, *made;

	made = PyObject_CallMethod((PyObject *)TYPE_AT(_PyWeakref_RefType), "__new__", "OOO", type_of(weakref), object, callback);
	if (made && !is_exact(made, TYPE_AT(_PyWeakref_RefType)) && copy_members(weakref, made) < 0) {
		unref(made);
		return NULL;
	}
	return made;
}

static int
follow(struct transaction *t, PyObject *getweakrefs, PyObject *from, PyObject *to)
{
	PyObject *refs = PyObject_CallFunctionObjArgs(getweakrefs, from, NULL), *weakref, *made;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; refs && result == 0 && i < PyList_Size(refs); i++) {
		weakref = PyList_GetItem(refs, i);
		made = hold(t, another(weakref, to));
		PyErr_Clear(); /* to what cannot be referred to weakly */
		/* The map does not keep it, and those who do let go of it. */
		if (made && made != weakref)
			result = hold(t, ref(weakref)) ? map_set(&t->map, weakref, made) : -1;
	}
	PyErr_Clear();
	unref(refs);
	return result;
}

#define DEPTH 4 /* ((id(f), id(sender)), weakref(f)) */

/* Nothing else is an address of an object. */
static int
id_follows(struct transaction *t, PyObject *number)
{
	void *address = PyLong_AsVoidPtr(number), *live = address ? map_get(&t->map, address) : NULL;
	PyObject *made;

	PyErr_Clear();
	if (!live || map_get(&t->map, number))
		return 0;
	made = hold(t, PyLong_FromVoidPtr(map_resolve(&t->map, address)));
	return made && hold(t, ref(number)) ? map_set(&t->map, number, made) : -1;
}

/* The collector forgets tuples of numbers, and no walk meets them: another one takes the place. */
static int
tuple_follows(struct transaction *t, PyObject *tuple)
{
	PyObject *list, *made;
	Py_ssize_t i, others = 0;
	int result = 0;

	for (i = 0; i < PyTuple_Size(tuple); i++)
		others += is_exact(PyTuple_GetItem(tuple, i), TYPE_AT(PyLong_Type)) && map_get(&t->map, PyTuple_GetItem(tuple, i));
	if (!others || map_get(&t->map, tuple))
		return 0;
	list = PySequence_List(tuple);
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++)
		result = PyList_SetItem(list, i, ref(map_resolve(&t->map, PyList_GetItem(list, i))));
	made = list && result == 0 ? hold(t, PyList_AsTuple(list)) : NULL;
	unref(list);
	return made && hold(t, ref(tuple)) ? map_set(&t->map, tuple, made) : -1;
}

static int
ids_within(struct transaction *t, PyObject *o, int depth)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	int result = 0;

	if (is_exact(o, TYPE_AT(PyLong_Type)))
		return id_follows(t, o);
	if (is_dict(o))
		while (depth && result == 0 && PyDict_Next(o, &at, &key, &value))
			result = ids_within(t, key, depth - 1) < 0 ? -1 : ids_within(t, value, depth - 1);
	else if (is_list(o))
		for (i = 0; depth && result == 0 && i < PyList_Size(o); i++)
			result = ids_within(t, PyList_GetItem(o, i), depth - 1);
	else if (is_exact(o, TYPE_AT(PyTuple_Type)))
		for (i = 0; depth && result == 0 && i < PyTuple_Size(o); i++)
			result = ids_within(t, PyTuple_GetItem(o, i), depth - 1);
	return result == 0 && is_exact(o, TYPE_AT(PyTuple_Type)) ? tuple_follows(t, o) : result;
}

int
weakrefs_follow(struct transaction *t)
{
	PyObject *module = builtin_module("_weakref"), *getweakrefs;
	struct objects from = {0};
	Py_ssize_t k;
	int result = module ? 0 : -1;
	size_t i;

	getweakrefs = module ? dict_get(PyModule_GetDict(module), "getweakrefs") : NULL;
	for (i = 0; result == 0 && t->map.used && i <= t->map.mask; i++)
		if (t->map.from[i] && (is_class(t->map.from[i]) || is_function(t->map.from[i]) || addresses_has(&t->shadows, t->map.from[i])))
			result = objects_add(&from, t->map.from[i]);
	for (i = 0; getweakrefs && result == 0 && i < from.count; i++)
		result = follow(t, getweakrefs, from.list[i], map_resolve(&t->map, from.list[i]));
	/* What statements have put there knows the staged ones. */
	for (k = 0; result == 0 && k + 3 < PyList_Size(t->touched); k += 4)
		if (is_container(PyList_GetItem(t->touched, k)) && !(is_dict(PyList_GetItem(t->touched, k)) && dict_get(PyList_GetItem(t->touched, k), "__name__")))
			result = ids_within(t, PyList_GetItem(t->touched, k), DEPTH);
	objects_fini(&from);
	unref(module);
	return result;
}
