"""Records of a decorated class: what is new in the middle of the source stands in the middle of the list."""
import app

first = app.RULES[0]


def checks():
    return {"order": [(r.name, r.f()) for r in app.RULES] == [("a", 1), ("b", 2), ("*", 9)], "the same": app.RULES[0] is first}
