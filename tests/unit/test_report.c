/* The records of the payload, byte by byte hostile, and what the operator sees of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>
#include <jansson.h>

#include "../../attach/print.h"
#include "../../attach/report.h"

int suite_report(void);

/* Records in a buffer of exactly their size, so that ASan sees a read past the end. */
static char *
exact(const char *bytes, size_t len)
{
	char *copy = malloc(len ? len : 1);

	if (copy && len)
		memcpy(copy, bytes, len);
	return copy;
}

#define RECORD(kind, module, name, detail) kind module "\0" name "\0" detail "\0"

/* ---- taking the buffer apart ---- */

static void
test_parse(void)
{
	static const char bytes[] = RECORD("U", "app", "greet", "in place")
		RECORD("S", "app", "serve", "") RECORD("T", "", "", "a\nb");
	struct report r;

	CU_ASSERT_EQUAL_FATAL(report_parse(&r, bytes, sizeof(bytes) - 1), 0);
	CU_ASSERT_EQUAL_FATAL(r.count, 3);
	CU_ASSERT_EQUAL(r.dropped, 0);
	CU_ASSERT_EQUAL(r.lines[0].kind, PYR_REC_UPDATED);
	CU_ASSERT_STRING_EQUAL(r.lines[0].module, "app");
	CU_ASSERT_STRING_EQUAL(r.lines[0].name, "greet");
	CU_ASSERT_STRING_EQUAL(r.lines[0].detail, "in place");
	CU_ASSERT_EQUAL(r.lines[1].kind, PYR_REC_STALE);
	CU_ASSERT_STRING_EQUAL(r.lines[1].detail, "");
	CU_ASSERT_STRING_EQUAL(r.lines[2].detail, "a\nb");
	report_fini(&r);
}

static void
test_parse_empty(void)
{
	struct report r;

	CU_ASSERT_EQUAL(report_parse(&r, NULL, 0), 0);
	CU_ASSERT_EQUAL(r.count, 0);
	CU_ASSERT_EQUAL(r.dropped, 0);
	report_fini(&r);
}

/* Cut at every byte: what is whole is read, what is not is counted. */
static void
test_parse_truncated(void)
{
	static const char bytes[] = RECORD("U", "app", "f", "d") RECORD("A", "app", "g", "");
	const size_t first = 9;

	for (size_t len = 0; len < sizeof(bytes); len++) {
		char *copy = exact(bytes, len);
		struct report r;

		CU_ASSERT_EQUAL_FATAL(report_parse(&r, copy, len), 0);
		CU_ASSERT_EQUAL(r.count, (len >= first) + (len == sizeof(bytes) - 1));
		CU_ASSERT_EQUAL(r.dropped, len != 0 && len != first && len != sizeof(bytes) - 1);
		report_fini(&r);
		free(copy);
	}
}

static void
test_parse_no_nul(void)
{
	char bytes[4096];
	struct report r;

	memset(bytes, 'U', sizeof(bytes));
	CU_ASSERT_EQUAL(report_parse(&r, bytes, sizeof(bytes)), 0);
	CU_ASSERT_EQUAL(r.count, 0);
	CU_ASSERT_EQUAL(r.dropped, 1);
	report_fini(&r);
}

static void
test_parse_unknown(void)
{
	static const char bytes[] = RECORD("\xff", "a", "b", "c") RECORD("u", "a", "b", "c")
		"\0\0\0\0" RECORD("K", "app", "cache", "");
	struct report r;

	CU_ASSERT_EQUAL(report_parse(&r, bytes, sizeof(bytes) - 1), 0);
	CU_ASSERT_EQUAL(r.dropped, 0);
	CU_ASSERT_EQUAL_FATAL(r.count, 1);
	CU_ASSERT_STRING_EQUAL(r.lines[0].name, "cache");
	report_fini(&r);
}

