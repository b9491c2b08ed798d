/*
 * asked_names.c - lines that ask what there is: COMMANDS = find(), which looks through globals(), or
 * for subclasses (subclasses.c) and does more than that.
 *
 * While staging the live functions see the live names: such a line would get another answer than
 * after a restart.  It is named where classes, or names, have come or gone.
 */
#include "statement.h"
#include "version.h"

/* It loads it as a global name. */
static bool
loads_global(PyObject *code, const char *text)
{
	const struct token *x;
	struct body body;
	bool loads = false;

	if (body_init(&body, code) < 0)
		return false;
	for (x = body.tokens; !loads && x < body.tokens + body.token_count; x++)
		loads = x->op == python->op.load_global && x->value && !strcmp(utf8(x->value), text);
	body_fini(&body);
	return loads;
}

bool
node_calls_code(const struct staging *g, PyObject *node, bool (*is)(PyObject *code, const char *text), const char *text)
{
	PyObject *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL, *f = callee ? node_object(g, callee) : NULL;

	unref(callee);
	return f && is_function(f) && pair_is_ours(g->t, WORD(f, python->function.code)) && is(WORD(f, python->function.code), text);
}

/* find(), which asks. */
static bool
is_asking_call(PyObject *node, void *arg)
{
	return node_calls_code(arg, node, loads_global, "globals");
}

bool
statement_asks_names(const struct staging *g, const struct statement *s)
{
	bool asks;

	if (statement_is_definition(s) || s->kind == KIND_IMPORT || s->kind == KIND_NOTHING || !node_has(s->node, "Call"))
		return false;
	asks = (statement_asks_subclasses(g, s) && subclasses_are_others(g->t)) ||
	       (statement_names_changed(g->m) && tree_any(s->node, is_asking_call, (void *)(uintptr_t)g));
	PyErr_Clear();
	return asks;
}
