/*
 * alone.c - whether another thread can have had the GIL while a statement ran.
 *
 * Who gives the GIL away waits until it is taken: the thread has slept.  That it has slept does not say that it gave
 * it away, a page may not have been there yet: then the CPU time that the other threads have had decides.
 */
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "transaction.h"
#include "watch.h"

#define TAKES_NS 3000 /* less than to wake up, take the GIL and change something; more than to read two clocks */
#define READINGS 5
#define AT_ONCE_NS 500 /* of our own CPU time, which would count as theirs */
#define ENTRY_LENGTH 16 /* struct linux_dirent64: d_ino, d_off, d_reclen, d_type, d_name */
#define ENTRY_NAME 19

/* How often this thread has slept.  To be preempted is not that. */
static long
sleeps(void)
{
	struct rusage usage = {0};

	syscall(SYS_getrusage, RUSAGE_THREAD, &usage);
	return usage.ru_nvcsw;
}

static int64_t
clock_ns(clockid_t clock)
{
	struct timespec time = {0};

	syscall(SYS_clock_gettime, clock, &time);
	return time.tv_sec * 1000000000ll + time.tv_nsec;
}

/* CPU time of all other threads of the process but our own watcher, which changes nothing: not less than it was, or not more
   than it is, for it goes on while the clocks are read. */
static int64_t
others_ns_at_most(const struct transaction *t)
{
	int64_t least = INT64_MAX, watcher, own, all;
	int i;

	for (i = 0; i < READINGS; i++) {
		watcher = watch_cpu_ns(t->watch);
		own = clock_ns(CLOCK_THREAD_CPUTIME_ID);
		all = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - own - watcher;
		least = all < least ? all : least;
		if (clock_ns(CLOCK_THREAD_CPUTIME_ID) - own < AT_ONCE_NS)
			break;
	}
	return least;
}

static int64_t
others_ns_at_least(const struct transaction *t)
{
	int64_t all = clock_ns(CLOCK_PROCESS_CPUTIME_ID);

	return all - clock_ns(CLOCK_THREAD_CPUTIME_ID) - watch_cpu_ns(t->watch);
}

/* The clock of the process has of a thread that runs what it had at its last tick, up to 10 ms ago (thread_group_cputime(), still
   so in Linux 6.18); to be asked for its own clock brings that up to date.  False: not all could be asked. */
static bool
clocks_ask(void)
{
	char entries[1024], *x, *digit;
	int directory = open("/proc/self/task", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	unsigned tid;
	long n = -1;

	while (directory >= 0 && (n = syscall(SYS_getdents64, directory, entries, sizeof(entries))) > 0)
		for (x = entries; x < entries + n; x += *(uint16_t *)(void *)(x + ENTRY_LENGTH)) {
			tid = 0;
			for (digit = x + ENTRY_NAME; *digit >= '0' && *digit <= '9'; digit++)
				tid = tid * 10 + (unsigned)(*digit - '0');
			if (tid)
				clock_ns((clockid_t)((~tid << 3) | 6)); /* CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED */
		}
	if (directory >= 0)
		close(directory);
	return n == 0;
}

/* sys.getswitchinterval(), in ns. */
static uint64_t
switch_interval(void)
{
	PyObject *sys = loaded_module("sys"), *seconds = sys ? PyObject_CallMethod(sys, "getswitchinterval", NULL) : NULL;
	double ns = seconds ? PyFloat_AsDouble(seconds) * 1e9 : 0;

	PyErr_Clear();
	unref(seconds);
	return ns > 0 ? (uint64_t)ns : 0;
}

void
alone_begin(struct transaction *t)
{
	t->switch_ns = switch_interval();
	t->sleeps = sleeps();
	t->others_ns = others_ns_at_most(t);
}

/* Who has had the GIL for so long may have been asked for it, and have got it back without sleeping. */
static bool
may_have_let_go(const struct transaction *t)
{
	return sleeps() != t->sleeps || (uint64_t)clock_ns(CLOCK_MONOTONIC) - t->gil_taken >= t->switch_ns;
}

bool
is_alone(const struct transaction *t)
{
	return !may_have_let_go(t) || (clocks_ask() && others_ns_at_least(t) - t->others_ns < TAKES_NS);
}
