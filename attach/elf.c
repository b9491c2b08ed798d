#include "elf.h"

#include <gelf.h>
#include <libelf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>

/* Far above any real image: libpython 3.13 has some 3,000 dynamic symbols in 100 KB. */
#define SYMBOLS_MAX (1u << 20)
#define STRINGS_MAX (64u << 20)
#define HEADER_SIZE 4096u
#define IMAGE_MAX (1ull << 32) /* no library is that large */

int
elf_read(pid_t pid, uint64_t at, void *to, size_t len)
{
	struct iovec local = {to, len};
	struct iovec remote = {(void *)(uintptr_t)at, len}; /* NOLINT: the kernel's interface */

	return process_vm_readv(pid, &local, 1, &remote, 1, 0) == (ssize_t)len ? 0 : -1;
}

struct dynamic {
	uint64_t symtab, strtab, strsz, hash, gnu_hash;
};

/* glibc relocates these pointers in place; the vDSO's and musl's stay as in the file. */
static uint64_t
relocated(const struct elf_image *image, uint64_t pointer)
{
	return pointer && pointer < image->start ? pointer + image->bias : pointer;
}

static int
read_dynamic(pid_t pid, const struct elf_image *image, uint64_t at, size_t size, struct dynamic *d)
{
	Elf64_Dyn *dyn;
	size_t i, count = size / sizeof(*dyn);

	memset(d, 0, sizeof(*d));
	if (count > 4096 || !(dyn = calloc(count + 1, sizeof(*dyn))))
		return -1;
	if (elf_read(pid, at, dyn, count * sizeof(*dyn)) < 0) {
		free(dyn);
		return -1;
	}
	for (i = 0; i < count && dyn[i].d_tag != DT_NULL; i++) {
		switch (dyn[i].d_tag) {
		case DT_SYMTAB:
			d->symtab = relocated(image, dyn[i].d_un.d_ptr);
			break;
		case DT_STRTAB:
			d->strtab = relocated(image, dyn[i].d_un.d_ptr);
			break;
		case DT_STRSZ:
			d->strsz = dyn[i].d_un.d_val;
			break;
		case DT_HASH:
			d->hash = relocated(image, dyn[i].d_un.d_ptr);
			break;
		case DT_GNU_HASH:
			d->gnu_hash = relocated(image, dyn[i].d_un.d_ptr);
			break;
		}
	}
	free(dyn);
	return d->symtab && d->strtab && d->strsz < STRINGS_MAX ? 0 : -1;
}

/* The GNU hash table does not say how many symbols there are: follow the last chain. */
static size_t
count_gnu_hash(pid_t pid, uint64_t at)
{
	uint32_t head[4], *buckets, last = 0, i, word;
	uint64_t chains;

	if (elf_read(pid, at, head, sizeof(head)) < 0 || head[0] > SYMBOLS_MAX ||
	    head[2] > SYMBOLS_MAX || !(buckets = calloc(head[0] + 1, sizeof(*buckets))))
		return 0;
	at += sizeof(head) + 8ull * head[2];
	chains = at + 4ull * head[0];
	if (elf_read(pid, at, buckets, 4ul * head[0]) < 0)
		head[0] = 0;
	for (i = 0; i < head[0]; i++)
		if (buckets[i] > last)
			last = buckets[i];
	free(buckets);
	if (last < head[1])
		return head[1];
	do {
		if (last > SYMBOLS_MAX || elf_read(pid, chains + 4ull * (last - head[1]), &word, 4) < 0)
			return 0;
		last++;
	} while (!(word & 1));
	return last;
}

static int
read_symbols(pid_t pid, const struct dynamic *d, struct elf_image *image)
{
	uint32_t head[2];
	size_t count = 0;

	if (d->hash && elf_read(pid, d->hash, head, sizeof(head)) == 0)
		count = head[1];
	else if (d->gnu_hash)
		count = count_gnu_hash(pid, d->gnu_hash);
	if (count > SYMBOLS_MAX)
		return -1;
	image->symbols = calloc(count + 1, sizeof(*image->symbols));
	image->strings = calloc(1, d->strsz + 1);
	if (!image->symbols || !image->strings ||
	    elf_read(pid, d->symtab, image->symbols, count * sizeof(*image->symbols)) < 0 ||
	    elf_read(pid, d->strtab, image->strings, d->strsz) < 0)
		return -1;
	image->symbol_count = count;
	image->strings_size = d->strsz;
	return 0;
}

