#include "error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void __attribute__((format(printf, 4, 0)))
fill(struct error *e, enum error_code code, int err, const char *format, va_list ap)
{
	size_t used;

	if (e->code != ERR_NONE)
		return;
	e->code = code;
	vsnprintf(e->message, sizeof(e->message), format, ap);
	used = strlen(e->message);
	if (err)
		snprintf(e->message + used, sizeof(e->message) - used, ": %s", strerror(err));
}

int
error_set(struct error *e, enum error_code code, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	fill(e, code, 0, format, ap);
	va_end(ap);
	return -1;
}

int
error_set_errno(struct error *e, enum error_code code, int err, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	fill(e, code, err, format, ap);
	va_end(ap);
	return -1;
}

void
error_hint(struct error *e, const char *format, ...)
{
	va_list ap;

	if (e->hint[0])
		return;
	va_start(ap, format);
	vsnprintf(e->hint, sizeof(e->hint), format, ap);
	va_end(ap);
}

void
error_clear(struct error *e)
{
	memset(e, 0, sizeof(*e));
}

int
error_exit_status(enum error_code code)
{
	static const int status[] = {
#define X(code, status) [code] = status,
		ERROR_CODES(X)
#undef X
	};

	return status[code];
}

const char *
error_name(enum error_code code)
{
	static const char *const name[] = {
#define X(code, status) [code] = #code,
		ERROR_CODES(X)
#undef X
	};

	return name[code];
}
