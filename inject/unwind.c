/* unwind.c - walking a tracee's stack with libunwind, over a copy of its memory. */
#include "safepoint.h"

#include <inttypes.h>
#include <libunwind.h>
#include <linux/futex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>

#include "memory.h"

#define PAGE 4096ull
#define PAGES 512 /* direct mapped: 2 MB */

struct page {
	uint64_t at;      /* address | 1, 0: empty */
	unsigned walk;    /* the walk that read it; of images it stays valid */
	uint8_t bytes[PAGE];
};

struct unwinder {
	const struct target *target;
	const struct arch_state *state;
	unw_addr_space_t space;
	unsigned walk;
	struct page pages[PAGES];
};

/* What libunwind itself uses to look into .eh_frame_hdr; exported, without a header. */
extern int _Ux86_64_dwarf_search_unwind_table(unw_addr_space_t, unw_word_t, unw_dyn_info_t *,
					      unw_proc_info_t *, int, void *);

static const struct image *
image_at(const struct target *target, uint64_t at)
{
	size_t low = 0, high = target->image_count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (at >= target->images[middle].end)
			low = middle + 1;
		else
			high = middle;
	}
	return low < target->image_count && at >= target->images[low].start ? &target->images[low]
									    : NULL;
}

static const uint8_t *
page_at(struct unwinder *u, uint64_t at)
{
	struct page *page = &u->pages[at / PAGE % PAGES];

	at &= ~(PAGE - 1);
	if (page->at == (at | 1) && (page->walk == u->walk || image_at(u->target, at))) {
		page->walk = u->walk;
		return page->bytes;
	}
	page->at = 0;
	if (memory_read(u->target->mem, (struct remote){at}, page->bytes, PAGE) < 0)
		return NULL;
	page->at = at | 1;
	page->walk = u->walk;
	return page->bytes;
}

static int
read_bytes(struct unwinder *u, uint64_t at, void *to, size_t size)
{
	size_t part;
	const uint8_t *page;

	for (; size; at += part, to = (char *)to + part, size -= part) {
		part = PAGE - at % PAGE;
		if (part > size)
			part = size;
		page = page_at(u, at);
		if (!page)
			return -1;
		memcpy(to, page + at % PAGE, part);
	}
	return 0;
}

static int
access_mem(unw_addr_space_t space, unw_word_t at, unw_word_t *value, int write, void *arg)
{
	(void)space;
	if (write)
		return -UNW_EINVAL;
	return read_bytes(arg, at, value, sizeof(*value)) < 0 ? -UNW_EUNSPEC : 0;
}

static int
access_reg(unw_addr_space_t space, unw_regnum_t reg, unw_word_t *value, int write, void *arg)
{
	const struct user_regs_struct *r = &((struct unwinder *)arg)->state->regs;
	const uint64_t values[] = {
		[UNW_X86_64_RAX] = r->rax, [UNW_X86_64_RDX] = r->rdx, [UNW_X86_64_RCX] = r->rcx,
		[UNW_X86_64_RBX] = r->rbx, [UNW_X86_64_RSI] = r->rsi, [UNW_X86_64_RDI] = r->rdi,
		[UNW_X86_64_RBP] = r->rbp, [UNW_X86_64_RSP] = r->rsp, [UNW_X86_64_R8] = r->r8,
		[UNW_X86_64_R9] = r->r9,   [UNW_X86_64_R10] = r->r10, [UNW_X86_64_R11] = r->r11,
		[UNW_X86_64_R12] = r->r12, [UNW_X86_64_R13] = r->r13, [UNW_X86_64_R14] = r->r14,
		[UNW_X86_64_R15] = r->r15, [UNW_X86_64_RIP] = r->rip,
	};

	(void)space;
	if (write || reg < 0 || (size_t)reg >= sizeof(values) / sizeof(values[0]))
		return -UNW_EBADREG;
	*value = values[reg];
	return 0;
}

static int
access_fpreg(unw_addr_space_t space, unw_regnum_t reg, unw_fpreg_t *value, int write, void *arg)
{
	(void)space, (void)reg, (void)value, (void)write, (void)arg;
	return -UNW_EBADREG;
}

static int
find_proc_info(unw_addr_space_t space, unw_word_t ip, unw_proc_info_t *info, int need, void *arg)
{
	struct unwinder *u = arg;
	const struct image *image = image_at(u->target, ip);
	unw_dyn_info_t table = {0};
	uint8_t header[12];
	uint32_t count;

	/* Version 1, FDE count as udata4, table as datarel|sdata4: what every linker writes. */
	if (!image || !image->eh_frame_hdr ||
	    read_bytes(u, image->eh_frame_hdr, header, sizeof(header)) < 0 || header[0] != 1 ||
	    header[2] != 0x03 || header[3] != 0x3b)
		return -UNW_ENOINFO;
	memcpy(&count, header + 8, sizeof(count));
	table.format = UNW_INFO_FORMAT_REMOTE_TABLE;
	table.start_ip = image->start;
	table.end_ip = image->end;
	table.u.rti.segbase = image->eh_frame_hdr;
	table.u.rti.table_data = image->eh_frame_hdr + sizeof(header);
	table.u.rti.table_len = count * 8ull / sizeof(unw_word_t);
	return _Ux86_64_dwarf_search_unwind_table(space, ip, &table, info, need, arg);
}

