/*
 * method_reads.c - unchanged lines that read something by methods: URL = settings.url, NAME = str(version).
 *
 * Where the property or method does something else now, or reads what has changed, so does the line.  It runs
 * again with an object of the staged class in the place of the live one (shadow.c), so that class is made beforehand.
 */
#include "statement.h"
#include "version.h"

#define LOOKED_AT_MOST 20 /* items of a list */

/* What operators and builtins call. */
static const char *const special[] = {
    "__str__",   "__repr__",  "__format__",  "__len__", "__iter__", "__getitem__", "__contains__", "__bool__",  "__int__",
    "__float__", "__index__", "__call__",    "__eq__",  "__lt__",   "__gt__",      "__le__",       "__ge__",    "__add__",
    "__sub__",   "__mul__",   "__truediv__", "__or__",  "__and__",  "__getattr__", "__next__",     "__bytes__", "__hash__"};

static bool
method_is_another(struct transaction *t, PyObject *o, const char *name)
{
	PyObject *f = function_read(is_class(o) ? o : (PyObject *)type_of(o), name);

	return f && is_function(f) && callee_changed(t, f) && computes_by_method(t, o, f);
}

/* The class of an object, or a class, that is made by a module of the transaction. */
static PyObject *
own_class(struct transaction *t, PyObject *o)
{
	return o && !is_module(o) ? class_of_ours(t, o) : NULL;
}

/* Something of the statement uses the object itself, and not an attribute. */
static bool
uses_itself(const struct staging *g, const struct statement *s, PyObject *o)
{
	const struct token *x, *end = s->tokens + s->token_count;

	for (x = s->tokens; x < end; x++)
		if (x->op == python->op.load_name && x->value && PyDict_GetItemWithError(g->m->before, x->value) == o &&
		    !(x + 1 < end && token_is_attribute(&x[1]) && x[1].op != python->op.store_name))
			return true;
	return false;
}

static bool
reads_of(const struct staging *g, const struct statement *s, PyObject *o)
{
	const struct token *x;
	bool reads = false;
	size_t i;

	for (x = s->tokens; !reads && x < s->tokens + s->token_count; x++)
		reads = token_is_attribute(x) && x->op != python->op.store_name && method_is_another(g->t, o, utf8(x->value));
	for (i = 0; !reads && !is_class(o) && i < sizeof(special) / sizeof(special[0]); i++)
		reads = method_is_another(g->t, o, special[i]) && uses_itself(g, s, o);
	PyErr_Clear();
	return reads;
}

bool
statement_reads_of(const struct staging *g, const struct statement *s, PyObject *o)
{
	return s->same && s->kind == KIND_ASSIGN && own_class(g->t, o) && reads_of(g, s, o);
}

bool
statement_reads_methods(const struct staging *g, const struct statement *s, PyObject *classes)
{
	PyObject *o, *class, *path, *value;
	const struct token *x;
	bool reads = false, repeats;

	if (!s->same || s->kind != KIND_ASSIGN || !g->m->old_code || statement_stores_inside(s))
		return false;
	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		class = own_class(g->t, o);
		if (!class || !reads_of(g, s, o))
			continue;
		reads = true;
		path = classes ? get_attr(class, "__name__") : NULL;
		if (path && PySet_Add(classes, path) < 0)
			PyErr_Clear();
		unref(path);
	}
	value = reads ? get_attr(s->node, "value") : NULL;
	repeats = value && node_repeats(g, value);
	unref(value);
	return repeats && statement_is_pure(g, s) && !statement_has_gone_on(g, s);
}

/* It runs again to some purpose: the classes are there with their new methods. */
bool
statement_reads_staged(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *o, *class;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		class = own_class(g->t, o);
		if (class && reads_of(g, s, o) && !class_staged(g->t, class))
			return false;
	}
	return true;
}

static bool
compares_anew(struct transaction *t, PyObject *class)
{
	static const char *const names[] = {"__lt__", "__gt__", "__le__", "__ge__", "__eq__"};
	PyObject *f;
	size_t i;

	for (i = 0; class && i < sizeof(names) / sizeof(names[0]); i++) {
		f = class_lookup(class, names[i]);
		if (f && is_function(f) && callee_changed(t, f))
			return true;
	}
	return false;
}

bool
statement_orders_anew(const struct staging *g, const struct statement *s)
{
	static const char *const names[] = {"sorted", "min", "max", "sort"};
	const struct token *x;
	PyObject *o, *list;
	bool orders = false, anew = false;
	Py_ssize_t i;

	for (x = s->tokens; s->same && !orders && x < s->tokens + s->token_count; x++)
		orders = x->value && is_str(x->value) && x->op != python->op.load_const && IS_ONE_OF(utf8(x->value), names);
	for (x = s->tokens; orders && !anew && x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		anew = o && is_class(o) && compares_anew(g->t, own_class(g->t, o));
		list = o && is_container(o) && PyObject_Size(o) > 0 ? is_dict(o) ? PyDict_Values(o) : PySequence_List(o) : NULL;
		for (i = 0; list && !anew && i < PyList_Size(list) && i < LOOKED_AT_MOST; i++)
			anew = compares_anew(g->t, own_class(g->t, PyList_GetItem(list, i)));
		unref(list);
	}
	PyErr_Clear();
	return anew;
}

/* settings.VAT, where __getattr__ finds it. */
static PyObject *
function_asked(PyObject *o, PyObject *name)
{
	PyObject *f = function_read(is_class(o) ? o : (PyObject *)type_of(o), utf8(name)), *dict;
	bool own;

	if (f || is_class(o))
		return f;
	dict = PyObject_GenericGetDict(o, NULL);
	own = dict && is_dict(dict) && PyDict_Contains(dict, name) == 1;
	unref(dict);
	PyErr_Clear();
	return own ? NULL : class_lookup((PyObject *)type_of(o), "__getattr__");
}

/* len(TEAM), TITLE = _("hello"), section["port"] */
static bool
asks_itself(const struct staging *g, PyObject *o)
{
	PyObject *f;
	size_t i;

	for (i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
		f = strcmp(special[i], "__getattr__") ? class_lookup((PyObject *)type_of(o), special[i]) : NULL;
		if (f && is_function(f) && callee_changed(g->t, f))
			return true;
	}
	return false;
}

static bool
tokens_ask_method(const struct staging *g, const struct token *tokens, int count)
{
	const struct token *x, *end = tokens + count;
	PyObject *o, *f;
	struct body body;
	bool ask = false;

	for (x = tokens; !ask && x < end; x++) {
		if (x->value && is_code(x->value) && code_is_class_body(x->value) && body_init(&body, x->value) == 0) {
			ask = tokens_ask_method(g, body.tokens, body.token_count);
			body_fini(&body);
		}
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (!o || !own_class(g->t, o) || x + 1 >= end || (is_class(o) && !token_is_attribute(&x[1])))
			continue;
		f = token_is_attribute(&x[1]) ? function_asked(o, x[1].value) : NULL;
		ask = token_is_attribute(&x[1]) ? f && is_function(f) && callee_changed(g->t, f) : asks_itself(g, o);
	}
	return ask;
}

bool
statement_asks_method(const struct staging *g, const struct statement *s)
{
	bool asks = s->same && g->m->old_code && tokens_ask_method(g, s->tokens, s->token_count);

	PyErr_Clear();
	return asks;
}
