/*
 * stub.h - the few instructions that run in the target before the payload.
 *
 * One region of memory, mapped by the borrowed thread, holds the code, this
 * block and three stacks.  Who is who:
 *   borrowed  a thread of the target, for the time of one pthread_create
 *   worker    the fresh pthread: loads, runs and unloads the payload
 *   janitor   a bare clone(2) thread without TLS: waits until the other two
 *             no longer need the region, unmaps it and ends
 */
#ifndef PYRELOAD_STUB_H
#define PYRELOAD_STUB_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define STUB_PAGE 4096u
#define STUB_CODE_SIZE STUB_PAGE
#define STUB_BORROW_STACK (64u << 10)  /* pthread_create, lazy binding with AVX-512 state */
#define STUB_JANITOR_STACK (8u << 10)
#define STUB_WORKER_STACK (8u << 20)   /* what glibc gives a thread by default */

/* CPython's compiler does not survive an allocation that fails, up to 3.13 at least: so there must be room
   beforehand.  A source of 8,600 lines takes a third of it. */
#define STUB_HEADROOM (64u << 20)

/* Values of stub_data.go, written by the injector. */
enum stub_go { STUB_WAIT = 0, STUB_LOAD = 1, STUB_LEAVE = 2 };

enum stub_failure {
	STUB_FINE = 0,
	STUB_NOT_LOADED,     /* message: by the loader */
	STUB_NOT_RUNNING,    /* the interpreter is starting or ending */
	STUB_NO_MEMORY       /* less than STUB_HEADROOM */
};

struct stub_data {
	/* The first fields are read by assembly: see the asserts below. */
	uint64_t region, region_size;
	uint64_t writable, writable_size;  /* becomes PROT_READ|PROT_WRITE */
	uint64_t borrow_stack;             /* top */
	uint64_t frame;                    /* rsp from which the borrowed thread returns */
	uint64_t clock_gettime, munmap;
	uint64_t janitor_stack;            /* top */
	uint64_t syscall_ret, exit_syscall, spare_word;
	int64_t returned[2];               /* timespec; -1 until the borrowed thread is done here */

	uint64_t guard;                    /* one page below worker_stack */
	uint64_t worker_stack, worker_stack_size;
	uint64_t pthread_create, pthread_attr_init, pthread_attr_setstack,
		pthread_attr_setdetachstate;
	uint64_t dlopen, dlsym, dlclose, dlerror;
	uint64_t main_interpreter;         /* PyInterpreterState_Main */
	uint64_t state_new, state_restore, state_clear, state_delete; /* of a thread */
	uint64_t state_save, state_swap, get_allocator;
	uint64_t interpreter_start, interpreter_end; /* the image that these functions are in */
	uint64_t unlisted[64];             /* zero; a PyThreadState of 3.8 to 3.11 has up to 360 bytes */
	uint64_t is_initialized, is_finalizing;
	uint64_t timeout_ns;               /* the worker's patience with the injector */
	uint64_t payload_size, mailbox_size; /* the mailbox follows the payload in the memfd */

	char name[16];                     /* of the thread that was borrowed */
	int32_t worker;                    /* its thread id; futex: 0 once the kernel has let go of it */
	int32_t janitor;                   /* its thread id, as the target sees it */
	int32_t create_error;              /* of pthread_create */
	int32_t memfd;                     /* -1: not yet */
	int32_t memfd_error;               /* errno */
	uint32_t fork_hazard;              /* PyThreadState_New beside a fork: see new_state() */
	uint32_t go;                       /* enum stub_go */
	uint32_t load_failed;              /* enum stub_failure; message says why */
	char message[256];
	char entry_name[32];               /* of the payload's entry point */
};

#define STUB_ASSERT_AT(field, at) \
	static_assert(offsetof(struct stub_data, field) == (at), "stub.c's assembly uses " #at)
STUB_ASSERT_AT(region, 0);
STUB_ASSERT_AT(region_size, 8);
STUB_ASSERT_AT(writable, 16);
STUB_ASSERT_AT(writable_size, 24);
STUB_ASSERT_AT(borrow_stack, 32);
STUB_ASSERT_AT(frame, 40);
STUB_ASSERT_AT(clock_gettime, 48);
STUB_ASSERT_AT(munmap, 56);
STUB_ASSERT_AT(janitor_stack, 64);
STUB_ASSERT_AT(syscall_ret, 72);
STUB_ASSERT_AT(exit_syscall, 80);
STUB_ASSERT_AT(spare_word, 88);
STUB_ASSERT_AT(returned, 96);
static_assert(sizeof(struct stub_data) <= STUB_PAGE, "the block is one page");

#endif
