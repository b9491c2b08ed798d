import app, base
a = app.Alpha()
def checks():
    r = base.Plugin.registry
    return {"run": a.run() == "alpha two", "tag": app.Beta.tag == "t2" == a.tag, "first": r.get("first") is app.Alpha, "beta": r.get("beta") is app.Beta, "g": r.get("g") is getattr(app, "Gamma", 0), "gone": set(r) == {"first", "beta", "g"}}
