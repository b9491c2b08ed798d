/*
 * facts.c - lines that look at what functions take and say: ARITY = {f.__name__: len(signature(f).parameters) for f in HANDLERS}.
 *
 * The functions are patched in place with the commit, so such a line would see the old ones while it is staged: it is
 * named, where some function of the module takes other arguments, says something else of itself, or has another mark.
 */
#include "statement.h"
#include "version.h"

/* What inspect, typing and the like are asked by. */
static const char *const questions[] = {"signature", "getfullargspec", "getdoc", "get_type_hints", "iscoroutinefunction", "isgeneratorfunction",
					"isasyncgenfunction", "getmembers", "__doc__", "__annotations__", "__code__", "__defaults__", "__kwdefaults__"};

static int
add_questions(PyObject *set)
{
	PyObject *name;
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < sizeof(questions) / sizeof(questions[0]); i++) {
		name = PyUnicode_FromString(questions[i]);
		result = name ? PySet_Add(set, name) : -1;
		unref(name);
	}
	return result;
}

/* What decorators have set of the function: f.order. */
static int
add_marks(PyObject *set, PyObject *f)
{
	PyObject *dict = f && is_function(f) ? WORD(f, python->function.dict) : NULL, *name, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (dict && result == 0 && PyDict_Next(dict, &at, &name, &value))
		if (is_str(name) && strcmp(utf8(name), "__wrapped__") != 0)
			result = PySet_Add(set, name);
	return result;
}

static bool
any_code(PyObject *a, PyObject *b)
{
	return is_code(a) && is_code(b);
}

/* Decorators, defaults and annotations are what they were. */
static bool
same_around(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct chunk *a = chunk_binding(&g->m->old, utf8(name)), *b = statement_chunk(s, name);
	bool same = a && b && a->count == b->count;
	int i;

	for (i = 0; same && i < a->count; i++)
		same = token_equal(&g->m->old.tokens[a->first + i], &s->in->tokens[b->first + i], any_code);
	return same;
}

static bool
same_decorators(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct chunk *a = chunk_binding(&g->m->old, utf8(name)), *b = statement_chunk(s, name);
	const struct token *x = a ? &g->m->old.tokens[a->first] : NULL, *y = b ? &s->in->tokens[b->first] : NULL;
	int i;

	for (i = 0; x && y && i < a->count && i < b->count && y[i].line < s->def_line; i++)
		if (!token_equal(&x[i], &y[i], any_code))
			return false;
	return x && y;
}

static bool
takes_or_says_more(const struct staging *g, const struct statement *s, PyObject *name, PyObject *live)
{
	static const char *const parts[] = {"co_argcount", "co_kwonlyargcount", "co_posonlyargcount", "co_flags"};
	const struct chunk *c = statement_chunk(s, name);
	PyObject *code = c ? chunk_code(s->in, c, name) : NULL, *its = is_function(live) ? WORD(live, python->function.code) : NULL;

	return !code || !its || !same_around(g, s, name) || !code_same_parts(its, code, parts, 4) ||
	       !code_same_variables(its, code, code_int(code, "co_argcount") + code_int(code, "co_kwonlyargcount")) ||
	       !const_equal(code_doc(its), code_doc(code), code_same_behaviour);
}

int
facts_prepare(struct staging *g)
{
	const struct statement *s;
	PyObject *name, *live;
	int result = 0;

	g->facts = hold(g->t, PySet_New(NULL));
	for (s = g->statements; g->facts && g->m->old_code && result == 0 && s < g->statements + g->count; s++) {
		if (s->kind != KIND_FUNCTION)
			continue;
		name = get_attr(s->node, "name");
		live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
		live = live && !is_function(live) ? function_within(live) : live;
		if (live && takes_or_says_more(g, s, name, live))
			result = add_questions(g->facts);
		if (live && result == 0 && s->first_line < s->def_line && !same_decorators(g, s, name))
			result = add_marks(g->facts, live);
		unref(name);
	}
	PyErr_Clear();
	return g->facts ? result : -1;
}

static bool
says_one(const struct staging *g, PyObject *names)
{
	PyObject *list = PySequence_List(names);
	bool says = false;
	Py_ssize_t i;

	for (i = 0; list && !says && i < PyList_Size(list); i++)
		says = PySet_Contains(g->facts, PyList_GetItem(list, i)) == 1;
	unref(list);
	return says;
}

/* Functions of the module among the names, and what these say. */
static int
add_called(const struct staging *g, PyObject *names)
{
	PyObject *list = PySequence_List(names), *f;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		f = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		if (f && is_function(f) && pair_is_ours(g->t, WORD(f, python->function.code)))
			result = code_add_names(WORD(f, python->function.code), names);
	}
	unref(list);
	return result;
}

/* Itself, or a function of the module that it calls. */
bool
statement_asks_facts(const struct staging *g, const struct statement *s)
{
	PyObject *names = PySet_New(NULL);
	const struct token *x, *end = s->tokens + s->token_count;
	int result = names && PySet_Size(g->facts) > 0 && !statement_is_definition(s) && s->kind != KIND_IMPORT ? 0 : -1;
	bool asks;

	for (x = s->tokens; result == 0 && x < end; x++) {
		if (x->value && is_code(x->value))
			result = code_add_names(x->value, names);
		/* N: int = 1 loads this by itself, up to 3.13; the docstring of the module is stored. */
		else if (x->value && is_str(x->value) && x->op != python->op.store_name && !(x->op == python->op.load_name && !strcmp(utf8(x->value), "__annotations__")))
			result = PySet_Add(names, x->value);
	}
	asks = result == 0 && add_called(g, names) == 0 && says_one(g, names);
	unref(names);
	PyErr_Clear();
	return asks;
}
