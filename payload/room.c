/*
 * room.c - a registry that refuses what it has already.
 *
 * "duplicated timeseries", "duplicate validator": the changed statement registers
 * under a name that its old form has taken.  So the entries of the old one are
 * taken out - what it made, strings that name what it defines, what a call has put
 * below a key that it says - and it is run once more.  A refused reload puts them
 * back (touched.c).
 */
#include <string.h>

#include "anew.h"
#include "forms.h"
#include "statement.h"
#include "transaction.h"
#include "version.h"

struct room {
	const struct staging *g;
	const struct statement *s;
	struct module *m;
	PyObject *names; /* list: what the statement binds */
	PyObject *keys;  /* list: strings and numbers that it says, as the old source did */
	PyObject *given; /* list: functions, classes and objects that its names lead to: schedule("a", f) */
	PyObject *builtin; /* list: the same of builtins: column("a", int) */
	PyObject *gone;    /* list: constants that only its old form says */
	bool by_name;    /* take strings that are such a name, too */
};

#define DEPTH 3 /* of what an entry is made of */
#define OBJECTS_DEEP 8

/* module.name, or module.name.more; the name alone */
static bool
is_name_of(const struct room *r, PyObject *string)
{
	size_t length = strlen(r->m->name), its;
	const char *text = utf8(string), *name;
	Py_ssize_t i;

	if (PySequence_Contains(r->names, string) == 1)
		return r->by_name && statement_is_definition(r->s);
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

/* A method of the class that the statement makes: its decorator has registered it. */
static bool
is_method_of(const struct room *r, PyObject *path)
{
	const char *name = r->s->kind == KIND_CLASS && PyList_Size(r->names) == 1 ? utf8(PyList_GetItem(r->names, 0)) : NULL;
	size_t length = name ? strlen(name) : 0;

	return name && !strncmp(utf8(path), name, length) && utf8(path)[length] == '.' && !strchr(utf8(path) + length + 1, '<');
}

/* The old one itself, or one that an earlier source has defined, too; a class that a decorator has made of a function
   (Celery). */
static bool
is_the_old(const struct room *r, PyObject *o)
{
	PyObject *module, *path, *live;
	bool named = false, method = false;
	Py_ssize_t i;

	if (is_class(o) || is_function(o)) {
		module = get_attr(o, "__module__");
		path = get_attr(o, "__qualname__");
		named = module && path && is_str(module) && is_str(path) && PyUnicode_Compare(module, r->m->name_object) == 0;
		method = named && is_function(o) && is_method_of(r, path);
		named = named && PySequence_Contains(r->names, path) == 1 && !statement_shares_name(r->g, r->s, path);
		live = named ? PyDict_GetItemWithError(r->m->before, path) : NULL;
		named = named && (!live || (is_class(o) && !is_class(live) && r->s->kind == KIND_FUNCTION));
		unref(path);
		unref(module);
	}
	for (i = 0; !named && !method && !is_atom(o) && i < PyList_Size(r->names); i++)
		named = !statement_shares_name(r->g, r->s, PyList_GetItem(r->names, i)) &&
			PyDict_GetItemWithError(r->m->before, PyList_GetItem(r->names, i)) == o;
	return named || method;
}

/* What an entry is made of: items, values, attributes.  New reference; NULL: it is not made of anything. */
static PyObject *
parts_of(PyObject *o)
{
	PyObject *dict, *parts = NULL;

	if (is_exact(o, TYPE_AT(PyTuple_Type)))
		return PySequence_List(o);
	if (is_dict(o) || is_list(o))
		return is_dict(o) ? PyDict_Values(o) : items_of(o);
	if (is_atom(o) || is_class(o) || is_function(o) || is_module(o))
		return NULL;
	if ((PyObject *)type_of(o) == library_object("functools", "partial")) {
		dict = get_attr(o, "func");
		parts = dict ? PyList_New(0) : NULL;
		if (parts)
			PyList_Append(parts, dict);
	} else {
		dict = is_heap_type((PyObject *)type_of(o)) || is_namespace(o) ? PyObject_GenericGetDict(o, NULL) : NULL;
		parts = dict && is_dict(dict) ? PyDict_Values(dict) : NULL;
	}
	unref(dict);
	PyErr_Clear();
	return parts;
}

/* It holds the old one, and says something of that: no other definition.  others: it does hold one. */
static bool
holds_the_old(const struct room *r, PyObject *o, int depth, bool *others)
{
	bool found = is_the_old(r, o);
	PyObject *parts = found || !depth ? NULL : parts_of(o);
	Py_ssize_t i;

	*others = *others || (!found && (is_function(o) || is_class(o)));
	for (i = 0; parts && !*others && i < PyList_Size(parts); i++)
		found = holds_the_old(r, PyList_GetItem(parts, i), depth - 1, others) || found;
	unref(parts);
	PyErr_Clear();
	return found && !*others;
}

static bool
is_of_the_old(const struct room *r, PyObject *o)
{
	bool others = false;

	if (is_str(o))
		return is_name_of(r, o);
	if (!is_atom(o) && !is_class(o) && !is_function(o) && is_heap_type((PyObject *)type_of(o)) &&
	    is_the_old(r, (PyObject *)type_of(o)))
		return true;
	return holds_the_old(r, o, DEPTH, &others);
}

/* view.view_class = cls */
static bool
marks_given(const struct room *r, PyObject *o)
{
	PyObject *dict = is_function(o) ? WORD(o, python->function.dict) : NULL, *key, *value;
	Py_ssize_t at = 0;
	bool found = false;

	while (dict && !found && PyDict_Next(dict, &at, &key, &value))
		found = list_has(r->given, value);
	return found;
}

static bool
holds_given(const struct room *r, PyObject *o, int depth)
{
	bool found = list_has(r->given, o) || captures_one(o, r->given) || marks_given(r, o);
	PyObject *parts = found || !depth ? NULL : parts_of(o);
	Py_ssize_t i;

	for (i = 0; parts && !found && i < PyList_Size(parts); i++)
		found = holds_given(r, PyList_GetItem(parts, i), depth - 1);
	unref(parts);
	return found;
}

/* A container with several is no entry. */
static bool
is_put_by_call(const struct room *r, PyObject *value)
{
	if (list_has(r->builtin, value))
		return true;
	return is_container(value) ? entry_is_record_of(value, r->given) : holds_given(r, value, DEPTH);
}

static bool
is_said_before(const struct room *r, const struct chunk *old, PyObject *constant)
{
	const struct body *body = &r->m->old;
	const struct token *x = old ? &body->tokens[old->first] : body->tokens;
	int count = old ? old->count : body->token_count;

	for (; count > 0; x++, count--)
		if (x->op == python->op.load_const && x->value && const_equal(x->value, constant, code_same_behaviour))
			return true;
	return false;
}

/* What it calls is the first name of an expression, and is not given. */
static int
add_given(struct room *r, const struct token *tokens, int count)
{
	const struct token *x;
	PyObject *value;
	bool called = r->s->kind != KIND_EXPRESSION;
	int result = 0;

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		if (x->op != python->op.load_name)
			continue;
		value = called ? PyDict_GetItemWithError(r->m->before, x->value) : NULL;
		if (value && !is_atom(value) && !is_container(value) && !is_module(value))
			result = PyList_Append(r->given, value);
		value = called && !value ? PyDict_GetItemWithError(r->g->t->builtins, x->value) : NULL;
		if (value && result == 0)
			result = PyList_Append(r->builtin, value);
		called = true;
	}
	return result;
}

