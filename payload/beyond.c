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

/* The names that it uses, and those that functions of the module by these names use. */
static int
add_names(const struct staging *g, PyObject *code, PyObject *names, int depth)
{
	PyObject *own = PySet_New(NULL), *list = NULL, *f;
	int result = own && code_add_names(code, own) == 0 && (list = PySequence_List(own)) ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		f = depth ? PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i)) : NULL;
		if (PySet_Contains(names, PyList_GetItem(list, i)) == 1)
			continue;
		result = PySet_Add(names, PyList_GetItem(list, i));
		if (result == 0 && f && is_function(f) && pair_is_ours(g->t, WORD(f, python->function.code)))
			result = add_names(g, WORD(f, python->function.code), names, depth - 1);
	}
	unref(list);
	unref(own);
	return result;
}

/* Of a definition what stands in front of it: its body runs later. */
static PyObject *
names_used(const struct staging *g, const struct statement *s)
{
	PyObject *names = PySet_New(NULL), *f;
	const struct token *x;
	int result = names ? 0 : -1;

	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++) {
		if (!x->value || (statement_is_definition(s) && x->line >= s->def_line))
			continue;
		if (is_code(x->value))
			result = code_is_comprehension(x->value) ? add_names(g, x->value, names, CALLS_DEEP) : 0;
		else if (is_str(x->value) && x->op != python->op.load_const)
			result = PySet_Add(names, x->value);
		f = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (result == 0 && f && is_function(f) && pair_is_ours(g->t, WORD(f, python->function.code)))
			result = add_names(g, WORD(f, python->function.code), names, CALLS_DEEP - 1);
	}
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}

static bool
has_name(PyObject *names, const char *text)
{
	PyObject *name = PyUnicode_FromString(text);
	bool has = name && PySet_Contains(names, name) == 1;

	unref(name);
	return has;
}

/* signal.SIGHUP */
static bool
names_signal(PyObject *names)
{
	PyObject *list = PySequence_List(names);
	bool found = false;
	Py_ssize_t i;

	for (i = 0; list && !found && i < PyList_Size(list); i++)
		found = !strncmp(utf8(PyList_GetItem(list, i)), "SIG", 3);
	unref(list);
	return found;
}

/* timer = every(60), and it was every(3600). */
static bool
was_bound_otherwise(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_ASSIGN && s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	const struct chunk *c = name && g->m->old_code ? chunk_binding(&g->m->old, utf8(name)) : NULL;

	return c && c->match < 0;
}

static const struct {
	const char *module, *name, *what;
} takers[] = {
	{"atexit", "register", "an exit handler"},
	{"threading", "Timer", "a timer"},
	{"threading", "Thread", "a thread"},
	{"weakref", "finalize", "a finalizer"},
};

#define TAKERS (sizeof(takers) / sizeof(takers[0]))

static bool
is_taker(PyObject *names, size_t i)
{
	return has_name(names, takers[i].name) && (has_name(names, takers[i].module) || i > 0);
}

bool
beyond_takes(const struct staging *g, const struct statement *s)
{
	PyObject *names = names_used(g, s);
	bool takes = !names;
	size_t i;

	for (i = 0; names && !takes && i < TAKERS; i++)
		takes = is_taker(names, i);
	unref(names);
	PyErr_Clear();
	return takes;
}

void
beyond_report(const struct staging *g, const struct statement *s)
{
	PyObject *names = (s->same && !(g->t->flags & PYR_RESET)) || s->kind == KIND_IMPORT || statement_is_pure(g, s)
			      ? NULL
			      : names_used(g, s);
	bool again = names && (g->t->flags & PYR_RESET || old_form_has_run(g, s) || was_bound_otherwise(g, s));
	size_t i;

	for (i = 0; again && i < TAKERS; i++)
		if (is_taker(names, i))
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
				    "line %d has run before: %s that it has made then, if it has, stays beside the new one",
				    s->first_line, takers[i].what);
	if (names && has_name(names, "signal") && names_signal(names))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: handlers of signals are set in the main thread alone: they may be as they were", s->first_line);
	unref(names);
	PyErr_Clear();
}
