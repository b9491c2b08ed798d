#include "report.h"

#include <stdarg.h>
#include <stdio.h>

#include "traceback.h"

#define TRACEBACK_MOST (64u << 10)

static void
put(struct report *r, const char *text)
{
	uint32_t len = (uint32_t)strlen(text) + 1;
	char *to = (char *)r->mailbox + r->mailbox->report_off + r->used;

	memcpy(to, text, len);
	r->used += len;
}

void
report_add(struct report *r, enum pyr_record kind, const char *module, const char *name,
	   const char *detail)
{
	size_t size = 1 + strlen(module) + 1 + strlen(name) + 1 + strlen(detail) + 1;

	r->has_error |= kind == PYR_REC_ERROR;
	if (size > r->mailbox->report_cap - r->used) {
		r->lost++;
		return;
	}
	*((char *)r->mailbox + r->mailbox->report_off + r->used++) = (char)kind;
	put(r, module);
	put(r, name);
	put(r, detail);
}

void
report_addf(struct report *r, enum pyr_record kind, const char *module, const char *name,
	    const char *format, ...)
{
	char detail[1001];
	va_list ap;

	va_start(ap, format);
	vsnprintf(detail, sizeof(detail), format, ap);
	va_end(ap);
	report_add(r, kind, module, name, detail);
}

const char *
report_and_more(int count, char text[static AND_MORE_MOST])
{
	text[0] = '\0';
	if (count > 1)
		snprintf(text, AND_MORE_MOST, " and %d more", count - 1);
	return text;
}

void
report_clear(struct report *r)
{
	r->used = r->lost = 0;
	r->has_error = false;
}

/* The first byte behind the record at an offset. */
static uint32_t
record_end(const char *records, uint32_t at)
{
	int field;

	for (at++, field = 0; field < 3; field++)
		at += (uint32_t)strlen(records + at) + 1;
	return at;
}

size_t
report_count(const struct report *r, const char *kinds)
{
	const char *records = (const char *)r->mailbox + r->mailbox->report_off;
	size_t count = 0;
	uint32_t at;

	for (at = 0; at < r->used; at = record_end(records, at))
		count += strchr(kinds, records[at]) != NULL;
	return count;
}

void
report_keep(struct report *r, const char *kinds)
{
	char *records = (char *)r->mailbox + r->mailbox->report_off;
	uint32_t at, end, used = 0;

	for (at = 0; at < r->used; at = end) {
		end = record_end(records, at);
		if (!strchr(kinds, records[at]))
			continue;
		memmove(records + used, records + at, end - at);
		used += end - at;
	}
	r->used = used;
}

void
report_exception(struct report *r, const char *module, const char *action)
{
	static char text[TRACEBACK_MOST]; /* one transaction at a time */
	PyObject *type, *value, *traceback, *name, *message;

	PyErr_Fetch(&type, &value, &traceback);
	PyErr_NormalizeException(&type, &value, &traceback);
	report_clear(r);
	if (!type) {
		report_addf(r, PYR_REC_ERROR, module, "", "%s failed", action);
		return;
	}
	name = get_attr(type, "__name__");
	message = PyObject_Str(value ? value : NONE);
	PyErr_Clear();
	report_addf(r, PYR_REC_ERROR, module, "", "%s: %s: %s", action, utf8(name), utf8(message));
	traceback_format(value, traceback, text, sizeof(text));
	report_add(r, PYR_REC_TRACEBACK, module, "", text);
	unref(message);
	unref(name);
	unref(type);
	unref(value);
	unref(traceback);
	PyErr_Clear();
}
