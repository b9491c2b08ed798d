class Node:
    __slots__ = ("n", "tag")

    def __init__(self, n):
        self.n = n
        self.tag = "t"
