/* source.c - which modules, and what their old and new source say. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "compile.h"
#include "version.h"

#define PYC_HEADER 16 /* magic, flags, mtime, size: since 3.7 (PEP 552) */
#define KEEP "pyreload-attach" /* our key in the interpreter's dict */
#define LOCKED "" /* no module is called that: present while a reload is under way */

static struct module *
add_module(struct transaction *t, PyObject *name, PyObject *module)
{
	struct module *grown, *m;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].module == module)
			return &t->modules[i];
	grown = realloc(t->modules, (t->module_count + 1) * sizeof(*grown));
	if (!grown || !hold(t, ref(name)) || !hold(t, ref(module)))
		return NULL;
	t->modules = grown;
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

static int
refuse_unloaded(struct transaction *t, const char *name, PyObject *modules)
{
	PyObject *keys = PyDict_Keys(modules), *key;
	char near[400] = "";
	size_t used = 0;
	Py_ssize_t i;

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

static int
is_module(PyObject *o)
{
	return o && PyType_IsSubtype(type_of(o), TYPE_AT(PyModule_Type));
}

/* Something that can be taken along with its package without being asked for: a source file. */
static bool
has_source(PyObject *module)
{
	PyObject *file = dict_get(PyModule_GetDict(module), "__file__");

	return file && is_str(file) && strlen(utf8(file)) > 3 &&
	       strcmp(utf8(file) + strlen(utf8(file)) - 3, ".py") == 0;
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
		if (is_str(name) && !strncmp(utf8(name), package, len) && utf8(name)[len] == '.' &&
		    is_module(module) && has_source(module) && !add_module(t, name, module))
			result = -1;
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
		return refuse_unloaded(t, name, modules);
	}
	package = dict_get(PyModule_GetDict(module), "__path__") != NULL;
	/* A namespace package has no source of its own: its submodules alone. */
	file = dict_get(PyModule_GetDict(module), "__file__");
	if (package && !(t->flags & PYR_NO_SUBMODULES))
		result = add_submodules(t, name, modules);
	if (result == 0 && (!package || (file && file != NONE)) && !add_module(t, key, module))
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
	Py_ssize_t x = place_of(a), y = place_of(b);

	return x < y ? -1 : x > y;
}

int
source_find(struct transaction *t)
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
	qsort(t->modules, t->module_count, sizeof(*t->modules), by_place);
	for (i = 0; i < t->module_count; i++)
		if (refuse_half_imported(t, &t->modules[i]) < 0)
			return -1;
	return t->module_count ? 0 : refuse(t, NULL, NULL, "the package has no loaded submodule with a "
							    "source file");
}

/* glibc exports stat() and fstat() by these names only since 2.33. */
static bool
file_stat(int fd, const char *path, struct stat *st)
{
	return (path ? syscall(SYS_stat, path, st) : syscall(SYS_fstat, fd, st)) == 0;
}

static PyObject *
read_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	PyObject *bytes = NULL;
	struct stat st;
	ssize_t got = 0, size = 0;
	char *text;

	if (fd < 0)
		return NULL;
	if (file_stat(fd, NULL, &st) && S_ISREG(st.st_mode) && (text = malloc((size_t)st.st_size + 1))) {
		while (size <= st.st_size &&
		       (got = read(fd, text + size, (size_t)(st.st_size + 1 - size))) > 0)
			size += got;
		if (got == 0)
			bytes = PyBytes_FromStringAndSize(text, size);
		free(text);
	}
	close(fd);
	return bytes;
}

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

/* The module's own loader reads it where it has one (zip files, import hooks). */
static PyObject *
read_source(struct module *m)
{
	PyObject *data = NULL;

	if (m->loader)
		data = read_from_zip(m);
	if (m->loader && !data)
		data = PyObject_CallMethod(m->loader, "get_data", "O", m->file);
	if (data && is_exact(data, TYPE_AT(PyBytes_Type)))
		return data;
	unref(data);
	PyErr_Clear();
	return read_file(utf8(m->file));
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
	if (len > 4 && strcmp(path + len - 4, ".pyc") == 0)
		return refuse(t, m, "modules without source are not supported yet",
			      "%s was loaded from bytecode alone (%s)", m->name, path);
	m->file = hold(t, ref(file));
	m->loader = dict_get(m->dict, "__loader__");
	if (m->loader == NONE)
		m->loader = NULL;
	m->is_main = strcmp(m->name, "__main__") == 0;
	m->is_package = dict_get(m->dict, "__path__") != NULL;
	return m->file ? 0 : -1;
}

