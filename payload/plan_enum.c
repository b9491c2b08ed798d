/*
 * plan_enum.c - the members of an enumeration stay the objects that they are.
 *
 * Members are compared by identity and serve as keys.  A member whose name is
 * still there takes what the new one has.  Where it is also a value of a type in
 * C that differs now (IntEnum, StrEnum), its bytes cannot change: then all its
 * holders get the new member.
 */
#include "rehash.h"
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
	return same && attr_equal(old, new, "_value_") &&
	       same_method((PyObject *)type_of(old), (PyObject *)type_of(new), "__new_member__") &&
	       same_method((PyObject *)type_of(old), (PyObject *)type_of(new), "__init__") &&
	       same_method((PyObject *)type_of(old), (PyObject *)type_of(new), "__new__");
}

/* self.failures = 0, self.waiters = []: what has come of it. */
static bool
has_gone_on(struct transaction *t, PyObject *member, PyObject *name, PyObject *its, PyObject *made)
{
	return its && !(t->flags & PYR_RESET) &&
	       (state_goes_on(t, its, made) ||
		(is_atom(made) && is_atom(its) && makers_object_begins_with(t, (PyObject *)type_of(member), name, made)));
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
		if (is_str(key) && utf8(key)[0] != '_' &&
		    (alike ? PyDict_Contains(before, key) == 1
			   : has_gone_on(t, old, key, PyDict_GetItemWithError(before, key), value)))
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
	if (!is_plain(class) && !attr_equal(old, new, "_value_"))
		return map_set(&t->map, old, new);
	if (map_set(&t->map, new, old) < 0)
		return -1;
	return plan_attributes(t, old, new, moved);
}

/* A value of a Flag. */
static long
bits_of(PyObject *value)
{
	long bits = value && is_exact(value, TYPE_AT(PyLong_Type)) ? PyLong_AsLong(value) : -1;

	PyErr_Clear();
	return bits;
}

static long
bits_by_name(PyObject *members, PyObject *name)
{
	PyObject *member = PyDict_GetItemWithError(members, name), *value = member ? get_attr(member, "_value_") : NULL;
	long bits = bits_of(value);

	unref(value);
	return bits;
}

/* What R | W is when R and W have other values.  Bits without a name stay; names: list of the members that it is made of. */
static long
combined_anew(PyObject *old, PyObject *new, long bits, PyObject *names)
{
	PyObject *before = class_get(old, "_member_map_"), *after = class_get(new, "_member_map_"), *name, *member;
	long anew = 0, its, now;
	Py_ssize_t at = 0;

	while (PyDict_Next(before, &at, &name, &member)) {
		its = bits_by_name(before, name);
		now = bits_by_name(after, name);
		if (its <= 0 || (its & (its - 1)) || !(bits & its) || now <= 0)
			continue;
		anew |= now;
		bits &= ~its;
		PyList_Append(names, name);
	}
	PyErr_Clear();
	return anew | bits;
}

/* enum hashes by the name. */
static void
say_name(struct transaction *t, PyObject *member, PyObject *name, PyObject *staged)
{
	PyObject *class = (PyObject *)type_of(member), *module = class_get(class, "__module__"),
		 *path = get_attr(class, "__qualname__");
	PyObject *its = get_attr(member, "_name_");

	if (module && path && its && name && is_str(module) && is_str(path) && !const_equal(its, name, code_same_behaviour) &&
	    rehash_note(t, module, class, staged) != 1)
		report_addf(t->report, PYR_REC_NOTE, utf8(module), utf8(path),
			    "what was %s is %s now, and has another hash: a dict or set with it as a key does not find it",
			    is_str(its) ? utf8(its) : "a combination", is_str(name) ? utf8(name) : "a combination");
	unref(its);
	unref(path);
}

/* It is what the staged one is, and called so. */
static int
take_place(struct transaction *t, PyObject *member, PyObject *staged)
{
	PyObject *name = get_attr(staged, "_name_");

	say_name(t, member, name, (PyObject *)type_of(staged));
	unref(name);
	return map_set(&t->map, staged, member) < 0 ? -1 : plan_attributes(t, member, staged, NULL);
}

/* Nobody has made it in the new class: the live one is it, under this value.  It has no name of its own; since 3.11 one that is
   made up of those of its parts. */
