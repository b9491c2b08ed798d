/*
 * promises.c - a decorator that returns a stand-in for what it will make when somebody asks (Celery).
 *
 * Where the live one has been asked, so is the one that the new line has made: a registry that has had the task for long gives
 * the old one back, and is to be told so now.
 */
#include "statement.h"
#include "version.h"

static bool
is_promise(PyObject *o)
{
	PyObject *type = (PyObject *)type_of(o), *proxy = library_object("celery.local", "Proxy"),
		 *promise = library_object("celery.local", "PromiseProxy");

	return (proxy && type == proxy) || (promise && type == promise);
}

/* It stands for something already; one that is made by name always does. */
static bool
was_asked(PyObject *o)
{
	PyObject *promise = library_object("celery.local", "PromiseProxy"),
		 *asked = (PyObject *)type_of(o) == promise ? PyObject_CallMethod(o, "__evaluated__", NULL) : ref(TRUE);
	bool is = asked && PyObject_IsTrue(asked) == 1;

	unref(asked);
	PyErr_Clear();
	return is;
}

PyObject *
promise_asked(PyObject *live)
{
	PyObject *real = live && is_promise(live) && was_asked(live) ? PyObject_CallMethod(live, "_get_current_object", NULL) : NULL;

	PyErr_Clear();
	return real;
}

PyObject *
promise_kept(PyObject *live, PyObject *made)
{
	PyObject *real = NULL;

	if (live && made && live != made && is_promise(live) && is_promise(made) && was_asked(live))
		real = PyObject_CallMethod(made, "_get_current_object", NULL);
	PyErr_Clear();
	return real;
}

/* The options by which it will make something; borrowed: it keeps them.  NULL: it has been asked, or is no promise. */
static PyObject *
options_of(PyObject *o)
{
	PyObject *name = is_not_asked(o) ? PyUnicode_InternFromString("_Proxy__kwargs") : NULL, *options = name ? PyObject_GenericGetAttr(o, name) : NULL;

	unref(name);
	unref(options);
	PyErr_Clear();
	return options && is_dict(options) ? options : NULL;
}

bool
promises_are_open(PyObject *live, PyObject *made)
{
	return live && made && options_of(live) && options_of(made);
}

int
promise_plan(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *a = options_of(old), *b = options_of(new);

	if (!a || !b || a == b)
		return 0;
	if (!hold(t, ref(a)) || !hold(t, ref(b)))
		return -1;
	if (contents_same(t, a, b))
		return 0;
	report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "options");
	return ops_add(&t->last, OP_CONTENT, a, NULL, b);
}
