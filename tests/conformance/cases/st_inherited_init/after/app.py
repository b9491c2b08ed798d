class Base:
    def __init__(self):
        self.size = 10


class Pool(Base):
    def __init__(self, name):
        super().__init__()
        self.name = name


class Named(Pool):
    pass


POOLS = {"a": Pool("a"), "b": Pool("b")}
NAMED = Named("n").size + 1
