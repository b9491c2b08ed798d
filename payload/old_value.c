/*
 * old_value.c - what a statement of the old source had made of a name, before the process went on with it.
 *
 * Its bytecode is executed again where it can do nothing: names lead to constants,
 * copies of containers and the builtins that only compute.  Whatever else there is
 * is stood for by an `unknown` that holds it: to call it gives another one, of what
 * was called with what; to ask for an attribute, one of the object and the name; an
 * operator is such a call.  Members of an enumeration are known, and may be keys, as
 * classes may, functions, and objects that are equal to nothing but themselves.  All else
 * that is done with it fails.
 */
#include "collection.h"
#include "compile.h"
#include "version.h"

#define DEPTH 8
#define ITEMS_MOST 10000

/* Nothing of builtins while it is made: somebody may have replaced them. */
static const char unknown_source[] =
	"def unknown():\n"
	"    def no(*args, **kwargs): raise TypeError\n"
	"    def cell(x): return (lambda: x).__closure__[0]\n"
	"    def held(self): return tuple.__getitem__(self, 0).cell_contents\n"
	"    def operator(name):\n"
	"        return lambda self, *args: unknown((unknown((self, name)), args, {}))\n"
	"    class unknown(tuple):\n"
	"        __slots__ = ()\n"
	"        def __call__(self, *args, **kwargs): return unknown((self, args, kwargs))\n"
	"        def __getattr__(self, name): return unknown((self, name))\n"
	"        __iter__ = __len__ = __bool__ = __hash__ = __contains__ = __str__ = __repr__ = no\n"
	"        __format__ = __index__ = __int__ = __float__ = keys = count = index = no\n"
	"        __eq__ = operator('__eq__'); __ne__ = operator('__ne__'); __lt__ = operator('__lt__')\n"
	"        __gt__ = operator('__gt__'); __le__ = operator('__le__'); __ge__ = operator('__ge__')\n"
	"        __getitem__ = operator('__getitem__'); __add__ = operator('__add__')\n"
	"        __radd__ = operator('__radd__'); __mul__ = operator('__mul__')\n"
	"        __rmul__ = operator('__rmul__'); __sub__ = operator('__sub__')\n"
	"        __rsub__ = operator('__rsub__'); __truediv__ = operator('__truediv__')\n"
	"        __rtruediv__ = operator('__rtruediv__'); __floordiv__ = operator('__floordiv__')\n"
	"        __rfloordiv__ = operator('__rfloordiv__'); __mod__ = operator('__mod__')\n"
	"        __rmod__ = operator('__rmod__'); __pow__ = operator('__pow__')\n"
	"        __rpow__ = operator('__rpow__'); __and__ = operator('__and__')\n"
	"        __rand__ = operator('__rand__'); __or__ = operator('__or__'); __ror__ = operator('__ror__')\n"
	"        __xor__ = operator('__xor__'); __rxor__ = operator('__rxor__'); __neg__ = operator('__neg__')\n"
	"        __pos__ = operator('__pos__'); __invert__ = operator('__invert__')\n"
	"    class definition(unknown):\n"
	"        __slots__ = ()\n"
	"        def __hash__(self): return id(held(self))\n"
	"        def __eq__(self, other): return type(other) is type(self) and held(self) is held(other)\n"
	"    class member(definition):\n"
	"        __slots__ = ()\n"
	"        def __getattr__(self, name):\n"
	"            if name not in ('name', 'value'): return unknown((self, name))\n"
	"            return vars(held(self))['_%s_' % name]\n"
	"    class enumeration(unknown):\n"
	"        __slots__ = ()\n"
	"        def __iter__(self):\n"
	"            names = vars(held(self))\n"
	"            return iter([member((cell(names['_member_map_'][name]),)) for name in names['_member_names_']])\n"
	"        def __getattr__(self, name):\n"
	"            members = vars(held(self))['_member_map_']\n"
	"            return member((cell(members[name]),)) if name in members else unknown((self, name))\n"
	"    def lift(function):\n"
	"        def lifted(*args, **kwargs):\n"
	"            try: return function(*args, **kwargs)\n"
	"            except TypeError: return unknown((unknown((cell(function),)), args, kwargs))\n"
	"        return lifted\n"
	"    return unknown, enumeration, member, lift, definition\n";

