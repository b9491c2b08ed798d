COLUMNS = [
    ("name", lambda row: row["n"]),
    ("size", lambda row: row["s"]),
]


class Form:
    validators = [lambda v: v is not None, lambda v: v != ""]
    convert = {"bool": lambda v: v == "yes"}
