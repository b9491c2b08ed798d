/* maps.h - /proc/PID/maps as an array. */
#ifndef PYRELOAD_MAPS_H
#define PYRELOAD_MAPS_H

#include <stddef.h>
#include <stdint.h>

struct mapping {
	uint64_t start, end; /* [start, end) */
	uint64_t offset;     /* into the file */
	uint64_t inode;      /* 0: anonymous */
	char perms[5];       /* as in the file: "r-xp" */
	const char *path;    /* "" when it has none; points into the parsed text */
};

struct maps {
	struct mapping *list; /* in the order of the file: ascending */
	size_t count;
};

/*
 * Parse the text of a maps file; the text is modified and must outlive *maps.
 * A line of another form is an error: the file comes from the kernel.
 * 0, or -1 (no memory, or a malformed line); on -1 *maps is empty.
 */
int maps_parse(char *text, struct maps *maps) __attribute__((warn_unused_result));

void maps_fini(struct maps *maps);

/* Last part of a mapping's path, without the kernel's " (deleted)". */
void mapping_name(const struct mapping *mapping, char *name, size_t size);

#endif
