#include "code.h"

#include <stdio.h>

#include <stdlib.h>

#include "transaction.h"
#include "version.h"

#define CO_OPTIMIZED 0x1

PyObject *
code_attr(PyObject *code, const char *name)
{
	return get_attr(code, name);
}

int
code_int(PyObject *code, const char *name)
{
	PyObject *value = get_attr(code, name);
	long number = value ? PyLong_AsLong(value) : 0;

	unref(value);
	PyErr_Clear();
	return (int)number;
}

int
code_add_names(PyObject *code, PyObject *set)
{
	PyObject *names = code_attr(code, "co_names"), *consts = code_attr(code, "co_consts");
	int result = names && consts ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(names); i++)
		result = PySet_Add(set, PyTuple_GetItem(names, i));
	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			result = code_add_names(PyTuple_GetItem(consts, i), set);
	unref(names);
	unref(consts);
	return result;
}

int
code_uses_one(PyObject *code, PyObject *names)
{
	PyObject *set = PySet_New(NULL), *disjoint = NULL;
	int uses;

	if (set && code_add_names(code, set) == 0)
		disjoint = PyObject_CallMethod(set, "isdisjoint", "O", names);
	uses = disjoint ? disjoint != TRUE : -1;
	unref(disjoint);
	unref(set);
	return uses;
}

bool
code_names_star(PyObject *names)
{
	return names && is_exact(names, TYPE_AT(PyTuple_Type)) && PyTuple_Size(names) == 1 && is_str(PyTuple_GetItem(names, 0)) &&
	       !strcmp(utf8(PyTuple_GetItem(names, 0)), "*");
}

bool
code_imports_star(PyObject *code)
{
	struct body body;
	bool found = false;
	int i;

	if (body_init(&body, code) < 0)
		return false;
	for (i = 1; !found && i < body.token_count; i++)
		found = body.tokens[i].op == python->op.import_name && code_names_star(body.tokens[i - 1].value);
	body_fini(&body);
	return found;
}

bool
code_is_class_body(PyObject *code)
{
	return !(code_int(code, "co_flags") & CO_OPTIMIZED);
}

PyObject *
code_doc(PyObject *code)
{
	PyObject *consts = code_attr(code, "co_consts");
	PyObject *first = consts && PyTuple_Size(consts) > 0 ? PyTuple_GetItem(consts, 0) : NULL;

	unref(consts); /* the code object keeps it */
	return first && is_str(first) ? first : NONE;
}

bool
code_suspends(PyObject *code)
{
	return code_int(code, "co_flags") & (0x20 | 0x80 | 0x200); /* CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR */
}

PyObject *
code_at(PyObject *code, const char *path)
{
	PyObject *consts, *inner, *found, *name;
	size_t len;
	Py_ssize_t i;

	while (code && *path) {
		len = strcspn(path, ".");
		consts = code_attr(code, "co_consts");
		for (i = 0, found = NULL; consts && i < PyTuple_Size(consts); i++) {
			inner = PyTuple_GetItem(consts, i);
			name = is_code(inner) ? code_attr(inner, "co_name") : NULL;
			if (name && strlen(utf8(name)) == len && !strncmp(utf8(name), path, len)) {
				if (found)
					i = PyTuple_Size(consts);
				found = i < PyTuple_Size(consts) ? inner : NULL;
			}
			unref(name);
		}
		unref(consts); /* the code keeps it */
		code = found;
		path += path[len] ? len + 1 : len;
		if (!strncmp(path, "<locals>.", 9))
			path += 9;
	}
	return code;
}

/* class Box[T]: its body is in a function of this name, since 3.12. */
static bool
is_of_parameters(PyObject *code, const char *path, size_t len)
{
	static const char prefix[] = "<generic parameters of ";
	PyObject *name = code_attr(code, "co_name");
	const char *text = name ? utf8(name) : "";
	bool is = !strncmp(text, prefix, sizeof(prefix) - 1) && !strncmp(text + sizeof(prefix) - 1, path, len) &&
		  !strcmp(text + sizeof(prefix) - 1 + len, ">");

	unref(name);
	return is;
}

