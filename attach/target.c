#include "target.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../inject/memory.h"
#include "elf.h"
#include "libc.h"
#include "maps.h"
#include "procfs.h"
#include "python.h"

struct survey {
	struct target *target;
	bool glibc, foreign, interpreter;
};

static enum image_role
role_of(const char *name, const struct elf_image *elf)
{
	if (!strncmp(name, "ld-", 3) || !strncmp(name, "ld.so", 5))
		return IMAGE_LOADER;
	if (libc_is_part(name))
		return IMAGE_LIBC;
	if (elf_image_symbol(elf, "malloc"))
		return IMAGE_ALLOCATOR;
	return IMAGE_OTHER;
}

static void
add_image(struct target *target, const char *name, const struct elf_image *elf)
{
	struct image *image = &target->images[target->image_count++];

	image->start = elf->start;
	image->end = elf->end;
	image->eh_frame_hdr = elf->eh_frame_hdr;
	image->role = role_of(name, elf);
}

static int
take_image(struct survey *s, const struct mapping *mapping, struct error *e)
{
	struct elf_image elf;
	char name[64] = "";
	int result = 0;

	mapping_name(mapping, name, sizeof(name));
	switch (elf_image_load(s->target->pid, mapping->start, &elf)) {
	case ELF_NOT_ELF:
		return 0;
	case ELF_FOREIGN:
		s->foreign = true;
		return 0;
	case ELF_LOADED:
		break;
	}
	add_image(s->target, name, &elf);
	s->glibc = s->glibc || elf_image_symbol(&elf, "gnu_get_libc_version");
	if (s->target->images[s->target->image_count - 1].role == IMAGE_LIBC)
		result = libc_collect(&elf, s->target, e);
	if (result == 0 && !s->interpreter && python_is_interpreter(&elf)) {
		s->interpreter = true;
		result = python_resolve(&elf, s->target, e);
	}
	elf_image_fini(&elf);
	return result;
}

static int
survey(struct survey *s, const struct maps *maps, struct error *e)
{
	const struct mapping *m;
	size_t i;

	s->target->images = calloc(maps->count + 1, sizeof(*s->target->images));
	if (!s->target->images)
		return error_set(e, ERR_INTERNAL, "no memory");
	for (i = 0; i < maps->count; i++) {
		m = &maps->list[i];
		if (m->perms[0] != 'r' || m->offset || (!m->inode && strcmp(m->path, "[vdso]")))
			continue;
		if (take_image(s, m, e) < 0)
			return -1;
	}
	return 0;
}

static int
judge(const struct survey *s, struct error *e)
{
	pid_t pid = s->target->pid;
	char *name;

	if (s->foreign && !s->interpreter)
		return error_set(e, ERR_UNSUPPORTED, "process %d is not a 64-bit x86 process", (int)pid);
	if (!s->interpreter) {
		name = procfs_read(pid, "comm", NULL);
		error_set(e, ERR_NOT_PYTHON, "process %d (%.*s) does not run Python", (int)pid,
			  name ? (int)strcspn(name, "\n") : 1, name ? name : "?");
		error_hint(e, "no libpython and no interpreter is mapped in it; is it the parent or a "
			      "wrapper of the one you mean?");
		free(name);
		return -1;
	}
	if (!s->glibc)
		return error_set(e, ERR_UNSUPPORTED, "process %d runs on musl or another libc; glibc is needed",
				 (int)pid);
	return libc_finish(s->target, e);
}

#define MAPPINGS_NEEDED 64 /* a reload makes about 25 for a while */

/* What would fail half-way, or harm another process. */
static int
check_room(pid_t pid, const struct maps *maps, struct error *e)
{
	pid_t other = procfs_shares_memory(pid);
	size_t most = procfs_mappings_most();

	if (other) {
		error_set(e, ERR_UNSUPPORTED, "process %d shares its memory with process %d (vfork)", (int)pid, (int)other);
		error_hint(e, "it is about to call exec; is %d the one you mean?", (int)other);
		return -1;
	}
	if (most && maps->count + MAPPINGS_NEEDED > most) {
		error_set(e, ERR_ENVIRONMENT, "process %d has %zu mappings, and may have %zu", (int)pid, maps->count, most);
		error_hint(e, "raise vm.max_map_count with sysctl(8)");
		return -1;
	}
	return 0;
}

/* Yama lets maps be read, but not memory. */
static int
check_memory(pid_t pid, const struct maps *maps, struct error *e)
{
	char byte;
	size_t i;

	for (i = 0; i < maps->count; i++)
		if (maps->list[i].perms[0] == 'r' && maps->list[i].inode) {
			if (elf_read(pid, maps->list[i].start, &byte, 1) == 0 || errno != EPERM)
				return 0;
			error_set_errno(e, ERR_PERMISSION, EPERM, "reading the memory of process %d", (int)pid);
			error_hint(e, "run as root; as its user /proc/sys/kernel/yama/ptrace_scope must be 0; in a "
				      "container add CAP_SYS_PTRACE");
			return -1;
		}
	return 0;
}

/* Before anything is looked at: after an exec what was found is not true any more. */
static int
open_memory(struct target *target, struct error *e)
{
	target->mem = memory_open(target->pid);
	if (target->mem >= 0)
		return 0;
	error_set_errno(e, errno == EACCES || errno == EPERM ? ERR_PERMISSION : ERR_ENVIRONMENT, errno,
			"opening the memory of process %d", (int)target->pid);
	error_hint(e, "run as root or as its user, see /proc/sys/kernel/yama/ptrace_scope; in a container add "
		      "CAP_SYS_PTRACE");
	return -1;
}

int
target_open(pid_t pid, struct target *target, struct error *e)
{
	struct survey s = {.target = target};
	struct maps maps = {0};
	char *text;
	int result = -1;

	memset(target, 0, sizeof(*target));
	target->pid = pid;
	target->pidfd = target->mem = -1;
	if (procfs_open(pid, &target->pidfd, e) < 0)
		return -1;
	if (open_memory(target, e) < 0) {
		target_close(target);
		return -1;
	}
	text = procfs_read(pid, "maps", NULL);
	if (!text) {
		error_set_errno(e, ERR_NO_PROCESS, errno, "reading /proc/%d/maps", (int)pid);
		goto out;
	}
	if (maps_parse(text, &maps) < 0) {
		error_set(e, ERR_INTERNAL, "/proc/%d/maps has an unknown form", (int)pid);
		goto out;
	}
	if (check_room(pid, &maps, e) == 0 && check_memory(pid, &maps, e) == 0 && survey(&s, &maps, e) == 0)
		result = judge(&s, e);
	maps_fini(&maps);
out:
	free(text);
	if (result < 0)
		target_close(target);
	return result;
}

void
target_close(struct target *target)
{
	if (target->pidfd >= 0)
		close(target->pidfd);
	if (target->mem >= 0)
		close(target->mem);
	free(target->images);
	free(target->functions);
	memset(target, 0, sizeof(*target));
	target->pidfd = target->mem = -1;
}
