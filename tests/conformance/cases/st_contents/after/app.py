T = {"a": 2, "b": 1}
def reg(f):
    T[f.__name__] = f
    return f
@reg
def f(): return "new"
HANDLERS = [len, max]
NAMES = {"x", "z"}
TABLE = {"inc": lambda n: n + 2, "f": f, "more": 1}
ORDER = ["b", "a"]
NESTED = {"limits": {"a": 2}, "same": {"b": 1}}
