/*
 * models.c - pydantic 2: what it has compiled of a model says what the models within say.
 *
 * A model has its validator and its serializer in C, with those of its fields' models built in.  So a model of another
 * module goes on with the fields that a changed one had, until it is rebuilt: after the commit, those first that others
 * are made of.
 */
#include <limits.h>

#include "compile.h"
#include "transaction.h"
#include "version.h"

#define DEEP 200 /* schemas in schemas */

struct models {
	const struct transaction *t;
	PyObject *found;  /* list of (how many classes within, model or adapter) */
	PyObject *within; /* set: of the one that is looked at */
	PyObject *name, *adapter;
};

static bool
mentions(PyObject *schema, const struct models *models, int depth)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	bool does = false;

	if (depth == 0)
		return false;
	if (is_dict(schema))
		while (PyDict_Next(schema, &at, &key, &value))
			does |= mentions(value, models, depth - 1);
	else if (is_exact(schema, TYPE_AT(PyList_Type)) || is_exact(schema, TYPE_AT(PyTuple_Type)))
		for (i = 0; i < PyObject_Size(schema); i++)
			does |= mentions(item_of(schema, i), models, depth - 1);
	else if (is_class(schema) && PySet_Add(models->within, schema) == 0)
		does = list_has(models->t->classes, map_resolve(&models->t->map, schema)) || list_has(models->t->classes, schema);
	return does;
}

/* What is made of most models is rebuilt last. */
static void
look_at(struct models *models, PyObject *o, PyObject *schema, long more)
{
	PyObject *row;

	models->within = PySet_New(NULL);
	if (models->within && schema && mentions(schema, models, DEEP)) {
		row = PyTuple_New(2);
		if (row && PyTuple_SetItem(row, 0, PyLong_FromLong(PySet_Size(models->within) + more)) == 0 &&
		    PyTuple_SetItem(row, 1, ref(o)) == 0)
			PyList_Append(models->found, row);
		unref(row);
	}
	unref(models->within);
}

/* A model, a dataclass of pydantic, or a TypeAdapter(List[Inner]), that FastAPI makes for each of its routes, too. */
static bool
has_schema(PyObject *o, void *arg)
{
	const struct models *models = arg;

	return (PyObject *)type_of(o) == models->adapter || (is_class(o) && CLASS_DICT(o) && PyDict_GetItemWithError(CLASS_DICT(o), models->name));
}

static void
look(struct models *models)
{
	struct objects found = {0};
	PyObject *o, *schema;
	size_t i;

	if (heap_find(has_schema, models, &found) == 0)
		for (i = 0; i < found.count; i++) {
			o = found.list[i];
			/* Staged ones have no base any more. */
			if (is_class(o) && !class_lookup(o, "model_rebuild") && !class_lookup(o, "__is_pydantic_dataclass__"))
				continue;
			schema = is_class(o) ? ref(PyDict_GetItemWithError(CLASS_DICT(o), models->name)) : get_attr(o, "core_schema");
			look_at(models, o, schema, is_class(o) ? 0 : LONG_MAX / 2);
			unref(schema);
		}
	objects_fini(&found);
	PyErr_Clear();
}

static PyObject *
base_model(void)
{
	PyObject *base = library_object("pydantic.main", "BaseModel");

	return base && is_class(base) && class_get(base, "model_rebuild") ? base : NULL;
}

/* A staged model has it: the live one takes it, and is rebuilt with its own name in it. */
static bool
is_staged(const struct transaction *t, PyObject *compiled)
{
	static const char *const names[] = {"__pydantic_validator__", "__pydantic_serializer__"};
	PyObject *class;
	bool is = false;
	size_t i, k;

	for (i = 0; !is && t->map.used && i <= t->map.mask; i++) {
		class = t->map.from[i];
		for (k = 0; !is && k < 2 && class && is_class(class) && CLASS_DICT(class) && !list_has(t->classes, class); k++)
			is = dict_get(CLASS_DICT(class), names[k]) == compiled;
	}
	return is;
}

bool
models_compiled(struct transaction *t, PyObject *o)
{
	bool is = (PyObject *)type_of(o) == library_object("pydantic_core._pydantic_core", "SchemaValidator") ||
		  (PyObject *)type_of(o) == library_object("pydantic_core._pydantic_core", "SchemaSerializer");

	return is && (is_staged(t, o) || PyList_Append(t->compiled, o) == 0);
}

