/*
 * computes.c - functions that make a value of what they are given, and do nothing else.
 *
 * TABLE = build(ROWS): when ROWS or build() has changed, the line may run again - if build() is one
 * of these.  Its code is read, and that of all it calls: it stores to its own variables alone, and
 * what it loads from outside are values, functions like itself, or what the library makes values with.
 * A list that it is given it might still change: so those are watched while it runs.
 */
#include "initializer.h"
#include "statement.h"
#include "version.h"

#define DEPTH_MOST 8     /* functions that call functions; containers within containers */
#define CODES_MOST 100   /* read for one call */
#define ITEMS_MOST 10000 /* looked at in what one call is given */
#define CO_SUSPENDS 0x380 /* CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR */

struct reading {
	struct transaction *t;
	bool live;          /* as it runs now; else as the new source has it */
	PyObject *block;    /* code that stores to self and to names: all new objects will do; NULL: there is none */
	bool mutates;       /* a list, dict or set, most likely its own */
	bool asks_any;      /* getattr() */
	bool configures;    /* it may configure logging */
	PyObject *seen;     /* set: code that has been read */
	PyObject *names;    /* set: attributes that it asks for */
	PyObject *objects;  /* list: what it loads from outside */
	PyObject *held;     /* list: containers among these, and in what it is given */
	int items;          /* looked at */
};

static bool function_computes(struct reading *r, PyObject *f, int depth);

static bool
is_exception(PyObject *class)
{
	return PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)EXCEPTION(PyExc_BaseException));
}

/* It takes an attribute of what was loaded before: LOAD_ATTR, or LOAD_METHOD until 3.11. */
static bool
is_attribute(const struct token *x)
{
	return x->value && is_str(x->value) &&
	       (x->op == python->op.load_attr || (python->op.load_method && x->op == python->op.load_method));
}

/* Built-in functions that change nothing. */
static bool
is_builtin_that_computes(PyObject *name)
{
	static const char *const names[] = {
	    "abs",      "all",    "any",     "ascii", "bin",    "bool",     "bytes",      "callable",   "chr",   "complex",
	    "dict",     "divmod", "enumerate", "filter", "float", "format", "frozenset",  "getattr",    "hasattr", "hash",
	    "hex",      "int",    "isinstance", "issubclass", "len", "list",      "map",        "max",   "min",
	    "oct",     "ord",   "pow",    "range",    "repr",       "reversed",   "round", "set",
	    "slice",    "sorted", "str",     "sum",   "tuple",  "type",     "vars",       "zip",        "NotImplemented"};

	return IS_ONE_OF(utf8(name), names);
}

/* To look at each name of the library takes its time. */
static bool
may_be_of_the_library(struct transaction *t, PyObject *o)
{
	return !is_atom(o) && !is_container(o) && !(is_function(o) && pair_module(t, WORD(o, python->function.code)));
}

/* Of the library: beside what plain.c knows. */
bool
library_computes(PyObject *o)
{
	static const char *const names[][2] = {
	    {"json", "dumps"}, {"json", "loads"}, {"re", "sub"}, {"re", "match"}, {"re", "search"}, {"re", "fullmatch"},
	    {"re", "split"}, {"re", "findall"}, {"re", "finditer"}, {"copy", "copy"}, {"copy", "deepcopy"},
	    {"itertools", "chain"}, {"itertools", "product"}, {"itertools", "groupby"}, {"itertools", "islice"},
	    {"itertools", "zip_longest"}, {"itertools", "accumulate"}, {"itertools", "combinations"},
	    {"itertools", "permutations"}, {"itertools", "starmap"}, {"functools", "reduce"}, {"textwrap", "dedent"},
	    {"textwrap", "indent"}, {"html", "escape"}, {"base64", "b64encode"}, {"base64", "b64decode"},
	    {"operator", "add"}, {"operator", "mul"}, {"os", "getenv"}, {"sys", "intern"},
	    {"unicodedata", "normalize"}, {"inspect", "cleandoc"}, {"inspect", "signature"}, {"inspect", "getdoc"},
	    {"typing", "get_args"}, {"typing", "get_origin"}, {"typing", "get_type_hints"},
	    {"os", "fspath"}, {"shlex", "split"}, {"shlex", "join"}, {"shlex", "quote"}, {"textwrap", "wrap"}, {"textwrap", "fill"},
	    {"operator", "or_"}, {"operator", "and_"}, {"operator", "concat"}, {"functools", "cmp_to_key"}, {"functools", "wraps"},
	    {"dataclasses", "fields"}, {"dataclasses", "asdict"}, {"dataclasses", "astuple"}, {"dataclasses", "replace"}, {"itertools", "count"},
	    {"pydantic", "conint"}, {"pydantic", "confloat"}, {"pydantic", "condecimal"}, {"pydantic", "constr"}, {"pydantic", "conbytes"},
	    {"pydantic", "conlist"}, {"pydantic", "conset"}, {"pydantic", "condate"}, {"pydantic", "Field"}};

	return IS_LIBRARY(o, names);
}

