"""Names and attributes that the new source binds by other means than the old one: they do not go."""
import app

app.put("x", 1)
app.put("y", 2)
cache, names, flags, seen = app.CACHE, app.NAMES, app.FLAGS, app.SEEN


def attempt(f, *args):
    try:
        return f(*args)
    except (AttributeError, NameError) as e:
        return repr(e)


def checks():
    hits = app.HITS
    works = attempt(app.put, "z", 3)
    return {
        "it works": works is True and hits >= 2 and app.HITS == hits + 1,
        "what the names have": cache.get("x") == 1 and names[:3] == ["a", "x", "y"] and flags >= {"x", "y"} and seen[:2] == ["x", "y"],
        "the same objects": app.CACHE is cache and app.NAMES is names and app.FLAGS is flags and app.SEEN is seen,
        "another value": app.LIMIT == 20,
        "attributes": attempt(app.work) == "Work" and app.work.calls > 0 and attempt(lambda: app.work.errors) == 0,
    }