PyObject *
code_class_body(PyObject *code, const char *path)
{
	PyObject *consts = code_attr(code, "co_consts"), *found = NULL, *name;
	size_t len = strcspn(path, ".");
	char first[300];
	Py_ssize_t i;

	snprintf(first, sizeof(first), "%.*s", (int)len, path);
	for (i = 0; consts && i < PyTuple_Size(consts); i++) {
		if (!is_code(PyTuple_GetItem(consts, i)))
			continue;
		name = code_attr(PyTuple_GetItem(consts, i), "co_name");
		if (strlen(utf8(name)) == len && !strncmp(utf8(name), path, len) &&
		    code_is_class_body(PyTuple_GetItem(consts, i)))
			found = PyTuple_GetItem(consts, i);
		else if (is_of_parameters(PyTuple_GetItem(consts, i), path, len))
			found = code_class_body(PyTuple_GetItem(consts, i), first);
		unref(name);
	}
	unref(consts); /* the code object keeps it */
	return found && path[len] ? code_class_body(found, path + len + 1) : found;
}

int
code_count_named(PyObject *code, const char *name)
{
	PyObject *consts = code_attr(code, "co_consts"), *its;
	Py_ssize_t i;
	int count = 0;

	for (i = 0; consts && i < PyTuple_Size(consts); i++) {
		its = is_code(PyTuple_GetItem(consts, i)) ? code_attr(PyTuple_GetItem(consts, i), "co_name") : NULL;
		count += its && strcmp(utf8(its), name) == 0;
		unref(its);
	}
	unref(consts);
	return count;
}

bool
code_is_comprehension(PyObject *code)
{
	PyObject *name = code_attr(code, "co_name");
	bool is = name && utf8(name)[0] == '<' && strcmp(utf8(name), "<lambda>") != 0;

	unref(name);
	return is;
}

/* Functions count by name: their bodies are compared where they are paired. */
static bool
code_same_shape(PyObject *a, PyObject *b)
{
	PyObject *x = code_attr(a, "co_name"), *y = code_attr(b, "co_name");
	bool same = x && y && PyUnicode_Compare(x, y) == 0 &&
		    code_is_class_body(a) == code_is_class_body(b);
	struct body old, new;
	int i;

	/* Executed where it stands: a comprehension is no definition. */
	if (same && code_is_comprehension(a))
		same = code_same_behaviour(a, b);
	unref(x);
	unref(y);
	if (!same || !code_is_class_body(a))
		return same;
	if (body_init(&old, a) < 0)
		return false;
	if (body_init(&new, b) < 0) {
		body_fini(&old);
		return false;
	}
	body_match(&old, &new);
	same = old.chunk_count == new.chunk_count;
	for (i = 0; same && i < new.chunk_count; i++)
		same = new.chunks[i].match == i;
	body_fini(&old);
	body_fini(&new);
	return same;
}

bool
token_equal(const struct token *a, const struct token *b, bool (*code_equal)(PyObject *, PyObject *))
{
	if (a->op != b->op || a->arg != b->arg || !a->value != !b->value)
		return false;
	return !a->value || const_equal(a->value, b->value, code_equal);
}

/* Functions that are defined there by name, lambdas by what they do. */
static bool
code_same_use(PyObject *a, PyObject *b)
{
	PyObject *name = code_attr(a, "co_name");
	bool lambda = name && !strcmp(utf8(name), "<lambda>");

	unref(name);
	return lambda ? code_same_behaviour(a, b) : code_same_shape(a, b);
}

/* names = sorted(X, key=lambda ...): the lambda is called there and then, nobody keeps it.  So it may be
   in a comprehension, which is no code of its own since 3.12 but a loop. */
static bool
uses_lambdas_up(const struct body *body, const struct chunk *chunk)
{
	static const char *const names[] = {"all", "any", "dict", "filter", "frozenset", "list", "map", "max", "min",
					    "next", "reduce", "set", "sorted", "sum", "tuple"};
	const struct token *x = &body->tokens[chunk->first];
	int i;
	size_t k;

	for (i = 0; i < chunk->count; i++) {
		if (x[i].target >= 0)
			return true;
		for (k = 0; x[i].op == python->op.load_name && k < sizeof(names) / sizeof(names[0]); k++)
			if (!strcmp(utf8(x[i].value), names[k]))
				return true;
	}
	return false;
}

