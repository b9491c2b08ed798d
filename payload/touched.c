/*
 * touched.c - containers and attributes that staged statements change in place.
 *
 * LIMITS.append(3) reaches the live list: the scratch dict has the same object.
 * bus.subscribe(f) reaches one that bus knows.  When the reload is refused after
 * all, or was a dry run, they get their contents back - unless somebody else has
 * changed them since.  What the statement does not name itself counts as changed
 * by it only when this thread has not slept meanwhile: so nobody else had the GIL.
 */
#include "transaction.h"
#include "version.h"

static bool
is_plain_container(PyObject *o)
{
	return o && (is_list(o) || is_dict(o) || is_set(o));
}

static bool
is_dict_like(PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type));
}

/* Add the member descriptors of its class and those above to the dict, by name; none NULL: is there one? */
static bool
find_slots(PyObject *o, PyObject *found)
{
	PyObject *mro = WORD(type_of(o), TYPE_MRO), *class, *name, *value;
	Py_ssize_t i, at;

	for (i = 0; mro && i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		/* Py_TPFLAGS_IMMUTABLETYPE: collections.defaultdict is made at run time, too, since 3.12. */
		if (!is_heap_type(class) || !CLASS_DICT(class) || (PyType_GetFlags((PyTypeObject *)class) & (1ul << 8)))
			continue;
		for (at = 0; PyDict_Next(CLASS_DICT(class), &at, &name, &value);)
			if (is_exact(value, TYPE_AT(PyMemberDescr_Type)) && is_str(name)) {
				if (!found)
					return true;
				if (PyDict_Contains(found, name) == 0)
					PyDict_SetItem(found, name, value);
			}
	}
	return false;
}

bool
has_slots(PyObject *o)
{
	return is_heap_type((PyObject *)type_of(o)) && !is_class(o) && find_slots(o, NULL);
}

PyObject *
slots_of(PyObject *o)
{
	PyObject *members = PyDict_New(), *slots = PyDict_New(), *name, *member, *value;
	Py_ssize_t at = 0;

	if (members)
		find_slots(o, members);
	while (members && slots && PyDict_Next(members, &at, &name, &member)) {
		value = PyObject_CallMethod(member, "__get__", "OO", o, (PyObject *)type_of(o));
		PyErr_Clear(); /* it is empty */
		if (value)
			PyDict_SetItem(slots, name, value);
		unref(value);
	}
	unref(members);
	return slots;
}

/* Each slot by itself: others may have been filled by others. */
static void
revert_slots(PyObject *o, PyObject *before, PyObject *after)
{
	PyObject *members = PyDict_New(), *now = slots_of(o), *name, *member, *old, *done;
	Py_ssize_t at = 0;

	if (members)
		find_slots(o, members);
	while (members && now && PyDict_Next(members, &at, &name, &member)) {
		old = PyDict_GetItemWithError(before, name);
		if (old == PyDict_GetItemWithError(after, name) ||
		    PyDict_GetItemWithError(now, name) != PyDict_GetItemWithError(after, name))
			continue;
		done = old ? PyObject_CallMethod(member, "__set__", "OO", o, old)
			   : PyObject_CallMethod(member, "__delete__", "O", o);
		unref(done);
		PyErr_Clear();
	}
	unref(now);
	unref(members);
}

/* What is watched, and no container: it is for its slots. */
static bool
is_slotted(PyObject *o)
{
	return !is_dict_like(o) && !is_plain_container(o) && !is_deque(o) && !is_exact(o, TYPE_AT(PyCell_Type));
}

/* What a function of another one has as `nonlocal`: a list of it, empty without. */
static PyObject *
content_of_cell(PyObject *cell)
{
	PyObject *list = PyList_New(0), *value = WORD(cell, CELL_REF);

	if (list && value && PyList_Append(list, value) < 0) {
		unref(list);
		return NULL;
	}
	return list;
}

static void
set_cell(PyObject *cell, PyObject *value)
{
	PyObject *before = WORD(cell, CELL_REF);

	WORD(cell, CELL_REF) = value ? ref(value) : NULL;
	unref(before);
}

