def make_codec(strict):
    if not strict:
        def encode(s):
            return s.encode("utf-8", "replace")
        def decode(b):
            return b.decode("utf-8", "replace")
    else:
        def encode(s):
            return s.encode("ascii", "strict")
        def decode(b):
            return b.decode("ascii", "strict")
    return encode, decode
def make_filter(kind):
    if kind == "big":
        return lambda n: n >= 100
    if kind == "even":
        return lambda n: not n & 1
    return lambda n: True
