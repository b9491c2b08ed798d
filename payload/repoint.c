/*
 * repoint.c - one walk over the heap finds every holder of every object in the map.
 *
 * The map leads from staged objects to the live ones that took over their
 * contents, and from live objects that could not be updated in place to their
 * replacements.  Only the walk's findings are planned here; ops_commit()
 * stores them.  No Python code runs, so nothing moves in between.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"

#define KEY_DEPTH 3 /* tuples in tuples */

#define TUPLE_MOST 8 /* items: a longer tuple or dict within another is left to the collector */

struct repointing {
	struct transaction *t;
	struct objects owners;
	struct addresses of_types; /* __dict__, __mro__ and __bases__: changed through the type alone */
	int tuples; /* that become others */
	bool hidden; /* an object that the collector does not know is in the map */
	struct addresses found; /* with it: owners, once each */
	bool failed;
};

static int
plan_frame_word(struct transaction *t, PyObject **word)
{
	PyObject *to = *word == t->staging_builtins ? t->builtins : NULL;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (*word == t->modules[i].scratch)
			to = t->modules[i].dict;
	if (!to)
		return 0;
	return python->frame.in_generator ? ops_borrowed(&t->ops, word, to)
					  : ops_word(&t->ops, NULL, word, to);
}

/*
 * A frame that began in staged code - a generator, a thread - goes on with the
 * module's own globals and builtins.  Until 3.10 it owns them, since 3.11 it
 * has them from its function, which will not keep the staged ones alive.
 */
static int
plan_globals(struct transaction *t, PyObject *frame)
{
	return plan_frame_word(t, &WORD(frame, python->frame.globals)) < 0 ||
	       plan_frame_word(t, &WORD(frame, python->frame.builtins)) < 0 ? -1 : 0;
}

/* Since 3.11 a frame object, made for whoever asks, points to the frame. */
static int
plan_frame(struct transaction *t, PyObject *frame)
{
	return plan_globals(t, python->frame.in_generator ? WORD(frame, FRAME_POINTER) : frame);
}

/* The collector does not know running frames, in no version. */
static int
plan_running(struct transaction *t)
{
	PyObject *frames = frames_by_thread(), *list, *frame, *back;
	int result = 0;
	Py_ssize_t i;

	list = frames ? PyDict_Values(frames) : NULL;
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		for (frame = ref(PyList_GetItem(list, i)); frame && frame != NONE; frame = back) {
			if (result == 0)
				result = plan_frame(t, frame);
			back = get_attr(frame, "f_back");
			unref(frame);
		}
		unref(frame);
	}
	if (!list)
		result = -1;
	unref(list);
	unref(frames);
	return result;
}

struct count {
	const struct map *map;
	int found;
};

static int
count_mapped(PyObject *o, void *arg)
{
	struct count *c = arg;

	c->found += o && map_get(c->map, o) != NULL;
	return 0;
}

static int
mapped_in(struct transaction *t, PyObject *o)
{
	struct count c = {.map = &t->map};

	heap_refers(o, count_mapped, &c);
	return c.found;
}

static bool
is_generator(PyObject *o)
{
	return is_exact(o, TYPE_AT(PyGen_Type)) || is_exact(o, TYPE_AT(PyCoro_Type)) ||
	       is_exact(o, TYPE_AT(PyAsyncGen_Type));
}

/* The dict and the bases of a class are changed through the class alone: so it is the holder. */
static bool
parts_are_mapped(struct transaction *t, PyObject *o)
{
	return is_class(o) && (map_get(&t->map, (PyObject *)type_of(o)) || (CLASS_DICT(o) && mapped_in(t, CLASS_DICT(o))) ||
			       (WORD(o, TYPE_BASES) && mapped_in(t, WORD(o, TYPE_BASES))));
}

/* Registrations that staged code may have made once more: (priority, handler). */
static bool
has_staged_tuples(struct transaction *t, PyObject *o)
{
	PyObject *item;
	Py_ssize_t i;

	if (!t->effects || !is_exact(o, TYPE_AT(PyList_Type)))
		return false;
	for (i = 0; i < PyList_Size(o); i++) {
		item = PyList_GetItem(o, i);
		if (is_exact(item, TYPE_AT(PyTuple_Type)) && mapped_in(t, item))
			return true;
	}
	return false;
}

