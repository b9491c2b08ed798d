class Base:
    @classmethod
    def make(cls):
        return "base"

    def on(self):
        return "b"

    def close(self):
        return "c"


class Mixin:
    pass


class Gets(Base):
    x = 1


class Loses(Base):
    x = 1

    def on(self):
        return "own " + super().on()


class Between(Base):
    x = 1


class Kind(Base):
    def count(self):
        return 1


class Plain(Base):
    def __init__(self):
        self.plainly = super().close
