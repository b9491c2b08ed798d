T = {"a": 1, "b": 1, "gone": 0}
def reg(f):
    T[f.__name__] = f
    return f
@reg
def f(): return "old"
HANDLERS = [len]
NAMES = {"x", "y"}
TABLE = {"inc": lambda n: n + 1, "f": f}
ORDER = ["a", "b"]
NESTED = {"limits": {"a": 1}, "same": {"b": 1}}
