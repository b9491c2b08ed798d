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
memory_write(pid_t pid, struct remote at, const void *from, size_t size)
{
	struct iovec local = {(void *)(uintptr_t)from, size};
	struct iovec remote = {(void *)(uintptr_t)at.at, size};

	return whole(process_vm_writev(pid, &local, 1, &remote, 1, 0), size);
}

int
memory_write_forced(pid_t pid, struct remote at, const void *from, size_t size)
{
	char path[32];
	int fd, result, err;

	snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	result = whole(pwrite(fd, from, size, (off_t)at.at), size);
	err = errno;
	close(fd);
	errno = err;
	return result;
}
