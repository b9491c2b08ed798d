class Duplicate(Exception):
    pass


class Command:
    def __init__(self, function, options):
        self.function, self.options = function, options


class Registry:
    def __init__(self):
        self.items, self.order = {}, []

    def add(self, key, item):
        if key in self.items:
            raise Duplicate(key)
        self.items[key] = item
        self.order.append(key)

    def command(self, name, **options):
        def decorate(function):
            self.add(name, (function, options))
            return function
        return decorate


registry, objects, names, seen = Registry(), {}, [], {"first"}


def keep(function):
    if function.__name__ in objects:
        raise ValueError("%s twice" % function.__name__)
    objects[function.__name__] = Command(function, {"at": function.__name__})
    return function


def plugin(cls):
    if cls.__name__ in names:
        raise KeyError(cls.__name__ + " already there")
    names.append(cls.__name__)
    return cls


class Base:
    known = set()

    def __init_subclass__(cls):
        if cls.__name__ in Base.known:
            raise Duplicate(cls.__name__)
        Base.known.add(cls.__name__)
