/*
 * plan_class.c - the live class takes what the staged one has; it stays the same object.
 *
 * So instances, subclasses, except clauses, pickles and whoever else knows the
 * class need not be found.  What would change the layout of instances is refused.
 */
#include <stdio.h>
#include <stdlib.h>

#include "class_pair.h"
#include "collection.h"
#include "instances.h"
#include "rehash.h"
#include "statement.h"
#include "version.h"

/* Made by type() for each class anew, or bound to the class itself. */
static bool
is_classes_own(const char *name, PyObject *value)
{
	static const char *const names[] = {"__firstlineno__", "__dict__", "__weakref__", "__module__", "_abc_impl", "__slotnames__",
					    "__qualname__", "__slots__", "_abc_registry",
					    "_abc_cache", "_abc_negative_cache",
					    "_abc_negative_cache_version"};

	return IS_ONE_OF(name, names) || (value && (is_exact(value, TYPE_AT(PyMemberDescr_Type)) ||
						    is_exact(value, TYPE_AT(PyGetSetDescr_Type))));
}

static Py_ssize_t
size_field(PyObject *class, int offset)
{
	return *(Py_ssize_t *)((char *)class + offset);
}

/* Names of the fields that a class has added.  New reference. */
static PyObject *
field_names(PyObject *class)
{
	PyObject *names = PySet_New(NULL), *name, *value;
	Py_ssize_t at = 0;

	while (names && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		if (is_exact(value, TYPE_AT(PyMemberDescr_Type)) && PySet_Add(names, name) < 0) {
			unref(names);
			return NULL;
		}
	return names;
}

/* type() sorts them, in whatever order __slots__ has them. */
static bool
same_slots(PyObject *a, PyObject *b)
{
	PyObject *x, *y;
	bool same = !class_get(a, "__slots__") == !class_get(b, "__slots__");

	if (!same || !class_get(a, "__slots__"))
		return same;
	x = field_names(a);
	y = field_names(b);
	same = x && y && PyObject_RichCompareBool(x, y, Py_EQ) == 1;
	/* A decorator may have put something around them. */
	same = same &&
	       (PySet_Size(x) > 0 || PyObject_RichCompareBool(class_get(a, "__slots__"), class_get(b, "__slots__"), Py_EQ) == 1);
	unref(y);
	unref(x);
	PyErr_Clear();
	return same;
}

/* Of a dict or of weak references, where an offset says so: not in front of the object (since 3.11 and 3.12). */
static Py_ssize_t
room_for(PyObject *class, PyObject *base, int field)
{
	Py_ssize_t offset = size_field(class, field);
	bool behind = offset > 0 || (offset == -(Py_ssize_t)sizeof(void *) && size_field(class, TYPE_ITEMSIZE));

	return behind && !size_field(base, field) ? sizeof(void *) : 0;
}

static bool
adds_fields(PyObject *class)
{
	PyObject *base = WORD(class, TYPE_BASE);

	return size_field(class, TYPE_BASICSIZE) !=
	       size_field(base, TYPE_BASICSIZE) + room_for(class, base, TYPE_DICTOFFSET) + room_for(class, base, TYPE_WEAKLISTOFFSET);
}

/* Of the class and its bases the first that adds fields, or is written in C. */
static PyObject *
with_fields(PyObject *class)
{
	while (is_heap_type(class) && !adds_fields(class))
		class = WORD(class, TYPE_BASE);
	return class;
}

/* A base that has no fields may come in or go: mixins, below ABC and Generic, too, which have empty __slots__. */
static bool
same_fields(PyObject *a, PyObject *b)
{
	PyObject *x, *y;
	bool same;

	a = with_fields(a);
	b = with_fields(b);
	if (a == b || !is_heap_type(a) || !is_heap_type(b))
		return is_heap_type(a) == is_heap_type(b);
	x = field_names(a);
	y = field_names(b);
	same = x && y && PySet_Size(x) && PyObject_RichCompareBool(x, y, Py_EQ) == 1 &&
	       size_field(a, TYPE_BASICSIZE) == size_field(b, TYPE_BASICSIZE);
	unref(y);
	unref(x);
	PyErr_Clear();
	return same && same_fields(WORD(a, TYPE_BASE), WORD(b, TYPE_BASE));
}

bool
class_same_layout(PyObject *a, PyObject *b)
{
	return size_field(a, TYPE_BASICSIZE) == size_field(b, TYPE_BASICSIZE) &&
	       size_field(a, TYPE_ITEMSIZE) == size_field(b, TYPE_ITEMSIZE) &&
	       size_field(a, TYPE_WEAKLISTOFFSET) == size_field(b, TYPE_WEAKLISTOFFSET) &&
	       size_field(a, TYPE_DICTOFFSET) == size_field(b, TYPE_DICTOFFSET) &&
	       is_enum(a) == is_enum(b) && same_slots(a, b) && same_fields(WORD(a, TYPE_BASE), WORD(b, TYPE_BASE));
}

/* A metaclass is exchanged like a word: classes made by both must be laid out alike. */
static bool
same_metaclass_layout(PyObject *a, PyObject *b)
{
	return size_field(a, TYPE_BASICSIZE) == size_field(b, TYPE_BASICSIZE) &&
	       size_field(a, TYPE_ITEMSIZE) == size_field(b, TYPE_ITEMSIZE) &&
	       size_field(a, TYPE_DICTOFFSET) == size_field(b, TYPE_DICTOFFSET);
}

static int
exchange_metaclass(struct transaction *t, PyObject *class, PyObject *old, PyObject *new)
{
	PyObject *module = class_get(class, "__module__"), *name, *subclasses;
	Py_ssize_t i;
	int result = 0;

	/* The store that changes nothing is for the caches of attributes. */
	name = hold(t, PyUnicode_InternFromString("__module__"));
	if (!name || ops_word(&t->ops, class, &WORD(class, OBJECT_TYPE), new) < 0 ||
	    (module && ops_add(&t->ops, OP_TYPE, class, name, module) < 0))
		return -1;
	/* Those below had it from their base, also in other modules. */
	subclasses = hold(t, class_subclasses(class));
	for (i = 0; subclasses && result == 0 && i < PyList_Size(subclasses); i++)
		if ((PyObject *)type_of(PyList_GetItem(subclasses, i)) == old)
			result = exchange_metaclass(t, PyList_GetItem(subclasses, i), old, new);
	return subclasses ? result : -1;
}

static int
plan_metaclass(struct class_pair *p)
{
	PyObject *old = (PyObject *)type_of(p->old);
	PyObject *new = map_resolve(&p->t->map, (PyObject *)type_of(p->new));

	if (old == new)
		return 0;
	if (!same_metaclass_layout(old, new))
		return refuse(p->t, p->m, "restart to take this change",
			      "the metaclass of class %s changes the layout of classes", p->name);
	return exchange_metaclass(p->t, p->old, old, new);
}

/* Laid out by ctypes when the class was made. */
static bool
has_other_fields(struct class_pair *p)
{
	static const char *const names[] = {"_fields_", "_pack_", "_anonymous_"};
	PyObject *base = static_base(p->old), *module = base ? get_attr(base, "__module__") : NULL, *a, *b;
	bool other = false;
	size_t i;

	if (module && is_str(module) && !strcmp(utf8(module), "_ctypes"))
		for (i = 0; !other && i < sizeof(names) / sizeof(names[0]); i++) {
			a = class_get(p->old, names[i]);
			b = class_get(p->new, names[i]);
			other = !a != !b || (a && PyObject_RichCompareBool(a, b, Py_EQ) != 1);
		}
	unref(module);
	PyErr_Clear();
	return other;
}

static int
check_applicable(struct class_pair *p)
{
	if (has_other_fields(p))
		return refuse(p->t, p->m, "restart to take this change",
			      "class %s has other fields, and ctypes has laid out the old ones", p->name);
	return 0;
}

/* @m.register: a line that is new adds to it. */
static bool
is_used_anew(struct class_pair *p, PyObject *name)
{
	const struct chunk *c;

	for (c = p->after.chunks; c < p->after.chunks + p->after.chunk_count; c++)
		if (c->match < 0 && tokens_have(&p->after.tokens[c->first], c->count, python->op.load_name, name))
			return true;
	return false;
}

/* The object stays, with what the instances have put into it; what __set_name__ gives it is new. */
static bool
is_named_anew(struct class_pair *p, PyObject *old, PyObject *new)
{
	PyObject *to = hold(p->t, PyObject_GenericGetDict(old, NULL)), *from = hold(p->t, PyObject_GenericGetDict(new, NULL));
	PyObject *key, *value, *its;
	Py_ssize_t at = 0;
	int result = to && from && is_dict(to) && is_dict(from) ? 0 : -1;

	PyErr_Clear();
	while (result == 0 && PyDict_Next(from, &at, &key, &value)) {
		its = PyDict_GetItemWithError(to, key);
		if (!makers_set_name_stores(new, key) || its == value ||
		    (its && (state_goes_on(p->t, its, value) || state_takes(p->t, its, value) == 1)))
			continue;
		result = ops_add(&p->t->ops, OP_DICT, to, key, value);
	}
	return result == 0;
}

/* Of a class that has moved to a module that is new only the old body is known. */
static bool
begins_alike(struct class_pair *p, PyObject *name, PyObject *new)
{
	PyObject *made = p->before.code && !p->after.code
				 ? hold(p->t, old_value(p->t, &p->before, p->m->before, CLASS_DICT(p->old), name))
				 : NULL;

	if (!made && !p->after.code && (p->before.code || !p->m->old_code) && strncmp(utf8(name), "__", 2) != 0)
		report_addf(p->t->report, PYR_REC_NOTE, p->m->name, p->name,
			    "%s has another value now: what it began with is not known", utf8(name));
	return made && const_equal(made, new, code_same_behaviour);
}

/* A metaclass that forgets what it has worked out when somebody sets an attribute: so when the class gets others. */
static bool
is_reset_by_metaclass(struct class_pair *p, PyObject *name)
{
	PyObject *f = class_lookup((PyObject *)type_of(p->new), "__setattr__");

	return f && is_function(f) && makers_mention(f, name);
}

/* What its decorators have made is another, for they have looked at what the function says otherwise now. */
static bool
is_looked_at(const struct class_pair *p, PyObject *name)
{
	PyObject *path = PySet_Size(p->m->looked_at) ? PyUnicode_FromFormat("%s.%U", p->name, name) : NULL;
	bool is = path && PySet_Contains(p->m->looked_at, path) == 1;

	unref(path);
	return is;
}

/* A tuple with names has one attribute for each.  -1: it is none of them. */
static Py_ssize_t
place_of_field(PyObject *class, PyObject *name)
{
	PyObject *fields = PyType_IsSubtype((PyTypeObject *)class, TYPE_AT(PyTuple_Type)) ? class_get(class, "_fields") : NULL;
	Py_ssize_t i = fields && is_exact(fields, TYPE_AT(PyTuple_Type)) ? PyTuple_Size(fields) : 0;

	while (i-- > 0)
		if (is_str(PyTuple_GetItem(fields, i)) && PyUnicode_Compare(PyTuple_GetItem(fields, i), name) == 0)
			return i;
	return -1;
}

/* Without the old source.  clock = None, which the program has set when it began: as with names of a module. */
static bool
looks_like_state(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	return state_goes_on(p->t, old, new) || (type_of(old) == type_of(new) && state_is_iterator(old)) ||
	       inferred_class_state(p->m, p->name, name, old) || (new == NONE &&old != NONE);
}

/* Whoever it is made by looks at none of its values: no metaclass, no __init_subclass__, no decorator but @dataclass. */
static bool
is_made_quietly(struct class_pair *p)
{
	const struct chunk *c = chunk_binding(&p->m->new, p->name);
	PyObject *hook = class_lookup(p->new, "__init_subclass__"), *o;
	bool quietly = c && (PyObject *)type_of(p->new) == (PyObject *)TYPE_AT(PyType_Type) &&
		       !(hook && callable_of(hook) && is_function(callable_of(hook)));
	const struct token *x;

	for (x = c ? &p->m->new.tokens[c->first] : NULL; quietly &&x < &p->m->new.tokens[c->first + c->count]; x++) {
		o = x->op == python->op.load_name ? PyDict_GetItemWithError(p->m->before, x->value) : NONE;
		quietly = o && (o == NONE || is_class(o) || attr_is(o, is_module(o) ? "__name__" : "__module__", "dataclasses"));
	}
	PyErr_Clear();
	return quietly;
}

/* class Mail(Plugin, requires=["smtp"]): what a hook or decorator has made of what the old line said, and the new one does not. */
static bool
was_said(struct class_pair *p, PyObject *old, PyObject *new)
{
	const struct chunk *c = p->m->old_code ? chunk_binding(&p->m->old, p->name) : NULL;

	return c && is_container(old) && type_of(old) == type_of(new) &&
	       state_was_said(&p->m->old, c, &p->m->new, chunk_binding(&p->m->new, p->name), old);
}

/*
 * A plain value of the class.  Its line unchanged: it is run-time state (a
 * counter, a registry) and stays.  Bound by nothing in the body: a decorator or
 * metaclass made it (__dataclass_fields__, __abstractmethods__), take the new.
 */
static bool
keeps_value(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	const struct chunk *n = p->after.code ? chunk_binding(&p->after, utf8(name)) : NULL;

	if (p->t->flags & PYR_RESET || is_looked_at(p, name))
		return false;
	/* `size: int = 1`, which reads the item at another place where a field in front has come or gone. */
	if (place_of_field(p->new, name) >= 0)
		return place_of_field(p->old, name) == place_of_field(p->new, name);
	/* Two empty ones are equal, whatever they make of a missing key. */
	if (is_collection(old) && type_of(old) == type_of(new) && !collection_same_kind(p->t, old, new))
		return false;
	if (const_equal(old, new, code_same_behaviour) || (!is_atom(old) && plain_same(p->t, old, new)))
		return true;
	if (!n && ((new == NONE && is_reset_by_metaclass(p, name)) || was_said(p, old, new)))
		return false;
	if (!n)
		return state_goes_on(p->t, old, new) || state_takes(p->t, old, new) == 1 ||
		       ((is_atom(new) || (is_container(new) && type_of(old) == type_of(new))) &&
			/* Without the old source the live makers show what they did. */
			(makers_begin_with(p->t, p->m, p->m->old_code ? p->new : p->old, p->name, name, new) || begins_alike(p, name, new)));
	if (PySet_Contains(p->moved, name) == 1)
		return false;
	if (p->before.code && makers_set_name_changed(p->t, old))
		return n->match >= 0 && is_named_anew(p, old, new);
	if (p->before.code)
		return n->match >= 0 && !is_used_anew(p, name);
	if (is_atom(old) && is_atom(new) && !p->relic && is_made_quietly(p) &&
	    (!inferred_class_state(p->m, p->name, name, old) || untouched_is_whole(p->m, p->name)) &&
	    untouched(p->t, p->m, CLASS_DICT(p->old)))
		return false;
	if (looks_like_state(p, name, old, new)) {
		report_addf(p->t->report, PYR_REC_KEPT, p->m->name, p->name,
			    "%s: no copy of the old source: it looks like run-time state", utf8(name));
		return true;
	}
	if (is_container(old))
		return false;
	report_addf(p->t->report, PYR_REC_NOTE, p->m->name, p->name,
		    "%s has another value now: there is no copy of the old source to tell whether it was changed at "
		    "run time", utf8(name));
	return false;
}

static void
join_path(char *path, size_t size, const char *class, const char *name)
{
	snprintf(path, size, "%s.%s", class, name);
}

static bool
is_method(PyObject *o)
{
	return is_function(o) || is_exact(o, TYPE_AT(PyStaticMethod_Type)) ||
	       is_exact(o, TYPE_AT(PyClassMethod_Type)) || is_exact(o, TYPE_AT(PyProperty_Type));
}

/* A decorator that makes an object, as lru_cache does, has come or is gone: on a method, or within a staticmethod or classmethod. */
static bool
is_wrapped_otherwise(PyObject *from, PyObject *to)
{
	return is_function(from) != is_function(to) && !is_class(to) && PyCallable_Check(from) && PyCallable_Check(to) &&
	       !is_exact(to, TYPE_AT(PyStaticMethod_Type)) && !is_exact(from, TYPE_AT(PyStaticMethod_Type));
}

/*
 * A method becomes a staticmethod, or the like: who holds a bound one calls the
 * function with the arguments that it had, so that stays as it is.
 */
static int
keep_method(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *type = get_attr((PyObject *)type_of(new), "__name__"), *f;
	char path[300];
	int result = 0;

	/* @lru_cache: who holds a bound one calls that with the same arguments. */
	if (type_of(old) != type_of(new) && !is_exact(old, TYPE_AT(PyProperty_Type)) && !is_wrapped_otherwise(old, new)) {
		f = callable_of(old);
		join_path(path, sizeof(path), p->name, utf8(name));
		/* Not `get = load`: who holds that has it from elsewhere. */
		if (is_function(f) && !strcmp(utf8(WORD(f, python->function.qualname)), path)) {
			result = addresses_add(&p->t->paired, f) < 0 || addresses_add(&p->t->renewed, f) < 0 ? -1 : 0;
			if (result == 0 && refs_of(f) > (is_function(old) ? 2 : 3))
				report_addf(p->t->report, PYR_REC_STALE, p->m->name, path,
					    "is a %s now: callbacks made of the old one keep its code",
					    utf8(type));
		}
	}
	unref(type);
	return result;
}

/* Around a function that the class body defines by this name. */
static bool
is_definition_of(struct transaction *t, PyObject *o, const char *path)
{
	struct objects near = {0};
	bool is = false;
	size_t i;

	if (functions_near(t, o, 100, &near) == 0)
		for (i = 0; !is && i < near.count; i++)
			is = !strcmp(utf8(WORD(near.list[i], python->function.qualname)), path);
	objects_fini(&near);
	return is;
}

/* It stands in the body of the class itself, under no condition: so does, or did, any other one of this name. */
static bool
is_in_body(struct class_pair *p, PyObject *f)
{
	PyObject *body = is_function(f) ? pair_class_body(p->t, p->m, false, p->name) : NULL;
	PyObject *class = body ? tree_definition(p->m, body) : NULL, *node, *list = class ? get_attr(class, "body") : NULL;
	bool is;

	node = list ? tree_definition(p->m, WORD(f, python->function.code)) : NULL;
	is = node && list_has(list, node);
	unref(node);
	unref(list);
	unref(class);
	PyErr_Clear();
	return is;
}

/* Or of what that has become. */
static bool
same_type(struct transaction *t, PyObject *old, PyObject *new)
{
	return (PyObject *)type_of(old) == map_resolve(&t->map, (PyObject *)type_of(new));
}

/* Another callable has taken its place (a function of another module, a cache of another size): who holds the
   method that this class defined holds that one. */
static int
replace_method(struct class_pair *p, PyObject *old, PyObject *new, const char *path)
{
	PyObject *from = callable_of(old), *to = callable_of(new);

	if (!from || !to || from == to || is_atom(from) ||
	    !((same_type(p->t, old, new) && same_type(p->t, from, to)) || is_wrapped_otherwise(from, to)) ||
	    is_class(from) || map_get(&p->t->map, from) || addresses_has(&p->t->paired, from) ||
	    !is_definition_of(p->t, from, path) || (is_in_body(p, to) && plan_is_another(p->t, p->m, from, to, path)))
		return 0;
	return plan_repoint(p->t, from, map_resolve(&p->t->map, to));
}

/* Of a staticmethod, classmethod or property it is the function within.  Borrowed. */
static PyObject *
function_in(PyObject *o)
{
	PyObject *f = is_exact(o, TYPE_AT(PyProperty_Type)) ? get_attr(o, "fget") : ref(callable_of(o));

	unref(f); /* the property keeps it */
	return f;
}

/* __hash__ = None beside __eq__, what functools.total_ordering adds, __init__ of an object that a Protocol sets. */
static bool
is_of_library(PyObject *name, PyObject *old)
{
	return !strncmp(utf8(name), "__", 2) &&
	       (old == NONE || (is_function(old) ? attr_is(old, "__module__", "functools")
						 : attr_is((PyObject *)type_of(old), "__name__", "wrapper_descriptor")));
}

/* Made of text at run time by a class decorator that does not make it any more (dataclasses, attrs). */
static bool
is_generated(struct class_pair *p, PyObject *name, PyObject *value)
{
	PyObject *wrapped = is_function(value) && WORD(value, python->function.dict)
				    ? dict_get(WORD(value, python->function.dict), "__wrapped__") /* reprlib.recursive_repr */
				    : NULL;
	PyObject *f = wrapped && is_function(wrapped) ? wrapped : value;
	PyObject *file = is_function(f) ? code_attr(WORD(f, python->function.code), "co_filename") : NULL;
	bool generated = file && strncmp(utf8(name), "__", 2) == 0 &&
			 (utf8(file)[0] == '<' ||
			  /* attrs has __lt__ and the like from functions of its own. */
			  (class_get(p->old, "__attrs_attrs__") && !pair_is_ours(p->t, WORD(f, python->function.code))));

	unref(file);
	return generated || !strncmp(utf8(name), "__dataclass_", 12) || !strcmp(utf8(name), "__match_args__");
}

/* SQLAlchemy's __init__, which is made of text, has the one that it stands for as an attribute; not as __wrapped__, as what
   a decorator of the source may have made has. */
static PyObject *
original_of(PyObject *f, PyObject *name)
{
	PyObject *dict = f && is_function(f) ? WORD(f, python->function.dict) : NULL, *key, *value;
	Py_ssize_t at = 0;

	while (dict && PyDict_Next(dict, &at, &key, &value))
		if (is_function(value) && strcmp(utf8(key), "__wrapped__") && PyUnicode_Compare(WORD(value, python->function.name), name) == 0)
			return value;
	return NULL;
}

/* enum gives a class that is a text, too, the __str__ of Enum. */
static bool
is_of_base(struct class_pair *p, PyObject *name, PyObject *old)
{
	PyObject *mro = WORD(p->old, TYPE_MRO);
	bool is = false;
	Py_ssize_t i;

	for (i = 1; mro && !is && i < PyTuple_Size(mro); i++)
		is = class_get(PyTuple_GetItem(mro, i), utf8(name)) == old;
	return is;
}

/* @cached("area"), of the class: the line of then said the name of the method. */
static bool
was_named(struct class_pair *p, PyObject *name)
{
	const struct chunk *c = p->m->old_code ? chunk_binding(&p->m->old, p->name) : NULL;

	return c && chunk_says(&p->m->old, c, name);
}

/* The class body defines a function, and the class has something else: a wrapper of another module around it, a mock. */
static bool
is_put_from_outside(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	const struct chunk *c = p->before.code ? chunk_binding(&p->before, utf8(name)) : NULL;
	PyObject *is = function_in(old), *comes = function_in(new);
	bool outside = comes && is_function(comes) && pair_is_ours(p->t, WORD(comes, python->function.code)) &&
		       !(is && is_function(is) && pair_is_ours(p->t, WORD(is, python->function.code)));

	if (!p->before.code && is && is_function(is) && !pair_is_ours(p->t, WORD(is, python->function.code)) && original_of(is, name))
		return true;
	if (!outside || p->before.code)
		return outside && c && chunk_code(&p->before, c, name) && wrapped_never(p->t, &p->before, utf8(name)) &&
		       !makers_lost(p->m, p->name) && !was_named(p, name);
	/* Without the old source: unless a decorator that the module has can have made it. */
	return is_function(new) && !is_atom(old) && !is_of_library(name, old) && !is_of_base(p, name, old) && !is_generated(p, name, old) && p->after.code && wrapped_never(p->t, &p->after, utf8(name)) &&
	       !is_exact(old, TYPE_AT(PyStaticMethod_Type)) && !is_exact(old, TYPE_AT(PyClassMethod_Type)) &&
	       !is_exact(old, TYPE_AT(PyProperty_Type)) && !inferred_is_made_here(p->m, old);
}

static int
keep_outside(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new, const char *path)
{
	PyObject *f = wrapped_definition(p->t, old, path);

	f = f ? f : original_of(function_in(old), name);
	report_add(p->t->report, PYR_REC_KEPT, p->m->name, path, "replaced from outside");
	return f && plan_function(p->t, p->m, f, function_in(new), path) < 0 ? -1 : 0;
}

#define DESCR_TYPE 16 /* PyDescrObject.d_type, 3.8 to 3.15 */

/* A class that had these from a base has them itself when the base goes. */
static int
take_over_descriptor(struct class_pair *p, PyObject *name, PyObject *descriptor)
{
	if (strcmp(utf8(name), "__dict__") && strcmp(utf8(name), "__weakref__"))
		return 0;
	if (!descriptor || !is_exact(descriptor, TYPE_AT(PyGetSetDescr_Type)) ||
	    PyDict_Contains(CLASS_DICT(p->old), name))
		return 0;
	if (ops_word(&p->t->ops, descriptor, &WORD(descriptor, DESCR_TYPE), p->old) < 0)
		return -1;
	/* type.__setattr__ takes __dict__ for its own; the change of bases before has told the caches. */
	return ops_add(&p->t->ops, OP_DICT, CLASS_DICT(p->old), name, descriptor);
}

/* A list, dict or set that the body makes, then and now: it stays the same object, with what it got at run time. */
static bool
is_filled(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	const struct chunk *a = p->after.code ? chunk_binding(&p->after, utf8(name)) : NULL;
	const struct chunk *b = p->before.code ? chunk_binding(&p->before, utf8(name)) : a;

	return a && b && old && !p->beside && !p->relic && contents_can_stay(p->t, old, new) &&
	       strncmp(utf8(name), "__", 2) != 0 &&
	       !tokens_mention(p->t, p->before.code ? &p->before.tokens[b->first] : &p->after.tokens[b->first], b->count) &&
	       !tokens_mention(p->t, &p->after.tokens[a->first], a->count);
}

/* def execute(self), around which a decorator of the class has put something; and that line is another now. */
static bool
is_made_by_class_line(struct class_pair *p, const struct chunk *c, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(CLASS_DICT(p->new), name), *own = chunk_code(&p->after, c, name);
	const struct chunk *class = chunk_binding(&p->m->new, p->name);
	PyObject *node = class && class->match < 0 && own && value && !(is_function(value) && WORD(value, python->function.code) == own)
			     ? tree_definition(p->m, own)
			     : NULL;
	PyObject *list = node ? get_attr(node, "decorator_list") : NULL;
	bool is = list && PyList_Size(list) == 0;

	unref(list);
	unref(node);
	return is;
}

/* Its line in the body is the same, and so are the decorators that it names: what they captured is the same, but for what
   has become of it. */
static bool
is_made_alike(struct class_pair *p, PyObject *name)
{
	const struct chunk *c = p->before.code ? chunk_binding(&p->after, utf8(name)) : NULL;
	const struct token *x;

	if (!c || c->match < 0 || PySet_Contains(p->moved, name) == 1 || is_looked_at(p, name) || is_made_by_class_line(p, c, name))
		return false;
	for (x = &p->after.tokens[c->first]; x < &p->after.tokens[c->first + c->count]; x++)
		if (x->op == python->op.load_name && decorators_named_changed(p->t, p->m, x->value))
			return false;
	return true;
}

/* fields = {k: v for k, v in vars(cls).items() if isinstance(v, Field)}: what making the class has collected of unchanged
   lines means the live objects. */
static int
stands_for(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	struct transaction *t = p->t;
	PyObject *made;
	bool own;

	if (p->beside || p->relic || p->bare || old == new || is_atom(new) || is_container(new) || is_function(new) ||
	    is_class(new) || (PyObject *)type_of(old) != map_resolve(&t->map, (PyObject *)type_of(new)) || map_get(&t->map, new))
		return 0;
	own = is_method(new);
	made = own || !p->after.code ? NULL : old_value(t, &p->after, p->m->scratch, CLASS_DICT(p->new), name);
	own = own || (made && recipe_callee(t, made) == (PyObject *)type_of(new));
	unref(made);
	return !own ? 0 : !hold(t, ref(new)) ? -1 : map_set(&t->map, new, old);
}

static bool
is_cached_property(PyObject *o)
{
	return (PyObject *)type_of(o) == library_object("functools", "cached_property");
}

/* The instances have its values under its name, in front of a method. */
static int
forget_cached(struct class_pair *p, PyObject *name)
{
	const struct growth growth = {.module = p->m->name, .path = p->name, .class = p->old, .name = name, .leaves = true};

	return instances_add(p->t, &growth);
}

static bool
init_sets(PyObject *class, PyObject *name)
{
	PyObject *init = class_lookup(class, "__init__");

	return init && is_function(init) && code_stores_attribute(WORD(init, python->function.code), name);
}

static bool
methods_set(PyObject *class, PyObject *name)
{
	PyObject *key, *f;
	Py_ssize_t at = 0;
	bool set = false;

	while (!set && PyDict_Next(CLASS_DICT(class), &at, &key, &f))
		set = is_function(f) && code_stores_attribute(WORD(f, python->function.code), name);
	return set;
}

/* What the setter of a property keeps it in, and the getter reads: self._level.  Borrowed from the code; NULL: there is no such. */
static PyObject *
kept_by_property(PyObject *property)
{
	PyObject *get = get_attr(property, "fget"), *set = get_attr(property, "fset"), *found = NULL;
	struct body body;
	int i, count = 0;

	if (get && set && is_function(get) && is_function(set) && body_init(&body, WORD(set, python->function.code)) == 0) {
		for (i = 0; i < body.token_count; i++)
			if (body.tokens[i].op == python->op.store_attr && body.tokens[i].value) {
				found = body.tokens[i].value;
				count++;
			}
		body_fini(&body);
	}
	found = count == 1 && code_says(WORD(get, python->function.code), utf8(found)) ? found : NULL;
	unref(set); /* the property keeps them */
	unref(get);
	return found;
}

static bool
looks_at_instances(PyObject *descriptor)
{
	PyObject *f = is_exact(descriptor, TYPE_AT(PyProperty_Type)) ? get_attr(descriptor, "fget") : NULL;
	bool looks;

	unref(f); /* the property keeps it */
	f = f ? f : class_lookup((PyObject *)type_of(descriptor), "__get__");
	/* One in C may do anything. */
	looks = !f || !is_function(f) || code_says(WORD(f, python->function.code), "__dict__") ||
		code_says(WORD(f, python->function.code), "vars");
	return looks;
}

/* self.level = 5 is set by a property now: instances made before have it where nobody looks any more. */
static int
cover(struct class_pair *p, PyObject *name, PyObject *new)
{
	bool property = is_exact(new, TYPE_AT(PyProperty_Type));
	struct growth growth = {.module = p->m->name, .path = p->name, .class = p->old, .name = name, .method = "__init__"};
	PyObject *kept = property ? kept_by_property(new) : NULL;

	if (!(property || (is_heap_type((PyObject *)type_of(new)) && class_lookup((PyObject *)type_of(new), "__set__") &&
			   class_lookup((PyObject *)type_of(new), "__get__"))) ||
	    !(init_sets(p->old, name) || methods_set(p->old, name)) || looks_at_instances(new))
		return 0;
	growth.covers = !kept || PyUnicode_Compare(kept, name) == 0;
	/* One that only computes takes the place of what was stored. */
	if (growth.covers && !init_sets(p->new, name))
		return 0;
	if (!growth.covers) {
		growth.name = kept;
		growth.was = name;
		if (!hold(p->t, ref(kept)))
			return -1;
	}
	return instances_add(p->t, &growth);
}

/* self.total = 0 has become def total(self): what __init__ has set goes.  What another method has set stays and is counted; who
   else sets it means to hide the method. */
static int
uncover(struct class_pair *p, PyObject *name, PyObject *new)
{
	bool method = is_function(new) || is_exact(new, TYPE_AT(PyStaticMethod_Type)) ||
		      is_exact(new, TYPE_AT(PyClassMethod_Type)) || is_cached_property(new);
	struct growth growth = {.module = p->m->name, .path = p->name, .class = p->old, .name = name};

	if (!method)
		return cover(p, name, new);
	if (init_sets(p->new, name))
		return 0;
	growth.leaves = growth.data = init_sets(p->old, name);
	growth.hides = !growth.leaves;
	return growth.leaves || methods_set(p->old, name) ? instances_add(p->t, &growth) : 0;
}

/* The line of the body calls the class that it is of. */
static bool
is_made_by_line(struct class_pair *p, const struct body *body, PyObject *globals, PyObject *class, PyObject *name, PyObject *o)
{
	PyObject *new = class_lookup((PyObject *)type_of(o), "__new__");
	PyObject *made = body->code ? hold(p->t, old_value(p->t, body, globals, CLASS_DICT(class), name)) : NULL;

	return made && recipe_callee(p->t, made) == (PyObject *)type_of(o) &&
	       !(new && is_function(callable_of(new))); /* which may return one that others have */
}

bool
class_pair_goes_by_identity(PyObject *o)
{
	PyObject *class = (PyObject *)type_of(o), *equal, *of_object;
	bool by_identity;

	if (is_class(o) || !is_heap_type(class) || is_enum(class))
		return false;
	equal = get_attr(class, "__eq__");
	of_object = get_attr((PyObject *)TYPE_AT(PyBaseObject_Type), "__eq__");
	by_identity = equal && equal == of_object && static_base(class) == (PyObject *)TYPE_AT(PyBaseObject_Type);
	unref(of_object);
	unref(equal);
	return by_identity;
}

bool
class_pair_made_by_lines(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	return (!p->before.code || is_made_by_line(p, &p->before, p->m->before, p->old, name, old)) &&
	       is_made_by_line(p, &p->after, p->m->scratch, p->new, name, new);
}

/* But for what the old line has given it, and the new one does not. */
static int
carry_gathered(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	const struct chunk *then = p->before.code ? chunk_binding(&p->before, utf8(name)) : NULL,
			   *now = then && p->after.code ? chunk_binding(&p->after, utf8(name)) : NULL;
	int result;

	/* Of the library, which gathers nothing. */
	if ((PyObject *)type_of(old) == library_object("functools", "partialmethod"))
		return 0;
	p->t->line = now ? (struct line){&p->before, &p->after, then, now} : (struct line){0};
	result = state_carry(p->t, old, new);
	p->t->line = (struct line){0};
	return result;
}

/* lock = Lock("a", reentrant=True), timeout = partialmethod(wait, 5): who holds what the old line made gets the new one. */
static int
replace_made(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *class = (PyObject *)type_of(old);
	bool partial = class == library_object("functools", "partialmethod") || class == library_object("functools", "partial");

	if (p->beside || p->relic || p->bare || !(partial || (class_is_ours(p->t, class) && class_pair_goes_by_identity(old))) ||
	    is_method(old) || !same_type(p->t, old, new) || map_get(&p->t->map, old) || map_get(&p->t->map, new) ||
	    shared_is_running(old) || !class_pair_made_by_lines(p, name, old, new))
		return 0;
	/* What unchanged lines below have registered with it. */
	if (!partial && carry_gathered(p, name, old, new) < 0)
		return -1;
	if (class == library_object("functools", "partialmethod") && partials_note(p->t, old, new) < 0)
		return -1;
	return plan_repoint(p->t, old, new);
}

/* A.items = ["b"], below the class: who has the old list has the new one. */
static int
replace_set_later(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new, const char *path)
{
	if (is_atom(old) && is_atom(new) && const_equal(old, new, code_same_behaviour))
		return 0;
	if (!p->m->old_code && !p->beside && !(p->t->flags & PYR_RESET)) {
		if (looks_like_state(p, name, old, new) || set_elsewhere_plainly(p->t, p->old, name)) {
			report_add(p->t->report, PYR_REC_KEPT, p->m->name, path,
				   "no copy of the old source: it looks like run-time state");
			return is_atom(new) || !hold(p->t, ref(new)) ? 0 : map_set(&p->t->map, new, old);
		}
		if (contents_can_stay(p->t, old, new) && !map_get(&p->t->map, new))
			return contents_replace(p->t, p->m, path, NULL, NULL, old, new);
	}
	if (is_container(old) && type_of(old) == type_of(new) && !map_get(&p->t->map, old) && plan_repoint(p->t, old, new) < 0)
		return -1;
	report_add(p->t->report, PYR_REC_UPDATED, p->m->name, path, "value");
	return ops_add(&p->t->ops, OP_TYPE, p->beside ? p->new : p->old, name, map_resolve(&p->t->map, new));
}

/* What the old line had made; NULL: it cannot be told, for what it reads has another value by now. */
static PyObject *
made_before(struct class_pair *p, PyObject *name)
{
	const struct chunk *c = p->before.code ? chunk_binding(&p->before, utf8(name)) : NULL;

	if (c && tokens_read_any(&p->before.tokens[c->first], c->count, p->m->late))
		return NULL;
	return old_value_in_class(p->t, p->m, &p->before, p->old, name);
}

static int
plan_contents(struct class_pair *p, PyObject *name, const char *path, PyObject *after, PyObject *old, PyObject *new)
{
	PyObject *before = made_before(p, name);
	const struct chunk *c = !before && p->before.code && is_dict(old) && is_dict(new) ? chunk_binding(&p->before, utf8(name)) : NULL;

	/* {datetime.date: ...}: by the order of the keys. */
	if (c && !tokens_read_any(&p->before.tokens[c->first], c->count, p->m->late) &&
	    (before = old_value_keyed(p->t, &p->before, p->m->before, CLASS_DICT(p->old), name, old)))
		after = old_value_keyed(p->t, &p->after, p->m->scratch, CLASS_DICT(p->new), name, new);
	return contents_replace(p->t, p->m, path, before, after, old, new);
}

/* Task.registry[cls.__name__] = cls, in __init_subclass__ or a metaclass: it has classes below this one that are not made anew. */
static bool
has_others_below(struct class_pair *p, PyObject *live, PyObject *made)
{
	PyObject *items = is_dict(live) ? PyDict_Values(live) : items_of(live), *others = is_dict(made) ? PyDict_Values(made) : items_of(made), *o;
	bool has = false;
	Py_ssize_t i, k;

	for (i = 0; items && others && !has && i < PyList_Size(items); i++) {
		o = PyList_GetItem(items, i);
		if (!is_class(o) || !PyType_IsSubtype((PyTypeObject *)o, (PyTypeObject *)p->old))
			continue;
		for (k = 0; k < PyList_Size(others) && map_resolve(&p->t->map, PyList_GetItem(others, k)) != o; k++)
			;
		has = k == PyList_Size(others);
	}
	unref(others);
	unref(items);
	return has;
}

/* No line of the body, then or now, and it is filled by whoever derives: what comes is put in. */
static bool
is_filled_below(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	return old && is_container(old) && type_of(old) == type_of(new) && !p->beside && !p->relic && !is_enum(p->new) &&
	       !(p->after.code && chunk_binding(&p->after, utf8(name))) &&
	       !(p->before.code && chunk_binding(&p->before, utf8(name))) && has_others_below(p, old, new);
}

static int
fill_from_below(struct class_pair *p, PyObject *old, PyObject *new)
{
	PyObject *nothing = hold(p->t, PyObject_CallObject((PyObject *)type_of(new), NULL)),
		 *attributes = hold(p->t, PyDict_Copy(CLASS_DICT(p->new)));

	return !nothing || !attributes || map_set(&p->t->map, new, old) < 0 ? -1
									     : filled_note(p->t, old, new, nothing, p->old, p->new, attributes);
}

/* app.View.renderer = staticmethod(loud), in the source of another module; the body only binds it to something. */
static bool
is_set_by_others(struct class_pair *p, PyObject *name)
{
	const struct chunk *c = p->t->flags & PYR_RESET ? NULL : chunk_binding(&p->after, utf8(name));

	return c && !chunk_code(&p->after, c, name) && set_elsewhere_plainly(p->t, p->old, name);
}

/* amount = property(attrgetter("qty")) says "price" now: another class has it as its own, a table has the getter. */
static int
follow_property(struct class_pair *p, PyObject *old, PyObject *new)
{
	static const char *const parts[] = {"fget", "fset", "fdel"};
	PyObject *from, *to;
	int result = 0;
	size_t i;

	if (p->beside || p->relic || p->bare || !is_exact(old, TYPE_AT(PyProperty_Type)) ||
	    !is_exact(new, TYPE_AT(PyProperty_Type)) || map_get(&p->t->map, old) || map_get(&p->t->map, new))
		return 0;
	for (i = 0; result == 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
		from = hold(p->t, get_attr(old, parts[i]));
		to = hold(p->t, get_attr(new, parts[i]));
		if (from && to && from != to && from != NONE && !is_function(from) && !is_class(from) &&
		    type_of(from) == type_of(to) && !map_get(&p->t->map, from) && !map_get(&p->t->map, to))
			result = plan_repoint(p->t, from, to);
	}
	return result < 0 || !hold(p->t, ref(old)) || !hold(p->t, ref(new)) ? -1 : plan_repoint(p->t, old, new);
}

static const char *const property_parts[] = {"fget", "fset", "fdel"};

/* The function or class that it is around; of a property one of its parts, with the path of that; both held.  NULL: none. */
static PyObject *
definition_in(struct transaction *t, PyObject *value, const char *path, size_t part, PyObject **key)
{
	bool property = is_exact(value, TYPE_AT(PyProperty_Type));
	PyObject *f = property ? get_attr(value, property_parts[part]) : part == 0 ? ref(callable_of(value)) : NULL;

	if (!f || !hold(t, f) || !(is_function(f) || is_class(f)))
		return NULL;
	*key = hold(t, property ? PyUnicode_FromFormat("%s %s", path, property_parts[part]) : PyUnicode_FromString(path));
	return *key ? f : NULL;
}

/* A method or class that was gone for a while: bound methods and instances go on with the one there was. */
static int
come_back(struct class_pair *p, const char *path, PyObject *new)
{
	PyObject *f, *key;
	size_t part;
	int result = 0;

	for (part = 0; result == 0 && !p->beside && part < 3; part++)
		if ((f = definition_in(p->t, new, path, part, &key)))
			result = pair_removed(p->t, p->m, key, f);
	return result;
}

static int
note_removed(struct class_pair *p, const char *path, PyObject *value)
{
	PyObject *f, *key;
	size_t part;
	int result = 0;

	for (part = 0; result == 0 && !p->relic && !p->beside && part < 3; part++) {
		f = definition_in(p->t, value, path, part, &key);
		if (f && (is_function(f) ? pair_is_ours(p->t, WORD(f, python->function.code)) : is_heap_type(f) && attr_is(f, "__module__", p->m->name)))
			result = LIST_APPEND(p->t->removed, key, f, p->m->name_object);
	}
	return result;
}

static int
plan_attribute(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	const struct chunk *line;
	PyObject *after;
	char path[300];
	int paired, overloads, of_threads, collected;

	if (p->bare && old && !stage_class_may_take(new))
		return 0;
	if (old && old != new && !p->beside && !p->relic && !strcmp(utf8(name), "__slots__"))
		return ops_add(&p->t->ops, OP_TYPE, p->old, name, new);
	if (is_classes_own(utf8(name), new) || old == new)
		return p->beside || p->relic ? 0 : take_over_descriptor(p, name, new);
	if (is_enum(p->new) && is_enum_bookkeeping(p->new, name)) {
		if (old && !p->beside && is_dict(old) && is_dict(new))
			return plan_enum_table(p->t, old, new);
		new = map_resolve(&p->t->map, new);
		return new == old ? 0 : ops_add(&p->t->ops, OP_TYPE, p->old, name, new);
	}
	join_path(path, sizeof(path), p->name, utf8(name));
	if (old && !p->beside && !p->relic && !strcmp(utf8(name), "__init__") && mapped_is_made_init(p->old) && original_of(old, name) && is_function(new))
		return PyList_Append(p->t->instrumented, p->old) < 0 ? -1 : plan_function(p->t, p->m, original_of(old, name), new, path) < 0 ? -1 : 0;
	if (old && !p->beside && !p->relic && !unset_has(p->t, p->old, name) && is_put_from_outside(p, name, old, new))
		return keep_outside(p, name, old, new, path);
	if (old && !p->before.code && p->after.code && !p->beside && !p->relic && !p->bare && is_set_by_others(p, name)) {
		report_add(p->t->report, PYR_REC_KEPT, p->m->name, path, "another module sets it");
		return 0;
	}
	p->t->same_decorators = is_made_alike(p, name) && !set_later_has(p->t, p->new, name);
	paired = old ? plan_pair(p->t, p->m, old, new, path) : 0;
	p->t->same_decorators = false;
	if (paired)
		return paired < 0 ? -1 : stands_for(p, name, old, new);
	if (old && is_method(old) && keep_method(p, name, old, new) < 0)
		return -1;
	if (is_filled_below(p, name, old, new))
		return fill_from_below(p, old, new);
	if (old && !p->relic && !is_method(new) && !is_class(new) && set_later_has(p->t, p->new, name))
		return replace_set_later(p, name, old, new, path);
	line = p->after.code ? chunk_binding(&p->after, utf8(name)) : NULL;
	if (old && !is_method(new) && !is_class(new) && !makers_left(p->m, p->name, name) &&
	    !(line && is_made_by_class_line(p, line, name)) && keeps_value(p, name, old, new))
		return p->beside ? ops_add(&p->t->ops, OP_TYPE, p->new, name, old) : stands_for(p, name, old, new);
	if (old && !is_method(old) && !is_method(new) && !is_class(new))
		read_when_made_note(p, name, path);
	of_threads = old && !p->relic && !(p->t->flags & PYR_RESET) ? state_of_threads(p->t, p->m, path, old, new) : 0;
	if (of_threads)
		return of_threads < 0 ? -1 : p->beside ? ops_add(&p->t->ops, OP_TYPE, p->new, name, old) : 0;
	if (is_filled(p, name, old, new)) {
		after = hold(p->t, old_value(p->t, &p->after, p->m->scratch, CLASS_DICT(p->new), name));
		/* {p: [] for p in Priority}: what the process has is below the live members. */
		if (rekey_within(p->t, new) < 0 || (after && is_container(after) && rekey_within(p->t, after) < 0))
			return -1;
		return plan_contents(p, name, path, after, old, new);
	}
	collected = old ? collected_follow(p, name, old, new, path) : 0;
	if (collected)
		return collected < 0 ? -1 : 0;
	if (old && follow_property(p, old, new) < 0)
		return -1;
	if (old && !p->beside && (replace_method(p, old, new, path) < 0 || replace_made(p, name, old, new) < 0))
		return -1;
	overloads = old ? overloads_keep(p->t, old, new) : 0;
	if (overloads < 0)
		return -1;
	/* age = Typed(int, unit="y"): what it has gathered of the instances. */
	if (old && !overloads && !p->beside && !is_atom(old) && !is_class(old) && is_heap_type((PyObject *)type_of(old)) &&
	    class_lookup((PyObject *)type_of(old), "__get__") && carry_gathered(p, name, old, new) < 0)
		return -1;
	if (!old && !p->relic && strncmp(utf8(name), "__", 2) != 0) {
		report_add(p->t->report, PYR_REC_ADDED, p->m->name, path, "");
		newcomers_note(p->t, p->m->name, path, new, CLASS_DICT(p->old));
		if (come_back(p, path, new) < 0)
			return -1;
	}
	if (!p->relic && !p->beside && !is_enum(p->new) && strncmp(utf8(name), "__", 2) != 0 &&
	    (old ? is_atom(old) && !is_atom(new) : !class_lookup(p->old, utf8(name))) && uncover(p, name, new) < 0)
		return -1;
	if (old && is_cached_property(old) && !is_cached_property(new) && !p->beside && forget_cached(p, name) < 0)
		return -1;
	return ops_add(&p->t->ops, OP_TYPE, p->old, name, map_resolve(&p->t->map, new));
}

/* id: int = field(default_factory=count(1).__next__), and its line is the same: the generated methods have the live one. */
static int
keep_factories(struct class_pair *p)
{
	PyObject *before = class_get(p->old, "__dataclass_fields__"), *after = class_get(p->new, "__dataclass_fields__"), *name,
		 *field, *live, *made;
	bool both = before && after && is_dict(before) && is_dict(after) && !(p->t->flags & PYR_RESET);
	const struct chunk *line;
	Py_ssize_t at = 0;
	int result = 0;

	while (both && result == 0 && PyDict_Next(after, &at, &name, &field)) {
		line = p->after.code && is_str(name) ? chunk_binding(&p->after, utf8(name)) : NULL;
		if (!line || (p->before.code && (line->match < 0 || PySet_Contains(p->moved, name) == 1)))
			continue;
		live = PyDict_GetItemWithError(before, name);
		live = live ? hold(p->t, get_attr(live, "default_factory")) : NULL;
		made = live ? hold(p->t, get_attr(field, "default_factory")) : NULL;
		PyErr_Clear();
		if (!made || map_get(&p->t->map, made) || !state_goes_on(p->t, live, made))
			continue;
		result = map_set(&p->t->map, made, live);
		if (!p->before.code)
			report_addf(p->t->report, PYR_REC_KEPT, p->m->name, p->name,
				    "what makes %s: no copy of the old source: it looks like run-time state", utf8(name));
	}
	return result;
}

static int
plan_attributes(struct class_pair *p)
{
	PyObject *items = hold(p->t, PyDict_Items(CLASS_DICT(p->new))), *name;
	Py_ssize_t i;

	if (keep_factories(p) < 0)
		return -1;
	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		if (is_str(name) &&
		    plan_attribute(p, name, PyDict_GetItemWithError(CLASS_DICT(p->old), name),
				   PyTuple_GetItem(PyList_GetItem(items, i), 1)) < 0)
			return -1;
	}
	return items ? creation_order_keep(p) : -1;
}

