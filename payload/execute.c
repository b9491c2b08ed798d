/*
 * execute.c - one statement of the new source is executed: what it changes in objects that live is taken note of.
 *
 * A statement another form of which has run before takes the place of that: its entries give
 * way, or are taken out where a registry refuses two; then it is executed once more.
 */
#include "compile.h"
#include "records.h"
#include "statement.h"
#include "version.h"

static PyObject *
compile_statement(const struct staging *g, PyObject *node)
{
	PyObject *nodes = PyList_New(0), *code = NULL;

	if (nodes && PyList_Append(nodes, node) == 0)
		code = compile_statements(g->t, g->m, nodes);
	unref(nodes);
	return code;
}

static bool
is_new_name(PyObject *node, void *arg)
{
	const struct staging *g = arg;
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool new = id && PyDict_Contains(g->m->before, id) == 0 && PyDict_Contains(g->t->builtins, id) == 0;

	unref(id);
	return new;
}

/* for cls in (Text, Image, Video): register(cls()), without the old source: of those that the process has had the loop has been through
   Text and Image.  New list; NULL: it goes round something else, or what it does may be done again. */
static PyObject *
items_that_come(const struct staging *g, const struct statement *s)
{
	PyObject *iter = !g->m->old_code && s->kind == KIND_LOOP && !statement_is_pure_block(g, s) ? get_attr(s->node, "iter") : NULL,
		 *all = iter && (node_is(iter, "Tuple") || node_is(iter, "List")) ? get_attr(iter, "elts") : NULL, *come = all ? PyList_New(0) : NULL;
	bool fine = come;
	Py_ssize_t i;

	for (i = 0; fine && i < PyList_Size(all); i++)
		if (tree_any(PyList_GetItem(all, i), is_new_name, (void *)(uintptr_t)g))
			fine = PyList_Append(come, PyList_GetItem(all, i)) == 0;
	if (!fine || PyList_Size(come) == 0) {
		unref(come);
		come = NULL;
	}
	unref(all);
	unref(iter);
	PyErr_Clear();
	return come;
}

/* Of a loop that has been through the others, for the items that come alone. */
static PyObject *
compile_for_new(const struct staging *g, const struct statement *s)
{
	PyObject *come = items_that_come(g, s), *iter = come ? get_attr(s->node, "iter") : NULL, *all = iter ? get_attr(iter, "elts") : NULL, *code, *error[3];

	if (all && PyObject_SetAttrString(iter, "elts", come) == 0 && PyList_Size(come) < PyList_Size(all))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was run for what is new alone: there is no copy of the old source to tell what it has done for the others", s->first_line);
	PyErr_Clear();
	code = compile_statement(g, s->node);
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (all && PyObject_SetAttrString(iter, "elts", all) < 0)
		PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	unref(all);
	unref(iter);
	unref(come);
	return code;
}

static PyObject *
compile_bare(const struct staging *g, PyObject *node)
{
	PyObject *decorators = PyObject_GetAttrString(node, "decorator_list");
	PyObject *empty = PyList_New(0), *code = NULL;

	if (decorators && empty && PyObject_SetAttrString(node, "decorator_list", empty) == 0) {
		code = compile_statement(g, node);
		if (PyObject_SetAttrString(node, "decorator_list", decorators) < 0) {
			unref(code);
			code = NULL;
		}
	}
	unref(empty);
	unref(decorators);
	return code;
}

static bool
may_register(const struct staging *g, const struct statement *s, enum verdict verdict)
{
	/* Also one that has lost its decorators. */
	if (statement_is_definition(s))
		return verdict == RUN && (s->first_line < s->def_line || s->kind == KIND_CLASS || g->m->old_code);
	return s->kind != KIND_IMPORT && (!statement_is_pure(g, s) || statement_stores_inside(s));
}

/* What an attribute of its objects is is decided by code: a property, __getattr__. */
static bool
has_its_say(PyObject *class, PyObject *name)
{
	PyObject *o = class_lookup(class, utf8(name)), *get = class_lookup(class, "__getattribute__");

	return (o && is_exact(o, TYPE_AT(PyProperty_Type))) || (get && is_function(get)) || class_lookup(class, "__getattr__") ||
	       (o && is_heap_type((PyObject *)type_of(o)) && class_lookup((PyObject *)type_of(o), "__get__"));
}

static bool
has_operators(PyObject *class)
{
	static const char *const names[] = {"__getitem__", "__iter__", "__contains__", "__len__", "__bool__", "__add__", "__radd__",
					    "__sub__", "__mul__", "__or__", "__and__", "__eq__", "__lt__", "__str__", "__format__",
					    "__index__", "__int__", "__float__"};
	PyObject *f;
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((f = class_lookup(class, names[i])) && is_function(f))
			return true;
	return false;
}

