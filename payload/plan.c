/*
 * plan.c - what happens to every name that staging has bound.
 *
 * Definitions are brought up to date in place where their kind allows it;
 * data is replaced, or kept where the source gives no reason to touch it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "collection.h"
#include "initializer.h"
#include "instances.h"
#include "records.h"
#include "statement.h"
#include "version.h"

/* The live function is this module's: defined in its file, or a wrapper around one that is. */
static bool
owns_function(struct transaction *t, PyObject *f)
{
	struct objects found = {0};
	bool owned;

	owned = pair_is_ours(t, WORD(f, python->function.code));
	if (!owned && functions_near(t, f, 100, &found) == 0)
		owned = found.count > 0;
	objects_fini(&found);
	return owned;
}

bool
owns_class(const struct module *m, PyObject *class)
{
	PyObject *module = class_get(class, "__module__");

	return module && is_str(module) && PyUnicode_Compare(module, m->name_object) == 0;
}

/* One class statement made both: a name or attribute that leads to another class now is another matter. */
static bool
are_our_classes(struct module *m, PyObject *old, PyObject *new)
{
	return is_class(old) && is_class(new) && owns_class(m, old) && owns_class(m, new) && same_text(old, new, "__qualname__");
}

static int
pair_classes(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	PyObject *name = get_attr(new, "__qualname__");
	PyObject *before = pair_body_of(t, m, true, utf8(name), old);
	PyObject *after = pair_body_of(t, m, false, utf8(name), new);
	int result, added = addresses_add(&t->paired, old);

	if (added == 0)
		result = map_get(&t->map, new) == old || map_get(&t->map, old) == new;
	else
		result = plan_class(t, m, old, new, before, after) < 0 ? -1 : 1;
	unref(name);
	return result;
}

static int pair_caches(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *name);

static int
pair_attribute(struct transaction *t, struct module *m, PyObject *old, PyObject *new,
	       const char *attribute, const char *name)
{
	PyObject *x = get_attr(old, attribute), *y = get_attr(new, attribute);
	int result = 0;

	if (x && y && x == y)
		result = 1;
	else if (x && y && is_function(x) && is_function(y) && is_counterpart(t, x, y))
		result = plan_function(t, m, x, y, name);
	else if (x && y)
		result = pair_caches(t, m, x, y, name);
	unref(x);
	unref(y);
	return result;
}

/* Both or neither, for each: then the live property can stay, with its functions updated. */
static int
pair_properties(struct transaction *t, struct module *m, PyObject *old, PyObject *new,
		const char *name)
{
	static const char *const parts[] = {"fget", "fset", "fdel"};
	PyObject *x, *y;
	bool same = true;
	size_t i;
	int result = 1, paired;

	for (i = 0; same && i < 3; i++) {
		x = get_attr(old, parts[i]);
		y = get_attr(new, parts[i]);
		same = x && y && (x == NONE) == (y == NONE);
		unref(x);
		unref(y);
	}
	x = get_attr(old, "__doc__");
	y = get_attr(new, "__doc__");
	same = same && x && y && const_equal(x, y, code_same_behaviour);
	unref(x);
	unref(y);
	/* Also where the property itself is replaced: derived ones have its functions. */
	for (i = 0; result >= 0 && i < 3; i++) {
		paired = pair_attribute(t, m, old, new, parts[i], name);
		result = paired < 0 ? -1 : result;
		same = same && paired;
	}
	return result < 0 ? -1 : same;
}

/* What the code of a function becomes; NULL: it is in no pair. */
static PyObject *
partner_of(struct transaction *t, PyObject *f)
{
	PyObject *code = WORD(f, python->function.code);
	PyObject *new = pair_partner(t, code);

	return new == NONE ? code : new;
}

static int
functions_named(struct transaction *t, PyObject *o, const char *name, struct objects *found)
{
	struct objects all = {0};
	PyObject *its;
	size_t i;
	int result = functions_near(t, o, 100, &all);

	for (i = 0; result == 0 && i < all.count; i++) {
		its = code_attr(WORD(all.list[i], python->function.code), "co_name");
		if (its && strcmp(utf8(its), name) == 0)
			result = objects_add(found, all.list[i]);
		unref(its);
	}
	objects_fini(&all);
	return result;
}

/* Of how many definitions with its name, side by side, this is one. */
static int
count_definitions(PyObject *code, const char *path)
{
	const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
	char class[300];

	if (dot) {
		snprintf(class, sizeof(class), "%.*s", (int)(dot - path), path);
		code = code ? code_class_body(code, class) : NULL;
	}
	return code ? code_count_named(code, name) : 0;
}

static bool
has_code(const struct statement *s, PyObject *code)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->value && is_code(x->value) && code_same_behaviour(x->value, code))
			return true;
	return false;
}

/* if DEBUG: def log(): ... else: def log(): ...  The block goes the other way now. */
static bool
are_of_one_block(const struct module *m, PyObject *old, PyObject *new)
{
	const struct staging *g = m->staging;
	const struct statement *s;

	for (s = g ? g->statements : NULL; s && s < g->statements + g->count; s++)
		if ((s->kind == KIND_IF || s->kind == KIND_OTHER) && has_code(s, old) && has_code(s, new))
			return true;
	return false;
}

/*
 * Of several definitions with one name (overloads, `def _`) the last one has
 * it.  When another is the last one now, it is not the old one with a new body:
 * that is still there, and in use where it was registered.
 */
bool
plan_is_another(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *path)
{
	const char *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
	struct objects before = {0}, after = {0};
	bool another = false, matched;
	PyObject *partner;
	size_t i, k;

	if (functions_named(t, old, name, &before) < 0 || functions_named(t, new, name, &after) < 0)
		before.count = 0;
	for (i = 0; after.count && i < before.count; i++) {
		partner = partner_of(t, before.list[i]);
		matched = !partner && count_definitions(m->code, path) < 2 && count_definitions(m->old_code, path) < 2;
		for (k = 0; partner && !matched && k < after.count; k++)
			matched = code_same_behaviour(partner, WORD(after.list[k], python->function.code));
		for (k = 0; partner && !dot && !matched && k < after.count; k++)
			matched = are_of_one_block(m, partner, WORD(after.list[k], python->function.code));
		another = another || !matched;
	}
	objects_fini(&before);
	objects_fini(&after);
	PyErr_Clear();
	return another;
}

