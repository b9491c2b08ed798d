/*
 * memos.c - answers that functions keep themselves: if a not in cache: cache[a] = f(a), if INDEX is None: INDEX = build().
 *
 * What such a place is for, its owner alone knows: it may be a cache, or the state that must not be lost.  So nothing
 * goes; where old code has computed plain values that are looked up again, and would compute others now, it is said.
 * Only what a wrapper keeps of the function that it is around, in a dict that it has captured, goes, as with lru_cache.
 */
#include "initializer.h"
#include "version.h"

#define KEY_MOST 8  /* instructions of a key */
#define TUPLES_DEEP 3
#define TEST_MOST 8 /* instructions: if x is None, if not hasattr(self, "x") */

/* A plain value: objects of classes run new code anyway, lists and dicts are more likely state. */
static bool
is_answer(PyObject *o, int depth)
{
	bool is = o != NONE && is_atom(o);
	Py_ssize_t i;

	for (i = 0; is && is_exact(o, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(o); i++)
		is = depth && (PyTuple_GetItem(o, i) == NONE || is_answer(PyTuple_GetItem(o, i), depth - 1));
	return is;
}

Py_ssize_t
memos_count(PyObject *dict)
{
	PyObject *key, *value;
	Py_ssize_t at = 0, count = 0;

	while (PyDict_Next(dict, &at, &key, &value))
		count += is_answer(value, TUPLES_DEEP);
	return count;
}

/* The class that the function is a method of, where its path leads to one; borrowed, or NULL. */
static PyObject *
class_of(PyObject *f)
{
	PyObject *parts = PyObject_CallMethod(WORD(f, python->function.qualname), "split", "s", "."), *o = NULL;
	Py_ssize_t i;

	for (i = 0; parts && i + 1 < PyList_Size(parts); i++) {
		o = i == 0 ? PyDict_GetItemWithError(WORD(f, python->function.globals), PyList_GetItem(parts, 0))
			   : class_get(o, utf8(PyList_GetItem(parts, i)));
		if (!o || !is_class(o)) {
			o = NULL;
			break;
		}
	}
	unref(parts);
	PyErr_Clear();
	return o;
}

/* What the token loads or stores, as far as the module, the class or the function of that name has it; borrowed, or NULL. */
static PyObject *
loaded(PyObject *f, const struct token *x, const struct token *first)
{
	PyObject *globals = WORD(f, python->function.globals), *owner, *names;

	if (x->op == python->op.load_global || x->op == python->op.store_global)
		return PyDict_GetItemWithError(globals, x->value);
	if ((x->op != python->op.load_attr && x->op != python->op.store_attr) || x == first)
		return NULL;
	if (x[-1].op != python->op.load_global) {
		owner = class_of(f);
		return owner ? class_get(owner, utf8(x->value)) : NULL;
	}
	owner = PyDict_GetItemWithError(globals, x[-1].value);
	if (owner && is_class(owner))
		return class_get(owner, utf8(x->value));
	names = owner && is_function(owner) ? WORD(owner, python->function.dict) : NULL;
	return names && is_dict(names) ? PyDict_GetItemWithError(names, x->value) : NULL;
}

/* D[key] = ...: the token that has loaded D. */
static const struct token *
container_of(PyObject *f, const struct token *first, const struct token *x, PyObject **dict)
{
	const struct token *y;

	for (y = x - 1; y >= first && x - y <= KEY_MOST; y--) {
		*dict = y->value && is_str(y->value) ? loaded(f, y, first) : NULL;
		if (*dict && is_dict(*dict))
			return y;
	}
	return NULL;
}

static int
count_named(const struct token *x, const struct token *end, PyObject *name)
{
	int count = 0;

	for (; x < end; x++)
		count += x->value && is_str(x->value) && IS_IN(python->op.names, x->op) && PyUnicode_Compare(x->value, name) == 0;
	return count;
}

static bool
mentions(const struct token *x, const struct token *end, PyObject *names)
{
	if (tokens_read_any(x, (int)(end - x), names))
		return true;
	for (; x < end; x++)
		if (x->value && is_str(x->value) && IS_IN(python->op.names, x->op) && PySet_Contains(names, x->value) == 1)
			return true;
	return false;
}

static bool
same_tokens(const struct token *x, const struct token *y, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (x[i].op != y[i].op || !x[i].value != !y[i].value ||
		    (x[i].value && !const_equal(x[i].value, y[i].value, code_same_behaviour)))
			return false;
	return true;
}

/* CACHE[a] = a * 2, and a * 3 in the new code of the function. */
static bool
is_said_otherwise(struct transaction *t, PyObject *f, const struct token *first, const struct token *end)
{
	PyObject *code = code_to_come(t, f);
	const struct token *y;
	struct body new;
	bool found = false, same = false;
	int i;

	if (!code || body_init(&new, code) < 0)
		return false;
	for (i = 0; i < new.chunk_count && !same; i++) {
		y = new.tokens + new.chunks[i].first;
		if (!tokens_store_alike(first, (int)(end - first), y, new.chunks[i].count))
			continue;
		found = true;
		same = new.chunks[i].count == end - first && same_tokens(first, y, new.chunks[i].count);
	}
	body_fini(&new);
	return found && !same;
}

struct storing {
	PyObject *name; /* of the dict */
	PyObject *code;
	bool found;
};

/* CACHE[a] = answer, where `answer` is what the function has made. */
static bool
stores_variable(PyObject *node, void *arg)
{
	struct storing *s = arg;
	PyObject *targets = node_is(node, "Assign") ? get_attr(node, "targets") : NULL, *value = targets ? get_attr(node, "value") : NULL;
	PyObject *target = targets ? PyList_GetItem(targets, 0) : NULL, *of = NULL, *name = NULL, *id = NULL;

	if (target && node_is(target, "Subscript") && node_is(value, "Name")) {
		of = get_attr(target, "value");
		name = of ? get_attr(of, node_is(of, "Name") ? "id" : "attr") : NULL;
		id = get_attr(value, "id");
		s->found = name && is_str(name) && PyUnicode_Compare(name, s->name) == 0 && !initializer_takes(s->code, id);
	}
	PyErr_Clear();
	unref(id);
	unref(name);
	unref(of);
	unref(value);
	unref(targets);
	return s->found;
}

/* What is put below the key is a variable, which the function makes in another way now. */
static bool
is_made_otherwise(struct transaction *t, PyObject *f, PyObject *dict_name, PyObject *names)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *code = code_to_come(t, f), *node;
	struct storing s = {.name = dict_name, .code = code ? code : WORD(f, python->function.code)};

	node = m && m->tree && cache_is_outdated(t, f, names) ? tree_definition(m, s.code) : NULL;
	if (node)
		tree_any(node, stores_variable, &s);
	unref(node);
	return s.found;
}

