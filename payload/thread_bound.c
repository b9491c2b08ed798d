/*
 * thread_bound.c - what new code does in this thread, and is the main thread's by rights.
 *
 * sqlite3 ties a connection to the thread that has made it: one that a line of a module makes
 * would be of no use to anybody, so those are made without the check.  Handlers of signals are
 * set by the main thread alone; where a line does so, the rest of the source need not be
 * refused for it: the handler is as it was, which is named (beyond.c).
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

static const char source[] =
	"def make(get_ident, dict, len, connect, signal, getsignal, left):\n"
	"    me = get_ident()\n"
	"    def connection(*args, **kwargs):\n"
	"        if get_ident() != me: return connect(*args, **kwargs)\n"
	"        if len(args) > 4: return connect(*args[:4], False, *args[5:], **kwargs)\n"
	"        return connect(*args, **dict(kwargs, check_same_thread=False))\n"
	"    def handler(*args):\n"
	"        if get_ident() != me: return signal(*args)\n"
	"        left.append(args)\n"
	"        return getsignal(args[0])\n"
	"    return connection, handler\n";

/* The same function by several names. */
static const char *const places[][2] = {{"_sqlite3", "connect"}, {"sqlite3.dbapi2", "connect"}, {"sqlite3", "connect"}, {"signal", "signal"}};
#define PLACES (sizeof(places) / sizeof(places[0]))
#define CONNECTION(i) ((i) + 1 < PLACES)

/* (function for sqlite3, function for signal); left: list that the latter adds its arguments to.  New reference, NULL: none. */
static PyObject *
make_stand_ins(struct transaction *t, PyObject *left)
{
	PyObject *make = compile_function(t, source, "make"), *get_ident = library_object("_thread", "get_ident"),
		 *connect = library_object("_sqlite3", "connect"), *signal = library_object("signal", "signal"),
		 *getsignal = library_object("signal", "getsignal"), *made = NULL;

	if (make && get_ident)
		made = PyObject_CallFunctionObjArgs(make, get_ident, dict_get(t->builtins, "dict"), dict_get(t->builtins, "len"),
						    connect ? connect : NONE, signal ? signal : NONE, getsignal ? getsignal : NONE, left, NULL);
	unref(make);
	return made;
}

/* state: list of what was asked of signal(); then dict, name, what was there, what is there for now, and so on. */
static void
stand_in(PyObject *state, PyObject *dict, PyObject *name, PyObject *was, PyObject *made)
{
	if (LIST_APPEND(state, dict, name, was, made) == 0)
		PyDict_SetItem(dict, name, made);
}

static PyObject *
stand_in_for(PyObject *made, PyObject *o)
{
	size_t i;

	for (i = 0; o && i < PLACES; i++)
		if (o == library_object(places[i][0], places[i][1]))
			return PyTuple_GetItem(made, CONNECTION(i) ? 0 : 1);
	return NULL;
}

PyObject *
thread_bound_begin(const struct staging *g, const struct statement *s, bool again)
{
	PyObject *state = NULL, *left, *made, *module, *name, *o, *instead;
	const struct token *x;
	size_t i;

	(void)again;
	if ((!loaded_module("_sqlite3") && !loaded_module("signal")) || !(s->kind == KIND_CLASS || node_has(s->node, "Call")))
		return NULL;
	left = PyList_New(0);
	made = left ? make_stand_ins(g->t, left) : NULL;
	state = made ? PyList_New(0) : NULL;
	if (state && PyList_Append(state, left) < 0) {
		unref(state);
		state = NULL;
	}
	unref(left);
	/* from sqlite3 import connect */
	for (x = s->tokens; state && x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->scratch, x->value) : NULL;
		if ((instead = o ? stand_in_for(made, o) : NULL))
			stand_in(state, g->m->scratch, x->value, o, instead);
	}
	for (i = 0; state && i < PLACES; i++) {
		module = loaded_module(places[i][0]);
		o = library_object(places[i][0], places[i][1]);
		name = o ? PyUnicode_InternFromString(places[i][1]) : NULL;
		if (name)
			stand_in(state, PyModule_GetDict(module), name, o, PyTuple_GetItem(made, CONNECTION(i) ? 0 : 1));
		unref(name);
	}
	unref(made);
	return state;
}

/* partial(sqlite3.connect, PATH) has got what stood in for it. */
static int
lead_back(struct transaction *t, PyObject *state)
{
	PyObject *was, *made;
	Py_ssize_t i, k, own;
	int result = 0;

	for (i = 1; result == 0 && i + 3 < PyList_Size(state); i += 4) {
		was = PyList_GetItem(state, i + 2);
		made = PyList_GetItem(state, i + 3);
		for (k = 1, own = 0; k + 3 < PyList_Size(state); k += 4)
			own += PyList_GetItem(state, k + 3) == made;
		if (refs_of(made) > own && !map_get(&t->map, made))
			result = hold(t, ref(made)) ? map_set(&t->map, made, was) : -1;
	}
	return result;
}

int
thread_bound_end(const struct staging *g, PyObject *state)
{
	PyObject *dict, *name;
	Py_ssize_t i;
	int result = 0;

	g->t->handlers_left += (int)PyList_Size(PyList_GetItem(state, 0));
	for (i = 1; i + 3 < PyList_Size(state); i += 4) {
		dict = PyList_GetItem(state, i);
		name = PyList_GetItem(state, i + 1);
		if (PyDict_GetItemWithError(dict, name) == PyList_GetItem(state, i + 3) &&
		    PyDict_SetItem(dict, name, PyList_GetItem(state, i + 2)) < 0)
			result = -1;
	}
	return lead_back(g->t, state) < 0 ? -1 : result;
}
