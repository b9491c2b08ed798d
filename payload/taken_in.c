/*
 * taken_in.c - what comes to a blueprint or router that an application has taken in before.
 *
 * app.register_blueprint(bp), app.include_router(router) and app.add_routes(table) copy what there
 * is.  A route that a line of the new source adds to the one is added to the other as the framework would have
 * done it: the prefix, and what else the call was given, is read off a route that was copied then.  Where
 * there is none, or the framework refuses, the line that has taken it in is named (given.c).
 */
#include "compile.h"
#include "heap.h"
#include "statement.h"
#include "version.h"

/* had: id of a list or dict -> what it held before the statements; modules: name -> names before and after.  They return what they have
   settled, the containers that are to be changed - each with what has it as its attributes, or None -, and what changes them. */
static const char source[] =
	"def takers():\n"
	"    def cells(f):\n"
	"        code = getattr(f, '__code__', None)\n"
	"        return dict(zip(code.co_freevars, [c.cell_contents for c in f.__closure__ or ()])) if code else {}\n"
	"    def among(o, items): return any(o is item for item in items)\n"
	/* Lists and dicts in lists and dicts. */
	"    def all_of(o):\n"
	"        yield o, None\n"
	"        for item in list(o.values() if isinstance(o, dict) else o):\n"
	"            if isinstance(item, (dict, list)): yield from all_of(item)\n"
	/* Of Flask: what bp.route() has deferred, as (rule, endpoint, options); None: something else is deferred. */
	"    def rule_of(deferred):\n"
	"        has = cells(deferred)\n"
	"        if not {'rule', 'endpoint', 'view_func', 'options'} <= set(has): return None\n"
	"        return has['rule'], has['endpoint'] or getattr(has['view_func'], '__name__', None), has['options']\n"
	"    def options_then(app, name, deferred):\n"
	"        for said in filter(None, map(rule_of, deferred)):\n"
	"            for rule in app.url_map._rules_by_endpoint.get(name + '.' + str(said[1]), ()):\n"
	"                tail = '/' + said[0].lstrip('/') if said[0] else ''\n"
	"                if not rule.rule.endswith(tail): continue\n"
	"                own = said[2].get('defaults') or {}\n"
	"                return {'url_prefix': rule.rule[:len(rule.rule) - len(tail)], 'subdomain': rule.subdomain or None,\n"
	"                        'url_defaults': {k: v for k, v in (rule.defaults or {}).items() if k not in own}}\n"
	"    kinds = ('before_request_funcs', 'after_request_funcs', 'teardown_request_funcs', 'url_default_functions',\n"
	"             'url_value_preprocessors', 'template_context_processors')\n"
	"    def stays(f, modules):\n"
	"        names = modules.get(getattr(f, '__module__', None))\n"
	"        return names is not None and getattr(f, '__name__', None) in names[1]\n"
	"    def leaves(f, modules):\n"
	"        names = modules.get(getattr(f, '__module__', None))\n"
	"        name = getattr(f, '__name__', None)\n"
	"        return bool(names) and names[0].get(name) is f and name not in names[1]\n"
	"    def change_list(kept, come, gone):\n"
	"        kept[:] = [f for f in kept if not among(f, gone)] + come\n"
	"    def change_dict(kept, come, gone):\n"
	"        for k, f in gone.items():\n"
	"            if kept.get(k) is f: del kept[k]\n"
	"        for k, f in come.items(): kept.setdefault(k, f)\n"
