"""Packages and sets of modules: the order of staging, one transaction, every way to be imported."""

import os
import subprocess
import textwrap
import zipfile

from harness import SERVE
from run import interpreters

# What an operator would call "changed": any object that a module of the program holds or runs.
PROBE = """
import os as _os, sys as _sys
def _inside(v):
    if isinstance(v, type):
        return [(k, id(w), id(getattr(getattr(w, "__func__", w), "__code__", w)))
                for k, w in sorted(vars(v).items())]
    return (id(getattr(v, "__code__", v)), repr(getattr(v, "__defaults__", 0)),
            repr(v) if type(v) in (int, str, float, tuple, list, dict, set, bool) else "")
def _own():
    here = _os.getcwd()
    return sorted(n for n, m in list(_sys.modules.items()) if n != "__main__" and
                  here in (getattr(m, "__file__", None) or str(getattr(m, "__path__", ""))))
def _probe(*names):
    return [(n, id(_sys.modules[n]), [(k, id(v), _inside(v)) for k, v in
             sorted(vars(_sys.modules[n]).items()) if k != "__builtins__"])
            for n in names or _own()]
"""


def program(t, files, main, **options):
    return t.target(files, PROBE + textwrap.dedent(main), **options)


def valid(p, statement):
    """The new source, as the test wrote it, works in a fresh interpreter."""
    # -B: a .pyc of the new source must not appear beside the old one.
    run = subprocess.run([p.test.python, "-B", "-c", statement], cwd=p.dir, capture_output=True,
                         text=True, timeout=20)
    assert run.returncode == 0, "the test itself is wrong: " + run.stderr


def refused(p, *modules, options=()):
    before = p.ask("_probe()")
    run = p.reload(*modules, status=1, options=options)
    assert run.doc["status"] == "refused" and run.doc["error"]["message"], run.out
    for row in ("updated", "added", "removed", "repointed"):
        assert not run.doc[row], "refused, but reports %s: %s" % (row, run.doc[row])
    after = p.ask("_probe()")
    if after != before:
        old, new = ({row[0]: row for row in eval(text)} for text in (before, after))
        wrong = [(m, [x for x in new.get(m, "  ")[2] if x not in old.get(m, "  ")[2]],
                  [x for x in old.get(m, "  ")[2] if x not in new.get(m, "  ")[2]])
                 for m in sorted(set(old) | set(new)) if old.get(m) != new.get(m)]
        raise AssertionError("refused, but changed (module, now, before): %s" % wrong)
    return run.doc["error"]


CORE = """
LIMIT = 1
def price(x): return ("core1", x)
class Item:
    def kind(self): return "item1"
"""
PACKAGE = {
    "pkg/__init__.py": "from .core import price, Item as Thing, LIMIT\nfrom .api import quote\n"
                       "__all__ = ['price', 'Thing', 'quote']\ndef name(): return 'pkg1'\n",
    "pkg/core.py": CORE,
    "pkg/api.py": "from pkg.core import price as cost, Item\nfrom . import core\n"
                  "def quote(x): return ('api1', cost(x), Item().kind(), core.LIMIT)\n",
}


def second(text):
    return (text.replace("core1", "core2").replace("item1", "item2").replace("api1", "api2")
            .replace("pkg1", "pkg2").replace("LIMIT = 1", "LIMIT = 2"))


def test_importers_that_import_from_each_other(t):
    """A value is looked for where it is re-exported, once each; many values in many modules take their time once."""
    names = ["S%d" % i for i in range(30)]
    source = lambda v: "".join("%s = '%s%s'\n" % (n, v, n) for n in names)
    files = {"m.py": source("a"), "a.py": "from m import *\nfrom b import *\n", "b.py": "import m\nfrom a import *\n"}
    files.update({"user%d.py" % k: "from a import %s\n" % ", ".join(names) for k in range(30)})
    p = program(t, files, "import m, a, b\nusers = [__import__('user%d' % k) for k in range(30)]\n")
    p.write("m.py", source("b"))
    run = p.reload("m")
    assert len(run.doc["updated"]) == 30 * 33, run.out
    p.expect("{x.S0 for x in users + [m, a, b]}, {x.S29 for x in users + [m, a, b]}", ({"bS0"}, {"bS29"}))


def test_reexports_and_sibling_imports_follow(t):
    for pyc in (True, False):
        p = program(t, PACKAGE, """
            import pkg, functools
            from pkg import *
            from pkg import LIMIT, name
            from pkg.core import Item, price as direct
            item, bound, part = Thing(), Thing().kind, functools.partial(price, 7)
            table = {"price": price, pkg.quote: "key"}
            class Sub(Thing):
                def kind(self): return "sub of " + super().kind()
            sub = Sub()
            """, pyc=pyc)
        for name, text in PACKAGE.items():
            p.write(name, second(text))
        valid(p, "import pkg")
        run = p.reload("pkg")
        assert not run.doc["stale"], run.out
        p.expect("price(1), pkg.price(1), pkg.core.price(1), direct(1), part(), table['price'](1)",
                 (("core2", 1),) * 4 + (("core2", 7), ("core2", 1)))
        p.expect("quote(3), name(), pkg.name()", (("api2", ("core2", 3), "item2", 2), "pkg2", "pkg2"))
        p.expect("item.kind(), bound(), Thing().kind(), sub.kind()", ("item2",) * 3 + ("sub of item2",))
        p.expect("LIMIT, pkg.LIMIT, pkg.core.LIMIT", (2, 2, 2))
        p.expect("pkg.price is price is direct is pkg.core.price is pkg.api.cost", True)
        p.expect("pkg.Thing is Thing is Item is pkg.core.Item is pkg.api.Item is type(item)", True)
        p.expect("pkg.api.core is pkg.core, table[pkg.quote], issubclass(Sub, pkg.Thing)",
                 (True, "key", True))


def test_relative_imports_of_every_level(t):
    files = {
        "top/__init__.py": "BASE = 'base1'\n",
        "top/shared.py": "def share(): return 'share1'\n",
        "top/low/__init__.py": "from .leaf import leaf\nfrom ..shared import share\n",
        "top/low/leaf.py": "from .. import BASE, shared\nfrom ..shared import share as s\nfrom . import twig\n"
                           "def leaf(): return 'leaf1', BASE, shared.share(), s(), twig.twig()\n",
        "top/low/twig.py": "def twig(): return 'twig1'\n",
    }
    p = program(t, files, "import top.low\nfrom top.low import leaf, share\n")
    for name, text in files.items():
        p.write(name, text.replace("1'", "2'"))
    # New in v2, over two levels: a name of the outer package, and one of a sibling.
    p.write("top/__init__.py", "BASE = 'base2'\nFRESH = 'fresh'\n")
    p.write("top/low/twig.py", "from .. import FRESH\nfrom ..shared import share\n"
                               "def twig(): return 'twig2', FRESH, share()\n")
    valid(p, "import top.low")
    p.reload("top")
    p.expect("leaf()", ("leaf2", "base2", "share2", "share2", ("twig2", "fresh", "share2")))
    # top.low.leaf is a function that hides the submodule of the same name: it has to stay so.
    p.expect("share(), top.low.share is top.shared.share is share, top.low.leaf is leaf",
             ("share2", True, True))


