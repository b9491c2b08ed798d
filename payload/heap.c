#include "heap.h"

#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "version.h"

/* PyGC_Head: two words before the object; flags live in the low bits of both (3.8 to 3.13). */
#define GC_HEAD 16
#define NODE_NEXT(node) (((uintptr_t *)(node))[0] & ~(uintptr_t)3)
#define NODE_PREV(node) (((uintptr_t *)(node))[1] & ~(uintptr_t)3)
#define NODE_OF(o) ((uintptr_t)(o) - GC_HEAD)
#define GENERATION_SIZE 24 /* struct gc_generation: head, threshold, count */
#define RINGS 4            /* three generations and the permanent one */

int
objects_add(struct objects *a, PyObject *o)
{
	size_t room = a->room ? a->room * 2 : 256;
	PyObject **grown;

	if (a->count == a->room) {
		grown = realloc(a->list, room * sizeof(*grown));
		if (!grown)
			return -1;
		a->list = grown;
		a->room = room;
	}
	a->list[a->count++] = o;
	return 0;
}

void
objects_fini(struct objects *a)
{
	free(a->list);
	memset(a, 0, sizeof(*a));
}

static size_t
slot_of(const struct addresses *a, const PyObject *o)
{
	size_t i = (size_t)(((uintptr_t)o >> 4) * 0x9e3779b97f4a7c15ull >> 20) & a->mask;

	while (a->slots[i] && a->slots[i] != o)
		i = (i + 1) & a->mask;
	return i;
}

static int
addresses_grow(struct addresses *a)
{
	struct addresses larger = {.mask = a->slots ? a->mask * 2 + 1 : 255};
	size_t i;

	larger.slots = calloc(larger.mask + 1, sizeof(*larger.slots));
	if (!larger.slots)
		return -1;
	for (i = 0; a->slots && i <= a->mask; i++)
		if (a->slots[i])
			larger.slots[slot_of(&larger, a->slots[i])] = a->slots[i];
	larger.used = a->used;
	free(a->slots);
	*a = larger;
	return 0;
}

int
addresses_add(struct addresses *a, PyObject *o)
{
	size_t i;

	if ((!a->slots || a->used * 2 > a->mask) && addresses_grow(a) < 0)
		return -1;
	i = slot_of(a, o);
	if (a->slots[i])
		return 0;
	a->slots[i] = o;
	a->used++;
	return 1;
}

bool
addresses_has(const struct addresses *a, const PyObject *o)
{
	return a->slots && a->slots[slot_of(a, o)] != NULL;
}

void
addresses_fini(struct addresses *a)
{
	free(a->slots);
	memset(a, 0, sizeof(*a));
}

void
heap_refers(PyObject *o, visitproc visit, void *arg)
{
	traverseproc traverse =
		*(traverseproc *)(void *)((char *)type_of(o) + TYPE_TRAVERSE);

	/* type_traverse() ends the process for a type that is not made at run time: it refers to nothing that can change. */
	if (traverse && !(is_class(o) && !is_heap_type(o)))
		traverse(o, visit, arg);
}

/* A node at an address that may be none.  False: there is nothing to read. */
static bool
read_node(uintptr_t at, uintptr_t node[2])
{
	struct iovec here = {node, GC_HEAD}, there = {(void *)at, GC_HEAD};

	return at && syscall(SYS_process_vm_readv, getpid(), &here, 1ul, &there, 1ul, 0ul) == GC_HEAD;
}

static bool
is_ring(uintptr_t head)
{
	uintptr_t node[2], next[2], prev[2];

	return read_node(head, node) && read_node(NODE_NEXT(node), next) &&
	       read_node(NODE_PREV(node), prev) && NODE_PREV(next) == head && NODE_NEXT(prev) == head;
}

/* The one node of the young ring that is no object: the head. */
static uintptr_t
find_young_head(PyObject *marker, PyObject *young)
{
	struct addresses known = {0};
	uintptr_t node = NODE_OF(marker), head = 0;
	Py_ssize_t i;
	size_t steps = 0;

	for (i = 0; i < PyList_Size(young); i++)
		if (addresses_add(&known, PyList_GetItem(young, i)) < 0)
			goto out;
	addresses_add(&known, young);
	addresses_add(&known, marker);
	while (addresses_has(&known, (PyObject *)(node + GC_HEAD)) && steps++ < known.used + 1) {
		if (NODE_PREV(NODE_NEXT(node)) != node)
			goto out;
		node = NODE_NEXT(node);
	}
	if (!addresses_has(&known, (PyObject *)(node + GC_HEAD)))
		head = node;
out:
	addresses_fini(&known);
	return head;
}

