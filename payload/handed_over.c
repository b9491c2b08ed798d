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

static bool
is_name(PyObject *node, PyObject *name)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = id && PyUnicode_Compare(id, name) == 0;

	unref(id);
	return is;
}

/* The name is read below the node; given: the node is an argument of a call. */
static bool
is_used(PyObject *node, PyObject *name, bool given)
{
	PyObject *children;
	bool used = !given && is_name(node, name), is_call = node_is(node, "Call");
	Py_ssize_t i;

	/* Also within a display: schedule((10, tick)). */
	given = given && (is_exact(node, TYPE_AT(PyList_Type)) || node_is(node, "keyword") || node_is(node, "Tuple") ||
			   node_is(node, "List") || node_is(node, "Dict"));
	children = used ? NULL : tree_children(node);
	for (i = 0; children && !used && i < PyList_Size(children); i++)
		/* Call(func, args, keywords) */
		used = is_used(PyList_GetItem(children, i), name, given || (is_call && i > 0));
	unref(children);
	return used;
}

static int
visit(PyObject *o, void *arg)
{
	struct search *s = arg;

	s->found = s->found || o == s->sought;
	if (s->found || !o || s->depth == DEPTH_MOST || s->left == 0 || is_atom(o) || is_class(o) ||
	    PyType_IsSubtype(type_of(o), TYPE_AT(PyModule_Type)))
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

/* What the statement has bound has it. */
static bool
is_kept(const struct staging *g, const struct statement *s, PyObject *name)
{
	struct search search = {.sought = PyDict_GetItemWithError(g->m->before, name), .left = OBJECTS_MOST};
	PyObject *names = PySet_New(NULL), *list = NULL;
	Py_ssize_t i;

	if (names && statement_add_bound(s, names) == 0)
		list = PySequence_List(names);
	for (i = 0; list && !search.found && i < PyList_Size(list); i++)
		visit(PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i)), &search);
	unref(list);
	unref(names);
	PyErr_Clear();
	return search.found;
}

bool
statement_hands_over(const struct staging *g, const struct statement *s, PyObject *name)
{
	PyObject *value = s->kind == KIND_EXPRESSION || s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL;
	bool only = value && !is_used(value, name, false) && (s->kind == KIND_EXPRESSION || is_kept(g, s, name));

	unref(value);
	return only;
}
