from kinds import Kind, DEFAULT, ALL
def f(k=DEFAULT): return k
TABLE = {DEFAULT: "d", Kind.A: "a"}
class C:
    kind = DEFAULT
def has(k): return k in ALL, TABLE.get(k)