static void
add_owner(struct repointing *r, PyObject *o)
{
	int added = r->hidden ? addresses_add(&r->found, o) : 1;

	if (added < 0 || (added && objects_add(&r->owners, o) < 0))
		r->failed = true;
}

/* A tuple or dict of numbers, texts and the like is not known to the collector itself: (timedelta(1),), which are defaults. */
static int
look_within(PyObject *o, void *arg)
{
	struct repointing *r = arg;

	if (!o || !(is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyDict_Type))) || addresses_has(&r->found, o) ||
	    addresses_has(&r->t->own, o))
		return 0;
	if (mapped_in(r->t, o))
		add_owner(r, o);
	else if ((is_exact(o, TYPE_AT(PyTuple_Type)) ? PyTuple_Size(o) : PyDict_Size(o)) <= TUPLE_MOST)
		heap_refers(o, look_within, r);
	return 0;
}

static bool
has_hidden(const struct map *map)
{
	size_t i;

	for (i = 0; map->used && i <= map->mask; i++)
		if (map->from[i] && !(PyType_GetFlags(type_of(map->from[i])) & HAVE_GC))
			return true;
	return false;
}

static void
look_at(PyObject *o, void *arg)
{
	struct repointing *r = arg;

	/* They say nothing of their globals to tp_traverse. */
	if (python->frame.in_generator && is_generator(o) &&
	    plan_globals(r->t, (PyObject *)((char *)o + python->frame.in_generator)) < 0)
		r->failed = true;
	if (!python->frame.in_generator && is_exact(o, TYPE_AT(PyFrame_Type)) && plan_frame(r->t, o) < 0)
		r->failed = true;

	if (is_class(o) && ((CLASS_DICT(o) && addresses_add(&r->of_types, CLASS_DICT(o)) < 0) ||
			    (WORD(o, TYPE_MRO) && addresses_add(&r->of_types, WORD(o, TYPE_MRO)) < 0) ||
			    (WORD(o, TYPE_BASES) && addresses_add(&r->of_types, WORD(o, TYPE_BASES)) < 0)))
		r->failed = true;
	if ((mapped_in(r->t, o) || parts_are_mapped(r->t, o) || has_staged_tuples(r->t, o)) && !addresses_has(&r->t->own, o))
		add_owner(r, o);
	if (r->hidden)
		heap_refers(o, look_within, r);
}

/* The key, or an item of it where it is a tuple, becomes another. */
static bool
key_differs(struct transaction *t, PyObject *key, int depth)
{
	bool differs = map_get(&t->map, key) != NULL;
	Py_ssize_t i;

	if (!depth || !PyType_IsSubtype(type_of(key), TYPE_AT(PyTuple_Type)))
		return differs;
	for (i = 0; !differs && i < PyTuple_Size(key); i++)
		differs = key_differs(t, PyTuple_GetItem(key, i), depth - 1);
	return differs;
}

static int
count_tuples(PyObject *o, void *arg)
{
	struct repointing *r = arg;

	r->tuples += PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type)) && key_differs(r->t, o, KEY_DEPTH);
	return 0;
}

/* Dicts and sets with keys that are such tuples: in the collector's eyes they hold nothing of the map. */
static void
look_at_keys(PyObject *o, void *arg)
{
	struct repointing *r = arg;
	PyObject *key, *value;
	Py_ssize_t at = 0;

	r->tuples = 0;
	if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)))
		while (PyDict_Next(o, &at, &key, &value))
			count_tuples(key, r);
	else if (PyType_IsSubtype(type_of(o), TYPE_AT(PySet_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type)))
		heap_refers(o, count_tuples, r);
	if (r->tuples && !mapped_in(r->t, o) && !addresses_has(&r->t->own, o) && objects_add(&r->owners, o) < 0)
		r->failed = true;
}

