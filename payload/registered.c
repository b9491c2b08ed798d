/*
 * registered.c - what the old form of a changed statement has registered gives way.
 *
 * @on("start") became @on("stop"), class Alpha(Plugin, prio=1) has prio=2 now,
 * bus.subscribe("a", f) says "b": the new form has run and registered.  What each
 * container that it may have reached has of the old form: list_entries.c, dict_entries.c.
 */
#include "entries.h"
#include "version.h"

/* The object itself, as key or value. */
static bool
is_made(PyObject *made, PyObject *item)
{
	return list_has(made, item) || (is_exact(item, TYPE_AT(PyTuple_Type)) && PyTuple_Size(item) == 2 &&
					(list_has(made, PyTuple_GetItem(item, 0)) || list_has(made, PyTuple_GetItem(item, 1))));
}

/* An object has been made anew: where the new one has been put in, the old one goes. */
static int
replace_made(const struct forms *f, PyObject *o, PyObject *copy)
{
	bool dict = PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)), grown = false, old;
	PyObject *list = dict ? PyDict_Items(o) : items_of(o), *item;
	int result = list ? 0 : -1;
	Py_ssize_t i;

	for (i = 0; list && !grown && i < PyList_Size(list); i++)
		grown = is_made(f->news, PyList_GetItem(list, i));
	for (i = 0; grown && touched_size(o) > touched_size(copy) && result == 0 && i < PyList_Size(list); i++) {
		item = PyList_GetItem(list, i);
		old = is_made(f->olds, item);
		if (old && dict)
			result = store_dict(o, PyTuple_GetItem(item, 0), NULL);
		else if (old)
			result = PySet_Discard(o, item) < 0 ? -1 : 0;
	}
	unref(list);
	return result;
}

/* signals.saved became signals.deleted: what the old form has put into containers of the first. */
static int
remove_from_named(const struct forms *f)
{
	PyObject *o, *dict, *key, *value;
	Py_ssize_t i, at;
	int result = 0;

	for (i = 0; result == 0 && i < PyList_Size(f->named); i++) {
		o = PyList_GetItem(f->named, i);
		if (is_class(o) || is_function(o) || !is_heap_type((PyObject *)type_of(o)))
			continue;
		dict = PyObject_GenericGetDict(o, NULL);
		PyErr_Clear();
		for (at = 0; dict && is_dict(dict) && result == 0 && PyDict_Next(dict, &at, &key, &value);)
			if (entries_before(f->g->t, value))
				result = is_list(value) ? list_leave(f, value) : is_set(value) ? set_leave(f, value) : 0;
		unref(dict);
	}
	return result;
}

/* The one entry that holds it, in all that the statement may reach; NULL: there is none, or another line has one, too. */
static PyObject *
only_holder(const struct forms *f)
{
	PyObject *reach = f->g->reach, *o, *list, *found = NULL;
	Py_ssize_t i, k;
	int count = 0;

	for (i = 0; i < PyList_Size(reach); i++) {
		o = PyList_GetItem(reach, i);
		list = is_list(o)                               ? ref(o)
		       : is_set(o)                              ? items_of(o)
		       : is_dict(o) && !dict_get(o, "__name__") ? PyDict_Values(o)
								: NULL;
		for (k = 0; list && k < PyList_Size(list); k++)
			if (entry_is_old(f, PyList_GetItem(list, k))) {
				found = o;
				count++;
			}
		unref(list);
	}
	PyErr_Clear();
	return count == 1 && entries_before(f->g->t, found) ? found : NULL;
}

static bool
is_undecorated(const struct forms *f)
{
	return f->s->first_line >= f->s->def_line && f->s->kind != KIND_CLASS;
}

