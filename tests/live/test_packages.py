"""Packages and several modules at once: inner ones first, all or nothing."""

from program import Program, names

CORE = """
    LIMIT = 1
    def price(x): return ("core1", x)
    class Item:
        def kind(self): return "item1"
"""
CORE2 = CORE.replace("LIMIT = 1", "LIMIT = 2").replace("core1", "core2").replace("item1", "item2")
FILES = {
    "pkg/__init__.py": "from .core import price, Item, LIMIT\nfrom . import api\nVERSION = 1\n",
    "pkg/core.py": CORE,
    "pkg/api.py": """
        from .core import price as cost, Item as Thing, LIMIT as top
        def quote(x): return ("api1", cost(x), Thing().kind(), top)
    """,
}
MAIN = """
    import pkg, pkg.core, pkg.api
    from pkg import price, Item, LIMIT
    from pkg.api import quote
    item = Item()
"""
STATE = "pkg.VERSION, pkg.LIMIT, LIMIT, price(0), pkg.price(0), item.kind(), quote(5)"


def fingerprint(*modules):
    """An expression that changes with any object that these modules hold or run."""
    return """[(m, id(__import__('sys').modules[m]), [(k, id(v), id(getattr(v, '__code__', v)),
        repr(getattr(v, '__defaults__', 0)), sorted((a, id(b)) for a, b in
        (vars(v).items() if isinstance(v, type) else ()))) for k, v in sorted(
        vars(__import__('sys').modules[m]).items()) if k != '__builtins__']) for m in %r
        ]""".replace("\n", " ") % (modules,)


def test_package_takes_its_submodules(t):
    p = Program(t, FILES, MAIN)
    p.expect(STATE, (1, 1, 1, ("core1", 0), ("core1", 0), "item1",
                     ("api1", ("core1", 5), "item1", 1)))
    p.write("pkg/core.py", CORE2)
    p.write("pkg/api.py", FILES["pkg/api.py"].replace("api1", "api2"))
    p.write("pkg/__init__.py", FILES["pkg/__init__.py"].replace("VERSION = 1", "VERSION = 2"))
    p.reload("pkg")
    p.expect(STATE, (2, 2, 2, ("core2", 0), ("core2", 0), "item2",
                     ("api2", ("core2", 5), "item2", 2)))
    p.expect("pkg.price is pkg.core.price is pkg.api.cost is price", True)
    p.expect("pkg.Item is pkg.core.Item is pkg.api.Thing is Item is type(item)", True)


def test_without_submodules(t):
    p = Program(t, FILES, MAIN)
    before = p.ask(fingerprint("pkg.core", "pkg.api"))
    p.write("pkg/core.py", CORE2)
    p.write("pkg/__init__.py", FILES["pkg/__init__.py"].replace("VERSION = 1", "VERSION = 2"))
    p.reload("pkg", options=["--no-submodules"])
    p.expect(STATE, (2, 1, 1, ("core1", 0), ("core1", 0), "item1",
                     ("api1", ("core1", 5), "item1", 1)))
    assert p.ask(fingerprint("pkg.core", "pkg.api")) == before
    p.reload("pkg.core")
    p.expect("price(0), quote(5)[1:]", (("core2", 0), (("core2", 5), "item2", 2)))


def test_outer_needs_a_name_that_is_new_in_the_inner(t):
    p = Program(t, FILES, MAIN)
    p.write("pkg/core.py", CORE2 + "    def tax(x): return ('tax', x)\n")
    p.write("pkg/api.py", "from .core import tax, price\ndef quote(x): return tax(price(x))\n")
    p.write("pkg/__init__.py", FILES["pkg/__init__.py"] + "from .core import tax\n")
    p.reload("pkg")
    p.expect("quote(1), pkg.tax(2), pkg.api.quote is quote, pkg.tax is pkg.core.tax",
             (("tax", ("core2", 1)), ("tax", 2), True, True))


