/*
 * used_items.c - lines of modules that are not named, which have read attributes of what a list, tuple, set or dict has:
 * LABELS = [a.label for a in ACTIONS], {m.table: m for m in MODELS}, for p in PLUGINS: BY_KEY[p.key()] = p, tables(MODELS); or of an
 * object, which has them of its class: settings.url.
 *
 * What the container has is the same, functions, classes and objects that live on; what they say by this name is another now.
 */
#include "statement.h"
#include "version.h"

#define ITEMS_MOST 200 /* of one container */

struct reading {
	struct transaction *t;
	PyObject *importer, *names;
	struct addresses listed; /* containers of the modules that have such an item */
	struct addresses marked; /* dicts of functions, that have changed */
	struct addresses said;   /* lines */
};

bool
function_fact_is_another(struct transaction *t, PyObject *f, PyObject *name)
{
	static const char *const own[] = {"__doc__", "__defaults__", "__kwdefaults__", "__annotations__"};
	const struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *staged = m && m->scratch ? PyDict_GetItemWithError(m->scratch, WORD(f, python->function.qualname)) : NULL, *a, *b;
	bool another;

	if (!staged || staged == f || !is_function(staged) || (!strncmp(utf8(name), "__", 2) && !IS_ONE_OF(utf8(name), own)))
		return false;
	a = get_attr(f, utf8(name));
	b = get_attr(staged, utf8(name));
	another = a != b && !(a && b &&
			      (const_equal(a, b, code_same_behaviour) || (is_dict(a) && is_dict(b) && contents_same(t, a, b))));
	unref(b);
	unref(a);
	PyErr_Clear();
	return another;
}

static bool
class_says_otherwise(const struct reading *r, PyObject *class, PyObject *name)
{
	const struct ops *ops = &r->t->ops;
	const struct op *op;
	PyObject *f;

	for (op = ops->list; op < ops->list + ops->count; op++)
		if (op->kind == OP_TYPE && op->key && is_str(op->key) && PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)op->owner) &&
		    PyUnicode_Compare(op->key, name) == 0 && !(op->value && is_function(callable_of(op->value))))
			return true;
	f = function_read(class, utf8(name));
	return f && is_function(f) && callee_changed(r->t, f);
}

static bool
has_of_its_own(PyObject *o, PyObject *name)
{
	PyObject *dict = PyObject_GenericGetDict(o, NULL);
	bool has = dict && is_dict(dict) && PyDict_Contains(dict, name) == 1;

	unref(dict);
	PyErr_Clear();
	return has;
}

/* What a statement has set, or the plan sets. */
static bool
mark_is_another(const struct reading *r, PyObject *f, PyObject *name)
{
	PyObject *dict = WORD(f, python->function.dict);
	const struct ops *ops = &r->t->ops;
	const struct op *op = ops->list, *end = ops->list + ops->count;

	while (op < end && !(op->kind == OP_DICT && op->owner == dict && PyObject_RichCompareBool(op->key, name, Py_EQ) == 1))
		op++;
	return dict && (op < end || (addresses_has(&r->marked, dict) && PyDict_Contains(dict, name) == 1));
}

static bool
is_another(const struct reading *r, PyObject *o, PyObject *name)
{
	PyObject *class = is_class(o) ? o : (PyObject *)type_of(o);

	if (is_function(o))
		return mark_is_another(r, o, name) || function_fact_is_another(r->t, o, name);
	return is_heap_type(class) && !(class != o && has_of_its_own(o, name)) && class_says_otherwise(r, class, name);
}

/* Into a list, by which attributes something is asked below the node. */
static bool
add_name(PyObject *node, void *list)
{
	PyObject *name = node_is(node, "Attribute") && node_is_loaded(node) ? get_attr(node, "attr") : NULL;

	if (name && PyList_Append(list, name) < 0)
		PyErr_Clear();
	unref(name);
	return false;
}

static bool
says_otherwise(const struct reading *r, PyObject *o, PyObject *names)
{
	bool otherwise = false;
	Py_ssize_t i;

	for (i = 0; !is_atom(o) && !otherwise && i < PyList_Size(names); i++)
		otherwise = is_another(r, o, PyList_GetItem(names, i));
	return otherwise;
}

static bool
is_object(PyObject *o)
{
	return is_heap_type((PyObject *)type_of(o)) && !is_class(o) && !is_atom(o);
}

/* MODELS, MODELS.values(): what goes round it meets these.  New reference; NULL: it is something else. */
static PyObject *
items_at(const struct reading *r, PyObject *iter)
{
	PyObject *call = node_is(iter, "Call") ? get_attr(iter, "func") : NULL,
		 *of = call && node_is(call, "Attribute") ? get_attr(call, "value") : ref(iter), *o = of ? node_object_at(r->names, of) : NULL;

	unref(of);
	unref(call);
	/* Going round an object would run its code. */
	if (!o || !addresses_has(&r->listed, o) || !(is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))))
		return NULL;
	return is_dict(o) ? PyDict_Values(o) : PySequence_List(o);
}

