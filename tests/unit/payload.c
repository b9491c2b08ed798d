/* The payload's parts, inside an interpreter of our own. */
#include "../../payload/api.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include <CUnit/Basic.h>

#include "../../payload/code.h"
#include "../../payload/commit.h"
#include "../../payload/heap.h"
#include "../../payload/map.h"
#include "../../payload/version.h"

/* What this interpreter may lack: called only where the table has an address. */
int Py_IsFinalizing(void) __attribute__((visibility("hidden")));
void _PyFunction_SetVersion(PyObject *function, uint32_t version)
	__attribute__((visibility("hidden")));

int
Py_IsFinalizing(void)
{
	return 0;
}

void
_PyFunction_SetVersion(PyObject *function, uint32_t version)
{
	((void (*)(PyObject *, uint32_t))(uintptr_t)pyr_api[API__PyFunction_SetVersion])(function,
											 version);
}

/* ---- Python at hand ---- */

static PyObject *globals;

/* Run statements in the one namespace. */
static void
run(const char *source)
{
	PyObject *code = Py_CompileString(source, "unit.py", Py_file_input), *done;

	CU_ASSERT_PTR_NOT_NULL_FATAL(code);
	done = PyEval_EvalCode(code, globals, globals);
	if (!done)
		PyErr_Print();
	CU_ASSERT_PTR_NOT_NULL_FATAL(done);
	unref(code);
	unref(done);
}

/* A value of the namespace, borrowed. */
static PyObject *
get(const char *name)
{
	PyObject *value = PyDict_GetItemString(globals, name);

	if (!value)
		fprintf(stderr, "no %s\n", name);
	CU_ASSERT_PTR_NOT_NULL_FATAL(value);
	return value;
}

/* The truth of an expression. */
static bool
holds(const char *expression)
{
	PyObject *code = Py_CompileString(expression, "unit.py", Py_eval_input);
	PyObject *value = code ? PyEval_EvalCode(code, globals, globals) : NULL;
	bool truth = value && PyObject_IsTrue(value) == 1;

	if (!value)
		PyErr_Print();
	else if (!truth)
		fprintf(stderr, "does not hold: %s\n", expression);
	unref(code);
	unref(value);
	return truth;
}

/* A str that lives as long as the program. */
static PyObject *
name(const char *text)
{
	return PyUnicode_InternFromString(text);
}

/* The references to values of the namespace, to be the same again in the end. */
static const char *const counted[] = {"A", "B", "new", "old", "inst", "lst", "dct", "st", "fn", "big"};
#define COUNTED (sizeof(counted) / sizeof(counted[0]))

static void
count_references(Py_ssize_t *counts)
{
	for (size_t i = 0; i < COUNTED; i++)
		counts[i] = refs_of(get(counted[i]));
}

static void
prepare(void)
{
	run("class Meta(type):\n"
	    "    def __setattr__(c, k, v): raise RuntimeError('metaclass called')\n"
	    "    __delattr__ = __setattr__\n"
	    "class A:\n"
	    "    x = 'old x'\n"
	    "class B(metaclass=Meta):\n"
	    "    x = 'old x'\n"
	    "class C: pass\n"
	    "class D(C): pass\n"
	    "class E: pass\n"
	    "class I(int): pass\n"
	    "class Key: pass\n"
	    "class Shut:\n"
	    "    def __setattr__(self, k, v): raise RuntimeError('class called')\n"
	    "class Slots: __slots__ = ()\n"
	    "shut, slots = Shut(), Slots()\n"
	    "old, new, big = Key(), Key(), Key()\n"
	    "inst = A()\n"
	    "lst = [old, big]\n"
	    "dct = {'k': old, 'l': big}\n"
	    "st = {old}\n"
	    "lst2, dct2, st2 = [new], {'n': new}, {new}\n"
	    "bases, bad_bases = (E,), (int,)\n"
	    "def fn(a=1): return a\n");
}


