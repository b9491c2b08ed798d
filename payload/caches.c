/*
 * caches.c - functools.lru_cache must not go on serving the answers of old code.
 *
 * A cache is emptied when the function in it changed, or when that function
 * reads, directly or through others, a function, method, attribute or value that
 * changed.  Attributes go by their name alone: what they belong to is known when
 * the code runs only.  One without parameters that holds an object is no cache of
 * answers: it was made once (a connection, a configuration), so only a change of
 * its own body empties it.  An answer that leads to a module by itself, which was
 * looked up by name then, has been made of what that module had: Django's resolvers.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"

#define VISITS_MOST 8000 /* objects that the answers of one cache lead to */

/* The live one, which it has been made for, counts. */
static bool
is_staged(const struct transaction *t, PyObject *f)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].scratch == WORD(f, python->function.globals))
			return true;
	return false;
}

static bool
own_code_changed(struct transaction *t, PyObject *f)
{
	PyObject *code = WORD(f, python->function.code), *new;

	if (addresses_has(&t->renewed, f) || (map_get(&t->map, f) && !is_staged(t, f)))
		return true;
	new = pair_new_code(t, code);
	return new && !code_same_behaviour(code, new);
}

/* Global names that a code object reads, and all within it. */
static bool
reads_any(PyObject *code, PyObject *names)
{
	PyObject *consts = code_attr(code, "co_consts");
	bool reads = false;
	struct body body;
	Py_ssize_t i;

	if (body_init(&body, code) == 0) {
		reads = tokens_read_any(body.tokens, body.token_count, names);
		body_fini(&body);
	}
	for (i = 0; !reads && consts && i < PyTuple_Size(consts); i++)
		reads = is_code(PyTuple_GetItem(consts, i)) &&
			reads_any(PyTuple_GetItem(consts, i), names);
	unref(consts);
	return reads;
}

/* Names that it mentions: of globals, modules' attributes, methods. */
static bool
mentions_any(PyObject *code, PyObject *names)
{
	PyObject *consts = code_attr(code, "co_consts"), *its = code_attr(code, "co_names");
	bool mentions = false;
	Py_ssize_t i;

	for (i = 0; !mentions && its && i < PyTuple_Size(its); i++)
		mentions = PySet_Contains(names, PyTuple_GetItem(its, i)) == 1;
	for (i = 0; !mentions && consts && i < PyTuple_Size(consts); i++)
		mentions = is_code(PyTuple_GetItem(consts, i)) && mentions_any(PyTuple_GetItem(consts, i), names);
	unref(its);
	unref(consts);
	return mentions;
}

static struct module *
module_of(struct transaction *t, PyObject *f)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].dict == WORD(f, python->function.globals))
			return &t->modules[i];
	return NULL;
}

/* C(...) runs what these define. */
static int
add_class_name(PyObject *names, PyObject *f)
{
	static const char *const makers[] = {".__init__", ".__new__", ".__post_init__"};
	const char *path = utf8(WORD(f, python->function.qualname)), *start, *dot = strrchr(path, '.');
	PyObject *name = NULL;
	int result = 0;
	size_t i;

	for (i = 0; dot && !name && i < sizeof(makers) / sizeof(makers[0]); i++) {
		if (strcmp(dot, makers[i]) != 0)
			continue;
		for (start = dot; start > path && start[-1] != '.'; start--)
			;
		name = PyUnicode_FromStringAndSize(start, dot - start);
		result = name ? PySet_Add(names, name) : -1;
		unref(name);
	}
	return result;
}

/* Attributes of classes that are lists, dicts or sets with other contents. */
static int
add_contents_names(struct transaction *t, PyObject *names)
{
	struct addresses owners = {0};
	const struct op *op;
	PyObject *class, *key, *value;
	Py_ssize_t i, at;
	int result = 0;

	for (op = t->last.list; result >= 0 && op < t->last.list + t->last.count; op++)
		if (op->kind == OP_CONTENT)
			result = addresses_add(&owners, op->owner);
	for (i = 0; result >= 0 && owners.used && i < PyList_Size(t->classes); i++) {
		class = PyList_GetItem(t->classes, i);
		for (at = 0; result >= 0 && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &key, &value);)
			if (is_str(key) && addresses_has(&owners, value))
				result = PySet_Add(names, key);
	}
	addresses_fini(&owners);
	return result < 0 ? -1 : 0;
}

