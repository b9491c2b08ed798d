/*
 * plan_function.c - a live function takes a new body and stays the same object.
 *
 * Whoever holds it - a container, a bound method, a C structure - calls the
 * new code.  Its globals are those that this code was written for.
 */
#include <stdio.h>
#include <stdlib.h>

#include "statement.h"
#include "version.h"

#define WRAPPERS_MOST 20 /* around one function */

static int
plan_word(struct transaction *t, PyObject *f, uint16_t offset, PyObject *value)
{
	if (!offset || WORD(f, offset) == value)
		return 0;
	/* Since 3.10 to ask for __annotations__ is to put a dict in the place of what the compiler has made. */
	if (offset == python->function.annotations && value && !hold(t, ref(value)))
		return -1;
	return ops_word(&t->ops, f, &WORD(f, offset), value);
}

static int
plan_version(struct transaction *t, PyObject *f)
{
	return ops_add(&t->ops, OP_VERSION, f, NULL, NULL);
}

/* wrapper.calls, wrapper.cache: the decorator began with the same, the live one has been changed since. */
static bool
counts_on(struct transaction *t, PyObject *f, PyObject *name, PyObject *live, PyObject *made)
{
	return !(t->flags & PYR_RESET) && type_of(live) == type_of(made) &&
	       (state_goes_on(t, live, made) || (is_atom(made) && makers_wrapper_begins_with(t, f, name, made)));
}

/* Some function of the module, that is there still, has done so and does it no more. */
static bool
one_stores_no_more(struct transaction *t, const struct module *m, PyObject *name)
{
	PyObject *key, *f, *old, *new;
	bool does = false;
	Py_ssize_t at = 0;

	while (!does && PyDict_Next(m->before, &at, &key, &f)) {
		new = is_function(f) && is_own_definition(m, key, f) ? code_to_come(t, f) : NULL;
		old = new ? WORD(f, python->function.code) : NULL;
		does = new && !code_same_behaviour(old, new) &&
		       (code_stores_attribute(old, name) || code_functions_store(old, name)) && !code_stores_attribute(new, name) &&
		       !code_functions_store(new, name);
	}
	return does;
}

/* wrapper.label = label, which the decorator has done and nobody does any more. */
static bool
is_stored_no_more(struct transaction *t, PyObject *name)
{
	PyObject *known = PyDict_GetItemWithError(t->stored_no_more, name);
	const struct module *m;
	bool then = false, now = false;

	if (known)
		return known == TRUE;
	for (m = t->modules; !then && m < t->modules + t->module_count; m++)
		then = !m->same_source && one_stores_no_more(t, m, name);
	for (m = t->modules; then && !now && m < t->modules + t->module_count; m++)
		now = m->code && code_functions_store(m->code, name);
	if (PyDict_SetItem(t->stored_no_more, name, then && !now ? TRUE : NONE) < 0)
		PyErr_Clear();
	return then && !now;
}

/* What was a wrapper is the definition itself now: so is not what its __wrapped__ says. */
static bool
is_wrapper_no_more(PyObject *old, PyObject *new, PyObject *name)
{
	return !strcmp(utf8(name), "__wrapped__") &&
	       !same_text(WORD(old, python->function.code), WORD(new, python->function.code), "co_name");
}

/* wrapper.label = label: the decorator is gone, and what it has set with it. */
static bool
is_set_by_decorator_gone(PyObject *old, PyObject *new, PyObject *name)
{
	PyObject *globals = WORD(old, python->function.globals), *key, *f;
	bool is = false;
	Py_ssize_t at = 0;

	if (same_text(WORD(old, python->function.code), WORD(new, python->function.code), "co_name") || !is_dict(globals))
		return false;
	while (!is && PyDict_Next(globals, &at, &key, &f))
		is = is_function(f) && (code_stores_attribute(WORD(f, python->function.code), name) ||
					code_functions_store(WORD(f, python->function.code), name)) &&
		     code_is_within(WORD(old, python->function.code), WORD(f, python->function.code));
	return is;
}