/* Past what a subclass makes of keys() and __iter__(). */
static PyObject *
plain_copy(PyObject *dict)
{
	PyObject *copy = PyDict_New(), *key, *value;
	bool plain = WORD(type_of(dict), TYPE_ITER) == WORD(TYPE_AT(PyDict_Type), TYPE_ITER);
	int result = !copy ? -1 : plain ? PyDict_Update(copy, dict) : 0;
	Py_ssize_t at = 0;

	while (result == 0 && !plain && PyDict_Next(dict, &at, &key, &value))
		result = PyDict_SetItem(copy, key, value);
	if (result == 0)
		return copy;
	unref(copy);
	return NULL;
}

PyObject *
touched_copy(PyObject *o)
{
	if (is_exact(o, TYPE_AT(PyCell_Type)))
		return content_of_cell(o);
	if (is_deque(o))
		return PySequence_List(o);
	if (is_slotted(o))
		return slots_of(o);
	if (!is_dict_like(o) || is_dict(o) || is_exact(o, TYPE_AT(PyODict_Type)))
		return content_copy(o);
	return plain_copy(o);
}

Py_ssize_t
touched_size(PyObject *o)
{
	return is_list(o) ? PyList_Size(o) : is_dict_like(o) ? PyDict_Size(o) : is_deque(o) ? PyObject_Size(o) : PySet_Size(o);
}

/* Past what a subclass makes of __eq__. */
static bool
same_elements(PyObject *set, PyObject *copy)
{
	PyObject *plain = is_exact(set, TYPE_AT(PySet_Type)) ? ref(set) : PySet_New(set);
	bool same = plain && PyObject_RichCompareBool(plain, copy, Py_EQ) == 1;

	unref(plain);
	return same;
}

/* The contents of o are those of the copy. */
bool
touched_same(PyObject *o, PyObject *copy)
{
	bool slots = is_slotted(o), ordered = is_exact(o, TYPE_AT(PyODict_Type)); /* beside its items */
	PyObject *list = is_deque(o)			       ? PySequence_List(o)
			 : is_exact(o, TYPE_AT(PyCell_Type)) ? content_of_cell(o)
			 : slots     ? slots_of(o)
			 : ordered   ? content_copy(o)
				     : ref(o),
		 *x, *y, *v, *w;
	bool same = list && touched_size(list) == touched_size(copy);
	Py_ssize_t i = 0, k = 0;

	if (same && is_list(list)) {
		for (i = 0; same && i < PyList_Size(list); i++)
			same = PyList_GetItem(list, i) == PyList_GetItem(copy, i);
	} else if (same && is_dict_like(list)) {
		while (same && PyDict_Next(list, &i, &x, &v))
			same = PyDict_Next(copy, &k, &y, &w) && x == y && v == w;
	} else if (same) {
		same = same_elements(o, copy);
	}
	unref(list);
	PyErr_Clear();
	return same;
}

/* Where the attributes of an object stand that has no say in them; borrowed, or NULL. */
static PyObject *
attributes_of(PyObject *o)
{
	PyObject *dict;

	if (is_class(o))
		return CLASS_DICT(o);
	if (*(void **)((char *)type_of(o) + TYPE_SETATTRO) !=
	    *(void **)((char *)TYPE_AT(PyBaseObject_Type) + TYPE_SETATTRO))
		return NULL;
	dict = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	unref(dict); /* the object keeps it */
	return dict && is_dict(dict) ? dict : NULL;
}

/* name.attribute = ...: the object may be live. */
static int
note_attributes(struct transaction *t, struct module *m, const struct token *tokens, int count)
{
	PyObject *o, *dict, *old, *entry;
	int i, result = 0;

	for (i = 1; result == 0 && i < count; i++) {
		if (tokens[i].op != python->op.store_attr || tokens[i - 1].op != python->op.load_name ||
		    !tokens[i].value || !tokens[i - 1].value)
			continue;
		o = PyDict_GetItemWithError(m->scratch, tokens[i - 1].value);
		dict = o ? attributes_of(o) : NULL;
		if (!dict)
			continue;
		old = PyDict_GetItemWithError(dict, tokens[i].value);
		/* Two items: there was none. */
		entry = old ? PyTuple_New(3) : PyTuple_New(2);
		if (!entry)
			return -1;
		PyTuple_SetItem(entry, 0, ref(o));
		PyTuple_SetItem(entry, 1, ref(tokens[i].value));
		if (old)
			PyTuple_SetItem(entry, 2, ref(old));
		result = PyList_Append(t->attributes, entry);
		unref(entry);
	}
	return result;
}

