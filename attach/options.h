/* options.h - the command line. */
#ifndef PYRELOAD_OPTIONS_H
#define PYRELOAD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct options {
	pid_t pid;
	char **modules;       /* points into argv; each a dotted identifier */
	size_t module_count;  /* at least 1 */
	double timeout;       /* seconds, > 0 */
	bool reset;
	bool dry_run;
	bool code_only;
	bool strict;
	bool no_submodules;
	bool force;           /* past the target's own opt-out */
	bool no_log;
	bool json;
	bool quiet;
	int verbose;          /* number of -v */
};

/*
 * Parse argv into *o.  --help, --usage and --version print and exit 0.  A usage
 * error prints what is wrong and the way out on stderr and exits with 2: this
 * is called before anything is attached, so exiting harms nobody.
 */
void options_parse(struct options *o, int argc, char **argv);

/* True when name is a dotted sequence of Python identifiers (UTF-8 allowed), which may have hyphens, for keys of sys.modules
   need not be such. */
bool options_is_module_name(const char *name);

#endif
