/* source.c - a module's new source: read, compiled, compared with the old. */
#include <stdio.h>

#include "compile.h"
#include "file.h"
#include "version.h"

/*
 * A zipimporter keeps the archive's directory as it was: with a new archive it
 * reads from the wrong places.  So the directory is read anew.
 */
static PyObject *
read_from_zip(struct module *m)
{
	PyObject *zipimport = loaded_module("zipimport"), *archive, *files = NULL, *entry, *data = NULL;
	PyObject *name = NULL;
	size_t len;

	archive = zipimport ? get_attr(m->loader, "archive") : NULL;
	if (archive && is_str(archive) && !strncmp(utf8(m->file), utf8(archive), len = strlen(utf8(archive)))) {
		name = PyUnicode_FromString(utf8(m->file) + len + 1);
		files = PyObject_CallMethod(zipimport, "_read_directory", "O", archive);
	}
	entry = files && is_dict(files) && name ? PyDict_GetItemWithError(files, name) : NULL;
	if (entry)
		data = PyObject_CallMethod(zipimport, "_get_data", "OO", archive, entry);
	unref(name);
	unref(files);
	unref(archive);
	PyErr_Clear();
	return data;
}

static void
refill(PyObject *dict, PyObject *with)
{
	if (dict && is_dict(dict)) {
		PyDict_Clear(dict);
		PyDict_Update(dict, with);
	}
}

/* What the module's archive holds is where it is in the new one. */
static void
renew_archive(struct module *m)
{
	PyObject *zipimport = loaded_module("zipimport"), *archive, *files, *its, *cache;

	archive = zipimport && m->loader && m->loader != NONE ? get_attr(m->loader, "archive") : NULL;
	files = archive ? PyObject_CallMethod(zipimport, "_read_directory", "O", archive) : NULL;
	if (files && is_dict(files)) {
		its = get_attr(m->loader, "_files");
		cache = dict_get(PyModule_GetDict(zipimport), "_zip_directory_cache");
		cache = cache && is_dict(cache) ? PyDict_GetItemWithError(cache, archive) : NULL;
		refill(its, files);
		if (cache != its)
			refill(cache, files);
		unref(its);
	}
	PyErr_Clear();
	unref(files);
	unref(archive);
}

/* The module's own loader reads it where it has one (zip files, import hooks). */
static PyObject *
read_source(struct module *m)
{
	PyObject *data = NULL;
	struct stat st;

	/* To open a FIFO would wait for its other end. */
	if (file_stat(-1, utf8(m->file), &st) && !S_ISREG(st.st_mode))
		return NULL;
	if (m->loader) {
		data = read_from_zip(m);
		/* Modules that the new source imports are in the new archive. */
		renew_archive(m);
	}
	if (m->loader && !data)
		data = PyObject_CallMethod(m->loader, "get_data", "O", m->file);
	if (data && is_exact(data, TYPE_AT(PyBytes_Type)))
		return data;
	unref(data);
	PyErr_Clear();
	return file_read(utf8(m->file));
}

/* The same file goes by another name, too: `python svc.py` and `import svc`. */
static int
note_namesakes(struct transaction *t, struct module *m)
{
	PyObject *key, *module, *file;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(PyImport_GetModuleDict(), &at, &key, &module)) {
		if (module == m->module || !is_module(module))
			continue;
		file = dict_get(PyModule_GetDict(module), "__file__");
		if (file && is_str(file) && PyUnicode_Compare(file, m->file) == 0)
			result = PyList_Append(t->namesakes, PyModule_GetDict(module));
	}
	return result;
}

static int
check_kind(struct transaction *t, struct module *m)
{
	PyObject *file = dict_get(m->dict, "__file__");
	const char *path;
	size_t len;

	if (!file || !is_str(file))
		return refuse(t, m, "only modules with Python source can be reloaded",
			      "%s is built in or has no file", m->name);
	path = utf8(file);
	len = strlen(path);
	if (len > 3 && strcmp(path + len - 3, ".so") == 0)
		return refuse(t, m, "only a restart takes new C code",
			      "%s is a C extension (%s)", m->name, path);
	m->is_bytecode = len > 4 && strcmp(path + len - 4, ".pyc") == 0;
	m->file = hold(t, ref(file));
	m->loader = dict_get(m->dict, "__loader__");
	if (m->loader == NONE)
		m->loader = NULL;
	/* Since 3.11: os, posixpath, abc, codecs and others of the library. */
	if (m->loader && is_class(m->loader) && attr_is(m->loader, "__name__", "FrozenImporter"))
		return refuse(t, m, "with -X frozen_modules=off a process runs the file",
			      "%s is frozen into the interpreter: its file is not what runs", m->name);
	m->is_main = strcmp(m->name, "__main__") == 0;
	m->is_package = dict_get(m->dict, "__path__") != NULL;
	return m->file ? note_namesakes(t, m) : -1;
}

/* The process may have been started as `python app.py` and have changed directory since. */
static int
missing_source(struct transaction *t, struct module *m)
{
	char path[4096];
	struct stat st;

	snprintf(path, sizeof(path), "%.*s/__init__.py", (int)strlen(utf8(m->file)) - 3, utf8(m->file));
	if (strlen(utf8(m->file)) > 3 && file_stat(-1, path, &st))
		return refuse(t, m, "only a restart makes a package of a module", "it has become a package: %s", path);
	return refuse(t, m, "is the deployment complete? The process goes on with the code it has",
		      "the source of %s cannot be read: %s", m->name, utf8(m->file));
}

