/* procfs.h - what /proc says about a process, read without stopping it. */
#ifndef PYRELOAD_PROCFS_H
#define PYRELOAD_PROCFS_H

#include <stddef.h>
#include <sys/types.h>

#include "../inject/error.h"

/* Fields of /proc/PID/status that decide whether we may attach. */
struct proc_status {
	char name[64];   /* of the program, as the kernel keeps it */
	char state;      /* R, S, D, T, t, Z, X, I */
	pid_t tgid;
	pid_t tracer;    /* 0: nobody */
	unsigned uid;    /* effective */
	int kernel;      /* a kernel thread */
	int shadow_stack;/* x86 user shadow stacks are on: returns are checked */
};

/* Parse the text of a status file.  0, or -1 when a needed field is missing. */
int proc_status_parse(const char *text, struct proc_status *status);

/*
 * Check that PID is a live process that can be attached now, and open a pidfd
 * for it (close(2) it).  -1: *e says which of the many reasons it is.
 */
int procfs_open(pid_t pid, int *pidfd, struct error *e) __attribute__((warn_unused_result));

/*
 * True when the interpreter was started with -X disable-remote-debug or with
 * PYTHON_DISABLE_REMOTE_DEBUG set (names of PEP 768): *e says so.  Looks at the
 * start of the process only; what cannot be read counts as not set.
 */
bool procfs_opted_out(pid_t pid, struct error *e);

/*
 * The process that this one shares its memory with (a child of vfork(2) that has
 * not called exec yet), 0 when there is none or the kernel does not tell (kcmp(2)).
 */
pid_t procfs_shares_memory(pid_t pid);

/* vm.max_map_count, 0: unknown. */
size_t procfs_mappings_most(void);

/*
 * Read a whole file of /proc into a NUL-terminated buffer (free(3) it).
 * *len, when not NULL, is its length.  NULL with errno set on failure.
 */
char *procfs_read(pid_t pid, const char *file, size_t *len);

#endif
