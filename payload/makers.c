/*
 * makers.c - what made a class, or set attributes of a function, is not what would make it now.
 *
 * The statement is unchanged, but a decorator, the metaclass, __init_subclass__
 * of a base or __set_name__ of an attribute is another function than the one
 * that ran: what it left behind (a table name, a tag) is outdated.
 */
#include "statement.h"
#include "version.h"

#define DEPTH_MOST 4 /* functions that call functions that have changed */

static bool
has_functions(PyObject *code)
{
	PyObject *consts = code_attr(code, "co_consts"), *item;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; consts && !has && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		has = is_code(item) && !code_is_comprehension(item) && !code_is_class_body(item);
	}
	unref(consts);
	return has;
}

static bool
same_signature(PyObject *a, PyObject *b)
{
	static const char *const parts[] = {"co_name", "co_freevars"};

	return code_same_parts(a, b, parts, sizeof(parts) / sizeof(parts[0]));
}

/* The same but for the functions within, of which names and captured variables count: their bodies are exchanged
   where they are. */
static bool
same_frame(PyObject *a, PyObject *b)
{
	static const char *const parts[] = {"co_code", "co_names", "co_varnames", "co_freevars", "co_cellvars"};
	PyObject *x = code_attr(a, "co_consts"), *y = code_attr(b, "co_consts"), *c, *d;
	bool same = x && y && PyTuple_Size(x) == PyTuple_Size(y);
	Py_ssize_t i;

	/* The first one may be the docstring. */
	for (i = code_doc(a) != NONE || code_doc(b) != NONE; same && i < PyTuple_Size(x); i++) {
		c = PyTuple_GetItem(x, i);
		d = PyTuple_GetItem(y, i);
		if (!is_code(c) || !is_code(d) || code_is_comprehension(c))
			same = const_equal(c, d, code_same_behaviour);
		else
			same = same_signature(c, d) && (!has_functions(c) || same_frame(c, d));
	}
	unref(x);
	unref(y);
	return same && code_same_parts(a, b, parts, sizeof(parts) / sizeof(parts[0]));
}

/* The name leads to another value now; before the module is staged: it may. */
static bool
is_moved(const struct module *m, PyObject *name)
{
	return PySet_Contains(m->moved, name) == 1 ||
	       (m->state == STAGE_NEW && m->staging && PySet_Contains(m->staging->rebound, name) == 1);
}

static bool
has_other_defaults(PyObject *live, PyObject *staged)
{
	return staged && is_function(staged) && !functions_same_defaults(live, staged);
}

/* What the new source has made of it, if it has run. */
static PyObject *
staged_by_name(const struct module *m, PyObject *f)
{
	PyObject *made = PyDict_GetItemWithError(m->scratch, WORD(f, python->function.qualname));

	return made != f ? made : NULL;
}

/* It does something else now, or calls what does, or reads a value that has changed; frame: not counting functions within,
   which take their new code where they are. */
static bool
changed(struct transaction *t, PyObject *f, int depth, bool frame)
{
	PyObject *names = NULL, *value, *new;
	const struct token *x;
	struct module *m;
	struct body body;
	bool is = false;
	Py_ssize_t i;

	f = callable_of(f);
	m = f && is_function(f) ? pair_module(t, WORD(f, python->function.code)) : NULL;
	m = m && !m->same_source ? m : NULL;
	new = m ? pair_code_at(t, m, false, utf8(WORD(f, python->function.qualname))) : NULL;
	if (new)
		is = frame ? !same_frame(WORD(f, python->function.code), new)
			   : !code_same_behaviour(WORD(f, python->function.code), new);
	if (new && !is && depth < DEPTH_MOST && body_init(&body, new) == 0) {
		for (x = body.tokens; !is && x < body.tokens + body.token_count; x++)
			is = (x->op == python->op.load_global || x->op == python->op.load_name) && x->value &&
			     is_moved(m, x->value);
		body_fini(&body);
	}
	is = is || (f && m && m->scratch && has_other_defaults(f, staged_by_name(m, f)));
	names = new && !is && depth < DEPTH_MOST ? code_attr(new, "co_names") : NULL;
	for (i = 0; names && !is && i < PyTuple_Size(names); i++) {
		value = PyDict_GetItemWithError(m->before, PyTuple_GetItem(names, i));
		is = value && is_function(value) && value != f && changed(t, value, depth + 1, frame);
	}
	unref(names);
	return is;
}