static int
keep_combined(struct transaction *t, PyObject *new, PyObject *member, PyObject *value, PyObject *names, PyObject *values)
{
	PyObject *fields = hold(t, PyObject_GenericGetDict(member, NULL)), *bar = PyUnicode_FromString("|"), *name;
	int result = fields && bar ? 0 : -1;

	name = python->frame.in_generator && bar ? PyUnicode_Join(bar, names) : ref(NONE);
	if (name)
		say_name(t, member, name, new);
	if (result == 0 && name && hold(t, ref(name)))
		result = ops_add(&t->ops, OP_DICT, fields, hold(t, PyUnicode_InternFromString("_name_")), name) < 0 ||
				 ops_add(&t->ops, OP_DICT, fields, hold(t, PyUnicode_InternFromString("_value_")), value) < 0
			     ? -1
			     : PyDict_SetItem(values, value, member);
	unref(name);
	unref(bar);
	return result;
}

/* What has been combined at run time, or had a name that is gone, is what is combined of the same members now. */
static int
pair_combined(struct transaction *t, PyObject *old, PyObject *new, PyObject *member, bool named)
{
	PyObject *values = class_get(new, "_value2member_map_"), *its = get_attr(member, "_value_"), *names = PyList_New(0), *to;
	PyObject *value = NULL, *staged;
	long bits = bits_of(its);
	int result = names && values ? 0 : -1;

	if (result == 0 && bits >= 0 && (value = PyLong_FromLong(combined_anew(old, new, bits, names))) && hold(t, ref(value))) {
		staged = PyDict_GetItemWithError(values, value);
		to = staged ? map_get(&t->map, staged) : NULL;
		/* One bit that has another name now is another one. */
		if (staged == member || PyList_Size(names) < 2)
			result = staged || named ? 0 : PyDict_SetItem(values, value, member);
		else if (!is_plain(new) && !const_equal(its, value, code_same_behaviour))
			result = staged ? map_set(&t->map, member, to ? to : staged) : 0;
		else if (!staged)
			result = keep_combined(t, new, member, value, names, values);
		else if (to)
			result = named || to == member ? 0 : map_set(&t->map, member, to);
		else
			result = take_place(t, member, staged);
	}
	unref(value);
	unref(names);
	unref(its);
	return result;
}

/* ALL = READ | WRITE is READ | WRITE | ADMIN: USERS["bob"] = READ | WRITE is the same object. */
static void
say_combined_otherwise(struct transaction *t, PyObject *old, PyObject *new, PyObject *name)
{
	PyObject *names = PyList_New(0), *module = class_get(old, "__module__"), *path = get_attr(old, "__qualname__");
	long then = bits_by_name(class_get(old, "_member_map_"), name), now = bits_by_name(class_get(new, "_member_map_"), name);

	if (names && module && path && is_str(module) && then > 0 && now > 0 && combined_anew(old, new, then, names) != now &&
	    PyList_Size(names) > 1)
		report_addf(t->report, PYR_REC_NOTE, utf8(module), utf8(path),
			    "%s is another combination now, also for who holds what it was: %ld has become %ld", utf8(name), then,
			    now);
	unref(path);
	unref(names);
}

static int
pair_flags(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *members = hold(t, PyDict_Values(class_get(old, "_value2member_map_"))), *member, *name;
	PyObject *inverted = hold(t, PyUnicode_InternFromString("_inverted_")), *fields;
	PyObject *before = class_get(old, "_member_map_"), *after = class_get(new, "_member_map_");
	int result = members && inverted ? 0 : -1;
	bool named;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(members); i++) {
		member = PyList_GetItem(members, i);
		name = get_attr(member, "_name_");
		named = name && is_str(name) && PyDict_GetItemWithError(before, name) == member;
		if (named)
			say_combined_otherwise(t, old, new, name);
		if ((!named || PyDict_Contains(after, name) == 0) && !map_get(&t->map, member))
			result = pair_combined(t, old, new, member, named);
		unref(name);
		/* Since 3.11 it knows what ~member is: what that was. */
		fields = result == 0 ? hold(t, PyObject_GenericGetDict(member, NULL)) : NULL;
		if (fields && PyDict_Contains(fields, inverted) == 1)
			result = ops_add(&t->ops, OP_DICT, fields, inverted, NONE);
	}
	PyErr_Clear();
	return result;
}

