/*
 * commit.h - the planned changes, applied as one and undone as one.
 *
 * No operation runs Python code: stores of pointers, stores into dicts under
 * str keys, type.tp_setattro.  What is replaced is kept until the list is
 * freed, so nothing is deallocated (and no finalizer runs) in between.
 */
#ifndef PYRELOAD_COMMIT_H
#define PYRELOAD_COMMIT_H

#include "api.h"

enum op_kind {
	OP_WORD,          /* a pointer inside an object: slot <- value (or NULL) */
	OP_BORROWED,      /* the same, where the object does not own what it points to */
	OP_DICT,          /* dict[key] <- value, NULL deletes */
	OP_TYPE,          /* type.key <- value, NULL deletes; past a metaclass's __setattr__ */
	OP_BASES,         /* __bases__ of a class <- value, its tp_base <- key */
	OP_ATTRIBUTE,     /* an attribute that the instance does not have <- value; nothing where it cannot have one */
	OP_CLASS,         /* __class__ (the key) of an instance <- value */
	OP_ELEMENT,       /* a set's element: key out, value in */
	OP_ITEM,          /* of a deque: [key] <- value */
	OP_CONTENT,       /* list, dict or set: takes the contents of value, stays the same object */
	OP_REHASH,        /* dict or set: its keys have another hash now */
	OP_VERSION        /* a function: its specialised callers must look again */
};

struct op {
	enum op_kind kind;
	PyObject *owner;   /* borrowed like key and value: held by the transaction */
	PyObject *key;
	PyObject *value;
	PyObject **slot;   /* OP_WORD */
	PyObject *saved;   /* owned: what was there before */
	PyObject *saved_base; /* OP_BASES: owned, the tp_base before */
};

struct ops {
	struct op *list;
	size_t count, room;
};

/* Append; 0 or -1 with MemoryError set. */
int ops_word(struct ops *ops, PyObject *owner, PyObject **slot, PyObject *value);
/* What the slot will hold: now, when no operation is about it. */
PyObject *ops_planned(const struct ops *ops, PyObject **slot);
int ops_borrowed(struct ops *ops, PyObject **slot, PyObject *value);
int ops_add(struct ops *ops, enum op_kind kind, PyObject *owner, PyObject *key, PyObject *value);

/*
 * Apply all.  0: everything is new.  -1: an operation failed, everything is as
 * it was (only, a key deleted from a dict and put back is its last now), an
 * exception says why.  The GIL is not released in between.
 */
int ops_commit(struct ops *ops);
/* All of them have been made, and nobody has seen it: as it was before. */
void ops_undo(struct ops *ops);

/* The nearest base that is written in C, the type itself included. */
PyObject *static_base(PyObject *type);

/* type.__bases__ <- bases, of which base is the best.  -1: exception, nothing changed. */
int store_bases(PyObject *type, PyObject *base, PyObject *bases);

/* dict[key] <- value, NULL deletes; past what a subclass makes of that.  -1: exception. */
int store_dict(PyObject *dict, PyObject *key, PyObject *value);

/* type.key <- value, NULL deletes; past a metaclass's __setattr__.  -1: exception. */
int store_type(PyObject *type, PyObject *key, PyObject *value);

/* A shallow copy of a list, dict, set or what collection.h is about, and its contents put back.  Exact types, or of list and
   set what derives from them; its methods are passed by. */
PyObject *content_copy(PyObject *o);
int content_store(PyObject *o, PyObject *contents);

/* Drop the list and what it replaced: finalizers may run here. */
void ops_fini(struct ops *ops);

#endif
