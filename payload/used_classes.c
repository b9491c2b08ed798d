/*
 * used_classes.c - lines of modules that are not named, which have gone through a class that has other data now:
 * FINAL = [s for s in Status if s.final], Bucket(config.Limits), COLUMNS = [f.name for f in fields(Item)], class Items(Repository[Item]).
 *
 * Status.OPEN and Limits.burst themselves: class_reads.c.  An Enum that has other members, a class that has other constants or
 * fields.  A call that is given the class counts where its code names such an attribute, or looks through all of them.
 * Of a class that has other methods: dir(Shell), hasattr(Shell, "run"), and calls that another class is made by:
 * class Items(manager_of(Query)).
 */
#include "statement.h"

#include "version.h"

struct reading {
	struct transaction *t;
	PyObject *importer, *names;
	struct addresses classes; /* with other data */
	struct addresses more;	  /* with other names */
	struct addresses known;   /* those, and the classes around them */
	struct addresses said;
};

static bool
is_data(const struct op *op)
{
	static const char *const own[] = {"__dataclass_fields__", "__slots__", "__match_args__"};
	const char *key = op->kind == OP_TYPE && op->key && is_str(op->key) ? utf8(op->key) : "__";

	if (!strncmp(key, "__", 2) && !IS_ONE_OF(key, own))
		return false;
	return !op->value || !(is_function(callable_of(op->value)) || is_exact(op->value, TYPE_AT(PyProperty_Type)));
}

static bool
is_known(PyObject *value, void *arg)
{
	const struct reading *r = arg;

	return is_class(value) && (addresses_has(&r->known, value) || class_or_base_among(&r->classes, value) ||
				   class_or_base_among(&r->more, value));
}

/* Borrowed; NULL: something else. */
static PyObject *
class_at(const struct reading *r, PyObject *node)
{
	PyObject *o = node_object_in(r->names, node);

	return o && is_class(o) && class_or_base_among(&r->classes, o) ? o : NULL;
}

static void
say(struct reading *r, PyObject *node, PyObject *part, PyObject *class)
{
	PyObject *path = addresses_add(&r->said, class) == 1 ? get_attr(class, "__qualname__") : NULL,
		 *home = path ? get_attr(class, "__module__") : NULL;

	importers_outdated(r->t, r->importer, part);
	if (home && is_str(home))
		report_addf(r->t->report, PYR_REC_NOTE, utf8(r->importer), utf8(path),
			    "line %ld has used the old %s.%s when it was imported: name this module too if that matters",
			    tree_line(node, "lineno") ? tree_line(node, "lineno") : tree_line(part, "lineno"), utf8(home), utf8(path));
	unref(home);
	unref(path);
	PyErr_Clear();
}

static PyObject *
attribute_of(PyObject *o, PyObject *name)
{
	PyObject *dict, *found;

	if (is_module(o))
		return PyDict_GetItemWithError(PyModule_GetDict(o), name);
	if (is_class(o))
		return class_lookup(o, utf8(name));
	dict = is_heap_type((PyObject *)type_of(o)) ? PyObject_GenericGetDict(o, NULL) : NULL;
	PyErr_Clear();
	found = dict && is_dict(dict) ? PyDict_GetItemWithError(dict, name) : NULL;
	unref(dict); /* the object keeps it */
	return found ? found : class_lookup((PyObject *)type_of(o), utf8(name));
}

/* app.config.from_object, as far as no code runs; borrowed. */
static PyObject *
object_at(const struct reading *r, PyObject *node)
{
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *name = value ? get_attr(node, "attr") : NULL,
		 *o = name ? object_at(r, value) : NULL;

	o = o ? attribute_of(o, name) : name ? NULL : node_object_in(r->names, node);
	unref(name);
	unref(value);
	return o;
}

/* Some attribute that is another now is named in it. */
static bool
names_data(const struct reading *r, PyObject *f, PyObject *class)
{
	static const char *const ways[] = {"vars",	      "dir",		 "__dict__",	   "__members__",   "fields", "_fields",
					   "__dataclass_fields__", "__annotations__", "get_type_hints", "signature", "_FIELDS"};
	const struct op *op;
	size_t i;

	for (op = r->t->ops.list; op < r->t->ops.list + r->t->ops.count; op++)
		if (is_data(op) && PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)op->owner) && makers_mention(f, op->key))
			return true;
	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (code_says(WORD(f, python->function.code), ways[i]))
			return true;
	return false;
}

