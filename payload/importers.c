/*
 * importers.c - `from m import name [as other]` in other modules follows a change.
 *
 * Equal numbers and strings are everywhere, so a value alone proves nothing:
 * the importer's own import statement has to say that the name came from here.
 */
#include <stdlib.h>

#include "compile.h"
#include "statement.h"
#include "version.h"

static bool
is_part_of_name(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c & 0x80;
}

static bool
has_word(const char *text, size_t size, const char *word)
{
	size_t len = strlen(word);
	const char *at = text, *end = text + size;

	for (; (at = memmem(at, (size_t)(end - at), word, len)); at++)
		if ((at == text || !is_part_of_name(at[-1])) && (at + len == end || !is_part_of_name(at[len])))
			return true;
	return false;
}

/* "from x" or "import x" with the module's last name, or relative within the same package. */
static bool
is_import_of(const char *line, size_t size, const char *module, bool kin)
{
	const char *last = strrchr(module, '.');

	while (size && (*line == ' ' || *line == '\t'))
		line++, size--;
	if (size < 6 || (memcmp(line, "from ", 5) != 0 && memcmp(line, "import", 6) != 0))
		return false;
	return has_word(line, size, last ? last + 1 : module) || (kin && !memcmp(line, "from .", 6));
}

/* Cheap, and spares most modules from being parsed, which takes time and memory. */
static bool
mentions(PyObject *source, const char *name, const char *module, bool kin)
{
	char *text = NULL, *line, *end;
	Py_ssize_t size = 0;

	if (PyBytes_AsStringAndSize(source, &text, &size) < 0 ||
	    !(has_word(text, (size_t)size, name) || memmem(text, (size_t)size, "import *", 8)))
		return false;
	for (line = text; line < text + size; line = end + 1) {
		end = memchr(line, '\n', (size_t)(text + size - line));
		end = end ? end : text + size;
		if (is_import_of(line, (size_t)(end - line), module, kin))
			return true;
	}
	return false;
}

/* One value in one module that may have imported it. */
struct following {
	struct transaction *t;
	PyObject *importer, *dict; /* its name and what it names */
	const char *module, *name; /* where the value comes from */
	PyObject *old, *new;
	bool equal;                /* old is only equal to what was imported */
	PyObject *tree;            /* the importer's statements, once looked at; borrowed */
	bool looked;
	PyObject *sources;         /* list: module name, name, of all that the value is imported from, and so on */
};

/* Both are of one package. */
static bool
are_kin(const struct following *f)
{
	size_t len = strcspn(f->module, ".");

	return !strncmp(utf8(f->importer), f->module, len) && strchr(".", utf8(f->importer)[len]) != NULL;
}

/* [source, tree]: read once, and parsed when there is a reason to; None is what cannot be had, or has not been.  Borrowed. */
static PyObject *
source_of(struct transaction *t, PyObject *name, PyObject *names)
{
	PyObject *file = dict_get(names, "__file__"), *loader = dict_get(names, "__loader__"), *source, *pair;
	bool hidden;

	pair = PyDict_GetItemWithError(t->parsed, name);
	if (pair)
		return pair;
	hidden = hidden_hide(t); /* to read lets others run */
	source = file && is_str(file) && loader ? PyObject_CallMethod(loader, "get_data", "O", file) : NULL;
	if (hidden)
		hidden_show(t);
	breathe(t);
	PyErr_Clear();
	pair = PyList_New(2);
	if (pair) {
		PyList_SetItem(pair, 0, source ? source : ref(NONE));
		PyList_SetItem(pair, 1, ref(NONE));
		if (PyDict_SetItem(t->parsed, name, pair) < 0)
			PyErr_Clear();
		unref(pair); /* the dict has it, or memory is short */
	} else {
		unref(source);
	}
	return pair ? PyDict_GetItemWithError(t->parsed, name) : NULL;
}

PyObject *
importers_tree(struct transaction *t, PyObject *name, PyObject *names)
{
	PyObject *pair = source_of(t, name, names), *tree;

	if (pair && PyList_GetItem(pair, 0) != NONE && PyList_GetItem(pair, 1) == NONE) {
		tree = compile_tree(t, PyList_GetItem(pair, 0), dict_get(names, "__file__"));
		breathe(t);
		PyErr_Clear();
		PyList_SetItem(pair, tree ? 1 : 0, tree ? tree : ref(NONE));
	}
	return !pair || PyList_GetItem(pair, 1) == NONE ? NULL : PyList_GetItem(pair, 1);
}

