/*
 * tables.c - self.commands = {"ping": self.on_ping} says more, or less, in the new __init__.
 *
 * A table of methods is part of the program, though each instance has its own; of another one - self.stats =
 * {"get": 0} - what the new line alone says comes in.  What came in at run time stays; what the old line said, and
 * has been taken out since, does not come back.
 */
#include "initializer.h"
#include "version.h"

/* Constants and names that the chunk says; held. */
static PyObject *
what_it_says(struct transaction *t, const struct body *body, const struct chunk *c)
{
	PyObject *list = hold(t, PyList_New(0));
	const struct token *x;
	Py_ssize_t i;

	for (x = &body->tokens[c->first]; list && x < &body->tokens[c->first + c->count]; x++) {
		if (!x->value || !is_atom(x->value) || PyList_Append(list, x->value) < 0)
			continue;
		for (i = 0; is_exact(x->value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(x->value); i++)
			PyList_Append(list, PyTuple_GetItem(x->value, i));
	}
	PyErr_Clear();
	return list;
}

static bool
said(const struct growth *g, PyObject *value)
{
	bool is = false;
	Py_ssize_t i;

	for (i = 0; !is && i < PyList_Size(g->said); i++)
		is = const_equal(PyList_GetItem(g->said, i), value, code_same_behaviour);
	return is;
}

int
tables_look(const struct initializer *n, PyObject *name, PyObject *value, PyObject *maker)
{
	struct growth growth = growth_of(n, name, maker);
	struct body before, after = {0};
	const struct chunk *a, *b;
	int result = 0;

	if (!maker || !(node_is(value, "Dict") || node_is(value, "List")) || class_lookup(n->class, utf8(name)) ||
	    body_init(&before, n->old) < 0)
		return 0;
	if (body_init(&after, n->new) == 0) {
		a = chunk_storing(&before, name);
		b = chunk_storing(&after, name);
		if (a && b && !chunk_same_tokens(&before, a, &after, b) && (growth.said = what_it_says(n->t, &before, a))) {
			growth.is_list = node_is(value, "List");
			result = !hold(n->t, ref(name)) || !hold(n->t, ref(maker)) || own_values_note(n, &growth) < 0 ? -1
				 : growth.maker ? instances_add(n->t, &growth)
						: 0;
		}
		body_fini(&after);
	}
	body_fini(&before);
	return result;
}

/* The constant that the chunk stores in the attribute; borrowed, or NULL. */
static PyObject *
constant_stored(const struct body *body, PyObject *name)
{
	const struct chunk *c = chunk_storing(body, name);
	const struct token *x = c ? &body->tokens[c->first] : NULL, *end = c ? x + c->count : NULL;

	while (x < end && !(x->op == python->op.store_attr && x->value && PyUnicode_Compare(x->value, name) == 0))
		x++;
	return x < end && x - 2 >= &body->tokens[c->first] && x[-2].op == python->op.load_const ? x[-2].value : NULL;
}

/* What the live method takes for its argument where none is given; borrowed, or NULL. */
static PyObject *
live_default(const struct initializer *n, PyObject *argument)
{
	PyObject *f = callable_of(class_get(n->class, n->method)), *names, *defaults, *keywords, *found = NULL;
	Py_ssize_t i, count;

	if (!f || !is_function(f) || WORD(f, python->function.code) != n->old)
		return NULL;
	names = code_attr(n->old, "co_varnames");
	defaults = WORD(f, python->function.defaults);
	keywords = WORD(f, python->function.kwdefaults);
	count = code_int(n->old, "co_argcount") - (defaults ? PyTuple_Size(defaults) : 0);
	for (i = 0; names && defaults && !found && i < PyTuple_Size(defaults); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(names, count + i), argument) == 0)
			found = PyTuple_GetItem(defaults, i);
	unref(names);
	return found || !keywords ? found : PyDict_GetItemWithError(keywords, argument);
}

int
tables_add_began(const struct initializer *n, PyObject *name, PyObject *old)
{
	struct growth growth = growth_of(n, name, NULL);

	growth.began = hold(n->t, ref(old));
	return growth.began && hold(n->t, ref(name)) ? instances_add(n->t, &growth) : -1;
}

