#include "watch.h"

#include <linux/futex.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define STACK_SIZE (256u << 10)
#define STEP_NS 20000000 /* how soon a cancelled run is noticed */
#define MASK_BYTES 8     /* the kernel's sigset_t */

static void
set_mask(uint64_t mask)
{
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, NULL, MASK_BYTES);
}

/* True once the run has no more time: from then on nothing is committed. */
static bool
time_is_over(const struct watch *w, uint64_t waited)
{
	uint32_t pending = PYR_PENDING;

	if (waited >= w->mailbox->timeout_ns)
		atomic_compare_exchange_strong(&w->mailbox->claim, &pending, PYR_CANCELLED);
	return atomic_load(&w->mailbox->claim) == PYR_CANCELLED;
}

static void
interrupt(const struct watch *w)
{
	/* Not PyGILState_Ensure: without memory it ends the process. */
	PyThreadState *state = PyThreadState_New(PyInterpreterState_Main());

	if (!state)
		return;
	PyEval_RestoreThread(state);
	if (!atomic_load(&w->over))
		PyThreadState_SetAsyncExc(w->thread, EXCEPTION(PyExc_KeyboardInterrupt));
	PyThreadState_Clear(state);
	PyThreadState_DeleteCurrent();
}

static void *
watch(void *arg)
{
	const struct timespec step = {0, STEP_NS};
	struct watch *w = arg;
	uint64_t waited;

	for (waited = 0; !atomic_load(&w->over); waited += STEP_NS) {
		syscall(SYS_futex, &w->over, FUTEX_WAIT_PRIVATE, 0, &step, NULL, 0);
		if (!atomic_load(&w->over) && time_is_over(w, waited))
			interrupt(w);
	}
	return NULL;
}

void
watch_begin(struct watch *w, struct pyr_mailbox *mailbox)
{
	pthread_attr_t attributes;

	w->mailbox = mailbox;
	w->thread = PyThread_get_thread_ident();
	atomic_store(&w->over, 0);
	w->stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (w->stack == MAP_FAILED)
		w->stack = NULL;
	if (!w->stack)
		return;
	pthread_attr_init(&attributes);
	pthread_attr_setstack(&attributes, w->stack, STACK_SIZE);
	if (pthread_create(&w->watcher, &attributes, watch, w)) {
		munmap(w->stack, STACK_SIZE);
		w->stack = NULL;
	}
	set_mask(mailbox->sigmask);
}

void
watch_end(struct watch *w)
{
	PyThreadState *state;

	set_mask(~0ull);
	atomic_store(&w->over, 1);
	if (!w->stack)
		return;
	syscall(SYS_futex, &w->over, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
	/* It may be waiting for the GIL. */
	state = PyEval_SaveThread();
	pthread_join(w->watcher, NULL);
	PyEval_RestoreThread(state);
	munmap(w->stack, STACK_SIZE);
	/* What it raised last may not have arrived yet. */
	PyThreadState_SetAsyncExc(w->thread, NULL);
}
