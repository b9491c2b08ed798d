/*
 * statement.h - the statements of a new source, and which of them must run.
 */
#ifndef PYRELOAD_STATEMENT_H
#define PYRELOAD_STATEMENT_H

#include "transaction.h"

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
	KIND_LOOP,
	KIND_NOTHING, /* a string or constant by itself */
	KIND_OTHER
};

struct statement {
	PyObject *node;    /* borrowed */
	enum kind kind;
	int first_line, def_line, last_line;
	const struct body *in; /* what has its chunks: m->new, or own */
	int first_chunk, chunk_count;
	const struct token *tokens; /* of all its chunks, and nothing that binds or reads a name */
	int token_count;
	struct body own;   /* the statement compiled alone, where it is not one simple chunk */
	bool same;         /* as in the old source */
	int stood;         /* if it is: the last chunk of the old source that it was; else -1 */
	bool displaced;    /* it stands on the other side of a line that it depends on, or that depends on it */
};

enum left { LEFT_NOT, LEFT_CALL, LEFT_STORE, LEFT_LOOP };

struct staging {
	struct transaction *t;
	struct module *m;
	struct statement *statements;
	int count;
	int gone, gone_calls; /* chunks of the old top level that are not there any more; those that are calls */
	char *left;        /* owned: of each chunk of the old top level: what it has done may stand, enum left */
	PyObject *shared;  /* set, without a copy of the old source: names that several statements make up; else NULL */
	PyObject *reach;   /* owned list: what the old form of the statement that runs may have reached, or NULL */
	PyObject *wrapped; /* dict: a name that lines bind to something around what it had -> lists of their chunks, of the old
			      source and the new one */
	PyObject *rebound; /* set: data names that some changed statement binds */
	PyObject *facts;        /* set: names by which functions are asked for what is another now, facts.c */
	PyObject *gone_on_from; /* set: names of classes, set_later.c */
	PyObject *gone_on; /* set: names in lines that may go on from another one: loops, calls, X += ... */
	struct map places; /* places.c: live object -> number of the statement that has registered it */
	const struct chunk **old_calls; /* owned: of each statement: the one that it was; NULL: of none */
	PyObject *texts;   /* dict: text -> the same of the one that says it, 0 for several; NULL: both are not filled yet */
};

/* Cut the new source into statements, compared with the old one.  0: end them with
   statements_free(), -1 (exception set): also. */
int statements_take(struct staging *g);
void statements_free(struct staging *g);

/* match.c: fill in chunks, tokens and `same` of all statements, and into g->rebound put the names
   whose old statement is not there any more.  -1: exception set. */
int statements_match(struct staging *g);

/* Must it run?  Depends on what the statements before it have changed. */
enum verdict statement_judge(const struct staging *g, const struct statement *s);

/* What a module's author says: names of data to keep, and what to call with the old names. */
#define KEEP_NAMES "__reload_keep__"
#define HOOK "__reload__"
/* All that it binds is data that is kept, and there. */
bool statement_is_kept(const struct staging *g, const struct statement *s);
/* BY_NAME = {f.__name__: f for f in HANDLERS}: it reads a list, dict or set that statements have put something into; not one that
   is the first thing it names, and puts something in itself. */
bool statement_reads_filled(const struct staging *g, const struct statement *s);
/* ORDER = sorted(names, key=rank), where rank() does something else now. */
bool statement_computes_anew(const struct staging *g, const struct statement *s);
/* The process has bound something else than the statement, as it was, had. */
bool statement_has_gone_on(const struct staging *g, const struct statement *s);
/* from x import *, also within a block; the names of that module, borrowed, NULL: it is not loaded. */
/* X += 1: the first line of the body that binds the name reads it. */
bool body_goes_on_from(const struct body *body, PyObject *name);
bool statement_is_star(const struct statement *s);
PyObject *statement_star_names(const struct module *m, const struct statement *s);
/* A star import of these lines brings the value by this name. */
bool body_stars(struct transaction *t, const struct module *m, const struct body *body, PyObject *name, PyObject *value);
/* name: type = value. */
bool statement_is_annotated(const struct statement *s);
/* It binds the name. */
bool statement_binds(const struct statement *s, PyObject *name);
/* Another statement binds the name, too. */
bool statement_shares_name(const struct staging *g, const struct statement *s, PyObject *name);
bool statement_is_hook(const struct statement *s);
/* handed_over.c: of the name it does nothing but call what that leads to. */
bool statement_only_calls(const struct statement *s, PyObject *name);
/* The name stands in it only where a call is given it as it is, and what the statement binds, if anything, has kept that. */
bool statement_hands_over(const struct staging *g, const struct statement *s, PyObject *name);
/* target = ("a", "b"): the names as a set, new reference; NULL: it is something else. */
PyObject *statement_literal_names(const struct statement *s, const char *target);