/* What is below the key of a container, and what was. */
	"    def now_and_then(parent, parent_then, key, had):\n"
	"        child = parent[key]\n"
	"        return child, had.get(id(child), child) if parent_then.get(key) is child else type(child)()\n"
	"    def hooks(app, bp, name, had, modules, steps):\n"
	"        for kind in kinds:\n"
	"            scopes, scopes_then = now_and_then(vars(bp), vars(bp), kind, had) if kind in vars(bp) else ({}, {})\n"
	"            for key in scopes:\n"
	"                functions, then = now_and_then(scopes, scopes_then, key, had)\n"
	"                key = name if key is None else name + '.' + key\n"
	"                come = [f for f in functions if not among(f, then) and not among(f, vars(app)[kind].get(key, ()))]\n"
	"                gone = [f for f in then if not among(f, functions) and stays(f, modules)]\n"
	"                if come or gone:\n"
	"                    steps.append(lambda kind=kind, key=key, come=come, gone=gone:\n"
	"                                 change_list(vars(app)[kind].setdefault(key, []), come, gone))\n"
	"        spec, spec_then = now_and_then(vars(bp), vars(bp), 'error_handler_spec', had)\n"
	"        for key in spec:\n"
	"            codes, codes_then = now_and_then(spec, spec_then, key, had)\n"
	"            for code in codes:\n"
	"                classes, then = now_and_then(codes, codes_then, code, had)\n"
	"                scope = name if key is None else name + '.' + key\n"
	"                come = {k: f for k, f in classes.items() if k not in then}\n"
	"                gone = {k: f for k, f in then.items() if k not in classes and stays(f, modules)}\n"
	"                if come or gone:\n"
	"                    steps.append(lambda scope=scope, code=code, come=come, gone=gone:\n"
	"                                 change_dict(app.error_handler_spec[scope].setdefault(code, {}), come, gone))\n"
/* app.add_url_rule(..., view_func=Users.as_view("users")): which methods there are was asked once. */
	"    def methods(app, modules, watch, steps):\n"
	"        def follow(rule, was, now):\n"
	"            rule.methods.difference_update(was - now)\n"
	"            rule.methods.update(now - was)\n"
	"        for endpoint, view in app.view_functions.items():\n"
	"            live = getattr(view, 'view_class', None)\n"
	"            names = modules.get(getattr(live, '__module__', None))\n"
	"            made = names and names[1].get(live.__name__)\n"
	"            if not made or made is live or names[0].get(live.__name__) is not live: continue\n"
	"            was, now = set(live.methods or ()), set(getattr(made, 'methods', None) or ())\n"
	"            for rule in app.url_map._rules_by_endpoint.get(endpoint, ()) if was != now else ():\n"
	"                if rule.methods is not None and was <= rule.methods:\n"
	"                    watch.append((rule.methods, None))\n"
	"                    steps.append(lambda rule=rule, was=was, now=now: follow(rule, was, now))\n"
	/* The one that others match with is left alone: a new one takes the place. */
	"    def renew(app):\n"
	"        matcher = type(app.url_map._matcher)(app.url_map.merge_slashes)\n"
	"        for rule in app.url_map.iter_rules():\n"
	"            if not rule.build_only: matcher.add(rule)\n"
	"        app.url_map._matcher, app.url_map._remap = matcher, True\n"
		"    def rules_at(app, name, said, options):\n"
	"        prefix = options.get('url_prefix') or ''\n"
	"        path = prefix.rstrip('/') + '/' + said[0].lstrip('/') if said[0] and prefix else said[0] or prefix\n"
	"        return [r for r in app.url_map._rules_by_endpoint.get(name + '.' + str(said[1]), ()) if r.rule == path]\n"
/* A rule that the blueprint does not have any more, and for whose endpoint it has another one. */
	"    def forget(app, name, said, options):\n"
	"        rules, endpoint, gone = app.url_map._rules_by_endpoint, name + '.' + str(said[1]), rules_at(app, name, said, options)\n"
	"        if not gone: return\n"
	"        rules[endpoint] = [rule for rule in rules[endpoint] if rule is not gone[0]]\n"
	"        if not rules[endpoint]: app.view_functions.pop(endpoint, None)\n"
