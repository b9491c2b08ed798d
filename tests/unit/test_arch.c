/* The signal frame: its layout, and whether the kernel brings a thread back from it. */
#include <cpuid.h>
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "../../attach/elf.h"
#include "../../attach/maps.h"
#include "../../attach/procfs.h"
#include "../../inject/arch.h"

int suite_arch(void);

#define RED_ZONE 128
#define LEGACY 576 /* FXSAVE area and XSAVE header */
#define SOFTWARE 464 /* bytes 464 to 511 of the area are left to software */

/* Large, and read by the kernel: not on a stack. */
static struct arch_state state, after;
static struct arch_frame frame;

/* ---- the layout ---- */

static void
fill_state(uint64_t rsp, uint64_t features, size_t xsave_size)
{
	memset(&state, 0, sizeof(state));
	memset(state.xsave, 0x5a, xsave_size);
	memset(state.xsave + SOFTWARE, 0, LEGACY - SOFTWARE);
	memcpy(state.xsave + 512, &features, sizeof(features));
	state.xsave_size = xsave_size;
	state.regs.rsp = rsp;
	state.regs.rip = 0x401000;
	state.regs.rax = 7;
	state.regs.orig_rax = (uint64_t)-1;
	state.regs.eflags = 0x246;
	state.regs.cs = 0x33;
	state.regs.ss = 0x2b;
	state.sigmask = 0x1122334455667788;
}

/* What the kernel finds behind the return address. */
static ucontext_t
context(void)
{
	ucontext_t u;

	memset(&u, 0, sizeof(u));
	memcpy(&u, frame.bytes + 8, offsetof(ucontext_t, uc_sigmask) + 8);
	return u;
}

static uint64_t
fpstate(void)
{
	return (uint64_t)(uintptr_t)context().uc_mcontext.fpregs;
}

static uint32_t
word_at(uint64_t at)
{
	uint32_t word;

	CU_ASSERT_TRUE_FATAL(at >= frame.at.at && at + 4 <= frame.at.at + frame.size);
	memcpy(&word, frame.bytes + (at - frame.at.at), sizeof(word));
	return word;
}

static void
test_alignment(void)
{
	for (uint64_t rsp = 0x7ffd00001000; rsp < 0x7ffd00001080; rsp++) {
		fill_state(rsp, 3, LEGACY);
		arch_build_frame(&state, (struct remote){0x1234}, &frame);
		CU_ASSERT_EQUAL(frame.at.at % 16, 8); /* as at a function's entry */
		CU_ASSERT_EQUAL(fpstate() % 64, 0);
		CU_ASSERT_TRUE(frame.at.at + frame.size <= rsp - RED_ZONE);
		CU_ASSERT_TRUE(frame.at.at + frame.size > rsp - RED_ZONE - 64);
		CU_ASSERT_TRUE(frame.size <= sizeof(frame.bytes));
	}
}

static void
test_largest(void)
{
	fill_state(0x7ffd00010000, UINT64_MAX, ARCH_XSAVE_MAX);
	arch_build_frame(&state, (struct remote){0x1234}, &frame);
	CU_ASSERT_TRUE(frame.size <= sizeof(frame.bytes));
	CU_ASSERT_TRUE(frame.at.at + frame.size <= state.regs.rsp - RED_ZONE);
}

static void
test_registers(void)
{
	ucontext_t u;
	uint64_t mask;

	fill_state(0x7ffd00001000, 3, LEGACY);
	state.regs.r8 = 8, state.regs.r9 = 9, state.regs.r10 = 10, state.regs.r11 = 11;
	state.regs.r12 = 12, state.regs.r13 = 13, state.regs.r14 = 14, state.regs.r15 = 15;
	state.regs.rdi = 1, state.regs.rsi = 2, state.regs.rbp = 3, state.regs.rbx = 4;
	state.regs.rdx = 5, state.regs.rcx = 6;
	arch_build_frame(&state, (struct remote){0x1234567890}, &frame);
	u = context();
	CU_ASSERT_EQUAL(memcmp(frame.bytes, &(uint64_t){0x1234567890}, 8), 0);
	for (int i = 0; i < 8; i++)
		CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_R8 + i], 8 + i);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RDI], 1);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RSI], 2);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RBP], 3);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RBX], 4);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RDX], 5);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RCX], 6);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RAX], 7);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RSP], 0x7ffd00001000);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_RIP], 0x401000);
	CU_ASSERT_EQUAL(u.uc_mcontext.gregs[REG_EFL], 0x246);
	CU_ASSERT_EQUAL((uint64_t)u.uc_mcontext.gregs[REG_CSGSFS], 0x002b000000000033);
	memcpy(&mask, &u.uc_sigmask, sizeof(mask));
	CU_ASSERT_EQUAL(mask, 0x1122334455667788);
	/* The alternate stack stays: its mode is one that is refused. */
	CU_ASSERT_TRUE(u.uc_stack.ss_flags & ~(SS_ONSTACK | SS_DISABLE));
}

