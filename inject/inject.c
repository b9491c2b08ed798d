#include "inject.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "blob.h"
#include "borrow.h"
#include "clock.h"
#include "follow.h"
#include "mailbox.h"
#include "memory.h"
#include "threads.h"
#include "watchdog.h"

#define CANDIDATES 16
#define STEP_NS (50 * NS_PER_MS)
#define POLL_NS 20000

/* The worker is helped to the GIL when it has waited for two switch intervals. */
#define FOLLOW_NS (10 * NS_PER_MS)

/* What was learned of the target's libraries grows old: then look again. */
#define SEARCH_NS (500 * NS_PER_MS)

/* The commit takes milliseconds; beyond this the process is being starved or stopped. */
#define ENDING_MS 50
#define COMMIT_PATIENCE_NS (10 * NS_PER_SECOND)

/* For the worker to leave: unloading takes microseconds, getting the CPU may take longer. */
#define LEAVE_PATIENCE_NS (2 * NS_PER_SECOND)

static volatile sig_atomic_t interrupted;

void
inject_interrupt(void)
{
	interrupted = 1;
}

bool
inject_interrupted(void)
{
	return interrupted;
}

static bool
time_is_over(const struct borrow *b)
{
	return interrupted || clock_now() >= b->deadline_ns;
}

static bool
target_ended(const struct target *target)
{
	struct pollfd p = {target->pidfd, POLLIN, 0};

	return poll(&p, 1, 0) > 0;
}

static bool
ends_now(const struct target *target)
{
	struct pollfd p = {target->pidfd, POLLIN, 0};

	return poll(&p, 1, ENDING_MS) > 0;
}

static int
gave_up(const struct target *target, const char *when, struct error *e)
{
	if (interrupted)
		return error_set(e, ERR_INTERRUPTED, "process %d: interrupted %s", (int)target->pid, when);
	error_set(e, ERR_TIMEOUT, "process %d: timed out %s", (int)target->pid, when);
	error_hint(e, "try again, or allow more time with --timeout");
	return -1;
}

/* The worker has run out of patience before it heard of us (we were held up): it did nothing. */
static int
too_late(const struct target *target, struct error *e)
{
	if (target_ended(target))
		return error_set(e, ERR_NO_PROCESS, "process %d has ended", (int)target->pid);
	return gave_up(target, "before the payload was loaded", e);
}

static int
died(const struct target *target, struct error *e)
{
	return error_set(e, ERR_TARGET_DIED, "process %d ended while the reload was under way",
			 (int)target->pid);
}

/* The region goes when the worker has left, and it leaves when it is told to. */
static int
replaced(const struct target *target, struct error *e)
{
	if (ends_now(target))
		return died(target, e);
	return error_set(e, ERR_TARGET_DIED, "process %d became another program (exec) while the reload was under way",
			 (int)target->pid);
}

/* Try thread after thread until one starts the worker. */
static int
find_thread(struct borrow *b, struct reply *reply, struct error *e)
{
	uint64_t search_end = clock_now() + clock_left(b->deadline_ns, SEARCH_NS);
	struct timespec nap = {0, 200000};
	pid_t tids[CANDIDATES];
	const char *why = "none was seen asleep or running";
	size_t count, i;

	do {
		count = threads_candidates(b->target->pid, tids, CANDIDATES);
		for (i = 0; i < count; i++) {
			if (target_ended(b->target))
				return error_set(e, ERR_NO_PROCESS, "process %d has ended",
						 (int)b->target->pid);
			reply->attempts++;
			unwinder_warm_up(b->unwinder, tids[i], &b->stack);
			switch (borrow_thread(b, tids[i], e)) {
			case BORROW_STARTED:
				reply->stop_ns = b->stop_ns;
				return 0;
			case BORROW_FAILED:
				return -1;
			case BORROW_UNSAFE:
				why = b->why;
				break;
			}
		}
		if (target_ended(b->target))
			return error_set(e, ERR_NO_PROCESS, "process %d has ended",
					 (int)b->target->pid);
		nanosleep(&nap, NULL);
		if (nap.tv_nsec < 4000000)
			nap.tv_nsec *= 2;
	} while (clock_now() < search_end && !interrupted);
	if (interrupted)
		return gave_up(b->target, "before a safe moment was found", e);
	error_set(e, ERR_NO_SAFE_POINT, "no thread of process %d was at a safe point (the last one: %s)",
		  (int)b->target->pid, why);
	error_hint(e, "try again, or allow more time with --timeout");
	return -1;
}

static int
read_data(const struct borrow *b, struct stub_data *data)
{
	return memory_read(b->target->mem, b->region.data, data, sizeof(*data));
}