int
old_value_prepare(struct transaction *t)
{
	PyObject *f = compile_function(t, unknown_source, "unknown"), *made = f ? hold(t, PyObject_CallObject(f, NULL)) : NULL;

	unref(f);
	t->unknown = made ? PyTuple_GetItem(made, 0) : NULL;
	t->unknown_enum = made ? PyTuple_GetItem(made, 1) : NULL;
	t->unknown_member = made ? PyTuple_GetItem(made, 2) : NULL;
	t->unknown_lift = made ? PyTuple_GetItem(made, 3) : NULL;
	t->unknown_definition = made ? PyTuple_GetItem(made, 4) : NULL;
	return made ? 0 : -1;
}

bool
old_value_is_unknown(const struct transaction *t, PyObject *o)
{
	return PyType_IsSubtype(type_of(o), (PyTypeObject *)t->unknown);
}

bool
is_atom(PyObject *o)
{
	return o == NONE || is_str(o) || is_exact(o, TYPE_AT(PyLong_Type)) ||
	       is_exact(o, TYPE_AT(PyFloat_Type)) || is_exact(o, TYPE_AT(PyBool_Type)) ||
	       is_exact(o, TYPE_AT(PyBytes_Type)) || is_exact(o, TYPE_AT(PyComplex_Type)) ||
	       is_exact(o, TYPE_AT(PyTuple_Type)) || is_exact(o, TYPE_AT(PyFrozenSet_Type));
}

/* They compute, of what they are given. */
static bool
only_computes(PyObject *name)
{
	static const char *const names[] = {"abs", "all", "any", "bin", "bool", "bytes", "chr", "complex", "dict", "divmod",
					    "enumerate", "filter", "float", "format", "frozenset", "hex", "int", "len",
					    "list", "map", "max", "min", "oct", "ord", "pow", "range", "repr", "reversed",
					    "round", "set", "slice", "sorted", "str", "sum", "tuple", "zip"};

	return is_str(name) && IS_ONE_OF(utf8(name), names);
}

PyObject *
old_value_object(PyObject *unknown)
{
	return WORD(PyTuple_GetItem(unknown, 0), CELL_REF);
}

/* In a cell: "%s" % x takes a tuple of any class for several, and asks each for what it says. */
static PyObject *
stand_in_for(PyObject *value, PyObject *type)
{
	PyObject *cell = PyCell_New(value), *held = cell ? PyTuple_Pack(1, cell) : NULL;
	PyObject *made = held ? PyObject_CallFunctionObjArgs(type, held, NULL) : NULL;

	unref(held);
	unref(cell);
	return made;
}

bool
is_itself_alone(PyObject *o)
{
	return class_lookup((PyObject *)type_of(o), "__eq__") == class_get((PyObject *)TYPE_AT(PyBaseObject_Type), "__eq__");
}

static PyObject *harmless(struct transaction *t, PyObject *value, bool key, int depth);

/* A list of harmless items; new reference. */
static PyObject *
harmless_items(struct transaction *t, PyObject *value, bool keys, int depth)
{
	PyObject *list = PySequence_List(value), *item;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++) {
		item = harmless(t, PyList_GetItem(list, i), keys, depth - 1);
		if (!item || PyList_SetItem(list, i, item) < 0) {
			unref(list);
			return NULL;
		}
	}
	return list;
}

static PyObject *
harmless_dict(struct transaction *t, PyObject *value, int depth)
{
	PyObject *made = PyDict_New(), *items = PyDict_Items(value), *key, *its;
	int result = made && items ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; result == 0 && i < PyList_Size(items); i++) {
		key = harmless(t, PyTuple_GetItem(PyList_GetItem(items, i), 0), true, depth - 1);
		its = harmless(t, PyTuple_GetItem(PyList_GetItem(items, i), 1), false, depth - 1);
		result = key && its ? PyDict_SetItem(made, key, its) : -1;
		unref(its);
		unref(key);
	}
	unref(items);
	if (result == 0)
		return made;
	unref(made);
	return NULL;
}

