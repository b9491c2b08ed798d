/*
 * functions.c - the live functions whose code belongs to the transaction.
 *
 * Most are found near the modules.  Whether these are all is proven by the
 * reference counts of their code objects: a code object is held by its
 * functions, by the constants of its parent and by running frames.  Only when
 * the sum is short is the heap walked.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"

#define NEAR_MOST 20000

struct search {
	struct transaction *t;
	struct objects queue;
	struct addresses seen;
	struct objects *found;
	struct objects *wrappers; /* or NULL */
	struct objects *wrapping; /* or NULL: functions that say what they wrap */
	PyObject *wrapper_type;
	struct map *counts; /* or NULL: counts the references that are passed to each function */
	bool classes;  /* look into our classes too */
	bool failed;
};

/* Its code is of a file of ours, and it works on a module of the transaction. */
static bool
is_ours(struct transaction *t, PyObject *f)
{
	PyObject *globals = WORD(f, python->function.globals);
	PyObject *builtins = is_dict(globals) ? dict_get(globals, "__builtins__") : NULL;
	Py_ssize_t i;
	size_t k;

	/* old_value.c gives what it makes builtins of its own. */
	if (!pair_is_ours(t, WORD(f, python->function.code)) ||
	    (!WORD(f, python->function.module) && builtins && is_dict(builtins) && builtins != t->builtins))
		return false;
	for (i = 0; i < PyList_Size(t->namesakes); i++)
		if (PyList_GetItem(t->namesakes, i) == globals) {
			for (k = 0; k < t->module_count && t->modules[k].dict != globals; k++)
				;
			return k < t->module_count;
		}
	return true;
}

static int
enqueue(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (o && s->counts && is_function(o) && map_count(s->counts, o) < 0)
		s->failed = true;
	if (o && addresses_add(&s->seen, o) == 1 && objects_add(&s->queue, o) < 0)
		s->failed = true;
	return 0;
}

bool
class_or_base_among(const struct addresses *among, PyObject *class)
{
	PyObject *mro = WORD(class, TYPE_MRO);
	Py_ssize_t i;

	for (i = 0; mro && i < PyTuple_Size(mro); i++)
		if (addresses_has(among, PyTuple_GetItem(mro, i)))
			return true;
	return false;
}

PyObject *
classes_changed_below(struct transaction *t, PyObject *base, struct addresses *set)
{
	PyObject *list = PyList_New(0), *class;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(t->classes); i++) {
		class = PyList_GetItem(t->classes, i);
		if (PyType_IsSubtype((PyTypeObject *)class, (PyTypeObject *)base) &&
		    (addresses_add(set, class) < 0 || PyList_Append(list, class) < 0)) {
			unref(list);
			return NULL;
		}
	}
	return list;
}

bool
class_is_ours(struct transaction *t, PyObject *class)
{
	PyObject *module = class_get(class, "__module__");

	return module && is_str(module) && transaction_module(t, module);
}

PyObject *
class_of_ours(struct transaction *t, PyObject *o)
{
	PyObject *class = is_class(o) ? o : (PyObject *)type_of(o);

	return is_heap_type(class) && class_is_ours(t, class) ? class : NULL;
}

bool
functions_same_word(PyObject *a, PyObject *b, uint16_t offset)
{
	PyObject *x = WORD(a, offset), *y = WORD(b, offset);

	return x == y || (x && y && const_equal(x, y, code_same_behaviour));
}

bool
functions_same_defaults(PyObject *a, PyObject *b)
{
	return functions_same_word(a, b, python->function.defaults) && functions_same_word(a, b, python->function.kwdefaults);
}

PyObject *
functions_cache_type(void)
{
	PyObject *type = library_object("functools", "_lru_cache_wrapper");

	return type && is_class(type) ? type : NULL;
}

