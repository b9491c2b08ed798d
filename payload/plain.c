/*
 * plain.c - calls that make a value of their arguments and do nothing else.
 *
 * max(A, 2), BASE.rstrip("/"), os.path.join(ROOT, "x"), re.compile(PATTERN): when
 * what they read has changed they may be made again, though their line has not.
 */
#include "collection.h"
#include "statement.h"
#include "version.h"

/* dict(inch=lambda v: ...) is a display in other words. */
static bool
is_call_of_dict(const struct staging *g, PyObject *call)
{
	PyObject *f = get_attr(call, "func"), *id = f && node_is(f, "Name") ? get_attr(f, "id") : NULL;
	bool is = id && !strcmp(utf8(id), "dict") && PyDict_Contains(g->m->scratch, id) == 0;

	unref(id);
	unref(f);
	return is;
}

/* defaultdict(lambda: ...): what it makes depends on code that runs later. */
static bool
passes_code(const struct staging *g, PyObject *call)
{
	static const char *const parts[] = {"args", "keywords"};
	PyObject *list, *value;
	bool passes = false, called = call_uses_lambdas(g, call) || is_call_of_dict(g, call);
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < 2 && !called; k++) {
		list = get_attr(call, parts[k]);
		for (i = 0; list && !passes && i < PyList_Size(list); i++) {
			value = k ? get_attr(PyList_GetItem(list, i), "value") : ref(PyList_GetItem(list, i));
			passes = value && node_is(value, "Lambda");
			unref(value);
		}
		unref(list);
	}
	return passes;
}

static bool
is_builtin(const struct staging *g, PyObject *id)
{
	static const char *const names[] = {
	    "abs",    "all",       "any",    "ascii",  "bin",       "bool",  "bytes", "callable",   "chr",        "complex",    "dict", "dir",
	    "divmod", "enumerate", "float",  "format", "frozenset", "hex",   "int",   "isinstance", "issubclass", "len",
	    "list",   "max",       "min",    "oct",    "ord",       "pow",   "range", "repr",       "reversed",   "round",
	    "set",    "slice",     "sorted", "str",    "sum",       "tuple", "vars",  "zip"};

	return IS_ONE_OF(utf8(id), names) && PyDict_Contains(g->m->scratch, id) == 0;
}

/* globals(), dir(): the names of the module. */
static bool
asks_for_names(const struct staging *g, PyObject *node)
{
	static const char *const names[] = {"globals", "vars", "locals", "dir"};
	PyObject *function = get_attr(node, "func"), *args = get_attr(node, "args"), *id;
	bool asks;

	id = function && node_is(function, "Name") ? get_attr(function, "id") : NULL;
	asks = id && args && PyList_Size(args) == 0 && IS_ONE_OF(utf8(id), names) && PyDict_Contains(g->m->scratch, id) == 0;
	unref(id);
	unref(args);
	unref(function);
	return asks;
}

/* Strings have a method of this name, or dates and numbers of the library: none of these changes anything. */
static bool
is_of_values(PyObject *method)
{
	static const char *const types[][2] = {{"datetime", "timedelta"}, {"datetime", "datetime"}, {"decimal", "Decimal"},
					       {"fractions", "Fraction"}};
	PyObject *found = get_attr((PyObject *)TYPE_AT(PyUnicode_Type), utf8(method)), *type;
	size_t i;

	for (i = 0; !found && i < sizeof(types) / sizeof(types[0]); i++) {
		type = library_object(types[i][0], types[i][1]);
		found = type ? get_attr(type, utf8(method)) : NULL;
	}
	unref(found);
	return found != NULL;
}

/* [n.upper() for n in NAMES], [c.name.title() for c in Color]: a method that values have, of what goes through a
   comprehension. */
static bool
is_of_a_variable(const struct staging *g, PyObject *node, PyObject *method)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *its, *inner;
	bool local = id && PyDict_Contains(g->m->scratch, id) == 0 && PyDict_Contains(g->t->builtins, id) == 0;

	/* k.value[0].upper(), n.lower().replace("_", " ") */
	inner = node_is(node, "Subscript") ? get_attr(node, "value") : node_is(node, "Call") ? get_attr(node, "func") : NULL;
	if (inner && node_is(node, "Call")) {
		value = node_is(inner, "Attribute") ? get_attr(inner, "value") : NULL;
		its = value ? get_attr(inner, "attr") : NULL;
		local = its && is_of_a_variable(g, value, its);
		unref(its);
		unref(value);
		value = NULL;
	} else if (inner) {
		local = is_of_a_variable(g, inner, method);
	}
	unref(inner);
	if (value) {
		/* Of a member of an enumeration, most likely. */
		its = get_attr(node, "attr");
		local = its && (!strcmp(utf8(its), "name") || !strcmp(utf8(its), "value")) && is_of_a_variable(g, value, method);
		unref(its);
		unref(value);
		return local;
	}
	unref(id);
	return local && is_of_values(method);
}

