/*
 * registered.c - what the old form of a changed statement has registered gives way.
 *
 * @on("start") became @on("stop"), class Alpha(Plugin, prio=1) has prio=2 now,
 * bus.subscribe("a", f) says "b": the new form has run and registered.  Entries of
 * the old one are told by what they hold - the live definition, or what the old
 * line mentions - and by where they are: in the list that has become longer, or
 * below a key that only the old line has.  Another line may have registered the
 * same function: of several entries only one that has a constant of the old form
 * gives way, or one that is built like the new one (anew.c), for an entry too many is
 * better than one that somebody misses.
 */
#include "anew.h"
#include "compile.h"
#include "forms.h"
#include "records.h"
#include "version.h"

struct looking {
	PyObject *list;
	bool found;
};

static int
look_for_constant(PyObject *o, void *arg)
{
	struct looking *l = arg;

	l->found = l->found || (o && is_atom(o) && said_has(l->list, o));
	return 0;
}

/* Among its items or attributes is a constant that only the old form has. */
static bool
carries_gone(const struct forms *f, PyObject *entry)
{
	struct looking l = {.list = f->gone};
	PyObject *dict, *key, *value;
	Py_ssize_t at = 0;

	if (is_atom(entry) && !is_exact(entry, TYPE_AT(PyTuple_Type)))
		return said_has(f->gone, entry);
	heap_refers(entry, look_for_constant, &l);
	dict = l.found || !is_heap_type((PyObject *)type_of(entry)) ? NULL : PyObject_GenericGetDict(entry, NULL);
	while (dict && is_dict(dict) && !l.found && PyDict_Next(dict, &at, &key, &value))
		l.found = is_atom(value) && said_has(f->gone, value);
	unref(dict);
	PyErr_Clear();
	return l.found;
}

/* Of an object that the line configures it may have made the same once more. */
static bool
is_built_alike(const struct forms *f, PyObject *entry, PyObject *added)
{
	const struct said said = {f->gone, f->fresh, f->less && (f->configures || f->s->kind == KIND_EXPRESSION || entry_holds(entry, f->olds))};

	return f->configures ? said_again(&said, entry, added) : said_anew(&said, entry, added);
}

static bool
has(const struct forms *f, PyObject *entry, PyObject *list)
{
	return f->closures ? entry_captures(entry, list) : entry_holds(entry, list);
}

/* An entry that was there and is of the old form; added: what the new form has put in. */
static bool
is_replaced(const struct forms *f, PyObject *entry, PyObject *added)
{
	Py_ssize_t i;

	if (f->definition || f->wraps || (f->made && !f->configures))
		return has(f, entry, f->olds);
	/* The same line with other arguments. */
	if (said_has(f->gone, entry) || entry_holds(entry, f->named) || entry_holds(entry, f->lambdas) ||
	    is_built_alike(f, entry, added))
		return true;
	if (is_exact(entry, TYPE_AT(PyTuple_Type))) {
		for (i = 0; i < PyTuple_Size(entry); i++)
			if (said_has(f->gone, PyTuple_GetItem(entry, i)))
				return true;
		return false;
	}
	if (is_container(entry))
		return entry_is_record_of(entry, f->olds) && carries_gone(f, entry);
	if (is_atom(entry) || list_has(f->olds, entry) || is_function(entry) || is_class(entry))
		return false;
	return list_has(f->named, (PyObject *)type_of(entry)) || (type_of(entry) == type_of(added) && carries_gone(f, entry));
}

static bool
is_old_entry(const struct forms *f, PyObject *entry)
{
	return has(f, entry, f->olds) && !((f->definition || f->wraps) && has(f, entry, f->news));
}

/* The entry of the old form - that this new one takes the place of, or added NULL: any -: the only one, or the only one
   that is built alike or has a constant of the old form, or the first in a list that only grows: a definition is registered
   by its decorators before anybody else has it.  -1: none, or it cannot be told. */
static Py_ssize_t
entry_in(const struct forms *f, PyObject *list, PyObject *added, bool grows)
{
	Py_ssize_t i, count = 0, first = -1, certain = -1, carrying = 0, alike = -1, all_alike = 0;
	PyObject *entry;

	for (i = 0; i < PyList_Size(list); i++) {
		entry = PyList_GetItem(list, i);
		if (added ? !is_replaced(f, entry, added) : !is_old_entry(f, entry))
			continue;
		if (count++ == 0)
			first = i;
		if (added && is_built_alike(f, entry, added) && all_alike++ == 0)
			alike = i;
		if ((added || !list_has(f->olds, entry)) && carries_gone(f, entry) && carrying++ == 0)
			certain = i;
	}
	return count == 1 ? first : all_alike == 1 ? alike : carrying == 1 ? certain : f->definition && grows ? first : -1;
}

/* What an entry may be sorted by: a number at this place of a tuple, or under this name of an object.  Borrowed; NULL: it has
   none. */
static PyObject *
rank_of(PyObject *entry, PyObject *key)
{
	PyObject *fields, *rank = NULL;

	if (is_exact(key, TYPE_AT(PyLong_Type)))
		rank = is_exact(entry, TYPE_AT(PyTuple_Type)) && PyLong_AsLong(key) < PyTuple_Size(entry)
			       ? PyTuple_GetItem(entry, PyLong_AsLong(key))
			       : NULL;
	else if ((fields = is_atom(entry) ? NULL : record_fields(entry))) {
		rank = PyDict_GetItemWithError(fields, key);
		unref(fields); /* the object keeps it */
	}
	return rank && (is_exact(rank, TYPE_AT(PyLong_Type)) || is_exact(rank, TYPE_AT(PyFloat_Type))) ? rank : NULL;
}

