/*
 * shadow.c - a statement calls an object that lives on by a method that is another now: @BUS.subscribe(once=True).
 *
 * The class of the object gets its new methods with the commit.  Until then an object of
 * the staged class stands for it under that name: it has the very same dict of attributes,
 * and whoever keeps it has the live one in the end.
 */
#include "callees.h"
#include "instances.h"
#include "records.h"
#include "statement.h"
#include "version.h"

#define FUNCTIONS_DEEP 2 /* functions that call functions that call a method */

/* def route(self, path): def put(f): self.routes.append(compile_path(path)): a decorator calls what it returns. */
static bool
within_changed(struct transaction *t, PyObject *f)
{
	struct module *m = pair_module(t, WORD(f, python->function.code));
	PyObject *names = m && m->before ? PySet_New(NULL) : NULL, *list = NULL, *o;
	bool changed = false;
	Py_ssize_t i;

	if (names && code_add_names(WORD(f, python->function.code), names) == 0)
		list = PySequence_List(names);
	for (i = 0; list && !changed && i < PyList_Size(list); i++) {
		o = PyDict_GetItemWithError(m->before, PyList_GetItem(list, i));
		changed = o && (is_function(o) || is_class(o)) && (is_function(o) ? function_changed(t, o, 0) : callee_changed(t, o));
	}
	unref(list);
	unref(names);
	PyErr_Clear();
	return changed;
}

/* Of the method that is looked up, the staged class has another one, or it reaches what is another now: the class of the records
   that it makes. */
static bool
is_other_method(struct transaction *t, PyObject *live, PyObject *staged, PyObject *name)
{
	PyObject *old = class_lookup(live, utf8(name)), *new = class_lookup(staged, utf8(name));

	return new && is_function(new) &&
	       (!old || !is_function(old) ||
		!code_same_behaviour(WORD(old, python->function.code), WORD(new, python->function.code)) ||
		!functions_same_defaults(old, new) || callee_changed(t, old) || within_changed(t, old));
}

PyObject *
shadow_of(struct transaction *t, PyObject *o, PyObject *staged)
{
	PyObject *fields = record_fields(o), *shadow = NULL, *name;

	/* Its end would be that of the live one. */
	name = fields && !is_dict(o) && !class_lookup((PyObject *)type_of(o), "__del__") && !class_lookup(staged, "__del__") &&
		       class_same_layout((PyObject *)type_of(o), staged)
		   ? PyUnicode_InternFromString("__dict__")
		   : NULL;
	if (name)
		shadow = PyObject_CallMethod((PyObject *)TYPE_AT(PyBaseObject_Type), "__new__", "O", staged);
	if (shadow && (initializer_complete(t, o, staged, fields) < 0 || PyObject_GenericSetAttr(shadow, name, fields) < 0 ||
		       !hold(t, ref(shadow)) || addresses_add(&t->shadows, shadow) < 0 || map_set(&t->map, shadow, o) < 0)) {
		unref(shadow);
		shadow = NULL;
	}
	unref(name);
	unref(fields);
	PyErr_Clear();
	return shadow;
}

/* mark(f), @mark */
static bool
is_called_itself(const struct statement *s, PyObject *name)
{
	PyObject *list = get_attr(s->node, "decorator_list");
	bool is = tree_line_evaluated(s->node, node_is_call_of, name) != 0;
	Py_ssize_t i;

	for (i = 0; list && !is && i < PyList_Size(list); i++)
		is = node_is_name(PyList_GetItem(list, i), name);
	unref(list);
	return is;
}

bool
class_attribute_is_another(struct transaction *t, PyObject *live, PyObject *staged, PyObject *name)
{
	PyObject *old = class_lookup(live, utf8(name)), *new = class_lookup(staged, utf8(name)), *a, *b;
	bool other;

	if (!new || (is_function(new) && (!old || is_function(old))))
		return is_other_method(t, live, staged, name);
	if (!old || type_of(old) != type_of(new))
		return true;
	if (is_atom(new))
		return !const_equal(old, new, code_same_behaviour);
	a = is_exact(new, TYPE_AT(PyProperty_Type)) ? get_attr(old, "fget") : ref(callable_of(old));
	b = is_exact(new, TYPE_AT(PyProperty_Type)) ? get_attr(new, "fget") : ref(callable_of(new));
	other = a && b && is_function(a) && is_function(b) &&
		(!code_same_behaviour(WORD(a, python->function.code), WORD(b, python->function.code)) || callee_changed(t, a));
	unref(b);
	unref(a);
	return other;
}

