#include "twins.h"

#include <stdlib.h>

#include "callees.h"
#include "version.h"

#define DEPTH_MOST 8 /* decorators around one function */

static int
add_names(const struct statement *s, PyObject *set)
{
	const struct token *x;
	int result = 0;

	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++)
		if (x->value && is_code(x->value))
			result = code_add_names(x->value, set);
		else if (x->value && is_str(x->value) && x->op != python->op.load_const)
			result = PySet_Add(set, x->value);
	return result;
}

static bool
meet(PyObject *a, PyObject *b)
{
	PyObject *disjoint = PyObject_CallMethod(a, "isdisjoint", "O", b);
	bool yes = disjoint && !PyObject_IsTrue(disjoint);

	unref(disjoint);
	PyErr_Clear();
	return yes;
}

/* Borrowed from the statement's code. */
static PyObject *
definition_code(const struct statement *s, PyObject *name)
{
	const struct chunk *c = statement_chunk(s, name);

	return c ? chunk_code(s->in, c, name) : NULL;
}

static bool
was_there(PyObject *old_codes, PyObject *name, PyObject *code)
{
	PyObject *list = PyDict_GetItemWithError(old_codes, name);
	bool found = false;
	Py_ssize_t i;

	for (i = 0; list && !found && i < PyList_Size(list); i++)
		found = code_same_behaviour(PyList_GetItem(list, i), code);
	return found;
}

bool
twins_calls_changed(const struct staging *g, const struct statement *s)
{
	struct module *m = g->m;
	const struct token *x;
	PyObject *list, *live;

	if (!m->old_code || !pair_codes_by_name(g->t, m, true) || !pair_codes_by_name(g->t, m, false))
		return PyErr_Clear(), false;
	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		list = x->op == python->op.load_name ? PyDict_GetItemWithError(m->new_codes, x->value) : NULL;
		/* What makes an object of a class is asked for elsewhere; View.as_view() is something else. */
		if (!list ||
		    (code_is_class_body(PyList_GetItem(list, PyList_Size(list) - 1)) && statement_only_calls(s, x->value)))
			continue;
		live = PyDict_GetItemWithError(m->before, x->value);
		if ((live && is_function(live)
			 ? decorators_named_changed(g->t, m, x->value)
			 : !was_there(m->old_codes, x->value, PyList_GetItem(list, PyList_Size(list) - 1))) &&
		    !statement_hands_over(g, s, x->value))
			return true;
	}
	PyErr_Clear();
	return false;
}

/* A name of the module is defined by code that reads these names. */
struct definition {
	const struct staging *g;
	const struct statement *s;
	PyObject *name, *code, *reads;
	PyObject *made; /* live function that a call has made */
	bool followed; /* what it reads is among what is called */
};

struct survey {
	struct transaction *t;
	struct definition *list;
	size_t count;
	PyObject *old_codes; /* dict: of the module that is being looked at */
	bool runs, all; /* some statement will run; it may call everything */
};

/* class C: limit = limit() */
static int
add_body_names(struct survey *v, const struct statement *s)
{
	const struct token *x;
	int result = 0;

	v->runs = true;
	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++)
		if (x->value && is_code(x->value) && code_is_class_body(x->value))
			result = code_add_names(x->value, v->t->called);
	return result;
}

/* for n in NAMES: TABLE[n] = fresh(n) */
static bool
may_fill_anew(const struct statement *s)
{
	bool fills = s->kind == KIND_LOOP || s->kind == KIND_AUGMENT || s->kind == KIND_IF ||
		     (s->kind == KIND_ASSIGN && statement_stores_inside(s));

	return s->same && fills && node_has(s->node, "Call");
}

/* @app.route("/users"): by a method of the class that the object is of.  before_line 0: all the tokens. */
static int
add_classes_of(struct survey *v, const struct staging *g, const struct token *tokens, int count, int before_line)
{
	const struct token *x;
	struct body body;
	PyObject *o, *name;
	int result = 0;

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		if (x->value && is_code(x->value) && code_is_class_body(x->value) && body_init(&body, x->value) == 0) {
			result = add_classes_of(v, g, body.tokens, body.token_count, 0);
			body_fini(&body);
		}
		o = x->op == python->op.load_name && x->value && (!before_line || x->line < before_line)
			? PyDict_GetItemWithError(g->m->before, x->value)
			: NULL;
		if (!o || !is_heap_type((PyObject *)type_of(o)) || !class_is_ours(v->t, (PyObject *)type_of(o)))
			continue;
		name = get_attr((PyObject *)type_of(o), "__name__");
		result = name ? PySet_Add(v->t->called, name) : 0;
		unref(name);
	}
	return result;
}

