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

static bool
names_have(PyObject *code, const char *text)
{
	PyObject *names = PySet_New(NULL), *name = PyUnicode_InternFromString(text);
	bool have = names && name && code_add_names(code, names) == 0 && PySet_Contains(names, name) == 1;

	unref(name);
	unref(names);
	PyErr_Clear();
	return have;
}

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

bool
statement_asks_names(const struct staging *g, const struct statement *s)
{
	PyObject *called;
	const struct token *x;
	bool asks = false, subclasses = false, names = false;

	if (statement_is_definition(s) || s->kind == KIND_IMPORT || s->kind == KIND_NOTHING)
		return false;
	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		subclasses = subclasses || (x->value && is_str(x->value) && x->op != python->op.load_const &&
					    !strcmp(utf8(x->value), "__subclasses__")) ||
			     (x->value && is_code(x->value) && names_have(x->value, "__subclasses__"));
		called = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (!called || !is_function(called) || !pair_is_ours(g->t, WORD(called, python->function.code)))
			continue;
		subclasses = subclasses || names_have(WORD(called, python->function.code), "__subclasses__");
		names = names || names_have(WORD(called, python->function.code), "globals");
	}
	asks = (subclasses && classes_have_come(g->t)) || (names && statement_names_changed(g->m));
	PyErr_Clear();
	return asks;
}