static bool
is_said_now(const struct statement *s, PyObject *constant)
{
	const struct token *x = s->tokens, *end = x + s->token_count;

	while (x < end && !token_says(x, constant))
		x++;
	return x < end;
}

/* Of several calls, each with an old form of its own. */
static bool
is_block(const struct statement *s)
{
	return s->kind == KIND_OTHER || s->kind == KIND_IF;
}

static int
add_said(struct room *r)
{
	const struct statement *s = r->s;
	const struct chunk *old = r->m->old_code && !statement_is_definition(s) && !is_block(s) ? old_form(r->g, s) : NULL;
	const struct token *x;
	int result = 0;

	if (!r->m->old_code || statement_is_definition(s))
		return 0;
	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_const && x->value &&
		    (is_str(x->value) || is_exact(x->value, TYPE_AT(PyLong_Type))) && is_said_before(r, old, x->value))
			result = PyList_Append(r->keys, x->value);
	if (result == 0)
		result = add_given(r, s->tokens, s->token_count);
	for (x = old ? &r->m->old.tokens[old->first] : NULL; result == 0 && old && x < &r->m->old.tokens[old->first + old->count]; x++)
		if (x->op == python->op.load_const && x->value && is_atom(x->value) && !is_said_now(s, x->value))
			result = PyList_Append(r->gone, x->value);
	return result == 0 && old ? add_given(r, &r->m->old.tokens[old->first], old->count) : result;
}

