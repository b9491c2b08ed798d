"""Module data: what the source changed is new, what the service made of it is kept."""

V1 = """
import threading
TIMEOUT, NAME = 5, "one"
RATIO = 0.5
NAMES = ["a", "b"]
CONF = {"x": 1}
DOUBLE = RATIO * 2
cache = {}
lock = threading.Lock()
hits = 0
try:
    idiom
except NameError:
    idiom = {"made": 1}
def hit():
    global hits
    hits += 1
    return hits
def dropped(): return 1
"""
V2 = (V1.replace('5, "one"', '7, "two"').replace("0.5", "1.5").replace('["a", "b"]', '["a", "c"]')
      .replace('{"x": 1}', '{"x": 2, "y": 3}').replace("def dropped(): return 1\n",
                                                       "def added(): return TIMEOUT, cache, added\n"))
MAIN = """
import app
from app import TIMEOUT, NAME as name, RATIO, NAMES, CONF as conf, cache as c, lock, dropped
TIMEOUT_COPY = 5
app.cache["k"] = 1
app.idiom["more"] = 2
app.injected = "from outside"
held = app.lock.acquire()
app.hit(), app.hit()
"""


def check(t, pyc):
    p = t.target({"app.py": V1}, MAIN, pyc=pyc)
    p.write("app.py", V2)
    run = p.reload("app")
    p.expect("app.TIMEOUT, app.NAME, app.RATIO", (7, "two", 1.5))
    p.expect("TIMEOUT, name, RATIO, TIMEOUT_COPY", (7, "two", 1.5, 5))
    p.expect("NAMES, NAMES is app.NAMES, conf, conf is app.CONF",
             (["a", "c"], True, {"x": 2, "y": 3}, True))
    p.expect("app.cache, app.cache is c, app.idiom", ({"k": 1}, True, {"made": 1, "more": 2}))
    p.expect("app.lock is lock, lock.locked(), app.hits, app.hit()", (True, True, 2, 3))
    p.expect("app.injected, hasattr(app, 'dropped'), dropped()", ("from outside", False, 1))
    p.expect("app.added()[0], app.added()[1] is c, app.added.__globals__ is vars(app)",
             (7, True, True))
    p.expect("app.DOUBLE", 3.0)
    kept = {k["name"] for k in run.doc["kept"]}
    assert {"cache", "lock"} <= kept, run.out
    assert [r["name"] for r in run.doc["removed"]] == ["dropped"], run.out


def test_state_with_pyc(t):
    check(t, True)


def test_state_without_pyc(t):
    check(t, False)


def test_reexported_constant(t):
    files = {"pkg/__init__.py": "from .core import LIMIT\n", "pkg/core.py": "LIMIT = 1000\n"}
    p = t.target(files, "import pkg.core\nfrom pkg import LIMIT as mine\nother = 1000")
    p.write("pkg/core.py", "LIMIT = 2000\n")
    p.reload("pkg.core")
    p.expect("pkg.core.LIMIT, pkg.LIMIT, mine, other", (2000, 2000, 2000, 1000))


def test_state_moves_to_the_first_line(t):
    p = t.target({"app.py": "import json\ncache = []\nx = 1\n"}, "import app\napp.cache.append('kept')")
    p.write("app.py", "cache = []\nx = 1 if cache is None else 2\ny = 3\n")
    p.reload("app")
    p.expect("app.cache, app.x, app.y", (["kept"], 2, 3))


def test_unchanged_statements_that_become_last(t):
    head = "import json\ncache = []\ndef first(): return cache\n"
    loop = "for _i in range(3):\n    table[_i] = []\n"
    more = "def more(): return table\n"
    tails = {"plain": "table = {}\n" + loop, "if": "if json:\n    table = {0: []}\n",
             "else": "if json is None:\n    table = 1\nelse:\n    table = {0: []}\n",
             "try": "try:\n    table = {0: []}\nexcept OSError as e:\n    table = 1\n",
             "finally": "try:\n    table = {0: []}\nfinally:\n    json = 1\n",
             "break": "while True:\n    table = {0: []}\n    if json:\n        break\n",
             "with": "import threading\nwith threading.Lock():\n    table = {0: []}\n",
             "nested": "if json:\n    for _i in range(2):\n        if _i:\n            table = {0: []}\n"}
    for kind, tail in tails.items():
        for first, then in ((head + tail + more, head + tail), (head + tail, head + tail + more),
                            (head + tail + more, head + more + tail)):
            p = t.target({"app.py": first}, "import app\napp.table[0].append('kept')\nkept = app.table")
            p.write("app.py", then.replace("return cache", "return 'new'"))
            p.reload("app")
            assert p.ask("app.table[0], app.table is kept, app.first()") == repr((["kept"], True, "new")), (kind, first, then)


