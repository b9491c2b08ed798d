import enum
class S(enum.Enum):
    def _generate_next_value_(name, start, count, last): return name.lower()
    A = enum.auto()
    B = enum.auto()
ORDER = {S.A: 1, S.B: 2}
NAMES = [s.value for s in S]
