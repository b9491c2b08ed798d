import functools

import app

price, shop, priced, order = app.price, app.Shop(), functools.partial(app.price, 1), app.order
sell, opening = shop.sell, shop.open
order(0)


def checks():
    return {
        "function": price(1) == app.price(1) == priced() == ("guarded", ("two", 1)),
        "method": sell() == shop.sell() == ("guarded", "two"),
        "object": opening() == shop.open() == "two",
        "counts go on": order(1) == ("two", 1) and order is app.order and order.calls == 2,
    }
