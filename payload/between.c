/*
 * between.c - lines that have used what is another now by a function of a module in between, which is not named.
 *
 *     units.py (named)    registry.py                    rules.py
 *     def parse(text):    def rule(name, size):          @rule("big", "1k")
 *         ...                 SIZES[name] = parse(size)  def big(n): ...
 *
 * rules.py does not so much as import units.  What registry.py defines is asked by its code; then who calls that, and so on.
 */
#include "callees.h"

#include "version.h"

#define ROUNDS_MOST 4 /* modules in between, one after the other */

struct between {
	struct transaction *t;
	PyObject *importer, *names;
	struct addresses bound;     /* dicts of modules that have imported names which get another value */
	struct addresses contents;  /* lists, dicts and sets of the modules that get others */
	struct addresses called;    /* functions of modules that are not named, which use such when they are called */
	struct addresses returned;  /* of which what they return does */
	struct addresses known;     /* both, the classes that have them for methods, and the modules */
	struct addresses decorating; /* nodes: calls whose value is called, too */
};

static bool
is_known(PyObject *value, void *arg)
{
	PyObject *class = is_class(value) ? value : (PyObject *)type_of(value);
	const struct between *b = arg;

	return addresses_has(&b->known, value) || (is_heap_type(class) && class_or_base_among(&b->known, class));
}

static const struct module *
module_named(const struct transaction *t, PyObject *module)
{
	const struct module *m = t->modules;

	while (m < t->modules + t->module_count && m->module != module)
		m++;
	return m < t->modules + t->module_count ? m : NULL;
}

/* What makes its instances, and what is told of its subclasses. */
static bool
has_method_called(const struct between *b, PyObject *class, const char *const *names)
{
	PyObject *f;
	bool has = false;

	for (; *names && !has; names++) {
		f = class_lookup(class, *names);
		has = f && addresses_has(&b->called, callable_of(f));
	}
	return has;
}

static bool
class_uses(const struct between *b, PyObject *class)
{
	static const char *const constructors[] = {"__new__", "__init__", "__post_init__", NULL};

	return is_heap_type(class) && has_method_called(b, class, constructors);
}

/* A function or class, which a call of would use what is another now. */
static bool
uses(const struct between *b, PyObject *o)
{
	if (is_class(o))
		return class_uses(b, o) || (is_heap_type(o) && class_is_ours(b->t, o) && callee_changed(b->t, o));
	return is_function(o) && (addresses_has(&b->called, o) ||
				  (pair_is_ours(b->t, WORD(o, python->function.code)) && callee_changed(b->t, o)));
}

/* `from units import LIMIT`, which follows. */
static bool
is_bound(const struct between *b, PyObject *name)
{
	const struct ops *ops = &b->t->ops;
	const struct op *op;

	for (op = ops->list; addresses_has(&b->bound, b->names) && op < ops->list + ops->count; op++)
		if (op->kind == OP_DICT && op->owner == b->names && op->key && is_str(op->key) && PyUnicode_Compare(op->key, name) == 0)
			return true;
	return false;
}

/* `name` or `name.attribute` (NULL: none), where the former has this value. */
static bool
leads_to_another(const struct between *b, PyObject *value, PyObject *attribute)
{
	const struct module *m = is_module(value) ? module_named(b->t, value) : NULL;
	PyObject *item = NULL;

	if (attribute && ((m && name_is_moved(m, attribute)) ||
			  (is_class(value) && class_has_another(b->t, value, attribute))))
		return true;
	if (is_module(value))
		item = attribute ? PyDict_GetItemWithError(PyModule_GetDict(value), attribute) : NULL;
	else if (is_class(value) || is_function(value))
		item = value;
	else if (attribute && is_heap_type((PyObject *)type_of(value)))
		item = function_read((PyObject *)type_of(value), utf8(attribute));
	else
		item = is_atom(value) ? NULL : function_within(value); /* in an lru_cache, or a partial */
	return item && uses(b, item);
}

static bool code_uses(const struct between *b, PyObject *code, int levels);

