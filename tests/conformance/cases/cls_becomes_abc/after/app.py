import abc
import typing
class Codec(abc.ABC):
    @abc.abstractmethod
    def encode(self, x): raise NotImplementedError
    def version(self): return "new"
class Json(Codec):
    def encode(self, x): return "new"
class Xml(Codec):
    def encode(self, x): return "xml"
class Broken(Codec): pass
class Store(metaclass=abc.ABCMeta):
    def get(self): return 1
class Memory(Store): pass
class Disk(Store): pass
