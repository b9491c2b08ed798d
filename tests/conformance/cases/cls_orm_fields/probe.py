import app, orm
def checks(): return {"f": app.User._fields == ["name"], "new": (app.User.name.d, app.User.name.check(0)) == ("y", 2)}
