#include "arch.h"

#include <assert.h>
#include <cpuid.h>
#include <elf.h>
#include <errno.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>

/* include/linux/errno.h of the kernel: never seen by user space, but by tracers. */
#define ERESTARTSYS 512
#define ERESTARTNOINTR 513
#define ERESTARTNOHAND 514
#define ERESTART_RESTARTBLOCK 516

#define RED_ZONE 128
#define XSAVE_LEGACY 576     /* FXSAVE area and XSAVE header */
#define SW_RESERVED 464      /* bytes of the FXSAVE area left to software */
#define XSAVE_XSTATE_BV 512
#define FP_XSTATE_MAGIC1 0x46505853u
#define FP_XSTATE_MAGIC2 0x46505845u
#define UC_FP_XSTATE 1
#define UC_SIGCONTEXT_SS 2
#define UC_STRICT_RESTORE_SS 4
#define SS_NOT_A_MODE 0x7f   /* sigaltstack(2) refuses it, so the old one stays */

/* struct rt_sigframe of arch/x86/include/asm/sigframe.h, without the siginfo. */
struct sigframe {
	uint64_t return_address;
	uint64_t uc_flags, uc_link;
	uint64_t ss_sp;
	uint32_t ss_flags, ss_pad;
	uint64_t ss_size;
	uint64_t r8, r9, r10, r11, r12, r13, r14, r15;
	uint64_t rdi, rsi, rbp, rbx, rdx, rax, rcx, rsp, rip, eflags;
	uint16_t cs, gs, fs, ss;
	uint64_t err, trapno, oldmask, cr2, fpstate, reserved[8];
	uint64_t sigmask;
};

static_assert(offsetof(struct sigframe, r8) == 8 + 40, "ucontext.uc_mcontext");
static_assert(sizeof(struct sigframe) == 8 + 40 + 256 + 8, "struct rt_sigframe up to uc_sigmask");

struct sw_bytes {
	uint32_t magic1, extended_size;
	uint64_t xfeatures;
	uint32_t xstate_size;
};

int
arch_get_regs(pid_t tid, struct user_regs_struct *regs)
{
	struct iovec io = {regs, sizeof(*regs)};

	return ptrace(PTRACE_GETREGSET, tid, (void *)NT_PRSTATUS, &io) < 0 ? -1 : 0;
}

static int
set_regs(pid_t tid, struct user_regs_struct *regs)
{
	struct iovec io = {regs, sizeof(*regs)};

	return ptrace(PTRACE_SETREGSET, tid, (void *)NT_PRSTATUS, &io) < 0 ? -1 : 0;
}

int
arch_save(pid_t tid, struct arch_state *state)
{
	struct iovec io = {state->xsave, sizeof(state->xsave)};

	if (arch_get_regs(tid, &state->regs) < 0)
		return -1;
	if (ptrace(PTRACE_GETREGSET, tid, (void *)NT_X86_XSTATE, &io) < 0)
		return -1;
	state->xsave_size = io.iov_len;
	if (state->xsave_size < XSAVE_LEGACY) {
		errno = ENODATA;
		return -1;
	}
	return ptrace(PTRACE_GETSIGMASK, tid, (void *)sizeof(state->sigmask), &state->sigmask) < 0
		       ? -1
		       : 0;
}

enum arch_stop
arch_stop_of(const struct arch_state *state)
{
	if ((int64_t)state->regs.orig_rax < 0)
		return ARCH_RUNNING;
	switch (-(int64_t)state->regs.rax) {
	case EINTR:
		return ARCH_INTERRUPTED;
	case ERESTARTSYS:
	case ERESTARTNOINTR:
	case ERESTARTNOHAND:
		return ARCH_RESTART;
	case ERESTART_RESTARTBLOCK:
		return ARCH_RESTART_BLOCK;
	default:
		return ARCH_RUNNING;
	}
}

uint64_t
arch_syscall_number(const struct arch_state *state)
{
	return state->regs.orig_rax;
}

uint64_t
arch_syscall_argument(const struct arch_state *state, unsigned index)
{
	const struct user_regs_struct *r = &state->regs;
	const uint64_t arguments[6] = {r->rdi, r->rsi, r->rdx, r->r10, r->r8, r->r9};

	return arguments[index];
}

bool
arch_is_syscall_instruction(const uint8_t bytes[2])
{
	return bytes[0] == 0x0f && bytes[1] == 0x05;
}

/* Where each XSAVE feature ends in the area (standard format). */
static size_t feature_end[63];

void
arch_init(void)
{
	unsigned size, offset, ecx, edx, i;

	for (i = 2; i < 63; i++) {
		__cpuid_count(0xd, i, size, offset, ecx, edx);
		feature_end[i] = size ? (size_t)offset + size : 0;
	}
	(void)ecx;
	(void)edx;
}

/*
 * How much of the XSAVE area the features in use need.  ptrace hands out the
 * largest possible area (with AMX since 5.16), but rt_sigreturn refuses more
 * than the thread is entitled to and then drops the vector state.
 */
