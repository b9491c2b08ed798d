/*
 * overridden.c - lines whose names another line had bound to something else, and that count again.
 *
 * def send(x) ... if DEBUG: from fake import send.  When DEBUG is off now, or the line
 * that had bound the name is not there any more, the unchanged definition in front of it
 * has to run: what the name leads to in the process is the other thing.
 */
#include "statement.h"
#include "version.h"

static bool
is_conditional(const struct statement *s)
{
	return s->kind == KIND_IF || s->kind == KIND_OTHER || s->kind == KIND_LOOP;
}

/* An unchanged `if` behind it that binds the name, too, will run, for it reads what changes. */
static bool
is_decided_anew(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct statement *x;

	for (x = s + 1; x < g->statements + g->count; x++)
		if (x->kind == KIND_IF && x->same && statement_binds(x, name) &&
		    tokens_read_any(x->tokens, x->token_count, g->rebound) &&
		    (node_is_still(g, x->node) || statement_is_pure_but_classes(g, x)))
			return true;
	return false;
}

/* The module that the star was of has the very value. */
static bool
is_of_some_module(const struct staging *g, PyObject *name, PyObject *live)
{
	const struct body *old = &g->m->old;
	const struct token *x;
	PyObject *module, *its;

	for (x = old->tokens; x < old->tokens + old->token_count; x++) {
		module = x->op == python->op.import_name && x->value && is_str(x->value) ? loaded_module(utf8(x->value)) : NULL;
		its = module ? dict_get(PyModule_GetDict(module), utf8(name)) : NULL;
		if (its && is_atom(its) && const_equal(its, live, code_same_behaviour))
			return true;
	}
	return false;
}

/* LIMIT = 1, and the process has another constant, which none of its functions has set. */
static bool
is_another_constant(const struct staging *g, const struct statement *s, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(g->m->before, name), *said;
	bool another;

	if (s->kind != KIND_ASSIGN || !live || !is_atom(live) || PySet_Contains(g->m->global_stores, name) == 1)
		return false;
	said = is_of_some_module(g, name, live) ? old_value(g->t, &g->m->old, g->m->before, g->m->before, name) : NULL;
	another = said && is_atom(said) && !const_equal(said, live, code_same_behaviour) && PySet_Add(g->m->starred, name) == 0;
	unref(said);
	return another;
}

/* Another line of the old source has bound the name, and is not there any more. */
static bool
other_is_gone(const struct staging *g, PyObject *name, bool star)
{
	const struct body *old = &g->m->old;
	const struct chunk *c;
	PyObject *its;

	if (star)
		return true;
	for (c = old->chunks; c < old->chunks + old->chunk_count; c++) {
		its = c->match < 0 ? chunk_name(old, c) : NULL;
		if (its && PyUnicode_Compare(its, name) == 0)
			return true;
	}
	return false;
}

/* Some method of the class stands in the body, or it has none. */
static bool
has_method_of(PyObject *class, PyObject *body)
{
	PyObject *consts = code_attr(body, "co_consts"), *name, *value;
	Py_ssize_t at = 0, i;
	bool any = false, found = false;

	while (consts && !found && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &name, &value)) {
		value = callable_of(value);
		if (!value || !is_function(value))
			continue;
		any = true;
		for (i = 0; !found && i < PyTuple_Size(consts); i++)
			found = is_code(PyTuple_GetItem(consts, i)) &&
				code_same_behaviour(PyTuple_GetItem(consts, i), WORD(value, python->function.code));
	}
	unref(consts);
	return found || !any;
}

/* What the name leads to is of this definition, whatever is around it. */
static bool
is_its_own(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct chunk *c = statement_chunk(s, name);
	PyObject *live = PyDict_GetItemWithError(g->m->before, name), *code = c ? chunk_code(s->in, c, name) : NULL, *its, *path;
	bool own = true;

	if (!live || !code || s->first_line < s->def_line)
		return true;
	if (s->kind == KIND_FUNCTION)
		return is_function(live) ? code_same_behaviour(WORD(live, python->function.code), code)
					 : !is_atom(live) && !is_class(live) && !is_module(live);
	if (s->kind == KIND_CLASS && is_class(live) && !has_method_of(live, code))
		return false;
	/* A class of another module. */
	its = is_class(live) ? class_get(live, "__module__") : NULL;
	path = is_class(live) ? get_attr(live, "__qualname__") : NULL;
	own = !is_function(live) && (!its || !is_str(its) || PyUnicode_Compare(its, g->m->name_object) == 0) &&
	      (!path || !is_str(path) || PyUnicode_Compare(path, name) == 0);
	unref(path);
	return own;
}

/* from real import send, and send is what real has. */
static bool
is_what_it_imports(const struct staging *g, const struct statement *s, PyObject *name)
{
	PyObject *module = node_is(s->node, "ImportFrom") ? get_attr(s->node, "module") : NULL, *list = get_attr(s->node, "names");
	PyObject *as, *from, *live = PyDict_GetItemWithError(g->m->before, name), *home;
	bool is = !module || !is_str(module);
	Py_ssize_t i;

	home = is ? NULL : loaded_module(utf8(module));
	for (i = 0; home && list && !is && i < PyList_Size(list); i++) {
		from = get_attr(PyList_GetItem(list, i), "name");
		as = get_attr(PyList_GetItem(list, i), "asname");
		if (from && PyUnicode_Compare(as && is_str(as) ? as : from, name) == 0)
			is = dict_get(PyModule_GetDict(home), utf8(from)) == live;
		unref(as);
		unref(from);
	}
	unref(list);
	unref(module);
	PyErr_Clear();
	return is || !home;
}

/* A line behind it binds the name whatever happens. */
static bool
is_bound_later(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct statement *x;

	for (x = s + 1; x < g->statements + g->count; x++)
		if (!is_conditional(x) && statement_binds(x, name))
			return true;
	return false;
}

/* star: "from m import *" is not there any more. */
static bool
counts_again(const struct staging *g, const struct statement *s, PyObject *name, bool star)
{
	if (statement_shares_name(g, s, name) && is_bound_later(g, s, name))
		return false;
	if (statement_shares_name(g, s, name) && is_decided_anew(g, s, name) && s->kind != KIND_ASSIGN)
		return s->kind == KIND_IMPORT ? !is_what_it_imports(g, s, name) : !is_its_own(g, s, name);
	if (statement_is_definition(s))
		return !is_its_own(g, s, name) && other_is_gone(g, name, star);
	return star && is_another_constant(g, s, name);
}

int
overridden_prepare(struct staging *g)
{
	/* from local import * */
	bool star = g->m->old_code && code_imports_star(g->m->old_code) && !code_imports_star(g->m->code);
	struct statement *s;
	PyObject *names;
	Py_ssize_t i;

	for (s = g->statements; g->m->old_code && s < g->statements + g->count; s++) {
		if (!s->same || !(statement_is_definition(s) || s->kind == KIND_IMPORT || s->kind == KIND_ASSIGN))
			continue;
		names = statement_bound(s);
		for (i = 0; names && s->same && i < PyList_Size(names); i++)
			s->same = !counts_again(g, s, PyList_GetItem(names, i), star);
		unref(names);
		if (!names)
			return -1;
		breathe(g->t);
	}
	return 0;
}
