/* self_stores.c - which attributes of self the statements of an initializer set, and to what. */
#include "initializer.h"
#include "version.h"

/* __name is _Class__name in the instance; __name__ is nothing for an initializer.  New reference, or NULL. */
static PyObject *
mangle(const struct initializer *n, const char *name)
{
	const char *class = strrchr(n->path, '.') ? strrchr(n->path, '.') + 1 : n->path;
	size_t length = strlen(name);

	class += strspn(class, "_");
	return !*class || !strcmp(name + length - 2, "__") ? NULL : PyUnicode_FromFormat("_%s%s", class, name);
}

PyObject *
self_attribute(const struct initializer *n, PyObject *node)
{
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	PyObject *name = initializer_is_self(n, value) ? get_attr(node, "attr") : NULL, *mangled;

	if (name && !strncmp(utf8(name), "__", 2)) {
		mangled = mangle(n, utf8(name));
		unref(name);
		name = mangled;
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
visit_pairs(struct initializer *n, PyObject *target, PyObject *value, visit_fn *visit)
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

static bool
is_text(PyObject *node)
{
	PyObject *value = node_is(node, "Constant") ? get_attr(node, "value") : NULL;
	bool text = value && is_str(value);

	unref(value);
	return text;
}

static int
visit_said(struct initializer *n, PyObject *name, PyObject *value, visit_fn *visit)
{
	PyObject *text = get_attr(name, node_is(name, "keyword") ? "arg" : "value");
	int result = 0;

	n->is_said = true;
	n->targets = 1;
	if (text && is_str(text))
		result = visit(n, text, value);
	n->is_said = false;
	unref(text);
	return result;
}

/* self.__dict__ */
static bool
is_dict_of_self(const struct initializer *n, PyObject *node)
{
	PyObject *of = node_is(node, "Attribute") && attr_is(node, "attr", "__dict__") ? get_attr(node, "value") : NULL;
	bool is = of && initializer_is_self(n, of);

	unref(of);
	return is;
}

/* setattr(self, "name", value), object.__setattr__(self, "name", value), super().__setattr__("name", value),
   self.__dict__.update(name=value); loop: the variable of a loop around it that is the name, which is this. */
static int
visit_call(struct initializer *n, PyObject *call, PyObject *loop, PyObject *name, visit_fn *visit)
{
	PyObject *f = get_attr(call, "func"), *args = get_attr(call, "args"), *keywords = get_attr(call, "keywords"), *of;
	bool method = f && node_is(f, "Attribute"),
	     sets = f && (method ? attr_is(f, "attr", "__setattr__") : attr_is(f, "id", "setattr"));
	Py_ssize_t count = args && keywords ? PyList_Size(args) : 0, i;
	int result = 0;

	if (sets && count >= 2 && count == 2 + initializer_is_self(n, PyList_GetItem(args, 0)) && PyList_Size(keywords) == 0) {
		if (is_text(PyList_GetItem(args, count - 2)))
			result = visit_said(n, PyList_GetItem(args, count - 2), PyList_GetItem(args, count - 1), visit);
		else if (loop && node_is_name(PyList_GetItem(args, count - 2), loop))
			result = visit_said(n, name, PyList_GetItem(args, count - 1), visit);
	}
	of = method && count == 0 && attr_is(f, "attr", "update") ? get_attr(f, "value") : NULL;
	for (i = 0; of && is_dict_of_self(n, of) && result == 0 && i < PyList_Size(keywords); i++) {
		name = get_attr(PyList_GetItem(keywords, i), "value");
		result = name ? visit_said(n, PyList_GetItem(keywords, i), name, visit) : 0;
		unref(name);
	}
	unref(of);
	unref(keywords);
	unref(args);
	unref(f);
	return result;
}

/* for name in ("a", "b"): setattr(self, name, []) */
static int
visit_loop(struct initializer *n, PyObject *loop, visit_fn *visit)
{
	PyObject *target = get_attr(loop, "target"), *over = get_attr(loop, "iter"), *body = get_attr(loop, "body"), *call;
	PyObject *names = over && (node_is(over, "Tuple") || node_is(over, "List")) ? get_attr(over, "elts") : NULL;
	PyObject *name = target && node_is(target, "Name") ? get_attr(target, "id") : NULL;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; names && name && body && result == 0 && i < PyList_Size(names); i++)
		for (k = 0; is_text(PyList_GetItem(names, i)) && result == 0 && k < PyList_Size(body); k++) {
			call = node_is(PyList_GetItem(body, k), "Expr") ? get_attr(PyList_GetItem(body, k), "value") : NULL;
			if (call && node_is(call, "Call"))
				result = visit_call(n, call, name, PyList_GetItem(names, i), visit);
			unref(call);
		}
	unref(name);
	unref(names);
	unref(body);
	unref(over);
	unref(target);
	return result;
}

/* self.__dict__["name"] = value */
static int
visit_item(struct initializer *n, PyObject *target, PyObject *value, visit_fn *visit)
{
	PyObject *of = node_is(target, "Subscript") ? get_attr(target, "value") : NULL, *key = of ? tree_key(target) : NULL;
	int result = 0;

	if (key && is_dict_of_self(n, of) && is_text(key))
		result = visit_said(n, key, value, visit);
	unref(key);
	unref(of);
	return result;
}

/* Of what is no assignment. */
static int
visit_other(struct initializer *n, PyObject *statement, visit_fn *visit)
{
	PyObject *call = node_is(statement, "Expr") ? get_attr(statement, "value") : NULL;
	int result = node_is(statement, "For") ? visit_loop(n, statement, visit)
		     : call && node_is(call, "Call") ? visit_call(n, call, NULL, NULL, visit)
						     : 0;

	unref(call);
	return result;
}

int
self_stores_each(struct initializer *n, PyObject *body, visit_fn *visit)
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
			else if (!name)
				result = visit_item(n, PyList_GetItem(targets, k), value, visit);
			unref(name);
		}
		if (!targets && result == 0)
			result = visit_other(n, PyList_GetItem(body, i), visit);
		unref(value);
		unref(targets);
	}
	PyErr_Clear();
	return result;
}
