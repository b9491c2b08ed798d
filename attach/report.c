#include "report.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* What is left of the buffer. */
struct cursor {
	const char *at, *end;
};

/* The next NUL-terminated field, NULL when the buffer ends before its NUL. */
static const char *
next_field(struct cursor *c)
{
	const char *field = c->at;
	const char *nul;

	if (c->at == c->end)
		return NULL;
	nul = memchr(c->at, '\0', (size_t)(c->end - c->at));
	if (!nul)
		return NULL;
	c->at = nul + 1;
	return field;
}

static bool
known_kind(enum pyr_record kind)
{
	switch (kind) {
#define X(id, value, word) case id:
		PYR_RECORDS(X)
#undef X
		return true;
	default:
		return false;
	}
}

/* False at the end of the buffer, or in front of a record that is cut off. */
static bool
next_record(struct cursor *c, struct report_line *line)
{
	struct cursor after = *c;

	if (after.at == after.end)
		return false;
	line->kind = (enum pyr_record)(unsigned char)*after.at++;
	line->module = next_field(&after);
	line->name = line->module ? next_field(&after) : NULL;
	line->detail = line->name ? next_field(&after) : NULL;
	if (!line->detail)
		return false;
	*c = after;
	return true;
}

static size_t
count_known(struct cursor c)
{
	struct report_line line;
	size_t count = 0;

	while (next_record(&c, &line))
		count += known_kind(line.kind);
	return count;
}

int
report_parse(struct report *r, const char *records, size_t len)
{
	struct cursor c;
	struct report_line line;
	size_t count;

	memset(r, 0, sizeof(*r));
	if (len == 0)
		return 0;
	c = (struct cursor){records, records + len};
	count = count_known(c);
	if (count) {
		r->lines = calloc(count, sizeof(*r->lines));
		if (!r->lines)
			return -1;
	}
	while (next_record(&c, &line))
		if (known_kind(line.kind))
			r->lines[r->count++] = line;
	r->dropped = c.at != c.end;
	return 0;
}

void
report_fini(struct report *r)
{
	free(r->lines);
	memset(r, 0, sizeof(*r));
}

/*
 * Decode one character; returns its length, 0 when the bytes at s are not
 * valid UTF-8.  A NUL is no continuation byte, so this never reads past one.
 */
static size_t
decode(const unsigned char *s, uint32_t *code)
{
	static const uint32_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};
	size_t length;

	if (s[0] < 0x80) {
		*code = s[0];
		return 1;
	}
	if (s[0] < 0xc0 || s[0] > 0xf7)
		return 0;
	length = s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
	*code = s[0] & (0x7fu >> length);
	for (size_t i = 1; i < length; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3f);
	}
	if (*code < lowest[length] || *code > 0x10ffff || (*code >= 0xd800 && *code <= 0xdfff))
		return 0;
	return length;
}

static bool
is_harmless(uint32_t code, enum report_layout layout)
{
	if (code == '\n' || code == '\t')
		return layout == REPORT_MULTI_LINE;
	if (code < 0x20 || (code >= 0x7f && code < 0xa0))
		return false;
	/* Marks, embeddings, overrides and isolates make a line read as another; separators
	   break it. */
	return !(code == 0x061c || code == 0x200e || code == 0x200f ||
		 (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069));
}

size_t
report_put(FILE *out, const char *text, enum report_layout layout)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t columns = 0;

	while (*s) {
		char escape[12];
		uint32_t code;
		size_t length = decode(s, &code);

		if (length && is_harmless(code, layout)) {
			if (out)
				fwrite(s, 1, length, out);
			columns++;
		} else {
			if (length < 2)
				snprintf(escape, sizeof(escape), "\\x%02x", *s);
			else
				snprintf(escape, sizeof(escape), "\\u%04x", code);
			if (out)
				fputs(escape, out);
			columns += strlen(escape);
		}
		s += length ? length : 1;
	}
	return columns;
}

char *
report_utf8(const char *text)
{
	static const char replacement[] = "\xef\xbf\xbd"; /* U+FFFD */
	const unsigned char *s = (const unsigned char *)text;
	char *copy = malloc(3 * strlen(text) + 1);
	char *to = copy;

	if (!copy)
		return NULL;
	while (*s) {
		uint32_t code;
		size_t length = decode(s, &code);

		to = mempcpy(to, length ? (const char *)s : replacement, length ? length : 3);
		s += length ? length : 1;
	}
	*to = '\0';
	return copy;
}
