/*
 * contents.c - what a list, dict or set that the source changed is to hold.
 *
 * It stays the same object: others have it.  What the old source put into it
 * gives way to what the new source puts into it; what came in at run time, a
 * registration of another module say, stays.
 */
#include <stdlib.h>

#include "collection.h"
#include "old_value.h"
#include "records.h"
#include "statement.h"
#include "version.h"

#define LIST_MOST 2000 /* items: each is looked for among the others */

#define TUPLE_MOST 500 /* each item is compared with all */

struct contents {
	struct transaction *t;
	struct module *m;
	const char *name;
	bool within; /* another one, which is reported */
	PyObject *before, *live, *new; /* as the old source made it; as it is; as the new source makes it */
	PyObject *after; /* what old_value() says of the new one, or NULL */
	bool copied; /* live and new are lists or dicts with what something else holds */
	PyObject *merged; /* borrowed */
	int kept; /* entries that are neither in the old source nor in the new */
};

bool
is_container(PyObject *o)
{
	return is_exact(o, TYPE_AT(PyList_Type)) || is_dict(o) || is_exact(o, TYPE_AT(PySet_Type));
}

static bool same_item(struct transaction *t, PyObject *old, PyObject *new);

/* lambda s: s.upper(), made twice of one line. */
static bool
is_same_lambda(PyObject *old, PyObject *new)
{
	return is_function(old) && is_function(new) && !WORD(old, python->function.closure) && !WORD(new, python->function.closure) &&
	       !strcmp(utf8(WORD(old, python->function.name)), "<lambda>") && functions_same_defaults(old, new) &&
	       code_same_behaviour(WORD(old, python->function.code), WORD(new, python->function.code));
}

/* partial(Pos, 1) */
static bool
is_same_partial(struct transaction *t, PyObject *old, PyObject *new)
{
	static const char *const parts[] = {"func", "args", "keywords"};
	PyObject *partial = library_object("functools", "partial"), *a, *b;
	bool same = partial && (PyObject *)type_of(old) == partial && (PyObject *)type_of(new) == partial;
	size_t i;

	for (i = 0; same && i < sizeof(parts) / sizeof(parts[0]); i++) {
		a = get_attr(old, parts[i]);
		b = get_attr(new, parts[i]);
		same = a && b && (is_dict(a) && is_dict(b) ? contents_same(t, a, b) : same_item(t, a, b));
		unref(b);
		unref(a);
	}
	PyErr_Clear();
	return same;
}

static bool
same_item(struct transaction *t, PyObject *old, PyObject *new)
{
	Py_ssize_t i;
	bool same = is_exact(old, TYPE_AT(PyTuple_Type)) && is_exact(new, TYPE_AT(PyTuple_Type)) &&
		    PyTuple_Size(old) == PyTuple_Size(new);

	for (i = 0; same && i < PyTuple_Size(old); i++)
		same = same_item(t, PyTuple_GetItem(old, i), PyTuple_GetItem(new, i));
	return same || old == map_resolve(&t->map, new) || const_equal(old, new, code_same_behaviour) || is_same_lambda(old, new) ||
	       is_same_partial(t, old, new);
}

bool
contents_same(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *key, *value, *other, *its;
	Py_ssize_t i, at = 0, place = 0;

	if (PyObject_Size(old) != PyObject_Size(new))
		return PyErr_Clear(), false;
	if (is_exact(old, TYPE_AT(PyList_Type))) {
		for (i = 0; i < PyList_Size(old); i++)
			if (!same_item(t, PyList_GetItem(old, i), PyList_GetItem(new, i)))
				return false;
		return true;
	}
	if (!is_dict(old))
		return const_equal(old, new, code_same_behaviour);
	/* Its order, too: for x in table. */
	while (PyDict_Next(new, &at, &key, &value)) {
		if (!PyDict_Next(old, &place, &its, &other) ||
		    (its != key && PyObject_RichCompareBool(its, key, Py_EQ) != 1) || !same_item(t, other, value))
			return PyErr_Clear(), false;
	}
	return true;
}

bool
contents_within(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *key, *value, *a = is_dict(old) ? NULL : items_of(old), *b = is_dict(old) ? NULL : items_of(new);
	Py_ssize_t i, k, at = 0;
	bool within = is_dict(old) || (a && b);

	while (is_dict(old) && within && PyDict_Next(old, &at, &key, &value))
		within = PyDict_Contains(new, key) == 1;
	for (i = 0; a && b && within && i < PyList_Size(a); i++) {
		for (k = 0;
		     k < PyList_Size(b) && !same_item(t, PyList_GetItem(a, i), PyList_GetItem(b, k)) &&
		     !(is_container(PyList_GetItem(a, i)) && type_of(PyList_GetItem(a, i)) == type_of(PyList_GetItem(b, k)) &&
		       contents_same(t, PyList_GetItem(a, i), PyList_GetItem(b, k)));
		     k++)
			;
		within = k < PyList_Size(b);
	}
	unref(b);
	unref(a);
	PyErr_Clear();
	return within;
}

static bool
is_among(PyObject *set, const char *name)
{
	PyObject *key = PyUnicode_FromString(name);
	bool is = key && PySet_Contains(set, key) == 1;

	unref(key);
	return is;
}

static bool contents_as_before(struct transaction *t, PyObject *live, PyObject *before);

static bool
says_the_same(PyObject *f, PyObject *before)
{
	return is_function(f) && code_same_behaviour(WORD(f, python->function.code), WORD(before, python->function.code));
}

/* signal.SIGHUP: what the module has by the name; borrowed.  NULL: it is something else that is unknown. */
static PyObject *
said_of_module(const struct transaction *t, PyObject *unknown)
{
	PyObject *of = PyTuple_Size(unknown) == 2 ? PyTuple_GetItem(unknown, 0) : NULL,
		 *module = of && old_value_is_unknown(t, of) && PyTuple_Size(of) == 1 ? old_value_object(of) : NULL;

	return module && is_exact(module, TYPE_AT(PyModule_Type))
		   ? PyDict_GetItemWithError(PyModule_GetDict(module), PyTuple_GetItem(unknown, 1))
		   : NULL;
}

bool
contents_item_is(struct transaction *t, PyObject *item, PyObject *before)
{
	bool same = is_exact(item, TYPE_AT(PyTuple_Type)) && is_exact(before, TYPE_AT(PyTuple_Type)) &&
		    PyTuple_Size(item) == PyTuple_Size(before);
	PyObject *live = item, *said;
	Py_ssize_t i;

	for (i = 0; same && i < PyTuple_Size(item); i++)
		same = contents_item_is(t, PyTuple_GetItem(item, i), PyTuple_GetItem(before, i));
	if (same)
		return true;
	/* What it is to be from now on, or still is. */
	item = map_resolve(&t->map, item);
	said = old_value_is_unknown(t, before) ? said_of_module(t, before) : NULL;
	if (said)
		return said == live || said == item || map_resolve(&t->map, said) == item;
	if (old_value_is_unknown(t, before))
		return PyTuple_Size(before) > 1 || old_value_object(before) == item || old_value_object(before) == live;
	if (live == before)
		return true;
	if (is_container(before) && type_of(before) == type_of(item))
		return contents_as_before(t, item, before);
	/* It may be something else from now on; so may a class. */
	if (is_function(before) && (is_function(item) || is_function(live)))
		return says_the_same(item, before) || says_the_same(live, before);
	if (is_class(live) && is_class(before) && item != live)
		return same_text(live, before, "__qualname__");
	return const_equal(item, before, code_same_behaviour);
}

static bool
contents_as_before(struct transaction *t, PyObject *live, PyObject *before)
{
	bool same = PyObject_Size(live) == PyObject_Size(before);
	PyObject *key, *value, *its;
	Py_ssize_t i, at = 0;

	if (is_dict(before)) {
		while (same && PyDict_Next(before, &at, &key, &value)) {
			its = PyDict_GetItemWithError(live, key);
			same = its && contents_item_is(t, its, value);
		}
	} else if (is_exact(before, TYPE_AT(PyList_Type))) {
		for (i = 0; same && i < PyList_Size(before); i++)
			same = contents_item_is(t, PyList_GetItem(live, i), PyList_GetItem(before, i));
	} else {
		same = same && PyObject_RichCompareBool(live, before, Py_EQ) == 1;
	}
	PyErr_Clear();
	return same;
}