/* It goes on from what the attribute is: search.calls += 1. */
static bool
functions_go_on(PyObject *code, PyObject *name)
{
	PyObject *consts = code_attr(code, "co_consts"), *item;
	struct body body;
	bool on = false;
	Py_ssize_t i;

	for (i = 0; consts && !on && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		if (!is_code(item) || body_init(&body, item) < 0)
			continue;
		on = (tokens_have(body.tokens, body.token_count, python->op.store_attr, name) &&
		      tokens_have(body.tokens, body.token_count, python->op.load_attr, name)) || functions_go_on(item, name);
		body_fini(&body);
	}
	unref(consts);
	PyErr_Clear();
	return on;
}

/* Without the old source the line search.calls = 0 has run again. */
static bool
is_counted(struct transaction *t, PyObject *f, PyObject *name)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	bool counted = m && !m->old_code && m->code && !(t->flags & PYR_RESET) && (functions_go_on(m->code, name) || set_elsewhere(t, f, name));

	if (counted)
		report_addf(t->report, PYR_REC_KEPT, m->name, utf8(WORD(f, python->function.qualname)),
			    "%s: no copy of the old source: it looks like run-time state", utf8(name));
	return counted;
}

/* search.examples = ["a", "b"]: the list stays the object that it is.  1: it does. */
static int
keep_container(struct transaction *t, PyObject *f, PyObject *name, PyObject *live, PyObject *made)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *before = m && m->old_code && is_container(live) && contents_can_stay(t, live, made) && !map_get(&t->map, made)
			       ? attribute_value_then(t, m, f, name) : NULL;
	char path[300];

	if (!before || type_of(before) != type_of(live))
		return 0;
	snprintf(path, sizeof(path), "%s.%s", utf8(WORD(f, python->function.qualname)), utf8(name));
	return contents_replace(t, m, path, before, NULL, live, made) < 0 ? -1 : 1;
}

/* Without the old source: nobody is known to set it, so a line that is gone may have. */
static void
say_unset(struct transaction *t, PyObject *f, PyObject *name)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));

	if (m && !m->old_code && m->code && is_str(name) && strncmp(utf8(name), "__", 2) != 0 && !code_stores_attribute(m->code, name) &&
	    !code_functions_store(m->code, name) && !marks_may_set(t, f, name) && !set_elsewhere(t, f, name))
		report_addf(t->report, PYR_REC_KEPT, m->name, utf8(WORD(f, python->function.qualname)),
			    "its attribute %s: no line of the new source sets it, and there is no copy of the old one", utf8(name));
}

/* @permission("admin") is @permission() now. */
static bool
is_said_no_more(struct transaction *t, PyObject *f, PyObject *live)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	const char *path = utf8(WORD(f, python->function.qualname)), *dot = strrchr(path, '.'), *name = dot ? dot + 1 : path;
	PyObject *class = dot ? PyUnicode_FromStringAndSize(path, dot - path) : NULL, *then, *now;
	struct body before, after;
	bool said = false;

	if (m && m->old_code && !dot)
		said = state_was_said(&m->old, chunk_binding(&m->old, name), &m->new, chunk_binding(&m->new, name), live);
	then = class && m && m->old_code ? pair_code_at(t, m, true, utf8(class)) : NULL;
	now = then ? pair_code_at(t, m, false, utf8(class)) : NULL;
	if (now && body_init(&before, then) == 0) {
		if (body_init(&after, now) == 0) {
			said = state_was_said(&before, chunk_binding(&before, name), &after, chunk_binding(&after, name), live);
			body_fini(&after);
		}
		body_fini(&before);
	}
	unref(class);
	PyErr_Clear();
	return said;
}

