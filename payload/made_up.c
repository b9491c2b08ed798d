/*
 * made_up.c - names whose values several lines make up: X = [] ... X += other, for n in NAMES: X[n] = 0.
 *
 * When one of the lines follows a change all of them run again, if that has no effect but
 * on what they make up.  What they had made of it before is what the unchanged lines make
 * of the old values (old_value.c).
 */
#include "statement.h"
#include "version.h"

/* Bound by a line that can run again, and has done so if it was its turn. */
static bool
is_made_by_line(const struct staging *g, PyObject *name)
{
	const struct statement *x;

	if (PySet_Contains(g->m->skipped, name) == 1)
		return false;
	for (x = g->statements; x < g->statements + g->count; x++)
		if (x->kind == KIND_ASSIGN && (x->same || PySet_Contains(g->rebound, name) == 1) && statement_binds(x, name))
			return statement_is_pure(g, x) && !statement_stores_inside(x) &&
			       !source_changes(g->m, name, PyDict_GetItemWithError(g->m->before, name));
	return false;
}

static bool
is_pure_at(const struct staging *g, PyObject *node, const char *attribute)
{
	PyObject *its = get_attr(node, attribute);
	bool pure = its && node_is_still(g, its);

	unref(its);
	return pure;
}

static bool is_filling(const struct staging *g, PyObject *call);

/* X, X[k], X.setdefault(k, []) */
static bool
is_filled(const struct staging *g, PyObject *node)
{
	PyObject *its = get_attr(node, node_is(node, "Name") ? "id" : "value");
	bool filled = node_is(node, "Name")	   ? its && is_made_by_line(g, its)
		      : node_is(node, "Subscript") ? its && is_filled(g, its) && is_pure_at(g, node, "slice")
						   : node_is(node, "Call") && is_filling(g, node);

	unref(its);
	PyErr_Clear();
	return filled;
}

/* Methods that take something out, or go by what is there: once more is not as once. */
static const char *const spending[] = {"pop",  "popitem", "popleft", "remove",	"discard",  "clear",
				       "sort", "reverse", "rotate",  "subtract"};

/* X.append(...), X[k].add(...), X.pop(...) */
static bool
is_filling(const struct staging *g, PyObject *call)
{
	static const char *const methods[] = {"append", "extend", "update", "add", "setdefault", "insert"};
	PyObject *f = get_attr(call, "func"), *method = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL;
	PyObject *of = method ? get_attr(f, "value") : NULL;
	bool filling = of && (IS_ONE_OF(utf8(method), methods) || IS_ONE_OF(utf8(method), spending)) &&
		       is_pure_at(g, call, "args") && is_pure_at(g, call, "keywords") && is_filled(g, of);

	unref(of);
	unref(method);
	unref(f);
	return filling;
}

/* default = X.pop("b"): it binds what it has taken out. */
static bool
takes_out(const struct staging *g, PyObject *assign)
{
	PyObject *value = get_attr(assign, "value"), *targets = get_attr(assign, "targets");
	bool takes = value && node_is(value, "Call") && is_filling(g, value) && targets && PyList_Size(targets) == 1 &&
		     node_is(PyList_GetItem(targets, 0), "Name");

	unref(targets);
	unref(value);
	return takes;
}

/* What is filled, or within it. */
static bool
are_targets(const struct staging *g, PyObject *node, const char *attribute)
{
	PyObject *its = get_attr(node, attribute), *list = its && !is_exact(its, TYPE_AT(PyList_Type)) ? PyList_New(0) : ref(its);
	bool are = its && list && (list == its || PyList_Append(list, its) == 0);
	Py_ssize_t i;

	for (i = 0; are && i < PyList_Size(list); i++)
		are = (node_is(PyList_GetItem(list, i), "Subscript") || node_is(PyList_GetItem(list, i), "Name")) &&
		      is_filled(g, PyList_GetItem(list, i));
	unref(list);
	unref(its);
	PyErr_Clear();
	return are;
}