/* What code can be given: values, and containers with such; for all else something stands.  New reference. */
static PyObject *
harmless(struct transaction *t, PyObject *value, bool key, int depth)
{
	bool tuple = is_exact(value, TYPE_AT(PyTuple_Type)), frozen = is_exact(value, TYPE_AT(PyFrozenSet_Type));
	PyObject *list, *made, *original = is_container(value) ? touched_original(t, value) : NULL;

	/* As it was before staged lines put something into it. */
	value = original ? original : value;
	if (is_atom(value) && !tuple && !frozen)
		return ref(value);
	if (key && !tuple && !frozen)
		return stand_in_for(value, t->unknown_member);
	if (!tuple && !frozen && !is_container(value))
		return stand_in_for(value, is_class(value) && is_enum(value)	    ? t->unknown_enum
					   : is_class(value) || is_itself_alone(value) ? t->unknown_definition
										       : t->unknown);
	if (depth == 0 || PyObject_Size(value) > ITEMS_MOST)
		return stand_in_for(value, key ? t->unknown_member : t->unknown);
	if (is_dict(value))
		return harmless_dict(t, value, depth);
	list = harmless_items(t, value, key || frozen || is_exact(value, TYPE_AT(PySet_Type)), depth);
	if (!list || is_exact(value, TYPE_AT(PyList_Type)))
		return list;
	made = tuple ? PySequence_Tuple(list) : frozen ? PyFrozenSet_New(list) : PySet_New(list);
	unref(list);
	return made;
}

/* lifted: what fails for something unknown gives something unknown. */
static int
add_harmless(struct transaction *t, PyObject *names, PyObject *wanted, PyObject *from, bool builtins, bool lifted)
{
	PyObject *key, *value, *made;
	Py_ssize_t i;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(wanted); i++) {
		key = PyList_GetItem(wanted, i);
		value = PyDict_GetItemWithError(from, key);
		if (!value)
			continue;
		made = builtins && only_computes(key) && lifted ? PyObject_CallFunctionObjArgs(t->unknown_lift, value, NULL)
		       : builtins && only_computes(key)		 ? ref(value)
		       : t->calls && is_function(value) && computes_live(t, value) ? ref(value)
								 : harmless(t, value, false, DEPTH);
		result = made ? PyDict_SetItem(names, key, made) : -1;
		unref(made);
	}
	return PyErr_Occurred() ? -1 : result;
}

/* The names that the chunk, and what is executed within, may load.  New reference. */
static PyObject *
wanted_names(const struct body *body, const struct chunk *c)
{
	PyObject *set = PySet_New(NULL), *list;
	const struct token *x;
	int result = set ? 0 : -1;

	for (x = &body->tokens[c->first]; result == 0 && x < &body->tokens[c->first + c->count]; x++)
		if (x->value && is_code(x->value))
			result = code_add_names(x->value, set);
		else if (x->value && is_str(x->value) && x->op != python->op.load_const)
			result = PySet_Add(set, x->value);
	list = result == 0 ? PySequence_List(set) : NULL;
	unref(set);
	return list;
}

static PyObject *
harmless_names(struct transaction *t, PyObject *wanted, PyObject *globals, PyObject *scope, bool lifted)
{
	PyObject *names = PyDict_New(), *builtins = PyDict_New();
	int result = -1;

	if (names && builtins && wanted && add_harmless(t, builtins, wanted, t->builtins, true, lifted) == 0 &&
	    add_harmless(t, names, wanted, globals, false, false) == 0 &&
	    (scope == globals || add_harmless(t, names, wanted, scope, false, false) == 0))
		result = PyDict_SetItemString(names, "__builtins__", builtins);
	unref(builtins);
	if (result == 0)
		return names;
	unref(names);
	return NULL;
}

/* It ends: what is jumped to is within, as in a comprehension since 3.12.  Until 3.10 a jump says where to, not how far.
   Nor is it jumped into: X = A if C else B begins with the condition, which is another chunk. */
static bool
is_straight(const struct body *body, const struct chunk *c)
{
	int start = body->tokens[c->first].start,
	    end = c->first + c->count < body->token_count ? body->tokens[c->first + c->count].start : -1;
	const struct token *x, *own = &body->tokens[c->first];

	for (x = body->tokens; x < body->tokens + body->token_count; x++) {
		if (x >= own && x < own + c->count ? x->target >= 0 && (!python->op.caches || x->target > end)
						   : x->target > start && (end < 0 || x->target < end))
			return false;
	}
	return true;
}

