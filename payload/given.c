/*
 * given.c - lines that have given a call an object which has other entries now: app.include_router(router).
 *
 * What the call has copied of it is as it was, and nobody can know whether it copies.  The lines
 * are named, in the modules of the transaction and in those that know them; nothing is refused
 * for that.
 */
#include "statement.h"
#include "version.h"

#define ITEMS_MOST 10000

/* It has a record that has been made once more: the live one has taken what that says. */
static bool
has_record(const struct addresses *touched, PyObject *o)
{
	PyObject *items = touched->used && (is_list(o) || is_dict(o)) ? is_dict(o) ? PyDict_Values(o) : items_of(o) : NULL;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; items && !has && i < PyList_Size(items) && i < ITEMS_MOST; i++)
		has = addresses_has(touched, PyList_GetItem(items, i));
	unref(items);
	PyErr_Clear();
	return has;
}

/* A container that the object has as an attribute has been changed by statements. */
static bool
has_changed(const struct addresses *touched, PyObject *o)
{
	bool object = is_heap_type((PyObject *)type_of(o)) && !is_class(o) && !is_module(o);
	PyObject *dict = object ? PyObject_GenericGetDict(o, NULL) : NULL, *key, *value;
	bool changed = false;
	Py_ssize_t at = 0;

	while (dict && is_dict(dict) && !changed && PyDict_Next(dict, &at, &key, &value))
		changed = addresses_has(touched, value) || has_record(touched, value);
	unref(dict);
	PyErr_Clear();
	return changed;
}

/* plugins.register(backup): what its functions take may have been looked at. */
static bool
has_other_functions(struct module *m)
{
	return m->old_code && !m->same_source && m->takes_others;
}

/* bp = Blueprint("shop", __name__, url_prefix="/v2"), in the place of another one: of a framework that copies what it is given. */
static bool
is_replaced_router(const struct module *m, PyObject *name, PyObject *o)
{
	static const char *const packages[] = {"flask", "fastapi", "starlette", "aiohttp"};
	PyObject *new = m->scratch && !is_atom(o) && is_heap_type((PyObject *)type_of(o)) ? PyDict_GetItemWithError(m->scratch, name) : NULL,
		 *module = new && new != o && type_of(new) == type_of(o) ? get_attr((PyObject *)type_of(o), "__module__") : NULL;
	bool is = false;
	size_t i, length;

	for (i = 0; module && is_str(module) && !is && i < sizeof(packages) / sizeof(packages[0]); i++) {
		length = strlen(packages[i]);
		is = !strncmp(utf8(module), packages[i], length) && strchr(".", utf8(module)[length]) != NULL;
	}
	unref(module);
	return is;
}

static int
collect(const struct transaction *t, struct addresses *objects)
{
	struct addresses touched = {0};
	PyObject *name, *o;
	Py_ssize_t i, at;
	int result = 0;
	size_t k;

	for (i = 0; result >= 0 && i + 3 < PyList_Size(t->touched); i += 4)
		result = addresses_add(&touched, PyList_GetItem(t->touched, i));
	for (i = 0; result >= 0 && i + 3 < PyList_Size(t->records); i += 4)
		result = addresses_add(&touched, PyList_GetItem(t->records, i));
	for (k = 0; result >= 0 && k < t->module_count; k++)
		if (has_other_functions(&t->modules[k]))
			result = addresses_add(objects, t->modules[k].module);
	for (k = 0; k < t->module_count; k++)
		for (at = 0; result >= 0 && PyDict_Next(t->modules[k].before, &at, &name, &o);)
			if (is_replaced_router(&t->modules[k], name, o))
				result = addresses_add(objects, o);
	for (k = 0; touched.used && k < t->module_count; k++)
		for (at = 0; result >= 0 && PyDict_Next(t->modules[k].before, &at, &name, &o);)
			if (has_changed(&touched, o) && !addresses_has(&t->taken_in, o))
				result = addresses_add(objects, o);
	addresses_fini(&touched);
	return result;
}