/* levels: 2: what is defined within, too.  changes: set: names of what the code itself fills. */
static bool
tokens_use(const struct between *b, const struct body *body, PyObject *changes, int levels)
{
	const struct token *x, *end = body->tokens + body->token_count;
	PyObject *value;
	bool is = false;

	for (x = body->tokens; !is && x < end; x++) {
		if (x->value && is_code(x->value)) {
			is = code_is_comprehension(x->value) ? code_uses(b, x->value, levels)
							     : levels > 1 && code_uses(b, x->value, levels - 1);
			continue;
		}
		if ((x->op != python->op.load_global && x->op != python->op.load_name) || !x->value)
			continue;
		value = PyDict_GetItemWithError(b->names, x->value);
		is = value && (is_bound(b, x->value) ||
			       leads_to_another(b, value, x + 1 < end && token_is_attribute(x + 1) ? x[1].value : NULL) ||
			       (addresses_has(&b->contents, value) && PySet_Contains(changes, x->value) == 0));
	}
	return is;
}

static bool
code_uses(const struct between *b, PyObject *code, int levels)
{
	PyObject *changes = PySet_New(NULL);
	struct body body;
	bool is = false;

	if (changes && code_written_names(code, changes) == 0 && body_init(&body, code) == 0) {
		is = tokens_use(b, &body, changes, levels);
		body_fini(&body);
	}
	unref(changes);
	PyErr_Clear();
	return is;
}

/* What it is defined in becomes known with it. */
static void
ask(struct between *b, PyObject *f, PyObject *owner)
{
	PyObject *code = WORD(f, python->function.code);
	bool called;

	if (code_suspends(code))
		return;
	called = !addresses_has(&b->called, f) && code_uses(b, code, 1);
	if (called)
		addresses_add(&b->called, f);
	if (!called && (addresses_has(&b->returned, f) || !code_uses(b, code, 2)))
		return;
	addresses_add(&b->returned, f);
	addresses_add(&b->known, f);
	addresses_add(&b->known, owner);
}

/* Of a cached_property; borrowed, or NULL. */
static PyObject *
cached_in(PyObject *value)
{
	PyObject *f = attr_is((PyObject *)type_of(value), "__name__", "cached_property") ? get_attr(value, "func") : NULL;

	unref(f); /* the property keeps it */
	PyErr_Clear();
	return f && is_function(f) ? f : NULL;
}

/* Also within an lru_cache, a property or a cached_property; borrowed, or NULL. */
static PyObject *
function_at(PyObject *value)
{
	PyObject *f = is_exact(value, TYPE_AT(PyProperty_Type)) ? get_attr(value, "fget") : NULL;

	unref(f); /* the property keeps it */
	PyErr_Clear();
	f = f ? f : function_within(callable_of(value));
	f = f ? f : is_atom(value) || is_class(value) ? NULL : cached_in(value);
	return f && is_function(f) ? f : NULL;
}

/* What a cached property, or an lru_cache in a class, keeps. */
static void
keep_used(struct between *b, PyObject *class, PyObject *name, PyObject *value)
{
	if (class && cached_in(value) && !list_has(b->t->used_properties, value))
		LIST_APPEND(b->t->used_properties, class, name, value, b->importer);
	if (class && (PyObject *)type_of(callable_of(value)) == functions_cache_type() && !list_has(b->t->used_caches, callable_of(value)))
		LIST_APPEND(b->t->used_caches, callable_of(value));
}

static void
ask_methods(struct between *b, PyObject *class)
{
	PyObject *name, *value, *f;
	Py_ssize_t at = 0;

	while (CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &name, &value)) {
		f = is_str(name) ? function_at(value) : NULL;
		if (!f || WORD(f, python->function.globals) != b->names)
			continue;
		ask(b, f, class);
		if (addresses_has(&b->called, f))
			keep_used(b, class, name, value);
	}
}

/* It holds something through which its functions may use what is another now. */
static bool
may_use(const struct between *b)
{
	PyObject *name, *value, *class;
	Py_ssize_t at = 0;

	if (addresses_has(&b->bound, b->names))
		return true;
	while (PyDict_Next(b->names, &at, &name, &value)) {
		class = is_class(value) ? value : (PyObject *)type_of(value);
		if ((is_module(value) && module_named(b->t, value)) || addresses_has(&b->contents, value) ||
		    is_known(value, (void *)(uintptr_t)b) || (is_heap_type(class) && class_is_ours(b->t, class)) ||
		    (is_function(value) && pair_is_ours(b->t, WORD(value, python->function.code))))
			return true;
	}
	return false;
}

