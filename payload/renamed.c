/*
 * renamed.c - state that has another name now: _cache = {} has become _entries = {}.
 *
 * It is the same state where the line is the same but for the name, the old name is
 * bound no more, and some function is the same but says the new name where it said the
 * old one, and none says another: what is in it goes on, and a lock that is held keeps
 * excluding.
 */
#include "statement.h"
#include "version.h"

/* One name for another: was -> name; NONE where functions do not agree. */
static int
add_pair(PyObject *pairs, PyObject *was, PyObject *name)
{
	PyObject *its = PyDict_GetItemWithError(pairs, was);

	if (its && (its == NONE || PyUnicode_Compare(its, name) == 0))
		return 0;
	return PyDict_SetItem(pairs, was, its ? NONE : name);
}

static int
add_function(PyObject *pairs, PyObject *old, PyObject *new)
{
	static const char *const parts[] = {"co_code"};
	PyObject *x = code_attr(old, "co_names"), *y = code_attr(new, "co_names");
	bool same = x && y && PyTuple_Size(x) == PyTuple_Size(y) && PyObject_RichCompareBool(x, y, Py_EQ) == 0 &&
		    code_same_parts(old, new, parts, 1);
	int result = x && y ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; same && result == 0 && i < PyTuple_Size(x); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(x, i), PyTuple_GetItem(y, i)) != 0)
			result = add_pair(pairs, PyTuple_GetItem(x, i), PyTuple_GetItem(y, i));
	unref(y);
	unref(x);
	return result;
}

/* name -> code, of what is directly within; new reference. */
static PyObject *
codes_within(PyObject *code)
{
	PyObject *consts = code_attr(code, "co_consts"), *dict = PyDict_New(), *name;
	int result = consts && dict ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		name = is_code(PyTuple_GetItem(consts, i)) ? code_attr(PyTuple_GetItem(consts, i), "co_name") : NULL;
		if (name)
			result = PyDict_SetItem(dict, name, PyTuple_GetItem(consts, i));
		unref(name);
	}
	unref(consts);
	if (result == 0)
		return dict;
	unref(dict);
	return NULL;
}

static bool
is_initializer(PyObject *name)
{
	return is_str(name) && (!strcmp(utf8(name), "__init__") || !strcmp(utf8(name), "__post_init__"));
}

/* Not what an initializer says: it is what is asked about. */
static int
add_within(PyObject *pairs, PyObject *old, PyObject *new)
{
	PyObject *x = codes_within(old), *y = codes_within(new), *name, *code, *its;
	Py_ssize_t at = 0;
	int result = x && y ? 0 : -1;

	while (result == 0 && PyDict_Next(x, &at, &name, &code)) {
		its = is_initializer(name) ? NULL : PyDict_GetItemWithError(y, name);
		if (its)
			result = add_function(pairs, code, its) < 0 ? -1 : add_within(pairs, code, its);
	}
	unref(y);
	unref(x);
	return result;
}

/* Without the old source: the live functions and methods. */
static int
add_live(const struct module *m, PyObject *pairs, PyObject *dict, PyObject *new, int depth)
{
	PyObject *codes = codes_within(new), *name, *value, *code;
	Py_ssize_t at = 0;
	int result = codes ? 0 : -1;

	while (result == 0 && PyDict_Next(dict, &at, &name, &value)) {
		code = is_str(name) && !is_initializer(name) ? PyDict_GetItemWithError(codes, name) : NULL;
		if (code && is_function(value) && WORD(value, python->function.globals) == m->dict)
			result = add_function(pairs, WORD(value, python->function.code), code);
		else if (code && depth && is_class(value) && is_own_definition(m, name, value) && CLASS_DICT(value))
			result = add_live(m, pairs, CLASS_DICT(value), code, depth - 1);
	}
	unref(codes);
	return result;
}

PyObject *
renamed_pairs(struct transaction *t, struct module *m)
{
	int result;

	if (m->renamed || !m->code || !(m->renamed = hold(t, PyDict_New())))
		return m->renamed;
	result = m->old_code ? add_within(m->renamed, m->old_code, m->code) : add_live(m, m->renamed, m->before, m->code, 1);
	if (result < 0 && !PyErr_Occurred())
		PyErr_NoMemory();
	return result < 0 ? NULL : m->renamed;
}

/* The line that has bound it said the same, and nothing that it reads is another; without the old source: it is of the kind
   that the new one makes. */
static bool
is_same_line(const struct staging *g, const struct statement *s, PyObject *was, PyObject *value, PyObject *name)
{
	const struct chunk *c = g->m->old_code ? chunk_binding(&g->m->old, utf8(was)) : NULL;
	PyObject *now = PyDict_GetItemWithError(g->m->scratch, name);

	/* A constant is what the source says; a count is what functions have made of it. */
	if (is_atom(value) && PySet_Contains(g->m->global_stores, name) != 1)
		return false;
	if (!g->m->old_code)
		return now && type_of(value) == type_of(now);
	return c && c->match < 0 && chunk_same_but_names(&g->m->old, c, was, s->in, &s->in->chunks[s->first_chunk], name) &&
	       !tokens_read_any(s->tokens, s->token_count, g->m->moved) && !statement_calls_changed(g, s) &&
	       !tokens_read_class(g->t, g->m, s->tokens, s->token_count) && !statement_reads_filled(g, s);
}

/* What the one name that this statement binds was called; borrowed.  NULL: it is new, or that cannot be told. */
static PyObject *
renamed_from(const struct staging *g, const struct statement *s, PyObject **name)
{
	PyObject *pairs, *was, *its, *value, *found = NULL;
	Py_ssize_t at = 0;
	int count = 0;

	*name = s->chunk_count && s->kind == KIND_ASSIGN && !s->same ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	if (!*name || PyDict_Contains(g->m->before, *name) != 0)
		return NULL;
	pairs = renamed_pairs(g->t, g->m);
	while (pairs && PyDict_Next(pairs, &at, &was, &its)) {
		value = its != NONE && PyUnicode_Compare(its, *name) == 0 ? PyDict_GetItemWithError(g->m->before, was) : NULL;
		if (!value || is_function(value) || is_class(value) || is_module(value) || chunk_binding(&g->m->new, utf8(was)))
			continue;
		found = was;
		count++;
	}
	return count == 1 && is_same_line(g, s, found, PyDict_GetItemWithError(g->m->before, found), *name) ? found : NULL;
}

int
renamed_take(const struct staging *g, const struct statement *s)
{
	PyObject *name, *was = g->t->flags & (PYR_RESET | PYR_CODE_ONLY) ? NULL : renamed_from(g, s, &name);

	if (!was)
		return PyErr_Occurred() ? -1 : 0;
	report_addf(g->t->report, PYR_REC_KEPT, g->m->name, utf8(name), "it was called %s", utf8(was));
	return PyDict_SetItem(g->m->scratch, name, PyDict_GetItemWithError(g->m->before, was));
}
