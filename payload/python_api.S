/*
 * python_api.S - every function of api.def as a hidden symbol that jumps
 * through the table.  So the C code calls the API by its names, and the payload
 * needs no symbol from the loader: it works where libpython was loaded with
 * RTLD_LOCAL, or its file is gone.
 */
	.text
	.set index, 0
#define SLOT .set index, index + 1
#define FUNCTION(name) .globl name; .hidden name; .type name, @function; \
	name: jmp *pyr_api + 8 * index(%rip); SLOT
#define OPTIONAL(name) FUNCTION(name)
#define OBJECT(name) SLOT
#include "api.def"
	.section .note.GNU-stack,"",@progbits
