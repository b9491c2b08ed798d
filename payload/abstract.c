/*
 * abstract.c - what is remembered of classes that have changed: abc keeps answers of isinstance(), and
 * which methods of the classes below are still abstract; functools.singledispatch whom they are served by.
 */
#include "transaction.h"
#include "version.h"

static bool
is_abc(PyObject *class)
{
	return class_get(class, "_abc_impl") != NULL;
}

/* Its metaclass is ABCMeta, or derives from it. */
static bool
ought_to_be_abc(PyObject *class)
{
	PyObject *meta = library_object("abc", "ABCMeta");

	return meta && is_class(meta) && PyType_IsSubtype(type_of(class), (PyTypeObject *)meta);
}

/* With another metaclass it has become one, or is none any more. */
static bool
change_kind(PyObject *class)
{
	static const char *const names[] = {"__abstractmethods__", "_abc_impl"};
	PyObject *abc = loaded_module("_abc"), *key;
	size_t i;

	if (!CLASS_DICT(class) || is_abc(class) == ought_to_be_abc(class))
		return false;
	if (!is_abc(class))
		unref(PyObject_CallMethod(abc, "_abc_init", "O", class));
	else
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			key = PyUnicode_InternFromString(names[i]);
			if (key && PyDict_Contains(CLASS_DICT(class), key) == 1)
				store_type(class, key, NULL);
			unref(key);
		}
	PyErr_Clear();
	return true;
}

static bool
is_abstract(PyObject *value)
{
	PyObject *flag = value ? get_attr(value, "__isabstractmethod__") : NULL;
	bool is = flag && PyObject_IsTrue(flag) == 1;

	unref(flag);
	PyErr_Clear();
	return is;
}

static int
add_abstract_of(PyObject *class, PyObject *base, PyObject *names)
{
	PyObject *its = class_get(base, "__abstractmethods__");
	PyObject *list = its ? PySequence_List(its) : NULL;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; list && result == 0 && i < PyList_Size(list); i++)
		if (is_abstract(class_lookup(class, utf8(PyList_GetItem(list, i)))))
			result = PySet_Add(names, PyList_GetItem(list, i));
	unref(list);
	return result;
}

/* As ABCMeta.__new__ would find it now. */
static PyObject *
abstract_names(PyObject *class)
{
	PyObject *names = PySet_New(NULL), *bases = WORD(class, TYPE_BASES), *name, *value, *frozen = NULL;
	int result = names ? 0 : -1;
	Py_ssize_t i, at = 0;

	while (result == 0 && PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		if (is_abstract(value))
			result = PySet_Add(names, name);
	for (i = 0; result == 0 && i < PyTuple_Size(bases); i++)
		result = add_abstract_of(class, PyTuple_GetItem(bases, i), names);
	if (result == 0)
		frozen = PyObject_CallFunction((PyObject *)TYPE_AT(PyFrozenSet_Type), "O", names);
	unref(names);
	return frozen;
}

static void
renew(PyObject *class)
{
	PyObject *old = class_get(class, "__abstractmethods__"), *new = abstract_names(class);
	PyObject *name = PyUnicode_InternFromString("__abstractmethods__");

	if (old && new && name && PyObject_RichCompareBool(old, new, Py_EQ) == 0)
		store_type(class, name, new);
	unref(name);
	unref(new);
	PyErr_Clear();
}

/* The class itself has what its new definition says; those below may be in any module. */
static void
renew_below(PyObject *class)
{
	PyObject *list = class_subclasses(class);
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		if (!change_kind(PyList_GetItem(list, i)) && is_abc(PyList_GetItem(list, i)))
			renew(PyList_GetItem(list, i));
		renew_below(PyList_GetItem(list, i));
	}
	unref(list);
	PyErr_Clear();
}

/* __subclasshook__ may answer otherwise now, though nothing of the class but that code has changed. */
static void
renew_hooked(struct module *m, PyObject *abc)
{
	PyObject *values = PyDict_Values(m->dict), *class;
	Py_ssize_t i;

	for (i = 0; values && i < PyList_Size(values); i++) {
		class = PyList_GetItem(values, i);
		if (is_class(class) && is_heap_type(class) && is_abc(class) && class_get(class, "__subclasshook__"))
			unref(PyObject_CallMethod(abc, "_reset_caches", "O", class));
	}
	unref(values);
	PyErr_Clear();
}

