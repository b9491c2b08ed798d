/* old_code.c - what the process runs now: what an earlier run kept, a .pyc, or the lines of a traceback, if they prove true. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <limits.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "file.h"
#include "transaction.h"
#include "version.h"

#define PYC_HEADER 16 /* magic, flags, mtime, size: since 3.7 (PEP 552) */
#define KEEP "pyreload-attach" /* our key in the interpreter's dict */
#define ANCESTORS_MOST 8 /* processes that a worker was forked through */
#define NS 1000000000ll
#define TICKS_NS 10000000 /* the start of a process is known to a tick of 10 ms */
#define FIRST_RUN "first run"
#define LOCKED "" /* no module is called that: present while a reload is under way */

/* Takes the reference to the key.  What is there is not put out for a new one when there is no memory to look for it.  Borrowed, or
   NULL. */
static PyObject *
kept_in(PyObject *dict, PyObject *key, bool list)
{
	PyObject *kept = key ? PyDict_GetItemWithError(dict, key) : NULL, *fresh = NULL;

	if (key && !kept && !PyErr_Occurred())
		fresh = list ? PyList_New(0) : PyDict_New();
	if (fresh && PyDict_SetItem(dict, key, fresh) == 0)
		kept = fresh;
	unref(fresh); /* the dict keeps it */
	unref(key);
	PyErr_Clear();
	return kept;
}

static PyObject *
remembered(void)
{
	PyObject *interpreter;

	interpreter = PyInterpreterState_GetDict(pyr_api[API_PyInterpreterState_Get]
							 ? PyInterpreterState_Get()
							 : _PyInterpreterState_Get());
	if (!interpreter)
		return NULL;
	return kept_in(interpreter, PyUnicode_InternFromString(KEEP), false);
}

/* Made before the first run has changed anything, and never filled.  Borrowed, or NULL. */
static PyObject *
first_run(void)
{
	PyObject *store = remembered();

	return store ? kept_in(store, PyUnicode_FromString(FIRST_RUN), false) : NULL;
}

bool
old_code_is_older(PyObject *dict)
{
	PyObject *first = first_run();

	return first && dict_version(dict) < dict_version(first);
}

PyObject *
old_code_list(const char *name)
{
	PyObject *store = remembered();

	return store ? kept_in(store, PyUnicode_FromString(name), true) : NULL;
}

/* A dict that is kept for a module from run to run, borrowed; NULL: no memory. */
static PyObject *
kept_for(const char *what, PyObject *module)
{
	PyObject *store = remembered();

	return store ? kept_in(store, PyUnicode_FromFormat("%s %U", what, module), false) : NULL;
}

static PyObject *
removed_from(const struct module *m)
{
	return kept_for("removed from", m->name_object);
}

/* MAX = 5, which is gone: importers have it until it comes back. */
static PyObject *
values_removed_from(PyObject *module)
{
	return kept_for("values removed from", module);
}

PyObject *
old_code_removed_value(const struct module *m, PyObject *name)
{
	PyObject *dict = values_removed_from(m->name_object);

	return dict ? PyDict_GetItemWithError(dict, name) : NULL;
}

/* Those that are bound again are not gone any more. */
static void
remember_values(struct transaction *t)
{
	PyObject *dict, *names, *list = t->removed_values;
	Py_ssize_t k;
	size_t i;

	for (i = 0; i < t->module_count; i++) {
		dict = values_removed_from(t->modules[i].name_object);
		names = dict ? PyDict_Keys(dict) : NULL;
		for (k = 0; names && k < PyList_Size(names); k++)
			if (PyDict_Contains(t->modules[i].dict, PyList_GetItem(names, k)) == 1)
				PyDict_DelItem(dict, PyList_GetItem(names, k));
		unref(names);
	}
	for (k = 0; k + 2 < PyList_Size(list); k += 3)
		if ((dict = values_removed_from(PyList_GetItem(list, k + 2))))
			PyDict_SetItem(dict, PyList_GetItem(list, k), PyList_GetItem(list, k + 1));
	PyErr_Clear();
}

static void
note_outdated(PyObject *module, PyObject *name)
{
	PyObject *dict = kept_for("outdated in", module);

	if (dict)
		PyDict_SetItem(dict, name, NONE);
	PyErr_Clear();
}