/* The process may have been started as `python app.py` and have changed directory since. */
static int
missing_source(struct transaction *t, struct module *m)
{
	return refuse(t, m, "is the deployment complete? The process goes on with the code it has",
		      "the source of %s cannot be read: %s", m->name, utf8(m->file));
}

static PyObject *
remembered(void)
{
	PyObject *interpreter, *store;

	interpreter = PyInterpreterState_GetDict(pyr_api[API_PyInterpreterState_Get]
							 ? PyInterpreterState_Get()
							 : _PyInterpreterState_Get());
	if (!interpreter)
		return NULL;
	store = dict_get(interpreter, KEEP);
	if (!store) {
		store = PyDict_New();
		if (store)
			PyDict_SetItemString(interpreter, KEEP, store);
		unref(store);
		store = dict_get(interpreter, KEEP);
	}
	return store;
}

bool
source_lock(bool take)
{
	PyObject *store = remembered(), *held = store ? dict_get(store, LOCKED) : NULL;
	PyObject *self = PyLong_FromLong(getpid());
	/* A child forked during a reload has inherited the mark, not the reload. */
	bool free = store && self && (!held || PyObject_RichCompareBool(held, self, Py_EQ) == 0);

	if (take && free)
		free = PyDict_SetItemString(store, LOCKED, self) == 0;
	else if (!take && held)
		PyDict_DelItemString(store, LOCKED);
	unref(self);
	PyErr_Clear();
	return free;
}

int
source_add_codes(PyObject *code, PyObject *set)
{
	PyObject *consts = code_attr(code, "co_consts");
	int result = consts ? PySet_Add(set, code) : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			result = source_add_codes(PyTuple_GetItem(consts, i), set);
	unref(consts);
	return result;
}

struct evidence {
	PyObject *codes, *file;
	int agree, disagree;
};

static void
weigh(struct evidence *e, PyObject *o)
{
	PyObject *file, *code;
	bool ours;

	if (!is_function(o))
		return;
	code = WORD(o, python->function.code);
	file = code_attr(code, "co_filename");
	ours = file && PyUnicode_Compare(file, e->file) == 0;
	unref(file);
	if (!ours)
		return;
	if (PySet_Contains(e->codes, code) == 1)
		e->agree++;
	else
		e->disagree++;
}

static void
weigh_dict(struct evidence *e, PyObject *dict, PyObject *name, bool classes)
{
	PyObject *key, *value, *module;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &value)) {
		weigh(e, value);
		if (!classes || !is_class(value))
			continue;
		module = class_get(value, "__module__");
		if (module && is_str(module) && PyUnicode_Compare(module, name) == 0)
			weigh_dict(e, CLASS_DICT(value), name, false);
	}
}

static bool
binds_elsewhere(const struct body *body, int index, PyObject *name)
{
	PyObject *its;
	int i;

	for (i = 0; i < body->chunk_count; i++) {
		its = i == index ? NULL : chunk_name(body, &body->chunks[i]);
		if (its && PyUnicode_Compare(its, name) == 0)
			return true;
	}
	return false;
}

/* name = constant, at top level: does the process still have that constant? */
static void
weigh_constants(struct evidence *e, struct module *m, PyObject *code)
{
	const struct token *x;
	struct body body;
	PyObject *live;
	int i;

	if (body_init(&body, code) < 0)
		return;
	for (i = 0; i < body.chunk_count; i++) {
		x = &body.tokens[body.chunks[i].first];
		if (body.chunks[i].count != 2 || x[0].op != python->op.load_const || !x[0].value ||
		    x[1].op != python->op.store_name || is_code(x[0].value) ||
		    !strncmp(utf8(x[1].value), "__", 2) ||
		    PySet_Contains(m->global_stores, x[1].value) == 1 ||
		    binds_elsewhere(&body, i, x[1].value))
			continue;
		live = PyDict_GetItemWithError(m->dict, x[1].value);
		if (live && const_equal(live, x[0].value, code_same_behaviour))
			e->agree++;
		else
			e->disagree++;
	}
	body_fini(&body);
}

/*
 * Is this bytecode what the process runs?  Its functions must be the live ones;
 * where it may have been made after the process had started, the constants must
 * agree too.
 */
static bool
is_trustworthy(struct module *m, PyObject *code, bool may_be_new)
{
	struct evidence e = {.file = m->file};
	bool trust;

	e.codes = PySet_New(NULL);
	if (!e.codes || source_add_codes(code, e.codes) < 0) {
		unref(e.codes);
		PyErr_Clear();
		return false;
	}
	weigh_dict(&e, m->dict, m->name_object, true);
	if (may_be_new || !e.agree)
		weigh_constants(&e, m, code);
	trust = e.agree && !e.disagree;
	unref(e.codes);
	PyErr_Clear();
	return trust;
}

