/*
 * stale.c - after the commit: what still runs old code, and where.
 *
 * The witness is the reference count of each old code object: when nobody but
 * us holds it, nothing runs it.  Only what is left is looked for.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"


struct leftover {
	struct transaction *t;
	struct addresses codes;  /* replaced just now, and still referred to */
	PyObject *current;       /* set: all code of the new sources */
	PyObject *named;         /* dict: name -> list of such code */
	struct objects generators;
	bool functions_follow;   /* they are to be updated, or have been reported */
	bool failed;
};

static const char *
thread_name(PyObject *ident)
{
	PyObject *active = library_object("threading", "_active");
	PyObject *thread = active && is_dict(active) ? PyDict_GetItemWithError(active, ident) : NULL;
	PyObject *name = thread ? get_attr(thread, "_name") : NULL;
	const char *text = name && is_str(name) ? utf8(name) : "unnamed";

	unref(name); /* the thread keeps it */
	PyErr_Clear();
	return text;
}

static PyObject *
name_of_code(PyObject *code)
{
	PyObject *name = get_attr(code, "co_qualname"); /* since 3.11 */

	return name ? name : get_attr(code, "co_name");
}

static void
say_running(struct leftover *l, PyObject *code, const char *what, const char *who, int line)
{
	PyObject *name = name_of_code(code), *file = code_attr(code, "co_filename");

	report_addf(l->t->report, PYR_REC_STALE, "", utf8(name), "%s%s%s at %s:%d", what,
		    *who ? " " : "", who, utf8(file), line);
	unref(name);
	unref(file);
}

static int
line_of(PyObject *frame)
{
	PyObject *line = frame ? get_attr(frame, "f_lineno") : NULL;
	int number = line && line != NONE ? (int)PyLong_AsLong(line) : 0;

	unref(line);
	PyErr_Clear();
	return number;
}

/* Other line numbers alone are no old code. */
static bool
does_the_same(const struct leftover *l, PyObject *code)
{
	PyObject *name = code_attr(code, "co_name"), *list = name ? PyDict_GetItemWithError(l->named, name) : NULL;
	bool same = false;
	Py_ssize_t i;

	for (i = 0; list && !same && i < PyList_Size(list); i++)
		same = code_same_behaviour(code, PyList_GetItem(list, i));
	unref(name);
	PyErr_Clear();
	return same;
}

static bool
is_replaced(struct leftover *l, PyObject *code)
{
	PyObject *new = addresses_has(&l->codes, code) ? pair_partner(l->t, code) : NULL;

	if (!addresses_has(&l->codes, code))
		return false;
	return new && new != NONE ? !code_same_behaviour(code, new) : !does_the_same(l, code);
}

/* A frame may have begun before an earlier reload, with code that is no longer known. */
static bool
is_old(struct leftover *l, PyObject *code)
{
	PyObject *name;
	bool old;

	if (is_replaced(l, code))
		return true;
	if (addresses_has(&l->codes, code) || !pair_is_ours(l->t, code) || PySet_Contains(l->current, code) != 0)
		return false;
	/* The top level of a script runs as long as the script does. */
	name = code_attr(code, "co_name");
	old = name && strcmp(utf8(name), "<module>") != 0;
	unref(name);
	return old;
}

static void
say_frames_of(struct leftover *l, PyObject *ident, PyObject *frame)
{
	PyObject *code, *back;

	for (ref(frame); frame && frame != NONE; frame = back) {
		code = get_attr(frame, "f_code");
		if (code && is_old(l, code))
			say_running(l, code, "running in thread", thread_name(ident), line_of(frame));
		unref(code);
		back = get_attr(frame, "f_back");
		unref(frame);
	}
	unref(frame);
}

static void
say_frames(struct leftover *l)
{
	PyObject *frames = frames_by_thread(), *items;
	Py_ssize_t i;

	items = frames ? PyDict_Items(frames) : NULL;
	for (i = 0; items && i < PyList_Size(items); i++)
		say_frames_of(l, PyTuple_GetItem(PyList_GetItem(items, i), 0),
			      PyTuple_GetItem(PyList_GetItem(items, i), 1));
	unref(items);
	unref(frames);
	PyErr_Clear();
}

