#include "rehash.h"

#include "version.h"

#define TYPES_MOST 64  /* classes, with those below them */
#define VALUES_DEEP 4  /* tuples in fields */

/* While what they are keys of is filled anew, no code of the program may run: their types have known_hash() for that. */
static struct {
	PyObject *type;
	PyObject *fields; /* tuple of names; NULL: a member of an Enum */
	hashfunc saved;
} types[TYPES_MOST];
static int type_count;

/* The names of those that the generated __hash__ looks at.  New reference; NULL: none, or an exception. */
static PyObject *
hashed_fields(PyObject *class)
{
	PyObject *fields = class_get(class, "__dataclass_fields__"), *hash = class_get(class, "__hash__"), *list = NULL, *name, *field;
	PyObject *code = hash && is_function(hash) ? WORD(hash, python->function.code) : NULL, *its, *compare, *kind;
	Py_ssize_t at = 0;

	if (!fields || !is_dict(fields) || !code || !attr_is(code, "co_filename", "<string>") || !(list = PyList_New(0)))
		return NULL;
	while (PyDict_Next(fields, &at, &name, &field)) {
		its = get_attr(field, "hash");
		compare = get_attr(field, "compare");
		kind = get_attr(field, "_field_type");
		if (kind && attr_is(kind, "name", "_FIELD") && (its == NONE ? compare : its) == TRUE && PyList_Append(list, name) < 0)
			PyErr_Clear();
		unref(kind);
		unref(compare);
		unref(its);
	}
	field = PyList_AsTuple(list);
	unref(list);
	return field;
}

/* As enum does. */
static bool
is_hashed_by_name(PyObject *class)
{
	PyObject *hash = is_enum(class) ? class_lookup(class, "__hash__") : NULL;

	return hash && is_function(hash) && attr_is(hash, "__module__", "enum");
}

int
rehash_note(struct transaction *t, PyObject *module, PyObject *class, PyObject *staged)
{
	PyObject *fields = hashed_fields(staged), *before = fields ? hashed_fields(class) : NULL;
	bool known = before ? !class_get(class, "__slots__") : is_hashed_by_name(class);
	int result = known;

	if (known && !list_has(t->rehashed, class) &&
	    LIST_APPEND(t->rehashed, class, before ? fields : NONE, module, staged) < 0)
		result = -1;
	unref(before);
	unref(fields);
	return result;
}

/* Entry of `rehashed` that the key is of, itself or as an item; -1: none. */
static Py_ssize_t
entry_of(const struct transaction *t, PyObject *key, int depth)
{
	PyObject *type = (PyObject *)type_of(key), *class;
	Py_ssize_t i, found = -1;

	if (depth && is_exact(key, TYPE_AT(PyTuple_Type))) {
		for (i = 0; found < 0 && i < PyTuple_Size(key); i++)
			found = entry_of(t, PyTuple_GetItem(key, i), depth - 1);
		return found;
	}
	for (i = 0; i + 3 < PyList_Size(t->rehashed); i += 4) {
		class = PyList_GetItem(t->rehashed, i);
		if (type == class || type == PyList_GetItem(t->rehashed, i + 3) || (is_heap_type(type) && PyType_IsSubtype((PyTypeObject *)type, (PyTypeObject *)class) &&
				      class_lookup(type, "__hash__") == class_lookup(class, "__hash__")))
			return i;
	}
	return -1;
}

static bool
may_hold(PyObject *o, void *t)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool may = is_set(o) || is_exact(o, TYPE_AT(PyFrozenSet_Type));

	if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && !WORD(o, DICT_VALUES))
		while (!may && PyDict_Next(o, &at, &key, &value))
			may = !is_str(key) && entry_of(t, key, VALUES_DEEP) >= 0;
	return may;
}

/* Its hash runs no code of the program. */
static bool
is_plain(PyObject *o, int depth)
{
	bool plain = is_atom(o) && !is_exact(o, TYPE_AT(PyFrozenSet_Type));
	Py_ssize_t i;

	if (plain && is_exact(o, TYPE_AT(PyTuple_Type)))
		for (i = 0; plain && i < PyTuple_Size(o); i++)
			plain = depth && is_plain(PyTuple_GetItem(o, i), depth - 1);
	return plain;
}

