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

static bool
old_says(const struct forms *f, const struct chunk *c, PyObject *value)
{
	return chunk_says(f->old, c, value) || (is_str(value) && PyUnicode_Compare(value, f->name) == 0);
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
	/* By its name, which the line says by no other word. */
	return PyUnicode_Compare(key, f->name) == 0 && !tokens_say(f->s->tokens, statement_head(f->s), key) && old_says(f, c, value) &&
	       has_successor(f, dict, copy, value);
}

/* The function stores into this dict, which is global for it or an attribute of the object. */
static bool
stores_into(PyObject *function, PyObject *object, PyObject *dict)
{
	PyObject *names = PySet_New(NULL), *list = NULL, *globals, *fields = NULL, *name;
	bool stores = false;
	Py_ssize_t i;

	function = function ? callable_of(function) : NULL;
	if (function && is_function(function) && names && code_written_names(WORD(function, python->function.code), names) == 0)
		list = PySequence_List(names);
	globals = list ? WORD(function, python->function.globals) : NULL;
	fields = list && object && is_heap_type((PyObject *)type_of(object)) ? PyObject_GenericGetDict(object, NULL) : NULL;
	for (i = 0; list && !stores && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		stores = PyDict_GetItemWithError(globals, name) == dict ||
			 (fields && is_dict(fields) && PyDict_GetItemWithError(fields, name) == dict) ||
			 (object && is_class(object) && class_lookup(object, utf8(name)) == dict);
	}
	unref(fields);
	unref(list);
	unref(names);
	PyErr_Clear();
	return stores;
}

/* A decorator of the definition, its base or its metaclass does. */
static bool
is_written(const struct forms *f, PyObject *dict)
{
	static const char *const makers[] = {"__new__", "__init__"};
	const struct token *x, *end = f->s->tokens + f->s->token_count;
	PyObject *o, *next;
	bool written = false;
	size_t i;

	for (x = f->s->tokens; !written && x < end; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(f->g->m->before, x->value) : NULL;
		next = x + 1 < end && token_is_attribute(&x[1]) ? x[1].value : NULL;
		if (!o)
			continue;
		written = is_function(o)         ? stores_into(o, NULL, dict)
			  : next && is_module(o) ? stores_into(PyDict_GetItemWithError(PyModule_GetDict(o), next), NULL, dict)
			  : next && !is_module(o)
			      ? stores_into(class_lookup(is_class(o) ? o : (PyObject *)type_of(o), utf8(next)), o, dict)
			  : !is_module(o) && !is_class(o) ? stores_into(class_lookup((PyObject *)type_of(o), "__call__"), o, dict)
							  : false;
		if (written || !is_class(o))
			continue;
		written = stores_into(class_lookup(o, "__init_subclass__"), o, dict);
		for (i = 0; !written && i < sizeof(makers) / sizeof(makers[0]); i++)
			written = stores_into(class_lookup((PyObject *)type_of(o), makers[i]), (PyObject *)type_of(o), dict) ||
				  stores_into(class_lookup(o, makers[i]), o, dict);
	}
	PyErr_Clear();
	return written;
}

static bool
is_left(const struct forms *f, const struct chunk *c, PyObject *dict, PyObject *copy, PyObject *key)
{
	PyObject *value = PyDict_GetItemWithError(dict, key);

	return value && is_str(key) && is_atom(value) && PyDict_GetItemWithError(copy, key) == value &&
	       is_of_old_line(f, c, dict, copy, key, value) && !others_say(f, key) && is_written(f, dict);
}

/* Where the text is, if it is there once; else -1. */
static Py_ssize_t
list_find_text(PyObject *list, PyObject *text)
{
	Py_ssize_t i, found = -1;

	for (i = 0; i < PyList_Size(list); i++) {
		if (!is_str(PyList_GetItem(list, i)) || PyUnicode_Compare(PyList_GetItem(list, i), text) != 0)
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* TAGS["c"].append(f.__name__), which the new form has done. */
static bool
has_put_name(const struct forms *f, PyObject *dict)
{
	PyObject *list;
	bool put = false;
	Py_ssize_t i;

	for (i = 0; !put && i < PyList_Size(f->fresh); i++) {
		list = is_str(PyList_GetItem(f->fresh, i)) ? PyDict_GetItemWithError(dict, PyList_GetItem(f->fresh, i)) : NULL;
		put = list && is_list(list) && list_find_text(list, f->name) >= 0;
	}
	return put;
}

/* The name, where it is once. */
static int
leave_name(const struct forms *f, PyObject *list)
{
	Py_ssize_t at = list_find_text(list, f->name);

	return at >= 0 ? PyList_SetSlice(list, at, at + 1, NULL) : 0;
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
		if (value && is_list(value) && PyDict_GetItemWithError(copy, key) == value && has_put_name(f, dict))
			result = leave_name(f, value);
	}
	unref(keys);
	return result;
}