def test_several_modules_are_one_change(t):
    files = {"helper.py": "def area(w, h): return w * h\n",
             "app.py": "from helper import area\ndef show(): return ('one', area(2, 3))\n"}
    for order in (("helper", "app"), ("app", "helper")):
        p = Program(t, files, "import app\nfrom app import show\nfrom helper import area as held")
        p.expect("show()", ("one", 6))
        p.write("helper.py", "def area(w, h, unit): return (w * h, unit)\n")
        p.write("app.py", "from helper import area\ndef show(): return ('two', area(2, 3, 'm'))\n")
        p.reload(*order)
        p.expect("show(), held(1, 1, 'x')", (("two", (6, "m")), (1, "x")))


def test_siblings_that_import_each_other(t):
    files = {"pkg/__init__.py": "",
             "pkg/a.py": "from . import b\ndef f(): return ('a1', b.g())\ndef h(): return 'h1'\n",
             "pkg/b.py": "from . import a\ndef g(): return ('b1', a.h())\n"}
    p = Program(t, files, "import pkg.a\nf = pkg.a.f")
    p.write("pkg/a.py", files["pkg/a.py"].replace("1'", "2'"))
    p.write("pkg/b.py", files["pkg/b.py"].replace("1'", "2'"))
    p.reload("pkg")
    p.expect("f(), pkg.b.a is pkg.a, pkg.a.b is pkg.b", (("a2", ("b2", "h2")), True, True))


FIVE = "one", "two", "three", "four", "five"


def five(t, pyc):
    files = {"pkg/%s.py" % name: "VALUE = 1\nclass C:\n    def m(self): return 1\n"
                                 "def f(x=1): return 1\n" for name in FIVE}
    files["pkg/__init__.py"] = "".join("from . import %s\n" % name for name in FIVE)
    main = ("import pkg\nmodules = [%s]\nobjects = [m.C() for m in modules]\n"
            "held = [m.f for m in modules]\n" % ", ".join("pkg." + name for name in FIVE))
    p = Program(t, files, main, pyc=pyc)
    for name in FIVE:
        p.write("pkg/%s.py" % name, files["pkg/%s.py" % name].replace("1", "2") + "NEW = 2\n")
    return p


ALL = "[f() for f in held], [o.m() for o in objects], [m.VALUE for m in modules], " \
      "[hasattr(m, 'NEW') for m in modules]"


def broken_third(t, pyc):
    p = five(t, pyc)
    everything = fingerprint("pkg", *("pkg." + name for name in FIVE))
    before = p.ask(everything)
    p.write("pkg/three.py", "VALUE = 2\ndef f(x=2): return 2\nraise RuntimeError('third')\n")
    run = p.reload("pkg", status=1)
    assert "RuntimeError: third" in run.doc["error"]["traceback"], run.out
    assert "three.py" in run.doc["error"]["traceback"], run.out
    assert "pkg.three" in run.doc["error"]["message"], run.out
    assert p.ask(everything) == before, "something changed"
    p.expect(ALL, ([1] * 5, [1] * 5, [1] * 5, [False] * 5))
    p.write("pkg/three.py", "VALUE = 2\nclass C:\n    def m(self): return 2\n"
                            "def f(x=2): return 2\nNEW = 2\n")
    run = p.reload("pkg")
    p.expect(ALL, ([2] * 5, [2] * 5, [2] * 5, [True] * 5))
    assert names(run.doc["added"]) == {"NEW"} and len(run.doc["added"]) == 5, run.out


def test_third_of_five_raises_with_pyc(t):
    broken_third(t, True)


def test_third_of_five_raises_without_pyc(t):
    broken_third(t, False)


def test_one_of_several_is_not_loaded(t):
    p = Program(t, FILES, MAIN)
    before = p.ask(fingerprint("pkg", "pkg.core", "pkg.api"))
    p.write("pkg/core.py", CORE2)
    run = p.reload("pkg.core", "pkg.missing", status=1)
    assert "pkg.missing" in run.doc["error"]["message"], run.out
    assert p.ask(fingerprint("pkg", "pkg.core", "pkg.api")) == before