/* Only as much of the area as the features in use need, with both marks in place. */
static void
test_xsave_cut(void)
{
	unsigned size, offset, ecx, edx;
	uint64_t at;

	__cpuid_count(0xd, 2, size, offset, ecx, edx);
	(void)ecx;
	(void)edx;
	for (int avx = 0; avx <= (size ? 1 : 0); avx++) {
		uint32_t needed = avx ? offset + size : LEGACY;

		fill_state(0x7ffd00010000, avx ? 7 : 3, 11008); /* with AMX, as since 5.16 */
		arch_build_frame(&state, (struct remote){0x1234}, &frame);
		at = fpstate();
		CU_ASSERT_EQUAL(frame.at.at + frame.size, at + needed + 4);
		CU_ASSERT_EQUAL(word_at(at + SOFTWARE), 0x46505853);
		CU_ASSERT_EQUAL(word_at(at + SOFTWARE + 4), needed + 4);
		CU_ASSERT_EQUAL(word_at(at + SOFTWARE + 8), avx ? 7 : 3);
		CU_ASSERT_EQUAL(word_at(at + SOFTWARE + 12), 0);
		CU_ASSERT_EQUAL(word_at(at + SOFTWARE + 16), needed);
		CU_ASSERT_EQUAL(word_at(at + needed), 0x46505845);
		CU_ASSERT_EQUAL(word_at(at), 0x5a5a5a5a);
		CU_ASSERT_EQUAL(word_at(at + SOFTWARE - 4), 0x5a5a5a5a);
		if (avx)
			CU_ASSERT_EQUAL(word_at(at + needed - 4), 0x5a5a5a5a);
	}
	/* Nothing in use: x87 and SSE are named all the same. */
	fill_state(0x7ffd00010000, 0, 11008);
	arch_build_frame(&state, (struct remote){0x1234}, &frame);
	CU_ASSERT_EQUAL(word_at(fpstate() + SOFTWARE + 8), 3);
}

static void
stop_with(int64_t orig_rax, int64_t rax)
{
	fill_state(0x7ffd00001000, 3, LEGACY);
	state.regs.orig_rax = (uint64_t)orig_rax;
	state.regs.rax = (uint64_t)rax;
	arch_build_frame(&state, (struct remote){0x1234}, &frame);
}

static bool
goes_on_at(uint64_t rip, int64_t rax)
{
	ucontext_t u = context();

	return (uint64_t)u.uc_mcontext.gregs[REG_RIP] == rip && u.uc_mcontext.gregs[REG_RAX] == rax;
}

static void
test_restart(void)
{
	static const int again[] = {512, 513, 514}; /* ERESTARTSYS, NOINTR, NOHAND */

	for (size_t i = 0; i < 3; i++) {
		stop_with(SYS_read, -again[i]);
		CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RESTART);
		CU_ASSERT_TRUE(goes_on_at(0x401000 - 2, SYS_read));
	}
	stop_with(SYS_clock_nanosleep, -516);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RESTART_BLOCK);
	CU_ASSERT_TRUE(goes_on_at(0x401000, -EINTR));
	stop_with(SYS_epoll_wait, -EINTR);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_INTERRUPTED);
	CU_ASSERT_TRUE(goes_on_at(0x401000, -EINTR));
	/* Not in a system call: the same number in rax is just a number. */
	stop_with(-1, -512);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RUNNING);
	CU_ASSERT_TRUE(goes_on_at(0x401000, -512));
	stop_with(SYS_read, 5);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RUNNING);
	CU_ASSERT_TRUE(goes_on_at(0x401000, 5));
}

