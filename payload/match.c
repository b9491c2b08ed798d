/*
 * match.c - which statements of the new source stand in the old bytecode.
 *
 * Most statements are one chunk, and equal chunks are equal statements.  A
 * compound one is several, and where the compiler puts them depends on what
 * follows: the last statement returns where others jump behind themselves, and
 * since 3.12 exception handlers are moved to the end of the module.  So it is
 * compiled alone, in each form that it can have - as the last statement, with
 * another one behind it, and with nothing but a short one behind it, which the
 * compiler (since 3.10) copies into each branch - and searched in the old
 * bytecode.
 */
#include <stdlib.h>

#include "compile.h"
#include "statement.h"
#include "version.h"

struct search {
	struct staging *g;
	bool *taken;      /* chunks of the old source that have found their statement */
	int at;           /* where the last one was found: the next is probably behind it */
	struct filler {
		PyObject *node;   /* ast node of a statement */
		struct body body; /* the statement compiled alone */
	} brief, lengthy;         /* copied into branches, and too long for it */
	struct filler call;       /* shows how an expression by itself ends */
	int copy;         /* where in the old source the first copy of its last statement is, or -1 */
};

/* RESUME, SETUP_ANNOTATIONS and the NOP of `if 0` belong to no statement. */
static int
first_own(const struct body *body)
{
	const struct token *x;
	int i;

	for (i = 0; i < 3 && i < body->chunk_count; i++) {
		x = &body->tokens[body->chunks[i].first];
		if (body->chunks[i].count != 1 || x->value || x->target >= 0 || chunk_leaps(body, i))
			break;
	}
	return i;
}

static bool
is_filler(const struct filler *f, const struct body *body, int index)
{
	return chunk_equal(body, &body->chunks[index], &f->body, &f->body.chunks[first_own(&f->body)]);
}

/* All copies are equal, whatever they are; they are left for the statement that they are. */
static bool
is_copy(struct search *s, int at)
{
	const struct body *old = &s->g->m->old;

	if (s->copy < 0)
		s->copy = at;
	return chunk_equal(old, &old->chunks[s->copy], old, &old->chunks[at]);
}

static bool
run_is_at(struct search *s, const struct body *body, int first, int count, int at)
{
	const struct body *old = &s->g->m->old;
	int i, copy = s->copy;

	if (at + count > old->chunk_count)
		return false;
	for (i = 0; i < count; i++) {
		if (!s->taken[at + i] &&
		    chunk_equal(old, &old->chunks[at + i], body, &body->chunks[first + i]))
			continue;
		if (is_filler(&s->brief, body, first + i) && is_copy(s, at + i))
			continue;
		s->copy = copy;
		return false;
	}
	return true;
}

/* Where these chunks stand, side by side, in the old source; -1: nowhere. */
static int
find_run(struct search *s, const struct body *body, int first, int count)
{
	int i, k, all = s->g->m->old.chunk_count;

	for (i = 0; i < all; i++) {
		k = (s->at + i) % all;
		if (run_is_at(s, body, first, count, k))
			return k;
	}
	return -1;
}

static void
take(struct search *s, const struct body *body, int first, int count, int at)
{
	int i;

	for (i = 0; i < count; i++)
		s->taken[at + i] |= !is_filler(&s->brief, body, first + i);
}

/* The statement itself, and its handlers somewhere behind it. */
static bool
take_both(struct search *s, const struct body *body, int first, int split, int handlers)
{
	int at, at_handlers = 0, count = body->chunk_count - handlers;

	s->copy = -1;
	at = find_run(s, body, first, split - first);
	if (at < 0 || (count && (at_handlers = find_run(s, body, handlers, count)) < 0))
		return false;
	take(s, body, first, split - first, at);
	take(s, body, handlers, count, at_handlers);
	s->at = at + split - first;
	return true;
}

/* As the last statement, or with copies in its branches. */
static bool
find_as_last(struct search *s, const struct body *body)
{
	int first = first_own(body), i;

	if (take_both(s, body, first, body->chunk_count, body->chunk_count))
		return true;
	for (i = body->chunk_count - 1; i > first; i--)
		if (chunk_leaps(body, i - 1) && take_both(s, body, first, i, i))
			return true;
	return false;
}

