#include "log.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "print.h"
#include "report.h"

#define NOT_LOGGED_IN 4294967295u /* proc(5): loginuid was never set */

/* The login session's user stays known behind su and sudo. */
static void
put_user(FILE *out)
{
	const struct passwd *user = getpwuid(getuid());
	FILE *f = fopen("/proc/self/loginuid", "re");
	unsigned login = NOT_LOGGED_IN;

	if (f) {
		if (fscanf(f, "%u", &login) != 1)
			login = NOT_LOGGED_IN;
		fclose(f);
	}
	fprintf(out, "user=%s uid=%u", user ? user->pw_name : "?", (unsigned)getuid());
	if (login != NOT_LOGGED_IN)
		fprintf(out, " loginuid=%u", login);
}

static void
put_sources(FILE *out, const struct reply *reply)
{
	struct report report;
	size_t i;

	if (report_parse(&report, reply->records, reply->records_len) < 0)
		return;
	for (i = 0; i < report.count; i++) {
		if (report.lines[i].kind != PYR_REC_SOURCE)
			continue;
		fputs(" source=", out);
		report_put(out, report.lines[i].module, REPORT_ONE_LINE);
		fputc(':', out);
		report_put(out, report.lines[i].name, REPORT_ONE_LINE);
		fputs("->", out);
		report_put(out, report.lines[i].detail, REPORT_ONE_LINE);
	}
	report_fini(&report);
}

static void
put_run(FILE *out, const struct options *o, const struct reply *reply, const struct error *e)
{
	size_t i;

	put_user(out);
	fprintf(out, " pid=%d modules=", (int)o->pid);
	for (i = 0; i < o->module_count; i++)
		fprintf(out, "%s%s", i ? "," : "", o->modules[i]);
	fprintf(out, "%s%s%s%s", o->dry_run ? " dry-run" : "", o->reset ? " reset" : "", o->code_only ? " code-only" : "",
		o->force ? " force" : "");
	fprintf(out, " outcome=%s exit=%d", reply ? print_outcome(reply) : error_name(e->code),
		reply ? (int)reply->status : error_exit_status(e->code));
	if (reply)
		put_sources(out, reply);
}

void
log_run(const struct options *o, const struct reply *reply, const struct error *e)
{
	char *line = NULL;
	size_t size = 0;
	FILE *out;

	if (o->no_log)
		return;
	fflush(NULL); /* the child must not write it once more */
	if (fork() != 0)
		return;
	alarm(LOG_SECONDS);
	out = open_memstream(&line, &size);
	if (out) {
		put_run(out, o, reply, e);
		if (fclose(out) == 0) {
			openlog("pyreload-attach", LOG_PID, LOG_AUTHPRIV);
			syslog(LOG_NOTICE, "%s", line);
		}
	}
	_exit(0);
}