static void
look_at(struct search *s, PyObject *o)
{
	const struct function_layout *l = &python->function;

	if (s->wrappers && (PyObject *)type_of(o) == s->wrapper_type && objects_add(s->wrappers, o) < 0)
		s->failed = true;
	if (is_function(o)) {
		if (is_ours(s->t, o) && objects_add(s->found, o) < 0)
			s->failed = true;
		if (s->wrapping && WORD(o, l->dict) && dict_get(WORD(o, l->dict), "__wrapped__") &&
		    objects_add(s->wrapping, o) < 0)
			s->failed = true;
		/* Not the globals: they lead everywhere. */
		enqueue(WORD(o, l->closure), s);
		enqueue(WORD(o, l->dict), s);
		enqueue(WORD(o, l->defaults), s);
	} else if (is_class(o)) {
		if (s->classes && class_is_ours(s->t, o))
			enqueue(CLASS_DICT(o), s);
	} else if (!is_module(o) &&
		   !is_exact(o, TYPE_AT(PyFrame_Type))) {
		heap_refers(o, enqueue, s);
	}
}

static int
search_from(struct search *s, size_t most)
{
	size_t at;

	for (at = 0; !s->failed && at < s->queue.count && at < most; at++)
		look_at(s, s->queue.list[at]);
	objects_fini(&s->queue);
	addresses_fini(&s->seen);
	if (s->failed)
		PyErr_NoMemory();
	return s->failed ? -1 : 0;
}

int
functions_near(struct transaction *t, PyObject *o, size_t most, struct objects *found)
{
	struct search s = {.t = t, .found = found};

	enqueue(o, &s);
	return search_from(&s, most);
}

/* By a statement itself, not by a function that it calls: a definition, or a lambda. */
static bool
is_made_by_staging(const struct transaction *t, PyObject *f)
{
	const char *inner = strchr(utf8(WORD(f, python->function.qualname)), '<');
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (WORD(f, python->function.globals) == t->modules[i].scratch)
			return !inner || !strcmp(inner, "<lambda>");
	return false;
}

/* The functions that statements of the new source have made, by their code. */
static int
find_staged(struct transaction *t)
{
	struct objects found = {0};
	struct search s = {.t = t, .found = &found, .classes = true};
	bool several;
	PyObject *f;
	int result = t->staged_functions ? 0 : -1;
	size_t i;

	for (i = 0; i < t->module_count; i++) {
		enqueue(t->modules[i].scratch, &s);
		enqueue(t->modules[i].bare, &s);
	}
	enqueue(t->doubled, &s);
	if (result < 0 || search_from(&s, NEAR_MOST) < 0)
		result = -1;
	for (i = 0; result == 0 && i < found.count; i++) {
		f = found.list[i];
		if (!is_made_by_staging(t, f))
			continue;
		/* In a loop one statement makes several: which is which cannot be told. */
		several = PyDict_Contains(t->staged_functions, WORD(f, python->function.code)) == 1;
		result = PyDict_SetItem(t->staged_functions, WORD(f, python->function.code), several ? NONE : f);
	}
	objects_fini(&found);
	return result;
}

static int
add_frames(PyObject *frame, struct objects *codes)
{
	PyObject *back, *code;
	int result = 0;

	ref(frame);
	while (result == 0 && frame && frame != NONE) {
		code = get_attr(frame, "f_code");
		result = code ? objects_add(codes, code) : 0;
		unref(code); /* the frame keeps it */
		back = get_attr(frame, "f_back");
		unref(frame);
		frame = back;
	}
	unref(frame);
	return result;
}

int
functions_running(struct objects *codes)
{
	PyObject *frames = frames_by_thread(), *list;
	int result = -1;
	Py_ssize_t i;

	list = frames ? PyDict_Values(frames) : NULL;
	for (i = 0, result = list ? 0 : -1; result == 0 && i < PyList_Size(list); i++)
		result = add_frames(PyList_GetItem(list, i), codes);
	unref(list);
	unref(frames);
	return result;
}

static Py_ssize_t
count_in(const struct objects *a, const PyObject *o)
{
	Py_ssize_t count = 0;
	size_t i;

	for (i = 0; i < a->count; i++)
		count += a->list[i] == o;
	return count;
}