/* It is a wrapper around the live function itself: in its place it would call itself. */
static bool
is_around(PyObject *new, PyObject *old)
{
	PyObject *closure = is_function(new) && is_function(old) ? WORD(new, python->function.closure) : NULL;
	bool around = false;
	Py_ssize_t i;

	for (i = 0; closure && !around && i < PyTuple_Size(closure); i++)
		around = WORD(PyTuple_GetItem(closure, i), CELL_REF) == old;
	return around;
}

/* Without the old source: @lru_cache around a function that is the same, with the same size: it has its answers still. */
static int
pair_caches(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *name)
{
	PyObject *type = functions_cache_type(), *x, *y, *a, *b;
	int result = 0;

	if (m->old_code || !type || (PyObject *)type_of(old) != type || (PyObject *)type_of(new) != type)
		return 0;
	x = get_attr(old, "__wrapped__");
	y = get_attr(new, "__wrapped__");
	a = PyObject_CallMethod(old, "cache_info", NULL);
	b = PyObject_CallMethod(new, "cache_info", NULL);
	if (x && y && a && b && is_function(x) && is_function(y) && attr_equal(a, b, "maxsize") &&
	    code_same_behaviour(WORD(x, python->function.code), WORD(y, python->function.code)) &&
	    functions_same_defaults(x, y) && (result = plan_pair(t, m, x, y, name)) > 0)
		result = hold(t, ref(new)) && map_set(&t->map, new, old) == 0 ? 1 : -1;
	unref(b);
	unref(a);
	unref(y);
	unref(x);
	if (result >= 0)
		PyErr_Clear();
	return result;
}

int
plan_pair(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *name)
{
	if (old == new)
		return 1;
	if (are_our_classes(m, old, new) && (!map_get(&t->map, new) || map_get(&t->map, new) == old))
		return pair_classes(t, m, old, new);
	if (map_get(&t->map, new))
		return map_resolve(&t->map, new) == old;
	/* The functions of a property all have its name; they are told apart by what they are for. */
	if (is_exact(old, TYPE_AT(PyProperty_Type)) && is_exact(new, TYPE_AT(PyProperty_Type)))
		return pair_properties(t, m, old, new, name);
	if (!is_class(old) && plan_is_another(t, m, old, new, name))
		return 0;
	if (is_function(old) && is_function(new) && !is_around(new, old) && owns_function(t, old) && is_counterpart(t, old, new))
		return plan_function(t, m, old, new, name);
	if (type_of(old) != type_of(new))
		return 0;
	if (is_exact(old, TYPE_AT(PyStaticMethod_Type)) || is_exact(old, TYPE_AT(PyClassMethod_Type)))
		return pair_attribute(t, m, old, new, "__func__", name);
	return pair_caches(t, m, old, new, name);
}

static bool
is_changed_name(struct module *m, PyObject *name, PyObject *new)
{
	return is_str(name) && strcmp(utf8(name), "__builtins__") != 0 &&
	       PyDict_GetItemWithError(m->before, name) != new;
}

/* Which class is which, before anything of them: they are each other's bases and metaclasses. */
static int
pair_identities(struct transaction *t, struct module *m)
{
	PyObject *items = hold(t, PyDict_Items(m->scratch)), *name, *old, *new;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		new = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		old = is_changed_name(m, name, new) && PySet_Contains(m->defined, name) == 1
			      ? PyDict_GetItemWithError(m->before, name)
			      : NULL;
		if (old && are_our_classes(m, old, new) && class_same_layout(old, new) &&
		    map_set(&t->map, new, old) < 0)
			return -1;
	}
	return items ? 0 : -1;
}

/* Under the name is what a decorator made of a class: that goes on, with the live class in it. */
static int
pair_wrapped_classes(struct transaction *t, struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *a = is_class(old) || is_class(new) ? NULL : wrapped_class(m, old, name);
	PyObject *b = a ? wrapped_class(m, new, name) : NULL;
	/* @singleton class carts: the name leads to the object. */
	bool single = b && a == (PyObject *)type_of(old) && b == (PyObject *)type_of(new) && class_same_layout(a, b);

	if (!b || a == b || (!single && type_of(old) != type_of(new)))
		return 0;
	if (pair_classes(t, m, a, b) < 0)
		return -1;
	return map_get(&t->map, new) || is_function(old) ? 0 : map_set(&t->map, new, old);
}

int
pair_removed(struct transaction *t, struct module *m, PyObject *name, PyObject *new)
{
	PyObject *old = old_code_removed(m, name);

	if (!old)
		return 0;
	if (!hold(t, old))
		return -1;
	if (type_of(old) != type_of(new) || (is_class(old) && !class_same_layout(old, new)) || map_get(&t->map, new))
		return 0;
	/* The mapper of a model has forgotten the one before. */
	if (is_class(new) && mapped_is_model(new))
		return 0;
	return pair_moved(t, m, m, old, new) < 0 || plan_pair(t, m, old, new, utf8(name)) < 0 ? -1 : 0;
}

/* for t in TOPICS: def f(e, t=t): the last one has the name, and what has had it is that of its turn. */
static bool
is_of_another_turn(const struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	return PySet_Contains(m->looped, name) == 1 && is_function(old) && is_function(new) &&
	       !functions_same_word(old, new, python->function.defaults);
}

/* A class of the module, whose statement is not in the new source. */
static bool
is_defined_no_more(const struct module *m, PyObject *class)
{
	PyObject *path = is_class(class) && is_heap_type(class) && owns_class(m, class) ? get_attr(class, "__qualname__") : NULL;
	bool is = path && is_str(path) && !strchr(utf8(path), '.') && !code_class_body(m->code, utf8(path));

	unref(path);
	return is;
}

/* class Registry has become class ServiceRegistry, and Registry = ServiceRegistry says that it is the same; or it is called Registry again.
   Borrowed; NULL: it is not. */
static PyObject *
renamed_class(const struct module *m, PyObject *class)
{
	PyObject *name, *value, *live;
	Py_ssize_t at = 0;

	if (!is_class(class) || !is_heap_type(class) || !owns_class(m, class))
		return NULL;
	while (PyDict_Next(m->scratch, &at, &name, &value)) {
		live = value == class ? PyDict_GetItemWithError(m->before, name) : NULL;
		if (live && live != class && is_defined_no_more(m, live))
			return live;
	}
	return NULL;
}

