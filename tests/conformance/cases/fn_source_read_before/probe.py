"""Source and tracebacks have been asked for before: what linecache has is that of the old source."""
import inspect
import linecache
import traceback

import app

c = app.C()


def trace():
    try:
        app.g()
    except ValueError:
        return traceback.format_exc()


before = trace(), linecache.getlines(app.__file__)
for asked in (app, app.C, app.C.D, c.m, app.f):
    inspect.getsource(asked)


def checks():
    inside = "    class D:\n        x = 1\n"
    return {
        "a class": inspect.getsource(app.C) == 'class C:\n    def m(self): return "two"\n' + inside,
        "one within it": inspect.getsourcelines(app.C.D) == (inside.splitlines(True), 7),
        "a function": inspect.getsource(app.f) == 'def f(): return "two"\n',
        "a method": inspect.getsource(c.m) == '    def m(self): return "two"\n',
        "the module": inspect.getsource(app).startswith('"""Shifted."""\n'),
        "a traceback": 'raise ValueError("two")' in trace() and "return h()" in trace(),
        "lines": linecache.getline(app.__file__, 5) == "class C:\n",
    }
