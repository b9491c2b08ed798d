/*
 * moved_values.c - sys.path.append(EXTRA), as it was, and EXTRA is another text now.
 *
 * What the line has put in is the value that the name had: the new one takes its place.
 */
#include "statement.h"
#include "version.h"

/* What a name had that the statement reads, and that has this value now; borrowed, or NULL. */
static PyObject *
value_before(const struct staging *g, const struct statement *s, PyObject *value)
{
	const struct token *x;
	PyObject *now, *then, *found = NULL;

	for (x = s->tokens; is_atom(value) && !found && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name || !x->value || PySet_Contains(g->m->moved, x->value) != 1)
			continue;
		now = PyDict_GetItemWithError(g->m->scratch, x->value);
		then = PyDict_GetItemWithError(g->m->before, x->value);
		if (now && then && is_atom(then) && const_equal(now, value, code_same_behaviour) &&
		    !const_equal(now, then, code_same_behaviour))
			found = then;
	}
	return found;
}

/* Where the one item stands that has come; -1: it is not one. */
static Py_ssize_t
place_of_new(PyObject *list, PyObject *before)
{
	Py_ssize_t i = 0, k, size = PyList_Size(before);

	while (i < size && i < PyList_Size(list) && PyList_GetItem(list, i) == PyList_GetItem(before, i))
		i++;
	for (k = i; k < size && k + 1 < PyList_Size(list) && PyList_GetItem(list, k + 1) == PyList_GetItem(before, k); k++)
		;
	return PyList_Size(list) == size + 1 && k == size ? i : -1;
}

static int
replace_in_list(const struct staging *g, const struct statement *s, PyObject *list, PyObject *before)
{
	Py_ssize_t i, at = place_of_new(list, before);
	PyObject *new = at < 0 ? NULL : PyList_GetItem(list, at), *old = new ? value_before(g, s, new) : NULL, *item;

	for (i = old ? PyList_Size(list) : 0; i-- > 0;) {
		item = PyList_GetItem(list, i);
		if (i != at && is_atom(item) && const_equal(item, old, code_same_behaviour))
			return PyList_SetItem(list, i, ref(new)) < 0 ? -1 : PyList_SetSlice(list, at, at + 1, NULL);
	}
	return 0;
}

static int
replace_in_set(const struct staging *g, const struct statement *s, PyObject *set, PyObject *before)
{
	PyObject *come = PyNumber_Subtract(set, before), *list = come ? PySequence_List(come) : NULL,
		 *old = list && PyList_Size(list) == 1 ? value_before(g, s, PyList_GetItem(list, 0)) : NULL;
	int result = !list ? -1 : old && PySet_Discard(set, old) < 0 ? -1 : 0;

	unref(list);
	unref(come);
	return result;
}

/* Its key has come, with what the old one leads to. */
static int
replace_in_dict(const struct staging *g, const struct statement *s, PyObject *dict, PyObject *before)
{
	PyObject *key, *value, *old = NULL, *its = NULL;
	Py_ssize_t at = 0;

	while (!old && PyDict_Next(dict, &at, &key, &value))
		if (PyDict_Contains(before, key) == 0 && (old = value_before(g, s, key)))
			its = PyDict_GetItemWithError(dict, old);
	if (!old || !its || !(its == value || (is_atom(its) && is_atom(value) && const_equal(its, value, code_same_behaviour))))
		return 0;
	return PyDict_DelItem(dict, old);
}

int
moved_values_replace(const struct staging *g, const struct statement *s, struct touched_mark mark)
{
	struct transaction *t = g->t;
	PyObject *o, *before, *after;
	Py_ssize_t i;
	int result = 0;

	for (i = mark.containers; result == 0 && i + 3 < PyList_Size(t->touched); i += 4) {
		o = PyList_GetItem(t->touched, i);
		before = PyList_GetItem(t->touched, i + 1);
		if (is_list(o))
			result = replace_in_list(g, s, o, before);
		else if (is_dict(o) && is_dict(before))
			result = replace_in_dict(g, s, o, before);
		else if (is_exact(o, TYPE_AT(PySet_Type)))
			result = replace_in_set(g, s, o, before);
		after = result == 0 ? touched_copy(o) : NULL;
		result = after ? PyList_SetItem(t->touched, i + 2, after) : -1;
	}
	return result;
}