static int replace(struct contents *c);
static int replace_collection(struct contents *c, PyObject *before);

/* How often a list, tuple or dict has it as an item or value. */
static Py_ssize_t
occurrences(PyObject *container, PyObject *o)
{
	bool list = is_exact(container, TYPE_AT(PyList_Type)) || is_exact(container, TYPE_AT(PyTuple_Type));
	Py_ssize_t i, size = list ? PyObject_Size(container) : 0, at = 0, count = 0;
	PyObject *key, *value;

	for (i = 0; i < size; i++)
		count += item_of(container, i) == o;
	while (is_dict(container) && PyDict_Next(container, &at, &key, &value))
		count += value == o;
	return count;
}

/* Names of the module's new source have it, and what these lead to: DEFAULT = POOLS["a"]. */
static Py_ssize_t
occurrences_in_module(const struct contents *c, const struct module *m, PyObject *new)
{
	PyObject *name, *value;
	Py_ssize_t at = 0, known = 0;

	while (m->scratch && PyDict_Next(m->scratch, &at, &name, &value))
		known += value == new;
	for (at = 0; m->scratch && refs_of(new) > known && PyDict_Next(m->scratch, &at, &name, &value);)
		if (value != c->new && value != PyDict_GetItemWithError(m->before, name))
			known += occurrences(value, new);
	return known;
}

/* Nobody has it but the container, what is merged of it, the modules of the transaction, and what we have of these: copies of
   containers as statements found them, lists of names. */
static bool
is_fresh(const struct contents *c, PyObject *new)
{
	PyObject *watched = c->t->watched;
	Py_ssize_t i, at, known = 2 + c->copied;
	const struct module *m;

	for (m = c->t->modules; refs_of(new) > known && m < c->t->modules + c->t->module_count; m++)
		known += occurrences_in_module(c, m, new);
	for (i = 1; refs_of(new) > known && i < PyList_Size(watched); i += 3)
		known += occurrences(PyList_GetItem(watched, i), new);
	for (i = 0; refs_of(new) > known && i + 3 < PyList_Size(c->t->touched); i += 4)
		known += occurrences(PyList_GetItem(c->t->touched, i + 1), new) + occurrences(PyList_GetItem(c->t->touched, i + 2), new);
	for (i = 0; refs_of(new) > known && i < PyList_Size(c->t->held); i++)
		for (at = 0;
		     PyList_GetItem(c->t->held, i) != watched && is_exact(PyList_GetItem(c->t->held, i), TYPE_AT(PyList_Type)) &&
		     at < PyList_Size(PyList_GetItem(c->t->held, i));
		     at++)
			known += occurrences(PyList_GetItem(PyList_GetItem(c->t->held, i), at), new);
	return refs_of(new) == known;
}

/* Made by the same call as then: the live one is meant.  1: it stays. */
static int
keep_made(const struct contents *c, PyObject *before, PyObject *after, PyObject *live, PyObject *new)
{
	int added;

	if (!live || !new || live == new || !recipe_same(c->t, before, after))
		return 0;
	if (is_atom(new))
		return 1;
	/* A lock that has been made is one, whoever has it as well: Condition(LOCKS["a"]). */
	if (map_get(&c->t->map, new) || !(plain_makes_vessel(recipe_callee(c->t, before)) || is_fresh(c, new)))
		return 0;
	added = addresses_add(&c->t->meant, live);
	if (added <= 0)
		return added;
	return !hold(c->t, ref(new)) || map_set(&c->t->map, new, live) < 0 ? -1 : 1;
}

int
contents_made_again(struct transaction *t, PyObject *before, PyObject *after, PyObject *live, PyObject *new)
{
	int added;

	if (!before || !after || is_atom(live) || (PyObject *)type_of(live) != map_resolve(&t->map, (PyObject *)type_of(new)) ||
	    map_get(&t->map, new) || !recipe_same(t, before, after))
		return 0;
	added = addresses_add(&t->meant, live);
	if (added <= 0)
		return added < 0 ? (PyErr_NoMemory(), -1) : 0;
	return !hold(t, ref(new)) || map_set(&t->map, new, live) < 0 ? -1 : 1;
}

/* As old_value() says of a call: partial(f, 1, a=2). */
static bool
is_partial_of(const struct contents *c, PyObject *partial, PyObject *call)
{
	PyObject *f = get_attr(partial, "func"), *args = get_attr(partial, "args"), *keywords = get_attr(partial, "keywords");
	PyObject *given = PyTuple_GetItem(call, 1), *named = PyTuple_GetItem(call, 2), *key, *value, *its;
	bool is = f && args && keywords && is_dict(keywords) && PyTuple_Size(given) == PyTuple_Size(args) + 1 &&
		  PyDict_Size(named) == PyDict_Size(keywords) && contents_item_is(c->t, f, PyTuple_GetItem(given, 0));
	Py_ssize_t i, at = 0;

	for (i = 0; is && i < PyTuple_Size(args); i++)
		is = contents_item_is(c->t, PyTuple_GetItem(args, i), PyTuple_GetItem(given, i + 1));
	while (is && PyDict_Next(named, &at, &key, &value)) {
		its = PyDict_GetItemWithError(keywords, key);
		is = its && contents_item_is(c->t, its, value);
	}
	unref(keywords);
	unref(args);
	unref(f);
	PyErr_Clear();
	return is;
}

/* A partial stands for the function that it calls: as for a function, who holds the old one has the new one. */
static int
follow_partial(const struct contents *c, PyObject *before, PyObject *after, PyObject *live, PyObject *new)
{
	PyObject *partial = library_object("functools", "partial");

	if (!partial || !live || !new || live == new || (PyObject *)type_of(live) != partial || type_of(new) != type_of(live) ||
	    map_get(&c->t->map, live) || map_get(&c->t->map, new) || !old_value_is_unknown(c->t, before) ||
	    PyTuple_Size(before) != 3 || !after || recipe_callee(c->t, before) != partial || !is_partial_of(c, live, before))
		return 0;
	return hold(c->t, ref(live)) && hold(c->t, ref(new)) ? plan_repoint(c->t, live, new) : -1;
}

/* Its cells hold values, and nobody stores to them. */
static bool
has_no_state(const struct contents *c, PyObject *f)
{
	PyObject *cells = WORD(f, python->function.closure), *value, *node = tree_definition(c->m, WORD(f, python->function.code));
	bool none = cells && node && !node_has(node, "Nonlocal");
	Py_ssize_t i;

	for (i = 0; none && i < PyTuple_Size(cells); i++) {
		value = WORD(PyTuple_GetItem(cells, i), CELL_REF);
		none = value && (is_atom(value) || is_function(value) || is_class(value));
	}
	unref(node);
	return none;
}

/* {"age": between(LOW, 99)}: so does a function that a call has made, where it is of the same code. */
static int
follow_closure(const struct contents *c, PyObject *before, PyObject *live, PyObject *new)
{
	PyObject *code;

	if (!live || !new || live == new || !is_function(live) || !is_function(new) || map_get(&c->t->map, live) ||
	    map_get(&c->t->map, new) || !(is_function(before) || (old_value_is_unknown(c->t, before) && PyTuple_Size(before) == 3)))
		return 0;
	code = code_to_come(c->t, live);
	code = code ? code : WORD(live, python->function.code);
	if (!code_same_behaviour(code, WORD(new, python->function.code)) || !has_no_state(c, new))
		return 0;
	return hold(c->t, ref(live)) && hold(c->t, ref(new)) ? plan_repoint(c->t, live, new) : -1;
}

