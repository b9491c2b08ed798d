class Created:
    pass


class Deleted:
    pass


HANDLERS = {}


def subscribe(f):
    kind = f.__annotations__["event"]
    HANDLERS.setdefault(kind, []).append(f)
    return f


@subscribe
def clean(event: Deleted):
    return "clean"
