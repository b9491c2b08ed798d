class Node:
    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent
        self.path = (parent.path if parent else "") + "/" + name
class Leaf(Node):
    def __init__(self, name, parent=None, size=0):
        super().__init__(name, parent)
        self.size = size