/* What the object has in the field, itself or of its class.  New reference, or NULL. */
static PyObject *
field_value(PyObject *o, PyObject *name, PyObject *class)
{
	PyObject *dict = PyObject_GenericGetDict(o, NULL), *value = dict && is_dict(dict) ? PyDict_GetItemWithError(dict, name) : NULL;

	value = ref(value ? value : class_lookup(class, utf8(name)));
	unref(dict);
	PyErr_Clear();
	return value;
}

static bool
is_known_type(PyObject *type)
{
	int i = 0;

	while (i < type_count && types[i].type != type)
		i++;
	return i < type_count;
}

/* With what it will have in its fields, a constant of the new class or what it has, the hash is that of plain values. */
static bool
can_be_hashed(const struct transaction *t, PyObject *key, int depth)
{
	Py_ssize_t e, i;
	PyObject *fields, *class, *value;
	bool can = true;

	if (depth && is_exact(key, TYPE_AT(PyTuple_Type))) {
		for (i = 0; can && i < PyTuple_Size(key); i++)
			can = can_be_hashed(t, PyTuple_GetItem(key, i), depth - 1);
		return can;
	}
	if (is_plain(key, VALUES_DEEP))
		return true;
	if ((e = entry_of(t, key, 0)) < 0)
		return false;
	class = PyList_GetItem(t->rehashed, e);
	fields = PyList_GetItem(t->rehashed, e + 1);
	for (i = 0; can && fields != NONE && i < PyTuple_Size(fields); i++) {
		value = field_value(key, PyTuple_GetItem(fields, i), map_resolve(&t->map, class));
		can = !value || is_plain(value, VALUES_DEEP); /* one that comes is a constant of the class */
		unref(value);
	}
	if (can && !is_known_type((PyObject *)type_of(key))) {
		if (type_count == TYPES_MOST)
			return false;
		types[type_count].type = (PyObject *)type_of(key);
		types[type_count++].fields = fields == NONE ? NULL : fields;
	}
	return can;
}

/* Some key of it is one, and all can be put in anew. */
static bool
is_fit(const struct transaction *t, PyObject *keys, bool *any)
{
	bool fit = keys != NULL;
	Py_ssize_t i;

	for (i = 0; keys && i < PyList_Size(keys); i++) {
		*any = *any || entry_of(t, PyList_GetItem(keys, i), VALUES_DEEP) >= 0;
		fit = fit && can_be_hashed(t, PyList_GetItem(keys, i), VALUES_DEEP);
	}
	return fit;
}

static void
say(const struct transaction *t, int done, int left)
{
	PyObject *path = get_attr(PyList_GetItem(t->rehashed, 0), "__qualname__");
	const char *module = utf8(PyList_GetItem(t->rehashed, 2));

	if (done)
		report_addf(t->report, PYR_REC_UPDATED, module, utf8(path), "another __hash__: %d %s with such keys filed them anew", done,
			    done == 1 ? "dict or set" : "dicts and sets");
	if (left)
		report_addf(t->report, PYR_REC_NOTE, module, utf8(path),
			    "another __hash__: objects are not found any more in %d %s that ha%s them", left,
			    left == 1 ? "dict, set or frozenset" : "dicts, sets and frozensets", left == 1 ? "s" : "ve");
	unref(path);
}

/* Containers of staging, which go with it. */
static int
collect_ours(const struct transaction *t, struct addresses *ours)
{
	const struct module *m;
	const struct op *op;
	PyObject *name, *value;
	Py_ssize_t i, at;
	int result = 0;

	for (op = t->ops.list; result >= 0 && op < t->ops.list + t->ops.count; op++)
		if (op->kind == OP_CONTENT && op->value)
			result = addresses_add(ours, op->value);
	for (i = 0; result >= 0 && i + 2 < PyList_Size(t->watched); i += 3)
		result = addresses_add(ours, PyList_GetItem(t->watched, i + 1));
	for (i = 0; result >= 0 && i + 3 < PyList_Size(t->touched); i += 4)
		result = addresses_add(ours, PyList_GetItem(t->touched, i + 1)) < 0 ? -1
										    : addresses_add(ours, PyList_GetItem(t->touched, i + 2));
	for (m = t->modules; result >= 0 && m < t->modules + t->module_count; m++)
		for (at = 0; m->scratch && result >= 0 && PyDict_Next(m->scratch, &at, &name, &value);)
			if (is_container(value) && PyDict_GetItemWithError(m->before, name) != value && PyDict_Contains(m->before, name) == 1)
				result = addresses_add(ours, value);
	return result < 0 ? -1 : 0;
}

