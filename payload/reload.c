#include "reload.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "instances.h"
#include "records.h"
#include "rehash.h"
#include "transaction.h"
#include "twins.h"
#include "watch.h"
#include "version.h"

#define HURRY_SECONDS 0.0001
#define BREATH_NS 1000000u
#define QUIET_TRIES 10
#define QUIET_NAP_NS 500000
#define TURN_NAP_NS 50000 /* to wake up and take the GIL */

static uint64_t
now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

PyObject *
hold(struct transaction *t, PyObject *o)
{
	int result = o ? PyList_Append(t->held, o) : -1;

	unref(o);
	return result < 0 ? NULL : o;
}

int
plan_emptied(struct transaction *t, PyObject *dict)
{
	PyObject *empty = hold(t, PyDict_New());

	return empty && hold(t, ref(dict)) ? ops_add(&t->ops, OP_CONTENT, dict, NULL, empty) : -1;
}

struct module *
transaction_module(struct transaction *t, PyObject *name)
{
	size_t i;

	for (i = 0; i < t->module_count; i++)
		if (t->modules[i].name_object == name ||
		    PyUnicode_Compare(t->modules[i].name_object, name) == 0)
			return &t->modules[i];
	PyErr_Clear();
	return NULL;
}

bool
transaction_cancelled(const struct transaction *t)
{
	return atomic_load(&t->mailbox->claim) == PYR_CANCELLED;
}

void
gil_stretch_ends(struct transaction *t)
{
	uint64_t held = now_ns() - t->gil_since;

	if (held > t->gil_longest)
		t->gil_longest = held;
}

/* New code may fork.  The child does not inherit the mailbox: what it has to say is lost. */
static void
look_for_fork(struct transaction *t)
{
	static struct pyr_mailbox none;

	if (syscall(SYS_getpid) == t->pid)
		return;
	t->mailbox = t->report->mailbox = &none;
	t->report->used = 0;
}

void
gil_stretch_begins(struct transaction *t)
{
	look_for_fork(t);
	t->gil_since = now_ns();
}

void
breathe(struct transaction *t)
{
	PyThreadState *state;
	bool hidden;

	if (now_ns() - t->gil_since < BREATH_NS)
		return;
	hidden = hidden_hide(t);
	gil_stretch_ends(t);
	state = PyEval_SaveThread();
	PyEval_RestoreThread(state);
	gil_stretch_begins(t);
	if (hidden)
		hidden_show(t);
}

void
gil_turn(struct transaction *t)
{
	struct timespec nap = {0, TURN_NAP_NS};
	PyThreadState *state;
	bool hidden;

	if (now_ns() - t->gil_taken < BREATH_NS)
		return;
	hidden = hidden_hide(t);
	gil_stretch_ends(t);
	state = PyEval_SaveThread();
	/* Who waits must get it in between: to take it back at once would not count as a turn. */
	syscall(SYS_nanosleep, &nap, NULL);
	PyEval_RestoreThread(state);
	gil_stretch_begins(t);
	if (hidden)
		hidden_show(t);
	t->gil_taken = t->gil_since;
}

int
refuse(struct transaction *t, const struct module *m, const char *hint, const char *format, ...)
{
	char cause[600];
	va_list ap;

	va_start(ap, format);
	vsnprintf(cause, sizeof(cause), format, ap);
	va_end(ap);
	report_clear(t->report);
	report_add(t->report, PYR_REC_ERROR, m ? m->name : "", "", cause);
	if (hint)
		report_add(t->report, PYR_REC_HINT, m ? m->name : "", "", hint);
	return -1;
}

static int
refuse_for_memory(struct transaction *t)
{
	t->later = true;
	return refuse(t, NULL, NULL, "the process has no memory left");
}

