#include "forms.h"

#include "anew.h"
#include "version.h"

#define TUPLE_DEPTH 8
#define CLOSURES_DEEP 2 /* closures in closures */

struct looking {
	PyObject *list;
	bool closures, found;
};

/* lambda: f(), and what has captured that: once(lambda: f()). */
static bool
captures_within(PyObject *o, PyObject *list, int depth)
{
	PyObject *closure = is_function(o) ? WORD(o, python->function.closure) : NULL, *value;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; closure && !has && i < PyTuple_Size(closure); i++) {
		value = WORD(PyTuple_GetItem(closure, i), CELL_REF);
		has = value && (list_has(list, value) || (depth && is_function(value) && captures_within(value, list, depth - 1)));
	}
	return has;
}

bool
captures_one(PyObject *o, PyObject *list)
{
	return captures_within(o, list, CLOSURES_DEEP);
}

static bool
leads_to(PyObject *o, PyObject *list, bool closures)
{
	return list_has(list, o) || (closures && captures_one(o, list));
}

static int
look(PyObject *o, void *arg)
{
	struct looking *l = arg;

	l->found = l->found || (o && leads_to(o, l->list, l->closures));
	return 0;
}

bool
entry_is_record_of(PyObject *o, PyObject *list)
{
	PyObject *values = is_dict(o) ? PyDict_Values(o) : PySequence_List(o), *value;
	bool found = false, others = false, says = false;
	Py_ssize_t i;

	for (i = 0; values && i < PyList_Size(values); i++) {
		value = PyList_GetItem(values, i);
		found = found || list_has(list, value);
		others = others || ((is_function(value) || is_class(value)) && !list_has(list, value));
		says = says || is_atom(value);
	}
	unref(values);
	PyErr_Clear();
	return found && says && !others;
}

/* Its class is of the same module. */
static bool
is_part(PyObject *entry, PyObject *value)
{
	PyObject *class = (PyObject *)type_of(value);

	return is_heap_type(class) && class != (PyObject *)type_of(entry) && !is_class(value) && same_text(class, (PyObject *)type_of(entry), "__module__");
}

/* It is one of these, or holds one: a tuple, a partial, a closure, an object with it as an attribute, an instance of a
   class; or an object that belongs to it does: Entry(10, Job(f)). */
static bool
holds_within(PyObject *o, PyObject *list, int depth, bool closures)
{
	struct looking l = {.list = list, .closures = closures};
	PyObject *dict, *key, *value, *self;
	Py_ssize_t i, at = 0;

	if (!o || list_has(list, o))
		return o != NULL;
	if (is_weakref(o))
		return list_has(list, WORD(o, REF_OBJECT));
	if (PyType_IsSubtype(type_of(o), TYPE_AT(PyTuple_Type))) {
		for (i = 0; depth && !l.found && i < PyTuple_Size(o); i++)
			l.found = holds_within(PyTuple_GetItem(o, i), list, depth - 1, closures);
		return l.found;
	}
	if (is_container(o))
		return entry_is_record_of(o, list);
	/* CALLBACKS.append(self.fire), and self has it. */
	if (is_exact(o, TYPE_AT(PyMethod_Type)) && depth) {
		self = get_attr(o, "__self__");
		l.found = self && !is_class(self) && !is_module(self) && holds_within(self, list, depth - 1, closures);
		unref(self);
		if (l.found)
			return true;
	}
	if (is_function(o))
		return leads_to(o, list, closures);
	if (is_atom(o) || is_class(o) || is_module(o))
		return false;
	if (list_has(list, (PyObject *)type_of(o)))
		return true;
	heap_refers(o, look, &l);
	dict = l.found || !is_heap_type((PyObject *)type_of(o)) ? NULL : PyObject_GenericGetDict(o, NULL);
	while (dict && is_dict(dict) && !l.found && PyDict_Next(dict, &at, &key, &value))
		l.found = leads_to(value, list, closures) ||
			  (depth && is_part(o, value) && holds_within(value, list, depth - 1, closures));
	unref(dict);
	PyErr_Clear();
	return l.found;
}

bool
entry_holds(PyObject *o, PyObject *list)
{
	return holds_within(o, list, TUPLE_DEPTH, false);
}

