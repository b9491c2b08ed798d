/*
 * beyond.c - what a statement gives to the interpreter, which no object shows: exit handlers, threads, finalizers, signals.
 *
 * atexit.register(f, "a") has become atexit.register(f, "b"): both will run.  A timer that an
 * earlier form has started goes on; signal.signal() works in the main thread alone, and a
 * `try` around it hides that.  Such statements are named when they have run.
 */
#include "statement.h"
#include "version.h"

#define CALLS_DEEP 2 /* decorators and helpers of the module */

static const struct {
	const char *module, *name, *what;
} takers[] = {
	{"signal", "signal", NULL}, /* of the main thread alone */
	{"atexit", "register", "an exit handler"},
	{"threading", "Timer", "a timer"},
	{"threading", "Thread", "a thread"},
	{"weakref", "finalize", "a finalizer"},
	{"subprocess", "Popen", "a process"},
};

#define TAKERS (sizeof(takers) / sizeof(takers[0]))

/* Timer, imported from threading. */
static bool
is_from(PyObject *o, const char *module)
{
	PyObject *its = o && (is_class(o) || callable_of(o)) && !is_atom(o) ? get_attr(o, "__module__") : NULL;
	bool from = its && is_str(its) && !strcmp(utf8(its), module);

	unref(its);
	PyErr_Clear();
	return from;
}

static unsigned int in_code(const struct staging *g, PyObject *code, int depth, int levels);

/* Bits of those that these lines use: threading.Timer, Timer, or a function of the module that does. */
static unsigned int
in_tokens(const struct staging *g, const struct token *tokens, int count, int depth)
{
	const struct token *x, *next;
	unsigned int found = 0;
	PyObject *o, *name;
	size_t i;

	for (x = tokens; x < tokens + count; x++) {
		if ((x->op != python->op.load_name && x->op != python->op.load_global) || !x->value)
			continue;
		o = PyDict_GetItemWithError(g->m->before, x->value);
		next =
		    x + 1 < tokens + count && x[1].value && is_str(x[1].value) && x[1].op != python->op.load_const ? x + 1 : NULL;
		name = o && is_module(o) ? dict_get(PyModule_GetDict(o), "__name__") : NULL;
		for (i = 0; o && i < TAKERS; i++)
			if (name ? is_str(name) && next && !strcmp(utf8(name), takers[i].module) &&
					   !strcmp(utf8(next->value), takers[i].name)
				 : !strcmp(utf8(x->value), takers[i].name) && is_from(o, takers[i].module))
				found |= 1u << i;
		/* What a decorator with arguments returns is called, too. */
		if (o && depth && is_function(o) && pair_is_ours(g->t, WORD(o, python->function.code)))
			found |= in_code(g, WORD(o, python->function.code), depth - 1, 1);
	}
	return found;
}

static unsigned int
in_code(const struct staging *g, PyObject *code, int depth, int levels)
{
	PyObject *consts = levels ? code_attr(code, "co_consts") : NULL;
	struct body body;
	unsigned int found = 0;
	Py_ssize_t i;

	if (body_init(&body, code) == 0) {
		found = in_tokens(g, body.tokens, body.token_count, depth);
		body_fini(&body);
	}
	for (i = 0; consts && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			found |= in_code(g, PyTuple_GetItem(consts, i), depth, levels - 1);
	unref(consts);
	return found;
}

/* Of a definition what stands in front of it: its body runs later. */
static unsigned int
taken(const struct staging *g, const struct statement *s)
{
	return in_tokens(g, s->tokens, statement_is_definition(s) ? statement_head(s) : s->token_count, CALLS_DEEP);
}

/* timer = every(60), and it was every(3600). */
static bool
was_bound_otherwise(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_ASSIGN && s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	const struct chunk *c = name && g->m->old_code ? chunk_binding(&g->m->old, utf8(name)) : NULL;

	return c && c->match < 0;
}

bool
beyond_takes(const struct staging *g, const struct statement *s)
{
	return taken(g, s) != 0;
}

void
beyond_report(const struct staging *g, const struct statement *s)
{
	bool runs = (!s->same || g->t->flags & PYR_RESET) && s->kind != KIND_IMPORT && !statement_is_pure(g, s);
	unsigned int found = runs ? taken(g, s) : 0;
	bool again = found && (g->t->flags & PYR_RESET || old_form_has_run(g, s) || was_bound_otherwise(g, s)), known;
	bool exits = exit_handlers_taken(g, s, again || (s->kind != KIND_EXPRESSION && !statement_is_definition(s) && !s->same));
	size_t i;

	/* A thread that it has started looks for what it is given. */
	g->t->visible = g->t->visible || found;
	if (g->t->threads_left)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: the thread that it has started before goes on, with what it was given then", s->first_line);

	for (i = 0; i < TAKERS; i++) {
		if (!(found & 1u << i))
			continue;
		/* These are counted. */
		known = !strcmp(takers[i].module, "threading") ? !g->t->threads_begun : !strcmp(takers[i].module, "atexit") && exits;
		if (!takers[i].what)
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
				    "line %d: handlers of signals are set in the main thread alone: they may be as they were",
				    s->first_line);
		else if (again && !known)
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
				    "line %d has run before: %s that it has made then, if it has, stays beside the new one",
				    s->first_line, takers[i].what);
	}
	g->t->threads_begun = g->t->threads_left = 0;
	PyErr_Clear();
}