/* Seconds since the epoch; 0: not known.  proc(5): starttime is the 22nd field, in clock ticks. */
static time_t
process_start(void)
{
	struct timespec now, since_boot;
	char text[1024], *at;
	unsigned long long ticks = 0;
	int fd = open("/proc/self/stat", O_RDONLY | O_CLOEXEC), field;
	ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);

	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
	at = strrchr(text, ')');
	for (field = 2; at && field < 22; field++)
		at = strchr(at + 1, ' ');
	if (!at)
		return 0;
	while (*++at >= '0' && *at <= '9')
		ticks = ticks * 10 + (unsigned long long)(*at - '0');
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	return now.tv_sec - since_boot.tv_sec + (time_t)(ticks / (unsigned long long)sysconf(_SC_CLK_TCK));
}

/* Younger than the process: another process may have compiled what this one never had. */
static bool
pyc_is_late(PyObject *path)
{
	struct stat st;

	return !file_stat(-1, utf8(path), &st) || st.st_mtime >= process_start();
}

static bool
pyc_is_of(const unsigned char *header, const char *path)
{
	uint32_t flags, mtime, size;
	struct stat st;

	memcpy(&flags, header + 4, 4);
	memcpy(&mtime, header + 8, 4);
	memcpy(&size, header + 12, 4);
	return flags == 0 && file_stat(-1, path, &st) && mtime == (uint32_t)st.st_mtime &&
	       size == (uint32_t)st.st_size;
}

static PyObject *
load_pyc(struct module *m, PyObject *cached)
{
	PyObject *bytes = read_file(utf8(cached)), *code = NULL;
	char *text = NULL;
	Py_ssize_t size = 0;
	uint32_t magic;

	if (bytes && PyBytes_AsStringAndSize(bytes, &text, &size) == 0 && size > PYC_HEADER) {
		memcpy(&magic, text, sizeof(magic));
		if (magic == (uint32_t)PyImport_GetMagicNumber())
			code = PyMarshal_ReadObjectFromString(text + PYC_HEADER, size - PYC_HEADER);
		if (code && (!is_code(code) ||
			     !is_trustworthy(m, code, pyc_is_of((const unsigned char *)text,
								utf8(m->file)) ||
							      pyc_is_late(cached)))) {
			unref(code);
			code = NULL;
		}
	}
	unref(bytes);
	PyErr_Clear();
	return code;
}

/* What an earlier run kept, else the .pyc that the process started from. */
static PyObject *
find_old_code(struct module *m)
{
	PyObject *store = remembered(), *cached = dict_get(m->dict, "__cached__"), *spec, *code;

	code = store ? PyDict_GetItemWithError(store, m->name_object) : NULL;
	if (code && is_code(code) && is_trustworthy(m, code, false))
		return ref(code);
	PyErr_Clear();
	if (cached && is_str(cached))
		return load_pyc(m, cached);
	spec = dict_get(m->dict, "__spec__");
	cached = spec && spec != NONE ? get_attr(spec, "cached") : NULL;
	code = cached && is_str(cached) ? load_pyc(m, cached) : NULL;
	unref(cached);
	return code;
}

void
source_remember(struct transaction *t)
{
	PyObject *store = remembered();
	size_t i;

	for (i = 0; store && i < t->module_count; i++)
		PyDict_SetItem(store, t->modules[i].name_object, t->modules[i].code);
	PyErr_Clear();
}

static int
compare(struct transaction *t, struct module *m)
{
	PyObject *old;

	m->global_stores = hold(t, PySet_New(NULL));
	if (!m->global_stores || code_global_stores(m->code, m->global_stores) < 0)
		return -1;
	if (body_init(&m->new, m->code) < 0)
		return PyErr_NoMemory(), -1;
	old = t->flags & PYR_RESET ? NULL : find_old_code(m);
	breathe(t);
	/* Only needed where there is nothing to compare with. */
	if (!old)
		return code_mutated_names(m->code, m->global_stores);
	m->old_code = hold(t, old);
	if (!m->old_code || code_global_stores(old, m->global_stores) < 0)
		return -1;
	if (body_init(&m->old, old) < 0)
		return PyErr_NoMemory(), -1;
	body_match(&m->old, &m->new);
	breathe(t);
	m->same_source = m->is_unchanged = code_identical(old, m->code);
	return 0;
}

int
source_load(struct transaction *t, struct module *m)
{
	if (check_kind(t, m) < 0)
		return -1;
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
	body_fini(&m->old);
	body_fini(&m->new);
}
