/*
 * api.h - the Python that the payload runs in.
 *
 * Compiled against the limited API of 3.8, so that one shared object serves
 * every version; what lies beyond it is in version.h.  The only header of the
 * payload that includes Python.h.
 */
#ifndef PYRELOAD_API_H
#define PYRELOAD_API_H

#define Py_LIMITED_API 0x03080000
#include <Python.h>

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "abi.h"

extern uint64_t pyr_api[API_COUNT] __attribute__((visibility("hidden")));

/* A data symbol of the interpreter: a type or a singleton. */
#define OBJECT_AT(name) ((PyObject *)(uintptr_t)pyr_api[API_##name])
#define TYPE_AT(name) ((PyTypeObject *)(uintptr_t)pyr_api[API_##name])
/* A variable that holds an object: the exceptions. */
#define EXCEPTION(name) (*(PyObject **)(uintptr_t)pyr_api[API_##name])
#define NONE OBJECT_AT(_Py_NoneStruct)
#define TRUE OBJECT_AT(_Py_TrueStruct)

/* Exported by every version, but not part of the limited API of 3.8. */
extern PyObject *PyMarshal_ReadObjectFromString(const char *, Py_ssize_t);
extern int PyCompile_OpcodeStackEffectWithJump(int opcode, int oparg, int jump);
extern int PyFunction_SetDefaults(PyObject *function, PyObject *defaults);
extern PyObject *PyInterpreterState_GetDict(PyInterpreterState *);
extern PyInterpreterState *PyInterpreterState_Main(void);
extern PyInterpreterState *PyInterpreterState_Head(void);
extern PyInterpreterState *PyInterpreterState_Next(PyInterpreterState *);
extern PyThreadState *PyInterpreterState_ThreadHead(PyInterpreterState *);
extern PyThreadState *PyThreadState_Next(PyThreadState *);
extern PyFrameObject *PyThreadState_GetFrame(PyThreadState *) __attribute__((weak)); /* since 3.9 */
extern void PyThreadState_DeleteCurrent(void);
extern PyInterpreterState *PyInterpreterState_Get(void) __attribute__((weak));  /* since 3.9 */
extern PyInterpreterState *_PyInterpreterState_Get(void) __attribute__((weak)); /* 3.8 */
extern const char *PyUnicode_AsUTF8AndSize(PyObject *, Py_ssize_t *);
extern int PyODict_SetItem(PyObject *, PyObject *, PyObject *);
extern int PyODict_DelItem(PyObject *, PyObject *);
extern PyObject *PyCell_New(PyObject *);
extern PyObject *PyObject_GenericGetDict(PyObject *, void *);
extern void _PyFunction_SetVersion(PyObject *function, uint32_t version) __attribute__((weak));

/* The macros of Python.h would be compiled for one version's layout of the counter. */
static inline PyObject *
ref(PyObject *o)
{
	Py_IncRef(o);
	return o;
}

/* Drop a reference, NULL included. */
#define unref(o) Py_DecRef((PyObject *)(o))

static inline PyTypeObject *
type_of(const PyObject *o)
{
	return ((const PyObject *)o)->ob_type;
}

static inline Py_ssize_t
refs_of(const PyObject *o)
{
	return o->ob_refcnt;
}

static inline bool
is_exact(const PyObject *o, PyTypeObject *type)
{
	return o && o->ob_type == type;
}

#define is_function(o) is_exact(o, TYPE_AT(PyFunction_Type))
#define is_code(o) is_exact(o, TYPE_AT(PyCode_Type))
#define is_dict(o) is_exact(o, TYPE_AT(PyDict_Type))
#define is_str(o) is_exact(o, TYPE_AT(PyUnicode_Type))

static inline bool
is_class(const PyObject *o)
{
	return o && (PyType_GetFlags(o->ob_type) & (1ul << 31)); /* Py_TPFLAGS_TYPE_SUBCLASS */
}