static void
report_left(struct transaction *t)
{
	Py_ssize_t i;
	PyObject *o, *name;

	for (i = 0; i < PyList_Size(t->compiled); i++) {
		o = PyList_GetItem(t->compiled, i);
		name = refs_of(o) > 1 ? get_attr((PyObject *)type_of(o), "__name__") : NULL;
		if (name)
			report_add(t->report, PYR_REC_STALE, "pydantic_core", utf8(name),
				   "made of what a model was: what keeps it, a TypeAdapter or a route, has to be made anew");
		unref(name);
	}
	PyList_SetSlice(t->compiled, 0, PyList_Size(t->compiled), NULL);
}

void
models_renew(struct transaction *t)
{
	/* The arguments of model_rebuild() are those since 2.0; TypeAdapter has rebuild() since 2.10.  A forward reference is
	   looked up where the model is.  Since 2.11 model_rebuild() begins with a model that validates nothing: for us what it
	   has stays until there is another, for other threads may use it. */
	static const char source[] =
		"def renew(rows, modules, metaclass, get_ident):\n"
		"    me = get_ident()\n"
		"    def leave(model, name):\n"
		"        if get_ident() != me or name not in ('__pydantic_validator__', '__pydantic_serializer__'):\n"
		"            type.__delattr__(model, name)\n"
		"    def one(model):\n"
		"        is_model = isinstance(model, type)\n"
		"        module = modules.get(model.__module__ if is_model else getattr(model, '_module_name', None))\n"
		"        before = dict(vars(model))\n"
		"        if is_model and not hasattr(model, 'model_rebuild'): return 'pydantic.dataclasses.rebuild_dataclass() is for you to call'\n"
		"        try:\n"
		"            rebuild = model.model_rebuild if is_model else model.rebuild\n"
		"            rebuild(force=True, _types_namespace=dict(vars(module)) if module else None if is_model else {})\n"
		"        except BaseException as e:\n"
		"            for name, value in before.items():\n"
		"                if name in ('__pydantic_core_schema__', '__pydantic_complete__') or not is_model: setattr(model, name, value)\n"
		"            return '%s: %s' % (type(e).__name__, e)\n"
		"    if '__delattr__' not in vars(metaclass): metaclass.__delattr__ = leave\n"
		"    try: return [(model, one(model)) for _, model in sorted(rows, key=lambda row: row[0])]\n"
		"    finally:\n"
		"        if vars(metaclass).get('__delattr__') is leave: del metaclass.__delattr__\n";
	struct models models = {.t = t, .found = PyList_New(0), .name = PyUnicode_InternFromString("__pydantic_core_schema__"),
				.adapter = library_object("pydantic.type_adapter", "TypeAdapter")};
	PyObject *base = base_model(), *renew = NULL, *said = NULL, *get_ident, *row, *model, *of, *module, *name;
	Py_ssize_t i;

	if (models.found && models.name && base && PyList_Size(t->classes))
		look(&models);
	if (models.found && PyList_Size(models.found))
		renew = compile_function(t, source, "renew");
	get_ident = renew ? library_object("_thread", "get_ident") : NULL;
	said = get_ident ? PyObject_CallFunctionObjArgs(renew, models.found, PyImport_GetModuleDict(), (PyObject *)type_of(base), get_ident, NULL)
			 : NULL;
	for (i = 0; said && i < PyList_Size(said); i++) {
		row = PyList_GetItem(said, i);
		model = PyTuple_GetItem(row, 0);
		of = is_class(model) ? model : (PyObject *)type_of(model);
		module = get_attr(of, "__module__");
		name = get_attr(of, "__qualname__");
		if (PyTuple_GetItem(row, 1) != NONE)
			report_addf(t->report, PYR_REC_STALE, utf8(module), utf8(name), "validates as before: it cannot be rebuilt: %s",
				    utf8(PyTuple_GetItem(row, 1)));
		else if (!list_has(t->classes, model))
			report_add(t->report, PYR_REC_UPDATED, utf8(module), utf8(name), "rebuilt, for models within have changed");
		unref(name);
		unref(module);
	}
	unref(said);
	unref(renew);
	unref(models.name);
	unref(models.found);
	PyErr_Clear();
	report_left(t);
}