static void
put_unwind_info(unw_addr_space_t space, unw_proc_info_t *info, void *arg)
{
	(void)space, (void)info, (void)arg;
}

static int
get_dyn_info_list_addr(unw_addr_space_t space, unw_word_t *at, void *arg)
{
	(void)space, (void)at, (void)arg;
	return -UNW_ENOINFO;
}

static int
resume(unw_addr_space_t space, unw_cursor_t *cursor, void *arg)
{
	(void)space, (void)cursor, (void)arg;
	return -UNW_EINVAL;
}

static int
get_proc_name(unw_addr_space_t space, unw_word_t at, char *name, size_t size, unw_word_t *offset,
	      void *arg)
{
	(void)space, (void)at, (void)name, (void)size, (void)offset, (void)arg;
	return -UNW_ENOINFO;
}

static unw_accessors_t accessors = {
	.find_proc_info = find_proc_info,
	.put_unwind_info = put_unwind_info,
	.get_dyn_info_list_addr = get_dyn_info_list_addr,
	.access_mem = access_mem,
	.access_reg = access_reg,
	.access_fpreg = access_fpreg,
	.resume = resume,
	.get_proc_name = get_proc_name,
};

struct unwinder *
unwinder_new(const struct target *target)
{
	struct unwinder *u = calloc(1, sizeof(*u));

	if (!u)
		return NULL;
	u->target = target;
	u->space = unw_create_addr_space(&accessors, 0);
	if (!u->space) {
		free(u);
		return NULL;
	}
	unw_set_caching_policy(u->space, UNW_CACHE_GLOBAL);
	return u;
}

void
unwinder_free(struct unwinder *u)
{
	if (!u)
		return;
	unw_destroy_addr_space(u->space);
	free(u);
}

static int
by_address(const void *key, const void *element)
{
	uint64_t at = *(const uint64_t *)key, other = ((const struct function *)element)->at;

	return at < other ? -1 : at > other;
}

static void
take_frame(struct unwinder *u, unw_cursor_t *cursor, struct frame *f)
{
	const struct function *known;
	unw_proc_info_t info;
	unw_word_t ip = 0;

	memset(f, 0, sizeof(*f));
	unw_get_reg(cursor, UNW_REG_IP, &ip);
	f->signal = unw_is_signal_frame(cursor) > 0;
	f->image = image_at(u->target, ip);
	if (unw_get_proc_info(cursor, &info) < 0)
		return;
	f->function = info.start_ip;
	known = bsearch(&f->function, u->target->functions, u->target->function_count,
			sizeof(*known), by_address);
	if (known) {
		f->known = true;
		f->role = known->role;
	}
}

static void
look_at_syscall(struct unwinder *u, const struct arch_state *state, struct stack *stack)
{
	uint8_t bytes[2];

	if (arch_stop_of(state) == ARCH_RUNNING ||
	    read_bytes(u, state->regs.rip - 2, bytes, sizeof(bytes)) < 0 ||
	    !arch_is_syscall_instruction(bytes))
		return;
	stack->blocked = true;
	stack->nptl_wait = arch_syscall_number(state) == SYS_futex &&
			   (arch_syscall_argument(state, 1) & FUTEX_CMD_MASK) == FUTEX_WAIT_BITSET;
}

void
unwinder_walk(struct unwinder *u, const struct arch_state *state, struct stack *stack)
{
	unw_cursor_t cursor;
	int step;

	stack->count = 0;
	stack->complete = stack->blocked = stack->nptl_wait = false;
	u->state = state;
	u->walk++;
	look_at_syscall(u, state, stack);
	if (unw_init_remote(&cursor, u->space, u) < 0)
		return;
	do {
		take_frame(u, &cursor, &stack->frames[stack->count++]);
		step = unw_step(&cursor);
	} while (step > 0 && stack->count < STACK_FRAMES_MAX);
	/* 0 is the end that the unwind information marks (an undefined return address). */
	stack->complete = step == 0;
}

void
unwinder_warm_up(struct unwinder *u, pid_t tid, struct stack *stack)
{
	static struct arch_state state; /* 16 KB */
	uint64_t sp, pc;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/syscall", (int)u->target->pid, (int)tid);
	file = fopen(path, "re");
	if (!file)
		return;
	if (fscanf(file, "%*d 0x%*x 0x%*x 0x%*x 0x%*x 0x%*x 0x%*x 0x%" SCNx64 " 0x%" SCNx64, &sp,
		   &pc) == 2) {
		memset(&state.regs, 0, sizeof(state.regs));
		state.regs.rsp = sp;
		state.regs.rip = pc;
		unwinder_walk(u, &state, stack);
	}
	fclose(file);
}
