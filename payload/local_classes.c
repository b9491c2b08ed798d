/*
 * local_classes.c - classes that a function has made, whose body in it has changed.
 *
 * No statement makes them again, and their methods are found by their code.  What the body binds to a constant they take, where
 * they have what the old body said; so they do methods that have come, where others have the variables captured that these need,
 * and lose what is gone.  All else they keep, and that is named.
 */
#include "heap.h"
#include "statement.h"
#include "version.h"

struct local {
	struct transaction *t;
	struct module *m;
	PyObject *path; /* str: what __qualname__ is, borrowed from the code */
	struct body before, after;
	PyObject *kept; /* str: the first name that cannot be followed, borrowed; or NULL */
	int kept_count;
};

int
local_classes_note(struct transaction *t, PyObject *old, PyObject *new)
{
	return PyList_Append(t->local_bodies, old) < 0 ? -1 : PyList_Append(t->local_bodies, new);
}

/* LIMIT = 5; borrowed, NULL: something else. */
static PyObject *
constant_of(const struct body *body, const struct chunk *c)
{
	const struct token *x = &body->tokens[c->first];

	return c->count == 2 && x->op == python->op.load_const && x->value && is_atom(x->value) &&
		       x[1].op == python->op.store_name
		   ? x->value
		   : NULL;
}

static PyObject *
constant_named(const struct body *body, PyObject *name)
{
	const struct chunk *c = chunk_binding(body, utf8(name));

	return c ? constant_of(body, c) : NULL;
}

/* def f(self): without decorators and defaults; borrowed. */
static PyObject *
plain_method(const struct body *body, const struct chunk *c, PyObject *name)
{
	PyObject *code = chunk_code(body, c, name);
	const struct token *x;
	bool plain = code && !code_is_class_body(code);

	for (x = &body->tokens[c->first]; plain && x < &body->tokens[c->first + c->count]; x++)
		plain = x->op != python->op.load_name && x->op != python->op.load_global &&
			(x->op != python->op.load_const || x->value == code || is_str(x->value));
	return plain ? code : NULL;
}

static bool
is_local_class(PyObject *o, void *arg)
{
	struct local *l = arg;
	PyObject *module = is_class(o) && is_heap_type(o) && CLASS_DICT(o) ? class_get(o, "__module__") : NULL, *path;
	bool is = module && is_str(module) && PyUnicode_Compare(module, l->m->name_object) == 0 &&
		  (PyObject *)type_of(o) == (PyObject *)TYPE_AT(PyType_Type);

	path = is ? get_attr(o, "__qualname__") : NULL;
	is = path && is_str(path) && PyUnicode_Compare(path, l->path) == 0;
	unref(path); /* the class keeps it */
	return is;
}

/* Cells that the methods of the class have, for the free variables; new reference, NULL: one is missing, or an exception is set.
 */
static PyObject *
cells_for(PyObject *class, PyObject *code)
{
	PyObject *names = code_attr(code, "co_freevars"), *closure = names ? PyTuple_New(PyTuple_Size(names)) : NULL, *key, *f,
		 *cell;
	Py_ssize_t i, at;

	for (i = 0; closure && i < PyTuple_Size(names); i++) {
		for (at = 0, cell = NULL; !cell && PyDict_Next(CLASS_DICT(class), &at, &key, &f);)
			cell = is_function(f) ? cell_named(f, PyTuple_GetItem(names, i)) : NULL;
		if (cell) {
			PyTuple_SetItem(closure, i, ref(cell));
		} else {
			unref(closure);
			closure = NULL;
		}
	}
	unref(names);
	return closure;
}

static int
add_method(struct local *l, PyObject *class, PyObject *name, PyObject *code)
{
	PyObject *closure = cells_for(class, code), *module = l->m->name_object,
		 *f = closure ? PyObject_CallFunction((PyObject *)TYPE_AT(PyFunction_Type), "OOOOO", code, l->m->dict, name, NONE,
						      PyTuple_Size(closure) ? closure : NONE)
			      : NULL,
		 *path = f ? PyUnicode_FromFormat("%U.%U", l->path, name) : NULL;
	int result = path && PyObject_SetAttrString(f, "__qualname__", path) == 0 &&
			     PyObject_SetAttrString(f, "__module__", module) == 0 && hold(l->t, ref(f))
			 ? ops_add(&l->t->ops, OP_TYPE, class, name, f)
		     : PyErr_Occurred() ? -1
					: 1;

	unref(path);
	unref(f);
	unref(closure);
	return result;
}

