/*
 * under_way.c - what calls that go on with old code still read.
 *
 * A worker's loop goes on with the code that it began; a function that it calls by name, or a method of
 * its object, is called otherwise in the new source.  Such a name stays, for the loop would fail with its
 * next turn.  Calls that end soon are waited for before.
 */
#include "statement.h"
#include "version.h"

#define CODES_MOST 1000

struct suspended {
	struct objects found;
	bool failed;
};

static void
take_suspended(PyObject *o, void *arg)
{
	struct suspended *s = arg;

	if ((is_exact(o, TYPE_AT(PyGen_Type)) || is_exact(o, TYPE_AT(PyCoro_Type)) || is_exact(o, TYPE_AT(PyAsyncGen_Type))) &&
	    objects_add(&s->found, o) < 0)
		s->failed = true;
}

/* Of one that has not ended; new reference, or NULL. */
static PyObject *
code_under_way(PyObject *o)
{
	static const char *const words[][2] = {{"gi_code", "gi_frame"}, {"cr_code", "cr_frame"}, {"ag_code", "ag_frame"}};
	PyObject *code = NULL, *frame;
	size_t i;

	for (i = 0; !code && i < 3; i++) {
		frame = get_attr(o, words[i][1]);
		code = frame && frame != NONE ? get_attr(o, words[i][0]) : NULL;
		unref(frame);
	}
	PyErr_Clear();
	return code;
}

/* What a function that goes, and stays for such a call, reads stays, too. */
static int
add_called(PyObject *codes, const struct module *m)
{
	PyObject *after = PySet_New(NULL), *names, *f, *code;
	int result = after && m->code ? code_bound_names(m->code, after) : -1;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i < PyList_Size(codes) && i < CODES_MOST; i++) {
		names = code_attr(PyList_GetItem(codes, i), "co_names");
		for (k = 0; names && result == 0 && k < PyTuple_Size(names); k++) {
			f = PyDict_GetItemWithError(m->before, PyTuple_GetItem(names, k));
			f = f ? callable_of(f) : NULL;
			code = f && is_function(f) ? WORD(f, python->function.code) : NULL;
			if (code && PySet_Contains(after, PyTuple_GetItem(names, k)) == 0 && !list_has(codes, code))
				result = PyList_Append(codes, code);
		}
		unref(names);
	}
	unref(after);
	return result;
}

/* Those that some thread is in. */
static int
find_running(struct transaction *t)
{
	struct objects running = {0};
	size_t i;
	int result;

	t->under_way = hold(t, PyList_New(0));
	result = t->under_way ? functions_running(&running) : -1;
	for (i = 0; result == 0 && i < running.count; i++)
		if (pair_is_ours(t, running.list[i]))
			result = PyList_Append(t->under_way, running.list[i]);
	objects_fini(&running);
	return result;
}

static int
add_called_by_all(struct transaction *t)
{
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < t->module_count; i++)
		result = t->modules[i].before ? add_called(t->under_way, &t->modules[i]) : 0;
	return result;
}

/* Codes of the modules; borrowed from the transaction. */
static PyObject *
find_all(struct transaction *t)
{
	struct suspended s = {{0}, false};
	PyObject *code;
	size_t i;
	int result;

	calls_end(t);
	result = find_running(t);
	if (result == 0)
		result = heap_each(take_suspended, &s);
	for (i = 0; i < s.found.count; i++)
		ref(s.found.list[i]);
	for (i = 0; i < s.found.count; i++) {
		code = result == 0 && !s.failed ? code_under_way(s.found.list[i]) : NULL;
		if (code && pair_is_ours(t, code))
			result = PyList_Append(t->under_way, code);
		unref(code);
		unref(s.found.list[i]);
	}
	objects_fini(&s.found);
	if (result == 0)
		add_called_by_all(t);
	PyErr_Clear();
	return t->under_way;
}

/* It, or a function that it makes. */
static bool
reads_global(PyObject *code, PyObject *name)
{
	const struct token *x;
	struct body body;
	bool reads = false;

	if (body_init(&body, code) < 0)
		return false;
	for (x = body.tokens; !reads && x < body.tokens + body.token_count; x++)
		reads = x->value && (x->op == python->op.load_global || x->op == python->op.load_name
					 ? PyUnicode_Compare(x->value, name) == 0
					 : is_code(x->value) && reads_global(x->value, name));
	body_fini(&body);
	return reads;
}

bool
under_way_reads(struct transaction *t, PyObject *name)
{
	PyObject *codes = t->under_way ? t->under_way : find_all(t);
	bool reads = false;
	Py_ssize_t i;

	for (i = 0; codes && !reads && i < PyList_Size(codes); i++)
		reads = reads_global(PyList_GetItem(codes, i), name);
	PyErr_Clear();
	return reads;
}

bool
under_way_asks(struct transaction *t, PyObject *class, PyObject *name)
{
	PyObject *codes = t->under_way ? t->under_way : find_all(t), *names = NULL, *key, *f;
	bool asks = false;
	Py_ssize_t at = 0;

	while (codes && PyList_Size(codes) && !asks && PyDict_Next(CLASS_DICT(class), &at, &key, &f)) {
		f = callable_of(f);
		if (!f || !is_function(f) || !list_has(codes, WORD(f, python->function.code)))
			continue;
		names = PySet_New(NULL);
		asks = names && code_add_names(WORD(f, python->function.code), names) == 0 && PySet_Contains(names, name) == 1;
		unref(names);
	}
	PyErr_Clear();
	return asks;
}

int
under_way_leaves(struct transaction *t, const struct module *m, PyObject *owner, PyObject *name, const char *path)
{
	PyObject *text = PyUnicode_FromString(path);
	int result = text && PyList_Append(t->leaving, m->name_object) == 0 && PyList_Append(t->leaving, owner) == 0 &&
			     PyList_Append(t->leaving, name) == 0
			 ? PyList_Append(t->leaving, text)
			 : -1;

	unref(text);
	return result;
}

/* What was to take it away leaves what is there. */
static void
leave_there(struct transaction *t, PyObject *owner, PyObject *name)
{
	PyObject *dict = is_class(owner) ? CLASS_DICT(owner) : owner;
	struct op *op;

	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++)
		if ((op->kind == OP_DICT || op->kind == OP_TYPE) && op->owner == owner && op->key == name && !op->value)
			op->value = PyDict_GetItemWithError(dict, name);
}

int
under_way_settle(struct transaction *t)
{
	PyObject *owner, *name;
	Py_ssize_t i;
	bool stays;

	/* Those that have begun since it was asked first. */
	if (PyList_Size(t->leaving) && (find_running(t) < 0 || add_called_by_all(t) < 0))
		return -1;
	for (i = 0; i + 3 < PyList_Size(t->leaving); i += 4) {
		owner = PyList_GetItem(t->leaving, i + 1);
		name = PyList_GetItem(t->leaving, i + 2);
		stays = is_class(owner) ? strncmp(utf8(name), "__", 2) && under_way_asks(t, owner, name) : under_way_reads(t, name);
		if (stays)
			leave_there(t, owner, name);
		report_add(t->report, stays ? PYR_REC_KEPT : PYR_REC_REMOVED, utf8(PyList_GetItem(t->leaving, i)),
			   utf8(PyList_GetItem(t->leaving, i + 3)), stays ? READ_STILL : "");
	}
	return 0;
}
