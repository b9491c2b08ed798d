class Node:
    __slots__ = ("name", "color")

    def __init__(self, name):
        self.name, self.color = name, "red"

    def label(self):
        return "NODE " + self.name


class Leaf(Node):
    __slots__ = ()

    def label(self):
        return "leaf, " + super().label()


class Rich(Leaf):
    def __init__(self, name, **kw):
        super().__init__(name)
        self.__dict__.update(kw)

    def label(self):
        return "rich " + super().label()


class Renamed:
    __slots__ = ("new",)


class BelowRenamed(Renamed):
    __slots__ = ("own",)

    def get(self):
        return self.own, 2


KINDS = {"node": Node, "leaf": Leaf, "rich": Rich}
