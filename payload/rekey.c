/*
 * rekey.c - what staged code has built is looked up by live objects.
 *
 * A dict whose keys are staged classes or members of an enumeration finds
 * nothing once these lead to the live ones.  Before the commit nobody else has
 * it, so its hashes may be asked for: they run code.
 */
#include "collection.h"
#include "transaction.h"
#include "version.h"

#define LEVELS 6
#define VISITS_MOST 20000
#define STAGED_DEEP 6 /* of a key: a tuple, an alias and its arguments */

struct rekeying {
	struct transaction *t;
	PyObject *queue; /* list: objects to be looked into */
	struct addresses queued;
};

/* Optional[Money], list[Money], Money | None: the arguments; new reference, NULL: it is no such thing. */
static PyObject *
arguments_of_alias(PyObject *o)
{
	static const char *const types[][2] = {{"types", "GenericAlias"}, {"types", "UnionType"}};
	PyObject *type = (PyObject *)type_of(o), *args;

	if (is_atom(o) || is_class(o) || is_function(o))
		return NULL;
	if (!attr_is(type, "__module__", "typing") && !IS_LIBRARY(type, types))
		return PyErr_Clear(), NULL;
	args = get_attr(o, "__args__");
	PyErr_Clear();
	if (args && is_exact(args, TYPE_AT(PyTuple_Type)))
		return args;
	unref(args);
	return NULL;
}

/* The same of other arguments.  New reference; NULL: it cannot be made, or exception. */
static PyObject *
alias_with(PyObject *o, PyObject *args)
{
	static const char *const plain[][2] = {{"types", "GenericAlias"}};
	PyObject *origin, *made = NULL, *next;
	Py_ssize_t i;

	if ((made = get_attr(o, "copy_with"))) {
		next = PyObject_CallFunction(made, "(O)", args);
		unref(made);
		return next;
	}
	PyErr_Clear();
	if (IS_LIBRARY((PyObject *)type_of(o), plain)) {
		origin = get_attr(o, "__origin__");
		made = origin ? PyObject_CallFunctionObjArgs((PyObject *)type_of(o), origin, args, NULL) : NULL;
		unref(origin);
		return made;
	}
	for (i = 0; i < PyTuple_Size(args); i++) {
		next = made ? PyNumber_Or(made, PyTuple_GetItem(args, i)) : ref(PyTuple_GetItem(args, i));
		unref(made);
		if (!(made = next))
			break;
	}
	return made;
}

/* What the object is to be asked for by; new reference.  A tuple, frozenset or alias of such is another one. */
static PyObject *
key_for(struct transaction *t, PyObject *o)
{
	PyObject *args, *others;
	bool tuple = is_exact(o, TYPE_AT(PyTuple_Type));
	PyObject *list, *item, *key = NULL;
	bool differs = false;
	Py_ssize_t i;

	if (map_get(&t->map, o))
		return ref(map_resolve(&t->map, o));
	if ((args = arguments_of_alias(o))) {
		others = key_for(t, args);
		key = !others ? NULL : others == args ? ref(o) : alias_with(o, others);
		/* One that cannot be made of others stays. */
		if (others && !key) {
			PyErr_Clear();
			key = ref(o);
		}
		unref(others);
		unref(args);
		return key;
	}
	if (!tuple && !is_exact(o, TYPE_AT(PyFrozenSet_Type)))
		return ref(o);
	list = PySequence_List(o);
	for (i = 0; list && i < PyList_Size(list); i++) {
		item = key_for(t, PyList_GetItem(list, i));
		differs = differs || item != PyList_GetItem(list, i);
		if (!item || PyList_SetItem(list, i, item) < 0) {
			unref(list);
			return NULL;
		}
	}
	if (list && differs)
		key = tuple ? PySequence_Tuple(list) : PyFrozenSet_New(list);
	else if (list)
		key = ref(o);
	unref(list);
	return key;
}

PyObject *
rekey_value(struct transaction *t, PyObject *value)
{
	PyObject *made = is_exact(value, TYPE_AT(PyFrozenSet_Type)) ? hold(t, key_for(t, value)) : value;

	return made && made != value && map_set(&t->map, value, made) < 0 ? NULL : made;
}

static int
add(struct rekeying *r, PyObject *o)
{
	return queue_add(r->queue, &r->queued, o, VISITS_MOST);
}

#define ENTRIES_MOST 10000

static bool
is_staged_within(const struct transaction *t, PyObject *o, int depth)
{
	PyObject *list;
	bool within = map_get(&t->map, o) != NULL;
	Py_ssize_t i;

	if (!within && depth && (list = arguments_of_alias(o))) {
		within = is_staged_within(t, list, depth - 1);
		unref(list);
		return within;
	}
	if (within || !depth || !(is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type))))
		return within;
	list = PySequence_List(o);
	for (i = 0; list && !within && i < PyList_Size(list); i++)
		within = is_staged_within(t, PyList_GetItem(list, i), depth - 1);
	unref(list);
	return within;
}

