import enum
class S(enum.Enum):
    def _generate_next_value_(name, start, count, last): return name.upper()
    A = enum.auto()
    NEW = enum.auto()
    B = enum.auto()
ORDER = {S.A: 1, S.B: 3}
NAMES = [s.value for s in S]
