"""Messages on the wire, and what is done with each kind."""


class Ping:
    __slots__ = ("at",)

    def __init__(self, at):
        self.at = at


class Data:
    __slots__ = ("body",)

    def __init__(self, body):
        self.body = body


SIZES = {Ping: lambda p: 1, Data: lambda d: len(d.body)}


def size(message):
    return SIZES[type(message)](message)
