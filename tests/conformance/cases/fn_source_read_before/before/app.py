class C:
    def m(self): return "one"
    class D:
        x = 1


def f(): return "one"


def g():
    return h()


def h(): raise ValueError("one")
