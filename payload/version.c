#include "version.h"

const struct version *python;

#define FUNCTION_3_8                                                                          \
	{                                                                                     \
		.code = 16, .globals = 24, .defaults = 32, .kwdefaults = 40, .closure = 48,   \
		.doc = 56, .name = 64, .dict = 72, .module = 88, .annotations = 96,           \
		.qualname = 104, .size = 120                                                  \
	}

/* 3.10 put the fields of a frame constructor first. */
#define FUNCTION_3_10(version_at, size_of)                                                    \
	{                                                                                     \
		.globals = 16, .builtins = 24, .name = 32, .qualname = 40, .code = 48,        \
		.defaults = 56, .kwdefaults = 64, .closure = 72, .doc = 80, .dict = 88,       \
		.module = 104, .annotations = 112, .version = version_at, .size = size_of     \
	}

#define OPCODES_3_8                                                                           \
	.have_argument = 90, .extended_arg = 144, .load_const = 100, .return_value = 83,      \
	.store_name = 90, .store_global = 97, .load_name = 101, .load_global = 116,           \
	.import_name = 108, .load_attr = 106, .store_attr = 95, .delete_name = 91

#define JUMPS_3_9 .forward_jumps = {93, 110, 122, 143, 154}, .mutations = {60, 61}

#define NAMES_3_8 90, 91, 95, 96, 97, 98, 101, 106, 108, 109, 116

static const struct version versions[] = {
    {
	.minor = 8,
	.dict_version = 24,
	.function = FUNCTION_3_8,
	.frame = {48, 40, 0},
	.op = {OPCODES_3_8, .copies = {4, 5}, .names = {NAMES_3_8, 160}, .load_method = 160, .absolute_jumps = {111, 112, 113, 114, 115},
	       .jump_unit = 1, .forward_jumps = {93, 110, 122, 143, 154, 162}, .mutations = {60, 61},
	       .leaps = {110, 113, 83, 130}},
    },
    {
	.minor = 9,
	.dict_version = 24,
	.function = FUNCTION_3_8,
	.frame = {48, 40, 0},
	.op = {OPCODES_3_8, .copies = {4, 5}, .names = {NAMES_3_8, 160}, .load_method = 160, .absolute_jumps = {111, 112, 113, 114, 115, 121},
	       .jump_unit = 1, JUMPS_3_9, .leaps = {110, 113, 83, 130, 48}},
    },
    {
	.minor = 10,
	.dict_version = 24,
	.function = FUNCTION_3_10(0, 128),
	.frame = {48, 40, 0},
	.op = {OPCODES_3_8, .copies = {4, 5}, .names = {NAMES_3_8, 160}, .load_method = 160, .absolute_jumps = {111, 112, 113, 114, 115, 121},
	       .jump_unit = 2, JUMPS_3_9, .leaps = {110, 113, 83, 130, 119}},
    },
    {
	.minor = 11,
	.dict_version = 24,
	.function = FUNCTION_3_10(128, 136),
	.op = {OPCODES_3_8, .copies = {120}, .names = {NAMES_3_8, 160}, .load_method = 160, .kw_names = 172, .load_global_shift = 1,
	       .caches = true, .forward_jumps = {93, 110, 111, 112, 114, 115, 123, 128, 129}, .jump_unit = 2,
	       .leaps = {110, 140, 134, 83, 130, 119}, .mutations = {60, 61}},
	.frame = {8, 16, 80},
    },
    {
	.minor = 12,
	.dict_version = 24,
	.dict_version_low = 8,
	.function = FUNCTION_3_10(136, 144),
	.op = {OPCODES_3_8, .copies = {120}, .return_const = 121, .kw_names = 172, .names = {NAMES_3_8, 141, 175}, .load_global_shift = 1,
	       .load_attr_shift = 1, .load_super_attr = 141, .caches = true, .forward_jumps = {93, 110, 114, 115, 123, 128, 129},
	       .jump_unit = 2, .leaps = {110, 140, 134, 83, 130, 119, 121}, .mutations = {60, 61, 27}, .fast = {124, 125, 126, 127, 143}},
	.frame = {24, 32, 72},
	.code_version = 92,
    },
    {
	.minor = 13,
	.dict_version = 24,
	.dict_version_low = 12,
	.function = FUNCTION_3_10(136, 144),
	.op = {.have_argument = 44,
	       .extended_arg = 71,
	       .load_const = 83,
	       .return_value = 36,
	       .return_const = 103,
	       .store_name = 114,
	       .store_global = 113,
	       .load_name = 92,
	       .load_global = 91,
	       .import_name = 75,
	       .load_attr = 82,
	       .store_attr = 108,
	       .load_super_attr = 93,
	       .delete_name = 67,
	       .function_attribute = 106,
	       .names = {63, 66, 67, 74, 75, 82, 90, 91, 92, 93, 108, 113, 114},
	       .load_global_shift = 1,
	       .load_attr_shift = 1,
	       .caches = true,
	       .forward_jumps = {72, 79, 97, 98, 99, 100, 104},
	       .jump_unit = 2,
	       .leaps = {79, 77, 78, 36, 101, 102, 103},
	       .mutations = {39, 9, 38},
	       .fast = {65, 85, 86, 87, 110},
	       .fast_pairs = {88, 111, 112},
	       .copies = {61}},
	.frame = {24, 32, 72},
	.code_version = 92,
	.revive_version = true,
    },
};

