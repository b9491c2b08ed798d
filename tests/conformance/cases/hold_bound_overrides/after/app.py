class Base:
    @classmethod
    def make(cls):
        return "base"

    def on(self):
        return "b"

    def close(self):
        return "c2"


class Mixin:
    def on(self):
        return "mixin " + super().on()


class Gets(Base):
    x = 1

    @classmethod
    def make(cls):
        return "gets " + super().make()

    def on(self):
        return "gets " + super().on()


class Loses(Base):
    x = 1


class Between(Mixin, Base):
    x = 1


class Kind(Base):
    @staticmethod
    def count(self=None):
        return 2


class Plain(Base):
    def __init__(self):
        self.plainly = super().close

    def close(self):
        return "plain " + self.plainly()
