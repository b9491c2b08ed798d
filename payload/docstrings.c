/* docstrings.c - what has copied the docstring of a function whose code is exchanged: property, classmethod, cached_property. */
#include <stdio.h>

#include "transaction.h"
#include "version.h"

/* Where the class, or module, has it: by the qualified name.  Borrowed; NULL: nowhere. */
static PyObject *
object_at(const struct module *m, const char *path)
{
	PyObject *names = m->dict, *o = NULL;
	const char *dot;
	char part[200];

	for (; names && path; path = dot ? dot + 1 : NULL) {
		dot = strchr(path, '.');
		snprintf(part, sizeof(part), "%.*s", (int)(dot ? dot - path : (long)strlen(path)), path);
		o = dict_get(names, part);
		names = o && is_class(o) ? CLASS_DICT(o) : NULL;
	}
	return path ? NULL : o;
}

static bool
is_made_of(PyObject *o, PyObject *f)
{
	bool property = PyType_IsSubtype(type_of(o), TYPE_AT(PyProperty_Type)),
	     cached = (PyObject *)type_of(o) == library_object("functools", "cached_property");
	PyObject *its = property ? get_attr(o, "fget") : cached ? get_attr(o, "func") : ref(callable_of(o));
	bool is = o != f && its == f;

	unref(its);
	return is;
}

static bool
says(PyObject *its, PyObject *doc)
{
	return its && its != NONE && const_equal(its, doc, code_same_behaviour);
}

int
docstrings_follow(struct transaction *t, PyObject *f, PyObject *old, PyObject *new)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *o = m ? object_at(m, utf8(WORD(f, python->function.qualname))) : NULL, *its, *dict, *name;
	bool copied;
	int result = 0;

	if (!o || !is_made_of(o, f) || !old || const_equal(old, new, code_same_behaviour))
		return 0;
	its = get_attr(o, "__doc__");
	copied = says(its, old) || (its == NONE && old == NONE);
	dict = copied && !is_exact(o, TYPE_AT(PyProperty_Type)) ? hold(t, PyObject_GenericGetDict(o, NULL)) : NULL;
	name = dict && is_dict(dict) ? hold(t, PyUnicode_InternFromString("__doc__")) : NULL;
	PyErr_Clear();
	if (name && PyDict_Contains(dict, name) == 1)
		result = ops_add(&t->ops, OP_DICT, dict, name, new);
	/* prop_doc; it shows where it is. */
	else if (copied && is_exact(o, TYPE_AT(PyProperty_Type)) && WORD(o, PROPERTY_DOC) == its)
		result = ops_word(&t->ops, o, &WORD(o, PROPERTY_DOC), new);
	unref(its);
	return result;
}
