#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../inject/clock.h"
#include "../inject/inject.h"
#include "log.h"
#include "options.h"
#include "print.h"
#include "privileges.h"
#include "procfs.h"
#include "target.h"

static void
on_signal(int signal)
{
	(void)signal;
	inject_interrupt();
}

/* Nothing may be committed behind the back of an operator who has given up. */
static void
catch_signals(void)
{
	static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal}, before;
	size_t i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		sigaction(signals[i], NULL, &before);
		if (before.sa_handler != SIG_IGN) /* nohup */
			sigaction(signals[i], &action, NULL);
	}
	/* A reader that has left must not turn a reload that took place into a signal. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* RLIMIT_FSIZE: writing the memfd fails instead */
}

/* Libraries come and go in the target: no safe point found may mean an outdated picture. */
static int
reload(const struct options *o, const struct request *request, struct reply *reply, struct error *e)
{
	struct target target;
	int result;

	do {
		error_clear(e);
		if (target_open(o->pid, &target, e) < 0)
			return -1;
		if (!o->force && procfs_opted_out(o->pid, e)) {
			target_close(&target);
			return -1;
		}
		result = inject_run(&target, request, reply, e);
		target_close(&target);
	} while (result < 0 && e->code == ERR_NO_SAFE_POINT && clock_now() < request->deadline_ns &&
		 !inject_interrupted());
	return result;
}

int
main(int argc, char **argv)
{
	struct options o = {0};
	struct request request;
	struct reply reply;
	struct error e = {0};
	int status;

	options_parse(&o, argc, argv);
	privileges_drop();
	catch_signals();
	request = (struct request){
		.modules = o.modules,
		.module_count = o.module_count,
		.flags = (o.reset ? PYR_RESET : 0u) | (o.code_only ? PYR_CODE_ONLY : 0u) |
			 (o.strict ? PYR_STRICT : 0u) | (o.dry_run ? PYR_DRY_RUN : 0u) |
			 (o.no_submodules ? PYR_NO_SUBMODULES : 0u),
		.force = o.force,
		.deadline_ns = clock_now() + (uint64_t)(o.timeout * 1e9),
	};
	if (reload(&o, &request, &reply, &e) < 0) {
		print_error(&o, &e, stdout, stderr);
		log_run(&o, NULL, &e);
		return error_exit_status(e.code);
	}
	print_reply(&o, &reply, stdout, stderr);
	log_run(&o, &reply, NULL);
	status = (int)reply.status;
	reply_fini(&reply);
	if (fflush(stdout) != 0 || ferror(stdout))
		fprintf(stderr, "pyreload-attach: the report could not be written: %m\n");
	return status;
}
