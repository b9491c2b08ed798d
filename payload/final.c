/*
 * final.c - what an initializer stores under a name is all that becomes of the attribute: it is not set
 * again, and nobody whom it gives self to may do so.
 */
#include "collection.h"
#include "initializer.h"
#include "version.h"

/* The name as the source says it; __token is _Client__token in an instance. */
static bool
is_called(PyObject *said, PyObject *name)
{
	size_t longer = strlen(utf8(name)), length = strlen(utf8(said));

	return PyUnicode_Compare(said, name) == 0 ||
	       (!strncmp(utf8(said), "__", 2) && longer > length && !strcmp(utf8(name) + longer - length, utf8(said)));
}

int
initializer_count_nodes(PyObject *node, const char *kind, PyObject *name, bool stores_only)
{
	PyObject *children = tree_children(node), *its, *context;
	Py_ssize_t i;
	int count = 0;

	if (node_is(node, kind) && !name) {
		count++;
	} else if (node_is(node, kind)) {
		its = get_attr(node, !strcmp(kind, "Name") ? "id" : "attr");
		context = get_attr(node, "ctx");
		count += its && is_called(its, name) && (!stores_only || (context && !node_is(context, "Load")));
		unref(context);
		unref(its);
	}
	for (i = 0; children && i < PyList_Size(children); i++)
		count += initializer_count_nodes(PyList_GetItem(children, i), kind, name, stores_only);
	unref(children);
	return count;
}

bool
initializer_is_self(const struct initializer *n, PyObject *node)
{
	return node && node_is_name(node, n->self);
}

/* BY[user], BY.setdefault(user, []): what the dict has are lists and the like. */
static bool
is_item_of_containers(const struct initializer *n, PyObject *node)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *of, *dict, *key, *value;
	bool item = node_is(node, "Subscript") || (f && node_is(f, "Attribute") && attr_is(f, "attr", "setdefault"));
	Py_ssize_t at = 0;

	of = item ? get_attr(f ? f : node, "value") : NULL;
	dict = of ? node_object(n->m->staging, of) : NULL;
	item = dict && (is_dict(dict) || is_collection(dict)) && PyType_IsSubtype(type_of(dict), TYPE_AT(PyDict_Type));
	while (item && PyDict_Next(dict, &at, &key, &value))
		item = is_container(value) || is_collection(value);
	unref(of);
	unref(f);
	return item;
}

/* REGISTRY.append(self), self.all.add(self): a container of the library keeps it. */
static bool
is_kept_by_container(const struct initializer *n, PyObject *f)
{
	static const char *const methods[] = {"append", "appendleft", "add", "insert", "setdefault"};
	PyObject *name = node_is(f, "Attribute") ? get_attr(f, "attr") : NULL, *of = name ? get_attr(f, "value") : NULL, *o, *its;
	bool kept, keeps;

	o = of ? node_object(n->m->staging, of) : NULL;
	its = of && node_is(of, "Attribute") ? get_attr(of, "value") : NULL;
	if (its && initializer_is_self(n, its)) {
		unref(its);
		its = get_attr(of, "attr");
		o = its ? class_lookup(n->class, utf8(its)) : NULL;
	}
	unref(its);
	keeps = o ? is_container(o) || is_collection(o) || (PyObject *)type_of(o) == library_object("_weakrefset", "WeakSet")
		  : of && is_item_of_containers(n, of);
	kept = keeps && IS_ONE_OF(utf8(name), methods);
	unref(of);
	unref(name);
	PyErr_Clear();
	return kept;
}

#define CALLS_DEEP 2 /* functions that functions call */

/* def register(x): REGISTRY.append(x).  It sets no attribute of anything, and neither does what it calls by name. */
static bool
sets_nothing(const struct initializer *n, PyObject *f, int depth)
{
	static const char *const ways[] = {"setattr", "__setattr__", "__dict__", "vars", "__init__"};
	PyObject *code = WORD(f, python->function.code), *new = pair_new_code(n->t, code), *value;
	struct body body;
	const struct token *x;
	bool nothing;

	if (!depth || body_init(&body, new ? new : code) < 0)
		return false;
	for (x = body.tokens, nothing = true; nothing && x < body.tokens + body.token_count; x++) {
		nothing = x->op != python->op.store_attr && !(x->value && is_code(x->value));
		nothing = nothing && !(x->value && is_str(x->value) && IS_ONE_OF(utf8(x->value), ways));
		value = nothing && x->op == python->op.load_global && x->value
			    ? PyDict_GetItemWithError(WORD(f, python->function.globals), x->value)
			    : NULL;
		if (value && value != f && (is_function(value) || is_class(value)))
			nothing = is_function(value) && sets_nothing(n, value, depth - 1);
	}
	body_fini(&body);
	PyErr_Clear();
	return nothing;
}

