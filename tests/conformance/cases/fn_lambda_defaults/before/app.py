import bus

TABLE = {
    "a": lambda r: r,
    "b": lambda r, n=2: r * n,
}
VIEWS = {}
VIEWS["about"] = lambda request: "about " + request


class Kind:
    table = {}
    table["a"] = lambda x: x


Kind.method = lambda self, r: r

bus.on(lambda r: r)
bus.on(lambda r: -r, "minus")
bus.on(lambda r, n=1: r + n, "plus")


key = lambda r: r[0]


class Table:
    def first(self, rows, by=key):
        return sorted(rows, key=by)[0]
