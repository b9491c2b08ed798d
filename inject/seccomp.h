/*
 * seccomp.h - would a thread's filters let it do what a reload does?
 *
 * A filter may kill the process for a call that it does not know.  So the filters
 * are read, and asked, before anything is called.
 */
#ifndef PYRELOAD_SECCOMP_H
#define PYRELOAD_SECCOMP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include "error.h"

/* Whether the thread has filters, by /proc.  What cannot be read has none. */
bool seccomp_filtered(pid_t pid, pid_t tid);

/*
 * Ask the filters of a stopped tracee.  0: it may make every call of a reload, or
 * gets an error that ends it cleanly.  -1: *e names the call, or says that the
 * filters cannot be read (PTRACE_SECCOMP_GET_FILTER: CAP_SYS_ADMIN, no filter of
 * our own, CONFIG_CHECKPOINT_RESTORE).  Then those of a process with as many
 * filters as this command count as the same: one container's.
 */
int seccomp_check(pid_t pid, pid_t tid, struct error *e) __attribute__((warn_unused_result));

/* What the program says to this call: SECCOMP_RET_... with its data.  A malformed one: SECCOMP_RET_KILL_PROCESS. */
uint32_t seccomp_run(const struct sock_filter *program, size_t length, const struct seccomp_data *data);

#endif
