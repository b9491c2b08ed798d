#include "seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/audit.h>

#ifndef PTRACE_SECCOMP_GET_FILTER /* glibc has it in an enum of its own */
#define PTRACE_SECCOMP_GET_FILTER 0x420c
#endif
#define FILTERS_MOST 64

/* The calls of borrowed thread, worker and janitor, and of what glibc and the loader do for them. */
static const struct call {
	long number;
	const char *name;
	bool may_fail; /* an error ends the run cleanly, or does not matter */
	uint64_t args[6];
} calls[] = {
	{SYS_mmap, "mmap, executable", true, {[1] = 4096, [2] = PROT_READ | PROT_EXEC, [3] = MAP_PRIVATE | MAP_ANONYMOUS}},
	{SYS_mmap, "mmap, executable", true, {[1] = 4096, [2] = PROT_READ | PROT_EXEC, [3] = MAP_PRIVATE, [4] = 3}},
	{SYS_mmap, "mmap", true, {[1] = 4096, [2] = PROT_READ | PROT_WRITE, [3] = MAP_PRIVATE | MAP_ANONYMOUS}},
	{SYS_mmap, "mmap, shared", true, {[1] = 4096, [2] = PROT_READ | PROT_WRITE, [3] = MAP_SHARED, [4] = 3}},
	{SYS_mprotect, "mprotect", true, {[1] = 4096, [2] = PROT_READ | PROT_WRITE}},
	{SYS_munmap, "munmap", false, {0}},
	{SYS_madvise, "madvise", true, {0}},
	{SYS_rt_sigreturn, "rt_sigreturn", false, {0}},
	{SYS_rt_sigprocmask, "rt_sigprocmask", true, {0}},
	{SYS_clone, "clone", true, {CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM}},
	{SYS_clone3, "clone3", true, {0}},
	{SYS_set_robust_list, "set_robust_list", true, {0}},
	{SYS_rseq, "rseq", false, {0}}, /* glibc 2.35 and later ends the process when it fails in a thread */
	{SYS_set_tid_address, "set_tid_address", false, {0}},
	{SYS_prctl, "prctl", true, {PR_SET_NAME}},
	{SYS_memfd_create, "memfd_create", true, {0}},
	{SYS_futex, "futex", false, {0}},
	{SYS_openat, "openat", true, {[2] = O_RDONLY | O_CLOEXEC}},
	{SYS_read, "read", true, {0}},
	{SYS_pread64, "pread64", true, {0}},
	{SYS_newfstatat, "newfstatat", true, {0}},
	{SYS_fstat, "fstat", true, {0}},
	{SYS_stat, "stat", true, {0}},
	{SYS_close, "close", true, {0}},
	{SYS_gettid, "gettid", true, {0}},
	{SYS_nanosleep, "nanosleep", true, {0}},
	{SYS_sched_setaffinity, "sched_setaffinity", true, {0}},
	{SYS_getrusage, "getrusage", true, {0}},
	{SYS_rt_sigaction, "rt_sigaction", true, {0}}, /* the first pthread_create of a process */
	{SYS_lseek, "lseek", true, {0}},
	{SYS_ioctl, "ioctl", true, {0}},
	{SYS_getpid, "getpid", true, {0}},
	{SYS_process_vm_readv, "process_vm_readv", true, {0}},
	{SYS_exit, "exit", false, {0}},
};

static bool
load(const struct sock_filter *i, const struct seccomp_data *data, uint32_t *a)
{
	if (i->code != (BPF_LD | BPF_W | BPF_ABS) || i->k > sizeof(*data) - 4 || i->k % 4)
		return false;
	memcpy(a, (const char *)data + i->k, 4);
	return true;
}

static bool
compute(uint16_t code, uint32_t *a, uint32_t operand)
{
	switch (BPF_OP(code)) {
	case BPF_ADD: *a += operand; return true;
	case BPF_SUB: *a -= operand; return true;
	case BPF_MUL: *a *= operand; return true;
	case BPF_DIV: *a = operand ? *a / operand : 0; return true;
	case BPF_OR:  *a |= operand; return true;
	case BPF_AND: *a &= operand; return true;
	case BPF_XOR: *a ^= operand; return true;
	case BPF_LSH: *a = operand < 32 ? *a << operand : 0; return true;
	case BPF_RSH: *a = operand < 32 ? *a >> operand : 0; return true;
	case BPF_NEG: *a = -*a; return true;
	default: return false;
	}
}

static bool
holds(uint16_t code, uint32_t a, uint32_t operand)
{
	switch (BPF_OP(code)) {
	case BPF_JEQ: return a == operand;
	case BPF_JGT: return a > operand;
	case BPF_JGE: return a >= operand;
	default: return a & operand; /* BPF_JSET */
	}
}

