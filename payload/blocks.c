/*
 * blocks.c - a part of a statement has changed, and all of it ran: which data of
 * its other parts stays.
 */
#include "statement.h"
#include "version.h"

/* All lines of the statement that bind the name are as they were, and read nothing that changed. */
static bool
binds_as_before(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct body *old = &g->m->old;
	const struct chunk *c;
	PyObject *its;
	bool found;
	int i, k;

	for (i = s->first_chunk; i < s->first_chunk + s->chunk_count; i++) {
		c = &s->in->chunks[i];
		its = chunk_name(s->in, c);
		if (!its || PyUnicode_Compare(its, name) != 0)
			continue;
		for (k = 0, found = false; !found && k < old->chunk_count; k++)
			found = chunk_equal(old, &old->chunks[k], s->in, c);
		if (!found || tokens_read_any(&s->in->tokens[c->first], c->count, g->m->moved))
			return false;
	}
	return true;
}

/* What a name, and attributes of modules behind it, lead to; borrowed, or NULL. */
static PyObject *
named_from(const struct staging *g, const struct token *x, const struct token *end)
{
	PyObject *o = PyDict_GetItemWithError(g->m->scratch, x->value);

	while (o && is_module(o) && ++x < end && x->value && is_str(x->value))
		o = PyDict_GetItemWithError(PyModule_GetDict(o), x->value);
	return o;
}

/* What it binds is made by the line itself: R = Counter("r"). */
static bool
is_made_by(const struct staging *g, const struct statement *s, PyObject *name, PyObject *made)
{
	const struct chunk *c;
	const struct token *x, *end;
	PyObject *its;
	int i;

	for (i = s->first_chunk; i < s->first_chunk + s->chunk_count; i++) {
		c = &s->in->chunks[i];
		its = chunk_name(s->in, c);
		if (!its || PyUnicode_Compare(its, name) != 0)
			continue;
		end = &s->in->tokens[c->first + c->count];
		for (x = &s->in->tokens[c->first]; x < end && x->op != python->op.load_name; x++)
			;
		return x < end && is_heap_type((PyObject *)type_of(made)) && named_from(g, x, end) == (PyObject *)type_of(made);
	}
	return false;
}

/* It binds a value and does nothing else: not the condition of `if (n := f()) > 1`; in a `try`, where what raises goes
   another way, it binds a constant. */
static bool
is_binding(const struct statement *s, const struct chunk *c)
{
	const struct body *body = s->in;
	const struct token *last = &body->tokens[c->first + c->count - 1];

	if ((node_is(s->node, "Try") || node_is(s->node, "TryStar")) && c->count != 2)
		return false;
	return last->op == python->op.store_name || last->op == python->op.store_global;
}

/* try: import accel, which the process had not. */
static bool
has_imported_anew(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	const char *name, *its;
	size_t length;
	Py_ssize_t i;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		for (i = 0; x->op == python->op.import_name && i < PyList_Size(g->t->imported); i++) {
			name = utf8(PyList_GetItem(g->t->imported, i));
			its = utf8(x->value);
			length = strlen(name) - strlen(its);
			if (*its && strlen(name) >= strlen(its) && !strcmp(name + length, its) && (!length || name[length - 1] == '.'))
				return true;
		}
	return false;
}

/* What it does is as before but for values that it binds: so it has taken the same way. */
static bool
goes_the_same_way(const struct staging *g, const struct statement *s)
{
	const struct body *old = &g->m->old;
	const struct chunk *c;
	bool found = !has_imported_anew(g, s);
	int i, k;

	for (i = s->first_chunk; found && i < s->first_chunk + s->chunk_count; i++) {
		c = &s->in->chunks[i];
		if (is_binding(s, c))
			continue;
		for (k = 0, found = false; !found && k < old->chunk_count; k++)
			found = chunk_equal(old, &old->chunks[k], s->in, c);
		found = found && !tokens_read_any(&s->in->tokens[c->first], c->count, g->m->moved);
	}
	return found;
}

int
blocks_keep(const struct staging *g, const struct statement *s)
{
	/* count = 0 becomes count: int = 0. */
	bool annotated = s->kind == KIND_ASSIGN;
	PyObject *list = annotated || goes_the_same_way(g, s) ? statement_bound(s) : NULL, *name, *old, *new;
	int result = PyErr_Occurred() ? -1 : 0;
	Py_ssize_t i;

	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		old = PyDict_GetItemWithError(g->m->before, name);
		new = PyDict_GetItemWithError(g->m->scratch, name);
		if (!old || !new || old == new || is_function(new) || is_class(new) || !binds_as_before(g, s, name) ||
		    (annotated && statement_shares_name(g, s, name)))
			continue;
		if (!annotated && (is_str(new) || type_of(old) != type_of(new) || is_exact(new, TYPE_AT(PyLong_Type))))
			continue;
		/* Some registry may have it. */
		if (is_made_by(g, s, name, new) && (!hold(g->t, ref(new)) || map_set(&g->t->map, new, old) < 0))
			result = -1;
		if (result == 0)
			result = PyDict_SetItem(g->m->scratch, name, old) < 0 ? -1 : PySet_Add(g->m->skipped, name);
	}
	unref(list);
	return result;
}
