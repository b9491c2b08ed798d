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
    opts = {"debug": False}
    columns = {"name": "Name", "id": "Id"}
    levels = [P.LOW, P.HIGH]
    options = [Opt("v", "be verbose"), Opt("q")]
    words = [Word("Host")]


CONF = {"log": {"debug": False}}
PAIR = ({"on": True},)
STEPS = [decimal.Decimal("1.00")]
ROUTES = {Opt("/a", "new")}
