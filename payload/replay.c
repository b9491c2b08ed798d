/*
 * replay.c - what a new __init__ makes in several statements: if port == 443: self.scheme = "https".
 *
 * Those that lead to attributes which instances lack are run for each of them, in a dict with the arguments that it has
 * kept, on an object that has its attributes and the new methods, and is thrown away.  Neither they nor what they call do
 * anything but to make values (computes.c); they put something only into what they have made themselves.
 */
#include "callees.h"
#include "collection.h"
#include "compile.h"
#include "initializer.h"
#include "twins.h"
#include "version.h"

#define STATEMENTS_MOST 64 /* of an initializer: bits */
#define RUNS_MOST 50000    /* of one reload; some fifty microseconds each */

struct slice {
	const struct initializer *n;
	size_t first;         /* growths: those of this initializer begin here */
	PyObject *attributes; /* set: of self, that the statements make */
	PyObject *names;      /* set: variables that they read */
	uint64_t taken;       /* statements of the body */
	bool failed;
};

static bool
is_lacking(const struct initializer *n, const struct growth *g)
{
	return g->class == n->class && (!g->maker || g->runs) && !g->value && !g->is_of_class && !g->was && !g->leaving &&
	       !g->becomes && !g->said && !g->began && !g->answers && !g->leaves && !g->hides && !g->covers && !g->is_local &&
	       strncmp(utf8(g->name), "__", 2) != 0;
}

static struct growth *
growth_named(const struct slice *s, PyObject *name)
{
	size_t i;

	for (i = s->first; i < s->n->t->growth_count; i++)
		if (is_lacking(s->n, &s->n->t->growths[i]) && PyUnicode_Compare(s->n->t->growths[i].name, name) == 0)
			return &s->n->t->growths[i];
	return NULL;
}

/* A variable of the function itself. */
static bool
is_variable(const struct initializer *n, PyObject *name)
{
	static const char *const kinds[] = {"co_varnames", "co_cellvars"};
	bool is = false;
	PyObject *its;
	size_t k;

	for (k = 0; !is && k < 2; k++) {
		its = code_attr(n->new, kinds[k]);
		is = its && PySequence_Contains(its, name) == 1;
		unref(its);
	}
	return is && PyUnicode_Compare(name, n->self) != 0;
}

/* What self.index[k].x, index.get(k) and so on begin with: a name or an attribute of self.  New reference. */
static PyObject *
root_of(const struct initializer *n, PyObject *node)
{
	PyObject *root = ref(node), *next, *name;

	for (; root; root = next) {
		name = node_is(root, "Attribute") ? self_attribute(n, root) : NULL;
		unref(name);
		if (name || node_is(root, "Name"))
			return root;
		next = node_is(root, "Attribute") || node_is(root, "Subscript") || node_is(root, "Starred")
			   ? get_attr(root, "value")
		       : node_is(root, "Call") ? get_attr(root, "func")
					       : NULL;
		unref(root);
	}
	return NULL;
}

/* What an argument was given is made elsewhere. */
static bool
is_made_here(const struct slice *s, PyObject *name)
{
	return PySet_Contains(s->names, name) == 1 &&
	       (!initializer_takes(s->n->new, name) || initializer_count_nodes(s->n->body, "Name", name, true) > 0);
}

/* It begins with what the slice makes. */
static bool
leads_to_wanted(const struct slice *s, PyObject *node)
{
	PyObject *root = root_of(s->n, node), *name = root && node_is(root, "Attribute") ? self_attribute(s->n, root) : NULL;
	PyObject *id = root && !name ? get_attr(root, "id") : NULL;
	bool leads = (name && PySet_Contains(s->attributes, name) == 1) || (id && is_made_here(s, id));

	unref(id);
	unref(name);
	unref(root);
	return leads;
}

static bool
is_stored(PyObject *node)
{
	PyObject *context = get_attr(node, "ctx");
	bool stored = context && !node_is(context, "Load");

	unref(context);
	return stored;
}

/* x.append(1): the name of the method; new reference, or NULL. */
static PyObject *
method_called(PyObject *node)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL,
		 *name = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL;

	unref(f);
	return name;
}

