from typing import ClassVar, Dict


class Base:
    registry: ClassVar[Dict[str, type]] = {}
    limits = {"a": 5, "c": 3}
    names = ["x", "z"]
    hits = 0

    def __init_subclass__(cls):
        super().__init_subclass__()
        Base.registry[cls.__name__] = cls

    def __init__(self):
        super().__init__()
        Base.hits += 1

    def label(self):
        return "new"


class One(Base):
    pass


class Two(Base):
    pass
