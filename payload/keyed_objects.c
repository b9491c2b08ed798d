/*
 * keyed_objects.c - a registry has a definition below a key, and objects that say the key elsewhere.
 *
 * Flask has the view below its endpoint, and rules that lead to the endpoint: below it, too, and in a tree of lists.  When the definition
 * goes, a rule without it would fail.  So what the same registry keeps below this key, a list of objects that say it, goes along, and
 * these objects from its other lists.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

#define VISITS_MOST 50000

struct visiting {
	struct transaction *t;
	PyObject *registry; /* dict that has had the definition */
	PyObject *key;
	struct objects queue;
	struct addresses seen, gone; /* gone: objects that say the key */
	bool failed, holds;
};

static int
see_registry(PyObject *o, void *arg)
{
	struct visiting *v = arg;

	v->holds = v->holds || o == v->registry;
	return 0;
}

/* The object, or its dict, of which the registry is an attribute. */
static bool
is_owner(PyObject *o, void *arg)
{
	struct visiting *v = arg;

	v->holds = false;
	if (is_dict(o) || is_heap_type((PyObject *)type_of(o)))
		heap_refers(o, see_registry, v);
	return v->holds && !is_class(o) && !addresses_has(&v->t->own, o);
}

static bool
leads_on(PyObject *o)
{
	if (is_class(o) || is_module(o) || is_function(o) || is_weakref(o))
		return false;
	return is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type)) || is_heap_type((PyObject *)type_of(o));
}

static int
enqueue(PyObject *o, void *arg)
{
	struct visiting *v = arg;

	if (leads_on(o) && v->queue.count < VISITS_MOST && addresses_add(&v->seen, o) == 1 && objects_add(&v->queue, o) < 0)
		v->failed = true;
	return 0;
}

static bool
says(PyObject *o, PyObject *key)
{
	PyObject *dict = is_heap_type((PyObject *)type_of(o)) && !is_class(o) ? PyObject_GenericGetDict(o, NULL) : NULL, *name, *value;
	Py_ssize_t at = 0;
	bool said = false;

	while (dict && is_dict(dict) && !said && PyDict_Next(dict, &at, &name, &value))
		said = is_str(value) && PyUnicode_Compare(value, key) == 0;
	unref(dict);
	PyErr_Clear();
	return said;
}

static bool
all_say(PyObject *list, PyObject *key)
{
	bool all = is_list(list) && PyList_Size(list) > 0;
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(list); i++)
		all = says(PyList_GetItem(list, i), key);
	return all;
}

static int
leave_key(struct visiting *v, PyObject *dict)
{
	PyObject *list = PyDict_GetItemWithError(dict, v->key);
	Py_ssize_t i;

	if (!list || dict == v->registry || !all_say(list, v->key))
		return 0;
	for (i = 0; i < PyList_Size(list); i++)
		if (addresses_add(&v->gone, PyList_GetItem(list, i)) < 0)
			return -1;
	return hold(v->t, ref(dict)) && hold(v->t, ref(list)) ? ops_add(&v->t->last, OP_DICT, dict, v->key, NULL) : -1;
}

static int
leave_list(struct visiting *v, PyObject *list)
{
	PyObject *planned = content_planned(v->t, list), *left = planned;
	Py_ssize_t i, at;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(list); i++)
		if (addresses_has(&v->gone, PyList_GetItem(list, i))) {
			left = left ? left : hold(v->t, content_copy(list));
			at = left ? list_find(left, PyList_GetItem(list, i)) : -1;
			result = !left ? -1 : at >= 0 ? PyList_SetSlice(left, at, at + 1, NULL) : 0;
		}
	if (result < 0 || !left || planned)
		return result;
	return hold(v->t, ref(list)) ? ops_add(&v->t->last, OP_CONTENT, list, NULL, left) : -1;
}

PyObject *
content_planned(struct transaction *t, PyObject *o)
{
	const struct op *op;

	for (op = t->last.list; op < t->last.list + t->last.count; op++)
		if (op->kind == OP_CONTENT && op->owner == o)
			return op->value;
	return NULL;
}

/* One walk for all definitions that go from one registry. */
static int
find_around(struct visiting *v)
{
	struct objects owners = {0};
	int result = heap_find(is_owner, v, &owners);
	size_t i;

	for (i = 0; result == 0 && i < owners.count; i++)
		if (!(is_dict(owners.list[i]) && dict_get(owners.list[i], "__builtins__")))
			enqueue(owners.list[i], v);
	for (i = 0; result == 0 && i < v->queue.count; i++)
		heap_refers(v->queue.list[i], enqueue, v);
	objects_fini(&owners);
	if (v->failed && !PyErr_Occurred())
		PyErr_NoMemory();
	return result < 0 || v->failed ? -1 : 0;
}

int
keyed_objects_leave(struct transaction *t, PyObject *registry, PyObject *keys)
{
	struct visiting v = {.t = t, .registry = registry};
	int result = find_around(&v);
	Py_ssize_t k;
	size_t i;

	for (k = 0; result == 0 && k < PyList_Size(keys); k++) {
		v.key = PyList_GetItem(keys, k);
		for (i = 0; is_str(v.key) && result == 0 && i < v.queue.count; i++)
			if (is_dict(v.queue.list[i]) && !dict_get(v.queue.list[i], "__builtins__"))
				result = leave_key(&v, v.queue.list[i]);
	}
	for (i = 0; v.gone.used && result == 0 && i < v.queue.count; i++)
		if (is_list(v.queue.list[i]))
			result = leave_list(&v, v.queue.list[i]);
	objects_fini(&v.queue);
	addresses_fini(&v.gone);
	addresses_fini(&v.seen);
	return result < 0 || PyErr_Occurred() ? -1 : 0;
}
