/*
 * cells.c - variables of a decorator that has been applied again.
 *
 * The live wrapper takes the new one's cells, for the decorator may have captured
 * other values.  What it has counted and gathered since is in the old ones: that
 * goes on in the new.
 */
#include "statement.h"
#include "version.h"

/* Some function below the node declares the name nonlocal. */
static bool
is_rebound(PyObject *node, PyObject *name)
{
	static const char *const blocks[] = {"body", "orelse", "finalbody", "handlers", "cases"};
	PyObject *list = node_is(node, "Nonlocal") ? get_attr(node, "names") : NULL, *item;
	bool found = list && PySequence_Contains(list, name) == 1;
	Py_ssize_t i;
	size_t k;

	unref(list);
	for (k = 0; !found && k < sizeof(blocks) / sizeof(blocks[0]); k++) {
		list = get_attr(node, blocks[k]);
		for (i = 0; list && is_exact(list, TYPE_AT(PyList_Type)) && !found && i < PyList_Size(list); i++) {
			item = PyList_GetItem(list, i);
			found = is_rebound(item, name);
		}
		unref(list);
	}
	return found;
}

PyObject *
cell_named(PyObject *f, PyObject *name)
{
	PyObject *names = code_attr(WORD(f, python->function.code), "co_freevars"), *cell = NULL;
	Py_ssize_t i;

	for (i = 0; names && WORD(f, python->function.closure) && !cell && i < PyTuple_Size(names); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(names, i), name) == 0)
			cell = PyTuple_GetItem(WORD(f, python->function.closure), i);
	unref(names);
	return cell;
}

/* The code, in this tree, that has one like the inner one; borrowed, NULL: none. */
static PyObject *
outer_of(PyObject *tree, PyObject *inner)
{
	PyObject *consts = code_attr(tree, "co_consts"), *item, *found = NULL;
	Py_ssize_t i;

	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		if (is_code(item))
			found = item == inner || (same_text(item, inner, "co_name") && code_same_behaviour(item, inner)) ? tree
				: outer_of(item, inner);
	}
	unref(consts);
	return found;
}

static bool
tuple_has(PyObject *code, const char *attribute, PyObject *value)
{
	PyObject *tuple = code_attr(code, attribute);
	bool has = false;
	Py_ssize_t i;

	for (i = 0; tuple && !has && i < PyTuple_Size(tuple); i++)
		has = const_equal(PyTuple_GetItem(tuple, i), value, code_same_behaviour);
	unref(tuple);
	return has;
}

#define FRAMES_MOST 4 /* functions around each other */

/* The one around it whose variable that is. */
static PyObject *
owner_of(PyObject *tree, PyObject *inner, PyObject *name)
{
	PyObject *outer = outer_of(tree, inner);
	int depth;

	for (depth = 0; outer && depth < FRAMES_MOST && !tuple_has(outer, "co_cellvars", name); depth++)
		outer = outer == tree ? NULL : outer_of(tree, outer);
	return outer;
}

/* Without the old source: of a function that the module has. */
static PyObject *
live_owner_of(const struct module *m, PyObject *inner, PyObject *variable)
{
	PyObject *name, *maker, *found = NULL;
	Py_ssize_t at = 0;

	while (!found && PyDict_Next(m->before, &at, &name, &maker))
		if (is_function(maker) && code_is_within(inner, WORD(maker, python->function.code)))
			found = owner_of(WORD(maker, python->function.code), inner, variable);
	return found;
}

