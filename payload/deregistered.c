/*
 * deregistered.c - what decorators, and the making of a class, have registered of a definition that is gone.
 *
 * After a restart it would be registered nowhere.  So of the lists, sets and dicts that its decorators put something
 * into by their code it goes, unless another module has it by a name: that may have registered it, too.
 */
#include "forms.h"
#include "reaches.h"
#include "version.h"

struct gone {
	struct transaction *t;
	PyObject *made; /* list: the definition, and what is within it */
	int taken;
};

/* Celery makes a class of each task, with the function as its run(). */
static bool
has_class_of_its(const struct gone *g, PyObject *entry)
{
	PyObject *dict = is_heap_type((PyObject *)type_of(entry)) ? CLASS_DICT((PyObject *)type_of(entry)) : NULL, *name, *value;
	Py_ssize_t at = 0;

	while (dict && PyDict_Next(dict, &at, &name, &value))
		if (list_has(g->made, callable_of(value)))
			return true;
	return false;
}

static bool
is_its(const struct gone *g, PyObject *entry)
{
	return entry_holds(entry, g->made) || entry_captures(entry, g->made) || has_class_of_its(g, entry);
}

static bool
is_nested(PyObject *o)
{
	return is_list(o) || is_set(o) || is_dict_like(o);
}

static int leave(struct gone *g, PyObject *o, int depth);

/* What is below a key goes with it when nothing is left there. */
static int
leave_dict(struct gone *g, PyObject *dict, int depth)
{
	PyObject *items = PyDict_Items(dict), *key, *value;
	Py_ssize_t i;
	int result = items ? 0 : -1, before;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		before = g->taken;
		if (list_has(g->made, key) || is_its(g, value)) {
			g->taken++;
			result = ops_add(&g->t->last, OP_DICT, dict, key, NULL);
		} else if (depth && is_nested(value) && (result = leave(g, value, depth - 1)) == 0 && g->taken > before &&
			   g->taken - before == PyObject_Size(value)) {
			result = ops_add(&g->t->last, OP_DICT, dict, key, NULL);
		}
	}
	unref(items);
	return result;
}

static int
leave_items(struct gone *g, PyObject *o)
{
	PyObject *items = items_of(o), *left = hold(g->t, is_set(o) ? PySet_New(NULL) : PyList_New(0)), *item;
	Py_ssize_t i;
	int result = items && left ? 0 : -1, before = g->taken;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		item = PyList_GetItem(items, i);
		if (is_its(g, item))
			g->taken++;
		else
			result = is_set(o) ? PySet_Add(left, item) : PyList_Append(left, item);
	}
	unref(items);
	return result < 0 ? -1 : g->taken > before ? ops_add(&g->t->last, OP_CONTENT, o, NULL, left) : 0;
}

static int
leave(struct gone *g, PyObject *o, int depth)
{
	return is_dict_like(o) ? leave_dict(g, o, depth) : leave_items(g, o);
}

static bool
is_before_code(const struct token *x)
{
	return !(x->value && is_code(x->value) && !code_is_comprehension(x->value));
}

static const struct token *
decorators_end(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first];

	while (x < &body->tokens[c->first + c->count] && is_before_code(x))
		x++;
	return x;
}

/* The name by which the module has it, if it has one of what registers, too; borrowed, or NULL. */
static PyObject *
name_beside(PyObject *dict, PyObject *o, PyObject *containers, PyObject *named)
{
	PyObject *key, *value, *name = NULL;
	Py_ssize_t at = 0;
	bool registers = false;

	while (PyDict_Next(dict, &at, &key, &value)) {
		name = value == o && is_str(key) ? key : name;
		registers = registers || list_has(containers, value) || list_has(named, value);
	}
	return registers ? name : NULL;
}

static bool
is_given(PyObject *node, void *name)
{
	PyObject *args = node_is(node, "Call") ? get_attr(node, "args") : NULL, *arg;
	bool given = false;
	Py_ssize_t i;

	for (i = 0; args && !given && i < PyList_Size(args); i++) {
		arg = PyList_GetItem(args, i);
		given = node_is(arg, "Name") && attr_is(arg, "id", utf8(name));
	}
	unref(args);
	return given;
}

