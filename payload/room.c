/*
 * room.c - a registry that refuses what it has already.
 *
 * "duplicated timeseries", "duplicate validator": the changed statement registers
 * under a name that its old form has taken.  So the entries of the old one are
 * taken out - what it made, and strings that name what it defines - and it is
 * run once more.  A refused reload puts them back (touched.c).
 */
#include <string.h>

#include "statement.h"
#include "transaction.h"
#include "version.h"

struct room {
	const struct staging *g;
	const struct statement *s;
	struct module *m;
	PyObject *names; /* list: what the statement binds */
};

/* module.name, or module.name.more */
static bool
is_name_of(const struct room *r, PyObject *string)
{
	size_t length = strlen(r->m->name), its;
	const char *text = utf8(string), *name;
	Py_ssize_t i;

	if (strncmp(text, r->m->name, length) != 0 || text[length] != '.')
		return false;
	for (text += length + 1, i = 0; i < PyList_Size(r->names); i++) {
		name = utf8(PyList_GetItem(r->names, i));
		its = strlen(name);
		if (strncmp(text, name, its) == 0 && (text[its] == '\0' || text[its] == '.'))
			return true;
	}
	return false;
}

static bool
is_of_the_old(const struct room *r, PyObject *o)
{
	PyObject *module, *path;
	Py_ssize_t i;
	bool named;

	if (is_str(o))
		return is_name_of(r, o);
	if (is_class(o) || is_function(o)) {
		/* One that an earlier source has defined, too. */
		module = get_attr(o, "__module__");
		path = get_attr(o, "__qualname__");
		named = module && path && is_str(module) && is_str(path) &&
			PyUnicode_Compare(module, r->m->name_object) == 0 && PySequence_Contains(r->names, path) == 1 &&
			!statement_shares_name(r->g, r->s, path) && PyDict_Contains(r->m->before, path) == 0;
		unref(path);
		unref(module);
		if (named)
			return true;
	}
	if (!is_atom(o) && !is_class(o) && !is_function(o) && is_heap_type((PyObject *)type_of(o)) &&
	    is_of_the_old(r, (PyObject *)type_of(o)))
		return true;
	for (i = 0; !is_atom(o) && i < PyList_Size(r->names); i++)
		if (!statement_shares_name(r->g, r->s, PyList_GetItem(r->names, i)) &&
		    PyDict_GetItemWithError(r->m->before, PyList_GetItem(r->names, i)) == o)
			return true;
	return false;
}

static bool
is_dict_like(PyObject *o)
{
	return PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type));
}

/* The names of a module and the attributes of an object lead to the old one too, but register nothing. */
static bool
is_registry(PyObject *o, PyObject *owner)
{
	return is_set(o) || is_list(o) ||
	       (is_dict_like(o) && owner == o && !dict_get(o, "__name__"));
}

static int
take_from_dict(const struct room *r, PyObject *dict)
{
	PyObject *items = PyDict_Items(dict), *key, *value;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_of_the_old(r, key) || is_of_the_old(r, value))
			result = store_dict(dict, key, NULL);
	}
	unref(items);
	return result;
}

static int
take_from_others(const struct room *r, PyObject *o)
{
	PyObject *items = items_of(o);
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = result == 0 ? PyList_Size(items) : 0; result >= 0 && i-- > 0;) {
		if (!is_of_the_old(r, PyList_GetItem(items, i)))
			continue;
		result = is_list(o) ? PyList_SetSlice(o, i, i + 1, NULL) : PySet_Discard(o, PyList_GetItem(items, i));
	}
	unref(items);
	return result < 0 ? -1 : 0;
}

int
room_make(const struct staging *g, const struct statement *s)
{
	struct transaction *t = g->t;
	PyObject *set = PySet_New(NULL), *o, *before, *owner;
	struct room r = {.g = g, .s = s, .m = g->m};
	int result = set ? statement_add_bound(s, set) : -1, taken = 0;
	Py_ssize_t i;

	r.names = result == 0 ? PySequence_List(set) : NULL;
	for (i = 0; r.names && result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		owner = PyList_GetItem(t->watched, i + 2);
		if (!is_registry(o, owner))
			continue;
		before = content_copy(o);
		result = !before ? -1 : is_dict_like(o) ? take_from_dict(&r, o) : take_from_others(&r, o);
		if (before && PyObject_Size(o) < PyObject_Size(before)) {
			taken++;
			if (touched_note(t, o, before, owner) < 0)
				result = -1;
		}
		unref(before);
	}
	result = r.names ? result : -1;
	unref(r.names);
	unref(set);
	return result < 0 ? -1 : taken;
}

bool
room_is_enough(struct transaction *t)
{
	PyObject *list;
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3) {
		list = PyList_GetItem(t->watched, i);
		if (is_list(list) && PyList_Size(list) > PyList_Size(PyList_GetItem(t->watched, i + 1)))
			return false;
	}
	return true;
}
