import dataclasses
import threading

import conf
from conf import Base, Conf, scale


class Pool(Base):
    def __init__(self, name, size=0):
        super().__init__()
        self.name, self.given = name, size


@dataclasses.dataclass
class Limit:
    name: str
    size: int = 1


LOCKS = [threading.Lock()]
LOCK = threading.Lock()
FIRST = {"job": conf.TURNS["a"].take()}
GIVEN = {"a": Pool("a", conf.SIZE)}
LIMITS = {"a": Limit("a")}
SCALED = {"a": [scale(3)], "b": (Pool("b", Conf.FACTOR),)}
