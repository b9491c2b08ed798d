#include "statement.h"

#include <stdlib.h>

#include "initializer.h"
#include "twins.h"
#include "version.h"

bool
node_is(PyObject *o, const char *name)
{
	return attr_is((PyObject *)type_of(o), "__name__", name);
}

static bool
is_of_kind(PyObject *node, void *kind)
{
	return node_is(node, kind);
}

bool
node_has(PyObject *node, const char *kind)
{
	return tree_any(node, is_of_kind, (void *)(uintptr_t)kind);
}

bool
node_is_name(PyObject *node, PyObject *name)
{
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = id && PyUnicode_Compare(id, name) == 0;

	unref(id);
	return is;
}

bool
node_is_loaded(PyObject *node)
{
	PyObject *ctx = get_attr(node, "ctx");
	bool loaded = ctx && node_is(ctx, "Load");

	unref(ctx);
	return loaded;
}

static enum kind
kind_of(PyObject *node)
{
	static const struct {
		const char *name;
		enum kind kind;
	} kinds[] = {
		{"Import", KIND_IMPORT}, {"ImportFrom", KIND_IMPORT},
		{"FunctionDef", KIND_FUNCTION}, {"AsyncFunctionDef", KIND_FUNCTION},
		{"ClassDef", KIND_CLASS}, {"Assign", KIND_ASSIGN}, {"AnnAssign", KIND_ASSIGN},
		{"AugAssign", KIND_AUGMENT}, {"Expr", KIND_EXPRESSION}, {"If", KIND_IF}, {"Match", KIND_IF},
		{"For", KIND_LOOP}, {"While", KIND_LOOP}, {"AsyncFor", KIND_LOOP}, {"Raise", KIND_CHECK}, {"Assert", KIND_CHECK},
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (node_is(node, kinds[i].name))
			return kinds[i].kind;
	return KIND_OTHER;
}

/* Alone, a string would be taken for the docstring of the module. */
static bool
is_remark(PyObject *node)
{
	PyObject *value = get_attr(node, "value");
	bool constant = value && node_is(value, "Constant");

	unref(value);
	return constant;
}

static int
int_attr(PyObject *o, const char *name)
{
	PyObject *value = get_attr(o, name);
	int number = value && value != NONE ? (int)PyLong_AsLong(value) : 0;

	PyErr_Clear();
	unref(value);
	return number;
}

static void
take_lines(struct statement *s)
{
	PyObject *decorators = get_attr(s->node, "decorator_list");

	s->def_line = s->first_line = int_attr(s->node, "lineno");
	s->last_line = int_attr(s->node, "end_lineno");
	if (decorators && PyList_Size(decorators) > 0)
		s->first_line = int_attr(PyList_GetItem(decorators, 0), "lineno");
	PyErr_Clear();
	unref(decorators);
}

bool
statement_is_definition(const struct statement *s)
{
	return s->kind == KIND_FUNCTION || s->kind == KIND_CLASS;
}

static bool
binds_any(const struct statement *s, PyObject *set)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if ((x->op == python->op.store_name || x->op == python->op.store_global) &&
		    PySet_Contains(set, x->value) == 1)
			return true;
	}
	return false;
}

int
statement_add_bound(const struct statement *s, PyObject *set)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if ((x->op == python->op.store_name || x->op == python->op.store_global) &&
		    PySet_Add(set, x->value) < 0)
			return -1;
	}
	return 0;
}

PyObject *
statement_bound(const struct statement *s)
{
	PyObject *names = PySet_New(NULL), *list = names && statement_add_bound(s, names) == 0 ? PySequence_List(names) : NULL;

	unref(names);
	return list;
}

/* X = []; X += [1]: when one of the statements that make up X changed, all of them run. */
static int
spread_changes(struct staging *g)
{
	bool again = true;
	int i;

	for (i = 0; i < g->count; i++)
		if (!g->statements[i].same && !statement_is_definition(&g->statements[i]) &&
		    statement_add_bound(&g->statements[i], g->rebound) < 0)
			return -1;
	while (again) {
		again = false;
		for (i = 0; i < g->count; i++) {
			struct statement *s = &g->statements[i];

			if (!s->same || statement_is_definition(s) || !binds_any(s, g->rebound))
				continue;
			s->same = false;
			again = true;
			if (statement_add_bound(s, g->rebound) < 0)
				return -1;
		}
	}
	return 0;
}

/* [n for n in NAMES if n in globals()] */
static bool
code_looks_at_names(PyObject *code)
{
	PyObject *names = code_attr(code, "co_names"), *name;
	bool looks = false;
	Py_ssize_t i;

	for (i = 0; names && !looks && i < PyTuple_Size(names); i++) {
		name = PyTuple_GetItem(names, i);
		looks = !strcmp(utf8(name), "globals") || !strcmp(utf8(name), "vars");
	}
	unref(names);
	return looks;
}

bool
statement_looks_at_names(const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;
	bool modules = false, own = false;

	for (x = s->tokens; x < end; x++) {
		if (x->value && is_code(x->value) && code_is_comprehension(x->value) && code_looks_at_names(x->value))
			return true;
		if (x->op == python->op.load_name && (!strcmp(utf8(x->value), "globals") || !strcmp(utf8(x->value), "vars") ||
						      !strcmp(utf8(x->value), "locals") || !strcmp(utf8(x->value), "dir")))
			return true;
		modules = modules || (x->value && is_str(x->value) && !strcmp(utf8(x->value), "modules"));
		own = own || (x->value && is_str(x->value) && !strcmp(utf8(x->value), "__name__"));
	}
	return modules && own;
}

/* Without the old source: a name that is not there, or a definition that the source has no more. */
static bool
differ_from_live(const struct module *m, PyObject *names)
{
	PyObject *list = PySequence_List(names), *name, *value;
	bool differ = false;
	Py_ssize_t i, at = 0;

	for (i = 0; list && !differ && i < PyList_Size(list); i++)
		differ = PyDict_Contains(m->dict, PyList_GetItem(list, i)) == 0;
	while (!differ && PyDict_Next(m->dict, &at, &name, &value))
		differ = is_str(name) && is_own_definition(m, name, value) && PySet_Contains(names, name) == 0;
	unref(list);
	return differ;
}

/* Some have come, or gone. */
bool
statement_names_changed(struct module *m)
{
	PyObject *now, *then;

	if (m->other_names == KNOWN_NOT_YET) {
		now = PySet_New(NULL);
		then = PySet_New(NULL);
		m->other_names = now && then && code_bound_names(m->code, now) == 0 &&
					 (m->old_code ? code_bound_names(m->old_code, then) == 0 &&
							    PyObject_RichCompareBool(now, then, Py_EQ) == 0
						      : differ_from_live(m, now))
				     ? KNOWN_YES
				     : KNOWN_NO;
		unref(then);
		unref(now);
		PyErr_Clear();
	}
	return m->other_names == KNOWN_YES;
}

/* globals()["LIMIT"], getattr(sys.modules[__name__], "LIMIT"): the name as a text, or as an attribute. */
static bool
says_moved_name(const struct staging *g, const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;

	for (x = s->tokens; x < end; x++)
		if (x->value && is_str(x->value) && x->op != python->op.load_name && x->op != python->op.store_name &&
		    PySet_Contains(g->m->moved, x->value) == 1)
			return true;
	PyErr_Clear();
	return false;
}

/* slug: "Slug", in a class whose fields its metaclass or decorator makes of that. */
static bool
annotates_moved(const struct staging *g, const struct statement *s)
{
	PyObject *name = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL, *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	const struct token *x;
	bool annotates = false;

	unref(name);
	for (x = s->tokens; live && is_class(live) && !annotates && x < s->tokens + s->token_count; x++)
		annotates = x->value && is_code(x->value) && code_is_class_body(x->value) && code_annotates_any(x->value, g->m->moved);
	return annotates && !class_is_quiet(g, s, live);
}