/* Say it when an old object keeps a holder; a staged one that is held runs new code anyway. */
static void
say_left(struct transaction *t, PyObject *owner, PyObject *held)
{
	PyObject *name = get_attr(held, "__qualname__");
	PyObject *type = get_attr((PyObject *)type_of(owner), "__name__");
	PyObject *module = get_attr(held, "__module__");

	report_addf(t->report, PYR_REC_STALE, utf8(module), utf8(name),
		    "a %s still refers to the old object", utf8(type));
	unref(module);
	unref(type);
	unref(name);
}

/* A key that can be taken out and put in without running code of the target. */
static bool
is_simple_key(struct transaction *t, PyObject *key, int depth)
{
	PyObject *type = (PyObject *)type_of(key), *item;
	Py_ssize_t i;

	/* Its hash and equality are those of the object. */
	if (is_weakref(key) && depth)
		return WORD(key, REF_OBJECT) == NONE || is_simple_key(t, WORD(key, REF_OBJECT), depth - 1);
	if (!class_has_of_c(type, "__hash__") || !class_has_of_c(type, "__eq__") ||
	    is_exact(key, TYPE_AT(PyFrozenSet_Type)))
		return false;
	if (!PyType_IsSubtype((PyTypeObject *)type, TYPE_AT(PyTuple_Type)))
		return true;
	for (i = 0; i < PyTuple_Size(key); i++) {
		item = map_resolve(&t->map, PyTuple_GetItem(key, i));
		if (!depth || !is_simple_key(t, item, depth - 1))
			return false;
	}
	return true;
}

/* What the name leads to in this module was decided by its source. */
static bool
is_planned(struct transaction *t, PyObject *owner, PyObject *key)
{
	const struct op *op;

	if (!addresses_has(&t->planned, owner))
		return false;
	for (op = t->ops.list; op < t->ops.list + t->planned_ops; op++)
		if ((op->kind == OP_DICT || op->kind == OP_TYPE) && op->owner == owner && is_str(key) && is_str(op->key) &&
		    PyUnicode_Compare(op->key, key) == 0)
			return true;
	return false;
}

/* A tuple whose items become others has another hash: as a key another one takes its place.  Held; NULL: exception. */
static PyObject *
new_key(struct transaction *t, PyObject *key)
{
	PyObject *list, *item, *made;
	Py_ssize_t i;

	if (map_get(&t->map, key) || !key_differs(t, key, KEY_DEPTH))
		return map_resolve(&t->map, key);
	list = PySequence_List(key);
	for (i = 0; list && i < PyList_Size(list); i++) {
		item = new_key(t, PyList_GetItem(list, i));
		if (!item || PyList_SetItem(list, i, ref(item)) < 0) {
			unref(list);
			return NULL;
		}
	}
	made = list ? PyObject_CallMethod((PyObject *)TYPE_AT(PyTuple_Type), "__new__", "OO", type_of(key), list) : NULL;
	unref(list);
	return hold(t, made);
}

/* Some key becomes another, and all can be put in anew. */
static bool
is_rekeyed(struct transaction *t, PyObject *dict)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool other = false;

	while (PyDict_Next(dict, &at, &key, &value)) {
		if (!is_simple_key(t, key, KEY_DEPTH) || !is_simple_key(t, map_resolve(&t->map, key), KEY_DEPTH))
			return false;
		other = other || key_differs(t, key, KEY_DEPTH);
	}
	return other;
}

/* Of functools.lru_cache: its links know the hash of their keys.  It forgets them in time. */
static bool
is_linked(PyObject *dict)
{
	PyObject *key, *value, *name;
	Py_ssize_t at = 0;
	bool is;

	if (!PyDict_Next(dict, &at, &key, &value))
		return false;
	name = get_attr((PyObject *)type_of(value), "__name__");
	is = name && is_str(name) && !strcmp(utf8(name), "_lru_list_elem");
	unref(name);
	return is;
}