static int
begin(struct transaction *t)
{
	PyObject **const lists[] = {&t->replaced,  &t->imported,  &t->outdated, &t->repointed, &t->locks, &t->left_builtins, &t->rehashed, &t->removed, &t->removed_values, &t->standing, &t->used_properties, &t->used_caches, &t->keyed, &t->dropped, &t->leaving, &t->kinds,
				    &t->namesakes, &t->forgotten, &t->touched,  &t->orphans,   &t->relaid,     &t->classes, &t->local_bodies,
				    &t->filled,    &t->doubled,   &t->records,  &t->watched,   &t->attributes, &t->taken, &t->set_later, &t->unset, &t->weak_methods, &t->partialmethods, &t->attributes_after,
				    &t->words,     &t->caught,    &t->threads,  &t->semaphores, &t->moved_classes, &t->made_of, &t->listeners, &t->leaving_from, &t->deregistered, &t->mapped, &t->unmapped, &t->instrumented, &t->hidden_registries, &t->compiled};
	PyObject *gc = builtin_module("gc");
	size_t i;

	unref(gc);
	t->held = PyList_New(0);
	if (!gc || !t->held)
		return -1;
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (!(*lists[i] = hold(t, PyList_New(0))))
			return -1;
	t->builtins = hold(t, ref(PyEval_GetBuiltins()));
	t->code_map = hold(t, PyDict_New());
	t->snapshots = hold(t, PyDict_New());
	t->parsed = hold(t, PyDict_New());
	t->computing = hold(t, PyDict_New());
	t->own_functions = hold(t, PyDict_New());
	t->binders = hold(t, PyDict_New());
	t->stored_no_more = hold(t, PyDict_New());
	return t->builtins && t->code_map && t->snapshots && t->parsed && t->computing && t->own_functions && t->binders && t->stored_no_more ? 0 : -1;
}

/* core = importlib.import_module(".core", __package__): it has a changed module of the transaction by a name. */
static bool
names_changed(struct transaction *t, struct module *m)
{
	PyObject *name, *value;
	Py_ssize_t at = 0;
	size_t i;

	while (PyDict_Next(m->dict, &at, &name, &value))
		for (i = 0; i < t->module_count; i++)
			if (value == t->modules[i].module && !t->modules[i].same_source && &t->modules[i] != m)
				return true;
	return false;
}

/* What an unchanged module has from a changed one follows, and what it made of it. */
static void
include_importers(struct transaction *t)
{
	bool changed = false;
	struct module *m;
	size_t i;

	for (i = 0; i < t->module_count; i++)
		changed = changed || !t->modules[i].same_source;
	for (i = 0; i < t->module_count; i++) {
		m = &t->modules[i];
		if ((changed && m->is_unchanged &&
		     (tokens_import_staged(t, m->new.tokens, m->new.token_count) || names_changed(t, m) || reexports_reach(t, m))) ||
		    (m->old_code && tokens_star_more(m, m->new.tokens, m->new.token_count)))
			m->is_unchanged = false;
	}
}

static int
stage(struct transaction *t)
{
	size_t i;

	if (modules_find(t) < 0)
		return -1;
	for (i = 0; i < t->module_count; i++)
		if (source_load(t, &t->modules[i]) < 0)
			return -1;
	type_not_asked = (PyTypeObject *)library_object("celery.local", "PromiseProxy");
	include_importers(t);
	event_loop_lend(t);
	if (old_value_prepare(t) < 0 || wrapped_prepare(t) < 0 || shared_prepare(t) < 0 || stage_begin(t) < 0)
		return -1;
	/*
	 * sys.modules has them in the order in which their imports ended.  The
	 * other way round is near to that in which they began: so each import
	 * comes upon its cycles where the real one did.
	 */
	for (i = t->module_count; i-- > 0;)
		if (!t->modules[i].is_unchanged && (stage_module(t, &t->modules[i]) < 0 || t->failed))
			return -1;
	if (!(t->flags & (PYR_CODE_ONLY | PYR_RESET)) && taken_in_grow(t) < 0)
		return -1;
	return mapped_settle(t) < 0 ? -1 : stage_finish(t);
}

/* The list and the containers in it that were made for it. */
static int
own_items(struct transaction *t, PyObject *list)
{
	int result = list ? addresses_add(&t->own, list) : 0;
	Py_ssize_t i;

	for (i = 0; list && i < PyList_Size(list); i++)
		if (list == t->attributes || list == t->attributes_after || (list == t->touched && (i % 4 == 1 || i % 4 == 2)) ||
		    (list == t->watched && i % 3 == 1))
			result |= addresses_add(&t->own, PyList_GetItem(list, i));
	return result;
}

