"""One reload after another: what an earlier run left, skipped or removed counts in the next."""

import subprocess
import time

from program import Program, names, system_only

DECORATED = """
    def twice(f):
        def w(*a): return (f(*a), f(*a))
        return w
    @twice
    def f(x=1): return ("one", x)
"""


def body_after_default(t, pyc):
    p = Program(t, {"app.py": DECORATED}, "import app\nfrom app import f", pyc=pyc)
    p.write("app.py", DECORATED.replace("x=1", "x=2"))
    p.reload("app")
    p.write("app.py", DECORATED.replace("x=1", "x=2").replace('"one"', '"two"'))
    run = p.reload("app")
    p.expect("f(), app.f()", ((("two", 2),) * 2,) * 2)
    assert not run.doc["stale"], run.out


def test_body_of_a_decorated_function_after_its_default(t):
    body_after_default(t, True)


def test_body_of_a_decorated_function_twice_without_pyc(t):
    body_after_default(t, False)


def test_definition_that_comes_back(t):
    """An empty file, half deployed, then the good one: who held the definitions has them again."""
    v1 = "class C:\n    def m(self): return %d\ndef f(): return %d\n"
    p = Program(t, {"app.py": v1 % (1, 1)}, "import app\nfrom app import f, C\nc = C()")
    p.write("app.py", "")
    p.reload("app")
    p.expect("hasattr(app, 'f'), f(), c.m()", (False, 1, 1))
    p.write("app.py", v1 % (2, 2))
    p.reload("app")
    p.expect("f(), c.m(), app.f is f, isinstance(c, app.C)", (2, 2, True, True))


def test_removed_function_that_nobody_holds_is_not_said_to_be_held(t):
    p = Program(t, {"app.py": "def f(): return 1\ndef g(): return 1\n"}, "import app")
    p.write("app.py", "def f(): return 2\n")
    run = p.reload("app")
    assert names(run.doc["removed"]) == {"g"} and not run.doc["stale"], run.out


def test_removed_things_around_functions(t):
    """Properties, wrappers and lists of them have held the functions that went with them; one is held by somebody else."""
    v1 = ("import functools\n"
          "def deco(f):\n    @functools.wraps(f)\n    def w(*a): return f(*a)\n    return w\n"
          "class C:\n    x = 1\n%s"
          "%s")
    methods = "".join("    @%s\n    def m%d(self): return 1\n" % (kind, i) for i, kind in enumerate(
        ("property", "property", "staticmethod", "classmethod", "functools.lru_cache()", "deco")))
    functions = "@deco\ndef f(): return 1\n@functools.lru_cache()\ndef g(): return 2\nTABLE = [f, {1: (g, [f])}]\n"
    p = Program(t, {"app.py": v1 % (methods, functions)}, "import app\nkept = vars(app.C)['m1']\nc = app.C()")
    p.write("app.py", v1 % ("", ""))
    run = p.reload("app")
    assert [n["name"].split(".")[-1] for n in run.doc["stale"]] == ["m1"], run.out
    p.expect("kept.fget(c), hasattr(c, 'm0'), hasattr(app, 'f')", (1, False, False))


def test_registration_rolled_back_and_applied_again(t):
    reg = "R = {}\ndef reg(n):\n    def d(f):\n        if n in R: raise ValueError('dup ' + n)\n        R[n] = f\n" \
          "        return f\n    return d\n"
    v1 = "from reg import reg\n@reg('a')\ndef a(): return 1\n"
    p = Program(t, {"reg.py": reg, "app.py": v1}, "import app, reg")
    for version in (v1 + "@reg('b')\ndef b(): return 2\n", v1, v1 + "@reg('b')\ndef b(): return 3\n"):
        p.write("app.py", version)
        p.reload("app")
    p.expect("reg.R['b'](), app.b()", (3, 3))


def test_keep_list_that_is_taken_out(t):
    p = Program(t, {"app.py": "__reload_keep__ = ('POOL',)\nPOOL = [1]\n"}, "import app")
    p.write("app.py", "POOL = [1]\ndef f(): return 2\n")
    p.reload("app")
    p.expect("app.f()", 2)


