/*
 * labels.c - what tells one of several lambdas, or nested functions of one name, from the others.
 *
 * A lambda has the text in front of it, or the key that a display gives it.  Functions have what they
 * say: names, constants and arguments.
 */
#include <stdlib.h>

#include "statement.h"
#include "version.h"

#define KEYS_MOST 64 /* of one display */

/* Behind the instructions that make the function. */
static const struct token *
end_of_making(const struct token *x, const struct token *end)
{
	x++;
	if (x < end && x->op == python->op.load_const) /* its qualified name, until 3.10 */
		x++;
	if (x < end)
		x++;
	while (x < end && python->op.function_attribute && x->op == python->op.function_attribute)
		x++;
	return x;
}

/* {"a": ..., "b": ...}: the keys come as one tuple, behind the values. */
static PyObject *
key_of_display(const struct token *first, const struct token *end, const struct token *start)
{
	const struct token *x, *value;
	int i, count;

	for (x = start; x + 1 < end; x++) {
		if (x->op != python->op.load_const || !x->value || !is_exact(x->value, TYPE_AT(PyTuple_Type)) || x[1].value)
			continue;
		count = (int)PyTuple_Size(x->value);
		if (count < 1 || count > KEYS_MOST || x[1].arg != count || token_effect(&x[1]) != -count)
			continue;
		for (i = count - 1, value = x; i >= 0 && (value = token_expression_before(first, value)); i--)
			if (value == start)
				return is_str(PyTuple_GetItem(x->value, i)) ? PyTuple_GetItem(x->value, i) : NULL;
	}
	return NULL;
}

const struct token *
next_lambda(const struct token *x, const struct token *end)
{
	PyObject *name;
	bool is = false;

	for (; x < end; x++) {
		name = x->value && is_code(x->value) ? code_attr(x->value, "co_name") : NULL;
		is = name && !strcmp(utf8(name), "<lambda>");
		unref(name);
		if (is)
			return x;
	}
	return NULL;
}

PyObject *
lambda_label(const struct token *first, const struct token *end, const struct token *x)
{
	const struct token *start = token_expression_before(first, end_of_making(x, end));
	PyObject *key = start ? key_of_display(first, end, start) : NULL;

	if (key || !start || start == first)
		return key;
	return start[-1].op == python->op.load_const && start[-1].value && is_str(start[-1].value) ? start[-1].value : NULL;
}

/* What stands in front of it, without functions: Coin: lambda ..., Kind.COIN: lambda ..., register(lambda ...).  *end: where that ends;
   NULL: nothing. */
static const struct token *
in_front(const struct token *first, const struct token *stop, const struct token *x, const struct token **end)
{
	const struct token *key, *y;

	*end = token_expression_before(first, end_of_making(x, stop));
	key = *end && *end > first ? token_expression_before(first, *end) : NULL;
	for (y = key; y && y < *end; y++)
		if (y->value && is_code(y->value))
			return NULL;
	return key;
}

static bool
same_in_front(const struct token *first, const struct token *end, const struct token *x, const struct token *other_first,
	      const struct token *other_end, const struct token *y)
{
	const struct token *stop, *other_stop, *a = in_front(first, end, x, &stop), *b = in_front(other_first, other_end, y, &other_stop);

	if (!a || !b || stop - a != other_stop - b)
		return false;
	while (a < stop && token_equal(a, b, code_same_behaviour))
		a++, b++;
	return a == stop;
}

/* Those with the same in front; the last one into *found. */
static int
count_alike(const struct token *first, const struct token *end, const struct token *x, const struct token *other_first,
	    const struct token *other_end, const struct token **found)
{
	const struct token *y;
	int count = 0;

	for (y = other_first; (y = next_lambda(y, other_end)); y++)
		if (same_in_front(first, end, x, other_first, other_end, y)) {
			*found = y;
			count++;
		}
	return count;
}

const struct token *
lambda_alike(const struct token *first, const struct token *end, const struct token *x, const struct token *other_first,
	     const struct token *other_end)
{
	const struct token *found = NULL;

	return count_alike(first, end, x, first, end, &found) == 1 && count_alike(first, end, x, other_first, other_end, &found) == 1
		       ? found : NULL;
}