/* session.connection, prices["a"], total + price: a property, or another method of the object's class, may be asked. */
static bool
may_ask_objects(const struct staging *g, const struct statement *s)
{
	const struct token *x, *y, *end = s->tokens + s->token_count;
	PyObject *o, *class;

	for (x = s->tokens; s->kind != KIND_IMPORT && !statement_is_definition(s) && x < end; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->scratch, x->value) : NULL;
		for (y = x + 1; o && is_module(o) && y < end && token_is_attribute(y); y++)
			o = PyDict_GetItemWithError(PyModule_GetDict(o), y->value);
		class = o ? (PyObject *)type_of(o) : NULL;
		if (class && is_heap_type(class) && !is_class(o) && !is_enum(class) &&
		    (y < end && token_is_attribute(y) ? has_its_say(class, y->value) : has_operators(class)))
			return true;
	}
	return false;
}

/* Another form of it has run before: then it may have registered what it registers again. */
static bool
takes_a_place(const struct staging *g, const struct statement *s)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL;
	bool calls;

	unref(name); /* the node keeps it */
	if (g->t->flags & PYR_RESET)
		return true;
	if ((name && PyDict_Contains(g->m->before, name) == 1) || old_form_has_run(g, s))
		return true;
	calls = s->kind == KIND_EXPRESSION || s->kind == KIND_LOOP || s->kind == KIND_IF || s->kind == KIND_OTHER;
	return !name && (calls || statement_stores_inside(s) ? g->gone : g->gone_calls) > 0;
}

/* No form of it has run before. */
static bool
is_new(const struct staging *g, const struct statement *s)
{
	PyObject *name = statement_is_definition(s) ? get_attr(s->node, "name") : NULL;
	bool new = !s->same && !(g->t->flags & PYR_RESET) &&
		   (name ? PyDict_Contains(g->m->before, name) == 0 : s->kind == KIND_EXPRESSION) &&
		   !(g->m->old_code && old_form_has_run(g, s));

	unref(name);
	PyErr_Clear();
	return new;
}

/* No other statement says the same: twice is not meant. */
static bool
says_it_alone(const struct staging *g, const struct statement *s)
{
	const struct chunk *own = s->chunk_count == 1 ? &s->in->chunks[s->first_chunk] : NULL;
	const struct statement *x;

	for (x = g->statements; own && x < g->statements + g->count; x++)
		if (x != s && x->chunk_count == 1 && chunk_same_tokens(s->in, own, x->in, &x->in->chunks[x->first_chunk]))
			return false;
	return own && s->kind == KIND_EXPRESSION;
}

/* Its first decorators. */
static bool
is_decorated_now(const struct staging *g, const struct statement *s)
{
	const struct chunk *c =
	    statement_is_definition(s) && !s->same && g->m->old_code && s->first_line < s->def_line ? old_form(g, s) : NULL;
	const struct token *x, *first = c ? &g->m->old.tokens[c->first] : NULL;

	for (x = first; c && x < first + c->count; x++)
		if (x->op == python->op.load_name)
			return false;
	return c != NULL;
}

struct running {
	const struct staging *g;
	const struct statement *s;
};

static PyObject *
base_of(const void *arg, PyObject *o, PyObject *copy, bool loose)
{
	const struct running *r = arg;

	return others_base(r->g, r->s, o, copy, loose);
}

/* What others have changed meanwhile is as if it had been there before.  Until they have been told apart once more, what is no
   constant may be of the statement.  New reference: what was watched, with copies as it is without the statement. */
static PyObject *
settle(const struct staging *g, const struct statement *s, PyObject *seen)
{
	const struct running r = {g, s};
	PyObject *strict = PySequence_List(g->t->watched);

	if (strict && touched_settle(g->t, strict, base_of, &r, false) == 0 && touched_settle(g->t, seen, base_of, &r, false) == 0 &&
	    touched_settle(g->t, g->t->watched, base_of, &r, true) == 0)
		return strict;
	unref(strict);
	return NULL;
}

static bool
reaches_touched(const struct staging *g, const struct statement *s)
{
	PyObject *reach = snapshot_reach(g->m, g->t, s->tokens, s->token_count);
	bool reaches = !reach;
	Py_ssize_t i;

	for (i = 0; reach && !reaches && i + 3 < PyList_Size(g->t->touched); i += 4)
		reaches = list_has(reach, PyList_GetItem(g->t->touched, i));
	unref(reach);
	PyErr_Clear();
	return reaches;
}

/* time.sleep(0.5): it leads to nothing that statements have changed. */
static bool
needs_no_other(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *o;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->scratch, x->value) : NULL;
		if ((x->value && is_code(x->value)) ||
		    (o && !is_atom(o) && !is_exact(o, TYPE_AT(PyCFunction_Type)) && !(is_module(o) && is_library_module(o))))
			return false;
	}
	return (s->kind == KIND_EXPRESSION || s->kind == KIND_ASSIGN) && !reaches_touched(g, s);
}