static void
say(struct reading *r, PyObject *node, PyObject *iter, PyObject *item)
{
	PyObject *of = is_function(item) || is_class(item) ? item : (PyObject *)type_of(item), *path, *home;

	/* Once for each line. */
	if (addresses_add(&r->said, (PyObject *)(uintptr_t)tree_line(node, "lineno")) != 1)
		return;
	path = get_attr(of, "__qualname__");
	home = get_attr(of, "__module__");
	importers_outdated(r->t, r->importer, iter);
	if (path && home && is_str(path) && is_str(home))
		report_addf(r->t->report, PYR_REC_NOTE, utf8(r->importer), utf8(path),
			    "line %ld has used the old %s.%s when it was imported: name this module too if that matters",
			    tree_line(node, "lineno"), utf8(home), utf8(path));
	unref(home);
	unref(path);
}

/* said: names by which they may be asked. */
static void
look_at_items(struct reading *r, PyObject *node, PyObject *iter, PyObject *items, PyObject *said)
{
	PyObject *names = said ? item_names(r->t, items, said, false) : NULL;
	Py_ssize_t i;

	for (i = 0; names && i < PyList_Size(items) && i < ITEMS_MOST; i++)
		if (says_otherwise(r, PyList_GetItem(items, i), names)) {
			say(r, node, iter, PyList_GetItem(items, i));
			break;
		}
	unref(names);
	PyErr_Clear();
}

static void
look_at_loop(struct reading *r, PyObject *node, PyObject *iter)
{
	PyObject *items = items_at(r, iter), *said = items ? PyList_New(0) : NULL;

	if (said)
		tree_any(node, add_name, said);
	if (items)
		look_at_items(r, node, iter, items, said);
	unref(said);
	unref(items);
	PyErr_Clear();
}

/* settings.url, which it has of its class. */
static void
look_at_attribute(struct reading *r, PyObject *node)
{
	PyObject *value = node_is_loaded(node) ? get_attr(node, "value") : NULL, *o = value ? node_object_at(r->names, value) : NULL,
		 *name = o && is_object(o) && addresses_has(&r->listed, o) ? get_attr(node, "attr") : NULL, *items = name ? PyList_New(0) : NULL,
		 *said = items ? PyList_New(0) : NULL;

	if (said && PyList_Append(items, o) == 0 && PyList_Append(said, name) == 0)
		look_at_items(r, node, value, items, said);
	unref(said);
	unref(items);
	unref(name);
	unref(value);
	PyErr_Clear();
}

/* tables(MODELS), of a function of Python. */
static void
look_at_call(struct reading *r, PyObject *call)
{
	PyObject *args = get_attr(call, "args"), *func = args ? get_attr(call, "func") : NULL, *f = func ? node_object_in(r->names, func) : NULL, *items,
		 *set, *said;
	Py_ssize_t i;

	for (i = 0; f && is_function(f) && i < PyList_Size(args); i++) {
		items = items_at(r, PyList_GetItem(args, i));
		set = items ? PySet_New(NULL) : NULL;
		said = set && code_add_names(WORD(f, python->function.code), set) == 0 ? PySequence_List(set) : NULL;
		if (items)
			look_at_items(r, call, PyList_GetItem(args, i), items, said);
		unref(said);
		unref(set);
		unref(items);
	}
	unref(func);
	unref(args);
	PyErr_Clear();
}

static bool
look(PyObject *node, void *arg)
{
	PyObject *iters = node_iters(node);
	Py_ssize_t i;

	if (node_is(node, "Call"))
		look_at_call(arg, node);
	if (node_is(node, "Attribute"))
		look_at_attribute(arg, node);
	for (i = 0; iters && i < PyList_Size(iters); i++)
		look_at_loop(arg, node, PyList_GetItem(iters, i));
	unref(iters);
	return false;
}

static bool
is_listed(PyObject *value, void *arg)
{
	return addresses_has(&((const struct reading *)arg)->listed, value);
}

static void
look_in(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct reading *r = arg;

	r->importer = name;
	r->names = names;
	tree_line_evaluated(tree, look, r);
	addresses_fini(&r->said);
}

/* A function or class of the modules, or an object of such a class. */
static bool
is_ours(struct transaction *t, PyObject *o)
{
	return is_function(o) ? pair_is_ours(t, WORD(o, python->function.code)) : class_of_ours(t, o) != NULL;
}

static bool
has_ours(struct transaction *t, PyObject *container)
{
	PyObject *items = is_dict(container) ? PyDict_Values(container) : PySequence_List(container);
	bool has = false;
	Py_ssize_t i;

	for (i = 0; items && !has && i < PyList_Size(items) && i < ITEMS_MOST; i++)
		has = is_ours(t, PyList_GetItem(items, i));
	unref(items);
	PyErr_Clear();
	return has;
}

void
used_items_report(struct transaction *t)
{
	struct reading r = {.t = t};
	const struct module *m;
	PyObject *name, *value;
	Py_ssize_t at;

	changed_contents(t, &r.marked);
	for (m = t->modules; m < t->modules + t->module_count; m++)
		for (at = 0; m->staging && PyDict_Next(m->before, &at, &name, &value);)
			if (is_object(value) ? is_ours(t, value)
					     : (is_container(value) || is_exact(value, TYPE_AT(PyTuple_Type))) && has_ours(t, value))
				addresses_add(&r.listed, value);
	if (r.listed.used)
		importers_each(t, is_listed, look_in, &r);
	addresses_fini(&r.listed);
	addresses_fini(&r.marked);
}
