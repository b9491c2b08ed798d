#!/bin/sh
# Every number of payload/version.c against the headers of the version it is for.
# The numbers come out of the compiled table; here stand only the names.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
CC=${CC:-cc}
failed=0 checked=0

headers() { # of 3.$1, one directory per line
	for d in /usr/include/python3.$1 "$HOME"/.pyenv/versions/3.$1.*/include/python3.$1; do
		[ -f "$d/Python.h" ] && echo "$d"
	done
}

any=
for minor in 13 12 11 10 9 8; do
	any=$(headers $minor | head -n 1)
	[ -n "$any" ] && break
done
[ -n "$any" ] || { echo "check_versions: no Python headers at all"; exit 1; }

cat > "$work/dump.c" <<END
#include <stdio.h>
#include "$root/payload/version.c"
int
main(void)
{
	for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
		const struct version *v = &versions[i];
		const struct function_layout *f = &v->function;
		const struct opcodes *o = &v->op;
		int m = v->minor;
#define PUT(name, value) printf("%d #define " name " %d\n", m, (int)(value))
#define FIELD(x) PUT("F_" #x, f->x)
		FIELD(code); FIELD(globals); FIELD(builtins); FIELD(defaults); FIELD(kwdefaults);
		FIELD(closure); FIELD(doc); FIELD(name); FIELD(dict); FIELD(module);
		FIELD(annotations); FIELD(qualname); FIELD(version); FIELD(size);
#define OP(x) PUT("O_" #x, o->x)
		OP(have_argument); OP(extended_arg); OP(load_const); OP(return_value); OP(return_const);
		OP(store_name); OP(store_global); OP(load_name); OP(load_global);
		OP(import_name); OP(load_attr); OP(store_attr); OP(load_super_attr);
		OP(delete_name); OP(function_attribute);
		PUT("CODE_VERSION", v->code_version);
		PUT("DICT_VERSION", v->dict_version);
		PUT("FRAME_GLOBALS", v->frame.globals);
		PUT("FRAME_BUILTINS", v->frame.builtins);
		PUT("FRAME_IN_GENERATOR", v->frame.in_generator);
#define SAME(x) PUT("V_" #x, x)
		SAME(TYPE_DEALLOC); SAME(TYPE_HASH); SAME(TYPE_SETATTRO); SAME(TYPE_TRAVERSE); SAME(TYPE_BASICSIZE); SAME(TYPE_ITEMSIZE);
		SAME(TYPE_BASE); SAME(TYPE_DICT); SAME(TYPE_DICTOFFSET); SAME(TYPE_WEAKLISTOFFSET);
		SAME(TYPE_MRO); SAME(LIST_ITEMS); SAME(DICT_KEYS); SAME(DICT_VALUES); SAME(TUPLE_ITEMS); SAME(CELL_REF); SAME(FRAME_POINTER);
		SAME(REF_OBJECT); SAME(REF_CALLBACK);
		printf("%d #define NAMES {", m);
		for (size_t k = 0; k < sizeof(o->names); k++)
			printf("%d,", o->names[k]);
		printf("}\n%d #define JUMPS {", m);
		for (size_t k = 0; k < sizeof(o->absolute_jumps); k++)
			printf("%d,", o->absolute_jumps[k]);
		printf("}\n%d #define FORWARD {", m);
		for (size_t k = 0; k < sizeof(o->forward_jumps); k++)
			printf("%d,", o->forward_jumps[k]);
		printf("}\n%d #define FAST {", m);
		for (size_t k = 0; k < sizeof(o->fast); k++)
			printf("%d,", o->fast[k]);
		printf("}\n%d #define FAST_PAIRS {", m);
		for (size_t k = 0; k < sizeof(o->fast_pairs); k++)
			printf("%d,", o->fast_pairs[k]);
		printf("}\n");
	}
	return 0;
}
END
timeout 60 $CC -std=gnu11 -D_GNU_SOURCE -O2 -ffunction-sections -fdata-sections -Wl,--gc-sections \
	-I"$any" -I"$root/payload" -o "$work/dump" "$work/dump.c" || exit 1
timeout 10 "$work/dump" > "$work/table" || exit 1

