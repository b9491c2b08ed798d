/*
 * used_before.c - lines of modules that are not named, which have used what is another now: NAMES = sorted(TABLE).
 *
 * The list, dict or set stays the same object, and who holds it sees the new contents; what
 * a line has read of it is as it was then.  So it is with an object that gives way to
 * another one, with what a function has returned - sorted(names, key=rank) - and with one that
 * takes other arguments: a framework that was given it - Depends(user) - has looked at
 * them.  Each such line is named, and follows when its module is named later.  Decorators: decorators.c.
 */
#include "statement.h"

#include "collection.h"
#include "version.h"

struct using {
	struct transaction *t;
	PyObject *importer, *names;
	struct addresses changed;  /* other contents, or another object in their place */
	struct addresses around;   /* lists and dicts that have such, at any depth, and classes */
	struct addresses arguments; /* functions and classes that take others */
	struct addresses defaults;  /* functions that have others */
	struct addresses functions; /* that do something else beside what functions within them do */
	struct addresses objects;   /* of classes that are defined with them */
	struct addresses classes;   /* of which a method or constant is another */
	struct addresses decorators; /* nodes: calls of which nobody takes the value, too */
	struct addresses said;
};

/* What goes in or comes out reads nothing. */
static bool
changes_only(PyObject *attribute)
{
	static const char *const names[] = {"append", "appendleft", "extend", "extendleft", "insert", "add", "update",
					    "setdefault", "remove", "discard", "clear", "sort", "reverse", "put", "put_nowait",
					    "move_to_end", "rotate", "pop", "popitem", "popleft"};

	return IS_ONE_OF(utf8(attribute), names);
}

/* Where the module of the transaction has it; borrowed. */
static PyObject *
name_of(const struct transaction *t, PyObject *o, const struct module **home)
{
	PyObject *name, *value;
	Py_ssize_t at;

	for (*home = t->modules; *home < t->modules + t->module_count; (*home)++)
		for (at = 0; PyDict_Next((*home)->before, &at, &name, &value);)
			if (value == o && is_str(name))
				return name;
	return NULL;
}

static PyObject *
object_at(const struct using *u, PyObject *node)
{
	return node_object_at(u->names, node);
}

/* Of DATABASES["default"], or Settings.limits, that of the first. */
static PyObject *
name_at(const struct using *u, PyObject *part, PyObject *o, const struct module **home)
{
	PyObject *name = o ? name_of(u->t, o, home) : NULL, *value = name ? NULL : get_attr(part, "value");

	if (!name && value && (node_is(part, "Subscript") || node_is(part, "Attribute")))
		name = name_at(u, value, object_at(u, value), home);
	unref(value);
	PyErr_Clear();
	return name;
}

/* An object of a class of the modules, whoever has it; borrowed. */
static PyObject *
object_of_ours(const struct using *u, PyObject *part)
{
	PyObject *o = object_at(u, part), *class = o ? (PyObject *)type_of(o) : NULL;

	return o && !is_class(o) && !is_module(o) && !is_function(o) && is_heap_type(class) && class_is_ours(u->t, class) ? o : NULL;
}

static void
say(struct using *u, PyObject *node, PyObject *part, PyObject *o)
{
	const struct module *home = u->t->modules;
	bool first = addresses_add(&u->said, o) == 1;
	PyObject *name = first ? name_at(u, part, o, &home) : NULL;

	if (first && !name && !is_container(o)) /* the importer's own */
		name = name_of(u->t, (PyObject *)type_of(o), &home);
	if (!name)
		return;
	importers_outdated(u->t, u->importer, part);
	report_addf(u->t->report, PYR_REC_NOTE, utf8(u->importer), utf8(name),
		    "line %ld has used the old %s.%s when it was imported: name this module too if that matters",
		    tree_line(node, "lineno") ? tree_line(node, "lineno") : tree_line(part, "lineno"), home->name, utf8(name));
}

static PyObject *
object_of(const struct using *u, PyObject *part, const struct addresses *among)
{
	PyObject *o = object_at(u, part);

	return o && (addresses_has(among, o) || (among == &u->changed && addresses_has(&u->around, o))) ? o : NULL;
}

static void
look_at(struct using *u, PyObject *node, PyObject *part, const struct addresses *among)
{
	PyObject *o = is_exact(part, TYPE_AT(PyList_Type)) ? NULL : object_of(u, part, among);
	Py_ssize_t i;

	if (o)
		say(u, node, part, o);
	for (i = 0; is_exact(part, TYPE_AT(PyList_Type)) && i < PyList_Size(part); i++)
		look_at(u, node, PyList_GetItem(part, i), among);
}

