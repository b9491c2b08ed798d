"""Functions: whoever holds one, and however, calls the new code."""

from harness import edited

BOTH = (True, False)  # with and without a .pyc of the old source

V1 = """
import functools
def logged(f):
    @functools.wraps(f)
    def wrapper(*a):
        return ("log1", f(*a))
    return wrapper
def plain(x, y=1, *, z=2):
    "doc one"
    return ("one", x, y, z)
@logged
def decorated(x):
    return x + 1
def factory(n):
    def inner():
        return ("one", n)
    return inner
class Counter:
    def step(self, by=1):
        return ("one", by)
TABLE = {"a": lambda x: ("one", x), "b": plain}
"""
V2 = (V1.replace('"one"', '"two"').replace("doc one", "doc two").replace("(x, y=1", "(x, y: int = 10")
      .replace("z=2", "z=20").replace("log1", "log2").replace("x + 1", "x + 100")
      .replace("by=1", "by=7"))

MAIN = """
import functools, weakref
from collections import deque
import app
from app import plain as held, factory, decorated as dec, TABLE as table
class Holder: pass
class Slots: __slots__ = ("f",)
o = Holder(); o.f = held
s = Slots(); s.f = held
c = app.Counter()
bound, part, closure = c.step, functools.partial(held, 5), factory(3)
places = [held, (held, (held,)), {"k": held}, deque([held]), {held}, frozenset([held])]
keyed = {held: "found"}
weak = weakref.ref(held)
method = weakref.WeakMethod(c.step)
def default(f=held): return f(0)
class Attribute: f = staticmethod(held)
def cell():
    g = held
    return lambda: g(0)
cell = cell()
"""


def check(t, pyc):
    p = t.target({"app.py": V1}, MAIN, pyc=pyc)
    p.expect("held(0)", ("one", 0, 1, 2))
    p.write("app.py", V2)
    p.reload("app")
    new = ("two", 0, 10, 20)
    for expression in ("held(0)", "app.plain(0)", "o.f(0)", "s.f(0)", "places[0](0)",
                       "places[1][1][0](0)", "places[2]['k'](0)", "places[3][0](0)",
                       "list(places[4])[0](0)", "list(places[5])[0](0)", "weak()(0)", "default()",
                       "Attribute.f(0)", "cell()", "table['b'](0)"):
        p.expect(expression, new)
    p.expect("keyed[app.plain]", "found")
    p.expect("held is app.plain and table is app.TABLE", True)
    p.expect("part()", ("two", 5, 10, 20))
    p.expect("bound()", ("two", 7))
    p.expect("method()()", ("two", 7))
    p.expect("closure()", ("two", 3))
    p.expect("factory(4)()", ("two", 4))
    p.expect("dec(1)", ("log2", 101))
    p.expect("dec.__wrapped__(1)", 101)
    p.expect("table['a'](1)", ("two", 1))
    p.expect("held.__doc__", "doc two")
    p.expect("held.__annotations__", {"y": int})
    p.expect("held.__defaults__, held.__kwdefaults__", ((10,), {"z": 20}))


def test_every_holder_with_pyc(t):
    check(t, True)


def test_every_holder_without_pyc(t):
    check(t, False)


def test_decorated_function_whose_default_changes(t):
    for pyc in BOTH:
        v1 = """
            import functools
            def deco(f):
                @functools.wraps(f)
                def wrapper(*a):
                    return ("wrapped", f(*a))
                return wrapper
            @deco
            def f(x=1):
                return x
        """
        p = t.target({"app.py": v1}, "import app\nfrom app import f", pyc=pyc)
        p.write("app.py", v1.replace("x=1", "x=2"))
        p.reload("app")
        p.expect("f(), app.f(), f is app.f", (("wrapped", 2), ("wrapped", 2), True))


def test_decorator_added_and_removed(t):
    base = """
        import functools
        def deco(f):
            @functools.wraps(f)
            def wrapper(*a):
                return ("wrapped", f(*a))
            return wrapper
        {}def f(x):
            return {}
    """
    p = t.target({"app.py": base.format("", 1)}, "import app\nfrom app import f\nheld = [f]")
    p.write("app.py", base.format("@deco\n        ", 2))
    p.reload("app")
    p.expect("f(0), app.f(0), held[0](0)", (("wrapped", 2),) * 3)
    p.write("app.py", base.format("", 3))
    p.reload("app")
    p.expect("f(0), app.f(0), held[0](0)", (3, 3, 3))


def test_same_named_inner_functions_are_not_crossed(t):
    v1 = """
        def a():
            def inner(): return "a1"
            return inner
        def b():
            def inner(): return "b1"
            return inner
    """
    p = t.target({"app.py": v1}, "import app\nx, y = app.a(), app.b()")
    p.write("app.py", "def new():\n    def inner(): return 'n'\n    return inner\n" +
            __import__("textwrap").dedent(v1).replace("1", "2"))
    p.reload("app")
    p.expect("x(), y(), app.new()()", ("a2", "b2", "n"))