int
rehash_plan(struct transaction *t)
{
	struct objects holders = {0};
	struct addresses ours = {0};
	PyObject *o, *keys;
	int result, done = 0, left = 0;
	bool any;
	size_t i;

	type_count = 0;
	if (!PyList_Size(t->rehashed))
		return 0;
	result = heap_find(may_hold, t, &holders) < 0 || collect_ours(t, &ours) < 0 ? -1 : 0;
	for (i = 0; result == 0 && i < holders.count; i++) {
		o = holders.list[i];
		if (addresses_has(&t->own, o) || addresses_has(&ours, o))
			continue;
		keys = PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) ? PyDict_Keys(o)
		       : is_set(o)					 ? items_of(o)
									 : PySequence_List(o);
		any = false;
		if (is_fit(t, keys, &any) && any && !is_exact(o, TYPE_AT(PyFrozenSet_Type)) &&
		    (is_dict(o) || is_exact(o, TYPE_AT(PySet_Type)))) {
			result = hold(t, ref(o)) ? ops_add(&t->ops, OP_REHASH, o, NULL, NULL) : -1;
			done++;
		} else {
			left += any;
		}
		unref(keys);
	}
	if (result == 0)
		say(t, done, left);
	addresses_fini(&ours);
	objects_fini(&holders);
	return result < 0 && !PyErr_Occurred() ? (PyErr_NoMemory(), -1) : result;
}

static Py_hash_t
known_hash(PyObject *o)
{
	PyObject *tuple, *name = NULL, *value;
	Py_ssize_t k;
	Py_hash_t hash;
	int i = 0;

	while (types[i].type != (PyObject *)type_of(o))
		i++;
	if (!types[i].fields) {
		name = get_attr(o, "_name_");
		hash = name ? PyObject_Hash(name) : -1;
		unref(name);
		return hash;
	}
	tuple = PyTuple_New(PyTuple_Size(types[i].fields));
	for (k = 0; tuple && k < PyTuple_Size(types[i].fields); k++) {
		value = field_value(o, PyTuple_GetItem(types[i].fields, k), types[i].type);
		PyTuple_SetItem(tuple, k, value ? value : ref(NONE));
	}
	hash = tuple ? PyObject_Hash(tuple) : -1;
	unref(tuple);
	return hash;
}

static hashfunc *
hash_slot(PyObject *type)
{
	return (hashfunc *)(void *)((char *)type + TYPE_HASH);
}

int
rehash_content(PyObject *owner)
{
	PyObject *fresh = is_dict(owner) ? PyDict_New() : PySet_New(NULL), *key, *value, *keys = is_dict(owner) ? NULL : items_of(owner);
	int i, result = fresh && (is_dict(owner) || keys) ? 0 : -1;
	Py_ssize_t at = 0;

	for (i = 0; i < type_count; i++) {
		types[i].saved = *hash_slot(types[i].type);
		*hash_slot(types[i].type) = known_hash;
	}
	while (result == 0 && !keys && PyDict_Next(owner, &at, &key, &value))
		result = PyDict_SetItem(fresh, key, value);
	for (at = 0; result == 0 && keys && at < PyList_Size(keys); at++)
		result = PySet_Add(fresh, PyList_GetItem(keys, at));
	for (i = 0; i < type_count; i++)
		*hash_slot(types[i].type) = types[i].saved;
	if (result == 0)
		result = content_store(owner, fresh);
	unref(keys);
	unref(fresh);
	return result;
}
