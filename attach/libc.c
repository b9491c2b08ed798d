#include "libc.h"

#include <stdlib.h>
#include <string.h>

struct known {
	const char *name;
	enum function_role role;
};

/*
 * Blocking calls that hold no lock of libc while they wait (POSIX cancellation
 * points that are plain system calls, and the waits of nptl).  Whatever is not
 * listed is not trusted: getaddrinfo, say, may hold the resolver's lock.
 */
static const struct known known[] = {
	{"accept", FUNCTION_BLOCKING}, {"accept4", FUNCTION_BLOCKING},
	{"clock_nanosleep", FUNCTION_BLOCKING}, {"connect", FUNCTION_BLOCKING},
	{"epoll_pwait", FUNCTION_BLOCKING}, {"epoll_pwait2", FUNCTION_BLOCKING},
	{"epoll_wait", FUNCTION_BLOCKING}, {"fcntl", FUNCTION_BLOCKING},
	{"fcntl64", FUNCTION_BLOCKING}, {"flock", FUNCTION_BLOCKING},
	{"fsync", FUNCTION_BLOCKING}, {"getrandom", FUNCTION_BLOCKING},
	{"lockf", FUNCTION_BLOCKING}, {"msgrcv", FUNCTION_BLOCKING},
	{"nanosleep", FUNCTION_BLOCKING}, {"open", FUNCTION_BLOCKING},
	{"open64", FUNCTION_BLOCKING}, {"pause", FUNCTION_BLOCKING},
	{"poll", FUNCTION_BLOCKING}, {"ppoll", FUNCTION_BLOCKING},
	{"pread64", FUNCTION_BLOCKING}, {"preadv", FUNCTION_BLOCKING},
	{"pselect", FUNCTION_BLOCKING}, {"pthread_clockjoin_np", FUNCTION_BLOCKING},
	{"pthread_cond_clockwait", FUNCTION_BLOCKING},
	{"pthread_cond_timedwait", FUNCTION_BLOCKING}, {"pthread_cond_wait", FUNCTION_BLOCKING},
	{"pthread_join", FUNCTION_BLOCKING}, {"pthread_timedjoin_np", FUNCTION_BLOCKING},
	{"pwrite64", FUNCTION_BLOCKING}, {"read", FUNCTION_BLOCKING},
	{"readv", FUNCTION_BLOCKING}, {"recv", FUNCTION_BLOCKING},
	{"recvfrom", FUNCTION_BLOCKING}, {"recvmmsg", FUNCTION_BLOCKING},
	{"recvmsg", FUNCTION_BLOCKING}, {"select", FUNCTION_BLOCKING},
	{"sem_clockwait", FUNCTION_BLOCKING}, {"sem_timedwait", FUNCTION_BLOCKING},
	{"sem_wait", FUNCTION_BLOCKING}, {"semop", FUNCTION_BLOCKING},
	{"semtimedop", FUNCTION_BLOCKING}, {"send", FUNCTION_BLOCKING},
	{"sendfile", FUNCTION_BLOCKING}, {"sendfile64", FUNCTION_BLOCKING},
	{"sendmmsg", FUNCTION_BLOCKING}, {"sendmsg", FUNCTION_BLOCKING},
	{"sendto", FUNCTION_BLOCKING}, {"sigsuspend", FUNCTION_BLOCKING},
	{"sigtimedwait", FUNCTION_BLOCKING}, {"sigwait", FUNCTION_BLOCKING},
	{"sigwaitinfo", FUNCTION_BLOCKING}, {"sleep", FUNCTION_BLOCKING},
	{"splice", FUNCTION_BLOCKING}, {"syscall", FUNCTION_BLOCKING},
	{"usleep", FUNCTION_BLOCKING}, {"wait", FUNCTION_BLOCKING},
	{"wait3", FUNCTION_BLOCKING}, {"wait4", FUNCTION_BLOCKING},
	{"waitid", FUNCTION_BLOCKING}, {"waitpid", FUNCTION_BLOCKING},
	{"write", FUNCTION_BLOCKING}, {"writev", FUNCTION_BLOCKING},
	{"__libc_start_main", FUNCTION_START}, {"clone", FUNCTION_START},
	{"exit", FUNCTION_UNSAFE}, {"quick_exit", FUNCTION_UNSAFE},
	{"fork", FUNCTION_UNSAFE}, {"vfork", FUNCTION_UNSAFE}, {"_Fork", FUNCTION_UNSAFE},
	{"__cxa_finalize", FUNCTION_UNSAFE},
};

static const struct {
	const char *name;
	size_t offset; /* of the struct remote in struct entry_points */
} called[] = {
#define CALLED(name) {#name, offsetof(struct entry_points, name)}
	CALLED(munmap), CALLED(clock_gettime), CALLED(pthread_create), CALLED(pthread_attr_init),
	CALLED(pthread_attr_setstack), CALLED(pthread_attr_setdetachstate), CALLED(dlopen),
	CALLED(dlsym), CALLED(dlclose), CALLED(dlerror),
#undef CALLED
};