def test_changed_free_variables(t):
    v1 = """
        def make(a, b, c):
            def f(): return ("1", a, c)
            return f
    """
    p = t.target({"app.py": v1}, "import app\nf = app.make('a', 'b', 'c')")
    p.write("app.py", v1.replace('("1", a, c)', '("2", c)'))
    p.reload("app")
    p.expect("f(), app.make(1, 2, 3)()", (("2", "c"), ("2", 3)))
    p.write("app.py", v1.replace('("1", a, c)', '("3", b, c)'))
    run = p.reload("app")
    # The old closure never captured b: it keeps the code that fits its cells, and the report says so.
    p.expect("f(), app.make(1, 2, 3)()", (("2", "c"), ("3", 2, 3)))
    assert any("make" in s["name"] for s in run.doc["stale"]), run.out


def test_kind_changes(t):
    p = t.target({"app.py": "def f(): return 1\nclass C:\n    x = 1\n"},
                 "import app\nfrom app import f, C\nheld = {'f': f, 'C': C}")
    p.write("app.py", "class f:\n    def __call__(self): return 2\ndef C(): return 'function'\n")
    p.reload("app")
    p.expect("f()(), held['f']()(), C(), held['C']()", (2, 2, "function", "function"))


def test_running_and_suspended_code_is_reported(t):
    v1 = """
        import threading
        go = threading.Event()
        def loop():
            go.wait()
            return step()
        def step(): return 1
        def gen():
            yield 1
            yield 2
    """
    p = t.target({"app.py": v1}, """
        import app, threading
        results = []
        thread = threading.Thread(target=lambda: results.append(app.loop()))
        thread.start()
        g = app.gen(); next(g)
    """)
    p.write("app.py", v1.replace("return step()", "return step() + 100").replace(
        "return 1", "return 2").replace("yield 2", "yield 3"))
    run = p.reload("app")
    stale = {s["name"]: s["detail"] for s in run.doc["stale"]}
    assert set(stale) == {"loop", "gen"}, run.out
    assert "thread" in stale["loop"] and "app.py:5" in stale["loop"], stale
    p.expect("next(g), list(app.gen())", (2, [1, 3]))
    p.ask("app.go.set()")
    p.expect("(thread.join(), results)[1]", [2])
    p.expect("app.loop()", 102)


def test_finalizers_of_cached_answers_run_behind_the_commit(t):
    """cache_clear() of one without a limit drops its answers at once: they find all caches empty, and new code."""
    v1 = """
        import functools
        seen = []
        class Answer:
            def __del__(self): seen.append(([c.cache_info().currsize for c in (f, g, h)], value()))
        def value(): return 1
        @functools.lru_cache(maxsize=None)
        def f(x): value(); return Answer()
        @functools.lru_cache(maxsize=None)
        def g(x): value(); return Answer()
        @functools.lru_cache(maxsize=8)
        def h(x): value(); return Answer()
    """
    p = t.target({"app.py": v1}, "import app\nfor x in (1, 2):\n    app.f(x), app.g(x), app.h(x)\n")
    p.write("app.py", v1.replace("return 1", "return 2"))
    p.reload("app")
    p.expect("app.seen", [([0, 0, 0], 2)] * 6)


def test_cached_answers_of_old_code_are_dropped(t):
    v1 = """
        import functools
        RATE = 2
        made = []
        @functools.lru_cache(maxsize=None)
        def changed(x): return ("one", x)
        @functools.lru_cache()
        def uses(x): return ("uses", helper(x))
        def helper(x): return inner(x)
        def inner(x): return "inner1"
        @functools.lru_cache()
        def reads(x): return RATE * x
        @functools.lru_cache()
        def unrelated(x): made.append(x); return x
        @functools.lru_cache()
        def connection(): made.append("connection"); return [inner(0)]
        class C:
            @functools.lru_cache()
            def m(self): return "m1"
            @staticmethod
            @functools.lru_cache()
            def s(x): return "s1"
        def plain(x): return "plain1"
    """
    p = t.target({"app.py": v1, "other.py": "import functools, app\nfar = [functools.lru_cache()(app.plain)]\n"},
                 "import app, other\nc = app.C()\nheld = app.changed\n")
    calls = ("app.changed(1), held(1), app.uses(1), app.reads(3), app.unrelated(1), app.connection(), "
             "c.m(), app.C.s(1), other.far[0](1)")
    p.expect(calls, (("one", 1), ("one", 1), ("uses", "inner1"), 6, 1, ["inner1"], "m1", "s1", "plain1"))
    for old, new in (('"one"', '"two"'), ("inner1", "inner2"), ("RATE = 2", "RATE = 5"), ("m1", "m2"),
                     ("s1", "s2"), ("plain1", "plain2")):
        v1 = v1.replace(old, new)
    p.write("app.py", v1)
    p.reload("app")
    p.expect(calls, (("two", 1), ("two", 1), ("uses", "inner2"), 15, 1, ["inner1"], "m2", "s2", "plain2"))
    # Neither is made again: nothing of what unrelated() does has changed, and a connection is no answer.
    p.expect("app.made, held is app.changed, app.changed.cache_info().misses", ([1, "connection"], True, 1))


