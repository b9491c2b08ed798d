/*
 * unset.c - lines that are gone, and had set an attribute of a function or class of the module: request.legacy = True.
 *
 * After a restart it would not be there.  It goes where it still is what the old line had made,
 * unless a body says the same name: then what the line had covered is not known; or the new source
 * sets it in another way: request.hits = request.legacy = True, setattr(request, name, True).
 */
#include "old_value.h"
#include "statement.h"
#include "version.h"

/* <value>, NAME, STORE_ATTR: the name; borrowed, NULL: something else. */
static PyObject *
owner_named(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first + c->count - 1];

	return c->count > 2 && x->op == python->op.store_attr && x[-1].op == python->op.load_name ? x[-1].value : NULL;
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

/* The class is staged, and its body says what the line had covered. */
static bool
is_covered(const struct staging *g, PyObject *owner, PyObject *o, PyObject *attribute)
{
	PyObject *staged = PyDict_GetItemWithError(g->m->scratch, owner);

	return is_class(o) && staged && staged != o && is_class(staged) && body_says(&g->m->new, owner, attribute);
}

int
unset_prepare(struct staging *g)
{
	const struct body *old = &g->m->old;
	PyObject *owner, *attribute, *class;
	int i, result = 0;

	for (i = 0; g->left && result == 0 && i < old->chunk_count; i++) {
		owner = g->left[i] == LEFT_STORE ? owner_named(old, &old->chunks[i]) : NULL;
		class = owner ? PyDict_GetItemWithError(g->m->before, owner) : NULL;
		attribute = class && is_class(class) ? old->tokens[old->chunks[i].first + old->chunks[i].count - 1].value : NULL;
		if (attribute && body_says(old, owner, attribute) && body_says(&g->m->new, owner, attribute))
			result = PySet_Add(g->gone_on_from, owner);
	}
	return result;
}

PyObject *
old_attribute(struct transaction *t, const struct module *m, const struct chunk *c, PyObject *owner, PyObject *attribute, PyObject *begins)
{
	PyObject *code = chunk_as_code(&m->old, c), *wanted = code ? wanted_names(&m->old, c) : NULL;
	PyObject *names = wanted ? harmless_names(t, wanted, m->before, m->before, false) : NULL, *result = NULL, *value = NULL;
	PyObject *type = namespace_type(), *place = type ? PyObject_CallFunction(type, NULL) : NULL;
	bool reads = !begins && tokens_have(&m->old.tokens[c->first], c->count - 2, python->op.load_name, owner);

	if (names && place && !reads && (!begins || PyObject_SetAttr(place, attribute, begins) == 0) &&
	    PyDict_SetItem(names, owner, place) == 0)
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
	return found && !tokens_read_any(&old->tokens[found->first], found->count, m->late) ? hold(t, old_attribute(t, m, found, owner, attribute, NULL))
											     : NULL;
}

/* Dome.rotate = Dome.turn, Api.ping = patched: what the line only mentions; borrowed, NULL: something else. */
static PyObject *
mentioned_then(const struct module *m, const struct chunk *c)
{
	const struct token *x = &m->old.tokens[c->first], *end = x + c->count - 2;
	PyObject *o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(m->before, x->value) : NULL;

	for (x++; o && x < end; x++)
		o = !token_is_attribute(x) ? NULL : is_class(o) ? class_get(o, utf8(x->value)) : is_module(o) ? dict_get(PyModule_GetDict(o), utf8(x->value)) : NULL;
	return o;
}

