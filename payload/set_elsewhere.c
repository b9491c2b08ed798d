/*
 * set_elsewhere.c - what the sources of other modules put into lists, dicts and sets of a module, or set as attributes of it, its classes and functions.
 *
 * app.HANDLERS["mine"] = f, app.CONFIG["db"]["pool"] = 30, app.Settings.debug = True, Settings.configure(debug=True) where
 * configure() says setattr(); and what methods put into a list, dict or set of their class.  Only asked for where there is no copy of the old source: what is there, and not what the source says, then has come
 * at run time.  Read off all sources but the module's own, functions included.
 */
#include "collection.h"
#include "statement.h"
#include "version.h"

#define SOME_INDEX "[]"
#define SOME_PLACE "insert()"
#define CLASSES_DEEP 3 /* classes in classes */

struct reading {
	struct transaction *t;
	PyObject *names;
	PyObject *some_place;     /* what is noted where items may come in between others */
	PyObject *some_index;	  /* what is noted where a key is not known: of a list no item need have come */
	const struct module *own; /* the one that is read, if it is of the transaction */
};

static bool
is_class_of(const struct module *m, PyObject *o)
{
	PyObject *module = is_class(o) && CLASS_DICT(o) ? class_get(o, "__module__") : NULL;

	return module && is_str(module) && PyUnicode_Compare(module, m->name_object) == 0;
}

/* It is a value of the class, or of one within. */
static bool
is_within(const struct module *m, PyObject *class, PyObject *o, int depth)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	bool within = false;

	while (!within && PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		within = value == o || (depth && is_class_of(m, value) && is_within(m, value, o, depth - 1));
	return within;
}

/* What its own lines say of it is what the source says. */
static bool
is_of_module(const struct module *m, PyObject *o)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	bool of = o == m->module || is_class_of(m, o);

	while (!of && PyDict_Next(m->before, &at, &name, &value))
		of = value == o ? !body_imports(&m->new, name) : is_class_of(m, value) && is_within(m, value, o, CLASSES_DEEP);
	return of;
}

/* key NULL: any. */
static void
note(struct reading *r, PyObject *o, PyObject *key)
{
	PyObject *id = r->own && is_of_module(r->own, o) ? NULL : PyLong_FromVoidPtr(o), *keys = id ? PyDict_GetItemWithError(r->t->set_elsewhere, id) : NULL;

	if (id && !keys && (keys = PySet_New(NULL))) {
		PyDict_SetItem(r->t->set_elsewhere, id, keys);
		unref(keys); /* the dict has it */
	}
	if (keys)
		PySet_Add(keys, key ? key : NONE);
	unref(id);
	PyErr_Clear();
}

/* Its hash runs no code. */
static bool
is_plain_key(PyObject *o)
{
	return is_atom(o) || (is_class(o) && (PyObject *)type_of(o) == (PyObject *)TYPE_AT(PyType_Type));
}

static bool
may_be_filled(PyObject *o)
{
	return is_container(o) || is_collection(o);
}

/* "a", or Kind.A; new reference, NULL: it is not known. */
static PyObject *
value_said(const struct reading *r, PyObject *node)
{
	PyObject *said = node_is(node, "Constant") ? get_attr(node, "value") : ref(node_object_in(r->names, node)),
		 *id = !said && node_is(node, "Name") ? get_attr(node, "id") : NULL;

	if (id)
		said = ref(PyDict_GetItemWithError(r->t->builtins, id));
	unref(id);
	PyErr_Clear();
	return said;
}

/* Of TABLE["a"]. */
static PyObject *
key_said(const struct reading *r, PyObject *subscript)
{
	PyObject *key = tree_key(subscript), *said = key ? value_said(r, key) : NULL;

	unref(key);
	return said;
}

static void
add_item(PyObject *found, PyObject *item)
{
	if (item && may_be_filled(item))
		PyList_Append(found, item);
}

