MAX = 99
KINDS = ("a", "b")
LEVEL = {"low": 0, "high": 5}
