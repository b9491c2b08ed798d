/* The filter machine against programs whose answers the kernel's own documentation gives. */
#include <string.h>

#include <CUnit/CUnit.h>

#include "../../inject/seccomp.h"

int suite_seccomp(void);

#define NR offsetof(struct seccomp_data, nr)
#define ARGUMENT(n) (offsetof(struct seccomp_data, args) + 8 * (n))
#define RUN(program, data) seccomp_run(program, sizeof(program) / sizeof((program)[0]), data)

static const struct seccomp_data call = {.nr = 9, .arch = 0xc000003e, .args = {1, 2, 0x500000007, 4, 5, 6}};

static void
test_jumps(void)
{
	static const struct sock_filter by_number[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 9, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | 1),
	};
	static const struct sock_filter by_size[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 9, 0, 2),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, 9, 1, 0),
		BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_THREAD),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
	};
	struct seccomp_data other = call;

	other.nr = 10;
	CU_ASSERT_EQUAL(RUN(by_number, &call), SECCOMP_RET_ERRNO | 1);
	CU_ASSERT_EQUAL(RUN(by_number, &other), SECCOMP_RET_ALLOW);
	CU_ASSERT_EQUAL(RUN(by_size, &call), SECCOMP_RET_TRAP);
	CU_ASSERT_EQUAL(RUN(by_size, &other), SECCOMP_RET_KILL_THREAD);
}

/* libseccomp's way to look at an argument: both halves, a mask. */
static void
test_arguments(void)
{
	static const struct sock_filter low[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(2)),
		BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 4),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 4, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_LOG),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	static const struct sock_filter high[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, ARGUMENT(2) + 4),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, 1, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_LOG),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};

	CU_ASSERT_EQUAL(RUN(low, &call), SECCOMP_RET_LOG);
	CU_ASSERT_EQUAL(RUN(high, &call), SECCOMP_RET_LOG);
}

static void
test_arithmetic(void)
{
	/* ((nr + 3) * 2 / 4 - 1) << 4 | 1, ^ x, >> 0: by way of memory and x. */
	static const struct sock_filter program[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, NR),
		BPF_STMT(BPF_ALU | BPF_ADD | BPF_K, 3),
		BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 2),
		BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 4),
		BPF_STMT(BPF_ALU | BPF_SUB | BPF_K, 1),
		BPF_STMT(BPF_ALU | BPF_LSH | BPF_K, 4),
		BPF_STMT(BPF_ALU | BPF_OR | BPF_K, 1),
		BPF_STMT(BPF_ST, 3),
		BPF_STMT(BPF_LDX | BPF_MEM, 3),
		BPF_STMT(BPF_LD | BPF_IMM, 0),
		BPF_STMT(BPF_ALU | BPF_XOR | BPF_X, 0),
		BPF_STMT(BPF_MISC | BPF_TAX, 0),
		BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0),
		BPF_STMT(BPF_MISC | BPF_TXA, 0),
		BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 0),
		BPF_STMT(BPF_ALU | BPF_NEG, 0),
		BPF_STMT(BPF_ALU | BPF_NEG, 0),
		BPF_STMT(BPF_RET | BPF_A, 0),
	};

	CU_ASSERT_EQUAL(RUN(program, &call), 81);
}

static void
test_malformed(void)
{
	static const struct sock_filter beyond[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 64), BPF_STMT(BPF_RET | BPF_A, 0)};
	static const struct sock_filter odd[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 2), BPF_STMT(BPF_RET | BPF_A, 0)};
	static const struct sock_filter bytes[] = {BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0), BPF_STMT(BPF_RET | BPF_A, 0)};
	static const struct sock_filter memory[] = {BPF_STMT(BPF_ST, BPF_MEMWORDS), BPF_STMT(BPF_RET | BPF_A, 0)};
	static const struct sock_filter modulo[] = {BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, 2), BPF_STMT(BPF_RET | BPF_A, 0)};
	static const struct sock_filter endless[] = {BPF_STMT(BPF_JMP | BPF_JA, 0xffffffff)};
	static const struct sock_filter divided[] = {BPF_STMT(BPF_LD | BPF_IMM, 8), BPF_STMT(BPF_ALU | BPF_DIV | BPF_X, 0),
						     BPF_STMT(BPF_RET | BPF_A, 0)};

	CU_ASSERT_EQUAL(RUN(beyond, &call), SECCOMP_RET_KILL_PROCESS);
	CU_ASSERT_EQUAL(RUN(odd, &call), SECCOMP_RET_KILL_PROCESS);
	CU_ASSERT_EQUAL(RUN(bytes, &call), SECCOMP_RET_KILL_PROCESS);
	CU_ASSERT_EQUAL(RUN(memory, &call), SECCOMP_RET_KILL_PROCESS);
	CU_ASSERT_EQUAL(RUN(modulo, &call), SECCOMP_RET_KILL_PROCESS);
	CU_ASSERT_EQUAL(RUN(endless, &call), SECCOMP_RET_KILL_PROCESS);
	CU_ASSERT_EQUAL(RUN(divided, &call), 0);
	CU_ASSERT_EQUAL(seccomp_run(beyond, 0, &call), SECCOMP_RET_KILL_PROCESS);
}

int
suite_seccomp(void)
{
	CU_pSuite suite = CU_add_suite("seccomp", NULL, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_jumps);
	CU_ADD_TEST(suite, test_arguments);
	CU_ADD_TEST(suite, test_arithmetic);
	CU_ADD_TEST(suite, test_malformed);
	return 0;
}
