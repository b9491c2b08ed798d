/*
 * own_values.c - self.total = self.price * self.count: what comes in depends on what each instance has.
 *
 * So does a value that a class below hands to the initializer, super().__init__(host, timeout=60); and one that its
 * own initializer does more with, self.tags.append(...), cannot be told.
 */
#include "callees.h"
#include "collection.h"
#include "initializer.h"
#include "version.h"

#define BELOW_MOST 8 /* classes between that of an instance and the one that has the initializer */

struct reading {
	const struct initializer *n;
	PyObject *list; /* attribute as it is written, name that the instance has it by, and so on */
	bool failed;
};

/* Of self nothing but attributes. */
static bool
take_read(PyObject *node, void *arg)
{
	struct reading *r = arg;
	PyObject *name = node_is(node, "Attribute") ? self_attribute(r->n, node) : NULL,
		 *written = name ? get_attr(node, "attr") : NULL;

	if (written && PyList_Append(r->list, written) == 0)
		r->failed = PyList_Append(r->list, name) < 0 || r->failed;
	unref(written);
	unref(name);
	return false;
}

static int
count_self(const struct initializer *n, PyObject *node)
{
	return initializer_count_nodes(node, "Name", n->self, false);
}

static bool
reads_name(PyObject *code, PyObject *name)
{
	PyObject *one = PySet_New(NULL);
	bool reads = one && PySet_Add(one, name) == 0 && code_reads_any(code, one);

	unref(one);
	return reads;
}

/* Arguments with a default that the code reads. */
static int
take_arguments(const struct initializer *n, struct growth *g)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(g->locals, &at, &name, &value))
		if (PyUnicode_Compare(name, n->self) != 0 && reads_name(g->maker, name) && PyList_Append(g->taken, name) < 0)
			return -1;
	return PyErr_Occurred() ? -1 : 0;
}

/* Those that instances have in an attribute. */
static int
take_stored(const struct initializer *n, struct growth *g)
{
	PyObject *name, *attribute;
	Py_ssize_t at = 0;

	while (n->stored && PyDict_Next(n->stored, &at, &name, &attribute))
		if (reads_name(g->maker, name) && (PyList_Append(g->stored, name) < 0 || PyList_Append(g->stored, attribute) < 0))
			return -1;
	return PyErr_Occurred() ? -1 : 0;
}

int
own_values_note(const struct initializer *n, struct growth *g)
{
	struct reading r = {.n = n};

	if (!(n->source || g->runs) || !g->maker || !is_code(g->maker))
		return 0;
	r.list = hold(n->t, PyList_New(0));
	g->stored = hold(n->t, PyList_New(0));
	g->taken = hold(n->t, PyList_New(0));
	g->by_type = hold(n->t, PyDict_New());
	if (!r.list || !g->stored || !g->taken || !g->by_type || take_arguments(n, g) < 0 || take_stored(n, g) < 0)
		return -1;
	if (!g->runs)
		tree_any(n->source, take_read, &r);
	if (r.failed)
		return -1;
	g->self = n->self;
	g->reads = r.list;
	g->arguments = n->call ? NULL : n->arguments;
	/* type(self).__name__, len(self) */
	if (!g->runs && count_self(n, n->source) * 2 != PyList_Size(r.list))
		g->maker = NULL;
	return 0;
}

/* A constant that is given in the call; new reference, or NULL. */
static PyObject *
constant_of(const struct module *m, PyObject *node)
{
	PyObject *o = node_is(node, "Constant") ? get_attr(node, "value") : ref(node_object(m->staging, node));

	if (o && is_atom(o))
		return o;
	unref(o);
	return NULL;
}

/* Where the argument stands, the object itself not counted; -1: by its name alone. */
static Py_ssize_t
place_of(PyObject *arguments, PyObject *name)
{
	static const char *const kinds[] = {"posonlyargs", "args"};
	Py_ssize_t i, place = -1, before = -1;
	PyObject *list;
	size_t k;

	for (k = 0; k < 2; k++) {
		list = get_attr(arguments, kinds[k]);
		for (i = 0; list && place < 0 && i < PyList_Size(list); i++)
			if (attr_is(PyList_GetItem(list, i), "arg", utf8(name)))
				place = before + i;
		before += list ? PyList_Size(list) : 0;
		unref(list);
	}
	return place;
}

