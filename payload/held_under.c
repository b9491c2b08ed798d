/*
 * held_under.c - without the old source: which live function a definition means, where several have one name.
 *
 * @command("start") def _(who), @to_json.register(set) def _(obj): each is held by what its decorator was told - the key of a dict, what
 * stands beside it in a tuple, an object or a closure, its own attributes and annotations - by itself or within what was made of it.
 * The definition whose decorators and annotations say so means it; one that says what none is held by is new.
 */
#include <stdlib.h>

#include "heap.h"
#include "statement.h"
#include "version.h"

#define LEVELS 5    /* the cell of a wrapper, its closure, the wrapper, what the registry has made of it, below the key */
#define ROWS_UP 2   /* a row, what it is in */
#define SHARED_MOST 500
#define CARRIERS_MOST 2000
#define NAMES_MOST 8    /* of several definitions each, in one module: each takes walks of its own */
#define TOLD_MOST 400   /* functions of one module */
#define BESIDE_MOST 20
#define WORDS_MOST 200

struct level {
	struct addresses known;  /* the functions, and what leads to one of them alone */
	struct objects carriers; /* those that were found last; what several are in is there for each */
	struct objects owners;   /* of these: numbers of the functions */
	struct addresses rows;   /* of these: those that are more than the function, and wrappers of it */
	struct objects holders;  /* what holds such a one */
	PyObject *kept;          /* list: references to all of them */
	bool holds;
};

static bool
is_among(PyObject *words, PyObject *o)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(words); i++)
		if (PyList_GetItem(words, i) == o || (is_atom(PyList_GetItem(words, i)) && is_atom(o) && const_equal(PyList_GetItem(words, i), o, code_same_behaviour)))
			return true;
	return false;
}

static int
add_word(PyObject *words, PyObject *o)
{
	if (!o || o == NONE || is_exact(o, TYPE_AT(PyBool_Type)) || is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type)) ||
	    !(is_atom(o) || is_class(o)) || PyList_Size(words) >= WORDS_MOST)
		return 0;
	return is_among(words, o) ? 0 : PyList_Append(words, o);
}

struct saying {
	const struct module *m;
	struct transaction *t;
	PyObject *words;
};

static bool
add_said(PyObject *node, void *arg)
{
	const struct saying *s = arg;
	PyObject *o = NULL;

	if (node_is(node, "Constant"))
		o = get_attr(node, "value");
	else if (node_is(node, "Name") || node_is(node, "Attribute")) {
		o = ref(node_object_in(s->m->before, node));
		o = o ? o : ref(node_object_in(s->t->builtins, node));
	}
	if (add_word(s->words, o) < 0)
		PyErr_Clear();
	unref(o);
	return false;
}

/* What decorators and annotations of the definition say. */
static PyObject *
said_by(struct transaction *t, const struct module *m, PyObject *code)
{
	static const char *const parts[] = {"decorator_list", "args", "returns"};
	struct saying s = {.m = m, .t = t, .words = PyList_New(0)};
	PyObject *node = s.words ? tree_definition(m, code) : NULL, *part;
	size_t i;

	for (i = 0; node && i < sizeof(parts) / sizeof(*parts); i++) {
		part = get_attr(node, parts[i]);
		if (part && part != NONE)
			tree_any(part, add_said, &s);
		unref(part);
	}
	unref(node);
	return s.words;
}

static int
see_carrier(PyObject *o, void *arg)
{
	struct level *l = arg;

	l->holds = l->holds || addresses_has(&l->known, o);
	return 0;
}

/* Creates and frees no object. */
static bool
is_holder(PyObject *o, void *arg)
{
	struct level *l = arg;

	l->holds = false;
	if (o != l->kept && !is_module(o) && !addresses_has(&l->known, o))
		heap_refers(o, see_carrier, l);
	return l->holds;
}

struct beside {
	struct level *l;
	PyObject *words;
	int count, owner;
	bool several, row;
};

static int
owner_at(const struct level *l, size_t i)
{
	return (int)(uintptr_t)l->owners.list[i];
}

