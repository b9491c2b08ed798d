/*
 * defaults.c - defaults of arguments for a function that no statement makes again.
 *
 * A wrapper or closure that was handed out gets new code, which may have other
 * arguments.  What the source says of their defaults is taken where it is a
 * constant; else it was evaluated when this function was made: then it stays
 * with the argument of that name.
 */
#include "statement.h"
#include "version.h"

struct arguments {
	PyObject *names;    /* co_varnames */
	Py_ssize_t positional, keyword_only;
};

static bool
arguments_init(struct arguments *a, PyObject *code)
{
	a->names = code_attr(code, "co_varnames");
	a->positional = code_int(code, "co_argcount");
	a->keyword_only = code_int(code, "co_kwonlyargcount");
	return a->names && PyTuple_Size(a->names) >= a->positional + a->keyword_only;
}

static bool
are_the_same(const struct arguments *a, const struct arguments *b)
{
	bool same = a->positional == b->positional && a->keyword_only == b->keyword_only;
	Py_ssize_t i;

	for (i = 0; same && i < a->positional + a->keyword_only; i++)
		same = PyUnicode_Compare(PyTuple_GetItem(a->names, i), PyTuple_GetItem(b->names, i)) == 0;
	return same;
}

/* What the live function has for the argument of this name; borrowed.  NULL: nothing. */
static PyObject *
live_default(PyObject *f, const struct arguments *a, PyObject *name)
{
	PyObject *defaults = WORD(f, python->function.defaults), *keywords = WORD(f, python->function.kwdefaults);
	Py_ssize_t i, first = a->positional - (defaults ? PyTuple_Size(defaults) : 0);

	for (i = first < 0 ? 0 : first; i < a->positional; i++)
		if (PyUnicode_Compare(PyTuple_GetItem(a->names, i), name) == 0)
			return PyTuple_GetItem(defaults, i - first);
	return keywords ? PyDict_GetItemWithError(keywords, name) : NULL;
}

/* New reference; NULL: not to be had. */
static PyObject *
default_for(PyObject *f, const struct arguments *live, PyObject *name, PyObject *node)
{
	PyObject *value;

	if (node_is(node, "Constant"))
		return get_attr(node, "value");
	value = live_default(f, live, name);
	return value ? ref(value) : NULL;
}

/* The last arguments have them.  NULL: none (*known), or not to be had. */
static PyObject *
positional_defaults(PyObject *f, const struct arguments *live, const struct arguments *new, PyObject *nodes, bool *known)
{
	Py_ssize_t count = PyList_Size(nodes), first = new->positional - count, i;
	PyObject *defaults = count && first >= 0 ? PyTuple_New(count) : NULL, *value;

	*known = count == 0 || defaults;
	for (i = 0; defaults && i < count; i++) {
		value = default_for(f, live, PyTuple_GetItem(new->names, first + i), PyList_GetItem(nodes, i));
		*known = *known && value;
		PyTuple_SetItem(defaults, i, value ? value : ref(NONE));
	}
	return defaults;
}

/* One for each keyword-only argument, None where it has no default. */
static PyObject *
keyword_defaults(PyObject *f, const struct arguments *live, const struct arguments *new, PyObject *nodes, bool *known)
{
	PyObject *defaults = PyDict_New(), *value, *name;
	Py_ssize_t i;

	*known = defaults && PyList_Size(nodes) == new->keyword_only;
	for (i = 0; *known && i < new->keyword_only; i++) {
		if (PyList_GetItem(nodes, i) == NONE)
			continue;
		name = PyTuple_GetItem(new->names, new->positional + i);
		value = default_for(f, live, name, PyList_GetItem(nodes, i));
		*known = value && PyDict_SetItem(defaults, name, value) == 0;
		unref(value);
	}
	if (*known && PyDict_Size(defaults) > 0)
		return defaults;
	unref(defaults);
	return NULL;
}

