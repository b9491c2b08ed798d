/* collected.c - what the making of a class has collected of its body: cls.columns = {name: column, ...}. */
#include "class_pair.h"
#include "collection.h"
#include "version.h"

static bool
is_tuple(PyObject *o)
{
	return is_exact(o, TYPE_AT(PyTuple_Type));
}

static bool
is_collected(const struct class_pair *p, PyObject *name)
{
	return !p->beside && !p->relic && !p->bare && !is_enum(p->new) && p->after.code && strncmp(utf8(name), "__", 2) != 0 &&
	       !chunk_binding(&p->after, utf8(name)) && !(p->before.code && chunk_binding(&p->before, utf8(name)));
}

/* Without the old source: what it has made is the same. */
static bool
is_same_line(const struct class_pair *p, PyObject *name, PyObject *live, PyObject *made)
{
	const struct chunk *line = chunk_binding(&p->after, utf8(name));

	return line && (p->before.code ? line->match >= 0 && PySet_Contains(p->moved, name) != 1 : plain_same(p->t, live, made));
}

/* {"total": Column("Total")}: what the body has bound to the name, and the class has not. */
static int
follow_item(struct class_pair *p, PyObject *name, PyObject *live, PyObject *made)
{
	if (!live || live == made || is_atom(made) || map_get(&p->t->map, made) || map_get(&p->t->map, live) ||
	    (PyObject *)type_of(live) != map_resolve(&p->t->map, (PyObject *)type_of(made)) ||
	    PyDict_Contains(CLASS_DICT(p->new), name) == 1 || (p->before.code && !chunk_binding(&p->before, utf8(name))))
		return 0;
	if (is_same_line(p, name, live, made))
		return hold(p->t, ref(made)) ? map_set(&p->t->map, made, live) : -1;
	return class_pair_made_by_lines(p, name, live, made) ? plan_repoint(p->t, live, made) : 0;
}

/* A class above has it of its own, so it is from there. */
static bool
is_inherited(const struct class_pair *p, PyObject *name, PyObject *key)
{
	PyObject *mro = WORD(p->old, TYPE_MRO), *its;
	Py_ssize_t i;
	bool inherited = false;

	for (i = 1; mro && !inherited && i < PyTuple_Size(mro); i++) {
		its = CLASS_DICT(PyTuple_GetItem(mro, i)) ? PyDict_GetItemWithError(CLASS_DICT(PyTuple_GetItem(mro, i)), name)
							  : NULL;
		inherited = its && PyType_IsSubtype(type_of(its), TYPE_AT(PyDict_Type)) && PyDict_Contains(its, key) == 1;
	}
	return inherited;
}

/* "sent" of "on_sent", "sent_handler". */
static bool
is_word_of(const char *name, const char *word)
{
	const char *at = strstr(name, word);
	size_t length = strlen(word);

	return at && length && (at == name || at[-1] == '_') && (!at[length] || at[length] == '_');
}

/* {"sent": f} of def on_sent, which is gone. */
static bool
is_of_gone(const struct class_pair *p, PyObject *key, PyObject *value)
{
	const struct chunk *c, *end = p->before.chunks + p->before.chunk_count;
	PyObject *its, *name;
	bool is = false;

	for (c = p->before.chunks; c < end && !is; c++) {
		name = chunk_name(&p->before, c);
		if (!name || chunk_binding(&p->after, utf8(name)))
			continue;
		its = PyDict_GetItemWithError(CLASS_DICT(p->old), name);
		is = (its && !is_atom(its) && callable_of(its) == callable_of(value)) || is_word_of(utf8(name), utf8(key));
	}
	return is;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* "blind." of "blind.open", "port" of "port", but not of "support". */
static bool
has_part(const char *key, const char *word)
{
	const char *at;
	size_t length = strlen(word);

	for (at = strstr(key, word); at; at = strstr(at + 1, word))
		if (!(at > key && is_letter(at[-1]) && is_letter(*word)) && !(is_letter(at[length]) && is_letter(word[length - 1])))
			return true;
	return false;
}

/* class Mail(Plugin, options={"port": 25}), prefix="blind.": what the line of the class said, and does not say now, is in the key. */
static bool
is_said_no_more(const struct class_pair *p, PyObject *key)
{
	const struct body *before = &p->m->old, *after = &p->m->new;
	const struct chunk *c = p->m->old_code ? chunk_binding(before, p->name) : NULL, *its = c ? chunk_binding(after, p->name) : NULL;
	const struct token *x;
	PyObject *words, *word;
	bool said = false;
	Py_ssize_t i;

	for (x = its ? &before->tokens[c->first] : NULL; x && !said && x < &before->tokens[c->first + c->count]; x++) {
		words = !x->value || is_code(x->value) || x->op == python->op.load_name ? NULL
			: is_str(x->value)						     ? PyTuple_Pack(1, x->value)
			: is_tuple(x->value)						     ? ref(x->value)
											     : NULL;
		for (i = 0; words && !said && i < PyTuple_Size(words); i++) {
			word = PyTuple_GetItem(words, i);
			said = is_str(word) && strlen(utf8(word)) >= 2 && token_says(x, word) && !chunk_says(after, its, word) &&
			       has_part(utf8(key), utf8(word));
		}
		unref(words);
	}
	return said;
}

/* What has been put in from outside stays, behind the others. */
static int
keep_entries(struct class_pair *p, PyObject *name, PyObject *live, PyObject *merged)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (p->before.code && result == 0 && PyDict_Next(live, &at, &key, &value))
		if (is_str(key) && PyDict_Contains(merged, key) == 0 && !chunk_binding(&p->before, utf8(key)) &&
		    !is_of_gone(p, key, value) && !is_said_no_more(p, key) && !is_inherited(p, name, key))
			result = PyDict_SetItem(merged, key, value);
	return result;
}