/* Each kind once, on values of prepare(). */
static void
plan(struct ops *ops)
{
	PyObject *d = get("D"), *lst = get("lst");

	CU_ASSERT_EQUAL(ops_word(ops, lst, *(PyObject ***)((char *)lst + LIST_ITEMS), get("new")), 0);
	ops_add(ops, OP_DICT, get("dct"), name("k"), get("new"));
	ops_add(ops, OP_DICT, get("dct"), name("l"), NULL);
	ops_add(ops, OP_DICT, get("dct"), name("added"), get("new"));
	ops_add(ops, OP_DICT, get("dct"), name("missing"), NULL);
	ops_add(ops, OP_TYPE, get("A"), name("x"), get("new"));
	ops_add(ops, OP_TYPE, get("A"), name("added"), get("new"));
	ops_add(ops, OP_TYPE, get("A"), name("missing"), NULL);
	ops_add(ops, OP_TYPE, get("B"), name("x"), NULL);
	ops_add(ops, OP_BASES, d, PyTuple_GetItem(get("bases"), 0), get("bases"));
	ops_add(ops, OP_CLASS, get("inst"), name("__class__"), get("C"));
	ops_add(ops, OP_ATTRIBUTE, get("shut"), name("added"), get("new"));
	ops_add(ops, OP_ATTRIBUTE, get("slots"), name("added"), get("new"));
	ops_add(ops, OP_ELEMENT, get("st"), get("old"), get("new"));
	ops_add(ops, OP_VERSION, get("fn"), NULL, NULL);
}

static void
test_commit(void)
{
	struct ops ops = {0};
	Py_ssize_t before[COUNTED], after[COUNTED];

	prepare();
	count_references(before);
	plan(&ops);
	CU_ASSERT_EQUAL_FATAL(ops_commit(&ops), 0);
	ops_fini(&ops);
	CU_ASSERT_TRUE(holds("lst == [new, big]"));
	CU_ASSERT_TRUE(holds("dct == {'k': new, 'added': new}"));
	CU_ASSERT_TRUE(holds("A.x is new and A.added is new"));
	CU_ASSERT_TRUE(holds("'x' not in vars(B)"));
	CU_ASSERT_TRUE(holds("D.__bases__ == (E,) and D.__mro__ == (D, E, object)"));
	CU_ASSERT_TRUE(holds("type(inst) is C"));
	CU_ASSERT_TRUE(holds("vars(shut) == {'added': new} and not hasattr(slots, 'added')"));
	CU_ASSERT_TRUE(holds("st == {new}"));
	CU_ASSERT_TRUE(holds("fn() == 1 and fn.__defaults__ == (1,)"));
	count_references(after);
	CU_ASSERT_EQUAL(after[2] - before[2], 7);  /* new: list, dict twice, class twice, instance, set */
	CU_ASSERT_EQUAL(after[3] - before[3], -3); /* old: list, dict, set */
	CU_ASSERT_EQUAL(after[9] - before[9], -1); /* big: dict */
	CU_ASSERT_EQUAL(after[4], before[4]);
}

static void
test_content(void)
{
	struct ops ops = {0};

	prepare();
	ops_add(&ops, OP_CONTENT, get("lst"), NULL, get("lst2"));
	ops_add(&ops, OP_CONTENT, get("dct"), NULL, get("dct2"));
	ops_add(&ops, OP_CONTENT, get("st"), NULL, get("st2"));
	CU_ASSERT_EQUAL(ops_commit(&ops), 0);
	ops_fini(&ops);
	CU_ASSERT_TRUE(holds("lst == [new] and dct == {'n': new} and st == {new}"));
	CU_ASSERT_TRUE(holds("lst is not lst2 and dct is not dct2 and st is not st2"));
}

