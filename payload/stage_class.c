/*
 * stage_class.c - a class that its metaclass, or a base, refuses to make a second time.
 *
 * "Table 'users' is already defined": where that is what it says, the class statement says the same but
 * for its body, and what differs there are methods and plain values, the body alone
 * is executed, as that of a class without bases.  The live class takes them from it,
 * and whatever was made of its other lines stays.  Of a model of SQLAlchemy that is not even tried, for
 * its mapper takes more (mapped.c).
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

static const char *const around[] = {"bases", "keywords", "decorator_list"};

/* The statement without what makes the class more than a class. */
static PyObject *
compile_body(const struct staging *g, const struct statement *s)
{
	PyObject *saved[3] = {NULL}, *nodes = PyList_New(0), *empty = PyList_New(0), *code = NULL;
	int result = nodes && empty ? PyList_Append(nodes, s->node) : -1;
	size_t i;

	for (i = 0; result == 0 && i < sizeof(around) / sizeof(around[0]); i++) {
		saved[i] = PyObject_GetAttrString(s->node, around[i]);
		result = saved[i] ? PyObject_SetAttrString(s->node, around[i], empty) : -1;
	}
	if (result == 0)
		code = compile_statements(g->t, g->m, nodes);
	for (i = 0; i < sizeof(around) / sizeof(around[0]); i++)
		if (saved[i] && PyObject_SetAttrString(s->node, around[i], saved[i]) < 0) {
			unref(code);
			code = NULL;
		}
	for (i = 0; i < sizeof(around) / sizeof(around[0]); i++)
		unref(saved[i]);
	unref(empty);
	unref(nodes);
	return code;
}

/* Bases, keywords and decorators are what they were, and there are none of the last. */
static bool
is_same_around(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct chunk *a = g->m->old_code ? chunk_binding(&g->m->old, utf8(name)) : NULL, *b;
	const struct token *x, *y;
	bool same = s->first_line == s->def_line;
	int i;

	if (!same || !g->m->old_code)
		return same;
	b = statement_chunk(s, name);
	same = a && b && a->count == b->count;
	for (i = 0; same && i < a->count; i++) {
		x = &g->m->old.tokens[a->first + i];
		y = &s->in->tokens[b->first + i];
		same = x->op == y->op && !x->value == !y->value &&
		       (!x->value || (is_code(x->value) && is_code(y->value)) ||
			const_equal(x->value, y->value, code_same_behaviour));
	}
	return same;
}

/* What type() itself puts there. */
static bool
is_of_type(const char *name)
{
	static const char *const names[] = {"__module__", "__qualname__", "__doc__", "__dict__", "__weakref__", "__annotations__",
					    "__firstlineno__", "__static_attributes__", "__annotate__", "__classcell__"};

	return IS_ONE_OF(name, names);
}

static bool
mentions(PyObject *code, PyObject *name)
{
	PyObject *names = code_attr(code, "co_names"), *consts = code_attr(code, "co_consts"), *item;
	bool found = names && consts && (PySequence_Contains(names, name) == 1 || PySequence_Contains(consts, name) == 1);
	Py_ssize_t i;

	for (i = 0; consts && !found && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		found = is_code(item) && mentions(item, name);
	}
	unref(consts);
	unref(names);
	PyErr_Clear();
	return found;
}

/* The metaclass, or __init_subclass__ of a base, makes something of an attribute of this name. */
static bool
is_made_use_of(PyObject *class, PyObject *name)
{
	static const char *const makers[] = {"__new__", "__init__", "__init_subclass__"};
	PyObject *f;
	bool use = false;
	size_t i;

	for (i = 0; !use && i < sizeof(makers) / sizeof(makers[0]); i++) {
		f = callable_of(class_lookup(i < 2 ? (PyObject *)type_of(class) : class, makers[i]));
		use = f && is_function(f) && mentions(WORD(f, python->function.code), name);
	}
	PyErr_Clear();
	return use;
}

/* cached_property, hybrid_property: what a decorator has made of a method. */
static bool
is_around_a_method(PyObject *value)
{
	PyObject *dict = class_lookup((PyObject *)type_of(value), "__get__") ? PyObject_GenericGetDict(value, NULL) : NULL, *key, *its;
	Py_ssize_t at = 0;
	bool is = false;

	while (dict && is_dict(dict) && !is && PyDict_Next(dict, &at, &key, &its))
		is = is_function(its);
	unref(dict);
	PyErr_Clear();
	return is;
}

