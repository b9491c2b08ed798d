/*
 * old_chunk.c - a chunk of old code as code by itself, and what is executed with it.
 */
#include "old_value.h"
#include "version.h"

PyObject *
wanted_names(const struct body *body, const struct chunk *c)
{
	PyObject *set = PySet_New(NULL), *list;
	const struct token *x;
	int result = set ? 0 : -1;

	for (x = &body->tokens[c->first]; result == 0 && x < &body->tokens[c->first + c->count]; x++)
		if (x->value && is_code(x->value))
			result = code_add_names(x->value, set);
		else if (x->value && is_str(x->value) && x->op != python->op.load_const)
			result = PySet_Add(set, x->value);
	list = result == 0 ? PySequence_List(set) : NULL;
	unref(set);
	return list;
}
bool
is_straight(const struct body *body, const struct chunk *c)
{
	int start = body->tokens[c->first].start,
	    end = c->first + c->count < body->token_count ? body->tokens[c->first + c->count].start : -1;
	const struct token *x, *own = &body->tokens[c->first];

	for (x = body->tokens; x < body->tokens + body->token_count; x++) {
		if (x >= own && x < own + c->count ? x->target >= 0 && (!python->op.caches || x->target > end)
						   : x->target > start && (end < 0 || x->target < end))
			return false;
	}
	return true;
}

bool
region_around(const struct body *body, const struct chunk *c, struct chunk *region)
{
	int from = c->first, end = c->first + c->count, i, k, to;
	bool more = true;

	while (more) {
		more = false;
		for (i = 0; i < end; i++) {
			if (body->tokens[i].target < 0)
				continue;
			for (to = i; to < body->token_count && body->tokens[to].start < body->tokens[i].target; to++)
				;
			if (to <= from || (i >= from && to <= end))
				continue;
			for (k = 0; i < from && k + 1 < body->chunk_count && body->chunks[k + 1].first <= i; k++)
				;
			from = i < from ? body->chunks[k].first : from;
			end = to > end ? to : end;
			more = true;
		}
	}
	*region = (struct chunk){.first = from, .count = end - from};
	return end < body->token_count;
}

bool
is_gone_round(const struct body *body, const struct chunk *c, const struct chunk *region)
{
	int i;

	for (i = region->first; i < region->first + region->count; i++)
		if ((i < c->first || i >= c->first + c->count) && IS_IN(python->op.leaps, body->tokens[i].op))
			return true;
	return false;
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

/* code.replace(co_code=...): without lines, and without the exception table, since 3.11, which speaks of the whole code. */
static PyObject *
code_with(PyObject *code, PyObject *bytes, PyObject *consts)
{
	PyObject *parts = PyDict_New(), *table = PyBytes_FromStringAndSize("", 0), *result = NULL;

	if (parts && table && PyDict_SetItemString(parts, "co_code", bytes) == 0 &&
	    (!consts || PyDict_SetItemString(parts, "co_consts", consts) == 0) &&
	    PyDict_SetItemString(parts, python->minor >= 10 ? "co_linetable" : "co_lnotab", table) == 0 &&
	    (!python->op.caches || PyDict_SetItemString(parts, "co_exceptiontable", table) == 0))
		result = code_replace(code, parts);
	unref(table);
	unref(parts);
	return result;
}

static const char nop[] = {9, 0}; /* NOP, until 3.10 */

/* Until 3.10 some jumps say where to, not how far: then what is in it stays where it is. */
static int
padding(const struct body *body, const struct chunk *chunk)
{
	const struct token *x;

	for (x = &body->tokens[chunk->first]; x < &body->tokens[chunk->first + chunk->count]; x++)
		if (x->target >= 0 && !python->op.caches)
			return body->tokens[chunk->first].start;
	return 0;
}

static bool
has_cells(PyObject *code)
{
	PyObject *cells = code_attr(code, "co_cellvars"), *free = code_attr(code, "co_freevars");
	bool has = !cells || !free || PyTuple_Size(cells) || PyTuple_Size(free);

	unref(free);
	unref(cells);
	return has;
}

/* It makes the cell of __class__ and nothing else that needs to be there before: no __classdict__ of type parameters. */
static bool
makes_class_cell(const struct body *body, const struct token *name)
{
	PyObject *cells = code_attr(body->code, "co_cellvars"), *free = code_attr(body->code, "co_freevars");
	bool makes = cells && free && PyTuple_Size(cells) == 1 && PyTuple_Size(free) == 0 &&
		     name - body->tokens == (python->op.caches ? 2 : 0); /* MAKE_CELL and RESUME, since 3.11 */

	unref(free);
	unref(cells);
	return makes;
}

/* Code of nothing but this chunk, between a head and a tail.  consts: others than the code's, or NULL.  New reference. */
static PyObject *
assembled(const struct body *body, const struct chunk *chunk, const char *text, PyObject *head, const char *tail, Py_ssize_t tail_size,
	  PyObject *consts)
{
	int start = body->tokens[chunk->first].start, end = body->tokens[chunk->first + chunk->count].start, i;
	PyObject *part = head, *code;

	for (i = padding(body, chunk); part && i > 0; i -= 2)
		PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(nop, sizeof(nop)));
	if (part)
		PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(text + start, end - start));
	if (part)
		PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(tail, tail_size));
	code = part ? code_with(body->code, part, consts) : NULL;
	unref(part);
	return code;
}

