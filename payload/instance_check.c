/*
 * instance_check.c - isinstance() for staged code: live objects are instances of the staged classes, too.
 *
 * `if not any(isinstance(h, Handler) for h in log.handlers)`, and Handler has changed in
 * the same edit: what log has is an instance of the live class, which the staged one
 * is going to be.
 */
#include "compile.h"

static const char source[] =
	"def guard(real, lives, type, tuple, id):\n"
	"    def isinstance(o, kind):\n"
	"        if real(o, kind): return True\n"
	"        if type(kind) is tuple:\n"
	"            for one in kind:\n"
	"                if isinstance(o, one): return True\n"
	"            return False\n"
	"        return id(kind) in lives and real(o, lives[id(kind)])\n"
	"    return isinstance\n";

int
instance_check_begin(struct transaction *t)
{
	PyObject *real = dict_get(t->builtins, "isinstance"), *type = dict_get(t->builtins, "type"),
		 *id = dict_get(t->builtins, "id");
	PyObject *tuple = dict_get(t->builtins, "tuple"), *make;

	/* Somebody has taken away a builtin. */
	if (!real || !type || !tuple || !id)
		return 0;
	t->live_classes = hold(t, PyDict_New());
	make = t->live_classes ? hold(t, compile_function(t, source, "guard")) : NULL;
	t->instance_check =
	    make ? hold(t, PyObject_CallFunctionObjArgs(make, real, t->live_classes, type, tuple, id, NULL)) : NULL;
	t->real_instance_check = real;
	return t->instance_check ? PyDict_SetItemString(t->staging_builtins, "isinstance", t->instance_check) : -1;
}

int
instance_check_add(struct transaction *t, PyObject *staged, PyObject *live)
{
	PyObject *id = t->live_classes ? PyLong_FromVoidPtr(staged) : NULL;
	int result = id ? PyDict_SetItem(t->live_classes, id, live) : t->live_classes ? -1 : 0;

	unref(id);
	return result;
}

void
instance_check_end(struct transaction *t)
{
	if (t->instance_check)
		PyDict_SetItemString(t->staging_builtins, "isinstance", t->real_instance_check);
}
