"""Classes stay the same objects; old and new instances run new methods."""

from harness import Skip, edited
from run import interpreters

V1 = """
class Base:
    def who(self): return "base1"
class Thing(Base):
    limit = 10
    seen = {}
    def __init__(self, x): self.x = x
    def get(self): return ("one", self.x)
    def who(self): return "thing1+" + super().who()
    def explicit(self): return "1+" + super(Thing, self).who()
    @property
    def prop(self): return "p1"
    @classmethod
    def cm(cls): return ("c1", cls.__name__)
    @staticmethod
    def sm(): return "s1"
    def dropped(self): return 1
    class Inner:
        def f(self): return "i1"
class NotFound(Exception): pass
def fail(): raise NotFound("1")
class Slotted:
    __slots__ = ("a",)
    def f(self): return ("s1", self.a)
"""
V2 = V1
for old, new in (('"base1"', '"base2"'), ('("one", self.x)', '("two", self.x)'), ("thing1", "thing2"),
                 ('"1+"', '"2+"'), ("p1", "p2"), ("c1", "c2"), ("s1", "s2"), ("i1", "i2"),
                 ("limit = 10", "limit = 20\n    extra = 'new'"), ('NotFound("1")', 'NotFound("2")'),
                 ("    def dropped(self): return 1\n", "    def __len__(self): return 4\n")):
    V2 = V2.replace(old, new)

MAIN = """
import app, pickle
from app import Thing, NotFound, fail, Slotted
class Sub(Thing):
    def get(self): return ("sub",) + super().get()
old, sub, inner = Thing("x"), Sub("y"), Thing.Inner()
slotted = Slotted(); slotted.a = 1
Thing.seen["k"] = 1
pickled = pickle.dumps(old)
table = {Thing: "by class"}
def caught():
    try: fail()
    except NotFound as e: return "caught " + str(e)
"""


def check(t, pyc):
    p = t.target({"app.py": V1}, MAIN, pyc=pyc)
    p.expect("old.get()", ("one", "x"))
    p.write("app.py", V2)
    p.reload("app")
    p.expect("Thing is app.Thing and type(old) is app.Thing", True)
    p.expect("old.get(), Thing(2).get(), sub.get()",
             (("two", "x"), ("two", 2), ("sub", "two", "y")))
    p.expect("old.who(), sub.explicit()", ("thing2+base2", "2+base2"))
    p.expect("old.prop, sub.cm(), Thing.sm(), inner.f()", ("p2", ("c2", "Sub"), "s2", "i2"))
    p.expect("old.limit, sub.extra, len(old)", (20, "new", 4))
    p.expect("hasattr(old, 'dropped')", False)
    p.expect("isinstance(old, app.Thing), isinstance(sub, Thing), issubclass(Sub, app.Base)",
             (True, True, True))
    p.expect("pickle.loads(pickled).get(), pickle.loads(pickle.dumps(old)).get()",
             (("two", "x"), ("two", "x")))
    p.expect("table[app.Thing], caught()", ("by class", "caught 2"))
    p.expect("slotted.f(), Slotted.__slots__", (("s2", 1), ("a",)))
    p.expect("Thing.seen", {"k": 1})
    p.expect("[c.__name__ for c in app.Base.__subclasses__()]", ["Thing"])


def test_instances_with_pyc(t):
    check(t, True)


def test_instances_without_pyc(t):
    check(t, False)


def test_base_changes(t):
    v1 = "class A:\n    def f(self): return 'a'\nclass M:\n    def g(self): return 'm'\nclass C(A): pass\n"
    p = t.target({"app.py": v1}, "import app\nc = app.C()")
    p.write("app.py", v1.replace("C(A)", "C(A, M)"))
    p.reload("app")
    p.expect("c.f(), c.g(), [x.__name__ for x in app.C.__mro__]",
             ("a", "m", ["C", "A", "M", "object"]))