static int
plan_renamed_class(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	static const char *const names[] = {"__name__", "__qualname__"};
	PyObject *was = hold(t, get_attr(old, "__qualname__")), *name = hold(t, get_attr(new, "__qualname__")), *key, *value;
	PyObject *before = pair_body_of(t, m, true, utf8(was), old), *after = pair_body_of(t, m, false, utf8(name), new);
	int added = addresses_add(&t->paired, old), result = added;
	size_t i;

	if (added == 1)
		result = pair_moved(t, m, m, old, new) < 0 ? -1 : plan_class(t, m, old, new, before, after);
	/* One of another layout takes its place. */
	for (i = 0; added == 1 && result == 0 && map_resolve(&t->map, new) == old && i < sizeof(names) / sizeof(*names); i++) {
		key = hold(t, PyUnicode_InternFromString(names[i]));
		value = key ? hold(t, get_attr(new, names[i])) : NULL;
		result = value ? ops_add(&t->ops, OP_TYPE, old, key, value) : -1;
	}
	return result < 0 ? -1 : 0;
}

static bool
has_classes_gone(const struct module *m)
{
	PyObject *name, *live;
	Py_ssize_t at = 0;

	while (PyDict_Next(m->before, &at, &name, &live))
		if (is_class(live) && is_heap_type(live) && is_defined_no_more(m, live))
			return true;
	return false;
}

static int
plan_definitions(struct transaction *t, struct module *m)
{
	PyObject *items = hold(t, PyDict_Items(m->scratch)), *name, *old, *new, *was;
	bool gone = has_classes_gone(m);
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		new = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_changed_name(m, name, new) || PySet_Contains(m->defined, name) != 1)
			continue;
		old = PyDict_GetItemWithError(m->before, name);
		if (old && is_of_another_turn(m, name, old, new))
			continue;
		was = gone ? renamed_class(m, new) : NULL;
		/* Legacy = Order, and class Order was there before: it is that one. */
		was = old && old != was && is_class(old) ? NULL : was;
		if (was ? plan_renamed_class(t, m, was, new) < 0 : !old && pair_removed(t, m, name, new) < 0)
			return -1;
		if (old && promise_plan(t, m, name, old, new) < 0)
			return -1;
		if (old && !was && (plan_pair(t, m, old, new, utf8(name)) < 0 || pair_wrapped_classes(t, m, name, old, new) < 0))
			return -1;
	}
	return items ? 0 : -1;
}

/* Classes that could not be made again. */
static int
plan_bodies(struct transaction *t, struct module *m)
{
	PyObject *items = hold(t, PyDict_Items(m->bodies)), *name, *live;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		live = PyDict_GetItemWithError(m->before, name);
		result = live ? plan_class_body(t, m, live, PyTuple_GetItem(PyList_GetItem(items, i), 1)) : 0;
	}
	return result;
}

/* The function that the live wrapper wraps takes the new body. */
static int
plan_bare(struct transaction *t, struct module *m)
{
	PyObject *items = hold(t, PyDict_Items(m->bare)), *name, *new, *code, *its;
	struct objects found = {0};
	Py_ssize_t i;
	int result = items ? 0 : -1;
	size_t k;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		new = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		/* @multimethod def show, once for each kind: each has its own, which the codes tell. */
		if (code_count_named(m->code, utf8(name)) > 1)
			continue;
		found.count = 0;
		result = functions_near(t, PyDict_GetItemWithError(m->before, name), 200, &found);
		for (k = 0; result == 0 && k < found.count; k++) {
			code = WORD(found.list[k], python->function.code);
			its = code_attr(code, "co_name");
			if (its && PyUnicode_Compare(its, name) == 0 &&
			    plan_function(t, m, found.list[k], new, utf8(name)) < 0)
				result = -1;
			unref(its);
		}
	}
	objects_fini(&found);
	return result;
}

static bool
is_hashed_by_c(PyObject *o)
{
	PyObject *class = (PyObject *)type_of(o);

	return class_has_of_c(class, "__hash__") && class_has_of_c(class, "__eq__");
}

static bool
is_generated(PyObject *class, const char *name)
{
	PyObject *f = class_get(class, name);

	return f && is_function(f) && attr_is(WORD(f, python->function.code), "co_filename", "<string>");
}

/* Numbers, texts, classes: to compare them runs no code. */
static bool
has_plain_fields(PyObject *o)
{
	PyObject *fields = PyObject_GenericGetDict(o, NULL), *name, *value;
	Py_ssize_t at = 0;
	bool plain = fields && is_dict(fields);

	while (plain && PyDict_Next(fields, &at, &name, &value))
		plain = (is_atom(value) && !is_exact(value, TYPE_AT(PyTuple_Type)) && !is_exact(value, TYPE_AT(PyFrozenSet_Type))) ||
			is_function(value) || is_class(value);
	unref(fields);
	PyErr_Clear();
	return plain;
}

/* A frozen dataclass, which is as it was: what compares two of them has been generated. */
static bool
is_record(struct transaction *t, PyObject *o)
{
	PyObject *class = (PyObject *)type_of(o);

	return has_plain_fields(o) && class_makes_records(class) && is_generated(class, "__hash__") && is_generated(class, "__eq__") && !class_staged(t, class);
}

bool
has_simple_keys(struct transaction *t, PyObject *o)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && PyDict_Next(o, &at, &key, &value))
		if (!is_atom(key) && !is_function(key) && !is_class(key) && !is_enum((PyObject *)type_of(key)) && !is_hashed_by_c(key) &&
		    !is_library_value(key) && !is_record(t, key))
			return false;
	return true;
}

/* abs, math.sqrt: of a module written in C, and everybody's; [].append is of its list. */
static bool
is_builtin_function(PyObject *o)
{
	PyObject *of = is_exact(o, TYPE_AT(PyCFunction_Type)) ? get_attr(o, "__self__") : NULL;
	bool is = of && (of == NONE || is_module(of));

	unref(of);
	return is;
}

/* An object that the module made: a class or function of its own, or the result of a call. */
static bool
is_made_here(struct transaction *t, struct module *m, PyObject *name, PyObject *old)
{
	/* Its class has made it, and goes on holding it; or it cannot be exchanged while it runs. */
	if (is_enum((PyObject *)type_of(old)) || shared_is_running(old))
		return false;
	/* Page.as_view(title="About"): a closure, which that call has made, or a decorator. */
	if (is_function(old) && !owns_function(t, old))
		return WORD(old, python->function.closure) && (PySet_Contains(m->made, name) == 1 || PySet_Contains(m->defined, name) == 1);
	if (is_function(old))
		return true;
	if (is_class(old))
		return owns_class(m, old);
	if (is_module(old) || is_builtin_function(old))
		return false;
	return PySet_Contains(m->made, name) == 1 || PySet_Contains(m->defined, name) == 1;
}

