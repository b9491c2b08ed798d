#include "print.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"

#define LINE_WIDTH 100
#define HEADLINE_WIDTH 60 /* of the module names in the first line */
#define LIST_INDENT 17    /* where the names of a row begin */

/* A selection of the records; detail is NULL for any. */
struct row {
	enum pyr_record kind;
	const char *detail;
	const char *word;
};

static const struct row rows[] = {
	{PYR_REC_UPDATED, NULL, "updated"}, {PYR_REC_REPOINTED, NULL, "repointed"},
	{PYR_REC_ADDED, NULL, "added"},     {PYR_REC_REMOVED, NULL, "removed"},
	{PYR_REC_KEPT, NULL, "kept"},       {PYR_REC_STALE, NULL, "stale"},
};
#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

static const struct row changed = {PYR_REC_MODULE, "changed", "changed"};
static const struct row unchanged = {PYR_REC_MODULE, "unchanged", "unchanged"};
static const struct row leftovers = {PYR_REC_STALE, NULL, "stale"};
static const struct row notes = {PYR_REC_NOTE, NULL, "note"};
static const struct row hints = {PYR_REC_HINT, NULL, "hint"};
static const struct row errors = {PYR_REC_ERROR, NULL, "error"};
static const struct row tracebacks = {PYR_REC_TRACEBACK, NULL, "traceback"};

/* How a run ended, by exit status. */
struct outcome {
	const char *word;     /* "status" in the JSON document */
	const char *cause;    /* when the payload sent none */
	enum error_code code; /* when the payload says so */
	bool nothing_changed;
};

static const struct outcome outcomes[] = {
	[PYR_RELOADED] = {"reloaded", "", ERR_NONE, false},
	[PYR_REFUSED] = {"refused", "the new code was refused", ERR_REFUSED, true},
	[PYR_USAGE] = {"usage", "wrong usage", ERR_USAGE, false},
	[PYR_UNATTACHABLE] = {"unattachable", "this interpreter is not supported", ERR_UNSUPPORTED,
			      true},
	[PYR_TRY_AGAIN] = {"try-again", "there was no safe moment in time", ERR_TIMEOUT, true},
	[PYR_UNKNOWN] = {"unknown", "the outcome is unknown", ERR_OUTCOME_UNKNOWN, false},
};

/* The payload wrote the status: it may be any number. */
static enum pyr_status
reply_status(const struct reply *reply)
{
	switch (reply->status) {
	case PYR_RELOADED:
	case PYR_REFUSED:
	case PYR_UNATTACHABLE:
	case PYR_TRY_AGAIN:
		return reply->status;
	case PYR_USAGE:
	case PYR_UNKNOWN:
	default:
		return PYR_UNKNOWN;
	}
}

const char *
print_outcome(const struct reply *reply)
{
	return outcomes[reply_status(reply)].word;
}

static bool
in_row(const struct row *row, const struct report_line *line)
{
	return line->kind == row->kind && (!row->detail || !strcmp(line->detail, row->detail));
}

static size_t
row_size(const struct report *r, const struct row *row)
{
	size_t count = 0;

	for (size_t i = 0; i < r->count; i++)
		count += in_row(row, &r->lines[i]);
	return count;
}

/* Text */

struct view {
	const struct options *o;
	const struct report *report;
	FILE *out;
	bool qualify; /* names of more than one module: "views.index" may be in any */
};

static bool
is_item(const struct report_line *line)
{
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (line->kind == rows[i].kind)
			return true;
	return false;
}

static bool
has_several_modules(const struct report *r)
{
	const char *first = NULL;

	for (size_t i = 0; i < r->count; i++) {
		if (!is_item(&r->lines[i]))
			continue;
		if (!first)
			first = r->lines[i].module;
		else if (strcmp(first, r->lines[i].module))
			return true;
	}
	return false;
}

/* The name of one item; returns its width, as report_put() does. */
static size_t
put_name(FILE *out, const struct report_line *line, bool qualify)
{
	size_t columns = 0;

	if (!*line->name)
		return report_put(out, line->module, REPORT_ONE_LINE);
	if (qualify && *line->module) {
		columns += report_put(out, line->module, REPORT_ONE_LINE) + 1;
		if (out)
			fputc('.', out);
	}
	return columns + report_put(out, line->name, REPORT_ONE_LINE);
}

