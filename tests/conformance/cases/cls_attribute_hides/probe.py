import app

cart = app.Cart()
cart.add(3)


def total(cart):
    return cart.total() if callable(cart.total) else cart.total


def checks():
    return {
        "an instance made now": total(app.Cart()) == 3 and callable(app.Cart().total),
        "one made before": callable(cart.total) and cart.total() == 6,
    }
