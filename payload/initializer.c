/*
 * initializer.c - what the new __init__ of a class sets on self, and the old one did not.
 *
 * `self.waiting = []` comes in, and a method that uses it.  What the attribute is set
 * to can be told where that depends on nothing but constants, defaults of arguments
 * and constructors of the standard library.  So can that of a new field of dataclasses, attrs or pydantic 1.
 */
#include "collection.h"
#include "compile.h"
#include "initializer.h"
#include "version.h"

#define MADE_DEEP 2 /* objects that make objects */
#define NESTED_MOST 50 /* nodes within nodes */

#define WRAPPERS_MOST 8 /* decorators around one method */

/* They make a new object of their own, and nothing else: beside those that plain.c knows. */
static const char *const makers[][2] = {
	{"threading", "local"}, {"collections", "ChainMap"}, {"weakref", "WeakSet"}, {"weakref", "WeakKeyDictionary"},
	{"weakref", "WeakValueDictionary"}, {"itertools", "count"}, {"time", "time"}, {"time", "monotonic"},
	{"time", "perf_counter"}, {"uuid", "uuid4"}, {"io", "StringIO"}, {"io", "BytesIO"},
};

bool
initializer_is_maker(PyObject *o)
{
	return IS_LIBRARY(o, makers) || plain_makes_vessel(o);
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

/* self.LIMIT, which the class has, self.price, which each has: own_values.c. */
static bool
is_read_of_self(const struct initializer *n, PyObject *node)
{
	PyObject *name = node_is(node, "Attribute") ? self_attribute(n, node) : NULL;
	PyObject *value = name ? class_lookup(n->staged ? n->staged : n->class, utf8(name)) : NULL;
	bool is = name && ((value && (is_atom(value) || is_container(value) || is_function(value)) &&
			    initializer_count_nodes(n->body, "Attribute", name, true) == 0) ||
			   stored_by_each(n, name));

	unref(name);
	return is;
}

/* An argument with a default, a constant of the module or of another, a class. */
static bool
is_known_object(const struct initializer *n, PyObject *node)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL, *of, *o;
	bool argument = id && n->locals && (PyDict_Contains(n->locals, id) == 1 || (n->stored && PyDict_Contains(n->stored, id) == 1));

	unref(id);
	of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	o = of ? node_object(n->m->staging, of) : NULL;
	unref(of);
	if (is_read_of_self(n, node))
		return true;
	/* What an object says of an attribute is its own matter. */
	if (node_is(node, "Attribute") && !(o && (is_module(o) || is_class(o))))
		return false;
	return argument || node_object(n->m->staging, node);
}

static const char *const builtins[] = {"list",	   "dict", "set",   "tuple", "frozenset",
				       "bytearray", "int",  "float", "str",   "bool", "object"};

static bool makes_plainly(PyObject *class, int depth);

/* What the initializer of such an object reads: makers of new values, constants, modules that have such, its base's. */
static bool
is_plain_read(PyObject *globals, const struct token *x, const struct token *end, int depth)
{
	PyObject *o = PyDict_GetItemWithError(globals, x->value);
	const struct token *next = x + 1 < end && token_is_attribute(x + 1) ? x + 1 : NULL;

	if (o && is_module(o) && next)
		o = PyDict_GetItemWithError(PyModule_GetDict(o), next->value);
	if (!o)
		return !strcmp(utf8(x->value), "super") || IS_ONE_OF(utf8(x->value), builtins);
	return is_atom(o) || initializer_is_maker(o) || (depth && is_class(o) && makes_plainly(o, depth - 1));
}

