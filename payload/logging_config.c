/*
 * logging_config.c - a line that configures logging, once more in a process that logs.
 *
 * basicConfig() does nothing where the root has handlers: the one that an earlier form of the line
 * has made is put aside for it, and goes on as the same object where it writes to the same place.
 * dictConfig() and fileConfig() close every handler of the process, and disable the loggers that came
 * after them: as they ran first, before these, neither is done.
 */
#include "compile.h"
#include "statement.h"
#include "version.h"

static const char source[] =
	"def guard(logging, config, said, done):\n"
	"    root = logging.root\n"
	"    configure = logging.basicConfig\n"
	"    path = logging.os.path.abspath\n"
	"    fields = ('level', 'formatter')\n"
	"    def of_line(h):\n"
	"        return (type(h) in (logging.StreamHandler, logging.FileHandler) and not h.name and not h.filters and\n"
	"                type(h.formatter) is logging.Formatter and\n"
	"                (said is None or h.formatter._fmt in said or h.formatter._fmt == logging.BASIC_FORMAT))\n"
	"    def same_place(a, b):\n"
	"        if type(a) is not type(b): return False\n"
	"        if type(a) is logging.StreamHandler: return a.stream is b.stream\n"
	"        return (a.baseFilename, a.encoding) == (b.baseFilename, b.encoding)\n"
	"    def basicConfig(**given):\n"
	"        before = list(root.handlers)\n"
	"        old = [h for h in before if of_line(h)]\n"
	"        if len(old) != 1 or given.get('force'): return configure(**given)\n"
	"        if type(old[0]) is logging.FileHandler and given.get('filename') and path(given['filename']) == old[0].baseFilename:\n"
	"            given['filemode'] = 'a'\n"
	"        at = before.index(old[0])\n"
	"        root.handlers = []\n"
	"        try: configure(**given)\n"
	"        finally: made, root.handlers = root.handlers, before\n"
	"        if len(made) == 1 and same_place(made[0], old[0]):\n"
	"            for name in fields: setattr(old[0], name, getattr(made[0], name))\n"
	"            made[0].close()\n"
	"        else:\n"
	"            root.handlers = before[:at] + made + before[at + 1:]\n"
	"        done.append(old[0])\n"
	"    installed = [(vars(logging), 'basicConfig', configure, basicConfig)]\n"
	"    if config:\n"
	"        handle = config._handle_existing_loggers\n"
	"        loggers = root.manager.loggerDict\n"
	"        others = []\n"
	"        def of_this(name):\n"
	"            logger = loggers[name]\n"
	"            return said and name in said and isinstance(logger, logging.Logger) and all(h.name for h in logger.handlers)\n"
	"        def clear():\n"
	"            for logger in [root] + [x for x in loggers.values() if isinstance(x, logging.Logger)]:\n"
	"                others.extend((logger, h) for h in logger.handlers if not h.name)\n"
	"                done.extend(h for h in logger.handlers if h.name)\n"
	"        def existing(names, children, disable):\n"
	"            again = [name for name in names if of_this(name)]\n"
	"            disabled = [] if disable else [name for name in names if getattr(loggers[name], 'disabled', False)]\n"
	"            handle(again + disabled, again, disable)\n"
	"        installed += [(vars(config), '_clearExistingHandlers', config._clearExistingHandlers, clear),\n"
	"                      (vars(config), '_handle_existing_loggers', handle, existing)]\n"
	"    for names, name, old, new in installed: names[name] = new\n"
	"    def end():\n"
	"        for names, name, old, new in installed:\n"
	"            if names[name] is new: names[name] = old\n"
	"        if not config: return\n"
	"        for logger, h in others:\n"
	"            if h not in logger.handlers: logger.addHandler(h)\n"
	"        for h in done:\n"
	"            try: h.flush()\n"
	"            except Exception: pass\n"
	"    return end\n";

/* logging.config.dictConfig(): `logging` is what is named. */
static const char *const configuring[][2] = {
    {"logging", "basicConfig"}, {"logging", "config"}, {"logging.config", "dictConfig"}, {"logging.config", "fileConfig"}};

