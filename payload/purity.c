/*
 * purity.c - what can be evaluated, or executed, once more: it has no effect of its own.
 */
#include "statement.h"
#include "version.h"

/* A def without decorators: it makes a function, whatever its body says. */
static bool
is_plain_def(PyObject *node)
{
	PyObject *decorators = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef")
				       ? get_attr(node, "decorator_list")
				       : NULL;
	bool plain = decorators && PyList_Size(decorators) == 0;

	unref(decorators);
	return plain;
}

enum calls { CALL_PLAIN, CALL_STILL, CALL_COMPUTING };

static bool is_pure(const struct staging *g, PyObject *node, enum calls calls);

/* Those which the call calls itself: (lambda: LIMIT)(), sorted(X, key=lambda ...). */
static bool
lambdas_are_pure(const struct staging *g, PyObject *call, enum calls calls)
{
	PyObject *list = call_lambdas(g, call), *body;
	bool pure = list;
	Py_ssize_t i;

	for (i = 0; pure && i < PyList_Size(list); i++) {
		body = get_attr(PyList_GetItem(list, i), "body");
		pure = body && is_pure(g, body, calls);
		unref(body);
	}
	unref(list);
	return pure;
}

static bool
call_is(const struct staging *g, PyObject *node, enum calls calls)
{
	PyObject *callee = get_attr(node, "func");
	bool is = callee && lambdas_are_pure(g, node, calls) &&
		  (node_is(callee, "Lambda") || call_is_plain(g, node) ||
		   (calls != CALL_PLAIN && call_computes(g, node, calls == CALL_STILL)));

	unref(callee);
	return is;
}

/* No call but of this kind, await or yield below this node. */
static bool
is_pure(const struct staging *g, PyObject *node, enum calls calls)
{
	PyObject *children, *inner;
	bool pure;
	Py_ssize_t i;

	if (node_is(node, "Lambda") || is_plain_def(node))
		return true;
	/* The inner call of next(iter(X)). */
	if (node_is(node, "Call") && call_takes_first(g, node) && (children = get_attr(node, "args"))) {
		inner = get_attr(PyList_GetItem(children, 0), "args");
		pure = inner ? is_pure(g, inner, calls) : is_pure(g, PyList_GetItem(children, 0), calls);
		for (i = 1; pure && i < PyList_Size(children); i++)
			pure = is_pure(g, PyList_GetItem(children, i), calls);
		unref(inner);
		unref(children);
		return pure;
	}
	/* Server().port */
	children = calls != CALL_PLAIN && node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	pure = children && node_is_temporary(g, children);
	unref(children);
	if (pure)
		return true;
	pure = (!node_is(node, "Call") || call_is(g, node, calls)) && !node_is(node, "Await") && !node_is(node, "Yield") &&
	       !node_is(node, "YieldFrom") && !node_is(node, "ClassDef") && !node_is(node, "FunctionDef") &&
	       !node_is(node, "AsyncFunctionDef");
	children = pure ? tree_children(node) : NULL;
	for (i = 0; children && pure && i < PyList_Size(children); i++)
		pure = is_pure(g, PyList_GetItem(children, i), calls);
	unref(children);
	return pure;
}

/* No call, await or yield below this node: evaluating it has no effect of its own. */
bool
node_is_pure(const struct staging *g, PyObject *node)
{
	return is_pure(g, node, CALL_PLAIN);
}

bool
node_is_still(const struct staging *g, PyObject *node)
{
	return is_pure(g, node, CALL_STILL);
}

bool
node_evaluates(const struct staging *g, PyObject *node)
{
	PyObject *value = node_is(node, "Assign") || node_is(node, "AnnAssign") ? get_attr(node, "value") : NULL;
	bool evaluates = value && value != NONE && (node_has(value, "Call") || node_has(value, "comprehension")) &&
			 is_pure(g, value, CALL_COMPUTING);

	unref(value);
	return evaluates;
}

bool
node_computes(const struct staging *g, PyObject *node)
{
	PyObject *value = node_is(node, "Assign") || node_is(node, "AnnAssign") ? get_attr(node, "value") : NULL;
	bool computes = value && value != NONE && !node_is_pure(g, value) && is_pure(g, value, CALL_COMPUTING);

	unref(value);
	return computes;
}

bool
statement_computes(const struct staging *g, const struct statement *s)
{
	return s->same && s->kind == KIND_ASSIGN && !statement_stores_inside(s) && node_computes(g, s->node);
}

bool
statement_body_evaluates(const struct staging *g, const struct statement *s)
{
	PyObject *body = s->kind == KIND_CLASS ? get_attr(s->node, "body") : NULL;
	bool computes = false;
	Py_ssize_t i;

	for (i = 0; body && !computes && i < PyList_Size(body); i++)
		computes = node_evaluates(g, PyList_GetItem(body, i));
	unref(body);
	return computes;
}