def test_bases_come_and_go_directly_below_object(t):
    mixins = "class M:\n    def g(self): return 'm'\nclass N(M): pass\n"
    plain = mixins + "class C:\n    def f(self): return 1\n"
    mixed = mixins + "class C(M):\n    def f(self): return 2\n"
    deeper = mixins + "class C(N):\n    def f(self): return 3, super().g()\n"
    for v1, v2, f, mro in ((plain, mixed, 2, "CM"), (mixed, plain, 1, "C"), (plain, deeper, (3, "m"), "CNM"),
                           (deeper, mixed, 2, "CM"), (deeper, plain, 1, "C")):
        p = t.target({"app.py": v1}, """
            import app, gc, weakref
            c = app.C()
            c.z = 1
            class S(app.C): pass
            s, w = S(), weakref.ref(c)
            def fresh():
                x, y = app.C(), S()
                x.own, y.own, rx, ry = x, y, weakref.ref(x), weakref.ref(y)
                del x, y
                gc.collect()
                return rx(), ry()
            """)
        p.write("app.py", v2)
        p.reload("app")
        p.expect("c.f(), s.f(), S().f(), c.__dict__, w() is c, fresh()", (f, f, f, {"z": 1}, True, (None, None)))
        p.expect("[k.__name__ for k in S.__mro__], hasattr(c, 'g'), hasattr(S, 'g')",
                 (["S", *mro, "object"], "M" in mro, "M" in mro))
        p.expect("sorted(k.__name__ for k in app.M.__subclasses__())", ["C", "N"] if mro == "CM" else ["N"])


def test_new_class_below_a_changed_one(t):
    p = t.target({"app.py": "class A:\n    n = 1\n"}, "import app\na = app.A()")
    p.write("app.py", "class A:\n    n = 2\nclass B(A):\n    def f(self): return super().n\n")
    p.reload("app")
    p.expect("app.B().f(), a.n, issubclass(app.B, type(a)), app.B.__mro__[1] is type(a)",
             (2, 2, True, True))


def test_dataclass_gets_a_field(t):
    v1 = """
        from dataclasses import dataclass
        @dataclass
        class D:
            a: int = 1
            def f(self): return "1"
    """
    p = t.target({"app.py": v1}, "import app\nfrom app import D\nd = D(5)")
    p.write("app.py", v1.replace('def f', 'b: str = "x"\n            def f').replace('"1"', '"2"'))
    p.reload("app")
    p.expect("repr(D(7, 'y')), d.f(), d.b, isinstance(d, app.D)",
             ("D(a=7, b='y')", "2", "x", True))


def test_enum_members_keep_identity_and_take_new_values(t):
    v1 = """
        import enum
        class E(enum.Enum):
            A = 1
            B = 2
            OLD = 9
            def label(self): return "one"
        class I(enum.IntEnum):
            X = 1
            Y = 2
        class F(enum.Flag):
            R = 1
            W = 2
        class S(str, enum.Enum):
            P = "p"
    """
    v2 = """
        import enum
        class E(enum.Enum):
            A = 10
            B = 2
            C = 3
            def label(self): return "two"
        class I(enum.IntEnum):
            W = 1
            X = 5
            Y = 2
        class F(enum.Flag):
            R = 1
            W = 2
            X = 4
        class S(str, enum.Enum):
            P = "ppp"
            Q = "q"
    """
    p = t.target({"app.py": v1}, """
        import app, pickle
        from app import E, I, F, S
        class Job: pass
        a, x, f, s, y, old = E.A, I.X, F.R | F.W, S.P, I.Y, E.OLD
        job, table, seen, pair = Job(), {E.A: "a", I.X: "x", (I.Y, 1): I.X}, {I.X, E.B}, (I.X,)
        job.state, job.level = E.A, I.X
        """)
    p.write("app.py", v2)
    run = p.reload("app")
    assert [s["name"] for s in run.doc["stale"]] == ["E.OLD"], run.doc["stale"]
    p.expect("a is E.A is app.E.A, job.state is E.A, table[E.A], a.value, E(10) is a, a.label(), "
             "[m.name for m in E], E['C'].value, E.C.label(), [type(m) is E for m in E], E.C.__objclass__ is E",
             (True, True, "a", 10, True, "two", ["A", "B", "C"], 3, "two", [True] * 3, True))
    p.expect("old.value, hasattr(E, 'OLD'), isinstance(old, E)", (9, False, True))
    p.expect("job.level is I.X is x is pair[0], table[I.X], int(job.level), I.X + 0, I(5) is I.X, I.X in seen, "
             "table[(I.Y, 1)] is I.X, I.W.name, y is I.Y, isinstance(x, I), [m.name for m in I]",
             (True, "x", 5, 5, True, True, True, "W", True, True, ["W", "X", "Y"]))
    p.expect("f is F.R | F.W, F.X in F, isinstance(F.X, F), (F.X | F.R).value, F(7).value, bool(f & F.W)",
             (True, True, True, 5, 7, True))
    p.expect("s is S.P, s.value, len(s), S('q') is S.Q, list(S.__members__)", (True, "ppp", 3, True, ["P", "Q"]))
    p.expect("pickle.loads(pickle.dumps([a, x, s, f])) == [a, x, s, f]", True)
    p.write("app.py", v1)
    p.reload("app")
    p.expect("a is E.A, a.value, a.label(), x is I.X, int(x), table[I.X], s is S.P, len(s), hasattr(E, 'C'), "
             "[m.name for m in E]", (True, 1, "one", True, 1, "x", True, 1, False, ["A", "B", "OLD"]))


