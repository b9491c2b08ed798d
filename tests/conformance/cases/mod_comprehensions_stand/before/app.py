import lib

NAMES = ["a", "b"]


def greet():
    return "v1"


BOXES = {k: [] for k in NAMES}
SIZES = {n: len(n) for n in NAMES}
HANDLES = [lib.register(n) for n in NAMES]
PAIRS = [(lib.register(x + y), y) for x in NAMES for y in NAMES if x != y]


lib.register_all([m.upper() for m in NAMES])
[lib.register(z) for z in "xyz"]


class Table:
    columns = [lib.register("column " + c) for c in ("x", "y")]
    by_name = {n: i for i, n in enumerate("xy")}
    rows = [lib.register("row %d" % r) for r in range(2)]