/* Attributes set on the function: those of the new one, and what others have set. */
static int
plan_dict(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *before = WORD(old, python->function.dict), *after = WORD(new, python->function.dict);
	PyObject *key, *value, *live;
	Py_ssize_t at = 0;
	int kept;

	while (before && PyDict_Next(before, &at, &key, &value)) {
		if (!is_str(key) || (after && PyDict_Contains(after, key) == 1))
			continue;
		if (!is_wrapper_no_more(old, new, key) && !is_set_by_decorator_gone(old, new, key) && !is_stored_no_more(t, key) &&
		    !marks_are_gone(t, old, key) && !unset_has(t, old, key))
			say_unset(t, old, key);
		else if (ops_add(&t->ops, OP_DICT, before, key, NULL) < 0)
			return -1;
	}
	if (!after || !before)
		return after ? plan_word(t, old, python->function.dict, after) : 0;
	for (at = 0; PyDict_Next(after, &at, &key, &value);) {
		live = is_str(key) ? PyDict_GetItemWithError(before, key) : value;
		/* It was given what the live one has. */
		if (live == value)
			say_unset(t, old, key);
		if (live == value)
			continue;
		if (live && is_container(live) && is_said_no_more(t, old, live)) {
			if (ops_add(&t->ops, OP_DICT, before, key, map_resolve(&t->map, value)) < 0)
				return -1;
			continue;
		}
		if (live && counts_on(t, old, key, live, value)) {
			/* wrapper.stats = stats: what it has captured is the same object. */
			if (is_container(value) && !map_get(&t->map, value) && map_set(&t->map, value, live) < 0)
				return -1;
			continue;
		}
		if (live && is_counted(t, old, key))
			continue;
		kept = live ? keep_container(t, old, key, live, value) : 0;
		if (kept < 0)
			return -1;
		if (kept)
			continue;
		value = rekey_value(t, value);
		if (!value || ops_add(&t->ops, OP_DICT, before, key, map_resolve(&t->map, value)) < 0)
			return -1;
	}
	return 0;
}

/* To tell who still runs it: others make functions for us, too (namedtuple), of code that does not change. */
static int
remember_code(struct transaction *t, PyObject *f)
{
	return !pair_is_ours(t, WORD(f, python->function.code)) ? 0 : PyList_Append(t->replaced, WORD(f, python->function.code));
}

static bool
same_function(PyObject *a, PyObject *b)
{
	const struct function_layout *l = &python->function;

	return code_same_behaviour(WORD(a, l->code), WORD(b, l->code)) &&
	       functions_same_word(a, b, l->defaults) && !WORD(a, l->kwdefaults) && !WORD(b, l->kwdefaults);
}

/* Lambdas have no name to go by; what they have become is known, or nobody. */
static bool
is_another_lambda(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *code = WORD(old, python->function.code), *to = attr_is(code, "co_name", "<lambda>") ? pair_partner(t, code) : NULL;

	return to && (to == NONE ? !code_same_behaviour(code, WORD(new, python->function.code))
				 : !code_same_behaviour(to, WORD(new, python->function.code)));
}

/* Inner functions of wrappers on both sides, by name: the one that @decorator wraps. */
static int
pair_inner(struct transaction *t, struct module *m, PyObject *old, PyObject *new)
{
	struct objects before = {0}, after = {0};
	PyObject *x, *y;
	int result = 0;
	size_t i, j;

	if (functions_near(t, old, 100, &before) < 0 || functions_near(t, new, 100, &after) < 0)
		result = -1;
	for (i = 0; result == 0 && i < after.count; i++)
		for (j = 0; result == 0 && j < before.count; j++) {
			if (after.list[i] == new || before.list[j] == old || after.list[i] == before.list[j] ||
			    map_get(&t->map, after.list[i]) || addresses_has(&t->paired, before.list[j]))
				continue;
			x = get_attr(WORD(before.list[j], python->function.code), "co_name");
			y = get_attr(WORD(after.list[i], python->function.code), "co_name");
			if (x && y && PyUnicode_Compare(x, y) == 0 &&
			    !is_another_lambda(t, before.list[j], after.list[i]) && is_counterpart(t, before.list[j], after.list[i]) &&
			    plan_function(t, m, before.list[j], after.list[i], utf8(x)) < 0)
				result = -1;
			unref(x);
			unref(y);
		}
	objects_fini(&before);
	objects_fini(&after);
	return result;
}

/* A decorator of another module was added, or is gone: its wrapper sees what is global there. */
static int
plan_globals(struct transaction *t, PyObject *old, PyObject *new)
{
	const struct function_layout *l = &python->function;
	PyObject *globals = map_resolve(&t->map, WORD(new, l->globals));

	if (globals == WORD(old, l->globals))
		return 0;
	if (l->builtins && plan_word(t, old, l->builtins, map_resolve(&t->map, WORD(new, l->builtins))) < 0)
		return -1;
	return plan_word(t, old, l->globals, globals) < 0 ? -1 : plan_word(t, old, l->module, WORD(new, l->module));
}

