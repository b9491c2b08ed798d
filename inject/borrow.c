#include "borrow.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blob.h"
#include "clock.h"
#include "memory.h"
#include "seccomp.h"
#include "threads.h"
#include "tracee.h"

/* A part of the 47-bit address space where neither the kernel nor a loader puts anything. */
#define REGION_LOW 0x200000000000ull
#define REGION_SPAN 0x300000000000ull
#define REGION_TRIES 4
#define SEIZE_TRIES 5 /* a millisecond apart: other tracers come and go */

/* A stop that has not come by then never will while we wait (vfork, a hung file system). */
#define STOP_PATIENCE_NS (2 * NS_PER_SECOND)

/* PTRACE_SETSIGMASK etc. keep the tracee stopped; this is one tracee while it is held. */
struct hold {
	struct borrow *b;
	pid_t tid;
	uint64_t since;           /* when it was interrupted */
	struct arch_state state;
	struct arch_frame frame;
	struct remote chain;      /* [munmap][frame]: the way back of a thread left alone */
	bool filtered;             /* its seccomp filters are to be asked */
};

static void
lay_out(struct borrow *b, uint64_t at)
{
	const struct entry_points *entry = &b->target->entry;
	const uint64_t *api = b->target->api;
	struct stub_data *d = &b->data;
	uint64_t next = at + STUB_CODE_SIZE;

	b->region.at.at = d->region = at;
	b->region.data.at = d->writable = next;
	next += STUB_PAGE + STUB_BORROW_STACK;
	d->borrow_stack = next;
	next += STUB_JANITOR_STACK;
	d->janitor_stack = next;
	d->guard = next;
	next += STUB_PAGE;
	d->worker_stack = next;
	d->worker_stack_size = STUB_WORKER_STACK;
	next += STUB_WORKER_STACK;
	b->region.size = d->region_size = next - at;
	d->writable_size = next - d->writable;
	d->clock_gettime = entry->clock_gettime.at;
	d->munmap = entry->munmap.at;
	d->syscall_ret = entry->syscall_ret.at;
	d->exit_syscall = entry->exit_syscall.at;
	d->spare_word = entry->spare_word.at;
	d->pthread_create = entry->pthread_create.at;
	d->pthread_attr_init = entry->pthread_attr_init.at;
	d->pthread_attr_setstack = entry->pthread_attr_setstack.at;
	d->pthread_attr_setdetachstate = entry->pthread_attr_setdetachstate.at;
	d->dlopen = entry->dlopen.at;
	d->dlsym = entry->dlsym.at;
	d->dlclose = entry->dlclose.at;
	d->dlerror = entry->dlerror.at;
	d->main_interpreter = api[API_PyInterpreterState_Main];
	d->state_new = api[API_PyThreadState_New];
	d->state_restore = api[API_PyEval_RestoreThread];
	d->state_clear = api[API_PyThreadState_Clear];
	d->state_delete = api[API_PyThreadState_DeleteCurrent];
	d->state_save = api[API_PyEval_SaveThread];
	d->state_swap = api[API_PyThreadState_Swap];
	d->get_allocator = api[API_PyMem_GetAllocator];
	d->interpreter_start = b->target->interpreter.start;
	d->interpreter_end = b->target->interpreter.end;
	d->fork_hazard = b->target->interpreter.version < 0x030c0000;
	d->is_initialized = api[API_Py_IsInitialized];
	d->is_finalizing = api[API_Py_IsFinalizing] ? api[API_Py_IsFinalizing] /* since 3.13 */
						    : api[API__Py_IsFinalizing];
	d->returned[0] = d->returned[1] = -1;
	d->memfd = -1;
}

static uint64_t
random_place(void)
{
	uint64_t random = 0;

	/* Without randomness the kernel refuses an occupied place all the same. */
	if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
		random = clock_now() << 12;
	return REGION_LOW + random % REGION_SPAN / STUB_PAGE * STUB_PAGE;
}