static bool
find_followed(struct search *s, const struct body *body)
{
	int first = first_own(body), i;

	for (i = first; i < body->chunk_count; i++)
		if (is_filler(&s->lengthy, body, i))
			/* Behind it, the return. */
			return i == first || take_both(s, body, first, i, i + 2);
	return false;
}

static int
compile_form(struct search *s, PyObject *node, PyObject *behind, struct body *body)
{
	PyObject *nodes = PyList_New(0), *code = NULL;
	int result = -1;

	if (nodes && (!node || PyList_Append(nodes, node) == 0) &&
	    (!behind || PyList_Append(nodes, behind) == 0))
		code = hold(s->g->t, compile_statements(s->g->t, s->g->m, nodes));
	unref(nodes);
	if (code && (result = body_init(body, code)) < 0)
		PyErr_NoMemory();
	return result;
}

static int
match_forms(struct search *s, struct statement *x)
{
	struct body followed, copied;

	if (compile_form(s, x->node, s->lengthy.node, &followed) < 0)
		return -1;
	if (compile_form(s, x->node, s->brief.node, &copied) < 0) {
		body_fini(&followed);
		return -1;
	}
	x->same = find_followed(s, &followed) || find_as_last(s, x->in) || find_as_last(s, &copied);
	body_fini(&copied);
	body_fini(&followed);
	return 0;
}

/* One chunk of the whole source, and not the one that returns: the same wherever it stands. */
static bool
is_simple(const struct staging *g, const struct statement *s)
{
	return s->chunk_count == 1 && !chunk_leaps(&g->m->new, s->first_chunk);
}

/*
 * A lambda in a table becomes the new one in place.  Passed to a call whose
 * value is kept (sorted(..., key=lambda ...)) it was used up there: then the
 * call is another one.
 */
static bool
same_arguments(const struct staging *g, const struct statement *x, int at)
{
	const struct token *new = x->tokens, *old;
	int i;

	if (x->kind != KIND_ASSIGN || statement_is_pure(g, x))
		return true;
	old = &g->m->old.tokens[g->m->old.chunks[at].first];
	for (i = 0; i < x->token_count; i++)
		if (new[i].value && is_code(new[i].value) && !code_same_behaviour(old[i].value, new[i].value))
			return false;
	return true;
}

static int
match(struct search *s, struct statement *x)
{
	struct staging *g = s->g;
	int at;

	if (is_simple(g, x)) {
		x->in = &g->m->new;
		x->tokens = &x->in->tokens[x->in->chunks[x->first_chunk].first];
		x->token_count = x->in->chunks[x->first_chunk].count;
		at = g->m->old_code ? find_run(s, x->in, x->first_chunk, 1) : -1;
		x->same = at >= 0 && same_arguments(g, x, at);
		if (x->same) {
			s->taken[at] = true;
			s->at = at + 1;
		}
		x->stood = x->same ? at : -1;
		return 0;
	}
	if (compile_form(s, x->node, NULL, &x->own) < 0)
		return -1;
	x->in = &x->own;
	x->tokens = x->own.tokens;
	x->token_count = x->own.token_count;
	x->first_chunk = first_own(x->in);
	x->chunk_count = x->in->chunk_count - x->first_chunk;
	x->stood = -1;
	if (!g->m->old_code)
		return 0;
	if (match_forms(s, x) < 0)
		return -1;
	x->stood = x->same ? s->at - 1 : -1;
	return 0;
}

/* Each chunk belongs to the last statement that begins at or before its line, and not behind it. */
static void
share_out(struct staging *g)
{
	const struct body *new = &g->m->new;
	int i, at = 0, line;

	for (i = first_own(new); i < new->chunk_count; i++) {
		line = new->tokens[new->chunks[i].first].line;
		while (at > 0 && line < g->statements[at].first_line)
			at--;
		while (at + 1 < g->count && line >= g->statements[at + 1].first_line)
			at++;
		if (!g->statements[at].chunk_count++)
			g->statements[at].first_chunk = i;
	}
}

