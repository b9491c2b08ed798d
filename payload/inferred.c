/*
 * inferred.c - what live objects tell of the old source, where no copy of it is left.
 *
 * A decorated function shows its decorators: each wrapper has code that stands in
 * its decorator's, or is an instance of it.  A dict shows what a module or class
 * has bound itself: that stands before what others have put in later.
 */
#include "collection.h"
#include "statement.h"
#include "version.h"

#define LAYERS_MOST 8 /* decorators around one function */
#define NEAR 100
#define DEPTH_MOST 200 /* of nested statements and expressions */

static bool
is_definition_of(PyObject *o, const struct module *m, PyObject *name)
{
	PyObject *code = is_function(o) ? WORD(o, python->function.code) : NULL;
	PyObject *its = code ? code_attr(code, "co_name") : NULL, *file = code ? code_attr(code, "co_filename") : NULL;
	bool is = its && file && PyUnicode_Compare(its, name) == 0 && PyUnicode_Compare(file, m->file) == 0;

	unref(its);
	unref(file);
	return is;
}

static bool
leads_to(struct transaction *t, PyObject *o, const struct module *m, PyObject *name)
{
	struct objects found = {0};
	bool leads = false;
	size_t i;

	if (functions_near(t, o, NEAR, &found) == 0)
		for (i = 0; !leads && i < found.count; i++)
			leads = is_definition_of(found.list[i], m, name);
	objects_fini(&found);
	return leads;
}

struct step {
	struct transaction *t;
	const struct module *m;
	PyObject *name, *from, *to;
};

static int
take_step(PyObject *o, void *arg)
{
	struct step *s = arg;

	if (o && !s->to && o != s->from && !is_class(o) && leads_to(s->t, o, s->m, s->name))
		s->to = o;
	return 0;
}

/* What is inside a wrapper; borrowed.  NULL: nothing that leads to the definition. */
static PyObject *
inside(struct transaction *t, PyObject *o, const struct module *m, PyObject *name)
{
	struct step s = {.t = t, .m = m, .name = name, .from = o};
	Py_ssize_t i;

	if (!is_function(o))
		heap_refers(o, take_step, &s);
	for (i = 0; is_function(o) && WORD(o, python->function.closure) &&
		    i < PyTuple_Size(WORD(o, python->function.closure)); i++)
		take_step(WORD(PyTuple_GetItem(WORD(o, python->function.closure), i), CELL_REF), &s);
	return s.to;
}

static bool
is_wrapper(PyObject *o)
{
	return is_function(o) || PyCallable_Check(o);
}

/* The wrappers around the definition, from the outside.  -1: the definition is not within. */
static int
layers_of(struct transaction *t, PyObject *live, const struct module *m, PyObject *name, PyObject **layers,
	  PyObject **definition)
{
	PyObject *o = live;
	int steps, count = 0;

	for (steps = 0; o && steps < 4 * LAYERS_MOST && count < LAYERS_MOST; steps++) {
		*definition = o;
		if (is_definition_of(o, m, name))
			return count;
		if (is_wrapper(o))
			layers[count++] = o;
		o = inside(t, o, m, name);
	}
	return -1;
}

static bool
stands_in(PyObject *code, PyObject *within, int depth)
{
	PyObject *consts = code_attr(within, "co_consts"), *item;
	bool found = false;
	Py_ssize_t i;

	for (i = 0; consts && depth && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		found = item == code || (is_code(item) && stands_in(code, item, depth - 1));
	}
	unref(consts);
	return found;
}

/* A method of it has made the wrapper. */
static bool
class_makes(PyObject *class, PyObject *layer)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (is_function(layer) && CLASS_DICT(class) && PyDict_Next(CLASS_DICT(class), &at, &key, &value))
		if (is_function(value) && stands_in(WORD(layer, python->function.code), WORD(value, python->function.code), 3))
			return true;
	return false;
}

static bool
makes(PyObject *maker, PyObject *layer)
{
	if (is_function(maker) && is_function(layer))
		return stands_in(WORD(layer, python->function.code), WORD(maker, python->function.code), 3);
	if (is_function(maker))
		return (PyObject *)type_of(layer) == functions_cache_type() &&
		       (library_object("functools", "lru_cache") == maker || library_object("functools", "cache") == maker);
	if (is_class(maker))
		return (PyObject *)type_of(layer) == maker || class_makes(maker, layer);
	return is_heap_type((PyObject *)type_of(maker)) && class_makes((PyObject *)type_of(maker), layer);
}

