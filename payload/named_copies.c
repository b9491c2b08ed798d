/*
 * named_copies.c - settings that something has copied by name: app.config.from_object("settings").
 *
 * Nobody holds the module, or the class, and equal numbers prove nothing; but a dict with all
 * of its names in capitals, in which those that change have the old values, is a copy of
 * it.  It takes the new values, and what has come.  So does what stands in front of such a
 * copy and keeps what it was asked for (Django's settings): it holds the object whose dict
 * the copy is.
 */
#include "heap.h"
#include "statement.h"
#include "version.h"

struct source {
	PyObject *names;   /* dict: those in capitals -> their old values */
	PyObject *changed; /* dict: those that change or come -> the new ones */
	bool is_class;     /* its instances have dicts that look alike: only subclasses of dict count */
	const char *module, *path; /* for the report; path NULL: the module */
};

struct copying {
	struct transaction *t;
	struct source source;
	PyObject *any;          /* one of the names that change; borrowed */
	struct objects classes; /* of which the instances may be copies */
	struct addresses setters; /* those that set attributes by name */
	struct objects instances; /* of these */
	struct objects dicts;   /* that have the name */
	struct addresses others; /* dicts of modules and classes */
	struct addresses copies;
	int count;
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

static bool
is_old(const struct copying *c, PyObject *dict, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(dict, name), *old = PyDict_GetItemWithError(c->source.names, name);

	return value && old && is_atom(value) && is_atom(old) && const_equal(value, old, code_same_behaviour);
}

static void
take_class(PyObject *o, void *arg)
{
	struct copying *c = arg;

	if (is_class(o) && is_heap_type(o) && CLASS_DICT(o))
		c->failed = objects_add(&c->classes, o) < 0 || c->failed;
}

/* for name in dir(module): setattr(self, name, getattr(module, name)) */
static bool
sets_by_name(PyObject *class)
{
	PyObject *f, *key, *names;
	Py_ssize_t at = 0, i;
	bool sets = false;

	while (!sets && PyDict_Next(CLASS_DICT(class), &at, &key, &f)) {
		names = is_function(f) ? code_attr(WORD(f, python->function.code), "co_names") : NULL;
		for (i = 0; names && !sets && i < PyTuple_Size(names); i++)
			sets = !strcmp(utf8(PyTuple_GetItem(names, i)), "setattr") ||
			       !strcmp(utf8(PyTuple_GetItem(names, i)), "__dict__");
		unref(names);
	}
	return sets;
}

/* Since 3.11 an instance may have no dict before somebody asks for it.  Most classes never set anything by name. */
static int
find_setters(struct copying *c)
{
	int result = heap_each(take_class, c);
	size_t i;

	for (i = 0; result >= 0 && i < c->classes.count; i++)
		if (sets_by_name(c->classes.list[i]))
			result = addresses_add(&c->setters, c->classes.list[i]);
	objects_fini(&c->classes);
	return result < 0 ? -1 : 0;
}

static int
add_dicts_of_instances(struct copying *c)
{
	PyObject *dict;
	int result = 0;
	size_t i;

	for (i = 0; result == 0 && i < c->instances.count; i++) {
		dict = PyObject_GenericGetDict(c->instances.list[i], NULL);
		if (dict && is_dict(dict) && is_old(c, dict, c->any))
			result = objects_add(&c->dicts, dict);
		unref(dict); /* the object keeps it */
		PyErr_Clear();
	}
	return result;
}

static void
take(PyObject *o, void *arg)
{
	struct copying *c = arg;
	PyObject *of = is_module(o) ? PyModule_GetDict(o) : is_class(o) ? CLASS_DICT(o) : NULL;

	if (of)
		c->failed = addresses_add(&c->others, of) < 0 || c->failed;
	else if (addresses_has(&c->setters, (PyObject *)type_of(o)))
		c->failed = objects_add(&c->instances, o) < 0 || c->failed;
	if (!of && PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && (!c->source.is_class || !is_dict(o)) &&
		 !addresses_has(&c->t->own, o) && is_old(c, o, c->any))
		c->failed = objects_add(&c->dicts, o) < 0 || c->failed;
}

static bool
has_all(const struct copying *c, PyObject *dict)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(c->source.names, &at, &name, &value))
		if (PyDict_Contains(dict, name) != 1)
			return false;
	/* One name alone says little of a dict that may be anything. */
	return PyDict_Size(c->source.names) > 1 || !is_dict(dict);
}

