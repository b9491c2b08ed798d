"""Caches of a module that is not named: what they have kept of functions that call the changed ones of another module goes."""
import app
from app import Order, quote

order, other = Order(2), quote
seen = order.total, order.size, order.label(), quote(3), app.connection()
app.made.append(2)


def checks():
    return {
        "function": quote(3) == other(3) == 360,
        "cached property": order.total == 242 and Order(2).total == 242,
        "method": order.label() == "2 of 20",
        "an object stays": app.connection() is app.made,
        "what has nothing to do with it": order.size == 0,
    }
