from collections import namedtuple
class Point(namedtuple("Point", "x y")):
    def norm(self): return self.x + self.y
