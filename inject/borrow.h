/*
 * borrow.h - stop one thread, prove that it may be borrowed, let it start the worker.
 *
 * Crash-consistent: at every instant the registers and the stack of the thread
 * are such that it finds its way back alone, should the injector die.
 */
#ifndef PYRELOAD_BORROW_H
#define PYRELOAD_BORROW_H

#include "inject.h"
#include "safepoint.h"
#include "stub.h"

/* The region in the target. */
struct region {
	struct remote at, data; /* data: of struct stub_data */
	uint64_t size;
};

enum borrow_result {
	BORROW_STARTED,  /* the thread runs on; *region is live; stop_ns is set */
	BORROW_UNSAFE,   /* let go untouched; *why says what it was in */
	BORROW_FAILED    /* *e says why; the thread runs on, untouched */
};

struct borrow {
	const struct target *target;
	struct unwinder *unwinder;
	uint64_t deadline_ns;
	bool force;                /* in: whatever its seccomp filters say */
	struct stub_data data;     /* in: timeout_ns, sizes, entry_name; the rest is filled here */
	struct region region;      /* out */
	uint64_t sigmask;          /* out: of the thread */
	uint64_t stop_ns;          /* out: from the interrupt to the return of the thread */
	const char *why;           /* out, with BORROW_UNSAFE */
	struct stack stack;        /* scratch */
};

/* Try one thread. */
enum borrow_result borrow_thread(struct borrow *b, pid_t tid, struct error *e)
	__attribute__((warn_unused_result));

#endif
