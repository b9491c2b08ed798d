"""Containers that the new __init__ makes of another kind: instances go on with what they have in them, as that."""
import app

fresh, used = app.Parser("a"), app.Parser("b")
for e in (1, 2):
    used.fail(e)
used.note("x")
used.note("y")
kept = app.Parser("c")
mine = kept.errors
post = app.Post("p")
post.tag("t")


def checks():
    for p in (fresh, used):
        p.fail(9)
        p.note("z")
        p.note("z")
    post.tag("t")
    return {
        "not used yet": list(fresh.errors) == [9] and fresh.lookup(2) == 4 and fresh.seen == {"z"},
        "used": list(used.errors) == [9, 1, 2] and used.lookup(3) == 6 and used.seen == {"x", "y", "z"},
        "bounded": used.errors.maxlen == 3,
        "a field": post.tags == {"t"},
    }