static int
owner_of(const struct level *l, PyObject *o)
{
	size_t i;

	for (i = addresses_has(&l->known, o) ? 0 : l->carriers.count; i < l->carriers.count; i++)
		if (l->carriers.list[i] == o)
			return owner_at(l, i);
	return -1;
}

static int
see_owner(PyObject *o, void *arg)
{
	struct beside *b = arg;
	int owner = owner_of(b->l, o);

	b->row = b->row || (owner >= 0 && addresses_has(&b->l->rows, o));
	b->several = b->several || (owner >= 0 && b->owner >= 0 && owner != b->owner);
	b->owner = owner >= 0 ? owner : b->owner;
	b->count++;
	return 0;
}

static int
see_beside(PyObject *o, void *arg)
{
	const struct beside *b = arg;

	if (is_exact(o, TYPE_AT(PyCell_Type)))
		o = WORD(o, CELL_REF);
	if (add_word(b->words, o) < 0)
		PyErr_Clear();
	return 0;
}

/* The keys below which it has those of somebody. */
static int
add_keys(const struct level *l, PyObject *dict, PyObject *const *words)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;
	size_t k;

	/* Words are compared by C alone: nothing changes the dict meanwhile. */
	while (result == 0 && PyDict_Next(dict, &at, &key, &value))
		for (k = addresses_has(&l->known, value) ? 0 : l->carriers.count; result == 0 && k < l->carriers.count; k++)
			if (l->carriers.list[k] == value)
				result = add_word(words[owner_at(l, k)], key);
	return result;
}

/* What a wrapper of the function has it in. */
static bool
is_of_wrapper(PyObject *o)
{
	return is_function(o) || is_exact(o, TYPE_AT(PyCell_Type)) || (is_dict(o) && dict_get(o, "__wrapped__")) ||
	       (is_exact(o, TYPE_AT(PyTuple_Type)) && PyTuple_Size(o) && is_exact(PyTuple_GetItem(o, 0), TYPE_AT(PyCell_Type)));
}

/* Behind a row comes the object that has it as its dict, and no more: all leads to all. */
static bool
leads_on(const struct beside *b, PyObject *o)
{
	return !is_class(o) && (!b->row || !(is_of_wrapper(o) || is_container(o) || is_exact(o, TYPE_AT(PyTuple_Type))));
}

struct carrying {
	const struct level *l;
	PyObject *what;
	struct objects *carriers, *owners;
	size_t first; /* of what is carried so already */
	bool failed;
};

static int
note_owner(PyObject *o, void *arg)
{
	struct carrying *c = arg;
	int owner = owner_of(c->l, o);
	size_t i = c->first;

	while (i < c->owners->count && (int)(uintptr_t)c->owners->list[i] != owner)
		i++;
	if (owner >= 0 && i == c->owners->count)
		c->failed = objects_add(c->carriers, c->what) < 0 || objects_add(c->owners, (PyObject *)(uintptr_t)owner) < 0 || c->failed;
	return 0;
}

/* {"created": [f, g]}: the key is that of both. */
static int
carry(struct level *l, PyObject *o, struct objects *carriers, struct objects *owners)
{
	struct carrying c = {l, o, carriers, owners, owners->count, false};

	heap_refers(o, note_owner, &c);
	return c.failed || addresses_add(&l->known, o) < 0 || addresses_add(&l->rows, o) < 0 ? -1 : 0;
}

static bool
is_list_of(PyObject *o)
{
	return is_list(o) || is_set(o) || is_exact(o, TYPE_AT(PyTuple_Type)) || (PyObject *)type_of(o) == library_object("collections", "deque");
}

