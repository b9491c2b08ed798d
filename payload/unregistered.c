/*
 * unregistered.c - a definition has run again, and what had registered it before does not do so now.
 *
 * class Base(Plugin, abstract=True), @on("start", enabled=False), another base: after a restart no registry of these has
 * it.  A registry may keep silent as well because it has the old one, so whoever asks makes room for it first.
 */
#include "forms.h"
#include "reaches.h"
#include "version.h"

#define BELOW 1 /* HOOKS["start"] = [f] */

static bool
has_entry(PyObject *o, PyObject *list, int depth)
{
	PyObject *items = is_dict_like(o) ? PyDict_Values(o) : reaches_into(o) || is_deque(o) ? items_of(o) : NULL, *keys, *item;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; items && !has && i < PyList_Size(items); i++) {
		item = PyList_GetItem(items, i);
		has = entry_holds(item, list) || entry_captures(item, list) || (depth && has_entry(item, list, depth - 1));
	}
	keys = is_dict_like(o) && !has ? PyDict_Keys(o) : NULL;
	for (i = 0; keys && !has && i < PyList_Size(keys); i++)
		has = list_has(list, PyList_GetItem(keys, i));
	unref(keys);
	unref(items);
	PyErr_Clear();
	return has;
}

/* Whatever the statement may have put something into: a queue of what is to be done later, an attribute, too. */
static bool
is_put_anywhere(const struct forms *f)
{
	const struct transaction *t = f->g->t;
	PyObject *o;
	bool put = false;
	Py_ssize_t i;

	for (i = 0; !put && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		put = !(is_dict(o) && dict_get(o, "__name__")) && has_entry(o, f->news, BELOW);
	}
	return put;
}

/* What put the old one somewhere: its decorators, and the making of the class. */
static int
add_reached(struct reached *r, const struct forms *f, const struct chunk *c, PyObject *live)
{
	const struct statement *s = f->s;
	int result = f->g->m->old_code ? reaches_add(r, f->g->m, &f->old->tokens[c->first], chunk_decorators_end(f->old, c))
				       : reaches_add(r, f->g->m, s->tokens, s->tokens + statement_head(s));

	return result == 0 && is_class(live) ? reaches_add_of_class(r, live) : result;
}

/* Of those reached the ones that have the old one; -1: exception. */
static int
keep_registries(struct reached *r, PyObject *olds)
{
	Py_ssize_t i;
	int result = 0;

	for (i = PyList_Size(r->containers); result == 0 && i-- > 0;)
		if (!has_entry(PyList_GetItem(r->containers, i), olds, BELOW))
			result = PyList_SetSlice(r->containers, i, i + 1, NULL);
	return result;
}

/* Registries with the old one, where nothing has the new one; of a second run with room for it they have neither. */
static int
look(const struct forms *f, const struct chunk *c, struct reached *r)
{
	PyObject *live = f->definition ? PyDict_GetItemWithError(f->g->m->before, f->name) : NULL;
	bool may = live && (is_class(live) || is_function(live)) && !statement_shares_name(f->g, f->s, f->name);
	int result = may ? add_reached(r, f, c, live) : 0;

	if (result == 0 && PyList_Size(r->containers) && !f->g->t->has_room)
		result = keep_registries(r, f->olds);
	if (result == 0 && PyList_Size(r->containers) && is_put_anywhere(f))
		result = PyList_SetSlice(r->containers, 0, PyList_Size(r->containers), NULL);
	return result;
}

/* register(f), TABLE["f"] = f, [f, g] */
static bool
is_handed_on(PyObject *node, void *name)
{
	static const char *const lists[] = {"args", "keywords", "elts", "values"};
	PyObject *part;
	bool is = false;
	Py_ssize_t k;
	size_t i;

	for (i = 0; !is && i < sizeof(lists) / sizeof(lists[0]); i++) {
		part = PyObject_GetAttrString(node, lists[i]);
		for (k = 0; part && is_list(part) && !is && k < PyList_Size(part); k++)
			is = node_is_name(PyList_GetItem(part, k), name);
		unref(part);
		PyErr_Clear();
	}
	part = is || node_is(node, "Attribute") ? NULL : PyObject_GetAttrString(node, "value");
	is = is || (part && node_is_name(part, name));
	unref(part);
	PyErr_Clear();
	return is;
}

bool
unregistered_may_be_of_another(const struct staging *g, const struct statement *s)
{
	const struct statement *x, *end = g->statements + g->count;
	PyObject *name = get_attr(s->node, "name");
	bool other = !name;

	for (x = g->statements; x < end && !other; x++)
		other = x != s && tree_any(x->node, is_handed_on, name);
	unref(name);
	PyErr_Clear();
	return other;
}

#define HELD 2 /* by the scratch dict, and by the list of ours */

/* A queue of C's own has it, say: a SimpleQueue, the calls of a loop. */
static bool
is_held_unseen(const struct forms *f)
{
	PyObject *new = PyList_Size(f->news) == 1 ? PyList_GetItem(f->news, 0) : NULL;

	return new && is_function(new) && refs_of(new) > HELD;
}

void
unregistered_say(const struct staging *g, const struct statement *s)
{
	report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
		    "line %d: the new form registers nothing, or it cannot be told; what the old one has registered stands", s->first_line);
}

/* leaves: they lose it with the commit.  How many; none: it is registered, or never was, or this cannot be told. */
static Py_ssize_t
count(const struct staging *g, const struct statement *s, bool leaves)
{
	const struct chunk *c = s->kind == KIND_CLASS || s->kind == KIND_FUNCTION ? old_form(g, s) : NULL;
	struct forms f = {.g = g, .s = s};
	struct reached r = {.containers = PyList_New(0)};
	int result = !r.containers ? -1 : !c ? 0 : forms_init(&f, c) < 0 ? -1 : look(&f, c, &r);
	Py_ssize_t found = result == 0 ? PyList_Size(r.containers) : 0;

	if (found && leaves && is_held_unseen(&f))
		unregistered_say(g, s);
	else if (found && leaves)
		result = deregistered_add(g->t, g->m, f.name, PyDict_GetItemWithError(g->m->before, f.name), f.olds, &r);
	forms_fini(&f);
	reached_fini(&r);
	PyErr_Clear();
	return result < 0 ? 0 : found;
}

bool
unregistered(const struct staging *g, const struct statement *s)
{
	return count(g, s, false) > 0;
}

void
unregistered_leave(const struct staging *g, const struct statement *s)
{
	count(g, s, true);
}