bool
node_is_call_of(PyObject *node, void *name)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL;
	bool is = f && node_is_name(f, name);

	unref(f);
	return is;
}

/* sys.modules[__name__] */
static PyObject *
own_module(PyObject *names, PyObject *node)
{
	PyObject *value = get_attr(node, "value"), *key = tree_key(node), *id = key && node_is(key, "Name") ? get_attr(key, "id") : NULL;
	PyObject *modules = PyImport_GetModuleDict(), *name = dict_get(names, "__name__"), *found = NULL;

	if (name && value && id && !strcmp(utf8(id), "__name__") && node_object_in(names, value) == modules)
		found = PyDict_GetItemWithError(modules, name);
	unref(id);
	unref(key);
	unref(value);
	return found;
}

PyObject *
node_object_in(PyObject *names, PyObject *node)
{
	PyObject *name = NULL, *value, *object, *members, *found = NULL;

	if (node_is(node, "Name")) {
		name = get_attr(node, "id");
		found = name ? PyDict_GetItemWithError(names, name) : NULL;
	} else if (node_is(node, "Subscript")) {
		found = own_module(names, node);
	} else if (node_is(node, "Attribute")) {
		name = get_attr(node, "attr");
		value = get_attr(node, "value");
		object = value ? node_object_in(names, value) : NULL;
		if (name && object && is_module(object))
			found = PyDict_GetItemWithError(PyModule_GetDict(object), name);
		else if (name && object && is_class(object))
			found = class_get(object, utf8(name));
		/* Until 3.11 the class has a descriptor, or nothing, for a member. */
		members = object && is_class(object) && is_enum(object) ? class_get(object, "_member_map_") : NULL;
		if (name && members && is_dict(members) && PyDict_Contains(members, name) == 1)
			found = PyDict_GetItemWithError(members, name);
		unref(value);
	}
	unref(name);
	return found;
}

PyObject *
node_object(const struct staging *g, PyObject *node)
{
	return node_object_in(g->m->scratch, node);
}

PyObject *
node_function(const struct staging *g, PyObject *node)
{
	PyObject *of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *name = of ? get_attr(node, "attr") : NULL;
	PyObject *found = node_object(g, node), *o = of && !found ? node_object(g, of) : NULL;

	if (o && name && !is_module(o) && !is_class(o))
		found = class_lookup((PyObject *)type_of(o), utf8(name));
	unref(name);
	unref(of);
	return found;
}

/* The builtin of this name. */
static bool
node_is_name_of(const struct staging *g, PyObject *node, const char *text)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = id && !strcmp(utf8(id), text) && PyDict_Contains(g->m->scratch, id) == 0;

	unref(id);
	return is;
}

bool
call_takes_first(const struct staging *g, PyObject *node)
{
	PyObject *function = get_attr(node, "func"), *args = get_attr(node, "args"), *first = NULL;
	bool takes = function && node_is_name_of(g, function, "next") && args && PyList_Size(args) > 0;

	if (takes) {
		first = get_attr(PyList_GetItem(args, 0), "func");
		takes = node_is(PyList_GetItem(args, 0), "GeneratorExp") || (first && node_is_name_of(g, first, "iter"));
	}
	unref(first);
	unref(args);
	unref(function);
	return takes;
}

