from dataclasses import dataclass


@dataclass(unsafe_hash=True)
class Point:
    x: float
    y: float = 0.0

    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


class Shape:
    def __init__(self, name, points):
        self.name = name
        self.points = list(points)

    def bbox(self):
        xs = [p.x for p in self.points]
        ys = [p.y for p in self.points]
        return min(xs), min(ys), max(xs), max(ys)


ORIGIN = Point(0, 0)
