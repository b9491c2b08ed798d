/*
 * shared.c - objects that a statement has not made, or that others keep by themselves.
 *
 * CURRENT = CONFIGS["a"] and `from lib import DATA` mention an object that is
 * somebody else's; logging.getLogger("a"), re.compile("a"), connect("a") may hand
 * out one that is kept by its name.  When such a name gets another object, the
 * first one is neither filled nor exchanged in what holds it.
 */
#include "heap.h"
#include "statement.h"
#include "version.h"

#define VISITS_MOST 5000
#define WITHIN_DEEP 3 /* the dict of the object, a list in it; a closure, its cell */
#define WITHIN_MOST 1000

struct search {
	PyObject *old, *new, *queue, *module;
	struct addresses queued;
	bool has_old, has_new, failed;
};

/* The instructions of a source, as bits. */
static int
instructions(struct transaction *t, const char *text, bool *seen)
{
	PyObject *code = PyObject_CallFunction(dict_get(t->builtins, "compile"), "sss", text, "<pyreload-attach>", "exec");
	PyObject *bytes = code ? code_attr(code, "co_code") : NULL;
	char *ops = NULL;
	Py_ssize_t size = 0, i;
	int result = bytes ? PyBytes_AsStringAndSize(bytes, &ops, &size) : -1;

	for (i = 0; result == 0 && i < size; i += 2)
		seen[(unsigned char)ops[i]] = true;
	unref(bytes);
	unref(code);
	return result;
}

int
shared_prepare(struct transaction *t)
{
	return instructions(t, "x = a.b[c]\nx = a[0]\nfrom a import b\nimport a.b as c", t->mentions);
}

/* Names, attributes, items and imports: evaluated again, they give the same object. */
bool
tokens_mention(struct transaction *t, const struct token *tokens, int count)
{
	const struct token *x;

	for (x = tokens; x < tokens + count; x++)
		if (!t->mentions[x->op])
			return false;
	return true;
}

bool
body_imports(const struct body *body, PyObject *name)
{
	const struct chunk *c;
	const struct token *x;

	for (c = body->chunks; c < body->chunks + body->chunk_count; c++) {
		if (!tokens_have(&body->tokens[c->first], c->count, python->op.store_name, name))
			continue;
		for (x = &body->tokens[c->first]; x < &body->tokens[c->first + c->count]; x++)
			if (x->op == python->op.import_name)
				return true;
	}
	return false;
}

bool
shared_is_mentioned(struct transaction *t, const struct module *m, PyObject *name, PyObject *old)
{
	/* Without the old source: what it does now, it is likely to have done. */
	const struct body *body = m->old_code ? &m->old : &m->new;
	const struct chunk *c = chunk_binding(body, utf8(name));

	if (body_imports(body, name))
		return true;
	if (!c)
		return m->old_code && code_imports_star(m->old_code) && old_code_may_come_by_star(m, name, old);
	return tokens_mention(t, &body->tokens[c->first], c->count);
}

static int
take(PyObject *o, void *arg)
{
	struct search *s = arg;

	s->has_old = s->has_old || o == s->old;
	s->has_new = s->has_new || o == s->new;
	if (o != s->old && o != s->new && queue_add(s->queue, &s->queued, o, VISITS_MOST) < 0)
		s->failed = true;
	return 0;
}

/* Data: containers, objects of classes, classes of the library that is looked through. */
static bool
leads_on(const struct search *s, PyObject *o)
{
	PyObject *module;

	/* The names of modules prove nothing: this one has it, and who imports it. */
	if (is_function(o) || is_module(o) || is_code(o))
		return false;
	if (!is_class(o))
		return true;
	module = s->module && is_heap_type(o) ? class_get(o, "__module__") : NULL;
	return module && is_str(module) && PyUnicode_Compare(module, s->module) == 0;
}

/* What a function can reach by itself: the globals that it reads, what it has captured, whose method it is. */
static void
take_reach(struct search *s, PyObject *o)
{
	PyObject *globals, *names;
	Py_ssize_t i;

	if (!is_function(o)) {
		take(o, s);
		return;
	}
	take(WORD(o, python->function.closure), s);
	globals = WORD(o, python->function.globals);
	names = code_attr(WORD(o, python->function.code), "co_names");
	for (i = 0; names && globals && i < PyTuple_Size(names); i++)
		take(PyDict_GetItemWithError(globals, PyTuple_GetItem(names, i)), s);
	unref(names);
}

/* The names that the new statement loads, and attributes of modules among them. */
static void
take_makers(struct search *s, const struct module *m, PyObject *name)
{
	const struct chunk *c = chunk_binding(&m->new, utf8(name));
	const struct token *x, *end;
	PyObject *o = NULL;

	if (!c)
		return;
	for (x = &m->new.tokens[c->first], end = x + c->count; x < end; x++) {
		if (x->op == python->op.load_name)
			o = PyDict_GetItemWithError(m->scratch, x->value);
		else if (o && x->op == python->op.load_attr && is_module(o))
			o = PyDict_GetItemWithError(PyModule_GetDict(o), x->value);
		else
			o = NULL;
		if (o)
			take_reach(s, o);
	}
}

bool
shared_is_kept(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new)
{
	struct search s = {.old = old, .new = new, .queue = PyList_New(0)};
	PyObject *module;
	Py_ssize_t i;

	if (!s.queue)
		return PyErr_Clear(), false;
	take_makers(&s, m, name);
	s.module = get_attr((PyObject *)type_of(old), "__module__");
	module = s.module && is_str(s.module) && !transaction_module(t, s.module)
			 ? PyDict_GetItemWithError(PyImport_GetModuleDict(), s.module)
			 : NULL;
	if (module && is_module(module))
		take(PyModule_GetDict(module), &s);
	for (i = 0; !(s.has_old && s.has_new) && !s.failed && i < PyList_Size(s.queue); i++) {
		if (!leads_on(&s, PyList_GetItem(s.queue, i)))
			continue;
		heap_refers(PyList_GetItem(s.queue, i), take, &s);
		/* A class shows its dict, but the collector's view of it is not complete in every version. */
		if (is_class(PyList_GetItem(s.queue, i)))
			take(CLASS_DICT(PyList_GetItem(s.queue, i)), &s);
	}
	addresses_fini(&s.queued);
	unref(s.module);
	unref(s.queue);
	PyErr_Clear();
	return s.has_old && s.has_new;
}

struct within {
	PyObject *old;
	int depth, visits;
	bool found;
};

static int
look_within(PyObject *o, void *arg)
{
	struct within *w = arg;
	bool more = is_list(o) || is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyCell_Type)) || (is_dict(o) && !dict_get(o, "__builtins__"));

	w->found = w->found || o == w->old;
	if (w->found || !more || !w->depth || ++w->visits > WITHIN_MOST)
		return 0;
	w->depth--;
	heap_refers(o, look_within, w);
	w->depth++;
	return 0;
}

bool
shared_is_within(PyObject *old, PyObject *new)
{
	struct within w = {.old = old, .depth = WITHIN_DEEP};

	if (!is_class(new) && !is_module(new) && !is_container(new) && !is_atom(new))
		heap_refers(new, look_within, &w);
	return w.found;
}

bool
shared_is_running(PyObject *o)
{
	PyObject *active = library_object("threading", "_active"), *key, *thread;
	Py_ssize_t at = 0;

	while (active && is_dict(active) && PyDict_Next(active, &at, &key, &thread))
		if (thread == o)
			return true;
	return false;
}
