RECEIVERS = []


def receiver(sender, uid=None):
    def connect(f):
        key = (uid or id(f), id(sender))
        if not any(k == key for k, _ in RECEIVERS):
            RECEIVERS.append((key, f))
        return f
    return connect


def send(sender):
    return [f(sender.__name__) for (_, of), f in RECEIVERS if of == id(sender)]


class Order:
    pass


class Refund:
    pass