/* Numbers, patterns, dates: of the library, and no method of theirs changes anything. */
bool
is_library_value(PyObject *o)
{
	static const char *const modules[] = {"re", "datetime", "decimal", "fractions", "uuid", "ipaddress", "types"};
	PyObject *module = get_attr((PyObject *)type_of(o), "__module__");
	bool is = module && is_str(module) && IS_ONE_OF(utf8(module), modules) && !is_namespace(o);

	unref(module);
	return is;
}

bool
name_is_of_container(PyObject *name)
{
	PyTypeObject *const types[] = {TYPE_AT(PyDict_Type), TYPE_AT(PyList_Type), TYPE_AT(PySet_Type), TYPE_AT(PyUnicode_Type)};
	PyObject *method = NULL;
	size_t i;

	for (i = 0; !method && i < sizeof(types) / sizeof(types[0]); i++)
		method = get_attr((PyObject *)types[i], utf8(name));
	unref(method); /* the type keeps it */
	return method != NULL;
}

bool
class_makes_records(PyObject *class)
{
	PyObject *parameters, *init, *code, *frozen;
	bool makes;

	if (!is_exact(class, TYPE_AT(PyType_Type)))
		return false;
	if (PyType_IsSubtype((PyTypeObject *)class, TYPE_AT(PyTuple_Type)))
		return class_lookup(class, "_fields") && !class_get(class, "__init__");
	parameters = class_get(class, "__dataclass_params__");
	init = class_get(class, "__init__");
	code = init && is_function(init) ? WORD(init, python->function.code) : NULL;
	frozen = parameters ? get_attr(parameters, "frozen") : NULL;
	/* A default_factory makes what the process fills. */
	makes = code && frozen == TRUE && !class_lookup(class, "__post_init__") && attr_is(code, "co_filename", "<string>") &&
		!code_says(code, "_HAS_DEFAULT_FACTORY") && !code_says(code, "__dataclass_HAS_DEFAULT_FACTORY__");
	unref(frozen);
	return makes;
}

/* To make an instance runs no code of its own. */
static bool
is_made_by_itself(PyObject *class)
{
	PyObject *init = class_lookup(class, "__init__"), *new = class_lookup(class, "__new__");

	new = new && is_exact(new, TYPE_AT(PyStaticMethod_Type)) ? callable_of(new) : new;
	return class_makes_records(class) || ((!init || !is_function(init)) && (!new || !is_function(new)));
}

/* What an lru_cache is around, which keeps answers and nothing else. */
static PyObject *
without_cache(PyObject *o)
{
	PyObject *inner = o && (PyObject *)type_of(o) == functions_cache_type() ? get_attr(o, "__wrapped__") : NULL;

	unref(inner); /* the cache keeps it */
	return inner ? inner : o;
}

static bool is_harmless(struct reading *r, PyObject *o, int depth);

static bool
items_are_harmless(struct reading *r, PyObject *o, int depth)
{
	PyObject *list = is_exact(o, TYPE_AT(PyTuple_Type)) ? PySequence_List(o) : items_of(o), *key, *value;
	bool harmless = depth < DEPTH_MOST;
	Py_ssize_t i, at = 0;

	if (is_dict(o))
		while (harmless && PyDict_Next(o, &at, &key, &value))
			harmless = is_harmless(r, key, depth + 1) && is_harmless(r, value, depth + 1);
	for (i = 0; !is_dict(o) && list && harmless && i < PyList_Size(list); i++)
		harmless = is_harmless(r, PyList_GetItem(list, i), depth + 1);
	unref(list);
	PyErr_Clear();
	return harmless;
}

PyObject *
function_read(PyObject *class, const char *name)
{
	PyObject *o = class_lookup(class, name), *get;

	if (!o || !is_exact(o, TYPE_AT(PyProperty_Type)))
		return o ? callable_of(o) : NULL;
	get = get_attr(o, "fget");
	unref(get); /* the property keeps it */
	return get;
}

