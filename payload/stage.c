/*
 * stage.c - running what must run of the new source, where nobody can see it.
 *
 * Each module of the transaction gets a scratch module.  Its dict starts with
 * the live names, so that new code can read them, and the statements of the new
 * source run in it one by one - those that differ from the old source, and
 * those that depend on what changed.  A definition whose body alone changed
 * need not run: its code is exchanged by the plan.  `import` inside finds the
 * scratch modules first.
 */
#include <stdlib.h>

#include "callees.h"
#include "collection.h"
#include "compile.h"
#include "twins.h"
#include "version.h"

#define LOOKED_INTO_MOST 1000 /* items */
#define LOOKED_INTO_DEEP 3

/* Compiled without decorators it says that it begins behind them; the whole source has the code that will be
   compared with the next time. */
static int
take_whole_code(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *consts = code_attr(g->m->code, "co_consts"), *item, *its;
	PyObject *made = name ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	int result = 0;
	Py_ssize_t i;

	for (i = 0; consts && made && is_function(made) && result == 0 && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		its = is_code(item) ? code_attr(item, "co_name") : NULL;
		if (its && PyUnicode_Compare(its, name) == 0 && code_int(item, "co_firstlineno") == s->first_line)
			result = PyObject_SetAttrString(made, "__code__", item);
		unref(its);
	}
	unref(consts);
	unref(name);
	return result;
}

/* Live and staged. */
static bool
is_the_same_class(PyObject *old, PyObject *new)
{
	return is_class(old) && is_class(new) && class_same_layout(old, new) && same_text(old, new, "__qualname__") &&
	       same_text(old, new, "__module__");
}

/* The live one will be brought up to date, or another class take its place: who names it has the right one. */
static bool
are_of_one_kind(PyObject *old, PyObject *new)
{
	return (is_function(old) && is_function(new)) || (is_class(old) && is_class(new));
}

/* @lru_cache, which is not applied again, around a function that is the same. */
static bool
is_within_cache(PyObject *old, PyObject *new)
{
	PyObject *type = functions_cache_type(), *f = type && (PyObject *)type_of(old) == type ? function_within(old) : NULL;

	return f && is_function(new) && code_same_behaviour(WORD(f, python->function.code), WORD(new, python->function.code));
}

/* The data that this statement has changed: what depends on it must follow. */
static int
note_moved(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *old, *new;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		old = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		new = PyDict_GetItemWithError(g->m->scratch, PyList_GetItem(list, i));
		/* A changed line: what it bound then may be gone by now. */
		if (!old && new && !s->same && g->m->old_code && !statement_is_definition(s))
			result |= PySet_Add(g->m->moved, PyList_GetItem(list, i));
		/* A class that is imported is the same one, as one that is defined here: what reads it is another
		   question than who uses it. */
		if (old && new && old != new && !(statement_is_definition(s) && (are_of_one_kind(old, new) || is_within_cache(old, new))) &&
		    !(s->kind == KIND_IMPORT && is_the_same_class(old, new)) &&
		    !(type_of(old) == type_of(new) && const_equal(old, new, code_same_behaviour)))
			result |= PySet_Add(g->m->moved, PyList_GetItem(list, i));
		if (!g->m->old_code && !(g->t->flags & PYR_RESET))
			result |= PySet_Add(g->m->unknown, PyList_GetItem(list, i));
	}
	unref(list);
	return result;
}

/* TABLE = {f.kind: f for f in (one, two)}: what decorators have said of the live function is said of this one, too. */
static int
carry_attributes(PyObject *live, PyObject *made)
{
	PyObject *from = WORD(live, python->function.dict), *name, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (from && result == 0 && PyDict_Next(from, &at, &name, &value))
		if (is_str(name) &&
		    (!WORD(made, python->function.dict) || PyDict_Contains(WORD(made, python->function.dict), name) == 0))
			result = PyObject_GenericSetAttr(made, name, value);
	return result;
}

/*
 * A function made without its decorators must not take the place of the
 * wrapper: later statements go on seeing the live one.
 */
static int
set_aside(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live, *made, *stand_in;
	int result = -1;

	made = name ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	live = made ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	if (!live || (is_function(live) && is_function(made) &&
		      PyUnicode_Compare(WORD(live, python->function.qualname),
					WORD(made, python->function.qualname)) == 0 &&
		      !WORD(live, python->function.closure))) {
		result = live && is_function(live) ? carry_attributes(live, made) : 0;
	} else if (PyDict_SetItem(g->m->bare, name, made) == 0) {
		if (!g->m->old_code && s->first_line == s->def_line)
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, utf8(name),
				    "is wrapped or replaced in the process, and stays so: there is no copy of the old "
				    "source to tell by whom");
		stand_in = twins_wrap(g->t, live, made);
		result = PyErr_Occurred() ? -1 : PyDict_SetItem(g->m->scratch, name, stand_in ? stand_in : live);
	}
	unref(name);
	return result;
}

/* Alone it would be no docstring: what a source begins with is one. */
static PyObject *
docstring_of(const struct statement *s)
{
	bool is = s->kind == KIND_EXPRESSION && s->token_count == 2 && s->tokens[1].value &&
		  is_str(s->tokens[1].value) && !strcmp(utf8(s->tokens[1].value), "__doc__");

	return is ? s->tokens[0].value : NULL;
}

/* A class that stays keeps its registries: what comes later registers there. */
static int
share_class_state(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL, *live, *made;

	unref(name); /* the node keeps it */
	live = name && !(g->t->flags & PYR_RESET) ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	made = live ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	if (!made || made == live || !is_class(live) || !is_class(made) || !is_heap_type(live) || !is_heap_type(made))
		return 0;
	if (instance_check_add(g->t, made, live) < 0)
		return -1;
	return !g->m->old_code ? 0 : plan_class_share(g->t, g->m, live, made);
}

