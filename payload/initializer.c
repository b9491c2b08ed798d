/*
 * initializer.c - what the new __init__ of a class sets on self, and the old one did not.
 *
 * `self.waiting = []` comes in, and a method that uses it.  What the attribute is set
 * to can be told where that depends on nothing but constants, defaults of arguments
 * and constructors of the standard library.  So can that of a new field of dataclasses, attrs or pydantic 1.
 */
#include "collection.h"
#include "compile.h"
#include "instances.h"
#include "statement.h"
#include "version.h"

struct initializer {
	struct transaction *t;
	struct module *m;
	PyObject *class;
	const char *path;
	PyObject *old, *new; /* code; old NULL: the class had none */
	PyObject *self;      /* name */
	PyObject *body;      /* list of nodes */
	PyObject *locals;    /* dict: arguments that have defaults */
	PyObject *evidence, *init;
	const char *method;
	bool first;          /* the class has no such method of its own yet */
	PyObject *class_body; /* code of the new one; NULL: it is not known */
	PyObject *staged;    /* what the new source has made of the class; NULL: nothing */
	Py_ssize_t targets;  /* of the statement that is looked at */
};

/* They make a new object of their own, and nothing else. */
static const char *const makers[][2] = {
	{"threading", "Lock"}, {"threading", "RLock"}, {"threading", "Condition"}, {"threading", "Event"},
	{"threading", "Semaphore"}, {"threading", "BoundedSemaphore"}, {"threading", "local"}, {"queue", "Queue"},
	{"queue", "LifoQueue"}, {"queue", "PriorityQueue"}, {"queue", "SimpleQueue"}, {"collections", "deque"},
	{"collections", "defaultdict"}, {"collections", "OrderedDict"}, {"collections", "Counter"}, {"collections", "ChainMap"},
	{"weakref", "WeakSet"}, {"weakref", "WeakKeyDictionary"}, {"weakref", "WeakValueDictionary"}, {"itertools", "count"},
	{"types", "SimpleNamespace"}, {"time", "time"}, {"time", "monotonic"}, {"time", "perf_counter"}, {"uuid", "uuid4"},
	{"io", "StringIO"}, {"io", "BytesIO"},
};

static bool
is_maker(PyObject *o)
{
	size_t i;

	for (i = 0; o && i < sizeof(makers) / sizeof(makers[0]); i++)
		if (library_object(makers[i][0], makers[i][1]) == o)
			return true;
	return false;
}

static bool makes_value(const struct initializer *n, PyObject *node);

static bool
all_make_values(const struct initializer *n, PyObject *node, const char *attribute)
{
	PyObject *list = get_attr(node, attribute);
	bool all = list && is_exact(list, TYPE_AT(PyList_Type));
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(list); i++)
		all = makes_value(n, PyList_GetItem(list, i));
	unref(list);
	return all;
}

static bool
makes_one(const struct initializer *n, PyObject *node, const char *attribute)
{
	PyObject *one = get_attr(node, attribute);
	bool makes = one && makes_value(n, one);

	unref(one);
	return makes;
}

/* An argument with a default, a constant of the module or of another, a class. */
static bool
is_known_object(const struct initializer *n, PyObject *node)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL, *of, *o;
	bool argument = id && n->locals && PyDict_Contains(n->locals, id) == 1;

	unref(id);
	of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	o = of ? node_object(n->m->staging, of) : NULL;
	unref(of);
	/* What an object says of an attribute is its own matter. */
	if (node_is(node, "Attribute") && !(o && (is_module(o) || is_class(o))))
		return false;
	o = node_object(n->m->staging, node);
	return argument || (o && (is_atom(o) || is_function(o) || is_class(o)));
}

/* list(), deque(maxlen=3), Lock() */
static bool
is_constructor(const struct initializer *n, PyObject *node)
{
	static const char *const builtins[] = {"list",      "dict", "set",   "tuple", "frozenset",
					       "bytearray", "int",  "float", "str",   "bool"};
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = is_maker(node_object(n->m->staging, node));
	size_t i;

	for (i = 0; id && !is && i < sizeof(builtins) / sizeof(builtins[0]); i++)
		is = !strcmp(utf8(id), builtins[i]) && PyDict_Contains(n->m->scratch, id) == 0;
	unref(id);
	return is;
}

/* Of two evaluations each gives its own, and nothing of the process has a say in it. */
static bool
makes_value(const struct initializer *n, PyObject *node)
{
	PyObject *part;
	bool makes;

	if (node_is(node, "Constant") || is_known_object(n, node))
		return true;
	if (node_is(node, "List") || node_is(node, "Tuple") || node_is(node, "Set"))
		return all_make_values(n, node, "elts");
	if (node_is(node, "Dict"))
		return all_make_values(n, node, "keys") && all_make_values(n, node, "values");
	if (node_is(node, "BoolOp"))
		return all_make_values(n, node, "values");
	if (node_is(node, "BinOp"))
		return makes_one(n, node, "left") && makes_one(n, node, "right");
	if (node_is(node, "UnaryOp"))
		return makes_one(n, node, "operand");
	if (node_is(node, "keyword"))
		return makes_one(n, node, "value");
	if (!node_is(node, "Call"))
		return false;
	part = get_attr(node, "func");
	makes = part && is_constructor(n, part) && all_make_values(n, node, "args") && all_make_values(n, node, "keywords");
	unref(part);
	return makes;
}