/* A member of an Enum says by `value` what it has below _value_. */
static int
add_member_name(PyObject *names, PyObject *key)
{
	PyObject *name = !strcmp(utf8(key), "_value_") ? PyUnicode_InternFromString("value") : NULL;
	int result = name ? PySet_Add(names, name) : 0;

	unref(name);
	return result;
}

static bool
is_renewed(const struct ops *ops, PyObject *dict, PyObject *key)
{
	const struct op *op;

	for (op = ops->list; op < ops->list + ops->count; op++)
		if (op->kind == OP_DICT && op->owner == dict && PyUnicode_Compare(op->key, key) == 0)
			return true;
	return false;
}

#define KNOWS_DEEP 4 /* caches around what calls caches */

/* What has been found out about functions of other modules, while the caches are looked at. */
struct knowing {
	struct transaction *t;
	struct addresses asked, ours; /* of these functions it is known; those that know ours */
};

static bool knows_ours(struct knowing *k, PyObject *f, int depth);

/* A module of the transaction; a class, an object or a function of one; what is around such a function, or one that knows
   ours. */
static bool
leads_to_ours(struct knowing *k, PyObject *o, int depth)
{
	struct transaction *t = k->t;
	PyObject *class = is_class(o) ? o : (PyObject *)type_of(o), *f;
	bool leads = false;
	size_t i;

	for (i = 0; !leads && i < t->module_count; i++)
		leads = o == t->modules[i].module;
	if (leads || (is_heap_type(class) && CLASS_DICT(class) && class_is_ours(t, class)))
		return true;
	if (is_function(o))
		return module_of(t, o) != NULL;
	f = (PyObject *)type_of(o) == functions_cache_type() || (PyObject *)type_of(o) == library_object("functools", "partial")
		? function_within(o)
		: NULL;
	return f && (module_of(t, f) || (depth && knows_ours(k, f, depth - 1)));
}

/* What it names leads into a module of the transaction. */
static bool
knows_ours(struct knowing *k, PyObject *f, int depth)
{
	PyObject *globals = WORD(f, python->function.globals), *set, *names = NULL, *value;
	bool knows = false;
	Py_ssize_t i;

	/* One that calls itself knows nobody by that. */
	if (addresses_add(&k->asked, f) != 1)
		return addresses_has(&k->ours, f);
	set = PySet_New(NULL);
	if (set && code_add_names(WORD(f, python->function.code), set) == 0)
		names = PySequence_List(set);
	for (i = 0; names && !knows && i < PyList_Size(names); i++) {
		value = PyDict_GetItemWithError(globals, PyList_GetItem(names, i));
		knows = value && (is_renewed(&k->t->ops, globals, PyList_GetItem(names, i)) || leads_to_ours(k, value, depth));
	}
	if (knows)
		addresses_add(&k->ours, f);
	unref(names);
	unref(set);
	PyErr_Clear();
	return knows;
}

/* It has changed, or mentions what has. */
static bool
behaves_otherwise(struct transaction *t, PyObject *f, PyObject *names)
{
	return own_code_changed(t, f) || mentions_any(WORD(f, python->function.code), names);
}

/* calc = Calc(), part = partial(f, 1): what calling the object calls; t5 is a cache of a module that is not reloaded.  1: a name
   has come. */
