"""Top-level code that runs again calls new code, and sees new data, before anybody else does."""

from harness import Skip

V1 = """
import contextlib, functools
RATE, COUNT, seen = 2, 0, []
def log(f):
    @functools.wraps(f)
    def inner(*args): return f(*args)
    return inner
def tagged(tag):
    def decorate(f):
        def inner(*args): return (tag, f(*args))
        return inner
    return decorate
def helper(n): return n
@log
def logged(n): return helper(n)
@tagged("t")
@log
def twice_wrapped(n): return helper(n)
@functools.lru_cache()
def cached(n): return helper(n)
@contextlib.contextmanager
def context(): yield helper(3)
def rate(n): return n * RATE
def bump():
    global COUNT
    COUNT += 1
def default(n, memory={}):
    memory[n] = helper(n)
    return sorted(memory)
class Reg:
    items = []
    def __init__(self, n): self.n = helper(n)
    @property
    def double(self): return self.n * 2
    @classmethod
    def make(cls, n): return cls(n)
def within():
    with context() as x: return x
A = logged(1)
B = twice_wrapped(1)
C = cached(1)
D = rate(1)
E = Reg.make(1)
F = within()
G = [helper, logged]
H = default(1)
"""
MAIN = """
import app, gc
from app import A, Reg, helper, logged
reg, made = app.Reg, app.E
app.Reg.items.append(5)
def live(name):
    return sum(type(o) is type(live) and o.__code__.co_name == name and o.__code__.co_filename == app.__file__
               for o in gc.get_objects())
"""
VALUES = "app.A, app.B, app.C, app.D, app.E.n, app.E.double, app.F, app.COUNT, app.H, A"


def test_called_at_top_level(t):
    for pyc in (True, False):
        p = t.target({"app.py": V1}, MAIN, pyc=pyc)
        p.expect(VALUES, (1, ("t", 1), 1, 2, 1, 2, 3, 0, [1], 1))
        v2 = V1
        for old, new in (("helper(n): return n", "helper(n): return n * 10"), ("RATE, COUNT, seen = 2", "RATE, COUNT, seen = 7"),
                         ("logged(1)", "logged(2)"), ("wrapped(1)", "wrapped(2)"), ("cached(1)", "cached(2)"),
                         ("rate(1)", "rate(2)"), ("make(1)", "make(2)\nbump()"), ("= within()", "= within() + 1"),
                         ("logged]", "logged, rate]"), ("default(1)", "default(2)")):
            assert old in v2, old
            v2 = v2.replace(old, new)
        p.write("app.py", v2)
        if not pyc:
            # What calls is not run again without the old source: as a whole then.
            p.reload("app", options=["--reset"])
            p.expect("app.A, app.B, app.C, app.D, app.E.n, app.F", (20, ("t", 20), 20, 14, 20, 31))
            continue
        p.reload("app")
        p.expect(VALUES, (20, ("t", 20), 20, 14, 20, 40, 31, 1, [1, 2], 20))
        p.expect("type(app.E) is reg, reg is app.Reg, isinstance(made, Reg), made.n, reg.items, reg.__subclasses__()",
                 (True, True, True, 20, [5], []))
        p.expect("app.G[0] is helper, app.G[1] is logged, app.G[1] is app.logged, helper(2), logged(3)",
                 (True, True, True, 20, 30))
        p.expect("gc.collect() * 0, live('helper'), live('rate'), live('logged'), live('cached')", (0, 1, 1, 1, 1))


def test_called_in_another_module(t):
    p = t.target({"low.py": "SCALE = 1\ndef scaled(n): return n * SCALE\nclass Box:\n    def get(self): return scaled(1)\n",
                  "high.py": "import low\nfrom low import scaled\nX = scaled(1)\nY = low.Box().get()\n"},
                 "import high, low\n")
    p.expect("high.X, high.Y", (1, 1))
    p.write("low.py", "SCALE = 5\ndef scaled(n): return n * SCALE + 1\nclass Box:\n    def get(self): return scaled(2)\n")
    p.write("high.py", "import low\nfrom low import scaled\nX = scaled(2)\nY = low.Box().get() + 100\n")
    p.reload("low", "high")
    p.expect("high.X, high.Y, high.scaled is low.scaled", (11, 111, True))