/* The statements of a module that was not reloaded; borrowed.  NULL without exception: not to be had, or it has no import
   statement of this kind. */
static PyObject *
tree_of(const struct following *f)
{
	PyObject *pair = source_of(f->t, f->importer, f->dict), *source = pair ? PyList_GetItem(pair, 0) : NONE;

	if (source == NONE || !mentions(source, f->name, f->module, are_kin(f)))
		return PyErr_Clear(), NULL;
	return importers_tree(f->t, f->importer, f->dict);
}

/* It names a module of the transaction, or what the caller knows. */
static bool
may_name(struct transaction *t, PyObject *names, bool (*knows)(PyObject *, void *), void *arg)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	size_t i;

	while (PyDict_Next(names, &at, &key, &value)) {
		/* To name what has been used: who looks for stores while statements are judged has no need of so many. */
		if (knows(value, arg) || (t->is_staged && is_module(value) && reexports_between(t, value)))
			return true;
		for (i = 0; is_module(value) && i < t->module_count; i++)
			if (value == t->modules[i].module)
				return true;
	}
	return false;
}

void
importers_each(struct transaction *t, bool (*knows)(PyObject *, void *),
	       void (*look)(PyObject *, PyObject *, PyObject *, void *), void *arg)
{
	PyObject *items = PyDict_Items(PyImport_GetModuleDict()), *name, *module, *names, *tree;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name) || !is_module(module) || transaction_module(t, name) ||
		    PySequence_Contains(t->imported, name) == 1)
			continue;
		names = PyModule_GetDict(module);
		tree = may_name(t, names, knows, arg) ? importers_tree(t, name, names) : NULL;
		if (tree)
			look(name, names, tree, arg);
		breathe(t);
	}
	unref(items);
	PyErr_Clear();
}

void
importers_outdated(struct transaction *t, PyObject *importer, PyObject *node)
{
	PyObject *next = node_is(node, "Attribute") || node_is(node, "Subscript") ? get_attr(node, "value")
			 : node_is(node, "Call")				   ? get_attr(node, "func")
										   : NULL,
		 *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;

	if (next)
		importers_outdated(t, importer, next);
	else if (id && PyList_Append(t->outdated, importer) == 0)
		PyList_Append(t->outdated, id);
	unref(id);
	unref(next);
}

bool
importers_names_module(PyObject *node, PyObject *importer, const char *module)
{
	PyObject *from = get_attr(node, "module"), *level = get_attr(node, "level");
	PyObject *package = dict_get(importer, "__package__");
	long up = level && level != NONE ? PyLong_AsLong(level) : 0;
	const char *tail = from && is_str(from) ? utf8(from) : "", *base, *end;
	bool same = false;

	if (up == 0) {
		same = !strcmp(tail, module);
	} else if (package && is_str(package)) {
		base = utf8(package);
		for (end = base + strlen(base); up > 1 && end > base; up--)
			do
				end--;
			while (end > base && *end != '.');
		same = !strncmp(module, base, (size_t)(end - base)) &&
		       (*tail ? module[end - base] == '.' && !strcmp(module + (end - base) + 1, tail)
			      : module[end - base] == '\0');
	}
	PyErr_Clear();
	unref(from);
	unref(level);
	return same;
}

static bool
imports_as(PyObject *node, const char *name, const char *as)
{
	PyObject *names = get_attr(node, "names"), *alias, *other;
	bool found = false;
	Py_ssize_t i;

	for (i = 0; names && !found && i < PyList_Size(names); i++) {
		alias = PyList_GetItem(names, i);
		if (attr_is(alias, "name", "*")) {
			found = !strcmp(name, as);
			continue;
		}
		other = get_attr(alias, "asname");
		found = attr_is(alias, "name", name) &&
			!strcmp(other && is_str(other) ? utf8(other) : name, as);
		unref(other);
	}
	unref(names);
	return found;
}

static bool
type_name_has(PyObject *node, const char *text)
{
	PyObject *type = get_attr((PyObject *)type_of(node), "__name__");
	bool has = type && is_str(type) && strstr(utf8(type), text);

	unref(type);
	return has;
}

