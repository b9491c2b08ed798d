/*
 * item_reads.c - unchanged lines that read attributes of what a list, tuple, set or dict has: BY_KEY = {p.key(): p for p in PLUGINS},
 * TABLES = tables(MODELS); or of an object, which has them of its class: URL = settings.url("/"), and settings = Settings().
 *
 * The container is as it was, and so are functions, classes and objects in it; what they say by that name is another now.
 * The line runs again with a copy of the container that has staged classes, staged functions and objects of staged classes
 * (shadow.c) in their places; whoever keeps these has the live ones in the end.
 */
#include "statement.h"
#include "version.h"

#define ITEMS_MOST 200 /* of one container */
#define NAMES_MOST 300 /* that are followed into methods */

/* That of a function of the modules, as the new source has it; borrowed, or NULL. */
static PyObject *
code_of(struct transaction *t, PyObject *f)
{
	PyObject *code = is_function(f) && pair_is_ours(t, WORD(f, python->function.code)) ? code_to_come(t, f) : NULL;

	return code ? code : is_function(f) && pair_is_ours(t, WORD(f, python->function.code)) ? WORD(f, python->function.code) : NULL;
}

/* Of a definition: of what is executed with it, not of what it defines. */
static int
add_names_of_body(PyObject *code, PyObject *set)
{
	struct body body;
	const struct token *x;
	int result = 0;

	if (!code_is_class_body(code) || body_init(&body, code) < 0)
		return 0;
	for (x = body.tokens; result == 0 && x < body.tokens + body.token_count; x++)
		if (x->value && (x->op == python->op.load_name || token_is_attribute(x)))
			result = PySet_Add(set, x->value);
	body_fini(&body);
	return result;
}

/* Names in the statement, in comprehensions and lambdas of it, and in functions of the modules that it names.  New list. */
static PyObject *
names_in(const struct staging *g, const struct statement *s)
{
	PyObject *set = PySet_New(NULL), *o, *code, *list;
	const struct token *x;
	int result = set ? 0 : -1;

	for (x = s->tokens; result == 0 && x < s->tokens + s->token_count; x++) {
		if (!x->value || x->op == python->op.store_name)
			continue;
		o = x->op == python->op.load_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		code = is_code(x->value) ? x->value : o ? code_of(g->t, o) : NULL;
		if (x->op == python->op.load_name || token_is_attribute(x))
			result = PySet_Add(set, x->value);
		if (code && result == 0 && is_code(x->value) && statement_is_definition(s))
			result = add_names_of_body(code, set);
		else if (code && result == 0 && !code_is_class_body(code))
			result = code_add_names(code, set);
	}
	list = result == 0 ? PySequence_List(set) : NULL;
	unref(set);
	PyErr_Clear();
	return list;
}

/* go.label = "Go": a statement has said so. */
static bool
is_marked_anew(const struct transaction *t, PyObject *f, PyObject *name)
{
	PyObject *dict = WORD(f, python->function.dict);
	Py_ssize_t i;

	for (i = 0; dict && PyDict_Contains(dict, name) == 1 && i + 3 < PyList_Size(t->touched); i += 4)
		if (PyList_GetItem(t->touched, i) == dict && is_dict(PyList_GetItem(t->touched, i + 1)))
			return PyDict_GetItemWithError(PyList_GetItem(t->touched, i + 1), name) != PyDict_GetItemWithError(dict, name);
	return false;
}

static bool
says_otherwise(const struct staging *g, PyObject *o, PyObject *name)
{
	PyObject *class, *staged, *f;

	if (is_function(o))
		return is_marked_anew(g->t, o, name) || function_fact_is_another(g->t, o, name);
	class = class_of_ours(g->t, o);
	staged = class ? class_staged(g->t, class) : NULL;
	if (staged)
		return class_attribute_is_another(g->t, class, staged, name);
	f = class ? function_read(class, utf8(name)) : NULL;
	return f && is_function(f) && callee_changed(g->t, f) && computes_by_method(g->t, o, f);
}

static bool
is_another(const struct staging *g, PyObject *o, PyObject *names)
{
	bool another = false;
	Py_ssize_t i;

	for (i = 0; !is_atom(o) && !another && i < PyList_Size(names); i++)
		another = says_otherwise(g, o, PyList_GetItem(names, i));
	PyErr_Clear();
	return another;
}

/* An object of a class of the modules. */
static bool
is_object(struct transaction *t, PyObject *o)
{
	return !is_atom(o) && !is_class(o) && !is_function(o) && !is_container(o) && class_of_ours(t, o);
}

/* What goes round it meets, or the object alone; new list, or NULL: it is something else, or has too much. */
static PyObject *
items_in(struct transaction *t, PyObject *o)
{
	PyObject *list = is_object(t, o) ? PyList_New(0) : NULL;

	if (list && PyList_Append(list, o) < 0)
		PyErr_Clear();
	if ((is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))) && PyObject_Size(o) <= ITEMS_MOST)
		list = is_dict(o) ? PyDict_Values(o) : PySequence_List(o);
	return list;
}