static void
take_generator(PyObject *o, void *arg)
{
	struct leftover *l = arg;

	if ((is_exact(o, TYPE_AT(PyGen_Type)) || is_exact(o, TYPE_AT(PyCoro_Type)) ||
	     is_exact(o, TYPE_AT(PyAsyncGen_Type)) || (is_function(o) && !l->functions_follow)) &&
	    objects_add(&l->generators, o) < 0)
		l->failed = true;
}

static void
say_generator(struct leftover *l, PyObject *o)
{
	static const char *const words[][3] = {{"gi_code", "gi_frame", "a suspended generator"},
					       {"cr_code", "cr_frame", "a suspended coroutine"},
					       {"ag_code", "ag_frame", "a suspended async generator"},
					       {"__code__", "", "a function"}};
	PyObject *code, *frame;
	size_t i;

	for (i = 0; i < 4; i++) {
		code = get_attr(o, words[i][0]);
		if (!code)
			continue;
		frame = *words[i][1] ? get_attr(o, words[i][1]) : NULL;
		/* No frame any more: it has ended. */
		if (is_replaced(l, code) && (i == 3 || (frame && frame != NONE)))
			say_running(l, code, words[i][2], "", i == 3 ? code_int(code, "co_firstlineno")
								     : line_of(frame));
		unref(frame);
		unref(code);
		return;
	}
}

/* Keep those whose references are not explained by our list and by other old code. */
static int
find_leftover(struct transaction *t, struct leftover *l)
{
	struct holders h = {0};
	PyObject *code;
	Py_ssize_t i;
	int result = 0;
	size_t k;

	for (i = 0; result == 0 && i < PyList_Size(t->replaced); i++) {
		result = map_count(&h.counts, PyList_GetItem(t->replaced, i));
		if (result == 0)
			result = holders_add_code(&h, PyList_GetItem(t->replaced, i));
	}
	for (k = 0; result == 0 && k < h.codes.count; k++) {
		code = h.codes.list[k];
		if (refs_of(code) > (Py_ssize_t)(uintptr_t)map_get(&h.counts, code) &&
		    addresses_add(&l->codes, code) < 0)
			result = -1;
	}
	holders_fini(&h);
	return result;
}

static void
say_generators(struct leftover *l)
{
	size_t i;

	if (!l->codes.used || heap_each(take_generator, l) < 0 || l->failed)
		return;
	for (i = 0; i < l->generators.count; i++)
		ref(l->generators.list[i]);
	for (i = 0; i < l->generators.count; i++) {
		say_generator(l, l->generators.list[i]);
		unref(l->generators.list[i]);
	}
}

static void
leftover_fini(struct leftover *l)
{
	PyErr_Clear();
	unref(l->named);
	unref(l->current);
	objects_fini(&l->generators);
	addresses_fini(&l->codes);
}

static int
add_named(PyObject *named, PyObject *code)
{
	PyObject *name = code_attr(code, "co_name"), *list = name ? ref(PyDict_GetItemWithError(named, name)) : NULL;
	int result = name ? 0 : -1;

	if (result == 0 && !list && (list = PyList_New(0)))
		result = PyDict_SetItem(named, name, list);
	if (result == 0)
		result = list ? PyList_Append(list, code) : -1;
	unref(list);
	unref(name);
	return result;
}

static int
begin(struct leftover *l)
{
	PyObject *list = NULL;
	Py_ssize_t k;
	size_t i;
	int result;

	l->current = PySet_New(NULL);
	l->named = PyDict_New();
	result = l->current && l->named ? 0 : -1;
	for (i = 0; result == 0 && i < l->t->module_count; i++)
		result = code_add_all(l->t->modules[i].code, l->current);
	if (result == 0 && !(list = PySequence_List(l->current)))
		result = -1;
	for (k = 0; result == 0 && k < PyList_Size(list); k++)
		result = add_named(l->named, PyList_GetItem(list, k));
	unref(list);
	return result;
}

/* What earlier reloads have replaced and was in use then. */
static int
add_older(struct transaction *t, bool take)
{
	PyObject *older = old_code_list(LEFTOVERS);
	int result = 0;
	Py_ssize_t i;

	for (i = 0; older && result == 0 && i < PyList_Size(older); i++)
		result = PyList_Append(t->replaced, PyList_GetItem(older, i));
	if (older && take && result == 0)
		result = PyList_SetSlice(older, 0, PyList_Size(older), NULL);
	return result;
}

