import collections
Point = collections.namedtuple("Point", "x y")
def origin():
    return Point(0, 0)