/* What the statement has left there; what another one has noted within it is known by now. */
static int
note_attributes_after(struct transaction *t, Py_ssize_t mark)
{
	PyObject *entry, *dict, *value, *after;
	Py_ssize_t i;
	int result = 0;

	while (result == 0 && PyList_Size(t->attributes_after) < PyList_Size(t->attributes))
		result = PyList_Append(t->attributes_after, NONE);
	for (i = mark; result == 0 && i < PyList_Size(t->attributes); i++) {
		if (PyList_GetItem(t->attributes_after, i) != NONE)
			continue;
		entry = PyList_GetItem(t->attributes, i);
		dict = attributes_of(PyTuple_GetItem(entry, 0));
		value = dict ? PyDict_GetItemWithError(dict, PyTuple_GetItem(entry, 1)) : NULL;
		after = PyList_New(0);
		result = after && value ? PyList_Append(after, value) : after ? 0 : -1;
		if (result == 0)
			result = PyList_SetItem(t->attributes_after, i, ref(after));
		unref(after);
	}
	return result;
}

/* The statement has set it, and nobody else since. */
static bool
is_as_left(struct transaction *t, Py_ssize_t i, PyObject *o, PyObject *name)
{
	PyObject *after = i < PyList_Size(t->attributes_after) ? PyList_GetItem(t->attributes_after, i) : NONE;
	PyObject *dict = attributes_of(o), *now = dict ? PyDict_GetItemWithError(dict, name) : NULL;

	return after == NONE || now == (PyList_Size(after) ? PyList_GetItem(after, 0) : NULL);
}

static void
revert_attributes(struct transaction *t, Py_ssize_t mark)
{
	PyObject *entry, *o, *name;
	Py_ssize_t i;

	for (i = t->attributes ? PyList_Size(t->attributes) : 0; i-- > mark;) {
		entry = PyList_GetItem(t->attributes, i);
		o = PyTuple_GetItem(entry, 0);
		name = PyTuple_GetItem(entry, 1);
		if (!is_as_left(t, i, o, name))
			continue;
		if (PyTuple_Size(entry) == 3)
			PyObject_SetAttr(o, name, PyTuple_GetItem(entry, 2));
		else if (PyDict_Contains(attributes_of(o), name) == 1)
			PyObject_SetAttr(o, name, NULL);
		PyErr_Clear();
	}
}

int
touched_watch(struct transaction *t, PyObject *o, PyObject *owner)
{
	PyObject *copy = touched_copy(o);
	int result = -1;

	if (copy && PyList_Append(t->watched, o) == 0 && PyList_Append(t->watched, copy) == 0)
		result = PyList_Append(t->watched, owner);
	unref(copy);
	return result;
}

/* Somebody else may have changed them since the last statement. */
static int
look_again(struct transaction *t)
{
	PyObject *copy;
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3) {
		if (touched_same(PyList_GetItem(t->watched, i), PyList_GetItem(t->watched, i + 1)))
			continue;
		copy = touched_copy(PyList_GetItem(t->watched, i));
		if (!copy || PyList_SetItem(t->watched, i + 1, copy) < 0)
			return -1;
	}
	return 0;
}

#define COMPARED_MOST 5000 /* items of a list */

/* From here on nobody else has the GIL, or it is seen. */
static int
begin(struct transaction *t)
{
	if (look_again(t) < 0)
		return -1;
	alone_begin(t);
	return 0;
}

int
touched_resume(struct transaction *t)
{
	gil_turn(t);
	return begin(t);
}

