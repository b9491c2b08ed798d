/*
 * hidden.c - what staged statements have put into live containers and attributes is not there while others run.
 *
 * Whenever the GIL goes to somebody else, and while code runs that is no statement, these have what they had; then
 * they get what they are to have once more, and what others have changed meanwhile stays.  So a handler that is new is not
 * called by code that is old.  Where a statement lets go of the GIL itself, sleeping or working long, it is seen.
 */
#include "compile.h"
#include "touched.h"
#include "version.h"

/* The entry of the object that comes last; those in front of it are one with it where nobody else has changed it. */
static Py_ssize_t
last_entry(const struct transaction *t, PyObject *o)
{
	Py_ssize_t i = PyList_Size(t->touched) - 4;

	while (PyList_GetItem(t->touched, i) != o)
		i -= 4;
	return i;
}

/* Each container once: as it is, and as others see it. */
static int
take_out(struct transaction *t, PyObject *hidden)
{
	struct addresses seen = {0}, whole = {0};
	PyObject *o, *now, *then, *after;
	Py_ssize_t i, size = PyList_Size(t->touched);
	/* Ours: nobody else sees it. */
	int result =
	    t->exits_aside && (addresses_add(&seen, t->exits_aside) < 0 || addresses_add(&whole, t->exits_aside) < 0) ? -1 : 0;

	for (i = 0; result == 0 && i + 3 < size; i += 4) {
		o = PyList_GetItem(t->touched, i);
		if (addresses_add(&seen, o) != 1)
			continue;
		now = touched_copy(o);
		result =
		    now && PyList_Append(hidden, o) == 0 && PyList_Append(hidden, now) == 0 && PyList_Append(hidden, NONE) == 0
			? PyList_Append(hidden, PyList_GetItem(t->touched, i + 3))
			: -1;
		after = PyList_GetItem(t->touched, last_entry(t, o) + 2);
		if (result == 0 && !addresses_has(&t->disturbed, o) && touched_same(o, after) && addresses_add(&whole, o) == 1)
			touched_put_back(o, PyList_GetItem(t->touched, i + 1), after, PyList_GetItem(t->touched, i + 3));
		unref(now);
	}
	for (i = size - 4; result == 0 && i >= 0; i -= 4)
		if (!addresses_has(&whole, PyList_GetItem(t->touched, i)))
			touched_put_back(PyList_GetItem(t->touched, i), PyList_GetItem(t->touched, i + 1),
					 PyList_GetItem(t->touched, i + 2), PyList_GetItem(t->touched, i + 3));
	for (i = 0; result == 0 && i + 3 < PyList_Size(hidden); i += 4) {
		then = touched_copy(PyList_GetItem(hidden, i));
		result = then ? PyList_SetItem(hidden, i + 2, then) : -1;
	}
	addresses_fini(&whole);
	addresses_fini(&seen);
	return result;
}

bool
hidden_hide(struct transaction *t)
{
	PyObject *error[3];

	if (t->visible || t->hidden || !t->touched || (!PyList_Size(t->touched) && !PyList_Size(t->attributes)))
		return false;
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	t->hidden = PyList_New(0);
	/* Without memory for it they stay where they are; the reload will be refused for that. */
	if (t->hidden && (take_out(t, t->hidden) < 0 || attributes_hide(t, t->hidden) < 0))
		PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	return t->hidden != NULL;
}

/* Code that begins to run lets go of the GIL when somebody has waited for long enough: ours does, before what is shown is. */
void
hidden_turn(struct transaction *t)
{
	static const char source[] = "def turn(): pass\n";
	PyObject *turn = compile_function(t, source, "turn");

	if (turn)
		unref(PyObject_CallObject(turn, NULL));
	unref(turn);
	PyErr_Clear();
	hidden_show(t);
}

bool
hidden_show(struct transaction *t)
{
	PyObject *hidden = t->hidden, *error[3];
	Py_ssize_t i, size = hidden ? PyList_Size(hidden) : 0;

	if (!hidden)
		return false;
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	t->hidden = NULL;
	for (i = size - 4; i >= 0; i -= 4)
		if (is_exact(PyList_GetItem(hidden, i), TYPE_AT(PyTuple_Type)))
			attribute_show(PyList_GetItem(hidden, i), PyList_GetItem(hidden, i + 1), PyList_GetItem(hidden, i + 2));
		else if (PyList_GetItem(hidden, i + 2) != NONE)
			touched_put_back(PyList_GetItem(hidden, i), PyList_GetItem(hidden, i + 1), PyList_GetItem(hidden, i + 2),
					 PyList_GetItem(hidden, i + 3));
	unref(hidden);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	return true;
}
