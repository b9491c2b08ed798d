/*
 * named_copies.c - settings that something has copied by name: app.config.from_object("settings").
 *
 * Nobody holds the module, or the class, and equal numbers prove nothing.  But where a class
 * says that it copies by name - for name in dir(source): ... getattr(source, name) -, it is a
 * dict or has one, and in that are all names in capitals, those that change with the old
 * values, then it is a copy.  It takes the new values, and what has come.  So does what stands
 * in front of such an object and keeps what it was asked for (Django's settings).
 *
 * Between the last look at the heap and the stores no code may run: dicts are asked for a name
 * when all their keys are plain text.
 */
#include <stdlib.h>

#include "heap.h"
#include "statement.h"
#include "version.h"

struct source {
	PyObject *names;   /* dict: those in capitals -> their old values */
	PyObject *changed; /* dict: those that change or come -> the new ones */
	const char *module, *path; /* for the report */
};

struct copying {
	struct transaction *t;
	struct source *sources;
	size_t count;
	struct objects classes;   /* all that are written in Python */
	struct addresses copiers; /* classes that copy by name */
	struct addresses fronts;  /* classes with a __getattr__ that asks another object */
	struct objects found;     /* instances of these; references of our own */
	bool failed;
};

static bool
is_capital(PyObject *name)
{
	const char *c = is_str(name) ? utf8(name) : "";
	bool has = false;

	for (; *c; c++) {
		if (*c >= 'a' && *c <= 'z')
			return false;
		has = has || (*c >= 'A' && *c <= 'Z');
	}
	return has;
}

static void
take_class(PyObject *o, void *arg)
{
	struct copying *c = arg;

	if (is_class(o) && is_heap_type(o) && CLASS_DICT(o))
		c->failed = objects_add(&c->classes, o) < 0 || c->failed;
}

static bool
uses(PyObject *names, const char *text)
{
	Py_ssize_t i;

	for (i = 0; names && i < PyTuple_Size(names); i++)
		if (!strcmp(utf8(PyTuple_GetItem(names, i)), text))
			return true;
	return false;
}

static int
judge_class(struct copying *c, PyObject *class)
{
	PyObject *f, *key, *names;
	bool copies = false, asks = false;
	Py_ssize_t at = 0;

	while (PyDict_Next(CLASS_DICT(class), &at, &key, &f)) {
		names = is_function(f) ? code_attr(WORD(f, python->function.code), "co_names") : NULL;
		copies =
		    copies || (uses(names, "getattr") && (uses(names, "dir") || uses(names, "vars") || uses(names, "__dict__")));
		asks = asks || (uses(names, "getattr") && is_str(key) && !strcmp(utf8(key), "__getattr__"));
		unref(names);
	}
	if (copies && addresses_add(&c->copiers, class) < 0)
		return -1;
	return asks && addresses_add(&c->fronts, class) < 0 ? -1 : 0;
}

static void
take_instance(PyObject *o, void *arg)
{
	struct copying *c = arg;

	if (addresses_has(&c->copiers, (PyObject *)type_of(o)) || addresses_has(&c->fronts, (PyObject *)type_of(o)))
		c->failed = objects_add(&c->found, o) < 0 || c->failed;
}

/* Those of a class below one that copies, too. */
static int
add_below(struct addresses *set, PyObject *class)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	Py_ssize_t i;

	for (i = 1; mro && i < PyTuple_Size(mro); i++)
		if (addresses_has(set, PyTuple_GetItem(mro, i)))
			return addresses_add(set, class);
	return 0;
}

static int
find(struct copying *c)
{
	int result = heap_each(take_class, c);
	size_t i;

	for (i = 0; result == 0 && i < c->classes.count; i++)
		result = judge_class(c, c->classes.list[i]);
	for (i = 0; result >= 0 && i < c->classes.count; i++)
		result = add_below(&c->copiers, c->classes.list[i]) < 0 ? -1 : add_below(&c->fronts, c->classes.list[i]);
	if (result >= 0 && c->copiers.used)
		result = heap_each(take_instance, c);
	for (i = 0; i < c->found.count; i++)
		ref(c->found.list[i]);
	return result < 0 || c->failed ? -1 : 0;
}

/* The dict itself, or that of the object; new reference.  NULL: there is none, or a key that may run code. */
static PyObject *
plain_dict(PyObject *o)
{
	PyObject *dict = PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) ? ref(o) : PyObject_GenericGetDict(o, NULL), *key,
		 *value;
	bool plain = dict && PyType_IsSubtype(type_of(dict), TYPE_AT(PyDict_Type));
	Py_ssize_t at = 0;

	PyErr_Clear();
	while (plain && PyDict_Next(dict, &at, &key, &value))
		plain = is_str(key);
	if (plain)
		return dict;
	unref(dict);
	return NULL;
}

/* Of numbers and texts, and of a timedelta or a path. */
static bool
is_plain(struct transaction *t, PyObject *value)
{
	return is_atom(value) || plain_same(t, value, value);
}

static bool
says_the_same(struct transaction *t, PyObject *a, PyObject *b)
{
	return is_atom(a) && is_atom(b) ? const_equal(a, b, code_same_behaviour) : plain_same(t, a, b);
}

