from memo import memo_method, memoize


class Row:
    def __init__(self, n):
        self.n = n


@memoize
def columns(kind):
    return ["id", "uuid", kind]


@memoize
def options(kind):
    return {"kind": kind, "size": 20}


@memoize
def build(n):
    return Row(n * 10)


class Table:
    def __init__(self, name):
        self.name = name

    @memo_method
    def header(self):
        return "|| %s ||" % self.name

    @memo_method
    def widths(self):
        return [len(self.name) + 4]
