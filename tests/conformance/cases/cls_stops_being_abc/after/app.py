import abc
class Codec:
    def encode(self, x): return "default"
    def version(self): return "new"
class Json(Codec):
    def encode(self, x): return "new"
class Store(abc.ABC):
    @abc.abstractmethod
    def get(self, key): ...
    def put(self, key): return "new"
    @property
    @abc.abstractmethod
    def name(self): ...
class Half(Store):
    def get(self, key): return 1
    name = "new"
class Free(metaclass=abc.ABCMeta):
    pass
