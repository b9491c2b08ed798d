/* signals.c - Django's signals keep which receivers they have for a sender: of those that staged lines may have changed it is
 * forgotten. */
#include "transaction.h"
#include "version.h"

void
signals_forget(struct transaction *t)
{
	PyObject *class = library_object("django.dispatch.dispatcher", "Signal"), *owner, *cache, *done;
	Py_ssize_t i;

	for (i = 2; class && i < PyList_Size(t->watched); i += 3) {
		owner = PyList_GetItem(t->watched, i);
		if (owner == PyList_GetItem(t->watched, i - 2) || !PyType_IsSubtype(type_of(owner), (PyTypeObject *)class))
			continue;
		cache = get_attr(owner, "sender_receivers_cache");
		done = cache ? PyObject_CallMethod(cache, "clear", NULL) : NULL;
		unref(done);
		unref(cache);
		PyErr_Clear();
	}
}
