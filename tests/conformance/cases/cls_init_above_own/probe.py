"""A base with an __init__ comes in above classes that have one of their own, and call that of their base."""
import app

repo, cached, named, user, silent = app.Repo("r"), app.Cached("c", ttl=3), app.Named("n"), app.User("u"), app.Silent()
cached.cache["k"] = 1


def checks():
    return {
        "saved": [r.save("x") for r in (repo, cached, named)] == ["base x"] * 3,
        "each its own": [r.seen for r in (repo, cached, named)] == [["x"]] * 3 and repo.seen is not cached.seen,
        "state": cached.cache == {"k": 1} and cached.options == {"ttl": 3},
        "of another module": user.save() == "u" and user.audit == ["u"],
        "one that does not call it": not hasattr(silent, "seen"),
    }
