/*
 * class_reads.c - lines that read an attribute of a class or function: LIMIT = Config.limit.
 *
 * Where the name leads to a class that has run again any attribute may be another; where
 * it leads there by another name, or through classes below, the value is compared.  So it
 * is of functions: job.__doc__, {f.kind: f for f in (one, two)}.
 */
#include "collection.h"
#include "statement.h"
#include "twins.h"
#include "version.h"

PyObject *
class_staged(struct transaction *t, PyObject *class)
{
	PyObject *module = CLASS_DICT(class) ? class_get(class, "__module__") : NULL, *path, *parts = NULL, *part, *old, *new;
	struct module *m = module && is_str(module) ? transaction_module(t, module) : NULL;
	Py_ssize_t i;

	if (!m || !m->scratch || !m->defined)
		return NULL;
	path = get_attr(class, "__qualname__");
	parts = path && is_str(path) ? PyObject_CallMethod(path, "split", "s", ".") : NULL;
	part = parts ? PyList_GetItem(parts, 0) : NULL;
	old = part && PySet_Contains(m->defined, part) == 1 ? PyDict_GetItemWithError(m->before, part) : NULL;
	new = old ? PyDict_GetItemWithError(m->scratch, part) : NULL;
	for (i = 1; old && new && i < PyList_Size(parts); i++) {
		part = PyList_GetItem(parts, i);
		old = is_class(old) && CLASS_DICT(old) ? PyDict_GetItemWithError(CLASS_DICT(old), part) : NULL;
		new = is_class(new) && CLASS_DICT(new) ? PyDict_GetItemWithError(CLASS_DICT(new), part) : NULL;
	}
	unref(parts);
	unref(path);
	PyErr_Clear();
	return old == class && new && new != class && is_class(new) ? new : NULL;
}

/* A member of an Enum that is made anew: it is the same by name and value. */
static bool
is_member_as_before(struct transaction *t, PyObject *old, PyObject *new)
{
	static const char *const parts[] = {"_name_", "_value_"};
	PyObject *class = (PyObject *)type_of(old), *a, *b;
	bool same = old != new && is_enum(class) && class_staged(t, class) == (PyObject *)type_of(new);
	size_t i;

	for (i = 0; same && i < sizeof(parts) / sizeof(parts[0]); i++) {
		a = get_attr(old, parts[i]);
		b = get_attr(new, parts[i]);
		same = a && b && const_equal(a, b, code_same_behaviour);
		unref(b);
		unref(a);
	}
	return same;
}

static bool
is_another_value(struct transaction *t, PyObject *old, PyObject *new)
{
	if (old == new || !old || !new)
		return old != new;
	if (is_member_as_before(t, old, new))
		return false;
	if (is_function(callable_of(new)) || is_class(new))
		return false;
	if (is_container(old) && type_of(old) == type_of(new))
		return !contents_same(t, old, new);
	return !const_equal(old, new, code_same_behaviour);
}

/* Of the first class that has it, or has it now; *value: the live one, borrowed. */
static bool
attribute_is_another(struct transaction *t, PyObject *class, PyObject *name, PyObject **value)
{
	PyObject *mro = WORD(class, TYPE_MRO), *one, *staged, *old, *new;
	Py_ssize_t i;

	for (i = 0, *value = NULL; mro && i < PyTuple_Size(mro); i++) {
		one = PyTuple_GetItem(mro, i);
		if (!CLASS_DICT(one))
			continue;
		old = PyDict_GetItemWithError(CLASS_DICT(one), name);
		staged = is_heap_type(one) ? class_staged(t, one) : NULL;
		new = staged && CLASS_DICT(staged) ? PyDict_GetItemWithError(CLASS_DICT(staged), name) : old;
		*value = old;
		if (old || new)
			return is_another_value(t, old, new);
	}
	return false;
}

bool
class_has_another(struct transaction *t, PyObject *class, PyObject *name)
{
	PyObject *value;

	return attribute_is_another(t, class, name, &value);
}

