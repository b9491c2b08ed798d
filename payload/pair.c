/*
 * pair.c - which old code object became which new one.
 *
 * By qualified name and position: a code object is paired with one below the
 * paired parent that has its name; among several of one name, those that did
 * not change are paired first, then those with the same decorators, and the rest
 * in order - when there are as many, and nothing decorates them.
 */
#include <stdlib.h>

#include "statement.h"
#include "version.h"

#define VALUE_DEPTH 4 /* {"a": [(name, lambda: 1)]} */

static int pair_codes(struct transaction *t, PyObject *old, PyObject *new);

struct codes {
	PyObject *code; /* whose they are */
	PyObject **list;
	PyObject **names; /* borrowed from the code objects */
	Py_hash_t *hashes; /* of the names: thousands are compared */
	bool *taken;
	int count;
};

static int
codes_init(struct codes *codes, size_t room)
{
	codes->count = 0;
	codes->list = calloc(room + 1, sizeof(*codes->list));
	codes->names = calloc(room + 1, sizeof(*codes->names));
	codes->hashes = calloc(room + 1, sizeof(*codes->hashes));
	codes->taken = calloc(room + 1, sizeof(*codes->taken));
	return codes->list && codes->names && codes->hashes && codes->taken ? 0 : -1;
}

/* Without memory there is no name. */
static Py_hash_t
hash_of(PyObject *name)
{
	return name ? PyObject_Hash(name) : 0;
}

static void
codes_add(struct codes *codes, PyObject *code)
{
	PyObject *name = code_attr(code, "co_name");

	codes->list[codes->count] = code;
	codes->hashes[codes->count] = hash_of(name);
	codes->names[codes->count++] = name;
	unref(name); /* the code object keeps it */
}

static int
children(PyObject *code, struct codes *codes)
{
	PyObject *consts = code_attr(code, "co_consts");
	Py_ssize_t i, size = consts ? PyTuple_Size(consts) : 0;

	int result = codes_init(codes, (size_t)size);

	codes->code = code;
	for (i = 0; result == 0 && i < size; i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			codes_add(codes, PyTuple_GetItem(consts, i));
	unref(consts); /* the code object keeps it */
	return result;
}

static void
codes_fini(struct codes *codes)
{
	free(codes->list);
	free(codes->names);
	free(codes->hashes);
	free(codes->taken);
}

/* hash: of the name. */
static bool
is_named(const struct codes *codes, int i, PyObject *name, Py_hash_t hash)
{
	PyObject *its = codes->names[i];

	return its && name && (its == name || (codes->hashes[i] == hash && PyUnicode_Compare(its, name) == 0));
}

static int
count_left(const struct codes *codes, PyObject *name)
{
	Py_hash_t hash = hash_of(name);
	int i, count = 0;

	for (i = 0; i < codes->count; i++)
		count += !codes->taken[i] && is_named(codes, i, name, hash);
	return count;
}

static bool
has_namesakes(const struct codes *codes, PyObject *name)
{
	Py_hash_t hash = hash_of(name);
	int i, count = 0;

	for (i = 0; i < codes->count; i++)
		count += is_named(codes, i, name, hash);
	return count > 1;
}

/* The chunk that makes a function of the code; NULL: none. */
static const struct chunk *
making(const struct body *body, PyObject *code)
{
	const struct chunk *c;
	const struct token *x;

	for (c = body->chunks; c < body->chunks + body->chunk_count; c++)
		for (x = &body->tokens[c->first]; x < &body->tokens[c->first + c->count]; x++)
			if (x->value == code)
				return c;
	return NULL;
}

/* That of a module is there already. */
static bool
open_body(const struct module *m, PyObject *code, struct body *own, const struct body **body)
{
	*body = m && code == m->old_code ? &m->old : m && code == m->code ? &m->new : own;
	return *body != own || body_init(own, code) == 0;
}

const struct chunk *
pair_definition(struct transaction *t, struct module *m, bool old, const char *path, struct body *own, const struct body **body)
{
	PyObject *code = pair_code_at(t, m, old, path), *around = old ? m->old_code : m->code, *parent;
	const char *last = strrchr(path, '.');

	if (last) {
		parent = PyUnicode_FromStringAndSize(path, last - path);
		around = parent ? pair_code_at(t, m, old, utf8(parent)) : NULL;
		unref(parent);
	}
	return code && around && (!last || code_is_class_body(around)) && open_body(m, around, own, body) ? making(*body, code) : NULL;
}

static int
count_lambdas(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first], *end = x + c->count;
	int count = 0;

	for (; (x = next_lambda(x, end)); x++)
		count++;
	return count;
}

/* Lambdas stand at the same places of both: else one that is gone would take another for its successor. */
static bool
same_shape(const struct body *a, const struct chunk *o, const struct body *b, const struct chunk *n)
{
	int i, k = count_lambdas(a, o);

	if (k == 1 && count_lambdas(b, n) == 1)
		return true;
	for (i = 0; i < o->count && i < n->count; i++)
		if (a->tokens[o->first + i].op != b->tokens[n->first + i].op)
			return false;
	return o->count == n->count;
}

static int
place_in_chunk(const struct body *body, const struct chunk *c, PyObject *code)
{
	int i = 0;

	while (body->tokens[c->first + i].value != code)
		i++;
	return i;
}

/* Two lambdas at the top level: the same place of what binds the same name. */
static bool
lambdas_correspond(const struct module *m, PyObject *old, PyObject *new)
{
	const struct chunk *o = making(&m->old, old), *n = making(&m->new, new);
	PyObject *a = o ? chunk_name(&m->old, o) : NULL, *b = n ? chunk_name(&m->new, n) : NULL;

	return a && b && PyUnicode_Compare(a, b) == 0 && same_shape(&m->old, o, &m->new, n) &&
	       (count_lambdas(&m->old, o) == 1 || place_in_chunk(&m->old, o, old) == place_in_chunk(&m->new, n, new));
}