PyObject *
old_code_outdated(PyObject *module)
{
	return kept_for("outdated in", module);
}

/* Until somebody asks for it, and nobody else has it. */
static void
note_weakly(PyObject *dict, PyObject *name, PyObject *definition)
{
	PyObject *weakref = builtin_module("_weakref");
	PyObject *made = dict && weakref ? PyObject_CallMethod(weakref, "ref", "O", definition) : NULL;

	/* A member of an IntEnum has no room for weak references: it stays. */
	if (!made && dict && is_enum((PyObject *)type_of(definition))) {
		PyErr_Clear();
		made = PyTuple_Pack(1, definition);
	}
	if (made)
		PyDict_SetItem(dict, name, made);
	unref(made);
	unref(weakref);
	PyErr_Clear();
}

static PyObject *
noted_weakly(PyObject *dict, PyObject *name)
{
	PyObject *weakref = dict ? PyDict_GetItemWithError(dict, name) : NULL;
	PyObject *o = !weakref ? NULL : is_exact(weakref, TYPE_AT(PyTuple_Type)) ? ref(PyTuple_GetItem(weakref, 0)) : PyObject_CallFunction(weakref, NULL);

	PyErr_Clear();
	if (o != NONE)
		return o;
	unref(o);
	return NULL;
}

PyObject *
old_code_removed(const struct module *m, PyObject *name)
{
	return noted_weakly(removed_from(m), name);
}

/* Calls by themselves are known by what they say. */
static PyObject *
key_of_call(const struct chunk *c)
{
	return PyUnicode_FromFormat("%llu %d", (unsigned long long)c->hash, c->count);
}

/* audit, of audit.addHandler(Handler()): what the call is about; borrowed, NULL: no name. */
static PyObject *
name_of_call(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first], *end = x + c->count;

	while (x < end && x->op != python->op.load_name)
		x++;
	return x < end ? x->value : NULL;
}

int
old_code_call_stands(struct transaction *t, const struct module *m, const struct chunk *c)
{
	PyObject *name = name_of_call(&m->old, c), *key = key_of_call(c), *o = name ? PyDict_GetItemWithError(m->before, name) : NULL;
	int result = key && o ? LIST_APPEND(t->standing, m->name_object, key, o) : key ? 0 : -1;

	unref(key);
	return result;
}

bool
old_code_has_stood(const struct module *m, const struct chunk *c)
{
	PyObject *name = name_of_call(&m->new, c), *key = key_of_call(c), *o;
	bool stands;

	o = key ? noted_weakly(kept_for("calls that stand of", m->name_object), key) : NULL;
	stands = name && o && PyDict_GetItemWithError(m->scratch, name) == o;
	unref(o);
	unref(key);
	PyErr_Clear();
	return stands;
}

/* Those of lines that are gone; of lines that are there again they are their own. */
static void
remember_calls(struct transaction *t)
{
	const struct module *m;
	const struct chunk *c;
	PyObject *dict, *key;
	Py_ssize_t k;

	for (m = t->modules; m < t->modules + t->module_count; m++) {
		dict = kept_for("calls that stand of", m->name_object);
		for (c = m->new.chunks; dict && PyDict_Size(dict) && c < m->new.chunks + m->new.chunk_count; c++) {
			key = key_of_call(c);
			if (key && PyDict_Contains(dict, key) == 1)
				PyDict_DelItem(dict, key);
			unref(key);
		}
	}
	for (k = 0; k + 2 < PyList_Size(t->standing); k += 3) {
		dict = kept_for("calls that stand of", PyList_GetItem(t->standing, k));
		if (dict)
			note_weakly(dict, PyList_GetItem(t->standing, k + 1), PyList_GetItem(t->standing, k + 2));
	}
	PyErr_Clear();
}

bool
old_code_lock(bool take)
{
	PyObject *store = remembered(), *held = store ? dict_get(store, LOCKED) : NULL;
	PyObject *self = PyLong_FromLong(getpid());
	/* A child forked during a reload has inherited the mark, not the reload. */
	bool free = store && self && (!held || PyObject_RichCompareBool(held, self, Py_EQ) == 0);

	if (take && free)
		free = PyDict_SetItemString(store, LOCKED, self) == 0 && first_run();
	else if (!take && held)
		PyDict_DelItemString(store, LOCKED);
	unref(self);
	PyErr_Clear();
	return free;
}

