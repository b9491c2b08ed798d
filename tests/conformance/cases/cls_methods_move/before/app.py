class Base:
    def shared(self): return "shared 1", self.n


class Service(Base):
    def __init__(self, n):
        self.n = n

    def log(self, message): return "log 1", self.n, message

    def same(self): return "same", self.n

    def up(self): return "up 1", super().shared()


class Other(Base):
    n = 0