/* The container stays, and holds what is planned; both are plain. */
static int
plan_contents(struct class_pair *p, PyObject *container, PyObject *new, PyObject *plain, PyObject *planned)
{
	PyObject *given = hold(p->t, collection_contents(new, planned));

	if (!given || catch_up_note(p->t, container, plain, given) < 0)
		return -1;
	return ops_add(&p->t->last, OP_CONTENT, container, NULL, given);
}

/* The same object, or an equal constant: no code of theirs runs. */
static bool
has_item(PyObject *list, PyObject *item)
{
	Py_ssize_t i;
	bool has = list_has(list, item);

	for (i = 0; !has && is_atom(item) && i < PyList_Size(list); i++)
		has = is_atom(PyList_GetItem(list, i)) && const_equal(PyList_GetItem(list, i), item, code_same_behaviour);
	return has;
}

/* Of a class below: what its own was made of, by the class above.  NULL: it was made of something else, or of nothing that is
   another now; held. */
static PyObject *
made_below(struct class_pair *p, PyObject *live, PyObject *before, PyObject *planned)
{
	PyObject *merged = is_dict(live) ? hold(p->t, PyDict_Copy(planned)) : hold(p->t, PySequence_List(planned)), *key, *value,
		 *its;
	Py_ssize_t i, at = 0;

	if (!merged || type_of(live) != type_of(before))
		return NULL;
	while (is_dict(before) && PyDict_Next(before, &at, &key, &value)) {
		if (PyDict_Contains(live, key) == 1)
			continue;
		/* What was put in from outside came later. */
		if (PyDict_GetItemWithError(planned, key) != value || PyDict_DelItem(merged, key) < 0)
			return NULL;
	}
	for (at = 0; is_dict(live) && PyDict_Next(live, &at, &key, &value);) {
		its = PyDict_GetItemWithError(before, key);
		if ((!its || its != value) && PyDict_SetItem(merged, key, value) < 0)
			return NULL;
	}
	for (i = 0; is_list(before) && i < PyList_Size(before); i++)
		if (!has_item(live, PyList_GetItem(before, i)))
			return NULL;
	for (i = 0; is_list(live) && i < PyList_Size(live); i++)
		if (!has_item(before, PyList_GetItem(live, i)) && PyList_Append(merged, PyList_GetItem(live, i)) < 0)
			return NULL;
	return merged;
}

/* What the class above had collected, as it was and as it is planned: its contents, or its attributes. */
struct above {
	PyObject *name, *old, *new, *before, *planned;
};

typedef int follow_fn(struct class_pair *p, const struct above *above, PyObject *class, PyObject *its);

/* Of modules that are not reloaded: nobody makes them again. */
static int
follow_below(struct class_pair *p, const struct above *above, PyObject *class, follow_fn *follow)
{
	PyObject *list = hold(p->t, class_subclasses(class)), *below,
		 *its;
	Py_ssize_t i;
	int result = list ? 0 : -1;

	for (i = 0; result == 0 && i < PyList_Size(list); i++) {
		below = PyList_GetItem(list, i);
		its = CLASS_DICT(below) && !class_is_ours(p->t, below) ? PyDict_GetItemWithError(CLASS_DICT(below), above->name)
								       : NULL;
		if (its && its != above->old && type_of(its) == type_of(above->old))
			result = follow(p, above, below, its);
		if (result == 0)
			result = follow_below(p, above, below, follow);
	}
	return PyErr_Occurred() ? -1 : result;
}

static int
follow_contents(struct class_pair *p, const struct above *above, PyObject *class, PyObject *its)
{
	PyObject *live, *merged, *path;
	int result = 0;

	if (!is_tuple(its) && !contents_can_stay(p->t, its, above->new))
		return 0;
	live = hold(p->t, is_tuple(its) ? PySequence_List(its) : collection_plain(its));
	merged = live ? made_below(p, live, above->before, above->planned) : NULL;
	path = hold(p->t, get_attr(class, "__qualname__"));
	if (merged && is_tuple(its) && (merged = hold(p->t, PySequence_Tuple(merged))))
		result = ops_add(&p->t->ops, OP_TYPE, class, above->name, merged);
	else if (merged)
		result = plan_contents(p, its, above->new, live, merged);
	if (merged && result == 0 && path)
		report_addf(p->t->report, PYR_REC_UPDATED, p->m->name, utf8(path), "%s, as of %s", utf8(above->name), p->name);
	return result;
}

