import bus

TABLE = {
    "a": lambda r, n=2: r * n,
    "b": lambda r, n=3: r * n,
}
VIEWS = {}
VIEWS["about"] = lambda request, lang="en": "about %s %s" % (lang, request)


class Kind:
    table = {}
    table["a"] = lambda x, n=2: x * n


Kind.method = lambda self, r, *, n=2: r * n

bus.on(lambda r, n=2: r * n)
bus.on(lambda r: -r, "minus")
bus.on(lambda r, n=10: r + n, "plus")


key = lambda r: r[1]


class Table:
    def first(self, rows, by=key):
        return sorted(rows, key=by)[0]
