/*
 * exit_handlers.c - what new code gives to atexit.
 *
 * The interpreter keeps it where no object shows it, and it cannot be taken back by what it is, only
 * by what it calls.  So what statements register is put aside, and registered after the commit: a refusal
 * and a dry run have nothing to undo, and what is registered is what the new objects have become.  A line
 * that registers once more what its old form has registered does so instead of that.  What is there - the calls,
 * not what they are to be given - atexit.unregister() tells, which compares it with what it is given.  None goes
 * where a callable of the process has a comparison of its own.
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

static const char put_aside_source[] =
	"def put_aside(register, ident, aside):\n"
	"    mine = ident()\n"
	"    def put(func, *args, **kwargs):\n"
	"        if ident() != mine or not callable(func): return register(func, *args, **kwargs)\n"
	"        aside.append((func, args, kwargs))\n"
	"        return func\n"
	"    return put\n";

static const char registered_source[] =
	"def registered(unregister):\n"
	"    found = []\n"
	"    class Looking:\n"
	"        def __eq__(self, other):\n"
	"            found.append(other)\n"
	"            return False\n"
	"    unregister(Looking())\n"
	"    return found\n";

static const char exchange_source[] =
	"def exchange(atexit, gone, aside):\n"
	"    class Looking:\n"
	"        def __eq__(self, other):\n"
	"            for i, o in enumerate(gone):\n"
	"                if o is other:\n"
	"                    del gone[i]\n"
	"                    return True\n"
	"            return False\n"
	"    if gone: atexit.unregister(Looking())\n"
	"    for func, args, kwargs in aside: atexit.register(func, *args, **kwargs)\n";

static PyObject *
names_of_atexit(void)
{
	PyObject *atexit = loaded_module("atexit");

	return atexit ? PyModule_GetDict(atexit) : NULL;
}

static int
store_register(PyObject *value)
{
	PyObject *name = PyUnicode_InternFromString("register");
	int result = name ? store_dict(names_of_atexit(), name, value) : -1;

	unref(name);
	return result;
}

void
exit_handlers_begin(struct transaction *t)
{
	PyObject *names = names_of_atexit(), *begin = names ? dict_get(names, "register") : NULL,
		 *ident = library_object("_thread", "get_ident"), *make = NULL;

	if (begin && ident && !is_function(begin) && (t->exits_aside = hold(t, PyList_New(0))) &&
	    (t->exits_left = hold(t, PyList_New(0))) && (t->exits_said = hold(t, PyList_New(0))))
		make = compile_function(t, put_aside_source, "put_aside");
	t->exits_put = make ? hold(t, PyObject_CallFunction(make, "OOO", begin, ident, t->exits_aside)) : NULL;
	unref(make);
	/* from atexit import register: who has kept it in between has the real one. */
	if (t->exits_put && map_set(&t->map, t->exits_put, begin) == 0 && store_register(t->exits_put) == 0)
		t->exits_register = hold(t, ref(begin));
	PyErr_Clear();
}

void
exit_handlers_end(struct transaction *t)
{
	PyObject *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (t->exits_register && dict_get(names_of_atexit(), "register") == t->exits_put)
		store_register(t->exits_register);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}

bool
exit_handlers_come(const struct transaction *t)
{
	return t->exits_register && PyList_Size(t->exits_said) < PyList_Size(t->exits_aside) * 3;
}

bool
exit_handlers_taken(const struct staging *g, const struct statement *s, bool again)
{
	Py_ssize_t module = g->m - g->t->modules, numbers[] = {module, s->first_line, again};
	PyObject *said = g->t->exits_said, *number;
	bool taken = exit_handlers_come(g->t);
	Py_ssize_t more = taken ? PyList_Size(g->t->exits_aside) - PyList_Size(said) / 3 : 0;
	size_t i;

	while (more-- > 0)
		for (i = 0; i < 3; i++) {
			number = PyLong_FromLong(numbers[i]);
			if (!number || PyList_Append(said, number) < 0)
				PyErr_Clear();
			unref(number);
		}
	return taken;
}

/* Comparing such runs code of the program, which may say anything. */
static bool
compare_themselves(PyObject *type)
{
	PyObject *eq = class_lookup(type, "__eq__"), *name = eq && is_function(eq) && CLASS_DICT(type) ? class_get(type, "__module__") : NULL,
		 *module = name && is_str(name) ? loaded_module(utf8(name)) : NULL;

	return module && !is_library_module(module) && class_lookup(type, "__call__");
}

struct types {
	struct addresses list;
	bool failed;
};

static void
take_type(PyObject *o, void *arg)
{
	struct types *t = arg;

	if (is_heap_type((PyObject *)type_of(o)) && addresses_add(&t->list, (PyObject *)type_of(o)) < 0)
		t->failed = true;
}