int
holders_add_code(struct holders *h, PyObject *code)
{
	PyObject *consts, *child;
	int result = addresses_add(&h->seen, code);
	Py_ssize_t i;

	if (result <= 0)
		return result;
	consts = code_attr(code, "co_consts");
	result = consts ? objects_add(&h->codes, code) : -1;
	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		child = PyTuple_GetItem(consts, i);
		if (!is_code(child))
			continue;
		result = map_count(&h->counts, child);
		if (result == 0)
			result = holders_add_code(h, child);
	}
	unref(consts);
	return result;
}

void
holders_fini(struct holders *h)
{
	objects_fini(&h->codes);
	addresses_fini(&h->seen);
	map_fini(&h->counts);
}

static int
add_functions(struct transaction *t, struct holders *h)
{
	PyObject *code;
	size_t i;

	for (i = 0; i < t->functions.count; i++) {
		code = WORD(t->functions.list[i], python->function.code);
		if (map_count(&h->counts, code) < 0 || holders_add_code(h, code) < 0)
			return -1;
	}
	return 0;
}

/* What the new source defines no more may be held where nobody but a walk finds it. */
static bool
removed_are_seen(struct transaction *t, PyObject *code, PyObject *live)
{
	PyObject *consts, *child;
	bool seen = true;
	Py_ssize_t i;

	if (pair_partner(t, code) == NONE)
		return true;
	consts = code_attr(code, "co_consts");
	for (i = 0; consts && seen && i < PyTuple_Size(consts); i++) {
		child = PyTuple_GetItem(consts, i);
		if (!is_code(child))
			continue;
		seen = removed_are_seen(t, child, live) &&
		       (pair_partner(t, child) || code_is_class_body(child) ||
			code_is_comprehension(child) || PySet_Contains(live, child) == 1);
	}
	unref(consts);
	return seen;
}

/* A changed function of which no live one was found (somebody has put another in its place). */
static bool
all_are_seen(struct transaction *t, const struct holders *h)
{
	PyObject *live = PySet_New(NULL), *name, *codes, *old, *new;
	bool seen = live != NULL;
	Py_ssize_t file = 0, at = 0;
	size_t i;

	for (i = 0; seen && i < h->codes.count; i++)
		seen = PySet_Add(live, h->codes.list[i]) == 0;
	while (seen && PyDict_Next(t->code_map, &file, &name, &codes))
		for (at = 0; seen && PyDict_Next(codes, &at, &old, &new);)
			seen = new == NONE || code_is_class_body(old) || code_is_comprehension(old) ||
			       PySet_Contains(live, old) == 1;
	/* Its body is the same, but the statement ran: it may have other defaults, and stand where the live one stood. */
	if (seen)
		seen = PySet_Clear(live) == 0;
	for (i = 0; seen && i < t->functions.count; i++)
		if (!is_made_by_staging(t, t->functions.list[i]))
			seen = PySet_Add(live, WORD(t->functions.list[i], python->function.code)) == 0;
	for (at = 0; seen && PyDict_Next(t->staged_functions, &at, &new, &old);)
		seen = pair_partner(t, new) != NONE || PySet_Contains(live, new) == 1;
	for (i = 0; seen && i < h->codes.count; i++)
		seen = PySet_Add(live, h->codes.list[i]) == 0;
	for (i = 0; seen && i < t->module_count; i++)
		seen = !t->modules[i].old_code || removed_are_seen(t, t->modules[i].old_code, live);
	unref(live);
	return seen;
}

/* The code of inner functions that is the same, in such that is not: they may have other defaults. */
static int
add_inner(PyObject *codes, PyObject *inner)
{
	PyObject *old, *new, *consts, *child;
	Py_ssize_t at = 0, i;
	int result = 0;

	while (result == 0 && PyDict_Next(codes, &at, &old, &new)) {
		consts = new == NONE || code_is_class_body(old) ? NULL : code_attr(old, "co_consts");
		for (i = 0; consts && result == 0 && i < PyTuple_Size(consts); i++) {
			child = PyTuple_GetItem(consts, i);
			if (is_code(child) && !code_is_class_body(child) && !code_is_comprehension(child) &&
			    code_int(child, "co_argcount") + code_int(child, "co_kwonlyargcount") > 0 &&
			    PySet_Add(inner, child) < 0)
				result = -1;
		}
		unref(consts);
	}
	return result;
}

