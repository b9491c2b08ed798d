/*
 * decorators.c - a definition as it was, of which its decorators would make something else now.
 *
 * A decorator is another function than the one that ran, or reads other values: what it left
 * behind (an attribute, an entry, a captured value) is outdated.  The body of a wrapper is not: it is
 * exchanged where it is.
 */
#include "callees.h"

#include "version.h"

/* A decorator that makes wrappers does something else beside: it captures another value, sets another attribute. */
static bool
frame_changed(struct transaction *t, PyObject *f)
{
	PyObject *new = code_to_come(t, f);

	return new && !code_same_frame(WORD(f, python->function.code), new);
}

bool
module_moved(struct transaction *t, PyObject *module, PyObject *names)
{
	bool moved = false;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < t->module_count; k++)
		for (i = 0; t->modules[k].module == module && t->modules[k].moved && !moved && i < PyTuple_Size(names); i++)
			moved = name_is_moved(&t->modules[k], PyTuple_GetItem(names, i));
	return moved;
}

/* What runs when the decorator is applied reads a value that has changed, or calls what has: URL = PREFIX + path.  With
   arguments that is what it returns, too; what is within runs later, and reads then.  but: set: names that do not count; or NULL. */
static bool
frame_reads_changed(struct transaction *t, struct module *m, PyObject *code, int levels, PyObject *but)
{
	PyObject *names = code_attr(code, "co_names"), *consts = code_attr(code, "co_consts"), *value;
	const struct token *x;
	struct body body;
	bool reads = false;
	Py_ssize_t i;

	if (names && consts && body_init(&body, code) == 0) {
		for (x = body.tokens; !reads && x < body.tokens + body.token_count; x++) {
			if ((x->op != python->op.load_global && x->op != python->op.load_name) || !x->value ||
			    (but && PySet_Contains(but, x->value) == 1))
				continue;
			value = PyDict_GetItemWithError(m->before, x->value);
			reads = name_is_moved(m, x->value) || (value && module_moved(t, value, names)) ||
				(value && is_function(value) && function_changed(t, value, 1));
		}
		body_fini(&body);
	}
	for (i = 0; consts && levels > 1 && !reads && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			reads = frame_reads_changed(t, m, PyTuple_GetItem(consts, i), levels - 1, but);
	unref(consts);
	unref(names);
	return reads;
}

/* route("/a") or route: the function itself; of a live object's method, which would read the live value, only asked for. */
static bool
call_reads_changed(const struct staging *g, PyObject *node, bool methods, int levels)
{
	bool called = node_is(node, "Call");
	PyObject *callee = called ? get_attr(node, "func") : ref(node), *new;
	PyObject *f = !callee ? NULL : methods ? node_function(g, callee) : node_object(g, callee);
	struct module *m = f && is_function(f) ? pair_module(g->t, WORD(f, python->function.code)) : NULL;
	bool reads = false;

	if (m && m->moved) {
		new = pair_code_at(g->t, m, false, utf8(WORD(f, python->function.qualname)));
		reads = new && frame_reads_changed(g->t, m, new, levels, NULL);
	}
	unref(callee);
	PyErr_Clear();
	return reads;
}

static bool
decorators_read_changed(const struct staging *g, PyObject *definition, bool methods)
{
	PyObject *list = get_attr(definition, "decorator_list"), *node;
	bool read = false;
	Py_ssize_t i;

	for (i = 0; list && !read && i < PyList_Size(list); i++) {
		node = PyList_GetItem(list, i);
		read = call_reads_changed(g, node, methods, node_is(node, "Call") ? 2 : 1);
	}
	unref(list);
	return read;
}

/* add(f), or on("topic")(f), where what on() has returned is called, too. */
static bool
is_reading_call(PyObject *node, void *g)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL;
	bool reads = f && (node_is(f, "Call") ? call_reads_changed(g, f, true, 2) : call_reads_changed(g, node, true, 1));

	unref(f);
	return reads;
}

bool
decorators_called_read_changed(const struct staging *g, const struct statement *s)
{
	if (s->kind == KIND_EXPRESSION)
		return tree_any(s->node, is_reading_call, (void *)(uintptr_t)g);
	return statement_is_definition(s) && decorators_read_changed(g, s->node, true);
}

/* @step("a"): what the function returns is applied, too. */
static bool
inner_frames_changed(PyObject *old, PyObject *new)
{
	PyObject *x = code_attr(old, "co_consts"), *y = code_attr(new, "co_consts");
	bool changed = false;
	Py_ssize_t i;

	for (i = 0; x && y && !changed && i < PyTuple_Size(x) && i < PyTuple_Size(y); i++)
		changed = is_code(PyTuple_GetItem(x, i)) && is_code(PyTuple_GetItem(y, i)) &&
			  !code_same_frame(PyTuple_GetItem(x, i), PyTuple_GetItem(y, i));
	unref(x);
	unref(y);
	return changed;
}