static bool
is_old(struct transaction *t, const struct source *s, PyObject *dict, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(dict, name), *old = PyDict_GetItemWithError(s->names, name);

	return value && old && is_plain(t, old) && says_the_same(t, value, old);
}

static bool
is_copy(struct transaction *t, const struct source *s, PyObject *dict)
{
	PyObject *name, *value;
	bool old = false;
	Py_ssize_t at = 0;

	while (PyDict_Next(s->names, &at, &name, &value))
		if (PyDict_Contains(dict, name) != 1)
			return false;
	for (at = 0; !old && PyDict_Next(s->changed, &at, &name, &value);)
		old = is_old(t, s, dict, name);
	return old;
}

static int
update(struct copying *c, const struct source *s, PyObject *dict, bool whole)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int result = hold(c->t, ref(dict)) ? 0 : -1;

	while (result == 0 && PyDict_Next(s->changed, &at, &name, &value))
		if (is_old(c->t, s, dict, name) || (whole && PyDict_Contains(s->names, name) == 0 && PyDict_Contains(dict, name) == 0))
			result = ops_add(&c->t->ops, OP_DICT, dict, name, value);
	return result;
}

/* It keeps an object that is a copy. */
static bool
is_in_front(const struct addresses *copies, PyObject *dict)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &name, &value))
		if (addresses_has(copies, value))
			return true;
	return false;
}

static int
follow_source(struct copying *c, struct source *s)
{
	struct addresses copies = {0};
	PyObject *o, *dict;
	int result = 0, pass;
	size_t i;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; result >= 0 && i < c->found.count; i++) {
			o = c->found.list[i];
			if (!addresses_has(pass ? &c->fronts : &c->copiers, (PyObject *)type_of(o)) || addresses_has(&copies, o))
				continue;
			dict = plain_dict(o);
			if (dict && !pass && is_copy(c->t, s, dict))
				result = addresses_add(&copies, o) < 0 ? -1 : update(c, s, dict, true);
			else if (dict && pass && copies.used && is_in_front(&copies, dict))
				result = update(c, s, dict, false);
			unref(dict);
		}
	if (copies.used)
		report_addf(c->t->report, PYR_REC_UPDATED, s->module, s->path, "copied by name elsewhere: %zu %s", copies.used,
			    copies.used == 1 ? "object" : "objects");
	addresses_fini(&copies);
	return result < 0 ? -1 : 0;
}

/* old, new: dicts, of a module or a class.  Nothing is added where no constant changes. */
static int
add_source(struct copying *c, const char *module, const char *path, PyObject *old, PyObject *new)
{
	struct source s = {
	    .names = hold(c->t, PyDict_New()), .changed = hold(c->t, PyDict_New()), .module = module, .path = path};
	struct source *grown;
	PyObject *name, *value, *its;
	Py_ssize_t at = 0;
	bool other = false;
	int result = s.names && s.changed ? 0 : -1;

	while (result == 0 && PyDict_Next(old, &at, &name, &value))
		if (is_capital(name))
			result = PyDict_SetItem(s.names, name, value);
	for (at = 0; result == 0 && PyDict_Next(new, &at, &name, &value);) {
		its = is_capital(name) ? PyDict_GetItemWithError(old, name) : value;
		if (its && !(is_plain(c->t, its) && is_plain(c->t, value) && !says_the_same(c->t, its, value)))
			continue;
		other = other || its;
		result = PyDict_SetItem(s.changed, name, value);
	}
	if (result < 0 || !other)
		return result;
	grown = realloc(c->sources, (c->count + 1) * sizeof(*grown));
	if (!grown)
		return PyErr_NoMemory(), -1;
	c->sources = grown;
	grown[c->count++] = s;
	return 0;
}

static int
add_sources(struct copying *c)
{
	struct transaction *t = c->t;
	const struct module *m;
	PyObject *live, *staged;
	Py_ssize_t i;
	int result = 0;

	for (m = t->modules; result == 0 && m < t->modules + t->module_count; m++)
		if (m->before && m->scratch && m->bound && PySet_Size(m->bound) > 0)
			result = add_source(c, m->name, m->name, m->before, m->scratch);
	for (i = 0; result == 0 && i < PyList_Size(t->classes); i++) {
		live = PyList_GetItem(t->classes, i);
		staged = class_staged(t, live);
		if (staged && CLASS_DICT(live) && CLASS_DICT(staged) && class_get(live, "__module__"))
			result = add_source(c, utf8(class_get(live, "__module__")), utf8(hold(t, get_attr(live, "__qualname__"))),
					    CLASS_DICT(live), CLASS_DICT(staged));
	}
	return result;
}

int
named_copies_follow(struct transaction *t)
{
	struct copying c = {.t = t};
	int result = add_sources(&c);
	size_t i;

	if (result == 0 && c.count)
		result = find(&c);
	for (i = 0; result == 0 && i < c.count; i++)
		result = follow_source(&c, &c.sources[i]);
	for (i = 0; i < c.found.count; i++)
		unref(c.found.list[i]);
	if (result < 0 && !PyErr_Occurred())
		PyErr_NoMemory();
	objects_fini(&c.classes);
	objects_fini(&c.found);
	addresses_fini(&c.copiers);
	addresses_fini(&c.fronts);
	free(c.sources);
	return result;
}