/* By this key, without the entry at `without`, and with the other one instead of the entry at `at`. */
static bool
is_sorted(PyObject *list, PyObject *key, int order, Py_ssize_t without, Py_ssize_t at, PyObject *other)
{
	PyObject *last = NULL, *rank;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++) {
		if (i == without)
			continue;
		rank = rank_of(i == at ? other : PyList_GetItem(list, i), key);
		if (!rank || (last && PyObject_RichCompareBool(last, rank, order) != 1))
			return false;
		last = rank;
	}
	return true;
}

/* The list is sorted by something that the line says otherwise: (priority, handler), Entry(order=90).  Where the new entry,
   at `from`, stands now is its place. */
static bool
is_ranked_anew(PyObject *list, Py_ssize_t at, Py_ssize_t from)
{
	PyObject *old = PyList_GetItem(list, at), *new = PyList_GetItem(list, from), *fields = NULL, *keys, *key;
	bool ranked = false;
	Py_ssize_t i, size;

	if (is_exact(new, TYPE_AT(PyTuple_Type))) {
		keys = PyList_New(0);
		for (i = 0, size = PyTuple_Size(new); keys && i < size; i++) {
			key = PyLong_FromLong(i);
			PyList_Append(keys, key);
			unref(key);
		}
	} else {
		fields = is_atom(new) ? NULL : record_fields(new);
		keys = fields ? PyDict_Keys(fields) : NULL;
		unref(fields);
	}
	for (i = 0; keys && !ranked && i < PyList_Size(keys); i++) {
		key = PyList_GetItem(keys, i);
		ranked = rank_of(old, key) && rank_of(new, key) &&
			 !const_equal(rank_of(old, key), rank_of(new, key), code_same_behaviour) &&
			 ((is_sorted(list, key, Py_LE, from, -1, NULL) && is_sorted(list, key, Py_LE, at, -1, NULL) &&
			   !is_sorted(list, key, Py_LE, from, at, new)) ||
			  (is_sorted(list, key, Py_GE, from, -1, NULL) && is_sorted(list, key, Py_GE, at, -1, NULL) &&
			   !is_sorted(list, key, Py_GE, from, at, new)));
	}
	unref(keys);
	PyErr_Clear();
	return ranked;
}

/* The entry at `at` goes; its successor, at `from`, takes its place where the list has only grown. */
static int
give_way(const struct forms *f, PyObject *list, Py_ssize_t at, Py_ssize_t from, bool in_place)
{
	if (!is_atom(PyList_GetItem(list, at)) && PyList_Append(f->given_way, PyList_GetItem(list, at)) < 0)
		return -1;
	if (!in_place || is_ranked_anew(list, at, from))
		return PyList_SetSlice(list, at, at + 1, NULL);
	if (PyList_SetItem(list, at, ref(PyList_GetItem(list, from))) < 0)
		return -1;
	return PyList_SetSlice(list, from, from + 1, NULL);
}

