/*
 * error.h - the one error carrier of the injector.
 *
 * A function that can fail takes a `struct error *`, returns 0 or -1, and on
 * -1 has filled it.  The first error wins: a later one never overwrites it.
 * errno never leaves the function that saw it.
 */
#ifndef PYRELOAD_ERROR_H
#define PYRELOAD_ERROR_H

#include <stdbool.h>

/* X(code, exit status): what went wrong, as far as an operator can act on it. */
#define ERROR_CODES(X)                                                   \
	X(ERR_NONE, 0)                                                   \
	X(ERR_REFUSED, 1)       /* the new code */                       \
	X(ERR_USAGE, 2)                                                  \
	X(ERR_NO_PROCESS, 3)                                             \
	X(ERR_NOT_PYTHON, 3)                                             \
	X(ERR_PERMISSION, 3)                                             \
	X(ERR_TRACED, 3)        /* another tracer holds it */            \
	X(ERR_ZOMBIE, 3)                                                 \
	X(ERR_STOPPED, 3)       /* stopped by a signal */                \
	X(ERR_UNSUPPORTED, 3)   /* version, machine, libc, build */      \
	X(ERR_ENVIRONMENT, 3)   /* limits, seccomp, no /proc, no memfd */\
	X(ERR_NO_SAFE_POINT, 4)                                          \
	X(ERR_TIMEOUT, 4)                                                \
	X(ERR_INTERRUPTED, 4)   /* by a signal to this command */        \
	X(ERR_INTERNAL, 3)      /* nothing changed, but we are at fault */\
	X(ERR_TARGET_DIED, 5)                                            \
	X(ERR_OUTCOME_UNKNOWN, 5)

enum error_code {
#define X(code, status) code,
	ERROR_CODES(X)
#undef X
};

struct error {
	enum error_code code;
	char message[512]; /* names the action and its object */
	char hint[512];    /* the way out; may be empty */
};

/* Fill *e unless it already holds an error.  Always returns -1. */
int error_set(struct error *e, enum error_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As error_set, with ": <strerror(err)>" appended. */
int error_set_errno(struct error *e, enum error_code code, int err, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Add the way out to an error that has none yet.  Never fails. */
void error_hint(struct error *e, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Forget the error so that the carrier can be used for another try. */
void error_clear(struct error *e);

/* The exit status that the manual documents for this code. */
int error_exit_status(enum error_code code);

/* "ERR_TRACED" and so on, for --json.  Never NULL. */
const char *error_name(enum error_code code);

#endif