bool
entry_captures(PyObject *o, PyObject *list)
{
	return !entry_holds(o, list) && holds_within(o, list, TUPLE_DEPTH, true);
}

static int
add_constants(PyObject *list, const struct token *tokens, int count, PyObject *except)
{
	const struct token *x;
	PyObject *value;
	Py_ssize_t i;
	int result = 0;

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		value = x->op == python->op.load_const || (python->op.kw_names && x->op == python->op.kw_names) ? x->value : NULL;
		/* Until 3.10 the qualified name stands behind the code. */
		if (!value || is_code(value) || value == NONE || (x > tokens && x[-1].value && is_code(x[-1].value)) ||
		    (except && said_has(except, value)))
			continue;
		result = PyList_Append(list, value);
		for (i = 0; result == 0 && is_exact(value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(value); i++)
			if (!except || !said_has(except, PyTuple_GetItem(value, i)))
				result = PyList_Append(list, PyTuple_GetItem(value, i));
	}
	return result;
}

/* logging.INFO */
static int
add_attribute(const struct module *m, PyObject *list, const struct token *x, const struct token *end, PyObject *except)
{
	PyObject *o = PyDict_GetItemWithError(m->before, x->value);

	for (x++; o && is_module(o) && x < end && x->op == python->op.load_attr && x->value; x++)
		o = PyDict_GetItemWithError(PyModule_GetDict(o), x->value);
	return !o || !is_atom(o) || o == NONE || (except && said_has(except, o)) ? 0 : PyList_Append(list, o);
}

/* What the statement says: of a class, its body, too. */
static int
add_said(const struct module *m, PyObject *list, const struct token *tokens, int count, PyObject *except)
{
	const struct token *x;
	struct body body;
	int result = add_constants(list, tokens, count, except);

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		if (x->op == python->op.load_name && x + 1 < tokens + count)
			result = add_attribute(m, list, x, tokens + count, except);
		if (!x->value || !is_code(x->value) || !code_is_class_body(x->value) || body_init(&body, x->value) < 0)
			continue;
		result = add_constants(list, body.tokens, body.token_count, except);
		body_fini(&body);
	}
	return result;
}

int
forms_add_definition(struct transaction *t, PyObject *list, PyObject *o, PyObject *name)
{
	struct objects near = {0};
	PyObject *its;
	int result = o ? PyList_Append(list, o) : 0;
	size_t i;

	if (o && result == 0 && functions_near(t, o, 100, &near) == 0)
		for (i = 0; result == 0 && i < near.count; i++) {
			its = code_attr(WORD(near.list[i], python->function.code), "co_name");
			if (its && PyUnicode_Compare(its, name) == 0 && !list_has(list, near.list[i]))
				result = PyList_Append(list, near.list[i]);
			unref(its);
		}
	objects_fini(&near);
	return result;
}

/* Functions, classes and objects that the call was given; not what it is a call of. */
static int
add_mentioned(const struct forms *f, PyObject *list, const struct chunk *c)
{
	const struct token *x, *first = &f->old->tokens[c->first];
	PyObject *value;
	bool called = f->s->kind != KIND_EXPRESSION && !old_form_registers(f->g, f->s, c);
	int result = 0;

	for (x = first; result == 0 && x < first + c->count; x++) {
		if (x->op != python->op.load_name)
			continue;
		value = called ? PyDict_GetItemWithError(f->g->m->before, x->value) : NULL;
		called = true;
		if (value && !is_atom(value) && !is_container(value) && !is_module(value))
			result = PyList_Append(list, value);
	}
	return result;
}

bool
names_may_put(PyObject *named)
{
	PyObject *o;
	bool functions = false;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(named); i++) {
		o = PyList_GetItem(named, i);
		if (is_function(o) && code_may_put(WORD(o, python->function.code)))
			return true;
		functions = functions || is_function(o);
	}
	return !functions;
}

/* @dump.register(tuple) */
static int
add_builtins(const struct forms *f, const struct token *old, int count)
{
	const struct token *x;
	PyObject *value;
	int result = 0;

	for (x = old; result == 0 && x < old + count; x++) {
		value = x->op == python->op.load_name && PyDict_Contains(f->g->m->before, x->value) == 0 &&
					!tokens_have(f->s->tokens, f->s->token_count, python->op.load_name, x->value)
				? PyDict_GetItemWithError(f->g->t->builtins, x->value)
				: NULL;
		if (value && is_class(value))
			result = PyList_Append(f->named, value);
	}
	return result;
}

