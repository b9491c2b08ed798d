TABLE = {"a": lambda: "a1", "b": lambda: "b1"}
LIST = [lambda: "x1", lambda: "y1"]
key = lambda v: ("name1", v)
