/*
 * arch.h - what differs between machines; one file per machine implements it.
 *
 * "State" is all that a thread has in the processor: what must be as before
 * when it runs on.
 */
#ifndef PYRELOAD_ARCH_H
#define PYRELOAD_ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/user.h>

#include "inject.h"

#define ARCH_XSAVE_MAX 16384u
#define ARCH_FRAME_MAX (ARCH_XSAVE_MAX + 2048u)

struct arch_state {
	struct user_regs_struct regs;
	uint8_t xsave[ARCH_XSAVE_MAX]; /* as PTRACE_GETREGSET NT_X86_XSTATE gives it */
	size_t xsave_size;
	uint64_t sigmask;
};

/* How the thread came to be where it is stopped. */
enum arch_stop {
	ARCH_RUNNING,      /* in user code */
	ARCH_INTERRUPTED,  /* in a system call that returns EINTR (epoll_wait...) */
	ARCH_RESTART,      /* in one that the kernel starts again with the same arguments */
	ARCH_RESTART_BLOCK /* in one that it resumes with restart_syscall(2) */
};

/* A signal frame to be written below the stack pointer of the thread. */
struct arch_frame {
	struct remote at;  /* where it goes; the stack pointer for the way back */
	size_t size;
	uint8_t bytes[ARCH_FRAME_MAX];
};

/* Once, before any thread is held: CPUID traps in a virtual machine and takes its time. */
void arch_init(void);

/* Read the state of a stopped tracee.  0 or -1 with errno. */
int arch_save(pid_t tid, struct arch_state *state) __attribute__((warn_unused_result));

enum arch_stop arch_stop_of(const struct arch_state *state);

/* The number of the interrupted system call and its second argument. */
uint64_t arch_syscall_number(const struct arch_state *state);
uint64_t arch_syscall_argument(const struct arch_state *state, unsigned index);

/* Two bytes before the program counter of a thread stopped in a system call. */
bool arch_is_syscall_instruction(const uint8_t bytes[2]);

/*
 * Build the frame from which rt_sigreturn(2) restores `state` completely: with
 * an interrupted system call restarted, or EINTR where only the kernel could
 * resume it (ARCH_RESTART_BLOCK; see arch_resume_syscall).
 */
void arch_build_frame(const struct arch_state *state, struct remote sigreturn,
		      struct arch_frame *frame);

/*
 * Make the stopped tracee execute one system call with up to six arguments and
 * go on with "ret": regs is the state to start from, stack the new stack
 * pointer.  A single PTRACE_SETREGSET: before it nothing has changed, after it
 * the thread finds its way back alone.  0 or -1 with errno.
 */
int arch_call_syscall(pid_t tid, const struct user_regs_struct *regs, struct remote syscall_ret,
		      struct remote stack, long number, const uint64_t arguments[6])
	__attribute__((warn_unused_result));

/* Make the stopped tracee go on at pc with one argument.  0 or -1 with errno. */
int arch_jump(pid_t tid, const struct user_regs_struct *regs, struct remote pc,
	      struct remote stack, uint64_t argument) __attribute__((warn_unused_result));

/* Current registers of a stopped tracee.  0 or -1 with errno. */
int arch_get_regs(pid_t tid, struct user_regs_struct *regs) __attribute__((warn_unused_result));

/* True at the entry of rt_sigreturn(2). */
bool arch_at_sigreturn(const struct user_regs_struct *regs);

/* Result of a system call at its exit: -4095..-1 is an errno. */
int64_t arch_result(const struct user_regs_struct *regs);

/*
 * At the entry of a system call: turn it into restart_syscall(2) with the
 * registers of `state`, so that the kernel resumes what it had interrupted.
 */
int arch_resume_syscall(pid_t tid, const struct arch_state *state)
	__attribute__((warn_unused_result));

#endif