bool statement_is_definition(const struct statement *s);
/* Of its tokens so many stand in front of the `def` or `class`: decorators. */
int statement_head(const struct statement *s);
/* The chunk of the statement that defines this name; NULL: none. */
const struct chunk *statement_chunk(const struct statement *s, PyObject *name);
/* The chunk of the old source that has become the changed definition of this name; NULL: none. */
const struct chunk *statement_old_definition(const struct staging *g, PyObject *name);
/* old_calls.c: find out which (-1: exception); the chunk that has become the changed call, NULL: none. */
int old_calls_prepare(struct staging *g);
const struct chunk *statement_old_call(const struct staging *g, const struct statement *s);
/* The last name of what a Call calls; new reference, or NULL.  It says that it sets something. */
PyObject *name_called(PyObject *call);
bool name_is_setter(PyObject *name);
/* An unchanged call that sets or registers something with a number or text that is another now: it runs as if it were changed. */
bool statement_says_moved(const struct staging *g, const struct statement *s);

/* old_form.c: the chunk that the statement was before it changed; NULL: none, or it cannot be told. */
const struct chunk *old_form(const struct staging *g, const struct statement *s);
/* c is that: an assignment that has given a definition of the module to a call, and keeps what it returned. */
bool old_form_registers(const struct staging *g, const struct statement *s, const struct chunk *c);
/* There is one, whatever the statement makes of what it binds. */
bool old_form_has_run(const struct staging *g, const struct statement *s);
/* The statement has run, and what it binds is the object that it was: that has been given something anew. */
bool old_form_configured(const struct staging *g, const struct statement *s);

/* order.c: unchanged lines in another order than that of the old source count as changed where that makes a difference and
   they only compute; of the others, those that may have registered something are named. */
void order_prepare(struct staging *g);
void order_report(const struct staging *g);
/* The same of a class body that has been matched: it stands on the other side of a line that it depends on. */
bool chunk_is_displaced(const struct body *body, const struct chunk *c);

/* registered.c: note what the old form of the statement may have registered, before it runs; afterwards that gives way to
   what the new form has.  -1: exception. */
int registered_look(struct staging *g, const struct statement *s);
int registered_replace(const struct staging *g, const struct statement *s);
/* After a second run with room made for it: what the old form had put below a key that it alone says goes.  -1: exception. */
int registered_leave_below(const struct staging *g, const struct statement *s);
void registered_forget(struct staging *g);
/* A loop that does something has run in another form: name it when something of the old source is not said any more. */
void registered_say_loop(const struct staging *g, const struct statement *s);
void registered_say_gone(const struct staging *g, const struct statement *s);
/* unregistered.c: the statement has run; something that its decorators or the making of the class reach has the old form of
   the definition, and nothing has the new one. */
bool unregistered(const struct staging *g, const struct statement *s);
/* Another line of the module hands it to something, and may have put it there. */
bool unregistered_may_be_of_another(const struct staging *g, const struct statement *s);
/* It goes from there with the commit; or a note says that it stays.  Never fail. */
void unregistered_leave(const struct staging *g, const struct statement *s);
void unregistered_say(const struct staging *g, const struct statement *s);
/* moved_key.c: an unchanged store below a key that is another now: the item below the old key goes.  -1: exception. */
int moved_key_leave(const struct staging *g, const struct statement *s);

/* old_form.c: they say the same, but for these names and the bodies of definitions. */
bool chunk_same_but_names(const struct body *old, const struct chunk *c, PyObject *name, const struct body *new,
			  const struct chunk *n, PyObject *new_name);
/* renamed.c: m->renamed, filled; borrowed.  NULL: exception, or there is no new code. */
PyObject *renamed_pairs(struct transaction *t, struct module *m);
/* renamed.c: the statement has run; state that it has under another name goes on.  -1: exception. */
int renamed_take(const struct staging *g, const struct statement *s);

/* doubled.c: the statement took the place of one that had run: what it put into lists, and was there, goes; not alone: only
   the same objects.  -1: exception. */
int doubled_remove(const struct staging *g, const struct statement *s, bool alone);

/* items.c: lists and dicts that the statement is going to put others in the place of, in an item or attribute (new reference,
   or NULL); it has run: they stay, with the new contents.  -1: exception. */
PyObject *items_before(const struct staging *g, const struct statement *s);
int items_after(const struct staging *g, const struct statement *s, PyObject *list);

/* url_tables.c: a list of URL patterns of Django; without the old source, a statement that makes such a list runs again. */
bool url_table_is(PyObject *o);
bool url_table_runs(const struct staging *g, const struct statement *s);

/* from conf import *, among these tokens: conf has names that the module has not. */
bool tokens_star_more(const struct module *m, const struct token *tokens, int count);
/* from x import * brings this one of the names of x. */
bool star_brings(PyObject *names, PyObject *name);

/* labels.c: what tells a lambda (its code is loaded there) from others: the text in front of it, or its key in a display.
   Borrowed; NULL: nothing does. */
PyObject *lambda_label(const struct token *first, const struct token *end, const struct token *x);
/* The one among others that has the same in front of it (a name as its key), if no other of either has; NULL: there is none. */
const struct token *lambda_alike(const struct token *first, const struct token *end, const struct token *x, const struct token *other_first,
				 const struct token *other_end);
