/*
 * stub.c - see stub.h.  Linked into a flat, position-independent image (no
 * relocations, no data) that the injector carries and copies into the target.
 */
#include "stub.h"

#include <linux/futex.h>
#include <linux/sched.h>
#include <asm/unistd.h>

#define PROT_NONE 0
#define PROT_RW 3
#define MAP_OWN 0x22 /* MAP_PRIVATE | MAP_ANONYMOUS */
#define MAP_SHARED 1
#define MADV_DONTFORK 10
#define MFD_CLOEXEC 1
#define SIG_SETMASK 2
#define PR_SET_NAME 15
#define PR_GET_NAME 16
#define PTHREAD_CREATE_DETACHED 1
#define RTLD_NOW 2
#define POLL_NS 50000

/*
 * Entry of the borrowed thread: %rdi is the block, still read-only, and the
 * stack is the target's: nothing is pushed before the region is writable.
 * The way back runs on the target's own stack, at data->frame, where a
 * signal frame waits with the address of libc's rt_sigreturn on top.  The last
 * thing done is libc's clock_gettime into data->returned: once that is
 * written, nothing of the region is needed by this thread.  Without a
 * janitor the thread unmaps the region itself, from libc's text as well.
 */
__asm__(".section .text.entry,\"ax\",@progbits\n"
	".globl stub_entry\n"
	"stub_entry:\n"
	"	mov %rdi, %rbx\n"
	"	mov 16(%rbx), %rdi\n"
	"	mov 24(%rbx), %rsi\n"
	"	mov $3, %edx\n"
	"	mov $10, %eax\n"           /* mprotect */
	"	syscall\n"
	"	test %rax, %rax\n"
	"	jnz 1f\n"
	"	mov 32(%rbx), %rsp\n"
	"	mov %rbx, %rdi\n"
	"	call borrow\n"
	"	test %eax, %eax\n"
	"	jnz 1f\n"
	"	mov 40(%rbx), %rsp\n"
	"	lea 96(%rbx), %rsi\n"
	"	mov $1, %edi\n"            /* CLOCK_MONOTONIC */
	"	jmp *48(%rbx)\n"
	"1:	mov 40(%rbx), %rsp\n"
	"	mov 0(%rbx), %rdi\n"
	"	mov 8(%rbx), %rsi\n"
	"	jmp *56(%rbx)\n"
	".text\n"
	/* long clone_janitor(data, flags): the child never returns. */
	"clone_janitor:\n"
	"	push %rbx\n"
	"	mov %rdi, %rbx\n"
	"	mov %rsi, %rdi\n"
	"	mov 64(%rbx), %rsi\n"
	"	xor %edx, %edx\n"
	"	xor %r10d, %r10d\n"
	"	xor %r8d, %r8d\n"
	"	mov $56, %eax\n"           /* clone */
	"	syscall\n"
	"	test %rax, %rax\n"
	"	jnz 1f\n"
	"	mov %rbx, %rdi\n"
	"	call janitor_wait\n"
	/* From here on no memory of ours: munmap in libc's text, whose ret
	   takes the address of "exit" from a word that outlives the region. */
	"	mov 88(%rbx), %rsp\n"
	"	mov 80(%rbx), %rax\n"
	"	mov %rax, (%rsp)\n"
	"	mov 72(%rbx), %rdx\n"
	"	mov 0(%rbx), %rdi\n"
	"	mov 8(%rbx), %rsi\n"
	"	mov $11, %eax\n"           /* munmap */
	"	jmp *%rdx\n"
	"1:	pop %rbx\n"
	"	ret\n");

long clone_janitor(struct stub_data *data, unsigned long flags);
int borrow(struct stub_data *data);
void janitor_wait(struct stub_data *data);

struct timespec64 {
	int64_t sec, nsec;
};

static long
syscall6(long nr, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e, uint64_t f)
{
	register uint64_t r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
	long result;

	__asm__ volatile("syscall"
			 : "=a"(result)
			 : "a"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			 : "rcx", "r11", "memory");
	return result;
}

#define ADDRESS(pointer) ((uint64_t)(uintptr_t)(pointer))

static void
pause_ns(int64_t ns)
{
	struct timespec64 t = {0, ns};

	syscall6(__NR_nanosleep, ADDRESS(&t), 0, 0, 0, 0, 0);
}

static uint32_t
wait_for_injector(struct stub_data *data)
{
	volatile uint32_t *go = &data->go;
	uint64_t waited;

	for (waited = 0; *go == STUB_WAIT && waited < data->timeout_ns; waited += POLL_NS)
		pause_ns(POLL_NS);
	return __atomic_load_n(&data->go, __ATOMIC_ACQUIRE);
}

void
janitor_wait(struct stub_data *data)
{
	volatile int64_t *returned = data->returned;
	volatile int32_t *worker = &data->worker;
	int32_t tid;

	while (returned[0] == -1 || returned[1] == -1)
		pause_ns(POLL_NS);
	if (data->create_error)
		wait_for_injector(data); /* until it has read which */
	/* The kernel wakes without FUTEX_PRIVATE_FLAG when it clears the word. */
	while ((tid = *worker) != 0)
		syscall6(__NR_futex, ADDRESS(worker), FUTEX_WAIT, (uint64_t)tid, 0, 0, 0);
}

