/*
 * transaction.h - what the four steps of a reload share.
 *
 * Objects in these structures are borrowed unless said otherwise; what must
 * live is put into `held`, one list: so every reference of ours is counted in
 * one place when references are accounted for.
 */
#ifndef PYRELOAD_TRANSACTION_H
#define PYRELOAD_TRANSACTION_H

#include "code.h"
#include "commit.h"
#include "heap.h"
#include "map.h"
#include "report.h"

enum stage_state { STAGE_NEW, STAGE_RUNNING, STAGE_DONE };
enum known { KNOWN_NOT_YET, KNOWN_NO, KNOWN_YES };

struct module {
	const char *name;      /* UTF-8 of name_object */
	PyObject *name_object;
	PyObject *module, *dict; /* the live ones */
	PyObject *file;        /* str: what co_filename of its code says */
	PyObject *loader;      /* or NULL */
	PyObject *source;      /* bytes */
	PyObject *code;        /* the new source, compiled */
	PyObject *tree;        /* list: the statements of its ast.Module */
	PyObject *imports;     /* list: what compile_statements() puts in front, or NULL */
	PyObject *old_code;    /* what the process runs; NULL: no trustworthy copy */
	struct body old, new;  /* the two top levels, cut and matched (old only with old_code) */
	PyObject *global_stores; /* set: names that functions declare global and bind */
	PyObject *emptied;     /* set: those of them that functions take something out of */
	PyObject *written;     /* set: written.c; or NULL */
	PyObject *mutated;     /* set: without old_code, names whose objects functions may change */
	bool is_main, is_package;
	bool is_bytecode;      /* a .pyc is all there is: no source and no tree */
	enum known names_settled; /* the last change of dict was by the import: untouched.c */
	enum known other_names; /* the new source binds other names than the old one did */
	bool same_source;      /* what it says is what the process runs */
	bool is_unchanged;     /* and so need not be staged */

	struct staging *staging; /* its statements, while it is staged */
	enum stage_state state;
	PyObject *staged, *scratch; /* module object that the new code runs in, and its dict */
	PyObject *before;      /* copy of dict when staging began */
	PyObject *bound;       /* set: names that executed statements bind */
	PyObject *moved;       /* set: data whose value staging changed */
	PyObject *unknown;     /* set: names bound by statements that could not be compared */
	PyObject *bare;        /* dict: name -> function made without its decorators, where the live
				  value is a wrapper around the old one */
	PyObject *bodies;      /* dict: name -> class with the new body alone, of which the live one takes what it can */
	PyObject *defined;     /* set: names bound by def and class statements that ran */
	PyObject *made;        /* set: data bound by statements with calls that ran */
	PyObject *hooked;      /* set: what __reload__() has bound: it has the last word */
	PyObject *twins;       /* dict: name -> function that stands for the live one while staging */
	PyObject *replayed;    /* replay.c: dict of the module's names, with new functions; or NULL */
	PyObject *held_under;  /* held_under.c: dict: line of a definition -> code of the live function that it means, None: of none; or NULL */
	PyObject *held_told;   /* the same: dict: line -> [gone, fresh, whether its decorators were told otherwise]; or NULL */
	PyObject *held_words;  /* the same: dict: name of a function -> list of what it is held under; or NULL */
	PyObject *old_codes, *new_codes; /* dicts: name -> list of code objects of the top level; or NULL */
	PyObject *keep;        /* set: what __reload_keep__ of the new source names; or NULL */
	PyObject *functions;   /* arguments.c: dict: name -> place of its statement, or whether it takes others; or NULL */
	PyObject *filled;      /* set: names of lists, dicts and sets that staged statements have put something into */
	PyObject *refilled;    /* set: names that unchanged lines have made of such: what they made then is not known */
	PyObject *stored;      /* set: names of what changed lines have set attributes or items of, or that lead there */
	PyObject *stored_keys; /* set: names of these attributes, keys of these items; None: of a list */
	PyObject *computed;    /* set: names that unchanged lines bind to what functions have computed: see computes.c */
	PyObject *binders;     /* dict, or NULL: statement.c */
	PyObject *renamed;     /* dict: name that functions said -> name that they say now, None: not all the same; or NULL */
	PyObject *looped;      /* set: names that loops bind */
	PyObject *starred;     /* set: names that `from x import *` has bound */
	PyObject *whole;       /* set: names of lists, dicts and sets that are what their line had made, nothing has come into them since */
	PyObject *put_in;      /* set: names that statements have bound by other means: globals()["X"] = 1 */
	enum known asks_doc;   /* the new source says __doc__ */
	Py_ssize_t place;      /* among the modules of the process */
	PyObject *looked_at;   /* set: methods, "Class.name", whose decorators look at arguments or docstrings that are others now */
	PyObject *surveyed;    /* set: names bound by unchanged statements that have looked through the names of the module */
	PyObject *late;        /* set: names whose values changed in an earlier run already */
	PyObject *made_up;     /* dict: name -> list of the unchanged statements that make up its value together, None: some
				  have changed */
	PyObject *outdated;    /* dict: moved names that statements have read which were not run again; or NULL */
	PyObject *skipped;     /* set: data whose statement was not run again */
	bool takes_others;     /* some function takes other arguments: used_before.c */
	PyObject *methods;     /* dict: name -> list of the functions that classes of the module have by it; or NULL */
};

#define CALLEES_DEEP 4 /* functions that call functions that have changed */

struct statement; /* statement.h */
struct staging;

struct transaction {
	struct pyr_mailbox *mailbox;
	struct watch *watch;
	long pid;              /* whose thread this is: new code may fork */
	struct report *report;
	struct module *modules;
	size_t module_count;
	uint32_t flags;

