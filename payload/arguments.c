/*
 * arguments.c - decorators that look at the arguments of what they are given.
 *
 * @app.get("/a") asks inspect.signature() for them, seven calls deep, and knows
 * them from then on: names, defaults, annotations.  When these change it is to
 * be given the function again.  What a decorator may call is found by the names in
 * its code: globals, methods of the object that it is called of and attributes of
 * that, classes and their constructors.
 */
#include "heap.h"
#include "statement.h"
#include "version.h"

#define LOOKED_AT_MOST 300 /* functions that a decorator may call */

struct search {
	PyObject *queue; /* list: function, what it is a method of or None, and so on */
	struct addresses seen;
};

/* Of a function, or what calling a class calls. */
static int
add(struct search *s, PyObject *o, PyObject *owner)
{
	static const char *const constructors[] = {"__init__", "__new__"};
	PyObject *f = callable_of(o);
	int result = 0;
	size_t i;

	PyErr_Clear();
	for (i = 0; f && is_class(f) && is_heap_type(f) && result == 0 && i < sizeof(constructors) / sizeof(constructors[0]); i++)
		if (class_lookup(f, constructors[i]) && is_function(class_lookup(f, constructors[i])))
			result = add(s, class_lookup(f, constructors[i]), f);
	if (f && is_function(f) && PyList_Size(s->queue) < 2 * LOOKED_AT_MOST) {
		result = addresses_add(&s->seen, f);
		if (result == 1)
			result = PyList_Append(s->queue, f) < 0 ? -1 : PyList_Append(s->queue, owner ? owner : NONE);
	}
	return result < 0 ? -1 : 0;
}

static PyObject *
own_dict(PyObject *o)
{
	PyObject *dict =
	    o == NONE || is_class(o) || !is_heap_type((PyObject *)type_of(o)) ? NULL : PyObject_GenericGetDict(o, NULL);

	PyErr_Clear();
	unref(dict); /* the object keeps it */
	return dict && is_dict(dict) ? dict : NULL;
}

/* What these names lead to from this function. */
static int
add_named(struct search *s, PyObject *f, PyObject *owner, PyObject *names)
{
	PyObject *globals = WORD(f, python->function.globals), *class = is_class(owner) ? owner : (PyObject *)type_of(owner);
	PyObject *name, *value, *dict = own_dict(owner), *sights = PyList_New(0);
	Py_ssize_t i, k;
	int result = sights ? add(s, is_dict(globals) ? f : NULL, owner) : -1;

	for (i = 0; result == 0 && i < PyList_Size(names); i++) {
		name = PyList_GetItem(names, i);
		value = is_dict(globals) ? PyDict_GetItemWithError(globals, name) : NULL;
		result = value ? add(s, value, NULL) : 0;
		value = result == 0 && owner != NONE ? class_lookup(class, utf8(name)) : NULL;
		if (value && result == 0)
			result = add(s, value, owner);
		value = dict ? PyDict_GetItemWithError(dict, name) : NULL;
		if (value && result == 0)
			result = add(s, value, owner) < 0 || PyList_Append(sights, value) < 0 ? -1 : 0;
	}
	/* self.router.get: a method of an attribute. */
	for (k = 0; result == 0 && k < PyList_Size(sights); k++) {
		value = PyList_GetItem(sights, k);
		for (i = 0; result == 0 && is_heap_type((PyObject *)type_of(value)) && i < PyList_Size(names); i++)
			result = add(s, class_lookup((PyObject *)type_of(value), utf8(PyList_GetItem(names, i))), value);
	}
	unref(sights);
	return result;
}

/* What is looked at: arguments; also whether it is async; the docstring. */
enum look { ARGUMENTS, ARGUMENTS_AND_KIND, DOCSTRING };

static bool
is_look(PyObject *name, enum look look)
{
	static const char *const names[] = {"signature", "getfullargspec", "__code__", "__defaults__", "__kwdefaults__",
					    "__annotations__", "get_type_hints"};
	static const char *const others[] = {"iscoroutinefunction", "isgeneratorfunction", "isasyncgenfunction"};
	size_t k;

	if (look == DOCSTRING)
		return !strcmp(utf8(name), "__doc__") || !strcmp(utf8(name), "getdoc");
	for (k = 0; k < sizeof(names) / sizeof(names[0]); k++)
		if (!strcmp(utf8(name), names[k]))
			return true;
	for (k = 0; look == ARGUMENTS_AND_KIND && k < sizeof(others) / sizeof(others[0]); k++)
		if (!strcmp(utf8(name), others[k]))
			return true;
	return false;
}

