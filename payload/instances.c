#include "instances.h"

#include <stdlib.h>

#include "records.h"
#include "version.h"

#define LOOKS_MOST 400000 /* the GIL is held for them: about a microsecond each */
#define SPARE 64 /* values for objects that are made while the values are */

int
instances_add(struct transaction *t, const struct growth *growth)
{
	struct growth *grown = realloc(t->growths, (t->growth_count + 1) * sizeof(*grown));
	PyObject *path;

	if (!grown)
		return PyErr_NoMemory(), -1;
	t->growths = grown;
	grown += t->growth_count++;
	*grown = *growth;
	if (!grown->path) {
		path = hold(t, get_attr(grown->class, "__qualname__"));
		grown->path = path && is_str(path) ? utf8(path) : "?";
	}
	return 0;
}

void
instances_fini(struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->growth_count; i++)
		map_fini(&t->growths[i].made);
	free(t->growths);
	t->growths = NULL;
	t->growth_count = 0;
}

/* Of the class and all below it. */
static int
add_types(struct addresses *types, PyObject *class)
{
	PyObject *below = class_subclasses(class);
	int result = below ? addresses_add(types, class) : -1;
	Py_ssize_t i;

	for (i = 0; result >= 0 && i < PyList_Size(below); i++)
		result = addresses_has(types, PyList_GetItem(below, i)) ? 0 : add_types(types, PyList_GetItem(below, i));
	unref(below);
	return result < 0 ? PyErr_NoMemory(), -1 : 0;
}

struct search {
	struct addresses types;
	struct objects found; /* references of our own: looking at them may make the collector run */
	bool failed;
};

static void
take_instance(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (addresses_has(&s->types, (PyObject *)type_of(o)))
		s->failed = objects_add(&s->found, o) < 0 || s->failed;
}

static int
search_begin(struct transaction *t, struct search *s)
{
	int result = 0;
	size_t i;

	memset(s, 0, sizeof(*s));
	for (i = 0; result == 0 && i < t->growth_count; i++)
		result = add_types(&s->types, t->growths[i].class);
	if (result == 0)
		result = heap_each(take_instance, s);
	for (i = 0; i < s->found.count; i++)
		ref(s->found.list[i]);
	return result < 0 || s->failed ? PyErr_Occurred() ? -1 : (PyErr_NoMemory(), -1) : 0;
}

static void
search_end(struct search *s)
{
	size_t i;

	for (i = 0; i < s->found.count; i++)
		unref(s->found.list[i]);
	objects_fini(&s->found);
	addresses_fini(&s->types);
}

static bool
is_slot(PyObject *o)
{
	return o && is_exact(o, TYPE_AT(PyMemberDescr_Type));
}

static bool
has_place(const struct growth *g, PyObject *o, PyObject *name)
{
	return !g->is_local && (*(Py_ssize_t *)(void *)((char *)type_of(o) + TYPE_DICTOFFSET) != 0 ||
				is_slot(class_lookup((PyObject *)type_of(o), utf8(name))));
}

PyObject *
instance_own(PyObject *o, PyObject *name)
{
	PyObject *of_class = class_lookup((PyObject *)type_of(o), utf8(name)), *dict, *value;

	if (!of_class || is_slot(of_class)) {
		value = PyObject_GenericGetAttr(o, name);
	} else {
		dict = PyObject_GenericGetDict(o, NULL);
		value = dict && is_dict(dict) ? PyDict_GetItemWithError(dict, name) : NULL;
		value = value ? ref(value) : NULL;
		unref(dict);
	}
	PyErr_Clear();
	return value;
}

static bool
has_answers(const struct growth *g, PyObject *o)
{
	PyObject *value = instance_own(o, g->name);
	bool has = value && (g->is_table ? is_dict(value) && memos_count(value) > 0 : memos_is_value(value));

	unref(value);
	return has;
}

static bool
has_own(PyObject *o, PyObject *name)
{
	PyObject *value = instance_own(o, name);

	unref(value);
	return value != NULL;
}

bool
calls_method(PyObject *f, const char *method)
{
	PyObject *names = f && is_function(f) ? code_attr(WORD(f, python->function.code), "co_names") : NULL;
	bool calls = false;
	Py_ssize_t i;

	for (i = 0; names && !calls && i < PyTuple_Size(names); i++)
		calls = !strcmp(utf8(PyTuple_GetItem(names, i)), method);
	unref(names);
	return calls;
}

