/*
 * partials.c - what a partialmethod has made when it was asked for: held = report.html.
 *
 * That is a partial around the bound method, which knows nothing of the partialmethod but
 * has its arguments.  Where these are others now, it takes them.
 */
#include "heap.h"
#include "transaction.h"
#include "version.h"

#define METHOD_FUNC 16 /* PyMethodObject.im_func, 3.8 to 3.15 */

struct search {
	PyObject *type, *function, *args, *keywords; /* of the partialmethod that was there */
	struct objects found;
	bool failed;
};

static bool
same_items(PyObject *a, PyObject *b)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	bool same = type_of(a) == type_of(b) && PyObject_Size(a) == PyObject_Size(b);

	while (same && is_dict(a) && PyDict_Next(a, &at, &key, &value))
		same = PyDict_GetItemWithError(b, key) == value;
	for (i = 0; same && !is_dict(a) && i < PyTuple_Size(a); i++)
		same = PyTuple_GetItem(a, i) == PyTuple_GetItem(b, i);
	PyErr_Clear();
	return same;
}

/* Borrowed: the partial keeps it. */
static PyObject *
part(PyObject *partial, const char *name)
{
	PyObject *value = get_attr(partial, name);

	unref(value);
	return value;
}

static bool
is_of_it(const struct search *s, PyObject *o)
{
	PyObject *f = (PyObject *)type_of(o) == s->type ? part(o, "func") : NULL;
	PyObject *args = f ? part(o, "args") : NULL, *keywords = f ? part(o, "keywords") : NULL;

	return args && keywords && is_exact(f, TYPE_AT(PyMethod_Type)) && WORD(f, METHOD_FUNC) == s->function &&
	       same_items(args, s->args) && same_items(keywords, s->keywords);
}

static void
look(PyObject *o, void *arg)
{
	struct search *s = arg;

	if ((PyObject *)type_of(o) == s->type)
		s->failed = objects_add(&s->found, o) < 0 || s->failed;
}

static int
take_arguments(struct transaction *t, PyObject *partial, PyObject *args, PyObject *keywords)
{
	PyObject *old_args = part(partial, "args"), *old_keywords = part(partial, "keywords");

	/* An empty tuple is everybody's. */
	if (!same_items(old_args, args) &&
	    (PyTuple_Size(old_args) == 0 || map_get(&t->map, old_args) || map_set(&t->map, old_args, args) < 0))
		return -1;
	if (same_items(old_keywords, keywords))
		return 0;
	keywords = hold(t, PyDict_Copy(keywords));
	return keywords ? ops_add(&t->last, OP_CONTENT, old_keywords, NULL, keywords) : -1;
}

int
partials_follow(struct transaction *t, struct module *m, const char *path, PyObject *old, PyObject *new)
{
	struct search s = {.type = library_object("functools", "partial")};
	PyObject *args = get_attr(new, "args"), *keywords = get_attr(new, "keywords");
	int result = 0, left = 0;
	size_t i;

	s.function = get_attr(old, "func");
	s.args = get_attr(old, "args");
	s.keywords = get_attr(old, "keywords");
	if (s.type && s.function && s.args && s.keywords && args && keywords && is_dict(s.keywords) && is_dict(keywords) &&
	    !(same_items(s.args, args) && same_items(s.keywords, keywords)))
		result = heap_each(look, &s);
	hold(t, ref(args));
	for (i = 0; result == 0 && i < s.found.count; i++)
		if (is_of_it(&s, s.found.list[i]))
			left += take_arguments(t, s.found.list[i], args, keywords) < 0;
	if (left)
		report_add(t->report, PYR_REC_STALE, m->name, path, "callbacks made of the old one keep its arguments");
	PyErr_Clear();
	unref(s.keywords);
	unref(s.args);
	unref(s.function);
	unref(keywords);
	unref(args);
	objects_fini(&s.found);
	return result < 0 || s.failed ? -1 : 0;
}
