/* What the target writes into the mailbox is read, taken apart and printed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../attach/print.h"
#include "../../inject/mailbox.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the input begins with; the records follow. */
struct __attribute__((packed)) head {
	uint8_t options; /* how it is printed */
	uint32_t status, report_off, report_len, report_lost;
	uint64_t gil_ns, commit_ns;
	char version[32];
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char app[] = "app", *modules[] = {app};
	static FILE *null;
	static struct pyr_mailbox *shared;
	struct mailbox mailbox;
	struct head head;
	struct reply reply = {0};
	struct error e = {0};
	struct options o = {.pid = 1, .modules = modules, .module_count = 1};

	if (!null && !(null = fopen("/dev/null", "w")))
		abort();
	if (!shared && !(shared = calloc(1, MAILBOX_SIZE)))
		abort();
	if (size < sizeof(head) || size > MAILBOX_SIZE - sizeof(*shared))
		return 0;
	memcpy(&head, data, sizeof(head));
	data += sizeof(head);
	size -= sizeof(head);
	o.json = head.options & 1;
	o.quiet = head.options & 2;
	o.verbose = head.options >> 2 & 3;
	o.dry_run = head.options & 16;
	memset(shared, 0, sizeof(*shared));
	shared->status = head.status;
	shared->report_off = head.report_off;
	shared->report_len = head.report_len;
	shared->report_lost = head.report_lost;
	shared->gil_ns = head.gil_ns;
	shared->commit_ns = head.commit_ns;
	memcpy(shared->version, head.version, sizeof(head.version));
	memcpy(shared + 1, data, size);
	mailbox = (struct mailbox){shared, MAILBOX_SIZE};
	if (mailbox_read(&mailbox, &reply, &e) == 0) {
		print_reply(&o, &reply, null, null);
		print_outcome(&reply);
		reply_fini(&reply);
	} else {
		print_error(&o, &e, null, null);
	}
	return 0;
}
