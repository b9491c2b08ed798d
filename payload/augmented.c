/*
 * augmented.c - APPS += ["debug"], settings.APPS.extend(...), settings.CACHES.update(...), of a list, set or dict that another
 * module has made, says something else now.
 *
 * The list is that of the other module, and what the old line has put in stands in it: that is taken out
 * before the new line is executed, as if it was the first time.  What it then puts in stands where that stood, and where
 * it says nothing stands what the module that has made it had put there.
 */
#include "old_value.h"
#include "statement.h"
#include "version.h"

static bool
goes_on(const struct body *body, const struct chunk *c, PyObject *name)
{
	return tokens_have(&body->tokens[c->first], c->count, python->op.load_name, name) &&
	       tokens_have(&body->tokens[c->first], c->count, python->op.store_name, name);
}

/* The chunk of the old source that the statement was: the only one that has changed and goes on from the name, too. */
static const struct chunk *
old_chunk(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct body *old = &g->m->old;
	const struct chunk *c = &s->in->chunks[s->first_chunk], *end = c + s->chunk_count, *found = NULL;

	while (c < end && !goes_on(s->in, c, name))
		c++;
	if (c == end)
		return NULL;
	if (c->match >= 0)
		return s->in == &g->m->new ? &old->chunks[c->match] : NULL;
	for (c = old->chunks; c < old->chunks + old->chunk_count; c++) {
		if (c->match >= 0 || !goes_on(old, c, name))
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

/* What stands for an object in it; NULL: what it is nobody knows. */
static PyObject *
object_added(const struct transaction *t, PyObject *o)
{
	if (!old_value_is_unknown(t, o))
		return o;
	return PyTuple_Size(o) == 1 ? old_value_object(o) : NULL;
}

static bool
is_it(PyObject *item, PyObject *added)
{
	return item == added || (is_atom(item) && is_atom(added) && const_equal(item, added, code_same_behaviour));
}

/* What the module of the dict has made of the name, if it is this container, and another module's; held, or NULL: not known. */
static PyObject *
said_in(const struct staging *g, PyObject *dict, PyObject *name, PyObject *o)
{
	struct module home = {.dict = dict, .name_object = dict_get(dict, "__name__"), .file = dict_get(dict, "__file__")}, *m;
	PyObject *said = NULL, *code;

	if (dict == g->m->dict || PyDict_GetItemWithError(dict, name) != o || !home.name_object || !is_str(home.name_object))
		return NULL;
	m = transaction_module(g->t, home.name_object);
	if (m && m->dict == dict)
		return m->old_code ? old_value_of_lines(g->t, &m->old, m->before, name) : NULL;
	if (!home.file || !is_str(home.file))
		return NULL;
	code = hold(g->t, old_code_find(&home));
	if (code && body_init(&home.old, code) == 0)
		said = old_value_of_lines(g->t, &home.old, dict, name);
	body_fini(&home.old);
	return said;
}

static PyObject *
said_at_home(const struct staging *g, PyObject *name, PyObject *o)
{
	PyObject *modules = PyDict_Values(PyImport_GetModuleDict()), *module, *said = NULL;
	Py_ssize_t i;

	for (i = 0; modules && !said && i < PyList_Size(modules); i++) {
		module = PyList_GetItem(modules, i);
		said = is_module(module) ? said_in(g, PyModule_GetDict(module), name, o) : NULL;
	}
	unref(modules);
	PyErr_Clear();
	return said && type_of(said) == type_of(o) ? said : NULL;
}

/* Where they stand one after the other; -1: nowhere. */
static Py_ssize_t
place_of_all(const struct transaction *t, PyObject *list, PyObject *added)
{
	Py_ssize_t i, k, size = PyList_Size(added);
	PyObject *o;

	for (k = PyList_Size(list) - size; k >= 0; k--) {
		for (i = 0; i < size && (o = object_added(t, PyList_GetItem(added, i))) && is_it(PyList_GetItem(list, k + i), o);)
			i++;
		if (i == size)
			return k;
	}
	return -1;
}

/* The last ones; at: where the first of them stood. */
static int
take_from_list(const struct transaction *t, PyObject *list, PyObject *added, Py_ssize_t *at)
{
	PyObject *o;
	Py_ssize_t i, k;
	int result = 0;

	*at = place_of_all(t, list, added);
	if (*at >= 0)
		return PyList_SetSlice(list, *at, *at + PyList_Size(added), NULL);
	for (i = PyList_Size(added); result == 0 && i-- > 0;) {
		o = object_added(t, PyList_GetItem(added, i));
		for (k = PyList_Size(list); o && k-- > 0;)
			if (is_it(PyList_GetItem(list, k), o)) {
				*at = k;
				result = PyList_SetSlice(list, k, k + 1, NULL);
				break;
			}
	}
	return result;
}

static int
take_from_dict(const struct transaction *t, PyObject *dict, PyObject *added, PyObject *home)
{
	PyObject *key, *value, *its, *o, *first;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(added, &at, &key, &value)) {
		its = old_value_is_unknown(t, key) ? NULL : PyDict_GetItemWithError(dict, key);
		o = object_added(t, value);
		if (!its || !o || !is_it(its, o))
			continue;
		first = home ? PyDict_GetItemWithError(home, key) : NULL;
		first = first ? object_added(t, first) : NULL;
		result = first ? PyDict_SetItem(dict, key, first) : PyDict_DelItem(dict, key);
	}
	return result;
}

static int
take_out(const struct transaction *t, PyObject *o, PyObject *added, PyObject *home, Py_ssize_t *at)
{
	PyObject *list, *item;
	Py_ssize_t i;
	int result;

	if (is_list(o))
		return take_from_list(t, o, added, at);
	if (is_dict(o))
		return take_from_dict(t, o, added, home);
	list = items_of(added);
	result = list ? 0 : -1;
	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		item = object_added(t, PyList_GetItem(list, i));
		result = item && (!home || PySet_Contains(home, item) == 0) && PySet_Discard(o, item) < 0 ? -1 : 0;
	}
	unref(list);
	return result;
}

