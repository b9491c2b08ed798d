import app
from app import Point, Row

point, row = Point(1), Row(2)
keys = {point: 1}


def frozen():
    try:
        point.x = 2
    except AttributeError:
        return True
    return False


def checks():
    return {
        "super": point.who() == Point(2).who() == ("two", "two"),
        "method": row.line() == Row(3).line() == "two",
        "class": Point is app.Point and type(point) is Point and Row is app.Row and type(row) is Row,
        "key": keys[Point(1)] == 1 and point == Point(1) and row == Row(2) and frozen(),
        "below": app.Base.__subclasses__().count(Point) == 1,
    }