/* Every reference to the code objects that will be replaced is one that we know. */
static bool
is_complete(struct transaction *t)
{
	PyObject *inner = PySet_New(NULL);
	struct objects running = {0};
	struct holders h = {0};
	bool complete = functions_running(&running) == 0 && add_functions(t, &h) == 0 && inner;
	PyObject *code, *file;
	Py_ssize_t at = 0;
	size_t i;

	while (complete && PyDict_Next(t->code_map, &at, &file, &code))
		complete = add_inner(code, inner) == 0;
	for (i = 0; complete && i < h.codes.count; i++) {
		code = h.codes.list[i];
		complete = (!pair_new_code(t, code) && PySet_Contains(inner, code) == 0) ||
			   refs_of(code) == (Py_ssize_t)(uintptr_t)map_get(&h.counts, code) +
						    count_in(&running, code);
	}
	complete = complete && all_are_seen(t, &h);
	objects_fini(&running);
	unref(inner);
	holders_fini(&h);
	PyErr_Clear();
	return complete;
}

static int
count_edge(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (o && is_function(o) && map_count(s->counts, o) < 0)
		s->failed = true;
	return 0;
}

/*
 * Nobody has one of our functions but what was passed near the modules, and the
 * names of other modules: so no wrapper elsewhere has one.
 */
static bool
holders_are_known(struct transaction *t, struct search *s)
{
	PyObject *modules = PyImport_GetModuleDict(), *name, *module, *f;
	Py_ssize_t at = 0;
	size_t i;

	while (PyDict_Next(modules, &at, &name, &module))
		if (is_module(module))
			heap_refers(PyModule_GetDict(module), count_edge, s);
	for (i = 0; i < t->module_count; i++)
		heap_refers(t->modules[i].scratch, count_edge, s);
	for (i = 0; i < t->functions.count; i++) {
		f = t->functions.list[i];
		if (refs_of(f) > (Py_ssize_t)(uintptr_t)map_get(s->counts, f))
			return false;
	}
	return !s->failed;
}

struct walk {
	struct transaction *t;
	PyObject *wrapper_type;
	bool functions; /* they, too */
	bool failed;
};

static void
take(PyObject *o, void *arg)
{
	struct walk *w = arg;

	if ((PyObject *)type_of(o) == w->wrapper_type && objects_add(&w->t->wrappers, o) < 0)
		w->failed = true;
	if (w->functions && is_function(o) && is_ours(w->t, o) &&
	    objects_add(&w->t->functions, o) < 0)
		w->failed = true;
}

static int
find_by_walk(struct transaction *t, bool complete)
{
	struct walk w = {.t = t, .wrapper_type = functions_cache_type(), .functions = !complete};

	t->wrappers.count = 0;
	if (!complete)
		t->functions.count = 0;
	if (heap_each(take, &w) < 0)
		return -1;
	if (w.failed)
		PyErr_NoMemory();
	return w.failed ? -1 : 0;
}

int
functions_find(struct transaction *t)
{
	struct map counts = {0};
	struct search s = {.t = t, .found = &t->functions, .wrappers = &t->wrappers, .wrapping = &t->wrapping,
			   .wrapper_type = functions_cache_type(), .counts = &counts, .classes = true};
	bool complete, known;
	size_t i;

	t->staged_functions = hold(t, PyDict_New());
	for (i = 0; i < t->module_count; i++)
		enqueue(t->modules[i].before, &s);
	if (search_from(&s, NEAR_MOST) < 0 || find_staged(t) < 0) {
		map_fini(&counts);
		return -1;
	}
	complete = is_complete(t);
	known = complete && holders_are_known(t, &s);
	map_fini(&counts);
	return known ? 0 : find_by_walk(t, complete);
}
