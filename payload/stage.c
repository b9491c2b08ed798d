/*
 * stage.c - running what must run of the new source, where nobody can see it.
 *
 * Each module of the transaction gets a scratch module.  Its dict starts with
 * the live names, so that new code can read them, and the statements of the new
 * source run in it one by one - those that differ from the old source, and
 * those that depend on what changed.  A definition whose body alone changed
 * need not run: its code is exchanged by the plan.  `import` inside finds the
 * scratch modules first.
 */
#include <stdlib.h>

#include "transaction.h"
#include "version.h"

enum verdict {
	SKIP,        /* what it did stands */
	RUN,         /* execute it as it is */
	RUN_BARE     /* a definition, without its decorators: they are applied already */
};

enum kind {
	KIND_IMPORT,
	KIND_FUNCTION,
	KIND_CLASS,
	KIND_ASSIGN,
	KIND_AUGMENT,
	KIND_EXPRESSION,
	KIND_CHECK, /* raise, assert: meant to stop the module */
	KIND_IF,
	KIND_OTHER
};

struct statement {
	PyObject *node;    /* borrowed */
	enum kind kind;
	int first_line, def_line, last_line;
	int first_chunk, chunk_count;
	bool same;         /* as in the old source */
};

struct staging {
	struct transaction *t;
	struct module *m;
	struct statement *statements;
	int count;
	PyObject *rebound; /* set: data names that some changed statement binds */
};

