#include "api.h"

#include "version.h"

uint64_t pyr_api[API_COUNT];

const char *
utf8(PyObject *s)
{
	const char *text = s && is_str(s) ? PyUnicode_AsUTF8AndSize(s, NULL) : NULL;

	if (!text)
		PyErr_Clear();
	return text ? text : "?";
}

PyObject *
item_of(PyObject *o, Py_ssize_t i)
{
	return is_exact(o, TYPE_AT(PyList_Type)) ? PyList_GetItem(o, i) : PyTuple_GetItem(o, i);
}

int
list_append_items(PyObject *list, PyObject *const *items, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (PyList_Append(list, items[i]) < 0)
			return -1;
	return 0;
}

Py_ssize_t
list_find(PyObject *list, PyObject *o)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++)
		if (PyList_GetItem(list, i) == o)
			return i;
	return -1;
}

bool
list_begins_with(PyObject *list, PyObject *other)
{
	Py_ssize_t i;
	bool begins = PyList_Size(list) >= PyList_Size(other);

	for (i = 0; begins && i < PyList_Size(other); i++)
		begins = PyList_GetItem(list, i) == PyList_GetItem(other, i);
	return begins;
}

PyObject *
dict_get(PyObject *dict, const char *key)
{
	PyObject *name = PyUnicode_FromString(key), *value = NULL;

	if (name)
		value = PyDict_GetItemWithError(dict, name);
	unref(name);
	if (!value)
		PyErr_Clear();
	return value;
}

PyObject *
class_get(PyObject *class, const char *name)
{
	PyObject *own, *value;

	if (CLASS_DICT(class))
		return dict_get(CLASS_DICT(class), name);
	/* That of a built-in type is the interpreter's, since 3.12. */
	own = get_attr(class, "__dict__");
	value = own ? PyMapping_GetItemString(own, name) : NULL;
	PyErr_Clear();
	unref(own);
	unref(value); /* the class keeps it */
	return value;
}

PyObject *
callable_of(PyObject *o)
{
	bool around = o && (is_exact(o, TYPE_AT(PyMethod_Type)) || is_exact(o, TYPE_AT(PyStaticMethod_Type)) ||
			    is_exact(o, TYPE_AT(PyClassMethod_Type)));
	PyObject *f = around ? get_attr(o, "__func__") : NULL;

	unref(f); /* what is around it keeps it */
	return f ? f : o;
}

PyObject *
class_subclasses(PyObject *class)
{
	return PyObject_CallMethod((PyObject *)TYPE_AT(PyType_Type), "__subclasses__", "O", class);
}

PyObject *
class_lookup(PyObject *class, const char *name)
{
	PyObject *mro = WORD(class, TYPE_MRO), *found = NULL;
	Py_ssize_t i;

	for (i = 0; mro && !found && i < PyTuple_Size(mro); i++)
		found = class_get(PyTuple_GetItem(mro, i), name);
	return found;
}

bool
class_has_of_c(PyObject *type, const char *name)
{
	PyObject *mro = WORD(type, TYPE_MRO), *class;
	Py_ssize_t i;

	for (i = 0; mro && i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		if (!is_heap_type(class))
			return true;
		if (class_get(class, name))
			return false;
	}
	return false;
}

PyTypeObject *type_not_asked;

bool
is_not_asked(PyObject *o)
{
	PyObject *name = type_of(o) == type_not_asked ? PyUnicode_InternFromString("_Proxy__args") : NULL,
		 *its = name ? PyObject_GenericGetAttr(o, name) : NULL;

	unref(name);
	unref(its);
	if (name)
		PyErr_Clear();
	return its != NULL;
}

PyObject *
get_attr(PyObject *o, const char *name)
{
	/* CPython caches lookups by the string object: another one each time would fill that cache. */
	PyObject *string = PyUnicode_InternFromString(name), *value;

	value = !string || is_not_asked(o) ? NULL : PyObject_GetAttr(o, string);
	unref(string);
	if (!value)
		PyErr_Clear();
	return value;
}

