/*
 * lazy.c - names that a module's __getattr__ has put into the module: globals()[name] = value.
 *
 * No line binds them, and __getattr__ is not asked for them again.  When that, or what it
 * reads, has changed the new one is asked in staging for those that the source mentions; what
 * it does not know somebody else has put in, and it stays.
 */
#include "statement.h"
#include "version.h"

/* It does something else, or reads what does. */
static bool
is_another(const struct staging *g, PyObject *live, PyObject *code)
{
	bool other = !code_same_behaviour(WORD(live, python->function.code), code) || code_uses_one(code, g->m->moved) == 1;

	PyErr_Clear();
	return other;
}

/* The constant stands in the code, or in code within; in a tuple of constants, too. */
static bool
mentions(PyObject *code, PyObject *name)
{
	PyObject *consts = code_attr(code, "co_consts"), *item;
	bool found = false;
	Py_ssize_t i;

	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		found = is_code(item) ? mentions(item, name)
			: is_exact(item, TYPE_AT(PyTuple_Type)) || is_exact(item, TYPE_AT(PyFrozenSet_Type))
			    ? PySequence_Contains(item, name) == 1
			    : is_str(item) && PyUnicode_Compare(item, name) == 0;
	}
	unref(consts);
	PyErr_Clear();
	return found;
}

static int
ask(const struct staging *g, PyObject *function, PyObject *name, PyObject *live)
{
	PyObject *value, *put;
	int result = 0;

	gil_stretch_ends(g->t);
	value = PyObject_CallFunction(function, "O", name);
	gil_stretch_begins(g->t);
	PyErr_Clear();
	put = PyDict_GetItemWithError(g->m->scratch, name);
	if (value && put == live && value != live)
		result = PyDict_SetItem(g->m->scratch, name, value);
	if (value && result == 0 && PyDict_GetItemWithError(g->m->scratch, name) != live)
		result = PySet_Add(g->m->bound, name);
	unref(value);
	return result;
}

int
lazy_renew(const struct staging *g)
{
	PyObject *live = dict_get(g->m->before, "__getattr__"), *bound = PySet_New(NULL), *items = NULL, *function = NULL, *code,
		 *name;
	PyObject *value;
	int result = bound ? 0 : -1;
	Py_ssize_t i;

	code = live && is_function(live) && !WORD(live, python->function.closure) && g->m->old_code
		   ? pair_code_at(g->t, g->m, false, "__getattr__")
		   : NULL;
	if (result == 0 && code && is_another(g, live, code) && code_bound_names(g->m->code, bound) == 0 &&
	    code_bound_names(g->m->old_code, bound) == 0) {
		items = PyDict_Items(g->m->before);
		function = PyObject_CallFunction((PyObject *)TYPE_AT(PyFunction_Type), "OO", code, g->m->scratch);
	}
	for (i = 0; function && items && result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_str(name) && strncmp(utf8(name), "__", 2) && !is_module(value) && PySet_Contains(bound, name) == 0 &&
		    mentions(g->m->code, name))
			result = ask(g, function, name, value);
	}
	unref(function);
	unref(items);
	unref(bound);
	PyErr_Clear();
	return result;
}