/* Containers that are ours: what they hold is not a holder to be updated. */
static int
collect_own(struct transaction *t)
{
	PyObject *key, *copy;
	Py_ssize_t at = 0;
	size_t i;
	PyObject *const ours[] = {t->held,    t->code_map,         t->replaced, t->repointed, t->locks, t->left_builtins, t->rehashed, t->removed, t->removed_values, t->standing, t->used_properties, t->used_caches, t->keyed,
				  t->dropped, t->unset, t->leaving, t->kinds, t->staged_functions, t->relaid,   t->classes,   t->local_bodies, t->filled,
				  t->doubled, t->records,          t->taken,    t->stand_ins, t->staging_builtins, t->caught, t->threads,
				  t->made_of, t->listeners, t->leaving_from, t->deregistered, t->mapped, t->unmapped};
	int result = 0;

	for (i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
		result |= addresses_add(&t->own, ours[i]);
	result |= own_items(t, t->touched) | own_items(t, t->attributes) | own_items(t, t->attributes_after) | own_items(t, t->twins) |
		  own_items(t, t->watched);
	while (PyDict_Next(t->snapshots, &at, &key, &copy))
		result |= addresses_add(&t->own, copy);
	for (i = 0; i < t->module_count; i++)
		result |= addresses_add(&t->own, t->modules[i].before) |
			  addresses_add(&t->own, t->modules[i].scratch) |
			  addresses_add(&t->own, t->modules[i].staged);
	return result < 0 ? -1 : 0;
}

/* Decided before it was known what a staged object would lead to. */
static void
resolve_values(struct transaction *t)
{
	struct op *op;

	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++)
		if (op->value && (op->kind == OP_WORD || op->kind == OP_DICT || op->kind == OP_TYPE))
			op->value = map_resolve(&t->map, op->value);
}

static int
append_last(struct transaction *t)
{
	const struct op *op;

	for (op = t->last.list; op < t->last.list + t->last.count; op++)
		if (ops_add(&t->ops, op->kind, op->owner, op->key, op->value) < 0)
			return -1;
	resolve_values(t);
	return 0;
}

static bool
call_gc(const char *name)
{
	PyObject *gc = loaded_module("gc");
	PyObject *result = gc ? PyObject_CallMethod(gc, name, NULL) : NULL;
	bool yes = result && PyObject_IsTrue(result) == 1;

	unref(result);
	PyErr_Clear();
	return yes;
}

static bool
claim(struct transaction *t)
{
	uint32_t pending = PYR_PENDING;

	return atomic_compare_exchange_strong(&t->mailbox->claim, &pending, PYR_COMMITTING);
}

/*
 * From here to the end of the commit no Python code runs and the GIL is not
 * released, so what is found is what is changed, and nobody sees a part of it.
 * The collector is off: a collection would run finalizers.
 */
static int
commit(struct transaction *t, bool dry_run)
{
	uint64_t began;
	int result;

	hidden_show(t);
	if (deregistered_settle(t) < 0 || old_code_make_room(t) < 0 || catch_up(t) < 0 || semaphores_settle(t) < 0 || local_classes_follow(t) < 0 || functions_find(t) < 0 || plan_codes(t) < 0 || twins_plan_words(t) < 0 || plan_wrapping(t) < 0 ||
	    caches_find(t) < 0 || collect_own(t) < 0 || repoint(t) < 0 || named_copies_follow(t) < 0 || instances_grow(t) < 0 ||
	    append_last(t) < 0 || under_way_settle(t) < 0 || partials_find(t) < 0 || bound_find(t) < 0 || rehash_plan(t) < 0 ||
	    plan_layout_settle(t) < 0)
		return -1;
	if ((t->flags & PYR_STRICT) && stale_refuse(t) < 0)
		return -1;
	if (state_refuse_held_locks(t) < 0)
		return -1;
	if (memory_failed)
		return refuse_for_memory(t);
	if (dry_run)
		return 0;
	if (!claim(t))
		return refuse(t, NULL, NULL, "given up: the time is over");
	began = now_ns();
	result = ops_commit(&t->ops);
	if (result == 0)
		bound_say(t);
	/* Nobody has seen it yet. */
	if (result == 0 && (t->flags & PYR_STRICT) && stale_refuse_held(t) < 0) {
		ops_undo(&t->ops);
		result = -1;
	}
	if (result == 0) {
		t->visible = true;
		bound_follow(t);
		weak_methods_follow(t);
		caches_clear(t);
	}
	t->mailbox->commit_ns = now_ns() - began;
	/* The functions are known by their addresses only: once the collector is on again they may go. */
	if (result == 0)
		stale_take_orphans(t);
	objects_fini(&t->functions);
	return result;
}