/* What its old form has done does not stand beside what this one has. */
static void
note_given_way(const struct staging *g, const struct statement *s)
{
	const struct body *old = &g->m->old;
	const struct chunk *c = !s->same && g->m->old_code ? old_form(g, s) : NULL;

	if (c && c >= old->chunks && c < old->chunks + old->chunk_count)
		g->left[c - old->chunks] = LEFT_NOT;
}

#define ROOM_TRIES 10 /* of a statement, while other threads run */

/* What the statement makes later is of the statement. */
static void
ask_for_promise(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_FUNCTION && s->first_line < s->def_line ? get_attr(s->node, "name") : NULL;

	if (name)
		unref(promise_kept(PyDict_GetItemWithError(g->m->before, name), PyDict_GetItemWithError(g->m->scratch, name)));
	unref(name);
	PyErr_Clear();
}

/* registers: what it reaches has been noted; again: another form of it has run.  *known: all that it has changed near it is
   known. */
static PyObject *
evaluate(const struct staging *g, const struct statement *s, PyObject *code, bool registers, bool again, bool *known)
{
	struct touched_mark mark = touched_mark(g->t);
	bool alone, hidden, stays;
	PyObject *result = NULL, *seen = NULL, *items = NULL, *strict = NULL, *shadows, *states[AROUND_COUNT], *error[3];
	PyObject *strays = strays_before(g, s);
	int ended = 0;

	*known = false;
	/* Whether the new code lets go of the GIL is not known: its time is its own. */
	gil_stretch_ends(g->t);
	/* What the new methods reach is looked at, too. */
	shadows = shadows_begin(g, s);
	if (registers && shadows && PyList_Size(shadows) && snapshot_before(g->m, g->t, s->tokens, s->token_count) < 0)
		PyErr_Clear();
	if (touched_before(g->t, g->m, s->tokens, s->token_count, &seen) == 0 && (!again || unwrap_place(g, s) == 0) &&
	    (!statement_computes(g, s) || computes_watch(g, s, seen) == 0)) {
		items = items_before(g, s);
		if (shadows && (!g->m->old_code || statement_reads_items(g, s, NULL)) && items_shadow(g, s, shadows) < 0)
			PyErr_Clear();
		hidden = hidden_hide(g->t);
		around_begin(states, g, s, registers && again);
		stays = hidden && needs_no_other(g, s);
		if (hidden && !stays)
			hidden_turn(g->t);
		result = PyEval_EvalCode(code, g->m->scratch, g->m->scratch);
		if (result)
			ask_for_promise(g, s);
		if (stays)
			hidden_show(g->t);
		ended = around_end(states, g);
		if (ended < 0 && result)
			unref(result), result = NULL;
		if (!result)
			strays_unlink(g, s, strays);
	}
	unref(strays);
	shadows_end(shadows);
	gil_stretch_begins(g->t);
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	alone = is_alone(g->t);
	/* Without memory for that all of it counts as theirs. */
	if (!alone && seen && !(strict = settle(g, s, seen))) {
		PyErr_Clear();
		unref(seen);
		seen = NULL;
	}
	/* Before live objects have their places back. */
	g->t->registers_nothing = result && again && alone && unregistered(g, s);
	if (result && items_after(g, s, items) < 0)
		PyErr_Clear();
	unref(items);
	if (result && again &&
	    (registered_replace(g, s) < 0 || doubled_remove(g, s, alone) < 0 || snapshot_rename(g, s) < 0))
		PyErr_Clear();
	if (result && registers && alone && moved_key_leave(g, s) < 0)
		PyErr_Clear();
	if (result && again && alone && (statement_is_definition(s) || s->kind == KIND_LOOP || arguments_handed_changed(g, s)) && records_put_back(g, s) < 0)
		PyErr_Clear();
	if (result && registers && !again && old_form_configured(g, s) && registered_replace(g, s) < 0)
		PyErr_Clear();
	/* A definition or a call that comes back may still be where it was. */
	if (result && registers && alone && is_new(g, s) &&
	    ((!again && (statement_is_definition(s) || says_it_alone(g, s)) && doubled_remove(g, s, true) < 0) || places_take(g->m->staging, s) < 0))
		PyErr_Clear();
	/* What is somewhere else now, too: in the list of another topic. */
	if (result && registers && alone && (again || is_decorated_now(g, s)) && places_take(g->m->staging, s) < 0)
		PyErr_Clear();
	if (strict && PyList_SetSlice(g->t->watched, 0, PyList_Size(g->t->watched), strict) < 0)
		PyErr_Clear();
	if (result && ended > 0)
		note_given_way(g, s);
	if (seen)
		*known = touched_after(g->t, seen, mark, alone) == 1;
	unref(strict);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	unref(seen);
	return result;
}

