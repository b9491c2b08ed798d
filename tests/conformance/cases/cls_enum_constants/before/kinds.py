import enum
class Kind(enum.Enum):
    A = 1
    B = 2
DEFAULT = Kind.A
ALL = frozenset(Kind)
ORDER = sorted(Kind, key=lambda k: k.value)
