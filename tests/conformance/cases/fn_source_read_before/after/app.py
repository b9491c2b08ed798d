"""Shifted."""
X = 1


class C:
    def m(self): return "two"
    class D:
        x = 1


def f(): return "two"


def g():
    return h()


def h(): raise ValueError("two")