static PyObject *
evaluate_with_room(const struct staging *g, const struct statement *s, PyObject *code, struct touched_mark mark, bool by_name,
		   bool *others)
{
	PyObject *result = NULL;
	struct touched_mark made;
	bool known;
	int taken;

	touched_revert_to(g->t, mark);
	taken = room_make(g, s, by_name);
	made = touched_mark(g->t);
	g->t->has_room = true;
	if (taken > 0)
		result = evaluate(g, s, code, true, true, &known);
	g->t->has_room = false;
	*others = result && !known;
	if (result && (!known || room_leave(g->t, mark, made) < 0 || !room_is_enough(g->t, mark, made) || room_put_back(g->t, mark, made) < 0 ||
		       registered_leave_below(g, s) < 0 || records_put_back_taken(g, s, mark, made) < 0)) {
		unref(result);
		result = NULL;
	}
	if (!result)
		PyErr_Clear();
	return result;
}

/* What was of the statement could not be told, as often as it was tried.  NULL. */
static PyObject *
refuse_for_others(const struct staging *g, const struct statement *s)
{
	PyErr_Clear();
	g->t->later = true;
	refuse(g->t, g->m, NULL, "line %d registers what is there already, and other threads did not leave it alone meanwhile",
	       s->first_line);
	return NULL;
}

/* Some registry has refused it, maybe: once more, with room for it.  Otherwise it is the first exception. */
static PyObject *
evaluate_again(const struct staging *g, const struct statement *s, PyObject *code, struct touched_mark mark)
{
	PyObject *result = NULL, *error[3];
	bool others = true, by_name = false;
	int i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	/* Other threads have run in between: what was of the statement cannot be told, but next time it may. */
	for (i = 0; i < ROOM_TRIES && !result && others && !transaction_cancelled(g->t); i++) {
		result = evaluate_with_room(g, s, code, mark, by_name, &others);
		if (!result && !others && !by_name)
			by_name = others = true;
	}
	if (result || !others || transaction_cancelled(g->t))
		return result_or_error(result, error);
	for (i = 0; i < 3; i++)
		unref(error[i]);
	return refuse_for_others(g, s);
}

static bool
was_registered(const struct transaction *t, PyObject *o)
{
	PyObject *copy, *key, *value;
	Py_ssize_t i, at;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3) {
		copy = PyList_GetItem(t->watched, i + 1);
		/* Not the names of a module or the attributes of an object. */
		for (at = 0; is_dict(copy) && PyList_GetItem(t->watched, i) == PyList_GetItem(t->watched, i + 2) &&
			     PyDict_Next(copy, &at, &key, &value);)
			if (value == o && !dict_get(copy, "__name__"))
				return true;
	}
	return false;
}

bool
statement_returned_what_was_there(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_FUNCTION && s->first_line < s->def_line ? get_attr(s->node, "name") : NULL;
	PyObject *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL, *made, *kept;
	bool is;

	made = live ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	kept = promise_kept(live, made);
	made = kept ? kept : made;
	/* @multimethod def show, once for each kind: what it returns gathers them. */
	is = made && !statement_shares_name(g, s, name) && (made == live || (!is_function(made) && !is_class(made) && !is_atom(made) && was_registered(g->t, made)));
	unref(kept);
	unref(name);
	return is;
}

/* Some registry has entries of it. */
static bool
may_be_refused(const struct staging *g, const struct statement *s, struct touched_mark mark)
{
	PyObject *error[3];
	int taken;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	touched_revert_to(g->t, mark);
	taken = room_make(g, s, false);
	touched_revert_to(g->t, mark);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	return taken > 0;
}

/* What the old form is registered in, and the new one is not: the registry has no room for it, or it does not want to be there.
   Takes the reference. */
static PyObject *
settle_unregistered(const struct staging *g, const struct statement *s, PyObject *code, struct touched_mark mark, PyObject *result,
		    bool had_room)
{
	bool others, known;

	if (!g->t->registers_nothing || !unregistered(g, s))
		return result;
	if (unregistered_may_be_of_another(g, s)) {
		unregistered_say(g, s);
		return result;
	}
	if (!had_room) {
		unref(result);
		result = evaluate_with_room(g, s, code, mark, false, &others);
		had_room = result != NULL;
	}
	if (!had_room) {
		touched_revert_to(g->t, mark);
		result = evaluate(g, s, code, true, true, &known);
		unregistered_say(g, s);
	} else if (g->t->registers_nothing) {
		unregistered_leave(g, s);
	}
	return result;
}

bool
statement_makes_open_promise(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_FUNCTION && s->first_line < s->def_line ? get_attr(s->node, "name") : NULL;
	bool open = name && promises_are_open(PyDict_GetItemWithError(g->m->before, name), PyDict_GetItemWithError(g->m->scratch, name));

	unref(name);
	PyErr_Clear();
	return open;
}

