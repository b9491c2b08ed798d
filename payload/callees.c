/*
 * callees.c - what a call leads to does something else now than it did when the call was made.
 *
 * Functions by their code to come, what they call, read and have for defaults; classes by what makes
 * an instance.
 */
#include "callees.h"

#include "version.h"

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
bool
code_same_frame(PyObject *a, PyObject *b)
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
			same = same_signature(c, d) && (!has_functions(c) || code_same_frame(c, d));
	}
	unref(x);
	unref(y);
	return same && code_same_parts(a, b, parts, sizeof(parts) / sizeof(parts[0]));
}

/* The name leads to another value now; before the module is staged: it may. */
bool
name_comes_from_staged(const struct staging *g, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(g->m->before, name);
	const struct statement *s;

	if (!live || is_function(live) || is_class(live) || is_module(live))
		return false;
	for (s = g->statements; s < g->statements + g->count; s++)
		if (s->kind == KIND_IMPORT && statement_binds(s, name) && tokens_import_staged(g->t, s->tokens, s->token_count))
			return true;
	return false;
}

bool
name_is_moved(const struct module *m, PyObject *name)
{
	return PySet_Contains(m->moved, name) == 1 ||
	       (m->state == STAGE_NEW && m->staging &&
		(PySet_Contains(m->staging->rebound, name) == 1 || name_comes_from_staged(m->staging, name)));
}

bool
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

PyObject *
function_within(PyObject *o)
{
	PyObject *partial = library_object("functools", "partial"), *f = ref(o), *inner;
	int depth;

	for (depth = 0; f && !is_function(f) && depth < 4; depth++) {
		inner = is_exact(f, TYPE_AT(PyMethod_Type))    ? get_attr(f, "__func__")
			: (PyObject *)type_of(f) == partial ? get_attr(f, "func")
			: (PyObject *)type_of(f) == functions_cache_type() ? get_attr(f, "__wrapped__")
							    : NULL;
		unref(f); /* what is around it keeps it */
		f = inner;
	}
	PyErr_Clear();
	unref(f); /* so it does the function */
	return f && is_function(f) ? f : NULL;
}

PyObject *
function_called(PyObject *o)
{
	PyObject *f = function_within(callable_of(o)), *call = f || is_class(o) ? NULL : class_lookup((PyObject *)type_of(o), "__call__");

	return f ? f : call && is_function(call) ? call : NULL;
}

bool
function_has_other_defaults(struct transaction *t, PyObject *f)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));

	return m && m->scratch && has_other_defaults(f, staged_by_name(m, f));
}

/* What has the same name at the same place within the other code. */
static PyObject *
counterpart_within(PyObject *old, PyObject *new, PyObject *code)
{
	PyObject *consts = code_attr(old, "co_consts"), *item, *its, *name, *found = NULL;
	Py_ssize_t i;

	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		if (item != code && !(is_code(item) && code_is_within(code, item)))
			continue;
		name = code_attr(item, "co_name");
		its = name ? code_at(new, utf8(name)) : NULL;
		found = its && item != code ? counterpart_within(item, its, code) : its;
		unref(name);
	}
	unref(consts);
	return found;
}

/* limit = lambda: 10 */
static PyObject *
lambda_at_name(const struct module *m, PyObject *f)
{
	PyObject *name, *value, *found = NULL;
	const struct chunk *c;
	const struct token *x;
	Py_ssize_t at = 0;

	while (PyDict_Next(m->before, &at, &name, &value))
		if (value == f && is_str(name) && (c = chunk_binding(&m->new, utf8(name))))
			for (x = &m->new.tokens[c->first]; x < &m->new.tokens[c->first + c->count]; x++)
				if (x->value && is_code(x->value) && attr_is(x->value, "co_name", "<lambda>"))
					found = found ? NONE : x->value;
	return found != NONE ? found : NULL;
}

/* functools.wraps() has given it another name than its own, by which its code is found. */
static PyObject *
wrapper_to_come(struct transaction *t, struct module *m, PyObject *f)
{
	PyObject *code = WORD(f, python->function.code), *name, *maker, *new, *found = NULL;
	Py_ssize_t at = 0;

	while (!found && PyDict_Next(m->before, &at, &name, &maker)) {
		if (!is_function(maker) || maker == f || !code_is_within(code, WORD(maker, python->function.code)))
			continue;
		new = pair_code_at(t, m, false, utf8(WORD(maker, python->function.qualname)));
		found = new ? counterpart_within(WORD(maker, python->function.code), new, code) : NULL;
	}
	return found;
}

