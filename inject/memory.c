#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/uio.h>
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
memory_read(pid_t pid, struct remote at, void *to, size_t size)
{
	struct iovec local = {to, size}, remote = {(void *)(uintptr_t)at.at, size};

	return whole(process_vm_readv(pid, &local, 1, &remote, 1, 0), size);
}

int
memory_open(pid_t pid)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	return open(path, O_RDWR | O_CLOEXEC);
}

int
memory_get(int mem, struct remote at, void *to, size_t size)
{
	return whole(pread(mem, to, size, (off_t)at.at), size);
}

int
memory_put(int mem, struct remote at, const void *from, size_t size)
{
	return whole(pwrite(mem, from, size, (off_t)at.at), size);
}
