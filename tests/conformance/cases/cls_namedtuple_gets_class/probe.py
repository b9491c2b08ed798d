"""namedtuple() has become the base of a class: tuples made before have their fields."""
import app

P = app.Point(1, 2)


def checks():
    return {"made before": (P.x, P.y) == (1, 2) and P._asdict() == {"x": 1, "y": 2}, "new": app.Point(1, 2).norm() == 3,
            "its method": P.norm() == 3 and isinstance(P, app.Point)}