static bool
is_copied(const struct search *s, int index)
{
	const struct body *old = &s->g->m->old;
	int i;

	for (i = 0; i < old->chunk_count; i++)
		if (s->taken[i] && chunk_equal(old, &old->chunks[i], old, &old->chunks[index]))
			return true;
	return false;
}

static bool
names_something(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first], *end = x + c->count;

	while (x < end && !x->value)
		x++;
	return x < end;
}

/* f(x): it calls something, and nobody takes the value. */
static bool
is_expression(const struct search *s, const struct chunk *c)
{
	const struct body *body = &s->call.body;
	const struct chunk *call = &body->chunks[first_own(body)];

	/* Since 3.12 what clears up behind a comprehension that has failed is a chunk, too, and names nothing. */
	return c->count > 2 && call->count > 2 && names_something(&s->g->m->old, c) &&
	       s->g->m->old.tokens[c->first + c->count - 1].op == body->tokens[call->first + call->count - 1].op;
}

/* f.limit = 5, table["x"] = f, del name */
static bool
is_store(const struct search *s, const struct chunk *c)
{
	const struct token *x;
	bool is = false;

	for (x = &s->g->m->old.tokens[c->first]; x < &s->g->m->old.tokens[c->first + c->count]; x++) {
		/* X: int */
		if (x->op == python->op.load_name && x->value && !strcmp(utf8(x->value), "__annotations__"))
			return false;
		is =
		    is || x->op == python->op.store_attr || x->op == python->op.delete_name || IS_IN(python->op.mutations, x->op);
	}
	return is;
}

/* A line of the new source stores into the same place: it ends with the same instructions. */
static bool
is_stored_anew(const struct search *s, const struct chunk *c)
{
	const struct body *old = &s->g->m->old, *new = &s->g->m->new;
	const struct chunk *x;

	for (x = new->chunks; x < new->chunks + new->chunk_count; x++)
		if (tokens_store_alike(&old->tokens[c->first], c->count, &new->tokens[x->first], x->count))
			return true;
	return false;
}

/* The new source says the same, and binds another name to it. */
static bool
is_called_otherwise(const struct search *s, const struct chunk *c, PyObject *name)
{
	const struct body *new = &s->g->m->new;
	const struct chunk *x;
	PyObject *its;

	for (x = new->chunks; x < new->chunks + new->chunk_count; x++) {
		its = x->match < 0 ? chunk_name(new, x) : NULL;
		if (its && chunk_same_but_names(&s->g->m->old, c, name, new, x, its))
			return true;
	}
	return false;
}

/* OLD = define("old"), token = bus.subscribe("t", f): what is called may have put something somewhere, and nothing binds the
   name any more. */
static bool
has_registered(const struct search *s, const struct chunk *c)
{
	const struct module *m = s->g->m;
	const struct token *x = &m->old.tokens[c->first], *end = x + c->count;
	PyObject *name = chunk_name(&m->old, c), *o, *f, *names;
	bool registers;

	while (x < end && !x->value) /* PUSH_NULL */
		x++;
	if (!name || c->count < 3 || x == end || x->op != python->op.load_name || chunk_binding(&m->new, utf8(name)))
		return false;
	o = PyDict_GetItemWithError(m->before, x->value);
	f = o && x + 1 < end && x[1].value && IS_IN(python->op.names, x[1].op) && x[1].op != python->op.load_name
		    ? is_module(o) ? PyDict_GetItemWithError(PyModule_GetDict(o), x[1].value)
				   : class_lookup(is_class(o) ? o : (PyObject *)type_of(o), utf8(x[1].value))
		    : o;
	names = f && is_function(f) ? PySet_New(NULL) : NULL;
	registers = names && code_written_names(WORD(f, python->function.code), names) == 0 && PySet_Size(names) > 0 &&
		    !is_called_otherwise(s, c, name);
	unref(names);
	PyErr_Clear();
	return registers;
}