/* Another line of the new source says it, too: in a set there is one entry for both. */
static bool
is_said_elsewhere(const struct forms *f, PyObject *constant)
{
	const struct body *body = &f->g->m->new;
	const struct token *x;
	Py_ssize_t i;

	for (x = body->tokens; x < body->tokens + body->token_count; x++) {
		if (x->op != python->op.load_const || !x->value)
			continue;
		if (const_equal(x->value, constant, code_same_behaviour))
			return true;
		for (i = 0; is_exact(x->value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(x->value); i++)
			if (const_equal(PyTuple_GetItem(x->value, i), constant, code_same_behaviour))
				return true;
	}
	return false;
}

/* What only the old form says, and what only the new one says: names, (weight, name). */
static bool
is_said_anew(const struct forms *f, PyObject *old, PyObject *new)
{
	bool tuples = is_exact(old, TYPE_AT(PyTuple_Type)) && is_exact(new, TYPE_AT(PyTuple_Type)), anew = false, same = true;
	Py_ssize_t i;

	if (!tuples)
		return is_atom(old) && is_atom(new) && said_has(f->gone, old) && said_has(f->fresh, new) &&
		       !is_said_elsewhere(f, old);
	for (i = 0; same && i < PyTuple_Size(old) && PyTuple_Size(old) == PyTuple_Size(new); i++) {
		if (is_said_anew(f, PyTuple_GetItem(old, i), PyTuple_GetItem(new, i)))
			anew = true;
		else
			same = const_equal(PyTuple_GetItem(old, i), PyTuple_GetItem(new, i), code_same_behaviour);
	}
	return same && anew;
}

/* Such a thing has come into the list: where the one stands that it is instead of; -1: that is not there once. */
static Py_ssize_t
place_of_name(const struct forms *f, PyObject *list, PyObject *added)
{
	Py_ssize_t i, found = -1;

	for (i = 0; (is_str(added) || is_exact(added, TYPE_AT(PyTuple_Type))) && i < PyList_Size(list); i++) {
		if (!is_said_anew(f, PyList_GetItem(list, i), added))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* A record that does not hold the definition - Rule("/people", endpoint="people"): the only one that is built like it, but
   for what the line says.  -1: none. */
static Py_ssize_t
place_of_record(const struct forms *f, PyObject *list, PyObject *added)
{
	Py_ssize_t i, found = -1;

	for (i = 0; !is_atom(added) && i < PyList_Size(list); i++) {
		if (!is_built_alike(f, PyList_GetItem(list, i), added))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* It says the same of the definition as it was: @on("x", "y") has become @on("y"). */
static Py_ssize_t
same_entry(const struct forms *f, PyObject *list, PyObject *added)
{
	PyObject *entry, *a, *b;
	Py_ssize_t i, k, found = -1;

	for (i = 0; is_exact(added, TYPE_AT(PyTuple_Type)) && found < 0 && i < PyList_Size(list); i++) {
		entry = PyList_GetItem(list, i);
		if (!is_exact(entry, TYPE_AT(PyTuple_Type)) || PyTuple_Size(entry) != PyTuple_Size(added) ||
		    !has(f, entry, f->olds))
			continue;
		for (k = 0; k < PyTuple_Size(entry); k++) {
			a = PyTuple_GetItem(entry, k);
			b = PyTuple_GetItem(added, k);
			if (a != b && !(is_atom(a) && is_atom(b) && const_equal(a, b, code_same_behaviour)) &&
			    !(list_has(f->olds, a) && list_has(f->news, b)) &&
			    !(entry_captures(a, f->olds) && entry_captures(b, f->news)))
				break;
		}
		if (k == PyTuple_Size(entry))
			found = i;
	}
	return found;
}

/* @on("x", "y") has become @on("y"), which has its entry: that of "x" has no successor. */
static int
remove_gone(const struct forms *f, PyObject *list, PyObject *copy)
{
	PyObject *entry;
	Py_ssize_t i;
	int result = 0;

	for (i = PyList_Size(list); result == 0 && i-- > 0;) {
		entry = PyList_GetItem(list, i);
		if (list_has(copy, entry) && is_old_entry(f, entry) && carries_gone(f, entry))
			result = PyList_SetSlice(list, i, i + 1, NULL);
	}
	return result;
}

/* CHECKS.extend([a, b]) has become CHECKS.extend([b]): all that the old form mentions, if no other line has put it in, gives
   way to all that has come.  1: done. */
static int
replace_mentioned(const struct forms *f, PyObject *list, PyObject *copy)
{
	struct addresses seen = {0};
	PyObject *merged, *entry;
	Py_ssize_t i, k, count = 0;
	int result = 0;

	if (f->definition || f->made || f->wraps || !list_begins_with(list, copy))
		return 0;
	merged = PyList_New(0);
	for (i = 0; merged && result == 0 && i < PyList_Size(copy); i++) {
		entry = PyList_GetItem(copy, i);
		if (is_atom(entry) || !list_has(f->olds, entry)) {
			result = PyList_Append(merged, entry);
			continue;
		}
		if (addresses_add(&seen, entry) != 1)
			goto out;
		for (k = PyList_Size(copy); count == 0 && result == 0 && k < PyList_Size(list); k++)
			result = PyList_Append(merged, PyList_GetItem(list, k));
		count++;
	}
	if (merged && result == 0 && count > 1)
		result = PyList_SetSlice(list, 0, PyList_Size(list), merged) < 0 ? -1 : 1;
out:
	addresses_fini(&seen);
	unref(merged);
	return merged ? result : -1;
}

static int
replace_some(const struct forms *f, PyObject *list, PyObject *copy)
{
	PyObject *grown = PyList_GetSlice(list, 0, PyList_Size(list)), *added;
	/* It has grown at its end: what is there has not been sorted. */
	bool in_place = list_begins_with(list, copy);
	Py_ssize_t i, k, at, same;
	bool exact = false;
	int result = grown ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(grown); i++) {
		added = PyList_GetItem(grown, i);
		k = f->definition && !list_has(copy, added) ? place_of_name(f, copy, added) : -1;
		if (k < 0 && f->definition && !list_has(copy, added) && !has(f, added, f->news))
			k = place_of_record(f, copy, added);
		if (k < 0 && (list_has(copy, added) ||
			      ((f->definition || f->wraps || (f->made && !f->configures)) && !has(f, added, f->news))))
			continue;
		same = k < 0 && f->definition ? same_entry(f, copy, added) : -1;
		exact = exact || same >= 0;
		k = same >= 0 ? same : k;
		k = k < 0 ? entry_in(f, copy, added, in_place) : k;
		at = k < 0 ? -1 : list_find(list, PyList_GetItem(copy, k));
		if (at >= 0)
			result = give_way(f, list, at, list_find(list, added), in_place);
	}
	unref(grown);
	return result == 0 && exact ? remove_gone(f, list, copy) : result;
}

/* Entries that hold the definition itself; where there are none, those that have captured it. */
static int
replace_in_list(const struct forms *f, PyObject *list, PyObject *copy)
{
	struct forms captured = *f;
	Py_ssize_t size = PyList_Size(list);
	int result = replace_mentioned(f, list, copy);

	if (result)
		return result < 0 ? -1 : 0;
	result = replace_some(f, list, copy);
	captured.closures = true;
	return result == 0 && f->definition && PyList_Size(list) == size ? replace_some(&captured, list, copy) : result;
}

static int
replace_in_deque(const struct forms *f, PyObject *deque, PyObject *copy)
{
	PyObject *list = PySequence_List(deque);
	Py_ssize_t size = list ? PyList_Size(list) : 0;
	int result = list ? replace_in_list(f, list, copy) : -1;

	if (result == 0 && PyList_Size(list) < size)
		result = content_store(deque, list);
	unref(list);
	return result;
}

static int
remove_from_list(const struct forms *f, PyObject *list)
{
	Py_ssize_t at = entry_in(f, list, NULL, true);

	return at < 0 ? 0 : PyList_SetSlice(list, at, at + 1, NULL);
}

static int
remove_from_set(const struct forms *f, PyObject *set)
{
	PyObject *list = items_of(set);
	Py_ssize_t at = list ? entry_in(f, list, NULL, false) : -1;
	int result = !list ? -1 : at < 0 ? 0 : PySet_Discard(set, PyList_GetItem(list, at));

	unref(list);
	return result < 0 ? -1 : 0;
}

/* What it had before the statement; NULL: it is none of those that are watched.  There are thousands. */
static PyObject *
copy_in(const struct transaction *t, PyObject *o)
{
	return map_get(&t->copies, o);
}

static int
index_copies(struct transaction *t)
{
	Py_ssize_t i;
	int result = 0;

	map_fini(&t->copies);
	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3)
		if (!map_get(&t->copies, PyList_GetItem(t->watched, i)))
			result = map_set(&t->copies, PyList_GetItem(t->watched, i), PyList_GetItem(t->watched, i + 1));
	return result;
}

/* The statement has put something into it, or into a list or set below one of its keys. */
static bool
has_grown(const struct transaction *t, PyObject *dict, PyObject *copy)
{
	PyObject *key, *value, *was;
	bool grown = PyDict_Size(dict) > PyDict_Size(copy);
	Py_ssize_t at = 0;

	while (!grown && PyDict_Next(dict, &at, &key, &value)) {
		was = is_container(value) ? copy_in(t, value) : NULL;
		grown = was && PyObject_Size(value) > PyObject_Size(was);
	}
	return grown;
}

/* "a", or ("GET", "a"), which only the old form says. */
static bool
says_gone(const struct forms *f, PyObject *key)
{
	bool says = said_has(f->gone, key);
	Py_ssize_t i;

	for (i = 0; is_exact(key, TYPE_AT(PyTuple_Type)) && !says && i < PyTuple_Size(key); i++)
		says = said_has(f->gone, PyTuple_GetItem(key, i));
	return says;
}

/* Below the one key that it had, or below one that only the old form has. */
static int
remove_keys(const struct forms *f, PyObject *dict, PyObject *before)
{
	PyObject *keys = PyDict_Keys(before), *found = PyList_New(0), *key, *value;
	Py_ssize_t i, at = 0, fresh = 0;
	int result = keys && found ? 0 : -1;
	bool each;

	while (f->s->kind == KIND_CLASS && before != dict && PyDict_Next(dict, &at, &key, &value))
		fresh += PyDict_Contains(before, key) == 0 && has(f, value, f->news);

	for (i = 0; result == 0 && i < PyList_Size(keys); i++) {
		value = PyDict_GetItemWithError(before, PyList_GetItem(keys, i));
		if (value && is_old_entry(f, value))
			result = PyList_Append(found, PyList_GetItem(keys, i));
	}
	/* The methods of a class: all of them have other keys now. */
	each = fresh > 0 && fresh == PyList_Size(found);
	for (i = 0; result == 0 && i < PyList_Size(found); i++) {
		key = PyList_GetItem(found, i);
		value = PyDict_GetItemWithError(dict, key);
		if (value && is_old_entry(f, value) && (PyList_Size(found) == 1 || each || says_gone(f, key)))
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
		has_it = has(f, value, f->news);
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
	int result = remove_from_list(f, list);

	return result == 0 && PyList_Size(list) == size ? remove_records(f, list) : result;
}

/* The list, dict or entry below this key of the old form.  One that has nothing in it any more goes, if no other line says the
   key, and keys are made when something is put below them: one has come. */
static int
remove_below(const struct forms *f, PyObject *dict, PyObject *copy, PyObject *key, PyObject *value)
{
	Py_ssize_t size = is_container(value) ? PyObject_Size(value) : 0;
	int result;

	if (is_old_entry(f, value) && !is_container(value))
		return store_dict(dict, key, NULL);
	result = is_list(value)		   ? remove_one(f, value)
		 : is_set(value)	   ? remove_from_set(f, value)
		 : is_old_entry(f, value) ? store_dict(dict, key, NULL)
		 : is_dict(value)	   ? remove_keys(f, value, value)
					   : 0;
	if (result == 0 && size > 0 && PyObject_Size(value) == 0 && PyDict_Size(dict) > PyDict_Size(copy) &&
	    PyDict_GetItemWithError(dict, key) == value && !is_said_elsewhere(f, key))
		result = store_dict(dict, key, NULL);
	return result;
}

/* A key that has come, or below which something has: of the old one the statement said something else within it. */
static bool
is_renamed_key(const struct forms *f, PyObject *dict, PyObject *copy, PyObject *key)
{
	PyObject *its, *value, *was;
	Py_ssize_t at = 0;
	bool renamed = false;

	while (!renamed && PyDict_Next(dict, &at, &its, &value)) {
		was = is_container(value) ? copy_in(f->g->t, value) : NULL;
		if (PyDict_Contains(copy, its) == 0 || (was && PyObject_Size(value) > PyObject_Size(was)))
			renamed = said_within(f->gone, f->fresh, key, its);
	}
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
		was = has(f, value, f->news) ? PyDict_GetItemWithError(copy, key) : NULL;
		taken = was && was != value && !has(f, was, f->olds);
	}
	return taken;
}

/* What the old form has put below a key that only it has. */
static int
remove_below_keys(const struct forms *f, PyObject *dict, PyObject *copy)
{
	PyObject *key, *value, *keys;
	Py_ssize_t i;
	int result = 0;
	bool grown;

	/* @serializer(date, datetime), @on(Event.CREATED) */
	grown = f->definition && PyList_Size(f->named) && (has_put(f, dict) || has_grown(f->g->t, dict, copy));
	for (i = 0; result == 0 && grown && i < PyList_Size(f->named); i++) {
		key = PyList_GetItem(f->named, i);
		value = is_class(key) || is_function(key) || is_enum((PyObject *)type_of(key)) ? PyDict_GetItemWithError(dict, key)
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
	for (i = 0; keys && result == 0 && i < PyList_Size(keys); i++) {
		key = PyList_GetItem(keys, i);
		value = is_str(key) && !said_has(f->gone, key) ? PyDict_GetItemWithError(dict, key) : NULL;
		if (value && is_renamed_key(f, dict, copy, key))
			result = remove_below(f, dict, copy, key, value);
	}
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
		grown = PyDict_Contains(copy, key) == 0 && entry_holds(item, f->news);
	return grown ? remove_keys(f, dict, copy) : 0;
}

/* The object itself, as key or value. */
static bool
is_made(PyObject *made, PyObject *item)
{
	return list_has(made, item) ||
	       (is_exact(item, TYPE_AT(PyTuple_Type)) && PyTuple_Size(item) == 2 &&
		(list_has(made, PyTuple_GetItem(item, 0)) || list_has(made, PyTuple_GetItem(item, 1))));
}

static int
replace_in_set(const struct forms *f, PyObject *set, PyObject *copy)
{
	PyObject *list = PySequence_List(set);
	bool grown = false;
	int result = 0;
	Py_ssize_t i, at;

	for (i = 0; f->definition && list && !grown && i < PyList_Size(list); i++) {
		if (PySet_Contains(copy, PyList_GetItem(list, i)) != 0)
			continue;
		grown = entry_holds(PyList_GetItem(list, i), f->news);
		at = place_of_name(f, list, PyList_GetItem(list, i));
		if (at >= 0)
			result = PySet_Discard(set, PyList_GetItem(list, at)) < 0 ? -1 : 0;
	}
	unref(list);
	return result == 0 && grown ? remove_from_set(f, set) : result;
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
			if (is_old_entry(f, item)) {
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
		if (group && is_dict(group) && copy_in(f->g->t, group))
			result = remove_keys(f, group, group);
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
		was = copy_in(f->g->t, grown);
		for (at = 0; is_dict(grown) && !entry_is_record_of(grown, f->news) && result == 0 &&
			     PyDict_Next(grown, &at, &key, &value);) {
			if (!is_str(key) || (was && PyDict_Contains(was, key) == 1) || !entry_holds(value, f->news))
				continue;
			for (k = 0; result == 0 && k < PyList_Size(values); k++) {
				was = PyList_GetItem(values, k);
				if (was == grown || !is_dict(was) || !copy_in(f->g->t, was) || entry_is_record_of(was, f->olds))
					continue;
				value = PyDict_GetItemWithError(was, key);
				if (value && is_old_entry(f, value))
					result = store_dict(was, key, NULL);
				else
					result = remove_keys(f, was, was);
			}
			break;
		}
	}
	unref(values);
	return result;
}

/* An object has been made anew: where the new one has been put in, the old one goes. */
static int
replace_made(const struct forms *f, PyObject *o, PyObject *copy)
{
	bool dict = PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)), grown = false, old;
	PyObject *list = dict ? PyDict_Items(o) : items_of(o), *item;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; list && !grown && i < PyList_Size(list); i++)
		grown = is_made(f->news, PyList_GetItem(list, i));
	for (i = 0; grown && touched_size(o) > touched_size(copy) && result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		old = is_made(f->olds, item);
		if (old && dict)
			result = store_dict(o, PyTuple_GetItem(item, 0), NULL);
		else if (old)
			result = PySet_Discard(o, item) < 0 ? -1 : 0;
	}
	unref(list);
	return result;
}

/* signals.saved became signals.deleted: what the old form has put into containers of the first. */
static int
remove_from_named(const struct forms *f)
{
	PyObject *o, *dict, *key, *value;
	Py_ssize_t i, at;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(f->named); i++) {
		o = PyList_GetItem(f->named, i);
		if (is_class(o) || is_function(o) || !is_heap_type((PyObject *)type_of(o)))
			continue;
		dict = PyObject_GenericGetDict(o, NULL);
		PyErr_Clear();
		for (at = 0; dict && is_dict(dict) && result == 0 && PyDict_Next(dict, &at, &key, &value);)
			if (copy_in(f->g->t, value))
				result = is_list(value) ? remove_from_list(f, value)
					 : is_set(value) ? remove_from_set(f, value) : 0;
		unref(dict);
	}
	return result;
}