/* Does anything of it that is evaluated now (not the bodies of functions) read a moved name? */
static bool
reads_moved(const struct staging *g, const struct statement *s)
{
	return tokens_read_any(s->tokens, s->token_count, g->m->moved) || annotates_moved(g, s) ||
	       (!statement_is_definition(s) && statement_looks_at_names(s) && says_moved_name(g, s)) ||
	       (!statement_is_definition(s) && statement_looks_at_names(s) && statement_names_changed(g->m));
}

/* What the old source has bound; without it, what plainly was defined by it. */
static PyObject *
names_then(const struct module *m)
{
	PyObject *then = PySet_New(NULL), *name, *value;
	int result = then && m->old_code ? code_bound_names(m->old_code, then) : then ? 0 : -1;
	Py_ssize_t at = 0;

	while (!m->old_code && result == 0 && PyDict_Next(m->before, &at, &name, &value))
		if (is_str(name) && is_own_definition(m, name, value))
			result = PySet_Add(then, name);
	if (result == 0)
		return then;
	unref(then);
	return NULL;
}

/* exec("CACHE = {}") */
static bool
executes_text(const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;

	for (x = s->tokens; x < end && !(x->op == python->op.load_name && !strcmp(utf8(x->value), "exec")); x++)
		;
	return x < end;
}

int
statement_hide_names(const struct staging *g, const struct statement *s, PyObject **hidden)
{
	PyObject *now, *then, *gone, *list = NULL, *value;
	int result = 0;
	Py_ssize_t i;

	*hidden = NULL;
	if (statement_is_definition(s) || !(statement_looks_at_names(s) || executes_text(s)))
		return 0;
	now = PySet_New(g->m->global_stores);
	then = names_then(g->m);
	result = now && then ? code_bound_names(g->m->code, now) : -1;
	gone = result == 0 ? PyNumber_Subtract(then, now) : NULL;
	list = gone ? PySequence_List(gone) : NULL;
	*hidden = list ? PyDict_New() : NULL;
	result = *hidden ? 0 : -1;
	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		value = PyDict_GetItemWithError(g->m->scratch, PyList_GetItem(list, i));
		if (value)
			result = PyDict_SetItem(*hidden, PyList_GetItem(list, i), value) < 0
					 ? -1
					 : PyDict_DelItem(g->m->scratch, PyList_GetItem(list, i));
	}
	unref(list);
	unref(gone);
	unref(then);
	unref(now);
	return result;
}

void
statement_show_names(const struct staging *g, PyObject *hidden)
{
	PyObject *error[3], *name, *value;
	Py_ssize_t at = 0;
	int result = 0;

	PyErr_Fetch(&error[0], &error[1], &error[2]);
	while (hidden && result == 0 && PyDict_Next(hidden, &at, &name, &value)) {
		if (PyDict_Contains(g->m->scratch, name) == 1) /* globals().update(CACHE={}) */
			result = PySet_Add(g->m->bound, name) < 0 ? -1 : PySet_Add(g->m->put_in, name);
		else
			result = PyDict_SetItem(g->m->scratch, name, value);
	}
	if (result < 0)
		PyErr_Clear(); /* nothing of the new source reads them */
	unref(hidden);
	PyErr_Restore(error[0], error[1], error[2]);
}

bool
tokens_import_staged(const struct transaction *t, const struct token *tokens, int count)
{
	const struct token *x;
	size_t len, k;

	for (x = tokens; x < tokens + count; x++) {
		if (x->op != python->op.import_name || !x->value)
			continue;
		if (t->stand_ins && PyDict_Contains(t->stand_ins, x->value) == 1)
			return true;
		len = strlen(utf8(x->value));
		/* Relative names: it is enough that a module's name ends that way. */
		for (k = 0; k < t->module_count; k++) {
			const char *name = t->modules[k].name;

			if (strlen(name) >= len && !strcmp(name + strlen(name) - len, utf8(x->value)))
				return true;
		}
	}
	return false;
}

/* if __name__ == "__main__": the program runs already. */
bool
statement_is_main_guard(const struct staging *g, const struct statement *s)
{
	return g->m->is_main && statement_asks_for_main(s);
}

bool
statement_asks_for_main(const struct statement *s)
{
	const struct token *x;
	bool name = false, main = false;

	if (s->kind != KIND_IF)
		return false;
	/* The condition stands in front: up to the jump nothing else is read. */
	for (x = s->tokens; x < s->tokens + s->token_count && x < s->tokens + 4; x++) {
		if (!x->value || !is_str(x->value))
			continue;
		name = name || !strcmp(utf8(x->value), "__name__");
		main = main || !strcmp(utf8(x->value), "__main__");
	}
	return name && main;
}

/* except Error as e: e is gone when the statement ends. */
static bool
deletes(const struct statement *s, PyObject *name)
{
	return tokens_have(s->tokens, s->token_count, python->op.delete_name, name);
}

/* for code, name in CODES.items(): ... del code, name: that they are not there says nothing of the loop. */
static bool
is_deleted_below(const struct staging *g, const struct statement *s, PyObject *name)
{
	const struct statement *x;

	for (x = s + 1; s->kind == KIND_LOOP && x < g->statements + g->count; x++)
		if (temporary_ends(x) && deletes(x, name))
			return true;
	return false;
}

static bool
all_bound_exist(const struct staging *g, const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if ((x->op == python->op.store_name || x->op == python->op.store_global) &&
		    PyDict_Contains(g->m->before, x->value) != 1 && !deletes(s, x->value) && !is_deleted_below(g, s, x->value))
			return false;
	}
	return true;
}

const struct chunk *
statement_chunk(const struct statement *s, PyObject *name)
{
	int i;

	for (i = s->first_chunk; i < s->first_chunk + s->chunk_count; i++)
		if (chunk_code(s->in, &s->in->chunks[i], name))
			return &s->in->chunks[i];
	return NULL;
}

/* The old statement for a changed definition: the unmatched one of the same name. */
const struct chunk *
statement_old_definition(const struct staging *g, PyObject *name)
{
	const struct body *old = &g->m->old;
	PyObject *its;
	int i;

	for (i = 0; i < old->chunk_count; i++) {
		its = chunk_name(old, &old->chunks[i]);
		if (old->chunks[i].match < 0 && its && PyUnicode_Compare(its, name) == 0 &&
		    chunk_code(old, &old->chunks[i], name))
			return &old->chunks[i];
	}
	return NULL;
}

int
statement_head(const struct statement *s)
{
	int count = 0;

	while (count < s->token_count && s->tokens[count].line < s->def_line)
		count++;
	return count;
}

static bool
decorators_read_moved(const struct staging *g, const struct statement *s)
{
	return tokens_read_any(s->tokens, statement_head(s), g->m->moved);
}

/* log.setLevel(LEVEL), set_timeout(SECONDS): twice is as once. */
bool
name_is_setter(PyObject *name)
{
	const char *text = utf8(name);

	return !strncmp(text, "set", 3) && (text[3] == '\0' || text[3] == '_' || (text[3] >= 'A' && text[3] <= 'Z'));
}

/* bus.subscribe(TOPIC, f), add_url_rule(PREFIX + "/x", f): what it has put somewhere before gives way.  Of anything else -
   send(TEXT), migrate(NAME) - nobody knows what twice would do. */
