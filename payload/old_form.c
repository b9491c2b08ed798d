/*
 * old_form.c - which statement of the old source a changed one was.
 *
 * A definition goes by its name; one that is gone, while another with the same decorators
 * and arguments is new, has got that name.  A call is known by what it is a call of, and by
 * what it is given.  Without the old source a definition is taken for its own old form.
 */
#include "statement.h"
#include "version.h"

/* Of several definitions of one name: the one that does the same. */
static const struct chunk *
old_namesake(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct body *old = &g->m->old;
	const struct chunk *own = statement_chunk(s, name), *c;
	PyObject *code = own ? chunk_code(s->in, own, name) : NULL, *its;

	for (c = old->chunks; code && c < old->chunks + old->chunk_count; c++) {
		its = c->match < 0 ? chunk_code(old, c, name) : NULL;
		if (its && code_same_behaviour(its, code))
			return c;
	}
	return NULL;
}

/* Another definition of the name does what this one did. */
static bool
is_claimed(const struct staging *g, PyObject *name, PyObject *code)
{
	const struct statement *x;
	const struct chunk *own;
	PyObject *its;

	for (x = g->statements; x < g->statements + g->count; x++) {
		own = statement_is_definition(x) && !x->same ? statement_chunk(x, name) : NULL;
		its = own ? chunk_code(x->in, own, name) : NULL;
		if (its && code_same_behaviour(its, code))
			return true;
	}
	return false;
}

/* Of several `def _` that have changed: those that do something else now, in order, when there are as many. */
static const struct chunk *
old_of_several(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct body *old = &g->m->old;
	const struct chunk *c, *own, *found = NULL;
	const struct statement *x;
	int olds = 0, news = 0, place = -1;
	PyObject *code;

	for (x = g->statements; x < g->statements + g->count; x++) {
		own = statement_is_definition(x) && !x->same ? statement_chunk(x, name) : NULL;
		if (!own || old_namesake(g, x, name))
			continue;
		place = x == s ? news : place;
		news++;
	}
	for (c = old->chunks; c < old->chunks + old->chunk_count; c++) {
		code = c->match < 0 ? chunk_code(old, c, name) : NULL;
		if (code && !is_claimed(g, name, code) && olds++ == place)
			found = c;
	}
	return olds == news ? found : NULL;
}

static bool
takes_the_same(PyObject *old, PyObject *new)
{
	static const char *const parts[] = {"co_argcount", "co_kwonlyargcount", "co_posonlyargcount"};

	return code_is_class_body(old) == code_is_class_body(new) && code_same_parts(old, new, parts, 3);
}

/* class Created(Event) says what class Made(Event) said. */
bool
chunk_same_but_names(const struct body *old, const struct chunk *c, PyObject *name, const struct body *new, const struct chunk *n,
		     PyObject *new_name)
{
	const struct token *x = &old->tokens[c->first], *y = &new->tokens[n->first];
	bool same = c->count == n->count;
	int i;

	for (i = 0; same && i < c->count; i++, x++, y++)
		same = x->op == y->op &&
		       ((x->value && y->value &&
			 ((is_code(x->value) && is_code(y->value)) || const_equal(x->value, y->value, code_same_behaviour) ||
			  (is_str(x->value) && is_str(y->value) && PyUnicode_Compare(x->value, name) == 0 &&
			   PyUnicode_Compare(y->value, new_name) == 0))) ||
			(!x->value && !y->value));
	return same;
}

/* A metaclass or a base may have registered it. */
static bool
has_bases(const struct body *body, const struct chunk *c)
{
	const struct token *x;
	int names = 0;

	for (x = &body->tokens[c->first]; x < &body->tokens[c->first + c->count]; x++)
		names += x->op == python->op.load_name;
	return names > 0;
}

