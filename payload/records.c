/*
 * records.c - an object that a statement makes once more for a registry: the live one goes on.
 *
 * BINDINGS[cls] = Binding(cls), by a decorator of a class that has got an attribute: the
 * live record may have been used meanwhile, it holds the only instance, it counts.  So it
 * has its place back, and takes from the one that was made what says something else; what
 * that one only begins with - None, a constant of __init__, an empty list, a lock - is no
 * reason to lose what came of it.
 */
#include "records.h"

#include "anew.h"
#include "forms.h"
#include "version.h"

#define DEPTH 3 /* records in records */

PyObject *
record_fields(PyObject *o)
{
	PyObject *type = (PyObject *)type_of(o), *fields;

	if (is_dict(o))
		return dict_get(o, "__name__") ? NULL : ref(o);
	if (!is_heap_type(type) || is_class(o) || is_module(o) || static_base(type) != (PyObject *)TYPE_AT(PyBaseObject_Type) ||
	    has_slots(o))
		return NULL;
	fields = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	if (fields && is_dict(fields))
		return fields;
	unref(fields);
	return NULL;
}

/* Of one class, or of what that has become. */
static bool
same_kind(PyObject *live, PyObject *made)
{
	PyObject *a = (PyObject *)type_of(live), *b = (PyObject *)type_of(made);

	return a == b || (is_heap_type(a) && is_heap_type(b) && same_definition(a, b) && class_same_layout(a, b));
}

/* Both have the same definition as an attribute: the live one, and the one that is staged. */
static bool
have_same_definition(PyObject *a, PyObject *b)
{
	PyObject *name, *value, *its;
	Py_ssize_t at = 0;
	bool same = false;

	while (!same && PyDict_Next(b, &at, &name, &value)) {
		its = PyDict_GetItemWithError(a, name);
		same = its && same_definition(its, value);
	}
	PyErr_Clear();
	return same;
}

/* One that says by itself what its hash is may be a key elsewhere, and is not to change. */
static bool
has_own_hash(PyObject *o)
{
	PyObject *hash = is_dict(o) ? NULL : class_lookup((PyObject *)type_of(o), "__hash__");

	return hash && is_function(hash);
}

/* @collector class Requests, which appends cls(): both are objects of the class that the statement makes. */
static bool
are_of_class_made(const struct staging *g, const struct statement *s, PyObject *live, PyObject *made)
{
	PyObject *name = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL;
	bool are = name && PyDict_GetItemWithError(g->m->before, name) == (PyObject *)type_of(live) &&
		   PyDict_GetItemWithError(g->m->scratch, name) == (PyObject *)type_of(made);

	unref(name);
	PyErr_Clear();
	return are;
}

/* keyed: they have the same key. */
static bool
is_again(PyObject *live, PyObject *made, bool keyed)
{
	PyObject *a = live != made && same_kind(live, made) ? record_fields(live) : NULL, *b = a ? record_fields(made) : NULL;
	bool again = a && b && ((keyed && !is_dict(live)) || have_same_definition(a, b));

	unref(b);
	unref(a);
	return again && !has_own_hash(live);
}

bool
records_are_alike(PyObject *live, PyObject *made)
{
	return is_again(live, made, true);
}

/* What the statement and its old form say is asked for once. */
struct putting {
	const struct staging *g;
	const struct statement *s;
	PyObject *gone, *fresh; /* lists, or NULL */
	bool taken; /* room was made for it */
};

static int
ask(struct putting *p)
{
	/* Without the old source nothing tells what it said otherwise. */
	const struct chunk *c = p->gone || !p->g->m->old_code ? NULL : old_form(p->g, p->s);
	struct forms f = {.g = p->g, .s = p->s};

	if (p->gone)
		return 0;
	if (c && forms_init(&f, c) == 0) {
		p->gone = ref(f.gone);
		p->fresh = ref(f.fresh);
	}
	if (c)
		forms_fini(&f);
	PyErr_Clear();
	p->gone = p->gone ? p->gone : PyList_New(0);
	p->fresh = p->fresh ? p->fresh : PyList_New(0);
	return p->gone && p->fresh ? 0 : -1;
}

static int
note(struct putting *p, PyObject *live, PyObject *made)
{
	return ask(p) < 0 ? -1 : LIST_APPEND(p->g->t->records, live, made, p->gone, p->fresh);
}