/* Answers alone, or dicts of such: kept[who][args]. */
static bool
has_answers_alone(PyObject *dict, int depth)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	bool alone = PyDict_Size(dict) > 0;

	while (alone && PyDict_Next(dict, &at, &key, &value))
		alone = is_answer(value, TUPLES_DEEP) || (depth && is_dict(value) && has_answers_alone(value, depth - 1));
	return alone;
}

/* A dict of any kind, that of a WeakKeyDictionary, or what the object has under this name; borrowed, or NULL: it has no answers. */
static PyObject *
answers_of(PyObject *o, PyObject *attribute)
{
	PyObject *weak = o ? weak_keys(o) : NULL;
	PyObject *fields = o && !weak && attribute && is_heap_type((PyObject *)type_of(o)) && !is_class(o) ? PyObject_GenericGetDict(o, NULL) : NULL;
	PyObject *dict = weak ? weak : !fields || !is_dict(fields) ? o : PyDict_GetItemWithError(fields, attribute);

	unref(fields); /* the object keeps it */
	PyErr_Clear();
	return dict && PyType_IsSubtype(type_of(dict), TYPE_AT(PyDict_Type)) && (memos_count(dict) || has_answers_alone(dict, 1)) ? dict : NULL;
}

/* A wrapper's free variables: one is a function that answers otherwise now, the other what has been kept of it, or an object that has
   this as an attribute. */
static PyObject *
kept_in_cell(struct transaction *t, PyObject *f, PyObject *attribute, PyObject *names)
{
	PyObject *cells = WORD(f, python->function.closure), *o, *answers, *kept = NULL;
	bool otherwise = false;
	Py_ssize_t i;

	for (i = 0; cells && i < PyTuple_Size(cells); i++) {
		o = WORD(PyTuple_GetItem(cells, i), CELL_REF);
		if (o && is_function(o)) {
			otherwise = otherwise || cache_is_outdated(t, o, names);
			continue;
		}
		answers = answers_of(o, attribute);
		kept = answers ? answers : kept;
	}
	return otherwise ? kept : NULL;
}