/* What makes a value, in the standard library. */
static const char *const makers[][2] = {
	{"posixpath", "join"}, {"posixpath", "normpath"}, {"posixpath", "basename"}, {"posixpath", "dirname"},
	{"posixpath", "split"}, {"posixpath", "splitext"}, {"posixpath", "abspath"}, {"posixpath", "commonprefix"},
	{"re", "compile"}, {"re", "escape"}, {"decimal", "Decimal"}, {"fractions", "Fraction"},
	{"datetime", "timedelta"}, {"datetime", "date"}, {"datetime", "time"}, {"datetime", "datetime"},
	{"datetime", "timezone"}, {"pathlib", "Path"}, {"pathlib", "PosixPath"}, {"pathlib", "PurePath"},
	{"pathlib", "PurePosixPath"}, {"logging", "getLogger"}, {"uuid", "UUID"}, {"string", "Template"}, {"struct", "Struct"},
	{"struct", "calcsize"}, {"ipaddress", "ip_address"}, {"ipaddress", "ip_network"}, {"math", "ceil"},
	{"math", "floor"}, {"math", "sqrt"}, {"math", "log"}, {"math", "log2"}, {"math", "log10"}, {"math", "prod"},
	{"operator", "itemgetter"}, {"operator", "attrgetter"}, {"operator", "methodcaller"}, {"functools", "partial"},
	{"types", "MappingProxyType"}, {"collections", "namedtuple"}, {"typing", "NamedTuple"},
	{"typing", "TypedDict"}, {"dataclasses", "make_dataclass"},
	{"urllib.parse", "urljoin"}, {"urllib.parse", "quote"}, {"urllib.parse", "urlencode"},
	{"urllib.parse", "urlparse"}, {"urllib.parse", "urlsplit"},
};

/* What goes on lives in them: the live one stays where it can be what the new one says (contents.c, collection.c). */
static const char *const vessels[][2] = {
	{"collections", "deque"}, {"collections", "Counter"}, {"collections", "OrderedDict"}, {"collections", "defaultdict"},
	{"types", "SimpleNamespace"}, {"threading", "Lock"}, {"threading", "RLock"}, {"threading", "Event"},
	{"threading", "Condition"}, {"threading", "Semaphore"}, {"threading", "BoundedSemaphore"}, {"queue", "Queue"},
	{"queue", "LifoQueue"}, {"queue", "PriorityQueue"}, {"queue", "SimpleQueue"},
};

static bool
is_named_in(const char *const (*list)[2], size_t count, const char *module, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (!strcmp(module, list[i][0]) && !strcmp(name, list[i][1]))
			return true;
	return false;
}

static bool
is_known_name(const char *module, const char *name)
{
	return is_named_in(makers, sizeof(makers) / sizeof(makers[0]), module, name) ||
	       is_named_in(vessels, sizeof(vessels) / sizeof(vessels[0]), module, name);
}

bool
plain_makes_vessel(PyObject *function)
{
	return IS_LIBRARY(function, vessels);
}

bool
plain_is_maker(PyObject *function)
{
	return IS_LIBRARY(function, makers) || plain_makes_vessel(function);
}

bool
plain_is_reading(const char *method)
{
	static const char *const changes[] = {"add", "append", "appendleft", "clear", "difference_update", "discard", "extend",
					      "extendleft", "fromkeys", "insert", "intersection_update", "move_to_end", "pop",
					      "popitem", "popleft", "remove", "reverse", "rotate", "setdefault", "sort", "subtract",
					      "symmetric_difference_update", "update"};

	return !IS_ONE_OF(method, changes) && strncmp(method, "__", 2) != 0;
}

/* str.maketrans(...), dict.fromkeys(...): of a class that is built in. */
static bool
is_of_builtin_class(const struct staging *g, PyObject *node, PyObject *method)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = id && is_builtin(g, id) && (plain_is_reading(utf8(method)) || !strcmp(utf8(method), "fromkeys"));

	unref(id);
	return is;
}

/* Its class is built in: no other code has a say in its methods. */
static bool
makes_builtin(const struct staging *g, PyObject *node)
{
	static const char *const displays[] = {"Constant", "JoinedStr", "Dict", "List", "Set", "Tuple", "DictComp", "ListComp", "SetComp"};
	PyObject *value, *function, *id;
	bool makes = false;
	size_t i;

	for (i = 0; !makes && i < sizeof(displays) / sizeof(displays[0]); i++)
		makes = node_is(node, displays[i]);

	if (node_is(node, "Call") && call_is_plain(g, node)) {
		function = get_attr(node, "func");
		id = function && node_is(function, "Name") ? get_attr(function, "id") : NULL;
		value = function && node_is(function, "Attribute") ? get_attr(function, "value") : NULL;
		makes = (id && is_builtin(g, id)) || (value && makes_builtin(g, value)) || asks_for_names(g, node);
		unref(value);
		unref(id);
		unref(function);
		return makes;
	}
	value = node_object(g, node);
	return makes || (value && !is_class(value) && !is_function(value) &&
			 (is_atom(value) || is_container(value) || is_collection(value) ||
			  (PyObject *)type_of(value) == library_object("types", "MappingProxyType")));
}