static int
write_way_back(struct hold *h)
{
	struct {
		uint64_t munmap;
		uint8_t frame[ARCH_FRAME_MAX];
	} chain;

	arch_build_frame(&h->state, h->b->target->entry.sigreturn, &h->frame);
	h->chain.at = h->frame.at.at - sizeof(chain.munmap);
	chain.munmap = h->b->target->entry.munmap.at;
	memcpy(chain.frame, h->frame.bytes, h->frame.size);
	return memory_write(h->b->target->mem, h->chain, &chain,
			    sizeof(chain.munmap) + h->frame.size);
}

/*
 * Let the thread go.  It runs what its registers say and ends in rt_sigreturn;
 * where only the kernel can resume the interrupted call, meet it there.
 */
static void
let_go(struct hold *h)
{
	uint64_t patience = clock_now() + STOP_PATIENCE_NS;
	struct user_regs_struct regs;
	enum tracee_stop stop;
	int signal = 0;

	if (arch_stop_of(&h->state) != ARCH_RESTART_BLOCK) {
		tracee_release(h->tid, 0);
		return;
	}
	do {
		stop = tracee_to_syscall(h->tid, patience, signal, &signal);
		if (stop != TRACEE_SYSCALL || arch_get_regs(h->tid, &regs) < 0)
			continue;
		if (!arch_at_sigreturn(&regs) || regs.rsp != h->frame.at.at + 8)
			continue;
		if (ptrace(PTRACE_SETSIGMASK, h->tid, (void *)sizeof(h->state.sigmask),
			   &h->state.sigmask) == 0)
			stop = arch_resume_syscall(h->tid, &h->state) < 0 ? stop : TRACEE_TRAPPED;
		break;
	} while (stop == TRACEE_SYSCALL || stop == TRACEE_SIGNALLED);
	/* Wherever it is now, it comes back by itself: at worst its call returns EINTR. */
	if (stop == TRACEE_LATE)
		stop = tracee_interrupt(h->tid, clock_now() + STOP_PATIENCE_NS, &signal);
	tracee_release(h->tid, signal);
}

/* Continue into the system call that the registers were set up for and to its exit. */
static int
run_syscall(struct hold *h, int64_t *result, int *signal)
{
	uint64_t deadline = clock_now() + STOP_PATIENCE_NS;
	struct user_regs_struct regs;

	if (tracee_to_syscall(h->tid, deadline, 0, signal) != TRACEE_SYSCALL)
		return -1;
	if (tracee_to_syscall(h->tid, deadline, 0, signal) != TRACEE_SYSCALL)
		return -1;
	if (arch_get_regs(h->tid, &regs) < 0)
		return -1;
	*result = arch_result(&regs);
	return 0;
}

/* Registers as they were, at a stop where the kernel still handles the interrupted call. */
static enum borrow_result
give_back(struct hold *h, int signal, const char *why)
{
	struct iovec {
		void *base;
		size_t size;
	} io = {&h->state.regs, sizeof(h->state.regs)};

	ptrace(PTRACE_SETREGSET, h->tid, (void *)1 /* NT_PRSTATUS */, &io);
	tracee_release(h->tid, signal);
	h->b->why = why;
	return BORROW_UNSAFE;
}

static enum borrow_result
map_region(struct hold *h, struct error *e)
{
	const struct entry_points *entry = &h->b->target->entry;
	uint64_t arguments[6] = {
		[1] = h->b->region.size,
		[2] = PROT_READ | PROT_EXEC,
		[3] = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE,
		[4] = (uint64_t)-1,
	};
	int64_t result = 0;
	int signal = 0;

	arguments[0] = h->b->region.at.at;
	if (arch_call_syscall(h->tid, &h->state.regs, entry->syscall_ret, h->chain, SYS_mmap,
			      arguments) < 0)
		return give_back(h, 0, "its registers could not be set");
	if (run_syscall(h, &result, &signal) < 0) {
		if (signal)
			return give_back(h, signal, "receiving a signal");
		tracee_release(h->tid, 0);
		h->b->why = "it ended or could not be stopped";
		return BORROW_UNSAFE;
	}
	if (result == (int64_t)arguments[0])
		return BORROW_STARTED;
	/* Not ours to unmap: return without the munmap of the chain. */
	if (arch_jump(h->tid, &h->state.regs, entry->sigreturn,
		      (struct remote){h->frame.at.at + 8}, 0) == 0)
		let_go(h);
	else
		tracee_release(h->tid, 0);
	if (result == -EEXIST) {
		h->b->why = "the place chosen for the region is taken";
		return BORROW_UNSAFE;
	}
	error_set_errno(e, ERR_ENVIRONMENT, (int)-result, "mapping %llu KiB in process %d",
			(unsigned long long)h->b->region.size >> 10, (int)h->b->target->pid);
	error_hint(e, "a limit on its address space (ulimit -v), a seccomp filter or SELinux "
		      "(execmem) forbids it");
	return BORROW_FAILED;
}

