/* The judgement over stacks, as unwinding would have recorded them. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "../../inject/safepoint.h"

int suite_safepoint(void);

static const struct image interpreter = {.role = IMAGE_OTHER};
static const struct image extension = {.role = IMAGE_OTHER};
static const struct image libc = {.role = IMAGE_LIBC};
static const struct image loader = {.role = IMAGE_LOADER};
static const struct image allocator = {.role = IMAGE_ALLOCATOR};

#define PYTHON {.function = 0x1000, .image = &interpreter}
#define EXTENSION {.function = 0x2000, .image = &extension}
#define LIBC {.function = 0x3000, .image = &libc} /* a function that we don't know */
#define BLOCKING {.function = 0x3100, .image = &libc, .known = true, .role = FUNCTION_BLOCKING}
#define START {.function = 0x3200, .image = &libc, .known = true, .role = FUNCTION_START}
#define UNSAFE {.function = 0x3300, .image = &libc, .known = true, .role = FUNCTION_UNSAFE}
#define LOADER {.function = 0x4000, .image = &loader}
#define ALLOCATOR {.function = 0x5000, .image = &allocator}
#define UNKNOWN {.function = 0}
#define SIGNAL {.image = &libc, .signal = true}
/* How a thread and how a program begins: start_thread and clone3; main's callers and _start. */
#define THREAD START, LIBC
#define PROGRAM LIBC, START, PYTHON

enum { RUNNING, BLOCKED, NPTL };

static struct stack stack; /* too large for a stack */

static const char *
judge(int how, const struct frame *frames, size_t count)
{
	memset(&stack, 0, sizeof(stack));
	memcpy(stack.frames, frames, count * sizeof(*frames));
	stack.count = count;
	stack.complete = true;
	stack.blocked = how != RUNNING;
	stack.nptl_wait = how == NPTL;
	return safepoint_judge(&stack);
}

#define JUDGE(how, ...)                                           \
	judge(how, (const struct frame[]){__VA_ARGS__},           \
	      sizeof((const struct frame[]){__VA_ARGS__}) / sizeof(struct frame))
#define ASSERT_SAFE(...) CU_ASSERT_PTR_NULL(JUDGE(__VA_ARGS__))
#define ASSERT_UNSAFE(why, ...)                                    \
	do {                                                       \
		const char *said = JUDGE(__VA_ARGS__);             \
		CU_ASSERT_STRING_EQUAL(said ? said : "safe", why); \
	} while (0)

static void
test_waiting_for_the_gil(void)
{
	/* sem_clockwait over futex_abstimed_wait; pthread_cond_timedwait the same way. */
	ASSERT_SAFE(NPTL, LIBC, BLOCKING, PYTHON, PYTHON, PYTHON, PROGRAM);
	ASSERT_SAFE(NPTL, LIBC, LIBC, PYTHON, PYTHON, THREAD);
	/* Without the wait of nptl an unknown outer function proves nothing: a lock of libc's. */
	ASSERT_UNSAFE("in libc, not in a known blocking call", BLOCKED, LIBC, LIBC, PYTHON, THREAD);
}

static void
test_in_read(void)
{
	ASSERT_SAFE(BLOCKED, BLOCKING, PYTHON, PYTHON, PROGRAM);
	ASSERT_SAFE(BLOCKED, LIBC, LIBC, BLOCKING, PYTHON, PROGRAM);
	ASSERT_SAFE(BLOCKED, BLOCKING, EXTENSION, PYTHON, THREAD);
	/* The call counts, not what it calls: a blocking function below an unknown one. */
	ASSERT_UNSAFE("in libc, not in a known blocking call", BLOCKED, BLOCKING, LIBC, PYTHON,
		      PROGRAM);
}

