import functools


class Report:
    def __init__(self, rows):
        self.rows = rows

    @functools.cached_property
    def total(self):
        return sum(self.rows)

    @functools.cached_property
    def size(self):
        return len(self.rows)