bool
version_find(const char *text)
{
	size_t i;
	int minor = 0;

	python = NULL;
	if (strncmp(text, "3.", 2) != 0)
		return false;
	for (text += 2; *text >= '0' && *text <= '9' && minor < 1000; text++)
		minor = minor * 10 + (*text - '0');
	for (i = 0; i < sizeof(versions) / sizeof(versions[0]); i++)
		if (versions[i].minor == minor)
			python = &versions[i];
	return python != NULL;
}

uint64_t
dict_version(PyObject *dict)
{
	return python->dict_version ? *(uint64_t *)(void *)((char *)dict + python->dict_version) >> python->dict_version_low : 0;
}

/* The function's own attribute and the word at the offset must be one object. */
static bool
shows(PyObject *f, const char *attribute, uint16_t offset)
{
	PyObject *value = get_attr(f, attribute);
	bool same = value && offset && WORD(f, offset) == value;

	unref(value);
	return same;
}

static uint32_t
number(PyObject *o, uint16_t offset)
{
	return *(uint32_t *)(void *)((char *)o + offset);
}

static bool
shows_size(PyObject *class, const char *attribute, uint16_t offset)
{
	PyObject *value = get_attr(class, attribute);
	bool same = value && PyLong_AsLong(value) == *(Py_ssize_t *)((char *)class + offset);

	unref(value);
	return same;
}

static const char *
probe_function(PyObject *f)
{
	const struct function_layout *l = &python->function;

	if (*(Py_ssize_t *)((char *)TYPE_AT(PyFunction_Type) + TYPE_BASICSIZE) != l->size)
		return "the size of functions";
	if (!shows(f, "__code__", l->code) || !is_code(WORD(f, l->code)))
		return "func_code";
	if (!shows(f, "__globals__", l->globals))
		return "func_globals";
	if (!shows(f, "__defaults__", l->defaults))
		return "func_defaults";
	if (!shows(f, "__kwdefaults__", l->kwdefaults))
		return "func_kwdefaults";
	if (!shows(f, "__closure__", l->closure))
		return "func_closure";
	if (!shows(f, "__doc__", l->doc))
		return "func_doc";
	if (!shows(f, "__name__", l->name))
		return "func_name";
	if (!shows(f, "__qualname__", l->qualname))
		return "func_qualname";
	if (!shows(f, "__dict__", l->dict))
		return "func_dict";
	if (!shows(f, "__module__", l->module))
		return "func_module";
	if (!shows(f, "__annotations__", l->annotations))
		return "func_annotations";
	if (l->builtins && !shows(f, "__builtins__", l->builtins))
		return "func_builtins";
	/* A new function has no version yet; since 3.12 it has that of its code. */
	if (l->version && python->code_version &&
	    (!number(f, l->version) || number(f, l->version) != number(WORD(f, l->code), python->code_version)))
		return "co_version";
	if (l->version && !python->code_version && number(f, l->version))
		return "func_version";
	return NULL;
}

static const char *
probe_containers(PyObject *f)
{
	PyObject *list = PyList_New(1), *tuple = PyTuple_New(1), *cell = PyCell_New(f);
	const char *wrong = NULL;

	if (!list || !tuple || !cell || PyList_SetItem(list, 0, ref(f)) < 0 ||
	    PyTuple_SetItem(tuple, 0, ref(f)) < 0)
		wrong = "memory";
	else if ((*(PyObject ***)((char *)list + LIST_ITEMS))[0] != f)
		wrong = "list items";
	else if (WORD(tuple, TUPLE_ITEMS) != f)
		wrong = "tuple items";
	else if (WORD(cell, CELL_REF) != f)
		wrong = "cells";
	unref(list);
	unref(tuple);
	unref(cell);
	return wrong;
}

/* It is counted over all dicts. */
static const char *
probe_dict_version(void)
{
	PyObject *a = PyDict_New(), *b = PyDict_New();
	const char *wrong = NULL;
	uint64_t first, second;

	if (!a || !b || PyDict_SetItem(a, NONE, NONE) < 0 || PyDict_SetItem(b, NONE, NONE) < 0) {
		wrong = "memory";
	} else if (python->dict_version) {
		first = dict_version(a);
		second = dict_version(b);
		if (first >= second || PyDict_SetItem(a, NONE, TRUE) < 0 || second >= dict_version(a))
			wrong = "ma_version_tag";
	}
	unref(b);
	unref(a);
	return wrong;
}

