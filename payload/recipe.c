/*
 * recipe.c - an object within a container was made by the same call as the new source makes it.
 *
 * old_value() says what a statement calls without calling it.  Where the old and
 * the new statement say the same of an entry, and what is called does the same,
 * the live object is what the new source means: a lock that is held, a pool.
 */
#include "callees.h"
#include "version.h"

/* Of the live class and the staged one. */
static bool
same_method(PyObject *a, PyObject *b, const char *name)
{
	PyObject *x = class_lookup(a, name), *y = class_lookup(b, name);

	if (x == y || !x || !y || !is_function(x) || !is_function(y))
		return x == y;
	return code_same_behaviour(WORD(x, python->function.code), WORD(y, python->function.code)) &&
	       functions_same_word(x, y, python->function.defaults);
}

/* What makes an object of the class may read the attribute, itself or by another method. */
static bool
is_read_in_making(PyObject *class, PyObject *name)
{
	static const char *const methods[] = {"__new__", "__init__", "__post_init__", "__attrs_post_init__"};
	PyObject *f, *names = PySet_New(NULL), *list, *its;
	bool reads = !names;
	Py_ssize_t k;
	size_t i;

	for (i = 0; names && !reads && i < sizeof(methods) / sizeof(methods[0]); i++) {
		f = callable_of(class_lookup(class, methods[i]));
		reads = f && is_function(f) && code_add_names(WORD(f, python->function.code), names) < 0;
	}
	list = names && !reads ? PySequence_List(names) : NULL;
	reads = !list || PySet_Contains(names, name) != 0;
	for (k = 0; !reads && k < PyList_Size(list); k++) {
		its = callable_of(class_lookup(class, utf8(PyList_GetItem(list, k))));
		reads = its && is_function(its) && strncmp(utf8(PyList_GetItem(list, k)), "__", 2) != 0;
	}
	unref(list);
	unref(names);
	PyErr_Clear();
	return reads;
}

/* Attributes of the class itself that are values: what it makes may depend on them. */
static bool
same_values(PyObject *old, PyObject *new)
{
	PyObject *name, *value, *its, *fields = class_get(new, "__dataclass_fields__");
	Py_ssize_t at = 0;
	bool same = true;

	while (same && PyDict_Next(CLASS_DICT(new), &at, &name, &value)) {
		/* same_fields_and_more() knows. */
		if (fields && is_dict(fields) && PyDict_Contains(fields, name) == 1)
			continue;
		its = strncmp(utf8(name), "__", 2) && is_atom(value) ? PyDict_GetItemWithError(CLASS_DICT(old), name) : value;
		same = its == value || (its && const_equal(its, value, code_same_behaviour)) || !is_read_in_making(new, name);
	}
	return same;
}

static bool
same_default(PyObject *a, PyObject *b)
{
	PyObject *x = get_attr(a, "default"), *y = get_attr(b, "default");
	bool same = x && y && (x == y || const_equal(x, y, code_same_behaviour));

	unref(y);
	unref(x);
	PyErr_Clear();
	return same;
}

/* Of dataclasses, which the same call makes: a field that has come has a default, which old objects get, too; and what they are goes on. */
static bool
same_fields_and_more(PyObject *old, PyObject *new)
{
	PyObject *before = class_get(old, "__dataclass_fields__"), *after = class_get(new, "__dataclass_fields__"), *name, *value,
		 *init = class_get(old, "__init__"), *its = class_get(new, "__init__");
	bool same = before && after && is_dict(before) && is_dict(after) && init && its && is_function(init) && is_function(its) &&
		    attr_is(WORD(init, python->function.code), "co_filename", "<string>") &&
		    attr_is(WORD(its, python->function.code), "co_filename", "<string>");
	Py_ssize_t at = 0;

	while (same && PyDict_Next(before, &at, &name, &value))
		same = (its = PyDict_GetItemWithError(after, name)) && same_default(value, its);
	return same;
}

static bool
has_more_fields(struct transaction *t, PyObject *class)
{
	static const char *const others[] = {"__post_init__", "__new__", NULL};
	PyObject *staged = is_class(class) ? class_staged(t, class) : NULL;

	return staged && same_fields_and_more(class, staged) && !method_changed(t, class, others);
}

