#include "watch.h"

#include <linux/futex.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define STACK_SIZE (256u << 10)
#define WATCH_SIZE 4096u
#define STEP_NS 20000000 /* how soon a cancelled run is noticed */
#define MASK_BYTES 8     /* the kernel's sigset_t */

struct watch {
	struct pyr_mailbox *mailbox;
	unsigned long thread;         /* that runs the new code, as Python numbers it */
	_Atomic uint32_t over;        /* futex */
	_Atomic long tid;             /* of the watcher; 0: it has not begun */
	bool fired;                   /* it has interrupted; under the GIL, as hushed is */
	bool hushed;
	pthread_t watcher;
};

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
interrupt(struct watch *w)
{
	/* Not PyGILState_Ensure: without memory it ends the process. */
	PyThreadState *state = PyThreadState_New(PyInterpreterState_Main());

	if (!state)
		return;
	PyEval_RestoreThread(state);
	if (!atomic_load(&w->over) && !w->hushed) {
		PyThreadState_SetAsyncExc(w->thread, EXCEPTION(PyExc_KeyboardInterrupt));
		w->fired = true;
	}
	PyThreadState_Clear(state);
	PyThreadState_DeleteCurrent();
}

static void *
watch(void *arg)
{
	const struct timespec step = {0, STEP_NS};
	struct watch *w = arg;
	uint64_t waited;

	atomic_store(&w->tid, syscall(SYS_gettid));
	for (waited = 0; !atomic_load(&w->over); waited += STEP_NS) {
		syscall(SYS_futex, &w->over, FUTEX_WAIT_PRIVATE, 0, &step, NULL, 0);
		if (!atomic_load(&w->over) && time_is_over(w, waited))
			interrupt(w);
	}
	return NULL;
}

struct watch *
watch_begin(struct pyr_mailbox *mailbox)
{
	pthread_attr_t attributes;
	struct watch *w;

	/* Beside the watcher's stack: when the interpreter ends it ends this thread, whose stack goes. */
	w = mmap(NULL, STACK_SIZE + WATCH_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (w == MAP_FAILED)
		return NULL;
	w->mailbox = mailbox;
	w->fired = w->hushed = false;
	w->thread = PyThread_get_thread_ident();
	atomic_store(&w->over, 0);
	atomic_store(&w->tid, 0);
	pthread_attr_init(&attributes);
	pthread_attr_setstack(&attributes, (char *)w + WATCH_SIZE, STACK_SIZE);
	if (pthread_create(&w->watcher, &attributes, watch, w)) {
		munmap(w, STACK_SIZE + WATCH_SIZE);
		w = NULL;
	}
	set_mask(mailbox->sigmask);
	return w;
}

int64_t
watch_cpu_ns(const struct watch *w)
{
	struct timespec time = {0};
	long tid = w ? atomic_load(&w->tid) : 0;

	/* CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED: the clock of one thread, as in pthread_getcpuclockid(3). */
	if (tid)
		syscall(SYS_clock_gettime, (~tid << 3) | 6, &time);
	return time.tv_sec * 1000000000ll + time.tv_nsec;
}

/*
 * What was raised last may not have arrived yet.  To withdraw it would leave a
 * flag behind that no thread takes down again: with a trace function 3.11 then
 * goes round one instruction for ever, 3.12 is slower from then on.
 */
static void
receive_last(void)
{
	PyObject *exec = PyDict_GetItemString(PyEval_GetBuiltins(), "exec"), *globals = PyDict_New(), *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (exec && globals)
		unref(PyObject_CallFunction(exec, "sO", "for _ in range(9): pass", globals));
	unref(globals);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}

void
watch_hush(struct watch *w)
{
	if (!w)
		return;
	w->hushed = true;
	if (w->fired)
		receive_last();
	w->fired = false;
}

void
watch_resume(struct watch *w)
{
	if (w)
		w->hushed = false;
}

void
watch_end(struct watch *w)
{
	PyThreadState *state;

	set_mask(~0ull);
	if (!w)
		return;
	atomic_store(&w->over, 1);
	syscall(SYS_futex, &w->over, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
	/* It may be waiting for the GIL. */
	state = PyEval_SaveThread();
	pthread_join(w->watcher, NULL);
	PyEval_RestoreThread(state);
	if (w->fired)
		receive_last();
	munmap(w, STACK_SIZE + WATCH_SIZE);
}
