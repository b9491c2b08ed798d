/*
 * staged_import.c - `import` in staged code finds the staged modules first.
 */
#include "transaction.h"

/* The staged module for an absolute name; staged now if need be.  NULL: not ours, or exception. */
static PyObject *
staged_for(struct transaction *t, PyObject *name)
{
	struct module *m = transaction_module(t, name);

	if (!m || stage_module(t, m) < 0)
		return NULL;
	return m->staged;
}

/* "pkg" and level 2 in pkg.sub.mod: what importlib's resolve_name does. */
static PyObject *
absolute_name(PyObject *name, PyObject *globals, long level)
{
	PyObject *package = globals && is_dict(globals) ? dict_get(globals, "__package__") : NULL;
	PyObject *base, *joined;
	const char *text, *end;

	if (level == 0)
		return ref(name);
	if (!package || !is_str(package))
		return NULL;
	text = utf8(package);
	end = text + strlen(text);
	for (; level > 1 && end > text; level--)
		do
			end--;
		while (end > text && *end != '.');
	/* PyUnicode_FromFormat knows no "%.*s" before 3.12. */
	base = PyUnicode_FromStringAndSize(text, end - text);
	if (!base || PyObject_Size(name) == 0)
		return base;
	joined = PyUnicode_FromFormat("%U.%U", base, name);
	unref(base);
	return joined;
}

static struct transaction *staging; /* one transaction at a time: reload.c holds the lock */

/* Remember what came into the process: if the reload fails it must go again. */
static PyObject *
import_really(struct transaction *t, PyObject *args, PyObject *kwargs)
{
	PyObject *modules = PyImport_GetModuleDict(), *before = PyDict_Copy(modules), *keys, *result;
	Py_ssize_t i;

	result = before ? PyObject_Call(t->real_import, args, kwargs) : NULL;
	keys = result ? PyDict_Keys(modules) : NULL;
	for (i = 0; keys && i < PyList_Size(keys); i++)
		if (PyDict_Contains(before, PyList_GetItem(keys, i)) == 0 &&
		    PyList_Append(t->imported, PyList_GetItem(keys, i)) < 0)
			break;
	unref(keys);
	unref(before);
	return result;
}

static PyObject *
import_staged(PyObject *self, PyObject *args, PyObject *kwargs)
{
	static char *words[] = {(char *)"name", (char *)"globals", (char *)"locals",
				(char *)"fromlist", (char *)"level", NULL};
	PyObject *name, *globals = NULL, *locals = NULL, *from = NULL, *absolute, *found = NULL;
	const char *dot;
	int level = 0;

	(void)self;
	if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOOi:__import__", words, &name, &globals,
					 &locals, &from, &level))
		return NULL;
	absolute = staging && is_str(name) ? absolute_name(name, globals, level) : NULL;
	if (absolute && (found = staged_for(staging, absolute)) && level == 0 &&
	    !(from && from != NONE && PyObject_Size(from) > 0) &&
	    (dot = strchr(utf8(absolute), '.'))) {
		/* "import a.b" binds a: the staged one when there is one. */
		PyObject *top = PyUnicode_FromStringAndSize(utf8(absolute), dot - utf8(absolute));

		found = top ? staged_for(staging, top) : NULL;
		unref(top);
	}
	unref(absolute);
	if (found)
		return ref(found);
	if (PyErr_Occurred() || !staging)
		return NULL;
	return import_really(staging, args, kwargs);
}

static PyMethodDef import_definition = {"__import__", (PyCFunction)(void (*)(void))import_staged,
					METH_VARARGS | METH_KEYWORDS, NULL};

void
stage_forget_imports(struct transaction *t)
{
	PyObject *modules = PyImport_GetModuleDict(), *name, *module, *parent, *package;
	const char *dot;
	Py_ssize_t i;

	for (i = 0; t->imported && i < PyList_Size(t->imported); i++) {
		name = PyList_GetItem(t->imported, i);
		module = PyDict_GetItemWithError(modules, name);
		dot = module ? strrchr(utf8(name), '.') : NULL;
		parent = dot ? PyUnicode_FromStringAndSize(utf8(name), dot - utf8(name)) : NULL;
		package = parent ? PyDict_GetItemWithError(modules, parent) : NULL;
		/* The import has bound it in its package, too. */
		if (package && PyType_IsSubtype(type_of(package), TYPE_AT(PyModule_Type)) &&
		    dict_get(PyModule_GetDict(package), dot + 1) == module)
			PyDict_DelItemString(PyModule_GetDict(package), dot + 1);
		unref(parent);
		if (module)
			PyDict_DelItem(modules, name);
	}
	PyErr_Clear();
}

int
stage_hook_import(struct transaction *t)
{
	PyObject *hook = PyCFunction_NewEx(&import_definition, NULL, NULL);
	int result = -1;

	t->real_import = hold(t, ref(dict_get(t->builtins, "__import__")));
	t->staging_builtins = hold(t, PyDict_Copy(t->builtins));
	if (hook && t->real_import && t->staging_builtins)
		result = PyDict_SetItemString(t->staging_builtins, "__import__", hook);
	unref(hook);
	staging = result == 0 ? t : NULL;
	return result;
}

bool
stage_end(struct transaction *t)
{
	PyObject *hook = t->staging_builtins ? dict_get(t->staging_builtins, "__import__") : NULL;
	bool alone = true;

	if (hook && hook != t->real_import) {
		alone = refs_of(hook) == 1;
		/* Whoever still has this dict shall not call into a library that is gone. */
		PyDict_SetItemString(t->staging_builtins, "__import__", t->real_import);
	}
	staging = NULL;
	PyErr_Clear();
	return alone;
}