def test_what_begins_in_staging_goes_on_in_the_module(t):
    """A generator, a coroutine and a thread made by the new top level."""
    # The first thread that ends brings in libgcc_s, a coroutine never awaited tracemalloc.
    p = t.target({"app.py": "X = 1\ndef tick(): return X\n"},
                 "import app, ctypes, gc, threading, time, tracemalloc\nctypes.CDLL('libgcc_s.so.1')\n")
    for n in (2, 3, 4):
        p.write("app.py", """
            import threading, time
            X = %d
            COUNT = 0
            def tick(): return X
            def numbers():
                while True: yield tick()
            async def co(): return tick()
            def loop_%d():
                global COUNT
                while X == %d:
                    COUNT += 1
                    time.sleep(0.002)
            numbers_%d, co_%d = numbers(), co()
            next(numbers_%d)
            threading.Thread(target=loop_%d, daemon=True).start()
            """ % (n, n, n, n, n, n, n))
        p.reload("app", threads=False)
        p.expect("gc.collect() * 0, [dict.fromkeys(map(str, range(i))) for i in range(300)] and next(app.numbers_%d), "
                 "app.tick()" % n, (0, n, n))
        p.expect("(lambda a: (time.sleep(0.1), app.COUNT > a)[1])(app.COUNT)", True)
        p.expect("app.numbers_%d.gi_frame.f_globals is vars(app), app.co_%d.cr_frame.f_globals is vars(app)" % (n, n),
                 (True, True))


def test_aliases_overloads_and_loops_are_not_crossed(t):
    v1 = """
        import functools, typing
        REG = {}
        def on(key):
            def register(f):
                REG[key] = f
                return f
            return register
        def f(): return "f1"
        def g(): return "g1"
        current = f
        class P:
            n = "P"
        class Q:
            n = "Q"
        Default = P
        X = [1]
        Y = [2]
        now = X
        @typing.overload
        def over(x: int) -> int: ...
        def over(x): return ("1", x)
        @on("a")
        def _(): return "a1"
        @on("b")
        def _(): return "b1"
        @functools.singledispatch
        def show(x): return ("object1", x)
        @show.register(int)
        def _(x): return ("int1", x)
        T = {}
        for n in ("a", "b"):
            def h(x, n=n): return ("1", n, x)
            T[n] = h
    """
    v2 = (v1.replace("1\"", "2\"").replace("current = f", "current = g").replace("Default = P", "Default = Q")
          .replace("now = X", "now = Y").replace("        def over(x): ", "        @typing.overload\n"
                                                 "        def over(x: str) -> str: ...\n        def over(x): ")
          .replace('        @functools.single', '        @on("c")\n        def _(): return "c2"\n        @functools.single')
          .replace("        T = {}", "        @show.register(str)\n        def _(x): return ('str2', x)\n        T = {}")
          .replace('("a", "b"):', '("a", "b", "c"):'))
    p = t.target({"app.py": v1}, "import app\nfrom app import f, g, current, P, Q, Default, X, Y, over\nheld = [f, over]\n"
                 "old = P()\nX.append(9)\na, b, ha = app.REG['a'], app.REG['b'], app.T['a']\n")
    p.write("app.py", v2)
    p.reload("app")
    p.expect("f(), app.f(), held[0](), g(), current(), app.current()", ("f2", "f2", "f2", "g2", "g2", "g2"))
    p.expect("P.n, old.n, app.P.n, app.Default.n, Default.n, Q.n", ("P", "P", "P", "Q", "Q", "Q"))
    p.expect("X, app.X is X, Y, app.now is Y", ([1, 9], True, [2], True))
    p.expect("over(5), held[1](5)", (("2", 5), ("2", 5)))
    p.expect("a(), b(), [app.REG[k]() for k in 'abc']", ("a2", "b2", ["a2", "b2", "c2"]))
    p.expect("app.show(1), app.show('s'), app.show(None)", (("int2", 1), ("str2", "s"), ("object2", None)))
    p.expect("ha(0), [app.T[k](0) for k in 'abc']", (("2", "a", 0), [("2", k, 0) for k in "abc"]))


