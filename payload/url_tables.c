/*
 * url_tables.c - Django's urlpatterns, without a copy of the old source.
 *
 * To make patterns does nothing else, and nothing becomes of them at run time: so the lines that make up such a list run again,
 * and the list is what they say.
 */
#include "statement.h"
#include "version.h"

bool
url_table_is(PyObject *o)
{
	PyObject *module;
	bool is = o && is_exact(o, TYPE_AT(PyList_Type)) && PyList_Size(o) > 0;
	Py_ssize_t i;

	for (i = 0; is && i < PyList_Size(o); i++) {
		module = is_heap_type((PyObject *)type_of(PyList_GetItem(o, i))) ? class_get((PyObject *)type_of(PyList_GetItem(o, i)), "__module__") : NULL;
		is = module && is_str(module) && !strcmp(utf8(module), "django.urls.resolvers");
	}
	return is;
}

/* Statements of another kind have a say in it: if settings.DEBUG: urlpatterns += [...]. */
static bool
is_made_otherwise(const struct staging *g, PyObject *name)
{
	const struct statement *x;
	bool loads;

	for (x = g->statements; x < g->statements + g->count; x++) {
		loads = tokens_have(x->tokens, x->token_count, python->op.load_name, name);
		if ((statement_binds(x, name) || loads) && x->kind != KIND_ASSIGN && x->kind != KIND_AUGMENT && !statement_is_definition(x))
			return true;
	}
	return false;
}

bool
url_table_runs(const struct staging *g, const struct statement *s)
{
	PyObject *list = !g->m->old_code && (s->kind == KIND_ASSIGN || s->kind == KIND_AUGMENT) && !statement_stores_inside(s) ? statement_bound(s) : NULL;
	PyObject *name = list && PyList_Size(list) == 1 ? PyList_GetItem(list, 0) : NULL;
	bool runs = name && url_table_is(PyDict_GetItemWithError(g->m->before, name)) && !is_made_otherwise(g, name);

	unref(list);
	PyErr_Clear();
	return runs;
}
