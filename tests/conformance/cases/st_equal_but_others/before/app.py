import dataclasses
import decimal
import enum


class P(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Word(str):
    def __eq__(self, other):
        return self.lower() == other.lower()

    def __hash__(self):
        return hash(self.lower())


@dataclasses.dataclass(frozen=True)
class Opt:
    name: str
    help: str = dataclasses.field(default="", compare=False)


class Job:
    opts = {"debug": 0}
    columns = {"id": "Id", "name": "Name"}
    levels = [1, 2]
    options = [Opt("v", "verbose"), Opt("q")]
    words = [Word("host")]


CONF = {"log": {"debug": 0}}
PAIR = ({"on": 1},)
STEPS = [decimal.Decimal("1.0")]
ROUTES = {Opt("/a", "old")}
