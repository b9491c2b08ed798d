/*
 * subclasses.c - BY_NAME = {c.name: c for c in Plugin.__subclasses__()}, while there are staged classes beside the live ones.
 *
 * For the time of such a line each class below the one that is asked is there once: the staged one in
 * the place of the live one that it is to become, new ones where their source has them, and those that
 * the new source drops are not.  Other threads are told of live classes alone.
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

/* By identity: a metaclass may compare.  place: of each class of the modules, its module and line. */
static const char source[] =
	"def stand_in(ask, me, get_ident, lives, staged, gone, place, live_only, here, at):\n"
	"    def below(c):\n"
	"        module, line = place.get(id(c), (None, 0))\n"
	"        return module == here and line > at\n"
	"    @classmethod\n"
	"    def __subclasses__(cls):\n"
	"        live = [c for c in ask(lives.get(id(cls), cls)) if id(c) not in lives]\n"
	"        if get_ident() != me: return live\n"
	"        live = [c for c in live if not below(c)]\n"
	"        if live_only: return live\n"
	"        new = []\n"
	"        for base in [lives.get(id(cls), cls)] + [staged[i] for i in (id(cls),) if i in staged]:\n"
	"            new += [c for c in ask(base) if id(c) in lives and not any(c is x for x in new)]\n"
	"        if id(cls) in lives: new += [c for c in ask(cls) if not any(c is x for x in new)]\n"
	"        found = []\n"
	"        for c in live:\n"
	"            if id(c) in gone: continue\n"
	"            if id(c) not in staged: found.append(c)\n"
	"            elif any(staged[id(c)] is x for x in new): found.append(staged[id(c)])\n"
	"        for c in new:\n"
	"            if any(c is x for x in found): continue\n"
	"            module, line = place.get(id(c), (None, 0))\n"
	"            before = [i for i, x in enumerate(found) if place.get(id(x), (0, 0))[0] == module and place[id(x)][1] < line]\n"
	"            behind = [i for i, x in enumerate(found) if place.get(id(x), (0, 0))[0] == module and place[id(x)][1] > line]\n"
	"            found.insert(before[-1] + 1 if before else behind[0] if behind else len(found), c)\n"
	"        return found\n"
	"    return __subclasses__\n";

/* Base.__subclasses__ */
static bool
is_asking_attribute(PyObject *node, void *arg)
{
	(void)arg;
	return node_is(node, "Attribute") && attr_is(node, "attr", "__subclasses__");
}

/* find(), which asks. */
static bool
is_asking_call(PyObject *node, void *arg)
{
	return node_calls_code(arg, node, code_says, "__subclasses__");
}

bool
statement_asks_subclasses(const struct staging *g, const struct statement *s)
{
	bool asks = !statement_is_definition(s) && s->kind != KIND_IMPORT && s->kind != KIND_NOTHING && node_has(s->node, "Call") &&
		    (tree_any(s->node, is_asking_attribute, NULL) || tree_any(s->node, is_asking_call, (void *)(uintptr_t)g));

	PyErr_Clear();
	return asks;
}

static int
note(PyObject *dict, PyObject *class, PyObject *value)
{
	PyObject *key = PyLong_FromVoidPtr(class);
	int result = key ? PyDict_SetItem(dict, key, value) : -1;

	unref(key);
	return result;
}

static int
note_place(PyObject *place, const struct module *m, PyObject *class, PyObject *name)
{
	const struct chunk *c = chunk_binding(&m->new, utf8(name));
	PyObject *pair = c ? PyTuple_New(2) : NULL;
	int result = pair ? 0 : c ? -1 : 0;

	if (pair)
		result = PyTuple_SetItem(pair, 0, ref(m->name_object)) < 0 ||
				 PyTuple_SetItem(pair, 1, PyLong_FromLong(m->new.tokens[c->first].line)) < 0 || note(place, class, pair) < 0
			     ? -1
			     : 0;
	unref(pair);
	return result;
}

static bool
is_other(const struct module *m, PyObject *name, PyObject *live, PyObject *new)
{
	bool own = live && is_class(live) && attr_is(live, "__module__", m->name);

	return (new && new != live && is_class(new)) || (own && !chunk_binding(&m->new, utf8(name)));
}

bool
subclasses_are_others(const struct transaction *t)
{
	const struct module *m;
	PyObject *name, *o;
	Py_ssize_t at;
	bool are = false;

	for (m = t->modules; !are && m < t->modules + t->module_count; m++) {
		for (at = 0; m->before && m->scratch && !are && PyDict_Next(m->scratch, &at, &name, &o);)
			are = is_class(o) && is_other(m, name, PyDict_GetItemWithError(m->before, name), o);
		for (at = 0; m->before && m->scratch && !are && PyDict_Next(m->before, &at, &name, &o);)
			are = is_class(o) && is_other(m, name, o, NULL);
	}
	PyErr_Clear();
	return are;
}

