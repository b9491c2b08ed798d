import app
def checks(): return {"conf": app.f() == {"k": "2"}, "gone": not hasattr(app, "_f")}
