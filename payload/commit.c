#include "commit.h"

#include "rehash.h"

#include <stdlib.h>

#include "version.h"

static struct op *
append(struct ops *ops)
{
	size_t room = ops->room ? ops->room * 2 : 256;
	struct op *grown;

	if (ops->count == ops->room) {
		grown = realloc(ops->list, room * sizeof(*grown));
		if (!grown) {
			PyErr_NoMemory();
			return NULL;
		}
		ops->list = grown;
		ops->room = room;
	}
	return memset(&ops->list[ops->count++], 0, sizeof(*ops->list));
}

int
ops_word(struct ops *ops, PyObject *owner, PyObject **slot, PyObject *value)
{
	struct op *op = append(ops);

	if (!op)
		return -1;
	op->kind = OP_WORD;
	op->owner = owner;
	op->slot = slot;
	op->value = value;
	return 0;
}

PyObject *
ops_planned(const struct ops *ops, PyObject **slot)
{
	size_t i;

	for (i = ops->count; i-- > 0;)
		if (ops->list[i].kind == OP_WORD && ops->list[i].slot == slot)
			return ops->list[i].value;
	return *slot;
}

int
ops_borrowed(struct ops *ops, PyObject **slot, PyObject *value)
{
	if (ops_word(ops, NULL, slot, value) < 0)
		return -1;
	ops->list[ops->count - 1].kind = OP_BORROWED;
	return 0;
}

int
ops_add(struct ops *ops, enum op_kind kind, PyObject *owner, PyObject *key, PyObject *value)
{
	struct op *op = append(ops);

	if (!op)
		return -1;
	op->kind = kind;
	op->owner = owner;
	op->key = key;
	op->value = value;
	return 0;
}

/* Static types have no dict of their own since 3.12. */
static PyObject *
dict_item(PyObject *dict, PyObject *key)
{
	return dict ? PyDict_GetItemWithError(dict, key) : NULL;
}

int
store_dict(PyObject *dict, PyObject *key, PyObject *value)
{
	/* It has its order beside the dict. */
	if (PyType_IsSubtype(type_of(dict), TYPE_AT(PyODict_Type)))
		return value ? PyODict_SetItem(dict, key, value)
		       : PyDict_Contains(dict, key) == 1 ? PyODict_DelItem(dict, key) : 0;
	if (value)
		return PyDict_SetItem(dict, key, value);
	return PyDict_Contains(dict, key) == 1 ? PyDict_DelItem(dict, key) : 0;
}

/* Past the metaclass: its __setattr__ is code of the target (enum, ORMs). */
/* __class__ = property(...), of a proxy; a name that the metaclass has as a property: to set it would ask that. */
static bool
is_covered(PyObject *type, PyObject *key)
{
	PyObject *its = is_str(key) ? class_lookup((PyObject *)type_of(type), utf8(key)) : NULL;

	return its && class_lookup((PyObject *)type_of(its), "__set__") && class_get((PyObject *)TYPE_AT(PyType_Type), utf8(key)) != its;
}

/* What the type has beside its dict; borrowed: it keeps it.  NULL: another key. */
static PyObject *
own_name(PyObject *type, PyObject *key)
{
	bool is = is_str(key) && (!strcmp(utf8(key), "__name__") || !strcmp(utf8(key), "__qualname__")) && !is_covered(type, key);
	PyObject *name = is ? get_attr(type, utf8(key)) : NULL;

	unref(name);
	return name;
}

int
store_type(PyObject *type, PyObject *key, PyObject *value)
{
	setattrofunc set = *(setattrofunc *)(void *)((char *)TYPE_AT(PyType_Type) + TYPE_SETATTRO);

	if (!value && !dict_item(CLASS_DICT(type), key))
		return 0;
	if (!is_covered(type, key))
		return set(type, key, value);
	if (store_dict(CLASS_DICT(type), key, value) < 0)
		return -1;
	PyType_Modified((PyTypeObject *)type);
	return 0;
}