/* What bp.app_errorhandler(...) and its like defer: what they do to an application that has nothing goes from the one. */
	"    def functions_of(deferred, depth=3):\n"
	"        for f in cells(deferred).values():\n"
	"            if depth and callable(f): yield from [f, *functions_of(f, depth - 1)]\n"
	"    def hollow(o):\n"
	"        o.clear()\n"
	"        return o\n"
	"    def take_back(have, set_then):\n"
	"        for k, v in set_then.items():\n"
	"            if isinstance(v, dict): take_back(have.get(k, {}), v)\n"
	"            elif isinstance(v, list): change_list(have.get(k, []), [], v)\n"
	"            elif have.get(k) is v: del have[k]\n"
	"    def take_back_all(app, make_state, gone):\n"
	"        bare, env = object.__new__(type(app)), vars(app).get('jinja_env')\n"
	"        there = {kind: vars(app)[kind] for kind in kinds + ('error_handler_spec',)}\n"
	"        vars(bare).update(vars(app), **{kind: hollow(d.copy()) for kind, d in there.items()})\n"
	"        if env:\n"
	"            names = {kind: {} for kind in ('filters', 'tests', 'globals')}\n"
	"            vars(bare)['jinja_env'] = type('Environment', (), names)\n"
	"        state = make_state(bare)\n"
	"        for deferred in gone: deferred(state)\n"
	"        for kind, d in there.items(): take_back(d, vars(bare)[kind])\n"
	"        for kind in names if env else (): take_back(vars(env)[kind], names[kind])\n"
/* bp.register_blueprint(child): as Flask does it for those that are there. */
	"    def nest(app, name, state, children):\n"
	"        for child, options in children:\n"
	"            own = child.url_prefix if options.get('url_prefix') is None else options['url_prefix']\n"
	"            parts = [part.strip('/') for part in (state.url_prefix, own) if part is not None]\n"
	"            options = dict(options, name_prefix=name)\n"
	"            if parts: options['url_prefix'] = '/' + '/'.join(filter(None, parts))\n"
	"            child.register(app, options)\n"
	"    def register(app, bp, name, options, gone, new, children):\n"
	"        prefix, _, last = name.rpartition('.')\n"
	"        make_state = lambda of: bp.make_setup_state(of, dict(options or {}, name=last, name_prefix=prefix), True)\n"
	"        state = make_state(app)\n"
	"        served, vars(app)['_got_first_request'] = vars(app).get('_got_first_request', False), False\n"
	"        try:\n"
	"            take_back_all(app, make_state, [d for d in gone if not rule_of(d)])\n"
	"            for said in filter(None, map(rule_of, gone)): forget(app, name, said, options)\n"
	"            renew(app)\n"
	"            for deferred in new:\n"
	"                said = rule_of(deferred)\n"
	"                if said and any(r.methods is None or set(said[2].get('methods') or ['GET']) <= r.methods\n"
	"                                for r in rules_at(app, name, said, options)): continue\n"