bool
call_makes_object(const struct staging *g, PyObject *node)
{
	PyObject *function = node_is(node, "Call") ? get_attr(node, "func") : NULL, *found;
	PyObject *left = node_is(node, "BinOp") ? get_attr(node, "left") : NULL; /* Path(ROOT) / "x" */
	bool makes = left && call_makes_object(g, left);

	found = function ? node_object(g, function) : NULL;
	makes = makes || (found && plain_is_maker(found));
	unref(left);
	unref(function);
	return makes;
}

/* TTL.total_seconds() */
static bool
leads_to_library_value(const struct staging *g, PyObject *node)
{
	PyObject *o = node_object(g, node);

	return o && !is_class(o) && is_library_value(o);
}

/* ChainMap(RUNTIME, dict(BASE)): what is stored goes into the first one, which has a name of its own. */
static bool
makes_chain_map(PyObject *node, PyObject *found)
{
	PyObject *args = found && found == library_object("collections", "ChainMap") ? get_attr(node, "args") : NULL;
	bool makes = args && PyList_Size(args) > 0 && node_is(PyList_GetItem(args, 0), "Name");

	unref(args);
	return makes;
}

/* chain.from_iterable(GROUPS.values()) */
static bool
is_of_chain(const struct staging *g, PyObject *node, PyObject *method)
{
	PyObject *o = !strcmp(utf8(method), "from_iterable") ? node_object(g, node) : NULL;

	return o && o == library_object("itertools", "chain");
}

/* ROOT.joinpath("logs"): of a path, and it looks at no file. */
static bool
is_of_path(const struct staging *g, PyObject *node, PyObject *method)
{
	static const char *const methods[] = {"joinpath",    "with_name", "with_suffix", "with_stem",   "with_segments", "as_posix",
					      "relative_to", "as_uri",    "is_absolute", "is_relative_to"};
	PyObject *o = IS_ONE_OF(utf8(method), methods) ? node_object(g, node) : NULL, *path = library_object("pathlib", "PurePath");

	return o && path && is_class(path) && PyType_IsSubtype(type_of(o), (PyTypeObject *)path);
}

/* Plugin.__subclasses__, of a class that does not say itself what these are. */
static bool
asks_for_subclasses(const struct staging *g, PyObject *function)
{
	PyObject *value = function && node_is(function, "Attribute") && attr_is(function, "attr", "__subclasses__")
				  ? get_attr(function, "value")
				  : NULL;
	PyObject *class = value ? node_object(g, value) : NULL;

	unref(value);
	return class && is_class(class) && !class_lookup(class, "__subclasses__");
}

/* map(str, VERSION), map(re.escape, WORDS), map(str.title, NAMES) */
static bool
maps_by_builtin(const struct staging *g, PyObject *node, PyObject *function)
{
	PyObject *args = get_attr(node, "args"), *first = args && PyList_Size(args) > 1 ? PyList_GetItem(args, 0) : NULL,
		 *id = first && node_is(first, "Name") ? get_attr(first, "id") : NULL, *o = first ? node_object(g, first) : NULL,
		 *value = first && node_is(first, "Attribute") ? get_attr(first, "value") : NULL, *name = value ? get_attr(first, "attr") : NULL;
	bool computes = (id && is_builtin(g, id)) || (o && (plain_is_maker(o) || library_computes(o))) ||
			(name && is_of_builtin_class(g, value, name));

	unref(name);
	unref(value);
	unref(id);
	unref(args);
	return computes && (node_is_name_of(g, function, "map") || node_is_name_of(g, function, "filter"));
}

/* getattr(Shell, name), inspect.getmembers(Shell, ...): of a class or module, not of an object, which may have a say. */
static bool
looks_up(const struct staging *g, PyObject *node, PyObject *function)
{
	static const char *const lookups[][2] = {{"inspect", "getmembers"}};
	PyObject *args = get_attr(node, "args"), *o = args && PyList_Size(args) > 1 ? node_object(g, PyList_GetItem(args, 0)) : NULL,
		 *f = node_object(g, function);

	unref(args);
	return o && (is_class(o) || is_module(o)) &&
	       (node_is_name_of(g, function, "getattr") || node_is_name_of(g, function, "hasattr") || (f && IS_LIBRARY(f, lookups)));
}

/* Perm(0), State(text): a member of an Enum that has some, whose own code has no say in it. */
static bool
looks_up_member(PyObject *found)
{
	PyObject *members = found && is_class(found) && is_enum(found) ? class_get(found, "_member_map_") : NULL, *missing;

	missing = members && is_dict(members) && PyDict_Size(members) ? callable_of(class_lookup(found, "_missing_")) : NULL;
	return missing && is_function(missing) && WORD(missing, python->function.globals) == PyModule_GetDict(loaded_module("enum")) &&
	       attr_is((PyObject *)type_of(found), "__module__", "enum");
}

