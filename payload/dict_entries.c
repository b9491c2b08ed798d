/*
 * dict_entries.c - what the old form of a statement has put into a dict gives way: the
 * item below a key that only the old form has, or below another key than the new one.
 */
#include "anew.h"
#include "entries.h"
#include "records.h"

bool
dict_is_names(PyObject *dict, PyObject *owner)
{
	return owner != dict || dict_get(dict, "__name__") != NULL;
}

PyObject *
entries_before(const struct transaction *t, PyObject *o)
{
	return map_get(&t->copies, o);
}

/* There are thousands. */
int
entries_index(struct transaction *t)
{
	Py_ssize_t i;
	int result = 0;

	map_fini(&t->copies);
	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3)
		if (!map_get(&t->copies, PyList_GetItem(t->watched, i)))
			result = map_set(&t->copies, PyList_GetItem(t->watched, i), PyList_GetItem(t->watched, i + 1));
	return result;
}

/* The statement has put something into this, which stands below a key. */
static bool
is_longer(const struct transaction *t, PyObject *value)
{
	PyObject *was = is_container(value) ? entries_before(t, value) : NULL;

	return was && PyObject_Size(value) > PyObject_Size(was);
}

/* It has put something into it, or into a list or set below one of its keys. */
static bool
has_grown(const struct transaction *t, PyObject *dict, PyObject *copy)
{
	PyObject *key, *value;
	bool grown = PyDict_Size(dict) > PyDict_Size(copy);
	Py_ssize_t at = 0;

	while (!grown && PyDict_Next(dict, &at, &key, &value))
		grown = is_longer(t, value);
	return grown;
}

/* "a", or ("GET", "a"), which only the old form says. */
static bool
says_gone(const struct forms *f, PyObject *key)
{
	bool says = said_has(f->gone, key) || list_has(f->named, key);
	Py_ssize_t i;

	for (i = 0; is_exact(key, TYPE_AT(PyTuple_Type)) && !says && i < PyTuple_Size(key); i++)
		says = said_has(f->gone, PyTuple_GetItem(key, i)) || list_has(f->named, PyTuple_GetItem(key, i));
	return says;
}

/* Below the one key that it had, or below one that only the old form has. */
int
dict_leave(const struct forms *f, PyObject *dict, PyObject *before)
{
	PyObject *keys = PyDict_Keys(before), *found = PyList_New(0), *list, *key, *value;
	Py_ssize_t i, fresh = 0;
	int result = keys && found ? 0 : -1;
	bool each;

	list = (f->s->kind == KIND_CLASS || (f->definition && f->s->same)) && before != dict ? PyDict_Keys(dict) : NULL;
	for (i = 0; list && i < PyList_Size(list); i++) {
		key = PyList_GetItem(list, i);
		value = PyDict_Contains(before, key) == 0 ? PyDict_GetItemWithError(dict, key) : NULL;
		fresh += value && entry_has(f, value, f->news);
	}
	unref(list);

	for (i = 0; result == 0 && i < PyList_Size(keys); i++) {
		value = PyDict_GetItemWithError(before, PyList_GetItem(keys, i));
		if (value && entry_is_old(f, value))
			result = PyList_Append(found, PyList_GetItem(keys, i));
	}
	/* The methods of a class, or ROUTES[m, PREFIX + path] = f for each m: all of them have other keys now. */
	each = fresh > 0 && fresh == PyList_Size(found);
	for (i = 0; result == 0 && i < PyList_Size(found); i++) {
		key = PyList_GetItem(found, i);
		value = PyDict_GetItemWithError(dict, key);
		if (value && entry_is_old(f, value) && (PyList_Size(found) == 1 || each || says_gone(f, key)))
			result = store_dict(dict, key, NULL);
	}
	unref(found);
	unref(keys);
	return result;
}

/* Under one of its keys is the new definition. */
static bool
has_put(const struct forms *f, PyObject *dict)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool has_it = false;

	while (!has_it && PyDict_Next(dict, &at, &key, &value))
		has_it = entry_has(f, value, f->news);
	return has_it;
}

