/*
 * registrars.c - a decorator that has registered the definition is gone, and others are there still, or have come.
 *
 * What it is and where it puts things its code says: @task with TASKS[f.__name__] = f.  What it has put
 * there of this definition goes with it; of what another one puts there, too, that which only the
 * old line says.
 */
#include "anew.h"
#include "entries.h"
#include "records.h"
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

/* The attribute of an object that is Python's alone, or of a module; borrowed.  NULL: none, no exception. */
static PyObject *
own_attribute(PyObject *o, PyObject *name)
{
	PyObject *fields = is_module(o) ? ref(PyModule_GetDict(o)) : is_class(o) ? NULL : record_fields(o);
	PyObject *value = fields ? PyDict_GetItemWithError(fields, name) : NULL;

	unref(fields); /* o keeps it */
	PyErr_Clear();
	return value;
}

static PyObject *
method_of(PyObject *o, PyObject *name)
{
	PyObject *method = is_module(o) ? NULL : function_read(is_class(o) ? o : (PyObject *)type_of(o), utf8(name));

	return method && is_function(method) ? method : NULL;
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
			next = own_attribute(o, x[1].value);
			method = next ? NULL : method_of(o, x[1].value);
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

/* The container itself, or one with it among its items. */
static bool
is_or_has(PyObject *value, PyObject *container)
{
	PyObject *key, *item;
	Py_ssize_t at = 0;

	if (is_exact(value, TYPE_AT(PyList_Type)))
		return value == container || list_has(value, container);
	while (is_dict_like(value) && PyDict_Next(value, &at, &key, &item))
		if (item == container)
			return true;
	return value == container;
}

#define METHODS_DEEP 8 /* self.on() calls self.record(), which has self.deferred.append(), and each is wrapped by a decorator */

static bool method_reaches(PyObject *o, PyObject *method, PyObject *container, int depth);

static bool
code_reaches(PyObject *o, PyObject *code, PyObject *container, int depth)
{
	PyObject *names = code_attr(code, "co_names"), *constants = code_attr(code, "co_consts"), *value, *method;
	bool reaches = false;
	Py_ssize_t i;

	for (i = 0; names && !reaches && i < PyTuple_Size(names); i++) {
		value = own_attribute(o, PyTuple_GetItem(names, i));
		reaches = value && is_or_has(value, container);
		method = !value && depth ? method_of(o, PyTuple_GetItem(names, i)) : NULL;
		if (method)
			reaches = method_reaches(o, method, container, depth - 1);
	}
	for (i = 0; constants && !reaches && i < PyTuple_Size(constants); i++)
		reaches = is_code(PyTuple_GetItem(constants, i)) && code_reaches(o, PyTuple_GetItem(constants, i), container, depth);
	unref(constants);
	unref(names);
	return reaches;
}

/* By its code the method, or one that it is around, reaches the container as an attribute of its object. */
static bool
method_reaches(PyObject *o, PyObject *method, PyObject *container, int depth)
{
	PyObject *closure = WORD(method, python->function.closure), *value;
	bool reaches = code_reaches(o, WORD(method, python->function.code), container, depth);
	Py_ssize_t i;

	for (i = 0; closure && depth && !reaches && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		reaches = value && is_function(value) && method_reaches(o, value, container, depth - 1);
	}
	return reaches;
}

/* How many of the ones do that are not among the others. */
static Py_ssize_t
count_reaching(PyObject *pairs, PyObject *without, PyObject *container)
{
	Py_ssize_t i, count = 0;

	for (i = 0; i < PyList_Size(pairs); i += 2)
		count += !has_pair(without, PyList_GetItem(pairs, i), PyList_GetItem(pairs, i + 1)) &&
			 method_reaches(PyList_GetItem(pairs, i), PyList_GetItem(pairs, i + 1), container, METHODS_DEEP);
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
		if (!(is_list(o) || is_set(o) || is_dict_like(o)) || (is_dict_like(o) && dict_is_names(o, PyList_GetItem(t->watched, i + 2))) ||
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

static bool
is_before_code(const struct token *x)
{
	return !(x->value && is_code(x->value) && !code_is_comprehension(x->value));
}

int
registrars_leave(const struct forms *f, const struct chunk *c)
{
	const struct token *old = &f->old->tokens[c->first];
	struct leaving l = {.f = f, .gone = f->named, .stay = PyList_New(0)};
	PyObject *had = PyList_New(0), *has = PyList_New(0);
	int count = 0, result;

	while (count < c->count && is_before_code(&old[count]))
		count++;
	/* Without decorators there was nothing to go. */
	result = !l.stay ? -1 : count == 0 ? 0 : snapshot_named(f->g->m, f->s->tokens, statement_head(f->s), l.stay);
	if (result == 0 && count > 0 && !is_named_elsewhere(f))
		result = leave(&l);
	if (result == 0 && count > 0 && !is_named_elsewhere(f))
		result = !had || !has || add_methods(f, old, old + count, had) < 0 ||
				 add_methods(f, f->s->tokens, f->s->tokens + statement_head(f->s), has) < 0
			     ? -1
			     : leave_methods(f, had, has);
	unref(has);
	unref(had);
	unref(l.stay);
	PyErr_Clear();
	return result;
}