/* {"free": Plan("free", 10)} says 20 now: who holds the old one has the new one, as if each had a name of its own. */
static int
follow_object(const struct contents *c, PyObject *before, PyObject *after, PyObject *live, PyObject *new)
{
	PyObject *class = recipe_callee(c->t, before), *its = after ? recipe_callee(c->t, after) : NULL;

	if (!live || !new || live == new || !class || !is_class(class) || !is_heap_type(class) || is_enum(class) ||
	    (PyObject *)type_of(live) != class || map_resolve(&c->t->map, (PyObject *)type_of(new)) != class ||
	    map_get(&c->t->map, live) || map_get(&c->t->map, new) || addresses_has(&c->t->meant, live) || (its != class && its != (PyObject *)type_of(new)) ||
	    shared_is_running(live) || (is_list(c->before) && PyList_Size(c->before) != PyList_Size(c->new)))
		return 0;
	return hold(c->t, ref(live)) && hold(c->t, ref(new)) ? plan_repoint(c->t, live, new) : -1;
}

/* Containers in the container: each stays the object that it is, filled in the same way.  1: the live one does. */
static int
merge_within(struct contents *c, PyObject *before, PyObject *after, PyObject *live, PyObject *new)
{
	struct contents inner = {.t = c->t, .m = c->m, .name = c->name, .within = true, .live = live, .new = new, .after = after};
	int kept = keep_made(c, before, after, live, new);

	kept = kept || !live || !new ? kept : semaphore_plan(c->t, c->m, c->name, before, live, new);
	kept = kept || !live || !new ? kept : state_of_threads(c->t, c->m, c->name, live, new);
	if (kept)
		return kept;
	if (before && (follow_partial(c, before, after, live, new) < 0 || follow_closure(c, before, live, new) < 0 ||
		       follow_object(c, before, after, live, new) < 0))
		return -1;
	/* {shard: Lock() for shard in SHARDS} */
	if (live && new && !c->m->old_code && !map_get(&c->t->map, new) && state_goes_on(c->t, live, new))
		return !hold(c->t, ref(new)) || map_set(&c->t->map, new, live) < 0 ? -1 : 1;
	if (!live || live == new || !contents_can_stay(c->t, live, new) || map_get(&c->t->map, new))
		return 0;
	if (!is_container(live))
		return replace_collection(&inner, before) < 0 ? -1 : 1;
	inner.before = before && type_of(before) == type_of(live) ? before : NULL;
	/* Without the old source an empty one is filled by the process. */
	if (!inner.before && !c->m->old_code && PyObject_Size(new) == 0 && PyObject_Size(live) > 0)
		return map_set(&c->t->map, new, live) < 0 ? -1 : 1;
	return replace(&inner) < 0 ? -1 : 1;
}

/* STATS = {}, which the process has counted in, is {"get": 0} now, by the line that binds it: no line had put that in. */
static bool
is_of_run_time(const struct contents *c, PyObject *key, PyObject *value, PyObject *new)
{
	const struct body *old = &c->m->old;
	const struct token *x, *end = old->tokens + old->token_count;

	if (!c->m->old_code || !c->after || !is_dict(c->after) || PyDict_Contains(c->after, key) != 1 || value == new ||
	    !(is_atom(value) || (is_container(value) && PyObject_Size(new) == 0)) || !(is_atom(new) || type_of(new) == type_of(value)))
		return false;
	for (x = old->tokens; x < end && !token_says(x, key); x++)
		;
	return x == end;
}

PyObject *
contents_keyed_anew(struct transaction *t, PyObject *dict)
{
	PyObject *key, *value, *fresh, *taken;
	bool differs = false;
	Py_ssize_t at = 0;
	int result;

	while (!differs && PyDict_Next(dict, &at, &key, &value))
		differs = map_get(&t->map, key) != NULL;
	if (!differs)
		return dict;
	fresh = hold(t, PyDict_New());
	taken = PySet_New(NULL);
	result = fresh && taken ? 0 : -1;
	for (at = 0; result == 0 && PyDict_Next(dict, &at, &key, &value);)
		result = map_get(&t->map, key) ? PySet_Add(taken, map_resolve(&t->map, key)) : 0;
	/* One that is gone equals one that has come to its value. */
	for (at = 0; result == 0 && PyDict_Next(dict, &at, &key, &value);)
		if (map_get(&t->map, key) || PySet_Contains(taken, key) == 0)
			result = PyDict_SetItem(fresh, map_resolve(&t->map, key), value);
	unref(taken);
	return result < 0 || PyErr_Occurred() ? NULL : fresh;
}

/* for t in TENANTS: SESSIONS[t] = {}, which is gone: what the process has made of it since is more than what the loop had put in.
   An object of a class of the module goes, as it does from a dict that one line makes. */
static bool
has_gone_on(const struct contents *c, PyObject *value, PyObject *before)
{
	PyObject *name = c->within ? NULL : PyUnicode_FromString(c->name);
	bool made_up = name && PyDict_Contains(c->m->made_up, name) == 1;

	unref(name);
	if (!made_up)
		return false;
	if (!old_value_is_unknown(c->t, before) || PyTuple_Size(before) == 1)
		return !contents_item_is(c->t, value, before);
	return !is_library_value(value) && !class_is_ours(c->t, (PyObject *)type_of(value)) &&
	       (PyObject *)type_of(value) != library_object("functools", "partial");
}

static int
merge_dict(struct contents *c)
{
	PyObject *key, *value, *before, *after, *new;
	Py_ssize_t at = 0;
	int result = 0, within;

	c->live = contents_keyed_anew(c->t, c->live);
	c->before = c->live ? contents_keyed_anew(c->t, c->before) : NULL;
	c->merged = c->before ? hold(c->t, PyDict_Copy(c->new)) : NULL;
	while (c->merged && result == 0 && PyDict_Next(c->live, &at, &key, &value)) {
		before = PyDict_GetItemWithError(c->before, key);
		new = PyDict_GetItemWithError(c->new, key);
		after = c->after ? PyDict_GetItemWithError(c->after, key) : NULL;
		within = before && new ? merge_within(c, before, after, value, new) : 0;
		if (within < 0 || (before && new &&
				   (within || (contents_item_is(c->t, new, before) && !contents_item_is(c->t, value, before)))))
			result = within < 0 ? -1 : PyDict_SetItem(c->merged, key, value);
		if ((before && (new || !has_gone_on(c, value, before))) || (new && !is_of_run_time(c, key, value, new)))
			continue;
		result = PyDict_SetItem(c->merged, key, value);
		c->kept++;
	}
	/* What was taken out at run time is not put in again. */
	for (at = 0; c->merged && result == 0 && PyDict_Next(c->new, &at, &key, &value);) {
		before = PyDict_GetItemWithError(c->before, key);
		if (before && contents_item_is(c->t, value, before) && PyDict_Contains(c->live, key) == 0)
			result = PyDict_DelItem(c->merged, key);
	}
	return c->merged ? result : -1;
}

static Py_ssize_t
find_item(const struct contents *c, PyObject *before, const bool *taken)
{
	PyObject *class = old_value_is_unknown(c->t, before) ? recipe_callee(c->t, before) : NULL;
	Py_ssize_t i;

	/* partial(limit, n=2) has made no other thing. */
	class = class && is_class(class) && (PyObject *)type_of(class) == (PyObject *)TYPE_AT(PyType_Type) ? class : NULL;
	for (i = 0; i < PyList_Size(c->live); i++)
		if (!taken[i] && contents_item_is(c->t, PyList_GetItem(c->live, i), before) &&
		    (!class || PyType_IsSubtype(type_of(PyList_GetItem(c->live, i)), (PyTypeObject *)class)))
			return i;
	return -1;
}

/* A list, dict or set that the process has filled since is known by its place. */
static bool
stands_at(const struct contents *c, Py_ssize_t i, const bool *taken)
{
	PyObject *before = PyList_GetItem(c->before, i);

	return is_container(before) && i < PyList_Size(c->live) && !taken[i] &&
	       type_of(PyList_GetItem(c->live, i)) == type_of(before);
}