/* Limits.N, Limits.Db.N, also behind modules: pkg.limits.Limits.N; staged: what stands for such a module. */
static bool
chain_is_another(struct transaction *t, PyObject *class, PyObject *staged, const struct token *x, const struct token *end)
{
	for (; class && is_module(class) && x < end && x->op == python->op.load_attr && x->value; x++) {
		class = PyDict_GetItemWithError(PyModule_GetDict(class), x->value);
		staged = staged && is_module(staged) ? PyDict_GetItemWithError(PyModule_GetDict(staged), x->value) : NULL;
		if (staged && class && !is_module(class) && !is_class(class) && is_another_value(t, class, staged))
			return true;
	}
	for (; class && is_class(class) && x < end && x->op == python->op.load_attr && x->value; x++)
		if (attribute_is_another(t, class, x->value, &class))
			return true;
	return false;
}

/* What pkg.limits.Limits.N leads to first that is no module. */
static PyObject *
behind_modules(PyObject *o, const struct token *x, const struct token *end)
{
	for (; o && is_module(o) && x < end && x->op == python->op.load_attr && x->value; x++)
		o = PyDict_GetItemWithError(PyModule_GetDict(o), x->value);
	return o;
}

/* The function that a name of the module leads to after this reload; NULL: the same one.  Borrowed. */
static PyObject *
function_staged(const struct module *m, PyObject *name, PyObject *live)
{
	PyObject *staged = live && is_function(live) && m->scratch ? PyDict_GetItemWithError(m->scratch, name) : NULL;

	return staged && staged != live && is_function(staged) ? staged : NULL;
}

/* Of attributes that are read here or in a comprehension, into a set. */
static int
add_attributes(const struct token *tokens, int count, PyObject *set)
{
	const struct token *x;
	struct body body;
	int result = 0;

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		if (x->op == python->op.load_attr && x->value)
			result = PySet_Add(set, x->value);
		if (!x->value || !is_code(x->value) || !code_is_comprehension(x->value) || body_init(&body, x->value) < 0)
			continue;
		result = add_attributes(body.tokens, body.token_count, set);
		body_fini(&body);
	}
	return result;
}

/* What the definition says of it, or a decorator has said; what the staged one lacks has not been applied to it. */
static bool
function_has_another(struct transaction *t, PyObject *live, PyObject *staged, PyObject *attributes)
{
	static const char *const said[] = {"__doc__", "__defaults__", "__kwdefaults__", "__annotations__"};
	PyObject *name, *old, *new, *dict = WORD(staged, python->function.dict);
	bool another = false;
	Py_ssize_t at = 0;
	size_t i;

	for (i = 0; !another && i < sizeof(said) / sizeof(said[0]); i++) {
		name = PyUnicode_InternFromString(said[i]);
		if (name && PySet_Contains(attributes, name) == 1) {
			old = get_attr(live, said[i]);
			new = get_attr(staged, said[i]);
			another = is_another_value(t, old, new);
			unref(new);
			unref(old);
		}
		unref(name);
	}
	while (dict && !another && PyDict_Next(dict, &at, &name, &new)) {
		old = PySet_Contains(attributes, name) == 1 && WORD(live, python->function.dict)
			      ? PyDict_GetItemWithError(WORD(live, python->function.dict), name)
			      : NULL;
		another = old && is_another_value(t, old, new);
	}
	return another;
}

#define HELD_MOST 1000 /* items of what is looked into */
#define HELD_DEEP 2

/* Of a class that the list, dict or tuple has: PLANS["pro"].price, {k: v.price for k, v in PLANS.items()}. */
static bool
item_is_another(struct transaction *t, PyObject *o, PyObject *attributes, int depth)
{
	PyObject *list, *name, *value;
	bool another = false;
	Py_ssize_t i, at = 0;

	if (is_class(o)) {
		list = is_heap_type(o) ? PySequence_List(attributes) : NULL;
		for (i = 0; list && !another && i < PyList_Size(list); i++)
			another = attribute_is_another(t, o, PyList_GetItem(list, i), &value);
		unref(list);
		return another;
	}
	if (!depth || !(is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))) || PyObject_Size(o) > HELD_MOST)
		return false;
	while (is_dict(o) && !another && PyDict_Next(o, &at, &name, &value))
		another = item_is_another(t, value, attributes, depth - 1) || item_is_another(t, name, attributes, depth - 1);
	list = is_dict(o) ? NULL : PySequence_List(o);
	for (i = 0; list && !another && i < PyList_Size(list); i++)
		another = item_is_another(t, PyList_GetItem(list, i), attributes, depth - 1);
	unref(list);
	return another;
}

