/*
 * reverted.c - containers get back what they had before statements that come to nothing.
 *
 * Item by item where somebody else has changed them since: others go on with them.
 */
#include "map.h"
#include "touched.h"
#include "version.h"

static void
set_cell(PyObject *cell, PyObject *value)
{
	PyObject *before = WORD(cell, CELL_REF);

	WORD(cell, CELL_REF) = value ? ref(value) : NULL;
	unref(before);
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

void
touched_put_back(PyObject *o, PyObject *before, PyObject *after, PyObject *owner)
{
	if (touched_is_slotted(o))
		slots_put_back(o, before, after);
	else if (is_dict_like(o))
		revert_dict(o, owner, before, after);
	else
		revert_items(o, before, after);
}

/* Who looks at it again does not take what has been put back for a change: a statement around this one. */
static void
forget_change(struct transaction *t, PyObject *o, PyObject *before, PyObject *after)
{
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3)
		if (PyList_GetItem(t->watched, i) == o && touched_same(after, PyList_GetItem(t->watched, i + 1)))
			PyList_SetItem(t->watched, i + 1, ref(before));
}

void
touched_revert_to(struct transaction *t, struct touched_mark mark)
{
	PyObject *type, *value, *traceback;
	Py_ssize_t i;

	PyErr_Fetch(&type, &value, &traceback);
	attributes_put_back(t, mark.attributes);
	for (i = t->touched ? PyList_Size(t->touched) - 4 : -1; i >= mark.containers; i -= 4) {
		touched_put_back(PyList_GetItem(t->touched, i), PyList_GetItem(t->touched, i + 1), PyList_GetItem(t->touched, i + 2),
				 PyList_GetItem(t->touched, i + 3));
		forget_change(t, PyList_GetItem(t->touched, i), PyList_GetItem(t->touched, i + 1), PyList_GetItem(t->touched, i + 2));
	}
	PyErr_Clear();
	if (t->touched)
		PyList_SetSlice(t->touched, mark.containers, PyList_Size(t->touched), NULL);
	PyErr_Clear();
	PyErr_Restore(type, value, traceback);
}

void
touched_revert(struct transaction *t)
{
	touched_revert_to(t, (struct touched_mark){0, 0});
}