/* Of two codes that are below these only the name is known to be the same. */
static bool
may_be_the_same(struct transaction *t, const struct codes *old, int j, const struct codes *new, int i)
{
	struct module *m = !strcmp(utf8(new->names[i]), "<lambda>") ? pair_module(t, new->list[i]) : NULL;

	return !m || !m->old_code || old->code != m->old_code || new->code != m->code ||
	       lambdas_correspond(m, old->list[j], new->list[i]);
}

enum decorated { UNDECORATED, ALIKE, SAME, OTHERS }; /* alike: annotations and defaults are, too */

static enum decorated
compare_decorators(struct transaction *t, const struct codes *old, int j, const struct codes *new, int i)
{
	struct module *m = pair_module(t, new->list[i]);
	PyObject *node = m && m->tree ? tree_definition(m, new->list[i]) : NULL;
	long def_line = node ? tree_line(node, "lineno") : 0;
	const struct body *before, *after;
	struct body own[2] = {{0}, {0}};
	const struct chunk *a, *b;
	enum decorated result = UNDECORATED;

	if (node && open_body(m, old->code, &own[0], &before) && open_body(m, new->code, &own[1], &after)) {
		a = making(before, old->list[j]);
		b = making(after, new->list[i]);
		if (a && b && tree_first_line(node) < def_line)
			result = !chunk_same_decorators(before, a, after, b, (int)def_line) ? OTHERS
				 : chunk_loads_alike(before, a, after, b)		    ? ALIKE
											: SAME;
	}
	body_fini(&own[0]);
	body_fini(&own[1]);
	unref(node);
	return result;
}

/* Of those that are left as many of both sources have these decorators: else there is no telling which one came or went. */
static bool
are_as_many(struct transaction *t, const struct codes *old, int j, const struct codes *new, int i)
{
	int k, balance = 0;

	for (k = 0; k < new->count; k++)
		balance += !new->taken[k] && is_named(new, k, old->names[j], old->hashes[j]) &&
			   compare_decorators(t, old, j, new, k) == SAME;
	for (k = 0; k < old->count; k++)
		balance -= !old->taken[k] && is_named(old, k, new->names[i], new->hashes[i]) &&
			   compare_decorators(t, old, k, new, i) == SAME;
	return balance == 0;
}

/* fits NULL: whatever has the name, as long as it cannot be mistaken. */
static int
pair_where(struct transaction *t, struct codes *old, struct codes *new,
	   bool (*fits)(PyObject *, PyObject *), enum decorated decorators)
{
	enum decorated how;
	bool namesakes;
	int i, j;

	for (i = 0; i < new->count; i++)
		for (j = 0; !new->taken[i] && j < old->count; j++) {
			if (old->taken[j] || !is_named(old, j, new->names[i], new->hashes[i]) ||
			    (fits ? !fits(old->list[j], new->list[i])
				  : code_is_class_body(old->list[j]) != code_is_class_body(new->list[i])))
				continue;
			namesakes = !fits && (has_namesakes(old, new->names[i]) || has_namesakes(new, new->names[i]));
			how = decorators && namesakes ? compare_decorators(t, old, j, new, i) : UNDECORATED;
			if (!fits && !may_be_the_same(t, old, j, new, i))
				continue;
			if (decorators && how != ALIKE && (how != SAME || decorators != SAME || !are_as_many(t, old, j, new, i)))
				continue;
			/* Which of several it was cannot be told when some came or went. */
			if (!fits && !decorators && (count_left(old, new->names[i]) != count_left(new, new->names[i]) ||
						     (namesakes && compare_decorators(t, old, j, new, i) == OTHERS)))
				continue;
			old->taken[j] = new->taken[i] = true;
			if (pair_codes(t, old->list[j], new->list[i]) < 0)
				return -1;
		}
	return 0;
}

/* Functions of this name that are left. */
static int
list_left(const struct codes *of, int name, const struct codes *codes, int *numbers)
{
	int k, count = 0;

	for (k = 0; k < codes->count; k++)
		if (!codes->taken[k] && is_named(codes, k, of->names[name], of->hashes[name]) && !code_is_class_body(codes->list[k]))
			numbers[count++] = k;
	return count;
}

/* Several of one name in one function: what they say tells which is which; else none is taken for another one. */
static int
pair_alike(struct transaction *t, struct codes *old, struct codes *new, int name)
{
	int *a = calloc((size_t)old->count + 1, sizeof(*a)), *b = calloc((size_t)new->count + 1, sizeof(*b)), m = 0, n = 0, k;
	int *which = calloc((size_t)new->count + 1, sizeof(*which)), result = a && b && which ? 0 : -1;
	bool decorated = false;
	PyObject **x = calloc((size_t)old->count + 1, sizeof(PyObject *)), **y = calloc((size_t)new->count + 1, sizeof(PyObject *));

	if (result < 0 || !x || !y) {
		PyErr_NoMemory();
		result = -1;
	} else {
		m = list_left(new, name, old, a);
		n = list_left(new, name, new, b);
	}
	for (k = 0; k < n && !decorated; k++)
		decorated = compare_decorators(t, new, b[k], new, b[k]) != UNDECORATED;
	if ((m > 1 || n > 1) && !decorated) {
		for (k = 0; k < m; k++)
			x[k] = old->list[a[k]];
		for (k = 0; k < n; k++)
			y[k] = new->list[b[k]];
		result = m && n ? namesakes_assign(x, m, y, n, which) : 0;
		for (k = 0; m && result == 0 && k < n; k++)
			if (which[k] >= 0)
				result = pair_codes(t, x[which[k]], y[k]);
		for (k = 0; k < m; k++)
			old->taken[a[k]] = true;
		for (k = 0; k < n; k++)
			new->taken[b[k]] = true;
	}
	free(y);
	free(x);
	free(which);
	free(b);
	free(a);
	return result;
}