def test_metaclass_comes_changes_and_goes(t):
    head = "class Meta(type):\n    def who(cls): return %r, cls.__name__\n    @property\n    def tag(cls): return %r\n"
    plain = head % ("meta1", "t1") + "class C:\n    def f(self): return 1\nclass D(C): pass\n"
    with_meta = head % ("meta2", "t2") + "class C(metaclass=Meta):\n    def f(self): return 2\nclass D(C): pass\n"
    p = t.target({"app.py": plain}, "import app\nfrom app import C, D\nc, d = C(), D()\ntable = {C: 1, D: 2}\n")
    for _ in range(3):
        p.write("app.py", with_meta)
        p.reload("app")
        p.expect("C.who(), D.who(), C.tag, c.f(), d.f(), type(C) is app.Meta is type(D), table[C], table[D], C() and "
                 "isinstance(d, C), app.C is C",
                 (("meta2", "C"), ("meta2", "D"), "t2", 2, 2, True, 1, 2, True, True))
        p.write("app.py", with_meta.replace("meta2", "meta3").replace("t2", "t3"))
        p.reload("app")
        p.expect("C.who(), D.tag", (("meta3", "C"), "t3"))
        p.write("app.py", plain)
        p.reload("app")
        p.expect("c.f(), type(C) is type is type(D), hasattr(C, 'who'), hasattr(C, 'tag'), table[D], D().f()",
                 (1, True, False, False, 2, 1))


def test_methods_of_an_enum(t):
    v1 = "import enum\nclass E(enum.Enum):\n    A = 1\n    B = 2\n    def label(self): return 'one'\n"
    p = t.target({"app.py": v1}, "import app\nfrom app import E\na = E.A")
    p.write("app.py", v1.replace("'one'", "'two'"))
    p.reload("app")
    p.expect("a.label(), a is app.E.A, E(1) is a", ("two", True, True))


def test_held_by_classes(t):
    """What changed kind is held by a class elsewhere, or is not the first of its bases."""
    p = t.target({"app.py": """
        def make(): return 1
        class Item:
            z = 1
        """, "far.py": """
        import app
        class Holder:
            factory = app.make
            kinds = {"item": app.Item}
        class Child(Holder): pass
        class Both(Holder, app.Item): pass
        """}, "import app, far\nboth = far.Both()\n")
    p.write("app.py", """
        class make:
            def get(self): return 2
        def Item(): return 3
        """)
    p.reload("app")
    p.expect("far.Holder.factory is app.make, far.Child.factory().get(), far.Holder.kinds['item']()", (True, 2, 3))
    p = t.target({"app.py": "class Item:\n    z = 1\n", "other.py": "class First: pass\n"}, "import app\n")
    p.write("app.py", "import other\nclass Item:\n    z = 2\nclass Late(other.First, Item): pass\nlate = Late()\n")
    p.reload("app")
    p.expect("app.Late.__bases__[1] is app.Item, isinstance(app.late, app.Item), app.Item.__subclasses__() == [app.Late],"
             " app.late.z", (True, True, True, 2))


