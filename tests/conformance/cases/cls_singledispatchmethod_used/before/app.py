from functools import singledispatchmethod


class Formatter:
    @singledispatchmethod
    def fmt(self, value):
        return repr(value)

    @fmt.register(int)
    def _(self, value):
        return "int %d" % value