static void
remember_leftover(struct leftover *l)
{
	PyObject *older = l->codes.used ? old_code_list(LEFTOVERS) : NULL;
	Py_ssize_t i;

	for (i = 0; older && i < PyList_Size(l->t->replaced); i++)
		if (addresses_has(&l->codes, PyList_GetItem(l->t->replaced, i)) &&
		    !list_has(older, PyList_GetItem(l->t->replaced, i)))
			PyList_Append(older, PyList_GetItem(l->t->replaced, i));
	PyErr_Clear();
}

/* All that the commit is going to replace. */
static int
take_replaced(struct transaction *t, struct leftover *l)
{
	struct holders h = {0};
	Py_ssize_t i;
	int result = 0;
	size_t k;

	for (i = 0; result == 0 && i < PyList_Size(t->replaced); i++)
		result = holders_add_code(&h, PyList_GetItem(t->replaced, i));
	for (k = 0; result == 0 && k < h.codes.count; k++)
		result = addresses_add(&l->codes, h.codes.list[k]) < 0 ? -1 : 0;
	holders_fini(&h);
	return result;
}

/* All that has been said against it is kept; 0: nothing has. */
static int
refuse_for_exceptions(struct transaction *t)
{
	static const char exceptions[] = {PYR_REC_STALE, PYR_REC_NOTE, '\0'};
	size_t count = report_count(t->report, exceptions);

	if (!count)
		return 0;
	report_keep(t->report, exceptions);
	report_addf(t->report, PYR_REC_ERROR, "", "", "not everything can be made new: %zu %s", count,
		    count == 1 ? "exception" : "exceptions");
	report_add(t->report, PYR_REC_HINT, "", "", "without --strict they are listed, and go on as they are");
	return -1;
}

int
stale_refuse(struct transaction *t)
{
	struct leftover l = {.t = t, .functions_follow = true};
	int result = -1;

	if (begin(&l) < 0 || add_older(t, false) < 0 || take_replaced(t, &l) < 0)
		goto out;
	say_frames(&l);
	say_generators(&l);
	PyErr_Clear();
	result = refuse_for_exceptions(t);
out:
	leftover_fini(&l);
	return result;
}

/* Since 3.11 the top level that is under way is one, too. */
static bool
is_top_level(PyObject *code)
{
	PyObject *name = code_attr(code, "co_name");
	bool is = name && !strcmp(utf8(name), "<module>");

	unref(name);
	return is;
}

void
stale_take_orphans(struct transaction *t)
{
	struct leftover l = {.t = t};
	PyObject *f, *code;
	size_t i;

	if (begin(&l) == 0)
		for (i = 0; i < t->functions.count; i++) {
			f = t->functions.list[i];
			code = WORD(f, python->function.code);
			if (!map_get(&t->map, f) && pair_is_ours(t, code) && !is_top_level(code) &&
			    PySet_Contains(l.current, code) == 0 && !does_the_same(&l, code) && PyList_Append(t->orphans, f) < 0)
				break;
		}
	leftover_fini(&l);
}

#define PARTS_MOST 1000
#define COUNTED_MOST 100000

/* References from what is ours, or would go with it. */
struct counting {
	struct map counts;
	struct addresses roots;   /* lists and dicts that are gone through in any case */
	struct addresses classes; /* the only ones that count */
	struct objects queue;     /* what nobody else holds */
	size_t counted;
};

static int
count(PyObject *o, void *arg)
{
	struct counting *c = arg;
	bool counts = o && (is_class(o) ? addresses_has(&c->classes, o) : !is_atom(o) || is_exact(o, TYPE_AT(PyTuple_Type)));

	if (!counts || addresses_has(&c->roots, o))
		return 0;
	if (c->counted++ > COUNTED_MOST && !is_function(o))
		return 0;
	if (map_count(&c->counts, o) < 0)
		return -1;
	if (!is_class(o) && refs_of(o) == (Py_ssize_t)(uintptr_t)map_get(&c->counts, o))
		return objects_add(&c->queue, o);
	return 0;
}

static int
count_queued(struct counting *c)
{
	PyObject *o;

	while (c->queue.count > 0) {
		o = c->queue.list[--c->queue.count];
		heap_refers(o, count, c);
	}
	return PyErr_Occurred() ? -1 : 0;
}

