"""New code that cannot be taken: a clear error, exit 1, and nothing changed."""

import ast
import os

from harness import TOOL
from program import Program, names, tool
from test_packages import fingerprint

V1 = """
    LIMIT = 1
    cache = {}
    def f(x=1):
        return ("one", x)
    class C:
        def m(self): return "one"
"""
V2 = V1.replace("one", "two").replace("LIMIT = 1", "LIMIT = 2").replace("x=1", "x=2")
MAIN = "import app\nfrom app import f, C, LIMIT, cache\ncache['k'] = 1\nc = C()\n"
STATE = "f(), app.f(), c.m(), LIMIT, app.LIMIT, cache"
OLD = (("one", 1), ("one", 1), "one", 1, 1, {"k": 1})
NEW = (("two", 2), ("two", 2), "two", 2, 2, {"k": 1})


def refused(p, *modules, options=()):
    """A run that is refused, says why, and changes no object of the module."""
    before = p.ask(fingerprint("app"))
    loaded = p.ask("sorted(__import__('sys').modules)")
    run = p.reload(*modules, status=1, options=options)
    assert run.doc["error"]["code"] == "ERR_REFUSED", run.out
    assert p.ask(fingerprint("app")) == before, "an object of the module is another one"
    assert p.ask("[m for m in __import__('sys').modules if m not in %s and "
                 "__import__('os').getcwd() in str(__import__('sys').modules[m])]" % loaded) == "[]"
    p.expect(STATE, OLD)
    return run.doc["error"]


def recovers(p):
    """The next, good edit goes through."""
    p.write("app.py", V2)
    p.reload("app")
    p.expect(STATE, NEW)


def test_not_loaded_suggests_near_names(t):
    p = Program(t, {"app.py": V1, "shop_prices.py": "x = 1\n"}, MAIN + "import shop_prices")
    error = refused(p, "shop_price")
    assert "shop_price" in error["message"], error
    assert "shop_prices" in (error["hint"] or "") + error["message"].replace("shop_price ", ""), error
    p.expect("'shop_price' in __import__('sys').modules", False)


def test_not_loaded_is_not_imported(t):
    p = Program(t, {"app.py": V1, "fresh.py": "open('ran', 'w')\n"}, MAIN)
    refused(p, "fresh")
    assert not os.path.exists(p.path("ran"))


def test_modules_in_c(t):
    p = Program(t, {"app.py": V1}, MAIN + "import math, _json, sys")
    for name in ("math", "_json", "sys", "builtins"):
        assert name in refused(p, name)["message"]
    p.expect("math.sqrt(4.0), _json.encode_basestring('x')", (2.0, '"x"'))


def test_module_in_c_among_others(t):
    p = Program(t, {"app.py": V1}, MAIN + "import math")
    p.write("app.py", V2)
    refused(p, "app", "math")
    recovers(p)


def test_frozen_modules_are_refused(t):
    """Since 3.11 some of the library are in the interpreter; what their file says, no process runs."""
    p = Program(t, {"app.py": V1}, MAIN + "import abc, sys\njoin = abc.abstractmethod\n")
    if p.ask("abc.__spec__.origin == 'frozen'") == "True":
        assert "frozen" in refused(p, "abc")["message"]
    p.expect("join is abc.abstractmethod", True)


def test_source_is_gone(t):
    for pyc in (True, False):
        p = Program(t, {"app.py": V1}, MAIN, pyc=pyc)
        os.unlink(p.path("app.py"))
        assert "app" in refused(p, "app")["message"]
        recovers(p)


def test_syntax_error(t):
    for pyc in (True, False):
        p = Program(t, {"app.py": V1}, MAIN, pyc=pyc)
        p.write("app.py", "def f(x=2):\n    return ('two', x)\nclass C(:\n")
        traceback = refused(p, "app")["traceback"]
        assert "app.py" in traceback and "line 3" in traceback, traceback
        assert "SyntaxError" in traceback and "class C(:" in traceback, traceback
        recovers(p)


def test_not_utf8(t):
    p = Program(t, {"app.py": V1}, MAIN)
    with open(p.path("app.py"), "wb") as f:
        f.write(b"def f(): return 2\nname = '\xff\xfe'\n")
    assert "app" in refused(p, "app")["message"]
    recovers(p)


def test_exception_halfway(t):
    p = Program(t, {"app.py": V1}, MAIN)
    text = "LIMIT = 2\ndef f(x=2): return ('two', x)\ncache.clear() if 0 else None\n" \
           "EXTRA = int('boom')\nclass C: pass\n"
    p.write("app.py", text)
    traceback = refused(p, "app")["traceback"]
    assert "app.py" in traceback and "line 4" in traceback, traceback
    assert "ValueError" in traceback and "boom" in traceback, traceback
    recovers(p)


def test_exception_deep_down(t):
    """What has raised is at the end."""
    p = t.target({"app.py": "def f(): return 1\n"}, "import app")
    p.write("app.py", "def f(n):\n    if not n: raise ValueError('deep')\n    f(n - 1)\nf(80)\n")
    run = p.reload("app", status=1)
    assert "calls ..." in run.doc["error"]["traceback"] and "raise ValueError('deep')" in run.doc["error"]["traceback"], run.out