/* a, b = Stats(), [0]: the value of the name; new reference, NULL: the function does not set it so. */
static PyObject *
value_of(PyObject *function, PyObject *name)
{
	PyObject *body = get_attr(function, "body"), *targets, *value, *names, *values, *found = NULL;
	Py_ssize_t i, k;

	for (i = 0; body && !found && i < PyList_Size(body); i++) {
		targets = node_is(PyList_GetItem(body, i), "Assign") ? get_attr(PyList_GetItem(body, i), "targets") : NULL;
		value = targets && PyList_Size(targets) == 1 ? get_attr(PyList_GetItem(body, i), "value") : NULL;
		if (value && node_is_name(PyList_GetItem(targets, 0), name))
			found = ref(value);
		names = value && !found ? get_attr(PyList_GetItem(targets, 0), "elts") : NULL;
		values = names ? get_attr(value, "elts") : NULL;
		for (k = 0; values && !found && k < PyList_Size(names) && PyList_Size(names) == PyList_Size(values); k++)
			if (node_is_name(PyList_GetItem(names, k), name))
				found = ref(PyList_GetItem(values, k));
		unref(values);
		unref(names);
		unref(value);
		unref(targets);
	}
	unref(body);
	PyErr_Clear();
	return found;
}

/* Stats(), of a class: what that does with its arguments is its own matter. */
static bool
is_class_called(const struct module *m, PyObject *call)
{
	PyObject *f = get_attr(call, "func"), *o = f && node_is(f, "Name") ? node_object_in(m->before, f) : NULL;
	PyObject *id = f && node_is(f, "Name") && !o ? get_attr(f, "id") : NULL;
	bool class = (o && is_class(o)) || (id && (!strcmp(utf8(id), "list") || !strcmp(utf8(id), "dict") || !strcmp(utf8(id), "set")));

	unref(id);
	unref(f);
	PyErr_Clear();
	return class;
}

/* Of constants that its code of then has, and classes that it calls with such; nothing that may be another now. */
static bool
is_fixed(const struct module *m, PyObject *then, PyObject *node)
{
	static const char *const parts[] = {"elts", "keys", "values", "args", "keywords"};
	bool call = node_is(node, "Call"), fixed;
	PyObject *value = node_is(node, "Constant") || node_is(node, "keyword") ? get_attr(node, "value") : NULL, *list;
	Py_ssize_t i;
	size_t k;

	if (value) {
		fixed = node_is(node, "Constant") ? tuple_has(then, "co_consts", value) : is_fixed(m, then, value);
		unref(value);
		return fixed;
	}
	fixed = call ? is_class_called(m, node) : node_is(node, "List") || node_is(node, "Dict") || node_is(node, "Set");
	for (k = 0; fixed && k < sizeof(parts) / sizeof(parts[0]); k++) {
		list = get_attr(node, parts[k]);
		for (i = 0; list && is_exact(list, TYPE_AT(PyList_Type)) && fixed && i < PyList_Size(list); i++)
			fixed = is_fixed(m, then, PyList_GetItem(list, i));
		unref(list);
	}
	PyErr_Clear();
	return fixed;
}

/* stats, calls = Stats(), [0]: whatever the decorator is given it begins with the same, now as then. */
static bool
begins_alike(const struct module *m, PyObject *old, PyObject *new, PyObject *name)
{
	PyObject *now = owner_of(m->code, WORD(new, python->function.code), name), *then, *node, *value;
	bool alike;

	then = m->old_code ? owner_of(m->old_code, WORD(old, python->function.code), name)
			   : live_owner_of(m, WORD(old, python->function.code), name);
	node = now && then ? tree_definition(m, now) : NULL;
	value = node ? value_of(node, name) : NULL;
	alike = value && is_fixed(m, then, value);
	unref(value);
	unref(node);
	PyErr_Clear();
	return alike;
}

/* name["a"] = x, name.append(x), name |= x */
static bool
is_changed(PyObject *node, void *arg)
{
	static const char *const methods[] = {"append", "add",     "update",     "setdefault", "pop",         "popitem",	 "clear",
					      "insert", "extend",  "remove",     "discard",    "appendleft",  "popleft", "extendleft",
					      "sort",	"reverse", "move_to_end", "subtract",  "rotate",      "write"};
	PyObject *name = arg, *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *method, *ctx, *of = NULL;
	bool changes = false;

	if (f && node_is(f, "Attribute")) {
		method = get_attr(f, "attr");
		changes = method && IS_ONE_OF(utf8(method), methods);
		unref(method);
		of = get_attr(f, "value");
	} else if (node_is(node, "Subscript")) {
		ctx = get_attr(node, "ctx");
		changes = ctx && !node_is(ctx, "Load");
		unref(ctx);
		of = get_attr(node, "value");
	} else if (node_is(node, "AugAssign")) {
		changes = true;
		of = get_attr(node, "target");
	}
	changes = changes && of && node_is_name(of, name);
	unref(of);
	unref(f);
	PyErr_Clear();
	return changes;
}

