import app
def checks(): return {"total": app.f() == 5, "gone": not hasattr(app, "_tmp")}
