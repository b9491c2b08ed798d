def conv(): return "a"
class Impl:
    def m(self): return "a"
DATA = {"k": "a"}
ITEM = Impl()