int
plan_repoint(struct transaction *t, PyObject *old, PyObject *new)
{
	if (is_around(new, old))
		return 0;
	if (is_function(old) && PyList_Append(t->repointed, old) < 0)
		return -1;
	return map_set(&t->map, old, new);
}

/* Bound methods hold the function, not the class: each follows to the method of its name. */
static int
replace_methods(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *items = hold(t, PyDict_Items(CLASS_DICT(old))), *name, *other, *from, *to;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		other = PyDict_GetItemWithError(CLASS_DICT(new), name);
		from = callable_of(PyTuple_GetItem(PyList_GetItem(items, i), 1));
		to = callable_of(other);
		if (is_function(from) && to && is_function(to) && map_resolve(&t->map, to) != from && !map_get(&t->map, from) &&
		    plan_repoint(t, from, map_resolve(&t->map, to)) < 0)
			return -1;
	}
	return items ? 0 : -1;
}

/* The same object under another name of the dict: so it is not gone, or it is not new. */
static bool
is_bound_elsewhere(struct transaction *t, PyObject *dict, PyObject *name, PyObject *o)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		if (map_resolve(&t->map, value) == o && is_str(key) && PyUnicode_Compare(key, name) != 0)
			return true;
	return false;
}

/* def use(): global ACTIVE; ACTIVE = DEFAULTS, or somebody has put it in from outside: no line of the source has bound it to that. */
static bool
is_alias_of_run_time(struct transaction *t, struct module *m, PyObject *name)
{
	PyObject *first;

	/* Without the old source a line that has run may have been set aside. */
	if (m->old_code && PySet_Contains(m->bound, name) == 1)
		return false;
	if (!chunk_binding(m->old_code ? &m->old : &m->new, utf8(name)))
		return PySet_Contains(m->starred, name) == 0;
	first = PySet_Contains(m->global_stores, name) == 0 ? NULL
		: m->old_code				      ? old_value_at_first(t, m, name)
							      : old_value_of_new(t, m, name);
	return first && is_atom(first);
}

/* A line binds another name to it: so it is not this line's to change. */
static bool
is_of_another_line(struct transaction *t, struct module *m, PyObject *name, PyObject *o)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(m->scratch, &at, &key, &value))
		if (map_resolve(&t->map, value) == o && is_str(key) && PyUnicode_Compare(key, name) != 0 && !is_alias_of_run_time(t, m, key))
			return true;
	return false;
}

/* `import m` in it: what it shares with m it may well have from there. */
static bool
knows(PyObject *module, const struct module *m)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(PyModule_GetDict(module), &at, &key, &value))
		if (value == m->module)
			return true;
	return false;
}

/* Without the old source: only what is plainly a definition of this name in this file. */
bool
is_own_definition(const struct module *m, PyObject *name, PyObject *value)
{
	PyObject *its = is_function(value) || is_class(value) ? get_attr(value, "__qualname__") : NULL;
	PyObject *file = is_function(value) ? code_attr(WORD(value, python->function.code), "co_filename") : NULL;
	bool own = its && is_str(its) && PyUnicode_Compare(its, name) == 0 &&
		   (is_class(value) ? owns_class(m, value) : file && PyUnicode_Compare(file, m->file) == 0);

	unref(file);
	unref(its);
	return own;
}

/* Without the old source: another module has it under another name, so its contents may be that one's. */
static bool
is_foreign(struct transaction *t, struct module *m, PyObject *name, PyObject *o)
{
	PyObject *modules = PyImport_GetModuleDict(), *key, *module, *its;
	Py_ssize_t at = 0;

	while (!m->old_code && !is_own_definition(m, name, o) && PyDict_Next(modules, &at, &key, &module)) {
		if (module == m->module || !is_module(module) ||
		    transaction_module(t, key))
			continue;
		its = PyDict_GetItemWithError(PyModule_GetDict(module), name);
		if (its != o && !knows(module, m) && is_bound_elsewhere(t, PyModule_GetDict(module), name, o))
			return true;
	}
	return false;
}

/* A class of its own is one of a library now, which works in another way: live instances stay what they are. */
static bool
is_of_others(struct transaction *t, struct module *m, PyObject *name, PyObject *old, PyObject *target)
{
	PyObject *module = is_class(old) && is_class(target) ? get_attr(target, "__module__") : NULL;
	bool others = module && is_str(module) && is_own_definition(m, name, old) && !transaction_module(t, module) &&
		      !moved_alike(old, target);

	unref(module);
	return others;
}

/* ROUTES = {}: the old line has made the list, dict or set itself. */
static bool
is_displayed(struct transaction *t, struct module *m, PyObject *name, PyObject *old)
{
	PyObject *first = is_container(old) && m->old_code ? old_value_at_first(t, m, name) : NULL;

	return first && type_of(first) == type_of(old);
}

/* from pricing import Money, which has become class Money: that of pricing goes on beside it. */
static void
say_defined_here(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *home = is_class(old) || is_function(old) ? get_attr(old, "__module__") : NULL;

	if (home && is_str(home) && PyUnicode_Compare(home, m->name_object) != 0 && is_own_definition(m, name, new))
		report_addf(t->report, PYR_REC_NOTE, m->name, utf8(name),
			    "was imported from %s, and is defined here now: who holds that one, or an object of it, goes on with it",
			    utf8(home));
	unref(home);
	PyErr_Clear();
}

/* More than the old line has put in, or where that is not known, than the new one does. */
static void
say_left_behind(struct transaction *t, struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *first = m->old_code ? old_value_at_first(t, m, name) : NULL;
	Py_ssize_t left = PyObject_Size(old) - PyObject_Size(first && type_of(first) == type_of(old) ? first : new);

	if (left > 0)
		report_addf(t->report, PYR_REC_NOTE, m->name, utf8(name),
			    "has keys whose own code says what they are equal to: %zd entries that the process may have put in are not in the new one",
			    left);
}