/*
 * What the compiler itself stores in a class body since 3.13 says nothing of
 * the class: its line, and the attributes that its methods assign (in the order
 * of a set, so it differs from one compilation to the next).
 */
static bool
is_compilers_own(const struct body *body, const struct chunk *c)
{
	const struct token *last = &body->tokens[c->first + c->count - 1];

	return c->count == 2 && last->value && is_str(last->value) &&
	       (PyUnicode_CompareWithASCIIString(last->value, "__firstlineno__") == 0 ||
		PyUnicode_CompareWithASCIIString(last->value, "__static_attributes__") == 0);
}

bool
chunk_equal(const struct body *a, const struct chunk *x, const struct body *b,
	    const struct chunk *y)
{
	if (is_compilers_own(a, x) && is_compilers_own(b, y))
		return token_equal(&a->tokens[x->first + 1], &b->tokens[y->first + 1], code_same_shape);
	return x->hash == y->hash && x->covers == y->covers && chunk_same_tokens(a, x, b, y);
}

bool
chunk_same_tokens(const struct body *a, const struct chunk *x, const struct body *b, const struct chunk *y)
{
	bool (*code_equal)(PyObject *, PyObject *);
	int i;

	if (x->count != y->count)
		return false;
	code_equal = uses_lambdas_up(a, x) ? code_same_use : code_same_shape;
	for (i = 0; i < x->count; i++)
		if (!token_equal(&a->tokens[x->first + i], &b->tokens[y->first + i], code_equal))
			return false;
	return true;
}

void
body_match(struct body *old, struct body *new)
{
	int i, j, at = 0;

	for (i = 0; i < new->chunk_count; i++) {
		/* First from where the last match was: statements that only moved are found after. */
		for (j = 0; j < old->chunk_count; j++) {
			int k = at + j < old->chunk_count ? at + j : at + j - old->chunk_count;

			if (old->chunks[k].match >= 0 ||
			    !chunk_equal(old, &old->chunks[k], new, &new->chunks[i]))
				continue;
			old->chunks[k].match = i;
			new->chunks[i].match = k;
			at = k + 1 < old->chunk_count ? k + 1 : 0;
			break;
		}
	}
}

PyObject *
chunk_name(const struct body *body, const struct chunk *chunk)
{
	const struct token *t;
	int i;

	for (i = chunk->count - 1; i >= 0; i--) {
		t = &body->tokens[chunk->first + i];
		if (t->op == python->op.store_name || t->op == python->op.store_global)
			return t->value;
	}
	return NULL;
}

const struct chunk *
chunk_binding(const struct body *body, const char *name)
{
	const struct token *x;
	int i;

	for (i = body->chunk_count - 1; i >= 0; i--) /* hits = misses = 0: each of them */
		for (x = &body->tokens[body->chunks[i].first]; x < &body->tokens[body->chunks[i].first + body->chunks[i].count]; x++)
			if ((x->op == python->op.store_name || x->op == python->op.store_global) && !strcmp(utf8(x->value), name))
				return &body->chunks[i];
	return NULL;
}

PyObject *
chunk_code(const struct body *body, const struct chunk *chunk, PyObject *name)
{
	PyObject *value, *its_name;
	bool same;
	int i;

	for (i = 0; i < chunk->count; i++) {
		value = body->tokens[chunk->first + i].value;
		if (!value || !is_code(value))
			continue;
		its_name = code_attr(value, "co_name");
		same = its_name && PyUnicode_Compare(its_name, name) == 0;
		unref(its_name);
		if (same)
			return value;
	}
	return NULL;
}