static PyObject *
new_code_of(struct transaction *t, struct module *m, PyObject *f)
{
	const char *path = utf8(WORD(f, python->function.qualname)), *last = strrchr(path, '.');
	PyObject *name = code_attr(WORD(f, python->function.code), "co_name");
	bool lambda = name && !strcmp(utf8(name), "<lambda>"), own = name && !strcmp(utf8(name), last ? last + 1 : path);

	unref(name); /* the code keeps it */
	return lambda ? lambda_at_name(m, f) : own ? pair_code_at(t, m, false, path) : wrapper_to_come(t, m, f);
}

PyObject *
code_by_its_name(struct transaction *t, PyObject *f)
{
	struct module *m = is_function(f) ? pair_module(t, WORD(f, python->function.code)) : NULL;

	return m && !m->same_source ? pair_code_at(t, m, false, utf8(WORD(f, python->function.qualname))) : NULL;
}

PyObject *
code_to_come(struct transaction *t, PyObject *f)
{
	struct module *m = is_function(f) ? pair_module(t, WORD(f, python->function.code)) : NULL;

	return m && !m->same_source ? new_code_of(t, m, f) : NULL;
}

static bool changed(struct transaction *t, PyObject *f, int depth, bool frame);

/* getattr(defaults, name): of which, is not said. */
static bool
module_has_moved(struct transaction *t, PyObject *module)
{
	const struct module *m;

	for (m = t->modules; m < t->modules + t->module_count; m++)
		if (m->module == module && m->moved && PySet_Size(m->moved) > 0)
			return true;
	return false;
}

/* Of a module, which is another object while it is staged, what the code names with it. */
static bool
data_is_moved(struct transaction *t, const struct module *m, PyObject *code, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(m->before, name), *names;
	bool moved;

	if (!value || !is_module(value))
		return name_is_moved(m, name);
	names = code_attr(code, "co_names");
	moved = names && (module_moved(t, value, names) || (code_says(code, "getattr") && module_has_moved(t, value)));
	unref(names);
	return moved;
}

/* The class at the top level that the function is a method of; borrowed, or NULL. */
static PyObject *
class_of_method(const struct module *m, PyObject *f)
{
	const char *path = utf8(WORD(f, python->function.qualname)), *dot = strchr(path, '.');
	PyObject *name = dot && !strchr(dot + 1, '.') ? PyUnicode_FromStringAndSize(path, dot - path) : NULL;
	PyObject *class = name ? PyDict_GetItemWithError(m->before, name) : NULL;

	unref(name);
	return class && is_class(class) && is_heap_type(class) ? class : NULL;
}

/* By their names; borrowed. */
static PyObject *
methods_of(struct transaction *t, struct module *m)
{
	PyObject *key, *class, *name, *value, *list;
	Py_ssize_t at = 0, in;

	if (m->methods)
		return m->methods;
	m->methods = hold(t, PyDict_New());
	while (m->methods && PyDict_Next(m->before, &at, &key, &class)) {
		if (!is_class(class) || !is_heap_type(class) || !class_is_ours(t, class) || !CLASS_DICT(class))
			continue;
		for (in = 0; PyDict_Next(CLASS_DICT(class), &in, &name, &value);) {
			if (!is_str(name) || !is_function(callable_of(value)))
				continue;
			list = ref(PyDict_GetItemWithError(m->methods, name));
			if (!list && (list = PyList_New(0)))
				PyDict_SetItem(m->methods, name, list);
			if (list)
				PyList_Append(list, callable_of(value));
			unref(list);
		}
	}
	PyErr_Clear();
	return m->methods;
}

/* self._parser.lookup(key): some class of the module has such a method. */
static bool
calls_changed_by_name(struct transaction *t, struct module *m, PyObject *f, PyObject *name, int depth, bool frame)
{
	PyObject *methods = name_is_of_container(name) ? NULL : methods_of(t, m), *list;
	bool calls = false;
	Py_ssize_t i;

	list = methods ? PyDict_GetItemWithError(methods, name) : NULL;
	for (i = 0; list && !calls && i < PyList_Size(list); i++)
		calls = PyList_GetItem(list, i) != f && changed(t, PyList_GetItem(list, i), depth, frame);
	return calls;
}

