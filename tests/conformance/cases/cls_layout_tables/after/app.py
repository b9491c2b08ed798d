"""Messages on the wire, and what is done with each kind."""


class Ping:
    __slots__ = ("at", "hops")

    def __init__(self, at, hops=0):
        self.at, self.hops = at, hops


class Data:
    __slots__ = ("body", "kind")

    def __init__(self, body, kind="text"):
        self.body, self.kind = body, kind


SIZES = {Ping: lambda p: 2, Data: lambda d: 2 + len(d.body)}


def size(message):
    return SIZES[type(message)](message)