static bool
sets_or_registers(PyObject *name)
{
	static const char *const beginnings[] = {"subscrib",    "regist",     "add_url",   "add_route",    "add_event",
						 "add_handler", "addHandler", "addFilter", "add_listener", "add_job",
						 "route",       "on_",        "read_"};
	static const char *const others[] = {"on",     "setrecursionlimit", "setdefaulttimeout", "setswitchinterval", "setlocale",
					     "append", "insert",	    "add",		 "addLevelName"};
	size_t i;

	for (i = 0; i < sizeof(beginnings) / sizeof(beginnings[0]); i++)
		if (!strncmp(utf8(name), beginnings[i], strlen(beginnings[i])))
			return true;
	return name_is_setter(name) || IS_ONE_OF(utf8(name), others);
}

PyObject *
name_called(PyObject *call)
{
	PyObject *f = node_is(call, "Call") ? get_attr(call, "func") : NULL;
	PyObject *name = f ? get_attr(f, node_is(f, "Attribute") ? "attr" : "id") : NULL;

	unref(f);
	PyErr_Clear();
	return name;
}

/* scheduler.start(): it goes on by itself, and another one must not do so beside it. */
static bool
starts(PyObject *name)
{
	static const char *const methods[] = {"start", "run", "run_forever", "serve_forever", "submit", "schedule", "connect",
					      "listen", "open", "acquire", "map", "call_soon", "create_task"};

	return IS_ONE_OF(utf8(name), methods);
}

/* With another number or text it is another call. */
bool
statement_says_moved(const struct staging *g, const struct statement *s)
{
	PyObject *call = s->same && s->kind == KIND_EXPRESSION ? get_attr(s->node, "value") : NULL, *name, *old, *new;
	const struct token *x;
	bool says = false, sets;

	name = call ? name_called(call) : NULL;
	sets = name && sets_or_registers(name) && !beyond_takes(g, s);
	unref(name);
	for (x = s->tokens; sets && !says && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name || PySet_Contains(g->m->moved, x->value) != 1)
			continue;
		old = PyDict_GetItemWithError(g->m->before, x->value);
		new = PyDict_GetItemWithError(g->m->scratch, x->value);
		says = old && new && is_atom(old) && is_atom(new);
	}
	unref(call);
	return says;
}

static enum verdict
judge_changed(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name");
	const struct chunk *old, *new;

	unref(name); /* the node keeps it */
	if (s->kind != KIND_FUNCTION || !name)
		return RUN;
	new = statement_chunk(s, name);
	/* Of several of one name some are new. */
	old = statement_shares_name(g, s, name) ? old_form(g, s) : statement_old_definition(g, name);
	if (!new || !old || !chunk_same_decorators(&g->m->old, old, s->in, new, s->def_line) || decorators_read_moved(g, s))
		return RUN;
	if (!g->t->remakes || (!arguments_changed(g, s) && !decorators_changed_frames(g, s)))
		return RUN_BARE;
	g->t->remade++;
	return RUN;
}

/* It reads a name that the process does not have: so it cannot be an old statement. */
static bool
reads_new_name(const struct staging *g, const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op == python->op.load_name && x->value &&
		    PyDict_Contains(g->m->before, x->value) == 0 &&
		    PyDict_Contains(g->t->builtins, x->value) == 0 && !is_deleted_below(g, s, x->value))
			return true;
	}
	return false;
}

bool
statement_binds(const struct statement *s, PyObject *name)
{
	return tokens_have(s->tokens, s->token_count, python->op.store_name, name) ||
	       tokens_have(s->tokens, s->token_count, python->op.store_global, name);
}

/* Name -> number of the statements that bind it.  Borrowed; NULL: no memory. */
static PyObject *
binders(const struct staging *g)
{
	PyObject **dict = &g->m->binders, *list, *count;
	int i, result = 0;
	Py_ssize_t k;

	if (*dict || !(*dict = hold(g->t, PyDict_New())))
		return *dict;
	for (i = 0; i < g->count; i++) {
		list = statement_bound(&g->statements[i]);
		for (k = 0; list && result == 0 && k < PyList_Size(list); k++) {
			count = PyDict_GetItemWithError(*dict, PyList_GetItem(list, k));
			count = PyLong_FromLong(count ? PyLong_AsLong(count) + 1 : 1);
			result = count ? PyDict_SetItem(*dict, PyList_GetItem(list, k), count) : -1;
			unref(count);
		}
		unref(list);
	}
	PyErr_Clear();
	return *dict;
}

bool
statement_shares_name(const struct staging *g, const struct statement *s, PyObject *name)
{
	PyObject *dict = binders(g), *count = dict ? PyDict_GetItemWithError(dict, name) : NULL;

	return count && PyLong_AsLong(count) > (s && statement_binds(s, name));
}

/* N: int = 1 says so in a dict of the module. */
bool
statement_stores_annotation(const struct statement *s, const struct token *x)
{
	return x - s->tokens >= 2 && x[-2].op == python->op.load_name && x[-2].value &&
	       !strcmp(utf8(x[-2].value), "__annotations__");
}

bool
statement_stores_inside(const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if ((x->op == python->op.store_attr || IS_IN(python->op.mutations, x->op)) && !statement_stores_annotation(s, x))
			return true;
	return false;
}

/* While statements run ours is there, which is in C. */
static bool
is_import_module(PyObject *f)
{
	return f && attr_is(f, "__name__", "import_module") && (is_exact(f, TYPE_AT(PyCFunction_Type)) || attr_is(f, "__module__", "importlib"));
}

/* pkgutil.iter_modules(__path__), sorted(os.listdir(HERE)): what files there are, and there may be others by now. */
static bool
looks_for_modules(const struct staging *g, PyObject *iter)
{
	static const char *const searches[][2] = {{"pkgutil", "iter_modules"}, {"pkgutil", "walk_packages"}, {"posix", "listdir"}, {"glob", "glob"},
						  {"glob", "iglob"}};
	PyObject *f = node_is(iter, "Call") ? get_attr(iter, "func") : NULL, *o = f ? node_object(g, f) : NULL, *args;
	bool looks = o && IS_LIBRARY(o, searches);

	args = f && !looks && node_is(f, "Name") && attr_is(f, "id", "sorted") ? get_attr(iter, "args") : NULL;
	looks = looks || (args && PyList_Size(args) == 1 && looks_for_modules(g, PyList_GetItem(args, 0)));
	unref(args);
	unref(f);
	return looks;
}

/* not found.name.startswith("_"): a question about a text. */
static bool
is_question(const struct staging *g, PyObject *node)
{
	static const char *const methods[] = {"startswith", "endswith", "isidentifier"};
	PyObject *operand = node_is(node, "UnaryOp") ? get_attr(node, "operand") : NULL, *f = node_is(node, "Call") ? get_attr(node, "func") : NULL,
		 *attr = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL, *args = attr ? get_attr(node, "args") : NULL;
	bool is = operand ? is_question(g, operand) : args && IS_ONE_OF(utf8(attr), methods) ? node_is_pure(g, args) : node_is_pure(g, node);

	unref(args);
	unref(attr);
	unref(f);
	unref(operand);
	return is;
}