/* One level up; words: lists, one for each function.  1: there is one more, 0: there is none, -1: exception. */
static int
climb(struct level *l, PyObject *const *words)
{
	struct objects carriers = {0}, owners = {0};
	int result = 0;
	struct beside b;
	PyObject *o;
	size_t i;

	l->holders.count = 0;
	if (heap_find(is_holder, l, &l->holders) < 0)
		return -1;
	/* Before something is made, which may set off a collection. */
	for (i = 0; result == 0 && i < l->holders.count; i++)
		result = PyList_Append(l->kept, l->holders.list[i]);
	for (i = 0; result == 0 && i < l->holders.count && carriers.count < CARRIERS_MOST; i++) {
		b = (struct beside){.l = l, .owner = -1};
		o = l->holders.list[i];
		if (is_dict(o) && dict_get(o, "__builtins__"))
			continue;
		heap_refers(o, see_owner, &b);
		if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)))
			result = add_keys(l, o, words);
		if (b.several && result == 0 && !b.row && is_list_of(o) && b.count <= SHARED_MOST)
			result = carry(l, o, &carriers, &owners);
		if (b.owner < 0 || b.several || result < 0)
			continue;
		b.words = words[b.owner];
		if (b.count <= BESIDE_MOST)
			heap_refers(o, see_beside, &b);
		if (!leads_on(&b, o))
			continue;
		result = objects_add(&owners, (PyObject *)(uintptr_t)b.owner) < 0 || objects_add(&carriers, o) < 0 || addresses_add(&l->known, o) < 0 ||
				 ((b.row || !is_of_wrapper(o)) && addresses_add(&l->rows, o) < 0)
			     ? -1
			     : 0;
	}
	objects_fini(&l->owners);
	objects_fini(&l->carriers);
	l->owners = owners;
	l->carriers = carriers;
	if (result < 0 && !PyErr_Occurred())
		return PyErr_NoMemory(), -1;
	return result < 0 ? -1 : carriers.count > 0 && carriers.count < CARRIERS_MOST;
}

static int
shared(PyObject *said, PyObject *words)
{
	int count = 0;
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(said); i++)
		count += is_among(words, PyList_GetItem(said, i));
	return count;
}

/* The functions' own attributes and annotations. */
static int
begin(struct level *l, PyObject *const *live, int count, PyObject *const *words)
{
	const uint16_t own[] = {python->function.dict, python->function.annotations};
	PyObject *dict, *values;
	Py_ssize_t k;
	int i, result = 0;
	size_t n;

	l->kept = PyList_New(0);
	for (i = 0; l->kept && result == 0 && i < count; i++) {
		result = objects_add(&l->owners, (PyObject *)(uintptr_t)i) < 0 || objects_add(&l->carriers, live[i]) < 0 || addresses_add(&l->known, live[i]) < 0 ? -1 : 0;
		for (n = 0; result == 0 && n < sizeof(own) / sizeof(*own); n++) {
			dict = WORD(live[i], own[n]);
			values = dict && is_dict(dict) ? PyDict_Values(dict) : NULL;
			for (k = 0; values && result == 0 && k < PyList_Size(values); k++)
				result = add_word(words[i], PyList_GetItem(values, k));
			unref(values);
		}
	}
	if ((!l->kept || result < 0) && !PyErr_Occurred())
		PyErr_NoMemory();
	return PyErr_Occurred() ? -1 : 0;
}

/* How many definitions have found theirs. */
static int
tell(PyObject *const *said, int n, PyObject *const *words, int count, int *scores, bool *taken, int *which)
{
	int i, k;

	for (k = 0; k < count; k++)
		taken[k] = false;
	for (i = 0; i < n; i++)
		for (which[i] = -1, k = 0; k < count; k++)
			scores[i * count + k] = shared(said[i], words[k]);
	return n - assign_best(scores, which, taken, n, count);
}

/* What each of the live functions is held under, into a list of its own. */
static int
gather(PyObject *const *live, int count, PyObject *const *words, int levels)
{
	struct level l = {0};
	int result = begin(&l, live, count, words), more = 1;

	while (result == 0 && more && levels-- > 0) {
		more = climb(&l, words);
		result = more < 0 ? -1 : 0;
	}
	unref(l.kept);
	objects_fini(&l.owners);
	objects_fini(&l.holders);
	objects_fini(&l.carriers);
	addresses_fini(&l.rows);
	addresses_fini(&l.known);
	return result;
}