static void
test_parse_huge(void)
{
	const size_t count = 500000;
	char *bytes = calloc(count, 4);
	struct report r;

	CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
	for (size_t i = 0; i < count; i++)
		bytes[4 * i] = 'S';
	CU_ASSERT_EQUAL(report_parse(&r, bytes, 4 * count), 0);
	CU_ASSERT_EQUAL(r.count, count);
	report_fini(&r);
	memset(bytes, 'x', 4 * count);
	bytes[0] = 'N';
	memset(bytes + 4 * count - 3, 0, 3);
	CU_ASSERT_EQUAL(report_parse(&r, bytes, 4 * count), 0);
	CU_ASSERT_EQUAL_FATAL(r.count, 1);
	CU_ASSERT_EQUAL(strlen(r.lines[0].module), 4 * count - 4);
	report_fini(&r);
	free(bytes);
}

/* Whatever the bytes: strings stay inside the buffer, which ASan watches. */
static void
test_parse_random(void)
{
	static const char alphabet[] = {0, 0, 0, 'U', 'S', 'T', 'M', 'x', (char)0xff, (char)0x1b};
	unsigned seed = 1;

	for (int round = 0; round < 2000; round++) {
		size_t len = (size_t)rand_r(&seed) % 64;
		char *bytes = malloc(len ? len : 1);
		struct report r;

		CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
		for (size_t i = 0; i < len; i++)
			bytes[i] = alphabet[(size_t)rand_r(&seed) % sizeof(alphabet)];
		CU_ASSERT_EQUAL_FATAL(report_parse(&r, bytes, len), 0);
		for (size_t i = 0; i < r.count; i++)
			CU_ASSERT_TRUE(r.lines[i].detail + strlen(r.lines[i].detail) < bytes + len);
		report_fini(&r);
		free(bytes);
	}
}

/* ---- making text harmless ---- */

static bool
puts_as(const char *text, enum report_layout layout, const char *expected)
{
	char *printed = NULL;
	size_t size, columns;
	FILE *f = open_memstream(&printed, &size);
	bool same;

	if (!f)
		return false;
	columns = report_put(f, text, layout);
	fclose(f);
	same = !strcmp(printed, expected) && columns == report_put(NULL, text, layout);
	if (!same)
		fprintf(stderr, "printed \"%s\" instead of \"%s\"\n", printed, expected);
	free(printed);
	return same;
}

static void
test_put(void)
{
	CU_ASSERT_TRUE(puts_as("caf\xc3\xa9 \xf0\x9f\x90\x8d", REPORT_ONE_LINE,
			       "caf\xc3\xa9 \xf0\x9f\x90\x8d"));
	CU_ASSERT_EQUAL(report_put(NULL, "caf\xc3\xa9", REPORT_ONE_LINE), 4);
	CU_ASSERT_TRUE(puts_as("a\nb\tc", REPORT_ONE_LINE, "a\\x0ab\\x09c"));
	CU_ASSERT_TRUE(puts_as("a\nb\tc\r", REPORT_MULTI_LINE, "a\nb\tc\\x0d"));
	CU_ASSERT_TRUE(puts_as("\x1b[2J\x07\x7f", REPORT_MULTI_LINE, "\\x1b[2J\\x07\\x7f"));
	CU_ASSERT_TRUE(puts_as("\xc2\x9b" "2J", REPORT_MULTI_LINE, "\\u009b2J"));
	CU_ASSERT_TRUE(puts_as("\x9b" "2J", REPORT_MULTI_LINE, "\\x9b2J"));
	CU_ASSERT_TRUE(puts_as("a\xe2\x80\xae" "b\xe2\x80\xa8", REPORT_MULTI_LINE,
			       "a\\u202eb\\u2028"));
}

static void
test_put_bad_utf8(void)
{
	CU_ASSERT_TRUE(puts_as("a\xc3", REPORT_ONE_LINE, "a\\xc3"));
	CU_ASSERT_TRUE(puts_as("\xe2\x82", REPORT_ONE_LINE, "\\xe2\\x82"));
	CU_ASSERT_TRUE(puts_as("\xc0\x9b", REPORT_ONE_LINE, "\\xc0\\x9b"));         /* overlong */
	CU_ASSERT_TRUE(puts_as("\xed\xa0\x80", REPORT_ONE_LINE, "\\xed\\xa0\\x80")); /* surrogate */
	CU_ASSERT_TRUE(puts_as("\xf4\x90\x80\x80", REPORT_ONE_LINE, "\\xf4\\x90\\x80\\x80"));
	CU_ASSERT_TRUE(puts_as("\xff\xfe", REPORT_ONE_LINE, "\\xff\\xfe"));
}

