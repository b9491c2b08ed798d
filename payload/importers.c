/*
 * importers.c - `from m import name [as other]` in other modules follows a change.
 *
 * Equal numbers and strings are everywhere, so a value alone proves nothing:
 * the importer's own import statement has to say that the name came from here.
 */
#include <stdlib.h>

#include "compile.h"
#include "version.h"

/* Cheap, and spares most modules from being compiled: an import statement spells both names, unless
   it is relative. */
static bool
mentions(PyObject *source, const char *name, const char *module)
{
	const char *last = strrchr(module, '.');
	char *text = NULL;
	Py_ssize_t size = 0;

	last = last ? last + 1 : module;
	return PyBytes_AsStringAndSize(source, &text, &size) == 0 &&
	       (memmem(text, (size_t)size, name, strlen(name)) ||
		memmem(text, (size_t)size, "import *", 8)) &&
	       (memmem(text, (size_t)size, last, strlen(last)) || memmem(text, (size_t)size, "from .", 6));
}

/* The statements of a module that was not reloaded; NULL without exception: not to be had, or it
   has no import statement of this kind. */
static PyObject *
tree_of(struct transaction *t, PyObject *dict, const char *name, const char *module)
{
	PyObject *file = dict_get(dict, "__file__"), *loader = dict_get(dict, "__loader__");
	PyObject *source, *body = NULL;

	if (!file || !is_str(file) || !loader)
		return NULL;
	source = PyObject_CallMethod(loader, "get_data", "O", file);
	breathe(t);
	if (source && mentions(source, name, module))
		body = compile_tree(t, source, file);
	PyErr_Clear();
	unref(source);
	return body;
}

static bool
str_attr_is(PyObject *o, const char *attribute, const char *text)
{
	PyObject *value = get_attr(o, attribute);
	bool same = value && is_str(value) && !strcmp(utf8(value), text);

	unref(value);
	return same;
}

/* "from <this> import": absolute, or relative to the importer's package. */
static bool
names_module(PyObject *node, PyObject *importer, const char *module)
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
		if (str_attr_is(alias, "name", "*")) {
			found = !strcmp(name, as);
			continue;
		}
		other = get_attr(alias, "asname");
		found = str_attr_is(alias, "name", name) &&
			!strcmp(other && is_str(other) ? utf8(other) : name, as);
		unref(other);
	}
	unref(names);
	return found;
}

/* Look through `if`, `try` and `with` too, not into functions and classes. */
static bool
block_imports(PyObject *block, PyObject *importer, const char *module, const char *name,
	      const char *as)
{
	static const char *const inner[] = {"body", "orelse", "finalbody", "handlers"};
	PyObject *node, *child, *type;
	bool found = false;
	Py_ssize_t i;
	size_t k;

	for (i = 0; !found && i < PyList_Size(block); i++) {
		node = PyList_GetItem(block, i);
		type = get_attr((PyObject *)type_of(node), "__name__");
		if (type && !strcmp(utf8(type), "ImportFrom")) {
			found = names_module(node, importer, module) && imports_as(node, name, as);
		} else if (type && !strstr(utf8(type), "Def")) {
			for (k = 0; !found && k < sizeof(inner) / sizeof(inner[0]); k++) {
				child = get_attr(node, inner[k]);
				if (child && is_exact(child, TYPE_AT(PyList_Type)))
					found = block_imports(child, importer, module, name, as);
				unref(child);
			}
		}
		unref(type);
	}
	return found;
}

static int
follow_in(struct transaction *t, PyObject *importer_name, PyObject *dict, PyObject *module_name,
	  PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *items = hold(t, PyDict_Items(dict)), *key, *tree = NULL;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		if (PyTuple_GetItem(PyList_GetItem(items, i), 1) != old || !is_str(key))
			continue;
		if (!tree && !(tree = tree_of(t, dict, utf8(name), utf8(module_name))))
			break;
		if (!block_imports(tree, dict, utf8(module_name), utf8(name), utf8(key)))
			continue;
		report_addf(t->report, PYR_REC_UPDATED, utf8(importer_name), utf8(key),
			    "imported from %s", utf8(module_name));
		result = ops_add(&t->ops, OP_DICT, dict, key, new);
		/* It may be re-exported from there. */
		if (result == 0)
			result = importers_follow(t, importer_name, key, old, new);
	}
	unref(tree);
	return result;
}

int
importers_follow(struct transaction *t, PyObject *module_name, PyObject *name, PyObject *old,
		 PyObject *new)
{
	PyObject *items = hold(t, PyDict_Items(PyImport_GetModuleDict())), *key, *module, *dict;
	PyObject *value, *other;
	Py_ssize_t i, at;
	int result = items ? 0 : -1;
	bool has;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(key) || !PyType_IsSubtype(type_of(module), TYPE_AT(PyModule_Type)) ||
		    PyUnicode_Compare(key, module_name) == 0)
			continue;
		dict = PyModule_GetDict(module);
		for (at = 0, has = false; !has && PyDict_Next(dict, &at, &other, &value);)
			has = value == old;
		if (has && !transaction_module(t, key))
			result = follow_in(t, key, dict, module_name, name, old, new);
	}
	return result;
}
