/*
 * code.h - comparing what two versions of a source do, by their bytecode.
 *
 * The attacher comes when the file is new already; what the old one said
 * survives as bytecode (a .pyc, or what an earlier run kept).  Both top levels
 * are cut into chunks - runs of instructions that begin and end with an empty
 * stack, which a simple statement is - and chunks are compared with names and
 * constants in place of indices.
 */
#ifndef PYRELOAD_CODE_H
#define PYRELOAD_CODE_H

#include "api.h"

struct token {
	PyObject *value;  /* name or constant, borrowed from the code object; NULL: arg counts */
	int arg;
	int line;         /* 0: unknown */
	int start;        /* offset of the instruction, with its EXTENDED_ARGs */
	int target;       /* offset that it jumps forward to, -1: it does not */
	uint8_t op;
};

struct chunk {
	int first, count; /* tokens */
	uint64_t hash;
	uint64_t covers;  /* exception handlers for it: 0 without one */
	int match;        /* index of the equal chunk on the other side, -1: none */
};

struct body {
	PyObject *code;   /* borrowed */
	struct token *tokens;
	int token_count;
	struct chunk *chunks;
	int chunk_count;
};

/* By how much the stack grows when it does not jump. */
int token_effect(const struct token *t);

/* Where the expression begins that ends right before it, of tokens from first on; with LOAD_FAST_LOAD_FAST (since 3.13) in the
   second half of that.  NULL: that cannot be told, for it jumps, or goes on from what is there twice (D[key] += 1). */
const struct token *token_expression_before(const struct token *first, const struct token *x);

/* Cut a code object.  0: end it with body_fini().  -1: no memory; no exception set. */
int body_init(struct body *body, PyObject *code);
void body_fini(struct body *body);
/* Since 3.11: an exception at this offset is handled.  Before, a jump leads behind what is. */
bool body_covers(const struct body *body, int offset);
/* Since 3.11: a handler begins within the chunk, with an exception on the stack. */
bool body_handles(const struct body *body, const struct chunk *c);

/* Pair equal chunks (in order as far as possible).  Code objects that are functions count as equal
   when their names are; class bodies when all their chunks pair up. */
void body_match(struct body *old, struct body *new);

/* They load the same names, one after the other: what decorators, annotations and defaults say. */
bool chunk_loads_alike(const struct body *a, const struct chunk *c, const struct body *b, const struct chunk *n);

/* Equal in what they do, functions by name alone. */
bool chunk_equal(const struct body *a, const struct chunk *x, const struct body *b,
		 const struct chunk *y);

/* The same, whatever handles the exceptions. */
bool token_equal(const struct token *a, const struct token *b, bool (*code_equal)(PyObject *, PyObject *));
bool chunk_same_tokens(const struct body *a, const struct chunk *x, const struct body *b, const struct chunk *y);

/* After the chunk the next one is reached from elsewhere: it ends in a jump, return or raise. */
bool chunk_leaps(const struct body *body, int index);

/* The name that a chunk's last STORE_NAME or STORE_GLOBAL binds, NULL when it binds none. */
PyObject *chunk_name(const struct body *body, const struct chunk *chunk);
/* The last chunk that binds the name; NULL: none. */
const struct chunk *chunk_binding(const struct body *body, const char *name);

/* The first code object among a chunk's constants whose co_name is name; NULL: none. */
PyObject *chunk_code(const struct body *body, const struct chunk *chunk, PyObject *name);
/* Where the code of what it defines is loaded: in front of that stand its decorators. */
const struct token *chunk_decorators_end(const struct body *body, const struct chunk *c);

/* Both chunks apply the same decorators: `def_line` is the first line below them in the new one. */
bool chunk_same_decorators(const struct body *old, const struct chunk *o, const struct body *new,
			   const struct chunk *n, int def_line);

/* Add to a set the names that a body binds (STORE_NAME, STORE_GLOBAL), and what any function
   below `code` declares global and binds.  -1: exception set. */
int code_bound_names(PyObject *code, PyObject *set);
int code_global_stores(PyObject *code, PyObject *set);
/* The code itself does: global level; level = 1. */
bool code_stores_global(PyObject *code);

/* Add to a set all names that a code object and those within it use.  -1: exception. */
int code_add_names(PyObject *code, PyObject *set);

/* It, or code within, uses one of the names of a set.  -1: exception. */
int code_uses_one(PyObject *code, PyObject *names);

/* It is what "from m import *" imports. */
bool code_names_star(PyObject *names);
/* "from m import *" at its top level. */
bool code_imports_star(PyObject *code);

