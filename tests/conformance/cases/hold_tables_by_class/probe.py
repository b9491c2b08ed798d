import app
from app import Circle, Square


class Star(app.Shape):
    pass


app.ICONS[Star] = "*"
app.DRAWABLE.add(Star)
app.CONVERTERS[Star, str] = app.WEIGHTS[len] = None
tables = app.ICONS, app.DRAWABLE, app.CONVERTERS, app.WEIGHTS


def checks():
    return {
        "by class": app.ICONS == {Circle: "O", Square: "#", Star: "*"} and app.icon(Square()) == "#" and Circle.round,
        "a set": app.DRAWABLE == {Circle, Square, Star},
        "by tuple": set(app.CONVERTERS) == {(Circle, str), (Square, str), (Star, str)},
        "by function": app.WEIGHTS == {app.area: 2, app.icon: 1, len: None},
        "the same objects": all(a is b for a, b in zip(tables, (app.ICONS, app.DRAWABLE, app.CONVERTERS, app.WEIGHTS))),
    }