def test_hook_that_never_runs_is_refused(t):
    p = Program(t, {"app.py": "X = 1\n"}, "import app")
    p.write("app.py", "X = 2\nasync def __reload__(old): pass\n")
    run = p.reload("app", status=1)
    assert "plain function" in run.out, run.out
    p.expect("app.X", 1)


def test_hook_that_raises_has_changed_nothing(t):
    v1 = "class K:\n    n = 1\nD, L = {}, []\n"
    p = Program(t, {"app.py": v1}, "import app")
    p.write("app.py", v1 + "def __reload__(old):\n    old['D'][1] = 1\n    old['L'].append(1)\n    old['K'].n = 5\n"
                           "    raise ValueError('no')\n")
    p.reload("app", status=1)
    p.expect("app.D, app.L, app.K.n", ({}, [], 1))


def test_what_was_made_of_a_value_follows_when_its_module_is_named(t):
    """Module by module: the second run knows what the first one has changed."""
    p = Program(t, {"core.py": "LIMIT = 1\n",
                    "mid.py": "from core import LIMIT\nDOUBLE = LIMIT * 2\nCONF = {'n': LIMIT}\nclass A:\n    k = LIMIT + 1\n"},
                "import core, mid")
    p.write("core.py", "LIMIT = 5\n")
    run = p.reload("core")
    assert "LIMIT" in names(run.doc["notes"]), run.out
    p.reload("mid")
    p.expect("mid.LIMIT, mid.DOUBLE, mid.CONF, mid.A.k", (5, 10, {"n": 5}, 6))


def test_doubt_is_repeated(t):
    v1 = "def make(n): return [n]\nN = 1\nX = make(N)\ndef f(): return %d\n"
    p = Program(t, {"app.py": v1 % 1}, "import app")
    p.write("app.py", (v1 % 1).replace("N = 1", "N = 2").replace("[n]", "[n, print()]"))
    p.reload("app")
    p.write("app.py", (v1 % 2).replace("N = 1", "N = 2").replace("[n]", "[n, print()]"))
    run = p.reload("app")
    assert any("reads a value that changed" in n["detail"] for n in run.doc["notes"]), run.out


def test_the_same_file_by_two_names(t):
    source = "N = %d\ndef f(): return N, %d\n"
    p = Program(t, {"svc.py": source % (1, 1)}, "import svc, sys, importlib.util\n"
                "spec = importlib.util.spec_from_file_location('other', svc.__file__)\n"
                "other = importlib.util.module_from_spec(spec); sys.modules['other'] = other\n"
                "spec.loader.exec_module(other)\n")
    for version, modules, expected in ((2, ("svc", "other"), ((2, 2), (2, 2))), (3, ("svc",), ((3, 3), (2, 2))),
                                       (4, ("other",), ((3, 3), (4, 4)))):
        p.write("svc.py", source % (version, version))
        p.reload(*modules)
        p.expect("svc.f(), other.f()", expected)


def test_trace_and_profile_functions_go_on(t):
    """A flag of the interpreter that nobody takes down made 3.11 go round one instruction for ever."""
    p = Program(t, {"app.py": "def f(): return 1\n"},
                "import app, sys\nseen = []\nsys.setprofile(lambda *a: seen.append(1) or seen.clear())\n"
                "sys.settrace(lambda *a: None)\n")
    for version in (1, 2, 3):
        p.write("app.py", "def f(): return %d\n" % version)
        p.reload("app", steady=False)
        p.expect("app.f()", version)
    p.reload("nowhere", status=1)
    p.expect("app.f()", 3)


# What another process compiles.

TABLE = "TABLE = {'a': %d}\ndef f(): return TABLE['a']\n"


def test_bytecode_that_another_process_made_of_the_new_source(t):
    p = Program(t, {"app.py": TABLE % 1}, "import app")
    time.sleep(0.1)  # the start of a process is known to a tick of 10 ms
    p.write("app.py", TABLE % 2)
    subprocess.run([t.python, "-c", "import app"], cwd=p.dir, env=p.environment({}, True), check=True)
    p.reload("app")
    p.expect("app.f()", 2)


