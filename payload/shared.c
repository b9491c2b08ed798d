/*
 * shared.c - objects that the library they come from holds on to.
 *
 * LOG = logging.getLogger("a"), RX = re.compile("a"): the library has it, too, and
 * goes on doing so when the module gets another one.  Its containers are told by
 * holding the new object already; what somebody has registered there is another
 * matter, and is exchanged.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

#define VISITS_MOST 5000

struct search {
	PyObject *old, *new, *queue, *module;
	struct addresses queued;
	int has_old, has_new; /* in the container that is looked at */
	bool found, failed;
};

static int
take(PyObject *o, void *arg)
{
	struct search *s = arg;
	int added;

	s->has_old += o == s->old;
	s->has_new += o == s->new;
	if (!o || is_str(o) || PyList_Size(s->queue) > VISITS_MOST)
		return 0;
	added = addresses_add(&s->queued, o);
	if (added < 0 || (added && PyList_Append(s->queue, o) < 0))
		s->failed = true;
	return 0;
}

/* A container, or a class of the library or an object of one. */
static bool
leads_on(const struct search *s, PyObject *o)
{
	PyObject *class = is_class(o) ? o : (PyObject *)type_of(o), *module;

	if (is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyODict_Type)))
		return true;
	module = is_heap_type(class) ? class_get(class, "__module__") : NULL;
	return module && is_str(module) && PyUnicode_Compare(module, s->module) == 0;
}

static void
look(struct search *s, PyObject *o)
{
	if (!leads_on(s, o))
		return;
	s->has_old = s->has_new = 0;
	heap_refers(o, take, s);
	s->found = s->found || (s->has_old && s->has_new);
	/* A class shows its dict, but the collector's view of it is not complete in every version. */
	if (is_class(o))
		take(CLASS_DICT(o), s);
}

int
shared_set_apart(struct transaction *t, PyObject *old, PyObject *new)
{
	/* Types in C have no such key in their dict. */
	struct search s = {.old = old, .new = new, .module = get_attr((PyObject *)type_of(old), "__module__")};
	PyObject *module;
	Py_ssize_t i;
	int result = 0;

	if (!hold(t, s.module) || !is_str(s.module) || transaction_module(t, s.module))
		return PyErr_Clear(), 0;
	module = PyDict_GetItemWithError(PyImport_GetModuleDict(), s.module);
	if (!module || !PyType_IsSubtype(type_of(module), TYPE_AT(PyModule_Type)))
		return 0;
	s.queue = PyList_New(0);
	if (!s.queue)
		return -1;
	take(PyModule_GetDict(module), &s);
	for (i = 0; !s.failed && i < PyList_Size(s.queue); i++)
		look(&s, PyList_GetItem(s.queue, i));
	for (i = 0; s.found && result == 0 && i < PyList_Size(s.queue); i++)
		if (leads_on(&s, PyList_GetItem(s.queue, i)) && addresses_add(&t->own, PyList_GetItem(s.queue, i)) < 0)
			result = (PyErr_NoMemory(), -1);
	addresses_fini(&s.queued);
	unref(s.queue);
	return s.failed ? -1 : result;
}

bool
shared_is_running(PyObject *o)
{
	PyObject *threading = loaded_module("threading"), *key, *thread;
	PyObject *active = threading ? dict_get(PyModule_GetDict(threading), "_active") : NULL;
	Py_ssize_t at = 0;

	while (active && is_dict(active) && PyDict_Next(active, &at, &key, &thread))
		if (thread == o)
			return true;
	return false;
}
