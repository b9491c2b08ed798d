/* /proc/PID/maps: lines as kernels write them, and lines as they don't. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "../../attach/maps.h"

int suite_maps(void);

static const char real[] =
	"00400000-00452000 r-xp 00000000 08:02 173521                             /usr/bin/dbus daemon\n"
	"00651000-00652000 r--p 00051000 08:02 173521      /usr/bin/dbus daemon\n"
	"35b1a21000-35b1a22000 rw-p 00000000 00:00 0 \n"
	"7f2c3a000000-7f2c3a021000 rw-s 00000000 00:01 2049                       /memfd:a b (deleted)\n"
	"7f2c3b5f0000-7f2c3b616000 r--p 00026000 fe:01 131213 /usr/lib/libc.so.6 (deleted)\n"
	"7ffd0a9f0000-7ffd0aa11000 rw-p 00000000 00:00 0                          [stack]\n"
	"7ffd0ab60000-7ffd0ab64000 r--p 00000000 00:00 0                          [vvar]\n"
	"7ffd0ab64000-7ffd0ab66000 r-xp 00000000 00:00 0                          [vdso]\n"
	"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n";

/* The text in a buffer of exactly its size; the caller frees it. */
static char *
text_of(const char *text)
{
	char *copy = strdup(text);

	CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
	return copy;
}

/* How many mappings a text has, -1 when it is refused. */
static int
count_of(const char *text)
{
	char *copy = text_of(text);
	struct maps maps;
	int count = maps_parse(copy, &maps) < 0 ? -1 : (int)maps.count;

	if (count < 0) {
		CU_ASSERT_PTR_NULL(maps.list);
		CU_ASSERT_EQUAL(maps.count, 0);
	}
	maps_fini(&maps);
	free(copy);
	return count;
}

static bool
is_named(const char *path, const char *expected)
{
	struct mapping m = {.path = path};
	char name[64];

	mapping_name(&m, name, sizeof(name));
	if (strcmp(name, expected))
		fprintf(stderr, "\"%s\" is named \"%s\", not \"%s\"\n", path, name, expected);
	return !strcmp(name, expected);
}

static void
test_lines(void)
{
	char *text = text_of(real);
	struct maps maps;

	CU_ASSERT_EQUAL_FATAL(maps_parse(text, &maps), 0);
	CU_ASSERT_EQUAL_FATAL(maps.count, 9);
	CU_ASSERT_EQUAL(maps.list[0].start, 0x400000);
	CU_ASSERT_EQUAL(maps.list[0].end, 0x452000);
	CU_ASSERT_STRING_EQUAL(maps.list[0].perms, "r-xp");
	CU_ASSERT_EQUAL(maps.list[0].inode, 173521);
	CU_ASSERT_STRING_EQUAL(maps.list[0].path, "/usr/bin/dbus daemon");
	CU_ASSERT_EQUAL(maps.list[1].offset, 0x51000);
	CU_ASSERT_STRING_EQUAL(maps.list[2].path, "");
	CU_ASSERT_EQUAL(maps.list[2].inode, 0);
	CU_ASSERT_STRING_EQUAL(maps.list[3].perms, "rw-s");
	CU_ASSERT_STRING_EQUAL(maps.list[3].path, "/memfd:a b (deleted)");
	CU_ASSERT_STRING_EQUAL(maps.list[4].path, "/usr/lib/libc.so.6 (deleted)");
	CU_ASSERT_STRING_EQUAL(maps.list[7].path, "[vdso]");
	CU_ASSERT_EQUAL(maps.list[8].start, 0xffffffffff600000ull);
	maps_fini(&maps);
	CU_ASSERT_PTR_NULL(maps.list);
	free(text);
}

static void
test_last_line_without_newline(void)
{
	CU_ASSERT_EQUAL(count_of("1000-2000 rw-p 00000000 00:00 0"), 1);
	CU_ASSERT_EQUAL(count_of("1000-2000 rw-p 00000000 00:00 0 "), 1);
	CU_ASSERT_EQUAL(count_of("1000-2000 rw-p 00000000 00:00 0 [heap]"), 1);
}

static void
test_empty(void)
{
	CU_ASSERT_EQUAL(count_of(""), 0);
	CU_ASSERT_EQUAL(count_of("\n"), 0);
}

static void
test_malformed(void)
{
	static const char *const lines[] = {
		"garbage\n",
		"1000-2000\n",
		"1000 2000 rw-p 00000000 00:00 0\n",
		"1000-2000 rw- 00000000 00:00 0\n",
		"1000-2000 rw-pp 00000000 00:00 0\n",
		"1000-2000 rw-p zz 00:00 0\n",
		"1000-2000 rw-p 00000000 0000 0\n",
		"1000-2000 rw-p 00000000 00:00\n",
		"2000-1000 rw-p 00000000 00:00 0\n",
		"1000-1000 rw-p 00000000 00:00 0\n",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		CU_ASSERT_EQUAL(count_of(lines[i]), -1);
		if (count_of(lines[i]) != -1)
			fprintf(stderr, "not refused: %s", lines[i]);
	}
}