static void
look_at_attribute(struct using *u, PyObject *node, const char *name, const struct addresses *among)
{
	PyObject *part = get_attr(node, name);

	if (part)
		look_at(u, node, part, among);
	PyErr_Clear();
	unref(part);
}

static bool
attr_is_text(PyObject *node, const char *name)
{
	PyObject *value = get_attr(node, name);
	bool text = value && is_str(value);

	unref(value);
	PyErr_Clear();
	return text;
}

/* The name of what is called is one of these. */
static bool
calls_one(PyObject *call, const char *const *names)
{
	PyObject *name = name_called(call);
	bool is = false;

	for (; name && is_str(name) && *names && !is; names++)
		is = !strcmp(utf8(name), *names);
	unref(name);
	return is;
}

/* A function of Python may keep what it is given, and a class does; sorted() and "".join() do not, but for some built-ins. */
static bool
may_keep(const struct using *u, PyObject *call)
{
	static const char *const keepers[] = {"MappingProxyType", "iter",        "cycle",      "proxy",      "ref",
					      "partial",          "ChainMap",    "MethodType", "isinstance", "id",
					      "staticmethod",     "defaultdict", NULL};
	/* These take what is in it. */
	static const char *const copiers[] = {"update",  "extend", "union", "from_mapping", "from_dict", "dictConfig",
					      "deepcopy", "copy",   "dumps", "join",	     "format",	  "format_map", NULL};
	PyObject *callee = get_attr(call, "func"), *o = callee ? node_object_in(u->names, callee) : NULL, *owner;
	bool keeps = o != NULL;

	if (!o && callee && node_is(callee, "Attribute")) {
		owner = get_attr(callee, "value");
		keeps = owner && !node_is(owner, "Constant");
		unref(owner);
	} else if (o && is_class(o)) {
		keeps = is_heap_type(o);
	}
	unref(callee);
	PyErr_Clear();
	return (keeps && !calls_one(call, copiers)) || calls_one(call, keepers);
}

/* settings.url, of an object that lives on: what the property or method does. */
static bool
method_is_another(struct transaction *t, PyObject *o, PyObject *node)
{
	PyObject *name = get_attr(node, "attr"), *f = name ? function_read((PyObject *)type_of(o), utf8(name)) : NULL;
	bool another = f && is_function(f) && callee_changed(t, f);

	unref(name);
	return another;
}

/* A method, which is what it does now whoever has it: only a call of it has used the old one. */
static bool
is_method_of(PyObject *o, PyObject *node)
{
	PyObject *name = get_attr(node, "attr"), *f = name ? class_lookup((PyObject *)type_of(o), utf8(name)) : NULL;

	unref(name);
	return f && is_function(f);
}

/* TABLE.get("a"), client.fetch() */
static void
look_at_method(struct using *u, PyObject *call)
{
	PyObject *callee = get_attr(call, "func"), *value = NULL, *name = NULL, *o, *f;

	if (callee && node_is(callee, "Attribute")) {
		value = get_attr(callee, "value");
		name = get_attr(callee, "attr");
	}
	o = value ? object_of(u, value, &u->changed) : NULL;
	if (o && name && (is_container(o) || is_collection(o)) && !changes_only(name))
		say(u, call, value, o);
	o = value && !o ? object_of_ours(u, value) : NULL;
	if (o && is_method_of(o, callee) && method_is_another(u->t, o, callee))
		say(u, call, value, o);
	/* Catalogue.kinds() */
	o = value && name && !o ? object_at(u, value) : NULL;
	f = o && is_class(o) && is_heap_type(o) && class_is_ours(u->t, o) ? function_read(o, utf8(name)) : NULL;
	if (f && is_function(f) && callee_changed(u->t, f))
		say(u, call, value, o);
	unref(name);
	unref(value);
	unref(callee);
}

/* vars(actions), inspect.getmembers(actions): what names there are. */
static void
look_at_survey(struct using *u, PyObject *call)
{
	static const char *const surveys[] = {"vars", "dir", "getmembers", "getmembers_static", NULL};
	PyObject *args = calls_one(call, surveys) ? get_attr(call, "args") : NULL, *first = args && PyList_Size(args) ? PyList_GetItem(args, 0) : NULL,
		 *o = first ? node_object_in(u->names, first) : NULL;
	struct module *m;

	for (m = u->t->modules; o && m < u->t->modules + u->t->module_count; m++)
		if (m->module == o && m->staging && statement_names_changed(m) && addresses_add(&u->said, o) == 1) {
			importers_outdated(u->t, u->importer, first);
			report_addf(u->t->report, PYR_REC_NOTE, utf8(u->importer), m->name,
				    "line %ld has looked through the names of %s, which has others now: name this module too if that matters",
				    tree_line(call, "lineno"), m->name);
		}
	unref(args);
}

