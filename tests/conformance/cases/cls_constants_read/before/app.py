import enum


class Limits:
    N = 5
    HOSTS = ["a"]

    class Db:
        POOL = 5


class Dev(Limits):
    pass


class Size(enum.IntEnum):
    SMALL = 5
    BIG = 10


current = Limits


def call(t=Limits.N):
    return t


def only(*, t=Limits.N * 2):
    return t


async def later(t=Limits.Db.POOL):
    return t


def first(host=Limits.HOSTS[0]):
    return host


def of_dev(t=Dev.N):
    return t


def of_size(t=Size.SMALL.value):
    return t


BY_ALIAS = current.N
BY_BASE = Dev.N
STEPS = [Limits.N * i for i in range(2)]


class Client:
    n = Dev.N

    class Retry:
        n = Limits.N