/* name.rpartition(".")[2], getattr(module, "handle"): of a text, or what a module has. */
static bool
is_plain_question(const struct staging *g, PyObject *node)
{
	static const char *const methods[] = {"split", "rsplit", "partition", "rpartition", "lower", "upper", "strip", "removeprefix", "removesuffix",
					      "format", "title", "capitalize"};
	PyObject *value = node_is(node, "Subscript") ? get_attr(node, "value") : NULL, *f = node_is(node, "Call") ? get_attr(node, "func") : NULL,
		 *attr = f && node_is(f, "Attribute") ? get_attr(f, "attr") : NULL, *of = attr ? get_attr(f, "value") : NULL,
		 *args = f ? get_attr(node, "args") : NULL, *keywords = args ? get_attr(node, "keywords") : NULL;
	bool is = node_is_pure(g, node) || (value && is_plain_question(g, value)), plain = keywords && PyList_Size(keywords) == 0 && node_is_pure(g, args);

	if (!is && plain)
		is = attr ? IS_ONE_OF(utf8(attr), methods) && is_plain_question(g, of) && !(node_object(g, of) && is_module(node_object(g, of)))
			  : node_is(f, "Name") && attr_is(f, "id", "getattr");
	unref(keywords);
	unref(args);
	unref(of);
	unref(attr);
	unref(f);
	unref(value);
	PyErr_Clear();
	return is;
}

static bool
call_imports(const struct staging *g, PyObject *call)
{
	PyObject *callee = call && node_is(call, "Call") ? get_attr(call, "func") : NULL, *args = callee ? get_attr(call, "args") : NULL,
		 *f = callee ? node_object(g, callee) : NULL;
	bool imports = args && node_is_pure(g, args) &&
		       (is_import_module(f) || (node_is(callee, "Name") && attr_is(callee, "id", "__import__")));

	unref(args);
	unref(callee);
	return imports;
}

/* module = import_module(name); HANDLERS[name] = module.handle */
static bool
keeps_import(const struct staging *g, PyObject *node)
{
	PyObject *value = node_is(node, "Assign") ? get_attr(node, "value") : NULL, *targets = value ? get_attr(node, "targets") : NULL;
	PyObject *target = targets && PyList_Size(targets) == 1 ? PyList_GetItem(targets, 0) : NULL, *of, *key;
	bool keeps = target && node_is(target, "Name") && (call_imports(g, value) || is_plain_question(g, value));

	of = target && node_is(target, "Subscript") ? get_attr(target, "value") : NULL;
	key = of ? tree_key(target) : NULL;
	keeps = keeps || (key && node_is(of, "Name") && is_plain_question(g, value) && is_plain_question(g, key));
	unref(key);
	unref(of);
	unref(targets);
	unref(value);
	return keeps;
}

/* import_module(name), also where the name says so: if not name.startswith("_"): ...; keep: and what is kept of it. */
static bool
all_import(const struct staging *g, PyObject *body, bool keep)
{
	PyObject *node, *call, *within, *test;
	bool all = body && PyList_Size(body) > 0, imports = false;
	Py_ssize_t i;

	for (i = 0; all && i < PyList_Size(body); i++) {
		node = PyList_GetItem(body, i);
		if (node_is(node, "Continue"))
			continue;
		call = keep && keeps_import(g, node) ? get_attr(node, "value") : NULL;
		imports = imports || (call && call_imports(g, call));
		unref(call);
		if (call)
			continue;
		test = node_is(node, "If") ? get_attr(node, "test") : NULL;
		within = test ? get_attr(node, "body") : NULL;
		call = node_is(node, "Expr") ? get_attr(node, "value") : NULL;
		all = within ? is_question(g, test) && all_import(g, within, keep) : call_imports(g, call);
		imports = imports || all;
		unref(call);
		unref(within);
		unref(test);
	}
	return all && imports;
}

/* for name in PLUGINS: import_module(name): those that are there do nothing.  searches: of whatever files there are. */
static bool
only_imports(const struct staging *g, const struct statement *s, bool searches)
{
	PyObject *iter = node_is(s->node, "For") ? get_attr(s->node, "iter") : NULL, *body = iter ? get_attr(s->node, "body") : NULL;
	bool only = body && (looks_for_modules(g, iter) || (!searches && node_is_pure(g, iter))) && all_import(g, body, !searches);

	unref(body);
	unref(iter);
	PyErr_Clear();
	return only;
}

/* @cli.command(), cli.add_command(f), and `cli` is another object now, which has nothing of that. */
static bool
is_about_made_anew(const struct staging *g, const struct token *tokens, int count)
{
	const struct token *x;
	PyObject *old, *new;

	for (x = tokens; x + 1 < tokens + count; x++) {
		if (x->op != python->op.load_name || !x->value || !token_is_attribute(x + 1))
			continue;
		old = PyDict_GetItemWithError(g->m->before, x->value);
		new = PyDict_GetItemWithError(g->m->scratch, x->value);
		if (old && new && old != new && type_of(old) == type_of(new) && is_heap_type((PyObject *)type_of(old)) &&
		    !is_class(old) && !is_module(old) && PySet_Contains(g->m->defined, x->value) == 1)
			return true;
	}
	PyErr_Clear();
	return false;
}

/* APPS += ["debug"], of a list that another module has made: it may have put that in already. */
static bool
adds_elsewhere(const struct staging *g, const struct statement *s)
{
	PyObject *name = augmented_name(g, s);
	bool adds = name && body_goes_on_from(&g->m->new, name);

	unref(name);
	PyErr_Clear();
	return adds;
}

/* Without a copy of the old source: what can be run twice without harm, and what is new. */
static enum verdict
judge_unknown(const struct staging *g, const struct statement *s)
{
	bool exists = all_bound_exist(g, s);

	if (reads_new_name(g, s))
		return RUN;
	switch (s->kind) {
	case KIND_IMPORT:
	case KIND_CLASS:
		return RUN;
	case KIND_FUNCTION:
		return exists && !is_about_made_anew(g, s->tokens, statement_head(s)) && !inferred_no_function(g, s) && inferred_decorators(g, s) != INFERRED_OTHER &&
				       !decorators_changed_frames(g, s) && !arguments_changed(g, s) &&
				       !(inferred_decorators(g, s) == INFERRED_NOTHING && arguments_ask_for_more(g, s))
			       ? RUN_BARE
			       : RUN;
	case KIND_ASSIGN:
	case KIND_AUGMENT:
	case KIND_IF:
	case KIND_LOOP:
		if (adds_elsewhere(g, s))
			return SKIP;
		return !exists || only_imports(g, s, false) || url_table_runs(g, s) || inferred_runs_whole(g, s) || rows_are_made(g, s) || inferred_makes_enum(g, s) ? RUN : SKIP;
	case KIND_EXPRESSION:
		return statement_is_pure(g, s) || is_about_made_anew(g, s->tokens, s->token_count) ? RUN : SKIP;
	case KIND_CHECK:
		return RUN;
	case KIND_NOTHING:
	case KIND_OTHER:
		break;
	}
	return exists ? SKIP : RUN;
}

PyObject *
class_ran(const struct module *m, PyObject *name)
{
	PyObject *live = PyDict_GetItemWithError(m->before, name);

	if (!live || !is_class(live))
		return NULL;
	return PySet_Contains(m->defined, name) == 1 || PyDict_GetItemWithError(m->scratch, name) != live ? live : NULL;
}

/* A decorated class reads a class that ran again: what the decorator made of its base is outdated.  So is what
   that of a function has made of such an argument. */
bool
statement_derives_from_changed(const struct staging *g, const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens; s->first_line < s->def_line && x < s->tokens + s->token_count; x++) {
		if (s->kind == KIND_FUNCTION && x->line >= s->def_line)
			return false;
		if (x->op == python->op.load_name && class_ran(g->m, x->value))
			return true;
	}
	return false;
}