/* The decorators stand before everything else; their calls after MAKE_FUNCTION. */
bool
chunk_same_decorators(const struct body *old, const struct chunk *o, const struct body *new,
		      const struct chunk *n, int def_line)
{
	const struct token *x = &old->tokens[o->first], *y = &new->tokens[n->first];
	int i, after_old = 0, after_new = 0;

	for (i = 0; i < n->count && y[i].line < def_line; i++)
		if (i >= o->count || !token_equal(&x[i], &y[i], code_same_shape))
			return false;
	/* What follows the last code object: MAKE_FUNCTION and one call per decorator. */
	for (i = o->count - 1; i >= 0 && !(x[i].value && is_code(x[i].value)); i--)
		after_old += !python->op.function_attribute || x[i].op != python->op.function_attribute;
	for (i = n->count - 1; i >= 0 && !(y[i].value && is_code(y[i].value)); i--)
		after_new += !python->op.function_attribute || y[i].op != python->op.function_attribute;
	return after_old == after_new;
}

int
code_add_all(PyObject *code, PyObject *set)
{
	PyObject *consts = code_attr(code, "co_consts");
	int result = consts ? PySet_Add(set, code) : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			result = code_add_all(PyTuple_GetItem(consts, i), set);
	unref(consts);
	return result;
}

static int
add_stores(PyObject *code, PyObject *set, bool names, bool globals)
{
	struct body body;
	int i, result = 0;

	if (body_init(&body, code) < 0) {
		PyErr_NoMemory();
		return -1;
	}
	for (i = 0; result == 0 && i < body.token_count; i++)
		if ((names && body.tokens[i].op == python->op.store_name) ||
		    (globals && body.tokens[i].op == python->op.store_global))
			result = PySet_Add(set, body.tokens[i].value);
	body_fini(&body);
	return result;
}

int
code_bound_names(PyObject *code, PyObject *set)
{
	return add_stores(code, set, true, true);
}

int
code_global_stores(PyObject *code, PyObject *set)
{
	PyObject *consts = code_attr(code, "co_consts"), *child;
	Py_ssize_t i;
	int result = consts ? 0 : -1;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		child = PyTuple_GetItem(consts, i);
		if (!is_code(child))
			continue;
		result = add_stores(child, set, false, true);
		if (result == 0)
			result = code_global_stores(child, set);
	}
	unref(consts);
	return result;
}

bool
code_stores_global(PyObject *code)
{
	PyObject *names = PySet_New(NULL);
	bool stores = names && add_stores(code, names, false, true) == 0 && PySet_Size(names) > 0;

	unref(names);
	PyErr_Clear();
	return stores;
}

/* It is executed where it stands: the body of a class, a comprehension. */
bool
code_reads_any(PyObject *code, PyObject *set)
{
	struct body body;
	bool reads;

	if (!code_is_class_body(code) && !code_is_comprehension(code))
		return false;
	if (body_init(&body, code) < 0)
		return false;
	reads = tokens_read_any(body.tokens, body.token_count, set);
	body_fini(&body);
	return reads;
}

bool
tokens_read_any(const struct token *tokens, int count, PyObject *set)
{
	const struct token *t;

	if (PySet_Size(set) == 0)
		return false;
	for (t = tokens; t < tokens + count; t++)
		if (t->value && (t->op == python->op.load_name || t->op == python->op.load_global
					 ? PySet_Contains(set, t->value) == 1
					 : is_code(t->value) && code_reads_any(t->value, set)))
			return true;
	return false;
}

bool
code_stores_attribute(PyObject *code, PyObject *name)
{
	struct body body;
	bool stores;

	if (body_init(&body, code) < 0)
		return false;
	stores = tokens_have(body.tokens, body.token_count, python->op.store_attr, name);
	body_fini(&body);
	return stores;
}

bool
code_functions_store(PyObject *code, PyObject *name)
{
	PyObject *consts = code_attr(code, "co_consts"), *item;
	bool store = false;
	Py_ssize_t i;

	for (i = 0; consts && !store && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		store = is_code(item) && (code_stores_attribute(item, name) || code_functions_store(item, name));
	}
	unref(consts);
	return store;
}