/* A registry that has made a class for it, too, has made all of it anew. */
static bool
is_of_own_class(const struct transaction *t, PyObject *live, PyObject *made)
{
	PyObject *a = (PyObject *)type_of(live), *b = (PyObject *)type_of(made), *name = a == b ? NULL : get_attr(b, "__qualname__");
	size_t i;
	bool own = a == b;

	for (i = 0; !own && name && i < t->module_count; i++)
		own = t->modules[i].scratch && PyDict_GetItemWithError(t->modules[i].scratch, name) == b &&
		      PyDict_GetItemWithError(t->modules[i].before, name) == a;
	unref(name);
	PyErr_Clear();
	return own;
}

/* The key that led to it before: the same, or the live one of a staged definition.  Borrowed; NULL: none. */
static PyObject *
key_before(PyObject *copy, PyObject *key)
{
	PyObject *its, *value, *found = NULL;
	Py_ssize_t at = 0;

	if (is_atom(key))
		return PyDict_Contains(copy, key) == 1 ? key : NULL;
	while (!found && (is_class(key) || is_function(key)) && PyDict_Next(copy, &at, &its, &value))
		if (its == key || same_definition(its, key))
			found = its;
	return found;
}

/* Addresses of what a list or dict, as it was, holds. */
static int
add_contents(struct addresses *set, PyObject *copy)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	if (is_dict(copy)) {
		while (result >= 0 && PyDict_Next(copy, &at, &key, &value))
			result = addresses_add(set, value);
	} else {
		for (; result >= 0 && at < PyList_Size(copy); at++)
			result = addresses_add(set, PyList_GetItem(copy, at));
	}
	return result < 0 ? (PyErr_NoMemory(), -1) : 0;
}

/* STATS[f] = {"calls": 0, "total": 0.0}: what the definition as a key leads to has the same keys. */
static bool
is_counted_again(PyObject *key, PyObject *live, PyObject *made)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	bool again = !is_atom(key) && is_dict(live) && is_dict(made) && PyDict_Size(made) > 0;

	while (again && PyDict_Next(made, &at, &name, &value))
		again = is_str(name) && PyDict_Contains(live, name) == 1;
	return again;
}

static int
put_back_in_dict(struct putting *p, PyObject *dict, PyObject *copy, const struct addresses *before)
{
	PyObject *items = PyDict_Items(dict), *key, *made, *old, *live;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		made = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_atom(made) || addresses_has(before, made))
			continue;
		old = key_before(copy, key);
		live = old ? PyDict_GetItemWithError(copy, old) : NULL;
		if (!live || !(is_again(live, made, true) || is_counted_again(key, live, made)) || (p->taken && !is_of_own_class(p->g->t, live, made)))
			continue;
		result = note(p, live, made);
		if (result == 0)
			result = store_dict(dict, old, live);
		if (result == 0 && old != key && !is_atom(key))
			result = store_dict(dict, key, NULL);
	}
	unref(items);
	PyErr_Clear();
	return result;
}

/* In the list the one that was made has taken the place of the live one. */
static int
put_back_in_list(struct putting *p, PyObject *list, PyObject *copy, const struct addresses *before)
{
	struct addresses now = {0};
	PyObject *made, *live = NULL;
	int result = add_contents(&now, list);
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		made = PyList_GetItem(list, i);
		if (is_atom(made) || addresses_has(before, made))
			continue;
		for (k = 0; k < PyList_Size(copy); k++) {
			live = PyList_GetItem(copy, k);
			if (!addresses_has(&now, live) && is_again(live, made, are_of_class_made(p->g, p->s, live, made)) &&
			    (!p->taken || is_of_own_class(p->g->t, live, made)))
				break;
		}
		if (k == PyList_Size(copy))
			continue;
		result = note(p, live, made);
		if (result == 0)
			result = addresses_add(&now, live) < 0 ? (PyErr_NoMemory(), -1) : PyList_SetItem(list, i, ref(live));
	}
	addresses_fini(&now);
	return result;
}