def test_constant_set_from_outside_does_not_cast_doubt_on_the_rest(t):
    v1 = "LEVEL = 1\nSEEN = []\ndef f(): return %d\n"
    p = Program(t, {"app.py": v1 % 1}, "import app\napp.LEVEL = 7\napp.SEEN.append(1)")
    p.write("app.py", v1 % 2)
    run = p.reload("app")
    p.expect("app.f(), app.LEVEL, app.SEEN", (2, 7, [1]))
    assert not run.doc["notes"], run.out


def test_worker_that_was_forked_later(t):
    """Its modules are as old as the process that it was forked from."""
    p = Program(t, {"app.py": TABLE % 1}, """
        import app, os, sys, time
        _ready()
        os.read(0, 1)
        child = os.fork()
        if child: os.waitpid(child, 0); os._exit(0)
        _write(b"= %d\\n" % os.getpid())
        _serve(globals())
        """, serve="loop")
    time.sleep(0.1)  # as above
    p.write("app.py", TABLE % 2)
    subprocess.run([t.python, "-c", "import app"], cwd=p.dir, env=p.environment({}, True), check=True)
    p.process.stdin.write(b"x")
    p.process.stdin.flush()
    p.pid = int(p.answer(10)[2:])
    p.reload("app")
    p.expect("app.f()", 2)
    p.process.stdin.close()
    p.process.wait(10)


# What is taken back.

def test_what_a_new_module_registers_is_taken_back(t):
    p = Program(t, {"reg.py": "R = {}\ndef reg(f):\n    R[f.__name__] = f\n    return f\n", "app.py": "import reg\n"},
                "import app, reg, sys")
    p.write("views.py", "from reg import reg\n@reg\ndef view(): return 1\n")
    p.write("app.py", "import reg, views\n")
    p.reload("app", options=("--dry-run",))
    p.expect("reg.R, 'views' in sys.modules", ({}, False))
    p.reload("app")
    p.expect("list(reg.R)", ["view"])


def test_libraries_stay_when_the_reload_is_refused(t):
    """Many an extension can be initialised only once."""
    p = Program(t, {"app.py": "X = 1\n"}, "import app, sys")
    p.write("app.py", "import colorsys\n1 / 0\n")
    p.reload("app", status=1, steady=False)
    p.expect("'colorsys' in sys.modules, hasattr(app, 'colorsys')", (True, False))


def test_slots_and_weak_registries_are_put_back(t):
    lib = """
        import weakref
        byname = weakref.WeakValueDictionary()
        class Slotted:
            __slots__ = ("v", "items")
        S = Slotted()
        S.v, S.items = 1, []
        class Meta(type):
            def __init__(c, *a):
                super().__init__(*a)
                byname[c.__name__] = c
                if getattr(c, "fail", False): raise ValueError("no")
        class Base(metaclass=Meta): pass
    """
    v1 = "import lib\nclass A(lib.Base):\n    x = 1\n"
    p = Program(t, {"lib.py": lib, "app.py": v1}, "import app, lib, gc\nA = app.A")
    p.write("app.py", v1.replace("x = 1", "x = 2") + "lib.S.v = 2\nlib.S.items.append(1)\n"
                      "class N(lib.Base):\n    fail = True\n")
    p.reload("app", status=1)
    p.expect("gc.collect() and 0, lib.byname.get('A') is A, sorted(lib.byname), lib.S.v, lib.S.items",
             (0, True, ["A", "Base"], 1, []))


def test_module_that_sets_its_own_attributes_is_put_back(t):
    p = Program(t, {"app.py": "X = 1\n"}, "import app")
    p.write("app.py", "import sys\nsetattr(sys.modules[__name__], 'Y', 2)\n1 / 0\n")
    p.reload("app", status=1)
    p.expect("hasattr(app, 'Y')", False)


# What cannot be re-pointed.