static void
ask_module(struct between *b, PyObject *module)
{
	PyObject *name, *value, *home, *f;
	size_t before = b->known.used;
	Py_ssize_t at = 0;

	while (PyDict_Next(b->names, &at, &name, &value)) {
		f = function_at(value);
		if (f && WORD(f, python->function.globals) == b->names)
			ask(b, f, module);
		home = is_class(value) && is_heap_type(value) ? class_get(value, "__module__") : NULL;
		if (home && is_str(home) && PyUnicode_Compare(home, b->importer) == 0)
			ask_methods(b, value);
	}
	if (b->known.used > before)
		addresses_add(&b->known, module);
}

static void
ask_all(struct between *b)
{
	PyObject *items = PyDict_Items(PyImport_GetModuleDict()), *name, *module;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name) || !is_module(module) || transaction_module(b->t, name) ||
		    PySequence_Contains(b->t->imported, name) == 1)
			continue;
		b->importer = name;
		b->names = PyModule_GetDict(module);
		if (may_use(b))
			ask_module(b, module);
		breathe(b->t);
	}
	unref(items);
	PyErr_Clear();
}

/* The function that a call of this leads to; of an object, the method. */
static PyObject *
callee_of(const struct between *b, PyObject *node)
{
	PyObject *o = node_object_in(b->names, node), *value = NULL, *name = NULL;

	if (!o && node_is(node, "Attribute")) {
		value = get_attr(node, "value");
		name = get_attr(node, "attr");
		o = value ? node_object_in(b->names, value) : NULL;
		o = o && name && is_heap_type((PyObject *)type_of(o)) ? function_read((PyObject *)type_of(o), utf8(name)) : NULL;
	}
	unref(name);
	unref(value);
	PyErr_Clear();
	return o && !is_class(o) ? callable_of(o) : o;
}

static void
say(const struct between *b, PyObject *node, PyObject *callee, PyObject *o)
{
	PyObject *path = get_attr(o, "__qualname__"), *home = get_attr(o, "__module__");
	const char *name = path && is_str(path) ? utf8(path) : "?", *module = home && is_str(home) ? utf8(home) : "?";

	importers_outdated(b->t, b->importer, callee);
	report_addf(b->t->report, PYR_REC_NOTE, utf8(b->importer), name,
		    transaction_module(b->t, b->importer)
			? "line %ld has called %s.%s while that used what is another now: name %s in the same call, or this module once more"
			: "line %ld has called %s.%s, which uses what is another now: name this module too if that matters",
		    tree_line(node, "lineno"), module, name, module);
	unref(home);
	unref(path);
	PyErr_Clear();
}

static void
look_at_call(struct between *b, PyObject *node, PyObject *callee, bool returned)
{
	PyObject *o = callee_of(b, callee);

	if (o && (is_class(o) ? class_uses(b, o) : addresses_has(returned ? &b->returned : &b->called, o)))
		say(b, node, callee, o);
}

/* @rule("big") calls what rule() returns. */
static void
look_at_decorators(struct between *b, PyObject *definition)
{
	PyObject *list = get_attr(definition, "decorator_list"), *one;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		one = PyList_GetItem(list, i);
		if (node_is(one, "Call"))
			addresses_add(&b->decorating, one);
		else
			look_at_call(b, one, one, false);
	}
	unref(list);
}

static void
look_at_bases(const struct between *b, PyObject *definition)
{
	static const char *const told[] = {"__init_subclass__", NULL};
	PyObject *list = get_attr(definition, "bases"), *o;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		o = node_object_in(b->names, PyList_GetItem(list, i));
		if (o && is_class(o) && is_heap_type(o) && has_method_called(b, o, told))
			say(b, definition, PyList_GetItem(list, i), o);
	}
	unref(list);
}

static bool
look(PyObject *node, void *arg)
{
	struct between *b = arg;
	PyObject *callee;

	if (node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "ClassDef"))
		look_at_decorators(b, node);
	if (node_is(node, "ClassDef"))
		look_at_bases(b, node);
	callee = node_is(node, "Call") ? get_attr(node, "func") : NULL;
	if (callee && node_is(callee, "Call"))
		addresses_add(&b->decorating, callee);
	else if (callee)
		look_at_call(b, node, callee, addresses_has(&b->decorating, node));
	unref(callee);
	return false;
}

/* Of a program what it does goes on, as a rule: server.run(). */
static bool
goes_on(PyObject *statement)
{
	static const char *const made[] = {"FunctionDef", "AsyncFunctionDef", "ClassDef", "Assign", "AnnAssign"};
	bool is = false;
	size_t i;

	for (i = 0; i < sizeof(made) / sizeof(made[0]) && !is; i++)
		is = node_is(statement, made[i]);
	return !is;
}

