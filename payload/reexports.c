/*
 * reexports.c - modules in between: not of the transaction, they have something of one that has changed.
 *
 * from pkg import Policy, where pkg/__init__.py says from .policy import Policy, and import pkg for pkg.Policy: what is staged shall find
 * the staged one there.  So while a module is staged something stands for each such module that it reaches.
 */
#include "statement.h"
#include "version.h"

#define DEEP 3 /* modules in between, one behind the other */

/* It has the changed module itself, a definition of it, or an object that is there, too. */
static bool
has_of_changed(struct transaction *t, PyObject *dict)
{
	PyObject *name, *value, *home;
	const struct module *m;
	Py_ssize_t at = 0;
	bool has = false;

	while (!has && PyDict_Next(dict, &at, &name, &value))
		has = addresses_has(&t->of_changed, value);
	for (at = 0; !has && PyDict_Next(dict, &at, &name, &value);) {
		home = is_function(value) ? WORD(value, python->function.module) : is_class(value) && is_heap_type(value) ? class_get(value, "__module__") : NULL;
		m = home && is_str(home) ? transaction_module(t, home) : NULL;
		has = m && !m->same_source;
	}
	PyErr_Clear();
	return has;
}

/* Names that an import has bound.  New set; NULL: exception. */
static PyObject *
imported_names(const struct body *body)
{
	PyObject *set = PySet_New(NULL);
	const struct chunk *c;
	const struct token *x, *end;
	bool imports;

	for (c = body->chunks; set && c < body->chunks + body->chunk_count; c++) {
		imports = false;
		for (x = &body->tokens[c->first], end = x + c->count; set && x < end; x++) {
			imports = imports || x->op == python->op.import_name;
			if (imports && x->op == python->op.store_name && x->value && PySet_Add(set, x->value) < 0) {
				unref(set);
				set = NULL;
			}
		}
	}
	return set;
}

/* What it has made itself. */
static void
note_objects(struct transaction *t, struct module *m)
{
	PyObject *imported = imported_names(m->old_code ? &m->old : &m->new), *name, *value;
	Py_ssize_t at = 0;

	addresses_add(&t->of_changed, m->module);
	while (imported && PyDict_Next(m->dict, &at, &name, &value))
		if (is_str(name) && strncmp(utf8(name), "__", 2) && !is_atom(value) && !is_module(value) && !is_class(value) && !is_function(value) &&
		    !is_exact(value, TYPE_AT(PyCFunction_Type)) && PySet_Contains(imported, name) == 0)
			addresses_add(&t->of_changed, value);
	unref(imported);
	PyErr_Clear();
}

static bool
is_of_transaction(struct transaction *t, PyObject *module)
{
	size_t i;

	for (i = 0; i < t->module_count && t->modules[i].module != module && t->modules[i].staged != module; i++)
		;
	return i < t->module_count;
}

bool
reexports_between(struct transaction *t, PyObject *module)
{
	size_t i;

	for (i = 0; !t->of_changed.used && i < t->module_count; i++)
		if (!t->modules[i].same_source)
			note_objects(t, &t->modules[i]);
	if (!addresses_has(&t->between, module) && !addresses_has(&t->not_between, module))
		addresses_add(!is_of_transaction(t, module) && !is_library_module(module) && has_of_changed(t, PyModule_GetDict(module))
				  ? &t->between
				  : &t->not_between,
			      module);
	return addresses_has(&t->between, module);
}

/* The modules that it imports or has a name for.  New list; NULL: exception. */
static PyObject *
reached(struct module *m)
{
	PyObject *list = imported_by(m->code, m->dict), *name, *value;
	Py_ssize_t at = 0;

	while (list && PyDict_Next(m->dict, &at, &name, &value))
		if (is_module(value) && PyList_Append(list, value) < 0) {
			unref(list);
			return NULL;
		}
	return list;
}

bool
reexports_reach(struct transaction *t, struct module *m)
{
	PyObject *list = reached(m);
	bool reach = false;
	Py_ssize_t i;

	for (i = 0; list && !reach && i < PyList_Size(list); i++)
		reach = reexports_between(t, PyList_GetItem(list, i));
	unref(list);
	PyErr_Clear();
	return reach;
}

PyObject *
staged_definition(struct transaction *t, PyObject *value)
{
	PyObject *module = is_function(value) || is_class(value) ? get_attr(value, "__module__") : NULL, *name, *its,
		 *found = NULL;
	struct module *m = module && is_str(module) ? transaction_module(t, module) : NULL;
	Py_ssize_t at = 0;

	unref(module);
	while (m && !m->is_unchanged && !found && PyDict_Next(m->before, &at, &name, &its))
		if (its == value && is_str(name) && is_own_definition(m, name, value))
			found = name;
	return found && stage_module(t, m) == 0 ? PyDict_GetItemWithError(m->scratch, found) : NULL;
}