static bool
type_is(PyObject *o, const char *name)
{
	PyObject *its = get_attr((PyObject *)type_of(o), "__name__");
	bool same = its && is_str(its) && strcmp(utf8(its), name) == 0;

	unref(its);
	return same;
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
		{"AugAssign", KIND_AUGMENT}, {"Expr", KIND_EXPRESSION}, {"If", KIND_IF},
		{"Raise", KIND_CHECK}, {"Assert", KIND_CHECK},
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (type_is(node, kinds[i].name))
			return kinds[i].kind;
	return KIND_OTHER;
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

/* Each chunk belongs to the last statement that begins at or before its line. */
static void
share_out(struct staging *g)
{
	const struct body *new = &g->m->new;
	int at = 0, i, line;

	for (i = 0; i < new->chunk_count; i++) {
		line = new->tokens[new->chunks[i].first].line;
		while (at + 1 < g->count && line >= g->statements[at + 1].first_line)
			at++;
		if (!g->statements[at].chunk_count)
			g->statements[at].first_chunk = i;
		g->statements[at].chunk_count = i + 1 - g->statements[at].first_chunk;
	}
}

static const struct chunk *
chunk_of(const struct staging *g, const struct statement *s, int i)
{
	return &g->m->new.chunks[s->first_chunk + i];
}

/* Same: all its chunks have an equal one in the old source, in one run. */
static void
compare_statement(const struct staging *g, struct statement *s)
{
	int i, first = s->chunk_count ? chunk_of(g, s, 0)->match : -1;

	s->same = g->m->old_code && s->chunk_count && first >= 0;
	for (i = 1; s->same && i < s->chunk_count; i++)
		s->same = chunk_of(g, s, i)->match == first + i;
	if (g->m->old_code && !s->chunk_count)
		s->same = true; /* pass, a bare constant: no instructions */
}

static bool
is_definition(const struct statement *s)
{
	return s->kind == KIND_FUNCTION || s->kind == KIND_CLASS;
}

static bool
binds_any(const struct staging *g, const struct statement *s, PyObject *set)
{
	const struct token *x;
	int i, j;

	for (i = 0; i < s->chunk_count; i++)
		for (j = 0; j < chunk_of(g, s, i)->count; j++) {
			x = &g->m->new.tokens[chunk_of(g, s, i)->first + j];
			if ((x->op == python->op.store_name || x->op == python->op.store_global) &&
			    PySet_Contains(set, x->value) == 1)
				return true;
		}
	return false;
}

static int
add_bound(const struct staging *g, const struct statement *s, PyObject *set)
{
	const struct token *x;
	int i, j;

	for (i = 0; i < s->chunk_count; i++)
		for (j = 0; j < chunk_of(g, s, i)->count; j++) {
			x = &g->m->new.tokens[chunk_of(g, s, i)->first + j];
			if ((x->op == python->op.store_name || x->op == python->op.store_global) &&
			    PySet_Add(set, x->value) < 0)
				return -1;
		}
	return 0;
}

/* Names whose old binding statement is gone or changed count as rebound too. */
static int
add_unmatched_old(const struct staging *g)
{
	const struct body *old = &g->m->old;
	PyObject *name;
	int i;

	for (i = 0; g->m->old_code && i < old->chunk_count; i++) {
		if (old->chunks[i].match >= 0)
			continue;
		name = chunk_name(old, &old->chunks[i]);
		if (name && PySet_Add(g->rebound, name) < 0)
			return -1;
	}
	return 0;
}

/* X = []; X += [1]: when one of the statements that make up X changed, all of them run. */
static int
spread_changes(struct staging *g)
{
	bool again = true;
	int i;

	if (add_unmatched_old(g) < 0)
		return -1;
	for (i = 0; i < g->count; i++)
		if (!g->statements[i].same && !is_definition(&g->statements[i]) &&
		    add_bound(g, &g->statements[i], g->rebound) < 0)
			return -1;
	while (again) {
		again = false;
		for (i = 0; i < g->count; i++) {
			struct statement *s = &g->statements[i];

			if (!s->same || is_definition(s) || !binds_any(g, s, g->rebound))
				continue;
			s->same = false;
			again = true;
			if (add_bound(g, s, g->rebound) < 0)
				return -1;
		}
	}
	return 0;
}

/* No call, await or yield below this node: evaluating it has no effect of its own. */
static bool
is_pure(PyObject *node)
{
	PyObject *fields, *child;
	bool pure = true;
	Py_ssize_t i;

	if (is_exact(node, TYPE_AT(PyList_Type))) {
		for (i = 0; pure && i < PyList_Size(node); i++)
			pure = is_pure(PyList_GetItem(node, i));
		return pure;
	}
	fields = get_attr(node, "_fields");
	if (!fields)
		return true; /* a constant, an identifier */
	pure = !type_is(node, "Call") && !type_is(node, "Await") && !type_is(node, "Yield") &&
	       !type_is(node, "YieldFrom");
	for (i = 0; pure && i < PyTuple_Size(fields); i++) {
		child = PyObject_GetAttr(node, PyTuple_GetItem(fields, i));
		pure = !child || is_pure(child);
		unref(child);
		PyErr_Clear();
	}
	unref(fields);
	return pure;
}

static bool
value_is_pure(const struct statement *s)
{
	PyObject *value = get_attr(s->node, "value");
	bool pure = value && is_pure(value);

	unref(value);
	return pure;
}

/* Does anything of it that is evaluated now (not the bodies of functions) read a moved name? */
static bool
code_reads_moved(PyObject *code, PyObject *moved)
{
	struct body body;
	bool reads = false;
	int i;

	if (body_init(&body, code) < 0)
		return false;
	for (i = 0; !reads && i < body.chunk_count; i++)
		reads = chunk_reads_any(&body, &body.chunks[i], moved);
	body_fini(&body);
	return reads;
}

static bool
reads_moved(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	int i, j;

	if (PySet_Size(g->m->moved) == 0)
		return false;
	for (i = 0; i < s->chunk_count; i++) {
		if (chunk_reads_any(&g->m->new, chunk_of(g, s, i), g->m->moved))
			return true;
		for (j = 0; j < chunk_of(g, s, i)->count; j++) {
			x = &g->m->new.tokens[chunk_of(g, s, i)->first + j];
			if (x->value && is_code(x->value) && code_is_class_body(x->value) &&
			    code_reads_moved(x->value, g->m->moved))
				return true;
		}
	}
	return false;
}

static bool
imports_staged(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	size_t len, k;
	int i, j;

	for (i = 0; i < s->chunk_count; i++)
		for (j = 0; j < chunk_of(g, s, i)->count; j++) {
			x = &g->m->new.tokens[chunk_of(g, s, i)->first + j];
			if (x->op != python->op.import_name || !x->value)
				continue;
			len = strlen(utf8(x->value));
			/* Relative names: it is enough that a module's name ends that way. */
			for (k = 0; k < g->t->module_count; k++) {
				const char *name = g->t->modules[k].name;

				if (strlen(name) >= len && !strcmp(name + strlen(name) - len, utf8(x->value)))
					return true;
			}
		}
	return false;
}

/* if __name__ == "__main__": the program runs already. */
static bool
is_main_guard(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = s->chunk_count ? chunk_of(g, s, 0) : NULL;
	bool name = false, main = false;
	const struct token *x;
	int j;

	for (j = 0; c && j < c->count; j++) {
		x = &g->m->new.tokens[c->first + j];
		if (!x->value || !is_str(x->value))
			continue;
		name = name || !strcmp(utf8(x->value), "__name__");
		main = main || !strcmp(utf8(x->value), "__main__");
	}
	return name && main;
}

static bool
all_bound_exist(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	int i, j;

	for (i = 0; i < s->chunk_count; i++)
		for (j = 0; j < chunk_of(g, s, i)->count; j++) {
			x = &g->m->new.tokens[chunk_of(g, s, i)->first + j];
			if ((x->op == python->op.store_name || x->op == python->op.store_global) &&
			    PyDict_Contains(g->m->before, x->value) != 1)
				return false;
		}
	return true;
}

/* The old statement for a changed definition: the unmatched one of the same name. */
static const struct chunk *
old_definition(const struct staging *g, PyObject *name)
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

static enum verdict
judge_changed(const struct staging *g, const struct statement *s)
{
	const struct chunk *old, *new = s->chunk_count ? chunk_of(g, s, s->chunk_count - 1) : NULL;
	PyObject *name = new ? chunk_name(&g->m->new, new) : NULL;

	if (s->kind != KIND_FUNCTION || !name)
		return RUN;
	old = old_definition(g, name);
	if (old && chunk_same_decorators(&g->m->old, old, &g->m->new, new, s->def_line))
		return RUN_BARE;
	return RUN;
}

/* It reads a name that the process does not have: so it cannot be an old statement. */
static bool
reads_new_name(const struct staging *g, const struct statement *s)
{
	const struct token *x;
	int i, j;

	for (i = 0; i < s->chunk_count; i++)
		for (j = 0; j < chunk_of(g, s, i)->count; j++) {
			x = &g->m->new.tokens[chunk_of(g, s, i)->first + j];
			if (x->op == python->op.load_name && x->value &&
			    PyDict_Contains(g->m->before, x->value) == 0 &&
			    PyDict_Contains(g->t->builtins, x->value) == 0)
				return true;
		}
	return false;
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
		return exists ? RUN_BARE : RUN;
	case KIND_ASSIGN:
		return !exists || value_is_pure(s) ? RUN : SKIP;
	case KIND_EXPRESSION:
		return value_is_pure(s) ? RUN : SKIP;
	case KIND_CHECK:
		return RUN;
	case KIND_AUGMENT:
	case KIND_IF:
	case KIND_OTHER:
		break;
	}
	return exists ? SKIP : RUN;
}