/* An attribute of the class that is asked for: a value, or what computes. */
static bool
of_class_is_harmless(struct reading *r, PyObject *class, PyObject *name)
{
	PyObject *o = class_lookup(class, utf8(name)), *f = o ? function_read(class, utf8(name)) : NULL;

	if (!o || is_atom(o) || is_exact(o, TYPE_AT(PyMemberDescr_Type)) || is_exact(o, type_of(class)))
		return true;
	if (is_container(o))
		return PyList_Append(r->held, o) == 0;
	return f && is_function(f) && function_computes(r, f, 1);
}

/* What the object itself has of that name. */
static bool
of_object_is_harmless(struct reading *r, PyObject *o, PyObject *name, int depth, bool *found)
{
	PyObject *of_class = class_lookup((PyObject *)type_of(o), utf8(name)), *dict, *value;
	bool harmless;

	if (of_class && is_exact(of_class, TYPE_AT(PyMemberDescr_Type))) {
		value = PyObject_GenericGetAttr(o, name);
	} else {
		dict = PyObject_GenericGetDict(o, NULL);
		value = dict && is_dict(dict) ? ref(PyDict_GetItemWithError(dict, name)) : NULL;
		unref(dict);
	}
	PyErr_Clear();
	*found = value != NULL;
	harmless = !value || is_harmless(r, value, depth + 1);
	unref(value);
	return harmless;
}

/* What operators and builtins call. */
static bool
specials_compute(struct reading *r, PyObject *class)
{
	static const char *const names[] = {
	    "__str__",	"__repr__", "__format__",  "__len__",	"__iter__",    "__next__", "__getitem__", "__contains__", "__bool__",
	    "__int__",	"__float__", "__index__",  "__call__",	"__eq__",      "__lt__",   "__gt__",	  "__le__",	  "__ge__",
	    "__hash__", "__add__",  "__radd__",	   "__sub__",	"__mul__",     "__truediv__", "__or__",	  "__and__",	  "__mod__",
	    "__iadd__", "__setitem__", "__delitem__", "__missing__", "__getattr__", "__getattribute__", "__enter__", "__exit__"};
	PyObject *f;
	bool compute = true;
	size_t i;

	for (i = 0; compute && i < sizeof(names) / sizeof(names[0]); i++) {
		f = class_lookup(class, names[i]);
		/* Of dataclasses and the like: not written here. */
		compute = !f || !is_function(f) || !pair_module(r->t, WORD(f, python->function.code)) || function_computes(r, f, 1);
	}
	return compute;
}

/* All attributes of it, or of its class, that are asked for; o NULL: of a class.  strict: one that it has not is of something
   that has no more than values. */
static bool
attributes_are_harmless(struct reading *r, PyObject *class, PyObject *o, int depth, bool strict)
{
	PyObject *list = PySequence_List(r->names), *name;
	bool harmless = list && !r->asks_any && depth < DEPTH_MOST, found;
	Py_ssize_t i;

	for (i = 0; harmless && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		if (!strncmp(utf8(name), "__", 2))
			continue;
		found = false;
		harmless = of_class_is_harmless(r, class, name) && (!o || of_object_is_harmless(r, o, name, depth, &found));
		if (strict && !found && !class_lookup(class, utf8(name)))
			harmless = harmless && name_is_of_container(name);
	}
	unref(list);
	return harmless;
}

static bool
class_is_harmless(struct reading *r, PyObject *class)
{
	if (is_enum(class))
		return attributes_are_harmless(r, class, NULL, 0, false);
	if (!is_heap_type(class))
		return is_exception(class) || attr_is(class, "__module__", "builtins");
	return is_exception(class) ? is_made_by_itself(class)
				   : is_exact(class, TYPE_AT(PyType_Type)) && is_made_by_itself(class) &&
					 attributes_are_harmless(r, class, NULL, 0, false);
}

/* A lock is of a heap type, too, since 3.10: but has no place for attributes. */
static bool
is_written_in_python(PyObject *class)
{
	PyObject *dict = is_heap_type(class) ? class_lookup(class, "__dict__") : NULL;

	return is_heap_type(class) && (class_get(class, "__slots__") || (dict && is_exact(dict, TYPE_AT(PyGetSetDescr_Type))));
}

