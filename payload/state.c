/*
 * state.c - what holds the state of a program, whoever makes it and wherever it stands.
 *
 * A lock that is held, a queue with items in it, a list that was filled: where
 * code that is the same makes it anew - a decorator, a metaclass - the live one
 * goes on.
 */
#include "collection.h"
#include "compile.h"
#include "transaction.h"
#include "version.h"

#define DEPTH 3 /* objects in objects */

/* type NULL: all of the module. */
static const struct {
	const char *module, *type;
} vessels[] = {
	{"_thread", "lock"}, {"_thread", "RLock"}, {"_thread", "_local"}, {"threading", NULL}, {"queue", NULL},
	{"_queue", "SimpleQueue"}, {"asyncio.locks", NULL}, {"asyncio.queues", NULL}, {"itertools", "count"},
	{"_contextvars", "ContextVar"}, {"", "ContextVar"}, {"ContextVar", "ContextVar"}, {"_io", NULL}, {"socket", NULL},
	{"concurrent.futures.thread", NULL},
}, fillable[] = {
	{"collections", "deque"}, {"collections", "defaultdict"}, {"collections", "OrderedDict"}, {"collections", "Counter"},
	{"weakref", NULL}, {"_weakrefset", NULL},
};

static bool
matches(PyObject *type, const char *module, const char *name)
{
	PyObject *its_module = get_attr(type, "__module__"), *its_name = get_attr(type, "__name__");
	bool same = its_module && its_name && is_str(its_module) && is_str(its_name) && !strcmp(utf8(its_module), module) &&
		    (!name || !strcmp(utf8(its_name), name));

	unref(its_name);
	unref(its_module);
	return same;
}

static bool
is_vessel(PyObject *o)
{
	size_t i;

	for (i = 0; i < sizeof(vessels) / sizeof(vessels[0]); i++)
		if (matches((PyObject *)type_of(o), vessels[i].module, vessels[i].type))
			return true;
	return false;
}

bool
state_is_lock(PyObject *o)
{
	return matches((PyObject *)type_of(o), "_thread", "lock") || matches((PyObject *)type_of(o), "_thread", "RLock");
}

/* An RLock has no other way to say so until 3.14: <locked _thread.RLock object ...>. */
int
state_refuse_held_locks(struct transaction *t)
{
	PyObject *text;
	bool held = false;
	Py_ssize_t i;

	for (i = 0; !held && i < PyList_Size(t->locks); i++) {
		text = PyObject_Repr(PyList_GetItem(t->locks, i));
		held = text && !strncmp(utf8(text), "<locked", 7);
		unref(text);
	}
	PyErr_Clear();
	if (!held)
		return 0;
	t->later = true;
	return refuse(t, NULL, NULL, "some thread holds a lock that another one would take the place of");
}

/* Its length runs no code of the program. */
static bool
is_fillable(PyObject *o)
{
	bool is = is_container(o);
	size_t i;

	for (i = 0; !is && i < sizeof(fillable) / sizeof(fillable[0]); i++)
		is = matches((PyObject *)type_of(o), fillable[i].module, fillable[i].type);
	return is;
}

static bool goes_on(const struct transaction *t, PyObject *live, PyObject *made, int depth);

/* 0, None, an empty list: nothing has come of it yet. */
static bool
is_nothing(PyObject *value)
{
	return is_atom(value) ? !is_exact(value, TYPE_AT(PyBool_Type)) && PyObject_IsTrue(value) == 0
			      : is_fillable(value) && PyObject_Size(value) == 0;
}

/* {"calls": 0} says {"calls": 0, "errors": 0} now: the live one is to have what it lacks.  1: planned, 0: it says something else. */
int
state_grows(struct transaction *t, PyObject *live, PyObject *made)
{
	bool grows = is_dict(live) && is_dict(made) && PyDict_Size(live) > 0 && PyDict_Size(made) > PyDict_Size(live);
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (grows && PyDict_Next(made, &at, &key, &value))
		grows = is_str(key) && is_nothing(value);
	for (at = 0; grows && PyDict_Next(live, &at, &key, &value);)
		grows = is_str(key) && PyDict_Contains(made, key) == 1;
	for (at = 0; grows && result == 0 && PyDict_Next(made, &at, &key, &value);)
		if (PyDict_Contains(live, key) == 0)
			result = hold(t, ref(live)) ? ops_add(&t->ops, OP_DICT, live, key, value) : -1;
	return result < 0 ? -1 : grows;
}

