/*
 * old_lines.c - what several lines of the old source had made of a name, one after the other.
 */
#include "collection.h"
#include "compile.h"
#include "old_value.h"
#include "version.h"

/* What they read was another value then. */
static int
add_values_then(struct transaction *t, struct module *m, PyObject *names, PyObject *wanted)
{
	PyObject *its;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(wanted); i++) {
		its = PySet_Contains(m->moved, PyList_GetItem(wanted, i)) == 1
			      ? old_value_raw(t, &m->old, m->before, m->before, PyList_GetItem(wanted, i))
			      : NULL;
		result = its ? PyDict_SetItem(names, PyList_GetItem(wanted, i), its) : 0;
		unref(its);
	}
	return result;
}

/* What several statements that are as they were make of it, over these names: those of then are what they were before the process
   went on, too. */
static PyObject *
value_made_up(struct transaction *t, struct module *m, PyObject *name, PyObject *nodes, PyObject *scope)
{
	PyObject *code = compile_statements(t, m, nodes), *set = PySet_New(NULL);
	PyObject *wanted = code && set && code_add_names(code, set) == 0 ? PySequence_List(set) : NULL;
	PyObject *names, *value = NULL;

	t->calls = true;
	names = wanted ? harmless_names(t, wanted, scope, scope, false) : NULL;
	t->calls = false;
	if (names && (scope != m->before || add_values_then(t, m, names, wanted) == 0))
		value = with_members(t, value_in(names, code, name));
	PyErr_Clear();
	unref(names);
	unref(wanted);
	unref(set);
	unref(code);
	return value;
}

static bool
mentions(const struct body *body, const struct chunk *c, PyObject *name)
{
	return tokens_have(&body->tokens[c->first], c->count, python->op.load_name, name) || binds(body, c, name);
}

/* The lines go on from what a call has made: a deque, a Counter. */
static int
make_collection(struct transaction *t, PyObject *names, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(names, name), *made = NULL;
	int result;

	if (value && old_value_is_unknown(t, value))
		made = collection_made(t, value);
	result = made ? PyDict_SetItem(names, name, made) : 0;
	unref(made);
	return result;
}

/* Those of the old source, or of the body of a class in it. */
struct lines {
	const struct body *body;
	PyObject *globals, *scope;
};

/* What the code makes of it, over what the lines in front have made.  NULL: it cannot be told. */
static PyObject *
names_after(struct transaction *t, const struct lines *l, const struct chunk *c, PyObject *front, PyObject *name)
{
	const struct body *body = l->body;
	PyObject *code = chunk_as_code(body, c), *wanted = code ? wanted_names(body, c) : NULL;
	PyObject *names = wanted ? harmless_names(t, wanted, l->globals, l->scope, false) : NULL, *key, *value, *result = NULL;
	bool sound = names != NULL;
	Py_ssize_t at = 0;

	while (sound && front && PyDict_Next(front, &at, &key, &value))
		sound = !strcmp(utf8(key), "__builtins__") || PyDict_SetItem(names, key, value) == 0;
	if (sound)
		result = PyEval_EvalCode(code, names, names);
	sound = result && make_collection(t, names, name) == 0;
	unref(result);
	unref(wanted);
	unref(code);
	PyErr_Clear();
	if (sound)
		return names;
	unref(names);
	return NULL;
}

PyObject *
old_value_over(struct transaction *t, const struct module *m, const struct chunk *c, PyObject *name, PyObject *begins)
{
	const struct lines l = {&m->old, m->before, m->before};
	PyObject *front = PyDict_New(), *names = front && PyDict_SetItem(front, name, begins) == 0 ? names_after(t, &l, c, front, name) : NULL,
		 *value = names ? ref(PyDict_GetItemWithError(names, name)) : NULL;

	unref(names);
	unref(front);
	PyErr_Clear();
	return value;
}

/* What is not conditional on anything has been made if it is there. */
static bool
is_there(struct transaction *t, const struct lines *l, PyObject *name, PyObject *value)
{
	PyObject *live = PyDict_GetItemWithError(l->scope, name);

	return live && type_of(live) == type_of(value) &&
	       (is_container(value) ? contents_within(t, value, live) : is_atom(value) && const_equal(live, value, code_same_behaviour));
}

/* Names lead to plain values alone: a loop that goes by them ends as it did. */
static bool
reads_known(const struct lines *l, const struct chunk *c, PyObject *front)
{
	const struct token *x, *end = &l->body->tokens[c->first + c->count];
	PyObject *value;
	bool known = true;

	for (x = &l->body->tokens[c->first]; known && x < end; x++) {
		if (x->op != python->op.load_name)
			continue;
		value = front ? PyDict_GetItemWithError(front, x->value) : NULL;
		value = value ? value : PyDict_GetItemWithError(l->scope, x->value);
		known = value ? is_container(value) || (is_atom(value) && !is_exact(value, TYPE_AT(PyTuple_Type))) : only_computes(x->value);
	}
	return known;
}