/* self.data[a] = f(*a), in a method that is a decorator: the attribute, of variables alone else; borrowed, or NULL. */
static PyObject *
attribute_stored(const struct token *first, const struct token *x)
{
	const struct token *y;
	PyObject *attribute = NULL;

	for (y = first; y < x; y++) {
		if (!y->value)
			continue;
		if (attribute || y == first || !token_is_attribute(y) || y[-1].value)
			return NULL;
		attribute = y->value;
	}
	return attribute;
}

/* cache[a] = w(a), cache[a] = answer, (time.time(), answer): of variables alone, so it is no counter. */
static bool
is_of_variables(const struct token *x, const struct token *end)
{
	static const char *const clocks[] = {"time", "monotonic", "perf_counter", "datetime", "now"};

	for (; x < end; x++)
		if (x->value && !(is_str(x->value) && IS_ONE_OF(utf8(x->value), clocks)))
			return false;
	return true;
}

/* hasattr(self, "name") */
static bool
asks_for_attribute(const struct token *x, const struct token *end, PyObject *name)
{
	bool asks = false, says = false;

	for (; x < end; x++) {
		asks = asks || (x->op == python->op.load_global && x->value && !strcmp(utf8(x->value), "hasattr"));
		says = says || (x->op == python->op.load_const && x->value && is_str(x->value) && PyUnicode_Compare(x->value, name) == 0);
	}
	return asks && says;
}

/* if NAME is None, if not self.name: a statement of its own. */
static bool
is_tested(const struct body *body, PyObject *name)
{
	const struct token *x, *end;
	int i;

	for (i = 0; i < body->chunk_count; i++) {
		x = body->tokens + body->chunks[i].first;
		end = x + body->chunks[i].count;
		if (end - x > TEST_MOST || end[-1].target < 0)
			continue;
		if (asks_for_attribute(x, end, name))
			return true;
		for (; x < end; x++)
			if ((x->op == python->op.load_global || x->op == python->op.load_attr) && x->value &&
			    PyUnicode_Compare(x->value, name) == 0)
				return true;
	}
	return false;
}

bool
memos_is_value(PyObject *o)
{
	return o && o != NONE && (is_atom(o) || is_dict(o) || is_exact(o, TYPE_AT(PyList_Type)));
}

/* What the statement stores, from the first token to the one that loads where to, is another now. */
static bool
would_be_another(struct transaction *t, PyObject *f, const struct token *first, const struct token *y, const struct token *end,
		 PyObject *names)
{
	return mentions(first, y, names) || is_said_otherwise(t, f, first, end) ||
	       (is_of_variables(first, y) && is_made_otherwise(t, f, y->value, names));
}

/* The dict that the statement has put an answer into. */
static PyObject *
kept_below_key(struct transaction *t, PyObject *f, const struct body *body, const struct token *first, const struct token *x,
	       PyObject *names, PyObject **name)
{
	PyObject *dict = NULL, *attribute;
	const struct token *y = container_of(f, first, x, &dict);

	*name = y ? y->value : NULL;
	if (!y) {
		attribute = attribute_stored(first, x);
		return attribute || is_of_variables(first, x) ? kept_in_cell(t, f, attribute, names) : NULL;
	}
	/* D[key] = D.get(key, 0) + 1 counts. */
	return count_named(body->tokens, body->tokens + body->token_count, y->value) > 1 && memos_count(dict) &&
			       count_named(first, y, y->value) == 0 && would_be_another(t, f, first, y, x + 1, names)
		       ? dict
		       : NULL;
}

struct keeping {
	struct transaction *t;
	PyObject *f, *names;
	PyObject *name; /* found; borrowed */
};

/* What a free variable of this name has; borrowed, or NULL. */
static PyObject *
captured(PyObject *f, PyObject *id)
{
	PyObject *cell = cell_named(f, id);

	return cell ? WORD(cell, CELL_REF) : NULL;
}

