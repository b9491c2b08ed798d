from functools import partial
from bus import subscribe


def mail(kind, n):
    return "%s mail %d" % (kind, n)


def audit(n):
    return "audit %d" % n


def bill(n):
    return "bill %d" % n


subscribe("orders", partial(mail, "new order"))
subscribe("orders", audit)
subscribe("orders", bill)
