import app, orm
def checks(): return {"f": app.User._fields == ["name"]}