def test_a_class_that_cannot_be_made_twice(t):
    """Its metaclass, base or decorator would see it again: it is said that the old methods were used."""
    p = t.target({"app.py": """
        class Base:
            seen = []
            def __init_subclass__(cls): Base.seen.append(cls.__name__)
        class Child(Base):
            def get(self): return 1
        X = Child().get()
        """}, "import app\n")
    p.write("app.py", """
        class Base:
            seen = []
            def __init_subclass__(cls): Base.seen.append(cls.__name__)
        class Child(Base):
            def get(self): return 2
        X = Child().get() + 10
        """)
    run = p.reload("app")
    p.expect("app.Base.seen, app.Child().get()", (["Child"], 2))
    assert p.ask("app.X") == "12" or "Child" in {n["name"] for n in run.doc["notes"]}, run.out


def test_unchanged_lines_that_call_new_code_are_named(t):
    v1 = "import os\ndef build(): return {'a': 1, 'pid': os.getpid()}['a']\ndef other(): return 1\nTABLE = {'a': build()}\nX = other()\n"
    p = t.target({"app.py": v1}, "import app\n")
    p.write("app.py", v1.replace("'a': 1", "'a': 2"))
    run = p.reload("app")
    assert [n["detail"].split(" was ")[0] for n in run.doc["notes"]] == ["line 4"], run.out
    p.expect("app.TABLE, app.build()", ({"a": 1}, 2))
    run = p.reload("app", options=["--reset"])
    p.expect("app.TABLE", {"a": 2})


def test_unchanged_lines_that_compute_follow(t):
    v1 = "def build(): return {'a': 1}\nTABLE = build()\n"
    p = t.target({"app.py": v1}, "import app\nfrom app import TABLE\nTABLE['run'] = 5\n")
    p.write("app.py", v1.replace("'a': 1", "'a': 2"))
    run = p.reload("app")
    assert not run.doc["notes"], run.out
    p.expect("TABLE is app.TABLE, TABLE", (True, {"a": 2, "run": 5}))


def test_a_call_that_is_given_a_changed_function_is_not_named(t):
    """What has kept the function runs its new code; what has been given its answer has the old one."""
    v1 = ("kept = []\ndef keep(*things, **more): kept.append((things, more))\ndef handler(): return 1\n"
          "keep(handler)\nkeep(handler, when=(10, [handler]))\nkeep(handler())\nkeep(handler.__name__, handler)\nkeep([h for h in [handler]])\n"
          "class Job:\n    def __init__(self, f): self.f, self.word = [f], f.__name__\n"
          "JOB = Job(handler)\nWORD = Job(handler).word\n")
    p = t.target({"app.py": v1}, "import app\n")
    p.write("app.py", v1.replace("return 1", "return 2"))
    run = p.reload("app")
    assert [n["detail"].split(" was ")[0] for n in run.doc["notes"]] == ["line 6", "line 7", "line 8", "line 12"], run.out
    p.expect("app.JOB.f[0](), app.kept[0][0][0](), app.kept[1][1]['when'][1][0](), app.kept[2][0]", (2, 2, 2, (1,)))


def test_refused_after_calls(t):
    """What the new code called has changed nothing that the process sees."""
    p = t.target({"app.py": "COUNT = 0\ndef bump():\n    global COUNT\n    COUNT += 1\n    return COUNT\nX = 0\n"}, "import app\n")
    p.write("app.py", "COUNT = 0\ndef bump():\n    global COUNT\n    COUNT += 5\n    return COUNT\nX = bump()\nraise ValueError\n")
    p.reload("app", status=1)
    p.expect("app.COUNT, app.X, app.bump()", (0, 0, 1))
    p.write("app.py", "COUNT = 0\ndef bump():\n    global COUNT\n    COUNT += 5\n    return COUNT\nX = bump()\n")
    p.reload("app")
    p.expect("app.COUNT, app.X, app.bump()", (6, 6, 11))


