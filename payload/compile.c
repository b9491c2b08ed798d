#include "compile.h"

#include "version.h"

#define PyCF_ONLY_AST 0x400 /* Include/cpython/compile.h, 3.8 to 3.15 */
/* PyCF_MASK: the co_flags that are future features, 3.8 to 3.15. */
#define FUTURE_FEATURES 0x1fe0000

static PyObject *
call_compile(struct transaction *t, PyObject *what, PyObject *file, const char *kind, int flags)
{
	PyObject *compile = dict_get(t->builtins, "compile"), *mode = PyUnicode_FromString(kind);
	/* dont_inherit: the flags of the frame below us are none of this source's. */
	PyObject *one = PyLong_FromLong(1), *mask = PyLong_FromLong(flags), *code = NULL;

	if (compile && mode && one && mask)
		code = PyObject_CallFunctionObjArgs(compile, what, file, mode, mask, one, NULL);
	unref(mask);
	unref(one);
	unref(mode);
	return code;
}

PyObject *
compile_source(struct transaction *t, struct module *m)
{
	return call_compile(t, m->source, m->file, "exec", 0);
}

PyObject *
compile_tree(struct transaction *t, PyObject *source, PyObject *file)
{
	PyObject *module = call_compile(t, source, file, "exec", PyCF_ONLY_AST);
	PyObject *nodes = module ? PyObject_GetAttrString(module, "body") : NULL;

	unref(module);
	return nodes;
}

/* "_ as a, _ as b": the names that imports at top level bind. */
static PyObject *
imported_names(const struct body *body)
{
	PyObject *names = PyList_New(0), *comma = PyUnicode_FromString(", "), *item, *text = NULL;
	const struct token *x;
	bool imports = false, failed = false;
	int i, chunk = 0;

	for (i = 0; names && !failed && i < body->token_count; i++) {
		if (chunk < body->chunk_count && body->chunks[chunk].first == i) {
			imports = false;
			chunk++;
		}
		x = &body->tokens[i];
		imports = imports || x->op == python->op.import_name;
		if (!imports || x->op != python->op.store_name)
			continue;
		item = PyUnicode_FromFormat("_ as %U", x->value);
		failed = !item || PyList_Append(names, item) < 0;
		unref(item);
	}
	if (names && comma && !failed)
		text = PyUnicode_Join(comma, names);
	unref(comma);
	unref(names);
	return text;
}

static PyObject *
joined(PyObject *set)
{
	PyObject *comma = PyUnicode_FromString(", "), *list = PySequence_List(set), *text = NULL;

	if (comma && list)
		text = PyUnicode_Join(comma, list);
	unref(list);
	unref(comma);
	return text;
}

/*
 * The compiler calls f() otherwise when some function has `global f`, and since
 * 3.11 mod.f() when the source has imported mod.  So that a statement alone
 * becomes what it is in its module, this goes in front: it makes no code.
 */
static PyObject *
import_nothing(struct transaction *t, struct module *m)
{
	PyObject *names, *globals, *text = NULL;

	if (m->imports)
		return m->imports;
	names = imported_names(&m->new);
	globals = m->global_stores ? joined(m->global_stores) : NULL;
	if (names && globals)
		text = PyUnicode_FromFormat("if 0:\n pass%s%U%s%U", PyObject_Size(names) ? "\n import " : "", names,
					    PyObject_Size(globals) ? "\n def _():\n  global " : "", globals);
	unref(globals);
	if (text)
		m->imports = hold(t, compile_tree(t, text, m->file));
	unref(text);
	unref(names);
	return m->imports;
}

static bool
is_import(PyObject *nodes)
{
	PyObject *names = PyObject_Size(nodes) ? get_attr(PyList_GetItem(nodes, 0), "names") : NULL;

	unref(names);
	return names != NULL;
}

PyObject *
compile_block(struct transaction *t, struct module *m, PyObject *nodes)
{
	PyObject *ast = builtin_module("_ast"), *type = ast ? get_attr(ast, "Module") : NULL, *none = type ? PyList_New(0) : NULL;
	PyObject *module = none ? PyObject_CallFunctionObjArgs(type, nodes, none, NULL) : NULL, *code = NULL;

	if (module)
		code = call_compile(t, module, m->file, "exec", code_int(m->code, "co_flags") & FUTURE_FEATURES);
	unref(module);
	unref(none);
	unref(type);
	unref(ast);
	return code;
}

PyObject *
compile_statements(struct transaction *t, struct module *m, PyObject *nodes)
{
	PyObject *code = NULL, *front;

	if (is_import(nodes)) /* from __future__ must come first */
		front = ref(nodes);
	else if ((front = import_nothing(t, m)))
		front = PySequence_Concat(front, nodes);
	if (front)
		code = compile_block(t, m, front);
	if (code && pair_take_fresh(t, code) < 0) {
		unref(code);
		code = NULL;
	}
	unref(front);
	return code;
}

PyObject *
compile_expression(struct transaction *t, struct module *m, PyObject *node)
{
	PyObject *ast = builtin_module("_ast"), *type = ast ? get_attr(ast, "Expression") : NULL;
	PyObject *expression = type ? PyObject_CallFunctionObjArgs(type, node, NULL) : NULL, *code = NULL;

	if (expression)
		code = call_compile(t, expression, m->file, "eval", code_int(m->code, "co_flags") & FUTURE_FEATURES);
	unref(expression);
	unref(type);
	unref(ast);
	return code;
}

static PyObject *
make_function(struct transaction *t, const char *source, const char *name)
{
	PyObject *names = PyDict_New(), *code = NULL, *done = NULL, *function = NULL;

	if (names && PyDict_SetItemString(names, "__builtins__", t->builtins) == 0)
		code = PyObject_CallFunction(dict_get(t->builtins, "compile"), "sss", source, "<pyreload-attach>", "exec");
	done = code ? PyEval_EvalCode(code, names, names) : NULL;
	if (done)
		function = ref(dict_get(names, name));
	/* The dict is the function's globals: without itself in it there is no cycle that only the collector frees. */
	if (function)
		PyDict_DelItemString(names, name);
	unref(done);
	unref(code);
	unref(names);
	return function;
}

PyObject *
compile_function(struct transaction *t, const char *source, const char *name)
{
	PyObject *key = PyLong_FromVoidPtr((void *)(uintptr_t)source), *function = key ? ref(PyDict_GetItemWithError(t->own_functions, key)) : NULL;

	if (key && !function && (function = make_function(t, source, name)) && PyDict_SetItem(t->own_functions, key, function) < 0) {
		unref(function);
		function = NULL;
	}
	unref(key);
	return function;
}