static int
pair_lists(struct transaction *t, struct codes *old, struct codes *new, bool in_function)
{
	int i;

	if (pair_where(t, old, new, code_same_behaviour, UNDECORATED) < 0 || pair_where(t, old, new, NULL, ALIKE) < 0 ||
	    pair_where(t, old, new, NULL, SAME) < 0)
		return -1;
	for (i = 0; in_function && i < new->count; i++)
		if (!new->taken[i] && pair_alike(t, old, new, i) < 0)
			return -1;
	return pair_where(t, old, new, NULL, UNDECORATED);
}

static void
mark_paired(struct transaction *t, struct codes *old, struct codes *new)
{
	int i;

	for (i = 0; i < old->count; i++)
		old->taken[i] = pair_partner(t, old->list[i]) != NULL;
	for (i = 0; i < new->count; i++)
		new->taken[i] = addresses_has(&t->paired, new->list[i]);
}

static int
note_local_classes(struct transaction *t, PyObject *old, const struct codes *before)
{
	PyObject *name = code_attr(old, "co_name"), *new;
	int i, result = 0;

	for (i = 0; result == 0 && name && strcmp(utf8(name), "<module>") && !code_is_class_body(old) && i < before->count; i++) {
		new = code_is_class_body(before->list[i]) ? pair_new_code(t, before->list[i]) : NULL;
		if (new && !code_same_behaviour(before->list[i], new))
			result = local_classes_note(t, before->list[i], new);
	}
	unref(name);
	return result;
}

static int pair_codes(struct transaction *t, PyObject *old, PyObject *new);

/* Lambdas of two forms of a line by their labels, and where there are as many without a label, one by one. */
static int
pair_labelled(struct transaction *t, const struct body *old, const struct chunk *o, const struct body *new, const struct chunk *n,
	      bool others)
{
	const struct token *first = &old->tokens[o->first], *end = first + o->count, *x, *found;
	const struct token *start = &new->tokens[n->first], *stop = start + n->count, *y;
	int result = 0, count = 0;
	PyObject *label;

	for (y = start; result == 0 && (y = next_lambda(y, stop)); y++) {
		label = lambda_label(start, stop, y);
		found = label ? NULL : lambda_alike(start, stop, y, first, end);
		count += !label && !found;
		for (x = first; label && !found && (x = next_lambda(x, end)); x++)
			if (lambda_label(first, end, x) && PyUnicode_Compare(lambda_label(first, end, x), label) == 0)
				found = x;
		if (found)
			result = pair_codes(t, found->value, y->value);
	}
	for (x = first; (x = next_lambda(x, end)); x++)
		count -= !lambda_label(first, end, x) && !lambda_alike(first, end, x, start, stop);
	others = others && !count && same_shape(old, o, new, n);
	for (x = first, y = start; others && result == 0 && (x = next_lambda(x, end)) && (y = next_lambda(y, stop));) {
		if (lambda_label(first, end, x) || lambda_alike(first, end, x, start, stop)) {
			x++;
		} else if (lambda_label(start, stop, y) || lambda_alike(start, stop, y, first, end)) {
			y++;
		} else {
			result = pair_codes(t, x->value, y->value);
			x++;
			y++;
		}
	}
	return result;
}

/* What binds the same name; others: without labels, too. */
static int
pair_bound(struct transaction *t, const struct body *before, const struct body *after, bool others)
{
	const struct chunk *n, *o;
	PyObject *name;
	int result = 0;

	for (n = after->chunks; result == 0 && n < after->chunks + after->chunk_count; n++) {
		name = next_lambda(&after->tokens[n->first], &after->tokens[n->first + n->count]) ? chunk_name(after, n) : NULL;
		o = name && !chunk_code(after, n, name) ? chunk_binding(before, utf8(name)) : NULL;
		if (o)
			result = pair_labelled(t, before, o, after, n, others);
	}
	return result;
}

/* Those in the body of a class, attribute by attribute: one table may grow. */
static int
pair_in_class(struct transaction *t, PyObject *old, PyObject *new)
{
	struct body before, after = {0};
	int result = body_init(&before, old) == 0 ? body_init(&after, new) : -1;

	if (result == 0)
		result = pair_bound(t, &before, &after, true);
	body_fini(&after);
	body_fini(&before);
	return result;
}

/* Once: of two of one label nothing is known. */
static const struct token *
lambda_of_label(const struct body *body, PyObject *label)
{
	const struct token *first = body->tokens, *end = first + body->token_count, *x, *found = NULL;
	PyObject *its;
	int count = 0;

	for (x = first; (x = next_lambda(x, end)); x++) {
		its = lambda_label(first, end, x);
		if (its && PyUnicode_Compare(its, label) == 0) {
			found = x;
			count++;
		}
	}
	return count == 1 ? found : NULL;
}

/* Those in a function. */
static int
pair_lambdas_within(struct transaction *t, PyObject *old, PyObject *new)
{
	struct body before, after = {0};
	const struct token *x, *y, *end;
	PyObject *label;
	int result = body_init(&before, old) == 0 ? body_init(&after, new) : -1;

	end = after.tokens + after.token_count;
	for (y = after.tokens; result == 0 && (y = next_lambda(y, end)); y++) {
		label = lambda_label(after.tokens, end, y);
		x = label && lambda_of_label(&after, label) ? lambda_of_label(&before, label) : NULL;
		if (x)
			result = pair_codes(t, x->value, y->value);
	}
	body_fini(&after);
	body_fini(&before);
	return result;
}