/* The next token that is the code of one; NULL: none. */
const struct token *next_lambda(const struct token *x, const struct token *end);
/* Functions of one name in one function: which[i] is the number of the old one that new[i] was, -1: of none, or it cannot be
   told.  -1: exception. */
int namesakes_assign(PyObject *const *old, int m, PyObject *const *new, int n, int *which);
/* which[i], -1 so far: the number for which scores[i * m + number] is more than 0, and strictly the best for both, of those that are not
   taken.  How many of i have none. */
int assign_best(const int *scores, int *which, bool *taken, int n, int m);

/* held_under.c: for qsort(): functions by where they begin.  Without the old source: the live ones that the top level has made, so sorted.
   -1: exception. */
int functions_by_line(const void *a, const void *b);
int live_of_top_level(struct transaction *t, struct module *m, struct objects *found);
/* Definitions of the new source, and live functions, of which several have one name: m->held_under has the code of the live one that a
   definition means, or None, below the line where it begins, where that can be told.  Once; -1: exception. */
int held_under_find(struct transaction *t, struct module *m);
/* What its decorators are told, and the live function is not held under, into `fresh`; what that is held under, and the new source does not
   say, into `gone`.  1: there is both, so they were told something else; 0: it cannot be told; -1: exception. */
int held_under_otherwise(const struct staging *g, const struct statement *s, PyObject *gone, PyObject *fresh);
/* The definition is one of several, and of no live one. */
bool held_under_nothing(const struct staging *g, const struct statement *s);

/* uses.c: bits of those of the library, pairs of module and name, that the statement calls, itself or by functions of the
   modules. */
struct library_names {
	const char *const (*list)[2];
	size_t count; /* 32 at most */
};
unsigned int statement_uses(const struct staging *g, const struct statement *s, const struct library_names *of);

/* beyond.c: the statement has run in another form than before; name what that has given to the interpreter. */
void beyond_report(const struct staging *g, const struct statement *s);
/* constructed.c: X = C(...), of a class, and X is such an object: the class, borrowed; NULL: it is something else.  Of it nothing but
   more attributes in its __init__ is another. */
PyObject *statement_constructs(const struct staging *g, const struct statement *s);
bool statement_constructs_with_more(const struct staging *g, const struct statement *s);

/* exit_handlers.c: the statement has run, and has registered something; again: another form of it has run before. */
/* The statement that has just run has. */
bool exit_handlers_come(const struct transaction *t);
/* The chunk of the old source, which is gone, has given something to atexit: it goes with exit_handlers_commit(), or is named. */
bool exit_handlers_left(const struct staging *g, const struct chunk *c);
bool exit_handlers_taken(const struct staging *g, const struct statement *s, bool again);
/* It may give something there. */
bool beyond_takes(const struct staging *g, const struct statement *s);

/* lazy.c: the statements have run; names that the module's __getattr__ has put there are what the new one says.  -1:
   exception. */
int lazy_renew(const struct staging *g);

/* places.c: the statement is new, and has run: what it has registered goes in front of what later statements have.  -1:
   exception. */
int places_take(struct staging *g, const struct statement *s);

/* others.c: the contents of the container, of which the copy is how it was before the statement, without what the statement has
   put in; loose: or may have.  New reference; NULL: exception. */
PyObject *others_base(const struct staging *g, const struct statement *s, PyObject *o, PyObject *copy, bool loose);

/* patched.c: the statement keeps what the module has put its own function in the place of, and is not to run: the name has
   it in the scratch dict.  1; 0: it is another one; -1: exception. */
int patched_take(const struct staging *g, const struct statement *s);

/* Evaluating the node, or the value of the statement, has no effect of its own. */
bool node_is_pure(const struct staging *g, PyObject *node);
/* Also when it calls functions that compute, and change no container at all. */
bool node_is_still(const struct staging *g, PyObject *node);
/* Collector(name): an object of a class of its own, whose making does nothing but to set its attributes, and of nothing that is
   another now. */
