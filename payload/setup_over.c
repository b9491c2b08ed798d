/*
 * setup_over.c - an application that has served requests, and says that it can be set up no more.
 *
 * Flask refuses @app.route once it has served: a route that comes later is found by the workers
 * that have not imported it, or not.  Here the process that serves is the one that gets it, at
 * once; so for the time of a line that names the application it has not served yet.  Not where
 * functions wait for its first request: they would be called again.
 */
#include "statement.h"
#include "version.h"

static const char *const marks[] = {"_got_first_request", "_got_registered_once"};

static bool
is_of_flask(PyObject *o)
{
	PyObject *mro = WORD(type_of(o), TYPE_MRO), *module;
	bool is = false;
	Py_ssize_t i;

	for (i = 0; mro && !is && i < PyTuple_Size(mro); i++) {
		module = class_get(PyTuple_GetItem(mro, i), "__module__");
		is = module && is_str(module) && (!strcmp(utf8(module), "flask") || !strncmp(utf8(module), "flask.", 6));
	}
	return is;
}

static int
set_mark(PyObject *o, const char *mark, bool value)
{
	PyObject *dict = PyObject_GenericGetDict(o, NULL), *flag = PyBool_FromLong(value);
	int result = dict && is_dict(dict) && flag ? PyDict_SetItemString(dict, mark, flag) : -1;

	unref(flag);
	unref(dict);
	return result;
}

static bool
has_served(PyObject *o, const char *mark)
{
	PyObject *dict = PyObject_GenericGetDict(o, NULL), *waiting;
	bool served = dict && is_dict(dict) && dict_get(dict, mark) == TRUE;

	waiting = served ? dict_get(dict, "before_first_request_funcs") : NULL;
	served = served && !(waiting && PyObject_Size(waiting) > 0);
	unref(dict);
	PyErr_Clear();
	return served;
}

PyObject *
setup_over_begin(const struct staging *g, const struct statement *s, bool again)
{
	PyObject *list = NULL, *o, *name;
	const struct token *x;
	size_t i;

	(void)again;
	for (x = s->tokens; loaded_module("flask") && s->kind != KIND_IMPORT && x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->scratch, x->value) : NULL;
		if (!o || is_atom(o) || is_class(o) || !is_heap_type((PyObject *)type_of(o)) || !is_of_flask(o))
			continue;
		for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
			if (!has_served(o, marks[i]) || (!list && !(list = PyList_New(0))))
				continue;
			name = PyUnicode_FromString(marks[i]);
			if (name && PyList_Append(list, o) == 0 && PyList_Append(list, name) == 0)
				set_mark(o, marks[i], false);
			unref(name);
		}
	}
	return list;
}

int
setup_over_end(const struct staging *g, PyObject *list)
{
	Py_ssize_t i;

	(void)g;
	for (i = 0; i + 1 < PyList_Size(list); i += 2)
		set_mark(PyList_GetItem(list, i), utf8(PyList_GetItem(list, i + 1)), true);
	return 0;
}