static void
say(const struct borrow *b, enum stub_go go)
{
	uint32_t word = go;
	struct remote at = {b->region.data.at + offsetof(struct stub_data, go)};

	/* If the region is gone, so is the one to be told. */
	if (memory_write(b->target->mem, at, &word, sizeof(word)) < 0)
		return;
}

/* The memfd that the worker has made, opened in this process.  -1: *e says why. */
static int
open_memfd(struct borrow *b, struct error *e)
{
	struct timespec nap = {0, POLL_NS};
	struct stub_data data;
	char path[48], link[64];
	ssize_t len;
	int fd;

	do {
		if (read_data(b, &data) < 0)
			return too_late(b->target, e);
		if (data.create_error) {
			error_set_errno(e, ERR_ENVIRONMENT, data.create_error,
					"starting a thread in process %d", (int)b->target->pid);
			error_hint(e, "is it at its limit of threads or memory (ulimit -u, ulimit -v, "
				      "the cgroup's pids.max)?");
			return -1;
		}
		if (data.memfd != -1)
			break;
		nanosleep(&nap, NULL);
	} while (!time_is_over(b));
	b->data.worker = data.worker;
	b->data.janitor = data.janitor;
	if (data.memfd == -1)
		return too_late(b->target, e);
	if (data.memfd < 0) {
		error_set_errno(e, ERR_ENVIRONMENT, data.memfd_error, "memfd_create in process %d",
				(int)b->target->pid);
		error_hint(e, "a seccomp filter, its limit of open files or vm.memfd_noexec forbids it");
		return -1;
	}
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)b->target->pid, data.memfd);
	len = readlink(path, link, sizeof(link) - 1);
	link[len > 0 ? len : 0] = '\0';
	/* By now the number may stand for another file: that one is not ours to write to. */
	if (strcmp(link, "/memfd:pyreload-attach (deleted)") != 0)
		return too_late(b->target, e);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return error_set_errno(e, ERR_ENVIRONMENT, errno, "opening %s", path);
	return fd;
}

/* Whoever gets to the claim first decides; a late commit is still waited for. */
static int
give_up(const struct borrow *b, const struct mailbox *mailbox, struct error *e)
{
	uint64_t deadline = clock_now() + COMMIT_PATIENCE_NS;
	struct stub_data data;

	if (mailbox_cancel(mailbox))
		return gave_up(b->target, mailbox_staging(mailbox) ? "while the new code was being executed"
								   : "waiting for the GIL", e);
	while (clock_now() < deadline) {
		if (mailbox_wait(mailbox, PYR_DONE, STEP_NS))
			return 0;
		if (read_data(b, &data) < 0)
			return mailbox_wait(mailbox, PYR_DONE, 0) ? 0 : replaced(b->target, e);
	}
	return error_set(e, ERR_OUTCOME_UNKNOWN, "process %d did not finish its commit in time",
			 (int)b->target->pid);
}

static int
wait_done(const struct borrow *b, const struct mailbox *mailbox, struct error *e)
{
	struct follow follow = {0};
	struct stub_data data;
	uint64_t ns;

	while (!time_is_over(b) && !mailbox_wait(mailbox, PYR_STAGING, FOLLOW_NS) &&
	       !target_ended(b->target) && read_data(b, &data) == 0 && !data.load_failed)
		follow_holder(&follow, b->target, mailbox);
	follow_end(&follow, mailbox);
	while (!time_is_over(b) && (ns = clock_left(b->deadline_ns, STEP_NS)) != 0) {
		if (mailbox_wait(mailbox, PYR_DONE, ns))
			return 0;
		if (target_ended(b->target))
			return died(b->target, e);
		if (read_data(b, &data) < 0)
			return mailbox_wait(mailbox, PYR_DONE, 0) ? 0 : replaced(b->target, e);
		if (data.load_failed) {
			if (data.load_failed == STUB_NOT_RUNNING)
				return error_set(e, ERR_TIMEOUT,
						 "the interpreter of process %d is starting or ending",
						 (int)b->target->pid);
			if (data.load_failed == STUB_NO_MEMORY) {
				error_set(e, ERR_ENVIRONMENT, "process %d has no memory left: a reload takes %u MiB",
					  (int)b->target->pid, STUB_HEADROOM >> 20);
				error_hint(e, "give it more: prlimit --as, or memory.max of its cgroup");
				return -1;
			}
			data.message[sizeof(data.message) - 1] = '\0';
			error_set(e, ERR_ENVIRONMENT, "loading the payload into process %d: %s",
				  (int)b->target->pid, data.message);
			error_hint(e, "the target needs a /proc of its own pid namespace, and must be "
				      "allowed to map memory executable");
			return -1;
		}
	}
	return give_up(b, mailbox, e);
}