/* cls.fields = inherited + own: the class has the new one. */
static int
follow_tuple(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	struct above above = {name, old, new, hold(p->t, PySequence_List(old)), hold(p->t, PySequence_List(new))};

	return above.before && above.planned ? follow_below(p, &above, p->old, follow_contents) : -1;
}

static int
follow_container(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new, const char *path)
{
	PyObject *live = hold(p->t, collection_plain(old)), *made = hold(p->t, collection_plain(new)), *key, *value;
	struct above above = {name, old, new, live, made};
	Py_ssize_t at = 0;
	int result = live && made ? 0 : -1;

	if (result < 0 || map_set(&p->t->map, new, old) < 0)
		return -1;
	for (at = 0; result == 0 && is_dict(made) && PyDict_Next(made, &at, &key, &value);) {
		result = is_str(key) ? follow_item(p, key, PyDict_GetItemWithError(live, key), value) : 0;
		/* The key is there: nothing moves. */
		if (result == 0 && map_get(&p->t->map, value))
			result = PyDict_SetItem(made, key, map_resolve(&p->t->map, value));
	}
	if (result < 0 || (is_dict(made) && keep_entries(p, name, live, made) < 0))
		return -1;
	if (contents_same(p->t, live, made))
		return 1;
	report_add(p->t->report, PYR_REC_UPDATED, p->m->name, path, "contents");
	return plan_contents(p, old, new, live, made) < 0 || follow_below(p, &above, p->old, follow_contents) < 0 ? -1 : 1;
}

static int
take_attributes(struct class_pair *p, PyObject *to, PyObject *from)
{
	PyObject *key, *value;
	Py_ssize_t at = 0;
	int result = 0;

	while (result == 0 && PyDict_Next(from, &at, &key, &value))
		if (PyDict_GetItemWithError(to, key) != value)
			result = ops_add(&p->t->ops, OP_DICT, to, key, map_resolve(&p->t->map, value));
	for (at = 0; result == 0 && PyDict_Next(to, &at, &key, &value);)
		if (PyDict_Contains(from, key) == 0)
			result = ops_add(&p->t->ops, OP_DICT, to, key, NULL);
	return result;
}

/* Options that were made of Meta, and of that of a class below: what it has from above follows, or is named. */
static int
follow_attributes(struct class_pair *p, const struct above *above, PyObject *class, PyObject *its)
{
	PyObject *live = hold(p->t, PyObject_GenericGetDict(its, NULL)),
		 *merged = live && is_dict(live) ? made_below(p, live, above->before, above->planned) : NULL,
		 *path = hold(p->t, get_attr(class, "__qualname__")), *module = class_get(class, "__module__");
	int result = merged ? take_attributes(p, live, merged) : 0;

	if (!merged && path && module && is_str(module))
		report_addf(p->t->report, PYR_REC_NOTE, utf8(module), utf8(path),
			    "was made of %s.%s as it was: name this module, too, if that matters", p->m->name, p->name);
	if (result == 0)
		PyErr_Clear();
	return result;
}

/* cls._meta = Options(cls.Meta): who has the old one has the new one, with what the old one has counted and gathered. */
static int
follow_object(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new)
{
	struct above above = {name, old, new, NULL, NULL};
	PyObject *type = (PyObject *)type_of(old), *module = class_get(type, "__module__"),
		 *from = module && is_str(module) ? PyDict_GetItemWithError(PyImport_GetModuleDict(), module) : NULL;

	if (!from || is_library_module(from) || type != map_resolve(&p->t->map, (PyObject *)type_of(new)) ||
	    !class_pair_goes_by_identity(old) || map_get(&p->t->map, old) || shared_is_running(old))
		return 0;
	above.before = hold(p->t, PyObject_GenericGetDict(old, NULL));
	above.planned = hold(p->t, PyObject_GenericGetDict(new, NULL));
	PyErr_Clear();
	if (above.before && above.planned && is_dict(above.before) && is_dict(above.planned) &&
	    follow_below(p, &above, p->old, follow_attributes) < 0)
		return -1;
	return state_carry(p->t, old, new) < 0 || !hold(p->t, ref(old)) || !hold(p->t, ref(new)) ? -1
												 : plan_repoint(p->t, old, new);
}

int
collected_follow(struct class_pair *p, PyObject *name, PyObject *old, PyObject *new, const char *path)
{
	if (!is_collected(p, name) || map_get(&p->t->map, new))
		return 0;
	if (contents_can_stay(p->t, old, new) && !is_exact(old, TYPE_AT(PySet_Type)))
		return follow_container(p, name, old, new, path);
	if (is_tuple(old) && is_tuple(new))
		return follow_tuple(p, name, old, new);
	return follow_object(p, name, old, new);
}