static bool adds(const struct staging *g, PyObject *node);

static bool
all_add(const struct staging *g, PyObject *node, const char *attribute)
{
	PyObject *list = get_attr(node, attribute);
	bool all = list;
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(list); i++)
		all = adds(g, PyList_GetItem(list, i));
	unref(list);
	return all;
}

/* name += ..., for x in ...: name[x] = ..., name.extend(...): calls nothing, and changes nothing but what lines like these
   make up. */
static bool
adds(const struct staging *g, PyObject *node)
{
	PyObject *value;
	bool is;

	if (node_is(node, "For") || node_is(node, "While") || node_is(node, "If"))
		return is_pure_at(g, node, node_is(node, "For") ? "iter" : "test") && all_add(g, node, "body") &&
		       all_add(g, node, "orelse");
	if (node_is(node, "Delete"))
		return are_targets(g, node, "targets");
	if (node_is(node, "Assign") && takes_out(g, node))
		return true;
	if (node_is(node, "Assign") || node_is(node, "AugAssign"))
		return is_pure_at(g, node, "value") && are_targets(g, node, node_is(node, "Assign") ? "targets" : "target");
	if (!node_is(node, "Expr"))
		return node_is(node, "Pass") || node_is(node, "Continue") || node_is(node, "Break");
	value = get_attr(node, "value");
	is = value && node_is(value, "Call") && is_filling(g, value);
	unref(value);
	return is;
}

/* POOLS, a list or dict of the module. */
static bool
is_live_container(const struct staging *g, PyObject *node)
{
	PyObject *o = node_is(node, "Name") ? node_object_in(g->m->before, node) : NULL;

	return o && (is_dict(o) || is_list(o));
}

/* One value, or an object that is made for it. */
static bool
is_one_value(const struct staging *g, PyObject *node, int *objects)
{
	bool object = node_makes_plain_object(g, node);

	*objects += object;
	return object || node_is_still(g, node);
}

/* POOLS[name] = Pool(name), POOLS.append(Pool(name)), and what decides whether. */
static bool
puts_in_one(const struct staging *g, PyObject *node, int *objects)
{
	bool block = node_is(node, "For") || node_is(node, "If"), call = node_is(node, "Expr");
	PyObject *value = get_attr(node, block ? "orelse" : "value"), *list, *first, *of = NULL, *f = NULL;
	bool puts = false;
	Py_ssize_t i;

	list = value ? get_attr(call ? value : node, block ? "body" : call ? "args" : "targets") : NULL;
	first = list && is_list(list) && PyList_Size(list) > 0 ? PyList_GetItem(list, 0) : NULL;
	if (block && first) {
		puts = is_pure_at(g, node, node_is(node, "For") ? "iter" : "test") && PyList_Size(value) == 0;
		for (i = 0; puts && i < PyList_Size(list); i++)
			puts = puts_in_one(g, PyList_GetItem(list, i), objects);
	} else if (first && PyList_Size(list) == 1 && call) {
		f = get_attr(value, "func");
		of = f && node_is(f, "Attribute") && attr_is(f, "attr", "append") ? get_attr(f, "value") : NULL;
		puts = of && is_live_container(g, of) && is_one_value(g, first, objects);
	} else if (first && PyList_Size(list) == 1 && node_is(node, "Assign") && node_is(first, "Subscript")) {
		of = get_attr(first, "value");
		puts = of && is_live_container(g, of) && is_pure_at(g, first, "slice") && is_one_value(g, value, objects);
	}
	unref(of);
	unref(f);
	unref(list);
	unref(value);
	PyErr_Clear();
	return puts;
}

bool
statement_puts_in_objects(const struct staging *g, const struct statement *s)
{
	int objects = 0;

	return s->kind == KIND_LOOP && node_is(s->node, "For") && puts_in_one(g, s->node, &objects) && objects > 0;
}