LAYOUT = """
import copy, pickle
class P:
    __slots__ = ("x", "y")
    seen = []
    def __init__(self, x, y): self.x, self.y = x, y
    def total(self): return "total1", self.x + self.y
    def above(self): return super().__repr__()[:4]
    @property
    def prop(self): return "prop1"
    @classmethod
    def make(cls): return cls(1, 2)
    def __eq__(self, other): return other.__class__ is self.__class__ and self.x == other.x
    __hash__ = object.__hash__
class D:
    def __init__(self): self.a = 1
    def m(self): return "m1", self.a
"""
LAYOUT_MAIN = """
import app, copy, gc, pickle
from app import P
old, d, bound, make = P(1, 2), app.D(), P(1, 2).total, P.make
P.seen.append(7)
table, kinds, sub = {P: "p"}, (P, int), [P]
"""


def test_layout_changes(t):
    """Objects cannot grow: those made before pass for instances of the class that has the new fields."""
    p = t.target({"app.py": LAYOUT}, LAYOUT_MAIN)
    v2 = edited(LAYOUT, ('("x", "y")', '("x", "y", "z")'), ("self, x, y):", "self, x, y, z=3):"),
                ("self.x, self.y = x, y", "self.x, self.y, self.z = x, y, z"), ("total1", "total2"),
                ("prop1", "prop2"), ("class D:", "    def added(self): return getattr(self, 'z', None)\nclass D:\n"
                                                 "    __slots__ = ('a',)"), ("m1", "m2"))
    p.write("app.py", v2)
    run = p.reload("app")
    assert {"P", "D"} <= {n["name"] for n in run.doc["notes"]}, run.out
    p.expect("old.total(), bound(), old.prop, old.above()[:2], old.added()", (("total2", 3), ("total2", 3), "prop2", "<a", 3))
    p.expect("P is app.P, sub[0] is P, table[P], P.seen, isinstance(old, P), isinstance(old, kinds), isinstance(P(1, 2), P)",
             (True, True, "p", [7], True, True, True))
    p.expect("P(3, 4).z, make().z, type(make()) is P, P(1, 2) == old, d.m(), app.D().m(), isinstance(d, app.D), "
             "hasattr(app.D(), '__dict__'), hasattr(d, '__dict__')",
             (3, 3, True, True, ("m2", 1), ("m2", 1), True, False, True))
    p.expect("[(type(q) is P, q.total()) for q in (pickle.loads(pickle.dumps(old)), copy.copy(old), copy.deepcopy(old))]",
             [(True, ("total2", 3))] * 3)
    # The next generations reach them as well, with the same layout and with another.
    v3 = edited(v2, ("total2", "total3"), ("class D:", "    def third(self): return 'third', self.x\nclass D:"))
    p.write("app.py", v3)
    p.reload("app")
    p.expect("old.total(), bound(), old.third(), P(5, 0).third(), isinstance(old, P)",
             (("total3", 3), ("total3", 3), ("third", 1), ("third", 5), True))
    p.ask("globals().update(second=P(8, 8))")
    p.write("app.py", edited(v3, ('"z")', '"z", "w")'), ("total3", "total4"), ("third", "fourth")))
    p.reload("app")
    p.expect("[o.total()[0] for o in (old, second, P(0, 0))], [o.fourth()[0] for o in (old, second, P(0, 0))], "
             "[isinstance(o, P) for o in (old, second)], hasattr(old, 'third'), bound()",
             (["total4"] * 3, ["fourth"] * 3, [True, True], False, ("total4", 3)))
    p.expect("gc.collect() * 0, second.z, [c.__name__ for c in object.__subclasses__() if c.__module__ == 'app'].count('P') < 4",
             (0, 3, True))


