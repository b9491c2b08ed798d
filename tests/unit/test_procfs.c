/* /proc/PID/status: recorded texts, and processes in every state that matters. */
#include <fcntl.h>
#include <pthread.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "../../attach/procfs.h"

int suite_procfs(void);

#define HEAD(name, state, tracer)                                                    \
	"Name:\t" name "\nUmask:\t0022\nState:\t" state "\nTgid:\t4711\nNgid:\t0\n"  \
	"Pid:\t4711\nPPid:\t1\nTracerPid:\t" tracer "\nUid:\t1000\t1001\t1002\t1003\n" \
	"Gid:\t100\t101\t102\t103\nFDSize:\t64\nGroups:\t4 24 \nNStgid:\t4711\n"
#define MEMORY "VmPeak:\t    9000 kB\nVmRSS:\t    4000 kB\nThreads:\t1\n"

static void
test_sleeping(void)
{
	struct proc_status s;

	CU_ASSERT_EQUAL_FATAL(
		proc_status_parse(HEAD("python3", "S (sleeping)", "0") "Kthread:\t0\n" MEMORY, &s), 0);
	CU_ASSERT_STRING_EQUAL(s.name, "python3");
	CU_ASSERT_EQUAL(s.state, 'S');
	CU_ASSERT_EQUAL(s.tgid, 4711);
	CU_ASSERT_EQUAL(s.tracer, 0);
	CU_ASSERT_EQUAL(s.uid, 1001); /* the effective one */
	CU_ASSERT_EQUAL(s.kernel, 0);
	CU_ASSERT_EQUAL(s.shadow_stack, 0);
}

static void
test_states(void)
{
	struct proc_status s;

	CU_ASSERT_EQUAL(proc_status_parse(HEAD("p", "Z (zombie)", "0"), &s), 0);
	CU_ASSERT_EQUAL(s.state, 'Z');
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("p", "t (tracing stop)", "812") MEMORY, &s), 0);
	CU_ASSERT_EQUAL(s.state, 't');
	CU_ASSERT_EQUAL(s.tracer, 812);
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("kworker/0:1-events", "I (idle)", "0")
					  "Kthread:\t1\n", &s), 0);
	CU_ASSERT_EQUAL(s.state, 'I');
	CU_ASSERT_EQUAL(s.kernel, 1);
	CU_ASSERT_STRING_EQUAL(s.name, "kworker/0:1-events");
}

/* The kernel escapes newlines and backslashes: a name can't forge a line. */
static void
test_names(void)
{
	struct proc_status s;

	CU_ASSERT_EQUAL(proc_status_parse(HEAD("a\\nState:\tZ", "S (sleeping)", "0"), &s), 0);
	CU_ASSERT_EQUAL(s.state, 'S');
	CU_ASSERT_STRING_EQUAL(s.name, "a\\nState:\tZ");
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("TracerPid:\t9", "S (sleeping)", "0"), &s), 0);
	CU_ASSERT_EQUAL(s.tracer, 0);
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("Uid: 0", "S (sleeping)", "0"), &s), 0);
	CU_ASSERT_EQUAL(s.uid, 1001);
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("", "S (sleeping)", "0"), &s), 0);
	/* Workqueue threads have longer names than comm. */
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("0123456789012345678901234567890123456789"
					       "01234567890123456789012345678901234567890123456789",
					       "S (sleeping)", "0"), &s), 0);
	CU_ASSERT_EQUAL(strlen(s.name), sizeof(s.name) - 1);
}

static void
test_empty_name(void)
{
	struct proc_status s;

	CU_ASSERT_EQUAL(proc_status_parse(HEAD("", "S (sleeping)", "0"), &s), 0);
	CU_ASSERT_STRING_EQUAL(s.name, "");
}

static void
test_shadow_stack(void)
{
	struct proc_status s;

#define FEATURES(list) HEAD("p", "S (sleeping)", "0") MEMORY "x86_Thread_features:\t" list "\n"
#define LOCKED "x86_Thread_features_locked:\tshstk wrss \n"
	CU_ASSERT_EQUAL(proc_status_parse(FEATURES("shstk ") LOCKED, &s), 0);
	CU_ASSERT_EQUAL(s.shadow_stack, 1);
	CU_ASSERT_EQUAL(proc_status_parse(FEATURES("wrss shstk "), &s), 0);
	CU_ASSERT_EQUAL(s.shadow_stack, 1);
	/* Locked, but off. */
	CU_ASSERT_EQUAL(proc_status_parse(FEATURES("") LOCKED, &s), 0);
	CU_ASSERT_EQUAL(s.shadow_stack, 0);
	CU_ASSERT_EQUAL(proc_status_parse(HEAD("shstk", "S (sleeping)", "0") LOCKED, &s), 0);
	CU_ASSERT_EQUAL(s.shadow_stack, 0);
}