/* owner._fields = {**owner._fields, name: self}, by __set_name__ of an attribute: the base has others there now. */
static bool
goes_on_from_base(PyObject *class, PyObject *base, PyObject *staged)
{
	PyObject *name, *its, *value, *key, *attribute;
	Py_ssize_t at = 0, in;
	bool goes = false;

	while (!goes && PyDict_Next(CLASS_DICT(staged), &at, &name, &value)) {
		its = is_str(name) && (is_container(value) || is_exact(value, TYPE_AT(PyTuple_Type)))
			      ? PyDict_GetItemWithError(CLASS_DICT(base), name)
			      : NULL;
		if (!its || type_of(its) != type_of(value) || PyObject_Size(its) == PyObject_Size(value))
			continue;
		for (in = 0; !goes && PyDict_Next(CLASS_DICT(class), &in, &key, &attribute);)
			goes = is_heap_type((PyObject *)type_of(attribute)) && makers_set_name_stores(attribute, name);
	}
	return goes;
}

static bool
is_made_of_changed(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *staged, *name = s->kind == KIND_CLASS ? get_attr(s->node, "name") : NULL, *live;

	unref(name); /* the node keeps it */
	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name || !class_ran(g->m, x->value))
			continue;
		staged = PyDict_GetItemWithError(g->m->scratch, x->value);
		if (staged && is_class(staged) &&
		    (class_makes_those_below(staged) ||
		     (live && is_class(live) && is_heap_type(staged) && goes_on_from_base(live, class_ran(g->m, x->value), staged))))
			return true;
	}
	return false;
}

/* A class within a class of this code says one that has run again. */
static bool
body_within_says(const struct staging *g, PyObject *code, bool within)
{
	const struct token *x;
	struct body body;
	bool says = false;

	if (body_init(&body, code) < 0)
		return PyErr_Clear(), false;
	for (x = body.tokens; !says && x < body.tokens + body.token_count; x++)
		says = x->value && is_code(x->value) ? code_is_class_body(x->value) && body_within_says(g, x->value, true)
						     : within && x->op == python->op.load_name && class_ran(g->m, x->value);
	body_fini(&body);
	return says;
}

/* class LeadForm(ModelForm): class Meta: model = Lead, of which the metaclass makes fields. */
static bool
hands_changed_to_maker(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	const struct token *x;
	bool hands = false;

	unref(name);
	if (!live || !is_class(live) || !is_heap_type(live) || class_is_quiet(g, s, live))
		return false;
	for (x = s->tokens; !hands && x < s->tokens + s->token_count; x++)
		hands = x->value && is_code(x->value) && code_is_class_body(x->value) && body_within_says(g, x->value, false);
	PyErr_Clear();
	return hands;
}

/* A class in front of the body has other fields than the live one: those below it are laid out anew, too. */
static bool
base_is_relaid(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *old, *new;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.load_name)
			continue;
		old = PyDict_GetItemWithError(g->m->before, x->value);
		new = PyDict_GetItemWithError(g->m->scratch, x->value);
		if (old && new && old != new && is_class(old) && is_class(new) && !class_same_layout(old, new))
			return true;
	}
	return false;
}

bool
statement_reads_moved(const struct staging *g, const struct statement *s)
{
	return s->same && reads_moved(g, s);
}

bool
statement_is_kept(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	int bound = 0;

	if (!g->m->keep || statement_is_definition(s))
		return false;
	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.store_name && x->op != python->op.store_global)
			continue;
		if (PySet_Contains(g->m->keep, x->value) != 1 || PyDict_Contains(g->m->before, x->value) != 1)
			return false;
		bound++;
	}
	return bound > 0;
}

bool
statement_is_annotated(const struct statement *s)
{
	PyObject *annotation = s->kind == KIND_ASSIGN ? get_attr(s->node, "annotation") : NULL;

	unref(annotation);
	return annotation != NULL;
}

/* def __reload__: it is called when the module is staged, so it must be the new one. */
bool
statement_is_hook(const struct statement *s)
{
	PyObject *name = s->kind == KIND_FUNCTION ? get_attr(s->node, "name") : NULL;
	bool is = name && strcmp(utf8(name), HOOK) == 0;

	unref(name);
	return is;
}

PyObject *
statement_literal_names(const struct statement *s, const char *target)
{
	PyObject *targets = s->kind == KIND_ASSIGN ? get_attr(s->node, "targets") : NULL, *id = NULL;
	PyObject *annotated = s->kind == KIND_ASSIGN && !targets ? get_attr(s->node, "target") : NULL;
	PyObject *value = NULL, *elements = NULL, *names = NULL, *text;
	Py_ssize_t i;

	if (annotated || (targets && PyList_Size(targets) == 1))
		id = get_attr(annotated ? annotated : PyList_GetItem(targets, 0), "id");
	if (id && strcmp(utf8(id), target) == 0) {
		value = get_attr(s->node, "value");
		elements = value ? get_attr(value, "elts") : NULL;
		names = elements ? PySet_New(NULL) : NULL;
	}
	for (i = 0; names && i < PyList_Size(elements); i++) {
		text = get_attr(PyList_GetItem(elements, i), "value");
		if (!text || !is_str(text) || PySet_Add(names, text) < 0) {
			unref(names);
			names = NULL;
		}
		unref(text);
	}
	unref(elements);
	unref(value);
	unref(id);
	unref(annotated);
	unref(targets);
	PyErr_Clear();
	return names;
}

bool
statement_is_star(const struct statement *s)
{
	const struct token *x;

	for (x = s->tokens + 1; x < s->tokens + s->token_count; x++)
		if (x->op == python->op.import_name && code_names_star(x[-1].value))
			return true;
	return false;
}

/* x: IMPORT_NAME of a star. */
static PyObject *
star_module(const struct module *m, const struct token *x)
{
	PyObject *package = dict_get(m->dict, "__package__"), *modules = PyImport_GetModuleDict(), *full;
	PyObject *module = PyDict_GetItemWithError(modules, x->value);

	full = !module && package && is_str(package) ? PyUnicode_FromFormat("%U.%U", package, x->value) : NULL;
	module = full ? PyDict_GetItemWithError(modules, full) : module;
	unref(full);
	PyErr_Clear();
	return module && is_module(module) ? module : NULL;
}

bool
star_brings(PyObject *names, PyObject *name)
{
	PyObject *all = dict_get(names, "__all__");

	if (!is_str(name))
		return false;
	return all && (is_list(all) || is_exact(all, TYPE_AT(PyTuple_Type))) ? PySequence_Contains(all, name) == 1 : utf8(name)[0] != '_';
}

bool
tokens_star_more(const struct module *m, const struct token *tokens, int count)
{
	const struct token *x;
	PyObject *module, *names, *name, *value;
	Py_ssize_t at;

	for (x = tokens + 1; x < tokens + count; x++) {
		module = x->op == python->op.import_name && code_names_star(x[-1].value) ? star_module(m, x) : NULL;
		names = module ? PyModule_GetDict(module) : NULL;
		for (at = 0; names && PyDict_Next(names, &at, &name, &value);)
			if (star_brings(names, name) && PyDict_Contains(m->dict, name) == 0 &&
			    !tokens_have(m->new.tokens, m->new.token_count, python->op.delete_name, name))
				return true;
	}
	PyErr_Clear();
	return false;
}

/* from . import local: a name of the package may be what the statement has bound where there was none. */
static bool
submodules_are_there(const struct module *m, const struct token *x)
{
	PyObject *names = x[-1].value, *value;
	bool there = true;
	Py_ssize_t i;

	for (i = 0; !*utf8(x->value) && names && is_exact(names, TYPE_AT(PyTuple_Type)) && there && i < PyTuple_Size(names); i++) {
		value = PyDict_GetItemWithError(m->dict, PyTuple_GetItem(names, i));
		there = value && is_module(value);
	}
	return there;
}