static bool
configures(const struct staging *g, const struct statement *s)
{
	static const struct library_names library = {configuring, sizeof(configuring) / sizeof(configuring[0])};

	return loaded_module("logging") && s->kind != KIND_IMPORT && statement_uses(g, s, &library);
}

#define DEPTH 4 /* of a settings dict */

static int
add_texts(PyObject *set, PyObject *o, int depth)
{
	PyObject *list, *key, *value;
	int result = 0;
	Py_ssize_t i, at = 0;

	if (is_str(o))
		return PySet_Add(set, o);
	if (is_dict(o))
		while (depth && result == 0 && PyDict_Next(o, &at, &key, &value))
			result = add_texts(set, key, depth - 1) < 0 ? -1 : add_texts(set, value, depth - 1);
	list = is_function(o) ? code_attr(WORD(o, python->function.code), "co_consts")
	       : is_list(o) || is_exact(o, TYPE_AT(PyTuple_Type)) ? PySequence_List(o)
								  : NULL;
	for (i = 0; depth && list && result == 0 && i < PySequence_Size(list); i++) {
		value = PySequence_GetItem(list, i);
		result = value ? add_texts(set, value, depth - 1) : -1;
		unref(value);
	}
	unref(list);
	return result;
}

static int
add_texts_of_tokens(const struct staging *g, PyObject *set, const struct token *x, int count)
{
	const struct token *end = x + count;
	int result = 0;
	PyObject *o;

	for (; result == 0 && x < end; x++) {
		o = x->op == python->op.load_name && x->value ? PyDict_GetItemWithError(g->m->before, x->value) : x->value;
		result = o ? add_texts(set, o, DEPTH) : 0;
	}
	return result;
}

/* Texts that the old form of the line may have given as a format or a name: its own, and those of names and functions that it says.  New
   reference; None: nobody knows. */
static PyObject *
texts_said(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = g->m->old_code ? old_form(g, s) : NULL;
	PyObject *set = g->m->old_code ? PySet_New(NULL) : NULL, *key, *value;
	int result = 0;
	Py_ssize_t at = 0;

	if (!set)
		return PyErr_Clear(), ref(NONE);
	result = s->same ? add_texts_of_tokens(g, set, s->tokens, s->token_count)
		 : c     ? add_texts_of_tokens(g, set, &g->m->old.tokens[c->first], c->count)
			 : 0;
	/* A function that it calls may have read it. */
	while (result == 0 && PyDict_Next(g->m->before, &at, &key, &value))
		if (is_str(value))
			result = PySet_Add(set, value);
	PyErr_Clear();
	return set;
}

PyObject *
logging_config_begin(const struct staging *g, const struct statement *s, bool again)
{
	PyObject *f, *said, *done, *end = NULL, *state = NULL, *config = loaded_module("logging.config");

	(void)again;
	if (!configures(g, s))
		return NULL;
	f = compile_function(g->t, source, "guard");
	said = texts_said(g, s);
	done = PyList_New(0);
	if (f && done)
		end = PyObject_CallFunction(f, "OOOO", loaded_module("logging"), config ? config : NONE, said, done);
	if (end)
		state = PyTuple_Pack(2, end, done);
	unref(end);
	unref(done);
	unref(said);
	unref(f);
	return state;
}

int
logging_config_end(const struct staging *g, PyObject *state)
{
	(void)g;
	unref(PyObject_CallObject(PyTuple_GetItem(state, 0), NULL));
	return PyList_Size(PyTuple_GetItem(state, 1)) > 0;
}

bool
logging_config_is_all(const struct staging *g, const struct statement *s)
{
	PyObject *call = s->kind == KIND_EXPRESSION && configures(g, s) ? get_attr(s->node, "value") : NULL,
		 *callee = call && node_is(call, "Call") ? get_attr(call, "func") : NULL, *f = callee ? node_object(g, callee) : NULL;
	bool is = f && (IS_LIBRARY(f, configuring) || (is_function(f) && call_configures(g, call, f)));

	unref(callee);
	unref(call);
	PyErr_Clear();
	return is;
}

bool
logging_config_is_another(const struct staging *g, const struct statement *s)
{
	return s->same && (tokens_read_any(s->tokens, s->token_count, g->m->moved) || statement_calls_changed(g, s)) &&
	       logging_config_is_all(g, s);
}
