/*
 * snapshot.c - containers that a staged statement may reach, as they were before it.
 *
 * Through modules, functions and objects that the statement names, a few levels
 * deep; nothing of the target runs.  touched.c compares them when it has run.
 */
#include "statement.h"
#include "transaction.h"
#include "version.h"

#define LEVELS 12
#define ASKED_MOST 500     /* objects that are far from the statement; those that are near come on top */
#define NEAR 4             /* levels */
#define VISITS_MOST 8000   /* objects per statement: the nearest */
#define DATA_MOST 6000     /* of them before the code that they lead to is looked at */
#define ENTRIES_MOST 10000 /* of one container */
#define ITEMS_MOST 100     /* of a list whose items are looked at, too */

/* The nearest first. */
struct reach {
	struct transaction *t;
	PyObject *queue; /* list: looking allocates, and so may collect */
	PyObject *later; /* list: classes and functions that data leads to, which lead to much; or NULL */
	struct addresses queued;
};

int
queue_add(PyObject *queue, struct addresses *queued, PyObject *o, Py_ssize_t most)
{
	int added;

	if (!o || (is_atom(o) && !is_exact(o, TYPE_AT(PyTuple_Type))) || PyList_Size(queue) > most)
		return 0;
	added = addresses_add(queued, o);
	if (added < 0)
		return PyErr_NoMemory(), -1;
	return added ? PyList_Append(queue, o) : 0;
}

static int
add(struct reach *r, PyObject *o)
{
	if (r->later && o && (is_function(o) || is_class(o)))
		return PyList_Append(r->later, o);
	return queue_add(r->queue, &r->queued, o, r->later ? DATA_MOST : VISITS_MOST);
}

static int
keep_dict(struct transaction *t, PyObject *owner, PyObject *dict)
{
	PyObject *id = PyLong_FromVoidPtr(dict);
	int result = id ? touched_watch(t, dict, owner) : -1;

	if (result == 0)
		result = PyDict_SetItem(t->snapshots, id, PyList_GetItem(t->watched, PyList_Size(t->watched) - 2));
	unref(id);
	return result;
}

/* One without attributes gets its dict when somebody asks for it, since 3.11 most others, too, which costs them speed: so
   not for many. */
static PyObject *
dict_of(struct transaction *t, PyObject *o, int level)
{
	size_t most = level > LEVELS - NEAR ? 4 * ASKED_MOST : ASKED_MOST;
	Py_ssize_t offset = *(Py_ssize_t *)((char *)type_of(o) + TYPE_DICTOFFSET);
	PyObject *dict = offset > 0 ? WORD(o, offset) : NULL;

	if (dict || !offset || !is_heap_type((PyObject *)type_of(o)))
		return dict;
	/* Another statement that reaches it costs it nothing. */
	if (t->asked.used > most ? !addresses_has(&t->asked, o) : addresses_add(&t->asked, o) < 0)
		return NULL;
	dict = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	unref(dict); /* the object keeps it */
	return dict;
}

static PyObject *
dict_behind(struct transaction *t, PyObject *o, int level)
{
	if (is_module(o))
		return PyModule_GetDict(o);
	if (is_class(o))
		return CLASS_DICT(o);
	return is_dict_like(o) ? o : dict_of(t, o, level);
}

static int
add_referent(PyObject *o, void *arg)
{
	return add(arg, o);
}

/* global level: the names of the module that the function is of, and nothing that they lead to. */
static int
watch_names(struct transaction *t, PyObject *globals)
{
	int fresh;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (globals == t->modules[i].scratch)
			return 0;
	fresh = addresses_add(&t->visited, globals);
	return fresh < 0 ? (PyErr_NoMemory(), -1) : fresh ? keep_dict(t, globals, globals) : 0;
}

/* celery.app and celery._state */
static bool
is_of_one_package(PyObject *globals, PyObject *module)
{
	PyObject *a = dict_get(globals, "__name__"), *b = dict_get(PyModule_GetDict(module), "__name__");
	size_t length = a && is_str(a) ? strcspn(utf8(a), ".") : 0;

	return length && b && is_str(b) && !strncmp(utf8(a), utf8(b), length) && utf8(b)[length] == '.';
}

/* `from pkg.sites import site` within the function: what it names of that module.  A relative one says the name behind the dots.
 */
static int
add_imported(struct reach *r, PyObject *globals, PyObject *names, PyObject *name)
{
	PyObject *modules = PyImport_GetModuleDict(), *package = dict_get(globals, "__package__"),
		 *whole = package && is_str(package) ? PyUnicode_FromFormat("%U.%U", package, name) : NULL,
		 *module = PyDict_GetItemWithError(modules, name);
	Py_ssize_t i;
	int result = 0;

	module = module || !whole ? module : PyDict_GetItemWithError(modules, whole);
	for (i = 0; module && is_module(module) && result == 0 && i < PyList_Size(names); i++)
		result = add(r, PyDict_GetItemWithError(PyModule_GetDict(module), PyList_GetItem(names, i)));
	unref(whole);
	return result;
}

