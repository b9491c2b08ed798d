class Node:
    def __init__(self, name, parent=None):
        self.name = name
        self.parent = parent
    @property
    def path(self):
        return (self.parent.path if self.parent else "root:") + "/" + self.name
    @property
    def name(self):
        return self.__dict__["name"].lower()
    @name.setter
    def name(self, value):
        self.__dict__["name"] = value
class Leaf(Node):
    def __init__(self, name, parent=None, size=0):
        super().__init__(name, parent)
        self.size = size
    @property
    def size(self):
        return self._size
    @size.setter
    def size(self, value):
        self._size = max(0, value)
