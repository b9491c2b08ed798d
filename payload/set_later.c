/*
 * set_later.c - lines that set an attribute of what is defined above: Node.registry = {}, A.m = timed(A.m).
 *
 * When the definition runs again and the line does not, the one that is staged has the attribute
 * as the live one has it, for later lines to find.  A line that wraps the attribute runs again:
 * the live one is around what the old definition has made.
 */
#include "commit.h"
#include "statement.h"
#include "twins.h"
#include "version.h"

/* What the node leads to, also where a class has it from its base: Point.__new__, of class Point(namedtuple(...)). */
static PyObject *
object_of(PyObject *names, PyObject *node)
{
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL, *name = value ? get_attr(node, "attr") : NULL;
	PyObject *class = value ? node_object_in(names, value) : NULL, *o;

	o = class && name && is_class(class) ? class_lookup(class, utf8(name)) : node_object_in(names, node);
	unref(name);
	unref(value);
	return callable_of(o);
}

/* What is staged instead of this class or function; NULL: it is the live one. */
static PyObject *
staged_for(const struct staging *g, PyObject *node, PyObject **live)
{
	PyObject *staged = object_of(g->m->scratch, node);

	*live = object_of(g->m->before, node);
	return *live && staged && staged != *live && is_class(staged) == is_class(*live) &&
			       is_function(staged) == is_function(*live) && (is_class(staged) || is_function(staged))
		       ? staged
		       : NULL;
}

/* x.name = ..., one of the targets; new reference to x, and to the name.  NULL: something else. */
static PyObject *
owner_of(PyObject *target, PyObject **name)
{
	*name = node_is(target, "Attribute") ? get_attr(target, "attr") : NULL;
	return *name ? get_attr(target, "value") : NULL;
}

static PyObject *
targets_of(const struct statement *s)
{
	return s->kind == KIND_ASSIGN ? get_attr(s->node, "targets") : NULL;
}

/* A.m = timed(A.m), A.n += 1: the attribute; new reference.  NULL: it is no such line. */
static PyObject *
place_gone_on_from(const struct statement *s)
{
	PyObject *targets = targets_of(s), *target, *value;

	target = targets && PyList_Size(targets) == 1 ? ref(PyList_GetItem(targets, 0))
		 : s->kind == KIND_AUGMENT	      ? get_attr(s->node, "target")
						      : NULL;
	value = target && targets ? get_attr(s->node, "value") : NULL;
	if (target && (!node_is(target, "Attribute") || (targets && !(value && node_reads_place(value, target))))) {
		unref(target);
		target = NULL;
	}
	unref(value);
	unref(targets);
	return target;
}

/* shared.NAME = shared.NAME + "+app": of a text, number or container nobody can tell what there was before the old line. */
void
set_later_say(const struct staging *g, const struct statement *s)
{
	PyObject *place = g->m->old_code && !s->same && s->kind == KIND_ASSIGN ? place_gone_on_from(s) : NULL, *attribute = place ? get_attr(place, "attr") : NULL;
	PyObject *value = attribute ? node_object_in(g->m->before, place) : NULL;
	const struct body *old = &g->m->old;
	const struct chunk *c;
	bool had = false;

	for (c = old->chunks; value && (is_atom(value) || is_container(value)) && !had && c < old->chunks + old->chunk_count; c++)
		had = c->match < 0 && tokens_have(&old->tokens[c->first], c->count, python->op.store_attr, attribute);
	if (had)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, utf8(attribute),
			    "line %d goes on from what it sets, and has done so before: what the old line had made of it is in that", s->first_line);
	unref(attribute);
	unref(place);
	PyErr_Clear();
}

static bool
is_place(PyObject *node, void *place)
{
	return node_is(node, "Attribute") && node_reads_place(node, place);
}

/* Some line between the class and this one, which is another now, reads the attribute: it meant it as it was before. */
static bool
is_read_before(const struct staging *g, const struct statement *s, PyObject *place, PyObject *class)
{
	const struct statement *x;

	for (x = s; x-- > g->statements && !(x->kind == KIND_CLASS && statement_binds(x, class));)
		if (!x->same && tree_line_evaluated(x->node, is_place, place))
			return true;
	return false;
}

