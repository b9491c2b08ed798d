"""A dataclass becomes a plain class, and a plain class a dataclass."""
import app
from app import Point, Shape, ORIGIN

p = Point(3, 4)
s = Shape("line", [p, Point(0, 1)])


def checks():
    t = Shape("line", (p,))
    return {
        "repr": repr(p) == "Point(x=3, y=4)",
        "eq": p == app.Point(3, 4) and ORIGIN == Point(0),
        "hash": len({p, Point(3, 4)}) == 1,
        "norm": p.norm() == 5.0,
        "bbox": s.bbox() == (0, 1, 3, 4),
        "no eq": (s == Shape("line", s.points)) is False,
        "no dc": not hasattr(Shape, "__dataclass_fields__") and type(t.points) is list,
        "same": app.Point is Point and app.Shape is Shape and app.ORIGIN is ORIGIN,
        "repr gone": repr(s).startswith("<app.Shape object at"),
    }