/* sorted(Level), fields(Item), Bucket(Limits), settings.from_object(Production) */
static bool
call_reads(const struct reading *r, PyObject *call, PyObject *class)
{
	static const char *const readers[] = {"sorted", "list", "tuple", "set", "frozenset", "dict",  "enumerate", "zip",
					      "map",	"filter", "len",  "min", "max",	      "iter", "reversed",  "any", "all", "sum", NULL};
	static const char *const makers[] = {"__init__", "__new__", "__call__"};
	PyObject *callee = get_attr(call, "func"), *name = name_called(call), *o = callee ? object_at(r, callee) : NULL, *f;
	bool reads = !o && is_enum(class) && name && is_str(name);
	size_t i;

	for (i = 0; reads && readers[i] && strcmp(utf8(name), readers[i]); i++)
		;
	reads = reads && readers[i];
	f = o ? callable_of(o) : NULL;
	reads = reads || (f && is_function(f) && names_data(r, f, class));
	for (i = 0; o && !reads && !is_function(f) && i < sizeof(makers) / sizeof(makers[0]); i++) {
		f = callable_of(class_lookup(is_class(o) ? o : (PyObject *)type_of(o), makers[i]));
		reads = f && is_function(f) && is_class(o) == (i < 2) && names_data(r, f, class);
	}
	unref(name);
	unref(callee);
	PyErr_Clear();
	return reads;
}

static void
look_at_arguments(struct reading *r, PyObject *call)
{
	PyObject *args = get_attr(call, "args"), *keywords = get_attr(call, "keywords"), *value, *class;
	Py_ssize_t i, count = args ? PyList_Size(args) : 0, named = keywords ? PyList_Size(keywords) : 0;

	for (i = 0; i < count + named; i++) {
		value = i < count ? ref(PyList_GetItem(args, i)) : get_attr(PyList_GetItem(keywords, i - count), "value");
		class = value ? class_at(r, value) : NULL;
		if (class && call_reads(r, call, class))
			say(r, call, value, class);
		unref(value);
	}
	unref(keywords);
	unref(args);
}

struct mention {
	const struct reading *r;
	PyObject *class;
};

/* c.status, vars(c) */
static bool
reads_data(PyObject *node, void *arg)
{
	static const char *const all[] = {"vars", "dir", "fields", "getattr"};
	const struct mention *m = arg;
	PyObject *name = node_is(node, "Attribute") ? get_attr(node, "attr") : node_is(node, "Call") ? name_called(node) : NULL;
	const struct op *op;
	bool reads = name && is_str(name) && node_is(node, "Call") && IS_ONE_OF(utf8(name), all);

	for (op = m->r->t->ops.list; name && !reads && node_is(node, "Attribute") && op < m->r->t->ops.list + m->r->t->ops.count; op++)
		reads = is_data(op) && PyType_IsSubtype((PyTypeObject *)m->class, (PyTypeObject *)op->owner) &&
			PyUnicode_Compare(name, op->key) == 0;
	unref(name);
	PyErr_Clear();
	return reads;
}

/* {c.__name__: c.status for c in (NotFound, Refused)}; for s in Status */
static void
look_at_loop(struct reading *r, PyObject *node, PyObject *iter)
{
	PyObject *class = class_at(r, iter), *items = class ? NULL : get_attr(iter, "elts");
	struct mention m = {r, NULL};
	Py_ssize_t i;

	if (class && is_enum(class))
		say(r, node, iter, class);
	for (i = 0; items && is_list(items) && i < PyList_Size(items); i++) {
		m.class = class_at(r, PyList_GetItem(items, i));
		if (m.class && tree_any(node, reads_data, &m))
			say(r, node, PyList_GetItem(items, i), m.class);
	}
	unref(items);
	PyErr_Clear();
}

static void
look_at_loops(struct reading *r, PyObject *node)
{
	PyObject *iters = node_iters(node);
	Py_ssize_t i;

	for (i = 0; iters && i < PyList_Size(iters); i++)
		look_at_loop(r, node, PyList_GetItem(iters, i));
	unref(iters);
}