/* It stores to it, or into it. */
static bool
makes_wanted(PyObject *node, void *arg)
{
	const struct slice *s = arg;
	PyObject *method = method_called(node);
	bool changes = method && !plain_is_reading(utf8(method));

	unref(method);
	return (changes || is_stored(node)) && !node_is(node, "Tuple") && !node_is(node, "List") && leads_to_wanted(s, node);
}

static bool
mentions_wanted(PyObject *node, void *arg)
{
	return (node_is(node, "Name") || node_is(node, "Attribute")) && leads_to_wanted(arg, node);
}

/* log.debug("...", self.index): it is told, and changes nothing. */
static bool
is_only_told(const struct initializer *n, PyObject *call)
{
	PyObject *f = node_is(call, "Call") ? get_attr(call, "func") : NULL,
		 *of = f && node_is(f, "Attribute") ? get_attr(f, "value") : NULL;
	PyObject *o = of ? node_object(n->m->staging, of) : NULL, *logger = library_object("logging", "Logger");
	bool told = (o && logger && PyType_IsSubtype(type_of(o), (PyTypeObject *)logger)) || (f && attr_is(f, "id", "print"));

	unref(of);
	unref(f);
	return told;
}

static bool
takes_part(struct slice *s, PyObject *statement)
{
	PyObject *call = node_is(statement, "Expr") ? get_attr(statement, "value") : NULL;
	bool part =
	    tree_any(statement, makes_wanted, s) || (call && !is_only_told(s->n, call) && tree_any(call, mentions_wanted, s));

	unref(call);
	return part;
}

/* Some method may have set it since: what it was at first is not known. */
static bool
is_set_later(const struct initializer *n, PyObject *name)
{
	PyObject *mro = WORD(n->class, TYPE_MRO), *init;
	bool later = false;
	Py_ssize_t i;

	for (i = 0; mro && !later && i < PyTuple_Size(mro); i++) {
		init = CLASS_DICT(PyTuple_GetItem(mro, i)) ? callable_of(class_get(PyTuple_GetItem(mro, i), "__init__")) : NULL;
		later = is_heap_type(PyTuple_GetItem(mro, i)) &&
			methods_store(PyTuple_GetItem(mro, i), name, n->old,
				      init && is_function(init) ? WORD(init, python->function.code) : NULL);
	}
	return later;
}

static bool
take_reads(PyObject *node, void *arg)
{
	struct slice *s = arg;
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL,
		 *name = node_is(node, "Attribute") ? self_attribute(s->n, node) : NULL;

	if (id && is_variable(s->n, id))
		s->failed = PySet_Add(s->names, id) < 0 || s->failed;
	/* self.__secret: it is compiled outside of its class. */
	s->failed = s->failed || (name && PyObject_SetAttrString(node, "attr", name) < 0);
	if (name && growth_named(s, name))
		s->failed = PySet_Add(s->attributes, name) < 0 || s->failed;
	else if (name)
		s->failed = s->failed || is_set_later(s->n, name);
	unref(name);
	unref(id);
	return s->failed;
}

/* What the statements that are taken need comes from those in front of them. */
static void
take_statements(struct slice *s)
{
	Py_ssize_t i = PyList_Size(s->n->body);
	const struct growth *g;
	size_t k;

	/* What has been made by one of them is made along with this. */
	for (k = s->first; k < s->n->t->growth_count && !s->failed; k++) {
		g = &s->n->t->growths[k];
		if (!is_lacking(s->n, g) || !(g->statements & s->taken))
			continue;
		s->taken |= g->statements;
		s->failed = PySet_Add(s->attributes, g->name) < 0;
	}

	while (--i >= 0 && !s->failed)
		if (s->taken >> i & 1 || takes_part(s, PyList_GetItem(s->n->body, i))) {
			s->taken |= (uint64_t)1 << i;
			tree_any(PyList_GetItem(s->n->body, i), take_reads, s);
		}
}

