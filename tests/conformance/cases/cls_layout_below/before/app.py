class Node:
    __slots__ = ("name",)

    def __init__(self, name):
        self.name = name

    def label(self):
        return "node " + self.name


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
    __slots__ = ("old",)


class BelowRenamed(Renamed):
    __slots__ = ("own",)

    def get(self):
        return self.own, 1


KINDS = {"node": Node, "leaf": Leaf, "rich": Rich}
