#include "report.h"

#include <stdarg.h>
#include <stdio.h>

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

void
report_clear(struct report *r)
{
	r->used = r->lost = 0;
}

/* "".join(traceback.format_exception(type, value, tb)), or NULL. */
static PyObject *
format_traceback(PyObject *type, PyObject *value, PyObject *traceback)
{
	PyObject *module = PyImport_ImportModule("traceback"), *lines = NULL, *text = NULL, *empty;

	if (module)
		lines = PyObject_CallMethod(module, "format_exception", "OOO", type, value,
					    traceback ? traceback : NONE);
	empty = PyUnicode_FromString("");
	if (lines && empty)
		text = PyUnicode_Join(empty, lines);
	unref(empty);
	unref(lines);
	unref(module);
	PyErr_Clear();
	return text;
}

void
report_exception(struct report *r, const char *module, const char *action)
{
	PyObject *type, *value, *traceback, *text, *bytes, *name, *message;

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
	text = format_traceback(type, value, traceback);
	bytes = text ? PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace") : NULL;
	if (bytes)
		report_add(r, PYR_REC_TRACEBACK, module, "", PyBytes_AsString(bytes));
	PyErr_Clear();
	unref(bytes);
	unref(text);
	unref(message);
	unref(name);
	unref(type);
	unref(value);
	unref(traceback);
	PyErr_Clear();
}