/* It has an object of which the dict is such a copy. */
static bool
is_in_front(const struct copying *c, PyObject *dict)
{
	PyObject *name, *value, *its;
	bool is = false;
	Py_ssize_t at = 0;

	while (!is && PyDict_Next(dict, &at, &name, &value)) {
		its = is_heap_type((PyObject *)type_of(value)) && !is_class(value) ? PyObject_GenericGetDict(value, NULL) : NULL;
		is = its && addresses_has(&c->copies, its);
		unref(its);
		PyErr_Clear();
	}
	return is;
}

static int
update(struct copying *c, PyObject *dict, bool whole)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int result = hold(c->t, ref(dict)) ? 0 : -1;

	while (result == 0 && PyDict_Next(c->source.changed, &at, &name, &value))
		if (is_old(c, dict, name) || (whole && PyDict_Contains(c->source.names, name) == 0 && PyDict_Contains(dict, name) == 0))
			result = ops_add(&c->t->ops, OP_DICT, dict, name, value);
	c->count++;
	return result;
}

static int
follow_source(struct transaction *t, const struct source *source)
{
	struct copying c = {.t = t, .source = *source};
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int result;
	size_t i;

	while (!c.any && PyDict_Next(source->changed, &at, &name, &value))
		c.any = PyDict_Contains(source->names, name) == 1 ? name : NULL;
	result = c.any && !source->is_class ? find_setters(&c) : 0;
	if (c.any && result == 0)
		result = heap_each(take, &c) < 0 || add_dicts_of_instances(&c) < 0 ? -1 : 0;
	/* One may have been found twice. */
	for (i = 0; result == 0 && i < c.dicts.count; i++)
		if (!addresses_has(&c.others, c.dicts.list[i]) && has_all(&c, c.dicts.list[i]) &&
		    (result = addresses_add(&c.copies, c.dicts.list[i])) == 1)
			result = update(&c, c.dicts.list[i], true);
	for (i = 0; result == 0 && c.copies.used && i < c.dicts.count; i++)
		if (!addresses_has(&c.copies, c.dicts.list[i]) && is_in_front(&c, c.dicts.list[i]) &&
		    (result = addresses_add(&c.others, c.dicts.list[i])) == 1)
			result = update(&c, c.dicts.list[i], false);
	if (result == 0 && c.count)
		report_addf(t->report, PYR_REC_UPDATED, source->module, source->path ? source->path : source->module,
			    "copied by name elsewhere: %d %s", c.count, c.count == 1 ? "dict" : "dicts");
	if (c.failed && result == 0)
		result = (PyErr_NoMemory(), -1);
	objects_fini(&c.instances);
	addresses_fini(&c.setters);
	objects_fini(&c.dicts);
	addresses_fini(&c.others);
	addresses_fini(&c.copies);
	return result;
}

/* old, new: dicts, of a module or a class.  -1: exception. */
static int
follow(struct transaction *t, struct source *source, PyObject *old, PyObject *new)
{
	PyObject *name, *value, *its;
	Py_ssize_t at = 0;
	int result = 0;

	source->names = hold(t, PyDict_New());
	source->changed = hold(t, PyDict_New());
	if (!source->names || !source->changed || addresses_add(&t->own, source->names) < 0)
		return -1;
	while (result == 0 && PyDict_Next(old, &at, &name, &value))
		if (is_capital(name))
			result = PyDict_SetItem(source->names, name, value);
	for (at = 0; result == 0 && PyDict_Next(new, &at, &name, &value);) {
		its = is_capital(name) ? PyDict_GetItemWithError(old, name) : value;
		if (!its || (is_atom(its) && is_atom(value) && !const_equal(its, value, code_same_behaviour)))
			result = PyDict_SetItem(source->changed, name, value);
	}
	return result < 0 ? -1 : follow_source(t, source);
}

int
named_copies_follow(struct transaction *t)
{
	struct source source = {0};
	const struct module *m;
	PyObject *live, *staged;
	Py_ssize_t i;
	int result = 0;

	for (m = t->modules; result == 0 && m < t->modules + t->module_count; m++) {
		source = (struct source){.module = m->name};
		result = m->before && m->scratch && m->bound && PySet_Size(m->bound) > 0 ? follow(t, &source, m->before, m->scratch) : 0;
	}
	for (i = 0; result == 0 && i < PyList_Size(t->classes); i++) {
		live = PyList_GetItem(t->classes, i);
		staged = class_staged(t, live);
		source = (struct source){.is_class = true, .module = utf8(class_get(live, "__module__"))};
		source.path = utf8(hold(t, get_attr(live, "__qualname__")));
		if (staged && CLASS_DICT(live) && CLASS_DICT(staged))
			result = follow(t, &source, CLASS_DICT(live), CLASS_DICT(staged));
	}
	return result;
}
