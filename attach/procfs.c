#include "procfs.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <linux/kcmp.h>
#include <unistd.h>

static char *
read_whole(const char *path, size_t *len)
{
	size_t size = 0, room = 1 << 16;
	char *text = NULL, *grown;
	ssize_t got;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return NULL;
	do {
		grown = realloc(text, room + 1);
		if (!grown)
			goto fail;
		text = grown;
		while (size < room && (got = read(fd, text + size, room - size)) != 0) {
			if (got < 0 && errno == EINTR)
				continue;
			if (got < 0)
				goto fail;
			size += (size_t)got;
		}
		room *= 2;
	} while (size == room / 2);
	close(fd);
	text[size] = '\0';
	if (len)
		*len = size;
	return text;
fail:
	got = errno;
	free(text);
	close(fd);
	errno = (int)got;
	return NULL;
}

char *
procfs_read(pid_t pid, const char *file, size_t *len)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file);
	return read_whole(path, len);
}

static const char *
field(const char *text, const char *name)
{
	size_t len = strlen(name);

	while (text && *text) {
		if (!strncmp(text, name, len) && text[len] == ':')
			return text + len + 1 + strspn(text + len + 1, " \t");
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return NULL;
}

int
proc_status_parse(const char *text, struct proc_status *status)
{
	const char *name = field(text, "Name"), *state = field(text, "State");
	const char *tgid = field(text, "Tgid"), *tracer = field(text, "TracerPid");
	const char *uid = field(text, "Uid"), *kernel = field(text, "Kthread");
	const char *features = field(text, "x86_Thread_features");
	size_t len;

	memset(status, 0, sizeof(*status));
	if (!name || !state || !tgid || !tracer || !uid)
		return -1;
	len = strcspn(name, "\n");
	if (len >= sizeof(status->name))
		len = sizeof(status->name) - 1;
	memcpy(status->name, name, len);
	status->state = *state;
	status->tgid = (pid_t)strtol(tgid, NULL, 10);
	status->tracer = (pid_t)strtol(tracer, NULL, 10);
	uid += strspn(uid, "0123456789");
	status->uid = (unsigned)strtoul(uid, NULL, 10);
	status->kernel = kernel && *kernel == '1';
	if (features) {
		len = strcspn(features, "\n");
		status->shadow_stack = memmem(features, len, "shstk", 5) != NULL;
	}
	return 0;
}

static void
name_of(pid_t pid, char *name, size_t size)
{
	char *text = procfs_read(pid, "comm", NULL);

	snprintf(name, size, "%.*s", text ? (int)strcspn(text, "\n") : 1, text ? text : "?");
	free(text);
}

static int
check_state(pid_t pid, const struct proc_status *s, struct error *e)
{
	char tracer[64];

	if (s->tgid != pid) {
		error_set(e, ERR_NO_PROCESS, "%d is a thread, not a process", (int)pid);
		error_hint(e, "it belongs to process %d: use that pid", (int)s->tgid);
		return -1;
	}
	if (s->state == 'Z' || s->state == 'X')
		return error_set(e, ERR_ZOMBIE, "process %d (%s) has ended already (zombie)", (int)pid,
				 s->name);
	if (s->kernel)
		return error_set(e, ERR_NOT_PYTHON, "process %d (%s) is a kernel thread", (int)pid,
				 s->name);
	if (s->tracer) {
		name_of(s->tracer, tracer, sizeof(tracer));
		/* For a moment. */
		if (!strcmp(tracer, "pyreload-attach"))
			return error_set(e, ERR_TIMEOUT, "another %s (pid %d) holds process %d just now", tracer, (int)s->tracer,
					 (int)pid);
		error_set(e, ERR_TRACED, "process %d is already traced by pid %d (%s)", (int)pid,
			  (int)s->tracer, tracer);
		error_hint(e, "detach that tracer first; only one can hold a process");
		return -1;
	}
	if (s->state == 'T' || s->state == 't') {
		error_set(e, ERR_STOPPED, "process %d (%s) is stopped", (int)pid, s->name);
		error_hint(e, "continue it first: kill -CONT %d", (int)pid);
		return -1;
	}
	if (s->shadow_stack)
		return error_set(e, ERR_UNSUPPORTED,
				 "process %d runs with user shadow stacks, which are not supported",
				 (int)pid);
	return 0;
}

static int
no_process(pid_t pid, int err, struct error *e)
{
	if (err == ENOENT || err == ESRCH)
		return error_set(e, ERR_NO_PROCESS, "there is no process %d", (int)pid);
	return error_set_errno(e, ERR_PERMISSION, err, "reading /proc/%d", (int)pid);
}

static int
check_access(pid_t pid, unsigned uid, struct error *e)
{
	struct passwd *owner;
	size_t len;
	char *maps = procfs_read(pid, "maps", &len);
	int err = errno;

	free(maps);
	if (maps && len)
		return 0;
	if (maps)
		return error_set(e, ERR_ZOMBIE, "process %d has no memory: it is ending", (int)pid);
	if (err == ENOENT || err == ESRCH)
		return no_process(pid, err, e);
	owner = getpwuid(uid);
	error_set_errno(e, ERR_PERMISSION, err, "looking into process %d, which belongs to user %s",
			(int)pid, owner ? owner->pw_name : "unknown");
	error_hint(e, "run as that user or as root; in a container add CAP_SYS_PTRACE");
	return -1;
}

/*
 * /proc may be that of an outer pid namespace: there the number is another process
 * than the one that ptrace(2) calls by it.  NSpid has one number for each, since Linux 4.1.
 */
static int
check_proc(struct error *e)
{
	char *text = read_whole("/proc/self/status", NULL);
	const char *pids = text ? field(text, "NSpid") : NULL;
	bool ours = text && (!pids || strtol(pids, NULL, 10) == getpid());

	free(text);
	if (ours)
		return 0;
	error_set(e, ERR_ENVIRONMENT, "the /proc of this command is missing, or is that of another pid namespace");
	error_hint(e, "mount -t proc proc /proc, or run it where the process was started");
	return -1;
}

int
procfs_open(pid_t pid, int *pidfd, struct error *e)
{
	struct proc_status status;
	char *text;
	int ok;

	if (check_proc(e) < 0)
		return -1;
	if (pid == getpid())
		return error_set(e, ERR_NOT_PYTHON, "process %d is this command itself", (int)pid);
	text = procfs_read(pid, "status", NULL);
	if (!text)
		return no_process(pid, errno, e);
	ok = proc_status_parse(text, &status);
	free(text);
	if (ok < 0)
		return error_set(e, ERR_INTERNAL, "/proc/%d/status has an unknown form", (int)pid);
	if (check_state(pid, &status, e) < 0)
		return -1;
	/* Since Linux 5.3.  From here on a reused pid cannot be taken for ours. */
	*pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (*pidfd < 0)
		return errno == ESRCH ? no_process(pid, ESRCH, e)
				      : error_set_errno(e, ERR_ENVIRONMENT, errno, "pidfd_open(%d)",
							(int)pid);
	if (check_access(pid, status.uid, e) < 0) {
		close(*pidfd);
		return -1;
	}
	return 0;
}

#define OPT_OUT "PYTHON_DISABLE_REMOTE_DEBUG"
#define OPT_OUT_X "disable-remote-debug"

/* The string behind this one in a list of NUL-terminated strings; NULL: there is none. */
static const char *
next_string(const char *s, const char *end)
{
	s += strlen(s) + 1;
	return s < end ? s : NULL;
}

/* Options of python3 that take the next argument when theirs is empty: python(1). */
static bool
has_option(const char *args, size_t len)
{
	const char *end = args + len, *arg = next_string(args, end), *value;

	for (; arg && arg[0] == '-' && arg[1] && strcmp(arg, "--") != 0; arg = next_string(arg, end)) {
		value = strpbrk(arg + 1, "cmXW");
		if (!strncmp(arg, "--", 2) || !value)
			continue;
		if (*value == 'c' || *value == 'm')
			return false;
		if (!value[1] && !(arg = next_string(arg, end)))
			return false;
		if (*value == 'X' && !strcmp(value[1] ? value + 1 : arg, OPT_OUT_X))
			return true;
	}
	return false;
}

static bool
has_variable(const char *variables, size_t len)
{
	static const char name[] = OPT_OUT "=";
	const char *v;

	for (v = len ? variables : NULL; v; v = next_string(v, variables + len))
		if (!strncmp(v, name, sizeof(name) - 1))
			return v[sizeof(name) - 1] != '\0';
	return false;
}

bool
procfs_opted_out(pid_t pid, struct error *e)
{
	size_t args_len = 0, variables_len = 0;
	char *args = procfs_read(pid, "cmdline", &args_len);
	char *variables = procfs_read(pid, "environ", &variables_len);
	const char *how = NULL;

	if (args && args_len && has_option(args, args_len))
		how = "-X " OPT_OUT_X;
	else if (variables && has_variable(variables, variables_len))
		how = OPT_OUT;
	if (how) {
		error_set(e, ERR_PERMISSION, "process %d was started with %s", (int)pid, how);
		error_hint(e, "it does not want to be changed from outside; --force attaches all the same");
	}
	free(args);
	free(variables);
	return how != NULL;
}

pid_t
procfs_shares_memory(pid_t pid)
{
	char *text = procfs_read(pid, "status", NULL);
	const char *at = text ? strstr(text, "\nPPid:") : NULL;
	pid_t parent = at ? (pid_t)strtol(at + 6, NULL, 10) : 0;

	free(text);
	return parent > 0 && syscall(SYS_kcmp, pid, parent, KCMP_VM, 0, 0) == 0 ? parent : 0;
}

size_t
procfs_mappings_most(void)
{
	FILE *f = fopen("/proc/sys/vm/max_map_count", "re");
	unsigned long most = 0;

	if (f) {
		if (fscanf(f, "%lu", &most) != 1)
			most = 0;
		fclose(f);
	}
	return most;
}
