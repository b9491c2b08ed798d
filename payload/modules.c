/* modules.c - which modules a request means. */
#include <stdio.h>
#include <stdlib.h>

#include "file.h"
#include "transaction.h"
#include "version.h"

static struct module *
add_module(struct transaction *t, PyObject *name, PyObject *module)
{
	struct module *grown, *m;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].module == module)
			return &t->modules[i];
	grown = realloc(t->modules, (t->module_count + 1) * sizeof(*grown));
	if (!grown) {
		PyErr_NoMemory();
		return NULL;
	}
	t->modules = grown;
	if (!hold(t, ref(name)) || !hold(t, ref(module)))
		return NULL;
	m = memset(&grown[t->module_count++], 0, sizeof(*m));
	m->name_object = name;
	m->name = utf8(name);
	m->module = module;
	m->dict = PyModule_GetDict(module);
	return m;
}

/* Edit distance, for names that were mistyped. */
static int
distance(const char *a, const char *b)
{
	int row[64], i, j, previous, current, m = (int)strlen(a), n = (int)strlen(b);

	if (m > 60 || n > 60)
		return 99;
	for (j = 0; j <= n; j++)
		row[j] = j;
	for (i = 1; i <= m; i++) {
		previous = row[0];
		row[0] = i;
		for (j = 1; j <= n; j++) {
			current = row[j];
			row[j] = a[i - 1] == b[j - 1] ? previous : previous + 1;
			if (current + 1 < row[j])
				row[j] = current + 1;
			if (row[j - 1] + 1 < row[j])
				row[j] = row[j - 1] + 1;
			previous = current;
		}
	}
	return row[n];
}

static bool
is_near(const char *asked, const char *loaded)
{
	const char *last = strrchr(loaded, '.');
	int most = (int)strlen(asked) / 4 + 1;

	return distance(asked, loaded) <= most || (last && strcmp(last + 1, asked) == 0);
}

/* A script that was started directly goes by another name than its file's. */
static bool
is_script(const char *name)
{
	PyObject *main = loaded_module("__main__"), *file;
	PyObject *dict = main ? PyModule_GetDict(main) : NULL;
	const char *base;
	size_t len = strlen(name);

	file = dict ? dict_get(dict, "__file__") : NULL;
	if (!file || !is_str(file))
		return false;
	base = strrchr(utf8(file), '/');
	base = base ? base + 1 : utf8(file);
	return strncmp(base, name, len) == 0 && strcmp(base + len, ".py") == 0;
}

static int
refuse_unloaded(struct transaction *t, const char *name, PyObject *modules)
{
	PyObject *keys = PyDict_Keys(modules), *key;
	char near[400] = "";
	size_t used = 0;
	Py_ssize_t i;

	if (is_script(name))
		used = (size_t)snprintf(near, sizeof(near), "__main__ (the script that was started)");
	for (i = 0; keys && i < PyList_Size(keys) && used < 300; i++) {
		key = PyList_GetItem(keys, i);
		if (is_str(key) && is_near(name, utf8(key)))
			used += (size_t)snprintf(near + used, sizeof(near) - used, "%s%.80s",
						 used ? ", " : "", utf8(key));
	}
	unref(keys);
	PyErr_Clear();
	report_clear(t->report);
	report_addf(t->report, PYR_REC_ERROR, name, "", "module %s is not loaded in this process", name);
	if (used)
		report_addf(t->report, PYR_REC_HINT, name, "", "did you mean %s?", near);
	else
		report_add(t->report, PYR_REC_HINT, name, "",
			   "MODULE is a name as in sys.modules; a script that was started directly is "
			   "__main__");
	return -1;
}

/* Something that can be taken along with its package without being asked for: a source file. */
static bool
has_source(PyObject *module)
{
	PyObject *file = dict_get(PyModule_GetDict(module), "__file__");

	size_t length = file && is_str(file) ? strlen(utf8(file)) : 0;

	return (length > 3 && strcmp(utf8(file) + length - 3, ".py") == 0) ||
	       (length > 4 && strcmp(utf8(file) + length - 4, ".pyc") == 0);
}

/* The file alone: not its directory, as while a deployment is under way, and it is no package now. */
static bool
is_deleted(const char *path)
{
	const char *slash = strrchr(path, '/');
	char other[4096];
	struct stat st;

	if (file_stat(-1, path, &st) || errno != ENOENT || !slash)
		return false;
	snprintf(other, sizeof(other), "%.*s", (int)(slash - path), path);
	if (!file_stat(-1, other, &st))
		return false;
	snprintf(other, sizeof(other), "%.*s/__init__.py", (int)strlen(path) - 3, path);
	return !file_stat(-1, other, &st);
}