/* nonlocal value; value = f(): f answers otherwise now. */
static bool
keeps_nonlocal(PyObject *node, void *arg)
{
	struct keeping *k = arg;
	PyObject *targets = node_is(node, "Assign") ? get_attr(node, "targets") : NULL, *value = targets ? get_attr(node, "value") : NULL;
	PyObject *callee = value && node_is(value, "Call") ? get_attr(value, "func") : NULL, *target = callee ? PyList_GetItem(targets, 0) : NULL;
	PyObject *id = target && node_is(target, "Name") ? get_attr(target, "id") : NULL,
		 *called = id && node_is(callee, "Name") ? get_attr(callee, "id") : NULL, *kept = called ? captured(k->f, id) : NULL,
		 *its = kept && is_answer(kept, TUPLES_DEEP) ? captured(k->f, called) : NULL;

	if (its && is_function(its) && cache_is_outdated(k->t, its, k->names))
		k->name = id;
	unref(called);
	unref(id); /* the tree keeps it */
	unref(callee);
	unref(value);
	unref(targets);
	PyErr_Clear();
	return k->name != NULL;
}

/* Of its free variables one is a plain value, and one a function. */
static bool
may_keep_nonlocal(PyObject *f)
{
	PyObject *cells = WORD(f, python->function.closure), *o;
	bool value = false, function = false;
	Py_ssize_t i;

	for (i = 0; cells && i < PyTuple_Size(cells); i++) {
		o = WORD(PyTuple_GetItem(cells, i), CELL_REF);
		value = value || (o && is_answer(o, TUPLES_DEEP));
		function = function || (o && is_function(o));
	}
	return value && function;
}

/* The variable of a wrapper that has an answer; borrowed, or NULL.  plain: codes that have no such variable: thousands of functions
   have one. */
static PyObject *
kept_as_nonlocal(struct transaction *t, PyObject *f, PyObject *names, struct addresses *plain)
{
	struct module *m = !addresses_has(plain, WORD(f, python->function.code)) ? pair_module(t, WORD(f, python->function.code)) : NULL;
	PyObject *code = m && m->tree ? code_to_come(t, f) : NULL,
		 *node = m && m->tree ? tree_definition(m, code ? code : WORD(f, python->function.code)) : NULL;
	struct keeping k = {t, f, names, NULL};

	if (node && node_has(node, "Nonlocal"))
		tree_any(node, keeps_nonlocal, &k);
	else if (m && addresses_add(plain, WORD(f, python->function.code)) < 0)
		PyErr_Clear();
	unref(node);
	return k.name;
}

/* setattr(self, key, method(self)), and the wrapper has captured both: the key; borrowed, or NULL. */
static PyObject *
kept_by_setattr(struct transaction *t, PyObject *f, PyObject *names)
{
	PyObject *cells = WORD(f, python->function.closure), *used = cells ? code_attr(WORD(f, python->function.code), "co_names") : NULL,
		 *set = PyUnicode_InternFromString("setattr"), *o, *key = NULL;
	bool sets = used && set && PySequence_Contains(used, set) == 1, otherwise = false;
	Py_ssize_t i;

	for (i = 0; sets && i < PyTuple_Size(cells); i++) {
		o = WORD(PyTuple_GetItem(cells, i), CELL_REF);
		key = o && is_str(o) ? o : key;
		otherwise = otherwise || (o && is_function(o) && cache_is_outdated(t, o, names));
	}
	unref(set);
	unref(used);
	PyErr_Clear();
	return otherwise ? key : NULL;
}

struct memo {
	struct transaction *t;
	PyObject *f, *names;
	PyObject *made; /* list: names of variables that have what the wrapped function has returned */
	PyObject *dict; /* in which the wrapper puts that; borrowed */
	PyObject *id;   /* the name that it has there */
	int said;       /* how often */
	PyObject *key;  /* or the attribute of the object; borrowed */
	PyObject *wrapped;
};

/* It calls the function that the wrapper is around, which answers otherwise now. */
static bool
calls_wrapped(PyObject *node, void *arg)
{
	const struct memo *o = arg;
	PyObject *func = node_is(node, "Call") ? get_attr(node, "func") : NULL, *id = func && node_is(func, "Name") ? get_attr(func, "id") : NULL,
		 *its = id ? captured(o->f, id) : NULL;
	bool calls = its && is_function(its) && cache_is_outdated(o->t, its, o->names);

	unref(id);
	unref(func);
	PyErr_Clear();
	return calls;
}

static bool
has_answer(PyObject *node, void *arg)
{
	const struct memo *o = arg;
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool has = (id && PySequence_Contains(o->made, id) == 1) || calls_wrapped(node, arg);

	unref(id);
	return has;
}

static bool
is_dict_name(PyObject *node, void *arg)
{
	struct memo *o = arg;
	bool is = node_is_name(node, o->id);

	o->said += is;
	return false;
}