/* The names that it uses when it is called.  What singledispatch() makes is no decorator of its argument, as is what
   deco("a") returns.  New reference. */
static PyObject *
names_used(PyObject *f)
{
	PyObject *module = get_attr(f, "__module__"), *names, *list;

	if (module && is_str(module) && !strcmp(utf8(module), "functools"))
		names = code_attr(WORD(f, python->function.code), "co_names");
	else if ((names = PySet_New(NULL)) && code_add_names(WORD(f, python->function.code), names) < 0)
		PyErr_Clear();
	list = names ? PySequence_List(names) : NULL;
	unref(names);
	unref(module);
	return list;
}

/* Some function that can be reached asks for the arguments of another one. */
static bool
looks(struct search *s, enum look look)
{
	PyObject *f, *names;
	Py_ssize_t at, i;
	bool found = false;

	for (at = 0; !found && at < PyList_Size(s->queue); at += 2) {
		f = PyList_GetItem(s->queue, at);
		names = names_used(f);
		for (i = 0; names && !found && i < PyList_Size(names); i++)
			found = is_look(PyList_GetItem(names, i), look);
		if (names && !found && add_named(s, f, PyList_GetItem(s->queue, at + 1), names) < 0)
			PyErr_Clear();
		unref(names);
	}
	return found;
}

/* lib.view, app.route: without asking the object.  Borrowed. */
static PyObject *
attribute_of(PyObject *o, PyObject *name)
{
	PyObject *dict = own_dict(o), *its = dict ? PyDict_GetItemWithError(dict, name) : NULL;

	if (is_module(o))
		return PyDict_GetItemWithError(PyModule_GetDict(o), name);
	/* render.register, of singledispatch */
	if (is_function(o))
		return WORD(o, python->function.dict) ? PyDict_GetItemWithError(WORD(o, python->function.dict), name) : NULL;
	return its ? its : class_lookup(is_class(o) ? o : (PyObject *)type_of(o), utf8(name));
}

/* A task of Celery's knows what its function takes; shared_task() asks applications that it finds elsewhere to make it. */
static bool
is_promised(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *real = name ? promise_asked(PyDict_GetItemWithError(g->m->before, name)) : NULL;
	bool promised = real != NULL;

	unref(real);
	unref(name);
	PyErr_Clear();
	return promised;
}

static bool
decorators_look(const struct staging *g, const struct statement *s, enum look look)
{
	const struct token *x, *end = s->tokens + s->token_count;
	struct search search = {.queue = PyList_New(0)};
	PyObject *o, *owner;
	bool found;

	for (x = s->tokens; search.queue && x < end && x->line < s->def_line; x++) {
		o = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		for (owner = NULL; o && x + 1 < end && x[1].value && is_str(x[1].value) && x[1].op != python->op.load_name &&
				   x[1].op != python->op.load_const;) {
			owner = o;
			o = attribute_of(o, (++x)->value);
		}
		if (o && owner && is_module(owner))
			owner = NULL;
		if (o && (add(&search, o, owner) < 0 || add(&search, class_lookup((PyObject *)type_of(o), "__call__"), o) < 0))
			break;
	}
	found = search.queue && (looks(&search, look) || (look != DOCSTRING && is_promised(g, s)));
	addresses_fini(&search.seen);
	unref(search.queue);
	PyErr_Clear();
	return found;
}

/* CO_VARARGS, CO_VARKEYWORDS, CO_GENERATOR, CO_COROUTINE, CO_ASYNC_GENERATOR */
#define KINDS (0x4 | 0x8 | 0x20 | 0x80 | 0x200)

static bool
are_of_one_kind(PyObject *old, PyObject *new)
{
	return ((code_int(old, "co_flags") ^ code_int(new, "co_flags")) & KINDS) == 0;
}

static bool
same_arguments(PyObject *old, PyObject *new)
{
	static const char *const counts[] = {"co_argcount", "co_kwonlyargcount", "co_posonlyargcount"};
	bool same = are_of_one_kind(old, new);
	size_t k;

	for (k = 0; same && k < sizeof(counts) / sizeof(counts[0]); k++)
		same = code_int(old, counts[k]) == code_int(new, counts[k]);
	return same && code_same_variables(old, new, code_int(old, counts[0]) + code_int(old, counts[1]));
}