/* The function that is there and the one that takes its place are two until the commit. */
	"                if said: app.view_functions.pop(name + '.' + str(said[1]), None)\n"
	"                deferred(state)\n"
	"            nest(app, name, state, children)\n"
	"        finally: vars(app)['_got_first_request'] = served\n"
	"    def registries(app):\n"
	"        yield vars(app.url_map), app.url_map\n"
	"        yield from all_of(app.url_map._rules_by_endpoint)\n"
	"        for kind in kinds + ('view_functions', 'error_handler_spec', 'blueprints', 'extensions'): yield from all_of(vars(app).get(kind, {}))\n"
	"        env = vars(app).get('jinja_env')\n"
	"        for kind in ('filters', 'tests', 'globals') if env else (): yield vars(env)[kind], None\n"
	"    def flask(apps, had, modules):\n"
	"        settled, watch, steps = [], [], []\n"
	"        for app in apps:\n"
	"            before = len(steps)\n"
	"            methods(app, modules, watch, steps)\n"
	"            for name, bp in list(app.blueprints.items()):\n"
	"                hooks(app, bp, name, had, modules, steps)\n"
	"                then = had.get(id(bp.deferred_functions), bp.deferred_functions)\n"
	"                new = [d for d in bp.deferred_functions if not among(d, then)]\n"
	"                options = options_then(app, name, then)\n"
	"                if any(map(rule_of, new)) and not options: continue\n"
	"                said = {str(rule_of(d)[1]) for d in new if rule_of(d)}\n"
	"                gone = [d for d in then if not among(d, bp.deferred_functions) and\n"
	"                        (str(rule_of(d)[1]) in said if rule_of(d) else any(stays(f, modules) for f in functions_of(d)))]\n"
	"                gone += [d for d in then if not among(d, gone) and rule_of(d) and leaves(cells(d)['view_func'], modules)]\n"
	"                children = had.get(id(bp._blueprints), bp._blueprints) if hasattr(bp, '_blueprints') else []\n"
	"                children = [pair for pair in getattr(bp, '_blueprints', ()) if not among(pair, children) and\n"
	"                            name + '.' + pair[1].get('name', pair[0].name) not in app.blueprints]\n"
	"                if new or gone or children:\n"
	"                    steps.append(lambda a=(app, bp, name, options, gone, new, children): register(*a))\n"
	"                settled.append(bp)\n"
	"            if len(steps) > before: watch.extend(registries(app))\n"
	"        return settled, watch, steps\n"
	/* Of FastAPI: what it would be given, where `copy` was made of `of`. */
	"    def as_given(new, of, copy):\n"
	"        if new is of is copy or (of is copy or of == copy): return new\n"
	"        if isinstance(copy, list): return copy[:len(copy) - len(of or ())] + list(new or ())\n"
	"        if isinstance(copy, dict):\n"
	"            return {**{k: v for k, v in copy.items() if k not in (of or {})}, **(new or {})}\n"
	"        return copy\n"
	"    def include(route, of, copy):\n"
	"        code = type(route).__init__.__code__\n"
	"        given = {}\n"
	"        for name in code.co_varnames[1:code.co_argcount + code.co_kwonlyargcount]:\n"
	"            if name == 'path': given[name] = copy.path[:len(copy.path) - len(of.path)] + route.path\n"
	"            elif name in vars(route):\n"
	"                new = vars(route)[name]\n"
	"                given[name] = as_given(new, vars(of)[name], vars(copy)[name]) if name in vars(of) and name in vars(copy) else new\n"
	"        return type(route)(**given)\n"
	"    def starlette(routers, had, modules):\n"
	"        settled, watch, steps, grown = [], [], [], [r for r in routers if id(r.routes) in had]\n"
	"        planned = {}\n"
	"        for router in grown:\n"
	"            then, now = had[id(router.routes)], planned.get(id(router.routes), router.routes)\n"
	"            new = [r for r in now if not among(r, then)]\n"
	"            for parent in routers:\n"
	"                if parent is router: continue\n"
	"                routes = list(planned.get(id(parent.routes), parent.routes))\n"
	"                pairs = [(of, copy) for copy in routes for of in then\n"
	"                         if copy is not of and type(copy) is type(of) and getattr(copy, 'endpoint', 0) is getattr(of, 'endpoint', 1)\n"
	"                         and copy.path.endswith(of.path)]\n"
	"                before, grew = list(routes), False\n"
	/* It may have been taken in under several prefixes. */
	"                for prefix in dict.fromkeys(copy.path[:len(copy.path) - len(of.path)] for of, copy in pairs):\n"
	"                    own = [(of, copy) for of, copy in pairs if copy.path == prefix + of.path]\n"
	"                    come = [r for r in new if hasattr(r, 'endpoint') and not any(\n"
	"                                c.path == prefix + r.path for c in routes if getattr(c, 'endpoint', 0) is r.endpoint)]\n"
	"                    if not come: continue\n"
	"                    at = 1 + max(i for i, r in enumerate(routes) if among(r, [copy for of, copy in own]))\n"
	"                    routes[at:at] = [include(r, *next((p for p in own if type(p[0]) is type(r)), own[0])) for r in come]\n"
	"                    grew = True\n"
	"                if not grew: continue\n"
	"                planned[id(parent.routes)] = routes\n"
	"                watch.append((parent.routes, None))\n"
	"                steps.append(lambda parent=parent, routes=routes: parent.routes.__setitem__(slice(None), routes))\n"
	"                if id(parent.routes) not in had:\n"
	"                    had[id(parent.routes)] = before\n"
	"                    grown.append(parent)\n"
	"                settled.append(router)\n"
	"        return settled, watch, steps\n"
	/* Of aiohttp: an application that another one has taken in has its prefix in front of all paths. */
	"    def prefix_of(router, then):\n"
	"        for resource in router.resources():\n"
	"            for route in resource:\n"
	"                for d in then:\n"
	"                    if among(route.handler, [getattr(d, 'handler', d)]) and (resource.canonical or '').endswith(d.path):\n"
	"                        return resource.canonical[:len(resource.canonical) - len(d.path)]\n"
	"    def drop(router, d, prefix):\n"
	"        for resource in list(router._resources):\n"
	"            if getattr(resource, 'canonical', None) != prefix + d.path: continue\n"
	"            resource._routes[:] = [r for r in resource._routes if r.handler is not d.handler or r.method not in (d.method, 'HEAD')]\n"
	"            if not resource._routes:\n"
	"                router._resources.remove(resource)\n"
	"                if hasattr(router, 'unindex_resource'): router.unindex_resource(resource)\n"
	"    def add(router, new, prefix):\n"
	"        there = list(router._resources)\n"
	"        for resource in {id(route.resource): route.resource for route in new.register(router)}.values():\n"
	"            if not prefix or among(resource, there): continue\n"
	"            if hasattr(router, 'unindex_resource'): router.unindex_resource(resource)\n"
	"            resource.add_prefix(prefix)\n"
	"            if hasattr(router, 'index_resource'): router.index_resource(resource)\n"
	"    def change(router, prefix, gone, new):\n"
	"        frozen, router._frozen = router._frozen, False\n"
	"        try:\n"
	"            for d in gone: drop(router, d, prefix)\n"
	"            for d in new: add(router, d, prefix)\n"
	"        finally: router._frozen = frozen\n"
	"    def tables_of(router):\n"
	"        for kind in ('_resources', '_named_resources', '_resource_index', '_matched_sub_app_resources'):\n"
	"            yield from all_of(vars(router).get(kind, []))\n"
	"        for resource in router._resources:\n"
	"            if isinstance(getattr(resource, '_routes', None), (list, dict)): yield from all_of(resource._routes)\n"
	"    def aiohttp(tables, dispatchers, had, modules):\n"
	"        settled, watch, steps = [], [], []\n"
	"        for table in tables:\n"
	"            then = had.get(id(table._items), table._items)\n"
	"            gone = [d for d in then if hasattr(d, 'handler') and not among(d, table._items)]\n"
	"            new = [d for d in table._items if not among(d, then)]\n"
	"            for router in dispatchers:\n"
	"                prefix = prefix_of(router, [d for d in then if hasattr(d, 'handler')])\n"
	"                if prefix is None: continue\n"
	"                if gone or new:\n"
	"                    watch.extend(tables_of(router))\n"
	"                    steps.append(lambda a=(router, prefix, gone, new): change(*a))\n"
	"                settled.append(table)\n"
	"        return settled, watch, steps\n"
	"    return flask, starlette, aiohttp\n";