static bool
cleans_to(const char *text, const char *expected)
{
	char *clean = report_utf8(text);
	bool same = clean && !strcmp(clean, expected);

	free(clean);
	return same;
}

static void
test_utf8(void)
{
	CU_ASSERT_TRUE(cleans_to("", ""));
	CU_ASSERT_TRUE(cleans_to("caf\xc3\xa9\n\x1b", "caf\xc3\xa9\n\x1b"));
	CU_ASSERT_TRUE(cleans_to("a\xff" "b", "a\xef\xbf\xbd" "b"));
	CU_ASSERT_TRUE(cleans_to("\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd"));
	CU_ASSERT_TRUE(cleans_to("\xff\xff\xff", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"));
}

/* ---- what is printed ---- */

/* One run of print_reply() or print_error(), with all that it wrote. */
struct printed {
	struct options o;
	struct reply reply;
	struct error error;
	char *modules[2];
	char names[2][16];
	char *out, *err;
};

static void
begin(struct printed *p, enum pyr_status status, const char *bytes, size_t len)
{
	memset(p, 0, sizeof(*p));
	snprintf(p->names[0], sizeof(p->names[0]), "app");
	snprintf(p->names[1], sizeof(p->names[1]), "app.views");
	p->modules[0] = p->names[0];
	p->modules[1] = p->names[1];
	p->o.pid = 4711;
	p->o.modules = p->modules;
	p->o.module_count = 2;
	p->reply.status = status;
	p->reply.records = exact(bytes, len);
	p->reply.records_len = len;
	p->reply.stop_ns = 180000;
	p->reply.gil_ns = 410000;
	p->reply.commit_ns = 90000;
	p->reply.attempts = 1;
	snprintf(p->reply.version, sizeof(p->reply.version), "3.11.2");
}

/* Print p->error where it is set, the reply otherwise. */
static void
print(struct printed *p)
{
	size_t out_size, err_size;
	FILE *out, *err;

	free(p->out);
	free(p->err);
	out = open_memstream(&p->out, &out_size);
	err = open_memstream(&p->err, &err_size);
	if (p->error.code)
		print_error(&p->o, &p->error, out, err);
	else
		print_reply(&p->o, &p->reply, out, err);
	fclose(out);
	fclose(err);
}

static void
end(struct printed *p)
{
	free(p->reply.records);
	free(p->out);
	free(p->err);
}

/* The JSON document of the run; the caller ends it with json_decref(). */
static json_t *
document(struct printed *p)
{
	json_error_t e;
	json_t *root;

	p->o.json = true;
	print(p);
	CU_ASSERT_STRING_EQUAL(p->err, "");
	CU_ASSERT_PTR_EQUAL(strchr(p->out, '\n'), p->out + strlen(p->out) - 1);
	root = json_loads(p->out, 0, &e);
	CU_ASSERT_PTR_NOT_NULL_FATAL(root);
	return root;
}

static const char *
text_at(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "(none)";
}

static json_int_t
number_at(json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static const char reloaded[] = RECORD("M", "app", "", "changed")
	RECORD("M", "app.views", "", "changed") RECORD("M", "app.models", "", "unchanged")
	RECORD("U", "app", "greet", "in place") RECORD("U", "app.views", "index", "in place")
	RECORD("K", "app", "cache", "its line did not change")
	RECORD("S", "app", "serve", "thread 4711 at app.py:88")
	RECORD("N", "app", "LOCK", "held by a thread");

static void
test_summary(void)
{
	struct printed p;

	begin(&p, PYR_RELOADED, reloaded, sizeof(reloaded) - 1);
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.out,
			       "reloaded app, app.views in pid 4711 (Python 3.11.2)\n"
			       "  updated   2    app.greet, app.views.index\n"
			       "  kept      1    app.cache\n"
			       "  stale     1    still runs old code:\n"
			       "                 app.serve  thread 4711 at app.py:88\n"
			       "  unchanged 1    app.models\n"
			       "note: app.LOCK: held by a thread\n"
			       "stopped 0.18 ms, GIL held 0.41 ms (commit 0.09 ms)\n");
	CU_ASSERT_STRING_EQUAL(p.err, "");
	p.o.verbose = 1;
	print(&p);
	CU_ASSERT_PTR_NOT_NULL(strstr(p.out, "  updated   2\n"
				      "                 app.greet  in place\n"));
	p.o.quiet = true;
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.out, "");
	CU_ASSERT_STRING_EQUAL(p.err, "");
	end(&p);
}

static void
test_dry_run(void)
{
	struct printed p;

	begin(&p, PYR_RELOADED, reloaded, sizeof(reloaded) - 1);
	p.o.dry_run = true;
	print(&p);
	CU_ASSERT_EQUAL(strncmp(p.out, "would reload app, app.views in pid 4711", 39), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(p.out, "nothing was changed\n"));
	CU_ASSERT_PTR_NULL(strstr(p.out, "commit"));
	end(&p);
}

static void
test_no_op(void)
{
	static const char bytes[] = RECORD("M", "app", "", "unchanged");
	struct printed p;

	begin(&p, PYR_RELOADED, bytes, sizeof(bytes) - 1);
	print(&p);
	CU_ASSERT_PTR_NOT_NULL(strstr(p.out, "nothing to do: app is unchanged in pid 4711"));
	p.reply.records_lost = 1;
	print(&p);
	CU_ASSERT_PTR_NULL(strstr(p.out, "nothing to do"));
	CU_ASSERT_PTR_NOT_NULL(strstr(p.out, "note: 1 more record did not fit"));
	end(&p);
}

/* However many names: one line, and stale alone is never cut. */
static void
test_long_lists(void)
{
	static const char item[] = RECORD("U", "app", "function_with_a_name", "");
	static const char stale[] = RECORD("S", "app", "serve", "here");
	const size_t count = 1000;
	char *bytes = NULL;
	size_t size, lines = 0;
	FILE *f = open_memstream(&bytes, &size);
	struct printed p;

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	for (size_t i = 0; i < count; i++) {
		fwrite(item, 1, sizeof(item) - 1, f);
		fwrite(stale, 1, sizeof(stale) - 1, f);
	}
	fclose(f);
	begin(&p, PYR_RELOADED, bytes, size);
	print(&p);
	CU_ASSERT_PTR_NOT_NULL(strstr(p.out, "  updated   1000 function_with_a_name, "));
	CU_ASSERT_PTR_NOT_NULL(strstr(p.out, ", ...\n"));
	for (char *line = strtok(p.out, "\n"); line; line = strtok(NULL, "\n")) {
		CU_ASSERT_TRUE(strlen(line) <= 100);
		lines++;
	}
	CU_ASSERT_EQUAL(lines, 1 + 1 + 1 + count + 1);
	end(&p);
	free(bytes);
}

static void
test_refused(void)
{
	static const char bytes[] = RECORD("E", "app.views", "", "SyntaxError: invalid syntax")
		RECORD("T", "app.views", "", "  File \"views.py\", line 3\n\tx =\nSyntaxError")
		RECORD("H", "", "", "correct the file and run this again");
	struct printed p;

	begin(&p, PYR_REFUSED, bytes, sizeof(bytes) - 1);
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.out, "");
	CU_ASSERT_STRING_EQUAL(p.err, "pyreload-attach: app.views: SyntaxError: invalid syntax\n"
				      "  File \"views.py\", line 3\n\tx =\nSyntaxError\n"
				      "nothing changed in pid 4711\n"
				      "hint: correct the file and run this again\n");
	end(&p);
}