/* What is executed with the chunk or not: an `if` around it, or beside; a loop. */
static bool
region_around(const struct body *body, const struct chunk *c, struct chunk *region)
{
	int from = c->first, end = c->first + c->count, i, k, to;
	bool more = true;

	while (more) {
		more = false;
		for (i = 0; i < end; i++) {
			if (body->tokens[i].target < 0)
				continue;
			for (to = i; to < body->token_count && body->tokens[to].start < body->tokens[i].target; to++)
				;
			if (to <= from || (i >= from && to <= end))
				continue;
			for (k = 0; i < from && k + 1 < body->chunk_count && body->chunks[k + 1].first <= i; k++)
				;
			from = i < from ? body->chunks[k].first : from;
			end = to > end ? to : end;
			more = true;
		}
	}
	*region = (struct chunk){.first = from, .count = end - from};
	return end < body->token_count;
}

/* A loop around the chunk: it may not end, where it goes by what is unknown. */
static bool
is_gone_round(const struct body *body, const struct chunk *c, const struct chunk *region)
{
	int i;

	for (i = region->first; i < region->first + region->count; i++)
		if ((i < c->first || i >= c->first + c->count) && IS_IN(python->op.leaps, body->tokens[i].op))
			return true;
	return false;
}

/* Also one of several: a, b = 0, 0. */
static bool
binds(const struct body *body, const struct chunk *c, PyObject *name)
{
	const struct token *x = &body->tokens[c->first];

	return tokens_have(x, c->count, python->op.store_name, name) || tokens_have(x, c->count, python->op.store_global, name);
}

/* Names that the body binds -> number of the chunk, None for several.  Made once: the body of a module is asked for each of its
   names.  Borrowed; NULL: no memory. */
static PyObject *
binders_of(struct transaction *t, const struct body *body)
{
	PyObject *id = PyLong_FromVoidPtr(body->code), *dict = id ? PyDict_GetItemWithError(t->binders, id) : NULL, *number;
	const struct token *x;
	int i, result = 0;

	if (id && !dict && (dict = PyDict_New())) {
		for (i = 0; result == 0 && i < body->chunk_count; i++)
			for (x = &body->tokens[body->chunks[i].first];
			     result == 0 && x < &body->tokens[body->chunks[i].first + body->chunks[i].count]; x++) {
				if (x->op != python->op.store_name && x->op != python->op.store_global)
					continue;
				number = PyDict_GetItemWithError(dict, x->value);
				number = number && (number == NONE || PyLong_AsLong(number) != i) ? ref(NONE) : PyLong_FromLong(i);
				result = number ? PyDict_SetItem(dict, x->value, number) : -1;
				unref(number);
			}
		result = result == 0 ? PyDict_SetItem(t->binders, id, dict) : -1;
		unref(dict); /* t->binders has it */
		dict = result == 0 ? dict : NULL;
	}
	unref(id);
	return dict;
}

/* The one chunk that binds the name, if there is no way around it. */
static const struct chunk *
only_binding(struct transaction *t, const struct body *body, PyObject *name)
{
	PyObject *dict = binders_of(t, body), *number = dict ? PyDict_GetItemWithError(dict, name) : NULL;
	const struct chunk *found = number && number != NONE ? &body->chunks[PyLong_AsLong(number)] : NULL;

	return found && is_straight(body, found) ? found : NULL;
}

/* The instructions that return None: behind them there may be handlers.  NULL: not found. */
static const struct chunk *
returning(const struct body *body)
{
	const struct token *x;
	int i;

	for (i = body->chunk_count - 1; i >= 0; i--) {
		x = &body->tokens[body->chunks[i].first];
		if ((body->chunks[i].count == 1 && x->op == python->op.return_const) ||
		    (body->chunks[i].count == 2 && x->op == python->op.load_const &&
		     x[1].op == python->op.return_value))
			return &body->chunks[i];
	}
	return NULL;
}

/* code.replace(co_code=...): without lines, and without the exception table, since 3.11, which speaks of the whole code. */
static PyObject *
code_with(PyObject *code, PyObject *bytes)
{
	PyObject *replace = get_attr(code, "replace"), *kwargs = PyDict_New(), *args = PyTuple_New(0);
	PyObject *table = PyBytes_FromStringAndSize("", 0), *result = NULL;

	if (replace && kwargs && args && table && PyDict_SetItemString(kwargs, "co_code", bytes) == 0 &&
	    PyDict_SetItemString(kwargs, python->minor >= 10 ? "co_linetable" : "co_lnotab", table) == 0 &&
	    (!python->op.caches || PyDict_SetItemString(kwargs, "co_exceptiontable", table) == 0))
		result = PyObject_Call(replace, args, kwargs);
	unref(table);
	unref(args);
	unref(kwargs);
	unref(replace);
	return result;
}