/* By `from x import name [as its]` of these statements: new reference to the absolute name of x, *name borrowed.  NULL: by none. */
static PyObject *
imported_from(PyObject *tree, PyObject *names, PyObject *its, PyObject **name)
{
	PyObject *node, *aliases, *from, *level, *absolute = NULL, *as;
	Py_ssize_t i, k;

	for (i = 0; !absolute && i < PyList_Size(tree); i++) {
		node = PyList_GetItem(tree, i);
		aliases = node_is(node, "ImportFrom") ? get_attr(node, "names") : NULL;
		for (k = 0; aliases && !absolute && k < PyList_Size(aliases); k++) {
			as = get_attr(PyList_GetItem(aliases, k), "asname");
			*name = get_attr(PyList_GetItem(aliases, k), "name");
			unref(*name); /* the tree keeps it */
			if (PyUnicode_Compare(as && as != NONE ? as : *name, its) == 0) {
				from = get_attr(node, "module");
				level = get_attr(node, "level");
				if (!from || from == NONE) {
					unref(from);
					from = PyUnicode_FromString("");
				}
				absolute = from ? absolute_name(from, names, level && level != NONE ? PyLong_AsLong(level) : 0) : NULL;
				unref(level);
				unref(from);
			}
			unref(as);
		}
		unref(aliases);
	}
	PyErr_Clear();
	return absolute;
}

static PyObject *staged_through(struct transaction *t, PyObject *module, PyObject *its, int depth);

/* What it has from there, if that is what it has; borrowed, or NULL. */
static PyObject *
staged_from(struct transaction *t, PyObject *module, PyObject *value, PyObject *absolute, PyObject *name, int depth)
{
	struct module *m = transaction_module(t, absolute);
	PyObject *live = m ? NULL : PyDict_GetItemWithError(PyImport_GetModuleDict(), absolute), *found;

	if (m && !m->same_source && stage_module(t, m) == 0) {
		live = PyDict_GetItemWithError(m->before, name);
		return live && (live == value || (is_atom(live) && is_atom(value) && const_equal(live, value, code_same_behaviour)))
			   ? PyDict_GetItemWithError(m->scratch, name)
			   : NULL;
	}
	if (!live || !is_module(live) || live == module)
		return NULL;
	ref(live);
	found = staged_through(t, live, name, depth - 1);
	unref(live);
	return found;
}

/* What the module in between would have under this name; borrowed.  NULL: what it has, an exception, or a module was refused. */
static PyObject *
staged_through(struct transaction *t, PyObject *module, PyObject *its, int depth)
{
	PyObject *names = PyModule_GetDict(module), *value = ref(PyDict_GetItemWithError(names, its)), *tree, *absolute = NULL, *name, *home = NULL, *found = NULL;

	/* New code runs meanwhile. */
	if (value && depth && (is_function(value) || is_class(value))) {
		found = staged_definition(t, value);
	} else if (value && depth && !is_module(value)) {
		home = get_attr(module, "__name__");
		tree = home && is_str(home) ? importers_tree(t, home, names) : NULL;
		absolute = tree ? imported_from(tree, names, its, &name) : NULL;
		if (absolute)
			found = staged_from(t, module, value, absolute, name, depth);
	}
	unref(absolute);
	unref(home);
	unref(value);
	return PyErr_Occurred() || t->failed ? NULL : found;
}

/* Its stand-in has what is staged. */
static int
lead(struct transaction *t, PyObject *module, PyObject *stand_in)
{
	PyObject *items = PyDict_Items(PyModule_GetDict(module)), *name, *staged;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		staged = is_str(name) && strncmp(utf8(name), "__", 2) ? staged_through(t, module, name, DEEP) : NULL;
		if (staged && staged != PyTuple_GetItem(PyList_GetItem(items, i), 1))
			result = PyDict_SetItem(stand_in, name, staged);
		result = PyErr_Occurred() || t->failed ? -1 : result;
	}
	unref(items);
	return result;
}

int
reexports_lead(struct transaction *t, struct module *m)
{
	PyObject *list = reached(m), *items = PyDict_Items(m->scratch), *module, *name, *stand_in;
	int result = list && items ? 0 : -1;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		module = PyList_GetItem(list, i);
		if (!reexports_between(t, module) || !(name = dict_get(PyModule_GetDict(module), "__name__")) || !is_str(name) ||
		    PyDict_GetItemWithError(PyImport_GetModuleDict(), name) != module || !hold(t, ref(name)))
			continue;
		stand_in = package_dict(t, name);
		if (!stand_in)
			result = -1;
		else if (!addresses_has(&t->led, module))
			result = addresses_add(&t->led, module) < 0 ? -1 : lead(t, module, stand_in);
		for (k = 0; result == 0 && k < PyList_Size(items); k++)
			if (PyTuple_GetItem(PyList_GetItem(items, k), 1) == module)
				result = PyDict_SetItem(m->scratch, PyTuple_GetItem(PyList_GetItem(items, k), 0), PyDict_GetItemWithError(t->stand_ins, name));
	}
	unref(items);
	unref(list);
	return result;
}
