/* Images read from memory: this process's own, and some that no linker would make. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "../../attach/elf.h"
#include "../../attach/maps.h"
#include "../../attach/procfs.h"

int suite_elf(void);

/* ---- real images ---- */

/* The first mapping whose name begins with `name`; 0: none. */
static uint64_t
find_image(const char *name)
{
	char *text = procfs_read(getpid(), "maps", NULL), base[64];
	struct maps maps;
	uint64_t at = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_EQUAL_FATAL(maps_parse(text, &maps), 0);
	for (size_t i = 0; i < maps.count && !at; i++) {
		mapping_name(&maps.list[i], base, sizeof(base));
		if (!strncmp(base, name, strlen(name)) && !maps.list[i].offset)
			at = maps.list[i].start;
	}
	maps_fini(&maps);
	free(text);
	return at;
}

static void
test_libc(void)
{
	static const char *const names[] = {
		"malloc", "free", "read", "fork", "munmap", "qsort", "sem_wait", "nanosleep",
		"pthread_create", "pthread_attr_init", "pthread_attr_setstack",
		"pthread_attr_setdetachstate", "clock_gettime", "dlopen", "dlsym", "dlclose", "dlerror", "environ"};
	void *libc = dlopen("libc.so.6", RTLD_NOW | RTLD_NOLOAD);
	struct elf_image image;
	uint64_t at = find_image("libc.so.6");
	void *expected;

	CU_ASSERT_PTR_NOT_NULL_FATAL(libc);
	CU_ASSERT_EQUAL_FATAL(elf_image_load(getpid(), at, &image), ELF_LOADED);
	CU_ASSERT_EQUAL(image.start, at);
	CU_ASSERT_EQUAL(image.bias, at);
	CU_ASSERT_TRUE(image.end > image.start && image.bss_end <= image.end);
	CU_ASSERT_TRUE(image.text >= image.start && image.text + image.text_size <= image.end);
	CU_ASSERT_TRUE(image.eh_frame_hdr >= image.start && image.eh_frame_hdr < image.end);
	CU_ASSERT_TRUE(image.symbol_count > 2000);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		expected = dlsym(libc, names[i]);
		if (!expected)
			continue; /* in a library of its own before glibc 2.34 */
		CU_ASSERT_EQUAL(elf_image_symbol(&image, names[i]), (uint64_t)(uintptr_t)expected);
		if (elf_image_symbol(&image, names[i]) != (uint64_t)(uintptr_t)expected)
			fprintf(stderr, "another %s than dlsym's\n", names[i]);
	}
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "no such symbol"), 0);
	CU_ASSERT_EQUAL(elf_image_symbol(&image, ""), 0);
	elf_image_fini(&image);
	CU_ASSERT_EQUAL(image.symbol_count, 0);
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "malloc"), 0);
	dlclose(libc);
}

static void
test_program(void)
{
	char path[4096] = "";
	struct elf_image image;
	uint64_t here = (uint64_t)(uintptr_t)&test_program;

	CU_ASSERT_TRUE_FATAL(readlink("/proc/self/exe", path, sizeof(path) - 1) > 0);
	CU_ASSERT_EQUAL_FATAL(elf_image_load(getpid(), find_image(strrchr(path, '/') + 1), &image),
			      ELF_LOADED);
	CU_ASSERT_TRUE(here >= image.text && here < image.text + image.text_size);
	/* It only refers to malloc. */
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "suite_elf_is_not_exported"), 0);
	elf_image_fini(&image);
}

static void
test_vdso(void)
{
	struct elf_image image;
	uint64_t at = getauxval(AT_SYSINFO_EHDR), symbol;

	CU_ASSERT_NOT_EQUAL_FATAL(at, 0);
	CU_ASSERT_EQUAL(find_image("[vdso]"), at);
	CU_ASSERT_EQUAL_FATAL(elf_image_load(getpid(), at, &image), ELF_LOADED);
	symbol = elf_image_symbol(&image, "__vdso_clock_gettime");
	CU_ASSERT_TRUE(symbol > image.start && symbol < image.end);
	elf_image_fini(&image);
}