int
touched_before(struct transaction *t, struct module *m, const struct token *tokens, int count, PyObject **seen)
{
	const struct token *x;
	PyObject *value, *copy;
	int result = 0;

	gil_turn(t);
	*seen = PyList_New(0);
	for (x = tokens; *seen && result == 0 && x < tokens + count; x++) {
		value = x->op == python->op.load_name && x->value
				? PyDict_GetItemWithError(m->scratch, x->value)
				: NULL;
		if (!is_plain_container(value))
			continue;
		copy = content_copy(value);
		result = copy && PyList_Append(*seen, value) == 0 && PyList_Append(*seen, copy) == 0
				 ? PyList_Append(*seen, NONE)
				 : -1;
		unref(copy);
	}
	if (!*seen || result < 0 || note_attributes(t, m, tokens, count) < 0)
		return -1;
	return begin(t);
}

int
touched_note(struct transaction *t, PyObject *o, PyObject *before, PyObject *owner)
{
	PyObject *after = touched_copy(o);
	int result = -1;

	if (after && PyList_Append(t->touched, o) == 0 && PyList_Append(t->touched, before) == 0 &&
	    PyList_Append(t->touched, after) == 0)
		result = PyList_Append(t->touched, owner);
	unref(after);
	return result;
}

/* Object, contents before, owner of the dict; each object once. */
static int
note_changes(struct transaction *t, PyObject *seen, struct addresses *noted)
{
	PyObject *o, *before;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 2 < PyList_Size(seen); i += 3) {
		o = PyList_GetItem(seen, i);
		before = PyList_GetItem(seen, i + 1);
		if (addresses_add(noted, o) == 1 && !touched_same(o, before))
			result = touched_note(t, o, before, PyList_GetItem(seen, i + 2));
	}
	return result;
}

int
touched_after(struct transaction *t, PyObject *seen, struct touched_mark mark, bool alone)
{
	struct addresses noted = {0};
	int result = note_changes(t, seen, &noted) < 0 || note_attributes_after(t, mark.attributes) < 0
			     ? -1
			     : note_changes(t, t->watched, &noted);

	addresses_fini(&noted);
	return result < 0 ? -1 : alone;
}

int
touched_pause(struct transaction *t)
{
	struct addresses noted = {0};
	int result = is_alone(t) ? note_changes(t, t->watched, &noted) : 0;

	addresses_fini(&noted);
	return result;
}

int
touched_settle(PyObject *list, touched_base_fn *base, const void *arg, bool loose)
{
	PyObject *o, *copy, *own;
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(list); i += 3) {
		o = PyList_GetItem(list, i);
		copy = PyList_GetItem(list, i + 1);
		if (touched_same(o, copy))
			continue;
		own = base(arg, o, copy, loose);
		if (!own || PyList_SetItem(list, i + 1, own) < 0)
			return -1;
	}
	return 0;
}

static void
put_item(PyObject *dict, PyObject *owner, PyObject *key, PyObject *value)
{
	if (is_class(owner))
		store_type(owner, key, value);
	else
		store_dict(dict, key, value);
	PyErr_Clear();
}

/* What the first list has and the second has not, and how often. */
static int
surplus(struct map *more, PyObject *list, PyObject *other)
{
	struct map left = {0};
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(other); i++)
		result = map_count(&left, PyList_GetItem(other, i));
	for (i = 0; result == 0 && i < PyList_Size(list); i++)
		if (!map_uncount(&left, PyList_GetItem(list, i)))
			result = map_count(more, PyList_GetItem(list, i));
	map_fini(&left);
	return result;
}

/* Of several that are the same object the last ones go.  New reference. */
static PyObject *
list_without(PyObject *list, struct map *added)
{
	PyObject *kept = PyList_New(0);
	Py_ssize_t i;
	int result = kept ? 0 : -1;

	for (i = PyList_Size(list); result == 0 && i-- > 0;)
		if (!map_uncount(added, PyList_GetItem(list, i)))
			result = PyList_Append(kept, PyList_GetItem(list, i));
	if (result == 0 && PyList_Reverse(kept) == 0)
		return kept;
	unref(kept);
	return NULL;
}

