/*
 * parts.c - a statement has changed, but not all of it: what a part that is as before has made is not made again.
 *
 * POOLS = {"a": Pool("a"), "b": Pool("b", 5)}: the live pool of "a" stands in the
 * tree, by a name, for the call that made it, while the statement is compiled and
 * runs.  So state goes on, and who registers itself does so once.
 */
#include <stdlib.h>

#include "statement.h"
#include "version.h"

/* A node that reads the name, where the other one stands.  New reference. */
static PyObject *
name_node(PyObject *node, PyObject *name)
{
	static const char *const places[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
	PyObject *ast = builtin_module("_ast"), *load, *made = NULL, *value;
	size_t i;

	load = ast ? PyObject_CallMethod(ast, "Load", NULL) : NULL;
	made = load ? PyObject_CallMethod(ast, "Name", "OO", name, load) : NULL;
	for (i = 0; made && i < sizeof(places) / sizeof(places[0]); i++) {
		value = PyObject_GetAttrString(node, places[i]);
		if (!value || PyObject_SetAttrString(made, places[i], value) < 0) {
			unref(made);
			made = NULL;
		}
		unref(value);
	}
	unref(load);
	unref(ast);
	return made;
}

static int
note(struct parts *p, PyObject *holder, PyObject *place, PyObject *before)
{
	return LIST_APPEND(p->undo, holder, place, before);
}

static int
store(PyObject *holder, PyObject *place, PyObject *value)
{
	return is_str(place) ? PyObject_SetAttr(holder, place, value)
			     : PyList_SetItem(holder, PyLong_AsLong(place), ref(value));
}

/* No source can have such a name. */
static int
put(struct parts *p, PyObject *holder, PyObject *place, PyObject *node, PyObject *live)
{
	PyObject *name, *made;
	int result = is_atom(live) ? 1 : addresses_add(&p->g->t->meant, live);

	if (result <= 0)
		return result;
	name = PyUnicode_FromFormat("as before %zd", PyList_Size(p->names));
	made = name ? name_node(node, name) : NULL;
	result = -1;
	if (made && PyList_Append(p->names, name) == 0 && PyDict_SetItem(p->g->m->scratch, name, live) == 0 &&
	    note(p, holder, place, node) == 0)
		result = store(holder, place, made);
	unref(made);
	unref(name);
	return result;
}

static int walk(struct parts *p, PyObject *holder, PyObject *place, PyObject *node, PyObject *before, PyObject *after,
		PyObject *live);

/* bus.on(topic, self.handle), REGISTRY.append(self): the call is given the object. */
static bool
gives_away(PyObject *node, void *self)
{
	PyObject *args = node_is(node, "Call") ? get_attr(node, "args") : NULL, *arg, *of;
	bool gives = false;
	Py_ssize_t i;

	for (i = 0; args && !gives && i < PyList_Size(args); i++) {
		arg = PyList_GetItem(args, i);
		of = node_is(arg, "Attribute") ? get_attr(arg, "value") : ref(arg);
		gives = of && node_is_name(of, self);
		unref(of);
	}
	unref(args);
	return gives;
}

/* Making one more would register that, too. */
static bool
registers_itself(const struct module *m, PyObject *class)
{
	PyObject *f = class_lookup(class, "__init__"), *names, *node, *body;
	bool registers = false;

	names = f && is_function(f) ? code_attr(WORD(f, python->function.code), "co_varnames") : NULL;
	node = names && PyTuple_Size(names) ? tree_definition(m, WORD(f, python->function.code)) : NULL;
	body = node ? get_attr(node, "body") : NULL;
	registers = body && tree_any(body, gives_away, PyTuple_GetItem(names, 0));
	unref(body);
	unref(node);
	unref(names);
	PyErr_Clear();
	return registers;
}

/* Its class has been made again: what runs now asks isinstance(x, Pool) of that one.  The live object takes the place of
   the new one afterwards. */
static bool
is_of_staged_class(struct parts *p, PyObject *live, PyObject *after)
{
	PyObject *class = recipe_callee(p->g->t, after), *its = (PyObject *)type_of(live);

	return class && is_class(class) && class != its && same_text(class, its, "__module__") &&
	       !registers_itself(p->g->m, class);
}

static int
walk_item(struct parts *p, PyObject *nodes, Py_ssize_t i, PyObject *before, PyObject *after, PyObject *live)
{
	PyObject *place = PyLong_FromLong((long)i);
	int result = place ? walk(p, nodes, place, PyList_GetItem(nodes, i), before, after, live) : -1;

	unref(place);
	return result;
}

static int
walk_dict(struct parts *p, PyObject *node, PyObject *before, PyObject *after, PyObject *live)
{
	PyObject *keys = get_attr(node, "keys"), *values = get_attr(node, "values"), *key, *its, *old, *now;
	Py_ssize_t i, at = 0;
	int result = 0;

	/* No key is there twice, and none comes from another dict. */
	for (i = 0; keys && values && PyList_Size(keys) == PyDict_Size(after) && !list_has(keys, NONE) && result == 0 &&
		    PyDict_Next(after, &at, &key, &its); i++) {
		old = PyDict_GetItemWithError(before, key);
		now = old ? PyDict_GetItemWithError(live, key) : NULL;
		if (now)
			result = walk_item(p, values, i, old, its, now);
	}
	unref(values);
	unref(keys);
	return result;
}

/* from[i]: where the item of the old list was that the same calls have made; else the row that it has become, -1: none. */
static int
pair_items(struct transaction *t, PyObject *before, PyObject *after, Py_ssize_t *from)
{
	Py_ssize_t i, k, size = PyList_Size(before), *to = calloc((size_t)size + 1, sizeof(*to));
	bool *taken = calloc((size_t)size + 1, sizeof(*taken));
	int result = to && taken ? rows_pair(t, before, after, to) : (PyErr_NoMemory(), -1);

	for (i = 0; result == 0 && i < PyList_Size(after); i++) {
		from[i] = -1;
		/* Thousands of constants are not each looked for among the others. */
		for (k = recipe_has_calls(t, PyList_GetItem(after, i)) ? 0 : size; from[i] < 0 && k < size; k++)
			if (!taken[k] && recipe_same(t, PyList_GetItem(before, k), PyList_GetItem(after, i)))
				taken[from[i] = k] = true;
	}
	for (k = 0; result == 0 && k < size; k++)
		if (!taken[k] && to[k] >= 0 && from[to[k]] < 0 && recipe_has_calls(t, PyList_GetItem(after, to[k])))
			from[to[k]] = k;
	free(taken);
	free(to);
	return result;
}

static int
walk_list(struct parts *p, PyObject *node, PyObject *before, PyObject *after, PyObject *live)
{
	PyObject *nodes = get_attr(node, "elts"), *was = PySequence_List(before), *is = PySequence_List(after);
	Py_ssize_t i, *from = calloc((size_t)PyObject_Size(after) + 1, sizeof(*from));
	int result = nodes && was && is && from ? 0 : -1;

	/* What the process has added or removed is not known by its place; what a starred item has put in neither. */
	if (result < 0 || PyObject_Size(live) != PyList_Size(was) || PyList_Size(nodes) != PyList_Size(is))
		goto out;
	result = pair_items(p->g->t, was, is, from);
	for (i = 0; result == 0 && i < PyList_Size(nodes) && !node_is(PyList_GetItem(nodes, i), "Starred"); i++)
		if (from[i] >= 0)
			result = walk_item(p, nodes, i, PyList_GetItem(was, from[i]), PyList_GetItem(is, i), item_of(live, from[i]));
out:
	free(from);
	unref(is);
	unref(was);
	unref(nodes);
	return result;
}

static int
walk(struct parts *p, PyObject *holder, PyObject *place, PyObject *node, PyObject *before, PyObject *after, PyObject *live)
{
	if (recipe_same(p->g->t, before, after) && !is_of_staged_class(p, live, after))
		return put(p, holder, place, node, live);
	if (type_of(before) != type_of(after) || type_of(before) != type_of(live))
		return 0;
	if (node_is(node, "Dict") && is_dict(after))
		return walk_dict(p, node, before, after, live);
	if ((node_is(node, "List") && is_exact(after, TYPE_AT(PyList_Type))) ||
	    (node_is(node, "Tuple") && is_exact(after, TYPE_AT(PyTuple_Type))))
		return walk_list(p, node, before, after, live);
	return 0;
}

/* The name that it binds, alone; new reference, or NULL. */
static PyObject *
bound_name(PyObject *node)
{
	PyObject *targets = node_is(node, "Assign") ? get_attr(node, "targets") : NULL, *target, *name;

	target = targets && PyList_Size(targets) == 1 ? ref(PyList_GetItem(targets, 0))
		 : node_is(node, "AnnAssign")	      ? get_attr(node, "target")
						      : NULL;
	name = target && node_is(target, "Name") ? get_attr(target, "id") : NULL;
	unref(target);
	unref(targets);
	return name;
}

static int
walk_assignment(struct parts *p, PyObject *node, PyObject *before, PyObject *after, PyObject *live)
{
	PyObject *place = PyUnicode_FromString("value"), *value = get_attr(node, "value");
	int result = place ? 0 : -1;

	if (place && value && before && after && live)
		result = walk(p, node, place, value, before, after, live);
	unref(value);
	unref(place);
	return result;
}

/* An object as its class has made it: not what __set_name__ or the metaclass made of it. */
static bool
is_plain_object(struct transaction *t, PyObject *o, PyObject *before)
{
	return recipe_callee(t, before) == (PyObject *)type_of(o) && !class_lookup((PyObject *)type_of(o), "__set_name__") &&
	       !class_lookup((PyObject *)type_of(o), "__get__");
}

static int
walk_class(struct parts *p, PyObject *node)
{
	struct transaction *t = p->g->t;
	struct module *m = p->g->m;
	PyObject *class = get_attr(node, "name"), *nodes = get_attr(node, "body"), *live, *code, *name, *its, *before, *after;
	struct body old, new;
	Py_ssize_t i;
	int result = 0;

	live = class ? PyDict_GetItemWithError(m->before, class) : NULL;
	if (!live || !nodes || !is_class(live) || !is_heap_type(live) || is_enum(live))
		goto out;
	code = pair_class_body(t, m, true, utf8(class));
	if (!code || body_init(&old, code) < 0)
		goto out;
	code = pair_class_body(t, m, false, utf8(class));
	if (code && body_init(&new, code) == 0) {
		for (i = 0; result == 0 && i < PyList_Size(nodes); i++) {
			name = bound_name(PyList_GetItem(nodes, i));
			its = name ? PyDict_GetItemWithError(CLASS_DICT(live), name) : NULL;
			before = its ? old_value(t, &old, m->before, CLASS_DICT(live), name) : NULL;
			after = before && (is_container(its) ? type_of(before) == type_of(its) : is_plain_object(t, its, before))
					? old_value(t, &new, m->scratch, m->scratch, name)
					: NULL;
			result = walk_assignment(p, PyList_GetItem(nodes, i), before, after, its);
			unref(after);
			unref(before);
			unref(name);
		}
		body_fini(&new);
	}
	body_fini(&old);
out:
	unref(nodes);
	unref(class);
	return result;
}

/* A call with arguments: Event() may be any. */
static bool
is_telling(struct transaction *t, PyObject *recipe)
{
	return old_value_is_unknown(t, recipe) && PyTuple_Size(recipe) == 3 &&
	       (PyTuple_Size(PyTuple_GetItem(recipe, 1)) > 0 || PyDict_Size(PyTuple_GetItem(recipe, 2)) > 0);
}

/* HITS = Counter("requests") was REQUESTS = Counter("requests"): the object goes on under its new name, if there is one
   such line in each source.  Borrowed, or NULL. */
static PyObject *
renamed(struct transaction *t, struct module *m, PyObject *after)
{
	PyObject *name, *recipe, *live, *found = NULL;
	int i, count = 0;

	if (!is_telling(t, after))
		return NULL;
	for (i = 0; i < m->old.chunk_count; i++) {
		name = m->old.chunks[i].match < 0 ? chunk_name(&m->old, &m->old.chunks[i]) : NULL;
		live = name && !chunk_binding(&m->new, utf8(name)) ? PyDict_GetItemWithError(m->before, name) : NULL;
		recipe = live ? old_value_at_first(t, m, name) : NULL;
		if (recipe && recipe_same(t, recipe, after)) {
			found = live;
			count++;
		}
	}
	for (i = 0; found && i < m->new.chunk_count; i++) {
		name = m->new.chunks[i].match < 0 ? chunk_name(&m->new, &m->new.chunks[i]) : NULL;
		recipe = name && !PyDict_GetItemWithError(m->before, name) ? old_value(t, &m->new, m->scratch, m->scratch, name)
									    : NULL;
		count += recipe && recipe_same(t, recipe, after);
		unref(recipe);
	}
	return count == 2 ? found : NULL;
}

static int
walk_assigned(struct parts *p, PyObject *node, PyObject *name)
{
	struct transaction *t = p->g->t;
	struct module *m = p->g->m;
	PyObject *live = PyDict_GetItemWithError(m->before, name), *before = live ? old_value_at_first(t, m, name) : NULL;
	PyObject *after = before || !live ? old_value(t, &m->new, m->scratch, m->scratch, name) : NULL;
	int result = 0;

	if (!live && after && old_value_is_unknown(t, after) && (live = renamed(t, m, after)))
		before = after;
	if (after)
		result = walk_assignment(p, node, before, after, live);
	unref(after);
	return result;
}

static int
walk_statement(struct parts *p, PyObject *node)
{
	static const char *const blocks[] = {"body", "orelse", "finalbody", "handlers"};
	bool block = node_is(node, "If") || node_is(node, "Try") || node_is(node, "With") || node_is(node, "ExceptHandler");
	PyObject *name = bound_name(node), *list;
	int result = 0;
	Py_ssize_t i;
	size_t k;

	if (node_is(node, "ClassDef"))
		return walk_class(p, node);
	if (name)
		result = walk_assigned(p, node, name);
	unref(name);
	for (k = 0; block && result == 0 && k < sizeof(blocks) / sizeof(blocks[0]); k++) {
		list = get_attr(node, blocks[k]);
		for (i = 0; list && result == 0 && i < PyList_Size(list); i++)
			result = walk_statement(p, PyList_GetItem(list, i));
		unref(list);
	}
	PyErr_Clear();
	return result;
}

int
parts_begin(struct parts *p, const struct staging *g, const struct statement *s)
{
	p->g = g;
	p->undo = PyList_New(0);
	p->names = PyList_New(0);
	if (!p->undo || !p->names)
		return -1;
	/* str(version), len(State): a line that runs though it is the same says something else now. */
	if (!g->m->old_code || g->t->flags & PYR_RESET || (s->same && s->kind == KIND_ASSIGN && statement_is_pure(g, s)))
		return 0;
	return walk_statement(p, s->node);
}

void
parts_end(struct parts *p)
{
	PyObject *error[3];
	Py_ssize_t i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	for (i = p->undo ? PyList_Size(p->undo) : 0; i > 0; i -= 3)
		store(PyList_GetItem(p->undo, i - 3), PyList_GetItem(p->undo, i - 2), PyList_GetItem(p->undo, i - 1));
	for (i = 0; p->names && i < PyList_Size(p->names); i++)
		if (PyDict_Contains(p->g->m->scratch, PyList_GetItem(p->names, i)) == 1)
			PyDict_DelItem(p->g->m->scratch, PyList_GetItem(p->names, i));
	unref(p->names);
	unref(p->undo);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}
