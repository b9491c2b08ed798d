/*
 * class_body.c - which attributes have another value because a line of the class body changed.
 *
 * By statements, as for the top level: one that changed, or reads what did, gives
 * all that it binds another value; where it is not a plain assignment (a loop, a
 * call of a method, table["x"] = ...) it may have filled what it reads, too.  Of
 * an `if` it is the condition that counts, and each line by itself.
 */
#include "callees.h"
#include "version.h"

struct scope {
	struct transaction *t;
	struct module *m;
	const struct body *after;
	PyObject *live;  /* the class */
	bool stays;      /* the line makes an object by a call: what that was given stays the same one, and so may it */
	bool evaluates;  /* the line makes a value by calls or a loop, and does nothing else */
	PyObject *bound; /* set: names of this body */
	PyObject *moved; /* set: those that have another value */
};

static bool
begins_in(const struct scope *s, const struct chunk *c, long first, long last)
{
	int line = s->after->tokens[c->first].line;

	return line >= first && line <= last;
}

/* @logged def run(self) */
static bool
is_decorated_otherwise(const struct scope *s, PyObject *code)
{
	PyObject *node = s->live && CLASS_DICT(s->live) && s->m->staging ? tree_definition(s->m, code) : NULL;
	PyObject *name = node ? get_attr(node, "name") : NULL, *its = name ? PyDict_GetItemWithError(CLASS_DICT(s->live), name) : NULL;
	bool otherwise = its && decorators_make_otherwise(s->m->staging, CLASS_DICT(s->live), node, its);

	unref(name);
	unref(node);
	PyErr_Clear();
	return otherwise;
}

/* x = build(): not the function that it makes, but what it calls. */
static bool
calls_changed(const struct scope *s, const struct chunk *c)
{
	const struct token *x;

	for (x = &s->after->tokens[c->first]; x < &s->after->tokens[c->first + c->count]; x++)
		if (x->value && is_code(x->value) && !code_is_comprehension(x->value) && is_decorated_otherwise(s, x->value))
			return true;
	for (x = &s->after->tokens[c->first]; x < &s->after->tokens[c->first + c->count]; x++)
		if (x->value && is_code(x->value) && !code_is_comprehension(x->value))
			return decorators_frames_changed(s->t, s->m, &s->after->tokens[c->first],
						     (int)(x - &s->after->tokens[c->first]), 0);
	return decorators_frames_changed(s->t, s->m, &s->after->tokens[c->first], c->count, 0);
}

/* Other than of lists, dicts and sets, which the live class keeps, while the line calls something. */
static bool
reads_moved(const struct scope *s, const struct token *tokens, int count)
{
	PyObject *live;
	bool reads = false;
	int i;

	if (!s->stays)
		return tokens_read_any(tokens, count, s->moved);
	for (i = 0; i < count && !reads; i++) {
		if (tokens[i].op != python->op.load_name || PySet_Contains(s->moved, tokens[i].value) != 1)
			continue;
		live = PyDict_GetItemWithError(CLASS_DICT(s->live), tokens[i].value);
		reads = !live || !is_container(live);
	}
	PyErr_Clear();
	return reads;
}

static bool
is_changed(const struct scope *s, const struct chunk *c)
{
	const struct token *x = &s->after->tokens[c->first];

	return calls_changed(s, c) || (s->m->staging && s->live && tokens_ask_class(s->m->staging, x, c->count, s->live)) ||
	       c->match < 0 || chunk_is_displaced(s->after, c) || reads_moved(s, x, c->count) ||
	       tokens_read_any(x, c->count, s->m->moved) || tokens_read_class(s->t, s->m, x, c->count) ||
	       (s->evaluates && (tokens_name_changed(s->m->staging, x, c->count) ||
				 tokens_call_changed(s->m->staging, NULL, x, c->count)));
}

static bool
branches(const struct scope *s, const struct chunk *c)
{
	const struct token *x;

	for (x = &s->after->tokens[c->first]; x < &s->after->tokens[c->first + c->count]; x++)
		if (x->target >= 0)
			return true;
	return false;
}

/* total: int = 0: what it is called says nothing of the value. */
static bool
is_annotation(const struct scope *s, const struct chunk *c)
{
	const struct token *x = &s->after->tokens[c->first];
	int i;

	for (i = 0; i < c->count; i++)
		if (x[i].op == python->op.load_name && x[i].value && !strcmp(utf8(x[i].value), "__annotations__"))
			return true;
	return false;
}

/* What begins in these lines is another one; jumps: only what decides where it goes on. */
static bool
lines_changed(const struct scope *s, long first, long last, bool jumps)
{
	const struct chunk *c;

	for (c = s->after->chunks; c < s->after->chunks + s->after->chunk_count; c++)
		if (begins_in(s, c, first, last) && !is_annotation(s, c) && (!jumps || branches(s, c)) && is_changed(s, c))
			return true;
	return false;
}

