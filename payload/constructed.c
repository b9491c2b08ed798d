/*
 * constructed.c - stats = Stats(), and Stats.__init__ sets more: nothing of that line is old.
 *
 * What the new initializer sets, and says otherwise, is given to all instances, or counted with them; methods that came or
 * went are those of the class.  So it is not said of the line, too.
 */
#include "callees.h"
#include "statement.h"
#include "version.h"

PyObject *
statement_constructs(const struct staging *g, const struct statement *s)
{
	PyObject *value = s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL;
	PyObject *f = value && node_is(value, "Call") ? get_attr(value, "func") : NULL, *id = NULL, *class, *name, *live;

	id = f && node_is(f, "Name") ? get_attr(f, "id") : NULL;
	class = id ? PyDict_GetItemWithError(g->m->before, id) : NULL;
	name = class && is_class(class) && is_heap_type(class) && s->chunk_count
		   ? chunk_name(s->in, &s->in->chunks[s->first_chunk])
		   : NULL;
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	unref(id);
	unref(f);
	unref(value);
	PyErr_Clear();
	return live && (PyObject *)type_of(live) == class && !is_enum(class) ? class : NULL;
}

/* All lines of the old one are there, and behind or between them others, which set attributes. */
static bool
sets_more(PyObject *old, PyObject *new)
{
	struct body before, after;
	const struct token *x, *end;
	bool more = body_init(&before, old) == 0;
	int i;

	if (!more)
		return false;
	if (body_init(&after, new) < 0) {
		body_fini(&before);
		return false;
	}
	body_match(&before, &after);
	for (i = 0; more && i < before.chunk_count; i++)
		more = before.chunks[i].match >= 0;
	for (i = 0; more && i < after.chunk_count; i++) {
		if (after.chunks[i].match >= 0)
			continue;
		x = &after.tokens[after.chunks[i].first];
		for (end = x + after.chunks[i].count; x < end && x->op != python->op.store_attr; x++)
			;
		more = x < end;
	}
	body_fini(&after);
	body_fini(&before);
	return more;
}

/* Of what its initializer calls nothing has changed. */
static bool
calls_nothing_changed(struct transaction *t, const struct module *m, PyObject *code)
{
	PyObject *names = PySet_New(NULL), *list = names && code_add_names(code, names) == 0 ? PySequence_List(names) : NULL, *o;
	bool same = list != NULL;
	Py_ssize_t i;

	for (i = 0; same && i < PyList_Size(list); i++) {
		o = PyDict_GetItemWithError(m->before, PyList_GetItem(list, i));
		same = PySet_Contains(m->moved, PyList_GetItem(list, i)) == 0 &&
		       !(o && (is_function(o) || is_class(o)) && callee_changed(t, o));
	}
	unref(list);
	unref(names);
	return same;
}

bool
statement_constructs_with_more(const struct staging *g, const struct statement *s)
{
	PyObject *class = statement_constructs(g, s), *init = class ? class_get(class, "__init__") : NULL, *code;
	const struct token *x;
	struct module *m;
	PyObject *o;
	bool more;

	code = init && is_function(init) ? code_to_come(g->t, init) : NULL;
	m = code ? pair_module(g->t, WORD(init, python->function.code)) : NULL;
	more = m && m->before && m->moved && type_of(class) == TYPE_AT(PyType_Type) &&
	       PyTuple_Size(WORD(class, TYPE_BASES)) == 1 && sets_more(WORD(init, python->function.code), code) &&
	       calls_nothing_changed(g->t, m, WORD(init, python->function.code));
	/* Its arguments are constants, or names of what has not changed. */
	for (x = s->tokens; more && x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		more = !o || o == class || !(is_function(o) || is_class(o)) || !callee_changed(g->t, o);
	}
	PyErr_Clear();
	return more;
}
