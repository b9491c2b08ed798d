/*
 * word_entries.c - entries of dicts that say nothing but words of the line that has made them.
 *
 * @command("ls", "list") has put ALIASES["list"] = "ls", and PERMS["ls"] = "admin" where
 * it said so: no definition in them tells whose they are.  They give way where only the
 * old form says the key, or the value, no other line of the new source says the key, and
 * the rest is of this line, too.
 */
#include "anew.h"
#include "entries.h"
#include "version.h"

/* The constant itself, or a tuple of constants has it. */
static bool
token_says(const struct token *x, PyObject *value)
{
	Py_ssize_t i;

	if (x->op != python->op.load_const || !x->value)
		return false;
	for (i = 0; is_exact(x->value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(x->value); i++)
		if (const_equal(PyTuple_GetItem(x->value, i), value, code_same_behaviour))
			return true;
	return const_equal(x->value, value, code_same_behaviour);
}

static bool
old_says(const struct forms *f, const struct chunk *c, PyObject *value)
{
	const struct token *x = &f->old->tokens[c->first], *end = x + c->count;

	while (x < end && !token_says(x, value))
		x++;
	return x < end || (is_str(value) && PyUnicode_Compare(value, f->name) == 0);
}

static bool
others_say(const struct forms *f, PyObject *value)
{
	const struct body *body = &f->g->m->new;
	const struct token *x;

	for (x = body->tokens; x < body->tokens + body->token_count; x++)
		if ((x->line < f->s->first_line || x->line > f->s->last_line) && token_says(x, value))
			return true;
	return false;
}

/* The new form has put the same below a key that it alone says. */
static bool
has_successor(const struct forms *f, PyObject *dict, PyObject *copy, PyObject *value)
{
	PyObject *key, *its;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &its))
		if (said_has(f->fresh, key) && PyDict_Contains(copy, key) == 0 && const_equal(its, value, code_same_behaviour))
			return true;
	return false;
}

/* What is asked of each key comes first: there may be thousands. */
static bool
is_of_old_line(const struct forms *f, const struct chunk *c, PyObject *dict, PyObject *copy, PyObject *key, PyObject *value)
{
	if (said_has(f->gone, key))
		return (is_str(value) && old_says(f, c, value)) || has_successor(f, dict, copy, value);
	if (!is_str(value))
		return false;
	if (said_has(f->gone, value))
		return old_says(f, c, key);
	return PyUnicode_Compare(key, f->name) == 0 && old_says(f, c, value) && has_successor(f, dict, copy, value);
}

static bool
is_left(const struct forms *f, const struct chunk *c, PyObject *dict, PyObject *copy, PyObject *key)
{
	PyObject *value = PyDict_GetItemWithError(dict, key);

	return value && is_str(key) && is_atom(value) && PyDict_GetItemWithError(copy, key) == value &&
	       is_of_old_line(f, c, dict, copy, key, value) && !others_say(f, key);
}

/* TAGS["b"].append(f.__name__) */
static int
leave_names(const struct forms *f, PyObject *list)
{
	Py_ssize_t i, found = -1;
	int count = 0;

	for (i = 0; i < PyList_Size(list); i++)
		if (is_str(PyList_GetItem(list, i)) && PyUnicode_Compare(PyList_GetItem(list, i), f->name) == 0 && count++ == 0)
			found = i;
	return count == 1 ? PyList_SetSlice(list, found, found + 1, NULL) : 0;
}

int
words_leave(const struct forms *f, const struct chunk *c, PyObject *dict, PyObject *copy)
{
	PyObject *keys = f->definition && !f->s->same && f->name ? PyDict_Keys(copy) : PyList_New(0), *key, *value;
	int result = keys ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(keys); i++) {
		key = PyList_GetItem(keys, i);
		if (is_left(f, c, dict, copy, key)) {
			result = store_dict(dict, key, NULL);
			continue;
		}
		value = is_str(key) && said_has(f->gone, key) ? PyDict_GetItemWithError(dict, key) : NULL;
		if (value && is_list(value) && PyDict_GetItemWithError(copy, key) == value)
			result = leave_names(f, value);
		if (value && is_list(value) && result == 0 && PyList_Size(value) == 0 && PyDict_Size(dict) > PyDict_Size(copy))
			result = store_dict(dict, key, NULL);
	}
	unref(keys);
	return result;
}