/* Keys in their order: a loop that goes through it goes on where it was. */
static int
rekey(struct transaction *t, PyObject *dict)
{
	PyObject *fresh = is_dict(dict) ? hold(t, PyDict_New()) : NULL, *key, *other_key, *value;
	Py_ssize_t at = 0;
	int result = is_dict(dict) && !fresh ? -1 : 0;

	while (!fresh && result == 0 && PyDict_Next(dict, &at, &key, &value))
		result = ops_add(&t->ops, OP_DICT, dict, key, NULL);
	for (at = 0; result == 0 && PyDict_Next(dict, &at, &key, &value);) {
		other_key = new_key(t, key);
		result = !other_key ? -1
			 : fresh    ? PyDict_SetItem(fresh, other_key, map_resolve(&t->map, value))
				    : ops_add(&t->ops, OP_DICT, dict, other_key, map_resolve(&t->map, value));
	}
	return fresh && result == 0 ? ops_add(&t->ops, OP_CONTENT, dict, NULL, fresh) : result;
}

/* In the dict of what is below a class, by address: type() keeps it. */
static bool
is_subclass_entry(PyObject *key, PyObject *value)
{
	return is_exact(key, TYPE_AT(PyLong_Type)) && is_weakref(value) && is_class(WORD(value, REF_OBJECT)) &&
	       PyLong_AsVoidPtr(key) == (void *)WORD(value, REF_OBJECT);
}

/*
 * Where a dict has the value of a key.  A key whose hash is code of the target (a
 * member of an Enum) cannot be asked for.  An entry is hash, key, value in all
 * versions, in one block whose size sys.getsizeof() knows.
 */
static PyObject **
value_slot(PyObject *dict, PyObject *key, PyObject *value)
{
	PyObject *number, **word = (PyObject **)WORD(dict, DICT_KEYS), **end;
	Py_ssize_t size;

	number = PyObject_CallMethod((PyObject *)TYPE_AT(PyDict_Type), "__sizeof__", "O", dict);
	size = number ? PyLong_AsLong(number) : 0;
	unref(number);
	PyErr_Clear();
	if (WORD(dict, DICT_VALUES) || size <= *(Py_ssize_t *)(void *)((char *)TYPE_AT(PyDict_Type) + TYPE_BASICSIZE))
		return NULL;
	size -= *(Py_ssize_t *)(void *)((char *)TYPE_AT(PyDict_Type) + TYPE_BASICSIZE);
	for (end = word + size / (Py_ssize_t)sizeof(*word); word + 1 < end; word++)
		if (word[0] == key && word[1] == value)
			return word + 1;
	return NULL;
}

static int
plan_dict(struct transaction *t, PyObject *dict, enum op_kind kind, PyObject *owner)
{
	PyObject *key, *value, *other_key, *other, **slot;
	Py_ssize_t at = 0;

	if (owner == dict && is_linked(dict))
		return 0;
	if (owner == dict && !addresses_has(&t->planned, dict) && is_rekeyed(t, dict))
		return rekey(t, dict);
	while (PyDict_Next(dict, &at, &key, &value)) {
		other_key = new_key(t, key);
		if (!other_key)
			return -1;
		other = map_resolve(&t->map, value);
		if ((other_key == key && other == value) || is_planned(t, owner, key) || is_subclass_entry(key, value))
			continue;
		if (!is_simple_key(t, key, KEY_DEPTH) || !is_simple_key(t, other_key, KEY_DEPTH)) {
			slot = other_key == key && owner == dict ? value_slot(dict, key, value) : NULL;
			if (slot && ops_word(&t->ops, dict, slot, other) < 0)
				return -1;
			if (slot)
				continue;
			say_left(t, owner, other == value ? key : value);
			continue;
		}
		if (other_key != key && ops_add(&t->ops, kind, owner, key, NULL) < 0)
			return -1;
		if (ops_add(&t->ops, kind, owner, other_key, other) < 0)
			return -1;
	}
	return 0;
}

static int
plan_array(struct transaction *t, PyObject *owner, PyObject **items, Py_ssize_t size)
{
	Py_ssize_t i;

	for (i = 0; i < size; i++)
		if (items[i] && map_get(&t->map, items[i]) &&
		    ops_word(&t->ops, owner, &items[i], map_resolve(&t->map, items[i])) < 0)
			return -1;
	return 0;
}