/* Codec.register(list), new below a class that was made again: it is registered with what was made.  Its own registry the
   live class keeps. */
static void
take_registered(struct transaction *t, PyObject *abc, PyObject *staged, PyObject *live)
{
	PyObject *dump = PyObject_CallMethod(abc, "_get_dump", "O", staged);
	PyObject *list = dump ? PySequence_List(PyTuple_GetItem(dump, 0)) : NULL, *class;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		class = WORD(PyList_GetItem(list, i), REF_OBJECT);
		if (class && class != NONE && is_class(class))
			unref(PyObject_CallMethod(abc, "_abc_register", "OO", live, map_resolve(&t->map, class)));
		PyErr_Clear();
	}
	unref(list);
	unref(dump);
	PyErr_Clear();
}

static void
take_all_registered(struct transaction *t, PyObject *abc)
{
	PyObject *staged, *live;
	size_t i;

	for (i = 0; t->map.from && i <= t->map.mask; i++) {
		staged = t->map.from[i];
		live = staged && is_class(staged) ? map_resolve(&t->map, staged) : NULL;
		if (live && live != staged && is_class(live) && is_heap_type(staged) && is_abc(staged) && is_abc(live))
			take_registered(t, abc, staged, live);
	}
}

/* Attributes of classes have come or gone, or bases: Sized, or a protocol, may know the class now. */
static bool
is_asked_anew(const struct transaction *t, bool by_bases)
{
	const struct op *op;

	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++)
		if (op->kind == OP_BASES || (!by_bases && op->kind == OP_TYPE && (!op->value || !op->saved)))
			return true;
	return false;
}

static void
reset_below(PyObject *abc, PyObject *class, struct addresses *seen)
{
	PyObject *list = class_subclasses(class), *below;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		below = PyList_GetItem(list, i);
		if (addresses_add(seen, below) != 1)
			continue;
		if (CLASS_DICT(below) && is_abc(below))
			unref(PyObject_CallMethod(abc, "_reset_caches", "O", below));
		reset_below(abc, below, seen);
	}
	unref(list);
	PyErr_Clear();
}

static void
take_dispatcher(PyObject *o, void *arg)
{
	PyObject *dict = is_function(o) ? WORD(o, python->function.dict) : NULL, *dispatch;

	dispatch = dict && dict_get(dict, "_clear_cache") ? dict_get(dict, "dispatch") : NULL;
	if (dispatch && is_function(dispatch) && is_str(WORD(dispatch, python->function.module)) &&
	    !strcmp(utf8(WORD(dispatch, python->function.module)), "functools") && objects_add(arg, o) < 0)
		PyErr_NoMemory();
}

/* functools.singledispatch remembers which function a class is served by. */
static void
reset_dispatchers(void)
{
	struct objects found = {0};
	size_t i;

	if (loaded_module("functools") && heap_each(take_dispatcher, &found) == 0) {
		for (i = 0; i < found.count; i++)
			ref(found.list[i]);
		for (i = 0; i < found.count; i++) {
			unref(PyObject_CallObject(dict_get(WORD(found.list[i], python->function.dict), "_clear_cache"), NULL));
			PyErr_Clear();
			unref(found.list[i]);
		}
	}
	objects_fini(&found);
	PyErr_Clear();
}

void
abstract_renew(struct transaction *t)
{
	PyObject *abc = loaded_module("_abc"), *class;
	struct addresses seen = {0};
	Py_ssize_t i;
	size_t k;

	if (abc)
		take_all_registered(t, abc);

	for (k = 0; abc && k < t->module_count; k++)
		renew_hooked(&t->modules[k], abc);

	for (i = 0; abc && i < PyList_Size(t->classes); i++) {
		class = PyList_GetItem(t->classes, i);
		if (!change_kind(class) && !is_abc(class))
			continue;
		if (is_abc(class))
			unref(PyObject_CallMethod(abc, "_reset_caches", "O", class));
		renew_below(class);
	}
	if (abc && is_asked_anew(t, false))
		reset_below(abc, (PyObject *)TYPE_AT(PyBaseObject_Type), &seen);
	addresses_fini(&seen);
	if (is_asked_anew(t, true))
		reset_dispatchers();
	PyErr_Clear();
}
