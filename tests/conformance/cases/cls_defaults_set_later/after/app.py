from collections import namedtuple


class Entry(namedtuple("Entry", "path status size")):
    levels = ("fine", "warn")

    def level(self):
        return self.levels[self.status >= 400]


Entry.__new__.__defaults__ = (200, 0)


class Column:
    sortable = False
    filterable = True

    def __init__(self, name, width):
        self.name, self.width = name, width

    def render(self, value, *, align):
        return "|" + format(value, "%s%d" % (align, self.width))


Column.__init__.__defaults__ = (4,)
Column.render.__kwdefaults__ = {"align": ">"}
Column.render.__doc__ = "Text of a cell."
