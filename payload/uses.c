/*
 * uses.c - which functions of the library a statement calls, by itself or by functions of the modules.
 */
#include "statement.h"
#include "version.h"

#define CALLS_DEEP 2 /* decorators and helpers of the module */

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

static unsigned int in_code(const struct staging *g, const struct library_names *of, PyObject *code, int depth, int levels);

/* threading.Timer, Timer, or a function of the module that does. */
static unsigned int
in_tokens(const struct staging *g, const struct library_names *of, const struct token *tokens, int count, int depth)
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
		for (i = 0; o && i < of->count; i++)
			if (name ? is_str(name) && next && !strcmp(utf8(name), of->list[i][0]) &&
					   !strcmp(utf8(next->value), of->list[i][1])
				 : !strcmp(utf8(x->value), of->list[i][1]) && is_from(o, of->list[i][0]))
				found |= 1u << i;
		/* What a decorator with arguments returns is called, too. */
		if (o && depth && is_function(o) && pair_is_ours(g->t, WORD(o, python->function.code)))
			found |= in_code(g, of, WORD(o, python->function.code), depth - 1, 1);
	}
	return found;
}

static unsigned int
in_code(const struct staging *g, const struct library_names *of, PyObject *code, int depth, int levels)
{
	PyObject *consts = levels ? code_attr(code, "co_consts") : NULL;
	struct body body;
	unsigned int found = 0;
	Py_ssize_t i;

	if (body_init(&body, code) == 0) {
		found = in_tokens(g, of, body.tokens, body.token_count, depth);
		body_fini(&body);
	}
	for (i = 0; consts && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			found |= in_code(g, of, PyTuple_GetItem(consts, i), depth, levels - 1);
	unref(consts);
	return found;
}

/* Of a definition what stands in front of it: its body runs later. */
unsigned int
statement_uses(const struct staging *g, const struct statement *s, const struct library_names *of)
{
	return in_tokens(g, of, s->tokens, statement_is_definition(s) ? statement_head(s) : s->token_count, CALLS_DEEP);
}
