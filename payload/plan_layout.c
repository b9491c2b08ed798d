/*
 * plan_layout.c - a class whose instances are laid out in another way.
 *
 * Objects cannot grow fields where they are.  So the staged class takes the
 * place of the live one wherever that is held, and instances made before keep
 * the old class as their type, which gets the new methods.  They pass for
 * instances of the new class: isinstance(), super() and pickle go by
 * `__class__` where the type itself does not match.  What they make by
 * type(self)(...) has the new layout: the new __init__ sets what the old one
 * has no place for.  Tables that were keyed by the old class are keyed by the
 * new one, and `TABLE[type(o)]` has to find its entry: the old class is equal
 * to the new one, and has its hash.
 */
#include "compile.h"
#include "version.h"

static const char bridge_source[] =
	"def bridge(new, meta):\n"
	"    def __reduce_ex__(self, protocol):\n"
	"        made = object.__reduce_ex__(self, protocol)\n"
	"        return (made[0], (new,) + made[1][1:]) + made[2:]\n"
	"    def __call__(cls, *arguments, **keywords):\n"
	"        return new(*arguments, **keywords)\n"
	"    def __eq__(cls, other):\n"
	"        return new is other or new == other\n"
	"    def __hash__(cls):\n"
	"        return hash(new)\n"
	"    names = {'__call__': __call__, '__eq__': __eq__, '__hash__': __hash__,\n"
	"             '__module__': meta.__module__, '__qualname__': meta.__qualname__}\n"
	"    return (property(lambda self: new), __reduce_ex__,\n"
	"            type.__new__(type(meta), meta.__name__, (meta,), names))\n";

/*
 * A class of a module that does not run again, on its bases as they are now.  It is no new class to anybody: nothing is called that
 * a class statement would call (__set_name__, the metaclass, and __init_subclass__, which the staged base hides where it comes first).
 */
static const char again_source[] =
	"def again(old, bases, staged):\n"
	"    member, getset = type(type(lambda: 0).__dict__['__globals__']), type(type.__dict__['__dict__'])\n"
	"    names = dict(old.__dict__)\n"
	"    own = [n for n, v in names.items() if type(v) is member and v.__objclass__ is old]\n"
	"    made = [n for n in ('__dict__', '__weakref__') if type(names.get(n)) is getset]\n"
	"    above = [c.__dict__ for b in bases for c in b.__mro__[:-1]]\n"
	"    body = {'__slots__': own + [n for n in made if not any(n in d for d in above)]} if '__slots__' in names else {}\n"
	"    said = staged.__dict__.get('__init_subclass__')\n"
	"    if bases[0] is not staged and any('__init_subclass__' in d for d in above):\n"
	"        return None\n"
	"    type.__setattr__(staged, '__init_subclass__', classmethod(lambda cls: None))\n"
	"    try:\n"
	"        new = type.__new__(type(old), old.__name__, bases, body)\n"
	"    except TypeError:\n"
	"        return None\n"
	"    finally:\n"
	"        if said is None:\n"
	"            type.__delattr__(staged, '__init_subclass__')\n"
	"        else:\n"
	"            type.__setattr__(staged, '__init_subclass__', said)\n"
	"    for n, v in names.items():\n"
	"        if n not in own and n not in made:\n"
	"            type.__setattr__(new, n, v)\n"
	"    new.__qualname__ = old.__qualname__\n"
	"    return new\n";

/* (property, function, metaclass) for instances of the old class and for itself; new reference. */
static PyObject *
make_bridge(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *f = compile_function(t, bridge_source, "bridge");
	PyObject *made = f ? PyObject_CallFunction(f, "OO", new, (PyObject *)type_of(old)) : NULL;

	unref(f);
	return made && is_exact(made, TYPE_AT(PyTuple_Type)) ? hold(t, made) : NULL;
}

static bool
pickles_its_own_way(PyObject *class)
{
	PyObject *mro = WORD(class, TYPE_MRO), *its;
	Py_ssize_t i;

	for (i = 0; i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		if (its != (PyObject *)TYPE_AT(PyBaseObject_Type) &&
		    (class_get(its, "__reduce__") || class_get(its, "__reduce_ex__")))
			return true;
	}
	return false;
}