/* A = POOL = [2], where __reload_keep__ names POOL alone. */
static int
put_back_kept(const struct staging *g, const struct statement *s)
{
	PyObject *list = g->m->keep && !statement_is_definition(s) ? statement_bound(s) : NULL, *live;
	int result = PyErr_Occurred() ? -1 : 0;
	Py_ssize_t i;

	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		live = PySet_Contains(g->m->keep, PyList_GetItem(list, i)) == 1
			       ? PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i))
			       : NULL;
		if (live && (result = PyDict_SetItem(g->m->scratch, PyList_GetItem(list, i), live)) == 0)
			result = PySet_Add(g->m->skipped, PyList_GetItem(list, i));
	}
	unref(list);
	return result;
}

/* `if FAST: def f`, E = Enum("E", "A B"): a definition that another statement has bound. */
static int
add_defined(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *name, *value, *module, *path;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		value = PyDict_GetItemWithError(g->m->scratch, name);
		if (!value || value == PyDict_GetItemWithError(g->m->before, name) || (!is_class(value) && !is_function(value)))
			continue;
		module = get_attr(value, "__module__");
		path = get_attr(value, "__qualname__");
		if (module && path && is_str(module) && is_str(path) && PyUnicode_Compare(path, name) == 0 &&
		    PyUnicode_Compare(module, g->m->name_object) == 0)
			result = PySet_Add(g->m->defined, name);
		unref(path);
		unref(module);
	}
	unref(list);
	return result;
}

/* Data that it binds, and that is what it was, or has gone on since. */
static int
keep_state(const struct staging *g, const struct statement *s)
{
	bool block = s->kind == KIND_IF || s->kind == KIND_OTHER || (!s->same && statement_is_annotated(s));

	if (g->t->flags & PYR_RESET || s->kind == KIND_IMPORT || statement_is_definition(s))
		return 0;
	if (!g->m->old_code)
		return inferred_keep(g, s);
	return block ? blocks_keep(g, s) : 0;
}

/* X: int = 1 stores into those of the module: no line that does the same reads them for that. */
static bool
is_annotations(const struct staging *g, PyObject *o)
{
	return o == dict_get(g->m->scratch, "__annotations__");
}

/* HANDLERS has one more entry, by a decorator that is new: what later lines make of HANDLERS is another. */
static int
note_filled(const struct staging *g, Py_ssize_t mark)
{
	struct addresses filled = {0};
	PyObject *name, *value;
	Py_ssize_t i, at = 0;
	int result = 0;

	for (i = mark; result >= 0 && i + 3 < PyList_Size(g->t->touched); i += 4)
		if (!is_annotations(g, PyList_GetItem(g->t->touched, i)) &&
		    (is_container(PyList_GetItem(g->t->touched, i)) || is_collection(PyList_GetItem(g->t->touched, i))))
			result = addresses_add(&filled, PyList_GetItem(g->t->touched, i));
	for (i = 0; result >= 0 && filled.used && (size_t)i <= filled.mask; i++)
		if (filled.slots[i])
			result = addresses_add(&g->t->grown, filled.slots[i]);
	while (filled.used && result >= 0 && PyDict_Next(g->m->scratch, &at, &name, &value))
		if (addresses_has(&filled, value) && is_str(name))
			result = PySet_Add(g->m->filled, name);
	addresses_fini(&filled);
	return result < 0 ? -1 : 0;
}

/* It, or something in it, is one of these; below which attributes and keys is noted. */
static bool
leads_to(const struct staging *g, const struct addresses *these, PyObject *o, int depth)
{
	bool instance = is_module(o) || (is_heap_type((PyObject *)type_of(o)) && !is_class(o)) ||
			is_namespace(o),
	     leads = addresses_has(these, o);
	PyObject *dict = NULL, *key, *value, *list;
	Py_ssize_t i, at = 0;

	if (leads || !depth)
		return leads;
	if (is_class(o))
		dict = CLASS_DICT(o) ? ref(CLASS_DICT(o)) : NULL;
	else
		dict = instance ? PyObject_GenericGetDict(o, NULL) : is_dict(o) ? ref(o) : NULL;
	PyErr_Clear();
	while (dict && is_dict(dict) && PyDict_Size(dict) <= LOOKED_INTO_MOST && PyDict_Next(dict, &at, &key, &value))
		if (leads_to(g, these, value, depth - 1)) {
			leads = true;
			PySet_Add(g->m->stored_keys, key);
		}
	unref(dict);
	PyErr_Clear();
	if (instance || is_dict(o) || is_class(o) || !(is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))) ||
	    PyObject_Size(o) > LOOKED_INTO_MOST)
		return leads;
	list = PySequence_List(o);
	for (i = 0; list && !leads && i < PyList_Size(list); i++)
		leads = leads_to(g, these, PyList_GetItem(list, i), depth - 1);
	unref(list);
	return leads;
}

/* Names of attributes, or keys, that lead to something else; of a list all may. */
static int
add_changed_keys(const struct staging *g, PyObject *before, PyObject *after)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	if (!is_dict(before) || !is_dict(after))
		return PySet_Add(g->m->stored_keys, NONE);
	while (result == 0 && PyDict_Next(after, &at, &key, &value))
		if (PyDict_GetItemWithError(before, key) != value)
			result = PySet_Add(g->m->stored_keys, key);
	return PyErr_Clear(), result;
}