/* Some thread is in a function of these modules. */
static bool
are_in_use(struct transaction *t)
{
	struct objects running = {0};
	bool used = false;
	PyObject *name;
	size_t i;

	if (functions_running(&running) == 0)
		for (i = 0; !used && i < running.count; i++) {
			name = code_attr(running.list[i], "co_name");
			/* The top level of a script runs as long as the script does. */
			used = name && strcmp(utf8(name), "<module>") != 0 && pair_is_ours(t, running.list[i]);
			unref(name);
		}
	objects_fini(&running);
	PyErr_Clear();
	return used;
}

/*
 * A call that is under way goes on with old code, over new data.  So let calls
 * end, for a moment: those that last, and loops, are reported.
 */
void
calls_end(struct transaction *t)
{
	struct timespec nap = {0, QUIET_NAP_NS};
	PyThreadState *state;
	bool hidden = hidden_hide(t);
	int tries;

	for (tries = 0; tries < QUIET_TRIES && are_in_use(t) && !transaction_cancelled(t); tries++) {
		gil_stretch_ends(t);
		state = PyEval_SaveThread();
		syscall(SYS_nanosleep, &nap, NULL);
		PyEval_RestoreThread(state);
		gil_stretch_begins(t);
	}
	if (hidden)
		hidden_show(t);
}

static int
commit_undisturbed(struct transaction *t)
{
	bool collecting = call_gc("isenabled");
	PyObject *error[3];
	int result;

	breathe(t);
	calls_end(t);
	if (collecting)
		call_gc("disable");
	result = commit(t, t->flags & PYR_DRY_RUN);
	gil_stretch_ends(t);
	t->mailbox->gil_ns = t->gil_longest;
	PyErr_Fetch(&error[0], &error[1], &error[2]);
	if (collecting)
		call_gc("enable");
	PyErr_Restore(error[0], error[1], error[2]);
	return result;
}

/* Tracebacks and inspect read sources through this cache, which compares whole seconds. */
static void
forget_lines(struct transaction *t)
{
	PyObject *linecache = loaded_module("linecache");
	PyObject *cache = linecache ? dict_get(PyModule_GetDict(linecache), "cache") : NULL;
	size_t i;

	for (i = 0; cache && is_dict(cache) && i < t->module_count; i++)
		if (PyDict_Contains(cache, t->modules[i].file) == 1)
			PyDict_DelItem(cache, t->modules[i].file);
	PyErr_Clear();
}

static void
end(struct transaction *t)
{
	size_t i;
	int k;

	type_not_asked = NULL;
	ops_fini(&t->ops);
	free(t->last.list);
	instances_fini(t);
	for (i = 0; i < t->module_count; i++)
		module_fini(&t->modules[i]);
	free(t->modules);
	objects_fini(&t->functions);
	objects_fini(&t->wrapping);
	objects_fini(&t->wrappers);
	bound_fini(t);
	addresses_fini(&t->holders);
	for (i = 0; i < 2; i++) {
		addresses_fini(&t->changed_callees[i]);
		for (k = 0; k <= CALLEES_DEEP; k++)
			addresses_fini(&t->same_callees[i][k]);
	}
	addresses_fini(&t->users);
	addresses_fini(&t->of_changed);
	addresses_fini(&t->between);
	addresses_fini(&t->not_between);
	addresses_fini(&t->led);
	addresses_fini(&t->grown);
	addresses_fini(&t->disturbed);
	addresses_fini(&t->shadows);
	addresses_fini(&t->overloads);
	addresses_fini(&t->left_behind);
	addresses_fini(&t->taken_in);
	addresses_fini(&t->paired);
	addresses_fini(&t->fresh);
	addresses_fini(&t->renewed);
	addresses_fini(&t->asked);
	addresses_fini(&t->own);
	addresses_fini(&t->meant);
	addresses_fini(&t->visited);
	addresses_fini(&t->planned);
	addresses_fini(&t->live_containers);
	map_fini(&t->map);
	unref(t->held);
	PyErr_Clear();
}