/* An instance of a class that is written in Python, and has nothing of a dict or list. */
static bool
object_is_harmless(struct reading *r, PyObject *o, int depth)
{
	PyObject *class = (PyObject *)type_of(o);

	return is_written_in_python(class) && !is_module(o) && static_base(class) == (PyObject *)TYPE_AT(PyBaseObject_Type) &&
	       (is_enum(class) || specials_compute(r, class)) && attributes_are_harmless(r, class, o, depth, false);
}

/* Whatever code that is as in `r` does with it, nothing happens but that it may be changed itself. */
static bool
is_harmless(struct reading *r, PyObject *o, int depth)
{
	if (++r->items > ITEMS_MOST || depth > DEPTH_MOST)
		return false;
	if (is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type)))
		return items_are_harmless(r, o, depth);
	if (class_makes_records((PyObject *)type_of(o)))
		return attributes_are_harmless(r, (PyObject *)type_of(o), o, depth, false);
	if (is_atom(o))
		return true;
	if (is_exact(o, TYPE_AT(PyList_Type)) || is_dict(o) || is_exact(o, TYPE_AT(PySet_Type)))
		return PyList_Append(r->held, o) == 0 && items_are_harmless(r, o, depth);
	o = without_cache(o);
	if (is_function(o))
		return function_computes(r, o, depth + 1);
	if (is_class(o))
		return class_is_harmless(r, o);
	if (is_namespace(o))
		return attributes_are_harmless(r, (PyObject *)type_of(o), o, depth, false);
	/* What is logged to. */
	if (r->configures && attr_is((PyObject *)type_of(o), "__module__", "_io"))
		return true;
	return is_library_value(o) || object_is_harmless(r, o, depth);
}

/* Not a path, which may be written to, and not the time. */
static bool
is_maker_of_values(PyObject *o)
{
	PyObject *module = get_attr(o, "__module__");
	bool other = module && is_str(module) &&
		     (!strcmp(utf8(module), "pathlib") || !strcmp(utf8(module), "logging") || attr_is(o, "__name__", "datetime") ||
		      attr_is(o, "__name__", "date"));

	unref(module);
	return !other && plain_is_maker(o);
}

/* A class whose instances the process may go on with. */
static bool
makes_objects(PyObject *o)
{
	return is_class(o) && is_heap_type(o) && !is_enum(o) && !is_exception(o) && !class_makes_records(o);
}

/* A definition within, that may be what it returns. */
static bool
is_definition_within(PyObject *code)
{
	return !code_is_comprehension(code) && !attr_is(code, "co_name", "<lambda>");
}

/* def between(low, high): def check(n): return low <= n <= high.  It captures arguments alone, which nobody stores to, so it has
   no state; and is not called there. */
static bool
is_only_returned(struct reading *r, PyObject *code, PyObject *within)
{
	struct module *m = pair_module(r->t, code);
	PyObject *node = m && m->tree && !code_is_class_body(within) ? tree_definition(m, code) : NULL,
		 *free = node ? code_attr(within, "co_freevars") : NULL, *names = node ? code_attr(code, "co_varnames") : NULL,
		 *name = node ? code_attr(within, "co_name") : NULL;
	/* CO_VARARGS, CO_VARKEYWORDS */
	int i, k, count = code_int(code, "co_argcount") + code_int(code, "co_kwonlyargcount") +
			  !!(code_int(code, "co_flags") & 0x4) + !!(code_int(code, "co_flags") & 0x8);
	bool only = free && names && name && !node_has(node, "Nonlocal") && !tree_any(node, node_is_call_of, name);

	for (i = 0; only && i < PyTuple_Size(free); i++) {
		for (k = 0; k < count && PyUnicode_Compare(PyTuple_GetItem(names, k), PyTuple_GetItem(free, i)) != 0; k++)
			;
		only = k < count;
	}
	unref(name);
	unref(names);
	unref(free);
	unref(node);
	PyErr_Clear();
	return only;
}

/* What this and the attributes behind it lead to: os.path.join.  *x moves to the last of them. */
static PyObject *
loaded(PyObject *globals, const struct token **x, const struct token *end)
{
	PyObject *o = PyDict_GetItemWithError(globals, (*x)->value);

	while (o && is_module(o) && *x + 1 < end && is_attribute(&(*x)[1])) {
		o = PyDict_GetItemWithError(PyModule_GetDict(o), (*x)[1].value);
		(*x)++;
	}
	return o && is_module(o) ? NULL : o;
}