/* f"{VERSION}", str(VERSION), of an object whose class says so otherwise now. */
static void
look_at_text(struct using *u, PyObject *node, PyObject *part)
{
	static const char *const methods[] = {"__format__", "__str__", "__repr__"};
	PyObject *o = object_of_ours(u, part), *f;
	bool another = false;
	size_t i;

	for (i = 0; o && !another && i < sizeof(methods) / sizeof(methods[0]); i++) {
		f = callable_of(class_lookup((PyObject *)type_of(o), methods[i]));
		another = f && is_function(f) && callee_changed(u->t, f);
	}
	if (another)
		say(u, node, part, o);
}

static void
look_at_texts(struct using *u, PyObject *node)
{
	static const char *const makers[] = {"str", "repr", "format", "ascii", NULL};
	PyObject *value = node_is(node, "FormattedValue") ? get_attr(node, "value") : NULL, *args;

	if (value)
		look_at_text(u, node, value);
	unref(value);
	args = node_is(node, "Call") && calls_one(node, makers) ? get_attr(node, "args") : NULL;
	if (args && PyList_Size(args))
		look_at_text(u, node, PyList_GetItem(args, 0));
	unref(args);
	PyErr_Clear();
}

static void
look_at_call(struct using *u, PyObject *call)
{
	static const char *const callers[] = {"map", "filter", "reduce", NULL};
	PyObject *args = get_attr(call, "args"), *keywords = get_attr(call, "keywords"), *value, *keyword;
	bool keeps = may_keep(u, call);
	Py_ssize_t i;

	look_at_method(u, call);
	look_at_survey(u, call);
	look_at_attribute(u, call, "func", &u->defaults);
	if (!addresses_has(&u->decorators, call))
		look_at_attribute(u, call, "func", &u->functions);
	if (args)
		look_at(u, call, args, &u->arguments);
	if (args && !keeps)
		look_at(u, call, args, &u->changed);
	if (args && calls_one(call, callers))
		look_at(u, call, args, &u->functions);
	for (i = 0; keywords && i < PyList_Size(keywords); i++) {
		keyword = PyList_GetItem(keywords, i);
		value = get_attr(keyword, "value");
		if (value)
			look_at(u, call, value, &u->arguments);
		/* **TABLE has no name. */
		if (value && (!keeps || !attr_is_text(keyword, "arg")))
			look_at(u, call, value, &u->changed);
		if (value && attr_is(keyword, "arg", "key"))
			look_at(u, call, value, &u->functions);
		unref(value);
	}
	unref(keywords);
	unref(args);
}

/* K().limit, K().load() */
static void
look_at_instance(struct using *u, PyObject *node, PyObject *call)
{
	PyObject *callee = get_attr(call, "func"), *class = callee ? object_of(u, callee, &u->classes) : NULL;
	PyObject *name = class ? get_attr(node, "attr") : NULL, *o = name ? class_lookup(class, utf8(name)) : NULL;
	PyObject *f = name ? function_read(class, utf8(name)) : NULL;

	if (o && (class_has_another(u->t, class, name) || (f && is_function(f) && callee_changed(u->t, f))))
		say(u, node, callee, class);
	unref(name);
	unref(callee);
	PyErr_Clear();
}

/* get.__doc__, get.scope */
static void
look_at_fact(struct using *u, PyObject *node, PyObject *value)
{
	PyObject *o = object_at(u, value), *name = o && is_function(o) ? get_attr(node, "attr") : NULL;

	if (name && function_fact_is_another(u->t, o, name))
		say(u, node, value, o);
	unref(name);
}

/* CONF.timeout, of an object that gives way to another one. */
static void
look_at_owner(struct using *u, PyObject *node)
{
	PyObject *value = node_is_loaded(node) ? get_attr(node, "value") : NULL;
	PyObject *o = value ? object_of(u, value, &u->changed) : NULL;

	if (o && !is_container(o) && !is_collection(o))
		say(u, node, value, o);
	o = value && !o ? object_of_ours(u, value) : NULL;
	if (o && !is_method_of(o, node) && method_is_another(u->t, o, node))
		say(u, node, value, o);
	if (value)
		look_at_fact(u, node, value);
	if (value && node_is(value, "Call"))
		look_at_instance(u, node, value);
	unref(value);
}