/* only: a class, or NULL: any. */
static bool
tokens_read(struct transaction *t, const struct module *m, const struct token *tokens, int count, PyObject *only)
{
	const struct token *x, *end = tokens + count;
	PyObject *live, *ran, *staged, *attributes = NULL;
	bool reads = false, held;
	struct body body;

	for (x = tokens; !reads && x < end; x++) {
		if (x->value && is_code(x->value) && (code_is_class_body(x->value) || code_is_comprehension(x->value)) &&
		    body_init(&body, x->value) == 0) {
			reads = tokens_read(t, m, body.tokens, body.token_count, only);
			body_fini(&body);
		}
		if ((x->op != python->op.load_name && x->op != python->op.load_global) || !x->value)
			continue;
		live = PyDict_GetItemWithError(m->before ? m->before : m->dict, x->value);
		if (only && live != only && (!live || !is_module(live) || behind_modules(live, x + 1, end) != only))
			continue;
		/* An Enum has members, of which other lines may have been made. */
		ran = only ? NULL : class_ran(m, x->value);
		reads = (ran && (is_enum(ran) || (x + 1 < end && x[1].op == python->op.load_attr))) ||
			chain_is_another(t, live, m->scratch ? PyDict_GetItemWithError(m->scratch, x->value) : NULL, x + 1, end);
		staged = only ? NULL : function_staged(m, x->value, live);
		/* Server().port is what the class has, most likely. */
		held = live && ((!only && (is_container(live) || is_exact(live, TYPE_AT(PyTuple_Type)))) ||
				(is_class(live) && is_heap_type(live) && x + 1 < end && x[1].op != python->op.load_attr));
		if ((staged || held) && !attributes &&
		    (!(attributes = PySet_New(NULL)) || add_attributes(tokens, count, attributes) < 0))
			break;
		reads = reads || (staged && function_has_another(t, live, staged, attributes)) ||
			(held && item_is_another(t, live, attributes, HELD_DEEP));
	}
	unref(attributes);
	PyErr_Clear();
	return reads;
}

bool
tokens_read_class(struct transaction *t, const struct module *m, const struct token *tokens, int count)
{
	return tokens_read(t, m, tokens, count, NULL);
}

/* Some line at the top level of a module reads of this class what is another now. */
static bool
is_read_otherwise(struct transaction *t, PyObject *class)
{
	const struct module *m;

	for (m = t->modules; m < t->modules + t->module_count; m++)
		if (tokens_read(t, m, m->new.tokens, m->new.token_count, class))
			return true;
	return false;
}

static bool
has_staged_base(struct transaction *t, PyObject *class)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	bool has = false;
	Py_ssize_t i;

	for (i = 1; mro && !has && i < PyTuple_Size(mro); i++)
		has = is_heap_type(PyTuple_GetItem(mro, i)) && class_staged(t, PyTuple_GetItem(mro, i)) != NULL;
	return has;
}

/* class Dev(Limits): pass, and current = Limits: what is read by these names is what the staged class has. */
bool
statement_leads_to_read(const struct staging *g, const struct statement *s)
{
	PyObject *value = s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL, *name, *live;
	bool alias = value && node_is(value, "Name"), leads;

	name = alias ? get_attr(value, "id") : s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL;
	live = !name ? NULL : alias ? class_ran(g->m, name) : PyDict_GetItemWithError(g->m->before, name);
	leads = live && is_class(live) &&
		(alias ? !statement_has_gone_on(g, s) : has_staged_base(g->t, live) && class_is_quiet(g, s, live)) &&
		is_read_otherwise(g->t, live);
	unref(name);
	unref(value);
	return leads;
}

/* It has a name that the other one does not have. */
static bool
has_more_names(PyObject *class, PyObject *other)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		if (is_str(name) && strncmp(utf8(name), "__", 2) && PyDict_Contains(CLASS_DICT(other), name) == 0)
			return true;
	return false;
}

bool
class_has_other_names(struct transaction *t, PyObject *class)
{
	PyObject *staged = is_heap_type(class) ? class_staged(t, class) : NULL;

	return staged && (has_more_names(class, staged) || has_more_names(staged, class));
}