/* Point = namedtuple(...) has become class Point(namedtuple(...)): the new one has its fields from a base, which the old one, that
   its instances go on with, has not. */
static bool
is_inherited_now(struct class_pair *p, PyObject *name)
{
	PyObject *mro = WORD(p->old, TYPE_MRO);
	bool inherited = class_lookup(p->new, utf8(name)) != NULL;
	Py_ssize_t i;

	for (i = 1; mro && inherited && i < PyTuple_Size(mro); i++)
		inherited = !class_get(PyTuple_GetItem(mro, i), utf8(name));
	return inherited;
}

/* @app.task(queue="low"), of which a decorator makes a class: the name of an argument. */
static bool
is_argument_of_line(const struct body *body, const char *path, PyObject *name)
{
	const struct chunk *c = chunk_binding(body, path);
	const struct token *x;
	bool is = false;

	for (x = c ? &body->tokens[c->first] : NULL; x && !is && x < &body->tokens[c->first + c->count]; x++)
		is = x->value && is_exact(x->value, TYPE_AT(PyTuple_Type)) && PySequence_Contains(x->value, name) == 1;
	return is;
}

/* By its code: cls.trace = ..., or setattr(). */
static bool
may_set(PyObject *f, PyObject *attribute)
{
	PyObject *code = WORD(f, python->function.code), *names = PySet_New(NULL), *word = PyUnicode_FromString("setattr");
	bool may = code_stores_attribute(code, attribute) || code_functions_store(code, attribute) ||
		   (names && word && code_add_names(code, names) == 0 && PySet_Contains(names, word) == 1);

	unref(word);
	unref(names);
	PyErr_Clear();
	return may;
}

