/*
 * rewrapped.c - definitions and imports that later lines wrap: def f ..., f = timed(f).
 *
 * The live name is what the last of these lines has made; to run one of them over that
 * would wrap it once more, and the wrapper would be paired with what it is around.  So
 * when one of them is another, was not there or is not there any more all run, in order.
 */
#include "statement.h"
#include "version.h"

static bool
has(const struct token *x, int count, uint8_t op, PyObject *name)
{
	for (; count > 0; x++, count--)
		if (x->op == op && x->value && PyUnicode_Compare(x->value, name) == 0)
			return true;
	return false;
}

/* It binds what it reads, and is no definition: @f.register def f. */
static bool
wraps(const struct body *body, const struct chunk *c, PyObject *name)
{
	const struct token *x = &body->tokens[c->first];

	return has(x, c->count, python->op.load_name, name) && has(x, c->count, python->op.store_name, name) &&
	       !chunk_code(body, c, name);
}

static const struct chunk *
next_wrap(const struct body *body, const struct chunk *c, PyObject *name)
{
	for (; c < body->chunks + body->chunk_count; c++)
		if (wraps(body, c, name))
			return c;
	return NULL;
}

static bool
wraps_otherwise(const struct module *m, PyObject *name)
{
	const struct chunk *old = next_wrap(&m->old, m->old.chunks, name), *new = next_wrap(&m->new, m->new.chunks, name);

	while (old && new && chunk_equal(&m->old, old, &m->new, new) &&
	       !tokens_read_any(&m->new.tokens[new->first], new->count, m->moved)) {
		old = next_wrap(&m->old, old + 1, name);
		new = next_wrap(&m->new, new + 1, name);
	}
	return old || new;
}

static bool
begins(const struct statement *s, PyObject *name)
{
	return (statement_is_definition(s) || s->kind == KIND_IMPORT) && statement_binds(s, name);
}

/* A definition or import of the name stands in front of the statement, and between them only lines that wrap it. */
static bool
is_begun(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct statement *x;

	for (x = s; x-- > g->statements;)
		if (begins(x, name))
			return true;
		else if (statement_binds(x, name) && !has(x->tokens, x->token_count, python->op.load_name, name))
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
add_wrapped(const struct body *body, PyObject *names)
{
	const struct chunk *c;
	const struct token *x;
	int result = 0;

	for (c = body->chunks; c < body->chunks + body->chunk_count; c++)
		for (x = &body->tokens[c->first]; result == 0 && x < &body->tokens[c->first + c->count]; x++)
			if (x->op == python->op.store_name && wraps(body, c, x->value))
				result = PySet_Add(names, x->value);
	return result;
}

int
rewrapped_prepare(struct staging *g)
{
	g->wrapped = hold(g->t, PySet_New(NULL));
	return !g->wrapped || add_wrapped(&g->m->old, g->wrapped) < 0 ? -1 : add_wrapped(&g->m->new, g->wrapped);
}

bool
statement_is_rewrapped(const struct staging *g, const struct statement *s)
{
	const struct module *m = g->m;
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.store_name || PySet_Contains(g->wrapped, x->value) != 1)
			continue;
		if (begins(s, x->value)) {
			if (wraps_otherwise(m, x->value))
				return true;
		} else if (has(s->tokens, s->token_count, python->op.load_name, x->value) && is_begun(g, s, x->value) &&
			   (wraps_otherwise(m, x->value) || has_run(m, x->value))) {
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
	const struct body *old = &g->m->old, *new = &g->m->new;
	const struct chunk *x, *y;

	if (!name || !is_begun(g, s, name))
		return NULL;
	x = next_wrap(old, old->chunks, name);
	for (y = next_wrap(new, new->chunks, name); x && y && new->tokens[y->first].line < s->first_line;
	     y = next_wrap(new, y + 1, name))
		x = next_wrap(old, x + 1, name);
	return y ? x : NULL;
}