static bool
function_changed(struct transaction *t, PyObject *f, int depth)
{
	return changed(t, f, depth, false);
}

/* One of these methods, as the class has or inherits it. */
static bool
method_changed(struct transaction *t, PyObject *class, const char *const *names)
{
	PyObject *value;
	bool changed = false;

	for (; *names && !changed; names++) {
		value = class_lookup(class, *names);
		changed = value && function_changed(t, value, 0);
	}
	return changed;
}

/* It names a class of its module that was made again: its attributes may be others. */
static bool
reads_class_that_ran(struct transaction *t, PyObject *f)
{
	struct module *m = is_function(f) ? pair_module(t, WORD(f, python->function.code)) : NULL;
	PyObject *names = m ? PySet_New(NULL) : NULL, *list = NULL, *old;
	bool reads = false;
	Py_ssize_t i;

	if (names && code_add_names(WORD(f, python->function.code), names) == 0)
		list = PySequence_List(names);
	for (i = 0; list && !reads && i < PyList_Size(list); i++) {
		old = PyDict_GetItemWithError(m->before, PyList_GetItem(list, i));
		reads = old && is_class(old) && PyDict_GetItemWithError(m->scratch, PyList_GetItem(list, i)) != old;
	}
	unref(list);
	unref(names);
	PyErr_Clear();
	return reads;
}

PyObject *
makers_code_to_come(struct transaction *t, PyObject *f)
{
	struct module *m = is_function(f) ? pair_module(t, WORD(f, python->function.code)) : NULL;

	return m && !m->same_source ? pair_code_at(t, m, false, utf8(WORD(f, python->function.qualname))) : NULL;
}

/* self.name(...) */
static bool
calls_attribute(PyObject *node, void *name)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *its;
	bool calls;

	its = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL;
	calls = its && PyUnicode_Compare(its, name) == 0;
	unref(its);
	unref(f);
	return calls;
}

/* bus.on(topic, self.handle) hands the method over, and it is the live one that runs later. */
static bool
is_handed_over(struct transaction *t, PyObject *f, PyObject *name)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *code = makers_code_to_come(t, f), *node = code ? tree_definition(m, code) : NULL;
	bool over = node && !tree_any(node, calls_attribute, name);

	unref(node);
	PyErr_Clear();
	return over;
}

/* __init__ that says self.load(), or self.LIMIT. */
static bool
calls_changed_method(struct transaction *t, PyObject *class, PyObject *f)
{
	PyObject *names = is_function(f) ? code_attr(WORD(f, python->function.code), "co_names") : NULL, *value;
	bool calls = false;
	Py_ssize_t i;

	for (i = 0; names && !calls && i < PyTuple_Size(names); i++) {
		value = class_lookup(class, utf8(PyTuple_GetItem(names, i)));
		calls = value && (is_function(value) ? value != f && function_changed(t, value, 1) &&
							       !is_handed_over(t, f, PyTuple_GetItem(names, i))
						     : class_has_another(t, class, PyTuple_GetItem(names, i)));
	}
	unref(names);
	PyErr_Clear();
	return calls;
}

bool
makers_callee_changed(struct transaction *t, PyObject *o)
{
	static const char *const constructors[] = {"__new__", "__init__", "__post_init__"};
	PyObject *mro = is_class(o) ? WORD(o, TYPE_MRO) : NULL, *class, *f;
	bool is = mro ? class_makes_records(o) && class_staged(t, o) : changed(t, o, 0, true) || reads_class_that_ran(t, o);
	Py_ssize_t i;
	size_t k;

	/* super().__init__() */
	for (i = 0; mro && !is && i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		for (k = 0; is_heap_type(class) && !is && k < sizeof(constructors) / sizeof(constructors[0]); k++) {
			f = class_get(class, constructors[k]);
			is = f && (function_changed(t, f, 0) || arguments_of_method_changed(t, o, constructors[k]) ||
				   reads_class_that_ran(t, f) || calls_changed_method(t, o, f));
		}
	}
	return is;
}

