import functools


class cached(property):
    def __get__(self, obj, owner=None):
        return self if obj is None else self.fget(obj)


class Order:
    """An order."""

    @property
    def total(self):
        """Total."""
        return 1

    @cached
    def tax(self):
        """Tax."""
        return 2

    @cached
    def undocumented(self):
        return 3


class Report:
    @staticmethod
    def parse(text):
        """Parse."""
        return text

    @classmethod
    def make(cls):
        """Make."""
        return cls()

    @functools.cached_property
    def rows(self):
        """Rows."""
        return []
