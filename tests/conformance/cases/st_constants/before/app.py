LIMIT = 1
NAME = "one"
TABLE = {"a": 1}
PAIR = (1, "one")
OTHER = 1
DOUBLE = LIMIT * 2
def f(): return LIMIT, NAME
