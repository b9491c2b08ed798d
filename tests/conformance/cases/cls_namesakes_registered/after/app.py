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
    size = 2

    @rule("name")
    def check(self): return "name 2"

    @rule("age")
    def check(self): return "age 1"

    @rule("mail")
    def check(self): return "mail 2"

    @functools.singledispatchmethod
    def show(self, value): return "any 2"

    @show.register(int)
    def _(self, value): return "int 1"

    @show.register(float)
    def _(self, value): return "float 2"

    @show.register(str)
    def _(self, value): return "str 2"

    @listed
    def _(self): return "first"
