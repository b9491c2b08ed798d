/*
 * moved.c - what one module of the transaction defines no more, and another one does now.
 */
#include <stdlib.h>

#include "instances.h"
#include "transaction.h"
#include "version.h"

static bool
same_arguments(PyObject *old, PyObject *new)
{
	PyObject *a = WORD(old, python->function.code), *b = WORD(new, python->function.code);
	int count = code_int(a, "co_argcount");

	return count == code_int(b, "co_argcount") && code_same_variables(a, b, count);
}

/* All that it had of its own is still there, but for one in two.  *any: it had something. */
static bool
same_attributes(PyObject *old, PyObject *new, bool *any)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	int same = 0, gone = 0;

	while (PyDict_Next(CLASS_DICT(old), &at, &name, &value)) {
		if (!is_str(name) || !strncmp(utf8(name), "__", 2))
			continue;
		if (PyDict_Contains(CLASS_DICT(new), name) == 1)
			same++;
		else
			gone++;
	}
	*any = same > 0;
	return gone <= same;
}

/* At least half of the names that the old body uses are in the new one. */
static bool
similar_code(PyObject *old, PyObject *new)
{
	PyObject *a = PySet_New(NULL), *b = PySet_New(NULL), *list = NULL;
	Py_ssize_t i, common = 0;
	bool similar = code_same_behaviour(old, new);

	if (!similar && a && b && code_add_names(old, a) == 0 && code_add_names(new, b) == 0 && (list = PySequence_List(a))) {
		for (i = 0; i < PyList_Size(list); i++)
			common += PySet_Contains(b, PyList_GetItem(list, i)) == 1;
		similar = common > 0 && 2 * common >= PyList_Size(list);
	}
	unref(list);
	unref(a);
	unref(b);
	PyErr_Clear();
	return similar;
}

/* Some module had it by a name that leads to the new one now. */
static bool
is_led_to(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *name, *value;
	Py_ssize_t at;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		for (at = 0; PyDict_Next(t->modules[i].before, &at, &name, &value);)
			if (value == old && PyDict_GetItemWithError(t->modules[i].scratch, name) == new)
				return true;
	return false;
}

/* So are at least half of the methods that both have. */
static bool
similar_methods(PyObject *old, PyObject *new)
{
	PyObject *name, *a, *b;
	Py_ssize_t at = 0;
	int similar = 0, both = 0;

	while (PyDict_Next(CLASS_DICT(old), &at, &name, &a)) {
		b = PyDict_GetItemWithError(CLASS_DICT(new), name);
		if (!b || !is_function(a) || !is_function(b))
			continue;
		both++;
		similar += similar_code(WORD(a, python->function.code), WORD(b, python->function.code));
	}
	return 2 * similar >= both;
}

bool
moved_alike(PyObject *old, PyObject *new)
{
	bool any;

	if (is_function(old) && is_function(new))
		return same_arguments(old, new) &&
		       similar_code(WORD(old, python->function.code), WORD(new, python->function.code));
	return is_class(old) && is_class(new) && CLASS_DICT(old) && CLASS_DICT(new) && same_attributes(old, new, &any) && any &&
	       similar_methods(old, new);
}

/* Under the name that led to the old one: it may have become another, but not something else altogether. */
static bool
may_be_it(PyObject *old, PyObject *new)
{
	bool any;

	if (is_function(old) && is_function(new))
		return same_arguments(old, new) ||
		       similar_code(WORD(old, python->function.code), WORD(new, python->function.code));
	return is_class(old) && is_class(new) && CLASS_DICT(old) && CLASS_DICT(new) && same_attributes(old, new, &any);
}

/* Where something may have gone: the modules of the transaction, then those that the new sources have brought into the
   process. */
struct places {
	struct transaction *t;
	struct module *brought;
	size_t brought_count;
};

/* NULL: there are no more. */
static struct module *
place_at(const struct places *p, size_t i)
{
	if (i < p->t->module_count)
		return &p->t->modules[i];
	return i - p->t->module_count < p->brought_count ? &p->brought[i - p->t->module_count] : NULL;
}

static bool
is_brought(const struct places *p, const struct module *m)
{
	return p->brought && m >= p->brought && m < p->brought + p->brought_count;
}