/* One that says of itself that it is the one who looks would go. */
static bool
somebody_compares(void)
{
	struct types t = {{0}, false};
	bool compares = heap_each(take_type, &t) < 0 || t.failed;
	size_t i;

	for (i = 0; t.list.used && !compares && i <= t.list.mask; i++)
		compares = t.list.slots[i] && compare_themselves(t.list.slots[i]);
	addresses_fini(&t.list);
	PyErr_Clear();
	return compares;
}

/* What atexit is to call; new reference.  NULL: something there may not let itself be compared. */
static PyObject *
calls_there(struct transaction *t)
{
	PyObject *look = somebody_compares() ? NULL : compile_function(t, registered_source, "registered");
	PyObject *there = look ? PyObject_CallFunction(look, "O", dict_get(names_of_atexit(), "unregister")) : NULL;

	unref(look);
	PyErr_Clear();
	return there;
}

/* The same function, or the same method of the same object. */
static bool
is_same_call(struct transaction *t, PyObject *a, PyObject *b)
{
	static const char *const parts[] = {"__func__", "__self__"};
	PyObject *x, *y;
	bool same = map_resolve(&t->map, a) == map_resolve(&t->map, b);
	size_t i;

	if (same || !is_exact(a, TYPE_AT(PyMethod_Type)) || !is_exact(b, TYPE_AT(PyMethod_Type)))
		return same;
	for (i = 0, same = true; same && i < 2; i++) {
		x = get_attr(a, parts[i]);
		y = get_attr(b, parts[i]);
		same = x && y && map_resolve(&t->map, x) == map_resolve(&t->map, y);
		unref(y);
		unref(x);
	}
	return same;
}

static long
number_at(PyObject *said, Py_ssize_t i, int which)
{
	return PyLong_AsLong(PyList_GetItem(said, i * 3 + which));
}

/* A line that has not run now names it, and gives something to atexit, too. */
static bool
is_of_another_line(struct transaction *t, const struct module *m, PyObject *call)
{
	const struct staging *g = m->staging;
	PyObject *owner = is_exact(call, TYPE_AT(PyMethod_Type)) ? get_attr(call, "__self__") : NULL, *o;
	const struct statement *s;
	const struct token *x;
	bool other = false;
	Py_ssize_t i;

	unref(owner); /* the method keeps it */
	for (s = g->statements; !other && s < g->statements + g->count; s++) {
		for (i = 0; i < PyList_Size(t->exits_aside) && !(&t->modules[number_at(t->exits_said, i, 0)] == m &&
								  number_at(t->exits_said, i, 1) == s->first_line);
		     i++)
			;
		if (i < PyList_Size(t->exits_aside) || !beyond_takes(g, s))
			continue;
		for (x = s->tokens; !other && x < s->tokens + s->token_count; x++) {
			o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(m->before, x->value) : NULL;
			other = o && (o == owner || map_resolve(&t->map, o) == map_resolve(&t->map, call));
		}
	}
	return other;
}

/* One that an earlier source has registered by a line that went, and has come back: nobody calls it by a name any more. */
static bool
is_left_over(const struct module *m, PyObject *there, PyObject *call)
{
	PyObject *name = is_function(there) ? WORD(there, python->function.name) : NULL;

	return name && is_function(call) && same_definition(there, call) && PyDict_GetItemWithError(m->before, name) != there;
}

static void
say_left(struct transaction *t, Py_ssize_t i)
{
	report_addf(t->report, PYR_REC_NOTE, t->modules[number_at(t->exits_said, i, 0)].name, "",
		    "line %ld has run before: the exit handler that it has registered then, if it has, stays beside the new one",
		    number_at(t->exits_said, i, 1));
}

/* The old ones of this call go if they can be of no other line. */
static int
plan_one(struct transaction *t, PyObject *there, Py_ssize_t i)
{
	struct module *m = &t->modules[number_at(t->exits_said, i, 0)];
	PyObject *call = PyTuple_GetItem(PyList_GetItem(t->exits_aside, i), 0), *its = get_attr(call, "__module__");
	bool ours = its && is_str(its) && transaction_module(t, its), left;
	bool again = number_at(t->exits_said, i, 2);
	Py_ssize_t k, count = 0;
	int result = 0;

	unref(its);
	PyErr_Clear();
	for (k = 0; k < PyList_Size(there); k++)
		count += again && is_same_call(t, PyList_GetItem(there, k), call);
	left = count && (is_of_another_line(t, m, call) || (!ours && count > 1));
	if (left)
		say_left(t, i);
	for (k = PyList_Size(there); result == 0 && k-- > 0;) {
		if (!(again && !left && is_same_call(t, PyList_GetItem(there, k), call)) &&
		    !is_left_over(m, PyList_GetItem(there, k), call))
			continue;
		result = PyList_Append(t->exits_gone, PyList_GetItem(there, k)) < 0 ? -1 : PyList_SetSlice(there, k, k + 1, NULL);
	}
	return result;
}

