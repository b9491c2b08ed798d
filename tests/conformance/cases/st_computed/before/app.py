L = ["b", "aa", "c"]
X = sorted(L, key=lambda s: len(s))
Y = list(map(lambda s: s + "1", L))
Z = {k: (lambda s: s)(k) for k in L}
def mk(f): return f("x")
W = mk(lambda v: v + "1")
class K:
    x = sorted(L, key=lambda s: len(s))
    h = {"a": lambda v: v + "1"}
    n = 0
K.n = 5
