import orders
from orders import checkout, Status
from orders.service import service

a, b = checkout((10, 2)), checkout((1, 1), (2, 2))
service.advance(1, "paid")
del service.log[:]
advance = service.advance


def checks():
    advance(2, "paid")
    first = list(service.log)
    del service.log[:]
    advance(1, "lost")
    return {
        "order of hooks": first == ["receipt 5", "reserve 2", "2 is paid"],
        "new status": service.log == ["refund 20", "1 is lost"] and a.status is orders.Status.LOST,
        "kept": b.status is Status.PAID and a.discount == 0 and checkout().id == 3 and len(service.orders) == 3,
        "hooks": {k.value: len(v) for k, v in orders.service.handlers.HOOKS.items()} == {"new": 0, "paid": 2, "sent": 1, "lost": 1},
    }
