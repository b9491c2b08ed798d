/*
 * marks.c - attributes that a decorator has set on the function which it returned: @exempt, @abstractmethod.
 *
 * It is not there any more, so what it set goes.  A wrapper is another function; of a function that
 * stays the old source knows what has set which attribute.  Without it one goes that a decorator in reach
 * sets on what it is given, while none of those that the new source says does.
 */
#include "callees.h"

#include "version.h"

static int
count_named(const struct token *tokens, int count, PyObject *name)
{
	int named = 0, i;

	for (i = 0; i < count; i++)
		named += tokens[i].op == python->op.load_name && PyUnicode_Compare(tokens[i].value, name) == 0;
	return named;
}

/* Up to what it decorates. */
static int
head_of(const struct token *tokens, int count)
{
	int i = 0;

	while (i < count && !(tokens[i].value && is_code(tokens[i].value)))
		i++;
	return i;
}

/* Of a variable: what a function sets of a global one goes on with the process. */
static bool
code_stores(PyObject *code, PyObject *attribute)
{
	PyObject *consts = code_attr(code, "co_consts");
	struct body body;
	bool stores = false;
	Py_ssize_t i;
	int k;

	if (body_init(&body, code) < 0)
		return false;
	for (k = 1; !stores && k < body.token_count; k++)
		stores = body.tokens[k].op == python->op.store_attr && !body.tokens[k - 1].value &&
			 PyUnicode_Compare(body.tokens[k].value, attribute) == 0;
	body_fini(&body);

	for (i = 0; consts && !stores && i < PyTuple_Size(consts); i++)
		stores = is_code(PyTuple_GetItem(consts, i)) && code_stores(PyTuple_GetItem(consts, i), attribute);
	unref(consts);
	return stores;
}

/* said: the decorator is given the name of the attribute. */
static bool
function_sets(PyObject *f, PyObject *attribute, bool said)
{
	PyObject *code = WORD(f, python->function.code);

	return code_stores(code, attribute) ||
	       ((code_says(code, "setattr") || code_says(code, "__dict__")) && (said || makers_mention(f, attribute)));
}

/* A function, or an object that is called. */
static bool
object_sets(PyObject *o, PyObject *attribute, bool said)
{
	PyObject *class, *name, *value;
	bool sets = false;
	Py_ssize_t at = 0;

	o = callable_of(o);
	if (is_function(o))
		return function_sets(o, attribute, said);
	class = is_class(o) ? o : (PyObject *)type_of(o);
	while (is_heap_type(class) && CLASS_DICT(class) && !sets && PyDict_Next(CLASS_DICT(class), &at, &name, &value))
		sets = is_function(value) && function_sets(value, attribute, said);
	return sets;
}

/* web.exempt */
static PyObject *
named_by(PyObject *names, const struct token *x, const struct token *end)
{
	PyObject *o = PyDict_GetItemWithError(names, x->value);

	for (x++; o && is_module(o) && x < end && token_is_attribute(x); x++)
		o = PyDict_GetItemWithError(PyModule_GetDict(o), x->value);
	return o;
}

static bool
gone_sets(const struct module *m, const struct token *old, int old_count, const struct token *new, int new_count, PyObject *attribute)
{
	const struct token *x, *end = old + old_count;
	bool said = false, sets = false;
	PyObject *o;

	for (x = old; x < end; x++)
		said = said || (x->op == python->op.load_const && token_says(x, attribute));
	for (x = old; !sets && x < end; x++) {
		if (x->op != python->op.load_name || count_named(new, new_count, x->value) >= count_named(old, old_count, x->value))
			continue;
		o = named_by(m->before, x, end);
		sets = o && !is_atom(o) && object_sets(o, attribute, said);
	}
	return sets;
}

static bool
head_sets(const struct module *m, const struct token *tokens, int count, PyObject *attribute)
{
	const struct token *x;
	PyObject *o;

	for (x = tokens; x < tokens + count; x++) {
		o = x->op == python->op.load_name ? named_by(m->before, x, tokens + count) : NULL;
		if (o && !is_atom(o) && object_sets(o, attribute, false))
			return true;
	}
	return false;
}

static bool
one_sets(PyObject *names, PyObject *attribute, bool modules)
{
	PyObject *name, *value;
	bool sets = false;
	Py_ssize_t at = 0;

	while (!sets && PyDict_Next(names, &at, &name, &value))
		sets = is_function(value) ? function_sets(value, attribute, false)
					  : modules && is_module(value) && one_sets(PyModule_GetDict(value), attribute, false);
	return sets;
}

bool
marks_are_gone(struct transaction *t, PyObject *f, PyObject *attribute)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	const char *path = utf8(WORD(f, python->function.qualname));
	const struct body *before = NULL, *after = NULL;
	struct body own[2] = {{0}, {0}};
	const struct chunk *old, *new;
	const struct token *x, *y;
	bool gone = false;
	int head;

	if (!m || m->same_source || !strcmp(utf8(attribute), "__wrapped__"))
		return false;
	old = m->old_code ? pair_definition(t, m, true, path, &own[0], &before) : NULL;
	new = pair_definition(t, m, false, path, &own[1], &after);
	y = new ? &after->tokens[new->first] : NULL;
	head = new ? head_of(y, new->count) : 0;
	if (old && new) {
		x = &before->tokens[old->first];
		gone = gone_sets(m, x, head_of(x, old->count), y, head, attribute);
	} else if (new && !m->old_code) {
		gone = !head_sets(m, y, head, attribute) && one_sets(m->before, attribute, true);
		if (gone)
			report_addf(t->report, PYR_REC_NOTE, m->name, path,
				    "its attribute %s goes, for no decorator sets it now: there is no copy of the old source to "
				    "tell whether one did",
				    utf8(attribute));
	}
	body_fini(&own[0]);
	body_fini(&own[1]);
	PyErr_Clear();
	return gone;
}

bool
marks_may_set(struct transaction *t, PyObject *f, PyObject *attribute)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	const struct body *body = NULL;
	struct body own = {0};
	const struct chunk *c = m ? pair_definition(t, m, false, utf8(WORD(f, python->function.qualname)), &own, &body) : NULL;
	const struct token *x = c ? &body->tokens[c->first] : NULL;
	bool may = x && head_sets(m, x, head_of(x, c->count), attribute);

	body_fini(&own);
	PyErr_Clear();
	return may;
}