static int
add_names(const struct scope *s, long first, long last, bool reads)
{
	const struct token *x;
	const struct chunk *c;

	for (c = s->after->chunks; c < s->after->chunks + s->after->chunk_count; c++) {
		if (!begins_in(s, c, first, last))
			continue;
		for (x = &s->after->tokens[c->first]; x < &s->after->tokens[c->first + c->count]; x++)
			if ((x->op == python->op.store_name || (reads && x->op == python->op.load_name)) &&
			    PySet_Contains(s->bound, x->value) == 1 && PySet_Add(s->moved, x->value) < 0)
				return -1;
	}
	return 0;
}

/* x = ..., x: int = ..., def and class: it changes nothing but the names that it binds. */
static bool
binds_only(PyObject *node)
{
	PyObject *targets = node_is(node, "Assign") ? get_attr(node, "targets") : NULL;
	PyObject *target = node_is(node, "AnnAssign") ? get_attr(node, "target") : NULL;
	bool only = (target && node_is(target, "Name")) || node_is(node, "ClassDef") || node_is(node, "FunctionDef") ||
		    node_is(node, "AsyncFunctionDef") || node_is(node, "Import") || node_is(node, "ImportFrom");
	Py_ssize_t i;

	for (i = 0; targets && i < PyList_Size(targets); i++)
		only = (i == 0 || only) && (node_is(PyList_GetItem(targets, i), "Name") ||
					    node_is(PyList_GetItem(targets, i), "Tuple"));
	unref(target);
	unref(targets);
	return only;
}

/* x = f(...): what the live class has of it is an object, no value that is compared. */
static bool
makes_object(const struct scope *s, PyObject *node)
{
	PyObject *targets = node_is(node, "Assign") ? get_attr(node, "targets") : NULL, *target, *name, *live;
	bool makes;

	target = targets && PyList_Size(targets) == 1 ? ref(PyList_GetItem(targets, 0))
		 : node_is(node, "AnnAssign")	      ? get_attr(node, "target")
						      : NULL;
	name = target && node_is(target, "Name") ? get_attr(target, "id") : NULL;
	live = name && s->live ? PyDict_GetItemWithError(CLASS_DICT(s->live), name) : NULL;
	makes = live && !is_atom(live) && !is_container(live) && s->m->staging && !node_is_pure(s->m->staging, node);
	unref(name);
	unref(target);
	unref(targets);
	return makes;
}

static int spread_block(struct scope *s, PyObject *statement, const char *block, bool changed);

static int
spread_statement(struct scope *s, PyObject *node, bool changed)
{
	long first = tree_first_line(node), last = tree_line(node, "end_lineno");
	PyObject *test;

	if (!node_is(node, "If")) {
		s->stays = makes_object(s, node);
		s->evaluates = s->m->staging && node_evaluates(s->m->staging, node);
		changed = changed || lines_changed(s, first, last, false);
		s->stays = s->evaluates = false;
		return changed ? add_names(s, first, last, !binds_only(node)) : 0;
	}
	test = get_attr(node, "test");
	changed = changed || !test || lines_changed(s, first, tree_line(test, "end_lineno"), true);
	unref(test);
	return spread_block(s, node, "body", changed) < 0 ? -1 : spread_block(s, node, "orelse", changed);
}

static int
spread_block(struct scope *s, PyObject *statement, const char *block, bool changed)
{
	PyObject *list = get_attr(statement, block);
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++)
		result = spread_statement(s, PyList_GetItem(list, i), changed);
	unref(list);
	return result;
}

/* Without a tree (a .pyc alone): line by line. */
static int
spread_chunks(const struct scope *s)
{
	const struct chunk *c;
	PyObject *name;
	int result = 0;

	for (c = s->after->chunks; result == 0 && c < s->after->chunks + s->after->chunk_count; c++) {
		name = chunk_name(s->after, c);
		if (name && is_changed(s, c))
			result = PySet_Add(s->moved, name);
	}
	return result;
}

int
class_body_moved(struct transaction *t, struct module *m, PyObject *live, const struct body *after, PyObject *moved)
{
	struct scope s = {.t = t, .m = m, .live = live, .after = after, .bound = PySet_New(NULL), .moved = moved};
	PyObject *node = tree_definition(m, after->code);
	int result = s.bound ? code_bound_names(after->code, s.bound) : -1;

	if (result == 0)
		result = node ? spread_block(&s, node, "body", false) : spread_chunks(&s);
	unref(node);
	unref(s.bound);
	return result;
}
