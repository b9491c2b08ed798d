#include "mailbox.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "blob.h"
#include "clock.h"

uint64_t
mailbox_offset(void)
{
	return (blob_payload_size + 4095) & ~4095ull;
}

static int
write_whole(int fd, const uint8_t *from, size_t size)
{
	ssize_t put;
	size_t done;

	for (done = 0; done < size; done += (size_t)put) {
		put = pwrite(fd, from + done, size - done, (off_t)done);
		if (put < 0 && errno == EINTR)
			put = 0;
		if (put < 0)
			return -1;
	}
	return 0;
}

static int
fill(const struct target *target, const struct request *request, struct mailbox *mailbox,
     struct error *e)
{
	struct pyr_mailbox *m = mailbox->shared;
	size_t i, len, at = sizeof(*m);

	m->magic = PYR_MAGIC;
	m->abi = PYR_ABI;
	m->size = (uint32_t)mailbox->size;
	m->flags = request->flags;
	m->timeout_ns = clock_left(request->deadline_ns, UINT64_MAX);
	m->api_len = target->api_count;
	memcpy(m->api, target->api, target->api_count * sizeof(m->api[0]));
	m->request_off = (uint32_t)at;
	for (i = 0; i < request->module_count; i++) {
		len = strlen(request->modules[i]) + 1;
		if (at + len > mailbox->size / 4)
			return error_set(e, ERR_USAGE, "too many modules for one run");
		memcpy((char *)m + at, request->modules[i], len);
		at += len;
	}
	m->request_len = (uint32_t)(at - sizeof(*m));
	m->report_off = (uint32_t)(at + 63) & ~63u;
	m->report_cap = m->size - m->report_off;
	return 0;
}

int
mailbox_open(const struct target *target, int fd, const struct request *request,
	     uint64_t sigmask, struct mailbox *mailbox, struct error *e)
{
	uint64_t offset = mailbox_offset();
	void *shared;

	mailbox->size = MAILBOX_SIZE;
	mailbox->shared = NULL;
	if (ftruncate(fd, (off_t)(offset + mailbox->size)) < 0 ||
	    write_whole(fd, blob_payload, blob_payload_size) < 0)
		return error_set_errno(e, ERR_ENVIRONMENT, errno,
				       "writing the payload for process %d", (int)target->pid);
	shared = mmap(NULL, mailbox->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)offset);
	if (shared == MAP_FAILED)
		return error_set_errno(e, ERR_ENVIRONMENT, errno, "mapping the mailbox of process %d",
				       (int)target->pid);
	mailbox->shared = shared;
	mailbox->shared->sigmask = sigmask;
	if (fill(target, request, mailbox, e) == 0)
		return 0;
	mailbox_close(mailbox);
	return -1;
}

void
mailbox_close(struct mailbox *mailbox)
{
	if (mailbox->shared)
		munmap(mailbox->shared, mailbox->size);
	mailbox->shared = NULL;
}

bool
mailbox_wait(const struct mailbox *mailbox, enum pyr_progress wanted, uint64_t ns)
{
	uint64_t deadline = clock_now() + ns;
	struct timespec left;
	uint32_t progress;

	while ((progress = atomic_load(&mailbox->shared->progress)) < wanted) {
		ns = clock_left(deadline, ns);
		if (!ns)
			return false;
		left = clock_timespec(ns);
		syscall(SYS_futex, &mailbox->shared->progress, FUTEX_WAIT, progress, &left, NULL, 0);
	}
	return true;
}

bool
mailbox_cancel(const struct mailbox *mailbox)
{
	uint32_t pending = PYR_PENDING;

	return atomic_compare_exchange_strong(&mailbox->shared->claim, &pending, PYR_CANCELLED);
}

bool
mailbox_staging(const struct mailbox *mailbox)
{
	return atomic_load(&mailbox->shared->progress) >= PYR_STAGING;
}

int
mailbox_read(const struct mailbox *mailbox, struct reply *reply, struct error *e)
{
	const struct pyr_mailbox *m = mailbox->shared;
	uint32_t status = m->status, off = m->report_off, len = m->report_len;

	if (status == PYR_USAGE || status > PYR_TRY_AGAIN || off > mailbox->size ||
	    len > mailbox->size - off)
		return error_set(e, ERR_OUTCOME_UNKNOWN, "the answer of the target makes no sense");
	reply->records = malloc(len + 1u);
	if (!reply->records)
		return error_set(e, ERR_OUTCOME_UNKNOWN, "no memory for the answer");
	memcpy(reply->records, (const char *)m + off, len);
	reply->records[len] = '\0';
	reply->records_len = len;
	reply->records_lost = m->report_lost;
	reply->status = (enum pyr_status)status;
	reply->gil_ns = m->gil_ns;
	reply->commit_ns = m->commit_ns;
	memcpy(reply->version, m->version, sizeof(reply->version));
	reply->version[sizeof(reply->version) - 1] = '\0';
	return 0;
}