/* All modules that it imports from are there: to run it again brings none in. */
static bool
imports_what_is_there(const struct module *m, const struct statement *s)
{
	const struct token *x;
	bool imports = false;

	for (x = s->tokens; x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.import_name)
			continue;
		if (!star_module(m, x) || !submodules_are_there(m, x))
			return false;
		imports = true;
	}
	return imports;
}

/* try: import accel, and accel.py is there now. */
static bool
imports_what_comes(const struct module *m, const struct statement *s)
{
	const struct token *x;
	bool comes = false;

	for (x = s->tokens + 2; !comes && x < s->tokens + s->token_count; x++)
		comes = x->op == python->op.import_name && x[-2].value && is_exact(x[-2].value, TYPE_AT(PyLong_Type)) &&
			import_comes(x->value, m->dict, PyLong_AsLong(x[-2].value));
	PyErr_Clear();
	return comes;
}

PyObject *
statement_star_names(const struct module *m, const struct statement *s)
{
	PyObject *module = NULL;
	const struct token *x;

	for (x = s->tokens + 1; !module && x < s->tokens + s->token_count; x++)
		if (x->op == python->op.import_name && code_names_star(x[-1].value))
			module = star_module(m, x);
	return module ? PyModule_GetDict(module) : NULL;
}

bool
body_stars(struct transaction *t, const struct module *m, const struct body *body, PyObject *name, PyObject *value)
{
	const struct token *x;
	PyObject *module;
	struct module *its;
	size_t i;
	bool stars = false;

	for (x = body->tokens + 1; !stars && x < body->tokens + body->token_count; x++) {
		module = x->op == python->op.import_name && code_names_star(x[-1].value) ? star_module(m, x) : NULL;
		for (i = 0, its = NULL; module && !its && i < t->module_count; i++)
			its = t->modules[i].module == module ? &t->modules[i] : NULL;
		stars = module && PyDict_GetItemWithError(its && its->before ? its->before : PyModule_GetDict(module), name) == value;
	}
	PyErr_Clear();
	return stars;
}

bool
body_goes_on_from(const struct body *body, PyObject *name)
{
	const struct chunk *c = chunk_binding(body, utf8(name));

	return c && tokens_have(&body->tokens[c->first], c->count, python->op.load_name, name);
}

/* from consts import *, and a name that the module has bound itself may come from there now. */
static bool
may_bind_instead(const struct staging *g, const struct statement *s)
{
	PyObject *names = statement_is_star(s) && g->m->old_code ? PySequence_List(g->rebound) : NULL;
	bool may = false;
	Py_ssize_t i;

	for (i = 0; names && !may && i < PyList_Size(names); i++)
		may = !chunk_binding(&g->m->new, utf8(PyList_GetItem(names, i))) ||
		      body_goes_on_from(&g->m->new, PyList_GetItem(names, i));
	unref(names);
	return may;
}

/* State.IDLE: what the line means is known by the class; of an object that says itself what it is taken for it is not. */
static bool
is_of_own_class(const struct staging *g, PyObject *node)
{
	PyObject *of = node_is(node, "Attribute") ? get_attr(node, "value") : NULL;
	PyObject *class = of ? node_object_in(g->m->before, of) : NULL, *module, *its = node_object_in(g->m->before, node);
	bool own;

	unref(of);
	module = class && is_class(class) && is_heap_type(class) ? get_attr(class, "__module__") : NULL;
	own = module && is_str(module) && PyUnicode_Compare(module, g->m->name_object) == 0 && its &&
	      !class_lookup((PyObject *)type_of(its), "__get__");
	unref(module);
	PyErr_Clear();
	return own;
}

/* Values of a call, and of what it is given. */
static bool
all_atoms(PyObject *args, PyObject *keywords)
{
	PyObject *key, *value;
	Py_ssize_t i, at = 0;
	bool all = is_exact(args, TYPE_AT(PyTuple_Type)) && is_dict(keywords);

	for (i = 0; all && i < PyTuple_Size(args); i++)
		all = is_atom(PyTuple_GetItem(args, i));
	while (all && PyDict_Next(keywords, &at, &key, &value))
		all = is_atom(value);
	return all;
}

static bool
same_fields(PyObject *a, PyObject *b)
{
	PyObject *x, *y;
	bool same;

	if (PyType_IsSubtype(type_of(a), TYPE_AT(PyTuple_Type)))
		return PyObject_RichCompareBool(a, b, Py_EQ) == 1;
	x = PyObject_GenericGetDict(a, NULL);
	y = PyObject_GenericGetDict(b, NULL);
	same = !x || !y || PyObject_RichCompareBool(x, y, Py_EQ) == 1;
	unref(y);
	unref(x);
	return same;
}

/* CONFIG = Config(), of a frozen dataclass or a NamedTuple: the line has made another one, replace(CONFIG, region="eu") has come since. */
static bool
is_another_record(const struct staging *g, PyObject *live, PyObject *name)
{
	PyObject *class = (PyObject *)type_of(live), *before, *made = NULL;
	bool another = false;

	if (!is_heap_type(class) || !class_makes_records(class))
		return false;
	before = old_value(g->t, &g->m->old, g->m->before, g->m->before, name);
	if (before && recipe_callee(g->t, before) == class && all_atoms(PyTuple_GetItem(before, 1), PyTuple_GetItem(before, 2)))
		made = PyObject_Call(class, PyTuple_GetItem(before, 1), PyTuple_GetItem(before, 2));
	another = made && !same_fields(live, made);
	unref(made);
	unref(before);
	PyErr_Clear();
	return another;
}

/* tokens = MAX, state = State.IDLE, and the process has bound something else since: a function with `global tokens`, or, as
   far as what the line mentions can tell, anybody. */
bool
statement_has_gone_on(const struct staging *g, const struct statement *s)
{
	PyObject *value = s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL, *live, *before;
	/* What a staged line has set of the class is no measure. */
	bool set = value && tokens_read_any(s->tokens, s->token_count, g->m->stored);
	PyObject *mentioned = value && !set && is_of_own_class(g, value) ? node_object_in(g->m->before, value) : NULL;
	const struct token *x;
	bool on = false;

	unref(value);
	for (x = s->tokens; !on && x < s->tokens + s->token_count; x++) {
		if (x->op != python->op.store_name || !(live = PyDict_GetItemWithError(g->m->before, x->value)) ||
		    PySet_Contains(g->m->late, x->value) == 1)
			continue;
		if (mentioned) {
			on = is_atom(mentioned) && is_atom(live) ? !const_equal(live, mentioned, code_same_behaviour)
								 : live != mentioned;
		} else if (is_another_record(g, live, x->value)) {
			on = true;
		} else if (PySet_Contains(g->m->global_stores, x->value) == 1) {
			g->t->calls = s->same;
			before = old_value(g->t, &g->m->old, g->m->before, g->m->before, x->value);
			g->t->calls = false;
			on = before ? is_atom(live) && !const_equal(live, before, code_same_behaviour)
				    : node_has(s->node, "Call");
			unref(before);
		}
	}
	PyErr_Clear();
	return on;
}

static bool
is_set_going(const struct module *m, PyObject *name)
{
	const struct token *x;

	for (x = m->new.tokens; x + 1 < m->new.tokens + m->new.token_count; x++)
		if (x->op == python->op.load_name && PyUnicode_Compare(x->value, name) == 0 && x[1].value && is_str(x[1].value) &&
		    starts(x[1].value))
			return true;
	return false;
}

/* parser.add_argument(...), sub = parser.add_subparsers(): the object that its method is called of has been made anew, and
   needs what the old one has got. */