static enum borrow_result
start_worker(struct hold *h, struct error *e)
{
	const struct region *region = &h->b->region;
	uint8_t image[STUB_CODE_SIZE + sizeof(struct stub_data)] = {0};

	h->b->data.frame = h->frame.at.at;
	memcpy(image, blob_stub, blob_stub_size);
	memcpy(image + STUB_CODE_SIZE, &h->b->data, sizeof(h->b->data));
	if (memory_write(h->b->target->mem, region->at, image, sizeof(image)) < 0) {
		error_set_errno(e, ERR_ENVIRONMENT, errno, "writing code into process %d",
				(int)h->b->target->pid);
		let_go(h); /* by way of munmap */
		return BORROW_FAILED;
	}
	if (arch_jump(h->tid, &h->state.regs, region->at, h->frame.at, region->data.at) < 0) {
		error_set_errno(e, ERR_ENVIRONMENT, errno, "setting registers in process %d",
				(int)h->b->target->pid);
		let_go(h);
		return BORROW_FAILED;
	}
	let_go(h);
	return BORROW_STARTED;
}

/* Stopped by somebody else, or starved; the worker's own deadline cleans up. */
static enum borrow_result
timed_out(const struct hold *h, struct error *e)
{
	error_set(e, ERR_TIMEOUT, "thread %d of process %d does not get to run", (int)h->tid,
		  (int)h->b->target->pid);
	return BORROW_FAILED;
}

/* The borrowed thread says when it is back; the region vanishes if it had no janitor. */
static enum borrow_result
wait_return(struct hold *h, struct error *e)
{
	uint64_t deadline = clock_now() + STOP_PATIENCE_NS, returned;
	struct stub_data *d = &h->b->data;
	struct timespec nap = {0, 10000};

	do {
		if (memory_read(h->b->target->mem, h->b->region.data, d, sizeof(*d)) < 0) {
			if (clock_now() >= h->b->deadline_ns)
				return timed_out(h, e);
			error_set(e, ERR_ENVIRONMENT, "process %d could not start a thread",
				  (int)h->b->target->pid);
			error_hint(e, "is it at its limit of threads (ulimit -u, the cgroup's "
				      "pids.max), or has it just ended?");
			return BORROW_FAILED;
		}
		if (d->returned[0] != -1 && d->returned[1] != -1) {
			returned = (uint64_t)d->returned[0] * NS_PER_SECOND + (uint64_t)d->returned[1];
			/* In another time namespace the clocks differ: then only our own side counts. */
			if (returned > h->since && returned - h->since < h->b->stop_ns + NS_PER_SECOND)
				h->b->stop_ns = returned - h->since;
			return BORROW_STARTED;
		}
		nanosleep(&nap, NULL);
	} while (clock_now() < deadline);
	return timed_out(h, e);
}

static enum borrow_result
use_held(struct hold *h, struct error *e)
{
	enum borrow_result result;
	const char *why;

	if (arch_save(h->tid, &h->state) < 0) {
		tracee_release(h->tid, 0);
		h->b->why = "its state could not be read";
		return BORROW_UNSAFE;
	}
	if (h->filtered && seccomp_check(h->b->target->pid, h->tid, e) < 0) {
		tracee_release(h->tid, 0);
		return BORROW_FAILED;
	}
	unwinder_walk(h->b->unwinder, &h->state, &h->b->stack);
	why = safepoint_judge(&h->b->stack);
	if (!why && write_way_back(h) < 0)
		why = "its stack has no room for a signal frame";
	if (why) {
		tracee_release(h->tid, 0);
		h->b->why = why;
		return BORROW_UNSAFE;
	}
	h->b->sigmask = h->state.sigmask;
	result = map_region(h, e);
	if (result == BORROW_STARTED)
		result = start_worker(h, e);
	h->b->stop_ns = clock_now() - h->since;
	return result == BORROW_STARTED ? wait_return(h, e) : result;
}

