import app
from app import Point
p = Point(*range(len(Point._fields)))
def attempt(f, *args, **kw):
    try:
        return f(*args, **kw)
    except Exception as e:
        return type(e).__name__
def checks():
    return {"new": attempt(lambda: app.origin().z) == 5, "held": isinstance(p, app.Point) and p.y == 1 and app.Point is Point}