/* Each behind what it stood behind before, as far as that is there. */
static int
insert_again(PyObject *list, PyObject *before, struct map *removed)
{
	PyObject *all = PyList_New(0), *item, *next;
	struct map there = {0};
	Py_ssize_t i, k = 0;
	int result = all ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(list); i++)
		result = map_count(&there, PyList_GetItem(list, i));
	for (i = 0; result == 0 && i < PyList_Size(before); i++) {
		item = PyList_GetItem(before, i);
		if (map_uncount(removed, item))
			result = PyList_Append(all, item);
		else
			for (next = NULL; result == 0 && next != item && map_get(&there, item); k++) {
				next = PyList_GetItem(list, k);
				map_uncount(&there, next);
				result = PyList_Append(all, next);
			}
	}
	for (; result == 0 && k < PyList_Size(list); k++)
		result = PyList_Append(all, PyList_GetItem(list, k));
	if (result == 0)
		result = PyList_SetSlice(list, 0, PyList_Size(list), all);
	map_fini(&there);
	unref(all);
	return result;
}

/* Somebody else has changed it since: what the statement has put in goes, and what it has taken out is back.  New reference. */
static PyObject *
reverted_list(PyObject *now, PyObject *before, PyObject *after)
{
	struct map added = {0}, removed = {0};
	PyObject *list = NULL;

	if (surplus(&added, after, before) == 0 && surplus(&removed, before, after) == 0)
		list = list_without(now, &added);
	if (list && removed.used && insert_again(list, before, &removed) < 0) {
		unref(list);
		list = NULL;
	}
	map_fini(&removed);
	map_fini(&added);
	return list;
}

static void
revert_set(PyObject *set, PyObject *before, PyObject *after)
{
	PyObject *was = items_of(before), *is = items_of(after), *item;
	Py_ssize_t i;

	for (i = 0; was && is && i < PyList_Size(is); i++) {
		item = PyList_GetItem(is, i);
		if (PySet_Contains(before, item) == 0)
			PySet_Discard(set, item);
	}
	for (i = 0; was && is && i < PyList_Size(was); i++) {
		item = PyList_GetItem(was, i);
		if (PySet_Contains(after, item) == 0)
			PySet_Add(set, item);
	}
	unref(is);
	unref(was);
	PyErr_Clear();
}

static void
refill(PyObject *o, const char *with, PyObject *before)
{
	PyObject *done = PyObject_CallMethod(o, "clear", NULL);

	unref(done);
	done = done ? PyObject_CallMethod(o, with, "O", before) : NULL;
	unref(done);
	PyErr_Clear();
}

static bool
same_order(PyObject *a, PyObject *b)
{
	PyObject *x, *y, *value;
	Py_ssize_t i = 0, k = 0;

	while (PyDict_Next(a, &i, &x, &value))
		if (!PyDict_Next(b, &k, &y, &value) || x != y)
			return false;
	return true;
}

/* Key by key: the others may have been changed by others. */
static void
revert_dict(PyObject *dict, PyObject *owner, PyObject *before, PyObject *after)
{
	PyObject *key, *value, *old;
	Py_ssize_t at = 0;
	bool alone = touched_same(dict, after), gone = false;

	while (PyDict_Next(after, &at, &key, &value)) {
		old = PyDict_GetItemWithError(before, key);
		if ((old || !PyErr_Occurred()) && old != value && PyDict_GetItemWithError(dict, key) == value)
			put_item(dict, owner, key, old);
		PyErr_Clear();
	}
	for (at = 0; PyDict_Next(before, &at, &key, &value);) {
		if (PyDict_Contains(after, key) == 0 && PyDict_GetItemWithError(dict, key) != value) {
			put_item(dict, owner, key, value);
			gone = true;
		}
		PyErr_Clear();
	}
	/* In the order that they had; that of an OrderedDict does not show in its items. */
	if (alone && owner == dict &&
	    (is_exact(dict, TYPE_AT(PyODict_Type)) || (is_dict(dict) && (gone || !same_order(dict, before)))))
		refill(dict, "update", before);
	PyErr_Clear();
}

