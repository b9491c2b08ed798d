/* body.c - a code object's instructions, cut into chunks. */
#include <limits.h>
#include <stdlib.h>

#include "code.h"
#include "version.h"

static PyObject *
item(PyObject *tuple, int index)
{
	return index >= 0 && index < PyTuple_Size(tuple) ? PyTuple_GetItem(tuple, index) : NULL;
}

static void
resolve(struct token *t, PyObject *names, PyObject *consts, int offset, int next)
{
	const struct opcodes *op = &python->op;
	int shift = 0;

	t->target = -1;
	if (t->op == op->load_const || (op->return_const && t->op == op->return_const) ||
	    (op->kw_names && t->op == op->kw_names)) {
		t->value = item(consts, t->arg);
		t->arg = 0;
	} else if (IS_IN(op->names, t->op)) {
		if (t->op == op->load_global)
			shift = op->load_global_shift;
		else if (t->op == op->load_attr)
			shift = op->load_attr_shift;
		else if (op->load_super_attr && t->op == op->load_super_attr)
			shift = 2;
		t->value = item(names, t->arg >> shift);
		t->arg &= (1 << shift) - 1;
	} else if (IS_IN(op->absolute_jumps, t->op)) {
		t->target = t->arg * op->jump_unit;
		t->arg = t->target - offset;
	} else if (IS_IN(op->forward_jumps, t->op)) {
		t->target = next + t->arg * op->jump_unit;
	}
}

static bool
is_top_level(PyObject *code)
{
	PyObject *name = code_attr(code, "co_name");
	bool is = name && strcmp(utf8(name), "<module>") == 0;

	unref(name);
	return is;
}

/*
 * Where some function declares a name global, the top level too is compiled
 * with STORE_GLOBAL.  It does the same there, whatever the functions say.
 */
static void
forget_global(struct token *t)
{
	if (t->op == python->op.store_global)
		t->op = python->op.store_name;
	else if (t->op == python->op.load_global && !t->arg)
		t->op = python->op.load_name;
}

/* Line starts as pairs (offset, line), from co_lines() (3.10) or co_lnotab. */
struct lines {
	int *pairs;
	int count;
};

static void
add_line(struct lines *l, int *room, int offset, int line)
{
	int *grown;

	if (l->count == *room) {
		grown = realloc(l->pairs, sizeof(int) * 2 * (size_t)(*room ? *room * 2 : 64));
		if (!grown) {
			PyErr_NoMemory();
			return;
		}
		l->pairs = grown;
		*room = *room ? *room * 2 : 64;
	}
	l->pairs[2 * l->count] = offset;
	l->pairs[2 * l->count++ + 1] = line;
}

static void
lines_from_iterator(struct lines *l, PyObject *iterator)
{
	PyObject *entry, *line;
	int room = 0;

	while (!PyErr_Occurred() && (entry = PyIter_Next(iterator))) {
		line = PyTuple_GetItem(entry, 2);
		if (line && line != NONE)
			add_line(l, &room, (int)PyLong_AsLong(PyTuple_GetItem(entry, 0)),
				 (int)PyLong_AsLong(line));
		unref(entry);
	}
	PyErr_Clear();
}

static void
lines_from_lnotab(struct lines *l, PyObject *code)
{
	PyObject *table = code_attr(code, "co_lnotab");
	int line = code_int(code, "co_firstlineno"), offset = 0, room = 0;
	Py_ssize_t size = 0, i;
	char *bytes = NULL;

	if (table && PyBytes_AsStringAndSize(table, &bytes, &size) == 0) {
		add_line(l, &room, 0, line);
		for (i = 0; i + 1 < size; i += 2) {
			offset += (unsigned char)bytes[i];
			line += (signed char)bytes[i + 1];
			add_line(l, &room, offset, line);
		}
	}
	PyErr_Clear();
	unref(table);
}

static void
lines_init(struct lines *l, PyObject *code)
{
	PyObject *method = get_attr(code, "co_lines");
	PyObject *iterator = method ? PyObject_CallObject(method, NULL) : NULL;

	memset(l, 0, sizeof(*l));
	if (iterator)
		lines_from_iterator(l, iterator);
	else
		lines_from_lnotab(l, code);
	unref(iterator);
	unref(method);
	PyErr_Clear();
}

