/*
 * indirect.c - calls of what no name leads to: (lambda: LIMIT)(), map(lambda x: cost(x), ROWS), LIMITS["a"](),
 * [check() for check in CHECKS].
 */
#include "statement.h"
#include "version.h"

#define HELD_DEEP 3	 /* containers within containers, where a function may be called from */
#define HELD_MOST 5000 /* objects in all */

bool
call_uses_lambdas(const struct staging *g, PyObject *call)
{
	static const char *const builtins[] = {"map", "filter", "sorted", "min", "max"};
	PyObject *callee = get_attr(call, "func"), *id = callee && node_is(callee, "Name") ? get_attr(callee, "id") : NULL;
	PyObject *o = callee ? node_object(g, callee) : NULL;
	bool uses = (o && o == library_object("functools", "reduce")) ||
		    (id && IS_ONE_OF(utf8(id), builtins) && PyDict_Contains(g->m->scratch, id) == 0);

	unref(id);
	unref(callee);
	PyErr_Clear();
	return uses;
}

PyObject *
call_lambdas(const struct staging *g, PyObject *call)
{
	static const char *const parts[] = {"args", "keywords"};
	PyObject *callee = node_is(call, "Call") ? get_attr(call, "func") : NULL, *found = callee ? PyList_New(0) : NULL, *list, *one;
	Py_ssize_t i;
	size_t k;

	if (found && node_is(callee, "Lambda"))
		PyList_Append(found, callee);
	for (k = 0; found && k < 2 && call_uses_lambdas(g, call); k++) {
		list = get_attr(call, parts[k]);
		for (i = 0; list && i < PyList_Size(list); i++) {
			one = k ? get_attr(PyList_GetItem(list, i), "value") : ref(PyList_GetItem(list, i));
			if (one && node_is(one, "Lambda"))
				PyList_Append(found, one);
			unref(one);
		}
		unref(list);
	}
	unref(callee);
	PyErr_Clear();
	return found;
}

static bool
is_moved(PyObject *node, void *arg)
{
	const struct staging *g = arg;
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool moved = id && PySet_Contains(g->m->moved, id) == 1;

	unref(id);
	return moved;
}

static bool
lambdas_changed(const struct staging *g, PyObject *call)
{
	PyObject *list = call_lambdas(g, call), *body;
	bool changed = false;
	Py_ssize_t i;

	for (i = 0; list && !changed && i < PyList_Size(list); i++) {
		body = get_attr(PyList_GetItem(list, i), "body");
		changed = body && (tree_any(body, is_moved, (void *)(uintptr_t)g) || node_calls_changed(g, body));
		unref(body);
	}
	unref(list);
	return changed;
}

static bool
leads_to_changed(struct transaction *t, PyObject *o, int depth, Py_ssize_t *left)
{
	PyObject *list, *key, *value;
	bool leads = false;
	Py_ssize_t i, at = 0;

	if (is_function(o) || (is_class(o) && is_heap_type(o)))
		return callee_changed(t, o);
	if (!depth || !(is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))) || PyObject_Size(o) > *left)
		return false;
	*left -= PyObject_Size(o);
	while (is_dict(o) && !leads && PyDict_Next(o, &at, &key, &value))
		leads = leads_to_changed(t, value, depth - 1, left);
	list = is_dict(o) ? NULL : PySequence_List(o);
	for (i = 0; list && !leads && i < PyList_Size(list); i++)
		leads = leads_to_changed(t, PyList_GetItem(list, i), depth - 1, left);
	unref(list);
	return leads;
}

/* The callee is an item, what a call has returned, or a variable of a comprehension. */
static bool
is_indirect(PyObject *node, void *arg)
{
	const struct staging *g = arg;
	PyObject *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL, *id;
	bool indirect = callee && node_is(callee, "Subscript");

	id = callee && node_is(callee, "Name") ? get_attr(callee, "id") : NULL;
	indirect = indirect || (id && PyDict_Contains(g->m->before, id) == 0 && PyDict_Contains(g->t->builtins, id) == 0);
	unref(id);
	unref(callee);
	PyErr_Clear();
	return indirect;
}

/* A list, dict or tuple that it names, also in a comprehension, has such a function. */
static bool
tokens_hold_changed(const struct staging *g, const struct token *tokens, int count)
{
	const struct token *x;
	struct body body;
	Py_ssize_t left = HELD_MOST;
	bool holds = false;
	PyObject *o;

	for (x = tokens; !holds && x < tokens + count; x++) {
		if (x->value && is_code(x->value) && code_is_comprehension(x->value) && body_init(&body, x->value) == 0) {
			holds = tokens_hold_changed(g, body.tokens, body.token_count);
			body_fini(&body);
		}
		o = (x->op == python->op.load_name || x->op == python->op.load_global) && x->value
			? PyDict_GetItemWithError(g->m->before, x->value)
			: NULL;
		holds = holds || (o && (is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))) && leads_to_changed(g->t, o, HELD_DEEP, &left));
	}
	PyErr_Clear();
	return holds;
}

static bool
has_lambda(const struct statement *s)
{
	const struct token *x = s->tokens, *end = x + s->token_count;

	while (x < end && !(x->value && is_code(x->value) && attr_is(x->value, "co_name", "<lambda>")))
		x++;
	return x < end;
}

static bool
has_changed_lambda(PyObject *node, void *arg)
{
	return node_is(node, "Call") && lambdas_changed(arg, node);
}

bool
statement_calls_indirectly_changed(const struct staging *g, const struct statement *s)
{
	void *arg = (void *)(uintptr_t)g;

	return !statement_is_definition(s) &&
	       ((has_lambda(s) && tree_line_evaluated(s->node, has_changed_lambda, arg)) ||
		(tokens_hold_changed(g, s->tokens, s->token_count) && tree_line_evaluated(s->node, is_indirect, arg)));
}
