N = 5
class C:
    a, b = N, [N]
    c = d = {"n": N}
    e: int = N
    first, *rest = (N, 2, 3)
    f = (g := N + 1)
    h = lambda self, n=N: n
    i = {**{"a": N}, "b": 2}
    j = f"{N!r:>3}"
    k = not N > 1
    l = N == 1 == True
    m = N > 1 or None
    made = made_too = type("Made", (), {})
    del made_too
    state = []
    __secret = "new"
    def read(self): return self.__secret, C.__secret
    global EXPOSED
    EXPOSED = "new"