/* The decorator, without the calls that follow: @retry(3).  Borrowed; NULL: unknown. */
static PyObject *
decorator_of(const struct staging *g, PyObject *node, int *calls)
{
	PyObject *inner, *name, *object = NULL, *found = NULL;

	*calls = 0;
	if (node_is(node, "Call")) {
		inner = get_attr(node, "func");
		found = inner ? decorator_of(g, inner, calls) : NULL;
		++*calls;
		unref(inner);
		return found;
	}
	name = get_attr(node, node_is(node, "Attribute") ? "attr" : "id");
	if (node_is(node, "Attribute")) {
		inner = get_attr(node, "value");
		object = inner ? decorator_of(g, inner, calls) : NULL;
		unref(inner);
		if (!*calls && object && name && is_module(object))
			found = PyDict_GetItemWithError(PyModule_GetDict(object), name);
		else if (!*calls && object && name && is_heap_type((PyObject *)type_of(object)))
			found = object; /* a method of it, whichever */
	} else if (node_is(node, "Name") && name) {
		found = PyDict_GetItemWithError(g->m->before, name);
		found = found ? found : PyDict_GetItemWithError(g->m->scratch, name);
	}
	unref(name);
	return found;
}

/* Its first argument is a variable of a function within: so what it returns is another one. */
static bool
captures_argument(PyObject *code, int depth)
{
	PyObject *names = code_attr(code, "co_varnames"), *consts = code_attr(code, "co_consts"), *free, *first, *item;
	bool method, captures = false;
	Py_ssize_t i;

	first = names && code_int(code, "co_argcount") > 0 ? PyTuple_GetItem(names, 0) : NULL;
	method = first && !strcmp(utf8(first), "self");
	first = method && PyTuple_Size(names) > 1 ? PyTuple_GetItem(names, 1) : first;
	for (i = 0; consts && !captures && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		if (!is_code(item))
			continue;
		free = code_attr(item, "co_freevars");
		captures = depth ? captures_argument(item, depth - 1) : first && PySequence_Contains(free, first) == 1;
		unref(free);
	}
	unref(consts);
	unref(names);
	return captures;
}

/* Applied to a function it returns another object, that is sure. */
static bool
surely_wraps(PyObject *decorator, int calls)
{
	PyObject *init;

	if (is_function(decorator))
		return library_object("functools", "lru_cache") == decorator ||
		       library_object("functools", "cache") == decorator ||
		       library_object("functools", "singledispatch") == decorator ||
		       captures_argument(WORD(decorator, python->function.code), calls);
	if (is_class(decorator) && calls == 0)
		return is_heap_type((PyObject *)decorator) && !class_get(decorator, "__new__");
	init = is_class(decorator) && calls == 1 ? class_get(decorator, "__call__") : NULL;
	return init && is_function(init) && captures_argument(WORD(init, python->function.code), 0);
}

/* Something that the module names makes such wrappers: then its source has applied it, and nobody from outside. */
bool
inferred_is_made_here(const struct module *m, PyObject *layer)
{
	PyObject *key, *value, *name, *its;
	Py_ssize_t at = 0, k;

	while (PyDict_Next(m->before, &at, &key, &value)) {
		if (value != layer && (is_function(value) || is_class(value)) && makes(value, layer))
			return true;
		if (!is_module(value) || value == m->module)
			continue;
		for (k = 0; PyDict_Next(PyModule_GetDict(value), &k, &name, &its);)
			if ((is_function(its) || is_class(its)) && makes(its, layer))
				return true;
	}
	return false;
}

/* All of it stands on the line where it begins: no line was left for a decorator. */
static bool
is_one_line(PyObject *f)
{
	struct body body;
	bool one = true;
	int i;

	if (body_init(&body, WORD(f, python->function.code)) < 0)
		return false;
	/* That of its first decorator, where it has one. */
	for (i = 0; i < body.token_count; i++)
		one = one && body.tokens[i].line == code_int(body.code, "co_firstlineno");
	body_fini(&body);
	return one && code_doc(WORD(f, python->function.code)) == NONE;
}

/* A constant, what a name leads to - a member of an enumeration -, or a tuple of such; new reference.  NULL: something else. */
static PyObject *
argument_value(const struct staging *g, PyObject *node)
{
	PyObject *value = node_object(g, node), *items, *item, *list;
	Py_ssize_t i;

	if (node_is(node, "Constant"))
		return get_attr(node, "value");
	/* ("GET", "POST") */
	items = node_is(node, "Tuple") ? get_attr(node, "elts") : NULL;
	list = items ? PyList_New(0) : NULL;
	for (i = 0; list && i < PyList_Size(items); i++) {
		item = argument_value(g, PyList_GetItem(items, i));
		if (!item || PyList_Append(list, item) < 0) {
			unref(list);
			list = NULL;
		}
		unref(item);
	}
	value = list ? PySequence_Tuple(list) : ref(value);
	unref(list);
	unref(items);
	return value;
}