/* [0] * 3, of which the process has counted each on: by its place, too. */
static bool
are_numbers(PyObject *list)
{
	Py_ssize_t i;
	PyObject *item;
	bool numbers = true;

	for (i = 0; numbers && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		numbers = is_exact(item, TYPE_AT(PyLong_Type)) || is_exact(item, TYPE_AT(PyFloat_Type)) ||
			  is_exact(item, TYPE_AT(PyBool_Type));
	}
	return numbers;
}

/* Where each item that the old source has put in is now; -1: it was taken out. */
static void
find_items(const struct contents *c, Py_ssize_t *places, bool *taken)
{
	Py_ssize_t i, size = PyList_Size(c->before);
	bool by_place = PyList_Size(c->live) == size, numbers = by_place && are_numbers(c->before) && are_numbers(c->live);
	int pass;

	for (i = 0; i < size; i++) {
		places[i] = numbers ? i : -1;
		taken[i] = numbers || taken[i];
	}
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < size; i++) {
			if (places[i] >= 0)
				continue;
			if ((by_place || (pass == 1 && PyList_Size(c->live) > size)) && stands_at(c, i, taken))
				places[i] = i;
			else if (pass == 0)
				places[i] = find_item(c, PyList_GetItem(c->before, i), taken);
			if (places[i] >= 0)
				taken[places[i]] = true;
		}
}

static Py_ssize_t
place_in(struct transaction *t, PyObject *list, PyObject *item)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++)
		if (same_item(t, item, PyList_GetItem(list, i)))
			return i;
	return -1;
}

/* An item of run time goes behind the one that it stands behind, or to the front. */
static int
insert_kept(struct contents *c, Py_ssize_t i)
{
	PyObject *item = PyList_GetItem(c->live, i), *one = PyList_New(0);
	Py_ssize_t at = -1, k;
	int result = one ? PyList_Append(one, item) : -1;

	for (k = i - 1; k >= 0 && at < 0; k--)
		at = place_in(c->t, c->merged, PyList_GetItem(c->live, k));
	/* At the end of a list it stays there; in one that the source had left empty all came at the end. */
	if ((i > 0 && i + 1 == PyList_Size(c->live)) || (at < 0 && PyList_Size(c->before) == 0))
		at = PyList_Size(c->merged) - 1;
	if (result == 0)
		result = PyList_SetSlice(c->merged, at + 1, at + 1, one);
	c->kept++;
	unref(one);
	return result;
}

/* Items that the same calls have made, wherever they stand now. */
static int
keep_made_items(struct contents *c, const Py_ssize_t *places)
{
	Py_ssize_t i, k, size = c->after ? PyList_Size(c->after) : 0;
	PyObject *live;
	int kept = 0;

	for (i = 0; size == PyList_Size(c->new) && i < PyList_Size(c->before); i++) {
		live = places[i] >= 0 ? PyList_GetItem(c->live, places[i]) : NULL;
		for (k = 0, kept = 0; live && kept == 0 && k < size; k++)
			if (PyList_GetItem(c->merged, k) == PyList_GetItem(c->new, k))
				kept = keep_made(c, PyList_GetItem(c->before, i), PyList_GetItem(c->after, k), live,
						 PyList_GetItem(c->new, k));
		if (kept < 0 || (kept > 0 && PyList_SetItem(c->merged, k - 1, ref(live)) < 0))
			return -1;
	}
	return 0;
}

/* The live item goes on as the new one at `to`. */
static int
merge_item(struct contents *c, PyObject *before, PyObject *live, Py_ssize_t to)
{
	PyObject *after = c->after && to < PyList_Size(c->after) ? PyList_GetItem(c->after, to) : NULL, *new = PyList_GetItem(c->merged, to);
	int within = merge_within(c, before, after, live, new);

	/* Only by its place can it be another. */
	if (!within && is_atom(before) && contents_item_is(c->t, new, before) && !contents_item_is(c->t, live, before))
		within = 1;
	return within < 0 ? -1 : within ? PyList_SetItem(c->merged, to, ref(live)) : 0;
}

static int
merge_items(struct contents *c, Py_ssize_t *places, bool *taken, Py_ssize_t *to)
{
	Py_ssize_t i, at, size = PyList_Size(c->before);
	PyObject *before;
	int result;

	find_items(c, places, taken);
	result = rows_pair(c->t, c->before, c->new, to) < 0 ? -1 : keep_made_items(c, places);
	for (i = 0; result == 0 && i < size; i++)
		if (places[i] >= 0 && to[i] >= 0)
			result = merge_item(c, PyList_GetItem(c->before, i), PyList_GetItem(c->live, places[i]), to[i]);
	for (i = 0; result == 0 && i < size; i++) {
		before = PyList_GetItem(c->before, i);
		/* What was taken out at run time is not put in again. */
		for (at = places[i] < 0 ? PyList_Size(c->merged) : 0; result == 0 && at-- > 0;)
			if (contents_item_is(c->t, PyList_GetItem(c->merged, at), before)) {
				result = PyList_SetSlice(c->merged, at, at + 1, NULL);
				break;
			}
	}
	for (i = 0; result == 0 && i < PyList_Size(c->live); i++)
		if (!taken[i] && place_in(c->t, c->new, PyList_GetItem(c->live, i)) < 0)
			result = insert_kept(c, i);
	return result;
}

static int
merge_list(struct contents *c)
{
	Py_ssize_t *places, *to;
	bool *taken;
	int result;

	c->merged = hold(c->t, PyList_GetSlice(c->new, 0, PyList_Size(c->new)));
	if (PyList_Size(c->live) > LIST_MOST || PyList_Size(c->before) > LIST_MOST)
		return c->merged ? 0 : -1;
	taken = calloc((size_t)PyList_Size(c->live) + 1, sizeof(*taken));
	places = calloc((size_t)PyList_Size(c->before) + 1, sizeof(*places));
	to = calloc((size_t)PyList_Size(c->before) + 1, sizeof(*to));
	result = c->merged && taken && places && to ? merge_items(c, places, taken, to) : -1;
	if (!taken || !places || !to)
		PyErr_NoMemory();
	free(to);
	free(places);
	free(taken);
	return result;
}

/* REGISTRY["alpha"] = Alpha, which is to be below another key. */
static bool
is_entered_anew(const struct contents *c, PyObject *key, PyObject *value)
{
	PyObject *its, *other;
	Py_ssize_t at = 0;
	bool is = false;

	while ((is_class(value) || is_function(value)) && PyDict_Contains(c->new, key) == 0 && !is &&
	       PyDict_Next(c->new, &at, &its, &other))
		is = map_resolve(&c->t->map, other) == value && PyDict_Contains(c->live, its) == 0;
	return is;
}

/* states = {}, which objects enter themselves in: the line leaves it empty, so what is there has come in, and more comes. */
static int
add_new(struct contents *c)
{
	PyObject *key, *value;
	int result = (c->merged = hold(c->t, PyDict_New())) ? 0 : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(c->live, &at, &key, &value))
		if (!is_entered_anew(c, key, value))
			result = PyDict_SetItem(c->merged, key, value);
	return result < 0 ? -1 : PyDict_Update(c->merged, c->new);
}

/* {"run": f, "every": 30} is a table like others, an object goes on.  1: the live one does. */
static int
row_goes_on(void *arg, PyObject *live, PyObject *made)
{
	struct contents *c = arg;

	return is_dict(made) ? merge_within(c, NULL, NULL, live, made) : rows_go_on(c->t, c->m, c->name, live, made);
}

