/*
 * plain.c - calls that make a value of their arguments and do nothing else.
 *
 * max(A, 2), BASE.rstrip("/"), os.path.join(ROOT, "x"), re.compile(PATTERN): when
 * what they read has changed they may be made again, though their line has not.
 */
#include "statement.h"
#include "version.h"

/* sorted(X, key=lambda ...): what it makes depends on code. */
static bool
passes_code(PyObject *call)
{
	static const char *const parts[] = {"args", "keywords"};
	PyObject *list, *value;
	bool passes = false;
	Py_ssize_t i;
	size_t k;

	for (k = 0; k < 2; k++) {
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
	static const char *const names[] = {"abs", "all", "any", "ascii", "bin", "bool", "bytes", "chr", "complex",
					    "dict", "divmod", "enumerate", "float", "format", "frozenset", "hex", "int",
					    "len", "list", "max", "min", "oct", "ord", "pow", "range", "repr",
					    "reversed", "round", "set", "slice", "sorted", "str", "sum", "tuple", "zip"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(utf8(id), names[i]))
			return PyDict_Contains(g->m->scratch, id) == 0;
	return false;
}

/* What a name, or a name of a module and so on, leads to; no code runs.  Borrowed; NULL: unknown. */
static PyObject *
find(const struct staging *g, PyObject *node)
{
	PyObject *name = NULL, *value, *object, *found = NULL;

	if (node_is(node, "Name")) {
		name = get_attr(node, "id");
		found = name ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	} else if (node_is(node, "Attribute")) {
		name = get_attr(node, "attr");
		value = get_attr(node, "value");
		object = value ? find(g, value) : NULL;
		if (name && object && PyType_IsSubtype(type_of(object), TYPE_AT(PyModule_Type)))
			found = PyDict_GetItemWithError(PyModule_GetDict(object), name);
		unref(value);
	}
	unref(name);
	return found;
}

/* Of the standard library, and not replaced. */
static bool
is_known(PyObject *function)
{
	static const char *const known[][2] = {
		{"posixpath", "join"}, {"posixpath", "normpath"}, {"posixpath", "basename"}, {"posixpath", "dirname"},
		{"posixpath", "split"}, {"posixpath", "splitext"}, {"posixpath", "abspath"}, {"posixpath", "commonprefix"},
		{"re", "compile"}, {"re", "escape"}, {"decimal", "Decimal"}, {"fractions", "Fraction"},
		{"datetime", "timedelta"}, {"datetime", "date"}, {"datetime", "time"}, {"datetime", "datetime"},
		{"datetime", "timezone"}, {"pathlib", "Path"}, {"pathlib", "PosixPath"}, {"pathlib", "PurePath"},
		{"pathlib", "PurePosixPath"}, {"uuid", "UUID"}, {"string", "Template"}, {"struct", "Struct"},
		{"struct", "calcsize"}, {"ipaddress", "ip_address"}, {"ipaddress", "ip_network"}, {"math", "ceil"},
		{"math", "floor"}, {"math", "sqrt"}, {"math", "log"}, {"math", "log2"}, {"math", "log10"}, {"math", "prod"},
		{"operator", "itemgetter"}, {"operator", "attrgetter"}, {"operator", "methodcaller"}, {"functools", "partial"}, {"types", "MappingProxyType"},
		{"urllib.parse", "urljoin"}, {"urllib.parse", "quote"}, {"urllib.parse", "urlencode"},
		{"urllib.parse", "urlparse"}, {"urllib.parse", "urlsplit"},
	};
	PyObject *module;
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		module = loaded_module(known[i][0]);
		if (module && dict_get(PyModule_GetDict(module), known[i][1]) == function)
			return true;
	}
	return false;
}

/* A method of str, bytes, tuple, dict and so on that changes nothing. */
static bool
is_reading(const char *method)
{
	static const char *const changes[] = {"add", "append", "clear", "difference_update", "discard", "extend",
					      "fromkeys", "insert", "intersection_update", "pop", "popitem", "remove",
					      "reverse", "setdefault", "sort", "symmetric_difference_update", "update"};
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
		if (!strcmp(method, changes[i]))
			return false;
	return strncmp(method, "__", 2) != 0;
}

/* Its class is built in: no other code has a say in its methods. */
static bool
makes_builtin(const struct staging *g, PyObject *node)
{
	PyObject *value, *function, *id;
	bool makes = node_is(node, "Constant") || node_is(node, "JoinedStr");

	if (node_is(node, "Call") && call_is_plain(g, node)) {
		function = get_attr(node, "func");
		id = function && node_is(function, "Name") ? get_attr(function, "id") : NULL;
		value = function && node_is(function, "Attribute") ? get_attr(function, "value") : NULL;
		makes = (id && is_builtin(g, id)) || (value && makes_builtin(g, value));
		unref(value);
		unref(id);
		unref(function);
		return makes;
	}
	value = find(g, node);
	return makes || (value && (is_atom(value) || is_container(value)) && !is_class(value) && !is_function(value));
}

bool
call_makes_object(const struct staging *g, PyObject *node)
{
	PyObject *function = node_is(node, "Call") ? get_attr(node, "func") : NULL, *found;
	PyObject *left = node_is(node, "BinOp") ? get_attr(node, "left") : NULL; /* Path(ROOT) / "x" */
	bool makes = left && call_makes_object(g, left);

	found = function ? find(g, function) : NULL;
	makes = makes || (found && is_known(found));
	unref(left);
	unref(function);
	return makes;
}

bool
call_is_plain(const struct staging *g, PyObject *node)
{
	PyObject *function, *name, *value, *found;
	bool plain = false;

	if (passes_code(node))
		return false;
	function = get_attr(node, "func");
	if (function && node_is(function, "Name")) {
		name = get_attr(function, "id");
		plain = name && is_builtin(g, name);
		unref(name);
	}
	found = function && !plain ? find(g, function) : NULL;
	plain = plain || (found && is_known(found));
	if (function && !plain && node_is(function, "Attribute")) {
		name = get_attr(function, "attr");
		value = get_attr(function, "value");
		plain = name && value && is_reading(utf8(name)) && makes_builtin(g, value);
		unref(value);
		unref(name);
	}
	unref(function);
	PyErr_Clear();
	return plain;
}