/* A member of an enumeration that is made anew is known by its name. */
static bool
is_same_argument(PyObject *was, PyObject *is)
{
	PyObject *a = is_enum((PyObject *)type_of(was)) && is_enum((PyObject *)type_of(is)) ? get_attr(was, "_name_") : NULL, *b = a ? get_attr(is, "_name_") : NULL;
	bool same = was == is || const_equal(was, is, code_same_behaviour) ||
		    (b && is_str(a) && is_str(b) && PyUnicode_Compare(a, b) == 0 && same_definition((PyObject *)type_of(was), (PyObject *)type_of(is)));
	Py_ssize_t i;

	if (!same && is_exact(was, TYPE_AT(PyTuple_Type)) && type_of(was) == type_of(is) && PyTuple_Size(was) == PyTuple_Size(is))
		for (i = 0, same = true; same && i < PyTuple_Size(was); i++)
			same = is_same_argument(PyTuple_GetItem(was, i), PyTuple_GetItem(is, i));
	unref(b);
	unref(a);
	return same;
}

/* What the wrapper has of its decorator's parameter; new reference.  NULL: unknown. */
static PyObject *
captured_value(PyObject *layer, PyObject *parameter)
{
	PyObject *names, *info, *value = NULL;
	Py_ssize_t i;

	if (!is_function(layer) && strcmp(utf8(parameter), "maxsize") != 0)
		return NULL;
	if (!is_function(layer)) {
		info =
		    (PyObject *)type_of(layer) == functions_cache_type() ? PyObject_CallMethod(layer, "cache_info", NULL) : NULL;
		value = info ? get_attr(info, "maxsize") : NULL;
		unref(info);
		return value;
	}
	names = code_attr(WORD(layer, python->function.code), "co_freevars");
	for (i = 0; names && !value && i < PyTuple_Size(names); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(names, i), parameter) == 0)
			value = ref(WORD(PyTuple_GetItem(WORD(layer, python->function.closure), i), CELL_REF));
	unref(names);
	return value;
}

static enum inferred
compare_argument(const struct staging *g, PyObject *layer, PyObject *parameter, PyObject *node)
{
	PyObject *was = parameter ? captured_value(layer, parameter) : NULL, *is = was ? argument_value(g, node) : NULL;
	enum inferred result = INFERRED_NOTHING;

	if (was && is)
		result = is_same_argument(was, is) ? INFERRED_SAME : INFERRED_OTHER;
	unref(is);
	unref(was);
	return result;
}

/* @retry(3): the wrapper has captured what the decorator was called with. */
static enum inferred
compare_arguments(const struct staging *g, PyObject *node, PyObject *decorator, PyObject *layer)
{
	PyObject *args = node_is(node, "Call") ? get_attr(node, "args") : NULL, *keyword, *name, *value;
	PyObject *keywords = args ? get_attr(node, "keywords") : NULL, *names = NULL;
	enum inferred result = INFERRED_SAME, one;
	Py_ssize_t i, count = args ? PyList_Size(args) : 0;

	if (is_function(decorator))
		names = code_attr(WORD(decorator, python->function.code), "co_varnames");
	for (i = 0; keywords && result != INFERRED_OTHER && i < count + PyList_Size(keywords); i++) {
		keyword = i < count ? NULL : PyList_GetItem(keywords, i - count);
		name = keyword                            ? get_attr(keyword, "arg")
		       : names && i < PyTuple_Size(names) ? ref(PyTuple_GetItem(names, i))
							  : NULL;
		value = keyword ? get_attr(keyword, "value") : ref(PyList_GetItem(args, i));
		one = name && is_str(name) ? compare_argument(g, layer, name, value) : INFERRED_NOTHING;
		result = one == INFERRED_SAME ? result : one;
		unref(value);
		unref(name);
	}
	unref(names);
	unref(keywords);
	unref(args);
	return result;
}

static bool
are_of_one_code(PyObject *a, PyObject *b)
{
	return is_function(a) && is_function(b) ? WORD(a, python->function.code) == WORD(b, python->function.code)
						: type_of(a) == type_of(b);
}

/* A decorator may have put several functions around what it was given (functools.singledispatch). */
static int
behind_layer(PyObject **layers, int at, int count, PyObject *decorator)
{
	int i = at + 1;

	while (i < count && makes(decorator, layers[i]) && !are_of_one_code(layers[at], layers[i]))
		i++;
	return i;
}