/* answer = fn(*args), answer = kept[args] = fn(*args) */
static bool
note_made(PyObject *node, void *arg)
{
	struct memo *o = arg;
	PyObject *value = node_is(node, "Assign") ? get_attr(node, "value") : NULL, *targets = value && tree_any(value, calls_wrapped, o) ? get_attr(node, "targets") : NULL,
		 *id;
	Py_ssize_t i;

	for (i = 0; targets && i < PyList_Size(targets); i++) {
		id = node_is(PyList_GetItem(targets, i), "Name") ? get_attr(PyList_GetItem(targets, i), "id") : NULL;
		if (id && PyList_Append(o->made, id) < 0)
			PyErr_Clear();
		unref(id);
	}
	unref(targets);
	unref(value);
	return false;
}

/* kept[args] = fn(*args), kept[args] = (now, answer) */
static bool
note_kept(PyObject *node, void *arg)
{
	struct memo *o = arg;
	PyObject *value = node_is(node, "Assign") ? get_attr(node, "value") : NULL, *targets = value && tree_any(value, has_answer, o) ? get_attr(node, "targets") : NULL,
		 *of, *id, *its;
	Py_ssize_t i;

	for (i = 0; targets && !o->dict && i < PyList_Size(targets); i++) {
		of = node_is(PyList_GetItem(targets, i), "Subscript") ? get_attr(PyList_GetItem(targets, i), "value") : NULL;
		id = of && node_is(of, "Name") ? get_attr(of, "id") : NULL;
		its = id ? captured(o->f, id) : NULL;
		if (its && (is_dict(its) || is_exact(its, TYPE_AT(PyODict_Type)))) {
			o->dict = its;
			o->id = hold(o->t, ref(id));
		}
		unref(id);
		unref(of);
	}
	/* Of what it has already nothing is made. */
	o->said = 0;
	if (o->dict && value && tree_any(value, is_dict_name, o) == false && o->said)
		o->dict = NULL;
	unref(targets);
	unref(value);
	return o->dict != NULL;
}

/* self.__dict__[key]: the key; of setattr(self, key, value), too.  Borrowed, or NULL. */
static PyObject *
own_key(const struct memo *o, PyObject *node)
{
	PyObject *of = node_is(node, "Subscript") ? get_attr(node, "value") : NULL, *func = node_is(node, "Call") ? get_attr(node, "func") : NULL,
		 *args = func && attr_is(func, "id", "setattr") ? get_attr(node, "args") : NULL, *said = NULL, *id, *key;

	if (of && node_is(of, "Attribute") && attr_is(of, "attr", "__dict__"))
		said = tree_key(node);
	else if (args && PyList_Size(args) == 3)
		said = ref(PyList_GetItem(args, 1));
	id = said && node_is(said, "Name") ? get_attr(said, "id") : NULL;
	key = id ? captured(o->f, id) : NULL;
	unref(id);
	unref(said);
	unref(args);
	unref(func);
	unref(of);
	PyErr_Clear();
	return key && is_str(key) ? key : NULL;
}

static bool
note_own(PyObject *node, void *arg)
{
	struct memo *o = arg;
	PyObject *value = node_is(node, "Assign") ? get_attr(node, "value") : NULL, *targets = value ? get_attr(node, "targets") : NULL, *args;
	Py_ssize_t i;

	for (i = 0; targets && !o->key && tree_any(value, has_answer, o) && i < PyList_Size(targets); i++)
		o->key = own_key(o, PyList_GetItem(targets, i));
	if (node_is(node, "Call") && !o->key && own_key(o, node)) {
		args = get_attr(node, "args");
		o->key = args && tree_any(PyList_GetItem(args, 2), has_answer, o) ? own_key(o, node) : NULL;
		unref(args);
	}
	unref(targets);
	unref(value);
	PyErr_Clear();
	return o->key != NULL;
}

/* The statement by which the function, or what it becomes, is defined; new reference, or NULL. */
static PyObject *
definition_of(struct transaction *t, PyObject *f)
{
	PyObject *globals = WORD(f, python->function.globals), *code = WORD(f, python->function.code), *name = dict_get(globals, "__name__"), *tree,
		 *become;
	struct module *m = pair_module(t, code);

	if (m) {
		become = code_to_come(t, f);
		return m->tree ? tree_definition(m, become ? become : code) : NULL;
	}
	tree = name && is_str(name) ? importers_tree(t, name, globals) : NULL;
	return tree ? tree_definition_in(tree, code) : NULL;
}

