#include "anew.h"

#include "version.h"

#define DEPTH 12 /* an object and its attributes are two */
#define PARTS_MOST 50
#define PAIRS_MOST 64 /* of what is gone and what is fresh */

#define STEPS_MOST 2000 /* of one comparison: what is built of more is not told alike */

enum likeness { OTHER, SAME, ANEW };

struct comparison {
	const struct said *said;
	int steps;
	PyObject *under_way[DEPTH][2]; /* a rule and its bound method lead to each other */
};

static enum likeness compare(struct comparison *s, PyObject *a, PyObject *b, int depth);

bool
said_has(PyObject *list, PyObject *constant)
{
	Py_ssize_t i;

	for (i = 0; i < PyList_Size(list); i++)
		if (const_equal(PyList_GetItem(list, i), constant, code_same_behaviour))
			return true;
	return false;
}

static bool
is_replaced_in(PyObject *old, PyObject *new, PyObject *gone, PyObject *fresh, const char *how)
{
	PyObject *a = how ? PyObject_CallMethod(gone, how, NULL) : ref(gone),
		 *b = how ? PyObject_CallMethod(fresh, how, NULL) : ref(fresh);
	PyObject *text = a && b && strlen(utf8(b)) > 0 ? PyObject_CallMethod(new, "replace", "OO", b, a) : NULL;
	bool is = text && PyUnicode_Compare(text, old) == 0 && PyUnicode_Compare(old, new) != 0;

	unref(text);
	unref(b);
	unref(a);
	PyErr_Clear();
	return is;
}

bool
said_within(PyObject *gone, PyObject *fresh, PyObject *old, PyObject *new)
{
	PyObject *a, *b;
	bool within = false;
	Py_ssize_t i, k;

	/* T.update({...}) may say hundreds. */
	if (PyList_Size(gone) * PyList_Size(fresh) > PAIRS_MOST)
		return false;
	for (i = 0; is_str(old) && is_str(new) && !within && i < PyList_Size(gone); i++)
		for (k = 0; !within && k < PyList_Size(fresh); k++) {
			a = PyList_GetItem(gone, i);
			b = PyList_GetItem(fresh, k);
			within = is_str(a) && is_str(b) &&
				 (is_replaced_in(old, new, a, b, NULL) || is_replaced_in(old, new, a, b, "upper") ||
				  is_replaced_in(old, new, a, b, "lower"));
		}
	return within;
}

static enum likeness
both(enum likeness a, enum likeness b)
{
	return a == OTHER || b == OTHER ? OTHER : a == ANEW || b == ANEW ? ANEW : SAME;
}

/* Takes both references. */
static enum likeness
compare_parts(struct comparison *s, PyObject *a, PyObject *b, int depth)
{
	enum likeness result = a && b ? compare(s, a, b, depth) : !a && !b ? SAME : OTHER;

	unref(a);
	unref(b);
	PyErr_Clear();
	return result;
}

static enum likeness
compare_attributes(struct comparison *s, PyObject *a, PyObject *b, const char *const *names, int depth)
{
	enum likeness result = SAME;

	for (; *names && result != OTHER; names++)
		result = both(result, compare_parts(s, get_attr(a, *names), get_attr(b, *names), depth));
	return result;
}

static enum likeness
compare_items(struct comparison *s, PyObject *a, PyObject *b, int depth)
{
	Py_ssize_t i, size = PyObject_Size(a);
	enum likeness result = size == PyObject_Size(b) && size <= PARTS_MOST ? SAME : OTHER;

	for (i = 0; result != OTHER && i < size; i++)
		result = both(result, compare(s, item_of(a, i), item_of(b, i), depth));
	return result;
}

/* retry=3 may have come, or gone. */
static enum likeness
compare_dicts(struct comparison *s, PyObject *a, PyObject *b, int depth)
{
	PyObject *key, *value, *its;
	enum likeness result = PyDict_Size(a) <= PARTS_MOST && PyDict_Size(b) <= PARTS_MOST ? SAME : OTHER;
	Py_ssize_t at = 0;

	while (result != OTHER && PyDict_Next(a, &at, &key, &value)) {
		its = is_str(key) ? PyDict_GetItemWithError(b, key) : NULL;
		result = both(result, its ? compare(s, value, its, depth) : said_has(s->said->gone, key) ? ANEW : OTHER);
	}
	for (at = 0; result != OTHER && PyDict_Next(b, &at, &key, &value);)
		if (!is_str(key) || PyDict_Contains(a, key) != 1)
			result = said_has(s->said->fresh, key) ? ANEW : OTHER;
	return result;
}

/* What only the one has the list says; of names and numbers. */
static bool
says_rest(PyObject *list, PyObject *a, PyObject *b)
{
	PyObject *rest = PyNumber_Subtract(a, b), *items = rest ? PySequence_List(rest) : NULL;
	bool says = items;
	Py_ssize_t i;

	for (i = 0; says && i < PyList_Size(items); i++)
		says = is_atom(PyList_GetItem(items, i)) && said_has(list, PyList_GetItem(items, i));
	unref(items);
	unref(rest);
	PyErr_Clear();
	return says;
}

/* {"GET"}, and methods=["POST"] says another one. */
static enum likeness
compare_sets(struct comparison *s, PyObject *a, PyObject *b)
{
	if (PyObject_Size(a) > PARTS_MOST || PyObject_Size(b) > PARTS_MOST)
		return OTHER;
	if (PyObject_RichCompareBool(a, b, Py_EQ) == 1)
		return SAME;
	PyErr_Clear();
	return says_rest(s->said->gone, a, b) && says_rest(s->said->fresh, b, a) ? ANEW : OTHER;
}