static void
test_not_elf(void)
{
	struct elf_image image;
	char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CU_ASSERT_TRUE_FATAL(page != MAP_FAILED);
	CU_ASSERT_EQUAL(elf_image_load(getpid(), (uintptr_t)page, &image), ELF_NOT_ELF);
	memset(page, 0x7f, 8192);
	CU_ASSERT_EQUAL(elf_image_load(getpid(), (uintptr_t)page, &image), ELF_NOT_ELF);
	munmap(page, 8192);
	CU_ASSERT_EQUAL(elf_image_load(getpid(), (uintptr_t)page, &image), ELF_NOT_ELF);
	CU_ASSERT_EQUAL(elf_image_load(getpid(), 0, &image), ELF_NOT_ELF);
	CU_ASSERT_EQUAL(elf_image_load(getpid(), UINT64_MAX - 4095, &image), ELF_NOT_ELF);
	CU_ASSERT_PTR_NULL(image.symbols);
}

/* ---- made images ---- */

/* The smallest whole image, at addresses from 0. */
struct made {
	Elf64_Ehdr ehdr;
	Elf64_Phdr load, dynamic;
	Elf64_Dyn dyn[8];
	uint32_t hash[8];
	uint32_t gnu_hash[16];
	Elf64_Sym symbols[3];
	char strings[32];
};

enum { D_SYMTAB, D_STRTAB, D_STRSZ, D_HASH, D_GNU_HASH, D_END };

static struct made *made;

static void
make(void)
{
	static const char strings[] = "\0first\0second";
	struct made m = {
		.ehdr = {.e_ident = ELFMAG, .e_type = ET_DYN, .e_machine = EM_X86_64,
			 .e_version = EV_CURRENT, .e_phoff = offsetof(struct made, load),
			 .e_ehsize = sizeof(Elf64_Ehdr), .e_phentsize = sizeof(Elf64_Phdr),
			 .e_phnum = 2},
		.load = {.p_type = PT_LOAD, .p_flags = PF_R | PF_X, .p_filesz = sizeof(m),
			 .p_memsz = sizeof(m), .p_align = 4096},
		.dynamic = {.p_type = PT_DYNAMIC, .p_vaddr = offsetof(struct made, dyn),
			    .p_offset = offsetof(struct made, dyn), .p_memsz = sizeof(m.dyn)},
		.dyn = {{DT_SYMTAB, {offsetof(struct made, symbols)}},
			{DT_STRTAB, {offsetof(struct made, strings)}},
			{DT_STRSZ, {sizeof(m.strings)}},
			{DT_HASH, {offsetof(struct made, hash)}},
			{DT_GNU_HASH, {offsetof(struct made, gnu_hash)}},
			{DT_NULL, {0}}},
		.hash = {1, 3, 1, 0, 2, 0},
		/* one bucket, symbols from 1, one bloom word; the chain ends at the second */
		.gnu_hash = {1, 1, 1, 0, 0, 0, 1, 2, 3},
		.symbols = {{0},
			    {.st_name = 1, .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
			     .st_shndx = 1, .st_value = 0x100},
			    {.st_name = 7, .st_info = ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT),
			     .st_shndx = 1, .st_value = 0x200}},
	};

	m.ehdr.e_ident[EI_CLASS] = ELFCLASS64;
	m.ehdr.e_ident[EI_DATA] = ELFDATA2LSB;
	m.ehdr.e_ident[EI_VERSION] = EV_CURRENT;
	memcpy(m.strings, strings, sizeof(strings));
	*made = m;
}

/* Two pages of our own, whose second is the last that can be read. */
static int
begin(void)
{
	char *at = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (at == MAP_FAILED)
		return -1;
	mprotect(at + 2 * 4096, 4096, PROT_NONE);
	made = (struct made *)(void *)at;
	return 0;
}