static bool
old_one_sets(const struct initializer *n, PyObject *name)
{
	return n->old && code_stores_attribute(n->old, name);
}

/* All names that the expression reads are of the module, builtins, or arguments with a default. */
static bool
is_independent(const struct initializer *n, PyObject *code)
{
	static const char *const kinds[] = {"co_varnames", "co_cellvars", "co_freevars"};
	PyObject *names = PySet_New(NULL), *its;
	bool independent = names && code_add_names(code, names) == 0;
	Py_ssize_t i;
	size_t k;

	for (k = 0; independent && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		its = code_attr(n->new, kinds[k]);
		for (i = 0; independent && i < PyTuple_Size(its); i++)
			independent = PySet_Contains(names, PyTuple_GetItem(its, i)) == 0 ||
				      PyDict_Contains(n->locals, PyTuple_GetItem(its, i)) == 1;
		unref(its);
	}
	unref(names);
	return independent;
}

/* State.IDLE, by itself: in a new container it would be a key that is not the live one yet. */
static bool
is_member(const struct initializer *n, PyObject *node)
{
	PyObject *o = node_is(node, "Attribute") ? node_object(n->m->staging, node) : NULL;

	return o && is_enum((PyObject *)type_of(o));
}

/* Code for the value of the node, new reference; NULL: it depends on more, or makes more. */
static PyObject *
maker_of(const struct initializer *n, PyObject *node)
{
	PyObject *code = is_member(n, node) || makes_value(n, node) ? compile_expression(n->t, n->m, node) : NULL;

	if (code && is_independent(n, code))
		return code;
	unref(code);
	PyErr_Clear();
	return NULL;
}

static bool
is_added(const struct transaction *t, PyObject *class, PyObject *name)
{
	size_t i;

	for (i = 0; i < t->growth_count; i++)
		if (t->growths[i].class == class && PyUnicode_Compare(t->growths[i].name, name) == 0)
			return true;
	return false;
}

/* What the class has for all its instances and will not have any more: items = [] has become self.items = []. */
static PyObject *
leaving(const struct initializer *n, PyObject *name)
{
	PyObject *its = class_get(n->class, utf8(name));

	return its && !is_exact(its, TYPE_AT(PyMemberDescr_Type)) && n->staged && !class_lookup(n->staged, utf8(name)) ? its
														       : NULL;
}

static bool
has_no_constants(PyObject *code)
{
	PyObject *consts = is_code(code) ? code_attr(code, "co_consts") : NULL;
	bool none = consts != NULL;
	Py_ssize_t i;

	for (i = 0; none && i < PyTuple_Size(consts); i++)
		none = PyTuple_GetItem(consts, i) == NONE;
	unref(consts);
	return none;
}

/* items = [] in the body, and the process has filled it for all; count = 0, and it has counted. */
static bool
has_gone_on(const struct initializer *n, PyObject *name, PyObject *value, PyObject *maker)
{
	PyObject *code = pair_body_of(n->t, n->m, true, n->path, n->class), *made;
	struct body body;
	bool on = false;

	/* Without the old source: what is filled, and begins empty now, may well have begun so. */
	if (!code)
		return is_container(value) && touched_size(value) > 0 && maker && has_no_constants(maker);
	if (body_init(&body, code) < 0)
		return false;
	made = old_value(n->t, &body, n->m->before, CLASS_DICT(n->class), name);
	if (made && type_of(made) == type_of(value))
		on = is_container(value) ? !contents_same(n->t, value, made)
					 : is_atom(value) && !const_equal(value, made, code_same_behaviour);
	unref(made);
	body_fini(&body);
	PyErr_Clear();
	return on;
}

/* Some method of a class below, whose source may be another, says it. */
static bool
is_said_below(PyObject *class, PyObject *name, int depth)
{
	PyObject *list = type_of(class) == TYPE_AT(PyType_Type) ? PyObject_CallMethod(class, "__subclasses__", NULL) : NULL;
	PyObject *names = PySet_New(NULL), *key, *value;
	bool said = !list || !names || depth == 0;
	Py_ssize_t i, at;

	for (i = 0; !said && i < PyList_Size(list); i++) {
		for (at = 0; PyDict_Next(CLASS_DICT(PyList_GetItem(list, i)), &at, &key, &value);)
			if (is_function(value) && code_add_names(WORD(value, python->function.code), names) < 0)
				break;
		said = PyErr_Occurred() || PySet_Contains(names, name) != 0 ||
		       is_said_below(PyList_GetItem(list, i), name, depth - 1);
	}
	unref(names);
	unref(list);
	PyErr_Clear();
	return said;
}

#define BELOW_MOST 8 /* classes below each other */