/* [{"fn": f}], [lambda e: f(e)]: below a key of its own the entry that leads to the definition is of the old form. */
static int
remove_records(const struct forms *f, PyObject *list)
{
	PyObject *entry, *key, *value;
	Py_ssize_t i, at, found = -1;
	bool leads;
	int count = 0;

	for (i = f->definition ? PyList_Size(list) : 0; i-- > 0;) {
		entry = PyList_GetItem(list, i);
		leads = entry_captures(entry, f->olds);
		for (at = 0; is_dict(entry) && !leads && PyDict_Next(entry, &at, &key, &value);)
			leads = list_has(f->olds, value);
		if (leads && count++ == 0)
			found = i;
	}
	/* Of several another line may mean one. */
	return count == 1 ? PyList_SetSlice(list, found, found + 1, NULL) : 0;
}

static int
remove_one(const struct forms *f, PyObject *list)
{
	Py_ssize_t size = PyList_Size(list);
	int result = list_leave(f, list);

	return result == 0 && PyList_Size(list) == size ? remove_records(f, list) : result;
}

/* The list, dict or entry below this key of the old form.  One that has nothing in it any more goes, if no other line says the
   key, and keys are made when something is put below them: one has come. */
static int
remove_below(const struct forms *f, PyObject *dict, PyObject *copy, PyObject *key, PyObject *value)
{
	Py_ssize_t size = is_container(value) ? PyObject_Size(value) : 0;
	int result;

	ref(value); /* it may be the dict's alone */
	result = entry_is_old(f, value) && !is_container(value) ? store_dict(dict, key, NULL)
		 : is_list(value)				? remove_one(f, value)
		 : is_set(value)				? set_leave(f, value)
		 : entry_is_old(f, value)			? store_dict(dict, key, NULL)
		 : is_dict(value)				? dict_leave(f, value, value)
								: 0;
	if (result == 0 && size > 0 && PyObject_Size(value) == 0 && PyDict_Size(dict) > PyDict_Size(copy) &&
	    PyDict_GetItemWithError(dict, key) == value && !entry_is_said_elsewhere(f, key))
		result = store_dict(dict, key, NULL);
	unref(value);
	return result;
}

/* Keys that have come, or below which something has; new reference. */
static PyObject *
keys_come(const struct forms *f, PyObject *dict, PyObject *copy)
{
	PyObject *list = PyList_New(0), *key, *value;
	Py_ssize_t at = 0;
	int result = list ? 0 : -1;

	while (result == 0 && PyDict_Next(dict, &at, &key, &value))
		if (PyDict_Contains(copy, key) == 0 || is_longer(f->g->t, value))
			result = PyList_Append(list, key);
	if (result == 0)
		return list;
	unref(list);
	return NULL;
}

/* Of one of these the statement said something else within it, and that is the key. */
static bool
is_renamed_key(const struct forms *f, PyObject *come, PyObject *key)
{
	bool renamed = false;
	Py_ssize_t i;

	for (i = 0; !renamed && i < PyList_Size(come); i++)
		renamed = said_within(f->gone, f->fresh, key, PyList_GetItem(come, i));
	return renamed;
}

/* The new definition stands below a key that was another one's: "/b", which has become "/c" for that. */
static bool
has_taken_over(const struct forms *f, PyObject *dict, PyObject *copy)
{
	PyObject *key, *value, *was;
	Py_ssize_t at = 0;
	bool taken = false;

	while (f->definition && !taken && PyDict_Next(dict, &at, &key, &value)) {
		was = entry_has(f, value, f->news) ? PyDict_GetItemWithError(copy, key) : NULL;
		taken = was && was != value && !entry_has(f, was, f->olds);
	}
	return taken;
}