@system_only
def test_function_that_c_holds_is_named(t):
    v1 = "def f(x): return x + 1\n"
    p = Program(t, {"app.py": v1}, "import app, sqlite3\nc = sqlite3.connect(':memory:')\nc.create_function('f', 1, app.f)")
    p.write("app.py", "import functools\n@functools.lru_cache()\n" + v1.replace("+ 1", "+ 2"))
    run = p.reload("app")
    assert any("cannot be exchanged" in s["detail"] for s in run.doc["stale"]), run.out


def test_exception_that_would_be_laid_out_in_another_way(t):
    """Live instances of both have the same size, and other fields in it."""
    v1 = "class Bad(OSError):\n    def kind(self): return 1\n"
    p = Program(t, {"app.py": v1}, "import app\nkept = app.Bad(2, 'no such file', 'f')")
    p.write("app.py", v1.replace("OSError", "UnicodeDecodeError").replace("1", "2"))
    run = p.reload("app", status=1)
    assert "layout" in run.out, run.out
    p.expect("kept.kind(), str(kept), kept.__class__ is app.Bad", (1, "[Errno 2] no such file: 'f'", True))


def test_dry_run_and_refusal_leave_registrations_alone(t):
    bus = "class Bus:\n    def __init__(self): self.handlers = []\nbus = Bus()\n"
    v1 = "from bus import bus\ndef tick(n, source=bus): return 1\nbus.handlers.append(tick)\n"
    p = Program(t, {"bus.py": bus, "app.py": v1}, "import app, bus")
    p.write("app.py", v1.replace("source=bus", "source=None"))
    p.reload("app", options=["--dry-run"])
    p.expect("bus.bus.handlers == [app.tick]", True)
    p.write("app.py", v1.replace("source=bus", "source=None") + "int('no number')\n")
    p.reload("app", status=1)
    p.expect("bus.bus.handlers == [app.tick]", True)


def test_list_of_pairs_that_is_edited_again_and_again(t):
    source = "def a(): return %d\ndef b(): return %d\nJOBS = [('a', a, %d), ('b', b, %d)]\n"
    p = Program(t, {"app.py": source % (1, 1, 1, 1)}, "import app")
    for n in range(2, 6):
        p.write("app.py", source % ((n,) * 4))
        p.reload("app")
        p.expect("[(name, f(), k) for name, f, k in app.JOBS]", [("a", n, n), ("b", n, n)])


def test_a_release_that_comes_again_registers_once(t):
    """Rolled back by its old source it is registered no more; released again it is in its place, together with the class of the records."""
    record = "class Record:\n    def __init__(self, name, f%s):\n        self.name, self.f%s = name, f%s\n"
    dataclass = "from dataclasses import dataclass\n@dataclass\nclass Record:\n    name: str\n    f: object\n%s"
    register = "LIST = []\ndef reg(name):\n    def put(f):\n        LIST.append(Record(name, f))\n        return f\n    return put\n"
    lines = "@reg('a')\ndef a(): return 1\n%s@reg('b')\ndef b(): return 2\n"
    more = "@reg('c')\ndef c(): return 3\n"
    for old, new in ((record % ("", "", ""), record % (", prio=0", ", self.prio", ", prio")), (dataclass % "", dataclass % "    prio: int = 0\n")):
        releases = old + register + lines % "", new + register + lines % more
        p = t.target({"app.py": releases[0]}, "import app\n")
        for i in range(1, 6):
            p.write("app.py", releases[i % 2])
            p.reload("app")
            p.expect("[(r.name, r.f()) for r in app.LIST]", [("a", 1)] + [("c", 3)] * (i % 2) + [("b", 2)])


LEFT = """
LIMIT = 3
def helper(n): return n + 1
def climb(n): return "limit" if n > LIMIT else climb(helper(n))
class Walker:
    def walk(self, n): return 0 if not n else 1 + Walker().walk(n - 1)
"""