/* Once more where a registry refuses it, or has returned what was there. */
static PyObject *
execute(const struct staging *g, const struct statement *s, PyObject *code, enum verdict verdict, bool registers,
	struct touched_mark mark)
{
	PyObject *result = NULL, *again = NULL, *hidden;
	bool known = false, place = registers && takes_a_place(g, s);
	int i;

	if (statement_hide_names(g, s, &hidden) == 0)
		result = evaluate(g, s, code, registers, place, &known);
	/* A registry has refused it, maybe, and other threads have run meanwhile: whether there is room is known next time. */
	for (i = 0; i < ROOM_TRIES && place && !result && !known && !transaction_cancelled(g->t) && may_be_refused(g, s, mark); i++) {
		PyErr_Clear();
		result = evaluate(g, s, code, registers, place, &known);
	}
	statement_show_names(g, hidden);
	if (i == ROOM_TRIES && !result && !known)
		return refuse_for_others(g, s);
	/* To look at one is to ask it. */
	if (result && statement_makes_open_promise(g, s))
		return result;
	if (known && registers && !transaction_cancelled(g->t) &&
	    (!result || (verdict == RUN && statement_returned_what_was_there(g, s)))) {
		again = evaluate_again(g, s, code, mark);
		if (result)
			PyErr_Clear();
		unref(result && again ? result : NULL);
		result = again ? again : result;
		if (again)
			note_given_way(g, s);
	}
	return result && known && registers && !transaction_cancelled(g->t) ? settle_unregistered(g, s, code, mark, result, again != NULL) : result;
}

/* A `try` without its handlers, where it imports nothing and has nothing to do at its end; new reference, or NULL. */
static PyObject *
undefended(const struct staging *g, const struct statement *s)
{
	static const char *const parts[] = {"body", "orelse", "finalbody"};
	PyObject *nodes = node_is(s->node, "Try") && !s->same && g->m->old_code ? PyList_New(0) : NULL, *list, *code, *one;
	bool fit = nodes != NULL;
	Py_ssize_t i;
	size_t k;

	for (k = 0; fit && k < sizeof(parts) / sizeof(parts[0]); k++) {
		list = get_attr(s->node, parts[k]);
		for (i = 0; list && fit && i < PyList_Size(list); i++) {
			one = PyList_GetItem(list, i);
			fit = k < 2 && !node_is(one, "Import") && !node_is(one, "ImportFrom") && PyList_Append(nodes, one) == 0;
		}
		unref(list);
	}
	code = fit ? compile_statements(g->t, g->m, nodes) : NULL;
	unref(nodes);
	PyErr_Clear();
	return code;
}

/* try: register("a", f) except ValueError: f = None: a handler that is there for the first run would take the second one
   for a fault.  So first as if there were none; what that has done is undone when it raises. */
static PyObject *
execute_undefended(const struct staging *g, const struct statement *s, struct touched_mark mark)
{
	PyObject *code = undefended(g, s), *names = NULL, *result = NULL;

	if (code && may_be_refused(g, s, mark))
		names = PyDict_Copy(g->m->scratch);
	if (names)
		result = execute(g, s, code, RUN, true, mark);
	if (names && !result) {
		PyErr_Clear();
		touched_revert_to(g->t, mark);
		content_store(g->m->scratch, names);
	}
	unref(names);
	unref(code);
	PyErr_Clear();
	return result;
}

/* They, or their metaclass, may have put it into a registry. */
static bool
has_bases(const struct statement *s)
{
	PyObject *bases = get_attr(s->node, "bases"), *keywords = get_attr(s->node, "keywords");
	bool has = (bases && PyList_Size(bases) > 0) || (keywords && PyList_Size(keywords) > 0);

	unref(bases);
	unref(keywords);
	return has;
}

/* from consts import *: what that binds is seen where there are no other names; the scratch module has it then.  A name of
   which an unchanged line behind it says otherwise is bound again there. */