/* The names of a row, cut to what fits into `columns`; true when some were left out. */
static bool
put_list(const struct view *v, const struct row *row, size_t columns)
{
	const char *separator = "";
	size_t left = row_size(v->report, row);
	size_t used = 0;

	for (size_t i = 0; left; i++) {
		const struct report_line *line = &v->report->lines[i];

		if (!in_row(row, line))
			continue;
		left--;
		used += strlen(separator) + put_name(NULL, line, v->qualify);
		if (used + (left ? strlen(", ...") : 0) > columns) {
			fprintf(v->out, "%s...", separator);
			return true;
		}
		fputs(separator, v->out);
		put_name(v->out, line, v->qualify);
		separator = ", ";
	}
	return false;
}

/* Each item of a row on its own line, with its detail. */
static void
put_items(const struct view *v, const struct row *row)
{
	for (size_t i = 0; i < v->report->count; i++) {
		const struct report_line *line = &v->report->lines[i];

		if (!in_row(row, line))
			continue;
		fprintf(v->out, "%*s", LIST_INDENT, "");
		put_name(v->out, line, true);
		if (*line->detail && !row->detail) {
			fputs("  ", v->out);
			report_put(v->out, line->detail, REPORT_ONE_LINE);
		}
		fputc('\n', v->out);
	}
}

static void
put_row(const struct view *v, const struct row *row)
{
	const char *stale = v->o->dry_run ? "would still run old code:" : "still runs old code:";
	size_t count = row_size(v->report, row);

	if (!count)
		return;
	if (row->kind == PYR_REC_STALE) {
		fprintf(v->out, "  %-9s %-4zu %s\n", row->word, count, stale);
		put_items(v, row);
	} else if (v->o->verbose) {
		fprintf(v->out, "  %-9s %zu\n", row->word, count);
		put_items(v, row);
	} else {
		fprintf(v->out, "  %-9s %-4zu ", row->word, count);
		put_list(v, row, LINE_WIDTH - LIST_INDENT);
		fputc('\n', v->out);
	}
}

/* One line for each record that is a sentence: "note: app.LOCK: ...". */
static void
put_sentences(FILE *out, const struct report *r, const struct row *row, const char *prefix)
{
	for (size_t i = 0; i < r->count; i++) {
		const struct report_line *line = &r->lines[i];

		if (!in_row(row, line))
			continue;
		fprintf(out, "%s: ", prefix);
		if (put_name(out, line, true))
			fputs(": ", out);
		report_put(out, line->detail, REPORT_ONE_LINE);
		fputc('\n', out);
	}
}

static void
put_losses(FILE *out, const struct report *r, const struct reply *reply)
{
	size_t lost = reply->records_lost + r->dropped;

	if (lost)
		fprintf(out, "note: %zu more record%s did not fit into the report\n", lost,
			lost == 1 ? "" : "s");
}

static double
milliseconds(uint64_t ns)
{
	return (double)ns / 1e6;
}

static void
put_times(FILE *out, const struct options *o, const struct reply *reply)
{
	fprintf(out, "stopped %.2f ms, GIL held %.2f ms", milliseconds(reply->stop_ns),
		milliseconds(reply->gil_ns));
	if (!o->dry_run)
		fprintf(out, " (commit %.2f ms)", milliseconds(reply->commit_ns));
	if (o->verbose)
		fprintf(out, ", attempts %u", reply->attempts);
	fputc('\n', out);
}

/* Every module is as it was, and nothing in the records says that anything became different. */
static bool
is_no_op(const struct report *r, const struct reply *reply)
{
	if (reply->records_lost || r->dropped || row_size(r, &changed))
		return false;
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (rows[i].kind != PYR_REC_KEPT && rows[i].kind != PYR_REC_STALE &&
		    row_size(r, &rows[i]))
			return false;
	return row_size(r, &unchanged) > 0;
}

static void
put_requested(const struct options *o, FILE *out)
{
	for (size_t i = 0; i < o->module_count; i++) {
		fputs(i ? ", " : "", out);
		report_put(out, o->modules[i], REPORT_ONE_LINE);
	}
}

static void
put_headline(const struct view *v, const struct reply *reply, bool no_op)
{
	const struct row *row = no_op ? &unchanged : &changed;
	size_t count = row_size(v->report, row);

	fputs(no_op ? "nothing to do: " : v->o->dry_run ? "would reload " : "reloaded ", v->out);
	if (!count)
		put_requested(v->o, v->out);
	else if (put_list(v, row, v->o->verbose ? SIZE_MAX : HEADLINE_WIDTH))
		fprintf(v->out, " (%zu modules)", count);
	if (no_op)
		fputs(count == 1 ? " is unchanged" : " are unchanged", v->out);
	fprintf(v->out, " in pid %d", (int)v->o->pid);
	if (*reply->version) {
		fputs(" (Python ", v->out);
		report_put(v->out, reply->version, REPORT_ONE_LINE);
		fputc(')', v->out);
	}
	fputc('\n', v->out);
}