static bool
is_block(const struct statement *s)
{
	return s->kind == KIND_IF || s->kind == KIND_OTHER;
}

/* What it does is done anew, and may call what it names. */
static int
take_running(struct survey *v, const struct staging *g, const struct statement *s)
{
	PyObject *modules = PyImport_GetModuleDict();
	const struct token *x;

	bool methods = statement_reads_methods(g, s, v->t->called) || statement_reads_items(g, s, v->t->called) || may_fill_anew(s);

	/* Not its own name. */
	if (s->same && statement_body_evaluates(g, s) && add_body_names(v, s) < 0)
		return -1;
	if (!methods && !statement_is_hook(s) && !(s->same && v->t->remakes && makers_changed(g, s)) &&
	    !statement_computes_anew(g, s) && !statement_computes(g, s) && !logging_config_is_all(g, s) &&
	    (s->same || s->kind == KIND_NOTHING || (s->kind == KIND_FUNCTION && s->first_line == s->def_line)))
		return 0;
	v->runs = true;
	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->op == python->op.import_name && PyDict_Contains(modules, x->value) != 1)
			v->all = true;
	return add_names(s, v->t->called) < 0 ? -1 : statement_is_definition(s) ? add_classes_of(v, g, s->tokens, s->token_count, s->def_line) : 0;
}

static int
take_definition(struct survey *v, const struct staging *g, const struct statement *s, PyObject *name)
{
	struct definition *d = &v->list[v->count];
	const struct token *x;

	*d = (struct definition){.g = g, .s = s, .name = name, .code = name ? definition_code(s, name) : NULL};
	if (!d->code)
		return 0;
	v->count++;
	d->reads = PySet_New(NULL);
	if (!d->reads || code_add_names(d->code, d->reads) < 0)
		return -1;
	/* Its bases: it calls what it inherits.  Its decorators: it calls what they have made. */
	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_name && (s->kind == KIND_CLASS ? x->line >= s->def_line : x->line < s->def_line) &&
		    PySet_Add(d->reads, x->value) < 0)
			return -1;
	breathe(v->t);
	/* It may bind the module's names: those of the live one before the commit. */
	if (!g->m->old_code || meet(d->reads, g->m->global_stores) || !was_there(v->old_codes, d->name, d->code))
		return PySet_Add(v->t->changed, d->name);
	return 0;
}

/* That of the statement; if FAST: def f(): ...  */
static int
take_definitions(struct survey *v, const struct staging *g, const struct statement *s)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL;
	const struct token *x;
	int result = 0;

	unref(name); /* the node keeps it */
	if (statement_is_definition(s))
		return take_definition(v, g, s, name);
	for (x = s->tokens; is_block(s) && result == 0 && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.store_name)
			result = take_definition(v, g, s, x->value);
	return result;
}

/* level.hits = 0, of a lambda. */
static bool
has_attributes(const struct staging *g, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(g->m->before, name);

	return live && is_function(live) && WORD(live, python->function.dict);
}

/* timed = _timed, named = partial(_named, "n") */
static bool
is_alias(const struct staging *g, const struct statement *s)
{
	const struct token *last = s->token_count ? &s->tokens[s->token_count - 1] : NULL;
	PyObject *value = s->same && s->kind == KIND_ASSIGN && last->op == python->op.store_name ? get_attr(s->node, "value") : NULL;
	PyObject *f = value && node_is(value, "Call") ? get_attr(value, "func") : NULL;
	bool lambda = value && node_is(value, "Lambda");
	bool alias = value && (node_is(value, "Name") || lambda || (f && node_object(g, f) == library_object("functools", "partial")));

	unref(f);
	unref(value);
	PyErr_Clear();
	return alias && statement_is_pure(g, s) && !(lambda && has_attributes(g, last->value));
}