	PyObject *namesakes;   /* list: dicts of other modules that come from the same files */
	PyObject *held;        /* list */
	PyObject *builtins;    /* dict: the real one */
	PyObject *staging_builtins; /* dict: with our __import__ */
	PyObject *real_import, *import_hook;
	PyObject *real_import_module, *import_module_hook; /* of importlib; NULL: no source uses it */
	PyObject *instance_check, *real_instance_check; /* the same for isinstance(); NULL: it is as it was */
	PyObject *view;        /* class that live modules are of while staged code runs; borrowed.  NULL: they are not */
	PyObject *live_classes; /* dict: id() of a staged class -> live class */
	PyObject *stand_ins;   /* dict: name -> module with the same names, for packages that are not
				  of the transaction but contain modules of it */
	PyObject *binders;     /* dict: code of a body -> dict, old_value.c */
	PyObject *stored_no_more; /* dict: name of an attribute -> True, functions have set it and do so no more, or None */
	PyObject *own_functions; /* compile.c: dict: address of a source of ours -> the function that it defines */
	PyObject *computing;   /* dict: call in a statement -> True, it makes a value and does nothing else; None, it may do more */
	PyObject *parsed;      /* dict: module name -> [source, tree], of modules that may import from those of the transaction */
	PyObject *taken;       /* list: dict, key, value, and so on: what room has been made of below keys that a call says */
	/* Functions, callees.c; [1]: but for those within them; the latter by how deep they were asked for. */
	struct addresses changed_callees[2], same_callees[2][CALLEES_DEEP + 1];
	Py_ssize_t callees_at; /* when the latter were right */
	PyObject *holders_of;  /* a module; and those by which others reach it, itself, too */
	struct addresses holders;
	PyObject *partialmethods; /* list: one, another one instead of it, and so on */
	PyObject *weak_methods; /* list: a function, its object, the WeakMethod of both, and so on */
	PyObject *settings;    /* list: what they were, process_settings.c */
	PyObject *set_elsewhere; /* dict: id of an object -> set of keys or attributes, None: any; or NULL, set_elsewhere.c */
	PyObject *unset;       /* list of pairs: a live class or function and the name of an attribute, unset.c */
	PyObject *set_later;   /* list of pairs: a staged class and the name of an attribute */
	bool visible;          /* what statements have changed is there for all: the commit is done, or they may have started a thread */
	PyObject *kinds;       /* list: live classes that another kind of class takes the place of */
	PyObject *leaving;     /* list: name of the module, dict or class, name, path: what is planned to go, and so on */
	struct addresses disturbed; /* containers that others have changed between statements, too */
	PyObject *hidden;      /* owned: hidden.c, while it is not there for others: what it is; or NULL */
	PyObject *touched;     /* list: container, contents before, contents after, whose dict it is, and so on */
	PyObject *watched;     /* list: container, its contents, whose dict it is, and so on */
	long sleeps;           /* of this thread, before the statement that runs */
	int64_t others_ns;     /* CPU time of the other threads, then */
	PyObject *called, *changed; /* sets: names that statements to be run may call, and whose
				  definitions do something else than before */
	PyObject *twins;       /* list: twin, live function, and so on */
	PyObject *words;       /* list: live function, offset of a word, what a statement has set it to on the twin, and so on */
	PyObject *attributes_after; /* list: of each of `attributes` what the statement has left there; None: nothing */
	PyObject *attributes;  /* list: (object, name) or (object, name, value) before a store */
	PyObject *snapshots;   /* dict: address of a dict -> copy from before staged code could reach it */
	struct addresses visited; /* for snapshots */
	struct addresses asked; /* objects that were asked for their dict */
	struct map copies;      /* dict_entries.c: what is watched -> what it had before the statement; else empty */
	PyObject *imported;    /* list: names of modules that staging brought into the process */
	PyObject *forgotten;   /* list: dicts of those that a failed attempt has taken out again */
	bool same_decorators;  /* of the functions that are being paired */
	int effects;           /* statements with calls that have run */
	/* exit_handlers.c.  Lists: what new code has registered; the module, line and whether that ran before, of each; module,
	   line and call of what lines that are gone have registered; old ones that go.  What atexit.register is meanwhile, and what it was. */
	PyObject *exits_aside, *exits_said, *exits_left, *exits_gone, *exits_put, *exits_register;
	struct addresses overloads; /* functions that are gone, and that singledispatch does not lead to any more */
	struct addresses shadows; /* objects that stand for live ones while statements run: shadow.c */
	struct addresses grown; /* lists, dicts and sets that statements have put something into */
	PyObject *caught;      /* list: container, what was in it when its new contents were planned, these, and so on */
	PyObject *under_way;   /* list: codes of calls that go on; NULL: not asked yet */
	struct addresses live_containers; /* at the end: lists and dicts of the program among those that are held */
	Py_ssize_t looked;     /* so many of touched were known when what is watched was looked at last */
	PyObject *threads;     /* list: a thread that was not started, the one that runs instead, and so on */
	int handlers_left;     /* calls of signal.signal() by the statement that has run: they have done nothing */
	int threads_begun, threads_left; /* by the last statement: threads of the modules started; those that go on instead */
	bool remakes;          /* what is unchanged is made anew where what made it is another */
	int remade;            /* so many were */
	bool mentions[256];    /* instructions that make nothing; see shared.c */
	bool filled_now;       /* unknown.c: containers are what staged lines have made of them */
	bool calls;            /* unknown.c: functions that compute are called, and not stood for */
	struct line {
		const struct body *before, *after;
		const struct chunk *then, *now;
	} line; /* state.c: that which makes what state is carried between, or none */
	int chained; /* old_lines.c: how many names that are made of names are evaluated */
	bool later;            /* refused, but a retry makes sense */
	struct module *failed; /* the innermost module whose stage raised */
	PyObject *made_once;   /* name of a class that cannot be made again, and says more than other methods; or NULL */

	PyObject *unknown;     /* unknown.c: the type of what stands for what is not known */
	PyObject *unknown_enum, *unknown_member; /* the same for enumerations and their members */
	PyObject *unknown_library; /* the same for a module that is not reloaded */
	PyObject *unknown_loose; /* list, with something in it: what is unknown may be a key */
	PyObject *unknown_lift, *unknown_definition; /* what makes of a builtin one that takes what is not known */
	PyObject *plain_def;   /* code with a `def` that has no decorators */
	PyObject *code_map;    /* dict: file -> dict: old code -> new code, by content; None: it is the same */
	struct objects functions; /* live functions of these modules, found in the heap */
	PyObject *staged_functions; /* dict: code -> function that a statement of the new source has made, None: several */
	struct objects wrapping;  /* functions with __wrapped__, near the modules */
	struct addresses taken_in; /* routers whose new routes their applications have got, too */
	struct addresses left_behind; /* classes that others were made from, by decorators; they keep their bases */
	size_t bound_fixed;       /* from here on they stay what they are */
	struct objects bound;     /* references of our own: bound methods whose class may have another function of that name */
	struct objects wrappers;  /* objects of functools.lru_cache that may hold one of them */
	struct addresses paired;  /* functions, classes and new code objects that have found their partner */
	struct addresses fresh;   /* code objects of the new source; those of live functions may be equal to one of them */
	struct addresses renewed; /* functions that do something else now, or have other defaults */
	PyObject *local_bodies; /* list: old and new bodies of classes in functions, in turn */
	PyObject *classes;     /* list: live classes that are brought up to date */
	PyObject *doubled;     /* list: entries that staged code has put in once more, and that were taken out again */
	PyObject *records;     /* list: live object, the one that was made once more, what only the old form says, and only the
				  new one, and so on: records.c */
	PyObject *filled;      /* list: of plan_filled.c */
	PyObject *relaid;      /* list: class that its instances keep while others have the new one, its metaclass to be, and so on */
	struct addresses meant;   /* live objects that stand for what a call of the new source makes: each for one */
	struct addresses own;     /* containers of ours: not holders to be updated */
	struct ops ops;
	struct ops last;       /* appended to ops at the end: contents, which copy what the others
				  have updated, and deletions, which cannot fail */
	struct growth *growths; /* instances.c */
	size_t growth_count;
	size_t crowded;        /* so many instances, which are too many */
	struct addresses planned; /* dicts of which the first planned_ops operations are */
	size_t planned_ops;
	struct map map;        /* references to the first become references to the second */
	PyObject *outdated;    /* list: importer, name that it has made something of, and so on */
	PyObject *removed;     /* list: name, definition, name of the module, and so on */
	PyObject *removed_values; /* list: the same of what is no definition, and held */
	bool is_staged; /* all modules are, and what others have used is looked for */
	struct addresses of_changed, between, not_between, led; /* reexports.c: what changed modules have; modules; those that are stood in for */
	struct addresses users; /* functions of modules that are not named, which use what is another now: between.c */
	PyObject *used_properties; /* list: class, name, cached_property, name of a module that is not named, and so on */
	PyObject *keyed;       /* list: keyed_objects.c: a registry, list of the keys of definitions that go from it, and so on */
	PyObject *used_caches; /* list: lru_caches of classes of such modules */
	PyObject *standing;    /* list: name of a module, a call whose line is gone, what it is about, and so on */
	PyObject *dropped;     /* list: the same of objects that statements had made */
	PyObject *repointed;   /* list: live functions whose holders are to have another object */
	PyObject *rehashed;    /* list: class, fields that its objects are hashed by or None, name of the module, and so on */
	PyObject *left_builtins; /* list: dicts of builtins and names that are dropped, for functions that are */
	PyObject *moved_classes; /* list: live class, what another module of the transaction defines of it, the module's name, and so on */
	PyObject *store;       /* old_code.c: dict of what is kept from run to run; borrowed, NULL: not asked for yet */
	PyObject *made_of;     /* list: model that pydantic has made, and the name of the changed one of which, in turn */
	PyObject *listeners;   /* list: function, and (what it does not listen to any more, number of the staged one), in turn: listeners.c */
	PyObject *deregistered; /* list: name, definition that is gone, name of the module, in turn */
	bool has_room, registers_nothing; /* the statement runs with its old entries taken out; it has put none in: unregistered.c */
	PyObject *leaving_from; /* list: what of these is to be looked for in which containers: deregistered.c */
	PyObject *mapped;      /* list: of mapped.c, what takes back what it has done, and more, in tuples */
	PyObject *instrumented; /* list: classes of which SQLAlchemy has made the __init__, around one that has changed */
	PyObject *hidden_registries; /* list: registries of SQLAlchemy with mappers that are yet to be configured */
	PyObject *engines, *annotated; /* lists: for mapped.c, of SQLAlchemy's classes of these names; or NULL */
	PyObject *unmapped;    /* list: class, and (attribute, what drops it after the commit), or a model or table that goes, and None, in turn */
	PyObject *compiled;    /* list: validators and serializers of pydantic 2 that hold what is replaced */
	PyObject *semaphores;  /* list: a live one, the new one, what the live one began with, module, name, and so on */
	PyObject *locks;       /* list: locks that others take the place of */
	PyObject *orphans;     /* list: functions that the new source does not define */
	PyObject *replaced;    /* list: code objects that live functions had and have no more */
	uint64_t gil_taken;    /* CLOCK_MONOTONIC: since when nobody who waits for the GIL has asked for it */
	uint64_t switch_ns;    /* after how long they do */
	uint64_t gil_since;    /* CLOCK_MONOTONIC: since when the GIL is held for sure */
	uint64_t gil_longest;
};

