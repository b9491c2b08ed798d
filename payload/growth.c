/*
 * growth.c - an attribute that a new initializer sets: what instances made before are to have of it.
 *
 * What the class has had for all of them under that name, or they themselves under another, goes on.
 */
#include "collection.h"
#include "initializer.h"
#include "version.h"

static bool
is_added(const struct transaction *t, PyObject *class, PyObject *name)
{
	size_t i;

	for (i = 0; i < t->growth_count; i++)
		if (t->growths[i].class == class && PyUnicode_Compare(t->growths[i].name, name) == 0)
			return true;
	return false;
}

PyObject *
growth_leaving(const struct initializer *n, PyObject *name)
{
	PyObject *its = class_get(n->class, utf8(name));

	return its && !is_exact(its, TYPE_AT(PyMemberDescr_Type)) && n->staged && !class_lookup(n->staged, utf8(name)) ? its
														       : NULL;
}

static bool
has_no_constants(PyObject *code)
{
	PyObject *consts = is_code(code) ? code_attr(code, "co_consts") : NULL;
	bool none = consts != NULL;
	Py_ssize_t i;

	for (i = 0; none && i < PyTuple_Size(consts); i++)
		none = PyTuple_GetItem(consts, i) == NONE;
	unref(consts);
	return none;
}

/* items = [] in the body, and the process has filled it for all; count = 0, and it has counted. */
static bool
has_gone_on(const struct initializer *n, PyObject *name, PyObject *value, PyObject *maker)
{
	PyObject *code = pair_body_of(n->t, n->m, true, n->path, n->class), *made;
	struct body body;
	bool on = false;

	/* Without the old source: what is filled, and begins empty now, may well have begun so. */
	if (!code)
		return is_container(value) && touched_size(value) > 0 && maker && has_no_constants(maker);
	if (body_init(&body, code) < 0)
		return false;
	made = old_value(n->t, &body, n->m->before, CLASS_DICT(n->class), name);
	if (made && type_of(made) == type_of(value))
		on = is_container(value) ? !contents_same(n->t, value, made)
					 : is_atom(value) && !const_equal(value, made, code_same_behaviour);
	unref(made);
	body_fini(&body);
	PyErr_Clear();
	return on;
}

/* Some method of a class below, whose source may be another, says it. */
static bool
is_said_below(PyObject *class, PyObject *name, int depth)
{
	PyObject *list = type_of(class) == TYPE_AT(PyType_Type) ? class_subclasses(class) : NULL;
	PyObject *names = PySet_New(NULL), *key, *value;
	bool said = !list || !names || depth == 0;
	Py_ssize_t i, at;

	for (i = 0; !said && i < PyList_Size(list); i++) {
		for (at = 0; PyDict_Next(CLASS_DICT(PyList_GetItem(list, i)), &at, &key, &value);)
			if (is_function(value) && code_add_names(WORD(value, python->function.code), names) < 0)
				break;
		said = PyErr_Occurred() || PySet_Contains(names, name) != 0 ||
		       is_said_below(PyList_GetItem(list, i), name, depth - 1);
	}
	unref(names);
	unref(list);
	PyErr_Clear();
	return said;
}

#define BELOW_MOST 8 /* classes below each other */

#define RETURNS_ATTRIBUTE 4 /* instructions of `return self.x`: RESUME since 3.11, LOAD_FAST, LOAD_ATTR, RETURN_VALUE */

/* A property gives what is kept under the other name now: state, of self._state, and nothing made of it. */
static bool
is_given_by_property(const struct initializer *n, PyObject *was, PyObject *name)
{
	PyObject *property = n->staged ? class_get(n->staged, utf8(was)) : NULL, *live = class_lookup(n->class, utf8(was)), *get,
		 *names;
	struct body body;
	bool given;

	if (!property || !is_exact(property, TYPE_AT(PyProperty_Type)) ||
	    (live && class_lookup((PyObject *)type_of(live), "__get__")))
		return false;
	get = get_attr(property, "fget");
	names = get && is_function(get) ? code_attr(WORD(get, python->function.code), "co_names") : NULL;
	given = names && PyTuple_Size(names) == 1 && PyUnicode_Compare(PyTuple_GetItem(names, 0), name) == 0 &&
		body_init(&body, WORD(get, python->function.code)) == 0;
	if (given) {
		given = body.token_count <= RETURNS_ATTRIBUTE;
		body_fini(&body);
	}
	unref(names);
	unref(get);
	return given;
}

bool
growth_is_renamed(const struct initializer *n, PyObject *was, PyObject *name)
{
	PyObject *pairs = renamed_pairs(n->t, n->m), *its = pairs ? PyDict_GetItemWithError(pairs, was) : NULL,
		 *known = PySet_New(NULL);
	bool renamed =
	    is_given_by_property(n, was, name) ||
	    (its && its != NONE && PyUnicode_Compare(its, name) == 0 && known && code_add_names(n->m->code, known) == 0 &&
	     PySet_Contains(known, was) == 0 && !is_said_below(n->class, was, BELOW_MOST));

	unref(known);
	PyErr_Clear();
	return renamed;
}

