from functools import partialmethod


class Column:
    def __init__(self, kind):
        self.kind = kind


class Lock:
    def __init__(self, name):
        self.name = name


class User:
    age = Column(int)
    lock = Lock("users")

    def enter(self):
        return self.lock


class Report:
    def render(self, kind, *names, wide=False):
        return (kind, wide) + names

    html = partialmethod(render, "html", wide=True)
    text = partialmethod(render, "text", "a")