static void
look_in(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	bool program = !strcmp(utf8(name), "__main__");
	struct between *b = arg;
	Py_ssize_t i;

	b->importer = name;
	b->names = names;
	for (i = 0; i < PyList_Size(tree); i++)
		if (!program || !goes_on(PyList_GetItem(tree, i)))
			tree_line_evaluated(PyList_GetItem(tree, i), look, b);
	addresses_fini(&b->decorating);
}

/* Not a registry of somebody else, which a line that was staged has been entered in. */
static void
collect_contents(struct between *b)
{
	struct addresses changed = {0};
	const struct module *m;
	PyObject *name, *value;
	Py_ssize_t at;

	changed_contents(b->t, &changed);
	for (m = b->t->modules; m < b->t->modules + b->t->module_count; m++)
		for (at = 0; PyDict_Next(m->before, &at, &name, &value);)
			if (addresses_has(&changed, value))
				addresses_add(&b->contents, value);
	addresses_fini(&changed);
}

/* self.line(), account.line(), and a method of this name is one of those. */
static bool
asks_by_attribute(PyObject *code, PyObject *names)
{
	const struct token *x, *end;
	struct body body;
	bool asks = false;

	if (body_init(&body, code) < 0)
		return false;
	for (x = body.tokens, end = x + body.token_count; !asks && x < end; x++)
		asks = x->value && (is_code(x->value) ? asks_by_attribute(x->value, names)
						      : token_is_attribute(x) && is_str(x->value) && PySet_Contains(names, x->value) == 1);
	body_fini(&body);
	return asks;
}

/* One by one, until none is new; class: NULL for what the module has.  Whether one was. */
static bool
ask_caches(struct between *b, PyObject *dict, PyObject *class, PyObject *names)
{
	PyObject *name, *value, *f;
	bool found = false, known;
	Py_ssize_t at = 0;

	while (dict && PyDict_Next(dict, &at, &name, &value)) {
		f = is_str(name) ? function_at(value) : NULL;
		if (!f || WORD(f, python->function.globals) != b->names || PySet_Contains(names, name) == 1)
			continue;
		known = addresses_has(&b->called, f);
		if (!known && asks_by_attribute(WORD(f, python->function.code), names) && addresses_add(&b->called, f) == 1) {
			keep_used(b, class, name, value);
			known = found = true;
		}
		if (known && class && PySet_Add(names, name) == 0)
			found = true;
	}
	return found;
}

/* What a cached method or function reaches through an object is known by the name alone: enough to drop answers, and too little to
   name lines by. */
static void
ask_by_attribute(struct between *b)
{
	PyObject *items = PyDict_Items(PyImport_GetModuleDict()), *name, *value, *module, *names, *home;
	Py_ssize_t i, at;
	bool again;

	for (i = 0; items && i < PyList_Size(items); i++) {
		b->importer = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_module(module) || !addresses_has(&b->known, module) || !(names = PySet_New(NULL)))
			continue;
		b->names = PyModule_GetDict(module);
		do {
			again = false;
			for (at = 0; PyDict_Next(b->names, &at, &name, &value);) {
				home = is_class(value) && is_heap_type(value) ? class_get(value, "__module__") : NULL;
				if (home && is_str(home) && PyUnicode_Compare(home, b->importer) == 0)
					again = ask_caches(b, CLASS_DICT(value), value, names) || again;
			}
		} while (again);
		ask_caches(b, b->names, NULL, names);
		unref(names);
	}
	unref(items);
	PyErr_Clear();
}

void
between_report(struct transaction *t)
{
	struct between b = {.t = t};
	const struct module *m;
	const struct op *op;
	size_t before;
	int rounds = 0;

	collect_contents(&b);
	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++)
		if (op->kind == OP_DICT && op->key && is_str(op->key))
			addresses_add(&b.bound, op->owner);
	do {
		before = b.known.used;
		ask_all(&b);
	} while (b.known.used > before && ++rounds < ROUNDS_MOST);
	if (b.known.used) {
		importers_each(t, is_known, look_in, &b);
		for (m = t->modules; m < t->modules + t->module_count; m++)
			if (m->tree)
				look_in(m->name_object, m->before, m->tree, &b);
	}
	ask_by_attribute(&b);
	addresses_fini(&b.bound);
	addresses_fini(&b.contents);
	addresses_fini(&t->users);
	t->users = b.called;
	addresses_fini(&b.returned);
	addresses_fini(&b.known);
	PyErr_Clear();
}