bool node_makes_plain_object(const struct staging *g, PyObject *node);
bool statement_is_pure(const struct staging *g, const struct statement *s);
/* An assignment that is pure, but only because the functions that it calls compute, and do nothing else. */
bool node_computes(const struct staging *g, PyObject *node);
/* An unchanged assignment that is pure because the functions which it calls compute, and do nothing else. */
bool statement_computes(const struct staging *g, const struct statement *s);
/* An assignment that is pure in the same way, and calls something or goes through something. */
bool node_evaluates(const struct staging *g, PyObject *node);
/* Some line of the class's body is an assignment of that kind. */
bool statement_body_evaluates(const struct staging *g, const struct statement *s);
/* Q: dict = {...}, up to 3.13: x stores __annotations__["Q"]. */
bool statement_stores_annotation(const struct statement *s, const struct token *x);
/* registry.table["a"] = f, STATS.hits = 0: it stores into an object. */
bool statement_stores_inside(const struct statement *s);
/* The class of this name, here or where it is imported from; borrowed, NULL: it is none, or as it was. */
PyObject *class_ran(const struct module *m, PyObject *name);
/* class_reads.c: what has become of a class in its module; borrowed, NULL: it has not run again. */
PyObject *class_staged(struct transaction *t, PyObject *class);
/* The class has attributes that it is not to have any more, or is to have more: not such as __doc__. */
bool class_has_other_names(struct transaction *t, PyObject *class);
/* class_reads.c: the class has another value under this name, or one that it inherits it from. */
bool class_has_another(struct transaction *t, PyObject *class, PyObject *name);
/* class_reads.c: a line of the class body reads an attribute of a class that is another now. */
bool statement_body_reads_class(const struct staging *g, const struct statement *s);
/* A line, of the body of a class (owner: the live one), calls a method, from elsewhere, of a class that has other names now. */
bool tokens_ask_class(const struct staging *g, const struct token *tokens, int count, PyObject *owner);
bool statement_asks_class(const struct staging *g, const struct statement *s);
/* class_reads.c: it binds a list or dict of classes, of which one has other constants now that a line behind it reads. */
bool statement_holds_read(const struct staging *g, const struct statement *s);
/* It mentions a class or a module that has other constants now. */
bool statement_is_given_changed(const struct staging *g, const struct statement *s);
/* callees.c: they call what does something else now; s: the statement that they are of, or NULL. */
bool tokens_call_changed(const struct staging *g, const struct statement *s, const struct token *tokens, int count);
/* Of classes and modules named as a whole: one has other names or constants now. */
bool tokens_name_changed(const struct staging *g, const struct token *tokens, int count);
/* class_reads.c: a class or an alias of one, by which some line reads an attribute that is another now. */
bool statement_leads_to_read(const struct staging *g, const struct statement *s);
/* Nor has all of a block; of an `if`, with classes that nobody is told of. */
bool statement_is_pure_block(const struct staging *g, const struct statement *s);
bool statement_is_pure_but_classes(const struct staging *g, const struct statement *s);
/* Its metaclass or __init_subclass__, which is not of the library, has a say in classes below it. */
bool class_makes_those_below(PyObject *class);
/* method_reads.c: an unchanged assignment that only computes reads something by methods that do something else now; the names
   of their classes are added to the set, where there is one.  Those classes have been staged.  By methods of this object. */
bool statement_reads_methods(const struct staging *g, const struct statement *s, PyObject *classes);
bool statement_reads_staged(const struct staging *g, const struct statement *s);
/* An unchanged line asks an object for something by a method that is another now: settings.url in a class or a default. */
bool statement_asks_method(const struct staging *g, const struct statement *s);
/* An unchanged line orders objects - sorted(VERSIONS) - that compare otherwise now. */
bool statement_orders_anew(const struct staging *g, const struct statement *s);
bool statement_reads_of(const struct staging *g, const struct statement *s, PyObject *o);

/* filled_reads.c: an unchanged assignment calls what reads a registry that has got more; it only computes by that. */
bool statement_calls_filled(const struct staging *g, const struct statement *s);
bool statement_computes_filled(const struct staging *g, const struct statement *s);
/* What the process has in the names that it binds are no lists, dicts or sets. */
bool statement_binds_values(const struct staging *g, const struct statement *s);
/* An unchanged assignment reads an attribute or item that a changed line has set, and its value can be told from what the
   process has made of it.  What the old line had made of each name that it binds can be made again. */
/* It does, whatever it makes of it. */
bool statement_names_stored(const struct staging *g, const struct statement *s);
bool statement_reads_stored(const struct staging *g, const struct statement *s);
bool statement_made_is_known(const struct staging *g, const struct statement *s);

/* overridden.c: unchanged lines whose names something else had bound are as if they had changed, where they count again.  -1:
   exception. */
int overridden_prepare(struct staging *g);

/* made_up.c: take note of lines that go on from others (-1: exception).  It is one of the lines that make up a value, and that has
   to be made anew. */
int made_up_prepare(struct staging *g);
/* A loop that makes an object for each row, and does nothing but to put them in lists and dicts: those that are there go on. */
bool statement_puts_in_objects(const struct staging *g, const struct statement *s);
bool statement_is_made_up_anew(const struct staging *g, const struct statement *s);
/* rewrapped.c: find the names that lines of the old source or of the new one wrap (-1: exception), for what follows: it
   defines, imports or wraps a name that the lines of the new source wrap otherwise than those of the old. */
int rewrapped_prepare(struct staging *g);
bool statement_is_rewrapped(const struct staging *g, const struct statement *s);
/* The chunk of the old source that has wrapped the name in its place; NULL: none. */
const struct chunk *rewrapped_from(const struct staging *g, const struct statement *s);
/* Its decorators read a class that ran again. */
bool statement_derives_from_changed(const struct staging *g, const struct statement *s);
/* Its value is a new object of the standard library that nobody else has: re.compile(...). */
bool statement_makes_object(const struct staging *g, const struct statement *s);
/* The class of an ast node. */
bool node_is(PyObject *node, const char *name);
/* It is of this kind, or has such a one within. */
bool node_has(PyObject *node, const char *name);
/* It is the name. */
bool node_is_name(PyObject *node, PyObject *name);
/* It is a call of the name: mark(f).  For tree_any(). */
bool node_is_call_of(PyObject *node, void *name);
/* A name, attribute or item that is read, not stored. */
bool node_is_loaded(PyObject *node);

