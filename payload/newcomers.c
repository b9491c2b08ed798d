/*
 * newcomers.c - a new function that carries the mark of others: @impl, @view_config, @action of a library set an attribute.
 *
 * The library has looked for those that carry it when the module or class was registered, or will look when one is
 * called: which of them the process does not tell.  So the function is named.
 */
#include "transaction.h"
#include "version.h"

/* These say something of the function to whoever has it. */
static bool
is_mark(PyObject *name)
{
	static const char *const others[] = {"__wrapped__", "__isabstractmethod__", "__signature__", "__no_type_check__",
					     "__final__", "__override__", "__deprecated__", "__text_signature__"};

	return is_str(name) && !IS_ONE_OF(utf8(name), others);
}

static PyObject *
marks_of(struct transaction *t, PyObject *o)
{
	o = callable_of(o);
	return o && is_function(o) && pair_is_ours(t, WORD(o, python->function.code)) ? WORD(o, python->function.dict) : NULL;
}

static bool
one_carries(struct transaction *t, PyObject *names, PyObject *mark, PyObject *except)
{
	PyObject *name, *value, *marks;
	Py_ssize_t at = 0;

	while (PyDict_Next(names, &at, &name, &value)) {
		marks = value != except ? marks_of(t, value) : NULL;
		if (marks && PyDict_Contains(marks, mark) == 1)
			return true;
	}
	return false;
}

void
newcomers_note(struct transaction *t, const char *module, const char *path, PyObject *o, PyObject *names)
{
	PyObject *marks = marks_of(t, o), *mark, *value;
	Py_ssize_t at = 0;

	while (marks && PyDict_Next(marks, &at, &mark, &value))
		if (is_mark(mark) && one_carries(t, names, mark, o)) {
			report_addf(t->report, PYR_REC_NOTE, module, path,
				    "is new, and has `%s` from a decorator, as others have: what has looked for those does not know of it", utf8(mark));
			break;
		}
	PyErr_Clear();
}
