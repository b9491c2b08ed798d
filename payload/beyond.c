/*
 * beyond.c - what a statement gives to the interpreter, which no object shows: exit handlers, threads, finalizers, signals.
 *
 * atexit.register(f, "a") has become atexit.register(f, "b"): both will run.  A timer that an
 * earlier form has started goes on; signal.signal() works in the main thread alone, and a
 * `try` around it hides that.  Such statements are named when they have run.
 */
#include "statement.h"
#include "version.h"

static const char *const takers[][2] = {{"signal", "signal"},     {"atexit", "register"},	 {"threading", "Timer"},
					{"threading", "Thread"},  {"weakref", "finalize"}, {"subprocess", "Popen"}};
/* Of the main thread alone: nothing. */
static const char *const made[] = {NULL, "an exit handler", "a timer", "a thread", "a finalizer", "a process"};

#define TAKERS (sizeof(takers) / sizeof(takers[0]))

static unsigned int
taken(const struct staging *g, const struct statement *s)
{
	static const struct library_names names = {takers, TAKERS};

	return statement_uses(g, s, &names);
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

/* MODE.set(2), local.db = connect(), decimal.getcontext().prec = 4: for the thread that runs the line. */
static bool
sets_of_thread(const struct staging *g, const struct statement *s)
{
	static const char *const contexts[][2] = {{"decimal", "getcontext"}, {"decimal", "setcontext"}};
	static const struct library_names names = {contexts, 2};
	PyObject *local = library_object("_thread", "_local"), *o;
	const struct token *x;
	bool sets = false;

	for (x = s->tokens; !sets && x + 1 < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->scratch, x->value) : NULL;
		sets = o && ((attr_is((PyObject *)type_of(o), "__name__", "ContextVar") && token_is_attribute(x + 1) &&
			      !strcmp(utf8(x[1].value), "set")) ||
			     (local && PyType_IsSubtype(type_of(o), (PyTypeObject *)local) && x[1].op == python->op.store_attr));
	}
	PyErr_Clear();
	return sets || (!statement_is_definition(s) && statement_uses(g, s, &names));
}

void
beyond_report(const struct staging *g, const struct statement *s)
{
	bool another = (!s->same || g->t->flags & PYR_RESET) && s->kind != KIND_IMPORT, runs = another && !statement_is_pure(g, s);
	unsigned int found = runs ? taken(g, s) : 0;
	bool again = found && (g->t->flags & PYR_RESET || old_form_has_run(g, s) || was_bound_otherwise(g, s)), known;
	bool exits = exit_handlers_taken(g, s, again || (s->kind != KIND_EXPRESSION && !statement_is_definition(s) && !s->same));
	size_t i;

	found |= g->t->handlers_left > 0; /* the first of them */
	if (another && sets_of_thread(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d sets what each thread or context has its own of: others go on with what they have", s->first_line);
	/* A thread that it has started looks for what it is given. */
	g->t->visible = g->t->visible || found;
	if (g->t->threads_left)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: the thread that it has started before goes on, with what it was given then", s->first_line);

	for (i = 0; i < TAKERS; i++) {
		if (!(found & 1u << i))
			continue;
		/* These are counted. */
		known = !strcmp(takers[i][0], "threading") ? !g->t->threads_begun : !strcmp(takers[i][0], "atexit") && exits;
		if (!made[i])
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
				    "line %d: handlers of signals are set in the main thread alone: they may be as they were",
				    s->first_line);
		else if (again && !known)
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
				    "line %d has run before: %s that it has made then, if it has, stays beside the new one",
				    s->first_line, made[i]);
	}
	g->t->threads_begun = g->t->threads_left = g->t->handlers_left = 0;
	PyErr_Clear();
}
