import enum
class P(enum.Flag):
    R = 1
    W = 2
    RW = R | W
    X = 4
class Q(enum.IntFlag):
    R = 1
    W = 2
    RW = R | W
