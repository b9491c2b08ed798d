class Color:
    RED = "red"
    BLUE = "blue"

    ALL = [RED, BLUE]

    @classmethod
    def valid(cls, value):
        return value in cls.ALL


class Shirt:
    def __init__(self, color=Color.RED):
        if not Color.valid(color):
            raise ValueError(color)
        self.color = color

    def label(self):
        return "a %s shirt" % self.color