def test_reset_gives_a_clean_slate(t):
    v1 = "cache = {}\nitems = [1]\nclass C:\n    n = 0\ndef f(): return 1\n"
    p = t.target({"app.py": v1}, """
        import app
        from app import cache, items, C, f
        nested = [cache, (items,)]
        cache["k"] = 1; items.append(2); C.n = 5
        c = C()
    """)
    p.write("app.py", v1.replace("return 1", "return 2"))
    p.reload("app", options=["--reset"])
    p.expect("app.cache, cache, items, app.items, C.n, f()", ({}, {}, [1], [1], 0, 2))
    p.expect("cache is app.cache, nested[0] is app.cache, nested[1][0] is app.items", (True,) * 3)
    p.expect("C is app.C, isinstance(c, app.C)", (True, True))


def test_no_change_is_a_no_op(t):
    for pyc in (True, False):
        p = t.target({"app.py": V1}, MAIN + "ids = {k: id(v) for k, v in vars(app).items()}\n", pyc=pyc)
        run = p.reload("app")
        p.expect("{k: id(v) for k, v in vars(app).items()} == ids", True)
        if pyc:
            assert run.doc["unchanged"] == ["app"] and not run.doc["updated"], run.out


def test_dry_run_changes_nothing(t):
    p = t.target({"app.py": V1}, MAIN)
    p.write("app.py", V2)
    run = p.reload("app", options=["--dry-run"])
    assert run.doc["status"] == "planned", run.out
    assert {"TIMEOUT", "NAMES"} <= {u["name"] for u in run.doc["updated"]}, run.out
    p.expect("app.TIMEOUT, NAMES, hasattr(app, 'dropped'), hasattr(app, 'added')",
             (5, ["a", "b"], True, False))
    p.reload("app")
    p.expect("app.TIMEOUT, NAMES", (7, ["a", "c"]))


def test_same_size_and_second(t):
    p = t.target({"app.py": "def f(): return 1\n"}, "import app, os\nst = os.stat('app.py')")
    p.write("app.py", "def f(): return 2\n")
    p.ask("os.utime('app.py', ns=(st.st_atime_ns, st.st_mtime_ns))")
    p.reload("app")
    p.expect("app.f()", 2)


def test_source_of_the_same_size_and_second(t):
    """linecache has read the old one, and cannot tell the file from it."""
    old = "def f(): return 1\ndef g():\n    raise ValueError(1)\nclass C:\n    x = 1\n"
    p = t.target({"app.py": old}, """
        import app, inspect, linecache, os, traceback
        st = os.stat("app.py")
        def trace():
            try: app.g()
            except ValueError: return "raise ValueError(1)" in traceback.format_exc(), "raise ValueError(2)" in traceback.format_exc()
        def source(): return inspect.getsource(app.f), inspect.getsource(app.C), linecache.getline("%s/app.py" % os.getcwd(), 1)
        """)
    for v in (1, 2, 3):
        if v > 1:
            p.write("app.py", old.replace("1", str(v)))
            p.ask("os.utime('app.py', ns=(st.st_atime_ns, st.st_mtime_ns))")
            p.reload("app")
        f = "def f(): return %d\n" % v
        p.expect("trace(), source()", ((v == 1, v == 2), (f, "class C:\n    x = %d\n" % v, f)))


def test_many_reloads_leave_no_trace(t):
    p = t.target({"app.py": V1}, MAIN + "import gc\n")
    counts = []
    for i in range(20):
        p.write("app.py", V2.replace("7", str(i)) if i % 2 else V1.replace("5,", "%d," % i))
        p.reload("app")
        p.expect("app.TIMEOUT, TIMEOUT", (i, i))
        counts.append((int(p.ask("(gc.collect(), len(gc.get_objects()))[1]")),
                       int(p.ask("len(open('/proc/self/maps').readlines())"))))
    # Even and odd reloads differ by what v2 adds; over time nothing may grow.
    assert counts[19][0] - counts[5][0] <= 20, counts
    assert counts[19][1] - counts[5][1] <= 4, counts