static void
say(struct transaction *t, const char *module, PyObject *call, PyObject *node, const struct addresses *objects, PyObject *names)
{
	PyObject *o = node_object_in(names, node), *name;

	if (!o || !addresses_has(objects, o))
		return;
	name = get_attr(node, node_is(node, "Name") ? "id" : "attr");
	if (name)
		report_addf(
		    t->report, PYR_REC_NOTE, module, utf8(name),
		    "line %ld was not run again: `%s` is another or has other entries now, and what line %ld has copied of it, if it has, is "
		    "as it was",
		    tree_line(call, "lineno"), utf8(name), tree_line(call, "lineno"));
	unref(name);
}

/* A call whose value nobody takes. */
static void
look_at(struct transaction *t, const char *module, PyObject *statement, const struct addresses *objects, PyObject *names)
{
	PyObject *call = node_is(statement, "Expr") ? get_attr(statement, "value") : NULL, *args, *keywords, *value;
	Py_ssize_t i;

	args = call && node_is(call, "Call") ? get_attr(call, "args") : NULL;
	keywords = args ? get_attr(call, "keywords") : NULL;
	for (i = 0; args && i < PyList_Size(args); i++)
		say(t, module, call, PyList_GetItem(args, i), objects, names);
	for (i = 0; keywords && i < PyList_Size(keywords); i++) {
		value = get_attr(PyList_GetItem(keywords, i), "value");
		if (value)
			say(t, module, call, value, objects, names);
		unref(value);
	}
	unref(keywords);
	unref(args);
	unref(call);
	PyErr_Clear();
}

struct giving {
	struct transaction *t;
	struct addresses objects;
	struct addresses seen; /* dicts of modules that have been looked at */
};

static bool
is_given(PyObject *value, void *arg)
{
	const struct giving *g = arg;

	return addresses_has(&g->objects, value);
}

struct place {
	const struct giving *g;
	const char *module;
	PyObject *names;
};

/* What the process has by this path; borrowed, NULL: it is not loaded. */
static PyObject *
loaded_at(PyObject *path)
{
	PyObject *module = path ? PyDict_GetItemWithError(PyImport_GetModuleDict(), path) : NULL;

	return module && is_module(module) ? module : NULL;
}

/* The path that "from .views import bp" says, in a module with these names; new reference. */
static PyObject *
path_imported(PyObject *names, PyObject *node)
{
	PyObject *module = get_attr(node, "module"), *number = get_attr(node, "level"), *package = dict_get(names, "__package__"), *base, *path;
	long level = number && number != NONE ? PyLong_AsLong(number) : 0;
	const char *start = level && package && is_str(package) ? utf8(package) : "", *end = start + strlen(start);

	for (; level > 1 && end > start; level--)
		for (end--; end > start && *end != '.'; end--)
			;
	base = PyUnicode_FromStringAndSize(start, end - start);
	path = !base ? NULL : !module || !is_str(module) ? ref(base) : end > start ? PyUnicode_FromFormat("%U.%U", base, module) : ref(module);
	unref(base);
	unref(number);
	unref(module);
	return path;
}

struct importing {
	PyObject *names, *scope;
};

static void
add_alias(const struct importing *i, PyObject *node, PyObject *alias)
{
	PyObject *name = get_attr(alias, "name"), *as = get_attr(alias, "asname"), *path = NULL, *below, *o = NULL;

	if (node_is(node, "ImportFrom")) {
		path = path_imported(i->names, node);
		o = loaded_at(path);
		o = o && name ? PyDict_GetItemWithError(PyModule_GetDict(o), name) : NULL;
		below = path && name && !o ? PyUnicode_FromFormat("%U.%U", path, name) : NULL;
		o = below ? loaded_at(below) : o;
		unref(below);
	} else if (name && is_str(name) && (!strchr(utf8(name), '.') || (as && as != NONE))) {
		o = loaded_at(name);
	}
	if (o && name && is_str(name))
		PyDict_SetItem(i->scope, as && as != NONE ? as : name, o);
	unref(path);
	unref(as);
	unref(name);
	PyErr_Clear();
}

static bool
add_imports(PyObject *node, void *arg)
{
	PyObject *list = node_is(node, "ImportFrom") || node_is(node, "Import") ? get_attr(node, "names") : NULL;
	Py_ssize_t k;

	for (k = 0; list && k < PyList_Size(list); k++)
		add_alias(arg, node, PyList_GetItem(list, k));
	unref(list);
	return false;
}

