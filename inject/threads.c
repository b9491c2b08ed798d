#include "threads.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define RANKS 4
#define THREADS_MAX 4096

static ssize_t
read_file(pid_t pid, pid_t tid, const char *file, char *text, size_t size)
{
	char path[64];
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/%s", (int)pid, (int)tid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	got = read(fd, text, size - 1);
	close(fd);
	text[got > 0 ? got : 0] = '\0';
	return got;
}

/* "pid (name) S ...": the name may contain anything, so look for the last ')'. */
static char
state_of(pid_t pid, pid_t tid)
{
	char text[256], *end;

	if (read_file(pid, tid, "stat", text, sizeof(text)) <= 0)
		return 'X';
	end = strrchr(text, ')');
	return end && end[1] == ' ' ? end[2] : 'X';
}

/* 0 is best, -1: leave it out. */
static int
rank_of(pid_t pid, pid_t tid)
{
	char text[256], *end, state = state_of(pid, tid);
	long number;

	if (state == 'R')
		return 3;
	if (state != 'S')
		return -1;
	if (read_file(pid, tid, "syscall", text, sizeof(text)) <= 0)
		return 1;
	number = strtol(text, &end, 10);
	if (end == text)
		return 3;
	switch (number) {
	case SYS_futex:
	case SYS_nanosleep:
	case SYS_clock_nanosleep:
		return 0;
	case SYS_epoll_wait:
	case SYS_epoll_pwait:
	case SYS_rt_sigtimedwait:
	case SYS_semop:
	case SYS_semtimedop:
		return 2;
	default:
		return 1;
	}
}

size_t
threads_candidates(pid_t pid, pid_t *tids, size_t room)
{
	static pid_t ranked[RANKS][THREADS_MAX];
	size_t counts[RANKS] = {0}, total = 0, i, seen = 0;
	struct dirent *entry;
	char path[32];
	DIR *directory;
	int rank;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	directory = opendir(path);
	if (!directory)
		return 0;
	while ((entry = readdir(directory)) && seen < THREADS_MAX) {
		if (entry->d_name[0] == '.')
			continue;
		rank = rank_of(pid, (pid_t)atoi(entry->d_name));
		if (rank < 0)
			continue;
		seen++;
		ranked[rank][counts[rank]++] = (pid_t)atoi(entry->d_name);
		/* Enough good ones: the other threads need not be looked at. */
		if (counts[0] >= room)
			break;
	}
	closedir(directory);
	for (rank = 0; rank < RANKS; rank++)
		for (i = 0; i < counts[rank] && total < room; i++)
			tids[total++] = ranked[rank][i];
	return total;
}
