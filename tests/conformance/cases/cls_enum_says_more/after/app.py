import enum
G = 9


class Planet(enum.Enum):
    EARTH = (1, G)
    MARS = (2, 4, 2)
    VENUS = (3, 8)

    def __init__(self, n, g, moons=0):
        self.n = n
        self.g = g
        self.moons = moons

    @property
    def weight(self):
        return self.g * 2