/* What the kernel lets a seccomp filter consist of: seccomp_check_filter() in kernel/seccomp.c. */
uint32_t
seccomp_run(const struct sock_filter *program, size_t length, const struct seccomp_data *data)
{
	uint32_t a = 0, x = 0, memory[BPF_MEMWORDS] = {0}, operand;
	const struct sock_filter *i;
	size_t at;

	for (at = 0; at < length; at++) {
		i = &program[at];
		operand = BPF_SRC(i->code) == BPF_X ? x : i->k;
		switch (BPF_CLASS(i->code)) {
		case BPF_LD:
		case BPF_LDX:
			if (BPF_MODE(i->code) == BPF_IMM)
				operand = i->k;
			else if (BPF_MODE(i->code) == BPF_LEN)
				operand = sizeof(*data);
			else if (BPF_MODE(i->code) == BPF_MEM && i->k < BPF_MEMWORDS)
				operand = memory[i->k];
			else if (!load(i, data, &operand))
				return SECCOMP_RET_KILL_PROCESS;
			*(BPF_CLASS(i->code) == BPF_LD ? &a : &x) = operand;
			break;
		case BPF_ST:
		case BPF_STX:
			if (i->k >= BPF_MEMWORDS)
				return SECCOMP_RET_KILL_PROCESS;
			memory[i->k] = BPF_CLASS(i->code) == BPF_ST ? a : x;
			break;
		case BPF_ALU:
			if (!compute(i->code, &a, operand))
				return SECCOMP_RET_KILL_PROCESS;
			break;
		case BPF_JMP:
			if (BPF_OP(i->code) == BPF_JA)
				at += i->k;
			else
				at += holds(i->code, a, operand) ? i->jt : i->jf;
			break;
		case BPF_RET:
			return BPF_RVAL(i->code) == BPF_A ? a : i->k;
		default: /* BPF_MISC */
			if (BPF_MISCOP(i->code) == BPF_TAX)
				x = a;
			else
				a = x;
		}
	}
	return SECCOMP_RET_KILL_PROCESS;
}

/* The number behind a name in a status file; -1: not there. */
static long
status_field(const char *path, const char *name)
{
	char text[8192], *at;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd >= 0 ? read(fd, text, sizeof(text) - 1) : -1;

	if (fd >= 0)
		close(fd);
	if (size < 0)
		return -1;
	text[size] = '\0';
	at = strstr(text, name);
	return at ? strtol(at + strlen(name), NULL, 10) : -1;
}

static long
field_of(pid_t pid, pid_t tid, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/%d/status", (int)pid, (int)tid);
	return status_field(path, name);
}

bool
seccomp_filtered(pid_t pid, pid_t tid)
{
	return field_of(pid, tid, "\nSeccomp:\t") > 0;
}

static int
cannot_ask(pid_t pid, pid_t tid, int err, struct error *e)
{
	long filters = field_of(pid, tid, "\nSeccomp_filters:\t");

	/* Since Linux 5.9.  As many as this command has: one container's. */
	if (filters > 0 && filters == status_field("/proc/self/status", "\nSeccomp_filters:\t"))
		return 0;
	error_set_errno(e, ERR_ENVIRONMENT, err, "reading the seccomp filter of process %d", (int)pid);
	error_hint(e, "it may kill the process for calls that a reload makes: run as root outside of any "
		      "container, or accept the risk with --force");
	return -1;
}

static int
judge(pid_t pid, const struct call *call, uint32_t action, struct error *e)
{
	action &= SECCOMP_RET_ACTION_FULL;
	if (action == SECCOMP_RET_ALLOW || action == SECCOMP_RET_LOG)
		return 0;
	if (call->may_fail && (action == SECCOMP_RET_ERRNO || action == SECCOMP_RET_TRACE))
		return 0;
	error_set(e, ERR_ENVIRONMENT, "the seccomp filter of process %d does not allow %s", (int)pid, call->name);
	error_hint(e, "allow it, with systemd in SystemCallFilter=, in a container in its seccomp profile");
	return -1;
}

/* The strictest of several filters counts: the actions are ordered as signed numbers. */
static bool
is_stricter(uint32_t a, uint32_t b)
{
	return (int32_t)(a & SECCOMP_RET_ACTION_FULL) < (int32_t)(b & SECCOMP_RET_ACTION_FULL);
}

int
seccomp_check(pid_t pid, pid_t tid, struct error *e)
{
	static struct sock_filter program[BPF_MAXINSNS];
	uint32_t strictest[sizeof(calls) / sizeof(calls[0])], action;
	struct seccomp_data data = {.arch = AUDIT_ARCH_X86_64};
	size_t i;
	long length, n;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		strictest[i] = SECCOMP_RET_ALLOW;
	for (n = 0; n < FILTERS_MOST; n++) {
		length = ptrace(PTRACE_SECCOMP_GET_FILTER, tid, (void *)n, NULL);
		if (length < 0 && errno == ENOENT && n)
			break;
		if (length <= 0 || length > BPF_MAXINSNS ||
		    ptrace(PTRACE_SECCOMP_GET_FILTER, tid, (void *)n, program) != length)
			return cannot_ask(pid, tid, length < 0 ? errno : EINVAL, e);
		for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
			data.nr = (int)calls[i].number;
			memcpy(data.args, calls[i].args, sizeof(data.args));
			action = seccomp_run(program, (size_t)length, &data);
			if (is_stricter(action, strictest[i]))
				strictest[i] = action;
		}
	}
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		if (judge(pid, &calls[i], strictest[i], e) < 0)
			return -1;
	return 0;
}