static int
decode(struct body *body, const unsigned char *bytes, int size)
{
	PyObject *names = code_attr(body->code, "co_names");
	PyObject *consts = code_attr(body->code, "co_consts");
	int i, next, arg = 0, next_line = 0, line = 0, start = 0;
	bool module = is_top_level(body->code);
	struct lines lines;
	struct token *t;

	lines_init(&lines, body->code);
	body->tokens = calloc((size_t)size / 2 + 1, sizeof(*body->tokens));
	for (i = 0; body->tokens && names && consts && i + 1 < size; i += 2) {
		while (next_line < lines.count && lines.pairs[2 * next_line] <= i)
			line = lines.pairs[2 * next_line++ + 1];
		if (python->op.caches && bytes[i] == 0)
			continue;
		if (!arg)
			start = i;
		arg = arg << 8 | bytes[i + 1];
		if (bytes[i] == python->op.extended_arg)
			continue;
		t = &body->tokens[body->token_count++];
		t->op = bytes[i];
		t->arg = t->op >= python->op.have_argument || python->op.caches ? arg : 0;
		t->line = line;
		t->start = start;
		for (next = i + 2; python->op.caches && next + 1 < size && bytes[next] == 0;)
			next += 2;
		resolve(t, names, consts, i, next);
		if (module)
			forget_global(t);
		arg = 0;
	}
	free(lines.pairs);
	unref(names); /* the code object keeps both */
	unref(consts);
	return body->tokens ? 0 : -1;
}

static uint64_t
mix(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * 0x100000001b3ull;
}

/* Equal tokens have equal hashes; constants count by type alone (-0.0 == 0.0). */
static uint64_t
token_hash(const struct token *t)
{
	uint64_t hash = mix(mix(0xcbf29ce484222325ull, t->op), (uint64_t)(unsigned)t->arg);

	if (!t->value)
		return hash;
	if (is_str(t->value))
		return mix(hash, (uint64_t)PyObject_Hash(t->value));
	return mix(hash, (uint64_t)(uintptr_t)type_of(t->value));
}

static int
effect_of(const struct token *t, int jump)
{
	int effect = PyCompile_OpcodeStackEffectWithJump(t->op, t->arg, jump);

	return effect > -1000 && effect < 1000 ? effect : 0; /* not known to this version */
}

int
token_effect(const struct token *t)
{
	return effect_of(t, 0);
}

/* Depths at the targets of the jumps seen so far; -1: none. */
static void
note_target(int *depths, int room, const struct token *t, int depth)
{
	if (t->target >= 0 && t->target / 2 < room && depths[t->target / 2] < 0)
		depths[t->target / 2] = depth > 0 ? depth : 0;
}