/* Its decorators are gone, and have returned it as it was: so is what they have registered. */
static int
remove_undecorated(const struct forms *f)
{
	PyObject *o = f->definition && f->g->reach && is_undecorated(f) ? only_holder(f) : NULL;
	struct forms captured = *f;

	captured.closures = true;
	if (!o && !f->closures)
		return remove_undecorated(&captured);
	if (!o)
		return 0;
	if (is_dict(o) && dict_leave_siblings(f, o) < 0)
		return -1;
	return is_list(o) ? list_leave(f, o) : is_dict(o) ? dict_leave(f, o, o) : set_leave(f, o);
}

/* What decorators returned is the function itself: they are not there to wrap it. */
static bool
had_registrars(const struct forms *f)
{
	PyObject *name = ref(f->name), *live = name ? PyDict_GetItemWithError(f->g->m->before, name) : NULL;
	PyObject *its = live && is_function(live) ? code_attr(WORD(live, python->function.code), "co_name") : NULL;
	bool has = its && PyUnicode_Compare(its, name) == 0 && pair_is_ours(f->g->t, WORD(live, python->function.code)) &&
		   !wrapped_never(f->g->t, f->old, utf8(name));

	unref(its);
	unref(name);
	return has;
}

/* Objects that others have taken the place of in one list are not left in another: Flask has its rules in several. */
static int
leave_others(const struct forms *f)
{
	const struct transaction *t = f->g->t;
	PyObject *o, *entry;
	int result = 0;
	Py_ssize_t i, k;

	for (i = 0; PyList_Size(f->given_way) && result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		for (k = is_list(o) ? PyList_Size(o) : 0; result == 0 && k-- > 0;) {
			entry = PyList_GetItem(o, k);
			if (is_heap_type((PyObject *)type_of(entry)) && !is_class(entry) && list_has(f->given_way, entry))
				result = PyList_SetSlice(o, k, k + 1, NULL);
		}
	}
	return result;
}

/* Entries of a list, a set or the values of a dict.  New reference; NULL: it is none of these, or exception. */
static PyObject *
entries_of(PyObject *o, PyObject *owner)
{
	return is_dict(o)   ? (dict_is_names(o, owner) ? NULL : PyDict_Values(o))
	       : is_list(o) ? ref(o)
	       : is_set(o)  ? items_of(o)
			    : NULL;
}

/* TOPICS.setdefault("b", []).append(f) has made the list. */
static Py_ssize_t
count_within(const struct forms *f, PyObject *container)
{
	PyObject *list = is_container(container) ? items_of(container) : NULL;
	Py_ssize_t i, count = 0;

	for (i = 0; list && i < PyList_Size(list); i++)
		count += entry_has(f, PyList_GetItem(list, i), f->news);
	unref(list);
	return count;
}

/* Those that were there and hold the old definition, and those that have come and hold the new one; take: the former go. */
static int
count_entries(const struct forms *f, Py_ssize_t *olds, Py_ssize_t *news, bool take)
{
	const struct transaction *t = f->g->t;
	PyObject *o, *copy, *now, *then, *entry;
	struct addresses before;
	int result = 0;
	Py_ssize_t i, k;

	for (i = 0; result == 0 && i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		copy = PyList_GetItem(t->watched, i + 1);
		now = entries_of(o, PyList_GetItem(t->watched, i + 2));
		then = now ? is_dict(copy) ? PyDict_Values(copy) : items_of(copy) : NULL;
		before = (struct addresses){0};
		for (k = 0; then && k < PyList_Size(then); k++)
			addresses_add(&before, PyList_GetItem(then, k));
		for (k = 0; then && k < PyList_Size(then); k++)
			*olds += entry_is_old(f, PyList_GetItem(then, k));
		for (k = then ? PyList_Size(now) : 0; result == 0 && k-- > 0;) {
			entry = PyList_GetItem(now, k);
			if (!addresses_has(&before, entry)) {
				*news += entry_has(f, entry, f->news) ? 1 : is_dict(o) ? count_within(f, entry) : 0;
				continue;
			}
			if (!take || !entry_is_old(f, entry))
				continue;
			result = is_list(o)  ? PyList_SetSlice(o, k, k + 1, NULL)
				 : is_set(o) ? PySet_Discard(o, entry) < 0 ? -1 : 0
					     : dict_leave(f, o, copy);
		}
		addresses_fini(&before);
		unref(then);
		unref(now);
	}
	return result;
}

