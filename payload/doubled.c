/*
 * doubled.c - what a statement that ran again has put into a container once more.
 *
 * RULES.append((field, method)), by a decorator in a class of which another line has
 * changed; subscribe(topic, f) in a loop that has one more turn.  An entry that says
 * the same as one that was there is taken out again, each for one.  Functions and
 * classes are the same when they are defined in the same place; numbers that no
 * line says - a count, the time - are not compared.
 */
#include <stdlib.h>

#include "anew.h"
#include "statement.h"
#include "version.h"

#define DEPTH 4
#define PARTS_MOST 50
#define STEPS_MOST 200000 /* of one statement */

struct doubles {
	struct transaction *t;
	bool again;     /* the statement makes functions or classes, once more */
	bool loop;
	bool reset;     /* all statements run, with other classes: objects of these, and their methods, are told alike, too */
	bool counts;    /* numbers in what it makes that it does not say can only be a count, or the time */
	const struct token *said; /* by the statement, but for a body */
	int said_count;
	int steps;      /* comparisons */
};

/* By what a registry would be asked for: no code of the target runs. */
static bool
was_there(PyObject *copy, PyObject *item)
{
	PyObject *its;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(copy); i++) {
		its = PyList_GetItem(copy, i);
		if (its == item || (is_str(its) && is_str(item) && PyUnicode_Compare(its, item) == 0))
			return true;
	}
	return false;
}

/* A list of the new source: it is filled for the first time. */
static bool
is_new_list(struct transaction *t, PyObject *list)
{
	PyObject *name, *value;
	Py_ssize_t at;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		for (at = 0; t->modules[i].scratch && PyDict_Next(t->modules[i].scratch, &at, &name, &value);)
			if (value == list)
				return PyDict_GetItemWithError(t->modules[i].before, name) != list;
	return false;
}

/* The live function that a twin of staging stands for, the thread that runs instead of one that was not started, or the object
   itself. */
static PyObject *
meant_by(const struct transaction *t, PyObject *o)
{
	Py_ssize_t i;

	for (i = 0; t->twins && is_function(o) && i + 1 < PyList_Size(t->twins); i += 2)
		if (PyList_GetItem(t->twins, i) == o)
			return PyList_GetItem(t->twins, i + 1);
	for (i = 0; i + 1 < PyList_Size(t->threads); i += 2)
		if (PyList_GetItem(t->threads, i) == o)
			return PyList_GetItem(t->threads, i + 1);
	return o;
}

/* Numbers that a call may have been given: not size = 2, nor what is in the methods of a class; or names that lead to
   another value now. */
static bool
tokens_compute(const struct staging *g, const struct token *tokens, int count, bool class)
{
	const struct token *x;
	struct body body;
	bool compute = tokens_read_any(tokens, count, g->m->moved);

	for (x = tokens; !compute && x < tokens + count; x++) {
		if (!x->value || (x + 1 < tokens + count && x[1].op == python->op.store_name))
			continue;
		compute = !class && (is_exact(x->value, TYPE_AT(PyLong_Type)) || is_exact(x->value, TYPE_AT(PyFloat_Type)));
		if (is_code(x->value) && code_is_class_body(x->value) && body_init(&body, x->value) == 0) {
			compute = tokens_compute(g, body.tokens, body.token_count, true);
			body_fini(&body);
		}
	}
	return compute;
}

static bool
computes(const struct staging *g, const struct statement *s)
{
	return tokens_compute(g, s->tokens, s->token_count, s->kind != KIND_LOOP);
}

static bool
is_said(const struct doubles *d, PyObject *o)
{
	const struct token *x, *end = d->said + d->said_count;

	for (x = d->said; x < end; x++)
		if (x->op == python->op.load_const && x->value && const_equal(x->value, o, code_same_behaviour))
			return true;
	return false;
}

static bool
is_count(struct doubles *d, PyObject *o)
{
	return d->counts && (is_exact(o, TYPE_AT(PyLong_Type)) || is_exact(o, TYPE_AT(PyFloat_Type))) && !is_said(d, o);
}