/* Store(ttl=60), which says 120 now: lists, dicts and sets of the old object have more in them, or methods have counted in it. */
static bool
has_gathered(PyObject *old, PyObject *new)
{
	PyObject *class = (PyObject *)type_of(old), *init, *a, *b, *name, *value, *its;
	Py_ssize_t at = 0;
	bool has = type_of(old) == type_of(new) && state_is_iterator(old);

	if (has || is_atom(old) || is_class(old) || is_function(old) || is_module(old) || !is_heap_type(class))
		return has;
	init = function_read(class, "__init__");
	a = PyObject_GenericGetDict(old, NULL);
	b = is_heap_type((PyObject *)type_of(new)) ? PyObject_GenericGetDict(new, NULL) : NULL;
	while (a && b && is_dict(a) && is_dict(b) && !has && PyDict_Next(a, &at, &name, &value)) {
		its = PyDict_GetItemWithError(b, name);
		if (!its || its == value || type_of(its) != type_of(value))
			continue;
		if (is_container(value) || is_collection(value))
			has = PyObject_Size(value) > PyObject_Size(its);
		else if (is_atom(value) && !const_equal(value, its, code_same_behaviour))
			has = methods_store(class, name, init && is_function(init) ? WORD(init, python->function.code) : NULL, NULL);
	}
	unref(b);
	unref(a);
	PyErr_Clear();
	return has;
}

static int
replace_object(struct transaction *t, struct module *m, PyObject *name, PyObject *old,
	       PyObject *new, bool foreign)
{
	PyObject *target = map_resolve(&t->map, new), *first;
	bool holders = !is_atom(old) && target != old && !foreign &&
		       (is_made_here(t, m, name, old) || is_displayed(t, m, name, old)) && !addresses_has(&t->paired, old) &&
		       PySet_Contains(m->looped, name) != 1 && !is_of_another_line(t, m, name, old) &&
		       (is_class(old) || !plan_is_another(t, m, old, target, utf8(name))) &&
		       !is_of_others(t, m, name, old, target);

	if (ops_add(&t->ops, OP_DICT, m->dict, name, target) < 0 || (state_is_lock(old) && PyList_Append(t->locks, old) < 0))
		return -1;
	if (strncmp(utf8(name), "__", 2) != 0)
		report_add(t->report, holders ? PYR_REC_REPOINTED : PYR_REC_UPDATED, m->name, utf8(name),
			   has_gathered(old, target) ? "value, without what the old one has gathered" : "value");
	if (!is_atom(old) && target != old && state_is_waited_for(old))
		report_add(t->report, PYR_REC_STALE, m->name, utf8(name), "somebody waits in the old object, and goes on waiting there");
	if (is_container(old) && type_of(old) == type_of(target) && !has_simple_keys(t, old))
		say_left_behind(t, m, name, old, target);
	if (foreign)
		say_defined_here(t, m, name, old, new);
	if (holders && is_class(old) && is_class(target) && replace_methods(t, old, target) < 0)
		return -1;
	if (holders && is_class(old) && !is_class(target))
		report_add(t->report, PYR_REC_NOTE, m->name, utf8(name),
			   "is no class any more: its instances keep the old one");
	/* Several names had it, and now lead to different objects: then each importer's name counts. */
	if (holders && (!map_get(&t->map, old) || map_resolve(&t->map, old) == target))
		return plan_repoint(t, old, target);
	first = m->old_code && is_atom(old) ? old_value_at_first(t, m, name) : NULL;
	if (first && is_atom(first) && !const_equal(first, old, code_same_behaviour) &&
	    importers_follow_first(t, m->name_object, name, first, target) < 0)
		return -1;
	return importers_follow(t, m->name_object, name, old, target);
}

/* app.hook = f, by somebody else; and the new source has `hook = None`. */
static bool
is_put_in(const struct module *m, PyObject *name, PyObject *new)
{
	PyObject *set = m->old_code && is_atom(new) && strncmp(utf8(name), "__", 2) != 0 ? PySet_New(NULL) : NULL;
	bool put = set && code_bound_names(m->old_code, set) == 0 && code_global_stores(m->old_code, set) == 0 &&
		   PySet_Contains(set, name) == 0 && !code_imports_star(m->old_code) && !code_binds_by_other_means(m->old_code) &&
		   !dict_get(m->before, "__getattr__");

	unref(set);
	PyErr_Clear();
	return put;
}

/* By a def or class statement of the new source. */
static bool
is_defined(const struct module *m, PyObject *name)
{
	const struct chunk *c = chunk_binding(&m->new, utf8(name));

	return c && chunk_code(&m->new, c, name);
}

static int
plan_contents(struct transaction *t, struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *before = PySet_Contains(m->whole, name) == 1				? hold(t, content_copy(old))
			   : PySet_Contains(m->refilled, name) == 1 && is_container(old) ? NULL
											 : old_value_at_first(t, m, name);
	PyObject *after = old_value_of_new(t, m, name);
	const struct chunk *c = !before && m->old_code && is_dict(old) && is_dict(new) ? chunk_binding(&m->old, utf8(name)) : NULL;

	/* What it reads is what it was. */
	if (c && !tokens_read_any(&m->old.tokens[c->first], c->count, m->late) && (before = old_value_keyed(t, &m->old, m->before, m->before, name, old)))
		after = old_value_keyed(t, &m->new, m->scratch, m->scratch, name, new);
	return contents_replace(t, m, utf8(name), before, after, old, new);
}

/* ACTIVE = POOLS["primary"], which is the same line, and failover() has bound another one of them since. */
static bool
is_rebound(const struct module *m, PyObject *name, PyObject *old)
{
	const struct staging *g = m->staging;
	PyObject *value, *its;
	bool rebound = false;
	int i;

	for (i = 0; m->old_code && g && PySet_Contains(m->global_stores, name) == 1 && !is_atom(old) && i < g->count; i++) {
		if (g->statements[i].kind != KIND_ASSIGN || !statement_binds(&g->statements[i], name))
			continue;
		value = g->statements[i].same ? get_attr(g->statements[i].node, "value") : NULL;
		its = value ? node_object_at(m->before, value) : NULL;
		rebound = its && its != old;
		unref(value);
	}
	PyErr_Clear();
	return rebound;
}