/* The line is as it was, and what it reads is another: each entry that it had made has got a successor. */
static int
replace_each(const struct forms *f)
{
	Py_ssize_t olds = 0, news = 0;
	int result = count_entries(f, &olds, &news, false);

	return result == 0 && olds > 0 && olds == news ? count_entries(f, &olds, &news, true) : result;
}

/* Without the old source: the new form stands below one key, and what has it below another may be the old one, or somebody. */
static void
say_others(const struct forms *f)
{
	const struct transaction *t = f->g->t;
	PyObject *o;
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3) {
		o = PyList_GetItem(t->watched, i);
		if (!is_dict(o) || dict_is_names(o, PyList_GetItem(t->watched, i + 2)) || !dict_has_both(f, o))
			continue;
		report_addf(t->report, PYR_REC_NOTE, f->g->m->name, utf8(f->name),
			    "line %d: its decorators were applied again; it stands below other keys, too, and there is no copy of the old "
			    "source to tell whether they had put it there", f->s->first_line);
		return;
	}
}

int
registered_replace(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = old_form(g, s);
	struct forms f = {.g = g, .s = s};
	PyObject *o, *copy, *owner;
	int result = !c ? 0 : entries_index(g->t) < 0 ? -1 : forms_init(&f, c);
	Py_ssize_t i;

	for (i = 0; c && result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		copy = PyList_GetItem(g->t->watched, i + 1);
		owner = PyList_GetItem(g->t->watched, i + 2);
		if (is_list(o) && PyList_Size(o) > PyList_Size(copy))
			result = list_replace(&f, o, copy);
		else if (is_deque(o))
			result = PyObject_Size(o) > PyList_Size(copy) ? deque_replace(&f, o, copy) : 0;
		else if (f.made && !f.configures)
			result = is_list(o) || dict_is_names(o, owner) ? 0 : replace_made(&f, o, copy);
		else if (is_set(o))
			result = set_replace(&f, o, copy);
		else if (PyType_IsSubtype(type_of(o), TYPE_AT(PyDict_Type)) && !dict_is_names(o, owner))
			result = dict_replace(&f, o, copy) < 0 ? -1 : words_leave(&f, c, o, copy);
	}
	if (c && result == 0 && f.definition && (s->kind == KIND_FUNCTION || s->kind == KIND_CLASS))
		result = registrars_leave(&f, c);
	if (c && result == 0 && (!f.definition || (f.puts && had_registrars(&f))))
		result = remove_from_named(&f) < 0 ? -1 : remove_undecorated(&f);
	else if (c && result == 0 && is_undecorated(&f) && had_registrars(&f))
		report_addf(g->t->report, PYR_REC_NOTE, g->m->name, utf8(f.name),
			    "line %d: its decorators are gone; what they have registered, if they have, stands", s->first_line);
	if (c && result == 0 && f.definition && s->same)
		result = replace_each(&f);
	if (c && result == 0)
		result = leave_others(&f);
	if (c && result == 0 && f.definition && !g->m->old_code)
		say_others(&f);
	map_fini(&g->t->copies);
	forms_fini(&f);
	/* A key may not be hashable. */
	if (result == 0)
		PyErr_Clear();
	return result;
}

int
registered_leave_below(const struct staging *g, const struct statement *s)
{
	const struct chunk *c = statement_is_definition(s) ? old_form(g, s) : NULL;
	struct forms f = {.g = g, .s = s};
	PyObject *o, *owner;
	int result = !c ? 0 : entries_index(g->t) < 0 ? -1 : forms_init(&f, c);
	Py_ssize_t i;

	for (i = 0; c && result == 0 && i + 2 < PyList_Size(g->t->watched); i += 3) {
		o = PyList_GetItem(g->t->watched, i);
		owner = PyList_GetItem(g->t->watched, i + 2);
		if (is_dict_like(o) && !dict_is_names(o, owner))
			result = dict_leave_below(&f, o, PyList_GetItem(g->t->watched, i + 1));
	}
	map_fini(&g->t->copies);
	forms_fini(&f);
	if (result == 0)
		PyErr_Clear();
	return result;
}