/* The dict in which the object has it as the old line had set it; borrowed.  NULL: it has not. */
static PyObject *
dict_that_has(const struct staging *g, const struct chunk *c, PyObject *owner, PyObject *o, PyObject *attribute)
{
	const struct module *m = g->m;
	PyObject *module = get_attr(o, "__module__"), *dict = is_class(o) ? CLASS_DICT(o) : WORD(o, python->function.dict);
	PyObject *value = dict ? PyDict_GetItemWithError(dict, attribute) : NULL, *then = NULL;
	bool known = !is_class(o) || (!body_says(&m->old, owner, attribute) && !body_says(&m->new, owner, attribute)) ||
		     is_covered(g, owner, o, attribute);

	if (value && known && module && is_str(module) && PyUnicode_Compare(module, m->name_object) == 0)
		then = mentioned_then(m, c) == value ? ref(value) : old_attribute(g->t, m, c, owner, attribute, NULL);
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

/* Of some object at the top level, that is no other one of the module; in a function; or by words. */
static bool
is_set_otherwise(const struct module *m, PyObject *owner, PyObject *attribute)
{
	static const char *const ways[] = {"setattr", "__dict__", "update"};
	const struct token *x, *end = m->new.tokens + m->new.token_count;
	bool ways_named = false, said = false;
	PyObject *o;

	for (x = m->new.tokens; x < end; x++) {
		o = x > m->new.tokens && x[-1].op == python->op.load_name ? PyDict_GetItemWithError(m->before, x[-1].value) : NULL;
		if (x->op == python->op.store_attr && PyUnicode_Compare(x->value, attribute) == 0 &&
		    !(o && PyUnicode_Compare(x[-1].value, owner) != 0 && (is_function(o) || is_class(o))))
			return true;
		ways_named = ways_named || (x->value && is_str(x->value) && x->op != python->op.load_const && IS_ONE_OF(utf8(x->value), ways));
		said = said || token_says(x, attribute) ||
		       (x->value && is_exact(x->value, TYPE_AT(PyTuple_Type)) && PySequence_Contains(x->value, attribute) == 1);
	}
	PyErr_Clear();
	return (ways_named && said) || code_functions_store(m->code, attribute);
}

/* describe(f, "text"), @described("text"): a line that is another now is given it, and may set what it likes. */
static bool
may_be_set(const struct staging *g, PyObject *owner)
{
	const struct statement *s;
	const struct chunk *old, *own;
	const struct token *x, *end;
	bool given = false;

	for (s = g->statements; !given && s < g->statements + g->count; s++) {
		if (s->same)
			continue;
		old = statement_is_definition(s) ? chunk_binding(&g->m->old, utf8(owner)) : NULL;
		own = old ? statement_chunk(s, owner) : NULL;
		given = own && s->first_line < s->def_line && !chunk_same_decorators(&g->m->old, old, s->in, own, s->def_line);
		for (x = s->tokens, end = x + s->token_count; !statement_is_definition(s) && !given && x + 1 < end; x++)
			given = x->op == python->op.load_name && PyUnicode_Compare(x->value, owner) == 0 && !token_is_attribute(&x[1]) &&
				x[1].op != python->op.store_attr && x[1].op != python->op.store_name;
	}
	return given;
}

/* HANDLERS["/slow"] = slow, of a dict that another module has made: below the key is that definition of this one still.  1: it goes. */
static int
take_item(const struct staging *g, const struct chunk *c)
{
	const struct module *m = g->m;
	const struct token *x = &m->old.tokens[c->first];
	PyObject *o, *dict;

	if (c->count != 4 || x[0].op != python->op.load_name || x[1].op != python->op.load_name || x[2].op != python->op.load_const || !x[2].value ||
	    !is_str(x[2].value))
		return 0;
	o = PyDict_GetItemWithError(m->before, x[0].value);
	dict = PyDict_GetItemWithError(m->before, x[1].value);
	if (!o || !dict || !is_dict(dict) || !(is_function(o) || is_class(o)) || !is_own_definition(m, x[0].value, o) ||
	    (chunk_binding(&m->old, utf8(x[1].value)) && !body_imports(&m->old, x[1].value)) || PyDict_GetItemWithError(dict, x[2].value) != o || tokens_say(m->new.tokens, m->new.token_count, x[2].value))
		return 0;
	return hold(g->t, ref(dict)) && ops_add(&g->t->last, OP_DICT, dict, x[2].value, NULL) == 0 ? 1 : -1;
}

int
unset_take(const struct staging *g, const struct chunk *c)
{
	const struct module *m = g->m;
	PyObject *owner = owner_named(&m->old, c), *attribute = owner ? m->old.tokens[c->first + c->count - 1].value : NULL, *dict;
	PyObject *o = owner ? PyDict_GetItemWithError(m->before, owner) : NULL, *staged, *its;
	char path[300];

	if (!owner)
		return take_item(g, c);
	if (!o || !(is_function(o) || (is_class(o) && is_heap_type(o) && !is_enum(o))) ||
	    is_set_otherwise(m, owner, attribute) || may_be_set(g, owner) || !(dict = dict_that_has(g, c, owner, o, attribute)))
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

int
unset_add(const struct transaction *t, PyObject *o, PyObject *names)
{
	PyObject *pair;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(t->unset); i++) {
		pair = PyList_GetItem(t->unset, i);
		if (PyTuple_GetItem(pair, 0) == o)
			result = PySet_Add(names, PyTuple_GetItem(pair, 1));
	}
	return result;
}