/* What the old initializer has set, and a property gives now; new reference, or NULL. */
static PyObject *
behind_property(const struct initializer *n, PyObject *name)
{
	PyObject *key, *value, *was = NULL;
	Py_ssize_t at = 0;

	while (n->staged && !was && PyDict_Next(CLASS_DICT(n->staged), &at, &key, &value))
		if (is_exact(value, TYPE_AT(PyProperty_Type)) && n->old && code_stores_attribute(n->old, key) &&
		    is_given_by_property(n, key, name))
			was = ref(key);
	return was;
}

/* The new code is the old one, but for this name in the place of another; so does some other method, and nobody says the old
   name any more: that one.  New reference, or NULL. */
static PyObject *
renamed_in_code(const struct initializer *n, PyObject *name)
{
	static const char *const parts[] = {"co_code", "co_consts", "co_varnames"};
	PyObject *old = n->old ? code_attr(n->old, "co_names") : NULL, *new = n->new ? code_attr(n->new, "co_names") : NULL,
		 *was = NULL;
	Py_ssize_t i, others = 0;

	for (i = 0; old && new && i < PyTuple_Size(new) && PyTuple_Size(old) == PyTuple_Size(new); i++)
		if (PyUnicode_Compare(PyTuple_GetItem(new, i), name) == 0)
			was = PyTuple_GetItem(old, i);
		else
			others += PyUnicode_Compare(PyTuple_GetItem(new, i), PyTuple_GetItem(old, i)) != 0;
	was = was && !others && code_same_parts(n->old, n->new, parts, sizeof(parts) / sizeof(parts[0])) &&
			      growth_is_renamed(n, was, name)
		      ? ref(was)
		      : NULL;
	unref(new);
	unref(old);
	PyErr_Clear();
	return was;
}

struct growth
growth_of(const struct initializer *n, PyObject *name, PyObject *maker)
{
	return (struct growth){.module = n->m->name,
			       .path = n->path,
			       .class = n->class,
			       .name = name,
			       .method = n->method,
			       .helper = n->helper,
			       .maker = n->t->flags & PYR_CODE_ONLY ? NULL : maker,
			       .globals = n->m->scratch,
			       .locals = n->locals};
}

/* scope = "legacy", beside self.scope = scope: the new source says itself what instances made before have. */
static bool
has_fallback(const struct initializer *n, PyObject *name)
{
	PyObject *its = n->staged && !fields_have(n->staged, name) ? class_lookup(n->staged, utf8(name)) : NULL; /* no field's default */

	return its && !is_exact(its, TYPE_AT(PyMemberDescr_Type)) && !class_lookup(n->class, utf8(name));
}

int
initializer_add(const struct initializer *n, PyObject *name, PyObject *maker, PyObject *value)
{
	struct growth growth = growth_of(n, name, maker);
	PyObject *of_class = class_lookup(n->class, utf8(name)), *local = library_object("_thread", "_local");

	growth.is_of_class = n->is_of_class;
	growth.evidence = n->evidence;
	growth.value = n->t->flags & PYR_CODE_ONLY ? NULL : value;
	growth.leaving = growth_leaving(n, name);
	/* The members of an Enum take what the new ones have. */
	if (is_enum(n->class) || is_added(n->t, n->class, name) || has_fallback(n, name) || (of_class && !growth.leaving && !is_exact(of_class, TYPE_AT(PyMemberDescr_Type))))
		return 0;
	/* They go on with what they have had. */
	if (growth.leaving && !class_lookup((PyObject *)type_of(growth.leaving), "__get__") &&
	    ((!maker && !value) || has_gone_on(n, name, growth.leaving, maker))) {
		/* Each with its own from now on. */
		growth.maker = is_container(growth.leaving) && maker ? hold(n->t, get_attr(growth.leaving, "copy")) : NULL;
		growth.value = growth.maker ? NULL : growth.leaving;
		PyErr_Clear();
	}
	if (growth.maker && growth.maker == maker && own_values_note(n, &growth) < 0)
		return -1;
	growth.was = n->was ? n->was : hold(n->t, behind_property(n, name));
	growth.was = growth.was ? growth.was : hold(n->t, renamed_in_code(n, name));
	growth.is_local = local && PyType_IsSubtype((PyTypeObject *)n->class, (PyTypeObject *)local);
	return hold(n->t, ref(name)) && (!maker || hold(n->t, ref(maker))) && (!growth.value || hold(n->t, ref(growth.value)))
		       ? instances_add(n->t, &growth)
		       : -1;
}
