import abc
from collections.abc import Mapping


class Codec(abc.ABC):
    size = 2

    @abc.abstractmethod
    def encode(self): ...


@Codec.register
class Duck:
    def encode(self): return "duck 2"


class Config(Mapping):
    def __getitem__(self, key): return 2
    def __iter__(self): return iter(())
    def __len__(self): return 0


Codec.register(dict)
Codec.register(list)
Config.register(Duck)


class Late:
    pass


Codec.register(Late)