static bool
find_heads(uintptr_t heads[RINGS], PyObject *marker, PyObject *young)
{
	uintptr_t permanent;
	int i;

	heads[0] = find_young_head(marker, young);
	if (!heads[0])
		return false;
	heads[1] = heads[0] + GENERATION_SIZE;
	heads[2] = heads[1] + GENERATION_SIZE;
	/* Between them stands a pointer to the young generation; since 3.13.5 heads may be at 4 mod 8. */
	permanent = (heads[2] + GENERATION_SIZE + 7) & ~(uintptr_t)7;
	heads[3] = *(uintptr_t *)permanent == heads[0] ? permanent + sizeof(uintptr_t)
						       : heads[2] + GENERATION_SIZE;
	for (i = 0; i < RINGS; i++)
		if (!is_ring(heads[i]))
			return false;
	return true;
}

/* `except` is the list made for finding the heads: it goes when the walk ends, so it is no holder. */
static void
walk_ring(uintptr_t head, PyObject *except, void (*visit)(PyObject *, void *), void *arg)
{
	uintptr_t node;

	for (node = NODE_NEXT(head); node != head; node = NODE_NEXT(node))
		if (node != NODE_OF(except))
			visit((PyObject *)(node + GC_HEAD), arg);
}

static PyObject *
get_objects(PyObject *generation)
{
	PyObject *gc = PyDict_GetItemString(PyImport_GetModuleDict(), "gc");
	PyObject *get = gc ? get_attr(gc, "get_objects") : NULL, *objects = NULL;

	if (get)
		objects = PyObject_CallFunctionObjArgs(get, generation, NULL);
	else
		PyErr_SetString(EXCEPTION(PyExc_RuntimeError), "the module gc is not loaded");
	unref(get);
	return objects;
}

static int
walk_rings(void (*visit)(PyObject *o, void *arg), void *arg)
{
	PyObject *marker = PyList_New(0), *zero = PyLong_FromLong(0);
	PyObject *young = marker && zero ? get_objects(zero) : NULL;
	bool found = false;
	uintptr_t heads[RINGS];
	int i;

	if (young && find_heads(heads, marker, young)) {
		for (i = 0; i < RINGS; i++)
			walk_ring(heads[i], young, visit, arg);
		found = true;
	}
	unref(young);
	unref(zero);
	unref(marker);
	return found ? 1 : PyErr_Occurred() ? -1 : 0;
}

int
heap_each(void (*visit)(PyObject *o, void *arg), void *arg)
{
	int result = walk_rings(visit, arg);
	PyObject *all;
	Py_ssize_t i;

	if (result)
		return result < 0 ? -1 : 0;
	/* This list is not in itself, and nothing else of ours is in it. */
	all = get_objects(NULL);
	for (i = 0; all && i < PyList_Size(all); i++)
		visit(PyList_GetItem(all, i), arg);
	unref(all);
	return all ? 0 : -1;
}

struct finding {
	bool (*is)(PyObject *o, void *arg);
	void *arg;
	struct objects *found;
	bool failed;
};

static void
take(PyObject *o, void *arg)
{
	struct finding *f = arg;

	if (f->is(o, f->arg) && objects_add(f->found, o) < 0)
		f->failed = true;
}

int
heap_find(bool (*is)(PyObject *o, void *arg), void *arg, struct objects *found)
{
	struct finding f = {.is = is, .arg = arg, .found = found};

	if (heap_each(take, &f) < 0)
		return -1;
	if (f.failed)
		PyErr_NoMemory();
	return f.failed ? -1 : 0;
}

bool
heap_is_of(PyObject *o, void *class)
{
	return (PyObject *)type_of(o) == class;
}

PyObject *
heap_list(bool (*is)(PyObject *o, void *arg), void *arg)
{
	struct objects found = {0};
	PyObject *list = heap_find(is, arg, &found) == 0 ? PyList_New(0) : NULL;
	size_t i;

	for (i = 0; list && i < found.count; i++)
		if (PyList_Append(list, found.list[i]) < 0) {
			unref(list);
			list = NULL;
		}
	objects_fini(&found);
	return list;
}

static bool
is_instance(PyObject *o, void *class)
{
	return PyType_IsSubtype(type_of(o), class);
}

PyObject *
heap_instances(const char *module, const char *name)
{
	PyObject *class = library_object(module, name);

	return class && is_class(class) ? heap_list(is_instance, class) : PyList_New(0);
}

static int
take_dict(PyObject *o, void *arg)
{
	if (o && is_dict_like(o))
		*(PyObject **)arg = o;
	return 0;
}

PyObject *
heap_proxied(PyObject *o)
{
	PyObject *found = NULL;

	if ((PyObject *)type_of(o) == library_object("types", "MappingProxyType"))
		heap_refers(o, take_dict, &found);
	return found;
}