#define NOP 9 /* until 3.10 */

/* Until 3.10 some jumps say where to, not how far: then what is in it stays where it is. */
static int
padding(const struct body *body, const struct chunk *chunk)
{
	const struct token *x;

	for (x = &body->tokens[chunk->first]; x < &body->tokens[chunk->first + chunk->count]; x++)
		if (x->target >= 0 && !python->op.caches)
			return body->tokens[chunk->first].start;
	return 0;
}

/* The chunk between what the code begins and ends with.  New reference. */
static PyObject *
code_of_chunk(const struct body *body, const struct chunk *chunk)
{
	const struct chunk *last = returning(body);
	int start = body->tokens[chunk->first].start, end, tail, over;
	PyObject *bytes = code_attr(body->code, "co_code"), *part, *code = NULL;
	char *text = NULL;
	Py_ssize_t size = 0, head = python->op.caches ? 2 : 0; /* RESUME, since 3.11 */
	static const char nop[] = {NOP, 0};
	int i;

	if (bytes && last && chunk->first < last->first && PyBytes_AsStringAndSize(bytes, &text, &size) == 0) {
		end = body->tokens[chunk->first + chunk->count].start;
		tail = body->tokens[last->first].start;
		over = last->first + last->count < body->token_count ? body->tokens[last->first + last->count].start
								      : (int)size;
		part = PyBytes_FromStringAndSize(text, head);
		for (i = padding(body, chunk); part && i > 0; i -= 2)
			PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(nop, sizeof(nop)));
		if (part && start >= head)
			PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(text + start, end - start));
		if (part)
			PyBytes_ConcatAndDel(&part, PyBytes_FromStringAndSize(text + tail, over - tail));
		code = part ? code_with(body->code, part) : NULL;
		unref(part);
	}
	unref(bytes);
	return code;
}

/* What was put together is what was meant: the one chunk, and the return. */
static bool
is_sound(PyObject *code, const struct body *body, const struct chunk *chunk)
{
	struct body made;
	struct chunk its;
	bool sound;

	if (!code || body_handles(body, chunk) || body_init(&made, code) < 0)
		return false;
	/* RESUME is one by itself. */
	its = (struct chunk){.first = python->op.caches ? 1 : padding(body, chunk) / 2, .count = chunk->count};
	sound = made.token_count == its.first + chunk->count + returning(body)->count && chunk_same_tokens(&made, &its, body, chunk);
	body_fini(&made);
	return sound;
}

/* A member itself, also in tuples; new reference, NULL: exception. */
static PyObject *
real_key(struct transaction *t, PyObject *key)
{
	PyObject *list, *item, *made;
	Py_ssize_t i;

	if ((PyObject *)type_of(key) == t->unknown_member || (PyObject *)type_of(key) == t->unknown_definition)
		return ref(map_resolve(&t->map, old_value_object(key)));
	if (!is_exact(key, TYPE_AT(PyTuple_Type)))
		return ref(key);
	list = PySequence_List(key);
	for (i = 0; list && i < PyList_Size(list); i++) {
		item = real_key(t, PyList_GetItem(list, i));
		if (!item || PyList_SetItem(list, i, item) < 0) {
			unref(list);
			return NULL;
		}
	}
	made = list ? PySequence_Tuple(list) : NULL;
	unref(list);
	return made;
}

/* The same of all keys of a dict, and of the elements of a set.  Takes the reference. */
static PyObject *
with_members(struct transaction *t, PyObject *value)
{
	bool dict = value && is_dict(value), set = value && is_exact(value, TYPE_AT(PySet_Type));
	PyObject *items = dict ? PyDict_Items(value) : set ? PySequence_List(value) : NULL, *made, *item, *key;
	int result = items ? 0 : -1;
	Py_ssize_t i;

	if (!dict && !set)
		return value;
	made = dict ? PyDict_New() : PySet_New(NULL);
	for (i = 0; made && result == 0 && i < PyList_Size(items); i++) {
		item = PyList_GetItem(items, i);
		key = real_key(t, dict ? PyTuple_GetItem(item, 0) : item);
		result = !key ? -1 : dict ? PyDict_SetItem(made, key, PyTuple_GetItem(item, 1)) : PySet_Add(made, key);
		unref(key);
	}
	unref(items);
	unref(value);
	if (result == 0)
		return made;
	unref(made);
	return NULL;
}

