/* log.h - one line per run to syslog(3): who did what to which process. */
#ifndef PYRELOAD_LOG_H
#define PYRELOAD_LOG_H

#include "../inject/inject.h"
#include "options.h"

/*
 * Send the line, to LOG_AUTHPRIV.  reply NULL: the run failed with *e.  A child
 * does it, which ends by itself after LOG_SECONDS: a logger that hangs does not
 * hold up the command.  Never fails.
 */
#define LOG_SECONDS 5
void log_run(const struct options *o, const struct reply *reply, const struct error *e);

#endif