struct keeps {
	PyObject *what;
	bool found;
	int depth;
};

#define KEPT_DEEP 3

/* The object has it, as an attribute, or in a list, dict or tuple there. */
static int
look_for(PyObject *o, void *arg)
{
	struct keeps *k = arg;

	k->found = k->found || o == k->what || (is_atom(o) && is_atom(k->what) && const_equal(o, k->what, code_same_behaviour));
	if (!k->found && k->depth && (is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))) && !(is_dict(o) && dict_get(o, "__builtins__"))) {
		k->depth--;
		heap_refers(o, look_for, k);
		k->depth++;
	}
	return 0;
}

static bool
keeps(PyObject *object, PyObject *what)
{
	PyObject *dict = PyObject_GenericGetDict(object, NULL);
	struct keeps k = {what, false, KEPT_DEEP};

	PyErr_Clear();
	heap_refers(object, look_for, &k);
	if (dict && !k.found)
		heap_refers(dict, look_for, &k);
	unref(dict);
	return k.found;
}

/* Depends(get_user, name="me"), and the live object has been made with the same. */
static bool
makes_alike(const struct staging *g, PyObject *call, PyObject *value)
{
	PyObject *func = get_attr(call, "func"), *class = func ? node_object(g, func) : NULL, *args = get_attr(call, "args"), *keywords = get_attr(call, "keywords"),
		 *node, *its;
	bool known = class && is_class(class) && is_heap_type(class) && same_definition(class, (PyObject *)type_of(value)) && args && keywords, alike = true;
	Py_ssize_t i, count = known ? PyList_Size(args) : 0;

	for (i = 0; known && alike && i < count + PyList_Size(keywords); i++) {
		node = i < count ? ref(PyList_GetItem(args, i)) : get_attr(PyList_GetItem(keywords, i - count), "value");
		its = node && node_is(node, "Constant") ? get_attr(node, "value") : NULL;
		alike = !its || keeps(value, its);
		unref(its);
		unref(node);
	}
	unref(keywords);
	unref(args);
	unref(func);
	PyErr_Clear();
	return alike;
}

/* A constant, or the value of a name, is what it was; of all else that is not known. */
static bool
says(const struct staging *g, PyObject *node, PyObject *value)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL, *its;
	bool same = true;

	if (node_is(node, "Call") && !is_atom(value) && is_heap_type((PyObject *)type_of(value)) && !is_class(value))
		return makes_alike(g, node, value);
	its = node_is(node, "Constant") ? get_attr(node, "value") : id ? ref(PyDict_GetItemWithError(g->m->scratch, id)) : NULL;
	if (!its && id)
		its = ref(PyDict_GetItemWithError(g->t->builtins, id));
	if (its && is_class(its) && is_class(value))
		same = its == value || same_definition(its, value);
	else if (its && is_atom(its))
		same = const_equal(its, value, code_same_behaviour);
	unref(its);
	unref(id);
	return same;
}

/* Without the old source: what the new one says of a list of arguments, and what the live function has. */
static bool
same_annotations(const struct staging *g, PyObject *args, const char *part, PyObject *annotations)
{
	PyObject *list = get_attr(args, part), *name, *node, *value;
	bool same = true;
	Py_ssize_t i;

	for (i = 0; list && same && i < PyList_Size(list); i++) {
		name = get_attr(PyList_GetItem(list, i), "arg");
		node = get_attr(PyList_GetItem(list, i), "annotation");
		value = annotations && name ? PyDict_GetItemWithError(annotations, name) : NULL;
		same = node && node != NONE ? value && (is_str(value) || says(g, node, value)) : !value;
		unref(node);
		unref(name);
	}
	unref(list);
	return same;
}

static bool
same_defaults(const struct staging *g, PyObject *args, PyObject *live)
{
	PyObject *nodes = get_attr(args, "defaults"), *values = WORD(live, python->function.defaults);
	bool same = nodes && PyList_Size(nodes) == (values ? PyTuple_Size(values) : 0);
	Py_ssize_t i;

	for (i = 0; same && i < PyList_Size(nodes); i++)
		same = says(g, PyList_GetItem(nodes, i), PyTuple_GetItem(values, i));
	unref(nodes);
	return same;
}

