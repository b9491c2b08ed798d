/*
 * renamed.c - state that has another name now: _cache = {} has become _entries = {}.
 *
 * It is the same state where the line is the same but for the name, the old name is
 * bound no more, and some function is the same but says the new name where it said the
 * old one: what is in it goes on, and a lock that is held keeps excluding.
 */
#include "statement.h"
#include "version.h"

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

/* What the one name that this statement binds was called; borrowed.  NULL: it is new, or that cannot be told. */
static PyObject *
renamed_from(const struct staging *g, const struct statement *s, PyObject **name)
{
	const struct body *old = &g->m->old;
	const struct chunk *own = s->chunk_count ? &s->in->chunks[s->first_chunk] : NULL, *c;
	PyObject *was, *value, *found = NULL;
	int count = 0;

	*name = own && s->kind == KIND_ASSIGN && !s->same && g->m->old_code ? chunk_name(s->in, own) : NULL;
	if (!*name || PyDict_Contains(g->m->before, *name) != 0)
		return NULL;
	for (c = old->chunks; c < old->chunks + old->chunk_count; c++) {
		was = c->match < 0 ? chunk_name(old, c) : NULL;
		value = was && !chunk_binding(&g->m->new, utf8(was)) ? PyDict_GetItemWithError(g->m->before, was) : NULL;
		if (!value || is_function(value) || is_class(value) || is_module(value) ||
		    !chunk_same_but_names(old, c, was, s->in, own, *name) ||
		    !some_says_instead(g->m->old_code, g->m->code, was, *name))
			continue;
		found = was;
		count++;
	}
	return count == 1 ? found : NULL;
}

int
renamed_take(const struct staging *g, const struct statement *s)
{
	PyObject *name, *was = g->t->flags & (PYR_RESET | PYR_CODE_ONLY) ? NULL : renamed_from(g, s, &name), *value;

	if (!was)
		return PyErr_Occurred() ? -1 : 0;
	value = PyDict_GetItemWithError(g->m->before, was);
	report_addf(g->t->report, PYR_REC_KEPT, g->m->name, utf8(name), "it was called %s", utf8(was));
	return PyDict_SetItem(g->m->scratch, name, value);
}