static int
add_submodule(struct transaction *t, PyObject *name, PyObject *module)
{
	if (!is_deleted(utf8(dict_get(PyModule_GetDict(module), "__file__"))))
		return add_module(t, name, module) ? 0 : -1;
	report_add(t->report, PYR_REC_NOTE, utf8(name), "",
		   "its source is gone: it stays in the process as it is");
	return 0;
}

/* sys.modules["pkg.vendored"] = lib: the name that the module itself has, where it is known by that, too.  Borrowed. */
static PyObject *
own_name(PyObject *name, PyObject *module)
{
	PyObject *its = dict_get(PyModule_GetDict(module), "__name__");

	if (!its || !is_str(its) || PyUnicode_Compare(its, name) == 0 ||
	    PyDict_GetItemWithError(PyImport_GetModuleDict(), its) != module)
		return name;
	return its;
}

static int
add_submodules(struct transaction *t, const char *package, PyObject *modules)
{
	PyObject *items = PyDict_Items(modules), *name, *module;
	size_t len = strlen(package);
	Py_ssize_t i;
	int result = items ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name) || strncmp(utf8(name), package, len) != 0 || utf8(name)[len] != '.')
			continue;
		if (is_module(module) && has_source(module) && own_name(name, module) == name)
			result = add_submodule(t, name, module);
		else if (!is_module(module) && module != NONE)
			report_add(t->report, PYR_REC_NOTE, utf8(name), "",
				   "it has put an object in its place in sys.modules: that stays as it is");
	}
	unref(items);
	return result;
}

/* Its import would go on to bind what it says, over what we have bound. */
static int
refuse_half_imported(struct transaction *t, struct module *m)
{
	PyObject *spec = dict_get(m->dict, "__spec__");
	PyObject *flag = spec && spec != NONE ? get_attr(spec, "_initializing") : NULL;
	bool importing = flag && PyObject_IsTrue(flag) == 1;

	unref(flag);
	PyErr_Clear();
	if (!importing)
		return 0;
	t->later = true;
	return refuse(t, m, "try again when the import has ended", "%s is still being imported", m->name);
}

static int
find_one(struct transaction *t, const char *name, PyObject *modules)
{
	PyObject *key = PyUnicode_FromString(name);
	PyObject *module = key ? PyDict_GetItemWithError(modules, key) : NULL, *file;
	bool package;
	int result = 0;

	if (!module || !is_module(module)) {
		unref(key);
		PyErr_Clear();
		if (module && module != NONE)
			return refuse(t, NULL, "only modules can be reloaded",
				      "%s is no module: it has put an object in its place in sys.modules", name);
		return refuse_unloaded(t, name, modules);
	}
	package = dict_get(PyModule_GetDict(module), "__path__") != NULL;
	/* A namespace package has no source of its own: its submodules alone. */
	file = dict_get(PyModule_GetDict(module), "__file__");
	if (package && !(t->flags & PYR_NO_SUBMODULES))
		result = add_submodules(t, name, modules);
	if (result == 0 && (!package || (file && file != NONE)) && !add_module(t, own_name(key, module), module))
		result = -1;
	unref(key);
	return result;
}

static Py_ssize_t
place_of(const struct module *m)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(PyImport_GetModuleDict(), &at, &key, &value))
		if (value == m->module)
			break;
	return at;
}

/* As in sys.modules: in the order in which their imports ended. */
static int
by_place(const void *a, const void *b)
{
	Py_ssize_t x = ((const struct module *)a)->place, y = ((const struct module *)b)->place;

	return x < y ? -1 : x > y;
}

int
modules_find(struct transaction *t)
{
	const char *request = (const char *)t->mailbox + t->mailbox->request_off;
	const char *end = request + t->mailbox->request_len;
	PyObject *modules = PyImport_GetModuleDict();
	size_t i;

	if (request == end || end[-1] != '\0')
		return refuse(t, NULL, NULL, "the request is malformed");
	for (; request < end; request += strlen(request) + 1)
		if (find_one(t, request, modules) < 0)
			return -1;
	for (i = 0; i < t->module_count; i++)
		t->modules[i].place = place_of(&t->modules[i]);
	qsort(t->modules, t->module_count, sizeof(*t->modules), by_place);
	for (i = 0; i < t->module_count; i++)
		if (refuse_half_imported(t, &t->modules[i]) < 0)
			return -1;
	return t->module_count ? 0 : refuse(t, NULL, NULL, "the package has no loaded submodule with a "
							    "source file");
}
