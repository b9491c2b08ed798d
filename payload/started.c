/*
 * started.c - threads that a statement has started before, and would start once more.
 *
 * `for name in NAMES: Thread(target=poll, args=(name,)).start()`, and NAMES has one more; an `if`
 * of which another line has changed.  While such a statement runs, threading.Thread.start() compares:
 * a thread that says the same as one that runs is not started, and that one takes its place.  So it is
 * with the only one that runs the function when a line gives it something else now: it cannot be told
 * of that, and is named.  Threads of other code are started as ever: an executor waits for its own.
 * Under --dry-run none is.
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

/* Nothing here may raise, or call what the target has defined: what it cannot tell is started. */
static const char source[] =
	"def guard(begin, threading, partial, modules, only, dry, taken, begun):\n"
	"    me = threading.get_ident()\n"
	"    function = type(lambda: 0)\n"
	"    method = type(threading.Event().set)\n"
	"    own = set(vars(threading.Thread(name='_', daemon=True))) - {'_target', '_args', '_kwargs'}\n"
	"    said = '_target', '_args', '_kwargs', 'function', 'args', 'kwargs', 'interval'\n"
	"    def fields(o):\n"
	"        try: return object.__getattribute__(o, '__dict__')\n"
	"        except AttributeError: return {}\n"
	"    def named(a, b):\n"
	"        return a.__module__ == b.__module__ and a.__qualname__ == b.__qualname__\n"
	"    def home(f):\n"
	"        for _ in range(8):\n"
	"            if type(f) is partial: f = f.func\n"
	"            elif type(f) is method: f = f.__func__\n"
	"            else: break\n"
	"        return getattr(f, '__module__', None) or ''\n"
	"    def cells(f):\n"
	"        try: return tuple(c.cell_contents for c in f.__closure__ or ())\n"
	"        except ValueError: return ()\n"
	"    def same_code(a, b):\n"
	"        return a.co_code == b.co_code and a.co_names == b.co_names and [\n"
	"            c for c in a.co_consts if type(c) is not type(a)] == [c for c in b.co_consts if type(c) is not type(b)]\n"
	"    def alike(again, a, b, deep):\n"
	"        kind = type(a)\n"
	"        if a is b: return True\n"
	"        if kind in (str, int, float, bytes, bool, type(None)): return kind is type(b) and a == b\n"
	"        if not named(kind, type(b)): return False\n"
	"        if kind is function:\n"
	"            return named(a, b) and (a.__name__ != '<lambda>' or same_code(a.__code__, b.__code__)) and again(again, \n"
	"                cells(a), cells(b), deep - 1)\n"
	"        if isinstance(a, type): return named(a, b)\n"
	"        if deep < 0: return True\n"
	"        if kind in (tuple, list): return len(a) == len(b) and all(again(again, x, y, deep - 1) for x, y in zip(a, b))\n"
	"        if kind is dict: return a.keys() == b.keys() and all(again(again, a[k], b[k], deep - 1) for k in a)\n"
	"        if kind is method: return again(again, a.__func__, b.__func__, deep - 1) and again(again, \n"
	"            a.__self__, b.__self__, deep - 1)\n"
	"        if kind is partial: return again(again, (a.func, a.args, a.keywords), (b.func, b.args, b.keywords), deep)\n"
	"        x, y = fields(a), fields(b)\n"
	"        return all(again(again, x[k], y.get(k), deep - 1) for k in x if type(x[k]) is str)\n"
	"    def called(t):\n"
	"        return fields(t).get('_target') or fields(t).get('function')\n"
	"    def name(t):\n"
	"        return '' if t.name.startswith('Thread-') else t.name\n"
	"    def same(t, other):\n"
	"        x, y = fields(t), fields(other)\n"
	"        return named(type(t), type(other)) and name(t) == name(other) and all(\n"
	"            alike(alike, x[k], y.get(k), 3) for k in x if k in said or (k not in own and type(x[k]) is str))\n"
	"    def same_work(t, other):\n"
	"        return named(type(t), type(other)) and name(t) == name(other) and alike(alike, called(t), called(other), 3)\n"
	"    def given(t):\n"
	"        return tuple(fields(t).get('_args') or fields(t).get('args') or ())\n"
	"    def shared(t, other):\n"
	"        return sum(alike(alike, x, y, 3) for x, y in zip(given(t), given(other)))\n"
	"    def of_ours(t):\n"
	"        return home(called(t)) in modules or type(t).__module__ in modules\n"
	"    running = []\n"
	"    for t in list(threading._active.values()):\n"
	"        try:\n"
	"            if t.is_alive() and t.ident != me and of_ours(t): running.append(t)\n"
	"        except Exception: pass\n"
	"    def start(self):\n"
	"        if threading.get_ident() != me or any(t is self for t in running): return begin(self)\n"
	"        try:\n"
	/* An executor waits for its own. */
	"            if dry and not home(called(self)).startswith(('concurrent.', 'multiprocessing.')): return None\n"
	"            ours = of_ours(self)\n"
	"            found = [t for t in running if same(self, t)] if ours else []\n"
	"            exact = bool(found)\n"
	"            if ours and only and not found:\n"
	"                found = [t for t in running if same_work(self, t)]\n"
	"                best = max([shared(self, t) for t in found], default=0)\n"
	"                found = [t for t in found if shared(self, t) == best]\n"
	"                if len(found) != 1: found = []\n"
	"            if found:\n"
	"                running[:] = [t for t in running if t is not found[0]]\n"
	"                taken.append((self, found[0], exact))\n"
	"                return None\n"
	"        except Exception:\n"
	"            if dry: return None\n"
	"            ours = True\n"
	"        begin(self)\n"
	"        if ours: begun.append(self)\n"
	"    return start if running or dry else None\n";

