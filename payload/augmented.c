/*
 * augmented.c - APPS += ["debug"], or settings.APPS += ..., of a list that another module has made, says something else now.
 *
 * The list is that of the other module, and what the old line has put in stands in it: that is taken out
 * before the new line is executed, as if it was the first time.
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

/* The last ones. */
static int
take_from_list(const struct transaction *t, PyObject *list, PyObject *added)
{
	PyObject *o;
	Py_ssize_t i, k;
	int result = 0;

	for (i = PyList_Size(added); result == 0 && i-- > 0;) {
		o = object_added(t, PyList_GetItem(added, i));
		for (k = PyList_Size(list); o && k-- > 0;)
			if (is_it(PyList_GetItem(list, k), o)) {
				result = PyList_SetSlice(list, k, k + 1, NULL);
				break;
			}
	}
	return result;
}

static int
take_from_dict(const struct transaction *t, PyObject *dict, PyObject *added)
{
	PyObject *key, *value, *its, *o;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(added, &at, &key, &value)) {
		its = old_value_is_unknown(t, key) ? NULL : PyDict_GetItemWithError(dict, key);
		o = object_added(t, value);
		if (its && o && is_it(its, o))
			result = PyDict_DelItem(dict, key);
	}
	return result;
}

static int
take_out(const struct transaction *t, PyObject *o, PyObject *added)
{
	PyObject *list, *item;
	Py_ssize_t i;
	int result;

	if (is_list(o))
		return take_from_list(t, o, added);
	if (is_dict(o))
		return take_from_dict(t, o, added);
	list = items_of(added);
	result = list ? 0 : -1;
	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		item = object_added(t, PyList_GetItem(list, i));
		result = item && PySet_Discard(o, item) < 0 ? -1 : 0;
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

/* settings.APPS += ["debug"]: the module or object, and the attribute; new references, borrowed, or NULL. */
static PyObject *
augmented_attribute(const struct staging *g, const struct statement *s, PyObject **root, PyObject **attribute)
{
	PyObject *target = s->kind == KIND_AUGMENT ? get_attr(s->node, "target") : NULL,
		 *value = target && node_is(target, "Attribute") ? get_attr(target, "value") : NULL, *owner, *o = NULL;

	*root = value && node_is(value, "Name") ? get_attr(value, "id") : NULL;
	*attribute = *root ? get_attr(target, "attr") : NULL;
	owner = *attribute ? PyDict_GetItemWithError(g->m->scratch, *root) : NULL;
	if (owner && is_module(owner))
		o = PyDict_GetItemWithError(PyModule_GetDict(owner), *attribute);
	else if (owner && is_class(owner) && is_heap_type(owner))
		o = class_get(owner, utf8(*attribute));
	unref(value);
	unref(target);
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

static int
take_back(const struct staging *g, PyObject *o, PyObject *added)
{
	PyObject *before = added && type_of(added) == type_of(o) && PyObject_Size(added) > 0 ? touched_copy(o) : NULL;
	int result = before ? touched_by_us(g->t, o, before, take_out(g->t, o, added)) : PyErr_Occurred() ? -1 : 0;

	unref(before);
	return result;
}

int
augmented_take_back(const struct staging *g, const struct statement *s)
{
	PyObject *name = g->m->old_code ? augmented_name(g, s) : NULL, *o = name ? PyDict_GetItemWithError(g->m->scratch, name) : NULL,
		 *root = NULL, *attribute = NULL, *begins = NULL, *added = NULL;
	const struct chunk *c = name ? old_chunk(g, s, name) : NULL;
	int result;

	if (!name && g->m->old_code && !s->same && (o = augmented_attribute(g, s, &root, &attribute)))
		c = old_chunk_of(g, root, attribute);
	if (c)
		begins = empty_like(o);
	if (begins)
		added = name ? old_value_over(g->t, g->m, c, name, begins) : old_attribute(g->t, g->m, c, root, attribute, begins);
	result = take_back(g, o, added);
	unref(added);
	unref(begins);
	unref(attribute);
	unref(root);
	unref(name);
	return result;
}