/* TABLE["a"], DEFAULTS[0], of which the plan has the contents to come: the item stays what it is.  One within has others. */
static bool
is_same_item(const struct using *u, PyObject *node)
{
	PyObject *value = get_attr(node, "value"), *key, *o, *old = NULL, *new = NULL;
	const struct ops *ops = &u->t->last;
	const struct op *op;
	bool last;

	key = node_constant_key(node, &last);
	o = value && key ? object_at(u, value) : NULL;
	o = o && (is_dict(o) || is_list(o)) ? o : NULL;
	old = o ? node_entry(o, key, last) : NULL;
	new = o && !addresses_has(&u->changed, o) ? old : NULL;
	for (op = ops->list; o && op < ops->list + ops->count; op++)
		if (op->kind == OP_CONTENT && op->owner == o && type_of(op->value) == type_of(o))
			new = node_entry(op->value, key, last);
	PyErr_Clear();
	unref(key);
	unref(value);
	return old && new &&
	       (old == map_resolve(&u->t->map, new) ||
		(is_atom(old) && is_atom(new) && const_equal(old, new, code_same_behaviour)));
}

/* {**TABLE} has no key for it. */
static void
look_at_display(struct using *u, PyObject *node)
{
	PyObject *keys = get_attr(node, "keys"), *values = get_attr(node, "values");
	Py_ssize_t i;

	for (i = 0; keys && values && i < PyList_Size(keys) && i < PyList_Size(values); i++)
		if (PyList_GetItem(keys, i) == NONE)
			look_at(u, node, PyList_GetItem(values, i), &u->changed);
	unref(values);
	unref(keys);
}

/* They are looked at after the definition; of a call by itself nobody takes the value. */
static void
keep_apart(struct using *u, PyObject *node)
{
	PyObject *list = node_is(node, "Expr") ? NULL : get_attr(node, "decorator_list");
	PyObject *value = node_is(node, "Expr") ? get_attr(node, "value") : NULL;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++)
		addresses_add(&u->decorators, PyList_GetItem(list, i));
	if (value)
		addresses_add(&u->decorators, value);
	unref(value);
	unref(list);
}

/* Where an expression is no more than handed on, the object is. */
static bool
look(PyObject *node, void *arg)
{
	static const struct {
		const char *kind, *parts[2];
	} readers[] = {
		{"comprehension", {"iter"}}, {"For", {"iter"}}, {"BinOp", {"left", "right"}},
		{"Compare", {"left", "comparators"}}, {"Starred", {"value"}}, {"FormattedValue", {"value"}},
		{"If", {"test"}}, {"IfExp", {"test"}}, {"UnaryOp", {"operand"}}, {"BoolOp", {"values"}},
	};
	struct using *u = arg;
	size_t i, k;

	if (node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "ClassDef") ||
	    node_is(node, "Expr"))
		keep_apart(u, node);
	else if (node_is(node, "Call"))
		look_at_call(u, node);
	else if (node_is(node, "Attribute"))
		look_at_owner(u, node);
	else if (node_is(node, "Dict"))
		look_at_display(u, node);
	else if (node_is(node, "Subscript") && node_is_loaded(node) && !is_same_item(u, node))
		look_at_attribute(u, node, "value", &u->changed);
	look_at_texts(u, node);
	for (i = 0; i < sizeof(readers) / sizeof(readers[0]); i++)
		for (k = 0; node_is(node, readers[i].kind) && k < 2 && readers[i].parts[k]; k++)
			look_at_attribute(u, node, readers[i].parts[k], &u->changed);
	return false;
}

static bool
is_used(PyObject *value, void *arg)
{
	const struct using *u = arg;

	return addresses_has(&u->changed, value) || addresses_has(&u->around, value) || addresses_has(&u->arguments, value) || addresses_has(&u->functions, value) ||
	       addresses_has(&u->defaults, value) || addresses_has(&u->objects, value) || addresses_has(&u->classes, value);
}

static void
look_in(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct using *u = arg;

	u->importer = name;
	u->names = names;
	tree_line_evaluated(tree, look, u);
	addresses_fini(&u->decorators);
	addresses_fini(&u->said);
}

/* Of the plan, and by what has run. */
void
changed_contents(struct transaction *t, struct addresses *changed)
{
	const struct op *op;
	Py_ssize_t at;

	for (op = t->last.list; op < t->last.list + t->last.count; op++)
		if (op->kind == OP_CONTENT)
			addresses_add(changed, op->owner);
	for (at = 0; at + 3 < PyList_Size(t->touched); at += 4)
		if (is_container(PyList_GetItem(t->touched, at)))
			addresses_add(changed, PyList_GetItem(t->touched, at));
}