/* Of two equal registrations one was made by the staged code: they stand for one. */
static bool
means_the_same(struct transaction *t, PyObject *a, PyObject *b)
{
	Py_ssize_t i, size;

	if (map_resolve(&t->map, a) == map_resolve(&t->map, b))
		return true;
	if (!is_exact(a, TYPE_AT(PyTuple_Type)) || !is_exact(b, TYPE_AT(PyTuple_Type)))
		return type_of(a) == type_of(b) && (is_str(a) || is_exact(a, TYPE_AT(PyLong_Type))) &&
		       PyObject_RichCompareBool(a, b, Py_EQ) == 1;
	size = PyTuple_Size(a);
	for (i = 0; size == PyTuple_Size(b) && i < size; i++)
		if (!means_the_same(t, PyTuple_GetItem(a, i), PyTuple_GetItem(b, i)))
			return false;
	return size == PyTuple_Size(b);
}

static bool
is_staged_item(struct transaction *t, PyObject *item)
{
	return map_get(&t->map, item) || (is_exact(item, TYPE_AT(PyTuple_Type)) && mapped_in(t, item));
}

/* for x in registry: what the new code has registered again is there already.  What was there may be there twice. */
static int
plan_list(struct transaction *t, PyObject *list)
{
	PyObject *before = touched_original(t, list), *rest = before ? hold(t, PyList_New(0)) : NULL, *item;
	Py_ssize_t i, k, size = PyList_Size(list);
	bool again;

	if (!before)
		return plan_array(t, list, *(PyObject ***)(void *)((char *)list + LIST_ITEMS), size);
	for (i = 0; rest && i < size; i++) {
		item = PyList_GetItem(list, i);
		again = false;
		if (is_staged_item(t, item) && !list_has(before, item))
			for (k = 0; !again && k < i; k++)
				again = means_the_same(t, PyList_GetItem(list, k), item);
		if (!again && PyList_Append(rest, map_resolve(&t->map, item)) < 0)
			return -1;
	}
	if (rest && PyList_Size(rest) < size)
		return ops_add(&t->ops, OP_CONTENT, list, NULL, rest);
	return rest ? plan_array(t, list, *(PyObject ***)(void *)((char *)list + LIST_ITEMS), size) : -1;
}

struct first {
	const struct map *map;
	PyObject *found;
	int depth; /* of tuples in tuples */
};

static int
take_first(PyObject *o, void *arg)
{
	struct first *first = arg;

	if (o && !first->found && map_get(first->map, o))
		first->found = o;
	else if (o && !first->found && first->depth < KEY_DEPTH && PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type))) {
		first->depth++;
		heap_refers(o, take_first, first);
		first->depth--;
	}
	return 0;
}

static PyObject *
first_mapped(struct transaction *t, PyObject *owner)
{
	struct first first = {.map = &t->map};

	heap_refers(owner, take_first, &first);
	return first.found ? first.found : NONE;
}

/* One may become what equals another, which becomes something else itself. */
static bool
is_set_anew(struct transaction *t, PyObject *set, PyObject *list)
{
	bool simple = PyType_IsSubtype(type_of(set), TYPE_AT(PySet_Type));
	PyObject *element;
	Py_ssize_t i;
	int others = 0;

	for (i = 0; simple && i < PyList_Size(list); i++) {
		element = PyList_GetItem(list, i);
		simple = is_simple_key(t, element, KEY_DEPTH) && is_simple_key(t, map_resolve(&t->map, element), KEY_DEPTH);
		others += key_differs(t, element, KEY_DEPTH);
	}
	return simple && others > 1;
}

static int
plan_set_anew(struct transaction *t, PyObject *set, PyObject *list, int *found)
{
	PyObject *fresh = hold(t, PySet_New(NULL)), *element, *other;
	int result = fresh ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		element = PyList_GetItem(list, i);
		*found += map_get(&t->map, element) != NULL;
		other = new_key(t, element);
		result = other ? PySet_Add(fresh, other) : -1;
	}
	return result < 0 ? -1 : ops_add(&t->ops, OP_CONTENT, set, NULL, fresh);
}

