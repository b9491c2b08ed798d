/*
 * registrars.c - a decorator that has registered the definition is gone, and others are there still, or have come.
 *
 * What it is and where it puts things its code says: @task with TASKS[f.__name__] = f.  What it has put
 * there of this definition goes with it; of what another one puts there, too, that which only the
 * old line says.
 */
#include "anew.h"
#include "entries.h"
#include "reaches.h"
#include "version.h"

struct leaving {
	const struct forms *f;
	PyObject *gone, *stay;	/* lists: objects that only the old form is decorated by, and that the new one is */
};

static bool
is_function_that_writes(PyObject *o, PyObject *container)
{
	PyObject *names = is_function(o) ? PySet_New(NULL) : NULL, *list = NULL;
	bool writes = false;
	Py_ssize_t i;

	if (names && code_written_names(WORD(o, python->function.code), names) == 0)
		list = PySequence_List(names);
	for (i = 0; list && !writes && i < PyList_Size(list); i++)
		writes = PyDict_GetItemWithError(WORD(o, python->function.globals), PyList_GetItem(list, i)) == container;
	unref(list);
	unref(names);
	PyErr_Clear();
	return writes;
}

static bool
one_writes(PyObject *list, PyObject *container)
{
	bool writes = false;
	Py_ssize_t i;

	for (i = 0; !writes && i < PyList_Size(list); i++)
		writes = is_function_that_writes(PyList_GetItem(list, i), container);
	return writes;
}

static bool
is_its_name(const struct forms *f, PyObject *key)
{
	return is_str(key) && PyUnicode_Compare(key, f->name) == 0;
}

/* PERMS[f.__name__] = name */
static bool
says_of_it(const struct forms *f, PyObject *key, PyObject *value)
{
	return is_its_name(f, key) && is_atom(value) && said_has(f->gone, value);
}

static int
leave_dict(const struct leaving *l, PyObject *dict, bool all)
{
	PyObject *items = PyDict_Items(dict), *key, *value;
	Py_ssize_t i;
	int result = items ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (entry_is_old(l->f, value) ? (is_atom(key) && said_has(l->f->gone, key)) || (all && is_its_name(l->f, key))
					      : all && says_of_it(l->f, key, value))
			result = store_dict(dict, key, NULL);
	}
	unref(items);
	return result;
}

static int
leave_items(const struct leaving *l, PyObject *o)
{
	PyObject *items = items_of(o);
	Py_ssize_t i;
	int result = items ? 0 : -1;

	for (i = items ? PyList_Size(items) : 0; result == 0 && i-- > 0;)
		if (entry_is_old(l->f, PyList_GetItem(items, i)))
			result = is_list(o) ? PyList_SetSlice(o, i, i + 1, NULL)
					    : PySet_Discard(o, PyList_GetItem(items, i)) < 0 ? -1 : 0;
	unref(items);
	return result;
}

/* Of all that has been watched. */
static int
leave(const struct leaving *l)
{
	const struct transaction *t = l->f->g->t;
	PyObject *o;
	bool all, one;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		if (!is_container(o) || (is_dict(o) && dict_is_names(o, PyList_GetItem(t->watched, i + 2))))
			continue;
		one = one_writes(l->stay, o);
		all = !one && one_writes(l->gone, o);
		if (is_dict(o) && (all || one))
			result = leave_dict(l, o, all);
		else if (!is_dict(o) && all)
			result = leave_items(l, o);
	}
	return result;
}

/* @hub.on, @lib.hub.on("x"): the object and its method, and so on. */
static int
add_methods(const struct forms *f, const struct token *x, const struct token *end, PyObject *pairs)
{
	PyObject *o, *next, *method;
	int result = 0;

	for (; result == 0 && x < end; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(f->g->m->before, x->value) : NULL;
		for (next = o; next && x + 1 < end && token_is_attribute(&x[1]); x++) {
			o = next;
			next = reaches_attribute(o, x[1].value);
			method = next ? NULL : reaches_method(o, x[1].value);
			if (method && LIST_APPEND(pairs, o, method) < 0)
				result = -1;
		}
	}
	return result;
}

static bool
has_pair(PyObject *pairs, PyObject *o, PyObject *method)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(pairs); i += 2)
		if (PyList_GetItem(pairs, i) == o && PyList_GetItem(pairs, i + 1) == method)
			return true;
	return false;
}

/* How many of the ones do that are not among the others. */
static Py_ssize_t
count_reaching(PyObject *pairs, PyObject *without, PyObject *container)
{
	Py_ssize_t i, count = 0;

	for (i = 0; i < PyList_Size(pairs); i += 2)
		count += !has_pair(without, PyList_GetItem(pairs, i), PyList_GetItem(pairs, i + 1)) &&
			 reaches_by_method(PyList_GetItem(pairs, i), PyList_GetItem(pairs, i + 1), container);
	return count;
}