PyObject *
augmented_name(const struct staging *g, const struct statement *s)
{
	PyObject *target = s->kind == KIND_AUGMENT ? get_attr(s->node, "target") : NULL,
		 *name = target && node_is(target, "Name") ? get_attr(target, "id") : NULL,
		 *o = name ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;

	unref(target);
	if (o && is_container(o) && o == PyDict_GetItemWithError(g->m->before, name))
		return name;
	unref(name);
	return NULL;
}

/* X.extend(...), X.update(...): the node of X; new reference, or NULL. */
static PyObject *
node_filled(const struct statement *s)
{
	PyObject *call = s->kind == KIND_EXPRESSION ? get_attr(s->node, "value") : NULL,
		 *func = call && node_is(call, "Call") ? get_attr(call, "func") : NULL,
		 *node = func && node_is(func, "Attribute") && attr_is(func, "attr", "extend") ? get_attr(func, "value") : NULL;

	if (!node && func && node_is(func, "Attribute") && attr_is(func, "attr", "update"))
		node = get_attr(func, "value");
	unref(func);
	unref(call);
	return node;
}

/* What the statement adds to, a name or settings.APPS: the module or class, and the attribute.  New references. */
struct target {
	PyObject *name, *attribute;
};

static void
target_fini(struct target *to)
{
	unref(to->name);
	unref(to->attribute);
	*to = (struct target){0};
}