static bool
take(struct transaction *t, struct module *m, PyObject *f, PyObject *code, const struct arguments *live,
     const struct arguments *new, PyObject **defaults, PyObject **keywords)
{
	PyObject *node = m ? tree_definition(m, code) : NULL, *args = node ? get_attr(node, "args") : NULL;
	PyObject *positional = args ? get_attr(args, "defaults") : NULL, *only = args ? get_attr(args, "kw_defaults") : NULL;
	bool known = false, known_too = false;

	if (positional && only) {
		*defaults = positional_defaults(f, live, new, positional, &known);
		*keywords = keyword_defaults(f, live, new, only, &known_too);
		known = (!*defaults || hold(t, *defaults)) && (!*keywords || hold(t, *keywords)) && known && known_too;
	}
	unref(only);
	unref(positional);
	unref(args);
	unref(node);
	return known;
}

bool
defaults_follow(struct transaction *t, PyObject *f, PyObject *code, PyObject **defaults, PyObject **keywords)
{
	struct arguments live = {0}, new = {0};
	bool known = arguments_init(&live, WORD(f, python->function.code)) & arguments_init(&new, code);

	*defaults = WORD(f, python->function.defaults);
	*keywords = WORD(f, python->function.kwdefaults);
	/* Its statement is as it was, but for names of arguments: they stay where they stand. */
	if (known && !(code_int(code, "co_flags") & 0x10) && /* CO_NESTED */
	    PyDict_Contains(t->staged_functions, code) == 0)
		known = !*defaults || PyTuple_Size(*defaults) <= new.positional;
	else if (known && !take(t, pair_module(t, code), f, code, &live, &new, defaults, keywords)) {
		*defaults = WORD(f, python->function.defaults);
		*keywords = WORD(f, python->function.kwdefaults);
		/* A lambda, or there is no source: with the same arguments it may keep them. */
		known = are_the_same(&live, &new);
	}
	unref(live.names);
	unref(new.names);
	PyErr_Clear();
	return known;
}

/* Held; what the live function has gathered in it goes on.  NULL: exception. */
static PyObject *
gathered(struct transaction *t, PyObject *f, PyObject *made, const struct arguments *live, const struct arguments *new)
{
	PyObject *defaults = WORD(made, python->function.defaults), *list = PySequence_List(defaults), *value;
	Py_ssize_t i, first = new->positional - PyTuple_Size(defaults);
	bool differs = false;

	for (i = 0; list && i < PyList_Size(list); i++) {
		value = first + i < 0 ? NULL : live_default(f, live, PyTuple_GetItem(new->names, first + i));
		if (!value || !state_goes_on(value, PyList_GetItem(list, i)))
			continue;
		PyList_SetItem(list, i, ref(value));
		differs = true;
	}
	defaults = !list ? NULL : differs ? hold(t, PySequence_Tuple(list)) : defaults;
	unref(list);
	return defaults;
}

static PyObject *
gathered_by_name(struct transaction *t, PyObject *f, PyObject *made, const struct arguments *live)
{
	PyObject *keywords = WORD(made, python->function.kwdefaults), *copy = PyDict_Copy(keywords), *name, *value, *its;
	bool differs = false;
	Py_ssize_t at = 0;

	while (copy && PyDict_Next(keywords, &at, &name, &value)) {
		its = live_default(f, live, name);
		if (its && state_goes_on(its, value))
			differs = PyDict_SetItem(copy, name, its) == 0 || differs;
	}
	if (copy && differs)
		return hold(t, copy);
	unref(copy);
	return copy ? keywords : NULL;
}

int
defaults_keep(struct transaction *t, PyObject *f, PyObject *made, PyObject **defaults, PyObject **keywords)
{
	struct arguments live = {0}, new = {0};
	bool known = arguments_init(&live, WORD(f, python->function.code)) &
		     arguments_init(&new, WORD(made, python->function.code));

	*defaults = WORD(made, python->function.defaults);
	*keywords = WORD(made, python->function.kwdefaults);
	if (known && *defaults)
		*defaults = gathered(t, f, made, &live, &new);
	if (known && *keywords && is_dict(*keywords))
		*keywords = gathered_by_name(t, f, made, &live);
	unref(live.names);
	unref(new.names);
	return PyErr_Occurred() ? -1 : 0;
}
