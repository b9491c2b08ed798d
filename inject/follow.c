#include "follow.h"

#include <assert.h>
#include <sched.h>
#include <stdatomic.h>
#include <string.h>

#include "threads.h"

static_assert(sizeof(cpu_set_t) == sizeof(((struct pyr_mailbox *)0)->cpus), "a mask of CPUs");

void
follow_holder(struct follow *f, const struct target *target, const struct mailbox *mailbox)
{
	pid_t worker = threads_named(target->pid, "pyreload-attach");
	int cpu = threads_running_on(target->pid, worker);
	cpu_set_t one;

	if (!worker || cpu < 0 || cpu >= CPU_SETSIZE)
		return;
	if (!f->worker) {
		if (sched_getaffinity(worker, sizeof(one), &one) < 0)
			return;
		memcpy(mailbox->shared->cpus, &one, sizeof(one));
		atomic_store(&mailbox->shared->moved, 1);
		f->worker = worker;
	}
	CPU_ZERO(&one);
	CPU_SET(cpu, &one);
	/* Where that is forbidden it waits as it is. */
	if (sched_setaffinity(worker, sizeof(one), &one) < 0)
		return;
	if (mailbox_staging(mailbox))
		follow_end(f, mailbox);
}

void
follow_end(struct follow *f, const struct mailbox *mailbox)
{
	cpu_set_t before;

	if (!f->worker)
		return;
	memcpy(&before, mailbox->shared->cpus, sizeof(before));
	/* It may have left: then there is nothing to move. */
	(void)sched_setaffinity(f->worker, sizeof(before), &before);
	f->worker = 0;
}
