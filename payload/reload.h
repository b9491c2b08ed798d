/* reload.h - one transaction: stage, plan, commit, report. */
#ifndef PYRELOAD_RELOAD_H
#define PYRELOAD_RELOAD_H

#include "report.h"

/* Run the request of the mailbox.  The GIL is held on entry and on return. */
enum pyr_status reload_run(struct pyr_mailbox *mailbox, struct report *report);

#endif
