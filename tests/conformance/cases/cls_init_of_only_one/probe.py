"""A new __init__ reads what it has just set, on the only instance."""
import app
p = app.Pool.instance(); p.items.append(1)


def checks():
    return {"same": app.Pool.instance() is p, "add": p.add(2) is True and p.stats["added"] >= 1, "max": p.stats["max"] == 5}