PyObject *
argument_default(const struct module *m, PyObject *arguments, PyObject *node)
{
	static const char *const kinds[][2] = {{"args", "defaults"}, {"kwonlyargs", "kw_defaults"}};
	PyObject *list, *defaults, *name, *found = NULL;
	Py_ssize_t i, first;
	size_t k;

	for (k = 0; arguments && node_is(node, "Name") && !found && k < 2; k++) {
		list = get_attr(arguments, kinds[k][0]);
		defaults = get_attr(arguments, kinds[k][1]);
		first = list && defaults ? PyList_Size(list) - PyList_Size(defaults) : 0;
		for (i = first < 0 ? 0 : first; list && defaults && !found && i < PyList_Size(list); i++) {
			name = get_attr(PyList_GetItem(list, i), "arg");
			if (name && node_is_name(node, name) && PyList_GetItem(defaults, i - first) != NONE)
				found = constant_of(m, PyList_GetItem(defaults, i - first));
			unref(name);
		}
		unref(defaults);
		unref(list);
	}
	return found;
}

struct call {
	const struct growth *g;
	PyObject *arguments; /* node: of the method that calls */
	const struct module *m;
	PyObject *given; /* dict: argument -> value */
	bool told;
};

static void
take(struct call *c, PyObject *name, PyObject *node)
{
	PyObject *value = node ? argument_default(c->m, c->arguments, node) : NULL;

	value = node && !value ? constant_of(c->m, node) : value;
	if (node && (!value || PyDict_SetItem(c->given, name, value) < 0))
		c->told = false;
	unref(value);
}

/* Base.__init__(self, ...): one more than super().__init__(...). */
static bool
names_class(const struct call *c, PyObject *callee)
{
	PyObject *of = get_attr(callee, "value"), *o = of ? node_object(c->m->staging, of) : NULL;

	unref(of);
	return o && is_class(o);
}

static bool
look_at_call(PyObject *node, void *arg)
{
	struct call *c = arg;
	PyObject *callee = node_is(node, "Call") ? get_attr(node, "func") : NULL, *args, *keywords, *name, *value;
	Py_ssize_t i, k, place;
	bool ends;

	if (callee && node_is(callee, "Attribute") && attr_is(callee, "attr", c->g->method)) {
		args = get_attr(node, "args");
		keywords = get_attr(node, "keywords");
		for (i = 0; args && keywords && i < PyList_Size(c->g->taken); i++) {
			name = PyList_GetItem(c->g->taken, i);
			for (k = 0; k < PyList_Size(keywords); k++) {
				value = attr_is(PyList_GetItem(keywords, k), "arg", utf8(name))
					    ? get_attr(PyList_GetItem(keywords, k), "value")
					    : NULL;
				take(c, name, value);
				unref(value);
			}
			place = place_of(c->g->arguments, name);
			place = place < 0 ? place : place + names_class(c, callee);
			for (k = 0, ends = place < 0; !ends && k <= place && k < PyList_Size(args); k++) {
				/* What comes in by *args was given when there was no such argument. */
				ends = node_is(PyList_GetItem(args, k), "Starred");
				if (!ends && k == place)
					take(c, name, PyList_GetItem(args, k));
			}
		}
		unref(keywords);
		unref(args);
	}
	unref(callee);
	return false;
}

/* The attribute is asked for, not only set: self.tags.append(...) */
static bool
does_more(PyObject *code, PyObject *name)
{
	PyObject *names = PySet_New(NULL);
	bool more = !names ||
		    (code_add_names(code, names) == 0 && PySet_Contains(names, name) == 1 && !code_stores_attribute(code, name));

	unref(names);
	PyErr_Clear();
	return more;
}

/* False: what the method of this class below gives cannot be told. */
static bool
take_below(struct transaction *t, const struct growth *g, PyObject *class, PyObject *given)
{
	PyObject *staged = class_staged(t, class), *f = callable_of(class_get(class, g->method)),
		 *new = staged ? callable_of(class_get(staged, g->method)) : NULL, *module, *code, *node;
	struct call c = {.g = g, .given = given, .told = true};

	f = f && is_function(f) ? f : NULL;
	code = new &&is_function(new) ? WORD(new, python->function.code) : f ? code_to_come(t, f) : NULL;
	code = code ? code : f ? WORD(f, python->function.code) : NULL;
	if (!code)
		return true;
	if (!g->said && does_more(code, g->name))
		return false;
	module = class_get(class, "__module__");
	c.m = module && is_str(module) ? transaction_module(t, module) : NULL;
	node = c.m && c.m->tree && c.m->staging && g->arguments && PyList_Size(g->taken) ? tree_definition(c.m, code) : NULL;
	c.arguments = node ? get_attr(node, "args") : NULL;
	if (node)
		tree_any(node, look_at_call, &c);
	unref(c.arguments);
	unref(node);
	PyErr_Clear();
	return c.told;
}

/* None: classes below have no say in it; True: it cannot be told; else a dict, what they give for arguments.  Borrowed, or NULL:
   exception. */