static bool
mentions_any(const struct body *body, const struct chunk *c, PyObject *set)
{
	const struct token *x, *end = &body->tokens[c->first + c->count];
	bool any = tokens_read_any(&body->tokens[c->first], c->count, set);

	for (x = &body->tokens[c->first]; !any && x < end; x++)
		any = (x->op == python->op.store_name || x->op == python->op.store_global) && PySet_Contains(set, x->value) == 1;
	return any;
}

/* What these read and nobody has any more: _delay, which the module has deleted.  -1: exception. */
static int
add_gone(struct transaction *t, const struct lines *l, const struct chunk *c, PyObject *set)
{
	const struct token *x, *end = &l->body->tokens[c->first + c->count];
	int result = 0;

	for (x = &l->body->tokens[c->first]; result == 0 && x < end; x++)
		if (x->op == python->op.load_name && PyDict_Contains(l->scope, x->value) == 0 &&
		    PyDict_Contains(l->globals, x->value) == 0 && PyDict_Contains(t->builtins, x->value) == 0)
			result = PySet_Add(set, x->value);
	return result;
}

/* The name, and those that are gone of which its lines have made something.  New reference; NULL: exception. */
static PyObject *
names_made_up(struct transaction *t, const struct lines *l, PyObject *name)
{
	const struct chunk *c, *end = l->body->chunks + l->body->chunk_count;
	PyObject *set = PySet_New(NULL);
	Py_ssize_t size = 0;
	int result = set ? PySet_Add(set, name) : -1;

	while (result == 0 && PySet_Size(set) > size) {
		size = PySet_Size(set);
		for (c = l->body->chunks; result == 0 && c < end; c++)
			result = mentions_any(l->body, c, set) ? add_gone(t, l, c, set) : 0;
	}
	if (result == 0)
		return set;
	unref(set);
	return NULL;
}

/* The same where one of them has changed: what the lines of the old source had made of it, one after the other.  New
   reference; NULL: it cannot be told. */
static PyObject *
value_made_up_then(struct transaction *t, const struct lines *l, PyObject *name)
{
	const struct body *body = l->body;
	const struct chunk *c, *end = body->chunks + body->chunk_count;
	PyObject *names = NULL, *value = NULL;
	PyObject *set = names_made_up(t, l, name);
	struct chunk region = {0};
	bool begun = false, sound = set != NULL, guessed = false;

	for (c = body->chunks; sound && c < end; c++) {
		if (!mentions_any(body, c, set) || c->first < region.first + region.count)
			continue;
		/* X += 1, of something that is imported: what it goes on from is not known. */
		if (!begun && tokens_have(&body->tokens[c->first], c->count, python->op.load_name, name))
			break;
		value = region_around(body, c, &region) && (!is_gone_round(body, c, &region) || reads_known(l, &region, names))
			    ? names_after(t, l, &region, names, name)
			    : NULL;
		/* if sys.platform == "linux": ..., of which nobody knows. */
		if (!value) {
			region = *c;
			guessed = true;
			value = is_straight(body, c) ? names_after(t, l, c, names, name) : NULL;
		}
		sound = value != NULL;
		begun = begun || binds(body, &region, name);
		unref(names);
		names = value;
	}
	value = sound && begun && names ? PyDict_GetItemWithError(names, name) : NULL;
	value = value && !old_value_is_unknown(t, value) && (!guessed || is_there(t, l, name, value)) ? with_members(t, ref(value)) : NULL;
	PyErr_Clear();
	unref(set);
	unref(names);
	return value;
}

/* It reads what is made up anew: what was in it then is not what is in it. */
static bool
reads_made_up(const struct module *m, const struct token *tokens, int count)
{
	const struct token *x;

	for (x = tokens; x < tokens + count; x++)
		if (x->op == python->op.load_name && x->value && PyDict_Contains(m->made_up, x->value) == 1)
			return true;
	return false;
}

/* Several lines do, and none of them reads what has another value than then by now. */
static bool
is_made_up(struct transaction *t, const struct module *m, const struct body *body, PyObject *name)
{
	PyObject *dict = body->code ? binders_of(t, body) : NULL;
	const struct chunk *c, *end = body->chunks + body->chunk_count;
	struct chunk r;
	bool is = dict && PyDict_GetItemWithError(dict, name) == NONE && PySet_Contains(m->late, name) == 0;

	for (c = body->chunks; is && c < end; c++)
		is = !mentions(body, c, name) ||
		     (region_around(body, c, &r) && !is_gone_round(body, c, &r) &&
		      !tokens_read_any(&body->tokens[r.first], r.count, m->late) &&
		      !reads_made_up(m, &body->tokens[r.first], r.count));
	return is;
}