bool
attr_is(PyObject *o, const char *attribute, const char *text)
{
	PyObject *value = get_attr(o, attribute);
	bool is = value && is_str(value) && !strcmp(utf8(value), text);

	unref(value);
	return is;
}

bool
text_in(const char *text, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!strcmp(text, list[i]))
			return true;
	return false;
}

PyObject *
items_of(PyObject *o)
{
	PyObject *copy = is_set(o) ? PySet_New(o) : NULL, *list;

	if (is_list(o))
		return PyList_GetSlice(o, 0, PyList_Size(o));
	list = is_set(o) && !copy ? NULL : PySequence_List(copy ? copy : o);
	unref(copy);
	return list;
}

bool memory_failed;

#undef PyErr_Clear

void
clear_error(void)
{
	if (PyErr_Occurred() && PyErr_ExceptionMatches(EXCEPTION(PyExc_MemoryError)))
		memory_failed = true;
	PyErr_Clear();
}

PyObject *
loaded_module(const char *name)
{
	return dict_get(PyImport_GetModuleDict(), name);
}

PyObject *
builtin_module(const char *name)
{
	PyObject *module = loaded_module(name), *importlib = module ? NULL : loaded_module("_frozen_importlib");

	if (module)
		return ref(module);
	module = importlib ? PyObject_CallMethod(importlib, "_builtin_from_name", "s", name) : NULL;
	if (!module && !PyErr_Occurred())
		PyErr_NoMemory();
	return module;
}

PyObject *
library_object(const char *module, const char *name)
{
	PyObject *its = loaded_module(module);

	return its ? dict_get(PyModule_GetDict(its), name) : NULL;
}

bool
library_in(PyObject *o, const char *const (*list)[2], size_t count)
{
	size_t i;

	for (i = 0; o && i < count; i++)
		if (library_object(list[i][0], list[i][1]) == o)
			return true;
	return false;
}

bool
is_deque(PyObject *o)
{
	return (PyObject *)type_of(o) == library_object("_collections", "deque");
}

PyObject *
namespace_type(void)
{
	PyObject *sys = loaded_module("sys"), *implementation = sys ? get_attr(sys, "implementation") : NULL,
		 *type = implementation ? (PyObject *)type_of(implementation) : NULL;

	unref(implementation); /* its type is the interpreter's own */
	return type && attr_is(type, "__name__", "SimpleNamespace") ? type : NULL;
}

bool
is_namespace(PyObject *o)
{
	return !is_heap_type((PyObject *)type_of(o)) && (PyObject *)type_of(o) == namespace_type();
}

PyObject *
weak_keys(PyObject *o)
{
	PyObject *fields = (PyObject *)type_of(o) == library_object("weakref", "WeakKeyDictionary") ? PyObject_GenericGetDict(o, NULL) : NULL,
		 *keys = fields && is_dict(fields) ? dict_get(fields, "data") : NULL;

	unref(fields); /* the object keeps it */
	return keys;
}

bool
same_text(PyObject *a, PyObject *b, const char *attribute)
{
	PyObject *x = get_attr(a, attribute), *y = get_attr(b, attribute);
	bool same = x && y && is_str(x) && is_str(y) && PyUnicode_Compare(x, y) == 0;

	unref(x);
	unref(y);
	return same;
}

bool
same_definition(PyObject *a, PyObject *b)
{
	return ((is_function(a) && is_function(b)) || (is_class(a) && is_class(b))) && same_text(a, b, "__qualname__") &&
	       same_text(a, b, "__module__");
}

PyObject *
result_or_error(PyObject *result, PyObject *error[3])
{
	PyErr_Clear();
	if (!result) {
		PyErr_Restore(error[0], error[1], error[2]);
		return NULL;
	}
	unref(error[0]);
	unref(error[1]);
	unref(error[2]);
	return result;
}