/* Whatever the last operation is that fails: all is as it was, references included. */
static void
test_undo(void)
{
	Py_ssize_t before[COUNTED], after[COUNTED];
	struct ops ops = {0};

	for (int i = 0; i < 3; i++) {
		prepare();
		run("was = list(lst), dict(dct), set(st), dict(vars(A)), dict(vars(B))");
		count_references(before);
		plan(&ops);
		ops_add(&ops, OP_CONTENT, get("lst"), NULL, get("lst2"));
		ops_add(&ops, OP_CONTENT, get("dct"), NULL, get("dct2"));
		ops_add(&ops, OP_CONTENT, get("st"), NULL, get("st2"));
		if (i == 0)
			ops_add(&ops, OP_BASES, get("D"), PyTuple_GetItem(get("bad_bases"), 0),
				get("bad_bases"));
		else if (i == 1)
			ops_add(&ops, OP_TYPE, (PyObject *)TYPE_AT(PyLong_Type), name("x"), get("new"));
		else
			ops_add(&ops, OP_CLASS, get("inst"), name("__class__"), get("I"));
		CU_ASSERT_EQUAL(ops_commit(&ops), -1);
		CU_ASSERT_PTR_NOT_NULL(PyErr_Occurred());
		PyErr_Clear();
		ops_fini(&ops);
		CU_ASSERT_TRUE(holds("was == (lst, dct, st, dict(vars(A)), dict(vars(B)))"));
		CU_ASSERT_TRUE(holds("D.__bases__ == (C,) and D.__mro__ == (D, C, object)"));
		CU_ASSERT_TRUE(holds("type(inst) is A and not hasattr(int, 'x')"));
		CU_ASSERT_TRUE(holds("fn() == 1 and vars(shut) == {}"));
		count_references(after);
		for (size_t k = 0; k < COUNTED; k++) {
			CU_ASSERT_EQUAL(after[k], before[k]);
			if (after[k] != before[k])
				fprintf(stderr, "%s: %zd references, not %zd\n", counted[k], after[k],
					before[k]);
		}
	}
}

static void
fail_after(struct ops *ops)
{
	ops_add(ops, OP_TYPE, (PyObject *)TYPE_AT(PyLong_Type), name("x"), get("new"));
	CU_ASSERT_EQUAL(ops_commit(ops), -1);
	PyErr_Clear();
	ops_fini(ops);
}

/* Its place in the order is not kept: see commit.h. */
static void
test_undo_deletion(void)
{
	struct ops ops = {0};

	prepare();
	ops_add(&ops, OP_DICT, get("dct"), name("k"), NULL);
	fail_after(&ops);
	CU_ASSERT_TRUE(holds("sorted(dct) == ['k', 'l']"));
}

/* What was in the set before stays in it. */
static void
test_undo_element_that_was_there(void)
{
	struct ops ops = {0};

	prepare();
	run("st = {old, new}");
	ops_add(&ops, OP_ELEMENT, get("st"), get("old"), get("new"));
	fail_after(&ops);
	CU_ASSERT_TRUE(holds("st == {old, new}"));
}

/* The old element is out already when the new one is refused. */
static void
test_undo_half_an_element(void)
{
	struct ops ops = {0};

	prepare();
	ops_add(&ops, OP_ELEMENT, get("st"), get("old"), get("lst2"));
	CU_ASSERT_EQUAL(ops_commit(&ops), -1);
	PyErr_Clear();
	ops_fini(&ops);
	CU_ASSERT_TRUE(holds("st == {old}"));
}

/* ---- tables ---- */

#define OBJECT(n) ((PyObject *)(uintptr_t)((n) * 16 + 4096))

static void
test_map(void)
{
	struct map map = {0};

	CU_ASSERT_PTR_NULL(map_get(&map, OBJECT(1)));
	CU_ASSERT_PTR_EQUAL(map_resolve(&map, OBJECT(1)), OBJECT(1));
	for (size_t i = 0; i < 10000; i++)
		CU_ASSERT_EQUAL_FATAL(map_set(&map, OBJECT(i), OBJECT(i + 20000)), 0);
	CU_ASSERT_EQUAL(map_set(&map, OBJECT(5), OBJECT(1)), 0); /* the first one wins */
	CU_ASSERT_EQUAL(map.used, 10000);
	for (size_t i = 0; i < 10000; i++)
		CU_ASSERT_PTR_EQUAL(map_get(&map, OBJECT(i)), OBJECT(i + 20000));
	CU_ASSERT_PTR_NULL(map_get(&map, OBJECT(10000)));
	map_set(&map, OBJECT(20001), OBJECT(30001));
	CU_ASSERT_PTR_EQUAL(map_resolve(&map, OBJECT(1)), OBJECT(30001));
	map_set(&map, OBJECT(50000), OBJECT(50000)); /* a circle: it returns */
	CU_ASSERT_PTR_EQUAL(map_resolve(&map, OBJECT(50000)), OBJECT(50000));
	map_fini(&map);
	CU_ASSERT_PTR_NULL(map_get(&map, OBJECT(1)));
	for (int i = 0; i < 3; i++)
		map_count(&map, OBJECT(7));
	CU_ASSERT_EQUAL((uintptr_t)map_get(&map, OBJECT(7)), 3);
	map_fini(&map);
}