/* Some key or frozenset is to be another one; live containers, whose keys need not be asked for their hash, have none. */
static bool
has_staged(const struct transaction *t, PyObject *o)
{
	/* Lists of their own: an alias is asked for its arguments, which runs code. */
	PyObject *list = is_dict(o) ? PyDict_Keys(o) : items_of(o), *values = is_dict(o) ? PyDict_Values(o) : NULL, *value;
	Py_ssize_t i;
	bool has = false;

	for (i = 0; values && !has && i < PyList_Size(values); i++) {
		value = PyList_GetItem(values, i);
		has = is_exact(value, TYPE_AT(PyFrozenSet_Type)) && is_staged_within(t, value, STAGED_DEEP);
	}
	for (i = 0; list && !has && i < PyList_Size(list); i++)
		has = is_staged_within(t, PyList_GetItem(list, i), STAGED_DEEP);
	unref(values);
	unref(list);
	PyErr_Clear();
	return has;
}

/* All keys anew when one is another: they keep their order. */
static int
rekey_dict(struct rekeying *r, PyObject *dict)
{
	PyObject *items = PyDict_Items(dict), *fresh = PyDict_New(), *pair, *key, *value;
	bool differs = false;
	int result = items && fresh ? 0 : -1;
	bool staged = result == 0 && has_staged(r->t, dict);
	Py_ssize_t i;

	for (i = 0; result == 0 && !staged && i < PyList_Size(items); i++)
		result = add(r, PyTuple_GetItem(PyList_GetItem(items, i), 1));
	for (i = 0; result == 0 && staged && i < PyList_Size(items); i++) {
		pair = PyList_GetItem(items, i);
		value = PyTuple_GetItem(pair, 1);
		key = key_for(r->t, PyTuple_GetItem(pair, 0));
		differs = differs || key != PyTuple_GetItem(pair, 0);
		/* A frozenset cannot be changed where it is; later the keys could not be asked for their hash.  Other values are
		   the commit's matter: the dict may be a live one, that a staged class shares. */
		value = ref(rekey_value(r->t, value));
		if (value && value != PyTuple_GetItem(pair, 1))
			result = PyDict_SetItem(dict, PyTuple_GetItem(pair, 0), value);
		if (!key || !value || PyDict_SetItem(fresh, key, value) < 0 || add(r, value) < 0)
			result = -1;
		unref(key);
		unref(value);
	}
	if (result == 0 && differs) {
		PyDict_Clear(dict);
		result = PyDict_Update(dict, fresh);
	}
	unref(fresh);
	unref(items);
	return result;
}

static int
rekey_set(struct rekeying *r, PyObject *set)
{
	PyObject *list = PySequence_List(set), *element;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		element = key_for(r->t, PyList_GetItem(list, i));
		if (element && element != PyList_GetItem(list, i))
			result = PySet_Discard(set, PyList_GetItem(list, i)) < 0 ? -1 : PySet_Add(set, element);
		result = element ? result : -1;
		unref(element);
	}
	unref(list);
	return result;
}

static int
rekey_class(struct rekeying *r, PyObject *class)
{
	PyObject *items = PyDict_Items(CLASS_DICT(class)), *name, *value;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		result = add(r, value);
		if (result < 0 || !is_exact(value, TYPE_AT(PyFrozenSet_Type)))
			continue;
		value = rekey_value(r->t, value);
		result = value ? store_type(class, name, value) : -1;
	}
	unref(items);
	return result;
}

static int
add_referent(PyObject *o, void *arg)
{
	return add(arg, o);
}

/* What a decorator has captured: @transition({Phase.DRAFT}). */
static int
rekey_function(struct rekeying *r, PyObject *f)
{
	const struct function_layout *l = &python->function;
	PyObject *cells = WORD(f, l->closure), *cell, *value;
	int result = add(r, WORD(f, l->defaults)) | add(r, WORD(f, l->kwdefaults)) | add(r, WORD(f, l->dict));
	Py_ssize_t i;

	for (i = 0; result == 0 && cells && i < PyTuple_Size(cells); i++) {
		cell = PyTuple_GetItem(cells, i);
		value = WORD(cell, CELL_REF);
		if (value && is_exact(value, TYPE_AT(PyFrozenSet_Type))) {
			WORD(cell, CELL_REF) = key_for(r->t, value);
			if (!WORD(cell, CELL_REF)) {
				WORD(cell, CELL_REF) = value;
				return -1;
			}
			unref(value);
		}
		result = add(r, WORD(cell, CELL_REF));
	}
	return result;
}