def test_layout_with_subclasses_elsewhere(t):
    """Classes of modules that are not named are laid out anew, in each generation, and back."""
    p = t.target({"app.py": LAYOUT}, LAYOUT_MAIN + "class Sub(P):\n    __slots__ = ('more',)\n"
                 "    def total(self): return 'sub', super().total()\ns, total = Sub(3, 4), Sub.total\n")
    before = (("sub", ("total1", 7)), ("total1", 3))
    p.expect("s.total(), P(1, 2).total()", before)
    v2 = edited(LAYOUT, ('("x", "y")', '("x", "y", "z")'), ("total1", "total2"))
    v3 = edited(v2, ("total2", "total3"))
    v4 = edited(v3, ('"z")', '"z", "w")'), ("total3", "total4"))
    for n, source in enumerate((v2, v3, v4), 2):
        p.write("app.py", source)
        p.reload("app")
        p.expect("s.total(), total(s), Sub(1, 2).total(), isinstance(s, Sub), Sub.__bases__ == (app.P,), issubclass(Sub, P)",
                 (("sub", ("total%d" % n, 7)),) * 2 + (("sub", ("total%d" % n, 3)), True, True, True))
        p.expect("setattr(Sub(1, 2), 'z', 1), hasattr(Sub(1, 2), '__dict__')", (None, False))
        p.ask("globals().update(s=Sub(3, 4))")
    p.write("app.py", LAYOUT)
    p.reload("app")
    p.expect("s.total(), P(1, 2).total()", before)
    p.expect("isinstance(s, P), Sub.__bases__ == (app.P,), hasattr(Sub(1, 2), 'z')", (True, True, False))


def test_layouts_that_are_refused(t):
    """What a base of the program's own would be told of, the built-in base, and a class that nobody makes again."""
    p = t.target({"app.py": LAYOUT}, LAYOUT_MAIN + "told = []\nclass Hooked:\n    __slots__ = ()\n"
                 "    def __init_subclass__(cls): told.append(cls)\nclass Sub(Hooked, P): pass\ns = Sub(3, 4)\n")
    p.write("app.py", edited(LAYOUT, ('("x", "y")', '("x", "y", "z")'), ("total1", "total2")))
    run = p.reload("app", status=1)
    assert "derive" in run.doc["error"]["message"], run.out
    p.expect("s.total(), P(1, 2).total(), told == [Sub], hasattr(P, '__init_subclass__') and P.__dict__.get('__init_subclass__')",
             (("total1", 7), ("total1", 3), True, None))
    p.write("app.py", edited(LAYOUT, ("class D:", "class D(dict):")))
    run = p.reload("app", status=1)
    assert "built-in base" in run.doc["error"]["message"], run.out


def test_slotted_dataclass_grows(t):
    if t.version < (3, 10):
        raise Skip("dataclass(slots=True) came with 3.10")
    v1 = "import dataclasses\n@dataclasses.dataclass(slots=True)\nclass Point:\n    x: int\n    def m(self): return 'm1'\n"
    p = t.target({"app.py": v1}, "import app\nfrom app import Point\nold = Point(1)\n")
    p.write("app.py", v1.replace("x: int", "x: int\n    y: int = 5").replace("m1", "m2"))
    p.reload("app")
    p.expect("old.m(), Point(2).m(), repr(Point(2)), isinstance(old, Point), app.Point is Point, old.x",
             ("m2", "m2", "Point(x=2, y=5)", True, True, 1))


def test_layout_again_and_again(t):
    """Tables that are keyed by the class find their entries for objects of each generation."""
    v1 = "class Row:\n    __slots__ = ('a',)\n    def m(self): return 1\n"
    p = t.target({"app.py": v1}, """
        import app
        from app import Row
        rows, TABLE, SEEN = [Row()], {Row: "row", int: "int"}, set()
        def look():
            SEEN.update(map(type, rows))
            return [TABLE[type(row)] for row in rows], len(TABLE), len(SEEN), [row.m() for row in rows], Row is app.Row
        """)
    p.expect("look()", (["row"], 2, 1, [1], True))
    for n, names in enumerate(("'a', 'b'", "'a', 'b', 'c'", "'a'", "'c', 'd'"), 2):
        p.write("app.py", v1.replace("'a',", names + ",").replace("return 1", f"return {n}"))
        p.reload("app")
        p.expect("rows.append(Row()) or look()", (["row"] * n, 2, 1, [n] * n, True))
        p.expect("len({type(row) for row in rows}), all(type(row) in TABLE and isinstance(row, Row) for row in rows)", (1, True))


