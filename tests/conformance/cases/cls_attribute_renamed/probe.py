import app
from app import Basket
b = Basket(); b.add("a").add("b")
def checks():
    return {
        "total": b.total() == 2,
        "new": Basket().add(1).total() == 1,
        "under its new name": vars(b).get("_entries") == ["a", "b"],
    }
