from functools import partial, wraps
from .models import Status

HOOKS = {s: [] for s in Status}


def hook(status, priority=0):
    def add(f):
        @wraps(f)
        def run(order, log):
            log.append(f(order))
        HOOKS[status].append((priority, run))
        HOOKS[status].sort(key=lambda pair: pair[0])
        return run
    return add


@hook(Status.PAID)
def receipt(order):
    return "receipt %d" % order.total


@hook(Status.PAID, priority=-1)
def stock(order):
    return "stock %d" % len(order.lines)


@hook(Status.SENT)
def mail(order):
    return "mail"