/* The one entry that holds it, in all that the statement may reach; NULL: there is none, or another line has one, too. */
static PyObject *
only_holder(const struct forms *f)
{
	PyObject *reach = f->g->reach, *o, *list, *found = NULL;
	Py_ssize_t i, k;
	int count = 0;

	for (i = 0; i < PyList_Size(reach); i++) {
		o = PyList_GetItem(reach, i);
		list = is_list(o) ? ref(o) : is_set(o) ? items_of(o)
		       : is_dict(o) && !dict_get(o, "__name__") ? PyDict_Values(o) : NULL;
		for (k = 0; list && k < PyList_Size(list); k++)
			if (is_old_entry(f, PyList_GetItem(list, k))) {
				found = o;
				count++;
			}
		unref(list);
	}
	PyErr_Clear();
	return count == 1 && copy_in(f->g->t, found) ? found : NULL;
}

/* The names of a module and the attributes of an object lead to it, too, but register nothing. */
static bool
is_names(PyObject *dict, PyObject *owner)
{
	return owner != dict || dict_get(dict, "__name__") != NULL;
}

/* The only key of the old definition; borrowed.  NULL: none, or several. */
static PyObject *
key_of_old(const struct forms *f, PyObject *dict)
{
	PyObject *key, *value, *found = NULL;
	Py_ssize_t at = 0;
	int count = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		if (is_old_entry(f, value) && count++ == 0)
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
		fields = is_class(PyList_GetItem(list, k)) || is_atom(PyList_GetItem(list, k)) ? NULL : record_fields(PyList_GetItem(list, k));
		for (at = 0, says = false; fields && !says && PyDict_Next(fields, &at, &name, &value);)
			says = is_str(value) && PyUnicode_Compare(value, key) == 0;
		all = fields && says;
		unref(fields);
	}
	return all;
}

