import app, lib
a = lib.a
def checks(): return {"a": a() == "a" and lib.a() == "a" and lib.b() == "b", "g": app.g() == "b"}
