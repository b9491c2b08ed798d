/*
 * temporary.c - names that a module has for a while: import os ... del os.
 *
 * A statement that runs again may need one that is gone by now.  The statement
 * that bound it runs again, too; and where the source deletes a name, what
 * staging has bound to it goes.
 */
#include "statement.h"
#include "version.h"

static bool
is_missing(const struct staging *g, PyObject *name)
{
	return is_str(name) && PyDict_Contains(g->m->scratch, name) == 0 && PyDict_Contains(g->t->builtins, name) == 0;
}

static bool
may_run(const struct staging *g, const struct statement *s)
{
	return s->kind == KIND_IMPORT || (s->kind == KIND_FUNCTION && s->first_line == s->def_line) ||
	       (s->kind == KIND_CLASS && statement_is_quiet_class(g, s)) ||
	       (s->kind == KIND_ASSIGN && statement_is_pure(g, s));
}

static int
binder_of(const struct staging *g, int index, PyObject *name)
{
	while (is_missing(g, name) && index-- > 0)
		if (statement_binds(&g->statements[index], name))
			return may_run(g, &g->statements[index]) ? index : -1;
	return -1;
}

/* What is executed with the statement: a class body, a comprehension. */
static bool
runs_at_once(PyObject *code)
{
	PyObject *name = code_attr(code, "co_name");
	bool at_once = code_is_class_body(code) ||
		       (name && utf8(name)[0] == '<' && strcmp(utf8(name), "<lambda>") != 0);

	unref(name);
	return at_once;
}

int
temporary_needed(const struct staging *g, int index)
{
	const struct statement *s = &g->statements[index];
	const struct token *x;
	PyObject *names;
	int found = -1;
	Py_ssize_t i;

	for (x = s->tokens; found < 0 && x < s->tokens + s->token_count; x++) {
		if (x->op == python->op.load_name || x->op == python->op.load_global)
			found = binder_of(g, index, x->value);
		if (!x->value || !is_code(x->value) || !runs_at_once(x->value))
			continue;
		names = code_attr(x->value, "co_names");
		for (i = 0; names && found < 0 && i < PyTuple_Size(names); i++)
			found = binder_of(g, index, PyTuple_GetItem(names, i));
		unref(names);
	}
	return found;
}

bool
temporary_ends(const struct statement *s)
{
	PyObject *targets = node_is(s->node, "Delete") ? get_attr(s->node, "targets") : NULL;
	bool ends = targets != NULL;
	Py_ssize_t i;

	for (i = 0; ends && i < PyList_Size(targets); i++)
		ends = node_is(PyList_GetItem(targets, i), "Name");
	unref(targets);
	return ends;
}

/* del name: not what somebody has put in since the module did this. */
int
temporary_end(const struct staging *g, const struct statement *s)
{
	PyObject *targets = get_attr(s->node, "targets"), *name;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; targets && result == 0 && i < PyList_Size(targets); i++) {
		name = get_attr(PyList_GetItem(targets, i), "id");
		if (name && PyDict_Contains(g->m->scratch, name) == 1 &&
		    (!s->same || PySet_Contains(g->m->bound, name) == 1))
			result = PyDict_DelItem(g->m->scratch, name);
		unref(name);
	}
	unref(targets);
	return result;
}