/* timeout=30 has become timeout=10, and self.timeout = timeout: who has 30 may have been made with it. */
static int
look_at_default(const struct initializer *n, PyObject *name, PyObject *value)
{
	PyObject *argument = n->arguments && !n->call && node_is(value, "Name") ? get_attr(value, "id") : NULL,
		 *new = argument ? argument_default(n->m, n->arguments, value) : NULL, *old = new ? live_default(n, argument) : NULL;
	int result = 0;

	if (old && old != NONE && is_atom(old) && !const_equal(old, new, code_same_behaviour) &&
	    initializer_count_nodes(n->body, "Name", argument, true) == 0)
		result = tables_add_began(n, name, old);
	unref(new);
	unref(argument);
	return result;
}

int
tables_look_at_constant(const struct initializer *n, PyObject *name, PyObject *value)
{
	struct body before;
	PyObject *new = node_is(value, "Constant") ? get_attr(value, "value") : NULL, *old;
	int result = new ? 0 : look_at_default(n, name, value);

	if (new && body_init(&before, n->old) == 0) {
		old = constant_stored(&before, name);
		if (old && old != NONE && !const_equal(old, new, code_same_behaviour))
			result = tables_add_began(n, name, old);
		body_fini(&before);
	}
	unref(new);
	return result;
}

bool
tables_is_as_begun(const struct growth *g, PyObject *o)
{
	PyObject *value = instance_own(o, g->name);
	bool is = value && is_atom(value) && const_equal(value, g->began, code_same_behaviour);

	unref(value);
	return is;
}

/* Methods of the object, of which the old line spoke, and nothing else. */
static bool
is_list_of_methods(const struct growth *g, PyObject *o, PyObject *list)
{
	PyObject *item, *of, *f, *name;
	bool all = PyList_Size(list) > 0;
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		of = is_exact(item, TYPE_AT(PyMethod_Type)) ? get_attr(item, "__self__") : NULL;
		f = of == o ? get_attr(item, "__func__") : NULL;
		name = f && is_function(f) ? WORD(f, python->function.name) : NULL;
		all = name && said(g, name);
		unref(f);
		unref(of);
	}
	return all;
}

static bool
has_methods(PyObject *dict)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		if (is_exact(value, TYPE_AT(PyMethod_Type)) || is_function(value) || is_class(value))
			return true;
	return false;
}

bool
tables_is_there(const struct growth *g, PyObject *o)
{
	PyObject *value = instance_own(o, g->name);
	bool is =
	    value && (g->is_list ? is_list(value) && is_list_of_methods(g, o, value) : is_exact(value, TYPE_AT(PyDict_Type)));

	unref(value);
	return is;
}

int
tables_give(struct transaction *t, struct growth *g, PyObject *o, PyObject *made)
{
	PyObject *live = hold(t, instance_own(o, g->name)), *key, *value, *its;
	Py_ssize_t at = 0, changed = 0;
	bool methods;
	int result = 0;

	if (!made || !live || type_of(made) != type_of(live)) {
		g->lacking++;
		return 0;
	}
	if (g->is_list) {
		g->given++;
		return ops_add(&t->last, OP_CONTENT, live, NULL, made);
	}
	methods = has_methods(live);
	while (result == 0 && PyDict_Next(made, &at, &key, &value)) {
		its = PyDict_GetItemWithError(live, key);
		if (its ? !methods || !said(g, key) || callable_of(its) == callable_of(value) ||
			      map_resolve(&t->map, callable_of(value)) == callable_of(its)
			: said(g, key))
			continue;
		changed++;
		result = ops_add(&t->last, OP_DICT, live, key, map_resolve(&t->map, value));
	}
	for (at = 0; result == 0 && methods && PyDict_Next(live, &at, &key, &value);)
		if (said(g, key) && PyDict_Contains(made, key) == 0) {
			changed++;
			result = ops_add(&t->last, OP_DICT, live, key, NULL);
		}
	g->given += changed > 0;
	return result;
}