bool
call_is_plain(const struct staging *g, PyObject *node)
{
	PyObject *function, *name, *value, *found;
	bool plain = false;

	if (passes_code(g, node))
		return false;
	function = get_attr(node, "func");
	if (function && node_is(function, "Name")) {
		name = get_attr(function, "id");
		plain = name && is_builtin(g, name);
		unref(name);
	}
	plain = plain || (function && (looks_up(g, node, function) || maps_by_builtin(g, node, function))) || asks_for_names(g, node) || call_takes_first(g, node) || asks_for_subclasses(g, function);
	found = function && !plain ? node_object(g, function) : NULL;
	plain = plain || (found && (plain_is_maker(found) || library_computes(found))) || makes_chain_map(node, found) || looks_up_member(found);
	if (function && !plain && node_is(function, "Attribute")) {
		name = get_attr(function, "attr");
		value = get_attr(function, "value");
		plain = name && value &&
			(is_of_builtin_class(g, value, name) || is_of_path(g, value, name) || is_of_chain(g, value, name) ||
			 (plain_is_reading(utf8(name)) && (makes_builtin(g, value) || is_of_a_variable(g, value, name) || leads_to_library_value(g, value))));
		unref(value);
		unref(name);
	}
	unref(function);
	PyErr_Clear();
	return plain;
}

static bool
same_attribute(struct transaction *t, PyObject *a, PyObject *b, const char *name)
{
	PyObject *x = get_attr(a, name), *y = get_attr(b, name);
	bool same = x && y && (x == map_resolve(&t->map, y) || const_equal(x, y, code_same_behaviour) ||
			       (is_container(x) && type_of(x) == type_of(y) && contents_same(t, x, y)));

	unref(x);
	unref(y);
	return same;
}

/* It says all that it is, and not where. */
static bool
same_repr(PyObject *a, PyObject *b)
{
	PyObject *x = PyObject_Repr(a), *y = PyObject_Repr(b);
	bool same = x && y && is_str(x) && is_str(y) && PyUnicode_Compare(x, y) == 0 && !strstr(utf8(x), " at 0x");

	unref(x);
	unref(y);
	PyErr_Clear();
	return same;
}

bool
plain_same(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *module = get_attr((PyObject *)type_of(old), "__module__"), *name, *partial;
	bool known, same;

	name = get_attr((PyObject *)type_of(old), "__name__");
	known = type_of(old) == type_of(new) && module && name && is_str(module) && is_str(name) &&
		(is_known_name(utf8(module), utf8(name)) || !strcmp(utf8(module), "re"));
	partial = library_object("functools", "partial");
	if (known && (PyObject *)type_of(old) == partial)
		same = same_attribute(t, old, new, "func") && same_attribute(t, old, new, "args") &&
		       same_attribute(t, old, new, "keywords");
	else
		same = known && same_repr(old, new);
	unref(name);
	unref(module);
	return same;
}

PyObject *
node_entry(PyObject *container, PyObject *key, bool last)
{
	long i = is_dict(container) || !is_exact(key, TYPE_AT(PyLong_Type)) ? -1 : PyLong_AsLong(key);

	if (is_dict(container))
		return PyDict_GetItemWithError(container, key);
	if (last)
		i = (long)PyList_Size(container) - i;
	return i >= 0 && i < PyList_Size(container) ? PyList_GetItem(container, i) : NULL;
}

PyObject *
node_constant_key(PyObject *subscript, bool *last)
{
	PyObject *inner = tree_key(subscript), *key;

	*last = inner && node_is(inner, "UnaryOp");
	if (*last) {
		key = get_attr(inner, "operand");
		unref(inner);
		inner = key;
	}
	key = inner && node_is(inner, "Constant") ? get_attr(inner, "value") : NULL;
	unref(inner);
	if (key && is_atom(key))
		return key;
	unref(key);
	return NULL;
}

PyObject *
node_object_at(PyObject *names, PyObject *node)
{
	PyObject *value, *key, *o = node_object_in(names, node);
	bool last;

	if (o || !node_is(node, "Subscript"))
		return o;
	value = get_attr(node, "value");
	key = node_constant_key(node, &last);
	o = value && key ? node_object_at(names, value) : NULL;
	o = o && (is_dict(o) || is_list(o)) ? node_entry(o, key, last) : NULL;
	unref(key);
	unref(value);
	PyErr_Clear();
	return o;
}