static bool
returned_changed(struct transaction *t, PyObject *f)
{
	PyObject *new = code_to_come(t, f);

	return new && inner_frames_changed(WORD(f, python->function.code), new);
}

struct decorating {
	struct transaction *t;
	PyObject *importer, *names;
	struct addresses changed, returned; /* functions; those of which what they return has */
};

/* Each line that such a decorator has been applied in is said; the walk goes on. */
static bool
say_decorated(PyObject *node, void *arg)
{
	struct decorating *d = arg;
	PyObject *list = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "ClassDef")
				 ? get_attr(node, "decorator_list")
				 : NULL;
	PyObject *one, *callee, *f;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		one = PyList_GetItem(list, i);
		callee = node_is(one, "Call") ? get_attr(one, "func") : ref(one);
		f = callee ? node_object_in(d->names, callee) : NULL;
		if (f && (addresses_has(&d->changed, f) || (callee != one && addresses_has(&d->returned, f)))) {
			importers_outdated(d->t, d->importer, callee);
			report_addf(d->t->report, PYR_REC_NOTE, utf8(d->importer), utf8(WORD(f, python->function.name)),
				    "line %ld was decorated by the old %s: name this module too if that matters",
				    tree_line(one, "lineno"), utf8(WORD(f, python->function.qualname)));
		}
		unref(callee);
	}
	unref(list);
	return false;
}

static bool
knows_changed(PyObject *value, void *arg)
{
	const struct decorating *d = arg;

	return addresses_has(&d->changed, value) || addresses_has(&d->returned, value);
}

static void
look_for_decorated(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct decorating *d = arg;

	d->importer = name;
	d->names = names;
	tree_line_evaluated(tree, say_decorated, d);
}

/* Not what it fills itself: COMMANDS[name] = f. */
static bool
reads_changed(struct transaction *t, struct module *m, PyObject *code, int levels)
{
	PyObject *fills = PySet_New(NULL);
	bool reads = fills && code_written_names(code, fills) == 0 && frame_reads_changed(t, m, code, levels, fills);

	unref(fills);
	PyErr_Clear();
	return reads;
}

void
decorators_report(struct transaction *t)
{
	struct decorating d = {.t = t};
	PyObject *key, *value, *new;
	Py_ssize_t at;
	size_t k;

	for (k = 0; k < t->module_count; k++)
		for (at = 0; PyDict_Next(t->modules[k].before, &at, &key, &value);)
			if (!is_function(value) || !(new = pair_new_code(t, WORD(value, python->function.code))))
				continue;
			else if (frame_changed(t, value) || reads_changed(t, &t->modules[k], new, 1))
				addresses_add(&d.changed, value);
			else if (returned_changed(t, value) || reads_changed(t, &t->modules[k], new, 2))
				addresses_add(&d.returned, value);
	if (d.changed.used || d.returned.used)
		importers_each(t, knows_changed, look_for_decorated, &d);
	addresses_fini(&d.changed);
	addresses_fini(&d.returned);
	PyErr_Clear();
}

bool
decorators_named_changed(struct transaction *t, const struct module *m, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(m->before, name);

	return live && is_function(live) &&
	       (frame_changed(t, live) || has_other_defaults(live, PyDict_GetItemWithError(m->scratch, name)));
}

bool
decorators_frames_changed(struct transaction *t, const struct module *m, const struct token *tokens, int count, int before_line)
{
	const struct token *x;
	struct body body;
	bool changed = false;

	for (x = tokens; !changed && x < tokens + count && (!before_line || x->line < before_line); x++) {
		if (x->value && is_code(x->value) && code_is_comprehension(x->value) && body_init(&body, x->value) == 0) {
			changed = decorators_frames_changed(t, m, body.tokens, body.token_count, 0);
			body_fini(&body);
		}
		changed = changed || ((x->op == python->op.load_name || x->op == python->op.load_global) && x->value &&
				      decorators_named_changed(t, m, x->value));
	}
	return changed;
}

/* Defined by this statement, and what its decorators returned: no wrapper has a state that would be lost. */
static bool
is_bare_function(PyObject *o, PyObject *name)
{
	PyObject *its = is_function(o) ? code_attr(WORD(o, python->function.code), "co_name") : NULL;
	bool is = its && PyUnicode_Compare(its, name) == 0 && !WORD(o, python->function.closure);

	unref(its);
	return is;
}

bool
decorators_change_kind(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *value, *code;

	for (x = s->tokens; x < s->tokens + s->token_count && x->line < s->def_line; x++) {
		value = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (!value || !g->m->old_code)
			continue;
		code = is_class(value) || is_function(value) ? pair_code_at(g->t, g->m, false, utf8(x->value)) : NULL;
		if (code && code_is_class_body(code) != is_class(value))
			return true;
	}
	return false;
}

/* What the expression leads to, alive, in the body of a class (scope: its dict) or at the top level (NULL); of an object, its
   method. */
