/*
 * renamed.c - state that has another name now: _cache = {} has become _entries = {}.
 *
 * It is the same state where the line is the same but for the name, the old name is
 * bound no more, and some function is the same but says the new name where it said the
 * old one: what is in it goes on, and a lock that is held keeps excluding.
 */
#include "statement.h"
#include "version.h"

#define GONE_MOST 200 /* names that are compared with each new one */

static bool
says_instead(PyObject *old, PyObject *new, PyObject *was, PyObject *name)
{
	static const char *const parts[] = {"co_code"};
	PyObject *x = code_attr(old, "co_names"), *y = code_attr(new, "co_names");
	bool says = false;
	Py_ssize_t i;

	for (i = 0; x && y && !says && i < PyTuple_Size(x) && PyTuple_Size(x) == PyTuple_Size(y); i++)
		says = PyUnicode_Compare(PyTuple_GetItem(x, i), was) == 0 && PyUnicode_Compare(PyTuple_GetItem(y, i), name) == 0;
	unref(y);
	unref(x);
	return says && code_same_parts(old, new, parts, 1);
}

/* Some function of the old code, by its name, and that of the new. */
static bool
some_says_instead(PyObject *old, PyObject *new, PyObject *was, PyObject *name)
{
	PyObject *x = code_attr(old, "co_consts"), *y = code_attr(new, "co_consts"), *a, *b;
	bool says = false;
	Py_ssize_t i, k;

	for (i = 0; x && y && !says && i < PyTuple_Size(x); i++)
		for (k = 0; !says && k < PyTuple_Size(y); k++) {
			a = PyTuple_GetItem(x, i);
			b = PyTuple_GetItem(y, k);
			says = is_code(a) && is_code(b) && same_text(a, b, "co_name") &&
			       (says_instead(a, b, was, name) || some_says_instead(a, b, was, name));
		}
	unref(y);
	unref(x);
	return says;
}

/* Without the old source: some live function, and what will be its code. */
static bool
live_says_instead(const struct staging *g, PyObject *was, PyObject *name)
{
	PyObject *key, *value, *new;
	Py_ssize_t at = 0;
	bool says = false;

	while (!says && PyDict_Next(g->m->before, &at, &key, &value)) {
		new = is_str(key) && is_function(value) && is_own_definition(g->m, key, value)
			      ? pair_code_at(g->t, g->m, false, utf8(key))
			      : NULL;
		says = new && says_instead(WORD(value, python->function.code), new, was, name);
	}
	return says;
}

/* The line that has bound it said the same; without the old source: it is of the kind that the new one makes. */
static bool
is_same_line(const struct staging *g, const struct statement *s, PyObject *was, PyObject *value, PyObject *name)
{
	const struct chunk *c = g->m->old_code ? chunk_binding(&g->m->old, utf8(was)) : NULL;

	if (!g->m->old_code)
		return type_of(value) == type_of(PyDict_GetItemWithError(g->m->scratch, name)) &&
		       live_says_instead(g, was, name);
	return c && c->match < 0 && chunk_same_but_names(&g->m->old, c, was, s->in, &s->in->chunks[s->first_chunk], name) &&
	       some_says_instead(g->m->old_code, g->m->code, was, name);
}

/* Data that the new source does not bind any more: a list, borrowed. */
static PyObject *
names_gone(struct staging *g)
{
	PyObject *names = g->data_gone ? NULL : PySet_New(NULL), *list = names ? PyList_New(0) : NULL, *key, *value;
	int result = list ? code_bound_names(g->m->code, names) : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(g->m->before, &at, &key, &value))
		if (is_str(key) && !is_function(value) && !is_class(value) && !is_module(value) &&
		    PySet_Contains(names, key) == 0)
			result = PyList_Append(list, key);
	unref(names);
	if (list)
		g->data_gone = hold(g->t, list);
	return g->data_gone;
}

/* What the one name that this statement binds was called; borrowed.  NULL: it is new, or that cannot be told. */
static PyObject *
renamed_from(struct staging *g, const struct statement *s, PyObject **name)
{
	PyObject *was, *list, *found = NULL;
	Py_ssize_t i;
	int count = 0;

	*name = s->chunk_count && s->kind == KIND_ASSIGN && !s->same ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	if (!*name || PyDict_Contains(g->m->before, *name) != 0 || PyDict_Contains(g->m->scratch, *name) != 1)
		return NULL;
	list = names_gone(g);
	for (i = 0; list && PyList_Size(list) <= GONE_MOST && i < PyList_Size(list); i++) {
		was = PyList_GetItem(list, i);
		if (!is_same_line(g, s, was, PyDict_GetItemWithError(g->m->before, was), *name))
			continue;
		found = was;
		count++;
	}
	return count == 1 ? found : NULL;
}

int
renamed_take(struct staging *g, const struct statement *s)
{
	PyObject *name, *was = g->t->flags & (PYR_RESET | PYR_CODE_ONLY) ? NULL : renamed_from(g, s, &name), *value;

	if (!was)
		return PyErr_Occurred() ? -1 : 0;
	value = PyDict_GetItemWithError(g->m->before, was);
	report_addf(g->t->report, PYR_REC_KEPT, g->m->name, utf8(name), "it was called %s", utf8(was));
	return PyDict_SetItem(g->m->scratch, name, value);
}
