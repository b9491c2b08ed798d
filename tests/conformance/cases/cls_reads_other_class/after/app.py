class T:
    def __init__(self): self._v = 1
    @property
    def v(self):
        "doc2"
        return self._v
    @v.setter
    def v(self, x): self._v = x * 2
    @v.deleter
    def v(self): self._v = None
class S(T):
    @T.v.getter
    def v(self): return ("sub", self._v)