/* Query.as_manager(): a method that the class inherits from elsewhere, and which may look at what it has.  What it has made is
   no object of the class, and no container: those are filled by others. */
static bool
asks_class(const struct staging *g, const struct token *x, const struct token *end, PyObject *owner)
{
	PyObject *live = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
	PyObject *staged = live && is_class(live) && is_heap_type(live) ? class_staged(g->t, live) : NULL, *mro, *value = NULL,
		 *made;
	Py_ssize_t i;

	if (!staged || !x[1].value || !IS_IN(python->op.names, x[1].op) || x[1].op == python->op.load_name ||
	    !(has_more_names(live, staged) || has_more_names(staged, live)))
		return false;
	mro = WORD(live, TYPE_MRO);
	for (i = 0; mro && !value && i < PyTuple_Size(mro); i++)
		value = class_get(PyTuple_GetItem(mro, i), utf8(x[1].value));
	while (x < end && x->op != python->op.store_name)
		x++;
	made = x < end && CLASS_DICT(owner) ? PyDict_GetItemWithError(CLASS_DICT(owner), x->value) : NULL;
	return i > 1 && value && callable_of(value) && is_function(callable_of(value)) &&
	       !pair_is_ours(g->t, WORD(callable_of(value), python->function.code)) && made && !is_container(made) &&
	       !is_collection(made) && !PyType_IsSubtype(type_of(made), (PyTypeObject *)live);
}

bool
tokens_ask_class(const struct staging *g, const struct token *tokens, int count, PyObject *owner)
{
	const struct token *x = tokens, *end = tokens + count;

	while (x + 1 < end && !asks_class(g, x, end, owner))
		x++;
	PyErr_Clear();
	return x + 1 < end;
}

static bool
body_asks_class(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL;
	PyObject *owner = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	const struct token *x;
	struct body body;
	bool asks = false;

	unref(name); /* the node keeps it */
	for (x = s->tokens; owner && is_class(owner) && !asks && x < s->tokens + s->token_count; x++) {
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value) || body_init(&body, x->value) < 0)
			continue;
		asks = tokens_ask_class(g, body.tokens, body.token_count, owner);
		body_fini(&body);
	}
	return asks;
}

/* from_queryset(Posts), and the class has more methods now, or less. */
static bool
is_given_class(PyObject *node, void *arg)
{
	const struct staging *g = arg;
	PyObject *args = node_is(node, "Call") ? get_attr(node, "args") : NULL, *live;
	bool given = false;
	Py_ssize_t i;

	for (i = 0; args && !given && i < PyList_Size(args); i++) {
		live = node_object_in(g->m->before, PyList_GetItem(args, i));
		given = live && is_class(live) && class_has_other_names(g->t, live);
	}
	unref(args);
	return given;
}

bool
statement_asks_class(const struct staging *g, const struct statement *s)
{
	PyObject *bases = s->kind == KIND_CLASS ? get_attr(s->node, "bases") : NULL;
	bool asks = bases && tree_any(bases, is_given_class, (void *)g);

	unref(bases);
	PyErr_Clear();
	return asks || body_asks_class(g, s);
}

/* names: those that count, NULL: all. */
static bool
has_other_constants(PyObject *live, PyObject *staged, PyObject *names)
{
	PyObject *name, *value, *its;
	Py_ssize_t at = 0;
	bool other = false;

	while (!other && CLASS_DICT(live) && CLASS_DICT(staged) && PyDict_Next(CLASS_DICT(staged), &at, &name, &value)) {
		its = is_str(name) && strncmp(utf8(name), "__", 2) ? PyDict_GetItemWithError(CLASS_DICT(live), name) : NULL;
		other = its && is_atom(its) && is_atom(value) && !const_equal(its, value, code_same_behaviour) &&
			(!names || PySequence_Contains(names, name) == 1);
	}
	return other;
}

/* By a method that is generated or a library's, or that asks for attributes by other means. */
static bool
is_made_by_others(struct transaction *t, PyObject *class, const char *maker)
{
	PyObject *mro = WORD(class, TYPE_MRO), *f;
	bool others = false;
	Py_ssize_t i;

	for (i = 0; mro && !others && i < PyTuple_Size(mro); i++) {
		f = is_heap_type(PyTuple_GetItem(mro, i)) ? callable_of(class_get(PyTuple_GetItem(mro, i), maker)) : NULL;
		others = f && is_function(f) &&
			 (!pair_is_ours(t, WORD(f, python->function.code)) || code_says(WORD(f, python->function.code), "getattr") ||
			  code_says(WORD(f, python->function.code), "vars") || code_says(WORD(f, python->function.code), "__dict__"));
	}
	PyErr_Clear();
	return others;
}