static int
plan_name(struct transaction *t, struct module *m, PyObject *name, PyObject *new)
{
	PyObject *old = PyDict_GetItemWithError(m->before, name), *first, *before = NULL;
	bool foreign, imported, anew = t->flags & PYR_RESET || PySet_Contains(m->hooked, name) == 1;
	int resized, kept;

	if (!old) {
		if (strncmp(utf8(name), "__", 2) != 0)
			report_add(t->report, PYR_REC_ADDED, m->name, utf8(name), "");
		newcomers_note(t, m->name, utf8(name), new, m->before);
		old = old_code_removed_value(m, name);
		if (old && importers_follow(t, m->name_object, name, old, map_resolve(&t->map, new)) < 0)
			return -1;
		return ops_add(&t->ops, OP_DICT, m->dict, name, map_resolve(&t->map, new));
	}
	if (map_resolve(&t->map, new) == old)
		return 0;
	if (!anew && is_rebound(m, name, old)) {
		report_add(t->report, PYR_REC_KEPT, m->name, utf8(name), "its line is unchanged");
		return 0;
	}
	/* boot.py: app.clock = fake. */
	if (!m->old_code && !anew && !is_defined(m, name) && set_elsewhere_plainly(t, m->module, name) &&
	    !(is_atom(old) && is_atom(new) && const_equal(old, new, code_same_behaviour))) {
		report_add(t->report, PYR_REC_KEPT, m->name, utf8(name), "another module sets it");
		return 0;
	}
	if (map_get(&t->map, old) == new)
		return ops_add(&t->ops, OP_DICT, m->dict, name, new);
	if (!anew && is_put_in(m, name, new)) {
		report_add(t->report, PYR_REC_KEPT, m->name, utf8(name), "the old source did not bind it: somebody has put it in");
		return 0;
	}
	if (is_atom(old) ? type_of(old) == type_of(new) && const_equal(old, new, code_same_behaviour)
			 : plain_same(t, old, new))
		return 0;
	/* Another line that says the same, and the process has bound another value since. */
	imported = PySet_Contains(m->starred, name) == 1 || (m->old_code && body_imports(&m->old, name));
	first = (is_atom(old) || is_atom(new)) && m->old_code && !anew && !imported && PySet_Contains(m->refilled, name) == 0
		    ? old_value_at_first(t, m, name) : NULL;
	if (first && is_atom(first) && const_equal(first, new, code_same_behaviour))
		return 0;
	/* Without the old source: what is plainly this module's no statement has only mentioned. */
	if (!m->old_code && is_atom(old) && PySet_Contains(m->unknown, name) == 1)
		report_add(
		    t->report, PYR_REC_NOTE, m->name, utf8(name),
		    "has another value now: there is no copy of the old source to tell whether it was changed at run time");
	foreign = !is_atom(old) && (m->old_code || !is_own_definition(m, name, old)) &&
		  (imported || is_foreign(t, m, name, old) || shared_is_mentioned(t, m, name, old) ||
		   shared_is_kept(t, m, name, old, map_resolve(&t->map, new)));
	/* What others hold is no wrapper, and what the wrapper holds least of all. */
	foreign = foreign || (!is_atom(old) && !is_function(old) && !is_class(old) && shared_is_within(old, new));
	/* What __reload__() binds is what the name has. */
	if (PySet_Contains(m->hooked, name) == 1 && !is_container(old))
		return replace_object(t, m, name, old, new, foreign);
	if (is_container(old) && type_of(old) == type_of(new) && PySet_Contains(m->refilled, name) == 1 &&
	    !contents_within(t, old, new)) {
		report_add(t->report, PYR_REC_KEPT, m->name, utf8(name),
			   "its line would make another one now, but the process has put something else into it since");
		return map_set(&t->map, new, old);
	}
	if (!m->old_code && url_table_is(old) && url_table_is(new)) {
		report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "contents");
		return ops_add(&t->ops, OP_CONTENT, old, NULL, new) < 0 ? -1 : map_set(&t->map, new, old);
	}
	if (contents_can_stay(t, old, new) && !is_of_another_line(t, m, name, old) &&
	    !is_bound_elsewhere(t, m->before, name, new) &&
	    (!foreign || (is_container(old) && contents_same(t, old, new))))
		return plan_contents(t, m, name, old, new);
	if (is_exact(old, TYPE_AT(PyTuple_Type)) && is_exact(new, TYPE_AT(PyTuple_Type)) && !foreign &&
	    contents_of_tuple(t, m, utf8(name), old_value_at_first(t, m, name), old_value_of_new(t, m, name), old, new) < 0)
		return -1;
	if (m->old_code && !anew && !foreign && (kept = contents_made_again(t, old_value_at_first(t, m, name), old_value_of_new(t, m, name), old, new))) {
		report_add(t->report, PYR_REC_KEPT, m->name, utf8(name), "its line makes the same");
		return kept < 0 ? -1 : 0;
	}
	/* Another one was made, and nobody has started it. */
	if ((PyObject *)type_of(old) == map_resolve(&t->map, (PyObject *)type_of(new)) && shared_is_running(old) && !shared_is_running(new))
		return started_go_on(t, m, name, old, new);
	resized = !foreign && is_made_here(t, m, name, old) ? collection_resize(t, old, new) : 0;
	if (resized > 0)
		report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "size");
	if (!resized && !foreign) {
		before = m->old_code ? old_value_at_first(t, m, name) : NULL;
		resized = semaphore_plan(t, m, utf8(name), before, old, new);
	}
	if (!resized && !foreign && !anew)
		resized = state_of_threads(t, m, utf8(name), old, new);
	if (!resized && m->old_code && !foreign && !anew && contents_carry(t, m, utf8(name), before, old, new) < 0)
		return -1;
	if (PySet_Contains(m->defined, name) == 1 && !anew && state_carry(t, old, new) < 0)
		return -1;
	if (!resized && !anew && !foreign && state_carry_weak(t, m, utf8(name), old, new) < 0)
		return -1;
	return resized ? resized < 0 ? -1 : 0 : replace_object(t, m, name, old, new, foreign);
}

static int
plan_names(struct transaction *t, struct module *m)
{
	PyObject *items = hold(t, PyDict_Items(m->scratch)), *name, *new;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		new = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (is_changed_name(m, name, new) && plan_name(t, m, name, new) < 0)
			return -1;
	}
	return items ? 0 : -1;
}

/* Of the module as such, not of its source; without the old one all such names are taken for it. */
static bool
is_identity(const struct module *m, PyObject *name)
{
	static const char *const names[] = {"__name__", "__package__", "__loader__", "__spec__", "__path__",
					    "__file__", "__cached__", "__builtins__", "__annotations__",
					    "__doc__", "__dict__", "__class__"};

	return (!m->old_code && !strncmp(utf8(name), "__", 2)) || IS_ONE_OF(utf8(name), names);
}

/* A loaded module in the package m; borrowed, or NULL. */
static PyObject *
submodule_named(const struct module *m, PyObject *name)
{
	PyObject *full = m->is_package ? PyUnicode_FromFormat("%U.%U", m->name_object, name) : NULL;
	PyObject *found = full ? PyDict_GetItemWithError(PyImport_GetModuleDict(), full) : NULL;

	unref(full);
	PyErr_Clear();
	return found;
}