/* The new code is the old one, but for this name in the place of another; so does some other method, and nobody says the old
   name any more: that one.  New reference, or NULL. */
static PyObject *
renamed_from(const struct initializer *n, PyObject *name)
{
	static const char *const parts[] = {"co_code", "co_consts", "co_varnames"};
	PyObject *old = n->old ? code_attr(n->old, "co_names") : NULL, *new = n->new ? code_attr(n->new, "co_names") : NULL;
	PyObject *known = PySet_New(NULL), *pairs, *its, *was = NULL;
	Py_ssize_t i, others = 0;

	for (i = 0; old && new && i < PyTuple_Size(new) && PyTuple_Size(old) == PyTuple_Size(new); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(new, i), name) == 0)
			was = PyTuple_GetItem(old, i);
		else
			others += PyUnicode_Compare(PyTuple_GetItem(new, i), PyTuple_GetItem(old, i)) != 0;
	pairs = was && !others && code_same_parts(n->old, n->new, parts, sizeof(parts) / sizeof(parts[0]))
			? renamed_pairs(n->t, n->m)
			: NULL;
	its = pairs ? PyDict_GetItemWithError(pairs, was) : NULL;
	if (!its || its == NONE || PyUnicode_Compare(its, name) != 0 || !known || code_add_names(n->m->code, known) < 0 ||
	    PySet_Contains(known, was) != 0 || is_said_below(n->class, was, BELOW_MOST))
		was = NULL;
	was = was ? ref(was) : NULL;
	unref(known);
	unref(new);
	unref(old);
	PyErr_Clear();
	return was;
}

static int
add(const struct initializer *n, PyObject *name, PyObject *maker, PyObject *value)
{
	struct growth growth = {.module = n->m->name, .path = n->path, .class = n->class, .name = name, .init = n->init,
				.method = n->method, .first = n->first, .evidence = n->evidence, .maker = maker,
				.globals = n->m->scratch, .locals = n->locals, .value = value, .leaving = leaving(n, name)};
	PyObject *of_class = class_lookup(n->class, utf8(name)), *local = library_object("_thread", "_local");

	if (n->t->flags & PYR_CODE_ONLY)
		growth.maker = growth.value = NULL;
	if (is_added(n->t, n->class, name) || (of_class && !growth.leaving && !is_exact(of_class, TYPE_AT(PyMemberDescr_Type))))
		return 0;
	/* They go on with what they have had. */
	if (growth.leaving && !class_lookup((PyObject *)type_of(growth.leaving), "__get__") &&
	    ((!maker && !value) || has_gone_on(n, name, growth.leaving, maker))) {
		/* Each with its own from now on. */
		growth.maker = is_container(growth.leaving) && maker ? hold(n->t, get_attr(growth.leaving, "copy")) : NULL;
		growth.value = growth.maker ? NULL : growth.leaving;
		PyErr_Clear();
	}
	growth.was = hold(n->t, renamed_from(n, name));
	growth.is_local = local && PyType_IsSubtype((PyTypeObject *)n->class, (PyTypeObject *)local);
	return hold(n->t, ref(name)) && (!maker || hold(n->t, ref(maker))) && (!growth.value || hold(n->t, ref(growth.value)))
		       ? instances_add(n->t, &growth)
		       : -1;
}

/* Nodes of the kind, this one and those below it; of names and attributes those that are so called: stores only, or all. */
static int
count_nodes(PyObject *node, const char *kind, PyObject *name, bool stores_only)
{
	PyObject *children = tree_children(node), *its, *context;
	Py_ssize_t i;
	int count = 0;

	if (node_is(node, kind) && !name) {
		count++;
	} else if (node_is(node, kind)) {
		its = get_attr(node, !strcmp(kind, "Name") ? "id" : "attr");
		context = get_attr(node, "ctx");
		count += its && PyUnicode_Compare(its, name) == 0 && (!stores_only || (context && !node_is(context, "Load")));
		unref(context);
		unref(its);
	}
	for (i = 0; children && i < PyList_Size(children); i++)
		count += count_nodes(PyList_GetItem(children, i), kind, name, stores_only);
	unref(children);
	return count;
}

