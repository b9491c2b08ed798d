/*
 * staged_import.c - `import` in staged code finds the staged modules first.
 *
 * So do the modules that the process does not have yet and that staged code
 * imports: they are executed with the same builtins.  A package that is not of
 * the transaction itself, but has modules of it, is stood in for: its stand-in
 * has the same names, and leads to the staged modules.  So does one for importlib,
 * whose import_module() knows nothing of __import__.
 */
#include "transaction.h"
#include "version.h"

/*
 * The staged module for an absolute name (staged now if need be), or the
 * stand-in.  Borrowed.  NULL: not ours, or exception.
 */
static PyObject *
staged_for(struct transaction *t, PyObject *name)
{
	struct module *m = transaction_module(t, name);

	if (m)
		return stage_module(t, m) < 0 ? NULL : m->staged;
	return PyDict_GetItemWithError(t->stand_ins, name);
}

/* "a.b.c": "a.b".  New reference; NULL: there is none (no exception), or no memory. */
static PyObject *
parent_of(PyObject *name)
{
	const char *text = utf8(name), *dot = strrchr(text, '.');

	return dot ? PyUnicode_FromStringAndSize(text, dot - text) : NULL;
}

static bool
is_package(PyObject *module)
{
	return module && is_module(module) &&
	       dict_get(PyModule_GetDict(module), "__path__");
}

PyObject *
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

static bool
is_below(const char *path, PyObject *directory)
{
	size_t length = directory && is_str(directory) ? strlen(utf8(directory)) : 0;

	return length && strncmp(path, utf8(directory), length) == 0 && path[length] == '/';
}

/*
 * Not of the program that is reloaded, but installed beside it: it knows nothing of
 * staged modules.  Once loaded it stays, whatever becomes of the reload: many an
 * extension can be initialised only once in a process.
 */
static bool
is_library(PyObject *spec)
{
	PyObject *origin = spec && spec != NONE ? get_attr(spec, "origin") : NULL, *places, *os, *file;
	const char *path, *slash;
	bool is = false;

	if (origin && is_str(origin)) {
		path = utf8(origin);
		os = loaded_module("os");
		file = os ? dict_get(PyModule_GetDict(os), "__file__") : NULL;
		slash = file && is_str(file) ? strrchr(utf8(file), '/') : NULL;
		file = slash ? PyUnicode_FromStringAndSize(utf8(file), slash - utf8(file)) : NULL;
		/* "built-in", "frozen"; sys.path may have an archive by a relative path. */
		is = !strchr(path, '/') || strstr(path, "/site-packages/") || strstr(path, "/dist-packages/") ||
		     is_below(path, file) || (strlen(path) > 3 && !strcmp(path + strlen(path) - 3, ".so"));
		unref(file);
	} else if (origin == NONE) {
		/* A namespace package is what is in it. */
		places = get_attr(spec, "submodule_search_locations");
		is = !places || places == NONE;
		unref(places);
	}
	unref(origin);
	PyErr_Clear();
	return is;
}

bool
is_library_dict(PyObject *names)
{
	return is_library(dict_get(names, "__spec__"));
}

bool
is_library_module(PyObject *module)
{
	return module && is_module(module) && is_library_dict(PyModule_GetDict(module));
}

/* Remember what came into the process: if the reload fails it must go again. */
static PyObject *
import_really(struct transaction *t, bool there, PyObject *args, PyObject *kwargs)
{
	PyObject *modules = PyImport_GetModuleDict(), *before = PyDict_Copy(modules), *keys, *result = NULL;
	Py_ssize_t i;

	/* A library stays, and so does what its import did; one that is there does nothing. */
	if (before && (there || touched_pause(t) == 0))
		result = PyObject_Call(t->real_import, args, kwargs);
	if (result && !there && touched_resume(t) < 0) {
		unref(result);
		result = NULL;
	}
	keys = result ? PyDict_Keys(modules) : NULL;
	for (i = 0; keys && i < PyList_Size(keys); i++)
		if (PyDict_Contains(before, PyList_GetItem(keys, i)) == 0 &&
		    !is_library_module(PyDict_GetItemWithError(modules, PyList_GetItem(keys, i))) &&
		    PyList_Append(t->imported, PyList_GetItem(keys, i)) < 0)
			break;
	unref(keys);
	unref(before);
	return result;
}

