/*
 * places.c - where what a new statement has registered stands among the others.
 *
 * A route that is new in the middle of the source is looked at before those behind
 * it after a restart, so it goes there: what came at the end of a list or dict is
 * moved in front of the first entry of a later statement, as far as entries of this
 * module stand in the order of their statements.  An entry is told by the definition
 * that it holds, or by a text that one statement alone says.  In a list that grows at
 * its front it is the other way round.
 */
#include "statement.h"
#include "version.h"

#define ENTRIES_MOST 5000
#define PARTS_MOST 20 /* of one entry */
#define NEAR 20       /* objects around a definition: what its decorators have made of it */

/* Numbers of statements, from 1. */
struct range {
	Py_ssize_t first, last;
};

static bool leads(const struct map *places, PyObject *o, int depth, struct range *r);

static bool
take_number(Py_ssize_t number, struct range *r)
{
	if (number && (!r->first || number < r->first))
		r->first = number;
	if (number > r->last)
		r->last = number;
	return number != 0;
}

static bool
take(const struct map *places, PyObject *o, struct range *r)
{
	return take_number((Py_ssize_t)(uintptr_t)map_get(places, o), r);
}

struct visit {
	const struct map *places;
	struct range *range;
	PyObject *type; /* of what is looked at: of all entries, mostly */
	bool found;
};

static int
look(PyObject *o, void *arg)
{
	struct visit *v = arg;

	v->found = (o && o != v->type && take(v->places, o, v->range)) || v->found;
	return 0;
}

/* Takes the reference. */
static bool
any_leads(const struct map *places, PyObject *items, int depth, struct range *r)
{
	bool found = false;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items) && i < PARTS_MOST; i++)
		found = leads(places, PyList_GetItem(items, i), depth, r) || found;
	unref(items);
	PyErr_Clear();
	return found;
}

/* It is what a statement has made or registered, or holds that: a tuple, a record, an object. */
static bool
leads(const struct map *places, PyObject *o, int depth, struct range *r)
{
	struct visit v = {.places = places, .range = r, .type = (PyObject *)type_of(o)};
	PyObject *dict;

	if (take(places, o, r))
		return true;
	if (is_weakref(o))
		return take(places, WORD(o, REF_OBJECT), r);
	if (!depth || is_function(o) || is_class(o) || is_module(o))
		return false;
	if (is_exact(o, TYPE_AT(PyTuple_Type)))
		return any_leads(places, PySequence_List(o), depth - 1, r);
	if (is_list(o) || is_dict(o))
		return any_leads(places, is_dict(o) ? PyDict_Values(o) : items_of(o), depth - 1, r);
	if (is_atom(o))
		return false;
	heap_refers(o, look, &v);
	dict = v.found || !is_heap_type((PyObject *)type_of(o)) ? NULL : PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	if (dict && is_dict(dict))
		v.found = any_leads(places, PyDict_Values(dict), depth - 1, r);
	unref(dict);
	return v.found;
}

static int
add(struct staging *g, PyObject *o, Py_ssize_t number)
{
	struct objects near = {0};
	int result;
	size_t i;

	if (!o || is_atom(o) || is_container(o) || is_module(o))
		return 0;
	result = map_set(&g->places, o, (PyObject *)(uintptr_t)number);
	if (functions_near(g->t, o, NEAR, &near) < 0)
		result = -1;
	for (i = 0; result == 0 && i < near.count; i++)
		result = map_set(&g->places, near.list[i], (PyObject *)(uintptr_t)number);
	objects_fini(&near);
	return result;
}

/* A decorated definition, or a class that is more than its body: others may have it from there on. */
static int
add_definition(struct staging *g, const struct statement *s)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL, *bases, *keywords;
	bool registers = name && s->first_line < s->def_line;
	int result = 0;

	if (name && !registers && s->kind == KIND_CLASS) {
		bases = get_attr(s->node, "bases");
		keywords = get_attr(s->node, "keywords");
		registers = !bases || !keywords || PyList_Size(bases) || PyList_Size(keywords);
		unref(keywords);
		unref(bases);
	}
	if (registers)
		result = add(g, PyDict_GetItemWithError(g->m->before, name), s - g->statements + 1);
	unref(name);
	return result;
}