static bool says_the_same(struct doubles *d, PyObject *a, PyObject *b, int depth);

/* Captured: a count begins with 0, and limit=200 is what it was made of. */
static bool
same_captured(struct doubles *d, PyObject *x, PyObject *y, int depth)
{
	if (x && y && is_count(d, y) && type_of(x) == type_of(y))
		return const_equal(x, y, code_same_behaviour) || PyObject_IsTrue(y) == 0;
	return x == y || (x && y && says_the_same(d, x, y, depth));
}

/* What they have captured, variable by variable. */
static bool
same_cells(struct doubles *d, PyObject *a, PyObject *b, int depth)
{
	Py_ssize_t i, size = a ? PyTuple_Size(a) : 0;
	PyObject *x, *y;
	bool same = (b ? PyTuple_Size(b) : 0) == size;

	for (i = 0; same && i < size; i++) {
		x = WORD(PyTuple_GetItem(a, i), CELL_REF);
		y = WORD(PyTuple_GetItem(b, i), CELL_REF);
		same = same_captured(d, x, y, depth);
	}
	return same;
}

/* for t in TOPICS: subscribe(t, lambda e, t=t: ...): the loop makes the same function again. */
static bool
is_made_again(struct doubles *d, PyObject *a, PyObject *b, int depth)
{
	static const char *const parts[] = {"co_name", "co_filename", "co_freevars"};
	const struct function_layout *l = &python->function;

	return code_same_parts(WORD(a, l->code), WORD(b, l->code), parts, sizeof(parts) / sizeof(parts[0])) &&
	       PyUnicode_Compare(WORD(a, l->qualname), WORD(b, l->qualname)) == 0 && functions_same_defaults(a, b) &&
	       same_cells(d, WORD(a, l->closure), WORD(b, l->closure), depth);
}

/* self.fired = 0: what the live one has now is a count. */
static bool
begins_so(struct doubles *d, PyObject *made, PyObject *name, PyObject *value)
{
	return made && is_str(name) && is_atom(value) && !is_str(value) && !is_said(d, value) &&
	       makers_object_begins_with(d->t, (PyObject *)type_of(made), name, value);
}

/* more: the other one may have others beside.  made: the object that b is of, or NULL. */
static bool
same_entries(struct doubles *d, PyObject *a, PyObject *b, int depth, bool more, PyObject *made)
{
	PyObject *key, *value, *its;
	Py_ssize_t at = 0;
	bool same = (more ? PyDict_Size(a) <= PyDict_Size(b) : PyDict_Size(a) == PyDict_Size(b)) && PyDict_Size(a) <= PARTS_MOST;

	while (same && PyDict_Next(a, &at, &key, &value)) {
		its = PyDict_GetItemWithError(b, key);
		same = its && (says_the_same(d, value, its, depth) || begins_so(d, made, key, its));
	}
	PyErr_Clear();
	return same;
}

/* Objects of a class of their own, attribute by attribute. */
static bool
same_attributes(struct doubles *d, PyObject *a, PyObject *b, int depth)
{
	PyObject *x, *y;
	bool same, more;

	if (!is_heap_type((PyObject *)type_of(a)) || is_class(a) || is_list(a) || has_slots(a))
		return false;
	x = PyObject_GenericGetDict(a, NULL);
	y = PyObject_GenericGetDict(b, NULL);
	/* One of a class that sets more now, or less. */
	more = type_of(a) != type_of(b);
	same = x && y && is_dict(x) && is_dict(y) && (PyDict_Size(x) > 0 || d->reset) &&
	       (same_entries(d, x, y, depth, more, b) ||
		(more && PyDict_Size(y) > 0 && same_entries(d, y, x, depth, more, NULL)));
	unref(y);
	unref(x);
	PyErr_Clear();
	return same;
}

static bool
same_lists(struct doubles *d, PyObject *a, PyObject *b, int depth)
{
	Py_ssize_t i, size = PyList_Size(a);
	bool same = size == PyList_Size(b) && size <= PARTS_MOST;

	for (i = 0; same && i < size; i++)
		same = says_the_same(d, PyList_GetItem(a, i), PyList_GetItem(b, i), depth - 1);
	return same;
}