static bool
is_self(const struct initializer *n, PyObject *node)
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
	bool kept = false, keeps;
	size_t i;

	o = of ? node_object(n->m->staging, of) : NULL;
	its = of && node_is(of, "Attribute") ? get_attr(of, "value") : NULL;
	if (its && is_self(n, its)) {
		unref(its);
		its = get_attr(of, "attr");
		o = its ? class_lookup(n->class, utf8(its)) : NULL;
	}
	unref(its);
	keeps = o ? is_container(o) || is_collection(o) || (PyObject *)type_of(o) == library_object("_weakrefset", "WeakSet")
		  : of && is_item_of_containers(n, of);
	for (i = 0; keeps && !kept && i < sizeof(methods) / sizeof(methods[0]); i++)
		kept = !strcmp(utf8(name), methods[i]);
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
	size_t k;

	if (!depth || body_init(&body, new ? new : code) < 0)
		return false;
	for (x = body.tokens, nothing = true; nothing && x < body.tokens + body.token_count; x++) {
		nothing = x->op != python->op.store_attr && !(x->value && is_code(x->value));
		for (k = 0; nothing && x->value && is_str(x->value) && k < sizeof(ways) / sizeof(ways[0]); k++)
			nothing = strcmp(utf8(x->value), ways[k]) != 0;
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
   functions have. */
static bool
is_given_well(const struct initializer *n, PyObject *call)
{
	static const char *const names[] = {"__init__", "update_wrapper"}, *const asking[] = {"type", "isinstance", "id"};
	PyObject *f = get_attr(call, "func"), *name = f ? get_attr(f, node_is(f, "Attribute") ? "attr" : "id") : NULL;
	PyObject *its = f ? node_object(n->m->staging, f) : NULL;
	bool well = f && (is_kept_by_container(n, f) || (its && its == library_object("weakref", "ref")) ||
			  (its && is_function(its) && sets_nothing(n, its, CALLS_DEEP)));
	size_t i;

	for (i = 0; name && is_str(name) && node_is(f, "Name") && PyDict_Contains(n->m->scratch, name) == 0 && !well &&
		    i < sizeof(asking) / sizeof(asking[0]); i++)
		well = !strcmp(utf8(name), asking[i]);

	for (i = 0; name && is_str(name) && !well && i < sizeof(names) / sizeof(names[0]); i++)
		well = !strcmp(utf8(name), names[i]);
	unref(name);
	unref(f);
	PyErr_Clear();
	return well;
}

static bool
targets_are_items(PyObject *statement)
{
	PyObject *targets = get_attr(statement, "targets");
	bool are = targets != NULL;
	Py_ssize_t i;

	for (i = 0; are && i < PyList_Size(targets); i++)
		are = node_is(PyList_GetItem(targets, i), "Subscript");
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
	bool given_well = node_is(node, "Call") && is_given_well(n, node), escapes = is_self(n, node), is_own;
	Py_ssize_t i;

	function = node_is(node, "Call") && !given_well ? get_attr(node, "func") : NULL;
	child = node_is(function ? function : node, "Attribute") ? get_attr(function ? function : node, "value") : NULL;
	is_own = is_self(n, child);
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
	/* REGISTRY[name] = self */
	if (node_is(node, "Assign") && targets_are_items(node) && (child = get_attr(node, "value"))) {
		given_well = is_self(n, child);
		unref(child);
		if (given_well)
			return false;
	}
	children = given_well ? get_attr(node, "args") : tree_children(node);
	for (i = 0; children && !escapes && i < PyList_Size(children); i++) {
		child = PyList_GetItem(children, i);
		escapes = !(given_well && is_self(n, child)) && self_escapes(n, child, by_methods);
	}
	unref(children);
	children = given_well ? get_attr(node, "keywords") : NULL;
	escapes = escapes || (children && self_escapes(n, children, by_methods));
	unref(children);
	return escapes;
}

/* The statement stores the value, and that is all that becomes of the attribute. */
static bool
is_final(const struct initializer *n, PyObject *name)
{
	return count_nodes(n->body, "Attribute", name, false) == 1 && !self_escapes(n, n->body, others_set(n, name)) &&
	       count_nodes(n->body, "Return", NULL, false) == 0 && count_nodes(n->body, "Delete", NULL, false) == 0;
}

/* Some code of the class, or of what it derives from, knows the attribute already. */
static bool
is_known_already(PyObject *class, PyObject *name)
{
	PyObject *mro = WORD(class, TYPE_MRO), *its, *key, *value, *names;
	Py_ssize_t i, at;
	bool known = false;

	for (i = 0; mro && !known && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		for (at = 0; is_heap_type(its) && CLASS_DICT(its) && !known && PyDict_Next(CLASS_DICT(its), &at, &key, &value);) {
			names = is_function(value) ? PySet_New(NULL) : NULL;
			known = names && code_add_names(WORD(value, python->function.code), names) == 0 &&
				PySet_Contains(names, name) == 1;
			unref(names);
		}
	}
	PyErr_Clear();
	return known;
}

/* It has a say in what is set on its instances, or looked up; dataclasses that are frozen only refuse. */
static bool
has_own_way(PyObject *class)
{
	static const char *const ways[] = {"__setattr__", "__getattribute__", "__getattr__"};
	PyObject *mro = WORD(class, TYPE_MRO), *its;
	Py_ssize_t i;
	bool own = false;
	size_t k;

	for (i = 0; mro && !own && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		for (k = 0; is_heap_type(its) && !own && k < sizeof(ways) / sizeof(ways[0]); k++)
			own = class_get(its, ways[k]) && !class_get(its, "__dataclass_fields__");
	}
	return own;
}

/* self.NAME as a target; the name, new reference, or NULL.  __name is another one in the instance. */
static PyObject *
attribute_of_self(const struct initializer *n, PyObject *node)
{
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	PyObject *name = is_self(n, value) ? get_attr(node, "attr") : NULL;

	if (name && !strncmp(utf8(name), "__", 2)) {
		unref(name);
		name = NULL;
	}
	unref(value);
	return name;
}

/* self.a = self.b = 0, self.a: int = 0: list of the targets, new reference; NULL: it is something else. */
static PyObject *
targets_of(PyObject *statement)
{
	PyObject *target = node_is(statement, "AnnAssign") ? get_attr(statement, "target") : NULL, *list;

	if (node_is(statement, "Assign"))
		return get_attr(statement, "targets");
	list = target ? PyList_New(0) : NULL;
	if (list)
		PyList_Append(list, target);
	unref(target);
	return list;
}

/* self.a, self.b = 0, []: each by itself. */
static int
visit_pairs(struct initializer *n, PyObject *target, PyObject *value, int (*visit)(struct initializer *, PyObject *, PyObject *))
{
	PyObject *names = get_attr(target, "elts"), *values = node_is(value, "Tuple") ? get_attr(value, "elts") : NULL, *name;
	bool pairs = names && values && PyList_Size(names) == PyList_Size(values);
	Py_ssize_t i;
	int result = 0;

	for (i = 0; pairs && i < PyList_Size(names); i++)
		pairs = !node_is(PyList_GetItem(names, i), "Starred") && !node_is(PyList_GetItem(values, i), "Starred");
	for (i = 0; pairs && result == 0 && i < PyList_Size(names); i++) {
		name = attribute_of_self(n, PyList_GetItem(names, i));
		result = name ? visit(n, name, PyList_GetItem(values, i)) : 0;
		unref(name);
	}
	unref(values);
	unref(names);
	return result;
}

/* Each name that a statement of the body itself sets on self, and the node of the value. */
static int
each_plain(struct initializer *n, PyObject *body, int (*visit)(struct initializer *, PyObject *, PyObject *))
{
	PyObject *targets, *value, *name;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(body); i++) {
		targets = targets_of(PyList_GetItem(body, i));
		value = targets ? get_attr(PyList_GetItem(body, i), "value") : NULL;
		n->targets = targets ? PyList_Size(targets) : 0;
		for (k = 0; value && value != NONE && result == 0 && k < PyList_Size(targets); k++) {
			name = attribute_of_self(n, PyList_GetItem(targets, k));
			result = name ? visit(n, name, value) : 0;
			if (!name && n->targets == 1 && node_is(PyList_GetItem(targets, k), "Tuple"))
				result = visit_pairs(n, PyList_GetItem(targets, k), value, visit);
			unref(name);
		}
		unref(value);
		unref(targets);
	}
	PyErr_Clear();
	return result;
}

