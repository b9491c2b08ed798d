/*
 * written.c - without the old source: keys and attributes that functions of the module, and other modules, store to.
 *
 * row["n"] += 1, row.update(n=1), node.open = True: whatever the row is called, by this key it is the process that writes.  What
 * no line writes and the source says otherwise has been edited.
 */
#include "statement.h"
#include "version.h"

#define DEEP 200

static int add_all(PyObject *node, PyObject *found, bool within, int depth);

static int
add_key(PyObject *found, PyObject *node)
{
	PyObject *key = node && node_is(node, "Constant") ? get_attr(node, "value") : NULL;
	int result = PySet_Add(found, key && is_atom(key) ? key : NONE);

	unref(key);
	return result;
}

/* Not what a method stores to its own object: that is no row of a table. */
static bool
is_own(PyObject *of)
{
	return attr_is(of, "id", "self") || attr_is(of, "id", "cls");
}

static int
add_stored(PyObject *node, PyObject *found)
{
	bool subscript = node_is(node, "Subscript");
	PyObject *of = get_attr(node, "value"), *name = subscript ? tree_key(node) : get_attr(node, "attr");
	int result = 0;

	if (of && subscript)
		result = add_key(found, name);
	else if (of && name && !is_own(of))
		result = PySet_Add(found, name);
	unref(name);
	unref(of);
	return result;
}

/* row.update(n=1, **more), row.update({"n": 1}), row.setdefault("n", 0), row.pop("n") */
static int
add_called(PyObject *call, PyObject *found)
{
	static const char *const first[] = {"setdefault", "pop", "__setitem__", "__delitem__"};
	PyObject *f = get_attr(call, "func"), *name = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL,
		 *args = name ? get_attr(call, "args") : NULL,
		 *keywords = name && attr_is(f, "attr", "update") ? get_attr(call, "keywords") : NULL, *keys, *key;
	int result = 0;
	Py_ssize_t i, k;

	for (i = 0; keywords && result == 0 && i < PyList_Size(keywords); i++) {
		key = get_attr(PyList_GetItem(keywords, i), "arg");
		result = PySet_Add(found, key ? key : NONE);
		unref(key);
	}
	for (i = 0; keywords && args && result == 0 && i < PyList_Size(args); i++) {
		keys = node_is(PyList_GetItem(args, i), "Dict") ? get_attr(PyList_GetItem(args, i), "keys") : NULL;
		result = keys ? 0 : PySet_Add(found, NONE);
		for (k = 0; keys && result == 0 && k < PyList_Size(keys); k++)
			result = add_key(found, PyList_GetItem(keys, k));
		unref(keys);
	}
	if (result == 0 && args && IS_ONE_OF(utf8(name), first) && PyList_Size(args) > 0)
		result = add_key(found, PyList_GetItem(args, 0));
	unref(keywords);
	unref(args);
	unref(name);
	unref(f);
	return result;
}

static int
add_node(PyObject *node, PyObject *found)
{
	PyObject *mode = node_is(node, "Subscript") || node_is(node, "Attribute") ? get_attr(node, "ctx") : NULL;
	int result = mode && !node_is(mode, "Load") ? add_stored(node, found)
		     : node_is(node, "Call")        ? add_called(node, found)
						    : 0;

	unref(mode);
	return result;
}

/* within: in the body of a function, or in a module that is another one. */
static int
add_all(PyObject *node, PyObject *found, bool within, int depth)
{
	PyObject *children = depth ? tree_children(node) : NULL;
	int result = within && !is_list(node) ? add_node(node, found) : 0;
	Py_ssize_t i;

	within = within || node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "Lambda");
	for (i = 0; children && result == 0 && i < PyList_Size(children); i++)
		result = add_all(PyList_GetItem(children, i), found, within, depth - 1);
	unref(children);
	return result;
}

struct reading {
	PyObject *found;
	struct addresses values; /* of the module: who has one may write to it */
};

static void
look_in(PyObject *name, PyObject *names, PyObject *tree, void *arg)
{
	struct reading *r = arg;

	(void)name;
	(void)names;
	if (add_all(tree, r->found, true, DEEP) < 0)
		PyErr_Clear();
}

static bool
is_of_module(PyObject *value, void *arg)
{
	struct reading *r = arg;

	return addresses_has(&r->values, value);
}

static void
read_others(struct transaction *t, const struct module *m)
{
	struct reading r = {.found = m->written};
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(m->dict, &at, &name, &value))
		if (!is_atom(value) && is_str(name) && strncmp(utf8(name), "__", 2) && !is_module(value) &&
		    addresses_add(&r.values, value) < 0)
			break;
	importers_each(t, is_of_module, look_in, &r);
	addresses_fini(&r.values);
}

/* None is in it: by a key that is not known.  Borrowed; NULL: no memory. */
static PyObject *
written_of(struct transaction *t, struct module *m)
{
	if (!m->written && (m->written = hold(t, PySet_New(NULL)))) {
		if (m->tree && add_all(m->tree, m->written, false, DEEP) < 0)
			PyErr_Clear();
		read_others(t, m);
	}
	return m->written;
}

bool
written(struct transaction *t, struct module *m, PyObject *key)
{
	PyObject *set = written_of(t, m);

	return set && is_atom(key) && PySet_Contains(set, key) == 1;
}

bool
written_by_any_key(struct transaction *t, struct module *m)
{
	PyObject *set = written_of(t, m);

	return set && PySet_Contains(set, NONE) == 1;
}