def test_a_registry_that_refuses_what_is_made_anew(t):
    """A changed decorator would set another tag, but registers too, once.  Where its entry cannot be told from
    others the class stays, and is named."""
    for table, has, add, note in (("{}", "c.__name__ in NAMES", "NAMES[c.__name__] = c", False),
                                  ("[]", "(c.__name__, 1) in [n[:2] for n in NAMES]", "NAMES.append((c.__name__, 1, c))", False),
                                  ("[]", "c.__name__[::-1] in NAMES", "NAMES.append(c.__name__[::-1])", True)):
        v1 = ("NAMES = %s\n"
              "def register(c):\n"
              "    if %s:\n"
              "        raise ValueError('twice: ' + c.__name__)\n"
              "    %s\n"
              "    c.tag = 'old'\n"
              "    return c\n"
              "@register\n"
              "class Job:\n"
              "    def f(self): return 'old'\n") % (table, has, add)
        p = t.target({"app.py": v1}, "import app\nfrom app import Job\njob = Job()\n")
        p.write("app.py", v1.replace("'old'", "'new'") + "@register\nclass More: pass\n")
        run = p.reload("app")
        p.expect("job.f(), Job.tag, app.More.tag, len(app.NAMES), app.NAMES in ({'Job': Job, 'More': app.More}, "
                 "[('Job', 1, Job), ('More', 1, app.More)], ['boJ', 'eroM'])", ("new", "old" if note else "new", "new", 2, True))
        assert [n["detail"] for n in run.doc["notes"]] == [
            "line 8 was not run again, but what it calls, or what its decorators were given, has changed"] * note, run.out


def test_calls_with_keywords_are_told_from_others_by_what_they_say(t):
    """A constant more in front of it, and the call refers to its keywords by another number."""
    v1 = ("import reg\nLIMIT = 1\nreg.add('a', kind='x', times=2)\n"
          "@reg.keep('b', kind='y')\ndef f(): return 1\n"
          "@reg.keep('c', kind='z')\nclass C:\n    def m(self): return 1\n")
    p = t.target({"app.py": v1,
                  "reg.py": "names = []\ndef add(name, kind, times=1):\n    names.append((name, kind, times))\n"
                            "def keep(name, kind):\n    add(name, kind)\n    return lambda o: o\n"},
                 "import app, reg\nc = app.C()\n")
    p.write("app.py", v1.replace("LIMIT = 1", "LIMIT = 7\nOTHER = 'more', 5.5").replace("return 1", "return 3"))
    run = p.reload("app")
    p.expect("app.f(), c.m(), reg.names", (3, 3, [("a", "x", 2), ("b", "y", 1), ("c", "z", 1)]))
    assert run.doc["notes"] == [], run.out


def test_classes_of_other_modules_that_hooks_have_made_are_named(t):
    """What __init_subclass__, a metaclass or __set_name__ has put into them stays as the old one did it."""
    base = ("class Base:\n    def __init_subclass__(cls): cls.topic = cls.__name__\n"
            "class Meta(type):\n    def __new__(m, *a):\n        c = super().__new__(m, *a)\n        c.table = a[0]\n        return c\n"
            "    def help(cls): return 1\n"
            "class Model(metaclass=Meta): pass\n"
            "class Field:\n    def __set_name__(self, owner, name): self.column = name\n    def get(self): return 1\n")
    user = "import base\nclass Mail(base.Base): pass\nclass User(base.Model): pass\nclass Row:\n    id = base.Field()\nclass Plain: pass\n"
    p = t.target({"base.py": base, "user.py": user}, "import base, user\n")
    p.write("base.py", base.replace("return 1", "return 2"))
    run = p.reload("base")
    assert not run.doc["notes"], run.doc["notes"]
    p.write("base.py", base.replace("cls.__name__", "cls.__name__.lower()").replace("a[0]", "a[0] + 's'").replace("= name", "= name + '_'"))
    run = p.reload("base")
    notes = {(n["module"], n["name"]) for n in run.doc["notes"] if "was made by the old" in n["detail"]}
    assert notes == {("user", "Mail"), ("user", "User"), ("user", "Row")}, run.doc["notes"]
    p.expect("user.Mail.topic, user.User.table, vars(user.Row)['id'].column", ("Mail", "User", "id"))
    run = p.reload("base", "user")
    p.write("base.py", base.replace("cls.__name__", "cls.__name__.upper()"))
    run = p.reload("base", "user")
    assert not [n for n in run.doc["notes"] if "was made by the old" in n["detail"]], run.doc["notes"]
    p.expect("user.Mail.topic", "MAIL")