/* Whether that told something; which[i]: the number of the live one, -1: none.  -1: exception. */
static int
assign(struct transaction *t, struct module *m, PyObject *const *live, int count, PyObject *const *codes, int n, int *which)
{
	struct level l = {0};
	PyObject **words = calloc((size_t)count, sizeof(*words)), **said = calloc((size_t)n, sizeof(*said));
	int *scores = calloc((size_t)count * (size_t)n, sizeof(*scores)), i, told = 0, more = 1;
	bool *taken = calloc((size_t)count, sizeof(*taken)), failed = !words || !said || !scores || !taken;

	for (i = 0; !failed && i < count; i++)
		failed = !(words[i] = PyList_New(0));
	for (i = 0; !failed && i < n; i++)
		failed = !(said[i] = said_by(t, m, codes[i]));
	failed = failed || begin(&l, live, count, words) < 0;
	if (!failed)
		told = tell(said, n, words, count, scores, taken, which);
	for (i = 0; !failed && more && i < LEVELS && told < n && told < count; i++) {
		more = climb(&l, words);
		failed = more < 0;
		if (!failed)
			told = tell(said, n, words, count, scores, taken, which);
	}
	for (i = 0; words && i < count; i++)
		unref(words[i]);
	for (i = 0; said && i < n; i++)
		unref(said[i]);
	unref(l.kept);
	objects_fini(&l.owners);
	objects_fini(&l.holders);
	objects_fini(&l.carriers);
	addresses_fini(&l.rows);
	addresses_fini(&l.known);
	free(taken);
	free(scores);
	free(said);
	free(words);
	if (failed && !PyErr_Occurred())
		PyErr_NoMemory();
	return failed ? -1 : told > 0;
}

int
functions_by_line(const void *a, const void *b)
{
	int x = code_int(WORD(*(PyObject *const *)a, python->function.code), "co_firstlineno");
	int y = code_int(WORD(*(PyObject *const *)b, python->function.code), "co_firstlineno");

	return x < y ? -1 : x > y;
}

static bool
is_of_top_level(PyObject *o, void *module)
{
	const struct module *m = module;
	PyObject *file, *its;
	bool is;

	if (!is_function(o) || WORD(o, python->function.globals) != m->dict)
		return false;
	file = code_attr(WORD(o, python->function.code), "co_filename");
	its = code_attr(WORD(o, python->function.code), "co_name");
	is = file && its && PyUnicode_Compare(file, m->file) == 0 && PyUnicode_Compare(WORD(o, python->function.qualname), its) == 0;
	unref(its);
	unref(file);
	return is;
}

int
live_of_top_level(struct transaction *t, struct module *m, struct objects *found)
{
	int result = heap_find(is_of_top_level, m, found);
	size_t i;

	for (i = 0; result == 0 && i < found->count; i++)
		result = hold(t, ref(found->list[i])) ? 0 : -1;
	if (result == 0)
		qsort(found->list, found->count, sizeof(*found->list), functions_by_line);
	return result;
}

static bool
is_named(PyObject *code, PyObject *name)
{
	PyObject *its = code_attr(code, "co_name");
	bool is = its && PyUnicode_Compare(its, name) == 0;

	unref(its);
	return is;
}

/* Those of the name; of one code once. */
static int
live_named(const struct objects *found, PyObject *name, PyObject **live)
{
	PyObject *code;
	int count = 0, i;
	size_t k;

	for (k = 0; k < found->count; k++) {
		code = WORD(found->list[k], python->function.code);
		for (i = 0; i < count && WORD(live[i], python->function.code) != code; i++)
			;
		if (i == count && is_named(code, name))
			live[count++] = found->list[k];
	}
	return count;
}

static int
note(struct module *m, PyObject *code, PyObject *live)
{
	PyObject *line = PyLong_FromLong(code_int(code, "co_firstlineno"));
	int result = line ? PyDict_SetItem(m->held_under, line, live ? WORD(live, python->function.code) : NONE) : -1;

	unref(line);
	return result;
}

