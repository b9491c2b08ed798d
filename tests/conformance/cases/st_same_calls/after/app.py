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
    size: int = 2


LOCKS = [threading.Lock(), threading.Lock()]
READ_LOCK = threading.Lock()
WRITE_LOCK = threading.Lock()
FIRST = {"job": conf.TURNS["a"].take(), "more": 1}
GIVEN = {"a": Pool("a", conf.SIZE), "c": Pool("c")}
LIMITS = {"a": Limit("a"), "c": Limit("c")}
SCALED = {"a": [scale(3)], "b": (Pool("b", Conf.FACTOR),), "c": 1}
