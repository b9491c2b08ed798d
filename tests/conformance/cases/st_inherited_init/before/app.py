class Base:
    def __init__(self):
        self.size = 5


class Pool(Base):
    def __init__(self, name):
        super().__init__()
        self.name = name


class Named(Pool):
    pass


POOLS = {"a": Pool("a")}
NAMED = Named("n").size
