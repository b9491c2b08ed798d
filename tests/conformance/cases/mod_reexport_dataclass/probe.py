import dataclasses
import orders
from orders import export
from orders.model import Order, Line
old = Order(1, [Line("a", 10, 2)])
gift = export.GiftOrder(2, [Line("b", 5)])
made = []

def new(): return Order(1, [Line("a", 10, 2)])
def attempt(f):
    try: return f()
    except Exception as e: return "%s: %s" % (type(e).__name__, e)

def checks():
    return {
        "new object": attempt(lambda: Order(3, currency="usd").currency) == "USD",
        "old total": old.total() == 20 and gift.total() == 5,
        "old equals new": attempt(lambda: old == new()) is True,
        "old repr": attempt(lambda: repr(old)) == "Order(id=1, lines=[Line(sku='a', price=10, quantity=2, discount=0)], currency='EUR', tags=[])",
        "asdict of old": attempt(lambda: export.to_dict(old)) == {"id": 1, "lines": [dict(sku="a", price=10, quantity=2, discount=0)], "currency": "EUR", "tags": []},
        "replace old": attempt(lambda: dataclasses.replace(old.lines[0], discount=3).total()) == 17,
        "derived: fields": [f.name for f in dataclasses.fields(export.GiftOrder)] == ["id", "lines", "currency", "tags", "message"],
        "derived: new": attempt(lambda: export.GiftOrder(1, [], "usd", [], "yo").currency) == "USD",
        "derived: old repr": attempt(lambda: repr(gift)).endswith("currency='EUR', tags=[], message='hi')"),
        "table of names": export.FIELDS == ["sku", "price", "quantity", "discount"],
        "tags are own": attempt(lambda: old.tags is not gift.tags),
    }