/* Whatever the value is of: a new list, dict or set, or an object of the library that is like one. */
static bool
is_fresh(const struct initializer *n, PyObject *value)
{
	static const char *const kinds[] = {"List", "Dict", "Set", "ListComp", "DictComp", "SetComp"};
	static const char *const makers[] = {"list", "dict", "set", "bytearray"};
	PyObject *f = node_is(value, "Call") ? get_attr(value, "func") : NULL, *o = f ? node_object(n->m->staging, f) : NULL, *id;
	bool fresh = initializer_is_maker(o);
	size_t k;

	id = f && node_is(f, "Name") ? get_attr(f, "id") : NULL;
	fresh = fresh || (id && IS_ONE_OF(utf8(id), makers) && PyDict_Contains(n->m->scratch, id) == 0);
	for (k = 0; !fresh && k < sizeof(kinds) / sizeof(kinds[0]); k++)
		fresh = node_is(value, kinds[k]);
	unref(id);
	unref(f);
	return fresh;
}

static bool
is_of_the_call(PyObject *node, void *arg)
{
	const struct initializer *n = arg;
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = id && (is_variable(n, id) || PyUnicode_Compare(id, n->self) == 0);

	unref(id);
	return is;
}

/* Statements that bind what the node is: all bind something fresh, inner: with nothing in it that was there before. */
static bool
is_bound_fresh(const struct slice *s, PyObject *root, bool inner)
{
	PyObject *statement, *targets, *value, *its = get_attr(root, node_is(root, "Name") ? "id" : "attr"), *name;
	bool fresh = true, found = false;
	Py_ssize_t i, k;

	for (i = 0; its && fresh && i < PyList_Size(s->n->body); i++) {
		statement = PyList_GetItem(s->n->body, i);
		if (!(s->taken >> i & 1))
			continue;
		targets = node_is(statement, "Assign") ? get_attr(statement, "targets") : NULL;
		value = targets ? get_attr(statement, "value") : NULL;
		for (k = 0; targets && k < PyList_Size(targets); k++) {
			name = node_is(PyList_GetItem(targets, k), node_is(root, "Name") ? "Name" : "Attribute")
				   ? get_attr(PyList_GetItem(targets, k), node_is(root, "Name") ? "id" : "attr")
				   : NULL;
			if (name && PyUnicode_Compare(name, its) == 0) {
				found = true;
				fresh =
				    fresh && is_fresh(s->n, value) && !(inner && tree_any(value, is_of_the_call, (void *)s->n));
			}
			unref(name);
		}
		unref(value);
		/* Below an if, in a loop: by another way. */
		fresh = fresh && (targets || initializer_count_nodes(statement, node_is(root, "Name") ? "Name" : "Attribute", its,
								     true) == 0);
		unref(targets);
	}
	unref(its);
	return found && fresh;
}

/* Something is put into what may have been there before. */
static bool
puts_elsewhere(PyObject *node, void *arg)
{
	const struct slice *s = arg;
	PyObject *method = method_called(node), *f = method ? get_attr(node, "func") : NULL, *of = NULL, *root, *own;
	bool elsewhere = false;

	if (method && !plain_is_reading(utf8(method)))
		of = get_attr(f, "value");
	own = node_is(node, "Attribute") ? self_attribute(s->n, node) : NULL;
	if (!of && !own && is_stored(node) && (node_is(node, "Subscript") || node_is(node, "Attribute")))
		of = get_attr(node, "value");
	if (of) {
		root = root_of(s->n, of);
		elsewhere = !root || !is_bound_fresh(s, root, of != root);
		unref(root);
	}
	unref(own);
	unref(of);
	unref(f);
	unref(method);
	return elsewhere;
}

/* Variables that they read are bound by them, or are arguments that can be told; new dict of the latter, or NULL. */
static PyObject *
arguments_of(const struct slice *s)
{
	PyObject *locals = PyDict_Copy(s->n->locals), *list = PySequence_List(s->names), *name, *value;
	bool told = locals && list;
	Py_ssize_t i;

	for (i = 0; told && i < PyList_Size(list); i++) {
		name = PyList_GetItem(list, i);
		if (!initializer_takes(s->n->new, name) || PyDict_Contains(locals, name) == 1 ||
		    PyDict_Contains(s->n->stored, name) == 1)
			continue;
		value = PyDict_GetItemWithError(s->n->rebound, name);
		told = value && PyDict_SetItem(locals, name, value) == 0;
	}
	unref(list);
	if (told)
		return locals;
	unref(locals);
	return NULL;
}