/* One of the decorators is a function with these globals, and sets the attribute. */
static bool
decorators_set(const struct module *m, const struct body *body, PyObject *name, PyObject *globals, PyObject *attribute)
{
	const struct chunk *c = chunk_binding(body, utf8(name));
	const struct token *x, *end;
	PyObject *o;

	for (x = c ? &body->tokens[c->first] : NULL, end = c ? chunk_decorators_end(body, c) : NULL; x < end; x++) {
		o = x->op == python->op.load_name ? PyDict_GetItemWithError(m->before, x->value) : NULL;
		for (; o && is_module(o) && x + 1 < end && token_is_attribute(x + 1); x++)
			o = PyDict_GetItemWithError(PyModule_GetDict(o), x[1].value);
		if (o && is_function(o) && WORD(o, python->function.globals) == globals && may_set(o, attribute))
			return true;
	}
	return false;
}

/* @total_ordering is gone, and __ge__ is a function of its module. */
static bool
came_with_decorator(const struct class_pair *p, PyObject *attribute, PyObject *value)
{
	PyObject *name = p->m->old_code && is_function(value) && !pair_is_ours(p->t, WORD(value, python->function.code))
				 ? get_attr(p->old, "__name__") : NULL;
	bool came = name && decorators_set(p->m, &p->m->old, name, WORD(value, python->function.globals), attribute) &&
		    !decorators_set(p->m, &p->m->new, name, WORD(value, python->function.globals), attribute);

	unref(name);
	PyErr_Clear();
	return came;
}