enum { GUARD, BEGIN, TAKEN, BEGUN };

static PyObject *
thread_class(void)
{
	PyObject *class = library_object("threading", "Thread");

	return class && is_class(class) && CLASS_DICT(class) ? class : NULL;
}

/* Set of the names of the modules.  New reference. */
static PyObject *
module_names(const struct transaction *t)
{
	PyObject *names = PySet_New(NULL);
	size_t i;

	for (i = 0; names && i < t->module_count; i++)
		PySet_Add(names, t->modules[i].name_object);
	return names;
}

static int
store_start(PyObject *value)
{
	PyObject *name = PyUnicode_InternFromString("start");
	int result = name ? store_type(thread_class(), name, value) : -1;

	unref(name);
	return result;
}

PyObject *
started_begin(const struct staging *g, const struct statement *s, bool again)
{
	struct transaction *t = g->t;
	PyObject *class = thread_class(), *active = library_object("threading", "_active"), *modules = NULL, *make = NULL, *guard = NULL,
		 *partial = library_object("functools", "partial"), *state = NULL, *taken = NULL, *begun = NULL, *begin = class ? class_get(class, "start") : NULL;
	bool dry = t->flags & PYR_DRY_RUN, threads = active && is_dict(active) && PyDict_Size(active) > 1;
	bool only = again && (s->kind == KIND_EXPRESSION || s->kind == KIND_ASSIGN) && old_form_has_run(g, s);

	if (begin && (dry || (again && threads)) && s->kind != KIND_IMPORT) {
		make = compile_function(t, source, "guard");
		modules = module_names(t);
		taken = PyList_New(0);
		begun = PyList_New(0);
	}
	if (make && modules && taken && begun)
		guard = PyObject_CallFunction(make, "OOOOOOOO", begin, loaded_module("threading"), partial ? partial : NONE, modules, only ? TRUE : NONE,
					      dry ? TRUE : NONE, taken, begun);
	if (guard && guard != NONE && (state = PyList_New(0)) &&
	    (LIST_APPEND(state, guard, begin, taken, begun) < 0 || store_start(guard) < 0)) {
		unref(state);
		state = NULL;
	}
	unref(guard);
	unref(make);
	unref(begun);
	unref(taken);
	unref(modules);
	return state;
}

/* The one that runs takes the place of the one that was not started, wherever new code has put that. */
static int
take_places(struct transaction *t, PyObject *taken)
{
	PyObject *pair;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(taken); i++) {
		pair = PyList_GetItem(taken, i);
		t->threads_left += PyTuple_GetItem(pair, 2) != TRUE;
		result = PyList_Append(t->threads, PyTuple_GetItem(pair, 0)) < 0 || PyList_Append(t->threads, PyTuple_GetItem(pair, 1)) < 0
				 ? -1
				 : map_set(&t->map, PyTuple_GetItem(pair, 0), PyTuple_GetItem(pair, 1));
	}
	return result;
}

int
started_end(const struct staging *g, PyObject *state)
{
	int result = 0;

	/* Somebody may have put something else there. */
	if (class_get(thread_class(), "start") == PyList_GetItem(state, GUARD))
		result = store_start(PyList_GetItem(state, BEGIN));
	g->t->threads_begun += (int)PyList_Size(PyList_GetItem(state, BEGUN));
	return result == 0 ? take_places(g->t, PyList_GetItem(state, TAKEN)) : -1;
}

static bool
line_says(const struct body *body, const struct chunk *c, PyObject *value)
{
	const struct token *x;
	bool says = false;

	for (x = c ? &body->tokens[c->first] : NULL; x && !says && x < &body->tokens[c->first + c->count]; x++)
		says = token_says(x, value);
	return says;
}

int
started_go_on(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *to = hold(t, PyObject_GenericGetDict(old, NULL)), *from = hold(t, PyObject_GenericGetDict(new, NULL)), *key, *value, *its;
	const struct chunk *then = m->old_code ? chunk_binding(&m->old, utf8(name)) : NULL, *now = chunk_binding(&m->new, utf8(name));
	Py_ssize_t at = 0;
	int result = to && from && is_dict(to) && is_dict(from) ? 0 : -1, count = 0;

	while (result == 0 && PyDict_Next(from, &at, &key, &value)) {
		/* What begins with _ is threading's own. */
		its = is_atom(value) && is_str(key) && utf8(key)[0] != '_' ? PyDict_GetItemWithError(to, key) : NULL;
		if (!its || const_equal(its, value, code_same_behaviour) || !line_says(&m->old, then, its) || !line_says(&m->new, now, value))
			continue;
		result = ops_add(&t->ops, OP_DICT, to, key, value);
		count++;
	}
	report_add(t->report, count ? PYR_REC_UPDATED : PYR_REC_KEPT, m->name, utf8(name),
		   count ? "a thread that runs, and goes on with what its line says now" : "a thread that runs, and goes on as it is");
	return result == 0 ? map_set(&t->map, new, old) : -1;
}
