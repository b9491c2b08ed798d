/*
 * cached_properties.c - what a cached_property, or a descriptor like it, has computed with old code.
 *
 * It stands in the instance, below the property's name.  Where the function in it has changed, or reads what
 * has, as an lru_cache would notice, plain values go: who asks next gets the new answer.  A list or dict that some
 * method fills is state, and an object - a connection - may be: such are counted.
 */
#include "instances.h"
#include "statement.h"
#include "version.h"

#define NESTED_MOST 4 /* classes within classes */

struct finding {
	struct transaction *t;
	const struct module *m;
	PyObject *names;  /* set: what behaves otherwise now; NULL: whether there is one at all is asked */
	PyObject *filled; /* set: names of attributes that functions put something into */
	bool any;
};

/* One of somebody's own: __get__ puts the value into the instance, where it hides the descriptor.  The only function that it has. */
static PyObject *
function_of_own(PyObject *descriptor)
{
	PyObject *class = (PyObject *)type_of(descriptor), *get = is_heap_type(class) && !is_class(descriptor) ? class_lookup(class, "__get__") : NULL,
		 *dict = get && is_function(get) && !class_lookup(class, "__set__") && !class_lookup(class, "__delete__")
				 ? PyObject_GenericGetDict(descriptor, NULL)
				 : NULL,
		 *key, *value, *f = NULL;
	Py_ssize_t at = 0;
	int count = 0;

	while (dict && is_dict(dict) && PyDict_Next(dict, &at, &key, &value))
		if (is_function(value)) {
			f = value;
			count++;
		}
	unref(dict); /* the descriptor keeps it */
	PyErr_Clear();
	return count == 1 ? f : NULL;
}

/* functools', Django's, werkzeug's.  Borrowed; NULL: it is none. */
static PyObject *
function_of(PyObject *property)
{
	PyObject *name = get_attr((PyObject *)type_of(property), "__name__"), *f = NULL;

	if (is_heap_type((PyObject *)type_of(property)) && name && is_str(name) && !strcmp(utf8(name), "cached_property")) {
		f = get_attr(property, "func");
		f = f ? f : get_attr(property, "fget");
	}
	unref(name);
	unref(f); /* the property keeps it */
	PyErr_Clear();
	return f && is_function(f) ? f : function_of_own(property);
}

static int
take(struct finding *f, PyObject *class, PyObject *name, PyObject *property)
{
	struct growth growth = {
	    .module = f->m->name, .class = class, .name = name, .cached = property, .leaves = true, .data = true};

	f->any = true;
	if (!f->names || !cache_is_outdated(f->t, function_of(property), f->names))
		return 0;
	growth.is_filled = PySet_Contains(f->filled, name) == 1;
	return instances_add(f->t, &growth);
}

/* Classes below these names, and what they have. */
static int
look(struct finding *f, PyObject *names, PyObject *class, int depth)
{
	PyObject *items = PyDict_Items(names), *name, *o;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && depth && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		o = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_class(o) && is_heap_type(o) && owns_class(f->m, o))
			result = look(f, CLASS_DICT(o), o, depth - 1);
		else if (class && is_str(name) && function_of(o))
			result = take(f, class, name, o);
	}
	unref(items);
	return result;
}

static int
look_everywhere(struct finding *f)
{
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < f->t->module_count; i++) {
		f->m = &f->t->modules[i];
		result = f->m->before ? look(f, f->m->before, NULL, NESTED_MOST) : 0;
	}
	return result;
}

bool
cached_properties_any(struct transaction *t)
{
	struct finding f = {.t = t};

	if (look_everywhere(&f) < 0)
		PyErr_Clear();
	return f.any || PyList_Size(t->used_properties) > 0;
}

int
cached_properties_find(struct transaction *t, PyObject *names)
{
	struct finding f = {.t = t, .names = names, .filled = PySet_New(NULL)};
	int result = f.filled ? 0 : -1;
	struct growth growth;
	Py_ssize_t k;
	size_t i;

	for (i = 0; result == 0 && i < t->functions.count; i++)
		result = code_written_names(WORD(t->functions.list[i], python->function.code), f.filled);
	result = result == 0 ? look_everywhere(&f) : -1;
	for (k = 0; result == 0 && k + 3 < PyList_Size(t->used_properties); k += 4) {
		growth = (struct growth){.module = utf8(PyList_GetItem(t->used_properties, k + 3)), .class = PyList_GetItem(t->used_properties, k),
					 .name = PyList_GetItem(t->used_properties, k + 1), .cached = PyList_GetItem(t->used_properties, k + 2),
					 .leaves = true, .data = true, .is_filled = false};
		result = instances_add(t, &growth);
	}
	unref(f.filled);
	return result;
}