static PyObject *
statements_of(const struct slice *s)
{
	PyObject *list = PyList_New(0);
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(s->n->body); i++)
		if (s->taken >> i & 1 && PyList_Append(list, PyList_GetItem(s->n->body, i)) < 0)
			break;
	return list;
}

/* Of this code the growths of the slice are made from now on. */
static int
take_slice(const struct slice *s, PyObject *code, PyObject *locals)
{
	struct transaction *t = s->n->t;
	PyObject *runs = hold(t, PyDict_New());
	struct growth *g;
	size_t i;

	for (i = s->first; runs && i < t->growth_count; i++) {
		g = &t->growths[i];
		if (!is_lacking(s->n, g) || PySet_Contains(s->attributes, g->name) != 1)
			continue;
		g->maker = code;
		g->locals = locals;
		g->runs = runs;
		g->statements = s->taken;
		if (own_values_note(s->n, g) < 0)
			return -1;
	}
	return runs ? 0 : -1;
}

/* What makes the attribute, and all that is made along with it. */
static int
look_at(struct slice *s, struct growth *g)
{
	struct transaction *t = s->n->t;
	PyObject *list, *code = NULL, *locals;
	uint64_t before;
	int result = 0;

	s->attributes = PySet_New(NULL);
	s->names = PySet_New(NULL);
	s->taken = 0;
	s->failed = !s->attributes || !s->names || PySet_Add(s->attributes, g->name) < 0;
	do {
		before = s->taken;
		if (!s->failed)
			take_statements(s);
	} while (!s->failed && s->taken != before);
	list = s->failed || !s->taken ? NULL : statements_of(s);
	locals = list && !tree_any(list, puts_elsewhere, s) ? hold(t, arguments_of(s)) : NULL;
	code = locals ? hold(t, compile_block(t, s->n->m, list)) : NULL;
	PyErr_Clear();
	if (code && initializer_is_settled(s->n, g->name) && initializer_is_new(s->n, g->name))
		result = take_slice(s, code, locals);
	unref(list);
	unref(s->names);
	unref(s->attributes);
	return result;
}

/* self.stats = {"max": self.size}: it reads what is made here, too. */
static bool
reads_lacking(const struct slice *s, const struct growth *g)
{
	bool reads = false;
	Py_ssize_t i;

	for (i = 1; g->maker && g->reads && !g->runs && !reads && i < PyList_Size(g->reads); i += 2)
		reads = growth_named(s, PyList_GetItem(g->reads, i)) != NULL;
	return reads;
}

int
replays_look(const struct initializer *n, size_t first)
{
	struct slice s = {.n = n, .first = first};
	int result = 0;
	size_t i;

	if (n->t->flags & PYR_CODE_ONLY || !is_exact(n->body, TYPE_AT(PyList_Type)) || PyList_Size(n->body) > STATEMENTS_MOST)
		return 0;
	for (i = first; i < n->t->growth_count; i++)
		if (reads_lacking(&s, &n->t->growths[i]))
			n->t->growths[i].maker = NULL;
	for (i = first; result == 0 && i < n->t->growth_count; i++)
		if (is_lacking(n, &n->t->growths[i]) && !n->t->growths[i].runs)
			result = look_at(&s, &n->t->growths[i]);
	return result;
}

/* The names of the module, with new functions in place of those that have their old code until the commit.  Borrowed. */
static PyObject *
names_of(struct transaction *t, struct module *m)
{
	PyObject *items, *f, *code, *twin;
	struct module *its;
	Py_ssize_t i;

	if (m->replayed)
		return m->replayed;
	m->replayed = hold(t, PyDict_Copy(m->scratch));
	items = m->replayed ? PyDict_Items(m->scratch) : NULL;
	for (i = 0; items && i < PyList_Size(items); i++) {
		f = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		code = is_function(f) && !WORD(f, python->function.closure) ? code_to_come(t, f) : NULL;
		its = code && code != WORD(f, python->function.code) ? pair_module(t, code) : NULL;
		twin = its && its->scratch && names_of(t, its) ? function_like(f, code, names_of(t, its), NULL) : NULL;
		if (twin)
			PyDict_SetItem(m->replayed, PyTuple_GetItem(PyList_GetItem(items, i), 0), twin);
		unref(twin);
	}
	unref(items);
	PyErr_Clear();
	return m->replayed;
}