/* cfg.timeout = 4, cfg.set("timeout", 4), db["port"] = 4: what later lines read of these is another. */
static int
note_stored(const struct staging *g, const struct statement *s, struct touched_mark mark)
{
	struct addresses stored = {0};
	PyObject *name, *value, *owner;
	Py_ssize_t i, at = 0;
	int result = 0;

	if (s->kind == KIND_IMPORT)
		return 0;
	for (i = mark.containers; result >= 0 && i + 3 < PyList_Size(g->t->touched); i += 4) {
		if (is_annotations(g, PyList_GetItem(g->t->touched, i)))
			continue;
		owner = PyList_GetItem(g->t->touched, i + 3);
		result = addresses_add(&stored, owner == NONE ? PyList_GetItem(g->t->touched, i) : owner);
		if (result >= 0)
			result = add_changed_keys(g, PyList_GetItem(g->t->touched, i + 1), PyList_GetItem(g->t->touched, i + 2));
	}
	for (i = mark.attributes; result >= 0 && i < PyList_Size(g->t->attributes); i++) {
		result = addresses_add(&stored, PyTuple_GetItem(PyList_GetItem(g->t->attributes, i), 0));
		if (result >= 0)
			result = PySet_Add(g->m->stored_keys, PyTuple_GetItem(PyList_GetItem(g->t->attributes, i), 1));
	}
	while (stored.used && result >= 0 && PyDict_Next(g->m->scratch, &at, &name, &value))
		if (is_str(name) && leads_to(g, &stored, value, LOOKED_INTO_DEEP))
			result = PySet_Add(g->m->stored, name);
	addresses_fini(&stored);
	return result < 0 ? -1 : 0;
}

/* USAGE = __doc__ */
static int
run_docstring(const struct staging *g, PyObject *docstring)
{
	PyObject *name = PyUnicode_InternFromString("__doc__"), *old = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	int result = name ? PyDict_SetItem(g->m->scratch, name, docstring) : -1;

	if (result == 0 && (!old || !const_equal(old, docstring, code_same_behaviour)))
		result = PySet_Add(g->m->moved, name);
	unref(name);
	return result;
}

static struct module *
module_that_is(struct transaction *t, PyObject *o, bool staged)
{
	size_t i;

	for (i = 0; o && i < t->module_count; i++)
		if (o == (staged ? t->modules[i].staged : t->modules[i].module))
			return &t->modules[i];
	return NULL;
}

/* A name of it leads to another module of the transaction - what it had bound, or what it reads -: that one is read. */
static int
stage_siblings(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	struct module *sibling;
	PyObject *o;

	for (x = s->tokens; s->kind != KIND_IMPORT && !statement_is_definition(s) && x < s->tokens + s->token_count; x++) {
		o = (x->op == python->op.store_name || x->op == python->op.load_name) && x->value
			? PyDict_GetItemWithError(g->m->scratch, x->value)
			: NULL;
		sibling = o && is_module(o) ? module_that_is(g->t, o, true) : NULL;
		if (sibling && stage_module(g->t, sibling) < 0)
			return -1;
	}
	return 0;
}

static bool
says_name(const struct statement *s, PyObject *name)
{
	const struct token *x;
	bool says = false;

	/* Until 3.10 the qualified name stands behind the code. */
	for (x = s->tokens; !says && x < s->tokens + s->token_count; x++)
		says = (x->op == python->op.load_name || (x->op == python->op.load_const && !(x > s->tokens && x[-1].value && is_code(x[-1].value)))) &&
		       x->value && is_str(x->value) && PyUnicode_Compare(x->value, name) == 0;
	return says;
}

/* if DEBUG: trace_log = []: what the branch that is not taken any more has bound is not there when it has run.  Unless somebody
   else binds it, or it asks for one of them: if "CACHE" not in globals(): CACHE = {}; NAMES = []. */
static int
leave_branches(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *name;
	int result = list ? 0 : -1;
	bool asks = false;
	Py_ssize_t i;

	for (i = 0; result == 0 && !asks && i < PyList_Size(list); i++)
		asks = says_name(s, PyList_GetItem(list, i));
	for (i = 0; result == 0 && !asks && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		if (PyDict_Contains(g->m->before, name) == 1 && PyDict_Contains(g->m->scratch, name) == 1 && !statement_shares_name(g, s, name) &&
		    PySet_Contains(g->m->global_stores, name) == 0)
			result = PyDict_DelItem(g->m->scratch, name);
	}
	unref(list);
	return result;
}

/* for name, size in ROWS, of which some are no more. */
static bool
reads_fewer(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *old, *new, *a, *b;
	bool fewer = false;

	for (x = s->tokens; !fewer && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name || PySet_Contains(g->m->moved, x->value) != 1)
			continue;
		old = PyDict_GetItemWithError(g->m->before, x->value);
		new = PyDict_GetItemWithError(g->m->scratch, x->value);
		if (!old || !new || old == new || type_of(old) != type_of(new) || !(is_container(old) || is_exact(old, TYPE_AT(PyTuple_Type))))
			continue;
		a = PySequence_List(old);
		b = PySequence_List(new);
		fewer = a && b && !contents_within(g->t, a, b);
		unref(b);
		unref(a);
	}
	PyErr_Clear();
	return fewer;
}

