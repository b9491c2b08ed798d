def make_codec(strict):
    if strict:
        def encode(s):
            return s.encode("ascii")
        def decode(b):
            return b.decode("ascii")
    else:
        def encode(s):
            return s.encode("utf-8")
        def decode(b):
            return b.decode("utf-8")
    return encode, decode
def make_filter(kind):
    if kind == "even":
        return lambda n: n % 2 == 0
    if kind == "big":
        return lambda n: n > 100
    return lambda n: True