static size_t
count_names(const struct staging *g)
{
	const struct statement *s;
	size_t count = 0;

	for (s = g->statements; s < g->statements + g->count; s++)
		count += statement_is_definition(s) ? 1 : (size_t)s->token_count;
	return count;
}

/* Calling what has the name calls what has the other. */
static int
take_alias(struct survey *v, const struct staging *g, const struct statement *s, PyObject *name, PyObject *other)
{
	struct definition *d = &v->list[v->count++];

	*d = (struct definition){.g = g, .s = s, .name = name, .reads = PySet_New(NULL)};
	return d->reads ? PySet_Add(d->reads, other) : -1;
}

/* from lib import LIMIT */
static int
take_imported(struct survey *v, const struct staging *g, const struct statement *s)
{
	const struct token *x;
	int result = 0;

	for (x = s->tokens; s->kind == KIND_IMPORT && result == 0 && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.store_name && name_comes_from_staged(g, x->value))
			result = PySet_Add(v->t->changed, x->value);
	return result;
}

/* double = make(2): the live function, which has captured what its maker was given.  Borrowed, or NULL. */
static PyObject *
function_made(const struct staging *g, const struct statement *s)
{
	const struct token *last = s->token_count ? &s->tokens[s->token_count - 1] : NULL;
	PyObject *live = s->same && s->kind == KIND_ASSIGN && last->op == python->op.store_name && node_has(s->node, "Call")
				 ? PyDict_GetItemWithError(g->m->before, last->value)
				 : NULL;

	return live && is_function(live) && WORD(live, python->function.closure) ? live : NULL;
}

static int
take_made(struct survey *v, const struct staging *g, const struct statement *s)
{
	PyObject *live = function_made(g, s), *code = live ? code_to_come(v->t, live) : NULL;
	struct definition *d;

	if (!code)
		return 0;
	d = &v->list[v->count++];
	*d = (struct definition){
	    .g = g, .s = s, .name = s->tokens[s->token_count - 1].value, .reads = PySet_New(NULL), .made = live};
	if (!d->reads || code_add_names(code, d->reads) < 0)
		return -1;
	return code_same_behaviour(WORD(live, python->function.code), code) ? 0 : PySet_Add(v->t->changed, d->name);
}

/* limit = lambda: LIMIT */
static int
take_lambda(struct survey *v, const struct staging *g, const struct statement *s, PyObject *name, PyObject *code)
{
	struct definition *d = &v->list[v->count++];
	PyObject *live = PyDict_GetItemWithError(g->m->before, name);

	*d = (struct definition){.g = g, .s = s, .name = name, .reads = PySet_New(NULL)};
	if (!d->reads || code_add_names(code, d->reads) < 0)
		return -1;
	return live && is_function(live) && !code_same_behaviour(WORD(live, python->function.code), code)
		   ? PySet_Add(v->t->changed, name)
		   : 0;
}

/* from lib import limit as most, and what twins_need_alias() is about. */
static int
take_aliases(struct survey *v, const struct staging *g, const struct statement *s)
{
	const struct token *x;
	int result = 0;

	for (x = s->tokens; s->kind == KIND_IMPORT && result == 0 && x + 1 < s->tokens + s->token_count; x++)
		if (x->value && is_str(x->value) && x->op != python->op.import_name && x[1].op == python->op.store_name &&
		    PyUnicode_Compare(x->value, x[1].value) != 0)
			result = take_alias(v, g, s, x[1].value, x->value);
	if (!is_alias(g, s))
		return result;
	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_name && x->value)
			result = take_alias(v, g, s, s->tokens[s->token_count - 1].value, x->value);
		else if (x->value && is_code(x->value))
			result = take_lambda(v, g, s, s->tokens[s->token_count - 1].value, x->value);
	return result;
}