/* settings = Settings(): those by which making one asks for attributes.  New list, or NULL: all may count. */
static PyObject *
names_of_making(struct transaction *t, PyObject *class)
{
	static const char *const makers[] = {"__init__", "__new__", "__post_init__", "__setattr__"};
	PyObject *names = type_of(class) == TYPE_AT(PyType_Type) ? PyList_New(0) : NULL, *name;
	size_t i;

	for (i = 0; names && i < sizeof(makers) / sizeof(makers[0]); i++) {
		if (is_made_by_others(t, class, makers[i])) {
			unref(names);
			return NULL;
		}
		name = PyUnicode_InternFromString(makers[i]);
		if (!name || PyList_Append(names, name) < 0)
			PyErr_Clear();
		unref(name);
	}
	if (names && names_within_methods(t, class, names) < 0) {
		unref(names);
		names = NULL;
	}
	PyErr_Clear();
	return names;
}

/* level: Level, and Level is another. */
static bool
has_other_annotations(const struct staging *g, PyObject *live, PyObject *staged)
{
	PyObject *old = class_get(live, "__annotations__"), *new = class_get(staged, "__annotations__"), *name, *value, *its;
	Py_ssize_t at = 0;
	bool other = old && new && is_dict(old) && is_dict(new) && PyDict_Size(old) != PyDict_Size(new);

	while (old && new && is_dict(old) && is_dict(new) && !other && PyDict_Next(new, &at, &name, &value)) {
		its = PyDict_GetItemWithError(old, name);
		other = its != value && !(its && is_atom(its) && is_atom(value) && const_equal(its, value, code_same_behaviour)) &&
			!(its && is_class(its) && class_staged(g->t, its) == value);
	}
	return other;
}

/* made: a class that the tokens only call: which methods it has does not matter. */
static bool
name_changed(const struct staging *g, const struct token *tokens, int count, PyObject *made)
{
	const struct token *x, *end = tokens + count;
	PyObject *live, *staged, *names;
	bool changed = false;
	size_t k;

	for (x = tokens; !changed && x < end; x++) {
		live = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		staged = live && is_class(live) ? class_staged(g->t, live) : NULL;
		names = staged && live == made ? names_of_making(g->t, made) : NULL;
		changed = staged && (is_enum(live) || has_other_constants(live, staged, names) ||
				     (!names && has_other_annotations(g, live, staged)) ||
				     (live != made && (has_more_names(live, staged) || has_more_names(staged, live))));
		unref(names);
		for (k = 0; live && !changed && k < g->t->module_count; k++)
			changed = g->t->modules[k].module == live && g->t->modules[k].moved &&
				  PySet_Size(g->t->modules[k].moved) > 0 &&
				  !(x + 1 < end && IS_IN(python->op.names, x[1].op) && x[1].op != python->op.load_name);
	}
	PyErr_Clear();
	return changed;
}

bool
tokens_name_changed(const struct staging *g, const struct token *tokens, int count)
{
	return name_changed(g, tokens, count, NULL);
}

bool
statement_holds_read(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_ASSIGN && s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	PyObject *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	const struct statement *x;

	if (!live || !(is_container(live) || is_exact(live, TYPE_AT(PyTuple_Type))) || !statement_is_given_changed(g, s))
		return false;
	for (x = s + 1; x < g->statements + g->count; x++)
		if (tokens_have(x->tokens, x->token_count, python->op.load_name, name) &&
		    tokens_read_class(g->t, g->m, x->tokens, x->token_count))
			return true;
	return false;
}

bool
statement_is_given_changed(const struct staging *g, const struct statement *s)
{
	return tokens_read_class(g->t, g->m, s->tokens, s->token_count) ||
	       name_changed(g, s->tokens, s->token_count, statement_constructs(g, s));
}

