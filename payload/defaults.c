/*
 * defaults.c - defaults of arguments for a function that no statement makes again.
 *
 * A wrapper or closure that was handed out gets new code, which may have other
 * arguments.  What the source says of their defaults is taken where it is a
 * constant; else it was evaluated when this function was made: then it stays
 * with the argument of that name.
 */
#include <stdio.h>

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
	bool known = arguments_init(&live, WORD(f, python->function.code)), too = arguments_init(&new, code);

	known = known && too;

	*defaults = WORD(f, python->function.defaults);
	*keywords = WORD(f, python->function.kwdefaults);
	/* Its statement is as it was, but for names of arguments: they stay where they stand. */
	if (known && !(code_int(code, "co_flags") & 0x10) && /* CO_NESTED */
	    PyDict_Contains(t->staged_functions, code) == 0 && new.positional <= live.positional &&
	    new.keyword_only == live.keyword_only)
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

/* What the old statement makes, decorated or not: the function in it, or NULL; borrowed from `made`. */
static PyObject *
function_in(struct transaction *t, PyObject *made)
{
	int depth;

	for (depth = 0; made && depth < 8 && old_value_is_unknown(t, made) && PyTuple_Size(made) == 3; depth++)
		made = PyTuple_Size(PyTuple_GetItem(made, 1)) > 0 ? PyTuple_GetItem(PyTuple_GetItem(made, 1), 0) : NULL;
	return made && is_function(made) ? made : NULL;
}

/* The definition of the live function as the old source had made it; held, or NULL. */
static PyObject *
function_at_first(struct transaction *t, struct module *m, PyObject *f)
{
	const char *path = utf8(WORD(f, python->function.qualname)), *dot = strrchr(path, '.');
	PyObject *name = PyUnicode_FromString(dot ? dot + 1 : path), *made = NULL, *code, *class;
	struct body body;
	char around[300];

	if (name && !dot) {
		made = old_value_at_first(t, m, name);
	} else if (name && !strchr(path, '<')) {
		snprintf(around, sizeof(around), "%.*s", (int)(dot - path), path);
		code = pair_class_body(t, m, true, around);
		class = code ? dict_get(m->before, around) : NULL;
		if (class && is_class(class) && CLASS_DICT(class) && body_init(&body, code) == 0) {
			made = hold(t, old_value(t, &body, m->before, CLASS_DICT(class), name));
			body_fini(&body);
		}
	}
	unref(name);
	return made ? function_in(t, made) : NULL;
}

/* What has gathered in a default goes on; one that began with something and is empty now has not gathered that. */
static bool
goes_on(struct transaction *t, PyObject *f, PyObject *name, PyObject *live, PyObject *made)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *first, *began;
	struct arguments then = {0};
	bool on = state_goes_on(t, live, made), same;

	if (!m || !is_container(live) || (!on && (type_of(live) != type_of(made) || contents_same(t, live, made))))
		return on;
	if (!m->old_code) {
		report_addf(t->report, PYR_REC_KEPT, m->name, utf8(WORD(f, python->function.qualname)),
			    "the default of %s: no copy of the old source: it looks like run-time state", utf8(name));
		return true;
	}
	first = function_at_first(t, m, f);
	began = first && arguments_init(&then, WORD(first, python->function.code)) ? live_default(first, &then, name) : NULL;
	/* stats=[0, 0], then and now. */
	same = began && type_of(began) == type_of(made) && contents_same(t, began, made);
	on = same || (on && began && is_container(began) && PyObject_Size(began) == 0);
	unref(then.names);
	PyErr_Clear();
	return on;
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
		if (!value || !goes_on(t, f, PyTuple_GetItem(new->names, first + i), value, PyList_GetItem(list, i)))
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
		if (its && goes_on(t, f, name, its, value))
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
	bool known = arguments_init(&live, WORD(f, python->function.code));
	bool too = arguments_init(&new, WORD(made, python->function.code));

	known = known && too;

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
