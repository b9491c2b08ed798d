#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int
whole(ssize_t moved, size_t size)
{
	if (moved == (ssize_t)size)
		return 0;
	if (moved >= 0)
		errno = EFAULT;
	return -1;
}

int
memory_open(pid_t pid)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	return open(path, O_RDWR | O_CLOEXEC);
}

int
memory_read(int mem, struct remote at, void *to, size_t size)
{
	return whole(pread(mem, to, size, (off_t)at.at), size);
}

int
memory_write(int mem, struct remote at, const void *from, size_t size)
{
	return whole(pwrite(mem, from, size, (off_t)at.at), size);
}
