from operator import attrgetter, itemgetter


def _label(self):
    return "#%d" % self.ident


def _set(self, value):
    self.phone = value


class Customer:
    label = property(_label)
    contact = property(attrgetter("phone"), _set)
    short = property(lambda self: "c%d" % self.ident)

    def __init__(self, ident, phone, mail):
        self.ident, self.phone, self.mail = ident, phone, mail


class Row(tuple):
    city = property(itemgetter(1))