def test_names_that_a_call_under_way_reads_stay(t):
    """A worker's loop, in a thread or a task, goes on with the code that it began: what it calls is called otherwise now."""
    app = """
        import asyncio, queue, threading
        LIMIT = 5
        DONE = []
        jobs = queue.Queue()
        def work():
            while True:
                handle(jobs.get())
        def handle(item): DONE.append(("old", min(item, LIMIT)))
        class Worker:
            def __init__(self): self.jobs = queue.Queue()
            MOST = 10
            def run(self):
                while True:
                    self._one(min(self.jobs.get(), self.MOST))
            def _one(self, item): DONE.append(("old one", item))
        async def poll(tasks):
            while True:
                step(await tasks.get())
        def step(item): DONE.append(("old step", item))
        def unused(): pass
        worker = Worker()
        threading.Thread(target=work, daemon=True).start()
        threading.Thread(target=worker.run, daemon=True).start()
        """
    main = """
        import asyncio, threading, time, app
        loop = asyncio.new_event_loop()
        async def begin():
            tasks = asyncio.Queue()
            loop.create_task(app.poll(tasks))
            return tasks
        threading.Thread(target=loop.run_forever, daemon=True).start()
        tasks = asyncio.run_coroutine_threadsafe(begin(), loop).result()
        def play(n):
            app.DONE.clear()
            app.jobs.put(n), app.worker.jobs.put(n), loop.call_soon_threadsafe(tasks.put_nowait, n)
            end = time.time() + 5
            while len(app.DONE) < 3 and time.time() < end: time.sleep(0.01)
            return sorted(app.DONE)
        """
    p = t.target({"app.py": app}, main)
    p.expect("play(1)", [("old", 1), ("old one", 1), ("old step", 1)])
    p.write("app.py", app.replace("handle", "process").replace("_one", "_each").replace("step", "forward")
            .replace("self.MOST", "10").replace("MOST = 10\n", "pass\n").replace("LIMIT", "MOST").replace("def unused(): pass", ""))
    run = p.reload("app")
    p.expect("play(9)", [("old", 5), ("old one", 9), ("old step", 9)])
    kept = {e["name"] for e in run.doc["kept"] if e["detail"] == "a call that goes on with old code reads it"}
    assert kept == {"handle", "step", "Worker._one", "Worker.MOST", "LIMIT"}, run.doc["kept"]
    p.expect("hasattr(app, 'unused')", False)


PAGES = """
def header(): return 1
def footer(): return 1
def render(): return header(), footer()
"""
SERVING = """
import app, threading
errors = []
def serve():
    while True:
        try: app.render()
        except Exception as e: errors.append(repr(e))
for _ in range(3): threading.Thread(target=serve, daemon=True).start()
"""


def test_names_that_go_while_calls_begin(t):
    p = t.target({"app.py": PAGES}, SERVING)
    new = PAGES.replace("footer", "tail")
    for _ in range(15):
        p.write("app.py", new)
        p.reload("app")
        p.expect("'tail' in app.render.__code__.co_names", True)
        p.write("app.py", PAGES)
        p.reload("app")
    p.expect("errors[:1], len(errors), 'tail' in app.render.__code__.co_names", ([], 0, False))


def test_attributes_that_no_line_sets_are_named_without_the_old_source(t):
    """A line or a class decorator that is gone may have; not what functions of the module, decorators or other modules set."""
    lib = "def exposed(f):\n    f.exposed = True\n    return f\n"
    v1 = ("import functools\nfrom lib import exposed\ndef slew(): return 1\n@exposed\ndef turn():\n    turn.calls = 1\n    return 1\n"
          "def role(c):\n    c.role = 'admin'\n    return c\n@role\n@functools.total_ordering\nclass Dome:\n"
          "    def __lt__(self, other): return True\n    def open(self): self.__class__.opened = 1\n"
          "slew.help = 'text'\nDome.speed = 5\n")
    p = t.target({"app.py": v1, "lib.py": lib, "other.py": "import app\napp.Dome.color = 'red'\n"},
                 "import app, other\napp.turn()\napp.Dome().open()\n", pyc=False)
    p.write("app.py", edited(v1, ("return 1", "return 2"), ("@role\n@functools.total_ordering\n", ""), ("slew.help = 'text'\nDome.speed = 5\n", "")))
    run = p.reload("app")
    kept = sorted(k["name"] for k in run.doc["kept"] if "no line of the new source sets it" in k["detail"])
    assert kept == ["Dome.__ge__", "Dome.__gt__", "Dome.__le__", "Dome.role", "Dome.speed", "slew"], run.out
    p.expect("app.slew(), app.turn(), app.slew.help, app.Dome.speed, app.turn.exposed, app.Dome.color", (2, 2, "text", 5, True, "red"))
