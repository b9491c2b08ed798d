import functools


class cached(property):
    def __get__(self, obj, owner=None):
        return self if obj is None else self.fget(obj)


class Order:
    """An order."""

    @property
    def total(self):
        """Total in cents."""
        return 1

    @cached
    def tax(self):
        """Tax in cents."""
        return 2

    @cached
    def undocumented(self):
        """Now."""
        return 3


class Report:
    @staticmethod
    def parse(text):
        """Parse it."""
        return text

    @classmethod
    def make(cls):
        """Make one."""
        return cls()

    @functools.cached_property
    def rows(self):
        """All rows."""
        return []