/* Instructions that are already in libc's text; the disassembly stands beside them. */
static const uint8_t syscall_ret[] = {
	0x0f, 0x05,                               /* syscall */
	0xc3,                                     /* ret */
};
static const uint8_t sigreturn[] = {
	0x48, 0xc7, 0xc0, 0x0f, 0x00, 0x00, 0x00, /* mov $15,%rax  (rt_sigreturn) */
	0x0f, 0x05,                               /* syscall */
};
static const uint8_t exit_syscall[] = {
	0xb8, 0x3c, 0x00, 0x00, 0x00,             /* mov $60,%eax  (exit: this thread alone) */
	0x0f, 0x05,                               /* syscall */
};

bool
libc_is_part(const char *image_name)
{
	static const char *const parts[] = {"libc.so", "libc-", "libpthread.so", "libpthread-",
					    "libdl.so", "libdl-", "librt.so", "librt-"};
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!strncmp(image_name, parts[i], strlen(parts[i])))
			return true;
	return false;
}

static void
find_code(const uint8_t *text, const struct elf_image *image, const uint8_t *code, size_t size,
	  struct remote *found)
{
	const uint8_t *at;

	if (found->at)
		return;
	at = memmem(text, image->text_size, code, size);
	if (at)
		found->at = image->text + (uint64_t)(at - text);
}

static int
collect_code(const struct elf_image *image, struct target *target, struct error *e)
{
	struct entry_points *entry = &target->entry;
	uint8_t *text;

	if (image->text_size > 64u << 20 || !(text = malloc(image->text_size)))
		return error_set(e, ERR_INTERNAL, "no memory for the text of libc");
	if (elf_read(target->pid, image->text, text, image->text_size) < 0) {
		free(text);
		return error_set(e, ERR_NOT_PYTHON, "reading the libc of process %d",
				 (int)target->pid);
	}
	find_code(text, image, syscall_ret, sizeof(syscall_ret), &entry->syscall_ret);
	find_code(text, image, sigreturn, sizeof(sigreturn), &entry->sigreturn);
	find_code(text, image, exit_syscall, sizeof(exit_syscall), &entry->exit_syscall);
	free(text);
	/* The loader maps whole pages: what lies between .bss and the page's end is nobody's. */
	if (!entry->spare_word.at && image->bss_end && (4096 - image->bss_end % 4096) % 4096 >= 64)
		entry->spare_word.at = (image->bss_end + 63) & ~63ull;
	return 0;
}

int
libc_collect(const struct elf_image *image, struct target *target, struct error *e)
{
	struct function *grown;
	struct remote *slot;
	const char *name;
	uint64_t at;
	size_t i, j;

	for (i = 0; i < sizeof(called) / sizeof(called[0]); i++) {
		slot = (struct remote *)(void *)((char *)&target->entry + called[i].offset);
		if (!slot->at)
			slot->at = elf_image_symbol(image, called[i].name);
	}
	grown = reallocarray(target->functions, target->function_count + image->symbol_count,
			     sizeof(*grown));
	if (!grown)
		return error_set(e, ERR_INTERNAL, "no memory for libc's symbols");
	target->functions = grown;
	/* Every version of a name: pthread_cond_wait has two, at different addresses. */
	for (i = 0; i < image->symbol_count; i++) {
		if (image->symbols[i].st_shndx == SHN_UNDEF ||
		    image->symbols[i].st_name >= image->strings_size)
			continue;
		name = image->strings + image->symbols[i].st_name;
		at = image->bias + image->symbols[i].st_value;
		for (j = 0; j < sizeof(known) / sizeof(known[0]); j++)
			if (!strcmp(known[j].name, name))
				target->functions[target->function_count++] =
					(struct function){at, known[j].role};
	}
	return collect_code(image, target, e);
}

static int
by_address(const void *a, const void *b)
{
	const struct function *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

int
libc_finish(struct target *target, struct error *e)
{
	const struct entry_points *entry = &target->entry;
	const struct remote *slot;
	size_t i;

	for (i = 0; i < sizeof(called) / sizeof(called[0]); i++) {
		slot = (const struct remote *)(const void *)((const char *)entry + called[i].offset);
		if (!slot->at)
			return error_set(e, ERR_UNSUPPORTED,
					 "the libc of process %d does not export %s (not glibc?)",
					 (int)target->pid, called[i].name);
	}
	if (!entry->syscall_ret.at || !entry->sigreturn.at || !entry->exit_syscall.at ||
	    !entry->spare_word.at)
		return error_set(e, ERR_UNSUPPORTED,
				 "the libc of process %d lacks an instruction sequence that every "
				 "known glibc has", (int)target->pid);
	qsort(target->functions, target->function_count, sizeof(*target->functions), by_address);
	return 0;
}
