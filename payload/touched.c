/*
 * touched.c - containers and attributes that staged statements change in place.
 *
 * LIMITS.append(3) reaches the live list: the scratch dict has the same object.
 * bus.subscribe(f) reaches one that bus knows.  When the reload is refused after
 * all, or was a dry run, they get their contents back - unless somebody else has
 * changed them since.  What the statement does not name itself counts as changed
 * by it only when this thread has not slept meanwhile: so nobody else had the GIL.
 */
#include "touched.h"
#include "version.h"

static bool
is_plain_container(PyObject *o)
{
	return o && (is_list(o) || is_dict(o) || is_set(o));
}

bool
touched_is_slotted(PyObject *o)
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
	if (touched_is_slotted(o))
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
	bool slots = touched_is_slotted(o), ordered = is_exact(o, TYPE_AT(PyODict_Type)); /* beside its items */
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

	t->looked = PyList_Size(t->touched);
	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3) {
		if (touched_same(PyList_GetItem(t->watched, i), PyList_GetItem(t->watched, i + 1)))
			continue;
		copy = touched_copy(PyList_GetItem(t->watched, i));
		if (addresses_add(&t->disturbed, PyList_GetItem(t->watched, i)) < 0)
			PyErr_NoMemory();
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
	if (!*seen || result < 0 || attributes_note(t, m, tokens, count) < 0)
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

int
touched_by_us(struct transaction *t, PyObject *o, PyObject *before, int result)
{
	PyObject *copy, *error[3];
	Py_ssize_t i;

	if (result == 0)
		result = touched_note(t, o, before, NONE);
	if (result < 0) {
		PyErr_Fetch(&error[0], &error[1], &error[2]);
		content_store(o, before);
		PyErr_Clear();
		PyErr_Restore(error[0], error[1], error[2]);
	}

	/* What somebody has looked at is what it is now. */
	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		if (PyList_GetItem(t->watched, i) != o)
			continue;
		copy = touched_copy(o);
		result = copy ? PyList_SetItem(t->watched, i + 1, copy) : -1;
	}
	return result;
}

/* What it had when it was looked at, or when a statement within this one, of a module that this one imports, has ended. */
static PyObject *
contents_known(const struct transaction *t, PyObject *o, PyObject *before)
{
	Py_ssize_t i;

	for (i = PyList_Size(t->touched) - 4; i >= t->looked; i -= 4)
		if (PyList_GetItem(t->touched, i) == o)
			return PyList_GetItem(t->touched, i + 2);
	return before;
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
		before = contents_known(t, o, PyList_GetItem(seen, i + 1));
		if (addresses_add(noted, o) == 1 && !touched_same(o, before))
			result = touched_note(t, o, before, PyList_GetItem(seen, i + 2));
	}
	return result;
}

int
touched_after(struct transaction *t, PyObject *seen, struct touched_mark mark, bool alone)
{
	struct addresses noted = {0};
	int result = note_changes(t, seen, &noted) < 0 || attributes_note_after(t, mark.attributes) < 0
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
touched_settle(struct transaction *t, PyObject *list, touched_base_fn *base, const void *arg, bool loose)
{
	PyObject *o, *copy, *own;
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(list); i += 3) {
		o = PyList_GetItem(list, i);
		copy = PyList_GetItem(list, i + 1);
		if (touched_same(o, copy))
			continue;
		own = base(arg, o, copy, loose);
		if (addresses_add(&t->disturbed, o) < 0)
			return unref(own), PyErr_NoMemory(), -1;
		if (!own || PyList_SetItem(list, i + 1, own) < 0)
			return -1;
	}
	return 0;
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
	PyObject *before, *after;
	Py_ssize_t i, more = 0;
	bool took = false;

	for (i = mark.containers; i + 3 < PyList_Size(t->touched); i += 4) {
		before = PyList_GetItem(t->touched, i + 1);
		after = PyList_GetItem(t->touched, i + 2);
		took = took || lacks_some(after, before);
		/* logging has a weak reference to each handler: those of old ones go with them. */
		if (!(is_list(after) && PyList_Size(after) > 0 && is_weakref(PyList_GetItem(after, PyList_Size(after) - 1))))
			more += touched_size(after) - touched_size(before);
	}
	return took && more <= 0;
}

struct touched_mark
touched_mark(const struct transaction *t)
{
	return (struct touched_mark){PyList_Size(t->touched), PyList_Size(t->attributes)};
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
