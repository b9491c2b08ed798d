/*
 * items.c - a list or dict that a line puts into an item or attribute: CONFIG["db"] = {"host": HOST}.
 *
 * As for a name it stays the same object where other lines put more into it
 * (CONFIG["db"]["port"] = 1), which are not executed again.  What the line itself said before
 * and does not say any more gives way.
 */
#include "anew.h"
#include "commit.h"
#include "statement.h"
#include "version.h"

/* What has attributes of its own; new reference.  NULL: it has none, or it is not known without running code. */
static PyObject *
dict_of(PyObject *o)
{
	PyObject *dict = is_module(o)	  ? ref(PyModule_GetDict(o))
			 : is_class(o)	  ? ref(CLASS_DICT(o))
			 : is_function(o) ? ref(WORD(o, python->function.dict))
					  : PyObject_GenericGetDict(o, NULL);

	PyErr_Clear();
	if (dict && is_dict(dict))
		return dict;
	unref(dict);
	return NULL;
}

static PyObject *place_of(const struct staging *g, PyObject *node, PyObject **key);

/* What the expression leads to now; borrowed. */
static PyObject *
object_at(const struct staging *g, PyObject *node)
{
	PyObject *key, *dict = node_is(node, "Name") ? NULL : place_of(g, node, &key), *o;

	if (node_is(node, "Name"))
		return node_object(g, node);
	o = dict ? PyDict_GetItemWithError(dict, key) : NULL;
	unref(dict);
	return o;
}

/* The dict that has the item or attribute, and its key, which the node or the dict keeps.  New reference; NULL: not known. */
static PyObject *
place_of(const struct staging *g, PyObject *node, PyObject **key)
{
	bool item = node_is(node, "Subscript");
	PyObject *value = item || node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *inner, *o;
	PyObject *dict = NULL;

	o = value ? object_at(g, value) : NULL;
	unref(value);
	*key = NULL;
	if (o && !item) {
		*key = get_attr(node, "attr");
		dict = dict_of(o);
	} else if (o && is_dict(o) && (inner = tree_key(node))) {
		*key = node_is(inner, "Constant") ? get_attr(inner, "value") : ref(node_object(g, inner));
		dict = *key && is_atom(*key) ? ref(o) : NULL;
		unref(inner);
	}
	unref(*key); /* kept elsewhere */
	PyErr_Clear();
	return dict;
}

static bool
is_list_or_dict(PyObject *o)
{
	return o && (is_dict(o) || is_exact(o, TYPE_AT(PyList_Type)));
}

/* The one line of the old source that stored to the same place, and has changed: it ends with the same instructions.  NULL:
   none, or several. */
static const struct chunk *
old_store(const struct staging *g, const struct statement *s)
{
	const struct body *old = &g->m->old;
	const struct chunk *c, *found = NULL;

	for (c = old->chunks; g->m->old_code && s->chunk_count == 1 && c < old->chunks + old->chunk_count; c++) {
		if (c->match >= 0 || !tokens_store_alike(s->tokens, s->token_count, &old->tokens[c->first], c->count))
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

/* CONFIG["db"], handler.opts: by the same names. */
static bool
same_place(PyObject *a, PyObject *b)
{
	static const struct {
		const char *kind, *part;
	} kinds[] = {{"Name", "id"}, {"Constant", "value"}, {"Attribute", "attr"}, {"Index", NULL}, {"Subscript", NULL}};
	static const char *const inner[] = {"value", "slice"};
	PyObject *x, *y;
	bool same = false;
	size_t i, k;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !node_is(a, kinds[i].kind); i++)
		;
	if (i == sizeof(kinds) / sizeof(kinds[0]) || !node_is(b, kinds[i].kind))
		return false;
	x = kinds[i].part ? get_attr(a, kinds[i].part) : NULL;
	y = kinds[i].part ? get_attr(b, kinds[i].part) : NULL;
	same = !kinds[i].part || (x && y && const_equal(x, y, code_same_behaviour));
	unref(y);
	unref(x);
	for (k = 0; same && i >= 2 && k < (node_is(a, "Subscript") ? 2 : 1); k++) {
		x = get_attr(a, inner[k]);
		y = get_attr(b, inner[k]);
		same = x && y && same_place(x, y);
		unref(y);
		unref(x);
	}
	PyErr_Clear();
	return same;
}

static bool
is_place(PyObject *node, void *place)
{
	return same_place(node, place);
}

/* Another line stores into it, or calls a method of it. */
static bool
is_filled_elsewhere(const struct staging *g, const struct statement *s, PyObject *place)
{
	const struct statement *x;

	for (x = g->statements; x < g->statements + g->count; x++)
		if (x != s && (x->kind == KIND_EXPRESSION || x->kind == KIND_AUGMENT || x->kind == KIND_LOOP ||
			       (x->kind == KIND_ASSIGN && statement_stores_inside(x))) &&
		    tree_any(x->node, is_place, place))
			return true;
	return false;
}

/* What other lines have put in cannot be told from what this one has. */
static bool
has_containers(PyObject *live)
{
	Py_ssize_t i;
	bool has = false;

	for (i = 0; !has && !is_dict(live) && i < PyList_Size(live); i++)
		has = is_container(PyList_GetItem(live, i)) || is_exact(PyList_GetItem(live, i), TYPE_AT(PyTuple_Type));
	return has;
}

PyObject *
items_before(const struct staging *g, const struct statement *s)
{
	bool stored = s->kind == KIND_ASSIGN && !(g->t->flags & PYR_RESET) && statement_stores_inside(s) &&
		      (s->same || old_store(g, s));
	PyObject *targets = stored ? get_attr(s->node, "targets") : NULL;
	PyObject *list = targets ? PyList_New(0) : NULL, *dict, *key, *live;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(targets); i++) {
		dict = place_of(g, PyList_GetItem(targets, i), &key);
		live = dict ? PyDict_GetItemWithError(dict, key) : NULL;
		if (is_list_or_dict(live) && is_filled_elsewhere(g, s, PyList_GetItem(targets, i))) {
			if (has_containers(live))
				report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
					    "line %d: what other lines have put into what it stores is not there any more",
					    s->first_line);
			else if (PyList_Append(list, PyList_GetItem(targets, i)) == 0)
				PyList_Append(list, live);
		}
		unref(dict);
	}
	unref(targets);
	PyErr_Clear();
	return list;
}