/* f"{settings}", len(settings) */
static int
add_special(PyObject *class, PyObject *names)
{
	static const char *const special[] = {"__str__", "__repr__", "__format__", "__len__", "__iter__", "__getitem__", "__contains__",
					      "__call__", "__bool__", "__eq__", "__lt__", "__add__", "__truediv__"};
	PyObject *f, *name;
	size_t i;
	int result = 0;

	for (i = 0; result == 0 && i < sizeof(special) / sizeof(special[0]); i++) {
		f = function_read(class, special[i]);
		name = f && is_function(f) ? PyUnicode_InternFromString(special[i]) : NULL;
		result = name ? PyList_Append(names, name) : 0;
		unref(name);
	}
	return result;
}

/* Of the method in the class and in all above it: super().__init__(). */
static int
add_names_of(struct transaction *t, PyObject *class, PyObject *name, PyObject *set)
{
	PyObject *mro = WORD(class, TYPE_MRO), *one, *f = function_read(class, utf8(name)), *code = f ? code_of(t, f) : NULL;
	int result = code ? code_add_names(code, set) : 0;
	Py_ssize_t i;

	for (i = 1; mro && f && result == 0 && i < PyTuple_Size(mro); i++) {
		one = CLASS_DICT(PyTuple_GetItem(mro, i)) ? PyDict_GetItemWithError(CLASS_DICT(PyTuple_GetItem(mro, i)), name) : NULL;
		one = one ? callable_of(one) : NULL;
		code = one && is_function(one) ? code_of(t, one) : NULL;
		result = code ? code_add_names(code, set) : 0;
	}
	return result;
}

/* And those in the methods of the class that are called by these names: return self.prefix + self.name. */
int
names_within_methods(struct transaction *t, PyObject *class, PyObject *list)
{
	PyObject *set = PySet_New(NULL), *more;
	Py_ssize_t i, k;
	int result = set ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(list) && i < NAMES_MOST; i++) {
		result = add_names_of(t, class, PyList_GetItem(list, i), set);
		more = result == 0 ? PySequence_List(set) : NULL;
		for (k = 0; more && result == 0 && k < PyList_Size(more); k++)
			if (PySequence_Contains(list, PyList_GetItem(more, k)) == 0)
				result = PyList_Append(list, PyList_GetItem(more, k));
		unref(more);
	}
	unref(set);
	return result;
}

PyObject *
item_names(struct transaction *t, PyObject *items, PyObject *names, bool itself)
{
	PyObject *list = PySequence_List(names), *class;
	struct addresses seen = {0};
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(items) && i < ITEMS_MOST; i++) {
		class = is_atom(PyList_GetItem(items, i)) ? NULL : class_of_ours(t, PyList_GetItem(items, i));
		if (class && addresses_add(&seen, class) == 1 && ((itself && add_special(class, list) < 0) || names_within_methods(t, class, list) < 0))
			break;
	}
	addresses_fini(&seen);
	PyErr_Clear();
	return list;
}

/* Some item says something else by one of the names; classes (or NULL): those of such objects are added; itself: more than attributes of
   the object are used. */
static bool
has_another(const struct staging *g, PyObject *container, PyObject *names, PyObject *classes, bool itself)
{
	PyObject *items = items_in(g->t, container), *asked = items ? item_names(g->t, items, names, itself) : NULL, *o, *class, *path;
	struct addresses seen = {0}; /* classes of objects that say the same */
	bool has = false;
	Py_ssize_t i;

	for (i = 0; asked && i < PyList_Size(items) && (classes || !has); i++) {
		o = PyList_GetItem(items, i);
		class = is_atom(o) || is_class(o) || is_function(o) ? NULL : (PyObject *)type_of(o);
		if (class && addresses_has(&seen, class))
			continue;
		if (!is_another(g, o, asked)) {
			if (class)
				addresses_add(&seen, class);
			continue;
		}
		has = true;
		class = classes ? class_of_ours(g->t, o) : NULL;
		path = class ? get_attr(class, "__name__") : NULL;
		if (path)
			PySet_Add(classes, path);
		unref(path);
	}
	addresses_fini(&seen);
	unref(asked);
	unref(items);
	PyErr_Clear();
	return has;
}

/* The staged form of the item; new reference, the item itself where it has none. */
static PyObject *
staged_form(const struct staging *g, PyObject *o)
{
	struct module *m = is_function(o) ? pair_module(g->t, WORD(o, python->function.code)) : NULL;
	PyObject *class = is_atom(o) || is_function(o) ? NULL : class_of_ours(g->t, o), *staged = class ? class_staged(g->t, class) : NULL, *f;

	if (staged && is_class(o))
		return ref(staged);
	if (staged && (staged = shadow_of(g->t, o, staged)))
		return staged;
	f = m && m->scratch ? PyDict_GetItemWithError(m->scratch, WORD(o, python->function.qualname)) : NULL;
	return ref(f && is_function(f) ? f : o);
}