bool
makers_tokens_call_changed(const struct staging *g, const struct statement *s, const struct token *tokens, int count)
{
	const struct token *x;
	struct body body;
	PyObject *value;
	bool call = false;

	for (x = tokens; !call && x < tokens + count; x++) {
		if (x->value && is_code(x->value) && code_is_comprehension(x->value) && body_init(&body, x->value) == 0) {
			call = makers_tokens_call_changed(g, s, body.tokens, body.token_count);
			body_fini(&body);
		}
		value = (x->op == python->op.load_name || x->op == python->op.load_global) && x->value
				? PyDict_GetItemWithError(g->m->before, x->value)
				: NULL;
		call = call || (value && (is_function(value) || (is_class(value) && is_heap_type(value))) &&
				makers_callee_changed(g->t, value) && !(s && statement_hands_over(g, s, x->value)));
	}
	return call;
}

/* sorted(names, key=lambda n: rank(n)), key=Rank.of */
static bool
key_changed(PyObject *node, void *arg)
{
	const struct staging *g = arg;
	bool is_key = node_is(node, "keyword") && attr_is(node, "arg", "key"), changed;
	PyObject *value = is_key ? get_attr(node, "value") : NULL, *o = value ? node_object_in(g->m->before, value) : NULL;
	PyObject *body = value && node_is(value, "Lambda") ? get_attr(value, "body") : NULL;

	o = o && !is_class(o) ? callable_of(o) : NULL;
	changed = (o && is_function(o) && makers_callee_changed(g->t, o)) || (body && makers_node_calls_changed(g, body));
	unref(body);
	unref(value);
	PyErr_Clear();
	return changed;
}

bool
makers_called_changed(const struct staging *g, const struct statement *s)
{
	return makers_tokens_call_changed(g, s, s->tokens, s->token_count) ||
	       tree_any(s->node, key_changed, (void *)(uintptr_t)g) || statement_calls_indirectly_changed(g, s);
}

bool
makers_node_calls_changed(const struct staging *g, PyObject *node)
{
	PyObject *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL, *children = NULL;
	PyObject *o = callee ? node_object_in(g->m->before, callee) : NULL;
	bool calls = o && is_function(o) && makers_callee_changed(g->t, o);
	Py_ssize_t i;

	if (!calls && !node_is(node, "Lambda"))
		children = tree_children(node);
	for (i = 0; children && !calls && i < PyList_Size(children); i++)
		calls = makers_node_calls_changed(g, PyList_GetItem(children, i));
	unref(children);
	unref(callee);
	return calls;
}

bool
makers_defaults_changed(const struct staging *g, const struct statement *s)
{
	PyObject *args = get_attr(s->node, "args");
	bool changed = args && makers_node_calls_changed(g, args);

	unref(args);
	PyErr_Clear();
	return changed;
}

static bool
decorators_changed(const struct staging *g, const struct statement *s)
{
	static const char *const instance[] = {"__new__", "__init__", "__call__", NULL};
	const struct token *x;
	PyObject *value;

	for (x = s->tokens; x < s->tokens + s->token_count && x->line < s->def_line; x++) {
		value = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (value &&
		    (is_class(value)
			 ? method_changed(g->t, value, instance)
			 : is_function(value) && (function_changed(g->t, value, 0) ||
						  has_other_defaults(value, PyDict_GetItemWithError(g->m->scratch, x->value)))))
			return true;
	}
	return false;
}

bool
makers_set_name_changed(struct transaction *t, PyObject *value)
{
	static const char *const names[] = {"__set_name__", NULL};

	return method_changed(t, (PyObject *)type_of(value), names);
}

bool
makers_of_class_changed(const struct staging *g, PyObject *class)
{
	static const char *const meta[] = {"__new__", "__init__", "__prepare__", NULL};
	static const char *const below[] = {"__init_subclass__", NULL};
	static const char *const members[] = {"__new_member__", "__init__", "_generate_next_value_", NULL};
	PyObject *key, *value;
	bool changed = method_changed(g->t, (PyObject *)type_of(class), meta) ||
		       (is_enum(class) && method_changed(g->t, class, members)) ||
		       (!class_get(class, below[0]) && method_changed(g->t, class, below));
	Py_ssize_t at = 0;

	while (!changed && PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		changed = makers_set_name_changed(g->t, value);
	return changed;
}

/* A decorator that makes wrappers does something else beside: it captures another value, sets another attribute. */
static bool
frame_changed(struct transaction *t, PyObject *f)
{
	PyObject *new = makers_code_to_come(t, f);

	return new && !same_frame(WORD(f, python->function.code), new);
}

/* conf.PREFIX */
static bool
module_moved(struct transaction *t, PyObject *module, PyObject *names)
{
	bool moved = false;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < t->module_count; k++)
		for (i = 0; t->modules[k].module == module && t->modules[k].moved && !moved && i < PyTuple_Size(names); i++)
			moved = is_moved(&t->modules[k], PyTuple_GetItem(names, i));
	return moved;
}