struct looking {
	const struct room *r;
	bool found;
};

static int
look_for_gone(PyObject *o, void *arg)
{
	struct looking *l = arg;

	l->found = l->found || (o && o != NONE && is_atom(o) && said_has(l->r->gone, o));
	return 0;
}

/* One of the constants that only the old form says, or an object that has one: Action("--limit", default=10). */
static bool
carries_gone(const struct room *r, PyObject *o)
{
	struct looking l = {.r = r};
	PyObject *dict = is_atom(o) || is_class(o) || is_function(o) || !is_heap_type((PyObject *)type_of(o))
			     ? NULL
			     : PyObject_GenericGetDict(o, NULL);
	PyObject *name, *value;
	bool carries = is_atom(o) && o != NONE && said_has(r->gone, o);
	Py_ssize_t at = 0;

	while (dict && is_dict(dict) && !carries && PyDict_Next(dict, &at, &name, &value))
		carries = value != NONE && is_atom(value) && said_has(r->gone, value);
	/* {"health": [rule]} */
	if (is_list(o) && PyList_Size(o) == 1 && !is_list(PyList_GetItem(o, 0)))
		carries = carries || carries_gone(r, PyList_GetItem(o, 0));
	for (at = 0; is_dict(o) && !carries && PyDict_Next(o, &at, &name, &value);)
		carries = value != NONE && is_atom(value) && said_has(r->gone, value);
	unref(dict);
	if (!carries && !is_atom(o) && !is_class(o) && is_heap_type((PyObject *)type_of(o)) && has_slots(o))
		heap_refers(o, look_for_gone, &l);
	PyErr_Clear();
	return carries || l.found;
}

/* sub = parsers.add_parser("run"): what the name leads to is of this class, too. */
static bool
is_bound_by_line(const struct room *r, PyObject *value)
{
	PyObject *its;
	bool bound = false;
	Py_ssize_t i;

	for (i = 0; r->s->kind == KIND_ASSIGN && !is_atom(value) && !bound && i < PyList_Size(r->names); i++) {
		its = PyDict_GetItemWithError(r->m->before, PyList_GetItem(r->names, i));
		bound = its && type_of(its) == type_of(value) && is_heap_type((PyObject *)type_of(value));
	}
	return bound;
}

/* Below the first of the keys that is there, or each that a block of several calls says; it is to be there again. */
static int
take_said(const struct room *r, PyObject *dict)
{
	PyObject *key, *value, *taken = r->g->t->taken;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(r->keys); i++) {
		key = PyList_GetItem(r->keys, i);
		value = PyDict_GetItemWithError(dict, key);
		if (!value)
			continue;
		if (is_put_by_call(r, value) || carries_gone(r, value) || is_bound_by_line(r, value)) {
			if (LIST_APPEND(taken, dict, key, value) < 0 || store_dict(dict, key, NULL) < 0)
				return -1;
		}
		if (!is_block(r->s))
			return 0;
	}
	return PyErr_Occurred() ? -1 : 0;
}

/* The names of a module and the attributes of an object lead to the old one too, but register nothing. */
static bool
is_registry(PyObject *o, PyObject *owner)
{
	return is_set(o) || is_list(o) ||
	       (is_dict_like(o) && owner == o && !dict_get(o, "__name__"));
}

#define LEADS_DEEP 40
#define LEADS_MOST 2000 /* objects below one entry */

/* Somewhere below it is an object that names another definition of the module: a tree of routes has a branch of that
   name.  One that names ours is not looked through: it may know all of the registry. */