static PyObject *
import_star(const struct staging *g, const struct statement *s, PyObject *code)
{
	static const char *const own[] = {"__builtins__", "__name__", "__package__", "__spec__", "__path__"};
	PyObject *names = PyDict_New(), *value, *result = NULL, *key, *its;
	Py_ssize_t at = 0;
	size_t i;
	int bad = names ? 0 : -1;

	for (i = 0; bad == 0 && i < sizeof(own) / sizeof(own[0]); i++)
		if ((value = dict_get(g->m->scratch, own[i])))
			bad = PyDict_SetItemString(names, own[i], value);
	gil_stretch_ends(g->t);
	if (bad == 0)
		result = PyEval_EvalCode(code, names, names);
	gil_stretch_begins(g->t);
	for (i = 0; result && i < sizeof(own) / sizeof(own[0]); i++)
		if (PyDict_DelItemString(names, own[i]) < 0)
			PyErr_Clear();
	while (result && bad == 0 && PyDict_Next(names, &at, &key, &value)) {
		/* One that has not changed brings what is missing alone. */
		if (s->same && !tokens_import_staged(g->t, s->tokens, s->token_count) &&
		    (PyDict_Contains(g->m->dict, key) == 1 || tokens_have(g->m->new.tokens, g->m->new.token_count, python->op.delete_name, key)) &&
		    (PySet_Contains(g->rebound, key) != 1 ||
		     (chunk_binding(&g->m->new, utf8(key)) && !body_goes_on_from(&g->m->new, key))))
			continue;
		bad = PyDict_SetItem(g->m->scratch, key, value) < 0 || PySet_Add(g->m->starred, key) < 0 ||
		      PySet_Add(g->m->bound, key) < 0;
		its = PyDict_GetItemWithError(g->m->before, key);
		if (bad == 0 && its != value && !is_function(value) && !is_class(value) &&
		    !(its && is_atom(its) && const_equal(its, value, code_same_behaviour)))
			bad = PySet_Add(g->m->moved, key);
	}
	unref(names);
	unref(bad ? result : NULL);
	return bad ? NULL : result;
}

/* try: from local import * */
static int
note_starred(const struct staging *g, const struct statement *s)
{
	PyObject *names = s->kind != KIND_IMPORT && statement_is_star(s) ? statement_star_names(g->m, s) : NULL, *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (names && result == 0 && PyDict_Next(names, &at, &key, &value))
		if (PyDict_GetItemWithError(g->m->scratch, key) == value)
			result = PySet_Add(g->m->starred, key);
	return result;
}

/* Some list, dict or set within reach has more in it than before. */
static bool
has_grown(const struct transaction *t)
{
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3)
		if (touched_size(PyList_GetItem(t->watched, i)) > touched_size(PyList_GetItem(t->watched, i + 1)))
			return true;
	return false;
}

/* An unchanged call that says something else now: where it is refused, does what we do not see, or puts in more than gives way it
   has not run. */
static PyObject *
settle_moved(const struct staging *g, const struct statement *s, PyObject *result, struct touched_mark mark)
{
	PyObject *call = get_attr(s->node, "value"), *name = call ? name_called(call) : NULL;
	struct touched_mark now = touched_mark(g->t);
	bool seen = now.containers > mark.containers || now.attributes > mark.attributes;
	bool stands;

	if (result && name && seen && moved_values_replace(g, s, mark) < 0)
		PyErr_Clear();
	stands = result && name && (name_is_setter(name) || logging_config_is_another(g, s) || (seen && !has_grown(g->t)));
	unref(name);
	unref(call);
	if (stands || transaction_cancelled(g->t))
		return result;
	PyErr_Clear();
	touched_revert_to(g->t, mark);
	report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
		    "line %d reads a value that changed, but calls something: it was not run again", s->first_line);
	unref(result);
	return ref(NONE);
}

/* With what the process has, and functions as they are, the code makes what is there: nothing has come into it since. */
static bool
process_says_so(const struct staging *g, const struct statement *s, PyObject *code, PyObject *name, PyObject *live)
{
	PyObject *names = PyDict_Copy(g->m->before), *asked = subclasses_live_begin(g, s);
	bool hidden = hidden_hide(g->t);
	PyObject *result = names ? PyEval_EvalCode(code, names, names) : NULL;
	PyObject *made = result ? PyDict_GetItemWithError(names, name) : NULL;
	bool so = made && type_of(made) == type_of(live) && contents_same(g->t, live, made);

	PyErr_Clear();
	if (so && PySet_Add(g->m->whole, name) < 0)
		so = false;
	if (hidden)
		hidden_show(g->t);
	if (asked)
		subclasses_end(g, asked);
	unref(asked);
	unref(result);
	unref(names);
	PyErr_Clear();
	return so;
}

bool
statement_says_what_is_there(struct staging *g, const struct statement *s)
{
	PyObject *code = compile_statement(g, s->node), *list = code ? statement_bound(s) : NULL, *live;
	bool so = list && PyList_Size(list) > 0;
	Py_ssize_t i;

	for (i = 0; so && i < PyList_Size(list); i++) {
		live = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		so = live && is_container(live) && process_says_so(g, s, code, PyList_GetItem(list, i), live);
	}
	unref(list);
	unref(code);
	PyErr_Clear();
	return so;
}