/* No container that is global is stored into, or put into, nor one that something else has as an attribute. */
static bool
writes_its_own(PyObject *code, PyObject *globals)
{
	PyObject *set = PySet_New(NULL), *list = set && code_written_names(code, set) == 0 ? PySequence_List(set) : NULL, *o,
		 *name;
	bool own = list != NULL;
	Py_ssize_t i;

	for (i = 0; own && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		o = PyDict_GetItemWithError(globals, name);
		/* Of D[key.strip()] since 3.12 the method, too. */
		own = o ? is_atom(o) || is_function(o) || is_class(o)
			: is_builtin_that_computes(name) || (name_is_of_container(name) && plain_is_reading(utf8(name)));
	}
	unref(list);
	unref(set);
	PyErr_Clear();
	return own;
}

/* The time, a lock, an object of a class that only sets attributes: each has its own. */
static bool
makes_for_block(PyObject *o)
{
	static const char *const names[][2] = {{"secrets", "token_hex"}, {"secrets", "token_urlsafe"}, {"posix", "getpid"},
					       {"_socket", "gethostname"}, {"time", "time_ns"}, {"time", "monotonic_ns"},
					       {"datetime", "datetime"}, {"datetime", "date"}};

	return initializer_is_maker(o) || plain_is_maker(o) || IS_LIBRARY(o, names) || (is_class(o) && initializer_makes_plainly(o));
}

/* What it sets is set: the same call does nothing more. */
static bool
configures_logging(PyObject *o)
{
	static const char *const names[][2] = {
	    {"logging", "basicConfig"}, {"logging.config", "dictConfig"}, {"logging", "getLogger"}, {"logging", "captureWarnings"}};

	return IS_LIBRARY(o, names);
}

