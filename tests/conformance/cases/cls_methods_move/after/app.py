class Mixin:
    def same(self): return "same", self.n


class Base:
    def shared(self): return "shared 2", self.n

    def log(self, message): return "log 2", self.n, message

    def up(self): return "up 2", self.shared()


class Service(Mixin, Base):
    def __init__(self, n):
        self.n = n


class Other(Base):
    n = 0