/* What executing the code in these names binds this one to.  New reference; NULL: nothing. */
static PyObject *
value_in(PyObject *names, PyObject *code, PyObject *name)
{
	PyObject *result = names ? PyEval_EvalCode(code, names, names) : NULL;
	PyObject *value = result ? ref(PyDict_GetItemWithError(names, name)) : NULL;

	PyErr_Clear();
	unref(result);
	return value;
}

static PyObject *
evaluate(struct transaction *t, PyObject *code, PyObject *wanted, PyObject *globals, PyObject *scope, PyObject *name, bool lifted)
{
	PyObject *names = harmless_names(t, wanted, globals, scope, lifted), *value = value_in(names, code, name);

	unref(names);
	return value;
}

/* As it is for other old code, with members that are not yet themselves. */
static PyObject *
old_value_raw(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name)
{
	const struct chunk *chunk = body->code ? only_binding(t, body, name) : NULL;
	PyObject *code = chunk ? code_of_chunk(body, chunk) : NULL, *wanted = NULL, *value = NULL;

	if (is_sound(code, body, chunk)) {
		wanted = wanted_names(body, chunk);
		value = evaluate(t, code, wanted, globals, scope, name, false);
		value = value ? value : evaluate(t, code, wanted, globals, scope, name, true);
	}
	PyErr_Clear();
	unref(wanted);
	unref(code);
	return value;
}

PyObject *
old_value(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name)
{
	PyObject *value = with_members(t, old_value_raw(t, body, globals, scope, name));

	PyErr_Clear();
	return value;
}

/* What several statements had made of it; those that they read are what they were before the process went on, too. */
static PyObject *
value_made_up(struct transaction *t, struct module *m, PyObject *name, PyObject *nodes)
{
	PyObject *code = compile_statements(t, m, nodes), *set = PySet_New(NULL);
	PyObject *wanted = code && set && code_add_names(code, set) == 0 ? PySequence_List(set) : NULL;
	PyObject *names, *value = NULL, *its;
	int result;
	Py_ssize_t i;

	t->calls = true; /* the lines are as they were */
	names = wanted ? harmless_names(t, wanted, m->before, m->before, false) : NULL;
	t->calls = false;
	result = names ? 0 : -1;
	for (i = 0; result == 0 && i < PyList_Size(wanted); i++) {
		its = PySet_Contains(m->moved, PyList_GetItem(wanted, i)) == 1
			      ? old_value_raw(t, &m->old, m->before, m->before, PyList_GetItem(wanted, i))
			      : NULL;
		result = its ? PyDict_SetItem(names, PyList_GetItem(wanted, i), its) : 0;
		unref(its);
	}
	if (result == 0)
		value = with_members(t, value_in(names, code, name));
	PyErr_Clear();
	unref(names);
	unref(wanted);
	unref(set);
	unref(code);
	return value;
}

static bool
mentions(const struct body *body, const struct chunk *c, PyObject *name)
{
	return tokens_have(&body->tokens[c->first], c->count, python->op.load_name, name) || binds(body, c, name);
}

/* The lines go on from what a call has made: a deque, a Counter. */
static int
make_collection(struct transaction *t, PyObject *names, PyObject *name)
{
	PyObject *value = PyDict_GetItemWithError(names, name), *made = NULL;
	int result;

	if (value && old_value_is_unknown(t, value))
		made = collection_made(t, value);
	result = made ? PyDict_SetItem(names, name, made) : 0;
	unref(made);
	return result;
}

/* Those of the old source, or of the body of a class in it. */
struct lines {
	const struct body *body;
	PyObject *globals, *scope;
};

