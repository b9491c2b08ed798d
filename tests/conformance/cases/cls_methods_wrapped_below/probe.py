"""Lines below a class, or a function, that wrap what it has: what others borrow in front of them is what is inside."""
import app

a, b, c, d = app.A(), app.B(), app.C(), app.D()
held, slow = c.m, d.m


def checks():
    return {
        "wrapped": a.m() == ("timed", 1) and app.load() == ("timed", 1),
        "borrowed": (b.m(), b.n()) == (1, 1),
        "in a table": [f() for f in app.RAW.values()] == [1, 1],
        "with other arguments": c.m() == (10, 1) and held() == (10, 1),
        "replaced": d.m() == "fast" and slow() == "fast",
    }