/* tree.c: the number of a line in which a node begins or ends, 0 without one; that of its first decorator. */
long tree_line(PyObject *node, const char *attribute);
long tree_first_line(PyObject *node);
/* What is directly below a node - nodes, lists of them and values - or in a list; new reference.  NULL: it is a value, or
   memory is short.  No exception is left. */
PyObject *tree_children(PyObject *node);
/* What stands between the brackets of a subscript; new reference. */
PyObject *tree_key(PyObject *subscript);
/* What a loop or a comprehension goes round.  New list; NULL: no memory. */
PyObject *node_iters(PyObject *node);
/* The node, or one below it, is such a one; not deeper than 200. */
bool tree_any(PyObject *node, bool (*is)(PyObject *node, void *arg), void *arg);
/* The line of the first node that is such a one, and is evaluated when the module is executed: not in the body of a
   function.  0: none. */
long tree_line_evaluated(PyObject *tree, bool (*is)(PyObject *node, void *arg), void *arg);
/* The def or class statement, or the lambda, of the new source that the code is of; new reference.  NULL: none. */
PyObject *tree_definition(const struct module *m, PyObject *code);
PyObject *tree_definition_in(PyObject *tree, PyObject *code); /* of these statements */

/* parts.c: what parts of the statement that are as before have made stands in its tree, until parts_end(), which is called
   once in any case.  -1: exception. */
struct parts {
	const struct staging *g;
	PyObject *undo;  /* list: a list or node, where in it, what was there, and so on */
	PyObject *names; /* list: of the scratch dict */
};
int parts_begin(struct parts *p, const struct staging *g, const struct statement *s);
void parts_end(struct parts *p);

/* unwrap.c: where the statement, another form of which has run, wraps what it stores to, the first wrapper is taken off.
   -1: exception. */
int unwrap_place(const struct staging *g, const struct statement *s);
/* Below the node the name, or attribute of a name and so on, is mentioned. */
bool node_reads_place(PyObject *node, PyObject *place);

/* set_later.c: it sets an attribute of a class or function that is staged anew, and reads that attribute. */
bool statement_wraps_attribute(const struct staging *g, const struct statement *s);
/* Find the classes whose attributes a changed line goes on from (A.n += 1), or reads before another line does so; it is such a
   one: for that it has to be as its body leaves it. */
int set_later_prepare(struct staging *g);
/* Name a line that has run, and goes on from what its old form had set of another object.  Never fails. */
void set_later_say(const struct staging *g, const struct statement *s);
/* unset.c: what this chunk of the old source, which is gone, had set goes.  1: it does; 0: it cannot be told; -1: exception. */
int unset_take(const struct staging *g, const struct chunk *c);
/* Classes of which such a chunk has covered what the body says are to run again.  -1: exception. */
int unset_prepare(struct staging *g);
bool statement_is_gone_on_from(const struct staging *g, const struct statement *s);
/* The statement, which has changed, has set attributes of classes since the mark: for set_later_has().  -1: exception. */
int set_later_note(const struct staging *g, const struct statement *s, struct touched_mark mark);
/* It has not run: what is staged anew has the attribute that the live one has.  -1: exception. */
int set_later_carry(const struct staging *g, const struct statement *s);

/* execute.c: execute it in the scratch module.  -1: exception. */
int statement_execute(struct staging *g, const struct statement *s, enum verdict verdict);
/* Celery, asked for a task of a name that it has, returns that one, or the task where a name has had a proxy of it: the
   function inside is to be brought up to date. */
/* promises.c: what the one that was made stands for; new reference, NULL: it is no stand-in, or the live one was never asked. */
PyObject *promise_kept(PyObject *live, PyObject *made);
/* What the live one stands for already.  New reference, or NULL. */
PyObject *promise_asked(PyObject *live);
/* Neither has been asked; then the live one will make what the new one would.  -1: exception. */
bool promises_are_open(PyObject *live, PyObject *made);
int promise_plan(struct transaction *t, const struct module *m, PyObject *name, PyObject *old, PyObject *new);
/* Both will make something when somebody asks. */
bool statement_makes_open_promise(const struct staging *g, const struct statement *s);
bool statement_returned_what_was_there(const struct staging *g, const struct statement *s);

/* augmented.c: the statement is X += ..., X.extend(...) or X.update(...), of a container of another module, and about to be executed:
   what its old form has put in is taken out, 1: something was, and what the module of the container says there is back; it has run: of
   a list what it has put in stands there.  -1: exception. */
struct augmented {
	PyObject *list; /* owned */
	Py_ssize_t at, size; /* where the first of it stood; what is left */
};
int augmented_take_back(const struct staging *g, const struct statement *s, struct augmented *a);
int augmented_place(const struct staging *g, struct augmented *a);
/* X, of such a statement: what it is bound to has not changed.  New reference, or NULL. */
PyObject *augmented_name(const struct staging *g, const struct statement *s);
/* moved_values.c: an unchanged statement has run, which reads values that are others now: what has come with such a one takes the place
   of what had come with the one of then.  -1: exception. */
