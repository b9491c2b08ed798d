import collections
Point = collections.namedtuple("Point", "x y z")
def origin():
    return Point(0, 0, 5)