/* str(main), main | other, with main: what operators and builtins call. */
static bool
is_other_itself(struct transaction *t, PyObject *live, PyObject *staged)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	bool other = false;

	while (!other && PyDict_Next(CLASS_DICT(staged), &at, &name, &value))
		other = is_function(value) && is_str(name) && !strncmp(utf8(name), "__", 2) && strcmp(utf8(name), "__init__") &&
			strcmp(utf8(name), "__new__") && is_other_method(t, live, staged, name);
	return other;
}

struct shadowing {
	const struct staging *g;
	const struct statement *s;
	PyObject *list, *call;
};

/* x loads the name of the object o. */
static bool
needs_shadow(const struct shadowing *w, const struct token *x, const struct token *end, PyObject *o, PyObject *staged)
{
	PyObject *live = (PyObject *)type_of(o), *attribute = x + 1 < end && token_is_attribute(&x[1]) && x[1].op != python->op.store_name ? x[1].value : NULL;

	if (attribute && (w->s->same ? is_other_method(w->g->t, live, staged, attribute)
				     : class_attribute_is_another(w->g->t, live, staged, attribute)))
		return true;
	if (!attribute && (w->s->same ? is_other_method(w->g->t, live, staged, w->call) && is_called_itself(w->s, x->value)
				      : is_other_itself(w->g->t, live, staged)))
		return true;
	return statement_reads_of(w->g, w->s, o);
}

int
shadow_place(PyObject *list, PyObject *dict, PyObject *name, PyObject *shadow)
{
	PyObject *live = PyDict_GetItemWithError(dict, name);

	return LIST_APPEND(list, dict, name, live, shadow) < 0 ? -1 : PyDict_SetItem(dict, name, shadow);
}

/* The methods of objects in these tokens, in the bodies of classes that they make, and in functions that they name. */
static void
add_shadows(const struct shadowing *w, const struct token *tokens, int count, int depth)
{
	const struct staging *g = w->g;
	PyObject *o, *staged, *shadow, *code;
	const struct token *x, *end = tokens + count;
	struct body body;

	for (x = tokens; x < end; x++) {
		if (x->value && is_code(x->value) && code_is_class_body(x->value) && body_init(&body, x->value) == 0) {
			add_shadows(w, body.tokens, body.token_count, depth);
			body_fini(&body);
		}
		if ((x->op != python->op.load_name && x->op != python->op.load_global) || !x->value)
			continue;
		o = PyDict_GetItemWithError(g->m->scratch, x->value);
		code = o && depth && !w->s->same && is_function(o) ? code_to_come(g->t, o) : NULL;
		if (code && body_init(&body, code) == 0) {
			add_shadows(w, body.tokens, body.token_count, depth - 1);
			body_fini(&body);
		}
		staged = o && is_heap_type((PyObject *)type_of(o)) ? class_staged(g->t, (PyObject *)type_of(o)) : NULL;
		if (!staged || !needs_shadow(w, x, end, o, staged))
			continue;
		shadow = shadow_of(g->t, o, staged);
		if (shadow && shadow_place(w->list, g->m->scratch, x->value, shadow) < 0)
			PyErr_Clear();
		unref(shadow);
	}
	PyErr_Clear();
}

PyObject *
shadows_begin(const struct staging *g, const struct statement *s)
{
	struct shadowing w = {g, s, PyList_New(0), PyUnicode_InternFromString("__call__")};

	if (w.list && w.call)
		add_shadows(&w, s->tokens, s->token_count, FUNCTIONS_DEEP);
	unref(w.call);
	PyErr_Clear();
	return w.list;
}

void
shadows_end(PyObject *list)
{
	PyObject *error[3], *dict, *name;
	Py_ssize_t i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	for (i = 0; list && i + 3 < PyList_Size(list); i += 4) {
		dict = PyList_GetItem(list, i);
		name = PyList_GetItem(list, i + 1);
		if (PyDict_GetItemWithError(dict, name) == PyList_GetItem(list, i + 3))
			PyDict_SetItem(dict, name, PyList_GetItem(list, i + 2));
	}
	unref(list);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}