static void
put_success(const struct options *o, const struct reply *reply, const struct report *r, FILE *out)
{
	const struct view v = {o, r, out, has_several_modules(r)};
	bool no_op = is_no_op(r, reply);

	put_headline(&v, reply, no_op);
	for (size_t i = 0; i < ROW_COUNT; i++)
		put_row(&v, &rows[i]);
	if (!no_op)
		put_row(&v, &unchanged);
	put_sentences(out, r, &notes, "note");
	put_losses(out, r, reply);
	put_sentences(out, r, &hints, "hint");
	put_times(out, o, reply);
	if (o->dry_run)
		fputs("nothing was changed\n", out);
}

static void
put_tracebacks(FILE *err, const struct report *r)
{
	for (size_t i = 0; i < r->count; i++) {
		const char *detail = r->lines[i].detail;
		size_t length = strlen(detail);

		if (!in_row(&tracebacks, &r->lines[i]))
			continue;
		report_put(err, detail, REPORT_MULTI_LINE);
		if (!length || detail[length - 1] != '\n')
			fputc('\n', err);
	}
}

static void
put_outcome(const struct options *o, enum pyr_status status, FILE *err)
{
	if (outcomes[status].nothing_changed)
		fprintf(err, "nothing changed in pid %d\n", (int)o->pid);
}

static void
put_failure(const struct options *o, const struct reply *reply, const struct report *r, FILE *err)
{
	enum pyr_status status = reply_status(reply);

	if (row_size(r, &errors))
		put_sentences(err, r, &errors, "pyreload-attach");
	else
		fprintf(err, "pyreload-attach: %s\n", outcomes[status].cause);
	put_tracebacks(err, r);
	put_outcome(o, status, err);
	put_sentences(err, r, &leftovers, "stale");
	put_sentences(err, r, &notes, "note");
	put_losses(err, r, reply);
	put_sentences(err, r, &hints, "hint");
}

/* JSON: a NULL value stands for "out of memory" and makes the whole document NULL */

static json_t *
json_text(const char *text)
{
	char *clean = report_utf8(text);
	json_t *value = clean ? json_string(clean) : NULL;

	free(clean);
	return value;
}

static json_t *
json_text_or_null(const char *text)
{
	return *text ? json_text(text) : json_null();
}