static int
pair_children(struct transaction *t, PyObject *old, PyObject *new)
{
	struct codes before = {0}, after = {0};
	int result = -1;

	PyObject *name = code_attr(old, "co_name");
	bool module = name && !strcmp(utf8(name), "<module>"), class = code_is_class_body(old) && code_is_class_body(new);

	unref(name);
	if (class && pair_in_class(t, old, new) < 0)
		return -1;
	if (!class && !module && pair_lambdas_within(t, old, new) < 0)
		return -1;
	if (children(old, &before) == 0 && children(new, &after) == 0) {
		mark_paired(t, &before, &after);
		result = pair_lists(t, &before, &after, !class && !module);
		if (result == 0)
			result = note_local_classes(t, old, &before);
	} else {
		PyErr_NoMemory();
	}
	codes_fini(&before);
	codes_fini(&after);
	return result;
}

/* Code objects are equal whatever their files are: the same method may stand at the same line of two. */
PyObject *
pair_partner(struct transaction *t, PyObject *code)
{
	PyObject *file = code_attr(code, "co_filename"), *its = file ? PyDict_GetItemWithError(t->code_map, file) : NULL;
	PyObject *plain = its ? code_as_compiled(code) : NULL, *new = plain ? PyDict_GetItemWithError(its, plain) : NULL;

	unref(plain);
	unref(file);
	PyErr_Clear();
	return new;
}

static int
set_partner(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *file = code_attr(old, "co_filename"), *its = file ? ref(PyDict_GetItemWithError(t->code_map, file)) : NULL;
	int result = file ? 0 : -1;

	if (result == 0 && !its && (its = PyDict_New()))
		result = addresses_add(&t->own, its) < 0 ? -1 : PyDict_SetItem(t->code_map, file, its);
	if (result == 0)
		result = its ? PyDict_SetItem(its, old, new) : -1;
	unref(its);
	unref(file);
	return result;
}

static bool
same_file(PyObject *a, PyObject *b)
{
	PyObject *x = code_attr(a, "co_filename"), *y = code_attr(b, "co_filename");
	bool same = x && y && PyUnicode_Compare(x, y) == 0;

	unref(x);
	unref(y);
	return same;
}

static int
pair_codes(struct transaction *t, PyObject *old, PyObject *new)
{
	if (pair_partner(t, old))
		return 0;
	breathe(t);
	if (addresses_add(&t->paired, new) < 0)
		return PyErr_NoMemory(), -1;
	/* Identical with all that is within it: None says that there is nothing to do; elsewhere other names are global. */
	if (code_identical(old, new) && same_file(old, new))
		return set_partner(t, old, NONE);
	if (set_partner(t, old, new) < 0)
		return -1;
	return pair_children(t, old, new);
}

static bool
are_namesakes(PyObject *a, PyObject *b)
{
	PyObject *x = code_attr(a, "co_name"), *y = code_attr(b, "co_name");
	bool same = x && y && PyUnicode_Compare(x, y) == 0;

	unref(x);
	unref(y);
	return same;
}

/* A statement that is compiled alone has other code objects than the whole source: the same one there is taken, too. */
static int
mark_in_source(struct transaction *t, PyObject *code)
{
	struct module *m = pair_module(t, code);
	PyObject *named = m ? pair_codes_by_name(t, m, false) : NULL, *name = code_attr(code, "co_name"), *list;
	Py_ssize_t i;
	int result = 0;

	list = named && name ? PyDict_GetItemWithError(named, name) : NULL;
	for (i = 0; list && result >= 0 && i < PyList_Size(list); i++)
		if (PyObject_RichCompareBool(PyList_GetItem(list, i), code, Py_EQ) == 1)
			result = addresses_add(&t->paired, PyList_GetItem(list, i));
	unref(name);
	return result < 0 ? (PyErr_NoMemory(), -1) : 0;
}

static bool
has_within(PyObject *parent, PyObject *code)
{
	PyObject *consts = code_attr(parent, "co_consts"), *o;
	bool has = false;
	Py_ssize_t i;

	for (i = 0; consts && !has && i < PyTuple_Size(consts); i++) {
		o = PyTuple_GetItem(consts, i);
		has = is_code(o) && ((are_namesakes(o, code) && code_same_behaviour(o, code)) || has_within(o, code));
	}
	unref(consts);
	return has;
}

/* The new source has this very code still, beside the other one: another branch of a decorator has made that. */
static bool
stands_beside(struct transaction *t, PyObject *code, PyObject *new)
{
	struct module *m = pair_module(t, code);

	return m && m->code && !code_same_behaviour(code, new) && has_within(m->code, code);
}

/* Asking for it runs no code. */
static bool
is_plain_key(PyObject *key)
{
	bool plain = is_str(key) || is_exact(key, TYPE_AT(PyLong_Type)) || is_exact(key, TYPE_AT(PyTuple_Type));
	Py_ssize_t i;

	for (i = 0; plain && is_exact(key, TYPE_AT(PyTuple_Type)) && i < PyTuple_Size(key); i++)
		plain = is_plain_key(PyTuple_GetItem(key, i));
	return plain;
}

static int
has_no_successor(struct transaction *t, PyObject *f)
{
	PyObject *code = is_function(f) ? WORD(f, python->function.code) : NULL;

	return code && attr_is(code, "co_name", "<lambda>") && pair_is_ours(t, code) && !pair_partner(t, code) ? set_partner(t, code, NONE) : 0;
}

