class Request:
    __slots__ = ("path", "method")

    def __init__(self, path, method="GET"):
        self.path, self.method = path, method

    def line(self):
        return "%s %s" % (self.method, self.path)

PENDING = []
