/*
 * purge.c - a refused reload takes back what staged code has put elsewhere.
 *
 * A decorator or a call of the new source may have given functions and classes
 * of it to a registry.  Nothing else of that source is going to exist: so they
 * are taken out of lists, dicts and sets, and what was in their place is back.
 */
#include "transaction.h"
#include "version.h"

#define WRAPPINGS 3 /* decorators around a staged function that are followed */

struct purge {
	struct transaction *t;
	struct addresses staged, own;
	struct objects holders;
	bool failed;
};

static void
add_staged(struct purge *p, PyObject *o)
{
	if (addresses_add(&p->staged, o) < 0)
		p->failed = true;
}

/* A module that the refused source has brought into the process. */
static bool
is_forgotten(const struct transaction *t, PyObject *dict)
{
	return t->forgotten && list_has(t->forgotten, dict);
}

static bool
has_staged_globals(struct transaction *t, PyObject *f)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].scratch && WORD(f, python->function.globals) == t->modules[i].scratch)
			return true;
	return is_forgotten(t, WORD(f, python->function.globals));
}

static int
find_staged(PyObject *o, void *arg)
{
	struct purge *p = arg;

	p->failed = p->failed || (o && addresses_has(&p->staged, o));
	return 0;
}

static bool
refers_to_staged(struct purge *p, PyObject *o)
{
	struct purge probe = {.staged = p->staged};

	heap_refers(o, find_staged, &probe);
	return probe.failed;
}

static void
take_staged(PyObject *o, void *arg)
{
	struct purge *p = arg;
	PyObject *closure;
	Py_ssize_t i;

	if (!is_function(o))
		return;
	if (has_staged_globals(p->t, o))
		add_staged(p, o);
	/* A wrapper of another module around one. */
	closure = WORD(o, python->function.closure);
	for (i = 0; closure && i < PyTuple_Size(closure); i++)
		if (addresses_has(&p->staged, WORD(PyTuple_GetItem(closure, i), CELL_REF)))
			add_staged(p, o);
}

/* Classes that the scratch dict has and the module has not. */
static void
take_classes(struct purge *p, struct module *m)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (m->scratch && PyDict_Next(m->scratch, &at, &name, &value))
		if (is_class(value) && PySet_Contains(m->defined, name) == 1 &&
		    PyDict_GetItemWithError(m->before, name) != value) {
			add_staged(p, value);
			if (CLASS_DICT(value) && addresses_add(&p->own, CLASS_DICT(value)) < 0)
				p->failed = true;
		}
	PyErr_Clear();
}

static void
take_forgotten_classes(struct purge *p, PyObject *dict)
{
	PyObject *name, *value, *own = dict_get(dict, "__name__"), *module;
	Py_ssize_t at = 0;

	while (own && PyDict_Next(dict, &at, &name, &value)) {
		module = is_class(value) && CLASS_DICT(value) ? class_get(value, "__module__") : NULL;
		if (module && is_str(module) && is_str(own) && PyUnicode_Compare(module, own) == 0) {
			add_staged(p, value);
			if (addresses_add(&p->own, CLASS_DICT(value)) < 0)
				p->failed = true;
		}
	}
	PyErr_Clear();
}

/* In a dict of weak references a staged object is behind one. */
static PyObject *
behind_reference(PyObject *value)
{
	return is_weakref(value) ? WORD(value, REF_OBJECT) : value;
}

static bool
refers_weakly(struct purge *p, PyObject *dict)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (is_dict(dict) && PyDict_Next(dict, &at, &key, &value))
		if ((is_weakref(value) && addresses_has(&p->staged, behind_reference(value))) ||
		    (is_weakref(key) && addresses_has(&p->staged, behind_reference(key))))
			return true;
	return false;
}

static void
take_holder(PyObject *o, void *arg)
{
	struct purge *p = arg;

	if (!is_function(o) && !is_class(o) && !is_exact(o, TYPE_AT(PyTuple_Type)) &&
	    !is_exact(o, TYPE_AT(PyCell_Type)) && !is_exact(o, TYPE_AT(PyFrame_Type)) &&
	    !addresses_has(&p->own, o) && (refers_to_staged(p, o) || refers_weakly(p, o)) && objects_add(&p->holders, o) < 0)
		p->failed = true;
}

/* What the module has under the name; NULL: nothing. */
static PyObject *
live_one(struct transaction *t, PyObject *staged)
{
	PyObject *name = get_attr(staged, "__qualname__"), *module = get_attr(staged, "__module__"), *live = NULL;
	struct module *m = module && is_str(module) ? transaction_module(t, module) : NULL;

	if (m && name && is_str(name))
		live = PyDict_GetItemWithError(m->before, name);
	unref(module);
	unref(name);
	return live;
}

/* What was under the key before; without knowledge the live one, and NULL: leave it. */
static PyObject *
former(struct purge *p, PyObject *copy, PyObject *key, PyObject *staged)
{
	PyObject *old = copy ? PyDict_GetItemWithError(copy, key) : NULL;

	return old && !addresses_has(&p->staged, old) ? old : live_one(p->t, staged);
}