/* What a call is given, but for what it is a call of: counted, or, once, what has been counted one time. */
static int
add_arguments(struct staging *g, const struct statement *s, struct map *count, bool once)
{
	const struct token *x, *first = NULL;
	PyObject *o;
	int result = 0;

	for (x = s->tokens; s->kind == KIND_EXPRESSION && result == 0 && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name)
			continue;
		o = first ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		first = first ? first : x;
		if (o && once)
			result = map_get(count, o) == (PyObject *)1 ? add(g, o, s - g->statements + 1) : 0;
		else if (o)
			result = map_count(count, o);
	}
	return result;
}

/* Who says the text: a number, 0 for several. */
static int
add_text(struct staging *g, PyObject *text, Py_ssize_t number)
{
	PyObject *its = is_str(text) ? PyDict_GetItemWithError(g->texts, text) : NULL, *now;
	int result;

	if (!is_str(text) || (its && PyLong_AsLong(its) == number))
		return 0;
	now = PyLong_FromLong(its ? 0 : (long)number);
	result = now ? PyDict_SetItem(g->texts, text, now) : -1;
	unref(now);
	return result;
}

static int
add_texts(struct staging *g, const struct statement *s)
{
	const struct token *x;
	int result = 0;
	Py_ssize_t i;

	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_const || !x->value)
			continue;
		result = add_text(g, x->value, s - g->statements + 1);
		for (i = 0; is_exact(x->value, TYPE_AT(PyTuple_Type)) && result == 0 && i < PyTuple_Size(x->value); i++)
			result = add_text(g, PyTuple_GetItem(x->value, i), s - g->statements + 1);
	}
	return result;
}

struct places {
	const struct staging *g;
	const struct statement *s; /* that is new */
	Py_ssize_t number;         /* of it */
};

/* They use one name that is called, or that has what is called: register(...), bus.on(...). */
static bool
share_callee(const struct places *p, Py_ssize_t number)
{
	const struct statement *other = p->g->statements + number - 1;
	const struct token *x, *y;
	PyObject *value;

	for (x = p->s->tokens; x < p->s->tokens + p->s->token_count; x++) {
		value = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(p->g->m->before, x->value) : NULL;
		if (!value || is_class(value) || is_atom(value))
			continue;
		for (y = other->tokens; y < other->tokens + other->token_count; y++)
			if (y->op == python->op.load_name && y->value && PyUnicode_Compare(x->value, y->value) == 0)
				return true;
	}
	return false;
}

/* The text, or one in the tuple or attribute of the object. */
static bool
says(const struct places *p, PyObject *o, int depth, struct range *r)
{
	PyObject *said = is_str(o) ? PyDict_GetItemWithError(p->g->texts, o) : NULL, *dict = NULL, *list = NULL;
	Py_ssize_t i, number = said ? PyLong_AsLong(said) : 0;
	bool found = number && share_callee(p, number) && take_number(number, r);

	if (is_exact(o, TYPE_AT(PyTuple_Type))) {
		list = PySequence_List(o);
	} else if (depth && !is_atom(o) && !is_class(o) && !is_function(o) && is_heap_type((PyObject *)type_of(o))) {
		dict = PyObject_GenericGetDict(o, NULL);
		list = dict && is_dict(dict) ? PyDict_Values(dict) : NULL;
	}
	for (i = 0; depth && list && i < PyList_Size(list) && i < PARTS_MOST; i++)
		found = says(p, PyList_GetItem(list, i), depth - 1, r) || found;
	unref(list);
	unref(dict);
	PyErr_Clear();
	return found;
}

/* The other entries stand in the order of their statements, and this is the first of a later one; the number of all: none is. */
static Py_ssize_t
place_in(const struct places *p, PyObject *entries, bool from_end)
{
	Py_ssize_t i, size = PyList_Size(entries), found = size;
	struct range range;
	PyObject *entry;
	bool earlier;

	for (i = 0; i < size; i++) {
		range = (struct range){0, 0};
		entry = PyList_GetItem(entries, from_end ? size - 1 - i : i);
		if (!leads(&p->g->places, entry, 2, &range))
			says(p, entry, 2, &range);
		earlier = range.first && range.first < p->number;
		if (!earlier && range.last > p->number && found == size)
			found = i;
		if (earlier && found < size)
			return size;
	}
	return found;
}

static int
place_in_list(const struct places *p, PyObject *list, PyObject *copy)
{
	Py_ssize_t size = PyList_Size(copy), more = PyList_Size(list) - size, at;
	bool end = list_begins_with(list, copy);
	PyObject *fresh = end ? PyList_GetSlice(list, size, size + more) : PyList_GetSlice(list, 0, more);
	PyObject *rest = end ? PyList_GetSlice(list, 0, size) : PyList_GetSlice(list, more, size + more);
	int result = fresh && rest ? 0 : -1;

	if (result == 0 && (end || list_begins_with(rest, copy))) {
		at = place_in(p, copy, !end);
		at = at == size ? -1 : end ? at : size - at;
		if (at >= 0)
			result = PyList_SetSlice(rest, at, at, fresh) < 0 ? -1 : PyList_SetSlice(list, 0, size + more, rest);
	}
	unref(rest);
	unref(fresh);
	return result;
}