/* run = c.go: it has not been called. */
static bool
is_same_method(const struct transaction *t, PyObject *live, PyObject *new)
{
	bool methods = is_exact(live, TYPE_AT(PyMethod_Type)) && is_exact(new, TYPE_AT(PyMethod_Type));
	PyObject *a = methods ? get_attr(live, "__self__") : NULL, *b = a ? get_attr(new, "__self__") : NULL,
		 *f = b ? get_attr(live, "__func__") : NULL, *its = f ? get_attr(new, "__func__") : NULL;
	bool same = its && a == map_resolve(&t->map, b) && same_definition(f, its);

	unref(its);
	unref(f);
	unref(b);
	unref(a);
	PyErr_Clear();
	return same;
}

/* Where that is known, what the old line had made of it can be merged with what it makes now. */
static bool
has_made_values(const struct staging *g, const struct statement *s, PyObject *code)
{
	PyObject *list = statement_bound(s), *new, *live;
	bool values = list != NULL;
	Py_ssize_t i;

	for (i = 0; values && i < PyList_Size(list); i++) {
		new = PyDict_GetItemWithError(g->m->scratch, PyList_GetItem(list, i));
		live = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		if (live && new && is_same_method(g->t, live, new)) {
			values = PyDict_SetItem(g->m->scratch, PyList_GetItem(list, i), live) == 0;
			continue;
		}
		/* With items that have come and gone since it is not known what of it the line had made. */
		if (live && is_container(live) && statement_reads_items(g, s, NULL)) {
			values = process_says_so(g, s, code, PyList_GetItem(list, i), live);
			continue;
		}
		values = !new || (computed_is_value(new) && (!live || computed_is_value(live)) &&
				  (!live || !is_container(live) || statement_made_is_known(g, s) ||
				   (!statement_calls_changed(g, s) && process_says_so(g, s, code, PyList_GetItem(list, i), live))));
	}
	unref(list);
	PyErr_Clear();
	return values;
}

/* Beside the annotations of the module, where X: int = 1 says so. */
static bool
has_changed_others(const struct staging *g, struct touched_mark mark)
{
	PyObject *annotations = dict_get(g->m->scratch, "__annotations__");
	Py_ssize_t i;

	for (i = mark.containers; i + 3 < PyList_Size(g->t->touched); i += 4)
		if (PyList_GetItem(g->t->touched, i) != annotations)
			return true;
	return false;
}

/* An unchanged line that computes, and changes what it is given: then it is not run again. */
static PyObject *
settle_computed(const struct staging *g, const struct statement *s, PyObject *code, PyObject *result, struct touched_mark mark)
{
	bool changes = has_changed_others(g, mark);
	PyObject *list, *live;
	Py_ssize_t i;

	if ((result && !changes && has_made_values(g, s, code)) || transaction_cancelled(g->t))
		return result;
	PyErr_Clear();
	touched_revert_to(g->t, mark);
	report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
		    !result				? "line %d was not run again, for it fails with what has changed"
		    : changes ? "line %d was not run again, for it changes what it is given"
							: "line %d was not run again: what it has made is used, and goes on",
		    s->first_line);
	unref(result);
	list = statement_bound(s);
	for (i = 0; list && i < PyList_Size(list); i++) {
		live = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		if (live && PyDict_SetItem(g->m->scratch, PyList_GetItem(list, i), live) < 0)
			PyErr_Clear();
	}
	unref(list);
	return ref(NONE);
}

/* Without a copy of the old source: the line fails, for it reads what calls have set which are not executed again.  With what
   the process has it says what is there: then that stays. */
static PyObject *
settle_unknown(const struct staging *g, const struct statement *s, PyObject *code)
{
	PyObject *names, *error[3], *result, *list, *live, *its;
	bool same;
	Py_ssize_t i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	names = statement_is_pure(g, s) ? PyDict_Copy(g->m->before) : NULL;
	result = names ? PyEval_EvalCode(code, names, names) : NULL;
	list = result ? statement_bound(s) : NULL;
	same = list && PyList_Size(list) > 0;
	for (i = 0; same && i < PyList_Size(list); i++) {
		live = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		its = PyDict_GetItemWithError(names, PyList_GetItem(list, i));
		same = live && its && (live == its || (is_atom(live) && const_equal(live, its, code_same_behaviour)));
	}
	for (i = 0; same && i < PyList_Size(list); i++)
		same = PyDict_SetItem(g->m->scratch, PyList_GetItem(list, i),
				      PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i))) == 0;
	unref(list);
	unref(names);
	if (!same) {
		unref(result);
		result = NULL;
	}
	return result_or_error(result, error);
}

/* log.setLevel(LEVEL), sys.setrecursionlimit(4000): what it was before is nowhere. */
static bool
sets(const struct staging *g, const struct statement *s)
{
	PyObject *call = s->kind == KIND_EXPRESSION ? get_attr(s->node, "value") : NULL, *name = call ? name_called(call) : NULL;
	PyObject *callee = name ? get_attr(call, "func") : NULL, *f = callee ? node_object(g, callee) : NULL;
	bool is = name && (name_is_setter(name) || (f && is_exact(f, TYPE_AT(PyCFunction_Type)) && !strncmp(utf8(name), "set", 3)));

	unref(callee);
	unref(name);
	unref(call);
	PyErr_Clear();
	return is;
}

