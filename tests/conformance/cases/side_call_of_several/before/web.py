"""A router as libraries have it: what it is given becomes a record of its own."""


class Entry:
    def __init__(self, method, path, handler):
        self.method, self.path, self.handler = method, path, handler


class Router:
    def __init__(self):
        self.entries = []

    def add_routes(self, routes):
        for path, handler in routes:
            self.entries.append(Entry("GET", path, handler))

    def get(self, path):
        return [e.handler(path) for e in self.entries if e.path == path]


def route(path, handler):
    return path, handler