/* Gone: bound by the old body and not the new one.  What was set from outside stays. */
static bool
is_dropped(struct class_pair *p, PyObject *name, PyObject *value)
{
	PyObject *its;
	bool ours;

	if (PyDict_Contains(CLASS_DICT(p->new), name) == 1 || is_classes_own(utf8(name), value) ||
	    (p->relic && !strcmp(utf8(name), "__reduce_ex__")))
		return false;
	if ((p->relic || p->beside) && is_inherited_now(p, name))
		return false;
	/* Nobody gives a member to an Enum from outside. */
	if (is_enum(p->old) && is_enum(p->new) && PyDict_Contains(class_get(p->old, "_member_map_"), name) == 1)
		return true;
	if (place_of_field(p->old, name) >= 0 ||
	    (!p->bare && (PyObject *)type_of(p->old) != map_resolve(&p->t->map, (PyObject *)type_of(p->new)) &&
	     !makers_meta_sets((PyObject *)type_of(p->new), name) && makers_meta_sets((PyObject *)type_of(p->old), name)))
		return true;
	if (came_with_decorator(p, name, value))
		return true;
	/* What the compiler made of the annotations goes with the last of them; who has asked for those of a class without has made it. */
	if (!strcmp(utf8(name), "__annotations__"))
		return !is_dict(value) || PyDict_Size(value) > 0;
	if (p->bare && p->before.code)
		return chunk_binding(&p->before, utf8(name)) != NULL;
	if (p->m->old_code && !p->before.code && !p->after.code && is_argument_of_line(&p->m->old, p->name, name))
		return !is_argument_of_line(&p->m->new, p->name, name);
	if (p->before.code)
		return chunk_binding(&p->before, utf8(name)) != NULL || unset_has(p->t, p->old, name) || !strcmp(utf8(name), "__hash__") ||
		       is_generated(p, name, value) || makers_left(p->m, p->name, name);
	if (!p->bare && (is_generated(p, name, value) || (!strcmp(utf8(name), "__hash__") && value == NONE)))
		return true;
	its = is_function(value) ? get_attr(value, "__qualname__") : NULL;
	ours = its && pair_is_ours(p->t, WORD(value, python->function.code)) &&
	       strstr(utf8(its), utf8(name)) != NULL;
	unref(its);
	/* The order of a model's attributes tells nothing: its mapper sets others. */
	return ours || (strncmp(utf8(name), "__", 2) != 0 && !mapped_is_model(p->old) && inferred_was_in_body(p->old, p->after.code, name));
}

