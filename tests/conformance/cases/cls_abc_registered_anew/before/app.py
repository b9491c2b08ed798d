import abc
from collections.abc import Mapping


class Codec(abc.ABC):
    size = 1

    @abc.abstractmethod
    def encode(self): ...


class Duck:
    def encode(self): return "duck 1"


class Config(Mapping):
    def __getitem__(self, key): return 1
    def __iter__(self): return iter(())
    def __len__(self): return 0


Codec.register(dict)