/* The only member of the old class that has this value, and whose name is gone; borrowed, or NULL. */
static PyObject *
member_renamed(PyObject *before, PyObject *after, PyObject *new)
{
	PyObject *name, *member, *found = NULL;
	Py_ssize_t at = 0;

	while (PyDict_Next(before, &at, &name, &member))
		if (is_its_name(member, name) && PyDict_Contains(after, name) == 0 && attr_equal(member, new, "_value_")) {
			if (found)
				return NULL;
			found = member;
		}
	return found;
}

static bool
is_one_now(const struct transaction *t, PyObject *after, PyObject *member)
{
	PyObject *name, *new;
	Py_ssize_t at = 0;

	while (PyDict_Next(after, &at, &name, &new))
		if (map_get(&t->map, new) == member)
			return true;
	return map_get(&t->map, member) != NULL;
}

/* Who holds one is told so at the end. */
static int
note_dropped(struct transaction *t, PyObject *old, PyObject *after)
{
	PyObject *before = class_get(old, "_member_map_"), *module = class_get(old, "__module__"), *path, *name, *member, *said;
	Py_ssize_t at = 0;
	int result = 0;

	path = get_attr(old, "__qualname__");
	while (module && path && result == 0 && PyDict_Next(before, &at, &name, &member)) {
		if (!is_its_name(member, name) || PyDict_Contains(after, name) != 0 || is_one_now(t, after, member))
			continue;
		said = PyUnicode_FromFormat("%U.%U", path, name);
		result = !said || LIST_APPEND(t->dropped, said, member, module) < 0 || LIST_APPEND(t->removed, said, member, module) < 0
				 ? -1
				 : 0;
		unref(said);
	}
	unref(path);
	return result;
}

/* An earlier source had it, and who held it then has it still. */
static int
pair_returning(struct transaction *t, PyObject *old, PyObject *new, PyObject *name, PyObject *member)
{
	PyObject *module = class_get(old, "__module__"), *path = get_attr(old, "__qualname__"), *said, *its = NULL;
	struct module *m = module && is_str(module) ? transaction_module(t, module) : NULL;

	said = m && path ? PyUnicode_FromFormat("%U.%U", path, name) : NULL;
	its = said ? old_code_removed(m, said) : NULL;
	unref(said);
	unref(path);
	if (!its)
		return PyErr_Clear(), 0;
	if (!hold(t, its))
		return -1;
	if ((PyObject *)type_of(its) != old || map_get(&t->map, member) || map_get(&t->map, its))
		return 0;
	return is_plain(new) || attr_equal(its, member, "_value_") ? take_place(t, its, member) : map_set(&t->map, its, member);
}

int
plan_enum(struct transaction *t, PyObject *old, PyObject *new, PyObject *moved)
{
	PyObject *before = class_get(old, "_member_map_"), *after = class_get(new, "_member_map_");
	PyObject *items = hold(t, PyDict_Items(after)), *name, *member, *its, *flag;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		member = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = PyDict_GetItemWithError(before, name);
		if ((its ? pair_member(t, new, name, its, member, moved)
			 : is_its_name(member, name) ? pair_returning(t, old, new, name, member)
						     : 0) < 0)
			return -1;
	}
	if (!items)
		return -1;
	flag = library_object("enum", "Flag");
	if (flag && PyType_IsSubtype((PyTypeObject *)new, (PyTypeObject *)flag))
		return pair_flags(t, old, new) < 0 ? -1 : note_dropped(t, old, after);
	for (i = 0; i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		member = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = is_plain(new) && PyDict_Contains(before, name) == 0 && is_its_name(member, name) && !map_get(&t->map, member)
			      ? member_renamed(before, after, member)
			      : NULL;
		if (its && take_place(t, its, member) < 0)
			return -1;
	}
	return note_dropped(t, old, after);
}

int
plan_enum_table(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *made = hold(t, PyDict_New()), *key, *value;
	Py_ssize_t at = 0;
	int result = made ? 0 : -1;

	while (result == 0 && PyDict_Next(new, &at, &key, &value))
		result = PyDict_SetItem(made, key, map_resolve(&t->map, value));
	return result < 0 || map_set(&t->map, new, old) < 0 ? -1 : ops_add(&t->last, OP_CONTENT, old, NULL, made);
}

bool
is_enum_bookkeeping(PyObject *class, PyObject *name)
{
	return !strncmp(utf8(name), "_member_", 8) || !strncmp(utf8(name), "_value2member_", 14) ||
	       PyDict_Contains(class_get(class, "_member_map_"), name) == 1;
}