/* The class of this qualified name; borrowed.  NULL: none. */
static PyObject *
class_at(PyObject *names, const char *path)
{
	const char *dot = strchr(path, '.');
	PyObject *name = PyUnicode_FromStringAndSize(path, dot ? dot - path : (Py_ssize_t)strlen(path));
	PyObject *class = name ? PyDict_GetItemWithError(names, name) : NULL;

	unref(name);
	if (!class || !is_class(class) || !CLASS_DICT(class))
		return NULL;
	return dot ? class_at(CLASS_DICT(class), dot + 1) : class;
}

/* What dataclass(slots=True) has made the class from: nobody has it but itself and the list that it is looked at in, so it
   has no instances.  It is left alone. */
static bool
is_left_behind(struct transaction *t, PyObject *class)
{
	return refs_of(class) <= class_own_references(class) + 1 && addresses_add(&t->left_behind, class) >= 0;
}

/* It was made anew, too, and takes the place of this one. */
static bool
is_replaced(struct transaction *t, PyObject *class)
{
	PyObject *path = get_attr(class, "__qualname__"), *module = get_attr(class, "__module__"), *live, *new;
	struct module *m = path && module && is_str(path) && is_str(module) ? transaction_module(t, module) : NULL;
	bool found = false;

	if (map_get(&t->map, class)) {
		unref(module);
		unref(path);
		return true;
	}
	live = m ? class_at(m->before, utf8(path)) : NULL;
	if (live && (live == class || (same_text(live, class, "__qualname__") && is_left_behind(t, class)))) {
		new = class_at(m->scratch, utf8(path));
		found = new && new != live && !class_same_layout(live, new);
	}
	unref(module);
	unref(path);
	return found;
}

/* A class below it that would stay on the old layout; new reference.  NULL: none. */
static PyObject *
left_below(struct transaction *t, PyObject *class)
{
	PyObject *list = class_subclasses(class);
	PyObject *left = NULL;
	Py_ssize_t i;

	for (i = 0; list && !left && i < PyList_Size(list); i++)
		if (!is_replaced(t, PyList_GetItem(list, i)))
			left = ref(PyList_GetItem(list, i));
	unref(list);
	PyErr_Clear();
	return left;
}

static int
refuse_left(struct transaction *t, struct module *m, const char *name, PyObject *left)
{
	PyObject *its = get_attr(left, "__qualname__"), *module = get_attr(left, "__module__");
	bool named = module && is_str(module) && transaction_module(t, module);

	refuse(t, m, named ? "it is not made by a class statement of the module that runs again: restart to take this change"
			   : "name its module, too, or restart to take this change",
	       "class %s changes the layout of its instances (__slots__), and %s.%s, which derives from it, is built on "
	       "the old one", name, utf8(module), utf8(its));
	unref(module);
	unref(its);
	unref(left);
	return -1;
}

static int
store(struct transaction *t, enum op_kind kind, PyObject *owner, const char *name, PyObject *value)
{
	PyObject *key = hold(t, PyUnicode_InternFromString(name));

	return key ? ops_add(&t->ops, kind, owner, key, value) : -1;
}

static int relay_below(struct transaction *t, struct module *m, PyObject *class, PyObject *new);

/* name is one of the module `its`; m's source is what asks for it. */
static int
lay_out(struct transaction *t, struct module *m, const char *its, PyObject *old, PyObject *new, const char *name)
{
	PyObject *bridge, *left;
	int result = 1;

	bridge = make_bridge(t, old, new);
	if (!bridge || LIST_APPEND(t->relaid, old, PyTuple_GetItem(bridge, 2)) < 0 || map_set(&t->map, old, new) < 0)
		return -1;
	while (result > 0 && (left = left_below(t, old)) != NULL) {
		result = relay_below(t, m, left, new);
		if (result == 0)
			return refuse_left(t, m, name, left);
		unref(left);
	}
	if (result < 0)
		return -1;
	report_addf(t->report, PYR_REC_NOTE, its, name, "has another layout: instances made before keep the fields that they have%s",
		    PyType_IsSubtype((PyTypeObject *)new, (PyTypeObject *)EXCEPTION(PyExc_BaseException))
			? ", and `except` does not know them for instances of it"
			: "");
	/* type.__setattr__ would change the class of the class. */
	if (store(t, OP_DICT, CLASS_DICT(old), "__class__", PyTuple_GetItem(bridge, 0)) < 0)
		return -1;
	return pickles_its_own_way(new) ? 0
					: store(t, OP_TYPE, old, "__reduce_ex__", PyTuple_GetItem(bridge, 1));
}