/* payments.code(41): so are the classes of objects that are named.  1: some have come. */
static int
add_classes_of_called(struct transaction *t)
{
	const struct module *m;
	PyObject *key, *o, *name;
	Py_ssize_t at, before = PySet_Size(t->called);
	int result = 0;

	for (m = t->modules; m < t->modules + t->module_count; m++)
		for (at = 0; m->staging && result == 0 && PyDict_Next(m->before, &at, &key, &o);) {
			if (is_atom(o) || is_class(o) || is_module(o) || !is_heap_type((PyObject *)type_of(o)) ||
			    PySet_Contains(t->called, key) != 1 || !class_is_ours(t, (PyObject *)type_of(o)))
				continue;
			name = get_attr((PyObject *)type_of(o), "__name__");
			result = name ? PySet_Add(t->called, name) : 0;
			unref(name);
		}
	return result < 0 ? -1 : PySet_Size(t->called) > before;
}

/* Who calls what changed has changed; what is called by who is called is called. */
static int
spread(struct survey *v)
{
	PyObject *called = v->t->called, *changed = v->t->changed;
	struct definition *d;
	bool again = true;
	int more;

	while (again) {
		more = add_classes_of_called(v->t);
		if (more < 0)
			return -1;
		again = more > 0;
		for (d = v->list; d < v->list + v->count; d++) {
			if (PySet_Contains(changed, d->name) == 0 && meet(d->reads, changed)) {
				if (PySet_Add(changed, d->name) < 0)
					return -1;
				again = true;
			}
			if (!d->followed && (v->all || PySet_Contains(called, d->name) == 1)) {
				unref(PyObject_CallMethod(called, "update", "O", d->reads));
				if (PySet_Add(called, d->name) < 0)
					return -1;
				d->followed = again = true;
			}
		}
	}
	return PyErr_Occurred() ? -1 : 0;
}

/* Who imports another module of the transaction reads what is new there: the name of the module stands
   for that, and import_module() for any. */
static int
add_modules(struct transaction *t)
{
	PyObject *name = PyUnicode_FromString("import_module");
	int result = name ? PySet_Add(t->changed, name) : -1;
	size_t i;

	for (i = 0; result == 0 && i < t->module_count; i++)
		if (!t->modules[i].same_source)
			result = PySet_Add(t->changed, t->modules[i].name_object);
	unref(name);
	return result;
}

static int
survey(struct survey *v)
{
	const struct staging *g;
	size_t i, most = 0;
	int k;

	for (i = 0; i < v->t->module_count; i++)
		most += v->t->modules[i].staging ? count_names(v->t->modules[i].staging) : 0;
	v->list = calloc(most + 1, sizeof(*v->list));
	if (!v->list)
		return PyErr_NoMemory(), -1;
	for (i = 0; i < v->t->module_count; i++) {
		g = v->t->modules[i].staging;
		for (k = 0; g && k < g->count; k++) {
			if (take_running(v, g, &g->statements[k]) < 0)
				return -1;
			breathe(v->t);
		}
	}
	for (i = 0; v->runs && i < v->t->module_count; i++) {
		g = v->t->modules[i].staging;
		v->old_codes = g && g->m->old_code ? pair_codes_by_name(v->t, g->m, true) : NULL;
		if (g && g->m->old_code && !v->old_codes)
			return -1;
		for (k = 0; g && k < g->count; k++) {
			if (take_definitions(v, g, &g->statements[k]) < 0)
				return -1;
			if (statement_is_definition(&g->statements[k]))
				continue;
			if (take_imported(v, g, &g->statements[k]) < 0 || take_aliases(v, g, &g->statements[k]) < 0 ||
			    take_made(v, g, &g->statements[k]) < 0 ||
			    (!g->statements[k].same && statement_add_bound(&g->statements[k], v->t->changed) < 0))
				return -1;
		}
	}
	return !v->runs ? 0 : add_modules(v->t) < 0 ? -1 : spread(v);
}

static void
share(PyObject *from, PyObject *to, uint16_t offset)
{
	PyObject *before = WORD(to, offset);

	WORD(to, offset) = WORD(from, offset) ? ref(WORD(from, offset)) : NULL;
	unref(before);
}