static enum verdict
judge(const struct staging *g, const struct statement *s)
{
	if (s->kind == KIND_IF && g->m->is_main && is_main_guard(g, s))
		return SKIP;
	if (g->t->flags & PYR_RESET)
		return RUN;
	if (!g->m->old_code)
		return judge_unknown(g, s);
	if (!s->same)
		return judge_changed(g, s);
	if (s->kind == KIND_IMPORT)
		return imports_staged(g, s) ? RUN : SKIP;
	if (!reads_moved(g, s))
		return SKIP;
	if (s->kind == KIND_FUNCTION)
		return RUN_BARE;
	if (s->kind == KIND_CLASS)
		return RUN;
	return s->kind == KIND_ASSIGN && value_is_pure(s) ? RUN : SKIP;
}

static int
take_statements(struct staging *g)
{
	int i;

	g->count = (int)PyList_Size(g->m->tree);
	g->statements = calloc((size_t)g->count + 1, sizeof(*g->statements));
	if (!g->statements)
		return PyErr_NoMemory(), -1;
	for (i = 0; i < g->count; i++) {
		g->statements[i].node = PyList_GetItem(g->m->tree, i);
		g->statements[i].kind = kind_of(g->statements[i].node);
		take_lines(&g->statements[i]);
	}
	if (g->count)
		share_out(g);
	for (i = 0; i < g->count; i++)
		compare_statement(g, &g->statements[i]);
	return spread_changes(g);
}

