/*
 * reaches.c - which containers the code of a decorator reaches, by its globals and by the attributes of its object.
 */
#include "reaches.h"
#include "records.h"
#include "version.h"

PyObject *
reaches_attribute(PyObject *o, PyObject *name)
{
	PyObject *fields = is_module(o) ? ref(PyModule_GetDict(o)) : is_class(o) ? NULL : record_fields(o);
	PyObject *value = fields ? PyDict_GetItemWithError(fields, name) : NULL;

	unref(fields); /* o keeps it */
	PyErr_Clear();
	return value;
}

PyObject *
reaches_method(PyObject *o, PyObject *name)
{
	PyObject *method = is_module(o) ? NULL : function_read(is_class(o) ? o : (PyObject *)type_of(o), utf8(name));

	return method && is_function(method) ? method : NULL;
}

/* The container itself, or one with it among its items. */
static bool
is_or_has(PyObject *value, PyObject *container)
{
	PyObject *key, *item;
	Py_ssize_t at = 0;

	if (is_exact(value, TYPE_AT(PyList_Type)))
		return value == container || list_has(value, container);
	while (is_dict_like(value) && PyDict_Next(value, &at, &key, &item))
		if (item == container)
			return true;
	return value == container;
}

#define METHODS_DEEP 8 /* self.on() calls self.record(), which has self.deferred.append(), and each is wrapped by a decorator */

static bool method_reaches(PyObject *o, PyObject *method, PyObject *container, int depth);

static bool
code_reaches(PyObject *o, PyObject *code, PyObject *container, int depth)
{
	PyObject *names = code_attr(code, "co_names"), *constants = code_attr(code, "co_consts"), *value, *method;
	bool reaches = false;
	Py_ssize_t i;

	for (i = 0; names && !reaches && i < PyTuple_Size(names); i++) {
		value = reaches_attribute(o, PyTuple_GetItem(names, i));
		reaches = value && is_or_has(value, container);
		method = !value && depth ? reaches_method(o, PyTuple_GetItem(names, i)) : NULL;
		if (method)
			reaches = method_reaches(o, method, container, depth - 1);
	}
	for (i = 0; constants && !reaches && i < PyTuple_Size(constants); i++)
		reaches = is_code(PyTuple_GetItem(constants, i)) && code_reaches(o, PyTuple_GetItem(constants, i), container, depth);
	unref(constants);
	unref(names);
	return reaches;
}

/* By its code the method, or one that it is around, reaches the container as an attribute of its object. */
static bool
method_reaches(PyObject *o, PyObject *method, PyObject *container, int depth)
{
	PyObject *closure = WORD(method, python->function.closure), *value;
	bool reaches = code_reaches(o, WORD(method, python->function.code), container, depth);
	Py_ssize_t i;

	for (i = 0; closure && depth && !reaches && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		reaches = value && is_function(value) && method_reaches(o, value, container, depth - 1);
	}
	return reaches;
}

bool
reaches_by_method(PyObject *o, PyObject *method, PyObject *container)
{
	return method_reaches(o, method, container, METHODS_DEEP);
}

#define CALLS_DEEP 3 /* on() calls register(), which calls put() */

static bool
is_registry(PyObject *o)
{
	return o && (is_list(o) || is_set(o) || is_dict_like(o));
}

static int
add(PyObject *list, PyObject *container)
{
	return list_has(list, container) ? 0 : PyList_Append(list, container);
}

/* Those among the attributes of its object that the method reaches, and within them. */
static int
add_of_method(PyObject *o, PyObject *method, PyObject *list)
{
	PyObject *fields = is_module(o) || is_class(o) ? NULL : record_fields(o), *name, *value, *key, *item;
	Py_ssize_t at = 0, in;
	int result = 0;

	while (fields && result == 0 && PyDict_Next(fields, &at, &name, &value)) {
		if (is_registry(value) && reaches_by_method(o, method, value))
			result = add(list, value);
		for (in = 0; is_dict_like(value) && result == 0 && PyDict_Next(value, &in, &key, &item);)
			if (is_registry(item) && reaches_by_method(o, method, item))
				result = add(list, item);
	}
	unref(fields);
	return result;
}