/* A class whose methods say super(): the code makes a cell in front of RESUME, and returns it. */
static PyObject *
code_without_cell(const struct body *body, const struct chunk *chunk)
{
	PyObject *bytes = code_attr(body->code, "co_code"), *consts = code_attr(body->code, "co_consts"), *list, *code = NULL;
	const struct token *x = body->tokens, *end = x + body->token_count;
	char *text = NULL, tail[] = {(char)python->op.load_const, 0, (char)python->op.return_value, 0};
	Py_ssize_t size = 0;

	list = consts ? PySequence_List(consts) : NULL;
	unref(consts);
	consts = list && PyList_Size(list) < 256 && PyList_Append(list, NONE) == 0 ? PySequence_Tuple(list) : NULL;
	if (consts)
		tail[1] = (char)(PyTuple_Size(consts) - 1);
	/* __module__ = __name__ is what such a body begins with. */
	while (x < end && !(x->op == python->op.load_name && !strcmp(utf8(x->value), "__name__")))
		x++;
	if (bytes && consts && x < end && makes_class_cell(body, x) && chunk->first + chunk->count < body->token_count &&
	    PyBytes_AsStringAndSize(bytes, &text, &size) == 0)
		code = assembled(body, chunk, text,
				 PyBytes_FromStringAndSize(text + (python->op.caches ? x[-1].start : 0), python->op.caches ? 2 : 0), tail,
				 sizeof(tail), consts);
	unref(consts);
	unref(list);
	unref(bytes);
	return code;
}

/* The chunk between what the code begins and ends with.  New reference. */
static PyObject *
code_of_chunk(const struct body *body, const struct chunk *chunk)
{
	const struct chunk *last = returning(body);
	PyObject *bytes = code_attr(body->code, "co_code"), *code = NULL;
	char *text = NULL;
	Py_ssize_t size = 0, head = python->op.caches ? 2 : 0; /* RESUME, since 3.11 */
	int tail, over;

	/* With cells the code does not begin with RESUME, and without those of type parameters it cannot be run at all. */
	if (!last || has_cells(body->code)) {
		unref(bytes);
		return code_without_cell(body, chunk);
	}
	if (bytes && chunk->first < last->first && body->tokens[chunk->first].start >= head &&
	    PyBytes_AsStringAndSize(bytes, &text, &size) == 0) {
		tail = body->tokens[last->first].start;
		over = last->first + last->count < body->token_count ? body->tokens[last->first + last->count].start
								      : (int)size;
		code = assembled(body, chunk, text, PyBytes_FromStringAndSize(text, head), text + tail, over - tail, NULL);
	}
	unref(bytes);
	return code;
}

/* Until 3.10: part of a handler, or of what a `finally` does when something was raised - RERAISE, POP_EXCEPT -, takes from the stack
   what is not there when it is run by itself; the end of a `try` takes a block off.  Since 3.11: body_handles(). */
static bool
stands_alone(const struct body *body, const struct chunk *chunk)
{
	enum { POP_BLOCK = 87, SETUP_FINALLY = 122, SETUP_WITH = 143, SETUP_ASYNC_WITH = 154 }; /* 3.8 to 3.10 */
	const struct token *x = &body->tokens[chunk->first], *end = x + chunk->count;
	int depth = 0, blocks = 0;

	for (; !python->op.caches && x < end && depth >= 0 && blocks >= 0; x++) {
		depth += token_effect(x);
		blocks += (x->op == SETUP_FINALLY || x->op == SETUP_WITH || x->op == SETUP_ASYNC_WITH) - (x->op == POP_BLOCK);
	}
	return depth >= 0 && blocks >= 0;
}

/* What was put together is what was meant: the one chunk, and the return. */
static bool
is_sound(PyObject *code, const struct body *body, const struct chunk *chunk)
{
	struct body made;
	struct chunk its;
	bool sound;

	if (!code || body_handles(body, chunk) || !stands_alone(body, chunk) || body_init(&made, code) < 0)
		return false;
	/* RESUME is one by itself. */
	its = (struct chunk){.first = python->op.caches ? 1 : padding(body, chunk) / 2, .count = chunk->count};
	sound = made.token_count == its.first + chunk->count + (returning(body) && !has_cells(body->code) ? returning(body)->count : 2) && chunk_same_tokens(&made, &its, body, chunk);
	body_fini(&made);
	return sound;
}

PyObject *
chunk_as_code(const struct body *body, const struct chunk *chunk)
{
	PyObject *code = code_of_chunk(body, chunk);

	if (is_sound(code, body, chunk))
		return code;
	unref(code);
	return NULL;
}