/* Flask knows a view by its endpoint, and has lists of rules below the same name in another dict. */
static int
leave_below_key(const struct forms *f, PyObject *dict)
{
	PyObject *key = key_of_old(f, dict), *watched = f->g->t->watched, *o, *list;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; key && is_str(key) && result == 0 && i + 2 < PyList_Size(watched); i += 3) {
		o = PyList_GetItem(watched, i);
		list = o != dict && is_dict(o) && !is_names(o, PyList_GetItem(watched, i + 2)) ? PyDict_GetItemWithError(o, key) : NULL;
		if (!list || !is_list(list) || !are_records_of(list, key))
			continue;
		for (k = 0; result == 0 && k < PyList_Size(list); k++)
			result = PyList_Append(f->given_way, PyList_GetItem(list, k));
		if (result == 0)
			result = store_dict(o, key, NULL);
	}
	return result;
}

static bool
is_undecorated(const struct forms *f)
{
	return f->s->first_line >= f->s->def_line && f->s->kind != KIND_CLASS;
}

/* Its decorators are gone, and have returned it as it was: so is what they have registered. */
static int
remove_undecorated(const struct forms *f)
{
	PyObject *o = f->definition && f->g->reach && is_undecorated(f) ? only_holder(f) : NULL;

	if (!o)
		return 0;
	if (is_dict(o) && leave_below_key(f, o) < 0)
		return -1;
	return is_list(o) ? remove_from_list(f, o) : is_dict(o) ? remove_keys(f, o, o) : remove_from_set(f, o);
}

