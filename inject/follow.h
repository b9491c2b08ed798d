/*
 * follow.h - the worker waits for the GIL on the CPU of the thread that has it.
 *
 * A thread that lets go of the GIL often but only for a moment - an event loop
 * that polls - has it back before a thread on another CPU has woken up, and so
 * for ever: CPython asks for the GIL only after an interval in which nobody let
 * go of it.  On the same CPU the thread that is woken runs at once.
 */
#ifndef PYRELOAD_FOLLOW_H
#define PYRELOAD_FOLLOW_H

#include "mailbox.h"

struct follow {
	pid_t worker; /* 0: not moved */
};

/* Move the worker to where a thread of the target runs.  The payload moves it back when it begins. */
void follow_holder(struct follow *f, const struct target *target, const struct mailbox *mailbox);

/* It may have begun before it was moved: then move it back. */
void follow_end(struct follow *f, const struct mailbox *mailbox);

#endif