#define DEEP 6
#define ITEMS_MOST 20000

/* Lists and dicts that have a changed one within, and classes. */
static bool
collect_around(struct using *u, PyObject *o, int depth, Py_ssize_t *left)
{
	PyObject *values = is_dict(o) ? PyDict_Values(o) : is_list(o) ? ref(o) : is_class(o) && CLASS_DICT(o) ? PyDict_Values(CLASS_DICT(o)) : NULL;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; values && depth < DEEP && i < PyList_Size(values) && --*left > 0; i++)
		has = addresses_has(&u->changed, PyList_GetItem(values, i)) ||
		      (PyList_GetItem(values, i) != o && collect_around(u, PyList_GetItem(values, i), depth + 1, left)) || has;
	unref(values);
	if (has)
		addresses_add(&u->around, o);
	PyErr_Clear();
	return has;
}

/* And objects that give way. */
static void
collect_changed(struct using *u)
{
	struct transaction *t = u->t;
	PyObject *name, *value, *to;
	Py_ssize_t at, left = ITEMS_MOST;
	size_t k;

	changed_contents(t, &u->changed);
	for (k = 0; k < t->module_count; k++)
		for (at = 0; PyDict_Next(t->modules[k].before, &at, &name, &value);) {
			to = is_atom(value) || is_function(value) || is_class(value) ? NULL : map_get(&t->map, value);
			if (to && to != value)
				addresses_add(&u->changed, value);
		}
	for (k = 0; u->changed.used && k < t->module_count; k++)
		for (at = 0; PyDict_Next(t->modules[k].before, &at, &name, &value);)
			if (is_dict(value) || is_list(value) || (is_class(value) && is_heap_type(value) && class_is_ours(t, value)))
				collect_around(u, value, 0, &left);
}

static bool
has_other_defaults(const struct module *m, PyObject *name, PyObject *live)
{
	PyObject *staged = PyDict_GetItemWithError(m->scratch, name);

	return staged && staged != live && is_function(staged) && !functions_same_defaults(live, staged);
}

/* Or made anew. */
static bool
has_other_methods(struct transaction *t, PyObject *class)
{
	PyObject *name, *value, *f;
	bool has = class_staged(t, class) != NULL;
	Py_ssize_t at = 0;

	while (!has && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &name, &value)) {
		f = is_str(name) ? function_read(class, utf8(name)) : NULL;
		has = f && is_function(f) && callee_changed(t, f);
	}
	return has;
}

static void
collect_callables(struct using *u)
{
	bool others = subclasses_are_others(u->t);
	struct module *m;
	PyObject *name, *value;
	Py_ssize_t at;

	for (m = u->t->modules; m < u->t->modules + u->t->module_count; m++)
		for (at = 0; m->staging && PyDict_Next(m->before, &at, &name, &value);) {
			if (!is_str(name) || is_atom(value))
				continue;
			if (arguments_are_others(m->staging, name, value)) {
				addresses_add(&u->arguments, value);
				m->takes_others = m->takes_others || (is_function(value) && is_own_definition(m, name, value));
			}
			if (is_function(value) && is_own_definition(m, name, value) && !code_suspends(WORD(value, python->function.code)) &&
			    (callee_changed(u->t, value) || (others && code_says(WORD(value, python->function.code), "__subclasses__"))))
				addresses_add(&u->functions, value);
			if (is_class(value) && is_heap_type(value) && class_is_ours(u->t, value) && has_other_methods(u->t, value))
				addresses_add(&u->classes, value);
			if (is_function(value) && has_other_defaults(m, name, value))
				addresses_add(&u->defaults, value);
			if (!is_function(value) && !is_class(value) && !is_module(value) && is_heap_type((PyObject *)type_of(value)) &&
			    class_is_ours(u->t, (PyObject *)type_of(value)))
				addresses_add(&u->objects, value);
		}
}

void
used_before_report(struct transaction *t)
{
	struct using u = {.t = t};
	bool others = false;
	size_t i;

	collect_changed(&u);
	collect_callables(&u);
	for (i = 0; i < t->module_count; i++)
		others = others || (t->modules[i].staging && statement_names_changed(&t->modules[i]));
	if (others || u.changed.used || u.arguments.used || u.functions.used || u.defaults.used || u.objects.used || u.classes.used)
		importers_each(t, is_used, look_in, &u);
	addresses_fini(&u.changed);
	addresses_fini(&u.around);
	addresses_fini(&u.arguments);
	addresses_fini(&u.functions);
	addresses_fini(&u.defaults);
	addresses_fini(&u.objects);
	addresses_fini(&u.classes);
	PyErr_Clear();
}
