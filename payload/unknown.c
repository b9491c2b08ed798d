/*
 * unknown.c - what stands for what is not known while old code is evaluated again.
 *
 * An `unknown` holds an object: to call it gives another one, of what was called with what; to
 * ask for an attribute, one of the object and the name; an operator is such a call.  Members of
 * an enumeration are known, and may be keys, as classes may, functions, and objects that are
 * equal to nothing but themselves; constants of a module that is not reloaded are what they are.  All else that is done with it
 * fails; where keys are all the same, only how many there are and in which order counts (old_value_keyed()).
 */
#include "compile.h"
#include "old_value.h"
#include "version.h"

#define DEPTH 8
#define ITEMS_MOST 10000

/* Nothing of builtins while it is made: somebody may have replaced them. */
static const char unknown_source[] =
    "def unknown():\n"
    "    loose, atoms = [], (int, float, str, bytes, bool)\n"
    "    def hashed(self):\n"
    "        if not loose: raise TypeError\n"
    "        return id(self)\n"
    "    def no(*args, **kwargs): raise TypeError\n"
    "    def cell(x): return (lambda: x).__closure__[0]\n"
    "    def held(self): return tuple.__getitem__(self, 0).cell_contents\n"
    "    def operator(name):\n"
    "        return lambda self, *args: unknown((unknown((self, name)), args, {}))\n"
    "    class unknown(tuple):\n"
    "        __slots__ = ()\n"
    "        def __call__(self, *args, **kwargs): return unknown((self, args, kwargs))\n"
    "        def __getattr__(self, name): return unknown((self, name))\n"
    "        __hash__ = hashed\n"
    "        __iter__ = __len__ = __bool__ = __contains__ = __str__ = __repr__ = no\n"
    "        __format__ = __index__ = __int__ = __float__ = keys = count = index = no\n"
    "        __eq__ = operator('__eq__'); __ne__ = operator('__ne__'); __lt__ = operator('__lt__')\n"
    "        __gt__ = operator('__gt__'); __le__ = operator('__le__'); __ge__ = operator('__ge__')\n"
    "        __getitem__ = operator('__getitem__'); __add__ = operator('__add__')\n"
    "        __radd__ = operator('__radd__'); __mul__ = operator('__mul__')\n"
    "        __rmul__ = operator('__rmul__'); __sub__ = operator('__sub__')\n"
    "        __rsub__ = operator('__rsub__'); __truediv__ = operator('__truediv__')\n"
    "        __rtruediv__ = operator('__rtruediv__'); __floordiv__ = operator('__floordiv__')\n"
    "        __rfloordiv__ = operator('__rfloordiv__'); __mod__ = operator('__mod__')\n"
    "        __rmod__ = operator('__rmod__'); __pow__ = operator('__pow__')\n"
    "        __rpow__ = operator('__rpow__'); __and__ = operator('__and__')\n"
    "        __rand__ = operator('__rand__'); __or__ = operator('__or__'); __ror__ = operator('__ror__')\n"
    "        __xor__ = operator('__xor__'); __rxor__ = operator('__rxor__'); __neg__ = operator('__neg__')\n"
    "        __pos__ = operator('__pos__'); __invert__ = operator('__invert__')\n"
    "    class definition(unknown):\n"
    "        __slots__ = ()\n"
    "        def __hash__(self): return id(held(self))\n"
    "        def __eq__(self, other): return type(other) is type(self) and held(self) is held(other)\n"
    "    class member(definition):\n"
    "        __slots__ = ()\n"
    "        def __getattr__(self, name):\n"
    "            if name not in ('name', 'value'): return unknown((self, name))\n"
    "            return vars(held(self))['_%s_' % name]\n"
    "    class enumeration(unknown):\n"
    "        __slots__ = ()\n"
    "        def __iter__(self):\n"
    "            names = vars(held(self))\n"
    "            return iter([member((cell(names['_member_map_'][name]),)) for name in names['_member_names_']])\n"
    "        def __getattr__(self, name):\n"
    "            members = vars(held(self))['_member_map_']\n"
    "            return member((cell(members[name]),)) if name in members else unknown((self, name))\n"
    "    class library(unknown):\n"
    "        __slots__ = ()\n"
    "        def __getattr__(self, name):\n"
    "            value = vars(held(self)).get(name) if name.isupper() else None\n"
    "            return value if type(value) in atoms else unknown((self, name))\n"
    "    def lift(function):\n"
    "        def lifted(*args, **kwargs):\n"
    "            try: return function(*args, **kwargs)\n"
    "            except TypeError: return unknown((unknown((cell(function),)), args, kwargs))\n"
    "        return lifted\n"
    "    return unknown, enumeration, member, lift, definition, loose, library\n";

int
old_value_prepare(struct transaction *t)
{
	PyObject *f = compile_function(t, unknown_source, "unknown"), *made = f ? hold(t, PyObject_CallObject(f, NULL)) : NULL;

	unref(f);
	t->unknown = made ? PyTuple_GetItem(made, 0) : NULL;
	t->unknown_enum = made ? PyTuple_GetItem(made, 1) : NULL;
	t->unknown_member = made ? PyTuple_GetItem(made, 2) : NULL;
	t->unknown_lift = made ? PyTuple_GetItem(made, 3) : NULL;
	t->unknown_definition = made ? PyTuple_GetItem(made, 4) : NULL;
	t->unknown_loose = made ? PyTuple_GetItem(made, 5) : NULL;
	t->unknown_library = made ? PyTuple_GetItem(made, 6) : NULL;
	return made ? 0 : -1;
}