def test_global_declarations(t):
    """`global` in a function changes how the compiler treats the name at the top level."""
    v1 = ("count: int = 0\nclient = None\ntry:\n    total = 0\nexcept OSError:\n    pass\n"
          "def bump():\n    global count, total\n    count += 1\n    total += 1\n"
          "def get():\n    global client\n    client = client or object()\n    return client\n"
          "def f(): return 1\nfirst = get()\nif True:\n    second = get()\n")
    p = t.target({"app.py": v1}, "import app\napp.bump()\nclient = app.get()\n")
    p.write("app.py", v1.replace("return 1", "return 2"))
    run = p.reload("app")
    p.expect("app.count, app.total, app.client is client is app.first is app.second, app.f()", (1, 1, True, 2))
    assert not run.doc["notes"], run.out
    # Declared for the first time, and no more.
    v1 = "state, cache, level = {}, [], 3\nplain = []\ndef f(): return 1\n"
    p = t.target({"app.py": v1}, "import app\nkept = app.state, app.plain\napp.state[1] = 2\napp.plain.append(4)\n")
    p.write("app.py", v1.replace("return 1", "return 2") + "def reset():\n    global state, plain\n    state, plain = {}, []\n")
    p.reload("app")
    p.expect("app.state is kept[0], app.plain is kept[1], app.state, app.plain, app.f()", (True, True, {1: 2}, [4], 2))
    p.write("app.py", v1.replace("return 1", "return 3"))
    p.reload("app")
    p.expect("app.state is kept[0], app.plain is kept[1], app.state, app.plain, app.f()", (True, True, {1: 2}, [4], 3))


def test_what_an_importer_made_of_a_constant_is_named(t):
    """Its value when the other module was imported may be anywhere: the report says in which line."""
    p = t.target({"app.py": "LIMIT = 3\nRATE = 2.5\nSAME = 7\n",
                  "user.py": "import app\nfrom app import LIMIT, SAME\n\n"
                             "def f(n=LIMIT):\n    return n, SAME\n"
                             "class Options:\n    rate = app.RATE * 2\n"
                             "def g():\n    return app.RATE, LIMIT\n"}, "import app, user\n")
    p.write("app.py", "LIMIT = 4\nRATE = 3.5\nSAME = 8\n")
    run = p.reload("app")
    p.expect("user.f(), user.g(), user.Options.rate", ((3, 8), (3.5, 4), 5.0))
    notes = {(n["module"], n["name"]): n["detail"] for n in run.doc["notes"]}
    assert set(notes) == {("user", "LIMIT"), ("user", "app")}, run.out
    assert "line 4" in notes["user", "LIMIT"] and "line 7" in notes["user", "app"], run.out


def test_thread_whose_line_changes(t):
    """The running one is the worker: another one would be a second, or would never run."""
    v1 = ("import threading\nstop, ticks = threading.Event(), []\ndef loop(tag):\n    while not stop.wait(0.01): tick(tag)\n"
          "def tick(tag): ticks.append(('one', tag))\n"
          "worker = threading.Thread(target=loop, args=('a',), name='a', daemon=True)\nworker.start()\n")
    p = t.target({"app.py": v1}, "import app, threading, time\nworker = app.worker\n")
    p.write("app.py", v1.replace("name='a'", "name='b'").replace("'one'", "'two'"))
    run = p.reload("app")
    assert any(k["name"] == "worker" and "thread" in k["detail"] for k in run.doc["kept"]), run.out
    p.expect("app.worker is worker, worker.is_alive(), [x.name for x in threading.enumerate()].count('a')", (True, True, 1))
    p.expect("app.ticks.clear(), time.sleep(0.1), set(app.ticks)", (None, None, {("two", "a")}))


def test_a_held_lock_is_not_replaced(t):
    """Whoever comes next would be let in beside the thread that has it."""
    text = "import threading\nLOCK = threading.%s()\ndef f(): return %d\n"
    p = t.target({"app.py": text % ("Lock", 1)}, "import app\n")
    for old, new, version in (("Lock", "RLock", 2), ("RLock", "Lock", 3)):
        p.expect("app.LOCK.acquire()", True)
        p.write("app.py", text % (new, version))
        assert "holds a lock" in p.reload("app", status=4).doc["error"]["message"]
        p.expect("app.f(), type(app.LOCK).__name__, app.LOCK.release()", (version - 1, {"Lock": "lock"}.get(old, old), None))
        p.reload("app")
        p.expect("app.f(), type(app.LOCK).__name__", (version, {"Lock": "lock"}.get(new, new)))