/*
 * The pid, or the number of the thread, may have passed to somebody else.  Once it
 * is seized neither can, for we are to be told of its end first.
 */
static bool
is_of_target(const struct target *target, pid_t tid)
{
	struct pollfd p = {target->pidfd, POLLIN, 0};
	char path[48];

	snprintf(path, sizeof(path), "/proc/%d/task/%d", (int)target->pid, (int)tid);
	return poll(&p, 1, 0) == 0 && access(path, F_OK) == 0;
}

static enum borrow_result
interrupt_seized(struct hold *h, uint64_t deadline, struct error *e)
{
	struct borrow *b = h->b;
	int signal = 0;

	switch (tracee_interrupt(h->tid, deadline, &signal)) {
	case TRACEE_TRAPPED:
		return use_held(h, e);
	case TRACEE_GONE:
		return BORROW_UNSAFE;
	case TRACEE_SYSCALL:
	case TRACEE_SIGNALLED:
		tracee_release(h->tid, signal);
		b->why = "receiving a signal";
		return BORROW_UNSAFE;
	case TRACEE_GROUP:
		tracee_release(h->tid, 0);
		error_set(e, ERR_STOPPED, "process %d is stopped", (int)b->target->pid);
		error_hint(e, "continue it first: kill -CONT %d", (int)b->target->pid);
		return BORROW_FAILED;
	case TRACEE_LATE:
		break;
	}
	/* Nothing was changed; the kernel detaches it when this command ends. */
	error_set(e, ERR_TIMEOUT, "thread %d of process %d does not stop (vfork, or waiting for a "
					"device)", (int)h->tid, (int)b->target->pid);
	return BORROW_FAILED;
}

enum borrow_result
borrow_thread(struct borrow *b, pid_t tid, struct error *e)
{
	uint64_t deadline = clock_now() + clock_left(b->deadline_ns, STOP_PATIENCE_NS);
	const struct timespec nap = {.tv_nsec = 1000000};
	static struct hold h; /* 50 KB; one thread is held at a time */
	int tries;

	h.b = b;
	h.tid = tid;
	lay_out(b, random_place());
	b->why = "it ended";
	h.filtered = !b->force && seccomp_filtered(b->target->pid, tid);
	if (!is_of_target(b->target, tid))
		return BORROW_UNSAFE;
	for (tries = 1; tracee_seize(tid) < 0; tries++) {
		if (errno != EPERM)
			return BORROW_UNSAFE;
		if (threads_is_traced(b->target->pid, tid)) {
			b->why = "another process traces it";
			return BORROW_UNSAFE;
		}
		/* That one may have let go of it in between, and the next one come.  A thread on its way out has EPERM, too, until
		   it is no more (exit_state in ptrace_attach(), kernel/ptrace.c). */
		if (tries == SEIZE_TRIES) {
			if (threads_has_ended(b->target->pid, tid))
				return BORROW_UNSAFE;
			error_set(e, ERR_PERMISSION, "attaching to thread %d of process %d is not permitted", (int)tid,
				  (int)b->target->pid);
			error_hint(e, "another tracer holds it, or ptrace is restricted: run as root or as its "
				      "user, see /proc/sys/kernel/yama/ptrace_scope; in a container add "
				      "CAP_SYS_PTRACE");
			return BORROW_FAILED;
		}
		nanosleep(&nap, NULL);
	}
	h.since = clock_now();
	if (!is_of_target(b->target, tid)) {
		tracee_release(tid, 0);
		return BORROW_UNSAFE;
	}
	return interrupt_seized(&h, deadline, e);
}