/* The new form of a method; new reference, or NULL: it captures something. */
static PyObject *
method_to_come(struct transaction *t, PyObject *f)
{
	PyObject *code = code_to_come(t, f);
	struct module *m = pair_module(t, WORD(f, python->function.code));

	if (WORD(f, python->function.closure))
		return NULL;
	if (!m || !m->scratch)
		return ref(f);
	return names_of(t, m) ? function_like(f, code ? code : WORD(f, python->function.code), names_of(t, m), NULL) : NULL;
}

/* What the class has under a name, for the one that stands in; new reference, or NULL. */
static PyObject *
value_to_come(struct transaction *t, PyObject *name, PyObject *value)
{
	static const char *const never[] = {"__init__",          "__new__",     "__del__",          "__setattr__",
					    "__delattr__",       "__getattr__", "__getattribute__", "__init_subclass__",
					    "__class_getitem__", "__slots__",   "__dict__",         "__weakref__",
					    "__doc__",           "__reduce__",  "__reduce_ex__"};
	PyObject *f = callable_of(value), *new, *made = NULL;
	bool wrapped = is_exact(value, TYPE_AT(PyStaticMethod_Type)) || is_exact(value, TYPE_AT(PyClassMethod_Type));

	if (IS_ONE_OF(utf8(name), never))
		return NULL;
	if (is_exact(value, TYPE_AT(PyProperty_Type))) {
		f = get_attr(value, "fget");
		unref(f); /* the property keeps it */
		wrapped = f && is_function(f);
	}
	if (is_function(value) || (wrapped && f && is_function(f))) {
		new = method_to_come(t, f);
		made = new &&wrapped ? PyObject_CallFunctionObjArgs((PyObject *)type_of(value), new, NULL) : ref(new);
		unref(new);
		return made;
	}
	return is_atom(value) || is_container(value) || (is_class(value) && is_heap_type(value)) ? ref(value) : NULL;
}

static int
add_class(struct transaction *t, PyObject *names, PyObject *class)
{
	PyObject *staged = class_staged(t, class), *items = PyDict_Items(CLASS_DICT(staged ? staged : class)), *name, *value;
	Py_ssize_t i;

	for (i = 0; items && i < PyList_Size(items) && !PyErr_Occurred(); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = is_str(name) ? value_to_come(t, name, PyTuple_GetItem(PyList_GetItem(items, i), 1)) : NULL;
		if (value)
			PyDict_SetItem(names, name, value);
		unref(value);
	}
	unref(items);
	return PyErr_Occurred() ? -1 : 0;
}

/* A class like that of the instances, which nobody else knows.  Borrowed, or NULL. */
static PyObject *
class_standing_in(struct transaction *t, const struct growth *g, PyObject *type)
{
	PyObject *class = PyDict_GetItemWithError(g->runs, type), *mro = WORD(type, TYPE_MRO), *names, *name, *none;
	Py_ssize_t i = mro ? PyTuple_Size(mro) : 0;

	if (class)
		return class;
	names = PyDict_New();
	while (names && --i >= 0)
		if (is_heap_type(PyTuple_GetItem(mro, i)) && CLASS_DICT(PyTuple_GetItem(mro, i)) &&
		    add_class(t, names, PyTuple_GetItem(mro, i)) < 0)
			break;
	name = get_attr(type, "__name__");
	none = PyTuple_New(0);
	if (names && name && none && !PyErr_Occurred())
		class = PyObject_CallFunctionObjArgs((PyObject *)TYPE_AT(PyType_Type), name, none, names, NULL);
	if (class && PyDict_SetItem(g->runs, type, class) < 0)
		PyErr_Clear();
	unref(class); /* the dict keeps it */
	unref(none);
	unref(name);
	unref(names);
	PyErr_Clear();
	return PyDict_GetItemWithError(g->runs, type);
}