/* The statement says it; of a tuple of constants an item. */
static bool
is_said(const struct statement *s, PyObject *value)
{
	const struct token *x;

	for (x = s->tokens; x < s->tokens + s->token_count; x++)
		if (x->value && !is_code(x->value) &&
		    (const_equal(x->value, value, code_same_behaviour) ||
		     (is_exact(x->value, TYPE_AT(PyTuple_Type)) && PySequence_Contains(x->value, value) == 1)))
			return true;
	PyErr_Clear();
	return false;
}

/* Changed statements between two that have not, and the chunks of their old forms: those between where these stood.  Else all. */
struct stretch {
	const struct statement *first, *end;
	int first_chunk, end_chunk;
};

static struct stretch
stretch_of(const struct staging *g, const struct statement *s)
{
	struct stretch all = {g->statements, g->statements + g->count, 0, g->m->old.chunk_count}, found = all;

	for (found.first = s; found.first > all.first && found.first[-1].stood < 0;)
		found.first--;
	for (found.end = s + 1; found.end < all.end && found.end->stood < 0;)
		found.end++;
	if (found.first > all.first)
		found.first_chunk = found.first[-1].stood + 1;
	if (found.end < all.end)
		found.end_chunk = found.end->stood;
	return found.first_chunk < found.end_chunk ? found : all;
}

static bool
is_said_within(const struct stretch *stretch, PyObject *value)
{
	const struct statement *s;

	for (s = stretch->first; s < stretch->end; s++)
		if (is_said(s, value))
			return true;
	return false;
}

/* Of another line, no loop. */
static bool
is_of_another(const struct staging *g, const struct stretch *stretch, const struct chunk *c)
{
	const struct statement *s;

	for (s = stretch->first; s < stretch->end; s++)
		if (s->kind != KIND_LOOP && old_form(g, s) == c)
			return true;
	return false;
}

void
registered_say_gone(const struct staging *g, const struct statement *s)
{
	report_addf(g->t->report, PYR_REC_NOTE, g->m->name, "",
		    "line %d: what the loop has done before for what it does not say any more, if that was of this loop, stands",
		    s->first_line);
}

void
registered_say_loop(const struct staging *g, const struct statement *s)
{
	const struct body *old = &g->m->old;
	struct stretch stretch = stretch_of(g, s);
	const struct chunk *c;
	const struct token *x;
	bool gone = false;
	Py_ssize_t i;

	for (c = old->chunks + stretch.first_chunk; g->m->old_code && !gone && c < old->chunks + stretch.end_chunk; c++) {
		if (c->match >= 0 || is_of_another(g, &stretch, c))
			continue;
		for (x = &old->tokens[c->first]; !gone && x < &old->tokens[c->first + c->count]; x++) {
			if (x->op != python->op.load_name && x->op != python->op.load_const)
				continue;
			gone = x->value && is_str(x->value) && !is_said_within(&stretch, x->value);
			for (i = 0; x->value && is_exact(x->value, TYPE_AT(PyTuple_Type)) && !gone && i < PyTuple_Size(x->value);
			     i++)
				gone = !is_said_within(&stretch, PyTuple_GetItem(x->value, i));
		}
	}
	if (gone)
		registered_say_gone(g, s);
}

void
registered_forget(struct staging *g)
{
	unref(g->reach);
	g->reach = NULL;
}

int
registered_look(struct staging *g, const struct statement *s)
{
	const struct chunk *c = old_form(g, s);

	registered_forget(g);
	if (!c)
		return 0;
	g->reach = snapshot_reach(g->m, g->t, &(g->m->old_code ? &g->m->old : s->in)->tokens[c->first], c->count);
	return g->reach ? 0 : -1;
}