/* An attribute that is a list, or NULL; new reference. */
static PyObject *
list_attr(PyObject *node, const char *name)
{
	PyObject *list = get_attr(node, name);

	PyErr_Clear();
	if (list && is_exact(list, TYPE_AT(PyList_Type)))
		return list;
	unref(list);
	return NULL;
}

/* "global as" among the statements of a function. */
static bool
declares_global(PyObject *block, const char *as)
{
	PyObject *names;
	bool found = false;
	Py_ssize_t i, k;

	for (i = 0; !found && i < PyList_Size(block); i++) {
		if (!type_name_has(PyList_GetItem(block, i), "Global"))
			continue;
		names = list_attr(PyList_GetItem(block, i), "names");
		for (k = 0; names && !found && k < PyList_Size(names); k++)
			found = !strcmp(utf8(PyList_GetItem(names, k)), as);
		unref(names);
	}
	return found;
}

/* Look through `if`, `try` and `with` too; into functions that bind the module's name; not into classes. */
static bool
block_imports(const struct following *f, PyObject *block, const char *as)
{
	static const char *const inner[] = {"body", "orelse", "finalbody", "handlers"};
	PyObject *node, *child;
	bool found = false;
	Py_ssize_t i;
	size_t k;

	for (i = 0; !found && i < PyList_Size(block); i++) {
		node = PyList_GetItem(block, i);
		if (type_name_has(node, "ImportFrom")) {
			found = importers_names_module(node, f->dict, f->module) && imports_as(node, f->name, as);
			continue;
		}
		for (k = 0; !found && !type_name_has(node, "ClassDef") && k < sizeof(inner) / sizeof(inner[0]); k++) {
			child = list_attr(node, inner[k]);
			if (child && (!type_name_has(node, "FunctionDef") || declares_global(child, as)))
				found = block_imports(f, child, as);
			unref(child);
		}
	}
	return found;
}

/* The body of the last class statement of that name; NULL: none.  New reference. */
static PyObject *
class_body(PyObject *block, const char *name)
{
	PyObject *found = NULL, *node;
	Py_ssize_t i;

	for (i = PyList_Size(block) - 1; !found && i >= 0; i--) {
		node = PyList_GetItem(block, i);
		if (type_name_has(node, "ClassDef") && attr_is(node, "name", name))
			found = list_attr(node, "body");
	}
	return found;
}

static bool
is_old(const struct following *f, PyObject *value)
{
	return value == f->old || (f->equal && is_atom(value) && const_equal(value, f->old, code_same_behaviour));
}

#define CLASSES_DEEP 4 /* classes in classes */

/* Attributes of a class that its body, in this block, imports; of those within it, too. */
static int
follow_in_class(const struct following *f, PyObject *class, PyObject *name, PyObject *block, int depth)
{
	PyObject *items = hold(f->t, PyDict_Items(CLASS_DICT(class))), *body = NULL, *key, *value;
	int result = items ? 0 : -1;
	bool within;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		within = depth > 0 && is_class(value) && CLASS_DICT(value) && value != class;
		if ((!is_old(f, value) && !within) || !is_str(key))
			continue;
		if (!body && !(body = class_body(block, utf8(name))))
			break;
		if (within)
			result = follow_in_class(f, value, key, body, depth - 1);
		if (within || !block_imports(f, body, utf8(key)))
			continue;
		report_addf(f->t->report, PYR_REC_UPDATED, utf8(f->importer), utf8(name),
			    "%s is imported from %s", utf8(key), f->module);
		result = ops_add(&f->t->ops, OP_TYPE, class, key, f->new);
	}
	unref(body);
	return result;
}

struct read {
	const struct following *f;
	PyObject *live; /* the module that has it, or NULL: the importer has it itself */
	PyObject *key;	/* under this name */
	PyObject *found; /* node */
};

static bool
leads_to(const struct read *r, PyObject *node)
{
	return node_object_in(r->f->dict, node) == r->live;
}