static void
test_malformed_after_good(void)
{
	CU_ASSERT_EQUAL(count_of("1000-2000 rw-p 00000000 00:00 0 \nwhat is this\n"), -1);
}

/* maps.h: a line of another form is an error, so an empty one in the middle is too. */
static void
test_empty_line_in_the_middle(void)
{
	CU_ASSERT_EQUAL(count_of("1000-2000 rw-p 00000000 00:00 0 \n\n"
				 "3000-4000 rw-p 00000000 00:00 0 \n"),
			-1);
}

static void
test_huge_addresses(void)
{
	CU_ASSERT_EQUAL(count_of("ffffffffffffe000-ffffffffffffffff rw-p 00000000 00:00 0\n"), 1);
	CU_ASSERT_EQUAL(count_of("1000-2000 r--p ffffffffffffffff ff:ff 18446744073709551615 /x\n"),
			1);
	/* Above 64 bits both ends become the largest number: an empty mapping. */
	CU_ASSERT_EQUAL(count_of("fffffffffffffffff-1ffffffffffffffffff rw-p 0 00:00 0\n"), -1);
}

/* More than the list has room for at first. */
static void
test_many(void)
{
	const int count = 5000;
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	for (int i = 1; i <= count; i++)
		fprintf(f, "%x000-%x000 r--p 00000000 08:01 %d /lib/%d.so\n", i, i + 1, i, i);
	fclose(f);
	CU_ASSERT_EQUAL(count_of(text), count);
	free(text);
}

/* What this kernel writes of this process. */
static void
test_own(void)
{
	char *text = malloc(1 << 20);
	FILE *f = fopen("/proc/self/maps", "re");
	struct maps maps;
	uint64_t here = (uint64_t)(uintptr_t)&test_own;
	bool found = false;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_PTR_NOT_NULL_FATAL(f);
	text[fread(text, 1, (1 << 20) - 1, f)] = '\0';
	fclose(f);
	CU_ASSERT_EQUAL_FATAL(maps_parse(text, &maps), 0);
	CU_ASSERT_TRUE(maps.count > 5);
	for (size_t i = 0; i < maps.count; i++) {
		CU_ASSERT_TRUE(!i || maps.list[i].start >= maps.list[i - 1].end);
		if (here >= maps.list[i].start && here < maps.list[i].end)
			found = maps.list[i].perms[2] == 'x' && maps.list[i].inode;
	}
	CU_ASSERT_TRUE(found);
	maps_fini(&maps);
	free(text);
}

static void
test_name(void)
{
	CU_ASSERT_TRUE(is_named("/usr/lib/libc.so.6", "libc.so.6"));
	CU_ASSERT_TRUE(is_named("/usr/lib/libc.so.6 (deleted)", "libc.so.6"));
	CU_ASSERT_TRUE(is_named("/opt/my app/lib x.so", "lib x.so"));
	CU_ASSERT_TRUE(is_named("[vdso]", "[vdso]"));
	CU_ASSERT_TRUE(is_named("", ""));
	CU_ASSERT_TRUE(is_named("/memfd:buffer (deleted)", "memfd:buffer"));
}

/* Only the kernel's own suffix goes, not what a file is called. */
static void
test_name_with_deleted_inside(void)
{
	CU_ASSERT_TRUE(is_named("/srv/a (deleted).so", "a (deleted).so"));
	CU_ASSERT_TRUE(is_named("/srv/a (deleted) (deleted)", "a (deleted)"));
	CU_ASSERT_TRUE(is_named("/srv (deleted)/lib.so", "lib.so"));
}

static void
test_name_in_a_small_buffer(void)
{
	struct mapping m = {.path = "/usr/lib/a-long-name.so (deleted)"};
	char name[8];

	mapping_name(&m, name, sizeof(name));
	CU_ASSERT_STRING_EQUAL(name, "a-long-");
	mapping_name(&m, name, 1);
	CU_ASSERT_STRING_EQUAL(name, "");
}

/* The suffix does not fit as a whole: no part of it belongs to the name. */
static void
test_name_with_cut_suffix(void)
{
	struct mapping m = {.path = "/usr/lib/libc.so.6 (deleted)"};
	char name[16];

	mapping_name(&m, name, sizeof(name));
	CU_ASSERT_STRING_EQUAL(name, "libc.so.6");
}

int
suite_maps(void)
{
	CU_pSuite suite = CU_add_suite("maps", NULL, NULL);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_lines);
	CU_ADD_TEST(suite, test_last_line_without_newline);
	CU_ADD_TEST(suite, test_empty);
	CU_ADD_TEST(suite, test_malformed);
	CU_ADD_TEST(suite, test_malformed_after_good);
	CU_ADD_TEST(suite, test_empty_line_in_the_middle);
	CU_ADD_TEST(suite, test_huge_addresses);
	CU_ADD_TEST(suite, test_many);
	CU_ADD_TEST(suite, test_own);
	CU_ADD_TEST(suite, test_name);
	CU_ADD_TEST(suite, test_name_with_deleted_inside);
	CU_ADD_TEST(suite, test_name_in_a_small_buffer);
	CU_ADD_TEST(suite, test_name_with_cut_suffix);
	return 0;
}