/* What was named: the same object, or the class that the live one becomes. */
static bool
same_object(struct transaction *t, PyObject *old, PyObject *new)
{
	if (old == new || (!is_class(new) && old == map_resolve(&t->map, new)))
		return true;
	if (is_class(old) && is_class(new) && (!is_heap_type(old) || !is_heap_type(new)))
		return false;
	return is_class(old) && is_class(new) && same_values(old, new) && same_text(old, new, "__qualname__") &&
	       same_text(old, new, "__module__") && same_method(old, new, "__new__") &&
	       (same_method(old, new, "__init__") || same_fields_and_more(old, new));
}

static bool same(struct transaction *t, PyObject *before, PyObject *after, bool *calls);

static bool
same_items(struct transaction *t, PyObject *before, PyObject *after, bool *calls)
{
	bool lists = is_exact(before, TYPE_AT(PyList_Type)); /* an unknown has no length of its own */
	Py_ssize_t i, size = lists ? PyList_Size(before) : PyTuple_Size(before);
	bool all = size == (lists ? PyList_Size(after) : PyTuple_Size(after));

	for (i = 0; all && i < size; i++)
		all = same(t, item_of(before, i), item_of(after, i), calls);
	return all;
}

/* In the same order. */
static bool
same_entries(struct transaction *t, PyObject *before, PyObject *after, bool *calls)
{
	PyObject *key, *value, *its, *other;
	Py_ssize_t at = 0, place = 0;
	bool all = PyDict_Size(before) == PyDict_Size(after);

	while (all && PyDict_Next(after, &at, &key, &value))
		all = PyDict_Next(before, &place, &its, &other) && const_equal(its, key, code_same_behaviour) &&
		      same(t, other, value, calls);
	return all;
}

/* Borrowed, or NULL. */
static PyObject *
object_of(struct transaction *t, PyObject *unknown)
{
	PyObject *o, *name;

	if (!old_value_is_unknown(t, unknown) || PyTuple_Size(unknown) > 2)
		return NULL;
	if (PyTuple_Size(unknown) == 1)
		return old_value_object(unknown);
	o = object_of(t, PyTuple_GetItem(unknown, 0));
	name = PyTuple_GetItem(unknown, 1);
	if (o && is_module(o))
		return PyDict_GetItemWithError(PyModule_GetDict(o), name);
	return o ? class_lookup(is_class(o) ? o : (PyObject *)type_of(o), utf8(name)) : NULL;
}

PyObject *
recipe_callee(struct transaction *t, PyObject *unknown)
{
	bool is_call = old_value_is_unknown(t, unknown) && PyTuple_Size(unknown) == 3;

	return is_call ? object_of(t, PyTuple_GetItem(unknown, 0)) : NULL;
}

/* conf.SIZE, Conf.SIZE: what it is now; borrowed, NULL where only code can say. */
static PyObject *
attribute(PyObject *o, PyObject *name)
{
	if (is_module(o))
		return PyDict_GetItemWithError(PyModule_GetDict(o), name);
	return is_class(o) ? class_lookup(o, utf8(name)) : NULL;
}

static bool
same_attribute(struct transaction *t, PyObject *before, PyObject *after)
{
	PyObject *old = PyTuple_GetItem(before, 0), *new = PyTuple_GetItem(after, 0), *name = PyTuple_GetItem(before, 1), *x, *y;

	if (PyTuple_Size(old) != 1 || PyTuple_Size(new) != 1 || PyUnicode_Compare(name, PyTuple_GetItem(after, 1)) != 0)
		return true; /* it is compared by what it is an attribute of */
	x = attribute(old_value_object(old), name);
	y = attribute(old_value_object(new), name);
	return x == y || (x && y && (const_equal(x, y, code_same_behaviour) || (is_function(x) && is_function(y)) ||
				     same_object(t, x, y)));
}

/* Pool(4), Pool(size=4): what the call gives by the names of the arguments; new reference, NULL: it cannot be told. */
static PyObject *
arguments_by_name(PyObject *f, PyObject *call, int skip)
{
	PyObject *code = WORD(f, python->function.code), *names = code_attr(code, "co_varnames"), *given = PyTuple_GetItem(call, 1),
		 *all = names ? PyDict_Copy(PyTuple_GetItem(call, 2)) : NULL;
	Py_ssize_t i;
	bool bound = all && PyTuple_Size(given) + skip <= code_int(code, "co_argcount");

	for (i = 0; bound && i < PyTuple_Size(given); i++)
		bound = PyDict_Contains(all, PyTuple_GetItem(names, i + skip)) == 0 &&
			PyDict_SetItem(all, PyTuple_GetItem(names, i + skip), PyTuple_GetItem(given, i)) == 0;
	unref(names);
	if (bound)
		return all;
	unref(all);
	return NULL;
}

