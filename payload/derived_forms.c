/*
 * derived_forms.c - WTForms: a form has a list of its fields, made when it was first used, of its own and of those above it.
 *
 * Where a base gets other fields, the list of a form of a module that is not named is as it was.  After the commit it is
 * made anew by the next use, as it is for a form that gets one itself.
 */
#include "transaction.h"
#include "version.h"

static int
forget_below(PyObject *class, struct addresses *seen)
{
	PyObject *list = class_subclasses(class), *name = PyUnicode_InternFromString("_unbound_fields");
	int result = list && name ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		class = PyList_GetItem(list, i);
		if (addresses_add(seen, class) != 1)
			continue;
		if (dict_get(CLASS_DICT(class), "_unbound_fields"))
			result = store_type(class, name, NONE);
		result = result < 0 ? -1 : forget_below(class, seen);
	}
	unref(name);
	unref(list);
	return result;
}

void
derived_forms_renew(struct transaction *t)
{
	struct addresses set = {0}, seen = {0};
	PyObject *base = library_object("wtforms.form", "BaseForm"), *changed = base ? classes_changed_below(t, base, &set) : NULL;
	Py_ssize_t i;

	for (i = 0; changed && i < PyList_Size(changed); i++)
		if (forget_below(PyList_GetItem(changed, i), &seen) < 0)
			PyErr_Clear();
	unref(changed);
	addresses_fini(&seen);
	addresses_fini(&set);
	PyErr_Clear();
}