/* @size.register(list), @size.register: the class that the overload is for.  Borrowed; NULL: it is something else. */
static PyObject *
overloaded_for(const struct staging *g, const struct statement *s, PyObject *decorator, PyObject **registry)
{
	bool call = node_is(decorator, "Call");
	PyObject *f = call ? get_attr(decorator, "func") : ref(decorator), *of = f && node_is(f, "Attribute") && attr_is(f, "attr", "register")
		? get_attr(f, "value") : NULL, *args = NULL, *list = NULL, *class = NULL, *node = NULL, *dispatcher;

	dispatcher = of ? node_object_in(g->m->before, of) : NULL;
	*registry = dispatcher ? overloads_of(dispatcher) : NULL;
	args = *registry ? get_attr(call ? decorator : s->node, "args") : NULL;
	list = args && !call ? get_attr(args, "args") : ref(args);
	if (list && is_list(list) && PyList_Size(list) > 0)
		node = call ? ref(PyList_GetItem(list, 0)) : get_attr(PyList_GetItem(list, 0), "annotation");
	class = node && node != NONE ? node_object_in(g->m->before, node) : NULL;
	if (!class && node && node != NONE)
		class = node_object_in(g->t->builtins, node);
	unref(node);
	unref(list);
	unref(args);
	unref(of);
	unref(f);
	PyErr_Clear();
	return class && is_class(class) ? class : NULL;
}

/* One of its decorators registers it for a class that the live dispatcher has no overload for. */
static bool
is_new_overload(const struct staging *g, const struct statement *s, PyObject *decorators)
{
	PyObject *class, *registry;
	bool new = false;
	Py_ssize_t i;

	for (i = 0; !new && i < PyList_Size(decorators); i++) {
		class = overloaded_for(g, s, PyList_GetItem(decorators, i), &registry);
		new = class && PyDict_Contains(registry, class) == 0;
	}
	PyErr_Clear();
	return new;
}

/* @command("ls"), and the live function is below "list", which nobody says any more. */
static bool
were_told_otherwise(const struct staging *g, const struct statement *s)
{
	PyObject *gone = PyList_New(0), *fresh = PyList_New(0);
	bool were = gone && fresh && held_under_otherwise(g, s, gone, fresh) > 0;

	unref(fresh);
	unref(gone);
	PyErr_Clear();
	return were;
}

enum inferred
inferred_decorators(const struct staging *g, const struct statement *s)
{
	PyObject *list = get_attr(s->node, "decorator_list"), *name = get_attr(s->node, "name"), *live, *decorator;
	PyObject *layers[LAYERS_MOST], *definition = NULL;
	int count, at = 0, unknown = 0, calls;
	enum inferred result = INFERRED_SAME, one;
	Py_ssize_t i;

	unref(list); /* the node keeps both */
	unref(name);
	if (list && (is_new_overload(g, s, list) || held_under_nothing(g, s)))
		return INFERRED_OTHER;
	live = list && name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	count = live ? layers_of(g->t, live, g->m, name, layers, &definition) : -1;
	if (count < 0)
		return INFERRED_NOTHING;
	for (i = 0; i < PyList_Size(list); i++) {
		decorator = decorator_of(g, PyList_GetItem(list, i), &calls);
		if (decorator && at < count && makes(decorator, layers[at])) {
			one = compare_arguments(g, PyList_GetItem(list, i), decorator, layers[at]);
			at = behind_layer(layers, at, count, decorator);
			if (one == INFERRED_OTHER)
				return INFERRED_OTHER;
			result = one == INFERRED_SAME ? result : one;
		} else if (decorator && surely_wraps(decorator, calls)) {
			return INFERRED_OTHER;
		} else {
			unknown++;
		}
	}
	if (unknown && !count && is_one_line(definition))
		return INFERRED_OTHER;
	/* What is around it was put there from outside when it had no decorator. */
	if (at < count && !unknown && inferred_is_made_here(g->m, layers[at]) && !is_one_line(definition))
		return INFERRED_OTHER;
	if (unknown && were_told_otherwise(g, s))
		return INFERRED_OTHER;
	return unknown || at < count ? INFERRED_NOTHING : result;
}

bool
inferred_no_function(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	PyObject *module = live && is_class(live) ? class_get(live, "__module__") : NULL;
	bool no;

	no = live && (is_atom(live) || is_container(live) || plain_same(g->t, live, live) ||
		      (module && is_str(module) && PyUnicode_Compare(module, g->m->name_object) == 0) ||
		      ((is_function(live) || is_class(live)) && old_code_may_come_by_star(g->m, name, live) &&
		       !leads_to(g->t, live, g->m, name)));
	unref(name);
	return no;
}

/* cls.name = ..., Class.name += ..., type(self).name = ... */
static bool
stores_in_class(PyObject *node, const char *class, const char *name, int depth)
{
	PyObject *children, *owner = NULL, *ctx = NULL;
	bool stores = false;
	Py_ssize_t i;

	if (node_is(node, "Attribute") && attr_is(node, "attr", name) && (owner = get_attr(node, "value")) &&
	    (ctx = get_attr(node, "ctx")))
		stores = node_is(ctx, "Store") &&
			 (attr_is(owner, "id", "cls") || attr_is(owner, "id", class) || attr_is(owner, "attr", "__class__") ||
			  node_is(owner, "Call"));
	unref(ctx);
	unref(owner);
	children = stores || depth > DEPTH_MOST ? NULL : tree_children(node);
	for (i = 0; children && !stores && i < PyList_Size(children); i++)
		stores = stores_in_class(PyList_GetItem(children, i), class, name, depth + 1);
	unref(children);
	return stores;
}

