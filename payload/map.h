/* map.h - a table from object to object, by address. */
#ifndef PYRELOAD_MAP_H
#define PYRELOAD_MAP_H

#include "api.h"

struct map {
	PyObject **from, **to;
	size_t used, mask;
};

/* 0, or -1 with MemoryError set.  The first target of an object wins. */
int map_set(struct map *map, PyObject *from, PyObject *to);
/* Use the table for counting: one more for key.  0, or -1 with MemoryError set. */
int map_count(struct map *map, PyObject *key);
/* One less; false: there was none. */
bool map_uncount(struct map *map, PyObject *key);
/* The target (the count, as a number), or NULL. */
PyObject *map_get(const struct map *map, const PyObject *from);
/* The end of the chain that begins at o: o itself when it is not in the map. */
PyObject *map_resolve(const struct map *map, PyObject *o);
void map_fini(struct map *map);

#endif
