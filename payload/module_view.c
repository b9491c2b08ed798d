/*
 * module_view.c - sys.modules[name] for staged code: the names of the staged module.
 *
 * typing.get_type_hints(), dataclasses and pydantic look there for what annotations say, a
 * base class for the constants of the module that derives from it.  The object must stay
 * the one that it is, for others have it; so for a while it is of a class that shows this
 * thread the staged module, and all others what it has.
 */
#include "compile.h"
#include "version.h"

static const char source[] =
	"def make(module, get_ident, getattr, setattr, delattr, id):\n"
	"    me, staged = get_ident(), {}\n"
	"    class view(module):\n"
	"        __slots__ = ()\n"
	"        def __getattribute__(self, name):\n"
	"            return getattr(staged[id(self)], name) if get_ident() == me else module.__getattribute__(self, name)\n"
	"        def __setattr__(self, name, value):\n"
	"            return setattr(staged[id(self)], name, value) if get_ident() == me else module.__setattr__(self, name, value)\n"
	"        def __delattr__(self, name):\n"
	"            return delattr(staged[id(self)], name) if get_ident() == me else module.__delattr__(self, name)\n"
	"    view.__name__ = view.__qualname__ = module.__name__\n"
	"    return view, staged\n";

/* (class, dict); NULL: exception. */
static PyObject *
make_view(struct transaction *t)
{
	static const char *const names[] = {"getattr", "setattr", "delattr", "id"};
	PyObject *make = compile_function(t, source, "make"), *get_ident = library_object("_thread", "get_ident"), *args, *made = NULL;
	size_t i;

	args = make && get_ident ? PyTuple_New(6) : NULL;
	if (args) {
		PyTuple_SetItem(args, 0, ref((PyObject *)TYPE_AT(PyModule_Type)));
		PyTuple_SetItem(args, 1, ref(get_ident));
		for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			PyTuple_SetItem(args, (Py_ssize_t)i + 2, ref(dict_get(t->builtins, names[i])));
		made = PyObject_CallObject(make, args);
	}
	unref(args);
	unref(make);
	return made;
}

int
module_views_begin(struct transaction *t)
{
	PyObject *made = hold(t, make_view(t)), *id;
	struct module *m;
	int result = made ? 0 : -1;

	for (m = t->modules; result == 0 && m < t->modules + t->module_count; m++) {
		if (!m->staged || (PyObject *)type_of(m->module) != (PyObject *)TYPE_AT(PyModule_Type))
			continue;
		id = PyLong_FromVoidPtr(m->module);
		result = id ? PyDict_SetItem(PyTuple_GetItem(made, 1), id, m->staged) : -1;
		unref(id);
		if (result == 0)
			result = PyObject_SetAttrString(m->module, "__class__", PyTuple_GetItem(made, 0));
	}
	t->view = made ? PyTuple_GetItem(made, 0) : NULL;
	return result;
}

/* Nothing of this can fail: setting __class__ may, by an audit hook. */
void
module_views_end(struct transaction *t)
{
	struct module *m;

	for (m = t->modules; t->view && m < t->modules + t->module_count; m++)
		if ((PyObject *)type_of(m->module) == t->view) {
			WORD(m->module, OBJECT_TYPE) = (PyObject *)TYPE_AT(PyModule_Type);
			unref(t->view);
		}
	t->view = NULL;
}