/* With the keys that live dicts are going to get.  Where that is no help it is as it was, with the first exception. */
static PyObject *
execute_with_new_keys(const struct staging *g, const struct statement *s, PyObject *code, enum verdict verdict)
{
	struct touched_mark mark = touched_mark(g->t);
	PyObject *result = NULL, *error[3];

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (new_keys_take(g->t) > 0)
		result = execute(g, s, code, verdict, true, touched_mark(g->t));
	if (!result) {
		PyErr_Clear();
		touched_revert_to(g->t, mark);
	}
	return result_or_error(result, error);
}

/* There is one of this name, which is not to be made a second time. */
static bool
is_model(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;

	unref(name);
	return live && is_class(live) && is_heap_type(live) && mapped_is_model(live);
}

int
statement_execute(struct staging *g, const struct statement *s, enum verdict verdict)
{
	PyObject *code = NULL, *result = NULL, *mappers;
	struct touched_mark mark;
	struct parts parts;
	struct augmented augmented = {.at = -1};
	int taken;
	bool registers, computes, moved, maps, model = s->kind == KIND_CLASS && is_model(g, s);

	if (parts_begin(&parts, g, s) == 0)
		code = verdict == RUN_BARE ? compile_bare(g, s->node) : compile_for_new(g, s);
	registered_forget(g);
	computes = code && s->same && s->kind == KIND_ASSIGN && g->m->old_code &&
		   ((statement_computes(g, s) && !statement_computes_filled(g, s)) || ((statement_reads_methods(g, s, NULL) || statement_reads_items(g, s, NULL)) && !statement_computes_anew(g, s)) ||
		    (statement_reads_stored(g, s) && statement_binds_values(g, s)));
	moved = code && s->same && (statement_says_moved(g, s) || logging_config_is_another(g, s));
	mark = touched_mark(g->t);
	taken = code ? augmented_take_back(g, s, &augmented) : 0;
	if (taken < 0)
		unref(code), code = NULL;
	/* What stood there by it is taken out already. */
	registers = code && !taken && may_register(g, s, verdict);
	if ((registers && registered_look(g, s) < 0) ||
	    (code && (registers || may_ask_objects(g, s)) && snapshot_before(g->m, g->t, s->tokens, s->token_count) < 0))
		unref(code), code = NULL;
	g->t->effects += s->kind == KIND_CLASS && s->first_line == s->def_line && has_bases(s);
	maps = s->kind == KIND_CLASS ||
	       (PyList_Size(g->t->hidden_registries) && !statement_is_definition(s) && s->kind != KIND_IMPORT && !statement_is_pure(g, s));
	mappers = maps ? mapped_hold(g->t, s->kind == KIND_CLASS) : NULL;
	if (code && model) {
		result = stage_class_body(g, s, mark);
		if (PyErr_Occurred())
			unref(code), code = NULL;
	}
	if (code && !result && registers && takes_a_place(g, s))
		result = execute_undefended(g, s, mark);
	if (code && !result && transaction_cancelled(g->t))
		refuse(g->t, g->m, NULL, "given up: the time is over");
	else if (code && !result && s->kind == KIND_IMPORT && statement_is_star(s))
		result = import_star(g, s, code);
	else if (code && !result)
		result = execute(g, s, code, verdict, registers, mark);
	if (code && !result && registers && !transaction_cancelled(g->t)) {
		touched_revert_to(g->t, mark);
		result = execute_with_new_keys(g, s, code, verdict);
	}
	if (moved)
		result = settle_moved(g, s, result, mark);
	if (code && !result && !g->m->old_code && s->kind == KIND_ASSIGN && !transaction_cancelled(g->t))
		result = settle_unknown(g, s, code);
	if (computes)
		result = settle_computed(g, s, code, result, mark);
	else
		PyDict_Clear(g->t->computing); /* it may have bound what they call to something else */
	if (code && !result && s->kind == KIND_CLASS && !model && !transaction_cancelled(g->t))
		result = stage_class_body(g, s, mark);
	parts_end(&parts);
	if (result && augmented_place(g, &augmented) < 0)
		unref(result), result = NULL;
	unref(augmented.list);
	if (maps)
		mapped_let_go(g->t, mappers);
	if (result && (taken > 0 || (registers && (touched_took_away(g->t, mark) || g->t->threads_left || exit_handlers_come(g->t) || sets(g, s)))))
		note_given_way(g, s);
	if (result)
		set_later_say(g, s);
	unref(code);
	unref(result);
	return result ? note_starred(g, s) : -1;
}
