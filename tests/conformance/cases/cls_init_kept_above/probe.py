"""What an initializer hands over to the one above, which keeps it, is known of each instance."""
import app
w = app.Widget("a b", 3); p = app.Panel("t", (1, 2))


def checks():
    return {"secret": p.secret() == [1], "id": w.id == "a_b" and p.id == "T", "area": w.area == 6, "cache": w._cache == {"name": "a b"}, "wh": (p.w, p.h) == (1, 2)}