static PyObject *
copy_with_staged(const struct staging *g, PyObject *container)
{
	PyObject *items = is_dict(container) ? PyDict_Items(container) : PySequence_List(container), *list = items ? PyList_New(0) : NULL, *o, *its, *copy;
	Py_ssize_t i;
	int result = list ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		o = PyList_GetItem(items, i);
		its = staged_form(g, is_dict(container) ? PyTuple_GetItem(o, 1) : o);
		o = !its ? NULL : is_dict(container) ? PyTuple_Pack(2, PyTuple_GetItem(o, 0), its) : ref(its);
		result = o ? PyList_Append(list, o) : -1;
		unref(o);
		unref(its);
	}
	copy = result == 0 ? PyObject_CallFunction((PyObject *)type_of(container), "O", list) : NULL;
	unref(list);
	unref(items);
	return copy;
}

/* conf.settings: what the name leads to in a module of the transaction. */
static struct module *
module_named(const struct staging *g, const struct token *x, const struct token *end)
{
	PyObject *o = x->op == python->op.load_name && x + 1 < end && token_is_attribute(&x[1]) ? PyDict_GetItemWithError(g->m->before, x->value)
												  : NULL;
	struct module *m = g->t->modules;

	if (!o || !is_module(o))
		return NULL;
	while (m < g->t->modules + g->t->module_count && m->module != o)
		m++;
	return m < g->t->modules + g->t->module_count && m->scratch ? m : NULL;
}

struct asking {
	const struct staging *g;
	const struct statement *s;
	PyObject *names, *classes, *list;
	bool asks, failed;
};

/* f"{settings}", not settings.url. */
static bool
is_used_itself(const struct statement *s, PyObject *name)
{
	const struct token *x, *end = s->tokens + s->token_count;

	for (x = s->tokens; x < end; x++)
		if (x->value && is_str(x->value) && PyUnicode_Compare(x->value, name) == 0 && (x->op == python->op.load_name || token_is_attribute(x)) &&
		    !(x + 1 < end && token_is_attribute(&x[1]) && x[1].op != python->op.store_name))
			return true;
	return false;
}

/* What the name leads to in the module; where there is a list: a copy of it with staged items takes its place. */
static void
ask(struct asking *a, const struct module *m, PyObject *name)
{
	const struct staging *g = a->g;
	PyObject *o = PyDict_GetItemWithError(m->before, name), *copy;

	if (!o || !has_another(g, o, a->names, a->classes, is_object(g->t, o) && is_used_itself(a->s, name)))
		return;
	a->asks = true;
	if (!a->list || o != PyDict_GetItemWithError(m->scratch, name))
		return;
	copy = is_object(g->t, o) ? staged_form(g, o) : copy_with_staged(g, o);
	a->failed = a->failed || !copy || !hold(g->t, ref(copy)) || (copy != o && map_set(&g->t->map, copy, o) < 0) ||
		    shadow_place(a->list, m->scratch, name, copy) < 0;
	unref(copy);
}

static void
ask_all(struct asking *a, const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;
	struct module *m;
	Py_ssize_t i;

	for (i = 0; a->names && i < PyList_Size(a->names); i++)
		ask(a, a->g->m, PyList_GetItem(a->names, i));
	for (x = s->tokens; a->names && x < end; x++)
		if ((m = module_named(a->g, x, end)))
			ask(a, m, x[1].value);
	unref(a->names);
	a->names = NULL;
}

static bool
asks_items(const struct staging *g, const struct statement *s, PyObject *classes)
{
	struct asking a = {.g = g, .s = s, .classes = classes};

	a.names = s->same && g->m->old_code ? names_in(g, s) : NULL;
	ask_all(&a, s);
	return a.asks;
}

bool
statement_asks_items(const struct staging *g, const struct statement *s)
{
	return asks_items(g, s, NULL);
}

bool
statement_reads_items(const struct staging *g, const struct statement *s, PyObject *classes)
{
	PyObject *value = s->kind == KIND_ASSIGN && !statement_stores_inside(s) ? get_attr(s->node, "value") : NULL;
	bool reads = value && asks_items(g, s, classes) && (statement_is_pure(g, s) || node_repeats(g, value)) && !statement_has_gone_on(g, s);

	unref(value);
	return reads;
}

int
items_shadow(const struct staging *g, const struct statement *s, PyObject *list)
{
	struct asking a = {.g = g, .s = s, .list = list};

	a.names = (s->same || !g->m->old_code) && !statement_is_definition(s) ? names_in(g, s) : NULL;
	ask_all(&a, s);
	return a.failed ? -1 : 0;
}