/* def wrapper(*args): if args not in kept: kept[args] = fn(*args); return kept[args]: of what kind the answers are does not matter, as with
   lru_cache.  Or it keeps them in the object, by a name that it has captured. */
static struct memo
kept_by_wrapper(struct transaction *t, PyObject *f, PyObject *names)
{
	PyObject *cells = WORD(f, python->function.closure), *o, *node;
	struct memo memo = {.t = t, .f = f, .names = names};
	bool keeps = false;
	Py_ssize_t i;

	for (i = 0; cells && i < PyTuple_Size(cells); i++) {
		o = WORD(PyTuple_GetItem(cells, i), CELL_REF);
		keeps = keeps || (o && (is_str(o) || (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && PyDict_Size(o))));
		memo.wrapped = o && is_function(o) && cache_is_outdated(t, o, names) ? o : memo.wrapped;
	}
	node = keeps && memo.wrapped ? definition_of(t, f) : NULL;
	memo.made = node ? PyList_New(0) : NULL;
	if (memo.made) {
		tree_any(node, note_made, &memo);
		tree_any(node, note_kept, &memo);
		memo.said = 0;
		if (memo.dict)
			tree_any(node, is_dict_name, &memo);
		else
			tree_any(node, note_own, &memo);
	}
	unref(memo.made);
	unref(node);
	PyErr_Clear();
	if (memo.said < 2 || !PyDict_Size(memo.dict))
		memo.dict = NULL;
	return memo;
}

/* It is renewed anyway: __reload__(), or a line that has changed, has emptied it. */
static bool
is_renewed(const struct ops *ops, PyObject *kept, PyObject *name)
{
	const struct op *op;

	for (op = ops->list; op < ops->list + ops->count; op++)
		if (name ? op->key && is_str(op->key) && op->value && PyUnicode_Compare(op->key, name) == 0
			 : op->kind == OP_CONTENT && op->owner == kept)
			return true;
	return false;
}

/* Some thread is in it: it has asked whether there is an answer, maybe, and is going to look it up. */
static bool
is_running(PyObject *f)
{
	struct objects codes = {0};
	bool running = functions_running(&codes) < 0;
	size_t i;

	for (i = 0; !running && i < codes.count; i++)
		running = codes.list[i] == WORD(f, python->function.code);
	objects_fini(&codes);
	PyErr_Clear();
	return running;
}

/* def wrapper(*a): if a not in kept: kept[a] = f(*a): who asks next gets the new answer. */
static int
drop_answers(struct transaction *t, PyObject *f, PyObject *kept)
{
	report_add(t->report, PYR_REC_UPDATED, utf8(WORD(f, python->function.module)), utf8(WORD(f, python->function.qualname)),
		   "cached answers dropped");
	return plan_emptied(t, kept);
}

static void
say(struct transaction *t, PyObject *f, PyObject *kept, PyObject *name, bool below_key)
{
	Py_ssize_t count = below_key ? memos_count(kept) : 0;

	if (!below_key)
		report_addf(t->report, PYR_REC_NOTE, utf8(WORD(f, python->function.module)), utf8(WORD(f, python->function.qualname)),
			    "what it has kept as `%s` was computed by old code; where it is a cache, `__reload__` can reset it",
			    utf8(name));
	else
		report_addf(t->report, PYR_REC_NOTE, utf8(WORD(f, python->function.module)), utf8(WORD(f, python->function.qualname)),
			    "%zd %s that it has kept in %s%s%s %s computed by old code; where it is a cache, `__reload__` can empty it",
			    count, count == 1 ? "value" : "values", name ? "`" : "", name ? utf8(name) : "a dict", name ? "`" : "",
			    count == 1 ? "was" : "were");
}

/* Each instance of the method's class may have some there. */
static int
add_attribute(struct transaction *t, PyObject *f, PyObject *name, bool below_key, PyObject *asked, PyObject *otherwise)
{
	struct growth growth = {.class = class_of(f), .name = name, .answers = true, .is_table = below_key, .asked = asked, .otherwise = otherwise};
	size_t i;

	for (i = 0; i < t->growth_count; i++)
		if (t->growths[i].answers && t->growths[i].class == growth.class && PyUnicode_Compare(t->growths[i].name, name) == 0)
			return 0;
	growth.module = utf8(WORD(f, python->function.module));
	return hold(t, ref(name)) && (!asked || hold(t, ref(asked))) ? instances_add(t, &growth) : -1;
}

