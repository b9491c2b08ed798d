class Point:
    __slots__ = ("x", "y", "__secret")

    def __init__(self, x, y):
        self.x, self.y, self.__secret = x, y, "s1"

    def show(self):
        return "1", self.x, self.y, self.__secret

    def fields(self):
        return list(self.__slots__)


class Sub(Point):
    __slots__ = "z"

    def __init__(self):
        super().__init__(1, 2)
        self.z = 3


class Documented:
    __slots__ = {"a": "first"}