/* Add a code object and all within it to a set.  -1: exception. */
int code_add_all(PyObject *code, PyObject *set);

/* It, or a function below it, may put something somewhere: it does more than to set attributes of what it is given. */
bool code_may_put(PyObject *code);
/* It stores by a key, or calls a method like append(). */
/* Names of methods that change a list, dict, set or deque: a set.  New reference; NULL: exception. */
PyObject *code_mutators(void);
bool body_mutates(const struct body *body);
/* Names of what is global, and of attributes, that the code, or code in it, stores into by a key or a method like append().
   -1: exception, or no memory. */
int code_written_names(PyObject *code, PyObject *set);
/* Global names that functions below `code` use where they also store into containers. */
int code_mutated_names(PyObject *code, PyObject *set);

/* One of the tokens reads a global name that is in the set; so does a class body or comprehension among them. */
bool code_reads_any(PyObject *code, PyObject *set);
/* The body of a class annotates something with a text that has one of these names: "Optional[Slug]". */
bool code_annotates_any(PyObject *code, PyObject *set);
/* The next name in the text; new reference, NULL: none is left. */
PyObject *text_word(const char **at);
bool tokens_read_any(const struct token *tokens, int count, PyObject *set);
/* It loads, stores or calls an attribute of what was loaded before; behind LOAD_NAME: of that name. */
bool token_is_attribute(const struct token *x);
/* It loads the constant, or a tuple of constants that has it. */
bool token_says(const struct token *x, PyObject *value);
/* One of these tokens, of the chunk, does so. */
bool tokens_say(const struct token *tokens, int count, PyObject *value);
bool chunk_says(const struct body *body, const struct chunk *c, PyObject *value);
/* They end with the same instructions: of what stores to the same attribute, or below the same key. */
bool tokens_store_alike(const struct token *x, int m, const struct token *y, int n);
/* The name is one of the code, or of code within. */
bool code_says(PyObject *code, const char *text);
/* One of them is this instruction with this name. */
bool tokens_have(const struct token *tokens, int count, uint8_t op, PyObject *name);

/* It stores an attribute of this name, of whatever object: self.name = ... */
bool code_stores_attribute(PyObject *code, PyObject *name);
/* Some function within it does; not a line of the code itself. */
bool code_functions_store(PyObject *code, PyObject *name);

bool code_is_class_body(PyObject *code);
/* The body of the class with this qualified name below `code`, borrowed; NULL: none. */
PyObject *code_class_body(PyObject *code, const char *path);
/* How many code objects directly within have this name. */
int code_count_named(PyObject *code, const char *name);
/* The code object that a qualified name leads to, borrowed from the code; NULL: none, or several. */
PyObject *code_at(PyObject *code, const char *path);
/* Of a generator, coroutine or async generator: a call runs nothing of it. */
bool code_suspends(PyObject *code);
/* Its name is <listcomp>, <genexpr> or the like. */
bool code_is_comprehension(PyObject *code);

/* It is one of those below the other. */
bool code_is_within(PyObject *code, PyObject *tree);

/* Attribute of a code object that exists in every version (new reference, or NULL). */
PyObject *code_attr(PyObject *code, const char *name);
int code_int(PyObject *code, const char *name);

/* The docstring that a function made of this code gets, borrowed; None without one. */
PyObject *code_doc(PyObject *code);

/* The first count variables have the same names. */
bool code_same_variables(PyObject *a, PyObject *b, int count);
/* These attributes are equal; one that this Python does not have is. */
bool code_same_parts(PyObject *a, PyObject *b, const char *const *parts, size_t count);
/* code.replace(**parts); new reference, NULL: exception. */
PyObject *code_replace(PyObject *code, PyObject *parts);
/* Without what types.coroutine() has made of it, and with that if the other one has it.  New reference; NULL: exception. */
PyObject *code_as_compiled(PyObject *code);
PyObject *code_awaited_like(PyObject *code, PyObject *old);
/* Same instructions, names and constants all the way down; line numbers may differ. */
bool code_same_behaviour(PyObject *a, PyObject *b);

/* The same, with the same line numbers. */
bool code_identical(PyObject *a, PyObject *b);

/* Equal constants of equal types: 1, True and 1.0 differ, so do 0.0 and -0.0. */
bool const_equal(PyObject *a, PyObject *b, bool (*code_equal)(PyObject *, PyObject *));
/* Both have the attribute, and it is equal; an exception may be set when not. */
bool attr_equal(PyObject *a, PyObject *b, const char *attribute);

#endif
