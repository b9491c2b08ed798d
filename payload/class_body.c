/*
 * class_body.c - which attributes have another value because a line of the class body changed.
 *
 * By statements, as for the top level: one that changed, or reads what did, gives
 * all that it binds another value; where it is not a plain assignment (a loop, a
 * call of a method, table["x"] = ...) it may have filled what it reads, too.  Of
 * an `if` it is the condition that counts, and each line by itself.
 */
#include "statement.h"
#include "version.h"

struct scope {
	struct module *m;
	const struct body *after;
	PyObject *bound; /* set: names of this body */
	PyObject *moved; /* set: those that have another value */
};

static long
line_of(PyObject *node, const char *attribute)
{
	PyObject *value = get_attr(node, attribute);
	long line = value && value != NONE ? PyLong_AsLong(value) : 0;

	unref(value);
	PyErr_Clear();
	return line;
}

static bool
begins_in(const struct scope *s, const struct chunk *c, long first, long last)
{
	int line = s->after->tokens[c->first].line;

	return line >= first && line <= last;
}

static bool
is_changed(const struct scope *s, const struct chunk *c)
{
	const struct token *x = &s->after->tokens[c->first];

	return c->match < 0 || tokens_read_any(x, c->count, s->moved) || tokens_read_any(x, c->count, s->m->moved) ||
	       tokens_read_class(s->m, x, c->count);
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

/* What begins in these lines is another one; jumps: only what decides where it goes on. */
static bool
lines_changed(const struct scope *s, long first, long last, bool jumps)
{
	const struct chunk *c;

	for (c = s->after->chunks; c < s->after->chunks + s->after->chunk_count; c++)
		if (begins_in(s, c, first, last) && (!jumps || branches(s, c)) && is_changed(s, c))
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

static int spread_block(const struct scope *s, PyObject *statement, const char *block, bool changed);

static int
spread_statement(const struct scope *s, PyObject *node, bool changed)
{
	long first = line_of(node, "lineno"), last = line_of(node, "end_lineno");
	PyObject *list = get_attr(node, "decorator_list"), *test;

	if (list && PyList_Size(list) > 0)
		first = line_of(PyList_GetItem(list, 0), "lineno");
	unref(list);
	if (!node_is(node, "If")) {
		changed = changed || lines_changed(s, first, last, false);
		return changed ? add_names(s, first, last, !binds_only(node)) : 0;
	}
	test = get_attr(node, "test");
	changed = changed || !test || lines_changed(s, first, line_of(test, "end_lineno"), true);
	unref(test);
	return spread_block(s, node, "body", changed) < 0 ? -1 : spread_block(s, node, "orelse", changed);
}

static int
spread_block(const struct scope *s, PyObject *statement, const char *block, bool changed)
{
	PyObject *list = get_attr(statement, block);
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++)
		result = spread_statement(s, PyList_GetItem(list, i), changed);
	unref(list);
	return result;
}

/* A class statement below the node that begins in this line; new reference.  NULL: none. */
static PyObject *
class_at(PyObject *node, PyObject *name, long line)
{
	static const char *const blocks[] = {"body", "orelse", "finalbody", "handlers"};
	PyObject *list, *item, *found = NULL, *its = node_is(node, "ClassDef") ? get_attr(node, "name") : NULL;
	PyObject *decorators = its ? get_attr(node, "decorator_list") : NULL;
	long first = line_of(node, "lineno");
	Py_ssize_t i;
	size_t k;

	if (decorators && PyList_Size(decorators) > 0)
		first = line_of(PyList_GetItem(decorators, 0), "lineno");
	if (its && first == line && PyUnicode_Compare(its, name) == 0)
		found = ref(node);
	for (k = 0; !found && k < sizeof(blocks) / sizeof(blocks[0]); k++) {
		list = get_attr(node, blocks[k]);
		for (i = 0; list && is_exact(list, TYPE_AT(PyList_Type)) && !found && i < PyList_Size(list); i++) {
			item = PyList_GetItem(list, i);
			/* It does not begin behind the line that is looked for. */
			if (line_of(item, "end_lineno") >= line || node_is(item, "ExceptHandler"))
				found = class_at(item, name, line);
		}
		unref(list);
	}
	unref(decorators);
	unref(its);
	return found;
}

static PyObject *
class_statement(const struct module *m, PyObject *code)
{
	PyObject *name = code_attr(code, "co_name"), *found = NULL;
	Py_ssize_t i;

	for (i = 0; name && m->tree && !found && i < PyList_Size(m->tree); i++)
		found = class_at(PyList_GetItem(m->tree, i), name, code_int(code, "co_firstlineno"));
	unref(name);
	return found;
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
class_body_moved(struct module *m, const struct body *after, PyObject *moved)
{
	struct scope s = {.m = m, .after = after, .bound = PySet_New(NULL), .moved = moved};
	PyObject *node = class_statement(m, after->code);
	int result = s.bound ? code_bound_names(after->code, s.bound) : -1;

	if (result == 0)
		result = node ? spread_block(&s, node, "body", false) : spread_chunks(&s);
	unref(node);
	unref(s.bound);
	return result;
}