static int
finish(void)
{
	return munmap(made, 3 * 4096);
}

static enum elf_found
load(struct elf_image *image)
{
	return elf_image_load(getpid(), (uintptr_t)made, image);
}

static void
load_and_forget(void)
{
	struct elf_image image;

	if (load(&image) == ELF_LOADED)
		elf_image_fini(&image);
}

/* Refused, or taken without symbols: then it only serves for unwinding. */
static bool
gives_no_symbols(void)
{
	struct elf_image image;
	enum elf_found found = load(&image);
	bool none = !elf_image_symbol(&image, "first") && !elf_image_symbol(&image, "second");

	if (found == ELF_LOADED)
		elf_image_fini(&image);
	return none;
}

static bool
is(enum elf_found expected)
{
	struct elf_image image;
	enum elf_found found = load(&image);

	if (found == ELF_LOADED)
		elf_image_fini(&image);
	else
		CU_ASSERT_PTR_NULL(image.symbols);
	return found == expected;
}

static void
assert_both_symbols(void)
{
	struct elf_image image;

	CU_ASSERT_EQUAL_FATAL(load(&image), ELF_LOADED);
	CU_ASSERT_EQUAL(image.symbol_count, 3);
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "first"), (uintptr_t)made + 0x100);
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "second"), (uintptr_t)made + 0x200);
	elf_image_fini(&image);
}

static void
test_made(void)
{
	make();
	assert_both_symbols();
	made->dyn[D_HASH].d_tag = DT_DEBUG; /* the other table alone */
	assert_both_symbols();
	/* Pointers that the loader has relocated. */
	make();
	for (int i = 0; i < D_END; i++)
		if (i != D_STRSZ)
			made->dyn[i].d_un.d_ptr += (uintptr_t)made;
	assert_both_symbols();
	/* Linked for another address. */
	make();
	made->load.p_vaddr += 0x400000;
	made->dynamic.p_vaddr += 0x400000;
	for (int i = 0; i < D_END; i++)
		if (i != D_STRSZ)
			made->dyn[i].d_un.d_ptr += 0x400000;
	made->symbols[1].st_value += 0x400000;
	made->symbols[2].st_value += 0x400000;
	assert_both_symbols();
}

static void
test_foreign(void)
{
	make();
	made->ehdr.e_machine = EM_AARCH64;
	CU_ASSERT_TRUE(is(ELF_FOREIGN));
	make();
	made->ehdr.e_ident[EI_CLASS] = ELFCLASS32;
	made->ehdr.e_machine = EM_386;
	CU_ASSERT_TRUE(!is(ELF_LOADED));
	make();
	made->ehdr.e_ident[EI_DATA] = ELFDATA2MSB;
	CU_ASSERT_TRUE(!is(ELF_LOADED));
}

/* A well-formed 32-bit header, as the vDSO of a 32-bit process or its libc has. */
static void
test_32_bit(void)
{
	Elf32_Ehdr e = {.e_ident = ELFMAG, .e_type = ET_DYN, .e_machine = EM_386,
			.e_version = EV_CURRENT, .e_ehsize = sizeof(e), .e_phoff = sizeof(e),
			.e_phentsize = sizeof(Elf32_Phdr), .e_phnum = 1};

	e.e_ident[EI_CLASS] = ELFCLASS32;
	e.e_ident[EI_DATA] = ELFDATA2LSB;
	e.e_ident[EI_VERSION] = EV_CURRENT;
	memset(made, 0, 4096);
	memcpy(made, &e, sizeof(e));
	CU_ASSERT_TRUE(is(ELF_FOREIGN));
}