/* What the code makes of it, over what the lines in front have made.  NULL: it cannot be told. */
static PyObject *
names_after(struct transaction *t, const struct lines *l, const struct chunk *c, PyObject *front, PyObject *name)
{
	const struct body *body = l->body;
	PyObject *code = code_of_chunk(body, c), *wanted = is_sound(code, body, c) ? wanted_names(body, c) : NULL;
	PyObject *names = wanted ? harmless_names(t, wanted, l->globals, l->scope, false) : NULL, *key, *value, *result = NULL;
	bool sound = names != NULL;
	Py_ssize_t at = 0;

	while (sound && front && PyDict_Next(front, &at, &key, &value))
		sound = !strcmp(utf8(key), "__builtins__") || PyDict_SetItem(names, key, value) == 0;
	if (sound)
		result = PyEval_EvalCode(code, names, names);
	sound = result && make_collection(t, names, name) == 0;
	unref(result);
	unref(wanted);
	unref(code);
	PyErr_Clear();
	if (sound)
		return names;
	unref(names);
	return NULL;
}

PyObject *
old_value_over(struct transaction *t, const struct module *m, const struct chunk *c, PyObject *name, PyObject *begins)
{
	const struct lines l = {&m->old, m->before, m->before};
	PyObject *front = PyDict_New(), *names = front && PyDict_SetItem(front, name, begins) == 0 ? names_after(t, &l, c, front, name) : NULL,
		 *value = names ? ref(PyDict_GetItemWithError(names, name)) : NULL;

	unref(names);
	unref(front);
	PyErr_Clear();
	return value;
}

/* What is not conditional on anything has been made if it is there. */
static bool
is_there(struct transaction *t, const struct lines *l, PyObject *name, PyObject *value)
{
	PyObject *live = PyDict_GetItemWithError(l->scope, name);

	return live && type_of(live) == type_of(value) &&
	       (is_container(value) ? contents_within(t, value, live) : is_atom(value) && const_equal(live, value, code_same_behaviour));
}

/* Names lead to plain values alone: a loop that goes by them ends as it did. */
static bool
reads_known(const struct lines *l, const struct chunk *c, PyObject *front)
{
	const struct token *x, *end = &l->body->tokens[c->first + c->count];
	PyObject *value;
	bool known = true;

	for (x = &l->body->tokens[c->first]; known && x < end; x++) {
		if (x->op != python->op.load_name)
			continue;
		value = front ? PyDict_GetItemWithError(front, x->value) : NULL;
		value = value ? value : PyDict_GetItemWithError(l->scope, x->value);
		known = value ? is_container(value) || (is_atom(value) && !is_exact(value, TYPE_AT(PyTuple_Type))) : only_computes(x->value);
	}
	return known;
}

static bool
mentions_any(const struct body *body, const struct chunk *c, PyObject *set)
{
	const struct token *x, *end = &body->tokens[c->first + c->count];
	bool any = tokens_read_any(&body->tokens[c->first], c->count, set);

	for (x = &body->tokens[c->first]; !any && x < end; x++)
		any = (x->op == python->op.store_name || x->op == python->op.store_global) && PySet_Contains(set, x->value) == 1;
	return any;
}

/* What these read and nobody has any more: _delay, which the module has deleted.  -1: exception. */
static int
add_gone(struct transaction *t, const struct lines *l, const struct chunk *c, PyObject *set)
{
	const struct token *x, *end = &l->body->tokens[c->first + c->count];
	int result = 0;

	for (x = &l->body->tokens[c->first]; result == 0 && x < end; x++)
		if (x->op == python->op.load_name && PyDict_Contains(l->scope, x->value) == 0 &&
		    PyDict_Contains(l->globals, x->value) == 0 && PyDict_Contains(t->builtins, x->value) == 0)
			result = PySet_Add(set, x->value);
	return result;
}

/* The name, and those that are gone of which its lines have made something.  New reference; NULL: exception. */
static PyObject *
names_made_up(struct transaction *t, const struct lines *l, PyObject *name)
{
	const struct chunk *c, *end = l->body->chunks + l->body->chunk_count;
	PyObject *set = PySet_New(NULL);
	Py_ssize_t size = 0;
	int result = set ? PySet_Add(set, name) : -1;

	while (result == 0 && PySet_Size(set) > size) {
		size = PySet_Size(set);
		for (c = l->body->chunks; result == 0 && c < end; c++)
			result = mentions_any(l->body, c, set) ? add_gone(t, l, c, set) : 0;
	}
	if (result == 0)
		return set;
	unref(set);
	return NULL;
}

/* The same where one of them has changed: what the lines of the old source had made of it, one after the other.  New
   reference; NULL: it cannot be told. */