/* Or of a class that derives from it. */
static inline bool
is_list(const PyObject *o)
{
	return o && (PyType_GetFlags(o->ob_type) & (1ul << 25)); /* Py_TPFLAGS_LIST_SUBCLASS */
}

static inline bool
is_set(const PyObject *o)
{
	return o && PyType_IsSubtype(o->ob_type, TYPE_AT(PySet_Type));
}

static inline bool
is_dict_like(const PyObject *o)
{
	return o && PyType_IsSubtype(o->ob_type, TYPE_AT(PyDict_Type));
}

static inline bool
is_module(const PyObject *o)
{
	return o && PyType_IsSubtype(o->ob_type, TYPE_AT(PyModule_Type));
}

/* What a list, set or deque holds, past methods of its own; new reference to a list. */
PyObject *items_of(PyObject *o);

/* Made at run time, by a class statement or a module written for heap types. */
static inline bool
is_heap_type(const PyObject *type)
{
	return PyType_GetFlags((PyTypeObject *)(uintptr_t)type) & (1ul << 9); /* Py_TPFLAGS_HEAPTYPE */
}

/* UTF-8 of a str, "?" when it has none (lone surrogates); lives as long as the str. */
const char *utf8(PyObject *s);

/* Item of a dict by a C string, borrowed; NULL without an exception when missing. */
PyObject *dict_get(PyObject *dict, const char *key);

/* Item of a list or tuple, borrowed. */
PyObject *item_of(PyObject *o, Py_ssize_t i);

/* Append the items, which stay the caller's.  -1: exception, and those before are in the list. */
int list_append_items(PyObject *list, PyObject *const *items, size_t count);
#define LIST_APPEND(list, ...) \
	list_append_items(list, (PyObject *const[]){__VA_ARGS__}, sizeof((PyObject *const[]){__VA_ARGS__}) / sizeof(PyObject *))

/* Where the object itself stands in a list; -1: nowhere. */
Py_ssize_t list_find(PyObject *list, PyObject *o);

static inline bool
list_has(PyObject *list, PyObject *o)
{
	return list_find(list, o) >= 0;
}

/* The first items of the list are those of the other. */
bool list_begins_with(PyObject *list, PyObject *other);

/* Attribute of a class itself, by a C string, borrowed; NULL without an exception. */
PyObject *class_get(PyObject *class, const char *name);

/* What a method, staticmethod or classmethod is around, or the object itself; NULL for NULL.  Borrowed. */
PyObject *callable_of(PyObject *o);

/* The same of the class, or else of the next one in its MRO that has it; no descriptor runs. */
PyObject *class_lookup(PyObject *class, const char *name);
/* Those next below it, past what a metaclass makes of that: a new list, or NULL with an exception. */
PyObject *class_subclasses(PyObject *class);
/* No class written in Python has a say in the method: it is a slot of a type in C. */
bool class_has_of_c(PyObject *class, const char *name);

/* Attribute, or NULL without an exception. New reference. Runs no code of types that keep to
   generic attribute access. */
PyObject *get_attr(PyObject *o, const char *name);
/* While a transaction lasts: Celery's PromiseProxy, or NULL.  An object of it that has not made yet what it stands for: to look at an
   attribute, or to compare it, would make that. */
extern PyTypeObject *type_not_asked;
bool is_not_asked(PyObject *o);
/* It has this attribute, a str that says this. */
bool attr_is(PyObject *o, const char *attribute, const char *text);
/* The text is one of these; an array of them. */
bool text_in(const char *text, const char *const *list, size_t count);
#define IS_ONE_OF(text, array) text_in(text, array, sizeof(array) / sizeof((array)[0]))

