/*
 * stored.c - self.host = host: what an argument of the initializer was each instance knows.
 *
 * So it does of one that goes to the initializer of a class above, super().__init__(host), which keeps it.
 */
#include "callees.h"
#include "initializer.h"
#include "version.h"

bool
initializer_did_set(const struct initializer *n, PyObject *name)
{
	return n->old && code_stores_attribute(n->old, name);
}

bool
stored_by_each(const struct initializer *n, PyObject *name)
{
	PyObject *init = callable_of(class_lookup(n->class, "__init__")), *code = NULL;

	if (init && is_function(init))
		code = WORD(init, python->function.code);
	return (initializer_did_set(n, name) || fields_have(n->class, name) || (code && code_stores_attribute(code, name))) &&
	       !methods_store(n->class, name, n->old, code);
}

/* The node is an argument, which is what it was given. */
static PyObject *
argument_given(const struct initializer *n, PyObject *node)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;

	if (id && PyUnicode_Compare(id, n->self) != 0 && initializer_takes(n->new, id) &&
	    initializer_count_nodes(n->body, "Name", id, true) == 0 && PyDict_Contains(n->locals, id) == 0)
		return id;
	unref(id);
	return NULL;
}

static int
take_stored(struct initializer *n, PyObject *name, PyObject *value)
{
	PyObject *id = argument_given(n, value);
	int result = id && stored_by_each(n, name) ? PyDict_SetItem(n->stored, id, name) : 0;

	unref(id);
	return result;
}

/* super().__init__(...), Base.__init__(self, ...): the class whose own one that is, borrowed, or NULL; named: the latter. */
static PyObject *
class_called(const struct initializer *n, PyObject *call, bool *named)
{
	PyObject *f = get_attr(call, "func"),
		 *of = f && node_is(f, "Attribute") && attr_is(f, "attr", n->method) ? get_attr(f, "value") : NULL;
	PyObject *inner = of && node_is(of, "Call") ? get_attr(of, "func") : NULL,
		 *o = of && !inner ? node_object(n->m->staging, of) : NULL;
	PyObject *mro = WORD(n->class, TYPE_MRO), *class, *found = NULL;
	bool super = inner && attr_is(inner, "id", "super");
	Py_ssize_t i;

	*named = o != NULL;
	for (i = 1; (super || o) && mro && !found && i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		if (super ? CLASS_DICT(class) && class_get(class, n->method) : class == o || class_staged(n->t, class) == o)
			found = class;
	}
	unref(inner);
	unref(of);
	unref(f);
	return found;
}

/* The statements of the module that the class is of; borrowed, or NULL. */
static PyObject *
tree_of(struct transaction *t, PyObject *class)
{
	PyObject *name = class_get(class, "__module__"), *module;
	struct module *m = name && is_str(name) ? transaction_module(t, name) : NULL;

	if (m || !name || !is_str(name))
		return m ? m->tree : NULL;
	module = PyDict_GetItemWithError(PyImport_GetModuleDict(), name);
	return module && is_module(module) ? importers_tree(t, name, PyModule_GetDict(module)) : NULL;
}

static int look_at_calls(struct initializer *n);

/* What that of the class above keeps; its arguments node is new, or NULL: it is not known. */
static PyObject *
look_above(const struct initializer *n, PyObject *class, struct initializer *above)
{
	PyObject *f = class_get(class, n->method), *code, *node, *arguments = NULL;
	struct module m = {.tree = tree_of(n->t, class)};

	if (!f || !is_function(f) || !m.tree || !is_heap_type(class))
		return NULL;
	*above = *n;
	above->class = class;
	above->old = WORD(f, python->function.code);
	code = code_to_come(n->t, f);
	above->new = code ? code : above->old;
	node = tree_definition(&m, above->new);
	arguments = node ? get_attr(node, "args") : NULL;
	above->body = node ? hold(n->t, get_attr(node, "body")) : NULL;
	above->self = arguments ? hold(n->t, initializer_self(arguments)) : NULL;
	above->locals = hold(n->t, PyDict_New());
	above->stored = hold(n->t, PyDict_New());
	unref(node);
	if (above->self && above->body && above->locals && above->stored &&
	    self_stores_each(above, above->body, take_stored) == 0 && look_at_calls(above) == 0)
		return arguments;
	unref(arguments);
	return NULL;
}

/* What each instance has of the argument, by the class above. */
static int
take_above(struct initializer *n, const struct initializer *above, PyObject *parameter, PyObject *node)
{
	PyObject *name = parameter ? PyDict_GetItemWithError(above->stored, parameter) : NULL,
		 *id = name ? argument_given(n, node) : NULL;
	int result = 0;

	if (id && PyDict_Contains(n->stored, id) == 0 && initializer_count_nodes(n->body, "Attribute", name, true) == 0 &&
	    !methods_store(n->class, name, n->old, NULL))
		result = PyDict_SetItem(n->stored, id, name);
	unref(id);
	return result;
}

static int
look_at_call(struct initializer *n, PyObject *call)
{
	struct initializer above;
	PyObject *class, *arguments, *names, *args, *keywords, *name, *node;
	bool named, ends = false;
	Py_ssize_t i, first;
	int result = 0;

	class = class_called(n, call, &named);
	arguments = class ? look_above(n, class, &above) : NULL;
	if (!arguments)
		return 0;
	names = get_attr(arguments, "args");
	args = get_attr(call, "args");
	keywords = get_attr(call, "keywords");
	/* What is given in front of the first of them is the object itself, or nothing. */
	first = 1 - named;
	for (i = named; names && args && result == 0 && !ends && i < PyList_Size(args) && i + first < PyList_Size(names); i++) {
		name = get_attr(PyList_GetItem(names, i + first), "arg");
		ends = node_is(PyList_GetItem(args, i), "Starred");
		result = ends ? 0 : take_above(n, &above, name, PyList_GetItem(args, i));
		unref(name);
	}
	for (i = 0; keywords && result == 0 && i < PyList_Size(keywords); i++) {
		name = get_attr(PyList_GetItem(keywords, i), "arg");
		node = get_attr(PyList_GetItem(keywords, i), "value");
		result = name && is_str(name) && node ? take_above(n, &above, name, node) : 0;
		unref(node);
		unref(name);
	}
	unref(keywords);
	unref(args);
	unref(names);
	unref(arguments);
	return result;
}

static int
look_at_calls(struct initializer *n)
{
	PyObject *call;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; is_exact(n->body, TYPE_AT(PyList_Type)) && result == 0 && i < PyList_Size(n->body); i++) {
		call = node_is(PyList_GetItem(n->body, i), "Expr") ? get_attr(PyList_GetItem(n->body, i), "value") : NULL;
		result = call && node_is(call, "Call") ? look_at_call(n, call) : 0;
		unref(call);
	}
	return result;
}

int
stored_look(struct initializer *n)
{
	return self_stores_each(n, n->body, take_stored) < 0 ? -1 : look_at_calls(n);
}
