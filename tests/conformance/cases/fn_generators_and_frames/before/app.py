def numbers(n):
    yield "one"
    for i in range(n):
        yield "old rest", i, helper()
    return "old end"


def echo():
    got = []
    while True:
        got.append((yield "one", len(got)))
        if got[-1] is None:
            return "old", got


def outer(n):
    first = yield from numbers(n)
    return first, "old outer"


def helper(): return "one"


async def fresh():
    return helper()


async def waiting(pause):
    got = await pause
    return "old end", got, helper()