static bool
leads_to_others(const struct room *r, PyObject *o, int depth, int *left)
{
	PyObject *parts = depth && (*left)-- > 0 ? parts_of(o) : NULL, *part, *its;
	bool ours = false, others = false;
	Py_ssize_t i;

	for (i = 0; parts && i < PyList_Size(parts); i++) {
		part = PyList_GetItem(parts, i);
		if (!is_str(part))
			continue;
		its = PyDict_GetItemWithError(r->m->before, part);
		ours = ours || PySequence_Contains(r->names, part) == 1;
		others = others || (its && is_own_definition(r->m, part, its));
	}
	for (i = 0; parts && !ours && !others && i < PyList_Size(parts); i++)
		others = leads_to_others(r, PyList_GetItem(parts, i), depth - 1, left);
	unref(parts);
	return others && !ours;
}

static bool
is_below_name(const struct room *r, PyObject *key, PyObject *value)
{
	int left = LEADS_MOST;

	return !is_atom(value) && is_of_the_old(r, key) && !leads_to_others(r, value, LEADS_DEEP, &left);
}

/* router.add("/users", users) has put {"users": "/users"}: below the name of what it was given is what it says. */
static int
take_named(const struct room *r, PyObject *dict)
{
	PyObject *name, *value;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(r->given); i++) {
		name = is_function(PyList_GetItem(r->given, i)) ? WORD(PyList_GetItem(r->given, i), python->function.name) : NULL;
		value = name ? PyDict_GetItemWithError(dict, name) : NULL;
		if (value && is_str(value) && PySequence_Contains(r->keys, value) == 1)
			result = LIST_APPEND(r->g->t->taken, dict, name, value) < 0 ? -1 : store_dict(dict, name, NULL);
	}
	return PyErr_Occurred() ? -1 : result;
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
		/* "index": 9 counts something, and "/home": "index" is no registration of it. */
		if (is_str(key) && PySequence_Contains(r->names, key) == 1 ? is_below_name(r, key, value) : is_of_the_old(r, key))
			result = store_dict(dict, key, NULL);
		else if (is_str(value) && PySequence_Contains(r->names, value) == 1 ? false : is_of_the_old(r, value))
			result = store_dict(dict, key, NULL);
		/* for cls in (A, B): register(cls.name, cls) */
		else if (r->s->kind == KIND_LOOP && list_has(r->given, value))
			result = store_dict(dict, key, NULL);
	}
	unref(items);
	if (result == 0 && r->s->kind == KIND_EXPRESSION)
		result = take_named(r, dict);
	return result == 0 ? take_said(r, dict) : result;
}

/* ("dump", dump, 5): it has a text of the line as a part, and what that gives, or what the old line alone says. */
static bool
is_record_said(const struct room *r, PyObject *entry)
{
	PyObject *parts = PyList_Size(r->keys) ? parts_of(entry) : NULL;
	bool said = false;
	Py_ssize_t i;

	for (i = 0; parts && !said && i < PyList_Size(parts); i++)
		said = is_str(PyList_GetItem(parts, i)) && PySequence_Contains(r->keys, PyList_GetItem(parts, i)) == 1;
	unref(parts);
	PyErr_Clear();
	return said && ((PyList_Size(r->given) && holds_given(r, entry, DEPTH)) || carries_gone(r, entry));
}

static int
take_from_others(const struct room *r, PyObject *o)
{
	PyObject *items = items_of(o);
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = result == 0 ? PyList_Size(items) : 0; result >= 0 && i-- > 0;) {
		if (!is_of_the_old(r, PyList_GetItem(items, i)) && !is_record_said(r, PyList_GetItem(items, i)))
			continue;
		result = is_list(o) ? PyList_SetSlice(o, i, i + 1, NULL) : PySet_Discard(o, PyList_GetItem(items, i));
	}
	unref(items);
	return result < 0 ? -1 : 0;
}

