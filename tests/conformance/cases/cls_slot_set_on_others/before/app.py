class Node:
    __slots__ = ("name", "children")
    def __init__(self, name, *children):
        self.name, self.children = name, children

class Leaf(Node):
    __slots__ = ()
