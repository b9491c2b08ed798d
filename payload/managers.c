/*
 * managers.c - Django: a manager that was made of a QuerySet has methods for those that the QuerySet had then.
 *
 * objects = TicketQuerySet.as_manager(): what has come to the class since is asked of the manager, too, by those who hold
 * it.  After the commit its class has what it would be made with.
 */
#include "compile.h"
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* Since Django 1.7. */
static const char source[] =
	"def renew(managers):\n"
	"    for cls in managers:\n"
	"        queries = cls._queryset_class\n"
	"        for name, f in list(vars(cls).items()):\n"
	"            made = getattr(getattr(f, '__code__', None), 'co_name', None) == 'manager_method'\n"
	"            if made and not hasattr(queries, name): delattr(cls, name)\n"
	"        try: methods = cls._get_queryset_methods(queries)\n"
	"        except Exception: continue\n"
	"        for name, f in methods.items(): setattr(cls, name, f)\n";

struct looking {
	PyObject *base;
	struct addresses changed;
};

static bool
is_made_of_changed(PyObject *o, void *arg)
{
	const struct looking *l = arg;
	PyObject *queries = is_class(o) && PyType_IsSubtype((PyTypeObject *)o, (PyTypeObject *)l->base) ? class_get(o, "_queryset_class") : NULL;

	return queries && is_class(queries) && class_or_base_among(&l->changed, queries);
}

void
managers_renew(struct transaction *t)
{
	struct looking l = {.base = library_object("django.db.models.manager", "BaseManager")};
	PyObject *queries = l.base ? library_object("django.db.models.query", "QuerySet") : NULL,
		 *changed = queries ? classes_changed_below(t, queries, &l.changed) : NULL, *list = NULL, *renew = NULL;

	if (changed && l.changed.used)
		list = heap_list(is_made_of_changed, &l);
	if (list && PyList_Size(list))
		renew = compile_function(t, source, "renew");
	if (renew)
		unref(PyObject_CallFunctionObjArgs(renew, list, NULL));
	unref(renew);
	unref(list);
	unref(changed);
	addresses_fini(&l.changed);
	PyErr_Clear();
}
