/*
 * plan_enum.c - the members of an enumeration stay the objects that they are.
 *
 * Members are compared by identity and serve as keys.  A member whose name is
 * still there takes what the new one has.  Where it is also a value of a type in
 * C that differs now (IntEnum, StrEnum), its bytes cannot change: then all its
 * holders get the new member.
 */
#include "transaction.h"
#include "version.h"

bool
is_enum(PyObject *class)
{
	PyObject *members = class_get(class, "_member_map_");

	return members && is_dict(members);
}

static bool
is_plain(PyObject *class)
{
	return class_get(class, "_member_type_") == (PyObject *)TYPE_AT(PyBaseObject_Type);
}

static bool
same_value(PyObject *old, PyObject *new)
{
	PyObject *x = get_attr(old, "_value_"), *y = get_attr(new, "_value_");
	bool same = x && y && const_equal(x, y, code_same_behaviour);

	unref(x);
	unref(y);
	return same;
}

static bool
same_method(PyObject *a, PyObject *b, const char *name)
{
	PyObject *x = class_get(a, name), *y = class_get(b, name);

	return x == y || (x && y && is_function(x) && is_function(y) &&
			  code_same_behaviour(WORD(x, python->function.code), WORD(y, python->function.code)));
}

/* Its line is the same, and so is what makes a member: another attribute is what has become of it. */
static bool
is_made_alike(PyObject *old, PyObject *new, PyObject *moved)
{
	PyObject *name = get_attr(old, "_name_");
	bool same = moved && name && PySet_Contains(moved, name) == 0;

	unref(name);
	return same && same_value(old, new) &&
	       same_method((PyObject *)type_of(old), (PyObject *)type_of(new), "__new_member__") &&
	       same_method((PyObject *)type_of(old), (PyObject *)type_of(new), "__init__") &&
	       same_method((PyObject *)type_of(old), (PyObject *)type_of(new), "__new__");
}

static int
plan_attributes(struct transaction *t, PyObject *old, PyObject *new, PyObject *moved)
{
	bool alike = is_made_alike(old, new, moved);
	PyObject *before = hold(t, PyObject_GenericGetDict(old, NULL));
	PyObject *after = hold(t, PyObject_GenericGetDict(new, NULL)), *key, *value;
	Py_ssize_t at = 0;

	if (!before || !after)
		return -1;
	while (PyDict_Next(after, &at, &key, &value)) {
		value = map_resolve(&t->map, value);
		if (alike && is_str(key) && utf8(key)[0] != '_' && PyDict_Contains(before, key) == 1)
			continue;
		if (PyDict_GetItemWithError(before, key) != value &&
		    ops_add(&t->ops, OP_DICT, before, key, value) < 0)
			return -1;
	}
	return 0;
}

/* Else it is another name of a member. */
static bool
is_its_name(PyObject *member, PyObject *name)
{
	PyObject *its = get_attr(member, "_name_");
	bool is = its && is_str(its) && PyUnicode_Compare(its, name) == 0;

	unref(its);
	return is;
}

static int
pair_member(struct transaction *t, PyObject *class, PyObject *name, PyObject *old, PyObject *new, PyObject *moved)
{
	if (!is_its_name(old, name))
		return 0;
	/* A member has become another name of one: who holds it has that one. */
	if (!is_its_name(new, name))
		return map_get(&t->map, old) ? 0 : map_set(&t->map, old, map_resolve(&t->map, new));
	if (map_get(&t->map, new) || map_get(&t->map, old))
		return 0; /* an alias of one that has been paired */
	if (!is_plain(class) && !same_value(old, new))
		return map_set(&t->map, old, new);
	if (map_set(&t->map, new, old) < 0)
		return -1;
	return plan_attributes(t, old, new, moved);
}

/* Values that a Flag has combined at run time: they belong to no name, and stay. */
static int
keep_combined(PyObject *old, PyObject *new)
{
	PyObject *before = class_get(old, "_value2member_map_");
	PyObject *after = class_get(new, "_value2member_map_"), *value, *member;
	PyObject *names = class_get(old, "_member_map_"), *its;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && before && after && PyDict_Next(before, &at, &value, &member)) {
		if (!is_exact(value, TYPE_AT(PyLong_Type)) || PyDict_Contains(after, value) != 0)
			continue;
		its = get_attr(member, "_name_");
		if (its && PyDict_Contains(names, its) == 0)
			result = PyDict_SetItem(after, value, member);
		unref(its);
		PyErr_Clear();
	}
	return result;
}

int
plan_enum(struct transaction *t, PyObject *old, PyObject *new, PyObject *moved)
{
	PyObject *before = class_get(old, "_member_map_"), *after = class_get(new, "_member_map_");
	PyObject *items = hold(t, PyDict_Items(after)), *name, *member, *its;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		member = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = PyDict_GetItemWithError(before, name);
		if (its && pair_member(t, new, name, its, member, moved) < 0)
			return -1;
	}
	return items ? keep_combined(old, new) : -1;
}

bool
is_enum_bookkeeping(PyObject *class, PyObject *name)
{
	return !strncmp(utf8(name), "_member_", 8) || !strncmp(utf8(name), "_value2member_", 14) ||
	       PyDict_Contains(class_get(class, "_member_map_"), name) == 1;
}
