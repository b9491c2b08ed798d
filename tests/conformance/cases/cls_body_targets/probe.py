"""Every way to give a name a value in a class body."""
import app
from app import C

c = C()
C.state.append(1)


def checks():
    return {
        "several targets": (C.a, C.b, C.first, C.rest) == (5, [5], 5, [2, 3]),
        "one object, two names": C.c is C.d and C.c == {"n": 5},
        "annotated": C.e == 5,
        "in an expression": (C.f, C.g) == (6, 6),
        "default of a lambda": c.h() == 5,
        "displays": C.i == {"a": 5, "b": 2} and C.j == "  5",
        "logic": (C.k, C.l, C.m) == (False, False, True),
        "private": c.read() == ("new", "new"),
        "global": app.EXPOSED == "new",
        "state is kept": C.state == [1],
    }
