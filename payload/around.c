/*
 * around.c - what stands around a statement while it is executed, and is taken down behind it.
 */
#include "statement.h"
#include "watch.h"

static const struct {
	PyObject *(*begin)(const struct staging *g, const struct statement *s, bool again);
	int (*end)(const struct staging *g, PyObject *state);
} around[AROUND_COUNT] = {{stand_in_begin, stand_in_end},
			  {started_begin, started_end},
			  {logging_config_begin, logging_config_end},
			  {subclasses_begin, subclasses_end},
			  {setup_over_begin, setup_over_end},
			  {thread_bound_begin, thread_bound_end}};

void
around_begin(PyObject **states, const struct staging *g, const struct statement *s, bool again)
{
	size_t i;

	for (i = 0; i < AROUND_COUNT; i++) {
		states[i] = around[i].begin(g, s, again);
		PyErr_Clear();
	}
}

int
around_end(PyObject **states, const struct staging *g)
{
	PyObject *error[3];
	int one, result = 0;
	size_t i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	watch_hush(g->t->watch);
	for (i = AROUND_COUNT; i-- > 0;) {
		one = states[i] ? around[i].end(g, states[i]) : 0;
		result = one < 0 || result < 0 ? -1 : result | one;
		unref(states[i]);
		PyErr_Clear();
	}
	watch_resume(g->t->watch);
	PyErr_Restore(error[0], error[1], error[2]);
	return result;
}