static void
test_missing_fields(void)
{
	static const char *const fields[] = {"Name:", "State:", "Tgid:", "TracerPid:", "Uid:"};
	struct proc_status s;
	char *text, *at;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		text = strdup(HEAD("p", "S (sleeping)", "0"));
		CU_ASSERT_PTR_NOT_NULL_FATAL(text);
		at = strstr(text, fields[i]);
		CU_ASSERT_PTR_NOT_NULL_FATAL(at);
		*at = 'x';
		CU_ASSERT_EQUAL(proc_status_parse(text, &s), -1);
		free(text);
	}
	CU_ASSERT_EQUAL(proc_status_parse("", &s), -1);
	CU_ASSERT_EQUAL(proc_status_parse("\n\n", &s), -1);
}

/* Cut at each byte: never a read past the end, success only once all fields are there. */
static void
test_cut(void)
{
	static const char whole[] = HEAD("python3", "S (sleeping)", "0");
	struct proc_status s;
	size_t needed = (size_t)(strstr(whole, "Uid:") - whole) + 4;

	for (size_t len = 0; len < sizeof(whole); len++) {
		char *text = strndup(whole, len);

		CU_ASSERT_PTR_NOT_NULL_FATAL(text);
		CU_ASSERT_EQUAL(proc_status_parse(text, &s), len < needed ? -1 : 0);
		free(text);
	}
}

static void
test_read(void)
{
	size_t len = 0;
	char *text = procfs_read(getpid(), "status", &len);

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_EQUAL(len, strlen(text));
	CU_ASSERT_EQUAL(strncmp(text, "Name:", 5), 0);
	free(text);
	CU_ASSERT_PTR_NULL(procfs_read(getpid(), "no such file", NULL));
	CU_ASSERT_PTR_NULL(procfs_read(getpid(), "task", NULL)); /* a directory */
	text = procfs_read(getpid(), "maps", NULL);
	CU_ASSERT_PTR_NOT_NULL(text);
	free(text);
}

/* A file larger than the first buffer. */
static void
test_read_large(void)
{
	const size_t size = 300000;
	char path[] = "/tmp/unit-XXXXXX", link[96];
	int fd = mkstemp(path);
	char *text, *filler = malloc(size);
	size_t len = 0;

	CU_ASSERT_TRUE_FATAL(fd >= 0 && filler);
	memset(filler, 'x', size);
	CU_ASSERT_EQUAL(write(fd, filler, size), (ssize_t)size);
	snprintf(link, sizeof(link), "fd/%d", fd);
	text = procfs_read(getpid(), link, &len);
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_EQUAL(len, size);
	CU_ASSERT_EQUAL(text[size], '\0');
	CU_ASSERT_EQUAL(memcmp(text, filler, size), 0);
	free(text);
	free(filler);
	close(fd);
	unlink(path);
}

/* ---- live processes ---- */

static pid_t
child(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
	CU_ASSERT_TRUE_FATAL(pid > 0);
	return pid;
}

static void
end(pid_t pid)
{
	kill(pid, SIGKILL);
	CU_ASSERT_EQUAL(waitpid(pid, NULL, __WALL), pid);
}

/* What procfs_open says of a process that must not be attached. */
static enum error_code
refusal(pid_t pid, struct error *e)
{
	int pidfd = -1;

	memset(e, 0, sizeof(*e));
	if (procfs_open(pid, &pidfd, e) == 0) {
		close(pidfd);
		return ERR_NONE;
	}
	CU_ASSERT_NOT_EQUAL(e->message[0], '\0');
	return e->code;
}

static void
test_open(void)
{
	struct error e = {0};
	pid_t pid = child();
	struct pollfd ended = {.events = POLLIN, .fd = -1};

	CU_ASSERT_EQUAL_FATAL(procfs_open(pid, &ended.fd, &e), 0);
	CU_ASSERT_TRUE(ended.fd >= 0);
	CU_ASSERT_EQUAL(e.code, ERR_NONE);
	CU_ASSERT_EQUAL(poll(&ended, 1, 0), 0);
	end(pid);
	CU_ASSERT_EQUAL(poll(&ended, 1, 1000), 1);
	close(ended.fd);
}

static void
test_open_itself(void)
{
	struct error e;

	CU_ASSERT_EQUAL(refusal(getpid(), &e), ERR_NOT_PYTHON);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "this command itself"));
}