/* What decorators returned is the function itself: they are not there to wrap it. */
static bool
had_registrars(const struct forms *f)
{
	PyObject *name = ref(f->name), *live = name ? PyDict_GetItemWithError(f->g->m->before, name) : NULL;
	PyObject *its = live && is_function(live) ? code_attr(WORD(live, python->function.code), "co_name") : NULL;
	bool has = its && PyUnicode_Compare(its, name) == 0 && pair_is_ours(f->g->t, WORD(live, python->function.code)) &&
		   !wrapped_never(f->g->t, f->old, utf8(name));

	unref(its);
	unref(name);
	return has;
}

/* Objects that others have taken the place of in one list are not left in another: Flask has its rules in several. */
static int
leave_others(const struct forms *f)
{
	const struct transaction *t = f->g->t;
	PyObject *o, *entry;
	int result = 0;
	Py_ssize_t i, k;

	for (i = 0; PyList_Size(f->given_way) && result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		for (k = is_list(o) ? PyList_Size(o) : 0; result == 0 && k-- > 0;) {
			entry = PyList_GetItem(o, k);
			if (is_heap_type((PyObject *)type_of(entry)) && !is_class(entry) && list_has(f->given_way, entry))
				result = PyList_SetSlice(o, k, k + 1, NULL);
		}
	}
	return result;
}

/* Entries of a list, a set or the values of a dict.  New reference; NULL: it is none of these, or exception. */
static PyObject *
entries_of(PyObject *o, PyObject *owner)
{
	return is_dict(o) ? (is_names(o, owner) ? NULL : PyDict_Values(o)) : is_list(o) ? ref(o) : is_set(o) ? items_of(o) : NULL;
}

/* TOPICS.setdefault("b", []).append(f) has made the list. */
static Py_ssize_t
count_within(const struct forms *f, PyObject *container)
{
	PyObject *list = is_container(container) ? items_of(container) : NULL;
	Py_ssize_t i, count = 0;

	for (i = 0; list && i < PyList_Size(list); i++)
		count += has(f, PyList_GetItem(list, i), f->news);
	unref(list);
	return count;
}

