/*
 * schemas.c - marshmallow: an object of a schema has copies of the fields of its class, made when it was.
 *
 * So one that another module holds goes on with the fields, validators and defaults that the class had.  After the
 * commit each takes those of its class, as its __init__ does; the classes take their hooks, as their metaclass does.
 */
#include "compile.h"
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* Since marshmallow 3.  One that cannot be made anew is as it was. */
static const char source[] =
	"def renew(classes, schemas, deepcopy):\n"
	"    left, classes = [], list(classes)\n"
	/* Which methods are hooks is looked up when the class is made, and those below it. */
	"    for cls in classes:\n"
	"        classes.extend(c for c in type.__subclasses__(cls) if c not in classes)\n"
	"        cls._hooks = cls.resolve_hooks()\n"
	"        clear = getattr(getattr(cls, '_has_processors', None), 'cache_clear', None)\n"
	"        if clear: clear()\n"
	"    for schema in schemas:\n"
	"        before = dict(vars(schema))\n"
	"        try:\n"
	"            schema.declared_fields = deepcopy(schema._declared_fields)\n"
	"            schema._init_fields()\n"
	"        except Exception as e:\n"
	"            vars(schema).clear()\n"
	"            vars(schema).update(before)\n"
	"            left.append((schema, '%s: %s' % (type(e).__name__, e)))\n"
	"    return left\n";

struct looking {
	PyObject *schema; /* the class of all of them */
	struct addresses changed;
};

static bool
is_outdated(PyObject *o, void *arg)
{
	struct looking *l = arg;

	return PyType_IsSubtype(type_of(o), (PyTypeObject *)l->schema) && class_or_base_among(&l->changed, (PyObject *)type_of(o));
}

static void
say(struct transaction *t, PyObject *o, const char *detail)
{
	PyObject *module = get_attr((PyObject *)type_of(o), "__module__"), *name = get_attr((PyObject *)type_of(o), "__qualname__");

	report_addf(t->report, PYR_REC_STALE, utf8(module), utf8(name), "an object of it goes on with the fields that it had: %s", detail);
	unref(name);
	unref(module);
}

void
schemas_renew(struct transaction *t)
{
	struct looking l = {.schema = library_object("marshmallow.schema", "Schema")};
	PyObject *list = NULL, *classes = l.schema ? classes_changed_below(t, l.schema, &l.changed) : NULL, *f = NULL, *copy = library_object("copy", "deepcopy"),
		 *left = NULL;
	Py_ssize_t k;

	if (classes && l.changed.used)
		list = heap_list(is_outdated, &l);
	if (list && copy)
		f = compile_function(t, source, "renew");
	left = f ? PyObject_CallFunctionObjArgs(f, classes, list, copy, NULL) : NULL;
	for (k = 0; left && k < PyList_Size(left); k++)
		say(t, PyTuple_GetItem(PyList_GetItem(left, k), 0), utf8(PyTuple_GetItem(PyList_GetItem(left, k), 1)));
	unref(left);
	unref(f);
	unref(classes);
	unref(list);
	addresses_fini(&l.changed);
	PyErr_Clear();
}
