/* entry.c - where the worker thread enters, with the GIL held: check, run, leave. */
#include "api.h"
#include "reload.h"
#include "report.h"
#include "version.h"

#include <linux/futex.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

static void
advance(struct pyr_mailbox *m, enum pyr_progress progress)
{
	atomic_store(&m->progress, progress);
	syscall(SYS_futex, &m->progress, FUTEX_WAKE, 1, NULL, NULL, 0);
}

/* The mailbox comes from our own injector, but a mix of versions must not crash the target. */
static bool
is_sound(const struct pyr_mailbox *m)
{
	return m->magic == PYR_MAGIC && m->abi == PYR_ABI && m->api_len == API_COUNT &&
	       m->report_off <= m->size && m->report_cap <= m->size - m->report_off &&
	       m->request_off <= m->size && m->request_len <= m->size - m->request_off;
}

static enum pyr_status
refuse(struct report *r, enum pyr_status status, const char *cause, const char *detail)
{
	report_addf(r, PYR_REC_ERROR, "", "", "%s%s", cause, detail);
	return status;
}

static enum pyr_status
enter(struct pyr_mailbox *m, struct report *r)
{
	enum pyr_status status;
	const char *wrong;
	bool no_memory;

	advance(m, PYR_STAGING);
	snprintf(m->version, sizeof(m->version), "%.*s", (int)strcspn(Py_GetVersion(), " "),
		 Py_GetVersion());
	if (!version_find(m->version))
		return refuse(r, PYR_UNATTACHABLE, "this version does not know Python ", m->version);
	if (atomic_load(&m->claim) != PYR_PENDING)
		return PYR_TRY_AGAIN;
	if ((wrong = version_probe(&no_memory)) && no_memory)
		return refuse(r, PYR_TRY_AGAIN, "the process has no memory left", "");
	if (PyErr_Occurred()) {
		report_exception(r, "", "the process does not let new code run");
		return PYR_UNATTACHABLE;
	}
	if (wrong)
		return refuse(r, PYR_UNATTACHABLE, "this build of Python differs in ", wrong);
	status = reload_run(m, r);
	PyErr_Clear();
	return status;
}

/* Nonzero: do not unload this library. */
__attribute__((visibility("default"))) int pyreload_entry(struct pyr_mailbox *m);

int
pyreload_entry(struct pyr_mailbox *m)
{
	struct report r = {.mailbox = m};

	if (!is_sound(m))
		return 0;
	/* Before anything else: threads that the new code starts would inherit the one CPU. */
	if (atomic_load(&m->moved))
		syscall(SYS_sched_setaffinity, 0, sizeof(m->cpus), m->cpus);
	memcpy(pyr_api, m->api, sizeof(pyr_api));
	m->status = enter(m, &r);
	m->report_len = r.used;
	m->report_lost = r.lost;
	advance(m, PYR_DONE);
	return r.pinned;
}