/* Base.__init__(self), update_wrapper(self, f): of the class's own names these set what is in the code of the bases, or what
   functions have; setattr(self, "name", value) is a statement like others. */
static bool
is_given_well(const struct initializer *n, PyObject *call)
{
	static const char *const names[] = {"__init__", "update_wrapper", "__setattr__"};
	static const char *const asking[] = {"type", "isinstance", "id", "setattr"};
	PyObject *f = get_attr(call, "func"), *name = f ? get_attr(f, node_is(f, "Attribute") ? "attr" : "id") : NULL;
	PyObject *its = f ? node_object(n->m->staging, f) : NULL;
	bool well = f && (is_kept_by_container(n, f) || (its && its == library_object("weakref", "ref")) ||
			  (its && is_function(its) && sets_nothing(n, its, CALLS_DEEP)));

	if (name && is_str(name) && !well)
		well = IS_ONE_OF(utf8(name), names) ||
		       (node_is(f, "Name") && IS_ONE_OF(utf8(name), asking) && PyDict_Contains(n->m->scratch, name) == 0);
	unref(name);
	unref(f);
	PyErr_Clear();
	return well;
}

static bool
targets_are_places(PyObject *statement)
{
	PyObject *targets = get_attr(statement, "targets");
	bool are = targets != NULL;
	Py_ssize_t i;

	for (i = 0; are && i < PyList_Size(targets); i++)
		are = node_is(PyList_GetItem(targets, i), "Subscript") || node_is(PyList_GetItem(targets, i), "Attribute");
	unref(targets);
	return are;
}

/* It sets the attribute, or any: setattr(self, k, v), vars(self).update(...). */
static bool
code_may_set(PyObject *code, PyObject *name)
{
	static const char *const ways[] = {"setattr", "__setattr__", "__dict__", "vars"};
	PyObject *names = PySet_New(NULL), *way;
	bool may = !names || code_stores_attribute(code, name) || code_add_names(code, names) < 0;
	size_t k;

	for (k = 0; !may && k < sizeof(ways) / sizeof(ways[0]); k++) {
		way = PyUnicode_FromString(ways[k]);
		may = !way || PySet_Contains(names, way) == 1;
		unref(way);
	}
	unref(names);
	PyErr_Clear();
	return may;
}

/* Some method of the new class, or of what it inherits, but the one that is looked at may set the attribute. */
static bool
others_set(const struct initializer *n, PyObject *name)
{
	PyObject *consts = n->class_body ? code_attr(n->class_body, "co_consts") : NULL, *item, *key, *value, *mro;
	bool set = !consts;
	Py_ssize_t i, at;

	for (i = 0; consts && !set && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		set = is_code(item) && item != n->new && code_may_set(item, name);
	}
	unref(consts);
	mro = WORD(n->staged ? n->staged : n->class, TYPE_MRO);
	for (i = 1; mro && !set && i < PyTuple_Size(mro); i++)
		for (at = 0; is_heap_type(PyTuple_GetItem(mro, i)) && CLASS_DICT(PyTuple_GetItem(mro, i)) && !set &&
			     PyDict_Next(CLASS_DICT(PyTuple_GetItem(mro, i)), &at, &key, &value);) {
			value = callable_of(value);
			item = is_function(value) ? pair_new_code(n->t, WORD(value, python->function.code)) : NULL;
			set = is_function(value) && WORD(value, python->function.code) != n->new && item != n->new &&
			      (code_may_set(WORD(value, python->function.code), name) || (item && code_may_set(item, name)));
		}
	return set;
}

