#include "options.h"

#include <argp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../inject/inject.h"
#include "report.h"

#define MODULE_NAME_MAX 1024
#define PID_HIGHEST 4194304 /* PID_MAX_LIMIT of a 64-bit kernel */
#define TIMEOUT_DEFAULT 10
#define TIMEOUT_MAX 86400 /* a day; also far from overflowing nanoseconds */

#define DIGITS "0123456789"
#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum key {
	KEY_VERBOSE = 'v',
	KEY_QUIET = 'q',
	KEY_TIMEOUT = 256, /* past every character: long options only */
	KEY_RESET,
	KEY_DRY_RUN,
	KEY_NO_SUBMODULES,
	KEY_CODE_ONLY,
	KEY_STRICT,
	KEY_FORCE,
	KEY_NO_LOG,
	KEY_JSON
};

const char *argp_program_version = "pyreload-attach " PYRELOAD_VERSION;

static const struct argp_option options[] = {
	{"timeout", KEY_TIMEOUT, "SECONDS", 0, "Give up after this long (default 10)", 0},
	{"reset", KEY_RESET, NULL, 0, "Start module data from scratch instead of keeping it", 0},
	{"dry-run", KEY_DRY_RUN, NULL, 0, "Plan in the live process and print it; change nothing",
	 0},
	{"code-only", KEY_CODE_ONLY, NULL, 0,
	 "Execute nothing: exchange the code of functions that exist, or refuse", 0},
	{"strict", KEY_STRICT, NULL, 0, "Refuse unless everything can be made new", 0},
	{"no-submodules", KEY_NO_SUBMODULES, NULL, 0,
	 "A package does not take its loaded submodules along", 0},
	{"force", KEY_FORCE, NULL, 0,
	 "Attach although the process was started with remote debugging disabled", 0},
	{"no-log", KEY_NO_LOG, NULL, 0, "Leave no line about this run in syslog", 0},
	{"json", KEY_JSON, NULL, 0, "Print the report or the failure as one JSON document", 0},
	{"verbose", KEY_VERBOSE, NULL, 0, "List every item; may be repeated", 0},
	{"quiet", KEY_QUIET, NULL, 0, "Print errors only", 0},
	{0},
};

static const char doc[] =
	"Make a running Python process use the new source of its modules.\v"
	"PID is the process. MODULE is a dotted name as in its sys.modules; several are one "
	"transaction. The program's own script is __main__.\n"
	"\n"
	"Exit status:\n"
	"  0  reloaded (or planned, with --dry-run)\n"
	"  1  the new code was refused: nothing changed\n"
	"  2  wrong usage\n"
	"  3  this process cannot be attached: nothing changed\n"
	"  4  no safe moment or timeout: nothing changed, a retry makes sense\n"
	"  5  outcome unknown\n";

/* Say what is wrong with the command line and end the program; arg and hint may be NULL. */
static void __attribute__((noreturn))
usage_error(const char *what, const char *arg, const char *problem, const char *hint)
{
	fprintf(stderr, "pyreload-attach: %s", what);
	if (arg) {
		fputs(" \"", stderr);
		report_put(stderr, arg, REPORT_ONE_LINE);
		fputc('"', stderr);
	}
	fprintf(stderr, " %s\nhint: ", problem);
	report_put(stderr, hint ? hint : "pyreload-attach [OPTIONS] PID MODULE..., see --help",
		   REPORT_ONE_LINE);
	fputc('\n', stderr);
	exit(PYR_USAGE);
}

/* The bytes of an identifier at s, 0 when none starts there. */
static size_t
identifier_length(const char *s)
{
	size_t length = 0;

	/* strchr finds the NUL of an empty part, too. */
	if (strchr(DIGITS, *s))
		return 0;
	/* Loaders of plugins name modules by their files: "plug-in". */
	while ((s[length] & 0x80) || (s[length] && strchr(LETTERS DIGITS "_", s[length])) || (length && s[length] == '-'))
		length++;
	return length;
}

bool
options_is_module_name(const char *name)
{
	const char *part = name;
	size_t length;

	if (strlen(name) > MODULE_NAME_MAX)
		return false;
	for (;;) {
		length = identifier_length(part);
		if (!length)
			return false;
		part += length;
		if (!*part)
			return true;
		if (*part++ != '.')
			return false;
	}
}

/* Cut suffix off the end of name, where it stands there. */
static void
cut_suffix(char *name, const char *suffix)
{
	size_t length = strlen(name), cut = strlen(suffix);

	if (length > cut && !strcmp(name + length - cut, suffix))
		name[length - cut] = '\0';
}

