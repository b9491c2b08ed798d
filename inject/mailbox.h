/*
 * mailbox.h - the memory shared with the worker: request in, report out.
 *
 * What comes out was written by the target and is checked before use.
 */
#ifndef PYRELOAD_MAILBOX_H
#define PYRELOAD_MAILBOX_H

#include <stdbool.h>

#include "inject.h"

struct mailbox {
	struct pyr_mailbox *shared; /* MAILBOX_SIZE bytes, mapped */
	size_t size;
};

/* Bytes of the mailbox: the report of the largest reload seen here needs a tenth. */
#define MAILBOX_SIZE (4u << 20)

/* The payload's size in the memfd, rounded up: where the mailbox begins. */
uint64_t mailbox_offset(void);

/*
 * Fill the memfd `fd` of the target with payload and request, and map the
 * mailbox.  `sigmask` is that of the borrowed thread.  0: end it with mailbox_close().
 */
int mailbox_open(const struct target *target, int fd, const struct request *request,
		 uint64_t sigmask, struct mailbox *mailbox, struct error *e) __attribute__((warn_unused_result));

void mailbox_close(struct mailbox *mailbox);

/* Wait until the payload is that far, at most ns.  True when it is. */
bool mailbox_wait(const struct mailbox *mailbox, enum pyr_progress progress, uint64_t ns);

/* Claim the right to say "nothing changed".  False: the payload is committing. */
bool mailbox_cancel(const struct mailbox *mailbox);

/* True once the payload has held the GIL. */
bool mailbox_staging(const struct mailbox *mailbox);

/* Copy the answer out of a mailbox whose payload is done. */
int mailbox_read(const struct mailbox *mailbox, struct reply *reply, struct error *e)
	__attribute__((warn_unused_result));

#endif