/* Of lists and dicts that statements have changed: what they held before any of them.  New reference. */
static PyObject *
contents_then(const struct transaction *t)
{
	PyObject *had = PyDict_New(), *id, *o;
	Py_ssize_t i;

	for (i = 0; had && i + 3 < PyList_Size(t->touched); i += 4) {
		o = PyList_GetItem(t->touched, i);
		id = is_list(o) || is_dict_like(o) ? PyLong_FromVoidPtr(o) : NULL;
		if (id && PyDict_Contains(had, id) == 0)
			PyDict_SetItem(had, id, PyList_GetItem(t->touched, i + 1));
		unref(id);
	}
	PyErr_Clear();
	return had;
}

/* Name of a module that is staged -> its names as they are and as they will be.  New reference. */
static PyObject *
names_of_modules(const struct transaction *t)
{
	PyObject *dict = PyDict_New(), *pair;
	const struct module *m;

	for (m = t->modules; dict && m < t->modules + t->module_count; m++) {
		pair = m->staging ? PyTuple_Pack(2, m->before, m->scratch) : NULL;
		if (pair)
			PyDict_SetItem(dict, m->name_object, pair);
		unref(pair);
	}
	PyErr_Clear();
	return dict;
}

struct framework {
	const char *package;
	struct {
		const char *module, *name;
	} classes[2];
};

static const struct framework frameworks[] = {
    {"flask", {{"flask.app", "Flask"}}},
    {"fastapi", {{"starlette.routing", "Router"}}},
    {"aiohttp", {{"aiohttp.web_routedef", "RouteTableDef"}, {"aiohttp.web_urldispatcher", "UrlDispatcher"}}},
};