static int
rekey(struct rekeying *r, PyObject *o)
{
	PyObject *dict;
	int result;

	if (is_dict_to_c(o))
		return PyDict_Size(o) > ENTRIES_MOST ? 0 : rekey_dict(r, o);
	if (is_exact(o, TYPE_AT(PySet_Type)))
		return PySet_Size(o) > ENTRIES_MOST || !has_staged(r->t, o) ? 0 : rekey_set(r, o);
	if (is_class(o))
		return CLASS_DICT(o) && is_heap_type(o) ? rekey_class(r, o) : 0;
	if (is_exact(o, TYPE_AT(PyList_Type)) || is_exact(o, TYPE_AT(PyTuple_Type)) ||
	    is_exact(o, TYPE_AT(PyStaticMethod_Type)) || is_exact(o, TYPE_AT(PyClassMethod_Type)) ||
	    is_exact(o, TYPE_AT(PyProperty_Type)) || is_exact(o, TYPE_AT(PyMethod_Type)) ||
	    (PyObject *)type_of(o) == library_object("types", "MappingProxyType")) {
		heap_refers(o, add_referent, r);
		return PyErr_Occurred() ? -1 : 0;
	}
	if (is_function(o))
		return rekey_function(r, o);
	if (!is_heap_type((PyObject *)type_of(o)) || is_module(o))
		return 0;
	dict = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	result = dict && is_dict(dict) ? add(r, dict) : 0;
	unref(dict);
	return result;
}

/* What the module has only since it was staged. */
static int
add_staged(struct rekeying *r, struct module *m)
{
	PyObject *items = PyDict_Items(m->scratch), *name, *value;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (PyDict_GetItemWithError(m->before, name) == value || PySet_Contains(m->bound, name) != 1 ||
		    is_module(value))
			continue;
		if (is_class(value) && PySet_Contains(m->defined, name) != 1)
			continue;
		result = add(r, value);
		if (result == 0 && is_exact(value, TYPE_AT(PyFrozenSet_Type))) {
			value = rekey_value(r->t, value);
			result = value ? PyDict_SetItem(m->scratch, name, value) : -1;
		}
	}
	unref(items);
	return result;
}

/* What has been put below the staged key belongs to what the live one has.  -1: exception. */
static int
add_below(struct transaction *t, PyObject *there, PyObject *value)
{
	PyObject *before = content_copy(there), *list = items_of(value), *key, *item;
	Py_ssize_t i, at = 0;
	int result = before && list ? 0 : -1;

	while (is_dict(value) && result == 0 && PyDict_Next(value, &at, &key, &item))
		result = PyDict_SetItem(there, key, item);
	for (i = 0; !is_dict(value) && result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		if (!is_exact(there, TYPE_AT(PyList_Type)))
			result = PySet_Add(there, item);
		else if (!list_has(there, map_resolve(&t->map, item)) && !list_has(there, item))
			result = PyList_Append(there, item);
	}
	/* So that a refusal takes it back. */
	if (result == 0)
		result = touched_note(t, there, before, NONE);
	unref(list);
	unref(before);
	return result;
}

/* TABLE[Kind.TEXT] = Text, HANDLERS.setdefault(Moved, []).append(f), in a registry that is live: the member or class has been a
   staged one, by which nobody will ask. */
static int
rekey_registry(struct transaction *t, PyObject *dict)
{
	PyObject *items = PyDict_Items(dict), *key, *value, *live, *there;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		live = is_staged_within(t, key, STAGED_DEEP) ? key_for(t, key) : NULL;
		if (!live || live == key) {
			unref(live);
			result = PyErr_Occurred() ? -1 : 0;
			continue;
		}
		there = PyDict_GetItemWithError(dict, live);
		if (there && there != value && is_container(there) && type_of(there) == type_of(value)) {
			result = add_below(t, there, value);
			if (result == 0)
				result = PyDict_DelItem(dict, key);
		} else if (is_enum((PyObject *)type_of(key))) {
			result = PyDict_DelItem(dict, key);
			/* class State(str, Enum): both may be the same key. */
			there = PyDict_GetItemWithError(dict, live);
			if (result == 0 && (!there || map_resolve(&t->map, value) != there))
				result = PyDict_SetItem(dict, live, value);
		}
		unref(live);
		result = PyErr_Occurred() ? -1 : result;
	}
	unref(items);
	return result;
}

/* A record that says itself what its hash is, of its fields, and has one that is staged: the fields are what they will be.
   New reference; NULL: it is none, or exception. */
