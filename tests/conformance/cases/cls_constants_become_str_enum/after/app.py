import enum


class Color(str, enum.Enum):
    RED = "red"
    BLUE = "blue"
    GREEN = "green"

    @classmethod
    def valid(cls, value):
        return value in list(cls)

    def __str__(self):
        return self.value

    @property
    def hex(self):
        return {"red": "f00", "blue": "00f", "green": "0f0"}[self.value]


Color.ALL = list(Color)


class Shirt:
    def __init__(self, color=Color.RED):
        if not Color.valid(color):
            raise ValueError(color)
        self.color = Color(color)

    def label(self):
        return "%s shirt (#%s)" % (self.color, Color(self.color).hex)