/* It is of the old form, by itself or captured; take: it goes.  How many, or -1: exception. */
static Py_ssize_t
old_entries(const struct forms *f, PyObject *o, bool take)
{
	PyObject *keys = is_dict_like(o) ? PyDict_Keys(o) : items_of(o), *entry;
	struct forms captured = *f;
	Py_ssize_t i, count = 0;
	int result = keys ? 0 : -1;

	captured.closures = true;
	for (i = keys ? PyList_Size(keys) : 0; result == 0 && i-- > 0;) {
		entry = is_dict_like(o) ? PyDict_GetItemWithError(o, PyList_GetItem(keys, i)) : PyList_GetItem(keys, i);
		if (!entry || is_container(entry) || !(entry_is_old(f, entry) || entry_is_old(&captured, entry)))
			continue;
		count++;
		if (take)
			result = is_dict_like(o)   ? store_dict(o, PyList_GetItem(keys, i), NULL)
				 : is_list(o) ? PyList_SetSlice(o, i, i + 1, NULL)
					      : PySet_Discard(o, entry) < 0 ? -1 : 0;
	}
	unref(keys);
	return result < 0 ? -1 : count;
}

/* @bp.before_request is @bp.after_request: what the one has put where the other one does not, and where both do, what is left
   alone of all.  More than these decorators have put there is not told apart.  -1: exception. */
static int
leave_methods(const struct forms *f, PyObject *gone, PyObject *stay)
{
	const struct transaction *t = f->g->t;
	PyObject *o, *shared = NULL;
	Py_ssize_t i, count = 0, its = 0, reaching, left = 0;
	bool both;

	for (i = 0; its >= 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		if (!reaches_into(o) || (is_dict_like(o) && dict_is_names(o, PyList_GetItem(t->watched, i + 2))) ||
		    (reaching = count_reaching(gone, stay, o)) == 0 || (its = old_entries(f, o, false)) <= 0)
			continue;
		both = count_reaching(stay, gone, o) > 0;
		if (both) {
			count += its;
			shared = o;
		} else if (its <= reaching)
			its = is_dict_like(o) && dict_leave_siblings(f, o) < 0 ? -1 : old_entries(f, o, true);
		left += both || its <= reaching ? 0 : its;
	}
	if (its >= 0 && count == 1)
		its = old_entries(f, shared, true);
	if (left > 0 || count > 1)
		report_addf(t->report, PYR_REC_NOTE, f->g->m->name, utf8(f->name),
			    "line %d: one of its decorators is another; what the old one has registered, if it has, stands",
			    f->s->first_line);
	return its < 0 ? -1 : 0;
}

/* register(beat), TASKS["beat"] = beat: another line may have put it there. */
static bool
is_named_elsewhere(const struct forms *f)
{
	const struct statement *x, *end = f->g->statements + f->g->count;

	for (x = f->g->statements; x < end; x++)
		if (x != f->s && tokens_have(x->tokens, x->token_count, python->op.load_name, f->name))
			return true;
	return false;
}

/* The new form may have another name. */
static PyObject *
staged_as(const struct forms *f)
{
	PyObject *name = get_attr(f->s->node, "name"), *staged = name ? PyDict_GetItemWithError(f->g->m->scratch, name) : NULL;

	unref(name);
	return staged;
}

int
registrars_leave(const struct forms *f, const struct chunk *c)
{
	const struct token *old = &f->old->tokens[c->first], *end = chunk_decorators_end(f->old, c);
	struct leaving l = {.f = f, .gone = f->named, .stay = PyList_New(0)};
	PyObject *had = PyList_New(0), *has = PyList_New(0);
	int result = l.stay && had && has ? 0 : -1;

	/* Without decorators there was nothing to go. */
	if (result == 0 && end > old && !is_named_elsewhere(f)) {
		if (snapshot_named(f->g->m, f->s->tokens, statement_head(f->s), l.stay) < 0 || leave(&l) < 0)
			result = -1;
		if (result == 0)
			listeners_note(f->g->t, PyDict_GetItemWithError(f->g->m->before, f->name), staged_as(f));
		if (result == 0)
			result = add_methods(f, old, end, had) < 0 ||
					 add_methods(f, f->s->tokens, f->s->tokens + statement_head(f->s), has) < 0
				     ? -1
				     : leave_methods(f, had, has);
	}
	unref(has);
	unref(had);
	unref(l.stay);
	PyErr_Clear();
	return result;
}