static char *
put(char *to, const char *from)
{
	while (*from)
		*to++ = *from++;
	*to = '\0';
	return to;
}

static char *
put_number(char *to, unsigned number)
{
	char digits[12], *digit = digits + sizeof(digits);

	*--digit = '\0';
	do
		*--digit = (char)('0' + number % 10);
	while (number /= 10);
	return put(to, digit);
}

static void
failed(struct stub_data *data, enum stub_failure what, const char *action, const char *why)
{
	char *to = put(data->message, action);
	unsigned room = sizeof(data->message) - (unsigned)(to - data->message) - 1;

	while (room-- && why && *why)
		*to++ = *why++;
	*to = '\0';
	data->go = STUB_WAIT;
	__atomic_store_n(&data->load_failed, what, __ATOMIC_RELEASE);
	wait_for_injector(data); /* until it has read the message */
}

static void
load_and_run(struct stub_data *data, void *mailbox)
{
	void *(*target_dlopen)(const char *, int) = (void *(*)(const char *, int))data->dlopen;
	void *(*target_dlsym)(void *, const char *) = (void *(*)(void *, const char *))data->dlsym;
	int (*target_dlclose)(void *) = (int (*)(void *))data->dlclose;
	char *(*target_dlerror)(void) = (char *(*)(void))data->dlerror;
	int (*entry)(void *);
	char path[64], *to;
	void *handle;

	/* The loader compares names first: the thread id makes this one unlike any other. */
	to = put_number(put(path, "/proc/self/task/"), (unsigned)syscall6(__NR_gettid, 0, 0, 0, 0, 0, 0));
	put_number(put(to, "/fd/"), (unsigned)data->memfd);
	handle = target_dlopen(path, RTLD_NOW);
	syscall6(__NR_close, (uint64_t)data->memfd, 0, 0, 0, 0, 0);
	if (!handle) {
		failed(data, STUB_NOT_LOADED, "dlopen: ", target_dlerror());
		return;
	}
	entry = (int (*)(void *))(uintptr_t)target_dlsym(handle, data->entry_name);
	if (!entry)
		failed(data, STUB_NOT_LOADED, "dlsym: ", target_dlerror());
	/* Nonzero: something in the interpreter still refers to the library, so it stays. */
	if (!entry || entry(mailbox) == 0)
		target_dlclose(handle);
}

static int
has_headroom(void)
{
	long room = syscall6(__NR_mmap, 0, STUB_HEADROOM, PROT_RW, MAP_OWN, (uint64_t)-1, 0);

	if (room < 0 && room > -4096)
		return 0;
	syscall6(__NR_munmap, (uint64_t)room, STUB_HEADROOM, 0, 0, 0, 0);
	return 1;
}

/* True when nobody has put an allocator of their own below PyMem_RawMalloc: tracemalloc's takes the GIL. */
static int
raw_allocator_is_plain(const struct stub_data *data)
{
	void (*get_allocator)(int, void *) = (void (*)(int, void *))data->get_allocator;
	uint64_t allocator[5]; /* PyMemAllocatorEx: ctx, malloc, calloc, realloc, free */

	get_allocator(0, allocator); /* PYMEM_DOMAIN_RAW */
	return !allocator[0] && allocator[1] >= data->interpreter_start && allocator[1] < data->interpreter_end;
}

/*
 * The GIL with a new state, as PyGILState_Ensure takes it, which ends the process when there is no memory.
 *
 * Until 3.12 (gh-112275; 3.11.10, 3.9.20 and 3.8.20 have it too) a child deadlocks when it is born while another
 * thread is in PyThreadState_New: it inherits the lock of the list of states, and takes it before it makes a new
 * one.  So there the GIL comes first, and no fork begins any more: with a state that is on no list and of which
 * PyEval_RestoreThread reads no more than the interpreter, its third field.
 */
static void *
new_state(struct stub_data *data)
{
	void *(*interpreter)(void) = (void *(*)(void))data->main_interpreter;
	void *(*state_new)(void *) = (void *(*)(void *))data->state_new;
	void (*restore)(void *) = (void (*)(void *))data->state_restore;
	void *(*save)(void) = (void *(*)(void))data->state_save;
	void *(*swap)(void *) = (void *(*)(void *))data->state_swap;
	void *state;

	if (data->fork_hazard) {
		data->unlisted[2] = ADDRESS(interpreter());
		restore(data->unlisted);
		if (raw_allocator_is_plain(data)) {
			state = has_headroom() ? state_new(interpreter()) : 0;
			if (state)
				swap(state);
			else
				save();
			return state;
		}
		save(); /* no fork is under way, and the next needs longer than this */
	}
	state = has_headroom() ? state_new(interpreter()) : 0;
	if (state)
		restore(state);
	return state;
}

/*
 * The loader is entered with the GIL held, as for any extension module.  Else
 * another thread could fork in between, and the child would inherit a loader
 * in the middle of its work ("Inconsistency detected by ld.so").
 */