/* As far as it is needed here: nothing was there before it. */
static int
bring(struct places *p, PyObject *name, PyObject *dict)
{
	struct transaction *t = p->t;
	struct module *m = &p->brought[p->brought_count];
	PyObject *loader = dict_get(dict, "__loader__"), *file = dict_get(dict, "__file__"), *code, *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	code = loader && file && is_str(file) ? PyObject_CallMethod(loader, "get_code", "O", name) : NULL;
	if (!code || !is_code(code)) {
		unref(code);
		PyErr_Clear();
		return 0;
	}
	m->name = utf8(name);
	m->name_object = name;
	m->file = file;
	m->dict = m->scratch = dict;
	m->code = hold(t, code);
	m->before = hold(t, PyDict_New());
	m->defined = hold(t, PySet_New(NULL));
	if (!m->code || !m->before || !m->defined || body_init(&m->new, code) < 0)
		return -1;
	p->brought_count++;
	while (result == 0 && PyDict_Next(dict, &at, &key, &value))
		if (is_str(key) && is_own_definition(m, key, value))
			result = PySet_Add(m->defined, key);
	return result;
}

static int
find_brought(struct places *p)
{
	PyObject *modules = PyImport_GetModuleDict(), *name, *module;
	Py_ssize_t i, count = PyList_Size(p->t->imported);
	int result = 0;

	p->brought = count ? calloc((size_t)count, sizeof(*p->brought)) : NULL;
	if (count && !p->brought)
		return PyErr_NoMemory(), -1;
	for (i = 0; result == 0 && i < count; i++) {
		name = PyList_GetItem(p->t->imported, i);
		module = PyDict_GetItemWithError(modules, name);
		if (module && is_module(module))
			result = bring(p, name, PyModule_GetDict(module));
	}
	return result;
}

static void
places_fini(struct places *p)
{
	size_t i;

	for (i = 0; i < p->brought_count; i++)
		body_fini(&p->brought[i].new);
	free(p->brought);
}

/* What one of several modules defines now.  Borrowed; NULL: none, or several. */
static PyObject *
moved_to(const struct places *p, const struct module *from, PyObject *name, PyObject *old, struct module **to)
{
	PyObject *found = NULL, *before, *new;
	struct module *m;
	size_t i;

	for (i = 0; (m = place_at(p, i)); i++) {
		if (m == from || PySet_Contains(m->defined, name) != 1)
			continue;
		before = PyDict_GetItemWithError(m->before, name);
		new = PyDict_GetItemWithError(m->scratch, name);
		if ((before && before != old) || !new ||
		    (!(is_led_to(p->t, old, new) && (!is_brought(p, m) || may_be_it(old, new))) && !moved_alike(old, new)))
			continue;
		if (found)
			return NULL;
		found = new;
		*to = m;
	}
	return found;
}

/* The live class goes on as the one of the other module: with its instances, members and state. */
static int
plan_moved_class(struct transaction *t, struct module *from, struct module *owner, struct module *to, PyObject *old,
		 PyObject *new)
{
	PyObject *path = get_attr(new, "__qualname__"), *key = hold(t, PyUnicode_InternFromString("__module__"));
	PyObject *before = path ? pair_class_body(t, from, true, utf8(path)) : NULL;
	PyObject *after = path ? pair_class_body(t, to, false, utf8(path)) : NULL;
	int result = !path || !key || addresses_add(&t->paired, old) < 0 ? -1 : 0;

	if (result == 0)
		result = plan_class(t, owner, old, new, before, after);
	if (result == 0)
		result = owner == to ? LIST_APPEND(t->moved_classes, old, new, to->name_object)
				     : initializer_look_at_brought(t, to, old, new);
	if (result == 0)
		result = ops_add(&t->ops, OP_TYPE, old, key, class_get(new, "__module__"));
	unref(path);
	return result;
}

static int
plan_moved(const struct places *p, struct module *from, PyObject *name, PyObject *old)
{
	struct transaction *t = p->t;
	struct module *to = NULL, *owner;
	PyObject *new = moved_to(p, from, name, old, &to), *module;

	if (!new || new == old || map_get(&t->map, old) || map_get(&t->map, new) || is_class(old) != is_class(new) ||
	    (is_class(old) && !class_same_layout(old, new)))
		return 0;
	owner = is_brought(p, to) ? from : to;
	module = get_attr(new, "__module__");
	report_addf(t->report, PYR_REC_UPDATED, from->name, utf8(name), "moved to %s", module ? utf8(module) : "?");
	unref(module);
	if (pair_moved(t, from, to, old, new) < 0)
		return -1;
	if (is_class(old))
		return plan_moved_class(t, from, owner, to, old, new);
	return is_function(old) && is_function(new) ? (plan_function(t, owner, old, new, utf8(name)) < 0 ? -1 : 0)
						   : map_set(&t->map, old, new);
}

/* Its line says something else in each module. */
static bool
reads_own_name(const struct body *body, const struct chunk *c)
{
	const struct token *x;

	for (x = &body->tokens[c->first]; x < &body->tokens[c->first + c->count]; x++)
		if (x->op == python->op.load_name &&
		    (!strcmp(utf8(x->value), "__name__") || !strcmp(utf8(x->value), "__file__") ||
		     !strcmp(utf8(x->value), "__package__") || !strcmp(utf8(x->value), "__spec__")))
			return true;
	return false;
}

