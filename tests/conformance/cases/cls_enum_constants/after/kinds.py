import enum
class Kind(enum.Enum):
    A = 10
    B = 2
DEFAULT = Kind.B
ALL = frozenset(Kind)
ORDER = sorted(Kind, key=lambda k: -k.value)