def test_new_names_decide_the_order(t):
    """Nothing in v1 tells who needs whom; both alphabetical orders, both orders of loading."""
    for base, mid, top in (("a", "b", "c"), ("c", "b", "a")):
        for loaded in ((base, mid, top), (top, mid, base)):
            files = {"pkg/%s.py" % m: "def old(): return 'old %s'\n" % m for m in (base, mid, top)}
            files["pkg/__init__.py"] = "".join("from . import %s\n" % m for m in loaded)
            p = program(t, files, "import pkg\nheld = [pkg.a.old, pkg.b.old, pkg.c.old]\n")
            p.write("pkg/%s.py" % base, "def old(): return 'new'\nclass Base:\n    tag = 'base'\n"
                                        "def fresh(): return 'fresh'\n")
            p.write("pkg/%s.py" % mid, "from .%s import fresh, Base\ndef old(): return fresh()\n"
                                       "class Mid(Base): pass\nREADY = fresh()\n" % base)
            p.write("pkg/%s.py" % top, "from .%s import Mid, READY\ndef old(): return Mid().tag, READY\n"
                                       "MADE = Mid()\n" % mid)
            p.write("pkg/__init__.py", files["pkg/__init__.py"] + "from .%s import MADE\n" % top)
            valid(p, "import pkg")
            p.reload("pkg")
            want = {base: "new", mid: "fresh", top: ("base", "fresh")}
            p.expect("[f() for f in held], [pkg.a.old(), pkg.b.old(), pkg.c.old()]",
                     ([want[m] for m in "abc"],) * 2)
            p.expect("pkg.MADE is pkg.%s.MADE, type(pkg.MADE) is pkg.%s.Mid, "
                     "pkg.%s.Base is pkg.%s.Mid.__bases__[0], pkg.%s.fresh is pkg.%s.fresh"
                     % (top, mid, base, mid, base, mid), (True,) * 4)
            p.expect("pkg.MADE.__class__.__base__.__module__, pkg.%s.fresh.__globals__ is vars(pkg.%s)"
                     % (base, base), ("pkg." + base, True))


def test_circular_imports(t):
    files = {
        "pkg/__init__.py": "from . import a\n",
        "pkg/a.py": "X = 'x1'\ndef f(): return 'f1', X\nfrom .b import g\ndef both(): return f(), g()\n",
        "pkg/b.py": "from . import a\nfrom .a import f\ndef g(): return 'g1', f()[0], a.X\n",
    }
    p = program(t, files, "import pkg\nfrom pkg.a import both, f, g\n")
    p.expect("both()", (("f1", "x1"), ("g1", "f1", "x1")))
    p.write("pkg/a.py", files["pkg/a.py"].replace("1'", "2'").replace(
        "from .b", "def fresh(): return 'fresh', X\nfrom .b").replace("g()", "g(), extra()").replace(
        "import g\n", "import g, extra\n"))
    p.write("pkg/b.py", files["pkg/b.py"].replace("1'", "2'").replace("import f", "import f, fresh") +
            "def extra(): return fresh()\n")
    valid(p, "import pkg; assert len(pkg.a.both()) == 3")
    p.reload("pkg")
    p.expect("both()", (("f2", "x2"), ("g2", "f2", "x2"), ("fresh", "x2")))
    p.expect("pkg.b.a is pkg.a, pkg.b.f is pkg.a.f is f, pkg.a.g is pkg.b.g is g, "
             "pkg.b.fresh is pkg.a.fresh, pkg.a.extra is pkg.b.extra", (True,) * 5)


def test_without_submodules(t):
    p = program(t, PACKAGE, "import pkg\nfrom pkg import price, quote, name\n")
    inner = p.ask("_probe('pkg.core', 'pkg.api')")
    for file, text in PACKAGE.items():
        p.write(file, second(text))
    p.reload("pkg", options=["--no-submodules"])
    p.expect("name(), price(0), quote(0), pkg.LIMIT",
             ("pkg2", ("core1", 0), ("api1", ("core1", 0), "item1", 1), 1))
    assert p.ask("_probe('pkg.core', 'pkg.api')") == inner, "a submodule changed"
    # The package alone cannot have what only the new submodule has.
    p.write("pkg/core.py", second(CORE) + "def tax(): return 'tax'\n")
    p.write("pkg/__init__.py", second(PACKAGE["pkg/__init__.py"]).replace("pkg2", "pkg3") +
            "from .core import tax\n")
    error = refused(p, "pkg", options=["--no-submodules"])
    assert "ImportError" in error["traceback"] and "tax" in error["traceback"], error
    p.expect("name(), price(0)", ("pkg2", ("core1", 0)))
    p.reload("pkg")
    p.expect("name(), price(0), pkg.tax(), pkg.LIMIT", ("pkg3", ("core2", 0), "tax", 2))


def test_change_that_spans_two_modules(t):
    files = {"helper.py": "LEVEL = 1\ndef level(): return 1\ndef area(w, h): return w * h\n",
             "app.py": "from helper import area, LEVEL as top\nLEVEL = 1\ndef level(): return 1\n"
                       "def show(): return 1, area(2, 3)\n"}
    for order in (("helper", "app"), ("app", "helper")):
        p = program(t, files, """
            import helper, app, threading
            from app import show
            from helper import area as held
            torn, rounds = [], [0]
            def watch():
                while True:
                    # What did not move between two looks must agree with what is between them.
                    a, b, c = helper.LEVEL, app.LEVEL, helper.LEVEL
                    if a == c != b: torn.append(("data", a, b))
                    a, b, c = helper.level(), app.level(), helper.level()
                    if a == c != b: torn.append(("functions", a, b))
                    a, b, c = app.top, helper.LEVEL, app.top
                    if a == c != b: torn.append(("from-import", a, b))
                    rounds[0] += 1
            threading.Thread(target=watch, daemon=True).start()
            """)
        for n in (2, 3, 4):
            p.write("helper.py", "LEVEL = %d\ndef level(): return %d\n"
                                 "def area(w, h, unit): return w * h, unit + %d\n" % (n, n, n))
            p.write("app.py", files["app.py"].replace("LEVEL = 1", "LEVEL = %d" % n).replace(
                "return 1", "return %d" % n).replace("2, 3", "2, 3, %d" % n))
            p.reload(*order)
            p.expect("show(), held(1, 1, 0)", ((n, (6, 2 * n)), (1, n)))
            p.expect("app.LEVEL, helper.LEVEL, app.top", (n, n, n))
        p.expect("torn[:5], rounds[0] > 0", ([], True))