bool
stage_class_may_take(PyObject *value)
{
	return is_around_a_method(value) || is_atom(value) || is_container(value) || is_function(value) || is_class(value) ||
	       is_exact(value, TYPE_AT(PyStaticMethod_Type)) || is_exact(value, TYPE_AT(PyClassMethod_Type)) ||
	       is_exact(value, TYPE_AT(PyProperty_Type));
}

/* Its line in the body is the same; without the old source: the class has something of that name. */
static bool
is_as_it_was(const struct staging *g, PyObject *live, const struct body *old, const struct body *new, PyObject *name)
{
	const struct chunk *c;

	if (!g->m->old_code)
		return PyDict_Contains(CLASS_DICT(live), name) == 1;
	c = chunk_binding(new, utf8(name));
	return old->code && c && c->match >= 0 && !tokens_read_any(&new->tokens[c->first], c->count, g->m->moved);
}

/* "already defined", "duplicate": what refuses a second one says so; a class that is wrong is refused for what it is. */
static bool
is_about_a_second(PyObject *exception)
{
	static const char *const words[] = {"already", "duplicat", "exist", "redefin", "twice", "once", "conflict", "dup "};
	PyObject *text = exception ? PyUnicode_FromFormat("%S %S", type_of(exception), exception) : NULL, *lower = NULL;
	bool is = false;
	size_t i;

	lower = text && is_str(text) ? PyObject_CallMethod(text, "lower", NULL) : NULL;
	for (i = 0; lower && !is && i < sizeof(words) / sizeof(words[0]); i++)
		is = strstr(utf8(lower), words[i]) != NULL;
	unref(lower);
	unref(text);
	PyErr_Clear();
	return is;
}

/* The class has the functions of its body, or others that the metaclass has put around them: then the new ones would be
   bare. */
static bool
has_its_functions(PyObject *live, PyObject *made)
{
	PyObject *name, *value, *its, *code_name;
	Py_ssize_t at = 0;
	bool has = true;

	while (has && PyDict_Next(CLASS_DICT(made), &at, &name, &value)) {
		its = is_function(value) ? PyDict_GetItemWithError(CLASS_DICT(live), name) : NULL;
		code_name = its && is_function(its) ? code_attr(WORD(its, python->function.code), "co_name") : NULL;
		has = !its || (code_name && PyUnicode_Compare(code_name, name) == 0);
		unref(code_name);
	}
	return has;
}

/* Nothing that is made use of has gone, but for what a mapper lets go of: into `gone`. */
static bool
loses_nothing(PyObject *live, PyObject *made, const struct body *old, PyObject *gone)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	bool loses = false;

	while (old->code && !loses && PyDict_Next(CLASS_DICT(live), &at, &name, &value)) {
		if (!chunk_binding(old, utf8(name)) || PyDict_Contains(CLASS_DICT(made), name) != 0)
			continue;
		if (mapped_is_made(live, value))
			loses = PyList_Append(gone, name) < 0;
		else
			loses = !is_function(value) && (!stage_class_may_take(value) || is_made_use_of(live, name));
	}
	return !loses;
}

/* What its mapper has made is the live class's. */
static int
keep_made(PyObject *live, PyObject *made, PyObject *names)
{
	PyObject *name;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(names); i++) {
		name = PyList_GetItem(names, i);
		result = PyObject_SetAttr(made, name, PyDict_GetItemWithError(CLASS_DICT(live), name));
	}
	return result;
}

/* nick: Mapped[str], of SQLAlchemy 2: a column that only its annotation says. */
static bool
annotates_more(PyObject *live, PyObject *made)
{
	PyObject *annotations = mapped_is_model(live) ? class_get(made, "__annotations__") : NULL, *name, *value;
	Py_ssize_t at = 0;

	while (annotations && is_dict(annotations) && PyDict_Next(annotations, &at, &name, &value))
		if (PyDict_Contains(CLASS_DICT(live), name) == 0 && PyDict_Contains(CLASS_DICT(made), name) == 0)
			return true;
	return false;
}