PyObject *
function_like(PyObject *live, PyObject *code, PyObject *globals, PyObject *closure)
{
	const struct function_layout *l = &python->function;
	PyObject *defaults = WORD(live, l->defaults) ? WORD(live, l->defaults) : NONE;
	PyObject *f = PyObject_CallFunction((PyObject *)TYPE_AT(PyFunction_Type), "OOOOO", code, globals,
					    WORD(live, l->name), defaults, closure ? closure : NONE);

	if (!f)
		return NULL;
	share(live, f, l->kwdefaults);
	share(live, f, l->annotations);
	share(live, f, l->dict);
	share(live, f, l->qualname);
	share(live, f, l->module);
	return f;
}

static int
note_twin(struct transaction *t, PyObject *twin, PyObject *live)
{
	return PyList_Append(t->twins, twin) < 0 ? -1 : PyList_Append(t->twins, live);
}

/* functools.wraps gives the wrapper the name of what it wraps: only the code has its own. */
static bool
is_definition_of(PyObject *f, PyObject *name)
{
	PyObject *its = code_attr(WORD(f, python->function.code), "co_name");
	bool is = its && PyUnicode_Compare(its, name) == 0 && !WORD(f, python->function.closure);

	unref(its);
	return is;
}

/* A cache of its own around the twin. */
static PyObject *
cache_around(struct transaction *t, PyObject *live, PyObject *inner)
{
	PyObject *functools = loaded_module("functools"), *wrapper, *f;

	wrapper = inner ? PyObject_CallMethod(functools, "lru_cache", "O", NONE) : NULL;
	f = wrapper ? PyObject_CallFunction(wrapper, "O", inner) : NULL;
	unref(wrapper);
	if (f && note_twin(t, f, live) < 0) {
		unref(f);
		return NULL;
	}
	unref(f); /* the list keeps it */
	return f;
}

/* The wrapper, as its decorator makes it now, with these cells.  New reference. */
static PyObject *
wrapper_like(struct transaction *t, PyObject *live, PyObject *closure)
{
	static const char *const captured[] = {"co_freevars"};
	PyObject *code = WORD(live, python->function.code), *new = code_to_come(t, live);
	struct module *m = new && code_same_parts(code, new, captured, 1) ? pair_module(t, code) : NULL;

	if (m && m->scratch)
		return function_like(live, new, m->scratch, closure);
	return function_like(live, code, WORD(live, python->function.globals), closure);
}

/* The wrapper o with `made` in place of the function of that name inside it.  Borrowed from t->twins;
   NULL: it is none. */
static PyObject *
wrap(struct transaction *t, PyObject *o, PyObject *made, int depth)
{
	const struct function_layout *l = &python->function;
	PyObject *closure, *cells, *cell, *inner, *f = NULL;
	bool found = false;
	Py_ssize_t i;

	if (!o || depth > DEPTH_MOST)
		return NULL;
	if ((PyObject *)type_of(o) == functions_cache_type()) {
		inner = get_attr(o, "__wrapped__");
		unref(inner); /* the cache keeps it */
		return cache_around(t, o, wrap(t, inner, made, depth + 1));
	}
	if (!is_function(o))
		return NULL;
	if (is_definition_of(o, WORD(made, l->name)))
		return made;
	closure = WORD(o, l->closure);
	cells = closure ? PyList_New(0) : NULL;
	for (i = 0; cells && i < PyTuple_Size(closure); i++) {
		cell = PyTuple_GetItem(closure, i);
		inner = wrap(t, WORD(cell, CELL_REF), made, depth + 1);
		found = found || inner;
		cell = inner ? PyCell_New(inner) : ref(cell);
		if (!cell || PyList_Append(cells, cell) < 0)
			found = false;
		unref(cell);
	}
	closure = found ? PySequence_Tuple(cells) : NULL;
	if (closure)
		f = wrapper_like(t, o, closure);
	if (f && note_twin(t, f, o) < 0) {
		unref(f);
		f = NULL;
	}
	unref(f); /* the list keeps it */
	unref(closure);
	unref(cells);
	return f;
}

PyObject *
twins_wrap(struct transaction *t, PyObject *live, PyObject *made)
{
	return t->twins ? wrap(t, live, made, 0) : NULL;
}

