/*
 * read_when_made.c - a value of a class, of which the __init__ of a class above has made something for each object.
 *
 * default_error_messages of a field of Django's: messages.update(getattr(c, "default_error_messages", {})).  That __init__ is of
 * a module that is not reloaded, so nothing of it is evaluated again; those that go on with the old value are counted.
 */
#include "class_pair.h"
#include "heap.h"
#include "version.h"

static bool
code_mentions(PyObject *code, PyObject *name)
{
	PyObject *consts = code_attr(code, "co_consts"), *item;
	bool mentions = code_says(code, utf8(name));
	Py_ssize_t i;

	for (i = 0; consts && !mentions && i < PyTuple_Size(consts); i++) {
		item = PyTuple_GetItem(consts, i);
		mentions = (is_str(item) && PyUnicode_Compare(item, name) == 0) || (is_code(item) && code_mentions(item, name));
	}
	unref(consts);
	return mentions;
}

/* The class above, of another module, whose __init__ does; borrowed, or NULL. */
static PyObject *
reader_above(struct class_pair *p, PyObject *name)
{
	PyObject *mro = WORD(p->old, TYPE_MRO), *class, *init;
	Py_ssize_t i;

	for (i = 0; mro && i < PyTuple_Size(mro); i++) {
		class = PyTuple_GetItem(mro, i);
		init = CLASS_DICT(class) && !class_is_ours(p->t, class) ? class_get(class, "__init__") : NULL;
		if (init && is_function(init) && code_mentions(WORD(init, python->function.code), name))
			return class;
	}
	return NULL;
}

void
read_when_made_note(struct class_pair *p, PyObject *name, const char *path)
{
	const struct chunk *line =
	    p->before.code && p->after.code && !p->beside && !p->relic ? chunk_binding(&p->after, utf8(name)) : NULL;
	PyObject *above = line && (line->match < 0 || PySet_Contains(p->moved, name) == 1) ? reader_above(p, name) : NULL, *its;
	struct objects found = {0};

	if (above && heap_find(heap_is_of, p->old, &found) == 0 && found.count) {
		its = get_attr(above, "__name__");
		report_addf(p->t->report, PYR_REC_NOTE, p->m->name, path,
			    "__init__ of %s has read it, and what it has made of that is as it was in objects made before: %zu",
			    its && is_str(its) ? utf8(its) : "a class above", found.count);
		unref(its);
	}
	objects_fini(&found);
	PyErr_Clear();
}