static const char *
probe_types(PyObject *class)
{
	PyObject *mro = get_attr(class, "__mro__"), *base = get_attr(class, "__base__");
	PyObject *bases = get_attr(class, "__bases__");
	const char *wrong = NULL;
	PyObject *dict = CLASS_DICT(class);

	if (!mro || WORD(class, TYPE_MRO) != mro)
		wrong = "tp_mro";
	else if (!base || WORD(class, TYPE_BASE) != base)
		wrong = "tp_base";
	else if (!bases || WORD(class, TYPE_BASES) != bases)
		wrong = "tp_bases";
	else if (!shows_size(class, "__basicsize__", TYPE_BASICSIZE) ||
		 !shows_size(class, "__itemsize__", TYPE_ITEMSIZE) ||
		 !shows_size(class, "__dictoffset__", TYPE_DICTOFFSET) ||
		 !shows_size(class, "__weakrefoffset__", TYPE_WEAKLISTOFFSET))
		wrong = "the sizes in types";
	else if (!is_dict(dict) || !dict_get(dict, "marker"))
		wrong = "tp_dict";
	else if (WORD(class, TYPE_SETATTRO) != WORD(TYPE_AT(PyBaseObject_Type), TYPE_SETATTRO) ||
		 WORD(class, TYPE_SETATTRO) == WORD(TYPE_AT(PyType_Type), TYPE_SETATTRO))
		wrong = "tp_setattro";
	else if (WORD(TYPE_AT(PyFunction_Type), TYPE_TRAVERSE) == NULL ||
		 WORD(TYPE_AT(PyUnicode_Type), TYPE_TRAVERSE) != NULL)
		wrong = "tp_traverse";
	unref(mro);
	unref(base);
	unref(bases);
	return wrong;
}

static const char *
probe_frames(PyObject *generator, PyObject *globals)
{
	PyObject *object = get_attr(generator, "gi_frame"), *frame = object;
	const char *wrong = NULL;

	if (object && python->frame.in_generator) {
		frame = (PyObject *)((char *)generator + python->frame.in_generator);
		if (WORD(object, FRAME_POINTER) != frame)
			wrong = "gi_iframe";
	}
	if (!object || (!wrong && (WORD(frame, python->frame.globals) != globals ||
				   WORD(frame, python->frame.builtins) != dict_get(globals, "__builtins__"))))
		wrong = "f_globals";
	unref(object);
	return wrong;
}

static const char probe_source[] =
	"def outer():\n"
	"    cell = 1\n"
	"    def probe(a=(1,), *, b=2) -> int:\n"
	"        'doc'\n"
	"        return cell\n"
	"    probe.marker = 1\n"
	"    return probe\n"
	"def generator():\n"
	"    yield\n"
	"generator = generator()\n"
	"class Probe:\n"
	"    marker = 1\n"
	"probe = outer()\n";

static PyObject *
run_probe_source(bool *no_memory)
{
	PyObject *globals = PyDict_New(), *builtins = PyEval_GetBuiltins(), *code = NULL, *done = NULL;

	if (globals && builtins && PyDict_SetItemString(globals, "__builtins__", builtins) == 0 &&
	    PyDict_SetItemString(globals, "__name__", dict_get(builtins, "__name__")) == 0)
		code = PyObject_CallFunction(dict_get(builtins, "compile"), "sss", probe_source,
					     "<pyreload-attach>", "exec");
	if (code)
		done = PyEval_EvalCode(code, globals, globals);
	if (!done) {
		unref(globals);
		globals = NULL;
	}
	*no_memory = PyErr_Occurred() && PyErr_ExceptionMatches(EXCEPTION(PyExc_MemoryError));
	unref(code);
	unref(done);
	return globals;
}

const char *
version_probe(bool *no_memory)
{
	PyObject *globals = run_probe_source(no_memory), *f, *class, *generator;
	const char *wrong = "running code";

	f = globals ? dict_get(globals, "probe") : NULL;
	class = globals ? dict_get(globals, "Probe") : NULL;
	generator = globals ? dict_get(globals, "generator") : NULL;
	if (f && class && generator) {
		wrong = probe_function(f);
		if (!wrong)
			wrong = probe_containers(f);
		if (!wrong)
			wrong = probe_dict_version();
		if (!wrong)
			wrong = probe_types(class);
		if (!wrong)
			wrong = probe_frames(generator, globals);
	}
	*no_memory = *no_memory || (PyErr_Occurred() && PyErr_ExceptionMatches(EXCEPTION(PyExc_MemoryError)));
	/* An audit hook may have a say, or who has replaced compile(). */
	if (globals)
		PyErr_Clear();
	unref(globals);
	return wrong;
}