/* Make a class of a module that is not named anew, on the new layout.  1: done, 0: it cannot be, -1: exception. */
static int
relay_below(struct transaction *t, struct module *m, PyObject *class, PyObject *new)
{
	PyObject *old = WORD(class, TYPE_BASES), *its = get_attr(class, "__module__"), *name = get_attr(class, "__qualname__");
	PyObject *f = NULL, *bases = NULL, *made = NULL;
	Py_ssize_t i;
	int result = 0;

	hold(t, its);
	hold(t, name);
	if (its && name && is_str(its) && is_str(name) && !transaction_module(t, its)) {
		bases = PyTuple_New(PyTuple_Size(old));
		for (i = 0; bases && i < PyTuple_Size(old); i++)
			PyTuple_SetItem(bases, i, ref(map_resolve(&t->map, PyTuple_GetItem(old, i))));
		f = bases ? compile_function(t, again_source, "again") : NULL;
		made = f ? hold(t, PyObject_CallFunction(f, "OOO", class, bases, new)) : NULL;
	}
	if (made && made != NONE) {
		result = PyList_Append(t->classes, made) < 0 ? -1 : 1;
		if (result > 0 && lay_out(t, m, utf8(its), class, made, utf8(name)) < 0)
			result = -1;
	}
	unref(bases);
	unref(f);
	return PyErr_Occurred() ? -1 : result;
}

int
plan_layout(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *name)
{
	if (is_enum(old) != is_enum(new))
		return refuse(t, m, "restart to take this change", "class %s becomes an enumeration, or is none any more", name);
	if (is_enum(old) || is_enum(new) || static_base(old) != static_base(new))
		return refuse(t, m, "restart to take this change",
			      "class %s becomes another kind of object (its built-in base changes)", name);
	return lay_out(t, m, m->name, old, new, name);
}

int
plan_layout_settle(struct transaction *t)
{
	PyObject *old, *module;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(t->relaid); i += 2) {
		old = PyList_GetItem(t->relaid, i);
		module = class_get(old, "__module__");
		result = ops_word(&t->ops, old, &WORD(old, OBJECT_TYPE), PyList_GetItem(t->relaid, i + 1));
		/* For the caches: the class is another object to them. */
		if (result == 0 && module)
			result = store(t, OP_TYPE, old, "__module__", module);
	}
	return result;
}

/* The class that instances of a relic pass for; new reference.  NULL: it is none any more. */
static PyObject *
stands_for(PyObject *relic)
{
	PyObject *property = CLASS_DICT(relic) ? dict_get(CLASS_DICT(relic), "__class__") : NULL;
	PyObject *fget = property ? get_attr(property, "fget") : NULL;
	PyObject *class = fget && is_function(fget) ? PyObject_CallFunction(fget, "O", NONE) : NULL;

	unref(fget);
	PyErr_Clear();
	return class;
}

PyObject *
plan_layout_relics(PyObject *class)
{
	PyObject *all = old_code_list(RELICS), *found = PyList_New(0), *relic, *other;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; all && found && result == 0 && i < PyList_Size(all); i++) {
		relic = PyObject_CallFunction(PyList_GetItem(all, i), NULL);
		other = relic && relic != NONE ? stands_for(relic) : NULL;
		if (other == class)
			result = PyList_Append(found, relic);
		unref(other);
		unref(relic);
	}
	if (result == 0 && !PyErr_Occurred())
		return found;
	unref(found);
	return NULL;
}

static bool
is_dead(PyObject *reference)
{
	PyObject *o = PyObject_CallFunction(reference, NULL);
	bool dead = o == NONE;

	unref(o);
	PyErr_Clear();
	return dead;
}

void
plan_layout_remember(struct transaction *t)
{
	PyObject *all = PyList_Size(t->relaid) ? old_code_list(RELICS) : NULL, *weakref, *made;
	Py_ssize_t i;

	for (i = all ? PyList_Size(all) : 0; i-- > 0;)
		if (is_dead(PyList_GetItem(all, i)))
			PyList_SetSlice(all, i, i + 1, NULL);
	weakref = all ? builtin_module("_weakref") : NULL;
	for (i = 0; weakref && i < PyList_Size(t->relaid); i += 2) {
		made = PyObject_CallMethod(weakref, "ref", "O", PyList_GetItem(t->relaid, i));
		if (made)
			PyList_Append(all, made);
		unref(made);
	}
	unref(weakref);
	PyErr_Clear();
}
