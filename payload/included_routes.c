/*
 * included_routes.c - routes that an application has of a router: FastAPI's include_router() has made another one of each.
 *
 * Where a route of the router has been made anew - its function has other arguments -, so are these: of
 * what they have been made of, and what the new one says otherwise.  They are records then, like the one
 * of the router: the live object takes what the made one says (records.c).  The schema that an application
 * has shown is made once more of what its routes are then.
 */
#include "compile.h"
#include "heap.h"
#include "records.h"
#include "version.h"

static const char source[] =
	"def copies(routes, live, made):\n"
	"    code = type(live).__init__.__code__\n"
	"    names = code.co_varnames[1:code.co_argcount + code.co_kwonlyargcount]\n"
	"    was, now, found = vars(live), vars(made), []\n"
	"    for other in routes:\n"
	"        has = vars(other)\n"
	"        if other is live or has.get('endpoint') is not was['endpoint']: continue\n"
	"        given = {}\n"
	"        for name in names:\n"
	"            if name not in has: continue\n"
	"            value = has[name]\n"
	"            if name == 'endpoint': value = now[name]\n"
	"            elif name == 'path':\n"
	"                if not value.endswith(was[name]): break\n"
	"                value = value[:len(value) - len(was[name])] + now[name]\n"
	"            elif name in was and name in now and (value is was[name] or value == was[name]): value = now[name]\n"
	"            given[name] = value\n"
	"        else: found.append((other, type(other)(**given)))\n"
	"    return found\n";

static int
add(struct transaction *t, PyObject *pairs, Py_ssize_t record)
{
	PyObject *pair;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(pairs); i++) {
		pair = PyList_GetItem(pairs, i);
		result = LIST_APPEND(t->records, PyTuple_GetItem(pair, 0), PyTuple_GetItem(pair, 1), PyList_GetItem(t->records, record + 2),
				     PyList_GetItem(t->records, record + 3));
	}
	return result;
}

static int
forget_schemas(struct transaction *t)
{
	PyObject *class = library_object("fastapi.applications", "FastAPI"), *apps = class ? heap_list(heap_is_of, class) : NULL, *fields;
	PyObject *name = apps ? hold(t, PyUnicode_InternFromString("openapi_schema")) : NULL, *schema;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; name && result == 0 && i < PyList_Size(apps); i++) {
		fields = hold(t, PyObject_GenericGetDict(PyList_GetItem(apps, i), NULL));
		schema = fields && is_dict(fields) ? PyDict_GetItemWithError(fields, name) : NULL;
		result = schema && schema != NONE ? ops_add(&t->ops, OP_DICT, fields, name, NONE) : 0;
	}
	unref(apps);
	return result;
}

int
included_routes_add(struct transaction *t)
{
	PyObject *class = library_object("fastapi.routing", "APIRoute"), *f = NULL, *routes = NULL, *live, *pairs;
	Py_ssize_t i, count = PyList_Size(t->records);
	int result = 0;

	for (i = 0; class && result == 0 && i + 3 < count; i += 4) {
		live = PyList_GetItem(t->records, i);
		if ((PyObject *)type_of(live) != class)
			continue;
		f = f ? f : compile_function(t, source, "copies");
		routes = routes ? routes : heap_list(heap_is_of, class);
		pairs = f && routes ? PyObject_CallFunction(f, "OOO", routes, live, PyList_GetItem(t->records, i + 1)) : NULL;
		/* Where they cannot be made they are as they were, and the line that has included them is named. */
		result = pairs ? add(t, pairs, i) : 0;
		unref(pairs);
		PyErr_Clear();
	}
	unref(routes);
	unref(f);
	return result < 0 ? -1 : forget_schemas(t);
}