/* from app import handler, on; on("stop")(handler): it may have registered that, too. */
static bool
is_of_another(struct transaction *t, const struct module *m, PyObject *o, PyObject *containers, PyObject *named)
{
	PyObject *name, *module, *its, *tree, *items = hold(t, PyDict_Items(PyImport_GetModuleDict()));
	bool another = !items;
	Py_ssize_t i;

	for (i = 0; items && !another && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = is_module(module) && module != m->module ? name_beside(PyModule_GetDict(module), o, containers, named) : NULL;
		tree = its ? importers_tree(t, name, PyModule_GetDict(module)) : NULL;
		another = its && (!tree || tree_any(tree, is_given, its));
	}
	PyErr_Clear();
	return another;
}

static bool
is_gone(const struct module *m, PyObject *name)
{
	const struct chunk *c = chunk_binding(&m->old, utf8(name));

	return c && chunk_code(&m->old, c, name) && !chunk_binding(&m->new, utf8(name)) && PyDict_Contains(m->before, name) == 1;
}

/* hub.on("start", handler) */
static bool
is_call_with(const struct module *m, const struct chunk *c, PyObject *name)
{
	return c->match < 0 && !chunk_name(&m->old, c) && tokens_have(&m->old.tokens[c->first], c->count, python->op.load_name, name);
}

bool
deregistered_may(const struct module *m, const struct chunk *c)
{
	PyObject *name = chunk_name(&m->old, c);
	const struct token *x, *end = &m->old.tokens[c->first + c->count];

	if (name)
		return is_gone(m, name);
	for (x = &m->old.tokens[c->first]; x < end; x++)
		if (x->op == python->op.load_name && x->value && is_gone(m, x->value))
			return true;
	return false;
}

static int
leave_all(struct gone *g, PyObject *containers)
{
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(containers); i++)
		result = leave(g, PyList_GetItem(containers, i), 1);
	return result;
}

/* What stands in front of the code of the definition, or is called with it. */
static int
add_named(const struct module *m, const struct token *x, const struct token *end, PyObject *o, PyObject *containers, PyObject *named)
{
	PyObject *value;
	int result = reaches_add(m, x, end, containers);

	for (; result == 0 && x < end; x++) {
		value = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(m->before, x->value) : NULL;
		result = value && value != o && !is_module(value) && !is_atom(value) ? PyList_Append(named, value) : 0;
	}
	return result;
}

static void
say_stands(struct transaction *t, const struct module *m, const struct token *x)
{
	report_addf(t->report, PYR_REC_NOTE, m->name, "", "what line %d of the old source did stands; the line is not there any more", x->line);
}

static int
take(struct transaction *t, const struct module *m, PyObject *name, PyObject *o)
{
	struct gone g = {.t = t, .made = PyList_New(0)};
	const struct chunk *own = chunk_binding(&m->old, utf8(name)), *c, *last = m->old.chunks + m->old.chunk_count;
	const struct token *x = &m->old.tokens[own->first], *end = decorators_end(&m->old, own);
	PyObject *containers = PyList_New(0), *named = PyList_New(0);
	int result = g.made && containers && named ? forms_add_definition(t, g.made, o, name) : -1;

	if (result == 0)
		result = add_named(m, x, end, o, containers, named);
	for (c = m->old.chunks; result == 0 && c < last; c++)
		if (is_call_with(m, c, name))
			result = add_named(m, &m->old.tokens[c->first], &m->old.tokens[c->first + c->count], o, containers, named);
	if (result == 0 && is_class(o))
		result = reaches_add_of_class(o, containers);
	if (result == 0 && !is_of_another(t, m, o, containers, named))
		result = leave_all(&g, containers);
	if (result == 0)
		g.taken += listeners_note(t, o, NULL);
	if (result == 0 && g.taken)
		report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "is not registered any more");
	if (result == 0 && !g.taken && end > x)
		say_stands(t, m, x);
	for (c = m->old.chunks; result == 0 && !g.taken && c < last; c++)
		if (is_call_with(m, c, name))
			say_stands(t, m, &m->old.tokens[c->first]);
	unref(named);
	unref(containers);
	unref(g.made);
	return result;
}

int
deregistered_plan(struct transaction *t)
{
	const struct module *m;
	PyObject *o;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->deregistered); i += 3) {
		o = PyList_GetItem(t->deregistered, i + 1);
		m = transaction_module(t, PyList_GetItem(t->deregistered, i + 2));
		if (m && !addresses_has(&t->paired, o))
			result = take(t, m, PyList_GetItem(t->deregistered, i), o);
	}
	return result;
}