static Py_ssize_t
size_of(PyObject *type)
{
	return *(Py_ssize_t *)(void *)((char *)type + TYPE_BASICSIZE);
}

PyObject *
static_base(PyObject *type)
{
	/* Many types in C are on the heap, too: ctypes' since 3.13.  Not so one that adds nothing: typing.Generic since 3.12. */
	PyObject *class = library_object("_frozen_importlib", "ModuleSpec");

	while (type && is_heap_type(type) &&
	       (!class || WORD(type, TYPE_DEALLOC) == WORD(class, TYPE_DEALLOC) || size_of(type) == size_of(WORD(type, TYPE_BASE))))
		type = WORD(type, TYPE_BASE);
	return type;
}

/* Exceptions in C that add no field to those of BaseException are laid out alike; what others add is of any type. */
static bool
adds_nothing(PyObject *type)
{
	PyObject *exception = EXCEPTION(PyExc_BaseException);

	return type && PyType_IsSubtype((PyTypeObject *)type, (PyTypeObject *)exception) &&
	       size_of(type) == size_of(exception);
}

static bool
are_alike(PyObject *a, PyObject *b)
{
	return a == b || (adds_nothing(a) && adds_nothing(b));
}

/*
 * type.__bases__ refuses to go from `object` to a class or back, for their
 * tp_dealloc differ; it compares the new tp_base with what stands there, so
 * that is exchanged first.  The layouts have been compared by the plan; here
 * both must come down to the same type written in C.
 */
int
store_bases(PyObject *type, PyObject *base, PyObject *bases)
{
	PyObject *old = WORD(type, TYPE_BASE), *name = PyUnicode_InternFromString("__bases__");
	bool exchange = old != base && are_alike(static_base(old), static_base(base));
	int result = name ? 0 : -1;

	if (result == 0 && exchange)
		WORD(type, TYPE_BASE) = ref(base);
	if (result == 0)
		result = store_type(type, name, bases);
	if (result < 0 && exchange)
		WORD(type, TYPE_BASE) = old;
	if (name && exchange)
		unref(result < 0 ? base : old);
	unref(name);
	return result;
}

/* Past __setattr__ of its class.  Without a place for it, or without it when it is to go, there is nothing to do. */
static int
store_attribute(PyObject *o, PyObject *name, PyObject *value)
{
	if (PyObject_GenericSetAttr(o, name, value) == 0)
		return 0;
	if (!PyErr_ExceptionMatches(EXCEPTION(PyExc_AttributeError)))
		return -1;
	PyErr_Clear();
	return 0;
}

/* OrderedDict, defaultdict, Counter: dicts that have something beside. */
static int
store_entries(PyObject *owner, PyObject *value)
{
	PyObject *keys = PySequence_List(owner), *key, *its;
	int result = keys ? 0 : -1;
	Py_ssize_t i, at = 0;

	for (i = 0; result == 0 && i < PyList_Size(keys); i++)
		result = store_dict(owner, PyList_GetItem(keys, i), NULL);
	while (result == 0 && PyDict_Next(value, &at, &key, &its))
		result = store_dict(owner, key, its);
	unref(keys);
	return result;
}

/* A list, or another deque, of which it takes maxlen, too. */
static int
store_items(PyObject *deque, PyObject *value)
{
	PyObject *none = PyObject_CallMethod(deque, "clear", NULL);
	int result = none ? 0 : -1;

	unref(none);
	if (result == 0 && is_deque(value))
		WORD(deque, DEQUE_MAXLEN) = WORD(value, DEQUE_MAXLEN);
	none = result == 0 ? PyObject_CallMethod(deque, "extend", "O", value) : NULL;
	unref(none);
	return none ? 0 : -1;
}

/* Borrowed. */
static PyObject *
attributes_of(PyObject *namespace)
{
	PyObject *dict = PyObject_GenericGetDict(namespace, NULL);

	unref(dict); /* the object keeps it */
	return dict;
}

