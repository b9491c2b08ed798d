/*
 * order.c - unchanged lines that stand in another order now.
 *
 * Where one reads or binds what the other binds (N += 1 behind M = N * 2 now, an import of *
 * behind what it binds) both are others than they were, if they only compute.  Lines that
 * do something else do not run again, so what they have registered stands as they stood:
 * where the first match counts ("/users/{id}" in front of "/users/me") that is not what the
 * source says.  They are named.
 */
#include <stdlib.h>

#include "forms.h"
#include "version.h"

#define NOTES_MOST 10
#define LINES_MOST 1000 /* that do something: each is compared with those in front */

static bool
is_store(const struct token *x)
{
	return x->op == python->op.store_name || x->op == python->op.store_global;
}

/* The one stores to a name that the other reads or stores to. */
static bool
tokens_bind_for(const struct token *a, int count, const struct token *b, int other)
{
	const struct token *x, *y;

	for (x = a; x < a + count; x++)
		for (y = b; is_store(x) && y < b + other; y++)
			if ((is_store(y) || y->op == python->op.load_name) && PyUnicode_Compare(x->value, y->value) == 0)
				return true;
	return false;
}

bool
chunk_is_displaced(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first], *y;
	const struct chunk *d;

	for (d = body->chunks; c->match >= 0 && d < body->chunks + body->chunk_count; d++) {
		y = &body->tokens[d->first];
		if (d->match >= 0 && (d < c) != (d->match < c->match) &&
		    (tokens_bind_for(x, c->count, y, d->count) || tokens_bind_for(y, d->count, x, c->count)))
			return true;
	}
	return false;
}

/* from x import *: the other one stores to a name that is there. */
static bool
star_binds_for(const struct staging *g, const struct statement *star, const struct statement *s)
{
	PyObject *names = statement_star_names(g->m, star);
	const struct token *x;
	bool binds = false;

	for (x = s->tokens; names && !binds && x < s->tokens + s->token_count; x++)
		binds = (is_store(x) || x->op == python->op.load_name) && PyDict_Contains(names, x->value) == 1;
	PyErr_Clear();
	return binds;
}

/* CONFIG.update(a=1), X[0] = 1, X += [1]: what it changes is what it names first. */
static bool
changes_for(const struct statement *a, const struct statement *b)
{
	const struct token *x, *first = NULL;

	if (a->kind != KIND_EXPRESSION && a->kind != KIND_AUGMENT && !(a->kind == KIND_ASSIGN && statement_stores_inside(a)))
		return false;
	for (x = a->tokens; x < a->tokens + a->token_count; x++)
		if (x->op == python->op.load_name && (!first || a->kind == KIND_ASSIGN))
			first = x;
	for (x = b->tokens; first && b->kind != KIND_EXPRESSION && x < b->tokens + b->token_count; x++)
		if (x->op == python->op.load_name && PyUnicode_Compare(x->value, first->value) == 0)
			return true;
	return false;
}

static bool
depends(const struct staging *g, const struct statement *a, const struct statement *b)
{
	return tokens_bind_for(a->tokens, a->token_count, b->tokens, b->token_count) || star_binds_for(g, a, b) ||
	       changes_for(a, b);
}

/* Running it once more has no effect but on what it binds. */
static bool
only_computes(const struct staging *g, const struct statement *s)
{
	PyObject *args = s->kind == KIND_FUNCTION ? get_attr(s->node, "args") : NULL;
	bool only = args ? node_is_pure(g, args)
		    : s->kind == KIND_ASSIGN || s->kind == KIND_AUGMENT
			? statement_is_pure(g, s) && !statement_stores_inside(s)
			: s->kind == KIND_IMPORT || (s->kind == KIND_OTHER && node_is_pure(g, s->node));

	unref(args);
	return only;
}

void
order_prepare(struct staging *g)
{
	struct statement *a, *b, *end = g->statements + g->count;
	int furthest = -1, most = LINES_MOST;

	for (b = g->statements; b < end && g->m->old_code; b++) {
		if (!b->chunk_count || b->stood < 0)
			continue;
		for (a = g->statements; b->stood < furthest && a < b && most; a++) {
			if (!a->chunk_count || a->stood <= b->stood || (!depends(g, a, b) && !depends(g, b, a)))
				continue;
			most--;
			if (only_computes(g, a) && only_computes(g, b))
				a->same = b->same = false;
			else
				a->displaced = b->displaced = true;
		}
		furthest = b->stood > furthest ? b->stood : furthest;
	}
}

