"""What operators and authors may say: --code-only, --strict, __reload_keep__ and __reload__."""

import os
import textwrap
import time

from harness import ROOT

APP = """
import threading
LIMIT = 1
calls = []
def f(x, y=1):
    "doc1"
    return ("f1", x, y, LIMIT)
def outer(n):
    def inner(): return ("inner1", n)
    return inner
class C:
    size = 1
    def m(self): return "m1"
    @property
    def p(self): return "prop1"
    class N:
        def n(self): return "n1"
calls.append("top1")
held = outer(7)
"""
MAIN = "import app\nfrom app import f\nc, n, held = app.C(), app.C.N(), app.held\n"
NEW = APP.replace('"f1"', '"f2"').replace("doc1", "doc2").replace("inner1", "inner2").replace("m1", "m2").replace(
    "prop1", "prop2").replace("n1", "n2")
PROBE = "f(0), f.__doc__, held(), app.outer(1)(), c.m(), c.p, n.n(), app.calls"


def state(v, calls=("top1",)):
    return (("f%d" % v, 0, 1, 1), "doc%d" % v, ("inner%d" % v, 7), ("inner%d" % v, 1), "m%d" % v, "prop%d" % v,
            "n%d" % v, list(calls))


def test_code_only(t):
    p = t.target({"app.py": APP}, MAIN)
    p.expect(PROBE, state(1))
    p.write("app.py", "# a line more\n" + NEW)
    p.reload("app", options=["--code-only"])
    p.expect(PROBE, state(2))
    source = "# a line more\n" + NEW
    for change in (("LIMIT = 1", "LIMIT = 2"), ("y=1", "y=2"), ("size = 1", "size = 2"), ("top1", "top2"),
                   ("held =", "def g(): pass\nheld ="), ("    def m(", "    def more(self): pass\n    def m("),
                   ("def outer(", "@staticmethod\ndef outer("), ("import threading", "import threading, queue"),
                   ("calls = []\n", ""), ("class C:", "class C(dict):"), ('    def m(self): return "m2"\n', "")):
        assert change[0] in source, change
        p.write("app.py", source.replace(*change))
        run = p.reload("app", options=["--code-only"], status=1)
        assert "--code-only" in run.doc["error"]["message"], run.out
        assert "line" in run.doc["error"]["message"] or "defined" in run.doc["error"]["message"], run.out
        p.expect(PROBE, state(2))
    p.write("app.py", source)
    run = p.reload("app", options=["--code-only"])
    assert run.doc["unchanged"] == ["app"], run.out


def test_code_only_needs_what_was_captured(t):
    """A closure that somebody holds has no cell for what its new code reads."""
    source = "def make(a, b):\n    def inner(): return 1, a\n    return inner\ndef other(): return 1\n"
    p = t.target({"app.py": source}, "import app\nheld = app.make(5, 6)\n")
    p.write("app.py", source.replace("1, a", "2, b").replace("return 1\n", "return 2\n"))
    run = p.reload("app", options=["--code-only"], status=1)
    assert "inner" in run.doc["error"]["message"] and run.doc["error"]["message"].endswith(": b"), run.out
    p.expect("held(), app.other(), app.make(5, 6)()", ((1, 5), 1, (1, 5)))
    p.write("app.py", source.replace("1, a", "3, a").replace("return 1\n", "return 3\n"))
    p.reload("app", options=["--code-only"])
    p.expect("held(), app.other()", ((3, 5), 3))


def test_code_only_needs_the_old_source(t):
    p = t.target({"app.py": APP}, MAIN, pyc=False)
    p.write("app.py", NEW)
    run = p.reload("app", options=["--code-only"], status=1)
    assert "copy of the old source" in run.doc["error"]["message"], run.out
    p.expect(PROBE, state(1))
    p.reload("app")
    p.write("app.py", NEW.replace("m2", "m3"))
    p.reload("app", options=["--code-only"])
    p.expect("c.m()", "m3")
    run = p.reload("app", options=["--code-only", "--reset"], status=2)
    assert "--reset" in run.err, run.err