bool
tokens_have(const struct token *tokens, int count, uint8_t op, PyObject *name)
{
	const struct token *x;

	for (x = tokens; x < tokens + count; x++)
		if (x->op == op && x->value && PyUnicode_Compare(x->value, name) == 0)
			return true;
	return false;
}

bool
code_same_variables(PyObject *a, PyObject *b, int count)
{
	PyObject *x = code_attr(a, "co_varnames"), *y = code_attr(b, "co_varnames");
	bool same = x && y;
	int i;

	for (i = 0; same && i < count; i++)
		same = PyUnicode_Compare(PyTuple_GetItem(x, i), PyTuple_GetItem(y, i)) == 0;
	unref(x);
	unref(y);
	return same;
}

bool
code_same_parts(PyObject *a, PyObject *b, const char *const *parts, size_t count)
{
	PyObject *x, *y;
	bool same = true;
	size_t i;

	for (i = 0; same && i < count; i++) {
		x = code_attr(a, parts[i]);
		y = code_attr(b, parts[i]);
		same = x == y || (x && y && PyObject_RichCompareBool(x, y, Py_EQ) == 1);
		unref(x);
		unref(y);
	}
	return same;
}

/* Of the same texts, in the order of a set. */
static bool
same_texts(PyObject *x, PyObject *y)
{
	PyObject *a = is_exact(x, TYPE_AT(PyTuple_Type)) && is_exact(y, TYPE_AT(PyTuple_Type)) ? PyFrozenSet_New(x) : NULL;
	PyObject *b = a ? PyFrozenSet_New(y) : NULL;
	bool same = b && PyTuple_Size(x) == PyTuple_Size(y) && PyObject_RichCompareBool(a, b, Py_EQ) == 1;
	Py_ssize_t i;

	for (i = 0; same && i < PyTuple_Size(x); i++)
		same = is_str(PyTuple_GetItem(x, i));
	unref(b);
	unref(a);
	PyErr_Clear();
	return same;
}

/* Of two class bodies: but for the line, and the attributes that methods set, which the compiler has put there since 3.13. */
static bool
same_class_consts(PyObject *a, PyObject *b, PyObject *x, PyObject *y)
{
	Py_ssize_t i, size = PyTuple_Size(x);
	bool same = size == PyTuple_Size(y);
	PyObject *v, *w;

	for (i = 0; same && i < size; i++) {
		v = PyTuple_GetItem(x, i);
		w = PyTuple_GetItem(y, i);
		same = const_equal(v, w, code_same_behaviour) || same_texts(v, w) ||
		       (is_exact(v, TYPE_AT(PyLong_Type)) && is_exact(w, TYPE_AT(PyLong_Type)) &&
			PyLong_AsLong(v) == code_int(a, "co_firstlineno") && PyLong_AsLong(w) == code_int(b, "co_firstlineno"));
	}
	PyErr_Clear();
	return same;
}

/* types.coroutine() sets it on the code of a generator function; no compiler does.  Include/cpython/code.h, 3.8 to 3.15. */
#define CO_ITERABLE_COROUTINE 0x100

PyObject *
code_replace(PyObject *code, PyObject *parts)
{
	PyObject *replace = get_attr(code, "replace"), *none = PyTuple_New(0), *made = replace && none ? PyObject_Call(replace, none, parts) : NULL;

	unref(none);
	unref(replace);
	return made;
}

static PyObject *
with_flags(PyObject *code, int flags)
{
	PyObject *parts = PyDict_New(), *number = PyLong_FromLong(flags), *made = NULL;

	if (parts && number && PyDict_SetItemString(parts, "co_flags", number) == 0)
		made = code_replace(code, parts);
	unref(number);
	unref(parts);
	return made;
}

PyObject *
code_as_compiled(PyObject *code)
{
	int flags = code_int(code, "co_flags");

	return flags & CO_ITERABLE_COROUTINE ? with_flags(code, flags & ~CO_ITERABLE_COROUTINE) : ref(code);
}

PyObject *
code_awaited_like(PyObject *code, PyObject *old)
{
	int flags = code_int(code, "co_flags");

	return code_int(old, "co_flags") & CO_ITERABLE_COROUTINE && flags & 0x20 /* CO_GENERATOR */
		   ? with_flags(code, flags | CO_ITERABLE_COROUTINE)
		   : ref(code);
}