int moved_values_replace(const struct staging *g, const struct statement *s, struct touched_mark mark);
/* new_keys.c: live dicts get the keys that the new ones of their names have beside theirs.  1: some have, -1: exception. */
int new_keys_take(struct transaction *t);

/* stage_class.c: the class statement has raised (the exception is set), or makes a model: its body alone is executed into
   g->m->bodies, the live class stays.  New reference; NULL: it cannot be done, and the exception is that which was, or it is that of a
   mapper. */
PyObject *stage_class_body(const struct staging *g, const struct statement *s, struct touched_mark mark);

/* strays.c: the bases of a class statement, each with the classes below it: new reference, or NULL.  It has failed: those that
   have come are classes below these no more. */
PyObject *strays_before(const struct staging *g, const struct statement *s);
void strays_unlink(const struct staging *g, const struct statement *s, PyObject *before);
/* thread_bound.c: connections of sqlite3 are made for any thread; handlers of signals are left as they are. */
PyObject *thread_bound_begin(const struct staging *g, const struct statement *s, bool again);
int thread_bound_end(const struct staging *g, PyObject *state);
/* Around a statement that is executed.  The begin returns a new reference, NULL: nothing is to be done; the end gets that, and it is
   released behind it; 1: the statement has put something in the place of what was there, -1: what it has done cannot stand.  No
   exception counts.
   stand_in.c: if it is made by a metaclass, instances of staged classes pass for those of the live ones.
   started.c: again: it has run before, and starts no thread that runs already.
   logging_config.c: if it configures logging, what comes of it is what comes of it when the process starts.
   subclasses.c: if it asks for subclasses, they are as after a restart.
   setup_over.c: if it names an application that has served, that takes routes again. */
PyObject *stand_in_begin(const struct staging *g, const struct statement *s, bool again);
int stand_in_end(const struct staging *g, PyObject *state);
PyObject *started_begin(const struct staging *g, const struct statement *s, bool again);
int started_end(const struct staging *g, PyObject *state);
PyObject *logging_config_begin(const struct staging *g, const struct statement *s, bool again);
int logging_config_end(const struct staging *g, PyObject *state);
PyObject *subclasses_begin(const struct staging *g, const struct statement *s, bool again);
int subclasses_end(const struct staging *g, PyObject *state);
PyObject *setup_over_begin(const struct staging *g, const struct statement *s, bool again);
int setup_over_end(const struct staging *g, PyObject *state);
/* around.c: all of those; the end says -1, 0 or 1 of them together, and keeps an exception that is set. */
#define AROUND_COUNT 6
void around_begin(PyObject **states, const struct staging *g, const struct statement *s, bool again);
int around_end(PyObject **states, const struct staging *g);

/* logging_config.c: a call that configures logging and does nothing else; it is as it was, and is given or reads what is another
   now. */
bool logging_config_is_all(const struct staging *g, const struct statement *s);
bool logging_config_is_another(const struct staging *g, const struct statement *s);

/* item_reads.c: the unchanged statement reads something of the items of a container that is another now; the same, and it can run
   again: of objects their classes (NULL, or a set) are to be there by then.  While it runs copies with staged items stand there
   (list: as that of shadows_begin()).  -1: exception. */
bool statement_asks_items(const struct staging *g, const struct statement *s);
bool statement_reads_items(const struct staging *g, const struct statement *s, PyObject *classes);
int items_shadow(const struct staging *g, const struct statement *s, PyObject *list);
/* The names, and those by which methods that these call ask objects among the items; itself: operators and built-ins may ask them, too.
   New list; NULL: no memory. */
PyObject *item_names(struct transaction *t, PyObject *items, PyObject *names, bool itself);
/* To a list of names: those by which methods of the class that they call ask for attributes.  -1: exception. */
int names_within_methods(struct transaction *t, PyObject *class, PyObject *list);
/* execute.c: with what the process has it makes the lists, dicts and sets that are there: nothing has come into them since. */
bool statement_says_what_is_there(struct staging *g, const struct statement *s);
/* shadow.c: an object of the staged class with the attributes of the live one.  New reference; NULL: the object is not Python's
   alone, or memory is short. */
PyObject *shadow_of(struct transaction *t, PyObject *o, PyObject *staged);
/* A property or value of the class, or a method, that is another now or has come. */
bool class_attribute_is_another(struct transaction *t, PyObject *live, PyObject *staged, PyObject *name);
/* shadow.c: objects whose methods the statement calls, and that has others now, are stood for while it runs.  The list is
   for shadows_end(). */
PyObject *shadows_begin(const struct staging *g, const struct statement *s);
void shadows_end(PyObject *list);
/* The name leads to the shadow in this dict.  -1: exception. */
int shadow_place(PyObject *list, PyObject *dict, PyObject *name, PyObject *shadow);

/* temporary.c: a statement in front of this one that must run, too, for it binds a name that is gone; -1: none.
   The statement is a plain `del name`; do what it says, in the scratch module (-1: exception). */