/* ast.Module([node], []), compiled with the future features of the whole source. */
static PyObject *
compile_statement(const struct staging *g, PyObject *node)
{
	PyObject *ast = PyImport_ImportModule("_ast"), *body = PyList_New(0), *none = PyList_New(0);
	PyObject *type = ast ? get_attr(ast, "Module") : NULL, *code = NULL, *module = NULL;
	PyObject *compile = dict_get(g->t->builtins, "compile");
	PyObject *one = PyLong_FromLong(1), *mode = PyUnicode_FromString("exec");
	/* PyCF_MASK: the co_flags that are future features, 3.8 to 3.15. */
	PyObject *flags = PyLong_FromLong(code_int(g->m->code, "co_flags") & 0x1fe0000);

	if (type && body && none && PyList_Append(body, node) == 0)
		module = PyObject_CallFunctionObjArgs(type, body, none, NULL);
	if (module && compile && one && mode && flags)
		code = PyObject_CallFunctionObjArgs(compile, module, g->m->file, mode, flags, one, NULL);
	unref(flags);
	unref(mode);
	unref(one);
	unref(module);
	unref(type);
	unref(none);
	unref(body);
	unref(ast);
	return code;
}

static PyObject *
compile_bare(const struct staging *g, PyObject *node)
{
	PyObject *decorators = PyObject_GetAttrString(node, "decorator_list");
	PyObject *empty = PyList_New(0), *code = NULL;

	if (decorators && empty && PyObject_SetAttrString(node, "decorator_list", empty) == 0) {
		code = compile_statement(g, node);
		if (PyObject_SetAttrString(node, "decorator_list", decorators) < 0) {
			unref(code);
			code = NULL;
		}
	}
	unref(empty);
	unref(decorators);
	return code;
}

/* The data that this statement has changed: what depends on it must follow. */
static int
note_moved(const struct staging *g, const struct statement *s)
{
	PyObject *names = PySet_New(NULL), *list, *old, *new;
	int result = names ? add_bound(g, s, names) : -1;
	Py_ssize_t i;

	list = result == 0 ? PySequence_List(names) : NULL;
	for (i = 0; list && i < PyList_Size(list); i++) {
		old = PyDict_GetItemWithError(g->m->before, PyList_GetItem(list, i));
		new = PyDict_GetItemWithError(g->m->scratch, PyList_GetItem(list, i));
		if (old && new && old != new && !is_function(new) && !is_class(new) &&
		    !(type_of(old) == type_of(new) && const_equal(old, new, code_same_behaviour)))
			PySet_Add(g->m->moved, PyList_GetItem(list, i));
		if (!g->m->old_code && !(g->t->flags & PYR_RESET))
			PySet_Add(g->m->unknown, PyList_GetItem(list, i));
	}
	unref(list);
	unref(names);
	return result;
}

/*
 * A function made without its decorators must not take the place of the
 * wrapper: later statements go on seeing the live one.
 */
static int
set_aside(const struct staging *g, const struct statement *s)
{
	PyObject *name = get_attr(s->node, "name"), *live, *made;
	int result = -1;

	made = name ? PyDict_GetItemWithError(g->m->scratch, name) : NULL;
	live = made ? PyDict_GetItemWithError(g->m->before, name) : NULL;
	if (!live || (is_function(live) && is_function(made) &&
		      PyUnicode_Compare(WORD(live, python->function.qualname),
					WORD(made, python->function.qualname)) == 0 &&
		      !WORD(live, python->function.closure)))
		result = 0;
	else if (PyDict_SetItem(g->m->bare, name, made) == 0)
		result = PyDict_SetItem(g->m->scratch, name, live);
	unref(name);
	return result;
}

static int
run_statement(const struct staging *g, const struct statement *s, enum verdict verdict)
{
	PyObject *code = verdict == RUN_BARE ? compile_bare(g, s->node) : compile_statement(g, s->node);
	PyObject *result = NULL;

	if (code)
		result = PyEval_EvalCode(code, g->m->scratch, g->m->scratch);
	unref(code);
	unref(result);
	if (!result || add_bound(g, s, g->m->bound) < 0 || note_moved(g, s) < 0)
		return -1;
	if (verdict == RUN_BARE)
		return set_aside(g, s) < 0 ? -1 : add_bound(g, s, g->m->defined);
	if (is_definition(s))
		return add_bound(g, s, g->m->defined);
	return value_is_pure(s) ? 0 : add_bound(g, s, g->m->made);
}

