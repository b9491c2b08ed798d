COLUMNS = [
    ("size", lambda row: row["s"] * 10),
    ("name", lambda row: row["n"].title()),
]


class Form:
    validators = [lambda v: v is not None, lambda v: v != "", lambda v: v != "x"]
    convert = {"bool": lambda v: v in ("yes", "y")}