/* BY = {c.name: c for c in (A, B)}: of a comprehension, since 3.12. */
static bool
has_variables(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first], *end = x + c->count;

	while (x < end && !IS_IN(python->op.fast, x->op))
		x++;
	return x < end;
}

/* FOR_ITER jumps forward, and its body back: until 3.10 the token says where to. */
static bool
is_loop(const struct token *x, const struct token *end)
{
	bool forward = false, back = false;

	for (; x < end; x++) {
		forward = forward || x->target > x->start;
		back = back || (x->target < x->start && IS_IN(python->op.leaps, x->op));
	}
	return forward && back;
}

/* A loop, and none that has changed names any of the objects that it has loaded. */
static bool
is_loop_gone(const struct search *s, const struct chunk *c)
{
	const struct token *x = &s->g->m->old.tokens[c->first], *end = x + c->count;
	const struct statement *its;
	bool loads = false, gone = is_loop(x, end);

	for (; gone && x < end; x++) {
		if (x->op != python->op.load_name || PyDict_Contains(s->g->m->before, x->value) == 0)
			continue;
		loads = true;
		for (its = s->g->statements; gone && its < s->g->statements + s->g->count; its++)
			gone = its->same || its->kind != KIND_LOOP ||
			       !tokens_have(its->tokens, its->token_count, python->op.load_name, x->value);
	}
	return gone && loads;
}

/* Names whose old statement is gone or changed are bound anew, too. */
static int
note_gone(const struct search *s)
{
	const struct body *old = &s->g->m->old;
	PyObject *name;
	int i;

	for (i = 0; s->g->m->old_code && i < old->chunk_count; i++) {
		if (s->taken[i] || is_copied(s, i))
			continue;
		s->g->gone++;
		name = chunk_name(old, &old->chunks[i]);
		if (name && PySet_Add(s->g->rebound, name) < 0)
			return -1;
		if (!name && is_store(s, &old->chunks[i]) && !is_stored_anew(s, &old->chunks[i]))
			s->g->left[i] = LEFT_STORE;
		else if (name ? has_registered(s, &old->chunks[i]) : is_expression(s, &old->chunks[i]))
			s->g->left[i] = LEFT_CALL;
		s->g->gone_calls += !name && s->g->left[i] == LEFT_CALL;
		if (s->g->left[i] == LEFT_CALL && exit_handlers_left(s->g, &old->chunks[i]))
			s->g->left[i] = LEFT_NOT;
		if (s->g->left[i] == LEFT_NOT && !(name && has_variables(old, &old->chunks[i])) && is_loop_gone(s, &old->chunks[i]))
			s->g->left[i] = LEFT_LOOP;
	}
	return 0;
}

static int
prepare(struct search *s, const char *source, struct filler *filler)
{
	PyObject *text = PyUnicode_FromString(source), *tree = NULL;

	if (text)
		tree = hold(s->g->t, compile_tree(s->g->t, text, s->g->m->file));
	unref(text);
	filler->node = tree ? PyList_GetItem(tree, 0) : NULL;
	return filler->node ? compile_form(s, NULL, filler->node, &filler->body) : -1;
}

int
statements_match(struct staging *g)
{
	struct search s = {.g = g};
	int i, result = -1;

	s.taken = calloc((size_t)g->m->old.chunk_count + 1, sizeof(*s.taken));
	g->left = calloc((size_t)g->m->old.chunk_count + 1, sizeof(*g->left));
	if (!s.taken || !g->left) {
		free(s.taken);
		return PyErr_NoMemory(), -1;
	}
	if (prepare(&s, "_ = 0", &s.brief) == 0)
		result = prepare(&s, "_ = _ + _ + _ + _ + _", &s.lengthy);
	if (result == 0)
		result = prepare(&s, "_(_)", &s.call);

	if (g->count)
		share_out(g);
	for (i = 0; result == 0 && i < g->count; i++) {
		breathe(g->t);
		result = match(&s, &g->statements[i]);
	}
	if (result == 0)
		result = note_gone(&s);
	body_fini(&s.brief.body);
	body_fini(&s.lengthy.body);
	body_fini(&s.call.body);
	free(s.taken);
	return result;
}