static int
run_statement(struct staging *g, const struct statement *s, enum verdict verdict)
{
	struct touched_mark mark = touched_mark(g->t);

	if (docstring_of(s))
		return run_docstring(g, docstring_of(s));
	if (stage_siblings(g, s) < 0)
		return -1;
	if (statement_computes(g, s) && statement_add_bound(s, g->m->computed) < 0)
		return -1;
	if (s->same &&
	    (statement_reads_filled(g, s) || statement_reads_stored(g, s) || statement_computes_anew(g, s)) &&
	    !statement_made_is_known(g, s) && !(statement_reads_items(g, s, NULL) && statement_says_what_is_there(g, s)) &&
	    statement_add_bound(s, g->m->refilled) < 0)
		return -1;
	/* What it had made would be computed of what is there by now. */
	if (statement_computes_filled(g, s) && statement_add_bound(s, g->m->refilled) < 0)
		return -1;
	if (s->kind == KIND_IF && verdict == RUN && g->m->old_code && leave_branches(g, s) < 0)
		return -1;
	if (statement_execute(g, s, verdict) < 0 || note_filled(g, mark.containers) < 0 || note_stored(g, s, mark) < 0 ||
	    set_later_note(g, s, mark) < 0 ||
	    put_back_kept(g, s) < 0 || renamed_take(g, s) < 0 || (verdict == RUN_BARE && take_whole_code(g, s) < 0) ||
	    share_class_state(g, s) < 0 || statement_add_bound(s, g->m->bound) < 0 || keep_state(g, s) < 0 ||
	    note_moved(g, s) < 0)
		return -1;
	if (s->kind == KIND_LOOP && statement_add_bound(s, g->m->looped) < 0)
		return -1;
	if (verdict == RUN)
		beyond_report(g, s);
	if (s->kind == KIND_LOOP && !s->same && (!statement_is_pure_block(g, s) || statement_stores_inside(s)) &&
	    !statement_is_made_up_anew(g, s))
		registered_say_loop(g, s);
	if (s->kind == KIND_LOOP && s->same && !statement_is_made_up_anew(g, s) && reads_fewer(g, s))
		registered_say_gone(g, s);
	if (s->same && statement_looks_at_names(s) && statement_add_bound(s, g->m->surveyed) < 0)
		return -1;
	if (verdict == RUN_BARE && !g->m->old_code && s->first_line < s->def_line &&
	    inferred_decorators(g, s) == INFERRED_NOTHING)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: decorators were not applied again, there is no copy of the old source to "
			    "tell whether they changed", s->first_line);
	if (verdict == RUN_BARE && !g->t->remakes && arguments_changed(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: its decorators look at the arguments, and refuse the function a second time: what they "
			    "know of them is as before", s->first_line);
	if (verdict == RUN_BARE)
		return set_aside(g, s) < 0 ? -1 : statement_add_bound(s, g->m->defined);
	if (statement_is_definition(s)) {
		g->t->effects += s->first_line < s->def_line;
		if (!statement_makes_open_promise(g, s) && statement_returned_what_was_there(g, s)) {
			if (!s->same && g->m->old_code)
				report_addf(
				    g->t->report, PYR_REC_NOTE, g->m->name, "",
				    "line %d: its decorator has returned what was there: what it is told otherwise now may not "
				    "count",
				    s->first_line);
			return run_statement(g, s, RUN_BARE) < 0 ? -1 : statement_add_bound(s, g->m->defined);
		}
		return statement_add_bound(s, g->m->defined);
	}
	if (s->kind != KIND_IMPORT && add_defined(g, s) < 0)
		return -1;
	if (!statement_is_pure(g, s))
		g->t->effects++;
	else if (!statement_makes_object(g, s))
		return 0;
	return s->kind == KIND_IMPORT ? 0 : statement_add_bound(s, g->m->made);
}

/* A name may have been bound by a statement in front that ran: here it is the old value again. */
static int
bind_as_before(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *value;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		value = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		if (value && PySet_Contains(g->m->bound, PyList_GetItem(list, i)) == 1)
			result = PyDict_SetItem(g->m->scratch, PyList_GetItem(list, i), value);
	}
	unref(list);
	return result;
}

/* The next run says so again. */
static int
add_outdated(const struct staging *g, const struct statement *s)
{
	PyObject *list = PySequence_List(g->m->moved), *one;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		one = PySet_New(NULL);
		result = one ? PySet_Add(one, PyList_GetItem(list, i)) : -1;
		if (result == 0 && tokens_read_any(s->tokens, s->token_count, one))
			result = PyDict_SetItem(g->m->outdated, PyList_GetItem(list, i), NONE);
		unref(one);
	}
	unref(list);
	return result;
}

