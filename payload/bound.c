/*
 * bound.c - bound methods that somebody holds: handlers.append(service.dispatch).
 *
 * They are made of the function that the class had, or inherited, by that name.  Where the
 * class overrides it now, or does not any more, or a mixin has come in between, the same
 * expression would find another one, and so do those that have been made already.
 *
 * Not those that may have been asked for otherwise, by super() or under another name; nor keys
 * of dicts and elements of sets, whose hash would be another.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* PyMethodObject, 3.8 to 3.15. */
#define METHOD_FUNC 16
#define METHOD_SELF 24

struct search {
	struct addresses classes;
	PyObject *weak_type;
	struct objects weak;	   /* WeakMethod(service.on), weak_methods.c */
	struct addresses replaced; /* functions that a staged line has put others in the place of already */
	struct objects *found;
	bool failed;
};

struct hashed {
	struct addresses methods, keys;
	bool failed;
};

static PyObject *
class_of(PyObject *method)
{
	PyObject *self = WORD(method, METHOD_SELF);

	return is_class(self) ? self : (PyObject *)type_of(self);
}

static PyObject *
name_of(PyObject *method)
{
	return WORD(WORD(method, METHOD_FUNC), python->function.name);
}

/* What the class binds to the same kind of object by its name, a function of instances or a classmethod; borrowed, NULL:
   nothing. */
static PyObject *
named_function(PyObject *method)
{
	/* A decorator may have come, and the method is bound to the object that it makes. */
	PyObject *o = is_function(WORD(method, METHOD_FUNC)) && is_str(name_of(method)) ? class_lookup(class_of(method), utf8(name_of(method))) : NULL, *f = callable_of(o);

	return o && is_function(f) && is_exact(o, is_class(WORD(method, METHOD_SELF)) ? TYPE_AT(PyClassMethod_Type) : type_of(f))
		   ? f
		   : NULL;
}

static bool
is_below(const struct addresses *classes, PyObject *class)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	bool is = false;
	Py_ssize_t i;

	for (i = 0; mro && !is && i < PyTuple_Size(mro); i++)
		is = addresses_has(classes, PyTuple_GetItem(mro, i));
	return is;
}

static void
take(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (s->weak_type && PyType_IsSubtype(type_of(o), (PyTypeObject *)s->weak_type))
		s->failed = objects_add(&s->weak, o) < 0 || s->failed;
	if (is_exact(o, TYPE_AT(PyMethod_Type)) && is_function(WORD(o, METHOD_FUNC)) && is_below(&s->classes, class_of(o)) &&
	    (named_function(o) == WORD(o, METHOD_FUNC) || addresses_has(&s->replaced, WORD(o, METHOD_FUNC))))
		s->failed = objects_add(s->found, o) < 0 || s->failed;
}

/* A name leads to another function of it, or may do so. */
static bool
is_overridden(const struct op *op)
{
	PyObject *live = op->kind == OP_TYPE && is_str(op->key) ? class_lookup(op->owner, utf8(op->key)) : NULL;

	return op->kind == OP_BASES || (live && is_function(callable_of(live)) && callable_of(live) != callable_of(op->value));
}

/* super().name in the code, or in one within. */
static bool
says_super(PyObject *code, PyObject *name)
{
	PyObject *consts = code_attr(code, "co_consts");
	const struct token *x, *super = NULL;
	struct body body;
	bool says = false;
	Py_ssize_t i;

	if (body_init(&body, code) == 0) {
		for (x = body.tokens; !says && x < body.tokens + body.token_count; x++) {
			if (!x->value || !is_str(x->value) || x->op == python->op.load_const ||
			    !strcmp(utf8(x->value), "__class__"))
				continue;
			says = super && PyUnicode_Compare(x->value, name) == 0;
			super = !strcmp(utf8(x->value), "super") ? x : NULL;
		}
		body_fini(&body);
	}
	for (i = 0; consts && !says && i < PyTuple_Size(consts); i++)
		says = is_code(PyTuple_GetItem(consts, i)) && says_super(PyTuple_GetItem(consts, i), name);
	unref(consts);
	return says;
}