static int
count_below(PyObject *root, struct counting *c)
{
	heap_refers(root, count, c);
	return count_queued(c);
}

/* References that this transaction has: in its lists, in the items of dicts that it keeps, in what was there before. */
static int
count_own(struct transaction *t, struct counting *c)
{
	int result = 0;
	PyObject *o;
	Py_ssize_t i;
	size_t n;

	for (i = 0; result >= 0 && i < PyList_Size(t->dropped); i += 3)
		result = addresses_add(&c->classes, PyList_GetItem(t->dropped, i + 1));
	for (i = 0; result >= 0 && i < PyList_Size(t->left_builtins); i++)
		result = addresses_add(&c->roots, PyList_GetItem(t->left_builtins, i));
	for (n = 0; result >= 0 && n < t->module_count; n++)
		if ((result = addresses_add(&c->roots, t->modules[n].before)) >= 0)
			result = addresses_add(&c->roots, t->modules[n].scratch);
	for (i = 0; result >= 0 && i < PyList_Size(t->held); i++) {
		o = PyList_GetItem(t->held, i);
		/* What the walk has found is held once more. */
		if (!is_exact(o, TYPE_AT(PyList_Type)) || addresses_has(&t->live_containers, o))
			result = count(o, c);
		else if ((result = addresses_add(&c->roots, o)) == 1)
			result = count_below(o, c);
	}
	for (i = 0; result >= 0 && i < PyList_Size(t->left_builtins); i++)
		result = count_below(PyList_GetItem(t->left_builtins, i), c);
	for (n = 0; result >= 0 && n < t->module_count; n++)
		if ((result = count_below(t->modules[n].before, c)) >= 0)
			result = count_below(t->modules[n].scratch, c);
	return result;
}

static bool
is_held(const struct map *counts, PyObject *f)
{
	return refs_of(f) > (Py_ssize_t)(uintptr_t)map_get(counts, f);
}

/* What is found below a class, but not through other classes, modules and globals. */
struct below {
	struct addresses seen;
	struct objects queue;
	PyObject *class;
	Py_ssize_t references; /* to the class */
	struct map *counts;    /* of references to functions; or NULL */
};

static int
meet(PyObject *o, void *arg)
{
	struct below *b = arg;

	b->references += o == b->class;
	if (o && b->counts && is_function(o))
		map_count(b->counts, o);
	if (o && !is_class(o) && !is_module(o) &&
	    (!is_atom(o) || is_exact(o, TYPE_AT(PyTuple_Type))) && addresses_add(&b->seen, o) == 1)
		objects_add(&b->queue, o);
	return 0;
}

/* References to the class that it has by itself: its methods, descriptors, members. */
static Py_ssize_t
own_references(PyObject *class, struct map *counts)
{
	const struct function_layout *l = &python->function;
	struct below b = {.class = class, .counts = counts};
	size_t i;
	PyObject *o;

	meet(CLASS_DICT(class), &b);
	if (WORD(class, TYPE_MRO))
		heap_refers(WORD(class, TYPE_MRO), meet, &b);
	for (i = 0; i < b.queue.count && i < PARTS_MOST; i++) {
		o = b.queue.list[i];
		if (is_function(o)) {
			meet(WORD(o, l->closure), &b);
			meet(WORD(o, l->dict), &b);
			meet(WORD(o, l->defaults), &b);
			meet(WORD(o, l->annotations), &b);
		} else {
			heap_refers(o, meet, &b);
		}
	}
	objects_fini(&b.queue);
	addresses_fini(&b.seen);
	return b.references;
}

Py_ssize_t
class_own_references(PyObject *class)
{
	return own_references(class, NULL);
}

static bool
class_is_held(const struct map *counts, PyObject *class)
{
	return refs_of(class) > (Py_ssize_t)(uintptr_t)map_get(counts, class) + own_references(class, NULL);
}

