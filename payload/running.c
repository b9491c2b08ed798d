/*
 * running.c - a module whose top level is still under way: a script that serves.
 *
 * Its frame has the code that the process runs.  And the statement that it is
 * in must not be executed by anybody else, nor what stands behind it: a loop
 * that serves would serve in the wrong thread, and never end.
 */
#include "statement.h"
#include "version.h"

static bool
is_top_level_of(const struct module *m, PyObject *frame)
{
	PyObject *globals = get_attr(frame, "f_globals"), *code = get_attr(frame, "f_code"), *name;
	bool is;

	name = code ? code_attr(code, "co_name") : NULL;
	is = globals == m->dict && name && !strcmp(utf8(name), "<module>");
	unref(name);
	unref(code);
	unref(globals);
	return is;
}

/* The frame of the module's top level, while some thread is in it.  New reference, or NULL. */
static PyObject *
running_frame(const struct module *m)
{
	PyObject *frames = frames_by_thread(), *list, *frame, *back, *found = NULL;
	Py_ssize_t i;

	list = frames ? PyDict_Values(frames) : NULL;
	for (i = 0; list && !found && i < PyList_Size(list); i++) {
		frame = ref(PyList_GetItem(list, i));
		while (frame && frame != NONE && !is_top_level_of(m, frame)) {
			back = get_attr(frame, "f_back");
			unref(frame);
			frame = back;
		}
		if (frame && frame != NONE)
			found = ref(frame);
		unref(frame);
	}
	unref(list);
	unref(frames);
	PyErr_Clear();
	return found;
}

PyObject *
running_code(const struct module *m)
{
	PyObject *frame = running_frame(m), *code = frame ? get_attr(frame, "f_code") : NULL;

	unref(frame);
	return code;
}

/* The chunk that an instruction at this offset is in. */
static int
chunk_at(const struct body *body, long offset)
{
	int i = 0;

	while (i + 1 < body->chunk_count && body->tokens[body->chunks[i + 1].first].start <= offset)
		i++;
	return i;
}

/* The statement that a chunk of the new source belongs to. */
static int
statement_of(const struct staging *g, const struct body *new, int chunk)
{
	int line = new->tokens[new->chunks[chunk].first].line, i = 0;

	while (i + 1 < g->count && g->statements[i + 1].first_line <= line)
		i++;
	return i;
}

static bool
may_last(const struct statement *s)
{
	return s->kind == KIND_LOOP || s->kind == KIND_OTHER || s->kind == KIND_IF;
}

static bool
may_serve(const struct statement *s)
{
	return s->kind == KIND_EXPRESSION || may_last(s);
}

/*
 * `last` is the last statement of which some part has run.  The running one is it,
 * where it has a part that is yet to come; or else the next that may take long.
 */
static int
find_stop(const struct staging *g, const struct body *old, const struct body *new, int running)
{
	int i, k, last = -1;

	if (old->chunks[running].match >= 0)
		return statement_of(g, new, old->chunks[running].match);
	for (i = 0; i < running; i++)
		if (old->chunks[i].match >= 0 && statement_of(g, new, old->chunks[i].match) > last)
			last = statement_of(g, new, old->chunks[i].match);
	for (i = running; last >= 0 && may_last(&g->statements[last]) && i < old->chunk_count; i++)
		if (old->chunks[i].match >= 0 && statement_of(g, new, old->chunks[i].match) == last)
			return last;
	for (k = last + 1; k < g->count; k++)
		if (may_serve(&g->statements[k]) && !statement_is_pure(g, &g->statements[k]))
			return k;
	return last >= 0 && may_last(&g->statements[last]) ? last : g->count;
}

int
running_stop(const struct staging *g)
{
	PyObject *frame = running_frame(g->m), *code = frame ? get_attr(frame, "f_code") : NULL;
	PyObject *at = frame ? get_attr(frame, "f_lasti") : NULL;
	struct body old, new;
	int stop = g->count;

	if (code && at && body_init(&old, code) == 0) {
		if (body_init(&new, g->m->code) == 0) {
			body_match(&old, &new);
			if (old.chunk_count)
				stop = find_stop(g, &old, &new, chunk_at(&old, PyLong_AsLong(at)));
			body_fini(&new);
		}
		body_fini(&old);
	}
	unref(at);
	unref(code);
	unref(frame);
	PyErr_Clear();
	return stop;
}
