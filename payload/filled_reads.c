/*
 * filled_reads.c - unchanged lines that call what reads a registry which other lines have put something into:
 * NAMES = names(), USAGE = cli.usage(), application = create_app().
 *
 * Those that only compute run again; of the others it is said.
 */
#include "statement.h"
#include "version.h"

#define CALLS_DEEP 3

static bool reads_filled(const struct staging *g, PyObject *f, int depth);

/* A global that has grown, or, of an object within reach of such a name, the attribute.  Not of one that it fills itself. */
static bool
names_filled(const struct staging *g, PyObject *globals, PyObject *names, PyObject *written, int depth)
{
	PyObject *list = PySequence_List(names), *name, *o;
	bool reads = false;
	Py_ssize_t i;

	for (i = 0; list && !reads && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		if (PySet_Contains(written, name) != 0)
			continue;
		o = PyDict_GetItemWithError(globals, name);
		reads = !o ? PySet_Contains(g->m->stored_keys, name) == 1
			   : addresses_has(&g->t->grown, o) || (depth && is_function(o) && reads_filled(g, o, depth - 1));
	}
	unref(list);
	return reads;
}

static bool
reads_filled(const struct staging *g, PyObject *f, int depth)
{
	PyObject *names = PySet_New(NULL), *written = PySet_New(NULL), *globals = WORD(f, python->function.globals);
	bool reads = is_dict(globals) && names && written && code_add_names(WORD(f, python->function.code), names) == 0 &&
		     code_written_names(WORD(f, python->function.code), written) == 0 &&
		     names_filled(g, globals, names, written, depth);

	unref(written);
	unref(names);
	PyErr_Clear();
	return reads;
}

/* What a name of the line calls: a function of the module, the method of an object or class, of which the attribute is said
   behind it; borrowed, or NULL. */
static PyObject *
called(const struct staging *g, const struct token *x, const struct token *end, PyObject **object)
{
	PyObject *o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL, *f;

	*object = NULL;
	if (!o || is_function(o))
		return o;
	if (x + 1 >= end || !token_is_attribute(x + 1) || is_module(o))
		return NULL;
	*object = o;
	f = function_read(is_class(o) ? o : (PyObject *)type_of(o), utf8(x[1].value));
	return f && is_function(f) ? f : NULL;
}

bool
statement_calls_filled(const struct staging *g, const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;
	PyObject *f, *o;
	bool reads = false;

	if (!g->t->grown.used || !g->m->old_code || !s->same || s->kind != KIND_ASSIGN || statement_stores_inside(s) ||
	    !node_has(s->node, "Call"))
		return false;
	for (x = s->tokens; !reads && x < end; x++) {
		f = called(g, x, end, &o);
		reads = f && reads_filled(g, f, CALLS_DEEP);
	}
	PyErr_Clear();
	return reads;
}

/* These only compute, and what is made is another one each time. */
bool
statement_computes_filled(const struct staging *g, const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;
	PyObject *f, *o, *value;
	bool computes = statement_calls_filled(g, s), methods = false;

	for (x = s->tokens; computes && x < end; x++) {
		f = called(g, x, end, &o);
		methods = methods || (f && o);
		computes = !f || !o || computes_by_method(g->t, o, f);
	}
	value = computes ? get_attr(s->node, "value") : NULL;
	computes = value && (methods ? node_repeats(g, value) : statement_is_pure(g, s)) && !statement_has_gone_on(g, s);
	unref(value);
	PyErr_Clear();
	return computes;
}