/* What atexit.register(f) and atexit.register(o.f) are given; new reference.  NULL: the chunk is something else. */
static PyObject *
given_to_exit(const struct module *m, const struct chunk *c)
{
	PyObject *atexit = loaded_module("atexit"), *own = atexit ? dict_get(PyModule_GetDict(atexit), "register") : NULL, *o = NULL, *f;
	const struct token *x = &m->old.tokens[c->first], *end = x + c->count;

	while (x < end && !x->value) /* PUSH_NULL */
		x++;
	if (!own || x >= end || x->op != python->op.load_name)
		return NULL;
	o = PyDict_GetItemWithError(m->before, x->value);
	if (o == atexit && x + 1 < end && x[1].value && is_str(x[1].value) && !strcmp(utf8(x[1].value), "register"))
		x += 2;
	else if (o && o != atexit && (o == own || is_exact(o, TYPE_AT(PyCFunction_Type))) && attr_is(o, "__name__", "register") && attr_is(o, "__module__", "atexit"))
		x++;
	else
		return NULL;
	while (x < end && !x->value)
		x++;
	o = x < end && x->op == python->op.load_name ? PyDict_GetItemWithError(m->before, x->value) : NULL;
	if (!o || x + 1 >= end || !token_is_attribute(x + 1))
		return ref(o);
	f = is_class(o) || is_module(o) || is_atom(o) ? NULL : class_lookup((PyObject *)type_of(o), utf8(x[1].value));
	return f && is_function(f) ? PyObject_CallFunctionObjArgs((PyObject *)TYPE_AT(PyMethod_Type), f, o, NULL) : NULL;
}

bool
exit_handlers_left(const struct staging *g, const struct chunk *c)
{
	struct transaction *t = g->t;
	PyObject *call = t->exits_register && !(t->flags & (PYR_CODE_ONLY | PYR_DRY_RUN)) ? given_to_exit(g->m, c) : NULL;
	PyObject *module = call ? PyLong_FromLong((long)(g->m - t->modules)) : NULL, *line = module ? PyLong_FromLong(g->m->old.tokens[c->first].line) : NULL;
	Py_ssize_t size = call ? PyList_Size(t->exits_left) : 0;
	bool left = line && LIST_APPEND(t->exits_left, module, line, call) == 0;

	if (!left && call)
		PyList_SetSlice(t->exits_left, size, PyList_Size(t->exits_left), NULL);

	unref(line);
	unref(module);
	unref(call);
	PyErr_Clear();
	return left;
}

/* A line that is gone: atexit calls no more what it has given to it, unless another line does so. */
static int
plan_left(struct transaction *t, PyObject *there, Py_ssize_t i)
{
	const struct module *m = &t->modules[number_at(t->exits_left, i, 0)];
	PyObject *call = PyList_GetItem(t->exits_left, i * 3 + 2);
	bool again = false, other;
	Py_ssize_t k;

	for (k = 0; !again && k < PyList_Size(t->exits_aside); k++)
		again = is_same_call(t, PyTuple_GetItem(PyList_GetItem(t->exits_aside, k), 0), call);
	/* That one takes its place. */
	if (again)
		return 0;
	other = is_of_another_line(t, m, call);
	for (k = there && !other ? PyList_Size(there) : 0; k-- > 0;)
		if (is_same_call(t, PyList_GetItem(there, k), call)) {
			report_addf(t->report, PYR_REC_UPDATED, m->name, "", "what line %ld of the old source has given to atexit is not called any more",
				    number_at(t->exits_left, i, 1));
			return PyList_Append(t->exits_gone, PyList_GetItem(there, k)) < 0 ? -1 : PyList_SetSlice(there, k, k + 1, NULL);
		}
	report_addf(t->report, PYR_REC_NOTE, m->name, "", "what line %ld of the old source did stands; the line is not there any more", number_at(t->exits_left, i, 1));
	return 0;
}

int
exit_handlers_plan(struct transaction *t)
{
	PyObject *there;
	int result = 0;
	Py_ssize_t i;

	if (!t->exits_register || !(PyList_Size(t->exits_aside) || PyList_Size(t->exits_left)) || t->flags & PYR_DRY_RUN)
		return 0;
	t->exits_gone = hold(t, PyList_New(0));
	there = t->exits_gone ? calls_there(t) : NULL;
	for (i = 0; t->exits_gone && result == 0 && i * 3 < PyList_Size(t->exits_left); i++)
		result = plan_left(t, there, i);
	for (i = 0; there && result == 0 && i * 3 < PyList_Size(t->exits_said); i++)
		result = plan_one(t, there, i);
	for (i = 0; !there && i * 3 < PyList_Size(t->exits_said); i++)
		if (number_at(t->exits_said, i, 2))
			say_left(t, i);
	unref(there);
	return result;
}

void
exit_handlers_commit(struct transaction *t)
{
	PyObject *exchange = t->exits_gone ? compile_function(t, exchange_source, "exchange") : NULL;

	if (exchange)
		unref(PyObject_CallFunction(exchange, "OOO", loaded_module("atexit"), t->exits_gone, t->exits_aside));
	unref(exchange);
	PyErr_Clear();
}
