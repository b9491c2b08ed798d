/*
 * rewrapped.c - definitions and imports that later lines wrap: def f ..., f = timed(f).
 *
 * The live name is what the last of these lines has made; to run one of them over that
 * would wrap it once more, and the wrapper would be paired with what it is around.  So
 * when one of them is another, was not there or is not there any more all run, in order.
 */
#include "statement.h"
#include "version.h"

/* It binds what it reads, and is no definition: @f.register def f. */
static bool
wraps(const struct body *body, const struct chunk *c, PyObject *name)
{
	const struct token *x = &body->tokens[c->first];

	return tokens_have(x, c->count, python->op.load_name, name) && tokens_have(x, c->count, python->op.store_name, name) &&
	       !chunk_code(body, c, name);
}

/* The nth chunk that wraps the name; old: in the old source.  NULL: none. */
static const struct chunk *
nth_wrap(const struct staging *g, PyObject *name, bool old, Py_ssize_t n)
{
	PyObject *pair = PyDict_GetItemWithError(g->wrapped, name), *list = pair ? PyTuple_GetItem(pair, old ? 0 : 1) : NULL;

	return list && n < PyList_Size(list)
		   ? (old ? g->m->old.chunks : g->m->new.chunks) + PyLong_AsLong(PyList_GetItem(list, n))
		   : NULL;
}

static bool
begins(const struct statement *s, PyObject *name)
{
	return (statement_is_definition(s) || s->kind == KIND_IMPORT) && statement_binds(s, name);
}

static bool
is_name(PyObject *node, void *name)
{
	return node_is_name(node, name);
}

/* RAW = {"load": load} ... load = timed(load): a line in front of the one that wraps it, and another now, means what is inside. */
static bool
is_read_between(const struct staging *g, PyObject *name)
{
	const struct statement *s;
	bool begun = false, read = false;

	for (s = g->statements; s < g->statements + g->count; s++) {
		if (begins(s, name)) {
			begun = true;
			read = false;
		} else if (begun && statement_binds(s, name)) {
			if (read && tokens_have(s->tokens, s->token_count, python->op.load_name, name))
				return true;
		} else if (begun && !s->same) {
			read = read || tree_line_evaluated(s->node, is_name, name);
		}
	}
	return false;
}

/* One of the lines is another, or was not there; or what it wraps is read in between. */
static bool
wraps_otherwise(const struct staging *g, PyObject *name)
{
	const struct module *m = g->m;
	const struct chunk *old, *new;
	Py_ssize_t n = 0;

	do {
		old = nth_wrap(g, name, true, n);
		new = nth_wrap(g, name, false, n++);
	} while (old && new && chunk_equal(&m->old, old, &m->new, new) &&
		 !tokens_read_any(&m->new.tokens[new->first], new->count, m->moved));
	return old || new || is_read_between(g, name);
}

/* A definition or import of the name stands in front of the statement, and between them only lines that wrap it. */
static bool
is_begun(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct statement *x;

	for (x = s; x-- > g->statements;)
		if (begins(x, name))
			return true;
		else if (statement_binds(x, name) && !tokens_have(x->tokens, x->token_count, python->op.load_name, name))
			return false;
	return false;
}

/* With its decorators: what has been set aside is the live one again. */
static bool
has_run(const struct module *m, PyObject *name)
{
	return PySet_Contains(m->bound, name) == 1 && PyDict_Contains(m->bare, name) == 0 &&
	       PyDict_GetItemWithError(m->scratch, name) != PyDict_GetItemWithError(m->before, name);
}

static int
add_wrapped(PyObject *wrapped, const struct body *body, bool old)
{
	const struct chunk *c;
	const struct token *x;
	PyObject *pair, *index, *lists[2];
	int result = 0;

	for (c = body->chunks; c < body->chunks + body->chunk_count; c++)
		for (x = &body->tokens[c->first]; result == 0 && x < &body->tokens[c->first + c->count]; x++) {
			if (x->op != python->op.store_name || !wraps(body, c, x->value))
				continue;
			pair = PyDict_GetItemWithError(wrapped, x->value);
			if (!pair) {
				lists[0] = PyList_New(0);
				lists[1] = PyList_New(0);
				pair = lists[0] && lists[1] ? PyTuple_Pack(2, lists[0], lists[1]) : NULL;
				result = pair ? PyDict_SetItem(wrapped, x->value, pair) : -1;
				unref(pair); /* the dict has it */
				unref(lists[0]);
				unref(lists[1]);
			}
			index = pair && result == 0 ? PyLong_FromLong(c - body->chunks) : NULL;
			result = index ? PyList_Append(PyTuple_GetItem(pair, old ? 0 : 1), index) : -1;
			unref(index);
		}
	return result;
}

int
rewrapped_prepare(struct staging *g)
{
	g->wrapped = hold(g->t, PyDict_New());
	return !g->wrapped || add_wrapped(g->wrapped, &g->m->old, true) < 0 ? -1 : add_wrapped(g->wrapped, &g->m->new, false);
}

bool
statement_is_rewrapped(const struct staging *g, const struct statement *s)
{
	const struct module *m = g->m;
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.store_name || PyDict_Contains(g->wrapped, x->value) != 1)
			continue;
		if (begins(s, x->value)) {
			if (wraps_otherwise(g, x->value))
				return true;
		} else if (tokens_have(s->tokens, s->token_count, python->op.load_name, x->value) && is_begun(g, s, x->value) &&
			   (wraps_otherwise(g, x->value) || has_run(m, x->value))) {
			return true;
		}
	}
	return false;
}

/* The line of the new source that wraps the name for the nth time: so did that of the old one. */
const struct chunk *
rewrapped_from(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	const struct chunk *c;
	Py_ssize_t n = 0;

	if (!name || PyDict_Contains(g->wrapped, name) != 1 || !is_begun(g, s, name))
		return NULL;
	while ((c = nth_wrap(g, name, false, n)) && g->m->new.tokens[c->first].line < s->first_line)
		n++;
	return c ? nth_wrap(g, name, true, n) : NULL;
}
