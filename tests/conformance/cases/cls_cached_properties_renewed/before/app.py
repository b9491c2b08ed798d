from functools import cached_property


def rate():
    return 2


class Connection:
    pass


class Report:
    def __init__(self, rows):
        self.rows = rows

    @cached_property
    def total(self):
        return sum(self.rows)

    @cached_property
    def title(self):
        return "total %d" % self.total

    @cached_property
    def cost(self):
        return [r * rate() for r in self.rows]

    @cached_property
    def notes(self):
        return []

    @cached_property
    def connection(self):
        return Connection()

    @cached_property
    def size(self):
        return len(self.rows)

    def note(self, text):
        self.notes.append(text)


class Fixed(Report):
    def __init__(self, rows):
        super().__init__(rows)
        self.total = -1
        self.asked = 0

    @cached_property
    def size(self):
        self.asked += 1
        return 1
