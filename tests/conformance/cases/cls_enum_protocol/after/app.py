import enum
class Meta(enum.EnumMeta):
    def __getitem__(cls, name): return super().__getitem__(name.strip().upper())
    def __contains__(cls, value): return any(value == member.value for member in cls)
    def __call__(cls, value, *args, **names):
        return super().__call__(int(value) if isinstance(value, str) else value, *args, **names)
class Number(enum.Enum, metaclass=Meta):
    ONE = 1
    TWO = 2
    THREE = 3
HANDLERS = {}
class Step(enum.Enum):
    A = enum.auto()
    C = enum.auto()
    B = enum.auto()
    @classmethod
    def default(cls): return cls.B
    @property
    def handlers(self): return HANDLERS.setdefault(self, [])
class Access(enum.Enum):
    READ = "r"
    WRITE = "W"
    RUN = "x"
    @classmethod
    def _missing_(cls, value):
        for member in cls:
            if member.value == str(value).upper(): return member
        return cls.READ
    def __len__(self): return len(self.value)
    def __bool__(self): return True
    def __eq__(self, other): return self is other or self.value == other
    __hash__ = enum.Enum.__hash__
