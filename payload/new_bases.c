/* new_bases.c - bases that a class has now: what their initializers set, if these are reached. */
#include "initializer.h"
#include "version.h"

static bool
calls_super_init(PyObject *attribute, PyObject *call)
{
	PyObject *name = get_attr(attribute, "attr"), *f = get_attr(call, "func"), *id = f ? get_attr(f, "id") : NULL;
	bool calls = name && id && !strcmp(utf8(name), "__init__") && !strcmp(utf8(id), "super");

	unref(id);
	unref(f);
	unref(name);
	PyErr_Clear();
	return calls;
}

/* super().__init__(...) - or Base.__init__(self, ...) -, in every case, is a line of its __init__. */
static bool
calls_plainly(const struct initializer *n, PyObject *class, enum given *given)
{
	PyObject *path = PyUnicode_FromFormat("%s.__init__", n->path),
		 *code = path ? pair_code_at(n->t, n->m, false, utf8(path)) : NULL;
	PyObject *node = code ? tree_definition(n->m, code) : NULL, *body = node ? get_attr(node, "body") : NULL, *call, *f, *of,
		 *args;
	PyObject *keywords;
	bool plainly = false;
	Py_ssize_t i;

	for (i = 0; body && is_exact(body, TYPE_AT(PyList_Type)) && !plainly && i < PyList_Size(body); i++) {
		call = node_is(PyList_GetItem(body, i), "Expr") ? get_attr(PyList_GetItem(body, i), "value") : NULL;
		f = call && node_is(call, "Call") ? get_attr(call, "func") : NULL;
		args = f ? get_attr(call, "args") : NULL;
		keywords = f ? get_attr(call, "keywords") : NULL;
		of = f && node_is(f, "Attribute") ? get_attr(f, "value") : NULL;
		/* Whatever it is given: what is taken of it needs no argument. */
		plainly =
		    of && args && keywords &&
		    (class ? attr_is(f, "attr", "__init__") && PyList_Size(args) > 0 && node_object(n->m->staging, of) == class
			   : node_is(of, "Call") && calls_super_init(f, of));
		if (plainly)
			*given = PyList_Size(keywords) > 0		       ? GIVEN_KEYWORDS
				 : PyList_Size(args) > (class != NULL) ? GIVEN_POSITIONS
								       : GIVEN_NOTHING;
		unref(keywords);
		unref(of);
		unref(args);
		unref(f);
		unref(call);
	}
	unref(body);
	unref(node);
	unref(path);
	PyErr_Clear();
	return plainly;
}

static bool
stores_attributes(PyObject *f)
{
	const struct token *x;
	struct body body;
	bool stores = false;

	if (body_init(&body, WORD(f, python->function.code)) < 0)
		return false;
	for (x = body.tokens; !stores && x < body.tokens + body.token_count; x++)
		stores = x->op == python->op.store_attr;
	body_fini(&body);
	return stores;
}

/* class Handler(Auth, Base), where Auth is new: what its __init__ sets, if that is reached. */
int
new_bases_look(const struct initializer *n)
{
	PyObject *mro = n->staged ? WORD(n->staged, TYPE_MRO) : NULL, *its, *f, *path, *module, *node = NULL;
	struct initializer base = *n;
	enum given given, chain_given = GIVEN_NOTHING;
	bool reached = true, known;
	Py_ssize_t i;
	int result = 0;

	base.evidence = NULL;
	base.method = "__init__";
	f = class_lookup(n->class, "__init__");
	base.old = f && is_function(f) ? WORD(f, python->function.code) : NULL;
	for (i = 0; mro && result == 0 && i < PyTuple_Size(mro); i++) {
		its = PyTuple_GetItem(mro, i);
		given = chain_given;
		if (!reached && !calls_plainly(n, its, &given))
			continue;
		f = class_get(its, "__init__");
		known =
		    map_get(&n->t->map, its) && PySequence_Contains(WORD(n->class, TYPE_MRO), map_resolve(&n->t->map, its)) == 1;
		path = get_attr(its, "__qualname__");
		module = get_attr(its, "__module__");
		base.m = module && is_str(module) && its != n->staged && !known
				 ? transaction_module(n->t, module)
				 : NULL;
		if (!base.m && its != n->staged && !known && module && is_str(module) && f && is_function(f) &&
		    PySequence_Contains(n->t->imported, module) == 1 && stores_attributes(f))
			report_addf(n->t->report, PYR_REC_NOTE, n->m->name, n->path,
				    "its base %s is new, and so are the attributes that this sets: instances made before do not "
				    "have them",
				    path && is_str(path) ? utf8(path) : "?");
		base.path = path && is_str(path) && hold(n->t, ref(path)) ? utf8(path) : NULL;
		base.new = base.m && base.path && f && is_function(f) && PySequence_Contains(WORD(n->class, TYPE_MRO), its) == 0
				   ? WORD(f, python->function.code)
				   : NULL;
		base.class_body = base.new ? pair_body_of(n->t, base.m, false, base.path, its) : NULL;
		node = base.new ? tree_definition(base.m, base.new) : NULL;
		base.given = given;
		if (node && node_is(node, "FunctionDef"))
			result = initializer_look_at_body(&base, node);
		unref(node);
		unref(module);
		unref(path);
		/* Whether those behind it are reached, and with what, is known of such a line alone. */
		if (f && !((its == n->staged && calls_plainly(n, NULL, &chain_given)) ||
			   (base.new && calls_plainly(&base, NULL, &chain_given))))
			reached = false;
	}
	return result;
}
