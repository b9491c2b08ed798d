#include "python.h"

#include <string.h>

#define OLDEST_MINOR 8
#define NEWEST_MINOR 13

struct api_name {
	const char *name;
	bool required;
};

static const struct api_name api[] = {
#define FUNCTION(name) {#name, true},
#define OPTIONAL(name) {#name, false},
#define OBJECT(name) {#name, true},
#include "../payload/api.def"
#undef FUNCTION
#undef OPTIONAL
#undef OBJECT
};

bool
python_is_interpreter(const struct elf_image *image)
{
	return elf_image_symbol(image, "PyGILState_Ensure") ||
	       elf_image_symbol(image, "PyPyGILState_Ensure");
}

/* Since 3.11 the version is a constant that can be read; 3.8 to 3.10 have only a function. */
static int
check_version(const struct elf_image *image, struct target *target, struct error *e)
{
	pid_t pid = target->pid;
	uint64_t at = elf_image_symbol(image, "Py_Version");
	unsigned long version;
	unsigned major, minor;

	if (!at)
		return 0;
	if (elf_read(pid, at, &version, sizeof(version)) < 0)
		return error_set(e, ERR_NOT_PYTHON, "reading Py_Version of process %d", (int)pid);
	target->interpreter.version = (uint32_t)version;
	major = (unsigned)(version >> 24) & 0xff;
	minor = (unsigned)(version >> 16) & 0xff;
	if (major == 3 && minor >= OLDEST_MINOR && minor <= NEWEST_MINOR)
		return 0;
	error_set(e, ERR_UNSUPPORTED, "process %d runs Python %u.%u, which this version does not know",
		  (int)pid, major, minor);
	error_hint(e, "supported: CPython 3.%d to 3.%d", OLDEST_MINOR, NEWEST_MINOR);
	return -1;
}

int
python_resolve(const struct elf_image *image, struct target *target, struct error *e)
{
	size_t i;

	if (elf_image_symbol(image, "PyPyGILState_Ensure"))
		return error_set(e, ERR_UNSUPPORTED, "process %d runs PyPy, not CPython",
				 (int)target->pid);
	/* Exported by --disable-gil builds alone. */
	if (elf_image_symbol(image, "_Py_MergeZeroLocalRefcount"))
		return error_set(e, ERR_UNSUPPORTED,
				 "process %d runs a free-threaded CPython, which is not supported yet",
				 (int)target->pid);
	if (check_version(image, target, e) < 0)
		return -1;
	target->interpreter.start = image->start;
	target->interpreter.end = image->end;
	for (i = 0; i < API_COUNT; i++) {
		target->api[i] = elf_image_symbol(image, api[i].name);
		if (target->api[i] || !api[i].required)
			continue;
		error_set(e, ERR_UNSUPPORTED,
			  "the Python of process %d does not export %s: older than 3.%d or modified",
			  (int)target->pid, api[i].name, OLDEST_MINOR);
		error_hint(e, "supported: CPython 3.%d to 3.%d", OLDEST_MINOR, NEWEST_MINOR);
		return -1;
	}
	target->api_count = API_COUNT;
	return 0;
}
