import app

cart = app.Cart()
cart.add(3)


def tried(f):
    try:
        return f()
    except Exception as e:
        return repr(e)


def checks():
    fresh = app.Cart()
    return {"fresh": tried(fresh.total if callable(fresh.total) else fresh.total) == 3, "old": tried(lambda: cart.total()) == 6}
