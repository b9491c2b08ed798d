import app
from app import get_a


def checks():
    return {
        "held": get_a() == app.get_a() == ("a", "new"),
        "other": app.get_b() == ("b", "new"),
        "one more": getattr(app, "get_c", list)() == ("c", "new"),
    }