static int
plan_set(struct transaction *t, PyObject *set, int *found)
{
	PyObject *list = PySequence_List(set), *element, *other;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	if (list && is_set_anew(t, set, list)) {
		result = plan_set_anew(t, set, list, found);
		unref(list);
		return result;
	}
	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		element = PyList_GetItem(list, i);
		if (!key_differs(t, element, KEY_DEPTH))
			continue;
		*found += map_get(&t->map, element) != NULL;
		other = is_simple_key(t, element, KEY_DEPTH) ? new_key(t, element) : NULL;
		if (other)
			result = ops_add(&t->ops, OP_ELEMENT, set, element, other);
		else if (PyErr_Occurred())
			result = -1;
		else
			say_left(t, set, map_get(&t->map, element) ? element : first_mapped(t, element));
	}
	unref(list);
	return result;
}

/* Bases of a new class that were staged themselves. */
static int
plan_bases(struct transaction *t, PyObject *class)
{
	PyObject *bases = get_attr(class, "__bases__"), *new;
	Py_ssize_t i, size = bases ? PyTuple_Size(bases) : 0;
	bool differs = false, classes = true;
	int result = 0;

	new = bases ? hold(t, PyTuple_New(size)) : NULL;
	for (i = 0; new && i < size; i++) {
		PyObject *base = map_resolve(&t->map, PyTuple_GetItem(bases, i));

		differs = differs || base != PyTuple_GetItem(bases, i);
		classes = classes && is_class(base);
		PyTuple_SetItem(new, i, ref(base));
	}
	/* What is no class any more stays the base of those that were made from it. */
	if (differs && classes)
		result = ops_add(&t->ops, OP_BASES, class, map_resolve(&t->map, WORD(class, TYPE_BASE)),
				 new);
	unref(bases);
	return result;
}

/* A class that is new, made by the staged metaclass; the store that changes nothing is for the caches. */
static int
plan_metaclass(struct transaction *t, PyObject *class)
{
	PyObject *module = class_get(class, "__module__"), *name = hold(t, PyUnicode_InternFromString("__module__"));

	if (!name || ops_word(&t->ops, class, &WORD(class, OBJECT_TYPE), map_resolve(&t->map, (PyObject *)type_of(class))) < 0)
		return -1;
	return module ? ops_add(&t->ops, OP_TYPE, class, name, module) : 0;
}

static int
plan_class_holder(struct transaction *t, PyObject *class)
{
	/* A staged class that gave its contents to a live one is left to the collector. */
	if (map_get(&t->map, class) || !CLASS_DICT(class) || addresses_has(&t->left_behind, class))
		return 0;
	if (plan_bases(t, class) < 0 || (map_get(&t->map, (PyObject *)type_of(class)) && plan_metaclass(t, class) < 0))
		return -1;
	return plan_dict(t, CLASS_DICT(class), OP_TYPE, class);
}

/* How many words between header and basicsize hold mapped objects; planned when asked to. */
static int
scan_words(struct transaction *t, PyObject *o, bool apply)
{
	Py_ssize_t size = *(Py_ssize_t *)((char *)type_of(o) + TYPE_BASICSIZE), at;
	int found = 0;

	for (at = (Py_ssize_t)sizeof(PyObject); at + 8 <= size; at += 8) {
		PyObject **word = &WORD(o, at);

		if (!*word || !map_get(&t->map, *word))
			continue;
		found++;
		if (apply && ops_word(&t->ops, o, word, map_resolve(&t->map, *word)) < 0)
			return -1;
	}
	return found;
}

static bool
has_no_dict(PyObject *class)
{
	/* Py_TPFLAGS_MANAGED_DICT, since 3.11 */
	return !WORD(class, TYPE_DICTOFFSET) && !(PyType_GetFlags((PyTypeObject *)class) & (1ul << 4));
}