/* Making such an object goes through the method of the class: those of the classes below call it, if they have one. */
static bool
goes_through(const struct growth *g, PyObject *type)
{
	PyObject *mro = WORD(type, TYPE_MRO), *its;
	bool goes = true;
	Py_ssize_t i;

	for (i = 0; mro && goes && i < PyTuple_Size(mro) && PyTuple_GetItem(mro, i) != g->class; i++) {
		its = class_get(PyTuple_GetItem(mro, i), g->method);
		goes = !its || calls_method(its, g->method);
		its = g->helper && goes ? class_get(PyTuple_GetItem(mro, i), utf8(g->helper)) : NULL;
		goes = goes && (!its || calls_method(its, utf8(g->helper)));
	}
	return goes;
}

/* The object has been through the old method, so it would have the attribute if that had set it. */
static bool
lacks(const struct growth *g, PyObject *o)
{
	PyObject *type = (PyObject *)type_of(o), *of_class;

	if (!PyType_IsSubtype(type_of(o), (PyTypeObject *)g->class))
		return false;
	if (g->cached && !is_function(g->cached) && class_lookup(type, utf8(g->name)) != g->cached)
		return false;
	if (g->answers)
		return has_answers(g, o);
	if (g->leaves || g->hides || g->covers)
		return has_own(o, g->name);
	if (g->becomes)
		return goes_through(g, type) && retyped_is_other(g, o);
	if (g->said || g->began)
		return goes_through(g, type) && (g->said ? tables_is_there : tables_is_as_begun)(g, o);
	of_class = class_lookup(type, utf8(g->name));
	if (of_class && of_class != g->leaving && !is_slot(of_class))
		return false;
	if (!goes_through(g, type))
		return false;
	if (g->evidence && has_place(g, o, g->evidence)) {
		of_class = class_lookup(type, utf8(g->evidence));
		if ((!of_class || is_slot(of_class)) && !has_own(o, g->evidence))
			return false;
	}
	return !has_own(o, g->name);
}

static PyObject *
make(const struct growth *g)
{
	return is_code(g->maker) ? PyEval_EvalCode(g->maker, g->globals, g->locals) : PyObject_CallObject(g->maker, NULL);
}

static bool
is_for_all(PyObject *value)
{
	return is_atom(value) && !is_exact(value, TYPE_AT(PyTuple_Type)) && !is_exact(value, TYPE_AT(PyFrozenSet_Type));
}

/* What cannot be made is left, and named. */
static int
fill_pool(struct transaction *t, struct growth *g, Py_ssize_t count)
{
	PyObject *value = make(g);

	if (!value || is_for_all(value)) {
		g->maker = value ? g->maker : NULL;
		g->value = value ? hold(t, value) : NULL;
		return PyErr_Clear(), value && !g->value ? -1 : 0;
	}
	g->pool = hold(t, PyList_New(0));
	while (g->pool && value && PyList_Size(g->pool) < count + SPARE) {
		if (PyList_Append(g->pool, value) < 0)
			break;
		unref(value);
		value = make(g);
		breathe(t);
	}
	unref(value);
	return PyErr_Occurred() ? -1 : 0;
}

void
instances_complete(struct transaction *t, size_t first, PyObject *o, PyObject *fields)
{
	struct growth *g;
	PyObject *value;
	size_t i;

	for (i = first; i < t->growth_count; i++) {
		g = &t->growths[i];
		value = !g->maker || !lacks(g, o)	  ? NULL
			: own_values_needed(t, g, o) ? own_value_make(t, g, o)
						     : make(g);
		if (value)
			PyDict_SetItem(fields, g->name, value);
		unref(value);
		map_fini(&g->made);
		PyErr_Clear();
	}
	t->growth_count = first;
}

/* Take each instance that lacks something. */
static int
each_lacking(struct transaction *t, int (*take)(struct transaction *t, struct growth *g, PyObject *o))
{
	struct search s;
	struct growth *g;
	int result = search_begin(t, &s);
	size_t i;

	t->crowded = s.found.count > LOOKS_MOST / t->growth_count ? s.found.count : 0;
	for (g = t->growths; !t->crowded && result == 0 && g < t->growths + t->growth_count; g++)
		for (i = 0; result == 0 && i < s.found.count; i++)
			if (lacks(g, s.found.list[i]))
				result = take(t, g, s.found.list[i]);
	search_end(&s);
	return result;
}

/* One that has a value of its own gets it made. */
static int
count_one(struct transaction *t, struct growth *g, PyObject *o)
{
	PyObject *value;

	if (!has_place(g, o, g->name)) {
		g->unplaced += list_has(t->relaid, g->class);
		return 0;
	}
	if (!g->maker || !own_values_needed(t, g, o)) {
		g->lacking++;
		return 0;
	}
	value = t->flags & PYR_DRY_RUN ? NULL : own_value_make(t, g, o);
	breathe(t);
	return !value ? 0 : hold(t, ref(o)) && hold(t, value) ? map_set(&g->made, o, value) : -1;
}