static bool
names(const struct statement *s, PyObject *name)
{
	return tokens_have(s->tokens, s->token_count, python->op.load_name, name) ||
	       tokens_have(s->tokens, s->token_count, python->op.store_name, name);
}

/* It reads what has changed, or will have when it is its turn. */
static bool
reads_changing(const struct staging *g, const struct statement *s)
{
	return tokens_read_any(s->tokens, s->token_count, g->m->moved) ||
	       (g->m->old_code && tokens_read_any(s->tokens, s->token_count, g->rebound));
}

static bool
is_slice(PyObject *node, void *arg)
{
	PyObject *key = node_is(node, "Subscript") ? tree_key(node) : NULL;
	bool is = key && node_is(key, "Slice");

	(void)arg;
	unref(key);
	return is;
}

/* COUNTS.update(b=2), of a Counter: it adds. */
static bool
counts(const struct staging *g, PyObject *value)
{
	PyObject *f = node_is(value, "Call") ? get_attr(value, "func") : NULL,
		 *of = f && node_is(f, "Attribute") && attr_is(f, "attr", "update") ? get_attr(f, "value") : NULL,
		 *id = of && node_is(of, "Name") ? get_attr(of, "id") : NULL, *live = id ? PyDict_GetItemWithError(g->m->before, id) : NULL;
	bool is = live && (PyObject *)type_of(live) == library_object("collections", "Counter");

	unref(id);
	unref(of);
	unref(f);
	return is;
}

/* X.pop("b"), X[:2] = [...], X["a"] += 1, del X["a"], while len(X) < 3: it goes by what is in X. */
static bool
spends(const struct staging *g, PyObject *node)
{
	PyObject *value = node_is(node, "Expr") || node_is(node, "Assign") ? get_attr(node, "value") : NULL;
	PyObject *name = value ? name_called(value) : NULL, *targets = get_attr(node, node_is(node, "Assign") ? "targets" : "target");
	bool is = node_is(node, "Delete") || node_is(node, "While") || (name && is_str(name) && (IS_ONE_OF(utf8(name), spending) || counts(g, value))) ||
		  (targets && ((node_is(node, "AugAssign") && node_is(targets, "Subscript")) || tree_any(targets, is_slice, NULL)));

	unref(targets);
	unref(name);
	unref(value);
	PyErr_Clear();
	return is;
}

/* A line that may go on from another one. */
static bool
goes_on(const struct staging *g, const struct statement *s)
{
	return s->kind == KIND_AUGMENT || s->kind == KIND_LOOP || s->kind == KIND_EXPRESSION || s->kind == KIND_IF ||
	       (!s->same && spends(g, s->node));
}

/* X.append("b"), X["b"] = 1, for n in NAMES: X[n] = 0, which is not there any more, and has become no other one. */
static bool
has_filled(const struct staging *g, PyObject *name)
{
	const struct body *old = &g->m->old;
	const struct statement *s;
	const struct chunk *c;
	int i, gone = 0;

	for (i = 0; g->left && i < old->chunk_count; i++) {
		c = &old->chunks[i];
		/* No line of the new source stores there, whatever others store elsewhere. */
		if (g->left[i] == LEFT_STORE && tokens_have(&old->tokens[c->first], c->count, python->op.load_name, name) &&
		    IS_IN(python->op.mutations, old->tokens[c->first + c->count - 1].op))
			return true;
		gone += (g->left[i] == LEFT_LOOP || (g->left[i] != LEFT_NOT && !chunk_name(old, c))) &&
			tokens_have(&old->tokens[c->first], c->count, python->op.load_name, name);
	}
	for (s = g->statements; gone > 0 && s < g->statements + g->count; s++)
		gone -= !s->same && !statement_is_definition(s) && tokens_have(s->tokens, s->token_count, python->op.load_name, name);
	return gone > 0;
}

