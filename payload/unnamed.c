/*
 * unnamed.c - modules that those of the transaction use, whose source has changed as well and that nobody has named.
 *
 * New code meets old there: what it calls may not exist.  That a name was forgotten is the
 * commonest mistake of who reloads by hand.
 */
#include "transaction.h"
#include "version.h"

/* What a name of the module leads to: a module, or something that it has from one.  Borrowed, NULL: nothing. */
static PyObject *
home_of(PyObject *value)
{
	PyObject *name = is_module(value)   ? dict_get(PyModule_GetDict(value), "__name__")
			 : is_function(value) ? WORD(value, python->function.module)
			 : is_class(value)    ? class_get(value, "__module__")
					      : NULL;

	return name && is_str(name) ? name : NULL;
}

static int
add_used(struct transaction *t, const struct module *m, PyObject *names)
{
	PyObject *key, *value, *name, *module;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(m->dict, &at, &key, &value)) {
		name = home_of(value);
		module = name && !transaction_module(t, name) ? PyDict_GetItemWithError(PyImport_GetModuleDict(), name) : NULL;
		result = module && is_module(module) && !is_library_module(module) ? PySet_Add(names, name) : 0;
	}
	return result;
}

void
unnamed_report(struct transaction *t)
{
	PyObject *names = PySet_New(NULL), *list = NULL, *module;
	struct module *m;
	int result = names ? 0 : -1;
	Py_ssize_t i;

	for (m = t->modules; result == 0 && m < t->modules + t->module_count; m++)
		result = m->is_unchanged ? 0 : add_used(t, m, names);
	list = result == 0 ? PySequence_List(names) : NULL;
	for (i = 0; list && i < PyList_Size(list); i++) {
		module = PyDict_GetItemWithError(PyImport_GetModuleDict(), PyList_GetItem(list, i));
		if (module && old_code_is_of_another_source(PyModule_GetDict(module)))
			report_add(t->report, PYR_REC_NOTE, utf8(PyList_GetItem(list, i)), "",
				   "its source has changed, too: name this module as well if that is meant");
	}
	unref(list);
	unref(names);
	PyErr_Clear();
}

/* ImportError: cannot import name 'f' from 'impl', AttributeError (which says whose since 3.10): module 'impl' has no attribute 'f'. */
static PyObject *
module_that_lacks(PyObject *error)
{
	PyObject *value = error ? get_attr(error, "obj") : NULL, *name = NULL;

	if (value && is_module(value))
		name = ref(dict_get(PyModule_GetDict(value), "__name__"));
	else if (error && attr_is((PyObject *)type_of(error), "__name__", "ImportError"))
		name = get_attr(error, "name");
	unref(value);
	return name;
}

PyObject *
unnamed_that_lacks(struct transaction *t)
{
	PyObject *error[3], *name, *module;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	PyErr_NormalizeException(&error[0], &error[1], &error[2]);
	name = module_that_lacks(error[1]);
	module = name && is_str(name) && !transaction_module(t, name) ? PyDict_GetItemWithError(PyImport_GetModuleDict(), name) : NULL;
	if (!module || !is_module(module) || is_library_module(module)) {
		unref(name);
		name = NULL;
	}
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	return name;
}