/* A function or class of another module: it was imported, or put in by somebody while this one was. */
static bool
is_of_another(const struct module *m, PyObject *value)
{
	PyObject *module = is_function(value) || is_class(value) ? get_attr(value, "__module__") : NULL;
	bool is = module && (!is_str(module) || PyUnicode_Compare(module, m->name_object) != 0);

	unref(module);
	return is;
}

/* f.limit = 5, of a function or class of the module, and none of its functions stores that: a counter. */
static bool
is_attribute_of_definition(const struct staging *g, const struct statement *s)
{
	PyObject *targets = s->kind == KIND_ASSIGN ? get_attr(s->node, "targets") : NULL, *target, *owner = NULL, *id = NULL,
		 *name;
	PyObject *live = NULL;
	bool is = false;
	Py_ssize_t i;

	target = targets && PyList_Size(targets) == 1 ? PyList_GetItem(targets, 0) : NULL;
	name = target && node_is(target, "Attribute") ? get_attr(target, "attr") : NULL;
	owner = name ? get_attr(target, "value") : NULL;
	id = owner && node_is(owner, "Name") ? get_attr(owner, "id") : NULL;
	live = id ? PyDict_GetItemWithError(g->m->before, id) : NULL;
	if (live)
		is = is_function(live) ? pair_is_ours(g->t, WORD(live, python->function.code))
				       : is_class(live) && !is_of_another(g->m, live);
	for (i = 0; is && i < g->count; i++)
		if (statement_is_definition(&g->statements[i]))
			is = !stores_in_class(g->statements[i].node, utf8(id), utf8(name), 0);
	unref(id);
	unref(owner);
	unref(name);
	unref(targets);
	return is;
}

/* name.append(...), name["x"] = ... */
static bool
changes_object(const struct statement *s, PyObject *name)
{
	const struct token *x, *end = s->tokens + s->token_count;
	bool stores = false, loads = false;

	for (x = s->tokens; x < end; x++) {
		stores = stores || x->op == python->op.store_attr || (IS_IN(python->op.mutations, x->op) && !statement_stores_annotation(s, x));
		if (x->op != python->op.load_name || PyUnicode_Compare(x->value, name) != 0)
			continue;
		loads = true;
		if (s->kind != KIND_IMPORT && x + 1 < end && IS_IN(python->op.names, x[1].op) && x[1].value &&
		    x[1].op != python->op.load_name && !statement_is_definition(s))
			return s->kind == KIND_EXPRESSION || s->kind == KIND_LOOP || s->kind == KIND_OTHER;
	}
	return loads && stores && !statement_is_definition(s);
}

static int
add_changed_objects(const struct statement *s, PyObject *set)
{
	const struct token *x;
	int result = 0;

	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_name && PySet_Contains(set, x->value) == 0 && changes_object(s, x->value))
			result = PySet_Add(set, x->value);
	return result;
}

/* Names that several statements make up: bind, or change what they lead to. */
static PyObject *
shared_names(struct staging *g)
{
	PyObject *once = PySet_New(NULL), *list, *shared = PySet_New(NULL);
	int result = once && shared ? 0 : -1, k;
	Py_ssize_t i;

	for (k = 0; result == 0 && k < g->count; k++) {
		list = statement_bound(&g->statements[k]);
		result = list ? 0 : -1;
		for (i = 0; result == 0 && i < PyList_Size(list); i++)
			result = PySet_Contains(once, PyList_GetItem(list, i)) == 1 ? PySet_Add(shared, PyList_GetItem(list, i))
										     : PySet_Add(once, PyList_GetItem(list, i));
		if (result == 0)
			result = add_changed_objects(&g->statements[k], shared);
		unref(list);
	}
	unref(once);
	if (result == 0)
		return shared;
	unref(shared);
	return NULL;
}

static bool
is_shared(const struct staging *g, PyObject *name)
{
	/* Without memory for it: it may be. */
	return !g->shared || PySet_Contains(g->shared, name) != 0;
}

int
inferred_prepare(struct staging *g)
{
	g->shared = g->m->old_code ? NULL : hold(g->t, shared_names(g));
	return g->m->old_code || g->shared ? 0 : -1;
}

static bool
can_run_again(const struct staging *g, const struct statement *s)
{
	return (s->kind == KIND_ASSIGN || s->kind == KIND_AUGMENT)    ? statement_is_pure(g, s)
	       : (s->kind == KIND_IF || s->kind == KIND_LOOP) ? statement_is_pure_block(g, s)
							     : statement_is_definition(s) || s->kind == KIND_IMPORT;
}