/* TABLE["a"]["b"]: what is below this key; below a key that is not known any. */
static void
add_items(const struct reading *r, PyObject *o, PyObject *subscript, PyObject *found)
{
	PyObject *key = key_said(r, subscript), *item, *its, *value;
	Py_ssize_t at = 0;

	if (is_dict(o)) {
		item = key && is_plain_key(key) ? PyDict_GetItemWithError(o, key) : NULL;
		/* A member of an Enum, whose hash may be code. */
		while (key && !item && !is_plain_key(key) && PyDict_Next(o, &at, &its, &value))
			item = its == key ? value : NULL;
		add_item(found, item);
		for (at = 0; !item && PyDict_Next(o, &at, &its, &value);)
			add_item(found, value);
	} else if (is_exact(o, TYPE_AT(PyList_Type))) {
		if (key && is_exact(key, TYPE_AT(PyLong_Type)))
			add_item(found, PyList_GetItem(o, PyLong_AsLong(key)));
		for (; !key && at < PyList_Size(o); at++)
			add_item(found, PyList_GetItem(o, at));
	}
	unref(key);
	PyErr_Clear();
}

/* USERS = Repository(ROWS), whose methods say self.rows[key] = value. */
static void
add_of_object(PyObject *o, PyObject *attribute, PyObject *found)
{
	PyObject *fields = is_atom(o) || is_class(o) || is_module(o) || !is_heap_type((PyObject *)type_of(o)) ? NULL : PyObject_GenericGetDict(o, NULL);

	if (fields && is_dict(fields))
		add_item(found, PyDict_GetItemWithError(fields, attribute));
	unref(fields);
	PyErr_Clear();
}

/* cls.table, self.table: those of the classes that have it, of the module, and within; and of its objects. */
static void
add_of_classes(const struct reading *r, PyObject *names, PyObject *attribute, PyObject *found, int depth)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(names, &at, &name, &value))
		if (!is_class_of(r->own, value)) {
			add_of_object(value, attribute, found);
		} else {
			add_item(found, PyDict_GetItemWithError(CLASS_DICT(value), attribute));
			if (depth)
				add_of_classes(r, CLASS_DICT(value), attribute, found, depth - 1);
		}
}

/* The lists, dicts and sets that the node may lead to; new reference to a list. */
static PyObject *
filled_at(const struct reading *r, PyObject *node)
{
	PyObject *found = PyList_New(0), *value = node_is(node, "Subscript") || node_is(node, "Attribute") ? get_attr(node, "value") : NULL,
		 *attribute = node_is(node, "Attribute") ? get_attr(node, "attr") : NULL, *outer;
	bool variable = value && (attr_is(value, "id", "self") || attr_is(value, "id", "cls"));
	Py_ssize_t i;

	if (found && value && node_is(node, "Subscript")) {
		outer = filled_at(r, value);
		for (i = 0; outer && i < PyList_Size(outer); i++)
			add_items(r, PyList_GetItem(outer, i), node, found);
		unref(outer);
	} else if (found && attribute && variable && r->own) {
		add_of_classes(r, r->own->before, attribute, found, CLASSES_DEEP);
	} else if (found) {
		add_item(found, node_object_in(r->names, node));
	}
	unref(attribute);
	unref(value);
	PyErr_Clear();
	return found;
}

/* self.table[k] = v is no line that makes the table. */
static bool
is_by_method(PyObject *node)
{
	PyObject *value = node_is(node, "Subscript") || node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	bool is = value && (attr_is(value, "id", "self") || attr_is(value, "id", "cls") || is_by_method(value));

	unref(value);
	return is;
}

static PyObject *said_value(const struct reading *r, PyObject *node);

static bool
add_said(const struct reading *r, PyObject *made, PyObject *nodes)
{
	PyObject *one;
	Py_ssize_t i;
	bool said = made && nodes;

	for (i = 0; said && i < PyList_Size(nodes); i++) {
		one = said_value(r, PyList_GetItem(nodes, i));
		said = one && (is_list(made) ? PyList_Append(made, one) : PySet_Add(made, one)) == 0;
		unref(one);
	}
	return said;
}

