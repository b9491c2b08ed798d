/*
 * makers.c - what made a class, or set attributes of a function, is not what would make it now.
 *
 * The statement is unchanged, but the metaclass, __init_subclass__ of a base or __set_name__ of an
 * attribute is another function than the one that ran: what it left behind (a table name, a tag) is
 * outdated.
 */
#include "callees.h"

#include "version.h"

/* The new source of the class, or of one above, has such a method, and the old one had none. */
static bool
method_comes(struct transaction *t, PyObject *class, const char *name)
{
	PyObject *mro = is_heap_type(class) && !class_lookup(class, name) ? WORD(class, TYPE_MRO) : NULL, *one, *home, *path, *method;
	struct module *m;
	bool comes = false;
	Py_ssize_t i;

	for (i = 0; mro && !comes && i < PyTuple_Size(mro); i++) {
		one = PyTuple_GetItem(mro, i);
		home = CLASS_DICT(one) ? class_get(one, "__module__") : NULL;
		m = home && is_str(home) ? transaction_module(t, home) : NULL;
		path = m && m->staging ? get_attr(one, "__qualname__") : NULL;
		method = path && is_str(path) ? PyUnicode_FromFormat("%U.%s", path, name) : NULL;
		comes = method && pair_code_at(t, m, false, utf8(method));
		unref(method);
		unref(path);
	}
	PyErr_Clear();
	return comes;
}

bool
makers_set_name_changed(struct transaction *t, PyObject *value)
{
	static const char *const names[] = {"__set_name__", NULL};

	return method_changed(t, (PyObject *)type_of(value), names) || method_comes(t, (PyObject *)type_of(value), names[0]);
}

/* It stores an attribute of that name, or has the name to hand it to setattr(). */
static bool
code_mentions(PyObject *code, const char *name)
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
					      : is_str(item) && !strcmp(utf8(item), name);
		}
		unref(tuple);
	}
	return found;
}

/* getattr(sys.modules[cls.__module__], "VERSION"): it finds the module by the class, and in it a name that has moved. */
static bool
looks_up_moved(const struct staging *g, PyObject *f)
{
	static const char *const ways[] = {"modules", "import_module", "getmodule"};
	PyObject *code = f && is_function(f) ? WORD(f, python->function.code) : NULL, *list;
	bool looks = code && code_mentions(code, "__module__"), by = false;
	Py_ssize_t k;
	size_t i;

	for (i = 0; looks && !by && i < sizeof(ways) / sizeof(ways[0]); i++)
		by = code_mentions(code, ways[i]);
	list = by ? PySequence_List(g->m->moved) : NULL;
	for (k = 0, looks = false; list && !looks && k < PyList_Size(list); k++)
		looks = code_mentions(code, utf8(PyList_GetItem(list, k)));
	unref(list);
	PyErr_Clear();
	return looks;
}

static bool
hooks_look_up_moved(const struct staging *g, PyObject *class)
{
	static const char *const makers[] = {"__new__", "__init__"};
	bool looks = PySet_Size(g->m->moved) > 0 && !class_get(class, "__init_subclass__") &&
		     looks_up_moved(g, callable_of(class_lookup(class, "__init_subclass__")));
	size_t i;

	for (i = 0; !looks && is_heap_type((PyObject *)type_of(class)) && i < sizeof(makers) / sizeof(makers[0]); i++)
		looks = looks_up_moved(g, callable_of(class_lookup((PyObject *)type_of(class), makers[i])));
	return looks;
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
		       (!class_get(class, below[0]) && method_changed(g->t, class, below)) || hooks_look_up_moved(g, class);
	Py_ssize_t at = 0;

	while (!changed && PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		changed = makers_set_name_changed(g->t, value);
	return changed;
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

/* A decorator of a method, or what a line of the body calls. */
static bool
body_calls_changed(const struct staging *g, const struct statement *s, PyObject *live)
{
	PyObject *list = get_attr(s->node, "body"), *node, *name, *its;
	const struct token *x;
	struct body body;
	bool changed = false;
	Py_ssize_t i;

	for (x = s->tokens; !changed && x < s->tokens + s->token_count; x++) {
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value) || body_init(&body, x->value) < 0)
			continue;
		changed = decorators_frames_changed(g->t, g->m, body.tokens, body.token_count, 0);
		body_fini(&body);
	}
	for (i = 0; list && CLASS_DICT(live) && !changed && i < PyList_Size(list); i++) {
		node = PyList_GetItem(list, i);
		name = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") ? get_attr(node, "name") : NULL;
		its = name ? PyDict_GetItemWithError(CLASS_DICT(live), name) : NULL;
		changed = its && decorators_make_otherwise(g, CLASS_DICT(live), node, its);
		unref(name);
	}
	unref(list);
	PyErr_Clear();
	return changed;
}