bool
inferred_runs_whole(const struct staging *g, const struct statement *s)
{
	PyObject *list, *name, *live;
	bool whole = can_run_again(g, s);
	Py_ssize_t i;
	int k;

	if (whole && statement_stores_inside(s))
		whole = is_attribute_of_definition(g, s);
	list = whole ? statement_bound(s) : NULL;
	whole = list != NULL;
	for (i = 0; list && whole && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		live = PyDict_GetItemWithError(g->m->before, name);
		for (k = 0; whole && is_shared(g, name) && k < g->count; k++) {
			if (&g->statements[k] == s)
				continue;
			if (statement_binds(&g->statements[k], name))
				whole = can_run_again(g, &g->statements[k]) && !source_changes(g->m, name, live);
			else if (live && !is_atom(live) && changes_object(&g->statements[k], name))
				whole = false;
		}
		/* X += 1 goes on from what the name had. */
		if (s->kind == KIND_AUGMENT && source_changes(g->m, name, live))
			whole = false;
	}
	unref(list);
	PyErr_Clear();
	return whole;
}

bool
inferred_makes_enum(const struct staging *g, const struct statement *s)
{
	PyObject *value = s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL,
		 *f = value && node_is(value, "Call") ? get_attr(value, "func") : NULL, *class = f ? node_object(g, f) : NULL,
		 *args = class ? get_attr(value, "args") : NULL, *keywords = args ? get_attr(value, "keywords") : NULL;
	bool makes = keywords && is_class(class) && attr_is(class, "__module__", "enum") && is_enum(class) && PyList_Size(args) > 1 &&
		     node_is_pure(g, args) && node_is_pure(g, keywords);

	unref(keywords);
	unref(args);
	unref(f);
	unref(value);
	PyErr_Clear();
	return makes;
}

/* Is this more likely what the service has made of it at run time? */
static bool
is_state(const struct staging *g, PyObject *name, PyObject *old, PyObject *new)
{
	if (type_of(old) == type_of(new) && untouched(g->t, g->m, old) && untouched_is_whole(g->m, utf8(name)))
		return false;
	if (source_changes(g->m, name, old))
		return true;
	if (new == NONE)
		return old != NONE;
	return state_goes_on(g->t, old, new) || (type_of(old) == type_of(new) && state_is_iterator(old));
}

static bool
is_bound_behind(const struct staging *g, const struct statement *s, PyObject *name)
{
	for (s++; is_shared(g, name) && s < g->statements + g->count; s++)
		if (statement_binds(s, name))
			return true;
	return false;
}

/* A class or member, as a key: the live one is there. */
static bool
stands_for_key(PyObject *live, PyObject *key)
{
	PyObject *its, *value, *a = is_class(key) ? NULL : get_attr(key, "_name_"), *b;
	Py_ssize_t at = 0;
	bool stands = false;

	while ((a || is_class(key)) && !stands && PyDict_Next(live, &at, &its, &value)) {
		if (is_class(key)) {
			stands = its != key && is_class(its) && same_definition(its, key);
			continue;
		}
		b = !is_atom(its) && is_enum((PyObject *)type_of(its)) && same_definition((PyObject *)type_of(its), (PyObject *)type_of(key))
			? get_attr(its, "_name_") : NULL;
		stands = b && is_str(a) && is_str(b) && PyUnicode_Compare(a, b) == 0;
		unref(b);
	}
	unref(a);
	PyErr_Clear();
	return stands;
}

/* It is new in the source, so nobody has taken it out. */
static bool
is_new_definition(const struct staging *g, PyObject *value)
{
	PyObject *name = is_function(value) || is_class(value) ? get_attr(value, "__name__") : NULL;
	bool new = name && is_str(name) && PyDict_Contains(g->m->before, name) == 0 && PyDict_GetItemWithError(g->m->scratch, name) == value;

	unref(name);
	return new;
}

/* The module's own, and none of its functions says its name: whoever has it in a table has it by the top level. */
static bool
is_put_by_source(const struct module *m, PyObject *o)
{
	PyObject *name = is_function(o) || is_class(o) ? get_attr(o, "__name__") : NULL,
		 *consts = code_attr(m->code, "co_consts");
	bool by_source = name && consts && is_str(name) && is_own_definition(m, name, o);
	Py_ssize_t i;

	for (i = 0; by_source && i < PyTuple_Size(consts); i++)
		by_source = !is_code(PyTuple_GetItem(consts, i)) || !code_says(PyTuple_GetItem(consts, i), utf8(name));
	unref(consts);
	unref(name);
	return by_source;
}