LOOP = """
def work(stop):
    while not stop: pause()
def pause():
    import time
    time.sleep(0.005)
    return 1
def numbers():
    while True: yield 1
def f(): return 1
"""


def test_strict(t):
    p = t.target({"app.py": LOOP}, "import app, threading\nstop = []\nthread = threading.Thread(target=app.work, "
                                   "args=(stop,), name='the worker', daemon=True)\nthread.start()\n"
                                   "gen = app.numbers()\nnext(gen)\n")
    v2 = LOOP.replace("def f(): return 1", "def f(): return 2")
    p.write("app.py", "# shifted\n" + v2)
    p.reload("app", options=["--strict"])
    p.expect("app.f()", 2)
    # The thread is in a function that changes.
    p.write("app.py", v2.replace("not stop: pause()", "not stop: pause() or 1").replace("return 2", "return 3"))
    run = p.reload("app", options=["--strict"], status=1)
    assert "everything" in run.doc["error"]["message"], run.out
    assert any("the worker" in s["detail"] and "work" in s["name"] for s in run.doc["stale"]), run.out
    assert not run.doc["updated"], run.out
    p.expect("app.f()", 2)
    p.ask("stop.append(1)")
    time.sleep(0.1)
    p.reload("app", options=["--strict"])
    p.expect("app.f()", 3)
    # A generator is.
    v4 = v2.replace("yield 1", "yield 2").replace("return 2", "return 4")
    p.write("app.py", v4)
    run = p.reload("app", options=["--strict"], status=1)
    assert any("generator" in s["detail"] for s in run.doc["stale"]), run.out
    run = p.reload("app", options=["--strict", "--dry-run"], status=1)
    p.expect("app.f(), next(gen)", (3, 1))
    p.reload("app")
    p.expect("app.f(), next(gen)", (4, 1))


KIND = "LIST = []\ndef plain(): return 1\ndef other(): return 1\nclass A:\n    def m(self): return 1\n"
KIND_NEW = "LIST = []\nclass plain:\n    n = 2\ndef other(): return 2\nclass A:\n    def m(self): return 2\n"


def test_strict_where_the_old_object_is_held(t):
    """A local variable, and an object in C: neither can be given another one."""
    for main, held in (("def numbers():\n    f = app.plain\n    yield 1\n    yield f()\ngen = numbers()\nnext(gen)\n", "next(gen)"),
                       ("import sqlite3\ndb = sqlite3.connect(':memory:', check_same_thread=False)\n"
                        "db.create_function('f', 0, app.plain)\n", "db.execute('select f()').fetchone()[0]")):
        p = t.target({"app.py": KIND}, "import app\nplain, a = app.plain, app.A()\nmethod = a.m\n" + main)
        p.write("app.py", KIND_NEW)
        run = p.reload("app", options=["--strict"], status=1)
        assert "everything" in run.doc["error"]["message"] and [s["name"] for s in run.doc["stale"]] == ["plain"], run.out
        assert not run.doc["updated"] and not run.doc["repointed"], run.out
        p.expect("app.plain is plain, plain(), app.other(), a.m(), method()", (True, 1, 1, 1, 1))
        p.reload("app")
        p.expect("app.plain is plain, plain.n, app.other(), a.m(), method()", (True, 2, 2, 2, 2))
        p.expect(held, 1)


def test_strict_follows_where_it_can(t):
    p = t.target({"app.py": KIND, "user.py": "from app import plain, A\ndef call(): return plain\n"}, """
import app, user, functools
plain, a, boxed = app.plain, app.A(), [app.plain, (app.plain, {"k": app.plain})]
method, part = a.m, functools.partial(app.plain)
def closure(f=app.plain): return lambda: f
inner = closure()
""")
    p.write("app.py", KIND_NEW)
    p.reload("app", options=["--strict"])
    p.expect("{o is app.plain for o in (plain, boxed[0], boxed[1][0], boxed[1][1]['k'], inner(), user.call(), part.func)}", {True})
    p.expect("app.plain.n, method()", (2, 2))


DOC = ('"""What it is."""\ndef counted(f):\n    def inner(*a):\n        return f(*a)\n    return inner\n'
       "@counted\ndef quote():\n    return 1\n")