static int
plan_instance_class(struct transaction *t, PyObject *o)
{
	PyObject *old = (PyObject *)type_of(o), *new = map_resolve(&t->map, old), *name;

	/* Of several sizes with a dict, or with a slot for __weakref__: there object.__class__ refuses even an equal layout.
	   Without a dict nothing but the type says what is where. */
	if ((WORD(old, TYPE_ITEMSIZE) || has_no_dict(old)) && class_same_layout(old, new) &&
	    static_base(old) == static_base(new))
		return ops_word(&t->ops, o, &WORD(o, OBJECT_TYPE), new);
	name = hold(t, PyUnicode_InternFromString("__class__"));
	return name ? ops_add(&t->ops, OP_CLASS, o, name, new) : -1;
}

/* Anything else: fields of the struct, then attributes that only the object knows (3.11).  found: references that are
   accounted for. */
static int
plan_object(struct transaction *t, PyObject *o, int found)
{
	int reported = mapped_in(t, o) - found, words;
	bool retyped = map_get(&t->map, (PyObject *)type_of(o)) != NULL;
	bool to_class = is_class(map_resolve(&t->map, (PyObject *)type_of(o))) &&
			!list_has(t->relaid, (PyObject *)type_of(o));
	PyObject *dict;

	if (retyped && to_class && plan_instance_class(t, o) < 0)
		return -1;
	reported -= retyped && reported > 0;
	words = scan_words(t, o, false);
	if (words && words <= reported) {
		if (scan_words(t, o, true) < 0)
			return -1;
		reported -= words;
	}
	if (reported <= 0)
		return 0;
	dict = PyObject_GenericGetDict(o, NULL);
	if (dict && is_dict(dict) && hold(t, dict))
		return plan_dict(t, dict, OP_DICT, dict);
	PyErr_Clear();
	/* Of the tree that a context keeps its values in. */
	if (attr_is((PyObject *)type_of(o), "__name__", "hamt_bitmap_node") || attr_is((PyObject *)type_of(o), "__name__", "hamt_array_node"))
		report_add(t->report, PYR_REC_STALE, "contextvars", "Context",
			   "a context has a value of an old variable: the new one is another, and has not got it");
	else if (!models_compiled(t, o))
		say_left(t, o, (PyObject *)type_of(o));
	return 0;
}

/* A method of an object in C is for this object: `with LOCK:` ends by the __exit__ that it began with. */
static bool
is_bound_in_c(struct transaction *t, PyObject *o)
{
	PyObject *held = is_exact(o, TYPE_AT(PyCFunction_Type)) ? first_mapped(t, o) : NULL;

	return held && !is_class(held) && !is_function(held) && !is_dict(held) &&
	       !is_module(held);
}

static int
plan_deque(struct transaction *t, PyObject *deque)
{
	PyObject *list = hold(t, PySequence_List(deque)), *item, *index;
	Py_ssize_t i;
	int result = list ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		if (!map_get(&t->map, item))
			continue;
		index = hold(t, PyLong_FromLong(i));
		result = index ? ops_add(&t->ops, OP_ITEM, deque, index, map_resolve(&t->map, item)) : -1;
	}
	return result;
}

/* How many of its items are in the map; -1: exception. */
static int
plan_contents(struct transaction *t, PyObject *o)
{
	struct count c = {.map = &t->map};
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	int result = 0;

	if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type))) {
		while (PyDict_Next(o, &at, &key, &value))
			count_mapped(key, &c), count_mapped(value, &c);
		result = plan_dict(t, o, OP_DICT, o);
	} else if (PyType_IsSubtype(type_of(o), TYPE_AT(PyList_Type))) {
		for (i = 0; i < PyList_Size(o); i++)
			count_mapped(PyList_GetItem(o, i), &c);
		result = plan_list(t, o);
	} else if (PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type))) {
		for (i = 0; i < PyTuple_Size(o); i++)
			count_mapped(PyTuple_GetItem(o, i), &c);
		result = plan_array(t, o, (PyObject **)(void *)((char *)o + TUPLE_ITEMS), PyTuple_Size(o));
	} else if (PyType_IsSubtype(type_of(o), TYPE_AT(PySet_Type))) {
		result = plan_set(t, o, &c.found);
	} else if (is_deque(o)) {
		result = plan_deque(t, o);
	}
	return result < 0 ? -1 : c.found;
}

