TABLE = {"b": lambda: "b2", "a": lambda: "a2", "c": lambda: "c2"}
LIST = [lambda: "x2", lambda: "y2"]
key = lambda v: ("name2", v)
