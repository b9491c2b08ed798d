VERSION = 1
FIELDS = ("a", "b")


class Message:
    __slots__ = FIELDS

    def __init__(self, *values):
        for k, v in zip(FIELDS, values):
            setattr(self, k, v)

    def encode(self):
        return "%d|" % VERSION + "|".join(str(getattr(self, f)) for f in FIELDS)


def decode(s):
    v, *rest = s.split("|")
    assert int(v) == VERSION, "version"
    return Message(*rest)
