/*
 * set_later.c - lines that set an attribute of what is defined above: Node.registry = {}, A.m = timed(A.m).
 *
 * When the definition runs again and the line does not, the one that is staged has the attribute
 * as the live one has it, for later lines to find.  A line that wraps the attribute runs again:
 * the live one is around what the old definition has made.
 */
#include "commit.h"
#include "statement.h"
#include "version.h"

/* What is staged instead of this class or function; NULL: it is the live one. */
static PyObject *
staged_for(const struct staging *g, PyObject *node, PyObject **live)
{
	PyObject *staged = node_object(g, node);

	*live = node_object_in(g->m->before, node);
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
	PyObject *from = is_class(live) ? CLASS_DICT(live) : WORD(live, python->function.dict);
	PyObject *value = from ? PyDict_GetItemWithError(from, name) : NULL;

	if (!value)
		return 0;
	return is_class(staged) ? store_type(staged, name, value) : PyObject_GenericSetAttr(staged, name, value);
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