/* COUNTS = {state: 0 for state in State}, dict.fromkeys(State, 0), which is the same line: what has another value has been counted on. */
static bool
begin_alike(const struct contents *c)
{
	const struct staging *g = c->m->staging;
	PyObject *name = c->within ? NULL : PyUnicode_FromString(c->name), *value, *f, *args, *its;
	bool alike = false;
	int i;

	for (i = 0; name && g && !alike && i < g->count; i++) {
		if (!g->statements[i].same || g->statements[i].kind != KIND_ASSIGN || !statement_binds(&g->statements[i], name))
			continue;
		value = get_attr(g->statements[i].node, "value");
		f = value && node_is(value, "Call") ? get_attr(value, "func") : NULL;
		args = f && attr_is(f, "attr", "fromkeys") ? get_attr(value, "args") : NULL;
		its = value && node_is(value, "DictComp") ? get_attr(value, "value") : args && PyList_Size(args) == 2 ? ref(PyList_GetItem(args, 1)) : NULL;
		alike = its && node_is(its, "Constant");
		unref(its);
		unref(args);
		unref(f);
		unref(value);
	}
	unref(name);
	PyErr_Clear();
	return alike;
}

/* Nothing is known of what it was: it takes the new entries, but what is within stays the same objects. */
static int
merge_blindly(struct contents *c)
{
	PyObject *key, *value, *its;
	Py_ssize_t i, at = 0;
	int result = 0, within;
	bool alike = begin_alike(c);

	/* Other keys may be staged ones. */
	while (is_dict(c->new) && PyDict_Next(c->new, &at, &key, &value))
		if (!is_str(key) && !is_exact(key, TYPE_AT(PyLong_Type)) &&
		    !(is_enum((PyObject *)type_of(key)) && is_itself_alone(key) && !map_get(&c->t->map, key)))
			return 0;
	if (is_dict(c->live) && c->after && PyObject_Size(c->after) == 0)
		return add_new(c);
	if (is_dict(c->live))
		c->merged = hold(c->t, PyDict_Copy(c->new));
	else if (!c->m->old_code && is_exact(c->live, TYPE_AT(PyList_Type)))
		c->merged = rows_live(c->t, c->live, c->new, row_goes_on, c);
	else if (is_exact(c->live, TYPE_AT(PyList_Type)) && PyList_Size(c->live) == PyList_Size(c->new))
		c->merged = hold(c->t, PyList_GetSlice(c->new, 0, PyList_Size(c->new)));
	else
		return 0;
	for (at = 0; c->merged && result == 0 && is_dict(c->live) && PyDict_Next(c->new, &at, &key, &value);) {
		its = PyDict_GetItemWithError(c->live, key);
		within = its && alike ? 1
			 : its && !c->m->old_code && !map_get(&c->t->map, value) && records_are_alike(its, value)
			     ? row_goes_on(c, its, value)
			     : merge_within(c, NULL, NULL, its, value);
		result = within > 0 ? PyDict_SetItem(c->merged, key, PyDict_GetItemWithError(c->live, key)) : within;
	}
	for (i = 0; c->merged && result == 0 && is_list(c->live) && PyList_Size(c->live) == PyList_Size(c->new) && i < PyList_Size(c->new); i++) {
		if (map_get(&c->t->map, PyList_GetItem(c->new, i)))
			continue;
		within = merge_within(c, NULL, NULL, PyList_GetItem(c->live, i), PyList_GetItem(c->new, i));
		result = within > 0 ? PyList_SetItem(c->merged, i, ref(PyList_GetItem(c->live, i))) : within;
	}
	return c->merged ? result : -1;
}

/* To look for what is in it runs no code. */
static bool
is_simple_set(PyObject *set)
{
	PyObject *list = PySequence_List(set);
	bool simple = list;
	Py_ssize_t i;

	for (i = 0; simple && i < PyList_Size(list); i++)
		simple = is_atom(PyList_GetItem(list, i)) || is_itself_alone(PyList_GetItem(list, i));
	unref(list);
	return simple;
}

/* With live definitions for staged ones; new reference. */
static PyObject *
resolved_set(struct transaction *t, PyObject *set)
{
	PyObject *list = PySequence_List(set), *made = list ? PySet_New(NULL) : NULL;
	Py_ssize_t i;

	for (i = 0; made && i < PyList_Size(list); i++)
		if (PySet_Add(made, map_resolve(&t->map, PyList_GetItem(list, i))) < 0) {
			unref(made);
			made = NULL;
		}
	unref(list);
	return made;
}

static int
merge_set(struct contents *c)
{
	PyObject *added = PyNumber_Subtract(c->live, c->before), *out = PyNumber_Subtract(c->before, c->live);
	PyObject *new = resolved_set(c->t, c->new), *all = added && new ? PyNumber_Or(new, added) : NULL;

	c->merged = all && out ? hold(c->t, PyNumber_Subtract(all, out)) : NULL;
	c->kept = added ? (int)PyObject_Size(added) : 0;
	unref(all);
	unref(new);
	unref(out);
	unref(added);
	return c->merged ? 0 : -1;
}

static int
merge(struct contents *c)
{
	PyObject *live = c->live, *before = c->before;
	int result;

	if (is_dict(c->live)) {
		result = merge_dict(c);
		c->live = live;
		c->before = before;
		return result;
	}
	if (is_exact(c->live, TYPE_AT(PyList_Type)))
		return merge_list(c);
	if (is_simple_set(c->live) && is_simple_set(c->before) && is_simple_set(c->new))
		return merge_set(c);
	return 0;
}

/* A table of the module's own names: what has come is put in, what has gone taken out, and the rest stays, but for values
   that are those of the names. */
static int
merge_names(struct contents *c)
{
	PyObject *key, *value, *live, *was, *path;
	Py_ssize_t at = 0;
	int result = 0;

	c->merged = hold(c->t, PyDict_Copy(c->new));
	while (c->merged && result == 0 && PyDict_Next(c->new, &at, &key, &value)) {
		live = PyDict_GetItemWithError(c->live, key);
		was = PyDict_GetItemWithError(c->m->before, key);
		if (live && !(was && is_atom(live) && const_equal(live, was, code_same_behaviour)))
			result = PyDict_SetItem(c->merged, key, live);
	}
	for (at = 0; c->merged && result == 0 && PyDict_Next(c->live, &at, &key, &value);) {
		if (PyDict_Contains(c->new, key) != 0)
			continue;
		path = is_function(value) || is_class(value) ? get_attr(value, "__qualname__") : NULL;
		if (!path || !is_own_definition(c->m, path, value) || chunk_binding(&c->m->new, utf8(path)))
			result = PyDict_SetItem(c->merged, key, value);
		unref(path);
	}
	return c->merged ? result : -1;
}

/* Without the old source: everything that the new source puts in is there, and more. */
static bool
has_all_of(struct transaction *t, PyObject *live, PyObject *new)
{
	PyObject *key, *value, *its;
	Py_ssize_t i, at = 0;
	bool all = PyObject_Size(live) > PyObject_Size(new);

	if (is_exact(live, TYPE_AT(PySet_Type)))
		return all && PyObject_RichCompareBool(new, live, Py_LE) == 1;
	for (i = 0; all && is_exact(live, TYPE_AT(PyList_Type)) && i < PyList_Size(new); i++)
		all = same_item(t, PyList_GetItem(live, i), PyList_GetItem(new, i));
	while (all && is_dict(live) && PyDict_Next(new, &at, &key, &value)) {
		its = PyDict_GetItemWithError(live, key);
		all = its && same_item(t, its, value);
	}
	PyErr_Clear();
	return all;
}

/* Items of the one, a list or set, that the other has not. */
static int
missing_items(struct transaction *t, PyObject *live, PyObject *planned)
{
	PyObject *a = items_of(live), *b = items_of(planned);
	Py_ssize_t i, k, more = a && b ? PyList_Size(a) - PyList_Size(b) : 0;
	int count = 0;

	for (i = 0; a && b && PyList_Size(a) <= LIST_MOST && PyList_Size(b) <= LIST_MOST && i < PyList_Size(a); i++) {
		for (k = 0; k < PyList_Size(b) && !same_item(t, PyList_GetItem(a, i), PyList_GetItem(b, k)); k++)
			;
		count += k == PyList_Size(b);
	}
	unref(b);
	unref(a);
	PyErr_Clear();
	return count > more ? count : more > 0 ? (int)more : 0;
}