/* What is staged may have been made by a live object that has its old methods still: @breaker, with another __call__. */
static PyObject *
code_to_take(struct transaction *t, PyObject *new)
{
	static const char *const parts[] = {"co_freevars"};
	PyObject *code = WORD(new, python->function.code), *newer = pair_new_code(t, code);

	return newer && code_same_parts(code, newer, parts, 1) ? newer : code;
}

int
plan_function(struct transaction *t, struct module *m, PyObject *old, PyObject *new,
	      const char *name)
{
	const struct function_layout *l = &python->function;
	PyObject *defaults, *keywords, *code = code_to_take(t, new);
	int added = addresses_add(&t->paired, old);

	if (added < 0)
		return PyErr_NoMemory(), -1;
	if (!added)
		return map_get(&t->map, new) == old;
	if (!same_function(old, new)) {
		report_add(t->report, PYR_REC_UPDATED, m->name, name, "function");
		if (addresses_add(&t->renewed, old) < 0)
			return PyErr_NoMemory(), -1;
	}
	if (defaults_keep(t, old, new, &defaults, &keywords) < 0 || remember_code(t, old) < 0 ||
	    plan_word(t, old, l->code, code) < 0 ||
	    plan_word(t, old, l->closure, WORD(new, l->closure)) < 0 || cells_keep(t, old, new) < 0 ||
	    plan_word(t, old, l->defaults, defaults) < 0 || plan_word(t, old, l->kwdefaults, keywords) < 0 ||
	    plan_word(t, old, l->annotations, WORD(new, l->annotations)) < 0 ||
	    plan_word(t, old, l->doc, WORD(new, l->doc)) < 0 ||
	    (WORD(new, l->doc) && docstrings_follow(t, old, WORD(old, l->doc), WORD(new, l->doc)) < 0) || plan_globals(t, old, new) < 0 ||
	    plan_word(t, old, l->name, WORD(new, l->name)) < 0 ||
	    plan_word(t, old, l->qualname, WORD(new, l->qualname)) < 0 ||
	    plan_dict(t, old, new) < 0 || plan_version(t, old) < 0 ||
	    map_set(&t->map, new, old) < 0 || pair_inner(t, m, old, new) < 0)
		return -1;
	return 1;
}

/* Cells for the free variables of the new code, by name.  NULL without exception: this one is missing, a new reference. */
static PyObject *
closure_for(struct transaction *t, PyObject *f, PyObject *code, PyObject **missing)
{
	PyObject *cells = WORD(f, python->function.closure), *closure, *name;
	PyObject *before = code_attr(WORD(f, python->function.code), "co_freevars");
	PyObject *after = code_attr(code, "co_freevars");
	Py_ssize_t i, j, size = after ? PyTuple_Size(after) : 0;
	Py_ssize_t have = cells && before ? PyTuple_Size(before) : 0;

	closure = before && after ? PyTuple_New(size) : NULL;
	for (i = 0; closure && i < size; i++) {
		name = PyTuple_GetItem(after, i);
		for (j = 0; j < have && PyUnicode_Compare(PyTuple_GetItem(before, j), name) != 0; j++)
			;
		if (j == have) {
			*missing = ref(name);
			unref(closure);
			closure = NULL;
			break;
		}
		PyTuple_SetItem(closure, i, ref(PyTuple_GetItem(cells, j)));
	}
	unref(before);
	unref(after);
	return closure ? hold(t, closure) : NULL;
}

/* It goes on with its old code; --code-only cannot express that. */
static int
keep(struct transaction *t, PyObject *f, const char *why, const char *what)
{
	PyObject *module = WORD(f, python->function.module);
	const char *path = utf8(WORD(f, python->function.qualname));

	if (t->flags & PYR_CODE_ONLY)
		return refuse(t, pair_module(t, WORD(f, python->function.code)), "without --code-only it keeps its old code, and is named",
			      "%s, made earlier: the new code %s%s", path, why, what);
	report_addf(t->report, PYR_REC_STALE, utf8(module), path, "made earlier: the new code %s%s", why, what);
	return 0;
}

