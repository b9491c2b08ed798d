/*
 * stage_bytecode.c - a module that comes as a .pyc alone.
 *
 * Without a tree there are no statements: all of it runs, and data of unchanged
 * lines is put back.
 */
#include "statement.h"
#include "version.h"

/* A chunk of bytecode that has run: does its data stay as it was? */
static bool
chunk_keeps(const struct staging *g, const struct chunk *chunk)
{
	const struct token *x = &g->m->new.tokens[chunk->first];
	int i;

	if (g->t->flags & PYR_RESET)
		return false;
	if (g->m->old_code)
		return chunk->match >= 0;
	/* Made of more than constants: it may be the service's state. */
	for (i = 0; i < chunk->count; i++)
		if (x[i].op == python->op.load_name || x[i].op == python->op.import_name)
			return true;
	return false;
}

static int
settle_name(const struct staging *g, PyObject *name, bool keeps)
{
	struct module *m = g->m;
	PyObject *old = PyDict_GetItemWithError(m->before, name);
	PyObject *new = PyDict_GetItemWithError(m->scratch, name);

	if (!new || is_module(new))
		return 0;
	if (is_function(new) || is_class(new))
		return PySet_Add(m->defined, name);
	if (old && keeps)
		return PyDict_SetItem(m->scratch, name, old) < 0 ? -1 : PySet_Add(m->skipped, name);
	if (!m->old_code && PySet_Add(m->unknown, name) < 0)
		return -1;
	return PySet_Add(m->made, name);
}

int
stage_bytecode(const struct staging *g)
{
	struct module *m = g->m;
	const struct token *x;
	PyObject *done;
	int i, k;

	if (g->t->flags & PYR_CODE_ONLY)
		return refuse(g->t, m, "without --code-only it is executed",
			      "it has no source to tell whether code alone changed");
	gil_stretch_ends(g->t);
	done = PyEval_EvalCode(m->code, m->scratch, m->scratch);
	gil_stretch_begins(g->t);
	unref(done);
	g->t->effects++;
	for (i = 0; done && i < m->new.chunk_count; i++) {
		x = &m->new.tokens[m->new.chunks[i].first];
		for (k = 0; k < m->new.chunks[i].count; k++)
			if ((x[k].op == python->op.store_name || x[k].op == python->op.store_global) &&
			    settle_name(g, x[k].value, chunk_keeps(g, &m->new.chunks[i])) < 0)
				return -1;
	}
	return done ? code_bound_names(m->code, m->bound) : -1;
}