static bool
add_pairs(const struct reading *r, PyObject *made, PyObject *keys, PyObject *values)
{
	PyObject *key, *value;
	Py_ssize_t i;
	bool said = made && keys && values;

	for (i = 0; said && i < PyList_Size(keys); i++) {
		key = said_value(r, PyList_GetItem(keys, i));
		value = said_value(r, PyList_GetItem(values, i));
		said = key && value && is_plain_key(key) && PyDict_SetItem(made, key, value) == 0;
		unref(value);
		unref(key);
	}
	return said;
}

/* A constant, what a name leads to, or a display of such; new reference.  NULL: it is not known. */
static PyObject *
said_value(const struct reading *r, PyObject *node)
{
	bool list = node_is(node, "List"), tuple = node_is(node, "Tuple"), dict = node_is(node, "Dict");
	PyObject *parts = dict                                    ? get_attr(node, "keys")
			  : list || tuple || node_is(node, "Set") ? get_attr(node, "elts")
								  : NULL,
		 *values = dict ? get_attr(node, "values") : NULL, *made = NULL, *whole;

	if (!parts)
		return value_said(r, node);
	made = dict ? PyDict_New() : list || tuple ? PyList_New(0) : PySet_New(NULL);
	if (!(dict ? add_pairs(r, made, parts, values) : add_said(r, made, parts))) {
		unref(made);
		made = NULL;
	}
	whole = made && tuple ? PySequence_Tuple(made) : ref(made);
	unref(made);
	unref(values);
	unref(parts);
	PyErr_Clear();
	return whole;
}

static bool has_all_of(PyObject *live, PyObject *said);

/* No code of theirs runs. */
static bool
is_the_same(PyObject *a, PyObject *b)
{
	return a == b || (is_atom(a) && is_atom(b) && const_equal(a, b, code_same_behaviour)) ||
	       (is_container(a) && type_of(a) == type_of(b) && has_all_of(a, b));
}

/* Of a list, dict or set that has been added to since, all is there that it began with. */
static bool
has_all_of(PyObject *live, PyObject *said)
{
	PyObject *items = is_dict(said) ? PyDict_Keys(said) : items_of(said), *others = is_dict(live) ? NULL : items_of(live),
		 *one, *its;
	Py_ssize_t i, k;
	bool all = items && type_of(live) == type_of(said);

	for (i = 0; all && i < PyList_Size(items); i++) {
		one = PyList_GetItem(items, i);
		its = is_dict(live) ? PyDict_GetItemWithError(live, one) : NULL;
		all = its && is_the_same(its, PyDict_GetItemWithError(said, one));
		for (k = 0; others && !all && k < PyList_Size(others); k++)
			all = is_the_same(PyList_GetItem(others, k), one);
	}
	unref(others);
	unref(items);
	PyErr_Clear();
	return all;
}

/* What the node says is not there: the line has not run, or another one has since. */
static bool
is_not_there(const struct reading *r, PyObject *value, PyObject *live)
{
	bool display = value && (node_is(value, "List") || node_is(value, "Dict") || node_is(value, "Set"));
	PyObject *said = display ? said_value(r, value) : value && node_is(value, "Constant") ? get_attr(value, "value") : NULL;
	bool not =
	    said && !(live && (display ? has_all_of(live, said) : is_atom(live) && const_equal(said, live, code_same_behaviour)));

	unref(said);
	PyErr_Clear();
	return not;
}

static PyObject *
item_below(PyObject *o, PyObject *key)
{
	PyObject *item = is_dict(o) ? PyDict_GetItemWithError(o, key)
			 : is_exact(o, TYPE_AT(PyList_Type)) && is_exact(key, TYPE_AT(PyLong_Type)) ? PyList_GetItem(o, PyLong_AsLong(key)) : NULL;

	PyErr_Clear();
	return item;
}

