"""Reloading all day: right each time, and nothing adds up."""

from program import Program
from snapshot import resident

V1 = """
    LIMIT = 1
    cache = {}
    def f(x=1): return (1, x)
    def outer(n):
        def inner(): return (1, n)
        return inner
    class C:
        def m(self): return 1
"""
V2 = V1.replace("1", "2") + "    def only_in_2(): return 2\n    TABLE = [2]\n"
MAIN = """
    %s
    import app, gc
    from app import f, C, LIMIT, cache
    c, inner = C(), app.outer("n")
    cache["k"] = "kept"
    held = {f: [f, (f,)]}
    def objects(): gc.collect(); return len(gc.get_objects())
"""
THREADS = "import threading; gate = threading.Event(); " \
          "[threading.Thread(target=gate.wait, daemon=True).start() for _ in range(5)]"
STATE = "f(), f('x'), inner(), c.m(), LIMIT, app.LIMIT, cache, list(held.values())[0][1][0]('y'), " \
        "hasattr(app, 'only_in_2'), hasattr(app, 'TABLE')"


def right(version):
    return ((version, version), (version, "x"), (version, "n"), version, version, version,
            {"k": "kept"}, (version, "y"), version == 2, version == 2)


def reload_fifty_times(p):
    """What has grown since the tenth; None: nothing."""
    sizes = []
    for i in range(50):
        version = 2 - i % 2
        p.write("app.py", V2 if version == 2 else V1)
        p.reload("app")
        p.expect(STATE, right(version))
        now = p.snapshot()
        sizes.append((len(now.tasks), len(now.fds), len(now.maps), resident(p.pid),
                      int(p.ask("objects()"))))
    (tasks, fds, maps, memory, objects), last = sizes[9], sizes[49]
    assert last[:2] == (tasks, fds), sizes
    assert last[2] <= maps + 1, "mappings grow: %s" % sizes
    assert last[4] <= objects + 40, "objects grow: %s" % sizes
    return "memory grows: %s" % sizes if last[3] > memory + 512 else None


def fifty(t, setup, pyc):
    """One more arena of the interpreter's allocator (1 MB from 3.10) or a table of its strings in a larger form comes
    once, a leak comes again."""
    p = Program(t, {"app.py": V1}, MAIN % setup, pyc=pyc)
    p.expect(STATE, right(1))
    if reload_fifty_times(p):
        grown = reload_fifty_times(p)
        assert not grown, grown


def test_fifty_reloads_with_pyc(t):
    fifty(t, "", True)


def test_fifty_reloads_without_pyc(t):
    fifty(t, "", False)


def test_fifty_reloads_with_threads(t):
    fifty(t, THREADS, True)


def test_collections_at_any_moment(t):
    """What staging leaves is garbage that the collector takes, whenever it is its turn; its memory is overwritten
    at once."""
    v1 = ("class Meta(type):\n"
          "    registry = {}\n"
          "    def __new__(m, name, bases, ns, **kw):\n"
          "        cls = super().__new__(m, name, bases, ns)\n"
          "        cls.tag = (1, kw.get('tag'))\n"
          "        m.registry[name] = cls\n"
          "        return cls\n"
          "    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)\n"
          "    def __call__(cls, *a): return super().__call__(*a)\n"
          "    @property\n"
          "    def label(cls): return cls.__name__\n"
          "class Base(metaclass=Meta): pass\n"
          "class A(Base, tag='a1'):\n"
          "    def go(self): return 1\n"
          "class C(Base): x = 1\n")
    p = Program(t, {"app.py": v1}, "import app, gc\na = app.A()\n", env={"PYTHONMALLOC": "debug"})
    for i in range(2, 40):
        p.ask("gc.set_threshold(%d)" % (35 * i))
        p.write("app.py", v1.replace("1", str(i)))
        p.reload("app")
        p.expect("a.go(), app.A.tag, app.C.x", (i, (i, "a%d" % i), i))


def test_members_that_come_back(t):
    """Who has held PAUSED since it was there has the new one when it is there again: it is the same object."""
    kinds = ("Enum", "IntEnum", "Flag")
    source = "import enum\n" + "".join("class %s(enum.%s):\n    ONE = 1\n    TWO = 2\n%%s" % (k[0] * 2, k) for k in kinds)
    gone, there = source % ("", "", ""), source % (("    MORE = 4\n",) * 3)
    p = t.target({"app.py": gone}, "import app\nfrom app import EE, II, FF\n")
    p.write("app.py", there)
    p.reload("app")
    p.ask("[globals().update(held=[EE.MORE, II.MORE, FF.MORE], table={EE.MORE: 1, II.MORE: 2, FF.MORE: 3})]")
    for _ in range(3):
        p.write("app.py", gone)
        p.reload("app")
        p.expect("[hasattr(k, 'MORE') for k in (EE, II, FF)]", [False] * 3)
        p.write("app.py", there)
        p.reload("app")
        p.expect("[a is b for a, b in zip(held, (EE.MORE, II.MORE, FF.MORE))], EE(4) is held[0]", ([True] * 3, True))
        p.expect("table[EE.MORE], table[II.MORE], table[FF.MORE], len(EE), app.EE is EE", (1, 2, 3, 3, True))


def test_method_that_gets_a_cache_and_loses_it(t):
    """Bound methods and partials of each time run the newest one, cached as long as it is."""
    source = ("import functools\nclass R:\n    n = 0\n    %s\n    def rate(self, c):\n        self.n += 1\n        return %d, c\n")
    p = t.target({"app.py": source % ("", 1)}, "import app, functools\nr = app.R()\nheld = [r.rate, functools.partial(r.rate)]\n")
    for number in range(2, 8):
        cached = number % 2 == 0
        p.write("app.py", source % ("@functools.lru_cache(maxsize=None)" if cached else "", number))
        run = p.reload("app")
        assert not run.doc["stale"], run.out
        p.expect("[f('x') for f in held + [r.rate, app.R().rate]]", [(number, "x")] * (number + 2))
        p.expect("(lambda before: ([f('y') for f in held], r.n - before)[1])(r.n)", 1 if cached else number)
        p.ask("held.append(r.rate)")


def test_closure_that_lacked_a_variable_follows_later(t):
    """What could not be made new once is known in the next source, which says no more of that variable."""
    source = "def make(field, limit):\n    calls = 0\n    def check():\n        nonlocal calls\n        calls += 1\n        return %d, %s\n    return check\n"
    p = t.target({"app.py": source % (1, "field, calls")}, "import app\nheld = app.make('f', 3)\n")
    p.write("app.py", source % (2, "field, limit, calls"))
    run = p.reload("app")
    assert [n for n in run.doc["stale"] if "limit" in n["detail"]], run.out
    p.expect("held()", (1, "f", 1))
    for number in (3, 4):
        p.write("app.py", source % (number, "field, calls"))
        run = p.reload("app")
        assert not run.doc["stale"], run.out
        p.expect("held()", (number, "f", number - 1))
