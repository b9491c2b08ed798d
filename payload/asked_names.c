/*
 * asked_names.c - lines that ask what there is: NAMES = [c.__name__ for c in Base.__subclasses__()],
 * COMMANDS = find(), which looks through globals().
 *
 * While staging the old classes are there beside the new ones, and the live functions
 * see the live names: such a line would get another answer than after a restart.  It
 * is named where classes, or names, have come or gone.
 */
#include "statement.h"
#include "version.h"

/* A class that the new source adds; they are of this reload, and somebody's subclasses. */
static bool
classes_have_come(const struct transaction *t)
{
	const struct module *m;
	PyObject *names, *new;
	bool come = false;
	Py_ssize_t i;

	for (m = t->modules; !come && m < t->modules + t->module_count; m++) {
		names = m->defined && m->before ? PySequence_List(m->defined) : NULL;
		for (i = 0; names && !come && i < PyList_Size(names); i++) {
			new = PyDict_GetItemWithError(m->scratch, PyList_GetItem(names, i));
			come = new && is_class(new) && PyDict_Contains(m->before, PyList_GetItem(names, i)) == 0;
		}
		unref(names);
	}
	PyErr_Clear();
	return come;
}

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

struct asking {
	const struct staging *g;
	bool subclasses, names; /* there are others now */
};

/* find(), which asks. */
static bool
is_asking_call(PyObject *node, void *arg)
{
	const struct asking *a = arg;
	PyObject *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL, *f = callee ? node_object(a->g, callee) : NULL;
	bool asks = false;

	unref(callee);
	if (f && is_function(f) && pair_is_ours(a->g->t, WORD(f, python->function.code)))
		asks = (a->subclasses && code_says(WORD(f, python->function.code), "__subclasses__")) ||
		       (a->names && loads_global(WORD(f, python->function.code), "globals"));
	return asks;
}

/* Base.__subclasses__ */
static bool
is_asking_attribute(PyObject *node, void *arg)
{
	(void)arg;
	return node_is(node, "Attribute") && attr_is(node, "attr", "__subclasses__");
}

bool
statement_asks_names(const struct staging *g, const struct statement *s)
{
	struct asking a = {.g = g};
	bool asks;

	if (statement_is_definition(s) || s->kind == KIND_IMPORT || s->kind == KIND_NOTHING || !node_has(s->node, "Call"))
		return false;
	a.subclasses = classes_have_come(g->t);
	a.names = statement_names_changed(g->m);
	asks = (a.subclasses && tree_any(s->node, is_asking_attribute, NULL)) ||
	       ((a.subclasses || a.names) && tree_any(s->node, is_asking_call, &a));
	PyErr_Clear();
	return asks;
}
