/*
 * abi.h - what the injector and the payload say to each other.
 *
 * The one header that both processes compile.  It needs neither Python.h nor
 * ptrace.  The mailbox is the tail of the memfd that also carries the payload;
 * both sides map it MAP_SHARED.  Each side treats what the other wrote as
 * untrusted: offsets and lengths are checked against `size` before use.
 */
#ifndef PYRELOAD_ABI_H
#define PYRELOAD_ABI_H

#include <assert.h>
#include <stdint.h>

#define PYR_MAGIC 0x64616f6c65727970ull /* "pyreload" */
#define PYR_ABI 1u
#define PYR_ENTRY "pyreload_entry"

/* How a run ended; the values are the exit status of the command. */
enum pyr_status {
	PYR_RELOADED = 0,    /* committed (or planned, with PYR_DRY_RUN) */
	PYR_REFUSED = 1,     /* the new code was refused; nothing changed */
	PYR_USAGE = 2,       /* never sent by the payload */
	PYR_UNATTACHABLE = 3,/* this interpreter is not supported; nothing changed */
	PYR_TRY_AGAIN = 4,   /* no safe moment or cancelled; nothing changed */
	PYR_UNKNOWN = 5      /* never sent by the payload */
};

/* Commit or give up: one compare-and-swap on `claim` decides for both sides. */
enum pyr_claim { PYR_PENDING = 0, PYR_COMMITTING = 1, PYR_CANCELLED = 2 };

/* `progress` only grows; it is a futex word (shared, not FUTEX_PRIVATE). */
enum pyr_progress {
	PYR_WAITING = 0,  /* mapped; the worker waits for the GIL */
	PYR_STAGING = 1,  /* the payload runs */
	PYR_DONE = 2      /* status and report are final */
};

enum pyr_flags {
	PYR_RESET = 1u << 0,         /* --reset: module data from scratch */
	PYR_DRY_RUN = 1u << 1,       /* stop after the plan */
	PYR_NO_SUBMODULES = 1u << 2, /* a package does not take its submodules along */
	PYR_CODE_ONLY = 1u << 3,     /* execute nothing; functions get new code, or refuse */
	PYR_STRICT = 1u << 4         /* refuse unless everything can be made new */
};

/*
 * One line of the report: a kind byte, then three NUL-terminated UTF-8 fields:
 * module, name, detail.  Unknown kinds are skipped by the reader.
 * X(identifier, byte, word used in the output)
 */
#define PYR_RECORDS(X)                                                          \
	X(PYR_REC_UPDATED, 'U', "updated")     /* runs the new code, in place */   \
	X(PYR_REC_REPOINTED, 'P', "repointed") /* holders now hold a new object */ \
	X(PYR_REC_ADDED, 'A', "added")                                             \
	X(PYR_REC_REMOVED, 'D', "removed")                                         \
	X(PYR_REC_KEPT, 'K', "kept")           /* run-time state left as it was */ \
	X(PYR_REC_STALE, 'S', "stale")         /* still runs old code, and where */\
	X(PYR_REC_NOTE, 'N', "note")                                               \
	X(PYR_REC_MODULE, 'M', "module")       /* detail: changed | unchanged */   \
	X(PYR_REC_SOURCE, 'C', "source")       /* name and detail: hashes of the source \
						  before and after, "-": unknown */ \
	X(PYR_REC_ERROR, 'E', "error")         /* detail: the one-line cause */    \
	X(PYR_REC_HINT, 'H', "hint")           /* detail: the way out */           \
	X(PYR_REC_TRACEBACK, 'T', "traceback") /* detail: as Python formats it */

enum pyr_record {
#define X(id, byte, word) id = byte,
	PYR_RECORDS(X)
#undef X
};

/* Where each name of api.def is in the array of addresses. */
enum api_index {
#define FUNCTION(name) API_##name,
#define OPTIONAL(name) API_##name,
#define OBJECT(name) API_##name,
#include "api.def"
#undef FUNCTION
#undef OPTIONAL
#undef OBJECT
	API_COUNT
};

/* The most addresses the mailbox can carry. */
#define PYR_API_MAX 320
static_assert(API_COUNT <= PYR_API_MAX, "the mailbox holds every address");

struct pyr_mailbox {
	uint64_t magic;           /* PYR_MAGIC */
	uint32_t abi;             /* PYR_ABI */
	uint32_t size;            /* bytes of the mailbox, header included */
	_Atomic uint32_t claim;   /* enum pyr_claim */
	_Atomic uint32_t progress;/* enum pyr_progress */
	uint32_t status;          /* enum pyr_status, valid once PYR_DONE */
	uint32_t flags;           /* enum pyr_flags */
	uint32_t request_off;     /* module names, each NUL-terminated */
	uint32_t request_len;
	uint32_t report_off;      /* records, written by the payload */
	uint32_t report_cap;
	uint32_t report_len;      /* valid once PYR_DONE */
	uint32_t report_lost;     /* records that did not fit */
	uint64_t timeout_ns;      /* the payload gives up by itself after this long */
	uint64_t sigmask;         /* of the thread that was borrowed: what new threads should have */
	uint64_t gil_ns;          /* out: longest the GIL was held without a break */
	uint64_t commit_ns;       /* out: the commit itself, within gil_ns */
	_Atomic uint32_t moved;   /* the worker waits on one CPU; these were its own */
	uint32_t padding;
	uint64_t cpus[16];        /* as cpu_set_t */
	uint64_t api_len;         /* addresses that follow, in the order of api.def */
	uint64_t api[PYR_API_MAX];/* 0: the target does not export it */
	char version[32];         /* out: e.g. "3.11.2", from Py_GetVersion() */
};

static_assert(sizeof(struct pyr_mailbox) == 96 + 8 + 128 + 8 * PYR_API_MAX + 32,
	      "the mailbox has no padding: both sides agree on every offset");

#endif
