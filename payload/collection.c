#include "collection.h"

#include "version.h"

static bool
is_of(PyObject *o, const char *name)
{
	return (PyObject *)type_of(o) == library_object("collections", name);
}

static bool
has_maxlen_there(PyObject *o)
{
	PyObject *maxlen = get_attr(o, "maxlen");
	bool has = maxlen && *(Py_ssize_t *)(void *)((char *)o + DEQUE_MAXLEN) == (maxlen == NONE ? -1 : PyLong_AsLong(maxlen));

	unref(maxlen);
	return has;
}

static bool
has_factory_there(PyObject *o)
{
	PyObject *factory = get_attr(o, "default_factory"), *there = WORD(o, DEFAULT_FACTORY);

	unref(factory);
	return factory && factory == (there ? there : NONE);
}

bool
is_collection(PyObject *o)
{
	return is_deque(o) ? has_maxlen_there(o)
			   : is_namespace(o) || is_of(o, "OrderedDict") || is_of(o, "Counter") ||
				 (is_of(o, "defaultdict") && has_factory_there(o));
}

bool
is_dict_to_c(PyObject *o)
{
	return is_dict(o) || is_of(o, "Counter") || is_of(o, "defaultdict");
}

PyObject *
collection_plain(PyObject *o)
{
	return is_deque(o) || is_exact(o, TYPE_AT(PyList_Type)) ? PySequence_List(o) : content_copy(o);
}

PyObject *
collection_made(struct transaction *t, PyObject *unknown)
{
	static const char *const names[] = {"deque", "OrderedDict", "defaultdict", "Counter"};
	PyObject *callee = recipe_callee(t, unknown), *made = NULL;
	bool is = callee && callee == library_object("types", "SimpleNamespace");
	size_t i;

	for (i = 0; callee && !is && i < sizeof(names) / sizeof(names[0]); i++)
		is = callee == library_object("collections", names[i]);
	if (is)
		made = PyObject_Call(callee, PyTuple_GetItem(unknown, 1), PyTuple_GetItem(unknown, 2));
	PyErr_Clear();
	return made;
}

bool
collection_same_kind(struct transaction *t, PyObject *live, PyObject *new)
{
	if (is_deque(live))
		return WORD(live, DEQUE_MAXLEN) == WORD(new, DEQUE_MAXLEN);
	return !is_of(live, "defaultdict") || WORD(live, DEFAULT_FACTORY) == map_resolve(&t->map, WORD(new, DEFAULT_FACTORY));
}

int
collection_take_kind(struct transaction *t, PyObject *live, PyObject *new)
{
	if (collection_same_kind(t, live, new) || is_deque(live))
		return 0;
	return ops_word(&t->ops, live, &WORD(live, DEFAULT_FACTORY), map_resolve(&t->map, WORD(new, DEFAULT_FACTORY)));
}

PyObject *
collection_contents(PyObject *new, PyObject *plain)
{
	PyObject *deque = is_deque(new) ? PyObject_CallMethod(new, "copy", NULL) : NULL;

	if (!is_deque(new))
		return ref(plain);
	if (deque && content_store(deque, plain) == 0)
		return deque;
	unref(deque);
	return NULL;
}

int
collection_become(struct transaction *t, PyObject *live, PyObject *new)
{
	PyObject *plain, *made;

	if (type_of(live) != type_of(new))
		return 0;
	if (!is_collection(live))
		return collection_resize(t, live, new);
	if (collection_same_kind(t, live, new))
		return 0;
	if (!is_deque(live))
		return collection_take_kind(t, live, new) < 0 ? -1 : 1;
	plain = hold(t, collection_plain(live));
	made = plain ? hold(t, collection_contents(new, plain)) : NULL;
	return made && ops_add(&t->ops, OP_CONTENT, live, NULL, made) == 0 ? 1 : -1;
}

int
collection_resize(struct transaction *t, PyObject *live, PyObject *new)
{
	static const char *const queues[][3] = {
		{"queue", "Queue", "maxsize"}, {"queue", "LifoQueue", "maxsize"}, {"queue", "PriorityQueue", "maxsize"},
		{"asyncio", "Queue", "_maxsize"}, {"asyncio", "LifoQueue", "_maxsize"}, {"asyncio", "PriorityQueue", "_maxsize"},
	};
	PyObject *to, *from, *name, *size;
	size_t i;

	for (i = 0; i < sizeof(queues) / sizeof(queues[0]); i++)
		if ((PyObject *)type_of(live) == library_object(queues[i][0], queues[i][1]))
			break;
	if (i == sizeof(queues) / sizeof(queues[0]) || type_of(live) != type_of(new))
		return 0;
	to = hold(t, PyObject_GenericGetDict(live, NULL));
	from = hold(t, PyObject_GenericGetDict(new, NULL));
	name = hold(t, PyUnicode_FromString(queues[i][2]));
	size = to && from && name ? PyDict_GetItemWithError(from, name) : NULL;
	if (!size || map_set(&t->map, new, live) < 0)
		return -1;
	return ops_add(&t->ops, OP_DICT, to, name, size) < 0 ? -1 : 1;
}