def test_exceptions_with_other_slots(t):
    """`except` asks C which class it is: instances made before are no more of it, and that is said."""
    v1 = "class Failure(Exception):\n    __slots__ = ('a',)\n    def text(self): return 1\n"
    p = t.target({"app.py": v1}, """
        import app
        from app import Failure
        old = Failure()
        def caught(e):
            try:
                try: raise e
                except Failure: return "caught"
            except Exception: return "not"
        """)
    p.write("app.py", v1.replace("('a',)", "('a', 'b')").replace("return 1", "return 2"))
    run = p.reload("app")
    assert any("`except` does not know them" in note["detail"] and note["name"] == "Failure" for note in run.doc["notes"]), run.out
    p.expect("caught(Failure()), caught(app.Failure()), caught(old), isinstance(old, Failure), old.text(), Failure().text()",
             ("caught", "caught", "not", True, 2, 2))


POOL = """
class Pool:
    def __init__(self, name):
        self.name = name
    def take(self): return self.name
"""
WAITING = POOL.replace("self.name = name\n", "self.name = name\n        self.waiting = []\n").replace(
    "return self.name", "return self.waiting.append(1) or len(self.waiting)")
POOLS = "import app, gc\npools = [app.Pool(i) for i in range(3)]\n"


def test_what_init_sets_more(t):
    p = t.target({"app.py": POOL}, POOLS)
    p.write("app.py", WAITING)
    run = p.reload("app", options=["--dry-run"])
    assert {"module": "app", "name": "Pool.waiting", "detail": "set on 3 instances made before"} in run.doc["updated"], run.out
    p.expect("[vars(pool) for pool in pools]", [{"name": 0}, {"name": 1}, {"name": 2}])
    # It says what it does not do.
    run = p.reload("app", options=["--code-only"])
    assert any("`waiting`, which 3 instances made before do not have" in note["detail"] for note in run.doc["notes"]), run.out
    p.expect("[vars(pool) for pool in pools]", [{"name": 0}, {"name": 1}, {"name": 2}])
    p.write("app.py", WAITING.replace("self.waiting = []", "self.waiting = []\n        self.asked = print()"))
    run = p.reload("app", options=["--strict"], status=1)
    assert any("`asked`, which 3 instances" in note["detail"] for note in run.doc["notes"]), run.out
    p.write("app.py", WAITING + "raise OSError\n")
    p.reload("app", status=1)
    p.expect("[vars(pool) for pool in pools]", [{"name": 0}, {"name": 1}, {"name": 2}])


CLIENT = """
LIMIT = 3
class Client:
    def __init__(self, url, timeout=30, *, tries=LIMIT):
        self.url, self.timeout = url, timeout
        self.tries = tries
        self.size = 1
"""


def test_objects_that_began_with_other_constants_are_counted(t):
    p = t.target({"app.py": CLIENT}, "import app\nclients = [app.Client('a'), app.Client('b', 5), app.Client('c', tries=9)]\n")
    p.write("app.py", CLIENT.replace("timeout=30", "timeout=10").replace("LIMIT = 3", "LIMIT = 4").replace("size = 1", "size = 2"))
    run = p.reload("app")
    said = sorted(note["detail"].split("`")[1] + note["detail"].split(";")[1][:2] for note in run.doc["notes"])
    assert said == ["size 3", "timeout 2", "tries 2"], run.doc["notes"]
    p.write("app.py", CLIENT.replace("timeout=30", "timeout=20").replace("LIMIT = 3", "LIMIT = 4").replace("size = 1", "size = 2"))
    run = p.reload("app")
    assert run.doc["notes"] == [], run.doc["notes"]
    p.expect("[(c.timeout, c.tries, c.size) for c in clients]", [(30, 3, 1), (5, 3, 1), (30, 9, 1)])


def test_what_init_sets_more_on_all_there_are(t):
    for before in ("", "gc.disable()\n", "gc.freeze()\n"):
        p = t.target({"app.py": POOL}, POOLS + "pools += [app.Pool(i) for i in range(20000)]\n" + before)
        p.write("app.py", WAITING)
        p.reload("app")
        p.expect("{pool.take() for pool in pools}, {pool.take() for pool in pools}", ({1}, {2}))
        p.expect("len({id(pool.waiting) for pool in pools})", 20003)
        # There and back: what they have stays.
        p.write("app.py", POOL)
        p.reload("app")
        p.write("app.py", WAITING)
        p.reload("app")
        p.expect("{pool.take() for pool in pools}", {3})