/* Of (container, what has it as its attributes) what each holds.  New reference. */
static PyObject *
copies_of(PyObject *watch)
{
	PyObject *copies = PyList_New(0), *copy;
	Py_ssize_t i;

	for (i = 0; copies && i < PyList_Size(watch); i++) {
		copy = touched_copy(PyTuple_GetItem(PyList_GetItem(watch, i), 0));
		if (!copy || PyList_Append(copies, copy) < 0) {
			unref(copies);
			copies = NULL;
		}
		unref(copy);
	}
	return copies;
}

/* Of these containers alone: what the process does with others meanwhile is its own. */
static int
note_changes(struct transaction *t, PyObject *watch, PyObject *copies)
{
	struct addresses noted = {0};
	PyObject *o, *owner;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(watch); i++) {
		o = PyTuple_GetItem(PyList_GetItem(watch, i), 0);
		owner = PyTuple_GetItem(PyList_GetItem(watch, i), 1);
		if (addresses_add(&noted, o) == 1 && !touched_same(o, PyList_GetItem(copies, i)))
			result = touched_note(t, o, PyList_GetItem(copies, i), owner == NONE && is_dict(o) ? o : owner);
	}
	addresses_fini(&noted);
	return result;
}

/* 0: all of them are done. */
static int
take_steps(PyObject *steps)
{
	PyObject *done;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(steps); i++) {
		done = PyObject_CallObject(PyList_GetItem(steps, i), NULL);
		if (!done)
			return -1;
		unref(done);
	}
	return 0;
}

static int
settle(struct transaction *t, const struct framework *f, PyObject *take, PyObject *had, PyObject *modules)
{
	struct touched_mark mark;
	PyObject *objects[2] = {NULL, NULL}, *plan, *watch, *copies = NULL, *steps, *settled = NULL;
	int i, result = 0;

	for (i = 0; i < 2 && f->classes[i].module; i++)
		objects[i] = heap_instances(f->classes[i].module, f->classes[i].name);
	gil_stretch_ends(t);
	plan = !objects[0] ? NULL
	       : objects[1] ? PyObject_CallFunctionObjArgs(take, objects[0], objects[1], had, modules, NULL)
			    : PyObject_CallFunctionObjArgs(take, objects[0], had, modules, NULL);
	steps = plan ? PyTuple_GetItem(plan, 2) : NULL;
	settled = plan ? PyTuple_GetItem(plan, 0) : NULL;
	watch = plan ? PyTuple_GetItem(plan, 1) : NULL;
	if (steps && PyList_Size(steps) > 0) {
		gil_turn(t);
		mark = touched_mark(t);
		copies = copies_of(watch);
		/* What they have done half is undone, and the line that has taken it in is named. */
		if (!copies || take_steps(steps) < 0)
			settled = NULL;
		PyErr_Clear();
		result = copies ? note_changes(t, watch, copies) : 0;
		if (!settled && result == 0)
			touched_revert_to(t, mark);
	}
	gil_stretch_begins(t);
	PyErr_Clear();
	for (i = 0; settled && i < PyList_Size(settled); i++)
		addresses_add(&t->taken_in, PyList_GetItem(settled, i));
	unref(copies);
	unref(plan);
	unref(objects[1]);
	unref(objects[0]);
	return result;
}

int
taken_in_grow(struct transaction *t)
{
	PyObject *f, *takers = NULL, *modules = NULL, *had = NULL;
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < sizeof(frameworks) / sizeof(frameworks[0]); i++) {
		/* Classes of views have other methods without that. */
		if (!loaded_module(frameworks[i].package) || (i > 0 && !PyList_Size(t->touched)))
			continue;
		if (!takers) {
			f = compile_function(t, source, "takers");
			takers = f ? PyObject_CallObject(f, NULL) : NULL;
			modules = names_of_modules(t);
			had = contents_then(t);
			unref(f);
		}
		result = takers && modules && had ? settle(t, &frameworks[i], PyTuple_GetItem(takers, (Py_ssize_t)i), had, modules) : -1;
	}
	unref(had);
	unref(modules);
	unref(takers);
	return result;
}
