"""What such a class has besides methods: values, fields, state."""
import app
from app import Base, Color, NotFound, Point, Record, fail

red = Color.RED
error, base, point, record = NotFound("y"), Base(), Point(1, 2), Record(5)
class Below(Base): pass
below, show = Below(), Base.show
Record.known["k"] = 1
def caught():
    try: fail()
    except NotFound as e: return e.show()


def checks():
    return {
        "exception": caught() == error.show() == ("new", 410) and NotFound is app.NotFound,
        "value": show() == ("Base", 2) and Below.show() == ("Below", 2) and isinstance(below, app.Base),
        "state": app.Base.seen[:2] == [base, below] and app.Record.known == {"k": 1},
        "named tuple": Point is app.Point and point.show() == "new" and Point(1).z == 5,
        "enumeration": app.Color is Color and app.Color.RED is red and [m.name for m in Color] == ["RED", "GREEN"],
        "data class": record.show() == "new" and record.b == 2 and repr(Record()) == "Record(a=1, b=2)",
    }