/* getattr(conf, "X"), vars(conf) */
static bool
asks_for_it(const struct read *r, PyObject *call)
{
	PyObject *name = name_called(call), *args = name ? get_attr(call, "args") : NULL;
	bool given = args && PyList_Size(args) > 0 && leads_to(r, PyList_GetItem(args, 0)), asks = false;
	PyObject *text = given && PyList_Size(args) > 1 ? get_attr(PyList_GetItem(args, 1), "value") : NULL;

	if (given && is_str(name))
		asks = !strcmp(utf8(name), "vars") ||
		       (!strcmp(utf8(name), "getattr") && text && is_str(text) && !strcmp(utf8(text), r->f->name));
	unref(text);
	unref(args);
	unref(name);
	PyErr_Clear();
	return asks;
}

/* T = build(), and def build(): return [X, X * 2] */
static bool
calls_reader(const struct read *r, PyObject *call)
{
	PyObject *callee = get_attr(call, "func"), *f = callee && node_is(callee, "Name") ? node_object_in(r->f->dict, callee) : NULL;
	PyObject *names = f && is_function(f) && WORD(f, python->function.globals) == r->f->dict
			      ? code_attr(WORD(f, python->function.code), "co_names")
			      : NULL;
	bool reads = names && PySequence_Contains(names, r->key) == 1;

	unref(names);
	unref(callee);
	PyErr_Clear();
	return reads;
}

static bool
is_read(PyObject *node, void *arg)
{
	struct read *r = arg;
	PyObject *owner = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	bool is = false;

	if (r->live)
		is = (owner && attr_is(node, "attr", r->f->name) && leads_to(r, owner) && node_is_loaded(node)) ||
		     (node_is(node, "Call") && asks_for_it(r, node));
	else
		is = (node_is_name(node, r->key) && node_is_loaded(node)) || (node_is(node, "Call") && calls_reader(r, node));
	unref(owner);
	r->found = is ? node : r->found; /* the tree keeps it */
	return is;
}

/* It is of the transaction, and is executed. */
static bool
is_staged(struct transaction *t, PyObject *name)
{
	struct module *m = transaction_module(t, name);

	return m && !m->is_unchanged;
}

static void
set_outdated(const struct following *f, PyObject *key)
{
	if (PyList_Append(f->t->outdated, f->importer) == 0)
		PyList_Append(f->t->outdated, key);
}

/* What else the importer made of the value while it was imported nobody can know. */
static void
note_reads(const struct following *f, PyObject *key, PyObject *live)
{
	struct read read = {.f = f, .live = live, .key = key};
	long line = tree_line_evaluated(f->tree, is_read, &read);
	PyObject *node = line ? read.found : NULL;

	if (node && !live)
		set_outdated(f, key);
	else if (node)
		importers_outdated(f->t, f->importer, node);
	PyErr_Clear();
	if (line)
		report_addf(f->t->report, PYR_REC_NOTE, utf8(f->importer), key ? utf8(key) : "",
			    transaction_module(f->t, f->importer)
				? "line %ld has used the old %s.%s when it was imported, by a module that is not named: name that "
				  "one too"
				: "line %ld has used the old %s.%s when it was imported: name this module too if that matters",
			    line, f->module, f->name);
}

/* The source is read and parsed when the first thing asks for it. */
static bool
has_tree(struct following *f)
{
	if (!f->looked)
		f->tree = tree_of(f);
	f->looked = true;
	return f->tree;
}

/* It has the module, by whatever import: that it says the name is enough. */
static bool
has_names_of(struct following *f)
{
	PyObject *pair = f->looked && f->tree ? NULL : source_of(f->t, f->importer, f->dict);
	char *text = NULL;
	Py_ssize_t size = 0;

	if (pair && PyList_GetItem(pair, 0) != NONE && PyBytes_AsStringAndSize(PyList_GetItem(pair, 0), &text, &size) == 0 &&
	    (has_word(text, (size_t)size, f->name) || has_word(text, (size_t)size, "vars"))) {
		f->tree = importers_tree(f->t, f->importer, f->dict);
		f->looked = true;
	}
	PyErr_Clear();
	return f->tree;
}

static bool
class_has(const struct following *f, PyObject *class, int depth)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		if (is_old(f, value) || (depth > 0 && is_class(value) && value != class && is_heap_type(value) &&
					 class_has(f, value, depth - 1)))
			return true;
	return false;
}