/* self.fn(*args), and nothing else that has a name: borrowed; NULL: it is something else. */
static PyObject *
attribute_asked(const struct token *first, const struct token *end)
{
	const struct token *x;
	PyObject *asked = NULL;

	for (x = first; x < end; x++) {
		if (!x->value)
			continue;
		if (asked || x == first || !token_is_attribute(x) || x[-1].value)
			return NULL;
		asked = x->value;
	}
	return asked;
}

/* self._kept[key] = ..., where each instance has its own; it is looked up elsewhere in the function. */
static int
add_instances(struct transaction *t, PyObject *f, const struct body *body, const struct token *first, const struct token *x,
	      PyObject *names)
{
	PyObject *class = class_of(f), *asked;
	const struct token *y;

	for (y = x - 1; class && y > first && x - y <= KEY_MOST; y--)
		if (y->op == python->op.load_attr && y->value && y[-1].op != python->op.load_global && !y[-1].value)
			break;
	if (!class || y <= first || x - y > KEY_MOST || count_named(first, y, y->value) > 0 ||
	    count_named(body->tokens, body->tokens + body->token_count, y->value) < 2)
		return 0;
	asked = attribute_asked(first, y);
	return asked || would_be_another(t, f, first, y, x + 1, names) ? add_attribute(t, f, y->value, true, asked, names) : 0;
}

/* self._total = ..., of what each instance has. */
static bool
stores_own(const struct token *first, const struct token *x)
{
	return x->op == python->op.store_attr && x - 1 > first && x[-1].op != python->op.load_global && !x[-1].value;
}

static int
look(struct transaction *t, PyObject *f, const struct body *body, PyObject *names, struct addresses *said)
{
	const struct token *first, *end, *x;
	PyObject *kept, *name;
	bool below_key;
	int i, result = 0;

	for (i = 0; i < body->chunk_count && result == 0; i++) {
		first = body->tokens + body->chunks[i].first;
		end = first + body->chunks[i].count;
		for (x = first; x < end && !IS_IN(python->op.mutations, x->op); x++)
			;
		kept = name = NULL;
		below_key = x < end;
		if (below_key) {
			kept = kept_below_key(t, f, body, first, x, names, &name);
			result = name ? 0 : add_instances(t, f, body, first, x, names);
		} else if (x > first && (x[-1].op == python->op.store_global || x[-1].op == python->op.store_attr)) {
			name = x[-1].value;
			if (is_tested(body, name) && (mentions(first, x - 1, names) || is_said_otherwise(t, f, first, x))) {
				kept = loaded(f, x - 1, first);
				if ((!kept || kept == NONE) && stores_own(first, x - 1) && class_of(f))
					result = add_attribute(t, f, name, false, NULL, NULL);
			}
			kept = memos_is_value(kept) ? kept : NULL;
		}
		if (kept && (is_renewed(&t->ops, kept, below_key ? NULL : name) || is_renewed(&t->last, kept, below_key ? NULL : name)))
			continue;
		if (kept && addresses_add(said, kept) == 1) {
			if (below_key && !name && has_answers_alone(kept, 1) && !is_running(f))
				result = drop_answers(t, f, kept);
			else
				say(t, f, kept, name, below_key);
		}
	}
	return result;
}

/* Without those that the function itself stores: it counts with them.  New reference. */
static PyObject *
names_of_others(const struct body *body, PyObject *names)
{
	PyObject *others = ref(names);
	int i;

	for (i = 0; others && i < body->token_count; i++) {
		if (body->tokens[i].op != python->op.store_global)
			continue;
		if (others == names) {
			unref(others);
			others = PySet_New(names);
		}
		if (others && PySet_Discard(others, body->tokens[i].value) < 0) {
			unref(others);
			others = NULL;
		}
	}
	return others;
}

/* One of the instructions is somewhere in the code: most functions have none. */
static bool
stores(PyObject *code)
{
	PyObject *bytes = code_attr(code, "co_code");
	Py_ssize_t i, size = 0;
	char *at = NULL;
	bool is = false;

	if (bytes && PyBytes_AsStringAndSize(bytes, &at, &size) == 0)
		for (i = 0; !is && i < size; i += 2)
			is = IS_IN(python->op.mutations, (uint8_t)at[i]) || (uint8_t)at[i] == python->op.store_global ||
			     (uint8_t)at[i] == python->op.store_attr;
	unref(bytes);
	PyErr_Clear();
	return is;
}