/* The functions of the class as they are bind this one to an object in another way. */
static bool
binds_otherwise(PyObject *class, PyObject *name, bool below)
{
	static const char *const ways[] = {"__get__", "MethodType"};
	PyObject *key, *value, *names, *way;
	bool binds = false;
	Py_ssize_t at = 0;
	size_t k;

	while (is_heap_type(class) && CLASS_DICT(class) && !binds && PyDict_Next(CLASS_DICT(class), &at, &key, &value)) {
		value = callable_of(value);
		names = is_function(value) ? PySet_New(NULL) : NULL;
		if (names && code_add_names(WORD(value, python->function.code), names) == 0 && PySet_Contains(names, name) == 1) {
			for (k = 0; !binds && k < sizeof(ways) / sizeof(ways[0]); k++) {
				way = PyUnicode_FromString(ways[k]);
				binds = way && PySet_Contains(names, way) == 1;
				unref(way);
			}
			binds = binds || (below && says_super(WORD(value, python->function.code), name));
		}
		unref(names);
	}
	PyErr_Clear();
	return binds;
}

/* It stands there under another name, too. */
static bool
has_aliases(PyObject *class, PyObject *f)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int count = 0;

	while (CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		count += callable_of(value) == f;
	return count > 1;
}

/* Somebody may have said super().name, which from below its class finds the same function. */
static bool
is_asked_for_otherwise(PyObject *method)
{
	PyObject *mro = WORD(class_of(method), TYPE_MRO), *f = WORD(method, METHOD_FUNC), *its;
	bool otherwise = false, below = true;
	Py_ssize_t i;

	for (i = 0; mro && !otherwise && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		if (below && class_get(its, utf8(name_of(method)))) {
			below = false;
			otherwise = has_aliases(its, f);
		}
		otherwise = otherwise || binds_otherwise(its, name_of(method), below);
	}
	return otherwise;
}

static int
note_key(PyObject *o, void *arg)
{
	struct hashed *h = arg;
	Py_ssize_t i;

	if (o && addresses_has(&h->methods, o))
		h->failed = addresses_add(&h->keys, o) < 0 || h->failed;
	for (i = 0; o && is_exact(o, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(o); i++)
		note_key(PyTuple_GetItem(o, i), arg);
	return 0;
}

static void
look_for_keys(PyObject *o, void *arg)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	if (is_set(o) || is_exact(o, TYPE_AT(PyFrozenSet_Type)))
		heap_refers(o, note_key, arg);
	while (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && PyDict_Next(o, &at, &key, &value))
		note_key(key, arg);
}

/* The same for all of one class and function. */
static bool
is_asked_for_otherwise_once(PyObject *answers, PyObject *method)
{
	PyObject *key = PyUnicode_FromFormat("%p %p", (void *)class_of(method), (void *)WORD(method, METHOD_FUNC));
	PyObject *known = key ? PyDict_GetItemWithError(answers, key) : NULL, *answer;
	bool otherwise = known ? PyLong_AsLong(known) != 0 : is_asked_for_otherwise(method);

	answer = key && !known ? PyLong_FromLong(otherwise) : NULL;
	if (answer && PyDict_SetItem(answers, key, answer) < 0)
		PyErr_Clear();
	unref(answer);
	unref(key);
	return otherwise;
}