/* Those that were there and hold the old definition, and those that have come and hold the new one; take: the former go. */
static int
count_entries(const struct forms *f, Py_ssize_t *olds, Py_ssize_t *news, bool take)
{
	const struct transaction *t = f->g->t;
	PyObject *o, *copy, *now, *then, *entry;
	struct addresses before;
	int result = 0;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		copy = PyList_GetItem(t->watched, i + 1);
		now = entries_of(o, PyList_GetItem(t->watched, i + 2));
		then = now ? is_dict(copy) ? PyDict_Values(copy) : items_of(copy) : NULL;
		before = (struct addresses){0};
		for (k = 0; then && k < PyList_Size(then); k++)
			addresses_add(&before, PyList_GetItem(then, k));
		for (k = 0; then && k < PyList_Size(then); k++)
			*olds += is_old_entry(f, PyList_GetItem(then, k));
		for (k = then ? PyList_Size(now) : 0; result == 0 && k-- > 0;) {
			entry = PyList_GetItem(now, k);
			if (!addresses_has(&before, entry)) {
				*news += has(f, entry, f->news) ? 1 : is_dict(o) ? count_within(f, entry) : 0;
				continue;
			}
			if (!take || !is_old_entry(f, entry))
				continue;
			result = is_list(o)  ? PyList_SetSlice(o, k, k + 1, NULL)
				 : is_set(o) ? PySet_Discard(o, entry) < 0 ? -1 : 0
					     : remove_keys(f, o, copy);
		}
		addresses_fini(&before);
		unref(then);
		unref(now);
	}
	return result;
}

/* The line is as it was, and what it reads is another: each entry that it had made has got a successor. */
static int
replace_each(const struct forms *f)
{
	Py_ssize_t olds = 0, news = 0;
	int result = count_entries(f, &olds, &news, false);

	return result == 0 && olds > 0 && olds == news ? count_entries(f, &olds, &news, true) : result;
}

/* The key is what a name of the line led to, or has been made of that: f"{KEY}.a" */
static bool
says_moved(const struct staging *g, const struct statement *s, PyObject *key)
{
	const struct token *x, *end = s->tokens + s->token_count;
	PyObject *old;
	bool says = false, computed = true;
	Py_ssize_t i;

	/* HANDLERS[KEY]: the name itself. */
	for (x = s->tokens + 1; x < end; x++)
		if (IS_IN(python->op.mutations, x->op) && x[-1].op == python->op.load_name)
			computed = false;
	for (x = s->tokens; !says && x < end; x++) {
		old = x->op == python->op.load_name && PySet_Contains(g->m->moved, x->value) == 1
			  ? PyDict_GetItemWithError(g->m->before, x->value)
			  : NULL;
		if (!old || !is_atom(old))
			continue;
		says = const_equal(old, key, code_same_behaviour) ||
		       (computed && is_str(old) && is_str(key) && strlen(utf8(old)) > 1 && strstr(utf8(key), utf8(old)));
		for (i = 0; is_exact(key, TYPE_AT(PyTuple_Type)) && !says && i < PyTuple_Size(key); i++)
			says = const_equal(old, PyTuple_GetItem(key, i), code_same_behaviour);
	}
	return says;
}

/* What the line puts below the new key stood below this one; a number stands below many. */
static bool
is_same_value(const struct staging *g, const struct statement *s, PyObject *key, PyObject *live, PyObject *put)
{
	return live == put || same_definition(live, put) ||
	       (is_atom(live) && is_atom(put) && const_equal(live, put, code_same_behaviour) && says_moved(g, s, key));
}

static PyObject *
value_of(const struct staging *g, PyObject *node, PyObject *names)
{
	PyObject *code = compile_expression(g->t, g->m, node), *value = code ? PyEval_EvalCode(code, names, names) : NULL;

	unref(code);
	PyErr_Clear();
	return value;
}

/* Nothing that has run since has put something else below it. */
static bool
is_as_it_was(const struct staging *g, PyObject *dict, PyObject *key)
{
	PyObject *touched = g->t->touched;
	Py_ssize_t i;

	for (i = 0; i + 3 < PyList_Size(touched); i += 4)
		if (PyList_GetItem(touched, i) == dict)
			return PyDict_GetItemWithError(PyList_GetItem(touched, i + 1), key) == PyDict_GetItemWithError(dict, key);
	return true;
}

/* HANDLERS[f"{PREFIX}.a"] = f: what the key was can be evaluated. */
static int
move_computed(const struct staging *g, const struct statement *s)
{
	PyObject *targets = get_attr(s->node, "targets"), *names = PyDict_Copy(g->m->before), *target, *node, *slice, *dict, *old, *new;
	int result = names ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; targets && result == 0 && i < PyList_Size(targets); i++) {
		target = PyList_GetItem(targets, i);
		node = node_is(target, "Subscript") ? get_attr(target, "value") : NULL;
		slice = node ? get_attr(target, "slice") : NULL;
		dict = node ? node_object(g, node) : NULL;
		if (slice && node_is(slice, "Index")) { /* until 3.8 */
			old = get_attr(slice, "value");
			unref(slice);
			slice = old;
		}
		old = new = NULL;
		if (dict && is_dict(dict) && slice && !node_is(slice, "Constant") && node_is_pure(g, slice)) {
			old = value_of(g, slice, names);
			new = value_of(g, slice, g->m->scratch);
		}
		if (old && new && is_atom(old) && is_atom(new) && PyObject_RichCompareBool(old, new, Py_EQ) == 0 &&
		    PyDict_Contains(dict, old) == 1 && PyDict_Contains(dict, new) == 1 && is_as_it_was(g, dict, old))
			result = store_dict(dict, old, NULL);
		unref(new);
		unref(old);
		unref(slice);
		unref(node);
	}
	unref(names);
	unref(targets);
	PyErr_Clear();
	return result;
}

