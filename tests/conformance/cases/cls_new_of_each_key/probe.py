"""__new__ that keeps an object for each key sets more."""
import app
p = app.Point(1, 2)


def checks():
    return {"repr": repr(p) == "Point(1,2,new)", "norm": p.norm == 3, "same": app.Point(1, 2) is p}