/* What runs when the decorator is applied reads a value that has changed, or calls what has: URL = PREFIX + path.  With
   arguments that is what it returns, too; what is within runs later, and reads then. */
static bool
frame_reads_changed(struct transaction *t, struct module *m, PyObject *code, int levels)
{
	PyObject *names = code_attr(code, "co_names"), *consts = code_attr(code, "co_consts"), *value;
	const struct token *x;
	struct body body;
	bool reads = false;
	Py_ssize_t i;

	if (names && consts && body_init(&body, code) == 0) {
		for (x = body.tokens; !reads && x < body.tokens + body.token_count; x++) {
			if ((x->op != python->op.load_global && x->op != python->op.load_name) || !x->value)
				continue;
			value = PyDict_GetItemWithError(m->before, x->value);
			reads = is_moved(m, x->value) || (value && module_moved(t, value, names)) ||
				(value && is_function(value) && function_changed(t, value, 1));
		}
		body_fini(&body);
	}
	for (i = 0; consts && levels > 1 && !reads && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			reads = frame_reads_changed(t, m, PyTuple_GetItem(consts, i), levels - 1);
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
		reads = new && frame_reads_changed(g->t, m, new, levels);
	}
	unref(callee);
	PyErr_Clear();
	return reads;
}

static bool
decorators_read_changed(const struct staging *g, const struct statement *s, bool methods)
{
	PyObject *list = get_attr(s->node, "decorator_list"), *node;
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
makers_called_read_changed(const struct staging *g, const struct statement *s)
{
	if (s->kind == KIND_EXPRESSION)
		return tree_any(s->node, is_reading_call, (void *)(uintptr_t)g);
	return statement_is_definition(s) && decorators_read_changed(g, s, true);
}

/* @step("a"): what the function returns is applied, too. */
static bool
returned_changed(struct transaction *t, PyObject *f)
{
	PyObject *new = makers_code_to_come(t, f), *x = new ? code_attr(WORD(f, python->function.code), "co_consts") : NULL;
	PyObject *y = new ? code_attr(new, "co_consts") : NULL;
	bool changed = false;
	Py_ssize_t i;

	for (i = 0; x && y && !changed && i < PyTuple_Size(x) && i < PyTuple_Size(y); i++)
		changed = is_code(PyTuple_GetItem(x, i)) && is_code(PyTuple_GetItem(y, i)) &&
			  !same_frame(PyTuple_GetItem(x, i), PyTuple_GetItem(y, i));
	unref(x);
	unref(y);
	return changed;
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
	const struct decorating *d = arg;
	PyObject *list = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "ClassDef")
				 ? get_attr(node, "decorator_list")
				 : NULL;
	PyObject *one, *callee, *f;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		one = PyList_GetItem(list, i);
		callee = node_is(one, "Call") ? get_attr(one, "func") : ref(one);
		f = callee ? node_object_in(d->names, callee) : NULL;
		if (f && (addresses_has(&d->changed, f) || (callee != one && addresses_has(&d->returned, f))))
			report_addf(d->t->report, PYR_REC_NOTE, utf8(d->importer), utf8(WORD(f, python->function.name)),
				    "line %ld was decorated by the old %s: name this module too if that matters",
				    tree_line(one, "lineno"), utf8(WORD(f, python->function.qualname)));
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

void
makers_report(struct transaction *t)
{
	struct decorating d = {.t = t};
	PyObject *key, *value;
	Py_ssize_t at;
	size_t k;

	for (k = 0; k < t->module_count; k++)
		for (at = 0; PyDict_Next(t->modules[k].before, &at, &key, &value);)
			if (!is_function(value) || !pair_new_code(t, WORD(value, python->function.code)))
				continue;
			else if (frame_changed(t, value))
				addresses_add(&d.changed, value);
			else if (returned_changed(t, value))
				addresses_add(&d.returned, value);
	if (d.changed.used || d.returned.used)
		importers_each(t, knows_changed, look_for_decorated, &d);
	addresses_fini(&d.changed);
	addresses_fini(&d.returned);
	PyErr_Clear();
}

bool
makers_named_changed(struct transaction *t, const struct module *m, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(m->before, name);

	return live && is_function(live) &&
	       (frame_changed(t, live) || has_other_defaults(live, PyDict_GetItemWithError(m->scratch, name)));
}

bool
makers_frames_changed(struct transaction *t, const struct module *m, const struct token *tokens, int count, int before_line)
{
	const struct token *x;
	struct body body;
	bool changed = false;

	for (x = tokens; !changed && x < tokens + count && (!before_line || x->line < before_line); x++) {
		if (x->value && is_code(x->value) && code_is_comprehension(x->value) && body_init(&body, x->value) == 0) {
			changed = makers_frames_changed(t, m, body.tokens, body.token_count, 0);
			body_fini(&body);
		}
		changed = changed || ((x->op == python->op.load_name || x->op == python->op.load_global) && x->value &&
				      makers_named_changed(t, m, x->value));
	}
	return changed;
}

bool
makers_decorators_changed(const struct staging *g, const struct statement *s)
{
	return s->first_line < s->def_line && (makers_frames_changed(g->t, g->m, s->tokens, s->token_count, s->def_line) ||
					       decorators_read_changed(g, s, false));
}

/* A decorator of a method, or what a line of the body calls. */
static bool
body_calls_changed(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	struct body body;
	bool changed = false;

	for (x = s->tokens; !changed && x < s->tokens + s->token_count; x++) {
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value) || body_init(&body, x->value) < 0)
			continue;
		changed = makers_frames_changed(g->t, g->m, body.tokens, body.token_count, 0);
		body_fini(&body);
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

/* A decorator was a class and is a function now, or the other way round: its wrappers cannot become what it
   makes now. */
static bool
decorator_changes_kind(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *value;
	bool class, function;

	for (x = s->tokens; x < s->tokens + s->token_count && x->line < s->def_line; x++) {
		value = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (!value || !g->m->old_code)
			continue;
		class = pair_class_body(g->t, g->m, false, utf8(x->value)) != NULL;
		function = !class && pair_code_at(g->t, g->m, false, utf8(x->value)) != NULL;
		if (is_class(value) ? function : class && is_function(value))
			return true;
	}
	return false;
}

/* class Model(metaclass=make_model) */
static bool
function_makes_otherwise(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *value;

	for (x = s->tokens; s->kind == KIND_CLASS && x < s->tokens + s->token_count; x++) {
		value = x->op == python->op.load_name && x->line >= s->def_line ? PyDict_GetItemWithError(g->m->before, x->value)
										  : NULL;
		if (value && is_function(value) && function_changed(g->t, value, 0))
			return true;
	}
	return false;
}

bool
makers_changed(const struct staging *g, const struct statement *s)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL, *live;

	unref(name); /* the node keeps it */
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	if (!live)
		return false;
	if (arguments_changed(g, s))
		return true;
	if (s->kind == KIND_FUNCTION && !is_bare_function(live, name))
		return s->first_line < s->def_line && (decorator_changes_kind(g, s) || makers_decorators_changed(g, s));
	return (s->first_line < s->def_line && (decorators_changed(g, s) || decorators_read_changed(g, s, false))) ||
	       (is_class(live) &&
		(makers_of_class_changed(g, live) || body_calls_changed(g, s) || function_makes_otherwise(g, s)));
}

