VERSION = 2
FIELDS = ("a", "b", "crc")


class Message:
    __slots__ = FIELDS

    def __init__(self, *values, crc="0"):
        for k, v in zip(FIELDS, values + (crc,)):
            setattr(self, k, v)

    def encode(self, sep="|"):
        return sep.join(["%d" % VERSION] + [str(getattr(self, f, "?")) for f in FIELDS])


def decode(s, strict=True):
    v, *rest = s.split("|")
    if strict:
        assert int(v) == VERSION, "version"
    return Message(*rest[:2], crc=(rest + ["?"])[2])
