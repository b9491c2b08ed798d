class Span:
    __slots__ = ("start",)

    def __init__(self, start):
        self.start = start

    def line(self):
        return "two", self.start