/* value: the node of what is stored, or NULL. */
static void
note_all(struct reading *r, PyObject *node, PyObject *key, PyObject *value)
{
	PyObject *list = filled_at(r, node), *o;
	const struct module *own = r->own;
	Py_ssize_t i;

	r->own = is_by_method(node) ? NULL : own;
	for (i = 0; list && i < PyList_Size(list); i++) {
		o = PyList_GetItem(list, i);
		if (!value || key == r->some_index || !is_not_there(r, value, item_below(o, key)))
			note(r, o, key);
	}
	r->own = own;
	unref(list);
}

/* TABLE.pop("a"), MUTED.discard(Kind.A), del TABLE["a"]; key NULL: it is not known which. */
static void
note_taken(struct reading *r, PyObject *node, PyObject *key)
{
	PyObject *pair = PyTuple_Pack(2, TRUE, key ? key : r->some_index);

	if (pair)
		note_all(r, node, pair, NULL);
	unref(pair);
	PyErr_Clear();
}

/* A module, a class, a function. */
static PyObject *
names_of(PyObject *o)
{
	return is_module(o) ? PyModule_GetDict(o) : is_class(o) ? CLASS_DICT(o) : is_function(o) ? WORD(o, python->function.dict) : NULL;
}

/* app.LIMIT, Settings.debug, search.calls */
static void
note_attribute(struct reading *r, PyObject *o, PyObject *name, PyObject *value)
{
	PyObject *names = names_of(o);

	if (names && !(value && is_not_there(r, value, PyDict_GetItemWithError(names, name))))
		note(r, o, name);
}

static bool
is_slice(PyObject *subscript)
{
	PyObject *key = tree_key(subscript);
	bool slice = key && node_is(key, "Slice");

	unref(key);
	PyErr_Clear();
	return slice;
}

static void
look_at_target(struct reading *r, PyObject *target, PyObject *stored)
{
	PyObject *value = node_is(target, "Subscript") || node_is(target, "Attribute") ? get_attr(target, "value") : NULL,
		 *o = value && node_is(target, "Attribute") ? node_object_in(r->names, value) : NULL, *said = NULL;

	if (o && names_of(o)) {
		said = get_attr(target, "attr");
		if (said)
			note_attribute(r, o, said, stored);
	} else if (value && node_is(target, "Subscript")) {
		said = key_said(r, target);
		if (is_slice(target)) {
			/* ROWS[:] = kept */
			note_taken(r, value, NULL);
			note_all(r, value, NULL, NULL);
		}
		note_all(r, value, said && is_plain_key(said) ? said : r->some_index, stored);
	}
	unref(said);
	unref(value);
}

static void
look_at_targets(struct reading *r, PyObject *node, const char *attribute)
{
	PyObject *targets = get_attr(node, attribute), *stored = node_is(node, "AugAssign") ? NULL : get_attr(node, "value"), *o;
	Py_ssize_t i;

	for (i = 0; targets && is_list(targets) && i < PyList_Size(targets); i++)
		look_at_target(r, PyList_GetItem(targets, i), stored);
	/* app.RULES += [rule] */
	o = node_is(node, "AugAssign") ? node_object_in(r->names, targets) : NULL;
	if (o && is_container(o))
		note_all(r, targets, NULL, NULL);
	else if (targets && !is_list(targets))
		look_at_target(r, targets, stored);
	unref(stored);
	unref(targets);
}