bool
old_value_is_unknown(const struct transaction *t, PyObject *o)
{
	return PyType_IsSubtype(type_of(o), (PyTypeObject *)t->unknown);
}

bool
only_computes(PyObject *name)
{
	static const char *const names[] = {"abs", "all", "any", "bin", "bool", "bytes", "chr", "complex", "dict", "divmod",
					    "enumerate", "filter", "float", "format", "frozenset", "hex", "int", "len",
					    "list", "map", "max", "min", "oct", "ord", "pow", "range", "repr", "reversed",
					    "round", "set", "slice", "sorted", "str", "sum", "tuple", "zip"};

	return is_str(name) && IS_ONE_OF(utf8(name), names);
}

PyObject *
old_value_object(PyObject *unknown)
{
	return WORD(PyTuple_GetItem(unknown, 0), CELL_REF);
}

/* In a cell: "%s" % x takes a tuple of any class for several, and asks each for what it says. */
static PyObject *
stand_in_for(PyObject *value, PyObject *type)
{
	PyObject *cell = PyCell_New(value), *held = cell ? PyTuple_Pack(1, cell) : NULL;
	PyObject *made = held ? PyObject_CallFunctionObjArgs(type, held, NULL) : NULL;

	unref(held);
	unref(cell);
	return made;
}

static bool
is_reloaded(const struct transaction *t, PyObject *module)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].module == module || t->modules[i].staged == module)
			return true;
	return false;
}

static PyObject *harmless(struct transaction *t, PyObject *value, bool key, int depth);

/* A list of harmless items; new reference. */
static PyObject *
harmless_items(struct transaction *t, PyObject *value, bool keys, int depth)
{
	PyObject *list = PySequence_List(value), *item;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		item = harmless(t, PyList_GetItem(list, i), keys, depth - 1);
		if (!item || PyList_SetItem(list, i, item) < 0) {
			unref(list);
			return NULL;
		}
	}
	return list;
}

static PyObject *
harmless_dict(struct transaction *t, PyObject *value, int depth)
{
	PyObject *made = PyDict_New(), *items = PyDict_Items(value), *key, *its;
	int result = made && items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = harmless(t, PyTuple_GetItem(PyList_GetItem(items, i), 0), true, depth - 1);
		its = harmless(t, PyTuple_GetItem(PyList_GetItem(items, i), 1), false, depth - 1);
		result = key && its ? PyDict_SetItem(made, key, its) : -1;
		unref(its);
		unref(key);
	}
	unref(items);
	if (result == 0)
		return made;
	unref(made);
	return NULL;
}

/* What code can be given: values, and containers with such; for all else something stands.  New reference. */
static PyObject *
harmless(struct transaction *t, PyObject *value, bool key, int depth)
{
	bool tuple = is_exact(value, TYPE_AT(PyTuple_Type)), frozen = is_exact(value, TYPE_AT(PyFrozenSet_Type));
	PyObject *list, *made, *original = is_container(value) && !t->filled_now ? touched_original(t, value) : NULL;

	/* As it was before staged lines put something into it. */
	value = original ? original : value;
	if (is_atom(value) && !tuple && !frozen)
		return ref(value);
	if (key && !tuple && !frozen)
		return stand_in_for(value, t->unknown_member);
	if (!tuple && !frozen && !is_container(value))
		return stand_in_for(value, is_class(value) && is_enum(value) ? t->unknown_enum
					   : is_exact(value, TYPE_AT(PyModule_Type)) && !is_reloaded(t, value)
					       ? t->unknown_library
					   : is_class(value) || is_itself_alone(value) ? t->unknown_definition
										       : t->unknown);
	if (depth == 0 || PyObject_Size(value) > ITEMS_MOST)
		return stand_in_for(value, key ? t->unknown_member : t->unknown);
	if (is_dict(value))
		return harmless_dict(t, value, depth);
	list = harmless_items(t, value, key || frozen || is_exact(value, TYPE_AT(PySet_Type)), depth);
	if (!list || is_exact(value, TYPE_AT(PyList_Type)))
		return list;
	made = tuple ? PySequence_Tuple(list) : frozen ? PyFrozenSet_New(list) : PySet_New(list);
	unref(list);
	return made;
}

/* lifted: what fails for something unknown gives something unknown. */
static int
add_harmless(struct transaction *t, PyObject *names, PyObject *wanted, PyObject *from, bool builtins, bool lifted)
{
	PyObject *key, *value, *made;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(wanted); i++) {
		key = PyList_GetItem(wanted, i);
		value = PyDict_GetItemWithError(from, key);
		if (!value)
			continue;
		made = builtins && only_computes(key) && lifted ? PyObject_CallFunctionObjArgs(t->unknown_lift, value, NULL)
		       : builtins && only_computes(key)		 ? ref(value)
		       : t->calls && is_function(value) && computes_live(t, value) ? ref(value)
								 : harmless(t, value, false, DEPTH);
		result = made ? PyDict_SetItem(names, key, made) : -1;
		unref(made);
	}
	return PyErr_Occurred() ? -1 : result;
}

PyObject *
harmless_names(struct transaction *t, PyObject *wanted, PyObject *globals, PyObject *scope, bool lifted)
{
	PyObject *names = PyDict_New(), *builtins = PyDict_New();
	int result = -1;

	if (names && builtins && wanted && add_harmless(t, builtins, wanted, t->builtins, true, lifted) == 0 &&
	    add_harmless(t, names, wanted, globals, false, false) == 0 &&
	    (scope == globals || add_harmless(t, names, wanted, scope, false, false) == 0))
		result = PyDict_SetItemString(names, "__builtins__", builtins);
	unref(builtins);
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}
