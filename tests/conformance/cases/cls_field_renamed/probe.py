"""A field of a dataclass has another name, and so it has in the methods: what instances had goes on."""
import app

l = app.Line("a", 5)


def checks():
    return {"quantity": l.quantity == 5, "total": l.total() == 10}