static void
test_addresses(void)
{
	struct addresses a = {0};
	struct objects list = {0};

	CU_ASSERT_FALSE(addresses_has(&a, OBJECT(1)));
	for (size_t i = 0; i < 10000; i++) {
		CU_ASSERT_EQUAL(addresses_add(&a, OBJECT(i)), 1);
		CU_ASSERT_EQUAL(objects_add(&list, OBJECT(i)), 0);
	}
	CU_ASSERT_EQUAL(addresses_add(&a, OBJECT(77)), 0);
	CU_ASSERT_EQUAL(a.used, 10000);
	for (size_t i = 0; i < 10000; i++)
		CU_ASSERT_TRUE(addresses_has(&a, list.list[i]));
	CU_ASSERT_FALSE(addresses_has(&a, OBJECT(10000)));
	addresses_fini(&a);
	objects_fini(&list);
	CU_ASSERT_FALSE(addresses_has(&a, OBJECT(1)));
}

/* ---- the heap ---- */

static void
see(PyObject *o, void *arg)
{
	addresses_add(arg, o);
}

static void
test_heap(void)
{
	struct addresses seen = {0};
	PyObject *all;
	Py_ssize_t missing = 0;

	run("import gc\ngc.collect()\nyoung = [[] for i in range(50)]\n"
	    "objects = gc.get_objects()\n");
	CU_ASSERT_EQUAL_FATAL(heap_each(see, &seen), 0);
	all = get("objects");
	for (Py_ssize_t i = 0; i < PyList_Size(all); i++)
		missing += !addresses_has(&seen, PyList_GetItem(all, i));
	CU_ASSERT_EQUAL(missing, 0);
	CU_ASSERT_TRUE(addresses_has(&seen, all));
	addresses_fini(&seen);
	run("del objects");
}

static void
test_heap_frozen(void)
{
	struct addresses seen = {0};

	run("import gc\nfrozen = [[]]\ngc.freeze()\nfresh = []\n");
	CU_ASSERT_TRUE(holds("not any(o is frozen for o in gc.get_objects())"));
	CU_ASSERT_EQUAL_FATAL(heap_each(see, &seen), 0);
	CU_ASSERT_TRUE(addresses_has(&seen, get("frozen")));
	CU_ASSERT_TRUE(addresses_has(&seen, get("fresh")));
	addresses_fini(&seen);
	run("gc.unfreeze()");
}

/* heap.h: 0, or -1 with an exception; in a process that never imported gc as well. */
static void
test_heap_without_gc(void)
{
	struct addresses seen = {0};
	int result;

	run("import sys, gc\nsaved = sys.modules.pop('gc')");
	result = heap_each(see, &seen);
	CU_ASSERT_TRUE(result == 0 || PyErr_Occurred());
	PyErr_Clear();
	addresses_fini(&seen);
	run("sys.modules['gc'] = saved");
}

static int
count_visit(PyObject *o, void *arg)
{
	*(int *)arg += o != NULL;
	return 0;
}

static void
test_heap_refers(void)
{
	int count = 0;

	run("pair = ['a', 'b']");
	heap_refers(get("pair"), count_visit, &count);
	CU_ASSERT_EQUAL(count, 2);
	heap_refers(name("x"), count_visit, &count); /* a type without */
	CU_ASSERT_EQUAL(count, 2);
}

/* ---- comparing code ---- */

static PyObject *
compiled(const char *source)
{
	PyObject *code = Py_CompileString(source, "unit.py", Py_file_input);

	CU_ASSERT_PTR_NOT_NULL_FATAL(code);
	return code;
}

