/*
 * stand_in.c - while a metaclass that is not staged makes a class.
 *
 * Its code knows the live classes; the body has made instances of staged ones
 * (name = Field(...)).  For that time these pass for instances of the live ones:
 * isinstance() goes by __class__ where the type itself does not match.
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

static const char source[] = "def pretend(live):\n"
			     "    return property(lambda self: live)\n";

static PyObject *
make_property(struct transaction *t, PyObject *live)
{
	PyObject *f = compile_function(t, source, "pretend");
	PyObject *property = f ? PyObject_CallFunction(f, "O", live) : NULL;

	unref(f);
	return property;
}

/* The second store is for the caches. */
static int
store_class(PyObject *staged, PyObject *key, PyObject *value)
{
	PyObject *module = class_get(staged, "__module__"), *name = PyUnicode_InternFromString("__module__");
	int result = name ? store_dict(CLASS_DICT(staged), key, value) : -1;

	if (result == 0 && module)
		result = store_type(staged, name, module);
	unref(name);
	return result;
}

static bool
is_made_by_code(PyObject *class)
{
	return class && is_class(class) && is_heap_type((PyObject *)type_of(class));
}

static bool
has_live_metaclass(const struct staging *g, const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->op == python->op.load_name && is_made_by_code(PyDict_GetItemWithError(g->m->scratch, x->value)))
			return true;
	return false;
}

/* The classes that have one that is live, and of those the metaclass is type; those that say `__class__`
   themselves are left as they are. */
static int
add_staged(const struct module *m, PyObject *key, PyObject *pairs)
{
	PyObject *names = m->defined ? PySequence_List(m->defined) : PyList_New(0), *live, *staged;
	int result = names ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(names); i++) {
		live = PyDict_GetItemWithError(m->before, PyList_GetItem(names, i));
		staged = PyDict_GetItemWithError(m->scratch, PyList_GetItem(names, i));
		if (!live || !staged || live == staged || !is_class(live) || !is_class(staged) ||
		    type_of(staged) != TYPE_AT(PyType_Type) || PyDict_Contains(CLASS_DICT(staged), key) != 0)
			continue;
		result = PyList_Append(pairs, staged) == 0 ? PyList_Append(pairs, live) : -1;
	}
	unref(names);
	return result;
}

PyObject *
stand_in_begin(const struct staging *g, const struct statement *s, bool again)
{
	PyObject *key, *pairs, *property;
	int result = 0;
	Py_ssize_t i;
	size_t k;

	(void)again;
	if (s->kind != KIND_CLASS || !has_live_metaclass(g, s))
		return NULL;
	key = PyUnicode_InternFromString("__class__");
	pairs = PyList_New(0);
	for (k = 0; key && pairs && result == 0 && k < g->t->module_count; k++)
		result = add_staged(&g->t->modules[k], key, pairs);
	for (i = 0; key && pairs && result == 0 && i < PyList_Size(pairs); i += 2) {
		property = make_property(g->t, PyList_GetItem(pairs, i + 1));
		result = property ? store_class(PyList_GetItem(pairs, i), key, property) : -1;
		unref(property);
	}
	unref(key);
	return pairs;
}

int
stand_in_end(const struct staging *g, PyObject *pairs)
{
	PyObject *key = PyUnicode_InternFromString("__class__");
	Py_ssize_t i;

	(void)g;
	for (i = 0; key && i < PyList_Size(pairs); i += 2)
		if (PyDict_Contains(CLASS_DICT(PyList_GetItem(pairs, i)), key) == 1)
			store_class(PyList_GetItem(pairs, i), key, NULL);
	unref(key);
	return 0;
}