bool
code_same_behaviour(PyObject *a, PyObject *b)
{
	/* Before 3.11 there is no co_exceptiontable, on either side. */
	static const char *const parts[] = {"co_code", "co_exceptiontable", "co_names", "co_varnames", "co_freevars",
					    "co_cellvars", "co_name", "co_argcount",
					    "co_kwonlyargcount", "co_posonlyargcount"};
	PyObject *x, *y;
	bool same;

	if (a == b)
		return true;
	same = ((code_int(a, "co_flags") ^ code_int(b, "co_flags")) & ~CO_ITERABLE_COROUTINE) == 0 &&
	       code_same_parts(a, b, parts, sizeof(parts) / sizeof(parts[0]));
	x = code_attr(a, "co_consts");
	y = code_attr(b, "co_consts");
	same = same && x && y &&
	       (const_equal(x, y, code_same_behaviour) ||
		(python->op.function_attribute && code_is_class_body(a) && same_class_consts(a, b, x, y)));
	unref(x);
	unref(y);
	PyErr_Clear();
	return same;
}

/* Comparison of code objects takes line tables into account only since 3.12. */
bool
code_identical(PyObject *a, PyObject *b)
{
	const char *table = python->minor >= 10 ? "co_linetable" : "co_lnotab";
	PyObject *x, *y;
	bool same;

	if (a == b)
		return true;
	if (code_int(a, "co_firstlineno") != code_int(b, "co_firstlineno"))
		return false;
	x = code_attr(a, table);
	y = code_attr(b, table);
	same = x && y && PyObject_RichCompareBool(x, y, Py_EQ) == 1;
	unref(x);
	unref(y);
	x = code_attr(a, "co_consts");
	y = code_attr(b, "co_consts");
	same = same && x && y && const_equal(x, y, code_identical) && code_same_behaviour(a, b);
	unref(x);
	unref(y);
	PyErr_Clear();
	return same;
}

static const char *const mutators[] = {"append", "add", "update", "setdefault", "pop", "popitem",
				       "clear", "extend", "insert", "remove", "discard", "sort",
				       "reverse", "appendleft", "popleft", "extendleft", "rotate",
				       "difference_update", "intersection_update", "symmetric_difference_update", "move_to_end"};

PyObject *
code_mutators(void)
{
	PyObject *set = PySet_New(NULL), *name;
	int result = set ? 0 : -1;
	size_t k;

	for (k = 0; result == 0 && k < sizeof(mutators) / sizeof(mutators[0]); k++) {
		name = PyUnicode_FromString(mutators[k]);
		result = name ? PySet_Add(set, name) : -1;
		unref(name);
	}
	if (result < 0) {
		unref(set);
		return NULL;
	}
	return set;
}

bool
body_mutates(const struct body *body)
{
	const struct token *t;
	size_t k;

	for (t = body->tokens; t < body->tokens + body->token_count; t++) {
		if (IS_IN(python->op.mutations, t->op))
			return true;
		for (k = 0; t->value && is_str(t->value) && k < sizeof(mutators) / sizeof(mutators[0]); k++)
			if (!strcmp(utf8(t->value), mutators[k]))
				return true;
	}
	return false;
}

static int
add_reads(const struct body *body, PyObject *set)
{
	const struct token *t;

	for (t = body->tokens; t < body->tokens + body->token_count; t++)
		if (t->op == python->op.load_global && t->value && PySet_Add(set, t->value) < 0)
			return -1;
	return 0;
}

bool
code_may_put(PyObject *code)
{
	PyObject *consts = code_attr(code, "co_consts");
	const struct token *x;
	struct body body;
	bool may = body_init(&body, code) < 0;
	Py_ssize_t i;

	if (!may) {
		for (x = body.tokens; !may && x < body.tokens + body.token_count; x++)
			may = (IS_IN(python->op.names, x->op) && x->op != python->op.store_attr) ||
			      IS_IN(python->op.mutations, x->op);
		body_fini(&body);
	}
	for (i = 0; consts && !may && i < PyTuple_Size(consts); i++)
		may = is_code(PyTuple_GetItem(consts, i)) && code_may_put(PyTuple_GetItem(consts, i));
	unref(consts);
	return may;
}