int
dict_leave_below(const struct forms *f, PyObject *dict, PyObject *copy)
{
	PyObject *key, *value, *keys, *come;
	Py_ssize_t i;
	int result = 0;
	bool grown;

	/* @serializer(date, datetime), @on(Event.CREATED) */
	grown = f->definition && PyList_Size(f->named) && (has_put(f, dict) || has_grown(f->g->t, dict, copy));
	for (i = 0; result == 0 && grown && i < PyList_Size(f->named); i++) {
		key = PyList_GetItem(f->named, i);
		value = is_class(key) || is_function(key) || is_enum((PyObject *)type_of(key))
			    ? PyDict_GetItemWithError(dict, key)
			    : NULL;
		if (value)
			result = remove_below(f, dict, copy, key, value);
	}
	if (!has_grown(f->g->t, dict, copy) && !has_taken_over(f, dict, copy))
		return result;
	for (i = 0; result == 0 && i < PyList_Size(f->gone); i++) {
		key = PyList_GetItem(f->gone, i);
		value = is_str(key) || is_exact(key, TYPE_AT(PyLong_Type)) ? PyDict_GetItemWithError(dict, key) : NULL;
		if (value)
			result = remove_below(f, dict, copy, key, value);
	}
	keys = result == 0 ? PyDict_Keys(copy) : NULL;
	come = keys ? keys_come(f, dict, copy) : NULL;
	for (i = 0; come && result == 0 && i < PyList_Size(keys); i++) {
		key = PyList_GetItem(keys, i);
		value = is_str(key) && !said_has(f->gone, key) ? PyDict_GetItemWithError(dict, key) : NULL;
		if (value && is_renamed_key(f, come, key))
			result = remove_below(f, dict, copy, key, value);
	}
	unref(come);
	unref(keys);
	return result;
}

/* A registry by name has it under another one now. */
static int
remove_renamed(const struct forms *f, PyObject *dict, PyObject *copy)
{
	bool grown = false;
	Py_ssize_t at = 0;
	PyObject *key, *item;

	while (f->definition && PyDict_Size(dict) > PyDict_Size(copy) && !grown && PyDict_Next(dict, &at, &key, &item))
		grown = PyDict_Contains(copy, key) == 0 && entry_has(f, item, f->news);
	return grown ? dict_leave(f, dict, copy) : 0;
}

/* @on("a") and @on("b") are @on("b") alone: that has been put below its key again. */
static int
remove_without_successor(const struct forms *f, PyObject *dict, PyObject *copy)
{
	PyObject *items = f->definition ? PyDict_Items(copy) : NULL, *key, *was, *is;
	Py_ssize_t i;
	bool renewed = false;
	int result = 0;

	for (i = 0; items && !renewed && i < PyList_Size(items); i++) {
		was = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		is = PyDict_GetItemWithError(dict, PyTuple_GetItem(PyList_GetItem(items, i), 0));
		renewed = is && is != was && entry_is_old(f, was) && entry_has(f, is, f->news);
	}
	for (i = 0; renewed && result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		is = PyDict_GetItemWithError(dict, key);
		if (is && entry_is_old(f, is) && says_gone(f, key))
			result = store_dict(dict, key, NULL);
	}
	unref(items);
	return result;
}

/* How many dicts below the keys of this one hold the old definition. */
static int
count_old(const struct forms *f, PyObject *dict)
{
	PyObject *key, *value, *its, *item;
	Py_ssize_t at = 0, in;
	int count = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		for (in = 0; is_dict(value) && !entry_is_record_of(value, f->olds) && PyDict_Next(value, &in, &its, &item);)
			if (entry_is_old(f, item)) {
				count++;
				break;
			}
	return count;
}

/* Only below a key that the old form alone says.  Takes the reference. */
static int
remove_named_groups(const struct forms *f, PyObject *dict, PyObject *values)
{
	PyObject *group;
	Py_ssize_t i;
	int result = 0;

	unref(values);
	for (i = 0; result == 0 && i < PyList_Size(f->gone); i++) {
		group = is_str(PyList_GetItem(f->gone, i)) ? PyDict_GetItemWithError(dict, PyList_GetItem(f->gone, i)) : NULL;
		if (group && is_dict(group) && entries_before(f->g->t, group))
			result = dict_leave(f, group, group);
	}
	return result;
}