static int
plan_closure(struct transaction *t, PyObject *f, PyObject *code, bool *kept)
{
	PyObject *before = code_attr(WORD(f, python->function.code), "co_freevars");
	PyObject *after = code_attr(code, "co_freevars"), *closure, *missing = NULL;
	int result = 0;
	bool same = before && after && PyObject_RichCompareBool(before, after, Py_EQ) == 1;
	bool empty = after && PyTuple_Size(after) == 0;

	unref(before);
	unref(after);
	*kept = false;
	if (same)
		return 0;
	closure = empty ? NULL : closure_for(t, f, code, &missing);
	if (!closure && !empty) {
		*kept = true;
		result = missing ? keep(t, f, "needs a variable that it did not capture: ", utf8(missing)) : -1;
		unref(missing);
		return result;
	}
	return plan_word(t, f, python->function.closure, closure);
}

/* What is equal stays the object that it is. */
static int
plan_changed(struct transaction *t, PyObject *f, uint16_t offset, PyObject *value)
{
	PyObject *old = WORD(f, offset);

	if (old == value || (old && value && const_equal(old, value, code_same_behaviour)))
		return 0;
	if (is_dict(old) && value && is_dict(value) && PyDict_Size(old) == PyDict_Size(value) && contents_same(t, old, value))
		return 0;
	return plan_word(t, f, offset, value);
}

/* The function that staging has made of the same statement: what it says beside its body. */
static int
plan_signature(struct transaction *t, PyObject *f, PyObject *made)
{
	const struct function_layout *l = &python->function;
	const uint16_t parts[] = {l->defaults, l->kwdefaults, l->annotations};
	PyObject *values[] = {NULL, NULL, WORD(made, l->annotations)};
	size_t i;

	if (defaults_keep(t, f, made, &values[0], &values[1]) < 0)
		return -1;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!functions_same_word(f, made, parts[i])) {
			report_add(t->report, PYR_REC_UPDATED, utf8(WORD(f, l->module)), utf8(WORD(f, l->qualname)), "signature");
			if (plan_word(t, f, parts[i], values[i]) < 0 || plan_version(t, f) < 0)
				return -1;
		}
	return 0;
}

/* The dict of the module that this code of the new sources is in; borrowed, NULL: none of ours. */
static PyObject *
home_of(struct transaction *t, PyObject *code)
{
	PyObject *file = code_attr(code, "co_filename"), *modules = PyImport_GetModuleDict(), *module, *its, *home = NULL;
	struct module *m = pair_module(t, code);
	Py_ssize_t i;

	for (i = 0; file && !m && !home && i < PyList_Size(t->imported); i++) {
		module = PyDict_GetItemWithError(modules, PyList_GetItem(t->imported, i));
		its = module && is_module(module) ? dict_get(PyModule_GetDict(module), "__file__") : NULL;
		if (its && is_str(its) && PyUnicode_Compare(its, file) == 0)
			home = PyModule_GetDict(module);
	}
	unref(file);
	return m ? m->dict : home;
}

/* A closure whose definition has moved to another module sees what is global there. */
static int
plan_home(struct transaction *t, PyObject *f, PyObject *code)
{
	const struct function_layout *l = &python->function;
	PyObject *before = code_attr(WORD(f, l->code), "co_filename"), *after = code_attr(code, "co_filename"), *home, *name;
	bool moved = before && after && PyUnicode_Compare(before, after) != 0;

	unref(before);
	unref(after);
	home = moved ? home_of(t, code) : NULL;
	if (!home || home == WORD(f, l->globals))
		return PyErr_Occurred() ? -1 : 0;
	name = dict_get(WORD(f, l->globals), "__name__");
	/* Unless functools.wraps() has given it that of another. */
	if (name && WORD(f, l->module) && PyObject_RichCompareBool(WORD(f, l->module), name, Py_EQ) == 1 &&
	    plan_word(t, f, l->module, dict_get(home, "__name__")) < 0)
		return -1;
	return plan_word(t, f, l->globals, home);
}

static bool
is_decorated(struct transaction *t, PyObject *code)
{
	struct module *m = pair_module(t, code);
	PyObject *node = m ? tree_definition(m, code) : NULL, *list = node ? get_attr(node, "decorator_list") : NULL;
	bool is = list && PyList_Size(list) > 0;

	unref(list);
	unref(node);
	PyErr_Clear();
	return is;
}