/* What a decorator of a module that is not reloaded has made: the function, or what calling the object runs.  Borrowed, or NULL. */
static PyObject *
foreign_wrapper(struct transaction *t, PyObject *o)
{
	PyObject *f = callable_of(o);

	if (!is_function(f) && !is_class(f) && !is_module(f) && !is_atom(f) && is_heap_type((PyObject *)type_of(f)))
		f = class_lookup((PyObject *)type_of(f), "__call__");
	return f && is_function(f) && !pair_is_ours(t, WORD(f, python->function.code)) && stores(WORD(f, python->function.code)) ? f
																   : NULL;
}

#define NESTED 3 /* classes in classes */

static int
add_foreign_of(struct transaction *t, PyObject *dict, PyObject *list, int depth)
{
	PyObject *key, *value, *f, *module;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(dict, &at, &key, &value)) {
		f = foreign_wrapper(t, value);
		if (f && !list_has(list, f))
			result = PyList_Append(list, f);
		module = result == 0 && depth && is_class(value) && CLASS_DICT(value) ? class_get(value, "__module__") : NULL;
		if (module && is_str(module) && transaction_module(t, module))
			result = add_foreign_of(t, CLASS_DICT(value), list, depth - 1);
	}
	return result;
}

/* By the names of the modules and their classes.  New reference; NULL: exception. */
static PyObject *
foreign_wrappers(struct transaction *t)
{
	PyObject *list = PyList_New(0);
	int result = list ? 0 : -1;
	size_t i;

	for (i = 0; result == 0 && i < t->module_count; i++)
		if (t->modules[i].before)
			result = add_foreign_of(t, t->modules[i].before, list, NESTED);
	if (result < 0) {
		unref(list);
		return NULL;
	}
	return list;
}

bool
memos_any(struct transaction *t)
{
	PyObject *foreign = foreign_wrappers(t);
	bool any = foreign && PyList_Size(foreign) > 0;
	size_t i;

	unref(foreign);
	PyErr_Clear();
	for (i = 0; !any && i < t->functions.count; i++)
		any = stores(WORD(t->functions.list[i], python->function.code)) || may_keep_nonlocal(t->functions.list[i]);
	return any;
}

static int
look_at(struct transaction *t, PyObject *f, PyObject *names, struct addresses *said)
{
	PyObject *others, *kept, *class;
	struct body body;
	struct memo memo = kept_by_wrapper(t, f, names);
	struct growth growth;
	int result;

	class = memo.key ? class_of(memo.wrapped) : NULL;
	if (class) {
		growth = (struct growth){.module = utf8(WORD(memo.wrapped, python->function.module)), .class = class, .name = memo.key, .cached = f, .leaves = true, .data = true};
		return hold(t, ref(memo.key)) ? instances_add(t, &growth) : -1;
	}
	if (may_keep_nonlocal(f)) {
		kept = kept_as_nonlocal(t, f, names, said);
		if (kept)
			say(t, f, NULL, kept, false);
		kept = kept_by_setattr(t, f, names);
		if (kept && class_of(f) && add_attribute(t, f, kept, false, NULL, NULL) < 0)
			return -1;
	}
	if (!stores(WORD(f, python->function.code)))
		return 0;
	kept = memo.dict;
	if (kept && !is_renewed(&t->ops, kept, NULL) && !is_renewed(&t->last, kept, NULL) && !is_running(f) && addresses_add(said, kept) == 1 &&
	    drop_answers(t, f, kept) < 0)
		return -1;
	if (body_init(&body, WORD(f, python->function.code)) < 0)
		return PyErr_NoMemory(), -1;
	others = names_of_others(&body, names);
	result = others ? look(t, f, &body, others, said) : -1;
	unref(others);
	body_fini(&body);
	return result;
}

int
memos_find(struct transaction *t, PyObject *names)
{
	struct addresses said = {0};
	PyObject *foreign = foreign_wrappers(t);
	int result = foreign ? 0 : -1;
	Py_ssize_t k;
	size_t i;

	for (i = 0; result == 0 && i < t->functions.count; i++)
		result = look_at(t, t->functions.list[i], names, &said);
	for (k = 0; result == 0 && k < PyList_Size(foreign); k++)
		result = look_at(t, PyList_GetItem(foreign, k), names, &said);
	unref(foreign);
	addresses_fini(&said);
	return PyErr_Occurred() ? -1 : result;
}
