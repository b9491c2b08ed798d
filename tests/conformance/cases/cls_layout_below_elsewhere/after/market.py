import app


class Named:
    """Something that describes itself by the name it has in a class."""

    told = []

    def __set_name__(self, owner, name):
        self.told.append(name)
        self.name = name

    def __get__(self, instance, owner):
        return self.name


class Iceberg(app.Quote):
    """hides most of it"""

    __slots__ = ("hidden", "__weakref__")
    count = 0
    limit = Named()

    def __init__(self, price, hidden):
        super().__init__(price)
        self.hidden = hidden
        Iceberg.count += 1

    def text(self):
        return "ice " + super().text()

    @property
    def rest(self):
        return self.price - self.hidden

    @classmethod
    def of(cls, price):
        return cls(price, 1)


class Deep(Iceberg):
    def deep(self):
        return __class__ is Deep and self.text()


class Loud:
    def loud(self):
        return self.text().upper()


class Mixed(Loud, app.Plain):
    __slots__ = ()


class Item(app.Box[int]):
    __slots__ = ()

    def what(self):
        return "item"


class Half(app.Box[int]):
    pass


ICE, DEEP, MIXED, ITEM = Iceberg(9, 4), Deep(5, 1), Mixed(1), Item(2)
BY_CLASS = {Iceberg: "ice", Deep: "deep"}