/* @on(Event.CREATED) */
static int
add_members(const struct module *m, PyObject *list, const struct token *tokens, int count)
{
	const struct token *x;
	PyObject *class, *member;
	int result = 0;

	for (x = tokens; result == 0 && x + 1 < tokens + count; x++) {
		class = x->op == python->op.load_name && x[1].op == python->op.load_attr && x->value && x[1].value
				? PyDict_GetItemWithError(m->before, x->value)
				: NULL;
		member = class && is_class(class) && is_enum(class)
				 ? PyDict_GetItemWithError(class_get(class, "_member_map_"), x[1].value)
				 : NULL;
		if (member)
			result = PyList_Append(list, member);
	}
	return result;
}

/* "Optional[Created]": the classes that it names. */
static int
add_classes_in(const struct module *m, PyObject *list, PyObject *text)
{
	const char *at = utf8(text);
	PyObject *word, *o;
	int result = 0;

	while (result == 0 && (word = text_word(&at))) {
		o = PyDict_GetItemWithError(m->before, word);
		if (o && is_class(o))
			result = PyList_Append(list, o);
		unref(word);
	}
	return result;
}

/* Annotations as texts: all of them are with `from __future__ import annotations`. */
static int
add_annotated(const struct module *m, PyObject *list, const struct token *tokens, int count)
{
	PyObject *said = PyList_New(0);
	Py_ssize_t i;
	int result = said ? add_constants(said, tokens, count, NULL) : -1;

	for (i = 0; result == 0 && i < PyList_Size(said); i++)
		if (is_str(PyList_GetItem(said, i)))
			result = add_classes_in(m, list, PyList_GetItem(said, i));
	unref(said);
	return result;
}

/* What names lead to; of a class that is made anew its live form, too, which is the key. */
static int
add_led_to(struct module *m, PyObject *list, const struct token *tokens, int count)
{
	const struct token *x;
	PyObject *live;
	int result = snapshot_named(m, tokens, count, list);

	for (x = tokens; result == 0 && x < tokens + count; x++) {
		live = x->op == python->op.load_name ? PyDict_GetItemWithError(m->before, x->value) : NULL;
		if (live && is_class(live) && !list_has(list, live))
			result = PyList_Append(list, live);
	}
	return result == 0 ? add_members(m, list, tokens, count) : -1;
}

/* Without the old source: classes and members by names that the new one does not bind.  The old decorators may have said them. */
static int
add_unbound(const struct forms *f, PyObject *list)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(f->g->m->before, &at, &name, &value))
		if ((is_class(value) || is_enum((PyObject *)type_of(value))) && is_str(name) && strncmp(utf8(name), "__", 2) != 0 &&
		    !chunk_binding(&f->g->m->new, utf8(name)) && PySet_Contains(f->g->m->starred, name) == 0 && !list_has(list, value))
			result = PyList_Append(list, value);
	return result;
}

static int
add_named(struct forms *f, const struct token *old, int count)
{
	PyObject *now = PyList_New(0), *then = PyList_New(0);
	int result = now && then ? add_led_to(f->g->m, now, f->s->tokens, f->s->token_count) : -1, decorators = 0, code = 0, line;
	bool others = f->definition && arguments_changed(f->g, f->s);
	Py_ssize_t i;

	/* Of a definition: @bus.on("start"), not a default or an annotation, unless its decorators look at such. */
	while (code < count && !(old[code].value && is_code(old[code].value) && !code_is_comprehension(old[code].value)))
		code++;
	line = code < count && old[code].line > old[0].line ? old[code].line : old[0].line + 1;
	while (f->definition && decorators < count && old[decorators].line < line)
		decorators++;
	count = f->definition && !others ? decorators : count;

	if (result == 0)
		result = add_led_to(f->g->m, then, old, count);
	if (result == 0 && others)
		result = add_annotated(f->g->m, then, old, count) < 0 ? -1
			 : add_annotated(f->g->m, now, f->s->tokens, f->s->token_count);
	f->puts = result == 0 && names_may_put(then);
	if (result == 0 && f->definition)
		result = add_builtins(f, old, count);
	for (i = 0; result == 0 && i < PyList_Size(then); i++)
		if (!list_has(now, PyList_GetItem(then, i)))
			result = PyList_Append(f->named, PyList_GetItem(then, i));
	if (result == 0 && f->definition && !f->g->m->old_code)
		result = add_unbound(f, f->named);
	unref(then);
	unref(now);
	return result;
}