/* Its names, arguments and constants, and those of what is in it.  New reference; NULL: exception. */
static PyObject *
words_of(PyObject *code, PyObject *words, int depth)
{
	static const char *const names[] = {"co_names", "co_varnames", "co_freevars", "co_consts"};
	PyObject *list, *o, *word;
	size_t i;
	Py_ssize_t k;
	int result = words ? 0 : -1;

	for (i = 0; result == 0 && i < sizeof(names) / sizeof(names[0]); i++) {
		list = code_attr(code, names[i]);
		for (k = 0; list && result == 0 && k < PyTuple_Size(list); k++) {
			o = PyTuple_GetItem(list, k);
			if (is_code(o)) {
				result = depth && words_of(o, words, depth - 1) ? 0 : depth ? -1 : 0;
				continue;
			}
			word = i == 3 ? PyObject_Repr(o) : ref(o);
			result = word && o != NONE ? PySet_Add(words, word) : word ? 0 : -1;
			unref(word);
		}
		unref(list);
	}
	return result < 0 ? NULL : words;
}

/* In thousandths: of the words of both so many are shared. */
static int
likeness(PyObject *a, PyObject *b)
{
	PyObject *both = PyNumber_And(a, b);
	Py_ssize_t all = PySet_Size(a) + PySet_Size(b), shared = both ? PySet_Size(both) : 0;

	unref(both);
	PyErr_Clear();
	return all ? (int)(2000 * shared / all) : 1000;
}

/* scores[i * m + j] is strictly the best of its row and column, of those that are left. */
static bool
is_best(const int *scores, const int *which, const bool *taken, int n, int m, int i, int j)
{
	int k;

	for (k = 0; k < m; k++)
		if (k != j && !taken[k] && scores[i * m + k] >= scores[i * m + j])
			return false;
	for (k = 0; k < n; k++)
		if (k != i && which[k] < 0 && scores[k * m + j] >= scores[i * m + j])
			return false;
	return true;
}

/* In order, none is more like another one. */
static bool
order_is_right(const int *scores, int n)
{
	int i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < n; j++)
			if (scores[i * n + j] > scores[i * n + i] || scores[j * n + i] > scores[i * n + i])
				return false;
	return true;
}

int
assign_best(const int *scores, int *which, bool *taken, int n, int m)
{
	bool again = true;
	int i, j, left = n;

	while (again) {
		again = false;
		for (i = 0; i < n; i++)
			for (j = 0; which[i] < 0 && j < m; j++)
				if (!taken[j] && scores[i * m + j] > 0 && is_best(scores, which, taken, n, m, i, j)) {
					which[i] = j;
					taken[j] = again = true;
					left--;
				}
	}
	return left;
}

static void
assign(const int *scores, int *which, bool *taken, int n, int m)
{
	int i, left = assign_best(scores, which, taken, n, m), last_new = -1, last_old = -1;

	/* The last one of as many. */
	for (i = 0; n == m && left == 1 && i < n; i++) {
		last_new = which[i] < 0 ? i : last_new;
		last_old = taken[i] ? last_old : i;
	}
	if (last_new >= 0)
		which[last_new] = last_old;
}

int
namesakes_assign(PyObject *const *old, int m, PyObject *const *new, int n, int *which)
{
	PyObject **words = calloc((size_t)(m + n), sizeof(*words));
	int *scores = calloc((size_t)m * (size_t)n, sizeof(*scores)), i, j, result = words && scores ? 0 : -1;
	bool *taken = calloc((size_t)m, sizeof(*taken));

	for (i = 0; result == 0 && i < m + n; i++)
		result = (words[i] = PySet_New(NULL)) && words_of(i < m ? old[i] : new[i - m], words[i], 2) ? 0 : -1;
	for (i = 0; result == 0 && i < n; i++)
		for (j = 0, which[i] = -1; j < m; j++)
			scores[i * m + j] = likeness(words[m + i], words[j]);
	if (result == 0 && n == m && order_is_right(scores, n))
		for (i = 0; i < n; i++)
			which[i] = i;
	else if (result == 0 && taken)
		assign(scores, which, taken, n, m);
	for (i = 0; words && i < m + n; i++)
		unref(words[i]);
	free(taken);
	free(scores);
	free(words);
	if ((!taken || !words || !scores) && !PyErr_Occurred())
		PyErr_NoMemory();
	return PyErr_Occurred() ? -1 : 0;
}