static bool
same_methods(struct doubles *d, PyObject *a, PyObject *b, int depth)
{
	static const char *const parts[] = {"__func__", "__self__"};
	PyObject *x, *y;
	bool same = true;
	size_t i;

	for (i = 0; same && i < sizeof(parts) / sizeof(parts[0]); i++) {
		x = get_attr(a, parts[i]);
		y = get_attr(b, parts[i]);
		same = x && y && says_the_same(d, x, y, depth);
		unref(y);
		unref(x);
	}
	return same;
}

/* Values, and what holds such: tuples, records, objects.  Of functions and classes: defined in the same place. */
static bool
says_the_same(struct doubles *d, PyObject *a, PyObject *b, int depth)
{
	Py_ssize_t i, size;

	if (a == b || meant_by(d->t, b) == a)
		return true;
	if (d->steps++ > STEPS_MOST)
		return false;
	if (d->again && depth && is_function(a) && is_function(b))
		return is_made_again(d, a, b, depth - 1);
	if (d->again && is_class(a) && is_class(b))
		return same_definition(a, b);
	if (depth && type_of(a) == type_of(b) && PyType_IsSubtype(type_of(a), TYPE_AT(PyTuple_Type))) {
		size = PyTuple_Size(a);
		for (i = 0; i < size && size == PyTuple_Size(b); i++)
			if (!says_the_same(d, PyTuple_GetItem(a, i), PyTuple_GetItem(b, i), depth - 1))
				return false;
		return size == PyTuple_Size(b);
	}
	if (is_atom(a) && is_atom(b))
		return const_equal(a, b, code_same_behaviour) || (type_of(a) == type_of(b) && is_count(d, b));
	if (!d->again || !depth ||
	    (type_of(a) != type_of(b) && !same_definition((PyObject *)type_of(a), (PyObject *)type_of(b))))
		return false;
	if (d->reset && is_exact(a, TYPE_AT(PyMethod_Type)))
		return same_methods(d, a, b, depth);
	if (d->reset && is_exact(a, TYPE_AT(PyList_Type)))
		return same_lists(d, a, b, depth);
	if (d->reset && are_locks(a, b))
		return true;
	return is_dict(a) ? same_entries(d, a, b, depth - 1, false, NULL) : same_attributes(d, a, b, depth - 1);
}

/* What can be told from others by what it says. */
static bool
is_entry(struct doubles *d, PyObject *item)
{
	return PyType_IsSubtype(type_of(item), TYPE_AT(PyTuple_Type)) || (d->again && !is_atom(item) && !is_class(item));
}

/* (1, "a"), made once more, wherever it has been sorted to: the place of the first one that has not given way to another,
   -1: none. */
static Py_ssize_t
find_double(struct doubles *d, PyObject *list, PyObject *copy, const bool *taken, PyObject *item, Py_ssize_t from)
{
	Py_ssize_t i, k, size = PyList_Size(copy);

	if (!is_entry(d, item) || list_has(copy, item))
		return -1;
	for (k = 0; k < size; k++) {
		i = (from + k) % size;
		if (!taken[i] && says_the_same(d, PyList_GetItem(copy, i), item, DEPTH) &&
		    list_has(list, PyList_GetItem(copy, i)))
			return i;
	}
	return -1;
}

static int
undouble(struct doubles *d, PyObject *list, PyObject *copy)
{
	bool grown = list_begins_with(list, copy), *taken = calloc((size_t)PyList_Size(copy) + 1, sizeof(*taken));
	Py_ssize_t k = grown ? PyList_Size(copy) : 0, at, next = 0; /* they come in the same order, mostly */
	int result = taken ? 0 : (PyErr_NoMemory(), -1);
	PyObject *item;

	while (result == 0 && k < PyList_Size(list)) {
		item = PyList_GetItem(list, k);
		at = find_double(d, list, copy, taken, item, next);
		if (at >= 0) {
			taken[at] = true;
			next = at + 1;
		}
		/* That a loop has made several functions is to be seen later. */
		if (at >= 0 || (grown && was_there(copy, item)))
			result = PyList_Append(d->t->doubled, item) < 0 ? -1 : PyList_SetSlice(list, k, k + 1, NULL);
		else
			k++;
	}
	free(taken);
	return result;
}