static void
test_bad_identification(void)
{
	make();
	made->ehdr.e_ident[EI_CLASS] = 9;
	CU_ASSERT_TRUE(!is(ELF_LOADED));
	make();
	made->ehdr.e_ident[EI_DATA] = 9;
	CU_ASSERT_TRUE(!is(ELF_LOADED));
	make();
	made->ehdr.e_ident[EI_VERSION] = 9;
	CU_ASSERT_TRUE(!is(ELF_LOADED));
	memset(made, 0, sizeof(*made));
	memcpy(made, ELFMAG, SELFMAG);
	CU_ASSERT_TRUE(!is(ELF_LOADED));
}

static void
test_bad_program_headers(void)
{
	static const uint16_t counts[] = {100, 1000, PN_XNUM - 1, PN_XNUM};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		make();
		made->ehdr.e_phnum = counts[i];
		CU_ASSERT_TRUE(gives_no_symbols());
		made->ehdr.e_phentsize = 0;
		load_and_forget(); /* whatever comes out of it */
	}
	make();
	made->ehdr.e_phnum = 0;
	CU_ASSERT_TRUE(gives_no_symbols());
	make();
	made->ehdr.e_phoff = 4096 - sizeof(Elf64_Phdr); /* the second one is beyond the page */
	CU_ASSERT_TRUE(gives_no_symbols());
	made->ehdr.e_phoff = 1ull << 40;
	CU_ASSERT_TRUE(gives_no_symbols());
	/* The sum with the size of the table begins again at 0. */
	made->ehdr.e_phoff = -(uint64_t)sizeof(Elf64_Phdr);
	CU_ASSERT_TRUE(gives_no_symbols());
	made->ehdr.e_phoff = 3; /* not aligned */
	CU_ASSERT_TRUE(gives_no_symbols());
}

static void
test_bad_dynamic(void)
{
	static const uint64_t sizes[] = {0, 1, 4097 * sizeof(Elf64_Dyn), 1ull << 40, UINT64_MAX};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		make();
		made->dynamic.p_memsz = sizes[i];
		CU_ASSERT_TRUE(gives_no_symbols());
	}
	make();
	made->dynamic.p_vaddr = 2 * 4096;
	CU_ASSERT_TRUE(gives_no_symbols());
	made->dynamic.p_vaddr = UINT64_MAX;
	CU_ASSERT_TRUE(gives_no_symbols());
}

static void
test_bad_strings(void)
{
	static const uint64_t sizes[] = {3 * 4096, 63u << 20, 1ull << 40, UINT64_MAX};
	struct elf_image image;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		make();
		made->dyn[D_STRSZ].d_un.d_val = sizes[i];
		CU_ASSERT_TRUE(gives_no_symbols());
	}
	make();
	made->dyn[D_STRTAB].d_un.d_ptr = UINT64_MAX - 3;
	CU_ASSERT_TRUE(gives_no_symbols());
	/* Names beyond the table, and one that its end cuts: never a read past it. */
	make();
	made->symbols[1].st_name = UINT32_MAX;
	made->dyn[D_STRSZ].d_un.d_val = 10;
	CU_ASSERT_EQUAL_FATAL(load(&image), ELF_LOADED);
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "first"), 0);
	CU_ASSERT_EQUAL(elf_image_symbol(&image, "second"), 0);
	CU_ASSERT_NOT_EQUAL(elf_image_symbol(&image, "sec"), 0);
	elf_image_fini(&image);
}

static void
test_bad_hash(void)
{
	static const uint32_t counts[] = {0, 1000, 1u << 19, (1u << 20) + 1, UINT32_MAX};

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		make();
		made->hash[1] = counts[i];
		CU_ASSERT_TRUE(gives_no_symbols());
	}
	make();
	made->dyn[D_HASH].d_un.d_ptr = 3 * 4096;
	made->dyn[D_GNU_HASH].d_tag = DT_DEBUG;
	CU_ASSERT_TRUE(gives_no_symbols());
}

