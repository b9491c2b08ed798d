"""The same fields, written in another order or as another container: the same class, the same objects."""
import app
from app import Point

point, sub, documented, held = Point(1, 2), app.Sub(), app.Documented(), {Point: "by class"}
documented.a = 5


def checks():
    return {
        "one class": app.Point is Point and type(point) is Point and held[type(point)] == "by class",
        "fields": point.show() == ("2", 1, 2, "s1") and Point(3, 4).show()[:3] == ("2", 3, 4),
        "order": point.fields() == ["y", "__secret", "x"],
        "below": sub.show()[:3] == ("2", 1, 2) and sub.z == 3 and type(sub) is app.Sub,
        "documented": documented.a == 5 and app.Documented.__slots__ == {"a": "the first"},
    }