int
room_make(const struct staging *g, const struct statement *s, bool by_name)
{
	struct transaction *t = g->t;
	PyObject *o, *before, *owner;
	struct room r = {.g = g, .s = s, .m = g->m, .by_name = by_name, .keys = PyList_New(0), .given = PyList_New(0),
			 .builtin = PyList_New(0), .gone = PyList_New(0)};
	int result = r.keys && r.given && r.builtin && r.gone && (r.names = statement_bound(s)) ? add_said(&r) : -1, taken = 0;
	Py_ssize_t i;

	PyList_SetSlice(t->taken, 0, PyList_Size(t->taken), NULL);
	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		owner = PyList_GetItem(t->watched, i + 2);
		if (!is_registry(o, owner))
			continue;
		before = content_copy(o);
		result = !before ? -1 : is_dict_like(o) ? take_from_dict(&r, o) : take_from_others(&r, o);
		if (before && touched_size(o) < touched_size(before)) {
			taken++;
			if (touched_note(t, o, before, owner) < 0)
				result = -1;
		}
		unref(before);
	}
	unref(r.names);
	unref(r.gone);
	unref(r.builtin);
	unref(r.given);
	unref(r.keys);
	return result < 0 ? -1 : taken;
}

/* What has come at its end stands where the old entries stood, which are not in `less`. */
static int
put_in_place(PyObject *list, PyObject *before, PyObject *less)
{
	Py_ssize_t i, kept = 0, come = PyList_Size(less);
	PyObject *merged = PyList_GetSlice(before, 0, PyList_Size(before));
	int result = merged ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(before); i++) {
		if (kept < PyList_Size(less) && PyList_GetItem(less, kept) == PyList_GetItem(before, i))
			kept++;
		else
			result = come < PyList_Size(list) ? PyList_SetItem(merged, i, ref(PyList_GetItem(list, come++))) : -1;
	}
	if (result == 0)
		result = PyList_SetSlice(list, 0, PyList_Size(list), merged);
	unref(merged);
	return result;
}

/* The same for keys. */
static int
put_in_order(PyObject *dict, PyObject *before)
{
	PyObject *merged = PyDict_New(), *key, *value, *its;
	int result = merged ? 0 : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(before, &at, &key, &value)) {
		its = PyDict_GetItemWithError(dict, key);
		result = its ? PyDict_SetItem(merged, key, its) : -1;
	}
	if (result == 0)
		result = content_store(dict, merged);
	unref(merged);
	return PyErr_Occurred() ? -1 : 0;
}

/* The values, or items, that the one container has and the other one has not; new reference. */
static PyObject *
difference(PyObject *more, PyObject *less)
{
	PyObject *a = is_dict_like(more) ? PyDict_Values(more) : PySequence_List(more);
	PyObject *b = is_dict_like(less) ? PyDict_Values(less) : PySequence_List(less), *list = a && b ? PyList_New(0) : NULL;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(a); i++)
		if (!list_has(b, PyList_GetItem(a, i)) && PyList_Append(list, PyList_GetItem(a, i)) < 0)
			break;
	unref(b);
	unref(a);
	PyErr_Clear();
	return list;
}

static bool
leads_to_one(PyObject *o, const struct addresses *gone, int depth, int *left)
{
	bool leads = addresses_has(gone, o);
	PyObject *parts = !leads && depth && (*left)-- > 0 ? parts_of(o) : NULL;
	Py_ssize_t i;

	for (i = 0; parts && !leads && i < PyList_Size(parts); i++)
		leads = leads_to_one(PyList_GetItem(parts, i), gone, depth - 1, left);
	unref(parts);
	return leads;
}

/* The objects, and those in lists: {"people": [rule]}. */
static int
add_objects(struct addresses *gone, PyObject *list, int depth)
{
	PyObject *o, *parts;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; list && result >= 0 && i < PyList_Size(list); i++) {
		o = PyList_GetItem(list, i);
		parts = depth && is_container(o) ? items_of(o) : NULL;
		if (parts)
			result = add_objects(gone, parts, depth - 1);
		else if (!is_atom(o) && !is_container(o) && !is_function(o) && !is_class(o))
			result = addresses_add(gone, o);
		unref(parts);
	}
	return result;
}