/* Making one does nothing but to set its attributes to new values. */
static bool
makes_plainly(PyObject *class, int depth)
{
	PyObject *object = (PyObject *)TYPE_AT(PyBaseObject_Type), *init = class_lookup(class, "__init__"), *globals,
		 *base = WORD(class, TYPE_BASE);
	const struct token *x, *end;
	struct body body;
	bool plainly = is_heap_type(class) && static_base(class) == object && !is_enum(class) &&
		       type_of(class) == TYPE_AT(PyType_Type) && class_lookup(class, "__new__") == class_get(object, "__new__");

	plainly = plainly && PyTuple_Size(WORD(class, TYPE_BASES)) == 1 && (base == object || makes_plainly(base, depth));
	if (!plainly || init == class_get(object, "__init__"))
		return plainly;
	if (!is_function(init) || body_init(&body, WORD(init, python->function.code)) < 0)
		return false;
	globals = WORD(init, python->function.globals);
	end = body.tokens + body.token_count;
	for (x = body.tokens; plainly && x < end; x++) {
		if (x->op == python->op.load_global || x->op == python->op.load_name)
			plainly = is_dict(globals) && is_plain_read(globals, x, end, depth);
		else if (token_is_attribute(x) && x->op != python->op.store_attr)
			plainly = (x > body.tokens && x[-1].op == python->op.load_global) || !strcmp(utf8(x->value), "__init__") ||
				  (x->op != python->op.load_method && !x->arg);
		else
			plainly = !IS_IN(python->op.mutations, x->op) && !(x->value && is_code(x->value));
	}
	body_fini(&body);
	PyErr_Clear();
	return plainly;
}

bool
initializer_makes_plainly(PyObject *class)
{
	return makes_plainly(class, MADE_DEEP);
}

/* list(), deque(maxlen=3), Lock(), Stats() */
static bool
is_constructor(const struct initializer *n, PyObject *node)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL, *o = node_object(n->m->staging, node);
	bool is = initializer_is_maker(o) || (o && is_class(o) && initializer_makes_plainly(o));

	is = is || (id && IS_ONE_OF(utf8(id), builtins) && PyDict_Contains(n->m->scratch, id) == 0);
	unref(id);
	return is;
}

/* f"{self.name}:{LIMIT:>5}" */
static bool
formats_plain(const struct initializer *n, PyObject *node)
{
	PyObject *value = get_attr(node, "value"), *spec = get_attr(node, "format_spec"), *o;
	bool plain = value && makes_value(n, value) && (!spec || spec == NONE || makes_value(n, spec));

	o = plain ? node_object(n->m->staging, value) : NULL;
	plain = plain && (!o || is_atom(o) || is_container(o));
	unref(spec);
	unref(value);
	return plain;
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
	if (node_is(node, "IfExp"))
		return makes_one(n, node, "test") && makes_one(n, node, "body") && makes_one(n, node, "orelse");
	if (node_is(node, "JoinedStr"))
		return all_make_values(n, node, "values");
	/* Of objects str() and format() run code of theirs. */
	if (node_is(node, "FormattedValue"))
		return formats_plain(n, node);
	if (node_is(node, "Compare"))
		return makes_one(n, node, "left") && all_make_values(n, node, "comparators");
	if (!node_is(node, "Call"))
		return false;
	/* re.compile(PATTERN), max(LIMIT, 2), dict(DEFAULTS) */
	if (call_is_plain(n->m->staging, node) && node_is_pure(n->m->staging, node))
		return true;
	part = get_attr(node, "func");
	makes = part && is_constructor(n, part) && all_make_values(n, node, "args") && all_make_values(n, node, "keywords");
	unref(part);
	return makes;
}

