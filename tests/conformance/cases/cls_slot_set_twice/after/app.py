class Request:
    __slots__ = ("path", "method", "query")

    def __init__(self, path, method="GET"):
        self.path, self.method = path, method
        self.query = None
        if "?" in path:
            self.path, self.query = path.split("?", 1)

    def line(self):
        return "%s %s HTTP/1.1" % (self.method, self.path)

PENDING = []