/* self.lookup(key), or a property: not what is only handed over, as by bus.on(self.handle). */
static bool
calls_changed_of_self(struct transaction *t, struct module *m, PyObject *f, PyObject *code, int depth, bool frame)
{
	PyObject *class = class_of_method(m, f), *o, *its;
	const struct token *x;
	bool calls = false, called;
	struct body body;

	if (!class || body_init(&body, code) < 0)
		return false;
	for (x = body.tokens; !calls && x < body.tokens + body.token_count; x++) {
		if (!token_is_attribute(x) || x->op == python->op.store_name)
			continue;
		o = class_lookup(class, utf8(x->value));
		called = (python->op.load_method && x->op == python->op.load_method) || x->arg;
		calls = !o && called && calls_changed_by_name(t, m, f, x->value, depth, frame);
		if (!o || !(is_exact(o, TYPE_AT(PyProperty_Type)) || called))
			continue;
		its = function_read(class, utf8(x->value));
		calls = its && is_function(its) && its != f && changed(t, its, depth, frame);
	}
	body_fini(&body);
	return calls;
}

/* It does something else now, or calls what does, or reads a value that has changed; frame: not counting functions within,
   which take their new code where they are. */
static bool
look(struct transaction *t, PyObject *f, int depth, bool frame)
{
	PyObject *names = NULL, *value, *new;
	const struct token *x;
	struct module *m;
	struct body body;
	bool is = false;
	Py_ssize_t i;

	f = callable_of(f);
	m = f && is_function(f) ? pair_module(t, WORD(f, python->function.code)) : NULL;
	new = !m ? NULL : m->same_source ? WORD(f, python->function.code)
					 : new_code_of(t, m, f);
	if (new)
		is = frame ? !code_same_frame(WORD(f, python->function.code), new)
			   : !code_same_behaviour(WORD(f, python->function.code), new);
	if (new && !is && depth < CALLEES_DEEP && body_init(&body, new) == 0) {
		for (x = body.tokens; !is && x < body.tokens + body.token_count; x++)
			is = (x->op == python->op.load_global || x->op == python->op.load_name) && x->value &&
			     data_is_moved(t, m, new, x->value);
		body_fini(&body);
	}
	is = is || (f && m && m->scratch && has_other_defaults(f, staged_by_name(m, f)));
	/* What it is a wrapper around. */
	for (i = 0; f && is_function(f) && m && !is && depth < CALLEES_DEEP && WORD(f, python->function.closure) &&
		    i < PyTuple_Size(WORD(f, python->function.closure)); i++) {
		value = WORD(PyTuple_GetItem(WORD(f, python->function.closure), i), CELL_REF);
		is = value && is_function(value) && value != f && changed(t, value, depth + 1, frame);
	}
	names = new && !is && depth < CALLEES_DEEP ? code_attr(new, "co_names") : NULL;
	for (i = 0; names && !is && i < PyTuple_Size(names); i++) {
		value = PyDict_GetItemWithError(m->before, PyTuple_GetItem(names, i));
		is = value && is_function(value) && value != f && changed(t, value, depth + 1, frame);
	}
	unref(names);
	return is || (new && depth < CALLEES_DEEP && calls_changed_of_self(t, m, f, new, depth + 1, frame));
}

/* What the answers depend on only grows while the modules are staged. */
static Py_ssize_t
grown(const struct transaction *t)
{
	const struct module *m;
	Py_ssize_t size = 0;

	for (m = t->modules; m < t->modules + t->module_count; m++)
		size += (m->moved ? PySet_Size(m->moved) : 0) + (m->bound ? PySet_Size(m->bound) : 0) + m->state +
			(m->staging && m->staging->rebound ? PySet_Size(m->staging->rebound) : 0);
	return size;
}