/* Classes that nobody holds wait for the collector, and their methods with them. */
static void
say_classes(struct leftover *l, struct counting *c)
{
	PyObject *class, *mro;
	Py_ssize_t i, k;

	/* Those that derive from others come behind them. */
	for (i = PyList_Size(l->t->dropped) - 3; i >= 0; i -= 3) {
		class = PyList_GetItem(l->t->dropped, i + 1);
		if (!is_class(class) || !CLASS_DICT(class))
			continue;
		if (class_is_held(&c->counts, class))
			report_add(l->t->report, PYR_REC_STALE, utf8(PyList_GetItem(l->t->dropped, i + 2)),
				   utf8(PyList_GetItem(l->t->dropped, i)), "a class that is held, but not defined any more");
		else if (own_references(class, &c->counts) >= 0) {
			mro = WORD(class, TYPE_MRO);
			for (k = 1; mro && k < PyTuple_Size(mro); k++)
				map_count(&c->counts, PyTuple_GetItem(mro, k));
			for (k = 0; k < PyTuple_Size(WORD(class, TYPE_BASES)); k++)
				map_count(&c->counts, PyTuple_GetItem(WORD(class, TYPE_BASES), k));
			map_count(&c->counts, WORD(class, TYPE_BASE));
		}
	}
}

static void
counting_fini(struct counting *c)
{
	objects_fini(&c->queue);
	addresses_fini(&c->classes);
	addresses_fini(&c->roots);
	map_fini(&c->counts);
}

/* A local variable of a frame that is under way, a field of an object in C. */
static void
say_held(struct leftover *l, struct counting *c)
{
	PyObject *f;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(l->t->repointed); i++) {
		f = PyList_GetItem(l->t->repointed, i);
		if (is_held(&c->counts, f))
			say_running(l, WORD(f, python->function.code),
				    "the old object, still held where it cannot be exchanged:", "",
				    code_int(WORD(f, python->function.code), "co_firstlineno"));
	}
}

/* What the stores have replaced is kept for undoing them, and bound methods follow when they are certain. */
static int
count_kept(struct transaction *t, struct counting *c)
{
	const struct op *op;
	int result = 0;
	size_t i;

	for (op = t->ops.list; result == 0 && op < t->ops.list + t->ops.count; op++)
		result = op->saved && count(op->saved, c) < 0 ? -1 : count_queued(c);
	for (i = 0; result == 0 && i < t->bound_fixed; i++)
		result = count(bound_method_function(t->bound.list[i]), c);
	return result;
}

int
stale_refuse_held(struct transaction *t)
{
	struct leftover l = {.t = t};
	struct counting c = {.counted = 0};
	int result = count_own(t, &c) < 0 || count_kept(t, &c) < 0 ? -1 : 0;

	if (result == 0) {
		say_held(&l, &c);
		result = refuse_for_exceptions(t);
	}
	counting_fini(&c);
	return result;
}

static bool
is_defined_now(struct transaction *t, PyObject *f)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));

	return m && pair_code_at(t, m, false, utf8(WORD(f, python->function.qualname)));
}

static void
say_orphans(struct leftover *l)
{
	struct counting c = {.counted = 0};
	PyObject *f, *type;
	Py_ssize_t i;

	if (count_own(l->t, &c) < 0)
		PyErr_Clear();
	say_classes(l, &c);
	say_held(l, &c);

	for (i = 0; i < PyList_Size(l->t->orphans); i++) {
		f = PyList_GetItem(l->t->orphans, i);
		if (is_held(&c.counts, f) && !addresses_has(&l->codes, WORD(f, python->function.code)))
			say_running(l, WORD(f, python->function.code),
				    is_defined_now(l->t, f) ? "held, but its name leads to another object now:" : "held, but not defined any more:",
				    "", code_int(WORD(f, python->function.code), "co_firstlineno"));
	}
	/* A metric that is still exported, a plugin that its registry has. */
	for (i = 0; i < PyList_Size(l->t->dropped); i += 3) {
		f = PyList_GetItem(l->t->dropped, i + 1);
		type = !is_class(f) && is_held(&c.counts, f) ? get_attr((PyObject *)type_of(f), "__name__") : NULL;
		if (type)
			report_addf(l->t->report, PYR_REC_STALE, utf8(PyList_GetItem(l->t->dropped, i + 2)),
				    utf8(PyList_GetItem(l->t->dropped, i)), "a %s that is held, but not made any more",
				    utf8(type));
		unref(type);
	}
	counting_fini(&c);
}

void
stale_report(struct transaction *t)
{
	struct leftover l = {.t = t};

	if (begin(&l) < 0 || add_older(t, true) < 0 || find_leftover(t, &l) < 0)
		goto out;
	remember_leftover(&l);
	say_orphans(&l);
	say_frames(&l);
	say_generators(&l);
out:
	leftover_fini(&l);
}
