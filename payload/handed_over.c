/*
 * handed_over.c - what a statement gives to a call as it is: subscribe(handler), T = Thread(target=handler).
 *
 * Who has kept the function runs its new code: that the statement has not run again leaves nothing old behind.
 */
#include "heap.h"
#include "statement.h"
#include "version.h"

#define DEPTH_MOST 4 /* an object, its dict, a tuple of arguments, the function */
#define OBJECTS_MOST 1000

struct search {
	PyObject *sought;
	int depth, left;
	bool found;
};

struct giving {
	const struct staging *g;
	const struct statement *s;
	PyObject *name;
};

static int
visit(PyObject *o, void *arg)
{
	struct search *s = arg;

	s->found = s->found || o == s->sought;
	if (s->found || !o || s->depth == DEPTH_MOST || s->left == 0 || is_atom(o) || is_class(o) ||
	    is_module(o))
		return 0;
	s->depth++;
	s->left--;
	/* A function has the globals of its module, too. */
	if (is_function(o))
		visit(WORD(o, python->function.closure), s);
	else
		heap_refers(o, visit, s);
	s->depth--;
	return 0;
}

/* What the statement has bound, or stored to, has it. */
static bool
is_kept(const struct giving *w, PyObject *o)
{
	struct search search = {.sought = o, .left = OBJECTS_MOST};
	PyObject *targets = get_attr(w->s->node, "targets");
	Py_ssize_t i;

	for (i = 0; o && targets && !search.found && i < PyList_Size(targets); i++)
		visit(node_object_in(w->g->m->before, PyList_GetItem(targets, i)), &search);
	unref(targets);
	PyErr_Clear();
	return search.found;
}

/* f, f.method: the name, or what it leads to. */
static bool
leads_from(PyObject *node, PyObject *name)
{
	PyObject *value = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	bool leads = value ? leads_from(value, name) : node_is_name(node, name);

	unref(value);
	return leads;
}

/* The name is read below the node, but not to give it away, or somebody has not kept it; given: the node is an argument of a
   call. */
static bool
is_used(const struct giving *w, PyObject *node, bool given)
{
	PyObject *children, *o;
	bool used = false, is_call = node_is(node, "Call");
	Py_ssize_t i;

	if (leads_from(node, w->name)) {
		o = node_object_in(w->g->m->before, node);
		return !given || !o || (w->s->kind == KIND_ASSIGN && !is_kept(w, o));
	}
	/* Also within a display: schedule((10, tick)); sorted(names, key=rank) calls it now. */
	given = given && !attr_is(node, "arg", "key") &&
		(is_exact(node, TYPE_AT(PyList_Type)) || node_is(node, "keyword") || node_is(node, "Tuple") ||
		 node_is(node, "List") || node_is(node, "Dict"));
	children = tree_children(node);
	for (i = 0; children && !used && i < PyList_Size(children); i++)
		/* Call(func, args, keywords) */
		used = is_used(w, PyList_GetItem(children, i), given || (is_call && i > 0));
	unref(children);
	return used;
}

bool
statement_hands_over(const struct staging *g, const struct statement *s, PyObject *name)
{
	PyObject *value = s->kind == KIND_EXPRESSION || s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL;
	struct giving w = {.g = g, .s = s, .name = name};
	bool only = value && !is_used(&w, value, false);

	unref(value);
	return only;
}

static bool
is_only_called(PyObject *node, PyObject *name)
{
	PyObject *children = node_is_name(node, name) ? NULL : tree_children(node);
	bool is_call = node_is(node, "Call"), only = !node_is_name(node, name);
	Py_ssize_t i;

	/* Call(func, args, keywords) */
	for (i = 0; children && only && i < PyList_Size(children); i++)
		only = (is_call && i == 0 && node_is_name(PyList_GetItem(children, i), name)) ||
		       is_only_called(PyList_GetItem(children, i), name);
	unref(children);
	return only;
}

bool
statement_only_calls(const struct statement *s, PyObject *name)
{
	return is_only_called(s->node, name);
}