/* By the globals that it reads, and what it has captured: all the names of its module would lead everywhere. */
static int
add_reach(struct reach *r, PyObject *f)
{
	const struct function_layout *l = &python->function;
	PyObject *set = PySet_New(NULL), *names = NULL, *globals = WORD(f, l->globals);
	int result = set ? code_add_names(WORD(f, l->code), set) : -1;
	PyObject *value;
	Py_ssize_t i, k;

	if (result == 0 && !(names = PySequence_List(set)))
		result = -1;
	if (result == 0)
		result = add(r, WORD(f, l->closure)) | add(r, WORD(f, l->dict)) | add(r, WORD(f, l->defaults)) |
			 add(r, WORD(f, l->kwdefaults));
	if (result == 0 && is_dict(globals) && code_stores_global(WORD(f, l->code)))
		result = watch_names(r->t, globals);
	for (i = 0; result == 0 && is_dict(globals) && i < PyList_Size(names); i++) {
		value = PyDict_GetItemWithError(globals, PyList_GetItem(names, i));
		result = value ? add(r, value) : add_imported(r, globals, names, PyList_GetItem(names, i));
		/* bus.on(...): of the module what is named with it; of the library alone os.environ is changed by others. */
		for (k = 0; value && is_module(value) && result == 0 && k < PyList_Size(names); k++)
			if (!is_library_module(value) || is_of_one_package(globals, value) ||
			    !strcmp(utf8(PyList_GetItem(names, k)), "environ"))
				result = add(r, PyDict_GetItemWithError(PyModule_GetDict(value), PyList_GetItem(names, k)));
	}
	unref(names);
	unref(set);
	return result;
}

/* What leads to others, but holds nothing that a statement could change. */
static bool
is_way(PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyCell_Type)) ||
	       is_exact(o, TYPE_AT(PyMethod_Type)) || is_exact(o, TYPE_AT(PyClassMethod_Type)) ||
	       is_exact(o, TYPE_AT(PyStaticMethod_Type)) || is_exact(o, TYPE_AT(PyProperty_Type)) ||
	       (PyObject *)type_of(o) == library_object("functools", "partial");
}

/* self.parent().limits[topic] = n */
static int
add_alive(struct reach *r, PyObject *weakref)
{
	PyObject *o = PyObject_CallObject(weakref, NULL);
	int result = o ? add(r, o) : 0;

	unref(o);
	PyErr_Clear();
	return result;
}

/* Those of the library have what all of the process asked them: typing has made Optional[...] with one. */
static bool
is_cache_of_program(PyObject *o)
{
	PyObject *f = (PyObject *)type_of(o) == functions_cache_type() ? get_attr(o, "__wrapped__") : NULL;
	bool is = f && is_function(f) && is_dict(WORD(f, python->function.globals)) &&
		  !is_library_dict(WORD(f, python->function.globals));

	unref(f);
	PyErr_Clear();
	return is;
}

/* Of an lru_cache its answers, and not that it has one more now. */
static int
add_answers(PyObject *o, void *arg)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	if (!o || !is_dict(o))
		return o ? add(arg, o) : 0;
	while (result == 0 && PyDict_Next(o, &at, &key, &value))
		result = add(arg, value);
	return result;
}

/* for backend in BACKENDS: backend.handlers[topic] = f */
static int
add_items(struct reach *r, PyObject *o)
{
	PyObject *list = touched_size(o) <= ITEMS_MOST ? items_of(o) : NULL;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; list && result == 0 && i < PyList_Size(list); i++)
		result = add(r, PyList_GetItem(list, i));
	unref(list);
	PyErr_Clear();
	return result;
}

static int
look_at_slots(struct reach *r, PyObject *o, int level)
{
	PyObject *slots = slots_of(o), *name, *value;
	int fresh = slots ? addresses_add(&r->t->visited, o) : -1, result = fresh < 0 ? -1 : 0;
	Py_ssize_t at = 0;

	if (fresh > 0)
		result = touched_watch(r->t, o, NONE);
	while (result == 0 && level > 0 && PyDict_Next(slots, &at, &name, &value))
		result = add(r, value);
	unref(slots);
	return result;
}