static int
skip_statement(const struct staging *g, const struct statement *s)
{
	if (s->kind == KIND_IF && g->m->is_main && is_main_guard(g, s))
		return 0;
	if (!g->m->old_code && s->kind != KIND_FUNCTION && s->chunk_count)
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
			    "line %d was not run again: there is no copy of the old source to tell "
			    "whether it changed", s->first_line);
	return s->kind == KIND_ASSIGN ? add_bound(g, s, g->m->skipped) : 0;
}

static int
run_statements(struct staging *g)
{
	enum verdict verdict;
	int i;

	for (i = 0; i < g->count; i++) {
		if (transaction_cancelled(g->t))
			return refuse(g->t, g->m, NULL, "given up: the time is over");
		breathe(g->t);
		verdict = judge(g, &g->statements[i]);
		if (verdict == SKIP && skip_statement(g, &g->statements[i]) < 0)
			return -1;
		if (verdict != SKIP && run_statement(g, &g->statements[i], verdict) < 0)
			return -1;
	}
	return 0;
}

int
stage_module(struct transaction *t, struct module *m)
{
	struct staging g = {.t = t, .m = m};
	int result = -1;

	if (m->state != STAGE_NEW)
		return 0;
	m->state = STAGE_RUNNING;
	g.rebound = PySet_New(NULL);
	if (g.rebound && take_statements(&g) == 0)
		result = run_statements(&g);
	free(g.statements);
	unref(g.rebound);
	if (result < 0 && !t->failed)
		t->failed = m;
	m->state = STAGE_DONE;
	return result;
}

/* The staged module for an absolute name; staged now if need be.  NULL: not ours, or exception. */
static PyObject *
staged_for(struct transaction *t, PyObject *name)
{
	struct module *m = transaction_module(t, name);

	if (!m || stage_module(t, m) < 0)
		return NULL;
	return m->staged;
}

/* "pkg" and level 2 in pkg.sub.mod: what importlib's resolve_name does. */
static PyObject *
absolute_name(PyObject *name, PyObject *globals, long level)
{
	PyObject *package = globals && is_dict(globals) ? dict_get(globals, "__package__") : NULL;
	const char *text, *end;

	if (level == 0)
		return ref(name);
	if (!package || !is_str(package))
		return NULL;
	text = utf8(package);
	end = text + strlen(text);
	for (; level > 1 && end > text; level--)
		do
			end--;
		while (end > text && *end != '.');
	if (PyObject_Size(name) > 0)
		return PyUnicode_FromFormat("%.*s.%U", (int)(end - text), text, name);
	return PyUnicode_FromStringAndSize(text, end - text);
}

static struct transaction *staging; /* one transaction at a time: reload.c holds the lock */

/* Remember what came into the process: if the reload fails it must go again. */
static PyObject *
import_really(struct transaction *t, PyObject *args, PyObject *kwargs)
{
	PyObject *modules = PyImport_GetModuleDict(), *before = PyDict_Copy(modules), *keys, *result;
	Py_ssize_t i;

	result = before ? PyObject_Call(t->real_import, args, kwargs) : NULL;
	keys = result ? PyDict_Keys(modules) : NULL;
	for (i = 0; keys && i < PyList_Size(keys); i++)
		if (PyDict_Contains(before, PyList_GetItem(keys, i)) == 0 &&
		    PyList_Append(t->imported, PyList_GetItem(keys, i)) < 0)
			break;
	unref(keys);
	unref(before);
	return result;
}

static PyObject *
import_staged(PyObject *self, PyObject *args, PyObject *kwargs)
{
	static char *words[] = {(char *)"name", (char *)"globals", (char *)"locals",
				(char *)"fromlist", (char *)"level", NULL};
	PyObject *name, *globals = NULL, *locals = NULL, *from = NULL, *absolute, *found = NULL;
	const char *dot;
	int level = 0;

	(void)self;
	if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOOi:__import__", words, &name, &globals,
					 &locals, &from, &level))
		return NULL;
	absolute = staging && is_str(name) ? absolute_name(name, globals, level) : NULL;
	if (absolute && (found = staged_for(staging, absolute)) && level == 0 &&
	    !(from && from != NONE && PyObject_Size(from) > 0) &&
	    (dot = strchr(utf8(absolute), '.'))) {
		/* "import a.b" binds a: the staged one when there is one. */
		PyObject *top = PyUnicode_FromStringAndSize(utf8(absolute), dot - utf8(absolute));

		found = top ? staged_for(staging, top) : NULL;
		unref(top);
	}
	unref(absolute);
	if (found)
		return ref(found);
	if (PyErr_Occurred() || !staging)
		return NULL;
	return import_really(staging, args, kwargs);
}

