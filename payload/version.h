/*
 * version.h - what differs between versions of CPython, in one table.
 *
 * A version that has no row is refused.  Every offset is checked in the target
 * before it is used (version_probe), and against each version's own headers by
 * tests/unit/check_versions.sh.
 */
#ifndef PYRELOAD_VERSION_H
#define PYRELOAD_VERSION_H

#include "api.h"

/* Offsets into PyFunctionObject; 0 where the version has no such field. */
struct function_layout {
	uint16_t code, globals, builtins, defaults, kwdefaults, closure, doc, name, dict, module,
		annotations, qualname;
	uint16_t version; /* uint32_t func_version, since 3.11 */
	uint16_t size;
};

/* Offsets in PyFrameObject until 3.10, in _PyInterpreterFrame since 3.11. */
struct frame_layout {
	uint8_t globals, builtins;
	uint8_t in_generator; /* PyGenObject.gi_iframe; 0: until 3.10 generators have a frame object */
};

/* Opcodes that the comparison of module code needs. */
struct opcodes {
	uint8_t have_argument, extended_arg, load_const, return_value, return_const, store_name, store_global;
	uint8_t load_name, load_global, import_name, delete_name;
	uint8_t function_attribute; /* SET_FUNCTION_ATTRIBUTE, since 3.13 */
	uint8_t kw_names;           /* KW_NAMES, 3.11 and 3.12: its argument is an index into co_consts */
	uint8_t names[16];         /* whose argument is an index into co_names */
	uint8_t load_global_shift, load_attr_shift; /* flag bits below the index */
	uint8_t load_attr, store_attr, load_super_attr;
	uint8_t load_method; /* until 3.11 */
	uint8_t absolute_jumps[8]; /* until 3.10 */
	uint8_t forward_jumps[16]; /* relative to the next instruction */
	uint8_t leaps[8];          /* after them the next instruction is reached from elsewhere */
	uint8_t mutations[4];      /* STORE_SUBSCR and the like */
	uint8_t fast[8];           /* since 3.12, of variables of comprehensions: LOAD_FAST and the like, whose argument is an index */
	uint8_t fast_pairs[4];     /* since 3.13: LOAD_FAST_LOAD_FAST and the like, of two */
	uint8_t copies[2];         /* DUP_TOP and DUP_TOP_TWO; COPY since 3.11 */
	uint8_t jump_unit;         /* bytes per unit of a jump's argument */
	bool caches;               /* code units of opcode 0 are inline caches (since 3.11) */
};

struct version {
	int minor;
	struct function_layout function;
	struct opcodes op;
	struct frame_layout frame;
	uint8_t dict_version;        /* uint64_t PyDictObject.ma_version_tag, until 3.13 */
	uint8_t dict_version_low;    /* its lowest bit: below are watchers (3.12) and a count of theirs (3.13) */
	uint16_t code_version;       /* uint32_t PyCodeObject.co_version, 0: not needed */
	bool revive_version;         /* 3.13: a function without version is never specialised again */
};

/* PyTypeObject, the same in 3.8 to 3.15. */
#define OBJECT_TYPE 8 /* ob_type */
#define TYPE_DEALLOC 48
#define TYPE_HASH 120
#define TYPE_SETATTRO 152
#define TYPE_TRAVERSE 184
#define TYPE_BASICSIZE 32
#define TYPE_ITEMSIZE 40
#define TYPE_BASE 256
#define TYPE_BASES 336
#define TYPE_DICT 264
#define TYPE_DICTOFFSET 288
#define TYPE_WEAKLISTOFFSET 208
#define TYPE_ITER 216
#define TYPE_MRO 344
#define FRAME_POINTER 24 /* PyFrameObject.f_frame, since 3.11 */
/* PyListObject.ob_item, PyTupleObject.ob_item (3.14: 32), PyCellObject.ob_ref */
#define LIST_ITEMS 24
#define TUPLE_ITEMS 24
#define CELL_REF 16
#define DICT_KEYS 32    /* PyDictObject.ma_keys; behind it ma_values, NULL unless keys are shared */
#define DICT_VALUES 40
#define PROPERTY_DOC 40 /* propertyobject.prop_doc */
#define DEQUE_MAXLEN 64 /* dequeobject.maxlen, a number: -1 without one */
#define DEFAULT_FACTORY 48 /* defdictobject.default_factory, behind the dict */
#define CONTEXT_VAR_DEFAULT 24 /* PyContextVar.var_default, behind the name */
#define REF_OBJECT 16   /* PyWeakReference.wr_object, then wr_callback */
#define REF_CALLBACK 24

/* A word of an object, by offset. */
#define WORD(o, offset) (*(PyObject **)((char *)(o) + (offset)))

/* Dict of a class; NULL for static builtin types since 3.12 (kept per interpreter). */
#define CLASS_DICT(class) WORD(class, TYPE_DICT)

/* The row of the running interpreter; set by version_find. */
extern const struct version *python __attribute__((visibility("hidden")));

/* Find the row for "3.11.2 (...)".  False: there is none. */
bool version_find(const char *text);

/* Of the dict's last change, among those of all dicts (PEP 509); 0: this version of CPython has none. */
uint64_t dict_version(PyObject *dict);

/*
 * Check with objects made for it that every offset of the row holds here.
 * NULL, or the name of the first that does not; then *no_memory says that there
 * was no memory for the check.  An exception is set where the interpreter did not
 * let the check run.
 */
const char *version_probe(bool *no_memory);

/* The opcode is in one of the lists above, which end with 0 where they are not full. */
static inline bool
is_in(const uint8_t *list, size_t size, uint8_t op)
{
	size_t i;

	for (i = 0; i < size && list[i]; i++)
		if (list[i] == op)
			return true;
	return false;
}

#define IS_IN(list, op) is_in(list, sizeof(list), op)

#endif
