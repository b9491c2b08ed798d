/*
 * listeners.c - SQLAlchemy: @event.listens_for(User, "before_insert") says another event, or is gone with its function.
 *
 * Listeners are kept by the number of their target, the event and the number of the function, in containers
 * that nothing in the module leads to.  What the old line has registered alone is removed after the commit.
 */
#include "compile.h"
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* As SQLAlchemy has it since 0.9: what the old function alone listens to, and the number of the new one. */
static const char source[] =
	"def listens(keys, old, new):\n"
	"    mine = {k[:2] for k in list(keys) if k[2] == id(new)}\n"
	"    gone = [k[:2] for k in list(keys) if k[2] == id(old) and k[:2] not in mine]\n"
	"    return (gone, id(new)) if gone or mine else None\n";

/* The new function has become the live one. */
static const char commit_source[] =
	"def commit(function, listened, number, targets, event, registry):\n"
	"    targets = {id(o): o for o in targets}\n"
	"    for target, name in listened:\n"
	"        try:\n"
	"            if target in targets and event.contains(targets[target], name, function): event.remove(targets[target], name, function)\n"
	"        except Exception: pass\n"
	"    keys, listeners = registry._key_to_collection, registry._collection_to_key\n"
	"    for key in [k for k in list(keys) if k[2] == number]:\n"
	"        its = key[:2] + (id(function),)\n"
	"        keys[its] = keys.pop(key)\n"
	"        for collection in keys[its]:\n"
	"            for listener in [l for l, k in listeners[collection].items() if k == key]: listeners[collection][listener] = its\n";

int
listeners_note(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *keys = library_object("sqlalchemy.event.registry", "_key_to_collection");
	PyObject *listens = keys && old && is_function(old) ? compile_function(t, source, "listens") : NULL;
	PyObject *found = listens ? PyObject_CallFunctionObjArgs(listens, keys, old, new ? new : NONE, NULL) : NULL;
	int count = found && found != NONE ? (int)PyList_Size(PyTuple_GetItem(found, 0)) : 0;

	if (found && found != NONE && LIST_APPEND(t->listeners, old, found) < 0)
		count = 0;
	unref(found);
	unref(listens);
	PyErr_Clear();
	return count;
}

static bool
is_target(PyObject *o, void *arg)
{
	return addresses_has(arg, o);
}

void
listeners_commit(struct transaction *t)
{
	struct addresses numbers = {0};
	PyObject *event = loaded_module("sqlalchemy.event"), *registry = loaded_module("sqlalchemy.event.registry"), *row, *listened, *targets, *f = NULL;
	Py_ssize_t i, k;

	for (i = 0; i + 1 < PyList_Size(t->listeners); i += 2) {
		listened = PyTuple_GetItem(PyList_GetItem(t->listeners, i + 1), 0);
		for (k = 0; k < PyList_Size(listened); k++)
			if (addresses_add(&numbers, PyLong_AsVoidPtr(PyTuple_GetItem(PyList_GetItem(listened, k), 0))) < 0)
				PyErr_Clear();
	}
	targets = PyList_Size(t->listeners) ? heap_list(is_target, &numbers) : NULL;
	f = targets && event && registry ? compile_function(t, commit_source, "commit") : NULL;
	for (i = 0; f && i + 1 < PyList_Size(t->listeners); i += 2) {
		row = PyList_GetItem(t->listeners, i + 1);
		unref(PyObject_CallFunctionObjArgs(f, PyList_GetItem(t->listeners, i), PyTuple_GetItem(row, 0), PyTuple_GetItem(row, 1), targets, event,
						   registry, NULL));
		PyErr_Clear();
	}
	unref(f);
	unref(targets);
	addresses_fini(&numbers);
	PyList_SetSlice(t->listeners, 0, PyList_Size(t->listeners), NULL);
	PyErr_Clear();
}
