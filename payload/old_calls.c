/*
 * old_calls.c - which call of the old source a changed one was: by what it is a call of, and what it is given.
 *
 * Each of the old ones has become one at most; of those that are as good the first is the first.
 */
#include <stdlib.h>

#include "statement.h"
#include "version.h"

#define PAIRS_MOST 100000 /* that are compared */
#define WHOLE 100         /* an argument; of a tuple each item counts as one */

struct likeness {
	int statement, chunk;
	int same, alike; /* names of what is called; arguments */
};

/* a.b.c up to where it is called, or given something. */
static int
same_beginning(const struct token *x, int m, const struct token *y, int n)
{
	int i, names = 0;

	for (i = 0; i < m && i < n && x[i].op == y[i].op && x[i].op != python->op.load_const && !x[i].value == !y[i].value; i++) {
		if (x[i].value && (!is_str(x[i].value) || PyUnicode_Compare(x[i].value, y[i].value) != 0))
			break;
		names += x[i].value != NULL;
	}
	return names;
}

/* Of metrics.describe(...) that is `describe`. */
static PyObject *
called_name(const struct token *x, int count)
{
	int i = 0;

	while (i + 1 < count && !x[i].value) /* PUSH_NULL */
		i++;
	while (i + 1 < count && x[i + 1].value && is_str(x[i + 1].value) && x[i + 1].op != python->op.load_const &&
	       x[i + 1].op != python->op.load_name)
		i++;
	return x[i].value;
}

static bool
call_the_same(const struct token *x, int m, const struct token *y, int n)
{
	PyObject *a = called_name(x, m), *b = called_name(y, n);

	return a && b && is_str(a) && is_str(b) && PyUnicode_Compare(a, b) == 0;
}

/* ("a", 1) and ("a", 2) */
static int
same_items(PyObject *a, PyObject *b)
{
	Py_ssize_t i;
	int count = 0;

	for (i = 0; i < PyTuple_Size(a) && i < PyTuple_Size(b); i++)
		count += const_equal(PyTuple_GetItem(a, i), PyTuple_GetItem(b, i), code_same_behaviour);
	return count;
}

/* Of what one is given the other is given so much, too. */
static int
same_arguments(const struct token *x, int m, const struct token *y, int n)
{
	int i, k, its, most, count = 0;

	for (i = 0; i < m; i++) {
		for (k = 0, most = 0; k < n && most < WHOLE; k++) {
			if (x[i].op != y[k].op || !x[i].value || !y[k].value)
				continue;
			its = const_equal(x[i].value, y[k].value, code_same_behaviour) ? WHOLE
			      : is_exact(x[i].value, TYPE_AT(PyTuple_Type)) && is_exact(y[k].value, TYPE_AT(PyTuple_Type))
				  ? same_items(x[i].value, y[k].value)
				  : 0;
			most = its > most ? its : most;
		}
		count += most;
	}
	return count;
}

/* How alike they are; false: they call something else. */
static bool
compare(const struct staging *g, int statement, int chunk, struct likeness *l)
{
	const struct statement *s = &g->statements[statement];
	const struct chunk *own = &s->in->chunks[s->first_chunk], *c = &g->m->old.chunks[chunk];
	const struct token *x = &g->m->old.tokens[c->first], *y = &s->in->tokens[own->first];

	*l = (struct likeness){statement, chunk, same_beginning(x, c->count, y, own->count), 0};
	if (!l->same || !call_the_same(x, c->count, y, own->count))
		return false;
	l->alike = same_arguments(x, c->count, y, own->count);
	return true;
}

static int
by_likeness(const void *a, const void *b)
{
	const struct likeness *x = a, *y = b;

	return x->same != y->same             ? y->same - x->same
	       : x->alike != y->alike         ? y->alike - x->alike
	       : x->statement != y->statement ? x->statement - y->statement
					      : x->chunk - y->chunk;
}

static bool
may_have_been(const struct body *old, int chunk)
{
	return old->chunks[chunk].match < 0 && !chunk_name(old, &old->chunks[chunk]);
}

static bool
is_another_call(const struct statement *s)
{
	return !s->same && s->chunk_count && !statement_is_definition(s);
}

int
old_calls_prepare(struct staging *g)
{
	const struct body *old = &g->m->old;
	struct likeness *list;
	char *taken;
	int i, k;
	size_t count = 0, room = 0, gone = 0, n;

	for (k = 0; k < old->chunk_count; k++)
		gone += may_have_been(old, k);
	for (i = 0; i < g->count; i++)
		room += is_another_call(&g->statements[i]) ? gone : 0;
	if (!room || room > PAIRS_MOST)
		return 0;
	g->old_calls = calloc((size_t)g->count, sizeof(*g->old_calls));
	list = calloc(room, sizeof(*list));
	taken = calloc((size_t)old->chunk_count, 1);
	for (i = 0; g->old_calls && list && taken && i < g->count; i++)
		for (k = 0; is_another_call(&g->statements[i]) && k < old->chunk_count; k++)
			count += may_have_been(old, k) && compare(g, i, k, &list[count]);
	if (g->old_calls && list && taken)
		qsort(list, count, sizeof(*list), by_likeness);
	for (n = 0; n < count; n++)
		if (!g->old_calls[list[n].statement] && !taken[list[n].chunk]) {
			g->old_calls[list[n].statement] = &old->chunks[list[n].chunk];
			taken[list[n].chunk] = true;
		}
	if (!g->old_calls || !list || !taken)
		PyErr_NoMemory();
	free(taken);
	free(list);
	return PyErr_Occurred() ? -1 : 0;
}

const struct chunk *
statement_old_call(const struct staging *g, const struct statement *s)
{
	if (!s->same)
		return g->old_calls ? g->old_calls[s - g->statements] : NULL;
	/* As it was, but for what it reads. */
	return s->stood >= 0 && (statement_says_moved(g, s) || arguments_handed_changed(g, s)) ? &g->m->old.chunks[s->stood] : NULL;
}