static int
add_with_code(PyObject *list, PyObject *o, PyObject *code, int depth)
{
	Py_ssize_t i;
	int result = 0;

	for (i = 0; depth && is_exact(o, TYPE_AT(PyTuple_Type)) && result == 0 && i < PyTuple_Size(o); i++)
		result = add_with_code(list, PyTuple_GetItem(o, i), code, depth - 1);
	if (result == 0 && is_function(o) && !list_has(list, o) &&
	    PyObject_RichCompareBool(WORD(o, python->function.code), code, Py_EQ) == 1)
		result = PyList_Append(list, o);
	return result;
}

/* Of several `def _` the name leads to the last one: the others are where they have been registered. */
static int
add_namesake(const struct forms *f, PyObject *list, PyObject *code)
{
	const struct transaction *t = f->g->t;
	PyObject *o, *items;
	Py_ssize_t i, k;
	int result = 0;

	for (i = 0; code && result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		items = is_list(o) ? ref(o) : is_set(o) ? items_of(o) : is_dict(o) ? PyDict_Values(o) : NULL;
		for (k = 0; items && result == 0 && k < PyList_Size(items); k++)
			result = add_with_code(list, PyList_GetItem(items, k), code, TUPLE_DEPTH);
		unref(items);
	}
	return result;
}

static int
add_object(const struct forms *f, PyObject *dict, PyObject *list)
{
	PyObject *o = PyDict_GetItemWithError(dict, f->name);

	return o ? PyList_Append(list, o) : 0;
}

/* bus.on(lambda e: ...) */
static int
add_lambdas(const struct forms *f, const struct chunk *c)
{
	const struct token *x, *first = &f->old->tokens[c->first];
	PyObject *name;
	int result = 0;

	for (x = first; result == 0 && f->s->kind == KIND_EXPRESSION && x < first + c->count; x++) {
		name = x->value && is_code(x->value) ? code_attr(x->value, "co_name") : NULL;
		if (name && !strcmp(utf8(name), "<lambda>"))
			result = add_namesake(f, f->lambdas, x->value);
		unref(name);
	}
	return result;
}

/* Its arguments: how many there are, and their names. */
static int
add_arguments(PyObject *list, PyObject *code)
{
	PyObject *count = code_attr(code, "co_argcount"), *all = code_attr(code, "co_varnames"),
		 *names = count && all ? PyTuple_GetSlice(all, 0, code_int(code, "co_argcount")) : NULL;
	int result = !names || PyList_Append(list, count) < 0 ? -1 : PyList_Append(list, names);

	unref(names);
	unref(all);
	unref(count);
	return result;
}

/* What the statement hands over, to who looks at what it takes. */
static int
add_handed(const struct forms *f, const struct chunk *c)
{
	struct handed handed;
	int at = 0, result = add_lambdas(f, c);

	while (result == 0 && (at = arguments_next(f->g, f->s, at, &handed))) {
		result = add_arguments(f->gone, handed.old) < 0 ? -1 : add_arguments(f->fresh, handed.new);
		if (result == 0 && handed.live)
			result = PyList_Append(f->olds, handed.live);
	}
	return result;
}

/* Constants of the code that the other code does not have. */
static int
add_constants_of(PyObject *list, PyObject *code, PyObject *other)
{
	PyObject *consts = code_attr(code, "co_consts"), *its = code_attr(other, "co_consts"),
		 *theirs = its ? PySequence_List(its) : NULL;
	PyObject *value;
	Py_ssize_t i;
	int result = consts && theirs ? 0 : -1;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		value = PyTuple_GetItem(consts, i);
		if (is_atom(value) && value != NONE && !said_has(theirs, value))
			result = PyList_Append(list, value);
	}
	unref(theirs);
	unref(its);
	unref(consts);
	return result;
}