PyObject *
old_value_in_class(struct transaction *t, struct module *m, const struct body *body, PyObject *class, PyObject *name)
{
	const struct lines l = {body, m->before, CLASS_DICT(class)};

	if (body->code && !only_binding(t, body, name) && is_made_up(t, m, body, name))
		return hold(t, value_made_up_then(t, &l, name));
	return hold(t, old_value(t, body, m->before, CLASS_DICT(class), name));
}

PyObject *
old_value_of_lines(struct transaction *t, const struct body *body, PyObject *dict, PyObject *name)
{
	const struct lines l = {body, dict, dict};

	return hold(t, value_made_up_then(t, &l, name));
}

#define CHAIN_MOST 2 /* of names that are made of names */

/* JOBS = {n: deque() for n in NAMES}, and the process has put something into NAMES since: what the line of that had made it.  A dict of
   such names; new reference, NULL: there are none. */
static PyObject *
as_at_first(struct transaction *t, struct module *m, const struct chunk *c, PyObject *name)
{
	PyObject *wanted = t->chained < CHAIN_MOST ? wanted_names(&m->old, c) : NULL, *front = wanted ? PyDict_New() : NULL, *one, *live, *first;
	Py_ssize_t i;
	int result = 0;

	t->chained++;
	for (i = 0; front && result == 0 && i < PyList_Size(wanted); i++) {
		one = PyList_GetItem(wanted, i);
		live = PyUnicode_Compare(one, name) != 0 ? PyDict_GetItemWithError(m->before, one) : NULL;
		/* Of one whose line is as it was the new line reads what the process has, and so shall this. */
		if (!live || !is_container(live) || PySet_Contains(m->moved, one) != 1 || PySet_Contains(m->filled, one) == 1 ||
		    !only_binding(t, &m->old, one))
			continue;
		first = old_value_at_first(t, m, one);
		if (first && type_of(first) == type_of(live) && !contents_same(t, live, first))
			result = PyDict_SetItem(front, one, first);
	}
	t->chained--;
	unref(wanted);
	PyErr_Clear();
	if (front && result == 0 && PyDict_Size(front) > 0)
		return front;
	unref(front);
	return NULL;
}

PyObject *
old_value_at_first(struct transaction *t, struct module *m, PyObject *name)
{
	const struct body *body = m->old_code ? &m->old : &m->new;
	const struct chunk *c = only_binding(t, body, name);
	PyObject *nodes = PyDict_GetItemWithError(m->made_up, name), *value, *front, *names;
	const struct lines l = {&m->old, m->before, m->before};

	if (!nodes && !c && m->old_code && is_made_up(t, m, &m->old, name))
		return hold(t, value_made_up_then(t, &l, name));
	if (nodes)
		return hold(t, nodes == NONE ? value_made_up_then(t, &l, name) : value_made_up(t, m, name, nodes, m->before));
	/* It reads what has another value than then by now. */
	if (!c || tokens_read_any(&body->tokens[c->first], c->count, m->late) || PySet_Contains(m->late, name) == 1 ||
	    reads_made_up(m, &body->tokens[c->first], c->count))
		return NULL;
	/* Without the old source: the line may be the same, and make something else of what has changed. */
	if (!m->old_code && !tokens_read_any(&body->tokens[c->first], c->count, m->moved))
		return NULL;
	front = m->old_code ? as_at_first(t, m, c, name) : NULL;
	t->calls = PySet_Contains(m->computed, name) == 1;
	names = front ? names_after(t, &l, c, front, name) : NULL;
	value = names ? ref(PyDict_GetItemWithError(names, name)) : old_value(t, body, m->before, m->before, name);
	value = hold(t, value);
	unref(names);
	unref(front);
	t->calls = false;
	return value;
}

PyObject *
old_value_of_new(struct transaction *t, struct module *m, PyObject *name)
{
	PyObject *nodes = PyDict_GetItemWithError(m->made_up, name), *value;
	const struct lines l = {&m->new, m->scratch, m->scratch};

	if (!nodes)
		return hold(t, old_value(t, &m->new, m->scratch, m->scratch, name));
	t->filled_now = true;
	value = hold(t, nodes == NONE ? value_made_up_then(t, &l, name) : value_made_up(t, m, name, nodes, m->scratch));
	t->filled_now = false;
	return value;
}