/* What the old lines had made of it can be told, so it can give way. */
static bool
is_known(const struct staging *g, PyObject *name)
{
	bool known = !g->m->old_code || old_value_at_first(g->t, g->m, name);

	if (!known)
		PyDict_DelItem(g->m->made_up, name);
	return known;
}

/* X = [] ... X += other: a later line that makes up what it binds reads what has changed; all that does so can run again.
   LEVEL = 1 ... if VERBOSE: LEVEL = 2, which may not do so any more.  made_up: all these lines, NONE where one has changed. */
static bool
is_followed(const struct staging *g, const struct statement *s, PyObject *name)
{
	PyObject *nodes = PyList_New(0);
	const struct statement *x;
	bool gone = has_filled(g, name), follows = gone, more, all = !gone && nodes && PyList_Append(nodes, s->node) == 0;

	for (x = s + 1; nodes && x < g->statements + g->count; x++) {
		if (statement_is_definition(x) || x->kind == KIND_IMPORT || !names(x, name))
			continue;
		/* if DEBUG: X["trace"] = 1 */
		more = goes_on(g, x) && (x->kind != KIND_IF || (!statement_binds(x, name) && adds(g, x->node)));
		if (more && !adds(g, x->node)) {
			follows = false;
			break;
		}
		if (more)
			follows = follows || tokens_read_any(x->tokens, x->token_count, g->m->moved) || statement_calls_changed(g, x) ||
				  (!x->same && (x->kind == KIND_LOOP || spends(g, x->node)));
		if (!more && (x->kind != KIND_IF || !x->same || !statement_binds(x, name) || !node_is_still(g, x->node)))
			continue;
		if (!more)
			follows = follows || reads_changing(g, x);
		all = all && x->same && PyList_Append(nodes, x->node) == 0;
	}
	if (follows)
		follows = PyDict_SetItem(g->m->made_up, name, all ? nodes : NONE) == 0 && (all || is_known(g, name));
	unref(nodes);
	return follows;
}

int
made_up_prepare(struct staging *g)
{
	const struct body *old = &g->m->old;
	const struct statement *s;
	const struct token *x;
	int i;

	g->gone_on = hold(g->t, PySet_New(NULL));
	for (s = g->statements; g->gone_on && s < g->statements + g->count; s++)
		for (x = s->tokens; goes_on(g, s) && x < s->tokens + s->token_count; x++)
			if ((x->op == python->op.load_name || x->op == python->op.store_name) && x->value &&
			    PySet_Add(g->gone_on, x->value) < 0)
				return -1;
	for (i = 0; g->gone_on && g->left && i < old->chunk_count; i++)
		for (x = &old->tokens[old->chunks[i].first]; g->left[i] != LEFT_NOT && x < &old->tokens[old->chunks[i].first + old->chunks[i].count]; x++)
			if (x->op == python->op.load_name && x->value && PySet_Add(g->gone_on, x->value) < 0)
				return -1;
	return g->gone_on ? 0 : -1;
}

bool
statement_is_made_up_anew(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	bool followed = false;

	if (g->t->flags & PYR_CODE_ONLY)
		return false;
	if (s->kind == KIND_ASSIGN && statement_is_pure(g, s) && !statement_stores_inside(s)) {
		for (x = s->tokens; x < s->tokens + s->token_count; x++)
			if (x->op == python->op.store_name && PySet_Contains(g->gone_on, x->value) == 1 &&
			    !source_changes(g->m, x->value, PyDict_GetItemWithError(g->m->before, x->value)) &&
			    is_followed(g, s, x->value))
				followed = true;
		return followed;
	}
	/* The line that it goes on from has run. */
	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if ((x->op == python->op.load_name || x->op == python->op.store_name) &&
		    PySet_Contains(g->m->bound, x->value) == 1 &&
		    PyDict_GetItemWithError(g->m->scratch, x->value) != PyDict_GetItemWithError(g->m->before, x->value) &&
		    adds(g, s->node))
			return true;
	return false;
}