int
set_later_prepare(struct staging *g)
{
	const struct statement *s;
	PyObject *place, *owner, *class;
	int result = 0;

	g->gone_on_from = hold(g->t, PySet_New(NULL));
	for (s = g->statements; g->gone_on_from && g->m->old_code && result == 0 && s < g->statements + g->count; s++) {
		place = place_gone_on_from(s);
		owner = place ? get_attr(place, "value") : NULL;
		class = owner && node_is(owner, "Name") ? get_attr(owner, "id") : NULL;
		if (class && (!s->same || is_read_before(g, s, place, class)))
			result = PySet_Add(g->gone_on_from, class);
		unref(class);
		unref(owner);
		unref(place);
	}
	PyErr_Clear();
	return g->gone_on_from ? result : -1;
}

bool
statement_is_gone_on_from(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL;
	PyObject *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	bool is = live && is_class(live) && PySet_Contains(g->gone_on_from, name) == 1 && class_is_quiet(g, s, live);

	unref(name);
	PyErr_Clear();
	return is;
}

static int
note(struct transaction *t, PyObject *class, PyObject *name)
{
	PyObject *pair = is_str(name) ? PyTuple_Pack(2, class, name) : NULL;
	int result = pair ? PyList_Append(t->set_later, pair) : 0;

	unref(pair);
	return result;
}

int
set_later_note(const struct staging *g, const struct statement *s, struct touched_mark mark)
{
	struct transaction *t = g->t;
	PyObject *owner, *before, *after, *key, *value;
	Py_ssize_t i, at;
	int result = 0;

	for (i = mark.attributes; !s->same && result == 0 && i < PyList_Size(t->attributes); i++) {
		owner = PyTuple_GetItem(PyList_GetItem(t->attributes, i), 0);
		result = is_class(owner) ? note(t, owner, PyTuple_GetItem(PyList_GetItem(t->attributes, i), 1)) : 0;
	}
	for (i = mark.containers; !s->same && result == 0 && i + 3 < PyList_Size(t->touched); i += 4) {
		owner = PyList_GetItem(t->touched, i + 3);
		before = PyList_GetItem(t->touched, i + 1);
		after = PyList_GetItem(t->touched, i + 2);
		for (at = 0; is_class(owner) && is_dict(before) && is_dict(after) && result == 0 && PyDict_Next(after, &at, &key, &value);)
			if (PyDict_GetItemWithError(before, key) != value)
				result = note(t, owner, key);
	}
	return result;
}

bool
pairs_have(PyObject *list, PyObject *o, PyObject *name)
{
	PyObject *pair;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++) {
		pair = PyList_GetItem(list, i);
		if (PyTuple_GetItem(pair, 0) == o && PyUnicode_Compare(PyTuple_GetItem(pair, 1), name) == 0)
			return true;
	}
	return false;
}

bool
set_later_has(const struct transaction *t, PyObject *class, PyObject *name)
{
	return pairs_have(t->set_later, class, name);
}

bool
statement_wraps_attribute(const struct staging *g, const struct statement *s)
{
	PyObject *targets = targets_of(s), *value = targets ? get_attr(s->node, "value") : NULL, *owner, *name, *live;
	bool wraps = false;
	Py_ssize_t i;

	for (i = 0; value && !wraps && i < PyList_Size(targets); i++) {
		owner = owner_of(PyList_GetItem(targets, i), &name);
		wraps = owner && staged_for(g, owner, &live) && node_reads_place(value, PyList_GetItem(targets, i));
		unref(name);
		unref(owner);
	}
	unref(value);
	unref(targets);
	return wraps;
}

static int
carry(PyObject *staged, PyObject *live, PyObject *name)
{
	static const char *const own[] = {"__defaults__", "__kwdefaults__", "__doc__"};
	PyObject *from = is_class(live) ? CLASS_DICT(live) : WORD(live, python->function.dict);
	PyObject *value = is_function(live) && IS_ONE_OF(utf8(name), own) ? get_attr(live, utf8(name))
			  : from						  ? ref(PyDict_GetItemWithError(from, name))
										  : NULL;
	int result = !value ? 0 : is_class(staged) ? store_type(staged, name, value) : PyObject_GenericSetAttr(staged, name, value);

	unref(value);
	return result;
}

int
set_later_carry(const struct staging *g, const struct statement *s)
{
	PyObject *targets = targets_of(s), *owner, *name, *live, *staged;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; targets && result == 0 && i < PyList_Size(targets); i++) {
		owner = owner_of(PyList_GetItem(targets, i), &name);
		staged = owner ? staged_for(g, owner, &live) : NULL;
		result = staged ? carry(staged, live, name) : 0;
		unref(name);
		unref(owner);
	}
	unref(targets);
	return result;
}