static int
take_evidence(struct initializer *n, PyObject *name, PyObject *value)
{
	(void)value;
	if (!n->evidence && old_one_sets(n, name))
		n->evidence = hold(n->t, ref(name));
	return PyErr_Occurred() ? -1 : 0;
}

static int
add_plain(struct initializer *n, PyObject *name, PyObject *value)
{
	PyObject *maker;
	int result;

	if (old_one_sets(n, name))
		return 0;
	maker = is_final(n, name) && (leaving(n, name) || !is_known_already(n->class, name)) && !has_own_way(n->class) &&
				(n->targets == 1 || node_is(value, "Constant"))
			? maker_of(n, value)
			: NULL;
	result = add(n, name, maker, NULL);
	unref(maker);
	return result;
}

/* Under some condition, in a loop, unpacked: it may have been set, and to what cannot be told. */
static int
add_others(struct initializer *n, PyObject *node)
{
	PyObject *children, *context, *name;
	Py_ssize_t i;
	int result = 0;

	if (node_is(node, "FunctionDef") || node_is(node, "Lambda"))
		return 0;
	context = get_attr(node, "ctx");
	name = context && node_is(context, "Store") ? attribute_of_self(n, node) : NULL;
	if (name && !old_one_sets(n, name))
		result = add(n, name, NULL, NULL);
	unref(name);
	unref(context);
	children = tree_children(node);
	for (i = 0; children && result == 0 && i < PyList_Size(children); i++)
		result = add_others(n, PyList_GetItem(children, i));
	unref(children);
	return result;
}

static bool
is_argument(PyObject *code, PyObject *name)
{
	PyObject *names = code ? code_attr(code, "co_varnames") : NULL;
	Py_ssize_t i, count = code ? code_int(code, "co_argcount") + code_int(code, "co_kwonlyargcount") : 0;
	bool is = false;

	for (i = 0; names && !is && i < count && i < PyTuple_Size(names); i++)
		is = PyUnicode_Compare(PyTuple_GetItem(names, i), name) == 0;
	unref(names);
	return is;
}