/* By whom is not known: somebody from outside, or a decorator that the class has no more. */
static void
say_foreign(struct class_pair *p, PyObject *name, PyObject *value, const char *path)
{
	if (p->before.code && !p->relic && !p->beside && !p->bare && PyDict_Contains(CLASS_DICT(p->new), name) == 0 &&
	    !is_classes_own(utf8(name), value))
		report_add(p->t->report, PYR_REC_KEPT, p->m->name, path, "not set by the class body");
	else if (!p->m->old_code && p->after.code && !p->relic && !p->beside && !p->bare && PyDict_Contains(CLASS_DICT(p->new), name) == 0 &&
		 (strncmp(utf8(name), "__", 2) != 0 || (is_function(value) && !pair_is_ours(p->t, WORD(value, python->function.code)))) &&
		 !is_classes_own(utf8(name), value) && !code_functions_store(p->after.code, name) && !set_elsewhere_plainly(p->t, p->old, name))
		report_add(p->t->report, PYR_REC_KEPT, p->m->name, path,
			   "no line of the new source sets it, and there is no copy of the old one");
}

/* The class of the MRO that has it; borrowed. */
static PyObject *
owner_of(PyObject *class, PyObject *name)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	Py_ssize_t i;

	for (i = 0; mro && i < PyTuple_Size(mro); i++)
		if (CLASS_DICT(PyTuple_GetItem(mro, i)) && PyDict_Contains(CLASS_DICT(PyTuple_GetItem(mro, i)), name) == 1)
			return PyTuple_GetItem(mro, i);
	return NULL;
}