/* A module of sys.modules, borrowed; NULL when it is not loaded.  Runs no code. */
PyObject *loaded_module(const char *name);
/* What it has of that name, in the same way: borrowed, or NULL. */
PyObject *library_object(const char *module, const char *name);
/* The object is one of these: an array of pairs, module and name. */
bool library_in(PyObject *o, const char *const (*list)[2], size_t count);
#define IS_LIBRARY(o, array) library_in(o, array, sizeof(array) / sizeof((array)[0]))
/* A module that is a part of every interpreter, loaded or not, whatever sys.meta_path says.  New reference. */
PyObject *builtin_module(const char *name);

/* A collections.deque, a types.SimpleNamespace; not of a class derived from it. */
bool is_deque(PyObject *o);
bool is_namespace(PyObject *o);
/* types.SimpleNamespace, also where `types` is not loaded: that of sys.implementation.  Borrowed; NULL: there is none. */
PyObject *namespace_type(void);
/* The dict that a weakref.WeakKeyDictionary keeps all in; borrowed, or NULL: it is none. */
PyObject *weak_keys(PyObject *o);

/* This attribute of both, __qualname__ say, is the same text. */
bool same_text(PyObject *a, PyObject *b, const char *attribute);
/* Functions, or classes, that are defined in the same place: the live one and the one that is staged. */
bool same_definition(PyObject *a, PyObject *b);

/* The result of a second try, or NULL with the exception of the first one set, as PyErr_Fetch gave it; takes that over. */
PyObject *result_or_error(PyObject *result, PyObject *error[3]);

/* A MemoryError was cleared since this was last set to false: something was not found that may be there. */
extern bool memory_failed __attribute__((visibility("hidden")));

/* PyErr_Clear that takes note of a MemoryError. */
void clear_error(void);
#define PyErr_Clear clear_error

/*
 * These take the result of a call as it is: NULL, from a call that failed, makes
 * them fail too, where CPython's own end the process.
 */
static inline int
missing(const PyObject *a, const PyObject *b)
{
	if (a && b)
		return 0;
	if (!PyErr_Occurred())
		PyErr_NoMemory();
	return -1;
}

static inline int
checked_dict_set(PyObject *dict, PyObject *key, PyObject *value)
{
	return missing(dict, key) || missing(value, value) ? -1 : PyDict_SetItem(dict, key, value);
}

static inline int
checked_dict_set_string(PyObject *dict, const char *key, PyObject *value)
{
	return missing(dict, value) ? -1 : PyDict_SetItemString(dict, key, value);
}

static inline PyObject *
checked_dict_get(PyObject *dict, PyObject *key)
{
	return missing(dict, key) ? NULL : PyDict_GetItemWithError(dict, key);
}

/* The dict of a built-in class is not in it, since 3.12: it has no entries then. */
static inline int
checked_dict_next(PyObject *dict, Py_ssize_t *at, PyObject **key, PyObject **value)
{
	return dict && PyDict_Next(dict, at, key, value);
}

#define CHECKED(name)                                                            \
	static inline int checked_##name(PyObject *container, PyObject *item)    \
	{                                                                        \
		return missing(container, item) ? -1 : name(container, item);    \
	}
CHECKED(PyDict_Contains)
CHECKED(PyDict_DelItem)
CHECKED(PyDict_Update)
CHECKED(PySet_Add)
CHECKED(PySet_Contains)
CHECKED(PySet_Discard)
CHECKED(PyList_Append)
CHECKED(PyUnicode_Compare)
#undef CHECKED

#define PyDict_SetItem checked_dict_set
#define PyDict_SetItemString checked_dict_set_string
#define PyDict_GetItemWithError checked_dict_get
#define PyDict_Next checked_dict_next
#define PyDict_Contains checked_PyDict_Contains
#define PyDict_DelItem checked_PyDict_DelItem
#define PyDict_Update checked_PyDict_Update
#define PySet_Add checked_PySet_Add
#define PySet_Contains checked_PySet_Contains
#define PySet_Discard checked_PySet_Discard
#define PyList_Append checked_PyList_Append
#define PyUnicode_Compare checked_PyUnicode_Compare

#endif