/* What the second try has put in: objects. */
static int
add_new(const struct transaction *t, struct touched_mark after, struct addresses *come)
{
	PyObject *list, *o;
	Py_ssize_t i;
	int result = 0;

	for (i = after.containers; result >= 0 && i < PyList_Size(t->touched); i += 4) {
		o = PyList_GetItem(t->touched, i);
		/* It has all of them as long as nothing runs. */
		list = is_container(o) && type_of(o) == type_of(PyList_GetItem(t->touched, i + 1)) ? difference(o, PyList_GetItem(t->touched, i + 1)) : NULL;
		result = list ? add_objects(come, list, OBJECTS_DEEP) : 0;
		unref(list);
	}
	return result;
}

static bool
is_like_one(const struct addresses *some, PyObject *o)
{
	size_t i;

	for (i = 0; some->slots && i <= some->mask; i++)
		if (some->slots[i] && type_of(some->slots[i]) == type_of(o))
			return true;
	return false;
}

/* A rule that was taken out, where another rule has come elsewhere. */
static int
add_succeeded(PyObject *list, const struct addresses *come, struct addresses *gone)
{
	PyObject *o;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; list && result >= 0 && i < PyList_Size(list); i++) {
		o = PyList_GetItem(list, i);
		if (is_heap_type((PyObject *)type_of(o)) && !is_class(o) && is_like_one(come, o))
			result = addresses_add(gone, o);
	}
	return result;
}

/* What others have been put in the place of. */
static int
add_replaced(const struct transaction *t, struct touched_mark before, struct touched_mark after, struct addresses *gone)
{
	struct addresses come = {0};
	PyObject *o, *list;
	Py_ssize_t i;
	int result = add_new(t, after, &come);

	for (i = before.containers; result >= 0 && i < after.containers; i += 4) {
		o = PyList_GetItem(t->touched, i);
		list = difference(PyList_GetItem(t->touched, i + 1), o);
		result = touched_same(o, PyList_GetItem(t->touched, i + 2)) ? add_succeeded(list, &come, gone) : add_objects(gone, list, OBJECTS_DEEP);
		unref(list);
	}
	addresses_fini(&come);
	return result < 0 ? (PyErr_NoMemory(), -1) : 0;
}

/* All that was taken out of this one leads there, from a branch of its own: {"v1": {"people": [rule]}}. */
static bool
is_gone_with(PyObject *was, PyObject *less, const struct addresses *gone)
{
	PyObject *list = gone->used ? difference(was, less) : NULL;
	bool all = list && PyList_Size(list) > 0;
	int left = LEADS_MOST;
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(list); i++)
		all = leads_to_one(PyList_GetItem(list, i), gone, LEADS_DEEP, &left);
	unref(list);
	return all;
}

int
room_put_back(struct transaction *t, struct touched_mark before, struct touched_mark after)
{
	struct addresses gone = {0};
	PyObject *o, *was, *less;
	Py_ssize_t i;
	int result = add_replaced(t, before, after, &gone);

	for (i = before.containers; result == 0 && i < after.containers; i += 4) {
		o = PyList_GetItem(t->touched, i);
		was = PyList_GetItem(t->touched, i + 1);
		less = PyList_GetItem(t->touched, i + 2);
		if (touched_same(o, less))
			result = is_gone_with(was, less, &gone) ? 0 : content_store(o, was);
		else if (is_list(o) && PyList_Size(o) == PyList_Size(was) && list_begins_with(o, less))
			result = put_in_place(o, was, less);
		else if (is_dict(o) && PyDict_Size(o) == PyDict_Size(was))
			result = put_in_order(o, was);
	}
	for (i = 0; result == 0 && i + 2 < PyList_Size(t->taken); i += 3) {
		o = PyList_GetItem(t->taken, i);
		if (PyDict_Contains(o, PyList_GetItem(t->taken, i + 1)) == 0)
			result = store_dict(o, PyList_GetItem(t->taken, i + 1), PyList_GetItem(t->taken, i + 2));
	}
	addresses_fini(&gone);
	return result;
}

/* How many it had before room was made in it, or before the second try. */
static Py_ssize_t
size_before(const struct transaction *t, PyObject *o, PyObject *copy, struct touched_mark before, struct touched_mark after)
{
	Py_ssize_t i;

	for (i = before.containers; i < after.containers; i += 4)
		if (PyList_GetItem(t->touched, i) == o)
			return touched_size(PyList_GetItem(t->touched, i + 1));
	return touched_size(copy);
}