/* A class of the new source that was not there before. */
static bool
is_new_class(struct class_pair *p, PyObject *class)
{
	PyObject *name = get_attr(class, "__name__");
	bool new = name && PyDict_GetItemWithError(p->m->scratch, name) == class && PyDict_Contains(p->m->before, name) == 0;

	unref(name);
	PyErr_Clear();
	return new;
}

/* The method has moved to a base that had none: who holds it of an instance, bound, goes on with that. */
static int
follow_method(struct class_pair *p, PyObject *name, PyObject *old, const char *path)
{
	PyObject *owner = owner_of(p->new, name), *live, *new;
	char moved[300];

	new = owner ? PyDict_GetItemWithError(CLASS_DICT(owner), name) : NULL;
	live = owner ? map_resolve(&p->t->map, owner) : NULL;
	if (!new || !is_function(new) || !pair_is_ours(p->t, WORD(new, python->function.code)) || map_get(&p->t->map, new) ||
	    addresses_has(&p->t->paired, old) || strcmp(utf8(WORD(old, python->function.qualname)), path) != 0 ||
	    (live == owner ? !is_new_class(p, owner) : PyDict_Contains(CLASS_DICT(live), name) == 1))
		return 0;
	snprintf(moved, sizeof(moved), "%s", utf8(WORD(new, python->function.qualname)));
	if (plan_function(p->t, p->m, old, new, moved) < 0)
		return -1;
	return ops_add(&p->t->ops, OP_TYPE, live, name, old);
}