static void
test_system_call(void)
{
	fill_state(0x7ffd00001000, 3, LEGACY);
	state.regs.orig_rax = SYS_futex;
	state.regs.rdi = 10, state.regs.rsi = 11, state.regs.rdx = 12;
	state.regs.r10 = 13, state.regs.r8 = 14, state.regs.r9 = 15;
	CU_ASSERT_EQUAL(arch_syscall_number(&state), SYS_futex);
	for (unsigned i = 0; i < 6; i++)
		CU_ASSERT_EQUAL(arch_syscall_argument(&state, i), 10 + i);
	CU_ASSERT_TRUE(arch_is_syscall_instruction((const uint8_t[]){0x0f, 0x05}));
	CU_ASSERT_FALSE(arch_is_syscall_instruction((const uint8_t[]){0x0f, 0x34}));
	CU_ASSERT_FALSE(arch_is_syscall_instruction((const uint8_t[]){0xcd, 0x80}));
}

/* ---- there and back in a process ---- */

/*
 * Load all registers with known values and stay where it is.
 * rdi: 16 vectors of 64 bytes, rsi: the stack pointer, edx: 0 SSE, 1 AVX, 2 AVX-512.
 */
_Noreturn void test_arch_spin(const void *vectors, void *stack, int level);
__asm__(".text\n"
	".globl test_arch_spin\n"
	".type test_arch_spin, @function\n"
	"test_arch_spin:\n"
	"	mov %rsi, %rsp\n"
	"	cmp $1, %edx\n"
	"	je 1f\n"
	"	ja 2f\n"
	"	.irp i, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
	"	movdqu 64*\\i(%rdi), %xmm\\i\n"
	"	.endr\n"
	"	jmp 3f\n"
	"1:	.irp i, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
	"	vmovdqu 64*\\i(%rdi), %ymm\\i\n"
	"	.endr\n"
	"	jmp 3f\n"
	"2:	.irp i, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15\n"
	"	vmovdqu64 64*\\i(%rdi), %zmm\\i\n"
	"	.endr\n"
	"	vmovdqu64 (%rdi), %zmm31\n"
	"	kmovw %edi, %k1\n"
	"3:	fldpi\n"
	"	mov $0x1111111111111111, %rax\n"
	"	mov $0x2222222222222222, %rbx\n"
	"	mov $0x3333333333333333, %rcx\n"
	"	mov $0x4444444444444444, %rdx\n"
	"	mov $0x5555555555555555, %rsi\n"
	"	mov $0x6666666666666666, %rdi\n"
	"	mov $0x7777777777777777, %rbp\n"
	"	mov $0x8888888888888888, %r8\n"
	"	mov $0x9999999999999999, %r9\n"
	"	mov $0xaaaaaaaaaaaaaaaa, %r10\n"
	"	mov $0xbbbbbbbbbbbbbbbb, %r11\n"
	"	mov $0xcccccccccccccccc, %r12\n"
	"	mov $0xdddddddddddddddd, %r13\n"
	"	mov $0xeeeeeeeeeeeeeeee, %r14\n"
	"	mov $0xffffffffffffff0f, %r15\n"
	"	std\n"
	"	stc\n"
	"	.globl test_arch_spinning\n"
	"test_arch_spinning:\n"
	"	jmp test_arch_spinning\n"
	".size test_arch_spin, . - test_arch_spin\n");
extern const char test_arch_spinning[];

