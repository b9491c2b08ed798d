/*
 * heap.h - walking the objects that the collector knows.
 *
 * The walk follows the collector's own rings, so that objects that gc.freeze()
 * has set aside are seen too; their heads are found from a fresh object and
 * verified, without an offset (they move even between micro releases).  Where
 * that fails, gc.get_objects() serves.
 */
#ifndef PYRELOAD_HEAP_H
#define PYRELOAD_HEAP_H

#include "api.h"

/* Call visit for every tracked object.  It must not create or free any.  0, or -1: exception. */
int heap_each(void (*visit)(PyObject *o, void *arg), void *arg);

/* Call visit for every object that o refers to (tp_traverse); nothing for types without. */
void heap_refers(PyObject *o, visitproc visit, void *arg);

/* An array of borrowed objects. */
struct objects {
	PyObject **list;
	size_t count, room;
};

/* 0, or -1: no memory. */
int objects_add(struct objects *a, PyObject *o);
void objects_fini(struct objects *a);

#define HAVE_GC (1ul << 14) /* Py_TPFLAGS_HAVE_GC: the collector knows all instances */

/* A set of addresses. */
struct addresses {
	PyObject **slots;
	size_t used, mask;
};

/* 1: added, 0: it was there, -1: no memory. */
int addresses_add(struct addresses *a, PyObject *o);
bool addresses_has(const struct addresses *a, const PyObject *o);
void addresses_fini(struct addresses *a);
/* All tracked objects that are such, which creates and frees none, into `found`, which the caller ends.  0, or -1: exception. */
int heap_find(bool (*is)(PyObject *o, void *arg), void *arg, struct objects *found);
/* The same as a new list; NULL: exception. */
PyObject *heap_list(bool (*is)(PyObject *o, void *arg), void *arg);
/* Those of the class of this name, and of classes below it; empty where its module is not loaded. */
PyObject *heap_instances(const char *module, const char *name);
/* The dict behind a types.MappingProxyType; borrowed, NULL: it is none. */
PyObject *heap_proxied(PyObject *o);
/* For heap_find(): its class is this one itself. */
bool heap_is_of(PyObject *o, void *class);

#endif
