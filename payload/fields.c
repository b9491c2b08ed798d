/* fields.c - fields of dataclasses, attrs and pydantic that the new source has and the old one had not. */
#include "initializer.h"
#include "version.h"

/* list, dict, Counter, lambda: [1, 2] */
static bool
is_quiet_factory(PyObject *f)
{
	PyObject *names = is_function(f) ? code_attr(WORD(f, python->function.code), "co_names") : NULL;
	bool quiet = names ? PyTuple_Size(names) == 0 && !WORD(f, python->function.closure)
			   : initializer_is_maker(f) || f == (PyObject *)TYPE_AT(PyList_Type) ||
				 f == (PyObject *)TYPE_AT(PyDict_Type) || f == (PyObject *)TYPE_AT(PySet_Type);

	unref(names);
	return quiet;
}

/* What makes the value of a field, of dataclasses, attrs or pydantic, that is given none.  New reference; NULL: nothing
   that is known to do nothing else. */
static PyObject *
maker_of_field(PyObject *field)
{
	PyObject *factory = get_attr(field, "default_factory"), *get = get_attr(field, "get_default");
	PyObject *wrapped = get_attr(field, "default"), *maker = NULL;
	bool given = wrapped && wrapped == library_object("pydantic_core", "PydanticUndefined");

	/* attrs: attr.Factory(list) */
	if (!factory && wrapped && (PyObject *)type_of(wrapped) == library_object("attr._make", "Factory"))
		factory = get_attr(wrapped, "factory");
	if (factory && factory != NONE)
		maker = is_quiet_factory(factory) ? ref(factory) : NULL;
	else if (get && !given && PyCallable_Check(get))
		maker = ref(get);
	unref(wrapped);
	unref(get);
	unref(factory);
	return maker;
}

/* It is given a value, or has another than the one that says so; new reference.  NULL: none. */
static PyObject *
default_of_field(PyObject *field)
{
	PyObject *value = get_attr(field, "default"), *required = get_attr(field, "required");
	bool none =
	    !value || value == library_object("dataclasses", "MISSING") || value == library_object("attr._make", "NOTHING") ||
	    value == library_object("pydantic_core", "PydanticUndefined") ||
	    (PyObject *)type_of(value) == library_object("attr._make", "Factory") || (required && PyObject_IsTrue(required));

	PyErr_Clear();
	unref(required);
	if (!none)
		return value;
	unref(value);
	return NULL;
}

/* x: InitVar[int] is an argument only. */
static bool
is_on_instances(PyObject *field)
{
	PyObject *kind = get_attr(field, "_field_type");
	bool is = !kind || kind == library_object("dataclasses", "_FIELD");

	unref(kind);
	return is;
}

static int
add_field(struct initializer *n, PyObject *name, PyObject *field)
{
	PyObject *required = get_attr(field, "required"), *maker = NULL, *value = default_of_field(field);
	int result;

	if (!(required && PyObject_IsTrue(required) == 1))
		maker = maker_of_field(field);
	PyErr_Clear();
	result = initializer_add(n, name, maker, maker ? NULL : value);
	unref(value);
	unref(maker);
	unref(required);
	return result;
}

static bool
is_of_pydantic(PyObject *class)
{
	PyObject *base = library_object("pydantic.main", "BaseModel");

	return base && is_class(base) && PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)base);
}

/* name -> field; new reference.  NULL: the class has none. */
static PyObject *
fields_of(PyObject *class)
{
	/* pydantic: 1, since 2.0, since 2.10 */
	static const char *const tables[] = {"__dataclass_fields__", "__fields__", "model_fields", "__pydantic_fields__"};
	PyObject *table = NULL, *list, *name, *fields;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < sizeof(tables) / sizeof(tables[0]); k++) {
		table = class_get(class, tables[k]);
		if (table && is_dict(table) && (k == 0 || is_of_pydantic(class)))
			return ref(table);
	}
	list = class_get(class, "__attrs_attrs__");
	list = list ? PySequence_List(list) : NULL;
	fields = list ? PyDict_New() : NULL;
	for (i = 0; fields && i < PyList_Size(list); i++) {
		name = get_attr(PyList_GetItem(list, i), "name");
		if (name)
			PyDict_SetItem(fields, name, PyList_GetItem(list, i));
		unref(name);
	}
	unref(list);
	PyErr_Clear();
	return fields;
}

bool
fields_have(PyObject *class, PyObject *name)
{
	PyObject *fields = fields_of(class);
	bool have = fields && PyDict_Contains(fields, name) == 1;

	unref(fields);
	return have;
}

/* Of those that are gone; borrowed.  NULL: it is new. */
static PyObject *
renamed_field(const struct initializer *n, PyObject *before, PyObject *after, PyObject *name)
{
	PyObject *was, *field, *found = NULL;
	Py_ssize_t at = 0;

	while (!found && PyDict_Next(before, &at, &was, &field))
		if (PyDict_Contains(after, was) == 0 && growth_is_renamed(n, was, name))
			found = was;
	return found;
}

/* limit: int = 2 is 4 now: who has 2 may have been made with it. */
static int
look_at_default(const struct initializer *n, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *a = default_of_field(old), *b = default_of_field(new);
	int result = 0;

	if (a && b && a != NONE && is_atom(a) && is_atom(b) && !const_equal(a, b, code_same_behaviour))
		result = tables_add_began(n, name, a);
	unref(b);
	unref(a);
	PyErr_Clear();
	return result;
}

/* What has a default as an attribute of the class needs no more, but for vars(). */
int
fields_look(struct initializer *n, PyObject *staged)
{
	PyObject *before = fields_of(n->class), *after, *items, *name, *field, *old;
	Py_ssize_t i;
	int result = 0;

	/* A plain class has become one with fields. */
	if (!before && staged && class_get(n->class, "__init__") && class_get(staged, "__dataclass_fields__"))
		before = PyDict_New();
	after = before && staged ? fields_of(staged) : NULL;
	items = after ? PyDict_Items(after) : NULL;
	n->evidence = NULL;
	n->method = "__init__";
	for (i = 0; items && !n->evidence && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		if (!class_lookup(n->class, utf8(name)) && PyDict_Contains(before, name) == 1)
			n->evidence = hold(n->t, ref(name));
	}
	for (i = 0; items && result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		field = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		old = PyDict_GetItemWithError(before, name);
		if (old && is_on_instances(field))
			result = retyped_field(n, name, old, field) < 0 ? -1 : look_at_default(n, name, old, field);
		if (old || !is_on_instances(field))
			continue;
		n->was = renamed_field(n, before, after, name);
		n->is_of_class = !n->was && class_lookup(staged, utf8(name));
		result = add_field(n, name, field);
		n->is_of_class = false;
		n->was = NULL;
	}
	unref(items);
	unref(after);
	unref(before);
	return result;
}