/* Those behind the place are put in again, behind what is new. */
static int
place_in_dict(const struct places *p, PyObject *dict, PyObject *copy)
{
	PyObject *keys = PyDict_Keys(copy), *values = PyDict_Values(copy), *key;
	Py_ssize_t at = keys && values ? place_in(p, values, false) : -1;
	int result = keys && values ? 0 : -1;

	for (; result == 0 && at < PyList_Size(keys); at++) {
		key = PyList_GetItem(keys, at);
		result = PyDict_GetItemWithError(dict, key) != PyList_GetItem(values, at) || PyDict_DelItem(dict, key) < 0
				 ? -1
				 : PyDict_SetItem(dict, key, PyList_GetItem(values, at));
	}
	unref(values);
	unref(keys);
	return result;
}

/* It counts, sorts or looks for the place itself. */
static bool
keeps_order(PyObject *f)
{
	static const char *const means[] = {"len",    "sort",     "sorted",    "insort", "insort_left", "insort_right",
					    "bisect", "heappush", "enumerate", "count",  "next",        "index"};
	PyObject *names = PySet_New(NULL), *one;
	bool keeps = !names || code_add_names(WORD(f, python->function.code), names) < 0;
	size_t i;

	for (i = 0; !keeps && i < sizeof(means) / sizeof(means[0]); i++) {
		one = PyUnicode_FromString(means[i]);
		keeps = !one || PySet_Contains(names, one) != 0;
		unref(one);
	}
	unref(names);
	PyErr_Clear();
	return keeps;
}

/* Some function that the statement calls at its top, or decorates with, does. */
static bool
order_is_kept(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_is_definition(s) ? get_attr(s->node, "decorator_list") : PyList_New(0), *node, *f;
	PyObject *value = statement_is_definition(s) ? NULL : get_attr(s->node, "value");
	bool kept = !list || (value && PyList_Append(list, value) < 0);
	Py_ssize_t i;

	for (i = 0; !kept && i < PyList_Size(list); i++) {
		node = PyList_GetItem(list, i);
		node = node_is(node, "Call") ? get_attr(node, "func") : ref(node);
		f = node ? node_function(g, node) : NULL;
		kept = f && is_function(f) && keeps_order(f);
		unref(node);
	}
	unref(value);
	unref(list);
	PyErr_Clear();
	return kept;
}

/* How many lists the statement has made longer: with two of them places may have to agree. */
static int
count_grown(const struct staging *g)
{
	PyObject *o, *copy;
	Py_ssize_t i;
	int count = 0;

	for (i = 0; i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		count += is_list(o) && PyList_Size(o) > touched_size(copy);
	}
	return count;
}

/* A class or helper that several calls name tells nothing of an entry. */
static int
find_places(struct staging *g)
{
	const struct statement *s, *end = g->statements + g->count;
	struct map count = {0};
	int result;

	g->texts = PyDict_New();
	result = g->texts ? 0 : -1;
	for (s = g->statements; result == 0 && s < end; s++)
		result = add_definition(g, s) < 0 || add_texts(g, s) < 0 ? -1 : add_arguments(g, s, &count, false);
	for (s = g->statements; result == 0 && s < end; s++)
		result = add_arguments(g, s, &count, true);
	map_fini(&count);
	return result;
}

int
places_take(struct staging *g, const struct statement *s)
{
	struct places p = {.g = g, .s = s, .number = s - g->statements + 1};
	PyObject *o, *copy, *owner;
	bool lists;
	Py_ssize_t i;
	int result = 0;

	lists = count_grown(g) == 1 && !order_is_kept(g, s);

	if (!g->texts)
		result = find_places(g);
	for (i = 0; result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		owner = PyList_GetItem(g->t->watched, i + 2);
		if (!(is_list(o) && lists) && !(is_dict(o) && owner == o && !dict_get(o, "__name__")))
			continue;
		if (touched_size(o) > touched_size(copy) && touched_size(copy) <= ENTRIES_MOST)
			result = is_list(o) ? place_in_list(&p, o, copy) : place_in_dict(&p, o, copy);
	}
	return result;
}
