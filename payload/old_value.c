/*
 * old_value.c - what a line of the old source had made of a name, before the process went on with it.
 *
 * Its bytecode is executed again where it can do nothing: names lead to constants, copies of
 * containers and the builtins that only compute; something stands for all else (unknown.c).
 */
#include "old_value.h"
#include "version.h"

bool
binds(const struct body *body, const struct chunk *c, PyObject *name)
{
	const struct token *x = &body->tokens[c->first];

	return tokens_have(x, c->count, python->op.store_name, name) || tokens_have(x, c->count, python->op.store_global, name);
}

PyObject *
binders_of(struct transaction *t, const struct body *body)
{
	PyObject *id = PyLong_FromVoidPtr(body->code), *dict = id ? PyDict_GetItemWithError(t->binders, id) : NULL, *number;
	const struct token *x;
	int i, result = 0;

	if (id && !dict && (dict = PyDict_New())) {
		for (i = 0; result == 0 && i < body->chunk_count; i++)
			for (x = &body->tokens[body->chunks[i].first];
			     result == 0 && x < &body->tokens[body->chunks[i].first + body->chunks[i].count]; x++) {
				if (x->op != python->op.store_name && x->op != python->op.store_global)
					continue;
				number = PyDict_GetItemWithError(dict, x->value);
				number = number && (number == NONE || PyLong_AsLong(number) != i) ? ref(NONE) : PyLong_FromLong(i);
				result = number ? PyDict_SetItem(dict, x->value, number) : -1;
				unref(number);
			}
		result = result == 0 ? PyDict_SetItem(t->binders, id, dict) : -1;
		unref(dict); /* t->binders has it */
		dict = result == 0 ? dict : NULL;
	}
	unref(id);
	return dict;
}

const struct chunk *
only_binding(struct transaction *t, const struct body *body, PyObject *name)
{
	PyObject *dict = binders_of(t, body), *number = dict ? PyDict_GetItemWithError(dict, name) : NULL;
	const struct chunk *found = number && number != NONE ? &body->chunks[PyLong_AsLong(number)] : NULL;

	return found && is_straight(body, found) ? found : NULL;
}
/* A member itself, also in tuples; new reference, NULL: exception. */
static PyObject *
real_key(struct transaction *t, PyObject *key)
{
	PyObject *list, *item, *made;
	Py_ssize_t i;

	if ((PyObject *)type_of(key) == t->unknown_member || (PyObject *)type_of(key) == t->unknown_definition)
		return ref(map_resolve(&t->map, old_value_object(key)));
	if (!is_exact(key, TYPE_AT(PyTuple_Type)))
		return ref(key);
	list = PySequence_List(key);
	for (i = 0; list && i < PyList_Size(list); i++) {
		item = real_key(t, PyList_GetItem(list, i));
		if (!item || PyList_SetItem(list, i, item) < 0) {
			unref(list);
			return NULL;
		}
	}
	made = list ? PySequence_Tuple(list) : NULL;
	unref(list);
	return made;
}

PyObject *
with_members(struct transaction *t, PyObject *value)
{
	bool dict = value && is_dict(value), set = value && is_exact(value, TYPE_AT(PySet_Type));
	PyObject *items = dict ? PyDict_Items(value) : set ? PySequence_List(value) : NULL, *made, *item, *key;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	if (!dict && !set)
		return value;
	made = dict ? PyDict_New() : PySet_New(NULL);
	for (i = 0; made && result == 0 && i < PyList_Size(items); i++) {
		item = PyList_GetItem(items, i);
		key = real_key(t, dict ? PyTuple_GetItem(item, 0) : item);
		result = !key ? -1 : dict ? PyDict_SetItem(made, key, PyTuple_GetItem(item, 1)) : PySet_Add(made, key);
		unref(key);
	}
	unref(items);
	unref(value);
	if (result == 0)
		return made;
	unref(made);
	return NULL;
}

PyObject *
value_in(PyObject *names, PyObject *code, PyObject *name)
{
	PyObject *result = names ? PyEval_EvalCode(code, names, names) : NULL;
	PyObject *value = result ? ref(PyDict_GetItemWithError(names, name)) : NULL;

	PyErr_Clear();
	unref(result);
	return value;
}

static PyObject *
evaluate(struct transaction *t, PyObject *code, PyObject *wanted, PyObject *globals, PyObject *scope, PyObject *name, bool lifted)
{
	PyObject *names = harmless_names(t, wanted, globals, scope, lifted), *value = value_in(names, code, name);

	unref(names);
	return value;
}

PyObject *
old_value_raw(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name)
{
	const struct chunk *chunk = body->code ? only_binding(t, body, name) : NULL;
	PyObject *code = chunk ? chunk_as_code(body, chunk) : NULL, *wanted = code ? wanted_names(body, chunk) : NULL, *value;

	value = wanted ? evaluate(t, code, wanted, globals, scope, name, false) : NULL;
	value = value || !wanted ? value : evaluate(t, code, wanted, globals, scope, name, true);
	PyErr_Clear();
	unref(wanted);
	unref(code);
	return value;
}

PyObject *
old_value(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name)
{
	PyObject *value = with_members(t, old_value_raw(t, body, globals, scope, name));

	PyErr_Clear();
	return value;
}

/* It may have made this one: an object of the class that it calls. */
static bool
may_have_made(struct transaction *t, PyObject *said, PyObject *o)
{
	PyObject *class = recipe_callee(t, said);

	return !class || !is_class(class) || (PyObject *)type_of(o) == class ||
	       same_text(class, (PyObject *)type_of(o), "__qualname__");
}

/* The values of the one below the keys of the other, which has more behind them or not; new reference, NULL: these are not its. */
static PyObject *
below_keys_of(struct transaction *t, PyObject *said, PyObject *dict)
{
	PyObject *made = PyDict_Size(said) <= PyDict_Size(dict) ? PyDict_New() : NULL, *key, *value, *its, *other;
	Py_ssize_t at = 0, place = 0;

	while (made && PyDict_Next(said, &at, &key, &value))
		if (!PyDict_Next(dict, &place, &its, &other) || !may_have_made(t, value, other) || PyDict_SetItem(made, its, value) < 0) {
			unref(made);
			made = NULL;
		}
	return made;
}

PyObject *
old_value_keyed(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name, PyObject *dict)
{
	PyObject *said = NULL, *made;

	if (PyList_Append(t->unknown_loose, NONE) == 0)
		said = old_value_raw(t, body, globals, scope, name);
	made = said && is_dict(said) ? hold(t, below_keys_of(t, said, dict)) : NULL;
	PyList_SetSlice(t->unknown_loose, 0, PyList_Size(t->unknown_loose), NULL);
	unref(said);
	PyErr_Clear();
	return made;
}