/* Of a function or class of Python; in whatever form they are given. */
static bool
same_arguments(struct transaction *t, PyObject *called, PyObject *before, PyObject *after, bool *calls)
{
	PyObject *f = !called ? NULL : is_class(called) ? class_lookup(called, "__init__") : called, *a, *b, *name, *value, *its;
	Py_ssize_t at = 0;
	bool same_all;

	if (same_items(t, PyTuple_GetItem(before, 1), PyTuple_GetItem(after, 1), calls) &&
	    same_entries(t, PyTuple_GetItem(before, 2), PyTuple_GetItem(after, 2), calls))
		return true;
	a = f && is_function(f) ? arguments_by_name(f, before, is_class(called)) : NULL;
	b = a ? arguments_by_name(f, after, is_class(called)) : NULL;
	same_all = b && PyDict_Size(a) == PyDict_Size(b);
	while (same_all && PyDict_Next(a, &at, &name, &value))
		same_all = (its = PyDict_GetItemWithError(b, name)) && same(t, value, its, calls);
	unref(b);
	unref(a);
	return same_all;
}

static bool
same_call(struct transaction *t, PyObject *before, PyObject *after, bool *calls)
{
	PyObject *called = recipe_callee(t, before);
	PyObject *of = PyTuple_GetItem(before, 0), *owner;

	*calls = true;
	if (called && callee_changed(t, called) && !has_more_fields(t, called))
		return false;
	/* Pool.make(1) makes one of the class. */
	owner = PyTuple_Size(of) == 2 ? object_of(t, PyTuple_GetItem(of, 0)) : NULL;
	if (owner && is_class(owner) && callee_changed(t, owner))
		return false;
	return same(t, PyTuple_GetItem(before, 0), PyTuple_GetItem(after, 0), calls) && same_arguments(t, called, before, after, calls);
}

static bool
same(struct transaction *t, PyObject *before, PyObject *after, bool *calls)
{
	bool unknown = old_value_is_unknown(t, before), both = unknown && old_value_is_unknown(t, after);
	PyObject *x = both ? object_of(t, before) : NULL, *y = x ? object_of(t, after) : NULL;

	/* Event and threading.Event */
	if (y && PyTuple_Size(before) != PyTuple_Size(after))
		return same_object(t, x, y);
	if (type_of(before) != type_of(after))
		return false;
	if (unknown && PyTuple_Size(before) != PyTuple_Size(after))
		return false;
	if (unknown && PyTuple_Size(before) == 3)
		return same_call(t, before, after, calls);
	if (unknown && PyTuple_Size(before) == 1)
		return same_object(t, old_value_object(before), old_value_object(after));
	if (unknown && !same_attribute(t, before, after))
		return false;
	if (unknown || is_exact(before, TYPE_AT(PyTuple_Type)) || is_exact(before, TYPE_AT(PyList_Type)))
		return same_items(t, before, after, calls);
	if (is_dict(before))
		return same_entries(t, before, after, calls);
	if (is_function(before))
		return code_same_behaviour(WORD(before, python->function.code), WORD(after, python->function.code));
	return is_atom(before) && const_equal(before, after, code_same_behaviour);
}

bool
recipe_has_calls(struct transaction *t, PyObject *o)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	bool has = old_value_is_unknown(t, o);

	for (i = 0; !has && (is_exact(o, TYPE_AT(PyList_Type)) || is_exact(o, TYPE_AT(PyTuple_Type))) && i < PyObject_Size(o);
	     i++)
		has = recipe_has_calls(t, item_of(o, i));
	while (!has && is_dict(o) && PyDict_Next(o, &at, &key, &value))
		has = recipe_has_calls(t, value);
	return has;
}

bool
recipe_same(struct transaction *t, PyObject *before, PyObject *after)
{
	bool calls = false, is = before && after && same(t, before, after, &calls) && calls;

	PyErr_Clear();
	return is;
}