/* Defaults belong to the last of the arguments; of those by keyword some are None. */
static int
add_defaults(struct initializer *n, PyObject *arguments, const char *names, const char *values)
{
	PyObject *list = get_attr(arguments, names), *defaults = get_attr(arguments, values), *name, *code, *value;
	Py_ssize_t i, first = list && defaults ? PyList_Size(list) - PyList_Size(defaults) : 0;
	int result = 0;

	for (i = 0; list && defaults && first >= 0 && result == 0 && i < PyList_Size(defaults); i++) {
		name = PyList_GetItem(defaults, i) != NONE && makes_value(n, PyList_GetItem(defaults, i))
			       ? get_attr(PyList_GetItem(list, first + i), "arg")
			       : NULL;
		/* What the old one was given instead is not known. */
		if (name && (is_argument(n->old, name) || count_nodes(n->body, "Name", name, true) > 0)) {
			unref(name);
			name = NULL;
		}
		code = name ? compile_expression(n->t, n->m, PyList_GetItem(defaults, i)) : NULL;
		value = code ? PyEval_EvalCode(code, n->m->scratch, n->m->scratch) : NULL;
		PyErr_Clear();
		result = value ? PyDict_SetItem(n->locals, name, value) : 0;
		unref(value);
		unref(code);
		unref(name);
	}
	unref(defaults);
	unref(list);
	return result;
}

static PyObject *
first_argument(PyObject *arguments)
{
	static const char *const kinds[] = {"posonlyargs", "args"};
	PyObject *list, *name = NULL;
	size_t k;

	for (k = 0; !name && k < 2; k++) {
		list = get_attr(arguments, kinds[k]);
		if (list && PyList_Size(list) > 0)
			name = get_attr(PyList_GetItem(list, 0), "arg");
		unref(list);
	}
	return name;
}

static int
look_at_body(struct initializer *n, PyObject *node)
{
	PyObject *arguments = get_attr(node, "args"), *body = get_attr(node, "body");
	int result = 0;

	n->body = body;
	n->self = arguments ? hold(n->t, first_argument(arguments)) : NULL;
	n->locals = hold(n->t, PyDict_New());
	if (n->self && body && is_exact(body, TYPE_AT(PyList_Type)) && n->locals &&
	    add_defaults(n, arguments, "args", "defaults") == 0 && add_defaults(n, arguments, "kwonlyargs", "kw_defaults") == 0)
		result = each_plain(n, body, take_evidence) < 0 || each_plain(n, body, add_plain) < 0 ||
				 add_others(n, body) < 0
				 ? -1
				 : 0;
	unref(body);
	unref(arguments);
	return PyErr_Occurred() ? -1 : result;
}

static int
look_at_method(struct initializer *n, const char *method)
{
	PyObject *live = class_get(n->class, method), *path = PyUnicode_FromFormat("%s.%s", n->path, method), *node = NULL;
	int result = path ? 0 : -1;

	n->evidence = NULL;
	n->method = method;
	n->init = class_lookup(n->class, method);
	n->first = !live;
	n->new = path ? pair_code_at(n->t, n->m, false, utf8(path)) : NULL;
	n->old = live && is_function(live) ? WORD(live, python->function.code) : NULL;
	/* Not what a decorator has put around it. */
	if (n->old && n->new && !same_text(n->old, n->new, "co_name"))
		return unref(path), 0;
	if (n->new && (n->old || !live) && !(n->old && code_same_behaviour(n->old, n->new)))
		node = tree_definition(n->m, n->new);
	if (node && node_is(node, "FunctionDef"))
		result = look_at_body(n, node);
	unref(node);
	unref(path);
	return result;
}

/* list, dict, Counter, lambda: [1, 2] */
static bool
is_quiet_factory(PyObject *f)
{
	PyObject *names = is_function(f) ? code_attr(WORD(f, python->function.code), "co_names") : NULL;
	bool quiet = names ? PyTuple_Size(names) == 0 && !WORD(f, python->function.closure)
			   : is_maker(f) || f == (PyObject *)TYPE_AT(PyList_Type) || f == (PyObject *)TYPE_AT(PyDict_Type) ||
				     f == (PyObject *)TYPE_AT(PySet_Type);

	unref(names);
	return quiet;
}

/* What makes the value of a field, of dataclasses, attrs or pydantic 1, that is given none.  New reference; NULL: nothing
   that is known to do nothing else. */
static PyObject *
maker_of_field(PyObject *field)
{
	PyObject *factory = get_attr(field, "default_factory"), *get = get_attr(field, "get_default");
	PyObject *wrapped = get_attr(field, "default"), *maker = NULL;

	/* attrs: attr.Factory(list) */
	if (!factory && wrapped && (PyObject *)type_of(wrapped) == library_object("attr._make", "Factory"))
		factory = get_attr(wrapped, "factory");
	if (factory && factory != NONE)
		maker = is_quiet_factory(factory) ? ref(factory) : NULL;
	else if (get && PyCallable_Check(get))
		maker = ref(get);
	unref(wrapped);
	unref(get);
	unref(factory);
	return maker;
}

/* It is given a value, or has another than the one that says so; new reference.  NULL: none. */
static PyObject *
default_of_field(PyObject *field)
{
	PyObject *value = get_attr(field, "default"), *required = get_attr(field, "required");
	bool none =
	    !value || value == library_object("dataclasses", "MISSING") || value == library_object("attr._make", "NOTHING") ||
	    (PyObject *)type_of(value) == library_object("attr._make", "Factory") || (required && PyObject_IsTrue(required));

	PyErr_Clear();
	unref(required);
	if (!none)
		return value;
	unref(value);
	return NULL;
}