/* fork(2); the child ends with the tests, whatever became of them. */
static pid_t
start(void)
{
	pid_t pid = fork();

	CU_ASSERT_TRUE_FATAL(pid >= 0);
	if (pid == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return pid;
}

static uint8_t vectors[16][64];
static char *stack; /* of the child; what lies below the stack pointer is filled */
#define STACK_SIZE 65536
#define STACK_TOP (STACK_SIZE - 1024 - 24) /* not even aligned to 16 */

static int
level(void)
{
	if (__builtin_cpu_supports("avx512f"))
		return 2;
	return __builtin_cpu_supports("avx") ? 1 : 0;
}

/* "mov $15,%rax; syscall" in libc; 0: none. */
static uint64_t
find_sigreturn(void)
{
	static const uint8_t code[] = {0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05};
	char *text = procfs_read(getpid(), "maps", NULL), name[64];
	struct maps maps;
	const char *at;
	uint64_t found = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_EQUAL_FATAL(maps_parse(text, &maps), 0);
	for (size_t i = 0; i < maps.count && !found; i++) {
		mapping_name(&maps.list[i], name, sizeof(name));
		if (strcmp(name, "libc.so.6") || maps.list[i].perms[2] != 'x')
			continue;
		at = (const char *)(uintptr_t)maps.list[i].start;
		at = memmem(at, maps.list[i].end - maps.list[i].start, code, sizeof(code));
		found = (uint64_t)(uintptr_t)at;
	}
	maps_fini(&maps);
	free(text);
	return found;
}

static void
interrupt(pid_t pid)
{
	int status;

	CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_INTERRUPT, pid, 0, 0), 0);
	CU_ASSERT_EQUAL_FATAL(waitpid(pid, &status, __WALL), pid);
	CU_ASSERT_TRUE_FATAL(WIFSTOPPED(status) && status >> 16 == PTRACE_EVENT_STOP);
}

/* Seized and stopped once the child waits or spins where it should. */
static void
seize(pid_t pid)
{
	const struct timespec moment = {0, 50000000};

	nanosleep(&moment, NULL);
	CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_SEIZE, pid, 0, 0), 0);
	interrupt(pid);
}

static void
end(pid_t pid)
{
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, __WALL) < 0 && errno == EINTR)
		;
}

/* Nothing of the thread's state is left: what is there afterwards came out of the frame. */
static void
spoil(pid_t pid)
{
	static uint8_t xsave[ARCH_XSAVE_MAX];
	struct user_regs_struct r = state.regs;
	struct iovec io = {xsave, state.xsave_size};
	uint64_t mask = 1u << (SIGUSR2 - 1), features = 7;

	r.rax = r.rbx = r.rcx = r.rdx = r.rsi = r.rdi = r.rbp = 0xbad;
	r.r8 = r.r9 = r.r10 = r.r11 = r.r12 = r.r13 = r.r14 = r.r15 = 0xbad;
	CU_ASSERT_EQUAL(ptrace(PTRACE_SETREGS, pid, 0, &r), 0);
	memcpy(xsave, state.xsave, state.xsave_size);
	memset(xsave + 32, 0xbd, 384); /* the x87 stack and the low halves of the vectors */
	memcpy(xsave + 512, &features, sizeof(features));
	if (level())
		memset(xsave + LEGACY, 0xbd, 256);
	CU_ASSERT_EQUAL(ptrace(PTRACE_SETREGSET, pid, (void *)NT_X86_XSTATE, &io), 0);
	CU_ASSERT_EQUAL(ptrace(PTRACE_SETSIGMASK, pid, sizeof(mask), &mask), 0);
}

/* Write the frame and let the thread return from it. */
static void
return_through_frame(pid_t pid)
{
	struct remote sigreturn = {find_sigreturn()};
	struct iovec from, to;

	CU_ASSERT_NOT_EQUAL_FATAL(sigreturn.at, 0);
	arch_build_frame(&state, sigreturn, &frame);
	from = (struct iovec){frame.bytes, frame.size};
	to = (struct iovec){(void *)(uintptr_t)frame.at.at, frame.size};
	CU_ASSERT_EQUAL_FATAL(process_vm_writev(pid, &from, 1, &to, 1, 0), (ssize_t)frame.size);
	/* As a handler's "ret" leaves it: the return address is gone. */
	CU_ASSERT_EQUAL_FATAL(arch_jump(pid, &state.regs, sigreturn,
					(struct remote){frame.at.at + 8}, 0), 0);
}

static bool
same_registers(const struct user_regs_struct *a, const struct user_regs_struct *b)
{
	return !memcmp(a, b, sizeof(*a));
}

/* All but what software and the header keep: the kernel may call a component "initial". */
static bool
same_vectors(void)
{
	return state.xsave_size == after.xsave_size && !memcmp(state.xsave, after.xsave, SOFTWARE) &&
	       !memcmp(state.xsave + LEGACY, after.xsave + LEGACY, state.xsave_size - LEGACY);
}

