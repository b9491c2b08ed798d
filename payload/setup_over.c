/*
 * setup_over.c - an application that has served requests, and says that it can be set up no more.
 *
 * Flask refuses @app.route once it has served: a route that comes later is found by the workers
 * that have not imported it, or not.  Here the process that serves is the one that gets it, at
 * once; so for the time of a line that names the application it has not served yet.  Not where
 * functions wait for its first request: they would be called again.  So with Starlette, which
 * takes no middleware once it has put that around its routes; where some has come it does so anew.
 * And aiohttp freezes the router of an application that has started.
 */
#include "statement.h"
#include "version.h"

#define STACK "middleware_stack"

static const char *const marks[] = {"_got_first_request", "_got_registered_once"};

static bool
is_of(PyObject *o, const char *package)
{
	PyObject *mro = WORD(type_of(o), TYPE_MRO), *module;
	size_t length = strlen(package);
	bool is = false;
	Py_ssize_t i;

	for (i = 0; mro && !is && i < PyTuple_Size(mro); i++) {
		module = class_get(PyTuple_GetItem(mro, i), "__module__");
		is = module && is_str(module) && !strncmp(utf8(module), package, length) &&
		     (!utf8(module)[length] || utf8(module)[length] == '.');
	}
	return is;
}

/* The attributes; new reference, or NULL. */
static PyObject *
fields_of(PyObject *o)
{
	PyObject *dict = PyObject_GenericGetDict(o, NULL);

	PyErr_Clear();
	if (dict && is_dict(dict))
		return dict;
	unref(dict);
	return NULL;
}

static void
set_field(PyObject *o, PyObject *name, PyObject *value)
{
	PyObject *dict = fields_of(o);

	if (dict)
		PyDict_SetItem(dict, name, value);
	unref(dict);
}

static bool
has_served(PyObject *dict, const char *mark)
{
	PyObject *waiting = dict_get(dict, mark) == TRUE ? dict_get(dict, "before_first_request_funcs") : NULL;

	return dict_get(dict, mark) == TRUE && !(waiting && PyObject_Size(waiting) > 0);
}

/* What Starlette makes the stack of. */
static Py_ssize_t
parts_of_stack(PyObject *o)
{
	static const char *const names[] = {"user_middleware", "exception_handlers"};
	PyObject *dict = fields_of(o), *part;
	Py_ssize_t count = 0;
	size_t i;

	for (i = 0; dict && i < 2; i++) {
		part = dict_get(dict, names[i]);
		count += part && is_container(part) ? PyObject_Size(part) : 0;
	}
	unref(dict);
	return count;
}

/* For the time of the statement the attribute is this; the list has what it was. */
static void
stand_in(PyObject *list, PyObject *o, PyObject *dict, const char *text, PyObject *value)
{
	PyObject *name = PyUnicode_InternFromString(text), *was = dict_get(dict, text), *parts = PyLong_FromLong((long)parts_of_stack(o));

	if (LIST_APPEND(list, o, name, was, parts) == 0)
		PyDict_SetItem(dict, name, value);
	unref(parts);
	unref(name);
}

/* The router is not frozen. */
static void
thaw(PyObject *list, PyObject *application, PyObject *no)
{
	PyObject *dict = fields_of(application), *router = dict ? dict_get(dict, "_router") : NULL, *its;

	router = router ? router : application;
	its = fields_of(router);
	if (its && dict_get(its, "_frozen") == TRUE)
		stand_in(list, router, its, "_frozen", no);
	unref(its);
	unref(dict);
}

PyObject *
setup_over_begin(const struct staging *g, const struct statement *s, bool again)
{
	PyObject *list = NULL, *o, *dict, *stack, *no = PyBool_FromLong(0);
	const struct token *x;
	bool flask, starlette;
	size_t i;

	(void)again;
	unref(no); /* it is there for good */
	if (s->kind == KIND_IMPORT || !(loaded_module("flask") || loaded_module("starlette") || loaded_module("aiohttp")) ||
	    !(list = PyList_New(0)))
		return NULL;
	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->scratch, x->value) : NULL;
		if (!o || is_atom(o) || is_class(o) || !is_heap_type((PyObject *)type_of(o)))
			continue;
		flask = is_of(o, "flask");
		starlette = !flask && is_of(o, "starlette");
		dict = flask || starlette ? fields_of(o) : NULL;
		for (i = 0; dict && flask && i < sizeof(marks) / sizeof(marks[0]); i++)
			if (has_served(dict, marks[i]))
				stand_in(list, o, dict, marks[i], no);
		stack = dict && starlette ? dict_get(dict, STACK) : NULL;
		if (stack && stack != NONE)
			stand_in(list, o, dict, STACK, NONE);
		if (!flask && !starlette && is_of(o, "aiohttp"))
			thaw(list, o, no);
		unref(dict);
	}
	return list;
}

int
setup_over_end(const struct staging *g, PyObject *list)
{
	PyObject *o, *name;
	Py_ssize_t i;

	(void)g;
	for (i = 0; i + 3 < PyList_Size(list); i += 4) {
		o = PyList_GetItem(list, i);
		name = PyList_GetItem(list, i + 1);
		/* With the next request it is made of what there is. */
		if (strcmp(utf8(name), STACK) || parts_of_stack(o) == PyLong_AsLong(PyList_GetItem(list, i + 3)))
			set_field(o, name, PyList_GetItem(list, i + 2));
	}
	return 0;
}