/* codes: list of the definitions of one name. */
static int
find_named(struct transaction *t, struct module *m, PyObject *name, PyObject *codes, const struct objects *found, int *left)
{
	int n = (int)PyList_Size(codes), count, i, told = 0, result = 0;
	PyObject **live = calloc(found->count + 1, sizeof(*live)), **new = calloc((size_t)n, sizeof(*new));
	int *which = calloc((size_t)n, sizeof(*which));

	count = live ? live_named(found, name, live) : 0;
	for (i = 0; new && i < n; i++)
		new[i] = PyList_GetItem(codes, i);
	if (!live || !new || !which)
		result = (PyErr_NoMemory(), -1);
	else if (count && (count > 1 || n > 1) && (*left)--)
		result = told = assign(t, m, live, count, new, n, which);
	for (i = 0; told > 0 && result >= 0 && i < n; i++)
		result = note(m, new[i], which[i] >= 0 ? live[which[i]] : NULL);
	free(which);
	free(new);
	free(live);
	return result < 0 ? -1 : 0;
}

/* Some decorator of it is no plain name: @overload alone registers nothing. */
static bool
is_told_something(const struct module *m, PyObject *code)
{
	PyObject *node = tree_definition(m, code), *list = node ? get_attr(node, "decorator_list") : NULL;
	bool is = false;
	Py_ssize_t i;

	for (i = 0; list && !is && i < PyList_Size(list); i++)
		is = !node_is(PyList_GetItem(list, i), "Name") && !attr_is(PyList_GetItem(list, i), "attr", "overload");
	unref(list);
	unref(node);
	return is;
}

static bool
is_definition(PyObject *code)
{
	return !code_is_class_body(code) && !code_is_comprehension(code);
}

int
held_under_find(struct transaction *t, struct module *m)
{
	struct objects found = {0};
	PyObject *names, *name, *codes;
	Py_ssize_t at = 0;
	int result = 0, left = NAMES_MOST;

	if (m->held_under)
		return 0;
	names = pair_codes_by_name(t, m, false);
	if (!names || !(m->held_under = hold(t, PyDict_New())) || live_of_top_level(t, m, &found) < 0)
		result = -1;
	while (result == 0 && found.count && PyDict_Next(names, &at, &name, &codes))
		if (left && strcmp(utf8(name), "<lambda>") != 0 && is_definition(PyList_GetItem(codes, 0)) && is_told_something(m, PyList_GetItem(codes, 0)))
			result = find_named(t, m, name, codes, &found, &left);
	objects_fini(&found);
	return result;
}

bool
held_under_nothing(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *names = name ? pair_codes_by_name(g->t, g->m, false) : NULL,
		 *codes = names ? PyDict_GetItemWithError(names, name) : NULL, *line = NULL, *live = NULL;

	if (codes && PyList_Size(codes) > 1 && held_under_find(g->t, g->m) == 0 && (line = PyLong_FromLong(s->first_line)))
		live = PyDict_GetItemWithError(g->m->held_under, line);
	unref(line);
	unref(name);
	PyErr_Clear();
	return live == NONE;
}

/* Modules that are not of the transaction have it by a name, and may have registered it, too. */
static void
add_shared(struct transaction *t, struct addresses *shared)
{
	PyObject *modules = PyImport_GetModuleDict(), *name, *module, *key, *value;
	Py_ssize_t at = 0, in;

	while (PyDict_Next(modules, &at, &name, &module))
		for (in = is_module(module) && is_str(name) && !transaction_module(t, name) ? 0 : -1;
		     in >= 0 && PyDict_Next(PyModule_GetDict(module), &in, &key, &value);)
			if (is_function(value) && addresses_add(shared, value) < 0)
				PyErr_Clear();
}

