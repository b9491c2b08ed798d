import app
def checks(): return {"A": app.A == 3, "gone": not hasattr(app, "TMP") and not hasattr(app, "os")}
