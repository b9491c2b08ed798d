import app
import core
from app import carts

requests, errors = core.COLLECTORS
requests.add(5)
carts.add(7)


def checks():
    return {
        "the same objects": core.COLLECTORS[0] is requests and core.COLLECTORS[1] is errors and app.carts is carts,
        "once": len(core.COLLECTORS) == 2,
        "with what they have": (requests.total, requests.rows, carts.total, app.total()) == (5, [5], 7, 7),
        "of the new class": requests.describe() == "Requests 5" and carts.describe() == "carts 7" and errors.enabled is True,
        "code": carts.pay() == 14,
    }