def test_a_definition_that_is_gone_finds_itself(t):
    """The module has its name no more; who holds it may call it, since functions have builtins of their own (3.10)."""
    p = t.target({"app.py": LEFT}, "import app, sys\nfrom app import climb, Walker\nw = Walker()\n")
    p.expect("climb(0), w.walk(3)", ("limit", 3))
    p.write("app.py", "def helper(n): return n + 2\n")
    run = p.reload("app")
    assert {"climb", "Walker"} <= {s["name"].split(".")[0] for s in run.doc["stale"]}, run.out
    p.expect("[hasattr(app, n) for n in ('climb', 'Walker', 'LIMIT')]", [False] * 3)
    if p.ask("sys.version_info >= (3, 10)") == "True":
        p.expect("climb(0), w.walk(3)", ("limit", 3))
    p.write("app.py", LEFT.replace("limit", "top"))
    p.reload("app")
    p.expect("climb(0), app.climb is climb, w.walk(2), isinstance(w, app.Walker)", ("top", True, 2, True))


def test_call_that_is_taken_out_and_comes_back(t):
    """What addHandler() has done stands when its line is gone, so once more would be twice; about another object it is not."""
    v1 = ("import logging\nclass H(logging.Handler):\n    def emit(self, record): ROWS.append(record.getMessage())\n"
          "class Box:\n    def __init__(self): self.items = []\n    def add(self, x): self.items.append(x)\n"
          "ROWS = []\ndef f(): return %d\n")
    more = "audit = logging.getLogger('audit')\naudit.addHandler(H())\nBOX = Box()\nBOX.add(object())\n"
    p = Program(t, {"app.py": v1 % 1}, "import app, logging")
    for number in range(2, 8):
        p.write("app.py", v1 % number + (more if number % 2 == 0 else ""))
        run = p.reload("app")
        p.expect("app.f(), len(logging.getLogger('audit').handlers)", (number, 1))
        if number % 2 == 0:
            p.expect("len(app.BOX.items)", 1)
    p.write("app.py", v1 % 8 + more)
    run = p.reload("app")
    assert [n for n in run.doc["notes"] if "stands" in n["detail"]], run.out
    p.ask("logging.getLogger('audit').warning('x')")
    p.expect("app.ROWS, len(app.BOX.items)", (["x"], 1))


def test_a_constant_that_comes_back_reaches_its_importers(t):
    """It was gone for a release: who had imported it by name has the next value, and the same object."""
    app = "MAX = %d\nTAB = {'k': %d}\nNAMES = ['a']\n"
    for pyc in (True, False):
        p = t.target({"app.py": app % (5, 5), "cl.py": "from app import MAX, TAB\ndef see(): return MAX, TAB['k']\n"}, "import app, cl\n", pyc=pyc)
        p.write("app.py", "LIMIT = 1\n")
        p.reload("app")
        p.expect("cl.see()", (5, 5))
        for n in (6, 7):
            p.write("app.py", app % (n, n))
            p.reload("app")
            p.expect("cl.see(), cl.TAB is app.TAB", ((n, n), True))


def test_methods_and_nested_classes_that_come_back(t):
    """Gone, or with another name, for a release: who holds a bound method, a getter or an object goes on with them."""
    v1 = ("class Cart:\n    def undo(self): return 'n%d'\n    @staticmethod\n    def fixed(): return 'n%d'\n    @classmethod\n    def made(cls): return 'n%d'\n"
          "    @property\n    def size(self): return 'n%d'\n    class Line:\n        def total(self): return 'n%d'\n")
    for pyc in (True, False):
        p = t.target({"app.py": v1 % ((1,) * 5)}, "import app\nc = app.Cart()\nheld = [c.undo, c.fixed, c.made]\nget = app.Cart.size.fget\n"
                     "Line, line = app.Cart.Line, app.Cart.Line()\nbound = line.total\n", pyc=pyc)
        p.write("app.py", "class Cart:\n    def revert(self): return 1\n")
        p.reload("app")
        p.expect("[f() for f in held], get(c), bound(), hasattr(c, 'undo')", (["n1"] * 3, "n1", "n1", False))
        for n in (2, 3):
            p.write("app.py", v1 % ((n,) * 5))
            p.reload("app")
            p.expect("{f() for f in held + [bound, line.total, c.undo, c.fixed, c.made]} | {get(c), c.size}, app.Cart.Line is Line", ({"n%d" % n}, True))