/* sys.modules[__name__] = LazyModule(...): an object of a class of modules that has nothing of what the source binds. */
static bool
is_replaced(const struct module *m)
{
	PyObject *bound = PySet_New(NULL), *list;
	PyObject *module = get_attr((PyObject *)type_of(m->module), "__module__");
	/* importlib.util.LazyLoader: it has not been executed yet. */
	bool lazy = module && is_str(module) && !strcmp(utf8(module), "importlib.util");
	bool replaced = bound && !lazy && (PyObject *)type_of(m->module) != (PyObject *)TYPE_AT(PyModule_Type) &&
			code_bound_names(m->code, bound) == 0 && PySet_Size(bound) > 1;
	Py_ssize_t i;

	list = replaced ? PySequence_List(bound) : NULL;
	for (i = 0; list && replaced && i < PyList_Size(list); i++)
		replaced =
		    !strncmp(utf8(PyList_GetItem(list, i)), "__", 2) || PyDict_Contains(m->dict, PyList_GetItem(list, i)) == 0;
	unref(list);
	unref(bound);
	unref(module);
	PyErr_Clear();
	return replaced;
}

/* A .pyc says where it was compiled; code of another module may be the same but for that. */
static int
fix_file(PyObject *code, PyObject *file)
{
	PyObject *imp = builtin_module("_imp"), *done = NULL;

	if (imp)
		done = PyObject_CallMethod(imp, "_fix_co_filename", "OO", code, file);
	unref(done);
	unref(imp);
	return done ? 0 : -1;
}

static int
compare(struct transaction *t, struct module *m)
{
	PyObject *old;

	if (is_replaced(m))
		return refuse(t, m, "only a restart takes new code for it",
			      "%s has put another object in its place in sys.modules", m->name);
	m->global_stores = hold(t, PySet_New(NULL));
	m->mutated = hold(t, PySet_New(NULL));
	m->emptied = hold(t, PySet_New(NULL));
	if (!m->global_stores || !m->mutated || !m->emptied || code_global_stores(m->code, m->global_stores) < 0 || pair_take_fresh(t, m->code) < 0)
		return -1;
	if (body_init(&m->new, m->code) < 0)
		return PyErr_NoMemory(), -1;
	old = t->flags & PYR_RESET ? NULL : old_code_find(m);
	breathe(t);
	/* Only needed where there is nothing to compare with. */
	if (!old)
		return m->tree ? mutated_names(t, m, m->mutated, m->emptied) : code_mutated_names(m->code, m->mutated);
	m->old_code = hold(t, old);
	if (!m->old_code || fix_file(old, m->file) < 0 || code_global_stores(old, m->global_stores) < 0)
		return -1;
	if (body_init(&m->old, old) < 0)
		return PyErr_NoMemory(), -1;
	body_match(&m->old, &m->new);
	breathe(t);
	m->same_source = m->is_unchanged = code_identical(old, m->code);
	/* What it made of values that have changed since is to follow. */
	if (m->is_unchanged && !(t->flags & PYR_CODE_ONLY) && old_code_outdated(m->name_object) &&
	    PyDict_Size(old_code_outdated(m->name_object)) > 0)
		m->is_unchanged = false;
	return 0;
}

/* What the code of the live functions calls its file: a .pyc without source says where it was compiled. */
static PyObject *
live_file_name(struct module *m)
{
	PyObject *name, *value, *module;
	Py_ssize_t at = 0;

	while (PyDict_Next(m->dict, &at, &name, &value)) {
		module = is_function(value) ? WORD(value, python->function.module) : NULL;
		if (module && is_str(module) && PyUnicode_Compare(module, m->name_object) == 0)
			return code_attr(WORD(value, python->function.code), "co_filename");
	}
	return code_attr(m->code, "co_filename");
}

static int
load_bytecode(struct transaction *t, struct module *m)
{
	m->code = hold(t, old_code_read_pyc(m->file));
	if (!m->code)
		return PyErr_Clear(), refuse(t, m, "it must be compiled by this version of Python",
					     "the bytecode of %s cannot be read: %s", m->name, utf8(m->file));
	m->file = hold(t, live_file_name(m));
	return m->file && fix_file(m->code, m->file) == 0 ? compare(t, m) : -1;
}

bool
source_changes(const struct module *m, PyObject *name, PyObject *value)
{
	return PySet_Contains(m->global_stores, name) == 1 ||
	       (value && !is_atom(value) && PySet_Contains(m->mutated, name) == 1);
}

int
source_load(struct transaction *t, struct module *m)
{
	if (check_kind(t, m) < 0)
		return -1;
	if (m->is_bytecode)
		return load_bytecode(t, m);
	m->source = hold(t, read_source(m));
	if (!m->source)
		return PyErr_Clear(), missing_source(t, m);
	breathe(t);
	m->code = hold(t, compile_source(t, m));
	breathe(t);
	m->tree = m->code ? hold(t, compile_tree(t, m->source, m->file)) : NULL;
	breathe(t);
	if (!m->tree) {
		t->failed = m;
		return -1;
	}
	return compare(t, m);
}

void
module_fini(struct module *m)
{
	stage_free(m);
	body_fini(&m->old);
	body_fini(&m->new);
}
