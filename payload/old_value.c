/*
 * old_value.c - what a statement of the old source had made of a name, before the process went on with it.
 *
 * Its bytecode is executed again where it can do nothing: nothing can be called,
 * names lead to constants alone, and what can be called is stood for by a tuple
 * that holds it.
 */
#include "transaction.h"
#include "version.h"

bool
is_atom(PyObject *o)
{
	return o == NONE || is_str(o) || is_exact(o, TYPE_AT(PyLong_Type)) ||
	       is_exact(o, TYPE_AT(PyFloat_Type)) || is_exact(o, TYPE_AT(PyBool_Type)) ||
	       is_exact(o, TYPE_AT(PyBytes_Type)) || is_exact(o, TYPE_AT(PyComplex_Type)) ||
	       is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type));
}

static int
add_harmless(PyObject *names, PyObject *from, bool all)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(from, &at, &key, &value)) {
		if (is_atom(value)) {
			result = PyDict_SetItem(names, key, value);
		} else if (all || is_function(value) || is_class(value)) {
			value = PyTuple_Pack(1, value);
			result = value ? PyDict_SetItem(names, key, value) : -1;
			unref(value);
		}
	}
	return result;
}

static PyObject *
harmless_names(struct transaction *t, PyObject *globals, PyObject *scope)
{
	PyObject *names = PyDict_New(), *builtins = PyDict_New();
	int result = -1;

	if (names && builtins && add_harmless(builtins, t->builtins, true) == 0 && add_harmless(names, globals, false) == 0 &&
	    add_harmless(names, scope, false) == 0)
		result = PyDict_SetItemString(names, "__builtins__", builtins);
	unref(builtins);
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}

/* The one chunk that binds the name, if it is straight: no loop may go through what stands for a class. */
static const struct chunk *
only_binding(const struct body *body, PyObject *name)
{
	const struct chunk *found = NULL;
	const struct token *x;
	PyObject *its;
	int i;

	for (i = 0; i < body->chunk_count; i++) {
		its = chunk_name(body, &body->chunks[i]);
		if (!its || PyUnicode_Compare(its, name) != 0)
			continue;
		if (found)
			return NULL;
		found = &body->chunks[i];
	}
	for (x = found ? &body->tokens[found->first] : NULL; x && x < &body->tokens[found->first + found->count]; x++)
		if (x->target >= 0 || (x->value && is_code(x->value) && code_is_comprehension(x->value)))
			return NULL;
	return found;
}

/* The instructions that return None: behind them there may be handlers.  NULL: not found. */
static const struct chunk *
returning(const struct body *body)
{
	const struct token *x;
	int i;

	for (i = body->chunk_count - 1; i >= 0; i--) {
		x = &body->tokens[body->chunks[i].first];
		if ((body->chunks[i].count == 1 && x->op == python->op.return_const) ||
		    (body->chunks[i].count == 2 && x->op == python->op.load_const &&
		     x[1].op == python->op.return_value))
			return &body->chunks[i];
	}
	return NULL;
}

/* code.replace(co_code=...): without the exception table, since 3.11, which speaks of the whole code. */
static PyObject *
code_with(PyObject *code, PyObject *bytes)
{
	PyObject *replace = get_attr(code, "replace"), *kwargs = PyDict_New(), *args = PyTuple_New(0);
	PyObject *table = PyBytes_FromStringAndSize("", 0), *result = NULL;

	if (replace && kwargs && args && table && PyDict_SetItemString(kwargs, "co_code", bytes) == 0 &&
	    (!python->op.caches || PyDict_SetItemString(kwargs, "co_exceptiontable", table) == 0))
		result = PyObject_Call(replace, args, kwargs);
	unref(table);
	unref(args);
	unref(kwargs);
	unref(replace);
	return result;
}

/* The chunk between what the code begins and ends with.  New reference. */
static PyObject *
code_of_chunk(const struct body *body, const struct chunk *chunk)
{
	const struct chunk *last = returning(body);
	int start = body->tokens[chunk->first].start, end, tail, over;
	PyObject *bytes = code_attr(body->code, "co_code"), *part, *code = NULL;
	char *text = NULL;
	Py_ssize_t size = 0, head = python->op.caches ? 2 : 0; /* RESUME, since 3.11 */

	if (bytes && last && chunk < last && PyBytes_AsStringAndSize(bytes, &text, &size) == 0) {
		end = body->tokens[chunk->first + chunk->count].start;
		tail = body->tokens[last->first].start;
		over = last->first + last->count < body->token_count ? body->tokens[last->first + last->count].start
								      : (int)size;
		part = PyBytes_FromStringAndSize(text, head);
		if (part && start >= head)
			PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(text + start, end - start));
		if (part)
			PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(text + tail, over - tail));
		code = part ? code_with(body->code, part) : NULL;
		unref(part);
	}
	unref(bytes);
	return code;
}

/* What was put together is what was meant: the one chunk, and the return. */
static bool
is_sound(PyObject *code, const struct body *body, const struct chunk *chunk)
{
	struct body made;
	int first = python->op.caches ? 1 : 0; /* RESUME is one by itself */
	bool sound;

	if (!code || body_init(&made, code) < 0)
		return false;
	sound = made.chunk_count == first + 2 &&
		made.token_count == first + chunk->count + returning(body)->count &&
		chunk_equal(&made, &made.chunks[first], body, chunk);
	body_fini(&made);
	return sound;
}

PyObject *
old_value(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name)
{
	const struct chunk *chunk = body->code ? only_binding(body, name) : NULL;
	PyObject *code = chunk ? code_of_chunk(body, chunk) : NULL, *names, *result, *value;

	names = is_sound(code, body, chunk) ? harmless_names(t, globals, scope) : NULL;
	result = names ? PyEval_EvalCode(code, names, names) : NULL;
	value = result ? ref(PyDict_GetItemWithError(names, name)) : NULL;
	PyErr_Clear();
	unref(result);
	unref(names);
	unref(code);
	return value;
}