/* It stores an attribute of that name, or has the name to hand it to setattr(). */
static bool
code_mentions(PyObject *code, PyObject *name)
{
	static const char *const parts[] = {"co_names", "co_consts"};
	PyObject *tuple, *item;
	bool found = false;
	Py_ssize_t i;
	int part;

	for (part = 0; !found && part < 2; part++) {
		tuple = code_attr(code, parts[part]);
		for (i = 0; tuple && !found && i < PyTuple_Size(tuple); i++) {
			item = PyTuple_GetItem(tuple, i);
			found = is_code(item) ? code_mentions(item, name)
					      : is_str(item) && PyUnicode_Compare(item, name) == 0;
		}
		unref(tuple);
	}
	return found;
}

bool
makers_meta_sets(PyObject *meta, PyObject *name)
{
	static const char *const makers[] = {"__new__", "__init__"};
	PyObject *f;
	bool sets = false;
	size_t i;

	for (i = 0; is_heap_type(meta) && !sets && i < sizeof(makers) / sizeof(makers[0]); i++) {
		f = callable_of(class_lookup(meta, makers[i]));
		sets = f && is_function(f) && code_stores_attribute(WORD(f, python->function.code), name);
	}
	return sets;
}

bool
makers_set_name_stores(PyObject *value, PyObject *name)
{
	PyObject *f = class_lookup((PyObject *)type_of(value), "__set_name__");

	return f && is_function(f) && code_mentions(WORD(f, python->function.code), name);
}

