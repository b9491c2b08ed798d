/*
 * counterpart.c - may a live function become a staged one, and stay the same object?
 *
 * Both stand at the same place - a name, an attribute, a wrapper's cell.  That
 * is no proof: `go = B.go` became `def go`, @login_required became
 * @admin_required, `lambda` became json.dumps.  One of the two is then somebody
 * else's, who goes on with it.
 */
#include <stdio.h>

#include "transaction.h"
#include "version.h"

#define NEAR 100

static bool
is_scratch(const struct transaction *t, PyObject *globals)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].scratch == globals)
			return true;
	return false;
}

/* The name of a definition of a module or a class; NULL: made by a call, or without a name. */
static const char *
definition(PyObject *f)
{
	const char *path = utf8(WORD(f, python->function.qualname));

	return strchr(path, '<') ? NULL : path;
}

static bool
is_among(const struct objects *found, const char *path)
{
	const char *its;
	size_t i;

	for (i = 0; i < found->count; i++) {
		its = definition(found->list[i]);
		if (its && !strcmp(its, path))
			return true;
	}
	return false;
}

/* What the live module has at this place; without its old source. */
static bool
is_live(const struct module *m, const char *path)
{
	size_t len = strcspn(path, ".");
	PyObject *name = PyUnicode_FromStringAndSize(path, (Py_ssize_t)len);
	PyObject *value = name ? PyDict_GetItemWithError(m->before, name) : NULL;

	unref(name);
	while (value && path[len]) {
		path += len + 1;
		len = strcspn(path, ".");
		name = is_class(value) ? PyUnicode_FromStringAndSize(path, (Py_ssize_t)len) : NULL;
		value = name ? PyDict_GetItemWithError(CLASS_DICT(value), name) : NULL;
		unref(name);
	}
	PyErr_Clear();
	return value != NULL;
}

/* One of these is defined on the other side, too, but is not among what stands there. */
static bool
any_is_elsewhere(struct transaction *t, const struct objects *these, const struct objects *others, bool before)
{
	struct module *m;
	const char *path;
	size_t i;

	for (i = 0; i < these->count; i++) {
		path = definition(these->list[i]);
		m = path ? pair_module(t, WORD(these->list[i], python->function.code)) : NULL;
		if (!m || is_among(others, path))
			continue;
		if (before && !m->old_code ? is_live(m, path) : pair_code_at(t, m, before, path) != NULL)
			return true;
	}
	return false;
}

static bool
shares_definition(const struct objects *a, const struct objects *b)
{
	const char *path;
	size_t i;

	for (i = 0; i < a->count; i++) {
		path = definition(a->list[i]);
		if (path && is_among(b, path))
			return true;
	}
	return false;
}

/* A function of a function that no name led to before: functools.wraps may have given it the name of a definition. */
static bool
is_new_wrapper(const struct transaction *t, PyObject *f)
{
	PyObject *key, *value;
	Py_ssize_t at;
	size_t i;

	if (!(code_int(WORD(f, python->function.code), "co_flags") & 0x10)) /* CO_NESTED */
		return false;
	for (i = 0; i < t->module_count; i++)
		for (at = 0; PyDict_Next(t->modules[i].before, &at, &key, &value);)
			if (value == f)
				return false;
	return true;
}

/* Staging made it: around a staged function, or by a call. */
static bool
is_staged(const struct transaction *t, PyObject *f, const struct objects *near)
{
	bool staged = is_scratch(t, WORD(f, python->function.globals)) || !definition(f) || is_new_wrapper(t, f);
	size_t i;

	for (i = 0; !staged && i < near->count; i++)
		staged = is_scratch(t, WORD(near->list[i], python->function.globals));
	return staged;
}

bool
is_counterpart(struct transaction *t, PyObject *old, PyObject *new)
{
	const struct function_layout *l = &python->function;
	struct objects before = {0}, after = {0};
	bool same_globals = map_resolve(&t->map, WORD(new, l->globals)) == WORD(old, l->globals), is = false;

	if (functions_near(t, old, NEAR, &before) == 0 && functions_near(t, new, NEAR, &after) == 0 &&
	    is_staged(t, new, &after))
		is = shares_definition(&before, &after) ||
		     (same_globals && !any_is_elsewhere(t, &before, &after, false) &&
		      !any_is_elsewhere(t, &after, &before, true));
	objects_fini(&before);
	objects_fini(&after);
	PyErr_Clear();
	return is;
}

/* Where the code object is defined: the names down to the one around it.  False: not in this tree. */
static bool
scope_of(PyObject *tree, PyObject *code, char *path, size_t size)
{
	PyObject *consts = code_attr(tree, "co_consts"), *item, *name;
	size_t len = strlen(path);
	bool found = false;
	Py_ssize_t i;

	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		found = is_code(item) && PyObject_RichCompareBool(item, code, Py_EQ) == 1;
	}
	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		name = is_code(item) ? code_attr(item, "co_name") : NULL;
		if (name)
			snprintf(path + len, size - len, "%s%s", len ? "." : "", utf8(name));
		found = name && scope_of(item, code, path, size);
		if (!found)
			path[len] = '\0';
		unref(name);
	}
	unref(consts);
	return found;
}

bool
is_code_of_another(struct transaction *t, PyObject *old, PyObject *new)
{
	struct module *m = pair_module(t, old);
	char before[400] = "", after[400] = "";

	if (!m || m != pair_module(t, new) || !m->old_code)
		return true;
	if (!scope_of(m->old_code, old, before, sizeof(before)))
		return false;
	if (!scope_of(m->code, new, after, sizeof(after)))
		return true;
	return strcmp(before, after) != 0 && (!before[0] || pair_code_at(t, m, false, before));
}
