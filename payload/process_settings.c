/*
 * process_settings.c - what a source may set of the whole process by a function of C, and nobody but that has: sys.setrecursionlimit(5000).
 *
 * When the reload comes to nothing it is set to what it was.
 */
#include "transaction.h"

#include "version.h"

static const struct {
	const char *module, *get, *set;
} settings[] = {
    {"sys", "getrecursionlimit", "setrecursionlimit"},
    {"sys", "get_int_max_str_digits", "set_int_max_str_digits"}, /* since 3.11, and in later releases of those before */
    {"gc", "get_threshold", "set_threshold"},
    {"_socket", "getdefaulttimeout", "setdefaulttimeout"},
    {"posix", "getcwd", "chdir"},
};

/* None: it is not to be had.  New reference; NULL: no memory. */
static PyObject *
value_of(size_t i)
{
	PyObject *module = loaded_module(settings[i].module), *get = module ? dict_get(PyModule_GetDict(module), settings[i].get) : NULL;
	PyObject *value = get && is_exact(get, TYPE_AT(PyCFunction_Type)) ? PyObject_CallObject(get, NULL) : NULL;

	PyErr_Clear();
	return value ? value : ref(NONE);
}

int
process_settings_note(struct transaction *t)
{
	PyObject *value;
	int result = 0;
	size_t i;

	t->settings = hold(t, PyList_New(0));
	for (i = 0; t->settings && result == 0 && i < sizeof(settings) / sizeof(settings[0]); i++) {
		value = value_of(i);
		result = PyList_Append(t->settings, value);
		unref(value);
	}
	return t->settings ? result : -1;
}

void
process_settings_put_back(struct transaction *t)
{
	PyObject *was, *value, *module, *set, *result;
	Py_ssize_t i;

	for (i = 0; t->settings && i < PyList_Size(t->settings); i++) {
		was = PyList_GetItem(t->settings, i);
		value = value_of((size_t)i);
		module = loaded_module(settings[i].module);
		set = module && PyObject_RichCompareBool(was, value, Py_EQ) == 0 ? dict_get(PyModule_GetDict(module), settings[i].set) : NULL;
		result = !set ? NULL : is_exact(was, TYPE_AT(PyTuple_Type)) ? PyObject_CallObject(set, was) : PyObject_CallFunctionObjArgs(set, was, NULL);
		unref(result);
		unref(value);
		PyErr_Clear();
	}
}