def test_what_init_sets_more_on_too_many(t):
    """To look at each would hold the GIL for too long: that is said, and nothing is set."""
    p = t.target({"app.py": POOL}, POOLS + "pools += [app.Pool(i) for i in range(420000)]\n")
    p.write("app.py", WAITING)
    run = p.reload("app", options=["--timeout", "60"])
    assert any("`waiting`" in note["detail"] and "too many" in note["detail"] for note in run.doc["notes"]), run.out
    t.note("420,000 instances: GIL %.0f ms" % run.doc["times"]["gil_ms"])
    p.expect("vars(pools[0]), vars(pools[-1])", ({"name": 0}, {"name": 419999}))


def test_layout_below_a_namesake_that_is_held(t):
    """Only one of two classes has the name; the objects of the other one would be read as what they are not."""
    v1 = ("TABLE = {}\ndef reg(n):\n    def d(c):\n        TABLE[n] = c\n        return c\n    return d\n"
          "class Base:\n    __slots__ = ('a',)\n"
          "@reg('x')\nclass X(Base):\n    __slots__ = ()\n@reg('y')\nclass X(Base):\n    __slots__ = ()\n")
    p = t.target({"app.py": v1}, "import app\nobjects = [app.TABLE['x']() for i in range(100)]\nfor o in objects: o.a = object()\n")
    p.write("app.py", v1.replace("('a',)", "('a', 'b')"))
    run = p.reload("app", status=1)
    assert "derives from it" in run.doc["error"]["message"], run.out
    p.expect("len({type(o) for o in objects}), hasattr(objects[0], 'b'), __import__('gc').collect() >= 0", (1, False, True))


def test_a_class_that_is_gone_is_named_where_it_is_held(t):
    v1 = ("import enum, dataclasses\nREG = {}\ndef register(c):\n    REG[c.__name__] = c\n    return c\n@register\nclass Held:\n    x = 1\n"
          "class Free:\n    def m(self): return __class__, super()\n    @property\n    def p(self): return 1\n"
          "class Kind(enum.Enum):\n    A = 1\n@dataclasses.dataclass\nclass Row:\n    a: int = 1\nclass Made:\n    pass\n")
    p = t.target({"app.py": v1}, "import app\nmade, held = app.Made(), [app.Held]\n")
    p.write("app.py", v1[:v1.index("@register")])
    run = p.reload("app")
    assert sorted(s["name"] for s in run.doc["stale"]) == ["Held", "Made"], run.out
    p.expect("sorted(app.REG), hasattr(app, 'Held'), hasattr(app, 'Free')", ([], False, False))


def test_class_with_type_parameters(t):
    """Its body has cells of them, so no line of it can be evaluated by itself: it is made new all the same."""
    if t.version < (3, 12):
        raise Skip("type parameters came with 3.12")
    source = ("import dataclasses\nclass Store[T]:\n    limit = %d\n    seen = {}\n    def put(self, x: T): return %d, super().__init__() or x\n"
              "@dataclasses.dataclass\nclass Row[K, V]:\n    key: K\n    value: V = None\n    def text(self): return 'row%d'\n"
              "def first[T](items: list[T]) -> T: return %d, items[0]\ntype Rows[K] = list[Row[K, int]]\n")
    p = t.target({"app.py": source % ((1,) * 4)}, "import app\nfrom app import Store, Row, first\ns, r = Store(), Row('k')\n"
                                                  "Store.seen['mine'] = 1\nalias = Store[int]\n")
    for number in (2, 3):
        p.write("app.py", source % ((number,) * 4))
        p.reload("app")
        p.expect("s.put('x'), s.limit, r.text(), first([5]), Store[int]().put(1), alias().limit",
                 ((number, "x"), number, "row%d" % number, (number, 5), (number, 1), number))
        p.expect("Store.seen, app.Store is Store is type(s), Row('a') == Row('a'), r.key", ({"mine": 1}, True, True, "k"))


