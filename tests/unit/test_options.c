/* The command line: what is taken, and what is refused with which words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "../../attach/options.h"

int suite_options(void);

#define COMMAND_MAX 4096
#define ARGS_MAX 64

/* A command line, split at each space: two spaces in a row make an empty argument. */
struct command {
	char text[COMMAND_MAX];
	char *argv[ARGS_MAX];
	int argc;
};

static void
split(struct command *c, const char *text)
{
	char *rest = c->text;

	snprintf(c->text, sizeof(c->text), "pyreload-attach %s", text);
	c->argc = 0;
	while (rest && c->argc < ARGS_MAX - 1)
		c->argv[c->argc++] = strsep(&rest, " ");
	c->argv[c->argc] = NULL;
}

/* What a command line that ends the process did. */
struct ending {
	int status;
	char text[16384]; /* stdout and stderr */
};

static void
read_all(int fd, char *text, size_t size)
{
	size_t used = 0;
	ssize_t n;

	while (used < size - 1 && (n = read(fd, text + used, size - 1 - used)) > 0)
		used += (size_t)n;
	text[used] = '\0';
}

static void
run(struct ending *e, const char *text)
{
	struct command c;
	struct options o;
	int fds[2];
	int status;
	pid_t child;

	memset(e, 0, sizeof(*e));
	e->status = -1;
	split(&c, text);
	if (pipe(fds) < 0)
		return;
	fflush(NULL); /* else the child would print what CUnit has buffered, too */
	child = fork();
	if (child == 0) {
		close(fds[0]);
		dup2(fds[1], STDOUT_FILENO);
		dup2(fds[1], STDERR_FILENO);
		options_parse(&o, c.argc, c.argv);
		_exit(99);
	}
	close(fds[1]);
	read_all(fds[0], e->text, sizeof(e->text));
	close(fds[0]);
	if (child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status))
		e->status = WEXITSTATUS(status);
}

static bool
refuses(const char *text, const char *word)
{
	struct ending e;

	run(&e, text);
	if (e.status == 2 && !strncmp(e.text, "pyreload-attach: ", 17) && strstr(e.text, word))
		return true;
	fprintf(stderr, "\"%s\": status %d, without \"%s\":\n%s", text, e.status, word, e.text);
	return false;
}

static void
test_defaults(void)
{
	struct command c;
	struct options o;

	split(&c, "4711 app");
	options_parse(&o, c.argc, c.argv);
	CU_ASSERT_EQUAL(o.pid, 4711);
	CU_ASSERT_EQUAL(o.module_count, 1);
	CU_ASSERT_STRING_EQUAL(o.modules[0], "app");
	CU_ASSERT_DOUBLE_EQUAL(o.timeout, 10, 0);
	CU_ASSERT_FALSE(o.reset || o.dry_run || o.no_submodules || o.json || o.quiet);
	CU_ASSERT_FALSE(o.code_only || o.strict);
	CU_ASSERT_EQUAL(o.verbose, 0);
}

static void
test_every_option(void)
{
	struct command c;
	struct options o;

	split(&c, "--reset 4194304 --dry-run app -vv --timeout=0.25 --json pkg.mod -q "
		  "--no-submodules -v");
	options_parse(&o, c.argc, c.argv);
	CU_ASSERT_EQUAL(o.pid, 4194304);
	CU_ASSERT_EQUAL(o.module_count, 2);
	CU_ASSERT_STRING_EQUAL(o.modules[0], "app");
	CU_ASSERT_STRING_EQUAL(o.modules[1], "pkg.mod");
	CU_ASSERT_DOUBLE_EQUAL(o.timeout, 0.25, 0);
	CU_ASSERT_TRUE(o.reset && o.dry_run && o.no_submodules && o.json && o.quiet);
	CU_ASSERT_EQUAL(o.verbose, 3);
	CU_ASSERT_FALSE(o.code_only);
	split(&c, "1 --code-only app --strict");
	options_parse(&o, c.argc, c.argv);
	CU_ASSERT_TRUE(o.code_only && o.strict && !o.reset);
}

static void
test_duplicates(void)
{
	struct command c;
	struct options o;

	split(&c, "1 app b app b c app");
	options_parse(&o, c.argc, c.argv);
	CU_ASSERT_EQUAL_FATAL(o.module_count, 3);
	CU_ASSERT_STRING_EQUAL(o.modules[0], "app");
	CU_ASSERT_STRING_EQUAL(o.modules[1], "b");
	CU_ASSERT_STRING_EQUAL(o.modules[2], "c");
}

static void
test_module_names(void)
{
	static const char *const good[] = {"a", "_", "__main__", "a.b.c", "A1_.b2", "caf\xc3\xa9.x",
					   "py", "a.pyx", "plug-in", "a.b-c"};
	static const char *const bad[] = {"",    ".",      "a.",  ".a",   "a..b", "1a",
					  "a.1", "-a",     "a b", "a/b",  "a;b",  "a\nb",
					  "a(",  "a\x1b[", "*",   "a.b ", "$a",   "a'"};
	char name[1026];

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		CU_ASSERT_TRUE(options_is_module_name(good[i]));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CU_ASSERT_FALSE(options_is_module_name(bad[i]));
	memset(name, 'a', 1025);
	name[1025] = '\0';
	CU_ASSERT_FALSE(options_is_module_name(name));
	name[1024] = '\0';
	CU_ASSERT_TRUE(options_is_module_name(name));
}

