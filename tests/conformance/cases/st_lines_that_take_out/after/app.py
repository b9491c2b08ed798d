TABLE = {"a": 1, "b": 2, "c": 3}
default = TABLE.pop("c")
STEPS = ["x", "y", "z"]
first = STEPS.pop(1)
PARTS = ["a", "b", "c"]
PARTS[:2] = ["y"]
SIZES = {"a": 1}
SIZES["a"] += 4
NAMES = ["b", "a"]
NAMES.sort(reverse=True)
GONE = {"a": 1, "b": 2}
del GONE["b"]
