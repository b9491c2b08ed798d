import app
old = app.Node("r", app.Leaf("a"))
def attempt(f):
    try: return f()
    except Exception as e: return "%s: %s" % (type(e).__name__, e)
def checks():
    return {"new leaf": attempt(lambda: app.Leaf("b").parent) is None,
            "new tree": attempt(lambda: app.Node("r", app.Leaf("b")).children[0].parent.name) == "r",
            "old": old.name == "r" and old.children[0].name == "a"}