/* Whether the statement of `new` that binds a name has an equal in `old`. */
static bool
is_matched(const char *before, const char *now, const char *bound)
{
	PyObject *a = compiled(before), *b = compiled(now), *of;
	struct body old, new;
	bool found = false, matched = false;

	CU_ASSERT_EQUAL_FATAL(body_init(&old, a), 0);
	CU_ASSERT_EQUAL_FATAL(body_init(&new, b), 0);
	body_match(&old, &new);
	for (int i = 0; i < new.chunk_count; i++) {
		of = chunk_name(&new, &new.chunks[i]);
		if (!of || PyUnicode_CompareWithASCIIString(of, bound) != 0)
			continue;
		found = true;
		matched = new.chunks[i].match >= 0;
		if (matched)
			CU_ASSERT_EQUAL(old.chunks[new.chunks[i].match].match, i);
	}
	CU_ASSERT_TRUE(found);
	body_fini(&old);
	body_fini(&new);
	unref(a);
	unref(b);
	return matched;
}

static void
test_statements(void)
{
	CU_ASSERT_TRUE(is_matched("a = f(1)\nb = 2\n", "a = f(1)\nb = 3\n", "a"));
	CU_ASSERT_FALSE(is_matched("a = f(1)\nb = 2\n", "a = f(1)\nb = 3\n", "b"));
	CU_ASSERT_FALSE(is_matched("a = f(1)\n", "a = f(2)\n", "a"));
	CU_ASSERT_FALSE(is_matched("a = f(1)\n", "a = g(1)\n", "a"));
	/* Moved, among others that have become more. */
	CU_ASSERT_TRUE(is_matched("a = f(1)\nb = f(2)\n", "b = f(2)\na = f(1)\n", "a"));
	CU_ASSERT_TRUE(is_matched("a = f(1)\nb = f(2)\n", "b = f(2)\na = f(1)\n", "b"));
	CU_ASSERT_TRUE(is_matched("a = [1]\n", "import os, sys\nz = 'zz'\n\n\na = [1]\n", "a"));
	/* Functions count by name, classes by what their bodies say. */
	CU_ASSERT_TRUE(is_matched("def f(): return 1\n", "def f(): return 2\n", "f"));
	CU_ASSERT_TRUE(is_matched("class C:\n x = 1\n", "class C:\n x = 1\n", "C"));
	CU_ASSERT_FALSE(is_matched("class C:\n x = 1\n", "class C:\n x = 2\n", "C"));
}

static void
test_constants(void)
{
	static const char *const values[] = {"1",   "True", "1.0",    "0.0", "-0.0", "0",  "'1'",
					     "b'1'", "None", "...",   "(1,)", "(True,)", "(0.0,)",
					     "(-0.0,)", "1j", "-0j"};
	const int count = sizeof(values) / sizeof(values[0]);
	char a[64], b[64];

	for (int i = 0; i < count; i++)
		for (int j = 0; j < count; j++) {
			snprintf(a, sizeof(a), "v = f(%s)\n", values[i]);
			snprintf(b, sizeof(b), "v = f(%s)\n", values[j]);
			CU_ASSERT_EQUAL(is_matched(a, b, "v"), i == j);
		}
}

/* A set among the constants, once as compiled and once as a .pyc gives it back. */
static void
test_frozenset_from_pyc(void)
{
	run("import marshal\n"
	    "code = compile('def f(x): return x in {8, 0, 16, 24}', 'unit.py', 'exec')\n"
	    "again = marshal.loads(marshal.dumps(code))\n");
	CU_ASSERT_TRUE(code_same_behaviour(get("code"), get("again")));
}

static PyObject *
function_code(const char *source)
{
	run(source);
	return PyObject_GetAttrString(get("f"), "__code__");
}

static void
compare(const char *before, const char *now, bool same, bool identical)
{
	PyObject *a = function_code(before), *b = function_code(now);

	CU_ASSERT_EQUAL(code_same_behaviour(a, b), same);
	CU_ASSERT_EQUAL(code_identical(a, b), identical);
	if (code_same_behaviour(a, b) != same || code_identical(a, b) != identical)
		fprintf(stderr, "wrongly compared:\n%sand\n%s", before, now);
	unref(a);
	unref(b);
}