/* Keys that the new source does not say have come behind those that it does: that is what is done with it. */
static bool
is_added_to(PyObject *live, PyObject *new)
{
	PyObject *key, *value, *last = NULL;
	Py_ssize_t at = 0;

	while (PyDict_Next(live, &at, &key, &value))
		last = key;
	return last && PyDict_Contains(new, last) == 0;
}

struct below {
	const char *name;
	PyObject *key;
};

/* STATE["mode"] = mode */
static bool
stores_below(PyObject *node, void *arg)
{
	const struct below *x = arg;
	PyObject *of = node_is(node, "Subscript") && !node_is_loaded(node) ? get_attr(node, "value") : NULL,
		 *key = of ? tree_key(node) : NULL, *said = key && node_is(key, "Constant") ? get_attr(key, "value") : NULL;
	bool stores = said && (attr_is(of, "id", x->name) || attr_is(of, "attr", x->name)) && is_atom(said) &&
		      const_equal(said, x->key, code_same_behaviour);

	unref(said);
	unref(key);
	unref(of);
	PyErr_Clear();
	return stores;
}

/* No line of the module says it: another one has put it in. */
static bool
is_of_others(const struct module *m, PyObject *o)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	bool others =
	    is_function(o) ? WORD(o, python->function.globals) != m->dict : is_class(o) && is_heap_type(o) && !owns_class(m, o);

	while (others && PyDict_Next(m->dict, &at, &name, &value))
		others = value != o && !is_module(value);
	return others;
}

/* A number or a flag may have been counted on; it is more likely that a text or a definition has been edited, where run time only
   adds. */
bool
inferred_is_edit(const struct module *m, const char *name, PyObject *live, PyObject *new, PyObject *key, PyObject *its)
{
	const char *dot = strrchr(name, '.');
	struct below x = {dot ? dot + 1 : name, key};
	bool plain = its == NONE || is_exact(its, TYPE_AT(PyLong_Type)) || is_exact(its, TYPE_AT(PyBool_Type)) ||
		     is_exact(its, TYPE_AT(PyFloat_Type)) || is_container(its) || is_collection(its);

	return is_put_by_source(m, its) || (!plain && !is_of_others(m, its) && is_added_to(live, new) &&
					    !(m->tree && is_atom(key) && tree_any(m->tree, stores_below, &x)));
}

/* Another value, and not what the live one has become. */
static bool
says_otherwise(PyObject *live, PyObject *made)
{
	return (is_atom(live) && is_atom(made) && !const_equal(live, made, code_same_behaviour)) ||
	       ((is_function(live) || is_class(live)) && (is_function(made) || is_class(made)) && live != made &&
		!same_definition(live, made));
}

void
inferred_say_left(struct transaction *t, const struct module *m, const char *name, PyObject *key, int count)
{
	PyObject *said = PyObject_Repr(key);
	char more[AND_MORE_MOST];

	if (said)
		report_addf(t->report, PYR_REC_NOTE, m->name, name,
			    "%.80s%s: kept, and the source says something else: there is no telling whether run time has set it",
			    utf8(said), report_and_more(count, more));
	unref(said);
	PyErr_Clear();
}

/* COMMANDS = {"start": start}, which functions of the module fill: what the new line alone says comes in, and what is there
   stays. What a definition alone can have got there by the source gives way to another.  emptied: functions take out, too, so
   what is missing may have been.  1: that is what the new one has now; 0: there is nothing to come. */
static int
take_entries(const struct staging *g, PyObject *name, PyObject *old, PyObject *new, bool emptied)
{
	bool sets = is_exact(old, TYPE_AT(PySet_Type)) && is_exact(new, TYPE_AT(PySet_Type)), taken = false;
	PyObject *merged = NULL, *added = NULL, *key, *value, *its, *left = NULL;
	Py_ssize_t at = 0;
	int result = 0, count = 0;

	if (sets && !emptied && (merged = PyObject_CallMethod(new, "difference", "O", old)) && PyObject_Size(merged) > 0)
		result = (added = PyObject_CallMethod(new, "update", "O", old)) ? 1 : -1;
	if (is_dict_to_c(old) && type_of(old) == type_of(new) && (merged = PyDict_Copy(old))) {
		while (result == 0 && PyDict_Next(new, &at, &key, &value)) {
			its = PyDict_GetItemWithError(old, key);
			if (its && says_otherwise(its, value)) {
				if (inferred_is_edit(g->m, utf8(name), old, new, key, its) || untouched(g->t, g->m, old)) {
					result = PyDict_SetItem(merged, key, value);
					taken = true;
				} else if (!count++) {
					left = key;
				}
			} else if (!its && !stands_for_key(old, key) && (!emptied || is_new_definition(g, value))) {
				result = PyDict_SetItem(merged, key, value);
				taken = true;
			}
		}
		result = result < 0 ? -1 : taken;
		if (taken && left)
			inferred_say_left(g->t, g->m, utf8(name), left, count);
		if (result > 0) {
			PyDict_Clear(new);
			result = PyDict_Update(new, merged) < 0 ? -1 : 1;
		}
	}
	unref(added);
	unref(merged);
	return result;
}