static int
add_callables(struct knowing *known, PyObject *names)
{
	struct transaction *t = known->t;
	PyObject *key, *value, *f;
	Py_ssize_t at;
	int added = 0;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		for (at = 0; t->modules[i].before && PyDict_Next(t->modules[i].before, &at, &key, &value);) {
			if (!is_str(key) || is_atom(value) || is_function(value) || is_class(value) ||
			    PySet_Contains(names, key) != 0)
				continue;
			f = function_within(value);
			f = f || !is_heap_type((PyObject *)type_of(value)) ? f
									   : class_lookup((PyObject *)type_of(value), "__call__");
			if (f && is_function(f) && behaves_otherwise(t, f, names) && PySet_Add(names, key) == 0)
				added = 1;
		}
	for (i = 0; i < t->wrappers.count; i++) {
		f = function_within(t->wrappers.list[i]);
		if (f && PySet_Contains(names, WORD(f, python->function.name)) == 0 &&
		    behaves_otherwise(t, f, names) && (module_of(t, f) || knows_ours(known, f, KNOWS_DEEP)) &&
		    PySet_Add(names, WORD(f, python->function.name)) == 0)
			added = 1;
	}
	return added;
}

/* The names whose functions, values or attributes behave otherwise now, directly or not.  New reference. */
static PyObject *
changed_names(struct knowing *known)
{
	struct transaction *t = known->t;
	PyObject *names = PySet_New(NULL), *f, *name;
	const struct op *op;
	bool again = names != NULL;
	size_t i;

	for (i = 0; names && i < t->module_count; i++)
		if (t->modules[i].moved && PyObject_IsTrue(t->modules[i].moved) == 1)
			unref(PyObject_CallMethod(names, "update", "O", t->modules[i].moved));
	/* The constants of classes; what other modules imported. */
	for (op = t->ops.list; names && op < t->ops.list + t->ops.count; op++)
		if ((op->kind == OP_TYPE || op->kind == OP_DICT) && is_str(op->key) && op->value && is_atom(op->value) &&
		    strncmp(utf8(op->key), "__", 2) != 0 && (PySet_Add(names, op->key) < 0 || add_member_name(names, op->key) < 0))
			PyErr_Clear();
	if (names && add_contents_names(t, names) < 0)
		PyErr_Clear();
	while (again) {
		again = false;
		for (i = 0; i < t->functions.count; i++) {
			f = t->functions.list[i];
			name = WORD(f, python->function.name);
			if (PySet_Contains(names, name) != 0)
				continue;
			if (behaves_otherwise(t, f, names))
				again = (PySet_Add(names, name) == 0 && add_class_name(names, f) == 0) || again;
		}
		again = add_callables(known, names) || again;
	}
	return names;
}

static bool
takes_arguments(PyObject *f)
{
	PyObject *code = WORD(f, python->function.code);

	/* CO_VARARGS | CO_VARKEYWORDS */
	return code_int(code, "co_argcount") || code_int(code, "co_kwonlyargcount") ||
	       (code_int(code, "co_flags") & 0xc);
}

/* What lru_cache itself has beside the answers. */
static bool
is_answer(PyObject *o)
{
	PyObject *name = get_attr((PyObject *)type_of(o), "__name__");
	bool own = is_function(o) || is_class(o) || is_dict(o) || is_exact(o, TYPE_AT(PyBaseObject_Type)) ||
		   (name && !strcmp(utf8(name), "_lru_list_elem"));

	unref(name);
	return !own;
}

static int
find_object(PyObject *o, void *arg)
{
	bool *found = arg;
	PyObject *key, *value;
	Py_ssize_t at = 0;

	*found = *found || (o && is_answer(o) && !is_atom(o));
	while (o && is_dict(o) && PyDict_Next(o, &at, &key, &value))
		*found = *found || (is_answer(value) && !is_atom(value));
	return 0;
}

static bool
holds_object(PyObject *wrapper)
{
	bool found = false;

	heap_refers(wrapper, find_object, &found);
	return found;
}

struct answers {
	PyObject *queue;
	struct addresses queued;
	Py_ssize_t most;
};

/* Classes and functions lead everywhere. */
static int
add_answer(PyObject *o, void *arg)
{
	struct answers *a = arg;

	return o && (is_class(o) || is_function(o)) ? 0 : queue_add(a->queue, &a->queued, o, a->most);
}

