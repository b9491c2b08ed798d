/* print.h - what the operator sees, as text or as one JSON document. */
#ifndef PYRELOAD_PRINT_H
#define PYRELOAD_PRINT_H

#include <stdio.h>

#include "../inject/inject.h"
#include "options.h"

/*
 * Print a run that ended with an answer of the payload: reloaded, planned
 * (--dry-run) or refused.  Text goes to out (summary) and err (errors, the
 * traceback); with --json one document goes to out whatever the outcome.
 * -q prints errors alone; -v lists every record.
 */
void print_reply(const struct options *o, const struct reply *reply, FILE *out, FILE *err);

/* Print a run that had no answer: *e names the action, the object and the way out. */
void print_error(const struct options *o, const struct error *e, FILE *out, FILE *err);

/* "reloaded", "refused" and so on, as in the JSON document.  Never NULL. */
const char *print_outcome(const struct reply *reply);

#endif
