"""A decorator of a class wraps the methods that it is given the names of: these are others now."""
import app
from app import Shape

shape = Shape(2, 3)
shape.area()
area = shape.area


def checks():
    shape.w = 2
    shape.area(), shape.outline()
    shape.w = 4
    held, answers = area(), (shape.area(), shape.outline())
    if hasattr(Shape.outline, "cache_clear"):
        Shape.outline.cache_clear()
    return {
        "one that is not wrapped any more": answers[0] == 12 and not hasattr(Shape.area, "cache_info"),
        "one that is now": answers[1] == 10 and hasattr(Shape.outline, "cache_info"),
        "held": held == 12,
        "what it has noted": list(Shape.routes) == ["outline"] and Shape.routes["outline"] is app.Shape.outline,
    }
