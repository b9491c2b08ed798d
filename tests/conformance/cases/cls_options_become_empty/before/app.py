import functools


class Choice:
    def __init__(self, *values, **options):
        self.values, self.options, self.seen = list(values), dict(options), []

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, o, owner=None):
        return self if o is None else o.__dict__.get(self.name)

    def __set__(self, o, value):
        if self.values and value not in self.values:
            raise ValueError(value)
        self.seen.append(value)
        o.__dict__[self.name] = value


def needs(*roles):
    def mark(f):
        f.roles = list(roles)
        return f
    return mark


class Ticket:
    status = Choice("new", "open", wide="yes")
    owner = Choice("ann")

    def show(self, text, mark="", loud=False):
        return (text.upper() if loud else text) + mark

    shout = functools.partialmethod(show, mark="!", loud=True)

    @needs("admin")
    def close(self):
        return "closed"


@needs("admin", "staff")
def drop():
    return "dropped"
