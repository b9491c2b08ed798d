/*
 * response_fields.c - FastAPI on pydantic 1: a route has copies of its response's models, made when it was.
 *
 * So what it answers is checked by the fields that a model had, also where the model is within another one.  After
 * the commit the routes that lead to changed models get these anew, as their __init__ makes them.
 */
#include "compile.h"
#include "heap.h"
#include "transaction.h"
#include "version.h"

/* As FastAPI has it since 0.65; on pydantic 2 it copies nothing. */
static const char source[] =
	"def renew(routes, changed, modules, apps):\n"
	"    utils, routing = modules['fastapi.utils'], modules['fastapi.routing']\n"
	"    def leads(field, seen):\n"
	"        t = field.type_\n"
	"        if isinstance(t, type) and not any(t is s for s in seen):\n"
	"            seen.append(t)\n"
	"            if any(c is base for c in changed for base in t.__mro__): return True\n"
	"            if any(leads(f, seen) for f in getattr(t, '__fields__', {}).values()): return True\n"
	"        return any(leads(f, seen) for f in [*(field.sub_fields or ()), *filter(None, [field.key_field])])\n"
	"    def types(field, found):\n"
	"        if isinstance(field.type_, type) and not any(field.type_ is f for f in found):\n"
	"            found.append(field.type_)\n"
	"            for f in getattr(field.type_, '__fields__', {}).values(): types(f, found)\n"
	"        for f in [*(field.sub_fields or ()), *filter(None, [field.key_field])]: types(f, found)\n"
	"    renewed, left, copies = [], [], []\n"
	"    for route in routes:\n"
	"        field = vars(route).get('response_field')\n"
	"        if not hasattr(field, 'type_') or not hasattr(field, 'sub_fields') or not leads(field, []): continue\n"
	"        before = dict(vars(route))\n"
	"        try:\n"
	"            route.response_field = utils.create_response_field(name=field.name, type_=route.response_model)\n"
	"            route.secure_cloned_response_field = utils.create_cloned_field(route.response_field)\n"
	"            route.app = routing.request_response(route.get_route_handler())\n"
	"            types(before['secure_cloned_response_field'], copies)\n"
	"            renewed.append(route)\n"
	"        except Exception as e:\n"
	"            vars(route).clear()\n"
	"            vars(route).update(before)\n"
	"            left.append((route, '%s: %s' % (type(e).__name__, e)))\n"
	"    for app in apps if renewed else ():\n"
	"        if vars(app).get('openapi_schema') is not None: app.openapi_schema = None\n"
	/* The application has another one of a router's. */
	"    once = {(id(r.endpoint), r.path): (r, None) for r in renewed}\n"
	"    return list(once.values()) + left, copies\n";

static void
say(struct transaction *t, PyObject *route, PyObject *failed)
{
	PyObject *path = get_attr(route, "path"), *endpoint = get_attr(route, "endpoint"), *module = endpoint ? get_attr(endpoint, "__module__") : NULL,
		 *name = endpoint ? get_attr(endpoint, "__qualname__") : NULL;

	if (failed == NONE)
		report_addf(t->report, PYR_REC_UPDATED, utf8(module), utf8(name), "the response of %s, for models of it have changed", utf8(path));
	else
		report_addf(t->report, PYR_REC_STALE, utf8(module), utf8(name), "answers %s by the models that it had: %s", utf8(path), utf8(failed));
	unref(name);
	unref(module);
	unref(endpoint);
	unref(path);
}

/* Other models that pydantic has made of changed ones (create_model()) are as they were. */
void
response_fields_say(struct transaction *t, PyObject *copies)
{
	PyObject *class, *module, *name;
	Py_ssize_t i;

	for (i = 0; i + 1 < PyList_Size(t->made_of); i += 2) {
		class = PyList_GetItem(t->made_of, i);
		if (copies && list_has(copies, class))
			continue;
		module = get_attr(class, "__module__");
		name = get_attr(class, "__qualname__");
		report_addf(t->report, PYR_REC_NOTE, utf8(module), utf8(name), "was made of %s as it was, and no line that has run makes it again",
			    utf8(PyList_GetItem(t->made_of, i + 1)));
		unref(name);
		unref(module);
	}
	PyErr_Clear();
}

void
response_fields_renew(struct transaction *t)
{
	struct addresses set = {0};
	PyObject *base = library_object("pydantic.main", "BaseModel"), *changed = base ? classes_changed_below(t, base, &set) : NULL, *routes = NULL, *apps = NULL,
		 *renew = NULL, *said = NULL, *rows;
	Py_ssize_t i;

	if (changed && PyList_Size(changed) && library_object("fastapi.utils", "create_cloned_field"))
		routes = heap_instances("fastapi.routing", "APIRoute");
	apps = routes && PyList_Size(routes) ? heap_instances("fastapi.applications", "FastAPI") : NULL;
	renew = apps ? compile_function(t, source, "renew") : NULL;
	if (renew)
		said = PyObject_CallFunctionObjArgs(renew, routes, changed, PyImport_GetModuleDict(), apps, NULL);
	rows = said ? PyTuple_GetItem(said, 0) : NULL;
	for (i = 0; rows && i < PyList_Size(rows); i++)
		say(t, PyTuple_GetItem(PyList_GetItem(rows, i), 0), PyTuple_GetItem(PyList_GetItem(rows, i), 1));
	response_fields_say(t, said ? PyTuple_GetItem(said, 1) : NULL);
	unref(said);
	unref(renew);
	unref(apps);
	unref(routes);
	unref(changed);
	addresses_fini(&set);
	PyErr_Clear();
}