/* The token that an offset lies in. */
static int
token_at(const struct body *body, int offset)
{
	int low = 0, high = body->token_count - 1, middle;

	while (low < high) {
		middle = (low + high + 1) / 2;
		if (body->tokens[middle].start <= offset)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

static int
chunk_at(const struct body *body, int offset)
{
	int low = 0, high = body->chunk_count - 1, middle, token = token_at(body, offset);

	while (low < high) {
		middle = (low + high + 1) / 2;
		if (body->chunks[middle].first <= token)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/*
 * How far a jump goes depends on how many EXTENDED_ARGs it passes, and so on
 * how many names and constants stand elsewhere in the module: count what it
 * passes in tokens, or in chunks when it leaves its own.
 */
static void
measure_jumps(struct body *body)
{
	int i, k, to;

	for (i = 0; i < body->chunk_count; i++) {
		const struct chunk *c = &body->chunks[i];

		for (k = c->first; k < c->first + c->count; k++) {
			struct token *t = &body->tokens[k];

			if (t->target < 0) {
				if (c->count == 1 && chunk_leaps(body, i))
					t->arg = 0; /* back to the head of a loop */
				continue;
			}
			to = chunk_at(body, t->target);
			t->arg = to == i ? token_at(body, t->target) - k : -1 - abs(to - i);
		}
	}
}

static const unsigned char *
read_varint(const unsigned char *at, const unsigned char *end, int *value)
{
	*value = 0;
	do
		*value = *value << 6 | (at < end ? *at & 63 : 0);
	while (at < end && *at++ & 64);
	return at;
}

/* Since 3.11 what a `try` covers is in a table: (start, length, target, depth) in code units. */
static const unsigned char *
read_handler(const unsigned char *at, const unsigned char *end, int *start, int *length, int *target, int *depth)
{
	at = read_varint(at, end, start);
	at = read_varint(at, end, length);
	at = read_varint(at, end, target);
	return read_varint(at, end, depth);
}

/* One for an exception at these offsets, or one that begins at one of them. */
static bool
has_handler(const struct body *body, int from, int to, bool begins)
{
	PyObject *table = get_attr(body->code, "co_exceptiontable");
	const unsigned char *at, *end;
	int start, length, target, depth;
	Py_ssize_t size = 0;
	char *bytes = NULL;
	bool has = false;

	if (table && PyBytes_AsStringAndSize(table, &bytes, &size) == 0)
		for (at = (unsigned char *)bytes, end = at + size; at < end && !has;) {
			at = read_handler(at, end, &start, &length, &target, &depth);
			has = begins ? 2 * target >= from && 2 * target < to : 2 * start < to && from < 2 * (start + length);
		}
	unref(table);
	PyErr_Clear();
	return has;
}

bool
body_covers(const struct body *body, int offset)
{
	return has_handler(body, offset, offset + 1, false);
}

bool
body_handles(const struct body *body, const struct chunk *c)
{
	int end = c->first + c->count < body->token_count ? body->tokens[c->first + c->count].start : INT_MAX;

	return has_handler(body, body->tokens[c->first].start, end, true);
}

static void
take_handlers(struct body *body)
{
	PyObject *table = get_attr(body->code, "co_exceptiontable");
	int start, length, target, depth, from;
	const unsigned char *at, *end;
	Py_ssize_t size = 0;
	char *bytes = NULL;

	if (table && PyBytes_AsStringAndSize(table, &bytes, &size) == 0 && body->chunk_count) {
		at = (unsigned char *)bytes;
		for (end = at + size; at < end;) {
			at = read_handler(at, end, &start, &length, &target, &depth);
			from = chunk_at(body, 2 * start);
			body->chunks[from].covers =
				mix(mix(body->chunks[from].covers, (uint64_t)depth + 1),
				    (uint64_t)(chunk_at(body, 2 * (start + length) - 1) - from));
		}
	}
	unref(table);
	PyErr_Clear();
}

bool
chunk_leaps(const struct body *body, int index)
{
	const struct chunk *c = &body->chunks[index];

	return IS_IN(python->op.leaps, body->tokens[c->first + c->count - 1].op);
}

#define FAST_MOST 256

/* Which of the chunk this is, in the order in which they appear. */
static int
number_fast(int *seen, int *count, int index)
{
	int i = 0;

	while (i < *count && seen[i] != index)
		i++;
	if (i == *count && *count < FAST_MOST)
		seen[(*count)++] = index;
	return i;
}

/* What number the variable of a comprehension has depends on those in front of it in the module. */
static void
number_variables(struct body *body, const struct chunk *c)
{
	const struct opcodes *op = &python->op;
	struct token *t, *end = &body->tokens[c->first + c->count];
	int seen[FAST_MOST], count = 0, first;

	for (t = &body->tokens[c->first]; t < end; t++) {
		if (IS_IN(op->fast, t->op)) {
			t->arg = number_fast(seen, &count, t->arg);
		} else if (IS_IN(op->fast_pairs, t->op)) {
			first = number_fast(seen, &count, t->arg >> 4);
			t->arg = first << 4 | number_fast(seen, &count, t->arg & 15);
		}
	}
}

static void
hash_chunks(struct body *body)
{
	int i, k;

	for (i = 0; i < body->chunk_count; i++) {
		struct chunk *c = &body->chunks[i];

		number_variables(body, c);
		c->hash = mix(c->hash, c->covers);
		for (k = 0; k < c->count; k++)
			c->hash = mix(c->hash, token_hash(&body->tokens[c->first + k]));
	}
}

/*
 * The depth of the stack is followed through forward jumps.  Handlers since
 * 3.11 are reached by a table and begin at 0 here; what that makes of their
 * chunks is the same in both versions.
 */
static int
cut(struct body *body, int size)
{
	int i, depth = 0, room = size / 2 + 1, *depths = malloc(sizeof(int) * (size_t)room);
	struct chunk *chunk = NULL;
	bool leapt = false;
	struct token *t;

	body->chunks = calloc((size_t)body->token_count + 1, sizeof(*body->chunks));
	if (!body->chunks || !depths) {
		free(depths);
		return -1;
	}
	memset(depths, 0xff, sizeof(int) * (size_t)room);
	for (i = 0; i < body->token_count; i++) {
		t = &body->tokens[i];
		if (depths[t->start / 2] >= 0 || leapt) {
			depth = depths[t->start / 2] >= 0 ? depths[t->start / 2] : 0;
			chunk = depth ? chunk : NULL;
		}
		if (!chunk) {
			chunk = &body->chunks[body->chunk_count++];
			*chunk = (struct chunk){.first = i, .hash = 1, .match = -1};
		}
		chunk->count++;
		note_target(depths, room, t, depth + effect_of(t, 1));
		depth += effect_of(t, 0);
		leapt = IS_IN(python->op.leaps, t->op);
		if (depth <= 0) {
			depth = 0;
			chunk = NULL;
		}
	}
	free(depths);
	measure_jumps(body);
	take_handlers(body);
	hash_chunks(body);
	return 0;
}

int
body_init(struct body *body, PyObject *code)
{
	PyObject *bytes = code_attr(code, "co_code");
	Py_ssize_t size = 0;
	char *text = NULL;
	int result = -1;

	memset(body, 0, sizeof(*body));
	body->code = code;
	if (bytes && PyBytes_AsStringAndSize(bytes, &text, &size) == 0 &&
	    decode(body, (const unsigned char *)text, (int)size) == 0)
		result = cut(body, (int)size);
	unref(bytes);
	PyErr_Clear();
	if (result < 0)
		body_fini(body);
	return result;
}

void
body_fini(struct body *body)
{
	free(body->tokens);
	free(body->chunks);
	memset(body, 0, sizeof(*body));
}