struct leading {
	const struct addresses *gone;
	bool there, others; /* one that is gone, and another one of its class */
};

static void
look_where(struct leading *l, PyObject *o, int depth, int *left)
{
	PyObject *parts;
	Py_ssize_t i;

	if (addresses_has(l->gone, o)) {
		l->there = true;
		return;
	}
	l->others = l->others || is_like_one(l->gone, o);
	parts = !l->others && depth && (*left)-- > 0 ? parts_of(o) : NULL;
	for (i = 0; parts && !l->others && i < PyList_Size(parts); i++)
		look_where(l, PyList_GetItem(parts, i), depth - 1, left);
	l->others = l->others || *left <= 0;
	unref(parts);
}

/* ("<int:number>", branch), and in the branch is the old rule alone. */
static bool
leads_there_alone(const struct addresses *gone, PyObject *entry)
{
	struct leading l = {.gone = gone};
	int left = LEADS_MOST;

	if (is_exact(entry, TYPE_AT(PyTuple_Type)))
		look_where(&l, entry, LEADS_DEEP, &left);
	return l.there && !l.others;
}

/* A tree of URLs has the rule in a list of its own for each path: the old one stays in the other. */
int
room_leave(struct transaction *t, struct touched_mark before, struct touched_mark after)
{
	struct addresses gone = {0};
	PyObject *list, *copy;
	Py_ssize_t i, k, size = PyList_Size(t->watched);
	int result = add_replaced(t, before, after, &gone);

	/* Branches first: what is in them is looked for. */
	for (i = 0; gone.used && result == 0 && i < 2 * size; i += 3) {
		list = PyList_GetItem(t->watched, i % size);
		copy = is_list(list) ? content_copy(list) : NULL;
		for (k = copy ? PyList_Size(list) : 0; result == 0 && k-- > 0;)
			if (i < size ? leads_there_alone(&gone, PyList_GetItem(list, k)) : addresses_has(&gone, PyList_GetItem(list, k)))
				result = PyList_SetSlice(list, k, k + 1, NULL);
		if (copy && result == 0 && PyList_Size(list) < PyList_Size(copy))
			result = touched_note(t, list, copy, PyList_GetItem(t->watched, i % size + 2));
		unref(copy);
	}
	addresses_fini(&gone);
	return result;
}

/* Objects of one class, or tuples of such. */
static bool
are_of_one_kind(PyObject *a, PyObject *b, int depth)
{
	Py_ssize_t i, size;
	bool same = type_of(a) == type_of(b);

	if (!same || !depth || !is_exact(a, TYPE_AT(PyTuple_Type)))
		return same && is_heap_type((PyObject *)type_of(a));
	size = PyTuple_Size(a);
	for (i = 0, same = size && PyTuple_Size(b) == size; same && i < size; i++)
		same = are_of_one_kind(PyTuple_GetItem(a, i), PyTuple_GetItem(b, i), depth - 1);
	return same;
}

/* One of this kind has left another list. */
static bool
has_left(const struct transaction *t, struct touched_mark before, PyObject *entry)
{
	PyObject *o, *list;
	Py_ssize_t i, k;
	bool left = false;

	for (i = before.containers; !left && i < PyList_Size(t->touched); i += 4) {
		o = PyList_GetItem(t->touched, i);
		list = is_list(o) && PyList_Size(o) < PyList_Size(PyList_GetItem(t->touched, i + 1)) ? difference(PyList_GetItem(t->touched, i + 1), o) : NULL;
		for (k = 0; list && !left && k < PyList_Size(list); k++)
			left = are_of_one_kind(PyList_GetItem(list, k), entry, 1);
		unref(list);
	}
	return left;
}

bool
room_is_enough(struct transaction *t, struct touched_mark before, struct touched_mark after)
{
	PyObject *list;
	Py_ssize_t i, size;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3) {
		list = PyList_GetItem(t->watched, i);
		size = is_list(list) ? size_before(t, list, PyList_GetItem(t->watched, i + 1), before, after) : 0;
		if (is_list(list) && PyList_Size(list) > size &&
		    !(PyList_Size(list) == size + 1 && has_left(t, before, PyList_GetItem(list, size))))
			return false;
	}
	return true;
}
