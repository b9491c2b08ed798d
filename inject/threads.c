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

bool
threads_is_traced(pid_t pid, pid_t tid)
{
	char text[4096], *at = read_file(pid, tid, "status", text, sizeof(text)) > 0 ? strstr(text, "\nTracerPid:\t") : NULL;

	return at && strtol(at + strlen("\nTracerPid:\t"), NULL, 10) > 0;
}

bool
threads_has_ended(pid_t pid, pid_t tid)
{
	char state = state_of(pid, tid);

	return state == 'X' || state == 'Z';
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

static DIR *
open_tasks(pid_t pid)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	return opendir(path);
}

/* The next thread; 0: there is none. */
static pid_t
next_task(DIR *tasks)
{
	struct dirent *entry;

	while ((entry = readdir(tasks)))
		if (entry->d_name[0] != '.')
			return (pid_t)atoi(entry->d_name);
	return 0;
}

size_t
threads_candidates(pid_t pid, pid_t *tids, size_t room)
{
	static pid_t ranked[RANKS][THREADS_MAX];
	size_t counts[RANKS] = {0}, total = 0, i, seen = 0;
	DIR *tasks = open_tasks(pid);
	pid_t tid;
	int rank;

	if (!tasks)
		return 0;
	while ((tid = next_task(tasks)) && seen < THREADS_MAX) {
		rank = rank_of(pid, tid);
		if (rank < 0)
			continue;
		seen++;
		ranked[rank][counts[rank]++] = tid;
		/* Enough good ones: the other threads need not be looked at. */
		if (counts[0] >= room)
			break;
	}
	closedir(tasks);
	for (rank = 0; rank < RANKS; rank++)
		for (i = 0; i < counts[rank] && total < room; i++)
			tids[total++] = ranked[rank][i];
	return total;
}

pid_t
threads_named(pid_t pid, const char *name)
{
	DIR *tasks = open_tasks(pid);
	char text[32];
	pid_t tid = 0;

	while (tasks && (tid = next_task(tasks)) != 0)
		if (read_file(pid, tid, "comm", text, sizeof(text)) > 0 &&
		    strncmp(text, name, strlen(name)) == 0)
			break;
	if (tasks)
		closedir(tasks);
	return tid;
}

/* proc(5): state is the third field of stat, processor the 39th. */
static int
running_on(pid_t pid, pid_t tid)
{
	char text[1024], *at, *word = NULL, *save;
	int field;

	if (read_file(pid, tid, "stat", text, sizeof(text)) <= 0 || !(at = strrchr(text, ')')))
		return -1;
	for (field = 3, at++; field <= 39; field++, at = NULL) {
		word = strtok_r(at, " ", &save);
		if (!word || (field == 3 && *word != 'R'))
			return -1;
	}
	return atoi(word);
}

int
threads_running_on(pid_t pid, pid_t except)
{
	DIR *tasks = open_tasks(pid);
	int cpu = -1;
	pid_t tid;

	while (tasks && cpu < 0 && (tid = next_task(tasks)) != 0)
		if (tid != except)
			cpu = running_on(pid, tid);
	if (tasks)
		closedir(tasks);
	return cpu;
}