def test_one_bad_module_of_several_holds_back_all(t):
    files = {"%s.py" % m: "cache = []\ndef f(x=1): return 1\n" for m in ("one", "two", "three")}
    p = program(t, files, "import one, two, three\nheld = [m.f for m in (one, two, three)]\n")
    for m in ("one", "two", "three"):
        p.write("%s.py" % m, "cache = []\nADDED = 2\ndef f(x=2): return 2\n")
    for bad, word in (("raise ValueError('boom')\n", "boom"), ("def f(:\n", "SyntaxError"),
                      ("from two import not_there\n", "not_there")):
        p.write("three.py", "def f(): return 2\n" + bad)
        for order in (("one", "two", "three"), ("three", "one", "two")):
            error = refused(p, *order)
            assert word in error["traceback"] and "three" in error["message"], error
    refused(p, "one", "two", "not_loaded")
    p.expect("[f() for f in held]", [1, 1, 1])
    p.write("three.py", "def f(): return 2\n")
    p.reload("one", "two", "three", "one")
    p.expect("[f() for f in held], hasattr(three, 'cache')", ([2, 2, 2], False))


FIVE = ("one", "two", "three", "four", "five")


def test_third_of_five_submodules_raises(t):
    for pyc in (True, False):
        files = {"pkg/%s.py" % m: "VALUE = 1\ncache = {}\nlog = [1]\ndef f(x=1): return 1\nclass C:\n"
                                  "    n = 1\n    def m(self): return 1\n" for m in FIVE}
        files["pkg/__init__.py"] = "".join("from . import %s\n" % m for m in FIVE) + \
            "from .one import f\nVALUE = 1\n"
        p = program(t, files, """
            import pkg
            from pkg.five import VALUE, f as fifth
            mods = [pkg.one, pkg.two, pkg.three, pkg.four, pkg.five]
            for m in mods: m.cache["k"] = m.__name__
            objects, held = [m.C() for m in mods], [m.f for m in mods]
            """, pyc=pyc)
        state = ("[f() for f in held], [o.m() for o in objects], [(m.VALUE, m.C.n, m.log) for m in mods],"
                 "[m.cache for m in mods], VALUE, fifth(), pkg.VALUE, pkg.f()")
        old = p.ask(state)
        for m in FIVE:
            p.write("pkg/%s.py" % m, files["pkg/%s.py" % m].replace("1", "2") + "NEW = 2\n")
        p.write("pkg/__init__.py", files["pkg/__init__.py"].replace("VALUE = 1", "VALUE = 2"))
        good = files["pkg/three.py"].replace("1", "2")
        p.write("pkg/three.py", good + "log.append('seen')\nraise RuntimeError('third')\n")
        error = refused(p, "pkg")
        assert "RuntimeError: third" in error["traceback"], error
        assert "pkg/three.py" in error["traceback"] and "line 9" in error["traceback"], error
        assert "pkg.three" in error["message"], error
        now = p.ask(state)
        assert now == old, "changed by a refused run: %s -> %s" % (old, now)
        p.write("pkg/three.py", good + "NEW = 2\n")
        p.reload("pkg")
        p.expect("[f() for f in held], [o.m() for o in objects], [m.NEW for m in mods], fifth(), pkg.VALUE",
                 ([2] * 5, [2] * 5, [2] * 5, 2, 2))
        p.expect("[m.cache for m in mods]", [{"k": "pkg." + m} for m in FIVE])


def test_namespace_package(t):
    files = {"left/ns/one.py": "def f(): return 'one1'\n",
             "right/ns/two.py": "from ns.one import f\ndef g(): return 'two1', f()\n"}
    p = program(t, files, """
        import sys
        sys.path[:0] = ["left", "right"]
        import ns.one, ns.two
        from ns.two import g
        """)
    p.expect("getattr(ns, '__file__', None), len(ns.__path__)", (None, 2))
    p.write("left/ns/one.py", "def f(): return 'one2'\ndef fresh(): return 'fresh'\n")
    p.write("right/ns/two.py", "from ns.one import f, fresh\nfrom . import one\n"
                               "def g(): return 'two2', f(), fresh(), one.f()\n")
    p.reload("ns")
    p.expect("g(), ns.two.one is ns.one", (("two2", "one2", "fresh", "one2"), True))
    p.write("left/ns/one.py", "def f(): return 'one3'\ndef fresh(): return 'fresh3'\n")
    p.reload("ns.one")
    p.expect("g()", ("two2", "one3", "fresh3", "one3"))
    refused(p, "ns", options=["--no-submodules"])


def test_plugin_loaded_by_location(t):
    files = {"plugins/code_of_it.py": "import os\nHERE = os.path.basename(__file__)\n"
                                      "def run(): return 'plugin1', HERE\nclass P:\n    v = 1\n"}
    p = program(t, files, """
        import sys, importlib.util
        def load(name):
            spec = importlib.util.spec_from_file_location(name, "plugins/code_of_it.py")
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            spec.loader.exec_module(module)
            return module
        first, other = load("acme_plugin"), load("acme_twin")
        registry, thing = {"acme": first.run}, first.P()
        hidden = load("acme_hidden"); del sys.modules["acme_hidden"]
        """)
    p.write("plugins/code_of_it.py", files["plugins/code_of_it.py"].replace("1", "2").replace("v = 2", "v = 3"))
    p.reload("acme_plugin")
    p.expect("registry['acme'](), thing.v, first.HERE, sys.modules['acme_plugin'] is first",
             (("plugin2", "code_of_it.py"), 3, "code_of_it.py", True))
    # The same file under another name is another module: it was not asked for.
    p.expect("other.run(), other.P.v", (("plugin1", "code_of_it.py"), 1))
    error = refused(p, "acme_hidden")
    assert "acme_hidden" in error["message"], error
    refused(p, "code_of_it")
    p.expect("hidden.run()", ("plugin1", "code_of_it.py"))


SCRIPT = SERVE + """
LEVEL = 1
hits = 0
def answer(x=1): return "answer1", x
class Worker:
    def work(self): return "work1"
def hit():
    global hits
    hits += 1
    return hits
def main():
    with open("starts", "a") as f:
        f.write("main1\\n")
    here = Worker()
    globals()["worker"], globals()["callback"] = here, answer
    hit()
    _serve(globals())
if __name__ == "__main__":
    main()
"""