struct evidence {
	PyObject *codes, *file;
	int agree, disagree;
};

static bool
is_leftover(PyObject *code)
{
	PyObject *list = old_code_list(LEFTOVERS);

	return list && list_has(list, code);
}

static void
weigh(struct evidence *e, PyObject *o)
{
	PyObject *file, *code, *plain;
	bool ours;

	if (!is_function(o))
		return;
	code = WORD(o, python->function.code);
	file = code_attr(code, "co_filename");
	ours = file && PyUnicode_Compare(file, e->file) == 0;
	unref(file);
	/* An earlier reload could not renew it, and has said so. */
	if (!ours || is_leftover(code))
		return;
	plain = code_as_compiled(code);
	if (plain && PySet_Contains(e->codes, plain) == 1)
		e->agree++;
	else
		e->disagree++;
	unref(plain);
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

/* Names that several chunks bind, or that are deleted again.  New reference. */
static PyObject *
changing_names(const struct body *body)
{
	PyObject *once = PySet_New(NULL), *changing = PySet_New(NULL), *name;
	int result = once && changing ? 0 : -1, i;

	for (i = 0; result == 0 && i < body->chunk_count; i++) {
		name = chunk_name(body, &body->chunks[i]);
		if (name)
			result = PySet_Contains(once, name) == 1 ? PySet_Add(changing, name) : PySet_Add(once, name);
	}
	for (i = 0; result == 0 && i < body->token_count; i++)
		if (body->tokens[i].op == python->op.delete_name)
			result = PySet_Add(changing, body->tokens[i].value);
	unref(once);
	if (result == 0)
		return changing;
	unref(changing);
	return NULL;
}

/* x = 1 if c else None: the constant is one of two.  Offsets that are jumped to; free(3) it. */
static bool *
jump_targets(const struct body *body)
{
	int i, size = body->token_count ? body->tokens[body->token_count - 1].start + 1 : 0;
	bool *targets = calloc((size_t)size + 1, sizeof(*targets));

	for (i = 0; targets && i < body->token_count; i++)
		if (body->tokens[i].target >= 0 && body->tokens[i].target < size)
			targets[body->tokens[i].target] = true;
	return targets;
}

static void
count(struct evidence *e, bool same)
{
	e->agree += same;
	e->disagree += !same;
}

/* def f(x=5): one constant is all the defaults. */
static void
weigh_defaults(struct evidence *e, const struct body *body, const struct chunk *c, PyObject *f)
{
	const struct token *x = &body->tokens[c->first];
	PyObject *defaults = WORD(f, python->function.defaults);

	if (c->count > 1 && x->op == python->op.load_const && x->value && is_exact(x->value, TYPE_AT(PyTuple_Type)) &&
	    x[1].value && is_code(x[1].value) && defaults)
		count(e, const_equal(defaults, x->value, code_same_behaviour));
}

/* name = constant, def and class: does the process still have that in this scope?  What is not there was not bound. */
static void
weigh_body(struct evidence *e, struct module *m, PyObject *code, PyObject *scope)
{
	/* A constant of the module may have been set from outside: its functions say more. */
	bool constants = !e->agree;
	const struct token *x;
	struct body body;
	PyObject *live, *changing, *name;
	bool *targets;
	int i;

	if (body_init(&body, code) < 0)
		return;
	changing = changing_names(&body);
	targets = jump_targets(&body);
	for (i = 0; changing && targets && i < body.chunk_count; i++) {
		x = &body.tokens[body.chunks[i].first];
		name = chunk_name(&body, &body.chunks[i]);
		live = name && strncmp(utf8(name), "__", 2) && PySet_Contains(changing, name) == 0
			       ? PyDict_GetItemWithError(scope, name)
			       : NULL;
		if (live && is_function(live)) {
			weigh_defaults(e, &body, &body.chunks[i], live);
		} else if (live && is_class(live) && code_class_body(code, utf8(name)) && CLASS_DICT(live)) {
			weigh_body(e, m, code_class_body(code, utf8(name)), CLASS_DICT(live));
		} else if (live && body.chunks[i].count == 2 && x[0].op == python->op.load_const && x[0].value &&
			   x[1].op == python->op.store_name && !targets[x[1].start] && (constants || scope != m->dict) &&
			   PySet_Contains(m->global_stores, name) == 0) {
			count(e, const_equal(live, x[0].value, code_same_behaviour));
		}
	}
	free(targets);
	unref(changing);
	body_fini(&body);
}

/* Some other module has the same object under the same name: from there "import *" may have brought it. */
bool
old_code_may_come_by_star(const struct module *m, PyObject *name, PyObject *value)
{
	PyObject *key, *module;
	Py_ssize_t at = 0;

	while (PyDict_Next(PyImport_GetModuleDict(), &at, &key, &module))
		if (module != m->module && is_module(module) &&
		    PyDict_GetItemWithError(PyModule_GetDict(module), name) == value)
			return true;
	return false;
}

/* Names that the top level binds whatever happens: not in a branch, a loop or a handler, and not deleted again. */
static PyObject *
certain_names(PyObject *code)
{
	PyObject *certain = PySet_New(NULL), *deleted = PySet_New(NULL), *left = NULL;
	struct body body = {0};
	const struct token *x;
	const struct chunk *c;
	int end = 0, result = certain && deleted && body_init(&body, code) == 0 ? 0 : -1;

	for (c = body.chunks; result == 0 && c < body.chunks + body.chunk_count; c++)
		for (x = &body.tokens[c->first]; result == 0 && x < &body.tokens[c->first + c->count]; x++) {
			if (x->target > end)
				end = x->target;
			if (x->op == python->op.store_name && x->start >= end && !body_covers(&body, x->start))
				result = PySet_Add(certain, x->value);
			else if (x->op == python->op.delete_name)
				result = PySet_Add(deleted, x->value);
			/* Since 3.11 handlers are behind the end. */
			if (x->op == python->op.return_value || x->op == python->op.return_const)
				end = INT_MAX;
		}
	if (result == 0)
		left = PyNumber_Subtract(certain, deleted);
	body_fini(&body);
	unref(deleted);
	unref(certain);
	return left;
}

/* Without functions and constants: it binds what the module has, and nothing else. */
static bool
names_agree(struct module *m, PyObject *code)
{
	bool star = code_imports_star(code);
	PyObject *bound = PySet_New(NULL), *certain = certain_names(code), *names = NULL, *name, *value;
	bool agree = certain && bound && code_bound_names(code, bound) == 0 && (names = PySequence_List(certain));
	Py_ssize_t i, at = 0;

	for (i = 0; agree && i < PyList_Size(names); i++)
		agree = PyDict_Contains(m->dict, PyList_GetItem(names, i)) == 1;
	while (agree && PyDict_Next(m->dict, &at, &name, &value))
		agree = !is_str(name) || !strncmp(utf8(name), "__", 2) || PySet_Contains(bound, name) == 1 ||
			is_module(value) ||
			(star && old_code_may_come_by_star(m, name, value));
	unref(names);
	unref(certain);
	unref(bound);
	return agree;
}

/* Bytecode may be younger than the process: another process may have compiled what this one never had. */
enum doubt { DOUBT_NONE, DOUBT_LATE, DOUBT_NEW };

/*
 * Is this bytecode what the process runs?  Its functions must be the live ones.
 * Where another process may have made it of a later source, so must be the values
 * of its constants, defaults and class attributes.
 */
static bool
is_trustworthy(struct module *m, PyObject *code, enum doubt doubt)
{
	struct evidence e = {.file = m->file};
	bool trust;

	e.codes = PySet_New(NULL);
	if (!e.codes || code_add_all(code, e.codes) < 0) {
		unref(e.codes);
		PyErr_Clear();
		return false;
	}
	weigh_dict(&e, m->dict, m->name_object, true);
	if (doubt == DOUBT_LATE)
		weigh_body(&e, m, code, m->dict);
	/* globals().update(...): its constants say more than its names. */
	else if (!e.agree && code_binds_by_other_means(code))
		weigh_body(&e, m, code, m->dict);
	trust = !e.disagree && doubt != DOUBT_NEW && (e.agree || names_agree(m, code));
	unref(e.codes);
	PyErr_Clear();
	return trust;
}

/* proc(5): the parent is the 4th field, starttime (in clock ticks since boot) the 22nd; 26th and 28th say where
   code and stack of the program begin: a child has them from the process that it was forked from. */
struct stat_line {
	unsigned long long parent, start, code, stack;
};

static unsigned long long
number_at(const char *text)
{
	unsigned long long number = 0;

	while (*text >= '0' && *text <= '9')
		number = number * 10 + (unsigned long long)(*text++ - '0');
	return number;
}

static bool
read_stat(unsigned long long pid, struct stat_line *line)
{
	char path[64], text[1024], *at;
	int fd, field;
	ssize_t got;

	snprintf(path, sizeof(path), "/proc/%llu/stat", pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	got = fd < 0 ? 0 : read(fd, text, sizeof(text) - 1);
	if (fd >= 0)
		close(fd);
	text[got > 0 ? got : 0] = '\0';
	at = strrchr(text, ')');
	for (field = 3; at && (at = strchr(at, ' ')); field++) {
		at++;
		if (field == 4)
			line->parent = number_at(at);
		else if (field == 22)
			line->start = number_at(at);
		else if (field == 26)
			line->code = number_at(at);
		else if (field == 28)
			line->stack = number_at(at);
	}
	return field > 28;
}

/* Since when this program runs; a worker has its modules from the process that it was forked from.  Nanoseconds since
   the epoch, 0: not known. */
static int64_t
process_start(void)
{
	struct stat_line own = {0}, line = {0};
	struct timespec now, since_boot;
	unsigned long long pid = (unsigned long long)getpid();
	int i;

	if (!read_stat(pid, &own))
		return 0;
	for (i = 0, line = own; i < ANCESTORS_MOST; i++) {
		if (!read_stat(line.parent, &line) || !line.stack || line.stack != own.stack || line.code != own.code)
			break;
		own.start = line.start;
	}
	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &since_boot);
	return (now.tv_sec - since_boot.tv_sec) * NS + now.tv_nsec - since_boot.tv_nsec +
	       (int64_t)(own.start * (unsigned long long)NS / (unsigned long long)sysconf(_SC_CLK_TCK));
}

/* st_ctime, which nobody can set: since when the file is what it is.  What is not known is young. */
static int64_t
age_of(const char *path)
{
	struct stat st;

	return file_stat(-1, path, &st) ? st.st_ctim.tv_sec * NS + st.st_ctim.tv_nsec : INT64_MAX;
}

bool
old_code_is_younger(PyObject *path)
{
	int64_t age = is_str(path) ? age_of(utf8(path)) : INT64_MAX;

	return age != INT64_MAX && age > process_start();
}

static enum doubt
doubt_of(const struct module *m, const unsigned char *header, PyObject *cached, PyObject *code)
{
	int64_t start = process_start(), bytecode = age_of(utf8(cached)), source = age_of(utf8(m->file));
	uint32_t flags, mtime;

	memcpy(&flags, header + 4, 4);
	memcpy(&mtime, header + 8, 4);
	if (bytecode < start)
		return DOUBT_NONE;
	/* The process came, then the source that is there now, then this, which is made of it. */
	if (m->code && source >= start + TICKS_NS && bytecode >= source && code_identical(code, m->code))
		return DOUBT_NEW;
	/* Of a source from before the process; the source's time is in it, unless its hash is (PEP 552). */
	return !flags && mtime * NS < start ? DOUBT_NONE : DOUBT_LATE;
}

static const char *
text_of(PyObject *bytes)
{
	char *text = NULL;
	Py_ssize_t size;

	return PyBytes_AsStringAndSize(bytes, &text, &size) == 0 && size > PYC_HEADER ? text : NULL;
}

/* Of this version of Python; NULL: it is not. */
static PyObject *
code_in(PyObject *bytes)
{
	const char *text = bytes ? text_of(bytes) : NULL;
	PyObject *code = NULL;
	uint32_t magic;

	if (!text)
		return NULL;
	memcpy(&magic, text, sizeof(magic));
	if (magic == (uint32_t)PyImport_GetMagicNumber())
		code = PyMarshal_ReadObjectFromString(text + PYC_HEADER, PyObject_Size(bytes) - PYC_HEADER);
	if (code && !is_code(code)) {
		unref(code);
		code = NULL;
	}
	return code;
}

static PyObject *
load_pyc(struct module *m, PyObject *cached)
{
	PyObject *bytes = file_read(utf8(cached)), *code = code_in(bytes);
	unsigned char header[PYC_HEADER];

	if (code) {
		memcpy(header, text_of(bytes), sizeof(header));
		if (!is_trustworthy(m, code, doubt_of(m, header, cached, code))) {
			unref(code);
			code = NULL;
		}
	}
	unref(bytes);
	PyErr_Clear();
	return code;
}

PyObject *
old_code_read_pyc(PyObject *path)
{
	PyObject *bytes = file_read(utf8(path)), *code = code_in(bytes);

	unref(bytes);
	return code;
}

/* The lines that the process has read to show them in a traceback or to inspect, and the size and time that the file had; borrowed, NULL:
   none, or the file is that still. */
static PyObject *
lines_shown(struct module *m, double *mtime)
{
	PyObject *linecache = loaded_module("linecache"), *cache = linecache ? dict_get(PyModule_GetDict(linecache), "cache") : NULL,
		 *entry = cache && is_dict(cache) ? PyDict_GetItemWithError(cache, m->file) : NULL, *lines;
	struct stat st;

	if (!entry || !is_exact(entry, TYPE_AT(PyTuple_Type)) || PyTuple_Size(entry) != 4 || !is_exact(PyTuple_GetItem(entry, 1), TYPE_AT(PyFloat_Type)))
		return NULL;
	*mtime = PyFloat_AsDouble(PyTuple_GetItem(entry, 1));
	lines = PyTuple_GetItem(entry, 2);
	if (!is_list(lines) || !PyList_Size(lines) || !file_stat(-1, utf8(m->file), &st) ||
	    (st.st_size == PyLong_AsLong(PyTuple_GetItem(entry, 0)) && (double)st.st_mtim.tv_sec + 1e-9 * (double)st.st_mtim.tv_nsec == *mtime))
		return NULL;
	return lines;
}

static PyObject *
load_shown(struct module *m)
{
	double mtime;
	PyObject *lines = lines_shown(m, &mtime), *nothing = lines ? PyUnicode_FromString("") : NULL, *text = nothing ? PyUnicode_Join(nothing, lines) : NULL,
		 *compile = text ? dict_get(PyEval_GetBuiltins(), "compile") : NULL,
		 *code = compile ? PyObject_CallFunction(compile, "OOsii", text, m->file, "exec", 0, 1) : NULL;

	unref(text);
	unref(nothing);
	/* Where the file was edited, shown and edited again it is not what runs. */
	if (code && !is_trustworthy(m, code, mtime * (double)NS < (double)process_start() ? DOUBT_NONE : DOUBT_LATE)) {
		unref(code);
		code = NULL;
	}
	PyErr_Clear();
	return code;
}

PyObject *
old_code_find(struct module *m)
{
	PyObject *store = remembered(), *cached = dict_get(m->dict, "__cached__"), *spec, *code;

	code = store ? PyDict_GetItemWithError(store, m->name_object) : NULL;
	code = code == NONE ? NULL : code; /* room for one */
	if (code && is_code(code) && is_trustworthy(m, code, DOUBT_NONE))
		return ref(code);
	PyErr_Clear();
	/* What an earlier run kept would be newer. */
	if (!code && (code = running_code(m)))
		return code;
	if (m->is_bytecode) /* the file is the new code */
		return NULL;
	spec = cached && is_str(cached) ? NULL : dict_get(m->dict, "__spec__");
	cached = cached && is_str(cached) ? ref(cached) : spec && spec != NONE ? get_attr(spec, "cached") : NULL;
	code = cached && is_str(cached) ? load_pyc(m, cached) : NULL;
	unref(cached);
	return code ? code : load_shown(m);
}

int
old_code_make_room(struct transaction *t)
{
	size_t i;
	int result = (t->store = remembered()) ? 0 : -1;

	for (i = 0; result == 0 && i < t->module_count; i++)
		if (PyDict_Contains(t->store, t->modules[i].name_object) != 1)
			result = PyDict_SetItem(t->store, t->modules[i].name_object, NONE);
	return result;
}

void
old_code_remember(struct transaction *t)
{
	Py_ssize_t k;
	size_t i;

	/* Without a change there was no commit. */
	t->store = t->store ? t->store : remembered();
	for (i = 0; t->store && i < t->module_count; i++) {
		PyDict_SetItem(t->store, t->modules[i].name_object, t->modules[i].code);
		if (t->modules[i].outdated && old_code_outdated(t->modules[i].name_object)) {
			PyDict_Clear(old_code_outdated(t->modules[i].name_object));
			PyDict_Update(old_code_outdated(t->modules[i].name_object), t->modules[i].outdated);
		}
	}
	for (k = 0; t->outdated && k + 1 < PyList_Size(t->outdated); k += 2)
		note_outdated(PyList_GetItem(t->outdated, k), PyList_GetItem(t->outdated, k + 1));
	for (k = 0; k + 2 < PyList_Size(t->removed); k += 3)
		note_weakly(removed_from(transaction_module(t, PyList_GetItem(t->removed, k + 2))), PyList_GetItem(t->removed, k),
			    PyList_GetItem(t->removed, k + 1));
	remember_values(t);
	remember_calls(t);
	PyErr_Clear();
}

/* What importlib.util.source_hash() says, in hexadecimal.  New reference, or NULL. */
static PyObject *
hash_of(PyObject *source)
{
	PyObject *imp = loaded_module("_imp"), *hash, *text;

	hash = imp && source ? PyObject_CallMethod(imp, "source_hash", "lO", PyImport_GetMagicNumber(), source) : NULL;
	text = hash ? PyObject_CallMethod(hash, "hex", NULL) : NULL;
	unref(hash);
	return text && is_str(text) ? text : NULL;
}

void
old_code_report_hash(struct transaction *t, struct module *m, bool applied)
{
	PyObject *store = remembered(), *key = PyUnicode_FromFormat("source of %s", m->name);
	PyObject *before = store && key ? PyDict_GetItemWithError(store, key) : NULL, *after = hash_of(m->source);

	if (before == NULL && m->same_source)
		before = after;
	report_add(t->report, PYR_REC_SOURCE, m->name, before && is_str(before) ? utf8(before) : "-",
		   after ? utf8(after) : "-");
	if (applied && store && key && after)
		PyDict_SetItem(store, key, after);
	unref(after);
	unref(key);
	PyErr_Clear();
}

/* The .pyc that the process has loaded was made of a file of another size; its magic number is of this Python, and it has no hash
   instead (PEP 552).  Another time says little: deployments write files that are the same. */
static bool
was_compiled_of_another(PyObject *file, PyObject *cached)
{
	PyObject *bytes = file_read(utf8(cached));
	const char *text = bytes ? text_of(bytes) : NULL;
	uint32_t header[4];
	struct stat st;
	bool another;

	if (text)
		memcpy(header, text, sizeof(header));
	another = text && header[0] == (uint32_t)PyImport_GetMagicNumber() && !header[1] && file_stat(-1, utf8(file), &st) &&
		  header[3] != (uint32_t)st.st_size;
	unref(bytes);
	return another;
}

bool
old_code_is_of_another_source(PyObject *dict)
{
	PyObject *name = dict_get(dict, "__name__"), *file = dict_get(dict, "__file__"), *cached = dict_get(dict, "__cached__");
	PyObject *store = remembered(), *key = name && is_str(name) ? PyUnicode_FromFormat("source of %U", name) : NULL;
	PyObject *before = store && key ? PyDict_GetItemWithError(store, key) : NULL, *source, *now = NULL;
	bool another = false;

	unref(key);
	if (before && file && is_str(file)) {
		source = file_read(utf8(file));
		now = source ? hash_of(source) : NULL;
		another = now && is_str(before) && PyUnicode_Compare(now, before) != 0;
		unref(source);
		unref(now);
	} else if (file && is_str(file) && cached && is_str(cached)) {
		another = was_compiled_of_another(file, cached);
	}
	PyErr_Clear();
	return another;
}