/* mapped, gone: lists for what a mapper is to make of the body. */
static bool
can_be_taken(const struct staging *g, PyObject *live, PyObject *made, PyObject *path, PyObject *mapped, PyObject *gone)
{
	PyObject *old_code = g->m->old_code ? pair_class_body(g->t, g->m, true, utf8(path)) : NULL, *name, *value;
	PyObject *new_code = pair_class_body(g->t, g->m, false, utf8(path));
	struct body old = {0}, new = {0};
	Py_ssize_t at = 0;
	bool can = new_code && body_init(&new, new_code) == 0 && (!old_code || body_init(&old, old_code) == 0) &&
		   !class_get(made, "__slots__"), same;

	if (can && old_code)
		body_match(&old, &new);
	can = can && !annotates_more(live, made);
	while (can && PyDict_Next(CLASS_DICT(made), &at, &name, &value)) {
		same = is_as_it_was(g, live, &old, &new, name);
		if (mapped_is_attribute(live, value) && (!same || !g->m->old_code))
			can = PyList_Append(mapped, name) == 0;
		else
			can = is_of_type(utf8(name)) || same || is_function(value) ||
			      (stage_class_may_take(value) && strncmp(utf8(name), "__", 2) && !is_made_use_of(live, name));
	}
	can = can && has_its_functions(live, made) && loses_nothing(live, made, &old, gone);
	body_fini(&old);
	body_fini(&new);
	return can;
}

/* Without the old source: columns, of which the metaclass has made something else. */
static void
say_what_stays(const struct staging *g, PyObject *made, PyObject *path)
{
	PyObject *name, *value, *first = NULL;
	Py_ssize_t at = 0;
	char more[AND_MORE_MOST];
	int count = 0;

	while (PyDict_Next(CLASS_DICT(made), &at, &name, &value))
		if (is_str(name) && !is_of_type(utf8(name)) && !is_function(value) && !stage_class_may_take(value) && !count++)
			first = name;
	if (first)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, utf8(path),
			    "%s%s: as its metaclass has made them; there is no copy of the old source to tell whether their lines have changed",
			    utf8(first), report_and_more(count, more));
}

/* -1: exception. */
static int
take_mapped(const struct staging *g, PyObject *live, PyObject *made, PyObject *names, PyObject *gone)
{
	PyObject *body = PyDict_Copy(CLASS_DICT(made));
	int result = body ? mapped_take(g->t, g->m, live, body, names, gone) : -1;

	unref(body);
	return result < 0 || keep_made(live, made, names) < 0 || keep_made(live, made, gone) < 0 ? -1 : 0;
}

PyObject *
stage_class_body(const struct staging *g, const struct statement *s, struct touched_mark mark)
{
	PyObject *name, *live, *code, *made, *result = NULL, *error[3], *mapped = PyList_New(0), *gone = PyList_New(0);
	int i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	PyErr_NormalizeException(&error[0], &error[1], &error[2]);
	name = get_attr(s->node, "name");
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	if (!mapped || !gone || !live || !is_class(live) || !is_heap_type(live) || is_enum(live) || g->t->flags & PYR_RESET ||
	    !is_same_around(g, s, name) || makers_of_class_changed(g, live))
		goto out;
	/* One that is as it was is made again for what has changed about its making. */
	if (!mapped_is_model(live) && (!is_about_a_second(error[1]) || s->same))
		goto out;
	if (error[1])
		touched_revert_to(g->t, mark);
	code = compile_body(g, s);
	result = code ? PyEval_EvalCode(code, g->m->scratch, g->m->scratch) : NULL;
	unref(code);
	made = result ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	if (!made || !is_class(made) || !can_be_taken(g, live, made, name, mapped, gone) ||
	    PyDict_SetItem(g->m->bodies, name, made) < 0) {
		unref(result);
		result = NULL;
		touched_revert_to(g->t, mark);
		g->t->made_once = hold(g->t, ref(name));
	} else if (take_mapped(g, live, made, mapped, gone) < 0) {
		/* Its mapper says what is wrong with it. */
		unref(result);
		result = NULL;
		for (i = 0; i < 3; i++)
			unref(error[i]);
		PyErr_Fetch(&error[0], &error[1], &error[2]);
	} else if (!g->m->old_code) {
		say_what_stays(g, made, name);
	}
	if (PyDict_SetItem(g->m->scratch, name, live) < 0) {
		unref(result);
		result = NULL;
	}
out:
	unref(gone);
	unref(mapped);
	unref(name);
	return result_or_error(result, error);
}