/* MODULE looks like the path of a source file: say which name it probably has. */
static void __attribute__((noreturn)) path_error(const char *path)
{
	char name[MODULE_NAME_MAX + 1];
	char hint[MODULE_NAME_MAX + 200];
	const char *relative = path;
	char *slash;

	while (!strncmp(relative, "./", 2))
		relative += 2;
	snprintf(name, sizeof(name), "%s", relative);
	cut_suffix(name, ".py");
	cut_suffix(name, "/__init__");
	while ((slash = strchr(name, '/')))
		*slash = '.';
	if (options_is_module_name(name))
		snprintf(hint, sizeof(hint),
			 "use the dotted name that imports it, probably %s; "
			 "the script that Python was started with is __main__",
			 name);
	else
		snprintf(hint, sizeof(hint),
			 "use the dotted name that imports it, such as pkg.mod");
	usage_error("MODULE", path, "is a file name, not a module name", hint);
}

static void
check_module(const char *name)
{
	size_t length = strlen(name);

	if (strchr(name, '/') || (length > 3 && !strcmp(name + length - 3, ".py")))
		path_error(name);
	if (length > MODULE_NAME_MAX)
		usage_error("MODULE", NULL, "is longer than 1024 bytes", NULL);
	if (!options_is_module_name(name))
		usage_error("MODULE", name, "is not a dotted module name",
			    "use a name as in sys.modules of the process, such as pkg.mod");
}

static pid_t
parse_pid(const char *arg)
{
	unsigned long pid = strtoul(arg, NULL, 10);

	if (!*arg || arg[strspn(arg, DIGITS)] || pid == 0 || pid > PID_HIGHEST)
		usage_error("PID", arg, "is not a whole number from 1 to 4194304",
			    "PID comes first, then MODULE...; "
			    "pgrep -af python lists the Python processes");
	return (pid_t)pid;
}

static double
parse_timeout(const char *arg)
{
	char *end;
	double seconds = strtod(arg, &end);

	/* strtod alone would also take " 1", "0x1", "inf" and "nan". */
	if (!*arg || *end || arg[strspn(arg, DIGITS ".eE+-")] || !(seconds > 0) ||
	    seconds > TIMEOUT_MAX)
		usage_error("--timeout", arg, "is not a number of seconds above 0, at most 86400",
			    "leave it out for the default of 10 seconds");
	return seconds;
}

static bool
contains(char *const *modules, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(modules[i], name))
			return true;
	return false;
}

/* argp has moved what is no option to the end of argv: args is all of it. */
static void
parse_arguments(struct options *o, char **args, size_t count)
{
	o->pid = parse_pid(args[0]);
	if (count < 2)
		usage_error("MODULE", NULL, "is missing", NULL);
	o->modules = args + 1;
	for (size_t i = 1; i < count; i++) {
		check_module(args[i]);
		if (!contains(o->modules, o->module_count, args[i]))
			o->modules[o->module_count++] = args[i];
	}
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *o = state->input;

	switch (key) {
	case KEY_TIMEOUT:
		o->timeout = parse_timeout(arg);
		break;
	case KEY_RESET:
		o->reset = true;
		break;
	case KEY_DRY_RUN:
		o->dry_run = true;
		break;
	case KEY_CODE_ONLY:
		o->code_only = true;
		break;
	case KEY_STRICT:
		o->strict = true;
		break;
	case KEY_FORCE:
		o->force = true;
		break;
	case KEY_NO_LOG:
		o->no_log = true;
		break;
	case KEY_NO_SUBMODULES:
		o->no_submodules = true;
		break;
	case KEY_JSON:
		o->json = true;
		break;
	case KEY_VERBOSE:
		o->verbose++;
		break;
	case KEY_QUIET:
		o->quiet = true;
		break;
	case ARGP_KEY_ARGS:
		parse_arguments(o, state->argv + state->next, (size_t)(state->argc - state->next));
		break;
	case ARGP_KEY_NO_ARGS:
		usage_error("PID and MODULE", NULL, "are missing", NULL);
	default:
		return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

void
options_parse(struct options *o, int argc, char **argv)
{
	static const struct argp argp = {options, parse_option, "PID MODULE...", doc, NULL,
					 NULL,    NULL};

	memset(o, 0, sizeof(*o));
	o->timeout = TIMEOUT_DEFAULT;
	argp_err_exit_status = PYR_USAGE;
	argp_parse(&argp, argc, argv, 0, NULL, o);
	if (o->code_only && o->reset)
		usage_error("--code-only", NULL, "executes nothing and --reset everything", "choose one of them");
}
