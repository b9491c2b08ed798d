L = ["b", "aa", "c"]
X = sorted(L, key=lambda s: -len(s))
Y = list(map(lambda s: s + "2", L))
Z = {k: (lambda s: s*2)(k) for k in L}
def mk(f): return f("x")
W = mk(lambda v: v + "2")
class K:
    x = sorted(L, key=lambda s: -len(s))
    h = {"a": lambda v: v + "2"}
    n = 0
K.n = 5
