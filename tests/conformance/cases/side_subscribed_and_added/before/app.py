from functools import partial
from bus import subscribe


def mail(kind, n):
    return "%s mail %d" % (kind, n)


def audit(n):
    return "audit %d" % n


subscribe("orders", partial(mail, "order"))
subscribe("orders", audit)
