import re


def compiled(pattern):
    return re.compile("^" + pattern.replace("*", ".*") + "$")


class Route:
    def __init__(self, pattern, handler):
        self.pattern = pattern
        self.handler = handler
        self.name = handler.__name__


class Router:
    def __init__(self):
        self.routes = {}
        self.patterns = []

    def route(self, pattern):
        def put(f):
            self.routes[pattern] = Route(pattern, f)
            return f
        return put

    def match(self, pattern):
        def put(f):
            self.patterns.append((compiled(pattern), f))
            return f
        return put

    def find(self, path):
        for pattern, f in self.patterns:
            if pattern.match(path):
                return f()