bool
chunk_loads_alike(const struct body *a, const struct chunk *c, const struct body *b, const struct chunk *n)
{
	const struct token *x = &a->tokens[c->first], *end = x + c->count, *y = &b->tokens[n->first], *stop = y + n->count;

	for (;;) {
		while (x < end && x->op != python->op.load_name)
			x++;
		while (y < stop && y->op != python->op.load_name)
			y++;
		if (x == end || y == stop)
			return x == end && y == stop;
		if (PyUnicode_Compare((x++)->value, (y++)->value) != 0)
			return false;
	}
}

bool
token_is_attribute(const struct token *x)
{
	return x->value && is_str(x->value) && IS_IN(python->op.names, x->op) && x->op != python->op.load_name;
}

bool
token_says(const struct token *x, PyObject *value)
{
	Py_ssize_t i;

	if (!x->value || !(x->op == python->op.load_const || (python->op.kw_names && x->op == python->op.kw_names)))
		return false;
	for (i = 0; is_exact(x->value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(x->value); i++)
		if (const_equal(PyTuple_GetItem(x->value, i), value, code_same_behaviour))
			return true;
	return const_equal(x->value, value, code_same_behaviour);
}

bool
tokens_say(const struct token *tokens, int count, PyObject *value)
{
	const struct token *x = tokens, *end = x + count;

	while (x < end && !token_says(x, value))
		x++;
	return x < end;
}

bool
chunk_says(const struct body *body, const struct chunk *c, PyObject *value)
{
	return tokens_say(&body->tokens[c->first], c->count, value);
}

bool
tokens_store_alike(const struct token *x, int m, const struct token *y, int n)
{
	int tail = m && x[m - 1].op == python->op.store_attr ? 2 : 3, k = 0;

	if (m < tail || n < tail)
		return false;
	x += m - 1;
	y += n - 1;
	while (k < tail && x[-k].op == y[-k].op && !x[-k].value == !y[-k].value &&
	       (!x[-k].value || const_equal(x[-k].value, y[-k].value, code_same_behaviour)))
		k++;
	return k == tail;
}

bool
code_says(PyObject *code, const char *text)
{
	PyObject *names = PySet_New(NULL), *name = PyUnicode_InternFromString(text);
	bool says = names && name && code_add_names(code, names) == 0 && PySet_Contains(names, name) == 1;

	unref(name);
	unref(names);
	PyErr_Clear();
	return says;
}

#define KEY_MOST 8 /* instructions of a key */

const struct token *
token_expression_before(const struct token *first, const struct token *x)
{
	int depth = 0;

	while (x > first && depth < 1) {
		x--;
		if (x->target >= 0 || IS_IN(python->op.copies, x->op))
			return NULL;
		depth += token_effect(x);
	}
	return depth < 1 ? NULL : x;
}

/* D[key] = value, self.d[key] = value: the names that lead to the container.  False: it cannot be told. */
static bool
add_container(const struct token *first, const struct token *x, PyObject *set, int *result)
{
	const struct token *key = x->op == python->op.mutations[0] || x->op == python->op.mutations[1] ? token_expression_before(first, x) : NULL;
	const struct token *y = !key ? NULL : token_effect(key) > 1 && !key->value ? key : token_expression_before(first, key);

	for (*result = 0; y && y < key && *result == 0; y++)
		if (y->value && is_str(y->value) && (y->op == python->op.load_global || y->op == python->op.load_attr))
			*result = PySet_Add(set, y->value);
	return y != NULL;
}

/* What stands before it leads to the container. */
static int
add_written(const struct token *first, const struct token *x, PyObject *set)
{
	const struct token *end = x - first > KEY_MOST ? x - KEY_MOST : first, *y;
	int attributes = 0, result;

	if (add_container(first, x, set, &result))
		return result;
	for (y = x - 1, result = 0; y >= end && result == 0; y--) {
		if (!y->value || !is_str(y->value))
			continue;
		if (y->op == python->op.load_global)
			return PySet_Add(set, y->value);
		if (y->op == python->op.load_attr && attributes++ < 2)
			result = PySet_Add(set, y->value);
	}
	return result;
}

/* x.append(...), where x is no local variable. */
static bool
is_putting(const struct token *first, const struct token *x)
{
	static const char *const methods[] = {"append", "add", "insert", "setdefault", "update", "extend"};

	return x > first && x->value && is_str(x->value) && IS_IN(python->op.names, x->op) &&
	       x->op != python->op.load_global && IS_ONE_OF(utf8(x->value), methods) &&
	       (x[-1].op == python->op.load_global || x[-1].op == python->op.load_attr);
}

int
code_written_names(PyObject *code, PyObject *set)
{
	PyObject *consts = code_attr(code, "co_consts");
	const struct token *x;
	struct body body;
	int result = consts && body_init(&body, code) == 0 ? 0 : -1;
	Py_ssize_t i;

	for (x = result == 0 ? body.tokens : NULL; result == 0 && x < body.tokens + body.token_count; x++) {
		if (IS_IN(python->op.mutations, x->op))
			result = add_written(body.tokens, x, set);
		else if (is_putting(body.tokens, x) && x[-1].value && is_str(x[-1].value))
			result = PySet_Add(set, x[-1].value);
	}
	if (x)
		body_fini(&body);
	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			result = code_written_names(PyTuple_GetItem(consts, i), set);
	unref(consts);
	return result;
}

int
code_mutated_names(PyObject *code, PyObject *set)
{
	PyObject *consts = code_attr(code, "co_consts"), *child;
	int result = consts ? 0 : -1;
	struct body body;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		child = PyTuple_GetItem(consts, i);
		if (!is_code(child))
			continue;
		if (body_init(&body, child) < 0) {
			PyErr_NoMemory();
			result = -1;
			break;
		}
		if (body_mutates(&body))
			result = add_reads(&body, set);
		body_fini(&body);
		if (result == 0)
			result = code_mutated_names(child, set);
	}
	unref(consts);
	return result;
}

