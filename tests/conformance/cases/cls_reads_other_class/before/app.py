class T:
    def __init__(self): self._v = 1
    @property
    def v(self):
        "doc1"
        return self._v
class S(T):
    @T.v.getter
    def v(self): return ("sub", self._v)