static void
clean_dict(struct purge *p, PyObject *dict)
{
	PyObject *items = PyDict_Items(dict), *copy = snapshot_of(p->t, dict), *key, *value, *old;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (addresses_has(&p->staged, behind_reference(key))) {
			PyDict_DelItem(dict, key);
			continue;
		}
		if (!addresses_has(&p->staged, behind_reference(value)))
			continue;
		/* There was nothing. */
		if (copy && PyDict_Contains(copy, key) == 0) {
			PyDict_DelItem(dict, key);
			continue;
		}
		old = is_weakref(value) ? copy ? PyDict_GetItemWithError(copy, key) : NULL : former(p, copy, key, value);
		/* Without a copy there was probably nothing: what a new module registers is new. */
		if (!old && !copy)
			PyDict_DelItem(dict, key);
		else if (old)
			PyDict_SetItem(dict, key, old);
	}
	unref(items);
	PyErr_Clear();
}

/* What is left of a list; new reference. */
static PyObject *
rest_of(struct purge *p, PyObject *list)
{
	PyObject *rest = PyList_New(0), *item;
	int result = rest ? 0 : -1;
	bool staged;
	Py_ssize_t i;

	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		staged = addresses_has(&p->staged, item) ||
			 (is_exact(item, TYPE_AT(PyTuple_Type)) && refers_to_staged(p, item));
		if (!staged)
			result = PyList_Append(rest, item);
	}
	if (list && result == 0)
		return rest;
	unref(rest);
	return NULL;
}

static void
clean_list(struct purge *p, PyObject *list)
{
	PyObject *rest = rest_of(p, list);

	if (rest)
		PyList_SetSlice(list, 0, PyList_Size(list), rest);
	unref(rest);
	PyErr_Clear();
}

static void
clean_deque(struct purge *p, PyObject *deque)
{
	PyObject *list = PySequence_List(deque), *rest = rest_of(p, list), *done = NULL;

	if (rest && (done = PyObject_CallMethod(deque, "clear", NULL))) {
		unref(done);
		done = PyObject_CallMethod(deque, "extend", "O", rest);
	}
	unref(done);
	unref(rest);
	unref(list);
	PyErr_Clear();
}

static void
clean_set(struct purge *p, PyObject *set)
{
	PyObject *list = items_of(set);
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++)
		if (addresses_has(&p->staged, PyList_GetItem(list, i)))
			PySet_Discard(set, PyList_GetItem(list, i));
	unref(list);
	PyErr_Clear();
}

static void
clean(struct purge *p, PyObject *o)
{
	PyObject *dict;

	if (is_list(o))
		clean_list(p, o);
	else if (is_deque(o))
		clean_deque(p, o);
	else if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)))
		clean_dict(p, o);
	else if (is_set(o))
		clean_set(p, o);
	if (is_heap_type((PyObject *)type_of(o)) || !(is_list(o) || is_set(o) || is_deque(o) || is_dict(o))) {
		/* Attributes that only the object itself knows, since 3.11. */
		dict = PyObject_GenericGetDict(o, NULL);
		if (dict && is_dict(dict) && !addresses_has(&p->own, dict))
			clean_dict(p, dict);
		unref(dict);
		PyErr_Clear();
	}
}

static void
add_own(struct purge *p, PyObject *o)
{
	if (o && addresses_add(&p->own, o) < 0)
		p->failed = true;
}

/* Ours, which end with the transaction. */
static void
take_own(struct purge *p)
{
	struct transaction *t = p->t;
	struct module *m;
	PyObject *file, *codes;
	Py_ssize_t k = 0;
	size_t i;

	add_own(p, t->held);
	add_own(p, t->twins);
	add_own(p, t->code_map);
	while (t->code_map && PyDict_Next(t->code_map, &k, &file, &codes))
		add_own(p, codes);
	add_own(p, t->stand_ins);
	add_own(p, t->touched);
	add_own(p, t->watched);
	add_own(p, t->snapshots);
	add_own(p, t->classes);
	add_own(p, t->forgotten);
	for (k = 0; t->forgotten && k < PyList_Size(t->forgotten); k++) {
		add_own(p, PyList_GetItem(t->forgotten, k));
		take_forgotten_classes(p, PyList_GetItem(t->forgotten, k));
	}
	for (i = 0; i < t->module_count; i++) {
		m = &t->modules[i];
		add_own(p, m->scratch);
		add_own(p, m->staged);
		add_own(p, m->before);
		add_own(p, m->bare);
		add_own(p, m->twins);
		take_classes(p, m);
	}
}

void
purge_staged(struct transaction *t)
{
	struct purge p = {.t = t};
	PyObject *error[3];
	size_t i, known;
	int k;

	if (!t->effects)
		return;
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	take_own(&p);
	for (k = 0, known = p.staged.used; !p.failed && k < WRAPPINGS && (!k || p.staged.used > known); k++) {
		known = p.staged.used;
		p.failed = heap_each(take_staged, &p) < 0 || p.failed;
	}
	if (!p.failed && p.staged.used && heap_each(take_holder, &p) == 0 && !p.failed) {
		for (i = 0; i < p.holders.count; i++)
			ref(p.holders.list[i]);
		for (i = 0; i < p.holders.count; i++) {
			clean(&p, p.holders.list[i]);
			unref(p.holders.list[i]);
		}
	}
	addresses_fini(&p.staged);
	addresses_fini(&p.own);
	objects_fini(&p.holders);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}