bool
code_is_within(PyObject *code, PyObject *tree)
{
	PyObject *consts = code_attr(tree, "co_consts"), *item;
	bool within = false;
	Py_ssize_t i;

	for (i = 0; consts && !within && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		within = item == code || (is_code(item) && code_is_within(code, item));
	}
	unref(consts);
	return within;
}

static bool
is_of_word(char c)
{
	return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c & 0x80;
}

PyObject *
text_word(const char **at)
{
	const char *word;

	while (**at && !is_of_word(**at))
		++*at;
	for (word = *at; is_of_word(**at); ++*at)
		;
	return *at > word ? PyUnicode_FromStringAndSize(word, *at - word) : NULL;
}

/* name: "Slug", in the body of a class: what it is annotated with is a text. */
static bool
text_names_any(PyObject *text, PyObject *set)
{
	const char *at = utf8(text);
	bool any = false;
	PyObject *word;

	while (!any && (word = text_word(&at))) {
		any = PySet_Contains(set, word) == 1;
		unref(word);
	}
	return any;
}

bool
code_annotates_any(PyObject *code, PyObject *set)
{
	struct body body;
	bool any = false;
	int i;

	if (PySet_Size(set) == 0 || body_init(&body, code) < 0)
		return false;
	for (i = 1; !any && i < body.token_count; i++)
		any = body.tokens[i].op == python->op.load_name && !strcmp(utf8(body.tokens[i].value), "__annotations__") &&
		      body.tokens[i - 1].op == python->op.load_const && body.tokens[i - 1].value && is_str(body.tokens[i - 1].value) &&
		      text_names_any(body.tokens[i - 1].value, set);
	body_fini(&body);
	return any;
}

const struct token *
chunk_decorators_end(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first], *end = x + c->count;

	while (x < end && !(x->value && is_code(x->value) && !code_is_comprehension(x->value)))
		x++;
	return x;
}