/* The class statement has a hook, which may look at what it is given. */
static bool
is_hooked(const struct reading *r, PyObject *definition)
{
	PyObject *name = get_attr(definition, "name"), *live = name ? PyDict_GetItemWithError(r->names, name) : NULL, *f;
	bool hooked = live && is_class(live) && is_heap_type((PyObject *)type_of(live));

	f = live && is_class(live) ? callable_of(class_lookup(live, "__init_subclass__")) : NULL;
	unref(name);
	PyErr_Clear();
	return hooked || (f && is_function(f));
}

/* Borrowed; NULL: something else. */
static PyObject *
class_with_other_names(const struct reading *r, PyObject *node)
{
	PyObject *o = node_object_in(r->names, node);

	return o && is_class(o) && class_or_base_among(&r->more, o) ? o : NULL;
}

/* from_queryset(Posts), Posts.as_manager() */
static bool
says_class_to_call(PyObject *node, void *arg)
{
	struct reading *r = arg;
	PyObject *args = node_is(node, "Call") ? get_attr(node, "args") : NULL, *f = args ? get_attr(node, "func") : NULL,
		 *of = f && node_is(f, "Attribute") ? get_attr(f, "value") : NULL, *class;
	Py_ssize_t i;

	class = of ? class_with_other_names(r, of) : NULL;
	for (i = 0; args && !class && i < PyList_Size(args); i++)
		class = class_with_other_names(r, PyList_GetItem(args, i));
	if (class)
		say(r, node, node, class);
	unref(of);
	unref(f);
	unref(args);
	return false;
}

/* X = manager_of(Query), and it is a class. */
static void
look_at_assignment(struct reading *r, PyObject *node)
{
	PyObject *targets = get_attr(node, "targets"), *value = get_attr(node, "value"),
		 *live = targets && PyList_Size(targets) == 1 ? node_object_in(r->names, PyList_GetItem(targets, 0)) : NULL;

	if (live && value && is_class(live) && node_is(value, "Call"))
		says_class_to_call(value, r);
	unref(value);
	unref(targets);
	PyErr_Clear();
}

static bool
comes_or_goes(const struct reading *r, PyObject *class, PyObject *name)
{
	PyObject *mro = WORD(class, TYPE_MRO), *its, *staged;
	bool is = false;
	Py_ssize_t i;

	for (i = 0; mro && !is && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		staged = addresses_has(&r->more, its) ? class_staged(r->t, its) : NULL;
		is = staged && PyDict_Contains(CLASS_DICT(its), name) != PyDict_Contains(CLASS_DICT(staged), name);
	}
	return is;
}

/* dir(Shell), vars(Shell), hasattr(Shell, "run"), getattr(Shell, name, None) */
static void
look_at_names(struct reading *r, PyObject *call)
{
	static const char *const all[] = {"dir", "vars", "getmembers"}, *const one[] = {"hasattr", "getattr"};
	PyObject *name = name_called(call), *args = name && is_str(name) ? get_attr(call, "args") : NULL, *class, *key;
	bool looks = args && IS_ONE_OF(utf8(name), all), asks = args && !looks && IS_ONE_OF(utf8(name), one);

	class = (looks || asks) && PyList_Size(args) > 0 ? class_with_other_names(r, PyList_GetItem(args, 0)) : NULL;
	if (class && asks && PyList_Size(args) > 1 && node_is(PyList_GetItem(args, 1), "Constant")) {
		key = get_attr(PyList_GetItem(args, 1), "value");
		class = key && is_str(key) && comes_or_goes(r, class, key) ? class : NULL;
		unref(key);
	}
	if (class)
		say(r, call, call, class);
	unref(args);
	unref(name);
	PyErr_Clear();
}

/* class Meta: model = Item, within a class that has a hook. */
static void
look_within(struct reading *r, PyObject *definition, PyObject *inner)
{
	PyObject *body = get_attr(inner, "body"), *value, *class;
	Py_ssize_t i;

	for (i = 0; body && i < PyList_Size(body); i++) {
		value = node_is(PyList_GetItem(body, i), "Assign") ? get_attr(PyList_GetItem(body, i), "value") : NULL;
		class = value ? class_at(r, value) : NULL;
		if (class)
			say(r, definition, value, class);
		unref(value);
	}
	unref(body);
}