int temporary_needed(const struct staging *g, int index);
bool temporary_ends(const struct statement *s);
int temporary_end(const struct staging *g, const struct statement *s);

/* plain.c: what a name, or a name of a module or class and so on, leads to; no code runs.  Borrowed; NULL: unknown. */
PyObject *node_object(const struct staging *g, PyObject *node);
PyObject *node_object_in(PyObject *names, PyObject *node);
/* DATABASES["default"]["NAME"], too.  The constant of TABLE["a"] or DEFAULTS[-1] (last): new reference, NULL: it is none; and what is
   below it, borrowed. */
PyObject *node_object_at(PyObject *names, PyObject *node);
PyObject *node_constant_key(PyObject *subscript, bool *last);
PyObject *node_entry(PyObject *container, PyObject *key, bool last);
/* The same of what is called; of bus.on, where bus is an object, what its class has. */
PyObject *node_function(const struct staging *g, PyObject *node);
/* This call makes a value of its arguments and does nothing else; it makes an object as above. */
bool call_is_plain(const struct staging *g, PyObject *node);
bool call_makes_object(const struct staging *g, PyObject *node);
/* next(iter(X)), next(x for x in X): nothing else goes through it. */
bool call_takes_first(const struct staging *g, PyObject *node);
/* A method of this name that str, bytes, tuple, dict and so on have changes nothing. */
bool plain_is_reading(const char *method);
/* This makes a value, of the standard library, and is not replaced. */
bool plain_is_maker(PyObject *function);
/* One that something is put into later, or that is held: deque, Lock. */
bool plain_makes_vessel(PyObject *function);

/* computes.c: the call is one of a function that, as the new source has it, makes a value and does nothing else - but that
   it may change containers which it is given; still: nor that. */
bool call_computes(const struct staging *g, PyObject *call, bool still);
/* The same, but that it configures logging. */
bool call_configures(const struct staging *g, PyObject *call, PyObject *f);
/* The function that reading this attribute of an object calls, or that is called by this name; borrowed. */
PyObject *function_read(PyObject *class, const char *name);
/* dict, list and so on have a method of this name. */
bool name_is_of_container(PyObject *name);
/* A method of this object or class, or what a property gets it by, computes and changes no container. */
bool computes_by_method(struct transaction *t, PyObject *o, PyObject *f);
/* To evaluate it once more has no effect: what it names are values, and objects of which it asks for such. */
bool node_repeats(const struct staging *g, PyObject *node);
/* The code of a statement that stores to self, and to names of this dict, which it is to be run in: it makes values, and does
   nothing else. */
bool computes_block(struct transaction *t, PyObject *code, PyObject *names);
/* A function or class of the library that computes; numbers, patterns, dates: of the library, and no method of theirs changes
   anything. */
bool library_computes(PyObject *o);
bool is_library_value(PyObject *o);
/* What has been computed can take the place of what the process has: data, no object that goes on. */
bool computed_is_value(PyObject *o);
/* Server(), of a class that runs no code then. */
bool node_is_temporary(const struct staging *g, PyObject *node);
/* Add those which the statement's calls may change to a list: container, its contents, None, and so on.  -1: exception. */
int computes_watch(const struct staging *g, const struct statement *s, PyObject *seen);

/* Executing a class statement calls nothing but the metaclass and decorators of methods. */
/* rows.c: without the old source: the line makes a table of plain objects, and does nothing else. */
bool rows_are_made(const struct staging *g, const struct statement *s);
bool statement_is_quiet_class(const struct staging *g, const struct statement *s);

/* globals(), dir(), sys.modules[__name__]: it may look at all names of the module. */
bool statement_looks_at_names(const struct statement *s);
/* The new source binds other names than the old one did. */
bool statement_names_changed(struct module *m);
/* asked_names.c: it asks for subclasses, or a function of its own for names, and there are others now. */
/* asked_names.c: it is a call of a function of the modules whose code is so. */
bool node_calls_code(const struct staging *g, PyObject *node, bool (*is)(PyObject *code, const char *text), const char *text);
/* subclasses.c: it asks for them, itself or by a function of the modules; there are others now. */
bool statement_asks_subclasses(const struct staging *g, const struct statement *s);
bool subclasses_are_others(const struct transaction *t);
/* As subclasses_begin(), but they are as they are in the process. */
PyObject *subclasses_live_begin(const struct staging *g, const struct statement *s);
bool statement_asks_names(const struct staging *g, const struct statement *s);
/* While it runs: those that the new source does not bind any more are not there while it runs.
   -1: exception. */
int statement_hide_names(const struct staging *g, const struct statement *s, PyObject **hidden);
void statement_show_names(const struct staging *g, PyObject *hidden);
/* It is unchanged, but a value that it reads is not. */
bool statement_reads_moved(const struct staging *g, const struct statement *s);