/* Note a container as it is, once; its own items are queued. */
static int
look(struct reach *r, PyObject *o, int level)
{
	struct transaction *t = r->t;
	bool list = is_list(o), other = is_set(o) || is_deque(o);
	PyObject *dict = list || other ? NULL : dict_behind(t, o, level), *key, *value;
	Py_ssize_t at = 0;
	int fresh, result = 0;

	/* A module that another one has imported leads to everything. */
	if (level < LEVELS && is_module(o))
		return 0;
	if (is_function(o))
		return level > 0 ? add_reach(r, o) : 0;
	/* What makes classes registers them, too; the methods of an object are those of its class and the bases. */
	if (level > 0 && is_heap_type((PyObject *)type_of(o)) && add(r, (PyObject *)type_of(o)) < 0)
		return -1;
	for (at = 0; level > 0 && is_class(o) && is_heap_type(o) && at < PyTuple_Size(WORD(o, TYPE_BASES)); at++)
		if (add(r, PyTuple_GetItem(WORD(o, TYPE_BASES), at)) < 0)
			return -1;
	at = 0;
	if (level > 0 && is_cache_of_program(o)) {
		heap_refers(o, add_answers, r);
		return PyErr_Occurred() ? -1 : 0;
	}
	if (level > 0 && is_exact(o, TYPE_AT(_PyWeakref_RefType)))
		return add_alive(r, o);
	if (level > 0 && is_way(o)) {
		heap_refers(o, add_referent, r);
		if (PyErr_Occurred())
			return -1;
		fresh = is_exact(o, TYPE_AT(PyCell_Type)) ? addresses_add(&t->visited, o) : 0;
		return fresh > 0 ? touched_watch(t, o, NONE) : fresh;
	}
	if (!list && !other && has_slots(o) && look_at_slots(r, o, level) < 0)
		return -1;
	if (!list && !other && (!is_dict_like(dict) || dict == t->builtins || dict == t->staging_builtins))
		return 0;
	if (touched_size(dict ? dict : o) > ENTRIES_MOST)
		return 0;
	/* class Handlers(list): it has attributes, too. */
	if ((list || other) && level > 0 && is_heap_type((PyObject *)type_of(o)) && add(r, dict_of(t, o, level)) < 0)
		return -1;
	fresh = addresses_add(&t->visited, dict ? dict : o);
	if (fresh < 0)
		return PyErr_NoMemory(), -1;
	if (fresh)
		result = list || other ? touched_watch(t, o, NONE) : keep_dict(t, o, dict);
	while (result == 0 && level > 0 && dict && PyDict_Next(dict, &at, &key, &value))
		result = add(r, value);
	return result == 0 && level > 0 && (list || other) ? add_items(r, o) : result;
}

/* Threads that run are there by themselves: no statement has put them in, or takes them out. */
static int
pass_by_threads(struct reach *r)
{
	static const char *const names[] = {"_active", "_limbo", "_dangling", "_shutdown_locks"};
	PyObject *o;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((o = library_object("threading", names[i])) && addresses_add(&r->queued, o) < 0)
			return PyErr_NoMemory(), -1;
	return 0;
}

/* From this item of the queue on.  defer: what is code, and not near, comes afterwards. */
static int
look_from(struct reach *r, Py_ssize_t i, int level, PyObject *defer)
{
	Py_ssize_t end;
	int result = 0;

	for (; result == 0 && level >= 0; level--) {
		r->later = level < LEVELS - 1 ? defer : NULL;
		for (end = PyList_Size(r->queue); result == 0 && i < end; i++)
			result = look(r, PyList_GetItem(r->queue, i), level);
	}
	r->later = NULL;
	return result;
}

static int
look_around(struct reach *r)
{
	PyObject *code = PyList_New(0);
	Py_ssize_t i, seen;
	int result = code ? pass_by_threads(r) : -1;

	result = result == 0 ? look_from(r, 0, LEVELS, code) : -1;
	seen = PyList_Size(r->queue);
	for (i = 0; result == 0 && i < PyList_Size(code); i++)
		result = add(r, PyList_GetItem(code, i));
	result = result == 0 ? look_from(r, seen, LEVELS - 2, NULL) : -1;
	unref(code);
	return result;
}

/* A name, and modules that its attributes lead to: pkg.bus.subscribe. */
static int
add_named(struct reach *r, struct module *m, const struct token *x, const struct token *end)
{
	PyObject *o = PyDict_GetItemWithError(m->scratch, x->value);
	int result = add(r, o);

	while (result == 0 && o && ++x < end && IS_IN(python->op.names, x->op) && x->op != python->op.load_name && x->value &&
	       is_module(o)) {
		o = PyDict_GetItemWithError(PyModule_GetDict(o), x->value);
		result = add(r, o);
	}
	return result;
}

