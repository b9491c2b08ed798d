"""Modules that come as bytecode alone."""

import os
import subprocess

V1 = """
import threading
RATE, cache, lock = 1, {}, threading.Lock()
def f(x): return ("f1", x, RATE)
class C:
    def m(self): return "m1"
def outer():
    def inner(): return "inner1"
    return inner
held = outer()
"""
V2 = V1.replace("f1", "f2").replace("m1", "m2").replace("inner1", "inner2") + "def added(): return cache\n"
MAIN = "import app\nfrom app import f\nc, held, lock = app.C(), app.held, app.lock\napp.cache['k'] = 1\n"


def compiled(t, p, text, name="app"):
    """The module's .pyc alone, made by this interpreter."""
    source = os.path.join(p.dir if p else t.dir, name + ".py")
    with open(source, "w") as f:
        f.write(text)
    target = os.path.join(p.dir if p else t.dir, name + ".pyc")
    subprocess.run([t.python, "-B", "-c", "import py_compile, sys; py_compile.compile(sys.argv[1], sys.argv[2] + '.new', "
                    "doraise=True)", source, target], check=True)
    os.replace(target + ".new", target)
    os.unlink(source)
    with open(target, "rb") as f:
        return f.read()


def started(t):
    data = compiled(t, None, V1)
    path = os.path.join(t.dir, "lib")
    os.makedirs(path)
    with open(os.path.join(path, "app.pyc"), "wb") as f:
        f.write(data)
    p = t.target({}, "import sys\nsys.path.insert(0, %r)\n" % path + MAIN)
    p.dir = path
    return p


def test_new_bytecode(t):
    p = started(t)
    p.expect("f(0), c.m(), held(), app.__file__.endswith('.pyc')", (("f1", 0, 1), "m1", "inner1", True))
    compiled(t, p, V2)
    p.reload("app")
    p.expect("f(0), c.m(), held(), app.cache, app.f is f", (("f2", 0, 1), "m2", "inner2", {"k": 1}, True))
    # From now on the old code is known.
    p.reload("app")
    compiled(t, p, V2.replace("RATE, cache, lock = 1", "RATE, cache, lock = 5").replace("f2", "f3"))
    p.reload("app")
    p.expect("f(0), app.added() is app.cache, c.m()", (("f3", 0, 5), True, "m2"))


def test_not_bytecode_of_this_python(t):
    p = started(t)
    for data in (b"", b"\0" * 100):
        with open(os.path.join(p.dir, "app.pyc.new"), "wb") as f:
            f.write(data)
        os.replace(os.path.join(p.dir, "app.pyc.new"), os.path.join(p.dir, "app.pyc"))
        run = p.reload("app", status=1)
        assert "bytecode" in run.doc["error"]["message"], run.out
        p.expect("f(0), app.cache", (("f1", 0, 1), {"k": 1}))
    os.unlink(os.path.join(p.dir, "app.pyc"))
    p.reload("app", status=1)


def test_bytecode_that_raises(t):
    p = started(t)
    compiled(t, p, V2 + "raise ValueError('no')\n")
    run = p.reload("app", status=1)
    assert "ValueError" in run.doc["error"]["message"], run.out
    p.expect("f(0), c.m(), held(), app.cache, hasattr(app, 'added')", (("f1", 0, 1), "m1", "inner1", {"k": 1}, False))