def test_script_itself(t):
    p = t.target({"main.py": SCRIPT, "client.py": "import __main__ as m\ndef ask(): return m.answer()\n"},
                 None, args=["main.py"], serve=False)
    assert p.line() == "ready"
    p.ask("__import__('client').ask()")
    run = p.reload("main", status=1)
    assert "__main__" in run.doc["error"]["hint"], run.out
    p.write("main.py", SCRIPT.replace("answer1", "answer2").replace("x=1", "x=2").replace("work1", "work2")
            .replace("LEVEL = 1", "LEVEL = 2").replace("def main", "def extra(): return answer\ndef main"))
    run = p.reload("__main__")
    p.expect("answer(), callback(), worker.work(), isinstance(worker, Worker), extra() is answer",
             (("answer2", 2), ("answer2", 2), "work2", True, True))
    p.expect("__import__('client').ask(), __name__, hits", (("answer2", 2), "__main__", 1))
    # A script has no .pyc: what is not taken over has to be said.
    assert p.ask("LEVEL") == "2" or "LEVEL" in {k["name"] for k in run.doc["kept"]}, run.out
    p.write("main.py", SCRIPT.replace("answer1", "answer3").replace("work1", "work3").replace(
        "LEVEL = 1", "LEVEL = 3").replace("main1", "main3"))
    run = p.reload("__main__")
    p.expect("answer(), callback(), worker.work(), LEVEL, hit(), 'extra' in globals()",
             (("answer3", 1), ("answer3", 1), "work3", 3, 2, False))
    with open(os.path.join(p.dir, "starts")) as f:
        assert f.read() == "main1\n", "main() was started again"
    p.expect("'main' in __import__('sys').modules", False)


def test_package_that_is_run(t):
    """python -m site_tool: `__main__` has the name and the relative imports of its package."""
    main = ("from . import pages\nfrom .pages import page\nfrom .__serve import serve\nhits = []\n"
            "def answer(): return 1, __package__, page(), pages.page()\n"
            "if __name__ == '__main__':\n    hits.append(1)\n    callback = answer\n    serve(globals())\n")
    pages = "def page(): return 1\n"
    p = t.target({"site_tool/__init__.py": "", "site_tool/__main__.py": main, "site_tool/pages.py": pages,
                  "site_tool/__serve.py": SERVE + "def serve(g): _serve(g)\n"},
                 None, args=["-m", "site_tool"], serve=False)
    assert p.line() == "ready"
    p.write("site_tool/__main__.py", main.replace("return 1", "return 2"))
    p.write("site_tool/pages.py", pages.replace("1", "2"))
    p.reload("site_tool.pages")
    p.expect("callback(), hits", ((1, "site_tool", 2, 2), [1]))
    p.reload("__main__")
    p.expect("callback(), answer is callback, hits, __name__, pages is __import__('sys').modules['site_tool.pages']",
             ((2, "site_tool", 2, 2), True, [1], "__main__", True))


def still_runs_old_code(t, *edits):
    p = t.target({"main.py": SCRIPT}, None, args=["main.py"], serve=False)
    assert p.line() == "ready"
    for n, (old, new) in enumerate(edits):
        p.write("main.py", SCRIPT.replace(old, new))
        run = p.reload("__main__")
    assert "main" in {row["name"].split()[0] for row in run.doc["stale"]}, \
        "main() still runs old code, and the report does not say so: " + run.out


def test_script_main_still_runs_old_code(t):
    still_runs_old_code(t, ("main1", "main2"))


def test_script_main_still_runs_code_of_two_generations_ago(t):
    # The first edit moves main() by a line; the code that runs is then older than what v3 replaces.
    still_runs_old_code(t, ("def main", "def extra(): return 1\ndef main"), ("main1", "main3"))


SERVING = SERVE.replace("%", "%%") + """
import queue, threading, sys
LIMIT = 1
jobs, out, threads = queue.Queue(), [], set()
def handle(n): return 1, n, LIMIT
for n in range(2):
    out.append(n)
threading.Thread(target=lambda: _serve(globals()), daemon=True).start()
%s
out.append("behind")
"""
LOOP = """while True:
    job = jobs.get()
    threads.add(threading.get_ident())
    out.append(handle(job))
"""


def serving(t, loop, *edits):
    """The statement that serves is not executed a second time, whatever becomes of it in the source."""
    p = t.target({"main.py": SERVING % loop}, None, args=["main.py"], serve=False)
    assert p.line() == "ready"
    for n, edit in enumerate(edits, 2):
        p.write("main.py", (SERVING % edit).replace("return 1", "return %d" % n).replace("LIMIT = 1", "LIMIT = %d" % n)
                .replace("def handle", "def added(): return handle(0)\ndef handle"))
        run = p.reload("__main__")
        p.expect("out", [0, 1] if n == 2 else [(n - 1, 1, n - 1), (n - 1, 2, n - 1)])
        p.ask("out.clear(), jobs.put(1), jobs.put(2), __import__('time').sleep(0.1)")
        p.expect("out, len(threads), added()", ([(n, 1, n), (n, 2, n)], 1, (n, 0, n)))
        assert ("has not got past it" in run.out) == (edit != loop), run.out


def test_script_that_serves_at_its_top_level(t):
    serving(t, LOOP, LOOP, LOOP.replace("job =", "zz = 1\n    job ="), "LATER = 1\n" + LOOP.replace("job)", "job or 0)"))


def test_script_that_serves_in_a_call(t):
    main = "def main():\n    " + LOOP.replace("\n", "\n    ") + "\n"
    serving(t, main + "main()", main + "main()", main + "def other(): pass\nsys.exit(main())")


