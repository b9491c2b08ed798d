from units import PREFIX, parse

RULES = {}
ROUTES = {}


def rule(name, size):
    def register(function):
        RULES[name] = (parse(size), function)
        return function
    return register


def url(path):
    return PREFIX + path


def route(path):
    where = url(path)

    def register(function):
        ROUTES[where] = function
        return function
    return register
