/*
 * inject.h - run one reload inside a target.
 *
 * attach/ has looked (nothing was stopped, nothing written) and fills a
 * struct target; inject_run() touches the process and leaves it as found.
 */
#ifndef PYRELOAD_INJECT_H
#define PYRELOAD_INJECT_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "../payload/abi.h"
#include "error.h"

/* An address in the target.  A struct, so that it can't be used as a pointer or a length. */
struct remote {
	uint64_t at;
};

enum image_role {
	IMAGE_OTHER,     /* the interpreter, extension modules, the program */
	IMAGE_LIBC,      /* libc.so.6 and, before glibc 2.34, libpthread and libdl */
	IMAGE_LOADER,    /* ld.so: a frame here may hold the loader lock */
	IMAGE_ALLOCATOR  /* defines malloc: jemalloc, tcmalloc, mimalloc... */
};

/* One ELF image in the target, with what a remote unwind needs of it. */
struct image {
	uint64_t start, end;         /* first to last mapped byte, page aligned */
	uint64_t eh_frame_hdr;       /* PT_GNU_EH_FRAME, 0 when it has none */
	enum image_role role;
};

enum function_role {
	FUNCTION_BLOCKING, /* a documented blocking call: holds no lock while it waits */
	FUNCTION_START,    /* the outermost frames of a thread or program */
	FUNCTION_UNSAFE    /* fork, exit, dlopen, malloc...: never borrow below it */
};

/* An exported libc function, by the address at which it starts. */
struct function {
	uint64_t at;
	enum function_role role;
};

/* Where the injected code finds what it calls. All are addresses in the target. */
struct entry_points {
	struct remote syscall_ret;   /* "syscall; ret" in libc's text */
	struct remote sigreturn;     /* "mov $15,%rax; syscall" in libc's text (__restore_rt) */
	struct remote exit_syscall;  /* "mov $60,%eax; syscall" in libc's text (start_thread) */
	struct remote spare_word;    /* 8 bytes past the end of a library's .bss, same page */
	struct remote munmap, clock_gettime;
	struct remote pthread_create, pthread_attr_init, pthread_attr_setstack,
		pthread_attr_setdetachstate;
	struct remote dlopen, dlsym, dlclose, dlerror;
};

struct target {
	pid_t pid;
	int pidfd;                    /* readable once the process has ended */
	int mem;                      /* see memory_open(); all that follows is of this program */
	struct image *images;         /* sorted by start */
	size_t image_count;
	struct function *functions;   /* sorted by at */
	size_t function_count;
	struct entry_points entry;
	uint64_t api[PYR_API_MAX];    /* in the order of payload/api.def, 0: not exported */
	size_t api_count;
	struct {
		uint64_t start, end;  /* the image that exports api[] */
		uint32_t version;     /* PY_VERSION_HEX; 0 before 3.11, which has it only as a string */
	} interpreter;
};

struct request {
	char *const *modules;         /* dotted names, already checked */
	size_t module_count;
	uint32_t flags;               /* enum pyr_flags */
	bool force;                   /* whatever seccomp filters say */
	uint64_t deadline_ns;         /* CLOCK_MONOTONIC: the whole run ends by then */
};

struct reply {
	enum pyr_status status;       /* RELOADED, REFUSED, UNATTACHABLE or TRY_AGAIN */
	char *records;                /* see PYR_RECORDS; untrusted; freed by reply_fini */
	size_t records_len;
	uint32_t records_lost;        /* records that did not fit into the mailbox */
	char version[32];             /* of the target's Python; NUL-terminated */
	uint64_t stop_ns;             /* from the interrupt until the borrowed thread ran on */
	uint64_t gil_ns;              /* the longest time the GIL was held in one go */
	uint64_t commit_ns;           /* the commit within it */
	unsigned attempts;            /* threads stopped until one was at a safe point */
};

/*
 * Attach, reload, detach.
 *
 * 0: *reply is filled (its status may still say that the new code was refused);
 *    the caller ends it with reply_fini().
 * -1: *e says why; nothing changed in the target unless the code maps to exit
 *    status 5.  *reply needs no reply_fini().
 * Either way no thread of the target is traced or stopped by us any more.
 */
int inject_run(const struct target *target, const struct request *request, struct reply *reply,
	       struct error *e) __attribute__((warn_unused_result));

/* Give up at the next opportunity: ERR_INTERRUPTED, unless the commit has begun.  Async-signal-safe. */
void inject_interrupt(void);
bool inject_interrupted(void);

void reply_fini(struct reply *reply);

#endif