struct within {
	PyObject *function, *name; /* node of the one that has the variable */
};

static bool
changes_later(PyObject *node, void *arg)
{
	const struct within *w = arg;
	bool function = node_is(node, "FunctionDef") || node_is(node, "AsyncFunctionDef") || node_is(node, "Lambda");

	return function && node != w->function && tree_any(node, is_changed, w->name);
}

/* allowed = set(), and the decorator puts into it what it was given: what it makes only reads that.  There is nothing that it
   could have gathered. */
static bool
is_filled_when_made(const struct module *m, PyObject *new, PyObject *name, PyObject *made)
{
	PyObject *owner = (is_container(made) || is_deque(made)) && PyObject_Size(made) > 0
			      ? owner_of(m->code, WORD(new, python->function.code), name)
			      : NULL;
	struct within w = {owner ? tree_definition(m, owner) : NULL, name};
	bool filled = w.function && !tree_any(w.function, changes_later, &w);

	unref(w.function);
	PyErr_Clear();
	return filled;
}

/* left = burst, and left += 0.5 since. */
static bool
are_numbers(PyObject *live, PyObject *made)
{
	return (is_exact(live, TYPE_AT(PyFloat_Type)) || is_exact(live, TYPE_AT(PyLong_Type))) &&
	       (is_exact(made, TYPE_AT(PyFloat_Type)) || is_exact(made, TYPE_AT(PyLong_Type)));
}

int
cells_keep(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *names, *name, *from, *to, *live, *made, *node = NULL;
	struct module *m = pair_module(t, WORD(new, python->function.code));
	bool on;
	Py_ssize_t i;
	int result = 0, grows;

	names = t->flags & PYR_RESET ? NULL : code_attr(WORD(new, python->function.code), "co_freevars");
	for (i = 0; names && result == 0 && i < PyTuple_Size(names); i++) {
		name = PyTuple_GetItem(names, i);
		from = cell_named(old, name);
		to = cell_named(new, name);
		live = from && from != to ? WORD(from, CELL_REF) : NULL;
		made = live && to ? WORD(to, CELL_REF) : NULL;
		if (!made || made == live || (m && is_filled_when_made(m, new, name, made)))
			continue;
		on = state_goes_on(t, live, made) ||
		     (t->same_decorators && type_of(live) == type_of(made) && !is_function(live) && !is_class(live));
		if (!on && m && (are_numbers(live, made) || (PyObject *)type_of(live) == map_resolve(&t->map, (PyObject *)type_of(made)))) {
			node = node ? node : tree_definition(m, WORD(new, python->function.code));
			on = (node && is_rebound(node, name)) ||
			     (!is_atom(made) && !is_function(made) && !is_class(made) && begins_alike(m, old, new, name));
		}
		grows = on ? 0 : state_grows(t, live, made);
		result = grows < 0 ? -1 : 0;
		on = on || grows > 0;
		/* wrapper.stats = stats: who else has the new one has the live one, too. */
		if (on && !is_atom(made) && !is_function(made) && !is_class(made) && !map_get(&t->map, made) &&
		    !map_get(&t->map, live) && result == 0)
			result = hold(t, ref(made)) ? map_set(&t->map, made, live) : -1;
		if (on && result == 0)
			result = ops_word(&t->ops, to, &WORD(to, CELL_REF), live);
	}
	unref(node);
	unref(names);
	return result;
}