bool
makers_changed(const struct staging *g, const struct statement *s)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL, *live;

	unref(name); /* the node keeps it */
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	if (!live)
		return s->kind == KIND_EXPRESSION && arguments_handed_changed(g, s);
	return arguments_changed(g, s) ||
	       (s->first_line < s->def_line && (decorators_make_otherwise(g, NULL, s->node, live) ||
						(s->kind == KIND_FUNCTION && decorators_change_kind(g, s)))) ||
	       (is_class(live) &&
		(makers_of_class_changed(g, live) || body_calls_changed(g, s, live) || function_makes_otherwise(g, s)));
}

bool
makers_mention(PyObject *f, PyObject *name)
{
	return code_mentions(WORD(f, python->function.code), utf8(name));
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

	return f && is_function(f) && code_mentions(WORD(f, python->function.code), utf8(name));
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
		    (is_argument(x, name) || (f && is_function(f) && code_mentions(WORD(f, python->function.code), utf8(name)))))
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

struct beginning {
	PyObject *name, *value;
};

/* 0, or [] for an empty one. */
static bool
node_says(PyObject *node, PyObject *value)
{
	PyObject *its = get_attr(node, node_is(node, "Constant") ? "value" : node_is(node, "Dict") ? "keys" : "elts");
	bool says = its && (node_is(node, "Constant") ? const_equal(its, value, code_same_behaviour)
						      : is_container(value) && PyObject_Size(its) == 0 && PyObject_Size(value) == 0 &&
								node_is(node, is_dict(value) ? "Dict" : "List"));

	unref(its);
	PyErr_Clear();
	return says;
}

static bool
target_begins(PyObject *target, PyObject *node, const struct beginning *b)
{
	PyObject *targets, *nodes, *attribute = node_is(target, "Attribute") ? get_attr(target, "attr") : NULL;
	bool begins = attribute && PyUnicode_Compare(attribute, b->name) == 0 && node_says(node, b->value);
	Py_ssize_t i;

	unref(attribute);
	if (!node_is(target, "Tuple") || !node_is(node, "Tuple"))
		return begins;
	targets = get_attr(target, "elts");
	nodes = get_attr(node, "elts");
	for (i = 0; targets && nodes && !begins && PyList_Size(targets) == PyList_Size(nodes) && i < PyList_Size(nodes); i++)
		begins = target_begins(PyList_GetItem(targets, i), PyList_GetItem(nodes, i), b);
	unref(nodes);
	unref(targets);
	return begins;
}

/* self.name, self.hits = name, 0, self.hits = self.misses = 0: of such the bytecode has the values elsewhere. */
static bool
assigns_beginning(PyObject *node, void *arg)
{
	PyObject *targets = node_is(node, "Assign") ? get_attr(node, "targets") : NULL, *value = targets ? get_attr(node, "value") : NULL;
	bool begins = false;
	Py_ssize_t i;

	for (i = 0; value && !begins && i < PyList_Size(targets); i++)
		begins = target_begins(PyList_GetItem(targets, i), value, arg);
	unref(value);
	unref(targets);
	return begins;
}

static bool
definition_stores_constant(PyObject *tree, PyObject *code, PyObject *name, PyObject *value)
{
	PyObject *node = tree ? tree_definition_in(tree, code) : NULL;
	struct beginning b = {name, value};
	bool stores = node && tree_any(node, assigns_beginning, &b);

	unref(node);
	PyErr_Clear();
	return stores;
}

/* Without the old source: that of the live method of this qualified name.  Borrowed, or NULL. */
static PyObject *
live_code_at(const struct module *m, const char *path)
{
	PyObject *names = m->before, *name, *found = NULL;
	size_t length;

	for (; names && *path; path += length + (path[length] == '.')) {
		length = strcspn(path, ".");
		name = PyUnicode_FromStringAndSize(path, (Py_ssize_t)length);
		found = name ? callable_of(PyDict_GetItemWithError(names, name)) : NULL;
		names = found && is_class(found) ? CLASS_DICT(found) : NULL;
		unref(name);
	}
	return !*path && found && is_function(found) ? WORD(found, python->function.code) : NULL;
}

/* The statements of a module that is not of the transaction; borrowed, or NULL. */
static PyObject *
tree_of_others(struct transaction *t, PyObject *f)
{
	PyObject *names = WORD(f, python->function.globals), *name = is_dict(names) ? dict_get(names, "__name__") : NULL;

	return name && is_str(name) ? importers_tree(t, name, names) : NULL;
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
				  : WORD(f, python->function.globals) == m->dict ? code
				  : live_code_at(m, utf8(WORD(f, python->function.qualname)));
	}
	if (!old || !new)
		return false;
	if (!m && !stores_constant(old, name, value))
		return definition_stores_constant(tree_of_others(t, f), code, name, value);
	return definition_stores_constant(m ? m->tree : NULL, new, name, value)
		       ? new == old || stores_constant(old, name, value) || code_same_frame(old, new)
		       : stores_constant(old, name, value) && (new == old || stores_constant(new, name, value));
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
