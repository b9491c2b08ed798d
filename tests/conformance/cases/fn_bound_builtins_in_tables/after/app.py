from operator import attrgetter, itemgetter, methodcaller

COLUMNS = [
    ("Name", attrgetter("name"), str.title),
    ("Price", attrgetter("price"), "{:.2f}".format),
    ("Qty", attrgetter("qty"), str),
]


def render(rows, columns=COLUMNS):
    return [fmt(get(r)) for r in rows for _, get, fmt in columns]
