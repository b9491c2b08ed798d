def conv(): return "b"
class Impl:
    def m(self): return "b"
DATA = {"k": "b"}
ITEM = Impl()