/* It has what the object has, in its dict or in slots. */
static PyObject *
object_standing_in(struct transaction *t, const struct growth *g, PyObject *o)
{
	PyObject *class = class_standing_in(t, g, (PyObject *)type_of(o)), *mro = WORD(type_of(o), TYPE_MRO), *name, *slot,
		 *value;
	PyObject *self = class ? PyObject_CallMethod((PyObject *)TYPE_AT(PyBaseObject_Type), "__new__", "O", class) : NULL,
		 *fields = self ? PyObject_GenericGetDict(self, NULL) : NULL,
		 *own = self ? PyObject_GenericGetDict(o, NULL) : NULL;
	Py_ssize_t i, at;

	PyErr_Clear();
	if (own && is_dict(own) && fields)
		PyDict_Update(fields, own);
	for (i = 0; fields && mro && i < PyTuple_Size(mro); i++)
		for (at = 0; CLASS_DICT(PyTuple_GetItem(mro, i)) &&
			     PyDict_Next(CLASS_DICT(PyTuple_GetItem(mro, i)), &at, &name, &slot);) {
			value = is_exact(slot, TYPE_AT(PyMemberDescr_Type)) && is_heap_type(PyTuple_GetItem(mro, i))
				    ? instance_own(o, name)
				    : NULL;
			if (value)
				PyDict_SetItem(fields, name, value);
			unref(value);
		}
	unref(own);
	unref(fields);
	PyErr_Clear();
	return self;
}

/* Run for this one.  New dict of its attributes, or NULL: it cannot be told. */
static PyObject *
run(struct transaction *t, const struct growth *g, PyObject *o, PyObject *locals)
{
	struct module *m = transaction_module(t, class_get(g->class, "__module__"));
	PyObject *names = m && names_of(t, m) ? PyDict_Copy(names_of(t, m)) : NULL,
		 *self = names ? object_standing_in(t, g, o) : NULL;
	PyObject *done = NULL, *fields = NULL, *all = NULL, *class = self ? (PyObject *)type_of(self) : NULL;
	Py_ssize_t before = class ? refs_of(class) : 0;

	if (self && PyDict_Update(names, locals) == 0 && PyDict_SetItem(names, g->self, self) == 0 &&
	    computes_block(t, g->maker, names))
		done = PyEval_EvalCode(g->maker, names, names);
	if (done && (all = PyObject_GenericGetDict(self, NULL)))
		fields = PyDict_Copy(all);
	unref(all);
	unref(done);
	PyErr_Clear();
	/* What has been made must not lead to what only stands in: lambda: self.x */
	if (fields && names && refs_of(names) == 1)
		PyDict_Clear(names);
	if (fields && (PyDict_Size(names) || refs_of(self) != 1 || refs_of(class) != before)) {
		unref(fields);
		fields = NULL;
	}
	unref(self);
	unref(names);
	return fields;
}

/* Nothing of what has stood in is to be found any more. */
void
replays_end(struct transaction *t)
{
	PyObject *key, *class, *names;
	Py_ssize_t at, k;
	size_t i;

	for (i = 0; i < t->growth_count; i++) {
		for (at = 0; t->growths[i].runs && PyDict_Next(t->growths[i].runs, &at, &key, &class);) {
			names = is_class(key) ? PyDict_Keys(CLASS_DICT(class)) : NULL;
			for (k = 0; names && k < PyList_Size(names); k++)
				if (PyObject_SetAttr(class, PyList_GetItem(names, k), NULL) < 0)
					PyErr_Clear();
			unref(names);
		}
		if (t->growths[i].runs)
			PyDict_Clear(t->growths[i].runs);
	}
	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].replayed)
			PyDict_Clear(t->modules[i].replayed);
}

PyObject *
replay_make(struct transaction *t, const struct growth *g, PyObject *o, PyObject *locals)
{
	PyObject *key = PyLong_FromVoidPtr(o), *fields = key ? PyDict_GetItemWithError(g->runs, key) : NULL, *made, *value;

	if (key && !fields) {
		made = PyDict_Size(g->runs) < RUNS_MOST ? run(t, g, o, locals) : NULL;
		fields = made ? made : NONE;
		if (PyDict_SetItem(g->runs, key, fields) < 0)
			fields = NULL;
		unref(made); /* the dict keeps it */
	}
	value = fields && fields != NONE ? PyDict_GetItemWithError(fields, g->name) : NULL;
	unref(key);
	PyErr_Clear();
	return value ? ref(value) : NULL;
}