static PyObject *
find_spec(PyObject *name, PyObject *parent, PyObject *bootstrap)
{
	PyObject *path = parent ? get_attr(parent, "__path__") : ref(NONE);
	PyObject *spec = path ? PyObject_CallMethod(bootstrap, "_find_spec", "OO", name, path) : NULL;

	unref(path);
	return spec;
}

bool
import_comes(PyObject *name, PyObject *globals, long level)
{
	PyObject *full = absolute_name(name, globals, level), *bootstrap = loaded_module("_frozen_importlib"), *parent = NULL, *spec = NULL, *origin = NULL,
		 *above;
	const char *dot = full ? strrchr(utf8(full), '.') : NULL;
	bool comes;

	above = dot ? PyUnicode_FromStringAndSize(utf8(full), dot - utf8(full)) : NULL;
	parent = above ? PyDict_GetItemWithError(PyImport_GetModuleDict(), above) : NULL;
	if (full && bootstrap && PyDict_Contains(PyImport_GetModuleDict(), full) == 0 && (!dot || parent))
		spec = find_spec(full, parent, bootstrap);
	origin = spec && spec != NONE && !is_library(spec) ? get_attr(spec, "origin") : NULL;
	comes = origin && old_code_is_younger(origin);
	unref(origin);
	unref(spec);
	unref(above);
	unref(full);
	PyErr_Clear();
	return comes;
}

PyObject *
imported_by(PyObject *code, PyObject *globals)
{
	PyObject *modules = PyImport_GetModuleDict(), *list = PyList_New(0), *name, *child, *module;
	const struct token *x;
	struct body body;
	int result = list ? body_init(&body, code) : -1;
	Py_ssize_t i;

	for (x = body.tokens + 2; result == 0 && x < body.tokens + body.token_count; x++) {
		if (x->op != python->op.import_name || !x->value || !x[-2].value)
			continue;
		name = absolute_name(x->value, globals, PyLong_AsLong(x[-2].value));
		module = name ? PyDict_GetItemWithError(modules, name) : NULL;
		result = module && is_module(module) ? PyList_Append(list, module) : 0;
		/* from package import module */
		for (i = 0; name && result == 0 && x[-1].value && is_exact(x[-1].value, TYPE_AT(PyTuple_Type)) &&
			    i < PyTuple_Size(x[-1].value);
		     i++) {
			child = PyUnicode_FromFormat("%U.%U", name, PyTuple_GetItem(x[-1].value, i));
			module = child ? PyDict_GetItemWithError(modules, child) : NULL;
			result = module && is_module(module) ? PyList_Append(list, module) : 0;
			unref(child);
		}
		unref(name);
	}
	if (list && body.code)
		body_fini(&body);
	return result == 0 ? list : (unref(list), NULL);
}

/* The loader does no more than to execute this code.  New reference; NULL: it may; no exception is left. */
static PyObject *
plain_code(PyObject *loader, PyObject *name)
{
	PyObject *module = get_attr((PyObject *)type_of(loader), "__module__"), *code = NULL;

	if (module && is_str(module) &&
	    (!strcmp(utf8(module), "_frozen_importlib_external") || !strcmp(utf8(module), "zipimport")))
		code = PyObject_CallMethod(loader, "get_code", "O", name);
	unref(module);
	PyErr_Clear();
	if (code && is_code(code))
		return code;
	unref(code);
	return NULL;
}

/* What it changes elsewhere is put back if the reload comes to nothing. */
static PyObject *
execute_watched(struct transaction *t, PyObject *name, PyObject *dict, PyObject *loader)
{
	PyObject *code = plain_code(loader, name), *done = NULL, *list, *error[3];

	if (!code)
		return PyObject_CallMethod(loader, "exec_module", "O", PyDict_GetItemWithError(PyImport_GetModuleDict(), name));
	list = imported_by(code, dict);
	if (list && snapshot_imported(t, code, list) == 0 && touched_resume(t) == 0) {
		done = PyEval_EvalCode(code, dict, dict);
		PyErr_Fetch(&error[0], &error[1], &error[2]);
		touched_pause(t);
		PyErr_Clear();
		PyErr_Restore(error[0], error[1], error[2]);
	}
	unref(list);
	unref(code);
	return done;
}

