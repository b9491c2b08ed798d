TABLE = {"a": 1, "b": 2, "c": 3}
default = TABLE.pop("b")
STEPS = ["x", "y", "z"]
first = STEPS.pop(0)
PARTS = ["a", "b", "c"]
PARTS[:2] = ["x"]
SIZES = {"a": 1}
SIZES["a"] += 3
NAMES = ["b", "a"]
NAMES.sort()
GONE = {"a": 1, "b": 2}
del GONE["a"]