static bool
uses(PyObject *o, PyObject *name)
{
	PyObject *names = o && is_function(o) ? PySet_New(NULL) : NULL, *key, *value, *f;
	bool found = names && code_add_names(WORD(o, python->function.code), names) == 0 && PySet_Contains(names, name) == 1;
	Py_ssize_t at = 0;

	unref(names);
	PyErr_Clear();
	while (o && is_class(o) && CLASS_DICT(o) && !found && PyDict_Next(CLASS_DICT(o), &at, &key, &value)) {
		f = callable_of(value);
		found = is_function(f) && uses(f, name);
	}
	return found;
}

/* What uses it, too: this module has it from there now, or a definition that uses it has gone the same way. */
static bool
has_gone_along(const struct module *from, const struct module *to, PyObject *name, PyObject *new)
{
	PyObject *defined, *its, *there;
	bool along = PyDict_GetItemWithError(from->scratch, name) == new;
	Py_ssize_t i;

	defined = along ? NULL : PySequence_List(to->defined);
	for (i = 0; defined && !along && i < PyList_Size(defined); i++) {
		its = PyList_GetItem(defined, i);
		there = PyDict_GetItemWithError(to->before, its);
		along = (!there || there == PyDict_GetItemWithError(from->before, its)) &&
			PySet_Contains(from->defined, its) != 1 && uses(PyDict_GetItemWithError(from->before, its), name) &&
			uses(PyDict_GetItemWithError(to->scratch, its), name);
	}
	unref(defined);
	return along;
}

/* An entry that is there: the same, or of the definition that has moved along. */
static bool
is_same_entry(struct transaction *t, PyObject *old, PyObject *new)
{
	Py_ssize_t i;
	bool same = is_exact(old, TYPE_AT(PyTuple_Type)) && is_exact(new, TYPE_AT(PyTuple_Type)) &&
		    PyTuple_Size(old) == PyTuple_Size(new);

	for (i = 0; same && i < PyTuple_Size(old); i++)
		same = is_same_entry(t, PyTuple_GetItem(old, i), PyTuple_GetItem(new, i));
	return same || old == map_resolve(&t->map, new) ||
	       (is_atom(old) && is_atom(new) && const_equal(old, new, code_same_behaviour)) ||
	       (((is_function(old) && is_function(new)) || (is_class(old) && is_class(new))) &&
		same_text(old, new, "__qualname__"));
}

#define BELOW_KEYS 2 /* containers within containers */

/* RULES = {} has moved, and where it is now more has been registered: that comes in, also into lists below its keys. */
static int
take_entries(struct transaction *t, PyObject *old, PyObject *new, int depth)
{
	PyObject *merged = hold(t, content_copy(old)), *list, *item, *value, *there;
	Py_ssize_t i, k, count = merged ? PyObject_Size(merged) : 0;
	int result = merged ? 0 : -1;

	list = result == 0 ? is_dict(new) ? PyDict_Keys(new) : items_of(new) : NULL;
	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		if (is_dict(new)) {
			value = PyDict_GetItemWithError(new, item);
			there = PyDict_GetItemWithError(merged, item);
			if (value && !there)
				result = PyDict_SetItem(merged, item, value);
			else if (depth && there && there != value && is_container(value) && type_of(there) == type_of(value))
				result = take_entries(t, there, value, depth - 1);
			continue;
		}
		for (k = 0; is_list(merged) && k < count && !is_same_entry(t, PyList_GetItem(merged, k), item); k++)
			;
		if (is_list(merged) && k == count)
			result = PyList_Append(merged, item);
		else if (is_set(merged))
			result = PySet_Add(merged, item);
	}
	unref(list);
	if (result == 0 && PyObject_Size(merged) > count)
		result = ops_add(&t->last, OP_CONTENT, old, NULL, merged);
	return PyErr_Occurred() ? -1 : result;
}

int
moved_container(struct transaction *t, PyObject *old, PyObject *new)
{
	return take_entries(t, old, new, BELOW_KEYS) < 0 ? -1 : map_set(&t->map, new, old);
}

/* @lru_cache def f(): the definition is within it. */
static int
move_within(const struct places *p, struct module *from, struct module *to, PyObject *name, PyObject *old, PyObject *new)
{
	PyObject *f = function_within(old), *its = f ? function_within(new) : NULL;

	if (!its || !is_function(f) || !is_function(its) || f == its || map_get(&p->t->map, its) ||
	    !is_own_definition(from, name, f))
		return 0;
	return pair_moved(p->t, from, to, f, its) < 0 || plan_function(p->t, is_brought(p, to) ? from : to, f, its, utf8(name)) < 0 ? -1 : 0;
}