test_class_with_type_parameters.pythons = interpreters()[0][-2:]


def test_flag_with_a_name_is_another_combination(t):
    """The object that READ | WRITE is has a name, and becomes more: who holds it is told, for that may be a right."""
    for kind in ("Flag", "IntFlag"):
        v1 = "import enum\nclass Access(enum.%s):\n    READ = 1\n    WRITE = 2\n    ADMIN = 4\n    ALL = READ | WRITE\n    NONE = 0\n" % kind
        p = t.target({"app.py": v1}, "import app\nusers = {'bob': app.Access.READ | app.Access.WRITE}\n")
        p.write("app.py", v1.replace("READ | WRITE\n", "READ | WRITE | ADMIN\n"))
        run = p.reload("app")
        assert any(n["name"] == "Access" and "ALL is another combination now" in n["detail"] and "3 has become 7" in n["detail"]
                   for n in run.doc["notes"]), run.out
        p.expect("users['bob'] is app.Access.ALL, app.Access.ALL.value", (True, 7))
        p.write("app.py", v1.replace("READ | WRITE\n", "READ | WRITE | ADMIN\n") + "X = 1\n")
        assert not p.reload("app").doc["notes"]


def test_what_classes_made_by_functions_keep_is_named(t):
    app = ("def make(app):\n    class Handler:\n        limit = 1\n        names = ['a']\n        def get(self, n=1): return n\n"
           "        def other(self): return 1\n    return Handler\n")
    for pyc in (True, False):
        p = t.target({"app.py": app}, "import app\nH = app.make('x')\nH.limit = 7\n", pyc=pyc)
        p.write("app.py", edited(app, ("limit = 1", "limit = 2"), ("['a']", "['a', 'b']"), ("return 1", "return 2"),
                                 ("    return Handler", "        def new(self): return app\n    return Handler")))
        run = p.reload("app")
        notes = [n["detail"] for n in run.doc["notes"] if n["name"] == "make.<locals>.Handler"]
        assert notes == ["classes that it has made keep limit and 2 more as they are"], run.out
        p.expect("H.limit, H.names, H().other(), hasattr(H, 'new'), app.make('y')().new()", (7, ["a"], 2, False, "y"))
        p.write("app.py", edited(app, ("limit = 1", "limit = 3"), ("return 1", "return 3")))
        run = p.reload("app", options=["--code-only"])
        p.expect("H.limit, H().other()", (7, 3))


def test_what_a_metaclass_has_made_once_is_named_without_the_old_source(t):
    """A registry refuses the class a second time, so its methods are taken over; whether a column changed is not known."""
    lib = ("NAMES = ()\nclass Column:\n    def __init__(self, default): self.default = default\n"
           "class Made:\n    def __init__(self, column): self.column = column\n"
           "class Meta(type):\n    def __new__(m, name, bases, body):\n        global NAMES\n"
           "        if name in NAMES: raise ValueError(name + ' is defined already')\n"
           "        body = {k: Made(v) if isinstance(v, Column) else v for k, v in body.items()}\n"
           "        NAMES += (name,)\n        return type.__new__(m, name, bases, body)\n")
    app = ("from lib import Column, Meta\nclass Room(metaclass=Meta):\n    size = Column(1)\n    rate = Column(50)\n"
           "    def label(self): return 'old'\n")
    p = t.target({"app.py": app, "lib.py": lib}, "import app\nroom = app.Room()\n", pyc=False)
    p.write("app.py", edited(app, ("50", "80"), ("'old'", "'new'")))
    run = p.reload("app", options=["--strict"], status=1)
    p.expect("room.label(), app.Room.rate.column.default", ("old", 50))
    notes = [(n["name"], n["detail"]) for n in p.reload("app").doc["notes"]]
    assert notes == [("Room", "size and 1 more: as its metaclass has made them; there is no copy of the old source to tell whether "
                              "their lines have changed")], notes
    p.expect("room.label(), app.Room.rate.column.default", ("new", 50))
    p.write("app.py", edited(app, ("50", "90")))
    run = p.reload("app", status=1)
    assert "already" in run.doc["error"]["message"], run.out
