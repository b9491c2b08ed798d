/* An image in the memory of a process: this one stands for the target. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../attach/elf.h"
#include "../../attach/libc.h"
#include "../../attach/python.h"

#define ROOM (1u << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char *memory;
	struct target target = {.pid = getpid(), .pidfd = -1};
	struct elf_image image;
	struct error e = {0};

	if (!memory) {
		/* Something follows it that can be read, and something that cannot. */
		memory = mmap(NULL, 2 * ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		if (memory == MAP_FAILED || mprotect(memory + ROOM, ROOM, PROT_NONE) < 0)
			abort();
	}
	if (size > ROOM)
		return 0;
	memset(memory, 0, ROOM);
	memcpy(memory, data, size);
	if (elf_image_load(getpid(), (uint64_t)(uintptr_t)memory, &image) != ELF_LOADED)
		return 0;
	elf_image_symbol(&image, "PyInterpreterState_Get");
	if (python_is_interpreter(&image))
		(void)!python_resolve(&image, &target, &e);
	(void)!libc_collect(&image, &target, &e);
	free(target.functions);
	elf_image_fini(&image);
	return 0;
}
