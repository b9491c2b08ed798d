from dataclasses import dataclass


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __repr__(self):
        return "<Point %s %s>" % (self.x, self.y)

    def norm(self):
        return abs(self.x) + abs(self.y)


@dataclass
class Shape:
    name: str
    points: list

    def bbox(self):
        xs = [p.x for p in self.points]
        return min(xs), max(xs)


ORIGIN = Point(0, 0)