/* What it was made as is not known: an entry that the new source does not have either was made at run time, or
   has been taken out of the source. */
static void
note_dropped(const struct contents *c)
{
	PyObject *key, *value, *planned = c->merged ? c->merged : c->new;
	Py_ssize_t at = 0;
	int count = 0;

	/* forget_annotations() has told. */
	if (c->m->old_code && !strcmp(c->name, "__annotations__"))
		return;
	while (is_dict(c->live) && PyDict_Next(c->live, &at, &key, &value))
		count += PyDict_Contains(planned, key) == 0;
	if (!is_dict(c->live))
		count = missing_items(c->t, c->live, planned);
	if (count)
		report_addf(c->t->report, PYR_REC_NOTE, c->m->name, c->name,
			    "%d entries that the new source does not have are gone: there is no telling whether they were "
			    "made at run time", count);
}

/* Without the old source: it is not there, and another module takes it out, or something. */
static bool
is_taken_out(struct contents *c, PyObject *item, PyObject **left, int *count)
{
	if (taken_elsewhere(c->t, c->live, item))
		return true;
	if (!taken_elsewhere_somewhere(c->t, c->live))
		return false;
	if (!(*count)++)
		*left = item;
	return true;
}

static void
say_left_out(const struct contents *c, PyObject *item, int count)
{
	PyObject *said = item && (is_atom(item) || is_exact(item, TYPE_AT(PyTuple_Type))) ? PyObject_Repr(item) : NULL;
	char more[AND_MORE_MOST];

	if (item)
		report_addf(
		    c->t->report, PYR_REC_KEPT, c->m->name, c->name,
		    "%.80s%s: not put in again, for some line takes out of it, and there is no copy of the old source",
		    said ? utf8(said) : "an item", report_and_more(count, more));
	unref(said);
	PyErr_Clear();
}

/* Without the old source: app.HANDLERS["mine"] = f, in the source of another module. */
static int
keep_in_dict(struct contents *c)
{
	PyObject *key, *value, *new, *left = NULL, *out = NULL;
	Py_ssize_t at = 0;
	int result = (c->merged = c->merged ? c->merged : hold(c->t, PyDict_Copy(c->new))) ? 0 : -1, count = 0, outs = 0;
	bool plainly;

	while (result == 0 && PyDict_Next(c->live, &at, &key, &value)) {
		if (!set_elsewhere(c->t, c->live, key))
			continue;
		plainly = set_elsewhere_plainly(c->t, c->live, key);
		new = PyDict_GetItemWithError(c->merged, key);
		if (new && !plainly &&
		    (!set_elsewhere_anywhere(c->t, c->live) || inferred_is_edit(c->m, c->name, c->live, c->new, key, value)))
			continue;
		if (new && !plainly && value != new && !same_item(c->t, value, new) && !count++)
			left = key;
		result = PyDict_SetItem(c->merged, key, value);
		c->kept++;
	}
	for (at = 0; result == 0 && PyDict_Next(c->new, &at, &key, &value);)
		if (PyDict_Contains(c->live, key) == 0 && PyDict_Contains(c->merged, key) == 1 &&
		    is_taken_out(c, key, &out, &outs))
			result = PyDict_DelItem(c->merged, key);
	say_left_out(c, out, outs);
	if (left)
		inferred_say_left(c->t, c->m, c->name, left, count);
	return result;
}

/* Items of the new source that are not there, for another module takes out of it. */
static int
leave_out(struct contents *c)
{
	PyObject *item, *out = NULL;
	int result = 0, count = 0;
	Py_ssize_t i;

	for (i = PyList_Size(c->merged); result == 0 && i-- > 0;) {
		item = PyList_GetItem(c->merged, i);
		if (place_in(c->t, c->live, item) >= 0 || !is_taken_out(c, item, &out, &count))
			continue;
		ref(item);
		result = PyList_SetSlice(c->merged, i, i + 1, NULL);
		unref(item); /* the new one has it */
	}
	say_left_out(c, out, count);
	return result;
}

/* ROWS[0] = row, ROWS[i] = row */
static int
keep_at(struct contents *c, Py_ssize_t i, bool anywhere, PyObject **left, int *count)
{
	PyObject *item = PyList_GetItem(c->live, i), *place = PyLong_FromLong((long)i);
	int result = place ? 0 : -1;

	if (place && (anywhere || set_elsewhere_plainly(c->t, c->live, place))) {
		if (anywhere && !same_item(c->t, item, PyList_GetItem(c->merged, i)) && !(*count)++)
			*left = hold(c->t, ref(place));
		result = PyList_SetItem(c->merged, i, ref(item)) < 0 ? -1 : 1;
	}
	unref(place);
	return result;
}

/* ("/about", about) has become ("/about", about_v2): a row that begins with the same, or a dict or object whose first value is.
 */
static PyObject *
head_of(struct transaction *t, PyObject *row)
{
	bool object = !is_class(row) && is_heap_type((PyObject *)type_of(row)) && class_is_ours(t, (PyObject *)type_of(row));
	PyObject *dict = object ? hold(t, PyObject_GenericGetDict(row, NULL)) : row, *key, *value = NULL;
	Py_ssize_t at = 0;

	PyErr_Clear();
	if (is_exact(row, TYPE_AT(PyTuple_Type)) && PyTuple_Size(row) > 1)
		value = PyTuple_GetItem(row, 0);
	else if (dict && is_dict(dict) && PyDict_Size(dict) > 1)
		PyDict_Next(dict, &at, &key, &value);
	return value && is_str(value) ? value : NULL;
}

/* lambda s: s.strip(), which the line has made: others put in what is theirs. */
static bool
is_lambda_of_line(const struct contents *c, PyObject *item)
{
	return is_function(item) && pair_is_ours(c->t, WORD(item, python->function.code)) &&
	       attr_is(item, "__qualname__", "<lambda>");
}

static bool
has_successor(const struct contents *c, PyObject *row)
{
	PyObject *head = head_of(c->t, row), *its;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; head && !has && i < PyList_Size(c->merged); i++) {
		its = place_in(c->t, c->live, PyList_GetItem(c->merged, i)) < 0 ? head_of(c->t, PyList_GetItem(c->merged, i))
										: NULL;
		has = its && const_equal(its, head, code_same_behaviour);
	}
	return has;
}

static int
keep_in_list(struct contents *c)
{
	bool by_place = PyList_Size(c->live) == PyList_Size(c->new), anywhere = by_place && set_elsewhere_anywhere(c->t, c->live),
	     grows = set_elsewhere_grows(c->t, c->live), between = set_elsewhere_between(c->t, c->live);
	int result = (c->merged = c->merged ? c->merged : hold(c->t, PySequence_List(c->new))) ? 0 : -1, count = 0;
	PyObject *item, *left = NULL;
	Py_ssize_t i, last = -1;

	if (result == 0 && !anywhere)
		result = leave_out(c);
	for (i = 0; i < PyList_Size(c->live); i++)
		if (c->merged && place_in(c->t, c->merged, PyList_GetItem(c->live, i)) >= 0)
			last = i;
	by_place = by_place && c->merged && PyList_Size(c->merged) == PyList_Size(c->live);
	for (i = 0; result == 0 && i < PyList_Size(c->live); i++) {
		item = PyList_GetItem(c->live, i);
		result = by_place ? keep_at(c, i, anywhere, &left, &count) : 0;
		/* What is appended stands behind all that the line says. */
		if (result == 0 && grows && (between || i > last) && place_in(c->t, c->merged, item) < 0 &&
		    !has_successor(c, item) && !is_lambda_of_line(c, item)) {
			result = PyList_Append(c->merged, item);
			c->kept++;
		}
		result = result < 0 ? -1 : 0;
	}
	if (left)
		inferred_say_left(c->t, c->m, c->name, left, count);
	return result;
}