static void
test_same_behaviour(void)
{
	compare("def f(): return 1\n", "def f(): return 1\n", true, true);
	compare("def f(): return 1\n", "\n\ndef f(): return 1\n", true, false);
	compare("def f():\n x = 1\n return x\n", "def f():\n x = 1\n\n return x\n", true, false);
	compare("def f(): return 1\n", "def f(): return True\n", false, false);
	compare("def f(): return 0.0\n", "def f(): return -0.0\n", false, false);
	compare("def f(a): return a\n", "def f(*, a): return a\n", false, false);
	compare("def f(a): return a\n", "def f(b): return b\n", false, false);
	compare("def f(): return a.b\n", "def f(): return a.c\n", false, false);
	compare("def f(): return lambda: 1\n", "def f(): return lambda: 2\n", false, false);
}

/* Since 3.11 what a try statement covers stands in a table of its own. */
static void
test_exception_table(void)
{
	compare("def f():\n try:\n  a()\n  b()\n except E:\n  c()\n",
		"def f():\n try:\n  a()\n except E:\n  c()\n else:\n  b()\n", false, false);
}

static void
test_names_of_code(void)
{
	PyObject *code = compiled("a = 1\ndef f():\n global g\n g = 2\nclass C: pass\n");
	PyObject *bound = PySet_New(NULL), *stores = PySet_New(NULL), *doc;

	CU_ASSERT_EQUAL(code_bound_names(code, bound), 0);
	CU_ASSERT_EQUAL(PySet_Size(bound), 3);
	CU_ASSERT_EQUAL(PySet_Contains(bound, name("C")), 1);
	CU_ASSERT_EQUAL(code_global_stores(code, stores), 0);
	CU_ASSERT_EQUAL(PySet_Size(stores), 1);
	CU_ASSERT_EQUAL(PySet_Contains(stores, name("g")), 1);
	unref(bound);
	unref(stores);
	unref(code);
	doc = function_code("def f():\n 'the doc'\n");
	CU_ASSERT_EQUAL(PyUnicode_CompareWithASCIIString(code_doc(doc), "the doc"), 0);
	unref(doc);
	doc = function_code("def f(): return 'no doc'\n");
	CU_ASSERT_PTR_EQUAL(code_doc(doc), NONE);
	CU_ASSERT_FALSE(code_is_class_body(doc));
	unref(doc);
}

/* ---- versions ---- */

static void
test_version_find(void)
{
	static const char *const unknown[] = {"", "2.7.18", "3", "3.", "3.x", "3.7.1", "3.99.0", "4.11",
					      "3.1111111111111111"};
	const struct version *real = python;

	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++) {
		python = NULL;
		CU_ASSERT_FALSE(version_find(unknown[i]));
	}
	CU_ASSERT_TRUE(version_find("3.8.18 (default)"));
	CU_ASSERT_EQUAL(python->minor, 8);
	CU_ASSERT_TRUE(version_find("3.13.0rc1 (main)"));
	CU_ASSERT_EQUAL(python->minor, 13);
	/* Asked again, it does not answer for what it found before. */
	CU_ASSERT_FALSE(version_find("3.99.0"));
	python = real;
}

static bool no_memory;

static void
test_probe(void)
{
	CU_ASSERT_PTR_NULL(version_probe(&no_memory));
	CU_ASSERT_FALSE(no_memory);
	CU_ASSERT_PTR_NULL(PyErr_Occurred());
}

#define WRONG(field, at, says)                                          \
	do {                                                            \
		struct version wrong = *real;                           \
		const char *said;                                       \
		wrong.function.field = (at);                            \
		python = &wrong;                                        \
		said = version_probe(&no_memory);                       \
		CU_ASSERT_STRING_EQUAL(said ? said : "nothing", says);  \
		python = real;                                          \
	} while (0)

