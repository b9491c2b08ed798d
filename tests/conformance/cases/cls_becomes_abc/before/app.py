class Codec:
    def encode(self, x): raise NotImplementedError
    def version(self): return "old"
class Json(Codec):
    def encode(self, x): return "old"
class Xml(Codec):
    def encode(self, x): return "xml"
class Broken(Codec): pass
class Store:
    def get(self): return 1
class Memory(Store): pass
class Disk(Store): pass
