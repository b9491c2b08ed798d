#include "traceback.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#define CHAIN_MOST 5
#define FRAMES_MOST 50
#define LINE_MOST 400

struct writer {
	char *text;
	size_t size, used;
};

static void __attribute__((format(printf, 2, 3)))
put(struct writer *w, const char *format, ...)
{
	va_list ap;
	int len;

	va_start(ap, format);
	len = vsnprintf(w->text + w->used, w->size - w->used, format, ap);
	va_end(ap);
	if (len > 0)
		w->used = w->used + (size_t)len < w->size ? w->used + (size_t)len : w->size - 1;
}

static int
number(PyObject *o, const char *attribute)
{
	PyObject *value = get_attr(o, attribute);
	int result = value && value != NONE ? (int)PyLong_AsLong(value) : 0;

	PyErr_Clear();
	unref(value);
	return result;
}

/* Line n of a file, without its indentation; "" when it cannot be had. */
static void
read_line(const char *path, int n, char line[LINE_MOST])
{
	char buffer[4096];
	size_t len = 0;
	ssize_t got = 0, i;
	int fd = open(path, O_RDONLY | O_CLOEXEC), at = 1;

	while (fd >= 0 && at <= n && (got = read(fd, buffer, sizeof(buffer))) > 0)
		for (i = 0; i < got && at <= n; i++) {
			if (buffer[i] == '\n')
				at++;
			else if (at == n && len + 1 < LINE_MOST &&
				 (len || (buffer[i] != ' ' && buffer[i] != '\t')))
				line[len++] = buffer[i];
		}
	line[len] = '\0';
	if (fd >= 0)
		close(fd);
}

static void
put_place(struct writer *w, const char *file, int at, const char *name)
{
	char line[LINE_MOST];

	put(w, "  File \"%s\", line %d", file, at);
	put(w, *name ? ", in %s\n" : "%s\n", name);
	read_line(file, at, line);
	if (*line)
		put(w, "    %s\n", line);
}

static void
put_frames(struct writer *w, PyObject *traceback)
{
	PyObject *frame, *code, *file, *name, *next;
	int count = 0, left_out;

	put(w, "Traceback (most recent call last):\n");
	for (next = ref(traceback); next && next != NONE; next = frame, count++) {
		frame = get_attr(next, "tb_next");
		unref(next);
	}
	unref(next);
	left_out = count > FRAMES_MOST ? count - FRAMES_MOST : 0;
	if (left_out)
		put(w, "  ... %d calls ...\n", left_out);
	ref(traceback);
	for (count = 0; traceback && traceback != NONE; count++) {
		next = get_attr(traceback, "tb_next");
		if (count < left_out) {
			unref(traceback);
			traceback = next;
			continue;
		}
		frame = get_attr(traceback, "tb_frame");
		code = frame ? get_attr(frame, "f_code") : NULL;
		file = code ? get_attr(code, "co_filename") : NULL;
		name = code ? get_attr(code, "co_name") : NULL;
		put_place(w, utf8(file), number(traceback, "tb_lineno"), utf8(name));
		unref(name);
		unref(file);
		unref(code);
		unref(frame);
		unref(traceback);
		traceback = next;
	}
	unref(traceback);
}

/* A SyntaxError knows the place that is not in any frame. */
static void
put_syntax(struct writer *w, PyObject *value)
{
	PyObject *file = get_attr(value, "filename"), *text = get_attr(value, "text");
	int at = number(value, "lineno"), offset = number(value, "offset"), skipped;
	const char *line;

	if (file && is_str(file) && at) {
		put(w, "  File \"%s\", line %d\n", utf8(file), at);
		line = text && is_str(text) ? utf8(text) : "";
		skipped = (int)strspn(line, " \t");
		if (*line)
			put(w, "    %.*s\n", (int)strcspn(line + skipped, "\n"), line + skipped);
		if (*line && offset > skipped)
			put(w, "    %*s\n", offset - skipped, "^");
	}
	unref(file);
	unref(text);
}

static void
put_exception(struct writer *w, PyObject *value, PyObject *traceback)
{
	PyObject *name = get_attr((PyObject *)type_of(value), "__name__"), *message;

	if (traceback && traceback != NONE)
		put_frames(w, traceback);
	message = PyErr_GivenExceptionMatches(value, EXCEPTION(PyExc_SyntaxError))
			  ? (put_syntax(w, value), get_attr(value, "msg"))
			  : PyObject_Str(value);
	PyErr_Clear();
	if (message && is_str(message) && PyObject_Size(message) > 0)
		put(w, "%s: %s\n", utf8(name), utf8(message));
	else
		put(w, "%s\n", utf8(name));
	unref(message);
	unref(name);
	PyErr_Clear();
}

static PyObject *
earlier(PyObject *value, const char **joint)
{
	PyObject *cause = get_attr(value, "__cause__"), *suppress;
	bool hidden;

	*joint = "\nThe above exception was the direct cause of the following exception:\n\n";
	if (cause && cause != NONE)
		return cause;
	unref(cause);
	suppress = get_attr(value, "__suppress_context__");
	hidden = suppress && PyObject_IsTrue(suppress) == 1;
	unref(suppress);
	*joint = "\nDuring handling of the above exception, another exception occurred:\n\n";
	cause = hidden ? NULL : get_attr(value, "__context__");
	if (cause != NONE)
		return cause;
	unref(cause);
	return NULL;
}

static void
put_chain(struct writer *w, PyObject *value, PyObject *traceback, int depth)
{
	const char *joint;
	PyObject *before = depth < CHAIN_MOST ? earlier(value, &joint) : NULL, *its;

	if (before) {
		its = get_attr(before, "__traceback__");
		put_chain(w, before, its, depth + 1);
		put(w, "%s", joint);
		unref(its);
	}
	put_exception(w, value, traceback);
	unref(before);
}

void
traceback_format(PyObject *value, PyObject *traceback, char *text, size_t size)
{
	struct writer w = {text, size, 0};

	*text = '\0';
	if (value)
		put_chain(&w, value, traceback, 0);
	PyErr_Clear();
}