static int
execute(struct transaction *t, PyObject *name, PyObject *module, PyObject *loader, PyObject *spec)
{
	PyObject *modules = PyImport_GetModuleDict(), *done = NULL, *yes = PyBool_FromLong(1);
	PyObject *no = PyBool_FromLong(0), *error[3];

	/* _initializing: so other threads wait for the lock before they use it. */
	if (PyDict_SetItemString(PyModule_GetDict(module), "__builtins__", t->staging_builtins) == 0 &&
	    PyObject_SetAttrString(spec, "_initializing", yes) == 0 &&
	    PyDict_SetItem(modules, name, module) == 0) {
		t->effects++;
		done = execute_watched(t, name, PyModule_GetDict(module), loader);
		PyErr_Fetch(&error[0], &error[1], &error[2]);
		PyObject_SetAttrString(spec, "_initializing", no);
		if (!done)
			PyDict_DelItem(modules, name);
		PyErr_Clear();
		PyErr_Restore(error[0], error[1], error[2]);
	}
	unref(yes);
	unref(no);
	unref(done);
	return done ? PyList_Append(t->imported, name) : -1;
}

/* Find, create and execute, as importlib._bootstrap does.  0 also when it cannot be done so. */
static int
load_new(struct transaction *t, PyObject *name, PyObject *parent, PyObject *bootstrap)
{
	PyObject *spec = find_spec(name, parent, bootstrap), *module = NULL;
	PyObject *loader = spec && spec != NONE ? get_attr(spec, "loader") : NULL;
	PyObject *method = loader && loader != NONE && !is_library(spec) ? get_attr(loader, "exec_module") : NULL;
	int result = 0;

	if (method)
		module = PyObject_CallMethod(bootstrap, "module_from_spec", "O", spec);
	if (module && is_module(module) &&
	    (result = execute(t, name, module, loader, spec)) == 0 && parent)
		/* It may have put another object in its place. */
		result = PyObject_SetAttrString(parent, strrchr(utf8(name), '.') + 1,
						PyDict_GetItemWithError(PyImport_GetModuleDict(), name));
	unref(module);
	unref(method);
	unref(loader);
	unref(spec);
	return PyErr_Occurred() ? -1 : result;
}

/* Other threads that import the same module wait for the lock. */
static int
load_locked(struct transaction *t, PyObject *name, PyObject *parent)
{
	PyObject *bootstrap = loaded_module("_frozen_importlib"), *lock, *entered, *left = NULL;
	PyObject *error[3];
	int result = -1;

	if (touched_pause(t) < 0)
		return -1;
	lock = bootstrap ? PyObject_CallMethod(bootstrap, "_ModuleLockManager", "O", name) : NULL;
	entered = lock ? PyObject_CallMethod(lock, "__enter__", NULL) : NULL;
	if (entered) {
		result = PyDict_Contains(PyImport_GetModuleDict(), name)
				 ? 0
				 : load_new(t, name, parent, bootstrap);
		PyErr_Fetch(&error[0], &error[1], &error[2]);
		left = PyObject_CallMethod(lock, "__exit__", "OOO", NONE, NONE, NONE);
		PyErr_Clear();
		PyErr_Restore(error[0], error[1], error[2]);
	}
	unref(left);
	unref(entered);
	unref(lock);
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (touched_resume(t) < 0 && result == 0)
		return -1;
	PyErr_Restore(error[0], error[1], error[2]);
	return result;
}

/* Bring a module into the process, parents first, so that it sees what is staged. */
static int
import_new(struct transaction *t, PyObject *name)
{
	PyObject *modules = PyImport_GetModuleDict(), *parent, *package = NULL;
	int result = 0;

	if (transaction_module(t, name) || PyDict_Contains(modules, name) != 0)
		return 0;
	parent = parent_of(name);
	if (parent && (result = import_new(t, parent)) == 0) {
		package = PyDict_GetItemWithError(modules, parent);
		result = is_package(package) ? 0 : 1;
	}
	unref(parent);
	/* What cannot be found like this the real import finds, or says why not. */
	if (result)
		return result < 0 ? -1 : 0;
	return load_locked(t, name, package);
}

/* from package import *: what its __all__ names may be modules, too. */
static int
add_all(PyObject *dict, PyObject *list)
{
	PyObject *star = PyUnicode_FromString("*"), *all = dict_get(dict, "__all__"), *names;
	int result = star ? 0 : -1;
	Py_ssize_t i;

	names = result == 0 && all && PySequence_Contains(list, star) == 1 ? PySequence_List(all) : NULL;
	for (i = 0; names && result == 0 && i < PyList_Size(names); i++)
		if (is_str(PyList_GetItem(names, i)))
			result = PyList_Append(list, PyList_GetItem(names, i));
	unref(names);
	unref(star);
	PyErr_Clear();
	return result;
}

