/*
 * state.c - what holds the state of a program, whoever makes it and wherever it stands.
 *
 * A lock that is held, a queue with items in it, a list that was filled: where
 * code that is the same makes it anew - a decorator, a metaclass - the live one
 * goes on.
 */
#include "transaction.h"
#include "version.h"

/* type NULL: all of the module. */
static const struct {
	const char *module, *type;
} vessels[] = {
	{"_thread", "lock"}, {"_thread", "RLock"}, {"_thread", "_local"}, {"threading", NULL}, {"queue", NULL},
	{"_queue", "SimpleQueue"}, {"asyncio.locks", NULL}, {"asyncio.queues", NULL}, {"itertools", "count"},
	{"_contextvars", "ContextVar"}, {"", "ContextVar"}, {"ContextVar", "ContextVar"}, {"_io", NULL}, {"socket", NULL},
	{"concurrent.futures.thread", NULL},
}, fillable[] = {
	{"collections", "deque"}, {"collections", "defaultdict"}, {"collections", "OrderedDict"}, {"collections", "Counter"},
	{"weakref", NULL}, {"_weakrefset", NULL},
};

static bool
matches(PyObject *type, const char *module, const char *name)
{
	PyObject *its_module = get_attr(type, "__module__"), *its_name = get_attr(type, "__name__");
	bool same = its_module && its_name && is_str(its_module) && is_str(its_name) && !strcmp(utf8(its_module), module) &&
		    (!name || !strcmp(utf8(its_name), name));

	unref(its_name);
	unref(its_module);
	return same;
}

static bool
is_vessel(PyObject *o)
{
	size_t i;

	for (i = 0; i < sizeof(vessels) / sizeof(vessels[0]); i++)
		if (matches((PyObject *)type_of(o), vessels[i].module, vessels[i].type))
			return true;
	return false;
}

/* Its length runs no code of the program. */
static bool
is_fillable(PyObject *o)
{
	bool is = is_container(o);
	size_t i;

	for (i = 0; !is && i < sizeof(fillable) / sizeof(fillable[0]); i++)
		is = matches((PyObject *)type_of(o), fillable[i].module, fillable[i].type);
	return is;
}

bool
state_goes_on(PyObject *live, PyObject *made)
{
	bool on;

	if (live == made || type_of(live) != type_of(made))
		return false;
	on = is_vessel(live) || (is_fillable(live) && PyObject_Size(made) == 0 && PyObject_Size(live) > 0);
	PyErr_Clear();
	return on;
}