bool
statement_is_pure(const struct staging *g, const struct statement *s)
{
	PyObject *value = get_attr(s->node, "value");
	bool pure = value && (node_is_pure(g, value) || statement_computes(g, s) ||
			      (s->same && s->kind == KIND_ASSIGN && node_is_still(g, value)));

	unref(value);
	return pure;
}

bool
statement_is_pure_block(const struct staging *g, const struct statement *s)
{
	return node_is_pure(g, s->node);
}

bool
statement_makes_object(const struct staging *g, const struct statement *s)
{
	PyObject *value = get_attr(s->node, "value");
	bool makes = value && call_makes_object(g, value);

	unref(value);
	return makes;
}

/* def, with decorators that are names (property, x.setter) and defaults without calls. */
static bool
is_quiet_method(const struct staging *g, PyObject *node)
{
	PyObject *decorators = get_attr(node, "decorator_list"), *args = get_attr(node, "args");
	bool quiet = (node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef")) && decorators &&
		     node_is_pure(g, decorators) && args && node_is_pure(g, args);

	unref(decorators);
	unref(args);
	return quiet;
}

static bool
is_quiet_class(const struct staging *g, PyObject *node)
{
	static const char *const parts[] = {"bases", "keywords", "decorator_list"};
	PyObject *body = get_attr(node, "body"), *part, *one;
	bool quiet = body != NULL;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < 3; k++) {
		part = get_attr(node, parts[k]);
		quiet = quiet && part && node_is_pure(g, part);
		unref(part);
	}
	for (i = 0; quiet && i < PyList_Size(body); i++) {
		one = PyList_GetItem(body, i);
		quiet = is_quiet_method(g, one) || node_is_pure(g, one);
	}
	unref(body);
	return quiet;
}

bool
statement_is_quiet_class(const struct staging *g, const struct statement *s)
{
	return is_quiet_class(g, s->node);
}

/* The metaclass, or what __init_subclass__ of a base is, has a say in classes below; those of the library make nothing
   of what the base says. */
bool
class_makes_those_below(PyObject *class)
{
	static const char *const library[] = {"abc", "typing", "enum", "builtins", "_py_abc"};
	PyObject *mro = WORD(class, TYPE_MRO), *maker = NULL, *module;
	bool makes;
	Py_ssize_t i;
	size_t k;

	for (i = 0; mro && !maker && i < PyTuple_Size(mro); i++)
		maker = CLASS_DICT(PyTuple_GetItem(mro, i)) ? class_get(PyTuple_GetItem(mro, i), "__init_subclass__") : NULL;
	maker = is_heap_type((PyObject *)type_of(class)) ? (PyObject *)type_of(class)
		: maker && is_exact(maker, TYPE_AT(PyClassMethod_Type)) ? PyTuple_GetItem(mro, i - 1) : NULL;
	module = maker ? get_attr(maker, "__module__") : NULL;
	makes = module && is_str(module);
	for (k = 0; makes && k < sizeof(library) / sizeof(library[0]); k++)
		makes = strcmp(utf8(module), library[k]) != 0;
	unref(module);
	return makes;
}

/* Making it runs nothing but its body: no base has a say in classes below. */
static bool
makes_class_only(const struct staging *g, PyObject *node)
{
	PyObject *bases = get_attr(node, "bases"), *decorators = get_attr(node, "decorator_list"), *base, *id;
	bool only = bases && decorators && PyList_Size(decorators) == 0 && is_quiet_class(g, node);
	Py_ssize_t i;

	for (i = 0; only && i < PyList_Size(bases); i++) {
		base = node_object(g, PyList_GetItem(bases, i));
		id = base ? NULL : get_attr(PyList_GetItem(bases, i), "id");
		base = id ? PyDict_GetItemWithError(g->t->builtins, id) : base;
		unref(id);
		only = base && is_class(base) && !class_makes_those_below(base);
	}
	unref(decorators);
	unref(bases);
	return only;
}

/* if FAST: class Codec: ... else: class Codec: ... */
static bool
is_pure_but_classes(const struct staging *g, PyObject *node)
{
	static const char *const blocks[] = {"body", "orelse"};
	PyObject *list, *one;
	bool pure = node_is(node, "If");
	Py_ssize_t i;
	size_t k;

	one = pure ? get_attr(node, "test") : NULL;
	pure = one && node_is_pure(g, one);
	unref(one);
	for (k = 0; k < 2 && pure; k++) {
		list = get_attr(node, blocks[k]);
		for (i = 0; list && pure && i < PyList_Size(list); i++) {
			one = PyList_GetItem(list, i);
			pure = node_is(one, "ClassDef") ? makes_class_only(g, one)
			       : node_is(one, "If")	     ? is_pure_but_classes(g, one)
						     : node_is_pure(g, one);
		}
		unref(list);
	}
	return pure;
}

bool
statement_is_pure_but_classes(const struct staging *g, const struct statement *s)
{
	return s->kind == KIND_IF && is_pure_but_classes(g, s->node);
}