/* x: InitVar[int] is an argument only. */
static bool
is_on_instances(PyObject *field)
{
	PyObject *kind = get_attr(field, "_field_type");
	bool is = !kind || kind == library_object("dataclasses", "_FIELD");

	unref(kind);
	return is;
}

static int
add_field(struct initializer *n, PyObject *name, PyObject *field)
{
	PyObject *required = get_attr(field, "required"), *maker = NULL, *value = default_of_field(field);
	int result;

	if (!(required && PyObject_IsTrue(required) == 1))
		maker = maker_of_field(field);
	PyErr_Clear();
	result = add(n, name, maker, maker ? NULL : value);
	unref(value);
	unref(maker);
	unref(required);
	return result;
}

static bool
is_of_pydantic(PyObject *class)
{
	PyObject *base = library_object("pydantic.main", "BaseModel");

	return base && is_class(base) && PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)base);
}

/* name -> field; new reference.  NULL: the class has none. */
static PyObject *
fields_of(PyObject *class)
{
	static const char *const tables[] = {"__dataclass_fields__", "__fields__"};
	PyObject *table = NULL, *list, *name, *fields;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < sizeof(tables) / sizeof(tables[0]); k++) {
		table = class_get(class, tables[k]);
		if (table && is_dict(table) && (k == 0 || is_of_pydantic(class)))
			return ref(table);
	}
	list = class_get(class, "__attrs_attrs__");
	list = list ? PySequence_List(list) : NULL;
	fields = list ? PyDict_New() : NULL;
	for (i = 0; fields && i < PyList_Size(list); i++) {
		name = get_attr(PyList_GetItem(list, i), "name");
		if (name)
			PyDict_SetItem(fields, name, PyList_GetItem(list, i));
		unref(name);
	}
	unref(list);
	PyErr_Clear();
	return fields;
}

/* What has a default as an attribute of the class needs no more. */
static int
look_at_fields(struct initializer *n, PyObject *staged)
{
	PyObject *before = fields_of(n->class), *after, *items, *name, *field;
	Py_ssize_t i;
	int result = 0;

	/* A plain class has become one with fields. */
	if (!before && staged && class_get(n->class, "__init__") && class_get(staged, "__dataclass_fields__"))
		before = PyDict_New();
	after = before && staged ? fields_of(staged) : NULL;
	items = after ? PyDict_Items(after) : NULL;
	n->evidence = NULL;
	n->method = "__init__";
	n->init = class_lookup(n->class, "__init__");
	n->first = false;
	for (i = 0; items && !n->evidence && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		if (!class_lookup(n->class, utf8(name)) && PyDict_Contains(before, name) == 1)
			n->evidence = hold(n->t, ref(name));
	}
	for (i = 0; items && result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		field = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (PyDict_Contains(before, name) == 0 && !class_lookup(staged, utf8(name)) && is_on_instances(field))
			result = add_field(n, name, field);
	}
	unref(items);
	unref(after);
	unref(before);
	return result;
}

static bool
calls_super_init(PyObject *attribute, PyObject *call)
{
	PyObject *name = get_attr(attribute, "attr"), *f = get_attr(call, "func"), *id = f ? get_attr(f, "id") : NULL;
	bool calls = name && id && !strcmp(utf8(name), "__init__") && !strcmp(utf8(id), "super");

	unref(id);
	unref(f);
	unref(name);
	PyErr_Clear();
	return calls;
}

/* super().__init__(...), in every case, is a line of its __init__. */
static bool
calls_plainly(const struct initializer *n)
{
	PyObject *path = PyUnicode_FromFormat("%s.__init__", n->path),
		 *code = path ? pair_code_at(n->t, n->m, false, utf8(path)) : NULL;
	PyObject *node = code ? tree_definition(n->m, code) : NULL, *body = node ? get_attr(node, "body") : NULL, *call, *f, *of,
		 *args;
	PyObject *keywords;
	bool plainly = false;
	Py_ssize_t i;

	for (i = 0; body && is_exact(body, TYPE_AT(PyList_Type)) && !plainly && i < PyList_Size(body); i++) {
		call = node_is(PyList_GetItem(body, i), "Expr") ? get_attr(PyList_GetItem(body, i), "value") : NULL;
		f = call && node_is(call, "Call") ? get_attr(call, "func") : NULL;
		args = f ? get_attr(call, "args") : NULL;
		keywords = f ? get_attr(call, "keywords") : NULL;
		of = f && node_is(f, "Attribute") ? get_attr(f, "value") : NULL;
		/* Whatever it is given: what is taken of it needs no argument. */
		plainly = of && args && keywords && node_is(of, "Call") &&
			  calls_super_init(f, of);
		unref(keywords);
		unref(of);
		unref(args);
		unref(f);
		unref(call);
	}
	unref(body);
	unref(node);
	unref(path);
	PyErr_Clear();
	return plainly;
}