/* The new class takes the place of the old one: with what others have set there. */
static int
carry_over(struct class_pair *p, PyObject *name, PyObject *value)
{
	if (is_classes_own(utf8(name), value) || PyDict_Contains(CLASS_DICT(p->new), name) == 1)
		return 0;
	return ops_add(&p->t->ops, OP_TYPE, p->new, name, map_resolve(&p->t->map, value));
}

/* handlers = {} has gone to a base that is new: with what it has. */
static int
leave_to_base(struct class_pair *p, PyObject *name, PyObject *value)
{
	PyObject *mro = WORD(p->new, TYPE_MRO), *base, *new = NULL;
	Py_ssize_t i;

	for (i = 1; mro && !new && i < PyTuple_Size(mro); i++) {
		base = PyTuple_GetItem(mro, i);
		new = is_heap_type(base) && CLASS_DICT(base) ? PyDict_GetItemWithError(CLASS_DICT(base), name) : NULL;
	}
	if (!new || type_of(new) != type_of(value) || new == value || map_get(&p->t->map, new) || map_get(&p->t->map, base) ||
	    map_get(&p->t->map, value))
		return 0;
	return moved_container(p->t, value, new);
}

static int
plan_dropped(struct class_pair *p)
{
	PyObject *items = hold(p->t, PyDict_Items(CLASS_DICT(p->old))), *name, *value;
	char path[300];
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name))
			continue;
		join_path(path, sizeof(path), p->name, utf8(name));
		if (!is_dropped(p, name, value)) {
			say_foreign(p, name, value, path);
			if (p->beside && carry_over(p, name, value) < 0)
				return -1;
			continue;
		}
		if (strncmp(utf8(name), "__", 2) && under_way_asks(p->t, p->old, name)) {
			report_add(p->t->report, PYR_REC_KEPT, p->m->name, path, READ_STILL);
			continue;
		}
		if (!p->relic && under_way_leaves(p->t, p->m, p->old, name, path) < 0)
			return -1;
		if (!p->relic && is_container(value) && leave_to_base(p, name, value) < 0)
			return -1;
		if (!p->relic && !p->beside && !p->bare && is_function(value) && follow_method(p, name, value, path) < 0)
			return -1;
		if (note_removed(p, path, value) < 0)
			return -1;
		/* type() has it as an attribute of its own, which can be empty, but not deleted. */
		value = !strcmp(utf8(name), "__type_params__") ? hold(p->t, PyTuple_New(0)) : NULL;
		if (ops_add(&p->t->ops, OP_TYPE, p->old, name, value) < 0)
			return -1;
	}
	return items ? 0 : -1;
}

/* Without the old source nobody knows whether that had it. */
static void
say_base_gone(const struct class_pair *p, PyObject *old, PyObject *bases)
{
	PyObject *base, *module, *name;
	Py_ssize_t i;

	for (i = 0; !p->m->old_code && !p->relic && i < PyTuple_Size(old); i++) {
		base = PyTuple_GetItem(old, i);
		module = PySequence_Contains(bases, base) == 0 ? get_attr(base, "__module__") : NULL;
		name = module && is_str(module) && PyUnicode_Compare(module, p->m->name_object) != 0 ? get_attr(base, "__qualname__") : NULL;
		if (name && strcmp(utf8(module), "builtins") != 0)
			report_addf(p->t->report, PYR_REC_NOTE, p->m->name, p->name,
				    "its base %s.%s is gone: there is no copy of the old source to tell whether somebody has put it in",
				    utf8(module), utf8(name));
		unref(name);
		unref(module);
	}
	PyErr_Clear();
}

static int
plan_bases(struct class_pair *p)
{
	PyObject *old = ref(WORD(p->old, TYPE_BASES)), *new = get_attr(p->new, "__bases__"), *bases;
	Py_ssize_t i, size = new ? PyTuple_Size(new) : 0;
	int result = -1;

	bases = hold(p->t, PyTuple_New(size));
	for (i = 0; bases && i < size; i++)
		PyTuple_SetItem(bases, i, ref(map_resolve(&p->t->map, PyTuple_GetItem(new, i))));
	if (old && bases) {
		result = 0;
		say_base_gone(p, old, bases);
		if (PyObject_RichCompareBool(old, bases, Py_EQ) != 1)
			result = ops_add(&p->t->ops, OP_BASES, p->old,
					 map_resolve(&p->t->map, WORD(p->new, TYPE_BASE)), bases);
	}
	unref(old);
	unref(new);
	return result;
}

static int
open_bodies(struct class_pair *p, PyObject *old_body, PyObject *new_body)
{
	if (old_body && body_init(&p->before, old_body) < 0)
		return PyErr_NoMemory(), -1;
	if (new_body && body_init(&p->after, new_body) < 0)
		return PyErr_NoMemory(), -1;
	if (old_body && new_body) {
		body_match(&p->before, &p->after);
		if (class_body_moved(p->t, p->m, p->old, &p->after, p->moved) < 0)
			return -1;
	}
	/* What a line that is gone had covered is what the body says. */
	return old_body && new_body ? unset_add(p->t, p->old, p->moved) : 0;
}

/* Those whose instances pass for instances of this class. */
static int
plan_relics(struct class_pair *p)
{
	PyObject *relics = hold(p->t, plan_layout_relics(p->old));
	int result = relics ? 0 : -1;
	Py_ssize_t i;

	p->beside = false;
	p->relic = true;
	for (i = 0; result == 0 && i < PyList_Size(relics); i++) {
		p->old = PyList_GetItem(relics, i);
		result = plan_attributes(p) < 0 || plan_dropped(p) < 0 ? -1 : 0;
	}
	return result;
}

int
plan_class_share(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	PyObject *path = get_attr(new, "__qualname__"), *items = PyDict_Items(CLASS_DICT(new)), *name, *a, *b, *began;
	struct class_pair p = {.t = t, .m = m, .old = old, .new = new};
	PyObject *old_body = pair_body_of(t, m, true, utf8(path), old);
	PyObject *new_body = old_body ? pair_body_of(t, m, false, utf8(path), new) : NULL;
	PyObject *attributes = hold(t, PyDict_Copy(CLASS_DICT(new)));
	int result = items && attributes && (p.moved = hold(t, PySet_New(NULL))) ? 0 : -1;
	Py_ssize_t i;

	hold(t, path); /* p.name */
	p.name = utf8(path);
	if (result == 0 && is_enum(new))
		goto out;
	if (result == 0 && new_body)
		result = open_bodies(&p, old_body, new_body);
	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		b = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		a = PyDict_GetItemWithError(CLASS_DICT(old), name);
		if (!a || a == b || is_atom(a) || is_method(a) || is_class(a) || is_classes_own(utf8(name), a) ||
		    type_of(a) != type_of(b) ||
		    !(new_body && chunk_binding(&p.after, utf8(name)) ? keeps_value(&p, name, a, b) : state_goes_on(t, a, b) && !was_said(&p, a, b)))
			continue;
		began = p.after.code ? old_value(t, &p.after, m->scratch, CLASS_DICT(new), name) : NULL;
		result = filled_note(t, a, b, began, old, new, attributes) < 0 || stands_for(&p, name, a, b) < 0
				 ? -1
				 : store_type(new, name, a);
		unref(began);
	}
	body_fini(&p.before);
	body_fini(&p.after);
out:
	unref(items);
	return result;
}

/* Pydantic, by version. */
static bool
is_copied_by_those_below(PyObject *key)
{
	static const char *const names[] = {"__fields__", "model_fields", "__pydantic_fields__"};

	return is_str(key) && IS_ONE_OF(utf8(key), names);
}