/* It is given away: that may set attributes, too; so may a method of it that is called, if one does. */
static bool
self_escapes(const struct initializer *n, PyObject *node, bool by_methods)
{
	PyObject *children, *child, *function;
	bool given_well = node_is(node, "Call") && is_given_well(n, node), escapes = initializer_is_self(n, node), is_own;
	Py_ssize_t i;

	function = node_is(node, "Call") && !given_well ? get_attr(node, "func") : NULL;
	child = node_is(function ? function : node, "Attribute") ? get_attr(function ? function : node, "value") : NULL;
	is_own = initializer_is_self(n, child);
	unref(child);
	unref(function);
	if (escapes || (is_own && (!function || by_methods)))
		return escapes || function;
	/* self.setup(...): what it is given is looked at. */
	for (i = 0; is_own && i < 2; i++) {
		children = get_attr(node, i ? "keywords" : "args");
		escapes = escapes || (children && self_escapes(n, children, by_methods));
		unref(children);
	}
	if (is_own)
		return escapes;
	/* REGISTRY[name] = self, cls.only = self */
	if (node_is(node, "Assign") && targets_are_places(node) && (child = get_attr(node, "value"))) {
		given_well = initializer_is_self(n, child);
		unref(child);
		if (given_well)
			return false;
	}
	children = given_well ? get_attr(node, "args") : tree_children(node);
	for (i = 0; children && !escapes && i < PyList_Size(children); i++) {
		child = PyList_GetItem(children, i);
		escapes = !(given_well && initializer_is_self(n, child)) && self_escapes(n, child, by_methods);
	}
	unref(children);
	children = given_well ? get_attr(node, "keywords") : NULL;
	escapes = escapes || (children && self_escapes(n, children, by_methods));
	unref(children);
	return escapes;
}

/* setattr(self, "name", ...), once. */
static int
count_texts(PyObject *node, PyObject *name)
{
	PyObject *text = get_attr(node, node_is(node, "keyword") ? "arg" : "value"), *children = tree_children(node);
	int count = (node_is(node, "Constant") || node_is(node, "keyword")) && text && is_str(text) && PyUnicode_Compare(text, name) == 0;
	Py_ssize_t i;

	for (i = 0; children && i < PyList_Size(children); i++)
		count += count_texts(PyList_GetItem(children, i), name);
	unref(children);
	unref(text);
	PyErr_Clear();
	return count;
}

bool
initializer_is_settled(const struct initializer *n, PyObject *name)
{
	return !self_escapes(n, n->body, others_set(n, name)) && initializer_count_nodes(n->body, "Return", NULL, false) == 0 &&
	       initializer_count_nodes(n->body, "Delete", NULL, false) == 0;
}

static bool
loads_attribute(PyObject *code, PyObject *name)
{
	struct body body;
	bool loads = false;
	int i;

	if (body_init(&body, code) < 0)
		return true;
	for (i = 0; !loads && i < body.token_count; i++)
		loads = body.tokens[i].op == python->op.load_attr && body.tokens[i].value && is_str(body.tokens[i].value) &&
			PyUnicode_Compare(body.tokens[i].value, name) == 0;
	body_fini(&body);
	return loads;
}

/* self.state = "new", and then self.load(), which sets it to something else; not one that counts it on. */
static bool
is_set_by_called(const struct initializer *n, PyObject *name)
{
	PyObject *consts = n->class_body ? code_attr(n->class_body, "co_consts") : NULL, *item, *method;
	bool set = false;
	Py_ssize_t i;

	for (i = 0; consts && !set && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		method = is_code(item) && item != n->new && code_stores_attribute(item, name) && !loads_attribute(item, name)
			     ? code_attr(item, "co_name")
			     : NULL;
		set = method && initializer_count_nodes(n->body, "Attribute", method, false) > 0;
		unref(method);
	}
	unref(consts);
	PyErr_Clear();
	return set;
}

/* The statement stores the value, and that is all that becomes of the attribute. */
bool
initializer_is_final(const struct initializer *n, PyObject *name)
{
	return initializer_count_nodes(n->body, "Attribute", name, false) == !n->is_said &&
	       (!n->is_said || count_texts(n->body, name) == 1) && ((n->is_constant && !is_set_by_called(n, name)) || initializer_is_settled(n, name));
}