static pid_t
spinning_child(void)
{
	sigset_t mask;
	pid_t pid;

	stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	CU_ASSERT_TRUE_FATAL(stack != MAP_FAILED);
	memset(stack, 0xcc, STACK_SIZE);
	for (size_t i = 0; i < sizeof(vectors); i++)
		vectors[i / 64][i % 64] = (uint8_t)(i * 37 + 11);
	pid = start();
	if (pid == 0) {
		sigemptyset(&mask);
		sigaddset(&mask, SIGUSR1);
		sigaddset(&mask, SIGRTMAX);
		sigprocmask(SIG_SETMASK, &mask, NULL);
		test_arch_spin(vectors, stack + STACK_TOP, level());
	}
	return pid;
}

static void
test_round_trip(void)
{
	pid_t pid = spinning_child();
	const struct timespec moment = {0, 20000000};

	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	CU_ASSERT_EQUAL_FATAL(state.regs.rip, (uintptr_t)test_arch_spinning);
	CU_ASSERT_EQUAL(state.regs.r15, 0xffffffffffffff0f);
	CU_ASSERT_EQUAL(state.regs.eflags & 0x401, 0x401); /* direction and carry */
	CU_ASSERT_EQUAL(state.sigmask, 1ull << (SIGUSR1 - 1) | 1ull << (SIGRTMAX - 1));
	for (int i = 0; i < 16; i++)
		CU_ASSERT_EQUAL(memcmp(state.xsave + 160 + 16 * i, vectors[i], 16), 0);
	if (level())
		CU_ASSERT_EQUAL(memcmp(state.xsave + LEGACY, vectors[0] + 16, 16), 0);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RUNNING);

	spoil(pid);
	return_through_frame(pid);
	CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_CONT, pid, 0, 0), 0);
	nanosleep(&moment, NULL);
	interrupt(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &after), 0);
	CU_ASSERT_TRUE(same_registers(&state.regs, &after.regs));
	CU_ASSERT_TRUE(same_vectors());
	CU_ASSERT_EQUAL(after.sigmask, state.sigmask);
	/* The red zone and all above it. */
	for (size_t i = STACK_TOP - RED_ZONE; i < STACK_SIZE; i++)
		CU_ASSERT_EQUAL_FATAL(stack[i], (char)0xcc);
	end(pid);
	munmap(stack, STACK_SIZE);
}

/* Without the spoiling: the frame alone changes nothing, however often. */
static void
test_round_trip_twice(void)
{
	pid_t pid = spinning_child();

	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	for (int i = 0; i < 50; i++) {
		return_through_frame(pid);
		CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_CONT, pid, 0, 0), 0);
		interrupt(pid);
		CU_ASSERT_EQUAL_FATAL(arch_save(pid, &after), 0);
		/* It may have been stopped before it went. */
		if (after.regs.rip != state.regs.rip)
			continue;
		CU_ASSERT_TRUE(same_registers(&state.regs, &after.regs));
		CU_ASSERT_TRUE(same_vectors());
	}
	CU_ASSERT_EQUAL(after.sigmask, state.sigmask);
	end(pid);
	munmap(stack, STACK_SIZE);
}

static int
exit_status(pid_t pid)
{
	int status = -1;

	CU_ASSERT_EQUAL(ptrace(PTRACE_CONT, pid, 0, 0), 0);
	CU_ASSERT_EQUAL(waitpid(pid, &status, __WALL), pid);
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	end(pid);
	return -1;
}

/* A read(2) starts again and gets what is written later. */
static void
test_restarted_read(void)
{
	int fds[2];
	char byte = 0;
	pid_t pid;

	CU_ASSERT_EQUAL_FATAL(pipe(fds), 0);
	pid = start();
	if (pid == 0)
		_exit(read(fds[0], &byte, 1) == 1 ? byte : 99);
	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RESTART);
	CU_ASSERT_EQUAL(arch_syscall_number(&state), SYS_read);
	CU_ASSERT_EQUAL(arch_syscall_argument(&state, 2), 1);
	spoil(pid);
	return_through_frame(pid);
	CU_ASSERT_EQUAL(write(fds[1], "*", 1), 1);
	CU_ASSERT_EQUAL(exit_status(pid), '*');
	close(fds[0]);
	close(fds[1]);
}