static void
with_gil(struct stub_data *data, void *mailbox)
{
	int (*is_initialized)(void) = (int (*)(void))data->is_initialized;
	int (*is_finalizing)(void) = (int (*)(void))data->is_finalizing;
	void (*clear)(void *) = (void (*)(void *))data->state_clear;
	void (*delete_current)(void) = (void (*)(void))data->state_delete;
	void *state;

	/* In a finalizing interpreter the GIL is never given. */
	if (!is_initialized() || (is_finalizing && is_finalizing())) {
		syscall6(__NR_close, (uint64_t)data->memfd, 0, 0, 0, 0, 0);
		failed(data, STUB_NOT_RUNNING, "", "");
		return;
	}
	state = new_state(data);
	if (!state) {
		syscall6(__NR_close, (uint64_t)data->memfd, 0, 0, 0, 0, 0);
		failed(data, STUB_NO_MEMORY, "", "");
		return;
	}
	/* Threads that the new code starts take it over; and nobody waits for the GIL here any more. */
	syscall6(__NR_prctl, PR_SET_NAME, ADDRESS(data->name), 0, 0, 0, 0);
	/* Given up while it waited? */
	if (data->go == STUB_LOAD)
		load_and_run(data, mailbox);
	else
		syscall6(__NR_close, (uint64_t)data->memfd, 0, 0, 0, 0, 0);
	clear(state);
	delete_current();
}

static void *
worker(void *argument)
{
	struct stub_data *data = argument;
	long mailbox;

	/* From now on the kernel tells the janitor when this thread is really gone. */
	data->worker = (int32_t)syscall6(__NR_set_tid_address, ADDRESS(&data->worker), 0, 0, 0, 0, 0);
	syscall6(__NR_prctl, PR_GET_NAME, ADDRESS(data->name), 0, 0, 0, 0);
	put(data->message, "pyreload-attach");
	syscall6(__NR_prctl, PR_SET_NAME, ADDRESS(data->message), 0, 0, 0, 0);
	/* Not MADV_DONTFORK: in a forked child glibc looks at the TCB of every thread, and ours is on
	   this stack (reclaim_stacks, all versions). */
	data->memfd_error = (int32_t)-syscall6(__NR_memfd_create, ADDRESS(data->message),
					       MFD_CLOEXEC, 0, 0, 0, 0);
	__atomic_store_n(&data->memfd, data->memfd_error > 0 ? -2 : -data->memfd_error,
			 __ATOMIC_RELEASE);
	if (wait_for_injector(data) != STUB_LOAD) {
		if (data->memfd >= 0)
			syscall6(__NR_close, (uint64_t)data->memfd, 0, 0, 0, 0, 0);
		return 0;
	}
	mailbox = syscall6(__NR_mmap, 0, data->mailbox_size, PROT_RW, MAP_SHARED,
			   (uint64_t)data->memfd, data->payload_size);
	if (mailbox < 0 && mailbox > -4096) {
		syscall6(__NR_close, (uint64_t)data->memfd, 0, 0, 0, 0, 0);
		failed(data, STUB_NOT_LOADED, "mapping the mailbox failed", "");
		return 0;
	}
	syscall6(__NR_madvise, (uint64_t)mailbox, data->mailbox_size, MADV_DONTFORK, 0, 0, 0);
	with_gil(data, (void *)mailbox);
	syscall6(__NR_munmap, (uint64_t)mailbox, data->mailbox_size, 0, 0, 0, 0);
	return 0;
}

/* On the borrowed thread.  Nonzero: nobody looks after the region. */
int
borrow(struct stub_data *data)
{
	int (*create)(void *, const void *, void *(*)(void *), void *) =
		(int (*)(void *, const void *, void *(*)(void *), void *))data->pthread_create;
	int (*init)(void *) = (int (*)(void *))data->pthread_attr_init;
	int (*setstack)(void *, uint64_t, uint64_t) =
		(int (*)(void *, uint64_t, uint64_t))data->pthread_attr_setstack;
	int (*setdetachstate)(void *, int) = (int (*)(void *, int))data->pthread_attr_setdetachstate;
	uint64_t all = ~0ull, thread;
	uint64_t attributes[16]; /* pthread_attr_t: 56 bytes in every glibc for x86-64 */

	/* The new threads inherit it; the signal frame gives the old one back. */
	syscall6(__NR_rt_sigprocmask, SIG_SETMASK, ADDRESS(&all), 0, sizeof(all), 0, 0);
	syscall6(__NR_mprotect, data->guard, STUB_PAGE, PROT_NONE, 0, 0, 0);
	data->worker = 1;
	data->janitor = (int32_t)clone_janitor(data, CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
							     CLONE_THREAD | CLONE_SYSVSEM);
	if (data->janitor < 0)
		return 1;
	init(attributes);
	setstack(attributes, data->worker_stack, data->worker_stack_size);
	setdetachstate(attributes, PTHREAD_CREATE_DETACHED);
	data->create_error = create(&thread, attributes, worker, data);
	if (data->create_error)
		data->worker = 0;
	return 0;
}
