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

/* New reference; NULL: the object is not Python's alone, or memory is short. */
static PyObject *
make_shadow(struct transaction *t, PyObject *o, PyObject *staged)
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

/* The methods of objects in these tokens, and in the bodies of classes that they make. */
static void
add_shadows(const struct staging *g, const struct statement *s, const struct token *tokens, int count, PyObject *list)
{
	PyObject *call = PyUnicode_InternFromString("__call__"), *o, *staged, *shadow;
	const struct token *x, *end = tokens + count;
	struct body body;
	bool called;

	for (x = tokens; call && x < end; x++) {
		if (x->value && is_code(x->value) && code_is_class_body(x->value) && body_init(&body, x->value) == 0) {
			add_shadows(g, s, body.tokens, body.token_count, list);
			body_fini(&body);
		}
		if (x->op != python->op.load_name || !x->value || x + 1 == end)
			continue;
		o = PyDict_GetItemWithError(g->m->scratch, x->value);
		staged = o && is_heap_type((PyObject *)type_of(o)) ? class_staged(g->t, (PyObject *)type_of(o)) : NULL;
		called = IS_IN(python->op.names, x[1].op) && x[1].op != python->op.load_name && x[1].value;
		if (!staged || !((called && is_other_method(g->t, (PyObject *)type_of(o), staged, x[1].value)) ||
				 (!called && is_other_method(g->t, (PyObject *)type_of(o), staged, call) && is_called_itself(s, x->value)) ||
				 statement_reads_of(g, s, o)))
			continue;
		shadow = make_shadow(g->t, o, staged);
		if (shadow && PyDict_SetItem(g->m->scratch, x->value, shadow) == 0 && PyList_Append(list, x->value) == 0 &&
		    PyList_Append(list, shadow) == 0)
			PyList_Append(list, o);
		unref(shadow);
	}
	unref(call);
	PyErr_Clear();
}

PyObject *
shadows_begin(const struct staging *g, const struct statement *s)
{
	PyObject *list = PyList_New(0);

	if (list)
		add_shadows(g, s, s->tokens, s->token_count, list);
	PyErr_Clear();
	return list;
}

void
shadows_end(const struct staging *g, PyObject *list)
{
	PyObject *error[3];
	Py_ssize_t i;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	for (i = 0; list && i + 2 < PyList_Size(list); i += 3)
		if (PyDict_GetItemWithError(g->m->scratch, PyList_GetItem(list, i)) == PyList_GetItem(list, i + 1))
			PyDict_SetItem(g->m->scratch, PyList_GetItem(list, i), PyList_GetItem(list, i + 2));
	unref(list);
	PyErr_Clear();
	PyErr_Restore(error[0], error[1], error[2]);
}