static void
test_open_nonexistent(void)
{
	struct error e;
	pid_t pid = child();

	end(pid);
	CU_ASSERT_EQUAL(refusal(pid, &e), ERR_NO_PROCESS);
	CU_ASSERT_EQUAL(refusal(0x7fffffff, &e), ERR_NO_PROCESS);
	CU_ASSERT_EQUAL(refusal(0, &e), ERR_NO_PROCESS);
	CU_ASSERT_EQUAL(refusal(-1, &e), ERR_NO_PROCESS);
}

static void
test_open_zombie(void)
{
	struct error e;
	siginfo_t info;
	pid_t pid = child();

	kill(pid, SIGKILL);
	CU_ASSERT_EQUAL(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
	CU_ASSERT_EQUAL(refusal(pid, &e), ERR_ZOMBIE);
	end(pid);
}

static void
test_open_stopped(void)
{
	struct error e;
	siginfo_t info;
	pid_t pid = child();

	kill(pid, SIGSTOP);
	CU_ASSERT_EQUAL(waitid(P_PID, (id_t)pid, &info, WSTOPPED | WNOWAIT), 0);
	CU_ASSERT_EQUAL(refusal(pid, &e), ERR_STOPPED);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.hint, "kill -CONT"));
	end(pid);
}

static void
test_open_traced(void)
{
	struct error e;
	char tracer[32];
	pid_t pid = child();

	CU_ASSERT_EQUAL_FATAL(ptrace(PTRACE_SEIZE, pid, 0, 0), 0);
	CU_ASSERT_EQUAL(refusal(pid, &e), ERR_TRACED);
	snprintf(tracer, sizeof(tracer), "pid %d ", (int)getpid());
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, tracer));
	/* Stopped by its tracer: the tracer is what matters. */
	CU_ASSERT_EQUAL(ptrace(PTRACE_INTERRUPT, pid, 0, 0), 0);
	CU_ASSERT_EQUAL(waitpid(pid, NULL, __WALL), pid);
	CU_ASSERT_EQUAL(refusal(pid, &e), ERR_TRACED);
	end(pid);
}

static void *
wait_on(void *arg)
{
	int *fds = arg, tid = (int)syscall(SYS_gettid);
	char byte;

	CU_ASSERT_EQUAL(write(fds[3], &tid, sizeof(tid)), (ssize_t)sizeof(tid));
	CU_ASSERT_EQUAL(read(fds[0], &byte, 1), 0);
	return NULL;
}

static void
test_open_thread(void)
{
	struct error e;
	int fds[4], tid = 0; /* two pipes */
	pthread_t thread;

	CU_ASSERT_EQUAL_FATAL(pipe2(fds, O_CLOEXEC), 0);
	CU_ASSERT_EQUAL_FATAL(pipe2(fds + 2, O_CLOEXEC), 0);
	CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, wait_on, fds), 0);
	CU_ASSERT_EQUAL(read(fds[2], &tid, sizeof(tid)), (ssize_t)sizeof(tid));
	CU_ASSERT_EQUAL(refusal(tid, &e), ERR_NO_PROCESS);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.message, "is a thread"));
	close(fds[1]);
	pthread_join(thread, NULL);
	close(fds[0]);
	close(fds[2]);
	close(fds[3]);
}

/* No descriptor is left behind by a refusal. */
static void
test_open_leaks_nothing(void)
{
	struct error e;
	int before = dup(0), after;

	CU_ASSERT_TRUE_FATAL(before >= 0);
	close(before);
	refusal(getpid(), &e);
	refusal(0x7fffffff, &e);
	after = dup(0);
	CU_ASSERT_EQUAL(after, before);
	close(after);
}

int
suite_procfs(void)
{
	CU_pSuite suite = CU_add_suite("procfs", NULL, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_sleeping);
	CU_ADD_TEST(suite, test_states);
	CU_ADD_TEST(suite, test_names);
	CU_ADD_TEST(suite, test_empty_name);
	CU_ADD_TEST(suite, test_shadow_stack);
	CU_ADD_TEST(suite, test_missing_fields);
	CU_ADD_TEST(suite, test_cut);
	CU_ADD_TEST(suite, test_read);
	CU_ADD_TEST(suite, test_read_large);
	CU_ADD_TEST(suite, test_open);
	CU_ADD_TEST(suite, test_open_itself);
	CU_ADD_TEST(suite, test_open_nonexistent);
	CU_ADD_TEST(suite, test_open_zombie);
	CU_ADD_TEST(suite, test_open_stopped);
	CU_ADD_TEST(suite, test_open_traced);
	CU_ADD_TEST(suite, test_open_thread);
	CU_ADD_TEST(suite, test_open_leaks_nothing);
	return 0;
}
