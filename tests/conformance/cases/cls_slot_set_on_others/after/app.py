class Node:
    __slots__ = ("name", "children", "parent")
    def __init__(self, name, *children):
        self.name, self.children = name, children
        self.parent = None
        for child in children:
            child.parent = self

class Leaf(Node):
    __slots__ = ()