static bool
stores_attributes(PyObject *f)
{
	const struct token *x;
	struct body body;
	bool stores = false;

	if (body_init(&body, WORD(f, python->function.code)) < 0)
		return false;
	for (x = body.tokens; !stores && x < body.tokens + body.token_count; x++)
		stores = x->op == python->op.store_attr;
	body_fini(&body);
	return stores;
}

/* class Handler(Auth, Base), where Auth is new: what its __init__ sets, if that is reached. */
static int
look_at_new_bases(const struct initializer *n)
{
	PyObject *mro = n->staged ? WORD(n->staged, TYPE_MRO) : NULL, *its, *f, *path, *module, *node = NULL;
	struct initializer base = *n;
	Py_ssize_t i;
	int result = 0;

	base.evidence = NULL;
	base.method = "__init__";
	base.init = class_lookup(n->class, "__init__");
	base.first = false;
	base.old = base.init && is_function(base.init) ? WORD(base.init, python->function.code) : NULL;
	for (i = 0; mro && result == 0 && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		f = class_get(its, "__init__");
		path = get_attr(its, "__qualname__");
		module = get_attr(its, "__module__");
		base.m = module && is_str(module) && its != n->staged && !map_get(&n->t->map, its)
				 ? transaction_module(n->t, module)
				 : NULL;
		if (!base.m && module && is_str(module) && f && is_function(f) &&
		    PySequence_Contains(n->t->imported, module) == 1 && stores_attributes(f))
			report_addf(n->t->report, PYR_REC_NOTE, n->m->name, n->path,
				    "its base %s is new, and so are the attributes that this sets: instances made before do not "
				    "have them",
				    path && is_str(path) ? utf8(path) : "?");
		base.path = path && is_str(path) && hold(n->t, ref(path)) ? utf8(path) : NULL;
		base.new = base.m && base.path && f && is_function(f) && PySequence_Contains(WORD(n->class, TYPE_MRO), its) == 0
				   ? WORD(f, python->function.code)
				   : NULL;
		base.class_body = base.new ? pair_body_of(n->t, base.m, false, base.path, its) : NULL;
		node = base.new ? tree_definition(base.m, base.new) : NULL;
		if (node && node_is(node, "FunctionDef"))
			result = look_at_body(&base, node);
		unref(node);
		unref(module);
		unref(path);
		/* Whether those behind it are reached, and with what, is known of such a line alone. */
		if (f && !((its == n->staged && calls_plainly(n)) || (base.new && calls_plainly(&base))))
			break;
	}
	return result;
}

static int look_at_class(struct transaction *t, struct module *m, PyObject *class, PyObject *staged);

/* Classes in the body of this one. */
static int
look_within(const struct initializer *n, PyObject *staged)
{
	PyObject *items = PyDict_Items(CLASS_DICT(n->class)), *name, *class, *path, *its;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		class = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_class(class) || !is_str(name))
			continue;
		path = PyUnicode_FromFormat("%s.%U", n->path, name);
		its = get_attr(class, "__qualname__");
		if (path && its && is_str(its) && PyUnicode_Compare(path, its) == 0)
			result = look_at_class(n->t, n->m, class, staged ? class_get(staged, utf8(name)) : NULL);
		unref(its);
		unref(path);
	}
	unref(items);
	return result;
}

/* staged: what the new source has made of it, if it has; or NULL. */
static int
look_at_class(struct transaction *t, struct module *m, PyObject *class, PyObject *staged)
{
	struct initializer n = {.t = t, .m = m, .class = class};
	PyObject *path = hold(t, get_attr(class, "__qualname__"));

	if (!path || !CLASS_DICT(class))
		return PyErr_Clear(), 0;
	n.path = utf8(path);
	n.class_body = pair_body_of(t, m, false, n.path, class);
	staged = n.staged = staged && staged != class && is_class(staged) ? staged : NULL;
	if (look_at_method(&n, "__init__") < 0 || look_at_method(&n, "__post_init__") < 0 || look_at_fields(&n, staged) < 0 ||
	    look_at_new_bases(&n) < 0)
		return -1;
	return look_within(&n, staged);
}

static int
look_at_module(struct transaction *t, struct module *m)
{
	PyObject *items = PyDict_Items(m->before), *name, *value;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_class(value) && is_str(name) && is_own_definition(m, name, value))
			result = look_at_class(t, m, value, PyDict_GetItemWithError(m->scratch, name));
		breathe(t);
	}
	unref(items);
	return result;
}

int
initializers_look(struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (!t->modules[i].is_unchanged && t->modules[i].tree && look_at_module(t, &t->modules[i]) < 0)
			return -1;
	return 0;
}

int
initializer_complete(struct transaction *t, PyObject *o, PyObject *staged, PyObject *fields)
{
	PyObject *class = (PyObject *)type_of(o), *module = class_get(class, "__module__");
	struct module *m = module && is_str(module) ? transaction_module(t, module) : NULL;
	size_t first = t->growth_count;

	if (!m || !m->tree)
		return 0;
	if (look_at_class(t, m, class, staged) < 0)
		return -1;
	instances_complete(t, first, o, fields);
	return 0;
}