static json_t *
json_requested(const struct options *o)
{
	json_t *array = json_array();
	int failed = 0;

	for (size_t i = 0; i < o->module_count; i++)
		failed |= json_array_append_new(array, json_text(o->modules[i]));
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

static json_t *
json_item(const struct report_line *line)
{
	return json_pack("{s:o, s:o, s:o}", "module", json_text(line->module), "name",
			 json_text(line->name), "detail", json_text(line->detail));
}

static json_t *
json_module(const struct report_line *line)
{
	return json_text(line->module);
}

static json_t *
json_row(const struct report *r, const struct row *row,
	 json_t *(*value)(const struct report_line *))
{
	json_t *array = json_array();
	int failed = 0;

	for (size_t i = 0; i < r->count; i++)
		if (in_row(row, &r->lines[i]))
			failed |= json_array_append_new(array, value(&r->lines[i]));
	if (!failed)
		return array;
	json_decref(array);
	return NULL;
}

/* The details of a row as one string, one record a line; null when there is none. */
static json_t *
json_joined(const struct report *r, const struct row *row, bool with_module)
{
	const char *separator = "";
	char *joined = NULL;
	size_t size = 0;
	FILE *f = open_memstream(&joined, &size);
	json_t *value;

	if (!f)
		return NULL;
	for (size_t i = 0; i < r->count; i++) {
		const struct report_line *line = &r->lines[i];

		if (!in_row(row, line))
			continue;
		fputs(separator, f);
		if (with_module && *line->module)
			fprintf(f, "%s: ", line->module);
		fputs(line->detail, f);
		separator = "\n";
	}
	value = fclose(f) == 0 ? json_text_or_null(joined) : NULL;
	free(joined);
	return value;
}

/* Why the payload refused; null after a success. */
static json_t *
json_reply_error(const struct report *r, enum pyr_status status)
{
	json_t *message;

	if (status == PYR_RELOADED)
		return json_null();
	message = row_size(r, &errors) ? json_joined(r, &errors, true)
				       : json_text(outcomes[status].cause);
	return json_pack("{s:s, s:o, s:o, s:o}", "code", error_name(outcomes[status].code),
			 "message", message, "hint", json_joined(r, &hints, false), "traceback",
			 json_joined(r, &tracebacks, false));
}

/* What the run itself was like; all null without an answer of the payload. */
static json_t *
json_run(const struct reply *reply)
{
	if (!reply)
		return json_pack("{s:n, s:n, s:n}", "python", "times", "attempts");
	return json_pack("{s:o, s:{s:f, s:f, s:f}, s:I}", "python",
			 json_text_or_null(reply->version), "times", "stop_ms",
			 milliseconds(reply->stop_ns), "gil_ms", milliseconds(reply->gil_ns),
			 "commit_ms", milliseconds(reply->commit_ns), "attempts",
			 (json_int_t)reply->attempts);
}

static const char *
status_word(const struct options *o, enum pyr_status status)
{
	return status == PYR_RELOADED && o->dry_run ? "planned" : outcomes[status].word;
}

/* Takes over `error`; reply is NULL when the run had no answer. */
static json_t *
json_document(const struct options *o, enum pyr_status status, const struct report *r,
	      const struct reply *reply, json_t *error)
{
	size_t lost = r->dropped + (reply ? reply->records_lost : 0);
	json_t *document =
		json_pack("{s:s, s:i, s:i, s:o, s:o, s:I}", "status", status_word(o, status),
			  "exit_status", (int)status, "pid", (int)o->pid, "modules",
			  json_requested(o), "error", error, "lost_records", (json_int_t)lost);
	json_t *run = json_run(reply);
	int failed = json_object_update(document, run);

	for (size_t i = 0; i < ROW_COUNT; i++)
		failed |= json_object_set_new(document, rows[i].word,
					      json_row(r, &rows[i], json_item));
	failed |= json_object_set_new(document, "notes", json_row(r, &notes, json_item));
	failed |= json_object_set_new(document, "unchanged", json_row(r, &unchanged, json_module));
	json_decref(run);
	if (!failed)
		return document;
	json_decref(document);
	return NULL;
}

/*
 * Takes over `document`.  In ASCII alone: a terminal may be reading, and JSON
 * leaves C1 controls as they are.  Out of memory, the outcome is still told.
 */
static void
put_document(const struct options *o, enum pyr_status status, json_t *document, FILE *out)
{
	char *text =
		json_dumps(document, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(9));

	if (text)
		fprintf(out, "%s\n", text);
	else
		fprintf(out, "{\"status\":\"%s\",\"exit_status\":%d}\n", status_word(o, status),
			(int)status);
	free(text);
	json_decref(document);
}

void
print_reply(const struct options *o, const struct reply *reply, FILE *out, FILE *err)
{
	enum pyr_status status = reply_status(reply);
	struct report r;

	if (report_parse(&r, reply->records, reply->records_len) < 0)
		fputs("pyreload-attach: out of memory: the report is left out\n", err);
	if (o->json)
		put_document(o, status,
			     json_document(o, status, &r, reply, json_reply_error(&r, status)),
			     out);
	else if (status != PYR_RELOADED)
		put_failure(o, reply, &r, err);
	else if (!o->quiet)
		put_success(o, reply, &r, out);
	report_fini(&r);
}

static void
print_error_json(const struct options *o, const struct error *e, enum pyr_status status, FILE *out)
{
	const struct report none = {0};
	json_t *error =
		json_pack("{s:s, s:o, s:o, s:n}", "code", error_name(e->code), "message",
			  json_text(e->message), "hint", json_text_or_null(e->hint), "traceback");

	put_document(o, status, json_document(o, status, &none, NULL, error), out);
}

void
print_error(const struct options *o, const struct error *e, FILE *out, FILE *err)
{
	enum pyr_status status = (enum pyr_status)error_exit_status(e->code);

	if (o->json) {
		print_error_json(o, e, status, out);
		return;
	}
	fputs("pyreload-attach: ", err);
	report_put(err, e->message, REPORT_ONE_LINE);
	fputc('\n', err);
	put_outcome(o, status, err);
	if (*e->hint) {
		fputs("hint: ", err);
		report_put(err, e->hint, REPORT_ONE_LINE);
		fputc('\n', err);
	}
}