static int
keep_in_set(struct contents *c)
{
	PyObject *list = items_of(c->new), *all = resolved_set(c->t, c->new), *out = NULL;
	int outs = 0;
	bool grows = set_elsewhere_grows(c->t, c->live);
	Py_ssize_t i;

	for (i = 0; list && all && i < PyList_Size(list); i++)
		if (PySet_Contains(c->live, PyList_GetItem(list, i)) == 0 &&
		    is_taken_out(c, PyList_GetItem(list, i), &out, &outs))
			PySet_Discard(all, PyList_GetItem(list, i));
	say_left_out(c, out, outs);
	unref(list);
	list = grows && all && is_simple_set(c->live) ? items_of(c->live) : NULL;
	for (i = 0; list && i < PyList_Size(list); i++) {
		c->kept += PySet_Contains(all, PyList_GetItem(list, i)) == 0;
		PySet_Add(all, PyList_GetItem(list, i));
	}
	unref(list);
	c->merged = all ? hold(c->t, all) : NULL;
	return PyErr_Occurred() ? -1 : 0;
}

/* Somebody has changed it since the import, whoever that is: keys behind all that the source says have come then. */
static int
keep_behind(struct contents *c)
{
	PyObject *key, *value;
	Py_ssize_t at = 0, i = 0, last = -1;
	int result = 0;

	for (; PyDict_Next(c->live, &at, &key, &value); i++)
		if (PyDict_Contains(c->new, key) == 1)
			last = i;
	c->merged = c->merged ? c->merged : hold(c->t, PyDict_Copy(c->new));
	for (at = i = 0; c->merged && result == 0 && PyDict_Next(c->live, &at, &key, &value); i++) {
		/* A definition of ours may have been entered below another key. */
		if (i <= last || PyDict_Contains(c->merged, key) != 0 || (is_class(value) && class_is_ours(c->t, value)) ||
		    (is_function(value) && pair_is_ours(c->t, WORD(value, python->function.code))))
			continue;
		result = PyDict_SetItem(c->merged, key, value);
		c->kept++;
	}
	return c->merged ? result : -1;
}

/* Somebody has changed it since: what differs is what they have written, where some line writes below this key. */
static int
keep_written(struct contents *c)
{
	PyObject *key, *value, *new, *left = NULL;
	Py_ssize_t at = 0;
	int result = 0, count = 0;
	bool any = written_by_any_key(c->t, c->m);

	/* inferred_keep() has told what is to come in. */
	if (!c->within && is_among(c->m->mutated, c->name))
		return 0;
	c->merged = c->merged ? c->merged : hold(c->t, PyDict_Copy(c->new));
	while (c->merged && result == 0 && PyDict_Next(c->live, &at, &key, &value)) {
		new = PyDict_GetItemWithError(c->merged, key);
		if (!new || new == value || !is_atom(new) || !is_atom(value) || const_equal(new, value, code_same_behaviour) ||
		    !(any || written(c->t, c->m, key)) || inferred_is_edit(c->m, c->name, c->live, c->new, key, value))
			continue;
		if (!count++)
			left = key;
		result = PyDict_SetItem(c->merged, key, value);
	}
	if (left)
		inferred_say_left(c->t, c->m, c->name, left, count);
	return c->merged ? result : -1;
}

static int
keep_set_elsewhere(struct contents *c)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	if (!set_elsewhere(c->t, c->live, NULL))
		return 0;
	/* A member that is a number equals another one, before and after. */
	while (is_dict(c->live) && PyDict_Next(c->live, &at, &key, &value))
		if (!is_atom(key) && !is_itself_alone(key))
			return 0;
	if (is_dict(c->live))
		return keep_in_dict(c);
	if (is_exact(c->live, TYPE_AT(PyList_Type)))
		return keep_in_list(c);
	return keep_in_set(c);
}

/* Without the old source: what the line would have made then, if it is the same line. */
static bool
is_plausible(const struct contents *c)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	bool all = !contents_as_before(c->t, c->new, c->before) && PyObject_Size(c->live) >= PyObject_Size(c->before);

	while (all && is_dict(c->before) && PyDict_Next(c->before, &at, &key, &value))
		all = PyDict_Contains(c->live, key) == 1;
	for (i = 0; all && is_exact(c->before, TYPE_AT(PyList_Type)) && i < PyList_Size(c->before); i++)
		all = contents_item_is(c->t, PyList_GetItem(c->live, i), PyList_GetItem(c->before, i));
	if (all && is_exact(c->before, TYPE_AT(PySet_Type)))
		all = PyObject_RichCompareBool(c->before, c->live, Py_LE) == 1;
	PyErr_Clear();
	return all;
}

static int map_items(struct transaction *t, PyObject *old, PyObject *new);

static int
map_item(struct transaction *t, PyObject *old, PyObject *new)
{
	if (!old || old == new || !is_container(new) || type_of(old) != type_of(new) || map_get(&t->map, new))
		return 0;
	return map_set(&t->map, new, old) < 0 ? -1 : map_items(t, old, new);
}

/* Nothing is to change, so what is within stays, too: who was given an item of the new one gets the old one's. */
static int
map_items(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	int result = 0;

	while (result == 0 && is_dict(old) && PyDict_Next(new, &at, &key, &value))
		result = map_item(t, PyDict_GetItemWithError(old, key), value);
	for (i = 0; result == 0 && is_exact(old, TYPE_AT(PyList_Type)) && i < PyList_Size(new); i++)
		result = map_item(t, PyList_GetItem(old, i), PyList_GetItem(new, i));
	return result;
}

/* The new contents are all that there is to be: what run time has put in goes. */
static bool
is_anew(const struct contents *c)
{
	return c->t->flags & PYR_RESET || (c->m->hooked && is_among(c->m->hooked, c->name));
}

static void
say_other_contents(const struct contents *c)
{
	report_add(c->t->report, PYR_REC_NOTE, c->m->name, c->name,
		   c->within ? "has an entry with other contents now: there is no copy of the old source to tell whether they were "
			       "changed at run time"
			     : "has other contents now: there is no copy of the old source to tell whether they were changed at "
			       "run time");
}

static int
replace(struct contents *c)
{
	struct transaction *t = c->t;
	bool anew = is_anew(c), known = c->m->old_code || anew, by_names;
	/* What it is to say, it has said: then what is there is what the old source had put in. */
	bool fresh = !known && untouched(t, c->m, c->live), whole = fresh && untouched_is_whole(c->m, c->name);
	size_t within = t->last.count;
	PyObject *seen, *planned;

	if (map_set(&t->map, c->new, c->live) < 0)
		return -1;
	if (contents_same(t, c->live, c->new))
		return map_items(t, c->live, c->new);
	if (c->before && (type_of(c->before) != type_of(c->live) || (!known && !is_plausible(c))))
		c->before = NULL;
	if (c->after && type_of(c->after) != type_of(c->new))
		c->after = NULL;
	if (!c->before && !known && !whole && has_all_of(t, c->live, c->new)) {
		report_add(t->report, PYR_REC_KEPT, c->m->name, c->name,
			   "no copy of the old source: it has all of the new entries, and more");
		return 0;
	}
	seen = anew ? NULL : hold(t, content_copy(c->live));
	if (!anew && !seen)
		return -1;
	by_names = !c->within && !c->before && known && is_dict(c->live) && is_among(c->m->surveyed, c->name);
	if (!anew && (by_names ? merge_names(c) : c->before ? merge(c) : merge_blindly(c)) < 0)
		return -1;
	if (!c->before && !known && !fresh && keep_set_elsewhere(c) < 0)
		return -1;
	if (!c->before && !known && has_simple_keys(c->t, c->live) && untouched_no_more(c->m, c->live) &&
	    (keep_behind(c) < 0 || keep_written(c) < 0))
		return -1;
	if (c->merged && contents_same(t, c->live, c->merged)) {
		if (t->last.count > within && !c->within)
			report_add(t->report, PYR_REC_UPDATED, c->m->name, c->name, "contents");
		return 0;
	}
	if (!c->before && !anew && !whole)
		note_dropped(c);
	if (!known && !c->before && !fresh)
		say_other_contents(c);
	planned = c->merged ? c->merged : c->new;
	if (seen && catch_up_note(t, c->live, seen, planned) < 0)
		return -1;
	if (c->within)
		return ops_add(&t->last, OP_CONTENT, c->live, NULL, planned);
	if (c->kept)
		report_addf(t->report, PYR_REC_UPDATED, c->m->name, c->name, "contents, but for %d entries of run time",
			    c->kept);
	else
		report_add(t->report, PYR_REC_UPDATED, c->m->name, c->name, "contents");
	return ops_add(&t->last, OP_CONTENT, c->live, NULL, planned);
}