int
content_store(PyObject *owner, PyObject *value)
{
	PyObject *none;

	if (is_list(owner))
		return PyList_SetSlice(owner, 0, PyList_Size(owner), value);
	if (is_dict(owner)) {
		PyDict_Clear(owner);
		return PyDict_Update(owner, value);
	}
	if (PyType_IsSubtype(type_of(owner), TYPE_AT(PyDict_Type)))
		return store_entries(owner, value);
	if (is_deque(owner))
		return store_items(owner, value);
	if (is_namespace(owner))
		return content_store(attributes_of(owner), value);
	none = PySet_Clear(owner) < 0
		       ? NULL
		       : PyObject_CallMethod((PyObject *)TYPE_AT(PySet_Type), "update", "OO", owner, value);
	unref(none);
	return none ? 0 : -1;
}

PyObject *
content_copy(PyObject *o)
{
	PyObject *copy;

	if (is_list(o))
		return PyList_GetSlice(o, 0, PyList_Size(o));
	if (is_deque(o))
		return PyObject_CallMethod(o, "copy", NULL);
	if (is_namespace(o))
		return PyDict_Copy(attributes_of(o));
	if (!PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)))
		return PySet_New(o);
	copy = PyDict_New();
	if (!copy || PyDict_Update(copy, o) == 0)
		return copy;
	unref(copy);
	return NULL;
}

static int
swap_element(PyObject *set, PyObject *out, PyObject *in)
{
	return PySet_Discard(set, out) < 0 || PySet_Add(set, in) < 0 ? -1 : 0;
}

/*
 * Since 3.11 call sites remember a function by its version.  Setting the
 * defaults resets it; since 3.13 a function without one is never specialised
 * again, so it takes the version of its new code.
 */
static int
renew_version(PyObject *f)
{
	PyObject *defaults = WORD(f, python->function.defaults);

	if (!python->function.version)
		return 0;
	if (PyFunction_SetDefaults(f, defaults ? defaults : NONE) < 0)
		return -1;
	if (python->revive_version && pyr_api[API__PyFunction_SetVersion])
		_PyFunction_SetVersion(f, *(uint32_t *)(void *)((char *)WORD(f, python->function.code) +
								 python->code_version));
	return 0;
}

static PyObject *
current(const struct op *op)
{
	switch (op->kind) {
	case OP_WORD:
	case OP_BORROWED:
		return *op->slot;
	case OP_DICT:
		return PyDict_GetItemWithError(op->owner, op->key);
	case OP_TYPE:
		return own_name(op->owner, op->key) ? own_name(op->owner, op->key) : dict_item(CLASS_DICT(op->owner), op->key);
	case OP_BASES:
		return WORD(op->owner, TYPE_BASES);
	case OP_CLASS:
		return (PyObject *)type_of(op->owner);
	case OP_ATTRIBUTE:
	case OP_ITEM:
	case OP_ELEMENT:
	case OP_CONTENT:
	case OP_REHASH:
	case OP_VERSION:
		break;
	}
	return NULL;
}

/* Types in C do not count their instances. */
static bool
is_uncounted(const struct op *op, PyObject *o)
{
	return o && op->slot == &WORD(op->owner, OBJECT_TYPE) && !is_heap_type(o);
}

