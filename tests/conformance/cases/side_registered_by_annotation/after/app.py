import inspect
HANDLERS = {}


class Created:
    pass


class Deleted:
    pass


def handles(f):
    first = next(iter(inspect.signature(f).parameters.values()))
    HANDLERS[first.annotation] = f
    return f


@handles
def _(event: Deleted):
    return "deleted2"


@handles
def _(event: Created, retry=0):
    return "created1"