static double
switch_interval(void)
{
	PyObject *sys = loaded_module("sys"), *number;
	double seconds;

	number = sys ? PyObject_CallMethod(sys, "getswitchinterval", NULL) : NULL;
	seconds = number ? PyFloat_AsDouble(number) : -1;
	unref(number);
	PyErr_Clear();
	return seconds;
}

/*
 * A thread that releases the GIL more often than the switch interval, for a
 * moment only (a busy event loop does), starves all others: they wake, find it
 * taken, and wait for a whole interval anew before they ask for it.  So for the
 * time of the reload everybody asks sooner.  Returns what it was.
 */
static double
set_switch_interval(double seconds, double only_if)
{
	double before = switch_interval();
	PyObject *sys = loaded_module("sys");

	if (sys && seconds > 0 && (only_if < 0 || before == only_if))
		unref(PyObject_CallMethod(sys, "setswitchinterval", "d", seconds));
	PyErr_Clear();
	return before;
}

/* A child that new code has forked has this thread alone: it has run the new source to its end, and ends. */
static int
stage_in_this_process(struct transaction *t)
{
	int result = stage(t);

	if (syscall(SYS_getpid) != t->pid)
		syscall(SYS_exit_group, result < 0);
	return result;
}

static bool
all_unchanged(const struct transaction *t)
{
	size_t i;

	for (i = 0; i < t->module_count && t->modules[i].is_unchanged; i++)
		;
	return i == t->module_count;
}

static int
run(struct transaction *t)
{
	PyObject *thread = NULL;
	int result;

	watch_resume(t->watch);
	result = begin(t);
	if (result == 0) {
		thread = current_thread_enter(t);
		exit_handlers_begin(t);
		result = process_settings_note(t) < 0 ? -1 : stage_in_this_process(t);
		module_views_end(t);
		hidden_hide(t);
		result = result < 0 || (!all_unchanged(t) && included_routes_add(t) < 0) || plan(t) < 0 || exit_handlers_plan(t) < 0 ? -1 : 0;
		watch_hush(t->watch);
		exit_handlers_end(t);
		current_thread_leave(t, thread);
		watch_resume(t->watch);
	}
	if (result < 0)
		return -1;
	if (all_unchanged(t))
		return 0;
	class_reads_report(t);
	decorators_report(t);
	made_by_report(t);
	t->is_staged = true;
	used_before_report(t);
	used_classes_report(t);
	used_items_report(t);
	between_report(t);
	given_report(t);
	return commit_undisturbed(t);
}

/* Take back what a failed attempt has done. */
static void
take_back(struct transaction *t)
{
	watch_hush(t->watch);
	hidden_show(t);
	mapped_take_back(t);
	stage_forget_imports(t);
	touched_revert(t);
	process_settings_put_back(t);
	purge_staged(t);
}

/* They were for taking back. */
static void
drop_copies(struct transaction *t)
{
	PyObject *const lists[] = {t->watched, t->touched, t->attributes, t->attributes_after, t->removed, t->standing, t->caught};
	size_t i;

	if (t->snapshots)
		PyDict_Clear(t->snapshots);
	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (lists[i])
			PyList_SetSlice(lists[i], 0, PyList_Size(lists[i]), NULL);
}

/* The program's, of which this transaction holds some for as long as it lasts. */
static void
note_live_containers(struct transaction *t)
{
	const struct op *op;
	Py_ssize_t i;

	for (i = 0; i + 2 < PyList_Size(t->watched); i += 3)
		addresses_add(&t->live_containers, PyList_GetItem(t->watched, i));
	for (i = 0; i + 3 < PyList_Size(t->touched); i += 4)
		addresses_add(&t->live_containers, PyList_GetItem(t->touched, i));
	for (op = t->ops.list; op < t->ops.list + t->ops.count; op++)
		if (op->owner)
			addresses_add(&t->live_containers, op->owner);
}