static PyObject *
value_made_up_then(struct transaction *t, const struct lines *l, PyObject *name)
{
	const struct body *body = l->body;
	const struct chunk *c, *end = body->chunks + body->chunk_count;
	PyObject *names = NULL, *value = NULL;
	PyObject *set = names_made_up(t, l, name);
	struct chunk region = {0};
	bool begun = false, sound = set != NULL, guessed = false;

	for (c = body->chunks; sound && c < end; c++) {
		if (!mentions_any(body, c, set) || c->first < region.first + region.count)
			continue;
		/* X += 1, of something that is imported: what it goes on from is not known. */
		if (!begun && tokens_have(&body->tokens[c->first], c->count, python->op.load_name, name))
			break;
		value = region_around(body, c, &region) && (!is_gone_round(body, c, &region) || reads_known(l, &region, names))
			    ? names_after(t, l, &region, names, name)
			    : NULL;
		/* if sys.platform == "linux": ..., of which nobody knows. */
		if (!value) {
			region = *c;
			guessed = true;
			value = is_straight(body, c) ? names_after(t, l, c, names, name) : NULL;
		}
		sound = value != NULL;
		begun = begun || binds(body, &region, name);
		unref(names);
		names = value;
	}
	value = sound && begun && names ? PyDict_GetItemWithError(names, name) : NULL;
	value = value && !old_value_is_unknown(t, value) && (!guessed || is_there(t, l, name, value)) ? with_members(t, ref(value)) : NULL;
	PyErr_Clear();
	unref(set);
	unref(names);
	return value;
}

/* It reads what is made up anew: what was in it then is not what is in it. */
static bool
reads_made_up(const struct module *m, const struct token *tokens, int count)
{
	const struct token *x;

	for (x = tokens; x < tokens + count; x++)
		if (x->op == python->op.load_name && x->value && PyDict_Contains(m->made_up, x->value) == 1)
			return true;
	return false;
}

/* Several lines do, and none of them reads what has another value than then by now. */
static bool
is_made_up(struct transaction *t, const struct module *m, const struct body *body, PyObject *name)
{
	PyObject *dict = body->code ? binders_of(t, body) : NULL;
	const struct chunk *c, *end = body->chunks + body->chunk_count;
	struct chunk r;
	bool is = dict && PyDict_GetItemWithError(dict, name) == NONE && PySet_Contains(m->late, name) == 0;

	for (c = body->chunks; is && c < end; c++)
		is = !mentions(body, c, name) ||
		     (region_around(body, c, &r) && !is_gone_round(body, c, &r) &&
		      !tokens_read_any(&body->tokens[r.first], r.count, m->late) &&
		      !reads_made_up(m, &body->tokens[r.first], r.count));
	return is;
}

PyObject *
old_value_in_class(struct transaction *t, struct module *m, const struct body *body, PyObject *class, PyObject *name)
{
	const struct lines l = {body, m->before, CLASS_DICT(class)};

	if (body->code && !only_binding(t, body, name) && is_made_up(t, m, body, name))
		return hold(t, value_made_up_then(t, &l, name));
	return hold(t, old_value(t, body, m->before, CLASS_DICT(class), name));
}

PyObject *
old_value_at_first(struct transaction *t, struct module *m, PyObject *name)
{
	const struct body *body = m->old_code ? &m->old : &m->new;
	const struct chunk *c = only_binding(t, body, name);
	PyObject *nodes = PyDict_GetItemWithError(m->made_up, name), *value;
	const struct lines l = {&m->old, m->before, m->before};

	if (!nodes && !c && m->old_code && is_made_up(t, m, &m->old, name))
		return hold(t, value_made_up_then(t, &l, name));
	if (nodes)
		return hold(t, nodes == NONE ? value_made_up_then(t, &l, name) : value_made_up(t, m, name, nodes));
	/* It reads what has another value than then by now. */
	if (!c || tokens_read_any(&body->tokens[c->first], c->count, m->late) || PySet_Contains(m->late, name) == 1 ||
	    reads_made_up(m, &body->tokens[c->first], c->count))
		return NULL;
	/* Without the old source: the line may be the same, and make something else of what has changed. */
	if (!m->old_code && !tokens_read_any(&body->tokens[c->first], c->count, m->moved))
		return NULL;
	t->calls = PySet_Contains(m->computed, name) == 1;
	value = hold(t, old_value(t, body, m->before, m->before, name));
	t->calls = false;
	return value;
}