/* subs[next(ids)] = f */
static int
undouble_numbered(struct doubles *d, PyObject *dict, PyObject *copy)
{
	PyObject *then = PyList_New(0), *now = PyDict_Items(dict), *key, *value;
	bool *taken = calloc((size_t)PyDict_Size(copy) + 1, sizeof(*taken));
	int result = then && now && taken ? 0 : -1;
	struct doubles strict = *d;
	Py_ssize_t i, k, at = 0;

	/* SHARDS[i] = Shard(i) */
	strict.counts = false;

	while (result == 0 && PyDict_Next(copy, &at, &key, &value))
		result = PyList_Append(then, is_exact(key, TYPE_AT(PyLong_Type)) || is_exact(key, TYPE_AT(PyFloat_Type)) ? value
															 : NONE);
	for (i = 0; result == 0 && i < PyList_Size(now); i++) {
		key = PyTuple_GetItem(PyList_GetItem(now, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(now, i), 1);
		if (!is_count(d, key) || !is_entry(d, value) || (d->loop && is_function(value)) ||
		    PyDict_Contains(copy, key) != 0)
			continue;
		for (k = 0; k < PyList_Size(then) && (taken[k] || !says_the_same(&strict, PyList_GetItem(then, k), value, DEPTH));
		     k++)
			;
		if (k == PyList_Size(then))
			continue;
		taken[k] = true;
		result = PyList_Append(d->t->doubled, value) < 0 ? -1 : PyDict_DelItem(dict, key);
	}
	free(taken);
	unref(now);
	unref(then);
	return result < 0 && !PyErr_Occurred() ? (PyErr_NoMemory(), -1) : result;
}

/* TABLE["a"] = f, by a decorator of a method: of several `def _` only the last one has a name to be known by. */
static int
put_back_functions(struct doubles *d, PyObject *dict, PyObject *copy)
{
	PyObject *key, *old, *new;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(copy, &at, &key, &old)) {
		new = is_function(old) ? PyDict_GetItemWithError(dict, key) : NULL;
		if (new && new != old && is_function(new) && is_made_again(d, old, new, 1) &&
		    code_same_behaviour(WORD(old, python->function.code), WORD(new, python->function.code)))
			result = PyDict_SetItem(dict, key, old);
	}
	return result;
}

int
doubled_remove(const struct staging *g, const struct statement *s, bool alone)
{
	struct doubles d = {
	    .t = g->t, .loop = s->kind == KIND_LOOP, .reset = g->t->flags & PYR_RESET,
	    .again = alone && (s->kind == KIND_LOOP || statement_is_definition(s) || g->t->flags & PYR_RESET ||
			       (s->kind == KIND_EXPRESSION && !old_form_has_run(g, s)))};
	PyObject *o, *copy, *list;
	Py_ssize_t i, size;
	int result = 0;
	bool table;

	d.said = s->tokens;
	d.said_count = statement_is_definition(s) ? statement_head(s) : s->token_count;
	/* Where it computes with numbers, or what it reads has changed, others are meant. */
	d.counts = d.again && !computes(g, s);
	for (i = 0; result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		table = d.again && is_dict(o) && PyList_GetItem(g->t->watched, i + 2) == o && !dict_get(o, "__name__");
		if (table && s->kind == KIND_CLASS)
			result = put_back_functions(&d, o, copy);
		if (table && result == 0 && PyDict_Size(o) > PyDict_Size(copy))
			result = undouble_numbered(&d, o, copy);
		if (!(is_list(o) || is_deque(o)) || touched_size(o) <= PyList_Size(copy) || is_new_list(g->t, o))
			continue;
		list = is_deque(o) ? PySequence_List(o) : ref(o);
		size = touched_size(o);
		result = list ? undouble(&d, list, copy) : -1;
		if (result == 0 && list != o && PyList_Size(list) < size)
			result = content_store(o, list);
		unref(list);
	}
	return result;
}