static int
skip_statement(const struct staging *g, const struct statement *s)
{
	if (s->kind == KIND_NOTHING || statement_is_main_guard(g, s))
		return 0;
	if (!g->m->old_code && s->kind != KIND_FUNCTION && s->chunk_count && !statement_is_kept(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again: there is no copy of the old source to tell "
			    "whether it changed", s->first_line);
	if (statement_reads_moved(g, s) && s->kind != KIND_IMPORT) {
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    statement_has_gone_on(g, s)
				? "line %d reads a value that changed, but what it binds has been set since: it was not run again"
				: "line %d reads a value that changed, but calls something: it was not run again",
			    s->first_line);
		if (add_outdated(g, s) < 0)
			return -1;
	}
	if (s->same && !(g->t->flags & PYR_CODE_ONLY) && !statement_asks_for_main(s) &&
	    (decorators_called_read_changed(g, s) ||
	     (statement_is_definition(s)
		  ? g->m->old_code && makers_changed(g, s)
		  : (!statement_is_pure(g, s) && twins_calls_changed(g, s)) || statement_reads_methods(g, s, NULL) ||
			(node_has(s->node, "Call") && statement_calls_changed(g, s) && !statement_constructs_with_more(g, s)) ||
			decorators_within_make_otherwise(g, s))))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but what it calls, or what its decorators were given, has changed",
			    s->first_line);
	else if (s->same && g->m->old_code && !(g->t->flags & PYR_CODE_ONLY) && (statement_asks_facts(g, s) || arguments_handed_changed(g, s)))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but looks at what functions take or say, and some have changed in that",
			    s->first_line);
	else if (s->same && g->m->old_code && !(g->t->flags & PYR_CODE_ONLY) && statement_asks_names(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but asks what classes or names there are, and there are others now",
			    s->first_line);
	else if (s->same && g->m->old_code && !(g->t->flags & PYR_CODE_ONLY) && 
		 (statement_reads_filled(g, s) || statement_calls_filled(g, s) ||
		  (g->t->grown.used && statement_names_stored(g, s))))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but other lines have put something into what it reads", s->first_line);
	else if (!(g->t->flags & PYR_CODE_ONLY) && (statement_asks_method(g, s) || statement_asks_items(g, s)))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but a method that it has called or read by is another now", s->first_line);
	else if (s->kind != KIND_FUNCTION && s->kind != KIND_CLASS && !(g->t->flags & PYR_CODE_ONLY) && statement_orders_anew(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but the objects that it orders compare otherwise now", s->first_line);
	else if (s->same && s->kind == KIND_FUNCTION && statement_defaults_changed(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but what has made its defaults has changed", s->first_line);
	else if (s->same && g->m->old_code && !statement_is_definition(s) && s->kind != KIND_IMPORT && !statement_is_pure(g, s) &&
		 statement_is_given_changed(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again, but it reads a class or module that has other values now", s->first_line);
	if (s->same && s->kind == KIND_FUNCTION && g->m->old_code && statement_derives_from_changed(g, s))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d: a decorator was given a class that has changed; what it made of it then stays",
			    s->first_line);
	if (((s->same || (!g->m->old_code && s->kind == KIND_ASSIGN)) && bind_as_before(g, s) < 0) || twins_place(g, s) < 0 || set_later_carry(g, s) < 0 ||
	    stage_siblings(g, s) < 0)
		return -1;
	return s->kind == KIND_ASSIGN ? statement_add_bound(s, g->m->skipped) : 0;
}

static int
refuse_running(const struct staging *g, const struct statement *s)
{
	return refuse(g->t, g->m, "without --code-only it is executed",
		      "line %d is more than new code for a function that exists, and --code-only executes nothing",
		      s->first_line);
}

/* What the author of the module wants done with its state, before anybody sees the new code. */
static int
call_hook(const struct staging *g)
{
	struct module *m = g->m;
	struct touched_mark mark = touched_mark(g->t);
	PyObject *hook = dict_get(m->scratch, HOOK), *old, *before, *result = NULL, *name, *value, *seen = NULL, *error[3];
	Py_ssize_t at = 0;
	int failed = -1;

	if (!hook || m->same_source || dict_get(m->before, HOOK) == hook)
		return 0;
	if (is_function(hook) && code_suspends(WORD(hook, python->function.code)))
		return refuse(g->t, m, NULL, HOOK "() must be a plain function, neither async nor a generator");
	old = PyDict_Copy(m->before);
	before = PyDict_Copy(m->scratch);
	if (!old || !before || snapshot_around(g->t, old) < 0 || touched_before(g->t, m, NULL, 0, &seen) < 0)
		goto out;
	gil_stretch_ends(g->t);
	result = PyObject_CallFunction(hook, "O", old);
	gil_stretch_begins(g->t);
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	touched_after(g->t, seen, mark, is_alone(g->t));
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
	for (failed = result ? 0 : -1; failed == 0 && PyDict_Next(m->scratch, &at, &name, &value);) {
		if (PyDict_GetItemWithError(before, name) == value)
			continue;
		PySet_Discard(m->skipped, name);
		PySet_Discard(m->unknown, name);
		failed = PySet_Add(m->bound, name) < 0 || PySet_Add(m->made, name) < 0 ? -1 : PySet_Add(m->hooked, name);
	}
	g->t->effects++;
out:
	unref(seen);
	unref(result);
	unref(before);
	unref(old);
	return failed;
}

static int
bind_temporaries(struct staging *g, int index)
{
	int needed, before = -1;

	while ((needed = temporary_needed(g, index)) >= 0 && needed != before) {
		if (bind_temporaries(g, needed) < 0 || run_statement(g, &g->statements[needed], RUN) < 0)
			return -1;
		before = needed;
	}
	return PyErr_Occurred() ? -1 : 0;
}

static bool
binds(const struct staging *g, const char *text)
{
	PyObject *name = PyUnicode_FromString(text);
	bool is = name && statement_shares_name(g, NULL, name);

	unref(name);
	return is;
}

/* It is there, in a block that has changed. */
static bool
stands_elsewhere(const struct staging *g, const struct chunk *c)
{
	bool stands = false;
	int i;

	for (i = 0; i < g->m->new.chunk_count && !stands; i++)
		stands = chunk_same_tokens(&g->m->old, c, &g->m->new, &g->m->new.chunks[i]);
	return stands;
}

/* TABLE.pop("b"), and TABLE has been made up anew. */
static bool
was_of_made_up(const struct staging *g, const struct chunk *c)
{
	const struct token *x = &g->m->old.tokens[c->first], *end = x + c->count;

	while (x < end && !(x->op == python->op.load_name && x->value && PyDict_Contains(g->m->made_up, x->value) == 1))
		x++;
	return x < end;
}

static int
say_what_is_left(const struct staging *g)
{
	const struct body *old = &g->m->old;
	int i, taken;

	for (i = 0; i < old->chunk_count; i++)
		if (g->left && g->left[i] && !stands_elsewhere(g, &old->chunks[i]) && !was_of_made_up(g, &old->chunks[i])) {
			if (g->left[i] == LEFT_CALL && old_code_call_stands(g->t, g->m, &old->chunks[i]) < 0)
				return -1;
			taken = g->left[i] == LEFT_STORE && !(g->t->flags & (PYR_CODE_ONLY | PYR_RESET)) ? unset_take(g, &old->chunks[i]) : 0;
			if (taken < 0)
				return -1;
			if (taken > 0 || (g->left[i] == LEFT_CALL && deregistered_may(g->m, &old->chunks[i])))
				continue;
			report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
				    g->left[i] != LEFT_STORE
					? "what line %d of the old source did stands; the line is not there any more"
					: "what line %d of the old source stored or deleted stands; the line is not there any more",
				    old->tokens[old->chunks[i].first].line);
		}
	return 0;
}

/* audit.addHandler(Handler()) was there, was taken out, which nothing undoes, and is there again. */
static bool
has_stood(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = s->in ? &s->in->chunks[s->first_chunk] : NULL;

	if (s->kind != KIND_EXPRESSION || s->same || s->chunk_count != 1 || s->in != &g->m->new || !g->m->old_code ||
	    g->t->flags & (PYR_RESET | PYR_CODE_ONLY) || !old_code_has_stood(g->m, c))
		return false;
	report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
		    "line %d was not run again: what it had done before it was taken out stands", s->first_line);
	return true;
}

static int
run_statements(struct staging *g)
{
	int i, taken, stop = running_stop(g);
	enum verdict verdict;

	if ((g->t->flags & PYR_CODE_ONLY) && !g->m->old_code)
		return refuse(g->t, g->m, "without --code-only the whole module is taken over",
			      "there is no copy of the old source to tell whether code alone changed");
	for (i = 0; i < g->count && !g->m->keep && !(g->t->flags & PYR_RESET); i++)
		g->m->keep = hold(g->t, statement_literal_names(&g->statements[i], KEEP_NAMES));
	if (stop < g->count && !g->statements[stop].same)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d and what follows was not run: the process has not got past it",
			    g->statements[stop].first_line);
	for (i = 0; i < stop; i++) {
		if (transaction_cancelled(g->t))
			return refuse(g->t, g->m, NULL, "given up: the time is over");
		breathe(g->t);
		if (temporary_ends(&g->statements[i]) && !(g->t->flags & (PYR_CODE_ONLY | PYR_RESET))) {
			if (temporary_end(g, &g->statements[i]) < 0)
				return -1;
			continue;
		}
		taken = g->t->flags & PYR_CODE_ONLY ? 0 : patched_take(g, &g->statements[i]);
		if (taken < 0)
			return -1;
		if (taken || has_stood(g, &g->statements[i]))
			continue;
		verdict = statement_judge(g, &g->statements[i]);
		if (verdict != SKIP && (g->t->flags & PYR_CODE_ONLY))
			return refuse_running(g, &g->statements[i]);
		if (verdict == SKIP && skip_statement(g, &g->statements[i]) < 0)
			return -1;
		if (verdict != SKIP &&
		    (bind_temporaries(g, i) < 0 || run_statement(g, &g->statements[i], verdict) < 0))
			return -1;
	}
	if (dict_get(g->m->scratch, KEEP_NAMES) && binds(g, KEEP_NAMES) && !g->m->keep &&
	    !(g->t->flags & (PYR_RESET | PYR_CODE_ONLY)))
		return refuse(g->t, g->m, NULL, KEEP_NAMES " must be a tuple of names, written out");
	if (!(g->t->flags & (PYR_CODE_ONLY | PYR_RESET)) && lazy_renew(g) < 0)
		return -1;
	if (say_what_is_left(g) < 0)
		return -1;
	order_report(g);
	return g->t->flags & PYR_CODE_ONLY ? 0 : call_hook(g);
}

static int
stage_package_of(struct transaction *t, const struct module *m)
{
	const char *dot = strrchr(m->name, '.');
	PyObject *name = dot ? PyUnicode_FromStringAndSize(m->name, dot - m->name) : NULL;
	struct module *package = name ? transaction_module(t, name) : NULL;

	unref(name);
	if (dot && !name)
		return -1;
	return package ? stage_module(t, package) : 0;
}

/* What the new source does not bind any more nobody imports from here: from local import *. */
static int
forget_names(const struct transaction *t, struct module *m)
{
	PyObject *before = PySet_New(NULL), *after = PySet_New(NULL), *list = NULL, *name, *value;
	int result = before && after && code_bound_names(m->code, after) == 0 &&
				     (!m->old_code || code_bound_names(m->old_code, before) == 0) &&
				     (list = PySequence_List(before))
			     ? 0
			     : -1;
	Py_ssize_t i;

	if (list && code_binds_by_other_means(m->code))
		PyList_SetSlice(list, 0, PyList_Size(list), NULL);
	for (i = 0;
	     list && result == 0 && !(t->flags & PYR_CODE_ONLY) && i < PyList_Size(list);
	     i++) {
		name = PyList_GetItem(list, i);
		value = PyDict_GetItemWithError(m->scratch, name);
		if (!value || PySet_Contains(after, name) == 1 || PySet_Contains(m->starred, name) == 1 || is_module(value) ||
		    !strncmp(utf8(name), "__", 2) || source_changes(m, name, value) ||
		    (m->keep && PySet_Contains(m->keep, name) == 1) || value != PyDict_GetItemWithError(m->before, name))
			continue;
		result = PyDict_DelItem(m->scratch, name);
	}
	unref(list);
	unref(after);
	unref(before);
	return result;
}

/* RETRIES: int = 3, up to 3.13: names that the top level annotates, and that are not in `but`. */
static PyObject *
annotated_names(const struct body *body, PyObject *but)
{
	PyObject *names = PySet_New(NULL);
	const struct token *x, *end = body->tokens + body->token_count;
	int result = 0;

	for (x = body->tokens; names && result == 0 && x + 1 < end; x++)
		if (x->op == python->op.load_name && x->value && !strcmp(utf8(x->value), "__annotations__") &&
		    x[1].op == python->op.load_const && x[1].value && is_str(x[1].value) &&
		    !(but && PySet_Contains(but, x[1].value) == 1))
			result = PySet_Add(names, x[1].value);
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}

static int
forget_annotations(struct module *m)
{
	PyObject *annotations = dict_get(m->scratch, "__annotations__"), *now, *gone, *list;
	int result = 0;
	Py_ssize_t i;

	if (!m->old_code || !annotations || !is_dict(annotations))
		return 0;
	now = annotated_names(&m->new, NULL);
	gone = now ? annotated_names(&m->old, now) : NULL;
	list = gone ? PySequence_List(gone) : NULL;
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++)
		if (PyDict_Contains(annotations, PyList_GetItem(list, i)) == 1)
			result = PyDict_DelItem(annotations, PyList_GetItem(list, i));
	result = list ? result : -1;
	unref(list);
	unref(gone);
	unref(now);
	return result;
}

int
stage_module(struct transaction *t, struct module *m)
{
	int result;

	/* An import begins with the package. */
	if (m->state == STAGE_NEW && m->staging && stage_package_of(t, m) < 0)
		return -1;
	/* Without changes it is what it was. */
	if (m->state != STAGE_NEW || !m->staging)
		return 0;
	m->state = STAGE_RUNNING;
	result = t->flags & PYR_CODE_ONLY ? 0 : reexports_lead(t, m);
	if (result == 0)
		result = m->is_bytecode ? stage_bytecode(m->staging) : run_statements(m->staging);
	if (result == 0)
		result = forget_names(t, m);
	if (result == 0 && !(t->flags & (PYR_CODE_ONLY | PYR_RESET)))
		result = forget_annotations(m);
	if (result < 0 && !t->failed)
		t->failed = m;
	m->state = STAGE_DONE;
	return result;
}

static int
take_statements(struct transaction *t, struct module *m)
{
	m->staging = calloc(1, sizeof(*m->staging));
	if (!m->staging)
		return PyErr_NoMemory(), -1;
	m->staging->t = t;
	m->staging->m = m;
	m->staging->rebound = hold(t, PySet_New(NULL));
	breathe(t);
	return m->staging->rebound && statements_take(m->staging) == 0 ? inferred_prepare(m->staging) : -1;
}

void
stage_free(struct module *m)
{
	if (m->staging) {
		registered_forget(m->staging);
		map_fini(&m->staging->places);
		unref(m->staging->texts);
		statements_free(m->staging);
	}
	if (m->staging)
		free(m->staging->left);
	free(m->staging);
}

static int
begin_module(struct transaction *t, struct module *m)
{
	static const char *const identity[] = {"__name__", "__package__", "__loader__", "__spec__",
					       "__path__", "__file__", "__cached__", "__doc__"};
	PyObject *value, *name;
	Py_ssize_t at = 0;
	size_t i;

	m->staged = hold(t, PyModule_NewObject(m->name_object));
	m->before = hold(t, PyDict_Copy(m->dict));
	m->bound = hold(t, PySet_New(NULL));
	m->moved = hold(t, PySet_New(NULL));
	m->unknown = hold(t, PySet_New(NULL));
	m->bare = hold(t, PyDict_New());
	m->bodies = hold(t, PyDict_New());
	m->defined = hold(t, PySet_New(NULL));
	m->made = hold(t, PySet_New(NULL));
	m->skipped = hold(t, PySet_New(NULL));
	m->looped = hold(t, PySet_New(NULL));
	m->hooked = hold(t, PySet_New(NULL));
	m->twins = hold(t, PyDict_New());
	if (!m->staged || !m->before || !m->bound || !m->moved || !m->unknown || !m->bare || !m->bodies || !m->defined ||
	    !m->made || !m->skipped || !m->looped || !m->hooked || !m->twins)
		return -1;
	m->outdated = hold(t, PyDict_New());
	m->late = hold(t, PySet_New(NULL));
	m->made_up = hold(t, PyDict_New());
	m->surveyed = hold(t, PySet_New(NULL));
	m->looked_at = hold(t, PySet_New(NULL));
	m->starred = hold(t, PySet_New(NULL));
	m->put_in = hold(t, PySet_New(NULL));
	m->whole = hold(t, PySet_New(NULL));
	m->filled = hold(t, PySet_New(NULL));
	m->refilled = hold(t, PySet_New(NULL));
	m->computed = hold(t, PySet_New(NULL));
	m->stored = hold(t, PySet_New(NULL));
	m->stored_keys = hold(t, PySet_New(NULL));
	if (!m->filled || !m->refilled || !m->computed || !m->stored || !m->stored_keys || !m->outdated || !m->late || !m->made_up || !m->surveyed || !m->looked_at ||
	    !m->starred || !m->put_in || !m->whole || !old_code_outdated(m->name_object))
		return -1;
	while (PyDict_Next(old_code_outdated(m->name_object), &at, &name, &value))
		if (PySet_Add(m->moved, name) < 0 || PySet_Add(m->late, name) < 0)
			return -1;
	m->scratch = PyModule_GetDict(m->staged);
	if (!(t->flags & PYR_RESET) && PyDict_Update(m->scratch, m->before) < 0)
		return -1;
	for (i = 0; i < sizeof(identity) / sizeof(identity[0]); i++)
		if ((value = dict_get(m->before, identity[i])) &&
		    PyDict_SetItemString(m->scratch, identity[i], value) < 0)
			return -1;
	/* Annotated assignments write into it: not into the live one. */
	value = dict_get(m->scratch, "__annotations__");
	if (value && is_dict(value) &&
	    (!(value = hold(t, PyDict_Copy(value))) ||
	     PyDict_SetItemString(m->scratch, "__annotations__", value) < 0))
		return -1;
	return PyDict_SetItemString(m->scratch, "__builtins__", t->staging_builtins);
}

PyObject *
package_dict(struct transaction *t, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(PyImport_GetModuleDict(), name), *copy;
	struct module *m = transaction_module(t, name);
	int result;

	if (m)
		return m->scratch;
	copy = PyDict_GetItemWithError(t->stand_ins, name);
	if (copy)
		return PyModule_GetDict(copy);
	if (!live || !is_module(live) ||
	    !(copy = PyModule_NewObject(name)))
		return NULL;
	result = PyDict_Update(PyModule_GetDict(copy), PyModule_GetDict(live));
	if (result == 0)
		result = PyDict_SetItem(t->stand_ins, name, copy);
	unref(copy); /* the dict keeps it */
	return result == 0 ? PyModule_GetDict(copy) : NULL;
}

/* "import pkg.sub; pkg.sub.f": the package must lead to the staged submodule, and afterwards not. */
static int
link_submodule(struct transaction *t, const char *name, PyObject *live, PyObject *staged)
{
	const char *dot = strrchr(name, '.');
	PyObject *parent = dot ? PyUnicode_FromStringAndSize(name, dot - name) : NULL;
	PyObject *dict = parent ? package_dict(t, parent) : NULL;
	int result = 0;

	/* A function of that name may hide the module. */
	if (dict && dict_get(dict, dot + 1) == live)
		result = PyDict_SetItemString(dict, dot + 1, staged);
	if (dict && result == 0)
		result = PyDict_Contains(t->stand_ins, parent);
	if (result == 1)
		result = link_submodule(t, utf8(parent),
					PyDict_GetItemWithError(PyImport_GetModuleDict(), parent),
					PyDict_GetItemWithError(t->stand_ins, parent));
	unref(parent);
	return PyErr_Occurred() ? -1 : result;
}

/* Some new source uses importlib.import_module(). */
static int
link_importlib(struct transaction *t)
{
	PyObject *name = PyUnicode_FromString("importlib"), *names = PySet_New(NULL), *hook, *dict;
	int result = name && names ? 0 : -1;
	size_t i;

	for (i = 0; result == 0 && i < t->module_count; i++)
		if (!t->modules[i].is_unchanged)
			result = code_add_names(t->modules[i].code, names);
	hook = result == 0 ? PyUnicode_FromString("import_module") : NULL;
	if (hook && loaded_module("importlib") && !transaction_module(t, name) && PySet_Contains(names, hook) == 1) {
		dict = package_dict(t, name);
		result = dict ? stage_hook_importlib(t, dict) : -1;
	}
	unref(hook);
	unref(names);
	unref(name);
	return PyErr_Occurred() ? -1 : result;
}

/* A stand-in that nobody has taken goes. */
static int
drop_stand_ins(struct transaction *t)
{
	PyObject *names = PyDict_Keys(t->stand_ins), *name, *live, *copy;
	Py_ssize_t i;
	int result = names ? 0 : -1;

	/* Outer packages lead to inner ones, and come first when sorted. */
	if (result == 0)
		result = PyList_Sort(names);
	for (i = 0; result == 0 && i < PyList_Size(names); i++) {
		name = PyList_GetItem(names, i);
		live = PyDict_GetItemWithError(PyImport_GetModuleDict(), name);
		copy = PyDict_GetItemWithError(t->stand_ins, name);
		if (refs_of(copy) == 1)
			result = PyDict_DelItem(t->stand_ins, name);
		else if (!live || map_set(&t->map, copy, live) < 0 ||
			 map_set(&t->map, PyModule_GetDict(copy), PyModule_GetDict(live)) < 0 ||
			 addresses_add(&t->own, PyModule_GetDict(copy)) < 0)
			result = -1;
	}
	unref(names);
	return result;
}

/* setattr(sys.modules[__name__], ...): the names of the live module are compared, too, where the source may do that. */
static int
watch_itself(struct transaction *t, struct module *m)
{
	PyObject *names = PySet_New(NULL), *modules = PyUnicode_FromString("modules");
	int result = names && modules ? code_add_names(m->code, names) : -1;

	if (result == 0 && PySet_Contains(names, modules) == 1)
		result = touched_watch(t, m->dict, m->dict);
	unref(modules);
	unref(names);
	return result;
}

/* Names that lead to other modules of the transaction lead to the staged ones, whatever has bound them. */
static int
name_siblings(struct transaction *t, struct module *m)
{
	PyObject *items = hold(t, PyDict_Items(m->scratch)), *name;
	struct module *sibling;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		sibling = module_that_is(t, PyTuple_GetItem(PyList_GetItem(items, i), 1), false);
		if (!sibling || sibling == m)
			continue;
		result = PyDict_SetItem(m->scratch, name, sibling->staged);
		if (result == 0 && !sibling->same_source)
			result = PySet_Add(m->moved, name);
	}
	return result;
}