/* A line that is no plain method: a field, its default, a class Config, a validator. */
static bool
has_other_lines(const struct body *body, const struct body *others)
{
	const struct chunk *c;
	const struct token *x;
	PyObject *name;
	bool other = false;

	for (c = body->chunks; !other && c < body->chunks + body->chunk_count; c++) {
		for (x = &body->tokens[c->first], name = NULL; c->match < 0 && x < &body->tokens[c->first + c->count]; x++)
			name = x->op == python->op.store_name ? x->value : name;
		other = name && !(chunk_code(body, c, name) && !code_is_class_body(chunk_code(body, c, name)) &&
				  body->tokens[c->first].op != python->op.load_name && chunk_binding(others, utf8(name)));
	}
	return other;
}

/* pydantic copies those of the base. */
static bool
has_fields_copied(struct class_pair *p)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	/* Without the old source there is no telling. */
	bool has = false, other = p->after.code && (!p->before.code || has_other_lines(&p->after, &p->before) ||
						    has_other_lines(&p->before, &p->after));

	while (!has && PyDict_Next(CLASS_DICT(p->old), &at, &key, &value))
		has = is_copied_by_those_below(key);
	return has && other;
}

static bool
is_of_no_name(PyObject *class)
{
	PyObject *name = get_attr(class, "__name__");
	bool no = name && is_str(name) && strchr(utf8(name), '[');

	unref(name);
	return no;
}

/* Some name of the modules leads to it, and to another one now: its line has run. */
static bool
is_made_by_line_again(const struct transaction *t, PyObject *class)
{
	const struct module *m;
	PyObject *name, *value, *now;
	Py_ssize_t at;

	for (m = t->modules; m < t->modules + t->module_count; m++)
		for (at = 0; PyDict_Next(m->before, &at, &name, &value);) {
			now = value == class ? PyDict_GetItemWithError(m->scratch, name) : NULL;
			if (now && now != class)
				return true;
		}
	return false;
}

/* A dataclass of a module that was not named has the fields of its base as they were. */
static void
note_made_of(const struct class_pair *p, PyObject *class)
{
	PyObject *of = PyUnicode_FromFormat("%s.%s", p->m->name, p->name);

	if (!of || PyList_Append(p->t->made_of, class) < 0 || PyList_Append(p->t->made_of, of) < 0)
		PyErr_Clear();
	unref(of);
}

static void
say_made_of_it(struct class_pair *p)
{
	PyObject *list = class_subclasses(p->old);
	PyObject *class, *module, *name, *key, *value;
	PyObject *said = PySet_New(NULL);
	bool copied = has_fields_copied(p), generated;
	Py_ssize_t i, at;

	for (i = 0; list && i < PyList_Size(list); i++) {
		class = PyList_GetItem(list, i);
		module = class_get(class, "__module__");
		/* Page[int], of pydantic, has no name of its own. */
		if (!CLASS_DICT(class) || !module || !is_str(module) ||
		    (transaction_module(p->t, module) && (!(copied && is_of_no_name(class)) || is_made_by_line_again(p->t, class))))
			continue;
		for (at = 0, generated = false; !generated && PyDict_Next(CLASS_DICT(class), &at, &key, &value);)
			generated = is_str(key) && (is_generated(p, key, value) || (copied && is_copied_by_those_below(key)));
		name = generated ? get_attr(class, "__qualname__") : NULL;
		/* FastAPI has several of one name, and may get others of them. */
		if (name && !strcmp(utf8(module), "pydantic.main"))
			note_made_of(p, class);
		else if (name && said && PySet_Contains(said, name) == 0 && PySet_Add(said, name) == 0)
			report_addf(p->t->report, PYR_REC_NOTE, utf8(module), utf8(name),
				    transaction_module(p->t, module) || is_library_module(PyDict_GetItemWithError(PyImport_GetModuleDict(), module))
					? "was made of %s.%s as it was, and no line that has run makes it again"
					: "was made of %s.%s as it was: name this module, too, if that matters",
				    p->m->name, p->name);
		unref(name);
	}
	unref(said);
	unref(list);
	PyErr_Clear();
}

static int
plan_hash(struct class_pair *p)
{
	int result = 0;
	PyObject *a = class_lookup(p->old, "__hash__"), *b = class_lookup(p->new, "__hash__");
	bool own = class_get(p->old, "__hash__") || class_get(p->new, "__hash__");

	if (own && a && b && a != b && !p->bare &&
	    !(is_function(a) && is_function(b) &&
	      code_same_behaviour(WORD(a, python->function.code), WORD(b, python->function.code)))) {
		result = rehash_note(p->t, p->m->name_object, p->old, p->new);
		if (result == 0)
			report_add(p->t->report, PYR_REC_NOTE, p->m->name, p->name, OTHER_HASH);
	}
	return result < 0 ? -1 : 0;
}

/* A tuple is read by place. */
static void
say_fields(struct class_pair *p)
{
	PyObject *a = class_get(p->old, "_fields"), *b = class_get(p->new, "_fields");

	if (static_base(p->old) == (PyObject *)TYPE_AT(PyTuple_Type) && a && b && is_exact(a, TYPE_AT(PyTuple_Type)) &&
	    !const_equal(a, b, code_same_behaviour))
		report_add(p->t->report, PYR_REC_NOTE, p->m->name, p->name,
			   "has other fields: tuples made before have what the old ones were, which the names read by place");
}

struct instance {
	PyObject *class;
	bool found;
};

static void
look_for_instance(PyObject *o, void *arg)
{
	struct instance *i = arg;

	i->found = i->found || (PyObject *)type_of(o) == i->class;
}

/* class Color: RED = "red" has become an Enum, and nobody has made an object of it: it is only a name for others. */
static bool
is_another_kind(struct transaction *t, PyObject *old, PyObject *new)
{
	struct instance i = {old, false};
	PyObject *below;
	bool another = is_enum(old) != is_enum(new) || (static_base(old) != static_base(new) && !class_same_layout(old, new));

	if (!another || is_enum(old) || !(PyType_GetFlags((PyTypeObject *)old) & HAVE_GC))
		return false;
	below = class_subclasses(old);
	another = below && PyList_Size(below) == 0 && heap_each(look_for_instance, &i) == 0 && !i.found;
	unref(below);
	breathe(t);
	PyErr_Clear();
	return another;
}

/* Who has the old class has the new one. */
static int
plan_other_kind(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	PyObject *name = hold(t, get_attr(new, "__qualname__"));

	report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "another kind of class");
	return plan_repoint(t, old, new) < 0 || PyList_Append(t->kinds, old) < 0 ? -1 : PyList_Append(t->classes, new);
}

static int
plan_whole(struct transaction *t, struct module *m, PyObject *old, PyObject *new, PyObject *old_body, PyObject *new_body,
	   bool bare)
{
	PyObject *name = get_attr(new, "__qualname__");
	struct class_pair p = {.t = t, .m = m, .old = old, .new = new, .name = utf8(name), .bare = bare,
			       .beside = !bare && !class_same_layout(old, new)};
	PyObject *class = p.beside ? new : old;
	int result = -1;

	hold(t, name);
	/* First of all: methods find the live class in their __class__ cells. */
	if (p.bare)
		result = map_set(&t->map, new, old);
	else if (p.beside)
		result = plan_layout(t, m, old, new, p.name);
	else if (check_applicable(&p) == 0 && map_set(&t->map, new, old) == 0 && plan_metaclass(&p) == 0 &&
		 plan_bases(&p) == 0)
		result = 0;
	p.moved = hold(t, PySet_New(NULL));
	if (result == 0)
		result = !p.moved ? -1 : open_bodies(&p, old_body, new_body);
	if (result == 0 && is_enum(new) && !p.beside && !p.bare)
		result = plan_enum(t, old, new, p.before.code && p.after.code ? p.moved : NULL);
	if (result == 0)
		result = plan_hash(&p);
	if (result == 0)
		say_fields(&p);
	if (result == 0 && (plan_attributes(&p) < 0 || plan_dropped(&p) < 0 || plan_relics(&p) < 0))
		result = -1;
	if (result == 0)
		result = PyList_Append(t->classes, class);
	if (result == 0) {
		report_add(t->report, PYR_REC_UPDATED, m->name, p.name, "class");
		say_made_of_it(&p);
	}
	body_fini(&p.before);
	body_fini(&p.after);
	return result;
}

int
plan_class(struct transaction *t, struct module *m, PyObject *old, PyObject *new, PyObject *old_body, PyObject *new_body)
{
	return is_another_kind(t, old, new) ? plan_other_kind(t, m, old, new) : plan_whole(t, m, old, new, old_body, new_body, false);
}

int
plan_class_body(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	PyObject *path = get_attr(new, "__qualname__");
	PyObject *before = path && m->old_code ? pair_class_body(t, m, true, utf8(path)) : NULL;
	PyObject *after = path ? pair_class_body(t, m, false, utf8(path)) : NULL;

	unref(path);
	if (addresses_add(&t->paired, old) < 0)
		return -1;
	return plan_whole(t, m, old, new, before, after, true);
}

void
plan_class_discard(struct transaction *t)
{
	PyObject *staged, *base, *bases;
	size_t i;

	for (i = 0; t->map.from && i <= t->map.mask; i++) {
		staged = t->map.from[i];
		if (!staged || !is_class(staged) || !addresses_has(&t->paired, t->map.to[i]))
			continue;
		base = static_base(staged);
		bases = PyTuple_New(1);
		if (bases && base) {
			PyTuple_SetItem(bases, 0, ref(base));
			store_bases(staged, base, bases);
		}
		unref(bases);
		PyErr_Clear();
	}
}