/* The live function, or the one of its name inside a wrapper. */
static PyObject *
function_inside(struct transaction *t, PyObject *live, PyObject *name)
{
	struct objects found = {0};
	PyObject *f = NULL;
	size_t i;

	if (functions_near(t, live, 100, &found) == 0)
		for (i = 0; !f && i < found.count; i++)
			if (is_definition_of(found.list[i], name))
				f = found.list[i];
	objects_fini(&found);
	return f;
}

static int
make_twin(struct transaction *t, const struct definition *d)
{
	struct module *m = d->g->m;
	PyObject *live = PyDict_GetItemWithError(m->before, d->name), *f, *twin, *value;
	int result;

	f = live ? function_inside(t, live, d->name) : NULL;
	if (!f)
		return 0;
	twin = function_like(f, d->code, m->scratch, NULL);
	if (!twin)
		return -1;
	result = note_twin(t, twin, f);
	value = result == 0 ? wrap(t, live, twin, 0) : NULL;
	if (value)
		result = PyDict_SetItem(m->twins, d->name, value);
	else if (result == 0)
		report_addf(t->report, PYR_REC_NOTE, m->name, utf8(d->name),
			    "new top-level code may have called it: behind its decorator it ran the old body");
	unref(twin);
	return PyErr_Occurred() ? -1 : result;
}

/* One that is within another definition's stands there. */
static int
make_twin_of_made(struct transaction *t, const struct definition *d)
{
	struct module *m = d->g->m;
	PyObject *twin;
	int result = PyDict_Contains(m->twins, d->name);

	if (result)
		return result < 0 ? -1 : 0;
	twin = wrapper_like(t, d->made, WORD(d->made, python->function.closure));
	result = twin && note_twin(t, twin, d->made) == 0 ? PyDict_SetItem(m->twins, d->name, twin) : -1;
	unref(twin);
	return result;
}

int
twins_make(struct transaction *t)
{
	struct survey v = {.t = t};
	const struct definition *d;
	int result;

	if (t->flags & (PYR_RESET | PYR_CODE_ONLY))
		return 0;
	t->called = hold(t, PySet_New(NULL));
	t->changed = hold(t, PySet_New(NULL));
	t->twins = hold(t, PyList_New(0));
	result = t->called && t->changed && t->twins ? survey(&v) : -1;
	for (d = v.list; result == 0 && d < v.list + v.count; d++) {
		if (!d->s->same || PySet_Contains(t->called, d->name) != 1 || PySet_Contains(t->changed, d->name) != 1)
			continue;
		if (d->made)
			result = make_twin_of_made(t, d);
		else if (d->code && (d->s->kind == KIND_FUNCTION || is_block(d->s)) && !code_is_class_body(d->code))
			result = make_twin(t, d);
	}
	for (d = v.list; d < v.list + v.count; d++)
		unref(d->reads);
	free(v.list);
	return result;
}

int
twins_place(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *value;
	int result = 0;

	for (x = s->tokens; (s->kind == KIND_FUNCTION || is_block(s) || function_made(g, s)) && result == 0 && x < s->tokens + s->token_count; x++) {
		value = x->op == python->op.store_name ? PyDict_GetItemWithError(g->m->twins, x->value) : NULL;
		result = value ? PyDict_SetItem(g->m->scratch, x->value, value) : 0;
	}
	return result;
}

/* @dataclass, @total_ordering: of the standard library, and about the class alone. */
static bool
decorators_are_quiet(const struct staging *g, const struct statement *s)
{
	static const char *const quiet[][2] = {{"dataclasses", "dataclass"}, {"functools", "total_ordering"}, {"enum", "unique"},
					       {"typing", "final"}, {"typing", "runtime_checkable"}};
	PyObject *list = get_attr(s->node, "decorator_list"), *node, *f, *o;
	bool are = list != NULL;
	Py_ssize_t i;

	for (i = 0; are && i < PyList_Size(list); i++) {
		node = PyList_GetItem(list, i);
		f = node_is(node, "Call") ? get_attr(node, "func") : ref(node);
		o = f ? node_object(g, f) : NULL;
		are = o && IS_LIBRARY(o, quiet);
		unref(f);
	}
	unref(list);
	PyErr_Clear();
	return are;
}