static void
test_system_call_of_others(void)
{
	ASSERT_UNSAFE("in a system call that is not libc's", BLOCKED, EXTENSION, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in a system call that is not libc's", NPTL, PYTHON, PROGRAM);
}

static void
test_running(void)
{
	ASSERT_SAFE(RUNNING, PYTHON, PYTHON, PROGRAM);
	ASSERT_SAFE(RUNNING, PYTHON, EXTENSION, PYTHON, THREAD);
	ASSERT_UNSAFE("running in libc", RUNNING, LIBC, PYTHON, PROGRAM);
	ASSERT_UNSAFE("running in libc", RUNNING, BLOCKING, PYTHON, PROGRAM);
}

static void
test_malloc(void)
{
	/* libc's own: arena locks are plain futexes. */
	ASSERT_UNSAFE("running in libc", RUNNING, LIBC, LIBC, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in libc, not in a known blocking call", BLOCKED, LIBC, LIBC, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in an allocator", RUNNING, ALLOCATOR, PYTHON, PROGRAM);
	/* madvise or a mutex below a replacement. */
	ASSERT_UNSAFE("in an allocator", BLOCKED, BLOCKING, ALLOCATOR, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in an allocator", NPTL, LIBC, ALLOCATOR, PYTHON, PROGRAM);
}

static void
test_loader(void)
{
	ASSERT_UNSAFE("in the dynamic loader", RUNNING, LOADER, PYTHON, PROGRAM);
	/* A constructor of a library that dlopen loads waits or runs Python. */
	ASSERT_UNSAFE("in the dynamic loader", BLOCKED, BLOCKING, EXTENSION, LOADER, LIBC, PYTHON,
		      PROGRAM);
	ASSERT_UNSAFE("in the dynamic loader", RUNNING, PYTHON, EXTENSION, LOADER, PYTHON, PROGRAM);
}

static void
test_fork_and_exit(void)
{
	ASSERT_UNSAFE("in fork or exit", BLOCKED, LIBC, UNSAFE, PYTHON, PROGRAM);
	/* Handlers of pthread_atfork and of atexit run with locks held. */
	ASSERT_UNSAFE("in fork or exit", RUNNING, PYTHON, LIBC, UNSAFE, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in fork or exit", BLOCKED, BLOCKING, EXTENSION, LIBC, UNSAFE, PYTHON, PROGRAM);
	/* main() has returned: exit stands right above the start. */
	ASSERT_UNSAFE("in fork or exit", NPTL, LIBC, EXTENSION, LIBC, UNSAFE, PROGRAM);
	ASSERT_UNSAFE("in fork or exit", BLOCKED, UNSAFE, PYTHON, PROGRAM);
}

/* A role is valid only where the function is known. */
static void
test_role_of_unknown_function(void)
{
	const struct frame frames[] = {
		{.image = &interpreter, .role = FUNCTION_UNSAFE}, LIBC, START, PYTHON};

	CU_ASSERT_PTR_NULL(judge(RUNNING, frames, 4));
	CU_ASSERT_PTR_NOT_NULL(JUDGE(BLOCKED, {.image = &libc, .role = FUNCTION_BLOCKING}, PYTHON,
				     PROGRAM));
}

static void
test_signal_handler(void)
{
	ASSERT_UNSAFE("in a signal handler", RUNNING, PYTHON, SIGNAL, LIBC, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in a signal handler", BLOCKED, BLOCKING, PYTHON, SIGNAL, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in a signal handler", RUNNING, SIGNAL, PYTHON, PROGRAM);
}

static void
test_unknown_image(void)
{
	ASSERT_UNSAFE("in code outside every known image", RUNNING, UNKNOWN, PYTHON, PROGRAM);
	ASSERT_UNSAFE("in code outside every known image", BLOCKED, BLOCKING, UNKNOWN, PYTHON,
		      PROGRAM);
	ASSERT_UNSAFE("in code outside every known image", RUNNING, PYTHON, UNKNOWN);
}

static void
test_incomplete(void)
{
	CU_ASSERT_PTR_NULL(JUDGE(BLOCKED, BLOCKING, PYTHON, PROGRAM));
	stack.complete = false;
	CU_ASSERT_STRING_EQUAL(safepoint_judge(&stack),
			       "its stack could not be unwound completely");
}

static void
test_callback(void)
{
	ASSERT_UNSAFE("called back from libc", RUNNING, PYTHON, LIBC, PYTHON, PROGRAM); /* qsort */
	ASSERT_UNSAFE("called back from libc", BLOCKED, BLOCKING, PYTHON, LIBC, LIBC, EXTENSION,
		      PYTHON, THREAD);
	ASSERT_UNSAFE("called back from libc", NPTL, LIBC, EXTENSION, LIBC, PYTHON, PYTHON, THREAD);
	/* However deep. */
	ASSERT_UNSAFE("called back from libc", RUNNING, PYTHON, PYTHON, PYTHON, EXTENSION, LIBC,
		      PYTHON, PYTHON, PROGRAM);
}

static void
test_start_frames(void)
{
	ASSERT_SAFE(RUNNING, PYTHON, THREAD);
	ASSERT_SAFE(RUNNING, PYTHON, LIBC);
	ASSERT_SAFE(RUNNING, PYTHON, LIBC, LIBC, START, LIBC);
	ASSERT_SAFE(BLOCKED, BLOCKING, PYTHON, PROGRAM);
	/* No libc further out at all: a static start or a bare clone. */
	ASSERT_SAFE(RUNNING, PYTHON, PYTHON);
	ASSERT_SAFE(BLOCKED, BLOCKING, PYTHON);
}

static void
test_only_libc(void)
{
	CU_ASSERT_PTR_NOT_NULL(JUDGE(BLOCKED, BLOCKING, THREAD)); /* a timer's helper */
	ASSERT_UNSAFE("in no code but libc's", BLOCKED, LIBC, BLOCKING);
	ASSERT_UNSAFE("in no code but libc's", NPTL, LIBC, LIBC, LIBC);
	ASSERT_UNSAFE("running in libc", RUNNING, THREAD);
}

static void
test_empty(void)
{
	const struct frame none = PYTHON;

	CU_ASSERT_PTR_NOT_NULL(judge(RUNNING, &none, 0));
	CU_ASSERT_PTR_NOT_NULL(judge(BLOCKED, &none, 0));
	CU_ASSERT_PTR_NOT_NULL(judge(NPTL, &none, 0));
}

static void
test_deepest(void)
{
	const struct frame one = PYTHON, start = START;

	judge(RUNNING, &one, 1);
	for (size_t i = 0; i < STACK_FRAMES_MAX; i++)
		stack.frames[i] = one;
	stack.count = STACK_FRAMES_MAX;
	CU_ASSERT_PTR_NULL(safepoint_judge(&stack));
	stack.frames[STACK_FRAMES_MAX - 1] = start;
	CU_ASSERT_PTR_NULL(safepoint_judge(&stack));
	stack.frames[STACK_FRAMES_MAX - 1].signal = true;
	CU_ASSERT_PTR_NOT_NULL(safepoint_judge(&stack));
}

int
suite_safepoint(void)
{
	CU_pSuite suite = CU_add_suite("safepoint", NULL, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_waiting_for_the_gil);
	CU_ADD_TEST(suite, test_in_read);
	CU_ADD_TEST(suite, test_system_call_of_others);
	CU_ADD_TEST(suite, test_running);
	CU_ADD_TEST(suite, test_malloc);
	CU_ADD_TEST(suite, test_loader);
	CU_ADD_TEST(suite, test_fork_and_exit);
	CU_ADD_TEST(suite, test_role_of_unknown_function);
	CU_ADD_TEST(suite, test_signal_handler);
	CU_ADD_TEST(suite, test_unknown_image);
	CU_ADD_TEST(suite, test_incomplete);
	CU_ADD_TEST(suite, test_callback);
	CU_ADD_TEST(suite, test_start_frames);
	CU_ADD_TEST(suite, test_only_libc);
	CU_ADD_TEST(suite, test_empty);
	CU_ADD_TEST(suite, test_deepest);
	return 0;
}