static void
test_interrupted_epoll(void)
{
	struct epoll_event event;
	pid_t pid = start();

	if (pid == 0)
		_exit(epoll_wait(epoll_create1(0), &event, 1, 30000) < 0 && errno == EINTR ? 4 : 99);
	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_INTERRUPTED);
	spoil(pid);
	return_through_frame(pid);
	CU_ASSERT_EQUAL(exit_status(pid), 4);
}

static pid_t
sleeping_child(long ms)
{
	const struct timespec time = {ms / 1000, ms % 1000 * 1000000};
	pid_t pid = start();

	if (pid == 0)
		_exit(clock_nanosleep(CLOCK_MONOTONIC, 0, &time, NULL) ? 4 : 5);
	return pid;
}

/* Only the kernel could resume it: without that it gave EINTR. */
static void
test_sleep_gives_eintr(void)
{
	pid_t pid = sleeping_child(30000);

	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RESTART_BLOCK);
	spoil(pid);
	return_through_frame(pid);
	CU_ASSERT_EQUAL(exit_status(pid), 4);
}

/* At the entry of rt_sigreturn it becomes restart_syscall: the sleep goes on to its end. */
static void
test_sleep_resumed(void)
{
	pid_t pid = sleeping_child(300);
	struct user_regs_struct r;
	int status;

	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	CU_ASSERT_EQUAL(arch_stop_of(&state), ARCH_RESTART_BLOCK);
	return_through_frame(pid);
	CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_SYSCALL, pid, 0, 0), 0);
	CU_ASSERT_EQUAL_FATAL(waitpid(pid, &status, __WALL), pid);
	CU_ASSERT_EQUAL_FATAL(arch_get_regs(pid, &r), 0);
	CU_ASSERT_TRUE(arch_at_sigreturn(&r));
	CU_ASSERT_EQUAL_FATAL(arch_resume_syscall(pid, &state), 0);
	CU_ASSERT_EQUAL(exit_status(pid), 5);
}

/* One system call by the stopped thread, then back to where it was. */
static void
test_call(void)
{
	pid_t pid = spinning_child();
	uint64_t arguments[6] = {0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, (uint64_t)-1, 0};
	struct user_regs_struct r;
	struct remote back = {find_sigreturn() + 7}; /* its "syscall" */
	int status;

	seize(pid);
	CU_ASSERT_EQUAL_FATAL(arch_save(pid, &state), 0);
	CU_ASSERT_EQUAL_FATAL(arch_call_syscall(pid, &state.regs, back,
						(struct remote){state.regs.rsp - 256}, SYS_mmap,
						arguments), 0);
	for (int i = 0; i < 2; i++) { /* the entry and the exit */
		CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_SYSCALL, pid, 0, 0), 0);
		CU_ASSERT_EQUAL_FATAL(waitpid(pid, &status, __WALL), pid);
	}
	CU_ASSERT_EQUAL_FATAL(arch_get_regs(pid, &r), 0);
	CU_ASSERT_TRUE(arch_result(&r) > 0);
	CU_ASSERT_FALSE(arch_at_sigreturn(&r));
	end(pid);
	munmap(stack, STACK_SIZE);
}

static void
test_no_tracee(void)
{
	CU_ASSERT_EQUAL(arch_save(getpid(), &after), -1);
	CU_ASSERT_EQUAL(errno, ESRCH);
}

static int
begin(void)
{
	arch_init();
	return 0;
}

int
suite_arch(void)
{
	CU_pSuite suite = CU_add_suite("arch", begin, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_alignment);
	CU_ADD_TEST(suite, test_largest);
	CU_ADD_TEST(suite, test_registers);
	CU_ADD_TEST(suite, test_xsave_cut);
	CU_ADD_TEST(suite, test_restart);
	CU_ADD_TEST(suite, test_system_call);
	CU_ADD_TEST(suite, test_round_trip);
	CU_ADD_TEST(suite, test_round_trip_twice);
	CU_ADD_TEST(suite, test_restarted_read);
	CU_ADD_TEST(suite, test_interrupted_epoll);
	CU_ADD_TEST(suite, test_sleep_gives_eintr);
	CU_ADD_TEST(suite, test_sleep_resumed);
	CU_ADD_TEST(suite, test_call);
	CU_ADD_TEST(suite, test_no_tracee);
	return 0;
}
