import importlib
import importlib.util
from importlib import import_module as load
import helper
def late():
    import helper as h
    return h.f(), h.VALUE
def by_name(n): return load(n)
A = importlib.import_module("helper").VALUE
B = load("helper").g()
C = late()
D = by_name("helper")
E = importlib.import_module
F = importlib.util.find_spec("json").name
G = __import__("helper").f()
H = load("pack.inner").NAME, importlib.import_module(".inner", package="pack").NAME
