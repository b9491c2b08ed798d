/*
 * wrapped.c - a definition that stands inside another object.
 *
 * A decorator has put it there (@singleton class Config), which goes on with its
 * instances; or somebody from outside has (Client.get = traced(Client.get)), which
 * is nobody's business but theirs: the definition inside is brought up to date.
 */
#include "transaction.h"
#include "version.h"

#define NEAR 100

struct search {
	struct objects queue;
	struct addresses seen;
	bool failed;
};

static int
enqueue(PyObject *o, void *arg)
{
	struct search *s = arg;

	if (o && addresses_add(&s->seen, o) == 1 && objects_add(&s->queue, o) < 0)
		s->failed = true;
	return 0;
}

static bool
is_named(PyObject *class, const struct module *m, PyObject *name)
{
	PyObject *module = CLASS_DICT(class) ? class_get(class, "__module__") : NULL;
	PyObject *its = module && is_str(module) && PyUnicode_Compare(module, m->name_object) == 0
				? get_attr(class, "__qualname__")
				: NULL;
	bool is = its && is_str(its) && PyUnicode_Compare(its, name) == 0;

	unref(its);
	return is;
}

PyObject *
wrapped_class(const struct module *m, PyObject *o, PyObject *name)
{
	struct search s = {0};
	PyObject *found = NULL, *x;
	size_t i;

	enqueue(o, &s);
	for (i = 0; !found && !s.failed && i < s.queue.count && i < NEAR; i++) {
		x = s.queue.list[i];
		if (is_class(x)) {
			found = is_named(x, m, name) ? x : NULL;
		} else if (is_function(x)) {
			enqueue(WORD(x, python->function.closure), &s);
			enqueue(WORD(x, python->function.dict), &s);
		} else if (!is_module(x) && !is_exact(x, TYPE_AT(PyFrame_Type))) {
			heap_refers(x, enqueue, &s);
		}
	}
	objects_fini(&s.queue);
	addresses_fini(&s.seen);
	return found;
}

PyObject *
wrapped_definition(struct transaction *t, PyObject *o, const char *path)
{
	struct objects near = {0};
	PyObject *found = NULL;
	size_t i;

	if (functions_near(t, o, NEAR, &near) == 0)
		for (i = 0; !found && i < near.count; i++)
			if (!strcmp(utf8(WORD(near.list[i], python->function.qualname)), path) &&
			    !WORD(near.list[i], python->function.closure))
				found = near.list[i];
	objects_fini(&near);
	return found;
}

/* Instructions behind the code object of a `def`: a call more for each decorator. */
static int
count_behind(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first];
	int i, count = 0;

	for (i = c->count - 1; i >= 0 && !(x[i].value && is_code(x[i].value)); i--)
		count += !python->op.function_attribute || x[i].op != python->op.function_attribute;
	return i < 0 ? -1 : count;
}

int
wrapped_prepare(struct transaction *t)
{
	t->plain_def = hold(t, PyObject_CallFunction(dict_get(t->builtins, "compile"), "sss", "def _(): pass\n@staticmethod\ndef decorated(): pass\n",
						     "<pyreload-attach>", "exec"));
	return t->plain_def ? 0 : -1;
}

/* @staticmethod, in front of all others. */
static bool
is_descriptor_first(const struct body *body, const struct chunk *c)
{
	static const char *const names[] = {"staticmethod", "classmethod", "property"};
	const struct token *x = &body->tokens[c->first];

	return x->op == python->op.load_name && IS_ONE_OF(utf8(x->value), names);
}

bool
wrapped_never(struct transaction *t, const struct body *body, const char *name)
{
	const struct chunk *c = chunk_binding(body, name), *plain, *decorated;
	struct body sample;
	bool never = false;

	if (c && body_init(&sample, t->plain_def) == 0) {
		plain = chunk_binding(&sample, "_");
		decorated = chunk_binding(&sample, "decorated");
		never = plain && decorated &&
			(count_behind(body, c) == count_behind(&sample, plain) ||
			 (count_behind(body, c) == count_behind(&sample, decorated) && is_descriptor_first(body, c)));
		body_fini(&sample);
	}
	return never;
}