/* Those of the module's functions, by their names: one walk for all of them. */
static int
gather_all(struct transaction *t, struct module *m)
{
	PyObject *items = PyDict_Items(m->before), *name, *f, **live, **words;
	Py_ssize_t i, size = items ? PyList_Size(items) : 0;
	struct addresses shared = {0};
	int count = 0, k, result = 0;

	add_shared(t, &shared);
	m->held_words = hold(t, PyDict_New());
	live = calloc((size_t)size + 1, sizeof(*live));
	words = calloc((size_t)size + 1, sizeof(*words));
	if (!m->held_words || !items || !live || !words)
		result = (PyErr_NoMemory(), -1);
	for (i = 0; result == 0 && i < size; i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		f = is_str(name) && !addresses_has(&shared, PyTuple_GetItem(PyList_GetItem(items, i), 1))
			? wrapped_definition(t, PyTuple_GetItem(PyList_GetItem(items, i), 1), utf8(name))
			: NULL;
		if (!f || WORD(f, python->function.globals) != m->dict || !(words[count] = PyList_New(0)))
			continue;
		live[count] = f;
		result = PyDict_SetItem(m->held_words, name, words[count++]);
	}
	if (result == 0 && count)
		result = gather(live, count, words, ROWS_UP);
	for (k = 0; words && k < count; k++)
		unref(words[k]);
	addresses_fini(&shared);
	free(words);
	free(live);
	unref(items);
	return result;
}

static bool
add_argument(PyObject *node, void *words)
{
	PyObject *value = node_is(node, "Constant") ? get_attr(node, "value") : NULL;

	if (add_word(words, value) < 0)
		PyErr_Clear();
	unref(value);
	return false;
}

/* on, bus.on, app.bus.on */
static bool
same_path(PyObject *a, PyObject *b)
{
	PyObject *x = node_is(a, "Attribute") ? get_attr(a, "value") : NULL, *y = node_is(b, "Attribute") ? get_attr(b, "value") : NULL;
	bool same = x && y ? attr_equal(a, b, "attr") && same_path(x, y) : node_is(a, "Name") && node_is(b, "Name") && attr_equal(a, b, "id");

	unref(y);
	unref(x);
	return same;
}

/* What the calls of this decorator (NULL: of any) are told of a definition by keyword, or by place (NULL); all: by both. */
static PyObject *
told(PyObject *definition, PyObject *decorator, PyObject *keyword, bool all)
{
	PyObject *words = PyList_New(0), *list = get_attr(definition, "decorator_list"), *call, *func, *args, *keywords, *name;
	Py_ssize_t i, k;

	for (i = 0; words && list && i < PyList_Size(list); i++) {
		call = PyList_GetItem(list, i);
		func = node_is(call, "Call") ? get_attr(call, "func") : NULL;
		if (func && (!decorator || same_path(func, decorator))) {
			args = all || !keyword ? get_attr(call, "args") : NULL;
			if (args)
				tree_any(args, add_argument, words);
			keywords = all || keyword ? get_attr(call, "keywords") : NULL;
			for (k = 0; keywords && k < PyList_Size(keywords); k++) {
				name = get_attr(PyList_GetItem(keywords, k), "arg");
				if (all || (name && name != NONE && PyUnicode_Compare(name, keyword) == 0))
					tree_any(PyList_GetItem(keywords, k), add_argument, words);
				unref(name);
			}
			unref(keywords);
			unref(args);
		}
		unref(func);
	}
	unref(list);
	PyErr_Clear();
	return words;
}

static PyObject *
words_of(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *words = name && g->m->held_words ? PyDict_GetItemWithError(g->m->held_words, name) : NULL;

	unref(name);
	return words;
}

/* Some function of the module is held under what this decorator was told so: then it shows. */
static bool
shows(const struct staging *g, PyObject *decorator, PyObject *keyword)
{
	const struct statement *s;
	PyObject *say, *words;
	bool does = false;

	for (s = g->statements; !does && s < g->statements + g->count; s++) {
		words = s->kind == KIND_FUNCTION && s->first_line < s->def_line ? words_of(g, s) : NULL;
		say = words ? told(s->node, decorator, keyword, false) : NULL;
		does = say && shared(say, words) > 0;
		unref(say);
	}
	return does;
}