/* model = Item, class Items(Repository[Item], model=Item) */
static void
look_at_class(struct reading *r, PyObject *definition)
{
	static const char *const parts[] = {"bases", "keywords", "body"};
	PyObject *list, *node, *value, *class;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < sizeof(parts) / sizeof(parts[0]); k++) {
		list = get_attr(definition, parts[k]);
		for (i = 0; list && i < PyList_Size(list); i++) {
			node = PyList_GetItem(list, i);
			if (k == 0 || node_is(node, "Assign"))
				tree_any(node, says_class_to_call, r);
			value = k == 1 || node_is(node, "Assign") || node_is(node, "AnnAssign") ? get_attr(node, "value") : NULL;
			class = value && value != NONE ? class_at(r, value) : NULL;
			if (class && is_hooked(r, definition))
				say(r, definition, value, class);
			if (node_is(node, "ClassDef") && is_hooked(r, definition))
				look_within(r, definition, node);
			unref(value);
		}
		unref(list);
	}
	PyErr_Clear();
}

/* int(Perm.WRITE), Perm.WRITE.value: of another value now. */
static bool
member_is_another(const struct reading *r, PyObject *class, PyObject *name)
{
	PyObject *staged = class_staged(r->t, class), *members = class_get(class, "_member_map_"),
		 *others = staged ? class_get(staged, "_member_map_") : NULL, *a, *b, *x = NULL, *y = NULL;
	bool another;

	a = others && members && is_dict(members) ? PyDict_GetItemWithError(members, name) : NULL;
	b = a && is_dict(others) ? PyDict_GetItemWithError(others, name) : NULL;
	if (b) {
		x = get_attr(a, "_value_");
		y = get_attr(b, "_value_");
	}
	another = x && y && is_atom(x) && is_atom(y) && !const_equal(x, y, code_same_behaviour);
	unref(y);
	unref(x);
	PyErr_Clear();
	return another;
}

static void
look_at_member(struct reading *r, PyObject *node)
{
	PyObject *value = get_attr(node, "value"), *name = get_attr(node, "attr"), *class = value ? node_object_in(r->names, value) : NULL;

	if (class && name && is_class(class) && is_enum(class) && class_is_ours(r->t, class) && member_is_another(r, class, name))
		say(r, node, value, class);
	unref(name);
	unref(value);
	PyErr_Clear();
}

static bool
look(PyObject *node, void *arg)
{
	struct reading *r = arg;
	PyObject *value = node_is(node, "Subscript") && node_is_loaded(node) ? get_attr(node, "value") : NULL,
		 *class = value ? class_at(r, value) : NULL;

	if (class && is_enum(class))
		say(r, node, value, class);
	unref(value);
	if (node_is(node, "Attribute"))
		look_at_member(r, node);
	else if (node_is(node, "Assign"))
		look_at_assignment(r, node);
	else if (node_is(node, "Call")) {
		look_at_names(r, node);
		look_at_arguments(r, node);
	}
	else if (node_is(node, "For") || node_is(node, "ListComp") || node_is(node, "SetComp") || node_is(node, "DictComp") ||
		 node_is(node, "GeneratorExp"))
		look_at_loops(r, node);
	else if (node_is(node, "ClassDef"))
		look_at_class(r, node);
	return false;
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

void
used_classes_report(struct transaction *t)
{
	struct reading r = {.t = t};
	const struct op *op;
	PyObject *outer;
	Py_ssize_t i;

	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++) {
		if (!is_data(op) || addresses_add(&r.classes, op->owner) != 1)
			continue;
		outer = class_outermost(t, op->owner);
		if (outer)
			addresses_add(&r.known, outer);
	}
	for (i = 0; i < PyList_Size(t->classes); i++)
		if (is_enum(PyList_GetItem(t->classes, i)) && class_staged(t, PyList_GetItem(t->classes, i)))
			addresses_add(&r.known, PyList_GetItem(t->classes, i));
	for (i = 0; i < PyList_Size(t->classes); i++)
		if (class_has_other_names(t, PyList_GetItem(t->classes, i))) {
			addresses_add(&r.more, PyList_GetItem(t->classes, i));
			addresses_add(&r.known, PyList_GetItem(t->classes, i));
		}
	if (r.classes.used || r.known.used)
		importers_each(t, is_known, look_in, &r);
	addresses_fini(&r.classes);
	addresses_fini(&r.more);
	addresses_fini(&r.known);
	PyErr_Clear();
}
