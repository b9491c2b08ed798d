#include "safepoint.h"

static bool
in_libc(const struct frame *f)
{
	return f->image && f->image->role == IMAGE_LIBC;
}

/* Reasons that hold wherever in the stack the frame is. */
static const char *
unsafe_anywhere(const struct frame *f)
{
	if (f->signal)
		return "in a signal handler";
	if (!f->image)
		return "in code outside every known image";
	if (f->image->role == IMAGE_LOADER)
		return "in the dynamic loader";
	if (f->image->role == IMAGE_ALLOCATOR)
		return "in an allocator";
	if (f->known && f->role == FUNCTION_UNSAFE)
		return "in fork or exit";
	return NULL;
}

/*
 * The frames of libc at the top: the blocking call with what it calls.  Its
 * name is that of the outermost; nptl's waits may have reached their inner
 * function by a tail call, so those are known by the system call instead.
 */
static const char *
judge_blocked(const struct stack *stack, size_t leaf)
{
	const struct frame *call;

	if (leaf == 0)
		return "in a system call that is not libc's";
	call = &stack->frames[leaf - 1];
	if (stack->nptl_wait || (call->known && call->role == FUNCTION_BLOCKING))
		return NULL;
	return "in libc, not in a known blocking call";
}

const char *
safepoint_judge(const struct stack *stack)
{
	size_t leaf = 0, i, libc;
	const char *why;

	if (!stack->complete)
		return "its stack could not be unwound completely";
	for (i = 0; i < stack->count; i++)
		if ((why = unsafe_anywhere(&stack->frames[i])))
			return why;
	while (leaf < stack->count && in_libc(&stack->frames[leaf]))
		leaf++;
	if (stack->blocked && (why = judge_blocked(stack, leaf)))
		return why;
	if (!stack->blocked && leaf)
		return "running in libc";
	if (leaf == stack->count)
		return "in no code but libc's";
	/* Further out libc may only be where thread or program began, below at most _start. */
	for (libc = leaf; libc < stack->count && !in_libc(&stack->frames[libc]); libc++)
		;
	for (i = libc; i < stack->count; i++)
		if (!in_libc(&stack->frames[i]) && i + 1 != stack->count)
			return "called back from libc";
	return NULL;
}