/* [("name", lambda row: ...), ...]: a dict of them by what they begin with; new reference, NULL: they are something else. */
static PyObject *
by_labels(PyObject *list)
{
	PyObject *labels = is_exact(list, TYPE_AT(PyList_Type)) || is_exact(list, TYPE_AT(PyTuple_Type)) ? PyDict_New() : NULL, *item, *label;
	Py_ssize_t i;

	for (i = 0; labels && i < PyObject_Size(list); i++) {
		item = item_of(list, i);
		label = is_exact(item, TYPE_AT(PyTuple_Type)) && PyTuple_Size(item) > 1 ? PyTuple_GetItem(item, 0) : NULL;
		if (!label || !is_str(label) || PyDict_Contains(labels, label) != 0 || PyDict_SetItem(labels, label, item) < 0) {
			unref(labels);
			labels = NULL;
		}
	}
	PyErr_Clear();
	return labels;
}

#define KEYS_MOST 512 /* each is looked for among all */

/* The class or member that the source defines in the same place, though it may be another object by now. */
static bool
is_same_key(PyObject *a, PyObject *b)
{
	if (a == b)
		return true;
	if (is_class(a) && is_class(b))
		return same_definition(a, b);
	return is_enum((PyObject *)type_of(a)) && is_enum((PyObject *)type_of(b)) && same_definition((PyObject *)type_of(a), (PyObject *)type_of(b)) &&
	       attr_equal(a, b, "_name_");
}

/* Borrowed; NULL: it is not there, or cannot be looked for without running code. */
static PyObject *
value_below(PyObject *dict, PyObject *key)
{
	PyObject *its, *value;
	Py_ssize_t at = 0;

	if (is_plain_key(key))
		return PyDict_GetItemWithError(dict, key);
	if ((!is_class(key) && !is_enum((PyObject *)type_of(key))) || PyDict_Size(dict) > KEYS_MOST)
		return NULL;
	while (PyDict_Next(dict, &at, &its, &value))
		if (is_same_key(its, key))
			return value;
	return NULL;
}

/* A dict, also behind a MappingProxyType; borrowed, or NULL. */
static PyObject *
dict_within(PyObject *o)
{
	return is_dict_like(o) ? o : heap_proxied(o);
}

static int
pair_values(struct transaction *t, PyObject *old, PyObject *new, int depth)
{
	PyObject *key, *value, *x, *y, *before;
	Py_ssize_t i, at = 0;
	int result = 0;

	x = depth && old != new ? by_labels(old) : NULL;
	y = x ? by_labels(new) : NULL;
	if (y)
		result = pair_values(t, x, y, depth);
	unref(x);
	unref(y);
	if (y)
		return result;
	if (is_function(old) && is_function(new)) {
		x = WORD(old, python->function.code);
		y = WORD(new, python->function.code);
		if (x == y || !pair_is_ours(t, x) || !are_namesakes(x, y) ||
		    (!attr_is(x, "co_name", "<lambda>") && (is_code_of_another(t, x, y) || (!pair_partner(t, x) && stands_beside(t, x, y)))))
			return 0;
		return pair_codes(t, x, y) < 0 ? -1 : mark_in_source(t, y);
	}
	if (!depth || old == new || type_of(old) != type_of(new))
		return 0;
	before = dict_within(old);
	y = before ? dict_within(new) : NULL;
	if (y && y != before) {
		while (result == 0 && PyDict_Next(y, &at, &key, &value)) {
			x = value_below(before, key);
			if (x)
				result = pair_values(t, x, value, depth - 1);
		}
		/* What stands below another key, or is a function with a name now, is no other one's. */
		for (at = 0; result == 0 && PyDict_Next(before, &at, &key, &value);)
			result = is_plain_key(key) ? has_no_successor(t, value) : 0;
	} else if (is_exact(old, TYPE_AT(PyList_Type)) || is_exact(old, TYPE_AT(PyTuple_Type))) {
		for (i = 0; result == 0 && PyObject_Size(old) == PyObject_Size(new) && i < PyObject_Size(old); i++)
			result = pair_values(t, item_of(old, i), item_of(new, i), depth - 1);
	}
	return result;
}

/* Several functions have been defined by this name: which is which their code says. */
static bool
is_shared_name(struct transaction *t, struct module *m, PyObject *name)
{
	PyObject *then = m->old_code ? pair_codes_by_name(t, m, true) : NULL, *now = pair_codes_by_name(t, m, false), *a, *b;

	a = then ? PyDict_GetItemWithError(then, name) : NULL;
	b = now ? PyDict_GetItemWithError(now, name) : NULL;
	return (a && PyList_Size(a) > 1) || (b && PyList_Size(b) > 1);
}

/* The same of what the bodies of two classes bind: without the old source. */
static int
pair_attributes(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *name, *value, *its;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(CLASS_DICT(new), &at, &name, &value)) {
		its = PyDict_GetItemWithError(CLASS_DICT(old), name);
		if (its && (dict_within(its) || is_container(its)) && is_str(name) && strncmp(utf8(name), "__", 2))
			result = pair_values(t, its, value, VALUE_DEPTH);
	}
	return result;
}

/* Functions without a name of their own, by that of the data that holds them, and by key or place. */
static int
pair_data(struct transaction *t, struct module *m)
{
	PyObject *name, *old, *new;
	Py_ssize_t at = 0;

	while (PyDict_Next(m->scratch, &at, &name, &new)) {
		old = PySet_Contains(m->bound, name) == 1 ? PyDict_GetItemWithError(m->before, name) : NULL;
		if (old && old != new && !m->old_code && is_class(old) && is_class(new) && same_definition(old, new) && pair_attributes(t, old, new) < 0)
			return -1;
		/* from old import f; from new import f: two functions. */
		if (old && old != new && !is_atom(old) && !(is_function(old) && is_function(new) && is_shared_name(t, m, name)) &&
		    !shared_is_mentioned(t, m, name, old) &&
		    pair_values(t, old, new, VALUE_DEPTH) < 0)
			return -1;
	}
	return 0;
}