/* A payload that says no more than its status, or a status that does not exist. */
static void
test_failure_without_records(void)
{
	struct printed p;

	begin(&p, PYR_TRY_AGAIN, NULL, 0);
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.err, "pyreload-attach: there was no safe moment in time\n"
				      "nothing changed in pid 4711\n");
	p.reply.status = (enum pyr_status)4000000000u;
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.err, "pyreload-attach: the outcome is unknown\n");
	end(&p);
}

static void
test_errors(void)
{
	struct printed p;

	begin(&p, PYR_RELOADED, NULL, 0);
	error_set(&p.error, ERR_TRACED, "pid 4711 is traced by \x1b[1mpid 812");
	error_hint(&p.error, "end the debugger first");
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.out, "");
	CU_ASSERT_STRING_EQUAL(p.err, "pyreload-attach: pid 4711 is traced by \\x1b[1mpid 812\n"
				      "nothing changed in pid 4711\n"
				      "hint: end the debugger first\n");
	error_clear(&p.error);
	error_set(&p.error, ERR_TARGET_DIED, "pid 4711 ended");
	print(&p);
	CU_ASSERT_STRING_EQUAL(p.err, "pyreload-attach: pid 4711 ended\n");
	end(&p);
}

/* No byte of a record drives the terminal, in whatever field and kind. */
static void
test_terminal_is_safe(void)
{
	static const char kinds[] = "UPADKSNMEHT";
	static const char field[] = "\x1b[31m\x9b\xc2\x9b\x07\r\x08";
	static const enum pyr_status statuses[] = {PYR_RELOADED, PYR_REFUSED};
	char bytes[sizeof(kinds) * (1 + 3 * sizeof(field))];
	char *to = bytes;
	struct printed p;

	for (const char *kind = kinds; *kind; kind++) {
		*to++ = *kind;
		for (int i = 0; i < 3; i++)
			to = mempcpy(to, field, sizeof(field));
	}
	for (size_t i = 0; i < 2; i++) {
		begin(&p, statuses[i], bytes, (size_t)(to - bytes));
		p.o.verbose = 1;
		print(&p);
		CU_ASSERT_PTR_NULL(strpbrk(p.out, "\x1b\x9b\xc2\x07\r\x08"));
		CU_ASSERT_PTR_NULL(strpbrk(p.err, "\x1b\x9b\xc2\x07\r\x08"));
		CU_ASSERT_PTR_NOT_NULL(strstr(i ? p.err : p.out, "\\x1b[31m"));
		json_decref(document(&p));
		CU_ASSERT_PTR_NULL(strpbrk(p.out, "\x1b\x9b\xc2\x07\r\x08"));
		end(&p);
	}
}