int
instances_prepare(struct transaction *t)
{
	struct growth *g;
	int result = t->growth_count ? each_lacking(t, count_one) : 0;

	/* It runs code: only their number is used. */
	for (g = t->growths; result == 0 && g < t->growths + t->growth_count; g++) {
		if (g->maker && !g->runs && g->lacking + g->unplaced > 0 && !(t->flags & PYR_DRY_RUN))
			result = fill_pool(t, g, g->lacking);
		g->lacking = g->unplaced = 0;
	}
	replays_end(t);
	return result;
}

/* Somebody else means it: it is no data, or the __init__ of a class below sets it. */
static bool
is_meant(const struct growth *g, PyObject *o, PyObject *fields)
{
	PyObject *value = PyDict_GetItemWithError(fields, g->name), *mro = WORD(type_of(o), TYPE_MRO), *init;
	bool meant = !value || !(is_atom(value) || (is_container(value) && !g->is_filled));
	Py_ssize_t i;

	for (i = 0; !meant && mro && i < PyTuple_Size(mro) && PyTuple_GetItem(mro, i) != g->class; i++) {
		init = CLASS_DICT(PyTuple_GetItem(mro, i)) ? class_get(PyTuple_GetItem(mro, i), "__init__") : NULL;
		meant = init && is_function(init) && code_stores_attribute(WORD(init, python->function.code), g->name);
	}
	return meant;
}

/* self._items has become self._entries: what the object has by the old name; NULL: nothing, or it is new. */
static PyObject *
value_renamed(struct transaction *t, const struct growth *g, PyObject *o)
{
	PyObject *of_class = g->was ? class_lookup((PyObject *)type_of(o), utf8(g->was)) : NULL, *value;

	/* A field's default is a value of the class. */
	value = g->was && (!of_class || is_slot(of_class) || !class_lookup((PyObject *)type_of(of_class), "__get__"))
		    ? PyObject_GenericGetAttr(o, g->was)
		    : NULL;
	PyErr_Clear();
	return value ? hold(t, value) : NULL;
}

/* @memoize, where that is a class: self.cache[args] = self.fn(*args). */
static int
forget_answers(struct transaction *t, struct growth *g, PyObject *o)
{
	PyObject *asked = instance_own(o, g->asked), *f = asked ? function_within(asked) : NULL, *dict;
	int result = 0;

	unref(asked); /* the object keeps it */
	if (!f || !is_function(f) || !cache_is_outdated(t, f, g->otherwise))
		return 0;
	dict = hold(t, instance_own(o, g->name));
	if (dict && is_dict(dict) && memos_count(dict) == PyDict_Size(dict)) {
		g->forgotten++;
		result = plan_emptied(t, dict);
	} else {
		g->lacking++;
	}
	return result;
}

/* They find in their class what is the same for all of them. */
static int
give_by_class(struct transaction *t, struct growth *g, PyObject *o)
{
	if (!g->value || !list_has(t->relaid, g->class) || (g->reads && own_values_needed(t, g, o))) {
		g->lacking += !g->is_of_class;
		return 0;
	}
	return g->unplaced++ == 0 ? ops_add(&t->ops, OP_TYPE, g->class, g->name, g->value) : 0;
}

static int
give(struct transaction *t, struct growth *g, PyObject *o)
{
	PyObject *value = value_renamed(t, g, o), *fields;
	bool own;

	if (g->becomes)
		return retyped_give(t, g, o);
	if (g->asked)
		return forget_answers(t, g, o);
	if (g->began || g->answers) {
		g->lacking++;
		return 0;
	}
	if (g->leaves) {
		fields = hold(t, PyObject_GenericGetDict(o, NULL));
		if (fields && g->data && is_dict(fields) && is_meant(g, o, fields)) {
			g->lacking++;
			return 0;
		}
		if (!fields || !is_dict(fields))
			return PyErr_Occurred() ? -1 : 0;
		g->forgotten += g->cached != NULL;
		return ops_add(&t->last, OP_DICT, fields, g->name, NULL);
	}
	if (g->hides || g->covers) {
		g->lacking++;
		return 0;
	}
	if (records_give(t, o, g->name))
		return 0;
	if (!has_place(g, o, g->name))
		return give_by_class(t, g, o);
	own = g->reads && own_values_needed(t, g, o);
	if (!value && own)
		value = map_get(&g->made, o);
	else if (!value)
		value = g->pool && g->pooled < PyList_Size(g->pool) ? PyList_GetItem(g->pool, g->pooled++) : g->value;
	if (g->said)
		return t->flags & PYR_DRY_RUN ? (g->given++, 0) : tables_give(t, g, o, value);
	if (t->flags & PYR_DRY_RUN && (g->maker || value)) {
		g->given++;
		return 0;
	}
	if (!value) {
		g->lacking++;
		return 0;
	}
	g->given++;
	return ops_add(&t->ops, OP_ATTRIBUTE, o, g->name, map_resolve(&t->map, value));
}