/* It stores to variables of its own alone; what it loads from outside is added to what `r` has seen. */
static bool
code_computes(struct reading *r, PyObject *code, PyObject *globals, int depth)
{
	PyObject *consts = code_attr(code, "co_consts"), *o;
	const struct token *x;
	struct body body;
	bool computes = consts && depth < DEPTH_MOST && PySet_Size(r->seen) < CODES_MOST &&
			(code == r->block || !code_is_class_body(code));
	Py_ssize_t i;

	if (computes && PySet_Contains(r->seen, code) == 1) {
		unref(consts);
		return true;
	}
	if (!computes || PySet_Add(r->seen, code) < 0 || body_init(&body, code) < 0) {
		unref(consts);
		return false;
	}
	r->mutates = r->mutates || (code != r->block && body_mutates(&body));
	for (x = body.tokens; computes && x < body.tokens + body.token_count; x++) {
		if (x->op == python->op.load_super_attr || !x->value || !is_str(x->value) || !IS_IN(python->op.names, x->op))
			continue;
		if (is_attribute(x)) {
			computes = PySet_Add(r->names, x->value) == 0;
			continue;
		}
		if (code == r->block && (x->op == python->op.store_name || x->op == python->op.store_attr))
			continue;
		computes = x->op == python->op.load_global || x->op == python->op.load_name;
		o = computes && PyDict_Contains(globals, x->value) == 1 ? loaded(globals, &x, body.tokens + body.token_count)
									: NULL;
		if (o && o != library_object("os", "environ"))
			computes = (may_be_of_the_library(r->t, o) &&
				    (library_computes(o) || is_maker_of_values(o) || (r->configures && configures_logging(o)))) ||
				   (r->block && makes_for_block(o)) ||
				   (!makes_objects(o) && PyList_Append(r->objects, o) == 0);
		else if (computes && !o) {
			if (code == r->block && tokens_have(body.tokens, body.token_count, python->op.store_name, x->value))
				continue;
			o = PyDict_Contains(globals, x->value) == 1 ? NULL : PyDict_GetItemWithError(r->t->builtins, x->value);
			computes = o && (is_builtin_that_computes(x->value) || (is_class(o) && is_exception(o)));
			r->asks_any = r->asks_any || !strcmp(utf8(x->value), "getattr");
		}
	}
	body_fini(&body);
	computes = computes && (code == r->block || writes_its_own(code, globals));
	for (i = 0; computes && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			computes = is_definition_within(PyTuple_GetItem(consts, i))
				       ? is_only_returned(r, code, PyTuple_GetItem(consts, i))
				       : code_computes(r, PyTuple_GetItem(consts, i), globals, depth);
	unref(consts);
	return computes;
}

/* What it has captured is loaded from outside, too; it does not store there. */
static bool
captures_values(struct reading *r, struct module *m, PyObject *f, PyObject *code)
{
	PyObject *free = code_attr(code, "co_freevars"), *closure = WORD(f, python->function.closure), *node = NULL, *value;
	bool none = free && PyTuple_Size(free) == 0, values;
	Py_ssize_t i;

	values = !none && free && m && closure && PyTuple_Size(free) == PyTuple_Size(closure) &&
		 (node = tree_definition(m, code)) && !node_has(node, "Nonlocal");
	for (i = 0; values && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		values = value && (list_has(r->objects, value) || PyList_Append(r->objects, value) == 0);
	}
	unref(node);
	unref(free);
	PyErr_Clear();
	return none || values;
}

/* Its own variables; no coroutine.  Who has called a generator function goes through what it yields, or has no value. */
static bool
function_computes(struct reading *r, PyObject *f, int depth)
{
	struct module *m = r->live ? NULL : pair_module(r->t, WORD(f, python->function.code));
	PyObject *code = m && !m->same_source ? code_by_its_name(r->t, f) : WORD(f, python->function.code), *o, *new;
	bool computes;
	size_t i;

	/* Its new code comes with the commit. */
	if (r->block && code && (new = pair_new_code(r->t, code)) && !code_same_behaviour(code, new))
		return false;
	computes = code && captures_values(r, m, f, code) && !(code_int(code, "co_flags") & CO_SUSPENDS) &&
		   code_computes(r, code, m && m->scratch ? m->scratch : WORD(f, python->function.globals), depth);
	for (i = 0; computes && i < 2; i++) {
		o = WORD(f, i ? python->function.kwdefaults : python->function.defaults);
		computes = !o || PyList_Append(r->objects, o) == 0;
	}
	return computes;
}

static int
reading_init(struct reading *r, struct transaction *t, bool live)
{
	*r = (struct reading){.t = t, .live = live, .seen = PySet_New(NULL), .names = PySet_New(NULL)};
	r->objects = PyList_New(0);
	r->held = PyList_New(0);
	return r->seen && r->names && r->objects && r->held ? 0 : -1;
}

static void
reading_fini(struct reading *r)
{
	unref(r->seen);
	unref(r->names);
	unref(r->objects);
	unref(r->held);
	PyErr_Clear();
}

/* What an expression names. */
static bool
node_is_harmless(struct reading *r, const struct staging *g, PyObject *node)
{
	PyObject *o = node_object(g, node), *of, *children, *name;
	bool harmless;
	Py_ssize_t i;

	/* Settings.make */
	o = o && (is_exact(o, TYPE_AT(PyClassMethod_Type)) || is_exact(o, TYPE_AT(PyStaticMethod_Type))) ? callable_of(o) : o;
	if (o)
		return is_harmless(r, o, 0);
	of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	o = of ? node_object(g, of) : NULL;
	harmless = (!o || !is_module(o)) && !node_is(node, "Lambda");
	unref(of);
	/* client.login, which may be called. */
	name = harmless && node_is(node, "Attribute") ? get_attr(node, "attr") : NULL;
	harmless = harmless && (!name || PySet_Add(r->names, name) == 0);
	unref(name);
	children = harmless ? tree_children(node) : NULL;
	for (i = 0; children && harmless && i < PyList_Size(children); i++)
		harmless = node_is_harmless(r, g, PyList_GetItem(children, i));
	unref(children);
	return harmless;
}

static bool
arguments_are_harmless(struct reading *r, const struct staging *g, PyObject *call)
{
	static const char *const parts[] = {"args", "keywords"};
	PyObject *list;
	bool harmless = true;
	size_t i;

	for (i = 0; harmless && i < sizeof(parts) / sizeof(parts[0]); i++) {
		list = get_attr(call, parts[i]);
		harmless = list && node_is_harmless(r, g, list);
		unref(list);
	}
	return harmless;
}

/* All that has been loaded, and given in the call; what is found there may ask for more attributes, and load more. */
static bool
all_is_harmless(struct reading *r, const struct staging *g, PyObject *call)
{
	Py_ssize_t names, i;
	bool harmless;

	do {
		names = PySet_Size(r->names);
		r->items = 0;
		harmless = PyList_SetSlice(r->held, 0, PyList_Size(r->held), NULL) == 0;
		for (i = 0; harmless && i < PyList_Size(r->objects); i++)
			harmless = is_harmless(r, PyList_GetItem(r->objects, i), 0);
		harmless = harmless && (!call || arguments_are_harmless(r, g, call));
	} while (harmless && PySet_Size(r->names) != names);
	return harmless;
}

static bool
computes(struct reading *r, const struct staging *g, PyObject *f, PyObject *call)
{
	/* Its own containers alone: those from outside may have another name in it. */
	if (!function_computes(r, f, 0) || !all_is_harmless(r, g, NULL) || (r->mutates && PyList_Size(r->held)))
		return false;
	return !call || all_is_harmless(r, g, call);
}

/* Of this object, or of one that has nothing but what its class has. */
static bool
method_computes(struct reading *r, PyObject *class, PyObject *o, PyObject *f)
{
	Py_ssize_t names;
	bool does = function_computes(r, f, 0);

	do {
		names = PySet_Size(r->names);
		does = does && specials_compute(r, class) && attributes_are_harmless(r, class, o, 0, true) && all_is_harmless(r, NULL, NULL);
	} while (does && PySet_Size(r->names) != names);
	return does && !r->mutates && !r->asks_any;
}

bool
computes_by_method(struct transaction *t, PyObject *o, PyObject *f)
{
	struct reading r;
	bool does = reading_init(&r, t, false) == 0 &&
		    method_computes(&r, is_class(o) ? o : (PyObject *)type_of(o), is_class(o) ? NULL : o, f);

	reading_fini(&r);
	return does;
}

bool
computes_block(struct transaction *t, PyObject *code, PyObject *names)
{
	struct reading r;
	bool does = reading_init(&r, t, true) == 0;

	r.block = code;
	does = does && code_computes(&r, code, names, 0) && all_is_harmless(&r, NULL, NULL) && !(r.mutates && PyList_Size(r.held));
	reading_fini(&r);
	return does;
}

bool
node_repeats(const struct staging *g, PyObject *node)
{
	struct reading r;
	Py_ssize_t names;
	bool repeats = reading_init(&r, g->t, false) == 0;

	do {
		names = repeats ? PySet_Size(r.names) : 0;
		r.items = 0;
		repeats = repeats && node_is_harmless(&r, g, node) && all_is_harmless(&r, NULL, NULL);
	} while (repeats && PySet_Size(r.names) != names);
	repeats = repeats && !r.mutates;
	reading_fini(&r);
	return repeats;
}

/* What can be compared, and merged with what the process has: no counter, generator or object to go on with. */
static bool
is_value(PyObject *o, bool within_fixed, int depth)
{
	bool tuple = PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type)), container = is_container(o);
	PyObject *list, *dict, *key, *value;
	bool is = depth < DEPTH_MOST;
	Py_ssize_t i, at = 0;

	if (container && within_fixed)
		return false;
	if (is_dict(o)) {
		while (is && PyDict_Next(o, &at, &key, &value))
			is = is_value(value, within_fixed, depth + 1);
		return is;
	}
	if (container || tuple) {
		list = PySequence_List(o);
		for (i = 0; list && is && i < PyList_Size(list); i++)
			is = is_value(PyList_GetItem(list, i), within_fixed || tuple, depth + 1);
		unref(list);
		return is;
	}
	if (class_makes_records((PyObject *)type_of(o))) {
		dict = PyObject_GenericGetDict(o, NULL);
		PyErr_Clear();
		while (dict && is && PyDict_Next(dict, &at, &key, &value))
			is = is_value(value, true, depth + 1);
		unref(dict);
		return is;
	}
	return is_atom(o) || is_class(o) || is_library_value(o) || is_enum((PyObject *)type_of(o)) || is_module(o) ||
	       is_function(o);
}

