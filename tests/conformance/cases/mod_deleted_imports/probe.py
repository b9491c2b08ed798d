import app
def checks(): return {"f": app.f() == ("b/x", '{"v": 2}'), "gone": not hasattr(app, "_os") and not hasattr(app, "_json")}
