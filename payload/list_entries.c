/*
 * list_entries.c - what the old form of a statement has put into a list or set gives way.
 *
 * Entries of the old form are told by what they hold - the live definition, or what
 * the old line mentions - and by where they are: in the list that has become longer.
 * Of several entries only one that has a constant of the old form gives way, or one
 * that is built like the new one (anew.c), for an entry too many is better than one
 * that somebody misses.
 */
#include "anew.h"
#include "entries.h"
#include "records.h"
#include "version.h"

#define CAPTURED_DEEP 3

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
	const struct said said = {f->gone, f->fresh,
				  f->less && (f->configures || f->s->kind == KIND_EXPRESSION || entry_holds(entry, f->olds))};

	return f->configures || f->s->kind == KIND_EXPRESSION ? said_again(&said, entry, added) : said_anew(&said, entry, added);
}

bool
entry_has(const struct forms *f, PyObject *entry, PyObject *list)
{
	return f->closures ? entry_captures(entry, list) : entry_holds(entry, list);
}

#define WORDS_DEEP 3

static bool
has_word(PyObject *entry, PyObject *word, int depth)
{
	bool has = is_str(entry) && PyUnicode_Compare(entry, word) == 0;
	Py_ssize_t i;

	for (i = 0; depth && !has && is_exact(entry, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(entry); i++)
		has = has_word(PyTuple_GetItem(entry, i), word, depth - 1);
	return has;
}

/* (("uid", id), ref) for @receiver(saved, dispatch_uid="uid"), which is there still beside another decorator: a registry that has
   the key takes it for done.  What has been added does not say the word. */
static bool
is_of_decorator_that_stays(const struct forms *f, PyObject *entry, PyObject *added, int depth)
{
	bool stays = false;
	Py_ssize_t i;

	if (is_str(entry) && !has_word(added, entry, WORDS_DEEP))
		return tokens_say(f->s->tokens, statement_head(f->s), entry);
	for (i = 0; depth && !stays && is_exact(entry, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(entry); i++)
		stays = is_of_decorator_that_stays(f, PyTuple_GetItem(entry, i), added, depth - 1);
	return stays;
}

/* An entry that was there and is of the old form; added: what the new form has put in. */
static bool
is_replaced(const struct forms *f, PyObject *entry, PyObject *added)
{
	Py_ssize_t i;

	if (f->definition && is_exact(added, TYPE_AT(PyTuple_Type)) && is_of_decorator_that_stays(f, entry, added, WORDS_DEEP))
		return false;
	if (f->definition || f->wraps || f->handed || (f->made && !f->configures))
		return entry_has(f, entry, f->olds) || (f->handed && entry_holds(entry, f->lambdas));
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

bool
entry_is_old(const struct forms *f, PyObject *entry)
{
	return entry_has(f, entry, f->olds) && !((f->definition || f->wraps) && entry_has(f, entry, f->news));
}

/* The entry of the old form - that this new one takes the place of, or added NULL: any -: the only one, or the only one
   that is built alike or has a constant of the old form, or the first in a list that only grows: a definition is registered
   by its decorators before anybody else has it.  -1: none, or it cannot be told. */
static Py_ssize_t
entry_in(const struct forms *f, PyObject *list, PyObject *added, bool grows)
{
	Py_ssize_t i, count = 0, first = -1, certain = -1, carrying = 0, alike = -1, all_alike = 0, itself = -1, all_itself = 0;
	PyObject *entry;

	for (i = 0; i < PyList_Size(list); i++) {
		entry = PyList_GetItem(list, i);
		if (added ? !is_replaced(f, entry, added) : !entry_is_old(f, entry))
			continue;
		if (count++ == 0)
			first = i;
		/* Not another object that leads to it. */
		if (f->made && list_has(f->olds, entry) && all_itself++ == 0)
			itself = i;
		if (added && is_built_alike(f, entry, added) && all_alike++ == 0)
			alike = i;
		if ((added || !list_has(f->olds, entry)) && carries_gone(f, entry) && carrying++ == 0)
			certain = i;
	}
	return count == 1 ? first : all_itself == 1 ? itself : all_alike == 1 ? alike : carrying == 1 ? certain : f->definition && grows ? first : -1;
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

/* Not all the same, which says nothing of an order. */
static bool
has_ranks(PyObject *list, PyObject *key, Py_ssize_t without)
{
	PyObject *first = NULL, *rank;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++) {
		rank = i == without ? NULL : rank_of(PyList_GetItem(list, i), key);
		if (rank && first && !const_equal(first, rank, code_same_behaviour))
			return true;
		first = first ? first : rank;
	}
	return false;
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
		ranked = rank_of(old, key) && rank_of(new, key) && has_ranks(list, key, from) &&
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

bool
entry_is_said_elsewhere(const struct forms *f, PyObject *constant)
{
	const struct body *body = &f->g->m->new;
	const struct token *x;

	for (x = body->tokens; x < body->tokens + body->token_count; x++)
		if (token_says(x, constant))
			return true;
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
		       !entry_is_said_elsewhere(f, old);
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

/* Or not even that: the line says something else now, of which it does not speak. */
static bool
is_built_the_same(const struct forms *f, PyObject *entry, PyObject *added)
{
	const struct said said = {f->gone, f->fresh, false};

	return said_again(&said, entry, added);
}

/* A wrapper has captured it, or has it as an attribute. */
static bool
is_held_by(PyObject *definitions, PyObject *o)
{
	PyObject *f, *closure, *dict, *key, *value;
	bool held = false;
	Py_ssize_t i, k, at = 0;

	for (i = 0; !held && i < PyList_Size(definitions); i++) {
		f = PyList_GetItem(definitions, i);
		closure = is_function(f) ? WORD(f, python->function.closure) : NULL;
		dict = is_function(f) ? WORD(f, python->function.dict) : NULL;
		for (k = 0; closure && !held && k < PyTuple_Size(closure); k++)
			held = WORD(PyTuple_GetItem(closure, k), CELL_REF) == o;
		for (at = 0; dict && !held && PyDict_Next(dict, &at, &key, &value);)
			held = value == o;
	}
	return held;
}

/* store = Cache(ttl), which appends itself to ALL: each wrapper has its own. */
static bool
is_held_alike(const struct forms *f, PyObject *entry, PyObject *added)
{
	PyObject *a = (PyObject *)type_of(entry), *b = (PyObject *)type_of(added);

	return (a == b || same_definition(a, b)) && is_held_by(f->news, added) && is_held_by(f->olds, entry);
}

/* A record that does not hold the definition - Rule("/people", endpoint="people"): the only one that is built like it, but
   for what the line says.  -1: none. */
static Py_ssize_t
place_of_record(const struct forms *f, PyObject *list, PyObject *added,
		bool (*is_alike)(const struct forms *f, PyObject *entry, PyObject *added))
{
	Py_ssize_t i, found = -1;

	for (i = 0; !is_atom(added) && i < PyList_Size(list); i++) {
		if (!is_alike(f, PyList_GetItem(list, i), added))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* One is what the other was before: the same constants, of the definition as it was. */
static bool
is_the_same_before(const struct forms *f, PyObject *old, PyObject *new, int depth)
{
	PyObject *a, *b;
	Py_ssize_t i, size;
	bool same;

	if (old == new || (list_has(f->olds, old) && list_has(f->news, new)))
		return true;
	if (is_exact(old, TYPE_AT(PyTuple_Type)) && is_exact(new, TYPE_AT(PyTuple_Type)) && depth) {
		size = PyTuple_Size(old);
		for (i = 0, same = PyTuple_Size(new) == size; same && i < size; i++)
			same = is_the_same_before(f, PyTuple_GetItem(old, i), PyTuple_GetItem(new, i), depth - 1);
		return same;
	}
	if (is_atom(old) && is_atom(new))
		return const_equal(old, new, code_same_behaviour);
	a = is_function(old) ? WORD(old, python->function.closure) : NULL;
	b = is_function(new) ? WORD(new, python->function.closure) : NULL;
	if (!a || !b || !depth || !same_definition(old, new))
		return false;
	size = PyTuple_Size(a);
	for (i = 0, same = PyTuple_Size(b) == size; same && i < size; i++) {
		old = WORD(PyTuple_GetItem(a, i), CELL_REF);
		new = WORD(PyTuple_GetItem(b, i), CELL_REF);
		same = old && new ? is_the_same_before(f, old, new, depth - 1) : old == new;
	}
	return same;
}

/* It says the same of the definition as it was: @on("x", "y") has become @on("y"). */
static Py_ssize_t
same_entry(const struct forms *f, PyObject *list, PyObject *added)
{
	Py_ssize_t i;

	for (i = 0; (is_exact(added, TYPE_AT(PyTuple_Type)) || is_function(added)) && i < PyList_Size(list); i++)
		if (!list_has(f->olds, PyList_GetItem(list, i)) && entry_has(f, PyList_GetItem(list, i), f->olds) &&
		    is_the_same_before(f, PyList_GetItem(list, i), added, CAPTURED_DEEP))
			return i;
	return -1;
}

/* It says something that only the old form says, or has captured that. */
static bool
says_gone(const struct forms *f, PyObject *entry, int depth)
{
	PyObject *closure = is_function(entry) ? WORD(entry, python->function.closure) : NULL, *value;
	bool says = list_has(f->named, entry) || (is_atom(entry) && !is_exact(entry, TYPE_AT(PyTuple_Type)) && said_has(f->gone, entry));
	Py_ssize_t i;

	for (i = 0; is_exact(entry, TYPE_AT(PyTuple_Type)) && !says && i < PyTuple_Size(entry); i++)
		says = says_gone(f, PyTuple_GetItem(entry, i), depth);
	for (i = 0; closure && depth && !says && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		says = value && says_gone(f, value, depth - 1);
	}
	return says || (!is_function(entry) && !is_class(entry) && (carries_gone(f, entry) || entry_holds(entry, f->named)));
}

/* @on("x", "y") has become @on("y"), which has its entry, or @on("x") and @on("y") are @on("z"): what has no successor. */
static bool
is_without_successor(const struct forms *f, PyObject *entry, PyObject *copy)
{
	return PySequence_Contains(copy, entry) == 1 && entry_is_old(f, entry) && says_gone(f, entry, CAPTURED_DEEP);
}

static int
remove_gone(const struct forms *f, PyObject *list, PyObject *copy)
{
	PyObject *entry;
	Py_ssize_t i;
	int result = 0;

	for (i = PyList_Size(list); result == 0 && i-- > 0;) {
		entry = PyList_GetItem(list, i);
		if (list_has(copy, entry) && entry_is_old(f, entry) && says_gone(f, entry, CAPTURED_DEEP))
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

/* The line says nothing but another text: not first=True, insert(2, f). */
static bool
says_other_text(const struct forms *f)
{
	bool text = PyList_Size(f->gone) > 0 && PyList_Size(f->gone) == PyList_Size(f->fresh);
	Py_ssize_t i;

	for (i = 0; text && i < PyList_Size(f->gone); i++)
		text = is_str(PyList_GetItem(f->gone, i)) && is_str(PyList_GetItem(f->fresh, i));
	return text;
}

/* warnings.simplefilter("ignore"): the list grows at its front. */
static bool
has_grown_in_front(PyObject *list, PyObject *copy)
{
	Py_ssize_t size = PyList_Size(list), more = size - PyList_Size(copy);
	PyObject *rest = more > 0 ? PyList_GetSlice(list, more, size) : NULL;
	bool grown = rest && list_begins_with(rest, copy);

	unref(rest);
	return grown;
}

static int
replace_some(const struct forms *f, PyObject *list, PyObject *copy)
{
	static bool (*const ways[])(const struct forms *, PyObject *, PyObject *) = {is_built_alike, is_built_the_same, is_held_alike};
	PyObject *grown = PyList_GetSlice(list, 0, PyList_Size(list)), *added;
	/* What is there has not been sorted. */
	bool in_place = list_begins_with(list, copy) ||
			(f->s->kind == KIND_EXPRESSION && says_other_text(f) && has_grown_in_front(list, copy));
	Py_ssize_t i, k, at, same;
	bool successors = false, record;
	size_t way;
	int result = grown ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(grown); i++) {
		added = PyList_GetItem(grown, i);
		k = f->definition && !list_has(copy, added) ? place_of_name(f, copy, added) : -1;
		record = k < 0 && f->definition && !list_has(copy, added) && !entry_holds(added, f->news) &&
			 !entry_captures(added, f->news);
		for (way = 0; record && k < 0 && way < sizeof(ways) / sizeof(ways[0]); way++)
			k = place_of_record(f, copy, added, ways[way]);
		if (k < 0 && (list_has(copy, added) ||
			      ((f->definition || f->wraps || (f->made && !f->configures)) && !entry_has(f, added, f->news))))
			continue;
		same = k < 0 && f->definition ? same_entry(f, copy, added) : -1;
		k = same >= 0 ? same : k;
		k = k < 0 ? entry_in(f, copy, added, in_place) : k;
		at = k < 0 ? -1 : list_find(list, PyList_GetItem(copy, k));
		successors = successors || k >= 0;
		if (at >= 0)
			result = give_way(f, list, at, list_find(list, added), in_place);
	}
	unref(grown);
	return result == 0 && successors && f->definition ? remove_gone(f, list, copy) : result;
}

/* Entries that hold the definition itself; where there are none, those that have captured it. */
int
list_replace(const struct forms *f, PyObject *list, PyObject *copy)
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

int
deque_replace(const struct forms *f, PyObject *deque, PyObject *copy)
{
	PyObject *list = PySequence_List(deque);
	Py_ssize_t size = list ? PyList_Size(list) : 0;
	int result = list ? list_replace(f, list, copy) : -1;

	if (result == 0 && PyList_Size(list) < size)
		result = content_store(deque, list);
	unref(list);
	return result;
}

int
list_leave(const struct forms *f, PyObject *list)
{
	Py_ssize_t at = entry_in(f, list, NULL, true);

	return at < 0 ? 0 : PyList_SetSlice(list, at, at + 1, NULL);
}

int
set_leave(const struct forms *f, PyObject *set)
{
	PyObject *list = items_of(set);
	Py_ssize_t at = list ? entry_in(f, list, NULL, false) : -1;
	int result = !list ? -1 : at < 0 ? 0 : PySet_Discard(set, PyList_GetItem(list, at));

	unref(list);
	return result < 0 ? -1 : 0;
}

int
set_replace(const struct forms *f, PyObject *set, PyObject *copy)
{
	PyObject *list = PySequence_List(set);
	bool grown = false, gone = false;
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
	for (i = 0; result == 0 && grown && i < PyList_Size(list); i++) {
		if (!is_without_successor(f, PyList_GetItem(list, i), copy))
			continue;
		result = PySet_Discard(set, PyList_GetItem(list, i)) < 0 ? -1 : 0;
		gone = true;
	}
	unref(list);
	return result == 0 && grown && !gone ? set_leave(f, set) : result;
}