static void
test_json_reloaded(void)
{
	struct printed p;
	json_t *root, *item;

	begin(&p, PYR_RELOADED, reloaded, sizeof(reloaded) - 1);
	p.reply.records_lost = 7;
	p.o.quiet = true;
	root = document(&p);
	CU_ASSERT_STRING_EQUAL(text_at(root, "status"), "reloaded");
	CU_ASSERT_EQUAL(number_at(root, "exit_status"), 0);
	CU_ASSERT_EQUAL(number_at(root, "pid"), 4711);
	CU_ASSERT_STRING_EQUAL(text_at(root, "python"), "3.11.2");
	CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "modules")), 2);
	CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "updated")), 2);
	CU_ASSERT_TRUE(json_is_array(json_object_get(root, "repointed")));
	CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "notes")), 1);
	CU_ASSERT_STRING_EQUAL(
		json_string_value(json_array_get(json_object_get(root, "unchanged"), 0)),
		"app.models");
	item = json_array_get(json_object_get(root, "stale"), 0);
	CU_ASSERT_STRING_EQUAL(text_at(item, "module"), "app");
	CU_ASSERT_STRING_EQUAL(text_at(item, "name"), "serve");
	CU_ASSERT_STRING_EQUAL(text_at(item, "detail"), "thread 4711 at app.py:88");
	CU_ASSERT_TRUE(json_is_null(json_object_get(root, "error")));
	CU_ASSERT_DOUBLE_EQUAL(json_real_value(json_object_get(json_object_get(root, "times"),
							       "stop_ms")),
			       0.18, 1e-9);
	CU_ASSERT_EQUAL(number_at(root, "attempts"), 1);
	CU_ASSERT_EQUAL(number_at(root, "lost_records"), 7);
	json_decref(root);
	p.o.dry_run = true;
	root = document(&p);
	CU_ASSERT_STRING_EQUAL(text_at(root, "status"), "planned");
	json_decref(root);
	end(&p);
}