static void
test_bad_pid(void)
{
	static const char *const bad[] = {"0 app",    "app 4711",  "4194305 app", "12x app",
					  "0x10 app", "1.5 app",   "+1 app",      "-- -1 app",
					  " app",     "99999999999999999999999 app"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CU_ASSERT_TRUE(refuses(bad[i], "is not a whole number from 1 to 4194304"));
}

static void
test_bad_timeout(void)
{
	static const char *const bad[] = {"0",  "-1",    "nan",     "inf",   "1e999", "1e-999", "",
					  "5s", "0x10",  "86400.1", "1,5",   "--5",   "."};
	char command[64];

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(command, sizeof(command), "--timeout=%s 1 app", bad[i]);
		CU_ASSERT_TRUE(refuses(command, "--timeout"));
	}
}

static void
test_bad_modules(void)
{
	char command[1200] = "1 ";

	CU_ASSERT_TRUE(refuses("1 app a..b", "\"a..b\" is not a dotted module name"));
	CU_ASSERT_TRUE(refuses("1 os.system('id')", "is not a dotted module name"));
	CU_ASSERT_TRUE(refuses("1 ", "\"\" is not a dotted module name"));
	memset(command + 2, 'a', 1025);
	CU_ASSERT_TRUE(refuses(command, "is longer than 1024 bytes"));
}

static void
test_file_names(void)
{
	CU_ASSERT_TRUE(refuses("1 app.py", "probably app;"));
	CU_ASSERT_TRUE(refuses("1 app.py", "__main__"));
	CU_ASSERT_TRUE(refuses("1 ././pkg/mod.py", "probably pkg.mod;"));
	CU_ASSERT_TRUE(refuses("1 pkg/__init__.py", "probably pkg;"));
	CU_ASSERT_TRUE(refuses("1 /srv/app.py", "such as pkg.mod"));
	CU_ASSERT_TRUE(refuses("1 pkg/", "is a file name"));
}

static void
test_missing_or_unknown(void)
{
	CU_ASSERT_TRUE(refuses("4711", "MODULE is missing"));
	CU_ASSERT_TRUE(refuses("--json", "PID and MODULE are missing"));
	CU_ASSERT_TRUE(refuses("--frobnicate 1 app", "frobnicate"));
	CU_ASSERT_TRUE(refuses("1 app --timeout", "timeout"));
}

static void
test_escapes_in_errors(void)
{
	struct ending e;

	run(&e, "1 \x1b]0;x\x07");
	CU_ASSERT_EQUAL(e.status, 2);
	CU_ASSERT_PTR_NULL(strchr(e.text, '\x1b'));
	CU_ASSERT_PTR_NOT_NULL(strstr(e.text, "\\x1b]0;x\\x07"));
}

static void
test_help_and_version(void)
{
	static const char *const words[] = {
		"PID MODULE...", "--timeout", "--reset",   "--dry-run",   "--no-submodules",
		"--code-only",   "--strict",
		"--json",        "--verbose", "--quiet",   "--version",   "Exit status",
		"0  reloaded",   "1  the new code was refused",           "2  wrong usage",
		"3  this process cannot be attached",                     "4  no safe moment",
		"5  outcome unknown"};
	struct ending e;

	run(&e, "1 app --reset --code-only");
	CU_ASSERT_EQUAL(e.status, 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(e.text, "choose one"));
	run(&e, "--help");
	CU_ASSERT_EQUAL(e.status, 0);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		CU_ASSERT_PTR_NOT_NULL(strstr(e.text, words[i]));
	run(&e, "-V");
	CU_ASSERT_EQUAL(e.status, 0);
	CU_ASSERT_EQUAL(strncmp(e.text, "pyreload-attach ", 16), 0);
	run(&e, "--version");
	CU_ASSERT_EQUAL(e.status, 0);
}

int
suite_options(void)
{
	CU_pSuite suite = CU_add_suite("options", NULL, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_defaults);
	CU_ADD_TEST(suite, test_every_option);
	CU_ADD_TEST(suite, test_duplicates);
	CU_ADD_TEST(suite, test_module_names);
	CU_ADD_TEST(suite, test_bad_pid);
	CU_ADD_TEST(suite, test_bad_timeout);
	CU_ADD_TEST(suite, test_bad_modules);
	CU_ADD_TEST(suite, test_file_names);
	CU_ADD_TEST(suite, test_missing_or_unknown);
	CU_ADD_TEST(suite, test_escapes_in_errors);
	CU_ADD_TEST(suite, test_help_and_version);
	return 0;
}
