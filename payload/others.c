/*
 * others.c - what other threads have changed while a staged statement ran.
 *
 * Where the thread has slept somebody else had the GIL, and a container that is another now may be so by
 * either.  Then only what plainly is of the statement counts as its own: constants that it says, what it
 * names, and what leads to functions and classes that are staged.  All else is taken for what was there before it.
 */
#include "heap.h"
#include "statement.h"
#include "version.h"

#define LEADS_DEEP 3 /* objects within an entry */

struct search {
	const struct staging *g;
	int depth;
	bool found;
};

/* A class that the new source has made, or a function over the staged names. */
static bool
is_staged(const struct staging *g, PyObject *o)
{
	struct module *m;
	PyObject *name = is_class(o) ? get_attr(o, "__name__") : NULL;
	bool staged = false;
	size_t i;

	for (i = 0; !staged && i < g->t->module_count; i++) {
		m = &g->t->modules[i];
		staged = m->scratch && (name ? PyDict_GetItemWithError(m->scratch, name) == o &&
						       PyDict_GetItemWithError(m->before, name) != o
					     : is_function(o) && WORD(o, python->function.globals) == m->scratch);
	}
	unref(name);
	return staged;
}

static int
look(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (!o || s->found || (is_atom(o) && !is_exact(o, TYPE_AT(PyTuple_Type))) || is_module(o))
		return 0;
	s->found = is_staged(s->g, o) || is_staged(s->g, (PyObject *)type_of(o));
	if (!s->found && s->depth && !is_class(o)) {
		s->depth--;
		heap_refers(o, look, s);
		s->depth++;
	}
	return 0;
}

/* A constant of the statement, or what a name of it leads to. */
static bool
is_named(const struct staging *g, const struct statement *s, PyObject *o)
{
	const struct token *x;
	bool named = false;

	for (x = s->tokens; !named && x < s->tokens + s->token_count; x++)
		named = is_atom(o) ? token_says(x, o)
				   : x->op == python->op.load_name && x->value &&
					     PyDict_GetItemWithError(g->m->scratch, x->value) == o;
	return named;
}

/* loose: whatever is no constant may be its own, for other reasons speak for that later. */
static bool
is_own(const struct staging *g, const struct statement *s, PyObject *o, bool loose)
{
	struct search search = {.g = g, .depth = LEADS_DEEP};

	if (is_named(g, s, o) || (loose && !is_atom(o)))
		return true;
	look(o, &search);
	return search.found;
}

static PyObject *
list_without_own(const struct staging *g, const struct statement *s, PyObject *now, PyObject *copy, bool loose)
{
	PyObject *base = PyList_New(0), *item;
	struct map before = {0};
	Py_ssize_t i;
	int result = base ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(copy); i++)
		result = map_count(&before, PyList_GetItem(copy, i));
	for (i = 0; result == 0 && i < PyList_Size(now); i++) {
		item = PyList_GetItem(now, i);
		if (map_uncount(&before, item) || !is_own(g, s, item, loose))
			result = PyList_Append(base, item);
	}
	map_fini(&before);
	return result == 0 ? base : (unref(base), NULL);
}

static PyObject *
dict_without_own(const struct staging *g, const struct statement *s, PyObject *now, PyObject *copy, bool loose)
{
	PyObject *base = PyDict_New(), *key, *value, *old;
	Py_ssize_t at = 0;
	int result = base ? 0 : -1;

	while (result == 0 && PyDict_Next(now, &at, &key, &value)) {
		old = PyDict_GetItemWithError(copy, key);
		if (!old && PyErr_Occurred())
			result = -1;
		else if (old == value || !(is_own(g, s, value, loose) || is_named(g, s, key)))
			result = PyDict_SetItem(base, key, value);
		else if (old)
			result = PyDict_SetItem(base, key, old);
	}
	return result == 0 ? base : (unref(base), NULL);
}

static PyObject *
set_without_own(const struct staging *g, const struct statement *s, PyObject *now, PyObject *copy, bool loose)
{
	PyObject *base = PySet_New(NULL), *list = items_of(now), *item;
	Py_ssize_t i;
	int result = base && list ? 0 : -1, was;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		was = PySet_Contains(copy, item);
		if (was || !is_own(g, s, item, loose))
			result = was < 0 ? -1 : PySet_Add(base, item);
	}
	unref(list);
	return result == 0 ? base : (unref(base), NULL);
}

/* A list of one, or none. */
static PyObject *
cell_without_own(const struct staging *g, const struct statement *s, PyObject *now, PyObject *copy, bool loose)
{
	return ref(PyList_Size(now) && is_own(g, s, PyList_GetItem(now, 0), loose) ? copy : now);
}

PyObject *
others_base(const struct staging *g, const struct statement *s, PyObject *o, PyObject *copy, bool loose)
{
	PyObject *now = touched_copy(o), *base = NULL;

	if (now && is_exact(o, TYPE_AT(PyCell_Type)))
		base = cell_without_own(g, s, now, copy, loose);
	else if (now && is_list(now))
		base = list_without_own(g, s, now, copy, loose);
	else if (now && is_dict(now))
		base = dict_without_own(g, s, now, copy, loose);
	else if (now)
		base = set_without_own(g, s, now, copy, loose);
	unref(now);
	if (base)
		PyErr_Clear();
	return base;
}