bool
computed_is_value(PyObject *o)
{
	return is_value(o, false, 0);
}

/* The class of what the expression leads to: an object, a class, or a call of a class without arguments that runs no code. */
static PyObject *
class_of_node(const struct staging *g, PyObject *node)
{
	PyObject *o = node_object(g, node), *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *args;

	if (f) {
		o = node_object(g, f);
		args = get_attr(node, "args");
		o = o && is_class(o) && is_made_by_itself(o) && args && PyList_Size(args) == 0 ? o : NULL;
		unref(args);
		unref(f);
	}
	o = !o || is_class(o) || is_module(o) ? o : (PyObject *)type_of(o);
	return o && is_class(o) && is_heap_type(o) && !is_enum(o) ? o : NULL;
}

bool
node_is_temporary(const struct staging *g, PyObject *node)
{
	return node_is(node, "Call") && class_of_node(g, node) != NULL;
}

/* build(ROWS), Point(1, 2), or a method of what such a call has made: build(ROWS).values(). */
static bool
look_at_call(const struct staging *g, PyObject *call, bool *mutates)
{
	PyObject *callee, *f, *of, *name, *class, *of_object;
	struct reading r;
	bool is = false;

	callee = node_is(call, "Call") ? get_attr(call, "func") : NULL;
	f = callee ? without_cache(node_object(g, callee)) : NULL;
	/* Color.choices() */
	if (f && (is_exact(f, TYPE_AT(PyClassMethod_Type)) || is_exact(f, TYPE_AT(PyStaticMethod_Type))))
		f = callable_of(f);
	of = callee && !(f && (is_function(f) || is_class(f))) && node_is(callee, "Attribute") ? get_attr(callee, "value") : NULL;
	name = of ? get_attr(callee, "attr") : NULL;
	if (f && (is_function(f) || (is_class(f) && class_makes_records(f)))) {
		is = reading_init(&r, g->t, false) == 0 &&
		     (is_function(f) ? computes(&r, g, f, call) : arguments_are_harmless(&r, g, call));
		*mutates = r.mutates;
		reading_fini(&r);
	}
	class = name && of ? class_of_node(g, of) : NULL;
	f = class ? class_lookup(class, utf8(name)) : NULL;
	f = f && !is_exact(f, TYPE_AT(PyProperty_Type)) ? callable_of(f) : NULL;
	if (f && is_function(f) && reading_init(&r, g->t, false) == 0) {
		of_object = node_object(g, of);
		is = method_computes(&r, class, of_object && !is_class(of_object) ? of_object : NULL, f) &&
		     arguments_are_harmless(&r, g, call) && all_is_harmless(&r, g, call);
		reading_fini(&r);
	}
	is = is || (name && plain_is_reading(utf8(name)) && node_is(of, "Call") && call_computes(g, of, false));
	unref(name);
	unref(of);
	unref(callee);
	PyErr_Clear();
	return is;
}