/* The same definition: over other values, where it is a closure. */
static enum likeness
compare_functions(struct comparison *s, PyObject *a, PyObject *b, int depth)
{
	const struct function_layout *l = &python->function;
	PyObject *x = WORD(a, l->closure), *y = WORD(b, l->closure);
	Py_ssize_t i, size = x ? PyTuple_Size(x) : 0;
	/* One that is generated may have no module. */
	bool same = same_definition(a, b) || code_same_behaviour(WORD(a, l->code), WORD(b, l->code));
	enum likeness result = same && (y ? PyTuple_Size(y) : 0) == size ? SAME : OTHER;

	for (i = 0; result != OTHER && i < size; i++)
		result = both(result, compare_parts(s, ref(WORD(PyTuple_GetItem(x, i), CELL_REF)),
						    ref(WORD(PyTuple_GetItem(y, i), CELL_REF)), depth));
	return result;
}

bool
are_locks(PyObject *a, PyObject *b)
{
	PyObject *module = type_of(a) == type_of(b) ? get_attr((PyObject *)type_of(a), "__module__") : NULL;
	bool are = module && is_str(module) && !strcmp(utf8(module), "_thread");

	unref(module);
	return are;
}

/* Of one class, or of what that has become in staging. */
static enum likeness
compare_objects(struct comparison *s, PyObject *a, PyObject *b, int depth)
{
	PyObject *x = (PyObject *)type_of(a), *y = (PyObject *)type_of(b);

	if (are_locks(a, b))
		return SAME;
	if (!is_heap_type(x) || !is_heap_type(y) || (x != y && !same_definition(x, y)))
		return OTHER;
	/* A NamedTuple. */
	if (x == y && PyType_IsSubtype((PyTypeObject *)x, TYPE_AT(PyTuple_Type)))
		return compare_items(s, a, b, depth);
	x = PyObject_GenericGetDict(a, NULL);
	y = PyObject_GenericGetDict(b, NULL);
	PyErr_Clear();
	if (x && y && is_dict(x) && is_dict(y))
		return compare_parts(s, x, y, depth);
	unref(x);
	unref(y);
	return OTHER;
}

/* (priority, next(count), f), a time: neither line says it, and the new one is later. */
static bool
has_counted_on(const struct said *said, PyObject *a, PyObject *b)
{
	return type_of(a) == type_of(b) && (is_exact(a, TYPE_AT(PyLong_Type)) || is_exact(a, TYPE_AT(PyFloat_Type))) &&
	       !said_has(said->gone, a) && !said_has(said->fresh, b) && PyObject_RichCompareBool(a, b, Py_LT) == 1;
}

static enum likeness
compare(struct comparison *s, PyObject *a, PyObject *b, int depth)
{
	static const char *const of_method[] = {"__func__", "__self__", NULL}, *const of_partial[] = {"func", "args", "keywords",
												      NULL};
	int i;

	if (a == b || (is_atom(a) && is_atom(b) && const_equal(a, b, code_same_behaviour)))
		return SAME;
	for (i = depth; i < DEPTH; i++)
		if (s->under_way[i][0] == a && s->under_way[i][1] == b)
			return SAME;
	if (!depth-- || s->steps++ > STEPS_MOST)
		return OTHER;
	s->under_way[depth][0] = a;
	s->under_way[depth][1] = b;
	if (is_weakref(a) && is_weakref(b))
		return compare(s, WORD(a, REF_OBJECT), WORD(b, REF_OBJECT), depth);
	if (is_exact(a, TYPE_AT(PyTuple_Type)) && is_exact(b, TYPE_AT(PyTuple_Type)))
		return compare_items(s, a, b, depth);
	/* A formatter, where there was none. */
	if (a == NONE && !is_atom(b) && s->said->less)
		return ANEW;
	/* The old form said so; or it said less, and what it left out is said now. */
	if (has_counted_on(s->said, a, b))
		return SAME;
	if (is_atom(a) || is_atom(b))
		return said_has(s->said->gone, a) || said_within(s->said->gone, s->said->fresh, a, b) ||
			       (s->said->less && is_atom(a) && said_has(s->said->fresh, b))
			   ? ANEW
			   : OTHER;
	if (is_function(a) && is_function(b))
		return compare_functions(s, a, b, depth);
	if (is_class(a) || is_class(b))
		return same_definition(a, b) ? SAME : OTHER;
	if (is_dict(a) && is_dict(b))
		return compare_dicts(s, a, b, depth);
	if (is_exact(a, TYPE_AT(PyList_Type)) && is_exact(b, TYPE_AT(PyList_Type)))
		return compare_items(s, a, b, depth);
	if (is_exact(a, TYPE_AT(PySet_Type)) && is_exact(b, TYPE_AT(PySet_Type)))
		return compare_sets(s, a, b);
	if (is_exact(a, TYPE_AT(PyMethod_Type)) && is_exact(b, TYPE_AT(PyMethod_Type)))
		return compare_attributes(s, a, b, of_method, depth);
	if (type_of(a) == type_of(b) && (PyObject *)type_of(a) == library_object("functools", "partial"))
		return compare_attributes(s, a, b, of_partial, depth);
	return compare_objects(s, a, b, depth);
}

static enum likeness
likeness_of(const struct said *said, PyObject *old, PyObject *new)
{
	struct comparison s = {.said = said};

	return compare(&s, old, new, DEPTH);
}

bool
said_anew(const struct said *said, PyObject *old, PyObject *new)
{
	return likeness_of(said, old, new) == ANEW;
}

bool
said_again(const struct said *said, PyObject *old, PyObject *new)
{
	enum likeness likeness = likeness_of(said, old, new);

	return likeness == ANEW || (likeness == SAME && !is_function(new) && !is_class(new) &&
				    (!is_atom(new) || is_exact(new, TYPE_AT(PyTuple_Type))));
}