PLAIN = "class Base:\n    step = 1\n    def go(self): return self.step\nclass Other:\n    pass\nc = Base()\nrun = c.go\n"
OVERLOADS = ("from functools import singledispatch\n@singledispatch\ndef show(x): return 'o'\n"
             "@show.register(float)\ndef _float(x): return 'f'\n")
TABLE = "class A:\n    s = 1\nclass B:\n    s = 2\nBY = {c.s: c for c in (A,)}\nMORE = [d.s for d in (A, B)]\n"


def test_strict_does_not_refuse_what_is_all_new(t):
    """A note that says nothing true would: of docstrings, objects of a class with another constant, and what is gone."""
    for before, old, new, asked, value in (
            (DOC, "return 1", "return 2", "app.quote()", 2), (PLAIN, "step = 1", "step = 2", "(app.c.go(), app.run())", (2, 2)),
            (PLAIN, "class Other:\n    pass\n", "", "hasattr(app, 'Other')", False),
            (OVERLOADS, OVERLOADS[OVERLOADS.index("@show.register"):], "", "app.show(1.0)", "o"),
            (TABLE, "(A,)", "(A, B)", "(sorted(app.BY), app.MORE)", ([1, 2], [1, 2]))):
        p = t.target({"app.py": before}, "import app\n")
        p.write("app.py", before.replace(old, new))
        run = p.reload("app", options=["--strict"])
        assert not run.doc["notes"], run.out
        p.expect(asked, value)


def test_strict_without_the_old_source(t):
    p = t.target({"app.py": "import os\nX = os.getpid()\ndef f(): return 1\n"}, "import app\n", pyc=False)
    p.write("app.py", "import os\nX = os.getpid()\ndef f(): return 2\n")
    run = p.reload("app", options=["--strict"], status=1)
    assert run.doc["notes"], run.out
    p.expect("app.f()", 1)


def test_refused_after_the_stores_were_made(t):
    """The undone stores do not hide that a table of the module was changed at run time."""
    tables = "LIMITS = {'a': 1, 'b': 2}\ndef limit(k, v): LIMITS[k] = v\n"
    p = t.target({"app.py": tables + KIND}, "import app\ndef numbers():\n    f = app.plain\n    yield f\n"
                 "gen = numbers()\nnext(gen)\napp.limit('b', 9)\n", pyc=False)
    p.write("app.py", tables.replace("1, 'b'", "5, 'b'") + KIND_NEW)
    run = p.reload("app", options=["--strict"], status=1)
    assert "not everything" in run.doc["error"]["message"] and [s["name"] for s in run.doc["stale"]] == ["plain"], run.out
    p.expect("app.other(), app.LIMITS", (1, {"a": 1, "b": 9}))
    p.reload("app")
    p.expect("app.other(), app.LIMITS['b']", (2, 9))


def test_names_that_a_reload_has_bound(t):
    """They are no sign that a table was changed before the module was imported."""
    app = "from config import SIZE\nLIMITS = {'a': 1, 'b': 2}\ndef limit(k, v): LIMITS[k] = v\ndef f(): return 1, SIZE\n"
    p = t.target({"app.py": app, "config.py": "SIZE = 1\n"}, "import app, config\napp.limit('b', 9)\n", pyc=False)
    p.write("config.py", "SIZE = 2\n")
    p.reload("config")
    p.expect("app.f(), app.LIMITS", ((1, 2), {"a": 1, "b": 9}))
    p.write("app.py", app.replace("return 1", "return 3").replace("'a': 1", "'a': 5"))
    p.reload("app")
    p.expect("app.f(), app.LIMITS['b']", ((3, 2), 9))


