import app, user, logging
def checks(): return {"f": app.f() == "b", "user": user.L.name == "a", "lib": logging.getLogger("a").name == "a"}