/* What is another container now. */
static void
say_retyped(struct transaction *t, const struct growth *g)
{
	PyObject *name = PyUnicode_FromFormat("%s.%U", g->path, g->name), *type = get_attr(g->becomes, "__name__");

	if (name && type && g->given)
		report_addf(t->report, PYR_REC_UPDATED, g->module, utf8(name), "a %s now on %zd %s made before", utf8(type), g->given,
			    g->given == 1 ? "instance" : "instances");
	if (name && type && g->lacking)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "its new __init__ sets `%s` to a %s, and %zd %s made before go%s on with something else there",
			    utf8(g->name), utf8(type), g->lacking, g->lacking == 1 ? "instance" : "instances",
			    g->lacking == 1 ? "es" : "");
	unref(type);
	unref(name);
}

static void
say(struct transaction *t, const struct growth *g)
{
	PyObject *name = g->given ? PyUnicode_FromFormat("%s.%U", g->path, g->name) : NULL;

	if (g->forgotten)
		report_addf(t->report, PYR_REC_UPDATED, g->module, utf8(name = PyUnicode_FromFormat("%s.%U", g->path, g->name)),
			    "cached answers of %zd %s dropped", g->forgotten, g->forgotten == 1 ? "instance" : "instances");
	else if (name)
		report_addf(t->report, PYR_REC_UPDATED, g->module, utf8(name), "set on %zd %s made before%s%s", g->given,
			    g->given == 1 ? "instance" : "instances", g->was ? ", to what was called " : "",
			    g->was ? utf8(g->was) : "");
	if (g->unplaced)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "its new __init__ sets `%s`, which %zd %s made before can read, but not set", utf8(g->name), g->unplaced,
			    g->unplaced == 1 ? "instance" : "instances");
	if (g->lacking && g->began)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "its new __init__ sets `%s` to something else; %zd %s made before go%s on with what the old one set",
			    utf8(g->name), g->lacking, g->lacking == 1 ? "instance" : "instances", g->lacking == 1 ? "es" : "");
	else if (g->lacking && g->answers)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "%zd %s keep%s values in `%s` that old code has computed; where that is a cache, `__reload__` can empty it",
			    g->lacking, g->lacking == 1 ? "instance" : "instances", g->lacking == 1 ? "s" : "", utf8(g->name));
	else if (g->lacking && g->cached)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "%zd %s made before keep%s what the old `%s` has given: it may be in use", g->lacking,
			    g->lacking == 1 ? "instance" : "instances", g->lacking == 1 ? "s" : "", utf8(g->name));
	else if (g->lacking && g->covers)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "has a descriptor `%s` now, which does not see what %zd %s made before ha%s under that name", utf8(g->name),
			    g->lacking, g->lacking == 1 ? "instance" : "instances", g->lacking == 1 ? "s" : "ve");
	else if (g->lacking && (g->hides || g->leaves))
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "has `%s` now, which %zd %s made before do%s not see: there it is an attribute of the instance",
			    utf8(g->name), g->lacking, g->lacking == 1 ? "instance" : "instances", g->lacking == 1 ? "es" : "");
	else if (g->lacking)
		report_addf(t->report, PYR_REC_NOTE, g->module, g->path,
			    "its new __init__ sets `%s`, which %zd %s made before do%s not have", utf8(g->name), g->lacking,
			    g->lacking == 1 ? "instance" : "instances", g->lacking == 1 ? "es" : "");
	unref(name);
}

int
instances_grow(struct transaction *t)
{
	int result = t->growth_count ? each_lacking(t, give) : 0;
	size_t i, plain;

	for (i = 0; result == 0 && i < t->growth_count; i++)
		(t->growths[i].becomes ? say_retyped : say)(t, &t->growths[i]);
	for (i = 0; i < t->growth_count && (t->growths[i].hides || t->growths[i].covers || t->growths[i].leaves || t->growths[i].answers ||
						t->growths[i].is_of_class); i++)
		;
	for (plain = 0; plain < t->growth_count && (t->growths[plain].is_of_class || t->growths[plain].answers); plain++)
		;
	if (result == 0 && plain < t->growth_count && t->crowded)
		report_addf(t->report, PYR_REC_NOTE, t->growths[0].module, t->growths[i < t->growth_count ? i : 0].path,
			    i < t->growth_count ? "its new __init__ sets `%s`, and %zu objects of its and other changed classes "
						  "are too many to look at each"
						: "has `%s` now, and %zu objects of its and other changed classes, which may "
						  "hide it, are too many to look "
						  "at each",
			    utf8(t->growths[i < t->growth_count ? i : 0].name), t->crowded);
	return result;
}