struct view {
	PyObject *lives, *staged, *gone, *place;
	PyObject *classes; /* list: all that may be asked */
};

static int
add_class(struct view *v, PyObject *class)
{
	PyObject *mro = get_attr(class, "__mro__"), *base;
	int result = mro ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(mro); i++) {
		base = PyTuple_GetItem(mro, i);
		if (is_heap_type(base) && !list_has(v->classes, base))
			result = PyList_Append(v->classes, base);
	}
	unref(mro);
	return result;
}

static int
look_at_module(struct view *v, const struct module *m)
{
	PyObject *names = m->before && m->scratch ? PyDict_Copy(m->before) : PyDict_New(), *key, *live, *new;
	int result = names && (!m->scratch || PyDict_Update(names, m->scratch) == 0) ? 0 : -1;
	Py_ssize_t at = 0;

	while (result == 0 && PyDict_Next(names, &at, &key, &new)) {
		live = PyDict_GetItemWithError(m->before, key);
		live = live && is_class(live) && attr_is(live, "__module__", m->name) ? live : NULL;
		new = is_class(new) && attr_is(new, "__module__", m->name) ? new : NULL;
		if (live)
			result = add_class(v, live) < 0 || note_place(v->place, m, live, key) < 0 ? -1 : 0;
		if (result == 0 && live && !chunk_binding(&m->new, utf8(key)))
			result = note(v->gone, live, live);
		if (result == 0 && new && new != live)
			result = add_class(v, new) < 0 || note_place(v->place, m, new, key) < 0 || note(v->lives, new, live ? live : new) < 0 ||
					 (live && note(v->staged, live, new) < 0)
				     ? -1
				     : 0;
	}
	unref(names);
	return result;
}

static int
install(struct view *v, PyObject *stand_in)
{
	PyObject *name = PyUnicode_InternFromString("__subclasses__");
	Py_ssize_t i = PyList_Size(v->classes);
	int result = name ? 0 : -1;

	while (result == 0 && i-- > 0)
		if (class_get(PyList_GetItem(v->classes, i), "__subclasses__"))
			result = PyList_SetSlice(v->classes, i, i + 1, NULL);
	for (i = 0; result == 0 && i < PyList_Size(v->classes); i++)
		result = store_type(PyList_GetItem(v->classes, i), name, stand_in);
	unref(name);
	return result;
}

static void
remove_all(PyObject *classes)
{
	PyObject *name = PyUnicode_InternFromString("__subclasses__");
	Py_ssize_t i;

	for (i = 0; name && i < PyList_Size(classes); i++)
		if (class_get(PyList_GetItem(classes, i), "__subclasses__") && store_type(PyList_GetItem(classes, i), name, NULL) < 0)
			PyErr_Clear();
	unref(name);
}

static PyObject *
begin(const struct staging *g, const struct statement *s, bool live_only)
{
	struct view v = {0};
	PyObject *f, *ask, *get_ident = library_object("_thread", "get_ident"), *me, *stand_in = NULL;
	int result;
	size_t i;

	if (!get_ident || !statement_asks_subclasses(g, s))
		return NULL;
	f = compile_function(g->t, source, "stand_in");
	ask = get_attr((PyObject *)TYPE_AT(PyType_Type), "__subclasses__");
	me = PyObject_CallObject(get_ident, NULL);
	v = (struct view){PyDict_New(), PyDict_New(), PyDict_New(), PyDict_New(), PyList_New(0)};
	result = f && ask && me && v.lives && v.staged && v.gone && v.place && v.classes ? 0 : -1;
	for (i = 0; result == 0 && i < g->t->module_count; i++)
		if (g->t->modules[i].before)
			result = look_at_module(&v, &g->t->modules[i]);
	/* Those that stand below the line are not there yet. */
	if (result == 0)
		stand_in = PyObject_CallFunction(f, "OOOOOOOOOi", ask, me, get_ident, v.lives, v.staged, v.gone, v.place,
						 live_only ? TRUE : NONE, g->m->name_object, s->first_line);
	if (stand_in && install(&v, stand_in) < 0) {
		remove_all(v.classes);
		unref(v.classes);
		v.classes = NULL;
	}
	unref(me);
	unref(ask);
	unref(f);
	unref(v.lives);
	unref(v.staged);
	unref(v.gone);
	unref(v.place);
	if (!stand_in) {
		unref(v.classes);
		v.classes = NULL;
	}
	unref(stand_in);
	PyErr_Clear();
	return v.classes;
}

PyObject *
subclasses_begin(const struct staging *g, const struct statement *s, bool again)
{
	(void)again;
	return begin(g, s, false);
}

PyObject *
subclasses_live_begin(const struct staging *g, const struct statement *s)
{
	return begin(g, s, true);
}

int
subclasses_end(const struct staging *g, PyObject *classes)
{
	(void)g;
	remove_all(classes);
	return 0;
}
