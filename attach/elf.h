/*
 * elf.h - one ELF image as it stands in the target's memory.
 *
 * Everything is read from the process, nothing from disk: so it is the right
 * image even when the file was replaced or deleted, or lies in another mount
 * namespace.
 */
#ifndef PYRELOAD_ELF_H
#define PYRELOAD_ELF_H

#include <elf.h>
#include <stdint.h>
#include <sys/types.h>

#include "../inject/error.h"

struct elf_image {
	uint64_t start, end;  /* page aligned span of its PT_LOAD segments */
	uint64_t bias;        /* what to add to an address of the file */
	uint64_t text, text_size;
	uint64_t bss_end;     /* end of the memory of the last writable segment, not aligned */
	uint64_t eh_frame_hdr;
	Elf64_Sym *symbols;   /* the dynamic ones */
	size_t symbol_count;
	char *strings;        /* NUL-terminated as a whole */
	size_t strings_size;
};

enum elf_found { ELF_NOT_ELF, ELF_FOREIGN, ELF_LOADED };

/*
 * Read the image whose first page is mapped at `start`.
 * ELF_LOADED: *image is filled, end it with elf_image_fini().
 * ELF_FOREIGN: an ELF image, but not of this machine and class (32-bit, other).
 * ELF_NOT_ELF: no ELF image there, or it can't be read, or it is malformed.
 */
enum elf_found elf_image_load(pid_t pid, uint64_t start, struct elf_image *image);

void elf_image_fini(struct elf_image *image);

/* Address in the target of a defined function or object, 0 when there is none. */
uint64_t elf_image_symbol(const struct elf_image *image, const char *name);

/* Read target memory while it runs.  0, or -1 unless every byte was read. */
int elf_read(pid_t pid, uint64_t at, void *to, size_t len);

#endif