/* A module whose data has another value now is among what its answers lead to, within so many objects. */
static int
answers_lead_to_ours(struct transaction *t, PyObject *wrapper, Py_ssize_t most)
{
	struct answers a = {.queue = PyList_New(0), .most = most};
	int result = a.queue ? 0 : -1;
	PyObject *o = wrapper;
	Py_ssize_t i;
	size_t k;

	for (i = 0; o && result == 0; o = i < PyList_Size(a.queue) ? PyList_GetItem(a.queue, i++) : NULL) {
		for (k = 0; result == 0 && is_module(o) && k < t->module_count; k++)
			result = t->modules[k].module == o && t->modules[k].moved && PySet_Size(t->modules[k].moved) > 0;
		if (result == 0 && !is_module(o))
			heap_refers(o, add_answer, &a);
		if (PyErr_Occurred())
			result = -1;
	}
	addresses_fini(&a.queued);
	unref(a.queue);
	return result;
}

#define KEYS_MOST 200 /* of one cache */

struct keys {
	struct transaction *t;
	bool ours;
};

/* A key is the argument itself, or a list or tuple of them. */
static int
look_at_keys(PyObject *o, void *arg)
{
	struct keys *k = arg;
	PyObject *key, *value, *items;
	Py_ssize_t i, at = 0;
	int left = KEYS_MOST;

	while (o && is_dict(o) && !k->ours && left-- && PyDict_Next(o, &at, &key, &value)) {
		items = PyType_IsSubtype(type_of(key), TYPE_AT(PyList_Type)) || PyType_IsSubtype(type_of(key), TYPE_AT(PyTuple_Type))
			    ? PySequence_List(key)
			    : NULL;
		k->ours = class_of_ours(k->t, key) != NULL;
		for (i = 0; items && !k->ours && i < PyList_Size(items); i++)
			k->ours = class_of_ours(k->t, PyList_GetItem(items, i)) != NULL;
		unref(items);
	}
	return 0;
}

/* @lru_cache def total(product): return product.price() * 2, and it has been asked for products. */
static bool
is_asked_for_ours(struct transaction *t, PyObject *wrapper)
{
	struct keys k = {t, false};

	heap_refers(wrapper, look_at_keys, &k);
	PyErr_Clear();
	return k.ours;
}

/* -1: exception. */
static int
is_outdated(struct knowing *known, PyObject *wrapper, PyObject *f, PyObject *names)
{
	struct transaction *t = known->t;
	PyObject *code = WORD(f, python->function.code);
	bool ours = module_of(t, f) != NULL;
	int leads;

	if (ours && own_code_changed(t, f))
		return true;
	leads = takes_arguments(f) ? answers_lead_to_ours(t, wrapper, VISITS_MOST) : 0;
	if (leads != 0)
		return leads;
	if (!ours && addresses_has(&t->users, f))
		return takes_arguments(f) || !holds_object(wrapper);
	if (!(ours ? reads_any(code, names)
		   : mentions_any(code, names) && (knows_ours(known, f, KNOWS_DEEP) || is_asked_for_ours(t, wrapper))))
		return ours && !holds_object(wrapper) && mentions_any(code, names);
	return takes_arguments(f) || !holds_object(wrapper);
}

bool
cache_is_outdated(struct transaction *t, PyObject *f, PyObject *names)
{
	return behaves_otherwise(t, f, names) || reads_any(WORD(f, python->function.code), names);
}

static int
hold_content(PyObject *o, void *arg)
{
	struct transaction *t = arg;

	/* cache_clear() empties the dict of one without a limit. */
	if (o && is_dict(o) && !hold(t, PyDict_Copy(o)))
		return -1;
	return o && !hold(t, ref(o)) ? -1 : 0;
}

/* Unless it is among the first so many. */
static int
add_wrapper(struct transaction *t, PyObject *wrapper, size_t count)
{
	size_t i = 0;

	while (i < count && t->wrappers.list[i] != wrapper)
		i++;
	return i < count ? 0 : objects_add(&t->wrappers, wrapper);
}

