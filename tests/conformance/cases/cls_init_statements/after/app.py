import threading
LIMITS = {"a": 1}


def slug(text):
    return text.lower().replace(" ", "-")


class Counter2:
    def __init__(self):
        self.n = 0


class Base:
    def __init__(self, name):
        self.name = name


class Service(Base):
    DEFAULTS = {"retries": 3}

    def __init__(self, name, rows, options=None):
        super().__init__(name)
        self.rows = rows
        options = dict(options or {})
        self.options = {**self.DEFAULTS, **options}
        self.retries = self.options["retries"]
        self.slug = slug(name)
        index = {}
        for position, row in enumerate(rows):
            index.setdefault(row["k"], []).append(position)
        self.index = index
        self.same = index
        self.key = self._make_key()
        self.counters = {row["k"]: Counter2() for row in rows}
        self.first = None
        if rows:
            self.first = rows[0]
        self.lock = threading.Lock()
        self.locks = {"rw": self.lock}

    def _make_key(self):
        return self.prefix + self.name.upper()

    @property
    def prefix(self):
        return "k:"

    def label(self):
        return self.slug + self.key


class Slot:
    __slots__ = ("x", "__dict__")

    def __init__(self, x):
        self.x = x
        self.y = [x]
        self.z = self.y * 2
