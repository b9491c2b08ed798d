"""What was another's name for a function, a method or a property becomes one of its own."""


def total(self):
    return "total"


class Base:
    def go(self):
        return "Base.go"

    @property
    def first(self):
        return "first"

    @property
    def second(self):
        return "second"

    current = first


class Child:
    go = Base.go
    calc = total