int
stage_begin(struct transaction *t)
{
	struct module *m;
	size_t i;

	t->stand_ins = hold(t, PyDict_New());
	if (!t->stand_ins || stage_hook_import(t) < 0 || instance_check_begin(t) < 0)
		return -1;
	for (i = 0; i < t->module_count; i++)
		if (begin_module(t, &t->modules[i]) < 0 || watch_itself(t, &t->modules[i]) < 0)
			return -1;
	for (i = 0; i < t->module_count; i++) {
		m = &t->modules[i];
		if (link_submodule(t, m->name, m->module, m->staged) < 0 ||
		    (!m->is_unchanged && take_statements(t, m) < 0))
			return -1;
	}
	for (i = 0; i < t->module_count; i++)
		if (name_siblings(t, &t->modules[i]) < 0)
			return -1;
	return link_importlib(t) < 0 || twins_make(t) < 0 ? -1 : module_views_begin(t);
}

int
stage_finish(struct transaction *t)
{
	struct module *m;
	size_t i;

	for (i = 0; i < t->module_count; i++) {
		m = &t->modules[i];
		if (m->staging)
			registered_forget(m->staging);
		if (link_submodule(t, m->name, m->staged, m->module) < 0)
			return -1;
	}
	return twins_drop(t) < 0 ? -1 : drop_stand_ins(t);
}