/* GROUPS["a"]["f"] is GROUPS["b"]["f"] now. */
static int
remove_from_siblings(const struct forms *f, PyObject *dict)
{
	PyObject *values = f->definition ? PyDict_Values(dict) : NULL, *grown, *was, *key, *value;
	Py_ssize_t i, k, at;
	int result = 0;

	/* Of several groups that have it another line may mean one. */
	if (values && count_old(f, dict) > 1)
		return remove_named_groups(f, dict, values);

	for (i = 0; values && i < PyList_Size(values); i++) {
		grown = PyList_GetItem(values, i);
		was = entries_before(f->g->t, grown);
		for (at = 0; is_dict(grown) && !entry_is_record_of(grown, f->news) && result == 0 &&
			     PyDict_Next(grown, &at, &key, &value);) {
			if (!is_str(key) || (was && PyDict_Contains(was, key) == 1) || !entry_holds(value, f->news))
				continue;
			for (k = 0; result == 0 && k < PyList_Size(values); k++) {
				was = PyList_GetItem(values, k);
				if (was == grown || !is_dict(was) || !entries_before(f->g->t, was) ||
				    entry_is_record_of(was, f->olds))
					continue;
				value = PyDict_GetItemWithError(was, key);
				if (value && entry_is_old(f, value))
					result = store_dict(was, key, NULL);
				else
					result = dict_leave(f, was, was);
			}
			break;
		}
	}
	unref(values);
	return result;
}

/* The only key of such an item; borrowed.  NULL: none, or several. */
static PyObject *
only_key(const struct forms *f, PyObject *dict, bool (*is)(const struct forms *f, PyObject *value))
{
	PyObject *key, *value, *found = NULL;
	Py_ssize_t at = 0;
	int count = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		if (is(f, value) && count++ == 0)
			found = key;
	return count == 1 ? found : NULL;
}

/* A list of nothing but records, which say the key. */
static bool
are_records_of(PyObject *list, PyObject *key)
{
	PyObject *fields, *name, *value;
	bool all = PyList_Size(list) > 0, says;
	Py_ssize_t k, at;

	for (k = 0; all && k < PyList_Size(list); k++) {
		fields = is_class(PyList_GetItem(list, k)) || is_atom(PyList_GetItem(list, k))
			     ? NULL
			     : record_fields(PyList_GetItem(list, k));
		for (at = 0, says = false; fields && !says && PyDict_Next(fields, &at, &name, &value);)
			says = is_str(value) && PyUnicode_Compare(value, key) == 0;
		all = fields && says;
		unref(fields);
	}
	return all;
}

/* The key as it was with what the name led to before; new reference, or NULL: it has nothing of that. */
static PyObject *
key_before(const struct forms *f, PyObject *name, PyObject *key)
{
	PyObject *old = PyDict_GetItemWithError(f->g->m->before, name), *new = PyDict_GetItemWithError(f->g->m->scratch, name);
	bool text = old && new && is_str(old) && is_str(new) && is_str(key);

	return text && strlen(utf8(new)) > 1 && strstr(utf8(key), utf8(new)) ? PyObject_CallMethod(key, "replace", "OO", new, old)
									     : NULL;
}

/* {"fn": f}: of functions it has none but the old definition. */
static bool
leads_to_old(const struct forms *f, PyObject *record)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool leads = false, others = false;

	while (is_dict(record) && PyDict_Next(record, &at, &key, &value)) {
		leads = leads || list_has(f->olds, value);
		others = others || ((is_function(value) || is_class(value)) && !list_has(f->olds, value));
	}
	return leads && !others;
}

/* The one record of the old definition in the group. */
static int
leave_record(const struct forms *f, PyObject *group)
{
	PyObject *key = only_key(f, group, leads_to_old);

	return key ? store_dict(group, key, NULL) : 0;
}

