#include <stdlib.h>

#include "map.h"

static size_t
slot_of(const struct map *map, const PyObject *from)
{
	size_t i = (size_t)(((uintptr_t)from >> 4) * 0x9e3779b97f4a7c15ull >> 20) & map->mask;

	while (map->from[i] && map->from[i] != from)
		i = (i + 1) & map->mask;
	return i;
}

static int
grow(struct map *map)
{
	struct map larger = {.mask = map->from ? map->mask * 2 + 1 : 255, .used = map->used};
	size_t i, to;

	larger.from = calloc(larger.mask + 1, sizeof(*larger.from));
	larger.to = calloc(larger.mask + 1, sizeof(*larger.to));
	if (!larger.from || !larger.to) {
		map_fini(&larger);
		PyErr_NoMemory();
		return -1;
	}
	for (i = 0; map->from && i <= map->mask; i++) {
		if (!map->from[i])
			continue;
		to = slot_of(&larger, map->from[i]);
		larger.from[to] = map->from[i];
		larger.to[to] = map->to[i];
	}
	map_fini(map);
	*map = larger;
	return 0;
}

int
map_set(struct map *map, PyObject *from, PyObject *to)
{
	size_t i;

	if ((!map->from || map->used * 2 > map->mask) && grow(map) < 0)
		return -1;
	i = slot_of(map, from);
	if (map->from[i])
		return 0;
	map->from[i] = from;
	map->to[i] = to;
	map->used++;
	return 0;
}

int
map_count(struct map *map, PyObject *key)
{
	PyObject *count = map_get(map, key);

	if (!count)
		return map_set(map, key, (PyObject *)1);
	map->to[slot_of(map, key)] = (PyObject *)((uintptr_t)count + 1);
	return 0;
}

bool
map_uncount(struct map *map, PyObject *key)
{
	PyObject *count = map_get(map, key);

	if (count)
		map->to[slot_of(map, key)] = (PyObject *)((uintptr_t)count - 1);
	return count != NULL;
}

PyObject *
map_get(const struct map *map, const PyObject *from)
{
	return map->from ? map->to[slot_of(map, from)] : NULL;
}

PyObject *
map_resolve(const struct map *map, PyObject *o)
{
	PyObject *next;
	int steps;

	for (steps = 0; steps < 8 && (next = map_get(map, o)); steps++)
		o = next;
	return o;
}

void
map_fini(struct map *map)
{
	free(map->from);
	free(map->to);
	memset(map, 0, sizeof(*map));
}
