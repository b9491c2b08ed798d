from collections import deque
from dataclasses import dataclass, field


class Parser:
    def __init__(self, source):
        self.source = source
        self.errors = deque(maxlen=3)
        self.cache = {}
        self.seen = set()

    def fail(self, e):
        self.errors.appendleft(e)

    def lookup(self, key):
        return self.cache.setdefault(key, key * 2)

    def note(self, word):
        self.seen.add(word)


@dataclass
class Post:
    title: str
    tags: set = field(default_factory=set)

    def tag(self, t):
        self.tags.add(t)
