"""__post_init__ and __init__ make attributes in branches, of fields and of what a class below hands over."""
import app
o = app.Order(7, [1, 2, 3])
p = app.Parent(1); c = app.Child(3)


def checks():
    return {"total": o.total() == 9.0, "code": o.code == "O-007", "net": o.net == 6, "tags": o.tags == [], "mode": p.mode == "slow" and c.mode == "fast", "pair": c.pair == (3, "fast")}
