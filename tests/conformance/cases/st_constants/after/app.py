LIMIT = 5
NAME = "two"
TABLE = {"a": 2, "b": 3}
PAIR = (2, "two")
OTHER = 1
DOUBLE = LIMIT * 2
def f(): return LIMIT, NAME