/* They have the same texts, and at least one: Handler("err"), whatever its level is now. */
static bool
is_same_turn(PyObject *live, PyObject *made)
{
	PyObject *a = live != made && !is_dict(live) && same_kind(live, made) ? record_fields(live) : NULL,
		 *b = a ? record_fields(made) : NULL, *name, *value, *its;
	bool same = b != NULL;
	Py_ssize_t at = 0;
	int texts = 0;

	while (same && PyDict_Next(b, &at, &name, &value)) {
		if (!is_str(value))
			continue;
		its = PyDict_GetItemWithError(a, name);
		same = its && is_str(its) && PyUnicode_Compare(its, value) == 0;
		texts++;
	}
	unref(b);
	unref(a);
	PyErr_Clear();
	return same && texts > 0;
}

/* A loop that has another turn, or says something else in one, has made all of its objects once more: behind those that are there. */
static int
put_back_turns(struct putting *p, PyObject *list, PyObject *copy)
{
	struct addresses taken = {0};
	PyObject *made, *live = NULL;
	Py_ssize_t i, k, size = PyList_Size(copy);
	int result = 0;

	for (i = size; result >= 0 && i < PyList_Size(list); i++) {
		made = PyList_GetItem(list, i);
		for (k = 0; k < size; k++) {
			live = PyList_GetItem(copy, k);
			if (!addresses_has(&taken, live) && is_same_turn(live, made))
				break;
		}
		if (k == size)
			continue;
		result = note(p, live, made) < 0 || addresses_add(&taken, live) < 0 ? -1 : PyList_SetSlice(list, i, i + 1, NULL);
		i--;
	}
	addresses_fini(&taken);
	return result;
}

/* self.run = f: that of another definition is another record. */
static bool
same_definitions(PyObject *live, PyObject *made)
{
	PyObject *a = record_fields(live), *b = record_fields(made), *name, *value, *its;
	bool same = a && b;
	Py_ssize_t at = 0;

	while (same && PyDict_Next(b, &at, &name, &value)) {
		its = is_function(value) || is_class(value) ? PyDict_GetItemWithError(a, name) : NULL;
		same = !its || its == value || same_definition(its, value);
	}
	unref(b);
	unref(a);
	PyErr_Clear();
	return same;
}

/* The only one that has these texts, and has not given way to another. */
static PyObject *
only_turn(const struct transaction *t, PyObject *copy, PyObject *made)
{
	PyObject *live, *found = NULL;
	Py_ssize_t i, k;

	for (i = 0; i < PyList_Size(copy); i++) {
		live = PyList_GetItem(copy, i);
		if (!is_same_turn(live, made) || !same_definitions(live, made))
			continue;
		for (k = 0; k + 3 < PyList_Size(t->records) && PyList_GetItem(t->records, k) != live; k += 4)
			;
		if (found || k + 3 < PyList_Size(t->records))
			return NULL;
		found = live;
	}
	return found;
}

/* RULES.append(Rule(name, limit, f.__name__)): only texts say of what it is. */
static int
put_back_told_by_texts(struct putting *p, PyObject *list, PyObject *copy)
{
	PyObject *made, *live;
	Py_ssize_t i;
	int result = 0;

	for (i = PyList_Size(list); result == 0 && i-- > 0;) {
		made = PyList_GetItem(list, i);
		live = is_atom(made) || list_has(copy, made) ? NULL : only_turn(p->g->t, copy, made);
		if (!live || !list_has(list, live) || has_own_hash(live))
			continue;
		result = note(p, live, made) < 0 ? -1 : PyList_SetSlice(list, i, i + 1, NULL);
	}
	return result;
}

/* copy: what it had before. */
static int
put_back_in(struct putting *p, PyObject *o, PyObject *owner, PyObject *copy)
{
	bool table = is_dict(o) && owner == o && !dict_get(o, "__name__");
	struct addresses before = {0};
	int result;

	if (!(is_list(o) || table) || touched_same(o, copy))
		return 0;
	if (p->s->kind == KIND_LOOP && is_list(o))
		return list_begins_with(o, copy) ? put_back_turns(p, o, copy) : 0;
	result = add_contents(&before, copy);
	if (result == 0)
		result = table ? put_back_in_dict(p, o, copy, &before) : put_back_in_list(p, o, copy, &before);
	if (result == 0 && is_list(o) && PyList_Size(o) > PyList_Size(copy) && old_form(p->g, p->s))
		result = put_back_told_by_texts(p, o, copy);
	addresses_fini(&before);
	return result;
}

