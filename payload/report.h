/* report.h - writing the records of abi.h into the mailbox. */
#ifndef PYRELOAD_REPORT_H
#define PYRELOAD_REPORT_H

#include "api.h"

struct report {
	struct pyr_mailbox *mailbox;
	uint32_t used, lost;
	bool has_error;
	bool pinned;  /* an object of this library outlives the run */
};

/* Append a record; one that does not fit is counted as lost.  Never fails. */
void report_add(struct report *r, enum pyr_record kind, const char *module, const char *name,
		const char *detail);

/* As report_add, with a format for the detail (at most 1,000 bytes are kept). */
void report_addf(struct report *r, enum pyr_record kind, const char *module, const char *name,
		 const char *format, ...) __attribute__((format(printf, 5, 6)));

/* " and 2 more", for a record that names the first of 3; "" for one or none.  Returns text. */
#define AND_MORE_MOST 32
const char *report_and_more(int count, char text[static AND_MORE_MOST]);

/* Forget all records: an error replaces what was going to be said. */
void report_clear(struct report *r);

/* How many records of these kinds (a string of enum pyr_record) there are; forget all others. */
size_t report_count(const struct report *r, const char *kinds);
void report_keep(struct report *r, const char *kinds);

/* Take the current exception (which is cleared) as cause and traceback of a refusal. */
void report_exception(struct report *r, const char *module, const char *action);

#endif
