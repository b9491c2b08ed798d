def counted(cls):
    cls.calls = 0
    cls.seen = []
    return cls


class Meter(type):
    def __init__(cls, *args, **options):
        super().__init__(*args, **options)
        cls.made = 0

    def __call__(cls, *args):
        cls.made += 1
        return super().__call__(*args)


class Base:
    def __init_subclass__(cls):
        cls.uses = 0
        cls.mode = "new"


@counted
class Decorated:
    size = 2

    def run(self):
        type(self).calls += 1
        return self.size


class Metered(metaclass=Meter):
    size = 2


class Below(Base):
    size = 2
