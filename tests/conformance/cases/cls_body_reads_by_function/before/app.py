import typing

LIMIT = 3
RETRIES = 3


def limit():
    return LIMIT


def most(*, n=3):
    return n


class Client:
    most = limit()
    doubled = [limit() * 2 for _ in range(2)]
    state = {}


class Namesake:
    limit = limit()
    table = {"k": limit}


class Options(typing.NamedTuple):
    host: str
    retries: int = RETRIES


DEFAULT = Options("localhost")
MOST = most()
