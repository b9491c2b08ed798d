/*
 * unset.c - lines that are gone, and had set an attribute of a function or class of the module: request.legacy = True.
 *
 * After a restart it would not be there.  It goes where it still is what the old line had made,
 * unless a body says the same name: then what the line had covered is not known.
 */
#include "old_value.h"
#include "statement.h"
#include "version.h"

/* <value>, NAME, STORE_ATTR: the name; borrowed, NULL: something else. */
static PyObject *
owner_named(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first + c->count - 1];

	return c->count > 2 && x->op == python->op.store_attr && x[-1].op == python->op.load_name &&
			       !tokens_have(&body->tokens[c->first], c->count - 2, python->op.load_name, x[-1].value)
		       ? x[-1].value
		       : NULL;
}

static bool
body_says(const struct body *body, PyObject *class, PyObject *attribute)
{
	const struct chunk *c = chunk_binding(body, utf8(class));
	PyObject *code = c ? chunk_code(body, c, class) : NULL;
	struct body inner;
	bool says;

	if (!code || body_init(&inner, code) < 0)
		return PyErr_Clear(), true;
	says = chunk_binding(&inner, utf8(attribute)) != NULL;
	body_fini(&inner);
	return says;
}

/* What the line had made of the attribute; new reference, NULL: it cannot be told. */
static PyObject *
value_then(struct transaction *t, const struct module *m, const struct chunk *c, PyObject *owner, PyObject *attribute)
{
	PyObject *code = chunk_as_code(&m->old, c), *wanted = code ? wanted_names(&m->old, c) : NULL;
	PyObject *names = wanted ? harmless_names(t, wanted, m->before, m->before, false) : NULL, *result = NULL, *value = NULL;
	PyObject *type = library_object("types", "SimpleNamespace"), *place = type ? PyObject_CallFunction(type, NULL) : NULL;

	if (names && place && PyDict_SetItem(names, owner, place) == 0)
		result = PyEval_EvalCode(code, names, names);
	if (result)
		value = PyObject_GetAttr(place, attribute);
	PyErr_Clear();
	unref(result);
	unref(place);
	unref(names);
	unref(wanted);
	unref(code);
	return value;
}

PyObject *
attribute_value_then(struct transaction *t, const struct module *m, PyObject *f, PyObject *attribute)
{
	PyObject *owner = WORD(f, python->function.name), *name;
	const struct body *old = &m->old;
	const struct chunk *c, *found = NULL;

	for (c = old->chunks; c < old->chunks + old->chunk_count; c++) {
		name = owner_named(old, c);
		if (name && PyUnicode_Compare(name, owner) == 0 && PyUnicode_Compare(old->tokens[c->first + c->count - 1].value, attribute) == 0)
			found = c;
	}
	return found && !tokens_read_any(&old->tokens[found->first], found->count, m->late) ? hold(t, value_then(t, m, found, owner, attribute))
											     : NULL;
}

/* The dict in which the object has it as the old line had set it; borrowed.  NULL: it has not. */
static PyObject *
dict_that_has(const struct staging *g, const struct chunk *c, PyObject *owner, PyObject *o, PyObject *attribute)
{
	const struct module *m = g->m;
	PyObject *module = get_attr(o, "__module__"), *dict = is_class(o) ? CLASS_DICT(o) : WORD(o, python->function.dict);
	PyObject *value = dict ? PyDict_GetItemWithError(dict, attribute) : NULL, *then = NULL;

	if (value && module && is_str(module) && PyUnicode_Compare(module, m->name_object) == 0 &&
	    (!is_class(o) || (!body_says(&m->old, owner, attribute) && !body_says(&m->new, owner, attribute))))
		then = value_then(g->t, m, c, owner, attribute);
	dict = then && contents_item_is(g->t, value, then) ? dict : NULL;
	unref(then);
	unref(module);
	PyErr_Clear();
	return dict;
}

static int
note(struct transaction *t, PyObject *o, PyObject *attribute)
{
	PyObject *pair = PyTuple_Pack(2, o, attribute);
	int result = pair ? PyList_Append(t->unset, pair) : -1;

	unref(pair);
	return result;
}

int
unset_take(const struct staging *g, const struct chunk *c)
{
	const struct module *m = g->m;
	PyObject *owner = owner_named(&m->old, c), *attribute = owner ? m->old.tokens[c->first + c->count - 1].value : NULL, *dict;
	PyObject *o = owner ? PyDict_GetItemWithError(m->before, owner) : NULL, *staged, *its;
	char path[300];

	if (!o || !(is_function(o) || (is_class(o) && is_heap_type(o) && !is_enum(o))) ||
	    !(dict = dict_that_has(g, c, owner, o, attribute)))
		return 0;
	snprintf(path, sizeof(path), "%s.%s", utf8(owner), utf8(attribute));
	if (note(g->t, o, attribute) < 0)
		return -1;
	staged = PyDict_GetItemWithError(m->scratch, owner);
	its = staged && staged != o && is_function(staged) ? WORD(staged, python->function.dict) : NULL;
	/* One that has run again is planned with its attributes, and was given those of the live one. */
	if (its && PyDict_Contains(its, attribute) == 1 && PyDict_DelItem(its, attribute) < 0)
		return -1;
	if (staged == o) {
		if (is_class(o) && under_way_leaves(g->t, m, o, attribute, path) < 0)
			return -1;
		if (ops_add(&g->t->ops, is_class(o) ? OP_TYPE : OP_DICT, is_class(o) ? o : dict, attribute, NULL) < 0)
			return -1;
	}
	if (is_function(o))
		report_add(g->t->report, PYR_REC_REMOVED, m->name, path, "");
	return 1;
}

bool
unset_has(const struct transaction *t, PyObject *o, PyObject *attribute)
{
	return pairs_have(t->unset, o, attribute);
}
