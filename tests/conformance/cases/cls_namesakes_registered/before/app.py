import functools

RULES, TABLE, LIST = [], {}, []


def rule(field):
    def decorate(function):
        RULES.append((field, function))
        TABLE[field] = function
        return function
    return decorate


def listed(function):
    LIST.append(function)
    return function


class User:
    size = 1

    @rule("name")
    def check(self): return "name 1"

    @rule("age")
    def check(self): return "age 1"

    @functools.singledispatchmethod
    def show(self, value): return "any 1"

    @show.register(int)
    def _(self, value): return "int 1"

    @show.register(str)
    def _(self, value): return "str 1"

    @listed
    def _(self): return "first"

    @listed
    def _(self): return "second"