PyObject *
snapshot_reach(struct module *m, struct transaction *t, const struct token *tokens, int count)
{
	struct reach r = {.t = t, .queue = PyList_New(0)};
	const struct token *x;
	PyObject *names, *promised;
	int result = r.queue ? 0 : -1;
	Py_ssize_t i;

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		if (x->op == python->op.load_name && x->value)
			result = add_named(&r, m, x, tokens + count);
		/* A task, which knows the application whose registry has it. */
		promised = result == 0 && x->op == python->op.store_name && m->before
			       ? hold(t, promise_asked(PyDict_GetItemWithError(m->before, x->value)))
			       : NULL;
		if (promised)
			result = add(&r, (PyObject *)type_of(promised));
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value))
			continue;
		names = code_attr(x->value, "co_names");
		for (i = 0; names && result == 0 && i < PyTuple_Size(names); i++)
			result = add(&r, PyDict_GetItemWithError(m->scratch, PyTuple_GetItem(names, i)));
		unref(names);
	}
	if (result == 0)
		result = look_around(&r);
	addresses_fini(&r.queued);
	if (result == 0)
		return r.queue;
	unref(r.queue);
	return NULL;
}

int
snapshot_before(struct module *m, struct transaction *t, const struct token *tokens, int count)
{
	PyObject *reach = snapshot_reach(m, t, tokens, count);

	unref(reach);
	return reach ? 0 : -1;
}

int
snapshot_named(struct module *m, const struct token *tokens, int count, PyObject *list)
{
	const struct token *x;
	struct reach r = {.queue = list};
	int result = 0;

	for (x = tokens; result == 0 && x < tokens + count; x++)
		if (x->op == python->op.load_name && x->value)
			result = add_named(&r, m, x, tokens + count);
	addresses_fini(&r.queued);
	return result;
}

int
snapshot_around(struct transaction *t, PyObject *dict)
{
	struct reach r = {.t = t, .queue = PyList_New(0)};
	int result = r.queue && add(&r, dict) == 0 ? look_around(&r) : -1;

	addresses_fini(&r.queued);
	unref(r.queue);
	return result;
}

int
snapshot_imported(struct transaction *t, PyObject *code, PyObject *modules)
{
	struct reach r = {.t = t, .queue = PyList_New(0)};
	PyObject *set = PySet_New(NULL), *names = NULL, *module;
	int result = r.queue && set && code_add_names(code, set) == 0 && (names = PySequence_List(set)) ? 0 : -1;
	Py_ssize_t i, k;

	/* What has been imported stays so. */
	if (result == 0 && addresses_add(&r.queued, PyImport_GetModuleDict()) < 0)
		result = (PyErr_NoMemory(), -1);
	for (i = 0; result == 0 && i < PyList_Size(modules); i++) {
		module = PyList_GetItem(modules, i);
		if (!is_library_module(module))
			result = add(&r, module);
		else
			for (k = 0; result == 0 && k < PyList_Size(names); k++)
				result = add(&r, PyDict_GetItemWithError(PyModule_GetDict(module), PyList_GetItem(names, k)));
	}
	if (result == 0)
		result = look_around(&r);
	addresses_fini(&r.queued);
	unref(names);
	unref(set);
	unref(r.queue);
	return result;
}

/* The only key in a dict for an object, that was there before, or is not; borrowed.  NULL: none, or several. */
static PyObject *
key_of(PyObject *dict, PyObject *value, PyObject *copy, bool before)
{
	PyObject *key, *its, *found = NULL;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &its)) {
		if (its != value || (PyDict_Contains(copy, key) == 1) != before)
			continue;
		if (found)
			return NULL;
		found = key;
	}
	return found;
}

/* What was registered by one name has another one now: class Alpha(Plugin, name="first"). */
static int
drop_old_key(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *dict, *copy, *key;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		dict = PyList_GetItem(t->watched, i);
		copy = PyList_GetItem(t->watched, i + 1);
		if (!is_dict(dict) || PyList_GetItem(t->watched, i + 2) != dict || dict_get(dict, "__name__") ||
		    PyDict_Size(dict) <= PyDict_Size(copy) || !key_of(dict, new, copy, false))
			continue;
		key = key_of(copy, old, copy, true);
		if (key && PyDict_GetItemWithError(dict, key) == old)
			result = PyDict_DelItem(dict, key);
	}
	return result;
}

int
snapshot_rename(const struct staging *g, const struct statement *s)
{
	struct module *m = g->m;
	PyObject *list = statement_bound(s), *old, *new;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		old = PyDict_GetItemWithError(m->before, PyList_GetItem(list, i));
		new = PyDict_GetItemWithError(m->scratch, PyList_GetItem(list, i));
		/* Of several `def _` the last one has the name, which need not be this one. */
		if (old && new && old != new && !is_atom(old) && !statement_shares_name(g, s, PyList_GetItem(list, i)))
			result = drop_old_key(g->t, old, new);
	}
	unref(list);
	return result;
}

PyObject *
snapshot_of(struct transaction *t, PyObject *dict)
{
	PyObject *id = PyLong_FromVoidPtr(dict);
	PyObject *copy = id ? PyDict_GetItemWithError(t->snapshots, id) : NULL;

	unref(id);
	PyErr_Clear();
	return copy;
}