/* By a line of its own, and not from where it is or has moved to. */
static bool
is_bound_here(const struct body *body, PyObject *name)
{
	const struct chunk *c = chunk_binding(body, utf8(name));
	const struct token *x;

	for (x = c ? &body->tokens[c->first] : NULL; x && x < &body->tokens[c->first + c->count]; x++)
		if (x->op == python->op.import_name)
			return false;
	return c != NULL;
}

/* Its class may have moved along. */
static bool
is_of_class(const struct transaction *t, PyObject *new, PyObject *old)
{
	return map_resolve(&t->map, (PyObject *)type_of(new)) == (PyObject *)type_of(old);
}

/* LOCK = Lock() stands in another module now, as it stood in this one: the live lock goes along.  So does a number that
   functions count on. */
static int
plan_moved_data(const struct places *p, struct module *from, PyObject *name, PyObject *old)
{
	const struct chunk *a = from->old_code ? chunk_binding(&from->old, utf8(name)) : NULL, *b;
	struct transaction *t = p->t;
	PyObject *new, *before;
	struct module *to;
	size_t i;

	/* Two that import it from where it is say so alike. */
	if (a && !is_bound_here(&from->old, name))
		return 0;
	for (i = 0; (a || !from->old_code) && (to = place_at(p, i)); i++) {
		before = PyDict_GetItemWithError(to->before, name);
		b = to == from || to->is_unchanged ? NULL : chunk_binding(&to->new, utf8(name));
		if (!b || !is_bound_here(&to->new, name) || (before && before != old) || (a && !chunk_same_tokens(&from->old, a, &to->new, b)) ||
		    reads_own_name(&to->new, b))
			continue;
		new = PyDict_GetItemWithError(to->scratch, name);
		if (!new || new == old || (!is_atom(old) && !is_of_class(t, new, old)) || map_get(&t->map, new) ||
		    map_get(&t->map, old) || !has_gone_along(from, to, name, new) ||
		    (!a && !is_atom(old) && !state_goes_on(t, old, new)))
			continue;
		report_addf(t->report, PYR_REC_KEPT, from->name, utf8(name), "moved to %s", to->name);
		if (!is_atom(old) && move_within(p, from, to, name, old, new) < 0)
			return -1;
		return is_atom(old)		 ? PyDict_SetItem(to->scratch, name, old)
		       : is_container(new) ? moved_container(t, old, new)
					   : map_set(&t->map, new, old);
	}
	return 0;
}

/* A function binds it: it says how far the process has come. */
static bool
is_counted(const struct module *from, PyObject *name)
{
	PyObject *set, *key, *value;
	bool counted = PySet_Contains(from->global_stores, name) == 1;
	Py_ssize_t at = 0;

	set = counted || from->old_code ? NULL : PySet_New(NULL);
	while (set && !counted && PyDict_Next(from->before, &at, &key, &value))
		counted = is_str(key) && is_function(value) && is_own_definition(from, key, value) &&
			  code_bound_names(WORD(value, python->function.code), set) == 0 && PySet_Contains(set, name) == 1;
	unref(set);
	return counted;
}

/* Functions and classes of the new source. */
static PyObject *
defined_names(const struct module *m)
{
	PyObject *consts = code_attr(m->code, "co_consts"), *names = PySet_New(NULL), *name;
	int result = consts && names ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		name = is_code(PyTuple_GetItem(consts, i)) ? code_attr(PyTuple_GetItem(consts, i), "co_name") : NULL;
		result = name ? PySet_Add(names, name) : 0;
		unref(name);
	}
	unref(consts);
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}

/* Either its definitions, or its data. */
static int
plan_moves_from(const struct places *p, struct module *m, bool definitions)
{
	struct transaction *t = p->t;
	PyObject *items = hold(t, PyDict_Items(m->before)), *defined = hold(t, defined_names(m)), *name, *value;
	Py_ssize_t i;
	int result = items && defined ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name) || !strncmp(utf8(name), "__", 2) || PySet_Contains(m->defined, name) == 1)
			continue;
		if (PySet_Contains(defined, name) == 1)
			continue;
		if (is_own_definition(m, name, value))
			result = definitions ? plan_moved(p, m, name, value) : 0;
		else if (!definitions && (!is_atom(value) || is_counted(m, name)) && !is_function(value) && !is_class(value) &&
			 !is_bound_here(&m->new, name))
			result = plan_moved_data(p, m, name, value);
	}
	return result;
}

int
plan_moves(struct transaction *t)
{
	struct places p = {.t = t};
	int result = find_brought(&p);
	size_t i;
	int data;

	for (data = 0; data < 2; data++)
		for (i = 0; result == 0 && i < t->module_count; i++)
			if (!t->modules[i].is_unchanged)
				result = plan_moves_from(&p, &t->modules[i], !data);
	places_fini(&p);
	return result;
}