bool
call_computes(const struct staging *g, PyObject *call, bool still)
{
	PyObject *known = PyDict_GetItemWithError(g->t->computing, call);
	bool mutates = false;

	if (!known) {
		known = !look_at_call(g, call, &mutates) ? NONE : mutates ? call : TRUE;
		PyDict_SetItem(g->t->computing, call, known);
		PyErr_Clear();
	}
	return known == TRUE || (known == call && !still);
}

/* addHandler(h): once more. */
static bool
adds_something(PyObject *names)
{
	PyObject *list = PySequence_List(names);
	bool adds = !list;
	Py_ssize_t i;

	for (i = 0; list && !adds && i < PyList_Size(list); i++)
		adds = !strncmp(utf8(PyList_GetItem(list, i)), "add", 3) || !strncmp(utf8(PyList_GetItem(list, i)), "write", 5);
	unref(list);
	return adds;
}

bool
call_configures(const struct staging *g, PyObject *call, PyObject *f)
{
	struct reading r;
	bool does = reading_init(&r, g->t, false) == 0;

	r.configures = true;
	does = does && computes(&r, g, f, call) && !adds_something(r.names);
	reading_fini(&r);
	return does;
}

bool
computes_live(struct transaction *t, PyObject *f)
{
	struct reading r;
	bool does = reading_init(&r, t, true) == 0 && computes(&r, NULL, f, NULL);

	reading_fini(&r);
	return does;
}

struct watching {
	const struct staging *g;
	PyObject *seen;
};

static bool
watch_call(PyObject *node, void *arg)
{
	const struct watching *w = arg;
	const struct staging *g = w->g;
	PyObject *copy, *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL;
	PyObject *f = callee ? without_cache(node_object(g, callee)) : NULL;
	struct reading r;
	Py_ssize_t i;
	int result = 0;

	unref(callee);
	if (!f || !is_function(f))
		return false;
	if (reading_init(&r, g->t, false) == 0 && computes(&r, g, f, node))
		for (i = 0; result == 0 && i < PyList_Size(r.held); i++) {
			copy = content_copy(PyList_GetItem(r.held, i));
			result = copy ? PyList_Append(w->seen, PyList_GetItem(r.held, i)) : -1;
			result = result == 0 && PyList_Append(w->seen, copy) == 0 ? PyList_Append(w->seen, NONE) : -1;
			unref(copy);
		}
	reading_fini(&r);
	return result < 0;
}

int
computes_watch(const struct staging *g, const struct statement *s, PyObject *seen)
{
	struct watching w = {g, seen};

	return tree_any(s->node, watch_call, &w) ? -1 : 0;
}
