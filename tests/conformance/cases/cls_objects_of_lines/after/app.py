from functools import partialmethod


class Column:
    def __init__(self, kind):
        self.kind = kind


class Lock:
    def __init__(self, name, reentrant=False):
        self.name = name
        self.reentrant = reentrant


class User:
    age = Column(float)
    lock = Lock("users", reentrant=True)

    def enter(self):
        return self.lock


class Report:
    def render(self, kind, *names, wide=False):
        return (kind, wide) + names

    html = partialmethod(render, "html", wide=False)
    text = partialmethod(render, "text", "b", "c")