/* Constants that the statement said when it ran before, and what its names led to. */
static PyObject *
said_before(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = s->same ? NULL : old_store(g, s);
	const struct body *body = &g->m->old;
	const struct token *x = c ? &body->tokens[c->first] : s->same ? s->tokens : NULL;
	int count = c ? c->count : s->same ? s->token_count : 0;
	PyObject *list = PyList_New(0), *value;
	Py_ssize_t i;

	for (; list && count > 0; x++, count--) {
		value = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (value && PyList_Append(list, value) < 0)
			break;
		if (x->op != python->op.load_const || !x->value || PyList_Append(list, x->value) < 0)
			continue;
		/* {"a": 1, "b": 2}: the keys are one constant. */
		for (i = 0; is_exact(x->value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(x->value); i++)
			PyList_Append(list, PyTuple_GetItem(x->value, i));
	}
	PyErr_Clear();
	return list;
}

/* The new contents, and what was there and the line had not said. */
static PyObject *
merged(PyObject *live, PyObject *new, PyObject *said)
{
	PyObject *all = is_dict(new) ? PyDict_Copy(new) : PyList_GetSlice(new, 0, PyList_Size(new)), *key, *value;
	Py_ssize_t i, at = 0;
	int result = all ? 0 : -1;

	while (result == 0 && is_dict(live) && PyDict_Next(live, &at, &key, &value))
		if (is_atom(key) && PyDict_Contains(new, key) == 0 && !said_has(said, key))
			result = PyDict_SetItem(all, key, value);
	for (i = 0; result == 0 && !is_dict(live) && i < PyList_Size(live); i++) {
		value = PyList_GetItem(live, i);
		if (!list_has(new, value) && !list_has(said, value) &&
		    !(is_atom(value) && (said_has(said, value) || said_has(new, value))))
			result = PyList_Append(all, value);
	}
	if (result == 0)
		return all;
	unref(all);
	return NULL;
}

static int
take_place(const struct staging *g, PyObject *target, PyObject *live, PyObject *said)
{
	PyObject *key, *dict = place_of(g, target, &key), *new = dict ? PyDict_GetItemWithError(dict, key) : NULL, *all = NULL;
	PyObject *value = node_is(target, "Attribute") ? get_attr(target, "value") : NULL, *owner = NULL, *before = NULL;
	int result = 0;

	if (new && new != live && type_of(new) == type_of(live) && refs_of(new) == 1) {
		owner = value ? object_at(g, value) : dict;
		all = merged(live, new, said);
		before = content_copy(live);
		result = all && before && owner && touched_note(g->t, live, before, live) == 0 && content_store(live, all) == 0
				 ? 0
				 : -1;
		if (result == 0)
			result = is_class(owner) ? store_type(owner, key, live) : store_dict(dict, key, live);
	}
	unref(before);
	unref(all);
	unref(value);
	unref(dict);
	return result;
}

int
items_after(const struct staging *g, const struct statement *s, PyObject *list)
{
	PyObject *said = list && PyList_Size(list) ? said_before(g, s) : NULL;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; said && result == 0 && i + 1 < PyList_Size(list); i += 2)
		result = take_place(g, PyList_GetItem(list, i), PyList_GetItem(list, i + 1), said);
	unref(said);
	return result;
}
