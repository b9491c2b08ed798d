/*
 * deregistered.c - what decorators, and the making of a class, have registered of a definition that is gone.
 *
 * After a restart it would be registered nowhere.  So of the lists, sets and dicts that its decorators put something
 * into by their code it goes, unless another module has it by a name, and may have registered it, too.  What is in them is looked
 * at right before the commit: others may put something in until then.
 */
#include "forms.h"
#include "reaches.h"
#include "version.h"

struct gone {
	struct transaction *t;
	PyObject *made; /* list: the definition, and what is within it */
	PyObject *name; /* by which decorators may have noted it: NAMES.append(f.__name__); or NULL */
	bool makes;     /* what is below a key is made with the first entry */
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

/* "extra", (10, "extra"), {"name": "extra", "order": 10}: nothing but words, and its name among them. */
static bool
says_name(const struct gone *g, PyObject *entry)
{
	PyObject *items = is_exact(entry, TYPE_AT(PyTuple_Type)) ? PySequence_List(entry) : is_dict(entry) ? PyDict_Values(entry) : NULL;
	bool says = g->name && is_str(entry) && PyUnicode_Compare(entry, g->name) == 0, words = items && PyList_Size(items) > 0;
	Py_ssize_t i;

	for (i = 0; words && i < PyList_Size(items); i++) {
		words = is_atom(PyList_GetItem(items, i)) && !is_exact(PyList_GetItem(items, i), TYPE_AT(PyTuple_Type));
		says = says || (g->name && is_str(PyList_GetItem(items, i)) && PyUnicode_Compare(PyList_GetItem(items, i), g->name) == 0);
	}
	unref(items);
	return says && (words || is_str(entry));
}

/* The one of a list that does so, where none holds it; -1: there is none, or several. */
static Py_ssize_t
only_words(const struct gone *g, PyObject *list)
{
	Py_ssize_t i, found = -1;

	for (i = 0; i < PyList_Size(list); i++) {
		if (is_its(g, PyList_GetItem(list, i)))
			return -1;
		if (!says_name(g, PyList_GetItem(list, i)))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

/* To look for it in a dict or set runs no code. */
static bool
is_hashed_by_c(PyObject *o)
{
	PyObject *class = (PyObject *)type_of(o);

	return class_has_of_c(class, "__hash__") && class_has_of_c(class, "__eq__") && !is_exact(o, TYPE_AT(PyTuple_Type));
}

static int leave(struct gone *g, PyObject *o, int depth);

/* The keys go, all at once where one of them says itself what its hash is. */
static int
leave_keys(struct gone *g, PyObject *dict, PyObject *keys)
{
	PyObject *left;
	bool plain = true;
	Py_ssize_t i;
	int result = hold(g->t, ref(dict)) ? 0 : -1;

	for (i = 0; i < PyList_Size(keys); i++)
		plain = plain && is_hashed_by_c(PyList_GetItem(keys, i));
	left = !plain && result == 0 ? hold(g->t, content_copy(dict)) : NULL;
	if (!plain && !left)
		return PyErr_Occurred() ? -1 : 0;
	for (i = 0; result == 0 && i < PyList_Size(keys); i++)
		result = plain ? ops_add(&g->t->last, OP_DICT, dict, PyList_GetItem(keys, i), NULL) : store_dict(left, PyList_GetItem(keys, i), NULL);
	return result < 0 || plain ? result : ops_add(&g->t->last, OP_CONTENT, dict, NULL, left);
}

/* {"start": [], "stop": []}: the keys were there before anything was put below them. */
static bool
has_empty(PyObject *dict)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		if (reaches_into(value) && touched_size(value) == 0)
			return true;
	return false;
}

/* t->keyed: registries, each with a list of the keys that go from it. */
static int
note_key(struct transaction *t, PyObject *dict, PyObject *key)
{
	PyObject *keys;
	Py_ssize_t i = 0;
	int result;

	while (i + 1 < PyList_Size(t->keyed) && PyList_GetItem(t->keyed, i) != dict)
		i += 2;
	if (i + 1 < PyList_Size(t->keyed))
		return PyList_Append(PyList_GetItem(t->keyed, i + 1), key);
	keys = PyList_New(0);
	result = !keys || PyList_Append(keys, key) < 0 || LIST_APPEND(t->keyed, dict, keys) < 0 ? -1 : 0;
	unref(keys);
	return result;
}

/* What is below a key goes with it when nothing is left there, if it came with the first entry. */
static int
leave_dict(struct gone *g, PyObject *dict, int depth)
{
	bool makes = (g->makes || (PyObject *)type_of(dict) == library_object("collections", "defaultdict")) && !has_empty(dict);
	PyObject *items = PyDict_Items(dict), *keys = hold(g->t, PyList_New(0)), *key, *value;
	int result = items && keys ? 0 : -1, before;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		before = g->taken;
		if (list_has(g->made, key) || is_its(g, value)) {
			g->taken++;
			result = note_key(g->t, dict, key) < 0 ? -1 : PyList_Append(keys, key);
		} else if (depth && reaches_into(value) && (result = leave(g, value, depth - 1)) == 0 && g->taken > before && makes &&
			   g->taken - before == touched_size(value)) {
			result = PyList_Append(keys, key);
		}
	}
	unref(items);
	return result < 0 ? -1 : PyList_Size(keys) ? leave_keys(g, dict, keys) : 0;
}

static int
leave_items(struct gone *g, PyObject *o)
{
	PyObject *items = items_of(o), *planned = content_planned(g->t, o), *left = planned, *item;
	int result = items ? 0 : -1;
	Py_ssize_t i, at, words = items ? only_words(g, items) : -1;

	for (i = items ? PyList_Size(items) : 0; result == 0 && i-- > 0;) {
		item = PyList_GetItem(items, i);
		if (!(is_its(g, item) || i == words) || (is_set(o) && !is_hashed_by_c(item)))
			continue;
		left = left ? left : hold(g->t, content_copy(o));
		g->taken++;
		/* What goes of another definition is planned, too. */
		at = !left || is_set(o) ? -1 : planned ? list_find(left, item) : i;
		result = !left ? -1 : is_set(o) ? (PySet_Discard(left, item) < 0 ? -1 : 0) : at >= 0 ? PyList_SetSlice(left, at, at + 1, NULL) : 0;
	}
	unref(items);
	if (result < 0 || !left || planned)
		return result;
	return hold(g->t, ref(o)) ? ops_add(&g->t->last, OP_CONTENT, o, NULL, left) : -1;
}

static int
leave(struct gone *g, PyObject *o, int depth)
{
	return is_dict_like(o) ? leave_dict(g, o, depth) : leave_items(g, o);
}

/* The name by which the module has it, if it has one of what registers, too; borrowed, or NULL. */
static PyObject *
name_beside(PyObject *dict, PyObject *o, const struct addresses *registrars)
{
	PyObject *key, *value, *name = NULL;
	Py_ssize_t at = 0;
	bool registers = false;

	while (PyDict_Next(dict, &at, &key, &value)) {
		name = value == o && is_str(key) ? key : name;
		registers = registers || (value != o && addresses_has(registrars, value));
	}
	return registers ? name : NULL;
}

static bool
is_given(PyObject *node, void *name)
{
	PyObject *args = node_is(node, "Call") ? get_attr(node, "args") : NULL;
	bool given = false;
	Py_ssize_t i;

	for (i = 0; args && !given && i < PyList_Size(args); i++)
		given = node_is_name(PyList_GetItem(args, i), name);
	unref(args);
	return given;
}

/* from app import handler, on; on("stop")(handler): it may have registered that, too. */
static bool
is_of_another(struct transaction *t, const struct module *m, PyObject *o, const struct addresses *registrars)
{
	PyObject *name, *module, *its, *tree, *items = hold(t, PyDict_Items(PyImport_GetModuleDict()));
	bool another = !items;
	Py_ssize_t i;

	for (i = 0; items && !another && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		module = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		its = is_module(module) && module != m->module ? name_beside(PyModule_GetDict(module), o, registrars) : NULL;
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

/* hub.on("start", handler); a store is another matter. */
static bool
is_call_with(const struct module *m, const struct chunk *c, PyObject *name)
{
	return c->match < 0 && !IS_IN(python->op.mutations, m->old.tokens[c->first + c->count - 1].op) && !chunk_name(&m->old, c) && tokens_have(&m->old.tokens[c->first], c->count, python->op.load_name, name);
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

int
deregistered_add(struct transaction *t, const struct module *m, PyObject *name, PyObject *o, PyObject *made, struct reached *r)
{
	int result = 0;
	Py_ssize_t i;

	for (i = 0; result >= 0 && i < PyList_Size(r->containers); i++)
		result = addresses_add(&r->named, PyList_GetItem(r->containers, i));
	if (result >= 0 && is_of_another(t, m, o, &r->named))
		result = PyList_SetSlice(r->containers, 0, PyList_Size(r->containers), NULL);
	if (result >= 0)
		result = LIST_APPEND(t->leaving_from, m->name_object, name, o, made, r->containers, r->makes ? TRUE : NONE);
	return result < 0 ? -1 : 0;
}

/* In which containers, and what is to be looked for. */
static int
look(struct transaction *t, const struct module *m, PyObject *name, PyObject *o)
{
	struct reached r = {.containers = PyList_New(0)};
	const struct chunk *own = chunk_binding(&m->old, utf8(name)), *c, *last = m->old.chunks + m->old.chunk_count;
	PyObject *made = PyList_New(0);
	int result = made && r.containers ? forms_add_definition(t, made, o, name) : -1;

	if (result == 0)
		result = reaches_add(&r, m, &m->old.tokens[own->first], chunk_decorators_end(&m->old, own));
	for (c = m->old.chunks; result == 0 && c < last; c++)
		if (is_call_with(m, c, name))
			result = reaches_add(&r, m, &m->old.tokens[c->first], &m->old.tokens[c->first + c->count]);
	if (result == 0 && is_class(o))
		result = reaches_add_of_class(&r, o);
	if (result == 0)
		result = deregistered_add(t, m, name, o, made, &r);
	unref(made);
	reached_fini(&r);
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
			result = look(t, m, PyList_GetItem(t->deregistered, i), o);
	}
	return result;
}

/* A literal of the new source may have put the words there: LIMITS = {"search": 50}. */
static bool
is_said_still(const struct module *m, PyObject *name)
{
	return tokens_say(m->new.tokens, m->new.token_count, name);
}

static void
say_stands(struct transaction *t, const struct module *m, const struct token *x)
{
	report_addf(t->report, PYR_REC_NOTE, m->name, "", "what line %d of the old source did stands; the line is not there any more", x->line);
}

/* A class begins with what makes it. */
static bool
is_decorated(const struct module *m, const struct chunk *c)
{
	const struct token *x = &m->old.tokens[c->first], *end = chunk_decorators_end(&m->old, c);

	while (x < end && x->op != python->op.load_name)
		x++;
	return x < end;
}

/* may: there are containers in which it could be. */
static void
say(struct transaction *t, const struct module *m, PyObject *name, bool taken, bool may)
{
	const struct chunk *own = chunk_binding(&m->old, utf8(name)), *c, *last = m->old.chunks + m->old.chunk_count;

	if (taken)
		report_add(t->report, PYR_REC_UPDATED, m->name, utf8(name), "is not registered any more");
	else if (own && (may || is_decorated(m, own)))
		say_stands(t, m, &m->old.tokens[own->first]);
	for (c = m->old.chunks; !taken && c < last; c++)
		if (is_call_with(m, c, name))
			say_stands(t, m, &m->old.tokens[c->first]);
}

int
deregistered_settle(struct transaction *t)
{
	PyObject *list = t->leaving_from, *containers;
	const struct module *m;
	struct gone g;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; result == 0 && i + 5 < PyList_Size(list); i += 6) {
		m = transaction_module(t, PyList_GetItem(list, i));
		containers = PyList_GetItem(list, i + 4);
		g = (struct gone){.t = t, .name = m && !is_said_still(m, PyList_GetItem(list, i + 1)) ? PyList_GetItem(list, i + 1) : NULL, .made = PyList_GetItem(list, i + 3), .makes = PyList_GetItem(list, i + 5) == TRUE};
		for (k = 0; result == 0 && k < PyList_Size(containers); k++)
			result = leave(&g, PyList_GetItem(containers, k), 1);
		if (result == 0 && m && !addresses_has(&t->overloads, PyList_GetItem(list, i + 2)))
			say(t, m, PyList_GetItem(list, i + 1), g.taken > 0 || listeners_note(t, PyList_GetItem(list, i + 2), NULL) > 0,
			    PyList_Size(containers) > 0);
	}
	for (i = 0; result == 0 && i + 1 < PyList_Size(t->keyed); i += 2)
		result = keyed_objects_leave(t, PyList_GetItem(t->keyed, i), PyList_GetItem(t->keyed, i + 1));
	return result;
}