static bool
same_as_live(const struct staging *g, const struct statement *s, PyObject *live)
{
	PyObject *args = get_attr(s->node, "args"), *annotations = get_attr(live, "__annotations__");
	bool same = !args || !annotations || !is_dict(annotations) ||
		    (same_defaults(g, args, live) && same_annotations(g, args, "args", annotations) &&
		     same_annotations(g, args, "kwonlyargs", annotations));

	unref(annotations);
	unref(args);
	return same;
}

/* The codes then and now, and without the old source the live function.  False: not known. */
static bool
codes_of(const struct staging *g, const struct statement *s, PyObject **live, PyObject **old, PyObject **new)
{
	PyObject *name = get_attr(s->node, "name");

	unref(name); /* the node keeps it */
	*live = name && !g->m->old_code ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	*live = *live ? wrapped_definition(g->t, *live, utf8(name)) : NULL;
	*old = *live ? WORD(*live, python->function.code)
	       : name && g->m->old_code ? pair_code_at(g->t, g->m, true, utf8(name))
					: NULL;
	*new = *old ? pair_code_at(g->t, g->m, false, utf8(name)) : NULL;
	return *new != NULL;
}

static bool
is_of_another_kind(const struct staging *g, const struct statement *s)
{
	PyObject *live, *old, *new;

	return codes_of(g, s, &live, &old, &new) && !are_of_one_kind(old, new);
}

static bool
takes_others(const struct staging *g, const struct statement *s)
{
	PyObject *live, *old, *new;
	bool others;

	codes_of(g, s, &live, &old, &new);
	/* What else differs in the statement is evaluated with it. */
	others = new && (!same_arguments(old, new) || (live ? !same_as_live(g, s, live) : !s->same));
	PyErr_Clear();
	return others;
}

#define GIVEN_DEEP 4 /* dependencies of dependencies */

bool
arguments_of_method_changed(struct transaction *t, PyObject *class, const char *name)
{
	const struct function_layout *l = &python->function;
	PyObject *staged = class_staged(t, class), *old = staged ? class_lookup(class, name) : NULL, *new;

	new = old ? class_lookup(staged, name) : NULL;
	return new && new != old && is_function(old) && is_function(new) &&
	       (!same_arguments(WORD(old, l->code), WORD(new, l->code)) || !functions_same_defaults(old, new));
}

static bool names_one_that_does(const struct staging *g, const struct statement *s, int depth);

/* The functions of the module by name, the last one of each: its place, and what has been found out about it. */
static PyObject *
functions_of(const struct staging *g)
{
	PyObject **index = &g->m->functions, *name, *place;
	int i;

	if (*index)
		return *index;
	*index = hold(g->t, PyDict_New());
	for (i = 0; *index && i < g->count; i++) {
		name = g->statements[i].kind == KIND_FUNCTION ? get_attr(g->statements[i].node, "name") : NULL;
		place = name ? PyLong_FromLong(i) : NULL;
		if (place)
			PyDict_SetItem(*index, name, place);
		unref(place);
		unref(name);
	}
	PyErr_Clear();
	return *index;
}

/* What the name leads to, here or in the module of the transaction that it comes from. */
static bool
takes_others_by_name(const struct staging *g, const struct statement *s, PyObject *name, int depth)
{
	PyObject *value = PyDict_GetItemWithError(g->m->before, name), *module, *place, *index, *known;
	const struct statement *x;
	struct module *home;
	bool takes;

	if (value && is_class(value))
		return arguments_of_method_changed(g->t, value, "__init__");
	module = value && is_function(value) ? get_attr(value, "__module__") : NULL;
	home = module && is_str(module) ? transaction_module(g->t, module) : NULL;
	unref(module);
	name = home && home != g->m ? WORD(value, python->function.name) : name;
	g = home && home->staging ? home->staging : g;
	index = functions_of(g);
	place = index ? PyDict_GetItemWithError(index, name) : NULL;
	if (!place || is_exact(place, TYPE_AT(PyBool_Type)))
		return place && PyObject_IsTrue(place) == 1;
	x = &g->statements[PyLong_AsLong(place)];
	if (x == s)
		return false;
	/* Until it is known: one that depends on itself does not. */
	known = PyBool_FromLong(0);
	PyDict_SetItem(index, name, known);
	unref(known);
	takes = takes_others(g, x) || (depth && names_one_that_does(g, x, depth - 1));
	known = PyBool_FromLong(takes);
	PyDict_SetItem(index, name, known);
	unref(known);
	PyErr_Clear();
	return takes;
}

