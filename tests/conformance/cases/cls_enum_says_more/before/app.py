import enum
G = 10


class Planet(enum.Enum):
    EARTH = (1, G)
    MARS = (2, 4)

    def __init__(self, n, g):
        self.n = n
        self.g = g

    @property
    def weight(self):
        return self.g * 2