static PyObject *
fields_to_settle(struct transaction *t, PyObject *o)
{
	PyObject *class = (PyObject *)type_of(o),
		 *hash = is_heap_type(class) && !is_class(o) ? class_lookup(class, "__hash__") : NULL;
	PyObject *fields = hash && is_function(hash) ? PyObject_GenericGetDict(o, NULL) : NULL, *name, *value;
	Py_ssize_t at = 0;
	bool staged = false;

	PyErr_Clear();
	while (fields && is_dict(fields) && !staged && PyDict_Next(fields, &at, &name, &value))
		staged = map_resolve(&t->map, value) != value;
	if (staged)
		return fields;
	unref(fields);
	return NULL;
}

/* ROUTES.add(Route(path, f)): it is found by the hash of the live function. */
static int
rekey_records(struct transaction *t, PyObject *set, PyObject *copy)
{
	PyObject *list = items_of(set), *before = NULL, *names, *fields, *o;
	int result = list ? 0 : -1;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		o = PyList_GetItem(list, i);
		fields = fields_to_settle(t, o);
		/* Only of one that is staged the hash is asked for: that runs code. */
		if (fields && PySet_Contains(copy, o) != 0) {
			unref(fields);
			fields = NULL;
			PyErr_Clear();
		}
		names = fields ? PyDict_Keys(fields) : NULL;
		before = names && !before ? content_copy(set) : before;
		result = names && PySet_Discard(set, o) < 0 ? -1 : 0;
		for (k = 0; names && result == 0 && k < PyList_Size(names); k++)
			result = PyDict_SetItem(fields, PyList_GetItem(names, k),
						map_resolve(&t->map, PyDict_GetItemWithError(fields, PyList_GetItem(names, k))));
		if (names && result == 0)
			result = PySet_Add(set, o);
		unref(names);
		unref(fields);
	}
	/* So that a refusal takes it back. */
	if (before && result == 0)
		result = touched_note(t, set, before, set);
	unref(before);
	unref(list);
	PyErr_Clear();
	return result;
}

static int
rekey_registries(struct transaction *t)
{
	PyObject *o;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		if (is_exact(o, TYPE_AT(PySet_Type)))
			result = rekey_records(t, o, PyList_GetItem(t->watched, i + 1));
		if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && (is_dict(o) ? PyList_GetItem(t->watched, i + 2) == o : is_collection(o)) &&
		    !dict_get(o, "__name__"))
			result = rekey_registry(t, o);
	}
	return result;
}

/* The defaults of a function. */
static bool
has_frozenset(PyObject *o)
{
	bool has = false;
	Py_ssize_t i;

	for (i = 0; is_exact(o, TYPE_AT(PyTuple_Type)) && !has && i < PyTuple_Size(o); i++)
		has = is_exact(PyTuple_GetItem(o, i), TYPE_AT(PyFrozenSet_Type));
	return has;
}

/* What is planned for classes and functions: contents that live containers are to take, and frozensets. */
static int
rekey_planned(struct rekeying *r, struct ops *ops)
{
	struct op *op;
	PyObject *value;
	int result = 0;

	for (op = ops->list; result == 0 && op < ops->list + ops->count; op++) {
		if (op->kind == OP_CONTENT && op->value)
			result = add(r, op->value);
		if (!op->value || !(op->kind == OP_TYPE  ? is_exact(op->value, TYPE_AT(PyFrozenSet_Type))
				    : op->kind == OP_WORD ? has_frozenset(op->value)
							  : false))
			continue;
		value = hold(r->t, key_for(r->t, op->value));
		op->value = value ? value : op->value;
		result = value ? 0 : -1;
	}
	return result;
}

int
rekey_within(struct transaction *t, PyObject *o)
{
	struct rekeying r = {.t = t, .queue = PyList_New(0)};
	int result = r.queue ? add(&r, o) : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(r.queue); i++)
		result = rekey(&r, PyList_GetItem(r.queue, i));
	addresses_fini(&r.queued);
	unref(r.queue);
	return result;
}

int
rekey_staged(struct transaction *t)
{
	struct rekeying r = {.t = t, .queue = PyList_New(0)};
	int result = r.queue ? rekey_registries(t) : -1, level;
	Py_ssize_t k = 0, end;
	size_t i;

	for (i = 0; result == 0 && i < t->module_count; i++)
		if (!t->modules[i].is_unchanged)
			result = add_staged(&r, &t->modules[i]);
	if (result == 0 && (rekey_planned(&r, &t->ops) < 0 || rekey_planned(&r, &t->last) < 0))
		result = -1;
	for (level = 0; result == 0 && level < LEVELS; level++)
		for (end = PyList_Size(r.queue); result == 0 && k < end; k++)
			result = rekey(&r, PyList_GetItem(r.queue, k));
	addresses_fini(&r.queued);
	unref(r.queue);
	return result;
}