def test_lines_of_other_modules_that_look_at_what_a_class_has_are_named(t):
    """A method that has come changes what they have found: dir(), hasattr() of its name, a class that a call makes of it."""
    base = "class Shell:\n    def do_get(self): return 1\n"
    user = ("import lib\nfrom base import Shell\nNAMES = dir(Shell)\nPUT = hasattr(Shell, 'do_put')\nGET = hasattr(Shell, 'do_get')\n"
            "class Remote(lib.remote(Shell)): pass\nProxy = lib.remote(Shell)\nshell = Shell()\n")
    lib = "def remote(cls): return type('Remote', (), {n: getattr(cls, n) for n in dir(cls) if n[:2] == 'do'})\n"
    p = t.target({"base.py": base, "user.py": user, "lib.py": lib}, "import base, user\n")
    p.write("base.py", base.replace("return 1", "return 2"))
    run = p.reload("base")
    assert not run.doc["notes"], run.out
    p.write("base.py", base.replace("return 1", "return 3") + "    def do_put(self): return 4\n")
    run = p.reload("base", options=["--dry-run"])
    assert [(n["module"], n["name"], n["detail"][:7]) for n in run.doc["notes"]] == [("user", "Shell", "line 3 ")], run.out
    p.write("user.py", user.replace("NAMES = dir(Shell)", "").replace("PUT = hasattr(Shell, 'do_put')", ""))
    run = p.reload("base", "user")
    assert [n["detail"][:29] for n in run.doc["notes"]] == ["line 7 was not run again, but"], run.out
    p.expect("user.Remote().do_put()", 4)
    p.write("base.py", base)
    run = p.reload("base")
    assert [(n["module"], n["name"], n["detail"][:7]) for n in run.doc["notes"]] == [("user", "Shell", "line 6 ")], run.out


def test_new_functions_with_the_mark_of_others_are_named(t):
    """A library has collected those that it has marked, when they were registered: pluggy's hooks, views of Pyramid."""
    lib = ("import functools\ndef impl(f):\n    f.is_impl = True\n    return f\ndef timed(f):\n    return functools.wraps(f)(lambda: f())\n"
           "def scan(m): return [f for o in (m, m.Plug) for f in vars(o).values() if getattr(f, 'is_impl', False)]\n"
           "def load(name): return scan(__import__(name))\n")
    v1 = "from lib import impl, timed\n@impl\ndef one(): return 1\nclass Plug:\n    @impl\n    def two(self): return 2\n"
    p = t.target({"app.py": v1, "lib.py": lib}, "import lib\nhooks = lib.load('app')\n")
    p.write("app.py", v1.replace("class Plug:", "@timed\ndef wrapped(): return 5\ndef plain(): return 6\n@impl\ndef three(): return 3\nclass Plug:")
            + "    @impl\n    def four(self): return 4\n    def five(self): return 5\n")
    run = p.reload("app")
    assert sorted(n["name"] for n in run.doc["notes"]) == ["Plug.four", "three"], run.out
    assert all("`is_impl` from a decorator" in n["detail"] for n in run.doc["notes"]), run.out


def test_lines_that_look_at_functions_are_named(t):
    """What they made of arguments, docstrings, annotations and marks of functions of the module stays; not a body alone."""
    v1 = ("import inspect, typing\nCALLS: dict = {}\ndef order(n):\n    def mark(f):\n        f.order = n\n        return f\n    return mark\n"
          "def needs(f): return f.__code__.co_varnames\n@order(1)\ndef load(key: int): return 1\n@order(2)\ndef save(key):\n    'Saves.'\n    return 2\n"
          "TASKS = [load, save]\nARITY = {f.__name__: len(inspect.signature(f).parameters) for f in TASKS}\nNEEDS = [needs(f) for f in TASKS]\n"
          "HELP = [f.__doc__ for f in TASKS]\nSTEPS = sorted(TASKS, key=lambda f: f.order)\nNAMES = [f.__name__ for f in TASKS]\n")
    lines = {name: v1[:v1.index(name)].count("\n") + 1 for name in ("ARITY", "NEEDS", "HELP", "STEPS")}
    p = t.target({"app.py": v1}, "import app\n")
    def named(source):
        p.write("app.py", source)
        run = p.reload("app")
        found = [n["detail"] for n in run.doc["notes"] if "looks at what functions" in n["detail"]]
        return sorted(name for name in lines if any(d.startswith("line %d was not run again" % lines[name]) for d in found)), len(found)
    assert named(v1.replace("return 1", "return 11")) == ([], 0)
    for change in (("load(key: int)", "load(key: int, more=1)"), ("load(key: int)", "load(key: str)")):
        assert named(v1.replace(*change)) == (["ARITY", "HELP", "NEEDS"], 3), change
        named(v1)
    # What an attribute of them says is asked of the new ones.
    assert named(v1.replace("'Saves.'", "'Saves it.'")) == (["ARITY", "NEEDS"], 2)
    p.expect("app.HELP", [None, "Saves it."])
    named(v1)
    p.expect("app.HELP", [None, "Saves."])
    named(v1.replace("@order(2)", "@order(0)"))
    p.expect("[f.__name__ for f in app.STEPS]", ["save", "load"])


