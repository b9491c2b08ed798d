from dataclasses import dataclass, field


class Parser:
    def __init__(self, source):
        self.source = source
        self.errors = []
        self.cache = None
        self.seen = []

    def fail(self, e):
        self.errors.append(e)

    def lookup(self, key):
        if self.cache is None:
            self.cache = {}
        return self.cache.setdefault(key, key * 2)

    def note(self, word):
        if word not in self.seen:
            self.seen.append(word)


@dataclass
class Post:
    title: str
    tags: list = field(default_factory=list)

    def tag(self, t):
        self.tags.append(t)
