/*
 * weak_methods.c - weakref.WeakMethod(service.on): subscriptions that do not keep their object.
 *
 * It has a weak reference to the function that the class had by that name.  Where the class has
 * another one now, or inherits it, that is what the same expression would find; and the old one must not
 * end before, for with it the subscription would.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* Past the methods of WeakMethod.  New reference; NULL: it is dead. */
static PyObject *
referent(PyObject *weakref)
{
	PyObject *o = PyObject_CallMethod((PyObject *)TYPE_AT(_PyWeakref_RefType), "__call__", "O", weakref);

	PyErr_Clear();
	if (o != NONE)
		return o;
	unref(o);
	return NULL;
}

/* The function that the object's class has by its name; borrowed, NULL: another thing. */
static PyObject *
named_function(PyObject *o, PyObject *function)
{
	PyObject *name = WORD(function, python->function.name);
	PyObject *found = is_str(name) ? callable_of(class_lookup(is_class(o) ? o : (PyObject *)type_of(o), utf8(name))) : NULL;

	return found && is_function(found) ? found : NULL;
}

static int
take(struct transaction *t, PyObject *method)
{
	PyObject *object = referent(method), *slots = object ? slots_of(method) : NULL;
	PyObject *weakref = slots ? dict_get(slots, "_func_ref") : NULL, *function = weakref ? referent(weakref) : NULL;
	int result = 0;

	if (function && is_function(function) && named_function(object, function) == function)
		result = LIST_APPEND(t->weak_methods, function, object, method); /* which goes first of the three */
	unref(function);
	unref(slots);
	unref(object);
	return result;
}

int
weak_methods_take(struct transaction *t, const struct objects *methods)
{
	int result = 0;
	size_t i;

	for (i = 0; result == 0 && i < methods->count; i++)
		result = take(t, methods->list[i]);
	return result;
}

/* With the callback that the old one has. */
static PyObject *
reference_to(PyObject *function, PyObject *old)
{
	PyObject *callback = old && PyType_IsSubtype(type_of(old), TYPE_AT(_PyWeakref_RefType)) ? WORD(old, REF_CALLBACK) : NULL;

	return PyObject_CallFunctionObjArgs((PyObject *)TYPE_AT(_PyWeakref_RefType), function, callback, NULL);
}

void
weak_methods_follow(struct transaction *t)
{
	PyObject *function, *now, *method, *weakref, *slots, *name = PyUnicode_InternFromString("_func_ref");
	Py_ssize_t i;

	for (i = 0; name && i + 2 < PyList_Size(t->weak_methods); i += 3) {
		function = PyList_GetItem(t->weak_methods, i);
		method = PyList_GetItem(t->weak_methods, i + 2);
		now = named_function(PyList_GetItem(t->weak_methods, i + 1), function);
		slots = now && now != function ? slots_of(method) : NULL;
		weakref = slots ? reference_to(now, dict_get(slots, "_func_ref")) : NULL;
		if (weakref)
			PyObject_GenericSetAttr(method, name, weakref);
		unref(weakref);
		unref(slots);
		PyErr_Clear();
	}
	unref(name);
}