/* made: what a statement of the new source has made of it, or NULL. */
static int
plan_code(struct transaction *t, PyObject *f, PyObject *code, PyObject *made)
{
	const struct function_layout *l = &python->function;
	PyObject *old = WORD(f, l->code), *doc = WORD(f, l->doc), *defaults, *keywords;
	bool kept;

	/* @types.coroutine has not been applied again. */
	if (is_decorated(t, code) && !(code = hold(t, code_awaited_like(code, old))))
		return -1;
	if (!made && !defaults_follow(t, f, code, &defaults, &keywords))
		return keep(t, f, "has an argument whose default was not evaluated", "");
	if (plan_closure(t, f, code, &kept) < 0)
		return -1;
	if (kept)
		return 0;
	if (made ? plan_signature(t, f, made) < 0
		 : plan_changed(t, f, l->defaults, defaults) < 0 || plan_changed(t, f, l->kwdefaults, keywords) < 0)
		return -1;
	if (!code_same_behaviour(old, code))
		report_add(t->report, PYR_REC_UPDATED, utf8(WORD(f, l->module)),
			   utf8(WORD(f, l->qualname)), "code");
	if (!code_same_behaviour(old, code) && !strcmp(utf8(WORD(f, l->name)), "__hash__"))
		report_add(t->report, PYR_REC_NOTE, utf8(WORD(f, l->module)), utf8(WORD(f, l->qualname)), OTHER_HASH);
	/* Unless somebody has written another docstring. */
	if ((doc == code_doc(old) || (doc && const_equal(doc, code_doc(old), code_same_behaviour))) &&
	    (plan_word(t, f, l->doc, code_doc(code)) < 0 || docstrings_follow(t, f, code_doc(old), code_doc(code)) < 0))
		return -1;
	if (remember_code(t, f) < 0 || plan_home(t, f, code) < 0 || plan_word(t, f, l->code, code) < 0)
		return -1;
	return plan_version(t, f);
}

/* A closure whose body is the same, in a function that is not: its defaults may be others. */
static int
plan_defaults(struct transaction *t, PyObject *f)
{
	const struct function_layout *l = &python->function;
	struct module *m = pair_module(t, WORD(f, l->code));
	PyObject *defaults, *keywords;

	if (!m || m->same_source || (!WORD(f, l->defaults) && !WORD(f, l->kwdefaults)) ||
	    !(code_int(WORD(f, l->code), "co_flags") & 0x10) || /* CO_NESTED; its name may be that of what it wraps */
	    pair_partner(t, WORD(f, l->code)) != NONE ||
	    !defaults_follow(t, f, WORD(f, l->code), &defaults, &keywords))
		return 0;
	if ((defaults == WORD(f, l->defaults) && keywords == WORD(f, l->kwdefaults)) || !hold(t, ref(f)))
		return PyErr_Occurred() ? -1 : 0;
	if (plan_changed(t, f, l->defaults, defaults) < 0 || plan_changed(t, f, l->kwdefaults, keywords) < 0)
		return -1;
	return plan_version(t, f);
}

/* A lambda in a loop is made several times, each with other defaults: one that was made once now may stand for all. */
static bool
is_one_of_several(const struct transaction *t, PyObject *f)
{
	bool several = false;
	PyObject *other;
	size_t i;

	for (i = 0; strchr(utf8(WORD(f, python->function.qualname)), '<') && !several && i < t->functions.count; i++) {
		other = t->functions.list[i];
		several = other != f && WORD(other, python->function.code) == WORD(f, python->function.code);
	}
	return several;
}

/* Of an earlier source than the last one, which could not be made new then: make.<locals>.check is found by its name, if that is
   one in its function. */
static PyObject *
code_of_earlier(struct transaction *t, PyObject *f)
{
	PyObject *old = WORD(f, python->function.code), *code;
	const char *path = utf8(WORD(f, python->function.qualname));
	struct module *m = pair_module(t, old);

	if (!m || !m->old_code || m->same_source || addresses_has(&t->fresh, old) || pair_partner(t, old) || !strstr(path, "<locals>"))
		return NULL;
	code = code_at(m->code, path);
	return code && !code_is_class_body(code) && same_text(old, code, "co_name") ? code : NULL;
}

