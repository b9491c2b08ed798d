/*
 * report.h - the records that the payload wrote, taken apart.
 *
 * They come out of memory that the target can write: no byte is trusted here,
 * and none reaches a terminal or a JSON document before it went through
 * report_put() or report_utf8().
 */
#ifndef PYRELOAD_REPORT_H
#define PYRELOAD_REPORT_H

#include <stddef.h>
#include <stdio.h>

#include "../payload/abi.h"

struct report_line {
	enum pyr_record kind;
	const char *module, *name, *detail; /* NUL-terminated; any of them may be empty */
};

struct report {
	struct report_line *lines; /* in the order in which they were written */
	size_t count;
	size_t dropped; /* 1 when the buffer ended in the middle of a record */
};

/*
 * Take len bytes of records apart.  records may be NULL when len is 0.
 *
 * 0: *r is filled and ends with report_fini(); its strings point into records.
 *    Kinds that this program does not know are left out.
 * -1: out of memory; *r is empty and may be used as such.
 */
int report_parse(struct report *r, const char *records, size_t len)
	__attribute__((warn_unused_result));

void report_fini(struct report *r);

enum report_layout {
	REPORT_ONE_LINE,  /* newlines and tabs are escaped like other controls */
	REPORT_MULTI_LINE /* they are kept: a traceback */
};

/*
 * Write text to out so that it cannot drive a terminal: controls, invalid UTF-8
 * and characters that reorder or break lines come out as \xNN or \uNNNN.
 * Returns how many characters it takes; out may be NULL to learn only that.
 */
size_t report_put(FILE *out, const char *text, enum report_layout layout);

/*
 * A copy of text as valid UTF-8, each bad byte replaced by U+FFFD.  NULL when
 * out of memory, else the caller frees it.
 */
char *report_utf8(const char *text) __attribute__((warn_unused_result));

#endif