/* In another pid namespace there is no such number here. */
static bool
has_thread(pid_t pid, int32_t tid)
{
	char path[48];

	snprintf(path, sizeof(path), "/proc/%d/task/%d", (int)pid, tid);
	return tid > 0 && access(path, F_OK) == 0;
}

/* The janitor unmaps the region as its last act and ends two instructions later. */
static void
wait_gone(const struct borrow *b, uint64_t patience_ns)
{
	uint64_t deadline = clock_now() + patience_ns;
	struct timespec nap = {0, POLL_NS};
	struct stub_data data;

	while ((read_data(b, &data) == 0 || has_thread(b->target->pid, b->data.worker) ||
		has_thread(b->target->pid, b->data.janitor)) && clock_now() < deadline)
		nanosleep(&nap, NULL);
}

static int
talk(struct borrow *b, const struct request *request, struct reply *reply, struct error *e)
{
	struct mailbox mailbox;
	int fd, result;

	fd = open_memfd(b, e);
	if (fd < 0) {
		say(b, STUB_LEAVE);
		return -1;
	}
	result = mailbox_open(b->target, fd, request, b->sigmask, &mailbox, e);
	close(fd);
	if (result < 0) {
		say(b, STUB_LEAVE);
		return -1;
	}
	say(b, STUB_LOAD);
	result = wait_done(b, &mailbox, e);
	if (result == 0)
		result = mailbox_read(&mailbox, reply, e);
	say(b, STUB_LEAVE);
	mailbox_close(&mailbox);
	return result;
}

/* A worker that waits for the GIL has this name.  Where it is never given, workers must not add up. */
static int
wait_for_earlier(const struct borrow *b, struct error *e)
{
	struct timespec nap = {0, 2 * NS_PER_MS};

	while (threads_named(b->target->pid, "pyreload-attach")) {
		if (time_is_over(b)) {
			gave_up(b->target, "while an earlier run waits for its GIL", e);
			return -1;
		}
		nanosleep(&nap, NULL);
	}
	return 0;
}

static int
run(struct borrow *b, const struct request *request, struct reply *reply, struct error *e)
{
	sigset_t child, before;
	int result;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, &before);
	result = wait_for_earlier(b, e) < 0 ? -1 : find_thread(b, reply, e);
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (result < 0) {
		if (e->code != ERR_NO_PROCESS && ends_now(b->target)) {
			error_clear(e);
			error_set(e, ERR_NO_PROCESS, "process %d has ended", (int)b->target->pid);
		}
		return -1;
	}
	result = talk(b, request, reply, e);
	/* Its memory goes a moment before the pidfd says so: then the failure has another cause. */
	if (result < 0 && error_exit_status(e->code) != 1 && ends_now(b->target)) {
		error_clear(e);
		died(b->target, e);
	}
	/* After a timeout it may be stuck where it cannot leave (waiting for the GIL). */
	wait_gone(b, result == 0 || error_exit_status(e->code) != 4 ? LEAVE_PATIENCE_NS : 2 * STEP_NS);
	return result;
}

int
inject_run(const struct target *target, const struct request *request, struct reply *reply,
	   struct error *e)
{
	struct borrow *b = calloc(1, sizeof(*b));
	int result = -1;

	memset(reply, 0, sizeof(*reply));
	if (!b)
		return error_set(e, ERR_INTERNAL, "no memory");
	arch_init();
	b->target = target;
	b->deadline_ns = request->deadline_ns;
	b->force = request->force;
	/* A little more patient than we are: it leaves by itself only when we are gone. */
	b->data.timeout_ns = clock_left(request->deadline_ns, UINT64_MAX) + NS_PER_SECOND;
	b->data.payload_size = mailbox_offset();
	b->data.mailbox_size = MAILBOX_SIZE;
	snprintf(b->data.entry_name, sizeof(b->data.entry_name), "%s", PYR_ENTRY);
	b->unwinder = unwinder_new(target);
	if (b->unwinder) {
		if (watchdog_begin(target->pid, e) == 0)
			result = run(b, request, reply, e);
		watchdog_end();
	} else
		error_set(e, ERR_INTERNAL, "no memory for the unwinder");
	unwinder_free(b->unwinder);
	free(b);
	return result;
}

void
reply_fini(struct reply *reply)
{
	free(reply->records);
	memset(reply, 0, sizeof(*reply));
}
