"""Names that mean another kind of thing now, for all who imported them."""
TIMEOUT = 5


def limit():
    return 7


class Config:
    x = 1


TABLE = {"a": 1}


def make():
    return 1