static int
leave_moved(const struct forms *f, PyObject *dict, PyObject *copy, PyObject *key)
{
	PyObject *value = PyDict_GetItemWithError(dict, key);
	int result;

	if (!value || leads_to_old(f, value))
		return value ? store_dict(dict, key, NULL) : 0;
	ref(value);
	result = remove_below(f, dict, copy, key, value);
	if (result == 0 && is_dict(value))
		result = leave_record(f, value);
	if (result == 0 && is_container(value) && PyObject_Size(value) == 0 && !entry_is_said_elsewhere(f, key) &&
	    PyDict_GetItemWithError(dict, key) == value)
		result = store_dict(dict, key, NULL);
	unref(value);
	return result;
}

/* f"{PREFIX}.{topic}" in the decorator, and PREFIX is another. */
static int
remove_moved_keys(const struct forms *f, PyObject *dict, PyObject *copy)
{
	PyObject *keys = f->definition ? keys_come(f, dict, copy) : PyList_New(0);
	PyObject *names = PySequence_List(f->g->m->moved), *key;
	int result = keys && names ? 0 : -1;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i < PyList_Size(keys); i++)
		for (k = 0; result == 0 && k < PyList_Size(names); k++) {
			key = key_before(f, PyList_GetItem(names, k), PyList_GetItem(keys, i));
			if (key && PyDict_Contains(copy, key) == 1)
				result = leave_moved(f, dict, copy, key);
			unref(key);
		}
	unref(names);
	unref(keys);
	return result;
}

/* As list_replace(): where nothing holds the definition itself, what has captured it counts. */
int
dict_replace(const struct forms *f, PyObject *dict, PyObject *copy)
{
	struct forms captured = *f;
	Py_ssize_t size = PyDict_Size(dict);

	if (remove_from_siblings(f, dict) < 0 || dict_leave_below(f, dict, copy) < 0)
		return -1;
	if (remove_renamed(f, dict, copy) < 0 || remove_without_successor(f, dict, copy) < 0 || remove_moved_keys(f, dict, copy) < 0)
		return -1;
	captured.closures = true;
	return PyDict_Size(dict) == size ? remove_renamed(&captured, dict, copy) : 0;
}

int
dict_leave_siblings(const struct forms *f, PyObject *dict)
{
	PyObject *key = only_key(f, dict, entry_is_old), *watched = f->g->t->watched, *o, *list;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; key && is_str(key) && result == 0 && i + 2 < PyList_Size(watched); i += 3) {
		o = PyList_GetItem(watched, i);
		list = o != dict && is_dict(o) && !dict_is_names(o, PyList_GetItem(watched, i + 2))
			   ? PyDict_GetItemWithError(o, key)
			   : NULL;
		if (!list || !is_list(list) || !are_records_of(list, key))
			continue;
		for (k = 0; result == 0 && k < PyList_Size(list); k++)
			result = PyList_Append(f->given_way, PyList_GetItem(list, k));
		if (result == 0)
			result = store_dict(o, key, NULL);
	}
	return result;
}

/* Below its keys, or in a list or set there. */
static bool
has_below(const struct forms *f, PyObject *dict, bool (*is)(const struct forms *f, PyObject *entry))
{
	PyObject *key, *value, *items;
	Py_ssize_t at = 0, i;
	bool has = false;

	while (!has && PyDict_Next(dict, &at, &key, &value)) {
		items = is_list(value) || is_set(value) ? items_of(value) : NULL;
		has = !items && is(f, value);
		for (i = 0; items && !has && i < PyList_Size(items); i++)
			has = is(f, PyList_GetItem(items, i));
		unref(items);
	}
	return has;
}

static bool
is_new_entry(const struct forms *f, PyObject *entry)
{
	return entry_has(f, entry, f->news);
}

bool
dict_has_both(const struct forms *f, PyObject *dict)
{
	return has_below(f, dict, is_new_entry) && has_below(f, dict, entry_is_old);
}
