import app
import other

for _module in (app, other):
    _module.total(10), _module.scaled(10), _module.factor(), _module.rate(10)
POOLS, PRICE = (app.pool("a"), other.pool("a")), app.Shop.price


def checks():
    return {
        "function": (app.total(10), other.total(10)) == (13, 13),
        "method": (app.scaled(10), other.scaled(10)) == (50, 50),
        "attribute": (app.factor(), other.factor()) == (5, 5),
        "value": (app.rate(10), other.rate(10)) == (30, 30),
        "no answer": (app.pool("a"), other.pool("a")) == POOLS,
        "another cache": PRICE is app.Shop.price and PRICE.cache_info().maxsize == 8,
    }