/* What is known of it, as a list or dict; held. */
static PyObject *
plain_of(struct transaction *t, PyObject *unknown)
{
	PyObject *made = unknown && old_value_is_unknown(t, unknown) ? collection_made(t, unknown) : NULL;
	PyObject *of = made ? made : unknown && is_collection(unknown) ? unknown : NULL, *plain = of ? collection_plain(of) : NULL;

	/* Counter({kind: 0 for kind in Kind}) */
	plain = plain ? hold(t, with_members(t, plain)) : NULL;

	unref(made);
	PyErr_Clear();
	return plain;
}

/* Without the old source: a Counter has counted, a deque is a queue, and what has more than its line says has been added to: all
   of that stays, and what the line alone says comes in. */
static PyObject *
merge_unknown(struct contents *c, struct contents *plain)
{
	PyObject *live = plain->live, *new = plain->new;
	bool fresh = untouched(c->t, c->m, c->live);
	bool state = !fresh && (!is_dict(live) || (PyObject *)type_of(c->live) == library_object("collections", "Counter"));
	PyObject *merged = is_dict(live) ? hold(c->t, PyDict_Copy(live)) : live, *key, *value;
	Py_ssize_t at = 0;

	while (!state && !(fresh && untouched_is_whole(c->m, c->name)) && PyDict_Next(live, &at, &key, &value))
		state = PyDict_Contains(new, key) == 0 || (PyDict_GetItemWithError(new, key) == NONE && value != NONE) ||
			(is_namespace(c->live) && written(c->t, c->m, key));
	if (state && merged && is_dict(live) && PyDict_Merge(merged, new, 0) < 0)
		return NULL;
	if (state)
		report_add(c->t->report, PYR_REC_KEPT, c->m->name, c->name,
			   "no copy of the old source: it looks like run-time state");
	else if (!fresh)
		say_other_contents(c);
	if (state || !is_dict(live) || merge_blindly(plain) < 0)
		return state ? merged : PyErr_Occurred() ? NULL : new;
	return plain->merged ? plain->merged : new;
}

/* The same for a deque and so on: contents are merged beside. */
static int
replace_collection(struct contents *c, PyObject *before)
{
	struct transaction *t = c->t;
	struct contents plain = *c;
	PyObject *merged;

	plain.live = hold(t, collection_plain(c->live));
	plain.new = hold(t, collection_plain(c->new));
	if (!plain.live || !plain.new || map_set(&t->map, c->new, c->live) < 0)
		return -1;
	plain.copied = true;
	plain.before = plain_of(t, before);
	plain.after = plain_of(t, c->after);
	if (!is_anew(c) && plain.before && merge(&plain) < 0)
		return -1;
	merged = plain.merged ? plain.merged : plain.new;
	if (!plain.before && !is_anew(c) && PyObject_Size(plain.new) == 0)
		merged = plain.live;
	else if (!plain.before && !is_anew(c) && !c->m->old_code && !contents_same(t, plain.live, plain.new))
		merged = merge_unknown(c, &plain);
	if (!merged || (contents_same(t, plain.live, merged) && collection_same_kind(t, c->live, c->new)))
		return merged ? 0 : -1;
	if (!c->within)
		report_addf(t->report, PYR_REC_UPDATED, c->m->name, c->name, "contents, but for %d entries of run time",
			    plain.kept);
	if (collection_take_kind(t, c->live, c->new) < 0)
		return -1;
	merged = hold(t, collection_contents(c->new, merged));
	if (merged && !is_anew(c) && catch_up_note(t, c->live, plain.live, merged) < 0)
		return -1;
	return merged ? ops_add(&t->last, OP_CONTENT, c->live, NULL, merged) : -1;
}

static bool
is_like_dict(PyObject *o)
{
	return is_dict(o) || (is_collection(o) && !is_deque(o));
}

int
contents_carry(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *old, PyObject *new)
{
	struct contents c = {.t = t, .m = m, .name = name, .copied = true};
	bool container = is_container(before ? before : old);
	int result = 0;

	if (type_of(old) == type_of(new) || is_like_dict(old) != is_like_dict(new) ||
	    !(is_like_dict(old) || is_deque(old) || is_exact(old, TYPE_AT(PyList_Type))) ||
	    !(is_like_dict(new) || is_deque(new) || is_exact(new, TYPE_AT(PyList_Type))))
		return 0;
	c.before = before && old_value_is_unknown(t, before) ? plain_of(t, before) : container ? before : NULL;
	c.live = hold(t, collection_plain(old));
	c.new = hold(t, collection_plain(new));
	if (!c.live || !c.new)
		return -1;
	if (c.before && type_of(c.before) == type_of(c.live) && has_simple_keys(t, c.live) && has_simple_keys(t, c.new))
		result = merge(&c);
	if (result == 0 && c.merged)
		result = content_store(new, c.merged);
	return result;
}

bool
contents_can_stay(struct transaction *t, PyObject *old, PyObject *new)
{
	return (is_container(old) || is_collection(old)) && type_of(old) == type_of(new) && has_simple_keys(t, old) &&
	       has_simple_keys(t, new);
}

int
contents_replace(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *after,
		 PyObject *old, PyObject *new)
{
	struct contents c = {.t = t, .m = m, .name = name, .live = old, .new = new, .before = before, .after = after};

	return is_container(old) ? replace(&c) : replace_collection(&c, before);
}

/* ({"host": "a"}, {"host": "b"}): the rows go on, as those of a list do. */
static int
rows_of_tuple(struct contents *c)
{
	PyObject *before = hold(c->t, PySequence_List(c->before)), *row;
	Py_ssize_t i, size = before ? PyList_Size(before) : 0, *to = calloc((size_t)size + 1, sizeof(*to));
	int result = before && to ? rows_pair(c->t, before, c->merged, to) : -1;

	for (i = 0; result >= 0 && i < size; i++) {
		row = PyList_GetItem(before, i);
		if (to[i] >= 0 && (is_dict(row) || is_list(row)))
			result = merge_within(c, row, PyTuple_GetItem(c->after, to[i]), PyTuple_GetItem(c->live, i), PyTuple_GetItem(c->new, to[i]));
	}
	if (!to)
		PyErr_NoMemory();
	free(to);
	return result < 0 ? -1 : 0;
}

int
contents_of_tuple(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *after, PyObject *old,
		  PyObject *new)
{
	struct contents c = {.t = t, .m = m, .name = name, .live = old, .new = new, .before = before, .after = after};
	Py_ssize_t i, k;
	int kept = 0;

	if (!m->old_code)
		return rows_live(t, old, new, row_goes_on, &c) ? 0 : -1;
	if (!before || !after || type_of(before) != type_of(old) || type_of(after) != type_of(new) ||
	    PyTuple_Size(before) != PyTuple_Size(old) || PyTuple_Size(after) != PyTuple_Size(new) ||
	    PyTuple_Size(old) > TUPLE_MOST)
		return 0;
	c.merged = hold(t, PySequence_List(new));
	if (c.merged && rows_of_tuple(&c) < 0)
		return -1;
	for (i = 0; c.merged && kept >= 0 && i < PyTuple_Size(old); i++)
		for (k = 0, kept = 0; kept == 0 && k < PyTuple_Size(new); k++)
			kept = keep_made(&c, PyTuple_GetItem(before, i), PyTuple_GetItem(after, k), PyTuple_GetItem(old, i),
					 PyTuple_GetItem(new, k));
	return c.merged && kept >= 0 ? 0 : -1;
}