/* VIEWS["about"] = ...: the old chunk that stores there; NULL: none, or several. */
static const struct chunk *
old_store(const struct module *m, const struct chunk *n)
{
	const struct token *y = &m->new.tokens[n->first + n->count - 3], *x;
	const struct chunk *c, *found = NULL;
	int i;

	if (n->count < 4 || !(y[2].op == python->op.store_attr || IS_IN(python->op.mutations, y[2].op)))
		return NULL;
	for (c = m->old.chunks; c < m->old.chunks + m->old.chunk_count; c++) {
		x = &m->old.tokens[c->first + c->count - 3];
		if (c->match >= 0 || c->count < 4)
			continue;
		for (i = 0; i < 3 && x[i].op == y[i].op && x[i].arg == y[i].arg && !x[i].value == !y[i].value &&
			    (!x[i].value || const_equal(x[i].value, y[i].value, code_same_behaviour)); i++)
			;
		if (i < 3)
			continue;
		if (found)
			return NULL;
		found = c;
	}
	return found;
}

/* Lambdas of a statement, one by one, with those of its old form. */
static int
pair_lambdas(struct transaction *t, const struct module *m, const struct chunk *o, const struct chunk *n)
{
	const struct token *x = &m->old.tokens[o->first], *y = &m->new.tokens[n->first], *xend = x + o->count,
			   *yend = y + n->count;
	int result = 0;

	while (same_shape(&m->old, o, &m->new, n) && result == 0 && (x = next_lambda(x, xend)) && (y = next_lambda(y, yend))) {
		result = pair_codes(t, x->value, y->value);
		x++;
		y++;
	}
	return result;
}

static int
pair_changed_statements(struct transaction *t, struct module *m)
{
	const struct staging *g = m->staging;
	const struct chunk *n, *o;
	const struct statement *s;
	int result = 0;

	for (s = g ? g->statements : NULL; s && result == 0 && s < g->statements + g->count; s++) {
		if (s->same || s->in != &m->new || s->chunk_count != 1 || statement_is_definition(s))
			continue;
		n = &m->new.chunks[s->first_chunk];
		if (!next_lambda(&m->new.tokens[n->first], &m->new.tokens[n->first + n->count]))
			continue;
		o = s->kind == KIND_EXPRESSION ? statement_old_call(g, s) : s->kind == KIND_ASSIGN ? old_store(m, n) : NULL;
		result = o ? pair_lambdas(t, m, o, n) : 0;
	}
	return result;
}

/* Statements that are equal tell exactly which is which; the rest goes by name. */
static int
pair_top_levels(struct transaction *t, struct module *m)
{
	const struct token *x, *y;
	int i, j;

	for (i = 0; i < m->new.chunk_count; i++) {
		const struct chunk *n = &m->new.chunks[i];

		if (n->match < 0)
			continue;
		y = &m->new.tokens[n->first];
		x = &m->old.tokens[m->old.chunks[n->match].first];
		for (j = 0; j < n->count; j++)
			if (y[j].value && is_code(y[j].value) && x[j].value && is_code(x[j].value) &&
			    pair_codes(t, x[j].value, y[j].value) < 0)
				return -1;
	}
	return pair_bound(t, &m->old, &m->new, false) < 0 || pair_changed_statements(t, m) < 0 || pair_data(t, m) < 0
		   ? -1
		   : pair_children(t, m->old_code, m->code);
}

/* Borrowed: what held_under.c says of the new code; NULL: nothing. */
static PyObject *
held(const struct module *m, PyObject *code)
{
	PyObject *line = PyLong_FromLong(code_int(code, "co_firstlineno")), *live = line ? PyDict_GetItemWithError(m->held_under, line) : NULL;

	unref(line);
	return live;
}

/* Without the old source: the live functions below a value against the new codes of its name. */
static int
pair_live_value(struct transaction *t, struct module *m, PyObject *value, PyObject *name, const struct codes *all)
{
	struct objects found = {0};
	struct codes old = {0}, new = {0};
	Py_hash_t hash = hash_of(name);
	PyObject *its, *code;
	int result = -1, i;
	size_t k, count = 0;

	breathe(t);
	for (i = 0; i < all->count; i++)
		count += is_named(all, i, name, hash) && !held(m, all->list[i]);
	if (!count)
		return 0;
	if (functions_near(t, value, 200, &found) < 0 || codes_init(&new, count) < 0)
		goto out;
	if (codes_init(&old, found.count) < 0)
		goto out;
	qsort(found.list, found.count, sizeof(*found.list), functions_by_line);
	for (k = 0; k < found.count; k++) {
		code = WORD(found.list[k], python->function.code);
		its = code_attr(code, "co_name");
		for (i = 0; i < old.count && old.list[i] != code; i++)
			;
		if (its && PyUnicode_Compare(its, name) == 0 && i == old.count)
			codes_add(&old, code);
		unref(its);
	}
	for (i = 0; i < all->count; i++)
		if (is_named(all, i, name, hash))
			codes_add(&new, all->list[i]);
	result = pair_lists(t, &old, &new, false);
out:
	if (result < 0 && !PyErr_Occurred())
		PyErr_NoMemory();
	objects_fini(&found);
	codes_fini(&old);
	codes_fini(&new);
	return result;
}