def test_what_an_object_has_gathered_is_said(t):
    """A line with other arguments makes its object anew: the record says so where the old one had more than those."""
    v1 = ("import itertools\nclass Store:\n    def __init__(self, ttl):\n        self.ttl, self.limit = ttl, ttl * 2\n"
          "        self.rows, self.sent = {}, 0\n    def send(self): self.sent += 1\n"
          "full = Store(60)\ncounted = Store(60)\nidle = Store(60)\nids = itertools.count(1)\n")
    p = t.target({"app.py": v1}, "import app\napp.full.rows[1] = 1\napp.counted.send()\nnext(app.ids)\n")
    p.write("app.py", v1.replace("Store(60)", "Store(90)").replace("count(1)", "count(1, 10)"))
    run = p.reload("app")
    said = {r["name"]: r["detail"] for kind in ("updated", "repointed") for r in run.doc[kind]}
    assert said["idle"] == "value", said
    assert all(said[name] == "value, without what the old one has gathered" for name in ("full", "counted", "ids")), said
    p.expect("(app.full.rows, app.counted.sent, app.counted.limit, next(app.ids))", ({}, 0, 180, 1))


def test_who_waits_in_an_object_that_is_replaced_is_said(t):
    """What comes is put into the new queue, and the old one is asked for it."""
    v1 = ("import queue, threading\njobs = queue.Queue()\nidle = queue.Queue()\nclass Hub:\n    def __init__(self, size):\n"
          "        self.size, self.ready = size, threading.Event()\nhub = Hub(1)\nquiet = Hub(1)\n"
          "def consume(): jobs.get()\ndef wait(): hub.ready.wait()\n")
    p = t.target({"app.py": v1}, "import app, threading, time\nfor f in (app.consume, app.wait): threading.Thread(target=f, daemon=True).start()\n"
                 "while not (app.jobs.not_empty._waiters and app.hub.ready._cond._waiters): time.sleep(0.01)\n")
    p.write("app.py", v1.replace("Queue()", "LifoQueue()").replace("Hub(1)", "Hub(2)"))
    run = p.reload("app")
    assert sorted(r["name"] for r in run.doc["stale"] if "waits in the old object" in r["detail"]) == ["hub", "jobs"], run.out


def test_match_follows_what_it_reads(t):
    """Since 3.10; an `if` does the same."""
    if t.version < (3, 10):
        raise Skip("no match statement")
    v1 = """BACKEND = "memory"
seen = []
match BACKEND:
    case "memory":
        SIZE, KIND = 10, "small"
    case ("disk" | "tape") as kind:
        SIZE, KIND = 1000, kind
    case _:
        SIZE, KIND = 0, None
def size(): return SIZE, KIND
"""
    p = t.target({"app.py": v1}, "import app\nfrom app import SIZE\napp.seen.append(1)\n")
    p.write("app.py", v1.replace('BACKEND = "memory"', 'BACKEND = "tape"'))
    p.reload("app")
    p.expect("app.size(), SIZE, app.seen", ((1000, "tape"), 1000, [1]))
    p.write("app.py", v1.replace('BACKEND = "memory"', 'BACKEND = "tape"').replace("1000", "2000"))
    p.reload("app")
    p.expect("app.size(), SIZE, app.seen", ((2000, "tape"), 2000, [1]))