bool
makers_lost(const struct module *m, const char *class)
{
	const struct chunk *old = m->old_code ? chunk_binding(&m->old, class) : NULL;
	const struct chunk *new = old ? chunk_binding(&m->new, class) : NULL;
	const struct token *x;

	for (x = new ? &m->old.tokens[old->first] : NULL; x && x < &m->old.tokens[old->first + old->count]; x++)
		if (x->op == python->op.load_name &&
		    !tokens_have(&m->new.tokens[new->first], new->count, python->op.load_name, x->value))
			return true;
	return false;
}

/* setattr(class, key, value) for its arguments: Decorator(name=value). */
static bool
is_argument(const struct token *x, PyObject *name)
{
	PyObject *value = x->op != python->op.load_name ? x->value : NULL;

	return value && ((is_str(value) && PyUnicode_Compare(value, name) == 0) ||
			 (is_exact(value, TYPE_AT(PyTuple_Type)) && PySequence_Contains(value, name) == 1));
}

bool
makers_left(const struct module *m, const char *class, PyObject *name)
{
	const struct chunk *old = m->old_code ? chunk_binding(&m->old, class) : NULL;
	const struct chunk *new = old ? chunk_binding(&m->new, class) : NULL;
	const struct token *x;
	bool gone = false;
	PyObject *f;

	for (x = new ? &m->old.tokens[old->first] : NULL; x && x < &m->old.tokens[old->first + old->count]; x++) {
		f = x->op == python->op.load_name &&
			    !tokens_have(&m->new.tokens[new->first], new->count, python->op.load_name, x->value)
			? PyDict_GetItemWithError(m->before, x->value)
			: NULL;
		gone = gone || (f && is_function(f));
		if (gone &&
		    (is_argument(x, name) || (f && is_function(f) && code_mentions(WORD(f, python->function.code), name))))
			return true;
	}
	return false;
}

static bool
says(const struct token *tokens, int count, PyObject *value)
{
	const struct token *x;

	for (x = tokens; x < tokens + count; x++)
		/* {"calls": 0, "errors": 0}: the keys are one constant. */
		if (x->op == python->op.load_const && x->value &&
		    (const_equal(x->value, value, code_same_behaviour) ||
		     (is_exact(x->value, TYPE_AT(PyTuple_Type)) && PySequence_Contains(x->value, value) == 1)))
			return true;
	return false;
}

/* {"calls": 0}: all of it are constants of these. */
static bool
say_all(const struct token *tokens, int count, PyObject *value, int depth)
{
	PyObject *list, *key, *its;
	bool all = depth > 0;
	Py_ssize_t i, at = 0;

	if (!is_container(value))
		return is_atom(value) && says(tokens, count, value);
	while (is_dict(value) && all && PyDict_Next(value, &at, &key, &its))
		all = is_atom(key) && says(tokens, count, key) && say_all(tokens, count, its, depth - 1);
	list = is_dict(value) ? NULL : items_of(value);
	for (i = 0; list && all && i < PyList_Size(list); i++)
		all = say_all(tokens, count, PyList_GetItem(list, i), depth - 1);
	unref(list);
	return all;
}

