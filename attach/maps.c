#include "maps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
parse_line(char *line, struct mapping *m)
{
	int path = 0;

	if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %" SCNx64 " %*x:%*x %" SCNu64 " %n", &m->start,
		   &m->end, m->perms, &m->offset, &m->inode, &path) != 5)
		return -1;
	if (!path || m->start >= m->end || strlen(m->perms) != 4)
		return -1;
	m->path = line + path;
	return 0;
}

int
maps_parse(char *text, struct maps *maps)
{
	size_t room = 0;
	struct mapping *grown;
	char *line, *next = text;

	memset(maps, 0, sizeof(*maps));
	/* The last line ends with a newline too: what follows it is empty. */
	while ((line = strsep(&next, "\n")) && (*line || (next && *next))) {
		if (maps->count == room) {
			room = room ? room * 2 : 128;
			grown = reallocarray(maps->list, room, sizeof(*grown));
			if (!grown)
				goto fail;
			maps->list = grown;
		}
		if (parse_line(line, &maps->list[maps->count]) < 0)
			goto fail;
		maps->count++;
	}
	return 0;
fail:
	maps_fini(maps);
	return -1;
}

void
maps_fini(struct maps *maps)
{
	free(maps->list);
	memset(maps, 0, sizeof(*maps));
}

void
mapping_name(const struct mapping *mapping, char *name, size_t size)
{
	const char *slash = strrchr(mapping->path, '/');
	static const char deleted[] = " (deleted)";
	size_t len;

	slash = slash ? slash + 1 : mapping->path;
	len = strlen(slash);
	if (len >= sizeof(deleted) && !strcmp(slash + len - (sizeof(deleted) - 1), deleted))
		len -= sizeof(deleted) - 1;
	snprintf(name, size, "%.*s", (int)len, slash);
}