/* {"calls": 0, "last": None}, and the live one has these keys: {"limit": 5} is something that it was given. */
static bool
begins_with_nothing(PyObject *live, PyObject *made)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool nothing = is_dict(live) && is_dict(made);

	while (nothing && PyDict_Next(made, &at, &key, &value))
		nothing = is_nothing(value) && PyDict_Contains(live, key) == 1;
	return nothing;
}

/* Objects of one class; the one that has been made may be of a staged class. */
static bool
are_alike(const struct transaction *t, PyObject *live, PyObject *made)
{
	return type_of(live) == type_of(made) || (PyObject *)type_of(live) == map_resolve(&t->map, (PyObject *)type_of(made));
}

/* An object of a subclass of dict or list: how much is in it, past what it makes of that; -1: of none. */
static Py_ssize_t
size_within(PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type))   ? PyDict_Size(o)
	       : PyType_IsSubtype(type_of(o), TYPE_AT(PyList_Type)) ? PyList_Size(o)
								    : -1;
}

/* An object of a class: all that it has is the same, but for what the live one has gathered. */
static bool
object_goes_on(const struct transaction *t, PyObject *live, PyObject *made, int depth)
{
	PyObject *a, *b, *name, *value, *its;
	bool on = false, same;
	Py_ssize_t at = 0;

	if (!is_heap_type((PyObject *)type_of(live)) || is_class(live))
		return false;
	a = PyObject_GenericGetDict(live, NULL);
	b = PyObject_GenericGetDict(made, NULL);
	same = a && b && is_dict(a) && is_dict(b) && PyDict_Size(a) == PyDict_Size(b) && size_within(made) <= 0;
	on = same && size_within(live) > 0;
	while (same && PyDict_Next(b, &at, &name, &value)) {
		its = PyDict_GetItemWithError(a, name);
		if (its && goes_on(t, its, value, depth - 1))
			on = true;
		else
			same = its && (its == map_resolve(&t->map, value) || (type_of(its) == type_of(value) &&
							(const_equal(its, value, code_same_behaviour) ||
							 (is_fillable(its) && !PyObject_Size(its) && !PyObject_Size(value)))));
	}
	unref(a);
	unref(b);
	PyErr_Clear();
	return same && on;
}

/* It is where it is expected to be. */
static bool
has_default_there(PyObject *context_var)
{
	PyObject *probe = PyObject_CallFunction(context_var, "s", ""), *with = NULL, *named = PyDict_New(), *args = PyTuple_New(1);
	bool there = probe && named && args && !WORD(probe, CONTEXT_VAR_DEFAULT) &&
		     PyTuple_SetItem(args, 0, PyUnicode_FromString("")) == 0 && PyDict_SetItemString(named, "default", context_var) == 0;

	with = there ? PyObject_Call(context_var, args, named) : NULL;
	there = with && WORD(with, CONTEXT_VAR_DEFAULT) == context_var;
	unref(with);
	unref(args);
	unref(named);
	unref(probe);
	PyErr_Clear();
	return there;
}

/* Of the same name, and the default is known. */
static bool
is_same_variable(PyObject *a, PyObject *b)
{
	return attr_equal(a, b, "name") && has_default_there((PyObject *)type_of(a));
}

static bool
same_default(PyObject *a, PyObject *b)
{
	PyObject *its = WORD(a, CONTEXT_VAR_DEFAULT), *others = WORD(b, CONTEXT_VAR_DEFAULT);

	return its == others || (its && others && is_atom(its) && const_equal(its, others, code_same_behaviour));
}

/* A definition may not have its successor yet. */
static bool
is_same_part(const struct transaction *t, PyObject *live, PyObject *made)
{
	return live == map_resolve(&t->map, made) || same_definition(live, made) ||
	       (type_of(live) == type_of(made) && const_equal(live, made, code_same_behaviour));
}

