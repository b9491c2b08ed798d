/*
 * made_by.c - classes of modules that are not named, which a base, a metaclass or a descriptor has made something of.
 *
 * Its __init_subclass__, its __new__ or its __set_name__ is another now; what the old one has put into
 * those classes, and registries, stays: they are named.
 */
#include "callees.h"
#include "statement.h"
#include "version.h"

#define NOTES_MOST 20 /* for one class */

struct making {
	struct transaction *t;
	PyObject *class; /* the one that has changed */
	bool meta, subclasses, names;
	int said;
};

static bool
hook_changed(struct transaction *t, PyObject *class, PyObject *staged, const char *hook)
{
	PyObject *a = class_get(class, hook), *b = staged ? class_get(staged, hook) : NULL, *code;

	a = a ? callable_of(a) : NULL;
	b = b ? callable_of(b) : NULL;
	if (staged && (!a || !b || !is_function(a) || !is_function(b)))
		return a != b;
	code = b ? WORD(b, python->function.code) : a && is_function(a) ? code_to_come(t, a) : NULL;
	return code && !code_same_behaviour(WORD(a, python->function.code), code);
}

/* It, or one below it, is the type of an attribute. */
static bool
has_such(PyObject *class, PyObject *type)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		if (PyType_IsSubtype(type_of(value), (PyTypeObject *)type))
			return true;
	return false;
}

static void
look_at(struct making *s, PyObject *name, PyObject *class)
{
	PyObject *module = is_class(class) && is_heap_type(class) && CLASS_DICT(class) ? class_get(class, "__module__") : NULL;
	PyObject *its, *path;
	bool derives = module && class != s->class && PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)s->class), made;

	/* Where it is defined. */
	if (!module || !is_str(module) || PyUnicode_Compare(module, name) != 0)
		return;
	made = (s->meta && PyType_IsSubtype(type_of(class), (PyTypeObject *)s->class)) || (s->subclasses && derives) ||
	       (s->names && has_such(class, s->class));
	if (!made || s->said++ >= NOTES_MOST)
		return;
	path = get_attr(class, "__qualname__");
	its = get_attr(s->class, "__qualname__");
	if (path && its && is_str(path) && is_str(its))
		report_addf(s->t->report, PYR_REC_NOTE, utf8(module), utf8(path),
			    "was made by the old %s: name this module too if that matters", utf8(its));
	unref(its);
	unref(path);
}

static void
report(struct transaction *t, PyObject *class)
{
	PyObject *staged = class_staged(t, class), *modules = PyImport_GetModuleDict(), *name, *module, *key, *value;
	struct making s = {.t = t, .class = class};
	Py_ssize_t i = 0, at;

	staged = staged == class ? NULL : staged;
	s.meta = PyType_IsSubtype((PyTypeObject *)class, TYPE_AT(PyType_Type)) &&
		 (hook_changed(t, class, staged, "__new__") || hook_changed(t, class, staged, "__init__") ||
		  hook_changed(t, class, staged, "__prepare__"));
	s.subclasses = hook_changed(t, class, staged, "__init_subclass__");
	s.names = hook_changed(t, class, staged, "__set_name__");
	while ((s.meta || s.subclasses || s.names) && PyDict_Next(modules, &i, &name, &module))
		for (at = 0; is_str(name) && is_module(module) && !transaction_module(t, name) &&
			     PyDict_Next(PyModule_GetDict(module), &at, &key, &value);)
			look_at(&s, name, value);
}

void
made_by_report(struct transaction *t)
{
	PyObject *key, *value;
	Py_ssize_t at;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		for (at = 0; t->modules[i].before && PyDict_Next(t->modules[i].before, &at, &key, &value);)
			if (is_class(value) && is_heap_type(value) && owns_class(&t->modules[i], value))
				report(t, value);
	PyErr_Clear();
}