static bool
configures_made(const struct staging *g, const struct statement *s)
{
	PyObject *call = s->kind == KIND_EXPRESSION || s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL, *node, *id;
	PyObject *old = NULL, *new = NULL;

	node = call && node_is(call, "Call") ? get_attr(call, "func") : NULL;
	unref(call);
	if (node && !node_is(node, "Attribute")) {
		unref(node);
		return false;
	}
	while (node && node_is(node, "Attribute")) {
		call = get_attr(node, "value");
		unref(node);
		node = call;
	}
	id = node && node_is(node, "Name") ? get_attr(node, "id") : NULL;
	if (id && PySet_Contains(g->m->bound, id) == 1 && !is_set_going(g->m, id)) {
		old = PyDict_GetItemWithError(g->m->before, id);
		new = PyDict_GetItemWithError(g->m->scratch, id);
	}
	unref(id);
	unref(node);
	PyErr_Clear();
	return old && new && old != new && type_of(old) == type_of(new) && !is_atom(new) && !is_container(new) &&
	       !is_function(new) && !is_class(new) && !is_module(new) &&
	       !shared_is_running(old);
}

/* A name that functions bind, too: it has gone on since. */
static bool
binds_counted(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s);
	bool counted = !list;
	Py_ssize_t i;

	for (i = 0; list && !counted && i < PyList_Size(list); i++)
		counted = PySet_Contains(g->m->global_stores, PyList_GetItem(list, i)) != 0;
	unref(list);
	PyErr_Clear();
	return counted;
}

/* from api import f, where api has it from a module that has changed. */
static bool
imports_definition(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	PyObject *value, *module;
	struct module *m = NULL;

	for (x = s->tokens; !m && x < s->tokens + s->token_count; x++) {
		value = x->op == python->op.store_name ? PyDict_GetItemWithError(g->m->before, x->value) : NULL;
		module = value && (is_function(value) || is_class(value)) ? get_attr(value, "__module__") : NULL;
		m = module && is_str(module) ? transaction_module(g->t, module) : NULL;
		m = m && m != g->m && !m->same_source ? m : NULL;
		unref(module);
	}
	return m != NULL;
}

/* def f(n=Limits.N): behind its decorators. */
static bool
signature_reads_class(const struct staging *g, const struct statement *s)
{
	int first = statement_head(s);

	return tokens_read_class(g->t, g->m, s->tokens + first, s->token_count - first);
}

/* Some line or function of the new source says __doc__. */
static bool
says_docstring(struct module *m)
{
	if (m->asks_doc == KNOWN_NOT_YET)
		m->asks_doc = code_says(m->code, "__doc__") ? KNOWN_YES : KNOWN_NO;
	return m->asks_doc == KNOWN_YES;
}

static bool
reads_docstrings(const struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].code && says_docstring(&t->modules[i]))
			return true;
	return false;
}

/* HELP = {"job": job.__doc__}: what other lines may read of it; its definition evaluates nothing else. */
static bool
docstring_is_another(const struct staging *g, const struct statement *s)
{
	PyObject *name = reads_docstrings(g->t) ? get_attr(s->node, "name") : NULL, *live, *new;
	const struct token *x;
	const struct chunk *c;

	live = name ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	c = live && is_function(live) ? statement_chunk(s, name) : NULL;
	new = c ? chunk_code(s->in, c, name) : NULL;
	unref(name); /* the node keeps it */
	for (x = s->tokens; new && x < s->tokens + s->token_count; x++)
		if (x->line >= s->def_line && x->op == python->op.load_name)
			new = NULL;
	PyErr_Clear();
	return new && !const_equal(code_doc(WORD(live, python->function.code)), code_doc(new), code_same_behaviour);
}

bool
statement_reads_filled(const struct staging *g, const struct statement *s)
{
	const struct token *x = s->tokens, *end = x + s->token_count;

	if (statement_is_definition(s) || s->kind == KIND_IMPORT || s->kind == KIND_NOTHING || PySet_Size(g->m->filled) == 0)
		return false;
	while (s->kind == KIND_EXPRESSION && x < end && x->op != python->op.load_name)
		x++;
	x += s->kind == KIND_EXPRESSION && x < end;
	return x < end && tokens_read_any(x, (int)(end - x), g->m->filled);
}

bool
statement_made_is_known(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *first;
	bool known = list && PyList_Size(list) > 0;
	Py_ssize_t i;

	for (i = 0; known && i < PyList_Size(list); i++) {
		first = old_value_at_first(g->t, g->m, PyList_GetItem(list, i));
		known = first && !recipe_has_calls(g->t, first);
	}
	unref(list);
	PyErr_Clear();
	return known;
}

/* It says the attribute or the key, or takes the whole. */
static bool
says_stored_key(const struct staging *g, const struct statement *s)
{
	const struct token *x, *end = s->tokens + s->token_count;

	for (x = s->tokens; x < end; x++) {
		if (x->value && !is_code(x->value) && (is_atom(x->value)) && x->op != python->op.load_name &&
		    PySet_Contains(g->m->stored_keys, x->value) == 1)
			return true;
		/* dict(CONFIG["db"]), list(HOSTS) */
		if (x->op == python->op.load_name && x->value && PySet_Contains(g->m->stored, x->value) == 1 &&
		    is_container(PyDict_GetItemWithError(g->m->before, x->value)))
			return true;
	}
	PyErr_Clear();
	return false;
}

bool
statement_binds_values(const struct staging *g, const struct statement *s)
{
	PyObject *list = statement_bound(s), *live;
	bool values = list != NULL;
	Py_ssize_t i;

	for (i = 0; values && i < PyList_Size(list); i++) {
		live = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		values = !live || !is_container(live);
	}
	unref(list);
	return values;
}

bool
statement_names_stored(const struct staging *g, const struct statement *s)
{
	return PySet_Size(g->m->stored) && s->same && s->kind == KIND_ASSIGN && !statement_stores_inside(s) &&
	       tokens_read_any(s->tokens, s->token_count, g->m->stored) && says_stored_key(g, s);
}

bool
statement_reads_stored(const struct staging *g, const struct statement *s)
{
	PyObject *value = statement_names_stored(g, s) ? get_attr(s->node, "value") : NULL;
	bool reads = value && node_repeats(g, value);

	unref(value);
	return reads;
}

bool
statement_computes_anew(const struct staging *g, const struct statement *s)
{
	return g->m->old_code && node_has(s->node, "Call") &&
	       (s->kind == KIND_ASSIGN ? statement_is_pure(g, s) : s->kind == KIND_IF && s->same && node_is_still(g, s->node)) &&
	       statement_calls_changed(g, s) && !statement_has_gone_on(g, s);
}

/* UserPage = Page[User], where Page makes a class of that by itself, and is another now. */
static bool
subscripts_made_anew(const struct staging *g, const struct statement *s)
{
	PyObject *value = get_attr(s->node, "value"), *of = value && node_is(value, "Subscript") ? get_attr(value, "value") : NULL;
	PyObject *live = of ? node_object_in(g->m->before, of) : NULL, *staged = live && is_class(live) ? node_object(g, of) : NULL;
	bool anew = staged && staged != live && is_class(staged) && is_function(callable_of(class_lookup(live, "__class_getitem__")));

	anew = anew && !attr_is(class_lookup(live, "__class_getitem__") ? callable_of(class_lookup(live, "__class_getitem__")) : live, "__module__", "typing");
	unref(of);
	unref(value);
	PyErr_Clear();
	return anew;
}

static bool
is_moved_name(PyObject *node, void *arg)
{
	const struct module *m = arg;
	PyObject *id = node_is(node, "Name") ? get_attr(node, "id") : NULL;
	bool is = id && PySet_Contains(m->moved, id) == 1;

	unref(id);
	return is;
}