static PyMethodDef import_definition = {"__import__", (PyCFunction)(void (*)(void))import_staged,
					METH_VARARGS | METH_KEYWORDS, NULL};

static int
begin_module(struct transaction *t, struct module *m)
{
	static const char *const identity[] = {"__name__", "__package__", "__loader__", "__spec__",
					       "__path__", "__file__", "__cached__", "__doc__"};
	PyObject *value;
	size_t i;

	m->staged = hold(t, PyModule_NewObject(m->name_object));
	m->before = hold(t, PyDict_Copy(m->dict));
	m->bound = hold(t, PySet_New(NULL));
	m->moved = hold(t, PySet_New(NULL));
	m->unknown = hold(t, PySet_New(NULL));
	m->bare = hold(t, PyDict_New());
	m->defined = hold(t, PySet_New(NULL));
	m->made = hold(t, PySet_New(NULL));
	m->skipped = hold(t, PySet_New(NULL));
	if (!m->staged || !m->before || !m->bound || !m->moved || !m->unknown || !m->bare || !m->defined ||
	    !m->made || !m->skipped)
		return -1;
	m->scratch = PyModule_GetDict(m->staged);
	if (!(t->flags & PYR_RESET) && PyDict_Update(m->scratch, m->before) < 0)
		return -1;
	for (i = 0; i < sizeof(identity) / sizeof(identity[0]); i++)
		if ((value = dict_get(m->before, identity[i])) &&
		    PyDict_SetItemString(m->scratch, identity[i], value) < 0)
			return -1;
	/* Annotated assignments write into it: not into the live one. */
	value = dict_get(m->scratch, "__annotations__");
	if (value && is_dict(value) &&
	    (!(value = hold(t, PyDict_Copy(value))) ||
	     PyDict_SetItemString(m->scratch, "__annotations__", value) < 0))
		return -1;
	return PyDict_SetItemString(m->scratch, "__builtins__", t->staging_builtins);
}

/* "import pkg.sub; pkg.sub.f": the staged package must lead to the staged submodule. */
static int
link_submodule(struct transaction *t, struct module *m)
{
	const char *dot = strrchr(m->name, '.');
	PyObject *parent = dot ? PyUnicode_FromStringAndSize(m->name, dot - m->name) : NULL;
	struct module *package = parent ? transaction_module(t, parent) : NULL;

	unref(parent);
	if (!package || !dict_get(package->scratch, dot + 1))
		return 0;
	return PyDict_SetItemString(package->scratch, dot + 1, m->staged);
}

int
stage_begin(struct transaction *t)
{
	PyObject *hook;
	size_t i;

	t->real_import = hold(t, ref(dict_get(t->builtins, "__import__")));
	t->staging_builtins = hold(t, PyDict_Copy(t->builtins));
	hook = PyCFunction_NewEx(&import_definition, NULL, NULL);
	if (!t->real_import || !t->staging_builtins || !hook ||
	    PyDict_SetItemString(t->staging_builtins, "__import__", hook) < 0) {
		unref(hook);
		return -1;
	}
	unref(hook);
	staging = t;
	for (i = 0; i < t->module_count; i++)
		if (begin_module(t, &t->modules[i]) < 0)
			return -1;
	for (i = 0; i < t->module_count; i++)
		if (link_submodule(t, &t->modules[i]) < 0)
			return -1;
	return 0;
}

void
stage_forget_imports(struct transaction *t)
{
	PyObject *modules = PyImport_GetModuleDict(), *name;
	Py_ssize_t i;

	for (i = 0; t->imported && i < PyList_Size(t->imported); i++) {
		name = PyList_GetItem(t->imported, i);
		if (PyDict_Contains(modules, name) == 1)
			PyDict_DelItem(modules, name);
	}
	PyErr_Clear();
}

bool
stage_end(struct transaction *t)
{
	PyObject *hook = t->staging_builtins ? dict_get(t->staging_builtins, "__import__") : NULL;
	bool alone = true;

	if (hook && hook != t->real_import) {
		alone = refs_of(hook) == 1;
		/* Whoever still has this dict shall not call into a library that is gone. */
		PyDict_SetItemString(t->staging_builtins, "__import__", t->real_import);
	}
	staging = NULL;
	PyErr_Clear();
	return alone;
}