static int
pair_live_dict(struct transaction *t, struct module *m, PyObject *dict, PyObject *parent)
{
	PyObject *items = PyDict_Items(dict), *name, *value, *module;
	struct codes new = {0};
	int result = items ? children(parent, &new) : -1, k;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		name = PyTuple_GetItem(PyList_GetItem(items, i), 0);
		value = PyTuple_GetItem(PyList_GetItem(items, i), 1);
		if (!is_str(name))
			continue;
		if (!is_class(value)) {
			result = pair_live_value(t, m, value, name, &new);
			continue;
		}
		module = class_get(value, "__module__");
		if (!module || !is_str(module) || PyUnicode_Compare(module, m->name_object) != 0)
			continue;
		for (k = 0; result == 0 && k < new.count; k++)
			if (is_named(&new, k, name, hash_of(name)) && code_is_class_body(new.list[k]))
				result = pair_live_dict(t, m, CLASS_DICT(value), new.list[k]);
	}
	codes_fini(&new);
	unref(items);
	return result;
}

/* What holds them has told which is which.  1: it has, 0: it has not, -1: exception. */
static int
pair_held(struct transaction *t, struct module *m, struct codes *all, int name)
{
	PyObject *live;
	int i, result = 0;

	for (i = 0; result >= 0 && i < all->count; i++) {
		live = is_named(all, i, all->names[name], all->hashes[name]) ? held(m, all->list[i]) : NULL;
		result = !live ? result : live != NONE && pair_codes(t, live, all->list[i]) < 0 ? -1 : 1;
	}
	return result;
}

/* found: live functions of the top level. */
static int
pair_namesakes(struct transaction *t, const struct objects *found, const struct codes *all, int name)
{
	struct codes old = {0}, new = {0};
	PyObject *code;
	int i, result = -1;
	size_t k;

	if (codes_init(&old, found->count) == 0 && codes_init(&new, (size_t)all->count) == 0) {
		for (k = 0; k < found->count; k++) {
			code = WORD(found->list[k], python->function.code);
			if (PyUnicode_Compare(WORD(found->list[k], python->function.qualname), all->names[name]) == 0 &&
			    (!old.count || old.list[old.count - 1] != code))
				codes_add(&old, code);
		}
		for (i = 0; i < all->count; i++)
			if (is_named(all, i, all->names[name], all->hashes[name]))
				codes_add(&new, all->list[i]);
		mark_paired(t, &old, &new);
		result = pair_lists(t, &old, &new, false);
	}
	if (result < 0 && !PyErr_Occurred())
		PyErr_NoMemory();
	codes_fini(&old);
	codes_fini(&new);
	return result;
}

static bool
is_lambda(const struct codes *all, int i)
{
	return all->names[i] && !strcmp(utf8(all->names[i]), "<lambda>");
}

/* Without the old source.  `def _` of several overloads: the name has the last one alone, the others are where they were
   registered; and a task that its registry has made of a function is all that leads to that. */
static int
pair_where_they_are(struct transaction *t, struct module *m)
{
	struct codes all = {0};
	struct objects found = {0};
	int result = children(m->code, &all) == 0 && held_under_find(t, m) == 0 && live_of_top_level(t, m, &found) == 0 ? 0 : -1, i, k;
	bool several;

	for (k = 0; k < 2 && result == 0; k++) {
		mark_paired(t, &(struct codes){0}, &all);
		for (i = 0; result == 0 && i < all.count; i++) {
			several = has_namesakes(&all, all.names[i]);
			if (all.taken[i] || several == k || (several && is_lambda(&all, i)) || code_is_class_body(all.list[i]) ||
			    code_is_comprehension(all.list[i]))
				continue;
			result = pair_held(t, m, &all, i);
			if (result == 0)
				result = pair_namesakes(t, &found, &all, i);
			result = result < 0 ? -1 : 0;
			mark_paired(t, &(struct codes){0}, &all);
		}
		if (k == 0 && result == 0)
			result = pair_live_dict(t, m, m->before, m->code);
	}
	if (result < 0 && !PyErr_Occurred())
		PyErr_NoMemory();
	objects_fini(&found);
	codes_fini(&all);
	return result;
}

int
pair_codes_of(struct transaction *t, struct module *m)
{
	if (m->old_code)
		return pair_top_levels(t, m);
	return pair_where_they_are(t, m) < 0 ? -1 : pair_data(t, m);
}

/* The code objects of a top level by their names: dict, name -> list.  New reference. */
static PyObject *
codes_by_name(PyObject *code)
{
	PyObject *consts = code_attr(code, "co_consts"), *dict = PyDict_New(), *name, *list;
	int result = consts && dict ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyTuple_Size(consts); i++) {
		if (!is_code(PyTuple_GetItem(consts, i)))
			continue;
		name = code_attr(PyTuple_GetItem(consts, i), "co_name");
		list = name ? PyDict_GetItemWithError(dict, name) : NULL;
		if (name && !list && (list = PyList_New(0))) {
			result = PyDict_SetItem(dict, name, list);
			unref(list); /* the dict keeps it */
		}
		result = result == 0 && list ? PyList_Append(list, PyTuple_GetItem(consts, i)) : -1;
		unref(name);
	}
	unref(consts);
	if (result < 0) {
		unref(dict);
		return NULL;
	}
	return dict;
}

PyObject *
pair_codes_by_name(struct transaction *t, struct module *m, bool old)
{
	PyObject **codes = old ? &m->old_codes : &m->new_codes;

	if (!*codes)
		*codes = hold(t, codes_by_name(old ? m->old_code : m->code));
	return *codes;
}

