import app
m = app.M(); m.b = "set"
def checks():
    n = app.M(); n.a = 5
    out = {"default": app.M().a == ("two", 2), "kept": m.b[0] == "two" and (m.b[1] == "set" or m.b[1] == ("set", "set2")), "new": n.a == ("two", (5, "set2")), "name": app.M.a.name == "_a" and app.M.b.name == "_b"}
    del n.a
    out["del"] = n.a == ("two", 2)
    return out
