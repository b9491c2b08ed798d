import os

DEBUG = True
LEVEL = 5
class Settings:
    if DEBUG:
        log, sink = "debug", ["d"]
    else:
        log, sink = "info", ["i"]
    top = "high" if LEVEL > 3 else "low"
    loud = LEVEL > 3 and "yes" or "no"
    database = os.environ.get("NO_SUCH_SETTING", "spare")
    workers = 8 if database == "main" else 1
class Mode:
    strict = True
    if strict:
        name, check = "strict", len
    else:
        name, check = "lax", None
    both = (name, "x") if strict else (name, "y")
class Engine:
    kind = "b"
    if kind == "a":
        size = 1
        def run(self): return "a"
    elif kind == "b":
        size = 2
        def run(self): return "b"
    class Inner:
        depth = LEVEL
        if LEVEL > 3:
            mode = "deep"
        else:
            mode = "flat"
class Written:
    if 3 > 2:
        x = "first"
    else:
        x = "second"
    y = [i for i in range(3) if i > 0]
    z = "long" if len("abcdef") > 3 else "short"
