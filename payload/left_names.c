/*
 * left_names.c - definitions that the new source drops, and somebody holds, go on with the names that it drops.
 *
 * def walk(tree): ... walk(child): the module has no `walk` any more, and who holds it may call it.
 * What a function does not find in its module it looks for in its builtins, which are its own since 3.10:
 * there these names are.
 */
#include "statement.h"
#include "version.h"

struct leaving {
	struct transaction *t;
	const struct module *m;
	PyObject *names, *builtins; /* set; dict */
};

static int
give(const struct leaving *l, PyObject *f)
{
	int uses;

	if (!is_function(f) || WORD(f, python->function.globals) != l->m->dict)
		return 0;
	uses = code_uses_one(WORD(f, python->function.code), l->names);
	if (uses <= 0)
		return uses;
	return hold(l->t, ref(f)) ? ops_word(&l->t->ops, f, &WORD(f, python->function.builtins), l->builtins) : -1;
}

static int
give_all(const struct leaving *l, PyObject *value)
{
	PyObject *module = is_class(value) && CLASS_DICT(value) ? class_get(value, "__module__") : NULL, *f, *name, *its;
	Py_ssize_t at = 0;
	int result = 0;

	if (!module) {
		f = is_function(value) ? value : function_within(value);
		return f ? give(l, f) : 0;
	}
	while (is_str(module) && PyUnicode_Compare(module, l->m->name_object) == 0 && result == 0 &&
	       PyDict_Next(CLASS_DICT(value), &at, &name, &its))
		result = give(l, function_read(value, utf8(name)) ? function_read(value, utf8(name)) : its);
	return result;
}

int
left_names_keep(struct transaction *t, const struct module *m, size_t from)
{
	struct leaving l = {.t = t, .m = m, .names = PySet_New(NULL), .builtins = PyDict_Copy(t->builtins)};
	int result = l.names && l.builtins ? 0 : -1;
	const struct op *op;
	PyObject *value;
	size_t i;

	for (i = from; result == 0 && i < t->last.count; i++) {
		op = &t->last.list[i];
		value = op->kind == OP_DICT && op->owner == m->dict && !op->value ? PyDict_GetItemWithError(m->before, op->key) : NULL;
		if (value)
			result = PySet_Add(l.names, op->key) < 0 ? -1 : PyDict_SetItem(l.builtins, op->key, value);
	}
	if (python->function.builtins && result == 0 && PySet_Size(l.names) > 0) {
		result = PyList_Append(t->left_builtins, l.builtins);
		for (i = from; result == 0 && i < t->last.count; i++) {
			value = PySet_Contains(l.names, t->last.list[i].key) == 1 ? PyDict_GetItemWithError(l.builtins, t->last.list[i].key) : NULL;
			result = value ? give_all(&l, value) : 0;
		}
	}
	unref(l.builtins);
	unref(l.names);
	return PyErr_Occurred() ? -1 : result;
}