/* HANDLERS[KEY] = f, and KEY is another: what the line had put below the old key. */
int
registered_move_item(const struct staging *g, const struct statement *s)
{
	PyObject *o, *copy, *key, *value, *its, *old, *fresh, *found;
	int result = 0, fresh_count, found_count;
	Py_ssize_t i, at;

	if (s->kind != KIND_ASSIGN || !s->same || !statement_stores_inside(s))
		return 0;
	if (move_computed(g, s) < 0)
		return -1;
	for (i = 0; result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		if (!is_dict(o) || is_names(o, PyList_GetItem(g->t->watched, i + 2)) || PyDict_Size(o) != PyDict_Size(copy) + 1)
			continue;
		fresh = found = value = NULL;
		fresh_count = found_count = 0;
		for (at = 0; PyDict_Next(o, &at, &key, &its);)
			if (PyDict_Contains(copy, key) == 0 && fresh_count++ == 0) {
				fresh = key;
				value = its;
			}
		for (at = 0; fresh && PyDict_Next(copy, &at, &old, &its);)
			if (type_of(old) == type_of(fresh) && is_same_value(g, s, old, its, value) && found_count++ == 0)
				found = old;
		if (fresh_count == 1 && found_count == 1 && says_moved(g, s, found))
			result = store_dict(o, found, NULL);
	}
	return result;
}

int
registered_replace(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = old_form(g, s);
	struct forms f = {.g = g, .s = s};
	PyObject *o, *copy, *owner;
	int result = !c ? 0 : index_copies(g->t) < 0 ? -1 : forms_init(&f, c);
	Py_ssize_t i;

	for (i = 0; c && result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		owner = PyList_GetItem(g->t->watched, i + 2);
		if (is_list(o) && PyList_Size(o) > PyList_Size(copy))
			result = replace_in_list(&f, o, copy);
		else if (is_deque(o))
			result = PyObject_Size(o) > PyList_Size(copy) ? replace_in_deque(&f, o, copy) : 0;
		else if (f.made && !f.configures)
			result = is_list(o) || is_names(o, owner) ? 0 : replace_made(&f, o, copy);
		else if (is_set(o))
			result = replace_in_set(&f, o, copy);
		else if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && !is_names(o, owner))
			result = remove_from_siblings(&f, o) < 0 || remove_below_keys(&f, o, copy) < 0
					 ? -1
					 : remove_renamed(&f, o, copy);
	}
	if (c && result == 0 && (!f.definition || (f.puts && had_registrars(&f))))
		result = remove_from_named(&f) < 0 ? -1 : remove_undecorated(&f);
	else if (c && result == 0 && is_undecorated(&f) && had_registrars(&f))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, utf8(f.name),
			    "line %d: its decorators are gone; what they have registered, if they have, stands", s->first_line);
	if (c && result == 0 && f.definition && s->same)
		result = replace_each(&f);
	if (c && result == 0)
		result = leave_others(&f);
	map_fini(&g->t->copies);
	forms_fini(&f);
	/* A key may not be hashable. */
	if (result == 0)
		PyErr_Clear();
	return result;
}

/* The statement says it; of a tuple of constants an item. */
static bool
is_said(const struct statement *s, PyObject *value)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->value && !is_code(x->value) &&
		    (const_equal(x->value, value, code_same_behaviour) ||
		     (is_exact(x->value, TYPE_AT(PyTuple_Type)) && PySequence_Contains(x->value, value) == 1)))
			return true;
	PyErr_Clear();
	return false;
}

void
registered_say_loop(const struct staging *g, const struct statement *s)
{
	const struct body *old = &g->m->old;
	const struct chunk *c;
	const struct token *x;
	bool gone = false;
	Py_ssize_t i;

	for (c = old->chunks; g->m->old_code && !gone && c < old->chunks + old->chunk_count; c++)
		for (x = &old->tokens[c->first]; c->match < 0 && !gone && x < &old->tokens[c->first + c->count]; x++) {
			if (x->op != python->op.load_name && x->op != python->op.load_const)
				continue;
			gone = x->value && is_str(x->value) && !is_said(s, x->value);
			for (i = 0; x->value && is_exact(x->value, TYPE_AT(PyTuple_Type)) && !gone && i < PyTuple_Size(x->value); i++)
				gone = !is_said(s, PyTuple_GetItem(x->value, i));
		}
	if (gone)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: what the loop has done before for what it does not say any more, if that was of this loop, stands",
			    s->first_line);
}

void
registered_forget(struct staging *g)
{
	unref(g->reach);
	g->reach = NULL;
}

int
registered_look(struct staging *g, const struct statement *s)
{
	const struct chunk *c = old_form(g, s);

	registered_forget(g);
	if (!c)
		return 0;
	g->reach = snapshot_reach(g->m, g->t, &(g->m->old_code ? &g->m->old : s->in)->tokens[c->first], c->count);
	return g->reach ? 0 : -1;
}