/* def create_app(): from .views import bp; new reference. */
static PyObject *
names_with_local_imports(PyObject *names, PyObject *tree)
{
	struct importing i = {names, PyDict_New()};

	if (i.scope)
		tree_any(tree, add_imports, &i);
	if (i.scope && PyDict_Update(i.scope, names) < 0)
		PyErr_Clear();
	return i.scope;
}

/* import <name>, from <name> import ...; from . import <name> has no more than dots. */
static bool
code_imports(PyObject *code, const char *name)
{
	const struct token *x;
	struct body body;
	bool imports = false;

	if (!code_says(code, name) || body_init(&body, code) < 0)
		return false;
	for (x = body.tokens; !imports && x < body.tokens + body.token_count; x++)
		imports = x->op == python->op.import_name && x->value && (!strcmp(utf8(x->value), name) || !*utf8(x->value));
	body_fini(&body);
	return imports;
}

static bool
function_imports(const struct transaction *t, PyObject *names, PyObject *f)
{
	const struct module *m;
	const char *last;

	if (!is_function(f) || WORD(f, python->function.globals) != names)
		return false;
	for (m = t->modules; m < t->modules + t->module_count; m++) {
		last = strrchr(m->name, '.');
		if (code_imports(WORD(f, python->function.code), m->name) || (last && code_imports(WORD(f, python->function.code), last + 1)))
			return true;
	}
	return false;
}

/* Some function or method of the module says the name of one of ours, as its own import does. */
static bool
imports_within(const struct transaction *t, PyObject *names)
{
	PyObject *name, *value, *class;
	Py_ssize_t at = 0, in;

	while (PyDict_Next(names, &at, &name, &value)) {
		if (function_imports(t, names, value))
			return true;
		if (!is_class(value) || !is_heap_type(value) || !CLASS_DICT(value))
			continue;
		for (in = 0, class = value; PyDict_Next(CLASS_DICT(class), &in, &name, &value);)
			if (function_imports(t, names, callable_of(value)))
				return true;
	}
	return false;
}

static bool
look_at_node(PyObject *node, void *arg)
{
	const struct place *p = arg;

	look_at(p->g->t, p->module, node, &p->g->objects, p->names);
	return false;
}

/* Of functions, too: def create_app(): app.include_router(router). */
static void
look_elsewhere(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	PyObject *scope = names_with_local_imports(names, tree);
	struct place p = {arg, utf8(name), scope ? scope : names};
	struct giving *g = arg;

	addresses_add(&g->seen, names);
	tree_any(tree, look_at_node, &p);
	unref(scope);
	PyErr_Clear();
}

/* Modules that have nothing of ours but in functions. */
static void
look_where_functions_import(struct transaction *t, struct giving *giving)
{
	PyObject *items = PyDict_Items(PyImport_GetModuleDict()), *name, *module, *names, *tree;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		names = is_str(name) && is_module(module) && !transaction_module(t, name) ? PyModule_GetDict(module) : NULL;
		tree = names && !addresses_has(&giving->seen, names) && imports_within(t, names) ? importers_tree(t, name, names) : NULL;
		if (tree)
			look_elsewhere(name, names, tree, giving);
		breathe(t);
	}
	unref(items);
	PyErr_Clear();
}

void
given_report(struct transaction *t)
{
	struct giving giving = {.t = t};
	const struct staging *g;
	struct place here;
	bool any = collect(t, &giving.objects) >= 0 && giving.objects.used;
	PyObject *scope, *tree;
	size_t k;
	int s;

	for (k = 0; any && k < t->module_count; k++) {
		g = t->modules[k].staging;
		scope = g && t->modules[k].tree ? names_with_local_imports(t->modules[k].before, t->modules[k].tree) : NULL;
		for (s = 0; scope && t->modules[k].old_code && s < g->count; s++)
			if (g->statements[s].same) {
				here = (struct place){&giving, t->modules[k].name, scope};
				tree_any(g->statements[s].node, look_at_node, &here);
			}
		unref(scope);
		tree = g ? NULL : importers_tree(t, t->modules[k].name_object, t->modules[k].before);
		if (tree)
			look_elsewhere(t->modules[k].name_object, t->modules[k].before, tree, &giving);
	}
	if (any)
		importers_each(t, is_given, look_elsewhere, &giving);
	if (any)
		look_where_functions_import(t, &giving);
	addresses_fini(&giving.objects);
	addresses_fini(&giving.seen);
	PyErr_Clear();
}