/* Depends(paging) as a default: what looks at the arguments of the one looks at those of the other. */
static bool
names_one_that_does(const struct staging *g, const struct statement *s, int depth)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_name && x->line >= s->def_line && takes_others_by_name(g, s, x->value, depth))
			return true;
	return false;
}

bool
arguments_are_others(const struct staging *g, PyObject *name, PyObject *live)
{
	PyObject *type = (PyObject *)type_of(live);

	if (is_class(live))
		return arguments_of_method_changed(g->t, live, "__init__");
	return takes_others_by_name(g, NULL, name, GIVEN_DEEP) ||
	       (is_heap_type(type) && arguments_of_method_changed(g->t, type, "__call__"));
}

bool
arguments_named_changed(const struct staging *g, const struct statement *s)
{
	return s->kind == KIND_FUNCTION && s->first_line == s->def_line && names_one_that_does(g, s, GIVEN_DEEP);
}

static bool
says_otherwise(const struct staging *g, const struct statement *s)
{
	PyObject *live, *old, *new;

	return codes_of(g, s, &live, &old, &new) && !const_equal(code_doc(old), code_doc(new), code_same_behaviour);
}

bool
arguments_changed(const struct staging *g, const struct statement *s)
{
	if (s->kind == KIND_FUNCTION && s->first_line < s->def_line && says_otherwise(g, s) && decorators_look(g, s, DOCSTRING))
		return true;
	return s->kind == KIND_FUNCTION && s->first_line < s->def_line &&
	       (takes_others(g, s) || names_one_that_does(g, s, GIVEN_DEEP)) &&
	       decorators_look(g, s, is_of_another_kind(g, s) ? ARGUMENTS_AND_KIND : ARGUMENTS);
}

int
arguments_next(const struct staging *g, const struct statement *s, int at, struct handed *handed)
{
	const struct chunk *c = s->stood >= 0 ? &g->m->old.chunks[s->stood] : NULL, *own = c ? &s->in->chunks[s->first_chunk] : NULL;
	const struct token *x, *y;
	PyObject *f;

	for (; c && at < c->count && at < own->count; at++) {
		x = &g->m->old.tokens[c->first + at];
		y = &s->in->tokens[own->first + at];
		/* It is laid out otherwise: another chunk of the statement. */
		if (x->op != y->op)
			return 0;
		handed->live = y->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, y->value) : NULL;
		f = handed->live ? function_within(handed->live) : NULL;
		handed->old = f ? WORD(f, python->function.code) : x->value && is_code(x->value) ? x->value : NULL;
		handed->new = f ? pair_module(g->t, handed->old) == g->m
				      ? pair_code_at(g->t, g->m, false, utf8(WORD(f, python->function.qualname)))
				      : NULL
			      : y->value && is_code(y->value) ? y->value : NULL;
		if (handed->old && handed->new && !same_arguments(handed->old, handed->new))
			return at + 1;
	}
	return 0;
}

/* What is called; of an object what its class has. */
static int
add_callee(struct search *s, const struct staging *g, PyObject *call)
{
	PyObject *func = get_attr(call, "func"), *value = func && node_is(func, "Attribute") ? get_attr(func, "value") : NULL,
		 *name = value ? get_attr(func, "attr") : NULL, *owner = value ? node_object_in(g->m->before, value) : NULL, *f;
	int result;

	f = owner && name ? attribute_of(owner, name) : func ? node_object_in(g->m->before, func) : NULL;
	result = f ? add(s, f, owner && !is_module(owner) ? owner : NULL) : 0;
	unref(name);
	unref(value);
	unref(func);
	return result;
}

bool
arguments_handed_changed(const struct staging *g, const struct statement *s)
{
	PyObject *value = s->kind == KIND_EXPRESSION || s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL,
		 *call = value && node_is(value, "Call") ? value : NULL;
	struct handed handed;
	struct search search = {.queue = call && arguments_next(g, s, 0, &handed) ? PyList_New(0) : NULL};
	bool changed = search.queue && add_callee(&search, g, call) == 0 && looks(&search, ARGUMENTS_AND_KIND);

	addresses_fini(&search.seen);
	unref(search.queue);
	unref(value);
	PyErr_Clear();
	return changed;
}

