import lib
from lib import fields_of, parse

SPEC = "a=1,b=3"
ROOT = "/opt"


class Schema:
    name = "str"
    age = "int"
    mail = "m"


def build(rows):
    table = {}
    for row in rows:
        table[row] = weight(row)
    return table


def weight(row):
    return len(row) + 1


def double(n):
    return n * 2


def prefix(word):
    return PREFIX + word


PREFIX = "y-"
LIMIT = 6

PARSED = parse(SPEC)
PATH = lib.join(ROOT, "data")
TABLE = build(["a", "bb"])
FIELDS = fields_of(Schema)
TWICE = double(LIMIT)
NAMED = [prefix(w) for w in ("a", "b")]
SUM = sum(build(["a", "bb"]).values())
BIG = {k: double(v) for k, v in PARSED.items()}
