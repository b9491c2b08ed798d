def numbers(n):
    rest = "new rest"
    yield "two"
    yield "new", helper()
    for i in range(n):
        yield rest, i, helper(), "more"
    return "new end"


def echo():
    total = 0
    while True:
        got = yield "two", total
        total += 1
        if got is None:
            return "new", total


def outer(n):
    yield "new"
    return "new outer"


def helper(): return "two"


async def fresh():
    return helper()


async def waiting(pause):
    await pause
    await pause
    return "new end", helper()