/* Caches that modules which are not reloaded have by a name, and classes of theirs where between.c has found them. */
static int
add_others(struct transaction *t)
{
	PyObject *modules = PyImport_GetModuleDict(), *type = functions_cache_type(), *key, *module, *value;
	size_t count = t->wrappers.count;
	Py_ssize_t i = 0, k;
	int result = 0;

	for (k = 0; result == 0 && k < PyList_Size(t->used_caches); k++)
		result = add_wrapper(t, PyList_GetItem(t->used_caches, k), count);
	count = t->wrappers.count;
	while (type && result == 0 && PyDict_Next(modules, &i, &key, &module))
		for (k = 0; is_module(module) && result == 0 && PyDict_Next(PyModule_GetDict(module), &k, &key, &value);)
			if ((PyObject *)type_of(value) == type)
				result = add_wrapper(t, value, count);
	return result;
}

/* Those that are outdated, and what they have kept, are held: finalizers shall not run between the first and the last. */
static int
find_outdated(struct knowing *known, PyObject *names)
{
	struct transaction *t = known->t;
	size_t i, kept = 0;
	PyObject *f;
	int outdated;

	for (i = 0; i < t->wrappers.count; i++) {
		f = function_within(t->wrappers.list[i]);
		outdated = f ? is_outdated(known, t->wrappers.list[i], f, names) : 0;
		if (outdated < 0)
			return -1;
		if (!outdated)
			continue;
		if (!hold(t, ref(t->wrappers.list[i])))
			return -1;
		heap_refers(t->wrappers.list[i], hold_content, t);
		if (PyErr_Occurred())
			return -1;
		t->wrappers.list[kept++] = t->wrappers.list[i];
		report_add(t->report, PYR_REC_UPDATED, utf8(WORD(f, python->function.module)),
			   utf8(WORD(f, python->function.qualname)), "cached answers dropped");
	}
	t->wrappers.count = kept;
	return 0;
}

#define MODELS_DEEP 20 /* classes below each other */

/* Of the class and all below it. */
static int
forget_schemas(struct transaction *t, PyObject *class, int depth)
{
	PyObject *cache = class_get(class, "__schema_cache__"), *list;
	int result = 0;
	Py_ssize_t i;

	if (cache && is_dict(cache) && PyDict_Size(cache))
		result = plan_emptied(t, cache);
	list = depth ? class_subclasses(class) : NULL;
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++)
		result = forget_schemas(t, PyList_GetItem(list, i), depth - 1);
	unref(list);
	PyErr_Clear();
	return result;
}

/* pydantic 1 keeps what schema() has said; that of a model says the fields of others, too. */
static int
forget_models(struct transaction *t)
{
	struct addresses set = {0};
	PyObject *base = library_object("pydantic.main", "BaseModel"), *changed = base ? classes_changed_below(t, base, &set) : NULL;
	int result = base && !changed ? -1 : changed && PyList_Size(changed) ? forget_schemas(t, base, MODELS_DEEP) : 0;

	unref(changed);
	addresses_fini(&set);
	return result;
}

int
caches_find(struct transaction *t)
{
	struct knowing known = {.t = t};
	PyObject *names;
	bool properties, memos;
	int result;

	if (add_others(t) < 0 || forget_models(t) < 0)
		return -1;
	properties = cached_properties_any(t);
	memos = memos_any(t);
	if (t->wrappers.count == 0 && !properties && !memos)
		return 0;
	names = hold(t, changed_names(&known));
	result = names ? find_outdated(&known, names) : -1;
	if (result == 0 && properties)
		result = cached_properties_find(t, names);
	if (result == 0 && memos)
		result = memos_find(t, names);
	addresses_fini(&known.asked);
	addresses_fini(&known.ours);
	return result;
}

void
caches_clear(struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->wrappers.count; i++)
		unref(PyObject_CallMethod(t->wrappers.list[i], "cache_clear", NULL));
	PyErr_Clear();
}