/* Items of two tuples, or values of two dicts with the same keys: one of them goes on, and the others are the same. */
static bool
parts_go_on(const struct transaction *t, PyObject *live, PyObject *made, int depth, bool *on)
{
	bool same = live && made && type_of(live) == type_of(made) && PyObject_Size(live) == PyObject_Size(made);
	PyObject *key, *value, *its;
	Py_ssize_t at = 0, i;

	for (i = 0; same && is_exact(live, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(live); i++) {
		its = PyTuple_GetItem(live, i);
		value = PyTuple_GetItem(made, i);
		if (goes_on(t, its, value, depth))
			*on = true;
		else
			same = is_same_part(t, its, value);
	}
	while (same && is_dict(live) && PyDict_Next(made, &at, &key, &value)) {
		its = PyDict_GetItemWithError(live, key);
		if (its && goes_on(t, its, value, depth))
			*on = true;
		else
			same = its && is_same_part(t, its, value);
	}
	return same;
}

/* partial(next, count(1)) */
static bool
partial_goes_on(const struct transaction *t, PyObject *live, PyObject *made, int depth)
{
	static const char *const parts[] = {"args", "keywords"};
	PyObject *a = get_attr(live, "func"), *b = get_attr(made, "func");
	bool on = a && b && goes_on(t, a, b, depth), same = a && b && (on || is_same_part(t, a, b));
	size_t i;

	unref(b);
	unref(a);
	for (i = 0; same && i < sizeof(parts) / sizeof(parts[0]); i++) {
		a = get_attr(live, parts[i]);
		b = get_attr(made, parts[i]);
		same = parts_go_on(t, a, b, depth, &on);
		unref(b);
		unref(a);
	}
	PyErr_Clear();
	return same && on;
}

/* count(1).__next__, [].append */
static bool
method_goes_on(const struct transaction *t, PyObject *live, PyObject *made, int depth)
{
	PyObject *a = same_text(live, made, "__name__") ? get_attr(live, "__self__") : NULL,
		 *b = a ? get_attr(made, "__self__") : NULL;
	bool on = a && b && !is_module(a) && goes_on(t, a, b, depth);

	unref(b);
	unref(a);
	PyErr_Clear();
	return on;
}

/* lambda _n=count(1): next(_n) */
static bool
lambda_goes_on(const struct transaction *t, PyObject *live, PyObject *made, int depth)
{
	PyObject *a = WORD(live, python->function.code), *b = WORD(made, python->function.code);
	bool on = false;

	return attr_is(a, "co_name", "<lambda>") && code_same_behaviour(a, b) && !WORD(live, python->function.closure) &&
	       parts_go_on(t, WORD(live, python->function.defaults), WORD(made, python->function.defaults), depth, &on) && on;
}

static bool
goes_on(const struct transaction *t, PyObject *live, PyObject *made, int depth)
{
	if (live == made || !are_alike(t, live, made))
		return false;
	if (depth > 0 && (PyObject *)type_of(live) == library_object("functools", "partial"))
		return partial_goes_on(t, live, made, depth - 1);
	if (depth > 0 && is_function(live))
		return lambda_goes_on(t, live, made, depth - 1);
	if (depth > 0 && (matches((PyObject *)type_of(live), "builtins", "method-wrapper") ||
			  matches((PyObject *)type_of(live), "builtins", "builtin_function_or_method") ||
			  matches((PyObject *)type_of(live), "builtins", "method")))
		return method_goes_on(t, live, made, depth - 1);
	if (is_vessel(live))
		return (PyObject *)type_of(live) != library_object("_contextvars", "ContextVar") || (is_same_variable(live, made) && same_default(live, made));
	if (is_fillable(live))
		return (PyObject_Size(made) == 0 || begins_with_nothing(live, made)) && PyObject_Size(live) > 0;
	return depth > 0 && object_goes_on(t, live, made, depth);
}

/* It was there before: @requires(USER) has not made USER. */
static bool
is_named_by_a_module(const struct transaction *t, PyObject *o)
{
	PyObject *name, *module, *key, *value;
	Py_ssize_t at = 0, in;

	while (PyDict_Next(PyImport_GetModuleDict(), &at, &name, &module))
		for (in = 0; is_module(module) && PySequence_Contains(t->imported, name) == 0 &&
			     PyDict_Next(PyModule_GetDict(module), &in, &key, &value);)
			if (value == o)
				return true;
	return false;
}

bool
state_goes_on(const struct transaction *t, PyObject *live, PyObject *made)
{
	bool on = goes_on(t, live, made, DEPTH) && !is_named_by_a_module(t, made);

	PyErr_Clear();
	return on;
}

/* What a Condition, and what is made of one, has of those that wait; asyncio's queues. */
static const char *const waiting[] = {"_waiters", "_getters", "_putters"};

static bool
is_waited_for(PyObject *o, int depth, int *left)
{
	PyObject *dict = is_heap_type((PyObject *)type_of(o)) && !is_class(o) ? PyObject_GenericGetDict(o, NULL) : NULL, *name, *value;
	Py_ssize_t at = 0;
	bool is = false;

	while (dict && !is && (*left)-- > 0 && PyDict_Next(dict, &at, &name, &value))
		is = is_str(name) && IS_ONE_OF(utf8(name), waiting) ? (is_collection(value) || is_list(value)) && PyObject_Size(value) > 0
								      : depth && !is_atom(value) && is_waited_for(value, depth - 1, left);
	unref(dict);
	PyErr_Clear();
	return is;
}

bool
state_is_waited_for(PyObject *o)
{
	int left = 200; /* attributes */

	return is_waited_for(o, DEPTH, &left);
}

/* It is somewhere on its way, and cannot be asked where it began. */
bool
state_is_iterator(PyObject *o)
{
	PyObject *type = (PyObject *)type_of(o);

	return PyIter_Check(o) && (matches(type, "builtins", NULL) || matches(type, "itertools", NULL));
}

/* All that the made one says is the same, but for what the live one has gathered, has not got yet, or says of plain values
   otherwise: these it takes. */
int
state_takes(struct transaction *t, PyObject *live, PyObject *made)
{
	PyObject *a, *b, *name, *value, *its;
	Py_ssize_t at = 0;
	bool on = false, same = live != made && is_heap_type((PyObject *)type_of(live)) && !is_class(live) && are_alike(t, live, made);
	int result = 0;

	a = same ? hold(t, PyObject_GenericGetDict(live, NULL)) : NULL;
	b = same ? hold(t, PyObject_GenericGetDict(made, NULL)) : NULL;
	PyErr_Clear();
	same = a && b && is_dict(a) && is_dict(b);
	while (same && PyDict_Next(b, &at, &name, &value)) {
		its = PyDict_GetItemWithError(a, name);
		if (its && goes_on(t, its, value, DEPTH))
			on = true;
		else
			same = !its || its == map_resolve(&t->map, value) || (is_atom(its) && is_atom(value)) || const_equal(its, value, code_same_behaviour);
	}
	if (!same || !on || is_named_by_a_module(t, made))
		return PyErr_Clear(), 0;
	for (at = 0; result == 0 && PyDict_Next(b, &at, &name, &value);) {
		its = PyDict_GetItemWithError(a, name);
		if (its && is_atom(its) && !const_equal(its, value, code_same_behaviour))
			result = ops_add(&t->ops, OP_DICT, a, name, value);
	}
	return result < 0 ? -1 : 1;
}

int
state_of_threads(struct transaction *t, const struct module *m, const char *name, PyObject *live, PyObject *made)
{
	PyObject *context_var = library_object("_contextvars", "ContextVar"), *value;
	bool is = (PyObject *)type_of(live) == context_var;

	if (live == made || type_of(live) != type_of(made) || (!is && (PyObject *)type_of(live) != library_object("_thread", "_local")) ||
	    map_get(&t->map, made) || is_named_by_a_module(t, made) || (is && !is_same_variable(live, made)))
		return PyErr_Clear(), 0;
	if (map_set(&t->map, made, live) < 0)
		return -1;
	value = is ? map_resolve(&t->map, WORD(made, CONTEXT_VAR_DEFAULT)) : NULL;
	if (!is || value == WORD(live, CONTEXT_VAR_DEFAULT) || same_default(live, made))
		return 1;
	report_add(t->report, PYR_REC_UPDATED, m->name, name, "default");
	return hold(t, ref(live)) && hold(t, ref(made)) && ops_word(&t->ops, live, &WORD(live, CONTEXT_VAR_DEFAULT), value) == 0 ? 1 : -1;
}

/* Of objects that are alive: whatever its owner does with it now, they have put it in. */
static bool
is_weak_table(PyObject *o)
{
	return matches((PyObject *)type_of(o), "weakref", NULL) || matches((PyObject *)type_of(o), "_weakrefset", NULL);
}

/* WeakSet([a]) says [a, b] now: what came in at run time comes along; what the old line alone said, too. */
int
state_carry_weak(struct transaction *t, const struct module *m, const char *name, PyObject *live, PyObject *made)
{
	static const char source[] = "def carry(live, made):\n"
				     "    if hasattr(made, 'add'): made.update(live)\n"
				     "    else:\n"
				     "        both = [key for key in list(live) if key in made and made[key] is not live[key]]\n"
				     "        for key, value in list(live.items()): made.setdefault(key, value)\n"
				     "        return len(both)\n"
				     "    return 0\n";
	PyObject *f, *done;
	long both;

	if (!is_weak_table(live) || type_of(live) != type_of(made) || is_weakref(live) || PyObject_Size(live) <= 0)
		return PyErr_Clear(), 0;
	f = compile_function(t, source, "carry");
	done = f ? PyObject_CallFunctionObjArgs(f, live, made, NULL) : NULL;
	both = done ? PyLong_AsLong(done) : 0;
	if (both > 0)
		report_addf(t->report, PYR_REC_NOTE, m->name, name, "%ld entries have what its new line says, whatever they had", both);
	unref(done);
	unref(f);
	return done ? 1 : -1;
}

/* self.seen.append(value), in a method that is called later: it gathers. */
static bool
is_gathered(PyObject *class, PyObject *name)
{
	static const char *const makers[] = {"__init__", "__new__", "__post_init__", "__set_name__"};
	PyObject *key, *value, *names = PySet_New(NULL);
	Py_ssize_t at = 0;
	bool gathered = !names;

	while (names && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		if (is_function(value) && !IS_ONE_OF(utf8(key), makers) && code_written_names(WORD(value, python->function.code), names) < 0)
			break;
	gathered = gathered || PySet_Contains(names, name) != 0;
	unref(names);
	PyErr_Clear();
	return gathered;
}

bool
state_was_said(const struct body *old, const struct chunk *then, const struct body *new, const struct chunk *now, PyObject *container)
{
	PyObject *items = then && now ? PySequence_List(container) : NULL;
	bool said = items && PyList_Size(items) > 0;
	Py_ssize_t i;

	for (i = 0; said && i < PyList_Size(items); i++)
		said = is_atom(PyList_GetItem(items, i)) && chunk_says(old, then, PyList_GetItem(items, i)) &&
		       !chunk_says(new, now, PyList_GetItem(items, i));
	unref(items);
	PyErr_Clear();
	return said;
}

int
state_carry(struct transaction *t, PyObject *live, PyObject *made)
{
	PyObject *class = (PyObject *)type_of(made), *a, *b, *items, *name, *value, *its;
	int result = 0;
	Py_ssize_t i;
	bool counts;

	if (is_class(made) || !is_heap_type(class) || (PyObject *)type_of(live) != map_resolve(&t->map, class))
		return 0;
	counts = !callee_changed(t, (PyObject *)type_of(live));
	a = PyObject_GenericGetDict(live, NULL);
	b = PyObject_GenericGetDict(made, NULL);
	PyErr_Clear();
	items = a && b && is_dict(a) && is_dict(b) ? PyDict_Items(b) : NULL;
	for (i = 0; items && result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = PyDict_GetItemWithError(a, name);
		if (!its || its == value || !is_str(name))
			continue;
		if (is_container(its) && state_was_said(t->line.before, t->line.then, t->line.after, t->line.now, its) && !is_gathered(class, name))
			continue;
		if (((counts || is_weak_table(its)) && state_goes_on(t, its, value)) || (counts && is_atom(value) && type_of(its) == type_of(value) &&
						  makers_object_begins_with(t, class, name, value)))
			result = PyDict_SetItem(b, name, its);
	}
	unref(items);
	unref(a);
	unref(b);
	return result;
}