static void
test_probe_names_the_field(void)
{
	const struct version *real = python;
	const struct function_layout *l = &real->function;

	WRONG(size, 8, "the size of functions");
	WRONG(code, l->globals, "func_code");
	WRONG(globals, l->code, "func_globals");
	WRONG(defaults, l->kwdefaults, "func_defaults");
	WRONG(kwdefaults, l->defaults, "func_kwdefaults");
	WRONG(closure, l->code, "func_closure");
	WRONG(doc, l->dict, "func_doc");
	WRONG(name, l->doc, "func_name");
	WRONG(qualname, l->name, "func_qualname");
	WRONG(dict, l->doc, "func_dict");
	WRONG(module, l->name, "func_module");
	WRONG(annotations, 0, "func_annotations");
	if (l->builtins)
		WRONG(builtins, l->globals, "func_builtins");
	CU_ASSERT_PTR_NULL(version_probe(&no_memory));
}

/* version.h: every offset of the row is checked in the target before it is used. */
static void
test_probe_of_the_version_field(void)
{
	const struct version *real = python;
	struct version wrong = *real;

	if (!real->function.version)
		return;
	wrong.function.version = 16;
	python = &wrong;
	CU_ASSERT_PTR_NOT_NULL(version_probe(&no_memory));
	python = real;
}

/* ---- */

static int
fill_api(void)
{
	Dl_info info;
	void *library = dladdr((void *)(uintptr_t)Py_GetVersion, &info)
				? dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD)
				: NULL;
	int missing = 0;

	if (!library)
		library = dlopen(NULL, RTLD_NOW);
#undef OBJECT
#define FUNCTION(name) \
	if (!(pyr_api[API_##name] = (uint64_t)(uintptr_t)dlsym(library, #name))) missing++;
#define OBJECT(name) FUNCTION(name)
#define OPTIONAL(name) pyr_api[API_##name] = (uint64_t)(uintptr_t)dlsym(library, #name);
#include "../../payload/api.def"
	return missing;
}

int
main(void)
{
	CU_pSuite s;
	bool failed;

	Py_InitializeEx(0);
	if (fill_api() || !version_find(Py_GetVersion()) || CU_initialize_registry() != CUE_SUCCESS) {
		fprintf(stderr, "not with Python %s\n", Py_GetVersion());
		return 1;
	}
	globals = PyModule_GetDict(PyImport_AddModule("__main__"));
	s = CU_add_suite("commit", NULL, NULL);
	CU_ADD_TEST(s, test_commit);
	CU_ADD_TEST(s, test_content);
	CU_ADD_TEST(s, test_undo);
	CU_ADD_TEST(s, test_undo_deletion);
	CU_ADD_TEST(s, test_undo_element_that_was_there);
	CU_ADD_TEST(s, test_undo_half_an_element);
	s = CU_add_suite("tables", NULL, NULL);
	CU_ADD_TEST(s, test_map);
	CU_ADD_TEST(s, test_addresses);
	s = CU_add_suite("heap", NULL, NULL);
	CU_ADD_TEST(s, test_heap);
	CU_ADD_TEST(s, test_heap_frozen);
	CU_ADD_TEST(s, test_heap_without_gc);
	CU_ADD_TEST(s, test_heap_refers);
	s = CU_add_suite("code", NULL, NULL);
	CU_ADD_TEST(s, test_statements);
	CU_ADD_TEST(s, test_constants);
	CU_ADD_TEST(s, test_frozenset_from_pyc);
	CU_ADD_TEST(s, test_same_behaviour);
	CU_ADD_TEST(s, test_exception_table);
	CU_ADD_TEST(s, test_names_of_code);
	s = CU_add_suite("version", NULL, NULL);
	CU_ADD_TEST(s, test_version_find);
	CU_ADD_TEST(s, test_probe);
	CU_ADD_TEST(s, test_probe_names_the_field);
	CU_ADD_TEST(s, test_probe_of_the_version_field);
	CU_basic_set_mode(CU_BRM_VERBOSE);
	failed = CU_basic_run_tests() != CUE_SUCCESS || CU_get_number_of_failure_records() ||
		 !CU_get_number_of_tests_run();
	CU_cleanup_registry();
	Py_FinalizeEx();
	return failed;
}