/* The codes at the top level that the first name of a path means; borrowed, or NULL. */
static PyObject *
first_codes(struct transaction *t, struct module *m, bool old, const char *path)
{
	PyObject *codes = (old ? m->old_code : m->code) ? pair_codes_by_name(t, m, old) : NULL;
	PyObject *name = codes ? PyUnicode_FromStringAndSize(path, (Py_ssize_t)strcspn(path, ".")) : NULL;
	PyObject *list = name ? PyDict_GetItemWithError(codes, name) : NULL;

	unref(name);
	PyErr_Clear();
	return list;
}

PyObject *
pair_code_at(struct transaction *t, struct module *m, bool old, const char *path)
{
	PyObject *list = first_codes(t, m, old, path);
	const char *rest = path + strcspn(path, ".");

	if (!list || PyList_Size(list) != 1)
		return NULL;
	rest += *rest == '.';
	if (!strncmp(rest, "<locals>.", 9))
		rest += 9;
	return *rest ? code_at(PyList_GetItem(list, 0), rest) : PyList_GetItem(list, 0);
}

/* Some method of the class stands in the body. */
static bool
has_made(PyObject *body, PyObject *class)
{
	PyObject *consts = code_attr(body, "co_consts"), *name, *value;
	Py_ssize_t at = 0;
	bool made = false;

	while (consts && !made && PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		made = is_function(value) && PySequence_Contains(consts, WORD(value, python->function.code)) == 1;
	unref(consts);
	PyErr_Clear();
	return made;
}

PyObject *
pair_body_of(struct transaction *t, struct module *m, bool old, const char *path, PyObject *class)
{
	PyObject *list = strchr(path, '.') ? NULL : first_codes(t, m, old, path);
	Py_ssize_t i;

	for (i = list && PyList_Size(list) > 1 && CLASS_DICT(class) ? PyList_Size(list) : 0; i-- > 0;)
		if (code_is_class_body(PyList_GetItem(list, i)) && has_made(PyList_GetItem(list, i), class))
			return PyList_GetItem(list, i);
	return pair_class_body(t, m, old, path);
}

PyObject *
pair_class_body(struct transaction *t, struct module *m, bool old, const char *path)
{
	PyObject *list = first_codes(t, m, old, path);
	const char *rest = path + strcspn(path, ".");
	Py_ssize_t i;

	for (i = list ? PyList_Size(list) : 0; i-- > 0;)
		if (code_is_class_body(PyList_GetItem(list, i)))
			return *rest ? code_class_body(PyList_GetItem(list, i), rest + 1) : PyList_GetItem(list, i);
	/* class Box[T]: it is a level deeper. */
	return (old ? m->old_code : m->code) ? code_class_body(old ? m->old_code : m->code, path) : NULL;
}

/* Without the old body: by the methods of one name. */
static int
pair_methods(struct transaction *t, PyObject *old, PyObject *new)
{
	PyObject *name, *value, *its, *a, *b;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(CLASS_DICT(new), &at, &name, &value)) {
		its = PyDict_GetItemWithError(CLASS_DICT(old), name);
		a = its ? callable_of(its) : NULL;
		b = callable_of(value);
		if (a && b && is_function(a) && is_function(b))
			result = pair_codes(t, WORD(a, python->function.code), WORD(b, python->function.code));
	}
	return result;
}

int
pair_moved(struct transaction *t, struct module *from, struct module *to, PyObject *old, PyObject *new)
{
	PyObject *path = get_attr(new, "__qualname__"), *was = get_attr(old, "__qualname__"), *a = NULL, *b = NULL;
	int result = path ? 0 : -1;

	if (is_function(old) && is_function(new)) {
		a = WORD(old, python->function.code);
		b = WORD(new, python->function.code);
	} else if (path && was && is_class(old) && is_class(new) && from->old_code) {
		a = pair_class_body(t, from, true, utf8(was));
		b = pair_class_body(t, to, false, utf8(path));
	} else if (is_class(old) && is_class(new) && CLASS_DICT(old) && CLASS_DICT(new)) {
		result = pair_methods(t, old, new);
	}
	if (a && b && a != b)
		result = pair_codes(t, a, b);
	unref(was);
	unref(path);
	return result;
}

struct module *
pair_module(struct transaction *t, PyObject *code)
{
	PyObject *file = code_attr(code, "co_filename");
	struct module *m = NULL;
	size_t i;

	for (i = 0; file && !m && i < t->module_count; i++)
		if (file == t->modules[i].file || PyUnicode_Compare(file, t->modules[i].file) == 0)
			m = &t->modules[i];
	unref(file);
	return m;
}

bool
pair_is_ours(struct transaction *t, PyObject *code)
{
	return pair_module(t, code) != NULL;
}

static int
add_fresh(struct transaction *t, PyObject *code)
{
	PyObject *consts = code_attr(code, "co_consts");
	int result = consts ? addresses_add(&t->fresh, code) : -1;
	Py_ssize_t i;

	for (i = 0; result >= 0 && i < PyTuple_Size(consts); i++)
		if (is_code(PyTuple_GetItem(consts, i)))
			result = add_fresh(t, PyTuple_GetItem(consts, i));
	unref(consts);
	return result;
}

int
pair_take_fresh(struct transaction *t, PyObject *code)
{
	if (!hold(t, ref(code)))
		return -1;
	return add_fresh(t, code) < 0 ? (PyErr_NoMemory(), -1) : 0;
}

/* def go() of a class that is new may stand where that of another one stood, and be equal to it. */
PyObject *
pair_new_code(struct transaction *t, PyObject *code)
{
	PyObject *new = addresses_has(&t->fresh, code) ? NULL : pair_partner(t, code);

	return new == NONE ? NULL : new;
}