/* Names of arguments, and texts that are given, of a call that sets attributes by these: configure(debug=True), setattr(o, "a", 1). */
static void
note_said(struct reading *r, PyObject *o, PyObject *call)
{
	PyObject *args = get_attr(call, "args"), *keywords = get_attr(call, "keywords"), *said, *value;
	Py_ssize_t i;

	for (i = 0; args && i < PyList_Size(args); i++) {
		said = node_is(PyList_GetItem(args, i), "Constant") ? get_attr(PyList_GetItem(args, i), "value") : NULL;
		if (said && is_str(said))
			note_attribute(r, o, said, i + 1 < PyList_Size(args) ? PyList_GetItem(args, i + 1) : NULL);
		unref(said);
	}
	for (i = 0; keywords && i < PyList_Size(keywords); i++) {
		said = get_attr(PyList_GetItem(keywords, i), "arg");
		value = get_attr(PyList_GetItem(keywords, i), "value");
		if (said && is_str(said))
			note_attribute(r, o, said, value);
		unref(value);
		unref(said);
	}
	unref(keywords);
	unref(args);
	PyErr_Clear();
}

static void
look_at_call(struct reading *r, PyObject *call)
{
	static const char *const filling[] = {"append", "appendleft", "extend", "insert", "add", "update", "setdefault"},
				 *const taking[] = {"pop", "popleft", "popitem", "discard", "remove", "clear"};
	PyObject *f = get_attr(call, "func"), *name = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL,
		 *of = name ? get_attr(f, "value") : NULL, *o = of ? node_object_in(r->names, of) : NULL, *method, *args, *key;

	if (of && IS_ONE_OF(utf8(name), filling))
		note_all(r, of, NULL, NULL);
	if (of && attr_is(f, "attr", "insert"))
		note_all(r, of, r->some_place, NULL);
	args = of && IS_ONE_OF(utf8(name), taking) ? get_attr(call, "args") : NULL;
	if (args) {
		key = PyList_Size(args) > 0 ? value_said(r, PyList_GetItem(args, 0)) : NULL;
		note_taken(r, of, key);
		/* pop(0): what stands at a place of a list is not known by it. */
		if (key && is_exact(key, TYPE_AT(PyLong_Type)) && attr_is(f, "attr", "pop"))
			note_taken(r, of, NULL);
		unref(key);
	}
	unref(args);
	method = o && is_class(o) ? callable_of(class_lookup(o, utf8(name))) : o && is_module(o) ? PyDict_GetItemWithError(PyModule_GetDict(o), name) : NULL;
	if (method && is_function(method) && code_says(WORD(method, python->function.code), "setattr"))
		note_said(r, o, call);
	args = f && node_is(f, "Name") && attr_is(f, "id", "setattr") ? get_attr(call, "args") : NULL;
	o = args && PyList_Size(args) > 0 ? node_object_in(r->names, PyList_GetItem(args, 0)) : NULL;
	if (o && names_of(o))
		note_said(r, o, call);
	unref(args);
	unref(of);
	unref(name);
	unref(f);
	PyErr_Clear();
}

static void
look_at_deletion(struct reading *r, PyObject *node)
{
	PyObject *targets = get_attr(node, "targets"), *target, *value, *key, *o;
	Py_ssize_t i;

	for (i = 0; targets && i < PyList_Size(targets); i++) {
		target = PyList_GetItem(targets, i);
		value = node_is(target, "Subscript") ? get_attr(target, "value") : NULL;
		o = value ? node_object_in(r->names, value) : NULL;
		key = o && is_dict_to_c(o) ? key_said(r, target) : NULL;
		if (value)
			note_taken(r, value, key);
		unref(key);
		unref(value);
	}
	unref(targets);
}

static bool
look(PyObject *node, void *arg)
{
	if (node_is(node, "Delete"))
		look_at_deletion(arg, node);
	if (node_is(node, "Assign"))
		look_at_targets(arg, node, "targets");
	else if (node_is(node, "AugAssign") || node_is(node, "AnnAssign"))
		look_at_targets(arg, node, "target");
	else if (node_is(node, "Call"))
		look_at_call(arg, node);
	return false;
}