static PyObject *
given_by(struct transaction *t, struct growth *g, PyObject *type)
{
	PyObject *answer = PyDict_GetItemWithError(g->by_type, type), *mro = WORD(type, TYPE_MRO), *given, *class;
	bool told = true;
	Py_ssize_t i;

	if (answer)
		return answer;
	given = PyDict_New();
	for (i = 0; given && told && mro && i < PyTuple_Size(mro) && (class = PyTuple_GetItem(mro, i)) != g->class; i++)
		told = i < BELOW_MOST && (!CLASS_DICT(class) || take_below(t, g, class, given));
	answer = !told ? TRUE : given && PyDict_Size(given) ? given : NONE;
	if (!given || PyDict_SetItem(g->by_type, type, answer) < 0)
		answer = NULL;
	unref(given);
	return answer;
}

bool
own_values_needed(struct transaction *t, struct growth *g, PyObject *o)
{
	PyObject *given = g->reads ? given_by(t, g, (PyObject *)type_of(o)) : NONE;

	PyErr_Clear();
	return given != NONE || (g->reads && (g->runs || PyList_Size(g->reads) || PyList_Size(g->stored)));
}

/* Of the object's class as it will be; borrowed, or NULL. */
static PyObject *
value_of_class(struct transaction *t, PyObject *type, PyObject *name)
{
	PyObject *mro = WORD(type, TYPE_MRO), *staged, *found = NULL;
	Py_ssize_t i;

	for (i = 0; mro && !found && i < PyTuple_Size(mro); i++) {
		staged = class_staged(t, PyTuple_GetItem(mro, i));
		found = class_get(staged ? staged : PyTuple_GetItem(mro, i), utf8(name));
	}
	return found;
}

/* Runs no code; new reference, or NULL: it is no plain value. */
static PyObject *
value_read(struct transaction *t, PyObject *o, PyObject *name)
{
	PyObject *value = value_of_class(t, (PyObject *)type_of(o), name), *own = NULL, *live;

	/* self.on_event: a method that is there already takes its new code where it is. */
	if (value && is_function(value)) {
		live = class_lookup((PyObject *)type_of(o), utf8(name));
		return PyObject_CallFunctionObjArgs((PyObject *)TYPE_AT(PyMethod_Type), live && is_function(live) ? live : value,
						    o, NULL);
	}
	if (!value || is_exact(value, TYPE_AT(PyMemberDescr_Type)) || !class_lookup((PyObject *)type_of(value), "__get__"))
		own = instance_own(o, name);
	else
		value = NULL;
	if (!own && value && !is_exact(value, TYPE_AT(PyMemberDescr_Type)))
		own = ref(value);
	if (own && (is_atom(own) || is_container(own)))
		return own;
	unref(own);
	return NULL;
}

/* An object that has these attributes, and nothing else of the instance. */
static PyObject *
stand_in_for(struct transaction *t, const struct growth *g, PyObject *o)
{
	PyObject *type = namespace_type(), *fields = PyDict_New(), *none = PyTuple_New(0), *value, *made = NULL;
	bool all = type && fields && none;
	Py_ssize_t i;

	for (i = 0; all && i + 1 < PyList_Size(g->reads); i += 2) {
		value = value_read(t, o, PyList_GetItem(g->reads, i + 1));
		all = value && PyDict_SetItem(fields, PyList_GetItem(g->reads, i), value) == 0;
		unref(value);
	}
	if (all)
		made = PyObject_Call(type, none, fields);
	unref(none);
	unref(fields);
	return made;
}

/* Arguments as attributes of the object have them. */
static bool
set_stored(struct transaction *t, const struct growth *g, PyObject *o, PyObject *locals)
{
	PyObject *value;
	bool all = true;
	Py_ssize_t i;

	for (i = 0; all && i + 1 < PyList_Size(g->stored); i += 2) {
		value = value_read(t, o, PyList_GetItem(g->stored, i + 1));
		all = value && PyDict_SetItem(locals, PyList_GetItem(g->stored, i), value) == 0;
		unref(value);
	}
	return all;
}

PyObject *
own_value_make(struct transaction *t, struct growth *g, PyObject *o)
{
	PyObject *given = given_by(t, g, (PyObject *)type_of(o)), *locals = NULL, *self, *value = NULL;

	if (!given || given == TRUE || !g->maker || !(locals = PyDict_Copy(g->locals)))
		return PyErr_Clear(), NULL;
	if (g->runs) {
		if (set_stored(t, g, o, locals) && (given == NONE || PyDict_Update(locals, given) == 0))
			value = replay_make(t, g, o, locals);
	} else if ((self = stand_in_for(t, g, o))) {
		if (PyDict_SetItem(locals, g->self, self) == 0 && set_stored(t, g, o, locals) &&
		    (given == NONE || PyDict_Update(locals, given) == 0))
			value = PyEval_EvalCode(g->maker, g->globals, locals);
		unref(self);
	}
	unref(locals);
	PyErr_Clear();
	return value;
}
