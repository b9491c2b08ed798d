/*
 * caches.c - functools.lru_cache must not go on serving the answers of old code.
 *
 * A cache is emptied when the function in it changed, or when that function
 * reads, directly or through others of its module, a function or value that
 * changed.  One without parameters that holds an object is no cache of answers:
 * it was made once (a connection, a configuration), so only a change of its own
 * body empties it.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"

struct wrapped {
	struct transaction *t;
	PyObject *function;
};

static int
take_wrapped(PyObject *o, void *arg)
{
	struct wrapped *w = arg;

	if (o && !w->function && is_function(o) && pair_is_ours(w->t, WORD(o, python->function.code)))
		w->function = o;
	return 0;
}

static bool
own_code_changed(struct transaction *t, PyObject *f)
{
	PyObject *code = WORD(f, python->function.code), *new;

	if (addresses_has(&t->paired, f) || map_get(&t->map, f))
		return true;
	new = pair_new_code(t, code);
	return new && !code_same_behaviour(code, new);
}

/* Global names that a code object reads, and all within it. */
static bool
reads_any(PyObject *code, PyObject *names)
{
	PyObject *consts = code_attr(code, "co_consts");
	bool reads = false;
	struct body body;
	Py_ssize_t i;

	if (body_init(&body, code) == 0) {
		reads = tokens_read_any(body.tokens, body.token_count, names);
		body_fini(&body);
	}
	for (i = 0; !reads && consts && i < PyTuple_Size(consts); i++)
		reads = is_code(PyTuple_GetItem(consts, i)) &&
			reads_any(PyTuple_GetItem(consts, i), names);
	unref(consts);
	return reads;
}

static struct module *
module_of(struct transaction *t, PyObject *f)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].dict == WORD(f, python->function.globals))
			return &t->modules[i];
	return NULL;
}

/* The names of a module whose functions or values behave otherwise now, directly or not. */
static PyObject *
changed_names(struct transaction *t, struct module *m)
{
	PyObject *names = PySet_New(m->moved), *f, *name;
	bool again = names != NULL;
	size_t i;

	while (again) {
		again = false;
		for (i = 0; i < t->functions.count; i++) {
			f = t->functions.list[i];
			name = WORD(f, python->function.name);
			if (module_of(t, f) != m || PySet_Contains(names, name) != 0)
				continue;
			if (own_code_changed(t, f) || reads_any(WORD(f, python->function.code), names))
				again = PySet_Add(names, name) == 0 || again;
		}
	}
	return names;
}

static bool
takes_arguments(PyObject *f)
{
	PyObject *code = WORD(f, python->function.code);

	/* CO_VARARGS | CO_VARKEYWORDS */
	return code_int(code, "co_argcount") || code_int(code, "co_kwonlyargcount") ||
	       (code_int(code, "co_flags") & 0xc);
}

/* What lru_cache itself has beside the answers. */
static bool
is_answer(PyObject *o)
{
	PyObject *name = get_attr((PyObject *)type_of(o), "__name__");
	bool own = is_function(o) || is_class(o) || is_dict(o) || is_exact(o, TYPE_AT(PyBaseObject_Type)) ||
		   (name && !strcmp(utf8(name), "_lru_list_elem"));

	unref(name);
	return !own;
}

static int
find_object(PyObject *o, void *arg)
{
	bool *found = arg;
	PyObject *key, *value;
	Py_ssize_t at = 0;

	*found = *found || (o && is_answer(o) && !is_atom(o));
	while (o && is_dict(o) && PyDict_Next(o, &at, &key, &value))
		*found = *found || (is_answer(value) && !is_atom(value));
	return 0;
}

static bool
holds_object(PyObject *wrapper)
{
	bool found = false;

	heap_refers(wrapper, find_object, &found);
	return found;
}

static bool
is_outdated(struct transaction *t, PyObject *wrapper, PyObject *f)
{
	struct module *m = module_of(t, f);
	PyObject *names;
	bool outdated;

	if (own_code_changed(t, f))
		return true;
	if (!m || !m->moved || (!takes_arguments(f) && holds_object(wrapper)))
		return false;
	names = changed_names(t, m);
	outdated = names && reads_any(WORD(f, python->function.code), names);
	unref(names);
	return outdated;
}

static int
hold_content(PyObject *o, void *arg)
{
	struct transaction *t = arg;

	return o && !hold(t, ref(o)) ? -1 : 0;
}

int
caches_find(struct transaction *t)
{
	struct wrapped w;
	size_t i, kept = 0;

	for (i = 0; i < t->wrappers.count; i++) {
		w = (struct wrapped){.t = t};
		heap_refers(t->wrappers.list[i], take_wrapped, &w);
		if (!w.function || !is_outdated(t, t->wrappers.list[i], w.function))
			continue;
		/* With its content: finalizers shall not run between the first and the last. */
		if (!hold(t, ref(t->wrappers.list[i])))
			return -1;
		heap_refers(t->wrappers.list[i], hold_content, t);
		if (PyErr_Occurred())
			return -1;
		t->wrappers.list[kept++] = t->wrappers.list[i];
		report_add(t->report, PYR_REC_UPDATED, utf8(WORD(w.function, python->function.module)),
			   utf8(WORD(w.function, python->function.qualname)), "cached answers dropped");
	}
	t->wrappers.count = kept;
	return 0;
}

void
caches_clear(struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->wrappers.count; i++)
		unref(PyObject_CallMethod(t->wrappers.list[i], "cache_clear", NULL));
	PyErr_Clear();
}