/* Keep o alive until the end of the transaction, taking over the caller's reference.
   Returns o, or NULL (o NULL, or no memory: exception set). */
PyObject *hold(struct transaction *t, PyObject *o);

/* The commit is to empty the dict.  -1: exception. */
int plan_emptied(struct transaction *t, PyObject *dict);

/* The module of the transaction that has this name; NULL: none. */
struct module *transaction_module(struct transaction *t, PyObject *name);

/* Let other threads run if the GIL was held for a while.  Not after repoint() has begun. */
void breathe(struct transaction *t);
/* All who wait for the GIL have had it, if it was held for a while: from now on nobody asks for it within the interval. */
void gil_turn(struct transaction *t);

/* What is between the two counts as one stretch of the GIL. */
void gil_stretch_begins(struct transaction *t);
void gil_stretch_ends(struct transaction *t);

/* True when the injector has given up. */
bool transaction_cancelled(const struct transaction *t);

/* Refuse: record cause and hint (may be NULL) for module m (may be NULL).  Always -1. */
int refuse(struct transaction *t, const struct module *m, const char *hint, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* modules.c: fill t->modules from the request.  -1: refused. */
int modules_find(struct transaction *t);

/* running.c: the code of the module's top level, while some thread is in it.  New reference, or NULL; no exception set. */
PyObject *running_code(const struct module *m);

/* source.c: read, compile and compare.  -1: refused. */
int source_load(struct transaction *t, struct module *m);
/* A function binds the name anew, or, without the old source, may change the object that it leads to. */
bool source_changes(const struct module *m, PyObject *name, PyObject *value);

/* The file is what it is only since the process runs. */
bool old_code_is_younger(PyObject *path);
/* "pkg" and level 2 in pkg.sub.mod: what importlib's resolve_name does.  New reference; NULL: there is none, or exception. */
PyObject *absolute_name(PyObject *name, PyObject *globals, long level);
/* stage.c: the dict that stands for a module while staging: of its stand-in where it is not staged itself.  Borrowed; NULL: exception, or
   there is no such module. */
PyObject *package_dict(struct transaction *t, PyObject *name);
/* reexports.c: the module is not of the transaction, and has something of one that has changed; this one imports or has such a one. */
bool reexports_between(struct transaction *t, PyObject *module);
bool reexports_reach(struct transaction *t, struct module *m);
/* Before it is staged: such modules are stood in for, and lead to what is staged.  -1: exception. */
int reexports_lead(struct transaction *t, struct module *m);
/* A definition of a module of the transaction: what that has under its name, staged now if need be.  Borrowed; NULL: it is none, or
   exception. */
PyObject *staged_definition(struct transaction *t, PyObject *value);
/* staged_import.c: the modules that are there already of those that the code imports at its top level.  New list; NULL: exception. */
PyObject *imported_by(PyObject *code, PyObject *globals);
/* The process has no module of this name, and the file that it would come from is younger than the process. */
bool import_comes(PyObject *name, PyObject *globals, long level);
/* old_code.c: what an earlier run kept, else the .pyc that the process started from.  New reference;
   NULL: no trustworthy copy; no exception set. */
PyObject *old_code_find(struct module *m);
/* The code in a .pyc of this version, new reference; NULL: it is none. */
PyObject *old_code_read_pyc(PyObject *path);
/* Remember the new code for the next run.  Never fails. */
/* Before the commit: afterwards no memory is needed to remember the new source.  -1: there is none. */
int old_code_make_room(struct transaction *t);
void old_code_remember(struct transaction *t);
/* The file of the module with this dict is not what the process runs: by what an earlier run kept, or by its .pyc. */
bool old_code_is_of_another_source(PyObject *dict);
/* unnamed.c: name those that are used and have changed, but are not of the transaction. */
void unnamed_report(struct transaction *t);
/* The name of a module that the exception which is set, and stays set, says to lack something, and that is not of the transaction: new
   reference, or NULL. */
PyObject *unnamed_that_lacks(struct transaction *t);
/* Report the hash of the new source, and of the one before where a run has loaded it; applied: remember it.
   Never fails. */
void old_code_report_hash(struct transaction *t, struct module *m, bool applied);
/* A list that is kept from run to run, borrowed; NULL: no memory.  No module has such a name. */
#define LEFTOVERS "in use" /* replaced code objects that still were when the last run ended */
#define RELICS "of instances" /* weak references to classes that only their instances have */
PyObject *old_code_list(const char *name);
/* A function or class that an earlier source defined, and the last one did not: new reference, NULL when nobody has
   it any more. */
PyObject *old_code_removed(const struct module *m, PyObject *name);
/* The same of a value that is no definition; borrowed. */
PyObject *old_code_removed_value(const struct module *m, PyObject *name);
/* A call by itself whose line is gone: it is remembered with the object that it is about.  -1: exception. */
int old_code_call_stands(struct transaction *t, const struct module *m, const struct chunk *c);
/* Such a call of an earlier source, about the same object. */
bool old_code_has_stood(const struct module *m, const struct chunk *c);
/* Names that a module had imported, and made something of, when their value changed: what it made is outdated until
   it is named.  Borrowed dict, or NULL. */
/* No run of ours, nor anybody since the first of them, has changed it. */
bool old_code_is_older(PyObject *dict);
PyObject *old_code_outdated(PyObject *module);
/* One reload at a time: take (true when it was free) or give back. */
bool old_code_lock(bool take);
void module_fini(struct module *m);

/* statement.c: an import statement among the tokens may mean a module of the transaction. */
bool tokens_import_staged(const struct transaction *t, const struct token *tokens, int count);

/* stage.c: run what must run of the new sources.  -1: refused or an exception is set. */
int stage_begin(struct transaction *t);
void stage_free(struct module *m);
int stage_module(struct transaction *t, struct module *m);
/* event_loop.c: before that, for code that makes locks and queues of asyncio. */
void event_loop_lend(struct transaction *t);
/* current_thread.c: from here on threading knows this thread, by a Thread that is called as the main thread is; new reference, or
   NULL: threading is not loaded, or knows one.  The end takes it: this thread is forgotten, and what has been taken for the main
   thread is that. */
PyObject *current_thread_enter(struct transaction *t);
void current_thread_leave(struct transaction *t, PyObject *entered);

/* catch_up.c: note that the container, which had these contents, is to have the planned ones; nobody else runs any more: what has
   come in and gone since does so in these, too.  -1: exception. */
int catch_up_note(struct transaction *t, PyObject *live, PyObject *seen, PyObject *planned);
int catch_up(struct transaction *t);
/* semaphores.c: before: as old_value() says, or NULL; the live one is to have the number of the other: 1, 0: it is none, -1: exception.
   Nobody else runs any more: plan it.  -1: exception. */
int semaphore_plan(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *live, PyObject *new);
int semaphores_settle(struct transaction *t);

/* started.c: a line makes another thread instead of one that runs: that goes on, with what the line gives to it now.  -1: exception. */
int started_go_on(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new);
/* exit_handlers.c: from here to the end what this thread registers is put aside. */
void exit_handlers_begin(struct transaction *t);
void exit_handlers_end(struct transaction *t);
/* What of it takes the place of something; no code runs in between but that of the plan.  -1: exception. */
int exit_handlers_plan(struct transaction *t);
/* All is committed: it is registered. */
void exit_handlers_commit(struct transaction *t);
/* All are staged: packages lead to their live submodules again. */
int stage_finish(struct transaction *t);
/* instance_check.c: isinstance() of the staged code; a staged class that is going to be the live one; the real one again.
   -1: exception. */
int instance_check_begin(struct transaction *t);
int instance_check_add(struct transaction *t, PyObject *staged, PyObject *live);
void instance_check_end(struct transaction *t);
/* module_view.c: what sys.modules[name] is for this thread: the staged module; and again the live one.  -1: exception. */
int module_views_begin(struct transaction *t);
void module_views_end(struct transaction *t);
/* staged_import.c: builtins of the staged code, with an `import` that finds staged modules first. */
int stage_hook_import(struct transaction *t);
/* An installed module, not one of the program that is reloaded. */
bool is_library_module(PyObject *module);
bool is_library_dict(PyObject *names); /* of a module */
/* The same for importlib.import_module in this dict, which stands in for importlib's. */
int stage_hook_importlib(struct transaction *t, PyObject *dict);
/* After a failure: modules that the staged code has imported are forgotten again. */
void stage_forget_imports(struct transaction *t);
/* Make sure that nothing of this shared object stays reachable.  False: something may be. */
bool stage_end(struct transaction *t);

/* touched.c: how much was noted up to now. */
struct touched_mark {
	Py_ssize_t containers, attributes;
};
struct touched_mark touched_mark(const struct transaction *t);
/* What a statement with these tokens can change in place, noted before it runs (*seen: new
   reference, also on failure), compared afterwards (1: all changes are known, 0: perhaps not), and put back
   when nothing is to change; mark: from before touched_before().  -1: exception. */
int touched_before(struct transaction *t, struct module *m, const struct token *tokens, int count,
		   PyObject **seen);
int touched_after(struct transaction *t, PyObject *seen, struct touched_mark mark, bool alone);
/* A statement that runs waits for a file, say: what it has changed so far is noted, and what it changes from then on.  -1:
   exception. */
int touched_pause(struct transaction *t);
int touched_resume(struct transaction *t);
/* alone.c: nobody else has had the GIL since touched_before() or touched_resume(), which call alone_begin(). */
void alone_begin(struct transaction *t);
bool is_alone(const struct transaction *t);
/* touched.c: somebody else has had it: of each container of the list (object, contents before, owner) that is another now the
   contents before become what is there without what the statement has put in, as base() says; loose: or may have.  -1:
   exception. */
typedef PyObject *touched_base_fn(const void *arg, PyObject *o, PyObject *copy, bool loose);
int touched_settle(struct transaction *t, PyObject *list, touched_base_fn *base, const void *arg, bool loose);
/* A list for a list or deque, a dict for all that are like one, and for slots, a set for a set.  New reference. */
PyObject *touched_copy(PyObject *o);
/* What a list held before the statements ran; borrowed, NULL: none of them has changed it. */
PyObject *touched_original(const struct transaction *t, PyObject *o);
/* A container of this owner had other contents before.  -1: exception. */
int touched_note(struct transaction *t, PyObject *o, PyObject *before, PyObject *owner);
/* The same of a list, dict or set that no statement has changed: none is taken for it.  result -1: it could not be changed
   as it should; then, and where there is no memory, it is as it was (-1). */
int touched_by_us(struct transaction *t, PyObject *o, PyObject *before, int result);
/* reverted.c: put back what was changed, all of it or after the mark only. */
void touched_revert(struct transaction *t);
/* hidden.c: what statements have changed is not there, or is there again; true: it was otherwise before.  An exception that is
   set stays. */
bool hidden_hide(struct transaction *t);
bool hidden_show(struct transaction *t);
/* Whoever waits for the GIL gets it first. */
void hidden_turn(struct transaction *t);
void touched_revert_to(struct transaction *t, struct touched_mark mark);
/* touched.c: since then something has been taken out of a container, or a constant stands in its place, and all
   containers together have not grown. */
bool touched_took_away(const struct transaction *t, struct touched_mark mark);
/* It holds what the copy does. */
bool touched_same(PyObject *o, PyObject *copy);
/* Of a container that can be compared so; past what a subclass makes of __len__. */
Py_ssize_t touched_size(PyObject *o);
/* room.c: a statement was refused; what its old form has left in registries near it is taken out;
   by_name: names of what it defines, too.  Returns in how many of them, -1: exception.  Afterwards: no list has become longer by
   its second try. */
int room_make(const struct staging *g, const struct statement *s, bool by_name);
/* Between these marks room was made.  -1: exception. */
int room_leave(struct transaction *t, struct touched_mark before, struct touched_mark after);
bool room_is_enough(struct transaction *t, struct touched_mark before, struct touched_mark after);
/* Where the second try has put in nothing there was no need for it; what it has put in stands where the old was.  -1:
   exception. */
int room_put_back(struct transaction *t, struct touched_mark before, struct touched_mark after);
/* Compare this container, too, after each statement; owner: whose dict it is.  -1: exception. */
int touched_watch(struct transaction *t, PyObject *o, PyObject *owner);
/* slots.c: it has __slots__; dict of what is in them, new reference.  Runs no code of the target. */
bool has_slots(PyObject *o);
PyObject *slots_of(PyObject *o);

/* snapshot.c: dicts that a statement with these tokens may reach, noted before it runs (-1: exception),
   and one of them as it was: borrowed, NULL when it is not known. */
int snapshot_before(struct module *m, struct transaction *t, const struct token *tokens, int count);
/* The same; new reference to a list of all that it may reach. */
PyObject *snapshot_reach(struct module *m, struct transaction *t, const struct token *tokens, int count);
/* Add to a list what its names, and attributes of modules among them, lead to.  -1: exception. */
int snapshot_named(struct module *m, const struct token *tokens, int count, PyObject *list);
PyObject *snapshot_of(struct transaction *t, PyObject *dict);
/* The same for what a dict leads to. */
int snapshot_around(struct transaction *t, PyObject *dict);
/* What this code may reach through the modules that it imports (a list): of libraries by the names that it uses alone. */
int snapshot_imported(struct transaction *t, PyObject *code, PyObject *modules);
/* It has registered in a dict what its old form had registered there by another key: that one goes.
   -1: exception. */
int snapshot_rename(const struct staging *g, const struct statement *s);

/* frames.c: thread ident (with several interpreters: another number) -> frame, new reference.  NULL: exception. */
PyObject *frames_by_thread(void);

/* shared.c: an import binds the name; from a import x, y is one chunk, and y is the name that it has. */
bool body_imports(const struct body *body, PyObject *name);
/* shared.c: the old statement has not made the object; what makes it keeps both; it is a thread that runs. */
bool shared_is_mentioned(struct transaction *t, const struct module *m, PyObject *name, PyObject *old);
bool shared_is_kept(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new);
/* The new one has it: in an attribute, a list of it, a closure. */
bool shared_is_within(PyObject *old, PyObject *new);
bool shared_is_running(PyObject *o);
/* Evaluated again, these give the same object. */
bool tokens_mention(struct transaction *t, const struct token *tokens, int count);
/* old_code.c: some other module has it under the same name. */
bool old_code_may_come_by_star(const struct module *m, PyObject *name, PyObject *value);

/* moved.c: what the module defined and another one defines now goes on there.  -1: exception. */
int plan_moves(struct transaction *t);
/* moved.c: a container stands elsewhere now: the live one does, and takes what has been put into the other.  -1: exception. */
int moved_container(struct transaction *t, PyObject *old, PyObject *new);
/* The new one may stand for the old: a function with the same arguments and a like body, a class with its attributes. */
bool moved_alike(PyObject *old, PyObject *new);
/* plan.c: plainly a definition of this name in this module. */
bool is_own_definition(const struct module *m, PyObject *name, PyObject *value);
/* pair.c: the codes of a definition that has moved from one module to another (NULL: one that is new).  -1: exception. */
int pair_moved(struct transaction *t, struct module *from, struct module *to, PyObject *old, PyObject *new);

/* wrapped.c: a class of this name, or a function with this qualified name, inside what is around it; borrowed, or
   NULL.  The body binds the name by a `def` without decorators. */
PyObject *wrapped_class(const struct module *m, PyObject *o, PyObject *name);
PyObject *wrapped_definition(struct transaction *t, PyObject *o, const char *path);
bool wrapped_never(struct transaction *t, const struct body *body, const char *name);
/* left_names.c: of t->last, from this number on: names that are dropped; definitions that are, too, find them all the same.  -1:
   exception. */
int left_names_keep(struct transaction *t, const struct module *m, size_t from);
/* mutated.c: names whose list, dict or set the functions of the module's source change are added to the set, and to the other one
   those of which they take something out.  -1: exception. */
int mutated_names(struct transaction *t, const struct module *m, PyObject *set, PyObject *emptied);
/* state.c: code that is the same has made another one of the live object, which has the state of the program. */
bool state_goes_on(const struct transaction *t, PyObject *live, PyObject *made);
/* An iterator of the interpreter's own or of itertools, a generator. */
bool state_is_iterator(PyObject *o);
/* A thread or task waits in the object, or in one that it has: as far as they say so. */
bool state_is_waited_for(PyObject *o);
/* The same of one whose class says more now, or other plain values, which the live one takes.  1: it goes on, 0, -1: exception. */
int state_takes(struct transaction *t, PyObject *live, PyObject *made);
/* All that the list, dict or set has are words that the old line said, and the new one does not. */
bool state_was_said(const struct body *old, const struct chunk *then, const struct body *new, const struct chunk *now, PyObject *container);
/* A decorator has made another object of the same class: what the live one has counted and gathered goes on in it.  -1:
   exception. */
int state_carry(struct transaction *t, PyObject *live, PyObject *made);
/* A dict of counts has got more: the live one gets them, too.  1: planned, 0: it is none, -1: exception. */
int state_grows(struct transaction *t, PyObject *live, PyObject *made);
/* threading.local, or a ContextVar of the same name: what threads and contexts have set goes on in the live one, which takes the
   default of the other.  1: planned, 0: it is none, -1: exception. */
int state_of_threads(struct transaction *t, const struct module *m, const char *name, PyObject *live, PyObject *made);
/* The same for a WeakSet or weak dict that a changed line has made.  1: done, 0: it is none, or empty. */
int state_carry_weak(struct transaction *t, const struct module *m, const char *name, PyObject *live, PyObject *made);
/* A Lock or RLock.  Some thread holds one that another is to take the place of: refused, a retry makes sense. */
bool state_is_lock(PyObject *o);
int state_refuse_held_locks(struct transaction *t);
/* cells.c: a live wrapper takes the cells of the new one; what the old ones have gathered goes on in them.  -1: exception. */
int cells_keep(struct transaction *t, PyObject *old, PyObject *new);
/* The cell of the function's free variable of this name; borrowed, or NULL. */
PyObject *cell_named(PyObject *f, PyObject *name);
/* defaults.c: those of a live function for the new code that it gets (borrowed, or NULL: none).  False: they cannot
   be told. */
bool defaults_follow(struct transaction *t, PyObject *f, PyObject *code, PyObject **defaults, PyObject **keywords);

/* Those of the function that a statement has made of it, but for what the live one has gathered in a default.  -1:
   exception. */
int defaults_keep(struct transaction *t, PyObject *f, PyObject *made, PyObject **defaults, PyObject **keywords);

/* counterpart.c: the live function may take what the staged one has, and nobody else is meant by either. */
bool is_counterpart(struct transaction *t, PyObject *old, PyObject *new);
/* Of two code objects with one name: they are defined in different functions, and the old one still is. */
bool is_code_of_another(struct transaction *t, PyObject *old, PyObject *new);

/* weakrefs.c: weak references to what is in the map come into the map.  -1: exception. */
int weakrefs_follow(struct transaction *t);
bool is_weakref(PyObject *o);

/* snapshot.c: to be looked at, once: append o (may be NULL) to the list unless it leads to nothing or there are `most`
   already.  -1: exception. */
int queue_add(PyObject *queue, struct addresses *queued, PyObject *o, Py_ssize_t most);

/* purge.c: when nothing is to change, functions and classes of the new source leave the lists, dicts and
   sets that staged code has put them in.  Never fails. */
void purge_staged(struct transaction *t);

/* pair.c: which old code became which new code.  -1: exception. */
int pair_codes_of(struct transaction *t, struct module *m);
/* The new code for a live code object, borrowed; NULL: none, or it is identical. */
PyObject *pair_new_code(struct transaction *t, PyObject *code);
/* The same; None: there is nothing to do.  Borrowed; NULL: it is in no pair. */
PyObject *pair_partner(struct transaction *t, PyObject *code);
/* Of the old source, or the new one: dict, name -> list of the code objects at the top level; what code_at() and
   code_class_body() say, without going through them all.  Borrowed. */
PyObject *pair_codes_by_name(struct transaction *t, struct module *m, bool old);
PyObject *pair_code_at(struct transaction *t, struct module *m, bool old, const char *path);
/* The statement of the old or new source that defines it, at the top level or in a class; NULL: none, or not one alone.  own is
   for the caller to fini. */
const struct chunk *pair_definition(struct transaction *t, struct module *m, bool old, const char *path, struct body *own,
				    const struct body **body);
/* It, and all within it, comes from the new source, and has no partner there; held.  -1: exception. */
int pair_take_fresh(struct transaction *t, PyObject *code);
PyObject *pair_class_body(struct transaction *t, struct module *m, bool old, const char *path);
/* The same; of several with this name the one that has made the class. */
PyObject *pair_body_of(struct transaction *t, struct module *m, bool old, const char *path, PyObject *class);
/* The module whose file the code came from; NULL: none of the transaction. */
struct module *pair_module(struct transaction *t, PyObject *code);
/* True when the code came from a file of the transaction. */
bool pair_is_ours(struct transaction *t, PyObject *code);

/* functions.c: fill t->functions and t->wrappers.  Complete by proof where possible, by a walk
   otherwise.  -1: exception. */
int functions_find(struct transaction *t);
/* functools._lru_cache_wrapper; NULL where functools is not loaded.  Borrowed. */
PyObject *functions_cache_type(void);
/* What both functions have at this offset, their defaults say, does the same. */
bool functions_same_word(PyObject *a, PyObject *b, uint16_t offset);
/* Their defaults, those of keywords too, say the same. */
bool functions_same_defaults(PyObject *a, PyObject *b);
/* It, or a class above it. */
bool class_or_base_among(const struct addresses *among, PyObject *class);
/* Those of t->classes that derive from base, or are it; in the set, too.  New list; NULL: exception. */
PyObject *classes_changed_below(struct transaction *t, PyObject *base, struct addresses *set);
/* A module of the transaction has made the class. */
bool class_is_ours(struct transaction *t, PyObject *class);
/* That class, or the one of the object, where it is such a one; borrowed, or NULL. */
PyObject *class_of_ours(struct transaction *t, PyObject *o);
/* plan.c: its __module__ says that the module defines it. */
bool owns_class(const struct module *m, PyObject *class);
/* The code objects of all frames of all threads, borrowed.  -1: no memory or exception. */
int functions_running(struct objects *codes);

/* reload.c: wait for calls of the modules to end, for 5 ms at most. */
void calls_end(struct transaction *t);
/* under_way.c: some of those that go on, or are suspended, reads the global name; is a method of the class, and reads the
   attribute. */
bool under_way_reads(struct transaction *t, PyObject *name);
bool under_way_asks(struct transaction *t, PyObject *class, PyObject *name);
/* The name of the module's dict, or of the class, goes with the commit (-1: exception); there: of calls that have begun meanwhile
   none reads it, and it is said to go, or it stays. */
int under_way_leaves(struct transaction *t, const struct module *m, PyObject *owner, PyObject *name, const char *path);
int under_way_settle(struct transaction *t);
/* How many references to a code object the functions and the other codes account for. */
struct holders {
	struct map counts;      /* code -> references to it that are known */
	struct addresses seen;
	struct objects codes;   /* the code objects and all within them */
};
int holders_add_code(struct holders *h, PyObject *code);
void holders_fini(struct holders *h);
/* Add the functions of ours that are reachable from o through wrappers, closures and containers,
   not through classes, after looking at `most` objects.  -1: MemoryError set. */
int functions_near(struct transaction *t, PyObject *o, size_t most, struct objects *found);

/* Tables look for a key by the hash that it had. */
#define OTHER_HASH "another __hash__: objects are not found any more in the dicts and sets that have them"
#define READ_STILL "a call that goes on with old code reads it"

/* plan.c: an earlier source had it by this name (Class.method), and who held it then goes on with it.  -1: refused. */
int pair_removed(struct transaction *t, struct module *m, PyObject *name, PyObject *new);
/* plan_class.c: operations that make the live class what the staged one is.  -1: refused. */
int plan_class(struct transaction *t, struct module *m, PyObject *old, PyObject *new,
	       PyObject *old_body, PyObject *new_body);

/* The same of a class that was made of the body alone. */
int plan_class_body(struct transaction *t, struct module *m, PyObject *old, PyObject *new);
/* stage_class.c: a method or plain value. */
bool stage_class_may_take(PyObject *value);

/* With the old source: what the live class keeps of its attributes (a registry) the staged one has, too,
   before code uses it.  -1: exception. */
int plan_class_share(struct transaction *t, struct module *m, PyObject *old, PyObject *new);

/* plan_filled.c: making the staged class has filled a container (made) that its body begins with something else (began),
   and that the live class keeps; attributes: what the staged one has.  Later: plan what the live one takes of that.  -1:
   exception. */
int filled_note(struct transaction *t, PyObject *live, PyObject *made, PyObject *began, PyObject *old, PyObject *new,
		PyObject *attributes);
int plan_filled(struct transaction *t);

/* class_body.c: add the names of this body, matched with the old one, that have another value.  -1: exception. */
int class_body_moved(struct transaction *t, struct module *m, PyObject *live, const struct body *after, PyObject *moved);

/* class_reads.c: they read an attribute of a class that has run again, or that such a class gives it by inheritance. */
bool tokens_read_class(struct transaction *t, const struct module *m, const struct token *tokens, int count);
/* The same in modules that are not of the transaction: name the lines.  Between plan and commit. */
void class_reads_report(struct transaction *t);
/* The live Outer, of Outer.Inner, which is of a module of the transaction; borrowed, NULL: it stands by itself. */
PyObject *class_outermost(struct transaction *t, PyObject *class);

/* decorators.c: what the function of this name, a decorator, does beside the body of its wrapper is something else now. */
bool decorators_named_changed(struct transaction *t, const struct module *m, PyObject *name);
/* decorators.c: name the lines of modules that are not of the transaction which such a decorator has been applied in.  Before
   the commit. */
void decorators_report(struct transaction *t);
/* computes.c: a named tuple, or a frozen dataclass: values, whose only code is what the library has generated. */
bool class_makes_records(PyObject *class);
/* computes.c: to call the live function, as it runs now, makes a value and does nothing else. */
bool computes_live(struct transaction *t, PyObject *f);

/* callees.c: the function through partials, bound methods and caches.  Borrowed; NULL: no Python function. */
PyObject *function_within(PyObject *o);
/* callees.c: what stands in the new source at the place of the function; NULL: that source is the same, or has nothing
   there.  Borrowed. */
PyObject *code_to_come(struct transaction *t, PyObject *f);
/* The same of a wrapper for what it says that it is: the definition inside, by functools.wraps(). */
PyObject *code_by_its_name(struct transaction *t, PyObject *f);
/* callees.c: to call this function or class does something else now. */
bool callee_changed(struct transaction *t, PyObject *o);
/* makers.c: __set_name__ of its class does something else now. */
bool makers_set_name_changed(struct transaction *t, PyObject *value);
/* The code of the function says the name, or has it as a text. */
bool makers_mention(PyObject *f, PyObject *name);
/* The metaclass sets an attribute of this name on its classes. */
bool makers_meta_sets(PyObject *meta, PyObject *name);
/* It stores an attribute of this name. */
bool makers_set_name_stores(PyObject *value, PyObject *name);
/* The class has lost a decorator that sets an attribute of this name. */
bool makers_left(const struct module *m, const char *class, PyObject *name);
/* Some decorator, base or metaclass, whatever it has set. */
bool makers_lost(const struct module *m, const char *class);
/* A decorator, metaclass or base gives each class this constant: a live one that differs has been changed since. */
bool makers_begin_with(struct transaction *t, const struct module *m, PyObject *class, const char *path, PyObject *name,
		       PyObject *value);
/* __init__ gives each object of the class this constant. */
bool makers_object_begins_with(struct transaction *t, PyObject *class, PyObject *name, PyObject *value);
/* The same of what the function that made a wrapper sets on it. */
bool makers_wrapper_begins_with(struct transaction *t, PyObject *wrapper, PyObject *name, PyObject *value);

/* Instances of both are laid out alike. */
bool class_same_layout(PyObject *a, PyObject *b);
/* made_by.c: name classes of modules that are not named, which something that is another now has made. */
void made_by_report(struct transaction *t);

/* plan_layout.c: they are not: the new class takes the old one's place, and instances of the old one pass
   for instances of the new.  -1: refused or an exception is set. */
int plan_layout(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *name);
/* The metaclasses of the old ones, whose __hash__ is code, come last: until then all keys are moved.  -1: exception. */
int plan_layout_settle(struct transaction *t);
/* Old classes whose instances pass for those of this one: new reference to a list; NULL: exception. */
PyObject *plan_layout_relics(PyObject *class);
/* After the commit: the next run knows those that this one made.  Never fails. */
void plan_layout_remember(struct transaction *t);

/* After the commit: staged classes that gave their contents to live ones are no subclasses of anybody
   any more, without waiting for the collector. */
void plan_class_discard(struct transaction *t);

/* plan_enum.c: pair the members of two enumerations; moved: names whose lines are others, NULL: not known.  -1:
   exception. */
bool is_enum(PyObject *class);
int plan_enum(struct transaction *t, PyObject *old, PyObject *new, PyObject *moved);
/* The attribute is a member, or one of the tables that enum keeps of them. */
bool is_enum_bookkeeping(PyObject *class, PyObject *name);
/* A dict of these: the same object, for __members__ shows it.  -1: exception. */
int plan_enum_table(struct transaction *t, PyObject *old, PyObject *new);

/* Who holds the live object is to have the other one.  -1: exception. */
int plan_repoint(struct transaction *t, PyObject *old, PyObject *new);
/* plan.c: decide for everything.  -1: refused or an exception is set. */
int plan(struct transaction *t);
/* Of several definitions with one name the last one is another now: who holds the old one goes on with it. */
bool plan_is_another(struct transaction *t, struct module *m, PyObject *old, PyObject *new, const char *path);
/* Pair two values of one definition: true when the old one will be brought up to date in place. */
int plan_pair(struct transaction *t, struct module *m, PyObject *old, PyObject *new,
	      const char *name);

/* rekey.c: dicts and sets that staged code has built are keyed by live objects.  -1: exception. */
int rekey_staged(struct transaction *t);
/* The same for one of them, before its turn. */
int rekey_within(struct transaction *t, PyObject *o);
/* A frozenset of staged members as one of live ones, held; anything else: itself.  NULL: exception. */
PyObject *rekey_value(struct transaction *t, PyObject *value);

/* old_value.c: what the code bound to the name in this scope, evaluated again.  For what is not known there stands
   an `unknown`, a tuple: (cell with an object,), (unknown, name of an attribute) or (unknown that is called, args, kwargs).  New
   reference; NULL: not to be had; no exception set. */
PyObject *old_value(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope,
		    PyObject *name);
/* What the old line of the module had made of the name, held; NULL: not known. */
PyObject *old_value_at_first(struct transaction *t, struct module *m, PyObject *name);
/* The same of what the new lines make of it, over the staged names. */
PyObject *old_value_of_new(struct transaction *t, struct module *m, PyObject *name);
/* The same of an attribute of the class, whose old body this is. */
PyObject *old_value_in_class(struct transaction *t, struct module *m, const struct body *body, PyObject *class, PyObject *name);
/* What the chunk of its old source makes of the name, where that begins with this.  New reference; NULL: not known. */
PyObject *old_value_over(struct transaction *t, const struct module *m, const struct chunk *c, PyObject *name, PyObject *begins);
/* Before staging, like the next two: what is compiled for later.  To compile without memory ends the process.  -1:
   exception. */
int old_value_prepare(struct transaction *t);
int wrapped_prepare(struct transaction *t);
int shared_prepare(struct transaction *t);
/* unknown.c: it stands for something that is not known; of the first kind: for this, borrowed. */
bool old_value_is_unknown(const struct transaction *t, PyObject *o);
/* old_value.c: {p.code: p for p in (...)}, where only the objects can tell the keys: what the line of this body makes, below
   the keys of this dict, in order.  Borrowed; NULL: it is no such line, or the dict is not of it. */
PyObject *old_value_keyed(struct transaction *t, const struct body *body, PyObject *globals, PyObject *scope, PyObject *name,
			  PyObject *dict);
PyObject *old_value_object(PyObject *unknown);
/* equal.c: equal to nothing but itself, for its class has no say in that. */
bool is_itself_alone(PyObject *o);
/* recipe.c: both are what old_value() says; they have been made by the same calls of what does the same. */
bool recipe_same(struct transaction *t, PyObject *before, PyObject *after);
/* There may be a call somewhere in what old_value() says. */
bool recipe_has_calls(struct transaction *t, PyObject *o);
/* What a call among what it says has called, as far as that can be told without running code; borrowed, or NULL. */
PyObject *recipe_callee(struct transaction *t, PyObject *unknown);
/* A value that is compared, not identified: no holder but an importer can be meant. */
bool is_atom(PyObject *o);

/* contents.c: the live list, dict or set takes what the new source put into the staged one; before: what the old
   source had put into it, after: what old_value() says of the new one; or NULL.  -1: exception. */
int contents_replace(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *after,
		     PyObject *old, PyObject *new);
/* Tuples: items that the same calls have made stay the live ones.  -1: exception. */
int contents_of_tuple(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *after, PyObject *old,
		      PyObject *new);
/* A dict becomes an OrderedDict, a list a deque, or back: the staged one, which takes the place, takes what came in at run
   time.  -1: exception. */
int contents_carry(struct transaction *t, struct module *m, const char *name, PyObject *before, PyObject *old,
		   PyObject *new);
/* The item of the process is what old_value() says, as far as that says anything. */
bool contents_item_is(struct transaction *t, PyObject *item, PyObject *before);
bool contents_same(struct transaction *t, PyObject *old, PyObject *new);
/* All that the one has the other one has, too; of a dict: all keys. */
bool contents_within(struct transaction *t, PyObject *old, PyObject *new);
/* A member that is a number is another object from now on, and that may equal what another member was: the dict with the keys that it
   will have.  Held, or the same; NULL: exception. */
PyObject *contents_keyed_anew(struct transaction *t, PyObject *dict);
/* The line of now makes by the same call what that of then had made: the live one stands for the new one.  1; 0: it is another; -1:
   exception. */
int contents_made_again(struct transaction *t, PyObject *before, PyObject *after, PyObject *live, PyObject *new);
/* Of the same kind, a list, dict, set or what collections has of these, and with keys that can be put in anew. */
bool contents_can_stay(struct transaction *t, PyObject *old, PyObject *new);
bool is_container(PyObject *o);
/* inferred.c: the code may bind names that do not stand in it. */
bool code_binds_by_other_means(PyObject *code);
/* inferred.c, without a copy of the old source: the module's top level has bound the name itself; so has the
   body of the class (body: the new one, or NULL). */
bool inferred_was_bound(const struct module *m, PyObject *name, PyObject *value);
/* Something that the module names makes such wrappers. */
bool inferred_is_made_here(const struct module *m, PyObject *layer);
/* The attribute of the class is more likely what the service has made of it at run time. */
bool inferred_class_state(const struct module *m, const char *class, PyObject *name, PyObject *old);
/* Below this key the live dict has something else than the new source says: that is an edit, rather than set by run time. */
bool inferred_is_edit(const struct module *m, const char *name, PyObject *live, PyObject *new, PyObject *key, PyObject *its);
/* Without the old source: name what stays below so many keys, of which this is the first. */
void inferred_say_left(struct transaction *t, const struct module *m, const char *name, PyObject *key, int count);
bool inferred_was_in_body(PyObject *class, PyObject *body, PyObject *name);
/* plain.c: both say the same value, of a type of the standard library whose objects do not change. */
bool plain_same(struct transaction *t, PyObject *old, PyObject *new);
/* plan.c: it has no keys that another class of the new source would be. */
bool has_simple_keys(struct transaction *t, PyObject *o);

/* overloads.c: class -> function of a functools.singledispatch; borrowed, or NULL: it is none. */
PyObject *overloads_of(PyObject *f);
/* rows.c: the live object goes on for the one that was made.  1, or -1: no memory. */
int rows_go_on(struct transaction *t, const struct module *m, const char *name, PyObject *live, PyObject *made);
/* row_pairs.c: which of the new rows each of the old line's has become, -1: none; of what is no row: by its place.  -1: no memory. */
int rows_pair(struct transaction *t, PyObject *before, PyObject *new, Py_ssize_t *to);
/* The new items with live objects in the place of those that were made for them, where go_on(arg, live, made) says 1 (-1: exception);
   held, NULL: exception. */
PyObject *rows_live(struct transaction *t, PyObject *live, PyObject *new, int (*go_on)(void *arg, PyObject *live, PyObject *made), void *arg);
/* process_settings.c: the recursion limit and others, noted before new code runs (-1: exception), and put back after a failure. */
int process_settings_note(struct transaction *t);
void process_settings_put_back(struct transaction *t);
/* written.c: without the old source: some function of the module, or another module, stores to this key or attribute; or to one that
   is not known. */
bool written(struct transaction *t, struct module *m, PyObject *key);
bool written_by_any_key(struct transaction *t, struct module *m);
/* untouched.c: without the old source: it is a dict that nobody has changed since the module was imported. */
bool untouched(struct transaction *t, struct module *m, PyObject *o);
/* Somebody has, since a name of the module was bound for the last time: by a last line of the top level, too. */
bool untouched_no_more(const struct module *m, PyObject *o);
/* What this name of the module has is made by the line that binds it alone. */
bool untouched_is_whole(const struct module *m, const char *name);
/* set_elsewhere.c: the source of another module puts something below this key of the list, dict or set, or sets this attribute of
   the class or module; key NULL: something.  Of modules without a copy of the old source. */
bool set_elsewhere(struct transaction *t, PyObject *o, PyObject *key);
/* It stores below a key that is not known: TABLE[k] = v. */
bool set_elsewhere_anywhere(struct transaction *t, PyObject *o);
/* It takes out what is below this key, or this element. */
bool taken_elsewhere(struct transaction *t, PyObject *o, PyObject *key);
/* It takes out something, and what is not known. */
bool taken_elsewhere_somewhere(struct transaction *t, PyObject *o);
/* It puts items between those of a list. */
bool set_elsewhere_between(struct transaction *t, PyObject *o);
/* It appends, adds, updates. */
bool set_elsewhere_grows(struct transaction *t, PyObject *o);
/* It says this very key. */
bool set_elsewhere_plainly(struct transaction *t, PyObject *o, PyObject *key);
/* importers.c: the statements of a module that is not of the transaction, parsed once; borrowed, NULL: not to be had. */
PyObject *importers_tree(struct transaction *t, PyObject *name, PyObject *names);
/* "from <module> import": absolute, or relative to the package of the importer, whose names these are. */
bool importers_names_module(PyObject *node, PyObject *importer, const char *module);
/* star_importers.c: names that are new in m are given to the modules that import all of them.  -1: exception. */
int star_importers_follow(struct transaction *t, const struct module *m);
/* Modules that the transaction has neither reloaded nor imported, and that name one of its modules or what knows() says:
   look(name, names, tree, arg), where the source can be had.  No exception is left set. */
void importers_each(struct transaction *t, bool (*knows)(PyObject *value, void *arg),
		    void (*look)(PyObject *name, PyObject *names, PyObject *tree, void *arg), void *arg);
/* A line that says this has used what is another now: it follows when its module is named.  By the first name of
   app.Limits.N, TABLE.values(). */
void importers_outdated(struct transaction *t, PyObject *importer, PyObject *node);
/* used_before.c: name the lines of other modules that have used what is another now.  Before the commit. */
void used_before_report(struct transaction *t);
/* Lists, dicts and sets that get other contents; those that cannot be added are left out. */
void changed_contents(struct transaction *t, struct addresses *changed);
/* used_classes.c: the same of lines that have gone through a class which has other data now. */
void used_classes_report(struct transaction *t);
/* used_items.c: the same of attributes of what a list, tuple, set or dict has. */
void used_items_report(struct transaction *t);
/* f.order, f.__doc__: what the function says by this name is another now. */
bool function_fact_is_another(struct transaction *t, PyObject *f, PyObject *name);
/* marks.c: a decorator that was there, and is not any more, has set this attribute of the function. */
bool marks_are_gone(struct transaction *t, PyObject *f, PyObject *attribute);
/* A decorator that the function has now sets it, by its code. */
bool marks_may_set(struct transaction *t, PyObject *f, PyObject *attribute);
/* between.c: fills users and used_properties, too; the same of lines that have used it by a function of a module in between, which is not named. */
void between_report(struct transaction *t);
/* given.c: name the lines that have given a call an object which has other entries now. */
void given_report(struct transaction *t);

/* importers.c: names that other modules imported from m follow.  -1: exception. */
int importers_follow(struct transaction *t, PyObject *module_name, PyObject *name, PyObject *old,
		     PyObject *new);

/* The same for what the name was first, where somebody has bound it anew since: importers may have that.  It is known by
   its value alone. */
int importers_follow_first(struct transaction *t, PyObject *module_name, PyObject *name, PyObject *first, PyObject *new);

/* named_copies.c: dicts that have all names in capitals of a module or class take the values that change.  After
   collect_own().  No Python code runs.  -1: exception. */
int named_copies_follow(struct transaction *t);
/* docstrings.c: what is made of the function, and has copied its docstring, has the new one.  -1: exception. */
int docstrings_follow(struct transaction *t, PyObject *f, PyObject *old, PyObject *new);
/* local_classes.c: the body of a class in a function is another; those that the function has made follow.  -1: exception. */
int local_classes_note(struct transaction *t, PyObject *old, PyObject *new);
int local_classes_follow(struct transaction *t);

/* repoint.c: find every holder of an object in the map and plan its update.  No Python code runs.
   -1: exception. */
int repoint(struct transaction *t);

/* plan_function.c: the live function takes over what the staged one has.  1: planned; 0: it has
   been paired with another; -1: exception. */
int plan_function(struct transaction *t, struct module *m, PyObject *old, PyObject *new,
		  const char *name);
/* Give all functions found the new code of theirs.  -1: exception. */
int plan_codes(struct transaction *t);
/* Wrappers that took over docstring and annotations of a function follow it.  -1: exception. */
int plan_wrapping(struct transaction *t);

/* stale.c: references to the class that it has by itself: its methods, descriptors, members. */
Py_ssize_t class_own_references(PyObject *class);

/* overloads.c: the staged attribute of a class is a singledispatchmethod: it has what others have registered with the live one, and
   who holds that finds what this one does.  1; 0: it is none, -1: exception. */
int overloads_keep(struct transaction *t, PyObject *live, PyObject *staged);
/* Dispatchers of the module lose overloads of its own that the new source does not have.  After all functions are paired. */
int overloads_drop(struct transaction *t, const struct module *m);

/* taken_in.c: what has come to blueprints and routers comes to the applications that have taken them in.  -1: exception. */
int taken_in_grow(struct transaction *t);
/* unset.c: what the line of the old source has made of an attribute of the function: f.examples = [...].  Borrowed; NULL: there is
   none, or it cannot be told. */
PyObject *attribute_value_then(struct transaction *t, const struct module *m, PyObject *f, PyObject *attribute);
/* unset.c: the line that had set this attribute of the live class or function is gone, and so is it. */
bool unset_has(const struct transaction *t, PyObject *o, PyObject *attribute);
/* Their names, into a set.  -1: exception. */
int unset_add(const struct transaction *t, PyObject *o, PyObject *names);
/* set_later.c: one of these pairs is of the object and the name. */
bool pairs_have(PyObject *list, PyObject *o, PyObject *name);
/* A changed line has set this attribute of the staged class, whatever its body says. */
bool set_later_has(const struct transaction *t, PyObject *class, PyObject *name);

/* partials.c: a class has another partialmethod now; before the commit, with the collector off: what the old one has made takes
   the arguments of the new one.  -1: exception. */
int partials_note(struct transaction *t, PyObject *old, PyObject *new);
int partials_find(struct transaction *t);

/* bound.c: find bound methods of classes whose methods are overridden otherwise by what is planned (-1: exception), and, with
   the commit, name those that cannot follow, and let the others lead to the function that the class has now.  Runs no code. */
int bound_find(struct transaction *t);
void bound_say(struct transaction *t);
void bound_follow(struct transaction *t);
PyObject *bound_method_function(PyObject *method); /* borrowed */
void bound_fini(struct transaction *t);
/* weak_methods.c: note these (-1: exception); the commit is done: they lead to the functions that their classes have now. */
int weak_methods_take(struct transaction *t, const struct objects *methods);
void weak_methods_follow(struct transaction *t);

/* caches.c: leave in t->wrappers those whose answers are outdated (-1: exception), then, behind the
   commit, empty them. */
int caches_find(struct transaction *t);
/* The function is another, or reads or mentions what behaves otherwise now: a set of names. */
bool cache_is_outdated(struct transaction *t, PyObject *f, PyObject *names);
/* cached_properties.c: classes of the modules have such; what instances have of those that are outdated goes.  -1: exception. */
bool cached_properties_any(struct transaction *t);
int cached_properties_find(struct transaction *t, PyObject *names);
/* memos.c: functions may keep answers by themselves; say which have kept some that they would not give now.  -1: exception. */
bool memos_any(struct transaction *t);
int memos_find(struct transaction *t, PyObject *names);
/* A plain value, or a list or dict.  How many plain values a dict has below its keys. */
bool memos_is_value(PyObject *o);
Py_ssize_t memos_count(PyObject *dict);
void caches_clear(struct transaction *t);

/* models.c: it is a validator or serializer of pydantic 2 that may be made anew after the commit; then it is remembered. */
bool models_compiled(struct transaction *t, PyObject *o);
/* After the commit, models that have changed ones within are rebuilt; what remains of the compiled is reported.  Never fails. */
void models_renew(struct transaction *t);
/* deregistered.c: the old chunk defines what the new source does not bind; of those whose names go what they had registered goes, or
   is named.  -1: exception. */
bool deregistered_may(const struct module *m, const struct chunk *c);
int deregistered_plan(struct transaction *t);
/* These containers lose what `made` has of the definition with the commit, unless another module may have put it there.  -1:
   exception. */
struct reached;
int deregistered_add(struct transaction *t, const struct module *m, PyObject *name, PyObject *o, PyObject *made, struct reached *r);
/* The stores, right before the commit: nobody has the GIL until then. */
int deregistered_settle(struct transaction *t);
/* listeners.c: what the function listens to, by SQLAlchemy's registry, and the new one (NULL: none) does not, is removed after the
   commit: how many.  Never fail. */
int listeners_note(struct transaction *t, PyObject *old, PyObject *new);
void listeners_commit(struct transaction *t);
/* mapped.c: a model of SQLAlchemy; of one, the value is a column or the like that its mapper has still to make something of, or is what it has
   made. */
bool mapped_is_model(PyObject *class);
bool mapped_is_attribute(PyObject *class, PyObject *value);
bool mapped_is_made(PyObject *class, PyObject *value);
/* Its __init__ stands for one that the source has made; after the commit it is made anew for each of t->instrumented. */
bool mapped_is_made_init(PyObject *class);
/* While the class is staged: what its body (dict) says of these names (list) is mapped; those that are gone (list) are kept for
   mapped_commit().  -1: exception, and all is as it was. */
int mapped_take(struct transaction *t, struct module *m, PyObject *class, PyObject *body, PyObject *names, PyObject *gone);
/* When all are staged: relationships, and what models have from classes above that are none.  -1: exception. */
int mapped_settle(struct transaction *t);
/* Around a line that is staged, a class - others configure none meanwhile - or one that may look at mappers; afterwards others see none of
   those that are new.  New reference, or NULL, for the latter to take.  Never fail. */
PyObject *mapped_hold(struct transaction *t, bool class);
void mapped_let_go(struct transaction *t, PyObject *lock);
/* The name of a model or table is gone: if it is this module's own, its registry forgets it after the commit.  -1: exception. */
int mapped_dropped(struct transaction *t, const struct module *m, PyObject *name, PyObject *o);
/* All that was taken goes back, keeping the exception; or it stands, and what is gone goes.  Never fail. */
void mapped_take_back(struct transaction *t);
void mapped_commit(struct transaction *t);
/* keyed_objects.c: with definitions, which go from this dict, go the objects that its registry has below the same keys (list).  -1: exception. */
int keyed_objects_leave(struct transaction *t, PyObject *registry, PyObject *keys);
/* What the list, dict or set gets at last, if that is planned already: borrowed, to be changed further; or NULL. */
PyObject *content_planned(struct transaction *t, PyObject *o);
/* schemas.c: after the commit, too: objects of marshmallow's schemas take the fields of their classes.  Never fails. */
void schemas_renew(struct transaction *t);
/* derived_forms.c: after it, too: forms of WTForms ask anew what fields those above them have.  Never fails. */
void derived_forms_renew(struct transaction *t);
/* newcomers.c: a new definition; if it is marked as others among the names (of its module, or class) are, it is named.  Never fails. */
void newcomers_note(struct transaction *t, const char *module, const char *path, PyObject *o, PyObject *names);
/* response_fields.c: after the commit, what routes of FastAPI have copied of changed models of pydantic 1; the others of
   t->made_of are named.  Never fails. */
void response_fields_renew(struct transaction *t);
/* All but these copies (NULL: none) are named. */
void response_fields_say(struct transaction *t, PyObject *copies);
/* managers.c: after the commit, those of Django's managers that were made of a QuerySet which has changed.  Never fails. */
void managers_renew(struct transaction *t);
/* signals.c: after the commit, what signals of Django's have kept for a sender.  Never fails. */
void signals_forget(struct transaction *t);

/* abstract.c: after the commit, what abc keeps about the changed classes and those below.  Never fails. */
void abstract_renew(struct transaction *t);

/* stale.c: before the commit, with PYR_STRICT: -1 when something would go on with old code, or was not
   compared.  After it: report what still runs old code. */
int stale_refuse(struct transaction *t);
/* With PYR_STRICT, when the stores are made and can be undone: -1 when somebody has an object still that was to be exchanged. */
int stale_refuse_held(struct transaction *t);
/* After the commit, while t->functions is known: those that the new source does not define. */
void stale_take_orphans(struct transaction *t);
void stale_report(struct transaction *t);

#endif