def test_references_of_every_generation(t):
    def text(n):
        return ("LIMIT = %d\ndef f(x=%d): return %d, x, LIMIT\nclass C:\n    tag = %d\n"
                "    def m(self): return %d\n    @property\n    def p(self): return %d\n"
                "    @staticmethod\n    def s(): return %d\ndef make():\n    n = 'cell'\n"
                "    def inner(): return %d, n\n    return inner\n" % ((n,) * 8))
    use = "from .core import f, C, LIMIT, make\ndef use(): return f(), C().m(), LIMIT, %d\n"
    p = program(t, {"pkg/__init__.py": "", "pkg/core.py": text(1), "pkg/use.py": use % 1}, """
        import pkg.core, pkg.use, functools
        scopes = []
        def take():
            s = {}
            exec("from pkg.core import *; import pkg.core as core; from pkg.use import use", s)
            s["c"] = s["C"](); s["bound"] = s["c"].m; s["part"] = functools.partial(s["f"], "p")
            s["inner"] = s["make"](); s["static"] = s["C"].s; s["list"] = [s["f"], (s["C"],)]
            s["Sub"] = type("Sub", (s["C"],), {}); s["sub"] = s["Sub"]()
            scopes.append(s)
            return len(scopes)
        def look(s):
            return (s["f"](), s["c"].m(), s["c"].p, s["c"].tag, s["bound"](), s["part"](), s["inner"](),
                    s["static"](), s["list"][0](), s["list"][1][0]().m(), s["sub"].m(), s["use"](),
                    s["core"].LIMIT, s["C"] is pkg.core.C, isinstance(s["sub"], pkg.core.C))
        """)
    p.expect("take()", 1)
    for i, n in enumerate((2, 3, 1, 4)):
        p.write("pkg/core.py", text(n))
        p.write("pkg/use.py", use % n)
        run = p.reload("pkg")
        assert not run.doc["stale"], run.out
        p.expect("take()", i + 2)
        want = ((n, n, n), n, n, n, n, (n, "p", n), (n, "cell"), n, (n, n, n), n, n,
                ((n, n, n), n, n, n), n, True, True)
        for k in range(i + 2):
            got = p.ask("look(scopes[%d])" % k)
            assert got == repr(want), "v%d, references of generation %d: %s, expected %r" % (
                n, k + 1, got, want)


EXTRA = ("from . import core\nfrom .core import price\nlog = []\n"
         "def g(): return 'extra', price(1), core.LIMIT\n")
USES_EXTRA = "from .extra import g\nfrom . import extra\ndef quote(x): return g()\n"


def test_new_submodule(t):
    p = program(t, PACKAGE, "import pkg\nfrom pkg import quote\n")
    p.expect("'pkg.extra' in _sys.modules", False)
    p.write("pkg/extra.py", EXTRA)
    p.write("pkg/core.py", second(CORE))
    p.write("pkg/api.py", USES_EXTRA)
    valid(p, "import pkg; pkg.quote(1)")
    p.reload("pkg")
    p.expect("quote(0), pkg.extra is _sys.modules['pkg.extra'] is pkg.api.extra",
             (("extra", ("core2", 1), 2), True))
    p.expect("pkg.extra.core is pkg.core, pkg.extra.price is pkg.core.price, pkg.extra.__spec__.name",
             (True, True, "pkg.extra"))
    p.write("pkg/extra.py", "log = []\ndef g(): return 'extra2'\n")
    p.ask("pkg.extra.log.append('kept')")
    p.reload("pkg")
    p.expect("quote(0), pkg.extra.log", ("extra2", ["kept"]))


def test_refused_run_forgets_a_new_submodule(t):
    p = program(t, PACKAGE, "import pkg\nfrom pkg import quote\n")
    p.write("pkg/extra.py", EXTRA)
    p.write("pkg/api.py", USES_EXTRA)
    p.write("pkg/__init__.py", PACKAGE["pkg/__init__.py"] + "raise RuntimeError('late')\n")
    assert "late" in refused(p, "pkg")["traceback"]
    p.expect("'pkg.extra' in _sys.modules, hasattr(pkg, 'extra'), quote(1)[0]", (False, False, "api1"))


def test_new_submodule_needs_what_is_new_in_a_sibling(t):
    p = program(t, PACKAGE, "import pkg\nfrom pkg import quote\n")
    p.write("pkg/core.py", second(CORE) + "def tax(): return 'tax', LIMIT\nclass Base:\n    b = 'base'\n")
    p.write("pkg/extra.py", "from .core import tax, Base, LIMIT, Item\nclass Derived(Base, Item): pass\n"
                            "def g(): return tax(), Derived().b, LIMIT, Derived().kind()\n")
    p.write("pkg/api.py", "from .extra import g\ndef quote(x): return g()\n")
    valid(p, "import pkg; pkg.quote(1)")
    p.reload("pkg")
    p.expect("quote(0)", (("tax", 2), "base", 2, "item2"))
    p.expect("pkg.extra.tax is pkg.core.tax, issubclass(pkg.extra.Derived, pkg.core.Base), "
             "issubclass(pkg.extra.Derived, pkg.core.Item), pkg.extra.Derived in pkg.core.Item.__subclasses__()",
             (True,) * 4)
    p.expect("pkg.extra.tax.__globals__ is vars(pkg.core)", True)


def moved(t, order):
    files = {"home.py": "SECRET = 'home'\ndef f(): return 'f1', SECRET\nclass C:\n"
                        "    def m(self): return 'm1', SECRET\ndef stays(): return 's1'\n",
             "away.py": "SECRET = 'away'\n"}
    p = program(t, files, "import home, away, functools\nfrom home import f, C\nc = C()\nbound = c.m\n"
                          "held = {'f': f, 'list': [f], 'part': functools.partial(f)}\n")
    p.write("home.py", "from away import f, C\nSECRET = 'home'\ndef stays(): return 's2'\n")
    p.write("away.py", "SECRET = 'away'\ndef f(): return 'f2', SECRET\nclass C:\n"
                       "    def m(self): return 'm2', SECRET\n")
    valid(p, "import home")
    p.reload(*order)
    return p


def test_function_moved_between_modules(t):
    for order in (("home", "away"), ("away", "home")):
        p = moved(t, order)
        p.expect("home.f(), away.f(), home.f is away.f, home.stays(), home.SECRET",
                 (("f2", "away"), ("f2", "away"), True, "s2", "home"))
        p.expect("f(), held['f'](), held['list'][0](), held['part']()", (("f2", "away"),) * 4)


def test_class_moved_between_modules(t):
    for order in (("home", "away"), ("away", "home")):
        p = moved(t, order)
        p.expect("home.C().m(), away.C().m(), home.C is away.C", (("m2", "away"), ("m2", "away"), True))
        p.expect("c.m(), bound(), C().m()", (("m2", "away"),) * 3)
        p.expect("isinstance(c, home.C), isinstance(c, away.C), isinstance(away.C(), C)", (True,) * 3)


def test_moved_without_a_trace_at_home(t):
    files = {"home.py": "def f(): return 'f1'\ndef stays(): return 's1'\n", "away.py": "OTHER = 1\n",
             "client.py": "from home import f\ndef use(): return f()\n"}
    p = program(t, files, "import home, away, client\nfrom home import f\n")
    p.write("home.py", "def stays(): return 's2'\n")
    p.write("away.py", "OTHER = 2\ndef f(): return 'f2', OTHER\n")
    p.write("client.py", "from away import f\ndef use(): return f()\n")
    p.reload("client", "home", "away")
    p.expect("client.use(), away.f(), hasattr(home, 'f'), home.stays(), client.f is away.f",
             (("f2", 2), ("f2", 2), False, "s2", True))
    assert p.ask("f()") in (repr("f1"), repr(("f2", 2)))