/* The one decorated definition that is gone, of those that this one may have been. */
static const struct chunk *
renamed_from(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct body *old = &g->m->old;
	const struct chunk *c, *own = statement_chunk(s, name), *found = NULL;
	PyObject *its, *code, *new = own ? chunk_code(s->in, own, name) : NULL;

	if (new && s->first_line >= s->def_line && !(s->kind == KIND_CLASS && has_bases(s->in, own)))
		return NULL;
	for (c = old->chunks; new && c < old->chunks + old->chunk_count; c++) {
		its = c->match < 0 ? chunk_name(old, c) : NULL;
		code = its ? chunk_code(old, c, its) : NULL;
		if (!code || chunk_binding(&g->m->new, utf8(its)) || !takes_the_same(code, new) ||
		    !(s->first_line < s->def_line ? chunk_same_decorators(old, c, s->in, own, s->def_line)
						  : chunk_same_but_names(old, c, its, s->in, own, name)))
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

/* CONFIG = Config("a") said Config("b") before: the one object has been made by this line, and by no function that may keep
   it for others. */
static const struct chunk *
old_assignment(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL, *live, *before;
	const struct chunk *c = name ? chunk_binding(&g->m->old, utf8(name)) : NULL;

	live = c && c->match < 0 ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	before = live && is_heap_type((PyObject *)type_of(live)) && !is_class(live) ? old_value_at_first(g->t, g->m, name) : NULL;
	return before && recipe_callee(g->t, before) == (PyObject *)type_of(live) ? c : NULL;
}

/* log = get_logger("app", level=10), with another level: the name leads to the same object, which has been given something. */
static const struct chunk *
old_configuring(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	PyObject *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	const struct chunk *c = live && !is_atom(live) && !is_container(live) ? chunk_binding(&g->m->old, utf8(name)) : NULL;

	return c && c->match < 0 && PyDict_GetItemWithError(g->m->scratch, name) == live ? c : NULL;
}

/* job = scheduler.add_job(poll, seconds=10): it has given a definition of the module to a call, and keeps what that has returned;
   no object of its own, and no wrapper of that. */
static const struct chunk *
old_registering(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_ASSIGN && s->chunk_count ? chunk_name(s->in, &s->in->chunks[s->first_chunk]) : NULL;
	PyObject *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL, *value;
	const struct chunk *c = live && !is_class(live) && !is_function(live) ? chunk_binding(&g->m->old, utf8(name)) : NULL;
	const struct token *x;
	bool called = false;

	for (x = c && c->match < 0 ? &g->m->old.tokens[c->first] : NULL; x && x < &g->m->old.tokens[c->first + c->count]; x++) {
		if (x->op != python->op.load_name || !x->value)
			continue;
		value = called ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		if (value && is_own_definition(g->m, x->value, value))
			return c;
		called = true;
	}
	return NULL;
}

bool
old_form_registers(const struct staging *g, const struct statement *s, const struct chunk *c)
{
	return g->m->old_code && c == old_registering(g, s) && c != old_assignment(g, s) && c != old_configuring(g, s) &&
	       c != rewrapped_from(g, s);
}

const struct chunk *
old_form(const struct staging *g, const struct statement *s)
{
	PyObject *name;
	const struct chunk *c;

	if (!statement_is_definition(s) && !g->m->old_code)
		return NULL;
	if (!statement_is_definition(s)) {
		c = s->kind == KIND_ASSIGN ? rewrapped_from(g, s) : NULL;
		c = !c && s->kind == KIND_ASSIGN ? old_assignment(g, s) : c;
		c = !c && s->kind == KIND_ASSIGN ? old_configuring(g, s) : c;
		c = !c ? old_registering(g, s) : c;
		return c ? c : statement_old_call(g, s);
	}
	name = get_attr(s->node, "name");
	if (!g->m->old_code) {
		/* What the module did not have is new, whatever it is like. */
		c = name && !statement_shares_name(g, s, name) && PyDict_GetItemWithError(g->m->before, name) ? statement_chunk(s, name)
														       : NULL;
		unref(name);
		return c;
	}
	c = name && statement_shares_name(g, s, name) ? old_namesake(g, s, name) : NULL;
	if (name && !c)
		c = statement_shares_name(g, s, name) ? old_of_several(g, s, name) : statement_old_definition(g, name);
	if (name && !c && !statement_shares_name(g, s, name)) /* it is as it was: what it is made of is not */
		c = chunk_binding(&g->m->old, utf8(name));
	/* One more `def _` beside others is new. */
	if (name && !c && !chunk_binding(&g->m->old, utf8(name)))
		c = renamed_from(g, s, name);
	unref(name);
	return c;
}

bool
old_form_has_run(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = old_form(g, s);

	/* What it leads to is known when it has run. */
	return c &&
	       !(s->kind == KIND_ASSIGN && c == old_configuring(g, s) && c != old_assignment(g, s) && c != rewrapped_from(g, s));
}

bool
old_form_configured(const struct staging *g, const struct statement *s)
{
	return s->kind == KIND_ASSIGN && g->m->old_code && old_configuring(g, s);
}
