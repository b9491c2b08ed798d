import app
from app import Order

first = Order(1)


def checks():
    return {
        "old order": first.total() == "order no. 1" and type(first) is app.Order is Order,
        "kept": len(Order.made) == 1 and Order.made[0] is first,
        "legacy": app.Legacy is Order and Order.__name__ == "Order",
    }