/* cls.stats = {"calls": 0}: built of constants alone, and not touched again. */
static bool
builds(const struct body *body, PyObject *name, PyObject *value)
{
	const struct chunk *c, *stores = NULL;
	const struct token *x;
	int mentions = 0;

	for (x = body->tokens; x < body->tokens + body->token_count; x++)
		mentions +=
		    x->value && is_str(x->value) && x->op != python->op.load_const && PyUnicode_Compare(x->value, name) == 0;
	for (c = body->chunks; mentions == 1 && c < body->chunks + body->chunk_count; c++)
		if (tokens_have(&body->tokens[c->first], c->count, python->op.store_attr, name))
			stores = c;
	for (x = stores ? &body->tokens[stores->first] : NULL; x && x < &body->tokens[stores->first + stores->count]; x++)
		if (x->op == python->op.load_name || x->op == python->op.load_global || x->target >= 0 ||
		    (x->value && is_code(x->value)))
			return false;
	return stores && say_all(&body->tokens[stores->first], stores->count, value, 3);
}

/* object.name = value in the code or in one within. */
static bool
stores_constant(PyObject *code, PyObject *name, PyObject *value)
{
	PyObject *consts = code_attr(code, "co_consts"), *item;
	struct body body;
	const struct token *x;
	bool found = false;
	Py_ssize_t i;

	if (body_init(&body, code) == 0) {
		found = is_container(value) && builds(&body, name, value);
		for (x = body.tokens + 2; !found && x < body.tokens + body.token_count; x++)
			found = x->op == python->op.store_attr && PyUnicode_Compare(x->value, name) == 0 &&
				x[-2].op == python->op.load_const && const_equal(x[-2].value, value, code_same_behaviour);
		body_fini(&body);
	}
	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		found = is_code(item) && stores_constant(item, name, value);
	}
	unref(consts);
	return found;
}

/* Then and now. */
static bool
maker_stores_constant(struct transaction *t, PyObject *f, PyObject *name, PyObject *value)
{
	PyObject *code = f && is_function(f) ? WORD(f, python->function.code) : NULL, *old = code, *new = code;
	struct module *m = code ? pair_module(t, code) : NULL;

	if (m && !m->same_source) { /* a base's may be the staged one */
		new = pair_code_at(t, m, false, utf8(WORD(f, python->function.qualname)));
		old = m->old_code ? pair_code_at(t, m, true, utf8(WORD(f, python->function.qualname)))
				  : WORD(f, python->function.globals) == m->dict ? code : NULL;
	}
	return old && new && stores_constant(old, name, value) && (new == old || stores_constant(new, name, value));
}

static bool
method_stores_constant(struct transaction *t, PyObject *class, const char *method, PyObject *name, PyObject *value)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	bool found = false;
	Py_ssize_t i;

	for (i = 0; !found && i < PyTuple_Size(mro); i++)
		found = maker_stores_constant(t, callable_of(class_get(PyTuple_GetItem(mro, i), method)), name, value);
	return found;
}

bool
makers_begin_with(struct transaction *t, const struct module *m, PyObject *class, const char *path, PyObject *name,
		  PyObject *value)
{
	const struct chunk *c = chunk_binding(&m->new, path);
	const struct token *x;

	for (x = c ? &m->new.tokens[c->first] : NULL; x && x < &m->new.tokens[c->first + c->count]; x++)
		if (x->op == python->op.load_name &&
		    maker_stores_constant(t, PyDict_GetItemWithError(m->before, x->value), name, value))
			return true;
	return method_stores_constant(t, class, "__init_subclass__", name, value) ||
	       method_stores_constant(t, (PyObject *)type_of(class), "__init__", name, value) ||
	       method_stores_constant(t, (PyObject *)type_of(class), "__new__", name, value);
}

bool
makers_object_begins_with(struct transaction *t, PyObject *class, PyObject *name, PyObject *value)
{
	return method_stores_constant(t, class, "__init__", name, value);
}

/* functools.wraps() has given it another name. */
bool
makers_wrapper_begins_with(struct transaction *t, PyObject *wrapper, PyObject *name, PyObject *value)
{
	PyObject *globals = WORD(wrapper, python->function.globals), *key, *maker;
	Py_ssize_t at = 0;

	while (is_dict(globals) && PyDict_Next(globals, &at, &key, &maker))
		if (is_function(maker) &&
		    code_is_within(WORD(wrapper, python->function.code), WORD(maker, python->function.code)))
			return maker_stores_constant(t, maker, name, value);
	return false;
}
