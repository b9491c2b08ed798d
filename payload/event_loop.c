/*
 * event_loop.c - until 3.9 a lock or queue of asyncio belongs to the event loop of the thread that makes it.
 *
 * Staged code runs in a thread of ours, which has none.  Where all tasks of the
 * process are of one loop, and what the modules have of asyncio, it is meant, and is
 * lent to the thread, which takes the reference along when it ends.
 */
#include "compile.h"
#include "version.h"

static const char lend_source[] =
	"def lend(modules):\n"
	"    import asyncio\n"
	"    loops = [task.get_loop() for task in list(asyncio.tasks._all_tasks)]\n"
	"    for names in modules:\n"
	"        for value in list(names.values()):\n"
	"            if str(type(value).__module__).startswith('asyncio.') and hasattr(value, '_loop'):\n"
	"                loops.append(value._loop)\n"
	"    if loops and all(loop is loops[0] for loop in loops):\n"
	"        asyncio.get_event_loop_policy().set_event_loop(loops[0])\n";

void
event_loop_lend(struct transaction *t)
{
	PyObject *lend = python->minor < 10 && loaded_module("asyncio.tasks") ? compile_function(t, lend_source, "lend") : NULL;
	PyObject *modules = lend ? PyList_New(0) : NULL, *none;
	int result = modules ? 0 : -1;
	size_t i;

	for (i = 0; result == 0 && i < t->module_count; i++)
		result = PyList_Append(modules, PyModule_GetDict(t->modules[i].module));
	none = result == 0 ? PyObject_CallFunctionObjArgs(lend, modules, NULL) : NULL;
	unref(none);
	unref(modules);
	unref(lend);
	PyErr_Clear();
}