/* makers.c: the definition is unchanged, but what made of it what it is is not. */
bool makers_changed(const struct staging *g, const struct statement *s);
/* Its metaclass, __init_subclass__ of a base or __set_name__ of an attribute does something else now. */
bool makers_of_class_changed(const struct staging *g, PyObject *class);
bool decorators_changed_frames(const struct staging *g, const struct statement *s);
/* It names a function or class which does something else when it is called now, whatever for. */
bool statement_calls_changed(const struct staging *g, const struct statement *s);
/* An expression does. */
bool node_calls_changed(const struct staging *g, PyObject *node);

/* indirect.c: the call calls what it is given before it returns: sorted(X, key=...). */
bool call_uses_lambdas(const struct staging *g, PyObject *call);
/* Lambdas that stand in the call, and that it calls; new list.  NULL: it is no call. */
PyObject *call_lambdas(const struct staging *g, PyObject *call);
/* By a lambda, or out of a container, the statement calls what does something else now. */
bool statement_calls_indirectly_changed(const struct staging *g, const struct statement *s);
/* It calls, or decorates with, a function or method that reads a value that has changed, itself or in a function within. */
bool decorators_called_read_changed(const struct staging *g, const struct statement *s);
/* One of the names that these lines read leads to a function with another frame; before_line: 0, or where to end. */
bool decorators_frames_changed(struct transaction *t, const struct module *m, const struct token *tokens, int count,
			   int before_line);
/* def f(n=limit()), and limit() does something else now. */
bool statement_defaults_changed(const struct staging *g, const struct statement *s);

/* arguments.c: a decorated function takes other arguments, or they have other defaults or annotations, and what decorates it
   has looked at them; or at a class that the decorator was given, and that has changed. */
bool arguments_changed(const struct staging *g, const struct statement *s);
/* facts.c: find by what names functions may be asked for what has changed of them.  -1: exception.  The statement asks so. */
int facts_prepare(struct staging *g);
bool statement_asks_facts(const struct staging *g, const struct statement *s);
/* The same of methods: what decorates them looks at the arguments or docstrings that are others now. */
bool arguments_within_changed(const struct staging *g, const struct statement *s);
/* Without the old source: a decorated function must be given what the live one does not know; its decorators may be what does so. */
bool arguments_ask_for_more(const struct staging *g, const struct statement *s);
/* A method of the class takes other arguments now, or has other defaults for them. */
bool arguments_of_method_changed(struct transaction *t, PyObject *class, const char *name);
/* Calling the live object of this name takes other arguments, defaults or annotations now, or what these name does. */
bool arguments_are_others(const struct staging *g, PyObject *name, PyObject *live);
bool arguments_given_changed(const struct staging *g, const struct statement *s);
/* subscribe(handler), JOB = Job(handler), as it was: the handler takes others now, and what is called looks at them. */
bool arguments_handed_changed(const struct staging *g, const struct statement *s);
/* The next function from this token of the line on that takes others.  0: there is none; else where to go on. */
struct handed {
	PyObject *live;      /* what its name leads to; NULL: it is a lambda */
	PyObject *old, *new; /* codes */
};
int arguments_next(const struct staging *g, const struct statement *s, int at, struct handed *handed);
/* A function without decorators has such a one in its signature: def outer(x=Depends(inner)). */
bool arguments_named_changed(const struct staging *g, const struct statement *s);

/* inferred.c: without a copy of the old source, the live function shows that its decorators were others, or
   the same; and that under the name there is no function at all, or another module's. */
enum inferred { INFERRED_NOTHING, INFERRED_SAME, INFERRED_OTHER };
enum inferred inferred_decorators(const struct staging *g, const struct statement *s);
/* The statements have been taken.  -1: exception. */
int inferred_prepare(struct staging *g);
/* All that makes up what it binds can run again, and nothing else; into objects it does not store, for it is not known
   whether they have that already. */
bool inferred_makes_enum(const struct staging *g, const struct statement *s); /* Enum("Shape", "DOT LINE") */
bool inferred_runs_whole(const struct staging *g, const struct statement *s);
/* The assignment has run: what looks like state of the process is bound again, for what follows to go on with.
   -1: exception. */
int inferred_keep(const struct staging *g, const struct statement *s);
bool inferred_no_function(const struct staging *g, const struct statement *s);

/* running.c: the first statement that must not be executed, because the process is in it and has not got
   past it; the number of statements where the whole top level has run. */
int running_stop(const struct staging *g);

/* blocks.c: the statement is a block, or an assignment of several chunks, and has run: objects that its
   unchanged lines bind are put back where it took the same way as before.  -1: exception. */
int blocks_keep(const struct staging *g, const struct statement *s);

/* stage_bytecode.c: run a module that has no statements.  -1: refused or an exception is set. */
int stage_bytecode(const struct staging *g);

/* `if __name__ == "__main__"` of __main__: the program runs already. */
bool statement_is_main_guard(const struct staging *g, const struct statement *s);
/* if __name__ == "__main__", in whatever module. */
bool statement_asks_for_main(const struct statement *s);

/* The names that it binds, as a new list; NULL: exception. */
PyObject *statement_bound(const struct statement *s);
/* Add the names that it binds to a set.  -1: exception set. */
int statement_add_bound(const struct statement *s, PyObject *set);

#endif