/* It may be re-exported from there; modules may import from each other.  1; 0: it is there; -1: exception. */
static int
add_source(PyObject *sources, PyObject *module_name, PyObject *name)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(sources); i += 2)
		if (PyUnicode_Compare(PyList_GetItem(sources, i), module_name) == 0 &&
		    PyUnicode_Compare(PyList_GetItem(sources, i + 1), name) == 0)
			return 0;
	return PyList_Append(sources, module_name) < 0 || PyList_Append(sources, name) < 0 ? -1 : 1;
}

static int
follow_in(struct following *f, PyObject *live)
{
	PyObject *items = PyDict_Items(f->dict), *key, *value;
	int result = items ? 0 : -1;
	bool said = false;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(key))
			continue;
		if (is_module(value) && addresses_has(&f->t->holders, value) && !said && has_names_of(f)) {
			note_reads(f, key, live);
			said = true;
		}
		if (is_class(value) && class_has(f, value, CLASSES_DEEP) && has_tree(f))
			result = follow_in_class(f, value, key, f->tree, CLASSES_DEEP);
		if (!is_old(f, value) || !has_tree(f) || !block_imports(f, f->tree, utf8(key)) ||
		    (result = add_source(f->sources, f->importer, key)) != 1)
			continue;
		report_addf(f->t->report, PYR_REC_UPDATED, utf8(f->importer), utf8(key),
			    "imported from %s", f->module);
		note_reads(f, key, NULL);
		result = hold(f->t, ref(key)) ? ops_add(&f->t->ops, OP_DICT, f->dict, key, f->new) : -1;
	}
	unref(items);
	return result;
}

/* Worth a look: the value, the module or a class with the value is among what it names. */
static bool
may_import(const struct following *f)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool may = false;

	while (!may && PyDict_Next(f->dict, &at, &key, &value))
		may = (is_module(value) && addresses_has(&f->t->holders, value)) || is_old(f, value) || (is_class(value) && class_has(f, value, CLASSES_DEEP));
	return may;
}

/* pkg, of which it is pkg.conf, and modules that name it: mid.conf. */
static int
add_holders(struct addresses *holders, PyObject *modules, PyObject *live)
{
	PyObject *name, *module, *key, *value;
	Py_ssize_t i = 0, at;
	int result = addresses_add(holders, live);

	while (result >= 0 && PyDict_Next(modules, &i, &name, &module))
		for (at = 0; is_module(module) && !is_library_module(module) && result >= 0 &&
			     PyDict_Next(PyModule_GetDict(module), &at, &key, &value);)
			if (value == live)
				result = addresses_add(holders, module);
	return result < 0 ? (PyErr_NoMemory(), -1) : 0;
}

/* In all modules that import the value from where the first of these is. */
static int
follow_from(struct following *f, PyObject *modules, PyObject *module_name)
{
	PyObject *items = PyDict_Items(modules), *live = PyDict_GetItemWithError(modules, module_name), *key, *module;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	if (result == 0 && f->t->holders_of != live) {
		addresses_fini(&f->t->holders);
		f->t->holders_of = live;
		result = add_holders(&f->t->holders, modules, live);
	}

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(key) || !is_module(module) || module == live || is_staged(f->t, key))
			continue;
		f->importer = key;
		f->dict = PyModule_GetDict(module);
		f->looked = false;
		if (may_import(f))
			result = hold(f->t, ref(key)) && hold(f->t, ref(module)) ? follow_in(f, live) : -1;
		breathe(f->t);
	}
	unref(items);
	return result;
}

static int
follow_everywhere(struct transaction *t, PyObject *module_name, PyObject *name, PyObject *old, PyObject *new, bool equal)
{
	struct following f = {.t = t, .old = old, .new = new, .equal = equal, .sources = PyList_New(0)};
	int result = f.sources && add_source(f.sources, module_name, name) == 1 ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(f.sources); i += 2) {
		f.module = utf8(PyList_GetItem(f.sources, i));
		f.name = utf8(PyList_GetItem(f.sources, i + 1));
		result = follow_from(&f, PyImport_GetModuleDict(), PyList_GetItem(f.sources, i));
	}
	unref(f.sources);
	return result;
}

int
importers_follow(struct transaction *t, PyObject *module_name, PyObject *name, PyObject *old, PyObject *new)
{
	return follow_everywhere(t, module_name, name, old, new, false);
}

int
importers_follow_first(struct transaction *t, PyObject *module_name, PyObject *name, PyObject *first, PyObject *new)
{
	return follow_everywhere(t, module_name, name, first, new, true);
}
