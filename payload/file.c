#include <fcntl.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "file.h"

/* glibc exports stat() and fstat() by these names only since 2.33. */
bool
file_stat(int fd, const char *path, struct stat *st)
{
	return (path ? syscall(SYS_stat, path, st) : syscall(SYS_fstat, fd, st)) == 0;
}

PyObject *
file_read(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	PyObject *bytes = NULL;
	struct stat st;
	ssize_t got = 0, size = 0;
	char *text;

	if (fd < 0)
		return NULL;
	if (file_stat(fd, NULL, &st) && S_ISREG(st.st_mode) && (text = malloc((size_t)st.st_size + 1))) {
		while (size <= st.st_size &&
		       (got = read(fd, text + size, (size_t)(st.st_size + 1 - size))) > 0)
			size += got;
		if (got == 0)
			bytes = PyBytes_FromStringAndSize(text, size);
		free(text);
	}
	close(fd);
	return bytes;
}