/* 1: it keeps what it has. */
static int
follow_name(struct local *l, PyObject *class, const struct chunk *c, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(CLASS_DICT(class), name), *was = constant_named(&l->before, name),
		 *is = constant_of(&l->after, c), *code = plain_method(&l->after, c, name);
	bool bound = chunk_binding(&l->before, utf8(name)) != NULL;

	if (l->t->flags & PYR_CODE_ONLY)
		return !(code && bound);
	if (is && live && was && is_atom(live) && const_equal(live, was, code_same_behaviour))
		return const_equal(live, is, code_same_behaviour) ? 0 : ops_add(&l->t->ops, OP_TYPE, class, name, is);
	if (is && !live && !bound)
		return ops_add(&l->t->ops, OP_TYPE, class, name, is);
	if (code && !live && !bound)
		return add_method(l, class, name, code);
	/* Its code is exchanged. */
	return code && bound && live && is_function(live) && plain_method(&l->before, chunk_binding(&l->before, utf8(name)), name)
		   ? 0
		   : 1;
}

static int
drop_name(struct local *l, PyObject *class, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(CLASS_DICT(class), name), *was = constant_named(&l->before, name);
	const struct chunk *c = chunk_binding(&l->before, utf8(name));
	PyObject *code = c ? chunk_code(&l->before, c, name) : NULL;

	if (!live || l->t->flags & PYR_CODE_ONLY ||
	    !((was && is_atom(live) && const_equal(live, was, code_same_behaviour)) ||
	      (code && is_function(live) && code_same_behaviour(WORD(live, python->function.code), code))))
		return live ? 1 : 0;
	return ops_add(&l->t->ops, OP_TYPE, class, name, NULL);
}

/* The name that the chunk alone binds; borrowed, NULL: it binds none, or several. */
static PyObject *
name_of(const struct body *body, const struct chunk *c)
{
	const struct token *x;
	PyObject *name = NULL;

	for (x = &body->tokens[c->first]; x < &body->tokens[c->first + c->count]; x++) {
		if (x->op != python->op.store_name)
			continue;
		if (name)
			return NULL;
		name = x->value;
	}
	return name && strncmp(utf8(name), "__", 2) ? name : NULL;
}

static void
note_kept(struct local *l, PyObject *name)
{
	if (!l->kept_count++)
		l->kept = name;
}

static int
follow_class(struct local *l, PyObject *class)
{
	const struct chunk *c;
	PyObject *name;
	int result = 0;

	for (c = l->after.chunks; result >= 0 && c < l->after.chunks + l->after.chunk_count; c++) {
		name = c->match < 0 ? name_of(&l->after, c) : NULL;
		result = name ? follow_name(l, class, c, name) : 0;
		if (result > 0)
			note_kept(l, name);
	}
	for (c = l->before.chunks; result >= 0 && c < l->before.chunks + l->before.chunk_count; c++) {
		name = c->match < 0 ? name_of(&l->before, c) : NULL;
		result = name && !chunk_binding(&l->after, utf8(name)) ? drop_name(l, class, name) : 0;
		if (result > 0)
			note_kept(l, name);
	}
	return result < 0 ? -1 : 0;
}

static int
follow(struct local *l)
{
	struct objects found = {0};
	size_t ops = l->t->ops.count, i;
	char more[AND_MORE_MOST];
	int result = heap_find(is_local_class, l, &found);

	for (i = 0; result == 0 && i < found.count; i++)
		result = hold(l->t, ref(found.list[i])) ? follow_class(l, found.list[i]) : -1;
	objects_fini(&found);
	if (result == 0 && l->t->ops.count > ops)
		report_add(l->t->report, PYR_REC_UPDATED, l->m->name, utf8(l->path), "attributes");
	if (result == 0 && l->kept)
		report_addf(l->t->report, PYR_REC_NOTE, l->m->name, utf8(l->path),
			    "classes that it has made keep %s%s as they are", utf8(l->kept),
			    report_and_more(l->kept_count, more));
	return result;
}

int
local_classes_follow(struct transaction *t)
{
	struct local l;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i + 1 < PyList_Size(t->local_bodies); i += 2) {
		l = (struct local){.t = t, .m = pair_module(t, PyList_GetItem(t->local_bodies, i + 1))};
		if (!l.m || body_init(&l.before, PyList_GetItem(t->local_bodies, i)) < 0)
			continue;
		if (body_init(&l.after, PyList_GetItem(t->local_bodies, i + 1)) == 0) {
			body_match(&l.before, &l.after);
			l.path = chunk_binding(&l.before, "__qualname__")
				     ? constant_of(&l.before, chunk_binding(&l.before, "__qualname__"))
				     : NULL;
			result = l.path ? follow(&l) : 0;
			body_fini(&l.after);
		}
		body_fini(&l.before);
	}
	return result;
}