cat > "$work/body.c" <<'END'
#include <Python.h>
#include <frameobject.h>
#if PY_MINOR_VERSION >= 11
#define Py_BUILD_CORE
#include <internal/pycore_frame.h>
#undef Py_BUILD_CORE
#endif
#include <opcode.h>
#include <assert.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define AT(number, type, field) \
	static_assert((number) == offsetof(type, field), #type "." #field)
AT(F_code, PyFunctionObject, func_code);
AT(F_globals, PyFunctionObject, func_globals);
AT(F_defaults, PyFunctionObject, func_defaults);
AT(F_kwdefaults, PyFunctionObject, func_kwdefaults);
AT(F_closure, PyFunctionObject, func_closure);
AT(F_doc, PyFunctionObject, func_doc);
AT(F_name, PyFunctionObject, func_name);
AT(F_dict, PyFunctionObject, func_dict);
AT(F_module, PyFunctionObject, func_module);
AT(F_annotations, PyFunctionObject, func_annotations);
AT(F_qualname, PyFunctionObject, func_qualname);
static_assert(F_size == sizeof(PyFunctionObject), "size of PyFunctionObject");
#if PY_MINOR_VERSION >= 10
AT(F_builtins, PyFunctionObject, func_builtins);
#else
static_assert(F_builtins == 0, "no func_builtins");
#endif
#if PY_MINOR_VERSION >= 11
AT(F_version, PyFunctionObject, func_version);
static_assert(sizeof(((PyFunctionObject *)0)->func_version) == 4, "func_version");
#else
static_assert(F_version == 0, "no func_version");
#endif
#if PY_MINOR_VERSION >= 11
AT(FRAME_GLOBALS, struct _PyInterpreterFrame, f_globals);
AT(FRAME_BUILTINS, struct _PyInterpreterFrame, f_builtins);
AT(FRAME_IN_GENERATOR, PyGenObject, gi_iframe);
AT(V_FRAME_POINTER, PyFrameObject, f_frame);
#else
AT(FRAME_GLOBALS, PyFrameObject, f_globals);
AT(FRAME_BUILTINS, PyFrameObject, f_builtins);
static_assert(FRAME_IN_GENERATOR == 0, "generators have a frame object");
#endif
#if PY_MINOR_VERSION >= 13
static_assert(CODE_VERSION != 0, "co_version is needed");
#endif
#if PY_MINOR_VERSION >= 12
static_assert(!CODE_VERSION || CODE_VERSION == offsetof(PyCodeObject, co_version), "co_version");
static_assert(sizeof(((PyCodeObject *)0)->co_version) == 4, "co_version");
#else
static_assert(CODE_VERSION == 0, "no co_version");
#endif
#if PY_MINOR_VERSION <= 13
AT(DICT_VERSION, PyDictObject, ma_version_tag);
#else
static_assert(DICT_VERSION == 0, "no ma_version_tag");
#endif
AT(V_TYPE_DEALLOC, PyTypeObject, tp_dealloc);
AT(V_TYPE_HASH, PyTypeObject, tp_hash);
AT(V_TYPE_SETATTRO, PyTypeObject, tp_setattro);
AT(V_TYPE_TRAVERSE, PyTypeObject, tp_traverse);
AT(V_TYPE_BASICSIZE, PyTypeObject, tp_basicsize);
AT(V_TYPE_ITEMSIZE, PyTypeObject, tp_itemsize);
AT(V_TYPE_BASE, PyTypeObject, tp_base);
AT(V_TYPE_DICT, PyTypeObject, tp_dict);
AT(V_TYPE_DICTOFFSET, PyTypeObject, tp_dictoffset);
AT(V_TYPE_WEAKLISTOFFSET, PyTypeObject, tp_weaklistoffset);
AT(V_TYPE_MRO, PyTypeObject, tp_mro);
AT(V_LIST_ITEMS, PyListObject, ob_item);
AT(V_DICT_KEYS, PyDictObject, ma_keys);
AT(V_DICT_VALUES, PyDictObject, ma_values);
AT(V_TUPLE_ITEMS, PyTupleObject, ob_item);
AT(V_CELL_REF, PyCellObject, ob_ref);
AT(V_REF_OBJECT, PyWeakReference, wr_object);
AT(V_REF_CALLBACK, PyWeakReference, wr_callback);

static_assert(O_have_argument == HAVE_ARGUMENT, "HAVE_ARGUMENT");
static_assert(O_extended_arg == EXTENDED_ARG, "EXTENDED_ARG");
static_assert(O_load_const == LOAD_CONST, "LOAD_CONST");
static_assert(O_return_value == RETURN_VALUE, "RETURN_VALUE");
static_assert(O_store_name == STORE_NAME, "STORE_NAME");
static_assert(O_store_global == STORE_GLOBAL, "STORE_GLOBAL");
static_assert(O_load_name == LOAD_NAME, "LOAD_NAME");
static_assert(O_load_global == LOAD_GLOBAL, "LOAD_GLOBAL");
static_assert(O_delete_name == DELETE_NAME, "DELETE_NAME");
static_assert(O_import_name == IMPORT_NAME, "IMPORT_NAME");
static_assert(O_load_attr == LOAD_ATTR, "LOAD_ATTR");
static_assert(O_store_attr == STORE_ATTR, "STORE_ATTR");
#ifdef RETURN_CONST
static_assert(O_return_const == RETURN_CONST, "RETURN_CONST");
#else
static_assert(O_return_const == 0, "no RETURN_CONST");
#endif
#ifdef SET_FUNCTION_ATTRIBUTE
static_assert(O_function_attribute == SET_FUNCTION_ATTRIBUTE, "SET_FUNCTION_ATTRIBUTE");
#else
static_assert(O_function_attribute == 0, "no SET_FUNCTION_ATTRIBUTE");
#endif
#ifdef LOAD_SUPER_ATTR
static_assert(O_load_super_attr == LOAD_SUPER_ATTR, "LOAD_SUPER_ATTR");
#else
static_assert(O_load_super_attr == 0, "no LOAD_SUPER_ATTR");
#endif

/* All opcodes of this version with an index into co_names, an absolute target, or one that is relative and in front. */
static const int names[] = {
	STORE_NAME, DELETE_NAME, STORE_ATTR, DELETE_ATTR, STORE_GLOBAL, DELETE_GLOBAL, LOAD_NAME,
	LOAD_ATTR, IMPORT_NAME, IMPORT_FROM, LOAD_GLOBAL,
#ifdef LOAD_METHOD
	LOAD_METHOD,
#endif
#ifdef LOAD_SUPER_ATTR
	LOAD_SUPER_ATTR,
#endif
#ifdef LOAD_FROM_DICT_OR_GLOBALS
	LOAD_FROM_DICT_OR_GLOBALS,
#endif
};
static const int jumps[] = {
	0,
#if PY_MINOR_VERSION <= 10
	JUMP_ABSOLUTE, POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, JUMP_IF_FALSE_OR_POP,
	JUMP_IF_TRUE_OR_POP,
#ifdef JUMP_IF_NOT_EXC_MATCH
	JUMP_IF_NOT_EXC_MATCH,
#endif
#endif
};
static const int forward[] = {
	FOR_ITER, JUMP_FORWARD,
#if PY_MINOR_VERSION <= 10
	SETUP_FINALLY, SETUP_WITH, SETUP_ASYNC_WITH,
#ifdef CALL_FINALLY
	CALL_FINALLY,
#endif
#else
	SEND,
#ifdef POP_JUMP_FORWARD_IF_FALSE
	POP_JUMP_FORWARD_IF_FALSE, POP_JUMP_FORWARD_IF_TRUE, POP_JUMP_FORWARD_IF_NONE, POP_JUMP_FORWARD_IF_NOT_NONE,
	JUMP_IF_FALSE_OR_POP, JUMP_IF_TRUE_OR_POP,
#else
	POP_JUMP_IF_FALSE, POP_JUMP_IF_TRUE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE,
#endif
#endif
};

/* Since 3.12 those of one local variable, and since 3.13 of two. */
static const int fast[] = {
	0,
#ifdef LOAD_FAST_AND_CLEAR
	LOAD_FAST, STORE_FAST, DELETE_FAST, LOAD_FAST_CHECK, LOAD_FAST_AND_CLEAR,
#endif
};
static const int fast_pairs[] = {
	0,
#if PY_MINOR_VERSION >= 13
	LOAD_FAST_LOAD_FAST, STORE_FAST_LOAD_FAST, STORE_FAST_STORE_FAST,
#endif
};

/* Both lists hold the same numbers; what is above a byte is never in a code object. */
static int
same(const char *what, const int *real, size_t count, const int *table, size_t room)
{
	char a[256] = {1}, b[256] = {1};
	int i, wrong = 0;

	for (size_t k = 0; k < count; k++)
		if (real[k] < 256)
			a[real[k]] = 1;
	for (size_t k = 0; k < room; k++)
		b[table[k]] = 1;
	for (i = 1; i < 256; i++)
		if (a[i] != b[i]) {
			printf("%s: opcode %d is %s\n", what, i, a[i] ? "missing" : "wrong");
			wrong = 1;
		}
	return wrong;
}

int
main(void)
{
	static const int table_names[] = NAMES, table_jumps[] = JUMPS, table_forward[] = FORWARD, table_fast[] = FAST,
			 table_pairs[] = FAST_PAIRS;

	return same("names", names, sizeof(names) / sizeof(int), table_names,
		    sizeof(table_names) / sizeof(int)) |
	       same("absolute_jumps", jumps, sizeof(jumps) / sizeof(int), table_jumps,
		    sizeof(table_jumps) / sizeof(int)) |
	       same("forward_jumps", forward, sizeof(forward) / sizeof(int), table_forward,
		    sizeof(table_forward) / sizeof(int)) |
	       same("fast", fast, sizeof(fast) / sizeof(int), table_fast, sizeof(table_fast) / sizeof(int)) |
	       same("fast_pairs", fast_pairs, sizeof(fast_pairs) / sizeof(int), table_pairs, sizeof(table_pairs) / sizeof(int));
}
END

minors=$(cut -d ' ' -f 1 "$work/table" | sort -nu)
for minor in $minors; do
	dirs=$(headers "$minor")
	if [ -z "$dirs" ]; then
		echo "3.$minor: skipped (no headers)"
		continue
	fi
	sed -n "s/^$minor //p" "$work/table" > "$work/check.c"
	cat "$work/body.c" >> "$work/check.c"
	for d in $dirs; do
		version=$(sed -n 's/^#define PY_VERSION *"\(.*\)"/\1/p' "$d/patchlevel.h")
		if timeout 60 $CC -std=gnu11 -I"$d" -o "$work/check" "$work/check.c" \
			> "$work/log" 2>&1 && timeout 10 "$work/check" > "$work/log" 2>&1; then
			echo "$version: as in payload/version.c"
			checked=$((checked + 1))
		else
			echo "$version: MISMATCH"
			sed 's/^/    /' "$work/log" | head -n 40
			failed=1
		fi
	done
done
[ $checked -gt 0 ] || failed=1
exit $failed