static void
take_segment(struct elf_image *image, const GElf_Phdr *p)
{
	uint64_t end = image->bias + p->p_vaddr + p->p_memsz;

	if ((p->p_flags & PF_X) && !image->text) {
		image->text = image->bias + p->p_vaddr;
		image->text_size = p->p_memsz;
	}
	if (p->p_flags & PF_W)
		image->bss_end = end;
	end = (end + 4095) & ~4095ull;
	if (end > image->end)
		image->end = end;
}

static enum elf_found
read_headers(pid_t pid, uint64_t start, Elf *elf, struct elf_image *image)
{
	GElf_Ehdr ehdr;
	GElf_Phdr p;
	struct dynamic dynamic;
	uint64_t dyn = 0, dyn_size = 0;
	size_t i, count;

	if (!gelf_getehdr(elf, &ehdr) || elf_getphdrnum(elf, &count))
		return ELF_NOT_ELF;
	if (gelf_getclass(elf) != ELFCLASS64 || ehdr.e_machine != EM_X86_64)
		return ELF_FOREIGN;
	if (ehdr.e_phoff + count * ehdr.e_phentsize > HEADER_SIZE)
		return ELF_NOT_ELF;
	image->start = start;
	for (i = 0; i < count; i++)
		if (gelf_getphdr(elf, (int)i, &p) && p.p_type == PT_LOAD) {
			image->bias = start - (p.p_vaddr & ~4095ull);
			break;
		}
	for (i = 0; i < count; i++) {
		if (!gelf_getphdr(elf, (int)i, &p))
			return ELF_NOT_ELF;
		if (p.p_type == PT_LOAD &&
		    (p.p_memsz > IMAGE_MAX || image->bias + p.p_vaddr - start > IMAGE_MAX))
			return ELF_NOT_ELF;
		if (p.p_type == PT_LOAD)
			take_segment(image, &p);
		if (p.p_type == PT_GNU_EH_FRAME)
			image->eh_frame_hdr = image->bias + p.p_vaddr;
		if (p.p_type == PT_DYNAMIC) {
			dyn = image->bias + p.p_vaddr;
			dyn_size = p.p_memsz;
		}
	}
	/* An image without dynamic symbols (a static program) is still one to unwind through. */
	if (dyn && read_dynamic(pid, image, dyn, dyn_size, &dynamic) == 0 &&
	    read_symbols(pid, &dynamic, image) < 0)
		return ELF_NOT_ELF;
	return ELF_LOADED;
}

enum elf_found
elf_image_load(pid_t pid, uint64_t start, struct elf_image *image)
{
	char header[HEADER_SIZE];
	enum elf_found found;
	Elf *elf;

	memset(image, 0, sizeof(*image));
	elf_version(EV_CURRENT);
	if (elf_read(pid, start, header, sizeof(header)) < 0 || memcmp(header, ELFMAG, SELFMAG))
		return ELF_NOT_ELF;
	elf = elf_memory(header, sizeof(header));
	if (!elf)
		return ELF_NOT_ELF;
	found = read_headers(pid, start, elf, image);
	elf_end(elf);
	if (found != ELF_LOADED)
		elf_image_fini(image);
	return found;
}

void
elf_image_fini(struct elf_image *image)
{
	free(image->symbols);
	free(image->strings);
	memset(image, 0, sizeof(*image));
}

uint64_t
elf_image_symbol(const struct elf_image *image, const char *name)
{
	const Elf64_Sym *s;
	size_t i;
	int type;

	for (i = 0; i < image->symbol_count; i++) {
		s = &image->symbols[i];
		type = ELF64_ST_TYPE(s->st_info);
		if (s->st_shndx == SHN_UNDEF || (type != STT_FUNC && type != STT_OBJECT) ||
		    s->st_name >= image->strings_size)
			continue;
		if (!strcmp(image->strings + s->st_name, name))
			return image->bias + s->st_value;
	}
	return 0;
}
