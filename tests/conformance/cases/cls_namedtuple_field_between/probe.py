"""A field comes in front of others, or is gone: those behind it, whose lines are unchanged, are read from their new places."""
import app
from app import Point, Quote

old = Quote("A", 2.0, 3)


def checks():
    new = Quote("B", 2.0, "USD", 3, "y")
    return {
        "by name": (new.currency, new.size, new.venue) == ("USD", 3, "y"),
        "by method": new.value() == ("USD", 6.0),
        "defaults": Quote("C", 1.0)[2:] == ("EUR", 1, "x"),
        "as a dict": list(new._asdict()) == ["symbol", "price", "currency", "size", "venue"],
        "one is gone": Point(1, 2).z == 2 and Point(1) == (1, 0) and not hasattr(Point, "y"),
        "old ones": (old.symbol, old.price) == ("A", 2.0) and isinstance(old, app.Quote),
    }
