/* clock.h - deadlines, in nanoseconds of CLOCK_MONOTONIC. */
#ifndef PYRELOAD_CLOCK_H
#define PYRELOAD_CLOCK_H

#include <stdint.h>
#include <time.h>

#define NS_PER_SECOND 1000000000ull
#define NS_PER_MS 1000000ull

static inline uint64_t
clock_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * NS_PER_SECOND + (uint64_t)t.tv_nsec;
}

static inline struct timespec
clock_timespec(uint64_t ns)
{
	return (struct timespec){(time_t)(ns / NS_PER_SECOND), (long)(ns % NS_PER_SECOND)};
}

/* What is left until the deadline, at most `most`; 0 once it has passed. */
static inline uint64_t
clock_left(uint64_t deadline, uint64_t most)
{
	uint64_t now = clock_now();

	if (now >= deadline)
		return 0;
	return deadline - now < most ? deadline - now : most;
}

#endif
