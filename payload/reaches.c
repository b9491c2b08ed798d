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

void
reached_fini(struct reached *r)
{
	addresses_fini(&r->named);
	addresses_fini(&r->seen);
	unref(r->containers);
}

#define CALLS_DEEP 3 /* on() calls register(), which calls put() */

bool
reaches_into(PyObject *o)
{
	return o && (is_list(o) || is_set(o) || is_dict_like(o));
}

/* It is to be looked at, and was not. */
static bool
is_first(struct reached *r, PyObject *o)
{
	return addresses_add(&r->seen, o) == 1;
}

static int
add(struct reached *r, PyObject *container)
{
	return is_first(r, container) ? PyList_Append(r->containers, container) : 0;
}

/* Names in the code, and in code within it; new reference. */
static PyObject *
names_in(struct reached *r, PyObject *code)
{
	PyObject *set = PySet_New(NULL), *list = set && code_add_names(code, set) == 0 ? PySequence_List(set) : NULL;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++)
		r->makes |= !strcmp(utf8(PyList_GetItem(list, i)), "setdefault");
	unref(set);
	return list;
}

/* What is among the attributes of its object that the method, or one that it calls, names. */
static int
add_of_method(struct reached *r, PyObject *o, PyObject *method)
{
	PyObject *names = is_first(r, method) ? names_in(r, WORD(method, python->function.code)) : NULL, *value, *its;
	PyObject *closure = WORD(method, python->function.closure);
	int result = PyErr_Occurred() ? -1 : 0;
	Py_ssize_t i;

	for (i = 0; names && result == 0 && i < PyList_Size(names); i++) {
		value = reaches_attribute(o, PyList_GetItem(names, i));
		its = value ? NULL : reaches_method(o, PyList_GetItem(names, i));
		result = reaches_into(value) ? add(r, value) : its ? add_of_method(r, o, its) : 0;
	}
	/* A decorator of the method has it. */
	for (i = 0; names && closure && result == 0 && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		result = value && is_function(value) ? add_of_method(r, o, value) : 0;
	}
	unref(names);
	return result;
}

/* registry.add(f), within the code. */
static int
add_of_object(struct reached *r, PyObject *o, PyObject *names)
{
	PyObject *method;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; is_heap_type((PyObject *)type_of(o)) && !is_class(o) && !is_module(o) && result == 0 && i < PyList_Size(names); i++)
		if ((method = reaches_method(o, PyList_GetItem(names, i))))
			result = add_of_method(r, o, method);
	return result;
}

/* HOOKS[name].append(f) */
static bool
changes_items(PyObject *names)
{
	static const char *const changes[] = {"append", "add", "insert", "extend", "update", "insort"};
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(names); i++)
		if (IS_ONE_OF(utf8(PyList_GetItem(names, i)), changes))
			return true;
	return false;
}

/* What the function writes by its globals, or has captured, and what it calls does. */
static int
add_of_function(struct reached *r, PyObject *f, int depth)
{
	PyObject *written = PySet_New(NULL), *names = is_first(r, f) ? names_in(r, WORD(f, python->function.code)) : NULL, *value,
		 *closure = WORD(f, python->function.closure);
	int result = written && !PyErr_Occurred() ? code_written_names(WORD(f, python->function.code), written) : -1;
	Py_ssize_t i;

	for (i = 0; names && result == 0 && i < PyList_Size(names); i++) {
		value = PyDict_GetItemWithError(WORD(f, python->function.globals), PyList_GetItem(names, i));
		if (reaches_into(value))
			result = PySet_Contains(written, PyList_GetItem(names, i)) == 1 || changes_items(names) ? add(r, value) : 0;
		else if (value && is_function(value) && depth)
			result = add_of_function(r, value, depth - 1);
		else if (value)
			result = add_of_object(r, value, names);
	}
	for (i = 0; names && closure && result == 0 && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		if (reaches_into(value))
			result = add(r, value);
		else if (value && is_function(value) && depth)
			result = add_of_function(r, value, depth - 1);
		else if (value)
			result = add_of_object(r, value, names);
	}
	unref(names);
	unref(written);
	return result;
}

int
reaches_add(struct reached *r, const struct module *m, const struct token *x, const struct token *end)
{
	PyObject *o, *next, *method;
	int result = 0;

	for (; result == 0 && x < end; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(m->before, x->value) : NULL;
		if (o && !is_module(o) && !is_atom(o) && addresses_add(&r->named, o) < 0)
			return -1;
		for (method = NULL, next = o; next && !method && x + 1 < end && token_is_attribute(&x[1]); x++) {
			o = next;
			next = reaches_attribute(o, x[1].value);
			method = next ? NULL : reaches_method(o, x[1].value);
		}
		if (method)
			result = add_of_method(r, o, method);
		else if (next && is_function(next))
			result = add_of_function(r, next, CALLS_DEEP);
		else if (next && !is_class(next) && !is_module(next) && (method = function_read((PyObject *)type_of(next), "__call__")))
			result = is_function(method) ? add_of_method(r, next, method) : 0;
	}
	PyErr_Clear();
	return result;
}

int
reaches_add_of_class(struct reached *r, PyObject *class)
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
			if (reaches_into(value))
				result = add(r, value);
		}
		if (result == 0)
			result = add_of_function(r, makers[i], CALLS_DEEP);
		unref(all);
		unref(names);
	}
	PyErr_Clear();
	return result;
}