/* R = Metric("r"): an object of a class written in Python, which that line has made. */
static bool
is_made_by_own_line(const struct module *m, PyObject *name, PyObject *value)
{
	const struct chunk *c = m->old_code ? chunk_binding(&m->old, utf8(name)) : NULL;
	const struct token *x;

	if (!c || is_atom(value) || is_class(value) || is_function(value) || !is_heap_type((PyObject *)type_of(value)) ||
	    is_module(value))
		return false;
	for (x = &m->old.tokens[c->first]; x < &m->old.tokens[c->first + c->count]; x++)
		if (x->op == python->op.load_name && PyDict_GetItemWithError(m->before, x->value) == (PyObject *)type_of(value))
			return true;
	return false;
}

/* As a global, at top level or in a function. */
static bool
reads_name(PyObject *code, PyObject *name)
{
	const struct token *x;
	struct body body;
	bool reads = false;

	if (body_init(&body, code) < 0)
		return true;
	for (x = body.tokens; !reads && x < body.tokens + body.token_count; x++)
		reads = x->op == python->op.load_name || x->op == python->op.load_global
			    ? x->value && PyUnicode_Compare(x->value, name) == 0
			    : x->value && is_code(x->value) && reads_name(x->value, name);
	body_fini(&body);
	return reads;
}

#define DATA_DEEP 8

/* Numbers, texts and containers of such: who keeps it keeps nothing else. */
static bool
is_data(PyObject *o, int depth)
{
	bool nested = is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type)), all = nested ? depth > 0 : is_atom(o);
	PyObject *items = !nested || !all	       ? NULL
			  : is_dict(o)		       ? PyDict_Items(o)
			  : is_exact(o, TYPE_AT(PyTuple_Type)) ? PySequence_List(o)
						       : items_of(o);
	Py_ssize_t i;

	for (i = 0; items && all && i < PyList_Size(items); i++)
		all = is_data(PyList_GetItem(items, i), depth - 1);
	unref(items);
	return all;
}

#define HELD 4 /* by the module, by the list of its items, and twice by those of the transaction */

static int
note_deregistered(struct transaction *t, struct module *m, PyObject *name, PyObject *value)
{
	const struct chunk *c = m->old_code && !(t->flags & PYR_RESET) ? chunk_binding(&m->old, utf8(name)) : NULL;

	return c && deregistered_may(m, c) ? LIST_APPEND(t->deregistered, name, value, m->name_object) : 0;
}

static int
plan_removed(struct transaction *t, struct module *m)
{
	PyObject *before = hold(t, PySet_New(NULL)), *after = hold(t, PySet_New(NULL)), *stores = hold(t, PySet_New(NULL));
	PyObject *items = hold(t, PyDict_Items(m->before)), *name, *value, *submodule;
	bool bound, deleted;
	Py_ssize_t i;

	if (!before || !after || !stores || !items || code_bound_names(m->code, after) < 0 || code_global_stores(m->code, stores) < 0 ||
	    (m->old_code && code_bound_names(m->old_code, before) < 0))
		return -1;
	for (i = 0; i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name) || is_identity(m, name) || (m->keep && PySet_Contains(m->keep, name) == 1))
			continue;
		bound = PySet_Contains(after, name) == 1 || PySet_Contains(m->starred, name) == 1 || PySet_Contains(m->put_in, name) == 1;
		/* Bound by the new source, and deleted again. */
		deleted = bound && PyDict_Contains(m->scratch, name) == 0;
		/* What functions alone bind is no less of the source; of the new one, where the old one is known. */
		if ((bound && !deleted) || (m->old_code ? PySet_Contains(stores, name) == 1 : source_changes(m, name, value)))
			continue;
		if (!deleted && m->old_code && PySet_Contains(before, name) != 1 &&
		    (!body_stars(t, m, &m->old, name, value) || body_stars(t, m, &m->new, name, value)))
			continue;
		/* for n in NAMES: globals()[n] = make(n): without the old source there is no telling that it is not run again.
		   What the new source reads a loader has put in before it was executed. */
		if (!deleted && !m->old_code &&
		    (code_binds_by_other_means(m->code) || reads_name(m->code, name) || (!is_own_definition(m, name, value) && !inferred_was_bound(m, name, value)))) {
			if (!(t->flags & PYR_RESET) && submodule_named(m, name) != value && !code_imports_star(m->code))
				report_add(t->report, PYR_REC_KEPT, m->name, utf8(name),
					   "the new source does not bind it: somebody may have put it in");
			continue;
		}
		if (t->flags & PYR_CODE_ONLY)
			return refuse(t, m, "without --code-only the name is removed",
				      "%s is defined no more, and --code-only leaves all names as they are", utf8(name));
		/* What the import system has bound is not the source's to unbind. */
		if ((submodule = submodule_named(m, name)) == value)
			continue;
		if (!submodule && under_way_reads(t, name)) {
			report_add(t->report, PYR_REC_KEPT, m->name, utf8(name), READ_STILL);
			continue;
		}
		if (submodule)
			report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "the submodule of this name");
		else if (under_way_leaves(t, m, m->dict, name, utf8(name)) < 0)
			return -1;
		if (!submodule && is_atom(value) && dict_get(m->scratch, "__getattr__"))
			report_add(t->report, PYR_REC_NOTE, m->name, utf8(name),
				   "__getattr__ is asked for it from now on: who has imported it by name has the old value");
		if (submodule && ops_add(&t->ops, OP_DICT, m->dict, name, submodule) < 0)
			return -1;
		if (submodule)
			continue;
		if (ops_add(&t->last, OP_DICT, m->dict, name, NULL) < 0)
			return -1;
		/* It goes on in another module. */
		if (addresses_has(&t->paired, value))
			continue;
		if (((is_class(value) && is_own_definition(m, name, value)) || is_made_by_own_line(m, name, value)) &&
		    !is_of_another_line(t, m, name, value) &&
		    LIST_APPEND(t->dropped, name, value, m->name_object) < 0)
			return -1;
		if ((!is_of_another_line(t, m, name, value) && mapped_dropped(t, m, name, value) < 0) || note_deregistered(t, m, name, value) < 0)
			return -1;
		if (is_own_definition(m, name, value)) {
			if (LIST_APPEND(t->removed, name, value, m->name_object) < 0)
				return -1;
		} else if (m->old_code && is_data(value, DATA_DEEP) && (is_atom(value) || refs_of(value) > HELD) &&
			   LIST_APPEND(t->removed_values, name, value, m->name_object) < 0) {
			return -1;
		}
	}
	/* A module without docstring has None. */
	name = hold(t, PyUnicode_InternFromString("__doc__"));
	if (m->old_code && name && PySet_Contains(before, name) == 1 && PySet_Contains(after, name) == 0)
		return ops_add(&t->ops, OP_DICT, m->dict, name, NONE);
	return name ? 0 : -1;
}

