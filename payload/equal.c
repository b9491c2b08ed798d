/*
 * equal.c - two values are the same for whoever reads them.
 *
 * By == 0 and False are equal, lists of them, too, and whatever a class says of itself: Option("v") with another
 * help text, words in another case.  Of containers the items count, of dicts their order,
 * of objects the attributes.
 */
#include "code.h"
#include "transaction.h"
#include "version.h"

#define DEEP_MOST 16	     /* objects that are attributes of objects, containers in containers */
#define ELEMENTS_MOST 200 /* of a set: each is looked for among the others */

typedef bool same_code_fn(PyObject *a, PyObject *b);

static bool
list_equal(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	Py_ssize_t i, size = PyObject_Size(a);
	bool equal = size == PyObject_Size(b);

	for (i = 0; equal && i < size && i < PyObject_Size(a) && i < PyObject_Size(b); i++)
		equal = const_equal(item_of(a, i), item_of(b, i), code_equal);
	return equal;
}

static bool
dict_equal(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	PyObject *list = PyDict_Items(a), *other = PyDict_Items(b);
	bool equal = list && other && list_equal(list, other, code_equal);

	unref(other);
	unref(list);
	return equal;
}

/* They are equal by ==. */
static bool
elements_equal(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	PyObject *list = PySequence_List(a), *other = PySequence_List(b);
	bool equal = list && other;
	Py_ssize_t i, k;

	for (i = 0; equal && PyList_Size(list) <= ELEMENTS_MOST && i < PyList_Size(list); i++) {
		for (k = 0; k < PyList_Size(other) && !const_equal(PyList_GetItem(list, i), PyList_GetItem(other, k), code_equal); k++)
			;
		equal = k < PyList_Size(other);
	}
	unref(other);
	unref(list);
	return equal;
}

/* What a class says of == may leave some of them out. */
static bool
same_attributes(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	PyObject *x = NULL, *y = NULL, *name, *value, *its;
	Py_ssize_t at = 0;
	bool same = true;

	if (is_heap_type((PyObject *)type_of(a)) && !is_class(a)) {
		x = has_slots(a) ? slots_of(a) : PyObject_GenericGetDict(a, NULL);
		y = x ? has_slots(b) ? slots_of(b) : PyObject_GenericGetDict(b, NULL) : NULL;
		same = !x || !y || !is_dict(x) || !is_dict(y) || PyDict_Size(x) == PyDict_Size(y);
		while (same && x && y && is_dict(x) && is_dict(y) && PyDict_Next(x, &at, &name, &value)) {
			its = PyDict_GetItemWithError(y, name);
			same = its && const_equal(its, value, code_equal);
		}
	}
	unref(y);
	unref(x);
	PyErr_Clear();
	return same;
}

static bool
repr_equal(PyObject *a, PyObject *b)
{
	PyObject *x = PyObject_Repr(a), *y = PyObject_Repr(b);
	bool equal = x && y && PyUnicode_Compare(x, y) == 0;

	unref(y);
	unref(x);
	return equal;
}

/* Its == may be code of the target, and say anything: what SQL is made of. */
static bool
object_equal(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	PyObject *x = is_not_asked(a) || is_not_asked(b) ? NULL : PyObject_RichCompare(a, b, Py_EQ);
	bool equal = x == TRUE;

	unref(x);
	if (equal && (is_exact(a, TYPE_AT(PySet_Type)) || is_exact(a, TYPE_AT(PyFrozenSet_Type))))
		return elements_equal(a, b, code_equal);
	if (equal && PyType_IsSubtype(type_of(a), TYPE_AT(PyUnicode_Type)))
		equal = PyUnicode_Compare(a, b) == 0;
	/* 1.0 and 1.00 */
	if (equal && (PyObject *)type_of(a) == library_object("decimal", "Decimal"))
		equal = repr_equal(a, b);
	return equal && same_attributes(a, b, code_equal);
}

/* "{:.2f}".format: by == it is equal only to one of the very same object. */
static bool
bound_equal(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	PyObject *x = get_attr(a, "__self__"), *y = get_attr(b, "__self__");
	bool equal = x && y && !is_module(x) && same_text(a, b, "__qualname__") && const_equal(x, y, code_equal);

	unref(y);
	unref(x);
	return equal;
}

/* Of the types that the compiler makes constants of no code of the target runs. */
bool
const_equal(PyObject *a, PyObject *b, same_code_fn *code_equal)
{
	static int deep;
	bool equal;

	if (a == b)
		return true;
	if (type_of(a) != type_of(b) || deep >= DEEP_MOST)
		return false;
	if (is_code(a))
		return code_equal(a, b);
	deep++;
	if (is_exact(a, TYPE_AT(PyTuple_Type)) || is_exact(a, TYPE_AT(PyList_Type)))
		equal = list_equal(a, b, code_equal);
	else if (is_dict(a))
		equal = dict_equal(a, b, code_equal);
	else if (is_exact(a, TYPE_AT(PyCFunction_Type)))
		equal = bound_equal(a, b, code_equal);
	else if (is_exact(a, TYPE_AT(PyFloat_Type)) || is_exact(a, TYPE_AT(PyComplex_Type)))
		equal = repr_equal(a, b);
	else
		equal = object_equal(a, b, code_equal);
	deep--;
	PyErr_Clear();
	return equal;
}

bool
is_atom(PyObject *o)
{
	return o == NONE || is_str(o) || is_exact(o, TYPE_AT(PyLong_Type)) ||
	       is_exact(o, TYPE_AT(PyFloat_Type)) || is_exact(o, TYPE_AT(PyBool_Type)) ||
	       is_exact(o, TYPE_AT(PyBytes_Type)) || is_exact(o, TYPE_AT(PyComplex_Type)) ||
	       is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type));
}

bool
is_itself_alone(PyObject *o)
{
	return class_lookup((PyObject *)type_of(o), "__eq__") == class_get((PyObject *)TYPE_AT(PyBaseObject_Type), "__eq__");
}

bool
attr_equal(PyObject *a, PyObject *b, const char *attribute)
{
	PyObject *x = get_attr(a, attribute), *y = get_attr(b, attribute);
	bool equal = x && y && const_equal(x, y, code_same_behaviour);

	unref(y);
	unref(x);
	return equal;
}