/* from package import a, b: they may be modules. */
static int
import_children(struct transaction *t, PyObject *name, PyObject *from)
{
	PyObject *package = PyDict_GetItemWithError(PyImport_GetModuleDict(), name);
	PyObject *staged = staged_for(t, name), *list, *child, *attribute;
	struct module *m;
	int result = 0;
	Py_ssize_t i;

	if (PyErr_Occurred() || !is_package(package))
		return PyErr_Occurred() ? -1 : 0;
	package = staged ? staged : package;
	list = PySequence_List(from);
	if (list && add_all(PyModule_GetDict(package), list) < 0)
		result = -1;
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		if (!is_str(PyList_GetItem(list, i)) || !strcmp(utf8(PyList_GetItem(list, i)), "*"))
			continue;
		child = PyUnicode_FromFormat("%U.%U", name, PyList_GetItem(list, i));
		attribute = dict_get(PyModule_GetDict(package), utf8(PyList_GetItem(list, i)));
		m = child ? transaction_module(t, child) : NULL;
		if (m && attribute == m->staged)
			result = stage_module(t, m);
		else if (child && !attribute)
			result = import_new(t, child);
		unref(child);
	}
	unref(list);
	return PyErr_Occurred() ? -1 : result;
}

/* from api import f, where api is not of the transaction and has it from a module that is: for this import alone something
   stands for api.  New reference; NULL: it need not, or exception. */
static PyObject *
lead_on(struct transaction *t, PyObject *absolute, PyObject *from)
{
	PyObject *live = PyDict_GetItemWithError(PyImport_GetModuleDict(), absolute), *list, *name, *value, *staged, *led = NULL;
	int result = 0;
	Py_ssize_t i;

	if (!live || !is_module(live) || transaction_module(t, absolute))
		return NULL;
	list = PySequence_List(from);
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		value = is_str(name) ? PyDict_GetItemWithError(PyModule_GetDict(live), name) : NULL;
		staged = value ? staged_definition(t, value) : NULL;
		if (!staged || staged == value || PyErr_Occurred())
			continue;
		if (!led) {
			led = ref(PyDict_GetItemWithError(t->stand_ins, absolute));
			if (!led && (led = PyModule_NewObject(absolute)))
				result = PyDict_Update(PyModule_GetDict(led), PyModule_GetDict(live));
		}
		if (!led || result < 0 || PyDict_SetItem(PyModule_GetDict(led), name, staged) < 0)
			result = -1;
	}
	unref(list);
	if (!PyErr_Occurred())
		return led;
	unref(led);
	return NULL;
}

/* What an import has bound in the live package since. */
static int
refresh_stand_in(struct transaction *t, PyObject *name, PyObject *stand_in)
{
	PyObject *live = PyDict_GetItemWithError(PyImport_GetModuleDict(), name);

	if (!live || PyDict_GetItemWithError(t->stand_ins, name) != stand_in)
		return 0;
	return PyDict_Merge(PyModule_GetDict(stand_in), PyModule_GetDict(live), 0);
}

/* "import a.b" binds a: the staged one when there is one, once a.b is in the process.  Borrowed. */
static PyObject *
top_of(struct transaction *t, PyObject *absolute, Py_ssize_t length, PyObject *found, PyObject *args,
       PyObject *kwargs)
{
	PyObject *name = PyUnicode_FromStringAndSize(utf8(absolute), length), *top, *done;

	top = name ? staged_for(t, name) : NULL;
	if (top && !found) {
		done = import_really(t, false, args, kwargs);
		unref(done);
		top = done ? top : NULL;
	}
	if (top && refresh_stand_in(t, name, top) < 0)
		top = NULL;
	unref(name);
	return top;
}

