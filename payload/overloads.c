/*
 * overloads.c - what others have registered with a functools.singledispatchmethod that its class makes anew, and overloads that are gone.
 *
 * At the top level of a module the dispatcher is one function, and stays, unless it moves to another module.  In a class body it is made
 * again with the class, with the overloads of the body alone.
 */
#include "transaction.h"
#include "version.h"

PyObject *
overloads_of(PyObject *f)
{
	PyObject *proxy, *found;

	proxy = f && is_function(f) && WORD(f, python->function.dict) ? dict_get(WORD(f, python->function.dict), "registry") : NULL;
	found = proxy ? heap_proxied(proxy) : NULL;
	PyErr_Clear();
	return found;
}

/* Of a singledispatchmethod; borrowed, or NULL. */
static PyObject *
dispatcher_of(PyObject *descriptor)
{
	PyObject *f = get_attr(descriptor, "dispatcher");

	unref(f); /* the descriptor keeps it */
	PyErr_Clear();
	return f;
}

/* What the dispatcher has found for the classes that it was asked about; borrowed, or NULL. */
static PyObject *
found_by(PyObject *f)
{
	PyObject *dispatch = f && is_function(f) ? get_attr(f, "dispatch") : NULL, *cells, *o, *keys, *found = NULL;
	Py_ssize_t i;

	cells = dispatch && is_function(dispatch) ? WORD(dispatch, python->function.closure) : NULL;
	for (i = 0; cells && i < PyTuple_Size(cells); i++) {
		o = WORD(PyTuple_GetItem(cells, i), CELL_REF);
		keys = o ? weak_keys(o) : NULL;
		found = keys ? keys : found;
	}
	unref(dispatch);
	PyErr_Clear();
	return found && is_dict(found) ? found : NULL;
}

/* The dispatcher has these from now on. */
static int
follow(struct transaction *t, PyObject *f, PyObject *from, PyObject *to)
{
	PyObject *copy = hold(t, PyDict_Copy(to)), *found = found_by(f);

	if (!copy || !hold(t, ref(from)) || ops_add(&t->last, OP_CONTENT, from, NULL, copy) < 0)
		return -1;
	return found ? plan_emptied(t, found) : 0;
}

/* A class body of these modules has defined it: if it is to be there still, the new one has it. */
static bool
is_of_the_body(struct transaction *t, PyObject *f)
{
	f = callable_of(f);
	return is_function(f) && pair_is_ours(t, WORD(f, python->function.code)) &&
	       !strstr(utf8(WORD(f, python->function.qualname)), "<locals>");
}

/* Into the registry of one that is not in use yet. */
static int
take_others(struct transaction *t, PyObject *from, PyObject *to)
{
	PyObject *class, *f;
	Py_ssize_t at = 0;
	int result = 0;

	while (to != from && result == 0 && PyDict_Next(from, &at, &class, &f))
		if (PyDict_Contains(to, class) == 0 && !is_of_the_body(t, f))
			result = PyDict_SetItem(to, class, f);
	return result;
}

int
overloads_keep(struct transaction *t, PyObject *live, PyObject *staged)
{
	PyObject *type = library_object("functools", "singledispatchmethod"), *from, *to;
	bool both = type && (PyObject *)type_of(live) == type && (PyObject *)type_of(staged) == type;
	int result;

	from = both ? overloads_of(dispatcher_of(live)) : NULL;
	to = from ? overloads_of(dispatcher_of(staged)) : NULL;
	result = to ? take_others(t, from, to) : 0;
	/* Since 3.13 what an instance was given calls the old dispatcher: it finds what the new one does. */
	if (result == 0 && to && to != from)
		result = follow(t, dispatcher_of(live), from, to);
	return result < 0 ? -1 : both;
}

/* @render.register(bytes) def _bytes, which is not there any more, and has become nothing else. */
static bool
is_gone(struct transaction *t, const struct module *m, PyObject *f)
{
	PyObject *code;

	f = callable_of(f);
	code = is_function(f) ? WORD(f, python->function.code) : NULL;
	return code && pair_module(t, code) == m && !pair_partner(t, code) && !addresses_has(&t->fresh, code) &&
	       !addresses_has(&t->paired, f) && !map_get(&t->map, f) && !strchr(utf8(WORD(f, python->function.qualname)), '<') &&
	       /* Without the old source: of several `def _` which one it was is not known. */
	       (m->old_code || !chunk_binding(&m->new, utf8(WORD(f, python->function.qualname))));
}

static int
drop_gone(struct transaction *t, const struct module *m, PyObject *f, PyObject *registry)
{
	PyObject *left = hold(t, PyDict_New()), *class, *overload;
	Py_ssize_t at = 0;
	int result = left ? 0 : -1;

	while (result == 0 && PyDict_Next(registry, &at, &class, &overload))
		result = is_gone(t, m, overload) ? addresses_add(&t->overloads, overload) < 0 ? (PyErr_NoMemory(), -1) : 0 : PyDict_SetItem(left, class, overload);
	if (result < 0 || PyDict_Size(left) == PyDict_Size(registry))
		return result;
	report_addf(t->report, PYR_REC_UPDATED, m->name, utf8(WORD(f, python->function.qualname)), "%ld overloads are gone",
		    (long)(PyDict_Size(registry) - PyDict_Size(left)));
	return follow(t, f, registry, left);
}

int
overloads_drop(struct transaction *t, const struct module *m)
{
	PyObject *name, *f, *registry, *moved;
	Py_ssize_t at = 0;
	int result = 0;

	while (!m->is_unchanged && !m->same_source && result == 0 && PyDict_Next(m->before, &at, &name, &f)) {
		registry = is_function(f) && attr_is(f, "__module__", m->name) ? overloads_of(f) : NULL;
		moved = registry ? overloads_of(map_get(&t->map, f)) : NULL;
		result = moved ? take_others(t, registry, moved) : registry ? drop_gone(t, m, f, registry) : 0;
	}
	return result;
}