int
records_put_back(const struct staging *g, const struct statement *s)
{
	struct transaction *t = g->t;
	struct putting p = {.g = g, .s = s};
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3)
		result = put_back_in(&p, PyList_GetItem(t->watched, i), PyList_GetItem(t->watched, i + 2),
				     PyList_GetItem(t->watched, i + 1));
	unref(p.fresh);
	unref(p.gone);
	return result;
}

int
records_put_back_taken(const struct staging *g, const struct statement *s, struct touched_mark from, struct touched_mark to)
{
	struct transaction *t = g->t;
	struct putting p = {.g = g, .s = s, .taken = true};
	PyObject *o, *now;
	int result = 0;
	Py_ssize_t i;

	for (i = from.containers; result == 0 && i < to.containers; i += 4) {
		o = PyList_GetItem(t->touched, i);
		now = touched_copy(o);
		result = now ? put_back_in(&p, o, PyList_GetItem(t->touched, i + 3), PyList_GetItem(t->touched, i + 1)) : -1;
		if (result == 0 && !touched_same(o, now))
			result = touched_note(t, o, now, PyList_GetItem(t->touched, i + 3));
		unref(now);
	}
	unref(p.fresh);
	unref(p.gone);
	return result;
}

int
records_map(struct transaction *t)
{
	Py_ssize_t i;

	for (i = 0; i + 3 < PyList_Size(t->records); i += 4)
		if (!map_get(&t->map, PyList_GetItem(t->records, i + 1)) &&
		    map_set(&t->map, PyList_GetItem(t->records, i + 1), PyList_GetItem(t->records, i)) < 0)
			return -1;
	return 0;
}

/* The old form of the line has said it: what it says now counts, if it is nothing. */
static bool
is_said(PyObject *gone, PyObject *its)
{
	PyObject *list, *key, *value;
	Py_ssize_t i, at = 0;
	bool said = false;

	if (is_atom(its) && its != NONE)
		return said_has(gone, its);
	while (is_dict(its) && !said && PyDict_Next(its, &at, &key, &value))
		said = said_has(gone, key) || (is_atom(value) && said_has(gone, value));
	list = !is_dict(its) && is_container(its) ? items_of(its) : NULL;
	for (i = 0; list && !said && i < PyList_Size(list); i++)
		said = is_atom(PyList_GetItem(list, i)) && said_has(gone, PyList_GetItem(list, i));
	unref(list);
	return said;
}

struct merging {
	struct transaction *t;
	PyObject *live, *made, *gone, *fresh;
};

/* What the object that was made begins with, and the live one does not any more. */
static bool
is_beginning(const struct merging *r, PyObject *name, PyObject *its, PyObject *value)
{
	PyObject *class = (PyObject *)type_of(r->made), *fields, *begins;

	/* self.failures = 0, and has come to what the old line said of something else. */
	bool counts = is_atom(value) && is_heap_type(class) && !is_dict(r->made) && value != NONE &&
		      makers_object_begins_with(r->t, class, name, value);

	if ((is_said(r->gone, its) && !counts) || (is_atom(value) && value != NONE && said_has(r->fresh, value)))
		return false;
	if (state_goes_on(r->t, its, value))
		return true;
	if (is_container(value) && type_of(its) == type_of(value))
		return PyObject_Size(value) == 0;
	/* _missing = object() */
	if (value == NONE || is_exact(value, TYPE_AT(PyBaseObject_Type)))
		return true;
	if (!is_atom(value) || type_of(its) != type_of(value) || is_str(value))
		return false;
	if (is_dict(r->made))
		return !is_exact(value, TYPE_AT(PyBool_Type)) && PyObject_IsTrue(value) == 0;
	/* A field of a dataclass that the line says nothing of. */
	fields = class_get(class, "__dataclass_fields__");
	begins = class_get(class, utf8(name));
	if (fields && is_dict(fields) && PyDict_Contains(fields, name) == 1)
		return begins && const_equal(begins, value, code_same_behaviour);
	return makers_object_begins_with(r->t, class, name, value) &&
	       !makers_object_begins_with(r->t, (PyObject *)type_of(r->live), name, its);
}