/* Those that cannot be changed stand behind the others. */
static int
set_aside(struct transaction *t)
{
	struct hashed h = {.failed = false};
	PyObject *method, *answers = PyDict_New();
	int result = answers ? 0 : -1;
	size_t i;

	for (i = 0; result >= 0 && i < t->bound.count; i++)
		result = addresses_add(&h.methods, t->bound.list[i]);
	if (result >= 0)
		result = heap_each(look_for_keys, &h);
	t->bound_fixed = t->bound.count;
	for (i = 0; result >= 0 && i < t->bound_fixed;) {
		method = t->bound.list[i];
		if (!addresses_has(&h.keys, method) && !is_asked_for_otherwise_once(answers, method)) {
			i++;
			continue;
		}
		t->bound.list[i] = t->bound.list[--t->bound_fixed];
		t->bound.list[t->bound_fixed] = method;
	}
	unref(answers);
	addresses_fini(&h.keys);
	addresses_fini(&h.methods);
	return result < 0 || h.failed ? -1 : 0;
}

/* B.m = fast, on the live class. */
static int
add_replaced(struct transaction *t, struct search *s)
{
	PyObject *entry, *class, *old;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result >= 0 && i < PyList_Size(t->attributes); i++) {
		entry = PyList_GetItem(t->attributes, i);
		class = PyTuple_GetItem(entry, 0);
		old = PyTuple_Size(entry) == 3 ? PyTuple_GetItem(entry, 2) : NULL;
		if (!old || !is_class(class) || !is_function(old) ||
		    class_get(class, utf8(PyTuple_GetItem(entry, 1))) == old)
			continue;
		result = addresses_add(&s->classes, class);
		result = result < 0 ? -1 : addresses_add(&s->replaced, old);
	}
	return result < 0 ? -1 : 0;
}

int
bound_find(struct transaction *t)
{
	struct search s = {.found = &t->bound, .weak_type = library_object("weakref", "WeakMethod")};
	const struct op *op;
	int result = 0;
	size_t i;

	for (op = t->ops.list; result >= 0 && op < t->ops.list + t->ops.count; op++)
		if (is_overridden(op))
			result = addresses_add(&s.classes, op->owner);
	if (result >= 0)
		result = add_replaced(t, &s);
	if (result >= 0 && s.classes.used)
		result = heap_each(take, &s);
	for (i = 0; i < t->bound.count; i++)
		ref(t->bound.list[i]);
	for (i = 0; i < s.weak.count; i++)
		ref(s.weak.list[i]);
	if (result >= 0 && !s.failed)
		result = weak_methods_take(t, &s.weak);
	if (result >= 0 && !s.failed && t->bound.count)
		result = set_aside(t);
	for (i = 0; i < s.weak.count; i++)
		unref(s.weak.list[i]);
	objects_fini(&s.weak);
	addresses_fini(&s.replaced);
	addresses_fini(&s.classes);
	return result >= 0 && !s.failed ? 0 : PyErr_Occurred() ? -1 : (PyErr_NoMemory(), -1);
}

void
bound_say(struct transaction *t)
{
	PyObject *old, *said = NULL;
	size_t i;

	for (i = t->bound_fixed; i < t->bound.count; i++) {
		old = WORD(t->bound.list[i], METHOD_FUNC);
		if (old == said || !named_function(t->bound.list[i]) || named_function(t->bound.list[i]) == old)
			continue;
		report_addf(t->report, PYR_REC_NOTE, utf8(WORD(old, python->function.module)), utf8(WORD(old, python->function.qualname)),
			    "a bound method of it that is held stays what it is, though its class has another one now: "
			    "it is a key, or may have been taken by super()");
		said = old;
	}
}

void
bound_follow(struct transaction *t)
{
	PyObject *method, *f, *old;
	size_t i;

	for (i = 0; i < t->bound_fixed; i++) {
		method = t->bound.list[i];
		f = named_function(method);
		old = WORD(method, METHOD_FUNC);
		if (!f || f == old)
			continue;
		WORD(method, METHOD_FUNC) = ref(f);
		/* Not the last reference: what a class has had is kept until the report. */
		unref(old);
	}
}

PyObject *
bound_method_function(PyObject *method)
{
	return WORD(method, METHOD_FUNC);
}

void
bound_fini(struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->bound.count; i++)
		unref(t->bound.list[i]);
	objects_fini(&t->bound);
}
