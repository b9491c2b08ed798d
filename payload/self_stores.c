/* self_stores.c - which attributes of self the statements of an initializer set, and to what. */
#include "initializer.h"
#include "version.h"

/* self.NAME as a target; the name, new reference, or NULL.  __name is another one in the instance. */
PyObject *
self_attribute(const struct initializer *n, PyObject *node)
{
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	PyObject *name = initializer_is_self(n, value) ? get_attr(node, "attr") : NULL;

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
		name = self_attribute(n, PyList_GetItem(names, i));
		result = name ? visit(n, name, PyList_GetItem(values, i)) : 0;
		unref(name);
	}
	unref(values);
	unref(names);
	return result;
}

/* Each name that a statement of the body itself sets on self, and the node of the value. */
int
self_stores_each(struct initializer *n, PyObject *body, int (*visit)(struct initializer *, PyObject *, PyObject *))
{
	PyObject *targets, *value, *name;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(body); i++) {
		targets = targets_of(PyList_GetItem(body, i));
		value = targets ? get_attr(PyList_GetItem(body, i), "value") : NULL;
		n->targets = targets ? PyList_Size(targets) : 0;
		for (k = 0; value && value != NONE && result == 0 && k < PyList_Size(targets); k++) {
			name = self_attribute(n, PyList_GetItem(targets, k));
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