int
plan_codes(struct transaction *t)
{
	PyObject *f, *code, *made;
	int result = 0;
	size_t i;

	for (i = 0; result == 0 && i < t->functions.count; i++) {
		f = t->functions.list[i];
		if (addresses_has(&t->paired, f) || map_get(&t->map, f))
			continue;
		code = pair_new_code(t, WORD(f, python->function.code));
		code = code ? code : code_of_earlier(t, f);
		/* With the same code its defaults may be others. */
		made = PyDict_GetItemWithError(t->staged_functions, code ? code : WORD(f, python->function.code));
		made = made == f || made == NONE || (made && is_one_of_several(t, f)) ? NULL : made;
		if (((code || made) && !hold(t, ref(f))) || (code && plan_code(t, f, code, made) < 0) ||
		    (!code && (made ? plan_signature(t, f, made) : plan_defaults(t, f)) < 0))
			result = -1;
	}
	return result;
}

static int
follow(struct transaction *t, PyObject *wrapper, PyObject *wrapped, uint16_t offset)
{
	PyObject *old = WORD(wrapped, offset), *new = ops_planned(&t->ops, &WORD(wrapped, offset));
	PyObject *its = WORD(wrapper, offset);

	if (old == new || !(its == old || (its && old && const_equal(its, old, code_same_behaviour))))
		return 0;
	return hold(t, ref(wrapper)) ? plan_word(t, wrapper, offset, new) : -1;
}

/* The same of what functools.update_wrapper() has given to an object: of lru_cache, of a class. */
static int
follow_in_object(struct transaction *t, PyObject *o)
{
	const struct {
		const char *name;
		uint16_t offset;
	} parts[] = {{"__doc__", python->function.doc}, {"__annotations__", python->function.annotations}};
	PyObject *dict, *wrapped, *old, *new, *its, *key;
	int result = 0;
	size_t i;

	if (is_function(o) || is_class(o) || is_module(o) || is_atom(o) ||
	    !*(Py_ssize_t *)(void *)((char *)type_of(o) + TYPE_DICTOFFSET))
		return 0;
	dict = PyObject_GenericGetDict(o, NULL);
	PyErr_Clear();
	wrapped = dict && is_dict(dict) ? dict_get(dict, "__wrapped__") : NULL;
	for (i = 0; wrapped && is_function(wrapped) && result == 0 && i < sizeof(parts) / sizeof(parts[0]); i++) {
		old = WORD(wrapped, parts[i].offset);
		new = ops_planned(&t->ops, &WORD(wrapped, parts[i].offset));
		its = dict_get(dict, parts[i].name);
		if (old == new || !new || !its || !(its == old || (old && const_equal(its, old, code_same_behaviour))))
			continue;
		key = hold(t, PyUnicode_InternFromString(parts[i].name));
		result = key && hold(t, ref(dict)) ? ops_add(&t->ops, OP_DICT, dict, key, new) : -1;
	}
	unref(dict);
	return result;
}

static int
follow_in_objects(struct transaction *t, PyObject *names, int depth)
{
	PyObject *items = PyDict_Items(names), *value;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		result = follow_in_object(t, value);
		if (result == 0 && depth && is_class(value) && is_heap_type(value) && CLASS_DICT(value))
			result = follow_in_objects(t, CLASS_DICT(value), depth - 1);
	}
	unref(items);
	return result;
}

int
plan_wrapping(struct transaction *t)
{
	PyObject *wrapper, *wrapped;
	int depth;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (!t->modules[i].is_unchanged && follow_in_objects(t, t->modules[i].before, 1) < 0)
			return -1;

	for (i = 0; i < t->wrapping.count; i++) {
		wrapped = wrapper = t->wrapping.list[i];
		for (depth = 0; depth < WRAPPERS_MOST && is_function(wrapped) &&
				WORD(wrapped, python->function.dict) &&
				dict_get(WORD(wrapped, python->function.dict), "__wrapped__");
		     depth++)
			wrapped = dict_get(WORD(wrapped, python->function.dict), "__wrapped__");
		if (is_function(wrapped) && (follow(t, wrapper, wrapped, python->function.doc) < 0 ||
					     follow(t, wrapper, wrapped, python->function.annotations) < 0))
			return -1;
	}
	return 0;
}