/* The container, borrowed; NULL: it is no such thing. */
static PyObject *
target_of(const struct staging *g, const struct statement *s, struct target *to)
{
	PyObject *node = s->kind == KIND_AUGMENT ? get_attr(s->node, "target") : node_filled(s),
		 *value = node && node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *owner, *o = NULL;

	if (node && node_is(node, "Name"))
		to->name = get_attr(node, "id");
	else if (value && node_is(value, "Name")) {
		to->name = get_attr(value, "id");
		to->attribute = get_attr(node, "attr");
	}
	unref(value);
	unref(node);
	owner = to->name ? PyDict_GetItemWithError(g->m->scratch, to->name) : NULL;
	if (owner && !to->attribute)
		o = owner == PyDict_GetItemWithError(g->m->before, to->name) ? owner : NULL;
	else if (owner && is_module(owner))
		o = PyDict_GetItemWithError(PyModule_GetDict(owner), to->attribute);
	else if (owner && is_class(owner) && is_heap_type(owner))
		o = class_get(owner, utf8(to->attribute));
	PyErr_Clear();
	return o && is_container(o) ? o : NULL;
}

/* The only one of the old source that has changed and stores to the attribute what goes on from it. */
static const struct chunk *
old_chunk_of(const struct staging *g, PyObject *root, PyObject *attribute)
{
	const struct body *old = &g->m->old;
	const struct chunk *c, *found = NULL;
	const struct token *x;

	for (c = old->chunks; c < old->chunks + old->chunk_count; c++) {
		x = &old->tokens[c->first];
		if (c->match >= 0 || c->count < 4 || !tokens_have(x, c->count, python->op.store_attr, attribute) || x[0].op != python->op.load_name ||
		    PyUnicode_Compare(x[0].value, root) != 0 || x[c->count - 1].op != python->op.store_attr ||
		    tokens_have(x + 1, c->count - 1, python->op.load_name, root))
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

static PyObject *
empty_like(PyObject *o)
{
	return is_list(o) ? PyList_New(0) : is_dict(o) ? PyDict_New() : PySet_New(NULL);
}

/* What the line puts into a container that is empty, or has what `begins` has. */
static PyObject *
added_by(const struct staging *g, const struct chunk *c, const struct target *to, PyObject *begins)
{
	return to->attribute ? old_attribute(g->t, g->m, c, to->name, to->attribute, begins) : old_value_over(g->t, g->m, c, to->name, begins);
}

int
augmented_take_back(const struct staging *g, const struct statement *s, struct augmented *a)
{
	struct target to = {0};
	bool may = g->m->old_code && (s->kind == KIND_AUGMENT || !s->same);
	PyObject *o = may ? target_of(g, s, &to) : NULL, *begins, *added, *before = NULL;
	const struct chunk *c = !o			     ? NULL
				: s->kind != KIND_AUGMENT ? statement_old_call(g, s)
				: to.attribute		     ? s->same ? NULL : old_chunk_of(g, to.name, to.attribute)
							     : old_chunk(g, s, to.name);
	int result = 0;

	begins = c ? empty_like(o) : NULL;
	added = begins ? added_by(g, c, &to, begins) : NULL;
	if (added && type_of(added) == type_of(o) && PyObject_Size(added) > 0)
		before = touched_copy(o);
	if (before)
		result = touched_by_us(g->t, o, before, take_out(g->t, o, added, said_at_home(g, to.attribute ? to.attribute : to.name, o), &a->at));
	if (before && is_list(o) && result == 0 && a->at >= 0)
		*a = (struct augmented){ref(o), a->at, PyList_Size(o)};
	if (!before && PyErr_Occurred())
		result = -1;
	result = result < 0 ? -1 : before != NULL;
	unref(before);
	unref(added);
	unref(begins);
	target_fini(&to);
	return result;
}

int
augmented_place(const struct staging *g, struct augmented *a)
{
	Py_ssize_t size = a->list ? PyList_Size(a->list) : 0;
	PyObject *before = size > a->size && a->at < a->size ? touched_copy(a->list) : NULL,
		 *added = before ? PyList_GetSlice(a->list, a->size, size) : NULL;
	int result = 0;

	if (added) {
		result = PyList_SetSlice(a->list, a->size, size, NULL) < 0 ? -1 : PyList_SetSlice(a->list, a->at, a->at, added);
		result = touched_by_us(g->t, a->list, before, result);
	}
	unref(added);
	unref(before);
	unref(a->list);
	a->list = NULL;
	return result;
}