static int
say_kept(struct transaction *t, struct module *m)
{
	PyObject *names = hold(t, PySequence_List(m->skipped)), *value;
	Py_ssize_t i;

	for (i = 0; names && i < PyList_Size(names); i++) {
		value = PyDict_GetItemWithError(m->before, PyList_GetItem(names, i));
		if (value && !is_atom(value) && !is_function(value) && !is_class(value) &&
		    strncmp(utf8(PyList_GetItem(names, i)), "__", 2) != 0)
			report_add(t->report, PYR_REC_KEPT, m->name, utf8(PyList_GetItem(names, i)),
				   m->keep && PySet_Contains(m->keep, PyList_GetItem(names, i)) == 1
					   ? "__reload_keep__ names it"
				   : m->old_code ? "its line is unchanged"
					       : "no copy of the old source to compare with");
	}
	return names ? 0 : -1;
}

/* Since 3.13 inspect finds the source of a class by a line that is kept in the class. */
static int
plan_first_line(struct transaction *t, struct module *m, PyObject *class)
{
	PyObject *name = get_attr(class, "__qualname__"), *key, *line, *body;
	PyObject *has = class_get(class, "__firstlineno__");
	int result = 0;

	body = has && name ? pair_class_body(t, m, false, utf8(name)) : NULL;
	line = body ? hold(t, code_attr(body, "co_firstlineno")) : NULL;
	key = line ? hold(t, PyUnicode_InternFromString("__firstlineno__")) : NULL;
	if (key && PyObject_RichCompareBool(has, line, Py_EQ) != 1)
		result = ops_add(&t->ops, OP_TYPE, class, key, line);
	unref(name);
	return result;
}

static int
plan_first_lines(struct transaction *t, struct module *m, PyObject *dict)
{
	PyObject *values = hold(t, PyDict_Values(dict)), *value;
	Py_ssize_t i;
	int result = values ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(values); i++) {
		value = PyList_GetItem(values, i);
		if (!is_class(value) || !owns_class(m, value) || !class_get(value, "__firstlineno__") ||
		    dict == CLASS_DICT(value))
			continue;
		result = plan_first_line(t, m, value);
		if (result == 0 && dict == m->before)
			result = plan_first_lines(t, m, CLASS_DICT(value));
	}
	return result;
}

/* sys.modules[__name__].X = 2: the module has it already, but who has imported the old one does not. */
static int
plan_set_in_place(struct transaction *t, struct module *m)
{
	PyObject *before, *name, *value, *old;
	Py_ssize_t i, at;
	int result = 0;

	for (i = 0; result == 0 && i + 3 < PyList_Size(t->touched); i += 4) {
		if (PyList_GetItem(t->touched, i) != m->dict)
			continue;
		before = PyList_GetItem(t->touched, i + 1);
		for (at = 0; result == 0 && PyDict_Next(PyList_GetItem(t->touched, i + 2), &at, &name, &value);) {
			old = is_str(name) ? PyDict_GetItemWithError(before, name) : NULL;
			if (!old || old == value ||
			    (is_atom(old) && is_atom(value) && const_equal(old, value, code_same_behaviour)))
				continue;
			report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "set in place");
			result = importers_follow(t, m->name_object, name, old, value);
		}
	}
	return result;
}

static int
plan_module(struct transaction *t, struct module *m)
{
	size_t last;

	report_add(t->report, PYR_REC_MODULE, m->name, "", m->same_source ? "unchanged" : "changed");
	if (m->is_unchanged)
		return 0;
	if (plan_names(t, m) < 0 || plan_set_in_place(t, m) < 0)
		return -1;
	last = t->last.count;
	if (plan_removed(t, m) < 0 || left_names_keep(t, m, last) < 0 ||
	    plan_first_lines(t, m, m->before) < 0 || star_importers_follow(t, m) < 0)
		return -1;
	return say_kept(t, m);
}

/* What was only staged leads to what it stands for. */
static int
map_stage(struct transaction *t)
{
	struct module *m;
	size_t i;

	if (map_set(&t->map, t->staging_builtins, t->builtins) < 0 ||
	    map_set(&t->map, t->import_hook, t->real_import) < 0 ||
	    (t->instance_check && refs_of(t->instance_check) > 2 &&
	     map_set(&t->map, t->instance_check, t->real_instance_check) < 0) ||
	    (t->import_module_hook && refs_of(t->import_module_hook) > 1 &&
	     map_set(&t->map, t->import_module_hook, t->real_import_module) < 0))
		return -1;
	for (i = 0; i < t->module_count; i++) {
		m = &t->modules[i];
		if (map_set(&t->map, m->staged, m->module) < 0 ||
		    map_set(&t->map, m->scratch, m->dict) < 0)
			return -1;
	}
	return 0;
}

int
plan(struct transaction *t)
{
	size_t i;

	hidden_show(t);
	if (map_stage(t) < 0)
		return -1;
	for (i = 0; i < t->module_count; i++) {
		if (!t->modules[i].is_unchanged && pair_codes_of(t, &t->modules[i]) < 0)
			return -1;
		breathe(t);
	}
	for (i = 0; i < t->module_count; i++)
		if (pair_identities(t, &t->modules[i]) < 0)
			return -1;
	if (records_map(t) < 0)
		return -1;
	for (i = 0; i < t->module_count; i++)
		if (plan_definitions(t, &t->modules[i]) < 0 || plan_bare(t, &t->modules[i]) < 0 ||
		    plan_bodies(t, &t->modules[i]) < 0)
			return -1;
	if (records_plan(t) < 0 || plan_moves(t) < 0 || plan_filled(t) < 0 || rekey_staged(t) < 0)
		return -1;
	for (i = 0; i < t->module_count; i++)
		if (plan_module(t, &t->modules[i]) < 0 || overloads_drop(t, &t->modules[i]) < 0)
			return -1;
	if (deregistered_plan(t) < 0)
		return -1;
	/* What follows runs code. */
	hidden_hide(t);
	return initializers_look(t) < 0 || instances_prepare(t) < 0 ? -1 : 0;
}