static PyObject *
import_staged(PyObject *self, PyObject *args, PyObject *kwargs)
{
	static char *words[] = {(char *)"name", (char *)"globals", (char *)"locals",
				(char *)"fromlist", (char *)"level", NULL};
	PyObject *name, *globals = NULL, *locals = NULL, *from = NULL, *absolute, *found = NULL, *led = NULL;
	bool has_from, there;
	const char *dot;
	int level = 0;

	(void)self;
	if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOOi:__import__", words, &name, &globals,
					 &locals, &from, &level))
		return NULL;
	absolute = staging && is_str(name) ? absolute_name(name, globals, level) : NULL;
	has_from = from && from != NONE && PyObject_Size(from) > 0;
	if (absolute && import_new(staging, absolute) == 0 &&
	    (!has_from || import_children(staging, absolute, from) == 0)) {
		led = has_from ? lead_on(staging, absolute, from) : NULL;
		found = led || PyErr_Occurred() ? NULL : staged_for(staging, absolute);
		if (level == 0 && !has_from && (dot = strchr(utf8(absolute), '.')))
			found = top_of(staging, absolute, dot - utf8(absolute), found, args, kwargs);
	}
	there = absolute && PyDict_Contains(PyImport_GetModuleDict(), absolute) == 1;
	unref(absolute);
	if (led)
		return led;
	if (found)
		return ref(found);
	if (PyErr_Occurred())
		return NULL;
	if (staging)
		return import_really(staging, there, args, kwargs);
	/* Kept by somebody beyond the reload. */
	found = dict_get(PyEval_GetBuiltins(), "__import__");
	return found ? PyObject_Call(found, args, kwargs) : NULL;
}

/* importlib.import_module(".name", package) */
static PyObject *
absolute_in(PyObject *name, PyObject *package)
{
	PyObject *globals = PyDict_New(), *tail, *absolute = NULL;
	const char *text = utf8(name);
	long level = (long)strspn(text, ".");

	tail = PyUnicode_FromString(text + level);
	if (tail && globals && (!level || PyDict_SetItemString(globals, "__package__", package) == 0))
		absolute = absolute_name(tail, globals, level);
	unref(tail);
	unref(globals);
	return absolute;
}

static PyObject *
import_module_staged(PyObject *self, PyObject *args, PyObject *kwargs)
{
	static char *words[] = {(char *)"name", (char *)"package", NULL};
	PyObject *name, *package = NONE, *absolute = NULL, *found = NULL;

	(void)self;
	if (staging && PyArg_ParseTupleAndKeywords(args, kwargs, "O|O:import_module", words, &name, &package) &&
	    is_str(name) && (absolute = absolute_in(name, package)) && import_new(staging, absolute) == 0)
		found = staged_for(staging, absolute);
	unref(absolute);
	if (found)
		return ref(found);
	if (PyErr_Occurred())
		return NULL;
	/* It says what is wrong with the arguments, too; or the function was kept beyond the reload. */
	found = dict_get(PyModule_GetDict(loaded_module("importlib")), "import_module");
	return found ? PyObject_Call(found, args, kwargs) : NULL;
}

static PyMethodDef import_module_definition = {
	"import_module", (PyCFunction)(void (*)(void))import_module_staged, METH_VARARGS | METH_KEYWORDS, NULL};

int
stage_hook_importlib(struct transaction *t, PyObject *dict)
{
	t->real_import_module = hold(t, ref(dict_get(dict, "import_module")));
	t->import_module_hook = hold(t, PyCFunction_NewEx(&import_module_definition, NULL, NULL));
	if (!t->real_import_module || !t->import_module_hook)
		return -1;
	return PyDict_SetItemString(dict, "import_module", t->import_module_hook);
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
		if (package && is_module(package) &&
		    dict_get(PyModule_GetDict(package), dot + 1) == module)
			PyDict_DelItemString(PyModule_GetDict(package), dot + 1);
		unref(parent);
		if (module && is_module(module))
			PyList_Append(t->forgotten, PyModule_GetDict(module));
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

	t->import_hook = hook; /* staging_builtins keeps it */

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
	PyObject *importlib;
	bool alone = true;

	instance_check_end(t);
	if (t->staging_builtins && t->import_hook) {
		alone = refs_of(t->import_hook) == 1;
		/* Whoever still has this dict shall not call into a library that is gone. */
		PyDict_SetItemString(t->staging_builtins, "__import__", t->real_import);
	}
	if (t->import_module_hook) {
		importlib = PyDict_GetItemString(t->stand_ins, "importlib");
		if (importlib)
			PyDict_SetItemString(PyModule_GetDict(importlib), "import_module", t->real_import_module);
		alone = alone && refs_of(t->import_module_hook) == 1;
	}
	staging = NULL;
	PyErr_Clear();
	return alone;
}