/* What a library has made of the definition has captured what it was given: not so what the modules make. */
static bool
goes_in_place(struct transaction *t, PyObject *f)
{
	return !WORD(f, python->function.closure) || pair_is_ours(t, WORD(f, python->function.code));
}

#define CAPTURED_DEEP 4 /* closures in closures */

/* self.when = compiled("total > 100"): of other values it is another function, whatever its code is. */
static bool
captures_the_same(PyObject *its, PyObject *value, int depth)
{
	PyObject *a = WORD(its, python->function.closure), *b = WORD(value, python->function.closure), *x, *y;
	Py_ssize_t i, size = a ? PyTuple_Size(a) : 0;
	bool same = (b ? PyTuple_Size(b) : 0) == size;

	for (i = 0; same && i < size; i++) {
		x = WORD(PyTuple_GetItem(a, i), CELL_REF);
		y = WORD(PyTuple_GetItem(b, i), CELL_REF);
		if (x && y && is_atom(x) && is_atom(y))
			same = const_equal(x, y, code_same_behaviour);
		else if (x && y && depth && is_function(x) && is_function(y))
			same = same_definition(x, y) && captures_the_same(x, y, depth - 1);
	}
	return same;
}

/* timeout=30 is not said any more, and not made. */
static int
drop_gone(const struct merging *r, PyObject *fields, PyObject *others)
{
	PyObject *items = PyDict_Items(fields), *name, *value;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_str(name) && PyDict_Contains(others, name) == 0 && (said_has(r->gone, name) || is_said(r->gone, value)))
			result = hold(r->t, ref(name)) ? ops_add(&r->t->last, OP_DICT, fields, name, NULL) : -1;
	}
	unref(items);
	return result;
}

static int
merge(const struct merging *r, int depth)
{
	struct transaction *t = r->t;
	PyObject *fields = record_fields(r->live), *items, *others = record_fields(r->made), *name, *value, *its;
	struct merging inner = *r;
	int result = 0;
	Py_ssize_t i;

	items = fields && others && hold(t, ref(fields)) ? PyDict_Items(others) : NULL;
	for (i = 0; items && result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = is_str(name) ? PyDict_GetItemWithError(fields, name) : value;
		if (its && (its == value || map_resolve(&t->map, value) == its ||
			    (is_function(its) && same_definition(its, value) && goes_in_place(t, its) &&
			     captures_the_same(its, value, CAPTURED_DEEP)) ||
			    (is_atom(its) && is_atom(value) && const_equal(its, value, code_same_behaviour)) ||
			    is_beginning(r, name, its, value)))
			continue;
		if (its && depth > 0 && is_again(its, value, true)) {
			inner.live = its;
			inner.made = value;
			if (map_get(&t->map, value) || map_set(&t->map, value, its) == 0)
				result = merge(&inner, depth - 1);
			continue;
		}
		if (!hold(t, ref(name)) || !hold(t, ref(value)))
			result = -1;
		else
			result = ops_add(&t->ops, OP_DICT, fields, name, map_resolve(&t->map, value));
	}
	if (items && result == 0)
		result = drop_gone(r, fields, others);
	unref(items);
	unref(others);
	unref(fields);
	return PyErr_Occurred() ? -1 : result;
}

int
records_plan(struct transaction *t)
{
	struct merging r = {.t = t};
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result == 0 && i + 3 < PyList_Size(t->records); i += 4) {
		r.live = PyList_GetItem(t->records, i);
		r.made = PyList_GetItem(t->records, i + 1);
		r.gone = PyList_GetItem(t->records, i + 2);
		r.fresh = PyList_GetItem(t->records, i + 3);
		if (map_get(&t->map, r.made) == r.live)
			result = merge(&r, DEPTH);
	}
	return result;
}

bool
records_give(struct transaction *t, PyObject *live, PyObject *name)
{
	PyObject *fields;
	bool give = false;
	Py_ssize_t i;

	for (i = 0; !give && i + 3 < PyList_Size(t->records); i += 4) {
		if (PyList_GetItem(t->records, i) != live)
			continue;
		fields = record_fields(PyList_GetItem(t->records, i + 1));
		give = fields && PyDict_Contains(fields, name) == 1;
		unref(fields);
	}
	PyErr_Clear();
	return give;
}