static PyObject *
applier(const struct staging *g, PyObject *scope, PyObject *node)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL, *o, *of, *name;

	o = id && scope ? PyDict_GetItemWithError(scope, id) : NULL;
	o = o ? o : node_object_in(g->m->before, node);
	unref(id);
	of = !o && node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	name = of ? get_attr(node, "attr") : NULL;
	id = name ? applier(g, scope, of) : NULL;
	if (id && !is_module(id) && !is_class(id))
		o = class_lookup((PyObject *)type_of(id), utf8(name));
	unref(name);
	unref(of);
	PyErr_Clear();
	return o;
}

/* What the new source has made of the name, where a statement of it has run: def within `if`, a lambda. */
static PyObject *
code_applied(const struct staging *g, PyObject *node, PyObject *f)
{
	PyObject *id = node && node_is(node, "Name") ? get_attr(node, "id") : NULL;
	PyObject *staged = id ? PyDict_GetItemWithError(g->m->scratch, id) : NULL;

	staged = staged && staged == PyDict_GetItemWithError(g->m->twins, id) ? NULL : staged;
	unref(id);
	PyErr_Clear();
	return staged && staged != f && is_function(staged) ? WORD(staged, python->function.code) : code_to_come(g->t, f);
}

#define AROUND_MOST 4 /* wrappers around a decorator */

static bool
function_applied_otherwise(const struct staging *g, PyObject *callee, PyObject *f, bool called, bool whole, int depth)
{
	PyObject *new = code_applied(g, callee, f), *closure = WORD(f, python->function.closure), *inner;
	bool otherwise = whole ? function_changed(g->t, f, 0) || (new && !code_same_behaviour(WORD(f, python->function.code), new))
			       : new && (!code_same_frame(WORD(f, python->function.code), new) ||
					 (called && inner_frames_changed(WORD(f, python->function.code), new)));
	Py_ssize_t i;

	otherwise = otherwise || function_has_other_defaults(g->t, f);
	/* @logged def route(f) */
	for (i = 0; closure && depth && !otherwise && i < PyTuple_Size(closure); i++) {
		inner = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		otherwise = inner && is_function(inner) && inner != f &&
			    function_applied_otherwise(g, NULL, inner, called, whole, depth - 1);
	}
	return otherwise;
}

/* whole: what the decorator returns is the function itself, so all that it does counts; else what it does beside the body of
   its wrapper. */
static bool
is_applied_otherwise(const struct staging *g, PyObject *scope, PyObject *decorator, bool whole)
{
	static const char *const instance[] = {"__new__", "__init__", "__call__", NULL};
	bool called = node_is(decorator, "Call"), otherwise;
	PyObject *callee = called ? get_attr(decorator, "func") : ref(decorator), *o = callee ? applier(g, scope, callee) : NULL;
	PyObject *f = o && !is_class(o) ? function_called(o) : NULL;

	otherwise = (o && is_class(o) && whole && method_changed(g->t, o, instance)) ||
		    (f && function_applied_otherwise(g, callee, f, called, whole, AROUND_MOST));
	unref(callee);
	return otherwise;
}

static bool
are_applied_otherwise(const struct staging *g, PyObject *scope, PyObject *definition, bool whole)
{
	PyObject *list = get_attr(definition, "decorator_list");
	bool otherwise = list && PyList_Size(list) > 0 && decorators_read_changed(g, definition, false);
	Py_ssize_t i;

	for (i = 0; list && !otherwise && i < PyList_Size(list); i++)
		otherwise = is_applied_otherwise(g, scope, PyList_GetItem(list, i), whole);
	unref(list);
	PyErr_Clear();
	return otherwise;
}

bool
decorators_changed_frames(const struct staging *g, const struct statement *s)
{
	return s->first_line < s->def_line && are_applied_otherwise(g, NULL, s->node, false);
}

bool
decorators_make_otherwise(const struct staging *g, PyObject *scope, PyObject *definition, PyObject *live)
{
	PyObject *name = get_attr(definition, "name");
	bool whole;

	unref(name); /* the node keeps it */
	live = is_class(live) ? live : callable_of(live);
	whole = name && live && (is_class(live) || is_bare_function(live, name));
	return are_applied_otherwise(g, scope, definition, whole);
}

static bool
is_made_otherwise(PyObject *node, void *arg)
{
	const struct staging *g = arg;
	PyObject *name = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") ? get_attr(node, "name") : NULL;
	PyObject *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;

	unref(name);
	return live && decorators_make_otherwise(g, NULL, node, live);
}

bool
decorators_within_make_otherwise(const struct staging *g, const struct statement *s)
{
	bool block = s->kind == KIND_IF || s->kind == KIND_LOOP || s->kind == KIND_OTHER;

	return block && tree_line_evaluated(s->node, is_made_otherwise, (void *)(uintptr_t)g) != 0;
}
