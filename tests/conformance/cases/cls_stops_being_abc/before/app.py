import abc
class Codec(abc.ABC):
    @abc.abstractmethod
    def encode(self, x): return "default"
    def version(self): return "old"
class Json(Codec):
    def encode(self, x): return "old"
class Store(abc.ABC):
    @abc.abstractmethod
    def get(self, key): ...
    @abc.abstractmethod
    def put(self, key): return "old"
    @property
    @abc.abstractmethod
    def name(self): ...
class Half(Store):
    def get(self, key): return 1
    name = "old"
class Free:
    pass