/* __init_subclass__ of a base may put the class into something. */
static bool
is_told_of(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live, *f;

	unref(name); /* the node keeps it */
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	f = live && is_class(live) ? class_lookup(live, "__init_subclass__") : NULL;
	f = f ? callable_of(f) : NULL;
	PyErr_Clear();
	return f && is_function(f) && code_may_put(WORD(f, python->function.code));
}

/* Of the standard library's decorators none puts the function anywhere. */
static bool
wraps_only(PyObject *named)
{
	static const char *const modules[] = {"functools", "contextlib", "dataclasses", "abc", "typing", "enum", "builtins"};
	PyObject *module = get_attr(named, is_module(named) ? "__name__" : "__module__");
	bool only = module && is_str(module) && IS_ONE_OF(utf8(module), modules);

	unref(module);
	return only;
}

/* The last one of several statements has the name. */
static bool
binds_shared(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s);
	bool shared = false;
	Py_ssize_t i;

	for (i = 0; list && !shared && i < PyList_Size(list); i++)
		shared = statement_shares_name(g, s, PyList_GetItem(list, i));
	unref(list);
	PyErr_Clear();
	return shared;
}

static bool
may_register(const struct staging *g, const struct statement *s)
{
	PyObject *named;
	bool may = false;
	int count;
	Py_ssize_t i;

	if (s->displaced || binds_shared(g, s))
		return true;
	if (!statement_is_definition(s))
		return s->kind == KIND_IMPORT ? statement_is_star(s)
		       : (s->kind == KIND_ASSIGN || s->kind == KIND_AUGMENT)
			   ? statement_stores_inside(s)
			   : s->kind != KIND_NOTHING && s->kind != KIND_CHECK && !node_is_pure(g, s->node);
	if (s->kind == KIND_CLASS && is_told_of(g, s))
		return true;
	count = statement_head(s);
	named = count ? PyList_New(0) : NULL;
	if (named && snapshot_named(g->m, s->tokens, count, named) == 0) {
		for (i = PyList_Size(named); i-- > 0;)
			if (wraps_only(PyList_GetItem(named, i)))
				PyList_SetSlice(named, i, i + 1, NULL);
		may = PyList_Size(named) > 0 && names_may_put(named);
	}
	unref(named);
	PyErr_Clear();
	return may;
}

/* Those that are not in the longest run that has kept its order. */
static void
say_moved(const struct staging *g, const int *lines, const int *places, int count, int *length, int *from)
{
	int i, k, best = -1, said = 0;

	for (i = 0; i < count; i++) {
		length[i] = 1;
		from[i] = -1;
		for (k = 0; k < i; k++)
			if (places[k] < places[i] && length[k] >= length[i]) {
				length[i] = length[k] + 1;
				from[i] = k;
			}
		if (best < 0 || length[i] > length[best])
			best = i;
	}
	for (i = count - 1; i >= 0; i--) {
		if (i == best) {
			best = from[i];
			continue;
		}
		if (said++ == NOTES_MOST) {
			report_add(g->t->report, PYR_REC_NOTE, g->m->name, "", "so do more lines");
			return;
		}
		report_addf(
		    g->t->report, PYR_REC_NOTE, g->m->name, "",
		    "line %d stands in another place now: it was not run again, and what it has registered or done stands "
		    "where it stood",
		    lines[i]);
	}
}

void
order_report(const struct staging *g)
{
	int *numbers = g->m->old_code && g->count ? calloc((size_t)LINES_MOST * 4, sizeof(*numbers)) : NULL, count = 0, i, match;
	const struct statement *s;
	bool moved = false;

	for (i = 0; numbers && i < g->count && count < LINES_MOST; i++) {
		s = &g->statements[i];
		match = s->same && s->chunk_count ? s->stood : -1;
		if (match < 0)
			continue;
		/* Cheap to ask first: most sources keep their order. */
		moved = moved || (count && numbers[LINES_MOST + count - 1] > match);
		numbers[count] = s->first_line;
		numbers[LINES_MOST + count] = match;
		numbers[2 * LINES_MOST + count++] = i;
	}
	if (moved) {
		for (i = 0, match = count, count = 0; i < match; i++) {
			if (!may_register(g, &g->statements[numbers[2 * LINES_MOST + i]]))
				continue;
			numbers[count] = numbers[i];
			numbers[LINES_MOST + count++] = numbers[LINES_MOST + i];
		}
		say_moved(g, numbers, numbers + LINES_MOST, count, numbers + 2 * LINES_MOST, numbers + 3 * LINES_MOST);
	}
	free(numbers);
}