def test_author_names_what_to_keep(t):
    for pyc in (True, False):
        p = t.target({"app.py": "import time\nPOOL = [1]\nLIMIT = 1\nSTART = time.time()\ndef f(): return LIMIT\n"},
                     "import app\npool, start = app.POOL, app.START\npool.append(2)\n", pyc=pyc)
        p.write("app.py", "import time\n__reload_keep__ = ('POOL', 'START', 'NEW')\nPOOL = [5, 5]\nLIMIT = 2\n"
                          "START = time.time() + 0\nNEW = 3\ndef f(): return LIMIT\n")
        run = p.reload("app")
        p.expect("app.POOL is pool, pool, app.START == start, app.f(), app.NEW", (True, [1, 2], True, 2, 3))
        kept = {k["name"]: k["detail"] for k in run.doc["kept"]}
        assert "__reload_keep__" in kept["POOL"], run.out
        p.write("app.py", "__reload_keep__ = ('PO' + 'OL',)\nPOOL = [6]\nLIMIT = 2\ndef f(): return LIMIT\n")
        run = p.reload("app", status=1)
        assert "__reload_keep__" in run.doc["error"]["message"], run.out
        p.write("app.py", "__reload_keep__ = ('POOL',)\nPOOL = [6]\nLIMIT = 3\nSTART = 0\nNEW = 4\ndef f(): return LIMIT\n")
        p.reload("app", options=["--reset"])
        p.expect("app.POOL, app.f()", ([6], 3))


HOOK = """
SCHEMA = 1
cache = {}
def convert(v): return v
def f(): return cache
"""
HOOK2 = """
SCHEMA = 2
cache = {}
count = 0
def convert(v): return {"value": v, "schema": SCHEMA}
def f(): return cache, count
def __reload__(old):
    global cache, count
    cache = {k: convert(v) for k, v in old["cache"].items()}
    count = len(old["cache"]) + old["SCHEMA"]
"""


def test_hook_converts_the_state(t):
    p = t.target({"app.py": HOOK}, "import app\nfrom app import cache\ncache.update(a=1, b=2)\nsame = cache\n")
    p.write("app.py", HOOK2 + "    raise KeyError('no')\n")
    run = p.reload("app", status=1)
    assert "KeyError" in run.doc["error"]["traceback"] and "__reload__" in run.doc["error"]["traceback"], run.out
    p.expect("app.f(), cache, hasattr(app, 'count'), app.SCHEMA", ({"a": 1, "b": 2}, {"a": 1, "b": 2}, False, 1))
    p.write("app.py", HOOK2)
    p.reload("app", options=["--dry-run"])
    p.expect("app.f(), hasattr(app, '__reload__')", ({"a": 1, "b": 2}, False))
    p.reload("app")
    new = {"a": {"value": 1, "schema": 2}, "b": {"value": 2, "schema": 2}}
    p.expect("app.f(), cache, app.cache is same, app.__reload__.__globals__ is vars(app)", ((new, 3), new, True, True))
    # Unchanged: it is not called again; changed: the new one is.
    p.reload("app")
    p.expect("app.f()[1]", 3)
    p.write("app.py", HOOK2.replace('+ old["SCHEMA"]', '* 100').replace("convert(v) for", "v for"))
    p.reload("app")
    p.expect("app.f(), app.cache is same", ((new, 200), True))


def test_examples_of_the_documentation(t):
    """Word for word as they stand there."""
    with open(os.path.join(ROOT, "docs", "SEMANTICS.md")) as f:
        section = f.read().split("\n## What the author of a module can say\n")[1].split("\n## ")[0]
    examples = textwrap.dedent("".join(line for line in section.splitlines(True) if line.startswith("    ") or not line.strip()))
    assert "__reload_keep__ = " in examples and "def __reload__(old):" in examples, examples
    app = "POOL, sessions, cache = [1], {}, {'a': 1}\ndef upgrade(value): return value\n"
    for pyc in (True, False):
        p = t.target({"app.py": app}, "import app\nfrom app import cache\npool, same = app.POOL, cache\npool.append(2)\n"
                                      "app.sessions['s'] = 1\ncache['b'] = 2\n", pyc=pyc)
        p.write("app.py", examples + app.replace("[1], {}, {'a': 1}", "[3], {'new': 0}, {}").replace("return value", "return value * 10"))
        p.reload("app")
        p.expect("app.POOL, app.POOL is pool, app.sessions", ([1, 2], True, {"s": 1}))
        p.expect("app.cache, cache, app.cache is cache is same", ({"a": 10, "b": 20}, {"a": 10, "b": 20}, True))