IDIOM = """
try:
    cache
except NameError:
    cache = {}
try:
    pool, count
except NameError:
    pool, count = ["made"], 1
def put(k, v): cache[k] = v; return 1
"""


def test_idiom_keeps_state(t):
    for pyc in (True, False):
        p = program(t, {"pkg/__init__.py": "from .store import cache\n", "pkg/store.py": IDIOM},
                    "import pkg.store\nfrom pkg.store import cache, pool, put\nput('k', 1)\npool.append('more')\n",
                    pyc=pyc)
        # The handler changed as well: the name is there, so it is not asked.
        v2 = IDIOM.replace("return 1", "return 2").replace("cache = {}", "cache = {'never': 0}") + \
            "try:\n    late\nexcept NameError:\n    late = ['v2']\n"
        p.write("pkg/store.py", v2)
        p.reload("pkg")
        p.expect("put('l', 2), cache, cache is pkg.cache is pkg.store.cache, pool, pool is pkg.store.pool",
                 (2, {"k": 1, "l": 2}, True, ["made", "more"], True))
        p.expect("pkg.store.late, pkg.store.count", (["v2"], 1))
        p.ask("pkg.store.late.append('run')")
        p.write("pkg/store.py", v2.replace("return 2", "return 3").replace("['v2']", "['v3']"))
        p.reload("pkg")
        p.expect("put('m', 3), sorted(cache), pkg.store.late, cache is pkg.store.cache",
                 (3, ["k", "l", "m"], ["v2", "run"], True))
        p.reload("pkg", options=["--reset"])
        p.expect("pkg.store.late, cache, pool, cache is pkg.store.cache is pkg.cache, pool is pkg.store.pool",
                 (["v3"], {"never": 0}, ["made"], True, True))


def test_unchanged_line_in_another_place_keeps_state(t):
    """What stands before or after it, down to nothing, does not make it another statement."""
    def g(n):
        return "def g(): return %d\n" % n
    lines = {"log = []\n": "app.log", "log = {'x': []}\n": "app.log['x']", "log, n = [], 0\n": "app.log"}
    lost = []
    for line, held in lines.items():
        for name, old, new in (("becomes first", "import os\n" + line + g(1), line + g(2)),
                               ("was first", line + g(1), "import os\n" + line + g(2)),
                               ("becomes last", g(1) + line + "x = 1\n", g(2) + line),
                               ("was last", g(1) + line, g(2) + line + "x = 1\n"),
                               ("becomes the only one", "import os\n" + line + g(1), line),
                               ("gets a docstring above", line + g(1), '"""Doc."""\n' + line + g(2)),
                               ("loses the docstring above", '"""Doc."""\n' + line + g(1), line + g(2))):
            p = program(t, {"app.py": old}, "import app\nheld = %s\nheld.append('kept')\n" % held)
            p.write("app.py", new)
            p.reload("app")
            if p.ask("%s == held == ['kept']" % held) != "True":
                lost.append("%r %s" % (line, name))
            assert "g()" not in new or p.ask("app.g()") == "2", name
            p.end()
    assert not lost, "state is gone: " + "; ".join(lost)


def test_module_of_a_package_that_stays(t):
    files = {"pkg/__init__.py": "from . import core, api\ndef name(): return 'pkg1'\n",
             "pkg/core.py": "def price(): return 1\n", "pkg/api.py": "def quote(): return 1\n"}
    p = program(t, files, "import pkg, pkg.core, pkg.api\nfrom pkg.api import quote\n")
    before = p.ask("_probe('pkg')")
    p.write("pkg/core.py", "def price(): return 2\ndef tax(): return 3\n")
    p.write("pkg/api.py", "import pkg.core\nfrom pkg import core, name\nTAX = core.tax(), pkg.core.tax()\n"
                          "def quote(): return core.price(), TAX, pkg.core.tax(), name()\n")
    for order in (("pkg.core", "pkg.api"), ("pkg.api", "pkg.core")):
        p.reload(*order)
    p.expect("quote()", (2, (3, 3), 3, "pkg1"))
    p.expect("pkg.api.core is pkg.core, pkg.api.pkg is pkg, pkg.api.pkg.core is _sys.modules['pkg.core']",
             (True,) * 3)
    assert p.ask("_probe('pkg')") == before, "the package itself changed"


def test_new_module_that_fails_is_not_left_behind(t):
    p = program(t, {"app.py": "def f(): return 1\n"}, "import app\n")
    p.write("broken.py", "import app\nX = app.f()\n1 / 0\n")
    p.write("fine.py", "from app import g\nY = g()\n")
    p.write("app.py", "def g(): return 'new'\ntry:\n    import broken\nexcept ZeroDivisionError:\n"
                      "    broken = None\nimport fine\ndef f(): return broken, fine.Y\n")
    p.reload("app")
    p.expect("app.f(), 'broken' in _sys.modules, _sys.modules['fine'].g is app.g, "
             "_sys.modules['fine'].__builtins__ is app.__builtins__",
             ((None, "new"), False, True, True))
    p.write("other.py", "import app\n1 / 0\n")
    p.write("app.py", "import missing_altogether\ndef f(): return 3\n")
    assert "missing_altogether" in refused(p, "app")["message"]
    p.write("app.py", "import other\ndef f(): return 3\n")
    assert "ZeroDivisionError" in refused(p, "app")["message"]
    p.expect("'other' in _sys.modules", False)


def test_a_submodule_that_is_new_in_an_archive(t):
    """By an absolute path, and by a relative one, as `python app.pyz` has it.  Before 3.10 zipimport has no exec_module(): refused."""
    def pack(v, more):
        with zipfile.ZipFile(os.path.join(t.dir, "pack.zip"), "w") as archive:
            archive.writestr("zpkg/__init__.py", "from . import extra\n" * more + "VERSION = %d\ndef f(): return %d\n" % (v, v))
            if more:
                archive.writestr("zpkg/extra.py", "def g(): return %d\n" % v)
    for path in (os.path.join(t.dir, "pack.zip"), "pack.zip"):
        pack(1, False)
        p = t.target({}, "import os, sys\nos.chdir(%r)\nsys.path.insert(0, %r)\nimport zpkg\nf = zpkg.f\n" % (t.dir, path))
        p.expect("f()", 1)
        pack(2, True)
        if t.version < (3, 10):
            p.reload("zpkg", status=1)
            p.expect("f(), zpkg.VERSION, hasattr(zpkg, 'extra')", (1, 1, False))
        else:
            p.reload("zpkg")
            p.expect("f(), zpkg.VERSION, zpkg.extra.g()", (2, 2, 2))