static bool
lacks_some(PyObject *after, PyObject *before)
{
	PyObject *list = is_dict(before) ? NULL : items_of(before), *now = list ? items_of(after) : NULL, *key, *value, *its;
	bool lacks = false;
	Py_ssize_t i, at = 0;

	/* Another object may have the old one within, a constant has not. */
	while (is_dict(before) && is_dict(after) && !lacks && PyDict_Next(before, &at, &key, &value)) {
		its = PyDict_GetItemWithError(after, key);
		lacks = (!its && !PyErr_Occurred()) || (its && its != value && is_atom(its));
		PyErr_Clear();
	}
	for (i = 0; now && PyList_Size(list) <= COMPARED_MOST && !lacks && i < PyList_Size(list); i++)
		lacks = !list_has(now, PyList_GetItem(list, i));
	unref(now);
	unref(list);
	PyErr_Clear();
	return lacks;
}

bool
touched_took_away(const struct transaction *t, struct touched_mark mark)
{
	bool took = false, grown = false;
	PyObject *before, *after;
	Py_ssize_t i;

	for (i = mark.containers; !grown && i + 3 < PyList_Size(t->touched); i += 4) {
		before = PyList_GetItem(t->touched, i + 1);
		after = PyList_GetItem(t->touched, i + 2);
		took = took || lacks_some(after, before);
		grown = touched_size(after) > touched_size(before);
	}
	return took && !grown;
}

/* Of a list, deque or set. */
static void
revert_items(PyObject *o, PyObject *before, PyObject *after)
{
	PyObject *now = touched_copy(o), *list = NULL;

	if (touched_same(o, after))
		list = ref(before);
	else if (is_exact(o, TYPE_AT(PyCell_Type)))
		list = NULL; /* somebody else has set it since */
	else if (now && is_list(now))
		list = reverted_list(now, before, after);
	else if (is_exact(o, TYPE_AT(PySet_Type)))
		revert_set(o, before, after);
	if (list && is_exact(o, TYPE_AT(PyCell_Type)))
		set_cell(o, PyList_Size(list) ? PyList_GetItem(list, 0) : NULL);
	else if (list && is_deque(o))
		refill(o, "extend", list);
	else if (list)
		content_store(o, list);
	unref(list);
	unref(now);
	PyErr_Clear();
}

struct touched_mark
touched_mark(const struct transaction *t)
{
	return (struct touched_mark){PyList_Size(t->touched), PyList_Size(t->attributes)};
}

void
touched_revert_to(struct transaction *t, struct touched_mark mark)
{
	PyObject *type, *value, *traceback, *o, *before, *after;
	Py_ssize_t i;

	PyErr_Fetch(&type, &value, &traceback);
	revert_attributes(t, mark.attributes);
	for (i = t->touched ? PyList_Size(t->touched) - 4 : -1; i >= mark.containers; i -= 4) {
		o = PyList_GetItem(t->touched, i);
		before = PyList_GetItem(t->touched, i + 1);
		after = PyList_GetItem(t->touched, i + 2);
		if (is_slotted(o))
			revert_slots(o, before, after);
		else if (is_dict_like(o))
			revert_dict(o, PyList_GetItem(t->touched, i + 3), before, after);
		else
			revert_items(o, before, after);
	}
	PyErr_Clear();
	if (t->touched)
		PyList_SetSlice(t->touched, mark.containers, PyList_Size(t->touched), NULL);
	if (t->attributes)
		PyList_SetSlice(t->attributes, mark.attributes, PyList_Size(t->attributes), NULL);
	if (t->attributes_after && PyList_Size(t->attributes_after) > mark.attributes)
		PyList_SetSlice(t->attributes_after, mark.attributes, PyList_Size(t->attributes_after), NULL);
	PyErr_Clear();
	PyErr_Restore(type, value, traceback);
}

PyObject *
touched_original(const struct transaction *t, PyObject *o)
{
	Py_ssize_t i;

	for (i = 0; t->touched && i + 3 < PyList_Size(t->touched); i += 4)
		if (PyList_GetItem(t->touched, i) == o)
			return PyList_GetItem(t->touched, i + 1);
	return NULL;
}

void
touched_revert(struct transaction *t)
{
	touched_revert_to(t, (struct touched_mark){0, 0});
}