def test_exception_in_a_class_body(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", V2.replace("class C:", "class C:\n        y = 1 / 0"))
    assert "ZeroDivisionError" in refused(p, "app")["traceback"]
    recovers(p)


def test_missing_import(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", "import no_such_module_here\n" + "\n".join(
        line[4:] for line in V2.splitlines()))
    error = refused(p, "app")
    assert "no_such_module_here" in error["traceback"], error
    recovers(p)


def test_exit_at_top_level(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", "import sys\nLIMIT = 2\nsys.exit('bye')\n")
    assert "SystemExit" in refused(p, "app")["traceback"]
    recovers(p)


def test_dry_run_plans_and_changes_nothing(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", V2 + "    def added(): return 1\n")
    before = p.ask(fingerprint("app"))
    run = p.reload("app", options=["--dry-run"])
    assert run.doc["status"] == "planned", run.out
    assert {"f", "C.m", "LIMIT"} <= names(run.doc["updated"]), run.out
    assert names(run.doc["added"]) == {"added"}, run.out
    assert p.ask(fingerprint("app")) == before
    p.expect(STATE, OLD)
    recovers(p)


def test_dry_run_of_bad_code_is_refused(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", "def f(:\n")
    refused(p, "app", options=["--dry-run"])


def test_text_for_people(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", "def f(:\n")
    bad = tool(p.pid, "app", command=[TOOL])
    assert bad.status == 1 and not bad.out, bad
    assert "SyntaxError" in bad.err and "app.py" in bad.err and "nothing changed" in bad.err, bad
    p.expect(STATE, OLD)
    p.write("app.py", V2)
    good = tool(p.pid, "app", command=[TOOL])
    assert good.status == 0 and not good.err, good
    assert "reloaded app" in good.out and "LIMIT" in good.out and "GIL" in good.out, good
    p.expect(STATE, NEW)
    p.write("app.py", V1)
    quiet = tool("-q", p.pid, "app", command=[TOOL])
    assert (quiet.status, quiet.out, quiet.err) == (0, "", ""), quiet
    p.expect("f()", ("one", 1))


def test_terminal_controls_are_not_printed(t):
    p = Program(t, {"app.py": V1}, MAIN)
    p.write("app.py", 'raise ValueError("\\x1b[31mred\\x07\\u202e")\n')
    before = p.snapshot()
    run = tool(p.pid, "app", command=[TOOL])
    p.check_unharmed(before)
    assert run.status == 1 and "ValueError" in run.err, run
    assert not set("\x1b\x07\u202e") & set(run.err + run.out), run


def test_top_level_outlasts_the_timeout(t):
    p = Program(t, {"app.py": V1}, MAIN)
    before, objects = p.snapshot(), p.ask(fingerprint("app"))
    p.write("app.py", "import time\nopen('began', 'w')\ntime.sleep(3)\n" + "\n".join(
        line[4:] for line in V2.splitlines()))
    run = tool("--timeout", "1", p.pid, "app")
    assert os.path.exists(p.path("began")), "the new code did not even begin: %s" % run.out
    assert run.status == 4 and run.took < 2.5, run
    p.expect(STATE, OLD)
    p.check_unharmed(before, wait=6)
    assert p.ask(fingerprint("app")) == objects
    recovers(p)


REGISTRY = """
items, order, kinds = {}, [], set()
class Bus:
    def __init__(self): self.last = None
bus = Bus()
def register(name, f):
    items[name] = f
    order.append(f)
    order.append((name, f))
    kinds.add(f)
    bus.last = f
    return f
def registered(f): return register(f.__name__, f)
"""


def test_refused_registrations_are_taken_back(t):
    """What the new source gave to another module before it was refused."""
    p = t.target({"app.py": "import reg\n@reg.registered\ndef f(): return 1\ndef g(): return 1\n", "reg.py": REGISTRY},
                 "import app, reg\nbefore = [repr(v) for v in (reg.items, reg.order, reg.kinds, vars(reg.bus))]\n")
    new = ("import reg\n@reg.registered\ndef f(x=1): return 2\ndef g(): return 2\n@reg.registered\ndef h(): return g()\n"
           "@reg.registered\nclass C: pass\nreg.register('another', lambda: 3)\n")
    p.write("app.py", new + "raise ValueError\n")
    p.reload("app", status=1)
    p.expect("[repr(v) for v in (reg.items, reg.order, reg.kinds)] == before[:3], app.f(), reg.bus.last is app.f",
             (True, 1, True))
    p.write("app.py", new)
    p.reload("app", options=["--dry-run"])
    p.expect("[repr(v) for v in (reg.items, reg.order, reg.kinds)] == before[:3], app.f()", (True, 1))
    p.reload("app")
    p.expect("sorted(reg.items), reg.items['f']() == app.f() == 2, reg.items['h'] is app.h, len(reg.kinds)",
             (["C", "another", "f", "h"], True, True, 4))


def test_refused_attributes_are_as_before(t):
    v1 = "class C:\n    x = 1\nclass K: pass\nk = K()\ndef f(): return 1\nf.short = 'one'\n"
    p = t.target({"app.py": v1}, "import app\nf, k = app.f, app.k\nk.a = 1\n")
    p.write("app.py", v1.replace("f.short = 'one'", "f.short = 'two'\nf.long = 'new'\nC.x = 5\nC.y = 6\nk.a = 7\nk.b = 8")
            .replace("return 1", "return 2") + "raise ValueError\n")
    p.reload("app", status=1)
    p.expect("app.f(), vars(f), app.C.x, hasattr(app.C, 'y'), vars(k)", (1, {"short": "one"}, 1, False, {"a": 1}))
    p.write("app.py", v1.replace("f.short = 'one'", "f.short = 'two'\nC.y = 6\nk.b = 8").replace("return 1", "return 2"))
    p.reload("app", options=["--dry-run"])
    p.expect("app.f(), vars(f), hasattr(app.C, 'y'), vars(k)", (1, {"short": "one"}, False, {"a": 1}))
    p.reload("app")
    p.expect("app.f(), vars(f), app.C.y, vars(k)", (2, {"short": "two"}, 6, {"a": 1, "b": 8}))


def test_refused_first_attribute_of_an_object(t):
    """Before 3.11 an object has no dict until then."""
    p = t.target({"app.py": "import bus\nX = 1\n", "bus.py": "class K:\n    def set(self): self.y = 1\nk, n = K(), K()\n"},
                 "import app, bus\n")
    p.write("app.py", "import bus\nX = 2\nbus.k.x = 1\nbus.n.set()\n1 / 0\n")
    p.reload("app", status=1)
    p.expect("vars(bus.k), vars(bus.n), app.X", ({}, {}, 1))
    p.write("app.py", "import bus\nX = 2\nbus.k.x = 1\nbus.n.set()\n")
    p.reload("app", options=["--dry-run"])
    p.expect("vars(bus.k), vars(bus.n), app.X", ({}, {}, 1))
    p.reload("app")
    p.expect("vars(bus.k), vars(bus.n), app.X", ({"x": 1}, {"y": 1}, 2))


def test_refused_within_an_import_is_as_before(t):
    """What gave way to a line that is refused all the same is back, also for the module that imports that one."""
    reg = """
TABLE = {}
def make():
    seen = ""
    def column(name):
        nonlocal seen
        if name in seen: raise ValueError("duplicate " + name)
        seen += name
        return name
    return column
column = make()
class Model:
    def __init_subclass__(cls):
        TABLE.update((name, cls) for name in vars(cls) if not name.startswith("__"))
"""
    models = "from reg import Model, column\nclass A(Model):\n    a = column('a')\nclass B(Model):\n    b = column('b')\n"
    files = {"reg.py": reg, "models.py": models, "app.py": "from models import A, B\nN = 1\n"}
    p = t.target(files, "import app, reg\n")
    p.write("models.py", models + "    c = 5\n")
    p.write("app.py", "from models import A, B\nN = 2\n")
    p.reload("models", "app", status=1)
    p.expect("app.N, sorted(reg.TABLE), reg.TABLE.get('a') is app.A, reg.TABLE.get('b') is app.B", (1, ["a", "b"], True, True))


def test_state_in_blocks(t):
    """One line of an `if` changes: the others' objects are state."""
    v1 = "import sys\nif sys.platform != 'win32':\n    cache = {}\n    LIMIT = 1\n    def f(): return LIMIT\nelse:\n    cache = None\n"
    p = t.target({"app.py": v1}, "import app\ncache = app.cache\ncache[1] = 2\n")
    p.write("app.py", v1.replace("LIMIT = 1", "LIMIT = 2"))
    p.reload("app")
    p.expect("app.cache is cache, cache, app.f()", (True, {1: 2}, 2))
    v1 = "import sys\nDEBUG = True\nif DEBUG:\n    LEVEL, kinds = 1, ['debug']\nelse:\n    LEVEL, kinds = 2, ['info']\n"
    p = t.target({"app.py": v1}, "import app\n")
    p.write("app.py", v1.replace("DEBUG = True", "DEBUG = False"))
    p.reload("app")
    p.expect("app.LEVEL, app.kinds", (2, ["info"]))


def test_annotations_that_are_added(t):
    p = t.target({"app.py": "cache = {}\ncount = 0\nLIMIT = 1\ndef bump():\n    global count\n    count += 7\n"},
                 "import app\ncache = app.cache\ncache[1] = 2\napp.bump()\n")
    p.write("app.py", "cache: dict = {}\ncount: int = 0\nLIMIT: int = 2\ndef bump():\n    global count\n    count += 8\n")
    p.reload("app")
    p.expect("app.cache is cache, cache, app.count, app.LIMIT, sorted(app.__annotations__)",
             (True, {1: 2}, 7, 2, ["LIMIT", "cache", "count"]))


def test_lines_that_are_gone_are_named(t):
    p = t.target({"app.py": "import reg\ndef f(): return 1\nreg.register('f', f)\n", "reg.py": REGISTRY}, "import app, reg\n")
    p.write("app.py", "import reg\ndef f(): return 2\n__version__ = '2'\n")
    run = p.reload("app")
    assert any("line 3" in n["detail"] for n in run.doc["notes"]), run.out
    p.expect("reg.items['f'](), app.__version__", (2, "2"))
    p.write("app.py", "import reg\ndef f(): return 3\n")
    run = p.reload("app")
    p.expect("app.f(), hasattr(app, '__version__'), app.__name__", (3, False, "app"))


def test_objects_that_are_not_made_any_more_are_named(t):
    reg = "known = []\nclass Metric:\n    def __init__(self): known.append(self)\n"
    p = t.target({"app.py": "from reg import Metric\nA = Metric()\nB = Metric()\nC = B\ndef f(): return 1\n", "reg.py": reg},
                 "import app, reg\n")
    p.write("app.py", "from reg import Metric\nB = Metric()\nC = B\ndef f(): return 2\n")
    run = p.reload("app")
    assert [(s["name"], s["detail"]) for s in run.doc["stale"]] == [("A", "a Metric that is held, but not made any more")], run.out
    p.expect("hasattr(app, 'A'), len(reg.known), app.f()", (False, 2, 2))


def test_derived_by_plain_calls(t):
    v1 = "NAMES = ['a']\nclass Config:\n    limit = 1\n    names = NAMES\nLIMIT = Config.limit\n"
    p = t.target({"app.py": v1}, "import app\nfrom app import LIMIT, NAMES\n")
    p.write("app.py", v1.replace("limit = 1", "limit = 2").replace("['a']", "['b']"))
    p.reload("app")
    p.expect("app.LIMIT, LIMIT, app.Config.names is app.NAMES is NAMES, NAMES", (2, 2, True, ["b"]))
    v1 = "A = 1\nB = max(A, 2)\nC = 'x{}'.format(A)\nD = sorted([A, 3])\ndef f(): return A\n"
    p = t.target({"app.py": v1}, "import app\nfrom app import B, C\n")
    p.write("app.py", v1.replace("A = 1", "A = 5"))
    p.reload("app")
    p.expect("app.B, app.C, app.D, B, C", (5, "x5", [3, 5], 5, "x5"))


def test_registered_once(t):
    """A statement takes the place of one that has registered the same."""
    bus = "SUBS, LOG = [], []\ndef subscribe(f, prio=0): SUBS.append(f)\nclass Field:\n" \
          "    def __set_name__(self, owner, name): LOG.append(name)\n"
    v1 = ("import bus\ndef a(): return 'a1'\ndef b(): return 'b1'\nfor h in (a, b):\n    bus.subscribe(h)\n"
          "class C:\n    x = 1\n    field = bus.Field()\nclass Base:\n    names = []\n"
          "    def __init_subclass__(cls): Base.names.append(cls.__name__)\nclass Sub(Base):\n    x = 1\n")
    p = t.target({"app.py": v1, "bus.py": bus}, "import app, bus\n")
    p.write("app.py", v1.replace("a1", "a2").replace("(a, b)", "(a, b, c)").replace("for h", "def c(): return 'c2'\nfor h")
            .replace("x = 1", "x = 2"))
    p.reload("app")
    p.expect("[f() for f in bus.SUBS], bus.LOG, app.Base.names, app.C.x", (["a2", "b1", "c2"], ["field"], ["Sub"], 2))
    v1 = "import bus\ndef on(): return 1\nbus.subscribe(on)\n"
    p = t.target({"app.py": v1, "bus.py": bus}, "import app, bus\n")
    p.write("app.py", v1.replace("return 1", "return 2").replace("(on)", "(on, prio=1)"))
    p.reload("app")
    p.expect("[f() for f in bus.SUBS]", [2])


STRICT = """
NAMES, BY_NAME, RULES, COUNT = set(), {}, [], 0
def name(f):
    full = f.__module__ + "." + f.__qualname__
    if full in NAMES: raise ValueError("duplicate " + full)
    NAMES.add(full)
    return f
class Metric:
    def __init__(self, key, text):
        if key in BY_NAME: raise ValueError("duplicate " + key)
        BY_NAME[key], self.text = self, text
class Rule:
    def __init__(self, path): self.path = path
def route(path):
    def register(f):
        RULES.append(Rule(path))
        if BY_NAME.get(f.__name__, f) is not f: raise ValueError("overwrites " + f.__name__)
        BY_NAME[f.__name__] = f
        return f
    return register
def single(path):
    global COUNT
    if COUNT: raise ValueError("there is one")
    COUNT = 1
    return lambda f: f
"""


def test_room_in_strict_registries(t):
    """What they have of the old statement goes, where that is enough; it is back when the reload is refused."""
    v1 = ("import strict\nclass Model:\n    size = 1\n    @strict.name\n    def check(self): return 1\n"
          "METRIC = strict.Metric('hits', 'one')\n@strict.route('/1')\ndef view(): return 1\n"
          "@strict.single('1')\ndef only(): return 1\n")
    main = "import app, strict\nfrom app import METRIC\nheld = app.Model()\n"
    state = ("sorted(strict.NAMES), [getattr(v, 'text', v) for k, v in sorted(strict.BY_NAME.items()) if k != 'view'], "
             "[r.path for r in strict.RULES], held.check(), held.size, METRIC is app.METRIC is strict.BY_NAME['hits']")
    p = t.target({"app.py": v1, "strict.py": STRICT}, main)
    old = (["app.Model.check"], ["one"], ["/1"], 1, 1, True)
    p.expect(state, old)
    v2 = v1.replace("size = 1", "size = 2").replace("one", "two").replace("self): return 1", "self): return 2")
    p.write("app.py", v2 + "1 / 0\n")
    p.reload("app", status=1)
    p.expect(state, old)
    p.write("app.py", v2.replace("single('1')", "single('2')"))
    run = p.reload("app", status=1)
    assert "there is one" in run.doc["error"]["message"], run.out
    p.expect(state, old)
    p.write("app.py", v2.replace("/1", "/2"))
    p.reload("app")
    p.expect(state, (["app.Model.check"], ["two"], ["/2"], 2, 2, True))
    p.write("app.py", v2)
    p.reload("app")
    p.expect(state, (["app.Model.check"], ["two"], ["/1"], 2, 2, True))


REGISTRIES = """
import collections, functools, logging, types
LIST, DICT, SET, QUEUE, ORDERED = ["a"], {}, set(), collections.deque([1]), collections.OrderedDict(x=1, y=2)
COUNT = collections.Counter()
BY_KIND = collections.defaultdict(list)
class Holder: pass
holder = Holder()
class Base:
    below = []
    def __init_subclass__(cls): Base.below.append(cls.__name__)
calls = 0
def count():
    global calls
    calls += 1
class Bus:
    def __init__(self): self.handlers = {}
    def on(self, event, f): self.handlers.setdefault(event, []).append((event, f))
bus = Bus()
generic = functools.singledispatch(lambda x: "any")
log = logging.getLogger("quiet")
log.addHandler(logging.NullHandler())
space = types.SimpleNamespace(v=1)
"""


def test_what_refused_code_did_to_others_is_undone(t):
    """Containers and attributes of other modules, however the new code reached them."""
    state = ("[reg.LIST, reg.DICT, sorted(reg.SET), list(reg.QUEUE), list(reg.ORDERED.items()), dict(reg.COUNT), "
             "dict(reg.BY_KIND), vars(reg.holder), reg.Base.below, reg.calls, reg.bus.handlers, reg.generic(1), "
             "len(reg.log.handlers), reg.log.level, len(reg.log.filters), reg.space.v, hasattr(reg.Base, 'extra'), "
             "hasattr(reg, 'NEW'), 'alias_of_json' in __import__('sys').modules, app.f(), "
             "'/nowhere' in __import__('sys').path]")
    p = t.target({"app.py": "import reg\ndef f(): return 'old'\n", "reg.py": REGISTRIES}, "import app, reg, sys, json\n")
    before = ast.literal_eval(p.ask(state))
    p.write("app.py", "import reg, sys, logging, json\nfrom reg import LIST, bus, log\n"
                      "def f(): return 'new'\n"
                      "LIST.append('b')\nLIST[0] = 'c'\nreg.LIST.sort(reverse=True)\nreg.DICT['f'] = f\n"
                      "reg.DICT.setdefault('l', []).append(1)\nreg.SET.add(1)\nreg.QUEUE.append(2)\n"
                      "reg.ORDERED.update(z=3)\nreg.ORDERED.pop('x')\nreg.COUNT.update('abc')\nreg.BY_KIND['k'].append(f)\n"
                      "reg.holder.a = 1\nsetattr(reg.holder, 'b', f)\nsetattr(reg.Base, 'extra', f)\nreg.NEW = f\n"
                      "class Sub(reg.Base): pass\nreg.count()\nbus.on('e', f)\nreg.generic.register(int, f)\n"
                      "log.addHandler(logging.NullHandler())\nlog.setLevel(10)\nlog.addFilter(lambda r: True)\n"
                      "reg.space.v = 2\nsys.modules['alias_of_json'] = json\nsys.path.append('/nowhere')\n"
                      "import nowhere_to_be_found\n")
    assert tool(p.pid, "app").status == 1
    p.expect(state, before)
    # And so a good reload registers once.
    p.write("app.py", "import reg\ndef f(): return 'new'\nreg.bus.on('e', f)\nreg.LIST.append('b')\n")
    assert tool(p.pid, "app").status == 0
    p.expect("reg.LIST, [(e, f()) for e, f in reg.bus.handlers['e']]", (["a", "b"], [("e", "new")]))


def test_settings_of_the_process_that_refused_code_made_are_undone(t):
    p = t.target({"app.py": "X = 1\n"}, "import app, sys, gc, os, socket\n")
    seen = "sys.getrecursionlimit(), gc.get_threshold(), socket.getdefaulttimeout(), os.getcwd()"
    before = p.ask(seen)
    v2 = ("import sys, gc, os, socket\nX = 2\nsys.setrecursionlimit(5000)\ngc.set_threshold(9, 8, 7)\nsocket.setdefaulttimeout(3)\n"
          "os.chdir('/')\n")
    for options, status in (([], 1), (["--dry-run"], 0)):
        p.write("app.py", v2 + ("1 / 0\n" if status else ""))
        p.reload("app", options=options, status=status)
        assert p.ask(seen) == before, p.ask(seen)
        p.expect("app.X", 1)
    p.reload("app")
    p.expect(seen + ", app.X", (5000, (9, 8, 7), 3.0, "/", 2))


def test_what_a_new_module_of_refused_code_did_is_undone(t):
    """It is executed for the first time, and may take the place of a live entry."""
    reg = ("LIST, COUNT, DICT, SET, R = ['x'], 1, {'k': 1, 'gone': 1}, {1}, {}\nclass K:\n    v = 1\ndef f(): pass\nf.tag = 1\n"
           "def on(name):\n    def put(g):\n        R[name] = g\n        return g\n    return put\n")
    fresh = ("import reg\nfrom deeper import more\nreg.LIST.append('n')\nreg.COUNT = 2\nreg.DICT['k'] = 2\nreg.DICT.pop('gone')\n"
             "reg.SET.add(2)\nreg.K.v = 2\nreg.f.tag = 2\n@reg.on('pay')\ndef pay(): return 2\n")
    deeper = "import reg\n@reg.on('more')\ndef more(): return 2\nreg.LIST.append('m')\n"
    state = ("reg.LIST, reg.COUNT, reg.DICT, reg.SET, reg.K.v, reg.f.tag, {k: g() for k, g in reg.R.items()}, app.pay(), "
             "[m in __import__('sys').modules for m in ('fresh', 'deeper')]")
    p = t.target({"app.py": "import reg\n@reg.on('pay')\ndef pay(): return 1\n", "reg.py": reg}, "import app, reg\n")
    before = p.ask(state)
    p.write("fresh.py", fresh)
    p.write("deeper.py", deeper)
    for new, options, status in (("raise OSError\n", [], 1), ("", ["--dry-run"], 0)):
        p.write("app.py", "import reg\nfrom fresh import pay\n" + new)
        assert tool(*options, p.pid, "app").status == status
        assert p.ask(state) == before, (status, p.ask(state))
    assert tool(p.pid, "app").status == 0
    p.expect("reg.LIST, {k: g() for k, g in reg.R.items()}, app.pay()", (["x", "m", "n"], {"pay": 2, "more": 2}, 2))


DERIVED = """
class Handlers(list):
    def append(self, f):
        super().append(f)
        self.last = f
    def __len__(self): return 7
class Tags(set):
    def update(self, *more): raise RuntimeError
class Table(dict):
    def __setitem__(self, key, value): super().__setitem__(key, [value])
class Bus:
    def __init__(self): self.handlers, self.tags, self.table = Handlers("a"), Tags([1]), Table(a=1)
    def on(self, f):
        self.handlers.append(f)
        self.tags.add(f)
        self.table["f"] = f
bus = Bus()
"""


def test_what_refused_code_did_to_classes_of_containers_is_undone(t):
    state = "[list(reg.bus.handlers), vars(reg.bus.handlers), list(reg.bus.tags), dict(reg.bus.table)]"
    for pyc in (True, False):
        p = t.target({"app.py": "import reg\ndef f(): return 'old'\n", "reg.py": DERIVED}, "import app, reg\n", pyc=pyc)
        before = ast.literal_eval(p.ask(state))
        new = "import reg\ndef f(): return 'new'\nreg.bus.on(f)\n"
        p.write("app.py", new + "import nowhere_to_be_found\n")
        assert tool(p.pid, "app").status == 1
        p.expect(state, before)
        p.write("app.py", new)
        assert tool("--dry-run", p.pid, "app").status == 0
        p.expect(state, before)
        if not pyc:
            continue # whether the call is new cannot be told
        assert tool(p.pid, "app").status == 0
        p.expect("[f() for f in reg.bus.handlers[1:]], reg.bus.handlers.last is app.f, len(reg.bus.tags)", (["new"], True, 2))


def test_a_key_of_the_new_code_goes_again(t):
    """The live class is in the registry already, by another name."""
    v1 = ("class Plugin:\n    registry = {}\n    def __init_subclass__(cls):\n        Plugin.registry[cls.__name__] = cls\n"
          "class Alpha(Plugin): pass\n")
    p = t.target({"app.py": v1}, "import app\n")
    p.write("app.py", v1.replace("[cls.__name__]", "[cls.__name__.lower()]"))
    assert tool("--dry-run", p.pid, "app").status == 0
    p.expect("app.Plugin.registry == {'Alpha': app.Alpha}", True)
    p.write("app.py", v1.replace("[cls.__name__]", "[cls.__name__.lower()]") + "raise OSError\n")
    assert tool(p.pid, "app").status == 1
    p.expect("app.Plugin.registry == {'Alpha': app.Alpha}", True)


def test_a_new_module_that_raises_is_executed_once(t):
    """While containers are watched, too: the exception is its own."""
    reg = "SEEN = []\ndef put(x): SEEN.append(x)\n"
    p = t.target({"app.py": "X = 1\n", "reg.py": reg}, "import app, reg\n")
    p.write("fresh.py", "import reg\nreg.put(2)\nwith open('ran', 'a') as f: f.write('x')\nY = 1 / 0\n")
    p.write("app.py", "import reg\nreg.put(1)\nimport fresh\nX = 2\n")
    run = tool(p.pid, "app")
    assert run.status == 1 and "ZeroDivisionError" in run.doc["error"]["message"], run.out
    assert run.doc["error"]["traceback"].count("fresh.py") == 1, run.doc["error"]["traceback"]
    p.expect("reg.SEEN, app.X, open('ran').read()", ([], 1, "x"))
    p.write("fresh.py", "import reg\nreg.put(2)\nY = 1\n")
    assert tool(p.pid, "app").status == 0
    p.expect("reg.SEEN, app.X", ([1, 2], 2))


BUSY = """
    class Bus:
        def __init__(self):
            self.handlers, self.by, self.all, self.queue = [], {}, set(), []
        def on(self, topic):
            def register(f):
                self.handlers.append(f)
                self.by[topic] = f
                self.all.add(f)
                return f
            return register
    bus = Bus()
    on = bus.on
"""
BUSY_MAIN = """
    import app, lib, threading, time
    stop, made, taken, wrong = [], [0], [], []
    def produce():
        while not stop:
            lib.bus.queue.append(made[0])
            lib.bus.handlers.append(lambda n=made[0]: ("dynamic", n))
            made[0] += 1
            time.sleep(0.001)
    def consume():
        while not stop:
            if len(lib.bus.queue) > 5:
                taken.append(lib.bus.queue.pop(0))
            time.sleep(0.001)
    def renew():
        i = 0
        while not stop:
            lib.bus.by[i] = i
            lib.bus.all.add(i)
            lib.bus.by.pop(i - 5, None)
            lib.bus.all.discard(i - 5)
            i += 1
            want = set(range(max(0, i - 5), i))
            for c in (lib.bus.by, lib.bus.all):
                if {x for x in list(c) if isinstance(x, int)} != want:
                    wrong.append(sorted(map(str, c)))
            time.sleep(0.001)
    threads = [threading.Thread(target=f, daemon=True) for f in (produce, consume, renew)]
    [x.start() for x in threads]
    def own():
        return ([f() for f in lib.bus.handlers if f.__name__ == "handle"], {k: f() for k, f in lib.bus.by.items() if isinstance(k, str)},
                [f() for f in lib.bus.all if not isinstance(f, int)], [x for x in lib.bus.queue if isinstance(x, str)])
    def end():
        stop.append(1)
        [x.join() for x in threads]
        all = [x for x in taken + lib.bus.queue if isinstance(x, int)]
        numbers = [f()[1] for f in lib.bus.handlers if f.__name__ != "handle"]
        return (all == list(range(made[0])), numbers == list(range(made[0])), wrong)
"""


def test_threads_that_work_on_the_same_containers(t):
    """What they put in and take out while staged code does so, too, is theirs: nothing of it is lost, doubled or undone."""
    text = ("import lib, time\n@lib.on('topic%d')\ndef handle(): return %d\nlib.bus.queue.append('v%d')\n"
            "time.sleep(%s)\n%s")
    for pause in (0, 0.05):
        p = t.target({"app.py": text % (1, 1, 1, 0, ""), "lib.py": BUSY}, BUSY_MAIN)
        p.ask("[lib.bus.queue.remove('v1') for _ in '1' if 'v1' in lib.bus.queue]")
        old = ([1], {"topic1": 1}, [1], [])
        for i in range(2, 8):
            p.write("app.py", text % (i, i, i, pause, ""))
            assert tool("--dry-run", p.pid, "app").status == 0
            p.expect("own()[:3]", old[:3])
            p.write("app.py", text % (i, i, i, pause, "raise SystemError\n"))
            assert tool(p.pid, "app").status == 1
            p.expect("own()[:3]", old[:3])
        p.write("app.py", text % (9, 9, 9, pause, ""))
        assert tool(p.pid, "app").status == 0
        p.expect("own()[:3]", ([9], {"topic9": 9}, [9]))
        p.expect("end()", (True, True, []))


def test_a_thread_that_works_on_a_large_dict(t):
    """It takes its time to note what is in it; what a thread puts in then or while the statement runs is not undone."""
    p = t.target({"app.py": "BIG = dict.fromkeys(range(300000))\n"}, """
        import app, itertools, threading, time
        done = 0
        def work():
            global done
            for i in itertools.count(1000000):
                app.BIG[i] = 1
                done += 1
                time.sleep(0.0001)
        threading.Thread(target=work, daemon=True).start()
        """)
    p.write("app.py", "BIG = dict.fromkeys(range(300000))\nSIZE = len(BIG)\n")
    for i in range(25):
        assert tool("--dry-run", p.pid, "app").status == 0
    p.expect("(lambda n: len(app.BIG) - 300000 >= n)(done), hasattr(app, 'SIZE')", (True, False))
    p.reload("app")
    p.expect("(lambda n: len(app.BIG) - 300000 >= n)(done), 300000 <= app.SIZE <= len(app.BIG)", (True, True))


def test_a_value_that_another_thread_sets_afterwards_stays(t):
    """Refused code has set an attribute, and somebody else has set it since; what it has set in a cell alone is put back."""
    p = t.target({"app.py": "import lib\n", "lib.py": """
        import time
        class Conf: pass
        conf = Conf()
        conf.mode = conf.level = 1
        def make():
            state = "old"
            def put(v):
                nonlocal state
                state = v
                time.sleep(0.05)
            return put, lambda: state
        put, get = make()
        """}, """
        import app, lib, threading, time
        def work():
            while lib.conf.mode != 2: time.sleep(0.005)
            lib.conf.mode = 3
        threading.Thread(target=work, daemon=True).start()
        """)
    p.write("app.py", "import lib, time\nlib.conf.mode = 2\nlib.conf.level = 2\nlib.put('new')\ntime.sleep(0.2)\n1/0\n")
    assert tool(p.pid, "app").status == 1
    p.expect("lib.conf.mode, lib.conf.level, lib.get()", (3, 1, "old"))


WAYS = """
    import collections, functools, weakref
    class Reg:
        def __init__(self):
            self.limits, self.names = {}, []
        def set(self, k, v):
            self.limits[k] = v
            self.names.append(k)
    r = Reg()
    Pair = collections.namedtuple("Pair", "a b")
    items, pair, holder, level = [r], Pair(r, 1), weakref.ref(r), 1
    alive = weakref.WeakSet([r])
    def by_item(k, v):
        for x in items: x.set(k, v)
    def by_pair(k, v): pair.a.set(k, v)
    def by_weakref(k, v): holder().set(k, v)
    def by_weak_set(k, v):
        for x in alive: x.set(k, v)
    def _by_partial(reg, k, v): reg.set(k, v)
    by_partial = functools.partial(_by_partial, r)
    @functools.lru_cache(maxsize=None)
    def get(): return r
    def by_cache(k, v): get().set(k, v)
    def by_global(k, v):
        global level
        level = v
    def make():
        n = 1
        def by_cell(k, v):
            nonlocal n
            n = v
        return by_cell, lambda: n
    by_cell, cell = make()
    class Session:
        opened = []
        @property
        def by_property(self):
            self.opened.append(1)
            return lambda k, v: None
    session = Session()
    def state(): return r.limits, r.names, level, cell(), Session.opened
"""


def test_refused_code_reaches_by_every_way(t):
    """What it has done is undone whatever leads there: items, partials, caches, weak references, cells, globals, properties."""
    calls = ["by_item", "by_pair", "by_weakref", "by_weak_set", "by_partial", "by_cache", "by_global", "by_cell"]
    first = "import lib\nfrom lib import %s\nlib.get()\n" % ", ".join(calls)
    text = first + "".join("%s('k', %%d)\n" % c for c in calls) + "P = lib.session.by_property%s\n%s"
    p = t.target({"app.py": text % (*[2] * len(calls), "", ""), "lib.py": WAYS}, "import app, lib\n")
    before = ast.literal_eval(p.ask("lib.state()"))
    for options, end, status in (((), "raise SystemError\n", 1), (("--dry-run",), "", 0)):
        p.write("app.py", text % (*[3] * len(calls), ".__name__", end))
        assert tool(*options, p.pid, "app").status == status
        p.expect("lib.state()", before)


SHARED = """
import collections
FUNCS, QUEUE, ORDER = [0, 1], collections.deque([1, 2, 3]), collections.OrderedDict(a=1, b=2)
def state(): return FUNCS, list(QUEUE), list(ORDER)
"""


def test_what_a_module_does_that_another_one_imports(t):
    """It is staged within the statement of the other one, and undone once."""
    p = t.target({"lib.py": SHARED, "first.py": "import lib\nX = 1\n", "second.py": "from first import X\nY = X\n"},
                 "import lib, first, second\n")
    for change in ("FUNCS[0] = 9", "FUNCS.clear()", "FUNCS.append(7)\ndel lib.FUNCS[0]", "QUEUE.clear()", "QUEUE.rotate(1)",
                   "QUEUE.appendleft(0)", "ORDER.move_to_end('a')", "ORDER.popitem()"):
        for second, options, status in (("raise SystemError\n", [], 1), ("lib.FUNCS.append(second)\n", ["--dry-run"], 0)):
            p.write("first.py", "import lib\nX = 2\nlib.%s\n" % change)
            p.write("second.py", "from first import X\nimport lib\nY = X\ndef second(): pass\n" + second)
            assert tool(*options, p.pid, "first", "second").status == status
            p.expect("lib.state(), first.X, second.Y", (([0, 1], [1, 2, 3], ["a", "b"]), 1, 1))