static size_t
xsave_in_use(const struct arch_state *state, uint64_t features)
{
	size_t needed = XSAVE_LEGACY;
	unsigned i;

	for (i = 2; i < 63; i++)
		if ((features >> i & 1) && feature_end[i] > needed)
			needed = feature_end[i];
	return needed < state->xsave_size ? needed : state->xsave_size;
}

static void
put_xsave(const struct arch_state *state, uint8_t *to, size_t size, uint64_t features)
{
	struct sw_bytes sw = {
		.magic1 = FP_XSTATE_MAGIC1,
		.extended_size = (uint32_t)size + 4,
		.xfeatures = features | 3,
		.xstate_size = (uint32_t)size,
	};
	uint32_t magic2 = FP_XSTATE_MAGIC2;

	memcpy(to, state->xsave, size);
	memset(to + SW_RESERVED, 0, 48);
	memcpy(to + SW_RESERVED, &sw, sizeof(sw));
	memcpy(to + size, &magic2, sizeof(magic2));
}

static void
put_general(const struct arch_state *state, struct sigframe *f)
{
	const struct user_regs_struct *r = &state->regs;

	f->r8 = r->r8, f->r9 = r->r9, f->r10 = r->r10, f->r11 = r->r11;
	f->r12 = r->r12, f->r13 = r->r13, f->r14 = r->r14, f->r15 = r->r15;
	f->rdi = r->rdi, f->rsi = r->rsi, f->rbp = r->rbp, f->rbx = r->rbx;
	f->rdx = r->rdx, f->rax = r->rax, f->rcx = r->rcx, f->rsp = r->rsp;
	f->rip = r->rip, f->eflags = r->eflags;
	f->cs = (uint16_t)r->cs, f->gs = (uint16_t)r->gs, f->fs = (uint16_t)r->fs;
	f->ss = (uint16_t)r->ss;
	switch (arch_stop_of(state)) {
	case ARCH_RESTART:
		f->rip -= 2;
		f->rax = r->orig_rax;
		break;
	case ARCH_RESTART_BLOCK:
		f->rax = (uint64_t)-EINTR;
		break;
	case ARCH_RUNNING:
	case ARCH_INTERRUPTED:
		break;
	}
}

void
arch_build_frame(const struct arch_state *state, struct remote sigreturn, struct arch_frame *frame)
{
	uint64_t features, top = state->regs.rsp - RED_ZONE, fpstate;
	struct sigframe f = {0};
	size_t size;

	memcpy(&features, state->xsave + XSAVE_XSTATE_BV, sizeof(features));
	size = xsave_in_use(state, features);
	/* XRSTOR wants 64-byte alignment; the frame that of a function at its entry. */
	fpstate = (top - size - 4) & ~63ull;
	frame->at.at = ((fpstate - sizeof(f)) & ~15ull) - 8;
	frame->size = fpstate + size + 4 - frame->at.at;
	put_general(state, &f);
	f.return_address = sigreturn.at;
	f.uc_flags = UC_FP_XSTATE | UC_SIGCONTEXT_SS | UC_STRICT_RESTORE_SS;
	f.ss_flags = SS_NOT_A_MODE;
	f.fpstate = fpstate;
	f.sigmask = state->sigmask;
	memset(frame->bytes, 0, frame->size);
	memcpy(frame->bytes, &f, sizeof(f));
	put_xsave(state, frame->bytes + (fpstate - frame->at.at), size, features);
}

int
arch_call_syscall(pid_t tid, const struct user_regs_struct *regs, struct remote syscall_ret,
		  struct remote stack, long number, const uint64_t arguments[6])
{
	struct user_regs_struct r = *regs;

	r.rip = syscall_ret.at;
	r.rsp = stack.at;
	r.rax = (uint64_t)number;
	r.orig_rax = (uint64_t)-1; /* else the kernel "restarts" it: rip - 2 */
	r.rdi = arguments[0], r.rsi = arguments[1], r.rdx = arguments[2];
	r.r10 = arguments[3], r.r8 = arguments[4], r.r9 = arguments[5];
	return set_regs(tid, &r);
}

int
arch_jump(pid_t tid, const struct user_regs_struct *regs, struct remote pc, struct remote stack,
	  uint64_t argument)
{
	struct user_regs_struct r = *regs;

	r.rip = pc.at;
	r.rsp = stack.at;
	r.rdi = argument;
	r.orig_rax = (uint64_t)-1;
	r.eflags &= ~0x400ull; /* the direction flag is clear at a function's entry */
	return set_regs(tid, &r);
}

bool
arch_at_sigreturn(const struct user_regs_struct *regs)
{
	return regs->orig_rax == SYS_rt_sigreturn && (int64_t)regs->rax == -ENOSYS;
}

int64_t
arch_result(const struct user_regs_struct *regs)
{
	return (int64_t)regs->rax;
}

int
arch_resume_syscall(pid_t tid, const struct arch_state *state)
{
	struct user_regs_struct r = state->regs;

	r.orig_rax = SYS_restart_syscall;
	r.rax = (uint64_t)-ENOSYS;
	return set_regs(tid, &r);
}
