/*
 * helpers.c - what an initializer sets through the methods that it calls: self.reset(), self.setup(level=5).
 *
 * A class may have its own form of a method that an inherited initializer calls.
 */
#include "compile.h"
#include "initializer.h"
#include "version.h"

#define BASES_MOST 16

/* The value of an argument, if that is a constant; else it is as if there were no default. */
static int
take_argument(struct initializer *n, PyObject *name, PyObject *node)
{
	PyObject *value = node_is(node, "Constant") ? get_attr(node, "value") : NULL;
	bool rebound = initializer_count_nodes(n->body, "Name", name, true) > 0;
	int result = 0;

	if (value && !rebound)
		result = PyDict_SetItem(n->locals, name, value);
	else if (PyDict_Contains(n->locals, name) == 1)
		result = PyDict_DelItem(n->locals, name);
	unref(value);
	return result;
}

static int
forget_arguments(struct initializer *n)
{
	PyObject *self = n->self ? ref(PyDict_GetItemWithError(n->locals, n->self)) : NULL;
	int result;

	PyDict_Clear(n->locals);
	result = self ? PyDict_SetItem(n->locals, n->self, self) : 0;
	unref(self);
	return result;
}

int
helpers_take_arguments(struct initializer *n, PyObject *arguments)
{
	PyObject *names = get_attr(arguments, "args"), *args = get_attr(n->call, "args"), *keywords = get_attr(n->call, "keywords"),
		 *name, *value;
	bool known = names && args && keywords;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; known && i < PyList_Size(args); i++)
		known = !node_is(PyList_GetItem(args, i), "Starred") && i + 1 < PyList_Size(names);
	for (i = 0; known && result == 0 && i < PyList_Size(args); i++) {
		name = get_attr(PyList_GetItem(names, i + 1), "arg");
		result = name ? take_argument(n, name, PyList_GetItem(args, i)) : 0;
		unref(name);
	}
	for (i = 0; known && result == 0 && i < PyList_Size(keywords); i++) {
		name = get_attr(PyList_GetItem(keywords, i), "arg");
		value = get_attr(PyList_GetItem(keywords, i), "value");
		known = name && is_str(name) && value;
		result = known ? take_argument(n, name, value) : 0;
		unref(value);
		unref(name);
	}
	unref(keywords);
	unref(args);
	unref(names);
	return result == 0 && !known ? forget_arguments(n) : result;
}

static int
look_at_helper(const struct initializer *n, PyObject *name, PyObject *call)
{
	struct initializer helper = *n;
	PyObject *live = class_get(n->class, utf8(name)), *path = PyUnicode_FromFormat("%s.%U", n->path, name), *node = NULL;
	int result = path ? 0 : -1;

	helper.evidence = NULL;
	helper.helper = hold(n->t, ref(name));
	helper.call = call;
	helper.new = path ? pair_code_at(n->t, n->m, false, utf8(path)) : NULL;
	helper.old = live && is_function(live) ? WORD(live, python->function.code) : NULL;
	if (helper.new && (helper.old || !live) && !(helper.old && code_same_behaviour(helper.old, helper.new)))
		node = tree_definition(n->m, helper.new);
	if (node && node_is(node, "FunctionDef"))
		result = initializer_look_at_body(&helper, node);
	unref(node);
	unref(path);
	return result;
}

/* self.reset(), by itself: it is called in every case. */
static PyObject *
called_of_self(const struct initializer *n, PyObject *statement, PyObject **call)
{
	PyObject *f, *of, *name;

	*call = node_is(statement, "Expr") ? get_attr(statement, "value") : NULL;
	f = *call && node_is(*call, "Call") ? get_attr(*call, "func") : NULL;
	of = f && node_is(f, "Attribute") ? get_attr(f, "value") : NULL;
	name = of && initializer_is_self(n, of) ? get_attr(f, "attr") : NULL;
	unref(of);
	unref(f);
	return name;
}

int
helpers_look(struct initializer *n, PyObject *node)
{
	PyObject *arguments = get_attr(node, "args"), *body = get_attr(node, "body"), *call, *name;
	int result = 0;
	Py_ssize_t i;

	n->self = arguments ? hold(n->t, initializer_self(arguments)) : NULL;
	for (i = 0; n->self && body && is_exact(body, TYPE_AT(PyList_Type)) && result == 0 && i < PyList_Size(body); i++) {
		name = called_of_self(n, PyList_GetItem(body, i), &call);
		result = name ? look_at_helper(n, name, call) : 0;
		unref(name);
		unref(call);
	}
	unref(body);
	unref(arguments);
	return result;
}

int
helpers_look_inherited(struct initializer *n)
{
	PyObject *mro = WORD(n->class, TYPE_MRO), *f = class_get(n->class, n->method), *class, *code, *node, *module;
	struct initializer own = *n;
	Py_ssize_t i, size = mro ? PyTuple_Size(mro) : 0;
	struct module *m;
	int result = 0;

	for (i = 1; result == 0 && i < size && i < BASES_MOST && (!f || calls_method(callable_of(f), n->method)); i++) {
		class = PyTuple_GetItem(mro, i);
		f = CLASS_DICT(class) && is_heap_type(class) ? class_get(class, n->method) : NULL;
		code = f && is_function(callable_of(f)) ? code_to_come(n->t, callable_of(f)) : NULL;
		module = code ? class_get(class, "__module__") : NULL;
		m = module && is_str(module) ? transaction_module(n->t, module) : NULL;
		node = m && m->tree ? tree_definition(m, code) : NULL;
		if (node && node_is(node, "FunctionDef"))
			result = helpers_look(&own, node);
		unref(node);
	}
	PyErr_Clear();
	return result;
}
