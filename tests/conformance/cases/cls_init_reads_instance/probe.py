"""What the new __init__ sets depends on what each instance has, on its class, or on what a class below hands over."""
import app

one, two = app.Basket(2, 3), app.Window(4, 5)
clients = [app.Client("a"), app.Slow("b"), app.Named("c")]
order = app.Order(3, 7)


def checks():
    return {
        "of its own attributes": [getattr(b, "total", None) for b in (one, two)] == [6, 20],
        "each its own": one.__dict__.get("options") == {"currency": "EUR"} and one.options is not two.options
                        and one.options is not app.Basket.DEFAULTS,
        "of its class": [getattr(b, "recent", None) is not None and b.recent.maxlen for b in (one, two)] == [3, 5],
        "handed over from below": [(c.__dict__.get("timeout"), c.__dict__.get("retries")) for c in clients]
                                  == [(10, 1), (60, 1), (90, 4)],
        "an argument and an attribute": [getattr(c, "url", "") for c in clients] == ["http://a", "http://b", "http://c"],
        "__post_init__": order.cost() == 21 and order.__dict__.get("total") == 21,
        "a field with a default": vars(order) == {"price": 3, "count": 7, "unit": "piece", "total": 21},
    }