/* What it is told, and not held under, where such shows. */
static int
add_fresh(const struct staging *g, const struct statement *s, PyObject *words, PyObject *fresh, bool *show)
{
	PyObject *list = get_attr(s->node, "decorator_list"), *call, *func, *keywords, *keyword, *say;
	Py_ssize_t i, k, w;
	int result = 0;

	for (i = 0; list && result == 0 && i < PyList_Size(list); i++) {
		call = PyList_GetItem(list, i);
		func = node_is(call, "Call") ? get_attr(call, "func") : NULL;
		keywords = func ? get_attr(call, "keywords") : NULL;
		for (k = -1; keywords && result == 0 && k < PyList_Size(keywords); k++) {
			keyword = k < 0 ? NULL : get_attr(PyList_GetItem(keywords, k), "arg");
			say = keyword == NONE ? NULL : told(s->node, func, keyword, false);
			for (w = 0; say && result == 0 && w < PyList_Size(say); w++) {
				if (is_among(words, PyList_GetItem(say, w)))
					continue;
				result = PyList_Append(fresh, PyList_GetItem(say, w));
				*show = *show || shows(g, func, keyword);
			}
			unref(say);
			unref(keyword);
		}
		unref(keywords);
		unref(func);
	}
	unref(list);
	return result;
}

/* Another line of the new source says it, and names the function: HANDLERS["alias"] = f. */
static bool
is_of_another_line(const struct staging *g, const struct statement *s, PyObject *name, PyObject *word)
{
	const struct statement *x;

	for (x = g->statements; x < g->statements + g->count; x++)
		if (x != s && x->tokens && tokens_say(x->tokens, x->token_count, word) && tokens_have(x->tokens, x->token_count, python->op.load_name, name))
			return true;
	return false;
}

static int
find_otherwise(const struct staging *g, const struct statement *s, PyObject *gone, PyObject *fresh)
{
	bool show = false, text = false;
	PyObject *name = get_attr(s->node, "name"), *say = name ? told(s->node, NULL, NULL, true) : NULL, *words, *word;
	int result = say ? 0 : -1;
	Py_ssize_t i;

	if (say && PyList_Size(say) && !g->m->held_words)
		result = gather_all(g->t, g->m);
	words = result == 0 && PyList_Size(say) ? words_of(g, s) : NULL;
	if (words)
		result = add_fresh(g, s, words, fresh, &show);
	for (i = 0; words && result == 0 && i < PyList_Size(words); i++) {
		word = PyList_GetItem(words, i);
		/* Many have its name, too. */
		if (!is_atom(word) || is_among(say, word) || (is_str(word) && PyUnicode_Compare(word, name) == 0) || is_of_another_line(g, s, name, word))
			continue;
		result = PyList_Append(gone, word);
		text = text || is_str(word);
	}
	unref(say);
	unref(name);
	return result < 0 ? -1 : PyList_Size(fresh) > 0 && (text || show);
}

int
held_under_otherwise(const struct staging *g, const struct statement *s, PyObject *gone, PyObject *fresh)
{
	PyObject *line, *found, *lists;
	int result;

	if (g->m->old_code || s->kind != KIND_FUNCTION || s->first_line >= s->def_line || PyDict_Size(g->m->before) > TOLD_MOST)
		return 0;
	/* It is asked several times. */
	if (!g->m->held_told && !(g->m->held_told = hold(g->t, PyDict_New())))
		return -1;
	if (!(line = PyLong_FromLong(s->first_line)))
		return -1;
	found = PyDict_GetItemWithError(g->m->held_told, line);
	if (!found) {
		lists = PyList_New(0);
		result = find_otherwise(g, s, gone, fresh);
		if (!lists || result < 0 || PyList_Append(lists, gone) < 0 || PyList_Append(lists, fresh) < 0 || PyList_Append(lists, result ? TRUE : NONE) < 0 ||
		    PyDict_SetItem(g->m->held_told, line, lists) < 0)
			result = -1;
		unref(lists);
		unref(line);
		return result;
	}
	unref(line);
	if (PyList_SetSlice(gone, PyList_Size(gone), PyList_Size(gone), PyList_GetItem(found, 0)) < 0 ||
	    PyList_SetSlice(fresh, PyList_Size(fresh), PyList_Size(fresh), PyList_GetItem(found, 1)) < 0)
		return -1;
	return PyList_GetItem(found, 2) == TRUE;
}