static void
test_bad_gnu_hash(void)
{
	static const uint32_t values[] = {1u << 19, 1u << 20, (1u << 20) + 1, UINT32_MAX};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		for (int field = 0; field < 3; field++) { /* buckets, first symbol, bloom words */
			make();
			made->dyn[D_HASH].d_tag = DT_DEBUG;
			made->gnu_hash[field] = values[i];
			CU_ASSERT_TRUE(gives_no_symbols());
		}
		make();
		made->dyn[D_HASH].d_tag = DT_DEBUG;
		made->gnu_hash[6] = values[i]; /* the only bucket */
		CU_ASSERT_TRUE(gives_no_symbols());
	}
	/* A chain without an end runs out of the pages. */
	make();
	made->dyn[D_HASH].d_tag = DT_DEBUG;
	memset(&made->gnu_hash[7], 0, sizeof(made->gnu_hash) - 7 * sizeof(made->gnu_hash[0]));
	for (size_t i = offsetof(struct made, symbols); i < 2 * 4096; i += 4)
		if (i > sizeof(*made))
			memset((char *)made + i, 0, 4);
	load_and_forget(); /* a symbol's odd byte may end it: it only has to return */
}

/* Segments that cover more than there is must not give an image that covers all others. */
static void
test_huge_segment(void)
{
	struct elf_image image;

	make();
	made->load.p_memsz = 1ull << 62;
	if (load(&image) == ELF_LOADED) {
		CU_ASSERT_TRUE(image.end - image.start < 1ull << 47);
		elf_image_fini(&image);
	}
}

/* Any bytes wrong in any place: it returns, and what it gives can be searched. */
static void
test_random_damage(void)
{
	unsigned seed = 20260723;
	struct elf_image image;
	unsigned char *bytes = (unsigned char *)made;

	for (int round = 0; round < 20000; round++) {
		make();
		for (int i = 0; i < 1 + round % 4; i++)
			bytes[SELFMAG + (size_t)rand_r(&seed) % (sizeof(*made) - SELFMAG)] =
				round & 1 ? 0xff : (unsigned char)rand_r(&seed);
		if (load(&image) == ELF_LOADED) {
			elf_image_symbol(&image, "second");
			elf_image_symbol(&image, "");
			elf_image_fini(&image);
		}
	}
	CU_PASS("it returned each time");
}

static void
test_read(void)
{
	char buffer[64];

	make();
	CU_ASSERT_EQUAL(elf_read(getpid(), (uintptr_t)made, buffer, SELFMAG), 0);
	CU_ASSERT_EQUAL(memcmp(buffer, ELFMAG, SELFMAG), 0);
	/* Half of it is not there. */
	CU_ASSERT_EQUAL(elf_read(getpid(), (uintptr_t)made + 2 * 4096 - 32, buffer, 64), -1);
	CU_ASSERT_EQUAL(elf_read(0x7fffffff, (uintptr_t)made, buffer, 4), -1);
}

int
suite_elf(void)
{
	CU_pSuite suite = CU_add_suite("elf", begin, finish);

	if (!suite)
		return -1;
	CU_ADD_TEST(suite, test_libc);
	CU_ADD_TEST(suite, test_program);
	CU_ADD_TEST(suite, test_vdso);
	CU_ADD_TEST(suite, test_not_elf);
	CU_ADD_TEST(suite, test_made);
	CU_ADD_TEST(suite, test_foreign);
	CU_ADD_TEST(suite, test_32_bit);
	CU_ADD_TEST(suite, test_bad_identification);
	CU_ADD_TEST(suite, test_bad_program_headers);
	CU_ADD_TEST(suite, test_bad_dynamic);
	CU_ADD_TEST(suite, test_bad_strings);
	CU_ADD_TEST(suite, test_bad_hash);
	CU_ADD_TEST(suite, test_bad_gnu_hash);
	CU_ADD_TEST(suite, test_huge_segment);
	CU_ADD_TEST(suite, test_random_damage);
	CU_ADD_TEST(suite, test_read);
	return 0;
}