/* What they may set something of: classes and containers of the modules. */
static bool
is_ours(PyObject *value, void *arg)
{
	const struct reading *r = arg;
	const struct module *m;
	PyObject *name, *its;
	Py_ssize_t at;

	if (is_class(value) || is_function(value))
		return is_class(value) ? class_is_ours(r->t, value) : pair_is_ours(r->t, WORD(value, python->function.code));
	/* Those within: by the name that leads to them. */
	for (m = r->t->modules; may_be_filled(value) && m < r->t->modules + r->t->module_count; m++)
		for (at = 0; !m->old_code && PyDict_Next(m->before, &at, &name, &its);)
			if (its == value && is_str(name) && strncmp(utf8(name), "__", 2)) /* __builtins__ is everybody's */
				return true;
	return false;
}

static void
look_in(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct reading *r = arg;

	(void)name;
	r->names = names;
	tree_any(tree, look, r);
	PyErr_Clear();
}

static void
read_sources(struct transaction *t)
{
	struct reading r = {.t = t,
			    .some_index = hold(t, PyUnicode_InternFromString(SOME_INDEX)),
			    .some_place = hold(t, PyUnicode_InternFromString(SOME_PLACE))};
	const struct module *m;

	if (!r.some_index || !r.some_place)
		return;
	importers_each(t, is_ours, look_in, &r);
	for (m = t->modules; m < t->modules + t->module_count; m++)
		if ((r.own = m)->tree)
			look_in(m->name_object, m->before, m->tree, &r);
}

/* Borrowed; NULL: nothing. */
static PyObject *
keys_set(struct transaction *t, PyObject *o)
{
	PyObject *id, *keys;

	if (!t->set_elsewhere && (t->set_elsewhere = hold(t, PyDict_New())))
		read_sources(t);
	id = t->set_elsewhere ? PyLong_FromVoidPtr(o) : NULL;
	keys = id ? PyDict_GetItemWithError(t->set_elsewhere, id) : NULL;
	unref(id);
	PyErr_Clear();
	return keys;
}

bool
set_elsewhere_plainly(struct transaction *t, PyObject *o, PyObject *key)
{
	PyObject *keys = keys_set(t, o);

	return keys && is_plain_key(key) && PySet_Contains(keys, key) == 1;
}

bool
taken_elsewhere(struct transaction *t, PyObject *o, PyObject *key)
{
	PyObject *keys = keys_set(t, o), *pair = keys ? PyTuple_Pack(2, TRUE, key) : NULL;
	bool taken = pair && PySet_Contains(keys, pair) == 1;

	unref(pair);
	PyErr_Clear();
	return taken;
}

bool
taken_elsewhere_somewhere(struct transaction *t, PyObject *o)
{
	PyObject *some = PyUnicode_FromString(SOME_INDEX);
	bool taken = some && taken_elsewhere(t, o, some);

	unref(some);
	return taken;
}

bool
set_elsewhere_grows(struct transaction *t, PyObject *o)
{
	PyObject *keys = keys_set(t, o);

	return keys && PySet_Contains(keys, NONE) == 1;
}

static bool
is_noted(struct transaction *t, PyObject *o, const char *how)
{
	PyObject *keys = keys_set(t, o), *key = keys ? PyUnicode_FromString(how) : NULL;
	bool noted = key && PySet_Contains(keys, key) == 1;

	unref(key);
	PyErr_Clear();
	return noted;
}

bool
set_elsewhere_anywhere(struct transaction *t, PyObject *o)
{
	return is_noted(t, o, SOME_INDEX);
}

bool
set_elsewhere_between(struct transaction *t, PyObject *o)
{
	return is_noted(t, o, SOME_PLACE) || set_elsewhere_anywhere(t, o);
}

bool
set_elsewhere(struct transaction *t, PyObject *o, PyObject *key)
{
	PyObject *keys = keys_set(t, o);

	return keys && (!key || PySet_Contains(keys, NONE) == 1 || set_elsewhere_anywhere(t, o) || set_elsewhere_plainly(t, o, key));
}