bool
class_is_quiet(const struct staging *g, const struct statement *s, PyObject *live)
{
	PyObject *mro, *its;
	bool quiet = decorators_are_quiet(g, s) && statement_is_quiet_class(g, s) &&
		     type_of(live) == TYPE_AT(PyType_Type);
	Py_ssize_t i;

	mro = WORD(live, TYPE_MRO);
	for (i = 1; quiet && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		quiet = its == (PyObject *)TYPE_AT(PyBaseObject_Type) || !class_get(its, "__init_subclass__");
	}
	return quiet;
}

bool
twins_need_class(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live;
	bool need;

	unref(name); /* the node keeps it */
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	need = live && is_class(live) && PySet_Contains(g->t->called, name) == 1 &&
	       PySet_Contains(g->t->changed, name) == 1;
	if (need && !class_is_quiet(g, s, live)) {
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, utf8(name),
			    "new top-level code may have used it with its old methods: making it anew "
			    "beforehand could have effects of its own");
		need = false;
	}
	return need;
}

bool
twins_need_alias(const struct staging *g, const struct statement *s)
{
	PyObject *name = is_alias(g, s) ? s->tokens[s->token_count - 1].value : NULL;

	return name && g->t->called && PySet_Contains(g->t->called, name) == 1 && PySet_Contains(g->t->changed, name) == 1;
}

static int
put_back(struct transaction *t, struct module *m, const struct map *twins)
{
	PyObject *items = PyDict_Items(m->scratch), *live;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		live = map_get(twins, PyTuple_GetItem(PyList_GetItem(items, i), 1));
		if (live)
			result = PyDict_SetItem(m->scratch, PyTuple_GetItem(PyList_GetItem(items, i), 0), live);
	}
	breathe(t);
	unref(items);
	return result;
}

/* work.__doc__ = ..., work.__defaults__ = ...: a statement has set it on the twin. */
static int
keep_words(struct transaction *t, PyObject *twin, PyObject *live)
{
	const struct function_layout *l = &python->function;
	const uint16_t words[] = {l->doc, l->defaults, l->kwdefaults, l->annotations, l->dict};
	PyObject *value, *offset;
	int result = 0;
	size_t i;

	for (i = 0; is_function(twin) && is_function(live) && result == 0 && i < sizeof(words) / sizeof(words[0]); i++) {
		value = WORD(twin, words[i]);
		if (!value || value == WORD(live, words[i]) ||
		    (words[i] == l->doc && const_equal(value, code_doc(WORD(twin, l->code)), code_same_behaviour)))
			continue;
		offset = PyLong_FromLong(words[i]);
		result = offset && PyList_Append(t->words, live) == 0 && PyList_Append(t->words, offset) == 0
				 ? PyList_Append(t->words, value)
				 : -1;
		unref(offset);
	}
	return result;
}

int
twins_plan_words(struct transaction *t)
{
	PyObject *live;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->words); i += 3) {
		live = PyList_GetItem(t->words, i);
		result = ops_word(&t->ops, live, &WORD(live, PyLong_AsLong(PyList_GetItem(t->words, i + 1))),
				  PyList_GetItem(t->words, i + 2));
	}
	return result;
}

int
twins_drop(struct transaction *t)
{
	Py_ssize_t i, count = t->twins ? PyList_Size(t->twins) : 0;
	struct map twins = {0};
	int result = 0;
	size_t k;

	for (i = 0; result == 0 && i < count; i += 2)
		result = map_set(&twins, PyList_GetItem(t->twins, i), PyList_GetItem(t->twins, i + 1));
	for (i = 0; result == 0 && i < count; i += 2)
		result = keep_words(t, PyList_GetItem(t->twins, i), PyList_GetItem(t->twins, i + 1));
	for (k = 0; count && result == 0 && k < t->module_count; k++)
		result = put_back(t, &t->modules[k], &twins);
	/* Wrappers come behind what they wrap; who is held by nobody else goes. */
	for (i = count - 2; result == 0 && i >= 0; i -= 2)
		result = refs_of(PyList_GetItem(t->twins, i)) == 1
				 ? PyList_SetItem(t->twins, i, ref(NONE))
				 : map_set(&t->map, PyList_GetItem(t->twins, i), PyList_GetItem(t->twins, i + 1));
	map_fini(&twins);
	return result;
}