bool
statement_body_reads_class(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	struct body body;
	bool reads = false;

	for (x = s->tokens; !reads && x < s->tokens + s->token_count; x++) {
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value) || body_init(&body, x->value) < 0)
			continue;
		reads = tokens_read_class(g->t, g->m, body.tokens, body.token_count) ||
			((tokens_name_changed(g, body.tokens, body.token_count) ||
			  tokens_call_changed(g, NULL, body.tokens, body.token_count)) &&
			 statement_body_evaluates(g, s));
		body_fini(&body);
	}
	return reads;
}

struct reading {
	struct transaction *t;
	PyObject *importer, *names;
	struct addresses owners, around, said; /* classes of which a constant changes; those around them; operations */
};

/* A constant of a class takes another value. */
static bool
is_constant(const struct op *op)
{
	return op->kind == OP_TYPE && op->key && is_str(op->key) && strncmp(utf8(op->key), "__", 2) && op->value &&
	       is_atom(op->value);
}

/* Once for each that it is about. */
static void
say_used(struct reading *r, PyObject *node, PyObject *owner, PyObject *key, const void *about)
{
	PyObject *path = addresses_add(&r->said, (PyObject *)about) == 1 ? get_attr(owner, "__qualname__") : NULL;

	if (path)
		report_addf(r->t->report, PYR_REC_NOTE, utf8(r->importer), utf8(key),
			    "line %ld has used the old %s.%s when it was imported: name this module too if that matters",
			    tree_line(node, "lineno"), is_str(path) ? utf8(path) : "?", utf8(key));
	unref(path);
}

/* Each such attribute is said once; the walk goes on. */
static bool
say_read(PyObject *node, void *arg)
{
	struct reading *r = arg;
	PyObject *key = node_is(node, "Attribute") ? get_attr(node, "attr") : NULL, *value, *class;
	const struct op *op;

	value = key ? get_attr(node, "value") : NULL;
	class = value ? node_object_in(r->names, value) : NULL;
	for (op = r->t->ops.list; class && is_class(class) && op < r->t->ops.list + r->t->ops.count; op++) {
		if (!is_constant(op) || PyUnicode_Compare(op->key, key) != 0 ||
		    !PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)op->owner))
			continue;
		importers_outdated(r->t, r->importer, value);
		say_used(r, node, op->owner, key, op);
		break;
	}
	if (class && list_has(r->t->kinds, class) && class_get(class, utf8(key))) {
		importers_outdated(r->t, r->importer, value);
		say_used(r, node, class, key, class_get(class, utf8(key)));
	}
	unref(value);
	unref(key);
	return false;
}

/* A class that has such a constant, or inherits it. */
static bool
has_such(PyObject *value, void *arg)
{
	const struct reading *r = arg;

	return is_class(value) && (addresses_has(&r->around, value) || class_or_base_among(&r->owners, value));
}

static void
look_for_reads(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct reading *r = arg;

	r->importer = name;
	r->names = names;
	tree_line_evaluated(tree, say_read, r);
	addresses_fini(&r->said);
	r->said = (struct addresses){0};
}

PyObject *
class_outermost(struct transaction *t, PyObject *class)
{
	PyObject *path = get_attr(class, "__qualname__"), *home = get_attr(class, "__module__"), *first = NULL, *found = NULL;
	struct module *m = home && is_str(home) ? transaction_module(t, home) : NULL;

	if (m && path && is_str(path) && strchr(utf8(path), '.'))
		first = PyUnicode_FromStringAndSize(utf8(path), (Py_ssize_t)strcspn(utf8(path), "."));
	found = first ? PyDict_GetItemWithError(m->before, first) : NULL;
	unref(first);
	unref(home);
	unref(path);
	PyErr_Clear();
	return found;
}

void
class_reads_report(struct transaction *t)
{
	struct reading r = {.t = t};
	const struct op *op;
	PyObject *outer;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(t->kinds); i++)
		addresses_add(&r.owners, PyList_GetItem(t->kinds, i));
	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++)
		if (is_constant(op) && addresses_add(&r.owners, op->owner) == 1 && (outer = class_outermost(t, op->owner)))
			addresses_add(&r.around, outer);
	if (r.owners.used)
		importers_each(t, has_such, look_for_reads, &r);
	addresses_fini(&r.owners);
	addresses_fini(&r.around);
	PyErr_Clear();
}
