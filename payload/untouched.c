/*
 * untouched.c - without the old source: dicts that nobody has changed since their module was imported.
 *
 * Until 3.13 a dict has a version (PEP 509): a count over all dicts of the interpreter, taken anew with each change.  That of the
 * module's names is of its last statement, where nothing stores to them later; a dict with an older one is as the top level has
 * left it, and what the new source says otherwise is an edit.
 */
#include "statement.h"
#include "version.h"

struct search {
	const struct module *m;
	PyObject *names;
	bool found;
};

static bool
is_the_module(const struct search *s, PyObject *node)
{
	return node && node_object_in(s->names, node) == s->m->module;
}

/* app.LIMIT = 3, del app.LIMIT, app.__dict__, vars(app), setattr(app, name, 3) */
static bool
may_store(PyObject *node, void *arg)
{
	static const char *const means[] = {"vars", "setattr", "delattr"};
	struct search *s = arg;
	PyObject *of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *mode = of ? get_attr(node, "ctx") : NULL,
		 *f = node_is(node, "Call") ? get_attr(node, "func") : NULL,
		 *name = f && node_is(f, "Name") ? get_attr(f, "id") : NULL,
		 *args = name && IS_ONE_OF(utf8(name), means) ? get_attr(node, "args") : NULL;
	bool may = (mode && (!node_is(mode, "Load") || attr_is(node, "attr", "__dict__")) && is_the_module(s, of)) ||
		   (args && PyList_Size(args) > 0 && is_the_module(s, PyList_GetItem(args, 0)));

	unref(args);
	unref(name);
	unref(f);
	unref(mode);
	unref(of);
	PyErr_Clear();
	return may;
}

static void
look_in(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct search *s = arg;

	(void)name;
	s->names = names;
	s->found = s->found || tree_any(tree, may_store, s);
}

static bool
knows_nothing_else(PyObject *value, void *arg)
{
	(void)value;
	(void)arg;
	return false;
}

static bool
is_stored_to(struct transaction *t, const struct module *m)
{
	struct search s = {.m = m};
	const struct module *other;

	importers_each(t, knows_nothing_else, look_in, &s);
	for (other = t->modules; other < t->modules + t->module_count; other++)
		if (other != m && other->tree)
			look_in(other->name_object, other->dict, other->tree, &s);
	return s.found;
}

/* The last name is one that the source binds, and none is a submodule, which the import system binds when it comes. */
static bool
ends_with_source(const struct module *m)
{
	PyObject *bound = PySet_New(NULL), *name, *last = NULL, *value, *its;
	size_t length = strlen(m->name);
	Py_ssize_t at = 0;
	bool ends = bound && code_bound_names(m->code, bound) == 0;

	while (ends && PyDict_Next(m->dict, &at, &name, &value)) {
		its = is_module(value) ? dict_get(PyModule_GetDict(value), "__name__") : NULL;
		ends = !(its && is_str(its) && !strncmp(utf8(its), m->name, length) && utf8(its)[length] == '.');
		last = name;
	}
	ends = ends && last && PySet_Contains(bound, last) == 1;
	unref(bound);
	PyErr_Clear();
	return ends;
}

/* A subclass has its fields behind those of dict. */
static bool
is_dict_to_python(PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type));
}

bool
untouched(struct transaction *t, struct module *m, PyObject *o)
{
	if (!is_dict_to_python(o) || dict_version(o) >= dict_version(m->dict))
		return false;
	if (m->names_settled == KNOWN_NOT_YET)
		m->names_settled = old_code_is_older(m->dict) && !m->old_code && m->tree && !m->is_main &&
					   PySet_Size(m->global_stores) == 0 && ends_with_source(m) &&
					   !code_binds_by_other_means(m->code) && !is_stored_to(t, m)
				       ? KNOWN_YES
				       : KNOWN_NO;
	return m->names_settled == KNOWN_YES;
}

bool
untouched_no_more(const struct module *m, PyObject *o)
{
	return is_dict_to_python(o) && !m->old_code && !m->is_main && dict_version(o) > dict_version(m->dict);
}

struct mention {
	const struct module *m;
	const char *name;
};

/* It reads the name, adds to it, or reads one of a function or class that says it. */
static bool
mentions(PyObject *node, void *arg)
{
	const struct mention *x = arg;
	PyObject *target = node_is(node, "AugAssign") ? get_attr(node, "target") : NULL,
		 *id = node_is(node, "Name") && node_is_loaded(node) ? get_attr(node, "id")
		       : target                                      ? get_attr(target, "id")
								     : NULL,
		 *o = id ? PyDict_GetItemWithError(x->m->dict, id) : NULL, *key, *value;
	bool says = id && !strcmp(utf8(id), x->name);
	Py_ssize_t at = 0;

	if (o && is_function(o))
		says = says || code_says(WORD(o, python->function.code), x->name);
	while (!says && o && is_class(o) && CLASS_DICT(o) && owns_class(x->m, o) && PyDict_Next(CLASS_DICT(o), &at, &key, &value))
		says = is_function(value) && code_says(WORD(value, python->function.code), x->name);
	unref(id);
	unref(target);
	PyErr_Clear();
	return says;
}

bool
untouched_is_whole(const struct module *m, const char *name)
{
	struct mention x = {m, name};

	return m->tree && !strchr(name, '.') && !tree_line_evaluated(m->tree, mentions, &x);
}