/* Each is asked for many times: by each line that calls it. */
static bool
changed(struct transaction *t, PyObject *f, int depth, bool frame)
{
	struct addresses *yes = &t->changed_callees[frame], *no = t->same_callees[frame];
	Py_ssize_t now = grown(t);
	bool is;
	int k;

	for (k = 0; t->callees_at != now && k <= CALLEES_DEEP; k++) {
		addresses_fini(&t->same_callees[0][k]);
		addresses_fini(&t->same_callees[1][k]);
	}
	t->callees_at = now;
	f = callable_of(f);
	if (!f || !is_function(f))
		return false;
	if (addresses_has(yes, f))
		return true;
	/* Deeper down less is looked at. */
	for (k = 0; k <= depth && k <= CALLEES_DEEP; k++)
		if (addresses_has(&no[k], f))
			return false;
	is = look(t, f, depth, frame);
	if (is)
		addresses_add(yes, f);
	else if (depth <= CALLEES_DEEP)
		addresses_add(&no[depth], f);
	return is;
}

bool
function_changed(struct transaction *t, PyObject *f, int depth)
{
	return changed(t, f, depth, false);
}

/* One of these methods, as the class has or inherits it. */
bool
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
	PyObject *code = code_to_come(t, f), *node = code ? tree_definition(m, code) : NULL;
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
callee_changed(struct transaction *t, PyObject *o)
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

/* Conf.limit, lib.sizes.limit: what the attributes behind the name lead to. */
static PyObject *
at_end_of_chain(PyObject *o, const struct token *x, const struct token *end)
{
	for (; o && (is_module(o) || is_class(o)) && x < end && token_is_attribute(x); x++)
		o = is_module(o) ? PyDict_GetItemWithError(PyModule_GetDict(o), x->value) : class_lookup(o, utf8(x->value));
	return o;
}

/* The statement that binds the name has run: def within `if`, a lambda. */
static bool
is_bound_to_another(const struct staging *g, PyObject *name, PyObject *live)
{
	PyObject *staged = PyDict_GetItemWithError(g->m->scratch, name);

	return staged && staged != live && staged != PyDict_GetItemWithError(g->m->twins, name) && is_function(staged) &&
	       is_function(live) &&
	       (!code_same_behaviour(WORD(live, python->function.code), WORD(staged, python->function.code)) ||
		has_other_defaults(live, staged));
}

bool
tokens_call_changed(const struct staging *g, const struct statement *s, const struct token *tokens, int count)
{
	const struct token *x, *end = tokens + count;
	PyObject *live, *called;
	struct body body;
	bool call = false;

	for (x = tokens; !call && x < end; x++) {
		if (x->value && is_code(x->value) && code_is_comprehension(x->value) && body_init(&body, x->value) == 0) {
			call = tokens_call_changed(g, s, body.tokens, body.token_count);
			body_fini(&body);
		}
		live = (x->op == python->op.load_name || x->op == python->op.load_global) && x->value
			       ? PyDict_GetItemWithError(g->m->before, x->value)
			       : NULL;
		called = live && !is_atom(live) ? at_end_of_chain(live, x + 1, end) : NULL;
		if (called && !(is_class(called) && is_heap_type(called)))
			called = function_called(called);
		call = call || (called && (callee_changed(g->t, called) || is_bound_to_another(g, x->value, live)) &&
				!(s && statement_hands_over(g, s, x->value)));
	}
	PyErr_Clear();
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
	changed = (o && is_function(o) && callee_changed(g->t, o)) || (body && node_calls_changed(g, body));
	unref(body);
	unref(value);
	PyErr_Clear();
	return changed;
}

bool
statement_calls_changed(const struct staging *g, const struct statement *s)
{
	return tokens_call_changed(g, s, s->tokens, s->token_count) ||
	       tree_any(s->node, key_changed, (void *)(uintptr_t)g) || statement_calls_indirectly_changed(g, s);
}

bool
node_calls_changed(const struct staging *g, PyObject *node)
{
	PyObject *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL, *children = NULL;
	PyObject *o = callee ? node_object_in(g->m->before, callee) : NULL, *f = o && !is_class(o) ? function_called(o) : NULL;
	bool calls = f && callee_changed(g->t, f);
	Py_ssize_t i;

	if (!calls && !node_is(node, "Lambda"))
		children = tree_children(node);
	for (i = 0; children && !calls && i < PyList_Size(children); i++)
		calls = node_calls_changed(g, PyList_GetItem(children, i));
	unref(children);
	unref(callee);
	return calls;
}

bool
statement_defaults_changed(const struct staging *g, const struct statement *s)
{
	PyObject *args = get_attr(s->node, "args");
	bool changed = args && node_calls_changed(g, args);

	unref(args);
	PyErr_Clear();
	return changed;
}