static void
test_json_refused(void)
{
	static const char bytes[] = RECORD("E", "app", "", "ValueError: 1")
		RECORD("T", "app", "", "Traceback\n\tx\n") RECORD("H", "", "", "repair it");
	struct printed p;
	json_t *root, *error;

	begin(&p, PYR_REFUSED, bytes, sizeof(bytes) - 1);
	root = document(&p);
	error = json_object_get(root, "error");
	CU_ASSERT_STRING_EQUAL(text_at(root, "status"), "refused");
	CU_ASSERT_EQUAL(number_at(root, "exit_status"), 1);
	CU_ASSERT_STRING_EQUAL(text_at(error, "code"), "ERR_REFUSED");
	CU_ASSERT_STRING_EQUAL(text_at(error, "message"), "app: ValueError: 1");
	CU_ASSERT_STRING_EQUAL(text_at(error, "hint"), "repair it");
	CU_ASSERT_STRING_EQUAL(text_at(error, "traceback"), "Traceback\n\tx\n");
	json_decref(root);
	end(&p);
}

static void
test_json_error(void)
{
	struct printed p;
	json_t *root, *error;

	begin(&p, PYR_RELOADED, NULL, 0);
	error_set(&p.error, ERR_NO_SAFE_POINT, "pid 4711: caf\xc3");
	root = document(&p);
	error = json_object_get(root, "error");
	CU_ASSERT_STRING_EQUAL(text_at(root, "status"), "try-again");
	CU_ASSERT_EQUAL(number_at(root, "exit_status"), 4);
	CU_ASSERT_STRING_EQUAL(text_at(error, "code"), "ERR_NO_SAFE_POINT");
	CU_ASSERT_STRING_EQUAL(text_at(error, "message"), "pid 4711: caf\xef\xbf\xbd");
	CU_ASSERT_TRUE(json_is_null(json_object_get(error, "hint")));
	CU_ASSERT_TRUE(json_is_null(json_object_get(root, "python")));
	CU_ASSERT_TRUE(json_is_array(json_object_get(root, "updated")));
	json_decref(root);
	end(&p);
}

/* Every byte value in every field, and a cut last record: still one valid document. */
static void
test_json_of_garbage(void)
{
	char bytes[1024];
	char *to = bytes;
	struct printed p;
	json_t *root;

	*to++ = 'U';
	for (int i = 0; i < 3; i++) {
		for (int byte = 255; byte >= 0; byte--)
			*to++ = (char)byte;
	}
	*to++ = 'E';
	begin(&p, PYR_REFUSED, bytes, (size_t)(to - bytes));
	memset(p.reply.version, 0xff, sizeof(p.reply.version) - 1);
	p.names[0][0] = (char)0x80;
	root = document(&p);
	CU_ASSERT_EQUAL(json_array_size(json_object_get(root, "updated")), 1);
	CU_ASSERT_EQUAL(number_at(root, "lost_records"), 1);
	json_decref(root);
	end(&p);
}

int
suite_report(void)
{
	CU_pSuite suite = CU_add_suite("report", NULL, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_parse);
	CU_ADD_TEST(suite, test_parse_empty);
	CU_ADD_TEST(suite, test_parse_truncated);
	CU_ADD_TEST(suite, test_parse_no_nul);
	CU_ADD_TEST(suite, test_parse_unknown);
	CU_ADD_TEST(suite, test_parse_huge);
	CU_ADD_TEST(suite, test_parse_random);
	CU_ADD_TEST(suite, test_put);
	CU_ADD_TEST(suite, test_put_bad_utf8);
	CU_ADD_TEST(suite, test_utf8);
	CU_ADD_TEST(suite, test_summary);
	CU_ADD_TEST(suite, test_dry_run);
	CU_ADD_TEST(suite, test_no_op);
	CU_ADD_TEST(suite, test_long_lists);
	CU_ADD_TEST(suite, test_refused);
	CU_ADD_TEST(suite, test_failure_without_records);
	CU_ADD_TEST(suite, test_errors);
	CU_ADD_TEST(suite, test_terminal_is_safe);
	CU_ADD_TEST(suite, test_json_reloaded);
	CU_ADD_TEST(suite, test_json_refused);
	CU_ADD_TEST(suite, test_json_error);
	CU_ADD_TEST(suite, test_json_of_garbage);
	return 0;
}
