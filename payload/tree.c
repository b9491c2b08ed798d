/* tree.c - which statement of the new source a code object was compiled from. */
#include "statement.h"
#include "version.h"

long
tree_line(PyObject *node, const char *attribute)
{
	PyObject *value = get_attr(node, attribute);
	long line = value && value != NONE ? PyLong_AsLong(value) : 0;

	unref(value);
	PyErr_Clear();
	return line;
}

long
tree_first_line(PyObject *node)
{
	PyObject *decorators = get_attr(node, "decorator_list");
	long line = tree_line(decorators && PyList_Size(decorators) > 0 ? PyList_GetItem(decorators, 0) : node, "lineno");

	unref(decorators);
	return line;
}

static bool
is_definition(PyObject *node, PyObject *name, long line)
{
	PyObject *its;
	bool is;

	if (!node_is(node, "ClassDef") && !node_is(node, "FunctionDef") && !node_is(node, "AsyncFunctionDef"))
		return false;
	its = get_attr(node, "name");
	is = its && PyUnicode_Compare(its, name) == 0 && tree_first_line(node) == line;
	unref(its);
	return is;
}

/* The node or a statement below it; new reference.  NULL: none. */
static PyObject *
find(PyObject *node, PyObject *name, long line)
{
	static const char *const blocks[] = {"body", "orelse", "finalbody", "handlers", "cases"};
	PyObject *list, *item, *found = NULL;
	Py_ssize_t i;
	size_t k;

	if (is_definition(node, name, line))
		return ref(node);
	for (k = 0; !found && k < sizeof(blocks) / sizeof(blocks[0]); k++) {
		list = get_attr(node, blocks[k]);
		for (i = 0; list && is_exact(list, TYPE_AT(PyList_Type)) && !found && i < PyList_Size(list); i++) {
			item = PyList_GetItem(list, i);
			/* It does not end in front of the line; a case has no lines of its own. */
			if (!tree_line(item, "end_lineno") || tree_line(item, "end_lineno") >= line)
				found = find(item, name, line);
		}
		unref(list);
	}
	return found;
}

PyObject *
tree_key(PyObject *subscript)
{
	PyObject *slice = get_attr(subscript, "slice"), *inner;

	if (!slice || !node_is(slice, "Index")) /* around it until 3.8 */
		return slice;
	inner = get_attr(slice, "value");
	unref(slice);
	return inner;
}

PyObject *
tree_children(PyObject *node)
{
	PyObject *fields, *list, *child;
	Py_ssize_t i;
	int result = 0;

	if (is_exact(node, TYPE_AT(PyList_Type)))
		return ref(node);
	fields = get_attr(node, "_fields");
	list = fields ? PyList_New(0) : NULL;
	for (i = 0; list && result == 0 && i < PyTuple_Size(fields); i++) {
		child = PyObject_GetAttr(node, PyTuple_GetItem(fields, i));
		result = child ? PyList_Append(list, child) : 0;
		unref(child);
	}
	unref(fields);
	PyErr_Clear();
	return list;
}

#define DEPTH_MOST 200 /* of nested expressions that are looked at */

static bool
any(PyObject *node, bool (*is)(PyObject *node, void *arg), void *arg, int depth)
{
	bool found = is(node, arg);
	PyObject *children = found || depth == DEPTH_MOST ? NULL : tree_children(node);
	Py_ssize_t i;

	for (i = 0; children && !found && i < PyList_Size(children); i++)
		found = any(PyList_GetItem(children, i), is, arg, depth + 1);
	unref(children);
	return found;
}

PyObject *
node_iters(PyObject *node)
{
	PyObject *generators = get_attr(node, "generators"), *iter = node_is(node, "For") ? get_attr(node, "iter") : NULL, *list;
	Py_ssize_t i;
	int result;

	PyErr_Clear();
	list = PyList_New(0);
	result = list && iter ? PyList_Append(list, iter) : 0;

	unref(iter);
	for (i = 0; list && generators && result == 0 && i < PyList_Size(generators); i++) {
		iter = get_attr(PyList_GetItem(generators, i), "iter");
		result = iter ? PyList_Append(list, iter) : 0;
		unref(iter);
	}
	unref(generators);
	PyErr_Clear();
	return list;
}

bool
tree_any(PyObject *node, bool (*is)(PyObject *node, void *arg), void *arg)
{
	return any(node, is, arg, 0);
}

static long
line_evaluated(PyObject *node, bool (*is)(PyObject *node, void *arg), void *arg, int depth)
{
	bool function = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "Lambda");
	PyObject *children = depth < DEPTH_MOST ? tree_children(node) : NULL, *body = function ? get_attr(node, "body") : NULL;
	long line = is(node, arg) ? tree_line(node, "lineno") : 0;
	Py_ssize_t i;

	for (i = 0; children && !line && i < PyList_Size(children); i++)
		if (PyList_GetItem(children, i) != body)
			line = line_evaluated(PyList_GetItem(children, i), is, arg, depth + 1);
	unref(body);
	unref(children);
	return line;
}

long
tree_line_evaluated(PyObject *tree, bool (*is)(PyObject *node, void *arg), void *arg)
{
	return line_evaluated(tree, is, arg, 0);
}

/* The only lambda on this line with these arguments, below the node.  False: there are several. */
static bool
find_lambda(PyObject *node, PyObject *code, long line, PyObject **found)
{
	PyObject *children, *args, *list;
	bool one = true;
	Py_ssize_t i;

	if (node_is(node, "Lambda") && tree_line(node, "lineno") == line) {
		args = get_attr(node, "args");
		list = args ? get_attr(args, "args") : NULL;
		if (list && PyList_Size(list) == code_int(code, "co_argcount")) {
			one = *found == NULL;
			*found = one ? node : NULL;
		}
		unref(list);
		unref(args);
	}
	children = tree_children(node);
	for (i = 0; children && one && i < PyList_Size(children); i++)
		one = find_lambda(PyList_GetItem(children, i), code, line, found);
	unref(children);
	return one;
}

PyObject *
tree_definition(const struct module *m, PyObject *code)
{
	return tree_definition_in(m->tree, code);
}

PyObject *
tree_definition_in(PyObject *tree, PyObject *code)
{
	PyObject *name = code_attr(code, "co_name"), *found;
	Py_ssize_t low = 0, high = tree ? PyList_Size(tree) : 0, middle;
	long line = code_int(code, "co_firstlineno");

	/* The first statement that does not end in front of the line. */
	while (low < high) {
		middle = (low + high) / 2;
		if (tree_line(PyList_GetItem(tree, middle), "end_lineno") < line)
			low = middle + 1;
		else
			high = middle;
	}
	found = name && tree && low < PyList_Size(tree) ? find(PyList_GetItem(tree, low), name, line) : NULL;
	if (name && !found && tree && low < PyList_Size(tree) && !strcmp(utf8(name), "<lambda>")) {
		if (!find_lambda(PyList_GetItem(tree, low), code, line, &found))
			found = NULL;
		ref(found);
	}
	unref(name);
	return found;
}