/* All variables that the expression reads are of the module, builtins, or arguments with a default. */
static bool
is_independent(const struct initializer *n, PyObject *code)
{
	static const char *const kinds[] = {"co_varnames", "co_cellvars", "co_freevars"};
	PyObject *others = PySet_New(NULL), *its, *name;
	bool independent;
	Py_ssize_t i;
	size_t k;

	for (k = 0; others && k < sizeof(kinds) / sizeof(kinds[0]); k++) {
		its = code_attr(n->new, kinds[k]);
		for (i = 0; i < PyTuple_Size(its); i++) {
			name = PyTuple_GetItem(its, i);
			if (PyDict_Contains(n->locals, name) == 0 && PyDict_Contains(n->stored, name) == 0)
				PySet_Add(others, name);
		}
		unref(its);
	}
	independent = others && !PyErr_Occurred() && !code_reads_any(code, others);
	unref(others);
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

bool
initializer_is_new(const struct initializer *n, PyObject *name)
{
	return (initializer_did_set(n, name) || growth_leaving(n, name) || !is_known_already(n->class, name)) &&
	       !has_own_way(n->class);
}

static int
take_evidence(struct initializer *n, PyObject *name, PyObject *value)
{
	(void)value;
	if (!n->evidence && initializer_did_set(n, name))
		n->evidence = hold(n->t, ref(name));
	return PyErr_Occurred() ? -1 : 0;
}

bool
initializer_takes(PyObject *code, PyObject *name)
{
	PyObject *names = code ? code_attr(code, "co_varnames") : NULL;
	Py_ssize_t i, count = code ? code_int(code, "co_argcount") + code_int(code, "co_kwonlyargcount") : 0;
	bool is = false;

	for (i = 0; names && !is && i < count && i < PyTuple_Size(names); i++)
		is = PyUnicode_Compare(PyTuple_GetItem(names, i), name) == 0;
	unref(names);
	return is;
}

static int
add_plain(struct initializer *n, PyObject *name, PyObject *value)
{
	PyObject *maker;
	int result;

	n->is_constant = node_is(value, "Constant");
	maker = initializer_is_final(n, name) && initializer_is_new(n, name) && (n->targets == 1 || node_is(value, "Constant"))
		    ? maker_of(n, value)
		    : NULL;
	n->is_constant = false;
	n->source = value;
	result = !initializer_did_set(n, name)			    ? initializer_add(n, name, maker, NULL)
		 : retyped_look(n, name, value, maker) < 0 || tables_look_at_constant(n, name, value) < 0 ? -1
												    : tables_look(n, name, value, maker);
	n->source = NULL;
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
	name = context && node_is(context, "Store") ? self_attribute(n, node) : NULL;
	if (name && !initializer_did_set(n, name))
		result = initializer_add(n, name, NULL, NULL);
	unref(name);
	unref(context);
	children = tree_children(node);
	for (i = 0; children && result == 0 && i < PyList_Size(children); i++)
		result = add_others(n, PyList_GetItem(children, i));
	unref(children);
	return result;
}

/* Defaults belong to the last of the arguments; of those by keyword some are None. */
static int
add_defaults(struct initializer *n, PyObject *arguments, const char *names, const char *values)
{
	PyObject *list = get_attr(arguments, names), *defaults = get_attr(arguments, values), *name, *code, *value, *into;
	Py_ssize_t i, first = list && defaults ? PyList_Size(list) - PyList_Size(defaults) : 0;
	int result = 0;

	for (i = 0; list && defaults && first >= 0 && result == 0 && i < PyList_Size(defaults); i++) {
		name = PyList_GetItem(defaults, i) != NONE && makes_value(n, PyList_GetItem(defaults, i))
			       ? get_attr(PyList_GetItem(list, first + i), "arg")
			       : NULL;
		/* What the old one was given instead is not known. */
		if (name && initializer_takes(n->old, name)) {
			unref(name);
			name = NULL;
		}
		code = name ? compile_expression(n->t, n->m, PyList_GetItem(defaults, i)) : NULL;
		value = code ? PyEval_EvalCode(code, n->m->scratch, n->m->scratch) : NULL;
		PyErr_Clear();
		into = name && initializer_count_nodes(n->body, "Name", name, true) > 0 ? n->rebound : n->locals;
		result = value ? PyDict_SetItem(into, name, value) : 0;
		unref(value);
		unref(code);
		unref(name);
	}
	unref(defaults);
	unref(list);
	return result;
}

PyObject *
initializer_self(PyObject *arguments)
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

/* What names a node: cls._instance.  New reference, or NULL: it is not of this form. */
static PyObject *
name_of_place(PyObject *node)
{
	PyObject *of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *id, *name = NULL;

	if (node_is(node, "Name"))
		return get_attr(node, "id");
	id = of && node_is(of, "Name") ? get_attr(of, "id") : NULL;
	if (id && (name = get_attr(node, "attr"))) {
		PyObject *whole = PyUnicode_FromFormat("%U.%U", id, name);

		unref(name);
		name = whole;
	}
	unref(id);
	unref(of);
	return name;
}

/* cls._instance._x becomes self._x, where the former is what has been made: a name that no source can say. */
static PyObject *
with_name(PyObject *node, PyObject *place)
{
	PyObject *its = node_is(node, "Attribute") ? name_of_place(node) : NULL, *inner = NULL, *context;

	if (its && PyUnicode_Compare(its, place) == 0 && (inner = get_attr(node, "value"))) {
		context = get_attr(node, "ctx");
		if (!context || PyObject_SetAttrString(inner, "id", place) < 0 || PyObject_SetAttrString(inner, "ctx", context) < 0) {
			unref(inner);
			inner = NULL;
		}
		unref(context);
	}
	unref(its);
	PyErr_Clear();
	return inner;
}

static void
name_places(PyObject *node, PyObject *place, int depth)
{
	bool list = is_exact(node, TYPE_AT(PyList_Type));
	PyObject *fields = list ? NULL : get_attr(node, "_fields"), *child, *other;
	Py_ssize_t i, size = list ? PyList_Size(node) : fields ? PyTuple_Size(fields) : 0;

	for (i = 0; depth && i < size; i++) {
		child = list ? ref(PyList_GetItem(node, i)) : PyObject_GetAttr(node, PyTuple_GetItem(fields, i));
		other = child ? with_name(child, place) : NULL;
		if (other && (list ? PyList_SetItem(node, i, ref(other)) : PyObject_SetAttr(node, PyTuple_GetItem(fields, i), other)) < 0)
			PyErr_Clear();
		if (child && !other)
			name_places(child, place, depth - 1);
		unref(other);
		unref(child);
		PyErr_Clear();
	}
	unref(fields);
}

/* o = super().__new__(cls), cls._instance = super().__new__(cls) */
static bool
makes_self(struct initializer *n, PyObject *statement)
{
	PyObject *targets = node_is(statement, "Assign") ? get_attr(statement, "targets") : NULL, *value, *f;
	bool makes;

	value = targets && PyList_Size(targets) == 1 ? get_attr(statement, "value") : NULL;
	f = value && node_is(value, "Call") ? get_attr(value, "func") : NULL;
	makes = f && node_is(f, "Attribute") && attr_is(f, "attr", "__new__");
	if (makes)
		n->self = hold(n->t, name_of_place(PyList_GetItem(targets, 0)));
	unref(f);
	unref(value);
	unref(targets);
	return makes && n->self;
}

/* What is done with it behind that, in the same block: n->self is o.  New reference, or NULL. */
static PyObject *
what_is_done_with_new(struct initializer *n, PyObject *body)
{
	PyObject *inner, *done = NULL;
	Py_ssize_t i, k, size = is_exact(body, TYPE_AT(PyList_Type)) ? PyList_Size(body) : 0;

	for (i = 0; !done && i < size; i++) {
		if (makes_self(n, PyList_GetItem(body, i))) {
			for (k = i + 1; k < size; k++)
				name_places(PyList_GetItem(body, k), n->self, NESTED_MOST);
			return PyList_GetSlice(body, i + 1, size - node_is(PyList_GetItem(body, size - 1), "Return"));
		}
		/* if cls._it is None: ..., with cls._lock: ... */
		inner = node_is(PyList_GetItem(body, i), "If") || node_is(PyList_GetItem(body, i), "With")
			    ? get_attr(PyList_GetItem(body, i), "body")
			    : NULL;
		done = inner ? what_is_done_with_new(n, inner) : NULL;
		unref(inner);
	}
	return done;
}

int
initializer_look_at_body(struct initializer *n, PyObject *node)
{
	PyObject *arguments = get_attr(node, "args"), *body = get_attr(node, "body"), *all;
	size_t first = n->t->growth_count;
	int result = 0;

	n->self = arguments ? hold(n->t, initializer_self(arguments)) : NULL;
	n->arguments = arguments ? hold(n->t, ref(arguments)) : NULL;
	if (n->self && body && !strcmp(n->method, "__new__")) {
		all = body;
		body = what_is_done_with_new(n, all);
		unref(all);
	}
	n->body = body;
	n->locals = hold(n->t, PyDict_New());
	n->stored = hold(n->t, PyDict_New());
	n->rebound = hold(n->t, PyDict_New());
	if (n->self && n->locals && PyDict_SetItem(n->locals, n->self, n->staged ? n->staged : n->class) < 0)
		PyErr_Clear();
	if (n->self && body && is_exact(body, TYPE_AT(PyList_Type)) && n->locals && n->stored && n->rebound &&
	    (n->given != GIVEN_NOTHING || add_defaults(n, arguments, "args", "defaults") == 0) &&
	    (n->given == GIVEN_KEYWORDS || add_defaults(n, arguments, "kwonlyargs", "kw_defaults") == 0) &&
	    (!n->call || helpers_take_arguments(n, arguments) == 0))
		result = self_stores_each(n, body, take_evidence) < 0 || stored_look(n) < 0 ||
				 self_stores_each(n, body, add_plain) < 0 ||
				 add_others(n, body) < 0 || replays_look(n, first) < 0
				 ? -1
				 : 0;
	unref(body);
	unref(arguments);
	return PyErr_Occurred() ? -1 : result;
}

/* What a decorator has put its wrapper around, by functools.wraps. */
static PyObject *
below_wrappers(PyObject *f, const char *name)
{
	PyObject *inner = callable_of(f);
	int depth;

	for (depth = 0; inner && is_function(inner) && depth < WRAPPERS_MOST; depth++) {
		if (attr_is(WORD(inner, python->function.code), "co_name", name))
			return inner;
		inner = WORD(inner, python->function.dict) ? dict_get(WORD(inner, python->function.dict), "__wrapped__") : NULL;
	}
	return f;
}

static int
take_default(struct initializer *n, PyObject *name, PyObject *value)
{
	return node_is(value, "Name") ? tables_look_at_constant(n, name, value) : 0;
}

/* Its code is as it was: an argument may have another default. */
static int
look_at_defaults(struct initializer *n, PyObject *node)
{
	int result;

	n->arguments = hold(n->t, get_attr(node, "args"));
	n->self = n->arguments ? hold(n->t, initializer_self(n->arguments)) : NULL;
	n->body = hold(n->t, get_attr(node, "body"));
	result = n->self && n->body ? self_stores_each(n, n->body, take_default) : 0;
	n->body = NULL;
	return result;
}

static int
look_at_method(struct initializer *n, const char *method)
{
	PyObject *live = callable_of(class_get(n->class, method)), *path = PyUnicode_FromFormat("%s.%s", n->path, method),
		 *node = NULL;
	PyObject *of_object = get_attr((PyObject *)TYPE_AT(PyBaseObject_Type), "__init__");
	int result = path ? 0 : -1;

	/* What typing.Protocol sets, when there is no other, with the first instance. */
	if (live && live == of_object)
		live = NULL;
	unref(of_object); /* the type keeps it */
	live = live ? below_wrappers(live, method) : NULL;
	n->evidence = NULL;
	n->method = method;
	n->new = path ? pair_code_at(n->t, n->m, false, utf8(path)) : NULL;
	n->old = live && is_function(live) ? WORD(live, python->function.code) : NULL;
	if (n->new && (n->old || !live))
		node = tree_definition(n->m, n->new);
	if (node && node_is(node, "FunctionDef"))
		result = n->old && code_same_behaviour(n->old, n->new) ? look_at_defaults(n, node) : initializer_look_at_body(n, node);
	if (node && result == 0)
		result = helpers_look(n, node);
	if (result == 0)
		result = helpers_look_inherited(n);
	unref(node);
	unref(path);
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
	if (look_at_method(&n, "__init__") < 0 || look_at_method(&n, "__post_init__") < 0 ||
	    look_at_method(&n, "__attrs_post_init__") < 0 || look_at_method(&n, "__new__") < 0 ||
	    fields_look(&n, staged) < 0 || new_bases_look(&n) < 0)
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
initializer_look_at_brought(struct transaction *t, struct module *m, PyObject *class, PyObject *staged)
{
	struct staging g = {.t = t, .m = m};
	PyObject *loader = dict_get(m->dict, "__loader__"),
		 *source = loader ? PyObject_CallMethod(loader, "get_source", "O", m->name_object) : NULL;
	int result = 0;

	m->tree = source && is_str(source) ? hold(t, compile_tree(t, source, m->file)) : NULL;
	unref(source);
	PyErr_Clear();
	m->staging = &g;
	if (m->tree)
		result = look_at_class(t, m, class, staged);
	m->staging = NULL;
	return result;
}

int
initializers_look(struct transaction *t)
{
	struct module *m;
	Py_ssize_t k;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (!t->modules[i].is_unchanged && t->modules[i].tree && look_at_module(t, &t->modules[i]) < 0)
			return -1;
	for (k = 0; k + 2 < PyList_Size(t->moved_classes); k += 3) {
		m = transaction_module(t, PyList_GetItem(t->moved_classes, k + 2));
		if (m && m->tree &&
		    look_at_class(t, m, PyList_GetItem(t->moved_classes, k), PyList_GetItem(t->moved_classes, k + 1)) < 0)
			return -1;
	}
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
