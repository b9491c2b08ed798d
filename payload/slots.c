/*
 * slots.c - what an object has in its __slots__, past what its class makes of the names.
 */
#include "touched.h"
#include "version.h"

/* Add the member descriptors of its class and those above to the dict, by name; none NULL: is there one? */
static bool
find_slots(PyObject *o, PyObject *found)
{
	PyObject *mro = WORD(type_of(o), TYPE_MRO), *class, *name, *value;
	Py_ssize_t i, at;

	for (i = 0; mro && i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		/* Py_TPFLAGS_IMMUTABLETYPE: collections.defaultdict is made at run time, too, since 3.12. */
		if (!is_heap_type(class) || !CLASS_DICT(class) || (PyType_GetFlags((PyTypeObject *)class) & (1ul << 8)))
			continue;
		for (at = 0; PyDict_Next(CLASS_DICT(class), &at, &name, &value);)
			if (is_exact(value, TYPE_AT(PyMemberDescr_Type)) && is_str(name)) {
				if (!found)
					return true;
				if (PyDict_Contains(found, name) == 0)
					PyDict_SetItem(found, name, value);
			}
	}
	return false;
}

bool
has_slots(PyObject *o)
{
	return is_heap_type((PyObject *)type_of(o)) && !is_class(o) && find_slots(o, NULL);
}

PyObject *
slots_of(PyObject *o)
{
	PyObject *members = PyDict_New(), *slots = PyDict_New(), *name, *member, *value;
	Py_ssize_t at = 0;

	if (members)
		find_slots(o, members);
	while (members && slots && PyDict_Next(members, &at, &name, &member)) {
		value = PyObject_CallMethod(member, "__get__", "OO", o, (PyObject *)type_of(o));
		PyErr_Clear(); /* it is empty */
		if (value)
			PyDict_SetItem(slots, name, value);
		unref(value);
	}
	unref(members);
	return slots;
}

/* Each slot by itself: others may have been filled by others. */
void
slots_put_back(PyObject *o, PyObject *before, PyObject *after)
{
	PyObject *members = PyDict_New(), *now = slots_of(o), *name, *member, *old, *done;
	Py_ssize_t at = 0;

	if (members)
		find_slots(o, members);
	while (members && now && PyDict_Next(members, &at, &name, &member)) {
		old = PyDict_GetItemWithError(before, name);
		if (old == PyDict_GetItemWithError(after, name) ||
		    PyDict_GetItemWithError(now, name) != PyDict_GetItemWithError(after, name))
			continue;
		done = old ? PyObject_CallMethod(member, "__set__", "OO", o, old)
			   : PyObject_CallMethod(member, "__delete__", "O", o);
		unref(done);
		PyErr_Clear();
	}
	unref(now);
	unref(members);
}
