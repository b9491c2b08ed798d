import app
c = app.Config(); c.data["x"] = 1
def checks():
    return {"same": app.Config() is c and app.cfg is c, "data": c.data == {"n": 1, "x": 1}, "get": c.get() == ("g2", 2), "clear": app.Config.clear() == "two", "other": app.Other() is app.Other() and app.Other().get() == "other"}