/* What a function that the statement calls says otherwise now. */
static int
add_called(const struct forms *f)
{
	struct transaction *t = f->g->t;
	const struct token *x;
	PyObject *live, *old, *new;
	int result = 0;

	for (x = f->s->tokens; result == 0 && !f->definition && x < f->s->tokens + f->s->token_count; x++) {
		live = x->op == python->op.load_name ? PyDict_GetItemWithError(f->g->m->before, x->value) : NULL;
		old = live && is_function(live) ? WORD(live, python->function.code) : NULL;
		new = old && pair_module(t, old) == f->g->m
			      ? pair_code_at(t, f->g->m, false, utf8(WORD(live, python->function.qualname)))
			      : NULL;
		if (new && !code_same_behaviour(old, new))
			result = add_constants_of(f->gone, old, new) < 0 ? -1 : add_constants_of(f->fresh, new, old);
	}
	return result;
}

static int
add_value(PyObject *list, PyObject *value)
{
	Py_ssize_t i;
	int result = PyList_Append(list, value);

	for (i = 0; result == 0 && is_exact(value, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(value); i++)
		result = PyList_Append(list, PyTuple_GetItem(value, i));
	return result;
}

/* TOKEN = bus.subscribe(f): what it has returned may be the key. */
static int
add_token(const struct forms *f)
{
	PyObject *old = PyDict_GetItemWithError(f->g->m->before, f->name),
		 *new = PyDict_GetItemWithError(f->g->m->scratch, f->name);

	if (!old || !new || !is_atom(old) || !is_atom(new) || old == NONE || const_equal(old, new, code_same_behaviour))
		return 0;
	return add_value(f->gone, old) < 0 ? -1 : add_value(f->fresh, new);
}

/* @on(MAIL), as before, and MAIL is another: it says so. */
static int
add_moved(const struct forms *f)
{
	const struct token *x;
	PyObject *old, *new;
	int result = 0;

	for (x = f->s->tokens; result == 0 && x < f->s->tokens + f->s->token_count; x++) {
		if (x->op != python->op.load_name || PySet_Contains(f->g->m->moved, x->value) != 1)
			continue;
		old = PyDict_GetItemWithError(f->g->m->before, x->value);
		new = PyDict_GetItemWithError(f->g->m->scratch, x->value);
		if (!old || !new || !is_atom(old) || !is_atom(new) || const_equal(old, new, code_same_behaviour))
			continue;
		result = old != NONE ? add_value(f->gone, old) : 0;
		if (result == 0 && new != NONE)
			result = add_value(f->fresh, new);
	}
	return result;
}

/* What __init_subclass__ or a metaclass may have registered of a class. */
static int
add_methods(PyObject *list, PyObject *class, PyObject *body)
{
	PyObject *name, *value, *f;
	Py_ssize_t at = 0;
	int result = 0;

	while (class && is_class(class) && CLASS_DICT(class) && result == 0 &&
	       PyDict_Next(CLASS_DICT(class), &at, &name, &value)) {
		f = callable_of(value);
		/* Of several in the body the class knows the last one alone. */
		if (f && is_function(f) && !list_has(list, f) &&
		    !(body && code_count_named(body, utf8(WORD(f, python->function.name))) > 1))
			result = PyList_Append(list, f);
	}
	return result;
}

/* Names of keywords stand in a tuple, and each by itself. */
static bool
says_nothing(PyObject *gone)
{
	bool nothing = gone;
	Py_ssize_t i;

	for (i = 0; nothing && i < PyList_Size(gone); i++)
		nothing = is_exact(PyList_GetItem(gone, i), TYPE_AT(PyTuple_Type));
	return nothing;
}

/* Without the old source: what the live function is held under. */
static int
add_held(struct forms *f)
{
	PyObject *gone = PyList_New(0), *fresh = PyList_New(0);
	int result = gone && fresh ? held_under_otherwise(f->g, f->s, gone, fresh) : -1;

	if (result >= 0)
		result = PyList_SetSlice(f->gone, PyList_Size(f->gone), PyList_Size(f->gone), gone) < 0 ||
				 PyList_SetSlice(f->fresh, PyList_Size(f->fresh), PyList_Size(f->fresh), fresh) < 0
			     ? -1
			     : 0;
	unref(fresh);
	unref(gone);
	return result;
}

int
forms_init(struct forms *f, const struct chunk *c)
{
	PyObject *now = PyList_New(0), *then = PyList_New(0), *name;
	const struct token *old;
	int result;

	f->old = f->g->m->old_code ? &f->g->m->old : f->s->in;
	f->name = chunk_name(f->old, c);
	old = &f->old->tokens[c->first];
	f->definition = statement_is_definition(f->s);
	f->wraps = f->g->m->old_code && f->s->kind == KIND_ASSIGN && c == rewrapped_from(f->g, f->s);
	f->made = !f->definition && f->name && !f->wraps && !old_form_registers(f->g, f->s, c);
	f->handed = arguments_handed_changed(f->g, f->s);
	f->olds = PyList_New(0);
	f->news = PyList_New(0);
	f->lambdas = PyList_New(0);
	f->gone = PyList_New(0);
	f->fresh = PyList_New(0);
	f->named = PyList_New(0);
	f->given_way = PyList_New(0);
	name = f->definition ? get_attr(f->s->node, "name") : NULL;
	result = now && then && f->olds && f->news && f->lambdas && f->gone && f->fresh && f->named && f->given_way
			 ? add_said(f->g->m, now, f->s->tokens, f->s->token_count, NULL)
			 : -1;
	if (result == 0)
		result = add_said(f->g->m, then, old, c->count, NULL);
	if (result == 0)
		result = add_said(f->g->m, f->gone, old, c->count, now);
	if (result == 0)
		result = add_said(f->g->m, f->fresh, f->s->tokens, f->s->token_count, then);
	if (result == 0 && name && f->name && PyUnicode_Compare(name, f->name) != 0)
		result = PyList_Append(f->gone, f->name) < 0 ? -1 : PyList_Append(f->fresh, name);
	unref(name);
	if (result == 0 && f->name && old_form_registers(f->g, f->s, c))
		result = add_token(f);
	if (result == 0)
		result = add_held(f);
	f->less = says_nothing(f->gone);
	if (result == 0)
		result = add_called(f) < 0 ? -1 : add_moved(f);
	if (result == 0)
		result = add_named(f, old, c->count);
	if (result == 0 && f->definition) {
		name = get_attr(f->s->node, "name");
		result = statement_shares_name(f->g, f->s, name)
				 ? add_namesake(f, f->olds, chunk_code(f->old, c, name))
				 : forms_add_definition(f->g->t, f->olds, PyDict_GetItemWithError(f->g->m->before, f->name), f->name);
		if (result == 0)
			result = forms_add_definition(f->g->t, f->news, PyDict_GetItemWithError(f->g->m->scratch, name), name);
		if (result == 0 && f->s->kind == KIND_CLASS)
			result = add_methods(f->olds, PyDict_GetItemWithError(f->g->m->before, f->name),
					     chunk_code(f->old, c, f->name)) < 0
				     ? -1
				     : add_methods(f->news, PyDict_GetItemWithError(f->g->m->scratch, name), NULL);
		unref(name);
	} else if (result == 0 && f->wraps) {
		result = forms_add_definition(f->g->t, f->olds, PyDict_GetItemWithError(f->g->m->before, f->name), f->name);
		if (result == 0)
			result = forms_add_definition(f->g->t, f->news, PyDict_GetItemWithError(f->g->m->scratch, f->name), f->name);
	} else if (result == 0 && f->made) {
		result = add_object(f, f->g->m->before, f->olds) < 0 ? -1 : add_object(f, f->g->m->scratch, f->news);
		f->configures = result == 0 && PyList_Size(f->olds) == 1 && list_has(f->news, PyList_GetItem(f->olds, 0));
	} else if (result == 0 && f->handed) {
		result = add_handed(f, c);
	} else if (result == 0) {
		result = add_mentioned(f, f->olds, c) < 0 ? -1 : add_lambdas(f, c);
	}
	unref(then);
	unref(now);
	return result;
}

void
forms_fini(struct forms *f)
{
	unref(f->olds);
	unref(f->news);
	unref(f->lambdas);
	unref(f->gone);
	unref(f->fresh);
	unref(f->named);
	unref(f->given_way);
}