int
inferred_keep(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *name, *old, *new;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result >= 0 && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		old = PyDict_GetItemWithError(g->m->before, name);
		new = PyDict_GetItemWithError(g->m->scratch, name);
		if (!old || !new || old == new || is_bound_behind(g, s, name) || !is_state(g, name, old, new))
			continue;
		result = take_entries(g, name, old, new, PySet_Contains(g->m->emptied, name) == 1);
		if (result)
			continue;
		if (type_of(old) != type_of(new) || !is_atom(old) || !const_equal(old, new, code_same_behaviour))
			report_add(g->t->report, PYR_REC_KEPT, g->m->name, utf8(name),
				   "no copy of the old source: it looks like run-time state");
		result = PyDict_SetItem(g->m->scratch, name, old);
	}
	unref(list);
	return result < 0 ? -1 : 0;
}

bool
inferred_class_state(const struct module *m, const char *class, PyObject *name, PyObject *old)
{
	const char *dot = strrchr(class, '.'), *said = utf8(name), *plain;
	size_t length;

	class = dot ? dot + 1 : class;
	/* _Bus__count is said as __count. */
	plain = class + strspn(class, "_");
	length = strlen(plain);
	if (said[0] == '_' && !strncmp(said + 1, plain, length) && !strncmp(said + 1 + length, "__", 2))
		said += 1 + length;
	return !is_container(old) && m->tree && stores_in_class(m->tree, class, said, 0);
}

/* A dict has its keys in the order in which they came: one of the markers came later. */
static bool
is_in_front(PyObject *dict, PyObject *name, PyObject *markers)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool passed = false, front = false;

	while (!front && PyDict_Next(dict, &at, &key, &value)) {
		front = passed && PySet_Contains(markers, key) == 1;
		passed = passed || key == name;
	}
	return front;
}

bool
code_binds_by_other_means(PyObject *code)
{
	static const char *const means[] = {"globals", "vars", "locals", "exec", "setattr", "__dict__", "modules", "_convert_"};
	PyObject *names = PySet_New(NULL), *one;
	bool binds = !names || code_add_names(code, names) < 0;
	size_t i;

	for (i = 0; !binds && i < sizeof(means) / sizeof(means[0]); i++) {
		one = PyUnicode_FromString(means[i]);
		binds = !one || PySet_Contains(names, one) != 0;
		unref(one);
	}
	unref(names);
	return binds;
}

/* A submodule: the import system has bound it. */
static bool
is_below(const struct module *m, PyObject *value)
{
	PyObject *name = is_module(value) ? dict_get(PyModule_GetDict(value), "__name__")
										   : NULL;
	size_t length = strlen(m->name);

	return name && is_str(name) && !strncmp(utf8(name), m->name, length) && utf8(name)[length] == '.';
}

bool
inferred_was_bound(const struct module *m, PyObject *name, PyObject *value)
{
	PyObject *markers = PySet_New(NULL), *list = NULL;
	bool bound = false;
	Py_ssize_t i;

	if (markers && code_bound_names(m->code, markers) == 0 && (list = PySequence_List(m->global_stores)) &&
	    !is_below(m, value) && !is_of_another(m, value) &&
	    !(code_imports_star(m->code) && old_code_may_come_by_star(m, name, value))) {
		for (i = 0; i < PyList_Size(list); i++)
			PySet_Discard(markers, PyList_GetItem(list, i));
		bound = is_in_front(m->before, name, markers) && !code_binds_by_other_means(m->code);
	}
	unref(list);
	unref(markers);
	PyErr_Clear();
	return bound;
}

bool
inferred_was_in_body(PyObject *class, PyObject *body, PyObject *name)
{
	static const char *const last[] = {"__doc__", "__dict__", "__weakref__",
					   "_abc_impl"}; /* type() adds them to what the body made */
	PyObject *markers = PySet_New(NULL), *one;
	bool bound = markers && (!body || code_bound_names(body, markers) == 0);
	size_t i;

	for (i = 0; bound && i < sizeof(last) / sizeof(last[0]); i++) {
		/* Only a class without a docstring gets it in the end. */
		if (i == 0 && class_get(class, last[0]) != NONE)
			continue;
		one = PyUnicode_FromString(last[i]);
		bound = one && PySet_Add(markers, one) == 0;
		unref(one);
	}
	bound = bound && is_in_front(CLASS_DICT(class), name, markers);
	unref(markers);
	PyErr_Clear();
	return bound;
}
