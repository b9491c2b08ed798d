"""A member comes in the middle of an IntEnum, and a table keyed by its members gets its line."""
import app
from app import Level, Color, Ticket, LIMITS

t1 = Ticket("a", Level.HIGH)
t2 = Ticket("b", Level.CRITICAL)
green = Color.GREEN
shown = {Color.GREEN: 1}


def checks():
    return {
        "member order": [m.name for m in Level] == ["LOW", "MEDIUM", "HIGH", "CRITICAL"] and [int(m) for m in Level] == [1, 2, 3, 4],
        "old ticket": t1.level is app.Level.HIGH and t2.level is app.Level.CRITICAL,
        "old value": t1.level.value == 3 and t2.level == 4,
        "compare": sorted([Ticket("m", Level.MEDIUM), t1, t2])[0] is t2 and sorted([Ticket("m", Level.MEDIUM), t1])[0] is t1,
        "limits": LIMITS == app.LIMITS == {Level.LOW: 100, Level.MEDIUM: 50, Level.HIGH: 10, Level.CRITICAL: 1},
        "limit of old": LIMITS[t1.level] == 10 and LIMITS[Level(4)] == 1,
        "limit by int": LIMITS[2] == 50 and LIMITS[3] == 10,
        "enum": green is app.Color.GREEN and green.value == 3 and Color(3) is green and green.css() == "color: green",
        "enum key": shown[app.Color.GREEN] == 1,
        "lookup": Level(3) is Level.HIGH and Level["HIGH"] is t1.level,
    }