static int
apply(struct op *op)
{
	switch (op->kind) {
	case OP_WORD:
		op->saved = *op->slot; /* its reference moves to the log */
		if (is_uncounted(op, op->saved))
			ref(op->saved);
		*op->slot = op->value && !is_uncounted(op, op->value) ? ref(op->value) : op->value;
		return 0;
	case OP_BORROWED:
		op->key = *op->slot;
		*op->slot = op->value;
		return 0;
	case OP_DICT:
		op->saved = ref(current(op));
		return store_dict(op->owner, op->key, op->value);
	case OP_TYPE:
		op->saved = ref(current(op));
		return store_type(op->owner, op->key, op->value);
	case OP_BASES:
		op->saved = ref(current(op));
		op->saved_base = ref(WORD(op->owner, TYPE_BASE));
		return store_bases(op->owner, op->key, op->value);
	case OP_ATTRIBUTE:
		return store_attribute(op->owner, op->key, op->value);
	case OP_CLASS:
		op->saved = ref(current(op));
		return PyObject_GenericSetAttr(op->owner, op->key, op->value);
	case OP_ITEM:
		op->saved = PySequence_GetItem(op->owner, PyLong_AsLong(op->key));
		return op->saved ? PySequence_SetItem(op->owner, PyLong_AsLong(op->key), op->value) : -1;
	case OP_ELEMENT:
		op->saved = PySet_New(op->owner);
		return op->saved ? swap_element(op->owner, op->key, op->value) : -1;
	case OP_CONTENT:
		op->saved = content_copy(op->owner);
		return op->saved ? content_store(op->owner, op->value) : -1;
	case OP_REHASH:
		op->saved = content_copy(op->owner);
		return op->saved ? rehash_content(op->owner) : -1;
	case OP_VERSION:
		return renew_version(op->owner);
	}
	return -1;
}

static void
revert(struct op *op)
{
	PyObject *now;

	switch (op->kind) {
	case OP_WORD:
		now = *op->slot;
		*op->slot = op->saved;
		if (is_uncounted(op, op->saved))
			unref(op->saved);
		op->saved = is_uncounted(op, now) ? ref(now) : now; /* dropped with the list */
		return;
	case OP_BORROWED:
		*op->slot = op->key;
		break;
	case OP_DICT:
		store_dict(op->owner, op->key, op->saved);
		break;
	case OP_TYPE:
		store_type(op->owner, op->key, op->saved);
		break;
	case OP_BASES:
		store_bases(op->owner, op->saved_base, op->saved);
		break;
	case OP_ATTRIBUTE:
		store_attribute(op->owner, op->key, NULL);
		break;
	case OP_CLASS:
		PyObject_GenericSetAttr(op->owner, op->key, op->saved);
		break;
	case OP_ITEM:
		PySequence_SetItem(op->owner, PyLong_AsLong(op->key), op->saved);
		break;
	case OP_ELEMENT:
	case OP_CONTENT:
	case OP_REHASH:
		content_store(op->owner, op->saved);
		break;
	case OP_VERSION:
		renew_version(op->owner);
		break;
	}
}

/* Functions once more: a version that was given before their code went back is wrong. */
static void
undo(struct ops *ops, size_t done)
{
	PyObject *type, *value, *traceback;
	size_t i;

	PyErr_Fetch(&type, &value, &traceback);
	for (i = done; i-- > 0;)
		revert(&ops->list[i]);
	for (i = 0; i < done; i++)
		if (ops->list[i].kind == OP_VERSION)
			renew_version(ops->list[i].owner);
	PyErr_Restore(type, value, traceback);
}

int
ops_commit(struct ops *ops)
{
	size_t i;

	for (i = 0; i < ops->count; i++) {
		if (apply(&ops->list[i]) == 0)
			continue;
		if (!PyErr_Occurred())
			PyErr_SetString(EXCEPTION(PyExc_RuntimeError), "a change could not be applied");
		/* The failed one may have done a part: its own undo is harmless. */
		undo(ops, ops->list[i].kind == OP_WORD || ops->list[i].saved ? i + 1 : i);
		return -1;
	}
	return 0;
}

void
ops_undo(struct ops *ops)
{
	undo(ops, ops->count);
}

void
ops_fini(struct ops *ops)
{
	size_t i;

	for (i = 0; i < ops->count; i++) {
		unref(ops->list[i].saved);
		unref(ops->list[i].saved_base);
	}
	free(ops->list);
	memset(ops, 0, sizeof(*ops));
}