def test_a_module_of_an_archive_that_is_replaced(t):
    """The new archive has it at another offset; who imported from the old one knows nothing of that."""
    path = os.path.join(t.dir, "pack.zip")

    def pack(v):
        with zipfile.ZipFile(path + ".new", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("before.py", "".join("X%d = %d\n" % (n, n * n) for n in range(v * 100)))
            archive.writestr("zmod.py", "# %s\nLIMIT = %d\ncache = {}\ndef f(): return %d, LIMIT\n"
                             "class C:\n    def m(self): return %d\n" % ("long " * v, v, v, v))
        os.replace(path + ".new", path)

    pack(1)
    p = t.target({}, "import sys\nsys.path.insert(0, %r)\nimport zmod\nfrom zmod import f, LIMIT\nc = zmod.C()\n"
                     "zmod.cache['k'] = 1\ncache = zmod.cache\n" % path)
    state = "f(), c.m(), LIMIT, zmod.cache is cache, cache, zmod.f is f"
    p.expect(state, ((1, 1), 1, 1, True, {"k": 1}, True))
    for v in (2, 3):
        pack(v)
        p.reload("zmod")
        p.expect(state, ((v, v), v, v, True, {"k": 1}, True))
    os.unlink(path)
    run = p.reload("zmod", status=1)
    assert "zmod" in run.doc["error"]["message"], run.out
    p.expect(state, ((3, 3), 3, 3, True, {"k": 1}, True))


test_a_module_of_an_archive_that_is_replaced.pythons = interpreters()[0]


def test_a_module_that_was_not_named_lacks_something(t):
    """The refusal says which one to name as well; with it, it goes."""
    p = t.target({"impl.py": "X = 1\n", "app.py": "import impl\ndef f(): return 1\n"}, "import app\nfrom app import f\n")
    p.write("impl.py", "X = 2\ndef f(): return 2\n")
    for app in ("from impl import f\n", "import impl\nf = impl.f\n"):
        p.write("app.py", app)
        error = p.reload("app", status=1).doc["error"]
        assert "name impl too" in (error["hint"] or "") or (t.version < (3, 10) and "impl.f" in app), error
    p.expect("f(), app.f()", (1, 1))
    p.reload("impl", "app")
    p.expect("f(), app.f()", (2, 2))
    p.write("app.py", "from os import nothing\n")
    assert p.reload("app", status=1).doc["error"]["hint"] is None


def test_a_module_that_was_not_named_has_changed(t):
    """Who has forgotten it is told: by the .pyc, and by what an earlier reload kept."""
    helper = "def g(): return 1\n"
    p = t.target({"helper.py": helper, "lib.py": "X = 1\n", "app.py": "import helper\nfrom lib import X\ndef f(): return helper.g()\n"},
                 "import app\n")
    p.write("helper.py", helper + "def g2(): return 2\n")
    p.write("app.py", "import helper\nfrom lib import X\ndef f(): return helper.g2()\n")
    run = p.reload("app", "--dry-run")
    assert [n["module"] for n in run.doc["notes"]] == ["helper"], run.out
    run = p.reload("app")
    assert [(n["module"], "name this module" in n["detail"]) for n in run.doc["notes"]] == [("helper", True)], run.out
    p.reload("helper")
    p.expect("app.f()", 2)
    p.write("app.py", "import helper\nfrom lib import X\ndef f(): return helper.g2() + 1\n")
    run = p.reload("app")
    assert not run.doc["notes"], run.out
    p.write("helper.py", helper + "def g2(): return 3\n")
    p.write("app.py", "import helper\nfrom lib import X\ndef f(): return helper.g2() + 2\n")
    run = p.reload("app")
    assert [n["module"] for n in run.doc["notes"]] == ["helper"], run.out
    p.expect("app.f()", 4)


def test_lines_that_use_it_by_a_module_in_between(t):
    """app.py does not so much as import units.py: what it has called in registry.py has used that."""
    units = "LIMIT, RATES = %d, {'k': %d}\ndef parse(text):\n    return %d * int(text)\n"
    registry = """
        import functools
        import units
        from units import LIMIT, parse
        TABLE, LOG = {}, []
        def size(text): return parse(text)
        def limit(): return LIMIT
        def rate(): return units.RATES["k"]
        def rule(text):
            def register(function):
                TABLE[text] = size(text), function
                return function
            return register
        def logged(function):
            @functools.wraps(function)
            def wrapper(*args):
                LOG.append(parse("1"))
                return function(*args)
            return wrapper
        class Pool:
            def __init__(self): self.size = limit()
        class Base:
            def __init_subclass__(cls): cls.limit = units.LIMIT
        class Router:
            def add(self, text): return size(text)
        def plain(): return 1
        def steps(): yield parse("1")
        router = Router()
        """
    app = ["from registry import *", "import registry", "SIZE = size('1')", "@rule('2')", "def two(): return 2",
           "@logged", "def three(): return 3", "POOL = Pool()", "class Derived(Base): pass", "FOUR = router.add('4')",
           "RATE = registry.rate()", "FIVE = registry.plain()", "STEPS = registry.steps()"]
    expected = {3: "size", 4: "rule", 8: "Pool", 9: "Base", 10: "Router.add", 11: "rate"}
    p = t.target({"units.py": units % (1, 1, 1), "registry.py": textwrap.dedent(registry), "app.py": "\n".join(app)},
                 "import app, registry\ndef main(): return registry.size('1')\nmain()\nprint\n")
    values = ("app.SIZE, sorted((k, v[0]) for k, v in registry.TABLE.items()), app.POOL.size, app.Derived.limit, app.FOUR,"
              " app.RATE")

    def said(run):
        return {(n["module"], int(n["detail"].split()[1])): n["name"] for n in run.doc["notes"] if "has called" in n["detail"]}
    p.write("units.py", units % (2, 2, 2))
    run = p.reload("units")
    assert said(run) == {("app", line): name for line, name in expected.items()}, run.out
    p.expect(values, (1, [("2", 2)], 1, 1, 4, 1))
    run = p.reload("app")
    assert not said(run), run.out
    p.expect(values, (2, [("2", 4)], 1, 2, 8, 2))
    p.expect("app.two(), app.three(), registry.LOG", (2, 3, [2]))
    p.write("units.py", units % (3, 3, 3))
    run = p.reload("units", "app")
    assert said(run) == {("app", line): name for line, name in expected.items()}, run.out
    assert "name registry in the same call" in run.out
    p.write("units.py", units % (4, 4, 4))
    p.reload("units", "registry", "app")
    p.expect(values, (4, [("2", 8)], 1, 4, 16, 4))


def test_definition_in_place_of_an_import(t):
    """What was imported is defined in the module itself now: the other one goes on, and that is said."""
    p = t.target({"lib.py": "class A:\n    def m(self): return 1\ndef f(): return 1\n", "app.py": "from lib import A, f\n"},
                 "import app, lib\na = app.A()\n")
    p.write("app.py", "class A:\n    def m(self): return 2\ndef f(): return 2\n")
    run = p.reload("app")
    assert {n["name"] for n in run.doc["notes"] if "was imported from lib" in n["detail"]} == {"A", "f"}, run.out
    p.expect("app.A().m(), app.f(), a.m(), lib.f()", (2, 2, 1, 1))


def test_router_that_a_factory_has_imported_for_itself(t):
    """What a call in a function has copied of an object that has got entries is named, however the function has come by it."""
    views = ("class Router:\n    def __init__(self): self.rules = []\n    def route(self, path): return lambda f: self.rules.append((path, f)) or f\n"
             "router = Router()\n@router.route('/a')\ndef a(): return 1\n")
    main = ("class App:\n    def __init__(self): self.rules = []\n    def include(self, router): self.rules += router.rules\n"
            "def create():\n    %s\n    app = App()\n    app.include(%s)\n    return app\n")
    for form, said in (("from .views import router", "router"), ("from pkg.views import router as r", "r"), ("from . import views", "views.router"),
                       ("import pkg.views as v", "v.router")):
        p = t.target({"pkg/__init__.py": "", "pkg/views.py": views, "pkg/main.py": main % (form, said)},
                     "import pkg.main\napp = pkg.main.create()\n")
        for modules in (["pkg.views"], ["pkg.views", "pkg.main"]):
            views += "@router.route('/%d')\ndef b%d(): return 2\n" % (len(views), len(views))
            p.write("pkg/views.py", views)
            run = p.reload(*modules)
            assert [n["module"] for n in run.doc["notes"] if "line 7 was not run again" in n["detail"]] == ["pkg.main"], (form, run.out)


def test_lines_that_have_gone_through_a_class_or_a_text(t):
    """Not by a name that follows: members, constants, fields, nested entries, texts, facts and names, each line of its own."""
    app = """
        import dataclasses, enum
        class Level(enum.Enum):
            LOW = %(n)d
            %(member)s
        class Limits:
            class Http:
                timeout = %(n)d
            burst = %(n)d
        @dataclasses.dataclass
        class Item:
            name: str
            %(field)s
        class Version:
            def __str__(self): return "v%(n)d"
            @classmethod
            def kinds(cls): return [%(n)d]
        VERSION = Version()
        TABLES = {"db": {"pool": %(n)d, "host": "a"}, "web": {"port": 80}}
        def get(key%(argument)s):
            "get %(n)d"
            return key
        %(function)s
        """
    site = ["import dataclasses", "import app", "from app import Level, Limits, VERSION",
            "LEVELS = [level for level in Level]", "LOW = Level.LOW.value", "TIMEOUT = Limits.Http.timeout",
            "def bucket(limits): return limits.burst", "BURST = bucket(app.Limits)",
            "COLUMNS = [f.name for f in dataclasses.fields(app.Item)]", "TITLE = f'site {VERSION}'", "KINDS = app.Version.kinds()",
            "POOL = app.TABLES['db']['pool']", "HOST = app.TABLES['db']['host']", "HELP = app.get.__doc__",
            "NAMES = [n for n in vars(app) if n.startswith('on_')]", "PORT = app.TABLES['web']['port']"]
    expected = {4, 6, 8, 9, 10, 11, 12, 14, 15}  # 5 is of the Enum that line 4 has said, 13 and 16 are as they were
    old = dict(n=1, member="", field="", argument="", function="")
    new = dict(n=2, member="HIGH = 9", field="size: int = 0", argument=", more=0", function="def on_start(): return 1")
    p = t.target({"app.py": textwrap.dedent(app) % old, "site_.py": "\n".join(site) + "\n"}, "import site_\n")
    p.write("app.py", textwrap.dedent(app) % new)
    run = p.reload("app")
    said = {int(n["detail"].split()[1]) for n in run.doc["notes"] if n["module"] == "site_" and n["detail"].startswith("line ")}
    assert said == expected, (sorted(said), run.out)
    p.reload("site_")
    p.expect("len(site_.LEVELS), site_.TIMEOUT, site_.COLUMNS, site_.TITLE, site_.POOL, site_.HELP",
             (2, 2, ["name", "size"], "site v2", 2, "get 2"))


def test_lines_that_ask_an_object_are_named(t):
    """By __getattr__, an operator, a method that calls another one of its own, or one of an object behind an attribute."""
    conf = ("VALUES = {'a': %d}\nPLAIN = %d\n"
            "class Parser:\n    def lookup(self, key): return VALUES[key]\n"
            "class Settings:\n    def __init__(self): self.parser = Parser()\n    def __getattr__(self, name): return VALUES[name]\n"
            "    def inner(self): return PLAIN\n    def outer(self): return self.inner()\n"
            "    def behind(self): return self.parser.lookup('a')\n    def fixed(self): return 1\nsettings = Settings()\n"
            "class Texts:\n    def __call__(self, key): return VALUES[key]\ntexts = Texts()\n")
    site = ["from conf import settings, texts", "import time", "time.time()", "A = settings.a, time.time()", "B = texts('a'), time.time()",
            "C = settings.outer(), time.time()", "D = settings.behind(), time.time()", "E = settings.fixed(), time.time()"]
    p = t.target({"conf.py": conf % (1, 1), "site_.py": "\n".join(site) + "\n"}, "import site_\n")
    p.write("conf.py", conf % (2, 2))
    run = p.reload("conf", "site_")
    said = {int(n["detail"].split()[1]) for n in run.doc["notes"] if n["module"] == "site_" and n["detail"].startswith("line ")}
    assert said == {4, 5, 6, 7}, (sorted(said), run.out)


def test_module_that_a_call_was_given(t):
    """Its functions take other arguments now, and a plug-in manager has looked at which."""
    plug = "def on_save(path%s): return %d\n"
    core = ("class Manager:\n    def register(self, module): self.names = module.on_save.__code__.co_varnames\n"
            "def build():\n    import plug\n    manager = Manager()\n    manager.register(plug)\n    return manager\n")
    p = t.target({"plug.py": plug % ("", 1), "core.py": core}, "import core\nmanager = core.build()\n")
    p.write("plug.py", plug % ("", 2))
    assert not [n for n in p.reload("plug").doc["notes"] if n["module"] == "core"]
    p.write("plug.py", plug % (", text", 3))
    run = p.reload("plug")
    assert [n["name"] for n in run.doc["notes"] if n["module"] == "core" and "line 6" in n["detail"]] == ["plug"], run.out