/* registry.add(f), within the code. */
static int
add_of_object(PyObject *o, PyObject *names, PyObject *list)
{
	PyObject *method;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; is_heap_type((PyObject *)type_of(o)) && !is_class(o) && result == 0 && i < PyList_Size(names); i++)
		if ((method = reaches_method(o, PyList_GetItem(names, i))))
			result = add_of_method(o, method, list);
	return result;
}

/* What the function writes by its globals, or has captured, and what it calls does. */
static int
add_of_function(PyObject *f, PyObject *list, int depth)
{
	PyObject *used = PySet_New(NULL), *written = PySet_New(NULL), *names = NULL, *value, *closure = WORD(f, python->function.closure);
	Py_ssize_t i;
	int result = used && written ? code_add_names(WORD(f, python->function.code), used) : -1;

	if (result == 0)
		result = code_written_names(WORD(f, python->function.code), written) < 0 || !(names = PySequence_List(used)) ? -1 : 0;
	for (i = 0; result == 0 && i < PyList_Size(names); i++) {
		value = PyDict_GetItemWithError(WORD(f, python->function.globals), PyList_GetItem(names, i));
		if (is_registry(value))
			result = PySet_Contains(written, PyList_GetItem(names, i)) == 1 ? add(list, value) : 0;
		else if (value && is_function(value) && value != f && depth)
			result = add_of_function(value, list, depth - 1);
		else if (value)
			result = add_of_object(value, names, list);
	}
	for (i = 0; closure && result == 0 && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		if (is_registry(value))
			result = add(list, value);
		else if (value && is_function(value) && value != f && depth)
			result = add_of_function(value, list, depth - 1);
		else if (value)
			result = add_of_object(value, names, list);
	}
	unref(names);
	unref(written);
	unref(used);
	return result;
}

int
reaches_add(const struct module *m, const struct token *x, const struct token *end, PyObject *list)
{
	PyObject *o, *next, *method;
	int result = 0;

	for (; result == 0 && x < end; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(m->before, x->value) : NULL;
		for (method = NULL, next = o; next && !method && x + 1 < end && token_is_attribute(&x[1]); x++) {
			o = next;
			next = reaches_attribute(o, x[1].value);
			method = next ? NULL : reaches_method(o, x[1].value);
		}
		if (method)
			result = add_of_method(o, method, list);
		else if (next && is_function(next))
			result = add_of_function(next, list, CALLS_DEEP);
		else if (next && !is_class(next) && !is_module(next) && (method = function_read((PyObject *)type_of(next), "__call__")))
			result = is_function(method) ? add_of_method(next, method, list) : 0;
	}
	PyErr_Clear();
	return result;
}

/* What makes a class puts it somewhere: cls.known[name] = cls. */
int
reaches_add_of_class(PyObject *class, PyObject *list)
{
	PyObject *makers[] = {callable_of(class_lookup((PyObject *)type_of(class), "__init__")),
			      callable_of(class_lookup((PyObject *)type_of(class), "__new__")), callable_of(class_lookup(class, "__init_subclass__"))};
	PyObject *names, *all, *value;
	Py_ssize_t k;
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < sizeof(makers) / sizeof(makers[0]); i++) {
		if (!makers[i] || !is_function(makers[i]))
			continue;
		names = PySet_New(NULL);
		result = names ? code_written_names(WORD(makers[i], python->function.code), names) : -1;
		all = result == 0 ? PySequence_List(names) : NULL;
		for (k = 0; all && result == 0 && k < PyList_Size(all); k++) {
			value = class_lookup(class, utf8(PyList_GetItem(all, k)));
			if (is_registry(value))
				result = add(list, value);
		}
		if (result == 0)
			result = add_of_function(makers[i], list, CALLS_DEEP);
		unref(all);
		unref(names);
	}
	PyErr_Clear();
	return result;
}