static bool
takes_name(PyObject *code, PyObject *name)
{
	PyObject *names = code_attr(code, "co_varnames");
	int i, count = code_int(code, "co_argcount") + code_int(code, "co_kwonlyargcount");
	bool takes = false;

	for (i = 0; names && !takes && i < count; i++)
		takes = PyUnicode_Compare(PyTuple_GetItem(names, i), name) == 0;
	unref(names);
	return takes;
}

/* A decorator of a method, or what makes it: @action, @lib.cached(ttl=3). */
static int
add_decorator(struct search *s, const struct staging *g, PyObject *node)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : ref(node), *o = f ? node_object_in(g->m->before, f) : NULL;
	int result = !o ? 0 : add(s, o, NULL) < 0 ? -1 : add(s, class_lookup((PyObject *)type_of(o), "__call__"), o);

	unref(f);
	return result;
}

static bool
method_looks(const struct staging *g, PyObject *definition, PyObject *old, PyObject *new)
{
	PyObject *list = get_attr(definition, "decorator_list");
	bool words = !const_equal(code_doc(old), code_doc(new), code_same_behaviour), others = !same_arguments(old, new), found = false;
	struct search search = {.queue = words || others ? PyList_New(0) : NULL};
	Py_ssize_t i;

	for (i = 0; list && search.queue && i < PyList_Size(list); i++)
		if (add_decorator(&search, g, PyList_GetItem(list, i)) < 0)
			break;
	if (search.queue && PyList_Size(search.queue))
		found = (words && looks(&search, DOCSTRING)) || (others && looks(&search, are_of_one_kind(old, new) ? ARGUMENTS : ARGUMENTS_AND_KIND));
	addresses_fini(&search.seen);
	unref(search.queue);
	unref(list);
	PyErr_Clear();
	return found;
}

bool
arguments_within_changed(const struct staging *g, const struct statement *s)
{
	PyObject *class = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL, *body = class ? get_attr(s->node, "body") : NULL, *node, *name,
		 *path, *old, *new;
	bool changed = false;
	Py_ssize_t i;

	for (i = 0; body && i < PyList_Size(body); i++) {
		node = PyList_GetItem(body, i);
		name = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") ? get_attr(node, "name") : NULL;
		path = name ? PyUnicode_FromFormat("%U.%U", class, name) : NULL;
		old = path ? pair_code_at(g->t, g->m, true, utf8(path)) : NULL;
		new = old ? pair_code_at(g->t, g->m, false, utf8(path)) : NULL;
		if (new && method_looks(g, node, old, new))
			changed = PySet_Add(g->m->looked_at, path) == 0 || changed;
		unref(path);
		unref(name);
	}
	unref(body);
	unref(class);
	PyErr_Clear();
	return changed;
}

bool
arguments_ask_for_more(const struct staging *g, const struct statement *s)
{
	PyObject *live, *old, *new, *args = get_attr(s->node, "args"), *list = args ? get_attr(args, "args") : NULL,
		 *defaults = args ? get_attr(args, "defaults") : NULL, *only = args ? get_attr(args, "kwonlyargs") : NULL,
		 *values = args ? get_attr(args, "kw_defaults") : NULL, *name;
	bool more = false;
	Py_ssize_t i, count = list && defaults ? PyList_Size(list) - PyList_Size(defaults) : 0;

	if (s->first_line < s->def_line && only && values && codes_of(g, s, &live, &old, &new))
		for (i = 0; !more && i < count + PyList_Size(only); i++) {
			name = i < count			      ? get_attr(PyList_GetItem(list, i), "arg")
			       : PyList_GetItem(values, i - count) == NONE ? get_attr(PyList_GetItem(only, i - count), "arg")
									   : NULL;
			more = name && !takes_name(old, name);
			unref(name);
		}
	unref(values);
	unref(only);
	unref(defaults);
	unref(list);
	unref(args);
	PyErr_Clear();
	return more;
}

/* def rows() -> Out: in the signature. */
static bool
signature_names_changed(const struct staging *g, const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens; s->first_line < s->def_line && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_name && x->line >= s->def_line && class_ran(g->m, x->value))
			return true;
	return false;
}

bool
arguments_given_changed(const struct staging *g, const struct statement *s)
{
	return s->kind == KIND_FUNCTION && (statement_derives_from_changed(g, s) || signature_names_changed(g, s)) &&
	       decorators_look(g, s, ARGUMENTS);
}