static int
plan_owner(struct repointing *r, PyObject *o)
{
	struct transaction *t = r->t;
	int found;

	if (is_bound_in_c(t, o)) {
		say_left(t, o, first_mapped(t, o));
		return 0;
	}
	if (is_exact(o, TYPE_AT(PyFrame_Type)) || is_generator(o) ||
	    is_exact(o, TYPE_AT(PyGetSetDescr_Type)) || is_exact(o, TYPE_AT(PyMemberDescr_Type)))
		return 0; /* they finish with what they began */
	if (is_class(o))
		return plan_class_holder(t, o);
	if (addresses_has(&r->of_types, o))
		return 0;
	if (PyType_IsSubtype(type_of(o), TYPE_AT(PyFrozenSet_Type))) {
		if (!map_get(&t->map, o)) /* it is found by its hash, which would be another */
			say_left(t, o, first_mapped(t, o));
		return 0;
	}
	found = plan_contents(t, o);
	/* A class derived from list, dict and so on: what it has beside. */
	if (found < 0 || is_dict(o) || is_exact(o, TYPE_AT(PyList_Type)) || is_exact(o, TYPE_AT(PyTuple_Type)) ||
	    is_exact(o, TYPE_AT(PySet_Type)) || is_deque(o))
		return found < 0 ? -1 : 0;
	return plan_object(t, o, found);
}

static bool
is_changed_tuple(const struct repointing *r, PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type)) && !addresses_has(&r->of_types, o);
}

/*
 * Without a walk: the map holds nothing but the scratch modules, and by their
 * reference counts nobody else has them (no function was made in them).
 */
static bool
nothing_to_find(struct transaction *t)
{
	size_t i;

	if (PyDict_Size(t->stand_ins) || t->map.used != 2 + 2 * t->module_count ||
	    refs_of(t->import_hook) != 1 ||
	    refs_of(t->staging_builtins) != 1 + (Py_ssize_t)t->module_count)
		return false;
	for (i = 0; i < t->module_count; i++)
		if (refs_of(t->modules[i].scratch) != 1 || refs_of(t->modules[i].staged) != 1)
			return false;
	return true;
}

int
repoint(struct transaction *t)
{
	struct repointing r = {.t = t, .hidden = has_hidden(&t->map)};
	bool tuples = false;
	int result = 0, pass;
	size_t i;

	if (nothing_to_find(t))
		return 0;
	if (weakrefs_follow(t) < 0)
		return -1;
	t->planned_ops = t->ops.count;
	for (i = 0; i < t->planned_ops; i++)
		if ((t->ops.list[i].kind == OP_DICT || t->ops.list[i].kind == OP_TYPE) && addresses_add(&t->planned, t->ops.list[i].owner) < 0)
			return PyErr_NoMemory(), -1;
	if (plan_running(t) < 0 || heap_each(look_at, &r) < 0 || r.failed)
		result = -1;
	for (i = 0; result == 0 && i < r.owners.count; i++)
		tuples = tuples || is_changed_tuple(&r, r.owners.list[i]);
	if (tuples && (heap_each(look_at_keys, &r) < 0 || r.failed))
		result = -1;
	/* A key is taken out while it has its old hash. */
	for (pass = 0; pass < 2; pass++)
		for (i = 0; result == 0 && i < r.owners.count; i++)
			if (is_changed_tuple(&r, r.owners.list[i]) == (pass == 1))
				result = hold(t, ref(r.owners.list[i])) ? plan_owner(&r, r.owners.list[i]) : -1;
	if (result < 0 && !PyErr_Occurred())
		PyErr_NoMemory();
	objects_fini(&r.owners);
	addresses_fini(&r.found);
	addresses_fini(&r.of_types);
	return result;
}