static enum pyr_status
finish(struct transaction *t)
{
	PyObject *replaced = ref(t->replaced);

	if (!(t->flags & PYR_DRY_RUN)) {
		exit_handlers_commit(t);
		old_code_remember(t);
		plan_layout_remember(t);
		abstract_renew(t);
		signals_forget(t);
		plan_class_discard(t);
		forget_lines(t);
		note_live_containers(t);
		/* What was replaced goes now; what is then left of it is in use. */
		drop_copies(t);
		ops_fini(&t->ops);
		mapped_commit(t);
		listeners_commit(t);
		models_renew(t);
		response_fields_renew(t);
		schemas_renew(t);
		derived_forms_renew(t);
		managers_renew(t);
		stale_report(t);
	} else {
		take_back(t);
		response_fields_say(t, NULL);
	}
	unnamed_report(t);
	unref(replaced);
	if (memory_failed)
		report_add(t->report, PYR_REC_NOTE, "", "",
			   "the process had no memory left for all of this report: more may be stale");
	return PYR_RELOADED;
}

/* True when nothing of this library is held by anybody. */
static bool
leave(struct transaction *t)
{
	bool alone;

	drop_copies(t);
	alone = stage_end(t);
	end(t);
	return alone;
}

/*
 * A registry may refuse what is made anew though it is unchanged.  Then that is
 * left as it is, and named: once more from the beginning, without.
 */
static bool
may_do_without_remaking(struct transaction *t)
{
	struct transaction again = {.mailbox = t->mailbox,
				    .watch = t->watch,
				    .pid = t->pid,
				    .report = t->report,
				    .flags = t->flags,
				    .gil_since = t->gil_since,
				    .gil_longest = t->gil_longest,
				    .effects = t->effects};

	if (!t->remade || t->later || transaction_cancelled(t))
		return false;
	PyErr_Clear();
	take_back(t);
	report_clear(t->report);
	t->report->pinned |= !leave(t);
	*t = again;
	return true;
}

enum pyr_status
reload_run(struct pyr_mailbox *mailbox, struct report *report)
{
	struct transaction t = {.mailbox = mailbox, .pid = syscall(SYS_getpid), .report = report,
				.flags = mailbox->flags, .remakes = true};
	enum pyr_status status = PYR_REFUSED;
	double interval, ours;
	PyObject *lacks = NULL;
	struct watch *watch;
	int result;
	size_t i;

	if (!old_code_lock(true)) {
		report_add(report, PYR_REC_ERROR, "", "", "another reload is under way in this process");
		return PYR_TRY_AGAIN;
	}
	t.watch = watch = watch_begin(mailbox);
	memory_failed = false;
	t.gil_since = now_ns();
	interval = set_switch_interval(HURRY_SECONDS, -1);
	ours = switch_interval();
	result = run(&t);
	if (result < 0 && may_do_without_remaking(&t))
		result = run(&t);
	if (result == 0) {
		status = finish(&t);
	} else {
		/* Not every step on the way says of what it has failed: of one thing only. */
		if (!PyErr_Occurred() && !report->has_error)
			refuse_for_memory(&t);
		if (PyErr_Occurred()) {
			lacks = unnamed_that_lacks(&t);
			report_exception(report, t.failed ? t.failed->name : "",
					 "the new code was refused");
		}
		if (lacks)
			report_addf(report, PYR_REC_HINT, "", "", "name %s too, if its source has that now: the process runs the one that it has imported",
				    utf8(lacks));
		else if (t.made_once)
			report_addf(report, PYR_REC_HINT, "", "",
				    "class %s is registered, and cannot be made a second time: other methods and plain values it can take, "
				    "but not what its metaclass makes of the rest, as of columns: that needs a restart",
				    utf8(t.made_once));
		unref(lacks);
		if (t.effects)
			report_addf(report, PYR_REC_HINT, "", "",
				    "%d statements with calls had run before: the module is as it was, and so is what they "
				    "were seen to change elsewhere, but not files, threads and the like", t.effects);
		take_back(&t);
	}
	watch_end(watch);
	/* Unless the new code has set another. */
	set_switch_interval(interval, ours);
	if (t.later || transaction_cancelled(&t))
		status = PYR_TRY_AGAIN;
	for (i = 0; i < t.module_count; i++)
		old_code_report_hash(&t, &t.modules[i], status == PYR_RELOADED && !(t.flags & PYR_DRY_RUN));
	report->pinned |= !leave(&t);
	old_code_lock(false);
	return status;
}