bool
node_makes_plain_object(const struct staging *g, PyObject *node)
{
	PyObject *f = node_is(node, "Call") ? get_attr(node, "func") : NULL, *args = f ? get_attr(node, "args") : NULL,
		 *keywords = args ? get_attr(node, "keywords") : NULL, *class = f ? node_object(g, f) : NULL;
	bool makes = keywords && class && is_class(class) && class_is_ours(g->t, class) && initializer_makes_plainly(class) &&
		     node_is_pure(g, args) && node_is_pure(g, keywords) && !tree_any(node, is_moved_name, g->m);

	unref(keywords);
	unref(args);
	unref(f);
	return makes;
}

/* COLLECTORS = [Collector(name) for name in NAMES]: of those that there are the live ones stay (contents.c). */
static bool
makes_one_each(const struct staging *g, const struct statement *s)
{
	PyObject *value = s->kind == KIND_ASSIGN ? get_attr(s->node, "value") : NULL;
	PyObject *item = value ? get_attr(value, node_is(value, "DictComp") ? "value" : "elt") : NULL;
	PyObject *generators = item && (node_is(value, "ListComp") || node_is(value, "DictComp")) ? get_attr(value, "generators") : NULL;
	bool makes = generators && node_makes_plain_object(g, item) && node_is_pure(g, generators);

	unref(generators);
	unref(item);
	unref(value);
	PyErr_Clear();
	return makes;
}

/* By methods of objects that it reads. */
static bool
repeats(const struct staging *g, const struct statement *s)
{
	PyObject *value = get_attr(s->node, "value");
	bool does = value && value != NONE && node_repeats(g, value);

	unref(value);
	return does;
}

enum verdict
statement_judge(const struct staging *g, const struct statement *s)
{
	bool looked_at;

	if (s->kind == KIND_NOTHING || statement_is_main_guard(g, s))
		return SKIP;
	if (g->t->flags & PYR_RESET)
		return RUN;
	if (g->t->flags & PYR_CODE_ONLY)
		return s->same ? SKIP : RUN; /* which is then refused */
	if (statement_is_kept(g, s))
		return SKIP;
	if (statement_is_hook(s))
		return RUN;
	if (!g->m->old_code)
		return judge_unknown(g, s);
	looked_at = arguments_within_changed(g, s);
	if (statement_is_rewrapped(g, s))
		return RUN;
	if (!s->same)
		return judge_changed(g, s);
	if (s->kind == KIND_IMPORT)
		return tokens_import_staged(g->t, s->tokens, s->token_count) || imports_definition(g, s) || may_bind_instead(g, s) ||
				       tokens_star_more(g->m, s->tokens, s->token_count)
			   ? RUN
			   : SKIP;
	/* try: from local import PORT, which falls back on what a line in front has imported. */
	if (s->kind == KIND_OTHER &&
	    (tokens_import_staged(g->t, s->tokens, s->token_count) || imports_what_is_there(g->m, s) || imports_what_comes(g->m, s)) &&
	    node_is_pure(g, s->node) && !binds_counted(g, s))
		return RUN;
	if (statement_is_made_up_anew(g, s) || statement_wraps_attribute(g, s) || twins_need_alias(g, s) ||
	    statement_is_gone_on_from(g, s))
		return RUN;
	if (g->t->remakes && makers_changed(g, s)) {
		g->t->remade++;
		return RUN;
	}
	if (g->t->remakes && (s->kind == KIND_CLASS ? is_made_of_changed(g, s) || hands_changed_to_maker(g, s) || looked_at
						    : arguments_given_changed(g, s))) {
		g->t->remade++;
		return RUN;
	}
	if (s->kind == KIND_LOOP && only_imports(g, s, true))
		return RUN;
	if (s->kind == KIND_CLASS && (base_is_relaid(g, s) || statement_derives_from_changed(g, s) || twins_need_class(g, s)))
		return RUN;
	if ((s->kind == KIND_CLASS && (statement_body_reads_class(g, s) || statement_asks_class(g, s))) ||
	    statement_leads_to_read(g, s))
		return RUN;
	if (s->kind == KIND_ASSIGN && subscripts_made_anew(g, s))
		return RUN;
	if (!reads_moved(g, s)) {
		if (s->kind == KIND_FUNCTION)
			return signature_reads_class(g, s) || docstring_is_another(g, s) ||
					       (g->t->remakes && arguments_named_changed(g, s))
				       ? RUN_BARE
				       : SKIP;
		if (s->kind == KIND_ASSIGN && statement_asks_subclasses(g, s) && subclasses_are_others(g->t) && statement_is_pure(g, s) &&
		    !statement_has_gone_on(g, s))
			return RUN;
		return statement_computes_anew(g, s) || logging_config_is_another(g, s) || statement_computes_filled(g, s) || (statement_reads_methods(g, s, NULL) && statement_reads_staged(g, s)) ||
			       statement_reads_items(g, s, NULL) ||
			       (s->kind == KIND_ASSIGN && !statement_stores_inside(s) &&
				(tokens_read_class(g->t, g->m, s->tokens, s->token_count) || statement_reads_filled(g, s) ||
				 statement_reads_stored(g, s) ||
				 (node_evaluates(g, s->node) && statement_is_given_changed(g, s)) ||
				 statement_holds_read(g, s)) &&
				statement_is_pure(g, s) && !statement_has_gone_on(g, s))
			   ? RUN
			   : SKIP;
	}
	if (s->kind == KIND_FUNCTION)
		return decorators_read_moved(g, s) ? RUN : RUN_BARE;
	if (s->kind == KIND_CLASS)
		return RUN;
	if (s->kind == KIND_LOOP && (only_imports(g, s, false) || statement_puts_in_objects(g, s)))
		return RUN;
	if (s->kind == KIND_AUGMENT || s->kind == KIND_LOOP)
		return SKIP; /* without the line that it goes on from */
	if (configures_made(g, s) || statement_says_moved(g, s) || logging_config_is_another(g, s))
		return RUN;
	return (s->kind == KIND_ASSIGN && (statement_is_pure(g, s) || repeats(g, s)) && !statement_has_gone_on(g, s)) || makes_one_each(g, s) ||
			       (s->kind == KIND_IF && (node_is_still(g, s->node) || statement_is_pure_but_classes(g, s)))
		       ? RUN
		       : SKIP;
}

int
statements_take(struct staging *g)
{
	int i;

	g->count = g->m->is_bytecode ? 0 : (int)PyList_Size(g->m->tree);
	g->statements = calloc((size_t)g->count + 1, sizeof(*g->statements));
	if (!g->statements)
		return PyErr_NoMemory(), -1;
	for (i = 0; i < g->count; i++) {
		g->statements[i].node = PyList_GetItem(g->m->tree, i);
		g->statements[i].kind = kind_of(g->statements[i].node);
		if (i > 0 && g->statements[i].kind == KIND_EXPRESSION && is_remark(g->statements[i].node))
			g->statements[i].kind = KIND_NOTHING;
		take_lines(&g->statements[i]);
	}
	if (g->m->is_bytecode)
		return 0;
	if (statements_match(g) < 0 || rewrapped_prepare(g) < 0)
		return -1;
	order_prepare(g);
	return made_up_prepare(g) < 0 || spread_changes(g) < 0 || set_later_prepare(g) < 0 || unset_prepare(g) < 0 || facts_prepare(g) < 0 || overridden_prepare(g) < 0
		       ? -1
		       : old_calls_prepare(g);
}

void
statements_free(struct staging *g)
{
	int i;

	for (i = 0; g->statements && i < g->count; i++)
		body_fini(&g->statements[i].own);
	free(g->statements);
	free(g->old_calls);
}
